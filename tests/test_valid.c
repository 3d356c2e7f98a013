/* test_valid.c - what is a secret and what only looks like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "rules/valid.h"
#include "rules/valid_more.h"

/* 2026-01-01 */
#define NOW 1767225600

static const struct fi_rule critical = { .id = "x", .severity = FI_CRITICAL };

/* The validator's word on a value that is the whole match. */
static struct fi_verdict judged(fi_validator *check, const char *match, const char *value)
{
	struct fi_candidate c = { .rule = &critical,
		.value = value,
		.n = strlen(value),
		.match = match,
		.match_n = strlen(match),
		.around = match,
		.around_n = strlen(match),
		.path = "app/x",
		.now = NOW };
	struct fi_verdict v = { .severity = FI_CRITICAL };
	const char *at = strstr(match, value);

	/* in postgres:postgres@ the second is meant */
	while (at) {
		c.value = at;
		at = strstr(at + 1, value);
	}
	check(&c, &v);
	return v;
}

static struct fi_verdict judged_alone(fi_validator *check, const char *value)
{
	return judged(check, value, value);
}

/* scheme://user:password@host, the password being `value`. */
static struct fi_verdict judged_url(const char *url, const char *value)
{
	return judged(fi_check_url_password, url, value);
}

static void entropy_counts_bits(void **state)
{
	(void)state;
	assert_true(fi_entropy("", 0) == 0);
	assert_true(fi_entropy("aaaa", 4) == 0);
	assert_true(fi_entropy("abab", 4) == 1);
	assert_true(fi_entropy("abcdefgh", 8) == 3);
}

static void placeholders_are_known(void **state)
{
	static const char *const list[] = { "", "xxxxxxxx", "********", "changeme",
		"'change_me'", "your-api-key", "<token>", "${DB_PASSWORD}", "$DB_PASSWORD",
		"$(cat /run/secret)", "{{ password }}", "%PASSWORD%", "#{password}",
		"@@PASSWORD@@", "123456789", "abcdef0123456789", "qwertyuiop",
		"00000000-0000-0000-0000-000000000000",
		"12345678-1234-1234-1234-123456789abc", "secret", "SuperSecretPassword!",
		"my_password", "password123", "AKIAIOSFODNN7EXAMPLE", "foobar",
		"SG.abc...", "op://vault/item/field", "ENC[AES256_GCM,data:abc]",
		"{cipher}0a1b2c", "insert-user-password", "REPLACE_WITH_KEY", "none",
		"process.env.SECRET", "<%= ENV['X'] %>", "%(password)s", "lorem ipsum" };

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (!fi_placeholder(list[i], strlen(list[i])))
			fail_msg("taken for a secret: %s", list[i]);
}

static void real_passwords_are_no_placeholders(void **state)
{
	static const char *const list[] = { "FRJOszKazt646IX40L2H", "bOMrrREhT1Yx7fx9",
		"P1RoxPJY#Dw+hQ+r@fpt%XD%WsNumKoP=j6ll2czetFarkdue!",
		"Tr0ub4dor&3", "pass83720164", "correct horse battery staple",
		"dETiKiOcO+YBuvaKHkP0a/o4E36oYnIX5qSrKroE", "hunter2",
		"d41d8cd98f00b204e9800998ecf8427e", "$2y$10$Kq83LzpQ2Wx7Rt" };

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (fi_placeholder(list[i], strlen(list[i])))
			fail_msg("taken for a placeholder: %s", list[i]);
}

static void random_values_look_random(void **state)
{
	static const char *const list[] = { "FRJOszKazt646IX40L2H", "bOMrrREhT1Yx7fx9",
		"d41d8cd98f00b204e9800998ecf8427e", "3pu6hszjas19xyp7ghgosyx9",
		"dETiKiOcO+YBuvaKHkP0a/o4E36oYnIX5qSrKroE", "83920175" };

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (!fi_random_looking(list[i], strlen(list[i])))
			fail_msg("not random: %s", list[i]);
}

static void identifiers_do_not_look_random(void **state)
{
	static const char *const list[] = { "short", "aaaaaaaabbbbbbbb", "primary_key_name",
		"getElementsByTagName", "production-database-server",
		"AbstractSingletonProxyFactory", "s.Eip1559NotSupportedError",
		"0000000000000000000000000000000a" };

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (fi_random_looking(list[i], strlen(list[i])))
			fail_msg("random: %s", list[i]);
}

