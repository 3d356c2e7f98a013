/* test_form.c - a quick no is never wrong. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rules/form.h"
#include "rules/scan_program.h"
#include "rules/secrets.h"

static bool may(const struct fi_rule *r, const char *rest)
{
	size_t n = strlen(rest);
	char *copy = malloc(n ? n : 1); /* of its own size: a sanitizer sees what is read behind */
	struct fi_form f;
	bool yes;

	assert_non_null(copy);
	memcpy(copy, rest, n);
	assert_true(fi_form_of(r, &f));
	yes = fi_form_may(&f, copy, n, fi_form_name(copy, n));
	free(copy);
	return yes;
}

static void a_token_goes_on_with_so_many_of_a_class(void **state)
{
	const struct fi_rule r = { .literal = { "tok_" },
		.pattern = LEFT "(tok_v1\\.[a-f0-9]{6}[A-Z]+)" RIGHT };

	(void)state;
	assert_true(may(&r, "v1.00ffaaX"));
	assert_false(may(&r, "v1x00ffaaX"));
	assert_false(may(&r, "v1.00ffagX"));
	assert_false(may(&r, "v1.00ffa"));
	assert_false(may(&r, ""));
}

static void a_name_is_followed_by_an_operator_and_a_value(void **state)
{
	const struct fi_rule r = { .literal = { "acme" },
		.pattern = KEY_OF("acme", "k-[a-z0-9]{4}") };
	static const char *const yes[] = { "_key=k-00aa", "\": \"k-00aa", "']\t=> `k-00aa",
		":=k-00aa", "_KEY\\\", \\\"k-00aa", "=\\\"(k-00aa" };
	static const char *const no[] = { "", "_key", "_key k-00aa", "_key=", "_key=k-00a",
		"_key=K-00aa", "_key=k-00a.", "_key\"\"\"\"=k-00aa", "_key=\"\"\"\"k-00aa", "==k-00aa",
		"_key=                     k-00aa" };

	(void)state;
	for (size_t i = 0; i < FI_COUNT(yes); i++)
		if (!may(&r, yes[i]))
			fail_msg("%s may follow", yes[i]);
	for (size_t i = 0; i < FI_COUNT(no); i++)
		if (may(&r, no[i]))
			fail_msg("%s may not follow", no[i]);
}

static void nothing_is_known_of_other_patterns(void **state)
{
	static const struct fi_rule others[] = {
		{ .literal = { "a" }, .pattern = "a[0-9]{8}" },
		{ .literal = { "tok_" }, .pattern = LEFT "(?:tok_|x)[0-9]{8}" },
		{ .literal = { "tok_" }, .pattern = LEFT "tok_[0-9]{8}|y" },
		{ .literal = { "tok_" }, .pattern = LEFT "tok_?[0-9]{8}" },
		{ .literal = { "tok_", "t_" }, .pattern = LEFT "tok_[0-9]{8}" },
		{ .literal = { "tok_" }, .nocase = true, .pattern = LEFT "tok_[0-9]{8}" },
		{ .literal = { "t.k" }, .pattern = LEFT "t.k[0-9]{8}" },
		/* The literal is the value's, and a blank is no part of a name. */
		{ .literal = { "k-" }, .pattern = KEY_OF("acme", "k-[0-9]{4}") },
		{ .literal = { "acme" }, .pattern = NAMED("acme .{9}", "[0-9]{4}") },
		{ .literal = { "acme" }, .pattern = NAMED("acme|x\\s", "[0-9]{4}") },
		{ .literal = { "acme" }, .pattern = NAMED("acme[a-z]{0,400}", "[0-9]{4}") },
	};
	struct fi_form f;

	(void)state;
	for (size_t i = 0; i < FI_COUNT(others); i++)
		if (fi_form_of(&others[i], &f))
			fail_msg("%s", others[i].pattern);
}

