/* run.h - what check and lint share: project files in, report and status out. */
#ifndef FI_CMD_RUN_H
#define FI_CMD_RUN_H

#include "cmd/options.h"
#include "cmd/status.h"
#include "layers/base.h"
#include "rules/content.h"
#include "rules/project.h"
#include "rules/shelf.h"

/* One run of the program. */
struct run {
	struct options *o;
	struct fi_project project;
	struct fi_scanner *scanner;
	struct fi_set set;          /* check only */
	struct fi_content *content; /* check only */
	struct fi_shelf *shelf;     /* check only; NULL: no cache */
	bool has_set;
	struct fi_base base; /* --base */
	bool lint; /* project files are all there is to look at */
	/* What was not looked at, beyond the set's gaps. */
	struct fi_strs remarks;
};

/*
 * Load the project files and say which were found; compile the rules.  FI_OK, or an
 * error for run_failed.
 */
FI_MUST_CHECK enum fi_code run_begin(struct run *r, struct options *o, bool context,
	const char *folder, struct fi_err *err);

/* Collect, report, and tell the exit status. */
enum status run_finish(struct run *r);
void run_done(struct run *r);

/* Print an error; its status is USAGE for what the user asked, else UNFINISHED. */
enum status run_failed(const struct fi_err *err);

#endif
