/* test_content.c - what is remembered of a layer's files, with rules of its own. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/content.h"
#include "rules/valid.h"

/* --- rules ------------------------------------------------------------- */

/* Reports each line "KEY=VALUE" that has a value; the value points into the file. */
static void judge_pairs(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out)
{
	const char *p = f->head, *brk, *is;
	unsigned line = 1;
	char key[32];

	for (; (brk = strchr(p, '\n')) != NULL; p = brk + 1, line++) {
		struct fi_file_spot spot = { .line = line, .key = key };

		is = memchr(p, '=', (size_t)(brk - p));
		if (!is || is == brk - 1)
			continue;
		snprintf(key, sizeof(key), "%.*s", (int)(is - p), p);
		spot.value = is + 1;
		spot.n = (size_t)(brk - is - 1);
		spot.column = (unsigned)(is - p) + 2;
		fi_file_report(out, r, &spot, "%s is set", key);
	}
}

/* The same, but the value is a copy. */
static void judge_copies(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out)
{
	char value[64], key[] = "line 2";
	const char *second = strchr(f->head, '\n') + 1;
	struct fi_file_spot spot = { .line = 2, .column = 1, .key = key, .value = value };

	spot.n = strcspn(second, "\n");
	memcpy(value, second, spot.n);
	fi_file_report(out, r, &spot, "copied");
}

/* Says what it was given. */
static void judge_facts(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out)
{
	static const enum fi_severity low = FI_LOW;
	struct fi_file_spot spot = { .severity = &low };

	fi_file_report(out, r, &spot, "%s %s %llu %o \"%s\" %zu%s", f->path, f->base,
		(unsigned long long)f->size, f->mode, f->head, f->n,
		f->whole ? " whole" : "");
}

static void note(const struct fi_candidate *c, struct fi_verdict *v)
{
	(void)c;
	v->note = "It is noted.";
}

static const struct fi_rule table[] = {
	{ .id = "pairs", .title = "Pairs", .category = FI_FILE, .severity = FI_HIGH,
		.path = ".env|*.env", .keep = 4096, .judge_file = judge_pairs },
	{ .id = "low", .title = "Low", .category = FI_SECRET, .severity = FI_LOW,
		.literal = { "tok_" }, .pattern = "tok_[a-z]{12,}" },
	{ .id = "strong", .title = "Strong", .category = FI_SECRET, .severity = FI_HIGH,
		.literal = { "tok_" }, .pattern = "tok_[a-z]{12,}" },
	{ .id = "weak", .title = "Weak", .category = FI_SECRET, .severity = FI_CRITICAL,
		.literal = { "pw=" }, .pattern = "pw=(\\S+)", .weak = true, .anywhere = true },
	{ .id = "later", .title = "Later", .category = FI_SECRET, .severity = FI_HIGH,
		.literal = { "tok_a" }, .pattern = ".?tok_[a-z]{12,}" },
	{ .id = "noted", .title = "Noted", .category = FI_SECRET, .severity = FI_LOW,
		.literal = { "note:" }, .pattern = "note:(\\w+)", .check = note },
	{ .id = "facts", .title = "Facts", .category = FI_FILE, .severity = FI_HIGH,
		.path = "etc/facts", .keep = 4, .judge_file = judge_facts },
	{ .id = "copies", .title = "Copies", .category = FI_FILE, .severity = FI_HIGH,
		.path = "*.copy", .keep = 4096, .judge_file = judge_copies },
	{ .id = "name", .title = "Name", .category = FI_FILE, .severity = FI_MEDIUM,
		.path = ".env|key" },
	{ .id = "wide", .title = "Wide", .category = FI_FILE, .severity = FI_LOW,
		.path = "etc/facts", .keep = 100, .judge_file = judge_facts },
	{ .id = "slow", .title = "Slow", .category = FI_SECRET, .severity = FI_LOW,
		.literal = { "slow:" }, .pattern = "slow:(?:a|aa)+[!?]" },
};
#define NRULES (sizeof(table) / sizeof(table[0]))

/* --- a layer without a tar --------------------------------------------- */

struct bench {
	struct fi_set set;
	struct fi_scanner *scanner;
	struct fi_content *content;
	struct fi_visitor v;
	struct fi_err err;
};

static struct bench *bench_new(void)
{
	struct bench *b = calloc(1, sizeof(*b));
	const struct fi_rule *list[NRULES];

