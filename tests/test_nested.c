/* test_nested.c - archives in a layer: what is unpacked, named, bounded and told. */
#include "tests/lib_layers.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "layers/nested.h"
#include "layers/walk.h"
#include "rules/content.h"
#include "rules/findings.h"

/* --- archives made in the test ----------------------------------------- */

typedef int setter(struct archive *);

static la_ssize_t on_write(struct archive *a, void *self, const void *p, size_t n)
{
	(void)a;
	assert_int_equal(fi_buf_add(self, p, n), FI_OK);
	return (la_ssize_t)n;
}

static struct archive *start(struct fi_buf *out, setter *format, setter *filter)
{
	struct archive *a = archive_write_new();

	assert_non_null(a);
	assert_int_equal(format(a), ARCHIVE_OK);
	if (filter)
		assert_int_equal(filter(a), ARCHIVE_OK);
	(void)archive_write_set_bytes_in_last_block(a, 1);
	return archive_write_open(a, out, NULL, on_write, NULL) == ARCHIVE_OK ? a : NULL;
}

static void put(struct archive *a, const char *name, const void *p, size_t n)
{
	struct archive_entry *e = archive_entry_new();

	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0640);
	archive_entry_set_size(e, (la_int64_t)n);
	assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
	if (n)
		assert_int_equal(archive_write_data(a, p, n), n);
	archive_entry_free(e);
}

static void stop(struct archive *a)
{
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	archive_write_free(a);
}

/* One member with these bytes. */
static void pack(struct fi_buf *out, setter *format, setter *filter, const char *name,
	const void *p, size_t n)
{
	struct archive *a = start(out, format, filter);

	assert_non_null(a);
	put(a, name, p, n);
	stop(a);
}

static void pack_text(struct fi_buf *out, setter *format, setter *filter, const char *name,
	const char *text)
{
	pack(out, format, filter, name, text, strlen(text));
}

/* Only the compression. */
static void squeeze(struct fi_buf *out, setter *filter, const void *p, size_t n)
{
	pack(out, archive_write_set_format_raw, filter, "x", p, n);
}

/* --- a layer and what was seen of it ----------------------------------- */

struct bench {
	struct fi_buf tar, file, inner; /* the layer, what is put in it */
	struct fi_buf seen; /* "srv/a.zip!/b=text;" of what is in archives */
	struct fi_buf raw;  /* the bytes of files that are in none */
	struct fi_buf stored; /* an archive as it stands in the layer */
	uint64_t nseen;
	bool in_archive;
	enum fi_code fail_entry, fail_bytes;
	struct fi_set set;
	struct fi_err err;
};

static enum fi_code on_entry(void *self, const struct fi_visit *v, enum fi_next *next,
	struct fi_err *err)
{
	struct bench *b = self;

	(void)next;
	b->in_archive = v->inner != NULL;
	if (!b->in_archive)
		return FI_OK;
	assert_memory_equal(v->inner, "!/", 2);
	assert_string_equal(v->base, strrchr(v->name, '/') + 1);
	if (fi_buf_addf(&b->seen, "%s=", v->name) != FI_OK)
		return FI_OK; /* enough was noted */
	return b->fail_entry ? fi_err_set(err, b->fail_entry, "the visitor said no") : FI_OK;
}

static enum fi_code on_bytes(void *self, const void *p, size_t n, struct fi_err *err)
{
	struct bench *b = self;
	struct fi_buf *to = b->in_archive ? &b->seen : &b->raw;

	b->nseen += n;
	if (b->in_archive && b->fail_bytes)
		return fi_err_set(err, b->fail_bytes, "the visitor said no");
	if (n == 0 && b->in_archive)
		(void)!fi_buf_adds(to, ";");
	(void)!fi_buf_add(to, p, n);
	return FI_OK;
}

static enum fi_code on_stored(void *self, const struct fi_visit *v, const void *p, size_t n,
	struct fi_err *err)
{
	struct bench *b = self;

	(void)err;
	assert_null(v->inner);
	if (n == 0)
		fi_buf_clear(&b->stored);
	else
		(void)!fi_buf_add(&b->stored, p, n);
	return FI_OK;
}

static void begin(struct bench *b)
{
	const struct fi_visitor v = {
		.self = b, .entry = on_entry, .bytes = on_bytes, .stored = on_stored
	};

	*b = (struct bench){ .tar = fi_buf_limited(64 << 20),
		.file = fi_buf_limited(32 << 20),
		.inner = fi_buf_limited(32 << 20),
		.seen = fi_buf_limited(1 << 20),
		.raw = fi_buf_limited(32 << 20),
		.stored = fi_buf_limited(32 << 20) };
	assert_ok(fi_set_init(&b->set, NULL, &v, &b->err), &b->err);
}

static void end(struct bench *b)
{
	fi_set_done(&b->set);
	fi_buf_done(&b->tar);
	fi_buf_done(&b->file);
	fi_buf_done(&b->inner);
	fi_buf_done(&b->seen);
	fi_buf_done(&b->raw);
	fi_buf_done(&b->stored);
}

static enum fi_code walk(struct bench *b, const char *name, size_t step)
{
	fi_buf_clear(&b->tar);
	fi_buf_clear(&b->seen);
	fi_buf_clear(&b->raw);
	mktar(&b->tar, name, 0644, b->file.p, b->file.len);
	mktar_end(&b->tar);
	return walk_bytes(&b->set, b->tar.p, b->tar.len, step, &b->err);
}

