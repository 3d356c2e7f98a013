/* test_registry.c - a registry's storage: what its links lead to, and what they do not. */
#include "tests/lib_layers.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layers/inputs.h"
#include "layers/registry.h"


static void put(const char *dir, const void *p, size_t n, char digest[72])
{
	char name[160];

	test_digest(p, n, digest);
	(void)snprintf(name, sizeof(name), "blobs/sha256/%.2s/%s/data", digest + 7, digest + 7);
	test_write(dir, name, p, n);
}

static void put_json(const char *dir, char digest[72], const char *fmt, ...) FI_PRINTF(3, 4);

static void put_json(const char *dir, char digest[72], const char *fmt, ...)
{
	FI_AUTO(fi_freep) char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = fi_vformat(fmt, ap);
	va_end(ap);
	assert_non_null(text);
	put(dir, text, strlen(text), digest);
}

/* An image of one layer with one file in it. */
static void put_image(const char *dir, const char *content, char digest[72], char layer[72])
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	char config[72];

	one_file(&tar, "app/file", content);
	put(dir, tar.p, tar.len, layer);
	put_json(dir, config,
		"{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{},"
		"\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}",
		layer);
	put_json(dir, digest,
		"{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},"
		"\"layers\":[{\"digest\":\"%s\",\"size\":%zu}]}",
		config, layer, tar.len);
}

static void link_to(const char *dir, const char *fmt, const char *repo, const char *what,
	const char *text)
{
	FI_AUTO(fi_freep) char *name = NULL;

	if (strcmp(fmt, "tag") == 0)
		name = fi_format("repositories/%s/_manifests/tags/%s/current/link", repo, what);
	else
		name = fi_format("repositories/%s/_manifests/revisions/sha256/%s/link", repo,
			what + 7);
	assert_non_null(name);
	test_write_text(dir, name, text);
}

/* A tag with its revision, as a push leaves them. */
static void tag(const char *dir, const char *repo, const char *name, const char *digest)
{
	link_to(dir, "tag", repo, name, digest);
	link_to(dir, "revision", repo, digest, digest);
}

static void list(const char *dir, struct fi_storage *out)
{
	struct fi_err err = { 0 };
	int fd = open(dir, O_RDONLY | O_DIRECTORY);

	assert_true(fd >= 0);
	assert_ok(fi_registry_list(fd, NULL, out, &err), &err);
	close(fd);
}

static void a_tag_leads_to_a_manifest(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_storage s;
	char image[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	tag(dir, "acme/web/worker", "latest", image);
	list(dir, &s);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.list[0].kind, FI_STORED_TAGGED);
	assert_string_equal(s.list[0].digest, image);
	assert_int_equal(s.list[0].names.n, 2);
	assert_string_equal(s.list[0].names.v[0], "acme/web/worker:latest");
	assert_string_equal(s.list[0].names.v[1], "acme/web:1.0");
	assert_int_equal(s.repositories, 2);
	assert_int_equal(s.problems.n, 0);
	fi_storage_done(&s);
}

static void a_tag_that_was_pushed_again_leaves_an_untagged_revision(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_freep) char *name = NULL;
	struct fi_storage s;
	char old[72], new[72], layer[72];

	(void)state;
	put_image(dir, "old", old, layer);
	put_image(dir, "new", new, layer);
	link_to(dir, "revision", "acme/web", old, old);
	tag(dir, "acme/web", "1.0", new);
	list(dir, &s);
	assert_int_equal(s.n, 2);
	assert_int_equal(s.kinds[FI_STORED_UNTAGGED], 1);
	assert_string_equal(s.list[1].digest, old);
	name = fi_format("acme/web@%.19s", old);
	assert_string_equal(s.list[1].names.v[0], name);
	fi_storage_done(&s);
}

static void what_a_tagged_index_lists_is_not_untagged(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_storage s;
	char image[72], index[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	put_json(dir, index, "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"%s\"}]}", image);
	link_to(dir, "revision", "acme/web", image, image);
	tag(dir, "acme/web", "1.0", index);
	list(dir, &s);
	assert_int_equal(s.n, 1);
	assert_string_equal(s.list[0].digest, index);
	fi_storage_done(&s);
}

static void an_index_that_lists_itself_ends(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_freep) char *text = NULL, *name = NULL;
	char digest[72];
	struct fi_storage s;

	(void)state;
	test_digest("x", 1, digest); /* a lie: the blob is another */
	text = fi_format("{\"manifests\":[{\"digest\":\"%s\"},{\"digest\":\"%s\"}]}", digest,
		digest);
	name = fi_format("blobs/sha256/%.2s/%s/data", digest + 7, digest + 7);
	test_write_text(dir, name, text);
	tag(dir, "a", "1", digest);
	list(dir, &s);
	assert_int_equal(s.n, 1);
	fi_storage_done(&s);
}

