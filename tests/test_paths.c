/* test_paths.c - paths become numbers: cleaned, once each, bounded. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "layers/paths.h"

static void done(struct fi_paths **t)
{
	fi_paths_free(*t);
}

static fi_path intern(struct fi_paths *t, const char *text)
{
	return fi_paths_intern(t, text, strlen(text), NULL);
}

static void is_text(const struct fi_paths *t, fi_path p, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	assert_int_equal(fi_paths_text(t, p, &b), FI_OK);
	assert_string_equal(b.p, want);
}

static void paths_are_cleaned(void **state)
{
	static const struct {
		const char *text, *clean;
		bool odd;
	} rows[] = {
		{ "a/b", "a/b", false },
		{ "/a//b/", "a/b", false },
		{ "./a/./b/.", "a/b", false },
		{ "a/../b", "b", true },
		{ "../../etc/passwd", "etc/passwd", true },
		{ "a/b/../../..", "", true },
		{ "", "", true },
		{ ".", "", false },
		{ "/", "", false },
		{ "...", "...", false },
		{ ".a/..b", ".a/..b", false },
		{ "a b/\xff\n", "a b/\xff\n", false },
	};
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool odd = false;
		fi_path p = fi_paths_intern(t, rows[i].text, strlen(rows[i].text), &odd);

		is_text(t, p, rows[i].clean);
		assert_int_equal(odd, rows[i].odd);
		assert_int_equal(fi_paths_find(t, rows[i].text, strlen(rows[i].text)), p);
	}
}

static void a_path_has_one_number_however_it_is_written(void **state)
{
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();
	fi_path a = intern(t, "usr/lib/x"), b = intern(t, "./usr//lib/y/../x");
	uint32_t n = fi_paths_count(t);

	(void)state;
	assert_int_equal(a, b);
	assert_int_equal(fi_paths_parent(t, fi_paths_parent(t, fi_paths_parent(t, a))),
		FI_PATH_ROOT);
	assert_int_equal(fi_paths_parent(t, FI_PATH_ROOT), FI_PATH_ROOT);
	/* Looking makes nothing. */
	assert_int_equal(fi_paths_find(t, "usr/lib/z", 9), FI_PATH_NONE);
	assert_int_equal(fi_paths_find(t, "new/usr", 7), FI_PATH_NONE);
	assert_int_equal(fi_paths_count(t), n);
}

/* What is remembered of the last path shortens the way to the next, and changes nothing. */
static void a_path_is_the_same_behind_any_other(void **state)
{
	static const char *const rows[] = { "a/b/c", "a/b/", "a/bc/c", "a/b", "a", "/a/b/c",
		"./a/b/c", "a/./b/c", "a//b/c", "a/b/../b/c", "a/b/c/d/e", "a/b/c//", "x/b/c", "",
		"a/../b/c/d", "a/../b/c/e",
		"1/2/3/4/5/6/7/8/9/1/2/3/4/5/6/7/8/9/1/2/3/4/5/6/7/8/9/1/2/3/4/5/6/7/8/9/0/x",
		"1/2/3/4/5/6/7/8/9/1/2/3/4/5/6/7/8/9/1/2/3/4/5/6/7/8/9/1/2/3/4/5/6/7/8/9/1/x" };
	size_t n = sizeof(rows) / sizeof(rows[0]);
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();

	(void)state;
	for (size_t i = 0; i < n * n; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf clean = fi_buf_limited(1 << 16);
		const char *text = rows[i % n];
		fi_path p, before = intern(t, rows[i / n]);
		bool odd = false;

		assert_int_equal(intern(t, rows[i / n]), before);
		assert_int_equal(
			fi_paths_clean(t, text, strlen(text), &odd, &p, &clean), FI_OK);
		assert_int_equal(fi_paths_find(t, text, strlen(text)), p);
		assert_int_equal(odd, !*text || strstr(text, "..") != NULL);
		is_text(t, p, clean.p);
	}
}

static void a_long_path_is_the_same_again(void **state)
{
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();
	char text[2001] = { 0 };

	(void)state;
	for (size_t i = 0; i < 2000; i++)
		text[i] = i % 200 == 199 ? '/' : 'a' + (char)(i % 26);
	for (size_t n = 1; n <= 2000; n += 133) {
		fi_path p = fi_paths_intern(t, text, n, NULL);

		assert_int_equal(fi_paths_intern(t, text, n, NULL), p);
		assert_int_equal(fi_paths_find(t, text, n), p);
	}
}

