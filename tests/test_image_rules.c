#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "layers/fake.h"
#include "layers/rootfs.h"
#include "rules/image.h"
#include "rules/ports.h"
#include "rules/sink.h"

#define AMD "\"os\":\"linux\",\"architecture\":\"amd64\""
#define FILES_MAX 4

struct bench {
	struct fi_set set;
	struct fi_rootfs *rootfs;
	struct fi_sink sink;
	struct fi_case c;
};

static void bench_done(struct bench *b)
{
	fi_sink_done(&b->sink);
	fi_rootfs_free(b->rootfs);
	fi_set_done(&b->set);
}

static void start(struct bench *b)
{
	const struct fi_set_options opt = { 0 };

	assert_int_equal(fi_set_init(&b->set, &opt, NULL, NULL), FI_OK);
}

/* An image with these files (NULL-ended, empty but for passwd). */
static void add(struct bench *b, const char *config, const char *const *paths)
{
	const char *contents[FILES_MAX] = { 0 };
	struct fi_err err = { 0 };
	size_t n = 0;

	for (; paths && paths[n]; n++)
		contents[n] = strstr(paths[n], "passwd") ?
			"root:x:0:0::/:/bin/sh\napp:x:10:10::/:/bin/sh\n" :
			strstr(paths[n], "group") ? "app:x:10:\n" : "";
	if (fi_set_fake(&b->set, config, strlen(config), paths, contents, n, &err) != FI_OK)
		fail_msg("%s", err.text);
}

static void judge(struct bench *b, const char *id, size_t image)
{
	struct fi_err err = { 0 };
	size_t i = 0;

	while (strcmp(fi_rules_image[i].id, id) != 0)
		i++;
	if (fi_rootfs_new(&b->set, &b->set.images[image], &b->rootfs, &err) != FI_OK)
		fail_msg("%s", err.text);
	b->c = (struct fi_case){ .set = &b->set, .image = &b->set.images[image],
		.image_index = (int)image, .rootfs = b->rootfs };
	fi_rules_image[i].judge(&b->c, &fi_rules_image[i], &b->sink);
	assert_false(b->sink.nomem);
}

struct row {
	const char *config;
	int severity; /* -1: nothing is reported */
};

static void check(const char *id, const struct row *row, size_t n, const char *const *paths)
{
	for (size_t i = 0; i < n; i++) {
		FI_AUTO(bench_done) struct bench b = { 0 };
		int got;

		start(&b);
		add(&b, row[i].config, paths);
		judge(&b, id, 0);
		got = b.sink.n ? (int)b.sink.list[0].severity : -1;
		if (got != row[i].severity)
			fail_msg("%s: severity %d for %s", id, got, row[i].config);
	}
}

#define CHECK(id, rows, paths) check(id, rows, sizeof(rows) / sizeof((rows)[0]), paths)

static const char *const accounts[] = { "etc/passwd", "etc/group", NULL };

static void root_is_told_through_passwd(void **state)
{
	static const struct row rows[] = {
		{ "{" AMD "}", FI_MEDIUM },
		{ "{" AMD ",\"config\":{\"User\":\"0:0\"}}", FI_MEDIUM },
		{ "{" AMD ",\"config\":{\"User\":\"root:app\"}}", FI_MEDIUM },
		{ "{" AMD ",\"config\":{\"User\":\"app\"}}", -1 },
		{ "{" AMD ",\"config\":{\"User\":\"1000:0\"}}", -1 },
		{ "{" AMD ",\"config\":{\"User\":\"nobody\"}}", -1 },
	};

	(void)state;
	CHECK("image-root-user", rows, accounts);
}

static void users_and_groups_must_exist(void **state)
{
	static const struct row rows[] = {
		{ "{" AMD ",\"config\":{\"User\":\"nobody\"}}", FI_HIGH },
		{ "{" AMD ",\"config\":{\"User\":\"app:staff\"}}", FI_HIGH },
		{ "{" AMD ",\"config\":{\"User\":\"app:app\"}}", -1 },
		{ "{" AMD ",\"config\":{\"User\":\"1000:1000\"}}", -1 },
		{ "{" AMD "}", -1 },
	};

	(void)state;
	CHECK("image-unknown-user", rows, accounts);
}

static void an_unread_layer_proves_no_user_absent(void **state)
{
	FI_AUTO(bench_done) struct bench b = { 0 };

	(void)state;
	start(&b);
	add(&b, "{" AMD ",\"config\":{\"User\":\"nobody\"}}", accounts);
	b.set.layers[0]->whole = false;
	judge(&b, "image-unknown-user", 0);
	assert_int_equal(b.sink.n, 0);
}

static void ports_are_judged_one_by_one(void **state)
{
	static const struct row rows[] = {
		{ "{" AMD ",\"config\":{\"ExposedPorts\":{\"22/tcp\":{}}}}", FI_MEDIUM },
		{ "{" AMD ",\"config\":{\"ExposedPorts\":{\"5432/tcp\":{}}}}", FI_LOW },
		{ "{" AMD ",\"config\":{\"ExposedPorts\":{\"3000/tcp\":{},\"22/udp\":{}}}}", -1 },
	};

	(void)state;
	CHECK("image-exposed-port", rows, NULL);
}

