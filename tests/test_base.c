/* test_base.c - where the base image ends, and whose a finding is. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/digest.h"
#include "lib/dockerfile.h"
#include "rules/own.h"

#define A "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

/* As a builder wrote it and as it is shown. */
#define ROW(text) .created_by = (char *)text, .shown = (char *)text

/* Three layers: ADD, CMD (none), COPY, RUN, CMD (none). */
static struct fi_history rows[] = {
	{ ROW("ADD rootfs.tar /"), .layer = 0 },
	{ ROW("CMD [\"bash\"]"), .empty = true, .layer = -1 },
	{ ROW("COPY a /a"), .layer = 1 },
	{ ROW("RUN make"), .layer = 2 },
	{ ROW("CMD [\"app\"]"), .empty = true, .layer = -1 },
};
static struct fi_image_layer layers[] = {
	{ .layer = -1, .diff_id = (char *)A, .history = 0 },
	{ .layer = -1, .diff_id = (char *)B, .history = 2 },
	{ .layer = -1, .diff_id = (char *)C, .history = 3 },
};

static struct fi_image image_of(size_t nlayers, size_t nrows)
{
	struct fi_image image = { .layers = layers, .nlayers = nlayers };

	image.config.history = rows;
	image.config.nhistory = nrows;
	return image;
}

static size_t told(const char *word)
{
	struct fi_image image = image_of(3, 5);
	struct fi_set set = { .images = &image, .nimages = 1 };
	struct fi_base_cut cut = { 99, 99 };
	struct fi_base base = { 0 };
	struct fi_err err = { 0 };
	bool ok;

	assert_ok(fi_base_parse(word, &base, &err), &err);
	ok = fi_base_told(&base, &set, &image, &cut);
	fi_base_done(&base);
	return ok ? cut.layers : SIZE_MAX;
}

static void a_number_tells_how_many_layers(void **state)
{
	(void)state;
	assert_int_equal(told("0"), 0);
	assert_int_equal(told("2"), 2);
	assert_int_equal(told("4"), SIZE_MAX);
}

static void a_digest_names_the_last_layer_of_the_base(void **state)
{
	(void)state;
	assert_int_equal(told(A), 1);
	assert_int_equal(told(&B[7]), 2);
	assert_int_equal(told("sha256:"
			      "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"),
		SIZE_MAX);
}

static void a_chain_id_names_it_as_well(void **state)
{
	char chain[FI_DIGEST_TEXT];

	(void)state;
	assert_true(fi_digest_text(A " " B, strlen(A " " B), chain));
	assert_int_equal(told(chain), 2);
}

static void what_is_no_base_is_refused_with_words(void **state)
{
	struct fi_base base = { 0 };
	struct fi_err err = { 0 }, other = { 0 };

	(void)state;
	assert_int_equal(fi_base_parse("sha256:12", &base, &err), FI_EUSAGE);
	assert_non_null(strstr(err.text, "is no digest"));
	assert_int_equal(fi_base_parse("-", &base, &other), FI_EUSAGE);
	assert_non_null(strstr(other.text, "standard input is for the image"));
}

static void a_cmd_before_the_last_layer_ends_the_base(void **state)
{
	struct fi_image image = image_of(3, 5), plain = image_of(1, 2);
	struct fi_base_cut cut = fi_base_by_history(&image);

	(void)state;
	assert_int_equal(cut.layers, 1);
	assert_int_equal(cut.rows, 2);
	assert_int_equal(fi_base_by_history(&plain).layers, 0);
}

static void a_label_names_another_image_of_the_run(void **state)
{
	struct fi_kv label = { (char *)"org.opencontainers.image.base.digest", (char *)C };
	struct fi_image images[] = { image_of(3, 5), image_of(2, 3) };
	struct fi_set set = { .images = images, .nimages = 2 };
	struct fi_base_cut cut = { 0 };

	(void)state;
	images[0].config.labels = &label;
	images[0].config.nlabels = 1;
	assert_false(fi_base_by_label(&set, &images[0], &cut));
	images[1].digest = (char *)C;
	assert_true(fi_base_by_label(&set, &images[0], &cut));
	assert_int_equal(cut.layers, 2);
}

