/* test_inputs.c - folders full of exports: what is found in them, and what is passed over. */
#include "tests/lib_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "layers/inputs.h"

static void add(struct fi_inputs *in, const char *path)
{
	struct fi_err err = { 0 };

	assert_ok(fi_inputs_add(in, path, &err), &err);
}

/* A small archive of one image. */
static void write_archive(const char *dir, const char *name)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf layer = fi_buf_limited(1 << 20);

	one_file(&layer, "etc/motd", "hello");
	docker_archive(&tar, &layer, 1);
	test_write(dir, name, tar.p, tar.len);
}

/* An OCI layout of one image at dir/name; `ref` is its name in the index, NULL: none. */
static void write_layout(const char *dir, const char *name, const char *ref)
{
	FI_AUTO(parcel_done) struct parcel p = { .n = 0 };
	char layer[72], image[72];

	parcel_layer(&p, "app/file", name, layer);
	parcel_image(&p, "amd64", layer, image);
	if (ref)
		parcel_index(&p,
			"{\"digest\":\"%s\",\"annotations\":{\"org.opencontainers.image.ref.name\":"
			"\"%s\"}}",
			image, ref);
	else
		parcel_index(&p, "{\"digest\":\"%s\"}", image);
	for (size_t i = 0; i < p.n; i++) {
		FI_AUTO(fi_freep) char *path = fi_format("%s/%s", name, p.pieces[i].name);

		test_write(dir, path, p.pieces[i].bytes.p, p.pieces[i].bytes.len);
	}
}

/* A dir: copy of an image without layers. */
static void write_dir_copy(const char *dir, const char *name)
{
	static const char config[] = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";
	FI_AUTO(fi_freep) char *version = fi_format("%s/version", name);
	FI_AUTO(fi_freep) char *manifest = fi_format("%s/manifest.json", name);
	FI_AUTO(fi_freep) char *blob = NULL, *text = NULL;
	char digest[72];

	test_digest(config, strlen(config), digest);
	blob = fi_format("%s/%s", name, digest + 7);
	text = fi_format("{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},\"layers\":[]}",
		digest);
	test_write_text(dir, version, "Directory Transport Version: 1.1\n");
	test_write_text(dir, manifest, text);
	test_write_text(dir, blob, config);
}

/* The name of the only image of a unit. */
static char *name_of(struct fi_inputs *in, size_t unit)
{
	struct fi_err err = { 0 };
	struct fi_set set;
	char *name;

	assert_true(unit < in->nunits);
	assert_ok(fi_set_init(&set, NULL, NULL, &err), &err);
	assert_ok(fi_inputs_read(in, &in->units[unit], &set, &err), &err);
	assert_int_equal(set.nimages, 1);
	name = strdup(set.images[0].names.v[0]);
	fi_set_done(&set);
	return name;
}

static void assert_name(struct fi_inputs *in, size_t unit, const char *want)
{
	FI_AUTO(fi_freep) char *name = name_of(in, unit);

	assert_string_equal(name, want);
}

static void a_folder_holds_exports_of_any_kind(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_inputs in = { 0 };

	(void)state;
	write_archive(dir, "a/app.tar");
	write_layout(dir, "b/layout", "acme/web:1");
	write_dir_copy(dir, "c/host:5000/acme/tool:2");
	add(&in, dir);
	assert_int_equal(in.nunits, 3);
	assert_int_equal(in.exports, 3);
	assert_string_equal(in.units[0].path, "a/app.tar");
	assert_name(&in, 0, "a:1"); /* docker_archive's own */
	assert_name(&in, 1, "acme/web:1");
	assert_name(&in, 2, "c/host:5000/acme/tool:2");
	assert_true(in.size > 0);
	fi_inputs_done(&in);
}

