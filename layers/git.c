#include "layers/git.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "lib/buf.h"

/*
 * Objects met lately, for differences to them.  Git writes an object's differences
 * right behind it, so that little is enough.  In a pack inside of a pack there is less.
 */
#define CACHE_BYTES       ((size_t)12 << 20)
#define CACHE_BYTES_INNER ((size_t)1 << 20)
#define CACHE_OBJECTS     16384
#define CACHE_HEADS       4096 /* a power of 2 */

/* A larger object is shown as it is inflated: without its id, and for no difference. */
#define OBJECT_MAX       ((size_t)4 << 20)
#define OBJECT_MAX_INNER ((size_t)1 << 20)

/*
 * A long history holds each file a thousand times.  Beyond so many bytes only what the
 * differences add is shown: it is what makes them differ.
 */
#define WHOLE_BYTES ((uint64_t)512 << 20)

/*
 * Old versions of a file come in front of the newest, whose tree has been met, and wait
 * for its name.
 */
#define WAIT_BYTES ((size_t)4 << 20)

/* Names of files by their ids, in a layer: about 6 MiB.  Later ones have no path then.
 */
#define NAMES_MAX  ((size_t)1 << 17)
#define TEXT_MAX   ((size_t)2 << 20)
#define PROBES_MAX 16 /* ids made to collide cost no more than this */

/* Folders of a path, and its bytes. */
#define PATH_DEPTH 32
#define PATH_BYTES 1024

/* What stands before the pack in a bundle: its branches. */
#define BUNDLE_HEADER_MAX ((size_t)1 << 20)

#define CHUNK   ((size_t)64 << 10)
#define ID_MAX  32
#define NOWHERE UINT32_MAX

enum type { COMMIT = 1, TREE, BLOB, TAG, OFS_DELTA = 6, REF_DELTA };

static const char *const type_names[] = { "", "commit", "tree", "blob", "tag" };

/* A file or folder that a tree names; its id's first bytes are enough to find it. */
struct name {
	unsigned char id[16];
	uint32_t parent; /* the folder it is in, NOWHERE if not known */
	uint32_t text;   /* where its name begins, NOWHERE if it has none */
};

struct fi_git {
	struct name *names;
	size_t nnames, cap;
	uint32_t *index; /* of names, by id; NOWHERE is empty */
	size_t slots;
	struct fi_buf text;
	unsigned depth; /* packs being read inside of each other */
};

/* An object that was put together. */
struct object {
	uint64_t at; /* where in the pack it begins */
	unsigned char id[ID_MAX];
	unsigned char *p;
	size_t n;
	int type;
	uint64_t family; /* where the first of those begins that differ from each other
			  */
	uint32_t named;  /* which name it has, or one of its family; NOWHERE */
	struct object *older, *newer;     /* by when it was used last */
	struct object *next_at, *next_id; /* in the same list of heads */
};

/* One pack or loose object being read. */
struct pack {
	struct fi_git *g;
	const struct fi_git_user *user;
	struct fi_reader in;
	const unsigned char *p; /* of the block lent last, what is not used */
	size_t n;
	uint64_t taken; /* bytes used before p */
	z_stream z;
	EVP_MD_CTX *md;
	const EVP_MD *kind;
	size_t id_len;
	unsigned char *chunk; /* CHUNK bytes: what was inflated last */
	struct object *by_at[CACHE_HEADS], *by_id[CACHE_HEADS];
	struct object *oldest, *newest;
	size_t nobjects, held, held_max, object_max;
	struct object *waiting, **last_waiting; /* for a name; copies, by next_at */
	size_t wait_bytes;
	uint64_t family; /* whose name became known last: */
	uint32_t named;
	uint64_t shown, lost;
	uint64_t left; /* bytes of the object at hand that are to come */
};

/* --- names that trees tell ---------------------------------------------- */

static size_t hash_of(const unsigned char *id)
{
	uint64_t x;

	memcpy(&x, id, sizeof(x));
	return (size_t)(x ^ x >> 29);
}

/* Where this id's number is, or is to be put; NULL: nowhere. */
static uint32_t *slot_of(struct fi_git *g, const unsigned char *id)
{
	size_t h = hash_of(id);

	for (size_t i = 0; g->slots && i < PROBES_MAX; i++) {
		uint32_t *at = &g->index[(h + i) & (g->slots - 1)];

		if (*at == NOWHERE ||
			memcmp(g->names[*at].id, id, sizeof(g->names->id)) == 0)
			return at;
	}
	return NULL;
}

/* Twice as many slots; false without memory. */
static bool more_slots(struct fi_git *g)
{
	size_t slots = g->slots ? g->slots * 2 : 1024;
	uint32_t *index = malloc(slots * sizeof(*index));

	if (!index)
		return false;
	memset(index, 0xff, slots * sizeof(*index));
	free(g->index);
	g->index = index;
	g->slots = slots;
	for (size_t i = 0; i < g->nnames; i++) {
		uint32_t *at = slot_of(g, g->names[i].id);

		if (at)
			*at = (uint32_t)i;
	}
	return true;
}

/* The number of this id, which is new perhaps; NOWHERE if there is no room. */
static enum fi_code number_of(struct fi_git *g, const unsigned char *id, uint32_t *out)
{
	uint32_t *at;

