/* test_layer_wire.c - a layer comes back from bytes as it was, in another set. */
#include "tests/lib_layers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/exec.h"
#include "layers/fake.h"
#include "layers/layer_wire.h"

#define PROGRAM                                                                          \
	FI_FAKE_ELF "machine=aarch64 loader=/lib64/ld.so library=libc.so.6 "                  \
		    "runpath=/opt/lib wants=GLIBC_2.38"

static void program(struct fi_buf *tar)
{
	FI_AUTO(fi_buf_done) struct fi_buf elf = fi_buf_limited(1 << 20);

	assert_true(fi_fake_elf(PROGRAM, &elf));
	mktar(tar, "app/program", 0755, elf.p, elf.len);
}

/* A layer of all kinds of entries, with what is kept of files. */
static void every_kind(struct fi_buf *tar)
{
	mktar_kind(tar, '5', "etc", NULL, 0755);
	mktar_text(tar, "etc/passwd", "root:$6$abc$def:0:0:root:/root:/bin/sh\napp::1:1::/:\n");
	mktar_text(tar, "etc/os-release", "ID=debian\n");
	mktar(tar, "app/run", 0755, "#!/bin/sh -e\necho\n", 18);
	program(tar);
	mktar_kind(tar, '2', "app/current", "releases/7", 0777);
	mktar_kind(tar, '1', "app/again", "app/run", 0755);
	mktar_kind(tar, '2', "app/old", "releases/6", 0777);
	mktar_text(tar, "app/.wh.gone", "");
	mktar_text(tar, "app/cache/.wh..wh..opq", "");
	mktar_header(tar, &(struct mktar){ .path = "setuid", .mode = 04755, .uid = 7, .gid = 8 });
	mktar_end(tar);
}

static void path_text(const struct fi_paths *paths, fi_path p, struct fi_buf *b)
{
	assert_int_equal(fi_buf_adds(b, " "), FI_OK);
	assert_int_equal(fi_paths_text(paths, p, b), FI_OK);
}

/* All that a layer remembers, as text: what two that are equal have in common. */
static char *layer_text(const struct fi_layer *l, const struct fi_paths *paths)
{
	struct fi_buf b = fi_buf_limited(1 << 20);

	assert_int_equal(fi_buf_addf(&b, "%s %s %llu %llu %d %llu %llu\n",
				 l->digest ? l->digest : "-", l->diff_id ? l->diff_id : "-",
				 (unsigned long long)l->size, (unsigned long long)l->raw, l->whole,
				 (unsigned long long)l->files, (unsigned long long)l->bytes),
		FI_OK);
	for (size_t i = 0; i < l->nentries; i++) {
		const struct fi_entry *e = &l->entries[i];

		path_text(paths, e->path, &b);
		if (e->link != FI_PATH_NONE)
			path_text(paths, e->link, &b);
		assert_int_equal(fi_buf_addf(&b, " %s %u %u %llu %o %u %u\n",
					 fi_layer_target(l, e), e->uid, e->gid,
					 (unsigned long long)e->size, e->mode, e->kind, e->capable),
			FI_OK);
	}
	for (size_t i = 0; i < l->nkept; i++) {
		path_text(paths, l->kept[i].path, &b);
		assert_int_equal(fi_buf_addf(&b, " %s\n", l->kept[i].bytes), FI_OK);
	}
	for (size_t i = 0; i < l->nexecs; i++) {
		const struct fi_exec *x = &l->execs[i];

		path_text(paths, x->path, &b);
		assert_int_equal(fi_buf_addf(&b, " %u %u %d %u %u %u %s%s%s", x->kind, x->bits,
					 x->linked, x->machine, x->glibc_wants, x->glibc_has,
					 fi_exec_line(l, x), fi_exec_interp(l, x),
					 fi_exec_runpath(l, x)),
			FI_OK);
		for (const char *n = NULL; x->kind == FI_EXEC_ELF && (n = fi_exec_needed(l, x, n));)
			assert_int_equal(fi_buf_addf(&b, " %s", n), FI_OK);
		assert_int_equal(fi_buf_adds(&b, "\n"), FI_OK);
	}
	return fi_buf_steal(&b, NULL);
}

struct two {
	struct fi_set set, other;
	struct fi_buf bytes;
	struct fi_layer *back;
};

static void two_done(struct two *t)
{
	fi_layer_free(t->back);
	fi_buf_done(&t->bytes);
	fi_set_done(&t->set);
	fi_set_done(&t->other);
}

/* Read a tar as a layer, write it, and read that into a set that knows other paths. */
static void there_and_back(const struct fi_buf *tar, struct two *t)
{
	struct fi_err err = { 0 };

	t->bytes = fi_buf_limited(1 << 24);
	assert_ok(fi_set_init(&t->set, NULL, NULL, &err), &err);
	assert_ok(fi_set_init(&t->other, NULL, NULL, &err), &err);
	assert_true(fi_paths_intern(t->other.paths, "app/x/y/z", 9, NULL) != FI_PATH_NONE);
	assert_ok(walk_bytes(&t->set, tar->p, tar->len, 512, &err), &err);
	assert_int_equal(fi_layer_write(t->set.layers[0], t->set.paths, &t->bytes), FI_OK);
	assert_ok(fi_layer_read(t->bytes.p, t->bytes.len, t->other.paths, &t->back, &err), &err);
}