	assert_non_null(b);
	for (size_t i = 0; i < NRULES; i++)
		list[i] = &table[i];
	b->set.paths = fi_paths_new();
	assert_non_null(b->set.paths);
	assert_ok(fi_scanner_from_rules(list, NRULES, &b->scanner, &b->err), &b->err);
	assert_ok(fi_content_from_rules(b->scanner, &b->set, list, NRULES, &b->content, &b->err),
		&b->err);
	b->v = fi_content_visitor(b->content);
	assert_ok(b->v.layer_begin(b->v.self, 0, &b->err), &b->err);
	return b;
}

static void bench_free(struct bench *b)
{
	fi_content_free(b->content);
	fi_scanner_free(b->scanner);
	fi_set_done(&b->set);
	free(b);
}

static enum fi_next begin(struct bench *b, const char *path, enum fi_kind kind, uint64_t size)
{
	const char *slash = strrchr(path, '/');
	struct fi_entry e = { .kind = (uint8_t)kind, .mode = 0640, .size = size };
	struct fi_visit visit = { .name = path, .base = slash ? slash + 1 : path, .entry = &e };
	enum fi_next next = FI_READ;

	visit.path = fi_paths_intern(b->set.paths, path, strlen(path), NULL);
	e.path = visit.path;
	assert_ok(b->v.entry(b->v.self, &visit, &next, &b->err), &b->err);
	return next;
}

static void give(struct bench *b, const char *p, size_t n)
{
	assert_ok(b->v.bytes(b->v.self, p, n, &b->err), &b->err);
}

static void file_of(struct bench *b, const char *path, const char *text, size_t piece)
{
	size_t n = strlen(text), at, take;

	assert_int_equal(begin(b, path, FI_KIND_FILE, n), FI_READ);
	for (at = 0; at < n; at += take) {
		take = n - at < piece ? n - at : piece;
		give(b, text + at, take);
	}
	give(b, NULL, 0);
}

static void file(struct bench *b, const char *path, const char *text)
{
	file_of(b, path, text, SIZE_MAX);
}

/* The records as lines "path:line:column rule severity [key] message". */
static struct fi_buf records(struct bench *b)
{
	struct fi_buf out = fi_buf_limited(1 << 20);
	const struct fi_record *r;
	size_t n;

	assert_ok(b->v.layer_end(b->v.self, 0, &b->err), &b->err);
	r = fi_content_records(b->content, 0, &n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(fi_paths_text(b->set.paths, r[i].path, &out), FI_OK);
		assert_int_equal(fi_buf_addf(&out, ":%u:%u %s %d%s%s%s%s%s\n", r[i].line,
					 r[i].column, r[i].rule->id, (int)r[i].severity,
					 r[i].valued ? " v" : "", r[i].key ? " " : "",
					 r[i].key ? r[i].key : "", r[i].message ? " " : "",
					 r[i].message ? r[i].message : ""),
			FI_OK);
		assert_int_equal(r[i].valued, r[i].masked != NULL);
	}
	return out;
}

static void assert_records(struct bench *b, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf got = records(b);

	assert_string_equal(got.p, want);
	bench_free(b);
}

/* An archive with one member, `size` bytes by its header; the set's reader in short. */
static void archive_of(struct bench *b, const char *stored, size_t size, const char *member)
{
	struct fi_entry e = { .kind = FI_KIND_FILE, .mode = 0640, .size = size };
	struct fi_visit v = { .name = "a.zip", .base = "a.zip", .entry = &e };
	struct fi_visit in = { .name = "a.zip!/b", .base = "b", .entry = &e };
	enum fi_next next = FI_READ;

	v.path = in.path = e.path = fi_paths_intern(b->set.paths, "a.zip", 5, NULL);
	in.inner = in.name + 5;
	assert_ok(b->v.stored(b->v.self, &v, NULL, 0, &b->err), &b->err);
	assert_ok(b->v.stored(b->v.self, &v, stored, 5, &b->err), &b->err);
	assert_ok(b->v.entry(b->v.self, &in, &next, &b->err), &b->err);
	give(b, member, strlen(member));
	give(b, NULL, 0);
	assert_ok(b->v.stored(b->v.self, &v, stored + 5, strlen(stored + 5), &b->err), &b->err);
	assert_ok(b->v.entry(b->v.self, &v, &next, &b->err), &b->err);
	give(b, stored, 5);
	give(b, NULL, 0);
}

