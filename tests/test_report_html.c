/* test_report_html.c - a page for a browser: whole, closed, and nobody's markup but ours. */
#include "tests/lib_sheet.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/audit.h"

static size_t count(const char *text, const char *part)
{
	size_t n = 0;

	for (const char *p = text; (p = strstr(p, part)); p += strlen(part))
		n++;
	return n;
}

/* What stands between two texts, the first time from `from` on; malloc'd. */
static char *between(const char *page, const char *from, const char *to)
{
	const char *a = strstr(page, from), *b = a ? strstr(a + strlen(from), to) : NULL;

	if (!b)
		fail_msg("no %s ... %s", from, to);
	return strndup(a + strlen(from), (size_t)(b - a) - strlen(from));
}

/* ---- the policy ---- */

static void a_page_is_closed(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL, *policy = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	out = sheet_written(&s.report, report_html);
	assert_int_equal(strncmp(out, "<!doctype html>\n<html lang=\"en\">", 32), 0);
	assert_string_equal(out + strlen(out) - 8, "</html>\n");
	policy = between(out, "Content-Security-Policy\" content=\"", "\"");
	assert_contains(policy, "default-src 'none'; script-src 'sha256-");
	assert_contains(policy, "base-uri 'none'; form-action 'none'");
	assert_contains(policy, "require-trusted-types-for 'script'; trusted-types 'none'");
	assert_lacks(policy, "unsafe");
	assert_lacks(policy, "http");
	sheet_done(&s);
}

/* "'sha256-...'" of a text, as a policy names it. */
static char *source(const char *text)
{
	unsigned char digest[SHA256_DIGEST_LENGTH], base64[64];

	SHA256((const unsigned char *)text, strlen(text), digest);
	EVP_EncodeBlock(base64, digest, sizeof(digest));
	return fi_format("'sha256-%s'", (char *)base64);
}

static void the_policy_names_what_is_in_the_page_and_no_more(void **state)
{
	static const char *const tags[][2] = { { "<style>", "</style>" },
		{ "<script>", "</script>" }, { "</footer>", NULL } };
	FI_AUTO(fi_freep) char *out = NULL, *policy = NULL, *last = NULL, *digest = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	out = sheet_written(&s.report, report_html);
	policy = between(out, "Content-Security-Policy\" content=\"", "\"");
	for (size_t i = 0; i < 2; i++) {
		FI_AUTO(fi_freep) char *text = between(out, tags[i][0], tags[i][1]);
		FI_AUTO(fi_freep) char *want = source(text);

		assert_contains(policy, want);
	}
	last = between(strstr(out, tags[2][0]), "<script>", "</script>");
	digest = source(last);
	assert_contains(policy, digest);
	assert_int_equal(count(policy, "sha256-"), 3);
	sheet_done(&s);
}

static void markup_of_ours_needs_no_exception(void **state)
{
	static const char *const refused[] = { " style=", " onclick=", " onload=", " src=",
		"<link", "<iframe", "<img", "<object", "http-equiv=\"refresh", "javascript:" };
	FI_AUTO(fi_freep) char *out = NULL, *markup = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	out = sheet_written(&s.report, report_html);
	markup = between(out, "</head>", "<script type=\"application/json\"");
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_lacks(markup, refused[i]);
	sheet_done(&s);
}

/* ---- hostile text ---- */

#define ATTACK "\"'></script></noscript></style><script>alert(1)</script><!--<svg onload=x>&amp;"

