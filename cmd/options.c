#include "cmd/options.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/rules_file.h"
#include "cmd/shard.h"
#include "cmd/show.h"
#include "lib/near.h"

static enum fi_code set_folder(struct options *o, const char *value, struct fi_err *err)
{
	(void)err;
	o->folder = value;
	o->folder_named = true;
	return FI_OK;
}

static enum fi_code set_fly_config(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)err;
	o->fly_config = value;
	return FI_OK;
}

static enum fi_code set_dockerfile(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)err;
	o->dockerfile = value;
	return FI_OK;
}

static enum fi_code set_no_context(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->no_context = true;
	return FI_OK;
}

static enum fi_code set_base(struct options *o, const char *value, struct fi_err *err)
{
	(void)err;
	o->base = value;
	return FI_OK;
}

static enum fi_code set_cache(struct options *o, const char *value, struct fi_err *err)
{
	(void)err;
	o->cache = value;
	return FI_OK;
}

static enum fi_code set_no_cache(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->no_cache = true;
	return FI_OK;
}

static enum fi_code set_gate(struct options *o, const char *value, struct fi_err *err)
{
	o->gate_own = strcmp(value, "own") == 0;
	if (o->gate_own || strcmp(value, "all") == 0)
		return FI_OK;
	return fi_err_set(err, FI_EUSAGE, "--gate wants own or all, not \"%s\"", value);
}

static bool is_shown(const char *word)
{
	unsigned parts;

	return show_parse(word, &parts);
}

static enum fi_code set_show(struct options *o, const char *value, struct fi_err *err)
{
	unsigned parts = SHOW_CONFIG;

	if (value && !show_parse(value, &parts))
		return fi_err_set(err, FI_EUSAGE,
			"--show wants config, ports, env, or a list of them with commas, "
			"not \"%s\"",
			value);
	o->show |= parts;
	return FI_OK;
}

static enum fi_code set_checklist(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->checklist = true;
	return FI_OK;
}

static enum fi_code set_fix_plan(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->fix_plan = true;
	return FI_OK;
}

static enum fi_code set_platform(
	struct options *o, const char *value, struct fi_err *err)
{
	const char *slash = strchr(value, '/');

	if (!slash || slash == value || !slash[1])
		return fi_err_set(err, FI_EUSAGE,
			"--platform wants OS/ARCH, for example linux/amd64, not \"%s\"",
			value);
	o->platform = value;
	return FI_OK;
}

static enum fi_code set_format(struct options *o, const char *value, struct fi_err *err)
{
	struct fi_near near = { .typed = value };

	for (size_t i = 0; i < report_formats_n; i++) {
		fi_near_offer(&near, report_formats[i].name);
		if (strcmp(report_formats[i].name, value) != 0)
			continue;
		o->format = &report_formats[i];
		return FI_OK;
	}
	if (near.best)
		return fi_err_set(err, FI_EUSAGE,
			"there is no format \"%s\"; did you mean \"%s\"?", value,
			near.best);
	return fi_err_set(err, FI_EUSAGE,
		"there is no format \"%s\"; type --format text, json, sarif or html", value);
}

static enum fi_code set_audit_format(
	struct options *o, const char *value, struct fi_err *err)
{
	struct fi_near near = { .typed = value };

	for (size_t i = 0; i < audit_formats_n; i++) {
		fi_near_offer(&near, audit_formats[i].name);
		if (strcmp(audit_formats[i].name, value) != 0)
			continue;
		o->audit_format = &audit_formats[i];
		return FI_OK;
	}
	return fi_err_set(err, FI_EUSAGE, "there is no format \"%s\" of audit; did you mean "
					  "\"%s\"?",
		value, near.best ? near.best : "json");
}

static enum fi_code set_all(struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->all = true;
	return FI_OK;
}

static enum fi_code set_latest_only(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->latest_only = true;
	return FI_OK;
}

static enum fi_code set_since(struct options *o, const char *value, struct fi_err *err)
{
	if (fi_audit_date(value, &o->since) && o->since > 0)
		return FI_OK;
	return fi_err_set(err, FI_EUSAGE,
		"--since wants a date such as 2026-01-31, or with a time, "
		"2026-01-31T12:00:00Z, not \"%s\"",
		value);
}

