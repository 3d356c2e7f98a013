/* test_git.c - packs, bundles and loose objects of Git: what is shown, under which
 * name. */
#include "tests/lib_layers.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "layers/git.h"

/* --- what Git writes ---------------------------------------------------- */

static void add(struct fi_buf *b, const void *p, size_t n)
{
	assert_int_equal(fi_buf_add(b, p, n), FI_OK);
}

static void add_deflated(struct fi_buf *b, const void *p, size_t n)
{
	uLongf len = compressBound((uLong)n);
	FI_AUTO(fi_freep) char *out = malloc(len);

	assert_non_null(out);
	assert_int_equal(compress((Bytef *)out, &len, p, (uLong)n), Z_OK);
	add(b, out, len);
}

static void add_head(struct fi_buf *b, unsigned count)
{
	const char head[] = { 'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, (char)count };

	add(b, head, sizeof(head));
}

static void add_type(struct fi_buf *b, unsigned type, size_t size)
{
	unsigned char c = (unsigned char)(type << 4 | (size & 15));

	for (size >>= 4; size; size >>= 7) {
		c |= 0x80;
		add(b, &c, 1);
		c = size & 0x7f;
	}
	add(b, &c, 1);
}

/* Returns where it begins. */
static size_t add_object(struct fi_buf *b, unsigned type, const void *p, size_t n)
{
	size_t at = b->len;

	add_type(b, type, n);
	add_deflated(b, p, n);
	return at;
}

static void add_ofs_delta(struct fi_buf *b, size_t back, const char *p, size_t n)
{
	unsigned char c = (unsigned char)back;

	assert_in_range(back, 1, 127);
	add_type(b, 6, n);
	add(b, &c, 1);
	add_deflated(b, p, n);
}

static void add_sum(struct fi_buf *b)
{
	char zeros[20] = { 0 };

	add(b, zeros, sizeof(zeros));
}

static void id_of(const char *type, const void *p, size_t n, unsigned char id[20])
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);

	assert_int_equal(fi_buf_addf(&b, "%s %zu", type, n), FI_OK);
	add(&b, "", 1);
	add(&b, p, n);
	assert_int_equal(EVP_Digest(b.p, b.len, id, NULL, EVP_sha1(), NULL), 1);
}

/* --- who is shown it ---------------------------------------------------- */

struct bench {
	struct fi_buf in, seen;
	uint64_t counted, count_max;
	struct fi_git *git;
	struct fi_git_rest rest;
	struct fi_err err;
	enum fi_code fail;
};

static enum fi_code on_object(void *self, const char *name, uint64_t size,
	struct fi_reader in, struct fi_err *err)
{
	struct bench *b = self;
	const void *p;
	size_t n = 1;

	(void)size;
	if (b->fail)
		return fi_err_set(err, b->fail, "the user said no");
	assert_int_equal(fi_buf_addf(&b->seen, "%s=", name), FI_OK);
	while (n) {
		enum fi_code rc = in.read(in.self, &p, &n, err);

		if (rc != FI_OK)
			return rc;
		(void)!fi_buf_add(&b->seen, p, n);
	}
	(void)!fi_buf_adds(&b->seen, ";");
	return FI_OK;
}

static enum fi_code on_count(void *self, uint64_t bytes, struct fi_err *err)
{
	struct bench *b = self;

	b->counted += bytes;
	return b->counted > b->count_max ? fi_err_set(err, FI_ELIMIT, "too much")
					 : FI_OK;
}

static int begin(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	assert_non_null(b);
	b->in = fi_buf_limited(64 << 20);
	b->seen = fi_buf_limited(64 << 20);
	b->count_max = UINT64_MAX;
	b->git = fi_git_new();
	assert_non_null(b->git);
	*state = b;
	return 0;
}

static int end(void **state)
{
	struct bench *b = *state;

	fi_buf_done(&b->in);
	fi_buf_done(&b->seen);
	fi_git_free(b->git);
	free(b);
	return 0;
}

typedef enum fi_code reading(struct fi_git *, const char *, struct fi_reader,
	const struct fi_git_user *, struct fi_git_rest *, struct fi_err *);

static enum fi_code look(struct bench *b, reading *how, const char *path, size_t step)
{
	const struct fi_git_user user = {
		.self = b, .object = on_object, .count = on_count
	};
	struct slices in = { .p = b->in.p, .n = b->in.len, .step = step };
	enum fi_code rc;

	fi_buf_clear(&b->seen);
	rc = how(b->git, path, slices_reader(&in), &user, &b->rest, &b->err);
	slices_done(&in);
	return rc;
}

