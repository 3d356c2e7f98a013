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

/* Where words of each kind begin, a bit each. */
struct beginnings {
	uint64_t dense, longs;
};

/*
 * Among the first JUDGED of 64 positions; the first one is behind a letter or digit if
 * `inside`.  Without a branch: in text, each would be a guess.
 */
static inline struct beginnings begins(struct fi_alnum m, bool inside)
{
	uint64_t two = m.all & m.all >> 1, four = two & two >> 2, eight = four & four >> 4;
	uint64_t first =
		~(m.all << 1 | (uint64_t)inside) & ((UINT64_C(1) << JUDGED) - 1);
	uint64_t digit = m.digits;

	/* A digit among the next 16, and nothing else before it. */
	digit |= m.all & digit >> 1;
	digit |= two & digit >> 2;
	digit |= four & digit >> 4;
	digit |= eight & digit >> 8;
	return (struct beginnings){
		eight & first & ((eight & eight >> 8) | digit),
		eight & four >> 8 & first,
	};
}

/* So many times JUDGED positions are looked at before what was found is noted down. */
#define TURNS 64

/*
 * Fill out[0..] for JUDGED positions each, as many as there is room for or until near the
 * end; returns how many.  Nothing is called in between, so that all stays in registers.
 */
#define LOOK(name, alnum_of)                                                           \
	static size_t name(const char *p, size_t n, bool inside,                       \
		struct beginnings out[TURNS])                                          \
	{                                                                              \
		size_t turn = 0;                                                       \
                                                                                       \
		for (; turn < TURNS && n >= 64; turn++) {                              \
			struct fi_alnum m = alnum_of(p);                               \
                                                                                       \
			out[turn] = begins(m, inside);                                 \
			inside = m.all >> (JUDGED - 1) & 1;                            \
			p += JUDGED;                                                   \
			n -= JUDGED;                                                   \
		}                                                                      \
		return turn;                                                           \
	}

#ifdef __SSE2__
LOOK(look_plain, fi_alnum_64)
FI_WIDE LOOK(look_wide, fi_alnum_64_wide)

	static size_t
	look(const char *p, size_t n, bool inside, struct beginnings out[TURNS])
{
	return __builtin_cpu_supports("avx2") ? look_wide(p, n, inside, out)
					      : look_plain(p, n, inside, out);
}
#else
LOOK(look, fi_alnum_64)
#endif

/* Is the byte before `at` a letter or digit? */
static bool is_inside(const char *p, size_t at)
{
	return at > 0 && fi_is_alnum(p[at - 1]);
}

static bool add_all(struct fi_offsets *list, size_t from, uint64_t bits)
{
	if (!fi_grow(&list->v, &list->cap, list->n + 64, sizeof(*list->v)))
		return false;
	for (; bits; bits &= bits - 1)
		list->v[list->n++] = (uint32_t)(from + (size_t)__builtin_ctzll(bits));
	return true;
}

/* How long is the word at p, up to SURE; and is it dense? */
static size_t measure(const char *p, size_t n, bool *dense)
{
	size_t k = 0;
	bool digit = false;

	for (; k < n && k < SURE && fi_is_alnum(p[k]); k++)
		digit |= p[k] <= '9';
	*dense = k == SURE || (k >= LEAST && digit);
	return k;
}

/* The next word of LEAST or more from *at on; false if there is none. */
static bool next_word(const char *p, size_t n, size_t *at, size_t *length, bool *dense)
{
	bool inside = is_inside(p, *at);

	for (; *at < n; ++*at) {
		bool alnum = fi_is_alnum(p[*at]);

		if (alnum && !inside &&
			(*length = measure(p + *at, n - *at, dense)) >= LEAST)
			return true;
		inside = alnum;
	}
	return false;
}

size_t fi_dense_find(const char *p, size_t from, size_t n)
{
	struct beginnings found[TURNS];
	size_t turns, length;
	bool dense;

	while ((turns = look(p + from, n - from, is_inside(p, from), found)) > 0)
		for (size_t i = 0; i < turns; i++, from += JUDGED)
			if (found[i].dense)
				return from + (size_t)__builtin_ctzll(found[i].dense);
	for (; next_word(p, n, &from, &length, &dense); from++)
		if (dense)
			return from;
	return n;
}

struct fi_offsets fi_offsets_from(const struct fi_offsets *list, size_t at)
{
	size_t low = 0, high = list->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (list->v[mid] < at)
			low = mid + 1;
		else
			high = mid;
	}
	return (struct fi_offsets){
		.v = list->v ? list->v + low : NULL,
		.n = list->n - low,
	};
}

void fi_words_done(struct fi_words *w)
{
	free(w->dense.v);
	free(w->longs.v);
	*w = (struct fi_words){ 0 };
}

static bool note(struct fi_words *w, size_t from, const struct beginnings *b)
{
	return (!b->longs || add_all(&w->longs, from, b->longs)) &&
	       (!b->dense || add_all(&w->dense, from, b->dense));
}

bool fi_words_take(struct fi_words *w, const char *p, size_t n)
{
	struct beginnings found[TURNS];
	size_t turns, length, at = 0;
	bool dense;

	w->dense.n = w->longs.n = 0;
	while ((turns = look(p + at, n - at, is_inside(p, at), found)) > 0)
		for (size_t i = 0; i < turns; i++, at += JUDGED)
			if (!note(w, at, &found[i]))
				return false;
	for (; next_word(p, n, &at, &length, &dense); at++)
		if (!note(w, at, &(struct beginnings){ dense, length >= FI_WORD_LONG }))
			return false;
	return true;
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

bool fi_dense_take(struct fi_dense *d, const struct fi_words *w, const char *p,
	size_t n, bool starts, bool ends)
{
	size_t from = 0, to = starts ? 0 : FI_DENSE_AFTER;

	d->n = d->count = 0;
	for (size_t i = 0; i < w->dense.n + !ends; i++) {
		/* At the end a run may begin of which too little is there to be seen. */
		size_t run = i < w->dense.n ? w->dense.v[i] : n > SURE ? n - SURE : 0;
		size_t next = stretch_from(p, run);

		if (next > to) {
			if (!put(d, p, from, to))
				return false;
			from = next;
		}
		to = i < w->dense.n ? run + FI_DENSE_AFTER : n;
	}
	return put(d, p, from, to < n ? to : n);
}
