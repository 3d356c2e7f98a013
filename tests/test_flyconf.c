#include "tests/lib_test.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "lib/flyconf.h"

static struct fi_flyconf *parse(const char *name, const char *text)
{
	struct fi_flyconf *f = NULL;
	struct fi_err err = { 0 };

	assert_ok(fi_flyconf_parse(name, text, strlen(text), &f, &err), &err);
	return f;
}

static void keys_are_matched_in_any_case(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f =
		parse("fly.toml", "App = 'shop'\n[HTTP_Service]\nInternal_Port = 9\n");

	(void)state;
	assert_int_equal(f->outcome, FI_FLY_OK);
	assert_string_equal(f->app.s, "shop");
	assert_int_equal(f->http_service.internal_port.v, 9);
	assert_int_equal(f->http_service.internal_port.at.line, 3);
	assert_int_equal(f->http_service.internal_port.at.column, 1);
}

static void a_wrong_type_is_a_shape_problem_and_the_rest_is_read(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f = parse(
		"fly.toml", "app = 'shop'\n[http_service]\ninternal_port = '9'\n");

	(void)state;
	assert_int_equal(f->outcome, FI_FLY_SHAPE);
	assert_int_equal(f->problems.n, 1);
	assert_string_equal(f->problems.v[0].key, "http_service.internal_port");
	assert_contains(f->problems.v[0].text, "whole number");
	assert_int_equal(f->problems.v[0].at.line, 3);
	assert_string_equal(f->app.s, "shop");
}

static void broken_text_is_a_syntax_problem(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f = parse("fly.yml", "app: shop\n");

	(void)state;
	assert_int_equal(f->outcome, FI_FLY_SYNTAX);
	assert_int_equal(f->problems.v[0].at.line, 1);
	assert_null(f->app.s);
}

static void shapes_that_flyctl_refuses_are_refused(void **state)
{
	static const char *const wrong[] = { "[[http_service]]\n",
		"[restart]\npolicy='x'\n", "[http_service.checks]\npath='/'\n",
		"[[http_service.concurrency]]\n", "[[vm]]\nkernel_args='x'\n",
		"kill_timeout='30'\n", "swap_size_mb='1'\n", "[build.args]\nA=1\n",
		"[processes]\na=1\n", "build='x'\n",
		"[[services.ports]]\nhandlers='http'\n",
		"[http_service]\nauto_stop_machines='on'\n",
		"[[services]]\nconcurrency=5\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		FI_AUTO(fi_flyconf_freep)
		struct fi_flyconf *f = parse("fly.toml", wrong[i]);

		if (f->outcome != FI_FLY_SHAPE)
			fail_msg("accepted: %s", wrong[i]);
	}
}

static void legacy_forms_are_rewritten(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f = parse("fly.toml",
		"mount = {source='d', "
		"destination='/d'}\n[[env]]\nA=1\n[[env]]\nB=true\n"
		"[services]\ninternal_port='80'\nconcurrency='20,25'\n"
		"[services.ports]\nport='443'\n[experimental]\nmetrics_port=9\nkill_"
		"timeout=7\n"
		"[[processes]]\nname='web'\ncommand='a \"b c\"'\n");

	(void)state;
	assert_int_equal(f->outcome, FI_FLY_OK);
	assert_string_equal(f->mounts.v[0].destination.s, "/d");
	assert_string_equal(fi_flyconf_env(f, "A")->value, "1");
	assert_string_equal(fi_flyconf_env(f, "B")->value, "true");
	assert_int_equal(f->services.v[0].concurrency.hard_limit.v, 25);
	assert_int_equal(f->services.v[0].ports.v[0].port.v, 443);
	assert_int_equal(f->metrics.v[0].port.v, 9);
	assert_true(f->kill_timeout.ns == 7000000000);
	assert_string_equal(f->processes.v[0].argv[1], "b c");
}

static void bare_durations_count_differently_by_place(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f =
		parse("fly.toml", "kill_timeout = 5\n[deploy]\nwait_timeout = 600\n"
				  "[checks.a]\ninterval = 10000\ntimeout = '1m1.5s'\n");

	(void)state;
	assert_true(f->kill_timeout.ns == 5000000000);
	assert_true(f->deploy.wait_timeout.ns == 600);
	assert_true(f->checks.v[0].interval.ns == 10000000000);
	assert_true(f->checks.v[0].timeout.ns == 61500000000);
	assert_string_equal(f->checks.v[0].name.s, "a");
}

static void yaml_drops_whole_numbers_as_durations(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f = parse("fly.yaml", "kill_timeout: 30\n");

	(void)state;
	assert_true(f->kill_timeout.dropped);
	assert_false(f->kill_timeout.set);
}

static void env_values_become_the_text_that_go_makes(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f =
		parse("fly.json", "{\"env\":{\"a\":2592000,\"b\":8080,\"c\":null,\"d\":"
				  "[1,\"x\"],\"e\":0.5}}");

	(void)state;
	assert_string_equal(fi_flyconf_env(f, "a")->value, "2.592e+06");
	assert_string_equal(fi_flyconf_env(f, "b")->value, "8080");
	assert_string_equal(fi_flyconf_env(f, "c")->value, "<nil>");
	assert_string_equal(fi_flyconf_env(f, "d")->value, "[1 x]");
	assert_string_equal(fi_flyconf_env(f, "e")->value, "0.5");
}

