/* content_index.h - which file rules are about a path, without trying every glob.
 *
 * For rules/content.c only.  Most rules name a file ("id_rsa", ".aws/credentials") or
 * an ending ("*.pem"): those are looked up by name and ending, and only globs that a
 * look-up brings are tried.
 */
#ifndef FI_RULES_CONTENT_INDEX_H
#define FI_RULES_CONTENT_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"
#include "rules/rule.h"

struct fi_index;

/* Rules without `path` are about no file.  The rules are borrowed. */
FI_MUST_CHECK enum fi_code fi_index_new(const struct fi_rule *const *rules, size_t n,
	struct fi_index **out, struct fi_err *err);
void fi_index_free(struct fi_index *x);

/*
 * Write the numbers of the rules whose glob matches to `out`, which has room for all
 * rules, in rising order; returns how many.  `base` is the last part of `path`.
 */
size_t fi_index_match(const struct fi_index *x, const char *path, const char *base,
	uint32_t *out);

#endif
