/* test_pax.c - which records of extended headers are told, and where they end. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <string.h>

#include "layers/pax.h"

/* A header of this type and its data, padded, and a plain header behind it. */
struct headers {
	unsigned char bytes[4096];
	size_t n;
};

static void put(struct headers *h, char type, const char *size, const char *data)
{
	unsigned char *at = h->bytes + h->n;

	(void)snprintf((char *)at + 124, 12, "%s", size);
	at[156] = (unsigned char)type;
	memcpy(at + 512, data, strlen(data));
	h->n += 512 + (strlen(data) + 511) / 512 * 512;
}

static void says(const struct headers *h, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1 << 16);

	assert_int_equal(fi_pax_texts(h->bytes, h->n, &out), FI_OK);
	assert_string_equal(out.p, want);
}

static void names_and_times_are_passed_over(void **state)
{
	struct headers h = { .n = 0 };

	(void)state;
	put(&h, 'x', "00000000120",
		"12 path=a/b\n"
		"13 mtime=1.5\n"
		"17 comment=a=b\nc\n"
		"38 SCHILY.xattr.security.capability=x\n");
	put(&h, '0', "0", "");
	says(&h, "comment=a=b\nc\n");
}

static void global_and_long_name_headers_stand_before(void **state)
{
	struct headers h = { .n = 0 };

	(void)state;
	put(&h, 'g', "    15", "13 comment=g\n");
	put(&h, 'L', "5", "long");
	put(&h, 'x', "31", "25 SCHILY.xattr.user.a=b\n");
	put(&h, '0', "0", "");
	says(&h, "comment=g\nSCHILY.xattr.user.a=b\n");
}

static void damage_ends_it(void **state)
{
	struct headers h = { .n = 0 }, far = { .n = 0 }, endless = { .n = 0 };

	(void)state;
	put(&h, 'x', "40", "13 comment=g\n99999999999999999999999 a=b\n");
	says(&h, "comment=g\n");
	put(&far, 'x', "77777777777", "13 comment=g\n");
	says(&far, "comment=g\n");
	put(&endless, 'x', "40",
		"13 comment=g\n"
		"0 a=b\n"
		"6 a=b\n");
	says(&endless, "comment=g\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_times_are_passed_over),
		cmocka_unit_test(global_and_long_name_headers_stand_before),
		cmocka_unit_test(damage_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
