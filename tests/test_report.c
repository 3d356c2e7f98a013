/* test_report.c - what is said for people and for programs. */
#include "tests/lib_test.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/options.h"
#include "cmd/report.h"
#include "cmd/say.h"
#include "tests/lib_sheet.h"

/* ---- escaping ---- */

static void assert_escaped(const char *s, enum say_mode mode, const char *want)
{
	FI_AUTO(fi_freep) char *got = say_escaped(s, mode);

	assert_string_equal(got, want);
}

static void control_bytes_never_reach_a_terminal(void **state)
{
	(void)state;
	assert_escaped(
		"a\033[31mb\r\n\t\x7f", SAY_TERMINAL, "a\\x1b[31mb\\x0d\\n\\t\\x7f");
	assert_escaped("\xc2\x9b"
		       "31m",
		SAY_TERMINAL, "\\u{009b}31m");
}

static void characters_that_reorder_a_line_are_shown(void **state)
{
	(void)state;
	assert_escaped("a\xe2\x80\xae"
		       "b",
		SAY_TERMINAL, "a\\u{202e}b");
	assert_escaped("a\xe2\x80\x8b"
		       "b",
		SAY_TERMINAL, "a\\u{200b}b");
}

static void good_utf8_stays_as_it_is(void **state)
{
	(void)state;
	assert_escaped("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x9a\x80", SAY_TERMINAL,
		"gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x9a\x80");
}

static void bad_utf8_becomes_hex(void **state)
{
	(void)state;
	assert_escaped("\xff", SAY_UTF8, "\\xff");
	assert_escaped("a\xc3", SAY_UTF8, "a\\xc3");
	assert_escaped("\xc0\xaf", SAY_UTF8, "\\xc0\\xaf");
	assert_escaped("\xed\xa0\x80", SAY_UTF8, "\\xed\\xa0\\x80");
	assert_escaped("\xf4\x90\x80\x80", SAY_UTF8, "\\xf4\\x90\\x80\\x80");
	assert_escaped("\xe0\x80\x80", SAY_UTF8, "\\xe0\\x80\\x80");
	assert_escaped("\033", SAY_UTF8, "\033");
}

static char *wrapped(size_t width, const char *text)
{
	size_t n = 0;
	char *out = NULL;
	FILE *f = open_memstream(&out, &n);

	assert_non_null(f);
	say_wrapped(f, "> ", 2, width, text);
	assert_int_equal(fclose(f), 0);
	return out;
}

static void text_is_wrapped_between_words(void **state)
{
	FI_AUTO(fi_freep) char *a = wrapped(10, "one two three four");
	FI_AUTO(fi_freep) char *b = wrapped(10, "averyverylongword x");

	(void)state;
	assert_string_equal(a, "> one two\n  three\n  four\n");
	assert_string_equal(b, "> averyverylongword\n  x\n");
}

/* ---- a report made by hand ---- */

static void text_tells_place_state_and_fix(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	out = sheet_written(&s.report, report_text);
	assert_contains(out, "acme/app:1  (linux/amd64, 0123456789ab, 3 layers)\n");
	assert_contains(out, "HIGH  Made up  [made-up]\n");
	assert_contains(out, "app/.env:3 in layer 2 of 3, COPY . .\n");
	assert_contains(out,
		"deleted later by layer 3 of 3, RUN rm .env, but still ships in "
		"layer 2\n");
	assert_contains(out, "TOKEN = tok_...****\n");
	assert_contains(out, "fix       Rotate it.\n");
	assert_contains(out, "1 finding: 1 high.");
	assert_lacks(out, "\033");
	sheet_done(&s);
}

static void text_shows_five_places_unless_verbose(void **state)
{
	FI_AUTO(fi_freep) char *brief = NULL, *whole = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.finding.nplaces = 8;
	brief = sheet_written(&s.report, report_text);
	assert_contains(brief, "app/.env:7");
	assert_lacks(brief, "app/.env:8");
	assert_contains(brief, "and 3 more places (--verbose shows all)");
	s.report.verbose = true;
	whole = sheet_written(&s.report, report_text);
	assert_contains(whole, "app/.env:10");
	assert_contains(whole, "It leaks.");
	sheet_done(&s);
}

