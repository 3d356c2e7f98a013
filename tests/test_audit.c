/* test_audit.c - many images told as one. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/audit.h"

/* One image with up to four layers and findings in them, made on the stack. */
struct made {
	struct fi_set set;
	struct fi_image image;
	struct fi_image_layer use[4];
	struct fi_layer layer[4], *list[4];
	char *names[2];
	struct fi_findings f;
	struct fi_finding found[4];
	struct fi_place place[4];
	char *shown[4];
	struct fi_strs words;
	char config[200];
};

static char *word(const char *s)
{
	return (char *)(uintptr_t)s;
}

/* `layers` names the layers, a letter each: "abc". */
static void make(struct made *m, const char *name, const char *layers, const char *created)
{
	static const char *const digests[] = { "sha256:a", "sha256:b", "sha256:c", "sha256:d",
		"sha256:e", "sha256:f" };

	*m = (struct made){ 0 };
	for (size_t i = 0; layers[i]; i++) {
		m->layer[i].digest = m->layer[i].diff_id = word(digests[layers[i] - 'a']);
		m->layer[i].size = 100;
		m->list[i] = &m->layer[i];
		m->use[i] = (struct fi_image_layer){ .layer = (int)i,
			.digest = m->layer[i].digest };
		m->shown[i] = word("COPY . .");
		m->image.nlayers = m->words.n = i + 1;
	}
	m->names[0] = word(name);
	m->image.names = (struct fi_strs){ m->names, 1 };
	m->image.id = word(name);
	m->image.platform = word("linux/amd64");
	m->image.layers = m->use;
	(void)snprintf(m->config, sizeof(m->config), "{\"created\":\"%s\"}", created);
	m->image.config.raw = m->config;
	m->image.config.raw_len = strlen(m->config);
	m->words.v = m->shown;
	m->set.images = &m->image;
	m->set.nimages = 1;
	m->set.layers = m->list;
	m->set.nlayers = m->image.nlayers;
	m->f.list = m->found;
	m->f.shown = &m->words;
	m->f.nshown = 1;
}

/* A finding in a layer of the image; `print` tells it from others. */
static void find(struct made *m, const char *rule, const char *print, int layer,
	enum fi_state state)
{
	struct fi_finding *f = &m->found[m->f.n];

	*f = (struct fi_finding){ .rule = fi_rules_find(rule), .places = &m->place[m->f.n],
		.nplaces = 1 };
	assert_non_null(f->rule);
	f->severity = f->rule->severity;
	f->message = f->fix = word("as it is");
	f->masked = f->rule->category == FI_SECRET ? word("AKIA...****") : NULL;
	(void)snprintf(f->fingerprint, sizeof(f->fingerprint), "%s", print);
	m->place[m->f.n] = (struct fi_place){ .layer = layer,
		.path = word("app/.env"),
		.line = 3,
		.state = state,
		.by_layer = state == FI_LIVE ? -1 : layer + 1 };
	m->f.n++;
}

static void add(struct fi_audit *a, struct made *m)
{
	struct fi_err err = { 0 };

	assert_ok(fi_audit_add(a, &m->set, 0, &m->f, "in.tar", &err), &err);
}

static void finish(struct fi_audit *a)
{
	struct fi_err err = { 0 };

	assert_ok(fi_audit_finish(a, &err), &err);
}

#define SECRET	"stripe-live-secret"
#define GENERAL "generic-password"

static void one_secret_in_three_images_is_one_finding(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "acme/web:2", "ab", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "1", 1, FI_LIVE);
	add(&a, &m);
	make(&m, "acme/web:1", "ab", "2026-01-05T00:00:00Z");
	find(&m, SECRET, "1", 1, FI_LIVE);
	add(&a, &m);
	make(&m, "other/web:1", "abc", "2026-04-01T00:00:00Z");
	find(&m, SECRET, "1", 1, FI_DELETED);
	add(&a, &m);
	finish(&a);
	assert_int_equal(a.nfindings, 1);
	assert_int_equal(a.findings[0].images, 3);
	assert_int_equal(a.findings[0].repositories, 2);
	assert_int_equal(a.findings[0].live_images, 2);
	assert_int_equal(a.nspots, 1);
	/* First in the oldest image, live in the newest where it is not deleted. */
	assert_string_equal(a.images[a.seen[a.findings[0].first].image].names[0], "acme/web:1");
	assert_string_equal(a.images[a.seen[a.findings[0].live].image].names[0], "acme/web:2");
	assert_int_equal(a.nrepositories, 2);
	fi_audit_done(&a);
}

