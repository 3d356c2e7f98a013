/* test_alloc.c - out of memory anywhere is FI_ENOMEM, never a crash or a leak.
 *
 * The first, second, third, ... allocation is refused until the work succeeds.
 */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/shard.h"
#include "lib/doc.h"
#include "lib/dockerfile.h"
#include "lib/table.h"
#include "layers/inputs.h"
#include "rules/audit.h"
#include "rules/content.h"
#include "rules/findings.h"
#include "rules/project.h"
#include "rules/shelf.h"
#include "tests/alloc.h"
#include "tests/lib_sheet.h"

typedef enum fi_code work(void *self, struct fi_err *err);

/* Every allocation at first, then fewer: a whole check asks for thousands. */
#define EVERY 40
#define STEPS 1000000

/* Can the work do without a refused allocation, and be right all the same? */
enum refusal { IS_FATAL, MAY_BE_SPARED };

static void survives(work *w, void *self, enum refusal r)
{
	struct fi_err err;
	enum fi_code rc;
	bool refused;

	for (size_t n = 1; n < STEPS; n += 1 + n / EVERY) {
		memset(&err, 0, sizeof(err));
		alloc_refuse(n);
		rc = w(self, &err);
		refused = alloc_refused();
		alloc_refuse(0);
		if (!refused) {
			assert_ok(rc, &err);
			assert_true(n > 1);
			return;
		}
		if (rc == FI_OK && r == MAY_BE_SPARED)
			continue;
		if (rc != FI_ENOMEM || err.code != FI_ENOMEM) {
			print_error("allocation %zu: returned %d, recorded %d \"%s\"\n",
				n, rc, err.code, err.text);
			fail();
		}
	}
	fail_msg("did not end");
}

/* One text for one parser. */
struct text {
	enum fi_syntax syntax;
	const char *text;
};

static enum fi_code parse_doc(void *self, struct fi_err *err)
{
	const struct text *t = self;
	struct fi_doc *doc = NULL;
	enum fi_code rc;

	rc = fi_doc_parse(t->syntax, t->text, strlen(t->text), &doc, NULL, err);
	if (rc == FI_OK)
		fi_doc_free(doc);
	return rc;
}

static void json_survives_without_memory(void **state)
{
	struct text t = { FI_JSON, "{\"a\":[1,2.5,\"x\",null,true],\"b\":{\"c\":{}}}" };

	(void)state;
	survives(parse_doc, &t, IS_FATAL);
}

static void yaml_survives_without_memory(void **state)
{
	struct text t = { FI_YAML, "a: [1, 2.5, x, null, yes]\nb: &b\n  c: 'd'\ne: *b\n" };

	(void)state;
	survives(parse_doc, &t, IS_FATAL);
}

static void toml_survives_without_memory(void **state)
{
	struct text t = { FI_TOML,
		"a = [1, 2.5, \"x\"]\n[b.c]\nd = 2026-01-01\n[[e]]\nf = true\n" };

	(void)state;
	survives(parse_doc, &t, IS_FATAL);
}

static enum fi_code parse_dockerfile(void *self, struct fi_err *err)
{
	FI_AUTO(fi_dockerfile_freep) struct fi_dockerfile *df = NULL;

	return fi_dockerfile_parse(self, strlen(self), &df, err);
}

static void a_dockerfile_survives_without_memory(void **state)
{
	char text[] = "# syntax=docker/dockerfile:1\nARG V=22\nFROM node:${V} AS base\n"
		      "ENV A=b C=\"d e\"\nCOPY --chown=1:1 [\"a\", \"b\"]\n"
		      "RUN <<EOF\necho $A\nEOF\nNONSENSE x\nONBUILD RUN make\n"
		      "HEALTHCHECK --interval=5s CMD curl localhost\nLABEL x=y\n";

	(void)state;
	survives(parse_dockerfile, text, IS_FATAL);
}

/* A project folder and an image of it, made once. */
struct shop {
	char *dir, *archive;
	char *cache; /* a shelf's file; NULL: without */
	bool anew;   /* which is removed before each run */
	size_t findings; /* in all; 0 until they were counted */
};

static const char env_file[] = "LOG_LEVEL=info\nGITHUB_TOKEN=gh"
			       "p_016C7ZpW8fYtQ2mN4kR6vX9sB3dH5j0aBcDe\n";