static void what_nobody_names_is_deleted_or_loose(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	struct fi_storage s;
	char image[72], gone[72], layer[72], loose[72];

	(void)state;
	put_image(dir, "kept", image, layer);
	tag(dir, "acme/web", "1.0", image);
	put_image(dir, "gone", gone, layer);
	one_file(&tar, "x", "never named");
	put(dir, tar.p, tar.len, loose);
	list(dir, &s);
	assert_int_equal(s.n, 3);
	assert_int_equal(s.list[1].kind, FI_STORED_DELETED);
	assert_string_equal(s.list[1].digest, gone);
	assert_int_equal(s.list[2].kind, FI_STORED_LOOSE);
	assert_string_equal(s.list[2].digest, loose);
	assert_int_equal(s.list[2].size, tar.len);
	fi_storage_done(&s);
}

static void a_damaged_link_is_told_and_the_rest_is_listed(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_storage s;
	char image[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	link_to(dir, "tag", "acme/web", "bad", "sha256:../../../../etc/passwd");
	test_write_text(dir, "repositories/acme/web/_manifests/tags/empty/index", "");
	list(dir, &s);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.problems.n, 2);
	assert_contains(s.problems.v[0], "acme/web:bad: its link is no digest");
	assert_contains(s.problems.v[1], "acme/web:empty: the tag has no link");
	fi_storage_done(&s);
}

static void no_link_is_followed(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_freep) char *loop = test_path(dir, "repositories/acme/loop");
	FI_AUTO(fi_freep) char *out = test_path(dir, "repositories/out");
	struct fi_storage s;
	char image[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	assert_int_equal(symlink("../../repositories", loop), 0);
	assert_int_equal(symlink("/", out), 0);
	list(dir, &s);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.repositories, 1);
	assert_int_equal(s.problems.n, 0);
	fi_storage_done(&s);
}

