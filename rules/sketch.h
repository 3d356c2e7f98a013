/* sketch.h - the image that a Dockerfile describes, as far as its text tells.
 *
 * For `flyimg lint`, where there is no image yet: environment, ports and command of the
 * last stage and those it is built on.  What a base image brings is unknown.
 */
#ifndef FI_RULES_SKETCH_H
#define FI_RULES_SKETCH_H

#include "layers/image.h"
#include "lib/dockerfile.h"

/*
 * Fill an image that has a config and nothing else; fi_image_done empties it.  Without
 * Dockerfile (NULL) the config is empty.
 */
FI_MUST_CHECK enum fi_code fi_sketch(const struct fi_dockerfile *df, struct fi_image *out,
	struct fi_err *err);

#endif
