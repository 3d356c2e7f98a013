/* test_inflate.c - compressed streams, whole and damaged, however they are cut. */
#include "tests/lib_layers.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "lib/inflate.h"

static void gzip(struct fi_buf *b, const char *text)
{
	unsigned char out[512];
	z_stream z = { .next_in = (Bytef *)(uintptr_t)text, .avail_in = (uInt)strlen(text),
		.next_out = out, .avail_out = sizeof(out) };

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(fi_buf_add(b, out, sizeof(out) - z.avail_out), FI_OK);
	(void)deflateEnd(&z);
}

static void zstd(struct fi_buf *b, const char *text)
{
	char out[512];
	size_t n = ZSTD_compress(out, sizeof(out), text, strlen(text), 3);

	assert_false(ZSTD_isError(n));
	assert_int_equal(fi_buf_add(b, out, n), FI_OK);
}

/* In blocks of every size: these plain bytes, and then this end. */
static void gives(const struct fi_buf *packed, const char *text, enum fi_code end,
	const char *words)
{
	enum fi_pack kind = fi_pack_sniff(packed->p, packed->len);

	for (size_t step = 1; step <= packed->len; step++) {
		struct slices s = { .p = packed->p, .n = packed->len, .step = step };
		FI_AUTO(fi_buf_done) struct fi_buf plain = fi_buf_limited(1 << 20);
		struct fi_inflate *z = NULL;
		struct fi_err err = { 0 };
		struct fi_reader r;
		const void *p;
		size_t n = 1;

		assert_ok(fi_inflate_new(kind, slices_reader(&s), &z, &err), &err);
		r = fi_inflate_reader(z);
		while (n && r.read(r.self, &p, &n, &err) == FI_OK)
			assert_int_equal(fi_buf_add(&plain, p, n), FI_OK);
		assert_string_equal(plain.p, text);
		assert_int_equal(err.code, end);
		assert_contains(err.text, words);
		fi_inflate_free(z);
		slices_done(&s);
	}
}

static void members_and_frames_in_a_row_are_one_stream(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf g = fi_buf_limited(4096);
	FI_AUTO(fi_buf_done) struct fi_buf z = fi_buf_limited(4096);

	(void)state;
	gzip(&g, "one ");
	gzip(&g, "two");
	gives(&g, "one two", FI_OK, "");
	zstd(&z, "one ");
	assert_int_equal(fi_buf_add(&z, "\x50\x2a\x4d\x18\x02\0\0\0ab", 10), FI_OK);
	zstd(&z, "two");
	gives(&z, "one two", FI_OK, "");
}

static void what_follows_gzip_is_passed_over_however_it_is_cut(void **state)
{
	static const char *const garbage[] = { "B", "Bad bytes", "\x1f", "(x" };

	(void)state;
	for (size_t i = 0; i < sizeof(garbage) / sizeof(garbage[0]); i++) {
		FI_AUTO(fi_buf_done) struct fi_buf g = fi_buf_limited(4096);

		gzip(&g, "one");
		assert_int_equal(fi_buf_adds(&g, garbage[i]), FI_OK);
		gives(&g, "one", FI_OK, "");
	}
}

static void garbage_after_zstd_is_damage(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf z = fi_buf_limited(4096);

	(void)state;
	zstd(&z, "one");
	assert_int_equal(fi_buf_adds(&z, "BBBBBBBB"), FI_OK);
	gives(&z, "one", FI_EFORMAT, "garbage after the zstd data");
}

static void an_early_end_gives_what_there_was(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf g = fi_buf_limited(4096);

	(void)state;
	gzip(&g, "one two");
	g.len -= 6;
	gives(&g, "one two", FI_EFORMAT, "ends too early");
}

static void a_wrong_checksum_is_damage(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf g = fi_buf_limited(4096);

	(void)state;
	gzip(&g, "one");
	g.p[g.len - 6] ^= 1;
	gives(&g, "one", FI_EFORMAT, "damaged gzip data");
}

static void all_before_the_damage_of_zstd_is_given(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf z = fi_buf_limited(4096);
	ZSTD_CCtx *c = ZSTD_createCCtx();
	char out[512];
	size_t n;

	(void)state;
	assert_non_null(c);
	(void)ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	n = ZSTD_compress2(c, out, sizeof(out), "one two", 7);
	assert_int_equal(ZSTD_freeCCtx(c), 0);
	assert_int_equal(fi_buf_add(&z, out, n), FI_OK);
	z.p[n - 1] ^= 1;
	gives(&z, "one two", FI_EFORMAT, "damaged zstd data");
	/* A frame of which the second block is of no known type. */
	fi_buf_clear(&z);
	assert_int_equal(fi_buf_add(&z, "\x28\xb5\x2f\xfd\x20\x07\x20\x00\x00" "one \x07\x00\x00",
				 16),
		FI_OK);
	gives(&z, "one ", FI_EFORMAT, "damaged zstd data");
}

/* All of it by `fill`, into little rooms. */
static void fills(struct fi_inflate *z, const char *text, enum fi_code end)
{
	struct fi_reader r = fi_inflate_reader(z);
	struct fi_err err = { 0 };
	char out[256];
	size_t len = 0, n = 1;

	while (n && r.fill(r.self, out + len, 3, &n, &err) == FI_OK)
		len += n;
	assert_int_equal(err.code, end);
	out[len] = 0;
	if (text)
		assert_string_equal(out, text);
}

static void one_is_as_good_as_new_for_the_next(void **state)
{
	static void (*const pack[])(struct fi_buf *, const char *) = { gzip, zstd };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf a = fi_buf_limited(4096);
		FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(4096);
		struct fi_inflate *z = NULL;
		struct fi_err err = { 0 };
		struct fi_memory m;

		pack[i](&a, "what is read first");
		pack[i](&b, "and what then");
		m = (struct fi_memory){ a.p, a.len - 6 };
		assert_ok(fi_inflate_new(fi_pack_sniff(a.p, a.len), fi_memory_reader(&m), &z, &err),
			&err);
		/* Cut off, whole, whole again, and left in the middle. */
		fills(z, NULL, FI_EFORMAT);
		for (int turn = 0; turn < 2; turn++) {
			m = (struct fi_memory){ b.p, b.len };
			assert_ok(fi_inflate_again(z, fi_memory_reader(&m), &err), &err);
			fills(z, "and what then", FI_OK);
			assert_int_equal(fi_inflate_unused(z), 0);
		}
		m = (struct fi_memory){ a.p, a.len };
		assert_ok(fi_inflate_again(z, fi_memory_reader(&m), &err), &err);
		fi_inflate_free(z);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_and_frames_in_a_row_are_one_stream),
		cmocka_unit_test(what_follows_gzip_is_passed_over_however_it_is_cut),
		cmocka_unit_test(garbage_after_zstd_is_damage),
		cmocka_unit_test(an_early_end_gives_what_there_was),
		cmocka_unit_test(a_wrong_checksum_is_damage),
		cmocka_unit_test(all_before_the_damage_of_zstd_is_given),
		cmocka_unit_test(one_is_as_good_as_new_for_the_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