static void text_says_what_could_not_be_looked_at(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.gap = (struct fi_gap){ .layer = -1,
		.image = -1,
		.path = sheet_text("blob"),
		.reason = sheet_text("cut off") };
	s.set.gaps = &s.gap;
	s.set.ngaps = 1;
	s.report.complete = false;
	out = sheet_written(&s.report, report_text);
	assert_contains(out, "Could not be looked at\n  - blob: cut off\n");
	assert_contains(out, "Not everything could be looked at");
	sheet_done(&s);
}

static void text_from_an_image_is_escaped(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.places[0].path = sheet_text("a\033]0;x\007b");
	s.finding.message = sheet_text("said \033[2J");
	out = sheet_written(&s.report, report_text);
	assert_contains(out, "a\\x1b]0;x\\x07b");
	assert_lacks(out, "\033");
	sheet_done(&s);
}

static json_t *parsed(char *text)
{
	json_error_t error;
	json_t *o = json_loads(text, 0, &error);

	if (!o)
		fail_msg("%s at line %d", error.text, error.line);
	return o;
}

/* The member at a path of keys and indexes, as text. */
static const char *at(json_t *o, const char *key, const char *of)
{
	const char *s = json_string_value(json_object_get(json_object_get(o, of), key));

	return s ? s : "";
}

static void json_has_the_documented_members(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	json_t *o, *place, *finding;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	out = sheet_written(&s.report, report_json);
	o = parsed(out);
	assert_string_equal(
		json_string_value(json_object_get(o, "schema")), "flyimg-report/1");
	assert_true(json_is_true(json_object_get(o, "complete")));
	finding = json_array_get(json_object_get(o, "findings"), 0);
	assert_string_equal(
		json_string_value(json_object_get(finding, "rule")), "made-up");
	place = json_array_get(json_object_get(finding, "places"), 0);
	assert_int_equal(json_integer_value(json_object_get(place, "layer")), 1);
	assert_int_equal(json_integer_value(json_object_get(place, "by_layer")), 2);
	assert_string_equal(
		json_string_value(json_object_get(place, "state")), "deleted");
	assert_null(json_object_get(place, "config"));
	assert_int_equal(json_integer_value(json_object_get(
				 json_object_get(o, "summary"), "high")),
		1);
	json_decref(o);
	sheet_done(&s);
}

static void json_says_where_to_read_more(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.finding.rule = fi_rules_find("env-secret");
	out = sheet_written(&s.report, report_json);
	assert_contains(out, "\"reference\": \"https://fly.io/docs/apps/secrets/\"");
	sheet_done(&s);
}

static void json_has_no_page_about_a_users_rule(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	out = sheet_written(&s.report, report_json);
	assert_null(strstr(out, "reference"));
	sheet_done(&s);
}

static void json_shows_names_that_are_no_utf8(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.places[0].path = sheet_text("a\xff"
				"b");
	out = sheet_written(&s.report, report_json);
	assert_contains(out, "\"a\\\\xffb\"");
	sheet_done(&s);
}

static void sarif_has_what_viewers_need(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	json_t *o, *run, *result, *location, *driver;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.finding.nplaces = 2;
	out = sheet_written(&s.report, report_sarif);
	o = parsed(out);
	assert_string_equal(json_string_value(json_object_get(o, "version")), "2.1.0");
	run = json_array_get(json_object_get(o, "runs"), 0);
	driver = json_object_get(json_object_get(run, "tool"), "driver");
	assert_int_equal(json_array_size(json_object_get(driver, "rules")), 1);
	result = json_array_get(json_object_get(run, "results"), 0);
	assert_string_equal(
		json_string_value(json_object_get(result, "level")), "error");
	assert_contains(at(result, "text", "message"),
		"layer 2 of acme/app:1 (COPY . .), "
		"deleted by layer 3");
	assert_string_equal(
		at(result, "flyimg/v1", "partialFingerprints"), s.finding.fingerprint);
	location = json_array_get(json_object_get(result, "locations"), 0);
	location = json_object_get(location, "physicalLocation");
	assert_string_equal(at(location, "uri", "artifactLocation"), "app/.env");
	assert_int_equal(
		json_array_size(json_object_get(result, "relatedLocations")), 1);
	json_decref(o);
	sheet_done(&s);
}

