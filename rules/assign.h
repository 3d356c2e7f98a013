/* assign.h - secrets that only their name gives away: `password = "..."`. */
#ifndef FI_RULES_ASSIGN_H
#define FI_RULES_ASSIGN_H

#include "rules/rule.h"

extern const struct fi_rule fi_rules_assign[];
extern const size_t fi_rules_assign_n;

/* Is this one of the rules above?  Where a name was judged already they add nothing. */
bool fi_is_assign_rule(const struct fi_rule *r);

#endif