static void names_differ_by_folder_and_by_every_byte(void **state)
{
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();
	fi_path a = intern(t, "a/x"), b = intern(t, "b/x"), c = intern(t, "a/X");
	size_t n;

	(void)state;
	assert_true(a != b && a != c && b != c);
	assert_string_equal(fi_paths_name(t, b, &n), "x");
	assert_int_equal(n, 1);
	assert_string_equal(fi_paths_name(t, FI_PATH_ROOT, &n), "");
	assert_int_equal(n, 0);
}

static void children_are_listed_newest_first(void **state)
{
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();
	fi_path d = intern(t, "d"), a = intern(t, "d/a"), b = intern(t, "d/b");

	(void)state;
	(void)intern(t, "d/a/deeper");
	assert_int_equal(fi_paths_first(t, d), b);
	assert_int_equal(fi_paths_next(t, b), a);
	assert_int_equal(fi_paths_next(t, a), FI_PATH_NONE);
	assert_int_equal(fi_paths_first(t, b), FI_PATH_NONE);
	assert_int_equal(fi_paths_find_child(t, d, "a", 1), a);
	assert_int_equal(fi_paths_find_child(t, d, "c", 1), FI_PATH_NONE);
	assert_int_equal(fi_paths_child(t, d, "b", 1), b);
}

static void many_paths_keep_their_numbers(void **state)
{
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();
	enum { MANY = 20000 };
	static fi_path numbers[MANY];

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		FI_AUTO(fi_freep) char *text = fi_format("d%zu/f%zu", i % 100, i);

		numbers[i] = intern(t, text);
	}
	for (size_t i = 0; i < MANY; i++) {
		FI_AUTO(fi_freep) char *text = fi_format("d%zu/f%zu", i % 100, i);

		assert_int_equal(fi_paths_find(t, text, strlen(text)), numbers[i]);
		is_text(t, numbers[i], text);
	}
	assert_int_equal(fi_paths_count(t), 1 + 100 + MANY);
}

static void a_name_is_shared_with_its_like_and_not_with_what_begins_with_it(void **state)
{
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();
	enum { LONGEST = 900 };
	static char name[LONGEST + 1];

	(void)state;
	for (int longest_first = 0; longest_first < 2; longest_first++)
		for (size_t i = 1; i <= LONGEST; i++) {
			size_t n = longest_first ? LONGEST + 1 - i : i, got;
			fi_path dir = intern(t, longest_first ? "down" : "up");

			memset(name, 'a', n);
			name[n] = 0;
			dir = fi_paths_child(t, dir, name, n);
			assert_string_equal(fi_paths_name(t, dir, &got), name);
			assert_int_equal(got, n);
		}
}

static void a_path_that_never_ends_is_bounded(void **state)
{
	FI_AUTO(done) struct fi_paths *t = fi_paths_new();
	FI_AUTO(fi_buf_done) struct fi_buf deep = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf wide = fi_buf_limited(1 << 20);
	fi_path p;

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		assert_int_equal(fi_buf_adds(&deep, "a/"), FI_OK);
		assert_int_equal(fi_buf_adds(&wide, "a"), FI_OK);
	}
	p = fi_paths_intern(t, deep.p, deep.len, NULL);
	assert_int_not_equal(p, FI_PATH_NONE);
	assert_int_equal(fi_paths_find(t, deep.p, deep.len), p);
	assert_true(fi_paths_count(t) < 2000);
	p = fi_paths_intern(t, wide.p, wide.len, NULL);
	assert_int_not_equal(p, FI_PATH_NONE);
	assert_int_equal(fi_paths_find(t, wide.p, wide.len), p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_cleaned),
		cmocka_unit_test(a_path_has_one_number_however_it_is_written),
		cmocka_unit_test(a_path_is_the_same_behind_any_other),
		cmocka_unit_test(a_long_path_is_the_same_again),
		cmocka_unit_test(names_differ_by_folder_and_by_every_byte),
		cmocka_unit_test(children_are_listed_newest_first),
		cmocka_unit_test(many_paths_keep_their_numbers),
		cmocka_unit_test(a_name_is_shared_with_its_like_and_not_with_what_begins_with_it),
		cmocka_unit_test(a_path_that_never_ends_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
