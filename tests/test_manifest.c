/* test_manifest.c - from an export's documents to its images: every layout, and lies. */
#include "tests/lib_export.h"

#include <bzlib.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#define OCI "application/vnd.oci.image."

/* --- OCI layouts --- */

static void a_nested_index_leads_to_images_with_the_outer_name(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], amd[72], arm[72], index[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, amd);
	parcel_image(&p, "arm64", layer, arm);
	parcel_json(&p, index, "{\"manifests\":[{\"digest\":\"%s\"},{\"digest\":\"%s\"}]}", amd,
		arm);
	parcel_index(&p, "{\"digest\":\"%s\",\"annotations\":{"
			 "\"io.containerd.image.name\":\"docker.io/library/app:1\","
			 "\"org.opencontainers.image.ref.name\":\"1\"}}",
		index);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 2);
	assert_int_equal(r.set.ngaps, 0);
	assert_string_equal(r.set.images[0].digest, amd);
	assert_contains(r.text, "linux/amd64: app:1\n");
	assert_contains(r.text, "linux/arm64: app:1\n");
	/* Both images have the layer; it was read once. */
	assert_int_equal(r.set.nlayers, 1);
	assert_contains(r.text, "1 files 5 bytes");
}

static void the_platform_that_is_asked_for_is_the_only_one(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], amd[72], arm[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, amd);
	parcel_image(&p, "arm64", layer, arm);
	parcel_index(&p, "{\"digest\":\"%s\"},{\"digest\":\"%s\"}", amd, arm);
	parcel_read(&p, "linux/arm64", &r);
	assert_int_equal(r.set.nimages, 1);
	assert_string_equal(r.set.images[0].digest, arm);
	assert_contains(r.text, "linux/amd64 is left out");
	parcel_fails(&p, "linux/riscv64", FI_EFORMAT, "no image for linux/riscv64");
	/* Half a name is no platform. */
	parcel_fails(&p, "linux/arm", FI_EFORMAT, "no image for linux/arm in it");
}

static void an_attestation_is_handed_to_its_image(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], image[72], statement[72], config[72], about[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, image);
	parcel_json(&p, statement, "{\"predicateType\":\"https://slsa.dev/provenance/v0.2\"}");
	parcel_json(&p, config, "{\"os\":\"unknown\",\"architecture\":\"unknown\"}");
	parcel_json(&p, about, "{\"config\":{\"digest\":\"%s\",\"mediaType\":\"" OCI
			       "config.v1+json\"},\"layers\":[{\"digest\":\"%s\","
			       "\"mediaType\":\"application/vnd.in-toto+json\"}]}",
		config, statement);
	parcel_index(&p, "{\"digest\":\"%s\",\"platform\":{\"os\":\"unknown\"},\"annotations\":{"
			 "\"vnd.docker.reference.type\":\"attestation-manifest\","
			 "\"vnd.docker.reference.digest\":\"%s\"}},{\"digest\":\"%s\"}",
		about, image, image);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_int_equal(r.set.ngaps, 0);
	assert_int_equal(r.set.images[0].attestations.n, 1);
	assert_contains(r.set.images[0].attestations.v[0], "slsa.dev/provenance");
}

static void an_attestation_of_the_new_form_names_its_subject(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], image[72], statement[72], empty[72], about[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, image);
	parcel_json(&p, statement, "{\"predicateType\":\"https://slsa.dev/provenance/v1\"}");
	parcel_json(&p, empty, "{}");
	parcel_json(&p, about,
		"{\"artifactType\":\"application/vnd.docker.attestation.manifest.v1+json\","
		"\"subject\":{\"digest\":\"%s\"},\"config\":{\"digest\":\"%s\",\"mediaType\":"
		"\"application/vnd.oci.empty.v1+json\"},\"layers\":[{\"digest\":\"%s\","
		"\"mediaType\":\"application/vnd.in-toto+json\"}]}",
		image, empty, statement);
	parcel_index(&p, "{\"digest\":\"%s\"},{\"digest\":\"%s\"}", image, about);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_int_equal(r.set.images[0].attestations.n, 1);
}

