#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "rules/hide.h"

#define STRIPE                                                                         \
	"sk_li"                                                                        \
	"ve_QQhlmzu2hQ3U4VUJ9yNxpUjV"

struct made {
	struct fi_place place;
	struct fi_finding finding;
	struct fi_findings list;
	struct fi_scanner *scanner;
};

static void make(struct made *m, const char *message, const char *path)
{
	struct fi_err err = { 0 };

	*m = (struct made){ 0 };
	m->place.path = strdup(path);
	m->finding = (struct fi_finding){ .message = strdup(message),
		.places = &m->place,
		.nplaces = 1 };
	m->list = (struct fi_findings){ .list = &m->finding, .n = 1 };
	assert_ok(fi_scanner_new(NULL, NULL, &m->scanner, &err), &err);
}

static void drop(struct made *m)
{
	free(m->place.path);
	free(m->finding.message);
	fi_scanner_free(m->scanner);
}

static void tokens_in_paths_and_messages_are_masked(void **state)
{
	struct fi_err err = { 0 };
	struct made m;

	(void)state;
	make(&m, "The user " STRIPE " is unknown.", "app/" STRIPE "/.env");
	assert_ok(fi_hide(&m.list, NULL, m.scanner, &err), &err);
	assert_string_equal(m.finding.message, "The user sk_live_...**** is unknown.");
	assert_string_equal(m.place.path, "app/sk_live_...****/.env");
	drop(&m);
}

static void names_that_only_sound_secret_stay(void **state)
{
	static const char path[] = "etc/password=Qz81hHs7dkEyq0Lm/token.txt";
	struct fi_err err = { 0 };
	struct made m;

	(void)state;
	make(&m, "password: Qz81hHs7dkEyq0Lm", path);
	assert_ok(fi_hide(&m.list, NULL, m.scanner, &err), &err);
	assert_string_equal(m.place.path, path);
	drop(&m);
}

static void image_names_and_gaps_are_masked(void **state)
{
	struct fi_image image = { 0 };
	struct fi_gap gap = { .path = strdup("a/" STRIPE), .reason = strdup("damaged") };
	struct fi_set set = {
		.images = &image, .nimages = 1, .gaps = &gap, .ngaps = 1
	};
	struct fi_err err = { 0 };
	struct made m;

	(void)state;
	assert_int_equal(fi_strs_add(&image.names, "app:" STRIPE), FI_OK);
	make(&m, "", "a");
	assert_ok(fi_hide(&m.list, &set, m.scanner, &err), &err);
	assert_string_equal(image.names.v[0], "app:sk_live_...****");
	assert_string_equal(gap.path, "a/sk_live_...****");
	assert_string_equal(gap.reason, "damaged");
	fi_strs_done(&image.names);
	free(gap.path);
	free(gap.reason);
	drop(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_in_paths_and_messages_are_masked),
		cmocka_unit_test(names_that_only_sound_secret_stay),
		cmocka_unit_test(image_names_and_gaps_are_masked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
