/* msgpack.c - reads MessagePack from memory; the format's own names in comments. */
#include "lib/msgpack.h"

/*
 * How a first byte is read: the values `first` to `last` are of this kind, and the
 * `width` bytes behind it are a number; without such bytes the number is what
 * `mask` leaves of the first byte itself.
 */
struct form {
	unsigned char first, last;
	enum fi_msgpack_kind kind;
	unsigned char width, mask;
	unsigned char fixed; /* the size of what follows, where no number tells it */
};

/* msgpack/spec.md, "Formats"; 0xc1 is never used. */
static const struct form forms[] = {
	{ 0x00, 0x7f, FI_MSGPACK_UINT, 0, 0x7f, 0 },     /* positive fixint */
	{ 0x80, 0x8f, FI_MSGPACK_MAP, 0, 0x0f, 0 },      /* fixmap */
	{ 0x90, 0x9f, FI_MSGPACK_ARRAY, 0, 0x0f, 0 },    /* fixarray */
	{ 0xa0, 0xbf, FI_MSGPACK_STR, 0, 0x1f, 0 },      /* fixstr */
	{ 0xc0, 0xc0, FI_MSGPACK_NIL, 0, 0, 0 },         /* nil */
	{ 0xc2, 0xc3, FI_MSGPACK_BOOL, 0, 1, 0 },        /* false, true */
	{ 0xc4, 0xc4, FI_MSGPACK_BIN, 1, 0, 0 },         /* bin 8 */
	{ 0xc5, 0xc5, FI_MSGPACK_BIN, 2, 0, 0 },         /* bin 16 */
	{ 0xc6, 0xc6, FI_MSGPACK_BIN, 4, 0, 0 },         /* bin 32 */
	{ 0xc7, 0xc7, FI_MSGPACK_EXT, 1, 0, 0 },         /* ext 8 */
	{ 0xc8, 0xc8, FI_MSGPACK_EXT, 2, 0, 0 },         /* ext 16 */
	{ 0xc9, 0xc9, FI_MSGPACK_EXT, 4, 0, 0 },         /* ext 32 */
	{ 0xca, 0xca, FI_MSGPACK_FLOAT, 0, 0, 4 },       /* float 32 */
	{ 0xcb, 0xcb, FI_MSGPACK_FLOAT, 0, 0, 8 },       /* float 64 */
	{ 0xcc, 0xcc, FI_MSGPACK_UINT, 1, 0, 0 },        /* uint 8 */
	{ 0xcd, 0xcd, FI_MSGPACK_UINT, 2, 0, 0 },        /* uint 16 */
	{ 0xce, 0xce, FI_MSGPACK_UINT, 4, 0, 0 },        /* uint 32 */
	{ 0xcf, 0xcf, FI_MSGPACK_UINT, 8, 0, 0 },        /* uint 64 */
	{ 0xd0, 0xd0, FI_MSGPACK_NEGATIVE, 1, 0, 0 },    /* int 8 */
	{ 0xd1, 0xd1, FI_MSGPACK_NEGATIVE, 2, 0, 0 },    /* int 16 */
	{ 0xd2, 0xd2, FI_MSGPACK_NEGATIVE, 4, 0, 0 },    /* int 32 */
	{ 0xd3, 0xd3, FI_MSGPACK_NEGATIVE, 8, 0, 0 },    /* int 64 */
	{ 0xd4, 0xd4, FI_MSGPACK_EXT, 0, 0, 1 },         /* fixext 1 */
	{ 0xd5, 0xd5, FI_MSGPACK_EXT, 0, 0, 2 },         /* fixext 2 */
	{ 0xd6, 0xd6, FI_MSGPACK_EXT, 0, 0, 4 },         /* fixext 4 */
	{ 0xd7, 0xd7, FI_MSGPACK_EXT, 0, 0, 8 },         /* fixext 8 */
	{ 0xd8, 0xd8, FI_MSGPACK_EXT, 0, 0, 16 },        /* fixext 16 */
	{ 0xd9, 0xd9, FI_MSGPACK_STR, 1, 0, 0 },         /* str 8 */
	{ 0xda, 0xda, FI_MSGPACK_STR, 2, 0, 0 },         /* str 16 */
	{ 0xdb, 0xdb, FI_MSGPACK_STR, 4, 0, 0 },         /* str 32 */
	{ 0xdc, 0xdc, FI_MSGPACK_ARRAY, 2, 0, 0 },       /* array 16 */
	{ 0xdd, 0xdd, FI_MSGPACK_ARRAY, 4, 0, 0 },       /* array 32 */
	{ 0xde, 0xde, FI_MSGPACK_MAP, 2, 0, 0 },         /* map 16 */
	{ 0xdf, 0xdf, FI_MSGPACK_MAP, 4, 0, 0 },         /* map 32 */
	{ 0xe0, 0xff, FI_MSGPACK_NEGATIVE, 0, 0xff, 0 }, /* negative fixint */
};

