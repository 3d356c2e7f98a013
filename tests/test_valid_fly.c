/* test_valid_fly.c - what is said of a Fly.io token that was found. */
#include "tests/lib_macaroon.h"

#include <stdio.h>
#include <string.h>

#include "rules/scan.h"
#include "rules/valid.h"

/* 2026-01-01 and 2030-01-01 */
#define NOW   1767225600
#define LATER 1893456000

struct found {
	struct fi_scanner *scanner;
	size_t n;
	const struct fi_rule *rule;
	enum fi_severity severity;
	char note[FI_NOTE_MAX];
	char value[4096];
};

static int setup(void **state)
{
	static struct found f;
	const struct fi_rule *rules[] = { fi_rules_find("fly-macaroon-token"),
		fi_rules_find("fly-macaroon-v1-root"),
		fi_rules_find("fly-macaroon-v1-discharge"),
		fi_rules_find("fly-config-access-token") };
	struct fi_err err = { 0 };

	assert_ok(fi_scanner_from_rules(rules, 4, &f.scanner, &err), &err);
	fi_scanner_set_time(f.scanner, NOW);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	fi_scanner_free(((struct found *)*state)->scanner);
	return 0;
}

static enum fi_code take(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct found *f = self;

	(void)err;
	f->n++;
	f->rule = h->rule;
	if (f->n == 1 || h->severity > f->severity)
		f->severity = h->severity; /* the worst */
	snprintf(f->note, sizeof(f->note), "%s", h->note ? h->note : "");
	snprintf(f->value, sizeof(f->value), "%.*s", (int)h->n, h->value);
	return FI_OK;
}

static void look(struct found *f, const char *path, const char *text)
{
	struct fi_err err = { 0 };

	f->n = 0;
	assert_ok(fi_scan_text(f->scanner, path, text, strlen(text), take, f, &err),
		&err);
}

/* The bundle, in a dotenv line, is one finding with this severity and note. */
static void says(struct found *f, const struct fi_buf *bundle,
	enum fi_severity severity, const char *note)
{
	char text[8192];

	snprintf(text, sizeof(text), "FLY_API_TOKEN=\"FlyV1 %s\"\n", bundle->p);
	look(f, "app/.env", text);
	assert_int_equal(f->n, 1);
	assert_string_equal(f->note, note);
	assert_int_equal(f->severity, severity);
}

static void caveats_say(struct found *f, const struct caveats *c,
	enum fi_severity severity, const char *note)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	mk_permission(&b, c);
	says(f, &b, severity, note);
}

static void org_wide_token_is_critical(void **state)
{
	struct caveats c = { .n = 0 };

	cav_org(&c, 77, 31);
	caveats_say(*state, &c, FI_CRITICAL,
		"Org-wide token, no expiry: it may change everything in organization "
		"77.");
	cav_window(&c, 1, LATER);
	caveats_say(*state, &c, FI_CRITICAL,
		"Org-wide token, valid until 2030-01-01: it may change everything in "
		"organization 77.");
}

static void token_without_limits_is_critical(void **state)
{
	caveats_say(*state, &(struct caveats){ .n = 0 }, FI_CRITICAL,
		"Unrestricted token, no expiry: it may change everything in every "
		"organization.");
}

static void deploy_token_says_its_app(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	mk_deploy(&b, 77, 4242, LATER);
	says(*state, &b, FI_CRITICAL,
		"It may change app 4242 of organization 77, valid until 2030-01-01.");
	fi_buf_clear(&b);
	mk_deploy(&b, 77, 4242, NOW + 86400);
	says(*state, &b, FI_HIGH,
		"It may change app 4242 of organization 77, valid until 2026-01-02.");
}

static void many_apps_are_counted(void **state)
{
	struct caveats c = { .n = 0 };

	cav_org(&c, 77, 31);
	cav_apps(&c, (const uint64_t[]){ 1, 2, 3, 4, 5, 0 }, 31);
	caveats_say(*state, &c, FI_CRITICAL,
		"It may change apps 1, 2, 3 and 2 more of organization 77, no expiry.");
}

static void read_only_token_is_high_or_medium(void **state)
{
	struct caveats c = { .n = 0 };

	cav_org(&c, 77, 1);
	caveats_say(*state, &c, FI_HIGH,
		"Read-only, org-wide token, no expiry: it may read everything in "
		"organization 77.");
	cav_apps(&c, (const uint64_t[]){ 4242, 0 }, 31);
	caveats_say(*state, &c, FI_MEDIUM,
		"It may only read app 4242 of organization 77, no expiry.");
}

static void expired_token_is_low_and_says_when(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	mk_deploy(&b, 77, 4242, NOW - 1);
	says(*state, &b, FI_LOW,
		"It expired on 2025-12-31; it was for app 4242 of organization 77.");
}

static void without_a_time_nothing_has_expired(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct found *f = *state;

	mk_deploy(&b, 77, 4242, NOW - 1);
	fi_scanner_set_time(f->scanner, 0);
	look(f, "app/.env", b.p);
	fi_scanner_set_time(f->scanner, NOW);
	assert_int_equal(f->severity, FI_CRITICAL);
	assert_contains(f->note, "valid until 2025-12-31");
}

