/* files_pyc.c - compiled Python modules that give a text to a name: SECRET_KEY = "...".
 *
 * A settings.py that was deleted, or left out, lives on in its .pyc.  The names stand
 * there apart from the texts; only the instructions tell which belong together: one
 * loads a constant, the next stores it under a name.  What CPython writes (marshal) is
 * read so far as that takes: versions 3.6 to 3.13, module and class level.
 */
#include "rules/files.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/worth.h"

/* CPython's own limit is 2000; a module with deeper constants has no plain settings. */
#define DEPTH_MAX 64
/* Objects that are remembered at once; a module has some thousand. */
#define OBJECTS_MAX 100000

/* Flags and codes of marshal, and what they mark. */
#define REF 0x80

/* What there is to know of an object: a text, or the bytes of the instructions. */
struct object {
	const char *p; /* NULL for any other */
	size_t n;
};

struct pyc {
	const unsigned char *p, *end;
	unsigned ints;	 /* numbers before the instructions of a code object */
	bool joined;	 /* 3.11: names of variables in one tuple, not three */
	unsigned load, store, extend;
	struct object *ref; /* what later objects refer to by number */
	size_t nrefs, refs_cap;
	struct object *stack; /* constants and names of the code objects at hand */
	size_t n, cap;
	unsigned depth;
	bool broken;
	const struct fi_file *file;
	const struct fi_rule *rule;
	struct fi_file_sink *out;
};

/* By the number in a module's first two bytes. */
static const struct {
	unsigned from, to, header, ints;
	bool joined;
	unsigned load, store, extend;
} versions[] = {
	{ 3361, 3379, 12, 5, false, 100, 90, 144 }, /* 3.6 */
	{ 3390, 3399, 16, 5, false, 100, 90, 144 }, /* 3.7 */
	{ 3400, 3449, 16, 6, false, 100, 90, 144 }, /* 3.8 to 3.10 */
	{ 3450, 3549, 16, 5, true, 100, 90, 144 },  /* 3.11, 3.12 */
	{ 3550, 3599, 16, 5, true, 83, 114, 71 },   /* 3.13 */
};

static const unsigned char *take(struct pyc *m, size_t n)
{
	const unsigned char *p = m->p;

	if (m->broken || (size_t)(m->end - m->p) < n) {
		m->broken = true;
		return NULL;
	}
	m->p += n;
	return p;
}

static size_t number(struct pyc *m, unsigned bytes)
{
	const unsigned char *p = take(m, bytes);
	size_t v = 0;

	for (unsigned i = bytes; p && i--;)
		v = v << 8 | p[i];
	return v;
}

static size_t push(struct pyc *m, struct object **list, size_t *n, size_t *cap)
{
	if (*n >= OBJECTS_MAX || !fi_grow(list, cap, *n + 1, sizeof(**list))) {
		m->broken = true;
		return 0;
	}
	(*list)[*n] = (struct object){ NULL, 0 };
	return (*n)++;
}

static struct object read_object(struct pyc *m);

static struct object text(struct pyc *m, size_t n)
{
	const unsigned char *p = take(m, n);

	return (struct object){ (const char *)p, p ? n : 0 };
}

static void skip_objects(struct pyc *m, size_t n)
{
	while (n-- && !m->broken)
		(void)read_object(m);
}

/*
 * Leave the members of a tuple on the stack; how many.  None of one that stood before:
 * only small ones are shared.
 */
static size_t read_tuple(struct pyc *m)
{
	const unsigned char *type = take(m, 1);
	size_t n, i;

	if (type && (*type & ~REF) == 'r') {
		(void)take(m, 4);
		return 0;
	}
	if (!type || ((*type & ~REF) != '(' && (*type & ~REF) != ')')) {
		m->broken = true;
		return 0;
	}
	if (*type & REF)
		(void)push(m, &m->ref, &m->nrefs, &m->refs_cap);
	n = number(m, (*type & ~REF) == ')' ? 1 : 4);
	for (i = 0; i < n && !m->broken; i++) {
		struct object o = read_object(m);
		size_t at = push(m, &m->stack, &m->n, &m->cap);

		if (!m->broken)
			m->stack[at] = o;
	}
	return i;
}

static void judge(struct pyc *m, struct object name, struct object value)
{
	static const enum fi_severity medium = FI_MEDIUM;
	enum fi_worth worth;

	if (!name.p || !value.p || value.n > 256 ||
		fi_naming_of(name.p, name.n) != FI_NAMED_SECRET)
		return;
	worth = fi_worth_of(value.p, value.n);
	if (worth < FI_WORTH_WEAK)
		return;
	fi_file_say_secret(m->file, m->rule, m->out,
		&(struct fi_file_secret){ .key = name.p,
			.key_n = name.n,
			.value = value.p,
			.n = value.n,
			.severity = worth == FI_WORTH_RANDOM ? NULL : &medium },
		"The variable");
}

