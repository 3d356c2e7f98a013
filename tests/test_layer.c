/* test_layer.c - what one layer remembers: by path, and what it hides of lower ones. */
#include "tests/lib_layers.h"

#include <stdlib.h>
#include <string.h>

struct bench {
	struct fi_paths *paths;
	struct fi_layer *layer;
};

static void begin(struct bench *b)
{
	b->paths = fi_paths_new();
	b->layer = fi_layer_new();
	assert_non_null(b->paths);
	assert_non_null(b->layer);
}

static void end(struct bench *b)
{
	fi_layer_free(b->layer);
	fi_paths_free(b->paths);
}

static fi_path path(struct bench *b, const char *text)
{
	fi_path p = fi_paths_intern(b->paths, text, strlen(text), NULL);

	assert_int_not_equal(p, FI_PATH_NONE);
	return p;
}

static void add(struct bench *b, const char *text, enum fi_kind kind, uint64_t size)
{
	struct fi_entry e = { .path = path(b, text), .link = FI_PATH_NONE,
		.kind = (uint8_t)kind, .size = size };

	assert_true(fi_layer_add(b->layer, &e));
}

/* 'r' replaced, 'd' deleted, '-' left alone. */
static char fate(struct bench *b, const char *text)
{
	bool replaced = false;

	if (!fi_layer_hides(b->layer, b->paths, path(b, text), &replaced))
		return '-';
	return replaced ? 'r' : 'd';
}

static void an_entry_is_found_by_its_path_and_the_last_wins(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	for (uint64_t i = 0; i < 100; i++) {
		FI_AUTO(fi_freep) char *name = fi_format("d/%ju", (uintmax_t)(i * 7 % 100));

		add(&b, name, FI_KIND_FILE, i);
	}
	add(&b, "d/7", FI_KIND_SYMLINK, 1000);
	assert_true(fi_layer_seal(b.layer));
	assert_int_equal(fi_layer_find(b.layer, path(&b, "d/7"))->size, 1000);
	assert_int_equal(fi_layer_find(b.layer, path(&b, "d/14"))->size, 2);
	assert_int_equal(fi_layer_find(b.layer, path(&b, "d/0"))->size, 0);
	assert_null(fi_layer_find(b.layer, path(&b, "d/100")));
	assert_null(fi_layer_find(b.layer, FI_PATH_NONE));
}

static void an_empty_layer_hides_nothing(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	assert_true(fi_layer_seal(b.layer));
	assert_int_equal(fate(&b, "a/b"), '-');
	assert_null(fi_layer_find(b.layer, path(&b, "a")));
}

static void a_rewrite_is_told_from_a_deletion(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	add(&b, "new", FI_KIND_FILE, 0);
	add(&b, "gone", FI_KIND_WHITEOUT, 0);
	add(&b, "back", FI_KIND_WHITEOUT, 0);
	add(&b, "back", FI_KIND_FILE, 0);
	add(&b, "link", FI_KIND_HARDLINK, 0);
	assert_true(fi_layer_seal(b.layer));
	assert_int_equal(fate(&b, "new"), 'r');
	assert_int_equal(fate(&b, "gone"), 'd');
	assert_int_equal(fate(&b, "back"), 'r');
	assert_int_equal(fate(&b, "link"), 'r');
	assert_int_equal(fate(&b, "other"), '-');
}

static void what_befalls_a_folder_befalls_all_below_it(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	add(&b, "gone", FI_KIND_WHITEOUT, 0);
	add(&b, "opaque", FI_KIND_DIR, 0);
	add(&b, "opaque", FI_KIND_OPAQUE, 0);
	add(&b, "file", FI_KIND_FILE, 0);
	add(&b, "link", FI_KIND_SYMLINK, 0);
	add(&b, "kept", FI_KIND_DIR, 0);
	add(&b, "opaque/new", FI_KIND_FILE, 0);
	assert_true(fi_layer_seal(b.layer));
	assert_int_equal(fate(&b, "gone/a/b/c"), 'd');
	assert_int_equal(fate(&b, "opaque/a"), 'd');
	assert_int_equal(fate(&b, "opaque/new"), 'r');
	assert_int_equal(fate(&b, "file/a"), 'd');
	assert_int_equal(fate(&b, "link/a"), 'd');
	assert_int_equal(fate(&b, "kept/a"), '-');
	assert_int_equal(fate(&b, "gone-not/a"), '-');
}

