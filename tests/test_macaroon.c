/* test_macaroon.c - what Fly.io's tokens say about themselves. */
#include "tests/lib_macaroon.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/macaroon.h"

#define VECTORS "../shared/facts/fly-token-vectors.json"

/* The one permission of a bundle that must be readable. */
static struct fi_macaroon only(const struct fi_buf *bundle)
{
	struct fi_macaroons got = { .n = 99 };
	struct fi_err err = { 0 };

	assert_ok(fi_macaroon_parse(bundle->p, bundle->len, &got, &err), &err);
	assert_int_equal(got.n, 1);
	return got.permission[0];
}

static struct fi_macaroon of_caveats(const struct caveats *c)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	mk_permission(&b, c);
	return only(&b);
}

static void refuses(const char *text, enum fi_code code, const char *words)
{
	struct fi_macaroons got = { .n = 99 };
	struct fi_err err = { 0 };

	assert_fails(
		fi_macaroon_parse(text, strlen(text), &got, &err), code, words, &err);
	assert_int_equal(got.n, 99);
}

static void deploy_token_names_its_app_and_expires_with_its_discharge(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct fi_macaroon m;

	(void)state;
	mk_deploy(&b, 77, 4242, 1893456000);
	m = only(&b);
	assert_true(m.has_org);
	assert_int_equal(m.org, 77);
	assert_true(m.app_scoped);
	assert_int_equal(m.napps, 1);
	assert_int_equal(m.app[0], 4242);
	assert_null(m.narrowed);
	assert_int_equal(m.rights, 31);
	assert_int_equal(m.other_rights, 1);
	assert_false(m.read_only);
	assert_int_equal(m.not_after, 1893456000);
	assert_true(m.has_third_party && m.discharged);
}

static void token_without_its_discharge_is_told(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct caveats c = { .n = 0 }, proof = { .n = 0 };
	struct fi_macaroon m;

	(void)state;
	cav_org(&c, 77, 31);
	cav_third_party(&c, "ticket");
	mk_permission(&b, &c);
	cav_window(&proof, 1, 2);
	mk_macaroon(&b,
		"fm"
		"2_",
		"another ticket", FLY_AUTH, &proof);
	m = only(&b);
	assert_true(m.has_third_party);
	assert_false(m.discharged);
	assert_int_equal(m.not_after, 0);
}

static void of_two_discharges_the_longer_counts(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct caveats early = { .n = 0 };

	(void)state;
	cav_window(&early, 1, 1000);
	mk_macaroon(&b,
		"fm"
		"2_",
		"ticket", FLY_AUTH, &early);
	mk_deploy(&b, 77, 4242, 5000);
	assert_int_equal(only(&b).not_after, 5000);
}

static void earliest_end_of_all_windows_counts(void **state)
{
	struct caveats c = { .n = 0 };
	struct fi_macaroon m;

	(void)state;
	cav_window(&c, 100, 9000);
	cav_window(&c, 200, 5000);
	cav_window(&c, 150, 7000);
	m = of_caveats(&c);
	assert_int_equal(m.not_before, 200);
	assert_int_equal(m.not_after, 5000);
	assert_false(fi_macaroon_expired(&m, 5000));
	assert_true(fi_macaroon_expired(&m, 5001));
}

static void window_that_ends_in_1970_is_not_no_window(void **state)
{
	struct caveats c = { .n = 0 };
	struct fi_macaroon m;

	(void)state;
	cav_window(&c, 0, 0);
	m = of_caveats(&c);
	assert_true(fi_macaroon_expired(&m, 1700000000));
	m = of_caveats(&(struct caveats){ .n = 0 });
	assert_false(fi_macaroon_expired(&m, INT64_MAX));
}

static void token_without_caveats_may_do_everything(void **state)
{
	struct fi_macaroon m = of_caveats(&(struct caveats){ .n = 0 });

	(void)state;
	assert_false(m.has_org || m.app_scoped || m.read_only || m.has_third_party);
	assert_int_equal(m.rights, FI_MACAROON_ALL);
}

