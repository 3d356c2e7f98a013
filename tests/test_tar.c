/* test_tar.c - members of a tar stream: what each is, its bytes, and where it breaks. */
#include "tests/lib_layers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/tar.h"

struct bench {
	struct fi_buf tar;
	struct slices s;
	struct fi_tar *t;
	struct fi_err err;
};

static void done(struct bench *b)
{
	fi_tar_close(b->t);
	slices_done(&b->s);
	fi_buf_done(&b->tar);
}

static void begin(struct bench *b)
{
	*b = (struct bench){ .tar = fi_buf_limited(4 << 20) };
}

static void start(struct bench *b, size_t step)
{
	fi_tar_close(b->t);
	slices_done(&b->s);
	b->s = (struct slices){ .p = b->tar.p, .n = b->tar.len, .step = step };
	assert_ok(fi_tar_open(slices_reader(&b->s), &b->t, &b->err), &b->err);
}

static struct fi_member next(struct bench *b)
{
	struct fi_member m;
	bool more;

	assert_ok(fi_tar_next(b->t, &m, &more, &b->err), &b->err);
	assert_true(more);
	return m;
}

/* The current member's content, and how it ended. */
static enum fi_code content(struct bench *b, struct fi_buf *out)
{
	const void *p;
	size_t n = 1;

	fi_buf_clear(out);
	while (n) {
		enum fi_code rc = fi_tar_data(b->t, &p, &n, &b->err);

		if (rc != FI_OK)
			return rc;
		assert_int_equal(fi_buf_add(out, p, n), FI_OK);
	}
	return FI_OK;
}

static void a_members_header_is_told(void **state)
{
	FI_AUTO(done) struct bench b;
	struct mktar h = { .path = "./a//b", .mode = 04755, .uid = 10, .gid = 20, .size = 3 };
	struct fi_member m;

	(void)state;
	begin(&b);
	mktar_header(&b.tar, &h);
	mktar_data(&b.tar, "abc", 3);
	mktar_pax(&b.tar, "SCHILY.xattr.security.capability", "x");
	mktar_text(&b.tar, "cap", "");
	mktar_end(&b.tar);
	start(&b, 512);
	m = next(&b);
	assert_string_equal(m.name, "./a//b"); /* as it is: cleaning is the walk's */
	assert_string_equal(m.link, "");
	assert_int_equal(m.kind, FI_KIND_FILE);
	assert_int_equal(m.mode, 04755);
	assert_int_equal(m.uid, 10);
	assert_int_equal(m.gid, 20);
	assert_int_equal(m.size, 3);
	assert_int_equal(m.position, 0);
	assert_false(m.capable);
	m = next(&b);
	assert_true(m.capable);
	assert_int_equal(m.position, 1024); /* of its PAX header */
}

static void kinds_and_links_are_told(void **state)
{
	static const struct {
		char type;
		const char *link;
		enum fi_kind kind;
	} rows[] = {
		{ '0', NULL, FI_KIND_FILE }, { '7', NULL, FI_KIND_FILE }, { 'Q', NULL, FI_KIND_FILE },
		{ '1', "x", FI_KIND_HARDLINK }, { '2', "../x", FI_KIND_SYMLINK },
		{ '3', NULL, FI_KIND_DEVICE }, { '4', NULL, FI_KIND_DEVICE },
		{ '5', NULL, FI_KIND_DIR }, { '6', NULL, FI_KIND_FIFO },
	};
	FI_AUTO(done) struct bench b;

	(void)state;
	begin(&b);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		mktar_kind(&b.tar, rows[i].type, "n", rows[i].link, 0);
	mktar_end(&b.tar);
	start(&b, 1000);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fi_member m = next(&b);

		assert_int_equal(m.kind, rows[i].kind);
		assert_string_equal(m.link, rows[i].link ? rows[i].link : "");
	}
}

static void content_is_the_same_however_it_is_cut_or_skipped(void **state)
{
	static const size_t steps[] = { 1, 100, 512, 4096, 1 << 20 };
	FI_AUTO(done) struct bench b;
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1 << 20);
	char big[3000];

	(void)state;
	memset(big, 'x', sizeof(big));
	begin(&b);
	mktar(&b.tar, "skipped", 0, big, sizeof(big));
	mktar(&b.tar, "big", 0, big, sizeof(big));
	mktar_text(&b.tar, "small", "s");
	mktar_end(&b.tar);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct fi_member m;
		bool more;

		start(&b, steps[i]);
		(void)next(&b);
		(void)next(&b);
		assert_ok(content(&b, &out), &b.err);
		assert_int_equal(out.len, sizeof(big));
		assert_memory_equal(out.p, big, sizeof(big));
		(void)next(&b);
		assert_ok(content(&b, &out), &b.err);
		assert_string_equal(out.p, "s");
		assert_ok(fi_tar_next(b.t, &m, &more, &b.err), &b.err);
		assert_false(more);
	}
}

/* A GNU sparse 1.0 file: 3 bytes, a hole of 1021, 3 bytes. */
static void sparse(struct bench *b)
{
	struct mktar h = { .path = "sparse", .size = 512 + 6 };
	char data[518] = "2\n0\n3\n1024\n3\n";

	begin(b);
	memcpy(data + 512, "abcdef", 6);
	mktar_header(&b->tar, &(struct mktar){ .path = "PaxHeaders/x", .type = 'x', .mode = 0644,
				      .size = 22 + 22 + 28 });
	mktar_data(&b->tar, "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n"
			    "28 GNU.sparse.realsize=1027\n",
		72);
	mktar_header(&b->tar, &h);
	mktar_data(&b->tar, data, sizeof(data));
	mktar_end(&b->tar);
}