static void attack(struct sheet *s)
{
	sheet_fill(s);
	fi_strs_done(&s->image.names);
	fi_strs_done(&s->shown);
	assert_int_equal(fi_strs_add(&s->image.names, ATTACK), FI_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(fi_strs_add(&s->shown, "RUN " ATTACK), FI_OK);
	s->image.platform = s->image.id = sheet_text(ATTACK);
	s->image.config.user = s->image.config.workdir = sheet_text(ATTACK);
	s->places[0].path = s->finding.key = s->finding.masked = sheet_text(ATTACK);
	s->finding.message = s->finding.fix = sheet_text(ATTACK);
	s->gap = (struct fi_gap){ .layer = -1,
		.image = -1,
		.path = sheet_text(ATTACK),
		.reason = sheet_text(ATTACK) };
	s->set.gaps = &s->gap;
	s->set.ngaps = 1;
	s->report.complete = false;
}

static void text_of_an_image_never_becomes_markup(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	const char *body;
	struct sheet s;

	(void)state;
	attack(&s);
	out = sheet_written(&s.report, report_html);
	assert_contains(out, "&quot;&#39;&gt;&lt;/script&gt;");
	assert_lacks(out, "alert(1)</script>");
	body = strstr(out, "</head>");
	assert_lacks(body, "<svg onload");
	assert_lacks(body, "<!--");
	/* Data and script; the theme's is in the head. */
	assert_int_equal(count(body, "<script"), 2);
	assert_int_equal(count(body, "</script"), 2);
	assert_int_equal(count(body, "<noscript>"), count(body, "</noscript>"));
	sheet_done(&s);
}

static json_t *data_of(const char *page)
{
	FI_AUTO(fi_freep) char *text = between(page, "id=\"data\">", "</script>");
	json_error_t error;
	json_t *o = json_loads(text, 0, &error);

	if (!o)
		fail_msg("%s at line %d", error.text, error.line);
	return o;
}

static const char *member(json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "(none)";
}

static json_t *item(json_t *o, const char *list, size_t i)
{
	return json_array_get(json_object_get(o, list), i);
}

static void data_is_json_and_unchanged(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	json_t *o;
	struct sheet s;

	(void)state;
	attack(&s);
	out = sheet_written(&s.report, report_html);
	o = data_of(out);
	assert_string_equal(member(o, "kind"), "check");
	assert_string_equal(member(item(o, "images", 0), "name"), ATTACK);
	assert_string_equal(member(item(o, "findings", 0), "f"), ATTACK);
	assert_string_equal(member(item(item(o, "findings", 0), "p", 0), "w"), ATTACK ":3");
	json_decref(o);
	sheet_done(&s);
}

static void characters_that_deceive_are_shown(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	json_t *o;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.places[0].path = sheet_text("a\xe2\x80\xae"
				      "b\033[2J\xff\r\nc");
	s.places[0].line = 0;
	out = sheet_written(&s.report, report_html);
	assert_contains(out, "<code>a\\u{202e}b\\x1b[2J\\xff\\x0d");
	for (const unsigned char *p = (unsigned char *)out; *p; p++)
		assert_true(*p >= 0x20 || *p == '\n' || *p == '\t');
	o = data_of(out);
	assert_string_equal(member(item(item(o, "findings", 0), "p", 0), "w"),
		"a\\u{202e}b\\x1b[2J\\xff\\x0d\nc");
	json_decref(o);
	sheet_done(&s);
}

/* ---- what is told ---- */

static void without_script_a_finding_is_told_in_full(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL, *plain = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	out = sheet_written(&s.report, report_html);
	plain = between(out, "<noscript>", "</noscript>");
	assert_contains(plain, "id=\"f-00112233445566778899aabbccddeeff\"");
	assert_contains(plain, "<span class=\"sev high\">high</span> Made up");
	assert_contains(plain, "TOKEN = tok_...****");
	assert_contains(plain, "<code>app/.env:3</code> in layer 2 of 3, COPY . .");
	assert_contains(plain, "deleted later by layer 3 of 3, RUN rm .env, but still ships");
	assert_contains(plain, "It leaks.");
	assert_contains(plain, "<b>Fix</b> Rotate it.");
	sheet_done(&s);
}

static void the_verdict_answers_three_questions(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL, *verdict = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	out = sheet_written(&s.report, report_html);
	verdict = between(out, "<h1 id=\"verdict\">", "</section>");
	assert_contains(verdict, "Do not publish this image: it leaks secrets.</h1>");
	assert_contains(verdict, "Is it safe?</dt><dd><strong>No.");
	assert_contains(verdict, "Will it deploy?</dt><dd><strong>Not known.");
	assert_contains(verdict, "Was all looked at?</dt><dd><strong>Yes.");
	assert_contains(out, "Revoke what has leaked");
	sheet_done(&s);
}

static void nothing_found_is_not_could_not_look(void **state)
{
	FI_AUTO(fi_freep) char *clean = NULL, *cut = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.findings.n = 0;
	clean = sheet_written(&s.report, report_html);
	assert_contains(clean, "<h1 id=\"verdict\">Nothing found.</h1>");
	assert_lacks(clean, "Could not be looked at");
	s.gap = (struct fi_gap){ .layer = -1, .image = -1, .reason = sheet_text("cut off") };
	s.set.gaps = &s.gap;
	s.set.ngaps = 1;
	s.report.complete = false;
	cut = sheet_written(&s.report, report_html);
	assert_contains(cut, "<h1 id=\"verdict\">Nothing found in what could be read.</h1>");
	assert_contains(cut, "1 thing could not be read");
	assert_contains(cut, "<li>cut off</li>");
	sheet_done(&s);
}

static void a_finding_in_thousands_of_files_stays_small(void **state)
{
	static struct fi_place many[5000];
	FI_AUTO(fi_freep) char *out = NULL;
	json_t *o;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	for (size_t i = 0; i < 5000; i++)
		many[i] = s.places[1];
	s.finding.places = many;
	s.finding.nplaces = 5000;
	out = sheet_written(&s.report, report_html);
	assert_contains(out, "and 4950 more places");
	o = data_of(out);
	assert_int_equal(
		json_array_size(json_object_get(item(o, "findings", 0), "p")), 50);
	assert_int_equal(
		json_integer_value(json_object_get(item(o, "findings", 0), "n")), 5000);
	json_decref(o);
	sheet_done(&s);
}

static void a_layer_says_what_is_in_it(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL, *row = NULL;
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.finding.nplaces = SHEET_PLACES; /* all in one layer: one finding */
	out = sheet_written(&s.report, report_html);
	row = between(out, "<tr id=\"layer-0-1\">", "</tr>");
	assert_contains(row, "<span data-in=\"in-0-1\">1 high</span>");
	assert_contains(row, "not read");
	sheet_done(&s);
}

/* ---- an audit ---- */

static const struct fi_rule leak = { .id = "made-up",
	.title = "Made up",
	.why = "It leaks.",
	.fix = "Rotate it.",
	.category = FI_SECRET,
	.severity = FI_CRITICAL };

struct audit_sheet {
	struct fi_audit_layer layer;
	struct fi_audit_image image;
	struct fi_audit_finding finding;
	struct fi_audit_spot spot;
	struct fi_audit_seen seen;
	uint32_t zero;
	const char *name;
	struct fi_audit audit;
	struct audit_coverage coverage;
	struct audit_report report;
};

static void audit_fill(struct audit_sheet *s, const char *text)
{
	*s = (struct audit_sheet){ .name = text };
	s->layer = (struct fi_audit_layer){ .digest = text, .diff_id = text,
		.created_by = text, .size = 1000, .images = 1, .findings = 1,
		.counts = { 0, 0, 0, 0, 1 }, .read = true };
	s->image = (struct fi_audit_image){ .names = &s->name, .repositories = &s->name,
		.nnames = 1, .nrepositories = 1, .digest = text, .id = text, .platform = text,
		.created = text, .source = text, .layers = &s->zero, .nlayers = 1,
		.size = 1000, .counts = { 0, 0, 0, 0, 1 }, .live = { 0, 0, 0, 0, 1 },
		.base = FI_AUDIT_NONE, .complete = true, .nseen = 1 };
	s->finding = (struct fi_audit_finding){ .rule = &leak, .severity = FI_CRITICAL,
		.message = text, .fix = text, .masked = text, .key = text,
		.fingerprint = "00112233445566778899aabbccddeeff", .images = 1,
		.repositories = 1, .live_images = 1, .nseen = 1, .secret = true };
	s->spot = (struct fi_audit_spot){ .path = text, .line = 3 };
	s->audit = (struct fi_audit){ .layers = &s->layer, .images = &s->image,
		.findings = &s->finding, .spots = &s->spot, .seen = &s->seen, .nlayers = 1,
		.nimages = 1, .nfindings = 1, .nspots = 1, .nseen = 1,
		.by_finding = &s->zero, .ranked = &s->zero, .risky = &s->zero,
		.nrepositories = 1 };
	s->report = (struct audit_report){ .audit = &s->audit, .coverage = &s->coverage,
		.complete = true };
}

static char *audited(const struct audit_report *r)
{
	struct fi_err err = { 0 };
	size_t n = 0;
	char *out = NULL;
	FILE *f = open_memstream(&out, &n);

	assert_non_null(f);
	assert_ok(audit_html(f, r, &err), &err);
	assert_int_equal(fclose(f), 0);
	return out;
}

static void an_audit_tells_what_to_revoke_first(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL, *first = NULL;
	struct audit_sheet s;

	(void)state;
	audit_fill(&s, "acme/web:1.0");
	s.image.created = "2026-01-05T10:00:00Z";
	out = audited(&s.report);
	assert_contains(out, "<h1 id=\"verdict\">1 secret to revoke, still live.</h1>");
	first = between(out, "Revoke first</h2>", "</section>");
	assert_contains(first, "href=\"#f-00112233445566778899aabbccddeeff\"");
	assert_contains(first, "First in <a href=\"#image-0\">acme/web:1.0</a> of 2026-01-05, "
			       "layer 1, <code>acme/web:1.0</code>; still live in");
}

static void an_audits_text_never_becomes_markup(void **state)
{
	FI_AUTO(fi_freep) char *out = NULL;
	struct audit_sheet s;
	const char *body;
	json_t *o;

	(void)state;
	audit_fill(&s, ATTACK);
	out = audited(&s.report);
	body = strstr(out, "</head>");
	assert_lacks(body, "<svg onload");
	assert_lacks(body, "<!--");
	assert_int_equal(count(body, "<script"), 2);
	assert_int_equal(count(body, "</script"), 2);
	o = data_of(out);
	assert_string_equal(member(o, "kind"), "audit");
	assert_string_equal(member(item(o, "layers", 0), "t"), ATTACK);
	assert_string_equal(member(item(o, "spots", 0), "w"), ATTACK ":3");
	assert_int_equal(json_array_size(item(o, "seen", 0)), 4);
	json_decref(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_closed),
		cmocka_unit_test(the_policy_names_what_is_in_the_page_and_no_more),
		cmocka_unit_test(markup_of_ours_needs_no_exception),
		cmocka_unit_test(text_of_an_image_never_becomes_markup),
		cmocka_unit_test(data_is_json_and_unchanged),
		cmocka_unit_test(characters_that_deceive_are_shown),
		cmocka_unit_test(without_script_a_finding_is_told_in_full),
		cmocka_unit_test(the_verdict_answers_three_questions),
		cmocka_unit_test(nothing_found_is_not_could_not_look),
		cmocka_unit_test(a_finding_in_thousands_of_files_stays_small),
		cmocka_unit_test(a_layer_says_what_is_in_it),
		cmocka_unit_test(an_audit_tells_what_to_revoke_first),
		cmocka_unit_test(an_audits_text_never_becomes_markup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
