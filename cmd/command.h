/* command.h - the subcommands: one file and one row each. */
#ifndef FI_CMD_COMMAND_H
#define FI_CMD_COMMAND_H

#include "cmd/options.h"
#include "cmd/status.h"

struct command {
	const char *name;
	const char *usage;   /* "[OPTION]... PATH..." */
	const char *help;    /* one line */
	const char *details; /* a paragraph for its own help and the man page */
	enum for_command options;
	enum status (*run)(struct options *o);
};

extern const struct command command_table[];
extern const size_t command_table_n;

enum status cmd_check(struct options *o);
enum status cmd_audit(struct options *o);
enum status cmd_merge(struct options *o);
enum status cmd_lint(struct options *o);
enum status cmd_rules(struct options *o);
enum status cmd_rules_test(struct options *o); /* "rules test" */
enum status cmd_help(struct options *o);

/* NULL if there is none of that name. */
const struct command *command_find(const char *name);

/* The nearest command's name, NULL if nothing comes close. */
const char *command_near(const char *typed);

/* How to use one command; NULL for the program as a whole. */
void help_print(FILE *out, const struct command *c);

/* Flush standard output; a full disk is a failed run. */
enum status status_flushed(enum status s);

#endif
