#include "layers/layer_wire.h"

#include <stdlib.h>
#include <string.h>

#include "layers/exec.h"
#include "lib/wire.h"

/* The least that one of them takes, so that no number asks for more memory than is due. */
#define NODE_LEAST  3
#define ENTRY_LEAST 2
#define KEPT_LEAST  2
#define EXEC_LEAST  7

/* As layers/paths.c has it. */
#define NAME_MAX_LEN 1024

/* What an entry's first byte says beside its kind. */
enum {
	TAG_KIND = 0x07,
	TAG_CAPABLE = 0x08,
	TAG_SAME_OWNER = 0x10, /* as the entry before */
	TAG_SAME_MODE = 0x20,  /* as the one before of its kind */
	TAG_SIZE = 0x40,
	TAG_LINK = 0x80,
};

#define KINDS 8

/* Both sides: what was said last. */
struct last {
	uint32_t path, uid, gid, text;
	uint16_t mode[KINDS];
};

/* --- writing ------------------------------------------------------------- */

struct writer {
	const struct fi_layer *l;
	const struct fi_paths *paths;
	uint32_t *number; /* of each path, from 1; 0: not written yet */
	uint32_t count;	  /* nodes written */
	struct fi_buf names, rest;
	struct fi_wire_out nodes, body;
};

static void put_node(struct writer *w, fi_path p)
{
	fi_path parent = fi_paths_parent(w->paths, p);
	size_t n;
	const char *name = fi_paths_name(w->paths, p, &n);

	w->number[p] = ++w->count;
	/* The root has no number of its own: 0 serves. */
	fi_wire_put(&w->nodes, w->count - (parent == FI_PATH_ROOT ? 0 : w->number[parent]));
	fi_wire_put_bytes(&w->nodes, name, n);
}

/*
 * The path's place in the list, put there with the folders above it if it is new.  A path
 * has at most 1,024 parts (layers/paths.c), so that deep may it call itself.
 */
static uint32_t number_of(struct writer *w, fi_path p)
{
	if (p != FI_PATH_ROOT && !w->number[p]) {
		(void)number_of(w, fi_paths_parent(w->paths, p));
		put_node(w, p);
	}
	return p == FI_PATH_ROOT ? 0 : w->number[p];
}

static void put_entry(struct writer *w, const struct fi_entry *e, struct last *last)
{
	unsigned kind = e->kind & TAG_KIND, tag = kind;
	uint32_t path = number_of(w, e->path);
	bool same_owner = e->uid == last->uid && e->gid == last->gid;
	bool same_mode = e->mode == last->mode[kind];

	tag |= e->capable ? TAG_CAPABLE : 0;
	tag |= same_owner ? TAG_SAME_OWNER : 0;
	tag |= same_mode ? TAG_SAME_MODE : 0;
	tag |= e->size ? TAG_SIZE : 0;
	tag |= e->link != FI_PATH_NONE ? TAG_LINK : 0;
	fi_wire_put_raw(&w->body, &(unsigned char){ (unsigned char)tag }, 1);
	fi_wire_put_signed(&w->body, (int64_t)path - last->path);
	if (!same_owner) {
		fi_wire_put(&w->body, e->uid);
		fi_wire_put(&w->body, e->gid);
	}
	if (!same_mode)
		fi_wire_put(&w->body, e->mode);
	if (e->size)
		fi_wire_put(&w->body, e->size);
	if (e->link != FI_PATH_NONE)
		fi_wire_put(&w->body, number_of(w, e->link));
	if (e->kind == FI_KIND_SYMLINK) {
		fi_wire_put_signed(&w->body, (int64_t)e->text - last->text);
		last->text = e->text + (uint32_t)strlen(fi_layer_target(w->l, e)) + 1;
	}
	last->path = path;
	last->uid = e->uid;
	last->gid = e->gid;
	last->mode[kind] = e->mode;
}