/* One layer with what the reader treats differently. */
static void make_layer(struct fi_buf *tar)
{
	mktar_kind(tar, '5', "etc/", NULL, 0755);
	mktar_text(tar, "etc/passwd", "root:x:0:0::/root:/bin/sh\n");
	mktar_kind(tar, '2', "etc/link", "passwd", 0777);
	mktar_text(tar, "app/.env", env_file);
	mktar_kind(tar, '1', "app/hard", "app/.env", 0644);
	mktar_text(tar, "app/.wh.old", "");
	mktar_pax(tar, "path", "app/a/long/way/down");
	mktar_text(tar, "x", "password = \"hunter2hunter2\"\n");
	mktar_end(tar);
}

static void make_archive(const struct shop *s)
{
	FI_AUTO(fi_buf_done) struct fi_buf layer = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(fi_freep) char *config = NULL;
	char digest[72];

	make_layer(&layer);
	test_digest(layer.p, layer.len, digest);
	config = fi_format("{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":"
			   "{\"User\":\"app\",\"Env\":[\"A=b\",\"DB_PASSWORD=x9Kq2Vn8Rb\"],"
			   "\"Cmd\":[\"run\"],\"ExposedPorts\":{\"22/tcp\":{}}},\"history\":"
			   "[{\"created_by\":\"COPY . . # buildkit\"}],\"rootfs\":"
			   "{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}",
		digest);
	assert_non_null(config);
	mktar(&tar, "a/layer.tar", 0644, layer.p, layer.len);
	mktar_text(&tar, "c.json", config);
	mktar_text(&tar, "manifest.json",
		"[{\"Config\":\"c.json\",\"RepoTags\":[\"shop:latest\"],"
		"\"Layers\":[\"a/layer.tar\"]}]");
	mktar_end(&tar);
	test_write(s->dir, "shop.tar", tar.p, tar.len);
}

static void shop_open(struct shop *s)
{
	*s = (struct shop){ .dir = test_dir() };
	s->archive = test_path(s->dir, "shop.tar");
	make_archive(s);
	test_write_text(s->dir, "Dockerfile",
		"FROM node\nARG T=1\nCOPY . .\nRUN curl x | sh\nEXPOSE 22\n");
	test_write_text(s->dir, ".dockerignore", "*.log\n!a/*.log\n");
	test_write_text(s->dir, "fly.toml",
		"app = 'shop'\n[env]\nDB_PASSWORD = 'x9Kq2Vn8Rb'\n"
		"[http_service]\ninternal_port = 8080\n");
}

static void shop_done(struct shop *s)
{
	free(s->archive);
	free(s->cache);
	test_dir_done(&s->dir);
}

static enum fi_code read_archive(void *self, struct fi_err *err)
{
	const struct fi_set_options opt = { 0 };
	const struct fi_visitor none = { 0 };
	const struct shop *s = self;
	struct fi_set set = { 0 };
	enum fi_code rc;

	rc = fi_set_init(&set, &opt, &none, err);
	if (rc != FI_OK)
		return rc;
	rc = fi_set_add(&set, s->archive, err);
	/* What is missing for want of memory must be missed: a gap says so. */
	if (rc == FI_OK && set.nimages != 1 && set.ngaps == 0)
		rc = fi_err_set(err, FI_EFORMAT, "%zu images, %zu gaps", set.nimages,
			set.ngaps);
	fi_set_done(&set);
	return rc;
}

static void reading_an_archive_survives_without_memory(void **state)
{
	struct shop s;

	(void)state;
	shop_open(&s);
	survives(read_archive, &s, MAY_BE_SPARED);
	shop_done(&s);
}

/* What stands between the parts of a check; `content` and what follows may be NULL. */
struct run {
	struct fi_scanner *scanner;
	struct fi_content *content;
	struct fi_shelf *shelf;
	struct fi_layer_memory memory;
	struct fi_set set;
	struct fi_project project;
	struct fi_findings found;
};

static enum fi_code open_shelf(struct run *r, const struct shop *s, struct fi_set_options *opt,
	struct fi_err *err)
{
	const struct fi_shelf_options own = { .file = s->cache,
		.scanner = r->scanner,
		.max = 1 << 20,
		.disposable = true };
	enum fi_code rc;

	if (!s->cache)
		return FI_OK;
	if (s->anew)
		(void)unlink(s->cache);
	rc = fi_shelf_open(&own, &r->shelf, err);
	if (rc != FI_OK)
		return rc;
	r->memory = fi_shelf_memory(r->shelf, r->content);
	opt->memory = &r->memory;
	return FI_OK;
}

