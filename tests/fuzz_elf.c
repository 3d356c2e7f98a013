/* fuzz_elf.c - what an ELF file says does not depend on how its bytes are cut.
 *
 * The first byte picks the length of the pieces.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/elf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_cut(const uint8_t *p, size_t n, size_t step, struct fi_elf *e)
{
	struct fi_elf_reader r = fi_elf_reader_new();

	fi_elf_begin(&r);
	for (size_t at = 0; at < n; at += step)
		fi_elf_bytes(&r, p + at, n - at < step ? n - at : step);
	if (!fi_elf_end(&r, e))
		abort();
	fi_elf_reader_done(&r);
}

static int same(const char *a, const char *b)
{
	return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fi_elf a, b;

	if (size < 2)
		return 0;
	read_cut(data + 1, size - 1, size, &a);
	read_cut(data + 1, size - 1, (size_t)data[0] + 1, &b);
	if (a.bits != b.bits || a.machine != b.machine || a.linked != b.linked ||
		a.glibc_wants != b.glibc_wants || a.glibc_has != b.glibc_has ||
		a.needed.n != b.needed.n || !same(a.interp, b.interp) ||
		!same(a.rpath, b.rpath) || !same(a.runpath, b.runpath))
		abort();
	for (size_t i = 0; i < a.needed.n; i++)
		if (!same(a.needed.v[i], b.needed.v[i]))
			abort();
	fi_elf_done(&a);
	fi_elf_done(&b);
	return 0;
}
