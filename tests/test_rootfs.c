/* test_rootfs.c - what layers make together, and what a layer takes away from lower ones. */
#include "tests/lib_layers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/rootfs.h"

#define LAYERS 4

struct world {
	struct fi_set set;
	struct fi_image image;
	struct fi_image_layer layers[LAYERS];
	struct fi_rootfs *r;
};

static void world_done(struct world *w)
{
	fi_rootfs_free(w->r);
	fi_set_done(&w->set);
}

/* "d NAME", "f NAME" or "f NAME CONTENT", "s NAME TARGET", "h NAME TARGET". */
static void member(struct fi_buf *tar, const char *line)
{
	FI_AUTO(fi_freep) char *name = strdup(line + 2);
	char *target = strchr(name, ' ');

	if (target)
		*target++ = 0;
	switch (line[0]) {
	case 'd':
		mktar_kind(tar, '5', name, NULL, 0755);
		break;
	case 'f':
		mktar_text(tar, name, target ? target : name);
		break;
	case 's':
		mktar_kind(tar, '2', name, target, 0777);
		break;
	default:
		mktar_kind(tar, '1', name, target, 0644);
	}
}

/* Each layer is a list of members, ended by NULL; the last list is empty. */
static void stack(struct world *w, const char *const *lines)
{
	struct fi_err err = { 0 };

	*w = (struct world){ 0 };
	assert_ok(fi_set_init(&w->set, NULL, NULL, &err), &err);
	w->image.layers = w->layers;
	while (*lines) {
		FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);

		while (*lines)
			member(&tar, *lines++);
		lines++;
		mktar_end(&tar);
		assert_ok(walk_bytes(&w->set, tar.p, tar.len, 512, &err), &err);
		w->layers[w->image.nlayers].layer = (int)w->image.nlayers;
		w->image.nlayers++;
	}
	assert_ok(fi_rootfs_new(&w->set, &w->image, &w->r, &err), &err);
}
#define STACK(w, ...) stack((w), (const char *const[]){ __VA_ARGS__, NULL, NULL })

struct listing {
	struct fi_strs lines;
	const struct world *w;
};

static bool list(void *self, const struct fi_node *n)
{
	static const char marks[] = " /@=df!!";
	struct listing *l = self;
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(4096);

	if (n->path == FI_PATH_ROOT)
		return true;
	assert_int_equal(fi_paths_text(l->w->set.paths, n->path, &b), FI_OK);
	assert_int_equal(fi_buf_addf(&b, "%.1s%d",
				 n->entry->kind == FI_KIND_FILE ? ":" : &marks[n->entry->kind],
				 n->layer),
		FI_OK);
	assert_int_equal(fi_strs_add(&l->lines, b.p), FI_OK);
	return true;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every path, sorted: ':' a file, '/' a folder, '@' a link, and the layer it is of. */
static void is_tree(const struct world *w, const char *want)
{
	struct listing l = { .w = w };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	fi_rootfs_each(w->r, list, &l);
	if (l.lines.n)
		qsort(l.lines.v, l.lines.n, sizeof(*l.lines.v), by_text);
	for (size_t i = 0; i < l.lines.n; i++)
		assert_int_equal(fi_buf_addf(&b, "%s%s", i ? " " : "", l.lines.v[i]), FI_OK);
	fi_strs_done(&l.lines);
	assert_string_equal(b.p, want);
}

static void the_last_layer_that_writes_a_path_owns_it(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "d etc", "f etc/a", "f etc/b", NULL, "f etc/a", "f new/deep/c");
	/* Folders that nobody wrote are there all the same. */
	is_tree(&w, "etc/0 etc/a:1 etc/b:0 new/1 new/deep/1 new/deep/c:1");
}

static void a_whiteout_takes_a_file_or_a_whole_folder(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f a", "f d/x/y", "f d/z", "f keep/a", NULL, "f .wh.a", "f .wh.d", "f .wh.gone");
	is_tree(&w, "keep/0 keep/a:0");
}

