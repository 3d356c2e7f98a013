/* elf.h - what a program needs before it can start, read from its bytes as they go by.
 *
 * Source: System V ABI (gABI) chapters 4 and 5; symbol versions: LSB 5.0 "Symbol
 * Versioning".  Both byte orders, both classes.
 */
#ifndef FI_LIB_ELF_H
#define FI_LIB_ELF_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"

enum fi_elf_machine {
	FI_ELF_386 = 3,
	FI_ELF_ARM = 40,
	FI_ELF_X86_64 = 62,
	FI_ELF_AARCH64 = 183,
};

/* "x86-64", "aarch64", ...; NULL for one without a name here. */
const char *fi_elf_machine_name(unsigned machine);

/* A version of a library's interface, GLIBC_2.38: comparable as a number, 0 = none. */
#define FI_ELF_VERSION(major, minor) ((uint32_t)(major) << 16 | (minor))

struct fi_elf {
	unsigned bits; /* 64, 32; 0: this is no ELF file */
	unsigned machine;
	char *interp;  /* "/lib64/ld-linux-x86-64.so.2"; NULL: none, or not seen */
	/*
	 * Were the shared libraries read?  False for a static program, for damage, and
	 * for a table that lies behind the first FI_ELF_HEAD bytes: then nothing below
	 * is known.
	 */
	bool linked;
	struct fi_strs needed; /* "libc.so.6" */
	char *rpath, *runpath; /* folders between ':', $ORIGIN and all; NULL */
	uint32_t glibc_wants;  /* the newest GLIBC_x.y that is asked of libraries */
	uint32_t glibc_has;    /* the newest GLIBC_x.y that is defined here */
};

void fi_elf_done(struct fi_elf *e);

/*
 * The string tables of real programs lie in the first segment that is loaded.  Node.js
 * has one of the largest: 7.4 MiB, since add-ons may use all its symbols.
 */
#define FI_ELF_HEAD ((size_t)8 << 20)

/* Reads one file after another, in pieces of any size. */
struct fi_elf_reader {
	struct fi_buf head;    /* the file's first bytes */
	struct fi_buf dynamic; /* the dynamic section, caught as it went by */
	uint64_t at;	       /* bytes that went by */
	uint64_t from, size;   /* where the dynamic section lies in the file */
	size_t wanted;	       /* of head */
	bool is_elf, planned;
};

/* Starts empty; fi_elf_reader_done gives its memory back. */
struct fi_elf_reader fi_elf_reader_new(void);
void fi_elf_reader_done(struct fi_elf_reader *r);

/* A new file begins. */
void fi_elf_begin(struct fi_elf_reader *r);
/* More of it.  Without memory the file is as one that was not understood. */
void fi_elf_bytes(struct fi_elf_reader *r, const void *p, size_t n);
/* All of it went by: *out is what it says; fi_elf_done it.  False without memory. */
FI_MUST_CHECK bool fi_elf_end(struct fi_elf_reader *r, struct fi_elf *out);

#endif
