/* test_set.c - a whole export, as a file, as a pipe and as a folder. */
#include "tests/lib_layers.h"

#include <stdlib.h>
#include <string.h>

/* The same images and gaps whichever way it is read; returns what was read. */
static char *both_ways(const struct fi_buf *tar)
{
	struct fi_set file, pipe;
	struct fi_err err = { 0 };
	FI_AUTO(fi_freep) char *b = NULL;
	char *a;

	assert_ok(fi_set_init(&file, NULL, NULL, &err), &err);
	assert_ok(fi_set_init(&pipe, NULL, NULL, &err), &err);
	assert_ok(add_as_file(&file, tar, &err), &err);
	assert_ok(add_as_pipe(&pipe, tar, &err), &err);
	a = set_text(&file);
	b = set_text(&pipe);
	assert_string_equal(a, b);
	fi_set_done(&file);
	fi_set_done(&pipe);
	return a;
}

static void a_docker_archive_reads_the_same_both_ways(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf layer = fi_buf_limited(1 << 20);
	FI_AUTO(fi_freep) char *text = NULL;

	(void)state;
	one_file(&layer, "etc/motd", "hello");
	docker_archive(&tar, &layer, 1);
	text = both_ways(&tar);
	assert_contains(text, "linux/amd64: a:1");
	assert_contains(text, "1 files 5 bytes");
	assert_lacks(text, "gap");
	assert_lacks(text, "mismatch");
}

static void a_document_cannot_lead_out_of_a_folder(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_freep) char *in = test_path(dir, "export");
	FI_AUTO(fi_buf_done) struct fi_buf layer = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };
	struct fi_set set;

	(void)state;
	one_file(&layer, "secret", "of the host");
	test_write(dir, "host.tar", layer.p, layer.len);
	test_write_text(dir, "export/c.json", "{\"os\":\"linux\"}");
	test_write_text(dir, "export/manifest.json",
		"[{\"Config\":\"c.json\",\"Layers\":[\"../host.tar\"]}]");
	assert_ok(fi_set_init(&set, NULL, NULL, &err), &err);
	assert_ok(fi_set_add(&set, in, &err), &err);
	assert_int_equal(set.images[0].layers[0].layer, -1);
	assert_contains(set.gaps[0].reason, "not in the export");
	fi_set_done(&set);
}

static void a_bare_file_system_is_told_as_such(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };
	struct fi_set set;

	(void)state;
	mktar_text(&tar, ".dockerenv", "");
	mktar_text(&tar, "app/manifest.json", "{}");
	mktar_end(&tar);
	assert_ok(fi_set_init(&set, NULL, NULL, &err), &err);
	assert_fails(add_as_file(&set, &tar, &err), FI_EFORMAT, "bare file system", &err);
	fi_set_done(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_docker_archive_reads_the_same_both_ways),
		cmocka_unit_test(a_document_cannot_lead_out_of_a_folder),
		cmocka_unit_test(a_bare_file_system_is_told_as_such),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
