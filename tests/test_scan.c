/* test_scan.c - the scanner, with a few rules of its own. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/lookout.h"
#include "rules/scan.h"
#include "rules/secrets.h"
#include "rules/valid.h"

static char seen_path[64];
static bool seen_binary;
static int64_t seen_now;

static void look(const struct fi_candidate *c, struct fi_verdict *v)
{
	snprintf(seen_path, sizeof(seen_path), "%s", c->path);
	seen_binary = c->binary;
	fi_verdict_say(v, FI_CRITICAL, "looked at");
	if (c->now)
		fi_verdict_say(v, FI_CRITICAL, "not said, there is a note");
	seen_now = c->now;
	v->drop = c->n == 4 && memcmp(c->value, "drop", 4) == 0;
	if (c->value[0] == 'L')
		v->severity = FI_LOW;
}

static const struct fi_rule table[] = {
	{ .id = "token", .category = FI_SECRET, .severity = FI_HIGH,
		.literal = { "tok_" }, .pattern = "\\btok_([a-z]{8,3000})(?![a-z])",
		.after = 4096 },
	{ .id = "named", .category = FI_SECRET, .severity = FI_MEDIUM, .nocase = true,
		.literal = { "password", "passwd" }, .check = look,
		.pattern = "(?i)passw(?:or)?d ?= ?(\\w+)" },
	{ .id = "block", .category = FI_SECRET, .severity = FI_CRITICAL,
		.literal = { "BEGIN KEY" }, .after = 16384,
		.pattern = "--BEGIN KEY[^-]*END KEY--" },
	{ .id = "behind", .category = FI_SECRET, .severity = FI_HIGH, .before = 20,
		.after = 16, .literal = { "@host" }, .pattern = "(\\w+)@host" },
	{ .id = "placed", .category = FI_SECRET, .severity = FI_HIGH,
		.literal = { "pin:" }, .pattern = "pin:(\\d+)", .path = "*.conf|etc/pin" },
	{ .id = "twin", .category = FI_SECRET, .severity = FI_LOW,
		.literal = { "tok_", "tok_" }, .pattern = "tok_[a-z]{3}" },
	{ .id = "slow", .category = FI_SECRET, .severity = FI_LOW, .after = 4096,
		.literal = { "slow:" }, .pattern = "slow:(?:a|aa)+[!?]" },
	{ .id = "upper", .category = FI_SECRET, .severity = FI_LOW,
		.literal = { "TOK_" }, .pattern = "TOK_\\d+" },
	{ .id = "short", .category = FI_SECRET, .severity = FI_LOW, .after = 8,
		.literal = { ":x1", ":x2" }, .pattern = "(\\w+):x1(?:-*:x2)?" },
	{ .id = "inner", .category = FI_SECRET, .severity = FI_LOW, .literal = { "assw" },
		.pattern = "assw(d)=ik" },
	{ .id = "no-secret", .category = FI_FILE, .path = "x" },
};
#define NRULES (sizeof(table) / sizeof(table[0]))

static struct fi_scanner *scanner_of(const struct fi_rule *rules, size_t n)
{
	const struct fi_rule *list[NRULES];
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };

	assert_true(n <= NRULES);
	for (size_t i = 0; i < n; i++)
		list[i] = &rules[i];
	assert_ok(fi_scanner_from_rules(list, n, &s, &err), &err);
	return s;
}

static int setup(void **state)
{
	*state = scanner_of(table, NRULES);
	return 0;
}

static int teardown(void **state)
{
	fi_scanner_free(*state);
	return 0;
}

/* Writes each hit as a line: "rule line:column start-end value". */
static enum fi_code write_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)err;
	return fi_buf_addf(self, "%s %u:%u %llu-%llu %.*s\n", h->rule->id, h->line,
		h->column, (unsigned long long)h->start, (unsigned long long)h->end,
		(int)(h->n < 40 ? h->n : 40), h->value);
}

/* The hits in p[0..n) when it comes in a first piece of `first` and then `rest` bytes. */
static struct fi_buf cut(struct fi_scanner *s, const char *p, size_t n, uint64_t size,
	size_t first, size_t rest)
{
	struct fi_buf out = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };
	size_t at = 0, take = first;

	assert_ok(fi_scan_begin(s, "app/x.txt", size, write_hit, &out, &err), &err);
	while (at < n) {
		char *exact;

		if (take > n - at)
			take = n - at;
		exact = malloc(take + 1); /* so that reading past a piece is seen */
		assert_non_null(exact);
		memcpy(exact, p + at, take);
		assert_ok(fi_scan_bytes(s, exact, take, &err), &err);
		free(exact);
		at += take;
		take = rest;
	}
	assert_ok(fi_scan_end(s, &err), &err);
	return out;
}

static struct fi_buf whole(struct fi_scanner *s, const char *p, size_t n)
{
	return cut(s, p, n, n, n ? n : 1, 1);
}

