/* msgpack.h - reads MessagePack from memory, value by value, without allocating.
 *
 * Ours rather than Debian's libmsgpackc2: that builds a tree in memory whose size the
 * input chooses, where a token needs a dozen values read in place.
 *
 * Strict: a value that reaches past the end, a count that the bytes left cannot
 * hold, and the byte that MessagePack never uses are refused.  Integers may come in
 * any width, as the specification lets a writer choose.
 */
#ifndef FI_LIB_MSGPACK_H
#define FI_LIB_MSGPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is left to read; borrowed.  After a failure there is nothing left. */
struct fi_msgpack {
	const unsigned char *p;
	size_t n;
};

enum fi_msgpack_kind {
	FI_MSGPACK_NIL,
	FI_MSGPACK_BOOL,     /* value is 0 or 1 */
	FI_MSGPACK_UINT,     /* value */
	FI_MSGPACK_NEGATIVE, /* value, in two's complement */
	FI_MSGPACK_FLOAT,    /* its bytes */
	FI_MSGPACK_STR,      /* bytes; not ended by 0, not proven to be UTF-8 */
	FI_MSGPACK_BIN,      /* bytes */
	FI_MSGPACK_EXT,      /* bytes, without the type */
	FI_MSGPACK_ARRAY,    /* value is the count of what follows */
	FI_MSGPACK_MAP,      /* value is the count of pairs that follow */
};

struct fi_msgpack_item {
	enum fi_msgpack_kind kind;
	uint64_t value;
	const unsigned char *bytes; /* into the text that is read */
	size_t n;
};

/*
 * Take the next value; of an array or a map only its head.  False at the end and for
 * what is damaged; *out is then untouched.
 */
bool fi_msgpack_next(struct fi_msgpack *m, struct fi_msgpack_item *out);

/* Pass over one whole value, however deep; its bytes are *value, unless that is NULL.
 */
bool fi_msgpack_skip(struct fi_msgpack *m, struct fi_msgpack *value);

/* Take a value that must be of that kind; false, and nothing left, if it is another. */
bool fi_msgpack_uint(struct fi_msgpack *m, uint64_t max, uint64_t *out);
bool fi_msgpack_int(struct fi_msgpack *m, int64_t *out);
bool fi_msgpack_bytes(
	struct fi_msgpack *m, enum fi_msgpack_kind kind, struct fi_msgpack *out);
/* The head of an array or a map; *count is at most the bytes that are left. */
bool fi_msgpack_open(struct fi_msgpack *m, enum fi_msgpack_kind kind, size_t *count);

#endif
