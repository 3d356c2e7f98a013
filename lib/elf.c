#include "lib/elf.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "lib/num.h"

/* The longest dynamic section looked at; real ones have some dozens of 16 bytes. */
#define DYNAMIC_MAX ((size_t)64 << 10)
/* Program headers; the kernel refuses more than 64 KiB of them. */
#define HEADERS_MAX 1024
/* Libraries and versions of a file made to keep us busy. */
#define NEEDED_MAX   512
#define VERSIONS_MAX 4096
/* No loader opens a longer name. */
#define NAME_MAX_ ((size_t)4096)
/* Enough for the header, and nearly always for the program headers behind it. */
#define FIRST 4096
/* A larger front is not held longer than its file: few programs have one. */
#define HELD_MAX ((size_t)512 << 10)

/* One file's head, by offset in the file. */
struct image {
	const unsigned char *p;
	size_t n;
	bool wide, little; /* 64 bits; least significant byte first */
};

struct segment {
	uint32_t type;
	uint64_t offset, vaddr, filesz;
};

const char *fi_elf_machine_name(unsigned machine)
{
	static const struct {
		unsigned machine;
		const char *name;
	} names[] = { { EM_X86_64, "x86-64" }, { EM_AARCH64, "aarch64" }, { EM_386, "i386" },
		{ EM_ARM, "arm" }, { EM_RISCV, "riscv" }, { EM_PPC64, "ppc64" },
		{ EM_S390, "s390x" }, { EM_MIPS, "mips" }, { EM_LOONGARCH, "loongarch" } };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].machine == machine)
			return names[i].name;
	return NULL;
}

void fi_elf_done(struct fi_elf *e)
{
	free(e->interp);
	free(e->rpath);
	free(e->runpath);
	fi_strs_done(&e->needed);
	*e = (struct fi_elf){ 0 };
}

/* --- numbers --- */

/* The number of `size` bytes at `at`; 0 past the end, as a damaged file has it. */
static uint64_t get(const struct image *f, uint64_t at, size_t size)
{
	uint64_t v = 0;

	if (at > f->n || f->n - at < size)
		return 0;
	for (size_t i = 0; i < size; i++)
		v = v << 8 | f->p[at + (f->little ? size - 1 - i : i)];
	return v;
}

/* A field that has another place and width in the two classes. */
static uint64_t word(const struct image *f, uint64_t at, size_t at32, size_t at64)
{
	return f->wide ? get(f, at + at64, 8) : get(f, at + at32, 4);
}

static bool image_of(const struct fi_elf_reader *r, struct image *f)
{
	const unsigned char *p = (const unsigned char *)r->head.p;

	if (r->head.len < EI_NIDENT || memcmp(p, ELFMAG, SELFMAG) != 0)
		return false;
	*f = (struct image){ p, r->head.len, p[EI_CLASS] == ELFCLASS64,
		p[EI_DATA] != ELFDATA2MSB };
	return p[EI_CLASS] == ELFCLASS64 || p[EI_CLASS] == ELFCLASS32;
}

/* --- segments --- */

static size_t segments(const struct image *f)
{
	size_t n = (size_t)get(f, f->wide ? 56 : 44, 2);

	return n < HEADERS_MAX ? n : HEADERS_MAX;
}

static bool segment(const struct image *f, size_t i, struct segment *s)
{
	uint64_t size = get(f, f->wide ? 54 : 42, 2), start = word(f, 0, 28, 32), at;

	if (size < (f->wide ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr)) || start > f->n)
		return false;
	at = start + i * size;
	if (at > f->n || f->n - at < size)
		return false;
	s->type = (uint32_t)get(f, at, 4);
	s->offset = word(f, at, 4, 8);
	s->vaddr = word(f, at, 8, 16);
	s->filesz = word(f, at, 16, 32);
	return true;
}

/* Where in the file is what the program finds at `vaddr`? */
static bool offset_of(const struct image *f, uint64_t vaddr, uint64_t *offset)
{
	struct segment s;

	for (size_t i = 0; i < segments(f); i++)
		if (segment(f, i, &s) && s.type == PT_LOAD && vaddr >= s.vaddr &&
			vaddr - s.vaddr < s.filesz)
			return !__builtin_add_overflow(s.offset, vaddr - s.vaddr, offset);
	return false;
}

/* --- the reader --- */

struct fi_elf_reader fi_elf_reader_new(void)
{
	return (struct fi_elf_reader){ .head = fi_buf_limited(FI_ELF_HEAD),
		.dynamic = fi_buf_limited(DYNAMIC_MAX) };
}

void fi_elf_reader_done(struct fi_elf_reader *r)
{
	fi_buf_done(&r->head);
	fi_buf_done(&r->dynamic);
}

