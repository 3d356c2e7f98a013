/* phrases.h - which of some words are in a text, all lists of them in one pass.
 *
 * Judging a value asks for some two hundred words in its thirty bytes, and a file may be
 * all values.  Two small tables say for a place's first and second pair of characters which
 * words may stand there; nearly always that is none.
 */
#ifndef FI_RULES_PHRASES_H
#define FI_RULES_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words of at least one byte; found in either case of ASCII unless they are `exact`. */
struct fi_phrase_list {
	const char *const *word;
	size_t n;
	bool exact;
};

#define FI_PHRASES_SLOTS 512
/* Words of all lists together. */
#define FI_PHRASES_MAX 256

/* Declare one static, with `list` and `nlists` (at most 32); the rest is made at first use. */
struct fi_phrases {
	const struct fi_phrase_list *list;
	size_t nlists;
	_Atomic(bool) made;
	/* By the pair: bit i for each word whose number leaves i when divided by 64. */
	uint64_t first[FI_PHRASES_SLOTS], second[FI_PHRASES_SLOTS];
	struct {
		const char *text;
		uint16_t n;
		uint8_t list;
		bool exact;
	} word[FI_PHRASES_MAX];
	size_t nwords;
};

/* Bit i: a word of list i stands somewhere in the text. */
uint32_t fi_phrases_in(struct fi_phrases *p, const char *s, size_t n);
/* Bit i: the text begins with a word of list i. */
uint32_t fi_phrases_at(struct fi_phrases *p, const char *s, size_t n);
/* Bit i: the text is a word of list i. */
uint32_t fi_phrases_are(struct fi_phrases *p, const char *s, size_t n);

#endif
