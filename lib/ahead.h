/* ahead.h - reads on a second thread, some blocks ahead of who asks.
 *
 * Reading, digesting and inflating one end of a stream go on while the other end is
 * judged.  Blocks are copied into a ring of fixed size, so memory is bounded and
 * the source may reuse its own at once.  A third thread may look at each block in between.
 */
#ifndef FI_LIB_AHEAD_H
#define FI_LIB_AHEAD_H

#include "lib/err.h"
#include "lib/reader.h"

struct fi_ahead;

/* The ring's places; a block has the same one as long as it is there. */
#define FI_AHEAD_SLOTS 6

/* Who looks at blocks before they are lent.  Either may be NULL. */
struct fi_look {
	void *self;
	/* The block of that slot was read; on a thread of its own, block after block. */
	void (*see)(void *self, unsigned slot, const void *p, size_t n);
	/*
	 * It is lent now, to the thread that reads; -1: what is lent now was not seen, or
	 * nothing is lent any more.
	 */
	void (*lend)(void *self, int slot);
};

/*
 * `in` is read by the thread alone until fi_ahead_free, which waits for it; then it
 * is the caller's again, at a place that is ahead of what was lent.  A source that
 * ends within two blocks never starts the thread, nor does a system that has none to
 * give: the reads are then made when they are asked for.  `look` is copied; NULL: nobody
 * looks.
 */
FI_MUST_CHECK enum fi_code fi_ahead_new(struct fi_reader in, const struct fi_look *look,
	struct fi_ahead **out, struct fi_err *err);
void fi_ahead_free(struct fi_ahead *a);
struct fi_reader fi_ahead_reader(struct fi_ahead *a);

#endif
