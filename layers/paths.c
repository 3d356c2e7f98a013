#include "layers/paths.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/*
 * Limits against archives made to fill memory: eight million names are about 400 MB
 * and ten times what the largest real images hold; Linux knows no name above 255
 * bytes, and no path above 4096 that a program could open in one piece.
 */
#define NAMES_MAX    (8u << 20)
#define NAME_MAX_LEN 1024u
#define DEPTH_MAX    1024u

struct node {
	fi_path parent, first, next, chain;
	uint32_t name; /* offset in the arena; several may share one */
	uint16_t len;
};

/*
 * Half of an image's names were there before in another folder: index.js, copyright,
 * LC_MESSAGES.  Where so many of the latest stand is remembered, a power of two.
 */
#define LATEST 8192u

struct fi_paths {
	struct node *nodes;
	size_t n, cap;
	char *arena;
	size_t used, room;
	uint32_t latest[LATEST]; /* offsets in the arena, by a hash of the name; 0: none */
	fi_path *buckets; /* a power of two of them */
	size_t nbuckets;
	uint64_t seed; /* so that no archive can choose names that collide */
};

/* FNV-1a over the name, begun with a folder's number. */
static size_t hash(const struct fi_paths *t, fi_path dir, const char *name, size_t n)
{
	uint64_t h = t->seed ^ (dir * 2654435761u);

	for (size_t k = 0; k < n; k++)
		h = (h ^ (unsigned char)name[k]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static size_t bucket(const struct fi_paths *t, fi_path dir, const char *name, size_t n)
{
	return hash(t, dir, name, n) & (t->nbuckets - 1);
}

static bool bigger_table(struct fi_paths *t)
{
	size_t n = t->nbuckets ? t->nbuckets * 2 : 1024, i;
	fi_path *b = malloc(n * sizeof(*b));

	if (!b)
		return false;
	memset(b, 0xff, n * sizeof(*b)); /* all FI_PATH_NONE */
	free(t->buckets);
	t->buckets = b;
	t->nbuckets = n;
	for (i = 1; i < t->n; i++) {
		struct node *d = &t->nodes[i];
		size_t at = bucket(t, d->parent, t->arena + d->name, d->len);

		d->chain = b[at];
		b[at] = (fi_path)i;
	}
	return true;
}

struct fi_paths *fi_paths_new(void)
{
	struct fi_paths *t = calloc(1, sizeof(*t));

	if (!t)
		return NULL;
	if (getrandom(&t->seed, sizeof(t->seed), GRND_NONBLOCK) < 0)
		t->seed = 14695981039346656037u;
	if (!fi_grow(&t->nodes, &t->cap, 256, sizeof(*t->nodes)) ||
		!fi_grow(&t->arena, &t->room, 4096, 1) || !bigger_table(t)) {
		fi_paths_free(t);
		return NULL;
	}
	t->nodes[0] = (struct node){ .first = FI_PATH_NONE, .next = FI_PATH_NONE };
	t->arena[0] = 0;
	t->used = 1;
	t->n = 1;
	return t;
}

void fi_paths_free(struct fi_paths *t)
{
	if (!t)
		return;
	free(t->nodes);
	free(t->arena);
	free(t->buckets);
	free(t);
}

static fi_path find(const struct fi_paths *t, fi_path dir, const char *name, size_t n)
{
	fi_path p = t->buckets[bucket(t, dir, name, n)];

	while (p != FI_PATH_NONE) {
		const struct node *d = &t->nodes[p];

		if (d->parent == dir && d->len == n && memcmp(t->arena + d->name, name, n) == 0)
			break;
		p = d->chain;
	}
	return p;
}

/* Where in the arena a name stands, ended by 0; put there if need be.  0: no memory. */
static uint32_t place(struct fi_paths *t, const char *name, size_t n)
{
	uint32_t *known = &t->latest[hash(t, 0, name, n) & (LATEST - 1)];

	if (*known && t->used - *known > n && memcmp(t->arena + *known, name, n) == 0 &&
		t->arena[*known + n] == 0)
		return *known;
	if (t->used > UINT32_MAX - n - 1 ||
		!fi_grow(&t->arena, &t->room, t->used + n + 1, 1))
		return 0;
	*known = (uint32_t)t->used;
	memcpy(t->arena + t->used, name, n);
	t->arena[t->used + n] = 0;
	t->used += n + 1;
	return *known;
}

static fi_path add(struct fi_paths *t, fi_path dir, const char *name, size_t n)
{
	struct node *d;
	uint32_t text;
	size_t at;
	fi_path p;

	if (t->n >= NAMES_MAX ||
		!fi_grow(&t->nodes, &t->cap, t->n + 1, sizeof(*t->nodes)) ||
		(t->n >= t->nbuckets && !bigger_table(t)))
		return FI_PATH_NONE;
	text = place(t, name, n);
	if (!text)
		return FI_PATH_NONE;
	at = bucket(t, dir, name, n);
	p = (fi_path)t->n++;
	d = &t->nodes[p];
	*d = (struct node){ .parent = dir,
		.first = FI_PATH_NONE,
		.next = t->nodes[dir].first,
		.chain = t->buckets[at],
		.name = text,
		.len = (uint16_t)n };
	t->nodes[dir].first = p;
	t->buckets[at] = p;
	return p;
}

fi_path fi_paths_find_child(const struct fi_paths *t, fi_path dir, const char *name,
	size_t n)
{
	return find(t, dir, name, n > NAME_MAX_LEN ? NAME_MAX_LEN : n);
}

fi_path fi_paths_child(struct fi_paths *t, fi_path dir, const char *name, size_t n)
{
	fi_path p;

	if (n > NAME_MAX_LEN)
		n = NAME_MAX_LEN;
	p = find(t, dir, name, n);
	return p != FI_PATH_NONE ? p : add(t, dir, name, n);
}

/* Walk the parts of a path; `make` decides whether new ones are added. */
static fi_path walk(const struct fi_paths *t, struct fi_paths *make, const char *text,
	size_t n, bool *odd)
{
	fi_path p = FI_PATH_ROOT;
	size_t at = 0, depth = 0;
	bool strange = n == 0;

	while (at < n) {
		const char *part = text + at;
		const char *slash = memchr(part, '/', n - at);
		size_t len = slash ? (size_t)(slash - part) : n - at;

		at += len + 1;
		if (len == 0 || (len == 1 && part[0] == '.'))
			continue;
		if (len == 2 && part[0] == '.' && part[1] == '.') {
			strange = true;
			p = t->nodes[p].parent;
			depth -= depth > 0;
			continue;
		}
		if (++depth > DEPTH_MAX) {
			strange = true;
			break;
		}
		if (len > NAME_MAX_LEN)
			len = NAME_MAX_LEN;
		p = make ? fi_paths_child(make, p, part, len) : find(t, p, part, len);
		if (p == FI_PATH_NONE)
			return p;
	}
	if (odd && strange)
		*odd = true;
	return p;
}

fi_path fi_paths_intern(struct fi_paths *t, const char *text, size_t n, bool *odd)
{
	return walk(t, t, text, n, odd);
}

fi_path fi_paths_find(const struct fi_paths *t, const char *text, size_t n)
{
	return walk(t, NULL, text, n, NULL);
}

fi_path fi_paths_parent(const struct fi_paths *t, fi_path p)
{
	return t->nodes[p].parent;
}

fi_path fi_paths_first(const struct fi_paths *t, fi_path p)
{
	return t->nodes[p].first;
}

fi_path fi_paths_next(const struct fi_paths *t, fi_path p)
{
	return t->nodes[p].next;
}

const char *fi_paths_name(const struct fi_paths *t, fi_path p, size_t *n)
{
	if (n)
		*n = t->nodes[p].len;
	return t->arena + t->nodes[p].name;
}

enum fi_code fi_paths_text(const struct fi_paths *t, fi_path p, struct fi_buf *b)
{
	fi_path chain[DEPTH_MAX];
	size_t n = 0;

	for (; p != FI_PATH_ROOT && n < DEPTH_MAX; p = t->nodes[p].parent)
		chain[n++] = p;
	while (n > 0) {
		const struct node *d = &t->nodes[chain[--n]];
		enum fi_code rc = fi_buf_add(b, t->arena + d->name, d->len);

		if (rc == FI_OK && n > 0)
			rc = fi_buf_add(b, "/", 1);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

uint32_t fi_paths_count(const struct fi_paths *t)
{
	return (uint32_t)t->n;
}