static void of_one_time_the_names_tell_which_was_first(void **state)
{
	static const char *const names[] = { "a:2", "a:1", "a:latest", "a:3" };
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		make(&m, names[i], "a", "1970-01-01T00:00:00Z");
		find(&m, SECRET, "1", 0, FI_LIVE);
		add(&a, &m);
	}
	finish(&a);
	assert_string_equal(a.images[a.seen[a.findings[0].first].image].names[0], "a:1");
	assert_string_equal(a.images[a.seen[a.findings[0].live].image].names[0], "a:latest");
	assert_string_equal(a.images[a.layers[0].first].names[0], "a:1");
	fi_audit_done(&a);
}

static void what_is_deleted_everywhere_is_live_nowhere(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "a:1", "ab", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "1", 0, FI_DELETED);
	add(&a, &m);
	finish(&a);
	assert_int_equal(a.findings[0].live, FI_AUDIT_NONE);
	assert_int_equal(a.findings[0].live_images, 0);
	assert_int_equal(a.images[0].live[FI_CRITICAL], 0);
	assert_int_equal(a.images[0].counts[FI_CRITICAL], 1);
	assert_int_equal(a.seen[0].by_layer, 1);
	fi_audit_done(&a);
}

static void an_image_that_is_known_gives_its_names_only(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "a/b:1", "a", "2026-03-01T00:00:00Z");
	m.image.digest = word("sha256:m");
	find(&m, SECRET, "1", 0, FI_LIVE);
	add(&a, &m);
	m.names[0] = word("c/d:2");
	add(&a, &m);
	finish(&a);
	assert_int_equal(a.nimages, 1);
	assert_int_equal(a.images[0].nnames, 2);
	assert_int_equal(a.images[0].nrepositories, 2);
	assert_int_equal(a.findings[0].images, 1);
	assert_int_equal(a.findings[0].repositories, 2);
	fi_audit_done(&a);
}

static void a_copy_with_a_lie_is_another_image(void **state)
{
	struct fi_mismatch lie = { .layer = 0, .actual = word("sha256:x") };
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "a:1", "a", "2026-03-01T00:00:00Z");
	m.image.digest = word("sha256:m");
	add(&a, &m);
	m.image.mismatches = &lie;
	m.image.nmismatches = 1;
	add(&a, &m);
	m.image.nmismatches = 0;
	m.use[0].layer = -1; /* not there */
	add(&a, &m);
	assert_int_equal(a.nimages, 3);
	fi_audit_done(&a);
}

static void credentials_come_first_then_the_wider_spread(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	for (int i = 0; i < 2; i++) {
		make(&m, i ? "b:1" : "a:1", i ? "ab" : "ac", "2026-03-01T00:00:00Z");
		find(&m, "cross-command-missing", "0", 0, FI_LIVE);
		find(&m, SECRET, "1", 1, i ? FI_LIVE : FI_DELETED);
		find(&m, SECRET, i ? "2" : "3", 0, FI_DELETED);
		add(&a, &m);
	}
	finish(&a);
	assert_int_equal(a.nfindings, 4);
	/* Live in one of two images; then those that are deleted; the check is last. */
	assert_string_equal(a.findings[a.ranked[0]].fingerprint, "1");
	assert_string_equal(a.findings[a.ranked[3]].fingerprint, "0");
	assert_true(a.findings[a.ranked[0]].secret);
	assert_false(a.findings[a.ranked[3]].secret);
	fi_audit_done(&a);
}

