/* test_worth.c - which names hold secrets, and which values are some. */
#include "tests/lib_test.h"

#include <string.h>

#include "rules/worth.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void assert_naming(const char *const *names, size_t n, enum fi_naming want)
{
	for (size_t i = 0; i < n; i++) {
		enum fi_naming got = fi_naming_of(names[i], strlen(names[i]));

		if (got != want)
			fail_msg("%s: %d, want %d", names[i], got, want);
	}
}

static void assert_worth(const char *const *values, size_t n, enum fi_worth want)
{
	for (size_t i = 0; i < n; i++) {
		enum fi_worth got = fi_worth_of(values[i], strlen(values[i]));

		if (got != want)
			fail_msg("%s: %d, want %d", values[i], got, want);
	}
}

static void names_of_secrets_are_known_in_every_spelling(void **state)
{
	static const char *const names[] = { "DB_PASSWORD", "dbPassword", "db-password",
		"password2", "PASS", "SMTP_PASS", "apiKey", "API_KEY", "apikey", "APIKey",
		"stripeSecretKey", "SECRET_KEY_BASE", "com.acme.deploy.token", "--token",
		"AWS_SECRET_ACCESS_KEY", "githubToken", "client-secret", "PGPASSWORD",
		"requirepass", "mysql_root_password" };

	(void)state;
	assert_naming(names, COUNT(names), FI_NAMED_SECRET);
}

static void names_about_secrets_are_plain(void **state)
{
	static const char *const names[] = { "PASSWORD_FILE", "API_KEY_HEADER", "SECRET_NAME",
		"tokenUrl", "token_type", "passwordField", "csrfToken", "publicKey",
		"showPassword", "max_tokens", "nextToken", "AWS_ACCESS_KEY_ID",
		"compass", "bypass", "monkey", "PORT", "author", "passive", "" };

	(void)state;
	assert_naming(names, COUNT(names), FI_NAMED_PLAIN);
}

static void some_names_need_a_random_value(void **state)
{
	static const char *const names[] = { "SENTRY_KEY", "basic_auth", "SALT" };

	(void)state;
	assert_naming(names, COUNT(names), FI_NAMED_MAYBE);
}

static void generated_values_are_random(void **state)
{
	static const char *const values[] = {
		"q7Lt2Nx9Vb5M" "c1Zr8Kw4",
		"7f1c9ae0b4d25e83" "c6f90a1b7d4e2c58",
		"vK5mXt9pYc3N" "h7sBd4Gf6Jk+/Qz2Lr8w==",
		"w8#Qz2Lr!vK5mXt" "9pYc3Nh7sBd4Gf6Jk",
		"base64:4StV8PVvCLC6gkJX" "gGdkYdlWW0suqjb2sj0QvDHx3Hs=",
	};

	(void)state;
	assert_worth(values, COUNT(values), FI_WORTH_RANDOM);
}

static void chosen_passwords_and_hashes_are_weak(void **state)
{
	static const char *const values[] = { "c007cd12-1fe7-4843-947e-ddecfc0d8913",
		"Summer2024!", "Tr0ub4dor&3", "tkrwlbqnmxvhdz7",
		("$2b$12$c2FsdHNhbHRzYWx0c2Fs"
		 "dOQw8Er5Ty7Ui9Op1As3Df4") };

	(void)state;
	assert_worth(values, COUNT(values), FI_WORTH_WEAK);
}

static void stand_ins_and_look_ups_are_none(void **state)
{
	static const char *const values[] = { "", "x", "changeme", "YOUR_API_KEY",
		"${DB_PASSWORD}", "$TOKEN", "{{ secret }}", "<password>", "%PASSWORD%",
		"xxxxxxxxxxxxxxxx", "process.env.TOKEN", "os.environ['X']", "getPassword()",
		"vault:secret/data/db#pw", "op://vault/item/pw", "ENC[AES256_GCM,data:x]",
		"!Ref DbPassword", "$(cat /run/secrets/db)",
		("wJalrXUtnFEMI/K7MD"
		 "ENG/bPxRfiCYEXAMPLEKEY") };

	(void)state;
	assert_worth(values, COUNT(values), FI_WORTH_NONE);
}