static enum fi_code add_repository(
	struct options *o, const char *value, struct fi_err *err)
{
	return fi_strs_add(&o->repositories, value) == FI_OK ? FI_OK : fi_err_nomem(err);
}

static enum fi_code set_shard(struct options *o, const char *value, struct fi_err *err)
{
	if (shard_parse(value, &o->shard, &o->of))
		return FI_OK;
	return fi_err_set(err, FI_EUSAGE,
		"--shard wants K/N with K from 1 to N, for example 2/4, not \"%s\"; an index that "
		"counts from 0 makes $((INDEX+1))/N",
		value);
}

static enum fi_code set_output(struct options *o, const char *value, struct fi_err *err)
{
	(void)err;
	o->output = strcmp(value, "-") == 0 ? NULL : value;
	return FI_OK;
}

static enum fi_code set_quiet(struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->quiet = true;
	return FI_OK;
}

static enum fi_code set_verbose(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->verbose = true;
	return FI_OK;
}

static enum fi_code severity(const char *option, const char *value, const char *more,
	enum fi_severity *out, struct fi_err *err)
{
	if (fi_severity_parse(value, out))
		return FI_OK;
	return fi_err_set(err, FI_EUSAGE,
		"%s wants critical, high, medium, low%s info, not \"%s\"", option, more,
		value);
}

static enum fi_code set_fail_on(
	struct options *o, const char *value, struct fi_err *err)
{
	o->fail_never = strcmp(value, "none") == 0;
	if (o->fail_never)
		return FI_OK;
	return severity("--fail-on", value, ", none or", &o->policy.fail_on, err);
}

static enum fi_code set_severity(
	struct options *o, const char *value, struct fi_err *err)
{
	return severity("--severity", value, " or", &o->policy.least, err);
}

/* "a,b,c" adds each; they may name rules of a --rules that is still to come. */
static enum fi_code add_words(struct fi_strs *words, const char *list, struct fi_err *err)
{
	while (true) {
		size_t n = strcspn(list, ",");

		if (fi_strs_addn(words, list, n) != FI_OK)
			return fi_err_nomem(err);
		if (!list[n])
			return FI_OK;
		list += n + 1;
	}
}

static enum fi_code add_only(struct options *o, const char *value, struct fi_err *err)
{
	return add_words(&o->only, value, err);
}

static enum fi_code add_skip(struct options *o, const char *value, struct fi_err *err)
{
	return add_words(&o->skip, value, err);
}

/* Hand the words of --only or --skip to the policy. */
static enum fi_code settle_words(struct options *o, bool only, struct fi_err *err)
{
	const struct fi_strs *words = only ? &o->only : &o->skip;
	struct fi_strs *into = only ? &o->policy.only : &o->policy.skip;
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < words->n; i++) {
		const char *word = words->v[i];

		if (!o->user || !fi_user_rules_has(o->user, word))
			rc = fi_policy_add(&o->policy, only, word, err);
		else if (fi_strs_add(into, word) != FI_OK)
			rc = fi_err_nomem(err);
	}
	return rc == FI_OK ? FI_OK : fi_err_wrap(err, only ? "--only" : "--skip");
}

static enum fi_code add_rules(struct options *o, const char *value, struct fi_err *err)
{
	return rules_file_add(o, value, err);
}

static enum fi_code set_path(struct options *o, const char *value, struct fi_err *err)
{
	(void)err;
	o->path = value;
	return FI_OK;
}

static enum fi_code set_color(struct options *o, const char *value, struct fi_err *err)
{
	static const char *const words[] = { "auto", "always", "never" };

	for (int i = COLOR_AUTO; i <= COLOR_NEVER; i++) {
		if (strcmp(value, words[i]) != 0)
			continue;
		o->color = (enum say_color)i;
		return FI_OK;
	}
	return fi_err_set(err, FI_EUSAGE,
		"--color wants auto, always or never, not \"%s\"", value);
}

static enum fi_code set_help(struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->help = true;
	return FI_OK;
}

static enum fi_code set_man(struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->man = true;
	return FI_OK;
}

static enum fi_code set_markdown(
	struct options *o, const char *value, struct fi_err *err)
{
	(void)value;
	(void)err;
	o->markdown = true;
	return FI_OK;
}

