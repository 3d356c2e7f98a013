/* test_near.c - how far words are apart, and which one was meant. */
#include "tests/lib_test.h"

#include <string.h>

#include "lib/near.h"

static void each_slip_of_a_finger_counts_once(void **state)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} rows[] = {
		{ "", "", 0 }, { "", "abc", 3 }, { "format", "format", 0 },
		{ "fromat", "format", 1 }, { "forma", "format", 1 }, { "formmat", "format", 1 },
		{ "farmat", "format", 1 }, { "abcd", "badc", 2 }, { "kitten", "sitting", 3 },
		{ "x", "y", 1 }, { "ab", "ba", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(fi_distance(rows[i].a, rows[i].b), rows[i].distance);
		assert_int_equal(fi_distance(rows[i].b, rows[i].a), rows[i].distance);
	}
}

static void long_words_are_compared_by_their_beginning(void **state)
{
	char a[200], b[200];

	(void)state;
	memset(a, 'x', sizeof(a));
	memset(b, 'x', sizeof(b));
	a[199] = b[100] = 0;
	assert_int_equal(fi_distance(a, b), 0);
	b[10] = 'y';
	assert_int_equal(fi_distance(a, b), 1);
}

/* The nearest of some option names, or NULL. */
static const char *meant(const char *typed)
{
	static const char *const words[] = { "fail-on", "format", "only", "output", "platform",
		"verbose", "version" };
	struct fi_near near = { .typed = typed };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		fi_near_offer(&near, words[i]);
	return near.best;
}

static void the_nearest_word_is_found_or_none(void **state)
{
	(void)state;
	assert_string_equal(meant("fromat"), "format");
	assert_string_equal(meant("versoin"), "version");
	assert_string_equal(meant("verb"), "verbose");
	assert_string_equal(meant("plat"), "platform");
	assert_string_equal(meant("only"), "only");
	assert_null(meant("zzz"));
	assert_null(meant("recursive"));
}

static void of_equally_near_words_the_first_stays(void **state)
{
	struct fi_near near = { .typed = "abx" };

	(void)state;
	fi_near_offer(&near, "aby");
	fi_near_offer(&near, "abz");
	assert_string_equal(near.best, "aby");
	fi_near_offer(&near, "abx");
	assert_string_equal(near.best, "abx");
	assert_int_equal(near.distance, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_slip_of_a_finger_counts_once),
		cmocka_unit_test(long_words_are_compared_by_their_beginning),
		cmocka_unit_test(the_nearest_word_is_found_or_none),
		cmocka_unit_test(of_equally_near_words_the_first_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