static void settings_are_none(void **state)
{
	static const char *const values[] = { "true", "production", "3600", "1.2.3", "10.0.0.1",
		"/run/secrets/db", "./keys/a.pem", "https://api.example/v1", "us-east-1",
		"prod/db", "X-Api-Key", "C:\\keys\\a.pem", "2026-11-24T10:00:00Z",
		"getToken(user.id)", "$STATE_DIR/$which/x_by_$state/9", "a->b->token", "my password is long" };

	(void)state;
	assert_worth(values, COUNT(values), FI_WORTH_NONE);
}

static void poor_passwords_are_words(void **state)
{
	static const char *const values[] = { "RedisPass1!", "admin123",
		"NotActuallyApplied!", "secret12345", "quickstart-9b5a699bc0dc8211" };

	(void)state;
	assert_worth(values, COUNT(values), FI_WORTH_WORD);
}

static void salts_of_all_that_a_keyboard_has_are_random(void **state)
{
	static const char *const values[] = {
		"q$B:]zZjN-Ax=<>h7V1.vm+k^|}2wVZf]" "Xw#{EZ[-pTohv+Kj0W-Z|:|g$-+E8:9",
		"k Xq2m.Z%9w]Tb}v<4hR|s7&Jc;Yd#1p" "N(6g!Lz^Vf@3 0e*KxM~u5/BaGt[8r>W",
	};

	(void)state;
	assert_worth(values, COUNT(values), FI_WORTH_RANDOM);
}

static void requests_for_a_value_are_none_in_base64_too(void **state)
{
	static const char *const values[] = { "Y2hhbmdlbWUtcGxlYXNl", "#!/usr/bin/python3",
		"abc-abc123-kubeconfig", "some.name=\"$PASSWORD\"",
		").append(indented(password)).append(" };

	(void)state;
	assert_worth(values, COUNT(values), FI_WORTH_NONE);
}

static void words_are_hardly_a_password(void **state)
{
	static const char *const values[] = { "sunshine", "forgottenPassphrase" };

	(void)state;
	assert_worth(values, COUNT(values), FI_WORTH_WORD);
}

static void files_are_told_by_their_name(void **state)
{
	(void)state;
	assert_int_equal(fi_text_kind_of("app/config/production.json"), FI_TEXT_CONFIG);
	assert_int_equal(fi_text_kind_of("app/Procfile"), FI_TEXT_CONFIG);
	assert_int_equal(fi_text_kind_of("srv/api/settings.py"), FI_TEXT_SETTINGS);
	assert_int_equal(fi_text_kind_of("app/config/runtime.exs"), FI_TEXT_SETTINGS);
	assert_int_equal(fi_text_kind_of("app/server.js"), FI_TEXT_CODE);
	assert_int_equal(fi_text_kind_of("app/README.md"), FI_TEXT_PROSE);
	assert_int_equal(fi_text_kind_of("app/bundle.js.map"), FI_TEXT_NOISE);
}

static void files_of_others_are_told_by_their_place(void **state)
{
	(void)state;
	assert_true(fi_path_is_borrowed("app/node_modules/a/index.js"));
	assert_true(fi_path_is_borrowed("usr/lib/python3/a.py"));
	assert_true(fi_path_is_borrowed("srv/test/keys.json"));
	assert_false(fi_path_is_borrowed("app/config/test"));
	assert_false(fi_path_is_borrowed("app/usr/lib/a"));
	assert_false(fi_path_is_borrowed("root/.aws/credentials"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_secrets_are_known_in_every_spelling),
		cmocka_unit_test(names_about_secrets_are_plain),
		cmocka_unit_test(some_names_need_a_random_value),
		cmocka_unit_test(generated_values_are_random),
		cmocka_unit_test(chosen_passwords_and_hashes_are_weak),
		cmocka_unit_test(stand_ins_and_look_ups_are_none),
		cmocka_unit_test(settings_are_none),
		cmocka_unit_test(poor_passwords_are_words),
		cmocka_unit_test(salts_of_all_that_a_keyboard_has_are_random),
		cmocka_unit_test(requests_for_a_value_are_none_in_base64_too),
		cmocka_unit_test(words_are_hardly_a_password),
		cmocka_unit_test(files_are_told_by_their_name),
		cmocka_unit_test(files_of_others_are_told_by_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