/* Mark a finding with these places, in the image above; is it the base's? */
static bool mark(const char *dockerfile, struct fi_place *places, size_t n)
{
	struct fi_image image = image_of(3, 5);
	struct fi_set set = { .images = &image, .nimages = 1 };
	struct fi_finding finding = { .places = places, .nplaces = n, .severity = FI_HIGH };
	struct fi_findings f = { .list = &finding, .n = 1 };
	FI_AUTO(fi_dockerfile_freep) struct fi_dockerfile *df = NULL;
	struct fi_strs remarks = { 0 };
	struct fi_err err = { 0 };

	if (dockerfile)
		assert_ok(fi_dockerfile_parse(dockerfile, strlen(dockerfile), &df, &err), &err);
	assert_ok(fi_own_mark(&f, &set, df, NULL, &remarks, &err), &err);
	assert_int_equal(remarks.n, 0);
	assert_int_equal(fi_own_count_base(&f, FI_HIGH), finding.base);
	assert_int_equal(fi_own_count_base(&f, FI_CRITICAL), 0);
	return finding.base;
}

static bool in_layer(const char *dockerfile, int layer)
{
	struct fi_place place = { .layer = layer, .path = (char *)"a" };

	return mark(dockerfile, &place, 1);
}

static void without_a_dockerfile_the_history_tells(void **state)
{
	(void)state;
	assert_true(in_layer(NULL, 0));
	assert_false(in_layer(NULL, 1));
}

static void layers_before_the_dockerfiles_first_are_the_bases(void **state)
{
	(void)state;
	assert_true(in_layer("FROM x\nRUN make\nCMD [\"app\"]\n", 1));
	assert_false(in_layer("FROM x\nRUN make\nCMD [\"app\"]\n", 2));
	assert_false(in_layer("FROM x\nCOPY a /a\nRUN make\nCMD [\"app\"]\n", 1));
}

static void an_instruction_that_was_not_traced_keeps_its_row(void **state)
{
	(void)state;
	/* The ENV left no row that fits; the row before RUN may be its. */
	assert_false(in_layer("FROM x\nENV A=1\nRUN make\nCMD [\"app\"]\n", 1));
	assert_true(in_layer("FROM x\nARG A=1\nRUN make\nCMD [\"app\"]\n", 1));
}

static void an_image_from_scratch_has_no_base(void **state)
{
	(void)state;
	assert_false(in_layer("FROM scratch\nRUN make\nCMD [\"app\"]\n", 0));
}

static void a_finding_with_an_own_place_is_own(void **state)
{
	struct fi_place places[] = {
		{ .layer = 0, .path = (char *)"a" },
		{ .layer = 2, .path = (char *)"a" },
	};

	(void)state;
	assert_false(mark(NULL, places, 2));
	assert_true(places[0].base);
	assert_false(places[1].base);
}

static void history_rows_have_a_side_and_variables_have_none(void **state)
{
	struct fi_place row = { .layer = -1, .config = (char *)"history[1]" };
	struct fi_place own = { .layer = 1, .config = (char *)"history[2]" };
	struct fi_place env = { .layer = -1, .config = (char *)"Env[0]" };

	(void)state;
	assert_true(mark(NULL, &row, 1));
	assert_false(mark(NULL, &own, 1));
	assert_false(mark(NULL, &env, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_tells_how_many_layers),
		cmocka_unit_test(a_digest_names_the_last_layer_of_the_base),
		cmocka_unit_test(a_chain_id_names_it_as_well),
		cmocka_unit_test(what_is_no_base_is_refused_with_words),
		cmocka_unit_test(a_cmd_before_the_last_layer_ends_the_base),
		cmocka_unit_test(a_label_names_another_image_of_the_run),
		cmocka_unit_test(without_a_dockerfile_the_history_tells),
		cmocka_unit_test(layers_before_the_dockerfiles_first_are_the_bases),
		cmocka_unit_test(an_instruction_that_was_not_traced_keeps_its_row),
		cmocka_unit_test(an_image_from_scratch_has_no_base),
		cmocka_unit_test(a_finding_with_an_own_place_is_own),
		cmocka_unit_test(history_rows_have_a_side_and_variables_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
