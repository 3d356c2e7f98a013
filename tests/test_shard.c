/* test_shard.c - every layer has one shard, and what several shards know of an image is joined. */
#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/shard.h"
#include "layers/config.h"
#include "layers/image_wire.h"
#include "lib/wire.h"

static void only_k_of_n_is_a_shard(void **state)
{
	static const char *const wrong[] = { "", "/", "1", "0/4", "5/4", "1/0", "-1/4", "1/4/4",
		"1 /4", "a/4", "1/b", "1/65537", "99999999999999999999/4" };
	unsigned shard = 7, of = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(shard_parse(wrong[i], &shard, &of));
	assert_int_equal(shard, 7);
	assert_true(shard_parse("2/4", &shard, &of));
	assert_int_equal(shard, 2);
	assert_int_equal(of, 4);
	assert_true(shard_parse("65536/65536", &shard, &of));
}

static unsigned owner(uint32_t head, unsigned of)
{
	char digest[FI_DIGEST_TEXT];

	(void)snprintf(digest, sizeof(digest), "sha256:%08x%056d", head, 0);
	return shard_of_digest(digest, of);
}

static void ranges_leave_no_gap_and_have_no_layer_twice(void **state)
{
	static const unsigned counts[] = { 1, 2, 3, 4, 7, 16, 100, 1000, 65535, 65536 };

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		uint32_t next = 0;

		for (unsigned k = 1; k <= counts[i]; k++) {
			uint32_t first, last;

			shard_range(k, counts[i], &first, &last);
			assert_int_equal(first, next);
			assert_int_equal(owner(first, counts[i]), k);
			assert_int_equal(owner(last, counts[i]), k);
			next = last + 1;
		}
		assert_int_equal(next, 0); /* past the last of all */
	}
}

static void what_is_read_as_a_whole_has_one_shard(void **state)
{
	struct fi_unit tar = { .kind = FI_UNIT_ARCHIVE, .label = (char *)(uintptr_t)"a.tar", .size = 10 };
	struct fi_unit gz = { .kind = FI_UNIT_ARCHIVE, .label = (char *)(uintptr_t)"a.tgz", .stream = true };
	struct fi_unit loose = { .kind = FI_UNIT_STORED, .stored = FI_STORED_LOOSE,
		.digest = "sha256:c000000000000000000000000000000000000000000000000000000000000000" };
	bool seen[4] = { false };

	(void)state;
	assert_int_equal(shard_of_unit(&tar, 4), 0);
	assert_int_equal(shard_of_unit(&loose, 4), 4);
	for (gz.size = 0; gz.size < 100; gz.size++) {
		unsigned k = shard_of_unit(&gz, 4);

		assert_in_range(k, 1, 4);
		assert_int_equal(k, shard_of_unit(&gz, 4));
		seen[k - 1] = true;
	}
	assert_true(seen[0] && seen[1] && seen[2] && seen[3]);
}

static void layers_nobody_names_are_told_apart(void **state)
{
	const struct fi_unit a = { .label = (char *)(uintptr_t)"a.tar" };
	const struct fi_unit b = { .label = (char *)(uintptr_t)"b.tar" };
	char x[FI_DIGEST_TEXT], y[FI_DIGEST_TEXT];

	(void)state;
	shard_call(&a, "1/layer.tar", 10, x);
	assert_true(fi_digest_valid(x));
	shard_call(&a, "1/layer.tar", 10, y);
	assert_string_equal(x, y);
	shard_call(&a, "2/layer.tar", 10, y);
	assert_string_not_equal(x, y);
	shard_call(&a, "1/layer.tar", 11, y);
	assert_string_not_equal(x, y);
	shard_call(&b, "1/layer.tar", 10, y);
	assert_string_not_equal(x, y);
}

/* --- the head ---------------------------------------------------------------------- */

static void strs(struct fi_strs *s, const char *a, const char *b)
{
	assert_int_equal(fi_strs_add(s, a), FI_OK);
	assert_int_equal(fi_strs_add(s, b), FI_OK);
}

static void a_head(struct shard_head *h)
{
	*h = (struct shard_head){ .shard = 2, .of = 4, .complete = true, .units = 5, .layers = 6,
		.bytes = UINT64_MAX, .limited = 7 };
	h->context = strdup("flyimg 1\nrules\n");
	h->inputs = strdup("sha256:00");
	h->filters = strdup("--all");
	strs(&h->paths, "/srv", "-");
	strs(&h->problems, "a", "b");
}

