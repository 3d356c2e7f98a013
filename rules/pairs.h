/* pairs.h - a quick no to: is the word in the text?
 *
 * Judging a value asks for a hundred words in its thirty bytes; which pairs of characters
 * it has, in either case, is known after one pass and rules nearly all of them out.
 */
#ifndef FI_RULES_PAIRS_H
#define FI_RULES_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fi_pairs {
	uint64_t bits[16];
};

static inline unsigned fi_pair(char a, char b)
{
	return ((unsigned char)(a | 0x20) * 29u + (unsigned char)(b | 0x20)) & 1023;
}

static inline struct fi_pairs fi_pairs_of(const char *s, size_t n)
{
	struct fi_pairs p = { { 0 } };

	for (size_t i = 1; i < n; i++) {
		unsigned k = fi_pair(s[i - 1], s[i]);

		p.bits[k / 64] |= (uint64_t)1 << k % 64;
	}
	return p;
}

/* False: it is not in the text.  True: look.  The word has at least two characters. */
static inline bool fi_pairs_may(const struct fi_pairs *p, const char *word)
{
	unsigned k = fi_pair(word[0], word[1]);

	return p->bits[k / 64] >> k % 64 & 1;
}

#endif
