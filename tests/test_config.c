/* test_config.c - secrets in the strings of an image's config. */
#include "tests/lib_test.h"

#include <string.h>

#include "rules/findings.h"
#include "rules/sink.h"

#define VALUE                                                                            \
	"q7Lt2Nx9"                                                                       \
	"Vb5Mc1Zr8Kw4"

/* Judge the config (and one attestation) without a scanner: names alone. */
static struct fi_sink judge(const char *config, const char *attestation)
{
	struct fi_image image = { .config = { .raw = (char *)(uintptr_t)config,
					  .raw_len = strlen(config) } };
	struct fi_set set = { .images = &image, .nimages = 1 };
	struct fi_case c = { .set = &set, .image = &image };
	struct fi_sink sink = { 0 };

	if (attestation)
		assert_int_equal(fi_strs_add(&image.attestations, attestation), FI_OK);
	fi_config_judge(&c, NULL, &sink);
	fi_strs_done(&image.attestations);
	assert_false(sink.nomem);
	return sink;
}

static void assert_place(const char *config, const char *rule, const char *place)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = judge(config, NULL);

	if (s.n != 1)
		fail_msg("%s: %zu found", config, s.n);
	assert_string_equal(s.list[0].rule->id, rule);
	assert_string_equal(fi_place_text(&s.list[0].place), place);
	assert_lacks(s.list[0].message, VALUE);
}

static void assert_silent(const char *config)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = judge(config, NULL);

	if (s.n > 0)
		fail_msg("%s: %s", config, s.list[0].message);
}

/* What the scanner finds in an encoded value is told with the way it is encoded. */
static void encoded_values_are_judged_by_their_text(void **state)
{
	static const char config[] =
		"{\"config\":{\"Env\":[\"DB_PASSWORD=cTdMdDJOeDlWYjVN" "YzFacg==\"]},"
		"\"history\":[{\"created_by\":\"RUN echo Z2hwX3dXUHc1azRhWGNh"
		"VDRmTlAwVWNuWndKVVZGazZMTzBwSU5VeA== | base64 -d\"}]}";
	struct fi_image image = { .config = { .raw = (char *)(uintptr_t)config,
					  .raw_len = strlen(config) } };
	struct fi_case c = { .image = &image };
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };
	FI_AUTO(fi_freep) char *shown = NULL;
	struct fi_scanner *scanner = NULL;
	struct fi_err err = { 0 };

	(void)state;
	assert_ok(fi_scanner_new(NULL, NULL, &scanner, &err), &err);
	fi_config_judge(&c, scanner, &s);
	fi_scanner_free(scanner);
	assert_int_equal(s.n, 2);
	assert_string_equal(s.list[0].rule->id, "config-secret-env");
	assert_string_equal(s.list[0].place.decoded, "base64");
	assert_string_equal(s.list[1].rule->id, "github-pat-classic");
	assert_string_equal(s.list[1].masked, "ghp_...****");
	shown = fi_sink_redact(&s, "RUN echo Z2hwX3dXUHc1azRhWGNh"
				   "VDRmTlAwVWNuWndKVVZGazZMTzBwSU5VeA== | base64 -d");
	assert_string_equal(shown, "RUN echo Z2hw...**** | base64 -d");
}

static void each_section_names_its_place(void **state)
{
	(void)state;
	assert_place("{\"config\":{\"Env\":[\"A=b\",\"DB_PASSWORD=" VALUE "\"]}}",
		"config-secret-env", "Env[1]");
	assert_place("{\"config\":{\"Labels\":{\"a.password\":\"" VALUE "\"}}}",
		"config-secret-label", "Labels[a.password]");
	assert_place("{\"config\":{\"Cmd\":[\"x\",\"--token=" VALUE "\"]}}",
		"config-secret-argument", "Cmd[1]");
	assert_place("{\"config\":{\"Entrypoint\":[\"x\",\"--token\",\"" VALUE "\"]}}",
		"config-secret-argument", "Entrypoint[2]");
	assert_place("{\"config\":{\"Healthcheck\":{\"Test\":[\"CMD\",\"x\",\"--token=" VALUE
		     "\"]}}}",
		"config-secret-argument", "Healthcheck");
	assert_place("{\"config\":{\"OnBuild\":[\"ENV A_TOKEN=" VALUE "\"]}}",
		"config-secret-env", "OnBuild[0]");
}

