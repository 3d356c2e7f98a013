/* test_num.c - sums that would not fit, and texts that are no numbers. */
#include "tests/lib_test.h"

#include <string.h>

#include "lib/num.h"

static void sums_and_products_that_do_not_fit_store_nothing(void **state)
{
	size_t r = 7;

	(void)state;
	assert_false(fi_add(SIZE_MAX, 1, &r));
	assert_false(fi_mul(SIZE_MAX / 2, 3, &r));
	assert_int_equal(r, 7);
	assert_true(fi_add(SIZE_MAX - 1, 1, &r));
	assert_true(r == SIZE_MAX);
	assert_true(fi_mul(SIZE_MAX, 0, &r));
	assert_int_equal(r, 0);
}

static void digits_alone_are_a_number(void **state)
{
	static const struct {
		const char *text;
		uint64_t max, value;
	} rows[] = {
		{ "0", 0, 0 },
		{ "00080", 65535, 80 },
		{ "65535", 65535, 65535 },
		{ "18446744073709551615", UINT64_MAX, UINT64_MAX },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t v = 7;

		assert_true(fi_num_u64(rows[i].text, strlen(rows[i].text), rows[i].max, &v));
		assert_true(v == rows[i].value);
	}
}

static void anything_else_is_none(void **state)
{
	static const struct {
		const char *text;
		uint64_t max;
	} rows[] = {
		{ "", 9 }, { "-1", 9 }, { "+1", 9 }, { " 1", 9 }, { "1 ", 9 }, { "0x1", 9 },
		{ "1.0", 9 }, { "10", 9 }, { "65536", 65535 }, { "18446744073709551616", UINT64_MAX },
		{ "99999999999999999999999", UINT64_MAX }, { "\xd9\xa1", 9 }, { "/", 9 }, { ":", 99 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t v = 7;

		assert_false(fi_num_u64(rows[i].text, strlen(rows[i].text), rows[i].max, &v));
		assert_int_equal(v, 7);
	}
	/* The length counts, not an end of text. */
	uint64_t v = 7;

	assert_false(fi_num_u64("1\0" "2", 3, 99, &v));
	assert_true(fi_num_u64("12x", 2, 99, &v));
	assert_int_equal(v, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_and_products_that_do_not_fit_store_nothing),
		cmocka_unit_test(digits_alone_are_a_number),
		cmocka_unit_test(anything_else_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