#define BOTH (FOR_CHECK | FOR_LINT)

const struct option_row option_table[] = {
	{ 'C', "folder", "DIR",
		"The project's folder, where fly.toml, fly.json or fly.yaml, "
		"Dockerfile, .dockerignore and CI files (.github/workflows and the like) "
		"are looked for. Default: the current one.",
		FOR_CHECK, set_folder },
	{ 0, "fly-config", "FILE", "The Fly config to use instead of the one found.",
		BOTH, set_fly_config },
	{ 0, "dockerfile", "FILE", "The Dockerfile to use instead of the one found.",
		BOTH, set_dockerfile },
	{ 0, "no-context", NULL,
		"Judge the image alone; look for no project files. With lint: judge the "
		"--fly-config or --dockerfile alone.",
		BOTH, set_no_context },
	{ 0, "show", "[WHAT]",
		"Show before the findings how the files are understood: config (commands, "
		"services, checks, volumes of each process group), ports (who says which "
		"port), env (who sets which variable; no secret is shown), or a list with "
		"commas. Default: config.",
		BOTH, set_show },
	{ 0, "checklist", NULL,
		"Print the security guide as a list before the counts: each point passed, "
		"failed or not to be told from here, with evidence and what to do.",
		BOTH, set_checklist },
	{ 0, "fix-plan", NULL,
		"Print, instead of the findings, what to do about them in order: what to "
		"revoke, the commands and a patch for the files, and the rest. Edits nothing.",
		BOTH, set_fix_plan },
	{ 0, "platform", "OS/ARCH",
		"Look at this platform only, for example linux/amd64. Default: every "
		"platform that is in the export.",
		FOR_CHECK | FOR_AUDIT, set_platform },
	{ 0, "all", NULL,
		"Read also what no tag of a registry's storage leads to: untagged revisions "
		"and blobs that nothing names.",
		FOR_AUDIT, set_all },
	{ 0, "since", "DATE",
		"Only images that were created on this day (2026-01-31) or later. Those "
		"that nobody dated are kept, and counted.",
		FOR_AUDIT | FOR_MERGE, set_since },
	{ 0, "repository", "GLOB",
		"Only images of repositories like this (acme/*); may be repeated.",
		FOR_AUDIT | FOR_MERGE, add_repository },
	{ 0, "latest-only", NULL,
		"Of each repository and platform only the image that was created last.",
		FOR_AUDIT | FOR_MERGE, set_latest_only },
	{ 0, "shard", "K/N",
		"Read only the layers of part K of N, by their digests, and write what is found "
		"to the file of -o, for flyimg merge. N such runs, anywhere, read each layer once.",
		FOR_AUDIT, set_shard },
	{ 0, "base", "BASE",
		"Where the base image ends: its export (a file), the diff ID, chain ID or "
		"digest of its last layer, or its number of layers. Default: told by the "
		"Dockerfile, base labels or history.",
		FOR_CHECK, set_base },
	{ 0, "cache", "DIR",
		"Keep what is found in layers in this folder, and do not read a layer again "
		"whose digest is known there. No secret is kept: what is found is masked, and "
		"so is what audit keeps of images' configs. Default: $FLYIMG_CACHE, else flyimg "
		"in the user's cache folder ($XDG_CACHE_HOME, ~/.cache).",
		FOR_CHECK | FOR_AUDIT, set_cache },
	{ 0, "no-cache", NULL,
		"Read every layer, check every digest, and keep nothing between runs.",
		FOR_CHECK | FOR_AUDIT, set_no_cache },
	{ 0, "gate", "WHOSE",
		"Which findings decide the exit status: all, or own for those that are not "
		"in the base image's layers. Default: all.",
		FOR_CHECK, set_gate },
	{ 'f', "format", "FORMAT",
		"How to report: text for people, json for programs, sarif for code "
		"scanning, html for a browser. Default: text.",
		BOTH | FOR_RULES, set_format },
	{ 'f', "format", "FORMAT",
		"How to report: text for people, html for a browser, json or jsonl for "
		"programs, sarif for code scanning, csv for spreadsheets. Default: text.",
		FOR_AUDIT | FOR_MERGE, set_audit_format },
	{ 'o', "output", "FILE",
		"Write the report to FILE, which appears only when it is complete.",
		BOTH | FOR_RULES | FOR_AUDIT | FOR_MERGE, set_output },
	{ 0, "fail-on", "SEVERITY",
		"Exit with 1 for findings from this severity on: critical, high, "
		"medium, "
		"low, info, or none for never. Default: high.",
		BOTH | FOR_AUDIT | FOR_MERGE, set_fail_on },
	{ 0, "severity", "SEVERITY",
		"Report nothing below this severity. Default: info.", BOTH | FOR_AUDIT | FOR_MERGE,
		set_severity },
	{ 0, "only", "RULE",
		"Report only this rule or category; may be repeated, or be a list with "
		"commas.",
		BOTH | FOR_RULES | FOR_AUDIT | FOR_MERGE, add_only },
	{ 0, "skip", "RULE",
		"Leave out this rule or category; may be repeated, or be a list with "
		"commas.",
		BOTH | FOR_RULES | FOR_AUDIT | FOR_MERGE, add_skip },
	{ 0, "rules", "FILE",
		"Rules of your own beside those of flyimg, in TOML as gitleaks has "
		"them; may be repeated. See docs/rules.md.",
		BOTH | FOR_RULES | FOR_AUDIT | FOR_MERGE, add_rules },
	{ 0, "path", "NAME",
		"With rules test: the name that rules about paths see, such as "
		"app/.env, instead of FILE's own.",
		FOR_RULES, set_path },
	{ 'q', "quiet", NULL, "Nothing on standard error but errors.", BOTH | FOR_AUDIT | FOR_MERGE,
		set_quiet },
	{ 'v', "verbose", NULL, "Show every place of a finding, and why it matters.",
		BOTH | FOR_AUDIT | FOR_MERGE, set_verbose },
	{ 0, "color", "WHEN", "Colour: auto, always or never. Default: auto.",
		BOTH | FOR_RULES | FOR_AUDIT | FOR_MERGE, set_color },
	{ 0, "man", NULL, "Print the manual page.", FOR_HELP, set_man },
	{ 0, "markdown", NULL, "Print the tables of the README.", FOR_HELP,
		set_markdown },
	{ 'h', "help", NULL, "Show how to use the command.", FOR_ALL, set_help },
};

