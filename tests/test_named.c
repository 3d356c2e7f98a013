/* test_named.c - keys without a form of their own: what tells them is their name. */
#include "tests/lib_test.h"

#include <string.h>

#include "rules/scan.h"

/* As good as random, so that only the name decides. */
#define HEX40                                                                          \
	"5f1c09b3ae7d4e22"                                                             \
	"86c1f0d93b7a58e64c12d7b0"
#define HEX32                                                                          \
	"5f1c09b3ae7d4e22"                                                             \
	"86c1f0d93b7a58e6"
#define LOW32                                                                          \
	"q7x0v4m9c2k8z1r6"                                                             \
	"t3w5n0b7y4h9s2d6"
#define ID                                                                             \
	"3b241101-e2bb-"                                                               \
	"4d55-8caf-9136c5f6a962"

struct tally {
	const char *id;
	int n;
};

static enum fi_code count_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct tally *t = self;

	(void)err;
	t->n += strcmp(h->rule->id, t->id) == 0;
	return FI_OK;
}

static int setup(void **state)
{
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };

	assert_ok(fi_scanner_new(NULL, NULL, &s, &err), &err);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	fi_scanner_free(*state);
	return 0;
}

static void assert_hits(struct fi_scanner *s, const char *id, const char *text, int n)
{
	struct tally t = { .id = id };
	struct fi_err err = { 0 };

	assert_non_null(fi_rules_find(id));
	assert_ok(fi_scan_text(s, "app/a", text, strlen(text), count_hit, &t, &err),
		&err);
	if (t.n != n)
		fail_msg("%s: %d hits, not %d, in %s", id, t.n, n, text);
}

static void a_provider_is_known_in_every_spelling_of_its_name(void **state)
{
	assert_hits(*state, "mailerlite-key", "MAILERLITE_API_KEY=" LOW32 "\n", 1);
	assert_hits(*state, "mailerlite-key", "\"mailerLiteKey\": \"" LOW32 "\"\n", 1);
	assert_hits(*state, "mailerlite-key", "mailerlite.key = '" LOW32 "'\n", 1);
	assert_hits(*state, "walk-score-key", "WALK_SCORE_KEY=" LOW32 "\n", 1);
	assert_hits(*state, "walk-score-key", "walkScoreKey: \"" LOW32 "\",\n", 1);
}

static void an_id_or_checksum_of_a_provider_is_no_key(void **state)
{
	assert_hits(*state, "mailerlite-key", "MAILERLITE_GROUP_ID=" LOW32 "\n", 0);
	assert_hits(*state, "mailerlite-key", "mailerlite_md5=" LOW32 "\n", 0);
	assert_hits(*state, "mailerlite-key", "mailerlite.js.etag=" LOW32 "\n", 0);
}

static void the_checksum_of_a_providers_package_is_no_key(void **state)
{
	assert_hits(*state, "bitly-token", "SPEC CHECKSUMS:\n  Bitly: " HEX40 "\n", 0);
	assert_hits(*state, "bitly-token", "BITLY_TOKEN=" HEX40 "\n", 1);
}

static void a_uuid_is_a_key_where_its_name_says_so(void **state)
{
	assert_hits(*state, "loggly-token", "LOGGLY_CUSTOMER_TOKEN=" ID "\n", 1);
	assert_hits(*state, "loggly-token", "LOGGLY_SESSION=" ID "\n", 0);
	assert_hits(*state, "loggly-token", "LOGGLY_TOKEN_ID=" ID "\n", 0);
}

static void a_word_that_holds_a_providers_name_is_not_the_provider(void **state)
{
	assert_hits(*state, "toggl-token", "TOGGL_TOKEN=" HEX32 "\n", 1);
	assert_hits(*state, "toggl-token", "toggle_token=" HEX32 "\n", 0);
	assert_hits(*state, "signable-key", "is_assignable_key=" LOW32 "\n", 0);
	assert_hits(*state, "signable-key", "SIGNABLE_KEY=" LOW32 "\n", 1);
}

static void what_is_not_random_is_no_key(void **state)
{
	assert_hits(*state, "mailerlite-key",
		"MAILERLITE_API_KEY=yourmailerliteapikeygoeshereokay\n", 0);
	assert_hits(*state, "mailerlite-key",
		"MAILERLITE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_provider_is_known_in_every_spelling_of_its_name),
		cmocka_unit_test(an_id_or_checksum_of_a_provider_is_no_key),
		cmocka_unit_test(the_checksum_of_a_providers_package_is_no_key),
		cmocka_unit_test(a_uuid_is_a_key_where_its_name_says_so),
		cmocka_unit_test(
			a_word_that_holds_a_providers_name_is_not_the_provider),
		cmocka_unit_test(what_is_not_random_is_no_key),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
