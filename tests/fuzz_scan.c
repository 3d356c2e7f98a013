/* fuzz_scan.c - hits do not depend on how a stream is cut.
 *
 * The first byte picks the cut, the second how often the rest is repeated (so that
 * small inputs reach over windows).  Hits in pieces, and in a block that was seen ahead,
 * equal hits in one piece, also
 * those in what is encoded; runs are told apart from literals, each kind in order.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/lookout.h"
#include "rules/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Beyond what is gathered and a slice, within what a fuzzer's second allows. */
#define LONGEST (400 << 10)

static const struct fi_rule table[] = {
	{ .id = "token", .category = FI_SECRET, .literal = { "tok_" },
		.pattern = "\\btok_([a-z]{3,900})(?![a-z])", .after = 1000 },
	{ .id = "named", .category = FI_SECRET, .nocase = true, .literal = { "pass", "pwd" },
		.pattern = "(?i)(?:pass|pwd) ?= ?(\\w+)" },
	{ .id = "behind", .category = FI_SECRET, .before = 16, .after = 8,
		.literal = { "@host", "host" }, .pattern = "(\\w+)@host" },
	{ .id = "block", .category = FI_SECRET, .after = 16384, .literal = { "BEGIN" },
		.pattern = "BEGIN[^-]*END" },
	{ .id = "key", .category = FI_SECRET, .nocase = true, .dense = true,
		.literal = { "acme", "acme_api" }, .pattern = "(?i)acme\\w*=([a-z0-9]{8})" },
	{ .id = "prefix", .category = FI_SECRET, .dense = true, .literal = { "ak_" },
		.pattern = "ak_[a-z0-9]{8,40}" },
};
#define NRULES (sizeof(table) / sizeof(table[0]))

struct hits {
	struct fi_buf literals, runs;
};

static void hits_done(struct hits *h)
{
	fi_buf_done(&h->literals);
	fi_buf_done(&h->runs);
}

static enum fi_code write_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct hits *all = self;
	bool run = h->decoded && (h->decoded[0] == 'b' || h->decoded[0] == 'h');

	(void)err;
	if (!h->decoded != !h->raw || (h->raw && h->raw_n < h->end - h->start))
		abort();
	return fi_buf_addf(run ? &all->runs : &all->literals, "%s %u:%u %llu-%llu %s %zu\n", h->rule->id, h->line,
		h->column, (unsigned long long)h->start, (unsigned long long)h->end,
		h->decoded ? h->decoded : "", h->raw_n);
}

static void scan(struct fi_scanner *s, const struct fi_buf *in, uint64_t size, size_t piece,
	struct hits *out)
{
	struct fi_err err = { 0 };
	size_t at, n;

	if (fi_scan_begin(s, "x", size, write_hit, out, &err) != FI_OK)
		abort();
	for (at = 0; at < in->len; at += n) {
		n = in->len - at < piece ? in->len - at : piece;
		if (fi_scan_bytes(s, in->p + at, n, &err) != FI_OK)
			abort();
	}
	if (fi_scan_end(s, &err) != FI_OK)
		abort();
}

static struct fi_scanner *scanner(void)
{
	static struct fi_scanner *s;
	const struct fi_rule *list[NRULES];
	struct fi_err err = { 0 };

	for (size_t i = 0; i < NRULES; i++)
		list[i] = &table[i];
	if (!s && fi_scanner_from_rules(list, NRULES, &s, &err) != FI_OK)
		abort();
	return s;
}

/* In pieces of a block that was seen ahead, which begins before the stream. */
static void scan_seen(const struct fi_buf *in, size_t piece, struct hits *out)
{
	static struct fi_lookout *ahead;
	const struct fi_buf file = { .p = in->p + in->len / 3, .len = in->len - in->len / 3 };
	struct fi_err err = { 0 };

	if ((!ahead && fi_scanner_lookout(scanner(), &ahead, &err) != FI_OK) ||
		fi_lookout_see(ahead, in->p, in->len, false, false, SIZE_MAX, &err) != FI_OK)
		abort();
	fi_scanner_lend(scanner(), ahead);
	scan(scanner(), &file, 0, piece, out);
	fi_scanner_lend(scanner(), NULL);
}

static bool same(const struct fi_buf *a, const struct fi_buf *b)
{
	return a->len == b->len && memcmp(a->p, b->p, a->len) == 0;
}

/* Hits in a file that lies in a block which was seen ahead equal those in the file alone. */
static void try_seen(const struct fi_buf *in, size_t piece)
{
	FI_AUTO(hits_done)
	struct hits one = { fi_buf_limited(64 << 20), fi_buf_limited(64 << 20) };
	FI_AUTO(hits_done)
	struct hits seen = { fi_buf_limited(64 << 20), fi_buf_limited(64 << 20) };
	const struct fi_buf file = { .p = in->p + in->len / 3, .len = in->len - in->len / 3 };

	scan(scanner(), &file, 0, piece, &one);
	scan_seen(in, piece, &seen);
	if (!same(&one.literals, &seen.literals) || !same(&one.runs, &seen.runs))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf in = fi_buf_limited(LONGEST);
	FI_AUTO(hits_done)
	struct hits one = { fi_buf_limited(64 << 20), fi_buf_limited(64 << 20) };
	FI_AUTO(hits_done)
	struct hits many = { fi_buf_limited(64 << 20), fi_buf_limited(64 << 20) };
	size_t piece, times;

	if (size < 3)
		return 0;
	/* 1..127, or up to more than what is scanned in place. */
	piece = data[0] < 128 ? (size_t)data[0] + 1 : ((size_t)data[0] - 127) * 1021;
	times = 1 + (size_t)data[1] * data[1] / 16;
	while (times-- && fi_buf_add(&in, data + 2, size - 2) == FI_OK)
		;
	scan(scanner(), &in, in.len, in.len ? in.len : 1, &one);
	scan(scanner(), &in, 0, piece, &many);
	if (!same(&one.literals, &many.literals) || !same(&one.runs, &many.runs))
		abort();
	try_seen(&in, piece);
	return 0;
}
