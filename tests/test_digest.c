/* test_digest.c - digests, and what may be called one. */
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

static void what_is_added_in_pieces_has_the_digest_of_the_whole(void **state)
{
	struct fi_digest *d = fi_digest_new();
	char text[FI_DIGEST_TEXT];

	(void)state;
	assert_non_null(d);
	fi_digest_add(d, "a", 1);
	fi_digest_add(d, NULL, 0);
	fi_digest_add(d, "bc", 2);
	assert_true(fi_digest_end(d, text));
	assert_string_equal(text, ABC);
	fi_digest_free(d);
	fi_digest_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_bytes_have_their_known_digest),
		cmocka_unit_test(only_64_lower_case_digits_are_a_digest),
		cmocka_unit_test(what_is_added_in_pieces_has_the_digest_of_the_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