static void rights_are_what_all_masks_leave(void **state)
{
	struct caveats c = { .n = 0 };

	(void)state;
	cav_org(&c, 77, 0xffff);
	assert_int_equal(of_caveats(&c).rights, 31);
	cav_org(&c, 77, 3);
	assert_int_equal(of_caveats(&c).rights, 3);
	assert_false(of_caveats(&c).read_only);
	cav_type(&c, 26); /* action */
	cav_uint(&c, 17);
	assert_int_equal(of_caveats(&c).rights, 1);
	assert_true(of_caveats(&c).read_only);
}

static void apps_of_several_caveats_are_those_in_all(void **state)
{
	struct caveats c = { .n = 0 };
	struct fi_macaroon m;

	(void)state;
	cav_apps(&c, (const uint64_t[]){ 1, 2, 3, 0 }, 31);
	cav_apps(&c, (const uint64_t[]){ 3, 4, 2, 0 }, 7);
	m = of_caveats(&c);
	assert_int_equal(m.napps, 2);
	assert_int_equal(m.app[0], 2);
	assert_int_equal(m.app[1], 3);
	assert_int_equal(m.rights, 7);
	assert_int_equal(m.other_rights, 0);
}

static void more_apps_than_we_name_are_counted(void **state)
{
	uint64_t many[41] = { 0 };
	struct caveats c = { .n = 0 };

	(void)state;
	for (size_t i = 0; i < 40; i++)
		many[i] = i + 1;
	cav_apps(&c, many, 31);
	assert_int_equal(of_caveats(&c).napps, 40);
	cav_apps(&c, (const uint64_t[]){ 39, 40, 0 }, 31);
	assert_int_equal(of_caveats(&c).napps, 2);
	assert_int_equal(of_caveats(&c).app[1], 40);
	cav_apps(&c, many, 31);
	assert_int_equal(of_caveats(&c).napps, 2);
}

static void app_zero_means_every_app(void **state)
{
	struct caveats c = { .n = 0 };

	(void)state;
	cav_type(&c, 3);
	cav_raw(&c, "\x91\x81\x00\x01", 4); /* [{0: 1}] */
	assert_false(of_caveats(&c).app_scoped);
	assert_true(of_caveats(&c).read_only);
}

static void wireguard_token_is_for_features_and_no_app(void **state)
{
	struct caveats c = { .n = 0 }, in = { .n = 0 };
	struct fi_macaroon m;

	(void)state;
	cav_apps(&in, (const uint64_t[]){ 0 }, 31);
	cav_type(&in, 5);
	cav_raw(&in, "\x91\x81\xa2wg\x1f", 6); /* [{"wg": 31}] */
	cav_org(&c, 77, 31);
	cav_if_present(&c, &in, 1);
	m = of_caveats(&c);
	assert_true(m.app_scoped);
	assert_int_equal(m.napps, 0);
	assert_string_equal(m.narrowed, "named features");
	assert_false(m.read_only);
}

static void machine_exec_token_is_for_named_commands(void **state)
{
	struct caveats c = { .n = 0 }, in = { .n = 0 };
	struct fi_macaroon m;

	(void)state;
	cav_type(&in, 27);
	cav_raw(&in, "\x91\x92\x91\xa2ls\xc3", 7); /* [[["ls"], true]] */
	cav_org(&c, 77, 31);
	cav_if_present(&c, &in, 1);
	m = of_caveats(&c);
	assert_false(m.app_scoped);
	assert_string_equal(m.narrowed, "named commands");
	assert_int_equal(m.other_rights, 1);
}

static void condition_that_leaves_writing_is_not_read_only(void **state)
{
	struct caveats c = { .n = 0 }, in = { .n = 0 };

	(void)state;
	cav_apps(&in, (const uint64_t[]){ 4242, 0 }, 1);
	cav_if_present(&c, &in, 31);
	assert_int_equal(of_caveats(&c).rights, 1);
	assert_int_equal(of_caveats(&c).other_rights, 31);
	assert_false(of_caveats(&c).read_only);
}

