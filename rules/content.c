#include "rules/content.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/ahead.h"
#include "rules/content_index.h"
#include "rules/content_marks.h"
#include "rules/dense.h"
#include "rules/finding.h"
#include "rules/lookout.h"

/*
 * Records of one layer.  An image with as many leaks is no honest one; what is past
 * it becomes a gap, so that memory is bounded and nobody takes the list for complete.
 */
#define LAYER_RECORDS_MAX 100000
/* A path with no end would be copied for every record it is sorted by. */
#define PATH_TEXT_MAX (1 << 20)

struct layer {
	struct fi_record *record;
	size_t n, cap;
	struct fi_sums *sums; /* of files with records */
	size_t nsums, sums_cap;
	uint64_t left_out; /* records past LAYER_RECORDS_MAX */
	uint64_t limited;  /* places that were not judged */
	char *limited_in;  /* the first file with such a place */
	bool unlisted;	   /* lines of package lists were left out */
};

/* A rule and its place in the catalogue. */
struct place {
	const struct fi_rule *rule;
	size_t order;
};

/* The file at hand. */
struct file {
	bool open;
	bool listing; /* a list of packages, which is read besides */
	int layer;
	fi_path path;
	struct fi_buf name;
	size_t base; /* offset of the last part in name */
	size_t inner; /* of what is inside an archive; 0 if it is in none */
	uint16_t mode;
	uint64_t size, seen; /* announced, went by */
	uint64_t limited;    /* of the scanner, before this file */
	size_t keep;	     /* bytes of it to keep in head */
	char *head;	     /* n bytes and a 0, when n is not 0 */
	size_t n, cap;
	size_t nmatched; /* file rules about it, in fi_content.matched */
	/* The line that was looked up last, so that a file is not read again and again. */
	unsigned line;
	size_t line_start;
};

/* The archive whose members are the files at hand, by its own bytes. */
struct stored {
	bool open;
	uint64_t seen;
	size_t first; /* of its records in the layer */
};

struct fi_content {
	struct fi_scanner *scanner;
	/* What was met in the blocks to come; made and filled by the thread that sees them. */
	struct fi_lookout *lookout[FI_SEEN_SLOTS];
	struct fi_set *set;
	EVP_MD *sha256;
	struct fi_quick quick; /* for ids of values */
	bool quick_drawn;
	EVP_MD_CTX *digest; /* one for all digests: making it costs more than a short one */
	const struct fi_rule **rule; /* the file rules that run, in catalogue order */
	size_t nrules;
	struct place *place; /* of all rules, ordered by address */
	size_t nplaces;
	struct fi_index *index;
	uint32_t *matched;
	struct file file;
	struct stored stored;
	struct fi_marks marks;
	struct fi_filesum *filesum;
	struct fi_packages *packages;
	uint64_t unlisted; /* list lines without room that a gap tells of */
	struct layer *layer;
	size_t nlayers, layers_cap;
	unsigned char salt[FI_SALT];
	bool salted;
};

/* What a file rule reports to. */
struct fi_file_sink {
	struct fi_content *c;
	enum fi_code rc; /* the first trouble */
};

/* --- marks of the file at hand ----------------------------------------- */

static enum fi_code digest(const struct fi_content *c, const void *p, size_t n,
	unsigned char out[32])
{
	return EVP_DigestInit_ex2(c->digest, c->sha256, NULL) == 1 &&
			       EVP_DigestUpdate(c->digest, p, n) == 1 &&
			       EVP_DigestFinal_ex(c->digest, out, NULL) == 1
		       ? FI_OK
		       : FI_ENOMEM;
}

static enum fi_code value_hash(const struct fi_content *c, const char *value, size_t n,
	unsigned char out[32])
{
	if (!c->salted)
		return digest(c, value, n, out);
	return fi_value_hash(c->salt, value, n, out) ? FI_OK : FI_ENOMEM;
}

static int compare_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static size_t order_of(const struct fi_content *c, const struct fi_rule *r)
{
	struct place key = { r, 0 };
	const struct place *p =
		bsearch(&key, c->place, c->nplaces, sizeof(key), compare_place);

	return p ? p->order : SIZE_MAX;
}

/* Equal values have equal ids; without randomness a part of their digest. */
static enum fi_code id_of(const struct fi_content *c, const char *value, size_t n,
	struct fi_quick_id *id)
{
	unsigned char sum[32];
	enum fi_code rc;

