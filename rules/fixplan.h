/* fixplan.h - what to do about the findings, in order: revoke, edit, run, and the rest.
 *
 * Edits are made only where the finding says exactly what to write (a TOML line such
 * as `force_https = true`, a line for .dockerignore, USER before CMD) and the file is
 * written in the plain way; all else is left to the reader, with the finding's words.
 * No line that holds a secret is shown: such are taken away by a command that names
 * the key alone.
 */
#ifndef FI_RULES_FIXPLAN_H
#define FI_RULES_FIXPLAN_H

#include "rules/finding.h"

struct fi_fixplan {
	const struct fi_finding **revoke; /* credentials, worst first; borrowed */
	size_t nrevoke;
	struct fi_strs names;	 /* variables to set as secrets, each once */
	struct fi_strs commands; /* shell commands that take lines out of files */
	char *diff;		 /* for `patch -p1` in the project's folder; "" if none */
	const struct fi_finding **rest; /* what neither of them mends; borrowed */
	size_t nrest;
};

/*
 * Plan for these findings.  Files are taken to be in the project's folder, under the
 * names of the case.  Information (FI_INFO) is left out.
 */
FI_MUST_CHECK enum fi_code fi_fixplan_make(const struct fi_case *project,
	const struct fi_findings *f, struct fi_fixplan *out, struct fi_err *err);
void fi_fixplan_done(struct fi_fixplan *p);

#endif
