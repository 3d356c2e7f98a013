/* test_walk.c - one layer's tar: what is seen, what is hidden, what is damaged. */
#include "tests/lib_layers.h"

#include <string.h>

#include "layers/walk.h"

/* A tar, a set and what a visitor noted of it. */
struct bench {
	struct fi_buf tar;
	struct notes notes;
	struct fi_set set;
	struct fi_err err;
};

static void begin(struct bench *b)
{
	struct fi_visitor v;

	*b = (struct bench){ .tar = fi_buf_limited(4 << 20) };
	v = notes_visitor(&b->notes);
	assert_ok(fi_set_init(&b->set, NULL, &v, &b->err), &b->err);
}

static void end(struct bench *b)
{
	fi_set_done(&b->set);
	fi_buf_done(&b->notes.text);
	fi_buf_done(&b->tar);
}

/* Walk it, cut into blocks of several sizes: always the same is seen. */
static void sees(struct bench *b, const char *text, bool whole)
{
	static const size_t steps[] = { 1 << 20, 512, 700, 1, 10240 };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		fi_buf_clear(&b->notes.text);
		assert_ok(walk_bytes(&b->set, b->tar.p, b->tar.len, steps[i], &b->err), &b->err);
		assert_string_equal(b->notes.text.p, text);
		assert_int_equal(b->set.layers[i]->whole, whole);
	}
}

static void every_kind_of_member_is_seen(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	mktar_kind(&b.tar, '5', "a/", NULL, 0755);
	mktar_text(&b.tar, "a/f", "hello");
	mktar_kind(&b.tar, '1', "a/h", "a/f", 0);
	mktar_kind(&b.tar, '2', "a/s", "../x", 0777);
	mktar_kind(&b.tar, '3', "dev", NULL, 0600);
	mktar_kind(&b.tar, '6', "fifo", NULL, 0600);
	mktar_text(&b.tar, "a/.wh.gone", "");
	mktar_text(&b.tar, "a/.wh..wh..opq", "");
	mktar_text(&b.tar, ".wh..wh.plnk/1", "aufs");
	mktar_text(&b.tar, ".wh-not", "");
	mktar_end(&b.tar);
	sees(&b, "dir:a;a/f=hello;hard:a/h;link:a/s;dev:dev;fifo:fifo;whiteout:a/.wh.gone;"
		 "opaque:a/.wh..wh..opq;.wh..wh.plnk/1=aufs;.wh-not=;", true);
}

static void a_hard_link_knows_its_target(void **state)
{
	FI_AUTO(end) struct bench b;
	const struct fi_entry *e;

	(void)state;
	begin(&b);
	mktar_text(&b.tar, "etc/a", "x");
	mktar_kind(&b.tar, '1', "etc/b", "./etc/a", 0);
	sees(&b, "etc/a=x;hard:etc/b;", true);
	e = fi_layer_find(b.set.layers[0], fi_paths_find(b.set.paths, "etc/b", 5));
	assert_non_null(e);
	assert_int_equal(e->link, fi_paths_find(b.set.paths, "etc/a", 5));
}

static void missing_end_blocks_and_padding_lose_nothing(void **state)
{
	FI_AUTO(end) struct bench b;
	struct mktar m = { .path = "f", .mode = 0644, .size = 5 };

	(void)state;
	begin(&b);
	mktar_header(&b.tar, &m);
	assert_int_equal(fi_buf_adds(&b.tar, "hello"), FI_OK);
	sees(&b, "f=hello;", true);
	assert_int_equal(b.set.ngaps, 0);
}

static void an_end_within_the_next_header_is_damage(void **state)
{
	FI_AUTO(end) struct bench b;
	char full[512];

	(void)state;
	begin(&b);
	memset(full, 'x', sizeof(full));
	full[511] = 0;
	mktar(&b.tar, "f", 0644, full, 511);
	mktar_text(&b.tar, "lost", "");
	b.tar.len -= 212;
	assert_ok(walk_bytes(&b.set, b.tar.p, b.tar.len, 1 << 20, &b.err), &b.err);
	assert_false(b.set.layers[0]->whole);
	assert_contains(b.set.gaps[0].reason, "damaged tar");
}

static void a_file_cut_short_is_still_judged(void **state)
{
	FI_AUTO(end) struct bench b;
	struct mktar m = { .path = "f", .mode = 0644, .size = 5000 };

	(void)state;
	begin(&b);
	mktar_header(&b.tar, &m);
	assert_int_equal(fi_buf_adds(&b.tar, "hello"), FI_OK);
	sees(&b, "f=hello;", false);
	assert_string_equal(b.set.gaps[0].path, "f");
	assert_contains(b.set.gaps[0].reason, "damaged tar");
}

static void a_bad_checksum_is_stepped_over_and_told(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	mktar_text(&b.tar, "a", "1");
	mktar_text(&b.tar, "b", "2");
	b.tar.p[1024] = 'x';
	mktar_text(&b.tar, "c", "3");
	mktar_end(&b.tar);
	sees(&b, "a=1;c=3;", false);
	assert_contains(b.set.gaps[0].reason, "stepped over");
}

