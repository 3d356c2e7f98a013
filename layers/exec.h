/* exec.h - what a kernel and a loader need to know of a file before they run it.
 *
 * Read while a layer goes by, kept with the layer: some 100 bytes for a program or
 * shared library, 24 for any other file with an execute bit.
 */
#ifndef FI_LAYERS_EXEC_H
#define FI_LAYERS_EXEC_H

#include <stdbool.h>
#include <stdint.h>

#include "layers/layer.h"
#include "lib/elf.h"

enum fi_exec_kind {
	FI_EXEC_ELF,
	FI_EXEC_SCRIPT, /* begins with "#!" */
	FI_EXEC_TEXT,	/* neither, and without a zero byte: a shell would try it */
	FI_EXEC_OTHER,
	FI_EXEC_EMPTY,
};

struct fi_exec {
	fi_path path;
	uint8_t kind; /* enum fi_exec_kind */
	uint8_t bits; /* of an ELF file: 64 or 32 */
	bool linked;  /* its libraries are known; see struct fi_elf */
	uint16_t machine;
	uint32_t glibc_wants, glibc_has; /* FI_ELF_VERSION, 0 = none */
	uint32_t text; /* offset in the layer's exec_text */
};

/* Borrowed from the layer; "" where there is none. */
const char *fi_exec_interp(const struct fi_layer *l, const struct fi_exec *x);
/* A script's first line without "#!" and line feed; a carriage return is still there. */
const char *fi_exec_line(const struct fi_layer *l, const struct fi_exec *x);
const char *fi_exec_rpath(const struct fi_layer *l, const struct fi_exec *x);
const char *fi_exec_runpath(const struct fi_layer *l, const struct fi_exec *x);
/* The first library it needs, then the next after `name`; NULL at the end. */
const char *fi_exec_needed(const struct fi_layer *l, const struct fi_exec *x, const char *name);

/* The last one for `path` in the layer, or NULL: not a candidate, or not known. */
const struct fi_exec *fi_layer_exec(const struct fi_layer *l, fi_path path);

/* --- for layers/walk.c --- */

/* Linux looks at so many bytes for "#!" and its line (BINPRM_BUF_SIZE). */
#define FI_EXEC_HEAD 256

/* Reads file after file of one layer; starts as fi_exec_reader_new(). */
struct fi_exec_reader {
	struct fi_elf_reader elf;
	unsigned char head[FI_EXEC_HEAD];
	size_t nhead;
	bool active; /* the file at hand is looked at */
};

struct fi_exec_reader fi_exec_reader_new(void);
void fi_exec_reader_done(struct fi_exec_reader *r);
/* A file begins: has it an execute bit, or a library's name? */
void fi_exec_begin(struct fi_exec_reader *r, const struct fi_entry *e, const char *name);
void fi_exec_bytes(struct fi_exec_reader *r, const void *p, size_t n);
/* It went by whole: keep what it says.  Past the limits nothing is known of it. */
void fi_exec_end(struct fi_exec_reader *r, const struct fi_entry *e, struct fi_layer *l);

#endif
