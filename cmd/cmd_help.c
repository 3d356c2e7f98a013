#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/say.h"
#include "lib/near.h"

static const char summary[] =
	"Finds secrets in container images, also those that a later layer deletes, and "
	"judges an image with the Dockerfile, .dockerignore and fly.toml it was made "
	"from.";

const struct command command_table[] = {
	{ "check", "[OPTION]... PATH...", "Judge exported images.",
		"PATH is what docker save, podman save, skopeo, buildx and their kin "
		"write: "
		"a tar, also a compressed one, a folder, or - for standard input. "
		"Every layer "
		"is read, and nothing is extracted. The project's files are looked for "
		"in "
		"the current folder or that of -C, and standard error tells which were "
		"used.",
		FOR_CHECK, cmd_check },
	{ "audit", "[OPTION]... PATH...", "Judge all images of a registry or a folder.",
		"PATH is a registry's storage (docker/registry/v2, zot's root), a tree that "
		"skopeo sync wrote, a layout with many tags, or a folder of any of these and "
		"of archives. Each layer is read once, however many images have it, and a "
		"run that was ended goes on where it was. One secret in many images is one "
		"finding: what to revoke first, where it is still live, where it came from.",
		FOR_AUDIT, cmd_audit },
	{ "merge", "[OPTION]... FILE...", "Tell what the parts of an audit found together.",
		"FILE is what flyimg audit --shard K/N -o FILE wrote; give all N of them. The "
		"report is the one that a single audit of the same PATHs gives. A shard that is "
		"missing, or that did not come to its end, is told with the layers and the images "
		"that nobody looked at, and the exit status is 3. The inputs are needed only for "
		"layers that no file may hold (a secret in the very name of a file): they are read "
		"again where they are, or told.",
		FOR_MERGE, cmd_merge },
	{ "lint", "[OPTION]... [DIR]", "Judge a project's files, without an image.",
		"Looks at fly.toml, fly.json or fly.yaml, the Dockerfile and "
		".dockerignore in "
		"DIR, or in the current folder.",
		FOR_LINT, cmd_lint },
	{ "rules", "[OPTION]... [RULE | test [FILE...]]",
		"List the rules, explain one, or test them.",
		"With a rule's id: why it matters, how to fix it, a text in which it "
		"finds "
		"something and one in which it does not. With test: what each rule "
		"finds in FILE, or in standard input (-); without FILE, whether the "
		"rules of --rules hold on their own examples (hit, miss). Status 1 "
		"then means a hit, or an example that fails.",
		FOR_RULES, cmd_rules },
	{ "help", "[OPTION]... [COMMAND]",
		"Show how to use flyimg or one of its commands.",
		"Without a command: what flyimg is for and which commands it has.",
		FOR_HELP, cmd_help },
};

const size_t command_table_n = sizeof(command_table) / sizeof(command_table[0]);

static const char *const examples[] = {
	"docker save app | flyimg check -",
	"flyimg check -C ./my-app app.tar",
	"flyimg check --format json -o report.json app.tar.gz",
	"flyimg audit --format html -o audit.html /var/lib/registry",
	"flyimg audit --shard 2/4 -o shard-2.db /var/lib/registry",
	"flyimg merge shard-*.db",
	"flyimg lint",
	"flyimg rules aws-access-key-id",
	"flyimg rules test --rules my-rules.toml app/config.yml",
};

#define EXAMPLES (sizeof(examples) / sizeof(examples[0]))

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < command_table_n; i++)
		if (strcmp(command_table[i].name, name) == 0)
			return &command_table[i];
	return NULL;
}

const char *command_near(const char *typed)
{
	struct fi_near near = { .typed = typed };

	for (size_t i = 0; i < command_table_n; i++)
		fi_near_offer(&near, command_table[i].name);
	return near.best;
}

enum status status_flushed(enum status s)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return s;
	say_error("standard output: could not be written");
	return STATUS_UNFINISHED;
}

/* ---- --help ---- */

