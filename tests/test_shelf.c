/* test_shelf.c - layers come from the shelf as if they had been read, and only then. */
#include "tests/lib_layers.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/digest.h"
#include "lib/keep.h"
#include "rules/content_wire.h"
#include "rules/decode.h"
#include "rules/findings.h"
#include "rules/packed.h"
#include "rules/shelf.h"

/* Fake, and cut so that no scanner takes them for real. */
#define STRONG "sk_" "live_9fK2mQ7xLr4TvB8nWc3ZpY6d"
#define WEAK   "Sommer" "nacht77"

/* One run: a shelf (or none), a set and what was found. */
struct run {
	struct fi_scanner *scanner;
	struct fi_shelf *shelf;
	struct fi_content *content;
	struct fi_set set;
	char *text;
};

static void run_done(struct run *r)
{
	free(r->text);
	fi_set_done(&r->set);
	fi_content_free(r->content);
	fi_shelf_close(r->shelf);
	fi_scanner_free(r->scanner);
}

/* Where a test's shelf is, and how it is opened. */
struct place {
	char *dir, *file;
	struct fi_shelf_options opt;
};

static void place_done(struct place *p)
{
	free(p->file);
	test_dir_done(&p->dir);
}

static void somewhere(struct place *p)
{
	p->dir = test_dir();
	p->file = test_path(p->dir, "layers.db");
	p->opt = (struct fi_shelf_options){ .file = p->file,
		.context = "test",
		.now = 1700000000,
		.disposable = true };
}

static void begin(struct run *r, const struct place *p)
{
	struct fi_set_options opt = { 0 };
	struct fi_shelf_options own = p ? p->opt : (struct fi_shelf_options){ 0 };
	struct fi_layer_memory memory;
	struct fi_visitor v;
	struct fi_err err = { 0 };

	assert_ok(fi_scanner_new(NULL, NULL, &r->scanner, &err), &err);
	assert_ok(fi_content_new(r->scanner, &r->set, NULL, NULL, &r->content, &err), &err);
	own.scanner = r->scanner;
	if (p) {
		assert_ok(fi_shelf_open(&own, &r->shelf, &err), &err);
		memory = fi_shelf_memory(r->shelf, r->content);
		opt.memory = &memory;
	}
	v = fi_content_visitor(r->content);
	assert_ok(fi_set_init(&r->set, &opt, &v, &err), &err);
}

/* Images, gaps and findings as text: all that two runs must agree on. */
static char *run_text(struct run *r)
{
	FI_AUTO(fi_freep) char *set = set_text(&r->set);
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };

	assert_ok(fi_findings_collect(&r->set, r->content, r->scanner, NULL, NULL, &f, &err), &err);
	assert_int_equal(fi_buf_addf(&b, "%s\n%llu files %llu bytes %llu layers\n", set,
				 (unsigned long long)r->set.files, (unsigned long long)r->set.bytes,
				 (unsigned long long)r->set.used),
		FI_OK);
	for (size_t i = 0; i < f.n; i++) {
		const struct fi_finding *d = &f.list[i];

		assert_int_equal(fi_buf_addf(&b, "%s %d %s [%s] %s %s %s\n", d->rule->id, d->severity,
					 d->message, d->fix, d->masked ? d->masked : "-",
					 d->key ? d->key : "-", d->fingerprint),
			FI_OK);
		for (size_t k = 0; k < d->nplaces; k++) {
			const struct fi_place *p = &d->places[k];

			assert_int_equal(fi_buf_addf(&b, "  %d %d %s %s %u:%u %d %d %s %s\n",
						 p->image, p->layer, p->path ? p->path : "-",
						 p->config ? p->config : "-", p->line, p->column,
						 p->state, p->by_layer, p->package ? p->package : "-",
						 p->decoded ? p->decoded : "-"),
				FI_OK);
		}
	}
	return fi_buf_steal(&b, NULL);
}

/* Read an export in memory; *r holds the run, r->text what came of it. */
static void read_into(struct run *r, const struct place *p, const struct fi_buf *tar, bool pipe)
{
	struct fi_err err = { 0 };

	begin(r, p);
	assert_ok(pipe ? add_as_pipe(&r->set, tar, &err) : add_as_file(&r->set, tar, &err), &err);
	r->text = run_text(r);
}

/* --- exports --------------------------------------------------------------- */