	*out = NOWHERE;
	if (g->nnames * 2 >= g->slots && g->nnames < NAMES_MAX && !more_slots(g))
		return FI_ENOMEM;
	at = slot_of(g, id);
	if (at && *at == NOWHERE) {
		if (g->nnames >= NAMES_MAX)
			return FI_OK;
		if (!fi_grow(&g->names, &g->cap, g->nnames + 1, sizeof(*g->names)))
			return FI_ENOMEM;
		g->names[g->nnames] =
			(struct name){ .parent = NOWHERE, .text = NOWHERE };
		memcpy(g->names[g->nnames].id, id, sizeof(g->names->id));
		*at = (uint32_t)g->nnames++;
	}
	*out = at ? *at : NOWHERE;
	return FI_OK;
}

/* One entry of a tree.  The first name an id is met with stays: the newest, in a pack.
 */
static enum fi_code add_name(struct fi_git *g, uint32_t folder, const char *text,
	size_t len, const unsigned char *id)
{
	uint32_t i;
	enum fi_code rc = number_of(g, id, &i);

	if (rc != FI_OK || i == NOWHERE || g->names[i].text != NOWHERE ||
		len >= g->text.max - g->text.len)
		return rc;
	g->names[i].text = (uint32_t)g->text.len;
	g->names[i].parent = folder;
	rc = fi_buf_add(&g->text, text, len);
	return rc == FI_OK ? fi_buf_add(&g->text, "", 1) : rc;
}

/* "100644 name", a zero and the id, again and again. */
static enum fi_code add_tree(struct pack *k, const struct object *o, struct fi_err *err)
{
	const unsigned char *p = o->p, *end = o->p + o->n;
	uint32_t folder;

	if (number_of(k->g, o->id, &folder) != FI_OK)
		return fi_err_nomem(err);
	while (p < end) {
		const unsigned char *zero = memchr(p, 0, (size_t)(end - p));
		const unsigned char *name =
			zero ? memchr(p, ' ', (size_t)(zero - p)) : NULL;

		if (!name || (size_t)(end - zero) <= k->id_len)
			break;
		name++;
		if (add_name(k->g, folder, (const char *)name, (size_t)(zero - name),
			    zero + 1) != FI_OK)
			return fi_err_nomem(err);
		p = zero + 1 + k->id_len;
	}
	return FI_OK;
}

/* The number of the name that an id has; NOWHERE if it has none. */
static uint32_t name_of(struct fi_git *g, const unsigned char *id)
{
	uint32_t *at = slot_of(g, id);

	return at && *at != NOWHERE && g->names[*at].text != NOWHERE ? *at : NOWHERE;
}

/* Appends "/config/.env". */
static enum fi_code add_path(struct fi_git *g, uint32_t named, struct fi_buf *out)
{
	const char *part[PATH_DEPTH];
	size_t n = 0;

	for (uint32_t i = named; i != NOWHERE && n < PATH_DEPTH; i = g->names[i].parent)
		if (g->names[i].text != NOWHERE)
			part[n++] = g->text.p + g->names[i].text;
	while (n) {
		size_t len = strlen(part[--n]);

		if (len + 2 > out->max - out->len)
			return FI_OK;
		if (fi_buf_addf(out, "/%s", part[n]) != FI_OK)
			return FI_ENOMEM;
	}
	return FI_OK;
}

/* --- objects met lately -------------------------------------------------- */

static struct object **head_at(struct pack *k, uint64_t at)
{
	return &k->by_at[(at ^ at >> 12) & (CACHE_HEADS - 1)];
}

static struct object **head_id(struct pack *k, const unsigned char *id)
{
	return &k->by_id[hash_of(id) & (CACHE_HEADS - 1)];
}

static void object_free(struct object *o)
{
	if (o)
		free(o->p);
	free(o);
}

static void object_freep(struct object **o)
{
	object_free(*o);
}

static void unlink_age(struct pack *k, struct object *o)
{
	*(o->older ? &o->older->newer : &k->oldest) = o->newer;
	*(o->newer ? &o->newer->older : &k->newest) = o->older;
}

static void link_age(struct pack *k, struct object *o)
{
	o->older = k->newest;
	o->newer = NULL;
	*(k->newest ? &k->newest->newer : &k->oldest) = o;
	k->newest = o;
}

static void forget_oldest(struct pack *k)
{
	struct object *o = k->oldest, **at;

	for (at = head_at(k, o->at); *at != o;)
		at = &(*at)->next_at;
	*at = o->next_at;
	for (at = head_id(k, o->id); *at != o;)
		at = &(*at)->next_id;
	*at = o->next_id;
	unlink_age(k, o);
	k->nobjects--;
	k->held -= o->n;
	object_free(o);
}

/* The cache becomes the owner. */
static void keep(struct pack *k, struct object *o)
{
	struct object **at = head_at(k, o->at), **id = head_id(k, o->id);

	o->next_at = *at;
	*at = o;
	o->next_id = *id;
	*id = o;
	link_age(k, o);
	k->nobjects++;
	k->held += o->n;
	while (k->held > k->held_max || k->nobjects > CACHE_OBJECTS)
		forget_oldest(k);
}

static struct object *used(struct pack *k, struct object *o)
{
	if (o) {
		unlink_age(k, o);
		link_age(k, o);
	}
	return o;
}

static struct object *met_at(struct pack *k, uint64_t at)
{
	struct object *o = *head_at(k, at);

	while (o && o->at != at)
		o = o->next_at;
	return used(k, o);
}

static struct object *met_id(struct pack *k, const unsigned char *id)
{
	struct object *o = *head_id(k, id);

	while (o && memcmp(o->id, id, k->id_len) != 0)
		o = o->next_id;
	return used(k, o);
}

/* --- bytes --------------------------------------------------------------- */

