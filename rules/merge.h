/* merge.h - from many reports to few findings: one secret in ten places is one. */
#ifndef FI_RULES_MERGE_H
#define FI_RULES_MERGE_H

#include "rules/findings.h"
#include "rules/sink.h"

/*
 * Merge, filter by the policy (NULL: everything counts) and sort what was reported.
 * The drafts' strings move into the findings; the sink keeps only its values.
 *
 * Reports of one value under one rule become one finding.  A value that a precise
 * secret rule knows takes in the places where only a weaker rule saw it.  In a
 * project file a check that names the instruction beats the scanner.
 */
FI_MUST_CHECK enum fi_code fi_merge(struct fi_sink *s, const struct fi_policy *policy,
	struct fi_findings *out, struct fi_err *err);

#endif
