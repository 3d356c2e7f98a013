/* fuzz_walk.c - a layer gives the same entries and content however it is cut.
 *
 * The first byte picks the length of the blocks; the rest is the tar, whose header
 * checksums are made right, so that a changed header is still one.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/rootfs.h"
#include "tests/lib_layers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define BLOCK 512

static void right_checksums(uint8_t *tar, size_t n)
{
	for (size_t at = 0; at + BLOCK <= n; at += BLOCK) {
		uint8_t *h = tar + at;
		unsigned sum = 0;

		if (memcmp(h + 257, "ustar", 5) != 0)
			continue;
		memset(h + 148, ' ', 8);
		for (size_t i = 0; i < BLOCK; i++)
			sum += h[i];
		(void)snprintf((char *)h + 148, 8, "%06o", sum & 0777777);
	}
}

/* Entries are what the index says, and the merged file system ends. */
static void check(const struct fi_set *set)
{
	const struct fi_layer *l = set->layers[0];
	struct fi_image_layer only = { .layer = 0 };
	struct fi_image image = { .layers = &only, .nlayers = 1 };
	struct fi_rootfs *r = NULL;
	struct fi_err err = { 0 };
	struct fi_node node;

	for (size_t i = 0; i < l->nentries; i++) {
		const struct fi_entry *e = fi_layer_find(l, l->entries[i].path);

		if (!e || e->path != l->entries[i].path || e < &l->entries[i])
			abort();
		(void)strlen(fi_layer_target(l, e));
	}
	if (fi_rootfs_new(set, &image, &r, &err) != FI_OK)
		abort();
	for (fi_path p = 0; p < fi_paths_count(set->paths); p++) {
		FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(2 << 20);

		if (fi_paths_text(set->paths, p, &text) != FI_OK)
			abort();
		(void)fi_rootfs_lookup(r, text.p, &node);
	}
	fi_rootfs_free(r);
}

static void walk(const uint8_t *tar, size_t n, size_t step, struct fi_buf *out)
{
	struct notes notes = { 0 };
	struct fi_visitor v = notes_visitor(&notes);
	struct fi_err err = { 0 };
	struct fi_set set;

	if (fi_set_init(&set, NULL, &v, &err) != FI_OK ||
		walk_bytes(&set, tar, n, step, &err) != FI_OK)
		abort();
	check(&set);
	*out = notes.text;
	for (size_t i = 0; i < set.ngaps; i++)
		if (fi_buf_addf(out, "\n%s: %s", set.gaps[i].path, set.gaps[i].reason) != FI_OK)
			break;
	(void)!fi_buf_addf(out, "\n%d %ju", set.layers[0]->whole,
		(uintmax_t)set.layers[0]->bytes);
	fi_set_done(&set);
}

static void differ(const struct fi_buf *a, const struct fi_buf *b)
{
	size_t at = 0;

	while (at < a->len && at < b->len && a->p[at] == b->p[at])
		at++;
	fprintf(stderr, "at %zu of %zu and %zu\nwhole: ", at, a->len, b->len);
	fwrite(a->p + at, 1, a->len - at, stderr);
	fprintf(stderr, "\ncut: ");
	fwrite(b->p + at, 1, b->len - at, stderr);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(size);
	FI_AUTO(fi_buf_done) struct fi_buf whole = fi_buf_limited(0);
	FI_AUTO(fi_buf_done) struct fi_buf cut = fi_buf_limited(0);

	if (size < 2 || fi_buf_add(&tar, data + 1, size - 1) != FI_OK)
		return 0;
	right_checksums((uint8_t *)tar.p, tar.len);
	walk((uint8_t *)tar.p, tar.len, tar.len, &whole);
	walk((uint8_t *)tar.p, tar.len, (size_t)data[0] * 3 + 1, &cut);
	if (whole.len != cut.len || memcmp(whole.p, cut.p, whole.len) != 0)
		differ(&whole, &cut);
	return 0;
}
