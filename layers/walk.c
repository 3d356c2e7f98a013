#include "layers/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/exec.h"
#include "layers/nested.h"
#include "layers/tar.h"
#include "layers/unpacked.h"

/* A name that is longer is cut; Linux opens none above 4096 bytes in one piece. */
#define TEXT_MAX (64 << 10)

/* This many gaps of one kind are told one by one in a layer. */
#define GAPS_TOLD 10

struct walk {
	struct fi_set *set;
	struct fi_layer *layer;
	int number;
	struct fi_tar *tar;
	struct fi_nested *nested;
	struct fi_exec_reader exec;
	struct fi_buf name; /* cleaned text of the current path */
	unsigned odd;	    /* names with ".." and the like */
};

static enum fi_code gap(struct walk *w, bool harmless, const char *reason)
{
	return fi_set_gap(w->set,
		&(struct fi_gap){ .source = w->set->nsources,
			.layer = w->number,
			.image = -1,
			.path = w->name.p,
			.reason = (char *)(uintptr_t)reason, /* copied */
			.harmless = harmless });
}

/* The path's number, and its text without '.', '..' and doubled slashes in w->name. */
static enum fi_code clean(struct walk *w, const char *raw, fi_path *out)
{
	struct fi_paths *paths = w->set->paths;
	size_t n = strnlen(raw, TEXT_MAX);
	bool odd = false;
	enum fi_code rc = fi_paths_clean(paths, raw, n, &odd, out, &w->name);

	if (rc != FI_OK || !odd || w->odd++ >= GAPS_TOLD)
		return rc;
	fi_buf_clear(&w->name);
	if (fi_buf_add(&w->name, raw, n) != FI_OK ||
		gap(w, true, "an odd name: no runtime puts it where it says") != FI_OK)
		return FI_ENOMEM;
	fi_buf_clear(&w->name);
	return fi_paths_text(paths, *out, &w->name);
}

/* A whiteout is a member whose base name begins with ".wh." (OCI layer.md). */
static bool as_whiteout(struct walk *w, struct fi_entry *e)
{
	struct fi_paths *paths = w->set->paths;
	size_t n;
	const char *base = fi_paths_name(paths, e->path, &n);
	fi_path dir = fi_paths_parent(paths, e->path);
	char hidden[1025];

	if (n <= 4 || n > sizeof(hidden) || memcmp(base, ".wh.", 4) != 0)
		return false;
	if (strcmp(base, ".wh..") == 0 || strcmp(base, ".wh...") == 0)
		return false; /* would hide "." or "..", which are no names */
	if (strcmp(base, ".wh..wh..opq") == 0) {
		e->kind = FI_KIND_OPAQUE;
		e->path = dir;
		return true;
	}
	/* AUFS' own files at the top hide nothing (moby go-archive diff.go). */
	if (strncmp(base, ".wh..wh.", 8) == 0)
		return false;
	memcpy(hidden, base + 4, n - 4);
	hidden[n - 4] = 0;
	e->kind = FI_KIND_WHITEOUT;
	e->path = fi_paths_child(paths, dir, hidden, n - 4);
	return true;
}

static enum fi_code to_entry(struct walk *w, const struct fi_member *m, struct fi_entry *e,
	struct fi_err *err)
{
	*e = (struct fi_entry){ .link = FI_PATH_NONE,
		.uid = m->uid,
		.gid = m->gid,
		.size = m->size,
		.mode = m->mode,
		.kind = (uint8_t)m->kind,
		.capable = m->capable };
	if (clean(w, m->name, &e->path) != FI_OK)
		return fi_err_set(err, FI_ELIMIT, "too many or too long names");
	if (m->kind == FI_KIND_HARDLINK) {
		e->link = fi_paths_intern(w->set->paths, m->link, strlen(m->link), NULL);
	} else if (m->kind == FI_KIND_SYMLINK) {
		e->text = (uint32_t)w->layer->targets.len;
		if (fi_buf_add(&w->layer->targets, m->link, strlen(m->link) + 1) != FI_OK)
			return fi_err_set(err, FI_ELIMIT, "too many symbolic links");
	}
	/* Whatever kind it is: docker and containerd look at the name alone. */
	(void)as_whiteout(w, e);
	if (e->path == FI_PATH_NONE || !fi_layer_add(w->layer, e))
		return fi_err_set(err, FI_ELIMIT, "too many names or entries");
	return FI_OK;
}

