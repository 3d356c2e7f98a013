/* pax.h - what a tar's extended headers say besides names, times and owners.
 *
 * Extended attributes stand there, comments, and whatever else somebody's tool put in.
 * They ship with the image, and libarchive passes over those that it does not know.
 */
#ifndef FI_LAYERS_PAX_H
#define FI_LAYERS_PAX_H

#include <stddef.h>

#include "lib/buf.h"
#include "lib/err.h"

/*
 * Append "KEY=VALUE\n" for each such record in the headers of one member: n bytes from
 * its first header to its data.  Damage ends it.  As fi_buf_add.
 */
FI_MUST_CHECK enum fi_code fi_pax_texts(
	const unsigned char *p, size_t n, struct fi_buf *out);

#endif