/* The digests of the file of the record that is `i` from the front. */
static const struct fi_sums *sums_of(struct bench *b, size_t i)
{
	const struct fi_record *r;
	size_t n;

	r = fi_content_records(b->content, 0, &n);
	assert_true(i < n);
	return fi_content_sums(b->content, 0, &r[i]);
}

/* --- tests ------------------------------------------------------------- */

static void a_record_in_an_archive_has_the_archives_digests(void **state)
{
	static const char text[] = "PK34 tok_bcdefghijklm and more";
	struct bench *b = bench_new();

	(void)state;
	file(b, "Z", text); /* the same bytes, to compare with */
	archive_of(b, text, strlen(text), "tok_bcdefghijklm\n");
	file(b, "b", "tok_bcdefghijklm\n");
	assert_ok(b->v.layer_end(b->v.self, 0, &b->err), &b->err);
	assert_non_null(sums_of(b, 0));
	assert_non_null(sums_of(b, 1));
	assert_memory_equal(sums_of(b, 0), sums_of(b, 1), sizeof(struct fi_sums));
	assert_memory_not_equal(sums_of(b, 1), sums_of(b, 2), sizeof(struct fi_sums));
	bench_free(b);
}

static void an_archive_that_is_cut_off_has_no_digests(void **state)
{
	static const char text[] = "PK34 and more";
	struct bench *b = bench_new();

	(void)state;
	archive_of(b, text, strlen(text) + 1, "tok_bcdefghijklm\n");
	assert_ok(b->v.layer_end(b->v.self, 0, &b->err), &b->err);
	assert_null(sums_of(b, 0));
	bench_free(b);
}

static void a_secret_in_a_file_becomes_a_record(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	file(b, "app/x.js", "a\n tok_bcdefghijklm\n");
	file(b, "app/y.js", "nothing");
	assert_records(b, "app/x.js:2:2 strong 3 v\n");
}

static void records_are_ordered_by_path_line_and_rule(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	file(b, "z", "pw=one\n\npw=two pw=three");
	file(b, "a/b", "pw=x");
	file(b, "a-b", "pw=x");
	file(b, "key", "");
	assert_records(b, "a-b:1:4 weak 4 v\n"
			  "a/b:1:4 weak 4 v\n"
			  "key:0:0 name 2\n"
			  "z:1:4 weak 4 v\n"
			  "z:3:4 weak 4 v\n"
			  "z:3:11 weak 4 v\n");
}

static void pieces_do_not_matter(void **state)
{
	const char *text = "A=pw=x\nB=tok_abcdefghijkl\nC=\nD=tok_zzzzzzzzzzzz\n";
	FI_AUTO(fi_buf_done) struct fi_buf whole = { 0 };
	struct bench *b = bench_new();

	(void)state;
	file(b, "app/.env", text);
	whole = records(b);
	assert_contains(whole.p, "app/.env:2:3 strong 3 v B\n");
	bench_free(b);
	for (size_t piece = 1; piece < strlen(text); piece++) {
		b = bench_new();
		file_of(b, "app/.env", text, piece);
		assert_records(b, whole.p);
	}
}

static void the_strongest_rule_keeps_a_value_and_the_key(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	/* "low", "later" and "strong" see the same; "weak" is more severe but weak; "pairs" has a key. */
	file(b, "p.env", "KEY=pw=tok_abcdefghijkl\n");
	assert_records(b, "p.env:1:8 strong 3 v KEY\n");
}

static void utf16_is_narrowed_for_file_rules_too(void **state)
{
	static const char text[] = "\xff\xfe" "A\0=\0b\0\n\0B\0=\0t\0o\0k\0_\0a\0b\0c\0"
		"d\0e\0f\0g\0h\0i\0j\0k\0l\0\n\0";
	struct bench *b = bench_new();

	(void)state;
	begin(b, "p.env", FI_KIND_FILE, sizeof(text) - 1);
	give(b, text, sizeof(text) - 1);
	give(b, NULL, 0);
	assert_records(b, "p.env:1:3 pairs 3 v A A is set\np.env:2:3 strong 3 v B\n");
}