static void conditions_in_conditions_end_somewhere(void **state)
{
	struct caveats c[8] = { { .n = 0 } };

	(void)state;
	cav_apps(&c[0], (const uint64_t[]){ 4242, 0 }, 31);
	for (size_t i = 1; i < 8; i++)
		cav_if_present(&c[i], &c[i - 1], 1);
	assert_true(of_caveats(&c[4]).app_scoped);
	assert_int_equal(of_caveats(&c[4]).unknown, 0);
	assert_false(of_caveats(&c[7]).app_scoped);
	assert_int_equal(of_caveats(&c[7]).unknown, 1);
}

static void unknown_caveats_are_counted_and_passed_over(void **state)
{
	struct caveats c = { .n = 0 };
	struct fi_macaroon m;

	(void)state;
	cav_type(&c, 4242);
	cav_raw(&c, "\x92\x01\x81\xa1x\xc0", 6);
	cav_type(&c, 4); /* a window of three */
	cav_raw(&c, "\x93\x01\x02\x03", 4);
	cav_org(&c, 77, 31);
	m = of_caveats(&c);
	assert_int_equal(m.unknown, 2);
	assert_int_equal(m.org, 77);
	assert_int_equal(m.not_after, 0);
}

static void bundle_may_hold_several_and_what_cannot_be_read(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct caveats c = { .n = 0 };
	struct fi_macaroons got;
	struct fi_err err = { 0 };

	(void)state;
	assert_int_equal(fi_buf_adds(&b, "Bearer flyv1 fo"
					 "1_opaque"),
		FI_OK);
	mk_deploy(&b, 77, 4242, 5000);
	cav_org(&c, 78, 1);
	mk_permission(&b, &c);
	assert_int_equal(fi_buf_adds(&b, ",\n"), FI_OK);
	assert_ok(fi_macaroon_parse(b.p, b.len, &got, &err), &err);
	assert_int_equal(got.n, 2);
	assert_int_equal(got.discharges, 1);
	assert_int_equal(got.opaque, 1);
	assert_int_equal(got.permission[1].org, 78);
	assert_int_equal(got.permission[1].not_after, 0);
}

static void first_generation_labels_say_what_a_token_is(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	struct caveats c = { .n = 0 };
	struct fi_macaroons got;
	struct fi_err err = { 0 };

	(void)state;
	cav_org(&c, 77, 31);
	mk_macaroon(&b,
		"fm"
		"1r_",
		"key", FLY_API, &c);
	mk_macaroon(&b,
		"fm"
		"1a_",
		"ticket", FLY_API, &c);
	assert_ok(fi_macaroon_parse(b.p, b.len, &got, &err), &err);
	assert_int_equal(got.n, 1);
	assert_int_equal(got.discharges, 1);
}

static void what_is_no_macaroon_is_refused(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);

	(void)state;
	refuses("", FI_EFORMAT, "no macaroon");
	refuses("FlyV1 fo"
		"1_opaque",
		FI_EFORMAT, "no macaroon");
	refuses("FlyV1 fm"
		"2_",
		FI_EFORMAT, "token 1: not a macaroon");
	refuses("fm"
		"2_lJPE!",
		FI_EFORMAT, "token 1: not base64");
	mk_deploy(&b, 77, 4242, 5000);
	b.p[b.len - 8] = 0; /* the second's tail */
	refuses(b.p, FI_EFORMAT, "token 2: not a macaroon");
}

static void more_than_a_bundle_holds_is_refused(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	struct caveats c = { .n = 0 };

	(void)state;
	for (size_t i = 0; i < FI_MACAROON_PERMISSIONS + 1; i++)
		mk_permission(&b, &c);
	refuses(b.p, FI_ELIMIT, "more than 8 permissions");
	for (size_t i = 0; i < 24; i++)
		mk_permission(&b, &c);
	refuses(b.p, FI_ELIMIT, "more than 24 tokens");
	while (b.len <= 65536)
		mk_permission(&b, &c);
	refuses(b.p, FI_ELIMIT, "longer than 65536 bytes");
}

