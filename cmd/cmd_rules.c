#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/output.h"
#include "rules/reference.h"

/* Does --only or --skip leave it in? */
static bool is_wanted(const struct fi_policy *policy, const struct fi_rule *r)
{
	return fi_policy_wants((void *)(uintptr_t)policy, r);
}

/* The columns of the list; the longest id decides the first. */
static int id_width(void)
{
	size_t n = 0;

	for (size_t i = 0; i < fi_rules_count(); i++)
		if (strlen(fi_rules_at(i)->id) > n)
			n = strlen(fi_rules_at(i)->id);
	return (int)n;
}

static void list_text(FILE *out, const struct fi_policy *policy)
{
	int width = id_width();
	size_t listed = 0;

	for (int c = FI_SECRET; c <= FI_CROSS; c++) {
		size_t n = 0;

		for (size_t i = 0; i < fi_rules_count(); i++) {
			const struct fi_rule *r = fi_rules_at(i);

			if (r->category != (enum fi_category)c || !is_wanted(policy, r))
				continue;
			if (n++ == 0)
				(void)fprintf(out, "%s\n",
					fi_category_name((enum fi_category)c));
			(void)fprintf(out, "  %-*s  %-8s  %s\n", width, r->id,
				fi_severity_name(r->severity), r->title);
		}
		if (n)
			(void)fputc('\n', out);
		listed += n;
	}
	(void)fprintf(out, "%zu rule%s; flyimg rules ID tells more of one.\n", listed,
		listed == 1 ? "" : "s");
}

/* An example, indented, each line escaped. */
static void show_example(FILE *out, const char *title, const char *text)
{
	if (!text)
		return;
	(void)fprintf(out, "\n%s\n", title);
	while (*text) {
		size_t n = strcspn(text, "\n");
		FI_AUTO(fi_freep) char *line = strndup(text, n);

		(void)fputs("    ", out);
		say_text(out, line ? line : "");
		(void)fputc('\n', out);
		text += n + (text[n] != 0);
	}
}

static void one_text(FILE *out, const struct fi_rule *r)
{
	size_t width = say_width(out);

	(void)fprintf(out, "%s\n", r->id);
	say_wrapped(out, "  title     ", 12, width, r->title);
	say_wrapped(out, "  category  ", 12, width, fi_category_name(r->category));
	say_wrapped(out, "  severity  ", 12, width, fi_severity_name(r->severity));
	if (r->path)
		say_wrapped(out, "  files     ", 12, width, r->path);
	say_wrapped(out, "  why       ", 12, width, r->why ? r->why : "");
	say_lines(out, "  fix       ", 12, width, r->fix ? r->fix : "");
	/* Whole, to be copied or clicked, however long. */
	if (fi_rule_reference(r))
		(void)fprintf(out, "  read more %s\n", fi_rule_reference(r));
	show_example(out, "Found in:", r->hit);
	show_example(out, "Not found in:", r->miss);
}

/* jansson refuses strings that are no UTF-8, and NULL: both become null. */
static json_t *text(const char *s)
{
	FI_AUTO(fi_freep) char *safe = s ? say_escaped(s, SAY_UTF8) : NULL;

	return safe ? json_string(safe) : json_null();
}

static json_t *one_json(const struct fi_rule *r)
{
	return json_pack("{s:o, s:o, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
		text(r->id),
		"title", text(r->title), "category", fi_category_name(r->category),
		"severity", fi_severity_name(r->severity), "why", text(r->why), "fix",
		text(r->fix), "reference", text(fi_rule_reference(r)), "files",
		text(r->path), "sample", text(r->sample), "hit", text(r->hit), "miss",
		text(r->miss));
}

/* False without memory. */
static bool print_json(
	FILE *out, const struct fi_rule *one, const struct fi_policy *policy)
{
	json_t *o = one ? one_json(one) : json_array();
	bool ok = o != NULL;

	for (size_t i = 0; ok && !one && i < fi_rules_count(); i++)
		if (is_wanted(policy, fi_rules_at(i)))
			ok = json_array_append_new(o, one_json(fi_rules_at(i))) == 0;
	if (ok)
		ok = json_dumpf(o, out, JSON_INDENT(1)) == 0 || ferror(out);
	json_decref(o);
	(void)fputc('\n', out);
	return ok;
}

static enum fi_code which(
	const struct options *o, const struct fi_rule **out, struct fi_err *err)
{
	struct fi_policy scratch = { 0 };
	enum fi_code rc;

	if (o->nargs > 1)
		return fi_err_set(err, FI_EUSAGE,
			"rules takes one id; type: flyimg rules %s", o->args[0]);
	if (o->nargs == 0)
		return FI_OK;
	*out = fi_rules_find(o->args[0]);
	if (*out)
		return FI_OK;
	/* The policy knows how to suggest; a category is no rule, though. */
	rc = fi_policy_add(&scratch, true, o->args[0], err);
	fi_policy_done(&scratch);
	return rc != FI_OK
		       ? rc
		       : fi_err_set(err, FI_EUSAGE,
				 "%s is a category; \"flyimg rules\" lists its rules",
				 o->args[0]);
}

enum status cmd_rules(struct options *o)
{
	const struct fi_rule *one = NULL;
	struct fi_err err = { 0 };
	struct output out;
	enum fi_code rc;

	if (o->nargs && strcmp(o->args[0], "test") == 0)
		return cmd_rules_test(o);
	rc = which(o, &one, &err);
	if (rc == FI_OK && (o->user || o->path))
		rc = fi_err_set(&err, FI_EUSAGE,
			"%s is for tests; type: flyimg rules test",
			o->user ? "--rules" : "--path");
	if (rc == FI_OK && one && (o->policy.only.n || o->policy.skip.n))
		rc = fi_err_set(&err, FI_EUSAGE,
			"--only and --skip choose from the list; type: flyimg rules %s",
			one->id);
	if (rc == FI_OK && o->format->write == report_sarif)
		rc = fi_err_set(&err, FI_EUSAGE,
			"rules are listed as text or json; type --format json");
	if (rc == FI_OK)
		rc = output_open(&out, o->output, &err);
	if (rc != FI_OK) {
		say_error("%s", err.text);
		return STATUS_USAGE;
	}
	if (o->format->write == report_json && !print_json(out.file, one, &o->policy)) {
		output_drop(&out);
		say_error("out of memory");
		return STATUS_UNFINISHED;
	}
	if (o->format->write == report_text && one)
		one_text(out.file, one);
	else if (o->format->write == report_text)
		list_text(out.file, &o->policy);
	if (output_finish(&out, &err) == FI_OK)
		return STATUS_CLEAN;
	say_error("%s", err.text);
	return STATUS_UNFINISHED;
}