static void crc32_is_that_of_zlib(void **state)
{
	(void)state;
	assert_int_equal(fi_crc32("123456789", 9), 0xcbf43926);
}

static void base64_decodes_both_alphabets_with_or_without_padding(void **state)
{
	unsigned char out[8];
	size_t n;

	(void)state;
	assert_true(fi_base64("+/+/", 4, out, sizeof(out), &n));
	assert_memory_equal(out, "\xfb\xff\xbf", 3);
	assert_true(fi_base64("-_-_", 4, out, sizeof(out), &n));
	assert_memory_equal(out, "\xfb\xff\xbf", 3);
	assert_true(fi_base64("aGk=", 4, out, sizeof(out), &n));
	assert_int_equal(n, 2);
	assert_true(fi_base64("aG\nk", 4, out, sizeof(out), &n));
	assert_memory_equal(out, "hi", 2);
	assert_false(fi_base64("aGk!", 4, out, sizeof(out), &n));
	assert_false(fi_base64("aGkaG", 5, out, sizeof(out), &n));
	assert_false(fi_base64("aGVsbG8gd29ybGQ", 15, out, sizeof(out), &n));
}

static void prefixed_tokens_are_dropped_on_strong_signs_only(void **state)
{
	(void)state;
	assert_true(judged_alone(fi_check_placeholder, "ghp_xxxxxxxxxxxxxxxx").drop);
	assert_true(judged_alone(fi_check_placeholder, "sk_live_EXAMPLE83jfq").drop);
	assert_true(judged_alone(fi_check_placeholder, "SG.abc...").drop);
	assert_false(judged_alone(fi_check_placeholder, "ghp_fooN83barKq92bazLw").drop);
}

static void github_checksum_that_fits_keeps_the_severity(void **state)
{
	struct fi_verdict v = judged_alone(fi_check_github,
		"ghp_" "TZfWtWLESDI7gQWt327taqx2oVhpPB0lRXOE");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_CRITICAL);
	assert_null(v.note);
}

static void github_checksum_that_fails_lowers_and_says_so(void **state)
{
	struct fi_verdict v = judged_alone(fi_check_github,
		"ghp_" "TZfWtWLESDI7gQWt327taqx2oVhpPB0lRXOF");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_MEDIUM);
	assert_non_null(strstr(v.note, "checksum"));
}

static void plain_gitlab_tokens_have_no_checksum(void **state)
{
	struct fi_verdict v = judged_alone(fi_check_gitlab, "glpat-" "ic_fmoEpFrzbnUyOP_jn");

	(void)state;
	assert_int_equal(v.severity, FI_CRITICAL);
}

static void routable_gitlab_token_is_held_against_its_checksum(void **state)
{
	struct fi_verdict v = judged_alone(fi_check_gitlab,
		"glpat-" "bzoxCnU6MzU5Cjk2kMx8Qv3LpZr7Wd.01.1o0000000");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_MEDIUM);
}

/* {"alg":"HS256","typ":"JWT"} . {"uid":7411} and {"uid":7411,"exp":1516239022} */
#define JWT_HEAD "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
#define JWT_TAIL "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"

static void jwt_with_claims_is_kept(void **state)
{
	struct fi_verdict v = judged_alone(fi_check_jwt,
		JWT_HEAD "." "eyJ1aWQiOjc0MTF9" "." JWT_TAIL);

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_CRITICAL);
}

static void expired_jwt_is_low_and_says_so(void **state)
{
	struct fi_verdict v = judged_alone(fi_check_jwt,
		JWT_HEAD "." "eyJ1aWQiOjc0MTEsImV4cCI6MTUxNjIzOTAyMn0" "." JWT_TAIL);

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_LOW);
	assert_non_null(strstr(v.note, "expired"));
}

static void what_is_no_json_is_no_jwt(void **state)
{
	(void)state;
	assert_true(judged_alone(fi_check_jwt, "eyJhbGciOiJI.eyJ1aWQiOjc0MTF9.abc").drop);
	assert_true(judged_alone(fi_check_jwt, JWT_HEAD "." "e30" "." JWT_TAIL).drop);
	assert_true(judged_alone(fi_check_jwt, "eyJ").drop);
	/* the sample of jwt.io */
	assert_true(judged_alone(fi_check_jwt, JWT_HEAD
		".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0Ijox"
		"NTE2MjM5MDIyfQ." JWT_TAIL).drop);
}

