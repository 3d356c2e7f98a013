/* unpacked.h - small gzip files of a layer, unpacked before it is their turn.
 *
 * Manual pages and change logs are what keeps who judges busy while the crew has nothing
 * left to do (lib/ahead.h).  So the crew looks through each block of the layer's tar for
 * gzip files that lie in it whole, and unpacks them.  Whether such bytes are a file is
 * settled by who walks the tar: a wrong guess costs time and changes nothing.
 */
#ifndef FI_LAYERS_UNPACKED_H
#define FI_LAYERS_UNPACKED_H

#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"

struct fi_unpacked;

/* NULL without memory. */
FI_MUST_CHECK struct fi_unpacked *fi_unpacked_new(void);
void fi_unpacked_free(struct fi_unpacked *u);

/*
 * The block of that slot (lib/ahead.h) has these n bytes, from offset `at` of the tar on.
 * What was unpacked of them, one after the other, is returned with its length; NULL for
 * nothing.  It stays until another block is lent.
 */
const void *fi_unpacked_see(struct fi_unpacked *u, unsigned slot, uint64_t at, const void *p,
	size_t n, size_t *len);

/* The block of that slot is lent now; -1: none is. */
void fi_unpacked_lend(struct fi_unpacked *u, int slot);

/* What a file's content is when it is unpacked. */
struct fi_plain {
	const void *p; /* NULL: nobody has unpacked it */
	size_t n;
	int slot; /* of the block it was in */
};

/* Of the file that has these n bytes, which are in the block that is lent. */
struct fi_plain fi_unpacked_find(struct fi_unpacked *u, const void *p, size_t n);

#endif