static void shows(struct bench *b, reading *how, const char *path, const char *text)
{
	static const size_t steps[] = { 1 << 20, 1, 7, 4096 };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		assert_ok(look(b, how, path, steps[i]), &b->err);
		assert_string_equal(b->seen.p, text);
	}
}

#define HELLO_ID                                                                       \
	"b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0" /* git hash-object: hello           \
						    */

/* --- packs -------------------------------------------------------------- */

static void a_blob_is_shown_under_its_id(void **state)
{
	struct bench *b = *state;

	add_head(&b->in, 1);
	add_object(&b->in, 3, "hello", 5);
	add_sum(&b->in);
	shows(b, fi_git_pack, "x.pack", "blob " HELLO_ID "=hello;");
}

static void a_tree_tells_a_path(void **state)
{
	struct bench *b = *state;
	FI_AUTO(fi_buf_done) struct fi_buf inner = fi_buf_limited(1000);
	FI_AUTO(fi_buf_done) struct fi_buf outer = fi_buf_limited(1000);
	unsigned char id[20], folder[20];

	id_of("blob", "hello", 5, id);
	add(&inner, "100644 .env", 12);
	add(&inner, id, 20);
	id_of("tree", inner.p, inner.len, folder);
	add(&outer, "40000 config", 13);
	add(&outer, folder, 20);
	add_head(&b->in, 3);
	add_object(&b->in, 2, outer.p, outer.len);
	add_object(&b->in, 2, inner.p, inner.len);
	add_object(&b->in, 3, "hello", 5);
	add_sum(&b->in);
	shows(b, fi_git_pack, "x.pack", "blob " HELLO_ID "/config/.env=hello;");
}

/* "hello" without its last letter, "p!", and all of it. */
static const char delta_text[] = "\x05\x0b\x90\x04\x02p!\x90\x05";
#define DELTA_N (sizeof(delta_text) - 1)
#define MADE    "hellp!hello"

static void a_difference_is_put_together_with_its_base(void **state)
{
	struct bench *b = *state;
	size_t at;

	add_head(&b->in, 2);
	at = add_object(&b->in, 3, "hello", 5);
	add_ofs_delta(&b->in, b->in.len - at, delta_text, DELTA_N);
	add_sum(&b->in);
	assert_ok(look(b, fi_git_pack, "x.pack", 100), &b->err);
	assert_contains(b->seen.p, "=" MADE ";");
	assert_int_equal(b->rest.lost, 0);
}

static void a_difference_names_its_base_by_id(void **state)
{
	struct bench *b = *state;
	unsigned char id[20];

	id_of("blob", "hello", 5, id);
	add_head(&b->in, 2);
	add_object(&b->in, 3, "hello", 5);
	add_type(&b->in, 7, DELTA_N);
	add(&b->in, id, 20);
	add_deflated(&b->in, delta_text, DELTA_N);
	add_sum(&b->in);
	assert_ok(look(b, fi_git_pack, "x.pack", 100), &b->err);
	assert_contains(b->seen.p, "=" MADE ";");
}

static void without_the_base_what_is_added_is_shown(void **state)
{
	struct bench *b = *state;
	static const char two[] = "\x20\x30\x03"
				  "abc\x90\x04\x02"
				  "de\x01"
				  "f";

	add_head(&b->in, 2);
	add_ofs_delta(&b->in, 5, two, sizeof(two) - 1);
	add_object(&b->in, 3, "hello", 5);
	add_sum(&b->in);
	assert_ok(look(b, fi_git_pack, "x.pack", 1), &b->err);
	assert_memory_equal(b->seen.p, "delta at 12=abc\0def;blob " HELLO_ID, 60);
	assert_int_equal(b->rest.lost, 1);
}

static void a_difference_that_does_not_fit_is_not_fatal(void **state)
{
	struct bench *b = *state;
	size_t at;

	add_head(&b->in, 3);
	at = add_object(&b->in, 3, "hello", 5);
	add_ofs_delta(&b->in, b->in.len - at, "\x05\x02\x91\x77\x02\x02xy", 8);
	add_object(&b->in, 4, "last", 4);
	add_sum(&b->in);
	assert_ok(look(b, fi_git_pack, "x.pack", 100), &b->err);
	assert_contains(b->seen.p, "=xy;");
	assert_contains(b->seen.p, "=last;");
	assert_int_equal(b->rest.lost, 1);
}

