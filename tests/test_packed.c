/* test_packed.c - text that is compressed before it is encoded. */
#include "tests/lib_test.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "lib/buf.h"
#include "rules/packed.h"

#define MOST (1u << 20)

static char *to_base64(const char *p, size_t n)
{
	char *out = malloc(n / 3 * 4 + 8);

	assert_non_null(out);
	(void)EVP_EncodeBlock((unsigned char *)out, (const unsigned char *)p, (int)n);
	return out;
}

/* `times` base64 of gzip of n bytes; free() it. */
static char *pack(const char *text, size_t n, unsigned times)
{
	size_t room = n + 1024, len = 0;
	char *p = malloc(room);
	z_stream z = { .next_in = (Bytef *)(uintptr_t)text, .avail_in = (uInt)n,
		.next_out = (Bytef *)p, .avail_out = (uInt)room };

	assert_non_null(p);
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	len = room - z.avail_out;
	(void)deflateEnd(&z);
	while (times--) {
		char *next = to_base64(p, len);

		free(p);
		p = next;
		len = strlen(p);
	}
	return p;
}

/* The pieces, put together by what each is to tell of. */
struct whole {
	struct fi_buf text;
	size_t pieces;
};

static enum fi_code gather(void *self, const struct fi_packed_piece *p, struct fi_err *err)
{
	struct whole *w = self;
	size_t end = p->to < p->at + p->n ? p->to : p->at + p->n;

	(void)err;
	w->pieces++;
	assert_int_equal(p->from, w->text.len);
	assert_true(p->from >= p->at && end <= p->all);
	return fi_buf_add(&w->text, p->text + (p->from - p->at), end - p->from);
}

static struct whole unpack(const char *raw, size_t n, unsigned times, size_t most, bool *cut)
{
	struct whole w = { .text = fi_buf_limited(MOST) };
	struct fi_err err = { 0 };
	size_t used = 0;

	assert_ok(fi_packed_read(raw, n, times, most, gather, &w, &used, cut, &err), &err);
	assert_true(used <= most);
	return w;
}

static char *numbers(size_t n)
{
	char *s = malloc(n + 32);

	assert_non_null(s);
	for (size_t i = 0, at = 0; at < n; i++)
		at += (size_t)snprintf(s + at, 32, "%zu,", i * i);
	s[n] = 0;
	return s;
}

static void its_first_characters_tell_it(void **state)
{
	FI_AUTO(fi_freep) char *once = pack("abc", 3, 1), *twice = pack("abc", 3, 2);

	(void)state;
	assert_int_equal(fi_packed_sign(once), 1);
	assert_int_equal(fi_packed_sign(twice), 2);
	assert_int_equal(fi_packed_sign("SGVsbG8="), 0);
}

static void the_pieces_are_the_whole_text(void **state)
{
	FI_AUTO(fi_freep) char *text = numbers(300000), *raw = pack(text, 300000, 2);
	bool cut = false;
	struct whole w = unpack(raw, strlen(raw), 2, MOST, &cut);

	(void)state;
	assert_false(cut);
	assert_true(w.pieces > 2);
	assert_string_equal(w.text.p, text);
	fi_buf_done(&w.text);
}

static void more_than_the_limit_is_cut_and_said(void **state)
{
	FI_AUTO(fi_freep) char *text = numbers(300000), *raw = pack(text, 300000, 1);
	bool cut = false;
	struct whole w = unpack(raw, strlen(raw), 1, 1000, &cut);

	(void)state;
	assert_true(cut);
	assert_int_equal(w.text.len, 1000);
	fi_buf_done(&w.text);
}

static void damage_ends_the_text(void **state)
{
	FI_AUTO(fi_freep) char *text = numbers(300000), *raw = pack(text, 300000, 1);
	bool cut = false;
	struct whole w = unpack(raw, strlen(raw) / 2, 1, MOST, &cut);

	(void)state;
	assert_true(w.text.len > 1000 && w.text.len < 300000);
	assert_memory_equal(w.text.p, text, w.text.len);
	fi_buf_done(&w.text);
}

static void what_is_no_text_or_no_gzip_is_not_told(void **state)
{
	FI_AUTO(fi_freep) char *raw = pack("ab\0cd", 5, 1);
	bool cut = false;

	(void)state;
	assert_int_equal(unpack(raw, strlen(raw), 1, MOST, &cut).pieces, 0);
	assert_int_equal(unpack("H4sIHello", 9, 1, MOST, &cut).pieces, 0);
	assert_int_equal(unpack("", 0, 1, MOST, &cut).pieces, 0);
}

static void a_chain_names_all_that_was_undone(void **state)
{
	(void)state;
	assert_string_equal(fi_packed_chain(1, NULL), "base64 > gzip");
	assert_string_equal(fi_packed_chain(2, "hex"), "base64 > base64 > gzip > hex");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_first_characters_tell_it),
		cmocka_unit_test(the_pieces_are_the_whole_text),
		cmocka_unit_test(more_than_the_limit_is_cut_and_said),
		cmocka_unit_test(damage_ends_the_text),
		cmocka_unit_test(what_is_no_text_or_no_gzip_is_not_told),
		cmocka_unit_test(a_chain_names_all_that_was_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
