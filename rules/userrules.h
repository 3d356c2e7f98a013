/* userrules.h - rules that users write, in TOML, with the keys of gitleaks.
 *
 * A user's rule becomes a struct fi_rule like those of the catalogue and runs beside
 * them.  docs/rules.md tells users the keys; what differs from gitleaks is there too.
 *
 * Read every file, settle once, then ask for the list.
 */
#ifndef FI_RULES_USERRULES_H
#define FI_RULES_USERRULES_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "rules/rule.h"

struct fi_user_rules;

FI_MUST_CHECK struct fi_user_rules *fi_user_rules_new(void); /* NULL without memory */
void fi_user_rules_free(struct fi_user_rules *u);

/*
 * Read one file's text; `name` is how messages call it.  FI_EUSAGE for what cannot be,
 * as "NAME:LINE:COLUMN: what; remedy", FI_ENOMEM.  After a failure the object is good
 * for fi_user_rules_free only.
 */
FI_MUST_CHECK enum fi_code fi_user_rules_read(struct fi_user_rules *u, const char *name,
	const char *text, size_t n, struct fi_err *err);

/* Put allowlists and the catalogue together. */
FI_MUST_CHECK enum fi_code fi_user_rules_settle(
	struct fi_user_rules *u, struct fi_err *err);

/*
 * All rules of a run: the users', then the catalogue's, without those that a user's
 * rule of the same id replaces.  Several may have one id (fi_rule.part_of).  Borrowed.
 */
const struct fi_rule *const *fi_user_rules_list(
	const struct fi_user_rules *u, size_t *n);

/* Is a user's rule called so? */
bool fi_user_rules_has(const struct fi_user_rules *u, const char *id);

/* The ids that `extend` turns off: nobody wants to read of them. */
const struct fi_strs *fi_user_rules_off(const struct fi_user_rules *u);

/* What was read but has no effect, a sentence each. */
const struct fi_strs *fi_user_rules_remarks(const struct fi_user_rules *u);

/* A `hit` or `miss` of a user's rule. */
struct fi_user_example {
	const struct fi_rule *rule;
	const char *text;
	bool hit;
	unsigned line; /* in `file` */
	const char *file;
};

/* In the order written; a rule without any has none.  Borrowed. */
const struct fi_user_example *fi_user_rules_examples(
	const struct fi_user_rules *u, size_t *n);

/* Does the rule speak up on its example?  FI_EUSAGE if the rule must say more first. */
FI_MUST_CHECK enum fi_code fi_user_rules_try(const struct fi_user_rules *u,
	const struct fi_user_example *e, bool *fired, struct fi_err *err);

#endif