/* These hits, however the bytes are cut. */
static void assert_hits(struct fi_scanner *s, const char *p, size_t n, const char *want)
{
	static const size_t pieces[] = { 1, 2, 3, 7, 255, 256, 257, 4096, 65536, 100000 };
	FI_AUTO(fi_buf_done) struct fi_buf once = whole(s, p, n);

	assert_string_equal(once.p, want);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		FI_AUTO(fi_buf_done) struct fi_buf b = cut(s, p, n, 0, pieces[i], pieces[i]);

		assert_string_equal(b.p, want);
	}
	for (size_t at = 1; at < n; at += n < 2000 ? 1 : n / 97) {
		FI_AUTO(fi_buf_done) struct fi_buf b = cut(s, p, n, n, at, n);

		assert_string_equal(b.p, want);
	}
}

static void assert_text_hits(struct fi_scanner *s, const char *text, const char *want)
{
	assert_hits(s, text, strlen(text), want);
}

static void a_secret_is_told_with_line_and_column(void **state)
{
	assert_text_hits(*state, "one\n\nx=tok_abcdefgh\npasswd=abc\n",
		"token 3:7 11-19 abcdefgh\n"
		"twin 3:3 7-14 tok_abc\n"
		"named 4:8 27-30 abc\n");
}

static void nothing_is_found_in_nothing(void **state)
{
	assert_text_hits(*state, "", "");
	assert_text_hits(*state, "tok", "");
	assert_text_hits(*state, "tok_", "");
}

static void literals_may_ignore_case_and_patterns_decide(void **state)
{
	assert_text_hits(*state, "PassWord=x TOK_abcdefgh PASSWORD x",
		"named 1:10 9-10 x\n");
	assert_text_hits(*state, "TOK_12 Tok_34", "upper 1:1 0-6 TOK_12\n");
}

static void a_validator_drops_lowers_and_sees_the_path(void **state)
{
	assert_text_hits(*state, "password=drop password=kept", "named 1:24 23-27 kept\n");
	assert_string_equal(seen_path, "app/x.txt");
}

static void a_validator_is_told_the_time_that_was_set(void **state)
{
	assert_text_hits(*state, "password=kept", "named 1:10 9-13 kept\n");
	assert_int_equal(seen_now, 0);
	fi_scanner_set_time(*state, 1767225600);
	assert_text_hits(*state, "password=kept", "named 1:10 9-13 kept\n");
	assert_int_equal(seen_now, 1767225600);
}

static enum fi_code check_low(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)err;
	assert_int_equal(h->severity, FI_LOW);
	assert_string_equal(h->note, "looked at");
	++*(int *)self;
	return FI_OK;
}

static void a_hit_has_the_validators_severity_and_note(void **state)
{
	struct fi_err err = { 0 };
	int n = 0;

	assert_ok(fi_scan_text(*state, "", "password=Lx", 11, check_low, &n, &err), &err);
	assert_int_equal(n, 1);
}

static void one_value_is_reported_once_per_rule(void **state)
{
	/* Two literals of one rule in one match ... */
	assert_text_hits(*state, "password=passwdpassword", "named 1:10 9-23 passwdpassword\n");
	/* ... and in two, for the first one's context ends before the second. */
	assert_text_hits(*state, "value:x1----------:x2", "short 1:1 0-5 value\n");
}

static void a_pattern_sees_only_its_context(void **state)
{
	/* 20 bytes before "@host": one more would begin earlier. */
	assert_text_hits(*state, "ABCDEFGHIJKLMNOPQRSTUVWXYZ@host",
		"behind 1:7 6-26 GHIJKLMNOPQRSTUVWXYZ\n");
}

static void a_match_must_cover_its_literal(void **state)
{
	assert_text_hits(*state, "passwd=a passwd", "named 1:8 7-8 a\n");
	assert_text_hits(*state, "tok_abcdefgh tok_", "token 1:5 4-12 abcdefgh\n"
						    "twin 1:1 0-7 tok_abc\n");
}

static char *filled(size_t n, char c)
{
	char *p = malloc(n + 1);

	assert_non_null(p);
	memset(p, c, n);
	p[n] = 0;
	return p;
}