static void an_artifact_is_named_and_no_loss(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], image[72], config[72], chart[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, image);
	parcel_json(&p, config, "{\"name\":\"chart\"}");
	parcel_json(&p, chart, "{\"config\":{\"digest\":\"%s\",\"mediaType\":"
			       "\"application/vnd.cncf.helm.config.v1+json\"},\"layers\":[]}",
		config);
	parcel_index(&p, "{\"digest\":\"%s\"},{\"digest\":\"%s\"}", chart, image);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_int_equal(r.set.ngaps, 1);
	assert_true(r.set.gaps[0].harmless);
	assert_contains(r.set.gaps[0].reason, "an artifact, not an image: application/vnd.cncf");
}

static void only_artifacts_are_told_as_such(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	char config[72], signature[72];

	(void)state;
	parcel_json(&p, config, "{\"os\":\"linux\"}");
	/* cosign's have an ordinary config: the layer's type tells. */
	parcel_json(&p, signature,
		"{\"config\":{\"digest\":\"%s\",\"mediaType\":\"" OCI "config.v1+json\"},"
		"\"layers\":[{\"digest\":\"%s\",\"mediaType\":"
		"\"application/vnd.dev.cosign.simplesigning.v1+json\"}]}",
		config, config);
	parcel_index(&p, "{\"digest\":\"%s\"}", signature);
	parcel_fails(&p, NULL, FI_EFORMAT, "only artifacts");
}

static void a_missing_blob_is_a_gap_and_the_rest_is_read(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char config[72], layer[72], absent[72], image[72];

	(void)state;
	test_digest("absent", 6, absent);
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_json(&p, config, "{\"rootfs\":{\"diff_ids\":[\"%s\",\"%s\"]}}", absent, layer);
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":["
			       "{\"digest\":\"%s\"},{\"digest\":\"%s\"}]}",
		config, absent, layer);
	parcel_index(&p, "{\"digest\":\"%s\"},{\"digest\":\"%s\"}", image, absent);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.images[0].layers[0].layer, -1);
	assert_int_equal(r.set.images[0].layers[1].layer, 0);
	assert_contains(r.text, "its blob is not in the export\n");
	assert_contains(r.text, "an image is listed but is not in the export\n");
	assert_int_equal(r.set.images[0].nmismatches, 0);
}

static void other_platforms_of_a_nested_index_may_be_absent(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], image[72], absent[72], index[72];

	(void)state;
	test_digest("absent", 6, absent);
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, image);
	/* `ctr export` ships one platform and keeps the whole index. */
	parcel_json(&p, index, "{\"manifests\":[{\"digest\":\"%s\"},{\"digest\":\"%s\","
			       "\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\"}}]}",
		image, absent);
	parcel_index(&p, "{\"digest\":\"%s\"}", index);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.ngaps, 1);
	assert_contains(r.set.gaps[0].reason, "linux/arm64 is listed but is not in the export");
	assert_true(r.set.gaps[0].harmless);
}

static void a_foreign_layer_is_said_to_be_elsewhere(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char config[72], absent[72], image[72];

	(void)state;
	test_digest("absent", 6, absent);
	parcel_json(&p, config, "{\"os\":\"windows\"}");
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\","
			       "\"mediaType\":\"application/vnd.docker.image.rootfs.foreign."
			       "diff.tar.gzip\"}]}",
		config, absent);
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	parcel_read(&p, NULL, &r);
	assert_contains(r.text, "a foreign layer: it is fetched from elsewhere");
	assert_int_equal(r.set.gaps[0].image, 0);
	assert_false(r.set.gaps[0].harmless);
}

static void a_digest_never_becomes_a_path_unchecked(void **state)
{
	static const char *const odd[] = { "sha256:../../etc/passwd", "../../etc/passwd",
		"sha256:../../manifest.json", "sha256:", "sha512:00", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };
		FI_AUTO(reading_done) struct reading r = { 0 };
		char config[72], image[72];

		parcel_json(&p, config, "{\"os\":\"linux\"}");
		parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":["
				       "{\"digest\":\"%s\"}]}",
			config, odd[i]);
		parcel_text(&p, "etc/passwd", "root:x:0:0::/:/bin/sh\n");
		parcel_index(&p, "{\"digest\":\"%s\"},{\"digest\":\"%s\"}", image, odd[i]);
		parcel_read(&p, NULL, &r);
		assert_int_equal(r.set.images[0].layers[0].layer, -1);
		assert_contains(r.text, "its digest is of a form that is not read\n");
		assert_contains(r.text, "listed under a digest of a form that is not read\n");
	}
}

