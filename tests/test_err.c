/* test_err.c - the first failure is kept, with the places it came through. */
#include "tests/lib_test.h"

#include <errno.h>
#include <string.h>

static void the_first_record_wins(void **state)
{
	struct fi_err err = { 0 };

	(void)state;
	assert_int_equal(fi_err_set(&err, FI_EFORMAT, "a %d", 1), FI_EFORMAT);
	assert_int_equal(fi_err_set(&err, FI_EIO, "later"), FI_EIO);
	assert_int_equal(err.code, FI_EFORMAT);
	assert_string_equal(err.text, "a 1");
	fi_err_clear(&err);
	assert_int_equal(err.code, FI_OK);
	assert_int_equal(fi_err_nomem(&err), FI_ENOMEM);
	assert_string_equal(err.text, "out of memory");
}

static void a_refused_call_says_why(void **state)
{
	static const struct {
		int sys;
		enum fi_code code;
	} rows[] = { { ENOENT, FI_ENOTFOUND }, { ENOMEM, FI_ENOMEM }, { EACCES, FI_EIO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fi_err err = { 0 };

		assert_int_equal(fi_err_sys(&err, rows[i].sys, "cannot open %s", "x"),
			rows[i].code);
		assert_int_equal(err.sys, rows[i].sys);
		assert_contains(err.text, "cannot open x: ");
		assert_contains(err.text, strerror(rows[i].sys));
	}
}

static void places_stand_before_the_cause(void **state)
{
	struct fi_err err = { 0 };

	(void)state;
	(void)fi_err_set(&err, FI_EFORMAT, "cause");
	assert_int_equal(fi_err_wrap(&err, "inner"), FI_EFORMAT);
	assert_int_equal(fi_err_wrap(&err, "outer %s", "x"), FI_EFORMAT);
	assert_string_equal(err.text, "outer x: inner: cause");
}

static void long_texts_are_cut_and_ended(void **state)
{
	struct fi_err err = { 0 };
	char long_one[2000];

	(void)state;
	memset(long_one, 'x', sizeof(long_one) - 1);
	long_one[sizeof(long_one) - 1] = 0;
	(void)fi_err_sys(&err, EACCES, "%s", long_one);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	(void)fi_err_wrap(&err, "%s", long_one);
	assert_true(strlen(err.text) < sizeof(err.text));
}

static void nobody_needs_to_listen(void **state)
{
	(void)state;
	assert_int_equal(fi_err_set(NULL, FI_EIO, "x"), FI_EIO);
	assert_int_equal(fi_err_sys(NULL, ENOENT, "x"), FI_ENOTFOUND);
	assert_int_equal(fi_err_wrap(NULL, "x"), FI_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_record_wins),
		cmocka_unit_test(a_refused_call_says_why),
		cmocka_unit_test(places_stand_before_the_cause),
		cmocka_unit_test(long_texts_are_cut_and_ended),
		cmocka_unit_test(nobody_needs_to_listen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