/* Without a layer around it: libarchive would gather the blocks. */
static enum fi_code walk_file(struct bench *b, const char *name, size_t step)
{
	struct slices in = { .p = b->file.p, .n = b->file.len, .step = step };
	struct fi_entry e = { .size = b->file.len, .mode = 0644 };
	struct fi_visit v = { .name = name, .base = name, .entry = &e };
	struct fi_nested *n = fi_nested_new(&b->set, 0);
	enum fi_code rc;

	assert_non_null(n);
	assert_true(fi_nested_sniff(b->file.p, b->file.len));
	fi_buf_clear(&b->seen);
	fi_buf_clear(&b->raw);
	rc = fi_nested_file(n, &v, slices_reader(&in), NULL, &b->err);
	assert_int_equal(fi_nested_end(n), FI_OK);
	assert_int_equal(in.at, in.n);
	/* Whatever is in it, the file itself was shown, too. */
	if (rc == FI_OK) {
		assert_int_equal(b->stored.len, b->file.len);
		assert_memory_equal(b->stored.p, b->file.p, b->file.len);
	}
	fi_nested_free(n);
	slices_done(&in);
	return rc;
}

/* However the layer is cut, this is seen in the file, and nothing is left out. */
static void sees(struct bench *b, const char *name, const char *text)
{
	static const size_t steps[] = { 1 << 20, 512, 700, 1, 10240 };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		assert_ok(walk(b, name, steps[i]), &b->err);
		assert_string_equal(b->seen.p, text);
		if (b->set.ngaps)
			fail_msg("%s: %s", b->set.gaps[0].path, b->set.gaps[0].reason);
		assert_true(b->set.layers[i]->whole);
		assert_int_equal(b->set.layers[i]->bytes, b->file.len);
		assert_int_equal(b->set.layers[i]->files, 1);
		if (!*text)
			continue;
		assert_ok(walk_file(b, name, steps[i]), &b->err);
		assert_string_equal(b->seen.p, text);
		assert_int_equal(b->set.ngaps, 0);
	}
}

/* In one go, with one gap. */
static void is_told(struct bench *b, const char *name, const char *seen, const char *reason,
	bool harmless)
{
	assert_ok(walk(b, name, 1 << 20), &b->err);
	if (seen)
		assert_string_equal(b->seen.p, seen);
	assert_int_equal(b->set.ngaps, 1);
	assert_contains(b->set.gaps[0].reason, reason);
	assert_int_equal(b->set.gaps[0].harmless, harmless);
	assert_true(b->set.layers[0]->whole);
}

/* --- what is unpacked -------------------------------------------------- */

static int stored_zip(struct archive *a)
{
	int rc = archive_write_set_format_zip(a);

	return rc == ARCHIVE_OK ? archive_write_zip_set_compression_store(a) : rc;
}

static int locked_zip(struct archive *a)
{
	int rc = archive_write_set_format_zip(a);

	if (rc == ARCHIVE_OK)
		rc = archive_write_set_options(a, "zip:encryption=traditional");
	return rc == ARCHIVE_OK ? archive_write_set_passphrase(a, "open") : rc;
}

