/* glob.h - which paths a rule is about. */
#ifndef FI_RULES_GLOB_H
#define FI_RULES_GLOB_H

#include <stdbool.h>

/*
 * Does `path` (no leading '/') match one of the alternatives in `glob`, which are
 * separated by '|'?  An alternative without '/' is held against the last part of
 * the path; one with '/' against the whole end of it, from a part's start on
 * (".aws/credentials" matches "root/.aws/credentials"); one that starts with '/'
 * against all of it.  '*' and '?' stay within a part, "**" does not, [abc] and
 * [!abc] are sets.  Bytes are compared exactly.  Linear-ish: no exponential cases.
 */
bool fi_glob(const char *glob, const char *path);

#endif
