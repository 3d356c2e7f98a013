#include "layers/paths.h"

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
	fi_path parent, first, next;
	uint32_t name; /* offset in the arena; several may share one */
	uint16_t len;
};

/*
 * Half of an image's names were there before in another folder: index.js, copyright,
 * LC_MESSAGES.  Where so many of the latest stand is remembered, a power of two.
 */
#define LATEST 8192u

/*
 * Members of a tar come folder by folder: so far the last path is remembered, with the
 * numbers of its folders.
 */
#define TRAIL_TEXT  512u
#define TRAIL_STEPS 32u

struct trail {
	char text[TRAIL_TEXT];
	/* Where a folder's text ends, behind its '/'; as many as its number has parts. */
	struct {
		fi_path path;
		uint32_t end;
	} step[TRAIL_STEPS];
	size_t n;
};

struct fi_paths {
	struct node *nodes;
	size_t n, cap;
	char *arena;
	size_t used, room;
	/* Offsets in the arena, 0 for none, by a hash of the name, and more of the hash. */
	struct {
		uint32_t name, hash;
	} latest[LATEST];
	/*
	 * Nodes by a hash of folder and name, each in its place or the next free one behind
	 * it, with more of the hash: a new name is seen to be new without a look at others.
	 */
	uint32_t *table;
	size_t mask; /* its places, a power of two, less one */
	uint64_t seed; /* so that no archive can choose names that collide */
	struct trail trail;
};

/* Both halves of the product: each bit of either number counts for all of the result. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#define ODD_1 0x9e3779b97f4a7c15u /* of the golden ratio, and of the root of 2 */
#define ODD_2 0x6a09e667f3bcc909u

/* Of a name, eight bytes at a time; the last ones may be taken twice. */
static uint64_t hash(const struct fi_paths *t, const char *name, size_t n)
{
	uint64_t h = t->seed ^ n, word = 0;
	uint32_t half = 0;

	for (size_t at = 0; at + 8 < n; at += 8) {
		memcpy(&word, name + at, 8);
		h = mix(h ^ word, ODD_1);
	}
	if (n >= 8) {
		memcpy(&word, name + n - 8, 8);
	} else if (n >= 4) {
		memcpy(&half, name, 4);
		word = (uint64_t)half << 32;
		memcpy(&half, name + n - 4, 4);
		word |= half;
	} else if (n) {
		word = (uint64_t)(unsigned char)name[0] << 16 |
		       (uint64_t)(unsigned char)name[n / 2] << 8 | (unsigned char)name[n - 1];
	}
	return mix(h ^ word, ODD_2);
}

/* A node's number in the table, which is less than NAMES_MAX; the other bits are the hash's. */
#define NUMBER (NAMES_MAX - 1)

/* The hash of a name in a folder. */
static uint64_t within(fi_path dir, uint64_t h)
{
	return mix(h ^ dir, ODD_1);
}

/* The node's place in the table; it is not in it. */
static void enter(struct fi_paths *t, fi_path p, uint64_t h)
{
	size_t at = (size_t)h & t->mask;

	while (t->table[at])
		at = (at + 1) & t->mask;
	t->table[at] = p | ((uint32_t)(h >> 32) & ~NUMBER);
}