static void a_match_may_be_longer_than_many_pieces(void **state)
{
	FI_AUTO(fi_freep) char *p = filled(20000, 'x');

	memcpy(p + 3000, "\n--BEGIN KEY", 12);
	memcpy(p + 16000, "END KEY--", 9);
	assert_hits(*state, p, 20000, "block 2:1 3001-16009 --BEGIN KEYxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
}

static void a_match_ends_where_its_context_ends(void **state)
{
	FI_AUTO(fi_freep) char *p = filled(40000, 'x');

	memcpy(p + 3000, "--BEGIN KEY", 11);
	memcpy(p + 3002 + 16384 - 9, "END KEY--", 9);
	assert_hits(*state, p, 40000,
		"block 1:3001 3000-19386 --BEGIN KEYxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
	memcpy(p + 3002 + 16384 - 9, "xEND KEY--", 10);
	assert_hits(*state, p, 40000, "");
}

static void a_window_does_not_end_a_context(void **state)
{
	FI_AUTO(fi_freep) char *p = filled(200000, 'x');

	for (size_t at = 120000; at < 150000; at += 500) {
		FI_AUTO(fi_buf_done) struct fi_buf b = { 0 };

		memset(p, 'x', 200000);
		memcpy(p + at, "--BEGIN KEY", 11);
		memcpy(p + at + 2 + 16384 - 9, "END KEY--", 9);
		b = cut(*state, p, 200000, 0, 4096, 4096);
		assert_contains(b.p, "block 1:");
	}
}

static void a_large_piece_may_follow_many_small_ones(void **state)
{
	FI_AUTO(fi_freep) char *p = filled(300000, 'x');
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1000);
	struct fi_err err = { 0 };
	size_t at;

	memcpy(p + 147990, "\npasswd=abc ", 12);
	assert_ok(fi_scan_begin(*state, "x", 0, write_hit, &out, &err), &err);
	for (at = 0; at < 148000; at += 1000)
		assert_ok(fi_scan_bytes(*state, p + at, 1000, &err), &err);
	assert_ok(fi_scan_bytes(*state, p + at, 300000 - at, &err), &err);
	assert_ok(fi_scan_end(*state, &err), &err);
	assert_string_equal(out.p, "named 2:8 147998-148001 abc\n");
}

static void hits_come_in_the_order_of_their_literals(void **state)
{
	/* The inner literal starts later and ends earlier. */
	assert_text_hits(*state, "passwd=ik", "named 1:8 7-9 ik\ninner 1:6 5-6 d\n");
	assert_text_hits(*state, "@host tok_abcdefgh@host", "token 1:11 10-18 abcdefgh\n"
							     "twin 1:7 6-13 tok_abc\n"
							     "behind 1:7 6-18 tok_abcdefgh\n");
}

static void large_files_keep_their_lines(void **state)
{
	FI_AUTO(fi_freep) char *p = filled(500000, '.');
	char want[200];

	for (size_t i = 99; i < 500000; i += 100)
		p[i] = '\n';
	memcpy(p + 131070, " tok_abcdefgh ", 14); /* over a seam of what is gathered */
	memcpy(p + 300010, " passwd=q ", 10);
	memcpy(p + 499980, " passwd=r ", 10);
	snprintf(want, sizeof(want),
		"token 1311:76 131075-131083 abcdefgh\ntwin 1311:72 131071-131078 tok_abc\n"
		"named 3001:19 300018-300019 q\nnamed 5000:89 499988-499989 r\n");
	assert_hits(*state, p, 500000, want);
}

/* Names and the runs of their values on every seam, wherever the stretch is cut. */
static void dense_secrets_at_every_place_are_found(void **state)
{
	static const struct fi_rule rules[] = {
		{ .id = "named", .category = FI_SECRET, .dense = true, .nocase = true,
			.literal = { "acme" }, .pattern = "(?i)acme_key=([a-z0-9]{8})" },
		{ .id = "prefix", .category = FI_SECRET, .dense = true,
			.literal = { "ak_" }, .pattern = "ak_[a-z0-9]{16}" },
	};
	static const char unit[] = "ACME_KEY=abcdefg7; acme is no key: ak_abcdefghijklmnop\n";
	size_t len = sizeof(unit) - 1, n = 200000 / len * len;
	FI_AUTO(fi_freep) char *p = filled(n + len, '.');
	struct fi_scanner *s = scanner_of(rules, 2);

	(void)state;
	for (size_t i = 0; i < n; i++)
		p[i + len] = unit[i % len];
	for (size_t shift = 0; shift < len; shift++) {
		FI_AUTO(fi_buf_done) struct fi_buf one = whole(s, p + shift, n);
		FI_AUTO(fi_buf_done) struct fi_buf many =
			cut(s, p + shift, n, 0, 100000, 3000 + shift);
		size_t hits = 0;

		for (const char *q = one.p; (q = strchr(q, '\n')) != NULL; q++)
			hits++;
		assert_in_range(hits, (n / len - 1) * 2, n / len * 2);
		assert_string_equal(many.p, one.p);
	}
	fi_scanner_free(s);
}

/* Scanned where it lies, in pieces or (piece 0) as a whole. */
static struct fi_buf in_place(struct fi_scanner *s, const char *p, size_t n, size_t piece)
{
	struct fi_buf out = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };

	assert_ok(fi_scan_begin(s, "app/x.txt", piece ? 0 : n, write_hit, &out, &err), &err);
	for (size_t at = 0, take; at < n; at += take) {
		take = piece && piece < n - at ? piece : n - at;
		assert_ok(fi_scan_bytes(s, p + at, take, &err), &err);
	}
	assert_ok(fi_scan_end(s, &err), &err);
	return out;
}

/* The same lines, in any order: what was decoded comes as it is met. */
static void assert_same_lines(const struct fi_buf *a, const struct fi_buf *b)
{
	assert_int_equal(a->len, b->len);
	for (const char *at = a->p, *end; at && *at; at = end + 1) {
		FI_AUTO(fi_freep) char *line = NULL;

		end = strchr(at, '\n');
		line = strndup(at, (size_t)(end - at) + 1);
		assert_non_null(strstr(b->p, line));
	}
}

