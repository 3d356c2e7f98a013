#include "rules/content_index.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/glob.h"

/* What a path must have for an alternative to be worth trying. */
enum kind {
	NAME,	/* this last part */
	ENDING, /* this ending of the last part, from its last '.' on */
	FIRST,	/* this first byte of the last part */
	ANY,	/* nothing we know of */
};

/* One alternative of one rule's glob. */
struct alternative {
	char *glob;
	const char *key; /* in glob */
	size_t n;
	const char *part; /* what a matching path holds somewhere, in glob ... */
	size_t npart;	  /* ... cheaper to look for than the glob is to try */
	uint64_t bytes;	  /* of the part, see bytes_of: still cheaper */
	uint32_t rule;
	uint32_t next; /* in its chain, counted from 1; 0 ends it */
	enum kind kind;
};

struct fi_index {
	struct alternative *alt;
	size_t n, cap;
	uint32_t *slot; /* chains by hash of kind and key; counted from 1 */
	size_t mask;	/* slots less one, a power of two less one */
};

/* Of three bytes and the length: enough to keep a few hundred keys apart. */
static size_t hash(enum kind kind, const char *key, size_t n)
{
	uint64_t h = (uint64_t)kind << 32 ^ n << 24;

	if (n)
		h ^= (uint64_t)((unsigned char)key[0] << 16 | (unsigned char)key[n / 2] << 8 |
				(unsigned char)key[n - 1]);
	return (size_t)(h * 0x9e3779b97f4a7c15u >> 32);
}

/* Which bytes are in a text, by their last six bits: a part of a path lacks none of them. */
static uint64_t bytes_of(const char *s, size_t n)
{
	uint64_t set = 0;

	for (size_t i = 0; i < n; i++)
		set |= UINT64_C(1) << (s[i] & 63);
	return set;
}

/*
 * The longest text without a wildcard before the first set.  "**" before a '/' may stand for
 * nothing, and the '/' with it.
 */
static void choose_part(struct alternative *a)
{
	const char *at = *a->glob == '/' ? a->glob + 1 : a->glob;

	for (a->part = at, a->npart = 0;;) {
		size_t n = strcspn(at, "*?[");

		if (n > a->npart) {
			a->part = at;
			a->npart = n;
		}
		at += n;
		if (!*at || *at == '[')
			break;
		at += strspn(at, "*?");
		at += *at == '/';
	}
	a->bytes = bytes_of(a->part, a->npart);
}

/* Choose the most telling key that every path the glob matches must have. */
static void choose_key(struct alternative *a)
{
	const char *slash = strrchr(a->glob, '/'), *last = slash ? slash + 1 : a->glob;
	const char *dot = strrchr(last, '.');

	choose_part(a);
	a->key = last;
	a->n = strlen(last);
	if (!strpbrk(last, "*?[]")) {
		a->kind = NAME;
	} else if (dot && !strpbrk(dot, "*?[]")) {
		a->kind = ENDING;
		a->key = dot;
		a->n = strlen(dot);
	} else if (!strchr("*?[", *last) && !strstr(last, "**")) {
		a->kind = FIRST;
		a->n = 1;
	} else {
		a->kind = ANY;
		a->n = 0;
	}
}

static enum fi_code add_glob(struct fi_index *x, uint32_t rule, const char *glob)
{
	const char *end;

	for (;; glob = end + 1) {
		struct alternative *a;

		end = strchrnul(glob, '|');
		if (end > glob) {
			if (!fi_grow(&x->alt, &x->cap, x->n + 1, sizeof(*x->alt)))
				return FI_ENOMEM;
			a = &x->alt[x->n];
			*a = (struct alternative){ .rule = rule };
			a->glob = strndup(glob, (size_t)(end - glob));
			if (!a->glob)
				return FI_ENOMEM;
			x->n++;
			choose_key(a);
		}
		if (!*end)
			return FI_OK;
	}
}

static enum fi_code link_chains(struct fi_index *x)
{
	size_t slots = 16, i;

	while (slots < x->n * 4)
		slots *= 2;
	x->slot = calloc(slots, sizeof(*x->slot));
	if (!x->slot)
		return FI_ENOMEM;
	x->mask = slots - 1;
	for (i = 0; i < x->n; i++) {
		struct alternative *a = &x->alt[i];
		uint32_t *slot = &x->slot[hash(a->kind, a->key, a->n) & x->mask];

		a->next = *slot;
		*slot = (uint32_t)i + 1;
	}
	return FI_OK;
}

static void index_freep(struct fi_index **x)
{
	fi_index_free(*x);
}

enum fi_code fi_index_new(const struct fi_rule *const *rules, size_t n,
	struct fi_index **out, struct fi_err *err)
{
	FI_AUTO(index_freep) struct fi_index *x = calloc(1, sizeof(*x));
	size_t i;

	if (!x)
		return fi_err_nomem(err);
	for (i = 0; i < n; i++)
		if (rules[i]->path && add_glob(x, (uint32_t)i, rules[i]->path) != FI_OK)
			return fi_err_nomem(err);
	if (link_chains(x) != FI_OK)
		return fi_err_nomem(err);
	*out = x;
	x = NULL; /* handed over */
	return FI_OK;
}

void fi_index_free(struct fi_index *x)
{
	size_t i;

	if (!x)
		return;
	for (i = 0; i < x->n; i++)
		free(x->alt[i].glob);
	free(x->alt);
	free(x->slot);
	free(x);
}

/* Insert into a rising list without doubles; returns the new length. */
static size_t insert(uint32_t *list, size_t n, uint32_t rule)
{
	size_t at = n;

	while (at > 0 && list[at - 1] > rule)
		at--;
	if (at > 0 && list[at - 1] == rule)
		return n;
	memmove(list + at + 1, list + at, (n - at) * sizeof(*list));
	list[at] = rule;
	return n + 1;
}

/* A path that is looked up. */
struct wanted {
	const char *path;
	size_t n;
	uint64_t bytes;
};

static bool fits(const struct alternative *a, const struct wanted *w)
{
	return !(a->bytes & ~w->bytes) && memmem(w->path, w->n, a->part, a->npart) &&
	       fi_glob(a->glob, w->path);
}

static size_t try_chain(const struct fi_index *x, enum kind kind, const char *key,
	size_t len, const struct wanted *w, uint32_t *out, size_t n)
{
	uint32_t i = x->slot[hash(kind, key, len) & x->mask];

	for (; i; i = x->alt[i - 1].next) {
		const struct alternative *a = &x->alt[i - 1];

		if (a->kind != kind || a->n != len || memcmp(a->key, key, len) != 0)
			continue;
		if (fits(a, w))
			n = insert(out, n, a->rule);
	}
	return n;
}

size_t fi_index_match(const struct fi_index *x, const char *path, const char *base,
	uint32_t *out)
{
	const char *dot = strrchr(base, '.');
	size_t path_n = strlen(path);
	const struct wanted w = { path, path_n, bytes_of(path, path_n) };
	size_t n = try_chain(x, NAME, base, strlen(base), &w, out, 0);

	if (dot)
		n = try_chain(x, ENDING, dot, strlen(dot), &w, out, n);
	if (*base)
		n = try_chain(x, FIRST, base, 1, &w, out, n);
	return try_chain(x, ANY, "", 0, &w, out, n);
}
