/* rules_file.h - users' own rules on the command line: --rules FILE. */
#ifndef FI_CMD_RULES_FILE_H
#define FI_CMD_RULES_FILE_H

#include "cmd/options.h"

/* Read one more file of rules into o->user.  Errors name the file. */
FI_MUST_CHECK enum fi_code rules_file_add(
	struct options *o, const char *path, struct fi_err *err);

/* All files are read: settle, and turn off what they turn off. */
FI_MUST_CHECK enum fi_code rules_file_settle(struct options *o, struct fi_err *err);

/*
 * The rules of this run, those of the catalogue without --rules; with `wanted` only
 * those that --only and --skip leave.  free() the list.
 */
FI_MUST_CHECK enum fi_code rules_file_list(const struct options *o, bool wanted,
	const struct fi_rule ***out, size_t *n, struct fi_err *err);

/* Say on stderr what has no effect, unless --quiet. */
void rules_file_remarks(const struct options *o);

/* cleanup function for FI_AUTO on such a list */
void rules_file_freep(const struct fi_rule ***list);

#endif
