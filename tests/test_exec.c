/* test_exec.c - what is remembered of programs and scripts of a layer. */
#include "tests/lib_layers.h"

#include <string.h>

#include "layers/exec.h"
#include "layers/fake.h"

static void one_layer(struct fi_set *set, const char *const *paths, const char *const *contents,
	size_t n)
{
	static const char config[] = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";
	const struct fi_set_options opt = { 0 };
	struct fi_err err = { 0 };

	assert_ok(fi_set_init(set, &opt, NULL, &err), &err);
	assert_ok(fi_set_fake(set, config, strlen(config), paths, contents, n, &err), &err);
}

static const struct fi_exec *exec_at(const struct fi_set *set, const char *path)
{
	return fi_layer_exec(set->layers[0], fi_paths_find(set->paths, path, strlen(path)));
}

static void a_program_says_its_loader_and_libraries(void **state)
{
	static const char *const paths[] = { "bin/app", "lib/libx.so.1" };
	static const char *const contents[] = { "ELF loader=/lib/ld.so library=libc.so.6 "
						"library=libx.so.1 runpath=$ORIGIN/../lib "
						"wants=GLIBC_2.38",
		"ELF machine=aarch64 has=GLIBC_2.31" };
	const struct fi_exec *x;
	const struct fi_layer *l;
	const char *name;
	struct fi_set set;

	(void)state;
	one_layer(&set, paths, contents, 2);
	l = set.layers[0];
	x = exec_at(&set, "bin/app");
	assert_non_null(x);
	assert_int_equal(x->kind, FI_EXEC_ELF);
	assert_int_equal(x->machine, FI_ELF_X86_64);
	assert_int_equal(x->glibc_wants, FI_ELF_VERSION(2, 38));
	assert_string_equal(fi_exec_interp(l, x), "/lib/ld.so");
	assert_string_equal(fi_exec_runpath(l, x), "$ORIGIN/../lib");
	assert_string_equal(fi_exec_rpath(l, x), "");
	name = fi_exec_needed(l, x, NULL);
	assert_string_equal(name, "libc.so.6");
	name = fi_exec_needed(l, x, name);
	assert_string_equal(name, "libx.so.1");
	assert_null(fi_exec_needed(l, x, name));
	x = exec_at(&set, "lib/libx.so.1");
	assert_int_equal(x->machine, FI_ELF_AARCH64);
	assert_int_equal(x->glibc_has, FI_ELF_VERSION(2, 31));
	assert_null(fi_exec_needed(l, x, NULL));
	fi_set_done(&set);
}

static void a_script_says_its_first_line(void **state)
{
	static const char *const paths[] = { "a", "b", "c", "d", "0644 e", "f" };
	static const char *const contents[] = { "#!/bin/sh -e\nrm x\n", "#! /bin/sh\r\n", "echo\n",
		"", "#!/bin/sh\n", "#!/bin/sh" };
	struct fi_set set;

	(void)state;
	one_layer(&set, paths, contents, 6);
	assert_string_equal(fi_exec_line(set.layers[0], exec_at(&set, "a")), "/bin/sh -e");
	assert_string_equal(fi_exec_line(set.layers[0], exec_at(&set, "b")), " /bin/sh\r");
	assert_int_equal(exec_at(&set, "c")->kind, FI_EXEC_TEXT);
	assert_int_equal(exec_at(&set, "d")->kind, FI_EXEC_EMPTY);
	assert_null(exec_at(&set, "e"));
	assert_string_equal(fi_exec_line(set.layers[0], exec_at(&set, "f")), "/bin/sh");
	fi_set_done(&set);
}

static void the_last_of_two_of_a_name_counts(void **state)
{
	static const char *const paths[] = { "a", "b", "a" };
	static const char *const contents[] = { "#!/one\n", "#!/two\n", "#!/three\n" };
	struct fi_set set;

	(void)state;
	one_layer(&set, paths, contents, 3);
	assert_string_equal(fi_exec_line(set.layers[0], exec_at(&set, "a")), "/three");
	assert_string_equal(fi_exec_line(set.layers[0], exec_at(&set, "b")), "/two");
	fi_set_done(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_program_says_its_loader_and_libraries),
		cmocka_unit_test(a_script_says_its_first_line),
		cmocka_unit_test(the_last_of_two_of_a_name_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