static void every_format_is_unpacked(void **state)
{
	static const struct {
		const char *name;
		setter *format, *filter;
	} table[] = {
		{ "a.zip", archive_write_set_format_zip, NULL },
		{ "a.jar", stored_zip, NULL },
		{ "a.tar", archive_write_set_format_ustar, NULL },
		{ "a.pax", archive_write_set_format_pax, NULL },
		{ "a.tar.gz", archive_write_set_format_ustar, archive_write_add_filter_gzip },
		{ "a.tar.zst", archive_write_set_format_pax, archive_write_add_filter_zstd },
		{ "a.tar.xz", archive_write_set_format_gnutar, archive_write_add_filter_xz },
		{ "a.tar.bz2", archive_write_set_format_ustar, archive_write_add_filter_bzip2 },
		{ "a.cpio", archive_write_set_format_cpio_newc, NULL },
		{ "a.cpio.gz", archive_write_set_format_cpio_newc,
			archive_write_add_filter_gzip },
		{ "a.a", archive_write_set_format_ar_svr4, NULL },
		{ "a.7z", archive_write_set_format_7zip, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		FI_AUTO(end) struct bench b;
		FI_AUTO(fi_freep) char *want = fi_format("%s!/key.txt=hello;", table[i].name);

		begin(&b);
		pack_text(&b.file, table[i].format, table[i].filter, "key.txt", "hello");
		sees(&b, table[i].name, want);
	}
}

static void a_compressed_file_loses_its_ending(void **state)
{
	static const struct {
		const char *name, *want;
		setter *filter;
	} table[] = {
		{ "srv/db.sql.gz", "srv/db.sql.gz!/db.sql=hello;", archive_write_add_filter_gzip },
		{ "srv/db.zst", "srv/db.zst!/db=hello;", archive_write_add_filter_zstd },
		{ "x.xz", "x.xz!/x=hello;", archive_write_add_filter_xz },
		{ "x.bz2", "x.bz2!/x=hello;", archive_write_add_filter_bzip2 },
		{ "srv/plain", "srv/plain!/plain=hello;", archive_write_add_filter_gzip },
		{ ".gz", ".gz!/.gz=hello;", archive_write_add_filter_gzip },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		FI_AUTO(end) struct bench b;

		begin(&b);
		squeeze(&b.file, table[i].filter, "hello", 5);
		sees(&b, table[i].name, table[i].want);
	}
}

static void several_gzip_members_are_one_file(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	squeeze(&b.file, archive_write_add_filter_gzip, "hel", 3);
	squeeze(&b.file, archive_write_add_filter_gzip, "lo", 2);
	sees(&b, "a.gz", "a.gz!/a=hello;");
}

static void an_archive_in_an_archive_is_unpacked(void **state)
{
	FI_AUTO(end) struct bench b;
	struct archive *a;

	(void)state;
	begin(&b);
	pack_text(&b.inner, archive_write_set_format_zip, NULL, "db.properties", "pw");
	a = start(&b.file, archive_write_set_format_zip, NULL);
	put(a, "WEB-INF/web.xml", "<x/>", 4);
	put(a, "WEB-INF/lib/b.jar", b.inner.p, b.inner.len);
	put(a, "last", "1", 1);
	stop(a);
	assert_ok(walk(&b, "a.war", 700), &b.err);
	assert_contains(b.seen.p, "a.war!/WEB-INF/web.xml=<x/>;"
				  "a.war!/WEB-INF/lib/b.jar!/db.properties=pw;"
				  "a.war!/WEB-INF/lib/b.jar=PK");
	assert_int_equal(b.set.ngaps, 0);
	assert_memory_equal(b.seen.p + b.seen.len - 15, ";a.war!/last=1;", 15);
}

static void a_deb_is_unpacked(void **state)
{
	FI_AUTO(end) struct bench b;
	struct archive *a;

	(void)state;
	begin(&b);
	pack_text(&b.inner, archive_write_set_format_ustar, archive_write_add_filter_xz,
		"./etc/app.conf", "pw");
	a = start(&b.file, archive_write_set_format_ar_svr4, NULL);
	put(a, "debian-binary", "2.0\n", 4);
	put(a, "data.tar.xz", b.inner.p, b.inner.len);
	stop(a);
	assert_ok(walk(&b, "a.deb", 1 << 20), &b.err);
	assert_contains(b.seen.p, "a.deb!/debian-binary=2.0\n;"
				  "a.deb!/data.tar.xz!/etc/app.conf=pw;a.deb!/data.tar.xz=");
	assert_int_equal(b.set.ngaps, 0);
}

static void add_rpm_header(struct fi_buf *b, size_t pad)
{
	static const char intro[] = "\x8e\xad\xe8\x01\0\0\0\0\0\0\0\x01\0\0\0\x05";
	static const char zeros[32];

	assert_int_equal(fi_buf_add(b, intro, 16), FI_OK);
	assert_int_equal(fi_buf_add(b, zeros, 16), FI_OK);
	assert_int_equal(fi_buf_add(b, "rm -f", 5), FI_OK);
	assert_int_equal(fi_buf_add(b, zeros, pad), FI_OK);
}

static void an_rpm_is_unpacked_and_its_scripts_are_read(void **state)
{
	FI_AUTO(end) struct bench b;
	char lead[96] = "\xed\xab\xee\xdb\3";

	(void)state;
	begin(&b);
	assert_int_equal(fi_buf_add(&b.file, lead, 96), FI_OK);
	add_rpm_header(&b.file, 3);
	add_rpm_header(&b.file, 0);
	pack_text(&b.file, archive_write_set_format_cpio_newc, archive_write_add_filter_gzip,
		"./etc/app.conf", "pw");
	sees(&b, "a.rpm", "a.rpm!/etc/app.conf=pw;");
	assert_non_null(memmem(b.raw.p, b.raw.len, "rm -f", 5));
}

static void the_name_tells_nothing_and_the_bytes_all(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	assert_int_equal(fi_buf_adds(&b.file, "no archive, whatever it is called"), FI_OK);
	sees(&b, "a.zip", "");
	assert_string_equal(b.raw.p, "no archive, whatever it is called");
}

static void names_are_cleaned(void **state)
{
	FI_AUTO(end) struct bench b;
	struct archive *a;

	(void)state;
	begin(&b);
	a = start(&b.file, archive_write_set_format_ustar, NULL);
	put(a, "/../a//./b", "1", 1);
	put(a, "..", "2", 1);
	stop(a);
	sees(&b, "x/a.tar", "x/a.tar!/a/b=1;x/a.tar!/(no name)=2;");
}

static void files_that_later_checks_need_stay_whole(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	squeeze(&b.file, archive_write_add_filter_gzip, "hello", 5);
	sees(&b, "etc/passwd", "");
	assert_int_equal(b.raw.len, b.file.len);
}

/* --- what is lent of the archive itself -------------------------------- */

static void a_file_that_was_unpacked_is_not_lent_twice(void **state)
{
	FI_AUTO(end) struct bench b;
	char text[20000];

	(void)state;
	begin(&b);
	memset(text, 'x', sizeof(text));
	pack(&b.file, stored_zip, NULL, "a", text, sizeof(text));
	assert_ok(walk(&b, "a.zip", 1 << 20), &b.err);
	assert_true(b.raw.len > 30 && b.raw.len < 300);
}

static void what_is_behind_an_archive_is_lent(void **state)
{
	setter *formats[] = { archive_write_set_format_zip, archive_write_set_format_ustar,
		archive_write_set_format_ar_svr4, archive_write_set_format_cpio_newc };
	setter *filters[] = { NULL, archive_write_add_filter_gzip };
	static const size_t steps[] = { 1 << 20, 700, 1 };

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		FI_AUTO(end) struct bench b;

		begin(&b);
		/* Does not pack, so that there is more than one block before the end. */
		for (uint32_t k = 0, x = 1; k < 3000; k++, x = x * 1664525 + 1013904223)
			assert_int_equal(fi_buf_add(&b.inner, (char *)&x + 3, 1), FI_OK);
		pack(&b.file, formats[i % 4], filters[i / 4], "k", b.inner.p, b.inner.len);
		assert_int_equal(fi_buf_adds(&b.file, "BEHIND THE END"), FI_OK);
		if (formats[i % 4] == archive_write_set_format_ar_svr4 && i < 4)
			continue; /* an ar has no end but the file's */
		for (size_t k = 0; k < 3; k++) {
			assert_ok(walk_file(&b, "a", steps[k]), &b.err);
			assert_int_equal(b.set.ngaps, 0);
			assert_non_null(memmem(b.raw.p, b.raw.len, "BEHIND THE END", 14));
			assert_true(b.raw.len < 1000);
		}
	}
}