static void a_hole_is_one_zero_unless_it_is_to_be_filled(void **state)
{
	FI_AUTO(done) struct bench b;
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1 << 20);

	(void)state;
	sparse(&b);
	start(&b, 512);
	assert_int_equal(next(&b).size, 1027);
	assert_ok(content(&b, &out), &b.err);
	assert_int_equal(out.len, 7);
	assert_memory_equal(out.p, "abc\0def", 7);
	start(&b, 512);
	fi_tar_fill_holes(b.t);
	(void)next(&b);
	assert_ok(content(&b, &out), &b.err);
	assert_int_equal(out.len, 1027);
	assert_memory_equal(out.p, "abc\0\0", 5);
	assert_memory_equal(out.p + 1024, "def", 3);
}

static void an_early_end_is_told_by_what_broke(void **state)
{
	FI_AUTO(done) struct bench b;
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1 << 20);
	struct mktar h = { .path = "f", .size = 5000 };
	struct fi_member m;
	bool more;

	(void)state;
	begin(&b);
	mktar_header(&b.tar, &h);
	mktar_data(&b.tar, "hello", 5);
	start(&b, 512);
	(void)next(&b);
	assert_fails(content(&b, &out), FI_EFORMAT, "damaged tar: truncated", &b.err);
	assert_memory_equal(out.p, "hello", 5);
	/* The answer stays the same. */
	fi_err_clear(&b.err);
	assert_fails(fi_tar_next(b.t, &m, &more, &b.err), FI_EFORMAT, "truncated", &b.err);
	assert_false(more);
}

static void a_readers_failure_is_not_the_archives(void **state)
{
	FI_AUTO(done) struct bench b;
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(1 << 20);
	char big[8192] = { 0 };

	(void)state;
	begin(&b);
	mktar(&b.tar, "f", 0, big, sizeof(big));
	start(&b, 512);
	b.s.fail_at = 2048;
	(void)next(&b);
	assert_fails(content(&b, &out), FI_EIO, "the disk is on fire", &b.err);
}

static void a_tar_is_known_by_its_first_block(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	static const unsigned char zeros[512];
	unsigned char block[512] = "{\"json\":1}";

	(void)state;
	mktar_text(&tar, "f", "x");
	assert_true(fi_tar_sniff((unsigned char *)tar.p, 512));
	assert_true(fi_tar_sniff(zeros, 512));
	assert_false(fi_tar_sniff(zeros, 511));
	assert_false(fi_tar_sniff(block, 512));
	/* A v7 header has no magic, but its checksum is right. */
	tar.p[156] = 0; /* the type */
	memset(tar.p + 257, 0, 8);
	memset(tar.p + 148, ' ', 8);
	unsigned sum = 0;

	for (size_t i = 0; i < 512; i++)
		sum += (unsigned char)tar.p[i];
	(void)snprintf(tar.p + 148, 8, "%06o", sum);
	assert_true(fi_tar_sniff((unsigned char *)tar.p, 512));
	tar.p[0]++;
	assert_false(fi_tar_sniff((unsigned char *)tar.p, 512));
}

/* Whether or not its content was asked for, and however the headers are cut. */
static void what_headers_say_besides_is_told(void **state)
{
	static const size_t steps[] = { 1, 7, 500, 511, 512, 1000, 1024, 4096, 1 << 20 };

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(steps) / sizeof(steps[0]); i++) {
		FI_AUTO(done) struct bench b;
		FI_AUTO(fi_buf_done) struct fi_buf got = fi_buf_limited(1 << 16);
		struct fi_member m;

		begin(&b);
		mktar_pax(&b.tar, "comment", "first");
		mktar_text(&b.tar, "before", "some text of its own");
		mktar_pax(&b.tar, "comment", "of all=1");
		mktar_text(&b.tar, "noted", "x");
		mktar_pax(&b.tar, "mtime", "1.5");
		mktar_text(&b.tar, "plain", "");
		mktar_end(&b.tar);
		start(&b, steps[i / 2]);
		assert_int_equal(next(&b).nextra, strlen("comment=first\n"));
		if (i % 2)
			assert_int_equal(content(&b, &got), FI_OK);
		m = next(&b);
		assert_string_equal(m.name, "noted");
		assert_int_equal(m.nextra, strlen("comment=of all=1\n"));
		assert_memory_equal(m.extra, "comment=of all=1\n", m.nextra);
		assert_int_equal(next(&b).nextra, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_members_header_is_told),
		cmocka_unit_test(kinds_and_links_are_told),
		cmocka_unit_test(content_is_the_same_however_it_is_cut_or_skipped),
		cmocka_unit_test(a_hole_is_one_zero_unless_it_is_to_be_filled),
		cmocka_unit_test(an_early_end_is_told_by_what_broke),
		cmocka_unit_test(a_readers_failure_is_not_the_archives),
		cmocka_unit_test(a_tar_is_known_by_its_first_block),
		cmocka_unit_test(what_headers_say_besides_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
