#include "lib/quick.h"

#include <string.h>
#include <sys/random.h>

bool fi_quick_draw(struct fi_quick *q)
{
	return getentropy(q->key, sizeof(q->key)) == 0;
}

/* The two halves of the product together: all of a and b count for all of the result. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

struct fi_quick_id fi_quick_of(const struct fi_quick *q, const char *s, size_t n)
{
	uint64_t a = q->key[0] ^ n, b = q->key[1] + n, word;
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		memcpy(&word, s + i, 8);
		a = mix(a ^ word, q->key[2] ^ i);
		b = mix(b + word, q->key[3] + i);
	}
	word = 0;
	memcpy(&word, s + i, n - i);
	a = mix(a ^ word, q->key[2] ^ i);
	b = mix(b + word, q->key[3] + i);
	return (struct fi_quick_id){ { mix(a, q->key[3] ^ b), mix(b, q->key[2] + a) } };
}
