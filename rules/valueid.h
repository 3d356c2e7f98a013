/* valueid.h - how two places tell that they hold one value, without holding it.
 *
 * A hash of a value that people choose gives it away to whoever tries a word list.  So
 * hashes that outlive a run are salted: within one salt equal values have equal hashes,
 * and without it nothing can be tried.  What a fingerprint needs is kept beside it, as
 * little of it as is printed anyway.
 */
#ifndef FI_RULES_VALUEID_H
#define FI_RULES_VALUEID_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"
#include "rules/rule.h"

#define FI_SALT 32

/* Tells values apart in a run; its order means nothing. */
struct fi_value_id {
	unsigned char hash[32]; /* SHA-256 of the value, or of a salt and that */
	/*
	 * Of a strong token its fingerprint; of one that could be guessed two bytes of
	 * the value's hash, too few to confirm a guess, and zeros.
	 */
	unsigned char print[16];
};

/* Is this value one that people choose, so that its hash would give it away? */
bool fi_guessable(const struct fi_rule *r, const char *masked);

/* `salt` has FI_SALT bytes, or is NULL.  False without memory. */
FI_MUST_CHECK bool fi_value_hash(
	const unsigned char *salt, const void *value, size_t n, unsigned char out[32]);

/* What the fingerprint needs, under the rule that found the value. */
FI_MUST_CHECK bool fi_value_print(const struct fi_rule *r, const char *masked,
	const void *value, size_t n, unsigned char out[16]);

#endif