static void a_head_comes_back(void **state)
{
	FI_AUTO(shard_head_done) struct shard_head h = { 0 }, back = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1000);
	struct fi_err err = { 0 };

	(void)state;
	a_head(&h);
	assert_int_equal(shard_head_write(&h, &b), FI_OK);
	assert_ok(shard_head_read(b.p, b.len, &back, &err), &err);
	assert_int_equal(back.shard, 2);
	assert_true(back.complete);
	assert_string_equal(back.context, h.context);
	assert_string_equal(back.filters, "--all");
	assert_string_equal(back.paths.v[1], "-");
	assert_string_equal(back.problems.v[1], "b");
	assert_true(back.bytes == UINT64_MAX);
	assert_int_equal(back.limited, 7);
}

static void a_head_that_is_cut_or_of_no_shard_is_damaged(void **state)
{
	FI_AUTO(shard_head_done) struct shard_head h = { 0 };
	struct shard_head back = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1000);

	(void)state;
	a_head(&h);
	assert_int_equal(shard_head_write(&h, &b), FI_OK);
	for (size_t n = 0; n < b.len; n++) {
		struct fi_err err = { 0 };

		assert_fails(shard_head_read(b.p, n, &back, &err), FI_EFORMAT, "damaged", &err);
	}
	for (unsigned k = 0; k < 2; k++) {
		struct fi_err err = { 0 };

		h.shard = k ? 5 : 0;
		fi_buf_clear(&b);
		assert_int_equal(shard_head_write(&h, &b), FI_OK);
		assert_fails(shard_head_read(b.p, b.len, &back, &err), FI_EFORMAT, "damaged", &err);
	}
}

/* --- records ------------------------------------------------------------------------- */

#define LAYERS 3

/* What a run that read some of the layers has noted: digests, and what is wrong with them. */
struct told {
	const char *digests[LAYERS];   /* NULL: it is absent */
	int wrong;		       /* the layer whose digest is not what was claimed; -1 */
	const char *gaps[2];	       /* paths */
	const char *config;
};

static void put_text(struct fi_wire_out *w, struct fi_buf *part)
{
	fi_wire_put_bytes(w, part->p, part->len);
	fi_buf_clear(part);
}

static void image_of(const struct told *t, struct fi_image *i)
{
	struct fi_err err = { 0 };

	assert_ok(fi_config_parse(t->config, strlen(t->config), &i->config, &err), &err);
	i->platform = strdup("linux/amd64");
	i->id = strdup("sha256:1");
	i->layers = calloc(LAYERS, sizeof(*i->layers));
	for (i->nlayers = 0; i->nlayers < LAYERS; i->nlayers++)
		i->layers[i->nlayers] = (struct fi_image_layer){ .layer = -1, .history = -1,
			.digest = fi_format("claimed %zu", i->nlayers), .created_by = strdup("") };
	i->mismatches = calloc(2, sizeof(*i->mismatches));
	i->mismatches[i->nmismatches++] = (struct fi_mismatch){ -1, strdup("layer count"),
		strdup("3 layers"), strdup("4 layers") };
	if (t->wrong >= 0)
		i->mismatches[i->nmismatches++] = (struct fi_mismatch){ t->wrong,
			strdup("layer digest"), strdup("claimed"), strdup("actual") };
}

static void record(const struct told *t, struct fi_buf *out)
{
	FI_AUTO(fi_buf_done) struct fi_buf part = fi_buf_limited(10000);
	FI_AUTO(fi_image_done) struct fi_image i = { 0 };
	struct fi_wire_out w = { .to = out }, p = { .to = &part };
	size_t n = t->gaps[0] ? t->gaps[1] ? 2 : 1 : 0;

	image_of(t, &i);
	fi_wire_put(&w, 0); /* nothing in it has a date */
	fi_wire_put_signed(&w, 0);
	fi_wire_put_bytes(&w, "", 1); /* and nothing was found */
	assert_int_equal(fi_image_write(&i, &part), FI_OK);
	put_text(&w, &part);
	fi_wire_put(&w, LAYERS);
	for (size_t k = 0; k < LAYERS; k++) {
		fi_wire_put_text(&w, t->digests[k]);
		fi_wire_put(&w, 10 + k);
	}
	fi_wire_put(&p, n);
	for (size_t k = 0; k < n; k++) {
		fi_wire_put_text(&p, t->gaps[k]);
		fi_wire_put_text(&p, "why");
		fi_wire_put(&p, 0);
	}
	put_text(&w, &part);
	assert_int_equal(w.rc, FI_OK);
}

