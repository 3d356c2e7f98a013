#include "layers/base.h"

#include <stdlib.h>
#include <string.h>

#include "lib/digest.h"
#include "lib/num.h"

/* Images have at most 127 layers. */
#define COUNT_MAX 10000

#define BASE_DIGEST "org.opencontainers.image.base.digest"

/* --- what the user says -------------------------------------------------- */

static enum fi_code read_images(const char *path, struct fi_base *b, struct fi_err *err)
{
	const struct fi_set_options opt = { 0 };
	const struct fi_visitor none = { 0 };
	struct fi_set set;
	enum fi_code rc;

	if (strcmp(path, "-") == 0)
		return fi_err_set(err, FI_EUSAGE,
			"--base wants a file, a digest or a number of layers; standard "
			"input is for the image");
	rc = fi_set_init(&set, &opt, &none, err);
	if (rc != FI_OK)
		return rc;
	rc = fi_set_add(&set, path, err);
	if (rc == FI_OK && !set.nimages)
		rc = fi_err_set(err, FI_EUSAGE, "%s: no image in it", path);
	if (rc != FI_OK) {
		fi_set_done(&set);
		return fi_err_wrap(err, "--base %s", path);
	}
	b->kind = FI_BASE_IMAGES;
	b->images = set;
	return FI_OK;
}

enum fi_code fi_base_parse(const char *text, struct fi_base *out, struct fi_err *err)
{
	struct fi_base b = { 0 };
	uint64_t n;

	if (fi_num_u64(text, strlen(text), COUNT_MAX, &n)) {
		*out = (struct fi_base){ .kind = FI_BASE_COUNT, .count = (size_t)n };
		return FI_OK;
	}
	b.digest = strncmp(text, "sha256:", 7) == 0 ? strdup(text)
						    : fi_format("sha256:%s", text);
	if (!b.digest)
		return fi_err_nomem(err);
	if (fi_digest_valid(b.digest)) {
		b.kind = FI_BASE_DIGEST;
		*out = b;
		return FI_OK;
	}
	free(b.digest);
	b.digest = NULL;
	if (strncmp(text, "sha256:", 7) == 0)
		return fi_err_set(err, FI_EUSAGE,
			"--base: \"%s\" is no digest: sha256: and 64 hex digits", text);
	if (read_images(text, &b, err) != FI_OK)
		return err ? err->code : FI_EUSAGE;
	*out = b;
	return FI_OK;
}

void fi_base_done(struct fi_base *b)
{
	if (b->kind == FI_BASE_IMAGES)
		fi_set_done(&b->images);
	free(b->digest);
	*b = (struct fi_base){ 0 };
}

/* --- cuts ---------------------------------------------------------------- */

/* Behind the first `layers` layers. */
static struct fi_base_cut at_layer(const struct fi_image *image, size_t layers)
{
	struct fi_base_cut cut = { .layers = layers };

	if (layers && image->layers[layers - 1].history >= 0)
		cut.rows = (size_t)image->layers[layers - 1].history + 1;
	return cut;
}

struct fi_base_cut fi_base_at_row(const struct fi_image *image, size_t rows)
{
	struct fi_base_cut cut = { .rows = rows };

	while (cut.layers < image->nlayers && image->layers[cut.layers].history >= 0 &&
		(size_t)image->layers[cut.layers].history < rows)
		cut.layers++;
	return cut;
}

/* The uncompressed layer's digest: as read, else as claimed; NULL if unknown. */
static const char *diff_id(const struct fi_set *set, const struct fi_image_layer *l)
{
	const char *read = l->layer >= 0 ? set->layers[l->layer]->diff_id : NULL;

	return read ? read : l->diff_id;
}

/* How many layers the base has, if all of them begin the image; else 0. */
static size_t common(const struct fi_set *set, const struct fi_image *image,
	const struct fi_set *base_set, const struct fi_image *base)
{
	if (base->nlayers > image->nlayers)
		return 0;
	for (size_t i = 0; i < base->nlayers; i++) {
		const char *a = diff_id(set, &image->layers[i]);
		const char *b = diff_id(base_set, &base->layers[i]);

		if (!a || !b || strcmp(a, b) != 0)
			return 0;
	}
	return base->nlayers;
}

/* The layer of that diff ID, chain ID or blob digest, counted from 1; 0: none. */
static size_t layer_of(
	const struct fi_set *set, const struct fi_image *image, const char *digest)
{
	char chain[FI_DIGEST_TEXT] = "";

	for (size_t i = 0; i < image->nlayers; i++) {
		const struct fi_image_layer *l = &image->layers[i];
		const char *id = diff_id(set, l);
		const char *blob = l->digest	   ? l->digest
				   : l->layer >= 0 ? set->layers[l->layer]->digest
						   : NULL;
		FI_AUTO(fi_freep) char *both = NULL;

		if ((id && strcmp(id, digest) == 0) || (blob && strcmp(blob, digest) == 0))
			return i + 1;
		if (!id || (i > 0 && !chain[0])) {
			chain[0] = 0; /* without one diff ID there is no chain from here on */
			continue;
		}
		both = i == 0 ? strdup(id) : fi_format("%s %s", chain, id);
		chain[0] = 0;
		if (both && i == 0 && strlen(id) < sizeof(chain))
			memcpy(chain, id, strlen(id) + 1);
		else if (both && i > 0 && !fi_digest_text(both, strlen(both), chain))
			chain[0] = 0;
		if (strcmp(chain, digest) == 0)
			return i + 1;
	}
	return 0;
}

bool fi_base_told(const struct fi_base *b, const struct fi_set *set,
	const struct fi_image *image, struct fi_base_cut *out)
{
	size_t n = 0;

	if (b->kind == FI_BASE_COUNT) {
		n = b->count;
	} else if (b->kind == FI_BASE_DIGEST) {
		n = layer_of(set, image, b->digest);
	} else if (b->kind == FI_BASE_IMAGES) {
		for (size_t i = 0; i < b->images.nimages; i++) {
			size_t k = common(set, image, &b->images, &b->images.images[i]);

			n = k > n ? k : n;
		}
	}
	if (n > image->nlayers || (n == 0 && b->kind != FI_BASE_COUNT))
		return false;
	*out = at_layer(image, n);
	return true;
}

bool fi_base_by_label(const struct fi_set *set, const struct fi_image *image,
	struct fi_base_cut *out)
{
	const char *digest = fi_image_annotation(image, BASE_DIGEST);

	if (!digest)
		digest = fi_config_label(&image->config, BASE_DIGEST);
	for (size_t i = 0; digest && i < set->nimages; i++) {
		const struct fi_image *other = &set->images[i];
		size_t n;

		if (other == image || !other->digest || strcmp(other->digest, digest) != 0)
			continue;
		n = common(set, image, set, other);
		if (!n)
			continue;
		*out = at_layer(image, n);
		return true;
	}
	return false;
}

struct fi_base_cut fi_base_by_history(const struct fi_image *image)
{
	const struct fi_config *c = &image->config;
	size_t row = c->nhistory;

	while (row > 0 && c->history[row - 1].empty)
		row--;
	for (; row > 0; row--)
		if (c->history[row - 1].empty &&
			strncmp(c->history[row - 1].shown, "CMD ", 4) == 0)
			return fi_base_at_row(image, row);
	return (struct fi_base_cut){ 0 };
}
