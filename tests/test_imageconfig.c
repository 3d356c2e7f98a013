/* test_imageconfig.c - image configs of every builder, and what is no config at all. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/config.h"

static void parse(const char *json, struct fi_config *c)
{
	struct fi_err err = { 0 };

	assert_ok(fi_config_parse(json, strlen(json), c, &err), &err);
}

/* "a|b" for a list of these two. */
static void is_list(const struct fi_strs *list, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	for (size_t i = 0; i < list->n; i++)
		assert_int_equal(fi_buf_addf(&b, "%s%s", i ? "|" : "", list->v[i]), FI_OK);
	assert_string_equal(b.p, want);
}

static void every_field_that_checks_need_is_read(void **state)
{
	static const char json[] =
		"{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v7\",\"config\":{"
		"\"User\":\"node\",\"WorkingDir\":\"/app\",\"StopSignal\":\"SIGTERM\","
		"\"Env\":[\"A=1\",\"B=x=y\",\"A=2\"],\"Entrypoint\":[\"node\"],\"Cmd\":[\"a.js\",\"-v\"],"
		"\"Shell\":[\"/bin/bash\",\"-c\"],\"OnBuild\":[\"COPY . .\"],"
		"\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"true\"],\"Interval\":5000000000},"
		"\"ExposedPorts\":{\"3000/tcp\":{},\"53/udp\":{}},\"Volumes\":{\"/data\":{}},"
		"\"Labels\":{\"k\":\"v\",\"n\":3}},"
		"\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:a\",\"sha256:b\"]}}";
	FI_AUTO(fi_config_done) struct fi_config c = { 0 };
	FI_AUTO(fi_freep) char *platform = NULL;

	(void)state;
	parse(json, &c);
	platform = fi_config_platform(&c);
	assert_string_equal(platform, "linux/arm/v7");
	assert_string_equal(c.user, "node");
	assert_string_equal(c.workdir, "/app");
	assert_string_equal(c.stop_signal, "SIGTERM");
	is_list(&c.env, "A=1|B=x=y|A=2");
	is_list(&c.entrypoint, "node");
	is_list(&c.cmd, "a.js|-v");
	is_list(&c.shell, "/bin/bash|-c");
	is_list(&c.onbuild, "COPY . .");
	is_list(&c.healthcheck, "CMD-SHELL|true");
	is_list(&c.ports, "3000/tcp|53/udp");
	is_list(&c.volumes, "/data");
	is_list(&c.diff_ids, "sha256:a|sha256:b");
	assert_int_equal(c.nlabels, 1);
	assert_int_equal(c.raw_len, strlen(json));
	assert_string_equal(c.raw, json);
}

static void the_last_of_equal_variables_wins(void **state)
{
	FI_AUTO(fi_config_done) struct fi_config c = { 0 };

	(void)state;
	parse("{\"config\":{\"Env\":[\"A=1\",\"AB=3\",\"B\",\"A=2\",\"E=\"]}}", &c);
	assert_string_equal(fi_config_env(&c, "A"), "2");
	assert_string_equal(fi_config_env(&c, "E"), "");
	assert_null(fi_config_env(&c, "B"));
	assert_null(fi_config_env(&c, "a"));
}

static void labels_are_found_by_their_whole_name(void **state)
{
	FI_AUTO(fi_config_done) struct fi_config c = { 0 };

	(void)state;
	parse("{\"config\":{\"Labels\":{\"a.b\":\"1\",\"a\":\"2\"}}}", &c);
	assert_string_equal(fi_config_label(&c, "a"), "2");
	assert_string_equal(fi_config_label(&c, "a.b"), "1");
	assert_null(fi_config_label(&c, "a."));
}

static void keys_are_matched_in_any_case_and_the_last_wins(void **state)
{
	FI_AUTO(fi_config_done) struct fi_config c = { 0 };

	(void)state;
	parse("{\"OS\":\"linux\",\"Config\":{\"user\":\"a\",\"USER\":\"b\",\"env\":[\"A=1\"]}}", &c);
	assert_string_equal(c.os, "linux");
	assert_string_equal(c.user, "b");
	is_list(&c.env, "A=1");
}