static void what_is_no_export_is_counted_and_named(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_freep) char *link = test_path(dir, "link.tar");
	FI_AUTO(fi_freep) char *loop = test_path(dir, "sub/loop");
	struct fi_inputs in = { 0 };

	(void)state;
	write_archive(dir, "sub/app.tar");
	test_write_text(dir, "README.md", "how these were made");
	test_write_text(dir, "empty", "");
	test_write_text(dir, "web/manifest.json", "{\"name\":\"a web app\"}");
	assert_int_equal(symlink("sub/app.tar", link), 0);
	assert_int_equal(symlink("..", loop), 0);
	add(&in, dir);
	assert_int_equal(in.nunits, 1);
	assert_int_equal(in.passed, 5);
	assert_contains(in.passed_over.v[0], "README.md: no export");
	assert_contains(in.passed_over.v[1], "empty: an empty file");
	assert_contains(in.passed_over.v[2], "link.tar: a link, which is not followed");
	assert_contains(in.passed_over.v[3], "sub/loop: a link");
	assert_contains(in.passed_over.v[4], "web/manifest.json: no export");
	assert_int_equal(in.problems.n, 0);
	fi_inputs_done(&in);
}

static void a_bare_tag_gets_its_layouts_name(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_inputs in = { 0 };

	(void)state;
	write_layout(dir, "acme/web", "1.0");
	add(&in, dir);
	assert_name(&in, 0, "acme/web:1.0");
	fi_inputs_done(&in);
}

static void layouts_nest_as_zots_do(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	struct fi_inputs in = { 0 };

	(void)state;
	write_layout(dir, "acme", "1");
	write_layout(dir, "acme/web", "2");
	add(&in, dir);
	assert_int_equal(in.nunits, 2);
	assert_name(&in, 0, "acme:1");
	assert_name(&in, 1, "acme/web:2");
	assert_int_equal(in.passed, 0);
	fi_inputs_done(&in);
}

static void a_layout_with_many_tags_is_read_in_parts(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_buf_done) struct fi_buf index = fi_buf_limited(1 << 20);
	struct fi_inputs in = { 0 };
	size_t images = 0;

	(void)state;
	assert_int_equal(fi_buf_adds(&index, "{\"manifests\":["), FI_OK);
	for (int i = 0; i < 40; i++) {
		char name[16], config[64], digest[72], manifest[200];
		FI_AUTO(fi_freep) char *path = NULL, *other = NULL;

		(void)snprintf(name, sizeof(name), "t%d", i);
		(void)snprintf(config, sizeof(config), "{\"os\":\"linux\",\"author\":\"%d\"}", i);
		test_digest(config, strlen(config), digest);
		path = fi_format("web/blobs/sha256/%s", digest + 7);
		test_write_text(dir, path, config);
		(void)snprintf(manifest, sizeof(manifest),
			"{\"config\":{\"digest\":\"%s\"},\"layers\":[]}", digest);
		test_digest(manifest, strlen(manifest), digest);
		other = fi_format("web/blobs/sha256/%s", digest + 7);
		test_write_text(dir, other, manifest);
		assert_int_equal(fi_buf_addf(&index,
					 "%s{\"digest\":\"%s\",\"annotations\":{"
					 "\"org.opencontainers.image.ref.name\":\"%s\"}}",
					 i ? "," : "", digest, name),
			FI_OK);
	}
	assert_int_equal(fi_buf_adds(&index, "]}"), FI_OK);
	test_write(dir, "web/index.json", index.p, index.len);
	test_write_text(dir, "web/oci-layout", "{}");
	add(&in, dir);
	assert_int_equal(in.nunits, 3);
	assert_int_equal(in.exports, 1);
	for (size_t i = 0; i < in.nunits; i++) {
		struct fi_err err = { 0 };
		struct fi_set set;

		assert_ok(fi_set_init(&set, NULL, NULL, &err), &err);
		assert_ok(fi_inputs_read(&in, &in.units[i], &set, &err), &err);
		assert_int_equal(set.nimages, i < 2 ? 16 : 8);
		assert_int_equal(set.ngaps, 0);
		images += set.nimages;
		if (i == 2)
			assert_string_equal(set.images[7].names.v[0], "web:t39");
		fi_set_done(&set);
	}
	assert_int_equal(images, 40);
	assert_int_equal(in.unreferenced, 0);
	fi_inputs_done(&in);
}

