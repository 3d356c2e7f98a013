/* What the examples of the rules cannot show: places, fixes, severities, silence. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/flyconf.h"
#include "rules/example.h"
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
	assert_int_equal(s.list[1].severity, FI_LOW);
	assert_int_equal(s.list[2].severity, FI_LOW);
	assert_contains(s.list[2].fix, "fly scale count");
	assert_int_equal(s.list[3].severity, FI_INFO);
}

static void leftovers_of_older_files_are_one_finding(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-unknown-key",
		"[experimental]\nallowed_public_ports = []\n[[services]]\n"
		"script_checks = []\n[[services.tcp_checks]]\nrestart_limit = 6\n",
		&s);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.list[0].severity, FI_LOW);
	assert_contains(s.list[0].message,
		"allowed_public_ports (line 2), script_checks (line 4), restart_limit "
		"(line 6)");
	assert_string_equal(s.list[0].fix, "Delete these lines.");
}

static void shell_words_count_in_lists_too(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-command-needs-shell",
		"[experimental]\ncmd = ['migrate', '&&', 'serve']\n"
		"[[http_service.machine_checks]]\ncommand = ['sh', '-c', 'a && b']\n"
		"[[http_service.machine_checks]]\ncommand = ['curl', '$URL']\n",
		&s);
	assert_int_equal(s.n, 2);
	assert_contains(s.list[0].message, "experimental.cmd");
	assert_contains(s.list[1].message, "$URL");
}

static void a_machine_checks_bare_timeout_is_nanoseconds(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-duration-nanoseconds",
		"[[http_service.machine_checks]]\ncommand = ['a']\nkill_timeout = 5\n",
		&s);
	assert_int_equal(s.n, 1);
	assert_string_equal(s.list[0].fix, "kill_timeout = \"5s\"");
}

/* How often the rule speaks. */
static size_t count(const char *id, const char *text)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	judge(id, text, &s);
	return s.n;
}

static void checks_below_services_are_looked_at_like_the_others(void **state)
{
	static const char text[] = "[[services]]\ninternal_port = 80\n"
				   "[[services.machine_checks]]\n"
				   "command = ['a', '&&', 'b']\nkill_timeout = 5\n";

	(void)state;
	assert_int_equal(count("fly-duration-nanoseconds", text), 1);
	assert_int_equal(count("fly-command-needs-shell", text), 1);
}

static void a_command_that_no_group_runs_is_not_judged(void **state)
{
	static const char cmd[] = "[experimental]\ncmd = 'node a.js'\n[processes]\n";
	FI_AUTO(fi_freep) char *own = fi_format("%sweb = 'x'\n", cmd);
	FI_AUTO(fi_freep) char *none = fi_format("%sweb = 'x'\nwork = ''\n", cmd);

	(void)state;
	assert_non_null(own);
	assert_non_null(none);
	assert_int_equal(count("fly-command-one-string", own), 0);
	assert_int_equal(count("fly-command-one-string", none), 1);
}

#define FILE_OF(value) "[[files]]\nguest_path = '/a'\nraw_value = '" value "'\n"

static void base64_is_judged_by_what_it_says(void **state)
{
	(void)state;
	/* "user: bob\n", "listen = 8080\nworkers = 4\n", a digest, a word */
	assert_int_equal(count("fly-files-encoded-twice", FILE_OF("dXNlcjogYm9iCg==")), 1);
	assert_int_equal(count("fly-secret-in-file",
				 FILE_OF("bGlzdGVuID0gODA4MAp3b3JrZXJzID0gNAo=")),
		0);
	assert_int_equal(count("fly-files-encoded-twice",
				 FILE_OF("0123456789abcdef0123456789abcdef")),
		0);
	assert_int_equal(count("fly-files-encoded-twice", FILE_OF("internationalize")), 0);
	/* "API_TOKEN=" and a secret */
	assert_int_equal(
		count("fly-secret-in-file",
			FILE_OF("QVBJX1RPS0VOPXE3WnI0THc5WGMyVmI4Tm0x" "S2Q2VGYzSHk1R3MwSnAK")),
		1);
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

static void sizes_are_read_as_flyctl_reads_them(void **state)
{
	static const struct {
		const char *size;
		size_t n;
	} sizes[] = { { "1", 0 }, { "'1'", 0 }, { "'50G'", 0 }, { "'1.5 GiB'", 0 },
		{ "'900mb'", 1 }, { "'ten'", 1 }, { "0", 1 }, { "'501gb'", 1 },
		{ "'1gbx'", 1 } };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };
		char text[128];

		snprintf(text, sizeof(text), "[mounts]\nsource = 'd'\ninitial_size = %s\n",
			sizes[i].size);
		judge("fly-volume-size", text, &s);
		if (s.n != sizes[i].n)
			fail_msg("%s: %zu findings", sizes[i].size, s.n);
	}
}

static void memory_goes_by_size_kind_and_number_of_cpus(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-vm-memory",
		"[[vm]]\nsize = 'shared-cpu-4x'\nmemory = '8gb'\n"
		"[[vm]]\nsize = 'performance-2x'\nmemory = '2gb'\n"
		"[[vm]]\nmemory = 1000\n"
		"[[vm]]\nsize = 'l40s'\nmemory = '32gb'\n"
		"[[vm]]\nsize = 'performance-1x'\n",
		&s);
	assert_int_equal(s.n, 2);
	assert_string_equal(s.list[0].fix, "memory = \"4096mb\"");
	assert_string_equal(s.list[1].fix, "memory = \"1024mb\"");
}