static void the_image_with_more_to_fear_is_at_more_risk(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "low:1", "a", "2026-03-01T00:00:00Z");
	find(&m, GENERAL, "1", 0, FI_LIVE);
	add(&a, &m);
	make(&m, "deleted:1", "b", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "2", 0, FI_DELETED);
	add(&a, &m);
	make(&m, "live:1", "c", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "3", 0, FI_LIVE);
	add(&a, &m);
	finish(&a);
	assert_string_equal(a.images[a.risky[0]].names[0], "live:1");
	assert_string_equal(a.images[a.risky[1]].names[0], "deleted:1");
	fi_audit_done(&a);
}

static void layers_are_counted_once_for_each_image(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "a:1", "aba", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "1", 1, FI_LIVE);
	add(&a, &m);
	make(&m, "b:1", "ac", "2026-01-01T00:00:00Z");
	add(&a, &m);
	finish(&a);
	assert_int_equal(a.nlayers, 3);
	assert_int_equal(a.layers[0].images, 2);
	assert_string_equal(a.images[a.layers[0].first].names[0], "b:1");
	assert_int_equal(a.layers[1].findings, 1);
	assert_int_equal(a.layers[1].counts[FI_CRITICAL], 1);
	assert_int_equal(a.layers[0].findings, 0);
	fi_audit_done(&a);
}

static void bases_are_where_chains_of_layers_part(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "os:1", "a", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "os", 0, FI_LIVE);
	add(&a, &m);
	for (int i = 0; i < 3; i++) { /* two on a runtime b that is not here itself, one beside */
		static const char *const names[] = { "x:1", "y:1", "z:1" };
		static const char *const chains[] = { "abc", "abd", "ae" };

		make(&m, names[i], chains[i], "2026-03-01T00:00:00Z");
		find(&m, SECRET, "os", 0, FI_LIVE);
		if (i < 2)
			find(&m, GENERAL, "runtime", 1, FI_LIVE);
		add(&a, &m);
	}
	finish(&a);
	assert_int_equal(a.nbases, 2);
	assert_string_equal(a.bases[0].name, "os:1");
	assert_int_equal(a.bases[0].images, 3);
	assert_string_equal(a.bases[1].name, "");
	assert_int_equal(a.bases[1].nlayers, 2);
	assert_int_equal(a.bases[1].images, 2);
	assert_int_equal(a.bases[1].parent, 0);
	/* What the os brings is not told of the runtime again. */
	assert_int_equal(a.bases[1].findings, 1);
	assert_int_equal(a.bases[0].findings, 1);
	assert_int_equal(a.heavy[0], 0);
	assert_int_equal(a.images[0].base, FI_AUDIT_NONE);
	assert_int_equal(a.images[1].base, 1);
	assert_int_equal(a.images[3].base, 0);
	fi_audit_done(&a);
}

static void images_of_the_same_layers_are_no_base(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "a:1", "ab", "2026-03-01T00:00:00Z");
	add(&a, &m);
	make(&m, "a:2", "ab", "2026-03-01T00:00:00Z");
	add(&a, &m);
	finish(&a);
	assert_int_equal(a.nbases, 0);
	fi_audit_done(&a);
}

static void the_worst_severity_speaks(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "a:1", "a", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "1", 0, FI_LIVE);
	m.found[0].severity = FI_LOW;
	m.found[0].message = word("in a package");
	add(&a, &m);
	make(&m, "b:1", "b", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "1", 0, FI_LIVE);
	add(&a, &m);
	finish(&a);
	assert_int_equal(a.findings[0].severity, FI_CRITICAL);
	assert_string_equal(a.findings[0].message, "as it is");
	assert_int_equal(a.counts[FI_CRITICAL], 1);
	assert_int_equal(a.images[0].counts[FI_LOW], 1);
	fi_audit_done(&a);
}

