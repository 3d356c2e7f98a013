/* reference.h - where to read more about a rule: a public page, best the provider's own. */
#ifndef FI_RULES_REFERENCE_H
#define FI_RULES_REFERENCE_H

#include <stddef.h>

#include "rules/rule.h"

/*
 * The table goes by the words of an id: a row answers for the rule of that very id
 * and for all ids that go on with a hyphen behind it, and of several rows the
 * longest is taken.  "github-pat" answers for github-pat-classic, "github" for
 * github-oauth-token.  So a new rule of a known provider needs no row.
 *
 * A new row goes into the table of rules/reference.c, which is sorted by prefix as
 * strcmp sorts (`LC_ALL=C sort`).  Its address has to exist for certain: rather the
 * front page of a provider's documentation or console than a deep link by guess.
 */
struct fi_reference {
	const char *prefix; /* "github-pat", no hyphen at its end */
	const char *url;    /* https, static */
};

extern const struct fi_reference fi_references[];
extern const size_t fi_references_n;

/*
 * The address for this rule; static.  NULL for a rule of a user's file, whose id
 * says nothing of ours.  Every rule of the catalogue has one (tests/test_rules.c).
 */
const char *fi_rule_reference(const struct fi_rule *r);

struct fi_finding;
/* The same for a finding: where its value is revoked, if that is known. */
const char *fi_finding_reference(const struct fi_finding *f);

#endif