static void a_template_is_no_wrong_name(void **state)
{
	static const char text[] = "app = '{{APP_NAME}}'\nprimary_region = '$REGION'\n"
				   "[mounts]\nsource = '<volume>'\n";
	static const char *const rules[] = { "fly-app-name-invalid",
		"fly-region-unknown", "fly-volume-name" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

		judge(rules[i], text, &s);
		assert_int_equal(s.n, 0);
	}
}

static void a_misspelt_value_is_offered_the_nearest(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-unknown-value",
		"[http_service]\nconcurrency = { type = 'request' }\n"
		"checks = [{ path = '/', method = 'get', protocol = 'htps' }]\n"
		"tls_options = { versions = ['TLSv1.1'] }\n",
		&s);
	assert_int_equal(s.n, 3);
	assert_string_equal(s.list[0].fix, "type = \"requests\"");
	assert_string_equal(s.list[1].fix, "protocol = \"https\"");
	assert_contains(s.list[2].fix, "TLSv1.3");
}

static void two_protocols_may_share_an_internal_port(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-internal-port-twice",
		"[[services]]\ninternal_port = 53\nprotocol = 'tcp'\n"
		"[[services]]\ninternal_port = 53\nprotocol = 'udp'\n",
		&s);
	assert_int_equal(s.n, 0);
}

static void a_release_command_may_not_name_the_volume(void **state)
{
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 };

	(void)state;
	judge("fly-release-database",
		"[mounts]\nsource = 'd'\ndestination = '/data/'\n"
		"[deploy]\nrelease_command = 'sqlite3 /data/shop.db .schema'\n",
		&s);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.list[0].place.line, 5);
}

/* The message of the rule on an image's config, "" if it says nothing. */
static char *on_image(const char *id, const char *config)
{
	FI_AUTO(fi_freep)
	char *text = fi_format("=== fly.toml\napp = 'shop'\n[mounts]\nsource = 'd'\n"
			       "destination = '/d'\n=== image\n{\"os\":\"linux\","
			       "\"architecture\":\"amd64\",\"config\":{%s}}\n",
		config);
	struct fi_err err = { 0 };
	bool fired = false;
	char *why = NULL;

	assert_non_null(text);
	assert_ok(fi_example_run(fi_rules_find(id), text, &fired, &why, &err), &err);
	if (why && fired)
		return why;
	free(why);
	return strdup("");
}

static void commands_that_end_are_told_from_those_that_stay(void **state)
{
	static const struct {
		const char *rule, *config;
		bool ends;
	} k[] = {
		{ "cross-command-ends", "\"Cmd\":[\"python3.12\"]", true },
		{ "cross-command-ends", "\"Cmd\":[\"/bin/bash\",\"-l\"]", true },
		{ "cross-command-ends", "\"Cmd\":[\"sh\",\"-c\",\"serve\"]", false },
		{ "cross-command-ends",
			"\"Entrypoint\":[\"tini\",\"--\"],\"Cmd\":[\"node\"]", true },
		{ "cross-command-ends", "\"Cmd\":[\"python3-config\"]", false },
		{ "cross-command-daemon", "\"Cmd\":[\"nginx\"]", true },
		{ "cross-command-daemon", "\"Cmd\":[\"sh\",\"-c\",\"nginx && tail -f x\"]",
			false },
		{ "cross-command-daemon", "\"Cmd\":[\"sh\",\"-c\",\"a; nginx\"]", true },
		{ "cross-command-daemon", "\"Cmd\":[\"redis-server\",\"--daemonize\",\"no\"]",
			false },
		{ "cross-command-daemon", "\"Cmd\":[\"/usr/sbin/sshd\",\"-D\"]", false },
		{ "cross-volume-owner",
			"\"Cmd\":[\"sh\",\"-c\",\"chown app /d && gosu app serve\"]",
			false },
		{ "cross-volume-owner", "\"Cmd\":[\"su-exec\",\"app\",\"serve\"]", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(k) / sizeof(k[0]); i++) {
		FI_AUTO(fi_freep) char *why = on_image(k[i].rule, k[i].config);

		if ((why[0] != 0) != k[i].ends)
			fail_msg("%s: %s", k[i].rule, k[i].config);
	}
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
		cmocka_unit_test(leftovers_of_older_files_are_one_finding),
		cmocka_unit_test(shell_words_count_in_lists_too),
		cmocka_unit_test(a_machine_checks_bare_timeout_is_nanoseconds),
		cmocka_unit_test(checks_below_services_are_looked_at_like_the_others),
		cmocka_unit_test(a_command_that_no_group_runs_is_not_judged),
		cmocka_unit_test(base64_is_judged_by_what_it_says),
		cmocka_unit_test(a_number_in_env_is_held_against_how_it_is_written),
		cmocka_unit_test(a_misspelt_group_is_offered_the_nearest),
		cmocka_unit_test(sizes_are_read_as_flyctl_reads_them),
		cmocka_unit_test(memory_goes_by_size_kind_and_number_of_cpus),
		cmocka_unit_test(a_template_is_no_wrong_name),
		cmocka_unit_test(a_misspelt_value_is_offered_the_nearest),
		cmocka_unit_test(two_protocols_may_share_an_internal_port),
		cmocka_unit_test(a_release_command_may_not_name_the_volume),
		cmocka_unit_test(commands_that_end_are_told_from_those_that_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