	if (c->quick_drawn) {
		*id = fi_quick_of(&c->quick, value, n);
		return FI_OK;
	}
	rc = digest(c, value, n, sum);
	memcpy(id, sum, sizeof(*id));
	return rc;
}

/* What a mark tells that is kept, beside what its finder knew. */
static enum fi_code fill_mark(struct fi_content *c, struct fi_mark *m, const char *value,
	size_t n, const char *key)
{
	struct fi_record *r = &m->record;
	const struct fi_buf *name = &c->file.name;
	enum fi_code rc = value ? value_hash(c, value, n, r->hash) :
				  digest(c, name->p, name->len, r->hash);

	m->order = order_of(c, r->rule);
	r->masked = value ? fi_mask(value, n) : NULL;
	r->key = key ? strdup(key) : NULL;
	if (rc != FI_OK || (value && !r->masked) || (key && !r->key) ||
		(value && !fi_value_print(r->rule, r->masked, value, n, r->print)))
		return FI_ENOMEM;
	return FI_OK;
}

/* Is there room for it?  A value that is there decoded is told to stand here plain. */
static enum fi_code find_room(struct fi_content *c, struct fi_mark *m, const char *value,
	size_t n, bool *room)
{
	struct fi_record *r = &m->record;
	enum fi_code rc = value ? id_of(c, value, n, &m->id) : FI_OK;

	*room = false;
	fi_filesum_want(c->filesum);
	r->path = c->file.path;
	r->valued = value != NULL;
	if (rc == FI_OK && r->valued && !r->decoded)
		fi_marks_make_plain(&c->marks, m);
	return rc == FI_OK ? fi_marks_room(&c->marks, r->rule, &m->id, r->valued, room) : rc;
}

/* Add a mark that has room.  Takes m's message, also on failure. */
static enum fi_code add_mark(struct fi_content *c, struct fi_mark *m, const char *value,
	size_t n, const char *key)
{
	struct fi_record *r = &m->record;
	enum fi_code rc = fill_mark(c, m, value, n, key);

	if (rc == FI_OK)
		return fi_marks_add(&c->marks, m);
	free(r->masked);
	free(r->message);
	free(r->key);
	return rc;
}

static enum fi_code take_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct fi_mark m = { .start = h->start, .end = h->end };
	bool room;

	m.record = (struct fi_record){ .rule = h->rule,
		.severity = h->severity,
		.line = h->line,
		.column = h->column,
		.decoded = h->decoded };
	if (find_room(self, &m, h->value, h->n, &room) != FI_OK)
		return fi_err_nomem(err);
	if (!room)
		return FI_OK;
	if (h->note) {
		m.record.message = fi_format("%s. %s", h->rule->title, h->note);
		if (!m.record.message)
			return fi_err_nomem(err);
	}
	if (add_mark(self, &m, h->value, h->n, NULL) != FI_OK)
		return fi_err_nomem(err);
	return FI_OK;
}

/* --- where in the file a file rule's value is -------------------------- */

/* Offset of a line's first byte; the head's length if it has no such line. */
static size_t start_of_line(struct file *f, unsigned line)
{
	const char *brk;

	if (f->line == 0 || f->line > line) {
		f->line = 1;
		f->line_start = 0;
	}
	while (f->line < line) {
		brk = memchr(f->head + f->line_start, '\n', f->n - f->line_start);
		if (!brk)
			return f->n;
		f->line++;
		f->line_start = (size_t)(brk - f->head) + 1;
	}
	return f->line_start;
}

/* Find the value in the head: where it points to, or in the line that was told. */
static void find_range(struct file *f, const struct fi_file_spot *spot, struct fi_mark *m)
{
	uintptr_t head = (uintptr_t)f->head, value = (uintptr_t)spot->value;
	const char *from, *brk, *at;
	size_t left;

	if (!spot->value || spot->n == 0 || f->n == 0)
		return;
	if (value >= head && value - head < f->n) {
		m->start = value - head;
		m->end = m->start + spot->n;
		return;
	}
	if (spot->line == 0)
		return;
	from = f->head + start_of_line(f, spot->line);
	left = f->n - (size_t)(from - f->head);
	brk = memchr(from, '\n', left);
	at = memmem(from, brk ? (size_t)(brk - from) : left, spot->value, spot->n);
	if (!at)
		return;
	m->start = (uint64_t)(at - f->head);
	m->end = m->start + spot->n;
}