static void tags_that_move_are_reported(void **state)
{
	static const struct row rows[] = {
		{ "{" AMD ",\"names\":[\"acme:5000/app\"]}", FI_LOW },
		{ "{" AMD ",\"names\":[\"app:1\",\"app:latest\"]}", FI_LOW },
		{ "{" AMD ",\"names\":[\"app@sha256:00\",\"app:1\"]}", -1 },
	};

	(void)state;
	CHECK("image-latest-tag", rows, NULL);
}

static void provenance_tells_the_base_too(void **state)
{
	FI_AUTO(bench_done) struct bench b = { 0 };

	(void)state;
	start(&b);
	add(&b, "{" AMD "}", NULL);
	assert_int_equal(fi_strs_add(&b.set.images[0].attestations,
		"{\"predicate\":{\"materials\":[{\"uri\":\"pkg:docker/node@latest?platform=x\"},"
		"{\"uri\":\"pkg:docker/redis@7\"},{\"uri\":\"https://x\"}]}}"), FI_OK);
	judge(&b, "image-base-latest", 0);
	assert_int_equal(b.sink.n, 1);
	assert_contains(b.sink.list[0].message, "node:latest");
}

static void another_platform_matters_less_beside_ours(void **state)
{
	FI_AUTO(bench_done) struct bench b = { 0 };

	(void)state;
	start(&b);
	add(&b, "{\"os\":\"linux\",\"architecture\":\"arm64\"}", NULL);
	add(&b, "{" AMD "}", NULL);
	judge(&b, "image-not-linux-amd64", 0);
	assert_int_equal(b.sink.n, 1);
	assert_int_equal(b.sink.list[0].severity, FI_INFO);
}

static void the_usual_setuid_programs_are_spared(void **state)
{
	static const char *const paths[] = { "4755 usr/bin/su", "4755 usr/bin/helper",
		"2755 opt/tool", NULL };
	FI_AUTO(bench_done) struct bench b = { 0 };

	(void)state;
	start(&b);
	add(&b, "{" AMD "}", paths);
	judge(&b, "image-setuid-file", 0);
	assert_int_equal(b.sink.n, 2);
	for (size_t i = 0; i < b.sink.n; i++)
		assert_contains(b.sink.list[i].fix, "RUN chmod u-s,g-s /");
}

static void setuid_programs_of_the_base_are_spared(void **state)
{
	static const char *const paths[] = { "4755 usr/bin/helper", NULL };
	FI_AUTO(bench_done) struct bench b = { 0 };
	struct fi_image *top;

	(void)state;
	start(&b);
	add(&b, "{" AMD "}", paths);
	add(&b, "{" AMD "}", accounts);
	/* The second image stands on the first one's layer. */
	top = &b.set.images[1];
	top->layers = realloc(top->layers, 2 * sizeof(*top->layers));
	assert_non_null(top->layers);
	top->layers[1] = top->layers[0];
	top->layers[0] = b.set.images[0].layers[0];
	top->layers[0].created_by = NULL;
	top->nlayers = 2;
	judge(&b, "image-setuid-file", 1);
	assert_int_equal(b.sink.n, 0);
}

static void only_what_is_on_path_must_be_closed(void **state)
{
	static const char *const paths[] = { "0777 usr/local/bin/run", "0777 data/x",
		"0777 opt/bin/", NULL };
	FI_AUTO(bench_done) struct bench b = { 0 };

	(void)state;
	start(&b);
	add(&b, "{" AMD ",\"config\":{\"Env\":[\"PATH=/usr/local/bin:/opt/bin:/usr/local/bin\"]}}",
		paths);
	judge(&b, "image-world-writable-path-file", 0);
	assert_int_equal(b.sink.n, 2);
	assert_string_equal(b.sink.list[0].place.path, "usr/local/bin/run");
	assert_string_equal(b.sink.list[1].place.path, "opt/bin");
}

static void ports_are_parsed_with_their_protocol(void **state)
{
	unsigned a, z;
	bool udp;

	(void)state;
	assert_true(fi_port_parse("3000-3010/UDP", &a, &z, &udp));
	assert_int_equal(a, 3000);
	assert_int_equal(z, 3010);
	assert_true(udp);
	assert_false(fi_port_parse("70000", &a, &z, &udp));
	assert_false(fi_port_parse("3010-3000", &a, &z, &udp));
	assert_false(fi_port_parse("80/http", &a, &z, &udp));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_is_told_through_passwd),
		cmocka_unit_test(users_and_groups_must_exist),
		cmocka_unit_test(an_unread_layer_proves_no_user_absent),
		cmocka_unit_test(ports_are_judged_one_by_one),
		cmocka_unit_test(tags_that_move_are_reported),
		cmocka_unit_test(provenance_tells_the_base_too),
		cmocka_unit_test(another_platform_matters_less_beside_ours),
		cmocka_unit_test(the_usual_setuid_programs_are_spared),
		cmocka_unit_test(setuid_programs_of_the_base_are_spared),
		cmocka_unit_test(only_what_is_on_path_must_be_closed),
		cmocka_unit_test(ports_are_parsed_with_their_protocol),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
