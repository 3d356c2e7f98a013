/* test_json.c - JSON as Go's decoder reads it, with lines for what is none. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/json.h"

static json_t *parsed(const char *text)
{
	struct fi_err err = { 0 };
	json_t *j = fi_json_parse(text, strlen(text), &err);

	if (!j)
		fail_msg("%s", err.text);
	return j;
}

static void keys_match_in_any_case_and_the_last_wins(void **state)
{
	FI_AUTO(fi_json_decrefp) json_t *j = parsed("{\"key\":1,\"Key\":2,\"KEY\":3,\"keys\":4}");

	(void)state;
	assert_int_equal(fi_json_size(j, "key"), 3);
	assert_int_equal(fi_json_size(j, "kEy"), 3);
	assert_null(fi_json_get(j, "ke"));
}

static void gos_other_letters_for_s_and_k_match_too(void **state)
{
	FI_AUTO(fi_json_decrefp) json_t *j = parsed("{\"layer\u017f\":1,\"\u212aey\":2,\"a\u017f\":3}");

	(void)state;
	assert_int_equal(fi_json_size(j, "layers"), 1);
	assert_int_equal(fi_json_size(j, "key"), 2);
	assert_null(fi_json_get(j, "a"));
	assert_null(fi_json_get(j, "ass"));
}

static void a_key_that_stands_twice_is_noticed_at_any_depth(void **state)
{
	static const struct {
		const char *text;
		bool twice;
	} rows[] = {
		{ "{\"a\":1,\"a\":1}", true },	 { "[{\"b\":{\"a\":1,\"a\":2}}]", true },
		{ "{\"a\":1,\"A\":1}", false },	 { "[{\"a\":1},{\"a\":1}]", false },
		{ "{\"a\":{\"a\":1}}", false }, { "{", false }, { "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool twice = !rows[i].twice;

		assert_int_equal(fi_json_repeats(rows[i].text, strlen(rows[i].text), &twice), FI_OK);
		assert_int_equal(twice, rows[i].twice);
	}
}

static void null_is_absent_even_where_it_wins(void **state)
{
	FI_AUTO(fi_json_decrefp) json_t *j = parsed("{\"a\":null,\"b\":1,\"B\":null}");

	(void)state;
	assert_null(fi_json_get(j, "a"));
	assert_null(fi_json_get(j, "b"));
	assert_null(fi_json_get(j, "c"));
	assert_null(fi_json_get(NULL, "c"));
}

static void another_type_is_absent(void **state)
{
	FI_AUTO(fi_json_decrefp) json_t *j =
		parsed("{\"s\":\"x\",\"l\":[],\"o\":{},\"n\":-3,\"t\":true,\"f\":1.5}");

	(void)state;
	assert_string_equal(fi_json_text(j, "s"), "x");
	assert_null(fi_json_text(j, "l"));
	assert_non_null(fi_json_list(j, "l"));
	assert_null(fi_json_list(j, "o"));
	assert_non_null(fi_json_object(j, "o"));
	assert_null(fi_json_object(j, "l"));
	assert_int_equal(fi_json_size(j, "n"), 0);
	assert_int_equal(fi_json_size(j, "f"), 0);
	assert_true(fi_json_true(j, "t"));
	assert_false(fi_json_true(j, "s"));
	assert_null(fi_json_get(fi_json_get(j, "l"), "x"));
}

static void what_is_no_json_is_told_with_its_line(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "", "bad JSON: line 1" },
		{ "{\n\"a\":\n}", "bad JSON: line 3" },
		{ "{} {}", "end of file expected" },
		{ "{\"a\":1,}", "bad JSON: line 1" },
		{ "\"\xff\"", "bad JSON: line 1" },
		{ "99999999999999999999999", "too big integer" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fi_err err = { 0 };

		assert_null(fi_json_parse(rows[i].text, strlen(rows[i].text), &err));
		assert_int_equal(err.code, FI_EFORMAT);
		assert_contains(err.text, rows[i].words);
	}
}

static void any_value_may_stand_alone_and_hold_a_zero(void **state)
{
	FI_AUTO(fi_json_decrefp) json_t *n = parsed("null");
	FI_AUTO(fi_json_decrefp) json_t *s = parsed("\"a\\u0000b\"");

	(void)state;
	assert_true(json_is_null(n));
	assert_int_equal(json_string_length(s), 3);
}

static void only_strings_of_a_list_are_taken(void **state)
{
	FI_AUTO(fi_json_decrefp) json_t *j = parsed("[\"a\",3,null,[\"x\"],\"b\",\"\"]");
	FI_AUTO(fi_strs_done) struct fi_strs out = { 0 };

	(void)state;
	assert_int_equal(fi_json_strings(NULL, &out), FI_OK);
	assert_int_equal(fi_json_strings(j, &out), FI_OK);
	assert_int_equal(out.n, 3);
	assert_string_equal(out.v[1], "b");
	assert_string_equal(out.v[2], "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_match_in_any_case_and_the_last_wins),
		cmocka_unit_test(gos_other_letters_for_s_and_k_match_too),
		cmocka_unit_test(a_key_that_stands_twice_is_noticed_at_any_depth),
		cmocka_unit_test(null_is_absent_even_where_it_wins),
		cmocka_unit_test(another_type_is_absent),
		cmocka_unit_test(what_is_no_json_is_told_with_its_line),
		cmocka_unit_test(any_value_may_stand_alone_and_hold_a_zero),
		cmocka_unit_test(only_strings_of_a_list_are_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
