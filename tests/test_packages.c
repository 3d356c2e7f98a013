/* test_packages.c - whose file is it, by the package lists that an image holds? */
#include "tests/lib_test.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "rules/packages.h"
#include "tests/lib_rpm.h"

static const char text[] = "what the distribution shipped\n";

static struct fi_sums sums_of(const char *s)
{
	struct fi_filesum *f = fi_filesum_new();
	struct fi_sums out;

	assert_non_null(f);
	fi_filesum_begin(f);
	assert_int_equal(fi_filesum_bytes(f, s, strlen(s)), FI_OK);
	fi_filesum_want(f);
	assert_true(fi_filesum_end(f, &out));
	fi_filesum_free(f);
	return out;
}

static void hex(const unsigned char *p, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", p[i]);
}

/* Base64 with '=' as OpenSSL makes it; `url`: the other alphabet, without '='. */
static void base64(const unsigned char *p, int n, bool url, char *out)
{
	(void)EVP_EncodeBlock((unsigned char *)out, p, n);
	for (char *s = out; url && *s; s++)
		*s = *s == '+' ? '-' : *s == '/' ? '_' : *s == '=' ? 0 : *s;
}

/* Reads a list of layer 0 in pieces of seven bytes. */
static void list(struct fi_packages *p, int layer, const char *path, const char *s)
{
	assert_true(fi_packages_begin(p, layer, path));
	for (size_t n = strlen(s), at = 0; at < n; at += 7)
		assert_int_equal(fi_packages_bytes(p, s + at, n - at < 7 ? n - at : 7), FI_OK);
	assert_int_equal(fi_packages_end(p), FI_OK);
}

/* What p knows of a layer, moved to another run as its layer `to`. */
static struct fi_packages *moved(const struct fi_packages *p, int layer, int to)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_wire_out w = { .to = &b };
	struct fi_packages *q = fi_packages_new();
	struct fi_wire_in in;

	assert_non_null(q);
	fi_packages_write(p, layer, &w);
	in = fi_wire_reader(b.p, b.len);
	assert_int_equal(fi_packages_read(q, to, &in), FI_OK);
	assert_int_equal(fi_wire_end(&in), FI_OK);
	return q;
}

/* Who shipped the path with this content, in an image of these two layers? */
static const char *owner(struct fi_packages *p, int first, int second, const char *path,
	const char *content)
{
	struct fi_image_layer layers[] = { { .layer = first }, { .layer = second } };
	struct fi_image image = { .layers = layers, .nlayers = 2 };
	struct fi_sums sums = sums_of(content);

	return fi_packages_owner(p, &image, path, &sums);
}

static struct fi_packages *dpkg(const char *list_path, const char *path)
{
	struct fi_packages *p = fi_packages_new();
	struct fi_sums sums = sums_of(text);
	char md5[33], line[256];

	assert_non_null(p);
	hex(sums.md5, 16, md5);
	(void)snprintf(line, sizeof(line), "%s  usr/share/other\n%s  %s", md5 + 1, md5, path);
	line[31] = 'x'; /* the first line's digest is none */
	list(p, 0, list_path, line);
	return p;
}

static void a_file_as_dpkg_lists_it_is_its_packages(void **state)
{
	struct fi_packages *p = dpkg("var/lib/dpkg/info/libx1:amd64.md5sums", "usr/share/x");

	(void)state;
	assert_string_equal(owner(p, 0, 1, "usr/share/x", text), "libx1");
	assert_null(owner(p, 0, 1, "usr/share/x", "changed"));
	assert_null(owner(p, 0, 1, "usr/share/y", text));
	assert_null(owner(p, 0, 1, "usr/share/other", text));
	fi_packages_free(p);
}

static void a_list_of_another_image_tells_nothing(void **state)
{
	struct fi_packages *p = dpkg("var/lib/dpkg/info/libx1.md5sums", "usr/share/x");

	(void)state;
	assert_null(owner(p, 2, 1, "usr/share/x", text));
	assert_string_equal(owner(p, 2, 0, "usr/share/x", text), "libx1");
	fi_packages_free(p);
}

static void lib_and_usr_lib_are_one_folder(void **state)
{
	struct fi_packages *p = dpkg("var/lib/dpkg/status.d/libx1.md5sums", "lib/x.so");

	(void)state;
	assert_string_equal(owner(p, 0, 1, "usr/lib/x.so", text), "libx1");
	assert_string_equal(owner(p, 0, 1, "lib/x.so", text), "libx1");
	assert_null(owner(p, 0, 1, "usr/share/lib/x.so", text));
	fi_packages_free(p);
}

