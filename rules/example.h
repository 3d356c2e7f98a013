/* example.h - runs a rule on one of its examples. */
#ifndef FI_RULES_EXAMPLE_H
#define FI_RULES_EXAMPLE_H

#include "rules/rule.h"
#include "rules/scan.h"
#include "lib/err.h"

/*
 * Does the rule speak up on this example (its `hit` or `miss`, or another text of the
 * same form, see rules/rule.h)?  *why, unless NULL, gets the first message (malloc'd,
 * NULL if there is none).
 *
 * A check's example is cut at lines "=== NAME", NAME being
 *   fly.toml, fly.json, fly.yaml, Dockerfile, .dockerignore   a project file
 *   .github/NAME    a workflow
 *   image           the image's config JSON
 *   file PATH       a file in the image; PATH ends in '/' for a folder
 *   context PATH    a name in the project's folder
 *   mismatch        the image's first layer is not the one its config names
 *
 * FI_EFORMAT for an example that cannot be read.
 */
FI_MUST_CHECK enum fi_code fi_example_run(const struct fi_rule *r, const char *example,
	bool *fired, char **why, struct fi_err *err);

/*
 * The same with a scanner at hand that has the rule among others: compiling one for
 * each example takes 60 ms.  NULL makes one.
 */
FI_MUST_CHECK enum fi_code fi_example_run_with(struct fi_scanner *scanner,
	const struct fi_rule *r, const char *example, bool *fired, char **why,
	struct fi_err *err);

#endif