static enum fi_code run_it(struct run *r, struct shop *s, struct fi_err *err)
{
	const struct fi_policy policy = { .least = FI_INFO, .fail_on = FI_HIGH };
	struct fi_set_options opt = { 0 };
	struct fi_visitor v;
	enum fi_code rc;

	rc = fi_scanner_new(NULL, NULL, &r->scanner, err);
	if (rc == FI_OK)
		rc = fi_content_new(r->scanner, &r->set, NULL, NULL, &r->content, err);
	if (rc != FI_OK)
		return rc;
	rc = open_shelf(r, s, &opt, err);
	if (rc != FI_OK)
		return rc;
	v = fi_content_visitor(r->content);
	rc = fi_set_init(&r->set, &opt, &v, err);
	if (rc == FI_OK)
		rc = fi_set_add(&r->set, s->archive, err);
	if (rc == FI_OK)
		rc = fi_project_load(s->dir, NULL, NULL, &r->project, err);
	if (rc == FI_OK)
		rc = fi_findings_collect(&r->set, r->content, r->scanner, &r->project.c,
			&policy, &r->found, err);
	if (rc != FI_OK)
		return rc;
	if (!s->findings)
		s->findings = r->found.n;
	/*
	 * What is missing is missed, a gap says so; but for one of the small files that
	 * are kept for checks (etc/passwd), which may be absent as well.
	 */
	if (r->found.n + 1 >= s->findings || r->set.ngaps > 0)
		return FI_OK;
	return fi_err_set(err, FI_EFORMAT, "%zu of %zu findings, %zu gaps", r->found.n,
		s->findings, r->set.ngaps);
}

static enum fi_code check_archive(void *self, struct fi_err *err)
{
	struct run r = { 0 };
	enum fi_code rc = run_it(&r, self, err);

	fi_findings_done(&r.found);
	fi_shelf_close(r.shelf);
	fi_content_free(r.content);
	fi_set_done(&r.set);
	fi_project_done(&r.project);
	fi_scanner_free(r.scanner);
	return rc;
}

static void a_whole_check_survives_without_memory(void **state)
{
	struct fi_err err = { 0 };
	struct shop s;

	(void)state;
	shop_open(&s);
	assert_ok(check_archive(&s, &err), &err);
	survives(check_archive, &s, MAY_BE_SPARED);
	shop_done(&s);
}

/* With a shelf that is being filled, and one that has it all. */
static void a_shelf_survives_without_memory(void **state)
{
	struct fi_err err = { 0 };
	struct shop s;

	(void)state;
	shop_open(&s);
	s.cache = test_path(s.dir, "cache.db");
	s.anew = true;
	assert_ok(check_archive(&s, &err), &err);
	survives(check_archive, &s, MAY_BE_SPARED);
	s.anew = false;
	assert_ok(check_archive(&s, &err), &err);
	survives(check_archive, &s, MAY_BE_SPARED);
	shop_done(&s);
}

/* What a shard has noted of an image, from the fuzz target's corpus. */
static enum fi_code join_records(void *self, struct fi_err *err)
{
	const struct fi_buf *b = self;
	const struct fi_shelf_image r = { "k", b->p, b->len };
	static const size_t whose[] = { 0, 1, 2 };
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1 << 20);

	return fi_shelf_join_images(
		(struct fi_shelf_image[]){ r, r }, 2, whose, FI_COUNT(whose), &out, err);
}

static enum fi_code read_head(void *self, struct fi_err *err)
{
	const struct fi_buf *b = self;
	FI_AUTO(shard_head_done) struct shard_head h = { 0 };

	return shard_head_read(b->p, b->len, &h, err);
}

static void read_seed(const char *path, struct fi_buf *out)
{
	char block[4096];
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	assert_int_equal(fi_buf_add(out, block, fread(block, 1, sizeof(block), f)), FI_OK);
	(void)fclose(f);
}

static void a_merge_survives_without_memory(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf record = fi_buf_limited(4096);
	FI_AUTO(fi_buf_done) struct fi_buf head = fi_buf_limited(4096);

	(void)state;
	read_seed("tests/corpus/record/image-1.0", &record);
	read_seed("tests/corpus/record/head", &head);
	survives(join_records, &record, IS_FATAL);
	survives(read_head, &head, IS_FATAL);
}

static enum fi_code write_page(void *self, struct fi_err *err)
{
	struct sheet *s = self;
	size_t n = 0;
	char *out = NULL;
	FILE *f = open_memstream(&out, &n);
	enum fi_code rc = report_html(f, &s->report, err);

