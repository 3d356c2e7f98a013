/* test_corpus.c - real and hostile archives, when they are there: both ways the same. */
#include "tests/lib_layers.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool slurp(const char *path, struct fi_buf *b)
{
	static char block[65536];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		return false;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		assert_int_equal(fi_buf_add(b, block, n), FI_OK);
	(void)fclose(f);
	return true;
}

/* The same code and text, the same words of an error, from a file and a pipe. */
static unsigned compare(const char *path, const struct fi_buf *tar)
{
	struct fi_set file, pipe;
	struct fi_err a = { 0 }, b = { 0 };
	FI_AUTO(fi_freep) char *x = NULL;
	FI_AUTO(fi_freep) char *y = NULL;
	unsigned differs;

	assert_ok(fi_set_init(&file, NULL, NULL, &a), &a);
	assert_ok(fi_set_init(&pipe, NULL, NULL, &b), &b);
	differs = add_as_file(&file, tar, &a) != add_as_pipe(&pipe, tar, &b);
	x = set_text(&file);
	y = set_text(&pipe);
	if (a.code == FI_OK)
		differs |= strcmp(x, y) != 0;
	if (differs)
		print_error("%s:\nfile: %s\n%s\npipe: %s\n%s\n", path, a.text, x, b.text, y);
	fi_set_done(&file);
	fi_set_done(&pipe);
	return differs;
}

static void each(const char *pattern, bool wrapped)
{
	glob_t g;
	unsigned bad = 0;

	if (glob(pattern, 0, NULL, &g) != 0) {
		print_message("skipped: %s is absent\n", pattern);
		skip();
	}
	for (size_t i = 0; i < g.gl_pathc; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(64 << 20);
		FI_AUTO(fi_buf_done) struct fi_buf outer = fi_buf_limited(64 << 20);

		if (!slurp(g.gl_pathv[i], &tar))
			continue;
		if (wrapped)
			docker_archive(&outer, &tar, 1);
		bad += compare(g.gl_pathv[i], wrapped ? &outer : &tar);
	}
	globfree(&g);
	assert_int_equal(bad, 0);
}

static void real_archives_read_the_same_both_ways(void **state)
{
	(void)state;
	each("../shared/corpus/small/*/*.tar*", false);
}

static void hostile_layers_read_the_same_both_ways(void **state)
{
	(void)state;
	each("../shared/hostile/tars/*.tar", true);
}

static void hostile_compressed_layers_read_the_same_both_ways(void **state)
{
	(void)state;
	each("../shared/hostile/compressed/*", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(real_archives_read_the_same_both_ways),
		cmocka_unit_test(hostile_layers_read_the_same_both_ways),
		cmocka_unit_test(hostile_compressed_layers_read_the_same_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
