#include "rules/phrases.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* Bits of a word of `first` and `second`. */
#define BITS 64

static unsigned fold(char c)
{
	return (unsigned char)(c | 0x20);
}

static unsigned slot(char a, char b)
{
	return (fold(a) * 29 + fold(b)) % FI_PHRASES_SLOTS;
}

/* --- the tables --------------------------------------------------------- */

/* A pair of which only the first character is known: all that it may be. */
static void allow_any(uint64_t *table, char a, uint64_t bit)
{
	for (unsigned b = 0; b < 256; b++)
		table[slot(a, (char)b)] |= bit;
}

static void allow_all(uint64_t *table, uint64_t bit)
{
	for (size_t i = 0; i < FI_PHRASES_SLOTS; i++)
		table[i] |= bit;
}

static void add(struct fi_phrases *p, const char *text, size_t list)
{
	uint64_t bit = (uint64_t)1 << p->nwords % BITS;
	size_t n = strlen(text);

	if (n == 1)
		allow_any(p->first, text[0], bit);
	else
		p->first[slot(text[0], text[1])] |= bit;
	if (n < 3)
		allow_all(p->second, bit);
	else if (n == 3)
		allow_any(p->second, text[2], bit);
	else
		p->second[slot(text[2], text[3])] |= bit;
	p->word[p->nwords].text = text;
	p->word[p->nwords].n = (uint16_t)n;
	p->word[p->nwords].list = (uint8_t)list;
	p->word[p->nwords++].exact = p->list[list].exact;
}

/* What the tables hold depends on nothing but the lists, so it is made once for all. */
static void make(struct fi_phrases *p)
{
	static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

	if (atomic_load_explicit(&p->made, memory_order_acquire))
		return;
	(void)pthread_mutex_lock(&making);
	if (!atomic_load_explicit(&p->made, memory_order_relaxed)) {
		for (size_t i = 0; i < p->nlists; i++)
			for (size_t k = 0; k < p->list[i].n; k++)
				add(p, p->list[i].word[k], i);
		atomic_store_explicit(&p->made, true, memory_order_release);
	}
	(void)pthread_mutex_unlock(&making);
}

/* --- asking ------------------------------------------------------------- */

static bool same(const char *s, const char *word, size_t n, bool exact)
{
	if (exact)
		return memcmp(s, word, n) == 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char a = (unsigned char)s[i], b = (unsigned char)word[i];

		a = a >= 'A' && a <= 'Z' ? (unsigned char)(a | 0x20) : a;
		b = b >= 'A' && b <= 'Z' ? (unsigned char)(b | 0x20) : b;
		if (a != b)
			return false;
	}
	return true;
}

/* Which of the words with these bits stand at s, n bytes before the text's end? */
static uint32_t look(const struct fi_phrases *p, uint64_t bits, const char *s, size_t n)
{
	uint32_t found = 0;

	for (; bits; bits &= bits - 1) {
		for (size_t i = (size_t)__builtin_ctzll(bits); i < p->nwords; i += BITS) {
			if (p->word[i].n <= n &&
				same(s, p->word[i].text, p->word[i].n, p->word[i].exact))
				found |= (uint32_t)1 << p->word[i].list;
		}
	}
	return found;
}

/* The characters behind the end may be taken for any: whole words are compared. */
static char at(const char *s, size_t n, size_t i)
{
	return i < n ? s[i] : 0;
}

static uint64_t bits_at(const struct fi_phrases *p, const char *s, size_t n)
{
	return p->first[slot(at(s, n, 0), at(s, n, 1))] &
	       p->second[slot(at(s, n, 2), at(s, n, 3))];
}

uint32_t fi_phrases_in(struct fi_phrases *p, const char *s, size_t n)
{
	uint32_t found = 0;
	size_t i = 0;
	unsigned here, next;

	make(p);
	if (n > 3) {
		here = slot(s[0], s[1]);
		next = slot(s[1], s[2]);
		for (; i + 3 < n; i++) {
			unsigned second = slot(s[i + 2], s[i + 3]);
			uint64_t bits = p->first[here] & p->second[second];

			if (bits)
				found |= look(p, bits, s + i, n - i);
			here = next;
			next = second;
		}
	}
	for (; i < n; i++) {
		uint64_t bits = bits_at(p, s + i, n - i);

		if (bits)
			found |= look(p, bits, s + i, n - i);
	}
	return found;
}

uint32_t fi_phrases_at(struct fi_phrases *p, const char *s, size_t n)
{
	make(p);
	return n ? look(p, bits_at(p, s, n), s, n) : 0;
}

uint32_t fi_phrases_are(struct fi_phrases *p, const char *s, size_t n)
{
	uint32_t found = 0;

	make(p);
	for (uint64_t bits = n ? bits_at(p, s, n) : 0; bits; bits &= bits - 1)
		for (size_t i = (size_t)__builtin_ctzll(bits); i < p->nwords; i += BITS)
			if (p->word[i].n == n &&
				same(s, p->word[i].text, n, p->word[i].exact))
				found |= (uint32_t)1 << p->word[i].list;
	return found;
}