static void a_file_rules_value_yields_to_a_secret_inside_it(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	file(b, "p.env", "URL=https://tok_abcdefghijkl@host\nOTHER=abc\n");
	assert_records(b, "p.env:1:13 strong 3 v URL\n"
			  "p.env:2:7 pairs 3 v OTHER OTHER is set\n");
}

static void a_value_that_was_copied_is_found_in_its_line(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	file(b, "a.copy", "x\n<tok_abcdefghijkl>\n");
	file(b, "b.copy", "longer\n<tok_abcdefghijkl>\n");
	assert_records(b, "a.copy:2:2 strong 3 v line 2\nb.copy:2:2 strong 3 v line 2\n");
}

static void one_value_in_several_lines_of_a_file_is_one_record(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	file(b, "x", "pw=abc\npw=abc\npw=abd\n");
	file(b, "y.env", "A=tok_abcdefghijkl\nB=tok_abcdefghijkl\n");
	file(b, "z", "pw=abc\nnote:abc\n"); /* seen by two rules, in two lines */
	assert_records(b, "x:1:4 weak 4 v\nx:3:4 weak 4 v\ny.env:1:3 strong 3 v A\n"
			  "z:2:6 noted 1 v Noted. It is noted.\n");
}

static void a_record_of_the_file_as_a_whole_is_never_lost(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	file(b, ".env", "A=tok_abcdefghijkl\n");
	assert_records(b, ".env:0:0 name 2\n.env:1:3 strong 3 v A\n");
}

static void file_rules_see_what_they_keep(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	file(b, "etc/facts", "12345");
	file(b, "x/etc/facts", "1234");
	file(b, "etc/facts/no", "1234");
	assert_records(b,
		"etc/facts:0:0 facts 1 etc/facts facts 5 640 \"1234\" 4\n"
		"etc/facts:0:0 wide 1 etc/facts facts 5 640 \"12345\" 5 whole\n"
		"x/etc/facts:0:0 facts 1 x/etc/facts facts 4 640 \"1234\" 4 whole\n"
		"x/etc/facts:0:0 wide 1 x/etc/facts facts 4 640 \"1234\" 4 whole\n");
}

static void a_file_cut_short_is_judged_and_not_whole(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	begin(b, "etc/facts", FI_KIND_FILE, 10);
	give(b, "12", 2);
	/* No end: the archive is damaged, the next entry or the layer's end comes. */
	begin(b, "q", FI_KIND_FILE, 10);
	give(b, "pw=abc", 6);
	assert_records(b, "etc/facts:0:0 facts 1 etc/facts facts 10 640 \"12\" 2\n"
			  "etc/facts:0:0 wide 1 etc/facts facts 10 640 \"12\" 2\n"
			  "q:1:4 weak 4 v\n");
}

static void only_files_are_read(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	assert_int_equal(begin(b, ".env", FI_KIND_WHITEOUT, 0), FI_SKIP);
	assert_int_equal(begin(b, "key", FI_KIND_DIR, 0), FI_SKIP);
	assert_int_equal(begin(b, "a/key", FI_KIND_HARDLINK, 0), FI_SKIP);
	assert_records(b, "");
}

static void a_validators_note_is_told_with_the_title(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	file(b, "x", "note:abc");
	assert_records(b, "x:1:6 noted 1 v Noted. It is noted.\n");
}

static void many_records_of_a_rule_are_counted_not_kept(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(1 << 20), got = { 0 };
	struct bench *b = bench_new();
	size_t n;

	(void)state;
	for (int i = 0; i < 150; i++)
		assert_int_equal(fi_buf_addf(&text, "pw=value%d\n", i), FI_OK);
	assert_int_equal(fi_buf_adds(&text, "note:abc\n"), FI_OK);
	file(b, "x", text.p);
	got = records(b);
	(void)fi_content_records(b->content, 0, &n);
	assert_int_equal(n, FI_RECORDS_PER_RULE + 1);
	assert_contains(got.p, "x:99:4 weak 4 v\n");
	assert_contains(got.p, "x:100:4 weak 4 v Weak. 50 more in this file are not listed.\n");
	assert_contains(got.p, "x:151:6 noted");
	bench_free(b);
}

