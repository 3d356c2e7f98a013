/* test_imagemask.c - what is kept of an image's documents holds no secret, and tells as much. */
#include "tests/lib_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/keep.h"
#include "rules/findings.h"
#include "rules/shelf.h"
#include "rules/sink.h"

/* Fake, and cut so that no scanner takes them for real. */
#define STRONG	"sk_" "live_9fK2mQ7xLr4TvB8nWc3ZpY6d"
#define GITHUB	"ghp_" "Vq3vT8xZ1bN6mK4jH7gF5dS2aP9oI0uY1Xyz"
#define WEAK	"Sommer" "nacht77"
#define URL	"Herbst" "wind42"
#define ENCODED "c2tfbGl2ZV" "85ZksybVE3eExyNFR2QjhuV2MzWnBZNmQK" /* STRONG */
#define HEX	"736b5f6c6976655f39664b326d5137784c7234" "547642386e5763335a70593664"

#define CONFIG                                                                              \
	"{\"os\":\"linux\",\"architecture\":\"amd64\",\"author\":\"" STRONG "\","           \
	"\"created\":\"2026-01-02T03:04:05Z\",\"config\":{\"User\":\"zeppelin\","           \
	"\"Env\":[\"PATH=/usr/lib/zeppelin/bin:/bin\",\"DB_PASSWORD=" WEAK "\","            \
	"\"ZEPPELIN_PASS" "WORD=zeppelin\",\"STRIPE_KEY=" STRONG "\",\"B64=" ENCODED "\","     \
	"\"DATABASE_URL=mysql://app:" URL "@db.acme.dev/app\",\"HEXED=" HEX "\"],"       \
	"\"Cmd\":[\"zeppelin\",\"--pass" "word=" WEAK "\"],\"Volumes\":{\"/data\":{}},"     \
	"\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"curl -u app:" URL " localhost\"]},"      \
	"\"Labels\":{\"acme.token\":\"" GITHUB "\"}},"                                       \
	"\"container_config\":{\"Env\":[\"DB_PASSWORD=" WEAK "\"]},"                          \
	"\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},"                                   \
	"\"history\":[{\"created_by\":\"RUN |1 NPM_TO" "KEN=" WEAK " /bin/sh -c echo " STRONG \
	" | npm login\"},{\"created_by\":\"ENV DB_PASSWORD=" WEAK "\",\"empty_layer\":true}]}"

#define NAMED "{\"config\":{\"Labels\":{\"" GITHUB "\":\"x\",\"a.password\":\"" WEAK "\"," \
	      "\"" GITHUB ".password\":\"" WEAK "\"}}}"

/* One image, a shelf, and what is judged of it from either. */
struct run {
	struct reading reading;
	struct fi_scanner *scanner;
	struct fi_content *content;
	struct fi_shelf *shelf;
	struct fi_set back;
	char *dir, *file;
};

static void run_done(struct run *r)
{
	fi_set_done(&r->back);
	fi_content_free(r->content);
	fi_shelf_close(r->shelf);
	fi_scanner_free(r->scanner);
	reading_done(&r->reading);
	free(r->file);
	test_dir_done(&r->dir);
}

static void read_image(struct run *r, const char *json)
{
	struct parcel p = { 0 };
	char layer[72], config[72], manifest[72];

	parcel_layer(&p, "f", "text", layer);
	parcel_json(&p, config, "%s", json);
	parcel_json(&p, manifest,
		"{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},"
		"\"annotations\":{\"note\":\"" STRONG "\",\"org.opencontainers.image.base.name\":"
		"\"debian:latest\"},\"layers\":[{\"digest\":\"%s\",\"size\":77}]}",
		config, layer);
	parcel_index(&p,
		"{\"digest\":\"%s\",\"annotations\":"
		"{\"org.opencontainers.image.ref.name\":\"acme/app:" GITHUB "\"}}",
		manifest);
	parcel_read(&p, NULL, &r->reading);
	parcel_done(&p);
	assert_int_equal(r->reading.set.nimages, 1);
}

static void begin(struct run *r, const char *json)
{
	struct fi_shelf_options opt = { .context = "test", .now = 1700000000, .partial = true };
	struct fi_set_options none = { 0 };
	struct fi_layer_memory memory;
	struct fi_visitor v;
	struct fi_err err = { 0 };

	read_image(r, json);
	r->dir = test_dir();
	r->file = test_path(r->dir, "audit.db");
	assert_ok(fi_scanner_new(NULL, NULL, &r->scanner, &err), &err);
	assert_ok(fi_content_new(r->scanner, &r->back, NULL, NULL, &r->content, &err), &err);
	opt.file = r->file;
	opt.scanner = r->scanner;
	assert_ok(fi_shelf_open(&opt, &r->shelf, &err), &err);
	memory = fi_shelf_memory(r->shelf, r->content);
	v = fi_content_visitor(r->content);
	none.memory = &memory;
	assert_ok(fi_set_init(&r->back, &none, &v, &err), &err);
}

static void there_and_back(struct run *r, const char *json)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };

	begin(r, json);
	assert_ok(fi_shelf_put_image(r->shelf, "k", &r->reading.set, 0, &err), &err);
	assert_ok(fi_shelf_get_image(r->shelf, "k", &b, &err), &err);
	assert_ok(fi_shelf_load_image(r->shelf, &r->back,
			  &(struct fi_shelf_image){ "k", b.p, b.len }, &err),
		&err);
}