static void the_default_group_is_app_or_the_first_by_name(void **state)
{
	FI_AUTO(fi_flyconf_freep) struct fi_flyconf *none = parse("fly.toml", "");
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *two = parse("fly.toml", "[processes]\nweb='a'\ncron='b'\n");

	(void)state;
	assert_string_equal(fi_flyconf_default_group(none), "app");
	assert_string_equal(fi_flyconf_default_group(two), "cron");
	assert_false(fi_flyconf_has_group(two, "app"));
}

#define REAL "../shared/flytoml"

/* Test data beside the project: skipped, and said so, where it is absent. */
static void real_configs_are_ok(void **state)
{
	static char text[1 << 20];
	DIR *d = opendir(REAL);
	const struct dirent *e;
	size_t n, files = 0;

	(void)state;
	if (!d) {
		print_message("%s is not here: not tested\n", REAL);
		skip();
	}
	while ((e = readdir(d))) {
		FI_AUTO(fi_freep) char *path = fi_format("%s/%s", REAL, e->d_name);
		FI_AUTO(fi_flyconf_freep) struct fi_flyconf *f = NULL;
		FILE *in = e->d_name[0] == '.' || !path ? NULL : fopen(path, "rb");

		if (!in)
			continue;
		n = fread(text, 1, sizeof(text) - 1, in);
		text[n] = 0;
		(void)fclose(in);
		f = parse(path, text);
		if (f->outcome != FI_FLY_OK)
			fail_msg("%s: %s", path, f->problems.v[0].text);
		files++;
	}
	(void)closedir(d);
	assert_true(files >= 100);
}

static void an_unknown_key_is_kept_with_its_table_and_the_nearest(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f = parse("fly.toml",
		"[[services]]\nintenal_port = 1\nrelease_command = 'x'\n"
		"force_https = true\nfrobnicate = []\n[env]\nany = 'x'\n");

	(void)state;
	assert_int_equal(f->outcome, FI_FLY_OK);
	assert_int_equal(f->unknown.n, 4);
	assert_string_equal(f->unknown.v[0].path, "services");
	assert_string_equal(f->unknown.v[0].near, "internal_port");
	assert_int_equal(f->unknown.v[0].at.line, 2);
	assert_string_equal(f->unknown.v[1].where, "deploy");
	assert_string_equal(f->unknown.v[2].where, "services.ports");
	assert_null(f->unknown.v[3].near);
	assert_null(f->unknown.v[3].where);
	assert_true(f->unknown.v[3].empty);
	assert_false(f->unknown.v[2].empty);
}

static void keys_without_fixed_names_are_not_unknown(void **state)
{
	FI_AUTO(fi_flyconf_freep)
	struct fi_flyconf *f = parse("fly.toml",
		"[mount]\nsource='d'\n[build]\nbuild_target='a'\n[build.args]\nX='1'\n"
		"[build.settings]\ny=1\n[processes]\nz='a'\n[checks.up]\nport=1\n"
		"[experimental.attached.secrets.export]\nA='b'\n[http_service]\n"
		"[http_service.http_options.response.headers]\nVary=false\n");

	(void)state;
	assert_int_equal(f->outcome, FI_FLY_OK);
	assert_int_equal(f->unknown.n, 0);
}

static void a_refused_value_is_shown_as_it_should_be_written(void **state)
{
	static const char *const wrong[][2] = { { "[restart]\npolicy='x'\n", "[[restart]]" },
		{ "[http_service.checks]\npath='/'\n", "[[http_service.checks]]" },
		{ "[[http_service]]\n", "[http_service]" },
		{ "[[vm]]\nkernel_args='quiet'\n", "kernel_args = [\"quiet\"]" },
		{ "kill_timeout='30'\n", "kill_timeout = \"30s\"" },
		{ "swap_size_mb='512'\n", "swap_size_mb = 512" } };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		FI_AUTO(fi_flyconf_freep)
		struct fi_flyconf *f = parse("fly.toml", wrong[i][0]);

		assert_int_equal(f->problems.n, 1);
		assert_non_null(f->problems.v[0].line);
		assert_string_equal(f->problems.v[0].line, wrong[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_matched_in_any_case),
		cmocka_unit_test(a_wrong_type_is_a_shape_problem_and_the_rest_is_read),
		cmocka_unit_test(broken_text_is_a_syntax_problem),
		cmocka_unit_test(shapes_that_flyctl_refuses_are_refused),
		cmocka_unit_test(legacy_forms_are_rewritten),
		cmocka_unit_test(an_unknown_key_is_kept_with_its_table_and_the_nearest),
		cmocka_unit_test(keys_without_fixed_names_are_not_unknown),
		cmocka_unit_test(a_refused_value_is_shown_as_it_should_be_written),
		cmocka_unit_test(bare_durations_count_differently_by_place),
		cmocka_unit_test(yaml_drops_whole_numbers_as_durations),
		cmocka_unit_test(env_values_become_the_text_that_go_makes),
		cmocka_unit_test(the_default_group_is_app_or_the_first_by_name),
		cmocka_unit_test(real_configs_are_ok),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