/* "-C, --folder DIR" */
static void option_words(char *out, size_t n, const struct option_row *o)
{
	char letter[8] = "    ";

	if (o->letter)
		(void)snprintf(letter, sizeof(letter), "-%c, ", o->letter);
	(void)snprintf(out, n, "  %s--%s%s%s", letter, o->name, o->arg ? " " : "",
		o->arg ? o->arg : "");
}

static void help_options(FILE *out, const struct command *c, size_t width)
{
	(void)fputs("\nOptions:\n", out);
	for (size_t i = 0; i < option_table_n; i++) {
		char lead[64], words[48];

		if (!(option_table[i].commands & c->options))
			continue;
		option_words(words, sizeof(words), &option_table[i]);
		(void)snprintf(lead, sizeof(lead), "%-28s", words);
		say_wrapped(out, lead, 28, width, option_table[i].help);
	}
}

static void help_statuses(FILE *out, size_t width)
{
	(void)fputs("\nExit status:\n", out);
	for (size_t i = 0; i < status_table_n; i++) {
		char lead[16];

		(void)snprintf(
			lead, sizeof(lead), "  %d  ", (int)status_table[i].status);
		say_wrapped(out, lead, 5, width, status_table[i].help);
	}
}

static void help_program(FILE *out, size_t width)
{
	(void)fputs("Usage: flyimg COMMAND [OPTION]...\n\n", out);
	say_wrapped(out, "", 0, width, summary);
	(void)fputs("\nCommands:\n", out);
	for (size_t i = 0; i < command_table_n; i++) {
		char lead[64];

		(void)snprintf(lead, sizeof(lead), "  %-8s", command_table[i].name);
		say_wrapped(out, lead, 10, width, command_table[i].help);
	}
	(void)fputs("\nExamples:\n", out);
	for (size_t i = 0; i < EXAMPLES; i++)
		(void)fprintf(out, "  %s\n", examples[i]);
	(void)fputs(
		"\nflyimg COMMAND --help lists a command's options; flyimg --version "
		"tells the version.\n",
		out);
}

void help_print(FILE *out, const struct command *c)
{
	size_t width = say_width(out);

	if (c) {
		(void)fprintf(out, "Usage: flyimg %s %s\n\n%s\n\n", c->name, c->usage,
			c->help);
		say_wrapped(out, "", 0, width, c->details);
		help_options(out, c, width);
	} else {
		help_program(out, width);
	}
	help_statuses(out, width);
}

/* ---- the manual page ---- */

/* roff reads a backslash, a hyphen, and a dot or quote at a line's start. */
static void roff(const char *s)
{
	if (*s == '.' || *s == '\'')
		(void)fputs("\\&", stdout);
	for (; *s; s++) {
		if (*s == '-' || *s == '\\')
			(void)fputs(*s == '-' ? "\\-" : "\\e", stdout);
		else
			(void)fputc(*s, stdout);
	}
}

static void man_option(const struct option_row *o)
{
	(void)fputs(".TP\n", stdout);
	if (o->letter)
		(void)printf("\\fB\\-%c\\fR, ", o->letter);
	(void)fputs("\\fB\\-\\-", stdout);
	roff(o->name);
	(void)fputs("\\fR", stdout);
	if (o->arg)
		(void)printf(" \\fI%s\\fR", o->arg);
	(void)fputc('\n', stdout);
	roff(o->help);
	(void)fputs("\nWith", stdout);
	for (size_t i = 0, n = 0; i < command_table_n; i++)
		if (o->commands & command_table[i].options)
			(void)printf(
				"%s \\fB%s\\fR", n++ ? "," : "", command_table[i].name);
	(void)fputs(".\n", stdout);
}

static void man_commands(void)
{
	(void)fputs(".SH COMMANDS\n", stdout);
	for (size_t i = 0; i < command_table_n; i++) {
		(void)printf(".TP\n\\fBflyimg %s\\fR ", command_table[i].name);
		roff(command_table[i].usage);
		(void)fputc('\n', stdout);
		roff(command_table[i].help);
		(void)fputc('\n', stdout);
		roff(command_table[i].details);
		(void)fputc('\n', stdout);
	}
}