/* "root:$6$...:0:0:" -> "root:x:0:0:"; an empty password stays one. */
static void put_without_passwords(struct fi_wire_out *w, struct fi_buf *room,
	const struct fi_kept *k)
{
	const char *at = k->bytes, *end = k->bytes + k->n;

	fi_buf_clear(room);
	while (at < end && w->rc == FI_OK) {
		const char *brk = memchr(at, '\n', (size_t)(end - at));
		const char *line_end = brk ? brk + 1 : end;
		const char *user = memchr(at, ':', (size_t)(line_end - at));
		const char *pass = user ? memchr(user + 1, ':', (size_t)(line_end - user - 1)) : NULL;

		/* A line without the second colon may still have a hash behind the first. */
		if (user && !pass)
			pass = brk ? brk : end;
		if (user && pass > user + 1) {
			w->rc = fi_buf_add(room, at, (size_t)(user + 1 - at));
			if (w->rc == FI_OK)
				w->rc = fi_buf_adds(room, "x");
			at = pass;
		}
		if (w->rc == FI_OK)
			w->rc = fi_buf_add(room, at, (size_t)(line_end - at));
		at = line_end;
	}
	fi_wire_put_bytes(w, room->p, room->len);
}

static void put_kept(struct writer *w, const struct fi_kept *k)
{
	FI_AUTO(fi_buf_done) struct fi_buf room = fi_buf_limited(2 * FI_LAYER_KEPT_MAX);
	const char *name = fi_paths_name(w->paths, k->path, NULL);

	fi_wire_put(&w->body, number_of(w, k->path));
	if (strcmp(name, "passwd") == 0 || strcmp(name, "group") == 0)
		put_without_passwords(&w->body, &room, k);
	else
		fi_wire_put_bytes(&w->body, k->bytes, k->n);
}

static void put_exec(struct writer *w, const struct fi_exec *x)
{
	fi_wire_put(&w->body, number_of(w, x->path));
	fi_wire_put(&w->body, x->kind);
	fi_wire_put(&w->body, (uint64_t)x->bits << 1 | x->linked);
	fi_wire_put(&w->body, x->machine);
	fi_wire_put(&w->body, x->glibc_wants);
	fi_wire_put(&w->body, x->glibc_has);
	fi_wire_put(&w->body, x->text);
}

static void put_body(struct writer *w)
{
	const struct fi_layer *l = w->l;
	struct last last = { 0 };

	fi_wire_put(&w->body, l->nentries);
	for (size_t i = 0; i < l->nentries; i++)
		put_entry(w, &l->entries[i], &last);
	fi_wire_put(&w->body, l->nkept);
	for (size_t i = 0; i < l->nkept; i++)
		put_kept(w, &l->kept[i]);
	fi_wire_put(&w->body, l->nexecs);
	for (size_t i = 0; i < l->nexecs; i++)
		put_exec(w, &l->execs[i]);
}

/* The head, then the names, then what needs them. */
static enum fi_code put_all(struct writer *w, struct fi_buf *out)
{
	const struct fi_layer *l = w->l;
	struct fi_wire_out o = { .to = out };

	if (w->nodes.rc != FI_OK || w->body.rc != FI_OK)
		return w->nodes.rc != FI_OK ? w->nodes.rc : w->body.rc;
	fi_wire_put_text(&o, l->digest);
	fi_wire_put_text(&o, l->diff_id);
	fi_wire_put(&o, l->size);
	fi_wire_put(&o, l->raw);
	fi_wire_put(&o, l->whole);
	fi_wire_put(&o, l->files);
	fi_wire_put(&o, l->bytes);
	fi_wire_put_bytes(&o, l->targets.p, l->targets.len);
	fi_wire_put_bytes(&o, l->exec_text.p, l->exec_text.len);
	fi_wire_put(&o, w->count);
	fi_wire_put_raw(&o, w->names.p, w->names.len);
	fi_wire_put_raw(&o, w->rest.p, w->rest.len);
	return o.rc;
}

enum fi_code fi_layer_write(const struct fi_layer *l, const struct fi_paths *paths,
	struct fi_buf *out)
{
	struct writer w = { .l = l,
		.paths = paths,
		.names = fi_buf_limited(out->max),
		.rest = fi_buf_limited(out->max) };
	size_t before = out->len;
	enum fi_code rc = FI_ENOMEM;

	w.nodes.to = &w.names;
	w.body.to = &w.rest;
	w.number = calloc(fi_paths_count(paths), sizeof(*w.number));
	if (w.number) {
		put_body(&w);
		rc = put_all(&w, out);
	}
	if (rc != FI_OK && out->len > before)
		out->p[out->len = before] = 0;
	free(w.number);
	fi_buf_done(&w.names);
	fi_buf_done(&w.rest);
	return rc;
}

/* --- reading ------------------------------------------------------------- */