/* Archives are read in blocks of 64 KiB: the end stands three bytes before one's. */
static void what_is_behind_an_archive_may_begin_in_another_block(void **state)
{
	FI_AUTO(end) struct bench b;
	struct fi_buf *gz;

	(void)state;
	begin(&b);
	gz = &b.inner;
	for (uint32_t k = 0, x = 1; k < 60000; k++, x = x * 1664525 + 1013904223)
		assert_int_equal(fi_buf_add(&b.raw, (char *)&x + 3, 1), FI_OK);
	squeeze(gz, archive_write_add_filter_gzip, b.raw.p, b.raw.len);
	gz->p[3] = 8; /* a file's name follows the header */
	assert_int_equal(fi_buf_add(&b.file, gz->p, 10), FI_OK);
	while (b.file.len + (gz->len - 10) + 1 < 65533)
		assert_int_equal(fi_buf_adds(&b.file, "n"), FI_OK);
	assert_int_equal(fi_buf_add(&b.file, "", 1), FI_OK);
	assert_int_equal(fi_buf_add(&b.file, gz->p + 10, gz->len - 10), FI_OK);
	assert_int_equal(b.file.len, 65533);
	assert_int_equal(fi_buf_adds(&b.file, "BEHIND THE END"), FI_OK);
	assert_ok(walk_file(&b, "a.gz", 1 << 20), &b.err);
	assert_int_equal(b.set.ngaps, 0);
	assert_non_null(memmem(b.raw.p, b.raw.len, "BEHIND THE END", 14));
}

static void what_is_behind_a_compressed_tar_is_lent(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	pack_text(&b.inner, archive_write_set_format_ustar, NULL, "k", "hello");
	assert_int_equal(fi_buf_adds(&b.inner, "behind"), FI_OK);
	squeeze(&b.file, archive_write_add_filter_gzip, b.inner.p, b.inner.len);
	assert_ok(walk(&b, "a.tgz", 700), &b.err);
	assert_contains(b.seen.p, "a.tgz!/k=hello;a.tgz!/a.tar=");
	assert_non_null(memmem(b.seen.p, b.seen.len, "behind", 6));
}

static void an_archive_without_content_is_read_as_it_is(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	mktar_kind(&b.file, '2', "link", "target", 0777);
	mktar_kind(&b.file, '2', "other", "where it leads", 0777);
	mktar_end(&b.file);
	sees(&b, "a.tar", "");
	assert_int_equal(b.raw.len, b.file.len);
	assert_memory_equal(b.raw.p, b.file.p, b.file.len);
}

static void what_only_looks_like_an_archive_is_read_as_it_is(void **state)
{
	static const char *const starts[] = { "PK\3\4", "\x1f\x8b\x08\x01", "!<arch>\n", "070701",
		"\xed\xab\xee\xdb", "7z\xbc\xaf\x27\x1c", "\3757zXZ" };
	static const size_t steps[] = { 1 << 20, 700, 40000 };

	(void)state;
	for (size_t i = 0; i < 3 * sizeof(starts) / sizeof(starts[0]); i++) {
		FI_AUTO(end) struct bench b;
		size_t n = strlen(starts[i / 3]);

		begin(&b);
		assert_int_equal(fi_buf_add(&b.file, starts[i / 3], n + (n == 5)), FI_OK);
		for (int k = 0; k < 300000; k++)
			assert_int_equal(fi_buf_addf(&b.file, "line %d of a text\n", k), FI_OK);
		assert_ok(walk_file(&b, "a", steps[i % 3]), &b.err);
		assert_int_equal(b.raw.len, b.file.len);
		assert_memory_equal(b.raw.p, b.file.p, b.file.len);
	}
}

/* --- damage and locks -------------------------------------------------- */

static void of_a_cut_off_gzip_file_the_beginning_is_lent(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	squeeze(&b.file, archive_write_add_filter_gzip, "hello", 5);
	b.file.len -= 6;
	is_told(&b, "a.gz", "a.gz!/a=hello;", "not unpacked to its end: the gzip data ends too early",
		true);
	assert_string_equal(b.set.gaps[0].path, "a.gz");
}

