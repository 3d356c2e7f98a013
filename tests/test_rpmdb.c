/* test_rpmdb.c - what RPM's databases say of files, and that hostile ones say nothing. */
#include "tests/lib_test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "lib/rpmdb.h"
#include "lib/rpmheader.h"
#include "tests/lib_rpm.h"

static const char md5[] = "d41d8cd98f00b204e9800998ecf8427e";
static const char sha256[] =
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/* Writes down what it is told: "tool: /etc/a=d41d". */
static enum fi_code note_package(void *self, const char *name)
{
	return fi_buf_addf(self, "%s:", name);
}

static enum fi_code note_file(void *self, const struct fi_rpm_file *f)
{
	return fi_buf_addf(self, " %s%s=%.4s/%zu", f->dir, f->base, f->digest, f->digits);
}

static enum fi_code note_header(void *self, const void *p, size_t n)
{
	const struct fi_rpm_visitor v = { self, note_package, note_file };
	struct fi_buf *b = self;

	if (b->len)
		assert_int_equal(fi_buf_adds(b, "; "), FI_OK);
	return fi_rpm_header_read(p, n, &v);
}

static struct fi_buf header_of(
	const char *name, uint32_t algorithm, const char *digest, uint32_t flags)
{
	struct fi_buf b = fi_buf_limited(4096);

	mkrpm(&b, name, "a", algorithm, digest, flags);
	return b;
}

static void assert_header(uint32_t algorithm, const char *digest, uint32_t flags, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf h = header_of("tool", algorithm, digest, flags);
	FI_AUTO(fi_buf_done) struct fi_buf seen = fi_buf_limited(4096);

	assert_int_equal(note_header(&seen, h.p, h.len), FI_OK);
	assert_string_equal(seen.p, want);
}

static void a_header_tells_files_and_digests(void **state)
{
	(void)state;
	assert_header(8, sha256, 0, "tool: /etc/a=e3b0/64");
	assert_header(1, md5, 1, "tool: /etc/a=d41d/32");
	assert_header(0, md5, 0, "tool: /etc/a=d41d/32");
}

static void ghosts_and_unknown_digests_are_left_out(void **state)
{
	(void)state;
	assert_header(8, sha256, 1 << 6, "tool:");
	assert_header(10, sha256, 0, "tool:");
	assert_header(8, "", 0, "tool:");
}

static void a_header_cut_anywhere_tells_nothing(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf h = header_of("tool", 8, sha256, 0);

	(void)state;
	for (size_t n = 0; n < h.len; n++) {
		FI_AUTO(fi_buf_done) struct fi_buf seen = fi_buf_limited(4096);
		char *exact = n ? test_malloc(n) : NULL;

		if (n)
			memcpy(exact, h.p, n);
		assert_int_equal(note_header(&seen, exact, n), FI_EFORMAT);
		assert_int_equal(seen.len, 0);
		if (n)
			test_free(exact);
	}
}

static void a_header_whose_lists_do_not_fit_tells_nothing(void **state)
{
	const struct rpm_entry name = { 1000, 6, 1, "t", 2 };
	const struct rpm_entry good[] = { name, { 1035, 8, 1, md5, 33 },
		{ 1116, 4, 1, "\0\0\0", 4 }, { 1117, 8, 1, "a", 2 }, { 1118, 8, 1, "/", 2 } };
	struct rpm_entry bad[5];

	(void)state;
	for (size_t i = 0; i <= 5; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf h = fi_buf_limited(4096);
		FI_AUTO(fi_buf_done) struct fi_buf seen = fi_buf_limited(4096);

		memcpy(bad, good, sizeof(bad));
		if (i == 1 || i == 3)
			bad[i].count = 2; /* a list longer than the others */
		if (i == 2)
			bad[i].data = "\0\0\0\1"; /* no such folder */
		if (i == 4)
			bad[i].type = 4;
		if (i == 0)
			bad[i].tag = 999; /* no name */
		mkrpm_entries(&h, bad, 5);
		assert_int_equal(note_header(&seen, h.p, h.len), i < 5 ? FI_EFORMAT : FI_OK);
		assert_string_equal(seen.p, i < 5 ? "" : "t: /a=d41d/32");
	}
}

