/* test_secrets.c - every rule that looks for secrets, by its own examples. */
#include "tests/lib_test.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lib/buf.h"
#include "rules/scan.h"

/* Name the rule, so that a failure tells which row it is. */
#define ASSERT_RULE(r, what, ok)                                                       \
	do {                                                                           \
		if (!(ok))                                                             \
			fail_msg("%s: %s", (r)->id, what);                             \
	} while (0)

static bool is_secret(const struct fi_rule *r)
{
	return r->category == FI_SECRET && r->pattern;
}

static bool only_secrets(void *self, const struct fi_rule *r)
{
	(void)self;
	return is_secret(r);
}

/* All rules in one scanner, as in a real run. */
static int setup(void **state)
{
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };

	assert_ok(fi_scanner_new(only_secrets, NULL, &s, &err), &err);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	fi_scanner_free(*state);
	return 0;
}

struct tally {
	const struct fi_rule *rule;
	int n;
	uint64_t last; /* start of the last one's value, from 1 */
};

static enum fi_code count_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct tally *t = self;

	(void)err;
	if (h->rule != t->rule)
		return FI_OK;
	/* A value that is base64 by its nature is one finding, as it is and decoded. */
	t->n += h->start + 1 != t->last;
	t->last = h->start + 1;
	return FI_OK;
}

/* How often a rule speaks up on a text. */
static int hits_at(struct fi_scanner *s, const struct fi_rule *r, const char *path,
	const char *text)
{
	struct tally t = { .rule = r };
	struct fi_err err = { 0 };

	assert_ok(fi_scan_text(s, path, text, strlen(text), count_hit, &t, &err), &err);
	ASSERT_RULE(r, "a pattern hit a limit", fi_scanner_limited(s) == 0);
	return t.n;
}

static const char *sample_of(const struct fi_rule *r)
{
	return r->sample ? r->sample : "app/sample.txt";
}

static bool holds(const struct fi_rule *r, const char *text)
{
	for (size_t i = 0; i < FI_RULE_LITERALS && r->literal[i]; i++)
		if (r->nocase ? strcasestr(text, r->literal[i])
			      : strstr(text, r->literal[i]))
			return true;
	return false;
}

static void each_rule_finds_its_secret_once(void **state)
{
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (is_secret(r))
			ASSERT_RULE(r, "does not find its example once",
				hits_at(*state, r, sample_of(r), r->hit) == 1);
	}
}

static void no_rule_speaks_up_on_its_near_miss(void **state)
{
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (is_secret(r))
			ASSERT_RULE(r, "speaks up on its near miss",
				hits_at(*state, r, sample_of(r), r->miss) == 0);
	}
}

static void a_rule_with_a_path_is_silent_elsewhere(void **state)
{
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (is_secret(r) && r->path)
			ASSERT_RULE(r, "speaks up in another file",
				hits_at(*state, r, "some/where.else", r->hit) == 0);
	}
}

static void literals_are_rare_and_stand_in_the_example(void **state)
{
	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (!is_secret(r))
			continue;
		ASSERT_RULE(r, "has no literal", r->literal[0]);
		ASSERT_RULE(r, "its example lacks the literal", holds(r, r->hit));
		for (size_t k = 0; k < FI_RULE_LITERALS && r->literal[k]; k++)
			ASSERT_RULE(r, "has a literal below 3 bytes",
				strlen(r->literal[k]) >= 3);
	}
}

static bool is_kebab(const char *id)
{
	for (const char *p = id; *p; p++)
		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) &&
			!(*p == '-' && p > id && p[1] && p[1] != '-'))
			return false;
	return *id != 0;
}

static bool is_sentence(const char *text)
{
	return text && strlen(text) > 20 && text[strlen(text) - 1] == '.';
}

static void rules_are_told_in_whole_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (!is_secret(r))
			continue;
		ASSERT_RULE(r, "its id is not kebab-case", is_kebab(r->id));
		ASSERT_RULE(r, "has no title", r->title && *r->title);
		ASSERT_RULE(r, "its why is no sentence", is_sentence(r->why));
		ASSERT_RULE(r, "its fix is no sentence", is_sentence(r->fix));
	}
}

static void no_two_rules_share_an_id(void **state)
{
	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++)
		for (size_t k = 0; k < i; k++)
			ASSERT_RULE(fi_rules_at(i), "is there twice",
				strcmp(fi_rules_at(i)->id, fi_rules_at(k)->id) != 0);
}

/* The key of an account whose e-mail is not Google's is still Google's. */
static void a_service_account_may_have_any_address(void **state)
{
	const struct fi_rule *r = fi_rules_find("google-service-account");
	static const char key[] = "\"privat"
				  "e_key\": \"-----BEGIN PRIVATE KEY-----\\nMC4CAQAwB"
				  "QYDK2VwBCIEIHbhsdW+97mB/"
				  "I4UrOGXjxBaJ6tYgvpoFkKil++nvkuq\\n-----END PRIVATE "
				  "KEY-----\\n\"";
	FI_AUTO(fi_freep)
	char *typed = fi_format("{\"type\": \"service_account\", %s, "
				"\"client_email\": \"bot@acme.io\"}",
		key);
	FI_AUTO(fi_freep)
	char *other = fi_format("{\"type\": \"other\", %s, \"email\": "
				"\"bot@acme.io\"}",
		key);

	assert_int_equal(hits_at(*state, r, "srv/key.json", typed), 1);
	assert_int_equal(hits_at(*state, r, "srv/key.json", other), 0);
}

static void a_django_key_made_for_development_counts_little(void **state)
{
	const struct fi_rule *r = fi_rules_find("django-secret-key");
	static const char text[] =
		"SECRET_"
		"KEY = 'django-insecure-q7#w3^k9!zg74ygu2utvbt40ts3uh"
		"1hfabchuiubdqadxljfhf'\n";

	assert_int_equal(hits_at(*state, r, "app/settings.py", text), 1);
	assert_int_equal(hits_at(*state, r, "app/settings.py",
				 "SECRET_KEY = 'django-insecure-change-me'\n"),
		0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_finds_its_secret_once),
		cmocka_unit_test(no_rule_speaks_up_on_its_near_miss),
		cmocka_unit_test(a_rule_with_a_path_is_silent_elsewhere),
		cmocka_unit_test(literals_are_rare_and_stand_in_the_example),
		cmocka_unit_test(rules_are_told_in_whole_sentences),
		cmocka_unit_test(no_two_rules_share_an_id),
		cmocka_unit_test(a_service_account_may_have_any_address),
		cmocka_unit_test(a_django_key_made_for_development_counts_little),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