static void a_large_object_goes_by_without_an_id(void **state)
{
	struct bench *b = *state;
	size_t n = 5 << 20;
	FI_AUTO(fi_freep) char *p = calloc(1, n);

	assert_non_null(p);
	memcpy(p + n - 3, "end", 3);
	add_head(&b->in, 2);
	add_object(&b->in, 3, p, n);
	add_object(&b->in, 3, "hello", 5);
	add_sum(&b->in);
	assert_ok(look(b, fi_git_pack, "x.pack", 700), &b->err);
	assert_int_equal(b->seen.len,
		strlen("blob at 12=;") + n + strlen("blob " HELLO_ID "=hello;"));
	assert_memory_equal(b->seen.p, "blob at 12=", 11);
	assert_int_equal(b->rest.unused, 0);
}

static void what_is_behind_a_pack_is_left(void **state)
{
	struct bench *b = *state;

	add_head(&b->in, 0);
	add_sum(&b->in);
	add(&b->in, "behind", 6);
	assert_ok(look(b, fi_git_pack, "x.pack", 1000), &b->err);
	assert_int_equal(b->rest.unused, 6);
}

static void ids_of_sha256_are_told_by_the_name(void **state)
{
	struct bench *b = *state;

	add_head(&b->in, 1);
	add_object(&b->in, 3, "hello", 5);
	add_sum(&b->in);
	add(&b->in, "123456789012", 12);
	assert_ok(look(b, fi_git_pack,
			  "a/pack-"
			  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab"
			  "cdef"
			  ".pack",
			  50),
		&b->err);
	assert_string_equal(b->seen.p,
		"blob 8aec4e4876f854f688d0ebfc8f37598f38e5fd6903cccc850ca36591175aeb60"
		"=hello;");
	assert_int_equal(b->rest.unused, 0);
}

/* Two entries, the second of which is a blob that is known. */
static void add_index(struct fi_buf *b, unsigned version)
{
	const char head[] = { 'D', 'I', 'R', 'C', 0, 0, 0, (char)version, 0, 0, 0, 2 };
	char fixed[62] = { 0 }, zeros[8] = { 0 };
	unsigned char id[20];
	bool v4 = version == 4;

	add(b, head, sizeof(head));
	add(b, fixed, sizeof(fixed));
	add(b, v4 ? "\0config/a" : "config/a", v4 ? 10 : 9);
	add(b, zeros, v4 ? 0 : 72 - 62 - 9);
	id_of("blob", "hello", 5, id);
	memcpy(fixed + 40, id, sizeof(id));
	add(b, fixed, sizeof(fixed));
	add(b, v4 ? "\1.env" : "config/.env", v4 ? 6 : 12);
	add(b, zeros, v4 ? 0 : 80 - 62 - 12);
}

static void the_index_tells_a_path(void **state)
{
	struct bench *b = *state;

	for (unsigned version = 2; version <= 4; version++) {
		fi_git_free(b->git);
		b->git = fi_git_new();
		assert_non_null(b->git);
		fi_buf_clear(&b->in);
		add_index(&b->in, version);
		assert_true(fi_git_is_index(b->in.p, b->in.len));
		add(&b->in, "TREE", 4);
		assert_ok(look(b, fi_git_index, ".git/index", 5000), &b->err);
		assert_int_equal(b->rest.unused, 4);
		fi_buf_clear(&b->in);
		add_head(&b->in, 1);
		add_object(&b->in, 3, "hello", 5);
		add_sum(&b->in);
		shows(b, fi_git_pack, "x.pack", "blob " HELLO_ID "/config/.env=hello;");
	}
}

static void a_damaged_index_is_told(void **state)
{
	struct bench *b = *state;

	add_index(&b->in, 2);
	b->in.len -= 30;
	assert_fails(look(b, fi_git_index, ".git/index", 7), FI_EFORMAT, "ends early",
		&b->err);
}

/* --- bundles and loose objects ------------------------------------------ */

static void a_bundle_is_a_pack_behind_lines(void **state)
{
	struct bench *b = *state;
	static const char head[] = "# v2 git bundle\n" HELLO_ID " refs/heads/main\n\n";

	add(&b->in, head, sizeof(head) - 1);
	add_head(&b->in, 1);
	add_object(&b->in, 3, "hello", 5);
	add_sum(&b->in);
	assert_true(fi_git_is_bundle(b->in.p, b->in.len));
	shows(b, fi_git_bundle, "x.bundle", "blob " HELLO_ID "=hello;");
}

static void a_loose_object_is_shown_under_its_id(void **state)
{
	struct bench *b = *state;

	add_deflated(&b->in, "blob 5\0hello", 12);
	assert_true(fi_git_is_loose(b->in.p, b->in.len));
	shows(b, fi_git_loose, ".git/objects/b6/x", "blob " HELLO_ID "=hello;");
}