/* A list in which a package says that the file with this text is its own. */
static void listed(struct fi_buf *tar, const char *path, const char *text)
{
	unsigned char md5[16];
	char line[200];
	int at = 0;

	assert_int_equal(EVP_Digest(text, strlen(text), md5, NULL, EVP_md5(), NULL), 1);
	for (int i = 0; i < 16; i++)
		at += snprintf(line + at, sizeof(line) - (size_t)at, "%02x", md5[i]);
	(void)snprintf(line + at, sizeof(line) - (size_t)at, "  %s\n", path);
	mktar_text(tar, path, text);
	mktar_text(tar, "var/lib/dpkg/info/tool.md5sums", line);
}

static void base_layer(struct fi_buf *tar)
{
	mktar_text(tar, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
	mktar_text(tar, "app/.env", "STRIPE_KEY=" STRONG "\nDB_PASSWORD=" WEAK "\n");
	mktar_text(tar, "app/config.yml", "password: " WEAK "\n");
	mktar_text(tar, "app/encoded", "cfg: " "c2tfbGl2ZV" "85ZksybVE3eExyNFR2QjhuV2MzWnBZNmQK\n");
	mktar_kind(tar, '1', "app/hard", "app/.env", 0644);
	listed(tar, "etc/tool.yml", "password: Winter" "morgen88\n");
	mktar_text(tar, "../odd", "a name no runtime accepts");
	mktar_end(tar);
}

static void top_layer(struct fi_buf *tar, const char *word)
{
	mktar_text(tar, "app/.wh.config.yml", "");
	mktar_text(tar, "app/settings.ini", "[db]\npassword = " WEAK "\n");
	mktar_text(tar, "app/word", word);
	mktar_end(tar);
}

static void archive(struct fi_buf *tar, const char *word)
{
	struct fi_buf layers[2] = { fi_buf_limited(1 << 20), fi_buf_limited(1 << 20) };

	base_layer(&layers[0]);
	top_layer(&layers[1], word);
	docker_archive(tar, layers, 2);
	fi_buf_done(&layers[0]);
	fi_buf_done(&layers[1]);
}

/* The same as an OCI layout in a tar, whose names claim digests. */
static void layout(struct fi_buf *tar, const char *word)
{
	struct fi_buf layers[2] = { fi_buf_limited(1 << 20), fi_buf_limited(1 << 20) };
	FI_AUTO(fi_buf_done) struct fi_buf doc = fi_buf_limited(1 << 20);
	char digest[2][72], config[72], manifest[72];

	base_layer(&layers[0]);
	top_layer(&layers[1], word);
	for (int i = 0; i < 2; i++) {
		put_blob(tar, layers[i].p, layers[i].len, digest[i]);
		fi_buf_done(&layers[i]);
	}
	assert_int_equal(fi_buf_addf(&doc, "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":"
					   "{\"Env\":[\"DB_PASSWORD=" WEAK "\"]},\"rootfs\":"
					   "{\"diff_ids\":[\"%s\",\"%s\"]}}",
				 digest[0], digest[1]),
		FI_OK);
	put_blob(tar, doc.p, doc.len, config);
	fi_buf_clear(&doc);
	assert_int_equal(fi_buf_addf(&doc, "{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},"
					   "\"layers\":[{\"digest\":\"%s\"},{\"digest\":\"%s\"}]}",
				 config, digest[0], digest[1]),
		FI_OK);
	put_blob(tar, doc.p, doc.len, manifest);
	fi_buf_clear(&doc);
	assert_int_equal(fi_buf_addf(&doc, "{\"manifests\":[{\"digest\":\"%s\"}]}", manifest), FI_OK);
	mktar(tar, "index.json", 0644, doc.p, doc.len);
	mktar_end(tar);
}

static void make(struct fi_buf *tar, bool oci, const char *word)
{
	if (oci)
		layout(tar, word);
	else
		archive(tar, word);
}

/* --- the same as if they had been read ---------------------------------------- */

static void expect(const struct place *p, const struct fi_buf *tar, bool pipe, const char *text,
	unsigned recalled, unsigned unchecked)
{
	FI_AUTO(run_done) struct run r = { 0 };

	read_into(&r, p, tar, pipe);
	assert_string_equal(r.text, text);
	assert_int_equal(r.set.recalled, recalled);
	assert_int_equal(r.set.unchecked, unchecked);
}

static void compare_all_ways(bool oci)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf one = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf two = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 }, b = { 0 };

	somewhere(&p);
	make(&one, oci, "one");
	make(&two, oci, "two");
	read_into(&a, NULL, &one, false);
	read_into(&b, NULL, &two, false);
	assert_contains(a.text, "sk_live_...****");
	assert_contains(a.text, "base64");
	assert_contains(a.text, "Unchanged file of tool");
	expect(&p, &one, false, a.text, 0, 0);
	expect(&p, &one, false, a.text, 2, 2);
	expect(&p, &two, false, b.text, 1, 1); /* only the top layer is another */
	expect(&p, &two, false, b.text, 2, 2);
	expect(&p, &one, true, a.text, oci ? 2 : 0, 0); /* a pipe's bytes are digested */
	expect(NULL, &one, true, a.text, 0, 0);
}

