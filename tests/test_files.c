/* test_files.c - files that leak by being there: what is said of which line. */
#include "tests/lib_test.h"

#include <string.h>

#include "rules/content.h"
#include "rules/files.h"

#define VALUE                                                                            \
	"q7Lt2Nx9"                                                                       \
	"Vb5Mc1Zr8Kw4"

#define RULES_MAX 200

struct bench {
	struct fi_set set;
	struct fi_scanner *scanner;
	struct fi_content *content;
	const struct fi_record *records;
	size_t n;
};

/* One file, judged by all file rules and nothing else. */
static struct bench judge_bytes(const char *path, const char *text, size_t n)
{
	struct bench b = { .set = { .paths = fi_paths_new() } };
	const struct fi_rule *list[RULES_MAX];
	const char *slash = strrchr(path, '/');
	struct fi_entry e = { .kind = FI_KIND_FILE, .mode = 0600, .size = n };
	struct fi_visit visit = { .name = path, .base = slash ? slash + 1 : path, .entry = &e };
	enum fi_next next = FI_READ;
	struct fi_err err = { 0 };
	struct fi_visitor v;

	assert_in_range(fi_rules_files_n, 60, RULES_MAX);
	for (size_t i = 0; i < fi_rules_files_n; i++)
		list[i] = &fi_rules_files[i];
	assert_non_null(b.set.paths);
	visit.path = e.path = fi_paths_intern(b.set.paths, path, strlen(path), NULL);
	assert_ok(fi_scanner_from_rules(list, fi_rules_files_n, &b.scanner, &err), &err);
	assert_ok(fi_content_from_rules(b.scanner, &b.set, list, fi_rules_files_n, &b.content,
			  &err),
		&err);
	v = fi_content_visitor(b.content);
	assert_ok(v.layer_begin(v.self, 0, &err), &err);
	assert_ok(v.entry(v.self, &visit, &next, &err), &err);
	if (next == FI_READ) {
		if (n)
			assert_ok(v.bytes(v.self, text, n, &err), &err);
		assert_ok(v.bytes(v.self, NULL, 0, &err), &err);
	}
	assert_ok(v.layer_end(v.self, 0, &err), &err);
	b.records = fi_content_records(b.content, 0, &b.n);
	return b;
}

static struct bench judge(const char *path, const char *text)
{
	return judge_bytes(path, text, strlen(text));
}

static void bench_done(struct bench *b)
{
	fi_content_free(b->content);
	fi_scanner_free(b->scanner);
	fi_set_done(&b->set);
}

static void assert_one(const char *path, const char *text, const char *rule,
	enum fi_severity severity, unsigned line)
{
	FI_AUTO(bench_done) struct bench b = judge(path, text);

	if (b.n != 1)
		fail_msg("%s: %zu records", path, b.n);
	assert_string_equal(b.records[0].rule->id, rule);
	assert_int_equal(b.records[0].severity, severity);
	assert_int_equal(b.records[0].line, line);
	if (b.records[0].message)
		assert_lacks(b.records[0].message, VALUE);
}

static void assert_silent(const char *path, const char *text)
{
	FI_AUTO(bench_done) struct bench b = judge(path, text);

	if (b.n > 0)
		fail_msg("%s: %s", path, b.records[0].rule->id);
}

static void env_files_name_their_variables_but_not_the_values(void **state)
{
	FI_AUTO(bench_done) struct bench b =
		judge("app/.env", "PORT=1\nA_TOKEN=" VALUE "\nB_KEY=\nC_SECRET=${C}\n");

	(void)state;
	assert_int_equal(b.n, 2);
	assert_string_equal(b.records[0].rule->id, "env-file");
	assert_int_equal(b.records[0].severity, FI_HIGH);
	assert_contains(b.records[0].message, "A_TOKEN");
	assert_string_equal(b.records[1].rule->id, "env-secret");
	assert_string_equal(b.records[1].key, "A_TOKEN");
	assert_int_equal(b.records[1].line, 2);
	assert_int_equal(b.records[1].column, 9);
	assert_lacks(b.records[1].message, VALUE);
}

static void env_files_without_secrets_are_medium_or_silent(void **state)
{
	(void)state;
	assert_one("app/.env", "PORT=1\n", "env-file", FI_MEDIUM, 0);
	assert_silent("app/.env", "# nothing\nA=\n");
	assert_silent("app/.env.example", "A_TOKEN=changeme\nB=1\n");
	assert_one("app/.env.example", "A_TOKEN=" VALUE "\n", "env-secret", FI_MEDIUM, 1);
	assert_silent("app/.env.vault", "A_TOKEN=" VALUE "\n");
}

