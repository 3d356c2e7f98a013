/* base.h - which of an image's layers are those of its base image.
 *
 * An image does not say where its base ends.  Whoever runs flyimg may (fi_base_parse);
 * else another image of the run does whose digest a label names; else the history
 * gives a hint.  What nobody tells is the image's own.
 */
#ifndef FI_LAYERS_BASE_H
#define FI_LAYERS_BASE_H

#include <stdbool.h>
#include <stddef.h>

#include "layers/set.h"
#include "lib/err.h"

/* Where the base ends: so many layers and rows of the history belong to it. */
struct fi_base_cut {
	size_t layers, rows;
};

enum fi_base_kind {
	FI_BASE_UNTOLD,
	FI_BASE_COUNT,	/* so many layers */
	FI_BASE_DIGEST, /* up to the layer of that diff ID, chain ID or blob digest */
	FI_BASE_IMAGES, /* the layers of one of these images */
};

/* What the user says.  Declare one as `struct fi_base b = { 0 };`. */
struct fi_base {
	enum fi_base_kind kind;
	size_t count;
	char *digest; /* "sha256:..." */
	struct fi_set images;
};

/*
 * "3", "sha256:...", 64 hex digits, or an export of the base image, which is read
 * (its content is not looked at).  FI_EUSAGE for what is none of them.
 */
FI_MUST_CHECK enum fi_code fi_base_parse(const char *text, struct fi_base *out,
	struct fi_err *err);
void fi_base_done(struct fi_base *b);

/* Where the base ends by the user's word.  False if the image has no such layers. */
bool fi_base_told(const struct fi_base *b, const struct fi_set *set,
	const struct fi_image *image, struct fi_base_cut *out);

/* By the label or annotation org.opencontainers.image.base.digest; false if nobody has it. */
bool fi_base_by_label(const struct fi_set *set, const struct fi_image *image,
	struct fi_base_cut *out);

/*
 * By history: a CMD before the last row that made a layer ended an earlier image, since
 * it is what a Dockerfile ends with.  {0, 0} without one.
 */
struct fi_base_cut fi_base_by_history(const struct fi_image *image);

/* The cut behind the first `rows` rows of the history. */
struct fi_base_cut fi_base_at_row(const struct fi_image *image, size_t rows);

#endif
