/* test_wire.c - records come back as they were written, and damage is noticed. */
#include "tests/lib_test.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/wire.h"

static void numbers_come_back(void **state)
{
	static const uint64_t numbers[] = { 0, 1, 127, 128, 16383, 16384, UINT32_MAX,
		UINT64_MAX - 1, UINT64_MAX };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1000);
	struct fi_wire_out w = { .to = &b };
	struct fi_wire_in r;

	(void)state;
	for (size_t i = 0; i < 9; i++) {
		fi_wire_put(&w, numbers[i]);
		fi_wire_put_signed(&w, (int64_t)numbers[i]);
		fi_wire_put_64(&w, numbers[i]);
	}
	assert_int_equal(w.rc, FI_OK);
	r = fi_wire_reader(b.p, b.len);
	for (size_t i = 0; i < 9; i++) {
		assert_true(fi_wire_get(&r, UINT64_MAX) == numbers[i]);
		assert_true(fi_wire_get_signed(&r) == (int64_t)numbers[i]);
		assert_true(fi_wire_get_64(&r) == numbers[i]);
	}
	assert_int_equal(fi_wire_end(&r), FI_OK);
}

static void small_numbers_take_a_byte(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1000);
	struct fi_wire_out w = { .to = &b };

	(void)state;
	fi_wire_put(&w, 127);
	fi_wire_put_signed(&w, -64);
	assert_int_equal(b.len, 2);
	fi_wire_put(&w, 128);
	assert_int_equal(b.len, 4);
}

static void texts_come_back_and_none_is_not_empty(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1000);
	FI_AUTO(fi_strs_done) struct fi_strs two = { 0 }, back = { 0 };
	struct fi_wire_out w = { .to = &b };
	struct fi_wire_in r;
	size_t n;
	char *s;

	(void)state;
	assert_int_equal(fi_strs_add(&two, "a"), FI_OK);
	assert_int_equal(fi_strs_add(&two, ""), FI_OK);
	fi_wire_put_text(&w, NULL);
	fi_wire_put_text(&w, "");
	fi_wire_put_text(&w, "h\xc3\xa9");
	fi_wire_put_bytes(&w, "x\0y", 3);
	fi_wire_put_texts(&w, &two);
	r = fi_wire_reader(b.p, b.len);
	assert_null(fi_wire_get_text(&r));
	s = fi_wire_get_text(&r);
	assert_string_equal(s, "");
	free(s);
	s = fi_wire_get_some(&r);
	assert_string_equal(s, "h\xc3\xa9");
	free(s);
	assert_memory_equal(fi_wire_get_bytes(&r, &n), "x\0y", 3);
	assert_int_equal(n, 3);
	fi_wire_get_texts(&r, &back);
	assert_int_equal(fi_wire_end(&r), FI_OK);
	assert_int_equal(back.n, 2);
	assert_string_equal(back.v[0], "a");
}

static void the_first_failure_makes_all_that_follows_fail(void **state)
{
	struct fi_wire_in r = fi_wire_reader("\x05\x01", 2);

	(void)state;
	assert_int_equal(fi_wire_get(&r, 4), 0); /* more than is allowed */
	assert_int_equal(fi_wire_get(&r, 4), 0);
	assert_null(fi_wire_get_raw(&r, 0));
	assert_null(fi_wire_get_text(&r));
	assert_int_equal(fi_wire_end(&r), FI_EFORMAT);
}

static void what_is_left_over_is_damage(void **state)
{
	struct fi_wire_in r = fi_wire_reader("\x05\x01", 2);

	(void)state;
	assert_int_equal(fi_wire_get(&r, 5), 5);
	assert_int_equal(fi_wire_end(&r), FI_EFORMAT);
}

/* A number says how much follows: never more than there is. */
static void no_number_asks_for_more_than_is_there(void **state)
{
	static const char many[] = "\xff\xff\xff\xff\x7f.";
	struct fi_wire_in r = fi_wire_reader(many, 6);
	size_t n = 7;

	(void)state;
	assert_null(fi_wire_get_bytes(&r, &n));
	assert_int_equal(n, 0);
	r = fi_wire_reader(many, 6);
	assert_int_equal(fi_wire_get_count(&r, 1), 0);
	assert_int_equal(r.rc, FI_EFORMAT);
	r = fi_wire_reader("\x03......", 7);
	assert_int_equal(fi_wire_get_count(&r, 3), 0); /* nine bytes are due, six are there */
	r = fi_wire_reader("\x02......", 7);
	assert_int_equal(fi_wire_get_count(&r, 3), 2);
	assert_null(fi_wire_get_raw(&r, 7));
	r = fi_wire_reader("1234567", 7);
	assert_true(fi_wire_get_64(&r) == 0);
	assert_int_equal(r.rc, FI_EFORMAT);
}

static void a_number_of_too_many_bits_is_damage(void **state)
{
	static const char *const bad[] = { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02",
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x80" };

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct fi_wire_in r = fi_wire_reader(bad[i], strlen(bad[i]));

		assert_true(fi_wire_get(&r, UINT64_MAX) == 0);
		assert_int_equal(r.rc, FI_EFORMAT);
	}
}

static void a_zero_in_a_text_is_damage(void **state)
{
	struct fi_wire_in r = fi_wire_reader("\x04" "a\0b", 4);

	(void)state;
	assert_null(fi_wire_get_text(&r));
	assert_int_equal(r.rc, FI_EFORMAT);
	r = fi_wire_reader("\0", 1);
	assert_null(fi_wire_get_some(&r)); /* NULL where there must be one */
	assert_int_equal(r.rc, FI_EFORMAT);
}

static void a_full_buffer_is_told_once_at_the_end(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(3);
	struct fi_wire_out w = { .to = &b };

	(void)state;
	fi_wire_put_text(&w, "abc");
	fi_wire_put(&w, 1);
	assert_int_equal(w.rc, FI_ELIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(small_numbers_take_a_byte),
		cmocka_unit_test(texts_come_back_and_none_is_not_empty),
		cmocka_unit_test(the_first_failure_makes_all_that_follows_fail),
		cmocka_unit_test(what_is_left_over_is_damage),
		cmocka_unit_test(no_number_asks_for_more_than_is_there),
		cmocka_unit_test(a_number_of_too_many_bits_is_damage),
		cmocka_unit_test(a_zero_in_a_text_is_damage),
		cmocka_unit_test(a_full_buffer_is_told_once_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
