/* test_glob.c - which paths a glob is about. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "rules/glob.h"

struct row {
	const char *glob, *path;
	bool want;
};

static void check(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool got = fi_glob(rows[i].glob, rows[i].path);

		if (got != rows[i].want)
			fail_msg("\"%s\" on \"%s\": %d", rows[i].glob, rows[i].path, got);
	}
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof((rows)[0]))

static void a_glob_without_slash_is_held_against_the_last_part(void **state)
{
	static const struct row rows[] = {
		{ "id_rsa", "id_rsa", true },
		{ "id_rsa", "root/.ssh/id_rsa", true },
		{ "id_rsa", "id_rsa/x", false },
		{ "id_rsa", "id_rsa.pub", false },
		{ "id_rsa", "my_id_rsa", false },
		{ "*.pem", "etc/a.pem", true },
		{ "*.pem", "a.pem/b", false },
		{ "*.pem", ".pem", true },
		{ ".env", ".ENV", false },
	};

	(void)state;
	CHECK(rows);
}

static void a_glob_with_a_slash_is_held_against_the_end(void **state)
{
	static const struct row rows[] = {
		{ ".aws/credentials", ".aws/credentials", true },
		{ ".aws/credentials", "root/.aws/credentials", true },
		{ ".aws/credentials", "root/x.aws/credentials", false },
		{ ".aws/credentials", "root/.aws/credentials/x", false },
		{ ".aws/credentials", "credentials", false },
		{ ".kube/*", "home/me/.kube/config", true },
		{ ".kube/*", "home/me/.kube/cache/x", false },
		{ "a/b", "a/a/b", true },
	};

	(void)state;
	CHECK(rows);
}

static void a_leading_slash_means_the_whole_path(void **state)
{
	static const struct row rows[] = {
		{ "/etc/shadow", "etc/shadow", true },
		{ "/etc/shadow", "x/etc/shadow", false },
		{ "/shadow", "shadow", true },
		{ "/shadow", "etc/shadow", false },
		{ "/root/*", "root/x", true },
		{ "/root/*", "root/x/y", false },
	};

	(void)state;
	CHECK(rows);
}

static void stars_stay_within_a_part_and_double_stars_do_not(void **state)
{
	static const struct row rows[] = {
		{ "a/*/c", "a/b/c", true },
		{ "a/*/c", "a/b/b/c", false },
		{ "a/**/c", "a/b/b/c", true },
		{ "a/**/c", "a/c", true },
		{ "a/**/c", "a/xc", false },
		{ "/a/**", "a/b/c", true },
		{ "/a/**", "a", false },
		{ "/a**c", "ab/bc", true },
		{ "**/x", "x", true },
		{ "/**/x", "a/b/x", true },
		{ "/a/**/b*c/d", "a/x/b1/b2c/d", true },
		{ "/a/**/b*c/d", "a/x/b1/c/d", false },
		{ "/**/a/*b", "a/xb/a/b", true },
		{ "***", "a", true },
		{ "*", "", true },
	};

	(void)state;
	CHECK(rows);
}

static void question_marks_and_sets_take_one_byte(void **state)
{
	static const struct row rows[] = {
		{ "a?c", "abc", true },
		{ "a?c", "ac", false },
		{ "/a?c", "a/c", false },
		{ "[abc]x", "bx", true },
		{ "[abc]x", "dx", false },
		{ "[!abc]x", "dx", true },
		{ "[!abc]x", "ax", false },
		{ "/a[!b]c", "a/c", false },
		{ "k[0-9]", "k7", true },
		{ "k[0-9]", "ka", false },
		{ "k[a-]", "k-", true },
		{ "k[]]", "k]", true },
		{ "k[", "k[", true },
		{ "k[ab", "ka", false },
		{ "k[\x80-\xff]", "k\xc3", true },
	};

	(void)state;
	CHECK(rows);
}

static void one_of_several_alternatives_is_enough(void **state)
{
	static const struct row rows[] = {
		{ ".env|*.env|/etc/x", "app/.env", true },
		{ ".env|*.env|/etc/x", "prod.env", true },
		{ ".env|*.env|/etc/x", "etc/x", true },
		{ ".env|*.env|/etc/x", "a/etc/x", false },
		{ "a||b", "b", true },
		{ "a||b", "", false },
		{ "", "", false },
		{ "|", "x", false },
	};

	(void)state;
	CHECK(rows);
}

static void many_stars_on_a_long_path_are_quick(void **state)
{
	char path[4001];

	(void)state;
	memset(path, 'a', 4000);
	path[4000] = 0;
	for (int i = 0; i < 100; i++) {
		assert_false(fi_glob("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", path));
		assert_false(fi_glob("/**a**a*a**a*a**a*a**a*a**a*/**b", path));
	}
	for (size_t i = 1; i < 4000; i += 2)
		path[i] = '/';
	for (int i = 0; i < 100; i++)
		assert_false(fi_glob("a/**/a/**/*/**/a/**/*/a/**/b", path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_glob_without_slash_is_held_against_the_last_part),
		cmocka_unit_test(a_glob_with_a_slash_is_held_against_the_end),
		cmocka_unit_test(a_leading_slash_means_the_whole_path),
		cmocka_unit_test(stars_stay_within_a_part_and_double_stars_do_not),
		cmocka_unit_test(question_marks_and_sets_take_one_byte),
		cmocka_unit_test(one_of_several_alternatives_is_enough),
		cmocka_unit_test(many_stars_on_a_long_path_are_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