static void a_docker_archive_is_told_the_same(void **state)
{
	(void)state;
	compare_all_ways(false);
}

static void a_layout_is_told_the_same(void **state)
{
	(void)state;
	compare_all_ways(true);
}

/* A pipe may fill what a file then uses. */
static void a_pipe_fills_the_shelf(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 };

	(void)state;
	somewhere(&p);
	make(&tar, true, "one");
	read_into(&a, NULL, &tar, false);
	expect(&p, &tar, true, a.text, 0, 0);
	expect(&p, &tar, false, a.text, 2, 2);
}

/* --- not a byte is read, or every byte is checked -------------------------------- */

/* Spoil the word in the top layer, whose digest is claimed as it was. */
static void spoil(struct fi_buf *tar)
{
	char *at = memmem(tar->p, tar->len, "wordwordword", 12);

	assert_non_null(at);
	memcpy(at, "another word", 12);
}

static void a_known_layers_bytes_are_not_read(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 };

	(void)state;
	somewhere(&p);
	make(&tar, true, "wordwordword");
	read_into(&a, &p, &tar, false);
	spoil(&tar);
	expect(&p, &tar, false, a.text, 2, 2);
}

static void a_pipes_lie_is_noticed(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 }, b = { 0 };

	(void)state;
	somewhere(&p);
	make(&tar, true, "wordwordword");
	read_into(&a, &p, &tar, true);
	spoil(&tar);
	read_into(&b, &p, &tar, true);
	assert_int_equal(b.set.recalled, 1);
	assert_int_equal(b.set.images[0].layers[1].layer, -1);
	assert_contains(b.text, "use --no-cache");
	assert_false(b.set.gaps[b.set.ngaps - 1].harmless);
}

/* A blob of another size than the one that was read is another blob. */
static void a_blob_of_another_size_is_read(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 };
	struct fi_layer *l;

	(void)state;
	somewhere(&p);
	make(&tar, true, "one");
	read_into(&a, &p, &tar, false);
	l = a.set.layers[0];
	assert_true(fi_shelf_has_layer(a.shelf, l->digest, l->size));
	assert_true(fi_shelf_has_layer(a.shelf, l->digest, FI_SHELF_ANY));
	assert_false(fi_shelf_has_layer(a.shelf, l->digest, l->size + 512));
	assert_false(fi_shelf_has_layer(a.shelf, "sha256:nonsense", FI_SHELF_ANY));
}

/* --- what holds no more, or never did ------------------------------------------- */

static void another_context_is_another_shelf(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 };

	(void)state;
	somewhere(&p);
	make(&tar, true, "one");
	read_into(&a, &p, &tar, false);
	p.opt.context = "other rules";
	expect(&p, &tar, false, a.text, 0, 0);
	expect(&p, &tar, false, a.text, 2, 2);
	p.opt.context = "test";
	expect(&p, &tar, false, a.text, 2, 2);
}

static void a_rule_that_is_gone_makes_a_result_useless(void **state)
{
	static const struct fi_rule *const none[] = { NULL };
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 };

	(void)state;
	somewhere(&p);
	make(&tar, true, "one");
	read_into(&a, &p, &tar, false);
	p.opt.rules = none;
	expect(&p, &tar, false, a.text, 0, 0);
}

