#include "lib/quick.h"

#include <sys/random.h>

/* In the header alone: nothing more to load at each start. */
#define XXH_INLINE_ALL
#include <xxhash.h>

_Static_assert(sizeof(((struct fi_quick *)0)->secret) >= XXH3_SECRET_SIZE_MIN,
	"a key that XXH3 takes");

bool fi_quick_draw(struct fi_quick *q)
{
	return getentropy(q->secret, sizeof(q->secret)) == 0;
}

struct fi_quick_id fi_quick_of(const struct fi_quick *q, const char *s, size_t n)
{
	XXH128_hash_t h = XXH3_128bits_withSecret(s, n, q->secret, sizeof(q->secret));

	return (struct fi_quick_id){ { h.low64, h.high64 } };
}