	(void)fclose(f);
	free(out);
	return rc;
}

static void a_page_survives_without_memory(void **state)
{
	struct sheet s;

	(void)state;
	sheet_fill(&s);
	s.finding.nplaces = SHEET_PLACES;
	survives(write_page, &s, IS_FATAL);
	sheet_done(&s);
}

/* --- an audit --- */

static void put_blob_in(const char *dir, const char *text, char digest[72])
{
	FI_AUTO(fi_freep) char *name = NULL;

	test_digest(text, strlen(text), digest);
	name = fi_format("blobs/sha256/%.2s/%s/data", digest + 7, digest + 7);
	assert_non_null(name);
	test_write_text(dir, name, text);
}

/* A registry's storage: a tagged image without layers, one that nobody names. */
static void make_storage(const char *dir)
{
	FI_AUTO(fi_freep) char *manifest = NULL, *other = NULL;
	char config[72], digest[72];

	put_blob_in(dir, "{\"os\":\"linux\",\"created\":\"2026-01-05T00:00:00Z\"}", config);
	manifest = fi_format("{\"config\":{\"digest\":\"%s\"},\"layers\":[]}", config);
	other = fi_format("{\"config\":{\"digest\":\"%s\"},\"layers\":[{}]}", config);
	assert_true(manifest && other);
	put_blob_in(dir, other, digest);
	put_blob_in(dir, manifest, digest);
	test_write_text(dir, "repositories/a/_manifests/tags/1/current/link", digest);
	test_write_text(dir, "README", "no export");
}

static enum fi_code audit_unit(struct fi_inputs *in, size_t i, struct fi_audit *a,
	struct fi_err *err)
{
	struct fi_findings f = { 0 };
	struct fi_set set = { 0 };
	enum fi_code rc = fi_set_init(&set, NULL, NULL, err);

	if (rc == FI_OK)
		rc = fi_inputs_read(in, &in->units[i], &set, err);
	if (rc == FI_OK)
		rc = fi_findings_collect(&set, NULL, NULL, NULL, NULL, &f, err);
	for (size_t k = 0; rc == FI_OK && k < set.nimages; k++)
		rc = fi_audit_add(a, &set, k, &f, "in", err);
	fi_findings_done(&f);
	fi_set_done(&set);
	return rc;
}

static enum fi_code audit_folder(void *self, struct fi_err *err)
{
	struct fi_inputs in = { .all = true };
	struct fi_audit a = { 0 };
	enum fi_code rc = fi_inputs_add(&in, self, err);

	for (size_t i = 0; rc == FI_OK && i < in.nunits; i++)
		rc = audit_unit(&in, i, &a, err);
	if (rc == FI_OK)
		rc = fi_audit_finish(&a, err);
	fi_audit_done(&a);
	fi_inputs_done(&in);
	return rc;
}

static void an_audit_survives_without_memory(void **state)
{
	FI_AUTO(test_dir_done) char *dir = test_dir();

	(void)state;
	make_storage(dir);
	/* An index that cannot be made, a thread: some of it is done without. */
	survives(audit_folder, dir, MAY_BE_SPARED);
}

static enum fi_code fill_table(void *self, struct fi_err *err)
{
	struct fi_table t = { 0 };
	enum fi_code rc = FI_OK;

	(void)self;
	for (size_t i = 0; rc == FI_OK && i < 100; i++) {
		char name[8] = { (char)('a' + i % 10), (char)('a' + i / 10) };

		rc = fi_table_put(&t, name, i, NULL, NULL);
	}
	fi_table_done(&t);
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

static void a_table_survives_without_memory(void **state)
{
	(void)state;
	survives(fill_table, NULL, IS_FATAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_survives_without_memory),
		cmocka_unit_test(yaml_survives_without_memory),
		cmocka_unit_test(toml_survives_without_memory),
		cmocka_unit_test(a_dockerfile_survives_without_memory),
		cmocka_unit_test(reading_an_archive_survives_without_memory),
		cmocka_unit_test(a_whole_check_survives_without_memory),
		cmocka_unit_test(a_shelf_survives_without_memory),
		cmocka_unit_test(a_merge_survives_without_memory),
		cmocka_unit_test(a_page_survives_without_memory),
		cmocka_unit_test(an_audit_survives_without_memory),
		cmocka_unit_test(a_table_survives_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