static void one_value_is_one_finding_under_any_rule(void **state)
{
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	make(&m, "a:1", "a", "2026-03-01T00:00:00Z");
	find(&m, GENERAL, "1", 0, FI_LIVE);
	m.found[0].severity = FI_LOW;
	m.found[0].valued = true;
	m.found[0].hash[31] = 7;
	add(&a, &m);
	make(&m, "b:1", "b", "2026-03-01T00:00:00Z");
	find(&m, SECRET, "2", 0, FI_LIVE);
	m.found[0].severity = FI_LOW; /* no louder than a guess, but sure */
	m.found[0].valued = true;
	m.found[0].hash[31] = 7;
	add(&a, &m);
	find(&m, SECRET, "2", 0, FI_LIVE);
	m.found[1].valued = true;
	m.image.id = m.names[0] = word("c:1");
	m.found[1].hash[31] = 8;
	add(&a, &m);
	finish(&a);
	assert_int_equal(a.nfindings, 2);
	assert_int_equal(a.findings[0].images, 3);
	assert_string_equal(a.findings[0].rule->id, SECRET);
	fi_audit_done(&a);
}

static void nothing_is_an_audit_too(void **state)
{
	struct fi_audit a = { 0 };

	(void)state;
	finish(&a);
	assert_int_equal(a.nfindings, 0);
	fi_audit_done(&a);
}

static void assert_date(const char *text, int64_t want)
{
	int64_t got = -1;

	assert_true(fi_audit_date(text, &got));
	assert_int_equal(got, want);
}

static void dates_are_read(void **state)
{
	int64_t s;

	(void)state;
	assert_date("1970-01-01", 0);
	assert_date("2026-01-05", 1767571200);
	assert_date("2024-02-29T12:30:15Z", 1709209815);
	assert_date("2024-03-01T00:00:00.123456789Z", 1709251200);
	assert_date("2026-01-05T02:00:00+02:00", 1767571200);
	assert_date("2000-12-31T23:59:60-00:30", 978309000);
	assert_false(fi_audit_date("", &s));
	assert_false(fi_audit_date("2026-1-05", &s));
	assert_false(fi_audit_date("2026-00-05", &s));
	assert_false(fi_audit_date("2026-01-32", &s));
	assert_false(fi_audit_date("2026-01-05T25:00:00Z", &s));
	assert_false(fi_audit_date("2026-01-05T10:00:00 UTC", &s));
	assert_false(fi_audit_date("2026-01-05x", &s));
}

static void a_builders_zero_is_no_date(void **state)
{
	static const char *const zeros[] = { "1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z",
		"1980-01-01T00:00:01Z", "0001-01-01T00:00:00Z", "soon" };
	struct fi_audit a = { 0 };
	struct made m;

	(void)state;
	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++) {
		make(&m, "a:1", "a", zeros[i]);
		m.image.digest = word(zeros[i]);
		add(&a, &m);
		assert_string_equal(a.images[i].created, "");
		assert_int_equal(a.images[i].created_at, 0);
	}
	fi_audit_done(&a);
}

static void the_repository_of_a_name(void **state)
{
	static const char *const names[][2] = {
		{ "acme/web:1.0", "acme/web" },
		{ "localhost:5000/acme/web", "localhost:5000/acme/web" },
		{ "localhost:5000/acme/web:1", "localhost:5000/acme/web" },
		{ "acme/web@sha256:0123", "acme/web" },
		{ "web", "web" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_int_equal(fi_audit_repository(names[i][0]), strlen(names[i][1]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_secret_in_three_images_is_one_finding),
		cmocka_unit_test(of_one_time_the_names_tell_which_was_first),
		cmocka_unit_test(what_is_deleted_everywhere_is_live_nowhere),
		cmocka_unit_test(an_image_that_is_known_gives_its_names_only),
		cmocka_unit_test(a_copy_with_a_lie_is_another_image),
		cmocka_unit_test(credentials_come_first_then_the_wider_spread),
		cmocka_unit_test(the_image_with_more_to_fear_is_at_more_risk),
		cmocka_unit_test(layers_are_counted_once_for_each_image),
		cmocka_unit_test(bases_are_where_chains_of_layers_part),
		cmocka_unit_test(images_of_the_same_layers_are_no_base),
		cmocka_unit_test(the_worst_severity_speaks),
		cmocka_unit_test(one_value_is_one_finding_under_any_rule),
		cmocka_unit_test(nothing_is_an_audit_too),
		cmocka_unit_test(dates_are_read),
		cmocka_unit_test(a_builders_zero_is_no_date),
		cmocka_unit_test(the_repository_of_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
