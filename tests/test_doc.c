#include "tests/lib_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/doc.h"

static void doc_done(struct fi_doc **d)
{
	fi_doc_free(*d);
}

static struct fi_doc *parse(enum fi_syntax syntax, const char *text)
{
	struct fi_err err = { 0 };
	struct fi_doc *d = NULL;

	assert_ok(fi_doc_parse(syntax, text, strlen(text), &d, NULL, &err), &err);
	return d;
}

static void refuse(enum fi_syntax syntax, const char *text, size_t n, enum fi_code code,
	const char *words, struct fi_doc_place *place)
{
	struct fi_err err = { 0 };
	struct fi_doc *d = NULL;

	assert_fails(fi_doc_parse(syntax, text, n, &d, place, &err), code, words, &err);
	assert_null(d);
}

static const struct fi_doc_item *get(const struct fi_doc_value *v, const char *key)
{
	const struct fi_doc_item *it = fi_doc_get(v, key);

	assert_non_null(it);
	return it;
}

/* One content in three syntaxes. */
static const char *const same[] = {
	[FI_TOML] = "b = 1\na = [true, 'x', 1.5]\n[t]\nz = 'q'\n",
	[FI_YAML] = "b: 1\na: [true, x, 1.5]\nt:\n  z: q\n",
	[FI_JSON] = "{\"b\": 1,\n\"a\": [true, \"x\", 1.5],\n\"t\":\n{\"z\": \"q\"}}",
};

static void three_syntaxes_give_one_tree(void **state)
{
	(void)state;
	for (int s = FI_TOML; s <= FI_JSON; s++) {
		FI_AUTO(doc_done) struct fi_doc *d = parse((enum fi_syntax)s, same[s]);
		const struct fi_doc_value *a = get(d->root, "a")->value;

		assert_int_equal(get(d->root, "b")->value->integer, 1);
		assert_int_equal(a->n, 3);
		assert_int_equal(a->items[0].value->kind, FI_DOC_BOOL);
		assert_string_equal(a->items[1].value->text, "x");
		assert_true(a->items[2].value->real == 1.5);
		assert_string_equal(
			get(get(d->root, "t")->value, "z")->value->text, "q");
	}
}

static void keys_stay_in_the_order_written(void **state)
{
	(void)state;
	for (int s = FI_TOML; s <= FI_JSON; s++) {
		FI_AUTO(doc_done) struct fi_doc *d = parse((enum fi_syntax)s, same[s]);

		assert_string_equal(d->root->items[0].key, "b");
		assert_string_equal(d->root->items[1].key, "a");
		assert_string_equal(d->root->items[2].key, "t");
	}
}

static void every_value_knows_its_line_and_column(void **state)
{
	static const unsigned column[] = { 12, 11, 13 }, line[] = { 4, 4, 4 };

	(void)state;
	for (int s = FI_TOML; s <= FI_JSON; s++) {
		FI_AUTO(doc_done) struct fi_doc *d = parse((enum fi_syntax)s, same[s]);
		const struct fi_doc_item *z = get(get(d->root, "t")->value, "z");

		assert_int_equal(get(d->root, "a")->line, 2);
		assert_int_equal(get(d->root, "a")->value->items[1].column, column[s]);
		assert_int_equal(z->line, line[s]);
	}
}

static void errors_say_where(void **state)
{
	struct fi_doc_place at = { 0 };

	(void)state;
	refuse(FI_TOML, "a = 1\nb = x\n", 12, FI_EFORMAT, "line 2, column", &at);
	assert_int_equal(at.line, 2);
	refuse(FI_YAML, "a: 1\na: 2\n", 10, FI_EFORMAT, "line 2, column 1: this key",
		&at);
	refuse(FI_JSON, "{\"a\":\n tru}", 11, FI_EFORMAT, "line 2, column 2: a value",
		&at);
	assert_int_equal(at.column, 2);
}

static void json_is_strict(void **state)
{
	static const char *const wrong[] = { "", "{", "[1,]", "{\"a\":1,}", "01", "1.",
		"'a'", "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"", "nul", "1 2", "{a:1}",
		"+1", "1e999" };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		refuse(FI_JSON, wrong[i], strlen(wrong[i]), FI_EFORMAT, "line 1", NULL);
}

static void json_escapes_become_utf8(void **state)
{
	FI_AUTO(doc_done)
	struct fi_doc *d =
		parse(FI_JSON, "[\"\\u00e9\\ud83d\\ude00\\n\", \"\\ud800\"]");

	(void)state;
	assert_string_equal(
		d->root->items[0].value->text, "\xc3\xa9\xf0\x9f\x98\x80\n");
	assert_string_equal(d->root->items[1].value->text, "\xef\xbf\xbd");
}

static void toml_refuses_a_byte_order_mark(void **state)
{
	(void)state;
	refuse(FI_TOML,
		"\xef\xbb\xbf"
		"a = 1",
		8, FI_EFORMAT, "byte order mark", NULL);
}