static void a_member_that_is_lost_does_not_hide_the_next(void **state)
{
	FI_AUTO(end) struct bench b;
	struct archive *a;

	(void)state;
	begin(&b);
	a = start(&b.file, archive_write_set_format_zip, NULL);
	put(a, "one", "first member", 12);
	put(a, "two", "second", 6);
	stop(a);
	b.file.p[8] = 99; /* the method in the local header */
	is_told(&b, "a.zip", NULL, "nsupported", false);
	assert_contains(b.seen.p, "a.zip!/two=second;");
}

static void a_zip_with_a_password_is_told(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	pack_text(&b.file, locked_zip, NULL, "k", "hello");
	is_told(&b, "a.zip", "a.zip!/k=;", "not unpacked to its end: ", true);
}

/* 14, 95, 98 are lzma, xz, PPMd, which ask for any amount of memory. */
static void an_unknown_packing_is_a_gap_that_counts(void **state)
{
	static const char methods[] = { 99, 14, 95, 98 };

	(void)state;
	for (size_t i = 0; i < sizeof(methods); i++) {
		FI_AUTO(end) struct bench b;

		begin(&b);
		pack_text(&b.file, archive_write_set_format_zip, NULL, "k", "hello");
		b.file.p[8] = methods[i]; /* in the local header */
		is_told(&b, "a.zip", "a.zip!/k=;", "nsupported", false);
	}
}

/* libarchive would gather all of the map in memory before any content. */
static void a_sparse_map_without_end_is_given_up(void **state)
{
	FI_AUTO(end) struct bench b;
	struct mktar pax = { .path = "x", .type = 'x', .mode = 0644, .size = 44 };
	struct mktar m = { .path = "x", .mode = 0644, .size = 30 << 20 };

	(void)state;
	begin(&b);
	mktar_header(&b.inner, &pax);
	mktar_data(&b.inner, "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n", 44);
	mktar_header(&b.inner, &m);
	assert_int_equal(fi_buf_adds(&b.inner, "99999999\n"), FI_OK);
	for (int i = 0; i < 1 << 20; i++)
		assert_int_equal(fi_buf_add(&b.inner, "11\n", 3), FI_OK);
	squeeze(&b.file, archive_write_add_filter_gzip, b.inner.p, b.inner.len);
	is_told(&b, "a", NULL, "nothing comes out of it", true);
	assert_true(b.nseen > b.inner.len);
}

static void many_damaged_files_are_told_as_a_number(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	squeeze(&b.file, archive_write_add_filter_gzip, "hello", 5);
	for (int i = 0; i < 13; i++) {
		FI_AUTO(fi_freep) char *name = fi_format("%d.gz", i);

		mktar(&b.tar, name, 0644, b.file.p, b.file.len - 6);
	}
	assert_ok(walk_bytes(&b.set, b.tar.p, b.tar.len, 700, &b.err), &b.err);
	assert_int_equal(b.set.ngaps, 11);
	assert_string_equal(b.set.gaps[10].reason,
		"3 more files could not be unpacked to their end");
	assert_true(b.set.gaps[10].harmless);
}

static void a_layer_cut_off_in_an_archive_is_the_layers_damage(void **state)
{
	FI_AUTO(end) struct bench b;
	struct mktar m = { .path = "a.tar", .mode = 0644, .size = 100000 };

	(void)state;
	begin(&b);
	pack_text(&b.file, archive_write_set_format_ustar, NULL, "k", "hello");
	mktar_header(&b.tar, &m);
	assert_int_equal(fi_buf_add(&b.tar, b.file.p, 700), FI_OK);
	assert_ok(walk_bytes(&b.set, b.tar.p, b.tar.len, 512, &b.err), &b.err);
	assert_contains(b.seen.p, "a.tar!/k=");
	assert_false(b.set.layers[0]->whole);
	assert_int_equal(b.set.ngaps, 1);
	assert_string_equal(b.set.gaps[0].path, "a.tar");
	assert_contains(b.set.gaps[0].reason, "damaged tar");
	assert_false(b.set.gaps[0].harmless);
}

/* --- limits ------------------------------------------------------------ */

static void a_fourth_archive_within_three_is_a_gap_that_counts(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	pack_text(&b.file, stored_zip, NULL, "k", "hello");
	for (int i = 0; i < 3; i++) {
		fi_buf_clear(&b.inner);
		assert_int_equal(fi_buf_add(&b.inner, b.file.p, b.file.len), FI_OK);
		fi_buf_clear(&b.file);
		pack(&b.file, stored_zip, NULL, "z", b.inner.p, b.inner.len);
	}
	is_told(&b, "a", NULL, "it is inside of 3 others", false);
	assert_string_equal(b.set.gaps[0].path, "a!/z!/z!/z");
	assert_non_null(memmem(b.seen.p, b.seen.len, "hello", 5));
}

static void a_bomb_is_left_and_told(void **state)
{
	FI_AUTO(end) struct bench b;
	char *zeros = calloc(1, 1 << 20);
	struct archive *a;

	(void)state;
	begin(&b);
	a = start(&b.file, archive_write_set_format_raw, archive_write_add_filter_zstd);
	assert_non_null(zeros);
	put(a, "x", NULL, 0);
	for (int i = 0; i < 1300; i++)
		assert_int_equal(archive_write_data(a, zeros, 1 << 20), 1 << 20);
	stop(a);
	free(zeros);
	is_told(&b, "a.zst", NULL, "not unpacked to its end: ", false);
	assert_true(b.nseen < (uint64_t)1100 << 20);
}

