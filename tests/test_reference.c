/* test_reference.c - from a rule to the page about it. */
#include "tests/lib_test.h"

#include <string.h>

#include "rules/reference.h"

static void assert_reads(const char *id, const char *url)
{
	const struct fi_rule *r = fi_rules_find(id);

	assert_non_null(r);
	assert_string_equal(fi_rule_reference(r), url);
}

static void the_table_is_sorted_and_has_each_prefix_once(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t i = 1; i < fi_references_n; i++)
		if (strcmp(fi_references[i - 1].prefix, fi_references[i].prefix) >= 0) {
			print_error("\"%s\" stands too late\n", fi_references[i].prefix);
			bad++;
		}
	assert_int_equal(bad, 0);
}

static void every_address_is_a_whole_https_url(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < fi_references_n; i++) {
		const char *url = fi_references[i].url;
		size_t host = strncmp(url, "https://", 8) == 0 ? strcspn(url + 8, "/") : 0;

		if (host && memchr(url + 8, '.', host) && url[8 + host] == '/' &&
			!strpbrk(url, " \t\n\"<>\\"))
			continue;
		print_error("%s: \"%s\"\n", fi_references[i].prefix, url);
		bad++;
	}
	assert_int_equal(bad, 0);
}

static void the_longest_prefix_wins(void **state)
{
	(void)state;
	assert_reads("fly-no-health-check",
		"https://fly.io/docs/reference/configuration/");
	assert_reads("fly-secret-in-env", "https://fly.io/docs/apps/secrets/");
	assert_reads("fly-macaroon-token", "https://fly.io/docs/security/tokens/");
}

static void a_prefix_ends_where_a_word_ends(void **state)
{
	(void)state;
	/* "git" and "npm" are rows, too. */
	assert_reads("gitlab-feed-token", "https://docs.gitlab.com/security/tokens/");
	assert_reads("npmrc-auth", "https://docs.npmjs.com/revoking-access-tokens");
	assert_reads("git-credentials", "https://git-scm.com/docs/gitcredentials");
}

static void an_id_may_be_a_row_itself(void **state)
{
	(void)state;
	assert_reads("jwt", "https://www.rfc-editor.org/rfc/rfc7519");
	assert_reads("pgpass", "https://www.postgresql.org/docs/current/libpq-pgpass.html");
}

static void a_users_rule_has_none(void **state)
{
	const struct fi_rule user = { .id = "github-acme-token" };

	(void)state;
	assert_null(fi_rule_reference(&user));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_sorted_and_has_each_prefix_once),
		cmocka_unit_test(every_address_is_a_whole_https_url),
		cmocka_unit_test(the_longest_prefix_wins),
		cmocka_unit_test(a_prefix_ends_where_a_word_ends),
		cmocka_unit_test(an_id_may_be_a_row_itself),
		cmocka_unit_test(a_users_rule_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
