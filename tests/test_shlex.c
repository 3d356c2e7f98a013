#include "tests/lib_test.h"

#include <string.h>

#include "lib/shlex.h"

/* The words of `text`, each in angle brackets. */
static void assert_words(const char *text, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf got = fi_buf_limited(1000);
	FI_AUTO(fi_strs_done) struct fi_strs words = { 0 };
	struct fi_err err = { 0 };

	assert_ok(fi_shlex(text, strlen(text), &words, &err), &err);
	for (size_t i = 0; i < words.n; i++)
		assert_int_equal(fi_buf_addf(&got, "<%s>", words.v[i]), FI_OK);
	assert_string_equal(got.p, want);
}

static void words_end_at_blanks(void **state)
{
	(void)state;
	assert_words("", "");
	assert_words(" node\t server.js\r\n", "<node><server.js>");
}

static void quotes_keep_blanks_and_may_be_empty(void **state)
{
	(void)state;
	assert_words("sh -c 'a  b' \"c d\" ''", "<sh><-c><a  b><c d><>");
	assert_words("a'b'\"c\"d", "<abcd>");
}

static void a_backslash_counts_outside_single_quotes(void **state)
{
	(void)state;
	assert_words("a\\ b \"c\\\"d\" 'e\\f'", "<a b><c\"d><e\\f>");
}

static void a_hash_begins_a_comment_only_at_a_word(void **state)
{
	(void)state;
	assert_words("a#b # c d\ne", "<a#b><e>");
}

static void shell_operators_are_ordinary_words(void **state)
{
	(void)state;
	assert_words("a && b > $C", "<a><&&><b><>><$C>");
}

static void what_is_not_terminated_is_refused(void **state)
{
	FI_AUTO(fi_strs_done) struct fi_strs words = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	assert_fails(
		fi_shlex("don't", 5, &words, &err), FI_EFORMAT, "never closed", &err);
	fi_err_clear(&err);
	assert_fails(
		fi_shlex("a\\", 2, &words, &err), FI_EFORMAT, "nothing behind", &err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_end_at_blanks),
		cmocka_unit_test(quotes_keep_blanks_and_may_be_empty),
		cmocka_unit_test(a_backslash_counts_outside_single_quotes),
		cmocka_unit_test(a_hash_begins_a_comment_only_at_a_word),
		cmocka_unit_test(shell_operators_are_ordinary_words),
		cmocka_unit_test(what_is_not_terminated_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