/* Room for twice as many: so a third of the table at least is free. */
static bool bigger_table(struct fi_paths *t)
{
	size_t n = t->table ? (t->mask + 1) * 2 : 2048;
	uint32_t *table = calloc(n, sizeof(*table));

	if (!table)
		return false;
	free(t->table);
	t->table = table;
	t->mask = n - 1;
	for (size_t i = 1; i < t->n; i++) {
		const struct node *d = &t->nodes[i];

		enter(t, (fi_path)i, within(d->parent, hash(t, t->arena + d->name, d->len)));
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
	free(t->table);
	free(t);
}

/* h is within() of the folder. */
static fi_path find(const struct fi_paths *t, fi_path dir, const char *name, size_t n,
	uint64_t h)
{
	uint32_t more = (uint32_t)(h >> 32) & ~NUMBER;

	for (size_t at = (size_t)h & t->mask; t->table[at]; at = (at + 1) & t->mask) {
		fi_path p = t->table[at] & NUMBER;
		const struct node *d = &t->nodes[p];

		if ((t->table[at] & ~NUMBER) == more && d->parent == dir && d->len == n &&
			memcmp(t->arena + d->name, name, n) == 0)
			return p;
	}
	return FI_PATH_NONE;
}

/* Where in the arena a name stands, ended by 0; put there if need be.  0: no memory. */
static uint32_t place(struct fi_paths *t, const char *name, size_t n, uint64_t h)
{
	uint32_t more = (uint32_t)(h >> 32), known = t->latest[h & (LATEST - 1)].name;

	if (known && t->latest[h & (LATEST - 1)].hash == more && t->used - known > n &&
		memcmp(t->arena + known, name, n) == 0 && t->arena[known + n] == 0)
		return known;
	if (t->used > UINT32_MAX - n - 1 ||
		!fi_grow(&t->arena, &t->room, t->used + n + 1, 1))
		return 0;
	known = (uint32_t)t->used;
	t->latest[h & (LATEST - 1)].name = known;
	t->latest[h & (LATEST - 1)].hash = more;
	memcpy(t->arena + t->used, name, n);
	t->arena[t->used + n] = 0;
	t->used += n + 1;
	return known;
}

static fi_path add(struct fi_paths *t, fi_path dir, const char *name, size_t n, uint64_t h)
{
	struct node *d;
	uint32_t text;
	fi_path p;

	if (t->n >= NAMES_MAX ||
		!fi_grow(&t->nodes, &t->cap, t->n + 1, sizeof(*t->nodes)) ||
		(t->n > (t->mask + 1) / 3 * 2 && !bigger_table(t)))
		return FI_PATH_NONE;
	text = place(t, name, n, h);
	if (!text)
		return FI_PATH_NONE;
	p = (fi_path)t->n++;
	d = &t->nodes[p];
	*d = (struct node){ .parent = dir,
		.first = FI_PATH_NONE,
		.next = t->nodes[dir].first,
		.name = text,
		.len = (uint16_t)n };
	t->nodes[dir].first = p;
	enter(t, p, within(dir, h));
	return p;
}

fi_path fi_paths_find_child(const struct fi_paths *t, fi_path dir, const char *name,
	size_t n)
{
	if (n > NAME_MAX_LEN)
		n = NAME_MAX_LEN;
	return find(t, dir, name, n, within(dir, hash(t, name, n)));
}

fi_path fi_paths_child(struct fi_paths *t, fi_path dir, const char *name, size_t n)
{
	uint64_t h;
	fi_path p;

	if (n > NAME_MAX_LEN)
		n = NAME_MAX_LEN;
	h = hash(t, name, n);
	p = find(t, dir, name, n, within(dir, h));
	return p != FI_PATH_NONE ? p : add(t, dir, name, n, h);
}

/* The longest beginning that the last path had, too: its number, and where it ends. */
static size_t follow(struct trail *trail, const char *text, size_t n, fi_path *p)
{
	for (; trail->n; trail->n--) {
		size_t end = trail->step[trail->n - 1].end;

		if (end > n || memcmp(trail->text, text, end) != 0)
			continue;
		*p = trail->step[trail->n - 1].path;
		return end;
	}
	return 0;
}

/* text[0..end) is the folder p's, as it is; all before its last name is on the trail. */
static void leave(struct trail *trail, const char *text, size_t end, fi_path p)
{
	size_t from = trail->n ? trail->step[trail->n - 1].end : 0;

	memcpy(trail->text + from, text + from, end - from);
	trail->step[trail->n].path = p;
	trail->step[trail->n++].end = (uint32_t)end;
}

/*
 * Walk the parts of a path; `make` decides whether new ones are added.  *as_is tells
 * whether the path's text is the one that was given, but for a '/' at its end.
 */
static fi_path walk(const struct fi_paths *t, struct fi_paths *make, const char *text,
	size_t n, bool *odd, bool *as_is)
{
	fi_path p = FI_PATH_ROOT;
	size_t at = make ? follow(&make->trail, text, n, &p) : 0;
	size_t depth = at ? make->trail.n : 0;
	bool strange = n == 0, plain = true;

	while (at < n) {
		const char *part = text + at;
		const char *slash = memchr(part, '/', n - at);
		size_t len = slash ? (size_t)(slash - part) : n - at;

		at += len + 1;
		if (len == 0 || (len == 1 && part[0] == '.')) {
			plain = false;
			continue;
		}
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
		if (len > NAME_MAX_LEN) {
			len = NAME_MAX_LEN;
			plain = false;
		}
		p = make ? fi_paths_child(make, p, part, len) :
			   fi_paths_find_child(t, p, part, len);
		if (p == FI_PATH_NONE)
			return p;
		plain &= !strange;
		if (make && slash && plain && at <= TRAIL_TEXT && depth <= TRAIL_STEPS)
			leave(&make->trail, text, at, p);
	}
	if (strange)
		*odd = true;
	*as_is = plain && !strange;
	return p;
}

fi_path fi_paths_intern(struct fi_paths *t, const char *text, size_t n, bool *odd)
{
	bool ignored, as_is;

	return walk(t, t, text, n, odd ? odd : &ignored, &as_is);
}

enum fi_code fi_paths_clean(struct fi_paths *t, const char *text, size_t n, bool *odd,
	fi_path *out, struct fi_buf *clean)
{
	bool as_is = false;

	fi_buf_clear(clean);
	*out = walk(t, t, text, n, odd, &as_is);
	if (*out == FI_PATH_NONE)
		return FI_ENOMEM;
	if (as_is)
		return fi_buf_add(clean, text, text[n - 1] == '/' ? n - 1 : n);
	return fi_paths_text(t, *out, clean);
}

fi_path fi_paths_find(const struct fi_paths *t, const char *text, size_t n)
{
	bool odd, as_is;

	return walk(t, NULL, text, n, &odd, &as_is);
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
