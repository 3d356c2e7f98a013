/* test_ahead.c - reading ahead, by a crew, changes nothing but the time. */
#include "tests/lib_layers.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "lib/ahead.h"

#define SLOT (256 << 10)

/* A source of `left` bytes in blocks of `step`, which then ends as it says. */
struct source {
	size_t left, step, at;
	unsigned char *block;
	enum fi_code end;
	bool fills;
};

static enum fi_code source_fill(void *self, void *p, size_t room, size_t *n,
	struct fi_err *err)
{
	struct source *s = self;
	unsigned char *out = p;

	*n = s->left < s->step ? s->left : s->step;
	*n = *n < room ? *n : room;
	if (!*n && s->end != FI_OK)
		return fi_err_set(err, s->end, "the source broke");
	for (size_t i = 0; i < *n; i++)
		out[i] = (unsigned char)((s->at + i) * 2654435761u >> 13);
	s->at += *n;
	s->left -= *n;
	return FI_OK;
}

static enum fi_code source_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct source *s = self;

	*p = s->block;
	return source_fill(s, s->block, s->step, n, err);
}

static struct source source(size_t bytes, size_t step, enum fi_code end)
{
	struct source s = { .left = bytes, .step = step, .end = end, .block = malloc(step) };

	assert_non_null(s.block);
	return s;
}

static struct fi_reader reader_of(struct source *s)
{
	return (struct fi_reader){ .self = s,
		.read = source_read,
		.fill = s->fills ? source_fill : NULL };
}

/* Everything that comes, and how it ends. */
static enum fi_code drain(struct fi_reader in, struct fi_buf *out, struct fi_err *err)
{
	const void *p;
	size_t n = 1;

	while (n) {
		enum fi_code rc = in.read(in.self, &p, &n, err);

		if (rc != FI_OK)
			return rc;
		assert_int_equal(fi_buf_add(out, p, n), FI_OK);
	}
	return FI_OK;
}

/* What a crew brings, or nobody, from the source itself or from one that reads ahead. */
struct way {
	bool crew, fills, twice;
};

static const struct way ways[] = {
	{ false, false, false },
	{ true, false, false },
	{ true, true, false },
	{ true, false, true },
	{ true, true, true },
};

static void gives_the_same_by(const struct way *way, size_t bytes, size_t step,
	enum fi_code end)
{
	FI_AUTO(fi_buf_done) struct fi_buf plain = fi_buf_limited(8 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf ahead = fi_buf_limited(8 << 20);
	struct source a = source(bytes, step, end), b = source(bytes, step, end);
	struct fi_crew *crew = way->crew ? fi_crew_new() : NULL;
	struct fi_err ea = { 0 }, eb = { 0 };
	char want[FI_DIGEST_TEXT], text[FI_DIGEST_TEXT] = "untouched";
	struct fi_ahead *t, *below;
	struct fi_reader r;

	b.fills = way->fills;
	below = fi_ahead_new(crew, reader_of(&b), way->fills);
	t = way->twice ? fi_ahead_new(crew, fi_ahead_reader(below), true) : below;
	r = fi_ahead_reader(t);
	assert_int_equal(drain(reader_of(&a), &plain, &ea), end);
	assert_int_equal(drain(r, &ahead, &eb), end);
	assert_int_equal(ahead.len, bytes);
	assert_int_equal(fi_ahead_bytes(t), bytes);
	if (bytes)
		assert_memory_equal(ahead.p, plain.p, bytes);
	assert_string_equal(ea.text, eb.text);
	/* The answer stays the same. */
	assert_int_equal(drain(r, &ahead, &eb), end);
	assert_int_equal(ahead.len, bytes);
	assert_int_equal(fi_ahead_finish(t, text, &eb), end);
	test_digest(plain.p ? plain.p : "", bytes, want);
	assert_string_equal(text, end == FI_OK ? want : "untouched");
	if (way->twice)
		fi_ahead_free(t);
	fi_ahead_free(below);
	fi_crew_free(crew);
	free(a.block);
	free(b.block);
}

static void gives_the_same(size_t bytes, size_t step, enum fi_code end)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		gives_the_same_by(&ways[i], bytes, step, end);
}

static void every_byte_comes_in_order_whatever_the_blocks(void **state)
{
	static const size_t sizes[] = { 0, 1, 1000, 256 << 10, (256 << 10) + 1, 5000003 };
	static const size_t steps[] = { 997, 65536, 256 << 10, 1 << 20, 3 << 20 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t k = 0; k < sizeof(steps) / sizeof(steps[0]); k++)
			gives_the_same(sizes[i], steps[k], FI_OK);
}

static void a_failure_is_told_after_what_came_before_it(void **state)
{
	(void)state;
	gives_the_same(0, 4096, FI_EFORMAT);
	gives_the_same(100, 4096, FI_ESTOP);
	gives_the_same(3000001, 70000, FI_EFORMAT);
}