static void endless_empty_members_are_left_and_told(void **state)
{
	FI_AUTO(end) struct bench b;
	struct archive *a;

	(void)state;
	begin(&b);
	a = start(&b.file, archive_write_set_format_ustar, archive_write_add_filter_zstd);
	for (int i = 0; i < 270000; i++)
		put(a, "e", "", 0);
	stop(a);
	is_told(&b, "a.tar.zst", NULL, "more than 1 GiB is in it", false);
}

static void a_large_7z_is_read_as_bytes_and_told(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	assert_int_equal(fi_buf_room(&b.file, 17 << 20), FI_OK);
	b.file.len = 17 << 20;
	memset(b.file.p, 'x', b.file.len);
	memcpy(b.file.p, "7z\xbc\xaf\x27\x1c", 6);
	is_told(&b, "a.7z", "", "a 7z archive of more than 16 MiB", false);
	assert_int_equal(b.raw.len, b.file.len);
}

/* --- how it ends ------------------------------------------------------- */

static void the_visitors_failure_is_the_runs(void **state)
{
	static const enum fi_code codes[] = { FI_EIO, FI_EFORMAT, FI_ELIMIT, FI_ESTOP };
	setter *filters[] = { NULL, archive_write_add_filter_gzip };

	(void)state;
	for (size_t i = 0; i < 16; i++) {
		FI_AUTO(end) struct bench b;

		begin(&b);
		*(i % 2 ? &b.fail_entry : &b.fail_bytes) = codes[i / 2 % 4];
		pack_text(&b.file, archive_write_set_format_ustar, filters[i / 8], "k", "hello");
		assert_fails(walk(&b, "a", 512), codes[i / 2 % 4], "the visitor said no", &b.err);
		assert_true(b.set.halted);
	}
}

static enum fi_code stop_it(void *self, const void *p, size_t n, struct fi_err *err)
{
	(void)p;
	(void)n;
	(void)err;
	++*(int *)self;
	return FI_OK;
}

static void the_stop_flag_ends_an_archive(void **state)
{
	FI_AUTO(end) struct bench b;
	int flag = 0;

	(void)state;
	begin(&b);
	assert_int_equal(fi_buf_room(&b.inner, 8 << 20), FI_OK);
	memset(b.inner.p, 'x', 8 << 20);
	pack(&b.file, archive_write_set_format_ustar, archive_write_add_filter_gzip, "k",
		b.inner.p, 8 << 20);
	b.set.opt.stop = &flag;
	b.set.visitor = (struct fi_visitor){ .self = &flag, .bytes = stop_it };
	assert_fails(walk(&b, "a", 1 << 20), FI_ESTOP, "stopped", &b.err);
	assert_true(flag < 4);
}

/* --- findings ---------------------------------------------------------- */

#define ENV_LINE                                                                         \
	"STRIPE_KEY=sk_"                                                                 \
	"live_4eC39HqLyjWDarjtT1zdp7dc\n"

/* Records of one file stand together, by the name inside of it. */
static void assert_sorted(const struct fi_content *content)
{
	size_t n;
	const struct fi_record *r = fi_content_records(content, 0, &n);

	for (size_t i = 1; i < n; i++)
		if (r[i].path == r[i - 1].path && r[i].inner && r[i - 1].inner)
			assert_true(strcmp(r[i - 1].inner, r[i].inner) <= 0);
}

/* An export in memory or a file, judged by all rules about secrets and files. */
static void judge_export(const struct fi_buf *tar, const char *path, struct fi_findings *out)
{
	struct fi_policy policy = { 0 };
	struct fi_scanner *scanner;
	struct fi_content *content;
	struct fi_err err = { 0 };
	struct fi_visitor v;
	struct fi_set set;

	assert_ok(fi_scanner_new(NULL, NULL, &scanner, &err), &err);
	assert_ok(fi_content_new(scanner, &set, NULL, NULL, &content, &err), &err);
	v = fi_content_visitor(content);
	assert_ok(fi_set_init(&set, NULL, &v, &err), &err);
	if (path)
		assert_ok(fi_set_add(&set, path, &err), &err);
	else
		assert_ok(add_as_file(&set, tar, &err), &err);
	assert_sorted(content);
	assert_ok(fi_policy_add(&policy, true, "secret", &err), &err);
	assert_ok(fi_policy_add(&policy, true, "file", &err), &err);
	assert_ok(fi_findings_collect(&set, content, scanner, NULL, &policy, out, &err), &err);
	fi_policy_done(&policy);
	fi_content_free(content);
	fi_scanner_free(scanner);
	fi_set_done(&set);
}

/* One image of these layers. */
static void judge(const struct fi_buf *layers, size_t n, struct fi_findings *out)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);

	docker_archive(&tar, layers, n);
	judge_export(&tar, NULL, out);
}

