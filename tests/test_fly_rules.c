/* What the examples of the rules cannot show: places, fixes, severities, silence. */
#include "tests/lib_test.h"

#include <string.h>

#include "lib/flyconf.h"
#include "rules/sink.h"

/* Nobody's. */
#define SECRET                                                                         \
	"q7Zr4Lw9Xc2Vb8Nm"                                                             \
	"1Kd6Tf3Hy5Gs0Jp"

/* Run one rule on a fly.toml; the drafts are in the sink. */
static void judge(const char *id, const char *text, struct fi_sink *sink)
{
	FI_AUTO(fi_flyconf_freep) struct fi_flyconf *f = NULL;
	const struct fi_rule *r = fi_rules_find(id);
	struct fi_case c = { .image_index = -1, .fly_name = "fly.toml" };
	struct fi_err err = { 0 };

	assert_non_null(r);
	assert_ok(fi_flyconf_parse("fly.toml", text, strlen(text), &f, &err), &err);
	c.fly = f;
	c.fly_text = text;
	c.fly_n = strlen(text);
	r->judge(&c, r, sink);
}

static void a_secret_is_named_by_key_and_never_shown(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-secret-in-env", "[env]\nPORT = '1'\nAPI_TOKEN = '" SECRET "'\n", &s);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.list[0].place.line, 3);
	assert_int_equal(s.list[0].severity, FI_HIGH);
	assert_contains(s.list[0].message, "API_TOKEN");
	assert_contains(s.list[0].fix, "fly secrets set API_TOKEN=- < FILE");
	assert_lacks(s.list[0].message, SECRET);
	assert_lacks(s.list[0].fix, SECRET);
	assert_lacks(s.list[0].masked, SECRET);
}

static void a_password_in_a_url_is_a_secret_whatever_its_name(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-secret-in-env",
		"[env]\nA = 'postgres://app:" SECRET "@db:5432/x'\n"
		"B = 'postgres://app@db/x'\nC = 'postgres://app:${PASS}@db/x'\n",
		&s);
	assert_int_equal(s.n, 1);
	assert_string_equal(s.list[0].subject, "A");
}

static void a_hostile_key_is_not_offered_to_the_shell(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-secret-in-env", "[env]\n'TOKEN;reboot;TOKEN' = '" SECRET "'\n", &s);
	assert_int_equal(s.n, 1);
	assert_contains(s.list[0].fix, "set NAME=-");
	assert_lacks(s.list[0].fix, "reboot");
}

static void a_shell_may_run_what_only_a_shell_understands(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-command-needs-shell",
		"[processes]\na = '/bin/bash -c \"x && y\"'\nb = 'serve -p $PORT'\n"
		"c = 'env A=1 serve'\nd = 'A=1 serve'\n",
		&s);
	assert_int_equal(s.n, 2);
	assert_string_equal(s.list[0].subject, "b");
	assert_string_equal(s.list[1].subject, "d");
}

static void an_item_that_only_vanishes_is_less_severe(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-unknown-process",
		"[processes]\nweb = 'x'\n[http_service]\ninternal_port = 1\n"
		"processes = ['wbe']\n[[vm]]\nmemory = 256\nprocesses = ['wbe']\n",
		&s);
	assert_int_equal(s.n, 2);
	assert_int_equal(s.list[0].severity, FI_HIGH);
	assert_int_equal(s.list[1].severity, FI_MEDIUM);
}

static void a_private_database_is_no_finding(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-public-database-port",
		"[[services]]\ninternal_port = 5432\nprotocol = 'tcp'\n", &s);
	assert_int_equal(s.n, 0);
}

static void a_misspelt_key_matters_more_than_a_leftover(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-unknown-key",
		"[[services]]\nintenal_port = 1\nscript_checks = []\nmystery = 1\n"
		"max_machines_running = 3\n",
		&s);
	assert_int_equal(s.n, 4);
	assert_int_equal(s.list[0].severity, FI_MEDIUM);
	assert_contains(s.list[0].fix, "internal_port instead of intenal_port");
	assert_int_equal(s.list[1].severity, FI_INFO);
	assert_int_equal(s.list[2].severity, FI_LOW);
	assert_int_equal(s.list[3].severity, FI_LOW);
	assert_contains(s.list[3].fix, "fly scale count");
}

static void a_number_in_env_is_held_against_how_it_is_written(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-env-number-changed",
		"[env]\nPORT = 8080 # the port\nPY = 3.10\nMASK = 0x10\nBIG = 1_000\n",
		&s);
	assert_int_equal(s.n, 2);
	assert_contains(s.list[0].fix, "\"3.10\"");
	assert_contains(s.list[1].message, "\"16\"");
}

static void a_misspelt_group_is_offered_the_nearest(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-unknown-process",
		"[processes]\nworker = 'x'\n[mounts]\nsource = 'd'\n"
		"destination = '/d'\nprocesses = ['wroker']\n",
		&s);
	assert_int_equal(s.n, 1);
	assert_string_equal(s.list[0].fix, "\"worker\" instead of \"wroker\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_secret_is_named_by_key_and_never_shown),
		cmocka_unit_test(a_password_in_a_url_is_a_secret_whatever_its_name),
		cmocka_unit_test(a_hostile_key_is_not_offered_to_the_shell),
		cmocka_unit_test(a_shell_may_run_what_only_a_shell_understands),
		cmocka_unit_test(an_item_that_only_vanishes_is_less_severe),
		cmocka_unit_test(a_private_database_is_no_finding),
		cmocka_unit_test(a_misspelt_key_matters_more_than_a_leftover),
		cmocka_unit_test(a_number_in_env_is_held_against_how_it_is_written),
		cmocka_unit_test(a_misspelt_group_is_offered_the_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
