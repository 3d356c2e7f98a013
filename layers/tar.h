/* tar.h - members of a tar stream, each where it lies in the reader's blocks.
 *
 * Plain members (layers/ustar.h) are read here, the others, and some behind them, by
 * libarchive (layers/oddtar.h); which of both it was changes nothing (tests/fuzz_tar.c).
 * Good, too, is an end behind all declared bytes of the last member: umoci writes no padding
 * and no end blocks.
 */
#ifndef FI_LAYERS_TAR_H
#define FI_LAYERS_TAR_H

#include <stdbool.h>
#include <stdint.h>

#include "layers/layer.h"
#include "lib/err.h"
#include "lib/reader.h"

/* One member; strings are borrowed until the next call. */
struct fi_member {
	const char *name; /* raw bytes, never NULL */
	const char *link; /* target of a hard or symbolic link, "" */
	enum fi_kind kind; /* never whiteout or opaque here */
	uint64_t size;	  /* declared bytes of a file */
	uint32_t uid, gid;
	uint16_t mode;
	bool capable;	   /* carries security.capability */
	uint64_t position; /* of its first header in the stream */
	/* What layers/pax.h finds in its headers; NULL with n == 0 for nothing. */
	const char *extra;
	size_t nextra;
};

struct fi_tar;

FI_MUST_CHECK enum fi_code fi_tar_open(struct fi_reader in, struct fi_tar **out,
	struct fi_err *err);
void fi_tar_close(struct fi_tar *t);

/* The next member.  *more is false at the end of the archive. */
FI_MUST_CHECK enum fi_code fi_tar_next(struct fi_tar *t, struct fi_member *m, bool *more,
	struct fi_err *err);

/*
 * The member's content, lent; ends with *n == 0.  A hole is lent as one zero byte.
 * FI_EFORMAT if the archive ends before the declared size.
 */
FI_MUST_CHECK enum fi_code fi_tar_data(struct fi_tar *t, const void **p, size_t *n,
	struct fi_err *err);
struct fi_reader fi_tar_reader(struct fi_tar *t);

/*
 * Before any content was asked for: does it stand in one piece, as long as its declared
 * size, from offset *at of the stream on?
 */
bool fi_tar_in_one(const struct fi_tar *t, uint64_t *at);

/* Make the reader lend the holes as the zeros they stand for (digests need them). */
void fi_tar_fill_holes(struct fi_tar *t);

/* Damaged blocks that were stepped over so far. */
unsigned fi_tar_damage(const struct fi_tar *t);

/* What follows the end of the archive, as it is; ends with *n == 0. */
FI_MUST_CHECK enum fi_code fi_tar_tail(struct fi_tar *t, const void **p, size_t *n,
	struct fi_err *err);

/* Do these first bytes look like a tar?  (magic, a v7 checksum, or all zero) */
bool fi_tar_sniff(const unsigned char *p, size_t n);

#endif