static void a_damaged_layer_is_not_kept(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf layer = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 };

	(void)state;
	somewhere(&p);
	mktar_text(&layer, "app/.env", "DB_PASSWORD=" WEAK "\n");
	mktar(&layer, "cut", 0644, (char[3000]){ 0 }, 3000);
	layer.len -= 1024; /* inside a file */
	docker_archive(&tar, &layer, 1);
	read_into(&a, NULL, &tar, false);
	assert_false(a.set.layers[0]->whole);
	expect(&p, &tar, false, a.text, 0, 0);
	expect(&p, &tar, false, a.text, 0, 0);
	p.opt.partial = true; /* unless it is asked for, with its gaps */
	expect(&p, &tar, false, a.text, 0, 0);
	expect(&p, &tar, false, a.text, 1, 1);
	p.opt.partial = false;
	expect(&p, &tar, false, a.text, 0, 0);
}

/* A token is not made a name and so kept. */
static void a_layer_whose_names_hold_a_token_is_not_kept(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf layer = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 };

	(void)state;
	somewhere(&p);
	mktar_kind(&layer, '2', "link", "to/" STRONG, 0777);
	mktar_end(&layer);
	docker_archive(&tar, &layer, 1);
	read_into(&a, &p, &tar, false);
	assert_int_equal(fi_shelf_remembered(a.shelf), 0);
	assert_null(fi_shelf_trouble(a.shelf));
}

/* What a token may do is known for a day: then it may have expired. */
static void a_dated_token_is_judged_again_after_a_day(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf layer = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 };

	(void)state;
	somewhere(&p);
	mktar_text(&layer, "token", "jwt=" "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
		".eyJzdWIiOiJ1c2VyLTc3Iiwicm9sZSI6ImFkbWluIiwiZXhwIjo0MTAyNDQ0ODAwfQ"
		".3Jm5x8Zq1vTn0aLrYk2HcWbEoPsGdUfIi9jKlMzXw4Q\n");
	mktar_end(&layer);
	docker_archive(&tar, &layer, 1);
	read_into(&a, &p, &tar, false);
	assert_contains(a.text, "jwt");
	p.opt.now += 80000;
	expect(&p, &tar, false, a.text, 1, 1);
	p.opt.now += 80000;
	/* But from a file that is only read it is told as it was. */
	fi_shelf_close(a.shelf);
	a.shelf = NULL;
	p.opt.readonly = true;
	expect(&p, &tar, false, a.text, 1, 1);
	p.opt.readonly = false;
	expect(&p, &tar, false, a.text, 0, 0);
	expect(&p, &tar, false, a.text, 1, 1);
}

/* --- the rules that look at the clock are known ---------------------------------- */

struct verdicts {
	struct fi_buf text;
};

static enum fi_code note_verdict(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct verdicts *v = self;

	(void)err;
	return fi_buf_addf(&v->text, "%s %d %s;", h->rule->id, h->severity, h->note ? h->note : "");
}

static void verdicts_at(struct fi_scanner *s, const struct fi_rule *r, int64_t now,
	struct verdicts *v)
{
	struct fi_err err = { 0 };

	v->text = fi_buf_limited(1 << 20);
	fi_scanner_set_time(s, now);
	assert_ok(fi_scan_text(s, r->sample ? r->sample : "app/sample.txt", r->hit, strlen(r->hit),
			  note_verdict, v, &err),
		&err);
}

static void no_other_rules_verdict_depends_on_the_clock(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(run_done) struct run a = { 0 };
	unsigned dated = 0;

	(void)state;
	somewhere(&p);
	begin(&a, &p);
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);
		const char *id = r->part_of ? r->part_of->id : r->id;
		struct verdicts then, later;

		if (r->category != FI_SECRET || !r->hit)
			continue;
		dated += fi_shelf_is_dated(a.shelf, id);
		verdicts_at(a.scanner, r, 946684800, &then);
		verdicts_at(a.scanner, r, 4102444800 * 2, &later);
		if (!fi_shelf_is_dated(a.shelf, id) && strcmp(then.text.p, later.text.p) != 0)
			fail_msg("%s: %s, later %s", id, then.text.p, later.text.p);
		fi_buf_done(&then.text);
		fi_buf_done(&later.text);
	}
	assert_true(dated >= 8);
}

/* --- how a value is encoded ------------------------------------------------------- */

static const struct fi_rule *find_rule(void *self, const char *id)
{
	(void)self;
	return fi_rules_find(id);
}

