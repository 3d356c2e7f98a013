/* alloc.h - refuses an allocation of ours, to see what happens.
 *
 * The Makefile links test_alloc with --wrap=malloc and its kin, so that every call
 * made in our own code and in the test comes here first; libraries keep theirs.  A
 * leak on the way out of a failure is for the address sanitizer to find.
 */
#ifndef FI_TESTS_ALLOC_H
#define FI_TESTS_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* Refuse the n-th allocation from now on, counted from 1; 0 refuses none. */
void alloc_refuse(size_t nth);

/* Has that allocation been asked for (and refused)? */
bool alloc_refused(void);

#endif