static void only_an_opaque_mark_wipes_the_root(void **state)
{
	FI_AUTO(end) struct bench odd;
	FI_AUTO(end) struct bench opaque;

	(void)state;
	begin(&odd);
	add(&odd, "", FI_KIND_FILE, 0);
	add(&odd, "", FI_KIND_SYMLINK, 0);
	assert_true(fi_layer_seal(odd.layer));
	assert_int_equal(fate(&odd, "etc/passwd"), '-');
	begin(&opaque);
	add(&opaque, "", FI_KIND_OPAQUE, 0);
	assert_true(fi_layer_seal(opaque.layer));
	assert_int_equal(fate(&opaque, "etc/passwd"), 'd');
}

static void a_symlinks_target_is_kept_as_it_was(void **state)
{
	struct fi_set set;
	struct fi_err err = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	const struct fi_layer *l;

	(void)state;
	mktar_kind(&tar, '2', "a", "../../x//y", 0777);
	mktar_kind(&tar, '2', "b", "", 0777);
	mktar_text(&tar, "c", "");
	mktar_end(&tar);
	assert_ok(fi_set_init(&set, NULL, NULL, &err), &err);
	assert_ok(walk_bytes(&set, tar.p, tar.len, 512, &err), &err);
	l = set.layers[0];
	assert_string_equal(fi_layer_target(l, &l->entries[0]), "../../x//y");
	assert_string_equal(fi_layer_target(l, &l->entries[1]), "");
	assert_string_equal(fi_layer_target(l, &l->entries[2]), "");
	fi_set_done(&set);
}

static void only_accounts_and_releases_are_kept(void **state)
{
	(void)state;
	assert_true(fi_layer_keeps("etc/passwd"));
	assert_true(fi_layer_keeps("etc/group"));
	assert_true(fi_layer_keeps("usr/lib/os-release"));
	assert_false(fi_layer_keeps("etc/shadow"));
	assert_false(fi_layer_keeps("/etc/passwd"));
	assert_false(fi_layer_keeps("x/etc/passwd"));
}

static void a_file_too_large_to_keep_is_not_kept_in_part(void **state)
{
	struct fi_set set;
	struct fi_err err = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(4 << 20);
	FI_AUTO(fi_freep) char *big = calloc(1, FI_LAYER_KEPT_MAX + 1);

	(void)state;
	assert_non_null(big);
	mktar(&tar, "etc/passwd", 0644, big, FI_LAYER_KEPT_MAX + 1);
	mktar(&tar, "etc/group", 0644, big, FI_LAYER_KEPT_MAX);
	mktar_end(&tar);
	assert_ok(fi_set_init(&set, NULL, NULL, &err), &err);
	assert_ok(walk_bytes(&set, tar.p, tar.len, 4096, &err), &err);
	assert_int_equal(set.layers[0]->nkept, 1);
	assert_int_equal(set.layers[0]->kept[0].n, FI_LAYER_KEPT_MAX);
	assert_int_equal(set.layers[0]->kept[0].path, set.layers[0]->entries[1].path);
	fi_set_done(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_is_found_by_its_path_and_the_last_wins),
		cmocka_unit_test(an_empty_layer_hides_nothing),
		cmocka_unit_test(a_rewrite_is_told_from_a_deletion),
		cmocka_unit_test(what_befalls_a_folder_befalls_all_below_it),
		cmocka_unit_test(only_an_opaque_mark_wipes_the_root),
		cmocka_unit_test(a_symlinks_target_is_kept_as_it_was),
		cmocka_unit_test(only_accounts_and_releases_are_kept),
		cmocka_unit_test(a_file_too_large_to_keep_is_not_kept_in_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