static void nobody_needs_to_read_to_the_end(void **state)
{
	struct source s = source(SIZE_MAX, 100000, FI_OK);
	struct fi_crew *crew = fi_crew_new();
	struct fi_ahead *t = fi_ahead_new(crew, reader_of(&s), false);
	struct fi_reader r = fi_ahead_reader(t);
	struct fi_err err = { 0 };
	const void *p;
	size_t n, lent = 0;

	(void)state;
	for (int i = 0; i < 20; i++) {
		assert_ok(r.read(r.self, &p, &n, &err), &err);
		lent += n;
	}
	fi_ahead_free(t);
	fi_crew_free(crew);
	/* Bounded: what was lent, what the ring holds, and the block at hand. */
	assert_true(s.at <= lent + FI_AHEAD_SLOTS * SLOT + 2 * 100000);
	free(s.block);
}

static void what_was_not_read_is_digested_at_the_end(void **state)
{
	struct source a = source(3000000, 70000, FI_OK), b = source(3000000, 70000, FI_OK);
	FI_AUTO(fi_buf_done) struct fi_buf plain = fi_buf_limited(8 << 20);
	struct fi_crew *crew = fi_crew_new();
	struct fi_ahead *t = fi_ahead_new(crew, reader_of(&b), false);
	struct fi_reader r = fi_ahead_reader(t);
	char want[FI_DIGEST_TEXT], text[FI_DIGEST_TEXT];
	struct fi_err err = { 0 };
	const void *p;
	size_t n;

	(void)state;
	assert_ok(drain(reader_of(&a), &plain, &err), &err);
	test_digest(plain.p, plain.len, want);
	for (int i = 0; i < 4; i++)
		assert_ok(r.read(r.self, &p, &n, &err), &err);
	assert_ok(fi_ahead_finish(t, text, &err), &err);
	assert_string_equal(text, want);
	assert_int_equal(fi_ahead_bytes(t), plain.len);
	fi_ahead_free(t);
	fi_crew_free(crew);
	free(a.block);
	free(b.block);
}

/* Who looks: a sum of each slot's bytes, and what was lent last. */
struct looker {
	uint64_t sum[FI_AHEAD_SLOTS];
	atomic_size_t blocks;
	uint64_t begin; /* of the first block: two were read before there was a ring */
	int lent;
};

static uint64_t sum_of(const void *p, size_t n)
{
	const unsigned char *b = p;
	uint64_t sum = n;

	for (size_t i = 0; i < n; i++)
		sum = sum * 31 + b[i];
	return sum;
}

static void look_at(void *self, unsigned slot, uint64_t at, const void *p, size_t n)
{
	struct looker *l = self;

	assert_true(at >= l->begin && (at - l->begin) % SLOT == 0);
	l->sum[slot] = sum_of(p, n);
	atomic_fetch_add(&l->blocks, 1);
}

static void take_note(void *self, int slot)
{
	((struct looker *)self)->lent = slot;
}

static void each_block_is_looked_at_before_it_is_lent(void **state)
{
	struct looker l = { .lent = 7, .begin = 2 * 100000 };
	struct fi_look look = { &l, look_at, take_note };
	struct source s = source(6 << 20, 100000, FI_OK);
	struct fi_crew *crew = fi_crew_new();
	struct fi_ahead *t = fi_ahead_new(crew, reader_of(&s), false);
	struct fi_reader r = fi_ahead_reader(t);
	struct fi_err err = { 0 };
	const void *p;
	size_t n = 1, seen = 0;

	(void)state;
	fi_ahead_look(t, &look);
	while (n) {
		assert_ok(r.read(r.self, &p, &n, &err), &err);
		if (l.lent < 0 || l.lent == 7)
			continue; /* before the threads, or at the end */
		assert_true(l.sum[l.lent] == sum_of(p, n));
		seen++;
	}
	assert_in_range(seen, 20, l.blocks);
	assert_int_equal(l.lent, -1);
	fi_ahead_free(t);
	fi_crew_free(crew);
	free(s.block);
}

static void looking_may_end_before_the_blocks_do(void **state)
{
	struct looker l = { .lent = 7, .begin = 2 * 300000 };
	struct fi_look look = { &l, look_at, take_note };
	struct source s = source(6 << 20, 300000, FI_OK);
	struct fi_crew *crew = fi_crew_new();
	struct fi_ahead *t = fi_ahead_new(crew, reader_of(&s), false);
	struct fi_err err = { 0 };
	const void *p;
	size_t n;

	(void)state;
	fi_ahead_look(t, &look);
	for (int i = 0; i < 5; i++)
		assert_ok(fi_ahead_reader(t).read(t, &p, &n, &err), &err);
	assert_in_range(l.lent, 0, FI_AHEAD_SLOTS - 1);
	fi_ahead_free(t);
	fi_crew_free(crew);
	assert_int_equal(l.lent, -1);
	free(s.block);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_comes_in_order_whatever_the_blocks),
		cmocka_unit_test(a_failure_is_told_after_what_came_before_it),
		cmocka_unit_test(nobody_needs_to_read_to_the_end),
		cmocka_unit_test(what_was_not_read_is_digested_at_the_end),
		cmocka_unit_test(each_block_is_looked_at_before_it_is_lent),
		cmocka_unit_test(looking_may_end_before_the_blocks_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