static void history_is_read_in_every_dialect(void **state)
{
	(void)state;
	assert_place("{\"history\":[{\"created_by\":\"RUN |2 A_TOKEN=" VALUE
		     " B=c /bin/sh -c npm ci # buildkit\"}]}",
		"config-secret-build-arg", "history[0]");
	assert_place("{\"history\":[{\"created_by\":\"|1 A_TOKEN=" VALUE " /bin/sh -c x\"}]}",
		"config-secret-build-arg", "history[0]");
	assert_place("{\"history\":[{},{\"created_by\":\"/bin/sh -c #(nop)  ARG A_TOKEN=" VALUE
		     "\"}]}",
		"config-secret-build-arg", "history[1]");
	assert_place("{\"history\":[{\"created_by\":\"ENV A_TOKEN=" VALUE "\"}]}",
		"config-secret-env", "history[0]");
	assert_place("{\"history\":[{\"created_by\":\"CMD [\\\"x\\\" \\\"--password=" VALUE
		     "\\\"]\"}]}",
		"config-secret-argument", "history[0]");
}

static void an_empty_build_argument_does_not_take_the_next(void **state)
{
	(void)state;
	assert_silent("{\"history\":[{\"created_by\":\"RUN |2 A_TOKEN= B=" VALUE
		      " /bin/sh -c x\"}]}");
}

static void paths_and_names_are_spared(void **state)
{
	(void)state;
	assert_silent("{\"config\":{\"Env\":[\"PASSWORD_FILE=/run/secrets/p\",\"SECRET_NAME=a/b\","
		      "\"API_KEY_HEADER=X-Api-Key\",\"A_TOKEN=\",\"B_TOKEN=${B}\","
		      "\"USE_PASSWORD=true\"],\"Cmd\":[\"x\",\"--token\",\"$T\"]}}");
}

static void container_config_adds_only_what_is_new(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = judge(
		"{\"config\":{\"Env\":[\"A_TOKEN=" VALUE "\"]},\"container_config\":{\"Env\":"
		"[\"A_TOKEN=" VALUE "\",\"B_TOKEN=w8Qz2LrvK5mX" "t9pYc3Nh\"]}}",
		NULL);

	(void)state;
	assert_int_equal(s.n, 2);
	assert_string_equal(fi_place_text(&s.list[0].place), "Env[0]");
	assert_string_equal(fi_place_text(&s.list[1].place), "container_config.Env[1]");
}

static void assert_provenance(const char *statement)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = judge("{}", statement);

	assert_int_equal(s.n, 1);
	assert_string_equal(s.list[0].rule->id, "config-secret-build-arg");
	assert_string_equal(fi_place_text(&s.list[0].place), "provenance build-arg:A_TOKEN");
}

static void provenance_of_both_versions_is_read(void **state)
{
	(void)state;
	assert_provenance("{\"predicate\":{\"invocation\":{\"parameters\":{\"args\":"
			  "{\"build-arg:A_TOKEN\":\"" VALUE "\"}}}}}");
	assert_provenance("{\"predicate\":{\"buildDefinition\":{\"externalParameters\":{\"request\":"
			  "{\"args\":{\"build-arg:A_TOKEN\":\"" VALUE "\"}}}}}}");
}

static void what_is_no_config_is_survived(void **state)
{
	static const char *const texts[] = { "", "{", "[]", "null", "{\"config\":[]}",
		"{\"config\":{\"Env\":{\"a\":1},\"Labels\":[1],\"Cmd\":\"x\"},\"history\":7}" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_silent(texts[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_section_names_its_place),
		cmocka_unit_test(encoded_values_are_judged_by_their_text),
		cmocka_unit_test(history_is_read_in_every_dialect),
		cmocka_unit_test(an_empty_build_argument_does_not_take_the_next),
		cmocka_unit_test(paths_and_names_are_spared),
		cmocka_unit_test(container_config_adds_only_what_is_new),
		cmocka_unit_test(provenance_of_both_versions_is_read),
		cmocka_unit_test(what_is_no_config_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
