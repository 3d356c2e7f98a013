/* test_fields.c - names and values in configuration of any syntax. */
#include "tests/lib_test.h"

#include <string.h>

#include "rules/fields.h"

static bool write_field(void *self, const struct fi_field *f)
{
	struct fi_buf *out = self;

	assert_int_equal(fi_buf_addf(out, "%.*s=%.*s@%u:%u;", (int)f->name_n, f->name,
				 (int)f->n, f->value, f->line, f->column),
		FI_OK);
	return true;
}

static void assert_fields(const char *text, const char *want)
{
	FI_AUTO(fi_buf_done) struct fi_buf out = fi_buf_limited(4096);

	fi_fields_each(text, strlen(text), write_field, &out);
	assert_string_equal(out.p, want);
}

static void ini_and_properties(void **state)
{
	(void)state;
	assert_fields("[a]\nk = v\nx.y=z\n# no = comment\n;n=o\n", "k=v@2:5;x.y=z@3:5;");
}

static void yaml_and_toml(void **state)
{
	(void)state;
	assert_fields("a:\n  token: abc # why\nb = \"c d\"\n", "token=abc@2:10;b=c d@3:6;");
}

static void json_on_many_lines_and_on_one(void **state)
{
	(void)state;
	assert_fields("{\n \"a\": \"b\",\n \"n\": 1\n}\n", "a=b@2:8;n=1@3:7;");
	assert_fields("{\"a\":1,\"b\":\"c\"}", "a=1@1:6;b=c@1:13;");
}

static void xml_elements_and_attributes(void **state)
{
	(void)state;
	assert_fields("<a><p>v</p></a>", "p=v@1:7;");
	assert_fields("<Pass encoding=\"base64\">dg==</Pass>", "Pass=dg==@1:25;");
	assert_fields("<u name=\"a\" p=\"b\"/>", "name=a@1:10;p=b@1:16;");
	assert_fields("<u p=\"b\"/>text", "p=b@1:7;");
}

static void flags_and_exports(void **state)
{
	(void)state;
	assert_fields("export A=b c --d=e\n", "A=b@1:10;--d=e@1:18;");
	assert_fields("[\"x\" \"--d=e\"]", "--d=e@1:11;");
}

static void the_host_of_a_registry_is_no_name(void **state)
{
	(void)state;
	assert_fields("//npm.example/:_authToken=abc\n", "_authToken=abc@1:27;");
	assert_fields("see https://a.example/b\n", "");
}

static void tables_and_references_are_no_values(void **state)
{
	(void)state;
	assert_fields("a: {b: c}\nd: [e]\nf: *g\nh: |\n", "b=c}@1:8;");
}

static void lines_are_counted_and_freed_of_their_ends(void **state)
{
	struct fi_line l = { 0 };
	const char *text = "a\r\n\nbc";

	(void)state;
	assert_true(fi_line_next(&l, text, 6));
	assert_int_equal(l.n, 1);
	assert_true(fi_line_next(&l, text, 6));
	assert_int_equal(l.n, 0);
	assert_true(fi_line_next(&l, text, 6));
	assert_int_equal(l.number, 3);
	assert_int_equal(l.n, 2);
	assert_false(fi_line_next(&l, text, 6));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ini_and_properties),
		cmocka_unit_test(yaml_and_toml),
		cmocka_unit_test(json_on_many_lines_and_on_one),
		cmocka_unit_test(xml_elements_and_attributes),
		cmocka_unit_test(flags_and_exports),
		cmocka_unit_test(the_host_of_a_registry_is_no_name),
		cmocka_unit_test(tables_and_references_are_no_values),
		cmocka_unit_test(lines_are_counted_and_freed_of_their_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