const size_t option_table_n = sizeof(option_table) / sizeof(option_table[0]);

/* The row of that long name (n bytes) for the command, or NULL. */
static const struct option_row *by_name(unsigned command, const char *name, size_t n)
{
	for (size_t i = 0; i < option_table_n; i++) {
		const struct option_row *r = &option_table[i];

		if ((r->commands & command) && strlen(r->name) == n &&
			memcmp(r->name, name, n) == 0)
			return r;
	}
	return NULL;
}

static const struct option_row *by_letter(unsigned command, char letter)
{
	for (size_t i = 0; i < option_table_n; i++)
		if ((option_table[i].commands & command) &&
			option_table[i].letter == letter)
			return &option_table[i];
	return NULL;
}

/* Where in argv the parser is. */
struct walk {
	unsigned command;
	int argc, at;
	char **argv;
};

static enum fi_code unknown(const struct walk *w, const char *word, struct fi_err *err)
{
	size_t n = strcspn(word, "=");
	FI_AUTO(fi_freep) char *name = strndup(word, n);
	struct fi_near near = { 0 };

	if (!name)
		return fi_err_nomem(err);
	near.typed = name + 2;
	for (size_t i = 0; i < option_table_n; i++)
		if (option_table[i].commands & w->command)
			fi_near_offer(&near, option_table[i].name);
	if (near.best)
		return fi_err_set(err, FI_EUSAGE,
			"there is no option \"%s\" here; did you mean --%s?", name,
			near.best);
	return fi_err_set(
		err, FI_EUSAGE, "there is no option \"%s\" here; try --help", name);
}