/* A record whose value is encoded so comes back with the very text. */
static void comes_back(struct run *r, const char *how)
{
	const struct fi_rule_finder rules = { find_rule, NULL };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	FI_AUTO(fi_content_read_done) struct fi_content_read back = { 0 };
	struct fi_record *record = calloc(1, sizeof(*record));
	struct fi_wire_out w = { .to = &b };
	struct fi_wire_in in;
	struct fi_err err = { 0 };

	assert_non_null(record);
	*record = (struct fi_record){ .rule = fi_rules_at(0), .decoded = how };
	assert_ok(fi_content_take(r->content, 0, record, 1, NULL, 0, &err), &err);
	fi_content_write(r->content, 0, r->set.paths, &w);
	in = fi_wire_reader(b.p, b.len);
	fi_content_read(&back, r->set.paths, &rules, &in);
	assert_int_equal(fi_wire_end(&in), FI_OK);
	assert_ptr_equal(back.records[0].decoded, how);
}

static void every_way_to_encode_comes_back(void **state)
{
	FI_AUTO(run_done) struct run r = { 0 };

	(void)state;
	begin(&r, NULL);
	for (enum fi_encoding i = FI_BASE64; i <= FI_JSON_ESCAPED; i++) {
		comes_back(&r, fi_encoding_name(i));
		comes_back(&r, fi_packed_chain(1, fi_encoding_name(i)));
		comes_back(&r, fi_packed_chain(2, fi_encoding_name(i)));
		for (enum fi_encoding k = FI_BASE64; k <= FI_JSON_ESCAPED; k++)
			comes_back(&r, fi_encoding_chain(i, fi_encoding_name(k)));
	}
	comes_back(&r, fi_packed_chain(1, NULL));
	comes_back(&r, fi_packed_chain(2, NULL));
}

/* --- what is in the file ----------------------------------------------------------- */

struct search {
	unsigned char plain[32];
	char hex[65];
	size_t values;
};

static enum fi_code search(void *self, const void *key, size_t nkey, const void *p, size_t n,
	struct fi_err *err)
{
	static const char *const values[] = { STRONG, WEAK };
	struct search *s = self;

	(void)key;
	(void)nkey;
	(void)err;
	s->values++;
	for (int i = 0; i < 2; i++)
		assert_null(memmem(p, n, values[i], strlen(values[i])));
	assert_null(memmem(p, n, s->plain, 32));
	assert_null(memmem(p, n, s->plain, 4));
	assert_null(memmem(p, n, s->hex, 64));
	return FI_OK;
}

static void no_value_is_in_the_file_and_no_hash_of_one_that_could_be_guessed(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	struct search s = { 0 };
	struct fi_keep *k = NULL;
	struct fi_err err = { 0 };
	char digest[FI_DIGEST_TEXT];

	(void)state;
	somewhere(&p);
	make(&tar, true, "one");
	{
		FI_AUTO(run_done) struct run a = { 0 };

		read_into(&a, &p, &tar, false);
		assert_int_equal(fi_shelf_remembered(a.shelf), 2);
	}
	assert_int_equal(EVP_Digest(WEAK, strlen(WEAK), s.plain, NULL, EVP_sha256(), NULL), 1);
	assert_true(fi_digest_text(WEAK, strlen(WEAK), digest));
	memcpy(s.hex, digest + 7, 65);
	assert_ok(fi_keep_open(&(struct fi_keep_options){ .path = p.file, .version = 2 }, &k, &err),
		&err);
	for (unsigned kind = 0; kind < 10; kind++)
		assert_ok(fi_keep_each(k, kind, search, &s, NULL, &err), &err);
	assert_int_equal(s.values, 2);
	fi_keep_close(k);
}

static void two_shelves_salt_differently(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 }, q = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 }, b = { 0 };
	const struct fi_record *x, *y;
	size_t n, m;

	(void)state;
	somewhere(&p);
	somewhere(&q);
	make(&tar, true, "one");
	read_into(&a, &p, &tar, false);
	read_into(&b, &q, &tar, false);
	x = fi_content_records(a.content, 0, &n);
	y = fi_content_records(b.content, 0, &m);
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++)
		if (x[i].valued)
			assert_memory_not_equal(x[i].hash, y[i].hash, 32);
	assert_string_equal(a.text, b.text);
}

/* --- images and notes ---------------------------------------------------------------- */

static enum fi_code load(void *self, const struct fi_shelf_image *image, struct fi_err *err)
{
	struct run *r = self;

