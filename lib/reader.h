/* reader.h - bytes that come in once, in order, in blocks lent by their owner. */
#ifndef FI_LIB_READER_H
#define FI_LIB_READER_H

#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"

struct fi_reader {
	void *self;
	/*
	 * Lend the next block: *p and *n, valid until the next call.  *n is 0 at the
	 * end, and only there.  After a failure or the end the answer stays the same.
	 */
	enum fi_code (*read)(void *self, const void **p, size_t *n, struct fi_err *err);
	/* Pass over up to n bytes without reading them; tells how many.  NULL: cannot. */
	uint64_t (*skip)(void *self, uint64_t n);
	/*
	 * Instead of `read`, at any time between its blocks: put the next at most `room`
	 * bytes at p.  *n as for `read`.  NULL: cannot.
	 */
	enum fi_code (*fill)(void *self, void *p, size_t room, size_t *n, struct fi_err *err);
};

/* Read from memory: the whole is lent as one block. */
struct fi_memory {
	const void *p;
	size_t n;
};
struct fi_reader fi_memory_reader(struct fi_memory *m);

/*
 * Looks at the first bytes without taking them.  Holds at most FI_PEEK bytes of its
 * own; whole blocks are lent through.
 */
#define FI_PEEK 1024
struct fi_peek {
	struct fi_reader in;
	unsigned char held[FI_PEEK];
	size_t nheld;
	const unsigned char *rest; /* of the block that filled `held` */
	size_t nrest;
	int step;
};
/*
 * Fill p->held with the first bytes of `in`: FI_PEEK of them unless it is shorter.
 * Then fi_peek_reader lends everything from the first byte on.
 */
FI_MUST_CHECK enum fi_code fi_peek_start(struct fi_peek *p, struct fi_reader in,
	struct fi_err *err);
struct fi_reader fi_peek_reader(struct fi_peek *p);

#endif
