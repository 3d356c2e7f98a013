#include "cmd/merge.h"

#include <stdlib.h>
#include <string.h>

#define NOTE_MAX   ((size_t)256 << 20)
#define RECORD_MAX ((size_t)512 << 20)

/* --- the notes of one input --- */

/* FI_ENOTFOUND with nothing recorded if the shard did not come to it. */
static enum fi_code get_note(const struct merge_file *f, uint64_t unit, struct audit_note *out,
	struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(NOTE_MAX);
	FI_AUTO(fi_freep) char *key = shard_note_key(unit);
	enum fi_code rc = key ? fi_shelf_get_note(f->shelf, key, &b, err) : fi_err_nomem(err);

	if (rc == FI_OK)
		rc = audit_note_read(b.p, b.len, out, err);
	return rc == FI_OK || (rc == FI_ENOTFOUND && err->code == FI_OK) ?
		rc :
		fi_err_wrap(err, "%s", f->path);
}

/* The note's bytes but for what tells one copy of a file from another. */
static enum fi_code plain_note(const struct merge_file *f, uint64_t unit, struct fi_buf *out,
	struct fi_err *err)
{
	struct audit_note note = { 0 };
	enum fi_code rc = get_note(f, unit, &note, err);

	if (rc != FI_OK)
		return rc == FI_ENOTFOUND && err->code == FI_OK ? FI_OK : rc;
	note.file = (struct fi_file_id){ 0 };
	if (audit_note_write(&note, out) != FI_OK)
		rc = fi_err_nomem(err);
	audit_note_done(&note);
	return rc;
}

enum fi_code merge_same(const struct merge_file *a, const struct merge_file *b, bool *same,
	struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf x = fi_buf_limited(NOTE_MAX);
	FI_AUTO(fi_buf_done) struct fi_buf y = fi_buf_limited(NOTE_MAX);
	enum fi_code rc = FI_OK;

	*same = true;
	for (uint64_t i = 0; rc == FI_OK && *same && i < a->head.units; i++) {
		fi_buf_clear(&x);
		fi_buf_clear(&y);
		rc = plain_note(a, i, &x, err);
		if (rc == FI_OK)
			rc = plain_note(b, i, &y, err);
		*same = x.len == y.len && memcmp(x.p, y.p, x.len) == 0;
	}
	return rc;
}

/* What the shards tell of one input. */
struct seen {
	struct audit_note *notes; /* of those that looked into it */
	size_t *files;		  /* whose they are */
	size_t n;
	uint32_t owner; /* who was to read it as a whole; 0 */
	char *source;	/* what it is called, where nobody did; NULL */
};

static void seen_done(struct seen *s)
{
	for (size_t i = 0; i < s->n; i++)
		audit_note_done(&s->notes[i]);
	free(s->notes);
	free(s->files);
	free(s->source);
}

static enum fi_code look(const struct merge *m, uint64_t unit, struct seen *s, struct fi_err *err)
{
	s->notes = calloc(m->n + 1, sizeof(*s->notes));
	s->files = calloc(m->n + 1, sizeof(*s->files));
	if (!s->notes || !s->files)
		return fi_err_nomem(err);
	for (size_t i = 0; i < m->n; i++) {
		struct audit_note note = { 0 };
		enum fi_code rc = m->files[i].twin ? FI_ENOTFOUND :
						     get_note(&m->files[i], unit, &note, err);

		if (rc == FI_ENOTFOUND && err->code == FI_OK)
			continue;
		if (rc != FI_OK)
			return rc;
		if (!note.elsewhere) {
			s->files[s->n] = i;
			s->notes[s->n++] = note;
			continue;
		}
		s->owner = note.elsewhere;
		free(s->source);
		s->source = note.source;
		note.source = NULL; /* handed over */
		audit_note_done(&note);
	}
	return FI_OK;
}

static bool same_names(const struct fi_strs *a, const struct fi_strs *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->v[i], b->v[i]) != 0)
			return false;
	return true;
}

static bool same_images(const struct audit_note *a, const struct audit_note *b)
{
	if (a->n != b->n || a->stranger != b->stranger)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!same_names(&a->images[i].names, &b->images[i].names) ||
			a->images[i].nparts != b->images[i].nparts)
			return false;
	return true;
}

static enum fi_code check_same(const struct merge *m, const struct seen *s, struct fi_err *err)
{
	for (size_t i = 1; i < s->n; i++)
		if (!same_images(&s->notes[0], &s->notes[i]))
			return fi_err_set(err, FI_EUSAGE,
				"%s and %s saw different images in %s: it changed between the "
				"runs; run all shards again",
				m->files[s->files[0]].path, m->files[s->files[i]].path,
				s->notes[0].source);
	return FI_OK;
}

/* --- one image --- */

