/* decode.h - text that stands in a file encoded: base64, hex, percent, JSON escapes.
 *
 * fi_runs looks for base64 and hex in a stream.  Nearly all that looks like either is
 * something else (names, paths, checksums, fonts), so only what decodes to text counts
 * (ASCII, or the same in UTF-16), and nine bytes of it are decoded to tell; or gzip of
 * text (rules/packed.h).  Percent and JSON escapes have signs of
 * their own, which the scanner's literals find; fi_decode undoes them.
 */
#ifndef FI_RULES_DECODE_H
#define FI_RULES_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"
#include "rules/dense.h"

enum fi_encoding { FI_BASE64, FI_HEX, FI_PERCENT, FI_JSON_ESCAPED };

/* "base64", "hex", "percent", "json". */
const char *fi_encoding_name(enum fi_encoding how);

/* "base64 > hex": this encoding around what `inner` names; a NULL one is none.  Static. */
const char *fi_encoding_chain(enum fi_encoding how, const char *inner);

/*
 * Undo the encoding, into `out` of n bytes (no encoding is shorter than its text).
 * Base64 of both alphabets; blanks and line breaks in it are passed over.  Stops where
 * something else stands.  Returns the bytes written.
 */
size_t fi_decode(enum fi_encoding how, const char *s, size_t n, char *out);

/* Where in s[0..n) the byte `at` of the decoded text comes from; n past its end. */
size_t fi_decode_from(enum fi_encoding how, const char *s, size_t n, size_t at);

/* How many of the first bytes are text: ASCII without control bytes, or UTF-8. */
size_t fi_text_length(const char *s, size_t n);

/* Bytes of the same line that are told with a run: the name that it is given to. */
#define FI_RUN_CONTEXT 96

/* An encoded text that was found; all borrowed until the callback returns. */
struct fi_run {
	enum fi_encoding how; /* FI_BASE64 or FI_HEX */
	const char *raw;      /* as it stands in the stream */
	size_t n;
	uint64_t start;        /* of raw in the stream */
	unsigned line, column; /* of raw's first byte, from 1 */
	const char *text;      /* decoded */
	size_t text_n;
	size_t bytes; /* decoded, of which text_n are text */
	bool flat;    /* no blanks or line breaks in raw */
	bool wide; /* it was UTF-16, as PowerShell has it: text has every other byte */
	const char *context; /* what stands before it in its line */
	size_t context_n;
	/*
	 * A long run comes in parts that overlap: what starts in raw[from, to) is this
	 * part's.
	 */
	size_t from, to;
	/*
	 * Not 0: text is a piece of what gzip packs, [at, at + text_n) of `all` bytes; from
	 * and to are offsets in that text.
	 */
	unsigned packed;
	size_t at, all;
	bool cut; /* there was more, which was not looked at; with the last piece's text_n 0 */
};

/*
 * Places of a run that were passed on the way to another, { 0 } at first: a run of 128 KiB
 * can hold thousands of hits, and each asks where it comes from.
 */
#define FI_RUN_MARKS 256
struct fi_run_marks {
	struct {
		uint32_t raw, text;
	} at[FI_RUN_MARKS];
	size_t n;
};

/* Where in raw the byte of the run's text comes from; of a packed text about where. */
size_t fi_run_from(const struct fi_run *run, size_t at, struct fi_run_marks *marks);

struct fi_runs;

typedef enum fi_code fi_on_run(void *self, const struct fi_run *r, struct fi_err *err);
/* Line and column, from 1, of a byte of the window at hand. */
typedef void fi_locate(void *self, uint64_t at, unsigned *line, unsigned *column);

/* NULL without memory.  The callbacks get `self`. */
FI_MUST_CHECK struct fi_runs *fi_runs_new(
	fi_on_run *on_run, fi_locate *locate, void *self);
void fi_runs_free(struct fi_runs *r);
/* Unpack, too; for text that was not decoded itself, so that nothing multiplies. */
void fi_runs_unpack(struct fi_runs *r);

/* A new stream.  What ends within its first `known` bytes, but for padding, was told already. */
void fi_runs_begin(struct fi_runs *r, uint64_t known);

/*
 * Look on, up to stream offset `end`.  p is a window of the stream, from offset `base`
 * on, with at least FI_RUN_BACK bytes before those that are new, or all there are.
 * `last`: nothing comes behind it.  `longs` are the long words, less `from`, of at least
 * what is new and the FI_WORD_LONG bytes before it; it may have others, and words that the
 * window shows to be none.
 */
#define FI_RUN_BACK 512
FI_MUST_CHECK enum fi_code fi_runs_feed(struct fi_runs *r, const char *p, uint64_t base,
	uint64_t end, const struct fi_offsets *longs, uint64_t from, bool last,
	struct fi_err *err);

#endif