static enum fi_code damaged(struct fi_err *err, const char *what)
{
	return fi_err_set(err, FI_EFORMAT, "%s", what);
}

/* At least one byte stands at k->p, or it fails. */
static enum fi_code fill(struct pack *k, struct fi_err *err)
{
	const void *p = NULL;
	enum fi_code rc;

	if (k->n)
		return FI_OK;
	rc = k->in.read(k->in.self, &p, &k->n, err);
	if (rc != FI_OK) {
		k->n = 0;
		return rc;
	}
	k->p = p;
	return k->n ? FI_OK : damaged(err, "it ends early");
}

static void take(struct pack *k, size_t n)
{
	k->p += n;
	k->n -= n;
	k->taken += n;
}

static enum fi_code get_byte(struct pack *k, unsigned char *out, struct fi_err *err)
{
	enum fi_code rc = fill(k, err);

	if (rc == FI_OK) {
		*out = *k->p;
		take(k, 1);
	}
	return rc;
}

static enum fi_code get_bytes(
	struct pack *k, unsigned char *out, size_t n, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; i < n && rc == FI_OK; i++)
		rc = get_byte(k, &out[i], err);
	return rc;
}

static enum fi_code deflated_begin(struct pack *k, uint64_t size)
{
	k->left = size;
	return inflateReset(&k->z) == Z_OK ? FI_OK : FI_ENOMEM;
}

/*
 * Inflate up to `room` bytes to `out`; *ended tells that the deflated data is over. How
 * the input is cut does not show: it goes on until `room` is full.
 */
static enum fi_code inflate_some(struct pack *k, unsigned char *out, size_t room,
	size_t *got, bool *ended, struct fi_err *err)
{
	int z = Z_OK;

	k->z.next_out = out;
	k->z.avail_out = (uInt)room;
	while (z == Z_OK && k->z.avail_out) {
		enum fi_code rc = fill(k, err);
		size_t n = k->n < CHUNK ? k->n : CHUNK;

		if (rc != FI_OK)
			return rc;
		k->z.next_in = (unsigned char *)(uintptr_t)k->p;
		k->z.avail_in = (uInt)n;
		z = inflate(&k->z, Z_NO_FLUSH);
		take(k, n - k->z.avail_in);
	}
	if (z != Z_OK && z != Z_STREAM_END)
		return z == Z_MEM_ERROR
			       ? fi_err_nomem(err)
			       : damaged(err, "an object's deflated data is damaged");
	*got = room - k->z.avail_out;
	*ended = z == Z_STREAM_END;
	return k->user->count(k->user->self, *got, err);
}

/* The end of deflated data whose bytes have all come: nothing but its checksum. */
static enum fi_code deflated_end(struct pack *k, struct fi_err *err)
{
	unsigned char more;
	size_t got = 0;
	bool ended = false;
	enum fi_code rc = inflate_some(k, &more, 1, &got, &ended, err);

	if (rc != FI_OK)
		return rc;
	return got || !ended ? damaged(err, "an object is longer than it says") : FI_OK;
}

/* The whole of deflated data; the caller frees *out. */
static enum fi_code inflate_all(
	struct pack *k, size_t n, unsigned char **out, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *p = malloc(n + 1);
	size_t got = 0;
	bool ended = false;
	enum fi_code rc;

	if (!p || deflated_begin(k, n) != FI_OK)
		return fi_err_nomem(err);
	rc = n ? inflate_some(k, (unsigned char *)p, n, &got, &ended, err) : FI_OK;
	if (rc == FI_OK && got < n)
		rc = damaged(err, "an object is shorter than it says");
	if (rc == FI_OK && !ended)
		rc = deflated_end(k, err);
	if (rc != FI_OK)
		return rc;
	*out = (unsigned char *)p;
	p = NULL;
	return FI_OK;
}

/* The next stretch of deflated data of k->left bytes; *n is 0 at its end. */
static enum fi_code inflate_next(struct pack *k, size_t *n, struct fi_err *err)
{
	size_t room = k->left < CHUNK ? (size_t)k->left : CHUNK;
	bool ended = false;
	enum fi_code rc;

	*n = 0;
	if (!room)
		return FI_OK;
	rc = inflate_some(k, k->chunk, room, n, &ended, err);
	if (rc != FI_OK) {
		*n = 0;
		return rc;
	}
	k->left -= *n;
	if (ended && k->left)
		return damaged(err, "an object is shorter than it says");
	return k->left || ended ? FI_OK : deflated_end(k, err);
}

static enum fi_code deflated_read(
	void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct pack *k = self;

	*p = k->chunk;
	return inflate_next(k, n, err);
}

/* --- differences --------------------------------------------------------- */

/* What a difference adds, from its bytes as they come. */
struct additions {
	struct pack *k;
	unsigned sizes;     /* numbers in front of the instructions that are to come */
	unsigned operands;  /* bytes of a copy instruction */
	unsigned add;       /* bytes to add */
	bool any, apart;    /* something was added; something was copied since */
	unsigned char *own; /* the difference, if it is in memory */
	size_t nown;
};

/* Leaves of n bytes what is added; what a copy keeps apart, a zero does. */
static size_t only_added(struct additions *a, unsigned char *p, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = p[i];

		if (a->sizes) {
			a->sizes -= !(c & 0x80);
		} else if (a->operands) {
			a->operands--;
		} else if (a->add) {
			a->add--;
			p[out++] = c;
		} else if (c & 0x80) {
			a->operands = (unsigned)__builtin_popcount(c & 0x7f);
			a->apart = a->any;
		} else {
			a->add = c;
			if (c && a->apart)
				p[out++] = 0;
			a->any |= c != 0;
			a->apart &= c == 0;
		}
	}
	return out;
}

