/* inflate.h - takes one compression off a stream: gzip, zstd, xz, bzip2.
 *
 * Several members or frames in a row are one stream (RFC 1952 2.2; pigz, eStargz
 * and zstd:chunked write such).  After the last gzip member, zeros and garbage are
 * passed over, as gzip(1) and container runtimes do.
 */
#ifndef FI_LIB_INFLATE_H
#define FI_LIB_INFLATE_H

#include <stdint.h>

#include "lib/err.h"
#include "lib/reader.h"

enum fi_pack { FI_PACK_NONE, FI_PACK_GZIP, FI_PACK_ZSTD, FI_PACK_XZ, FI_PACK_BZIP2 };

/* Which compression do these first bytes tell?  FI_PACK_NONE for any other. */
enum fi_pack fi_pack_sniff(const void *p, size_t n);
const char *fi_pack_name(enum fi_pack k); /* "gzip", ...; "none" */

struct fi_inflate;

/*
 * `kind` is not FI_PACK_NONE.  Owns what the format's window asks (at most 128 MiB, gzip 130 KB),
 * and 1 MiB more once it lends blocks instead of filling those of others.
 */
FI_MUST_CHECK enum fi_code fi_inflate_new(enum fi_pack kind, struct fi_reader in,
	struct fi_inflate **out, struct fi_err *err);
/* The same with a window of at most `window` bytes, at least 1 MiB. */
FI_MUST_CHECK enum fi_code fi_inflate_new_within(enum fi_pack kind, struct fi_reader in,
	size_t window, struct fi_inflate **out, struct fi_err *err);
void fi_inflate_free(struct fi_inflate *z);
/* The same for another reader, as if it were new.  After a failure it is good for nothing. */
FI_MUST_CHECK enum fi_code fi_inflate_again(struct fi_inflate *z, struct fi_reader in,
	struct fi_err *err);

/*
 * After the end: how many of the bytes that were taken from the reader are not of the
 * stream.  They are the last ones.
 */
size_t fi_inflate_unused(const struct fi_inflate *z);

/*
 * The plain bytes.  FI_EFORMAT for damage or an early end; FI_ELIMIT for a bomb:
 * more than FI_BOMB_FREE bytes out and more than FI_BOMB_RATIO times what came in.
 */
struct fi_reader fi_inflate_reader(struct fi_inflate *z);

#define FI_BOMB_FREE  ((uint64_t)1 << 30)
#define FI_BOMB_RATIO 400

#endif
