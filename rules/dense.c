#include "rules/dense.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alnum.h"
#include "lib/buf.h"

/* So many letters and digits make a run dense, or so many with a digit. */
#define SURE  16
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
/* Of JUDGED positions no more can begin a word of LEAST. */
#define MOST (JUDGED / (LEAST + 1) + 1)

struct found {
	struct beginnings at[TURNS];
	uint64_t some; /* in which of them there is any, a bit each */
};

/*
 * Fill out->at[0..turns) for JUDGED positions each.  Nothing is called in between, so that
 * all stays in registers.
 */
#define LOOK(name, alnum_of)                                                           \
	static void name(const char *p, size_t turns, bool inside, struct found *out)  \
	{                                                                              \
		uint64_t some = 0;                                                     \
                                                                                       \
		for (size_t turn = 0; turn < turns; turn++, p += JUDGED) {             \
			struct fi_alnum m = alnum_of(p);                               \
			struct beginnings b = begins(m, inside);                       \
                                                                                       \
			out->at[turn] = b;                                             \
			some |= (uint64_t)((b.dense | b.longs) != 0) << turn;          \
			inside = m.all >> (JUDGED - 1) & 1;                            \
		}                                                                      \
		out->some = some;                                                      \
	}

/* Bytes that are asked at once whether a text run ends among them. */
#define BLOCK 64

/* Those of `bits` that have so many others right before them; `before` is what precedes. */
static inline uint64_t ends_run(uint64_t bits, uint64_t before)
{
	uint64_t two = bits & (bits << 1 | before >> 63);
	uint64_t two_before = before & before << 1;
	uint64_t four = two & (two << 2 | two_before >> 62);

	return four & (bits << 4 | before >> 60);
}

/* Whether a text run of FI_TEXT_LEAST ends in each of at most 64 blocks, a bit each. */
#define MARK(name, text_of)                                                            \
	static uint64_t name(const char *p, size_t blocks, uint64_t *before)           \
	{                                                                              \
		uint64_t marks = 0, last = *before;                                    \
                                                                                       \
		for (size_t i = 0; i < blocks; i++, p += BLOCK) {                      \
			uint64_t text = text_of(p);                                    \
                                                                                       \
			marks |= (uint64_t)(ends_run(text, last) != 0) << i;           \
			last = text;                                                   \
		}                                                                      \
		*before = last;                                                        \
		return marks;                                                          \
	}

#ifdef __SSE2__
LOOK(look_plain, fi_alnum_64)
FI_WIDE LOOK(look_wide, fi_alnum_64_wide)
MARK(mark_plain, fi_text_64)
FI_WIDE MARK(mark_wide, fi_text_64_wide)

	static void
	look(const char *p, size_t turns, bool inside, struct found *out)
{
	if (__builtin_cpu_supports("avx2"))
		look_wide(p, turns, inside, out);
	else
		look_plain(p, turns, inside, out);
}

static uint64_t mark(const char *p, size_t blocks, uint64_t *before)
{
	return __builtin_cpu_supports("avx2") ? mark_wide(p, blocks, before)
					      : mark_plain(p, blocks, before);
}
#else
LOOK(look, fi_alnum_64)
MARK(mark, fi_text_64)
#endif

/* How often can JUDGED of n bytes be looked at, and in one go? */
static size_t turns_in(size_t n)
{
	size_t turns = n < 64 ? 0 : (n - 64) / JUDGED + 1;

	return turns < TURNS ? turns : TURNS;
}

/* Is the byte before `at` a letter or digit? */
static bool is_inside(const char *p, size_t at)
{
	return at > 0 && fi_is_alnum(p[at - 1]);
}

/* The number of the lowest bit that is set. */
static inline size_t lowest(uint64_t bits)
{
	return (size_t)__builtin_ctzll(bits);
}

/* The first letters and digits of a word, a bit each. */
struct spelling {
	uint32_t alnum, lower, upper;
};

#if defined(__SSE2__) && FI_DENSE_LONG == 32
static uint32_t lower_16(const char *p, uint32_t letters)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);

	return letters & (uint32_t)_mm_movemask_epi8(_mm_slli_epi16(v, 2));
}

static struct spelling spell_long(const char *p)
{
	struct fi_alnum a = fi_alnum_16(p), b = fi_alnum_16(p + 16);
	uint32_t all = (uint32_t)(a.all | b.all << 16);
	uint32_t letters = all & ~(uint32_t)(a.digits | b.digits << 16);
	uint32_t lower = lower_16(p, letters & 0xffff) |
			 lower_16(p + 16, letters >> 16) << 16;

	return (struct spelling){ all, lower, letters & ~lower };
}
#endif