static enum fi_code additions_read(
	void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct additions *a = self;
	size_t got;

	for (;;) {
		unsigned char *from = a->own ? a->own : a->k->chunk;
		enum fi_code rc = FI_OK;

		got = a->nown;
		if (!a->own)
			rc = inflate_next(a->k, &got, err);
		a->nown = 0;
		*p = from;
		*n = 0;
		if (rc != FI_OK || !got)
			return rc;
		*n = only_added(a, from, got);
		if (*n)
			return FI_OK;
	}
}

static bool get_size(const unsigned char **p, const unsigned char *end, uint64_t *out)
{
	uint64_t x = 0;

	for (unsigned shift = 0; *p < end && shift < 63; shift += 7) {
		unsigned char c = *(*p)++;

		x |= (uint64_t)(c & 0x7f) << shift;
		if (!(c & 0x80)) {
			*out = x;
			return true;
		}
	}
	return false;
}

/* The operands of a copy: four bytes of where, three of how many, those that are not 0.
 */
static bool get_copy(const unsigned char **p, const unsigned char *end,
	unsigned char op, size_t *from, size_t *n)
{
	size_t x[7] = { 0 };

	for (unsigned i = 0; i < 7; i++) {
		if (!(op & 1u << i))
			continue;
		if (*p == end)
			return false;
		x[i] = *(*p)++;
	}
	*from = x[0] | x[1] << 8 | x[2] << 16 | x[3] << 24;
	*n = x[4] | x[5] << 8 | x[6] << 16;
	if (!*n)
		*n = 0x10000;
	return true;
}

/* Writes exactly n bytes to `out`, or false. */
static bool apply(const struct object *base, const unsigned char *p,
	const unsigned char *end, unsigned char *out, size_t n)
{
	while (p < end) {
		unsigned char op = *p++;
		size_t from = 0, k = op;
		const unsigned char *src = p;

		if (op & 0x80) {
			if (!get_copy(&p, end, op, &from, &k) || from > base->n ||
				k > base->n - from)
				return false;
			src = base->p + from;
		} else if (!op || k > (size_t)(end - p)) {
			return false;
		} else {
			p += k;
		}
		if (k > n)
			return false;
		memcpy(out, src, k);
		out += k;
		n -= k;
	}
	return n == 0;
}

/*
 * Put an object together; o->p stays NULL if the difference does not fit its base, or
 * makes something too large.
 */
static enum fi_code put_together(struct pack *k, const struct object *base,
	const unsigned char *p, size_t n, struct object *o, struct fi_err *err)
{
	const unsigned char *end = p + n;
	uint64_t old = 0, size = 0;
	enum fi_code rc;

	if (!get_size(&p, end, &old) || !get_size(&p, end, &size) || old != base->n ||
		size > k->object_max)
		return FI_OK;
	rc = k->user->count(k->user->self, size, err);
	if (rc != FI_OK)
		return rc;
	o->p = malloc((size_t)size + 1);
	if (!o->p)
		return fi_err_nomem(err);
	o->n = (size_t)size;
	o->type = base->type;
	o->family = base->family;
	o->named = base->named;
	if (!apply(base, p, end, o->p, o->n)) {
		free(o->p);
		o->p = NULL;
	}
	return FI_OK;
}

/* --- showing ------------------------------------------------------------- */

static enum fi_code show(struct pack *k, const char *name, uint64_t size,
	struct fi_reader in, struct fi_err *err)
{
	enum fi_code rc = k->user->object(k->user->self, name, size, in, err);
	const void *p;
	size_t n = 1;

	while (rc == FI_OK && n)
		rc = in.read(in.self, &p, &n, err);
	return rc;
}

static enum fi_code show_at(struct pack *k, const char *what, uint64_t at,
	uint64_t size, struct fi_reader in, struct fi_err *err)
{
	char name[64];

	(void)snprintf(name, sizeof(name), "%s at %ju", what, (uintmax_t)at);
	return show(k, name, size, in, err);
}

static enum fi_code add_id(struct pack *k, struct fi_buf *out, int type,
	const unsigned char *id, uint32_t named)
{
	enum fi_code rc = fi_buf_addf(out, "%s ", type_names[type]);

	for (size_t i = 0; i < k->id_len && rc == FI_OK; i++)
		rc = fi_buf_addf(out, "%02x", id[i]);
	return rc == FI_OK && type == BLOB ? add_path(k->g, named, out) : rc;
}

static bool digest(struct pack *k, struct object *o)
{
	char head[32];
	int n = snprintf(head, sizeof(head), "%s %zu", type_names[o->type], o->n);
	unsigned char id[EVP_MAX_MD_SIZE] = { 0 };
	bool done = EVP_DigestInit_ex(k->md, k->kind, NULL) == 1 &&
		    EVP_DigestUpdate(k->md, head, (size_t)n + 1) == 1 &&
		    EVP_DigestUpdate(k->md, o->p, o->n) == 1 &&
		    EVP_DigestFinal_ex(k->md, id, NULL) == 1;

	k->kind = NULL; /* the context knows it now */
	memcpy(o->id, id, ID_MAX);
	return done;
}

