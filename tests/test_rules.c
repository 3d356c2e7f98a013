/* test_rules.c - every rule of the catalogue: its examples, its words, its shape. */
#include "tests/lib_test.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "rules/example.h"
#include "rules/reference.h"
#include "rules/rule.h"

/* Reports and carries on, so that one run names every rule that fails. */
#define complain(r, ...)                                                               \
	do {                                                                           \
		print_error("%s: ", (r)->id);                                          \
		print_error(__VA_ARGS__);                                              \
		print_error("\n");                                                     \
		bad++;                                                                 \
	} while (0)

static size_t run_example(struct fi_scanner *scanner, const struct fi_rule *r,
	const char *example, const char *name, bool want)
{
	FI_AUTO(fi_freep) char *why = NULL;
	struct fi_err err = { 0 };
	bool fired = false;
	size_t bad = 0;

	if (!example)
		complain(r, "has no %s", name);
	else if (fi_example_run_with(scanner, r, example, &fired, &why, &err) != FI_OK)
		complain(r, "%s: %s", name, err.text);
	else if (fired != want)
		complain(r, "%s: %s%s%s", name, want ? "nothing was found" : "found ",
			why ? why : "", want ? "" : ", which it should not");
	return bad;
}

static struct fi_scanner *whole_catalogue(void)
{
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };

	assert_ok(fi_scanner_new(NULL, NULL, &s, &err), &err);
	return s;
}

static void every_rule_finds_its_hit(void **state)
{
	struct fi_scanner *scanner = whole_catalogue();
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++)
		bad += run_example(scanner, fi_rules_at(i), fi_rules_at(i)->hit, "hit", true);
	fi_scanner_free(scanner);
	assert_int_equal(bad, 0);
}

static void no_rule_finds_its_miss(void **state)
{
	struct fi_scanner *scanner = whole_catalogue();
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++)
		bad += run_example(scanner, fi_rules_at(i), fi_rules_at(i)->miss, "miss", false);
	fi_scanner_free(scanner);
	assert_int_equal(bad, 0);
}

/* "aws-access-key-id": lower case, digits, single hyphens inside. */
static bool is_kebab(const char *id)
{
	if (!islower((unsigned char)id[0]))
		return false;
	for (const char *p = id; *p; p++) {
		bool hyphen = *p == '-';

		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) &&
			!hyphen)
			return false;
		if (hyphen && (p[1] == '-' || !p[1]))
			return false;
	}
	return true;
}

static void ids_are_kebab_case_and_unique(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (!is_kebab(r->id))
			complain(r, "is not kebab-case");
		if (fi_rules_find(r->id) != r)
			complain(r, "is there twice");
	}
	assert_int_equal(bad, 0);
}

static bool is_category(const char *id)
{
	enum fi_category c;

	return fi_category_parse(id, &c);
}

static void no_id_is_a_category(void **state)
{
	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++)
		assert_false(is_category(fi_rules_at(i)->id));
}

static bool says_nothing(const char *text)
{
	return !text || strlen(text) < 5;
}

static void every_rule_says_what_why_and_how(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (says_nothing(r->title))
			complain(r, "has no title");
		if (says_nothing(r->why))
			complain(r, "does not say why");
		if (says_nothing(r->fix))
			complain(r, "does not say how to fix it");
		if (r->title && r->title[strlen(r->title) - 1] == '.')
			complain(r, "its title ends in a full stop");
	}
	assert_int_equal(bad, 0);
}

/* An https address that can be clicked: where to revoke, or to read more. */
static void every_rule_has_a_page_to_read_more(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);
		const char *url = fi_rule_reference(r);

		if (!url)
			complain(r, "has no row in rules/reference.c");
		else if (strncmp(url, "https://", 8) != 0 || strpbrk(url, " \t\n"))
			complain(r, "has the odd address \"%s\"", url);
	}
	assert_int_equal(bad, 0);
}

static void literals_are_long_enough_and_in_limits(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (r->pattern && !r->literal[0])
			complain(r, "has a pattern and no literal");
		for (size_t k = 0; k < FI_RULE_LITERALS && r->literal[k]; k++)
			if (strlen(r->literal[k]) < 3)
				complain(r, "has the short literal \"%s\"",
					r->literal[k]);
		if (r->before > FI_BEFORE_MAX || r->after > FI_AFTER_MAX ||
			r->keep > FI_KEEP_MAX)
			complain(r, "looks further than it may");
	}
	assert_int_equal(bad, 0);
}

/* Found by a word for password, not by a mark that the issuer puts in it. */
static bool by_word(const struct fi_rule *r)
{
	for (size_t k = 0; k < FI_RULE_LITERALS && r->literal[k]; k++)
		if (strcasestr(r->literal[k], "passw") ||
			strcasestr(r->literal[k], "pwd"))
			return true;
	return false;
}

/* A value that people choose must not be told by its fingerprint. */
static void rules_about_passwords_are_weak(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (r->category == FI_SECRET && r->pattern && by_word(r) && !r->weak)
			complain(r, "is about a password and not marked weak");
	}
	assert_int_equal(bad, 0);
}

static void the_catalogue_is_not_a_stub(void **state)
{
	size_t secrets = 0;

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++)
		secrets += fi_rules_at(i)->category == FI_SECRET;
	assert_true(secrets >= 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_finds_its_hit),
		cmocka_unit_test(no_rule_finds_its_miss),
		cmocka_unit_test(ids_are_kebab_case_and_unique),
		cmocka_unit_test(no_id_is_a_category),
		cmocka_unit_test(every_rule_says_what_why_and_how),
		cmocka_unit_test(every_rule_has_a_page_to_read_more),
		cmocka_unit_test(literals_are_long_enough_and_in_limits),
		cmocka_unit_test(rules_about_passwords_are_weak),
		cmocka_unit_test(the_catalogue_is_not_a_stub),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
