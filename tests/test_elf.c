/* test_elf.c - what a program needs, from this machine's own and from made ones. */
#include "tests/lib_layers.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/elf.h"

static void load(const char *path, struct fi_buf *b)
{
	char block[65536];
	FILE *f = fopen(path, "rb");
	size_t n;

	assert_non_null(f);
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		assert_int_equal(fi_buf_add(b, block, n), FI_OK);
	(void)fclose(f);
}

static void read_cut(const struct fi_buf *b, size_t step, struct fi_elf *e)
{
	struct fi_elf_reader r = fi_elf_reader_new();

	fi_elf_begin(&r);
	for (size_t at = 0; at < b->len; at += step)
		fi_elf_bytes(&r, b->p + at, b->len - at < step ? b->len - at : step);
	assert_true(fi_elf_end(&r, e));
	fi_elf_reader_done(&r);
}

static void this_program_names_its_loader_and_libraries(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(64 << 20);
	static const size_t steps[] = { 1 << 26, 1 << 20, 100003, 4096, 4095, 7 };

	(void)state;
	load("/proc/self/exe", &b);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct fi_elf e;

		read_cut(&b, steps[i], &e);
		assert_int_equal(e.bits, 8 * sizeof(void *));
		assert_true(e.linked);
		assert_non_null(e.interp);
		assert_int_equal(e.interp[0], '/');
		assert_true(fi_strs_has(&e.needed, "libcmocka.so.0"));
		assert_true(e.glibc_wants >= FI_ELF_VERSION(2, 4));
		assert_int_equal(e.glibc_has, 0);
		fi_elf_done(&e);
	}
}

/* A 32-bit file of the other byte order: one segment, its interpreter, no libraries. */
static void both_classes_and_byte_orders_are_read(void **state)
{
	static const char bytes[] = "\x7f"
				    "ELF\1\2\1\0\0\0\0\0\0\0\0\0"	 /* 32 bits, big endian */
				    "\0\2\0\x14\0\0\0\1\0\0\0\0\0\0\0\x34" /* phoff 52 */
				    "\0\0\0\0\0\0\0\0\0\x34\0\x20\0\1\0\0"
				    "\0\0\0\0"
				    "\0\0\0\3\0\0\0\x54\0\0\0\0\0\0\0\0" /* PT_INTERP at 84 */
				    "\0\0\0\x0a\0\0\0\x0a\0\0\0\4\0\0\0\1"
				    "/lib/ld.so";
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(4096);
	struct fi_elf e;

	(void)state;
	assert_int_equal(fi_buf_add(&b, bytes, sizeof(bytes)), FI_OK);
	for (size_t step = 1; step <= b.len; step++) {
		read_cut(&b, step, &e);
		assert_int_equal(e.bits, 32);
		assert_int_equal(e.machine, 20);
		assert_string_equal(e.interp, "/lib/ld.so");
		assert_false(e.linked);
		fi_elf_done(&e);
	}
}

static void what_is_no_elf_is_none(void **state)
{
	static const char *const texts[] = { "", "\x7f" "EL", "#!/bin/sh\n", "\x7f" "ELG\2\1",
		"\x7f" "ELF\3\1\1\0\0\0\0\0\0\0\0\0" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(4096);
		struct fi_elf e;

		assert_int_equal(fi_buf_adds(&b, texts[i]), FI_OK);
		read_cut(&b, 3, &e);
		assert_int_equal(e.bits, 0);
	}
}

static void one_reader_reads_file_after_file(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(64 << 20);
	struct fi_elf_reader r = fi_elf_reader_new();
	struct fi_elf e;

	(void)state;
	load("/proc/self/exe", &b);
	for (int i = 0; i < 2; i++) {
		fi_elf_begin(&r);
		fi_elf_bytes(&r, b.p, b.len);
		assert_true(fi_elf_end(&r, &e));
		assert_true(e.linked);
		fi_elf_done(&e);
		fi_elf_begin(&r);
		fi_elf_bytes(&r, "#!/bin/sh\n", 10);
		assert_true(fi_elf_end(&r, &e));
		assert_int_equal(e.bits, 0);
	}
	fi_elf_reader_done(&r);
}

static void machines_have_the_names_that_people_know(void **state)
{
	(void)state;
	assert_string_equal(fi_elf_machine_name(FI_ELF_X86_64), "x86-64");
	assert_string_equal(fi_elf_machine_name(FI_ELF_AARCH64), "aarch64");
	assert_null(fi_elf_machine_name(60000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(this_program_names_its_loader_and_libraries),
		cmocka_unit_test(both_classes_and_byte_orders_are_read),
		cmocka_unit_test(what_is_no_elf_is_none),
		cmocka_unit_test(one_reader_reads_file_after_file),
		cmocka_unit_test(machines_have_the_names_that_people_know),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