static enum fi_code show_whole(
	struct pack *k, const struct object *o, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf name = fi_buf_limited(PATH_BYTES);
	struct fi_memory m = { .p = o->p, .n = o->n };

	if (add_id(k, &name, o->type, o->id, o->named) != FI_OK)
		return fi_err_nomem(err);
	k->shown += o->n;
	return show(k, name.p, o->n, fi_memory_reader(&m), err);
}

/* Takes the object at `at` out of those that wait. */
static struct object *no_longer(struct pack *k, struct object **at)
{
	struct object *o = *at;

	*at = o->next_at;
	if (!o->next_at)
		k->last_waiting = at;
	k->wait_bytes -= o->n;
	return o;
}

static enum fi_code show_waiting(
	struct pack *k, struct object **at, uint32_t named, struct fi_err *err)
{
	FI_AUTO(object_freep) struct object *o = no_longer(k, at);
	uint32_t own = name_of(k->g, o->id);

	o->named = own != NOWHERE ? own : named;
	return show_whole(k, o, err);
}

/* Shows what waits until no more than so many bytes do. */
static enum fi_code wait_no_more(struct pack *k, size_t most, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	while (rc == FI_OK && k->waiting && (!most || k->wait_bytes > most))
		rc = show_waiting(k, &k->waiting, NOWHERE, err);
	return rc;
}

/* A copy, because the object is a base for others. */
static enum fi_code await_name(
	struct pack *k, const struct object *o, struct fi_err *err)
{
	FI_AUTO(object_freep) struct object *copy = NULL;
	enum fi_code rc;

	if (o->n > WAIT_BYTES)
		return show_whole(k, o, err);
	rc = wait_no_more(k, WAIT_BYTES - o->n, err);
	if (rc != FI_OK)
		return rc;
	copy = malloc(sizeof(*copy));
	if (copy) {
		*copy = *o;
		copy->next_at = NULL;
		copy->p = malloc(o->n + 1);
	}
	if (!copy || !copy->p)
		return fi_err_nomem(err);
	memcpy(copy->p, o->p, o->n);
	*k->last_waiting = copy;
	k->last_waiting = &copy->next_at;
	k->wait_bytes += copy->n;
	copy = NULL; /* waits */
	return FI_OK;
}

/* The name of one of a family is that of all. */
static enum fi_code name_family(
	struct pack *k, uint64_t family, uint32_t named, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	k->family = family;
	k->named = named;
	for (struct object **at = &k->waiting; rc == FI_OK && *at;)
		if ((*at)->family == family)
			rc = show_waiting(k, at, named, err);
		else
			at = &(*at)->next_at;
	return rc;
}

/* An object that is whole, and that the cache owns afterwards. */
static enum fi_code whole(struct pack *k, struct object *o, struct fi_err *err)
{
	enum fi_code rc = FI_OK;
	uint32_t own;

	if (!digest(k, o))
		return fi_err_nomem(err);
	if (o->type == TREE)
		return add_tree(k, o, err);
	own = name_of(k->g, o->id);
	if (own != NOWHERE) {
		o->named = own;
		rc = name_family(k, o->family, own, err);
	} else if (o->named == NOWHERE && o->family == k->family) {
		o->named = k->named;
	}
	if (rc == FI_OK && o->type == BLOB && o->named == NOWHERE)
		return await_name(k, o, err);
	return rc == FI_OK ? show_whole(k, o, err) : rc;
}

/* --- objects of a pack --------------------------------------------------- */

static enum fi_code plain(
	struct pack *k, struct object *o, uint64_t size, struct fi_err *err)
{
	if (size > k->object_max) {
		if (deflated_begin(k, size) != FI_OK)
			return fi_err_nomem(err);
		return show_at(k, type_names[o->type], o->at, size,
			(struct fi_reader){ .self = k, .read = deflated_read }, err);
	}
	o->n = (size_t)size;
	return inflate_all(k, o->n, &o->p, err);
}

static enum fi_code only_additions(
	struct pack *k, uint64_t at, unsigned char *own, size_t n, struct fi_err *err)
{
	struct additions a = { .k = k, .sizes = 2, .own = own, .nown = n };

	k->lost++;
	return show_at(k, "delta", at, 0,
		(struct fi_reader){ .self = &a, .read = additions_read }, err);
}

static enum fi_code delta(struct pack *k, const struct object *base, struct object *o,
	uint64_t size, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *p = NULL;
	unsigned char *bytes = NULL;
	enum fi_code rc;

	if (!base || size > k->object_max || k->shown > WHOLE_BYTES) {
		if (deflated_begin(k, size) != FI_OK)
			return fi_err_nomem(err);
		return only_additions(k, o->at, NULL, 0, err);
	}
	rc = inflate_all(k, (size_t)size, &bytes, err);
	p = (char *)bytes;
	if (rc == FI_OK)
		rc = put_together(k, base, bytes, (size_t)size, o, err);
	if (rc != FI_OK || o->p)
		return rc;
	return only_additions(k, o->at, bytes, (size_t)size, err);
}

static enum fi_code type_and_size(
	struct pack *k, int *type, uint64_t *size, struct fi_err *err)
{
	unsigned char c = 0;
	enum fi_code rc = get_byte(k, &c, err);

	*type = c >> 4 & 7;
	*size = c & 15;
	for (unsigned shift = 4; rc == FI_OK && c & 0x80; shift += 7) {
		if (shift > 53)
			return damaged(err, "an object's size is damaged");
		rc = get_byte(k, &c, err);
		*size |= (uint64_t)(c & 0x7f) << shift;
	}
	return rc;
}

