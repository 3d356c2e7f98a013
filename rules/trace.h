/* trace.h - which line of the Dockerfile made which row of an image's history. */
#ifndef FI_RULES_TRACE_H
#define FI_RULES_TRACE_H

#include "layers/image.h"
#include "lib/dockerfile.h"
#include "lib/err.h"

/*
 * For each row of image->config.history the line of the Dockerfile instruction that
 * made it, 0 where none fits; free() the array (NULL-safe, at least one element).
 *
 * Builders write history in several dialects, but always in the file's order.  The
 * longest common sequence of rows and instructions is taken, held to the end of
 * both: rows of the base image stand in front, and the last stage (with the
 * stages it is FROM) makes the rest.  A pair counts only if the kind is the same
 * and all text that the row shows agrees, variables apart.
 *
 * Only the last FI_TRACE_ROWS_MAX rows are looked at.
 */
#define FI_TRACE_ROWS_MAX 1000

FI_MUST_CHECK enum fi_code fi_trace_dockerfile(const struct fi_image *image,
	const struct fi_dockerfile *df, unsigned **line_of_history, struct fi_err *err);

#endif