static void conffiles_are_in_the_status_of_dpkg(void **state)
{
	struct fi_packages *p = fi_packages_new();
	struct fi_sums sums = sums_of(text);
	char md5[33], status[512];

	(void)state;
	hex(sums.md5, 16, md5);
	(void)snprintf(status, sizeof(status),
		"Package: base\nDescription: x\n /etc/no %s\n\nPackage: tool\nConffiles:\n"
		" /etc/tool.conf %s\n /etc/old %s obsolete\nHomepage: y\n",
		md5, md5, md5);
	list(p, 0, "var/lib/dpkg/status", status);
	assert_string_equal(owner(p, 0, 1, "etc/tool.conf", text), "tool");
	assert_string_equal(owner(p, 0, 1, "etc/old", text), "tool");
	assert_null(owner(p, 0, 1, "etc/no", text));
	fi_packages_free(p);
}

static void apk_lists_folders_and_files_with_sha1(void **state)
{
	struct fi_packages *p = fi_packages_new();
	struct fi_sums sums = sums_of(text);
	char sha1[64], db[512];

	(void)state;
	base64(sums.sha1, 20, false, sha1);
	(void)snprintf(db, sizeof(db),
		"C:Q1abc=\nP:musl\nV:1.2\nF:lib\nR:ld.so\na:0:0:755\nZ:Q1%s\nR:none\n\n"
		"P:tool\nF:etc\nF:etc/tool\nM:0:0:700\nR:key\nZ:Q1%s\n\n",
		sha1, sha1);
	list(p, 0, "lib/apk/db/installed", db);
	assert_string_equal(owner(p, 0, 1, "lib/ld.so", text), "musl");
	assert_string_equal(owner(p, 0, 1, "etc/tool/key", text), "tool");
	assert_null(owner(p, 0, 1, "lib/none", text));
	assert_null(owner(p, 0, 1, "etc/tool/key", "changed"));
	fi_packages_free(p);
}

static struct fi_packages *wheel(const char *more)
{
	struct fi_packages *p = fi_packages_new();
	struct fi_sums sums = sums_of(text);
	char sha256[64], record[512];

	base64(sums.sha256, 32, true, sha256);
	(void)snprintf(record, sizeof(record),
		"tool/a.py,sha256=%s,30\n../../../bin/tool,sha256=%s,30\r\n"
		"\"tool/a \"\"b\"\", c.py\",sha256=%s,30\ntool/d.py,,\n%s",
		sha256, sha256, sha256, more);
	list(p, 0, "usr/local/lib/python3.12/site-packages/tool-1.0.dist-info/RECORD", record);
	return p;
}

static void a_wheel_lists_files_from_its_own_folder(void **state)
{
	static const char dir[] = "usr/local/lib/python3.12/site-packages/tool/";
	struct fi_packages *p = wheel("");
	char path[128];

	(void)state;
	(void)snprintf(path, sizeof(path), "%sa.py", dir);
	assert_string_equal(owner(p, 0, 1, path, text), "tool-1.0");
	(void)snprintf(path, sizeof(path), "%sa \"b\", c.py", dir);
	assert_string_equal(owner(p, 0, 1, path, text), "tool-1.0");
	assert_string_equal(owner(p, 0, 1, "usr/local/bin/tool", text), "tool-1.0");
	(void)snprintf(path, sizeof(path), "%sd.py", dir);
	assert_null(owner(p, 0, 1, path, text));
	fi_packages_free(p);
}

static void a_wheel_installed_from_a_folder_is_the_authors_own(void **state)
{
	struct fi_packages *p = wheel("tool-1.0.dist-info/direct_url.json,sha256=x,30\n");

	(void)state;
	assert_null(owner(p, 0, 1, "usr/local/bin/tool", text));
	fi_packages_free(p);
}

/* Reads a database in which package "tool" has /etc/a with this digest. */
static struct fi_packages *rpm(const char *path, uint32_t algorithm, const char *digest)
{
	FI_AUTO(fi_buf_done) struct fi_buf header = fi_buf_limited(4096);
	FI_AUTO(fi_buf_done) struct fi_buf db = fi_buf_limited(1 << 20);
	struct fi_packages *p = fi_packages_new();