struct parser {
	struct fi_wire_in in;
	struct fi_paths *paths;
	struct fi_layer *l;
	fi_path *path; /* by number; the root is 0 */
	uint32_t count;
};

static void get_nodes(struct parser *r)
{
	size_t n = fi_wire_get_count(&r->in, NODE_LEAST);

	r->path = malloc((n + 1) * sizeof(*r->path));
	if (!r->path)
		r->in.rc = FI_ENOMEM;
	else
		r->path[0] = FI_PATH_ROOT;
	for (uint32_t i = 1; i <= n && r->in.rc == FI_OK; i++) {
		uint32_t up = (uint32_t)fi_wire_get(&r->in, i);
		size_t len;
		const char *name = fi_wire_get_bytes(&r->in, &len);

		if (!name || up == 0 || len == 0 || len > NAME_MAX_LEN ||
			memchr(name, '/', len) || memchr(name, 0, len)) {
			fi_wire_spoil(&r->in);
			return;
		}
		r->path[i] = fi_paths_child(r->paths, r->path[i - up], name, len);
		if (r->path[i] == FI_PATH_NONE)
			r->in.rc = FI_ELIMIT;
		r->count = i;
	}
}

static fi_path get_path(struct parser *r)
{
	uint64_t i = fi_wire_get(&r->in, r->count);

	return r->in.rc == FI_OK ? r->path[i] : FI_PATH_ROOT;
}

/* A number that is told as what it differs by. */
static uint32_t get_near(struct parser *r, uint32_t from, uint64_t max)
{
	int64_t by = fi_wire_get_signed(&r->in);

	if (by < -(int64_t)from || by > (int64_t)max - (int64_t)from) {
		fi_wire_spoil(&r->in);
		return 0;
	}
	return (uint32_t)((int64_t)from + by);
}

static void get_entry(struct parser *r, struct fi_entry *e, struct last *last)
{
	const struct fi_buf *targets = &r->l->targets;
	const unsigned char *tag = fi_wire_get_raw(&r->in, 1);
	unsigned kind = tag ? *tag & TAG_KIND : 0;

	if (!tag)
		return;
	last->path = get_near(r, last->path, r->count);
	if (!(*tag & TAG_SAME_OWNER)) {
		last->uid = (uint32_t)fi_wire_get(&r->in, UINT32_MAX);
		last->gid = (uint32_t)fi_wire_get(&r->in, UINT32_MAX);
	}
	if (!(*tag & TAG_SAME_MODE))
		last->mode[kind] = (uint16_t)fi_wire_get(&r->in, UINT16_MAX);
	*e = (struct fi_entry){ .path = r->path[last->path],
		.uid = last->uid,
		.gid = last->gid,
		.mode = last->mode[kind],
		.kind = (uint8_t)kind,
		.capable = (*tag & TAG_CAPABLE) != 0 };
	e->size = *tag & TAG_SIZE ? fi_wire_get(&r->in, UINT64_MAX) : 0;
	e->link = *tag & TAG_LINK ? get_path(r) : FI_PATH_NONE;
	if (kind != FI_KIND_SYMLINK)
		return;
	e->text = get_near(r, last->text, targets->len ? targets->len - 1 : 0);
	if (r->in.rc == FI_OK && targets->len)
		last->text = e->text + (uint32_t)strlen(targets->p + e->text) + 1;
	else
		fi_wire_spoil(&r->in);
}

static void get_entries(struct parser *r)
{
	size_t n = fi_wire_get_count(&r->in, ENTRY_LEAST);
	struct last last = { 0 };

	if (!fi_grow(&r->l->entries, &r->l->cap_entries, n, sizeof(*r->l->entries)))
		r->in.rc = FI_ENOMEM;
	for (size_t i = 0; i < n && r->in.rc == FI_OK; i++) {
		struct fi_entry e = { .link = FI_PATH_NONE };

		get_entry(r, &e, &last);
		if (r->in.rc == FI_OK && !fi_layer_add(r->l, &e))
			r->in.rc = FI_ELIMIT;
	}
}