static void an_unfinished_upload_is_listed(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_storage s;
	char image[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	test_write_text(dir, "repositories/acme/web/_uploads/some-uuid/data", "half a layer");
	list(dir, &s);
	assert_int_equal(s.uploads.n, 1);
	assert_contains(s.uploads.v[0], "acme/web/_uploads/some-uuid: an unfinished upload of 12");
	assert_int_equal(s.problems.n, 0);
	fi_storage_done(&s);
}

static void a_stop_ends_the_listing(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	volatile int stop = 1;
	struct fi_inputs in = { .stop = &stop };
	struct fi_err err = { 0 };
	char image[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	assert_fails(fi_inputs_add(&in, dir, &err), FI_ESTOP, "stopped", &err);
	fi_inputs_done(&in);
}

/* --- and as an input --- */

static void read_unit(struct fi_inputs *in, size_t i, struct fi_set *set)
{
	struct fi_err err = { 0 };

	assert_true(i < in->nunits);
	assert_ok(fi_set_init(set, NULL, NULL, &err), &err);
	assert_ok(fi_inputs_read(in, &in->units[i], set, &err), &err);
}

static void an_image_of_a_storage_is_read_with_its_names(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_inputs in = { 0 };
	struct fi_err err = { 0 };
	struct fi_set set;
	char image[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	tag(dir, "acme/web", "latest", image);
	assert_ok(fi_inputs_add(&in, dir, &err), &err);
	assert_int_equal(in.nunits, 1);
	read_unit(&in, 0, &set);
	assert_int_equal(set.nimages, 1);
	assert_string_equal(set.images[0].names.v[1], "acme/web:latest");
	assert_string_equal(set.images[0].digest, image);
	assert_string_equal(set.layers[set.images[0].layers[0].layer]->digest, layer);
	assert_int_equal(set.files, 1);
	assert_int_equal(set.ngaps, 0);
	fi_set_done(&set);
	fi_inputs_done(&in);
}

static void a_blob_that_lies_about_its_digest_is_told(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(fi_freep) char *name = NULL;
	struct fi_inputs in = { 0 };
	struct fi_err err = { 0 };
	struct fi_set set;
	char image[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	one_file(&tar, "x", "another");
	name = fi_format("blobs/sha256/%.2s/%s/data", layer + 7, layer + 7);
	test_write(dir, name, tar.p, tar.len);
	assert_ok(fi_inputs_add(&in, dir, &err), &err);
	read_unit(&in, 0, &set);
	assert_true(set.images[0].nmismatches > 0);
	assert_string_equal(set.images[0].mismatches[0].claimed, layer);
	fi_set_done(&set);
	fi_inputs_done(&in);
}

static void a_missing_blob_is_a_gap(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_freep) char *path = NULL;
	struct fi_inputs in = { 0 };
	struct fi_err err = { 0 };
	struct fi_set set;
	char image[72], layer[72], name[160];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	(void)snprintf(name, sizeof(name), "blobs/sha256/%.2s/%s/data", layer + 7, layer + 7);
	path = test_path(dir, name);
	assert_int_equal(unlink(path), 0);
	assert_ok(fi_inputs_add(&in, dir, &err), &err);
	read_unit(&in, 0, &set);
	assert_int_equal(set.ngaps, 1);
	assert_contains(set.gaps[0].reason, "not in the export");
	assert_false(set.gaps[0].harmless);
	fi_set_done(&set);
	fi_inputs_done(&in);
}

/* The layer of the only image, moved out of the storage, with a link in its place. */
static void link_away(const char *dir, const char *layer, bool folder)
{
	FI_AUTO(fi_freep) char *name = NULL, *from = NULL, *to = test_path(dir, "../outside");

	name = folder ? fi_format("blobs/sha256/%.2s", layer + 7) :
			fi_format("blobs/sha256/%.2s/%s/data", layer + 7, layer + 7);
	from = test_path(dir, name);
	assert_int_equal(rename(from, to), 0);
	assert_int_equal(symlink(to, from), 0);
}

static void a_blob_is_not_read_through_a_link(void **state)
{
	(void)state;
	for (int folder = 0; folder < 2; folder++) {
		FI_AUTO(test_dir_done) char *dir = test_dir();
		FI_AUTO(fi_freep) char *inside = test_path(dir, "in");
		struct fi_inputs in = { 0 };
		struct fi_err err = { 0 };
		struct fi_set set;
		char image[72], layer[72];

		assert_int_equal(mkdir(inside, 0755), 0);
		put_image(inside, "one", image, layer);
		tag(inside, "acme/web", "1.0", image);
		link_away(inside, layer, folder);
		assert_ok(fi_inputs_add(&in, inside, &err), &err);
		read_unit(&in, 0, &set);
		assert_int_equal(set.files, 0);
		assert_int_equal(set.ngaps, 1);
		fi_set_done(&set);
		fi_inputs_done(&in);
	}
}

static void a_loose_layer_is_an_image_of_its_own_with_all(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	struct fi_inputs in = { .all = true };
	struct fi_err err = { 0 };
	struct fi_set set;
	char image[72], layer[72], loose[72], config[72];

	(void)state;
	put_image(dir, "one", image, layer);
	tag(dir, "acme/web", "1.0", image);
	one_file(&tar, "x", "never named");
	put(dir, tar.p, tar.len, loose);
	put_json(dir, config, "{\"config\":{\"Env\":[\"A=b\"]},\"rootfs\":{\"diff_ids\":[]}}");
	assert_ok(fi_inputs_add(&in, dir, &err), &err);
	assert_int_equal(in.unreferenced, 2);
	assert_int_equal(in.nunits, 3);
	for (size_t i = 1; i < 3; i++) {
		bool is_layer = strcmp(in.units[i].digest, loose) == 0;

		read_unit(&in, i, &set);
		assert_int_equal(set.nimages, 1);
		assert_int_equal(set.images[0].nlayers, is_layer ? 1 : 0);
		assert_int_equal(set.images[0].config.env.n, is_layer ? 0 : 1);
		assert_contains(set.images[0].names.v[0], "unreferenced@sha256:");
		fi_set_done(&set);
	}
	fi_inputs_done(&in);
}

static void without_all_the_rest_is_only_counted(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_inputs in = { 0 };
	struct fi_err err = { 0 };
	char image[72], old[72], gone[72], layer[72];

	(void)state;
	put_image(dir, "one", image, layer);
	put_image(dir, "old", old, layer);
	put_image(dir, "gone", gone, layer);
	tag(dir, "acme/web", "1.0", image);
	link_to(dir, "revision", "acme/web", old, old);
	assert_ok(fi_inputs_add(&in, dir, &err), &err);
	assert_int_equal(in.nunits, 1);
	assert_int_equal(in.untagged, 1);
	assert_int_equal(in.unreferenced, 1);
	assert_int_equal(in.listed.n, 2);
	fi_inputs_done(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tag_leads_to_a_manifest),
		cmocka_unit_test(a_tag_that_was_pushed_again_leaves_an_untagged_revision),
		cmocka_unit_test(what_a_tagged_index_lists_is_not_untagged),
		cmocka_unit_test(an_index_that_lists_itself_ends),
		cmocka_unit_test(what_nobody_names_is_deleted_or_loose),
		cmocka_unit_test(a_damaged_link_is_told_and_the_rest_is_listed),
		cmocka_unit_test(no_link_is_followed),
		cmocka_unit_test(an_unfinished_upload_is_listed),
		cmocka_unit_test(a_stop_ends_the_listing),
		cmocka_unit_test(an_image_of_a_storage_is_read_with_its_names),
		cmocka_unit_test(a_blob_that_lies_about_its_digest_is_told),
		cmocka_unit_test(a_missing_blob_is_a_gap),
		cmocka_unit_test(a_blob_is_not_read_through_a_link),
		cmocka_unit_test(a_loose_layer_is_an_image_of_its_own_with_all),
		cmocka_unit_test(without_all_the_rest_is_only_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
