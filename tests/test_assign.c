/* test_assign.c - secrets that only their name gives away, in every syntax. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <string.h>

#include "rules/assign.h"
#include "rules/scan.h"

#define VALUE                                                                            \
	"q7Lt2Nx9"                                                                       \
	"Vb5Mc1Zr8Kw4"

struct found {
	size_t n;
	enum fi_severity severity;
	unsigned line, column;
	bool is_value;
};

static enum fi_code keep(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct found *f = self;

	(void)err;
	f->n++;
	f->severity = h->severity;
	f->line = h->line;
	f->column = h->column;
	f->is_value = h->n == strlen(VALUE) && memcmp(h->value, VALUE, h->n) == 0;
	return FI_OK;
}

static struct found scan(const char *path, const char *text)
{
	const struct fi_rule *list[16];
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };
	struct found f = { 0 };

	assert_in_range(fi_rules_assign_n, 1, 16);
	for (size_t i = 0; i < fi_rules_assign_n; i++)
		list[i] = &fi_rules_assign[i];
	assert_ok(fi_scanner_from_rules(list, fi_rules_assign_n, &s, &err), &err);
	assert_ok(fi_scan_text(s, path, text, strlen(text), keep, &f, &err), &err);
	fi_scanner_free(s);
	return f;
}

static void assert_found(const char *path, const char *text, enum fi_severity severity)
{
	struct found f = scan(path, text);

	if (f.n == 0 || !f.is_value || f.severity != severity)
		fail_msg("%s: %s: %zu found, severity %d", path, text, f.n, (int)f.severity);
}

static void assert_silent(const char *path, const char *text)
{
	if (scan(path, text).n > 0)
		fail_msg("%s: %s: found something", path, text);
}

static void configuration_of_every_syntax_is_read(void **state)
{
	(void)state;
	assert_found("app/a.json", "{\"password\": \"" VALUE "\"}", FI_HIGH);
	assert_found("app/a.json", "{\\\"password\\\": \\\"" VALUE "\\\"}", FI_HIGH);
	assert_found("app/a.yml", "db:\n  password: " VALUE "\n", FI_HIGH);
	assert_found("app/a.yml", "- name: DB_PASSWORD\n  value: " VALUE "\n", FI_HIGH);
	assert_found("app/a.toml", "client_secret = '" VALUE "'\n", FI_HIGH);
	assert_found("app/a.ini", "passwd=" VALUE "\n", FI_HIGH);
	assert_found("app/a.properties", "db.password=" VALUE "\n", FI_HIGH);
	assert_found("app/a.xml", "<password>" VALUE "</password>", FI_HIGH);
	assert_found("app/a.xml", "<add key=\"DbPassword\" value=\"" VALUE "\"/>", FI_HIGH);
	assert_found("app/a.json", "{\"name\":\"API_TOKEN\",\"value\":\"" VALUE "\"}", FI_HIGH);
	assert_found("app/run.sh", "exec x --password=" VALUE "\n", FI_HIGH);
	assert_found("app/run.sh", "exec x --password " VALUE "\n", FI_HIGH);
	assert_found("app/a.conf", "Server=db;Password=" VALUE ";Port=1\n", FI_HIGH);
}

static void definitions_without_an_operator_are_read(void **state)
{
	(void)state;
	assert_found("app/Dockerfile", "ENV API_TOKEN " VALUE "\n", FI_HIGH);
	assert_found("etc/nginx.conf", "\tset $apikey " VALUE ";\n", FI_HIGH);
	assert_found("app/build.gradle.conf", "x\n  password \"" VALUE "\"\n", FI_HIGH);
	assert_found("app/run.sh", "T=${API_TOKEN:-" VALUE "}\n", FI_HIGH);
	assert_found("app/A.java", "x.setPassword(\"" VALUE "\");", FI_MEDIUM);
	assert_found("app/a.xml", "<Pass encoding=\"plain\" password=\"x\">" VALUE "</Pass>",
		FI_HIGH);
	assert_silent("etc/pam.d/login", "x\npassword requisite pam_deny.so\n");
	assert_silent("app/notes.txt", "the password " VALUE "\n");
	assert_silent("etc/freeradius/mac2vlan", "passwd mac2vlan {\n");
	assert_silent("etc/apache2/ssl.conf",
		"SSLPassPhraseDialog  exec:/usr/share/apache2/ask-for-passphrase\n");
}

static void commands_tell_passwords(void **state)
{
	(void)state;
	assert_found("app/run.sh", "curl -s -u bob:" VALUE " https://a.io\n", FI_HIGH);
	assert_found("app/run.sh", "curl -k \\\n  --proxy-user bob:" VALUE " a.io\n", FI_HIGH);
	assert_found("app/run.sh", "mysql -h db -p" VALUE " shop\n", FI_HIGH);
	assert_found("app/run.sh", "sshpass -p " VALUE " ssh a\n", FI_HIGH);
	assert_found("app/run.sh", "redis-cli -a '" VALUE "' ping\n", FI_HIGH);
	assert_silent("app/run.sh", "curl -u bob: https://a.io\nmysql -p shop\n");
	assert_silent("app/run.sh", "curl -u $U:$P https://a.io; sshpass -p $P ssh a\n");
}

static void keys_need_a_random_value(void **state)
{
	(void)state;
	assert_found("app/a.yml", "partner_key: " VALUE "\n", FI_MEDIUM);
	assert_found("app/a.yml", "nonce_salt: " VALUE "\n", FI_MEDIUM);
	assert_silent("app/a.yml", "partner_key: Summer2024!\n");
	assert_silent("app/a.yml", "sort_key: " VALUE "\nuniq_key: " VALUE "\n");
}

static void urls_of_repositories_hold_tokens(void **state)
{
	(void)state;
	assert_found("app/package.json", "git+https://" VALUE "@github.com/a/b.git", FI_HIGH);
	assert_found("app/package.json", "https://" VALUE ":x-oauth-basic@git.acme.io/a",
		FI_HIGH);
	assert_silent("app/package.json", "git+https://git-user-of-the-build@github.com/a/b");
}

static void what_a_comment_waives_is_low(void **state)
{
	(void)state;
	assert_found("app/a.yml", "password: " VALUE " # notsecret\n", FI_LOW);
	assert_found("app/a.py.cfg", "password='" VALUE "' # gitleaks:allow\n", FI_LOW);
	assert_found("app/a.yml", "password: " VALUE "\n# notsecret\n", FI_HIGH);
}

static void words_are_low_in_configuration(void **state)
{
	struct found f = scan("app/a.ini", "AdminPassword=AdminPassword123\n");

	(void)state;
	assert_int_equal(f.n, 1);
	assert_int_equal(f.severity, FI_LOW);
	assert_silent("app/a.ini", "x\n# password = sunshine\n");
	assert_silent("app/a.xml", "<!-- how\n<password>sunshine</password> -->");
	assert_silent("app/test.log", "PASS: gas/i386/float\n");
}

static void code_that_is_configuration_counts_as_such(void **state)
{
	(void)state;
	assert_found("srv/settings.py", "SECRET_KEY = '" VALUE "'\n", FI_HIGH);
	assert_found("app/config/prod.exs", "secret_key_base: \"" VALUE "\"", FI_HIGH);
	assert_found("www/wp-config.php", "define('DB_PASSWORD', '" VALUE "');", FI_HIGH);
}

static void code_needs_a_quoted_random_value(void **state)
{
	(void)state;
	assert_found("app/a.js", "const apiKey = \"" VALUE "\";", FI_MEDIUM);
	assert_found("app/a.ts", "const apiKey: string = \"" VALUE "\";", FI_MEDIUM);
	assert_silent("app/a.js", "const apiKey = " VALUE ";");
	assert_silent("app/a.js", "const password = 'sunshine';");
	assert_silent("app/a.js", "const password = getPassword();");
	assert_silent("app/a.js", "['password', '" VALUE "']");
}

static void chosen_passwords_are_medium_in_configuration(void **state)
{
	struct found f = scan("app/a.yml", "password: Summer2024!\n");

	(void)state;
	assert_int_equal(f.n, 1);
	assert_int_equal(f.severity, FI_MEDIUM);
	assert_int_equal(f.line, 1);
	assert_int_equal(f.column, 11);
}

static void drawn_letters_are_as_good_as_chosen_passwords(void **state)
{
	static const char *const texts[] = { "production:\n  password: qzhxvkwpljhgfdsmnbtr\n",
		"production:\n  password: fcFStKLTGWxj\n", "password = 'kqXwZrTpMbVgHnLs'\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_int_equal(scan("app/a.yml", texts[i]).severity, FI_MEDIUM);
	assert_int_equal(scan("app/a.yml", "password: correcthorsebattery\n").severity, FI_LOW);
	assert_int_equal(scan("app/a.yml", "password: AbstractPoolFactory\n").severity, FI_LOW);
}

static void a_command_takes_a_word_for_its_password(void **state)
{
	(void)state;
	assert_int_equal(scan("app/run.sh", "sshpass -p sunshine ssh a\n").severity, FI_MEDIUM);
	assert_int_equal(scan("app/run.sh", "mysql -u root -psunshine a\n").severity, FI_MEDIUM);
	assert_int_equal(scan("app/run.sh", "echo sunshine | docker login -u ci --password-stdin\n")
				 .severity, FI_MEDIUM);
	assert_int_equal(scan("app/a.sql", "x\n#  mysql -uroot -prootpass a\n").severity, FI_LOW);
	assert_silent("app/run.sh", "echo $PASSWORD | docker login -u ci --password-stdin\n");
	assert_silent("app/run.sh", "cat /p | docker login -u ci --password-stdin\n");
}

static void defaults_and_look_ups_are_spared(void **state)
{
	(void)state;
	assert_silent("app/default.json", "{\"password\": \"changeme\", \"apiKey\": \"YOUR_API_KEY\"}");
	assert_silent("app/a.yml", "password: ${DB_PASSWORD}\npassword_file: /run/secrets/db\n");
	assert_silent("app/a.py", "token = os.environ['TOKEN_FROM_ENVIRONMENT']\n");
	assert_silent("app/a.yml", "tokenUrl: https://id.example/" VALUE "\n");
	assert_silent("app/a.yml", "secretName: " VALUE "\n");
}

static void files_of_others_are_low(void **state)
{
	(void)state;
	assert_found("app/node_modules/a/b.json", "{\"password\": \"" VALUE "\"}", FI_LOW);
	assert_silent("app/node_modules/a/b.json", "{\"password\": \"Summer2024!\"}");
	assert_silent("app/a.js.map", "{\"password\": \"" VALUE "\"}");
}

static void careless_passwords_are_low_in_configuration(void **state)
{
	(void)state;
	assert_int_equal(scan("app/irc.conf", "IRC_PASS=irc_pass\n").severity, FI_LOW);
	assert_int_equal(scan("app/irc.conf", "IRC_PASS=irc_pass\n").n, 1);
	assert_int_equal(scan("app/a.xml", "<c user=\"a\" password=\"password\"/>").n, 1);
	assert_int_equal(scan("app/a.gradle", "password \"shop_maven\"\n").n, 1);
	assert_silent("usr/share/a/irc.conf", "IRC_PASS=irc_pass\n");
	assert_silent("app/a.py", "password = 'password'\n");
	assert_silent("app/a.conf", "token=token\n");
}

static void defaults_of_parameters_are_read(void **state)
{
	(void)state;
	assert_found("app/a.json", "{\"DbPassword\": {\"Type\": \"String\", \"Default\": \"" VALUE
		"\"}}", FI_HIGH);
	assert_found("app/a.yml", "  DbPassword:\n    Type: String\n    Default: " VALUE "\n",
		FI_HIGH);
	assert_found("app/a.tf", "variable \"db_password\" {\n  default = \"" VALUE "\"\n}\n",
		FI_HIGH);
	assert_silent("app/a.yml", "  DbPassword:\n    Type: String\n    Default: !Ref Other\n");
}

static void files_to_be_filled_in_are_at_most_medium(void **state)
{
	(void)state;
	assert_found("app/a.xml.dist", "<a password=\"" VALUE "\"/>", FI_MEDIUM);
	assert_silent("app/a.xml.dist", "<a password=\"admin\"/>");
	assert_int_equal(scan("app/a.json",
		"{\"password\": \"0b7f5c1e-83d2-4c6a-9e11-5ad2708f3c94\"}").severity, FI_LOW);
}

static void dotenv_files_are_left_to_their_own_rule(void **state)
{
	(void)state;
	assert_silent("app/.env", "PASSWORD=" VALUE "\n");
}

/* What a hit of a long line should be: a waiver counts if the rule's context holds it. */
static enum fi_code check_waived(void *self, const struct fi_hit *h, struct fi_err *err)
{
	const size_t *waiver = self;
	size_t literal = h->start - strlen("_password=");
	bool seen = *waiver + strlen("nosec") <= literal + h->rule->after;