/* What the tests of blocks seen ahead look for, and in what, over and over. */
static const struct fi_rule ahead_rules[] = {
	{ .id = "named", .category = FI_SECRET, .dense = true, .nocase = true,
		.literal = { "acme" }, .pattern = "(?i)acme_key=([a-z0-9]{8})" },
	{ .id = "prefix", .category = FI_SECRET, .dense = true, .literal = { "AKIA" },
		.pattern = "AKIA[A-Z0-9]{16}" },
	{ .id = "any", .category = FI_SECRET, .literal = { "pass=" },
		.pattern = "pass=(\\w+)" },
};
static const char ahead_unit[] = "abAKIAABCDEFGHIJKLMNOP ACME_KEY=abcdefg7\npass=x "
				 "cGFzcz1oaWRkZW4gYWNtZV9rZXk9YWJjZGVmZzc=\nAKIA";

static char *ahead_units(size_t n)
{
	char *p = filled(n, '.');

	for (size_t i = 0; i < n; i++)
		p[i] = ahead_unit[i % (sizeof(ahead_unit) - 1)];
	return p;
}

/* A file in blocks, each at a place of its own and seen alone. */
static struct fi_buf in_blocks(struct fi_scanner *s, const char *p, size_t n, size_t first,
	size_t block)
{
	struct fi_buf out = fi_buf_limited(1 << 20);
	struct fi_lookout *ahead = NULL;
	struct fi_err err = { 0 };

	assert_ok(fi_scanner_lookout(s, &ahead, &err), &err);
	assert_ok(fi_scan_begin(s, "app/x.txt", 0, write_hit, &out, &err), &err);
	for (size_t at = 0, take; at < n; at += take) {
		FI_AUTO(fi_freep) char *own = NULL;

		take = at ? block : first;
		take = take < n - at ? take : n - at;
		own = malloc(take);
		assert_non_null(own);
		memcpy(own, p + at, take);
		assert_ok(fi_lookout_see(ahead, own, take, false, false, SIZE_MAX, &err), &err);
		fi_scanner_lend(s, ahead);
		assert_ok(fi_scan_bytes(s, own, take, &err), &err);
		fi_scanner_lend(s, NULL);
	}
	assert_ok(fi_scan_end(s, &err), &err);
	fi_lookout_free(ahead);
	return out;
}

/* Files that lie in a block which was seen ahead, as a layer's tar has them. */
static void what_was_seen_ahead_changes_nothing(void **state)
{
	size_t len = sizeof(ahead_unit) - 1, n = 200000;
	FI_AUTO(fi_freep) char *p = ahead_units(n);
	struct fi_scanner *s = scanner_of(ahead_rules, 3);
	struct fi_lookout *ahead = NULL;
	struct fi_err err = { 0 };

	(void)state;
	assert_ok(fi_scanner_lookout(s, &ahead, &err), &err);
	assert_ok(fi_lookout_see(ahead, p, n, false, false, SIZE_MAX, &err), &err);
	for (size_t from = 0; from < 3 * len; from++) {
		size_t size = from % 3 ? from * 90 : 70000 + from * 300;
		size_t piece = from % 2 ? 0 : 66000;
		FI_AUTO(fi_buf_done) struct fi_buf alone = in_place(s, p + from, size, piece);
		FI_AUTO(fi_buf_done) struct fi_buf lent = { 0 };

		fi_scanner_lend(s, ahead);
		lent = in_place(s, p + from, size, piece);
		fi_scanner_lend(s, NULL);
		assert_same_lines(&alone, &lent);
		assert_true(size < 200 || strstr(alone.p, "any ") != NULL);
	}
	fi_lookout_free(ahead);
	fi_scanner_free(s);
}

/* A file that goes on in the next block, as nearly each block has one. */
static void what_lies_across_blocks_is_found(void **state)
{
	static const size_t blocks[] = { 500, 9000, 40000, 70000 };
	size_t len = sizeof(ahead_unit) - 1, n = 190000;
	FI_AUTO(fi_freep) char *p = ahead_units(n);
	struct fi_scanner *s = scanner_of(ahead_rules, 3);
	FI_AUTO(fi_buf_done) struct fi_buf alone = in_place(s, p, n, 0);

	(void)state;
	for (size_t i = 0; i < 2 * len; i += 7) {
		size_t block = blocks[i % 4] + i, first = i % 3 ? 300 + i : 100000 + i;
		FI_AUTO(fi_buf_done) struct fi_buf seen = in_blocks(s, p, n, first, block);

		assert_same_lines(&alone, &seen);
	}
	fi_scanner_free(s);
}

static void a_dense_rule_wants_its_literal_near_a_run_in_the_line(void **state)
{
	static const struct fi_rule rule = { .id = "named", .category = FI_SECRET, .dense = true,
		.literal = { "acme" }, .pattern = "acme\\s*=\\s*(\\w+)", .after = 600 };
	struct fi_scanner *s = scanner_of(&rule, 1);

	(void)state;
	assert_text_hits(s, "acme = abcdefg7", "named 1:8 7-15 abcdefg7\n");
	assert_text_hits(s, "acme = abcdefgh", "");
	assert_text_hits(s, "acme =\nabcdefg7", "");
	assert_text_hits(s, "acme = abcdefghijklmnop", "named 1:8 7-23 abcdefghijklmnop\n");
	fi_scanner_free(s);
}