void fi_file_report(struct fi_file_sink *out, const struct fi_rule *r,
	const struct fi_file_spot *spot, const char *fmt, ...)
{
	struct fi_mark m = { 0 };
	enum fi_code rc;
	va_list ap;
	bool room;

	m.record = (struct fi_record){ .rule = r,
		.severity = spot->severity ? *spot->severity : r->severity,
		.line = spot->line,
		.column = spot->column };
	find_range(&out->c->file, spot, &m);
	rc = find_room(out->c, &m, spot->value, spot->n, &room);
	if (rc == FI_OK && room) {
		va_start(ap, fmt);
		m.record.message = fi_vformat(fmt, ap);
		va_end(ap);
		rc = m.record.message ?
			add_mark(out->c, &m, spot->value, spot->n, spot->key) : FI_ENOMEM;
	}
	if (out->rc == FI_OK)
		out->rc = rc;
}

/* --- a file ends ------------------------------------------------------- */

/* Ask one file rule. */
static enum fi_code judge(struct fi_content *c, const struct fi_rule *r, bool whole)
{
	struct file *f = &c->file;
	struct fi_file_sink out = { c, FI_OK };
	struct fi_mark m = { 0 };
	struct fi_file file = {
		.path = f->name.p,
		.base = f->name.p + f->base,
		.size = f->size,
		.mode = f->mode,
		.head = f->n ? f->head : "",
		.n = f->n < r->keep ? f->n : r->keep,
	};
	enum fi_code rc;
	bool room;
	char saved;

	if (!r->judge_file) {
		m.record = (struct fi_record){ .rule = r, .severity = r->severity };
		rc = find_room(c, &m, NULL, 0, &room);
		return rc == FI_OK && room ? add_mark(c, &m, NULL, 0, NULL) : rc;
	}
	file.whole = whole && f->seen <= r->keep;
	if (f->n == file.n) {
		r->judge_file(&file, r, &out);
		return out.rc;
	}
	/* Another rule keeps more: let the head end in 0 where this one's does. */
	saved = f->head[file.n];
	f->head[file.n] = 0;
	r->judge_file(&file, r, &out);
	f->head[file.n] = saved;
	return out.rc;
}

/*
 * Give the records of the layer from `first` on the digests of their file, if all of
 * its bytes went by.
 */
static enum fi_code keep_sums(struct fi_content *c, struct layer *l, size_t first, bool whole)
{
	struct fi_sums sums;

	if (first >= l->n || !whole || !fi_filesum_end(c->filesum, &sums))
		return FI_OK;
	if (!fi_grow(&l->sums, &l->sums_cap, l->nsums + 1, sizeof(*l->sums)))
		return FI_ENOMEM;
	l->sums[l->nsums++] = sums;
	for (size_t i = first; i < l->n; i++)
		l->record[i].sums = (uint32_t)l->nsums;
	return FI_OK;
}

/* An archive is over: what was found in it was found in an unchanged file, or not. */
static enum fi_code end_stored(struct fi_content *c)
{
	struct stored *s = &c->stored;

	if (!s->open || c->file.inner)
		return FI_OK;
	s->open = false;
	return keep_sums(c, &c->layer[c->file.layer], s->first, s->seen == c->file.size);
}

/* Move the marks that stay to the layer's records. */
static enum fi_code keep_marks(struct fi_content *c)
{
	struct layer *l = &c->layer[c->file.layer];
	size_t first = l->n, i;

	if (fi_marks_settle(&c->marks) != FI_OK)
		return FI_ENOMEM;
	for (i = 0; i < c->marks.n; i++) {
		struct fi_mark *m = &c->marks.mark[i];

		if (m->dropped)
			continue;
		if (l->n >= LAYER_RECORDS_MAX) {
			l->left_out++;
			continue;
		}
		if (!fi_grow(&l->record, &l->cap, l->n + 1, sizeof(*l->record)))
			return FI_ENOMEM;
		if (c->file.inner) {
			m->record.inner = strdup(c->file.name.p + c->file.inner);
			if (!m->record.inner)
				return FI_ENOMEM;
		}
		l->record[l->n++] = m->record;
		m->record.masked = m->record.message = m->record.key = NULL;
	}
	if (c->stored.open)
		return FI_OK;
	return keep_sums(c, l, first, c->file.seen == c->file.size);
}