static void null_and_wrong_types_count_as_absent(void **state)
{
	static const char *const texts[] = { "{}", "{\"config\":null,\"history\":null}",
		"{\"config\":[],\"os\":3,\"rootfs\":\"x\",\"history\":{}}",
		("{\"config\":{\"Env\":\"A=1\",\"User\":[],\"Cmd\":null,\"Labels\":[\"x\"],"
		 "\"ExposedPorts\":[\"80\"],\"Volumes\":1,\"Healthcheck\":[]}}") };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		FI_AUTO(fi_config_done) struct fi_config c = { 0 };
		FI_AUTO(fi_freep) char *platform = NULL;

		parse(texts[i], &c);
		platform = fi_config_platform(&c);
		assert_string_equal(platform, "unknown/unknown");
		assert_string_equal(c.user, "");
		assert_int_equal(c.env.n + c.cmd.n + c.ports.n + c.volumes.n + c.nlabels +
					 c.healthcheck.n + c.nhistory,
			0);
	}
}

static void what_is_no_object_is_no_config(void **state)
{
	static const struct {
		const char *json, *words;
	} rows[] = {
		{ "[]", "the image config is no JSON object" },
		{ "3", "the image config is no JSON object" },
		{ "null", "the image config is no JSON object" },
		{ "", "bad JSON: line" },
		{ "{\"a\":1}\n{", "bad JSON: line 2" },
		{ "{\"os\":\"\xff\"}", "bad JSON: line 1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fi_config c = { .nlabels = 7 };
		struct fi_err err = { 0 };

		assert_fails(fi_config_parse(rows[i].json, strlen(rows[i].json), &c, &err),
			FI_EFORMAT, rows[i].words, &err);
		assert_int_equal(c.nlabels, 7); /* untouched */
	}
}

static void nesting_and_counts_are_bounded(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(8 << 20);
	struct fi_config c = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(fi_buf_adds(&b, "["), FI_OK);
	assert_fails(fi_config_parse(b.p, b.len, &c, &err), FI_EFORMAT, "maximum parsing depth", &err);
	fi_err_clear(&err);
	fi_buf_clear(&b);
	for (size_t i = 0; i < 600000; i++)
		assert_int_equal(fi_buf_adds(&b, i ? ",[]" : "[[]"), FI_OK);
	assert_fails(fi_config_parse(b.p, b.len, &c, &err), FI_ELIMIT, "values", &err);
}

/* "0:-1:1" for rows that made layer 0, none and layer 1. */
static void history_layers(const char *json, const char *want)
{
	FI_AUTO(fi_config_done) struct fi_config c = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	parse(json, &c);
	for (size_t i = 0; i < c.nhistory; i++)
		assert_int_equal(fi_buf_addf(&b, "%s%d", i ? ":" : "", c.history[i].layer), FI_OK);
	assert_string_equal(b.p, want);
}

static void only_rows_that_are_not_empty_make_layers(void **state)
{
	(void)state;
	history_layers("{\"history\":[{\"created_by\":\"a\"},{\"empty_layer\":true},{}]}", "0:-1:1");
	history_layers("{\"history\":[{\"empty_layer\":true},{\"empty_layer\":false}]}", "-1:0");
	/* Rows of another type made a layer as far as anyone can tell. */
	history_layers("{\"history\":[null,3,{\"empty_layer\":\"true\"}]}", "0:1:2");
	history_layers("{\"history\":[]}", "");
}

static void a_row_keeps_its_text_and_shows_it_cleaned(void **state)
{
	FI_AUTO(fi_config_done) struct fi_config c = { 0 };

	(void)state;
	/* nix writes no created_by. */
	parse("{\"history\":[{\"created_by\":\"/bin/sh -c npm ci\"},{\"comment\":\"x\"}]}", &c);
	assert_string_equal(c.history[0].created_by, "/bin/sh -c npm ci");
	assert_string_equal(c.history[0].shown, "RUN npm ci");
	assert_null(c.history[1].created_by);
	assert_string_equal(c.history[1].shown, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_that_checks_need_is_read),
		cmocka_unit_test(the_last_of_equal_variables_wins),
		cmocka_unit_test(labels_are_found_by_their_whole_name),
		cmocka_unit_test(keys_are_matched_in_any_case_and_the_last_wins),
		cmocka_unit_test(null_and_wrong_types_count_as_absent),
		cmocka_unit_test(what_is_no_object_is_no_config),
		cmocka_unit_test(nesting_and_counts_are_bounded),
		cmocka_unit_test(only_rows_that_are_not_empty_make_layers),
		cmocka_unit_test(a_row_keeps_its_text_and_shows_it_cleaned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
