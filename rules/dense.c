#include "rules/dense.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alnum.h"
#include "lib/buf.h"

/* So many letters and digits make a run dense, or so many with a digit. */
#define SURE  FI_DENSE_LONG
#define LEAST 8

/* Of 64 positions those that have what follows them to judge a run by. */
#define JUDGED 48

/*
 * Where a dense run begins among the first JUDGED of 64 positions; the first one is
 * behind a letter or digit if `inside`.  Without a branch: in text, each would be a
 * guess.
 */
static inline uint64_t begins(struct fi_alnum m, bool inside)
{
	uint64_t two = m.all & m.all >> 1, four = two & two >> 2,
		 eight = four & four >> 4;
	uint64_t digit = m.digits;

	/* A digit among the next 16, and nothing else before it. */
	digit |= m.all & digit >> 1;
	digit |= two & digit >> 2;
	digit |= four & digit >> 4;
	digit |= eight & digit >> 8;
	return eight & ~(m.all << 1 | (uint64_t)inside) &
	       ((eight & eight >> 8) | digit) & ((UINT64_C(1) << JUDGED) - 1);
}

/* JUDGED positions at a time; near the end it stops. */
#define FIND(name, alnum_of)                                                           \
	static size_t name(const char *p, size_t from, size_t n, bool *found)          \
	{                                                                              \
		bool inside = from > 0 && fi_is_alnum(p[from - 1]);                    \
                                                                                       \
		for (; n - from >= 64; from += JUDGED) {                               \
			struct fi_alnum m = alnum_of(p + from);                        \
			uint64_t starts = begins(m, inside);                           \
                                                                                       \
			if (starts) {                                                  \
				*found = true;                                         \
				return from + (size_t)__builtin_ctzll(starts);         \
			}                                                              \
			inside = m.all >> (JUDGED - 1) & 1;                            \
		}                                                                      \
		return from;                                                           \
	}

#ifdef __SSE2__
FIND(find_plain, fi_alnum_64)
FI_WIDE FIND(find_wide, fi_alnum_64_wide)

	static size_t find_fast(const char *p, size_t from, size_t n, bool *found)
{
	return __builtin_cpu_supports("avx2") ? find_wide(p, from, n, found)
					      : find_plain(p, from, n, found);
}
#else
FIND(find_fast, fi_alnum_64)
#endif

static bool is_dense(const char *p, size_t n)
{
	size_t k = 0;
	bool digit = false;

	for (; k < n && k < SURE && fi_is_alnum(p[k]); k++)
		digit |= p[k] <= '9';
	return k == SURE || (k >= LEAST && digit);
}

size_t fi_dense_find(const char *p, size_t from, size_t n)
{
	bool found = false, inside;

	from = find_fast(p, from, n, &found);
	if (found)
		return from;
	inside = from > 0 && fi_is_alnum(p[from - 1]);
	for (; from < n; from++) {
		bool alnum = fi_is_alnum(p[from]);

		if (alnum && !inside && is_dense(p + from, n - from))
			return from;
		inside = alnum;
	}
	return n;
}

/* Where the stretch of a run that begins at `run` begins. */
static size_t stretch_from(const char *p, size_t run)
{
	size_t from = run > FI_DENSE_BEFORE ? run - FI_DENSE_BEFORE : 0;
	const char *brk = memrchr(p + from, '\n', run - from);

	return brk ? (size_t)(brk - p) + 1 : from;
}

bool fi_dense_near(const char *p, size_t size, size_t at, size_t n)
{
	size_t from = at + n > FI_DENSE_AFTER ? at + n - FI_DENSE_AFTER : 0;
	size_t end = size - at > FI_DENSE_BEFORE + FI_DENSE_LONG
			     ? at + FI_DENSE_BEFORE + FI_DENSE_LONG
			     : size;
	size_t run = fi_dense_find(p, from, end);

	return run < end && run <= at + FI_DENSE_BEFORE &&
	       (run <= at || !memchr(p + at, '\n', run - at));
}

void fi_dense_done(struct fi_dense *d)
{
	free(d->text);
	free(d->list);
	*d = (struct fi_dense){ 0 };
}

static bool put(struct fi_dense *d, const char *p, size_t from, size_t to)
{
	size_t n = to - from;

	if (n == 0)
		return true;
	if (!fi_grow(&d->list, &d->list_cap, d->count + 1, sizeof(*d->list)) ||
		!fi_grow(&d->text, &d->cap, d->n + n + 1, 1))
		return false;
	d->list[d->count++] = (struct fi_stretch){ d->n, from };
	memcpy(d->text + d->n, p + from, n);
	d->text[d->n + n] = '\n'; /* no literal goes on over it */
	d->n += n + 1;
	return true;
}

bool fi_dense_take(struct fi_dense *d, const char *p, size_t n, bool starts, bool ends)
{
	size_t from = 0, to = starts ? 0 : FI_DENSE_AFTER, run, next;

	d->n = d->count = 0;
	for (run = fi_dense_find(p, 0, n); run < n || !ends;
		run = fi_dense_find(p, run + 1, n)) {
		/* At the end a run may begin of which too little is there to be seen.
		 */
		next = stretch_from(p, run < n || n < SURE ? run : n - SURE);
		if (next > to) {
			if (!put(d, p, from, to))
				return false;
			from = next;
		}
		to = run + FI_DENSE_AFTER;
		if (run == n)
			break;
	}
	return put(d, p, from, to < n ? to : n);
}
