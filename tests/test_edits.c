/* test_edits.c - diffs that patch(1) takes. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/edits.h"

static void insert(struct fi_edits *e, unsigned line, const char *text)
{
	assert_true(fi_edits_insert(e, line, text));
}

static void gives(struct fi_edits *e, const char *old, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1 << 20);

	assert_int_equal(fi_edits_diff(e, "f", old, NULL, NULL, &out), FI_OK);
	assert_string_equal(out.p, want);
	fi_edits_done(e);
}

static void nothing_to_change_is_no_diff(void **state)
{
	struct fi_edits e = { 0 };

	(void)state;
	gives(&e, "a\n", "");
}

static void one_line_comes_one_goes_one_changes(void **state)
{
	struct fi_edits e = { 0 };

	(void)state;
	insert(&e, 1, "new\n");
	gives(&e, "a\nb\n", "--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n a\n+new\n b\n");
	assert_true(fi_edits_delete(&e, 2));
	assert_true(fi_edits_delete(&e, 2));
	gives(&e, "a\nb\n", "--- a/f\n+++ b/f\n@@ -1,2 +1,1 @@\n a\n-b\n");
	assert_true(fi_edits_replace(&e, 2, "B\n"));
	assert_true(fi_edits_replace(&e, 2, "C\n"));
	gives(&e, "a\nb\nc\n", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
}

static void a_new_file_and_a_first_line(void **state)
{
	struct fi_edits e = { 0 };

	(void)state;
	insert(&e, 0, ".git\n**/.env*\n");
	gives(&e, NULL, "--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+.git\n+**/.env*\n");
	insert(&e, 0, "first\n");
	gives(&e, "a\n", "--- a/f\n+++ b/f\n@@ -1,1 +1,2 @@\n+first\n a\n");
}

static void far_changes_are_hunks_of_their_own(void **state)
{
	struct fi_edits e = { 0 };

	(void)state;
	insert(&e, 1, "x\n");
	insert(&e, 9, "y\n");
	gives(&e, "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
		"--- a/f\n+++ b/f\n@@ -1,4 +1,5 @@\n 1\n+x\n 2\n 3\n 4\n"
		"@@ -7,3 +8,4 @@\n 7\n 8\n 9\n+y\n");
}

static void a_last_line_without_its_break_is_told(void **state)
{
	struct fi_edits e = { 0 };

	(void)state;
	assert_true(fi_edits_replace(&e, 1, "b\n"));
	gives(&e, "a", "--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n"
		       "\\ No newline at end of file\n+b\n");
	insert(&e, 1, "b\n");
	gives(&e, "a", "--- a/f\n+++ b/f\n@@ -1,1 +1,2 @@\n-a\n"
		       "\\ No newline at end of file\n+a\n+b\n");
}

static bool is_third(void *self, unsigned line)
{
	(void)self;
	return line == 3;
}

static void gives_without_line_3(struct fi_edits *e, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1 << 20);

	assert_int_equal(fi_edits_diff(e, "f", "1\n2\n3\n4\n5\n6\n", is_third, NULL, &out),
		FI_OK);
	assert_string_equal(out.p, want);
	fi_edits_done(e);
}

static void a_line_that_is_hidden_is_no_context(void **state)
{
	struct fi_edits e = { 0 };

	(void)state;
	insert(&e, 4, "x\n");
	gives_without_line_3(&e, "--- a/f\n+++ b/f\n@@ -4,2 +4,3 @@\n 4\n+x\n 5\n");
	insert(&e, 3, "x\n");
	gives_without_line_3(&e, "--- a/f\n+++ b/f\n@@ -3,0 +4,1 @@\n+x\n");
	assert_true(fi_edits_delete(&e, 2));
	insert(&e, 4, "x\n");
	gives_without_line_3(&e, "--- a/f\n+++ b/f\n@@ -2,1 +1,0 @@\n-2\n"
				 "@@ -4,2 +3,3 @@\n 4\n+x\n 5\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_to_change_is_no_diff),
		cmocka_unit_test(one_line_comes_one_goes_one_changes),
		cmocka_unit_test(a_new_file_and_a_first_line),
		cmocka_unit_test(far_changes_are_hunks_of_their_own),
		cmocka_unit_test(a_line_that_is_hidden_is_no_context),
		cmocka_unit_test(a_last_line_without_its_break_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