static void manifest_and_index_at_once_is_refused_in_any_case(void **state)
{
	static const char *const keys[] = { "layers", "Layers", "LAYERS" };

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };
		FI_AUTO(reading_done) struct reading r = { 0 };
		char layer[72], image[72], config[72], both[72];

		parcel_layer(&p, "etc/motd", "hello", layer);
		parcel_image(&p, "amd64", layer, image);
		parcel_json(&p, config, "{\"os\":\"linux\",\"architecture\":\"s390x\"}");
		parcel_json(&p, both, "{\"config\":{\"digest\":\"%s\"},\"%s\":[],"
				      "\"Manifests\":[{\"digest\":\"%s\"}]}",
			config, keys[i], image);
		parcel_index(&p, "{\"digest\":\"%s\"},{\"digest\":\"%s\"}", image, both);
		parcel_read(&p, NULL, &r);
		assert_int_equal(r.set.nimages, 1);
		assert_contains(r.text, "it is manifest and index at once\n");
	}
}

static void layers_cannot_hide_behind_an_odd_spelling_of_their_key(void **state)
{
	static const char *const keys[] = { "Layers", "lAYERS", "Layer\xc5\xbf", "Layer\\u017f" };

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };
		FI_AUTO(reading_done) struct reading r = { 0 };
		char layer[72];

		parcel_layer(&p, "etc/motd", "hello", layer);
		parcel_text(&p, "c.json", "{\"os\":\"linux\"}");
		parcel_text(&p, "manifest.json", "[{\"Config\":\"c.json\",\"%s\":"
						 "[\"blobs/sha256/%s\"]}]",
			keys[i], layer + 7);
		parcel_read(&p, NULL, &r);
		assert_contains(r.text, "1 files 5 bytes");
		assert_int_equal(r.set.ngaps, 0);
	}
}

static void a_key_that_stands_twice_is_a_gap(void **state)
{
	static const char *const configs[] = { "{\"os\":\"linux\"}",
		"{\"os\":\"linux\",\"os\":\"windows\"}" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };
		FI_AUTO(reading_done) struct reading r = { 0 };

		parcel_text(&p, "c.json", "%s", configs[i]);
		parcel_text(&p, "manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[]%s}]",
			i ? "" : ",\"Layers\":[]");
		parcel_read(&p, NULL, &r);
		assert_int_equal(r.set.nimages, 1);
		assert_int_equal(r.set.ngaps, 1);
		assert_string_equal(r.set.gaps[0].path, i ? "c.json" : "manifest.json");
		assert_contains(r.set.gaps[0].reason, "it has a key twice");
		assert_false(r.set.gaps[0].harmless);
	}
}

/* --- digests that lie --- */

/* The one image of an export has one mismatch: this one. */
static void one_mismatch(const struct parcel *p, const char *what, int layer)
{
	FI_AUTO(reading_done) struct reading r = { 0 };

	parcel_read(p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_int_equal(r.set.images[0].nmismatches, 1);
	assert_string_equal(r.set.images[0].mismatches[0].what, what);
	assert_int_equal(r.set.images[0].mismatches[0].layer, layer);
	assert_string_not_equal(r.set.images[0].mismatches[0].claimed,
		r.set.images[0].mismatches[0].actual);
	assert_int_equal(r.set.ngaps, 0);
}

/* Something else under the name that a digest's blob has. */
static void swap(struct parcel *p, const char *digest, const void *bytes, size_t n)
{
	for (size_t i = 0; i < p->n; i++) {
		if (!strstr(p->pieces[i].name, digest + strlen("sha256:")))
			continue;
		fi_buf_clear(&p->pieces[i].bytes);
		assert_int_equal(fi_buf_add(&p->pieces[i].bytes, bytes, n), FI_OK);
	}
}

static void another_layer_than_the_manifests_is_a_mismatch(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf evil = fi_buf_limited(1 << 20);
	char layer[72], config[72], image[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	one_file(&evil, "etc/motd", "evil");
	parcel_json(&p, config, "{\"os\":\"linux\"}");
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\"}]}",
		config, layer);
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	swap(&p, layer, evil.p, evil.len);
	one_mismatch(&p, "layer digest", 0);
}

static void another_diff_id_than_the_configs_is_a_mismatch(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	char layer[72], config[72], image[72], other[72];

	(void)state;
	test_digest("other", 5, other);
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_json(&p, config, "{\"rootfs\":{\"diff_ids\":[\"%s\"]}}", other);
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\"}]}",
		config, layer);
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	one_mismatch(&p, "layer diff ID", 0);
}

