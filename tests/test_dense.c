/* test_dense.c - where a token can be. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alnum.h"
#include "lib/buf.h"
#include "rules/dense.h"

/* The same, as rules/dense.h says it. */
static bool is_name(const char *p, size_t n)
{
	bool capital = false;

	for (size_t i = 0; i < n; i++) {
		if (p[i] <= '9')
			return false;
		if (p[i] > 'Z')
			continue;
		capital |= i > 0;
		if (i + 2 < n && (p[i + 1] < 'a' || p[i + 2] < 'a'))
			return false;
	}
	return capital;
}

static bool is_break(char c)
{
	return strchr("\n\v\f\x1b\x01", c); /* or the zero behind them */
}

static bool is_dense_run(const char *p, size_t at, size_t n)
{
	size_t k = at;
	bool digit = false;

	if (at > 0 && fi_is_alnum(p[at - 1]))
		return false;
	for (; k < n && fi_is_alnum(p[k]); k++)
		digit |= p[k] >= '0' && p[k] <= '9';
	if (k - at < 16)
		return k - at >= 8 && digit;
	return !is_name(p + at, k - at < FI_DENSE_LONG ? k - at : FI_DENSE_LONG);
}

/* The same numbers on every machine. */
static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* Text of words, so that runs of all lengths stand at all places, and names. */
static void draw(char *p, size_t n, unsigned seed)
{
	static const char letters[] = "abcdefgHIJKL0_-.+/ \n\r\t\0\x1b\xc3";
	size_t i = 0;

	while (i < n) {
		size_t word = next(&seed) % 22, few = next(&seed) % 3 ? 12 : 13;
		size_t part = next(&seed) % 2 ? 3 + next(&seed) % 4 : 1;

		word += part > 1 ? next(&seed) % 24 : 0;
		for (size_t k = 0; k < word && i < n; k++)
			p[i++] = letters[part == 1 || next(&seed) % 50 == 0
							? next(&seed) % few
							: next(&seed) % 5 + (k % part ? 0 : 7)];
		if (i < n)
			p[i++] = letters[13 + next(&seed) % 12];
	}
}

static void each_dense_run_is_found(void **state)
{
	enum { N = 3000 };
	char p[N];

	(void)state;
	for (unsigned seed = 0; seed < 50; seed++) {
		size_t found = 0;

		draw(p, N, seed);
		for (size_t at = 0; at < N; at++)
			if (is_dense_run(p, at, N)) {
				assert_int_equal(fi_dense_find(p, found, N), at);
				found = at + 1;
			}
		assert_int_equal(fi_dense_find(p, found, N), N);
	}
}

static void long_words_are_told_as_well(void **state)
{
	enum { N = 3000 };
	struct fi_words w = { 0 };
	char p[N];

	(void)state;
	for (unsigned seed = 0; seed < 50; seed++) {
		size_t dense = 0, longs = 0;

		draw(p, N, seed);
		assert_true(fi_words_take(&w, p, N));
		for (size_t at = 0; at < N; at++) {
			size_t n = 0;

			while (at + n < N && fi_is_alnum(p[at + n]))
				n++;
			if (n >= FI_WORD_LONG && (at == 0 || !fi_is_alnum(p[at - 1])))
				assert_int_equal(w.longs.v[longs++], at);
			if (is_dense_run(p, at, N))
				assert_int_equal(w.dense.v[dense++], at);
		}
		assert_int_equal(w.longs.n, longs);
		assert_int_equal(w.dense.n, dense);
	}
	fi_words_done(&w);
}

/* Bytes of all kinds, text in runs of a few. */
static void draw_bytes(char *p, size_t n, unsigned seed)
{
	static const char others[] = "\0\x01\x08\x0e\x1f\x80\xc3\xff";

	for (size_t i = 0; i < n;) {
		size_t run = next(&seed) % (seed % 5 ? 8 : 90);

		for (size_t k = 0; k < run && i < n; k++)
			p[i++] = " a~\t\n\v\f\r0Z"[next(&seed) % 10];
		for (size_t k = next(&seed) % (seed % 7 ? 3 : 150); k > 0 && i < n; k--)
			p[i++] = others[next(&seed) % 8];
	}
}

static bool is_text(char c)
{
	return (c >= ' ' && (unsigned char)c < 0x80) || (c >= '\t' && c <= '\r');
}

/* In which range are these n bytes, if all are in one? */
static const struct fi_range *range_of(const struct fi_words *w, size_t at, size_t n)
{
	for (size_t i = 0; i < w->ntext; i++)
		if (w->text[i].from <= at && at + n <= w->text[i].to)
			return &w->text[i];
	return NULL;
}