static void get_kept(struct parser *r)
{
	size_t n = fi_wire_get_count(&r->in, KEPT_LEAST);
	struct fi_layer *l = r->l;

	for (size_t i = 0; i < n && r->in.rc == FI_OK; i++) {
		struct fi_kept k = { .path = get_path(r) };
		const char *bytes = fi_wire_get_bytes(&r->in, &k.n);

		if (!bytes)
			return;
		k.bytes = malloc(k.n + 1);
		if (!k.bytes || !fi_grow(&l->kept, &l->cap_kept, l->nkept + 1, sizeof(k))) {
			free(k.bytes);
			r->in.rc = FI_ENOMEM;
			return;
		}
		memcpy(k.bytes, bytes, k.n);
		k.bytes[k.n] = 0;
		l->kept[l->nkept++] = k;
	}
}

/* Do all texts of it end before the buffer does?  Of an ELF file: three, and a list. */
static bool texts_end(const struct fi_buf *b, const struct fi_exec *x)
{
	size_t at = x->text;

	if (x->kind != FI_EXEC_ELF)
		return x->kind != FI_EXEC_SCRIPT || at < b->len;
	for (int nth = 0;; nth++) {
		size_t n;

		if (at >= b->len)
			return false;
		n = strnlen(b->p + at, b->len - at);
		if (nth >= 3 && n == 0)
			return true;
		at += n + 1;
	}
}

static void get_execs(struct parser *r)
{
	size_t n = fi_wire_get_count(&r->in, EXEC_LEAST);
	struct fi_layer *l = r->l;

	if (!fi_grow(&l->execs, &l->cap_execs, n, sizeof(*l->execs)))
		r->in.rc = FI_ENOMEM;
	for (size_t i = 0; i < n && r->in.rc == FI_OK; i++) {
		struct fi_exec x = { .path = get_path(r) };
		unsigned bits;

		x.kind = (uint8_t)fi_wire_get(&r->in, FI_EXEC_EMPTY);
		bits = (unsigned)fi_wire_get(&r->in, 0x1ff);
		x.bits = (uint8_t)(bits >> 1);
		x.linked = bits & 1;
		x.machine = (uint16_t)fi_wire_get(&r->in, UINT16_MAX);
		x.glibc_wants = (uint32_t)fi_wire_get(&r->in, UINT32_MAX);
		x.glibc_has = (uint32_t)fi_wire_get(&r->in, UINT32_MAX);
		x.text = (uint32_t)fi_wire_get(&r->in, l->exec_text.len);
		if (!texts_end(&l->exec_text, &x))
			fi_wire_spoil(&r->in);
		else if (r->in.rc == FI_OK)
			l->execs[l->nexecs++] = x;
	}
}

static void get_buf(struct parser *r, struct fi_buf *b)
{
	size_t n;
	const void *p = fi_wire_get_bytes(&r->in, &n);

	if (p && r->in.rc == FI_OK)
		r->in.rc = fi_buf_add(b, p, n);
}

static void get_all(struct parser *r)
{
	struct fi_layer *l = r->l;

	l->digest = fi_wire_get_text(&r->in);
	l->diff_id = fi_wire_get_text(&r->in);
	l->size = fi_wire_get(&r->in, UINT64_MAX);
	l->raw = fi_wire_get(&r->in, UINT64_MAX);
	l->whole = fi_wire_get(&r->in, 1);
	l->files = fi_wire_get(&r->in, UINT64_MAX);
	l->bytes = fi_wire_get(&r->in, UINT64_MAX);
	get_buf(r, &l->targets);
	get_buf(r, &l->exec_text);
	get_nodes(r);
	get_entries(r);
	get_kept(r);
	get_execs(r);
}

static void layer_freep(struct fi_layer **l)
{
	fi_layer_free(*l);
}

enum fi_code fi_layer_read(const void *p, size_t n, struct fi_paths *paths,
	struct fi_layer **out, struct fi_err *err)
{
	FI_AUTO(layer_freep) struct fi_layer *l = fi_layer_new();
	struct parser r = { .in = fi_wire_reader(p, n), .paths = paths, .l = l };
	enum fi_code rc;

	if (!l)
		return fi_err_nomem(err);
	get_all(&r);
	rc = fi_wire_end(&r.in);
	free(r.path);
	if (rc == FI_OK && !fi_layer_seal(l))
		rc = FI_ENOMEM;
	if (rc == FI_ENOMEM)
		return fi_err_nomem(err);
	if (rc == FI_ELIMIT)
		return fi_err_set(err, rc, "a layer's result has too many names");
	if (rc != FI_OK)
		return fi_err_set(err, rc, "a layer's result is damaged");
	*out = l;
	l = NULL; /* handed over */
	return FI_OK;
}
