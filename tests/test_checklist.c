/* test_checklist.c - the security guide's points, from findings and what was looked at. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/flyconf.h"
#include "rules/checklist.h"

static const struct fi_check *point(const struct fi_checklist *l, const char *id)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->v[i].id, id) == 0)
			return &l->v[i];
	fail_msg("no point %s", id);
	return NULL;
}

/* The checklist over this fly.toml ("" = none) and one finding of a rule (NULL = none). */
static void make(const char *toml, const char *rule, enum fi_severity severity,
	struct fi_checklist *out)
{
	FI_AUTO(fi_flyconf_freep) struct fi_flyconf *fly = NULL;
	static char file[] = "fly.toml", fix[] = "mend it";
	struct fi_place place = { .image = -1, .layer = -1, .file = file, .line = 7 };
	struct fi_finding finding = { .rule = rule ? fi_rules_find(rule) : NULL,
		.severity = severity, .fix = fix, .places = &place, .nplaces = 1 };
	struct fi_findings f = { .list = &finding, .n = rule ? 1 : 0 };
	struct fi_case project = { .image_index = -1 };
	struct fi_err err = { 0 };

	if (*toml)
		assert_ok(fi_flyconf_parse("fly.toml", toml, strlen(toml), &fly, &err), &err);
	project.fly = fly;
	if (rule)
		assert_non_null(finding.rule);
	assert_ok(fi_checklist_make(NULL, &project, &f, out, &err), &err);
}

#define SERVICE "app = \"a\"\n[http_service]\ninternal_port = 8080\n"

static void a_finding_fails_its_point_and_says_where(void **state)
{
	struct fi_checklist l;

	(void)state;
	make(SERVICE, "fly-no-force-https", FI_MEDIUM, &l);
	assert_int_equal(point(&l, "https")->state, FI_CHECK_FAIL);
	assert_contains(point(&l, "https")->evidence, "[fly-no-force-https] at fly.toml:7");
	assert_string_equal(point(&l, "https")->fix, "mend it");
	assert_int_equal(point(&l, "health-checks")->state, FI_CHECK_PASS);
	fi_checklist_done(&l);
}

static void information_fails_nothing(void **state)
{
	struct fi_checklist l;

	(void)state;
	make(SERVICE, "fly-no-force-https", FI_INFO, &l);
	assert_int_equal(point(&l, "https")->state, FI_CHECK_PASS);
	fi_checklist_done(&l);
}

static void machines_that_never_stop_fail_their_point(void **state)
{
	struct fi_checklist l;

	(void)state;
	make(SERVICE, NULL, FI_INFO, &l);
	assert_int_equal(point(&l, "auto-stop")->state, FI_CHECK_FAIL);
	assert_contains(point(&l, "auto-stop")->evidence, "does not say auto_stop_machines");
	fi_checklist_done(&l);
	make(SERVICE "auto_stop_machines = \"stop\"\n", NULL, FI_INFO, &l);
	assert_int_equal(point(&l, "auto-stop")->state, FI_CHECK_PASS);
	fi_checklist_done(&l);
	make(SERVICE "auto_stop_machines = \"off\"\n", "fly-autostop-off", FI_INFO, &l);
	assert_contains(point(&l, "auto-stop")->evidence, "[fly-autostop-off] at fly.toml:7");
	fi_checklist_done(&l);
}

static void what_was_not_looked_at_is_no_pass(void **state)
{
	struct fi_checklist l;

	(void)state;
	make("", NULL, FI_INFO, &l);
	for (size_t i = 0; i < l.n; i++)
		assert_int_equal(l.v[i].state, FI_CHECK_UNKNOWN);
	fi_checklist_done(&l);
	/* A secret in a project file fails the point all the same. */
	make("", "aws-access-key-id", FI_HIGH, &l);
	assert_int_equal(point(&l, "secrets")->state, FI_CHECK_FAIL);
	fi_checklist_done(&l);
}

static void what_the_config_does_not_have_passes(void **state)
{
	struct fi_checklist l;

	(void)state;
	make("app = \"a\"\n", NULL, FI_INFO, &l);
	assert_int_equal(point(&l, "https")->state, FI_CHECK_PASS);
	assert_int_equal(point(&l, "volumes")->state, FI_CHECK_PASS);
	fi_checklist_done(&l);
	make("app = \"a\"\n[mounts]\nsource = \"d\"\ndestination = \"/d\"\n", NULL, FI_INFO, &l);
	/* Encrypted or not cannot be seen offline. */
	assert_int_equal(point(&l, "volumes")->state, FI_CHECK_UNKNOWN);
	assert_contains(point(&l, "volumes")->evidence, "fly volumes list");
	fi_checklist_done(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_fails_its_point_and_says_where),
		cmocka_unit_test(information_fails_nothing),
		cmocka_unit_test(machines_that_never_stop_fail_their_point),
		cmocka_unit_test(what_was_not_looked_at_is_no_pass),
		cmocka_unit_test(what_the_config_does_not_have_passes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
