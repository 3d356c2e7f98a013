/* alnum.h - which of 64 bytes are letters or digits, and which are text, a bit each.
 *
 * What looks at every byte of an image asks this first, so it has to cost next to
 * nothing: twice as wide where the processor has AVX2 (the functions named _wide, to be
 * called after __builtin_cpu_supports("avx2") said so), SSE2 on any other x86-64, and
 * byte by byte elsewhere.  All answer alike.  p has 64 bytes.
 */
#ifndef FI_LIB_ALNUM_H
#define FI_LIB_ALNUM_H

#include <stdbool.h>
#include <stdint.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

struct fi_alnum {
	uint64_t all; /* letters and digits */
	uint64_t digits;
};

static inline bool fi_is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* ASCII: what is printed (and DEL, which costs nothing), and what moves on. */
static inline bool fi_is_text(char c)
{
	return (c >= 0x20 && (unsigned char)c < 0x80) || (c >= '\t' && c <= '\r');
}

/* What a line of text does not hold: a control byte, but for tab and carriage return. */
static inline bool fi_is_break(char c)
{
	return (unsigned char)c < 0x20 && c != '\t' && c != '\r';
}

#ifdef __SSE2__
static inline struct fi_alnum fi_alnum_16(const char *p)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i a =
		_mm_sub_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
	__m128i d = _mm_sub_epi8(v, _mm_set1_epi8('0'));

	a = _mm_cmpeq_epi8(_mm_min_epu8(a, _mm_set1_epi8(25)), a);
	d = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);
	return (struct fi_alnum){
		(uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(a, d)),
		(uint64_t)(unsigned)_mm_movemask_epi8(d),
	};
}

static inline struct fi_alnum fi_alnum_64(const char *p)
{
	struct fi_alnum a = fi_alnum_16(p), b = fi_alnum_16(p + 16),
			c = fi_alnum_16(p + 32), d = fi_alnum_16(p + 48);

	return (struct fi_alnum){
		a.all | b.all << 16 | c.all << 32 | d.all << 48,
		a.digits | b.digits << 16 | c.digits << 32 | d.digits << 48,
	};
}

static inline uint64_t fi_text_16(const char *p)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i s = _mm_sub_epi8(v, _mm_set1_epi8('\t'));

	s = _mm_cmpeq_epi8(_mm_min_epu8(s, _mm_set1_epi8('\r' - '\t')), s);
	v = _mm_cmpgt_epi8(v, _mm_set1_epi8(0x1f)); /* signed: 0x80 and above are less */
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(v, s));
}

static inline uint64_t fi_break_16(const char *p)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i blank = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\t')),
		_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));

	v = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
	return (unsigned)_mm_movemask_epi8(_mm_andnot_si128(blank, v));
}

static inline uint64_t fi_break_64(const char *p)
{
	return fi_break_16(p) | fi_break_16(p + 16) << 16 | fi_break_16(p + 32) << 32 |
	       fi_break_16(p + 48) << 48;
}

static inline uint64_t fi_text_64(const char *p)
{
	return fi_text_16(p) | fi_text_16(p + 16) << 16 | fi_text_16(p + 32) << 32 |
	       fi_text_16(p + 48) << 48;
}

#define FI_WIDE __attribute__((target("avx2")))

FI_WIDE static inline struct fi_alnum fi_alnum_32_wide(const char *p)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i a = _mm256_sub_epi8(
		_mm256_or_si256(v, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
	__m256i d = _mm256_sub_epi8(v, _mm256_set1_epi8('0'));

	a = _mm256_cmpeq_epi8(_mm256_min_epu8(a, _mm256_set1_epi8(25)), a);
	d = _mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8(9)), d);
	return (struct fi_alnum){
		(unsigned)_mm256_movemask_epi8(_mm256_or_si256(a, d)),
		(unsigned)_mm256_movemask_epi8(d),
	};
}

FI_WIDE static inline struct fi_alnum fi_alnum_64_wide(const char *p)
{
	struct fi_alnum a = fi_alnum_32_wide(p), b = fi_alnum_32_wide(p + 32);

	return (struct fi_alnum){ a.all | b.all << 32, a.digits | b.digits << 32 };
}

FI_WIDE static inline uint64_t fi_text_32_wide(const char *p)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i s = _mm256_sub_epi8(v, _mm256_set1_epi8('\t'));

	s = _mm256_cmpeq_epi8(_mm256_min_epu8(s, _mm256_set1_epi8('\r' - '\t')), s);
	v = _mm256_cmpgt_epi8(v, _mm256_set1_epi8(0x1f));
	return (unsigned)_mm256_movemask_epi8(_mm256_or_si256(v, s));
}

FI_WIDE static inline uint64_t fi_text_64_wide(const char *p)
{
	return fi_text_32_wide(p) | fi_text_32_wide(p + 32) << 32;
}
#else
static inline struct fi_alnum fi_alnum_64(const char *p)
{
	struct fi_alnum a = { 0, 0 };

	for (unsigned i = 0; i < 64; i++) {
		a.all |= (uint64_t)fi_is_alnum(p[i]) << i;
		a.digits |= (uint64_t)(p[i] >= '0' && p[i] <= '9') << i;
	}
	return a;
}

static inline uint64_t fi_break_64(const char *p)
{
	uint64_t m = 0;

	for (unsigned i = 0; i < 64; i++)
		m |= (uint64_t)fi_is_break(p[i]) << i;
	return m;
}

static inline uint64_t fi_text_64(const char *p)
{
	uint64_t m = 0;

	for (unsigned i = 0; i < 64; i++)
		m |= (uint64_t)fi_is_text(p[i]) << i;
	return m;
}
#endif

#endif