static const struct form *form_of(unsigned char first)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (first >= forms[i].first && first <= forms[i].last)
			return &forms[i];
	return NULL;
}

static bool take(struct fi_msgpack *m, size_t n, const unsigned char **out)
{
	if (n > m->n)
		return false;
	*out = m->p;
	m->p += n;
	m->n -= n;
	return true;
}

static bool fail(struct fi_msgpack *m)
{
	m->n = 0;
	return false;
}

/* The number behind the first byte, or in it. */
static bool number(
	struct fi_msgpack *m, const struct form *f, unsigned char first, uint64_t *out)
{
	const unsigned char *p;

	*out = first & f->mask;
	if (!f->width)
		return true;
	if (!take(m, f->width, &p))
		return false;
	*out = 0;
	for (size_t i = 0; i < f->width; i++)
		*out = *out << 8 | p[i];
	return true;
}

/* Extend the sign of `bytes` bytes; int 8 and its kin may hold what is not negative. */
static void sign(struct fi_msgpack_item *it, size_t bytes)
{
	uint64_t top = (uint64_t)1 << (8 * bytes - 1);

	if (it->value & top)
		it->value |= ~(top - 1);
	else
		it->kind = FI_MSGPACK_UINT;
}

/* What follows the number: bytes, or items that there must be room for. */
static bool content(
	struct fi_msgpack *m, const struct form *f, struct fi_msgpack_item *it)
{
	uint64_t n = f->fixed ? f->fixed : it->value;

	switch (it->kind) {
	case FI_MSGPACK_NEGATIVE:
		sign(it, f->width ? f->width : 1);
		return true;
	case FI_MSGPACK_EXT:
		n++; /* its type */
		     /* fall through */
	case FI_MSGPACK_FLOAT:
	case FI_MSGPACK_STR:
	case FI_MSGPACK_BIN:
		if (n > m->n || !take(m, (size_t)n, &it->bytes))
			return false;
		it->n = (size_t)n;
		if (it->kind == FI_MSGPACK_EXT)
			it->bytes++, it->n--;
		return true;
	case FI_MSGPACK_MAP:
		return n <= m->n / 2;
	case FI_MSGPACK_ARRAY:
		return n <= m->n;
	default:
		return true;
	}
}

bool fi_msgpack_next(struct fi_msgpack *m, struct fi_msgpack_item *out)
{
	const unsigned char *first;
	const struct form *f;
	struct fi_msgpack_item it = { 0 };

	if (!take(m, 1, &first))
		return false;
	f = form_of(*first);
	if (!f)
		return fail(m);
	it.kind = f->kind;
	if (!number(m, f, *first, &it.value) || !content(m, f, &it))
		return fail(m);
	*out = it;
	return true;
}

bool fi_msgpack_skip(struct fi_msgpack *m, struct fi_msgpack *value)
{
	const unsigned char *start = m->p;
	struct fi_msgpack_item it;
	uint64_t left = 1;

	/* A count instead of recursion: depth costs nothing. */
	while (left) {
		if (!fi_msgpack_next(m, &it))
			return false;
		left--;
		if (it.kind == FI_MSGPACK_ARRAY)
			left += it.value;
		else if (it.kind == FI_MSGPACK_MAP)
			left += 2 * it.value;
		if (left > m->n)
			return fail(m);
	}
	if (value)
		*value = (struct fi_msgpack){ start, (size_t)(m->p - start) };
	return true;
}

bool fi_msgpack_uint(struct fi_msgpack *m, uint64_t max, uint64_t *out)
{
	struct fi_msgpack_item it;

	if (!fi_msgpack_next(m, &it))
		return false;
	if (it.kind != FI_MSGPACK_UINT || it.value > max)
		return fail(m);
	*out = it.value;
	return true;
}

bool fi_msgpack_int(struct fi_msgpack *m, int64_t *out)
{
	struct fi_msgpack_item it;

	if (!fi_msgpack_next(m, &it))
		return false;
	if (it.kind != FI_MSGPACK_NEGATIVE &&
		(it.kind != FI_MSGPACK_UINT || it.value > INT64_MAX))
		return fail(m);
	*out = (int64_t)it.value;
	return true;
}

bool fi_msgpack_bytes(
	struct fi_msgpack *m, enum fi_msgpack_kind kind, struct fi_msgpack *out)
{
	struct fi_msgpack_item it;

	if (!fi_msgpack_next(m, &it))
		return false;
	if (it.kind != kind)
		return fail(m);
	*out = (struct fi_msgpack){ it.bytes, it.n };
	return true;
}

bool fi_msgpack_open(struct fi_msgpack *m, enum fi_msgpack_kind kind, size_t *count)
{
	struct fi_msgpack_item it;

	if (!fi_msgpack_next(m, &it))
		return false;
	if (it.kind != kind)
		return fail(m);
	*count = (size_t)it.value;
	return true;
}