/* Keep a small file's content; too large or without memory is the same as absent. */
static void keep(struct walk *w, const struct fi_entry *e, const struct fi_buf *b)
{
	struct fi_layer *l = w->layer;
	char *copy;

	if (b->len != e->size ||
		!fi_grow(&l->kept, &l->cap_kept, l->nkept + 1, sizeof(*l->kept)))
		return;
	copy = malloc(b->len + 1);
	if (!copy)
		return;
	memcpy(copy, b->p, b->len + 1);
	l->kept[l->nkept++] = (struct fi_kept){ .path = e->path, .bytes = copy, .n = b->len };
}

/* A visitor's failure ends the run; whatever its code, it is no damage to survive. */
static enum fi_code theirs(struct walk *w, enum fi_code rc)
{
	w->set->halted |= rc != FI_OK;
	return rc;
}

static bool stopped(const struct fi_set *set)
{
	return set->opt.stop && *set->opt.stop;
}

/* The archive broke inside a file: what came of it is still judged. */
static void cut_short(struct walk *w, enum fi_next next)
{
	struct fi_visitor *v = &w->set->visitor;
	struct fi_err ignored = { 0 };

	if (next == FI_READ && v->bytes)
		(void)v->bytes(v->self, NULL, 0, &ignored);
}

/* All content goes by, even what nobody reads: only so is an early end noticed. */
static enum fi_code content(struct walk *w, const struct fi_entry *e, struct fi_reader in,
	enum fi_next next, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf small = fi_buf_limited(FI_LAYER_KEPT_MAX);
	struct fi_visitor *v = &w->set->visitor;
	bool keeping = fi_layer_keeps(w->name.p);
	enum fi_code rc;
	const void *p;
	size_t n;

	fi_exec_begin(&w->exec, e, w->name.p);
	for (;;) {
		rc = in.read(in.self, &p, &n, err);
		if (rc != FI_OK) {
			if (rc != FI_ESTOP)
				cut_short(w, next);
			return rc;
		}
		if (next == FI_READ && v->bytes) {
			rc = theirs(w, v->bytes(v->self, p, n, err));
			if (rc != FI_OK)
				return rc;
		}
		if (n == 0)
			break;
		fi_exec_bytes(&w->exec, p, n);
		if (keeping && fi_buf_add(&small, p, n) != FI_OK)
			keeping = false;
	}
	if (keeping)
		keep(w, e, &small);
	fi_exec_end(&w->exec, e, w->layer);
	return FI_OK;
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static struct fi_visit as_visit(const struct walk *w, const struct fi_entry *e)
{
	return (struct fi_visit){ .layer = w->number,
		.path = e->path,
		.name = w->name.p,
		.base = base_of(w->name.p),
		.entry = e };
}

static enum fi_code visit(struct walk *w, const struct fi_entry *e, enum fi_next *next,
	struct fi_err *err)
{
	struct fi_visitor *v = &w->set->visitor;
	struct fi_visit it = as_visit(w, e);

	*next = v->bytes ? FI_READ : FI_SKIP;
	return v->entry ? theirs(w, v->entry(v->self, &it, next, err)) : FI_OK;
}

/* A member's content on its way, counted, with its first block still to be lent. */
struct data {
	struct walk *w;
	const void *first;
	size_t nfirst;
};

static enum fi_code data_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct data *d = self;
	enum fi_code rc = FI_OK;

	*n = 0;
	if (stopped(d->w->set))
		return fi_err_set(err, FI_ESTOP, "stopped");
	if (d->nfirst) {
		*p = d->first;
		*n = d->nfirst;
		d->nfirst = 0;
	} else {
		rc = fi_tar_data(d->w->tar, p, n, err);
	}
	d->w->layer->bytes += *n;
	return rc;
}

static struct fi_reader data_reader(struct data *d)
{
	return (struct fi_reader){ .self = d, .read = data_read };
}