/* How far back the base is: each byte that is followed by another counts one more. */
static enum fi_code distance(struct pack *k, uint64_t *out, struct fi_err *err)
{
	unsigned char c = 0;
	enum fi_code rc = get_byte(k, &c, err);
	uint64_t x = c & 0x7f;

	while (rc == FI_OK && c & 0x80) {
		if (x >= UINT64_MAX >> 8)
			return damaged(err, "a difference's base is damaged");
		rc = get_byte(k, &c, err);
		x = ((x + 1) << 7) + (c & 0x7f);
	}
	*out = x;
	return rc;
}

static enum fi_code one(struct pack *k, struct fi_err *err)
{
	FI_AUTO(object_freep) struct object *o = calloc(1, sizeof(*o));
	unsigned char id[ID_MAX] = { 0 };
	uint64_t size = 0, back = 0;
	enum fi_code rc;

	if (!o)
		return fi_err_nomem(err);
	o->at = o->family = k->taken;
	o->named = NOWHERE;
	rc = type_and_size(k, &o->type, &size, err);
	if (rc != FI_OK)
		return rc;
	if (o->type == OFS_DELTA) {
		rc = distance(k, &back, err);
		if (rc == FI_OK)
			rc = delta(k, back <= o->at ? met_at(k, o->at - back) : NULL, o,
				size, err);
	} else if (o->type == REF_DELTA) {
		rc = get_bytes(k, id, k->id_len, err);
		if (rc == FI_OK)
			rc = delta(k, met_id(k, id), o, size, err);
	} else if (o->type >= COMMIT && o->type <= TAG) {
		rc = plain(k, o, size, err);
	} else {
		return damaged(err, "an object's type is damaged");
	}
	if (rc != FI_OK || !o->p)
		return rc;
	rc = whole(k, o, err);
	if (rc == FI_OK) {
		keep(k, o);
		o = NULL;
	}
	return rc;
}

/* --- beginning and end --------------------------------------------------- */

static void pack_free(struct pack *k)
{
	if (!k)
		return;
	while (k->oldest)
		forget_oldest(k);
	while (k->waiting)
		object_free(no_longer(k, &k->waiting));
	if (k->chunk)
		(void)inflateEnd(&k->z);
	EVP_MD_CTX_free(k->md);
	free(k->chunk);
	k->g->depth--;
	free(k);
}

static void pack_freep(struct pack **k)
{
	pack_free(*k);
}

static bool hex(const char *s, size_t n)
{
	return strspn(s, "0123456789abcdef") >= n;
}

/* Are the ids SHA-256?  A pack is named by one, a loose object by all but two digits.
 */
static bool long_ids(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;

	return strncmp(base, "pack-", 5) == 0 ? hex(base + 5, 64) : hex(base, 62);
}

static struct pack *pack_new(struct fi_git *g, const char *path, struct fi_reader in,
	const struct fi_git_user *user)
{
	struct pack *k = calloc(1, sizeof(*k));
	bool inner = g->depth > 0;

	if (!k)
		return NULL;
	k->g = g;
	k->last_waiting = &k->waiting;
	k->named = NOWHERE;
	k->user = user;
	k->in = in;
	k->kind = long_ids(path) ? EVP_sha256() : EVP_sha1();
	k->id_len = long_ids(path) ? 32 : 20;
	k->held_max = inner ? CACHE_BYTES_INNER : CACHE_BYTES;
	k->object_max = inner ? OBJECT_MAX_INNER : OBJECT_MAX;
	k->md = EVP_MD_CTX_new();
	k->chunk = malloc(CHUNK);
	g->depth++;
	if (k->md && k->chunk && inflateInit(&k->z) == Z_OK)
		return k;
	free(k->chunk);
	k->chunk = NULL;
	pack_free(k);
	return NULL;
}

static enum fi_code pack_rest(struct pack *k, struct fi_git_rest *rest)
{
	*rest = (struct fi_git_rest){ .unused = k->n, .lost = k->lost };
	return FI_OK;
}

/* "PACK", the version, how many objects; they; a digest. */
static enum fi_code objects(struct pack *k, struct fi_err *err)
{
	unsigned char head[12], sum[ID_MAX];
	uint32_t count;
	enum fi_code rc = get_bytes(k, head, sizeof(head), err);

	if (rc != FI_OK)
		return rc;
	if (!fi_git_is_pack(head, sizeof(head)))
		return damaged(err, "no Git pack where one should begin");
	count = (uint32_t)head[8] << 24 | (uint32_t)head[9] << 16 |
		(uint32_t)head[10] << 8 | head[11];
	/* A difference's place is counted from the pack's beginning. */
	k->taken = sizeof(head);
	for (uint32_t i = 0; i < count && rc == FI_OK; i++)
		rc = one(k, err);
	if (rc == FI_OK)
		rc = wait_no_more(k, 0, err);
	return rc == FI_OK ? get_bytes(k, sum, k->id_len, err) : rc;
}

enum fi_code fi_git_pack(struct fi_git *g, const char *path, struct fi_reader in,
	const struct fi_git_user *user, struct fi_git_rest *rest, struct fi_err *err)
{
	FI_AUTO(pack_freep) struct pack *k = pack_new(g, path, in, user);
	enum fi_code rc;

	if (!k)
		return fi_err_nomem(err);
	rc = objects(k, err);
	return rc == FI_OK ? pack_rest(k, rest) : rc;
}