static void repeats_of_one_value_are_not_counted(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(1 << 20);
	struct bench *b = bench_new();

	(void)state;
	for (int i = 0; i < 150; i++)
		assert_int_equal(fi_buf_adds(&text, "pw=abc\n"), FI_OK);
	file(b, "x", text.p);
	assert_records(b, "x:1:4 weak 4 v\n");
}

static void how_many_were_left_out_is_said_though_others_have_the_values(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(1 << 20), got = { 0 };
	struct bench *b = bench_new();

	(void)state;
	for (int i = 0; i < 102; i++)
		assert_int_equal(fi_buf_addf(&text, "pw=tok_abcdefghijkl%c%c\n",
					 'a' + i / 26, 'a' + i % 26),
			FI_OK);
	file(b, "x", text.p);
	got = records(b);
	assert_contains(got.p, "x:100:4 strong 3 v Strong. 2 more in this file are not listed.\n");
	assert_contains(got.p, "x:100:4 weak 4 v Weak. 2 more in this file are not listed.\n");
	assert_lacks(got.p, "x:99:4 weak");
	bench_free(b);
}

static void layers_have_their_own_records(void **state)
{
	struct bench *b = bench_new();
	size_t n;

	(void)state;
	file(b, "x", "pw=abc");
	assert_ok(b->v.layer_end(b->v.self, 0, &b->err), &b->err);
	assert_ok(b->v.layer_begin(b->v.self, 2, &b->err), &b->err);
	assert_ok(b->v.layer_end(b->v.self, 2, &b->err), &b->err);
	assert_non_null(fi_content_records(b->content, 0, &n));
	assert_int_equal(n, 1);
	(void)fi_content_records(b->content, 2, &n);
	assert_int_equal(n, 0);
	(void)fi_content_records(b->content, 7, &n);
	assert_int_equal(n, 0);
	(void)fi_content_records(b->content, -1, &n);
	assert_int_equal(n, 0);
	bench_free(b);
}

static void places_that_were_not_judged_become_a_gap(void **state)
{
	char text[500];
	struct bench *b = bench_new();

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = 0;
	memcpy(text, "slow:", 5);
	file(b, "dir/slow", text);
	assert_ok(b->v.layer_end(b->v.self, 0, &b->err), &b->err);
	assert_int_equal(b->set.ngaps, 1);
	assert_string_equal(b->set.gaps[0].path, "dir/slow");
	assert_contains(b->set.gaps[0].reason, "1 places here or in later files");
	assert_false(b->set.gaps[0].harmless);
	bench_free(b);
}

static void an_error_in_a_file_names_it(void **state)
{
	struct bench *b = bench_new();

	(void)state;
	begin(b, "dir/x", FI_KIND_FILE, 3);
	give(b, "abc", 3);
	assert_fails(b->v.bytes(b->v.self, "d", 1, &b->err), FI_EUSAGE, "dir/x", &b->err);
	bench_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_in_an_archive_has_the_archives_digests),
		cmocka_unit_test(an_archive_that_is_cut_off_has_no_digests),
		cmocka_unit_test(a_secret_in_a_file_becomes_a_record),
		cmocka_unit_test(records_are_ordered_by_path_line_and_rule),
		cmocka_unit_test(pieces_do_not_matter),
		cmocka_unit_test(the_strongest_rule_keeps_a_value_and_the_key),
		cmocka_unit_test(utf16_is_narrowed_for_file_rules_too),
		cmocka_unit_test(a_file_rules_value_yields_to_a_secret_inside_it),
		cmocka_unit_test(a_value_that_was_copied_is_found_in_its_line),
		cmocka_unit_test(one_value_in_several_lines_of_a_file_is_one_record),
		cmocka_unit_test(a_record_of_the_file_as_a_whole_is_never_lost),
		cmocka_unit_test(file_rules_see_what_they_keep),
		cmocka_unit_test(a_file_cut_short_is_judged_and_not_whole),
		cmocka_unit_test(only_files_are_read),
		cmocka_unit_test(a_validators_note_is_told_with_the_title),
		cmocka_unit_test(many_records_of_a_rule_are_counted_not_kept),
		cmocka_unit_test(repeats_of_one_value_are_not_counted),
		cmocka_unit_test(how_many_were_left_out_is_said_though_others_have_the_values),
		cmocka_unit_test(layers_have_their_own_records),
		cmocka_unit_test(places_that_were_not_judged_become_a_gap),
		cmocka_unit_test(an_error_in_a_file_names_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