static void another_config_than_the_manifests_is_a_mismatch(void **state)
{
	static const char evil[] = "{\"os\":\"linux\",\"config\":{\"User\":\"root\"}}";
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	char config[72], image[72];

	(void)state;
	parcel_json(&p, config, "{\"os\":\"linux\"}");
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":[]}", config);
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	swap(&p, config, evil, strlen(evil));
	one_mismatch(&p, "config digest", -1);
}

static void another_manifest_than_the_indexs_is_a_mismatch(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(fi_freep) char *evil = NULL;
	char config[72], image[72];

	(void)state;
	parcel_json(&p, config, "{\"os\":\"linux\"}");
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":[]}", config);
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	evil = fi_format("{\"config\":{\"digest\":\"%s\"},\"layers\":[],\"annotations\":{}}", config);
	swap(&p, image, evil, strlen(evil));
	one_mismatch(&p, "manifest digest", -1);
}

static void more_diff_ids_than_layers_are_a_mismatch(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	char layer[72], config[72], image[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_json(&p, config, "{\"rootfs\":{\"diff_ids\":[\"%s\",\"%s\"]}}", layer, layer);
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\"}]}",
		config, layer);
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	one_mismatch(&p, "layer count", -1);
}

static void another_size_than_the_manifests_is_a_mismatch(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	char layer[72], config[72], image[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_json(&p, config, "{\"os\":\"linux\"}");
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":["
			       "{\"digest\":\"%s\",\"size\":7}]}",
		config, layer);
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	one_mismatch(&p, "layer size", 0);
}

/* --- what must not be taken for something else --- */

static void one_config_with_other_layers_is_another_image(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char good[72], evil[72], config[72], image[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "good", good);
	parcel_layer(&p, "etc/motd", "evil", evil);
	parcel_json(&p, config, "{\"rootfs\":{\"diff_ids\":[\"%s\"]}}", good);
	parcel_json(&p, image, "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\"}]}",
		config, good);
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	parcel_text(&p, "manifest.json", "[{\"Config\":\"blobs/sha256/%s\",\"RepoTags\":"
					 "[\"a:1\"],\"Layers\":[\"blobs/sha256/%s\"]}]",
		config + 7, evil + 7);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 2);
	assert_int_equal(r.set.nlayers, 2);
	assert_contains(r.text, "mismatch 0 layer diff ID");
}

static void a_label_alone_makes_no_attestation_of_an_image(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], image[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, image);
	parcel_index(&p, "{\"digest\":\"%s\",\"platform\":{\"os\":\"unknown\"},\"annotations\":{"
			 "\"vnd.docker.reference.type\":\"attestation-manifest\","
			 "\"vnd.docker.reference.digest\":\"%s\"}}",
		image, layer);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_contains(r.text, "1 files 5 bytes");
}

static void an_unreadable_attestation_is_a_gap(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], image[72], about[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, image);
	parcel_json(&p, about, "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\","
			       "\"mediaType\":\"application/vnd.in-toto+json\"}]}",
		image, layer);
	parcel_index(&p, "{\"digest\":\"%s\"},{\"digest\":\"%s\",\"annotations\":{"
			 "\"vnd.docker.reference.type\":\"attestation-manifest\","
			 "\"vnd.docker.reference.digest\":\"%s\"}}",
		image, about, image);
	parcel_read(&p, NULL, &r);
	assert_contains(r.text, "an attestation is unreadable\n");
	assert_int_equal(r.set.images[0].attestations.n, 0);
}

/* --- docker archives --- */

/* A layer as a member of that name; its diff ID to out. */
static void plain_layer(struct parcel *p, const char *name, const char *text, char out[72])
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);

	one_file(&tar, "etc/motd", text);
	test_digest(tar.p, tar.len, out);
	parcel_add(p, name, tar.p, tar.len);
}