static enum fi_code file_from(struct walk *w, const struct fi_entry *e, struct fi_reader in,
	const struct fi_plain *archive, struct fi_err *err)
{
	struct fi_visit it = as_visit(w, e);
	enum fi_next next;
	enum fi_code rc;

	if (archive)
		return fi_nested_file(w->nested, &it, in, archive, err);
	rc = visit(w, e, &next, err);
	return rc == FI_OK ? content(w, e, in, next, err) : rc;
}

/*
 * A file, or an archive if its first bytes say so.  Those are looked at where they
 * lie, and gathered only if the block ends among them.  A failure among them comes
 * again when the content is read.
 */
static enum fi_code one_file(struct walk *w, const struct fi_entry *e, struct fi_err *err)
{
	struct data d = { .w = w };
	struct fi_reader in = data_reader(&d);
	const unsigned char *p = NULL;
	struct fi_plain plain = { 0 };
	struct fi_err later = { 0 };
	struct fi_peek peek;
	size_t n = 0;
	enum fi_code rc;

	if (w->set->visitor.bytes && !fi_layer_keeps(w->name.p) &&
		fi_tar_data(w->tar, &d.first, &d.nfirst, &later) == FI_OK) {
		p = d.first;
		n = d.nfirst;
		/*
		 * Peeking copies, and what is copied lies in no block that was seen ahead: so
		 * not where this is all.  A sparse file's first piece is less than its size.
		 */
		if (n && n < FI_NESTED_SNIFF && n != e->size &&
			(fi_peek_start(&peek, in, &later) == FI_OK || peek.nheld)) {
			in = fi_peek_reader(&peek);
			p = peek.held;
			n = peek.nheld;
		}
	}
	if (n && n == e->size && w->set->unpacked)
		plain = fi_unpacked_find(w->set->unpacked, p, n);
	rc = file_from(w, e, in, n && fi_nested_sniff(p, n) ? &plain : NULL, err);
	w->layer->files += rc == FI_OK;
	return rc;
}

/* What a tar says of a member besides is told as a file of its path. */
static enum fi_code extra(struct walk *w, const struct fi_entry *e, const struct fi_member *m,
	struct fi_err *err)
{
	struct fi_visitor *v = &w->set->visitor;
	FI_AUTO(fi_buf_done) struct fi_buf name = fi_buf_limited(TEXT_MAX * 3);
	struct fi_entry as_file = { .path = e->path,
		.link = FI_PATH_NONE,
		.kind = FI_KIND_FILE,
		.size = m->nextra };
	struct fi_visit it = as_visit(w, &as_file);
	enum fi_next next = FI_READ;
	enum fi_code rc;

	if (!v->bytes || !v->entry)
		return FI_OK;
	if (fi_buf_addf(&name, "%s%s", w->name.p, FI_WALK_EXTRA) != FI_OK)
		return fi_err_nomem(err);
	it.name = name.p;
	it.base = base_of(name.p);
	it.inner = name.p + w->name.len;
	rc = theirs(w, v->entry(v->self, &it, &next, err));
	if (rc == FI_OK && next == FI_READ)
		rc = theirs(w, v->bytes(v->self, m->extra, m->nextra, err));
	if (rc == FI_OK && next == FI_READ)
		rc = theirs(w, v->bytes(v->self, NULL, 0, err));
	return rc;
}

static enum fi_code one_member(struct walk *w, const struct fi_member *m, struct fi_err *err)
{
	struct data d = { .w = w };
	enum fi_next next;
	struct fi_entry e;
	enum fi_code rc = to_entry(w, m, &e, err);

	if (rc == FI_OK && m->nextra)
		rc = extra(w, &e, m, err);
	if (rc != FI_OK)
		return rc;
	if (e.kind == FI_KIND_FILE)
		return one_file(w, &e, err);
	rc = visit(w, &e, &next, err);
	if (rc != FI_OK || m->kind != FI_KIND_FILE)
		return rc;
	/* A whiteout's content, if somebody gave it one, is nobody's file. */
	return content(w, &e, data_reader(&d), FI_SKIP, err);
}

static enum fi_code tail_bytes(struct walk *w, const unsigned char *p, size_t n, bool *begun,
	struct fi_err *err)
{
	struct fi_visitor *v = &w->set->visitor;
	struct fi_entry e = { .link = FI_PATH_NONE, .kind = FI_KIND_FILE };
	enum fi_next next = FI_READ;
	enum fi_code rc;