/* Lines; the one that is empty ends them. */
static enum fi_code bundle_header(struct pack *k, struct fi_err *err)
{
	unsigned char c = 0, before;
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < BUNDLE_HEADER_MAX; i++) {
		before = c;
		rc = get_byte(k, &c, err);
		if (rc == FI_OK && c == '\n' && before == '\n')
			return FI_OK;
	}
	return rc == FI_OK ? damaged(err, "no Git pack in a bundle's first bytes") : rc;
}

enum fi_code fi_git_bundle(struct fi_git *g, const char *path, struct fi_reader in,
	const struct fi_git_user *user, struct fi_git_rest *rest, struct fi_err *err)
{
	FI_AUTO(pack_freep) struct pack *k = pack_new(g, path, in, user);
	enum fi_code rc;

	if (!k)
		return fi_err_nomem(err);
	rc = bundle_header(k, err);
	if (rc == FI_OK)
		rc = objects(k, err);
	return rc == FI_OK ? pack_rest(k, rest) : rc;
}

/* --- the index ----------------------------------------------------------- */

/* Of an entry: times and numbers, the id, flags. */
#define ENTRY_ID    40
#define ENTRY_FLAGS 60
#define ENTRY_N     62

/* Behind `keep` bytes of the name before; what does not fit `max` is passed over. */
static enum fi_code index_name(struct pack *k, char *name, size_t keep, size_t max,
	size_t *len, struct fi_err *err)
{
	unsigned char c = 1;
	enum fi_code rc = FI_OK;

	for (*len = keep; rc == FI_OK; ++*len) {
		rc = get_byte(k, &c, err);
		if (rc != FI_OK || !c)
			break;
		if (*len < max)
			name[*len] = (char)c;
	}
	return rc;
}

static enum fi_code index_entry(
	struct pack *k, unsigned version, char *name, size_t *len, struct fi_err *err)
{
	unsigned char fixed[ENTRY_N], more[8];
	size_t n = ENTRY_N, keep = 0;
	uint64_t cut = 0;
	enum fi_code rc = get_bytes(k, fixed, sizeof(fixed), err);

	if (rc == FI_OK && version > 2 && fixed[ENTRY_FLAGS] & 0x40) {
		rc = get_bytes(k, more, 2, err);
		n += 2;
	}
	if (rc == FI_OK && version == 4) {
		rc = distance(k, &cut, err);
		keep = *len < PATH_BYTES && cut <= *len ? *len - (size_t)cut : 0;
	}
	if (rc == FI_OK)
		rc = index_name(k, name, keep, PATH_BYTES, len, err);
	/* Zeros up to a multiple of 8, of which one has been read. */
	if (rc == FI_OK && version < 4)
		rc = get_bytes(k, more, 7 - (n + *len) % 8, err);
	if (rc != FI_OK)
		return rc;
	if (*len < PATH_BYTES &&
		add_name(k->g, NOWHERE, name, *len, fixed + ENTRY_ID) != FI_OK)
		return fi_err_nomem(err);
	return k->user->count(k->user->self, 0, err);
}

static enum fi_code index_entries(struct pack *k, struct fi_err *err)
{
	unsigned char head[12] = { 0 };
	char name[PATH_BYTES];
	size_t len = 0;
	enum fi_code rc = get_bytes(k, head, sizeof(head), err);
	uint32_t count = (uint32_t)head[8] << 24 | (uint32_t)head[9] << 16 |
			 (uint32_t)head[10] << 8 | head[11];

	for (uint32_t i = 0; i < count && rc == FI_OK; i++)
		rc = index_entry(k, head[7], name, &len, err);
	return rc;
}

enum fi_code fi_git_index(struct fi_git *g, const char *path, struct fi_reader in,
	const struct fi_git_user *user, struct fi_git_rest *rest, struct fi_err *err)
{
	FI_AUTO(pack_freep) struct pack *k = pack_new(g, path, in, user);
	enum fi_code rc;

	if (!k)
		return fi_err_nomem(err);
	rc = index_entries(k, err);
	return rc == FI_OK ? pack_rest(k, rest) : rc;
}

/* --- loose objects ------------------------------------------------------- */

/* "blob 123" and a zero: what type, how many bytes, and how long that is; 0: none. */
static size_t loose_head(const unsigned char *p, size_t n, int *type, uint64_t *size)
{
	const unsigned char *zero = memchr(p, 0, n);
	size_t len = zero ? (size_t)(zero - p) : 0, at = 0;

	for (*type = COMMIT; *type <= TAG; ++*type) {
		at = strlen(type_names[*type]);
		if (len > at + 1 && memcmp(p, type_names[*type], at) == 0 &&
			p[at] == ' ')
			break;
	}
	if (*type > TAG || len - at > 18)
		return 0;
	*size = 0;
	while (++at < len) {
		if (p[at] < '0' || p[at] > '9')
			return 0;
		*size = *size * 10 + (uint64_t)(p[at] - '0');
	}
	return len + 1;
}

/* The longest such head. */
#define LOOSE_HEAD 32

/* The id that the path is made of: ".git/objects/ab/cdef..." */
static bool id_of_path(const char *path, size_t id_len, unsigned char *id)
{
	const char *p = path + strlen(path);
	size_t n = id_len * 2;

	for (size_t digit = n; digit-- > 0;) {
		unsigned v;

		if (p > path && p[-1] == '/' && digit == 1)
			p--;
		if (p == path)
			return false;
		p--;
		v = *p >= '0' && *p <= '9'   ? (unsigned)(*p - '0')
		    : *p >= 'a' && *p <= 'f' ? (unsigned)(*p - 'a' + 10)
					     : 16;
		if (v > 15)
			return false;
		if (digit & 1)
			id[digit / 2] = (unsigned char)v;
		else
			id[digit / 2] |= (unsigned char)(v << 4);
	}
	return true;
}