/* `glued` is what stands in the same word ("=json", "DIR" of -CDIR), or NULL. */
static enum fi_code apply(struct options *o, struct walk *w, const struct option_row *r,
	const char *glued, struct fi_err *err)
{
	if (!r->arg && glued)
		return fi_err_set(err, FI_EUSAGE, "--%s takes no value", r->name);
	/* Its value is the next word only if that can be nothing else: "lint --show DIR" */
	if (r->set == set_show && !glued) {
		if (w->at + 1 < w->argc && is_shown(w->argv[w->at + 1]))
			glued = w->argv[++w->at];
		return r->set(o, glued, err);
	}
	if (r->arg && !glued) {
		if (w->at + 1 >= w->argc)
			return fi_err_set(err, FI_EUSAGE, "--%s wants a value: --%s %s",
				r->name, r->name, r->arg);
		glued = w->argv[++w->at];
	}
	if (r->arg && !*glued)
		return fi_err_set(
			err, FI_EUSAGE, "the value of --%s is empty", r->name);
	return r->set(o, glued, err);
}

static enum fi_code long_option(struct options *o, struct walk *w, struct fi_err *err)
{
	const char *word = w->argv[w->at], *eq = strchr(word, '=');
	size_t n = eq ? (size_t)(eq - word) : strlen(word);
	const struct option_row *r = by_name(w->command, word + 2, n - 2);

	if (!r)
		return unknown(w, word, err);
	return apply(o, w, r, eq ? eq + 1 : NULL, err);
}

/* "-qv", "-C DIR", "-CDIR" */
static enum fi_code letters(struct options *o, struct walk *w, struct fi_err *err)
{
	for (const char *p = w->argv[w->at] + 1; *p; p++) {
		const struct option_row *r = by_letter(w->command, *p);
		enum fi_code rc;

		if (!r)
			return fi_err_set(err, FI_EUSAGE,
				"there is no option \"-%c\" here; try --help", *p);
		rc = apply(o, w, r, r->arg && p[1] ? p + 1 : NULL, err);
		if (rc != FI_OK || r->arg)
			return rc;
	}
	return FI_OK;
}

static enum fi_code read_words(
	struct options *o, unsigned command, int argc, char **argv, struct fi_err *err)
{
	struct walk w = { .command = command, .argc = argc, .argv = argv };
	bool ended = false;

	for (; w.at < argc && !o->help; w.at++) {
		char *word = argv[w.at];
		enum fi_code rc = FI_OK;

		if (ended || word[0] != '-' || !word[1])
			o->args[o->nargs++] = word;
		else if (strcmp(word, "--") == 0)
			ended = true;
		else if (word[1] == '-')
			rc = long_option(o, &w, err);
		else
			rc = letters(o, &w, err);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

enum fi_code options_narrow(struct options *o, const struct fi_strs *only,
	const struct fi_strs *skip, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < only->n; i++)
		rc = add_only(o, only->v[i], err);
	for (size_t i = 0; rc == FI_OK && i < skip->n; i++)
		rc = add_skip(o, skip->v[i], err);
	if (rc == FI_OK)
		rc = settle_words(o, true, err);
	return rc == FI_OK ? settle_words(o, false, err) : rc;
}

enum fi_code options_parse(
	struct options *o, unsigned command, int argc, char **argv, struct fi_err *err)
{
	enum fi_code rc;

	*o = (struct options){ .folder = ".", .format = &report_formats[0],
		.audit_format = &audit_formats[0] };
	o->policy.fail_on = FI_HIGH;
	o->args = calloc((size_t)argc + 1, sizeof(*o->args));
	if (!o->args)
		return fi_err_nomem(err);
	rc = read_words(o, command, argc, argv, err);
	if (rc == FI_OK && !o->help)
		rc = rules_file_settle(o, err);
	if (rc == FI_OK)
		rc = settle_words(o, true, err);
	if (rc == FI_OK)
		rc = settle_words(o, false, err);
	if (rc == FI_OK && o->cache && o->no_cache)
		return fi_err_set(err, FI_EUSAGE,
			"--cache and --no-cache contradict each other: leave one out");
	if (rc == FI_OK && o->checklist && (o->policy.only.n || o->policy.skip.n))
		return fi_err_set(err, FI_EUSAGE,
			"--checklist looks at all rules: leave out --only and --skip");
	return rc;
}

void options_done(struct options *o)
{
	fi_policy_done(&o->policy);
	fi_strs_done(&o->only);
	fi_strs_done(&o->skip);
	fi_strs_done(&o->repositories);
	fi_user_rules_free(o->user);
	free(o->args);
	*o = (struct options){ 0 };
}
