/* An ELF file for an example: headers, strings and a dynamic section, no code. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "layers/fake.h"
#include "lib/num.h"

/* An example's program is told in a line. */
#define STRINGS_MAX 4096
#define LIBS_MAX    8

/* The file as one struct: all offsets are known to the compiler. */
struct program {
	Elf64_Ehdr head;
	Elf64_Phdr load, interp, dynamic;
	char strings[STRINGS_MAX];
	struct {
		Elf64_Verneed need;
		Elf64_Vernaux want;
	} versions;
	struct {
		Elf64_Verdef def;
		Elf64_Verdaux has;
	} defined;
	Elf64_Dyn entries[LIBS_MAX + 8];
};

struct maker {
	struct program p;
	size_t nstrings, nentries;
	bool failed;
};

static size_t add_string(struct maker *m, const char *text, size_t n)
{
	size_t at = m->nstrings;

	if (n >= STRINGS_MAX - at) {
		m->failed = true;
		return 0;
	}
	memcpy(m->p.strings + at, text, n); /* the rest is zero */
	m->nstrings += n + 1;
	return at;
}

static void add_entry(struct maker *m, Elf64_Sxword tag, size_t value)
{
	if (m->nentries + 2 > sizeof(m->p.entries) / sizeof(m->p.entries[0])) {
		m->failed = true;
		return;
	}
	m->p.entries[m->nentries++] = (Elf64_Dyn){ tag, { value } };
}

static void machine(struct maker *m, const char *v, size_t n)
{
	uint64_t number = 0;

	if (n == strlen("aarch64") && memcmp(v, "aarch64", n) == 0)
		number = EM_AARCH64;
	else if (!fi_num_u64(v, n, UINT16_MAX, &number))
		m->failed = true;
	m->p.head.e_machine = (Elf64_Half)number;
}

static void loader(struct maker *m, const char *v, size_t n)
{
	size_t at = add_string(m, v, n);

	m->p.interp = (Elf64_Phdr){ .p_type = PT_INTERP,
		.p_offset = offsetof(struct program, strings) + at,
		.p_filesz = n + 1 };
}

static void library(struct maker *m, const char *v, size_t n)
{
	add_entry(m, DT_NEEDED, add_string(m, v, n));
}

static void runpath(struct maker *m, const char *v, size_t n)
{
	add_entry(m, DT_RUNPATH, add_string(m, v, n));
}

static void wants(struct maker *m, const char *v, size_t n)
{
	m->p.versions.need = (Elf64_Verneed){ .vn_version = 1, .vn_cnt = 1,
		.vn_aux = sizeof(Elf64_Verneed) };
	m->p.versions.want.vna_name = (Elf64_Word)add_string(m, v, n);
	add_entry(m, DT_VERNEED, offsetof(struct program, versions));
}

static void has(struct maker *m, const char *v, size_t n)
{
	m->p.defined.def = (Elf64_Verdef){ .vd_version = 1, .vd_cnt = 1,
		.vd_aux = sizeof(Elf64_Verdef) };
	m->p.defined.has.vda_name = (Elf64_Word)add_string(m, v, n);
	add_entry(m, DT_VERDEF, offsetof(struct program, defined));
}

static const struct {
	const char *name;
	void (*set)(struct maker *m, const char *value, size_t n);
} words[] = { { "machine=", machine }, { "loader=", loader }, { "library=", library },
	{ "runpath=", runpath }, { "wants=", wants }, { "has=", has } };

static void set_word(struct maker *m, const char *word, size_t n)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t k = strlen(words[i].name);

		if (n > k && memcmp(word, words[i].name, k) == 0) {
			words[i].set(m, word + k, n - k);
			return;
		}
	}
	m->failed = true;
}

static void frame(struct maker *m)
{
	struct program *p = &m->p;

	memcpy(p->head.e_ident, ELFMAG, SELFMAG);
	p->head.e_ident[EI_CLASS] = ELFCLASS64;
	p->head.e_ident[EI_DATA] = __BYTE_ORDER == __LITTLE_ENDIAN ? ELFDATA2LSB : ELFDATA2MSB;
	p->head.e_type = ET_DYN;
	p->head.e_machine = EM_X86_64;
	p->head.e_phoff = offsetof(struct program, load);
	p->head.e_phentsize = sizeof(Elf64_Phdr);
	p->head.e_phnum = 3;
	p->load = (Elf64_Phdr){ .p_type = PT_LOAD, .p_filesz = sizeof(*p) };
	p->dynamic = (Elf64_Phdr){ .p_type = PT_DYNAMIC,
		.p_offset = offsetof(struct program, entries),
		.p_filesz = sizeof(p->entries) };
	m->nstrings = 1; /* offset 0 is the empty name */
	add_entry(m, DT_STRTAB, offsetof(struct program, strings));
}

bool fi_fake_elf(const char *text, struct fi_buf *out)
{
	struct maker *m = calloc(1, sizeof(*m));
	bool ok;

	if (!m)
		return false;
	frame(m);
	text += strlen(FI_FAKE_ELF);
	while (*text) {
		size_t n;

		text += strspn(text, " \n");
		n = strcspn(text, " \n");
		if (n)
			set_word(m, text, n);
		text += n;
	}
	ok = !m->failed && fi_buf_add(out, &m->p, sizeof(m->p)) == FI_OK;
	free(m);
	return ok;
}
