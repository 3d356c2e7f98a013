#include "lib/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zstd.h>

/* "flyK", at offset 68 of the file, by which it is known for ours. */
#define APPLICATION 0x666c794bu
#define HEAD	    100

/* Another process writes for some milliseconds; who waits longer goes on without. */
#define BUSY_MS 5000
#define LOCK_MS 5000

/* The fastest that zstd has; of a layer's names it leaves a third. */
#define ZSTD_LEVEL 1
#define SMALL	   64 /* is not compressed */
#define SUM	   16 /* bytes of a value's digest */

/* When a value was used is written down if it was last used so long ago. */
#define TOUCH_SECONDS 3600
/* Values that go at once when room is made. */
#define EVICT_AT_ONCE 16

/* By name. */
static const char *const schema[] = {
	("CREATE TABLE entry(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, key BLOB NOT NULL, "
	 "used INTEGER NOT NULL, raw INTEGER NOT NULL, sum BLOB NOT NULL, UNIQUE(kind, key))"),
	"CREATE TABLE file(salt BLOB NOT NULL)",
	"CREATE INDEX used ON entry(used)",
	"CREATE TABLE value(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
};

#define SCHEMA_N (sizeof(schema) / sizeof(schema[0]))

enum statement {
	BEGIN,
	COMMIT,
	ROLLBACK,
	FIND,
	GET,
	NEXT,
	TOUCH,
	ADD_ENTRY,
	SET_ENTRY,
	SET_VALUE,
	DROP_ENTRY,
	DROP_VALUE,
	OLDEST,
	PAGES,
	FREE_PAGES,
	STATEMENTS,
};

static const char *const sql_of[STATEMENTS] = {
	[BEGIN] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
	[FIND] = "SELECT id FROM entry WHERE kind = ?1 AND key = ?2",
	[GET] = "SELECT e.id, e.kind, e.key, e.used, e.raw, e.sum, v.bytes "
		"FROM entry e JOIN value v ON v.id = e.id WHERE e.kind = ?1 AND e.key = ?2",
	[NEXT] = "SELECT e.id, e.kind, e.key, e.used, e.raw, e.sum, v.bytes "
		 "FROM entry e JOIN value v ON v.id = e.id WHERE e.kind = ?1 AND e.id > ?2 "
		 "ORDER BY e.id LIMIT 1",
	[TOUCH] = "UPDATE entry SET used = ?2 WHERE id = ?1",
	[ADD_ENTRY] = "INSERT INTO entry(kind, key, used, raw, sum) VALUES(?1, ?2, ?3, ?4, ?5)",
	[SET_ENTRY] = "UPDATE entry SET used = ?2, raw = ?3, sum = ?4 WHERE id = ?1",
	[SET_VALUE] = "INSERT OR REPLACE INTO value(id, bytes) VALUES(?1, ?2)",
	[DROP_ENTRY] = "DELETE FROM entry WHERE id = ?1",
	[DROP_VALUE] = "DELETE FROM value WHERE id = ?1",
	[OLDEST] = "SELECT id FROM entry WHERE id <> ?1 ORDER BY used, id LIMIT ?2",
	[PAGES] = "PRAGMA page_count",
	[FREE_PAGES] = "PRAGMA freelist_count",
};

struct fi_keep {
	struct fi_keep_options opt;
	char *path;
	sqlite3 *sql;
	sqlite3_stmt *stmt[STATEMENTS];
	ZSTD_CCtx *zstd;
	EVP_MD *sha256;
	unsigned char salt[FI_KEEP_SALT];
	char *locked; /* why nothing can be put */
	int64_t page; /* bytes */
	dev_t device; /* of the file that is open */
	ino_t inode;
};

/* --- SQLite's answers ------------------------------------------------------ */