/* ---- the vectors that came with the format's facts ---- */

struct vector {
	const char *name;
	uint64_t app, org;
	int64_t not_after, not_before;
	uint16_t rights;
	size_t unknown;
	bool third_party;
};

static void holds(const struct vector *v, const char *text)
{
	struct fi_macaroons got = { .n = 0 };
	struct fi_err err = { 0 };
	const struct fi_macaroon *m = &got.permission[0];

	assert_ok(fi_macaroon_parse(text, strlen(text), &got, &err), &err);
	assert_int_equal(got.n, 1);
	assert_int_equal(m->org, v->org);
	assert_int_equal(m->has_org, v->org != 0);
	assert_int_equal(m->app_scoped, v->app != 0);
	assert_int_equal(m->app[0], v->app);
	assert_int_equal(m->rights, v->rights);
	assert_int_equal(m->read_only, v->rights == 1);
	assert_int_equal(m->not_after, v->not_after);
	assert_int_equal(m->not_before, v->not_before);
	assert_int_equal(m->has_third_party, v->third_party);
	assert_int_equal(m->discharged, v->third_party);
	assert_int_equal(m->unknown, v->unknown);
}

static void vectors_decode_as_their_names_say(void **state)
{
	static const struct vector vectors[] = {
		{ "deploy_one_app_expires_2030", 8888801, 999901, 1893456000,
			1700000000, 31, 0, true },
		{ "deploy_one_app_20y", 8888801, 999901, 2330720000, 1700000000, 31, 0,
			true },
		{ "org_wide_no_expiry_no_3p", 0, 999901, 0, 0, 31, 0, false },
		{ "org_readonly_expires", 0, 999901, 1710000000, 1700000000, 1, 0,
			false },
		{ "no_caveats", 0, 0, 0, 0, 31, 0, false },
		{ "v0_nonce_fm1r", 0, 999901, 0, 0, 31, 0, false },
		{ "unknown_caveat", 0, 999901, 0, 0, 31, 1, false },
	};
	json_t *j = json_load_file(VECTORS, 0, NULL), *all;

	(void)state;
	if (!j)
		skip(); /* not beside this checkout */
	all = json_object_get(j, "vectors");
	assert_int_equal(json_object_size(all), sizeof(vectors) / sizeof(vectors[0]));
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		const char *text =
			json_string_value(json_object_get(all, vectors[i].name));

		print_message("%s\n", vectors[i].name);
		assert_non_null(text);
		holds(&vectors[i], text);
	}
	json_decref(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			deploy_token_names_its_app_and_expires_with_its_discharge),
		cmocka_unit_test(token_without_its_discharge_is_told),
		cmocka_unit_test(of_two_discharges_the_longer_counts),
		cmocka_unit_test(earliest_end_of_all_windows_counts),
		cmocka_unit_test(window_that_ends_in_1970_is_not_no_window),
		cmocka_unit_test(token_without_caveats_may_do_everything),
		cmocka_unit_test(rights_are_what_all_masks_leave),
		cmocka_unit_test(apps_of_several_caveats_are_those_in_all),
		cmocka_unit_test(more_apps_than_we_name_are_counted),
		cmocka_unit_test(app_zero_means_every_app),
		cmocka_unit_test(wireguard_token_is_for_features_and_no_app),
		cmocka_unit_test(machine_exec_token_is_for_named_commands),
		cmocka_unit_test(condition_that_leaves_writing_is_not_read_only),
		cmocka_unit_test(conditions_in_conditions_end_somewhere),
		cmocka_unit_test(unknown_caveats_are_counted_and_passed_over),
		cmocka_unit_test(bundle_may_hold_several_and_what_cannot_be_read),
		cmocka_unit_test(first_generation_labels_say_what_a_token_is),
		cmocka_unit_test(what_is_no_macaroon_is_refused),
		cmocka_unit_test(more_than_a_bundle_holds_is_refused),
		cmocka_unit_test(vectors_decode_as_their_names_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