void fi_elf_begin(struct fi_elf_reader *r)
{
	fi_buf_clear(&r->head);
	fi_buf_clear(&r->dynamic);
	r->at = r->from = r->size = 0;
	r->wanted = FIRST;
	r->is_elf = true; /* until its first bytes say otherwise */
	r->planned = false;
}

/* The part of a piece that lies in [from, from + size) of the file, behind what `b` has. */
static void catch_part(struct fi_buf *b, uint64_t from, uint64_t size, uint64_t at,
	const unsigned char *p, size_t n)
{
	uint64_t next = from + b->len, end = from + size;

	if (b->len >= size || next < at || next - at >= n)
		return;
	p += next - at;
	n -= (size_t)(next - at);
	if (n > end - next)
		n = (size_t)(end - next);
	(void)!fi_buf_add(b, p, n); /* what is missing is noticed at the end */
}

/*
 * The program headers are here: how much of the front is wanted, and where is the
 * dynamic section?  The string tables are in the first segment that is loaded.
 */
static void plan(struct fi_elf_reader *r)
{
	struct segment s;
	struct image f;

	r->planned = true;
	r->is_elf = image_of(r, &f);
	if (!r->is_elf)
		return;
	for (size_t i = 0; i < segments(&f); i++) {
		uint64_t end;

		if (!segment(&f, i, &s) || __builtin_add_overflow(s.offset, s.filesz, &end))
			continue;
		if (s.type == PT_LOAD && s.offset == 0 && end > r->wanted)
			r->wanted = end < FI_ELF_HEAD ? (size_t)end : FI_ELF_HEAD;
		if (s.type == PT_DYNAMIC && s.filesz <= DYNAMIC_MAX) {
			r->from = s.offset;
			r->size = s.filesz;
		}
	}
	/* What of it has gone by is in the head. */
	catch_part(&r->dynamic, r->from, r->size, 0, f.p, f.n);
	/* Room at once, since growing by steps would hold two copies; `f` is void now. */
	if (r->wanted > r->head.len)
		(void)!fi_buf_room(&r->head, r->wanted - r->head.len);
}

void fi_elf_bytes(struct fi_elf_reader *r, const void *p, size_t n)
{
	if (!r->is_elf)
		return;
	catch_part(&r->head, 0, r->wanted, r->at, p, n);
	if (r->head.len >= SELFMAG && memcmp(r->head.p, ELFMAG, SELFMAG) != 0) {
		r->is_elf = false;
		return;
	}
	if (!r->planned && r->head.len >= FIRST) {
		plan(r);
		/* The rest of this very piece. */
		catch_part(&r->head, 0, r->wanted, r->at, p, n);
	}
	if (r->planned)
		catch_part(&r->dynamic, r->from, r->size, r->at, p, n);
	r->at += n;
}

/* --- what it says --- */

/* The text at `at`, which must end within the head; NULL if it does not. */
static const char *text_at(const struct image *f, uint64_t at)
{
	if (at >= f->n || !memchr(f->p + at, 0, f->n - at))
		return NULL;
	return strlen((const char *)f->p + at) < NAME_MAX_ ? (const char *)f->p + at : NULL;
}

struct dynamic {
	struct image table; /* the section's own bytes */
	uint64_t strings;   /* offset of the string table */
	bool has_strings;
};

static size_t entries(const struct dynamic *d)
{
	return d->table.n / (d->table.wide ? 16 : 8);
}

static void entry(const struct dynamic *d, size_t i, uint64_t *tag, uint64_t *value)
{
	size_t size = d->table.wide ? 8 : 4;

	*tag = get(&d->table, i * 2 * size, size);
	*value = get(&d->table, i * 2 * size + size, size);
}

static bool find(const struct dynamic *d, uint64_t want, uint64_t *value)
{
	uint64_t tag = 1;

	for (size_t i = 0; i < entries(d) && tag != DT_NULL; i++) {
		entry(d, i, &tag, value);
		if (tag == want)
			return true;
	}
	return false;
}

static const char *string(const struct image *f, const struct dynamic *d, uint64_t offset)
{
	uint64_t at;

	return __builtin_add_overflow(d->strings, offset, &at) ? NULL : text_at(f, at);
}

/* "GLIBC_2.38" and "GLIBC_2.2.5"; 0 for any other name, GLIBC_PRIVATE among them. */
static uint32_t glibc_version(const char *name)
{
	uint64_t major, minor;
	size_t n;

	if (strncmp(name, "GLIBC_", 6) != 0)
		return 0;
	name += 6;
	n = strcspn(name, ".");
	if (name[n] != '.' || !fi_num_u64(name, n, UINT16_MAX, &major))
		return 0;
	name += n + 1;
	if (!fi_num_u64(name, strcspn(name, "."), UINT16_MAX, &minor))
		return 0;
	return FI_ELF_VERSION(major, (uint32_t)minor);
}

