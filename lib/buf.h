/* buf.h - a byte string that grows, up to a limit its owner chose. */
#ifndef FI_LIB_BUF_H
#define FI_LIB_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"

/*
 * Read `p` and `len` freely; change them only through this header.
 *
 * p[len] is always 0, so `p` can be printed, but the bytes may contain zeros:
 * compare with memcmp, not strcmp.  Any call that adds bytes may move `p`.
 */
struct fi_buf {
	char *p;    /* never NULL; not malloc'd while cap is 0 */
	size_t len; /* bytes in use */
	size_t cap; /* bytes allocated */
	size_t max; /* len never exceeds this, in bytes */
};

/* An empty buffer that may grow to `max` bytes.  Nothing is allocated yet. */
struct fi_buf fi_buf_limited(size_t max);

/* Empty the buffer and give its memory back.  Safe to call twice. */
void fi_buf_done(struct fi_buf *b);

/* Empty the buffer, keep its memory. */
void fi_buf_clear(struct fi_buf *b);

/*
 * Append n bytes.  FI_ELIMIT past b->max, FI_ENOMEM without memory; the buffer
 * is unchanged then.  No fi_err here: only the caller knows what the bytes are.
 */
FI_MUST_CHECK enum fi_code fi_buf_add(struct fi_buf *b, const void *bytes, size_t n);
FI_MUST_CHECK enum fi_code fi_buf_adds(struct fi_buf *b, const char *s);
FI_MUST_CHECK enum fi_code fi_buf_addf(struct fi_buf *b, const char *fmt, ...)
	FI_PRINTF(2, 3);
FI_MUST_CHECK enum fi_code fi_buf_vaddf(struct fi_buf *b, const char *fmt, va_list ap)
	FI_PRINTF(2, 0);

/* Make room for n more bytes, so that the next adds of that many cannot fail. */
FI_MUST_CHECK enum fi_code fi_buf_room(struct fi_buf *b, size_t n);

/* Drop the first n bytes (n <= b->len); the rest moves to the front. */
void fi_buf_drop(struct fi_buf *b, size_t n);

/* The caller becomes the owner: free() the result.  NULL without memory. */
FI_MUST_CHECK char *fi_buf_steal(struct fi_buf *b, size_t *len);

/*
 * A growing list of strings, each owned by the list.  v has n entries and a NULL
 * after them once something was added; v is NULL while empty.
 */
struct fi_strs {
	char **v;
	size_t n;
};

void fi_strs_done(struct fi_strs *s);
FI_MUST_CHECK enum fi_code fi_strs_add(struct fi_strs *s, const char *text);
FI_MUST_CHECK enum fi_code fi_strs_addn(struct fi_strs *s, const char *text, size_t n);
/* Is `text` in the list? */
bool fi_strs_has(const struct fi_strs *s, const char *text);

/* asprintf with NULL for failure; free() the result. */
FI_MUST_CHECK char *fi_format(const char *fmt, ...) FI_PRINTF(1, 2);
FI_MUST_CHECK char *fi_vformat(const char *fmt, va_list ap) FI_PRINTF(1, 0);

/* Grow *items (of `size` bytes each, *cap allocated) to hold `want`.  False without memory. */
FI_MUST_CHECK bool fi_grow(void *items, size_t *cap, size_t want, size_t size);

/* cleanup function for FI_AUTO on a `char *` */
void fi_freep(char **p);

#endif