static void man_statuses(void)
{
	(void)fputs(".SH EXIT STATUS\n", stdout);
	for (size_t i = 0; i < status_table_n; i++) {
		(void)printf(".TP\n\\fB%d\\fR\n", (int)status_table[i].status);
		roff(status_table[i].help);
		(void)fputc('\n', stdout);
	}
}

static void man_format(const char *name, const char *help)
{
	(void)printf(".TP\n\\fB%s\\fR\n", name);
	roff(help);
	(void)fputs(".\n", stdout);
}

static void man_formats(void)
{
	(void)fputs(".SH FORMATS\n", stdout);
	for (size_t i = 0; i < report_formats_n; i++)
		man_format(report_formats[i].name, report_formats[i].help);
	(void)fputs(".SS Of audit\n", stdout);
	for (size_t i = 0; i < audit_formats_n; i++)
		man_format(audit_formats[i].name, audit_formats[i].help);
}

static void man_page(void)
{
	(void)printf(".TH FLYIMG 1 \"\" \"flyimg %s\" \"User Commands\"\n", FI_VERSION);
	(void)fputs(
		".SH NAME\nflyimg \\- find secrets and mistakes in container images\n"
		".SH SYNOPSIS\n",
		stdout);
	for (size_t i = 0; i < command_table_n; i++) {
		(void)printf("%s\\fBflyimg %s\\fR ", i ? ".br\n" : "",
			command_table[i].name);
		roff(command_table[i].usage);
		(void)fputc('\n', stdout);
	}
	(void)fputs(".SH DESCRIPTION\n", stdout);
	roff(summary);
	(void)fputc('\n', stdout);
	man_commands();
	(void)fputs(".SH OPTIONS\n", stdout);
	for (size_t i = 0; i < option_table_n; i++)
		man_option(&option_table[i]);
	man_formats();
	man_statuses();
	(void)fputs(".SH ENVIRONMENT\n.TP\n\\fBFLYIMG_CACHE\\fR\nThe folder of \\-\\-cache; if "
		    "empty, nothing is kept between runs.\n.TP\n"
		    "\\fBNO_COLOR\\fR\nIf set and not empty, "
		    "\\fB\\-\\-color auto\\fR means never.\n.SH EXAMPLES\n",
		stdout);
	for (size_t i = 0; i < EXAMPLES; i++) {
		(void)fputs(".PP\n.nf\n", stdout);
		roff(examples[i]);
		(void)fputs("\n.fi\n", stdout);
	}
	(void)fputs(".SH SEE ALSO\nThe rules are listed by \\fBflyimg rules\\fR.\n",
		stdout);
}

/* ---- the README's tables ---- */

static void markdown(void)
{
	(void)fputs("| option | of | meaning |\n| --- | --- | --- |\n", stdout);
	for (size_t i = 0; i < option_table_n; i++) {
		const struct option_row *o = &option_table[i];

		(void)fputs("| ", stdout);
		if (o->letter)
			(void)printf("`-%c`, ", o->letter);
		(void)printf("`--%s%s%s` |", o->name, o->arg ? " " : "",
			o->arg ? o->arg : "");
		for (size_t k = 0, n = 0; k < command_table_n; k++)
			if (o->commands & command_table[k].options)
				(void)printf(
					"%s %s", n++ ? "," : "", command_table[k].name);
		(void)printf(" | %s |\n", o->help);
	}
	(void)fputs("\n| exit status | meaning |\n| --- | --- |\n", stdout);
	for (size_t i = 0; i < status_table_n; i++)
		(void)printf("| %d | %s |\n", (int)status_table[i].status,
			status_table[i].help);
}

enum status cmd_help(struct options *o)
{
	const char *word = o->nargs ? o->args[0] : NULL;
	const struct command *c = word ? command_find(word) : NULL;

	if (o->man) {
		man_page();
	} else if (o->markdown) {
		markdown();
	} else if (word && !c) {
		say_error(
			"there is no command \"%s\"; \"flyimg help\" lists them", word);
		return STATUS_USAGE;
	} else {
		help_print(stdout, c);
	}
	return status_flushed(STATUS_CLEAN);
}