	mkrpm(&header, "tool", "a", algorithm, digest, 0);
	mkrpm_sqlite(&db, &header, 1);
	assert_true(fi_packages_begin(p, 0, path));
	for (size_t at = 0; at < db.len; at += 100)
		assert_int_equal(fi_packages_bytes(p, db.p + at,
					 db.len - at < 100 ? db.len - at : 100),
			FI_OK);
	assert_int_equal(fi_packages_end(p), FI_OK);
	assert_null(fi_packages_unread(p));
	return p;
}

static void a_file_as_rpm_lists_it_is_its_packages(void **state)
{
	static const char *const paths[] = { "var/lib/rpm/rpmdb.sqlite",
		"usr/lib/sysimage/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/Packages.db",
		"var/lib/rpm/Packages" };
	struct fi_sums sums = sums_of(text);
	char md5[33], sha256[65];

	(void)state;
	hex(sums.md5, 16, md5);
	hex(sums.sha256, 32, sha256);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct fi_packages *p = rpm(paths[i], i % 2 ? 1 : 8, i % 2 ? md5 : sha256);

		assert_string_equal(owner(p, 0, 1, "etc/a", text), "tool");
		assert_null(owner(p, 0, 1, "etc/a", "changed"));
		assert_null(owner(p, 0, 1, "etc/b", text));
		fi_packages_free(p);
	}
}

static void a_damaged_rpm_database_says_so(void **state)
{
	struct fi_packages *p = rpm("var/lib/rpm/rpmdb.sqlite", 8, "no digest");

	(void)state;
	list(p, 0, "var/lib/rpm/Packages", "no database, though it is longer than a head is");
	assert_string_equal(fi_packages_unread(p), "it is no RPM database that is known");
	list(p, 0, "var/lib/rpm/Packages", "");
	assert_null(fi_packages_unread(p)); /* the package manager was taken out */
	fi_packages_free(p);
}

static void an_rpm_database_without_end_is_not_kept(void **state)
{
	struct fi_packages *p = fi_packages_new();
	char *piece = calloc(1, 1 << 20);

	(void)state;
	assert_true(fi_packages_begin(p, 0, "var/lib/rpm/Packages"));
	for (int i = 0; i < 100; i++)
		assert_int_equal(fi_packages_bytes(p, piece, 1 << 20), FI_OK);
	assert_int_equal(fi_packages_end(p), FI_OK);
	assert_string_equal(
		fi_packages_unread(p), "the RPM database is larger than 96 MiB");
	fi_packages_free(p);
	free(piece);
}

static void other_files_are_no_lists(void **state)
{
	struct fi_packages *p = fi_packages_new();

	(void)state;
	assert_false(fi_packages_begin(p, 0, "var/lib/dpkg/info/x.list"));
	assert_false(fi_packages_begin(p, 0, "app/x.md5sums"));
	assert_false(fi_packages_begin(p, 0, "app/lib/apk/db/installed"));
	assert_false(fi_packages_begin(p, 0, "app/RECORD"));
	assert_false(fi_packages_begin(p, 0, "app/var/lib/rpm/rpmdb.sqlite"));
	assert_false(fi_packages_begin(p, 0, "var/lib/rpm/rpmdb.sqlite-wal"));
	fi_packages_free(p);
}

static void a_line_without_end_is_passed_over(void **state)
{
	struct fi_packages *p = fi_packages_new();
	char *line = malloc(100000);
	struct fi_sums sums = sums_of(text);
	char md5[33], last[128];

	(void)state;
	memset(line, 'a', 100000);
	hex(sums.md5, 16, md5);
	(void)snprintf(last, sizeof(last), "%s  etc/y\n%s  etc/x\n", md5, md5);
	assert_true(fi_packages_begin(p, 0, "var/lib/dpkg/info/x.md5sums"));
	assert_int_equal(fi_packages_bytes(p, line, 100000), FI_OK);
	assert_int_equal(fi_packages_bytes(p, last, strlen(last)), FI_OK);
	assert_int_equal(fi_packages_end(p), FI_OK);
	assert_string_equal(owner(p, 0, 1, "etc/x", text), "x");
	assert_null(owner(p, 0, 1, "etc/y", text)); /* the end of the long line */
	fi_packages_free(p);
	free(line);
}

