/* ahead.h - reads some blocks ahead of who asks, and digests what goes by.
 *
 * Reading and inflating, digesting, looking at each block and what the caller does with
 * it are steps of a crew (lib/crew.h), each on another block.
 * Blocks stand in a ring of fixed size, so memory is bounded.  A short source is read when
 * it is asked for, without any of that.
 */
#ifndef FI_LIB_AHEAD_H
#define FI_LIB_AHEAD_H

#include "lib/crew.h"
#include "lib/digest.h"
#include "lib/err.h"
#include "lib/reader.h"

struct fi_ahead;

/* The ring's places, at most; a block has the same one as long as it is there. */
#define FI_AHEAD_SLOTS 6

/* Who looks at blocks before they are lent.  Either may be NULL. */
struct fi_look {
	void *self;
	/* The block of that slot was read, from offset `at` on; on any threads, several blocks at once. */
	void (*see)(void *self, unsigned slot, uint64_t at, const void *p, size_t n);
	/*
	 * It is lent now, to the thread that reads; -1: what is lent now was not seen, or
	 * nothing is lent any more.
	 */
	void (*lend)(void *self, int slot);
};

/*
 * `in` is read by the crew until fi_ahead_free; then it is the caller's again, at a place
 * that is ahead of what was lent.  Without a crew (NULL) all is done when it is asked for.
 * `costly`: to read it takes longer than to digest what it gives.  NULL without memory.
 */
FI_MUST_CHECK struct fi_ahead *fi_ahead_new(struct fi_crew *crew, struct fi_reader in,
	bool costly);
void fi_ahead_free(struct fi_ahead *a);
struct fi_reader fi_ahead_reader(struct fi_ahead *a);

/* Somebody looks at blocks; `look` is copied.  At most once, before the third read. */
void fi_ahead_look(struct fi_ahead *a, const struct fi_look *look);

/* Bytes that went by so far. */
uint64_t fi_ahead_bytes(const struct fi_ahead *a);
/* Read what is left, then write the digest of all.  The reader's error if it fails. */
FI_MUST_CHECK enum fi_code fi_ahead_finish(struct fi_ahead *a, char text[FI_DIGEST_TEXT],
	struct fi_err *err);

#endif
