#include "lib/edits.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT 3u

void fi_edits_done(struct fi_edits *e)
{
	for (size_t i = 0; i < e->n; i++)
		free(e->v[i].after);
	free(e->v);
	*e = (struct fi_edits){ 0 };
}

/* The edit of that line, made if there is none; NULL without memory. */
static struct fi_edit *edit_at(struct fi_edits *e, unsigned line)
{
	size_t i = 0;

	while (i < e->n && e->v[i].line < line)
		i++;
	if (i < e->n && e->v[i].line == line)
		return &e->v[i];
	if (!fi_grow(&e->v, &e->cap, e->n + 1, sizeof(*e->v)))
		return NULL;
	memmove(&e->v[i + 1], &e->v[i], (e->n - i) * sizeof(*e->v));
	e->v[i] = (struct fi_edit){ .line = line };
	e->n++;
	return &e->v[i];
}

bool fi_edits_delete(struct fi_edits *e, unsigned line)
{
	struct fi_edit *at = edit_at(e, line);

	if (at)
		at->gone = true;
	return at != NULL;
}

bool fi_edits_insert(struct fi_edits *e, unsigned line, const char *text)
{
	struct fi_edit *at = edit_at(e, line);
	char *joined;

	if (!at)
		return false;
	if (at->after && strstr(at->after, text))
		return true;
	joined = fi_format("%s%s", at->after ? at->after : "", text);
	if (!joined)
		return false;
	free(at->after);
	at->after = joined;
	return true;
}

bool fi_edits_replace(struct fi_edits *e, unsigned line, const char *text)
{
	struct fi_edit *at = edit_at(e, line);

	if (at && at->gone)
		return true;
	return at && fi_edits_delete(e, line) && fi_edits_insert(e, line, text);
}

/* --- the diff --- */

struct differ {
	const char **line; /* where line i + 1 of the old text begins */
	size_t n;
	bool (*hide)(void *self, unsigned line);
	void *self;
	struct fi_buf *out;
	bool failed;
};

static void add(struct differ *d, const char *p, size_t n)
{
	if (fi_buf_add(d->out, p, n) != FI_OK)
		d->failed = true;
}

/* One old line, with its mark. */
static void add_old(struct differ *d, char mark, size_t line)
{
	const char *p = d->line[line - 1];
	size_t n = strcspn(p, "\n");

	add(d, &mark, 1);
	add(d, p, n);
	add(d, "\n", 1);
	if (!p[n])
		add(d, "\\ No newline at end of file\n",
			strlen("\\ No newline at end of file\n"));
}

static bool ends_in_break(const struct differ *d, size_t line)
{
	return strchr(d->line[line - 1], '\n') != NULL;
}

static void add_new(struct differ *d, const char *text)
{
	while (text && *text) {
		size_t n = strcspn(text, "\n");

		add(d, "+", 1);
		add(d, text, n);
		add(d, "\n", 1);
		text += n + (text[n] == '\n');
	}
}

static size_t count_lines(const char *text)
{
	size_t n = 0;

	for (; text && *text; text++)
		n += *text == '\n';
	return n;
}

/* A hunk: the edits [from, to) and the old lines [first, last] around them. */
struct hunk {
	size_t from, to, first, last; /* last < first: no line */
};

static void put_hunk(struct differ *d, const struct fi_edit *v, const struct hunk *h,
	long *shift)
{
	size_t old = h->last + 1 - h->first, added = 0, gone = 0, k = h->from;
	FI_AUTO(fi_freep) char *head = NULL;

	for (size_t i = h->from; i < h->to; i++) {
		added += count_lines(v[i].after);
		gone += v[i].gone;
	}
	/* Where one side has no lines, its number is that of the line before. */
	head = fi_format("@@ -%ld,%zu +%ld,%zu @@\n", (long)h->first - (old ? 0 : 1), old,
		(long)h->first + *shift - (old + added == gone ? 1 : 0), old + added - gone);
	if (!head) {
		d->failed = true;
		return;
	}
	add(d, head, strlen(head));
	if (v[k].line < h->first)
		add_new(d, v[k++].after);
	for (size_t line = h->first; line <= h->last; line++) {
		bool here = k < h->to && v[k].line == line;
		/* What is put behind a last line without its break gives it one. */
		bool broken = here && !v[k].gone && v[k].after && !ends_in_break(d, line);

		add_old(d, here && (v[k].gone || broken) ? '-' : ' ', line);
		if (broken)
			add_new(d, d->line[line - 1]);
		if (here)
			add_new(d, v[k++].after);
	}
	*shift += (long)added - (long)gone;
}

static bool shown(const struct differ *d, size_t line)
{
	return line >= 1 && line <= d->n && !(d->hide && d->hide(d->self, (unsigned)line));
}

/* May the lines between two edits be context, and are they few? */
static bool joins(const struct differ *d, const struct fi_edit *a, const struct fi_edit *b)
{
	if (b->line > a->line + 2 * CONTEXT)
		return false;
	for (size_t line = a->line + 1; line < b->line + (b->gone ? 0 : 1); line++)
		if (!shown(d, line))
			return false;
	return true;
}

/*
 * Context on both sides, the same number of lines unless the file ends: patch(1) takes
 * a hunk with less of it on one side for one at the file's start or end.
 */
static void surround(const struct differ *d, const struct fi_edit *v, struct hunk *h)
{
	const struct fi_edit *one = &v[h->from], *last = &v[h->to - 1];
	size_t above = one->gone ? one->line - 1 : one->line, below = last->line + 1, n = 0, m = 0;

	while (n < CONTEXT && above > n && shown(d, above - n))
		n++;
	while (m < CONTEXT && below + m <= d->n && shown(d, below + m))
		m++;
	if (n > m && below + m <= d->n)
		n = m;
	if (m > n && above > n)
		m = n;
	h->first = above - n + 1;
	h->last = below + m - 1;
}

static void put_hunks(struct differ *d, const struct fi_edits *e)
{
	struct hunk h = { 0 };
	long shift = 0;

	for (; h.from < e->n; h.from = h.to) {
		h.to = h.from + 1;
		while (h.to < e->n && joins(d, &e->v[h.to - 1], &e->v[h.to]))
			h.to++;
		surround(d, e->v, &h);
		put_hunk(d, e->v, &h, &shift);
	}
}

enum fi_code fi_edits_diff(const struct fi_edits *e, const char *name, const char *old,
	bool (*hide)(void *self, unsigned line), void *self, struct fi_buf *out)
{
	struct differ d = { .hide = hide, .self = self, .out = out };
	const char *p = old ? old : "";
	enum fi_code rc;

	if (!e->n)
		return FI_OK;
	d.line = calloc(count_lines(p) + 2, sizeof(*d.line));
	if (!d.line)
		return FI_ENOMEM;
	while (*p) {
		d.line[d.n++] = p;
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
	rc = old ? fi_buf_addf(out, "--- a/%s\n+++ b/%s\n", name, name) :
		   fi_buf_addf(out, "--- /dev/null\n+++ b/%s\n", name);
	if (rc == FI_OK)
		put_hunks(&d, e);
	free(d.line);
	return d.failed && rc == FI_OK ? FI_ENOMEM : rc;
}