static enum fi_code note_limited(struct fi_content *c)
{
	struct layer *l = &c->layer[c->file.layer];
	uint64_t n = fi_scanner_limited(c->scanner) - c->file.limited;

	l->limited += n;
	if (n && !l->limited_in)
		l->limited_in = strdup(c->file.name.p);
	return n && !l->limited_in ? FI_ENOMEM : FI_OK;
}

static enum fi_code add_gap(struct fi_content *c, int layer, const char *path,
	const char *reason, bool harmless)
{
	/* Both texts are copied. */
	return fi_set_gap(c->set, &(struct fi_gap){ .source = c->set->nsources,
					  .layer = layer,
					  .image = -1,
					  .path = (char *)(uintptr_t)path,
					  .reason = (char *)(uintptr_t)reason,
					  .harmless = harmless });
}

/* Files of a list that cannot be read are judged as if nobody shipped them. */
static enum fi_code end_listing(struct fi_content *c)
{
	FI_AUTO(fi_freep) char *reason = NULL;
	enum fi_code rc = fi_packages_end(c->packages);

	if (rc != FI_OK || !fi_packages_unread(c->packages))
		return rc;
	reason = fi_format("%s: findings in files of its packages may not be told as theirs",
		fi_packages_unread(c->packages));
	return reason ? add_gap(c, c->file.layer, c->file.name.p, reason, true) : FI_ENOMEM;
}

/* The file is over; `whole` if all of it went by. */
static enum fi_code end_file(struct fi_content *c, struct fi_err *err)
{
	struct file *f = &c->file;
	bool whole = f->seen >= f->size;
	enum fi_code rc;
	size_t i;

	if (!f->open)
		return FI_OK;
	f->open = false;
	rc = fi_scan_end(c->scanner, err);
	if (rc != FI_OK)
		return fi_err_wrap(err, "%s", f->name.p);
	f->line = 0;
	if (f->inner)
		f->size = f->seen; /* an archive may not tell, or lie */
	if (f->n) {
		f->n = fi_scan_narrow(f->head, f->n, f->seen == f->n);
		f->head[f->n] = 0;
	}
	for (i = 0; rc == FI_OK && i < f->nmatched; i++)
		rc = judge(c, c->rule[c->matched[i]], whole);
	if (rc == FI_OK)
		rc = note_limited(c);
	if (rc == FI_OK && c->marks.n)
		rc = keep_marks(c);
	if (rc == FI_OK)
		rc = end_stored(c);
	if (rc == FI_OK && f->listing)
		rc = end_listing(c);
	fi_marks_clear(&c->marks);
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* --- a layer ends ------------------------------------------------------ */

/* A record with the text of its path, which sorts it. */
struct sortable {
	const char *text;
	struct fi_record record;
};

static int compare_records(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;
	const struct fi_record *r = &x->record, *s = &y->record;
	int order = r->path == s->path ? 0 : strcmp(x->text, y->text);

	if (!order)
		order = strcmp(r->inner ? r->inner : "", s->inner ? s->inner : "");
	if (order)
		return order;
	if (r->line != s->line)
		return r->line < s->line ? -1 : 1;
	if (r->column != s->column)
		return r->column < s->column ? -1 : 1;
	order = strcmp(r->rule->id, s->rule->id);
	if (order)
		return order;
	/* A tar may have a file twice: of equal records the messages tell. */
	order = strcmp(r->message ? r->message : "", s->message ? s->message : "");
	if (!order)
		order = strcmp(r->masked ? r->masked : "", s->masked ? s->masked : "");
	/* The hash last: with another salt they come in another order. */
	return order ? order : memcmp(r->hash, s->hash, sizeof(r->hash));
}

/* The texts of the records' paths one after another; each ends in 0. */
static enum fi_code collect_texts(const struct fi_content *c, const struct layer *l,
	struct fi_buf *texts, size_t *offset)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf one = fi_buf_limited(PATH_TEXT_MAX);

		/* The records of a file stand together. */
		if (i > 0 && l->record[i].path == l->record[i - 1].path) {
			offset[i] = offset[i - 1];
			continue;
		}
		offset[i] = texts->len;
		if (fi_paths_text(c->set->paths, l->record[i].path, &one) != FI_OK ||
			fi_buf_add(texts, one.p, one.len + 1) != FI_OK)
			return FI_ENOMEM;
	}
	return FI_OK;
}