static void findings_name_the_inner_file_and_the_outer_ones_state(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	FI_AUTO(end) struct bench b;
	struct fi_buf layers[2];

	(void)state;
	begin(&b);
	layers[0] = fi_buf_limited(1 << 20);
	layers[1] = fi_buf_limited(1 << 20);
	pack_text(&b.file, archive_write_set_format_ustar, archive_write_add_filter_gzip,
		"deploy/.env", ENV_LINE);
	mktar(&layers[0], "srv/deploy.tar.gz", 0644, b.file.p, b.file.len);
	mktar_end(&layers[0]);
	one_file(&layers[1], "srv/.wh.deploy.tar.gz", "");
	judge(layers, 2, &f);
	fi_buf_done(&layers[0]);
	fi_buf_done(&layers[1]);
	assert_true(f.n > 0);
	assert_string_equal(f.list[0].rule->id, "stripe-live-secret");
	assert_string_equal(f.list[0].places[0].path, "srv/deploy.tar.gz!/deploy/.env");
	assert_int_equal(f.list[0].places[0].state, FI_DELETED);
	assert_int_equal(f.list[0].places[0].line, 1);
}

static void members_of_one_archive_are_sorted_by_name(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	FI_AUTO(end) struct bench b;
	struct fi_buf layer = fi_buf_limited(1 << 20);
	struct archive *a;

	(void)state;
	begin(&b);
	a = start(&b.file, archive_write_set_format_zip, NULL);
	put(a, "b.env", ENV_LINE, sizeof(ENV_LINE) - 1);
	put(a, "a.env", ENV_LINE, sizeof(ENV_LINE) - 1);
	stop(a);
	mktar(&layer, "x.zip", 0644, b.file.p, b.file.len);
	mktar_end(&layer);
	judge(&layer, 1, &f);
	fi_buf_done(&layer);
	assert_true(f.n > 0);
	assert_int_equal(f.list[0].nplaces, 2);
	assert_string_equal(f.list[0].places[0].path, "x.zip!/a.env");
	assert_string_equal(f.list[0].places[1].path, "x.zip!/b.env");
}

static void a_member_may_be_longer_than_it_says(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	FI_AUTO(end) struct bench b;
	struct fi_buf layer = fi_buf_limited(1 << 20);
	char text[2000];

	(void)state;
	begin(&b);
	memset(text, '\n', sizeof(text));
	memcpy(text + 1500, ENV_LINE, sizeof(ENV_LINE) - 1);
	pack(&b.file, archive_write_set_format_zip, NULL, "a.env", text, sizeof(text));
	b.file.p[22] = 0; /* of the size in the local header; */
	b.file.p[23] = 4; /* 1024 is also what is peeked at */
	mktar(&layer, "x.zip", 0644, b.file.p, b.file.len);
	mktar_end(&layer);
	judge(&layer, 1, &f);
	fi_buf_done(&layer);
	assert_true(f.n > 0);
	assert_string_equal(f.list[0].places[0].path, "x.zip!/a.env");
}

static void a_member_may_not_say_how_long_it_is(void **state)
{
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };
	FI_AUTO(end) struct bench b;
	struct fi_buf layer = fi_buf_limited(1 << 20);
	struct archive_entry *e = archive_entry_new();
	struct archive *a;

	(void)state;
	begin(&b);
	a = start(&b.file, archive_write_set_format_zip, NULL);
	archive_entry_set_pathname(e, ".gnupg/secring.gpg");
	archive_entry_set_filetype(e, AE_IFREG);
	assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
	assert_int_equal(archive_write_data(a, "bytes", 5), 5);
	archive_entry_free(e);
	stop(a);
	mktar(&layer, "x.zip", 0644, b.file.p, b.file.len);
	mktar_end(&layer);
	judge(&layer, 1, &f);
	fi_buf_done(&layer);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.list[0].rule->id, "gnupg-secret-keys");
}

static bool found_at(const struct fi_findings *f, const char *rule, const char *path)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->list[i].nplaces; k++)
			if (strcmp(f->list[i].rule->id, rule) == 0 && f->list[i].places[k].path &&
				strcmp(f->list[i].places[k].path, path) == 0)
				return true;
	return false;
}

/* Saved by Docker 20; gzip and tar wrote what is in it. */
static void a_real_image_has_its_packed_secrets_found(void **state)
{
	static const char image[] = "../corpus/docker20/pyapi.tar";
	FI_AUTO(fi_findings_done) struct fi_findings f = { 0 };

	(void)state;
	if (access(image, R_OK) != 0)
		skip();
	judge_export(NULL, image, &f);
	assert_true(found_at(&f, "azure-storage-key", "srv/api/backup.sql.gz!/backup.sql"));
	assert_true(found_at(&f, "stripe-live-secret", "srv/api/deploy.tar.gz!/deploy/.env"));
}

/* --- Git ---------------------------------------------------------------- */

/* A pack of one object: its type and size, what stands behind them, and the rest. */
static void git_pack(struct fi_buf *out, const char *head, const char *text)
{
	Bytef deflated[64];
	uLongf n = sizeof(deflated);

	assert_int_equal(compress(deflated, &n, (const Bytef *)text, strlen(text)), Z_OK);
	assert_int_equal(fi_buf_add(out, "PACK\0\0\0\2\0\0\0\1", 12), FI_OK);
	assert_int_equal(fi_buf_adds(out, head), FI_OK);
	assert_int_equal(fi_buf_add(out, deflated, n), FI_OK);
	assert_int_equal(fi_buf_add(out, "12345678901234567890", 20), FI_OK);
}

