#include "rules/weighed.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "rules/valid.h"

/* Values remembered: 96 KiB, more than there are rules. */
#define PLACES 4096
/* What is told quickly is not worth a place. */
#define LEAST 8

enum question { WORTH, PLACEHOLDER, TOKEN, RANDOM };

struct place {
	uint64_t hash[2];
	uint8_t known;	  /* 1 << question */
	uint8_t answer[4];
};

struct fi_weighed {
	uint64_t key[4];
	struct place place[PLACES];
};

struct fi_weighed *fi_weighed_new(void)
{
	struct fi_weighed *w = calloc(1, sizeof(*w));

	if (w && getentropy(w->key, sizeof(w->key)) != 0) {
		free(w);
		return NULL;
	}
	return w;
}

void fi_weighed_free(struct fi_weighed *w)
{
	free(w);
}

/* The two halves of the product together: all of a and b count for all of the result. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static void hash_value(const struct fi_weighed *w, const char *s, size_t n, uint64_t out[2])
{
	uint64_t a = w->key[0] ^ n, b = w->key[1] + n;

	for (size_t i = 0; i < n; i += 8) {
		uint64_t word = 0;

		memcpy(&word, s + i, n - i < 8 ? n - i : 8);
		a = mix(a ^ word, w->key[2] ^ i);
		b = mix(b + word, w->key[3] + i);
	}
	out[0] = mix(a, w->key[3] ^ b);
	out[1] = mix(b, w->key[2] + a);
}

static uint8_t ask(enum question q, const char *s, size_t n)
{
	switch (q) {
	case WORTH:
		return (uint8_t)fi_worth_of(s, n);
	case PLACEHOLDER:
		return fi_placeholder(s, n);
	case TOKEN:
		return fi_placeholder_token(s, n);
	case RANDOM:
		return fi_random_looking(s, n);
	}
	return 0;
}

static uint8_t answer(struct fi_weighed *w, enum question q, const char *s, size_t n)
{
	struct place *p;
	uint64_t hash[2];

	if (!w || n < LEAST)
		return ask(q, s, n);
	hash_value(w, s, n, hash);
	p = &w->place[hash[0] % PLACES];
	if (p->hash[0] != hash[0] || p->hash[1] != hash[1]) {
		memcpy(p->hash, hash, sizeof(hash));
		p->known = 0;
	}
	if (!(p->known & 1 << q))
		p->answer[q] = ask(q, s, n);
	p->known = (uint8_t)(p->known | 1 << q);
	return p->answer[q];
}

enum fi_worth fi_weighed_worth(struct fi_weighed *w, const char *s, size_t n)
{
	return (enum fi_worth)answer(w, WORTH, s, n);
}

bool fi_weighed_placeholder(struct fi_weighed *w, const char *s, size_t n)
{
	return answer(w, PLACEHOLDER, s, n);
}

bool fi_weighed_placeholder_token(struct fi_weighed *w, const char *s, size_t n)
{
	return answer(w, TOKEN, s, n);
}

bool fi_weighed_random_looking(struct fi_weighed *w, const char *s, size_t n)
{
	return answer(w, RANDOM, s, n);
}
