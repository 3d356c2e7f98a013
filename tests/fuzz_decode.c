/* fuzz_decode.c - encoded runs do not depend on how a stream is cut.
 *
 * The first byte picks the cut, the second how often the rest is repeated (so that
 * small inputs reach over windows and parts).  The same runs are told, and each byte
 * of what was decoded leads back into its run.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Beyond two parts of a run. */
#define LONGEST (300 << 10)

/*
 * What was asked before does not change an answer, in whatever order, and what is worked out
 * is what decoding tells.
 */
static void ask_places(const struct fi_run *r)
{
	static const unsigned eighths[] = { 3, 7, 1, 5, 8, 2, 0, 6, 4 };
	struct fi_run_marks marks = { .n = 0 };

	for (size_t i = 0; i < sizeof(eighths) / sizeof(eighths[0]); i++) {
		struct fi_run_marks none = { .n = 0 };
		size_t at = r->text_n * eighths[i] / 8, from = fi_run_from(r, at, &marks);

		if (from > r->n || from != fi_run_from(r, at, &none))
			abort();
		if (!r->packed && from != fi_decode_from(r->how, r->raw, r->n,
						  r->wide ? at * 2 : at))
			abort();
	}
}

static enum fi_code write_run(void *self, const struct fi_run *r, struct fi_err *err)
{
	(void)err;
	if (r->text_n)
		ask_places(r);
	if ((!r->packed && r->text_n > r->n) ||
		r->context_n > FI_RUN_CONTEXT)
		abort();
	return fi_buf_addf(self, "%s %llu+%zu %zu-%zu %zu %zu\n", fi_encoding_name(r->how),
		(unsigned long long)r->start, r->n, r->from, r->to, r->text_n, r->context_n);
}

static void no_lines(void *self, uint64_t at, unsigned *line, unsigned *column)
{
	(void)self;
	(void)at;
	*line = *column = 1;
}

/* Windows that start FI_RUN_BACK bytes before what is new. */
static void look(const struct fi_buf *in, size_t piece, struct fi_buf *out)
{
	struct fi_runs *r = fi_runs_new(write_run, no_lines, out);
	struct fi_err err = { 0 };
	struct fi_words words = { 0 };
	size_t end = 0;

	if (!r)
		abort();
	fi_runs_unpack(r);
	fi_runs_begin(r, 0);
	while (end < in->len) {
		size_t base = end > FI_RUN_BACK ? end - FI_RUN_BACK : 0;

		end = in->len - end < piece ? in->len : end + piece;
		if (!fi_words_take(&words, in->p + base, end - base) ||
			fi_runs_feed(r, in->p + base, base, end, &words.longs, base,
				end == in->len, &err) != FI_OK)
			abort();
	}
	fi_words_done(&words);
	fi_runs_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf in = fi_buf_limited(LONGEST);
	FI_AUTO(fi_buf_done) struct fi_buf one = fi_buf_limited(64 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf many = fi_buf_limited(64 << 20);
	size_t times;

	if (size < 3)
		return 0;
	times = 1 + (size_t)data[1] * data[1] / 16;
	while (times-- && fi_buf_add(&in, data + 2, size - 2) == FI_OK)
		;
	look(&in, in.len, &one);
	look(&in, 1 + (size_t)data[0] * 7, &many);
	if (one.len != many.len || memcmp(one.p, many.p, one.len) != 0)
		abort();
	return 0;
}