typedef void make(struct fi_buf *out, const struct fi_buf *header, size_t n);

static void assert_reads(make *mk)
{
	struct fi_buf h[] = { header_of("one", 1, md5, 0), header_of("two", 8, sha256, 0) };
	FI_AUTO(fi_buf_done) struct fi_buf db = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf seen = fi_buf_limited(4096);
	const struct fi_rpmdb_visitor v = { &seen, note_header };
	struct fi_err err = { 0 };

	mk(&db, h, 2);
	assert_int_equal(fi_rpmdb_read(db.p, db.len, &v, &err), FI_OK);
	assert_string_equal(seen.p, "one: /etc/a=d41d/32; two: /etc/a=e3b0/64");
	fi_buf_done(&h[0]);
	fi_buf_done(&h[1]);
}

static void all_three_databases_are_read(void **state)
{
	(void)state;
	assert_reads(mkrpm_sqlite);
	assert_reads(mkrpm_ndb);
	assert_reads(mkrpm_bdb);
}

static enum fi_code refuse(void *self, const void *p, size_t n)
{
	(void)self;
	(void)p;
	(void)n;
	return FI_ENOMEM;
}

static void a_callback_that_fails_ends_the_reading(void **state)
{
	make *const all[] = { mkrpm_sqlite, mkrpm_ndb, mkrpm_bdb };
	const struct fi_rpmdb_visitor v = { NULL, refuse };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf h = header_of("one", 1, md5, 0);
		FI_AUTO(fi_buf_done) struct fi_buf db = fi_buf_limited(1 << 20);
		struct fi_err err = { 0 };

		all[i](&db, &h, 1);
		assert_int_equal(fi_rpmdb_read(db.p, db.len, &v, &err), FI_ENOMEM);
	}
}

static enum fi_code count(void *self, const void *p, size_t n)
{
	(void)p;
	*(size_t *)self += n;
	return FI_OK;
}

/* Reads what this SQL makes of an empty database. */
static enum fi_code read_sql(const char *text, size_t *told, struct fi_err *err)
{
	const struct fi_rpmdb_visitor v = { told, count };
	sqlite3 *sql = NULL;
	sqlite3_int64 n = 0;
	unsigned char *p;
	enum fi_code rc;

	*told = 0;
	assert_int_equal(sqlite3_open(":memory:", &sql), SQLITE_OK);
	assert_int_equal(sqlite3_exec(sql, text, NULL, NULL, NULL), SQLITE_OK);
	p = sqlite3_serialize(sql, "main", &n, 0);
	assert_non_null(p);
	rc = fi_rpmdb_read(p, (size_t)n, &v, err);
	sqlite3_free(p);
	(void)sqlite3_close(sql);
	return rc;
}

static void a_database_that_would_compute_is_refused(void **state)
{
	static const char *const hostile[] = {
		"CREATE VIEW Packages AS WITH RECURSIVE c(blob) AS (SELECT 'x' UNION ALL "
		"SELECT 'x' FROM c) SELECT blob FROM c",
		"CREATE TABLE t(x); CREATE VIEW Packages AS SELECT x AS blob FROM t",
		"CREATE TABLE Packages(a, blob AS (zeroblob(100)));"
		"INSERT INTO Packages VALUES (1)",
		"CREATE VIRTUAL TABLE Packages USING fts4(blob)",
		"CREATE TABLE Other(blob)",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct fi_err err = { 0 };
		size_t told;

		assert_fails(read_sql(hostile[i], &told, &err), FI_EFORMAT,
			"the RPM database is damaged", &err);
		assert_int_equal(told, 0);
	}
}