static void bytes_behind_the_end_are_a_file(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	one_file(&b.tar, "a", "1");
	assert_int_equal(fi_buf_adds(&b.tar, "key"), FI_OK);
	sees(&b, "a=1;" FI_WALK_TAIL "=key;", true);
}

static void bytes_behind_a_single_zero_block_are_a_file(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	one_file(&b.tar, "a", "1");
	b.tar.len -= 512;
	assert_int_equal(fi_buf_adds(&b.tar, "key"), FI_OK);
	sees(&b, "a=1;" FI_WALK_TAIL "=key;", true);
}

static void names_are_cleaned_and_odd_ones_told(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	mktar_text(&b.tar, "../../etc/passwd", "1");
	mktar_text(&b.tar, "/abs//./n", "2");
	mktar_text(&b.tar, "\xff\xfe", "3");
	mktar_end(&b.tar);
	sees(&b, "etc/passwd=1;abs/n=2;\xff\xfe=3;", true);
	assert_contains(b.set.gaps[0].reason, "odd name");
	assert_true(b.set.gaps[0].harmless);
}

static void pax_names_and_sizes_win(void **state)
{
	FI_AUTO(end) struct bench b;
	char deep[301] = { 0 };

	(void)state;
	begin(&b);
	for (size_t i = 0; i < 300; i++)
		deep[i] = i % 100 == 99 ? '/' : 'n';
	deep[299] = 'n';
	mktar_pax(&b.tar, "path", deep);
	mktar_text(&b.tar, "short", "x");
	mktar_end(&b.tar);
	assert_ok(walk_bytes(&b.set, b.tar.p, b.tar.len, 512, &b.err), &b.err);
	assert_memory_equal(b.notes.text.p, deep, 300);
}

static void the_visitors_failure_is_the_runs(void **state)
{
	static const enum fi_code codes[] = { FI_EIO, FI_EFORMAT, FI_ELIMIT, FI_ESTOP };

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(codes) / sizeof(codes[0]); i++) {
		FI_AUTO(end) struct bench b;

		begin(&b);
		*(i % 2 ? &b.notes.fail_entry : &b.notes.fail_bytes) = codes[i / 2];
		one_file(&b.tar, "a", "1");
		assert_fails(walk_bytes(&b.set, b.tar.p, b.tar.len, 512, &b.err), codes[i / 2],
			"the visitor said no", &b.err);
	}
}

static void the_stop_flag_ends_the_run(void **state)
{
	static const volatile int stop = 1;
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	b.set.opt.stop = &stop;
	one_file(&b.tar, "a", "1");
	assert_fails(walk_bytes(&b.set, b.tar.p, b.tar.len, 512, &b.err), FI_ESTOP, "stopped",
		&b.err);
}

static void skipped_content_is_not_lent(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	b.notes.skip = true;
	one_file(&b.tar, "a", "1");
	sees(&b, "a=", true);
	assert_int_equal(b.set.layers[0]->bytes, 1);
}

static void a_nameless_file_hides_no_lower_layer(void **state)
{
	FI_AUTO(end) struct bench b;
	bool replaced;
	fi_path p;

	(void)state;
	begin(&b);
	mktar_text(&b.tar, "..", "x");
	mktar_end(&b.tar);
	assert_ok(walk_bytes(&b.set, b.tar.p, b.tar.len, 512, &b.err), &b.err);
	p = fi_paths_intern(b.set.paths, "etc/passwd", 10, NULL);
	assert_false(fi_layer_hides(b.set.layers[0], b.set.paths, p, &replaced));
}

static void a_reader_that_fails_ends_the_run_with_its_words(void **state)
{
	FI_AUTO(end) struct bench b;
	struct slices s = { .step = 512, .fail_at = 512 };

	(void)state;
	begin(&b);
	one_file(&b.tar, "a", "1");
	assert_ok(walk_bytes(&b.set, b.tar.p, b.tar.len, 512, &b.err), &b.err);
	s.p = b.tar.p;
	s.n = b.tar.len;
	fi_layer_free(b.set.layers[0]);
	b.set.layers[0] = fi_layer_new();
	assert_fails(fi_walk_layer(&b.set, 0, slices_reader(&s), &b.err), FI_EIO,
		"the disk is on fire", &b.err);
	slices_done(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_member_is_seen),
		cmocka_unit_test(a_hard_link_knows_its_target),
		cmocka_unit_test(missing_end_blocks_and_padding_lose_nothing),
		cmocka_unit_test(an_end_within_the_next_header_is_damage),
		cmocka_unit_test(a_file_cut_short_is_still_judged),
		cmocka_unit_test(a_bad_checksum_is_stepped_over_and_told),
		cmocka_unit_test(bytes_behind_the_end_are_a_file),
		cmocka_unit_test(bytes_behind_a_single_zero_block_are_a_file),
		cmocka_unit_test(names_are_cleaned_and_odd_ones_told),
		cmocka_unit_test(pax_names_and_sizes_win),
		cmocka_unit_test(the_visitors_failure_is_the_runs),
		cmocka_unit_test(the_stop_flag_ends_the_run),
		cmocka_unit_test(skipped_content_is_not_lent),
		cmocka_unit_test(a_nameless_file_hides_no_lower_layer),
		cmocka_unit_test(a_reader_that_fails_ends_the_run_with_its_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