	assert_string_equal(image->key, "app.tar#0");
	return fi_shelf_load_image(r->shelf, &r->set, image, err);
}

static void an_image_is_put_together_from_the_shelf_alone(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(fi_freep) char *text = NULL;
	struct fi_err err = { 0 };

	(void)state;
	somewhere(&p);
	make(&tar, true, "one");
	{
		FI_AUTO(run_done) struct run a = { 0 };

		read_into(&a, &p, &tar, false);
		assert_ok(fi_shelf_put_image(a.shelf, "app.tar#0", &a.set, 0, &err), &err);
		text = strdup(strchr(a.text, '\n'));
	}
	{
		FI_AUTO(run_done) struct run b = { 0 };
		FI_AUTO(fi_freep) char *back = NULL;

		begin(&b, &p);
		assert_ok(fi_shelf_each_image(b.shelf, load, &b, &err), &err);
		assert_int_equal(b.set.nimages, 1);
		b.set.files = b.set.layers[0]->files + b.set.layers[1]->files;
		b.set.bytes = b.set.layers[0]->bytes + b.set.layers[1]->bytes;
		b.set.used = 2;
		back = run_text(&b);
		assert_string_equal(strchr(back, '\n'), text);
	}
}

static void a_layer_that_is_not_there_is_a_gap(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(run_done) struct run a = { 0 }, b = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	somewhere(&p);
	make(&tar, true, "one");
	read_into(&a, &p, &tar, false);
	p.opt.context = "other rules";
	begin(&b, &p);
	assert_ok(fi_shelf_put_image(b.shelf, "app.tar#0", &a.set, 0, &err), &err);
	assert_ok(fi_shelf_each_image(b.shelf, load, &b, &err), &err);
	assert_int_equal(b.set.ngaps, 2);
	assert_contains(b.set.gaps[0].reason, "not there");
	assert_int_equal(b.set.gaps[0].image, 0);
}

static enum fi_code count(void *self, const char *digest, struct fi_err *err)
{
	(void)err;
	assert_true(fi_digest_valid(digest));
	++*(int *)self;
	return FI_OK;
}

static void notes_and_layers_are_listed(void **state)
{
	FI_AUTO(place_done) struct place p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf note = fi_buf_limited(100);
	FI_AUTO(run_done) struct run a = { 0 };
	struct fi_err err = { 0 };
	int n = 0;

	(void)state;
	somewhere(&p);
	make(&tar, true, "one");
	read_into(&a, &p, &tar, false);
	assert_ok(fi_shelf_put_note(a.shelf, "shard", "1/4", 3, &err), &err);
	assert_ok(fi_shelf_get_note(a.shelf, "shard", &note, &err), &err);
	assert_string_equal(note.p, "1/4");
	assert_int_equal(fi_shelf_get_note(a.shelf, "other", &note, &err), FI_ENOTFOUND);
	assert_ok(fi_shelf_each_layer(a.shelf, count, &n, &err), &err);
	assert_int_equal(n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_docker_archive_is_told_the_same),
		cmocka_unit_test(a_layout_is_told_the_same),
		cmocka_unit_test(a_pipe_fills_the_shelf),
		cmocka_unit_test(a_known_layers_bytes_are_not_read),
		cmocka_unit_test(a_pipes_lie_is_noticed),
		cmocka_unit_test(a_blob_of_another_size_is_read),
		cmocka_unit_test(another_context_is_another_shelf),
		cmocka_unit_test(a_rule_that_is_gone_makes_a_result_useless),
		cmocka_unit_test(a_damaged_layer_is_not_kept),
		cmocka_unit_test(a_layer_whose_names_hold_a_token_is_not_kept),
		cmocka_unit_test(a_dated_token_is_judged_again_after_a_day),
		cmocka_unit_test(no_other_rules_verdict_depends_on_the_clock),
		cmocka_unit_test(every_way_to_encode_comes_back),
		cmocka_unit_test(no_value_is_in_the_file_and_no_hash_of_one_that_could_be_guessed),
		cmocka_unit_test(two_shelves_salt_differently),
		cmocka_unit_test(an_image_is_put_together_from_the_shelf_alone),
		cmocka_unit_test(a_layer_that_is_not_there_is_a_gap),
		cmocka_unit_test(notes_and_layers_are_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