static enum fi_code sort_layer(const struct fi_content *c, struct layer *l)
{
	FI_AUTO(fi_buf_done) struct fi_buf texts = fi_buf_limited(SIZE_MAX / 2);
	struct sortable *list = calloc(l->n + 1, sizeof(*list));
	size_t *offset = calloc(l->n + 1, sizeof(*offset));
	enum fi_code rc = FI_ENOMEM;
	size_t i;

	if (list && offset)
		rc = collect_texts(c, l, &texts, offset);
	if (rc == FI_OK) {
		for (i = 0; i < l->n; i++)
			list[i] = (struct sortable){ texts.p + offset[i], l->record[i] };
		qsort(list, l->n, sizeof(*list), compare_records);
		for (i = 0; i < l->n; i++)
			l->record[i] = list[i].record;
	}
	free(list);
	free(offset);
	return rc;
}

static enum fi_code add_count(struct fi_content *c, int layer, const char *path, uint64_t n,
	const char *what, bool harmless)
{
	FI_AUTO(fi_freep) char *reason = fi_format("%llu %s", (unsigned long long)n, what);

	return reason ? add_gap(c, layer, path, reason, harmless) : FI_ENOMEM;
}

/* Package files whose list was too long: they are judged as if nobody shipped them. */
static enum fi_code note_unlisted(struct fi_content *c, int layer)
{
	uint64_t n = fi_packages_left_out(c->packages) - c->unlisted;

	if (n == 0)
		return FI_OK;
	c->unlisted += n;
	c->layer[layer].unlisted = true;
	return add_count(c, layer, "", n,
		"lines of package lists were not kept: findings in those files are not "
		"told as the package's", true);
}

static enum fi_code layer_end(void *self, int number, struct fi_err *err)
{
	struct fi_content *c = self;
	enum fi_code rc = end_file(c, err);
	struct layer *l;

	c->stored.open = false;
	if (rc != FI_OK)
		return rc;
	if (number < 0 || (size_t)number >= c->nlayers)
		return FI_OK;
	l = &c->layer[number];
	rc = sort_layer(c, l);
	if (rc == FI_OK && l->left_out)
		rc = add_count(c, number, "", l->left_out, "more findings are not listed", false);
	if (rc == FI_OK && l->limited)
		rc = add_count(c, number, l->limited_in, l->limited,
			"places here or in later files could not be judged: too many in "
			"too few bytes, or too complex", false);
	if (rc == FI_OK)
		rc = note_unlisted(c, number);
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* --- the visitor ------------------------------------------------------- */

static enum fi_code layer_begin(void *self, int number, struct fi_err *err)
{
	struct fi_content *c = self;

	if (number < 0)
		return fi_err_set(err, FI_EUSAGE, "layer %d: no such number", number);
	if ((size_t)number < c->nlayers)
		return FI_OK;
	if (!fi_grow(&c->layer, &c->layers_cap, (size_t)number + 1, sizeof(*c->layer)))
		return fi_err_nomem(err);
	while (c->nlayers <= (size_t)number)
		c->layer[c->nlayers++] = (struct layer){ 0 };
	return FI_OK;
}

static enum fi_code begin_file(struct fi_content *c, const struct fi_visit *v,
	struct fi_err *err)
{
	struct file *f = &c->file;
	size_t i;

