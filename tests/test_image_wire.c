/* test_image_wire.c - an image comes back from bytes as its documents described it. */
#include "tests/lib_export.h"

#include <stdlib.h>
#include <string.h>

#include "layers/image_wire.h"

#define CONFIG                                                                           \
	"{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\","                    \
	"\"config\":{\"Env\":[\"A=b\"],\"Cmd\":[\"x\"],\"Labels\":{\"k\":\"v\"}},"           \
	"\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]},"                            \
	"\"history\":[{\"created_by\":\"COPY . .\"},{\"created_by\":\"CMD x\","               \
	"\"empty_layer\":true}]}"

/* One image with annotations and a layer whose diff ID is another than is claimed. */
static void read_one(struct reading *r)
{
	struct parcel p = { 0 };
	char layer[72], config[72], manifest[72];

	parcel_layer(&p, "f", "text", layer);
	parcel_json(&p, config, CONFIG,
		"sha256:0000000000000000000000000000000000000000000000000000000000000000");
	parcel_json(&p, manifest,
		"{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},\"annotations\":{\"a\":\"1\"},"
		"\"layers\":[{\"digest\":\"%s\",\"size\":77}]}",
		config, layer);
	parcel_index(&p,
		"{\"digest\":\"%s\",\"annotations\":"
		"{\"org.opencontainers.image.ref.name\":\"acme/app:1\"}}",
		manifest);
	parcel_read(&p, NULL, r);
	parcel_done(&p);
	assert_int_equal(r->set.nimages, 1);
	assert_true(r->set.images[0].nmismatches >= 2);
}

struct there {
	struct reading reading;
	struct fi_buf bytes;
	struct fi_image back;
};

static void there_done(struct there *t)
{
	reading_done(&t->reading);
	fi_buf_done(&t->bytes);
	fi_image_done(&t->back);
}

static void there_and_back(struct there *t)
{
	struct fi_err err = { 0 };

	read_one(&t->reading);
	t->bytes = fi_buf_limited(1 << 20);
	assert_int_equal(fi_image_write(&t->reading.set.images[0], &t->bytes), FI_OK);
	assert_ok(fi_image_read(t->bytes.p, t->bytes.len, &t->back, &err), &err);
}

static void names_and_digests_come_back(void **state)
{
	FI_AUTO(there_done) struct there t = { 0 };
	const struct fi_image *was;

	(void)state;
	there_and_back(&t);
	was = &t.reading.set.images[0];
	assert_int_equal(t.back.names.n, 1);
	assert_string_equal(t.back.names.v[0], "acme/app:1");
	assert_string_equal(t.back.digest, was->digest);
	assert_string_equal(t.back.id, was->id);
	assert_string_equal(t.back.platform, "linux/arm64/v8");
	assert_string_equal(fi_image_annotation(&t.back, "a"), "1");
}

static void the_config_is_read_again(void **state)
{
	FI_AUTO(there_done) struct there t = { 0 };
	const struct fi_image *was;

	(void)state;
	there_and_back(&t);
	was = &t.reading.set.images[0];
	assert_int_equal(t.back.config.raw_len, was->config.raw_len);
	assert_string_equal(t.back.config.raw, was->config.raw);
	assert_string_equal(fi_config_env(&t.back.config, "A"), "b");
	assert_int_equal(t.back.config.nhistory, 2);
	assert_string_equal(t.back.config.history[0].shown, "COPY . .");
	assert_int_equal(t.back.config.history[0].layer, 0);
	assert_int_equal(t.back.config.history[1].layer, -1);
}

static void layers_come_back_without_numbers(void **state)
{
	FI_AUTO(there_done) struct there t = { 0 };
	const struct fi_image_layer *was;

	(void)state;
	there_and_back(&t);
	was = &t.reading.set.images[0].layers[0];
	assert_int_equal(t.back.nlayers, 1);
	assert_int_equal(t.back.layers[0].layer, -1);
	assert_string_equal(t.back.layers[0].digest, was->digest);
	assert_string_equal(t.back.layers[0].diff_id, was->diff_id);
	assert_string_equal(t.back.layers[0].created_by, "COPY . .");
	assert_int_equal(t.back.layers[0].history, 0);
	assert_int_equal(t.back.layers[0].size, 77);
}

static void mismatches_come_back(void **state)
{
	FI_AUTO(there_done) struct there t = { 0 };
	const struct fi_image *was;

	(void)state;
	there_and_back(&t);
	was = &t.reading.set.images[0];
	assert_int_equal(t.back.nmismatches, was->nmismatches);
	for (size_t i = 0; i < was->nmismatches; i++) {
		assert_int_equal(t.back.mismatches[i].layer, was->mismatches[i].layer);
		assert_string_equal(t.back.mismatches[i].what, was->mismatches[i].what);
		assert_string_equal(t.back.mismatches[i].claimed, was->mismatches[i].claimed);
		assert_string_equal(t.back.mismatches[i].actual, was->mismatches[i].actual);
	}
}

static void attestations_come_back(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	FI_AUTO(there_done) struct there t = { 0 };
	FI_AUTO(fi_image_done) struct fi_image back = { 0 };
	struct fi_err err = { 0 };

	(void)state;
	there_and_back(&t);
	assert_int_equal(fi_strs_add(&t.back.attestations, "{\"a\":1}"), FI_OK);
	assert_int_equal(fi_image_write(&t.back, &b), FI_OK);
	assert_ok(fi_image_read(b.p, b.len, &back, &err), &err);
	assert_int_equal(back.attestations.n, 1);
	assert_string_equal(back.attestations.v[0], "{\"a\":1}");
}

static void damage_is_an_error_or_another_image(void **state)
{
	FI_AUTO(there_done) struct there t = { 0 };

	(void)state;
	there_and_back(&t);
	for (size_t i = 0; i < t.bytes.len; i++) {
		struct fi_image image = { 0 };
		struct fi_err err = { 0 };

		assert_int_equal(fi_image_read(t.bytes.p, i, &image, &err), FI_EFORMAT);
		assert_contains(err.text, "damaged");
		fi_err_clear(&err);
		t.bytes.p[i] = (char)(t.bytes.p[i] ^ 0xff);
		if (fi_image_read(t.bytes.p, t.bytes.len, &image, &err) == FI_OK)
			fi_image_done(&image);
		t.bytes.p[i] = (char)(t.bytes.p[i] ^ 0xff);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_digests_come_back),
		cmocka_unit_test(the_config_is_read_again),
		cmocka_unit_test(layers_come_back_without_numbers),
		cmocka_unit_test(mismatches_come_back),
		cmocka_unit_test(attestations_come_back),
		cmocka_unit_test(damage_is_an_error_or_another_image),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
