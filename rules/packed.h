/* packed.h - text that is compressed before it is encoded: gzip in base64.
 *
 * Helm keeps a release so, twice in base64, in the Secret of its name; cloud-init takes
 * user data so, and Terraform has base64gzip() for it.
 */
#ifndef FI_RULES_PACKED_H
#define FI_RULES_PACKED_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"

/* A Secret of Kubernetes holds 1 MiB; what is longer is read so far. */
#define FI_PACKED_RAW (3u << 20)
/* Of one of them; and of all that stand in one file. */
#define FI_PACKED_TEXT	 (16u << 20)
#define FI_PACKED_BUDGET (64u << 20)
/* The bytes at the start of a text that fi_packed_sign looks at. */
#define FI_PACKED_SIGN 6

/* How many times the text that begins so is base64 of gzip: 1, 2, or 0 if it is not. */
unsigned fi_packed_sign(const char *s);

/*
 * A piece of the text, [at, at + n) of `all` bytes.  Pieces overlap; what starts in
 * [from, to) of the text is this one's.  Borrowed.
 */
struct fi_packed_piece {
	const char *text;
	size_t n, at, all, from, to;
};
typedef enum fi_code fi_on_packed(
	void *self, const struct fi_packed_piece *p, struct fi_err *err);

/*
 * Tell the text in pieces, as far as it goes and at most `most` bytes; *used is how many
 * there were, *cut whether there was more.  What is no text, or no gzip, is told nothing
 * of.  Fails as the callback does, and with FI_ENOMEM.
 */
FI_MUST_CHECK enum fi_code fi_packed_read(const char *raw, size_t n, unsigned times,
	size_t most, fi_on_packed *each, void *self, size_t *used, bool *cut,
	struct fi_err *err);

/* "base64 > gzip", and what was in it; static. */
const char *fi_packed_chain(unsigned times, const char *inner);

#endif
