/* test_table.c - numbers by name. */
#include "tests/lib_test.h"

#include <stdio.h>

#include "lib/table.h"

static void what_was_put_is_found(void **state)
{
	struct fi_table t = { 0 };
	char name[16];

	(void)state;
	assert_null(fi_table_find(&t, "0"));
	for (size_t i = 0; i < 1000; i++) {
		(void)snprintf(name, sizeof(name), "%zu", i);
		assert_int_equal(fi_table_put(&t, name, i, NULL, NULL), FI_OK);
	}
	for (size_t i = 0; i < 1000; i++) {
		(void)snprintf(name, sizeof(name), "%zu", i);
		assert_int_equal(*fi_table_find(&t, name), i);
	}
	assert_null(fi_table_find(&t, "1000"));
	fi_table_done(&t);
}

static void the_first_number_stays(void **state)
{
	struct fi_table t = { 0 };
	size_t value;
	bool fresh;

	(void)state;
	assert_int_equal(fi_table_put(&t, "a", 1, &value, &fresh), FI_OK);
	assert_true(fresh);
	assert_int_equal(fi_table_put(&t, "a", 2, &value, &fresh), FI_OK);
	assert_false(fresh);
	assert_int_equal(value, 1);
	fi_table_done(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_is_found),
		cmocka_unit_test(the_first_number_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
