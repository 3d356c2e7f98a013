/* test_ustar.c - which headers are plain, and what they say. */
#include "tests/lib_layers.h"

#include <stdlib.h>
#include <string.h>

#include "layers/ustar.h"

static bool reads(const struct mktar *m, struct fi_ustar *u)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);

	mktar_header(&tar, m);
	return fi_ustar_read((const unsigned char *)tar.p, u);
}

static void a_plain_header_says_all(void **state)
{
	struct fi_ustar u;

	(void)state;
	assert_true(reads(&(struct mktar){ .path = "bin/su", .mode = 04755, .size = 513 }, &u));
	assert_string_equal(u.name, "bin/su");
	assert_int_equal(u.kind, FI_KIND_FILE);
	assert_int_equal(u.mode, 04755);
	assert_int_equal(u.size, 513);
	assert_true(reads(&(struct mktar){ .path = "l", .type = '2', .link = "to" }, &u));
	assert_int_equal(u.kind, FI_KIND_SYMLINK);
	assert_string_equal(u.link, "to");
}

static void what_is_written_can_be_read(void **state)
{
	unsigned char block[FI_TAR_BLOCK];
	struct fi_ustar u;

	(void)state;
	fi_ustar_write("some/name", '0', 01234567, block);
	assert_true(fi_ustar_read(block, &u));
	assert_string_equal(u.name, "some/name");
	assert_int_equal(u.size, 01234567);
	for (size_t i = 0; i < FI_TAR_BLOCK; i++) {
		block[i] ^= 1;
		assert_false(fi_ustar_read(block, &u)); /* the sum is another */
		block[i] ^= 1;
	}
}

static void a_full_prefix_and_name_fit(void **state)
{
	unsigned char block[FI_TAR_BLOCK];
	struct fi_ustar u;

	(void)state;
	fi_ustar_write("", '0', 0, block);
	memset(block, 'n', 100);
	memset(block + 345, 'p', 155);
	memset(block + 148, ' ', 8);
	/* 100 * 'n' + 155 * 'p', and what was there: as fi_ustar_write sums it. */
	unsigned sum = 0;

	for (size_t i = 0; i < FI_TAR_BLOCK; i++)
		sum += block[i];
	for (size_t i = 6; i > 0; i--, sum >>= 3)
		block[148 + i - 1] = (unsigned char)('0' + (sum & 7));
	assert_true(fi_ustar_read(block, &u));
	assert_int_equal(strlen(u.name), 155 + 1 + 100);
	assert_int_equal(u.name[155], '/');
}

static void what_is_not_plain_is_refused(void **state)
{
	static const struct mktar odd[] = {
		{ .path = "x", .type = 'x', .size = 20 },
		{ .path = "long", .type = 'L', .size = 20 },
		{ .path = "sparse", .type = 'S' },
		{ .path = "folder/", .type = '0' },
		{ .path = "link", .type = '1', .link = "to", .size = 5 },
		{ .path = "link", .type = '2' },
		{ .path = "dir", .type = '5', .size = 5 },
		{ .path = "" },
	};
	struct fi_ustar u;

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		assert_false(reads(&odd[i], &u));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_header_says_all),
		cmocka_unit_test(what_is_written_can_be_read),
		cmocka_unit_test(a_full_prefix_and_name_fit),
		cmocka_unit_test(what_is_not_plain_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
