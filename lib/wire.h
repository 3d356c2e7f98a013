/* wire.h - records of numbers and byte strings, written to be read by us again.
 *
 * Numbers take seven bits a byte, the least first; a byte string has its length in
 * front.  What is read may be damaged or made by somebody else: every read is checked,
 * and the first that fails makes all that follow fail, so that a record is read as if
 * it were whole and asked once at the end.
 */
#ifndef FI_LIB_WIRE_H
#define FI_LIB_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"

/* --- writing --- */

struct fi_wire_out {
	struct fi_buf *to;
	enum fi_code rc; /* the first failure: FI_ENOMEM, FI_ELIMIT past the buffer's */
};

void fi_wire_put(struct fi_wire_out *w, uint64_t n);
/* A number that is mostly small but may be below zero. */
void fi_wire_put_signed(struct fi_wire_out *w, int64_t n);
/* Eight bytes; for numbers that are large, such as digests. */
void fi_wire_put_64(struct fi_wire_out *w, uint64_t n);
/* Bytes whose number the reader knows. */
void fi_wire_put_raw(struct fi_wire_out *w, const void *p, size_t n);
void fi_wire_put_bytes(struct fi_wire_out *w, const void *p, size_t n);
/* NULL and "" are told apart. */
void fi_wire_put_text(struct fi_wire_out *w, const char *s);
void fi_wire_put_texts(struct fi_wire_out *w, const struct fi_strs *s);

/* --- reading --- */

struct fi_wire_in {
	const unsigned char *p;
	size_t left;
	enum fi_code rc; /* the first failure: FI_EFORMAT, FI_ENOMEM */
};

struct fi_wire_in fi_wire_reader(const void *p, size_t n);

/* A number of at most `max`; 0 after a failure. */
uint64_t fi_wire_get(struct fi_wire_in *r, uint64_t max);
int64_t fi_wire_get_signed(struct fi_wire_in *r);
uint64_t fi_wire_get_64(struct fi_wire_in *r);
/*
 * How many things follow, of which each takes `least` bytes or more: never more than
 * there is room for, so that memory may be taken for all of them at once.
 */
size_t fi_wire_get_count(struct fi_wire_in *r, size_t least);
/* Borrowed; NULL after a failure. */
const void *fi_wire_get_raw(struct fi_wire_in *r, size_t n);
const void *fi_wire_get_bytes(struct fi_wire_in *r, size_t *n);
/* malloc'd, or NULL for a NULL or after a failure; a 0 in it is one. */
char *fi_wire_get_text(struct fi_wire_in *r);
/* The same, but NULL is a failure. */
char *fi_wire_get_some(struct fi_wire_in *r);
void fi_wire_get_texts(struct fi_wire_in *r, struct fi_strs *out);
/* The record is not what it should be. */
void fi_wire_spoil(struct fi_wire_in *r);
/* All was read and nothing is left; else FI_EFORMAT or FI_ENOMEM. */
FI_MUST_CHECK enum fi_code fi_wire_end(const struct fi_wire_in *r);

#endif