static void objects_of_git_are_members(void **state)
{
	FI_AUTO(end) struct bench b;
	Bytef deflated[64];
	uLongf n = sizeof(deflated);

	(void)state;
	begin(&b);
	git_pack(&b.file, "\x35", "hello");
	sees(&b, "a.pack", "a.pack!/blob b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0=hello;");
	fi_buf_clear(&b.file);
	assert_int_equal(compress(deflated, &n, (const Bytef *)"blob 5\0hello", 12), Z_OK);
	assert_int_equal(fi_buf_add(&b.file, deflated, n), FI_OK);
	assert_ok(walk(&b, "x", 1), &b.err);
	assert_string_equal(
		b.seen.p, "x!/blob b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0=hello;");
	assert_int_equal(b.set.ngaps, 0);
}

static void an_archive_in_a_pack_is_unpacked(void **state)
{
	FI_AUTO(end) struct bench b;
	Bytef deflated[512];
	uLongf n = sizeof(deflated);
	char head[32];

	(void)state;
	begin(&b);
	squeeze(&b.inner, archive_write_add_filter_gzip, "hello", 5);
	(void)snprintf(head, sizeof(head), "blob %zu", b.inner.len);
	assert_int_equal(fi_buf_add(&b.file, head, strlen(head) + 1), FI_OK);
	assert_int_equal(fi_buf_add(&b.file, b.inner.p, b.inner.len), FI_OK);
	assert_int_equal(
		compress(deflated, &n, (const Bytef *)b.file.p, b.file.len), Z_OK);
	fi_buf_clear(&b.file);
	assert_int_equal(fi_buf_add(&b.file, deflated, n), FI_OK);
	assert_ok(walk(&b, "x", 1), &b.err);
	assert_contains(b.seen.p, "=hello;x!/blob ");
}

static void what_is_missing_in_a_pack_is_told(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	git_pack(&b.file, "\x65\x05", "\x09\x04\x02" "ne");
	is_told(&b, "a.pack", "a.pack!/delta at 12=ne;",
		"1 difference to objects that were not at hand: what was added was read", true);
}

static void a_damaged_pack_is_told_and_read_as_bytes(void **state)
{
	FI_AUTO(end) struct bench b;

	(void)state;
	begin(&b);
	git_pack(&b.file, "\x55", "hello");
	assert_int_equal(fi_buf_adds(&b.file, "secret"), FI_OK);
	is_told(&b, "a.pack", "", "type is damaged", true);
	assert_int_equal(b.raw.len, b.file.len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_format_is_unpacked),
		cmocka_unit_test(a_compressed_file_loses_its_ending),
		cmocka_unit_test(several_gzip_members_are_one_file),
		cmocka_unit_test(an_archive_in_an_archive_is_unpacked),
		cmocka_unit_test(objects_of_git_are_members),
		cmocka_unit_test(an_archive_in_a_pack_is_unpacked),
		cmocka_unit_test(what_is_missing_in_a_pack_is_told),
		cmocka_unit_test(a_damaged_pack_is_told_and_read_as_bytes),
		cmocka_unit_test(a_deb_is_unpacked),
		cmocka_unit_test(an_rpm_is_unpacked_and_its_scripts_are_read),
		cmocka_unit_test(the_name_tells_nothing_and_the_bytes_all),
		cmocka_unit_test(names_are_cleaned),
		cmocka_unit_test(files_that_later_checks_need_stay_whole),
		cmocka_unit_test(a_file_that_was_unpacked_is_not_lent_twice),
		cmocka_unit_test(what_is_behind_an_archive_is_lent),
		cmocka_unit_test(what_is_behind_an_archive_may_begin_in_another_block),
		cmocka_unit_test(what_is_behind_a_compressed_tar_is_lent),
		cmocka_unit_test(an_archive_without_content_is_read_as_it_is),
		cmocka_unit_test(what_only_looks_like_an_archive_is_read_as_it_is),
		cmocka_unit_test(of_a_cut_off_gzip_file_the_beginning_is_lent),
		cmocka_unit_test(a_member_that_is_lost_does_not_hide_the_next),
		cmocka_unit_test(a_zip_with_a_password_is_told),
		cmocka_unit_test(an_unknown_packing_is_a_gap_that_counts),
		cmocka_unit_test(a_sparse_map_without_end_is_given_up),
		cmocka_unit_test(many_damaged_files_are_told_as_a_number),
		cmocka_unit_test(a_layer_cut_off_in_an_archive_is_the_layers_damage),
		cmocka_unit_test(a_fourth_archive_within_three_is_a_gap_that_counts),
		cmocka_unit_test(a_bomb_is_left_and_told),
		cmocka_unit_test(endless_empty_members_are_left_and_told),
		cmocka_unit_test(a_large_7z_is_read_as_bytes_and_told),
		cmocka_unit_test(the_visitors_failure_is_the_runs),
		cmocka_unit_test(the_stop_flag_ends_an_archive),
		cmocka_unit_test(findings_name_the_inner_file_and_the_outer_ones_state),
		cmocka_unit_test(members_of_one_archive_are_sorted_by_name),
		cmocka_unit_test(a_member_may_be_longer_than_it_says),
		cmocka_unit_test(a_member_may_not_say_how_long_it_is),
		cmocka_unit_test(a_real_image_has_its_packed_secrets_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