static void the_path_tells_the_id_of_a_large_one(void **state)
{
	struct bench *b = *state;
	size_t n = 5 << 20;
	FI_AUTO(fi_freep) char *p = calloc(1, n + 13);

	assert_non_null(p);
	memcpy(p, "blob 5242880", 12);
	add_deflated(&b->in, p, n + 13);
	assert_ok(
		look(b, fi_git_loose,
			".git/objects/01/23456789abcdef0123456789abcdef01234567", 4096),
		&b->err);
	assert_memory_equal(
		b->seen.p, "blob 0123456789abcdef0123456789abcdef01234567=", 46);
	assert_int_equal(b->seen.len, 46 + n + 1);
}

static void other_deflated_data_is_no_object(void **state)
{
	struct bench *b = *state;

	add_deflated(&b->in, "blog 5\0hello", 12);
	assert_false(fi_git_is_loose(b->in.p, b->in.len));
	assert_false(fi_git_is_loose("x", 1));
	assert_false(fi_git_is_loose("x^ is no power", 14));
}

/* --- damage and limits --------------------------------------------------- */

static void damage_is_told(void **state)
{
	static const struct {
		const char *bytes, *words;
		size_t n;
	} table[] = {
		{ "PACK\0\0\0\2\0\0\0\1", "ends early", 12 },
		{ "PACK\0\0\0\2\0\0\0\1\x55", "type is damaged", 13 },
		{ "PACK\0\0\0\2\0\0\0\1\x35xyz", "deflated data is damaged", 16 },
		{ "PACK\0\0\0\2\0\0\0\1\xb5\xff\xff\xff\xff\xff\xff\xff\xff\xff",
			"size is damaged", 22 },
		{ "PACK\0\0\0\2\0\0\0\1\xe5\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
		  "\xff\xff\xff\xff",
			"size is damaged", 28 },
		{ "PUCK\0\0\0\2\0\0\0\1", "no Git pack", 12 },
	};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		fi_buf_clear(&b->in);
		b->err = (struct fi_err){ 0 };
		add(&b->in, table[i].bytes, table[i].n);
		assert_fails(look(b, fi_git_pack, "x.pack", 5), FI_EFORMAT,
			table[i].words, &b->err);
	}
}

static void an_object_of_another_size_is_damage(void **state)
{
	struct bench *b = *state;

	for (size_t claimed = 4; claimed <= 6; claimed += 2) {
		fi_buf_clear(&b->in);
		b->err = (struct fi_err){ 0 };
		add_head(&b->in, 1);
		add_type(&b->in, 3, claimed);
		add_deflated(&b->in, "hello", 5);
		add_sum(&b->in);
		assert_fails(look(b, fi_git_pack, "x.pack", 9), FI_EFORMAT,
			claimed < 5 ? "longer than it says" : "shorter than it says",
			&b->err);
	}
}

static void whoever_counts_ends_it(void **state)
{
	struct bench *b = *state;

	add_head(&b->in, 1);
	add_object(&b->in, 2, "0123456789", 10);
	add_sum(&b->in);
	b->count_max = 9;
	assert_fails(look(b, fi_git_pack, "x.pack", 9), FI_ELIMIT, "too much", &b->err);
}

static void the_users_failure_is_the_readings(void **state)
{
	struct bench *b = *state;

	add_deflated(&b->in, "blob 5\0hello", 12);
	b->fail = FI_EIO;
	assert_fails(
		look(b, fi_git_loose, "x", 9), FI_EIO, "the user said no", &b->err);
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_blob_is_shown_under_its_id),
		T(a_tree_tells_a_path),
		T(a_difference_is_put_together_with_its_base),
		T(a_difference_names_its_base_by_id),
		T(without_the_base_what_is_added_is_shown),
		T(a_difference_that_does_not_fit_is_not_fatal),
		T(a_large_object_goes_by_without_an_id),
		T(what_is_behind_a_pack_is_left),
		T(ids_of_sha256_are_told_by_the_name),
		T(the_index_tells_a_path),
		T(a_damaged_index_is_told),
		T(a_bundle_is_a_pack_behind_lines),
		T(a_loose_object_is_shown_under_its_id),
		T(the_path_tells_the_id_of_a_large_one),
		T(other_deflated_data_is_no_object),
		T(damage_is_told),
		T(an_object_of_another_size_is_damage),
		T(whoever_counts_ends_it),
		T(the_users_failure_is_the_readings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