/* "LOAD_CONST i, STORE_NAME k" */
static void judge_code(struct pyc *m, struct object code, const struct object *consts,
	size_t nconsts, const struct object *names, size_t nnames)
{
	const unsigned char *p = (const unsigned char *)code.p;
	size_t high = 0, value = SIZE_MAX;

	for (size_t i = 0; i + 1 < code.n; i += 2) {
		size_t arg = high | p[i + 1];

		high = 0;
		if (p[i] == m->extend) {
			high = arg << 8 & 0xffffff;
			continue;
		}
		if (p[i] == m->store && value < nconsts && arg < nnames)
			judge(m, names[arg], consts[value]);
		value = p[i] == m->load ? arg : SIZE_MAX;
	}
}

static void read_code(struct pyc *m)
{
	size_t base = m->n, nconsts, nnames;
	struct object code;

	(void)take(m, (size_t)m->ints * 4);
	code = read_object(m);
	nconsts = read_tuple(m);
	nnames = read_tuple(m);
	if (!m->broken && nconsts && nnames)
		judge_code(m, code, m->stack + base, nconsts, m->stack + base + nconsts, nnames);
	m->n = base;
	/*
	 * Variables in three tuples, or in one and their kinds and a qualified name; file and
	 * name.  Then the first line, and tables of lines and of what is caught.
	 */
	skip_objects(m, 5);
	(void)take(m, 4);
	skip_objects(m, m->joined ? 2 : 1);
}

static struct object read_sized(struct pyc *m, int type)
{
	static const struct {
		char type;
		unsigned bytes;
	} fixed[] = { { 'N', 0 }, { 'T', 0 }, { 'F', 0 }, { '.', 0 }, { 'S', 0 }, { '0', 0 },
		{ 'i', 4 }, { 'I', 8 }, { 'g', 8 }, { 'y', 16 } };

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
		if (fixed[i].type != type)
			continue;
		(void)take(m, fixed[i].bytes);
		return (struct object){ NULL, 0 };
	}
	m->broken = true;
	return (struct object){ NULL, 0 };
}

static struct object read_body(struct pyc *m, int type)
{
	struct object none = { NULL, 0 };
	size_t n;

	switch (type) {
	case 's':
	case 't':
	case 'u':
	case 'a':
	case 'A':
		return text(m, number(m, 4));
	case 'z':
	case 'Z':
		return text(m, number(m, 1));
	case 'l': /* a long number, its sign in that of its length */
		n = number(m, 4);
		(void)take(m, 2 * (n > INT32_MAX ? (size_t)UINT32_MAX + 1 - n : n));
		return none;
	case '(':
	case '[':
	case '<':
	case '>':
		skip_objects(m, number(m, 4));
		return none;
	case ')':
		skip_objects(m, number(m, 1));
		return none;
	case 'c':
		read_code(m);
		return none;
	default:
		return read_sized(m, type);
	}
}

static struct object read_object(struct pyc *m)
{
	const unsigned char *type = take(m, 1);
	struct object o = { NULL, 0 };
	size_t at = 0;

	if (!type || m->depth == DEPTH_MAX) {
		m->broken = true;
		return o;
	}
	if ((*type & ~REF) == 'r') {
		at = number(m, 4);
		if (at < m->nrefs)
			o = m->ref[at];
		return o;
	}
	if (*type & REF)
		at = push(m, &m->ref, &m->nrefs, &m->refs_cap);
	m->depth++;
	o = read_body(m, *type & ~REF);
	m->depth--;
	if (*type & REF && at < m->nrefs)
		m->ref[at] = o;
	return o;
}

void fi_file_pyc(const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	const unsigned char *p = (const unsigned char *)f->head;
	struct pyc m = { .file = f, .rule = r, .out = out };
	unsigned magic;

	if (f->n < 16 || p[2] != '\r' || p[3] != '\n' || fi_path_is_borrowed(f->path))
		return;
	magic = p[0] | (unsigned)p[1] << 8;
	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
		if (magic < versions[i].from || magic > versions[i].to)
			continue;
		m.p = p + versions[i].header;
		m.end = p + f->n;
		m.ints = versions[i].ints;
		m.joined = versions[i].joined;
		m.load = versions[i].load;
		m.store = versions[i].store;
		m.extend = versions[i].extend;
		(void)read_object(&m);
	}
	free(m.ref);
	free(m.stack);
}
