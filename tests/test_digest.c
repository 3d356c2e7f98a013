/* test_digest.c - digests of what goes by, with and without the helper thread. */
#include "tests/lib_layers.h"

#include <stdlib.h>
#include <string.h>

#include "lib/digest.h"

#define EMPTY "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC   "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void known_bytes_have_their_known_digest(void **state)
{
	char text[FI_DIGEST_TEXT];

	(void)state;
	assert_true(fi_digest_text("", 0, text));
	assert_string_equal(text, EMPTY);
	assert_true(fi_digest_text("abc", 3, text));
	assert_string_equal(text, ABC);
}

static void only_64_lower_case_digits_are_a_digest(void **state)
{
	static const char *const bad[] = { "", "sha256:", ABC "0", "SHA256:" EMPTY,
		"sha256:BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
		"sha256:../816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		" " ABC, ABC "\n" };

	(void)state;
	assert_true(fi_digest_valid(ABC));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(fi_digest_valid(bad[i]));
}

/* 300 KB in blocks of `step`, through `tees` tees in a row on one helper. */
static void digests(struct fi_hasher *h, size_t step, size_t tees)
{
	static char data[300000];
	struct slices s = { .p = data, .n = sizeof(data), .step = step };
	struct fi_reader in = slices_reader(&s);
	struct fi_tee *tee[3];
	char want[FI_DIGEST_TEXT], text[FI_DIGEST_TEXT];
	struct fi_err err = { 0 };

	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (char)(i * 31 + i / 251);
	test_digest(data, sizeof(data), want);
	for (size_t i = 0; i < tees; i++) {
		tee[i] = fi_tee_new(h, in);
		assert_non_null(tee[i]);
		in = fi_tee_reader(tee[i]);
	}
	for (size_t i = tees; i-- > 0;) {
		assert_ok(fi_tee_finish(tee[i], text, &err), &err);
		assert_string_equal(text, want);
		assert_int_equal(fi_tee_bytes(tee[i]), sizeof(data));
	}
	for (size_t i = tees; i-- > 0;)
		fi_tee_free(tee[i]);
	slices_done(&s);
}

static void the_digest_does_not_depend_on_cuts_or_threads(void **state)
{
	static const size_t steps[] = { 1000, 32767, 32768, 65536, 1 << 20 };
	struct fi_hasher *h = fi_hasher_new();

	(void)state;
	assert_non_null(h);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		for (size_t tees = 1; tees <= 3; tees++) {
			digests(NULL, steps[i], tees);
			digests(h, steps[i], tees);
		}
	fi_hasher_free(h);
	fi_hasher_free(NULL);
}

static void what_was_not_read_is_digested_at_the_end(void **state)
{
	struct fi_memory m = { .p = "abc", .n = 3 };
	struct fi_tee *t = fi_tee_new(NULL, fi_memory_reader(&m));
	struct fi_reader in = fi_tee_reader(t);
	char text[FI_DIGEST_TEXT];
	struct fi_err err = { 0 };
	const void *p;
	size_t n;

	(void)state;
	assert_int_equal(fi_tee_bytes(t), 0);
	assert_ok(fi_tee_finish(t, text, &err), &err);
	assert_string_equal(text, ABC);
	assert_ok(in.read(in.self, &p, &n, &err), &err);
	assert_int_equal(n, 0);
	fi_tee_free(t);
}

static void a_failing_reader_gives_no_digest(void **state)
{
	static const char data[200000];
	struct fi_hasher *h = fi_hasher_new();
	struct slices s = { .p = data, .n = sizeof(data), .step = 65536, .fail_at = 100000 };
	struct fi_tee *t = fi_tee_new(h, slices_reader(&s));
	char text[FI_DIGEST_TEXT] = "untouched";
	struct fi_err err = { 0 };

	(void)state;
	assert_fails(fi_tee_finish(t, text, &err), FI_EIO, "the disk is on fire", &err);
	assert_string_equal(text, "untouched");
	/* A block may still be with the helper. */
	fi_tee_free(t);
	slices_done(&s);
	fi_hasher_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_bytes_have_their_known_digest),
		cmocka_unit_test(only_64_lower_case_digits_are_a_digest),
		cmocka_unit_test(the_digest_does_not_depend_on_cuts_or_threads),
		cmocka_unit_test(what_was_not_read_is_digested_at_the_end),
		cmocka_unit_test(a_failing_reader_gives_no_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
