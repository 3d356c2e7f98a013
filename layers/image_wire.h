/* image_wire.h - an image as its documents describe it, as bytes and back.
 *
 * The config is kept as it is in the struct, secrets and all: what is to be written to a
 * file goes through rules/imagemask.h.
 */
#ifndef FI_LAYERS_IMAGE_WIRE_H
#define FI_LAYERS_IMAGE_WIRE_H

#include "layers/image.h"
#include "lib/err.h"

/* Append an image to `out`; the numbers of its layers in a set are not written. */
FI_MUST_CHECK enum fi_code fi_image_write(const struct fi_image *image, struct fi_buf *out);

/*
 * Read one into *out, which fi_image_done empties.  Each layer's number is -1, the
 * source is 0.  FI_EFORMAT for bytes that are no image.
 */
FI_MUST_CHECK enum fi_code fi_image_read(const void *p, size_t n, struct fi_image *out,
	struct fi_err *err);

#endif
