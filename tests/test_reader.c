/* test_reader.c - looking at first bytes without taking them, however they come. */
#include "tests/lib_layers.h"

#include <stdlib.h>
#include <string.h>

/* Everything the reader lends, and the code it ends with. */
static enum fi_code drain(struct fi_reader in, struct fi_buf *out, struct fi_err *err)
{
	const void *p;
	size_t n = 1;

	while (n) {
		enum fi_code rc = in.read(in.self, &p, &n, err);

		if (rc != FI_OK)
			return rc;
		assert_int_equal(fi_buf_add(out, p, n), FI_OK);
	}
	/* The end stays the end. */
	assert_ok(in.read(in.self, &p, &n, err), err);
	assert_int_equal(n, 0);
	return FI_OK;
}

static void memory_is_lent_once(void **state)
{
	struct fi_memory m = { .p = "abc", .n = 3 };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(100);
	struct fi_err err = { 0 };

	(void)state;
	assert_ok(drain(fi_memory_reader(&m), &b, &err), &err);
	assert_string_equal(b.p, "abc");
}

static void first_bytes_are_seen_and_not_taken_however_they_are_cut(void **state)
{
	static char data[3 * FI_PEEK];
	static const size_t sizes[] = { 0, 1, FI_PEEK - 1, FI_PEEK, FI_PEEK + 1, 3 * FI_PEEK };
	static const size_t steps[] = { 1, 7, 512, FI_PEEK, FI_PEEK + 3, 1 << 20 };

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (char)(i * 7 + i / 256);
	for (size_t i = 0; i < 36; i++) {
		struct slices s = { .p = data, .n = sizes[i / 6], .step = steps[i % 6] };
		FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
		struct fi_err err = { 0 };
		struct fi_peek peek;

		assert_ok(fi_peek_start(&peek, slices_reader(&s), &err), &err);
		assert_int_equal(peek.nheld, s.n < FI_PEEK ? s.n : FI_PEEK);
		assert_memory_equal(peek.held, data, peek.nheld);
		assert_ok(drain(fi_peek_reader(&peek), &b, &err), &err);
		assert_int_equal(b.len, s.n);
		assert_memory_equal(b.p, data, s.n);
		slices_done(&s);
	}
}

static void a_failure_is_passed_on_where_it_happens(void **state)
{
	static const char data[4 * FI_PEEK];
	struct slices early = { .p = data, .n = sizeof(data), .step = 100, .fail_at = 200 };
	struct slices late = { .p = data, .n = sizeof(data), .step = 100, .fail_at = 2 * FI_PEEK };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };
	struct fi_peek peek;

	(void)state;
	assert_fails(fi_peek_start(&peek, slices_reader(&early), &err), FI_EIO,
		"the disk is on fire", &err);
	fi_err_clear(&err);
	assert_ok(fi_peek_start(&peek, slices_reader(&late), &err), &err);
	assert_fails(drain(fi_peek_reader(&peek), &b, &err), FI_EIO, "the disk is on fire", &err);
	assert_int_equal(b.len, 2100); /* the last block before it */
	slices_done(&early);
	slices_done(&late);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_lent_once),
		cmocka_unit_test(first_bytes_are_seen_and_not_taken_however_they_are_cut),
		cmocka_unit_test(a_failure_is_passed_on_where_it_happens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