static void text_runs_are_in_one_range_each(void **state)
{
	enum { N = 9000 };
	struct fi_words w = { 0 };
	static char p[N];

	(void)state;
	for (unsigned seed = 0; seed < 300; seed++) {
		size_t n = seed < 100 ? seed : N - seed;

		draw_bytes(p, n, seed);
		assert_true(fi_words_take(&w, p, n));
		for (size_t at = 0, end; at < n; at = end + 1) {
			for (end = at; end < n && is_text(p[end]); end++)
				;
			/* A short one at the edge may be part of a longer one. */
			if (end - at >= FI_TEXT_LEAST || at == 0 || end == n)
				assert_non_null(range_of(&w, at, end - at));
		}
		for (size_t i = 1; i < w.ntext; i++)
			assert_true(w.text[i - 1].to < w.text[i].from);
		assert_true(w.ntext == 0 || w.text[w.ntext - 1].to == n);
	}
	fi_words_done(&w);
}

static void a_lone_text_run_is_told_across_every_border(void **state)
{
	struct fi_words w = { 0 };
	char p[1024];

	(void)state;
	for (size_t at = 200; at < 330; at++) {
		memset(p, 0, sizeof(p));
		memset(p + at, 'a', FI_TEXT_LEAST);
		assert_true(fi_words_take(&w, p, sizeof(p)));
		assert_non_null(range_of(&w, at, FI_TEXT_LEAST));
		assert_int_equal(w.ntext, 3);
		p[at + FI_TEXT_LEAST - 1] = 0;
		assert_true(fi_words_take(&w, p, sizeof(p)));
		assert_int_equal(w.ntext, 2);
	}
	fi_words_done(&w);
}

static void bytes_that_are_no_text_are_in_no_range(void **state)
{
	static char p[8192];
	struct fi_words w = { 0 };

	(void)state;
	memcpy(p + 4000, "here", 4);
	memcpy(p + 6000, "here it is", 10);
	assert_true(fi_words_take(&w, p, sizeof(p)));
	assert_null(range_of(&w, 4000, 4));
	assert_non_null(range_of(&w, 6000, 10));
	assert_int_equal(w.ntext, 3); /* and both ends */
	fi_words_done(&w);
}

static void text_around_is_at_least_five_bytes(void **state)
{
	(void)state;
	assert_true(fi_text_around("abcde", 5, 0, 3));
	assert_true(fi_text_around("abcde", 5, 2, 3));
	assert_true(fi_text_around("\0\xff" "a\tc\r\n\x80", 8, 3, 3));
	assert_false(fi_text_around("\0\xff" "abcd\x80", 7, 2, 4));
	assert_false(fi_text_around("abcd", 4, 0, 4));
	assert_true(fi_text_around("\0abcdef\0", 8, 1, 6));
}

static void short_words_and_words_without_a_digit_are_none(void **state)
{
	(void)state;
	assert_int_equal(fi_dense_find("abcdefghijklmno", 0, 15), 15);
	assert_int_equal(fi_dense_find("abcdefghijklmnop", 0, 16), 0);
	assert_int_equal(fi_dense_find("abcdef7", 0, 7), 7);
	assert_int_equal(fi_dense_find(" abcdefg7", 0, 9), 1);
	assert_int_equal(fi_dense_find("xabcdefg7", 1, 9), 9);
}

static void names_in_program_text_are_none(void **state)
{
	(void)state;
	assert_int_equal(fi_dense_find("createTokenRequest", 0, 18), 18);
	assert_int_equal(fi_dense_find("ClientRequestTokenX", 0, 19), 19);
	assert_int_equal(fi_dense_find("createHTTPRequest", 0, 17), 0);
	assert_int_equal(fi_dense_find("createTokenRequestsFromList2", 0, 28), 0);
	assert_int_equal(fi_dense_find("Internationalization", 0, 20), 0);
}

#define ENOUGH 4096

/* The same as fi_dense_near, as rules/dense.h says it. */
static bool is_near(const char *p, size_t size, size_t at, size_t n)
{
	for (size_t run = 0; run < size; run++) {
		size_t from = run > FI_DENSE_BEFORE ? run - FI_DENSE_BEFORE : 0;

		if (!is_dense_run(p, run, size) || at < from ||
			at + n > run + FI_DENSE_AFTER)
			continue;
		for (from = at; from < run && !is_break(p[from]); from++)
			;
		if (from >= run)
			return true;
	}
	return false;
}

static void near_is_before_a_run_in_its_line_or_in_its_beginning(void **state)
{
	static char p[ENOUGH];

	(void)state;
	for (unsigned seed = 0; seed < 3; seed++) {
		draw(p, ENOUGH, seed);
		for (size_t at = 0; at + 9 < ENOUGH; at++)
			for (size_t n = 3; n < 9; n += 5)
				assert_int_equal(fi_dense_near(p, ENOUGH, at, n),
					is_near(p, ENOUGH, at, n));
	}
}

