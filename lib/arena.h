/* arena.h - many small pieces of memory that live and die together. */
#ifndef FI_LIB_ARENA_H
#define FI_LIB_ARENA_H

#include <stddef.h>

#include "lib/err.h"

struct fi_arena_block;

/* Declare one as `struct fi_arena a = { 0 };`. */
struct fi_arena {
	struct fi_arena_block *block; /* newest first */
};

/* n zeroed bytes, aligned for anything, until fi_arena_done.  NULL without memory. */
FI_MUST_CHECK void *fi_arena_alloc(struct fi_arena *a, size_t n);

/* A copy of s[0..n) with a 0 behind it.  NULL without memory. */
FI_MUST_CHECK char *fi_arena_text(struct fi_arena *a, const char *s, size_t n);

/*
 * An array that is about to get its (n+1)th item: its new place, or the old one.
 * It grows by doubling, so the old places add up to no more than the last.
 * Start with items = NULL, n = 0.  NULL without memory.
 */
FI_MUST_CHECK void *fi_arena_more(
	struct fi_arena *a, void *items, size_t n, size_t size);

/* Give everything back.  Safe to call twice. */
void fi_arena_done(struct fi_arena *a);

#endif
