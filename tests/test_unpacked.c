/* test_unpacked.c - gzip files that are unpacked ahead are those that stand there. */
#include "tests/lib_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "layers/unpacked.h"
#include "layers/ustar.h"
#include "lib/ahead.h"

static void gzip(const void *p, size_t n, struct fi_buf *out)
{
	z_stream z = { 0 };
	size_t room = n + n / 100 + 100;
	unsigned char *to = malloc(room);

	assert_non_null(to);
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)p;
	z.avail_in = (uInt)n;
	z.next_out = to;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(fi_buf_add(out, to, z.total_out), FI_OK);
	(void)deflateEnd(&z);
	free(to);
}

/* A member; its data begins at the returned place. */
static size_t member(struct fi_buf *tar, const char *name, const void *p, size_t n)
{
	unsigned char block[FI_TAR_BLOCK];
	size_t at;

	fi_ustar_write(name, '0', (unsigned)n, block);
	assert_int_equal(fi_buf_add(tar, block, sizeof(block)), FI_OK);
	at = tar->len;
	assert_int_equal(fi_buf_add(tar, p, n), FI_OK);
	while (tar->len % FI_TAR_BLOCK)
		assert_int_equal(fi_buf_add(tar, "", 1), FI_OK);
	return at;
}

/* One block of a tar with what it has of gzip files. */
struct given {
	struct fi_buf tar, packed;
	size_t at;
};

static void given_done(struct given *g)
{
	fi_buf_done(&g->tar);
	fi_buf_done(&g->packed);
}

static struct given one_gzip(const char *text)
{
	struct given g = { fi_buf_limited(1 << 20), fi_buf_limited(1 << 20), 0 };

	(void)member(&g.tar, "usr/bin/x", text, strlen(text));
	gzip(text, strlen(text), &g.packed);
	g.at = member(&g.tar, "usr/share/man/x.1.gz", g.packed.p, g.packed.len);
	return g;
}

/* What is found of the member, or NULL, with `tar` in the slot from offset `from` on. */
static char *found(struct fi_unpacked *u, unsigned slot, const struct given *g, uint64_t from,
	size_t n)
{
	size_t len = 0;
	const void *all = fi_unpacked_see(u, slot, from, g->tar.p, n, &len);
	struct fi_plain x;

	fi_unpacked_lend(u, (int)slot);
	x = fi_unpacked_find(u, g->tar.p + g->at, g->packed.len);
	if (!x.p)
		return NULL;
	assert_true((const char *)x.p >= (const char *)all &&
		    (const char *)x.p + x.n <= (const char *)all + len);
	assert_int_equal(x.slot, slot);
	return strndup(x.p, x.n);
}

static void is_found(const struct given *g, uint64_t from, size_t n, const char *want)
{
	FI_AUTO(fi_freep) char *text = NULL;
	struct fi_unpacked *u = fi_unpacked_new();

	assert_non_null(u);
	text = found(u, 3, g, from, n);
	if (want)
		assert_string_equal(text, want);
	else
		assert_null(text);
	fi_unpacked_free(u);
}

static void a_gzip_file_that_lies_in_the_block_is_unpacked(void **state)
{
	FI_AUTO(given_done) struct given g = one_gzip("what the manual says");

	(void)state;
	is_found(&g, 0, g.tar.len, "what the manual says");
	is_found(&g, 5 * FI_TAR_BLOCK, g.tar.len, "what the manual says");
	/* Not where no header can be; nor if it ends in the next block. */
	is_found(&g, 100, g.tar.len, NULL);
	is_found(&g, 0, g.at + g.packed.len - 1, NULL);
}

static void a_block_may_begin_anywhere(void **state)
{
	FI_AUTO(given_done) struct given g = one_gzip("what the manual says");
	struct given cut = { .packed = g.packed, .at = g.at - 100 };

	(void)state;
	cut.tar = fi_buf_limited(1 << 20);
	assert_int_equal(fi_buf_add(&cut.tar, g.tar.p + 100, g.tar.len - 100), FI_OK);
	is_found(&cut, 100, cut.tar.len, "what the manual says");
	fi_buf_done(&cut.tar);
}

static void what_is_not_whole_is_left_to_others(void **state)
{
	FI_AUTO(given_done) struct given g = one_gzip("what the manual says");
	FI_AUTO(given_done) struct given more = { fi_buf_limited(1 << 20),
		fi_buf_limited(1 << 20), 0 };

	(void)state;
	g.tar.p[g.at + g.packed.len - 6] ^= 1; /* its checksum */
	is_found(&g, 0, g.tar.len, NULL);
	gzip("abc", 3, &more.packed);
	assert_int_equal(fi_buf_add(&more.packed, "garbage", 7), FI_OK);
	more.at = member(&more.tar, "a.gz", more.packed.p, more.packed.len);
	is_found(&more, 0, more.tar.len, NULL);
}

static void what_is_too_long_is_left_to_others(void **state)
{
	FI_AUTO(given_done) struct given g = { fi_buf_limited(1 << 20),
		fi_buf_limited(1 << 20), 0 };
	char *zeros = calloc(1, 8 << 20);

	(void)state;
	assert_non_null(zeros);
	gzip(zeros, 8 << 20, &g.packed);
	g.at = member(&g.tar, "zeros.gz", g.packed.p, g.packed.len);
	is_found(&g, 0, g.tar.len, NULL);
	free(zeros);
}