/* Secrets close together, so that some lie on every seam of our own making. */
static void secrets_at_every_place_are_found(void **state)
{
	static const char unit[] = "--BEGIN KEY END KEY-- abcdefghijklmnop@host\n";
	size_t len = sizeof(unit) - 1, n = 200000 / len * len;
	FI_AUTO(fi_freep) char *p = filled(n + len, '.');

	for (size_t i = 0; i < n; i++)
		p[i + len] = unit[i % len];
	for (size_t shift = 0; shift < len; shift++) {
		FI_AUTO(fi_buf_done) struct fi_buf one = whole(*state, p + shift, n);
		FI_AUTO(fi_buf_done) struct fi_buf many =
			cut(*state, p + shift, n, 0, 100000, 3000 + shift);
		size_t hits = 0;

		for (const char *q = one.p; (q = strchr(q, '\n')) != NULL; q++)
			hits++;
		/* Of the last unit there are only `shift` bytes. */
		assert_int_equal(hits, (n / len - 1) * 2 + (shift >= 21) + (shift >= 43));
		assert_string_equal(many.p, one.p);
	}
}

static void a_token_behind_100_mib_of_zeros_is_found(void **state)
{
	FI_AUTO(fi_freep) char *zeros = filled(1 << 20, 0);
	struct fi_buf out = fi_buf_limited(1000);
	struct fi_err err = { 0 };

	assert_ok(fi_scan_begin(*state, "disk", 0, write_hit, &out, &err), &err);
	for (int i = 0; i < 100; i++)
		assert_ok(fi_scan_bytes(*state, zeros, 1 << 20, &err), &err);
	assert_ok(fi_scan_bytes(*state, "\npasswd=abc", 11, &err), &err);
	assert_ok(fi_scan_end(*state, &err), &err);
	assert_string_equal(out.p, "named 2:8 104857608-104857611 abc\n");
	assert_true(seen_binary);
	fi_buf_done(&out);
}

static void zeros_near_the_start_make_a_file_binary(void **state)
{
	FI_AUTO(fi_freep) char *p = filled(200000, 'x');
	struct fi_scanner *s = scanner_of(table + 1, 1); /* with little context */
	struct fi_buf out;

	(void)state;
	memcpy(p + 100, " passwd=a ", 10);
	for (size_t zero = 4095; zero <= 4096; zero++) {
		memset(p + 4000, 'x', 200);
		p[zero] = 0;
		for (size_t first = 1000; first <= 129000; first += 128000) {
			out = cut(s, p, 200000, 0, first, 70000);
			assert_string_equal(out.p, "named 1:109 108-109 a\n");
			assert_int_equal(seen_binary, zero < 4096);
			fi_buf_done(&out);
		}
	}
	fi_scanner_free(s);
}

/* Text as UTF-16, with a byte order mark or without. */
static size_t widen(const char *text, bool big, bool mark, char *out)
{
	size_t n = 0;

	if (mark) {
		out[n++] = big ? '\xfe' : '\xff';
		out[n++] = big ? '\xff' : '\xfe';
	}
	for (; *text; text++) {
		out[n + !big] = 0;
		out[n + big] = *text;
		n += 2;
	}
	return n;
}

static void utf16_text_is_narrowed(void **state)
{
	const char *text = "first line of some length\r\nsecond: passwd=secret\r\n";
	char wide[200];

	for (int i = 0; i < 4; i++) {
		size_t n = widen(text, i & 1, i & 2, wide);

		assert_hits(*state, wide, n, "named 2:16 42-48 secret\n");
		assert_false(seen_binary);
		assert_hits(*state, wide, n - 1, "named 2:16 42-48 secret\n"); /* half a unit */
	}
}

static void large_utf16_text_is_narrowed_too(void **state)
{
	FI_AUTO(fi_freep) char *text = filled(150000, 'y');
	FI_AUTO(fi_freep) char *wide = filled(300002, 0);

	memcpy(text + 140000, "\npasswd=secret\n", 15);
	assert_hits(*state, wide, widen(text, false, true, wide),
		"named 2:8 140008-140014 secret\n");
}

static void what_is_not_ascii_in_utf16_ends_a_token(void **state)
{
	char wide[100];
	size_t n = widen("passwd=ab\x7f" "cd", false, true, wide);

	wide[2 + 2 * 9] = 'a'; /* U+0461 has the low byte of a letter */
	wide[2 + 2 * 9 + 1] = 4;
	assert_hits(*state, wide, n, "named 1:8 7-9 ab\n");
}

static void short_or_binary_zeros_are_no_utf16(void **state)
{
	char wide[400];
	size_t n = widen("passwd=short", false, false, wide);

	assert_hits(*state, wide, n, "");
	/* Starts like UTF-16, then is not: the plain bytes are scanned. */
	n = widen("a text of more than thirty-two characters", false, false, wide);
	memcpy(wide + n, "\npasswd=abc", 11);
	assert_hits(*state, wide, n + 11, "named 2:8 90-93 abc\n");
}

/* The texts of an SQLite table or a Windows program, whatever stands between them. */
static void utf16_in_a_program_is_narrowed(void **state)
{
	static const char *const heads[] = { "SQLite format 3", "MZ" };
	char file[400];

	for (int i = 0; i < 4; i++) {
		size_t n = 101 + (size_t)(i & 1);

		memset(file, 1, sizeof(file));
		memset(file, 0, 100);
		memcpy(file, heads[i / 2], strlen(heads[i / 2]));
		file[59] = (char)(2 + (i & 1));
		n += widen("passwd=secret", i & 1, false, file + n);
		assert_hits(*state, file, n + 20,
			i & 1 ? "named 1:111 110-116 secret\n" : "named 1:109 108-114 secret\n");
		memcpy(file, "ELF", 3);
		file[59] = 1;
		assert_hits(*state, file, n + 20, "");
	}
}

