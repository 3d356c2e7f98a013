/* digest.h - SHA-256 of what goes by, beside whoever looks at it.
 *
 * A tee passes a reader's blocks on and digests each on a second thread while the
 * caller works on the same block; the block is given back to its owner only when
 * both are done, so nothing is copied and nothing queues.
 */
#ifndef FI_LIB_DIGEST_H
#define FI_LIB_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/reader.h"

/* "sha256:" and 64 hex digits, and a 0. */
#define FI_DIGEST_TEXT 72

/* The helper thread.  NULL is allowed everywhere: then all work is done at once. */
struct fi_hasher;
FI_MUST_CHECK struct fi_hasher *fi_hasher_new(void);
void fi_hasher_free(struct fi_hasher *h);

struct fi_tee;

FI_MUST_CHECK struct fi_tee *fi_tee_new(struct fi_hasher *h, struct fi_reader in);
void fi_tee_free(struct fi_tee *t);
struct fi_reader fi_tee_reader(struct fi_tee *t);
/* Bytes that went by so far. */
uint64_t fi_tee_bytes(const struct fi_tee *t);
/* Read and digest what is left, then write the digest's text.  The reader's error if it fails. */
FI_MUST_CHECK enum fi_code fi_tee_finish(struct fi_tee *t, char text[FI_DIGEST_TEXT],
	struct fi_err *err);

/* The digest of bytes in memory.  False without memory. */
FI_MUST_CHECK bool fi_digest_text(const void *p, size_t n, char text[FI_DIGEST_TEXT]);

/* Is `s` "sha256:" and 64 lower-case hex digits?  Anything else must never become a path. */
bool fi_digest_valid(const char *s);

#endif