static void images_of_one_archive_share_a_layer_that_is_read_once(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char base[72], app[72];

	(void)state;
	plain_layer(&p, "base/layer.tar", "base!", base);
	plain_layer(&p, "app/layer.tar", "app", app);
	parcel_text(&p, "a.json", "{\"rootfs\":{\"diff_ids\":[\"%s\"]}}", base);
	parcel_text(&p, "b.json", "{\"rootfs\":{\"diff_ids\":[\"%s\",\"%s\"]}}", base, app);
	parcel_text(&p, "manifest.json",
		"[{\"Config\":\"a.json\",\"RepoTags\":[\"docker.io/library/a:1\",\"a:latest\"],"
		"\"Layers\":[\"base/layer.tar\"]},{\"config\":\"b.json\",\"RepoTags\":null,"
		"\"layers\":[\"base/layer.tar\",\"app/layer.tar\"]}]");
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 2);
	assert_int_equal(r.set.nlayers, 2);
	assert_contains(r.text, ": a:1 a:latest\n");
	assert_int_equal(r.set.images[1].names.n, 0);
	assert_int_equal(r.set.images[1].layers[0].layer, r.set.images[0].layers[0].layer);
	assert_contains(r.text, "2 files 8 bytes");
	assert_lacks(r.text, "mismatch");
}

/* One layer twice, the second a link that stands before or behind what it means. */
static void linked_twice(bool before, char type, const char *target)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72];

	if (before)
		parcel_link(&p, type, "b/layer.tar", target);
	plain_layer(&p, "a/layer.tar", "twice", layer);
	if (!before)
		parcel_link(&p, type, "b/layer.tar", target);
	parcel_text(&p, "c.json", "{\"rootfs\":{\"diff_ids\":[\"%s\",\"%s\"]}}", layer, layer);
	parcel_text(&p, "manifest.json", "[{\"Config\":\"c.json\",\"Layers\":["
					 "\"a/layer.tar\",\"b/layer.tar\"]}]");
	parcel_tar(&p, "", &tar);
	if (type == '2')
		parcel_read(&p, NULL, &r);
	else
		tar_read(&tar, NULL, &r); /* on a disk it would be a file of its own */
	assert_int_equal(r.set.nlayers, 1);
	assert_int_equal(r.set.images[0].layers[1].layer, 0);
	assert_int_equal(r.set.ngaps, 0);
	assert_contains(r.text, "1 files 5 bytes");
}

static void a_duplicate_layer_may_be_a_link_in_either_order(void **state)
{
	(void)state;
	linked_twice(true, '2', "../a/layer.tar");
	linked_twice(false, '2', "../a/layer.tar");
	linked_twice(false, '2', "../x/./../a/layer.tar");
	linked_twice(false, '1', "a/layer.tar");
}

static void links_that_loop_are_absent(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };

	(void)state;
	parcel_link(&p, '2', "a.tar", "b.tar");
	parcel_link(&p, '2', "b.tar", "a.tar");
	parcel_link(&p, '2', "c.tar", "c.tar");
	parcel_link(&p, '2', "d.tar", "../../../etc/hostname");
	parcel_text(&p, "c.json", "{\"os\":\"linux\"}");
	parcel_text(&p, "manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"a.tar\","
					 "\"b.tar\",\"c.tar\",\"d.tar\"]}]");
	parcel_read(&p, NULL, &r);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(r.set.images[0].layers[i].layer, -1);
	assert_int_equal(r.set.ngaps, 4);
}

static void a_good_manifest_json_stands_beside_an_empty_index(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], config[72];

	(void)state;
	/* docker 25.0.0 wrote such. */
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_json(&p, config, "{\"rootfs\":{\"diff_ids\":[\"%s\"]}}", layer);
	parcel_text(&p, "index.json", "{\"schemaVersion\":2,\"manifests\":null}");
	parcel_text(&p, "manifest.json",
		"[{\"Config\":\"blobs/sha256/%s\",\"RepoTags\":[\"a:1\"],"
		"\"Layers\":[\"blobs/sha256/%s\"]}]",
		config + 7, layer + 7);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_int_equal(r.set.ngaps, 0);
	assert_contains(r.text, ": a:1\n");
}

static void one_image_in_both_tables_is_one(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], image[72], *config;

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "amd64", layer, image);
	config = p.pieces[1].name;
	parcel_index(&p, "{\"digest\":\"%s\"}", image);
	parcel_text(&p, "manifest.json", "[{\"Config\":\"%s\",\"RepoTags\":[\"a:1\"],"
					 "\"Layers\":[\"blobs/sha256/%s\"]}]",
		config, layer + 7);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_string_equal(r.set.images[0].digest, image);
	assert_contains(r.text, ": a:1\n");
}