static void a_database_with_too_many_rows_is_given_up(void **state)
{
	struct fi_err err = { 0 };
	size_t told;

	(void)state;
	assert_fails(read_sql("CREATE TABLE Packages(blob); WITH RECURSIVE c(n) AS (SELECT 1 "
			      "UNION ALL SELECT n + 1 FROM c LIMIT 500000) INSERT INTO Packages "
			      "SELECT 'x' FROM c", &told, &err),
		FI_ELIMIT, "the RPM database takes too long to read", &err);
	assert_true(told > 100000 && told < 500000);
}

/* All of the slots of an NDB database refer to one blob. */
static void bytes_told_again_and_again_end_the_reading(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf h = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf db = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };
	size_t told = 0;
	const struct fi_rpmdb_visitor v = { &told, count };

	(void)state;
	for (int i = 0; i < 10000; i++)
		assert_int_equal(fi_buf_adds(&h, "header"), FI_OK);
	mkrpm_ndb(&db, &h, 1);
	for (size_t i = 1; i < 254; i++)
		memcpy(db.p + 32 + i * 16, db.p + 32, 16);
	assert_fails(fi_rpmdb_read(db.p, db.len, &v, &err), FI_ELIMIT,
		"the RPM database refers to more than it holds", &err);
	assert_true(told <= db.len);
}

/* A database whose second header fills pages 2 to 14, and where its length stands. */
static unsigned char *chained(struct fi_buf *db)
{
	struct fi_buf h[] = { header_of("one", 1, md5, 0), fi_buf_limited(1 << 20) };
	unsigned char *p;

	for (int i = 0; i < 1000; i++)
		assert_int_equal(fi_buf_adds(&h[1], "header"), FI_OK);
	mkrpm_bdb(db, h, 2);
	fi_buf_done(&h[0]);
	fi_buf_done(&h[1]);
	p = (unsigned char *)db->p + 512;
	return p + (p[26 + 6] | p[26 + 7] << 8) + 8;
}

static void a_chain_that_breaks_or_goes_in_circles_ends(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf db = fi_buf_limited(1 << 20);
	struct fi_err broken = { 0 }, circle = { 0 };
	size_t told = 0;
	const struct fi_rpmdb_visitor v = { &told, count };
	unsigned char *length = chained(&db);

	(void)state;
	memcpy(db.p + 3 * 512 + 16, "\0\0\0", 4);
	assert_fails(fi_rpmdb_read(db.p, db.len, &v, &broken), FI_EFORMAT,
		"the RPM database is damaged", &broken);
	memcpy(db.p + 3 * 512 + 16, "\2\0\0", 4);
	memcpy(length, "\377\377\377\377", 4);
	assert_fails(fi_rpmdb_read(db.p, db.len, &v, &circle), FI_ELIMIT,
		"refers to more than it holds", &circle);
}

static void other_bytes_are_no_database(void **state)
{
	char text[100] = "SQLite format 2";
	const struct fi_rpmdb_visitor v = { NULL, refuse };

	(void)state;
	for (size_t n = 0; n <= sizeof(text); n += 50) {
		struct fi_err err = { 0 };

		assert_fails(fi_rpmdb_read(text, n, &v, &err), FI_EFORMAT,
			"it is no RPM database that is known", &err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_tells_files_and_digests),
		cmocka_unit_test(ghosts_and_unknown_digests_are_left_out),
		cmocka_unit_test(a_header_cut_anywhere_tells_nothing),
		cmocka_unit_test(a_header_whose_lists_do_not_fit_tells_nothing),
		cmocka_unit_test(all_three_databases_are_read),
		cmocka_unit_test(a_callback_that_fails_ends_the_reading),
		cmocka_unit_test(a_database_that_would_compute_is_refused),
		cmocka_unit_test(a_database_with_too_many_rows_is_given_up),
		cmocka_unit_test(bytes_told_again_and_again_end_the_reading),
		cmocka_unit_test(a_chain_that_breaks_or_goes_in_circles_ends),
		cmocka_unit_test(other_bytes_are_no_database),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
