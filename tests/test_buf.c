/* test_buf.c - byte strings and lists that grow, up to their limit and no further. */
#include "tests/lib_test.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void an_empty_buffer_can_be_printed_and_stolen(void **state)
{
	struct fi_buf b = fi_buf_limited(10);
	size_t n = 7;
	char *p;

	(void)state;
	assert_string_equal(b.p, "");
	p = fi_buf_steal(&b, &n);
	assert_string_equal(p, "");
	assert_int_equal(n, 0);
	free(p);
	fi_buf_done(&b);
	fi_buf_done(&b);
}

static void bytes_may_be_zeros_and_a_zero_ends_them(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(100);

	(void)state;
	assert_int_equal(fi_buf_add(&b, "a\0b", 3), FI_OK);
	assert_int_equal(fi_buf_add(&b, NULL, 0), FI_OK);
	assert_int_equal(fi_buf_adds(&b, "c"), FI_OK);
	assert_int_equal(b.len, 4);
	assert_memory_equal(b.p, "a\0bc", 5);
}

static void the_limit_is_kept_and_what_was_there_stays(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(5);

	(void)state;
	assert_int_equal(fi_buf_adds(&b, "abc"), FI_OK);
	assert_int_equal(fi_buf_adds(&b, "def"), FI_ELIMIT);
	assert_int_equal(fi_buf_addf(&b, "%d", 123), FI_ELIMIT);
	assert_int_equal(fi_buf_room(&b, 3), FI_ELIMIT);
	assert_int_equal(fi_buf_room(&b, SIZE_MAX), FI_ELIMIT);
	assert_string_equal(b.p, "abc");
	assert_int_equal(fi_buf_addf(&b, "%s", "de"), FI_OK);
	assert_string_equal(b.p, "abcde");
	assert_int_equal(fi_buf_adds(&b, ""), FI_OK);
}

static void the_front_can_be_dropped(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(100);

	(void)state;
	fi_buf_drop(&b, 0);
	assert_int_equal(fi_buf_adds(&b, "abcdef"), FI_OK);
	fi_buf_drop(&b, 2);
	assert_string_equal(b.p, "cdef");
	fi_buf_drop(&b, 4);
	assert_string_equal(b.p, "");
	assert_int_equal(fi_buf_adds(&b, "x"), FI_OK);
	assert_string_equal(b.p, "x");
}

static void what_is_stolen_is_no_longer_in_it(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(100);
	FI_AUTO(fi_freep) char *p = NULL;
	size_t n;

	(void)state;
	assert_int_equal(fi_buf_adds(&b, "abc"), FI_OK);
	p = fi_buf_steal(&b, &n);
	assert_int_equal(n, 3);
	assert_int_equal(b.len, 0);
	assert_int_equal(fi_buf_adds(&b, "new"), FI_OK);
	assert_string_equal(p, "abc");
	fi_buf_clear(&b);
	assert_string_equal(b.p, "");
}

static void a_list_keeps_copies_in_order_and_ends_in_null(void **state)
{
	FI_AUTO(fi_strs_done) struct fi_strs s = { 0 };
	char text[16] = "x";

	(void)state;
	assert_false(fi_strs_has(&s, "x"));
	for (size_t i = 0; i < 100; i++) {
		text[0] = (char)('!' + i % 90);
		assert_int_equal(fi_strs_add(&s, text), FI_OK);
		assert_int_equal(s.n, i + 1);
		assert_null(s.v[i + 1]);
	}
	assert_int_equal(fi_strs_addn(&s, "abc", 2), FI_OK);
	assert_string_equal(s.v[100], "ab");
	assert_string_equal(s.v[1], "\"");
	assert_true(fi_strs_has(&s, "ab"));
	assert_false(fi_strs_has(&s, "abc"));
}

static void growing_refuses_sizes_that_do_not_fit(void **state)
{
	uint32_t *items = NULL;
	size_t cap = 0;

	(void)state;
	assert_true(fi_grow(&items, &cap, 3, sizeof(*items)));
	assert_true(cap >= 3);
	items[2] = 7;
	assert_true(fi_grow(&items, &cap, 1000, sizeof(*items)));
	assert_true(cap >= 1000);
	assert_int_equal(items[2], 7);
	assert_false(fi_grow(&items, &cap, SIZE_MAX / 2, sizeof(*items)));
	assert_int_equal(items[2], 7);
	free(items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_can_be_printed_and_stolen),
		cmocka_unit_test(bytes_may_be_zeros_and_a_zero_ends_them),
		cmocka_unit_test(the_limit_is_kept_and_what_was_there_stays),
		cmocka_unit_test(the_front_can_be_dropped),
		cmocka_unit_test(what_is_stolen_is_no_longer_in_it),
		cmocka_unit_test(a_list_keeps_copies_in_order_and_ends_in_null),
		cmocka_unit_test(growing_refuses_sizes_that_do_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