static void strings_of_a_program_are_not_joined(void **state)
{
	char file[200] = "MZ";

	memcpy(file + 100, "passwd=abc\0def\0passwd=x\0", 24);
	assert_hits(*state, file, sizeof(file),
		"named 1:108 107-110 abc\nnamed 1:123 122-123 x\n");
}

/* Rules whose tokens prove themselves, as those of the catalogue are written. */
static void a_token_may_touch_other_text_in_a_binary(void **state)
{
	static const struct fi_rule joined[] = { { .id = "own", .category = FI_SECRET,
		.severity = FI_HIGH, .literal = { "tok_" },
		.pattern = LEFT "tok_[A-Za-z0-9]{20}" RIGHT } };
	struct fi_scanner *s = scanner_of(joined, 1);
	static const char text[] = "abctok_" "x7Kq2Vn9Rb4Tz8Ws3Yd6" "next";
	static const char words[] = "\0abctok_" "gitlabwordswithout12next";
	char file[200] = { 0 };

	(void)state;
	assert_hits(s, text, sizeof(text) - 1, "");
	memcpy(file + 50, text, sizeof(text));
	assert_hits(s, file, sizeof(file), "own 1:54 53-77 tok_x7Kq2Vn9Rb4Tz8Ws3Yd6\n");
	assert_hits(s, words, sizeof(words), "");
	fi_scanner_free(s);
}

static void a_rule_may_be_for_some_paths_only(void **state)
{
	static const char *const paths[] = { "a/b.conf", "root/etc/pin", "etc/pins", "conf" };
	const char *want[] = { "placed 1:5 4-6 12\n", "placed 1:5 4-6 12\n", "", "" };

	for (size_t i = 0; i < 4; i++) {
		struct fi_buf out = fi_buf_limited(1000);
		struct fi_err err = { 0 };

		assert_ok(fi_scan_text(*state, paths[i], "pin:12", 6, write_hit, &out, &err),
			&err);
		assert_string_equal(out.p, want[i]);
		fi_buf_done(&out);
	}
}

static void streams_do_not_know_of_each_other(void **state)
{
	struct fi_buf out = fi_buf_limited(1000);
	struct fi_err err = { 0 };

	/* One that is not ended leaves nothing behind. */
	assert_ok(fi_scan_begin(*state, "a", 0, write_hit, &out, &err), &err);
	assert_ok(fi_scan_bytes(*state, "x\n\npasswd=", 10, &err), &err);
	assert_ok(fi_scan_text(*state, "b", "passwd=a", 8, write_hit, &out, &err), &err);
	assert_ok(fi_scan_text(*state, "c", "abc passwd=b", 12, write_hit, &out, &err), &err);
	assert_string_equal(out.p, "named 1:8 7-8 a\nnamed 1:12 11-12 b\n");
	fi_buf_done(&out);
}

static void more_bytes_than_announced_are_refused(void **state)
{
	struct fi_buf out = fi_buf_limited(1000);
	struct fi_err err = { 0 };

	assert_ok(fi_scan_begin(*state, "a", 3, write_hit, &out, &err), &err);
	assert_ok(fi_scan_bytes(*state, "abc", 3, &err), &err);
	assert_fails(fi_scan_bytes(*state, "d", 1, &err), FI_EUSAGE,
		"a: more bytes than announced", &err);
}

static enum fi_code refuse(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)self;
	return fi_err_set(err, FI_ESTOP, "enough of %s", h->rule->id);
}

static void an_error_of_the_callback_comes_back(void **state)
{
	struct fi_err err = { 0 };

	assert_fails(fi_scan_text(*state, "a", "passwd=abc", 10, refuse, NULL, &err), FI_ESTOP,
		"enough of named", &err);
}

static void a_file_made_of_literals_is_judged_in_part_and_said(void **state)
{
	FI_AUTO(fi_freep) char *p = filled(400000, 'x');
	FI_AUTO(fi_buf_done) struct fi_buf out = { 0 };
	uint64_t before = fi_scanner_limited(*state), one, two;

	for (size_t i = 0; i + 5 < 400000; i += 5)
		memcpy(p + i, "@host", 5);
	out = whole(*state, p, 400000);
	one = fi_scanner_limited(*state) - before;
	assert_true(one > 1000);
	fi_buf_done(&out);
	out = cut(*state, p, 400000, 0, 777, 333);
	two = fi_scanner_limited(*state) - before - one;
	assert_int_equal(one, two);
}