static void sarif_links_the_page_about_a_rule(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.finding.rule = fi_rules_find("env-secret");
	out = sheet_written(&s.report, report_sarif);
	assert_contains(out, "\"helpUri\": \"https://fly.io/docs/apps/secrets/\"");
	sheet_done(&s);
}

static void sarif_encodes_odd_paths(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.places[0].path = sheet_text("a b/\xc3\xbc%:#\xff");
	out = sheet_written(&s.report, report_sarif);
	assert_contains(out, "\"a%20b/%C3%BC%25%3A%23%FF\"");
	sheet_done(&s);
}

/* ---- the command line ---- */

static enum fi_code parse(
	struct options *o, struct fi_err *err, int n, const char **words)
{
	return options_parse(o, FOR_CHECK, n, (char **)(uintptr_t)words, err);
}

static void options_take_values_in_every_form(void **state)
{
	const char *words[] = { "-qC", "dir", "--format=json", "a.tar", "--fail-on",
		"none", "--", "-x" };
	FI_AUTO(options_done) struct options o = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	assert_ok(parse(&o, &err, 8, words), &err);
	assert_true(o.quiet && o.fail_never);
	assert_string_equal(o.folder, "dir");
	assert_string_equal(o.format->name, "json");
	assert_int_equal(o.nargs, 2);
	assert_string_equal(o.args[1], "-x");
}

static void assert_refused(const char *word, const char *value, const char *says)
{
	const char *words[] = { word, value };
	FI_AUTO(options_done) struct options o = { 0 };
	struct fi_err err = { 0 };

	assert_fails(parse(&o, &err, value ? 2 : 1, words), FI_EUSAGE, says, &err);
}

static void wrong_options_are_told_what_to_type(void **state)
{
	(void)state;
	assert_refused("--fromat", "json", "did you mean --format?");
	assert_refused("--format", "jsno", "did you mean \"json\"?");
	assert_refused("--format", NULL, "--format wants a value: --format FORMAT");
	assert_refused("--quiet=yes", NULL, "--quiet takes no value");
	assert_refused("-x", NULL, "there is no option \"-x\" here");
	assert_refused("--fail-on", "hihg", "--fail-on wants critical");
	assert_refused("--platform", "amd64", "for example linux/amd64");
	assert_refused("--color", "red", "auto, always or never");
	assert_refused("--only", "env-secret,nothing-like-it", "--only: no rule");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(control_bytes_never_reach_a_terminal),
		cmocka_unit_test(characters_that_reorder_a_line_are_shown),
		cmocka_unit_test(good_utf8_stays_as_it_is),
		cmocka_unit_test(bad_utf8_becomes_hex),
		cmocka_unit_test(text_is_wrapped_between_words),
		cmocka_unit_test(text_tells_place_state_and_fix),
		cmocka_unit_test(text_shows_five_places_unless_verbose),
		cmocka_unit_test(text_says_what_could_not_be_looked_at),
		cmocka_unit_test(text_from_an_image_is_escaped),
		cmocka_unit_test(json_has_the_documented_members),
		cmocka_unit_test(json_says_where_to_read_more),
		cmocka_unit_test(json_has_no_page_about_a_users_rule),
		cmocka_unit_test(json_shows_names_that_are_no_utf8),
		cmocka_unit_test(sarif_has_what_viewers_need),
		cmocka_unit_test(sarif_links_the_page_about_a_rule),
		cmocka_unit_test(sarif_encodes_odd_paths),
		cmocka_unit_test(options_take_values_in_every_form),
		cmocka_unit_test(wrong_options_are_told_what_to_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