/* What stands behind the head in the bytes that held it, and then what follows. */
struct behind {
	struct pack *k;
	const unsigned char *p;
	size_t n;
};

static enum fi_code behind_read(
	void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct behind *b = self;

	if (!b->n)
		return deflated_read(b->k, p, n, err);
	*p = b->p;
	*n = b->n;
	b->n = 0;
	return FI_OK;
}

/* Too large to hold: its path tells its id, if anything does. */
static enum fi_code loose_large(struct pack *k, const char *path, int type,
	uint64_t size, struct behind *b, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf name = fi_buf_limited(PATH_BYTES);
	unsigned char id[ID_MAX];
	enum fi_code rc = id_of_path(path, k->id_len, id)
				  ? add_id(k, &name, type, id, name_of(k->g, id))
				  : fi_buf_adds(&name, type_names[type]);

	if (rc != FI_OK)
		return fi_err_nomem(err);
	return show(k, name.p, size,
		(struct fi_reader){ .self = b, .read = behind_read }, err);
}

static enum fi_code loose_small(
	struct pack *k, int type, uint64_t size, struct behind *b, struct fi_err *err)
{
	FI_AUTO(object_freep) struct object *o = calloc(1, sizeof(*o));
	enum fi_code rc = FI_OK;
	const void *p;
	size_t n = 1;

	if (!o || !(o->p = malloc((size_t)size + 1)))
		return fi_err_nomem(err);
	o->type = type;
	o->named = NOWHERE;
	while (rc == FI_OK && n) {
		rc = behind_read(b, &p, &n, err);
		if (rc == FI_OK) {
			memcpy(o->p + o->n, p, n);
			o->n += n;
		}
	}
	if (rc == FI_OK)
		rc = whole(k, o, err);
	return rc == FI_OK ? wait_no_more(k, 0, err) : rc;
}

static enum fi_code loose(struct pack *k, const char *path, struct fi_err *err)
{
	unsigned char head[LOOSE_HEAD];
	struct behind b = { .k = k };
	size_t got = 0, used_up;
	uint64_t size = 0;
	bool ended = false;
	int type = 0;
	enum fi_code rc = inflate_some(k, head, sizeof(head), &got, &ended, err);

	if (rc != FI_OK)
		return rc;
	used_up = loose_head(head, got, &type, &size);
	b.p = head + used_up;
	b.n = got - used_up;
	if (!used_up || b.n > size || (ended && b.n < size))
		return damaged(err, "no Git object");
	k->left = size - b.n;
	if (!k->left && !ended) {
		rc = deflated_end(k, err);
		if (rc != FI_OK)
			return rc;
	}
	return size > k->object_max ? loose_large(k, path, type, size, &b, err)
				    : loose_small(k, type, size, &b, err);
}

enum fi_code fi_git_loose(struct fi_git *g, const char *path, struct fi_reader in,
	const struct fi_git_user *user, struct fi_git_rest *rest, struct fi_err *err)
{
	FI_AUTO(pack_freep) struct pack *k = pack_new(g, path, in, user);
	enum fi_code rc;

	if (!k)
		return fi_err_nomem(err);
	rc = loose(k, path, err);
	return rc == FI_OK ? pack_rest(k, rest) : rc;
}

/* --- what it is ---------------------------------------------------------- */

bool fi_git_is_pack(const void *p, size_t n)
{
	const unsigned char *b = p;

	return n >= 12 && memcmp(p, "PACK\0\0\0", 7) == 0 && (b[7] == 2 || b[7] == 3);
}

bool fi_git_is_index(const void *p, size_t n)
{
	const unsigned char *b = p;

	return n >= 12 && memcmp(p, "DIRC\0\0\0", 7) == 0 && b[7] >= 2 && b[7] <= 4;
}

bool fi_git_is_bundle(const void *p, size_t n)
{
	return n >= 16 && (memcmp(p, "# v2 git bundle\n", 16) == 0 ||
				  memcmp(p, "# v3 git bundle\n", 16) == 0);
}

/* The head of zlib data with a window of 32 KiB, and of those the ones without a
 * dictionary. */
static bool is_zlib(const unsigned char *p, size_t n)
{
	return n >= 2 && p[0] == 0x78 && !(p[1] & 0x20) && (0x7800 | p[1]) % 31 == 0;
}

bool fi_git_is_loose(const void *p, size_t n)
{
	unsigned char head[LOOSE_HEAD];
	z_stream z = { 0 };
	uint64_t size;
	int type, rc;

	if (!is_zlib(p, n) || inflateInit(&z) != Z_OK)
		return false;
	z.next_in = (unsigned char *)(uintptr_t)p;
	z.avail_in = (uInt)(n < CHUNK ? n : CHUNK);
	z.next_out = head;
	z.avail_out = sizeof(head);
	rc = inflate(&z, Z_SYNC_FLUSH);
	(void)inflateEnd(&z);
	return (rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR) &&
	       loose_head(head, sizeof(head) - z.avail_out, &type, &size) > 0;
}

/* --- the object ---------------------------------------------------------- */

struct fi_git *fi_git_new(void)
{
	struct fi_git *g = calloc(1, sizeof(*g));

	if (g)
		g->text = fi_buf_limited(TEXT_MAX);
	return g;
}

void fi_git_free(struct fi_git *g)
{
	if (!g)
		return;
	free(g->names);
	free(g->index);
	fi_buf_done(&g->text);
	free(g);
}
