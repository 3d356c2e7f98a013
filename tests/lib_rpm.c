#include "tests/lib_test.h"

#include "tests/lib_rpm.h"

#include <sqlite3.h>
#include <string.h>

static void put(struct fi_buf *b, const void *p, size_t n)
{
	assert_int_equal(fi_buf_add(b, p, n), FI_OK);
}

static void put_be32(struct fi_buf *b, uint32_t v)
{
	unsigned char p[4] = { (unsigned char)(v >> 24), (unsigned char)(v >> 16),
		(unsigned char)(v >> 8), (unsigned char)v };

	put(b, p, 4);
}

static void set_le32(unsigned char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> 8 * i);
}

static void set_le16(unsigned char *p, size_t v)
{
	p[0] = (unsigned char)v;
	p[1] = (unsigned char)(v >> 8);
}

static void fill(struct fi_buf *b, size_t len)
{
	while (b->len < len)
		put(b, "", 1);
}

void mkrpm_entries(struct fi_buf *out, const struct rpm_entry *e, size_t n)
{
	FI_AUTO(fi_buf_done) struct fi_buf data = fi_buf_limited(1 << 20);
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += e[i].n;
	put_be32(out, (uint32_t)n);
	put_be32(out, (uint32_t)bytes);
	for (size_t i = 0; i < n; i++) {
		put_be32(out, e[i].tag);
		put_be32(out, e[i].type);
		put_be32(out, (uint32_t)data.len);
		put_be32(out, e[i].count);
		put(&data, e[i].data, e[i].n);
	}
	put(out, data.p, data.len);
}

void mkrpm(struct fi_buf *out, const char *name, const char *file, uint32_t algorithm,
	const char *digest, uint32_t flags)
{
	FI_AUTO(fi_buf_done) struct fi_buf digests = fi_buf_limited(4096);
	FI_AUTO(fi_buf_done) struct fi_buf bases = fi_buf_limited(4096);
	const unsigned char number[4] = { 0, 0, 0, (unsigned char)algorithm };
	const unsigned char flag[8] = { 0, 0, 0, 0, 0, 0, 0, (unsigned char)flags };
	const unsigned char dir_of[8] = { 0, 0, 0, 0, 0, 0, 0, 1 };

	put(&digests, "", 1);
	put(&digests, digest, strlen(digest) + 1);
	put(&bases, "folder", 7);
	put(&bases, file, strlen(file) + 1);
	mkrpm_entries(out,
		(const struct rpm_entry[]){ { 63, 7, 16, "0123456789abcdef", 16 },
			{ 1000, 6, 1, name, strlen(name) + 1 },
			{ 1035, 8, 2, digests.p, digests.len }, { 1037, 4, 2, flag, 8 },
			{ 1116, 4, 2, dir_of, 8 }, { 1117, 8, 2, bases.p, bases.len },
			{ 1118, 8, 2, "/\0/etc/", 8 }, { 5011, 4, 1, number, 4 } },
		algorithm ? 8 : 7);
}

void mkrpm_sqlite(struct fi_buf *out, const struct fi_buf *header, size_t n)
{
	sqlite3 *sql = NULL;
	sqlite3_stmt *row = NULL;
	sqlite3_int64 len = 0;
	unsigned char *p;

	assert_int_equal(sqlite3_open(":memory:", &sql), SQLITE_OK);
	assert_int_equal(sqlite3_exec(sql,
				 "PRAGMA page_size = 512; CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY "
				 "AUTOINCREMENT,blob BLOB NOT NULL)",
				 NULL, NULL, NULL),
		SQLITE_OK);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(sqlite3_prepare_v2(sql, "INSERT INTO Packages (blob) VALUES (?)",
					 -1, &row, NULL),
			SQLITE_OK);
		(void)sqlite3_bind_blob(row, 1, header[i].p, (int)header[i].len, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(row), SQLITE_DONE);
		(void)sqlite3_finalize(row);
	}
	p = sqlite3_serialize(sql, "main", &len, 0);
	assert_non_null(p);
	p[18] = p[19] = 2; /* rpm's has a write-ahead log */
	put(out, p, (size_t)len);
	sqlite3_free(p);
	(void)sqlite3_close(sql);
}

void mkrpm_ndb(struct fi_buf *out, const struct fi_buf *header, size_t n)
{
	unsigned char page[4096] = { 0 };
	size_t at = sizeof(page);

	memcpy(page, "RpmP", 4);
	set_le32(page + 12, 1);
	for (size_t i = 0; i < 254; i++) {
		unsigned char *slot = page + 32 + i * 16;

		memcpy(slot, "Slot", 4);
		if (i >= n)
			continue;
		set_le32(slot + 4, (uint32_t)i + 1);
		set_le32(slot + 8, (uint32_t)(at / 16));
		set_le32(slot + 12, (uint32_t)((header[i].len + 28 + 15) / 16));
		at += (header[i].len + 28 + 15) / 16 * 16;
	}
	put(out, page, sizeof(page));
	for (size_t i = 0; i < n; i++) {
		unsigned char head[16] = "BlbS";

		set_le32(head + 4, (uint32_t)i + 1);
		set_le32(head + 12, (uint32_t)header[i].len);
		put(out, head, 16);
		put(out, header[i].p, header[i].len);
		put(out, "sum.len.BlbE", 12);
		fill(out, (out->len + 15) / 16 * 16);
	}
}

#define PAGE 512

static void set_page(unsigned char *q, size_t number, int type)
{
	memset(q, 0, PAGE);
	set_le32(q + 8, (uint32_t)number);
	q[25] = (unsigned char)type;
}

/* The pages of one long header, from `number` on.  Tells the next free one. */
static size_t put_chain(struct fi_buf *pages, const struct fi_buf *header, size_t number)
{
	for (size_t at = 0; at < header->len; number++) {
		size_t n = header->len - at < PAGE - 26 ? header->len - at : PAGE - 26;
		unsigned char q[PAGE];

		set_page(q, number, 7);
		set_le32(q + 16, at + n < header->len ? (uint32_t)number + 1 : 0);
		set_le16(q + 22, n);
		memcpy(q + 26, header->p + at, n);
		put(pages, q, PAGE);
		at += n;
	}
	return number;
}

void mkrpm_bdb(struct fi_buf *out, const struct fi_buf *header, size_t n)
{
	FI_AUTO(fi_buf_done) struct fi_buf chains = fi_buf_limited(1 << 20);
	unsigned char meta[PAGE], table[PAGE];
	size_t end = PAGE, next = 2;

	set_page(meta, 0, 8);
	memcpy(meta + 12, "\x61\x15\x06\x00\x09\x00\x00\x00", 8);
	set_le32(meta + 20, PAGE);
	set_page(table, 1, 13);
	set_le16(table + 20, 2 * n);
	for (size_t i = 0; i < n; i++) {
		size_t len = i == 0 ? 1 + header[i].len : 12;

		end -= 5;
		set_le16(table + 26 + 4 * i, end);
		memcpy(table + end, "\1key", 5);
		end -= len;
		set_le16(table + 26 + 4 * i + 2, end);
		table[end] = i == 0 ? 1 : 3;
		if (i == 0) {
			memcpy(table + end + 1, header[i].p, header[i].len);
			continue;
		}
		set_le32(table + end + 4, (uint32_t)next);
		set_le32(table + end + 8, (uint32_t)header[i].len);
		next = put_chain(&chains, &header[i], next);
	}
	assert_true(end >= 26 + 4 * n);
	put(out, meta, PAGE);
	put(out, table, PAGE);
	put(out, chains.p, chains.len);
}
