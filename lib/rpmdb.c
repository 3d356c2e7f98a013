#include "lib/rpmdb.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/buf.h"

/* rpm refuses a header above 256 MiB; 100,000 files take some 15. */
#define HEADER_MAX ((size_t)64 << 20)

/*
 * SQLite's steps.  A schema of rpm's has 45 rows, ten steps each; a row of Packages
 * takes three, and a system has at most some 10,000.
 */
#define STEPS_AT_ONCE 1000
#define SCHEMA_TURNS  20
#define READ_TURNS    1000

/* What is being read. */
struct db {
	unsigned char *p;
	size_t n;
	size_t budget; /* bytes that may still be told: no honest byte is told twice */
	const struct fi_rpmdb_visitor *v;
	struct fi_err *err;
	int turns; /* of SQLite, until it is stopped */
};

static uint32_t le32(const unsigned char *p)
{
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static uint32_t le16(const unsigned char *p)
{
	return (uint32_t)p[1] << 8 | p[0];
}

static enum fi_code damaged(struct db *d)
{
	return fi_err_set(d->err, FI_EFORMAT, "the RPM database is damaged");
}

/* Take the bytes of a header, or what was read for one, from the budget. */
static enum fi_code charge(struct db *d, size_t n)
{
	if (n > d->budget)
		return fi_err_set(d->err, FI_ELIMIT, "the RPM database refers to more than it holds");
	d->budget -= n;
	return FI_OK;
}

static enum fi_code tell(struct db *d, const void *p, size_t n)
{
	return d->v->header(d->v->self, p, n);
}

/* --- SQLite -------------------------------------------------------------- */

static int take_turn(void *self)
{
	struct db *d = self;

	return --d->turns <= 0;
}

/* Nothing but reading a table: no functions, no views with recursion, no attaching. */
static int allow(void *self, int action, const char *a, const char *b, const char *c,
	const char *e)
{
	(void)self;
	(void)a;
	(void)b;
	(void)c;
	(void)e;
	return action == SQLITE_SELECT || action == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

/* An image's database runs nothing here: no views, triggers, modules or functions. */
static bool disarm(sqlite3 *sql, struct db *d)
{
	/* No value is longer than the database. */
	const struct {
		int what, value;
	} limits[] = { { SQLITE_LIMIT_LENGTH, (int)(d->n < HEADER_MAX ? d->n : HEADER_MAX) },
		{ SQLITE_LIMIT_SQL_LENGTH, 4096 }, { SQLITE_LIMIT_COLUMN, 32 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 20 }, { SQLITE_LIMIT_COMPOUND_SELECT, 2 },
		{ SQLITE_LIMIT_VDBE_OP, 10000 }, { SQLITE_LIMIT_FUNCTION_ARG, 8 },
		{ SQLITE_LIMIT_ATTACHED, 0 }, { SQLITE_LIMIT_VARIABLE_NUMBER, 0 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 1 }, { SQLITE_LIMIT_WORKER_THREADS, 0 } };
	static const struct {
		int what, value;
	} settings[] = { { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 }, { SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 }, { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 } };

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		(void)sqlite3_limit(sql, limits[i].what, limits[i].value);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (sqlite3_db_config(sql, settings[i].what, settings[i].value, NULL) != SQLITE_OK)
			return false;
	sqlite3_progress_handler(sql, STEPS_AT_ONCE, take_turn, d);
	return sqlite3_drop_modules(sql, NULL) == SQLITE_OK &&
	       sqlite3_set_authorizer(sql, allow, NULL) == SQLITE_OK;
}

static enum fi_code failed(struct db *d, int rc)
{
	/* SQLite says so, too, of a length no memory would hold: that is not our end. */
	if ((rc & 0xff) == SQLITE_NOMEM)
		return fi_err_set(d->err, FI_ELIMIT, "the RPM database takes too much memory to read");
	if ((rc & 0xff) == SQLITE_INTERRUPT)
		return fi_err_set(d->err, FI_ELIMIT, "the RPM database takes too long to read");
	return damaged(d);
}

/* Tell the header in one row.  *blob is opened for the first. */
static enum fi_code read_row(struct db *d, sqlite3 *sql, sqlite3_int64 row,
	sqlite3_blob **blob, struct fi_buf *room)
{
	int code = *blob ? sqlite3_blob_reopen(*blob, row) :
			   sqlite3_blob_open(sql, "main", "Packages", "blob", row, 0, blob);
	enum fi_code rc;
	size_t n;

	if (code != SQLITE_OK)
		return failed(d, code);
	n = (size_t)sqlite3_blob_bytes(*blob);
	fi_buf_clear(room);
	rc = charge(d, n);
	if (rc != FI_OK)
		return rc;
	if (n == 0 || n > HEADER_MAX)
		return damaged(d);
	if (fi_buf_room(room, n) != FI_OK)
		return fi_err_nomem(d->err);
	code = sqlite3_blob_read(*blob, room->p, (int)n, 0);
	return code == SQLITE_OK ? tell(d, room->p, n) : failed(d, code);
}

/*
 * "SELECT blob" would run functions, and take forever, if the table said that its
 * column is computed.  A blob is read as it is stored, or not at all.
 */
static enum fi_code read_rows(struct db *d, sqlite3 *sql, sqlite3_stmt *rows)
{
	FI_AUTO(fi_buf_done) struct fi_buf room = fi_buf_limited(HEADER_MAX);
	sqlite3_blob *blob = NULL;
	enum fi_code rc = FI_OK;
	int step = SQLITE_DONE;

	while (rc == FI_OK && (step = sqlite3_step(rows)) == SQLITE_ROW)
		rc = read_row(d, sql, sqlite3_column_int64(rows, 0), &blob, &room);
	(void)sqlite3_blob_close(blob);
	return rc == FI_OK && step != SQLITE_DONE ? failed(d, step) : rc;
}

static enum fi_code query(struct db *d, sqlite3 *sql)
{
	sqlite3_stmt *rows = NULL;
	enum fi_code rc;
	int code;

	/* Nothing is read by that yet; it attaches, so disarm would forbid it. */
	code = sqlite3_deserialize(sql, "main", d->p, (sqlite3_int64)d->n,
		(sqlite3_int64)d->n, SQLITE_DESERIALIZE_READONLY);
	if (code != SQLITE_OK)
		return failed(d, code);
	if (!disarm(sql, d))
		return fi_err_set(d->err, FI_EFORMAT, "this SQLite is too old to read it safely");
	d->turns = SCHEMA_TURNS;
	code = sqlite3_prepare_v2(sql, "SELECT rowid FROM Packages", -1, &rows, NULL);
	if (code != SQLITE_OK)
		return failed(d, code);
	d->turns = READ_TURNS;
	rc = read_rows(d, sql, rows);
	(void)sqlite3_finalize(rows);
	return rc;
}

static enum fi_code read_sqlite(struct db *d)
{
	sqlite3 *sql = NULL;
	enum fi_code rc;
	int code;

	if (d->n < 100)
		return damaged(d);
	/* "Has a write-ahead log", which memory has not: SQLite would refuse it. */
	d->p[18] = d->p[19] = 1;
	code = sqlite3_open_v2(":memory:", &sql,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, NULL);
	rc = code == SQLITE_OK ? query(d, sql) : failed(d, code);
	(void)sqlite3_close(sql);
	return rc;
}

/* --- NDB ----------------------------------------------------------------- */

/* Slots stand in the first pages, behind a head as long as two; blobs are elsewhere. */
#define NDB_PAGE	4096
#define NDB_SLOT	16
#define NDB_UNIT	16 /* what offsets count */
#define NDB_FIRST_SLOT	2
#define NDB_BLOB_HEAD	16

static enum fi_code ndb_slot(struct db *d, const unsigned char *slot)
{
	uint64_t at = (uint64_t)le32(slot + 8) * NDB_UNIT;
	const unsigned char *blob;
	enum fi_code rc;
	uint32_t len;

	if (at == 0 || le32(slot + 4) == 0) /* free */
		return FI_OK;
	if (memcmp(slot, "Slot", 4) != 0 || at > d->n || d->n - at < NDB_BLOB_HEAD)
		return damaged(d);
	blob = d->p + at;
	len = le32(blob + 12);
	if (memcmp(blob, "BlbS", 4) != 0 || memcmp(blob + 4, slot + 4, 4) != 0 ||
		len > d->n - at - NDB_BLOB_HEAD)
		return damaged(d);
	rc = charge(d, len);
	return rc == FI_OK ? tell(d, blob + NDB_BLOB_HEAD, len) : rc;
}

static enum fi_code read_ndb(struct db *d)
{
	enum fi_code rc = FI_OK;
	uint64_t slots;

	if (d->n < NDB_PAGE)
		return damaged(d);
	slots = (uint64_t)le32(d->p + 12) * (NDB_PAGE / NDB_SLOT);
	if (slots > d->n / NDB_SLOT)
		return damaged(d);
	for (uint64_t i = NDB_FIRST_SLOT; rc == FI_OK && i < slots; i++)
		rc = ndb_slot(d, d->p + i * NDB_SLOT);
	return rc;
}

/* --- Berkeley DB --------------------------------------------------------- */

#define BDB_HEAD 26 /* of a page: links, number of items, type */

enum { BDB_UNSORTED = 2, BDB_OVERFLOW = 7, BDB_HASH = 13 }; /* pages */
enum { BDB_HERE = 1, BDB_ELSEWHERE = 3 };		    /* items */

/* An item too long for its page: it fills a chain of others. */
static enum fi_code bdb_chain(struct db *d, size_t page, uint32_t first, uint32_t len)
{
	FI_AUTO(fi_buf_done) struct fi_buf all = fi_buf_limited(HEADER_MAX);

	for (uint32_t at = first; all.len < len;) {
		const unsigned char *q = d->p + at * page;
		enum fi_code rc;
		size_t n;

		if (at == 0 || at >= d->n / page || q[25] != BDB_OVERFLOW)
			return damaged(d);
		n = le16(q + 22);
		if (n == 0 || n > page - BDB_HEAD || n > len - all.len)
			return damaged(d);
		rc = charge(d, n);
		if (rc == FI_OK)
			rc = fi_buf_add(&all, q + BDB_HEAD, n);
		if (rc != FI_OK)
			return fi_err_set(d->err, rc, "a header in the RPM database is too long");
		at = le32(q + 16);
	}
	return tell(d, all.p, all.len);
}

/* Items are pairs of key and value, filled in from the page's end. */
static enum fi_code bdb_page(struct db *d, size_t page, const unsigned char *q)
{
	size_t items = le16(q + 20);
	enum fi_code rc = FI_OK;

	if (items * 2 > page - BDB_HEAD)
		return damaged(d);
	for (size_t i = 1; rc == FI_OK && i < items; i += 2) {
		size_t end = le16(q + BDB_HEAD + 2 * (i - 1)), at = le16(q + BDB_HEAD + 2 * i);
		/* The first key is 0, and its value the next key. */
		bool header;

		if (at < BDB_HEAD + 2 * items || at >= end || end > page)
			return damaged(d);
		header = end - at > 1 + 4;
		if (q[at] == BDB_ELSEWHERE && end - at >= 12)
			rc = bdb_chain(d, page, le32(q + at + 4), le32(q + at + 8));
		else if (q[at] == BDB_HERE && header) {
			rc = charge(d, end - at);
			if (rc == FI_OK)
				rc = tell(d, q + at + 1, end - at - 1);
		}
	}
	return rc;
}

static enum fi_code read_bdb(struct db *d)
{
	size_t page = le32(d->p + 20);
	enum fi_code rc = FI_OK;

	if (page < 512 || page > 65536 || (page & (page - 1)))
		return damaged(d);
	for (size_t at = page; rc == FI_OK && at < d->n && d->n - at >= page; at += page)
		if (d->p[at + 25] == BDB_HASH || d->p[at + 25] == BDB_UNSORTED)
			rc = bdb_page(d, page, d->p + at);
	return rc;
}

enum fi_code fi_rpmdb_read(
	void *p, size_t n, const struct fi_rpmdb_visitor *v, struct fi_err *err)
{
	static const struct {
		size_t at, len;
		const char *magic;
		enum fi_code (*read)(struct db *d);
	} kinds[] = {
		{ 0, 16, "SQLite format 3", read_sqlite },
		{ 0, 4, "RpmP", read_ndb },
		{ 12, 4, "\x61\x15\x06\x00", read_bdb },
	};
	struct db d = { .p = p, .n = n, .budget = n, .v = v, .err = err };

	for (size_t i = 0; n >= 64 && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (memcmp(d.p + kinds[i].at, kinds[i].magic, kinds[i].len) == 0)
			return kinds[i].read(&d);
	return fi_err_set(err, FI_EFORMAT, "it is no RPM database that is known");
}