/* A choice, a part that may be absent, and a class that is not plain tell nothing. */
static void of_a_value_only_what_it_must_have_is_asked_for(void **state)
{
	static const char *const values[] = { "a[0-9]{4}|b", "(?:a|b)[0-9]{4}", "b?[0-9]{4}",
		"[a-z]*1", "[^a-z]{4}", "\\d{4}" };

	(void)state;
	for (size_t i = 0; i < FI_COUNT(values); i++) {
		char pattern[512];
		struct fi_rule r = { .literal = { "acme" }, .pattern = pattern };

		(void)snprintf(pattern, sizeof(pattern), "(?i:acme" NAMED_MIDDLE "%s)(?!x)", values[i]);
		assert_true(may(&r, "=~"));
		assert_false(may(&r, "~"));
	}
}

/* --- against PCRE2, over the catalogue ------------------------------------ */

static const char *find_literal(const struct fi_rule *r, const char *text, size_t *n)
{
	for (size_t i = 0; i < FI_RULE_LITERALS && r->literal[i]; i++) {
		const char *at = r->nocase ? strcasestr(text, r->literal[i])
					   : strstr(text, r->literal[i]);

		*n = strlen(r->literal[i]);
		if (at)
			return at;
	}
	return NULL;
}

/* If the pattern covers the text's literal, the form must not say no. */
static size_t compare(const struct fi_rule *r, const struct fi_form *f, const pcre2_code *code,
	pcre2_match_data *found, const char *text)
{
	const size_t *pair = pcre2_get_ovector_pointer(found);
	size_t n, from = 0, all = strlen(text), at;
	const char *literal = find_literal(r, text, &n);

	if (!literal)
		return 0;
	at = (size_t)(literal - text);
	for (; pcre2_match(code, (PCRE2_SPTR)text, all, from, 0, found, NULL) > 0;
		from = pair[0] + 1) {
		if (pair[0] > at || pair[1] < at + n)
			continue;
		if (!fi_form_may(f, literal + n, all - at - n,
			    fi_form_name(literal + n, all - at - n)))
			fail_msg("%s: %s", r->id, text);
		return 1;
	}
	return 0;
}

/* The rule's hit, and the same with each byte behind its literal changed, gone or twice. */
static size_t compare_near(const struct fi_rule *r, const struct fi_form *f, const pcre2_code *code,
	pcre2_match_data *found)
{
	static const char others[] = " \t\"'`(\\]=>:,._-aZ9\n";
	size_t n = strlen(r->hit), hits = compare(r, f, code, found, r->hit);
	char *text = malloc(n + 2);

	assert_non_null(text);
	for (size_t i = 0; i < n && i < 120; i++) {
		memcpy(text, r->hit, n + 1);
		for (size_t k = 0; others[k]; k++) {
			text[i] = others[k];
			hits += compare(r, f, code, found, text);
		}
		memcpy(text + i, r->hit + i + 1, n - i);
		hits += compare(r, f, code, found, text);
		for (size_t k = 0; others[k]; k++) {
			text[i] = others[k];
			memcpy(text + i + 1, r->hit + i, n - i + 1);
			hits += compare(r, f, code, found, text);
		}
	}
	free(text);
	return hits;
}

static void what_a_pattern_finds_no_form_denies(void **state)
{
	pcre2_match_data *found = pcre2_match_data_create(8, NULL);
	size_t forms = 0, hits = 0;

	(void)state;
	assert_non_null(found);
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);
		struct fi_form f;
		pcre2_code *code;
		size_t at;
		int number;

		if (r->category != FI_SECRET || !r->pattern || !r->hit || !fi_form_of(r, &f))
			continue;
		forms++;
		code = pcre2_compile((PCRE2_SPTR)r->pattern, PCRE2_ZERO_TERMINATED, 0, &number, &at,
			NULL);
		assert_non_null(code);
		(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
		hits += compare_near(r, &f, code, found);
		pcre2_code_free(code);
	}
	pcre2_match_data_free(found);
	/* Most rules have a form, and most changes of a hit are still one. */
	assert_true(forms > 700);
	assert_true(hits > forms * 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_goes_on_with_so_many_of_a_class),
		cmocka_unit_test(a_name_is_followed_by_an_operator_and_a_value),
		cmocka_unit_test(nothing_is_known_of_other_patterns),
		cmocka_unit_test(of_a_value_only_what_it_must_have_is_asked_for),
		cmocka_unit_test(what_a_pattern_finds_no_form_denies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
