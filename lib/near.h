/* near.h - which known word did the user mean? */
#ifndef FI_LIB_NEAR_H
#define FI_LIB_NEAR_H

#include <stddef.h>

/* Longer words are compared by their first FI_NEAR_MAX bytes. */
#define FI_NEAR_MAX 64

/*
 * How many letters must be typed, dropped, changed or swapped with their neighbour
 * to make b of a.
 */
size_t fi_distance(const char *a, const char *b);

/*
 * A search for the nearest of some words.  Declare as `struct fi_near near = { .typed =
 * word };` and offer every word; the result is in `best`, NULL if nothing comes close.
 */
struct fi_near {
	const char *typed;
	const char *best; /* borrowed from what was offered */
	size_t distance;
};

void fi_near_offer(struct fi_near *n, const char *word);

#endif