	fi_buf_clear(&f->name);
	f->n = 0;
	if (fi_buf_adds(&f->name, v->name) != FI_OK)
		return fi_err_nomem(err);
	f->open = true;
	f->layer = v->layer;
	f->path = v->path;
	f->base = (size_t)(v->base - v->name);
	f->inner = v->inner ? (size_t)(v->inner - v->name) : 0;
	f->mode = v->entry->mode;
	f->size = v->entry->size;
	f->seen = 0;
	f->listing = !f->inner && fi_packages_begin(c->packages, v->layer, v->name);
	if (!c->stored.open)
		fi_filesum_begin(c->filesum);
	f->limited = fi_scanner_limited(c->scanner);
	f->nmatched = fi_index_match(c->index, v->name, v->base, c->matched);
	f->keep = 0;
	for (i = 0; i < f->nmatched; i++)
		if (c->rule[c->matched[i]]->keep > f->keep)
			f->keep = c->rule[c->matched[i]]->keep;
	if (f->keep > FI_KEEP_MAX)
		f->keep = FI_KEEP_MAX;
	return fi_scan_begin(
		c->scanner, v->name, f->inner ? 0 : f->size, take_hit, c, err);
}

static enum fi_code keep_head(struct file *f, const char *p, size_t n)
{
	if (n == 0)
		return FI_OK;
	if (!fi_grow(&f->head, &f->cap, f->n + n + 1, 1))
		return FI_ENOMEM;
	memcpy(f->head + f->n, p, n);
	f->n += n;
	f->head[f->n] = 0;
	return FI_OK;
}

/*
 * The digests of the file may be wanted later, when what went by is gone; not so if it was
 * scanned as one piece, no file rule is about it, and nothing was found.
 */
static enum fi_code keep_for_sums(struct fi_content *c, const void *p, size_t n)
{
	bool over = fi_scan_is_over(c->scanner) && c->file.nmatched == 0;

	if (c->stored.open || (over && !fi_filesum_wanted(c->filesum)))
		return FI_OK;
	return fi_filesum_bytes(c->filesum, p, n);
}

static enum fi_code bytes(void *self, const void *p, size_t n, struct fi_err *err)
{
	struct fi_content *c = self;
	struct file *f = &c->file;
	enum fi_code rc;

	if (!f->open)
		return FI_OK;
	if (n == 0)
		return end_file(c, err);
	f->seen += n;
	if (keep_head(f, p, f->keep - f->n < n ? f->keep - f->n : n) != FI_OK)
		return fi_err_nomem(err);
	if (f->listing && fi_packages_bytes(c->packages, p, n) != FI_OK)
		return fi_err_nomem(err);
	rc = fi_scan_bytes(c->scanner, p, n, err);
	if (rc != FI_OK)
		return fi_err_wrap(err, "%s", f->name.p);
	return keep_for_sums(c, p, n) == FI_OK ? FI_OK : fi_err_nomem(err);
}

/*
 * Scan a text that belongs to an entry as a file of this name, of which the first `inner`
 * bytes are the path; all of them if it is 0.
 */
static enum fi_code scan_aside(struct fi_content *c, const struct fi_visit *v, fi_path path,
	const char *name, size_t inner, const char *text, size_t n, struct fi_err *err)
{
	const struct fi_entry as_file = {
		.path = path, .link = FI_PATH_NONE, .kind = FI_KIND_FILE, .size = n
	};
	const struct fi_visit it = { .layer = v->layer,
		.path = path,
		.name = name,
		.base = name + inner,
		.inner = inner ? name + inner : NULL,
		.entry = &as_file };
	enum fi_code rc = layer_begin(c, v->layer, err);

	if (rc == FI_OK)
		rc = begin_file(c, &it, err);
	if (rc == FI_OK)
		rc = bytes(c, text, n, err);
	return rc == FI_OK ? end_file(c, err) : rc;
}

#define A_NAME "(the name of a file)"

/*
 * A name that is a secret is told as one in its folder, so that no report shows it for the
 * path of a finding.  Only one with a dense run can hold a token.
 */
static enum fi_code scan_name(struct fi_content *c, const struct fi_visit *v, struct fi_err *err)
{
	size_t n = strlen(v->base), folder = (size_t)(v->base - v->name);
	size_t inner = v->inner ? (size_t)(v->inner - v->name) : folder;
	struct fi_paths *paths = c->set->paths;
	FI_AUTO(fi_freep) char *name = NULL;
	fi_path path = v->path;

	if (fi_dense_find(v->base, 0, n) == n || inner > folder)
		return FI_OK;
	name = fi_format("%.*s" A_NAME, (int)folder, v->name);
	if (!name)
		return fi_err_nomem(err);
	if (!v->inner) {
		path = folder ? fi_paths_parent(paths, path)
			      : fi_paths_intern(paths, A_NAME, strlen(A_NAME), NULL);
		inner -= folder > 0; /* the slash is told, too */
	}
	if (path == FI_PATH_NONE)
		return FI_OK; /* too many paths: there is a gap */
	return scan_aside(c, v, path, name, inner, v->base, n, err);
}

static enum fi_code scan_target(
	struct fi_content *c, const struct fi_visit *v, struct fi_err *err)
{
	const struct fi_layer *l = c->set->layers[v->layer];
	const char *target = l->targets.p + v->entry->text;
	size_t n = strlen(target);
	FI_AUTO(fi_freep) char *name = NULL;