	(void)err;
	if ((h->severity == FI_LOW) != seen)
		fail_msg("%zu: %u:%u", *waiver, h->line, h->column);
	return FI_OK;
}

/* Where it was looked for already it is not again, and still none is missed. */
static void a_waiver_behind_many_values_counts_for_those_near_it(void **state)
{
	static const struct fi_rule *list[] = { &fi_rules_assign[0] };
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };

	(void)state;
	assert_ok(fi_scanner_from_rules(list, 1, &s, &err), &err);
	for (size_t i = 0; i < 40; i++) {
		/* Far, near, far: what is known of one text is not of the next. */
		size_t pad = i % 2 ? i / 2 : 39 - i / 2, n = 0, waiver;
		char text[4000];

		while (n < 1100)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "a_password=" VALUE " ");
		waiver = n + pad;
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%*snosec\n", (int)pad, "");
		assert_ok(fi_scan_text(s, "app/x.conf", text, n, check_waived, &waiver, &err), &err);
		n = (size_t)snprintf(text, sizeof(text), "%*sa_password=" VALUE " nosec\n", 1030,
			"");
		waiver = n - strlen("nosec\n");
		assert_ok(fi_scan_text(s, "app/x.conf", text, n, check_waived, &waiver, &err), &err);
	}
	fi_scanner_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_waiver_behind_many_values_counts_for_those_near_it),
		cmocka_unit_test(configuration_of_every_syntax_is_read),
		cmocka_unit_test(definitions_without_an_operator_are_read),
		cmocka_unit_test(commands_tell_passwords),
		cmocka_unit_test(keys_need_a_random_value),
		cmocka_unit_test(urls_of_repositories_hold_tokens),
		cmocka_unit_test(what_a_comment_waives_is_low),
		cmocka_unit_test(words_are_low_in_configuration),
		cmocka_unit_test(code_that_is_configuration_counts_as_such),
		cmocka_unit_test(code_needs_a_quoted_random_value),
		cmocka_unit_test(chosen_passwords_are_medium_in_configuration),
		cmocka_unit_test(drawn_letters_are_as_good_as_chosen_passwords),
		cmocka_unit_test(a_command_takes_a_word_for_its_password),
		cmocka_unit_test(defaults_and_look_ups_are_spared),
		cmocka_unit_test(files_of_others_are_low),
		cmocka_unit_test(careless_passwords_are_low_in_configuration),
		cmocka_unit_test(defaults_of_parameters_are_read),
		cmocka_unit_test(files_to_be_filled_in_are_at_most_medium),
		cmocka_unit_test(dotenv_files_are_left_to_their_own_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
