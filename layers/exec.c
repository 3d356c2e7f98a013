#include "layers/exec.h"

#include <stdlib.h>
#include <string.h>

/* Ten times what the largest images have; what is past it counts as not known. */
#define EXECS_MAX (200u << 10)

struct fi_exec_reader fi_exec_reader_new(void)
{
	return (struct fi_exec_reader){ .elf = fi_elf_reader_new() };
}

void fi_exec_reader_done(struct fi_exec_reader *r)
{
	fi_elf_reader_done(&r->elf);
}

/* "libc.so.6", "libfoo.so"; not "also.txt" */
static bool is_library(const char *name)
{
	const char *so = strstr(name, ".so");

	return so && (so[3] == 0 || so[3] == '.');
}

void fi_exec_begin(struct fi_exec_reader *r, const struct fi_entry *e, const char *name)
{
	r->active = e->kind == FI_KIND_FILE && ((e->mode & 0111) || is_library(name));
	r->nhead = 0;
	if (r->active)
		fi_elf_begin(&r->elf);
}

void fi_exec_bytes(struct fi_exec_reader *r, const void *p, size_t n)
{
	size_t room = FI_EXEC_HEAD - r->nhead, take = n < room ? n : room;

	if (!r->active || n == 0)
		return;
	memcpy(r->head + r->nhead, p, take);
	r->nhead += take;
	fi_elf_bytes(&r->elf, p, n);
}

static enum fi_exec_kind kind_of(const struct fi_exec_reader *r)
{
	if (r->nhead == 0)
		return FI_EXEC_EMPTY;
	if (r->nhead >= 2 && r->head[0] == '#' && r->head[1] == '!')
		return FI_EXEC_SCRIPT;
	return memchr(r->head, 0, r->nhead) ? FI_EXEC_OTHER : FI_EXEC_TEXT;
}

static bool add_text(struct fi_buf *b, const char *text)
{
	return fi_buf_add(b, text ? text : "", text ? strlen(text) + 1 : 1) == FI_OK;
}

/* interp, rpath, runpath, the libraries, and an empty text as their end */
static bool add_elf(struct fi_layer *l, struct fi_exec *x, const struct fi_elf *e)
{
	struct fi_buf *b = &l->exec_text;

	x->kind = FI_EXEC_ELF;
	x->bits = (uint8_t)e->bits;
	x->machine = (uint16_t)e->machine;
	x->linked = e->linked;
	x->glibc_wants = e->glibc_wants;
	x->glibc_has = e->glibc_has;
	if (!add_text(b, e->interp) || !add_text(b, e->rpath) || !add_text(b, e->runpath))
		return false;
	for (size_t i = 0; i < e->needed.n; i++)
		if (!add_text(b, e->needed.v[i]))
			return false;
	return add_text(b, NULL);
}

static bool add_line(struct fi_layer *l, const struct fi_exec_reader *r)
{
	const char *line = (const char *)r->head + 2;
	size_t n = r->nhead - 2;
	const char *end = memchr(line, '\n', n);

	n = strnlen(line, end ? (size_t)(end - line) : n);
	return fi_buf_add(&l->exec_text, line, n) == FI_OK && add_text(&l->exec_text, NULL);
}

static bool add(struct fi_exec_reader *r, struct fi_layer *l, struct fi_exec *x)
{
	struct fi_elf e;
	bool ok = true;

	if (!fi_elf_end(&r->elf, &e))
		return false;
	x->text = (uint32_t)l->exec_text.len;
	x->kind = (uint8_t)kind_of(r);
	if (e.bits)
		ok = add_elf(l, x, &e);
	else if (x->kind == FI_EXEC_SCRIPT)
		ok = add_line(l, r);
	fi_elf_done(&e);
	return ok;
}

void fi_exec_end(struct fi_exec_reader *r, const struct fi_entry *e, struct fi_layer *l)
{
	struct fi_exec x = { .path = e->path };

	if (!r->active || l->nexecs >= EXECS_MAX ||
		!fi_grow(&l->execs, &l->cap_execs, l->nexecs + 1, sizeof(x)))
		return;
	if (add(r, l, &x))
		l->execs[l->nexecs++] = x;
}

const struct fi_exec *fi_layer_exec(const struct fi_layer *l, fi_path path)
{
	size_t lo = 0, hi = l->nexecs;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (l->execs[mid].path <= path)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo && l->execs[lo - 1].path == path ? &l->execs[lo - 1] : NULL;
}

/* The n-th text of an ELF file. */
static const char *text(const struct fi_layer *l, const struct fi_exec *x, unsigned n)
{
	const char *p = l->exec_text.p + x->text;

	if (x->kind != FI_EXEC_ELF)
		return "";
	while (n--)
		p += strlen(p) + 1;
	return p;
}

const char *fi_exec_interp(const struct fi_layer *l, const struct fi_exec *x)
{
	return text(l, x, 0);
}

const char *fi_exec_rpath(const struct fi_layer *l, const struct fi_exec *x)
{
	return text(l, x, 1);
}

const char *fi_exec_runpath(const struct fi_layer *l, const struct fi_exec *x)
{
	return text(l, x, 2);
}

const char *fi_exec_needed(const struct fi_layer *l, const struct fi_exec *x, const char *name)
{
	const char *next = name ? name + strlen(name) + 1 : text(l, x, 3);

	return *next ? next : NULL;
}

const char *fi_exec_line(const struct fi_layer *l, const struct fi_exec *x)
{
	return x->kind == FI_EXEC_SCRIPT ? l->exec_text.p + x->text : "";
}