/* As a style sheet with pictures in it: an escape every few bytes, and short words. */
static void a_file_full_of_escapes_is_judged_to_its_end(void **state)
{
	static const char piece[] = "a b c d e f %3A%2F%2F g h \\u003a\n";
	FI_AUTO(fi_freep) char *p = filled(200000, ' ');
	FI_AUTO(fi_buf_done) struct fi_buf out = { 0 };
	uint64_t before = fi_scanner_limited(*state);
	size_t n = sizeof(piece) - 1;

	for (size_t i = 0; i + n < 200000; i += n)
		memcpy(p + i, piece, n);
	out = whole(*state, p, 200000);
	assert_int_equal(fi_scanner_limited(*state), before);
}

static void a_pattern_that_runs_wild_is_stopped_and_said(void **state)
{
	FI_AUTO(fi_freep) char *p = filled(4000, 'a');
	FI_AUTO(fi_buf_done) struct fi_buf out = { 0 };
	uint64_t before = fi_scanner_limited(*state);

	memcpy(p, "slow:", 5);
	out = whole(*state, p, 4000);
	assert_true(fi_scanner_limited(*state) > before);
}

static void bad_rules_are_named(void **state)
{
	struct fi_rule bad = { .id = "bad", .category = FI_SECRET, .literal = { "abc" },
		.pattern = "abc(" };
	const struct fi_rule *list[] = { &bad };
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };

	(void)state;
	bad.after = FI_AFTER_MAX + 1;
	assert_fails(fi_scanner_from_rules(list, 1, &s, &err), FI_EUSAGE,
		"rule bad: asks for too much context", &err);
	bad.after = 2;
	fi_err_clear(&err);
	assert_fails(fi_scanner_from_rules(list, 1, &s, &err), FI_EUSAGE,
		"literal 1 is empty or too long", &err);
	bad.after = 0;
	fi_err_clear(&err);
	assert_ok(fi_scanner_from_rules(list, 1, &s, &err), &err);
	assert_fails(fi_scan_text(s, "a", "= abc", 5, write_hit, NULL, &err), FI_EUSAGE,
		"rule bad: pattern, at byte 4", &err);
	fi_scanner_free(s);
}

static void without_rules_nothing_is_found(void **state)
{
	struct fi_scanner *s = scanner_of(table + NRULES - 1, 1);

	(void)state;
	assert_text_hits(s, "passwd=abc", "");
	fi_scanner_free(s);
}

static void a_short_literal_counts_in_text_or_where_the_rule_says_so(void **state)
{
	static const char alone[] = "\xff\xffpwd\xff\xff", text[] = "\xff\xff pwd=\xff\xff";
	static const struct fi_rule strict = { .id = "strict", .category = FI_SECRET,
		.literal = { "pwd" }, .pattern = "pwd" };
	static const struct fi_rule loose = { .id = "loose", .category = FI_SECRET,
		.anywhere = true, .literal = { "pwd" }, .pattern = "pwd" };
	struct fi_scanner *s = scanner_of(&strict, 1);

	(void)state;
	assert_text_hits(s, alone, "");
	assert_text_hits(s, text, "strict 1:4 3-6 pwd\n");
	fi_scanner_free(s);
	s = scanner_of(&loose, 1);
	assert_text_hits(s, alone, "loose 1:3 2-5 pwd\n");
	fi_scanner_free(s);
}

static void a_literal_that_is_no_text_is_met_among_bytes(void **state)
{
	static const struct fi_rule rule = { .id = "bytes", .category = FI_SECRET,
		.literal = { "\x01\x02key\x03" }, .pattern = "\x01\x02key\x03" };
	struct fi_scanner *s = scanner_of(&rule, 1);
	char p[3000] = "";

	(void)state;
	memset(p, 0xff, sizeof(p) - 1);
	memcpy(p + 1500, "\x01\x02key\x03", 6);
	assert_text_hits(s, p, "bytes 1:1501 1500-1506 \x01\x02key\x03\n");
	fi_scanner_free(s);
}

/* Much text and little, far from the beginning and from each other. */
static void literals_are_met_in_text_between_other_bytes(void **state)
{
	static char p[20000];

	memset(p, 0xff, sizeof(p));
	memcpy(p + 3000, " passwd=few ", 12);
	memset(p + 5000, ' ', 4000);
	memcpy(p + 7000, " passwd=much ", 13);
	memcpy(p + 12000, " passwd=more ", 13);
	assert_hits(*state, p, sizeof(p),
		"named 1:3009 3008-3011 few\n"
		"named 1:7009 7008-7012 much\n"
		"named 1:12009 12008-12012 more\n");
}

/* --- the matcher's own faults --- */

static enum fi_code count_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)h;
	(void)err;
	++*(unsigned *)self;
	return FI_OK;
}

/* How many of 64 alignments, in files of three sizes, do not show the literal? */
static unsigned missed_at_alignments(struct fi_scanner *s, const char *literal)
{
	static const size_t tails[] = { 0, 9, 300 };
	_Alignas(64) char text[1024];
	size_t n = strlen(literal);
	unsigned missed = 0;
	struct fi_err err = { 0 };

	for (size_t t = 0; t < 3; t++)
		for (size_t at = 2; at < 66; at++) { /* so that they are text enough */
			unsigned hits = 0;

			memset(text, ' ', sizeof(text));
			memcpy(text + at, literal, n);
			assert_ok(fi_scan_text(s, "x", text, at + n + tails[t], count_hit,
					  &hits, &err),
				&err);
			missed += hits == 0;
		}
	return missed;
}

