/* cache.h - where results of layers are kept between runs, and under what they hold. */
#ifndef FI_CMD_CACHE_H
#define FI_CMD_CACHE_H

#include "cmd/options.h"
#include "rules/shelf.h"

/* The least recently used results go when the file grows past this. */
#define CACHE_MAX ((uint64_t)1 << 30)

/*
 * The file in the folder of --cache, else of $FLYIMG_CACHE, else in the XDG cache folder;
 * *out is NULL with --no-cache, an empty $FLYIMG_CACHE, or if there is no home.  malloc'd.
 */
FI_MUST_CHECK enum fi_code cache_file(
	const struct options *o, char **out, struct fi_err *err);

/*
 * Everything that decides over the results of a layer beside its bytes, as a text: this
 * very program, the user's rules, and which of all rules are wanted.  malloc'd.
 */
FI_MUST_CHECK enum fi_code cache_context(
	const struct options *o, char **out, struct fi_err *err);

/*
 * The shelf in the file, for `check`; *out stays NULL without one.  That it cannot be
 * had is said in a line and fails nothing: FI_ENOMEM only.
 */
FI_MUST_CHECK enum fi_code cache_open(const struct options *o, struct fi_scanner *scanner,
	struct fi_shelf **out, struct fi_err *err);

/* Say in a line what went wrong with it while it was used, if anything did. */
void cache_remark(const struct options *o, const struct fi_shelf *s);

#endif
