/* output.h - where the report goes: standard output, or a file that is whole or absent.
 */
#ifndef FI_CMD_OUTPUT_H
#define FI_CMD_OUTPUT_H

#include <stdio.h>

#include "lib/err.h"

struct output {
	FILE *file;
	const char *path; /* NULL: standard output */
	char *temp;       /* the name until it is whole; NULL: written in place */
};

/* `path` NULL is standard output.  Borrowed until the output ends. */
FI_MUST_CHECK enum fi_code output_open(
	struct output *o, const char *path, struct fi_err *err);

/*
 * Flush, check that every byte was taken, and give the file its name.  On failure
 * nothing is left.
 */
FI_MUST_CHECK enum fi_code output_finish(struct output *o, struct fi_err *err);

/* Give up: a file is removed. */
void output_drop(struct output *o);

#endif
