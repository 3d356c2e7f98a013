/*
 * fuzz_record.c - the file of a shard comes from another machine: its head, and what it
 * has noted of an image.
 *
 * Promise: any bytes are a head or an error, and one that was read is written as it was.
 * Any bytes are an image's record or an error; joined with itself, whoever counts for
 * which layer, it is joined with itself again to the same bytes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/shard.h"

static void head(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf once = fi_buf_limited(64 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf again = fi_buf_limited(64 << 20);
	FI_AUTO(shard_head_done) struct shard_head h = { 0 }, copy = { 0 };
	struct fi_err err = { 0 };
	enum fi_code rc = shard_head_read(data, size, &h, &err);

	if ((rc == FI_OK) != (err.code == FI_OK))
		abort();
	if (rc == FI_OK && (shard_head_write(&h, &once) != FI_OK ||
				   shard_head_read(once.p, once.len, &copy, &err) != FI_OK ||
				   shard_head_write(&copy, &again) != FI_OK ||
				   once.len != again.len ||
				   memcmp(once.p, again.p, once.len) != 0))
		abort();
}

static void record(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf once = fi_buf_limited(64 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf again = fi_buf_limited(64 << 20);
	struct fi_shelf_image r = { "k", data, size };
	struct fi_strs digests = { 0 };
	struct fi_image image = { 0 };
	struct fi_err err = { 0 };
	uint64_t *sizes = NULL;
	size_t *whose;

	if (fi_shelf_image_read(&r, &image, &digests, &sizes, &err) != FI_OK) {
		if (err.code == FI_OK)
			abort();
		return;
	}
	whose = calloc(image.nlayers + 1, sizeof(*whose));
	for (size_t i = 0; whose && i < image.nlayers; i++)
		whose[i] = i % 3; /* 2: nobody */
	if (!whose || fi_shelf_join_images((struct fi_shelf_image[]){ r, r }, 2, whose,
			      image.nlayers, &once, &err) != FI_OK)
		abort();
	r = (struct fi_shelf_image){ "k", once.p, once.len };
	if (fi_shelf_join_images((struct fi_shelf_image[]){ r, r }, 2, whose, image.nlayers, &again,
		    &err) != FI_OK ||
		once.len != again.len || memcmp(once.p, again.p, once.len) != 0)
		abort();
	free(whose);
	free(sizes);
	fi_strs_done(&digests);
	fi_image_done(&image);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	head(data, size);
	record(data, size);
	return 0;
}
