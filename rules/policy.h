/* policy.h - which findings count: --only, --skip, --severity, --fail-on. */
#ifndef FI_RULES_POLICY_H
#define FI_RULES_POLICY_H

#include "lib/buf.h"
#include "lib/err.h"
#include "rules/rule.h"

struct fi_policy {
	struct fi_strs only, skip;   /* rule ids or category names */
	enum fi_severity least;	     /* below this nothing is reported */
	enum fi_severity fail_on;    /* from this on the exit status is 1 */
};

/* Add a word of --only or --skip; FI_EUSAGE with the nearest id for an unknown one. */
FI_MUST_CHECK enum fi_code fi_policy_add(struct fi_policy *p, bool only, const char *word,
	struct fi_err *err);
void fi_policy_done(struct fi_policy *p);

/* Shall this rule run at all?  Has the shape of fi_scanner_new's `want`; self is a policy. */
bool fi_policy_wants(void *self, const struct fi_rule *r);

#endif