static void digests_wanted_late_are_of_the_whole_file(void **state)
{
	struct fi_filesum *f = fi_filesum_new();
	struct fi_sums want = sums_of(text), got;

	(void)state;
	fi_filesum_begin(f);
	assert_int_equal(fi_filesum_bytes(f, "junk", 4), FI_OK);
	fi_filesum_begin(f);
	assert_int_equal(fi_filesum_bytes(f, text, 5), FI_OK);
	fi_filesum_want(f);
	assert_int_equal(fi_filesum_bytes(f, text + 5, strlen(text + 5)), FI_OK);
	fi_filesum_want(f);
	assert_true(fi_filesum_end(f, &got));
	assert_memory_equal(&got, &want, sizeof(got));
	fi_filesum_free(f);
}

static void digests_wanted_too_late_are_unknown(void **state)
{
	struct fi_filesum *f = fi_filesum_new();
	char *big = calloc(1, FI_FILESUM_KEEP);
	struct fi_sums got;

	(void)state;
	fi_filesum_begin(f);
	assert_int_equal(fi_filesum_bytes(f, big, FI_FILESUM_KEEP), FI_OK);
	assert_int_equal(fi_filesum_bytes(f, "x", 1), FI_OK);
	fi_filesum_want(f);
	assert_false(fi_filesum_end(f, &got));
	fi_filesum_begin(f);
	assert_false(fi_filesum_end(f, &got));
	fi_filesum_free(f);
	free(big);
}

static void what_a_layers_lists_say_can_be_moved(void **state)
{
	struct fi_packages *p = dpkg("var/lib/dpkg/info/libx1.md5sums", "usr/share/x"), *q;
	struct fi_sums sums = sums_of(text);
	char md5[33], line[100];

	(void)state;
	hex(sums.md5, 16, md5);
	(void)snprintf(line, sizeof(line), "%s  usr/share/z\n", md5);
	list(p, 1, "var/lib/dpkg/info/other.md5sums", line);
	q = moved(p, 0, 5);
	assert_string_equal(owner(q, 5, 6, "usr/share/x", text), "libx1");
	assert_null(owner(q, 0, 1, "usr/share/x", text));
	assert_null(owner(q, 5, 6, "usr/share/z", text));
	fi_packages_free(q);
	/* Also when a question has sorted them. */
	assert_string_equal(owner(p, 0, 1, "usr/share/z", text), "other");
	q = moved(p, 1, 0);
	assert_string_equal(owner(q, 0, 1, "usr/share/z", text), "other");
	assert_null(owner(q, 0, 1, "usr/share/x", text));
	fi_packages_free(q);
	fi_packages_free(p);
}

static void damaged_lists_are_taken_as_a_whole_or_not(void **state)
{
	struct fi_packages *p = dpkg("var/lib/dpkg/info/libx1.md5sums", "usr/share/x"), *q;
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_wire_out w = { .to = &b };

	(void)state;
	fi_packages_write(p, 0, &w);
	for (size_t n = 0; n < b.len; n++) {
		struct fi_wire_in in = fi_wire_reader(b.p, n);

		q = fi_packages_new();
		assert_non_null(q);
		assert_int_equal(fi_packages_read(q, 0, &in), FI_EFORMAT);
		assert_null(owner(q, 0, 1, "usr/share/x", text));
		fi_packages_free(q);
	}
	fi_packages_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_as_dpkg_lists_it_is_its_packages),
		cmocka_unit_test(a_list_of_another_image_tells_nothing),
		cmocka_unit_test(lib_and_usr_lib_are_one_folder),
		cmocka_unit_test(conffiles_are_in_the_status_of_dpkg),
		cmocka_unit_test(apk_lists_folders_and_files_with_sha1),
		cmocka_unit_test(a_wheel_lists_files_from_its_own_folder),
		cmocka_unit_test(a_wheel_installed_from_a_folder_is_the_authors_own),
		cmocka_unit_test(a_file_as_rpm_lists_it_is_its_packages),
		cmocka_unit_test(a_damaged_rpm_database_says_so),
		cmocka_unit_test(an_rpm_database_without_end_is_not_kept),
		cmocka_unit_test(other_files_are_no_lists),
		cmocka_unit_test(a_line_without_end_is_passed_over),
		cmocka_unit_test(digests_wanted_late_are_of_the_whole_file),
		cmocka_unit_test(digests_wanted_too_late_are_unknown),
		cmocka_unit_test(what_a_layers_lists_say_can_be_moved),
		cmocka_unit_test(damaged_lists_are_taken_as_a_whole_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