static bool take_from(
	struct fi_excerpt *d, const char *p, size_t n, bool starts, bool ends)
{
	struct fi_words w = { 0 };
	bool ok = fi_words_take(&w, p, n) && fi_dense_take(d, &w, p, n, starts, ends);

	fi_words_done(&w);
	return ok;
}

/* Which bytes were taken out, a stretch's number from 1 each. */
static void map_stretches(const struct fi_excerpt *d, const char *p, unsigned short *map)
{
	memset(map, 0, ENOUGH * sizeof(*map));
	for (size_t i = 0; i < d->count; i++) {
		size_t end = i + 1 < d->count ? d->list[i + 1].at : d->n;
		size_t n = end - d->list[i].at - 1, from = d->list[i].from;

		assert_memory_equal(d->text + d->list[i].at, p + from, n);
		assert_int_equal(d->text[end - 1], '\n');
		for (size_t k = from; k < from + n; k++)
			map[k] = (unsigned short)(i + 1);
	}
}

/* Whatever lies near a run is in one stretch of any block that has all of it. */
static void what_is_near_is_taken_from_every_block(void **state)
{
	static unsigned short map[ENOUGH];
	static char p[ENOUGH];
	struct fi_excerpt d = { 0 };

	(void)state;
	for (unsigned seed = 0; seed < 200; seed++) {
		size_t from = seed % 7 * 300, to = from + 5 + seed * 10;

		draw(p, ENOUGH, seed);
		assert_true(take_from(
			&d, p + from, to - from, from == 0, to == ENOUGH));
		map_stretches(&d, p + from, map);
		for (size_t at = from; at + 4 <= to; at++)
			if (fi_dense_near(p, ENOUGH, at, 4)) {
				assert_true(map[at - from] != 0);
				assert_int_equal(map[at - from], map[at - from + 3]);
			}
	}
	fi_excerpt_done(&d);
}

static void what_may_turn_out_to_be_no_name_is_taken(void **state)
{
	struct fi_excerpt d = { 0 };
	FI_AUTO(fi_freep)
	char *p = fi_format(
		"%-*s%s", FI_DENSE_BEFORE, "acme", "createTokenRequestsFrom7Lists");

	(void)state;
	assert_true(fi_dense_near(p, strlen(p), 0, 4));
	for (size_t n = FI_DENSE_BEFORE + 16; n < strlen(p); n++) {
		assert_true(take_from(&d, p, n, true, false));
		assert_int_equal(d.list[0].from, 0);
		assert_int_equal(d.n, n + 1);
	}
	fi_excerpt_done(&d);
}

static void a_stretch_is_what_stands_before_in_the_line_and_the_beginning(void **state)
{
	struct fi_excerpt d = { 0 };
	FI_AUTO(fi_freep)
	char *p = fi_format(
		"first\nname = %040d and %s\n", 7, "more that is far behind it");

	(void)state;
	assert_true(take_from(&d, p, strlen(p), true, true));
	assert_int_equal(d.count, 1);
	assert_int_equal(d.list[0].from, 6);
	assert_int_equal(d.n, 7 + FI_DENSE_AFTER + 1);
	assert_memory_equal(d.text, "name = 0000", 11);
	fi_excerpt_done(&d);
}

static void nothing_is_taken_from_prose(void **state)
{
	struct fi_excerpt d = { 0 };

	(void)state;
	assert_true(take_from(&d, "only words here", 15, true, true));
	assert_int_equal(d.count, 0);
	assert_true(take_from(&d, "", 0, false, false));
	assert_int_equal(d.count, 0);
	fi_excerpt_done(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_dense_run_is_found),
		cmocka_unit_test(long_words_are_told_as_well),
		cmocka_unit_test(text_runs_are_in_one_range_each),
		cmocka_unit_test(a_lone_text_run_is_told_across_every_border),
		cmocka_unit_test(bytes_that_are_no_text_are_in_no_range),
		cmocka_unit_test(text_around_is_at_least_five_bytes),
		cmocka_unit_test(short_words_and_words_without_a_digit_are_none),
		cmocka_unit_test(names_in_program_text_are_none),
		cmocka_unit_test(near_is_before_a_run_in_its_line_or_in_its_beginning),
		cmocka_unit_test(what_is_near_is_taken_from_every_block),
		cmocka_unit_test(what_may_turn_out_to_be_no_name_is_taken),
		cmocka_unit_test(nothing_is_taken_from_prose),
		cmocka_unit_test(
			a_stretch_is_what_stands_before_in_the_line_and_the_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