/* An Ed25519 key in PKCS#8 (48 bytes), the key being rising bytes. */
#define ED25519 "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8Q" "ERITFBUWFxgZGhscHR4f"
#define BEGIN "-----BEGIN PRIVATE " "KEY-----"
#define END "-----END PRIVATE " "KEY-----"

static void private_key_that_decodes_is_kept(void **state)
{
	const char *pem = BEGIN "\n" ED25519 "\n" END;
	struct fi_verdict v = judged_alone(fi_check_private_key, pem);

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_CRITICAL);
}

static void private_key_with_escaped_line_breaks_is_kept(void **state)
{
	const char *json = BEGIN "\\n" ED25519 "\\n" END "\\n";
	const char *code = BEGIN "\\n\" +\n\t\"" ED25519 "\\n\" +\n\t\"" END;

	(void)state;
	assert_false(judged_alone(fi_check_private_key, json).drop);
	assert_false(judged_alone(fi_check_private_key, code).drop);
}

static void private_key_without_a_body_is_none(void **state)
{
	(void)state;
	assert_true(judged_alone(fi_check_private_key, BEGIN "\n...\n" END).drop);
	assert_true(judged_alone(fi_check_private_key, BEGIN "\nMIIEabcd\n" END).drop);
	assert_true(judged_alone(fi_check_private_key, BEGIN).drop);
	assert_true(judged_alone(fi_check_private_key,
		BEGIN "\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n" END)
			    .drop);
}

static void cut_private_key_is_medium(void **state)
{
	/* the length says 0x32 bytes where 0x30 follow */
	const char *pem = BEGIN "\nMDICAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8Q"
				"ERITFBUWFxgZGhscHR4f\n" END;
	struct fi_verdict v = judged_alone(fi_check_private_key, pem);

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_MEDIUM);
}

static void encrypted_private_key_is_low(void **state)
{
	const char *pem = "-----BEGIN RSA PRIVATE " "KEY-----\nProc-Type: 4,ENCRYPTED\n"
			  "DEK-Info: AES-128-CBC,0011\n\n" ED25519 "\n"
			  "-----END RSA PRIVATE " "KEY-----";
	struct fi_verdict v = judged_alone(fi_check_private_key, pem);

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_LOW);
	assert_non_null(strstr(v.note, "encrypted"));
}

static void private_key_in_a_program_is_low_and_in_a_packages_source_medium(void **state)
{
	const char *pem = BEGIN "\n" ED25519 "\n" END;
	struct fi_candidate c = { .rule = &critical, .value = pem, .n = strlen(pem),
		.match = pem, .match_n = strlen(pem), .around = pem,
		.around_n = strlen(pem), .path = "usr/lib/libx.so", .binary = true };
	struct fi_verdict v = { .severity = FI_CRITICAL };

	(void)state;
	fi_check_private_key(&c, &v);
	assert_int_equal(v.severity, FI_LOW);
	c.binary = false;
	c.path = "app/node_modules/ssh2/lib/keys.js";
	v = (struct fi_verdict){ .severity = FI_CRITICAL };
	fi_check_private_key(&c, &v);
	assert_int_equal(v.severity, FI_MEDIUM);
	c.path = "app/node_modules/ipc/certs/server.key";
	v = (struct fi_verdict){ .severity = FI_CRITICAL };
	fi_check_private_key(&c, &v);
	assert_int_equal(v.severity, FI_MEDIUM);
	c.path = "app/certs/server.key";
	v = (struct fi_verdict){ .severity = FI_CRITICAL };
	fi_check_private_key(&c, &v);
	assert_int_equal(v.severity, FI_CRITICAL);
}

static void url_password_of_a_real_host_is_kept(void **state)
{
	struct fi_verdict v = judged_url(
		"postgres://shop:8PGtEr56rKCb6jYV@db.internal.acme.example:5432/shop",
		"8PGtEr56rKCb6jYV");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_CRITICAL);
	assert_false(judged_url("redis://:q8Zk29Lm@[fdaa::3]:6379", "q8Zk29Lm").drop);
}

static bool is_doubted(const char *value)
{
	struct fi_candidate c = { .value = value, .n = strlen(value) };
	struct fi_verdict v = { .severity = FI_HIGH };

	fi_check_random(&c, &v);
	return v.drop;
}

