/* digest.h - SHA-256, by libcrypto, and how digests are written. */
#ifndef FI_LIB_DIGEST_H
#define FI_LIB_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"

/* "sha256:" and 64 hex digits, and a 0. */
#define FI_DIGEST_TEXT 72

/* A digest that is being made.  NULL without memory. */
struct fi_digest;
FI_MUST_CHECK struct fi_digest *fi_digest_new(void);
void fi_digest_free(struct fi_digest *d);
void fi_digest_add(struct fi_digest *d, const void *p, size_t n);
/* Of all that was added; nothing more can be.  False without memory. */
FI_MUST_CHECK bool fi_digest_end(struct fi_digest *d, char text[FI_DIGEST_TEXT]);

/* The digest of bytes in memory.  False without memory. */
FI_MUST_CHECK bool fi_digest_text(const void *p, size_t n, char text[FI_DIGEST_TEXT]);

/* Is `s` "sha256:" and 64 lower-case hex digits?  Anything else must never become a path. */
bool fi_digest_valid(const char *s);

#endif