static bool is_damage(int code)
{
	return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

static enum fi_code refused(const struct fi_keep *k, int code, struct fi_err *err)
{
	if ((code & 0xff) == SQLITE_NOMEM)
		return fi_err_nomem(err);
	if (is_damage(code))
		return fi_err_set(err, FI_EFORMAT, "%s: it is damaged", k->path);
	if (k->opt.alone && (code & 0xff) == SQLITE_BUSY)
		return fi_err_set(err, FI_EIO, "%s: another run is writing to it", k->path);
	return fi_err_set(err, FI_EIO, "%s: %s", k->path,
		k->sql ? sqlite3_errmsg(k->sql) : sqlite3_errstr(code));
}

static int run(struct fi_keep *k, const char *sql)
{
	return sqlite3_exec(k->sql, sql, NULL, NULL, NULL);
}

/* The statement, ready for its values; NULL if SQLite refuses. */
static sqlite3_stmt *ready(struct fi_keep *k, enum statement which)
{
	sqlite3_stmt **s = &k->stmt[which];

	if (!*s && sqlite3_prepare_v3(k->sql, sql_of[which], -1, SQLITE_PREPARE_PERSISTENT, s,
			   NULL) != SQLITE_OK)
		return NULL;
	(void)sqlite3_reset(*s);
	return *s;
}

/* Run one that gives no row. */
static int finish(struct fi_keep *k, sqlite3_stmt *s)
{
	int code = s ? sqlite3_step(s) : sqlite3_errcode(k->sql);

	if (s)
		(void)sqlite3_reset(s);
	return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

static int simply(struct fi_keep *k, enum statement which)
{
	return finish(k, ready(k, which));
}

/* A number that a pragma tells; below 0 if it does not. */
static int64_t number(struct fi_keep *k, enum statement which)
{
	sqlite3_stmt *s = ready(k, which);
	int64_t n = s && sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : -1;

	if (s)
		(void)sqlite3_reset(s);
	return n;
}

/* --- the file ---------------------------------------------------------------- */

/* Make the folders that the file is in, for their owner alone. */
static enum fi_code make_folders(const char *path, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *own = strdup(path);

	if (!own)
		return fi_err_nomem(err);
	for (char *slash = strchr(own + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		if (mkdir(own, 0700) < 0 && errno != EEXIST)
			return fi_err_sys(err, errno, "%s: cannot make the folder", own);
		*slash = '/';
	}
	return FI_OK;
}

/*
 * Who opens, makes or throws away holds the folder, so that nobody opens a log that
 * belongs to another file of that name.  -1 if that cannot be: then it goes without.
 */
static int hold_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	FI_AUTO(fi_freep) char *folder = NULL;
	const struct timespec nap = { .tv_nsec = 5000000 };
	int fd;

	folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
	fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	for (int ms = 0; fd >= 0 && ms < LOCK_MS && flock(fd, LOCK_EX | LOCK_NB) < 0; ms += 5) {
		if (errno != EWOULDBLOCK)
			break;
		(void)nanosleep(&nap, NULL);
	}
	return fd;
}

static enum fi_code foreign(const struct fi_keep *k, const char *why, struct fi_err *err)
{
	return fi_err_set(err, FI_EFORMAT, "%s: %s; it is left as it is", k->path, why);
}

/* Is it ours, or empty and so nobody's? */
static enum fi_code look_at(struct fi_keep *k, int fd, struct fi_err *err)
{
	static const char magic[] = "SQLite format 3";
	unsigned char head[HEAD];
	struct stat st;
	uint32_t id;

	if (fstat(fd, &st) < 0)
		return fi_err_sys(err, errno, "%s", k->path);
	k->device = st.st_dev;
	k->inode = st.st_ino;
	if (!S_ISREG(st.st_mode))
		return foreign(k, "it is no file", err);
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return foreign(k, "another user owns it", err);
	if (st.st_uid == geteuid() && (st.st_mode & 077) && !k->opt.readonly)
		(void)fchmod(fd, 0600);
	if (st.st_size == 0)
		return FI_OK;
	if (pread(fd, head, sizeof(head), 0) != (ssize_t)sizeof(head) ||
		memcmp(head, magic, sizeof(magic)) != 0)
		return foreign(k, "it is no cache of flyimg", err);
	id = (uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 | (uint32_t)head[70] << 8 |
	     head[71];
	return id == APPLICATION ? FI_OK : foreign(k, "it is no cache of flyimg", err);
}

/* "file:...?immutable=1": a file nobody may write to has no log that matters. */
static char *as_uri(const char *path)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	enum fi_code rc = fi_buf_adds(&b, "file:");

	for (; rc == FI_OK && *path; path++)
		rc = strchr("%?#", *path) ? fi_buf_addf(&b, "%%%02x", (unsigned char)*path) :
					    fi_buf_add(&b, path, 1);
	if (rc == FI_OK)
		rc = fi_buf_adds(&b, "?immutable=1");
	return rc == FI_OK ? fi_buf_steal(&b, NULL) : NULL;
}

static void close_sql(struct fi_keep *k)
{
	for (int i = 0; i < STATEMENTS; i++) {
		(void)sqlite3_finalize(k->stmt[i]);
		k->stmt[i] = NULL;
	}
	(void)sqlite3_close(k->sql);
	k->sql = NULL;
}

/* A file may be made to run things: views, triggers, functions. */
static void disarm(sqlite3 *sql)
{
	static const struct {
		int what, value;
	} settings[] = { { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 }, { SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 }, { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 } };

	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		(void)sqlite3_db_config(sql, settings[i].what, settings[i].value, NULL);
	(void)sqlite3_limit(sql, SQLITE_LIMIT_ATTACHED, 0);
}

static int open_sql(struct fi_keep *k)
{
	FI_AUTO(fi_freep) char *uri = k->locked ? as_uri(k->path) : NULL;
	int flags = k->locked ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE;
	int code;

	if (k->locked && !uri)
		return SQLITE_NOMEM;
	code = sqlite3_open_v2(uri ? uri : k->path, &k->sql, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (code != SQLITE_OK)
		return code;
	disarm(k->sql);
	(void)sqlite3_busy_timeout(k->sql, BUSY_MS);
	/* Before anything else: no file is mapped then that others see, too. */
	if (k->opt.alone && !k->locked)
		(void)run(k, "PRAGMA locking_mode = EXCLUSIVE");
	/* There may be many of them, and each page is looked at about once. */
	if (k->opt.readonly)
		(void)run(k, "PRAGMA cache_size = -256");
	/*
	 * A cache is not worth waiting for the disk: if the power fails, what did not get
	 * there is damage that is noticed, by SQLite or by a value's digest.
	 */
	return run(k, k->opt.disposable && !k->opt.alone ? "PRAGMA synchronous = OFF" :
							   "PRAGMA synchronous = NORMAL");
}

/* Does the file hold our tables and nothing else?  Else SQLITE_CORRUPT, or *empty. */
static int check_schema(struct fi_keep *k, bool *empty)
{
	sqlite3_stmt *s = NULL;
	size_t n = 0;
	int step, code = sqlite3_prepare_v2(k->sql,
		"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", -1, &s, NULL);

	if (code != SQLITE_OK)
		return code;
	while ((step = sqlite3_step(s)) == SQLITE_ROW) {
		const unsigned char *text = sqlite3_column_text(s, 0);

		if (n >= SCHEMA_N || !text || strcmp((const char *)text, schema[n]) != 0)
			break;
		n++;
	}
	(void)sqlite3_finalize(s);
	*empty = step == SQLITE_DONE && n == 0;
	if (step == SQLITE_DONE)
		return n == SCHEMA_N || *empty ? SQLITE_OK : SQLITE_CORRUPT;
	return step == SQLITE_ROW ? SQLITE_CORRUPT : step;
}

/* The one value that a statement gives; 0 if it gives none. */
static int64_t ask(struct fi_keep *k, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t n = 0;

	if (sqlite3_prepare_v2(k->sql, sql, -1, &s, NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	return n;
}

static int read_salt(struct fi_keep *k)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(k->sql, "SELECT salt FROM file", -1, &s, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(s);
	if (code == SQLITE_ROW && sqlite3_column_bytes(s, 0) == FI_KEEP_SALT) {
		memcpy(k->salt, sqlite3_column_blob(s, 0), FI_KEEP_SALT);
		code = SQLITE_OK;
	} else if (code == SQLITE_ROW || code == SQLITE_DONE) {
		code = SQLITE_CORRUPT;
	}
	(void)sqlite3_finalize(s);
	return code;
}

static int write_salt(struct fi_keep *k)
{
	sqlite3_stmt *s = NULL;
	int code;

	if (k->opt.salt)
		memcpy(k->salt, k->opt.salt, FI_KEEP_SALT);
	else if (getrandom(k->salt, FI_KEEP_SALT, 0) != FI_KEEP_SALT)
		return SQLITE_IOERR;
	code = sqlite3_prepare_v2(k->sql, "INSERT INTO file(salt) VALUES(?1)", -1, &s, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_bind_blob(s, 1, k->salt, FI_KEEP_SALT, SQLITE_STATIC);
	if (code == SQLITE_OK)
		code = finish(k, s);
	(void)sqlite3_finalize(s);
	return code;
}

/* Fill an empty file: all of it is there or nothing. */
static int make_schema(struct fi_keep *k)
{
	FI_AUTO(fi_freep) char *marks = fi_format("PRAGMA application_id = %u; "
						  "PRAGMA user_version = %u",
		APPLICATION, k->opt.version);
	int code = marks ? run(k, "BEGIN EXCLUSIVE") : SQLITE_NOMEM;

	for (size_t i = 0; code == SQLITE_OK && i < SCHEMA_N; i++)
		code = run(k, schema[i]);
	if (code == SQLITE_OK)
		code = write_salt(k);
	if (code == SQLITE_OK)
		code = run(k, marks);
	if (code == SQLITE_OK)
		code = run(k, "COMMIT");
	return code == SQLITE_OK ? run(k, "PRAGMA journal_mode = WAL") : code;
}

/* What is in the file; *stale if it is ours but of another version. */
static int read_file(struct fi_keep *k, bool *stale)
{
	bool empty = false;
	int code;

	if (ask(k, "PRAGMA schema_version") &&
		ask(k, "PRAGMA user_version") != (int64_t)k->opt.version) {
		*stale = true;
		return SQLITE_OK;
	}
	code = check_schema(k, &empty);
	if (code == SQLITE_OK && empty && !k->locked)
		code = make_schema(k);
	else if (code == SQLITE_OK)
		code = read_salt(k);
	return code;
}

static void throw_away(const struct fi_keep *k)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		FI_AUTO(fi_freep) char *name = fi_format("%s%s", k->path, tails[i]);

		if (name)
			(void)unlink(name);
	}
}

/* From here on nothing is put; `why` is taken. */
static enum fi_code lock(struct fi_keep *k, char *why)
{
	free(k->locked);
	k->locked = why;
	return why ? FI_OK : FI_ENOMEM;
}

/* Did a process that was killed leave values in a log beside the file? */
static bool has_log(const struct fi_keep *k)
{
	FI_AUTO(fi_freep) char *name = fi_format("%s-wal", k->path);
	struct stat st;

	return name && stat(name, &st) == 0 && st.st_size > 0;
}

/* A file that is only to be read is there and ours. */
static enum fi_code prepare_reading(struct fi_keep *k, struct fi_err *err)
{
	int fd = open(k->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	enum fi_code rc;

	if (fd < 0)
		return fi_err_sys(err, errno, "%s", k->path);
	rc = look_at(k, fd, err);
	if (rc == FI_OK && fstat(fd, &st) == 0 && st.st_size == 0)
		rc = fi_err_set(err, FI_EFORMAT, "%s: it is empty", k->path);
	close(fd);
	/* A log has to be taken in, which writes. */
	if (rc == FI_OK && !has_log(k) &&
		lock(k, fi_format("%s: it is only read", k->path)) != FI_OK)
		return fi_err_nomem(err);
	return rc;
}

/* The file is there and ours, or empty; what may only be read is `locked`. */
static enum fi_code prepare(struct fi_keep *k, struct fi_err *err)
{
	int fd = open(k->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	int why = errno;
	enum fi_code rc;

	if (fd < 0 && why == ELOOP)
		return foreign(k, "it is a link", err);
	if (fd < 0) {
		fd = open(k->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
		if (fd < 0)
			return fi_err_sys(err, why, "%s: cannot write", k->path);
		if (lock(k, fi_format("%s: cannot write: %s", k->path, strerror(why))) != FI_OK) {
			close(fd);
			return fi_err_nomem(err);
		}
	}
	rc = look_at(k, fd, err);
	close(fd);
	return rc;
}

/* Does SQLite want to write where it may not: its log, beside the file? */
static bool is_write_protected(int code)
{
	return (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
}

/* Open the file that is there; *useless if it is ours but damaged or of another version. */
static enum fi_code open_once(struct fi_keep *k, bool *useless, struct fi_err *err)
{
	bool stale = false;
	enum fi_code rc = k->opt.readonly ? prepare_reading(k, err) : prepare(k, err);
	int code;

	*useless = false;
	if (rc != FI_OK)
		return rc;
	code = open_sql(k);
	if (code == SQLITE_OK)
		code = read_file(k, &stale);
	if (is_write_protected(code) && !k->locked) {
		rc = lock(k, fi_format("%s: cannot write: %s", k->path, sqlite3_errmsg(k->sql)));
		close_sql(k);
		if (rc != FI_OK)
			return fi_err_nomem(err);
		code = open_sql(k);
		if (code == SQLITE_OK)
			code = read_file(k, &stale);
	}
	if (code == SQLITE_OK && !stale) {
		k->page = ask(k, "PRAGMA page_size");
		return FI_OK;
	}
	*useless = (stale || is_damage(code)) && k->opt.disposable && !k->locked;
	rc = stale ? fi_err_set(err, FI_EFORMAT, "%s: another version of flyimg made it", k->path)
		   : refused(k, code, err);
	close_sql(k);
	return rc;
}

/* Open, and if need be make anew, with the folder held. */
static enum fi_code open_held(struct fi_keep *k, struct fi_err *err)
{
	int folder = hold_folder(k->path);
	bool useless;
	enum fi_code rc = open_once(k, &useless, err);

	if (useless) {
		fi_err_clear(err);
		throw_away(k);
		rc = open_once(k, &useless, err);
	}
	if (folder >= 0)
		close(folder);
	return rc;
}

/* Is the file of that name still the one that was opened? */
static bool is_same_file(const struct fi_keep *k)
{
	struct stat st;

	return lstat(k->path, &st) == 0 && st.st_dev == k->device && st.st_ino == k->inode;
}

/*
 * SQLite met damage: a cache starts anew, unless another process was first.  Under
 * another salt than the run has begun with it is of no use to this run.
 */
static bool start_anew(struct fi_keep *k)
{
	unsigned char salt[FI_KEEP_SALT];
	struct fi_err ignored = { 0 };
	bool useless;
	int folder;

	if (!k->opt.disposable || k->locked)
		return false;
	memcpy(salt, k->salt, sizeof(salt));
	k->opt.salt = salt;
	folder = hold_folder(k->path);
	close_sql(k);
	if (is_same_file(k))
		throw_away(k);
	if (open_once(k, &useless, &ignored) == FI_OK && memcmp(salt, k->salt, sizeof(salt)) != 0)
		close_sql(k);
	k->opt.salt = NULL;
	memcpy(k->salt, salt, sizeof(salt));
	if (folder >= 0)
		close(folder);
	return k->sql != NULL;
}

static void keep_freep(struct fi_keep **k)
{
	fi_keep_close(*k);
}

enum fi_code fi_keep_open(
	const struct fi_keep_options *opt, struct fi_keep **out, struct fi_err *err)
{
	FI_AUTO(keep_freep) struct fi_keep *k = calloc(1, sizeof(*k));
	enum fi_code rc;

	if (!k)
		return fi_err_nomem(err);
	k->opt = *opt;
	k->path = strdup(opt->path);
	k->zstd = ZSTD_createCCtx();
	k->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	if (!k->path || !k->zstd || !k->sha256)
		return fi_err_nomem(err);
	k->opt.path = k->path;
	rc = opt->readonly ? FI_OK : make_folders(k->path, err);
	if (rc == FI_OK)
		rc = open_held(k, err);
	if (rc != FI_OK)
		return rc;
	*out = k;
	k = NULL; /* handed over */
	return FI_OK;
}

void fi_keep_close(struct fi_keep *k)
{
	if (!k)
		return;
	close_sql(k);
	ZSTD_freeCCtx(k->zstd);
	EVP_MD_free(k->sha256);
	free(k->locked);
	free(k->path);
	free(k);
}

const char *fi_keep_locked(const struct fi_keep *k)
{
	return k->locked;
}

const unsigned char *fi_keep_salt(const struct fi_keep *k)
{
	return k->salt;
}

/* --- values ------------------------------------------------------------------ */

/* The digest that a value is kept with: of what it is kept for as well. */
static bool sum_of(const struct fi_keep *k, unsigned kind, const void *key, size_t nkey,
	uint64_t raw, const void *p, size_t n, unsigned char out[EVP_MAX_MD_SIZE])
{
	const uint64_t head[3] = { kind, nkey, raw };
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = ctx && EVP_DigestInit_ex2(ctx, k->sha256, NULL) == 1 &&
		  EVP_DigestUpdate(ctx, head, sizeof(head)) == 1 &&
		  EVP_DigestUpdate(ctx, key, nkey) == 1 && EVP_DigestUpdate(ctx, p, n) == 1 &&
		  EVP_DigestFinal_ex(ctx, out, NULL) == 1;

	EVP_MD_CTX_free(ctx);
	return ok;
}

/* A row of GET or NEXT: is its value whole?  Appended to `out` if so. */
static enum fi_code take_row(struct fi_keep *k, sqlite3_stmt *s, struct fi_buf *out)
{
	unsigned kind = (unsigned)sqlite3_column_int(s, 1);
	const void *key = sqlite3_column_blob(s, 2), *sum = sqlite3_column_blob(s, 5);
	const void *p = sqlite3_column_blob(s, 6);
	size_t nkey = (size_t)sqlite3_column_bytes(s, 2), n = (size_t)sqlite3_column_bytes(s, 6);
	uint64_t raw = (uint64_t)sqlite3_column_int64(s, 4);
	unsigned char want[EVP_MAX_MD_SIZE];
	enum fi_code rc;

	if (sqlite3_column_bytes(s, 5) != SUM || raw > FI_KEEP_VALUE_MAX || n > raw ||
		!sum_of(k, kind, key, nkey, raw, p, n, want) || memcmp(sum, want, SUM) != 0)
		return FI_ENOTFOUND;
	if (n == raw)
		return fi_buf_add(out, p, n);
	rc = fi_buf_room(out, (size_t)raw);
	if (rc != FI_OK)
		return rc;
	if (ZSTD_decompress(out->p + out->len, (size_t)raw, p, n) != raw)
		return FI_ENOTFOUND;
	out->len += (size_t)raw;
	out->p[out->len] = 0;
	return FI_OK;
}

/* So that what is used stays; nobody minds if it cannot be written down. */
static void touch(struct fi_keep *k, int64_t id, int64_t used)
{
	sqlite3_stmt *s;

	if (!k->opt.max || k->locked || k->opt.now - used < TOUCH_SECONDS)
		return;
	s = ready(k, TOUCH);
	if (s && sqlite3_bind_int64(s, 1, id) == SQLITE_OK &&
		sqlite3_bind_int64(s, 2, k->opt.now) == SQLITE_OK)
		(void)finish(k, s);
}

static int bind_key(sqlite3_stmt *s, unsigned kind, const void *key, size_t nkey)
{
	int code = sqlite3_bind_int64(s, 1, kind);

	return code == SQLITE_OK ? sqlite3_bind_blob64(s, 2, key, nkey, SQLITE_STATIC) : code;
}

enum fi_code fi_keep_get(struct fi_keep *k, unsigned kind, const void *key, size_t nkey,
	struct fi_buf *out, struct fi_err *err)
{
	sqlite3_stmt *s = k->sql ? ready(k, GET) : NULL;
	int64_t id = 0, used = 0;
	enum fi_code rc = FI_ENOTFOUND;
	int code;

	if (!k->sql)
		return FI_ENOTFOUND;
	if (!s || bind_key(s, kind, key, nkey) != SQLITE_OK)
		return refused(k, sqlite3_errcode(k->sql), err);
	code = sqlite3_step(s);
	if (code == SQLITE_ROW) {
		id = sqlite3_column_int64(s, 0);
		used = sqlite3_column_int64(s, 3);
		rc = take_row(k, s, out);
	}
	(void)sqlite3_reset(s);
	if (is_damage(code) && start_anew(k))
		return FI_ENOTFOUND;
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		return refused(k, code, err);
	if (rc == FI_OK)
		touch(k, id, used);
	if (rc == FI_ENOMEM)
		return fi_err_nomem(err);
	return rc == FI_ELIMIT ? fi_err_set(err, rc, "a value is larger than expected") : rc;
}

bool fi_keep_has(struct fi_keep *k, unsigned kind, const void *key, size_t nkey)
{
	sqlite3_stmt *s = k->sql ? ready(k, FIND) : NULL;
	bool there = s && bind_key(s, kind, key, nkey) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW;

	if (s)
		(void)sqlite3_reset(s);
	return there;
}

/* --- putting ----------------------------------------------------------------- */

/* A value on its way into the file. */
struct load {
	unsigned kind;
	const void *key, *p; /* p: as it is stored */
	size_t nkey, n, raw;
	unsigned char sum[EVP_MAX_MD_SIZE];
};

static int drop(struct fi_keep *k, int64_t id)
{
	static const enum statement drops[] = { DROP_VALUE, DROP_ENTRY };
	int code = SQLITE_OK;

	for (int i = 0; i < 2 && code == SQLITE_OK; i++) {
		sqlite3_stmt *s = ready(k, drops[i]);

		code = s ? sqlite3_bind_int64(s, 1, id) : sqlite3_errcode(k->sql);
		if (code == SQLITE_OK)
			code = finish(k, s);
	}
	return code;
}

/* Bytes in use, as far as the file's pages tell. */
static uint64_t in_use(struct fi_keep *k)
{
	int64_t pages = number(k, PAGES) - number(k, FREE_PAGES);

	return pages > 0 && k->page > 0 ? (uint64_t)pages * (uint64_t)k->page : 0;
}

/* The ids of what was used longest ago, but for this one. */
static size_t oldest(struct fi_keep *k, int64_t but, int64_t *ids)
{
	sqlite3_stmt *s = ready(k, OLDEST);
	size_t n = 0;

	if (!s)
		return 0;
	(void)sqlite3_bind_int64(s, 1, but);
	(void)sqlite3_bind_int64(s, 2, EVICT_AT_ONCE);
	while (n < EVICT_AT_ONCE && sqlite3_step(s) == SQLITE_ROW)
		ids[n++] = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return n;
}

/* Make room for what was put, and some more, so that not every value has to. */
static int evict(struct fi_keep *k, int64_t but)
{
	int64_t ids[EVICT_AT_ONCE];
	uint64_t most = k->opt.max;
	int code = SQLITE_OK;

	if (!most || in_use(k) <= most)
		return SQLITE_OK;
	most -= most / 10;
	while (code == SQLITE_OK && in_use(k) > most) {
		size_t n = oldest(k, but, ids);

		if (!n)
			break;
		for (size_t i = 0; code == SQLITE_OK && i < n && in_use(k) > most; i++)
			code = drop(k, ids[i]);
	}
	return code;
}

/* Write the entry's row; *id is its number. */
static int put_entry(struct fi_keep *k, const struct load *l, int64_t *id)
{
	sqlite3_stmt *s = ready(k, FIND);
	int code, at = 1;

	if (!s || bind_key(s, l->kind, l->key, l->nkey) != SQLITE_OK)
		return sqlite3_errcode(k->sql);
	code = sqlite3_step(s);
	*id = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
	(void)sqlite3_reset(s);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		return code;
	s = ready(k, *id ? SET_ENTRY : ADD_ENTRY);
	if (!s)
		return sqlite3_errcode(k->sql);
	code = *id ? sqlite3_bind_int64(s, at++, *id) : bind_key(s, l->kind, l->key, l->nkey);
	at = *id ? 2 : 3;
	if (code == SQLITE_OK)
		code = sqlite3_bind_int64(s, at++, k->opt.now);
	if (code == SQLITE_OK)
		code = sqlite3_bind_int64(s, at++, (int64_t)l->raw);
	if (code == SQLITE_OK)
		code = sqlite3_bind_blob(s, at, l->sum, SUM, SQLITE_STATIC);
	if (code == SQLITE_OK)
		code = finish(k, s);
	if (code == SQLITE_OK && !*id)
		*id = sqlite3_last_insert_rowid(k->sql);
	return code;
}

static int put_value(struct fi_keep *k, const struct load *l, int64_t id)
{
	sqlite3_stmt *s = ready(k, SET_VALUE);
	int code = s ? sqlite3_bind_int64(s, 1, id) : sqlite3_errcode(k->sql);

	if (code == SQLITE_OK)
		code = sqlite3_bind_blob64(s, 2, l->n ? l->p : "", l->n, SQLITE_STATIC);
	if (code == SQLITE_OK)
		code = finish(k, s);
	if (s)
		(void)sqlite3_clear_bindings(s);
	return code;
}

/* All of it or nothing. */
static int put_whole(struct fi_keep *k, const struct load *l)
{
	int64_t id = 0;
	int code = simply(k, BEGIN);

	if (code != SQLITE_OK)
		return code;
	code = put_entry(k, l, &id);
	if (code == SQLITE_OK)
		code = put_value(k, l, id);
	if (code == SQLITE_OK)
		code = evict(k, id);
	if (code == SQLITE_OK)
		code = simply(k, COMMIT);
	if (code != SQLITE_OK && !sqlite3_get_autocommit(k->sql))
		(void)simply(k, ROLLBACK);
	return code;
}

/* Compress it where that pays; `room` holds the result. */
static enum fi_code squeeze(struct fi_keep *k, struct load *l, struct fi_buf *room)
{
	size_t most, n;
	enum fi_code rc;

	if (l->n < SMALL)
		return FI_OK;
	most = ZSTD_compressBound(l->n);
	rc = fi_buf_room(room, most);
	if (rc != FI_OK)
		return rc;
	n = ZSTD_compressCCtx(k->zstd, room->p, most, l->p, l->n, ZSTD_LEVEL);
	if (ZSTD_isError(n) || n >= l->n)
		return FI_OK;
	l->p = room->p;
	l->n = n;
	return FI_OK;
}

enum fi_code fi_keep_put(struct fi_keep *k, unsigned kind, const void *key, size_t nkey,
	const void *p, size_t n, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf room = fi_buf_limited(2 * FI_KEEP_VALUE_MAX);
	struct load l = { kind, key, p, nkey, n, n, { 0 } };
	int code;

	if (k->opt.readonly)
		return fi_err_set(err, FI_EIO, "%s: it is only read", k->path);
	if (k->locked || !k->sql)
		return fi_err_set(err, FI_EIO, "%s",
			k->locked ? k->locked : "the cache was lost while it was used");
	if (n > FI_KEEP_VALUE_MAX || nkey > FI_KEEP_KEY_MAX)
		return fi_err_set(err, FI_ELIMIT, "%s: a value is too large to be kept", k->path);
	if (squeeze(k, &l, &room) != FI_OK ||
		!sum_of(k, kind, key, nkey, l.raw, l.p, l.n, l.sum))
		return fi_err_nomem(err);
	/* It would drive out most of the others. */
	if (k->opt.max && l.n > k->opt.max / 2)
		return fi_err_set(err, FI_ELIMIT, "%s: a value is too large to be kept", k->path);
	code = put_whole(k, &l);
	if (is_damage(code) && start_anew(k))
		code = put_whole(k, &l);
	return code == SQLITE_OK ? FI_OK : refused(k, code, err);
}

/* --- visiting ---------------------------------------------------------------- */

enum fi_code fi_keep_each(struct fi_keep *k, unsigned kind, fi_keep_visitor *visit, void *self,
	size_t *harmed, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf key = fi_buf_limited(FI_KEEP_KEY_MAX);
	FI_AUTO(fi_buf_done) struct fi_buf value = fi_buf_limited(FI_KEEP_VALUE_MAX);
	int64_t id = 0;

	while (k->sql) {
		sqlite3_stmt *s = ready(k, NEXT);
		enum fi_code rc;
		int code;

		if (!s || sqlite3_bind_int64(s, 1, kind) != SQLITE_OK ||
			sqlite3_bind_int64(s, 2, id) != SQLITE_OK)
			return refused(k, sqlite3_errcode(k->sql), err);
		code = sqlite3_step(s);
		if (code != SQLITE_ROW) {
			(void)sqlite3_reset(s);
			return code == SQLITE_DONE ? FI_OK : refused(k, code, err);
		}
		fi_buf_clear(&key);
		fi_buf_clear(&value);
		id = sqlite3_column_int64(s, 0);
		rc = take_row(k, s, &value);
		if (rc == FI_OK)
			rc = fi_buf_add(&key, sqlite3_column_blob(s, 2),
				(size_t)sqlite3_column_bytes(s, 2));
		(void)sqlite3_reset(s);
		if (rc == FI_ENOMEM)
			return fi_err_nomem(err);
		if (rc != FI_OK && harmed)
			++*harmed;
		if (rc == FI_OK)
			rc = visit(self, key.p, key.len, value.p, value.len, err);
		else
			rc = FI_OK; /* damaged: passed over */
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}
