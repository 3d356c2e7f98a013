/* table.h - numbers by name. */
#ifndef FI_LIB_TABLE_H
#define FI_LIB_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"

struct fi_table_slot {
	char *name; /* NULL: empty */
	size_t hash, value;
};

/* Declare one as `struct fi_table t = { 0 };`. */
struct fi_table {
	struct fi_table_slot *slots;
	size_t n, cap; /* cap is a power of two */
	size_t seed;   /* names come from strangers: nobody can choose ones that collide */
};

void fi_table_done(struct fi_table *t);

/* The number of that name, or NULL.  Good until the next put. */
size_t *fi_table_find(const struct fi_table *t, const char *name);

/*
 * Put a name, which is copied, with a number, unless it is there; *out is the number
 * that it has now.  *fresh (NULL: not asked) tells whether it was not there before.
 * FI_ENOMEM only.
 */
FI_MUST_CHECK enum fi_code fi_table_put(struct fi_table *t, const char *name, size_t value,
	size_t *out, bool *fresh);

#endif