	if (v->inner || fi_dense_find(target, 0, n) == n)
		return FI_OK;
	name = fi_format("%s (its target)", v->name);
	if (!name)
		return fi_err_nomem(err);
	return scan_aside(c, v, v->path, name, strlen(v->name), target, n, err);
}

static enum fi_code entry(void *self, const struct fi_visit *v, enum fi_next *next,
	struct fi_err *err)
{
	struct fi_content *c = self;
	enum fi_kind kind = v->entry->kind;
	enum fi_code rc = end_file(c, err);

	if (rc == FI_OK && kind != FI_KIND_WHITEOUT && kind != FI_KIND_OPAQUE)
		rc = scan_name(c, v, err);
	if (rc == FI_OK && kind == FI_KIND_SYMLINK)
		rc = scan_target(c, v, err);
	if (rc != FI_OK)
		return rc;
	if (kind != FI_KIND_FILE) {
		*next = FI_SKIP;
		return FI_OK;
	}
	rc = layer_begin(c, v->layer, err);
	return rc == FI_OK ? begin_file(c, v, err) : rc;
}

static enum fi_code stored(void *self, const struct fi_visit *v, const void *p, size_t n,
	struct fi_err *err)
{
	struct fi_content *c = self;
	enum fi_code rc;

	if (n) {
		c->stored.seen += n;
		return fi_filesum_bytes(c->filesum, p, n) == FI_OK ? FI_OK : fi_err_nomem(err);
	}
	rc = end_file(c, err);
	if (rc == FI_OK)
		rc = layer_begin(c, v->layer, err);
	if (rc != FI_OK)
		return rc;
	c->stored = (struct stored){ .open = true, .first = c->layer[v->layer].n };
	fi_filesum_begin(c->filesum);
	return FI_OK;
}

/* Meet the literals of a block ahead. */
static void see(void *self, unsigned slot, const void *p, size_t n)
{
	struct fi_content *c = self;
	struct fi_err ignored = { 0 };

	if (!c->lookout[slot] &&
		fi_scanner_lookout(c->scanner, &c->lookout[slot], &ignored) != FI_OK)
		return;
	if (fi_lookout_see(c->lookout[slot], p, n, false, false, FI_LOOKOUT_MAX, &ignored) !=
		FI_OK)
		return; /* it is done when the block is judged */
}

static void lend(void *self, int slot)
{
	struct fi_content *c = self;

	fi_scanner_lend(c->scanner, slot < 0 ? NULL : c->lookout[slot]);
}

struct fi_visitor fi_content_visitor(struct fi_content *c)
{
	return (struct fi_visitor){
		.self = c,
		.layer_begin = layer_begin,
		.entry = entry,
		.bytes = bytes,
		.layer_end = layer_end,
		.stored = stored,
		.see = see,
		.lend = lend,
	};
}

/* --- the object -------------------------------------------------------- */

static void content_freep(struct fi_content **c)
{
	fi_content_free(*c);
}

static enum fi_code choose_rules(struct fi_content *c, const struct fi_rule *const *rules,
	size_t n, struct fi_err *err)
{
	size_t i;

	c->rule = calloc(n + 1, sizeof(struct fi_rule *));
	c->place = calloc(n + 1, sizeof(*c->place));
	c->matched = calloc(n + 1, sizeof(*c->matched));
	if (!c->rule || !c->place || !c->matched)
		return fi_err_nomem(err);
	for (i = 0; i < n; i++) {
		c->place[c->nplaces++] = (struct place){ rules[i], i };
		if (rules[i]->category == FI_FILE && rules[i]->path)
			c->rule[c->nrules++] = rules[i];
	}
	qsort(c->place, c->nplaces, sizeof(*c->place), compare_place);
	return fi_index_new(c->rule, c->nrules, &c->index, err);
}

enum fi_code fi_content_from_rules(struct fi_scanner *s, struct fi_set *set,
	const struct fi_rule *const *rules, size_t n, struct fi_content **out,
	struct fi_err *err)
{
	FI_AUTO(content_freep) struct fi_content *c = calloc(1, sizeof(*c));
	enum fi_code rc;