static void a_lone_short_literal_is_met_at_every_alignment(void **state)
{
	static const struct fi_rule pair[] = {
		{ .id = "a", .category = FI_SECRET, .literal = { "ACDb" }, .pattern = "ACDb" },
		{ .id = "b", .category = FI_SECRET, .literal = { "+ABa" }, .pattern = "\\+ABa" },
	};
	struct fi_scanner *s = scanner_of(pair, 2);

	(void)state;
	assert_int_equal(missed_at_alignments(s, "ACDb"), 0);
	assert_int_equal(missed_at_alignments(s, "+ABa"), 0);
	fi_scanner_free(s);
}

/* Every literal of the catalogue, as a rule that is its literal and nothing else. */
static void every_literal_of_the_catalogue_is_met_at_every_alignment(void **state)
{
	size_t n = 0, cap = fi_rules_count() * FI_RULE_LITERALS;
	struct fi_rule *rules = calloc(cap, sizeof(*rules));
	const struct fi_rule **list = calloc(cap, sizeof(*list));
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };

	(void)state;
	for (size_t i = 0; i < fi_rules_count(); i++)
		for (size_t k = 0; k < FI_RULE_LITERALS && fi_rules_at(i)->literal[k]; k++) {
			rules[n] = (struct fi_rule){ .id = "literal", .category = FI_SECRET,
				.literal = { fi_rules_at(i)->literal[k] } };
			rules[n].pattern = fi_format("\\Q%s\\E", rules[n].literal[0]);
			list[n] = &rules[n];
			n++;
		}
	assert_ok(fi_scanner_from_rules(list, n, &s, &err), &err);
	for (size_t i = 0; i < n; i++)
		if (missed_at_alignments(s, rules[i].literal[0]))
			fail_msg("%s is missed", rules[i].literal[0]);
	fi_scanner_free(s);
	for (size_t i = 0; i < n; i++)
		free((char *)(uintptr_t)rules[i].pattern);
	free(rules);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_short_literal_counts_in_text_or_where_the_rule_says_so),
		cmocka_unit_test(a_literal_that_is_no_text_is_met_among_bytes),
		cmocka_unit_test(literals_are_met_in_text_between_other_bytes),
		cmocka_unit_test(a_lone_short_literal_is_met_at_every_alignment),
		cmocka_unit_test(every_literal_of_the_catalogue_is_met_at_every_alignment),
		cmocka_unit_test(a_secret_is_told_with_line_and_column),
		cmocka_unit_test(nothing_is_found_in_nothing),
		cmocka_unit_test(literals_may_ignore_case_and_patterns_decide),
		cmocka_unit_test(a_validator_drops_lowers_and_sees_the_path),
		cmocka_unit_test(a_validator_is_told_the_time_that_was_set),
		cmocka_unit_test(a_hit_has_the_validators_severity_and_note),
		cmocka_unit_test(one_value_is_reported_once_per_rule),
		cmocka_unit_test(a_pattern_sees_only_its_context),
		cmocka_unit_test(a_match_must_cover_its_literal),
		cmocka_unit_test(a_match_may_be_longer_than_many_pieces),
		cmocka_unit_test(a_match_ends_where_its_context_ends),
		cmocka_unit_test(a_window_does_not_end_a_context),
		cmocka_unit_test(a_large_piece_may_follow_many_small_ones),
		cmocka_unit_test(hits_come_in_the_order_of_their_literals),
		cmocka_unit_test(large_files_keep_their_lines),
		cmocka_unit_test(secrets_at_every_place_are_found),
		cmocka_unit_test(dense_secrets_at_every_place_are_found),
		cmocka_unit_test(what_was_seen_ahead_changes_nothing),
		cmocka_unit_test(what_lies_across_blocks_is_found),
		cmocka_unit_test(a_dense_rule_wants_its_literal_near_a_run_in_the_line),
		cmocka_unit_test(a_token_behind_100_mib_of_zeros_is_found),
		cmocka_unit_test(zeros_near_the_start_make_a_file_binary),
		cmocka_unit_test(utf16_text_is_narrowed),
		cmocka_unit_test(large_utf16_text_is_narrowed_too),
		cmocka_unit_test(utf16_in_a_program_is_narrowed),
		cmocka_unit_test(strings_of_a_program_are_not_joined),
		cmocka_unit_test(a_token_may_touch_other_text_in_a_binary),
		cmocka_unit_test(what_is_not_ascii_in_utf16_ends_a_token),
		cmocka_unit_test(short_or_binary_zeros_are_no_utf16),
		cmocka_unit_test(a_rule_may_be_for_some_paths_only),
		cmocka_unit_test(streams_do_not_know_of_each_other),
		cmocka_unit_test(more_bytes_than_announced_are_refused),
		cmocka_unit_test(an_error_of_the_callback_comes_back),
		cmocka_unit_test(a_file_made_of_literals_is_judged_in_part_and_said),
		cmocka_unit_test(a_file_full_of_escapes_is_judged_to_its_end),
		cmocka_unit_test(a_pattern_that_runs_wild_is_stopped_and_said),
		cmocka_unit_test(bad_rules_are_named),
		cmocka_unit_test(without_rules_nothing_is_found),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