static struct spelling spell(const char *p, size_t n)
{
	struct spelling s = { 0 };

#if defined(__SSE2__) && FI_DENSE_LONG == 32
	if (n >= FI_DENSE_LONG)
		return spell_long(p);
#endif
	for (unsigned i = 0; i < n && i < FI_DENSE_LONG; i++) {
		s.alnum |= (uint32_t)fi_is_alnum(p[i]) << i;
		s.lower |= (uint32_t)(p[i] >= 'a' && p[i] <= 'z') << i;
		s.upper |= (uint32_t)(p[i] >= 'A' && p[i] <= 'Z') << i;
	}
	return s;
}

/* Is a word of SURE or more at p a name made of words, as those of program text? */
static bool is_camel(const char *p, size_t n)
{
	struct spelling s = spell(p, n);
	uint32_t word = s.alnum & ~(s.alnum + 1); /* without what stands behind it */
	uint32_t inner = word >> 2;		  /* two follow these */

	return ((s.lower | s.upper) & word) == word && (s.upper & word & ~UINT32_C(1)) &&
	       !(s.upper & inner & ~(s.lower >> 1 & s.lower >> 2));
}

/* How long is the word at p, up to SURE; and is it dense? */
static size_t measure(const char *p, size_t n, bool *dense)
{
	size_t k = 0;
	bool digit = false;

	for (; k < n && k < SURE && fi_is_alnum(p[k]); k++)
		digit |= p[k] <= '9';
	*dense = k >= LEAST && (digit || (k == SURE && !is_camel(p, n)));
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
	struct found found;
	size_t turns, length;
	bool dense;

	for (; (turns = turns_in(n - from)) > 0; from += turns * JUDGED) {
		look(p + from, turns, is_inside(p, from), &found);
		for (; found.some; found.some &= found.some - 1) {
			size_t at = from + lowest(found.some) * JUDGED;
			uint64_t bits = found.at[lowest(found.some)].dense;

			for (; bits; bits &= bits - 1)
				if (!is_camel(p + at + lowest(bits), n - at - lowest(bits)))
					return at + lowest(bits);
		}
	}
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
	free(w->text);
	*w = (struct fi_words){ 0 };
}

/* Ranges are joined over gaps that cost less than another one; and more than JUDGED. */
#define GAP 64

static bool add_range(struct fi_words *w, size_t from, size_t to)
{
	if (w->ntext > 0 && from <= w->text[w->ntext - 1].to + GAP) {
		w->text[w->ntext - 1].to = (uint32_t)to;
		return true;
	}
	if (!fi_grow(&w->text, &w->text_cap, w->ntext + 1, sizeof(*w->text)))
		return false;
	w->text[w->ntext++] = (struct fi_range){ (uint32_t)from, (uint32_t)to };
	return true;
}

/* What `marks` tell of the blocks from `at` on. */
static bool add_blocks(struct fi_words *w, size_t at, uint64_t marks)
{
	while (marks) {
		size_t first = lowest(marks);
		uint64_t ends = ~marks & ~UINT64_C(0) << first;
		size_t end = ends ? lowest(ends) : 64;
		size_t from = at + first * BLOCK;

		/* Its first run ends there, and may begin before. */
		if (!add_range(w, from - (from ? FI_TEXT_LEAST - 1 : 0), at + end * BLOCK))
			return false;
		marks &= ends ? ~UINT64_C(0) << end : 0;
	}
	return true;
}

static bool take_text(struct fi_words *w, const char *p, size_t n)
{
	size_t at = 0, blocks;
	uint64_t before = 0;

	w->ntext = 0;
	/* What may belong to runs that began before ... */
	if (n > 0 && !add_range(w, 0, n < FI_TEXT_LEAST ? n : FI_TEXT_LEAST))
		return false;
	for (; (blocks = (n - at) / BLOCK) > 0; at += blocks * BLOCK) {
		blocks = blocks < 64 ? blocks : 64;
		if (!add_blocks(w, at, mark(p + at, blocks, &before)))
			return false;
	}
	/* ... or go on behind. */
	at = at > FI_TEXT_LEAST ? at - FI_TEXT_LEAST : 0;
	return n == 0 || add_range(w, at, n);
}

static bool reserve(struct fi_words *w, size_t n)
{
	return fi_grow(&w->longs.v, &w->longs.cap, w->longs.n + n, sizeof(*w->longs.v)) &&
	       fi_grow(&w->dense.v, &w->dense.cap, w->dense.n + n, sizeof(*w->dense.v));
}

static void add_longs(struct fi_offsets *list, size_t from, uint64_t bits)
{
	for (; bits; bits &= bits - 1)
		list->v[list->n++] = (uint32_t)(from + lowest(bits));
}

static void add_dense(struct fi_offsets *list, size_t from, uint64_t bits, const char *p,
	size_t n)
{
	for (; bits; bits &= bits - 1) {
		size_t at = from + lowest(bits);

		list->v[list->n] = (uint32_t)at; /* without a branch: it would be a guess */
		list->n += !is_camel(p + at, n - at);
	}
}

