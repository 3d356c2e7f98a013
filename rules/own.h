/* own.h - which findings are the base image's, and which the image's own. */
#ifndef FI_RULES_OWN_H
#define FI_RULES_OWN_H

#include "layers/base.h"
#include "rules/finding.h"

/*
 * Tell for each place whether it is in a layer, or a history row, of the base image;
 * a finding is the base's if all its places are.  Of several who know where the base
 * ends the first is asked: `base` (the user's word), the Dockerfile whose lines made
 * the history (NULL: none), a label that names another image of the set, the history.
 * A sentence for each image that does not have the base which the user named is added
 * to `remarks`; such an image is all its own.
 */
FI_MUST_CHECK enum fi_code fi_own_mark(struct fi_findings *f, const struct fi_set *set,
	const struct fi_dockerfile *df, const struct fi_base *base,
	struct fi_strs *remarks, struct fi_err *err);

/* How many findings from `least` on are the base's. */
size_t fi_own_count_base(const struct fi_findings *f, enum fi_severity least);

#endif
