/* test_weighed.c - values that were weighed before are not weighed again. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <string.h>

#include "rules/valid.h"
#include "rules/weighed.h"

static void weighed_freep(struct fi_weighed **w)
{
	fi_weighed_free(*w);
}

/* All four questions, in an order that changes with `turn`. */
static void assert_as_asked(struct fi_weighed *w, const char *s, unsigned turn)
{
	size_t n = strlen(s);

	for (unsigned i = 0; i < 4; i++) {
		switch ((turn + i) % 4) {
		case 0:
			assert_int_equal(fi_weighed_worth(w, s, n), fi_worth_of(s, n));
			break;
		case 1:
			assert_int_equal(fi_weighed_placeholder(w, s, n), fi_placeholder(s, n));
			break;
		case 2:
			assert_int_equal(fi_weighed_placeholder_token(w, s, n),
				fi_placeholder_token(s, n));
			break;
		default:
			assert_int_equal(fi_weighed_random_looking(w, s, n),
				fi_random_looking(s, n));
		}
	}
}

/* More values than there are places, of all kinds, in one piece of memory. */
static void answers_are_those_of_each_value(void **state)
{
	static const char *const around[][2] = { { "vR7mKq2X", "wT9zLb4Nc" }, { "changeme", "" },
		{ "password", "" }, { "", "" }, { "your_key_", "_here" },
		{ "https://example.com/", "" }, { "aaaaaaaa", "" },
		{ "", "-7d1Ff83kQz0Lw52mXs94Rt61-7d1Ff83kQz0Lw52mXs94Rt61" } };
	FI_AUTO(weighed_freep) struct fi_weighed *w = fi_weighed_new();
	char value[128];

	(void)state;
	assert_non_null(w);
	for (unsigned turn = 0; turn < 3; turn++)
		for (unsigned i = 0; i < 8000; i++) {
			(void)snprintf(value, sizeof(value), "%s%u%s", around[i % 8][0], i,
				around[i % 8][1]);
			assert_as_asked(w, value, turn + i);
			assert_as_asked(w, value, turn);
		}
}

/* Every byte counts, also those behind the last whole word of eight, and how many there are. */
static void values_that_differ_at_their_end_are_told_apart(void **state)
{
	FI_AUTO(weighed_freep) struct fi_weighed *w = fi_weighed_new();

	(void)state;
	assert_non_null(w);
	assert_true(fi_weighed_placeholder(w, "password123", 11));
	assert_false(fi_weighed_placeholder(w, "passwordvR7", 11));
	assert_int_equal(fi_weighed_worth(w, "vR7mKq2Xw", 9), FI_WORTH_WEAK);
	assert_int_equal(fi_weighed_worth(w, "vR7mKq2Xw\0", 10), FI_WORTH_NONE);
}

static void without_memory_each_is_asked(void **state)
{
	(void)state;
	assert_as_asked(NULL, "changeme", 0);
	assert_as_asked(NULL, "vR7mKq2XwT9zLb4NcJ6h", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_those_of_each_value),
		cmocka_unit_test(values_that_differ_at_their_end_are_told_apart),
		cmocka_unit_test(without_memory_each_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
