/* ustar.h - the header of a plain member, read without libarchive.
 *
 * Of the members of images 999 in 1,000 have one header of 512 bytes that says all in
 * plain ASCII: POSIX' ustar, or GNU's where it says the same.  What is anything else
 * (pax, long names, sparse files, numbers in base 256, damage) is libarchive's.
 */
#ifndef FI_LAYERS_USTAR_H
#define FI_LAYERS_USTAR_H

#include <stdbool.h>
#include <stdint.h>

#include "layers/layer.h"

/* A tar's unit. */
#define FI_TAR_BLOCK 512

/* The fields of the header that are of use. */
struct fi_ustar {
	char name[155 + 1 + 100 + 1]; /* never empty */
	char link[100 + 1];	      /* "" but for links */
	enum fi_kind kind;
	uint64_t size; /* of the data that follows */
	uint32_t uid, gid;
	uint16_t mode;
};

/*
 * Read FI_TAR_BLOCK bytes.  False if they are no plain member's header; `out` is not
 * meant to be read then.
 */
bool fi_ustar_read(const unsigned char *block, struct fi_ustar *out);

/* Write the header of a plain file of that size, which fi_ustar_read reads. */
void fi_ustar_write(const char *name, char type, unsigned size, unsigned char *block);

#endif