static void a_config_that_its_name_belies_is_a_mismatch(void **state)
{
	static const char *const shapes[][2] = { { "", ".json" }, { "sha256:", "" },
		{ "blobs/sha256/", "" } };
	char other[72];

	(void)state;
	test_digest("other", 5, other);
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };
		FI_AUTO(fi_freep) char *name =
			fi_format("%s%s%s", shapes[i][0], other + 7, shapes[i][1]);

		assert_non_null(name);
		parcel_text(&p, name, "{\"os\":\"linux\"}");
		parcel_text(&p, "manifest.json", "[{\"Config\":\"%s\",\"Layers\":[]}]", name);
		one_mismatch(&p, "config digest", -1);
	}
}

static void a_null_manifest_json_is_no_readable_image(void **state)
{
	static const char *const texts[] = { "null", "[]", "[null]", "{}", "[{}]", "\"x\"", "[[]]" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };

		parcel_text(&p, "manifest.json", "%s", texts[i]);
		parcel_fails(&p, NULL, FI_EFORMAT, "no readable image in it");
	}
}

/* One image as docker writes it; names are to be prefixed. */
static void small_archive(struct parcel *p)
{
	char layer[72];

	plain_layer(p, "a/layer.tar", "hello", layer);
	parcel_text(p, "c.json", "{\"rootfs\":{\"diff_ids\":[\"%s\"]}}", layer);
	parcel_text(p, "manifest.json", "[{\"Config\":\"c.json\",\"RepoTags\":[\"a:1\"],"
					"\"Layers\":[\"a/layer.tar\"]}]");
}

static void dots_and_one_top_folder_are_looked_through(void **state)
{
	static const char *const prefixes[] = { "./", "/", "top/", "./top/", "a/b/../" };

	(void)state;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };
		FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
		FI_AUTO(reading_done) struct reading r = { 0 };

		small_archive(&p);
		parcel_tar(&p, prefixes[i], &tar);
		tar_read(&tar, NULL, &r);
		assert_contains(r.text, ": a:1\n");
		assert_int_equal(r.set.ngaps, 0);
		assert_contains(r.text, "1 files 5 bytes");
	}
}

static size_t gzip(const struct fi_buf *in, char *out, size_t room)
{
	z_stream z = { .next_in = (Bytef *)in->p, .avail_in = (uInt)in->len,
		.next_out = (Bytef *)out, .avail_out = (uInt)room };

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	(void)deflateEnd(&z);
	return room - z.avail_out;
}

static size_t zstd(const struct fi_buf *in, char *out, size_t room)
{
	size_t n = ZSTD_compress(out, room, in->p, in->len, 3);

	assert_false(ZSTD_isError(n));
	return n;
}

static size_t xz(const struct fi_buf *in, char *out, size_t room)
{
	size_t n = 0;

	assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC64, NULL, (uint8_t *)in->p,
				 in->len, (uint8_t *)out, &n, room),
		LZMA_OK);
	return n;
}

static size_t bzip2(const struct fi_buf *in, char *out, size_t room)
{
	unsigned n = (unsigned)room;

	assert_int_equal(BZ2_bzBuffToBuffCompress(out, &n, in->p, (unsigned)in->len, 1, 0, 0),
		BZ_OK);
	return n;
}

static void the_archive_around_it_may_be_compressed(void **state)
{
	static size_t (*const packers[])(const struct fi_buf *, char *, size_t) = { gzip, zstd, xz,
		bzip2 };
	static char packed[1 << 20];

	(void)state;
	for (size_t i = 0; i < sizeof(packers) / sizeof(packers[0]); i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };
		FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(1 << 20);
		FI_AUTO(reading_done) struct reading r = { 0 };
		size_t n;

		small_archive(&p);
		parcel_tar(&p, "", &tar);
		n = packers[i](&tar, packed, sizeof(packed));
		fi_buf_clear(&tar);
		assert_int_equal(fi_buf_add(&tar, packed, n), FI_OK);
		tar_read(&tar, NULL, &r);
		assert_contains(r.text, ": a:1\n");
		assert_contains(r.text, "1 files 5 bytes");
		assert_int_equal(r.set.ngaps, 0);
	}
}

/* --- what came before --- */