static void newest(const struct image *f, const struct dynamic *d, uint64_t name,
	uint32_t *best)
{
	const char *text = string(f, d, name);
	uint32_t v = text ? glibc_version(text) : 0;

	if (v > *best)
		*best = v;
}

/*
 * Both lists of versions are chains: a record tells how far off the next one is, and
 * how far off the first of its names.
 */
struct chain {
	uint64_t tag;
	size_t aux, next;	   /* of the record: offsets of those two fields */
	size_t name, flags, onward; /* of a name's record; flags 0: it has none */
	bool first_only;	   /* only the first name is the version's own */
};

static const struct chain wants = { DT_VERNEED, 8, 12, 8, 4, 12, false };
static const struct chain has = { DT_VERDEF, 12, 16, 0, 0, 4, true };

static void versions(const struct image *f, const struct dynamic *d, const struct chain *k,
	uint32_t *best)
{
	uint64_t vaddr, at, step = 1;
	size_t left = VERSIONS_MAX;

	if (!find(d, k->tag, &vaddr) || !offset_of(f, vaddr, &at))
		return;
	for (; at < f->n && step && left; at += step) {
		uint64_t name = at + get(f, at + k->aux, 4), hop = 1;

		for (; name < f->n && hop && left; name += hop, left--) {
			bool weak = k->flags && get(f, name + k->flags, 2) & VER_FLG_WEAK;

			if (!weak)
				newest(f, d, get(f, name + k->name, 4), best);
			hop = k->first_only ? 0 : get(f, name + k->onward, 4);
		}
		step = get(f, at + k->next, 4);
	}
}

/* A string of the table into *out.  False without memory. */
static bool copy_string(const struct image *f, const struct dynamic *d, uint64_t tag,
	char **out)
{
	uint64_t offset;
	const char *text = find(d, tag, &offset) ? string(f, d, offset) : NULL;

	*out = text && *text ? strdup(text) : NULL;
	return *out || !text || !*text;
}

/* *whole: every name could be read. */
static bool copy_needed(const struct image *f, const struct dynamic *d, struct fi_elf *e,
	bool *whole)
{
	uint64_t tag = 1, value;

	for (size_t i = 0; i < entries(d) && tag != DT_NULL; i++) {
		const char *name;

		entry(d, i, &tag, &value);
		if (tag != DT_NEEDED)
			continue;
		name = string(f, d, value);
		if (!name || !*name || e->needed.n >= NEEDED_MAX) {
			*whole = false;
			continue;
		}
		if (fi_strs_add(&e->needed, name) != FI_OK)
			return false;
	}
	return true;
}

static bool read_dynamic(const struct fi_elf_reader *r, const struct image *f,
	struct fi_elf *e)
{
	struct dynamic d = { .table = { (const unsigned char *)r->dynamic.p, r->dynamic.len,
				     f->wide, f->little } };
	uint64_t vaddr;
	bool whole = r->size && r->dynamic.len == r->size;

	if (!whole || !find(&d, DT_STRTAB, &vaddr) || !offset_of(f, vaddr, &d.strings))
		return true;
	if (!copy_needed(f, &d, e, &whole) || !copy_string(f, &d, DT_RPATH, &e->rpath) ||
		!copy_string(f, &d, DT_RUNPATH, &e->runpath))
		return false;
	e->linked = whole;
	versions(f, &d, &wants, &e->glibc_wants);
	versions(f, &d, &has, &e->glibc_has);
	return true;
}

static bool read_interp(const struct image *f, struct fi_elf *e)
{
	struct segment s;
	const char *text;

	for (size_t i = 0; i < segments(f); i++) {
		if (!segment(f, i, &s) || s.type != PT_INTERP)
			continue;
		text = text_at(f, s.offset);
		e->interp = text && *text ? strdup(text) : NULL;
		return e->interp || !text || !*text;
	}
	return true;
}

bool fi_elf_end(struct fi_elf_reader *r, struct fi_elf *out)
{
	struct fi_elf e = { 0 };
	struct image f;

	bool ok;

	*out = e;
	if (r->is_elf && !r->planned)
		plan(r); /* shorter than FIRST: all of it is here */
	if (!r->is_elf || !image_of(r, &f))
		return true;
	e.bits = f.wide ? 64 : 32;
	e.machine = (unsigned)get(&f, 18, 2);
	ok = read_interp(&f, &e) && read_dynamic(r, &f, &e);
	if (r->head.cap > HELD_MAX)
		fi_buf_done(&r->head);
	if (ok)
		*out = e;
	else
		fi_elf_done(&e);
	return ok;
}
