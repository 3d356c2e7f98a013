/* dense.h - words that may be encoded text, and where a token can be: around dense runs.
 *
 * A dense run is a word of letters and digits that has 16 of them, or 8 to 15 with a
 * digit among them; but no name such as createTokenRequest: letters alone, a capital
 * among them, and two small letters behind every capital but the last two letters.
 * Random values have one, program text and prose hardly: one in a
 * thousand bytes begins one.  So the literals of rules that say so (struct fi_rule,
 * dense) count only in what stands before such a run in its line (control bytes end one,
 * but for tab and carriage return), and in its beginning.
 */
#ifndef FI_RULES_DENSE_H
#define FI_RULES_DENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"

/* A stretch begins so far before its run at most, and ends so far behind its start. */
#define FI_DENSE_BEFORE 256
#define FI_DENSE_AFTER  32
/* So many bytes from its start on tell whether a run is dense. */
#define FI_DENSE_LONG 32

/*
 * A text run is so many bytes of ASCII text (fi_is_text in lib/alnum.h) or more.  Half of
 * an image is machine code and the like, where none is; every literal stands in one, but
 * for one of three or four bytes among others that are no text.
 */
#define FI_TEXT_LEAST 5

/*
 * Do the n bytes at p + at, text themselves, lie in a text run?  `size` bytes of p are
 * known; if more follow or stand before them, FI_TEXT_LEAST must be known on either side.
 */
bool fi_text_around(const char *p, size_t size, size_t at, size_t n);

/*
 * The first dense run that begins at or behind `from` in the n bytes of p, or n.  The
 * byte before `from` is looked at, unless from is 0.  One that reaches the end counts
 * as if it ended there.
 */
size_t fi_dense_find(const char *p, size_t from, size_t n);

/*
 * Do the n bytes at p + at lie in the stretch of a dense run?  `size` bytes of p are
 * known; if more follow them, FI_DENSE_BEFORE + FI_DENSE_LONG must be known from `at`
 * on, and FI_DENSE_AFTER + 1 before it if something stands before p.
 */
bool fi_dense_near(const char *p, size_t size, size_t at, size_t n);

/* A word of so many letters and digits is long: it may begin base64 or hex. */
#define FI_WORD_LONG 12

/* Offsets of the first bytes of words, rising. */
struct fi_offsets {
	uint32_t *v;
	size_t n, cap;
};

/* Bytes [from, to). */
struct fi_range {
	uint32_t from, to;
};

/* Declare one as `struct fi_words w = { 0 };`. */
struct fi_words {
	struct fi_offsets dense; /* of dense runs */
	struct fi_offsets longs; /* of long words */
	/*
	 * What holds all text runs, and what else lies near them; rising, apart.  What may
	 * belong to one that began before, or goes on behind, is in them as well.
	 */
	struct fi_range *text;
	size_t ntext, text_cap;
};

/* Those of `list` that are not below `at`; borrowed from it. */
struct fi_offsets fi_offsets_from(const struct fi_offsets *list, size_t at);

void fi_words_done(struct fi_words *w);
/*
 * All kinds in n bytes (at most 4 GiB); p[0] counts as a word's first byte, and a word
 * that reaches the end as if it ended there.  False without memory.
 */
FI_MUST_CHECK bool fi_words_take(struct fi_words *w, const char *p, size_t n);

struct fi_stretch {
	size_t at;   /* where it begins in fi_excerpt.text */
	size_t from; /* and in what was looked at */
};

/* Stretches, taken out.  Declare one as `struct fi_excerpt e = { 0 };`. */
struct fi_excerpt {
	/* The bytes of all of them, one after another, a line feed behind each. */
	char *text;
	size_t n, cap;
	struct fi_stretch *list;
	size_t count, list_cap;
};

void fi_excerpt_done(struct fi_excerpt *e);
void fi_excerpt_clear(struct fi_excerpt *e);
/* Add p[from, to).  False without memory. */
FI_MUST_CHECK bool fi_excerpt_add(
	struct fi_excerpt *e, const char *p, size_t from, size_t to);

/*
 * Take the stretches of n bytes out, whose words are `w`, stretches that touch as one.  Unless `starts`,
 * something that is not known stands before them, unless `ends` behind: what lies in a
 * stretch by any chance is then taken.  False without memory.
 */
FI_MUST_CHECK bool fi_dense_take(struct fi_excerpt *e, const struct fi_words *w,
	const char *p, size_t n, bool starts, bool ends);

#endif
