/* config.h - reads an image config JSON.
 *
 * Source: OCI image-spec config.md; Docker image spec v1.2.  Keys are matched as
 * Go's decoder does (any case, the last duplicate wins); null counts as absent.
 */
#ifndef FI_LAYERS_CONFIG_H
#define FI_LAYERS_CONFIG_H

#include "layers/image.h"
#include "lib/err.h"

/*
 * Parse into *out, which fi_config_done empties.  FI_EFORMAT if it is no JSON
 * object; fields of a wrong type count as absent.
 */
FI_MUST_CHECK enum fi_code fi_config_parse(const char *json, size_t n,
	struct fi_config *out, struct fi_err *err);
void fi_config_done(struct fi_config *c);

/* "linux/amd64", "linux/arm/v7"; "unknown" where the config tells nothing.  malloc'd. */
FI_MUST_CHECK char *fi_config_platform(const struct fi_config *c);

/*
 * A history row without the builder's noise: `/bin/sh -c #(nop)  ENV A=b` is
 * "ENV A=b", `RUN |1 A=b /bin/sh -c npm ci # buildkit` is "RUN npm ci", a classic
 * `/bin/sh -c npm ci` is "RUN npm ci".  Values of build args are left out.  malloc'd, NULL without memory.
 */
FI_MUST_CHECK char *fi_history_clean(const char *created_by);

#endif