static void only_the_very_bytes_count(void **state)
{
	FI_AUTO(given_done) struct given g = one_gzip("what the manual says");
	struct fi_unpacked *u = fi_unpacked_new();
	FI_AUTO(fi_freep) char *text = found(u, 0, &g, 0, g.tar.len);

	(void)state;
	assert_non_null(text);
	assert_null(fi_unpacked_find(u, g.tar.p + g.at, g.packed.len + 1).p);
	assert_null(fi_unpacked_find(u, g.packed.p, g.packed.len).p);
	fi_unpacked_lend(u, -1);
	assert_null(fi_unpacked_find(u, g.tar.p + g.at, g.packed.len).p);
	fi_unpacked_free(u);
}

/* There is room for a few blocks, and it comes back when they were lent. */
static void room_is_given_back(void **state)
{
	FI_AUTO(given_done) struct given g = one_gzip("what the manual says");
	struct fi_unpacked *u = fi_unpacked_new();
	unsigned with = 0;
	size_t len;

	(void)state;
	for (unsigned turn = 0; turn < 3; turn++) {
		with = 0;
		for (unsigned i = 0; i < FI_AHEAD_SLOTS; i++) {
			unsigned slot = (4 * turn + i) % FI_AHEAD_SLOTS;

			with += fi_unpacked_see(u, slot, 0, g.tar.p, g.tar.len, &len) != NULL;
			assert_true(with == i + 1 || i >= 2); /* not those of the last turn */
		}
		assert_in_range(with, 2, FI_AHEAD_SLOTS - 1);
		for (unsigned i = 0; i < FI_AHEAD_SLOTS; i++) {
			fi_unpacked_lend(u, (int)i);
			fi_unpacked_lend(u, -1);
		}
	}
	fi_unpacked_free(u);
}

/* --- in a layer --- */

static unsigned lent_unpacked;

static void see(void *self, unsigned slot, const void *p, size_t n)
{
	(void)self;
	(void)p;
	(void)n;
	assert_in_range(slot, 0, FI_SEEN_SLOTS - 1);
}

static void lend(void *self, int slot)
{
	(void)self;
	lent_unpacked += slot >= FI_AHEAD_SLOTS;
}

/* 1,000 manual pages, some of them damaged, and a program now and then. */
static void pages(struct fi_buf *tar)
{
	char name[64], text[500], program[3000];
	struct fi_buf packed = fi_buf_limited(1 << 20);

	for (unsigned i = 0; i < 1000; i++) {
		for (size_t k = 0; k < sizeof(text); k++)
			text[k] = (char)('a' + (i * 31 + k * k * 2654435761u % 1009) % 26);
		fi_buf_clear(&packed);
		gzip(text, sizeof(text), &packed);
		if (i % 50 == 7)
			packed.p[packed.len - 6] ^= 1;
		(void)snprintf(name, sizeof(name), "usr/share/man/%u.1.gz", i);
		(void)member(tar, name, packed.p, packed.len);
		memset(program, (int)(i & 0xff), sizeof(program));
		if (i % 10 == 0)
			(void)member(tar, "usr/bin/program", program, sizeof(program));
	}
	fi_buf_done(&packed);
	memset(program, 0, sizeof(program));
	assert_int_equal(fi_buf_add(tar, program, 1024), FI_OK);
}

static struct fi_buf told(const struct fi_buf *archive, bool ahead)
{
	struct notes n = { 0 };
	struct fi_visitor v = notes_visitor(&n);
	struct fi_err err = { 0 };
	struct fi_set set;

	if (ahead) {
		v.see = see;
		v.lend = lend;
	}
	assert_ok(fi_set_init(&set, NULL, &v, &err), &err);
	assert_ok(add_as_file(&set, archive, &err), &err);
	assert_int_equal(set.ngaps, 11); /* ten of the damaged ones, and how many more */
	fi_set_done(&set);
	return n.text;
}

static void a_layer_is_told_as_without(void **state)
{
	struct fi_buf layer = fi_buf_limited(8 << 20), archive = fi_buf_limited(8 << 20);
	struct fi_buf with, without;

	(void)state;
	pages(&layer);
	docker_archive(&archive, &layer, 1);
	lent_unpacked = 0;
	without = told(&archive, false);
	assert_int_equal(lent_unpacked, 0);
	with = told(&archive, true);
	assert_in_range(lent_unpacked, 200, 980);
	assert_true(with.len > 500000);
	assert_int_equal(with.len, without.len);
	assert_memory_equal(with.p, without.p, with.len);
	fi_buf_done(&with);
	fi_buf_done(&without);
	fi_buf_done(&layer);
	fi_buf_done(&archive);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gzip_file_that_lies_in_the_block_is_unpacked),
		cmocka_unit_test(a_block_may_begin_anywhere),
		cmocka_unit_test(what_is_not_whole_is_left_to_others),
		cmocka_unit_test(what_is_too_long_is_left_to_others),
		cmocka_unit_test(only_the_very_bytes_count),
		cmocka_unit_test(room_is_given_back),
		cmocka_unit_test(a_layer_is_told_as_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