static void a_layer_comes_back(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(two_done) struct two t = { 0 };
	FI_AUTO(fi_freep) char *was = NULL, *is = NULL;
	struct fi_layer *l;

	(void)state;
	every_kind(&tar);
	there_and_back(&tar, &t);
	/* The one thing that does not come back. */
	l = t.set.layers[0];
	l->kept[0].bytes[5] = 'x';
	memmove(l->kept[0].bytes + 6, strchr(l->kept[0].bytes + 6, ':'),
		strlen(strchr(l->kept[0].bytes + 6, ':')) + 1);
	was = layer_text(l, t.set.paths);
	is = layer_text(t.back, t.other.paths);
	assert_string_equal(is, was);
	assert_contains(is, "/lib64/ld.so/opt/lib libc.so.6");
}

static void it_can_be_searched_at_once(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(two_done) struct two t = { 0 };
	fi_path run, gone;
	bool replaced;

	(void)state;
	every_kind(&tar);
	there_and_back(&tar, &t);
	run = fi_paths_find(t.other.paths, "app/run", 7);
	gone = fi_paths_find(t.other.paths, "app/gone", 8);
	assert_int_equal(fi_layer_find(t.back, run)->size, 18);
	assert_string_equal(fi_exec_line(t.back, fi_layer_exec(t.back, run)), "/bin/sh -e");
	assert_true(fi_layer_hides(t.back, t.other.paths, gone, &replaced));
	assert_false(replaced);
}

static void no_password_is_written(void **state)
{
	static const char *const secrets[] = { "$6$abc", "lonely-hash", "group-hash", "unended" };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(two_done) struct two t = { 0 };

	(void)state;
	mktar_text(&tar, "etc/passwd",
		"root:$6$abc$def:0:0::/:\napp::1:1::/:\nodd:lonely-hash\n\nx:unended");
	mktar_text(&tar, "etc/group", "wheel:group-hash:0:root\n");
	mktar_end(&tar);
	there_and_back(&tar, &t);
	for (int i = 0; i < 4; i++)
		assert_null(memmem(t.bytes.p, t.bytes.len, secrets[i], strlen(secrets[i])));
	assert_string_equal(t.back->kept[0].bytes,
		"root:x:0:0::/:\napp::1:1::/:\nodd:x\n\nx:x");
	assert_string_equal(t.back->kept[1].bytes, "wheel:x:0:root\n");
}

static void an_empty_layer_comes_back(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(two_done) struct two t = { 0 };

	(void)state;
	mktar_end(&tar);
	there_and_back(&tar, &t);
	assert_int_equal(t.back->nentries, 0);
	assert_true(t.back->whole);
}

static void a_path_is_written_once_and_its_folders_once(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(two_done) struct two t = { 0 };

	(void)state;
	for (int i = 0; i < 200; i++) {
		char path[60];

		(void)snprintf(path, sizeof(path), "a-folder-of-a-long-name/file-%03d", i);
		mktar_text(&tar, path, "");
		mktar_text(&tar, path, "");
	}
	mktar_end(&tar);
	there_and_back(&tar, &t);
	assert_int_equal(t.back->nentries, 400);
	assert_true(t.bytes.len < 200 * 11 + 400 * 4 + 100);
}

/* Whatever byte is another, or missing: an answer, never a crash or a wrong size. */
static void damage_is_an_error_or_another_layer(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(two_done) struct two t = { 0 };
	struct fi_layer *l = NULL;

	(void)state;
	every_kind(&tar);
	there_and_back(&tar, &t);
	for (size_t i = 0; i < t.bytes.len; i++) {
		struct fi_err err = { 0 };

		assert_int_equal(fi_layer_read(t.bytes.p, i, t.other.paths, &l, &err), FI_EFORMAT);
		assert_contains(err.text, "damaged");
		fi_err_clear(&err);
		t.bytes.p[i] = (char)(t.bytes.p[i] ^ 0xff);
		if (fi_layer_read(t.bytes.p, t.bytes.len, t.other.paths, &l, &err) == FI_OK)
			free(layer_text(l, t.other.paths)), fi_layer_free(l);
		t.bytes.p[i] = (char)(t.bytes.p[i] ^ 0xff);
	}
}

static void a_full_buffer_is_left_as_it_was(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf small = fi_buf_limited(40);
	FI_AUTO(two_done) struct two t = { 0 };

	(void)state;
	every_kind(&tar);
	there_and_back(&tar, &t);
	assert_int_equal(fi_buf_adds(&small, "before"), FI_OK);
	assert_int_equal(fi_layer_write(t.set.layers[0], t.set.paths, &small), FI_ELIMIT);
	assert_string_equal(small.p, "before");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_layer_comes_back),
		cmocka_unit_test(it_can_be_searched_at_once),
		cmocka_unit_test(no_password_is_written),
		cmocka_unit_test(an_empty_layer_comes_back),
		cmocka_unit_test(a_path_is_written_once_and_its_folders_once),
		cmocka_unit_test(damage_is_an_error_or_another_layer),
		cmocka_unit_test(a_full_buffer_is_left_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