static void what_is_left_over_in_a_layout_is_counted(void **state)
{
	static const char lost[] = "{\"config\":{\"digest\":\"sha256:0\"},\"layers\":[]}";
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(fi_freep) char *manifest = NULL, *layer = NULL;
	char digest[72], loose[72];

	(void)state;
	write_layout(dir, "web", "1");
	test_digest(lost, strlen(lost), digest);
	manifest = fi_format("web/blobs/sha256/%s", digest + 7);
	test_write_text(dir, manifest, lost);
	one_file(&tar, "srv/key", "left over");
	test_digest(tar.p, tar.len, loose);
	layer = fi_format("web/blobs/sha256/%s", loose + 7);
	test_write(dir, layer, tar.p, tar.len);
	for (int all = 0; all < 2; all++) {
		struct fi_inputs in = { .all = all };

		add(&in, dir);
		assert_int_equal(in.nunits, all ? 3 : 1);
		assert_int_equal(in.unreferenced, 2);
		assert_int_equal(in.listed.n, 2);
		assert_name(&in, 0, "web:1");
		if (all) {
			FI_AUTO(fi_freep) char *name = name_of(&in, 2);

			assert_string_equal(in.units[2].digest, loose);
			assert_memory_equal(name, "unreferenced@", 13);
		}
		fi_inputs_done(&in);
	}
}

static void an_image_without_a_name_is_called_as_its_input(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_freep) char *path = test_path(dir, "nameless/");
	struct fi_inputs in = { 0 };

	(void)state;
	write_layout(dir, "nameless", NULL);
	add(&in, dir);
	add(&in, path);
	assert_int_equal(in.nunits, 2);
	assert_name(&in, 0, "nameless");
	assert_name(&in, 1, "nameless");
	assert_false(in.units[0].named);
	assert_true(in.units[1].named);
	fi_inputs_done(&in);
}

static void a_stranger_is_told_from_a_damaged_archive(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	struct fi_inputs in = { 0 };

	(void)state;
	one_file(&tar, "src/main.c", "int main;");
	test_write(dir, "source.tar", tar.p, tar.len);
	write_archive(dir, "whole.tar");
	test_write(dir, "cut.tar", tar.p, 515);
	add(&in, dir);
	assert_int_equal(in.nunits, 3);
	for (size_t i = 0; i < 3; i++) {
		struct fi_err err = { 0 };
		struct fi_set set;
		enum fi_code rc;

		assert_ok(fi_set_init(&set, NULL, NULL, &err), &err);
		rc = fi_inputs_read(&in, &in.units[i], &set, &err);
		assert_int_equal(rc == FI_OK, strcmp(in.units[i].path, "whole.tar") == 0);
		assert_int_equal(set.stranger, strcmp(in.units[i].path, "source.tar") == 0);
		fi_set_done(&set);
	}
	fi_inputs_done(&in);
}

static void a_path_that_is_not_there_is_an_error(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	FI_AUTO(fi_freep) char *path = test_path(dir, "nothing");
	struct fi_inputs in = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	assert_fails(fi_inputs_add(&in, path, &err), FI_ENOTFOUND, "No such file", &err);
	fi_inputs_done(&in);
}

static void a_stop_ends_the_walk(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();
	volatile int stop = 1;
	struct fi_inputs in = { .stop = &stop };
	struct fi_err err = { 0 };

	(void)state;
	write_archive(dir, "a.tar");
	assert_fails(fi_inputs_add(&in, dir, &err), FI_ESTOP, "stopped", &err);
	fi_inputs_done(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_holds_exports_of_any_kind),
		cmocka_unit_test(what_is_no_export_is_counted_and_named),
		cmocka_unit_test(a_bare_tag_gets_its_layouts_name),
		cmocka_unit_test(layouts_nest_as_zots_do),
		cmocka_unit_test(a_layout_with_many_tags_is_read_in_parts),
		cmocka_unit_test(what_is_left_over_in_a_layout_is_counted),
		cmocka_unit_test(an_image_without_a_name_is_called_as_its_input),
		cmocka_unit_test(a_stranger_is_told_from_a_damaged_archive),
		cmocka_unit_test(a_path_that_is_not_there_is_an_error),
		cmocka_unit_test(a_stop_ends_the_walk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
