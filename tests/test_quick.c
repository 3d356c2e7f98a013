/* test_quick.c - ids of short texts. */
#include "tests/lib_test.h"

#include <string.h>

#include "lib/quick.h"

static struct fi_quick_id id(const struct fi_quick *q, const char *s, size_t n)
{
	return fi_quick_of(q, s, n);
}

static void each_bit_and_the_length_count(void **state)
{
	struct fi_quick q;
	char text[40] = { 0 };
	struct fi_quick_id seen[40 * 9];
	size_t n = 0;

	(void)state;
	assert_true(fi_quick_draw(&q));
	for (size_t len = 0; len < sizeof(text); len++)
		seen[n++] = id(&q, text, len);
	for (size_t bit = 0; bit < sizeof(text) * 8; bit++) {
		text[bit / 8] ^= (char)(1 << bit % 8);
		seen[n++] = id(&q, text, sizeof(text));
		text[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++) {
			assert_false(fi_quick_same(&seen[i], &seen[k]));
			assert_int_not_equal(seen[i].half[0], seen[k].half[0]);
			assert_int_not_equal(seen[i].half[1], seen[k].half[1]);
		}
}

static void an_id_is_that_of_the_bytes_and_of_the_key(void **state)
{
	struct fi_quick q, other;
	char a[] = "x-vR7mKq2XwT9zLb4Nc", b[] = "vR7mKq2XwT9zLb4Ncyy";
	struct fi_quick_id x, y;

	(void)state;
	assert_true(fi_quick_draw(&q));
	assert_true(fi_quick_draw(&other));
	x = id(&q, a + 2, 17);
	y = id(&q, b, 17);
	assert_true(fi_quick_same(&x, &y));
	y = id(&other, b, 17);
	assert_false(fi_quick_same(&x, &y));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_bit_and_the_length_count),
		cmocka_unit_test(an_id_is_that_of_the_bytes_and_of_the_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