static void whiteouts_are_about_lower_layers_wherever_they_stand(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f d/old", "f f", NULL, "f d/new", "f d/.wh..wh..opq", "f f", "f .wh.f");
	is_tree(&w, "d/0 d/new:1 f:1");
}

static void an_opaque_folder_hides_what_was_in_it(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f d/a", "f d/b/c", "f e", NULL, "d d", "f d/.wh..wh..opq", "f d/n");
	is_tree(&w, "d/1 d/n:1 e:0");
}

static void an_opaque_root_hides_everything(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f a", "f d/b", NULL, "f .wh..wh..opq", "f c");
	is_tree(&w, "c:1");
}

static void a_file_over_a_folder_takes_all_below_it(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f d/a/b", "f e/a", NULL, "s d elsewhere", "f e");
	is_tree(&w, "d@1 e:1");
}

static void a_folder_over_a_file_replaces_it_over_a_folder_merges(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f f", "f d/a", NULL, "d f", "f f/x", "d d", "f d/b");
	is_tree(&w, "d/1 d/a:0 d/b:1 f/1 f/x:1");
}

static void a_hard_link_is_its_target_of_any_layer(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f a", "h b a", NULL, "h c a", "h d nowhere");
	is_tree(&w, "a:0 b:0 c:0 d=1");
}

static void the_last_of_equal_names_in_a_layer_wins(void **state)
{
	FI_AUTO(world_done) struct world w;
	size_t n;

	(void)state;
	STACK(&w, "f etc/passwd old", "s etc/passwd /tmp", "f etc/passwd new!", "f x", "s x y");
	is_tree(&w, "etc/0 etc/passwd:0 x@0");
	assert_string_equal(fi_rootfs_content(w.r, "etc/passwd", &n), "new!");
	assert_int_equal(n, 4);
}

/* --- lookups --- */

/* `path` leads to `real`, or nowhere if that is NULL. */
static void leads(const struct world *w, const char *path, const char *real)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(4096);
	struct fi_node n;

	if (!real) {
		assert_false(fi_rootfs_lookup(w->r, path, &n));
		return;
	}
	assert_true(fi_rootfs_lookup(w->r, path, &n));
	assert_int_equal(fi_paths_text(w->set.paths, n.path, &b), FI_OK);
	assert_string_equal(b.p, real);
}

static void links_are_followed_in_every_part_and_never_leave_the_root(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f usr/bin/sh", "s bin usr/bin", "s usr/local ../bin", "s sh bin/sh",
		"s usr/lib/abs /bin/sh", "s out ../../../usr/bin/sh", "s self/../x sh", NULL,
		"s usr/bin/bash sh", "f usr/bin/real", "s usr/bin/near real");
	leads(&w, "/bin/sh", "usr/bin/sh");
	leads(&w, "bin/bash", "usr/bin/sh");
	leads(&w, "usr/local/sh", "usr/bin/sh");
	leads(&w, "usr/bin/near", "usr/bin/real");
	leads(&w, "//usr/./local/../bin/sh", "usr/bin/sh");
	leads(&w, "usr/lib/abs", "usr/bin/sh");
	leads(&w, "out", "usr/bin/sh");
	leads(&w, "../../sh", "usr/bin/sh");
	leads(&w, "/", "");
	leads(&w, "usr/bin/gone", NULL);
	leads(&w, "", "");
}

static void loops_of_links_end(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "s a b", "s b a", "s self self", "s grow grow/grow", "s end a/b/c");
	leads(&w, "a", NULL);
	leads(&w, "self", NULL);
	leads(&w, "grow/x", NULL);
	leads(&w, "end", NULL);
}

