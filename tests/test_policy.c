/* test_policy.c - which rules run, and what a mistyped one is told. */
#include "tests/lib_test.h"

#include "lib/near.h"
#include "rules/policy.h"

static const struct fi_rule *a_rule_of(enum fi_category c)
{
	for (size_t i = 0; i < fi_rules_count(); i++)
		if (fi_rules_at(i)->category == c)
			return fi_rules_at(i);
	fail_msg("there is no rule of that category");
	return NULL;
}

static void add(struct fi_policy *p, bool only, const char *word)
{
	struct fi_err err = { 0 };

	assert_ok(fi_policy_add(p, only, word, &err), &err);
}

static void without_words_every_rule_runs(void **state)
{
	struct fi_policy p = { 0 };

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++)
		assert_true(fi_policy_wants(&p, fi_rules_at(i)));
}

static void only_names_what_runs(void **state)
{
	FI_AUTO(fi_policy_done) struct fi_policy p = { 0 };
	const struct fi_rule *secret = a_rule_of(FI_SECRET);

	(void)state;
	add(&p, true, secret->id);
	add(&p, true, "file");
	assert_true(fi_policy_wants(&p, secret));
	assert_true(fi_policy_wants(&p, a_rule_of(FI_FILE)));
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (r != secret && r->category != FI_FILE)
			assert_false(fi_policy_wants(&p, r));
	}
}

static void skip_wins_over_only(void **state)
{
	FI_AUTO(fi_policy_done) struct fi_policy p = { 0 };
	const struct fi_rule *file = a_rule_of(FI_FILE);

	(void)state;
	add(&p, true, "file");
	add(&p, false, file->id);
	assert_false(fi_policy_wants(&p, file));
}

static void an_unknown_word_names_the_nearest_rule(void **state)
{
	FI_AUTO(fi_policy_done) struct fi_policy p = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	assert_fails(fi_policy_add(&p, true, "env-secrte", &err), FI_EUSAGE,
		"did you mean \"env-secret\"?", &err);
	assert_int_equal(p.only.n, 0);
}

static void an_unknown_word_names_the_nearest_category(void **state)
{
	struct fi_policy p = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	assert_fails(fi_policy_add(&p, false, "secrets", &err), FI_EUSAGE,
		"did you mean \"secret\"?", &err);
}

static void a_word_like_none_points_at_the_list(void **state)
{
	struct fi_policy p = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	assert_fails(fi_policy_add(&p, false, "qqqqqqqqqqqqqqqqqqqq", &err), FI_EUSAGE,
		"\"flyimg rules\" lists them", &err);
}

static void distance_counts_edits(void **state)
{
	(void)state;
	assert_int_equal(fi_distance("", ""), 0);
	assert_int_equal(fi_distance("json", ""), 4);
	assert_int_equal(fi_distance("json", "json"), 0);
	assert_int_equal(fi_distance("jsno", "json"), 1);
	assert_int_equal(fi_distance("jso", "json"), 1);
	assert_int_equal(fi_distance("jason", "json"), 1);
	assert_int_equal(fi_distance("kitten", "sitting"), 3);
}

static void words_longer_than_the_limit_are_compared_by_their_start(void **state)
{
	char a[200], b[200];

	(void)state;
	for (size_t i = 0; i < sizeof(a) - 1; i++) {
		a[i] = 'x';
		b[i] = i < FI_NEAR_MAX ? 'x' : 'y';
	}
	a[sizeof(a) - 1] = b[sizeof(b) - 1] = 0;
	assert_int_equal(fi_distance(a, b), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_words_every_rule_runs),
		cmocka_unit_test(only_names_what_runs),
		cmocka_unit_test(skip_wins_over_only),
		cmocka_unit_test(an_unknown_word_names_the_nearest_rule),
		cmocka_unit_test(an_unknown_word_names_the_nearest_category),
		cmocka_unit_test(a_word_like_none_points_at_the_list),
		cmocka_unit_test(distance_counts_edits),
		cmocka_unit_test(
			words_longer_than_the_limit_are_compared_by_their_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
