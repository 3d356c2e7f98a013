/* scan.h - finds secrets in a stream of bytes, in one pass for all rules.
 *
 * The literals of all rules are looked for by one multi-pattern matcher (libhs);
 * a rule's PCRE2 pattern is compiled when its literal is first met, and tried only
 * around it, with match and depth limits.
 *
 * Findings do not depend on how the bytes are cut into pieces, no file is held
 * whole, and there is no size above which anything is skipped: at most
 * FI_BEFORE_MAX + FI_AFTER_MAX bytes are carried from one piece to the next.
 *
 * Base64, hex, percent-encoded and JSON-escaped text is decoded and scanned as well,
 * behind what stands before it in its line (a name tells what a value is), and once
 * more what is encoded in that; see rules/decode.h.
 */
#ifndef FI_RULES_SCAN_H
#define FI_RULES_SCAN_H

#include <stdint.h>

#include "lib/err.h"
#include "rules/rule.h"

/* A secret that was found; all borrowed until the callback returns. */
struct fi_hit {
	const struct fi_rule *rule;
	enum fi_severity severity; /* after the validator */
	const char *note;	   /* of the validator; NULL */
	const char *value;
	size_t n;
	uint64_t start, end;   /* offsets of the value in the stream */
	unsigned line, column; /* of the value's first byte, from 1 */
	/*
	 * How the value was encoded ("base64", "base64 > hex"; the outermost first), and
	 * the text that holds it as it stands in the stream, to be hidden as the value
	 * is; start, end, line and column are that text's.  NULL and 0 for a plain value.
	 * `decoded` is static.
	 */
	const char *decoded, *raw;
	size_t raw_n;
};

typedef enum fi_code fi_on_hit(void *self, const struct fi_hit *h, struct fi_err *err);

/* The compiled rules.  Not for use by two threads at once. */
struct fi_scanner;

/*
 * Take the secret rules of the catalogue.  NULL `want` takes all, otherwise those
 * for which it returns true.
 */
FI_MUST_CHECK enum fi_code fi_scanner_new(
	bool (*want)(void *self, const struct fi_rule *r), void *self,
	struct fi_scanner **out, struct fi_err *err);
/* The same over rules of the caller's, which are borrowed as long as the scanner lives. */
FI_MUST_CHECK enum fi_code fi_scanner_from_rules(const struct fi_rule *const *rules,
	size_t n, struct fi_scanner **out, struct fi_err *err);
void fi_scanner_free(struct fi_scanner *s);

/* What validators take for the present, in Unix seconds; 0, as at first: not known. */
void fi_scanner_set_time(struct fi_scanner *s, int64_t now);

/*
 * One stream at a time: begin, bytes (in order, pieces of any size), end.  `path` is what rules
 * and validators are told, copied.  Hits of one rule come in order of their start; those
 * of base64 and hex are among them anywhere, in their own order.
 * `size` is the stream's length when it is known (a lone first piece of that size
 * is scanned where it lies), else 0.
 */
FI_MUST_CHECK enum fi_code fi_scan_begin(struct fi_scanner *s, const char *path,
	uint64_t size, fi_on_hit *on_hit, void *self, struct fi_err *err);
FI_MUST_CHECK enum fi_code fi_scan_bytes(struct fi_scanner *s, const void *p, size_t n,
	struct fi_err *err);
FI_MUST_CHECK enum fi_code fi_scan_end(struct fi_scanner *s, struct fi_err *err);

/* Did the stream come as one piece, so that all that it holds was told already? */
bool fi_scan_is_over(const struct fi_scanner *s);

/* begin, bytes, end for a text in memory. */
FI_MUST_CHECK enum fi_code fi_scan_text(struct fi_scanner *s, const char *path,
	const void *p, size_t n, fi_on_hit *on_hit, void *self, struct fi_err *err);

/*
 * UTF-16 text is scanned as one byte a character, without its byte order mark; the
 * offsets, lines and columns of its hits are those of that text.  The texts in UTF-16
 * that stand in a Windows program or an SQLite table are narrowed where they stand.
 * Do the same as to UTF-16 text to the
 * first n bytes of a file (`whole`: they are all), in place.  Returns the new length;
 * n if this is no UTF-16, as far as its first bytes tell.
 */
size_t fi_scan_narrow(char *p, size_t n, bool whole);

/*
 * The literals may be met ahead of the scan: fi_lookout_see (rules/lookout.h), which another
 * thread may call, looks at a block of bytes; as long as it is lent, bytes that are given
 * to fi_scan_bytes from within that very block are not looked at again.  NULL: none is
 * lent.  What is found is the same.
 */
struct fi_lookout;
FI_MUST_CHECK enum fi_code fi_scanner_lookout(const struct fi_scanner *s,
	struct fi_lookout **out, struct fi_err *err);
void fi_scanner_lend(struct fi_scanner *s, const struct fi_lookout *ahead);

/*
 * How often a pattern hit PCRE2's limits, so that a place was not judged; or
 * was not tried at all because the rule had used up its tries for these 64 KiB.
 */
uint64_t fi_scanner_limited(const struct fi_scanner *s);

#endif