static void two_records_are_one(void **state)
{
	static const struct told one = { { "x", "claimed 1", "claimed 2" }, 0, { "config", NULL }, "{}" };
	static const struct told two = { { "claimed 0", "y", NULL }, 1, { "layer 2: z", "config" }, "{}" };
	static const size_t whose[LAYERS] = { 0, 1, 1 };
	FI_AUTO(fi_buf_done) struct fi_buf a = fi_buf_limited(10000), b = fi_buf_limited(10000);
	FI_AUTO(fi_buf_done) struct fi_buf joined = fi_buf_limited(10000);
	FI_AUTO(fi_strs_done) struct fi_strs digests = { 0 };
	FI_AUTO(fi_image_done) struct fi_image image = { 0 };
	uint64_t *sizes = NULL;
	struct fi_err err = { 0 };

	(void)state;
	record(&one, &a);
	record(&two, &b);
	assert_ok(fi_shelf_join_images((struct fi_shelf_image[]){ { "k", a.p, a.len },
			  { "k", b.p, b.len } }, 2, whose, LAYERS, &joined, &err), &err);
	assert_ok(fi_shelf_image_read(&(struct fi_shelf_image){ "k", joined.p, joined.len }, &image,
			  &digests, &sizes, &err), &err);
	free(sizes);
	assert_string_equal(digests.v[0], "x");
	assert_string_equal(digests.v[1], "y");
	assert_string_equal(digests.v[2], "");
	assert_int_equal(image.nmismatches, 3);
	assert_int_equal(image.mismatches[0].layer, 0);
	assert_int_equal(image.mismatches[1].layer, 1);
	assert_string_equal(image.mismatches[2].what, "layer count");
	/* "config" is told once, before what is wrong with layer 2. */
	assert_null(memmem((char *)memmem(joined.p, joined.len, "config", 6) + 6,
		(size_t)(joined.p + joined.len - (char *)memmem(joined.p, joined.len, "config", 6)) - 6,
		"config", 6));
	assert_non_null(memmem(joined.p, joined.len, "layer 2: z", 10));
}

static void records_of_different_images_are_not_joined(void **state)
{
	static const struct told one = { { "x", "y", "z" }, -1, { NULL, NULL }, "{}" };
	static const struct told two = { { "x", "y", "z" }, -1, { NULL, NULL }, "{ }" };
	static const size_t whose[LAYERS] = { 0, 1, 1 };
	FI_AUTO(fi_buf_done) struct fi_buf a = fi_buf_limited(10000), b = fi_buf_limited(10000);
	FI_AUTO(fi_buf_done) struct fi_buf joined = fi_buf_limited(10000);
	struct fi_err err = { 0 };

	(void)state;
	record(&one, &a);
	record(&two, &b);
	assert_fails(fi_shelf_join_images((struct fi_shelf_image[]){ { "k", a.p, a.len },
			     { "k", b.p, b.len } }, 2, whose, LAYERS, &joined, &err),
		FI_EFORMAT, "different images", &err);
	for (size_t n = 0; n < a.len; n++) {
		fi_err_clear(&err);
		assert_fails(fi_shelf_join_images(&(struct fi_shelf_image){ "k", a.p, n }, 1, whose,
				     LAYERS, &joined, &err), FI_EFORMAT, "", &err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_k_of_n_is_a_shard),
		cmocka_unit_test(ranges_leave_no_gap_and_have_no_layer_twice),
		cmocka_unit_test(what_is_read_as_a_whole_has_one_shard),
		cmocka_unit_test(layers_nobody_names_are_told_apart),
		cmocka_unit_test(a_head_comes_back),
		cmocka_unit_test(a_head_that_is_cut_or_of_no_shard_is_damaged),
		cmocka_unit_test(two_records_are_one),
		cmocka_unit_test(records_of_different_images_are_not_joined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