static void toml_errors_do_not_quote_keys(void **state)
{
	static const char text[] = "\"a'key-that-could-be-secret\" = 1\n"
				   "[\"a'key-that-could-be-secret\"]\n";
	struct fi_err err = { 0 };
	struct fi_doc *d = NULL;

	(void)state;
	assert_fails(fi_doc_parse(FI_TOML, text, strlen(text), &d, NULL, &err),
		FI_EFORMAT, "redefine", &err);
	assert_null(strstr(err.text, "secret"));
}

/* toml++ 3.3 asserts on the first and runs into undefined behaviour on the others. */
static void toml_that_is_broken_outside_of_quotes_is_refused(void **state)
{
	static const char *const wrong[] = { "[.a]\n", "[[\002a]]\n",
		"po\xd1\x8dt = 1\n", "a = 5\"%e(2\xef\xbb\xb5\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		refuse(FI_TOML, wrong[i], strlen(wrong[i]), FI_EFORMAT, "", NULL);
}

static void yaml_aliases_and_merges_are_followed(void **state)
{
	FI_AUTO(doc_done)
	struct fi_doc *d =
		parse(FI_YAML, "x: &x {a: 1, b: 2}\ny: *x\nz:\n  <<: *x\n  a: 3\n");
	const struct fi_doc_value *z = get(d->root, "z")->value;

	(void)state;
	assert_int_equal(get(get(d->root, "y")->value, "b")->value->integer, 2);
	assert_int_equal(get(z, "a")->value->integer, 3);
	assert_int_equal(get(z, "b")->value->integer, 2);
}

static void yaml_words_have_the_types_of_the_core_schema(void **state)
{
	FI_AUTO(doc_done)
	struct fi_doc *d =
		parse(FI_YAML, "[yes, True, ~, 0x1f, 1_000, '1', 2024-01-02, .5]");
	static const enum fi_doc_kind want[] = { FI_DOC_STRING, FI_DOC_BOOL,
		FI_DOC_NULL, FI_DOC_INT, FI_DOC_INT, FI_DOC_STRING, FI_DOC_DATE,
		FI_DOC_FLOAT };

	(void)state;
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(d->root->items[i].value->kind, want[i]);
	assert_int_equal(d->root->items[4].value->integer, 1000);
}

static void a_bomb_of_aliases_is_refused(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(10000);

	(void)state;
	assert_int_equal(fi_buf_adds(&b, "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"), FI_OK);
	for (int i = 1; i < 9; i++)
		assert_int_equal(
			fi_buf_addf(&b,
				"a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i,
				i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1),
			FI_OK);
	refuse(FI_YAML, b.p, b.len, FI_ELIMIT, "more than 200000 values", NULL);
}

static void an_alias_inside_its_anchor_is_refused(void **state)
{
	(void)state;
	refuse(FI_YAML, "a: &a [*a]", 10, FI_EFORMAT, "inside its own anchor", NULL);
}

static void depth_is_limited(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf open = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf dots = fi_buf_limited(1 << 20);

	(void)state;
	for (int i = 0; i < 100000; i++) {
		assert_int_equal(fi_buf_adds(&open, "["), FI_OK);
		assert_int_equal(fi_buf_adds(&dots, "a."), FI_OK);
	}
	assert_int_equal(fi_buf_adds(&dots, "a = 1\n"), FI_OK);
	refuse(FI_JSON, open.p, open.len, FI_ELIMIT, "nested more than 64", NULL);
	refuse(FI_YAML, open.p, open.len, FI_ELIMIT, "nested more than 64", NULL);
	refuse(FI_TOML, dots.p, dots.len, FI_ELIMIT, "nested more than 64", NULL);
}

static void size_is_limited(void **state)
{
	char *text = calloc(1, FI_DOC_BYTES + 1);

	(void)state;
	assert_non_null(text);
	refuse(FI_JSON, text, FI_DOC_BYTES + 1, FI_ELIMIT, "larger than", NULL);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_syntaxes_give_one_tree),
		cmocka_unit_test(keys_stay_in_the_order_written),
		cmocka_unit_test(every_value_knows_its_line_and_column),
		cmocka_unit_test(errors_say_where),
		cmocka_unit_test(json_is_strict),
		cmocka_unit_test(json_escapes_become_utf8),
		cmocka_unit_test(toml_refuses_a_byte_order_mark),
		cmocka_unit_test(toml_errors_do_not_quote_keys),
		cmocka_unit_test(toml_that_is_broken_outside_of_quotes_is_refused),
		cmocka_unit_test(yaml_aliases_and_merges_are_followed),
		cmocka_unit_test(yaml_words_have_the_types_of_the_core_schema),
		cmocka_unit_test(a_bomb_of_aliases_is_refused),
		cmocka_unit_test(an_alias_inside_its_anchor_is_refused),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(size_is_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