static void add_finding(struct fi_buf *b, const struct fi_finding *f)
{
	const char *known = f->known ? f->known->id : "-";

	assert_int_equal(fi_buf_addf(b, "%s %d %s [%s] %s %s %s %s\n", f->rule->id, f->severity,
				 f->message, f->fix, f->masked ? f->masked : "-",
				 f->key ? f->key : "-", f->fingerprint, known),
		FI_OK);
	for (size_t k = 0; k < f->nplaces; k++)
		assert_int_equal(fi_buf_addf(b, "  %d %d %s %s\n", f->places[k].image,
					 f->places[k].layer, fi_place_text(&f->places[k]),
					 f->places[k].decoded ? f->places[k].decoded : "-"),
			FI_OK);
}

/* The image's layer is on no shelf. */
static bool is_of_files(const struct fi_rule *r)
{
	return strcmp(r->id, "cross-command-missing") == 0 ||
	       strcmp(r->id, "image-unknown-user") == 0;
}

/* The findings of the config, and what is shown of the layers. */
static char *told(struct run *r, const struct fi_set *set)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_policy policy = { 0 };
	struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };

	assert_ok(fi_findings_collect(set, r->content, r->scanner, NULL, &policy, &f, &err), &err);
	for (size_t i = 0; i < f.n; i++)
		/* One of a name that is hidden where it is printed is not compared. */
		if (!strstr(f.list[i].message, GITHUB) && !is_of_files(f.list[i].rule))
			add_finding(&b, &f.list[i]);
	for (size_t i = 0; i < f.shown[0].n; i++)
		assert_int_equal(fi_buf_addf(&b, "%s\n", f.shown[0].v[i]), FI_OK);
	return fi_buf_steal(&b, NULL);
}

static void an_image_from_the_shelf_has_the_same_findings(void **state)
{
	FI_AUTO(run_done) struct run r = { 0 };
	FI_AUTO(fi_freep) char *was = NULL, *is = NULL;

	(void)state;
	there_and_back(&r, CONFIG);
	was = told(&r, &r.reading.set);
	is = told(&r, &r.back);
	assert_contains(was, "config-secret-env");
	assert_contains(was, "config-secret-argument");
	assert_contains(was, "stripe");
	assert_contains(was, "base64");
	assert_contains(was, "another image with every release");
	assert_contains(was, "sk_live_...****");
	assert_string_equal(is, was);
}

static enum fi_code search(void *self, const void *key, size_t nkey, const void *p, size_t n,
	struct fi_err *err)
{
	static const char *const values[] = { STRONG, GITHUB, WEAK, URL, ENCODED, HEX,
		"PASSWORD=zeppelin", "KzJtUTd4THI0VHZCOG5XYzNacFk2" };

	(void)err;
	++*(size_t *)self;
	for (size_t i = 0; i < FI_COUNT(values); i++) {
		assert_null(memmem(p, n, values[i], strlen(values[i])));
		assert_null(memmem(key, nkey, values[i], strlen(values[i])));
	}
	return FI_OK;
}

static void no_secret_is_in_the_file(void **state)
{
	FI_AUTO(run_done) struct run r = { 0 };
	struct fi_keep *k = NULL;
	struct fi_err err = { 0 };
	size_t n = 0;

	(void)state;
	there_and_back(&r, CONFIG);
	fi_shelf_close(r.shelf);
	r.shelf = NULL;
	assert_ok(fi_keep_open(&(struct fi_keep_options){ .path = r.file, .version = 2 }, &k, &err),
		&err);
	for (unsigned kind = 0; kind < 10; kind++)
		assert_ok(fi_keep_each(k, kind, search, &n, NULL, &err), &err);
	fi_keep_close(k);
	assert_int_equal(n, 1);
}

static void a_word_stays_where_the_image_runs_by_it(void **state)
{
	FI_AUTO(run_done) struct run r = { 0 };
	const struct fi_config *c;

	(void)state;
	there_and_back(&r, CONFIG);
	c = &r.back.images[0].config;
	assert_string_equal(c->user, "zeppelin");
	assert_string_equal(c->cmd.v[0], "zeppelin");
	assert_string_equal(c->cmd.v[1], "--pass" "word=****");
	assert_string_equal(fi_config_env(c, "PATH"), "/usr/lib/zeppelin/bin:/bin");
	assert_string_equal(fi_config_env(c, "ZEPPELIN_PASSWORD"), "****");
	assert_string_equal(fi_config_env(c, "STRIPE_KEY"), "sk_live_...****");
	assert_string_equal(c->volumes.v[0], "/data");
	assert_int_equal(c->nhistory, 2);
	assert_true(c->history[1].empty);
}

static void an_image_whose_names_hold_a_token_is_not_kept(void **state)
{
	FI_AUTO(run_done) struct run r = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 }, none = { 0 };

	(void)state;
	begin(&r, NAMED);
	assert_fails(fi_shelf_put_image(r.shelf, "k", &r.reading.set, 0, &err), FI_ELIMIT,
		"cannot be masked", &err);
	assert_int_equal(fi_shelf_get_image(r.shelf, "k", &b, &none), FI_ENOTFOUND);
}

static void a_record_that_is_cut_off_is_damaged(void **state)
{
	FI_AUTO(run_done) struct run r = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };

	(void)state;
	there_and_back(&r, CONFIG);
	assert_ok(fi_shelf_get_image(r.shelf, "k", &b, &err), &err);
	for (size_t n = 0; n < b.len; n++) {
		err = (struct fi_err){ 0 };
		assert_fails(fi_shelf_load_image(r.shelf, &r.back,
				     &(struct fi_shelf_image){ "k", b.p, n }, &err),
			FI_EFORMAT, "damaged", &err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_image_from_the_shelf_has_the_same_findings),
		cmocka_unit_test(no_secret_is_in_the_file),
		cmocka_unit_test(a_word_stays_where_the_image_runs_by_it),
		cmocka_unit_test(an_image_whose_names_hold_a_token_is_not_kept),
		cmocka_unit_test(a_record_that_is_cut_off_is_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