/* x0 -> x1 -> ... -> xN, which is a file. */
static void chain(struct world *w, size_t links)
{
	char lines[64][16];
	const char *list_of[66] = { 0 };

	for (size_t i = 0; i < links; i++) {
		(void)snprintf(lines[i], sizeof(lines[i]), "s x%zu x%zu", i, i + 1);
		list_of[i] = lines[i];
	}
	(void)snprintf(lines[links], sizeof(lines[links]), "f x%zu", links);
	list_of[links] = lines[links];
	stack(w, list_of);
}

static void forty_links_are_followed_as_linux_does(void **state)
{
	FI_AUTO(world_done) struct world good;
	FI_AUTO(world_done) struct world bad;

	(void)state;
	chain(&good, 40);
	leads(&good, "x0", "x40");
	chain(&bad, 41);
	leads(&bad, "x0", NULL);
	leads(&bad, "x1", "x41");
}

static void kept_content_is_of_the_layer_that_counts(void **state)
{
	FI_AUTO(world_done) struct world w;
	size_t n = 0;

	(void)state;
	STACK(&w, "f etc/passwd", "f usr/lib/os-release", "s etc/os-release ../usr/lib/os-release",
		"f etc/shadow", NULL, "f etc/.wh.passwd");
	assert_null(fi_rootfs_content(w.r, "etc/passwd", &n));
	assert_string_equal(fi_rootfs_content(w.r, "/etc/os-release", &n), "usr/lib/os-release");
	assert_int_equal(n, strlen("usr/lib/os-release"));
	assert_null(fi_rootfs_content(w.r, "etc/shadow", &n));
	assert_null(fi_rootfs_content(w.r, "etc", &n));
}

static void a_layer_that_could_not_be_read_is_passed_over(void **state)
{
	FI_AUTO(world_done) struct world w;
	struct fi_err err = { 0 };

	(void)state;
	STACK(&w, "f a", NULL, "f b", NULL, "f c");
	w.layers[1].layer = -1;
	fi_rootfs_free(w.r);
	w.r = NULL;
	assert_ok(fi_rootfs_new(&w.set, &w.image, &w.r, &err), &err);
	is_tree(&w, "a:0 c:2");
}

static void a_folder_that_is_emptied_again_and_again_holds_what_came_last(void **state)
{
	FI_AUTO(world_done) struct world w;

	(void)state;
	STACK(&w, "f d/a/x", "f d/b", "h keep d/b", NULL,
		/* Replaced, and filled, twice in one layer. */
		"f d", "d d", "f d/a/y", "h old d/b", "f d", "d d", "f d/a/z",
		"h new d/a/z", NULL,
		"f d/.wh..wh..opq", "f d/c", NULL, "f d/a/x", "f d/a/.wh..wh..opq");
	is_tree(&w, "d/1 d/a/3 d/a/x:3 d/c:2 keep:0 new:1 old=1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_layer_that_writes_a_path_owns_it),
		cmocka_unit_test(a_whiteout_takes_a_file_or_a_whole_folder),
		cmocka_unit_test(whiteouts_are_about_lower_layers_wherever_they_stand),
		cmocka_unit_test(an_opaque_folder_hides_what_was_in_it),
		cmocka_unit_test(an_opaque_root_hides_everything),
		cmocka_unit_test(a_file_over_a_folder_takes_all_below_it),
		cmocka_unit_test(a_folder_over_a_file_replaces_it_over_a_folder_merges),
		cmocka_unit_test(a_hard_link_is_its_target_of_any_layer),
		cmocka_unit_test(the_last_of_equal_names_in_a_layer_wins),
		cmocka_unit_test(links_are_followed_in_every_part_and_never_leave_the_root),
		cmocka_unit_test(loops_of_links_end),
		cmocka_unit_test(forty_links_are_followed_as_linux_does),
		cmocka_unit_test(kept_content_is_of_the_layer_that_counts),
		cmocka_unit_test(
			a_folder_that_is_emptied_again_and_again_holds_what_came_last),
		cmocka_unit_test(a_layer_that_could_not_be_read_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
