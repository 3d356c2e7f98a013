/* test_msgpack.c - every form of MessagePack, and what is damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "lib/msgpack.h"

/* A string literal's bytes, zeros included. */
#define READ(text)                                                                     \
	((struct fi_msgpack){ (const unsigned char *)(text), sizeof(text) - 1 })

static void integers_of_every_width_are_read(void **state)
{
	static const struct {
		struct fi_msgpack text;
		int64_t value;
	} rows[] = {
		{ READ("\x00"), 0 },
		{ READ("\x7f"), 127 },
		{ READ("\xff"), -1 },
		{ READ("\xe0"), -32 },
		{ READ("\xcc\xff"), 255 },
		{ READ("\xcd\x01\x02"), 258 },
		{ READ("\xce\xff\xff\xff\xff"), 4294967295 },
		{ READ("\xcf\x7f\xff\xff\xff\xff\xff\xff\xff"), INT64_MAX },
		{ READ("\xd0\x80"), -128 },
		{ READ("\xd0\x05"), 5 },
		{ READ("\xd1\xff\x00"), -256 },
		{ READ("\xd2\x80\x00\x00\x00"), INT32_MIN },
		{ READ("\xd3\x80\x00\x00\x00\x00\x00\x00\x00"), INT64_MIN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fi_msgpack m = rows[i].text;
		int64_t got = 77;

		assert_true(fi_msgpack_int(&m, &got));
		assert_true(got == rows[i].value);
		assert_int_equal(m.n, 0);
	}
}

static void number_that_does_not_fit_is_refused(void **state)
{
	struct fi_msgpack m = READ("\xcf\x80\x00\x00\x00\x00\x00\x00\x00");
	uint64_t u = 77;
	int64_t i = 77;

	(void)state;
	assert_false(fi_msgpack_int(&m, &i));
	m = READ("\xff");
	assert_false(fi_msgpack_uint(&m, UINT64_MAX, &u));
	m = READ("\xcd\x01\x00");
	assert_false(fi_msgpack_uint(&m, 255, &u));
	assert_int_equal(i, 77);
	assert_int_equal(u, 77);
}

static void strings_and_bytes_are_lent(void **state)
{
	static const struct fi_msgpack rows[] = { READ("\xa2hi"), READ("\xd9\x02hi"),
		READ("\xda\x00\x02hi"), READ("\xdb\x00\x00\x00\x02hi"),
		READ("\xc4\x02hi"), READ("\xc5\x00\x02hi"),
		READ("\xc6\x00\x00\x00\x02hi") };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fi_msgpack m = rows[i], got = { 0 };

		assert_true(fi_msgpack_bytes(
			&m, i < 4 ? FI_MSGPACK_STR : FI_MSGPACK_BIN, &got));
		assert_int_equal(got.n, 2);
		assert_memory_equal(got.p, "hi", 2);
		m = rows[i];
		assert_false(fi_msgpack_bytes(
			&m, i < 4 ? FI_MSGPACK_BIN : FI_MSGPACK_STR, &got));
	}
}

static void whole_values_are_passed_over(void **state)
{
	static const struct fi_msgpack rows[] = { READ("\xc0"), READ("\xc3"),
		READ("\xca....") /* float 32 */, READ("\xcb........"), READ("\xd4t."),
		READ("\xd8t................"), READ("\xc7\x03t..."),
		READ("\xc8\x00\x01t."), READ("\xc9\x00\x00\x00\x01t."),
		READ("\x92\x01\x91\xc0"), READ("\x81\xa1k\x92\x80\x90"),
		READ("\xdc\x00\x01\xc2"), READ("\xdd\x00\x00\x00\x01\xc2"),
		READ("\xde\x00\x01\x01\x02"), READ("\xdf\x00\x00\x00\x01\x01\x02") };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fi_msgpack m = rows[i], whole = { 0 };

		assert_true(fi_msgpack_skip(&m, &whole));
		assert_int_equal(m.n, 0);
		assert_int_equal(whole.n, rows[i].n);
		/* One byte less of it is damage. */
		m = (struct fi_msgpack){ rows[i].p, rows[i].n - 1 };
		assert_false(fi_msgpack_skip(&m, NULL));
	}
}

static void depth_costs_nothing(void **state)
{
	static unsigned char deep[1 << 20];
	struct fi_msgpack m = { deep, sizeof(deep) };

	(void)state;
	memset(deep, 0x91, sizeof(deep));
	deep[sizeof(deep) - 1] = 0xc0;
	assert_true(fi_msgpack_skip(&m, NULL));
	assert_int_equal(m.n, 0);
}

static void count_beyond_the_end_is_refused_at_once(void **state)
{
	static const struct fi_msgpack rows[] = { READ("\xdd\xff\xff\xff\xff\xc0"),
		READ("\xdf\xff\xff\xff\xff\xc0"), READ("\x92\xc0"), READ("\x81\xc0"),
		READ("\xc6\xff\xff\xff\xff."), READ("\xdb\xff\xff\xff\xff."),
		READ("\xc9\xff\xff\xff\xff."), READ("\xc1"), READ("\xcd\x01"),
		READ("") };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fi_msgpack m = rows[i];
		struct fi_msgpack_item it = { .value = 77 };

		assert_false(fi_msgpack_next(&m, &it));
		assert_int_equal(it.value, 77);
		assert_int_equal(m.n, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(integers_of_every_width_are_read),
		cmocka_unit_test(number_that_does_not_fit_is_refused),
		cmocka_unit_test(strings_and_bytes_are_lent),
		cmocka_unit_test(whole_values_are_passed_over),
		cmocka_unit_test(depth_costs_nothing),
		cmocka_unit_test(count_beyond_the_end_is_refused_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
