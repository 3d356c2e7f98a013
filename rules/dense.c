#include "rules/dense.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alnum.h"
#include "lib/buf.h"

/* So many letters and digits make a run dense, or so many with a digit. */
#define SURE  16
#define LEAST 8
/* More words cannot become dense, or long, in one block. */
#define MOST 8

/* Bytes that are looked at at once, a bit each. */
#define BLOCK 64
/* So many blocks are looked at before what was found is noted down. */
#define TURNS 64

/*
 * What is known of a block's bytes, for the next one: which are letters or digits, with so
 * many others right before them, and which belong to a word that is dense up to there.
 */
struct state {
	uint64_t all, two, four, eight, twelve, dense;
	bool digit; /* its last word goes on, and has a digit */
};

struct found {
	uint64_t all[TURNS + 1]; /* letters and digits, from the block before on */
	/* Where words become dense, and long. */
	uint64_t dense[TURNS], longs[TURNS];
	uint64_t some; /* which blocks have any of these, a bit each */
};

/* Those of `bits` before which, so many back, there is one of `bits` or of `before`. */
static inline uint64_t behind(uint64_t bits, uint64_t before, unsigned back)
{
	return bits << back | before >> (64 - back);
}

/*
 * Those letters and digits whose word has a digit up to there: adding digits to words
 * carries each to its word's end, and *carry into the next block.
 */
static inline uint64_t behind_digit(struct fi_alnum m, bool *carry)
{
	uint64_t sum;
	bool first = __builtin_add_overflow(m.all, m.digits, &sum);
	bool second = __builtin_add_overflow(sum, (uint64_t)*carry, &sum);

	*carry = first | second;
	return ((sum ^ m.all) | m.digits) & m.all;
}

/* Without a branch: in text, each would be a guess. */
static inline struct state look_at(struct fi_alnum m, const struct state *last)
{
	struct state s = { .all = m.all, .digit = last->digit };
	uint64_t digit = behind_digit(m, &s.digit);

	s.two = s.all & behind(s.all, last->all, 1);
	s.four = s.two & behind(s.two, last->two, 2);
	s.eight = s.four & behind(s.four, last->four, 4);
	s.twelve = s.eight & behind(s.four, last->four, 8);
	s.dense = s.eight & (behind(s.eight, last->eight, 8) | digit);
	return s;
}

/*
 * Fill `out` for so many blocks.  Nothing is called in between, so that all stays in
 * registers.
 */
#define LOOK(name, alnum_of)                                                           \
	static void name(const char *p, size_t turns, struct state *s, struct found *out)  \
	{                                                                              \
		struct state last = *s;                                                \
		uint64_t some = 0;                                                     \
                                                                                       \
		out->all[0] = last.all;                                                \
		for (size_t turn = 0; turn < turns; turn++, p += BLOCK) {              \
			struct state now = look_at(alnum_of(p), &last);                \
			uint64_t dense = now.dense & ~behind(now.dense, last.dense, 1);    \
			uint64_t longs =                                               \
				now.twelve & ~behind(now.twelve, last.twelve, 1);      \
                                                                                       \
			out->all[turn + 1] = now.all;                                  \
			out->dense[turn] = dense;                                      \
			out->longs[turn] = longs;                                      \
			some |= (uint64_t)((dense | longs) != 0) << turn;              \
			last = now;                                                    \
		}                                                                      \
		out->some = some;                                                      \
		*s = last;                                                             \
	}

/* Those bytes of text that have FI_TEXT_LEAST - 1 others right before them. */
static inline uint64_t ends_run(uint64_t text, uint64_t before)
{
	uint64_t two = text & behind(text, before, 1);
	uint64_t four = two & behind(two, before & before << 1, 2);

	return four & behind(text, before, 4);
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
	look(const char *p, size_t turns, struct state *s, struct found *out)
{
	if (__builtin_cpu_supports("avx2"))
		look_wide(p, turns, s, out);
	else
		look_plain(p, turns, s, out);
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

/* Look at what is left of p[at, n), as many bytes as one call can; returns how many. */
static size_t look_on(const char *p, size_t at, size_t to, size_t n, struct state *s,
	struct found *out)
{
	size_t turns = (to - at + BLOCK - 1) / BLOCK, all = (n - at) / BLOCK;
	char rest[BLOCK] = { 0 };

	turns = turns < TURNS ? turns : TURNS;
	if (turns && all) {
		turns = turns < all ? turns : all;
		look(p + at, turns, s, out);
		return turns * BLOCK;
	}
	/* The last bytes, as if something else stood behind them. */
	memcpy(rest, p + at, n - at);
	look(rest, 1, s, out);
	return n - at;
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

/* Where does the word begin that becomes dense at bit `bit` of a block? */
static size_t start_of(const uint64_t *all, size_t block, size_t bit)
{
	uint64_t word = all[1] << (63 - bit) | all[0] >> 1 >> bit;

	return block + bit + 1 - (size_t)__builtin_clzll(~word);
}

size_t fi_dense_find(const char *p, size_t from, size_t n)
{
	struct state s = { 0 };
	struct found found;
	size_t at, next;

	while (from > 0 && from < n && fi_is_alnum(p[from - 1]) && fi_is_alnum(p[from]))
		from++;
	for (at = from; at < n; at = next) {
		next = at + look_on(p, at, n, n, &s, &found);
		for (; found.some; found.some &= found.some - 1) {
			size_t i = lowest(found.some);

			for (uint64_t bits = found.dense[i]; bits; bits &= bits - 1) {
				size_t run = start_of(
					found.all + i, at + i * BLOCK, lowest(bits));

				if (!is_camel(p + run, n - run))
					return run;
			}
		}
	}
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

/* Ranges are joined over gaps that cost less than another one, of a block at least. */
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

/* What was found in the i-th of some blocks, the first of which begins at `at`. */
static void note(struct fi_words *w, const struct found *f, size_t i, size_t at,
	const char *p, size_t n)
{
	at += i * BLOCK;
	for (uint64_t bits = f->longs[i]; bits; bits &= bits - 1)
		w->longs.v[w->longs.n++] =
			(uint32_t)(at + lowest(bits) - (FI_WORD_LONG - 1));
	for (uint64_t bits = f->dense[i]; bits; bits &= bits - 1) {
		size_t run = start_of(f->all + i, at, lowest(bits));

		w->dense.v[w->dense.n] = (uint32_t)run; /* no branch: it would be a guess */
		w->dense.n += !is_camel(p + run, n - run);
	}
}

/* The words of p[at, to), of which n bytes are known; no others begin in what follows. */
static bool take_words(struct fi_words *w, const char *p, size_t at, size_t to, size_t n)
{
	struct state s = { 0 };
	struct found found;

	while (at < to) {
		size_t next = at + look_on(p, at, to, n, &s, &found);

		if (!reserve(w, TURNS * MOST))
			return false;
		for (; found.some; found.some &= found.some - 1)
			note(w, &found, lowest(found.some), at, p, n);
		at = next;
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
