/* test_phrases.c - which of some words are in a text. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/phrases.h"

static const char *const any_case[] = { "!", "ab", "abc", "abcd", "passwOrd" };
static const char *const exact[] = { "Ab", "$\\{", "ENV[", "\xE2\x80\xA6" };
static const struct fi_phrase_list lists[] = { { any_case, 5, false }, { exact, 4, true } };
static struct fi_phrases both = { .list = lists, .nlists = 2 };

/* The text in memory of its own size, so that a sanitizer sees a read behind it. */
static uint32_t ask(uint32_t (*how)(struct fi_phrases *p, const char *s, size_t n),
	const char *text)
{
	size_t n = strlen(text);
	char *copy = malloc(n ? n : 1);
	uint32_t got;

	assert_non_null(copy);
	memcpy(copy, text, n);
	got = how(&both, copy, n);
	free(copy);
	return got;
}

static void a_word_is_found_wherever_it_stands(void **state)
{
	(void)state;
	assert_int_equal(ask(fi_phrases_in, "passw0rd"), 0);
	assert_int_equal(ask(fi_phrases_in, "my PASSWORD is"), 1);
	assert_int_equal(ask(fi_phrases_in, "xpassword"), 1);
	assert_int_equal(ask(fi_phrases_in, "it is $\\{X"), 2);
	assert_int_equal(ask(fi_phrases_in, "ENV[aB"), 3);
	assert_int_equal(ask(fi_phrases_in, "cut \xE2\x80\xA6"), 2);
}

static void a_short_word_is_found_at_the_very_end(void **state)
{
	(void)state;
	assert_int_equal(ask(fi_phrases_in, "wow!"), 1);
	assert_int_equal(ask(fi_phrases_in, "!"), 1);
	assert_int_equal(ask(fi_phrases_in, "xaB"), 1);
	assert_int_equal(ask(fi_phrases_in, "aB"), 1);
	assert_int_equal(ask(fi_phrases_in, "xxabc"), 1);
	assert_int_equal(ask(fi_phrases_in, "a"), 0);
	assert_int_equal(ask(fi_phrases_in, "xpasswor"), 0);
	assert_int_equal(ask(fi_phrases_in, ""), 0);
}

static void case_counts_where_it_should(void **state)
{
	(void)state;
	assert_int_equal(ask(fi_phrases_in, "xAbx"), 3);
	assert_int_equal(ask(fi_phrases_in, "xABx"), 1);
	assert_int_equal(ask(fi_phrases_in, "env["), 0);
	/* '@' and '`', '[' and '{' differ in the bit that letters' cases do. */
	assert_int_equal(ask(fi_phrases_in, "ENV{ $|["), 0);
}

static void a_beginning_and_a_whole_text_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(ask(fi_phrases_at, "password1"), 1);
	assert_int_equal(ask(fi_phrases_at, "1password"), 0);
	assert_int_equal(ask(fi_phrases_at, ""), 0);
	assert_int_equal(ask(fi_phrases_are, "PassWord"), 1);
	assert_int_equal(ask(fi_phrases_are, "password1"), 0);
	assert_int_equal(ask(fi_phrases_are, "Ab"), 3);
	assert_int_equal(ask(fi_phrases_are, ""), 0);
}

/* More words than bits: each is found still, and nothing else. */
static void many_words_keep_apart(void **state)
{
	static char text[200][8];
	static const char *words[200];
	struct fi_phrase_list list = { words, 200, true };
	struct fi_phrases *many = calloc(1, sizeof(*many));

	(void)state;
	assert_non_null(many);
	for (unsigned i = 0; i < 200; i++) {
		(void)snprintf(text[i], sizeof(text[i]), "k%uq", i * 7);
		words[i] = text[i];
	}
	many->list = &list;
	many->nlists = 1;
	for (unsigned i = 0; i < 1400; i++) {
		char asked[16];
		int n = snprintf(asked, sizeof(asked), "k%uq", i);

		assert_int_equal(fi_phrases_are(many, asked, (size_t)n), i % 7 == 0);
	}
	free(many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_is_found_wherever_it_stands),
		cmocka_unit_test(a_short_word_is_found_at_the_very_end),
		cmocka_unit_test(case_counts_where_it_should),
		cmocka_unit_test(a_beginning_and_a_whole_text_are_told_apart),
		cmocka_unit_test(many_words_keep_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
