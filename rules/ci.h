/* ci.h - the files that tell a CI service what to run, as far as a deploy goes.
 *
 * GitHub Actions (.github/workflows), GitLab (.gitlab-ci.yml), CircleCI
 * (.circleci/config.yml) and Bitbucket (bitbucket-pipelines.yml).
 */
#ifndef FI_RULES_CI_H
#define FI_RULES_CI_H

#include "lib/doc.h"
#include "rules/finding.h"

/* One such file. */
struct fi_ci_file {
	char *name; /* relative to the project's folder */
	char *text;
	size_t n;
	struct fi_doc *doc; /* NULL if it is no YAML: then `problem` says why */
	char *problem;
	bool github; /* its words are those of GitHub Actions */
};

struct fi_ci {
	struct fi_ci_file *v;
	size_t n, cap;
};

/* Take a file over; text is malloc'd and the list's from here on, also on failure. */
FI_MUST_CHECK enum fi_code fi_ci_add(struct fi_ci *ci, const char *name, char *text, size_t n,
	struct fi_err *err);
void fi_ci_done(struct fi_ci *ci);

/*
 * Names to look for in a project's folder; one that ends in '/' is a folder whose
 * *.yml and *.yaml count.  Ended by NULL.
 */
extern const char *const fi_ci_names[];

/* Does this name in such a folder count? */
bool fi_ci_is_file(const char *name);

#endif