/* The words of p[at, to), of which n bytes are known; no others begin in what follows. */
static bool take_words(struct fi_words *w, const char *p, size_t at, size_t to, size_t n)
{
	struct found found;
	size_t turns, most, length;
	bool dense;

	for (; at < to && (turns = turns_in(n - at)) > 0; at += turns * JUDGED) {
		most = (to - at + JUDGED - 1) / JUDGED;
		turns = turns < most ? turns : most;
		if (!reserve(w, TURNS * MOST))
			return false;
		look(p + at, turns, is_inside(p, at), &found);
		for (; found.some; found.some &= found.some - 1) {
			size_t i = lowest(found.some);

			add_longs(&w->longs, at + i * JUDGED, found.at[i].longs);
			add_dense(&w->dense, at + i * JUDGED, found.at[i].dense, p, n);
		}
	}
	for (; at < to && next_word(p, n, &at, &length, &dense); at++) {
		if (!reserve(w, 1))
			return false;
		add_longs(&w->longs, at, length >= FI_WORD_LONG);
		add_dense(&w->dense, at, dense, p, n);
	}
	return true;
}

bool fi_words_take(struct fi_words *w, const char *p, size_t n)
{
	w->dense.n = w->longs.n = 0;
	if (!take_text(w, p, n))
		return false;
	for (size_t i = 0; i < w->ntext; i++)
		if (!take_words(w, p, w->text[i].from, w->text[i].to, n))
			return false;
	return true;
}

/* Where the stretch of a run that begins at `run` begins. */
static size_t stretch_from(const char *p, size_t run)
{
	size_t from = run > FI_DENSE_BEFORE ? run - FI_DENSE_BEFORE : 0;
	size_t at = run;

	for (; at - from >= 64; at -= 64) {
		uint64_t breaks = fi_break_64(p + at - 64);

		if (breaks)
			return at - (size_t)__builtin_clzll(breaks);
	}
	while (at > from && !fi_is_break(p[at - 1]))
		at--;
	return at;
}

bool fi_dense_near(const char *p, size_t size, size_t at, size_t n)
{
	size_t from = at + n > FI_DENSE_AFTER ? at + n - FI_DENSE_AFTER : 0;
	size_t end = size - at > FI_DENSE_BEFORE + FI_DENSE_LONG
			     ? at + FI_DENSE_BEFORE + FI_DENSE_LONG
			     : size;
	size_t run = fi_dense_find(p, from, end);

	return run < end && run <= at + FI_DENSE_BEFORE && stretch_from(p, run) <= at;
}

bool fi_text_around(const char *p, size_t size, size_t at, size_t n)
{
	size_t from = at, to = at + n;

	while (from > 0 && to - from < FI_TEXT_LEAST && fi_is_text(p[from - 1]))
		from--;
	while (to < size && to - from < FI_TEXT_LEAST && fi_is_text(p[to]))
		to++;
	return to - from >= FI_TEXT_LEAST;
}

void fi_excerpt_done(struct fi_excerpt *e)
{
	free(e->text);
	free(e->list);
	*e = (struct fi_excerpt){ 0 };
}

void fi_excerpt_clear(struct fi_excerpt *e)
{
	e->n = e->count = 0;
}

bool fi_excerpt_add(struct fi_excerpt *e, const char *p, size_t from, size_t to)
{
	size_t n = to - from;

	if (n == 0)
		return true;
	if (!fi_grow(&e->list, &e->list_cap, e->count + 1, sizeof(*e->list)) ||
		!fi_grow(&e->text, &e->cap, e->n + n + 1, 1))
		return false;
	e->list[e->count++] = (struct fi_stretch){ e->n, from };
	memcpy(e->text + e->n, p + from, n);
	e->text[e->n + n] = '\n'; /* no literal goes on over it */
	e->n += n + 1;
	return true;
}

bool fi_dense_take(struct fi_excerpt *e, const struct fi_words *w, const char *p,
	size_t n, bool starts, bool ends)
{
	size_t from = 0, to = starts ? 0 : FI_DENSE_AFTER;

	fi_excerpt_clear(e);
	for (size_t i = 0; i < w->dense.n + !ends; i++) {
		/* At the end a run may begin of which too little is there to be seen. */
		size_t run = i < w->dense.n ? w->dense.v[i] :
			     n > FI_DENSE_LONG	  ? n - FI_DENSE_LONG :
						    0;
		size_t next = stretch_from(p, run);

		if (next > to) {
			if (!fi_excerpt_add(e, p, from, to))
				return false;
			from = next;
		}
		to = i < w->dense.n ? run + FI_DENSE_AFTER : n;
	}
	return fi_excerpt_add(e, p, from, to < n ? to : n);
}
