/* What the place of a file tells: rules/places.h. */
#include "rules/places.h"
#include "rules/scan.h"
#include "tests/lib_test.h"

#include <string.h>

static void folders_of_package_managers_are_packaged(void **state)
{
	static const char *const yes[] = { "usr/lib/python3/dist-packages/a.py",
		"app/node_modules/a/index.js", "usr/share/perl/5.36/CPAN.pm",
		"usr/local/bundle/gems/rack-3/lib/rack.rb", "root/go/pkg/mod/a@v1/a.go" };
	static const char *const no[] = { "app/index.js", "etc/app.conf", "home/a/lib/x.py",
		"srv/my_node_modules/a.js", "usr/local/bin/start" };

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(fi_path_is_packaged(yes[i]));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(fi_path_is_packaged(no[i]));
}

static void manuals_and_tests_of_packages_are_published(void **state)
{
	static const char *const yes[] = { "usr/share/man/man5/systemd.netdev.5.gz!/systemd.netdev.5",
		"usr/lib/python3.11/test/keycert.pem", "app/node_modules/a/README.md",
		"app/node_modules/a/lib/a.test.js", "usr/share/doc/openvpn/sample-keys/ca.key",
		"a/site-packages/b-1.dist-info/METADATA", "a/node_modules/twilio/x.d.ts",
		"usr/share/mysql/mysql-test/std_data/cakey.pem", "usr/share/z/Cake/Test/A.php" };
	static const char *const no[] = { "app/README.md", "app/test/keycert.pem",
		"usr/lib/python3/dist-packages/a/settings.py", "usr/lib/docker/specials/a.conf",
		"app/node_modules/contest/index.js" };

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(fi_path_is_published(yes[i]));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(fi_path_is_published(no[i]));
}

struct seen {
	unsigned n;
	enum fi_severity severity;
	bool said;
};

static enum fi_code see(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct seen *s = self;

	(void)err;
	s->n++;
	s->severity = h->severity;
	s->said = h->note && strstr(h->note, "published with it");
	return FI_OK;
}

static struct seen scan_text_at(const char *path, const char *text)
{
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };
	struct seen seen = { 0 };

	assert_int_equal(fi_scanner_new(NULL, NULL, &s, &err), FI_OK);
	assert_int_equal(fi_scan_text(s, path, text, strlen(text), see, &seen, &err), FI_OK);
	fi_scanner_free(s);
	return seen;
}

static struct seen scan_at(const char *path)
{
	return scan_text_at(path, "PrivateKey = eN0m1pMFwN"
				  "5gcMh8Tj1utsFJpgx1KVtOtqxEf2KtKV4=\n");
}

static void a_statement_with_a_word_is_low_and_nothing_in_a_package(void **state)
{
	static const char word[] = "CREATE USER 'r'@'h' IDENTIFIED BY 'rad" "pass';\n";
	static const char real[] = "CREATE USER 'r'@'h' IDENTIFIED BY 'k8vR2m" "Xq7LtZ';\n";

	(void)state;
	assert_int_equal(scan_text_at("etc/radius/setup.sql", word).severity, FI_LOW);
	assert_int_equal(scan_text_at("usr/share/mysql/setup.sql", word).n, 0);
	assert_int_equal(scan_text_at("etc/radius/setup.sql", real).severity, FI_HIGH);
	assert_int_equal(scan_text_at("usr/share/mysql/setup.sql", real).severity, FI_LOW);
}

static void a_key_in_a_manual_is_low_and_says_why(void **state)
{
	struct seen seen = scan_at("usr/share/man/man5/systemd.netdev.5");

	(void)state;
	assert_int_equal(seen.n, 1);
	assert_int_equal(seen.severity, FI_LOW);
	assert_true(seen.said);
}

static void the_same_key_in_a_setting_keeps_its_weight(void **state)
{
	struct seen seen = scan_at("etc/systemd/network/wg0.netdev");

	(void)state;
	assert_int_equal(seen.n, 1);
	assert_int_equal(seen.severity, FI_CRITICAL);
	assert_false(seen.said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_of_package_managers_are_packaged),
		cmocka_unit_test(manuals_and_tests_of_packages_are_published),
		cmocka_unit_test(a_statement_with_a_word_is_low_and_nothing_in_a_package),
		cmocka_unit_test(a_key_in_a_manual_is_low_and_says_why),
		cmocka_unit_test(the_same_key_in_a_setting_keeps_its_weight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