static void the_head_of_a_token_does_not_make_it_doubtful(void **state)
{
	(void)state;
	assert_false(is_doubted("dapi"
				"a45b8d07181a876ba354b77d58deae3e"));
	assert_false(is_doubted("token-8y4xw:"
				"psdd16w4p0ozx0aab3djlbaphivhzscd5prss5gavp19p2xaklvdn8"));
	assert_true(is_doubted("dapi00000000000000000000000000000001"));
}

static void url_passwords_of_examples_are_low(void **state)
{
	struct fi_verdict v = judged_url("http://u:p4ssw8Rd2@example.com/", "p4ssw8Rd2");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_LOW);
	v = judged_url("http://proxyuser:proxypass@proxy.acme.io/", "proxypass");
	assert_int_equal(v.severity, FI_LOW);
	assert_false(judged_url("redis://:8PGtEr56rKCb6jYV@h:6379/", "8PGtEr56rKCb6jYV").drop);
}

static void url_placeholders_are_dropped(void **state)
{
	(void)state;
	assert_true(judged_url("http://user:pass@localhost/", "pass").drop);
	assert_true(judged_url("http://u:changeme1@www.example.org/", "changeme1").drop);
	assert_true(judged_url("redis://:secret@h:6379/", "secret").drop);
	assert_true(judged_url("postgres://u:${PW}@db.acme.io/", "${PW}").drop);
	assert_true(judged_url("postgres://postgres:postgres@db/", "postgres").drop);
	assert_true(judged_url("http://u:p4ssw8Rd2@host/", "p4ssw8Rd2").drop);
}

static void a_url_of_an_example_host_is_listed_as_low(void **state)
{
	struct fi_verdict v = judged_url("http://u:password@example.com/", "password");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_LOW);
}

static void an_old_aws_id_tells_no_account(void **state)
{
	struct fi_verdict v = judged(fi_check_aws_id, "AKIA" "J0QX81WMZ9RT5KVB",
		"AKIA" "J0QX81WMZ9RT5KVB");

	(void)state;
	assert_false(v.drop);
	assert_string_equal(v.note_text, "");
}

static void the_key_id_in_a_signed_link_is_low(void **state)
{
	struct fi_verdict v = judged(fi_check_aws_id,
		"X-Amz-Credential=AKIA" "YSHVJY65YZQUVVQL", "AKIA" "YSHVJY65YZQUVVQL");

	(void)state;
	assert_int_equal(v.severity, FI_LOW);
}

static void a_whole_token_with_the_word_example_is_low(void **state)
{
	struct fi_verdict v = judged(fi_check_placeholder,
		"lin_api_q7Lt2Nx9Vb5Mc1Zr8Wk3Hd6Jf4GpSyTAEXAMPLE",
		"lin_api_q7Lt2Nx9Vb5Mc1Zr8Wk3Hd6Jf4GpSyTAEXAMPLE");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_LOW);
	assert_true(judged(fi_check_placeholder, "lin_api_EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXA",
		"lin_api_EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXA").drop);
}

static void weak_url_password_of_a_real_host_is_medium(void **state)
{
	struct fi_verdict v =
		judged_url("postgres://postgres:postgres@db.acme.io/", "postgres");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_MEDIUM);
}

