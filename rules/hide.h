/* hide.h - no secret in the names that a report prints as they are. */
#ifndef FI_RULES_HIDE_H
#define FI_RULES_HIDE_H

#include "rules/finding.h"
#include "rules/scan.h"

/*
 * A path, a tag, a label's name or a user can hold a token, and all of them are
 * printed.  Mask what a rule of a known form sees in the findings' texts and places,
 * and in the set's image names and gaps (`set` may be NULL).  Rules that judge by the
 * words around a value are not asked: they would mask innocent paths.
 *
 * To be called once the findings are merged: fingerprints and order come from the
 * names as they were.  FI_OK or FI_ENOMEM; a text without memory is left as it was.
 */
FI_MUST_CHECK enum fi_code fi_hide(struct fi_findings *f, struct fi_set *set,
	struct fi_scanner *scanner, struct fi_err *err);

/*
 * Mask in one text of the heap what such a rule sees; *text may be replaced.  FI_OK,
 * or FI_ENOMEM with the text as it was.
 */
FI_MUST_CHECK enum fi_code fi_hide_text(
	char **text, struct fi_scanner *scanner, struct fi_err *err);

#endif