	if (!c)
		return fi_err_nomem(err);
	c->scanner = s;
	c->set = set;
	c->file.name = fi_buf_limited(SIZE_MAX / 2);
	c->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	c->digest = EVP_MD_CTX_new();
	c->quick_drawn = fi_quick_draw(&c->quick);
	c->filesum = fi_filesum_new();
	c->packages = fi_packages_new();
	if (!c->sha256 || !c->digest || !c->filesum || !c->packages)
		return fi_err_nomem(err);
	rc = choose_rules(c, rules, n, err);
	if (rc != FI_OK)
		return rc;
	*out = c;
	c = NULL; /* handed over */
	return FI_OK;
}

static void list_freep(const struct fi_rule ***list)
{
	free(*list);
}

enum fi_code fi_content_new(struct fi_scanner *s, struct fi_set *set,
	bool (*want)(void *self, const struct fi_rule *r), void *self,
	struct fi_content **out, struct fi_err *err)
{
	size_t all = fi_rules_count(), n = 0, i;
	FI_AUTO(list_freep) const struct fi_rule **list =
		calloc(all + 1, sizeof(struct fi_rule *));

	if (!list)
		return fi_err_nomem(err);
	for (i = 0; i < all; i++)
		if (!want || want(self, fi_rules_at(i)))
			list[n++] = fi_rules_at(i);
	return fi_content_from_rules(s, set, list, n, out, err);
}

void fi_records_free(struct fi_record *records, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		free(records[i].masked);
		free(records[i].message);
		free(records[i].key);
		free(records[i].inner);
	}
	free(records);
}

static void layer_done(struct layer *l)
{
	fi_records_free(l->record, l->n);
	free(l->sums);
	free(l->limited_in);
}

void fi_content_free(struct fi_content *c)
{
	size_t i;

	if (!c)
		return;
	for (i = 0; i < c->nlayers; i++)
		layer_done(&c->layer[i]);
	free(c->layer);
	for (i = 0; i < FI_SEEN_SLOTS; i++)
		fi_lookout_free(c->lookout[i]);
	fi_marks_done(&c->marks);
	fi_filesum_free(c->filesum);
	fi_packages_free(c->packages);
	fi_buf_done(&c->file.name);
	free(c->file.head);
	fi_index_free(c->index);
	free(c->rule);
	free(c->place);
	free(c->matched);
	EVP_MD_CTX_free(c->digest);
	EVP_MD_free(c->sha256);
	free(c);
}

const struct fi_sums *fi_content_sums(
	const struct fi_content *c, int layer, const struct fi_record *r)
{
	if (layer < 0 || (size_t)layer >= c->nlayers || r->sums == 0 ||
		r->sums > c->layer[layer].nsums)
		return NULL;
	return &c->layer[layer].sums[r->sums - 1];
}

struct fi_packages *fi_content_packages(const struct fi_content *c)
{
	return c->packages;
}

const struct fi_record *fi_content_records(const struct fi_content *c, int layer, size_t *n)
{
	if (layer < 0 || (size_t)layer >= c->nlayers) {
		*n = 0;
		return NULL;
	}
	*n = c->layer[layer].n;
	return c->layer[layer].record;
}

void fi_content_set_salt(struct fi_content *c, const unsigned char *salt)
{
	memcpy(c->salt, salt, FI_SALT);
	c->salted = true;
}

const unsigned char *fi_content_salt(const struct fi_content *c)
{
	return c->salted ? c->salt : NULL;
}

bool fi_content_is_listed(const struct fi_content *c, int layer)
{
	return layer < 0 || (size_t)layer >= c->nlayers || !c->layer[layer].unlisted;
}

enum fi_code fi_content_take(struct fi_content *c, int layer, struct fi_record *records,
	size_t n, struct fi_sums *sums, size_t nsums, struct fi_err *err)
{
	enum fi_code rc = layer_begin(c, layer, err);
	struct layer *l;

	if (rc == FI_OK) {
		l = &c->layer[layer];
		layer_done(l);
		*l = (struct layer){ .record = records,
			.n = n,
			.cap = n,
			.sums = sums,
			.nsums = nsums,
			.sums_cap = nsums };
		rc = sort_layer(c, l) == FI_OK ? note_unlisted(c, layer) : FI_ENOMEM;
		return rc == FI_OK ? FI_OK : fi_err_nomem(err);
	}
	fi_records_free(records, n);
	free(sums);
	return rc;
}