static void password_in_a_program_is_a_literal(void **state)
{
	static const struct {
		const char *path, *match;
		bool drop;
	} cases[] = {
		{ "app/a.py", "snowflake_password: Optional[SecretStr]", true },
		{ "app/a.py", "snowflake_password: \"v3ywKMjM" "SLiOg7M7\"", false },
		{ "app/a.ini", "snowflake_password: v3ywKMjM" "SLiOg7M7", false },
		{ "app/a.ini", "snowflake_password: ${PASSWORD}", true },
		{ "app/a.py", "snowflake_password: Weather7Sunset", true },
		{ "app/a.ini", "snowflake_password: Weather7Sunset", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *value = strchr(cases[i].match, ' ') + 1;
		bool quoted = *value == '"';
		struct fi_candidate c = { .rule = &critical, .value = value + quoted,
			.n = strlen(value) - 2 * quoted, .match = cases[i].match,
			.match_n = strlen(cases[i].match), .path = cases[i].path };
		struct fi_verdict v = { .severity = FI_CRITICAL };

		fi_check_password(&c, &v);
		assert_int_equal(v.drop, cases[i].drop);
	}
}

static void url_password_that_repeats_its_user_is_a_word(void **state)
{
	(void)state;
	assert_true(judged_url("mongodb://oplog_reader:oplog_reader_pass" "word@server1/local",
		"oplog_reader_password").drop);
	assert_false(judged_url("mongodb://oplog_reader:oplog_reader_Xk29dq@server1/local",
		"oplog_reader_Xk29dq").drop);
}

static void url_password_of_this_machine_is_low(void **state)
{
	struct fi_verdict v = judged_url("postgres://u:Kq83Lzp2@localhost/", "Kq83Lzp2");

	(void)state;
	assert_false(v.drop);
	assert_int_equal(v.severity, FI_LOW);
}

static void made_up_note_is_cut_and_the_first_one_stays(void **state)
{
	struct fi_verdict v = { .severity = FI_HIGH };

	(void)state;
	assert_null(fi_verdict_note(&v));
	fi_verdict_say(&v, FI_CRITICAL, "%0400d", 7);
	assert_int_equal(v.severity, FI_HIGH);
	assert_int_equal(strlen(fi_verdict_note(&v)), FI_NOTE_MAX - 1);
	v.note_text[0] = 0;
	fi_verdict_lower(&v, FI_LOW, "static");
	fi_verdict_say(&v, FI_INFO, "made up");
	assert_string_equal(fi_verdict_note(&v), "static");
	assert_int_equal(v.severity, FI_INFO);
}

static void basic_auth_needs_a_password_that_is_none_of_the_docs(void **state)
{
	(void)state;
	/* deploy:Kq83Lzp2Wx */
	assert_false(judged_alone(fi_check_basic_auth, "ZGVwbG95OktxODNMenAyV3g=").drop);
	/* user:pass, no colon, not text */
	assert_true(judged_alone(fi_check_basic_auth, "dXNlcjpwYXNz").drop);
	assert_true(judged_alone(fi_check_basic_auth, "b3BlbnNlc2FtZQo=").drop);
	assert_true(judged_alone(fi_check_basic_auth, "////////").drop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entropy_counts_bits),
		cmocka_unit_test(placeholders_are_known),
		cmocka_unit_test(real_passwords_are_no_placeholders),
		cmocka_unit_test(random_values_look_random),
		cmocka_unit_test(identifiers_do_not_look_random),
		cmocka_unit_test(crc32_is_that_of_zlib),
		cmocka_unit_test(base64_decodes_both_alphabets_with_or_without_padding),
		cmocka_unit_test(prefixed_tokens_are_dropped_on_strong_signs_only),
		cmocka_unit_test(github_checksum_that_fits_keeps_the_severity),
		cmocka_unit_test(github_checksum_that_fails_lowers_and_says_so),
		cmocka_unit_test(plain_gitlab_tokens_have_no_checksum),
		cmocka_unit_test(routable_gitlab_token_is_held_against_its_checksum),
		cmocka_unit_test(jwt_with_claims_is_kept),
		cmocka_unit_test(expired_jwt_is_low_and_says_so),
		cmocka_unit_test(what_is_no_json_is_no_jwt),
		cmocka_unit_test(private_key_that_decodes_is_kept),
		cmocka_unit_test(private_key_with_escaped_line_breaks_is_kept),
		cmocka_unit_test(private_key_without_a_body_is_none),
		cmocka_unit_test(cut_private_key_is_medium),
		cmocka_unit_test(encrypted_private_key_is_low),
		cmocka_unit_test(private_key_in_a_program_is_low_and_in_a_packages_source_medium),
		cmocka_unit_test(url_password_of_a_real_host_is_kept),
		cmocka_unit_test(the_head_of_a_token_does_not_make_it_doubtful),
		cmocka_unit_test(url_passwords_of_examples_are_low),
		cmocka_unit_test(url_placeholders_are_dropped),
		cmocka_unit_test(a_url_of_an_example_host_is_listed_as_low),
		cmocka_unit_test(an_old_aws_id_tells_no_account),
		cmocka_unit_test(the_key_id_in_a_signed_link_is_low),
		cmocka_unit_test(a_whole_token_with_the_word_example_is_low),
		cmocka_unit_test(weak_url_password_of_a_real_host_is_medium),
		cmocka_unit_test(password_in_a_program_is_a_literal),
		cmocka_unit_test(url_password_that_repeats_its_user_is_a_word),
		cmocka_unit_test(url_password_of_this_machine_is_low),
		cmocka_unit_test(made_up_note_is_cut_and_the_first_one_stays),
		cmocka_unit_test(basic_auth_needs_a_password_that_is_none_of_the_docs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