static void repositories_of_docker_before_1_10_lead_to_a_chain(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char base[72], top[72];

	(void)state;
	plain_layer(&p, "base/layer.tar", "base", base);
	parcel_text(&p, "base/json", "{\"id\":\"base\",\"os\":\"linux\",\"container_config\":"
				     "{\"Cmd\":[\"/bin/sh\",\"-c\",\"#(nop) ADD file:1 in /\"]}}");
	plain_layer(&p, "top/layer.tar", "top", top);
	parcel_text(&p, "top/json",
		"{\"id\":\"top\",\"parent\":\"base\",\"os\":\"linux\",\"architecture\":\"amd64\","
		"\"config\":{\"User\":\"app\"},\"container_config\":"
		"{\"Cmd\":[\"/bin/sh\",\"-c\",\"npm ci\"]}}");
	parcel_text(&p, "repositories", "{\"acme/app\":{\"1.0\":\"top\",\"odd\":3}}");
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_contains(r.text, "linux/amd64: acme/app:1.0\n");
	assert_string_equal(r.set.images[0].config.user, "app");
	assert_string_equal(r.set.images[0].layers[0].created_by, "ADD file:1 in /");
	assert_string_equal(r.set.images[0].layers[1].created_by, "RUN npm ci");
	assert_int_equal(r.set.ngaps, 0);
}

static void a_chain_that_loops_or_breaks_ends(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72];

	(void)state;
	plain_layer(&p, "a/layer.tar", "a", layer);
	parcel_text(&p, "a/json", "{\"id\":\"a\",\"parent\":\"gone\"}");
	parcel_text(&p, "loop/json", "{\"id\":\"loop\",\"parent\":\"loop\"}");
	parcel_text(&p, "repositories", "{\"a\":{\"1\":\"a\"},\"l\":{\"1\":\"loop\"}}");
	parcel_read(&p, NULL, &r);
	assert_contains(r.text, "gone: a layer's description is not in the export");
	assert_true(r.set.nimages >= 1);
}

static void schema_1_lists_the_newest_layer_first(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char base[72], top[72], empty[72];

	(void)state;
	parcel_layer(&p, "base", "base", base);
	parcel_layer(&p, "top", "top", top);
	test_digest("empty", 5, empty);
	parcel_text(&p, "version", "Directory Transport Version: 1.1\n");
	parcel_text(&p, "manifest.json",
		"{\"schemaVersion\":1,\"name\":\"acme/app\",\"tag\":\"1\",\"fsLayers\":["
		"{\"blobSum\":\"%s\"},{\"blobSum\":\"%s\"},{\"blobSum\":\"%s\"}],\"history\":["
		"{\"v1Compatibility\":\"{\\\"os\\\":\\\"linux\\\",\\\"container_config\\\":"
		"{\\\"Cmd\\\":[\\\"/bin/sh -c npm ci\\\"]}}\"},"
		"{\"v1Compatibility\":\"{\\\"throwaway\\\":true}\"},"
		"{\"v1Compatibility\":\"{\\\"container_config\\\":{\\\"Cmd\\\":[\\\"ADD\\\"]}}\"}]}",
		top, empty, base);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_int_equal(r.set.images[0].nlayers, 2);
	assert_string_equal(r.set.images[0].layers[0].digest, base);
	assert_string_equal(r.set.images[0].layers[1].created_by, "RUN npm ci");
	assert_int_equal(r.set.ngaps, 0);
}

static void schema_1_without_a_fitting_history_is_refused(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };

	(void)state;
	parcel_text(&p, "manifest.json", "{\"fsLayers\":[{\"blobSum\":\"x\"}],\"history\":[]}");
	parcel_fails(&p, NULL, FI_EFORMAT, "no readable image in it");
}

static void a_description_that_is_no_object_is_refused(void **state)
{
	static const char *const texts[] = { "3", "\\\"x\\\"", "[]", "null", "{", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		FI_AUTO(parcel_done) struct parcel p = { 0 };

		parcel_text(&p, "manifest.json",
			"{\"fsLayers\":[{\"blobSum\":\"x\"}],\"history\":["
			"{\"v1Compatibility\":\"%s\"}]}",
			texts[i]);
		parcel_fails(&p, NULL, FI_EFORMAT, "no readable image in it");
	}
}

static void the_dir_transport_names_blobs_by_hex_alone(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], config[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_json(&p, config, "{\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[\"%s\"]}}", layer);
	for (size_t i = 0; i < p.n; i++)
		memmove(p.pieces[i].name, p.pieces[i].name + strlen("blobs/sha256/"), 65);
	parcel_text(&p, "version", "Directory Transport Version: 1.1\n");
	parcel_text(&p, "manifest.json", "{\"config\":{\"digest\":\"%s\"},"
					 "\"layers\":[{\"digest\":\"%s\"}]}",
		config, layer);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_int_equal(r.set.images[0].layers[0].layer, 0);
	assert_int_equal(r.set.images[0].nmismatches, 0);
	assert_int_equal(r.set.ngaps, 0);
}

