/* checklist.h - the security guide as a list: each point passed, failed, or not to be told.
 *
 * A point is a row of one table in rules/checklist.c: the rules that speak against it,
 * what must have been looked at for a "pass", and the words for each outcome.
 */
#ifndef FI_RULES_CHECKLIST_H
#define FI_RULES_CHECKLIST_H

#include "rules/finding.h"

enum fi_check_state { FI_CHECK_PASS, FI_CHECK_FAIL, FI_CHECK_UNKNOWN };

/* "pass", "fail", "unknown" */
const char *fi_check_state_name(enum fi_check_state s);

struct fi_check {
	const char *id, *title; /* of the table */
	enum fi_check_state state;
	char *evidence; /* owned; one or two sentences */
	const char *fix; /* the first finding's or the table's; NULL for a pass */
	size_t findings; /* that speak against it */
};

struct fi_checklist {
	struct fi_check *v;
	size_t n;
};

/*
 * Hold the findings against every point.  They must be all there are: none left out
 * by --only, --skip or --severity.  `set` may be NULL; fixes are borrowed from `f`.
 */
FI_MUST_CHECK enum fi_code fi_checklist_make(const struct fi_set *set,
	const struct fi_case *project, const struct fi_findings *f, struct fi_checklist *out,
	struct fi_err *err);
void fi_checklist_done(struct fi_checklist *l);

#endif