struct image {
	struct merge *m;
	const struct seen *s;
	uint64_t unit;
	size_t at;	     /* among the input's images */
	struct audit_entry *e; /* of the first note; becomes that of all of them */
	size_t *whose;	     /* by layer: which note tells; SIZE_MAX: none */
	bool join;	     /* the first one's record is not the whole truth */
	bool lacks;
};

static const struct audit_part *part_in(const struct image *i, size_t note, size_t layer)
{
	return &i->s->notes[note].images[i->at].parts[layer];
}

static bool same_part(const struct audit_part *a, const struct audit_part *b)
{
	return a->size == b->size && a->digest && b->digest && strcmp(a->digest, b->digest) == 0;
}

/* Who tells of a layer: the one whose it was. */
static void find_owner(struct image *i, size_t layer)
{
	const struct audit_part *first = part_in(i, 0, layer), *best = first;

	i->whose[layer] = first->kind == PART_ELSEWHERE ? SIZE_MAX : 0;
	for (size_t k = 1; k < i->s->n; k++) {
		const struct audit_part *p = part_in(i, k, layer);

		if (p->kind <= best->kind)
			continue;
		best = p;
		i->whose[layer] = k;
	}
	/* What the first one took for granted is so: the layer is what it is called. */
	if (best != first && !(first->kind == PART_ELSEWHERE && best->kind == PART_MINE &&
				     same_part(first, best)))
		i->join = true;
}

static bool on_a_shelf(const struct merge *m, const struct audit_part *p)
{
	for (size_t i = 0; p->digest && i < m->n; i++)
		if (fi_shelf_has_layer(m->files[i].shelf, p->digest, p->size))
			return true;
	return false;
}

static enum fi_code lack(struct image *i, const struct audit_part *p)
{
	struct merge_lack *l = &i->m->lacks[p->digest ? shard_of_digest(p->digest, i->m->of) : 0];
	const char *name = i->e->names.v[0];

	i->lacks = true;
	l->layers++;
	if (l->last == i->m->images)
		return FI_OK; /* another layer of the same */
	l->last = i->m->images;
	l->images++;
	return l->named.n < MERGE_NAMED ? fi_strs_add(&l->named, name) : FI_OK;
}

static enum fi_code add_layer(struct audit_entry *e, const struct audit_part *p)
{
	e->sizes[e->layers.n] = p->size;
	return fi_strs_add(&e->layers, p->digest);
}

/* The layers that are there, as one run would have noted them. */
static enum fi_code settle_layers(struct image *i)
{
	struct audit_entry *e = i->e;
	uint64_t *sizes = calloc(e->nparts + 1, sizeof(*sizes));