static void the_dir_transport_of_all_platforms_names_manifests(void **state)
{
	FI_AUTO(parcel_done) struct parcel p = { 0 };
	FI_AUTO(reading_done) struct reading r = { 0 };
	char layer[72], image[72];

	(void)state;
	parcel_layer(&p, "etc/motd", "hello", layer);
	parcel_image(&p, "arm64", layer, image);
	for (size_t i = 0; i < p.n; i++) {
		char *old = p.pieces[i].name;

		p.pieces[i].name = fi_format("%s%s", old + strlen("blobs/sha256/"),
			strstr(old, image + 7) ? ".manifest.json" : "");
		free(old);
	}
	parcel_text(&p, "manifest.json", "{\"manifests\":[{\"digest\":\"%s\"}]}", image);
	parcel_read(&p, NULL, &r);
	assert_int_equal(r.set.nimages, 1);
	assert_string_equal(r.set.images[0].digest, image);
	assert_int_equal(r.set.images[0].nmismatches, 0);
	assert_int_equal(r.set.ngaps, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_nested_index_leads_to_images_with_the_outer_name),
		cmocka_unit_test(the_platform_that_is_asked_for_is_the_only_one),
		cmocka_unit_test(an_attestation_is_handed_to_its_image),
		cmocka_unit_test(an_attestation_of_the_new_form_names_its_subject),
		cmocka_unit_test(an_artifact_is_named_and_no_loss),
		cmocka_unit_test(only_artifacts_are_told_as_such),
		cmocka_unit_test(a_missing_blob_is_a_gap_and_the_rest_is_read),
		cmocka_unit_test(other_platforms_of_a_nested_index_may_be_absent),
		cmocka_unit_test(a_foreign_layer_is_said_to_be_elsewhere),
		cmocka_unit_test(a_digest_never_becomes_a_path_unchecked),
		cmocka_unit_test(manifest_and_index_at_once_is_refused_in_any_case),
		cmocka_unit_test(layers_cannot_hide_behind_an_odd_spelling_of_their_key),
		cmocka_unit_test(a_key_that_stands_twice_is_a_gap),
		cmocka_unit_test(another_layer_than_the_manifests_is_a_mismatch),
		cmocka_unit_test(another_diff_id_than_the_configs_is_a_mismatch),
		cmocka_unit_test(another_config_than_the_manifests_is_a_mismatch),
		cmocka_unit_test(another_manifest_than_the_indexs_is_a_mismatch),
		cmocka_unit_test(more_diff_ids_than_layers_are_a_mismatch),
		cmocka_unit_test(another_size_than_the_manifests_is_a_mismatch),
		cmocka_unit_test(one_config_with_other_layers_is_another_image),
		cmocka_unit_test(a_label_alone_makes_no_attestation_of_an_image),
		cmocka_unit_test(an_unreadable_attestation_is_a_gap),
		cmocka_unit_test(images_of_one_archive_share_a_layer_that_is_read_once),
		cmocka_unit_test(a_duplicate_layer_may_be_a_link_in_either_order),
		cmocka_unit_test(links_that_loop_are_absent),
		cmocka_unit_test(a_good_manifest_json_stands_beside_an_empty_index),
		cmocka_unit_test(one_image_in_both_tables_is_one),
		cmocka_unit_test(a_config_that_its_name_belies_is_a_mismatch),
		cmocka_unit_test(a_null_manifest_json_is_no_readable_image),
		cmocka_unit_test(dots_and_one_top_folder_are_looked_through),
		cmocka_unit_test(the_archive_around_it_may_be_compressed),
		cmocka_unit_test(repositories_of_docker_before_1_10_lead_to_a_chain),
		cmocka_unit_test(a_chain_that_loops_or_breaks_ends),
		cmocka_unit_test(schema_1_lists_the_newest_layer_first),
		cmocka_unit_test(schema_1_without_a_fitting_history_is_refused),
		cmocka_unit_test(a_description_that_is_no_object_is_refused),
		cmocka_unit_test(the_dir_transport_names_blobs_by_hex_alone),
		cmocka_unit_test(the_dir_transport_of_all_platforms_names_manifests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