static void token_without_its_discharge_is_medium(void **state)
{
	struct caveats c = { .n = 0 };

	cav_org(&c, 77, 31);
	cav_third_party(&c, "ticket");
	caveats_say(*state, &c, FI_MEDIUM,
		"It lacks its discharge, so it opens nothing alone; it is for "
		"everything in "
		"organization 77.");
}

static void narrower_than_an_app_is_high(void **state)
{
	struct caveats c = { .n = 0 };

	cav_org(&c, 77, 31);
	cav_type(&c, 7);
	cav_raw(&c, "\x91\x81\xa1m\x1f", 5); /* [{"m": 31}] */
	cav_type(&c, 4242);
	cav_uint(&c, 1);
	caveats_say(*state, &c, FI_HIGH,
		"It may change named machines of organization 77, no expiry, under 1 "
		"condition that flyimg does not know.");
}

static void worst_of_a_bundle_speaks(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct caveats c = { .n = 0 };

	mk_deploy(&b, 77, 4242, NOW - 1);
	cav_org(&c, 78, 1);
	mk_permission(&b, &c);
	says(*state, &b, FI_HIGH,
		"Read-only, org-wide token, no expiry: it may read everything in "
		"organization 78.");
}

static void value_is_the_first_token_and_the_rest_is_not_told_again(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct caveats c = { .n = 0 };
	struct found *f = *state;
	size_t first;

	cav_org(&c, 77, 31);
	cav_third_party(&c, "ticket");
	mk_macaroon(&b,
		"fm"
		"1r_",
		"key", FLY_API, &c);
	first = b.len;
	mk_macaroon(&b,
		"fm"
		"1a_",
		"ticket", FLY_AUTH, &(struct caveats){ .n = 0 });
	says(f, &b, FI_CRITICAL,
		"Org-wide token, no expiry: it may change everything in organization "
		"77.");
	assert_string_equal(f->rule->id, "fly-macaroon-v1-root");
	assert_int_equal(strlen(f->value), first);
}

static void discharge_alone_is_medium(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct caveats proof = { .n = 0 };

	cav_window(&proof, 1, LATER);
	mk_macaroon(&b,
		"fm"
		"2_",
		"ticket", FLY_AUTH, &proof);
	says(*state, &b, FI_MEDIUM,
		"A discharge: it opens nothing without the token it belongs to.");
	/* In a list of other things it is the first still. */
	fi_buf_clear(&b);
	assert_int_equal(fi_buf_adds(&b, "users"), FI_OK);
	mk_macaroon(&b,
		"fm"
		"2_",
		"ticket", FLY_AUTH, &proof);
	look(*state, "x.csv", b.p);
	assert_int_equal(((struct found *)*state)->n, 1);
}

static void damaged_token_is_medium_and_what_begins_otherwise_none(void **state)
{
	char text[160] = "fm"
			 "2_lJPECAAAAAAAABOJ";

	memset(text + 20, 'k', sizeof(text) - 21);
	look(*state, "x", text);
	assert_int_equal(((struct found *)*state)->n, 1);
	assert_int_equal(((struct found *)*state)->severity, FI_MEDIUM);
	assert_contains(((struct found *)*state)->note, "does not decode");
	text[4] = 'm';
	look(*state, "x", text);
	assert_int_equal(((struct found *)*state)->n, 0);
}

static void token_of_flyctl_itself_is_read_too(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct found *f = *state;
	char text[8192];

	mk_deploy(&b, 77, 4242, NOW - 1);
	snprintf(text, sizeof(text), "access_token: FlyV1 %s\n", b.p);
	look(f, "root/.fly/config.yml", text);
	assert_int_equal(f->n, 2); /* content.c makes one of the two */
	assert_int_equal(f->severity, FI_LOW);
	look(f, "root/.fly/config.yml",
		"access_token: "
		"16r3AnJnFEsWAQyicyMYrAq0XiLGUV5H"
		"5vuseG3Xp0O\n");
	assert_int_equal(f->severity, FI_CRITICAL);
	assert_string_equal(f->note, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(org_wide_token_is_critical),
		cmocka_unit_test(token_without_limits_is_critical),
		cmocka_unit_test(deploy_token_says_its_app),
		cmocka_unit_test(many_apps_are_counted),
		cmocka_unit_test(read_only_token_is_high_or_medium),
		cmocka_unit_test(expired_token_is_low_and_says_when),
		cmocka_unit_test(without_a_time_nothing_has_expired),
		cmocka_unit_test(token_without_its_discharge_is_medium),
		cmocka_unit_test(narrower_than_an_app_is_high),
		cmocka_unit_test(worst_of_a_bundle_speaks),
		cmocka_unit_test(
			value_is_the_first_token_and_the_rest_is_not_told_again),
		cmocka_unit_test(discharge_alone_is_medium),
		cmocka_unit_test(
			damaged_token_is_medium_and_what_begins_otherwise_none),
		cmocka_unit_test(token_of_flyctl_itself_is_read_too),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
