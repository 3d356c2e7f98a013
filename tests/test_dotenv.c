/* test_dotenv.c - what a .env file sets, however it is written. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <string.h>

#include "rules/dotenv.h"
#include "rules/glob.h"

/* Appends "key=value@line:column;" for every pair. */
static bool write_pair(void *self, const struct fi_env_pair *p)
{
	struct fi_buf *out = self;

	assert_int_equal(fi_buf_addf(out, "%.*s=%.*s@%u:%u;", (int)p->key_n, p->key,
				 (int)p->n, p->value, p->line, p->column),
		FI_OK);
	return true;
}

static void assert_parsed(const char *text, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(4096);

	assert_int_equal(fi_dotenv_parse(text, strlen(text), write_pair, &out), FI_OK);
	assert_string_equal(out.p, want);
}

static void plain_pairs_have_their_place(void **state)
{
	(void)state;
	assert_parsed("A=1\nLONG_NAME=two\n", "A=1@1:3;LONG_NAME=two@2:11;");
}

static void spaces_around_the_sign_are_no_part_of_the_value(void **state)
{
	(void)state;
	assert_parsed("  A = 1  \nB\t=\t2\n", "A=1@1:7;B=2@2:5;");
}

static void export_is_a_prefix_and_also_a_name(void **state)
{
	(void)state;
	assert_parsed("export A=1\nexport=2\n", "A=1@1:10;export=2@2:8;");
}

static void yaml_style_is_tolerated(void **state)
{
	(void)state;
	assert_parsed("A: 1\nB:2\n", "A=1@1:4;");
}

static void quotes_of_three_kinds_are_taken_off(void **state)
{
	(void)state;
	assert_parsed("A=\"x y\"\nB='x # y'\nC=`it's`\n", "A=x y@1:4;B=x # y@2:4;C=it's@3:4;");
}

static void quoted_values_run_over_lines(void **state)
{
	(void)state;
	assert_parsed("A=\"one\ntwo\"\nB=3\n", "A=one\ntwo@1:4;B=3@3:3;");
}

static void an_open_quote_is_part_of_a_bare_value(void **state)
{
	(void)state;
	assert_parsed("A=\"one\nB=2\n", "A=\"one@1:3;B=2@2:3;");
}

static void escapes_are_undone_in_double_quotes_only(void **state)
{
	(void)state;
	assert_parsed("A=\"a\\nb\\\"c\\\\\"\nB='a\\nb'\nC=a\\nb\n",
		"A=a\nb\"c\\@1:4;B=a\\nb@2:4;C=a\\nb@3:3;");
}

static void a_comment_starts_behind_a_blank(void **state)
{
	(void)state;
	assert_parsed("# A=1\nA=1 # one\nB=1#2\nC= # empty\n", "A=1@2:3;B=1#2@3:3;C=@4:4;");
}

static void crlf_and_byte_order_mark_are_passed_over(void **state)
{
	(void)state;
	assert_parsed("\xEF\xBB\xBF"
		      "A=1\r\nB=2\r\n",
		"A=1@1:3;B=2@2:3;");
}

static void lines_of_other_kinds_are_passed_over(void **state)
{
	(void)state;
	assert_parsed("source_up\nPATH_add bin\n[section]\n{\"a\": 1}\n=x\n1A=x\nB=2", "B=2@7:3;");
}

static void a_name_without_end_is_no_variable(void **state)
{
	char text[400];

	(void)state;
	memset(text, 'A', sizeof(text));
	memcpy(text + sizeof(text) - 5, "=1\nB", 4);
	text[sizeof(text) - 1] = '\0';
	assert_parsed(text, "");
}

static bool stop(void *self, const struct fi_env_pair *p)
{
	(void)p;
	return ++*(int *)self < 2;
}

static void the_caller_can_stop(void **state)
{
	int n = 0;

	(void)state;
	assert_int_equal(fi_dotenv_parse("A=1\nB=2\nC=3\n", 12, stop, &n), FI_OK);
	assert_int_equal(n, 2);
}

static void examples_are_known_by_a_word_of_their_name(void **state)
{
	static const char *const yes[] = { ".env.example", "example.env", ".env.sample",
		".env.production.template", ".env-dist", ".env.defaults", ".env.EXAMPLE" };
	static const char *const no[] = { ".env", ".env.local", "examples3.env", ".env.distant",
		"sampler.env" };

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!fi_dotenv_is_example(yes[i]))
			fail_msg("%s is an example", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (fi_dotenv_is_example(no[i]))
			fail_msg("%s is no example", no[i]);
}

static void the_family_is_known_by_name(void **state)
{
	static const char *const yes[] = { ".env", "app/.env.local", "prod.env", "a/.envrc",
		".flaskenv", ".env.backup", ".env~", "cfg/prod.env.bak" };
	static const char *const no[] = { "env", "environment", ".environment", "a.envx",
		".env/bin/python" };

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!fi_glob(FI_DOTENV_GLOB, yes[i]))
			fail_msg("%s is of the family", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (fi_glob(FI_DOTENV_GLOB, no[i]))
			fail_msg("%s is not of the family", no[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_pairs_have_their_place),
		cmocka_unit_test(spaces_around_the_sign_are_no_part_of_the_value),
		cmocka_unit_test(export_is_a_prefix_and_also_a_name),
		cmocka_unit_test(yaml_style_is_tolerated),
		cmocka_unit_test(quotes_of_three_kinds_are_taken_off),
		cmocka_unit_test(quoted_values_run_over_lines),
		cmocka_unit_test(an_open_quote_is_part_of_a_bare_value),
		cmocka_unit_test(escapes_are_undone_in_double_quotes_only),
		cmocka_unit_test(a_comment_starts_behind_a_blank),
		cmocka_unit_test(crlf_and_byte_order_mark_are_passed_over),
		cmocka_unit_test(lines_of_other_kinds_are_passed_over),
		cmocka_unit_test(a_name_without_end_is_no_variable),
		cmocka_unit_test(the_caller_can_stop),
		cmocka_unit_test(examples_are_known_by_a_word_of_their_name),
		cmocka_unit_test(the_family_is_known_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
