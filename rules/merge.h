/* merge.h - from many reports to few findings: one secret in ten places is one. */
#ifndef FI_RULES_MERGE_H
#define FI_RULES_MERGE_H

#include "rules/findings.h"
#include "rules/sink.h"

/*
 * Merge, filter by the policy (NULL: everything counts) and sort what was reported.
 * The drafts' strings move into the findings; the sink keeps only its values.
 *
 * One value is one finding, under the rule that knows it best: a precise secret rule,
 * else the most severe.  In a project file a check that names the instruction beats
 * the scanner, and takes in the value's other lines.
 *
 * A value of a Dockerfile's instruction that an image has, too, is one finding with all
 * their places; so is what two rules say alike of a file and of what it made.
 *
 * An AWS key id whose every place lies beside one of a secret key is told with that:
 * the secret's finding names the id and has its places, too.
 */
FI_MUST_CHECK enum fi_code fi_merge(struct fi_sink *s, const struct fi_policy *policy,
	struct fi_findings *out, struct fi_err *err);

#endif
