/* filesum.h - digests of a file that turns out to matter only after it went by in part.
 *
 * Package lists say what a file should be in MD5, SHA-1 or SHA-256; to digest every
 * file for that would cost more than the scan.  So the first bytes of each file are
 * kept, and only when something is found in it are they digested, and what follows.
 * Of a file where the first finding stands behind FI_FILESUM_KEEP nothing is known.
 */
#ifndef FI_RULES_FILESUM_H
#define FI_RULES_FILESUM_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"

/* libgnutls, which carries ten keys into every Debian image, has 2.2 MiB. */
#define FI_FILESUM_KEEP (5 << 19)

struct fi_sums {
	unsigned char md5[16], sha1[20], sha256[32];
};

struct fi_filesum;

/* NULL without memory. */
FI_MUST_CHECK struct fi_filesum *fi_filesum_new(void);
void fi_filesum_free(struct fi_filesum *s);

/* A file begins; what is known of the one before is forgotten. */
void fi_filesum_begin(struct fi_filesum *s);
/* More of it.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_filesum_bytes(struct fi_filesum *s, const void *p, size_t n);
/* Its digests are wanted; cheap when called again. */
void fi_filesum_want(struct fi_filesum *s);
bool fi_filesum_wanted(const struct fi_filesum *s);
/* It is over.  False if they were not wanted in time, or cannot be had. */
FI_MUST_CHECK bool fi_filesum_end(struct fi_filesum *s, struct fi_sums *out);

#endif
