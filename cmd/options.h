/* options.h - the command line, from one table.
 *
 * The table parses, prints --help, the man page and the README's list, so that they
 * cannot differ.  A new option is one row and one field.
 */
#ifndef FI_CMD_OPTIONS_H
#define FI_CMD_OPTIONS_H

#include <stdbool.h>

#include "cmd/audit.h"
#include "cmd/report.h"
#include "cmd/say.h"
#include "rules/policy.h"
#include "rules/userrules.h"

struct options {
	const char *folder;     /* -C; "." */
	const char *fly_config; /* NULL: look for it */
	const char *dockerfile; /* NULL: look for it */
	const char *platform;   /* NULL: all */
	const char *output;     /* NULL: standard output */
	const char *path;       /* --path; NULL: the file's own */
	struct fi_user_rules *user; /* --rules; NULL: none */
	struct fi_strs only, skip;  /* words for the policy, until --rules is read */
	const struct report_format *format;
	const struct audit_format *audit_format; /* audit only */
	struct fi_strs repositories; /* --repository: globs */
	int64_t since; /* --since: seconds; 0: none */
	bool all, latest_only; /* audit only */
	unsigned shard, of; /* --shard; 0: the whole */
	struct fi_policy policy; /* fail_on is high, least is info */
	enum say_color color;
	const char *base;  /* --base; NULL: see rules/own.h */
	const char *cache; /* --cache; NULL: in the user's folder */
	bool no_cache;
	char rules_digest[72]; /* of the texts of all --rules; "" without */
	bool gate_own;     /* what the base image has does not fail the run */
	bool folder_named; /* -C was given */
	bool checklist, fix_plan;
	unsigned show; /* enum show_part, or'ed; 0: nothing */
	bool no_context, quiet, verbose;
	bool fail_never; /* --fail-on none */
	bool help;       /* --help: parsing stopped there */
	bool man, markdown; /* help only */
	char **args;     /* what is no option, in order; borrowed from argv */
	int nargs;
};

/* Which commands take an option. */
enum for_command {
	FOR_CHECK = 1,
	FOR_LINT = 2,
	FOR_RULES = 4,
	FOR_HELP = 8,
	FOR_AUDIT = 16,
	FOR_MERGE = 32,
};
#define FOR_ALL (FOR_CHECK | FOR_LINT | FOR_RULES | FOR_HELP | FOR_AUDIT | FOR_MERGE)

struct option_row {
	char letter;      /* 0: none */
	const char *name; /* without "--" */
	const char *arg;  /* "FILE"; "[WHAT]": may be left out; NULL: takes none */
	const char *help; /* one or two sentences */
	unsigned commands;
	enum fi_code (*set)(struct options *o, const char *value, struct fi_err *err);
};

extern const struct option_row option_table[];
extern const size_t option_table_n;

/*
 * Parse the words after the command's name.  FI_EUSAGE says what to type instead.
 * options_done in any case.
 */
FI_MUST_CHECK enum fi_code options_parse(
	struct options *o, unsigned command, int argc, char **argv, struct fi_err *err);
/* Add what another run was told with --only and --skip; nothing was told here. */
FI_MUST_CHECK enum fi_code options_narrow(struct options *o, const struct fi_strs *only,
	const struct fi_strs *skip, struct fi_err *err);
void options_done(struct options *o);

#endif
