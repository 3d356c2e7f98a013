/* num.h - sizes from outside are checked once, here.
 *
 * The arithmetic returns true and stores the result, or returns false if it
 * would not fit and stores nothing.
 */
#ifndef FI_LIB_NUM_H
#define FI_LIB_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"

FI_MUST_CHECK static inline bool fi_add(size_t a, size_t b, size_t *sum)
{
	size_t r;

	if (__builtin_add_overflow(a, b, &r))
		return false;
	*sum = r;
	return true;
}

FI_MUST_CHECK static inline bool fi_mul(size_t a, size_t b, size_t *product)
{
	size_t r;

	if (__builtin_mul_overflow(a, b, &r))
		return false;
	*product = r;
	return true;
}

/*
 * The whole of s[0..n) as a decimal number of at most `max`: digits only, no
 * sign, no space.  False for anything else, and `out` is untouched.
 */
FI_MUST_CHECK bool fi_num_u64(const char *s, size_t n, uint64_t max, uint64_t *out);

#endif