static void shadow_tells_hashes_from_locked_accounts(void **state)
{
	(void)state;
	assert_one("etc/shadow", "daemon:*:1::::::\nroot:$6$ab$" VALUE VALUE ":1::::::\n",
		"etc-shadow-hash", FI_HIGH, 2);
	assert_one("etc/shadow", "app:$6$ab$" VALUE VALUE ":1::::::\n", "etc-shadow-hash",
		FI_MEDIUM, 1);
	assert_silent("etc/shadow", "root:*:1::::::\na:!:1::::::\nb:!!:1::::::\nc::1::::::\n"
				    "d:!$6$ab$" VALUE ":1::::::\n");
	assert_silent("app/etc/shadow", "root:$6$ab$" VALUE VALUE ":1::::::\n");
}

static void histories_are_high_where_a_password_was_typed(void **state)
{
	(void)state;
	assert_one("root/.bash_history", "ls\n", "shell-history", FI_MEDIUM, 0);
	assert_one("root/.bash_history", "ls\nexport A_SECRET=" VALUE "\n", "shell-history",
		FI_HIGH, 2);
	assert_one("root/.bash_history", "curl -u a:" VALUE " x\n", "shell-history", FI_HIGH, 1);
	assert_one("root/.bash_history", "mysql -p" VALUE " db\n", "shell-history", FI_HIGH, 1);
	assert_one("root/.bash_history", "PGPASSWORD=" VALUE " psql\n", "shell-history", FI_HIGH,
		1);
	assert_one("root/.bash_history", "git clone https://a:" VALUE "@b.example/c\n",
		"shell-history", FI_HIGH, 1);
	assert_silent("root/.bash_history", "");
}

static void line_formats_name_the_host(void **state)
{
	FI_AUTO(bench_done) struct bench b =
		judge("root/.pgpass", "# c\ndb.example:5432:*:a\\:b:" VALUE "\n");

	(void)state;
	assert_int_equal(b.n, 1);
	assert_string_equal(b.records[0].key, "db.example");
	assert_int_equal(b.records[0].column, 24);
	assert_one("root/.netrc", "machine a.example\n login b\n password " VALUE "\n",
		"netrc-login", FI_CRITICAL, 3);
}

static void docker_logins_name_the_registry(void **state)
{
	FI_AUTO(bench_done) struct bench b = judge("root/.docker/config.json",
		"{\"auths\":\n{\"r.example\":{\"auth\":\"Ym90OnZO" "ZGtaOHFUcjJMdw==\"},\n"
		"\"s.example\":{},\"t.example\":{\"auth\":\"bm8=\"}}}");

	(void)state;
	assert_int_equal(b.n, 1);
	assert_string_equal(b.records[0].key, "r.example");
	assert_int_equal(b.records[0].line, 2);
}

static void urls_are_read_to_the_last_at_sign(void **state)
{
	(void)state;
	assert_one("root/.git-credentials", "https://a:x@" VALUE "@b.example\n",
		"git-credentials", FI_CRITICAL, 1);
	assert_silent("app/.git/config", "url = https://b.example/a@b\nurl = ssh://git@b/c\n");
}

static void a_program_named_htpasswd_holds_no_hashes(void **state)
{
	static const char elf[] = "\177ELF\0\na:bcdefghijklmnopqrst\n";
	FI_AUTO(bench_done) struct bench b =
		judge_bytes("usr/bin/htpasswd", elf, sizeof(elf) - 1);

	(void)state;
	assert_int_equal(b.n, 0);
}

static void comments_of_xml_show_how_a_password_is_written(void **state)
{
	(void)state;
	assert_silent("etc/maven/settings.xml", "<!-- how\n<password>Weather7</password>\n-->\n"
						"<!-- and <password>proxypass</password> -->");
	assert_one("etc/maven/settings.xml", "<!-- a -->\n<password>Weather7</password>",
		"maven-password", FI_HIGH, 2);
	assert_one("etc/maven/settings.xml", "<!--\n<password>" VALUE "</password> -->",
		"maven-password", FI_HIGH, 2);
}

static void files_of_others_are_low(void **state)
{
	(void)state;
	assert_one("app/node_modules/a/test.jks", "\xFE\xED\xFE\xED", "java-keystore", FI_LOW,
		0);
	assert_one("app/test.jks", "\xFE\xED\xFE\xED", "java-keystore", FI_HIGH, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(env_files_name_their_variables_but_not_the_values),
		cmocka_unit_test(env_files_without_secrets_are_medium_or_silent),
		cmocka_unit_test(shadow_tells_hashes_from_locked_accounts),
		cmocka_unit_test(histories_are_high_where_a_password_was_typed),
		cmocka_unit_test(line_formats_name_the_host),
		cmocka_unit_test(docker_logins_name_the_registry),
		cmocka_unit_test(urls_are_read_to_the_last_at_sign),
		cmocka_unit_test(a_program_named_htpasswd_holds_no_hashes),
		cmocka_unit_test(comments_of_xml_show_how_a_password_is_written),
		cmocka_unit_test(files_of_others_are_low),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