	if (!*begun) {
		rc = clean(w, FI_WALK_TAIL, &e.path);
		if (rc != FI_OK)
			return fi_err_nomem(err);
		rc = visit(w, &e, &next, err);
		if (rc != FI_OK)
			return rc;
		*begun = true;
	}
	w->layer->bytes += n;
	return v->bytes ? theirs(w, v->bytes(v->self, p, n, err)) : FI_OK;
}

/* What stands behind the end of the archive: zeros are padding, the rest is looked at. */
static enum fi_code tail(struct walk *w, struct fi_err *err)
{
	bool begun = false;
	const void *p;
	size_t n = 1;

	while (n) {
		size_t skip = 0;
		enum fi_code rc = fi_tar_tail(w->tar, &p, &n, err);

		if (rc != FI_OK)
			return rc;
		if (stopped(w->set))
			return fi_err_set(err, FI_ESTOP, "stopped");
		while (!begun && skip < n && ((const unsigned char *)p)[skip] == 0)
			skip++;
		if (!begun && skip == n)
			continue;
		rc = n ? tail_bytes(w, (const unsigned char *)p + skip, n - skip, &begun, err) :
			 tail_bytes(w, NULL, 0, &begun, err);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

static enum fi_code members(struct walk *w, struct fi_err *err)
{
	struct fi_member m;
	bool more = true;
	enum fi_code rc;

	for (;;) {
		rc = fi_tar_next(w->tar, &m, &more, err);
		if (rc != FI_OK || !more)
			break;
		rc = one_member(w, &m, err);
		if (rc != FI_OK)
			return rc;
	}
	fi_buf_clear(&w->name);
	return rc == FI_OK ? tail(w, err) : rc;
}

/* Damage is told and survived; everything else ends the run. */
static enum fi_code survive(struct walk *w, enum fi_code rc, struct fi_err *err)
{
	if (rc != FI_EFORMAT && rc != FI_ELIMIT)
		return rc;
	if (w->set->halted)
		return rc;
	rc = gap(w, false, err->text);
	w->layer->whole = false;
	fi_err_clear(err);
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

static enum fi_code tell_damage(struct walk *w, struct fi_err *err)
{
	char text[160];

	if (!w->tar || !fi_tar_damage(w->tar))
		return FI_OK;
	w->layer->whole = false;
	(void)snprintf(text, sizeof(text),
		"damaged tar: %u blocks were stepped over; a runtime would stop there",
		fi_tar_damage(w->tar));
	fi_buf_clear(&w->name);
	return gap(w, false, text) == FI_OK ? FI_OK : fi_err_nomem(err);
}

enum fi_code fi_walk_layer(struct fi_set *set, int number, struct fi_reader in,
	struct fi_err *err)
{
	struct fi_visitor *v = &set->visitor;
	struct walk w = { .set = set,
		.layer = set->layers[number],
		.number = number,
		.exec = fi_exec_reader_new(),
		.name = fi_buf_limited(TEXT_MAX * 2) };
	enum fi_code rc =
		v->layer_begin ? theirs(&w, v->layer_begin(v->self, number, err)) : FI_OK;

	if (rc != FI_OK)
		return rc;
	w.layer->whole = true;
	w.nested = fi_nested_new(set, number);
	rc = w.nested ? fi_tar_open(in, &w.tar, err) : fi_err_nomem(err);
	if (rc == FI_OK)
		rc = members(&w, err);
	rc = survive(&w, rc, err);
	if (rc == FI_OK && fi_nested_end(w.nested) != FI_OK)
		rc = fi_err_nomem(err);
	if (rc == FI_OK)
		rc = tell_damage(&w, err);
	fi_tar_close(w.tar);
	fi_nested_free(w.nested);
	fi_exec_reader_done(&w.exec);
	fi_buf_done(&w.name);
	if (rc == FI_OK && !fi_layer_seal(w.layer))
		rc = fi_err_nomem(err);
	if (rc == FI_OK && v->layer_end)
		rc = theirs(&w, v->layer_end(v->self, number, err));
	return rc;
}
