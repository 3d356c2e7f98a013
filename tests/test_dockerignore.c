#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "lib/buf.h"
#include "lib/dockerignore.h"

#define AUTO_IG FI_AUTO(fi_ignore_freep) struct fi_ignore

static struct fi_ignore *parse(const char *text)
{
	struct fi_ignore *ig = NULL;
	struct fi_err err = { 0 };

	if (fi_ignore_parse(text, strlen(text), &ig, &err) != FI_OK)
		fail_msg("%s", err.text);
	return ig;
}

struct row {
	const char *file, *path;
	bool ignored;
};

static void check(const struct row *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		AUTO_IG *ig = parse(row[i].file);

		if (fi_ignore_match(ig, row[i].path) != row[i].ignored)
			fail_msg("\"%s\" and %s", row[i].file, row[i].path);
	}
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof((rows)[0]))

static void patterns_are_held_against_the_whole_path(void **state)
{
	static const struct row rows[] = {
		{ ".env", ".env", true },
		{ ".env", "app/.env", false },
		{ "**/.env", ".env", true },
		{ "**/.env", "a/b/.env", true },
		{ "**/.env", "a/b.env", false },
		{ ".env*", ".env.production", true },
		{ "*.pem", "key.pem", true },
		{ "*.pem", "certs/key.pem", false },
		{ "**/*.pem", "a/certs/key.pem", true },
		{ "**.pem", "a/certs/key.pem", true },
		{ "a/**", "a/b/c", true },
		{ "a/**", "a", false },
		{ "a/**/b", "a/b", true },
		{ "a/**/b", "a/x/y/b", true },
		{ "a/**/b", "a/xb", false },
		{ "**", "any/thing", true },
		{ "a?c", "abc", true },
		{ "a?c", "a/c", false },
		{ "a?c", "a\xc3\xa4" "c", true },
		{ "*/*/x", "a/b/x", true },
		{ "*/*/x", "a/x", false },
	};

	(void)state;
	CHECK(rows);
}

static void a_folder_that_is_hidden_hides_its_content(void **state)
{
	static const struct row rows[] = {
		{ ".git", ".git/config", true },
		{ "node_modules", "node_modules/a/b.js", true },
		{ "node_*", "node_modules/a/b.js", true },
		{ ".git", ".gitignore", false },
	};

	(void)state;
	CHECK(rows);
}

static void the_last_line_that_matches_wins(void **state)
{
	static const struct row rows[] = {
		{ "*\n!src", "src/a.js", false },
		{ "*\n!src", ".env", true },
		{ "*\n!src\nsrc/.env", "src/.env", true },
		{ "*.md\n!README.md", "README.md", false },
		{ "*.md\n!README.md\nREADME*", "README.md", true },
		{ "!.env\n*", ".env", true },
	};

	(void)state;
	CHECK(rows);
}

static void slashes_dots_spaces_and_comments_are_cleaned(void **state)
{
	static const struct row rows[] = {
		{ "/.env", ".env", true },
		{ "/.git/", ".git/config", true },
		{ "./a//b/../c", "a/c", true },
		{ "  .env  ", ".env", true },
		{ "#.env", ".env", false },
		{ " #x", "#x", true },
		{ "\xef\xbb\xbf.env", ".env", true },
		{ ".env\r\n.git\r\n", ".env", true },
		{ "! .env", ".env", false },
		{ "*\n!  .env", ".env", false },
		{ "/", "a", false },
		{ ".", "a", false },
		{ "../x", "x", false },
		{ ".env", "./.env", true },
		{ ".env", "/.env", true },
	};

	(void)state;
	CHECK(rows);
}

static void classes_follow_go(void **state)
{
	static const struct row rows[] = {
		{ "id_[rd]sa", "id_rsa", true },
		{ "id_[^r]sa", "id_rsa", false },
		{ "x[a-c]", "xb", true },
		{ "x[a-c]", "xd", false },
		{ "x[\\]]", "x]", true },
		{ "x\\*", "x*", true },
		{ "x\\*", "xy", false },
		{ "x[\xc3\xa0-\xc3\xaf]", "x\xc3\xa4", true },
	};

	(void)state;
	CHECK(rows);
}

static void what_docker_refuses_is_a_problem(void **state)
{
	AUTO_IG *ig = parse("ok\n[a\nx\\\n!\n[]\n[a-]\n");

	(void)state;
	assert_int_equal(ig->n, 1);
	assert_int_equal(ig->nproblems, 5);
	assert_int_equal(ig->problems[0].line, 2);
	assert_non_null(strstr(ig->problems[0].text, "a bracket or an escape is not finished"));
	assert_int_equal(ig->problems[2].line, 4);
	assert_non_null(strstr(ig->problems[2].text, "'!' with nothing behind it"));
}

static void the_deciding_line_is_known(void **state)
{
	AUTO_IG *ig = parse("# c\n*.env\n\n!a.env\n");

	(void)state;
	assert_int_equal(fi_ignore_line(ig, "b.env"), 2);
	assert_int_equal(fi_ignore_line(ig, "a.env"), 4);
	assert_int_equal(fi_ignore_line(ig, "x"), 0);
}

static void many_stars_cost_no_more_than_few(void **state)
{
	struct fi_buf b = fi_buf_limited(8192), path = fi_buf_limited(8192);
	clock_t start = clock();
	AUTO_IG *ig = NULL;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(fi_buf_adds(&b, i % 2 ? "**/" : "a*"), FI_OK);
		assert_int_equal(fi_buf_adds(&path, "aa/"), FI_OK);
	}
	assert_int_equal(fi_buf_adds(&b, "b"), FI_OK);
	ig = parse(b.p);
	assert_int_equal(ig->n, 1);
	assert_false(fi_ignore_match(ig, path.p));
	assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
	fi_buf_done(&b);
	fi_buf_done(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_are_held_against_the_whole_path),
		cmocka_unit_test(a_folder_that_is_hidden_hides_its_content),
		cmocka_unit_test(the_last_line_that_matches_wins),
		cmocka_unit_test(slashes_dots_spaces_and_comments_are_cleaned),
		cmocka_unit_test(classes_follow_go),
		cmocka_unit_test(what_docker_refuses_is_a_problem),
		cmocka_unit_test(the_deciding_line_is_known),
		cmocka_unit_test(many_stars_cost_no_more_than_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
