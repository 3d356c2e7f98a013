#include <stdlib.h>
#include <string.h>

#include "cmd/audit_run.h"
#include "lib/digest.h"
#include "lib/wire.h"

/* Raised when the bytes mean something else. */
#define VERSION 2
/* The least that an image, a layer takes. */
#define IMAGE_LEAST 10
#define LAYER_LEAST 2
#define PART_LEAST  3

void audit_entry_done(struct audit_entry *e)
{
	for (size_t i = 0; i < e->nparts; i++)
		free(e->parts[i].digest);
	free(e->parts);
	free(e->key);
	free(e->record);
	free(e->joined);
	free(e->source);
	free(e->platform);
	free(e->sizes);
	fi_strs_done(&e->names);
	fi_strs_done(&e->layers);
	*e = (struct audit_entry){ 0 };
}

void audit_note_done(struct audit_note *n)
{
	for (size_t i = 0; i < n->n; i++)
		audit_entry_done(&n->images[i]);
	free(n->images);
	free(n->source);
	free(n->why);
	fi_strs_done(&n->problems);
	*n = (struct audit_note){ 0 };
}

/* --- writing --- */

static void put_entry(struct fi_wire_out *w, const struct audit_entry *e)
{
	fi_wire_put_text(w, e->key);
	fi_wire_put_texts(w, &e->names);
	fi_wire_put_text(w, e->platform);
	fi_wire_put_signed(w, e->created_at);
	fi_wire_put(w, e->reread);
	fi_wire_put(w, e->layers.n);
	for (size_t i = 0; i < e->layers.n; i++) {
		fi_wire_put_text(w, e->layers.v[i]);
		fi_wire_put(w, e->sizes[i]);
	}
	fi_wire_put_text(w, e->record);
	fi_wire_put(w, e->odd);
	fi_wire_put(w, e->nparts);
	for (size_t i = 0; i < e->nparts; i++) {
		fi_wire_put(w, (uint64_t)e->parts[i].kind);
		fi_wire_put_text(w, e->parts[i].digest);
		fi_wire_put(w, e->parts[i].size);
	}
}

static void put_file(struct fi_wire_out *w, const struct fi_file_id *f)
{
	fi_wire_put(w, f->size);
	fi_wire_put(w, f->inode);
	fi_wire_put(w, f->device);
	fi_wire_put_signed(w, f->seconds);
	fi_wire_put_signed(w, f->nanoseconds);
}

enum fi_code audit_note_write(const struct audit_note *n, struct fi_buf *out)
{
	struct fi_wire_out w = { .to = out };

	fi_wire_put(&w, VERSION);
	fi_wire_put_text(&w, n->source);
	put_file(&w, &n->file);
	fi_wire_put(&w, n->elsewhere);
	fi_wire_put(&w, n->stranger);
	fi_wire_put_text(&w, n->why);
	fi_wire_put_texts(&w, &n->problems);
	fi_wire_put(&w, n->artifacts);
	fi_wire_put(&w, n->filtered);
	fi_wire_put(&w, n->undated);
	fi_wire_put(&w, n->n);
	for (size_t i = 0; i < n->n; i++)
		put_entry(&w, &n->images[i]);
	return w.rc;
}

/* --- reading --- */

static void *room(struct fi_wire_in *r, size_t n, size_t size)
{
	void *p = calloc(n + 1, size);

	if (!p)
		r->rc = FI_ENOMEM;
	return p;
}

/* Of a layer that was not read whole nobody may know the digest. */
static bool is_good(const struct audit_part *p)
{
	return p->digest ? fi_digest_valid(p->digest) :
			   p->kind == PART_ABSENT || p->kind == PART_UNKEPT;
}

static void get_parts(struct fi_wire_in *r, struct audit_entry *e)
{
	size_t n = fi_wire_get_count(r, PART_LEAST);

	e->parts = room(r, n, sizeof(*e->parts));
	for (size_t i = 0; i < n && r->rc == FI_OK; i++) {
		e->nparts = i + 1;
		e->parts[i].kind = (unsigned)fi_wire_get(r, PART_MINE);
		e->parts[i].digest = fi_wire_get_text(r);
		e->parts[i].size = fi_wire_get(r, UINT64_MAX);
		if (!is_good(&e->parts[i]))
			fi_wire_spoil(r);
	}
}

static void get_entry(struct fi_wire_in *r, const char *source, struct audit_entry *e)
{
	size_t n;

	e->unit = SIZE_MAX;
	e->source = strdup(source);
	if (!e->source)
		r->rc = FI_ENOMEM;
	e->key = fi_wire_get_some(r);
	fi_wire_get_texts(r, &e->names);
	e->platform = fi_wire_get_some(r);
	e->created_at = fi_wire_get_signed(r);
	e->reread = fi_wire_get(r, 1);
	n = fi_wire_get_count(r, LAYER_LEAST);
	e->sizes = room(r, n, sizeof(*e->sizes));
	for (size_t i = 0; i < n && r->rc == FI_OK; i++) {
		FI_AUTO(fi_freep) char *digest = fi_wire_get_some(r);

		e->sizes[i] = fi_wire_get(r, UINT64_MAX);
		if (r->rc == FI_OK && fi_strs_add(&e->layers, digest) != FI_OK)
			r->rc = FI_ENOMEM;
	}
	e->record = fi_wire_get_text(r);
	e->odd = fi_wire_get(r, 1);
	if (r->rc == FI_OK)
		get_parts(r, e);
	if (r->rc == FI_OK && !e->names.n)
		fi_wire_spoil(r);
}

static void get_file(struct fi_wire_in *r, struct fi_file_id *f)
{
	f->size = fi_wire_get(r, UINT64_MAX);
	f->inode = fi_wire_get(r, UINT64_MAX);
	f->device = fi_wire_get(r, UINT64_MAX);
	f->seconds = fi_wire_get_signed(r);
	f->nanoseconds = fi_wire_get_signed(r);
}

static void get_images(struct fi_wire_in *r, struct audit_note *out)
{
	size_t n = fi_wire_get_count(r, IMAGE_LEAST);

	out->images = room(r, n, sizeof(*out->images));
	for (size_t i = 0; i < n && r->rc == FI_OK; i++) {
		out->n = i + 1;
		get_entry(r, out->source, &out->images[i]);
	}
}

enum fi_code audit_note_read(const void *p, size_t n, struct audit_note *out, struct fi_err *err)
{
	struct fi_wire_in r = fi_wire_reader(p, n);
	struct audit_note note = { 0 };
	enum fi_code rc;

	if (fi_wire_get(&r, VERSION) != VERSION)
		fi_wire_spoil(&r);
	note.source = fi_wire_get_some(&r);
	get_file(&r, &note.file);
	note.elsewhere = (uint32_t)fi_wire_get(&r, UINT32_MAX);
	note.stranger = fi_wire_get(&r, 1);
	note.why = fi_wire_get_text(&r);
	fi_wire_get_texts(&r, &note.problems);
	note.artifacts = fi_wire_get(&r, UINT64_MAX);
	note.filtered = fi_wire_get(&r, UINT64_MAX);
	note.undated = fi_wire_get(&r, UINT64_MAX);
	if (r.rc == FI_OK)
		get_images(&r, &note);
	rc = fi_wire_end(&r);
	if (rc == FI_OK) {
		*out = note;
		return FI_OK;
	}
	audit_note_done(&note);
	return rc == FI_ENOMEM ? fi_err_nomem(err) :
				 fi_err_set(err, FI_EFORMAT, "an input's note is damaged");
}