	if (!sizes)
		return FI_ENOMEM;
	free(e->sizes);
	e->sizes = sizes;
	fi_strs_done(&e->layers);
	for (size_t k = 0; k < e->nparts; k++) {
		const struct audit_part *p =
			part_in(i, i->whose[k] == SIZE_MAX ? 0 : i->whose[k], k);
		enum fi_code rc = FI_OK;

		if (p->kind == PART_MINE)
			rc = add_layer(e, p);
		else if (p->kind == PART_ELSEWHERE)
			rc = on_a_shelf(i->m, p) ? add_layer(e, p) : lack(i, p);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

/* One note's record of the image; what is damaged is told, and another stands for it. */
static enum fi_code get_record(const struct image *i, size_t note, struct fi_buf *out,
	struct fi_err *err)
{
	const struct merge_file *f = &i->m->files[i->s->files[note]];
	enum fi_code rc = fi_shelf_get_image(f->shelf, i->e->record, out, err);

	if (rc != FI_ENOTFOUND || err->code != FI_OK)
		return rc;
	return audit_problem(i->m->r,
		fi_format("%s: what shard %u has noted of it is damaged (%s)",
			i->e->names.v[0], f->head.shard, f->path),
		err);
}

static enum fi_code join_records(struct image *i, struct fi_buf *out, struct fi_err *err)
{
	struct fi_shelf_image *records = calloc(i->s->n, sizeof(*records));
	struct fi_buf *texts = calloc(i->s->n, sizeof(*texts));
	enum fi_code rc = records && texts ? FI_OK : fi_err_nomem(err);
	size_t good = SIZE_MAX;

	for (size_t k = 0; texts && k < i->s->n; k++)
		texts[k] = fi_buf_limited(RECORD_MAX);
	for (size_t k = 0; rc == FI_OK && k < i->s->n; k++) {
		rc = get_record(i, k, &texts[k], err);
		good = texts[k].len ? k : good;
	}
	for (size_t k = 0; rc == FI_OK && good != SIZE_MAX && k < i->s->n; k++) {
		const struct fi_buf *t = &texts[texts[k].len ? k : good];

		records[k] = (struct fi_shelf_image){ i->e->record, t->p, t->len };
	}
	if (rc == FI_OK && good != SIZE_MAX)
		rc = fi_shelf_join_images(
			records, i->s->n, i->whose, i->e->nparts, out, err);
	for (size_t k = 0; texts && k < i->s->n; k++)
		fi_buf_done(&texts[k]);
	free(texts);
	free(records);
	return rc;
}

/* What makes it one image is known only now: which layers are there, and what they are. */
static enum fi_code new_key(const struct image *i, struct fi_err *err)
{
	const struct fi_shelf_image record = { i->e->record, i->e->joined, i->e->njoined };
	FI_AUTO(fi_strs_done) struct fi_strs digests = { 0 };
	struct fi_image image = { 0 };
	uint64_t *sizes = NULL;
	char key[FI_DIGEST_TEXT];
	enum fi_code rc = fi_shelf_image_read(&record, &image, &digests, &sizes, err);

	for (size_t k = 0; rc == FI_OK && k < image.nlayers; k++) {
		const struct audit_part *p =
			part_in(i, i->whose[k] == SIZE_MAX ? 0 : i->whose[k], k);

		image.layers[k].layer = p->kind == PART_ABSENT ? -1 : 0;
	}
	if (rc == FI_OK) {
		free(i->e->key);
		i->e->key = fi_audit_key(&image, key) ? strdup(key) : NULL;
		if (!i->e->key)
			rc = fi_err_nomem(err);
	}
	fi_image_done(&image);
	free(sizes);
	return rc;
}

static enum fi_code join_image(struct image *i, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(RECORD_MAX);
	enum fi_code rc = join_records(i, &b, err);

	if (rc != FI_OK || !b.len)
		return rc;
	i->e->joined = fi_buf_steal(&b, &i->e->njoined);
	return i->e->joined ? new_key(i, err) : fi_err_nomem(err);
}

static enum fi_code take_image(struct image *i, struct fi_err *err)
{
	struct audit_entry *e = i->e;
	enum fi_code rc;

	for (size_t k = 0; k < i->s->n; k++) {
		i->join = i->join || i->s->notes[k].images[i->at].odd;
		e->reread = e->reread || i->s->notes[k].images[i->at].reread;
	}
	for (size_t k = 0; k < e->nparts; k++)
		find_owner(i, k);
	i->join = i->join && i->s->n > 1;
	if (settle_layers(i) != FI_OK)
		return fi_err_nomem(err);
	rc = i->join && e->record ? join_image(i, err) : FI_OK;
	/* An input is not read again for what a shard should have read of it. */
	e->reread = e->reread && !i->lacks;
	return rc;
}

static enum fi_code take_images(struct merge *m, uint64_t unit, const struct seen *s,
	struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < s->notes[0].n; i++) {
		struct audit_entry *e = &s->notes[0].images[i];
		struct image image = { .m = m, .s = s, .unit = unit, .at = i, .e = e };

		m->images++;
		image.whose = calloc(e->nparts + 1, sizeof(*image.whose));
		rc = image.whose ? take_image(&image, err) : fi_err_nomem(err);
		free(image.whose);
	}
	return rc;
}

/* --- all of them --- */

static enum fi_code take_problems(const struct seen *s, struct fi_err *err)
{
	struct fi_strs *all = &s->notes[0].problems;

	for (size_t i = 1; i < s->n; i++)
		for (size_t k = 0; k < s->notes[i].problems.n; k++) {
			const char *text = s->notes[i].problems.v[k];

			if (!fi_strs_has(all, text) && fi_strs_add(all, text) != FI_OK)
				return fi_err_nomem(err);
		}
	return FI_OK;
}

/* Nobody looked into it: it was one shard's as a whole, or all of them ended before. */
static enum fi_code lack_input(struct merge *m, const struct seen *s, struct fi_err *err)
{
	struct merge_lack *l;

	if (!s->owner || s->owner > m->of) {
		m->unseen++;
		return FI_OK;
	}
	l = &m->lacks[s->owner];
	l->ninputs++;
	return l->inputs.n >= MERGE_NAMED || fi_strs_add(&l->inputs, s->source) == FI_OK ?
		FI_OK :
		fi_err_nomem(err);
}

static enum fi_code take_unit(struct merge *m, uint64_t unit, struct fi_err *err)
{
	FI_AUTO(seen_done) struct seen s = { 0 };
	enum fi_code rc = look(m, unit, &s, err);

	if (rc != FI_OK)
		return rc;
	if (!s.n)
		return lack_input(m, &s, err);
	rc = check_same(m, &s, err);
	if (rc == FI_OK)
		rc = take_problems(&s, err);
	if (rc == FI_OK)
		rc = take_images(m, unit, &s, err);
	return rc == FI_OK ? audit_take_note(m->r, &s.notes[0], SIZE_MAX, err) : rc;
}

enum fi_code merge_notes(struct merge *m, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (uint64_t i = 0; rc == FI_OK && i < m->files[0].head.units; i++)
		rc = take_unit(m, i, err);
	return rc;
}
