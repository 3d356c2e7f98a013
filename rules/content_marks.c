#include "rules/content_marks.h"

#include <stdlib.h>
#include <string.h>

/*
 * Marks of one file.  A real file has a few; one made to fill our memory gets this
 * many and the first of every rule, so that no rule is silenced by another.
 */
#define MARKS_MAX 10000
#define SLOTS_LEAST 16
/* A table of so many values is kept for the next file, which clears it. */
#define VALUES_KEPT 1024

static void free_strings(struct fi_record *r)
{
	free(r->masked);
	free(r->message);
	free(r->key);
}

void fi_marks_clear(struct fi_marks *m)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		free_strings(&m->mark[i].record);
	if (m->nvalues > VALUES_KEPT) {
		free(m->value);
		m->value = NULL;
		m->nvalues = 0;
	} else if (m->n) {
		memset(m->value, 0, m->nvalues * sizeof(*m->value));
	}
	m->n = 0;
	if (m->ntallies)
		memset(m->slot, 0, m->nslots * sizeof(*m->slot));
	m->ntallies = 0;
}

void fi_marks_done(struct fi_marks *m)
{
	fi_marks_clear(m);
	free(m->mark);
	free(m->tally);
	free(m->slot);
	free(m->value);
	*m = (struct fi_marks){ 0 };
}

/* Where the rule's tally is or, if it has none, would be told. */
static uint32_t *slot_for(const struct fi_marks *m, const struct fi_rule *r)
{
	uint64_t hash = ((uintptr_t)r >> 4) * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(hash >> 32) & (m->nslots - 1);

	while (m->slot[i] && m->tally[m->slot[i] - 1].rule != r)
		i = (i + 1) & (m->nslots - 1);
	return &m->slot[i];
}

/* A file of all kinds of secrets has a thousand tallies, and asks for them at each. */
static bool make_slots(struct fi_marks *m)
{
	uint32_t *old = m->slot;
	size_t was = m->nslots;

	m->nslots = was ? was * 2 : SLOTS_LEAST;
	m->slot = calloc(m->nslots, sizeof(*m->slot));
	if (!m->slot) {
		m->slot = old;
		m->nslots = was;
		return false;
	}
	for (size_t i = 0; i < m->ntallies; i++)
		*slot_for(m, m->tally[i].rule) = (uint32_t)i + 1;
	free(old);
	return true;
}

static struct fi_tally *tally_of(struct fi_marks *m, const struct fi_rule *r)
{
	uint32_t *slot;

	if (m->nslots <= m->ntallies * 2 && !make_slots(m))
		return NULL;
	slot = slot_for(m, r);
	if (*slot)
		return &m->tally[*slot - 1];
	if (!fi_grow(&m->tally, &m->tallies_cap, m->ntallies + 1, sizeof(*m->tally)))
		return NULL;
	m->tally[m->ntallies] = (struct fi_tally){ .rule = r };
	*slot = (uint32_t)++m->ntallies;
	return &m->tally[m->ntallies - 1];
}

/* Where the rule's mark of the value is or, if there is none, would be told. */
static uint32_t *value_for(
	const struct fi_marks *m, const struct fi_rule *r, const struct fi_quick_id *id)
{
	uint64_t key = id->half[0] ^ ((uintptr_t)r >> 4) * 0x9e3779b97f4a7c15u;
	size_t i;

	for (i = (size_t)(key >> 16) & (m->nvalues - 1); m->value[i];
		i = (i + 1) & (m->nvalues - 1)) {
		const struct fi_mark *other = &m->mark[m->value[i] - 1];

		if (other->record.rule == r && fi_quick_same(&other->id, id))
			break;
	}
	return &m->value[i];
}

/* Room for one value more. */
static bool make_values(struct fi_marks *m)
{
	uint32_t *old = m->value;
	size_t was = m->nvalues;

	if (was > m->n * 2)
		return true;
	m->nvalues = was ? was * 2 : SLOTS_LEAST;
	m->value = calloc(m->nvalues, sizeof(*m->value));
	if (!m->value) {
		m->value = old;
		m->nvalues = was;
		return false;
	}
	for (size_t i = 0; i < m->n; i++)
		if (m->mark[i].record.valued)
			*value_for(m, m->mark[i].record.rule, &m->mark[i].id) =
				(uint32_t)i + 1;
	free(old);
	return true;
}

/* The rule's mark of the value; NULL. */
static struct fi_mark *mark_of(
	struct fi_marks *m, const struct fi_rule *r, const struct fi_quick_id *id)
{
	uint32_t number = m->nvalues ? *value_for(m, r, id) : 0;

	return number ? &m->mark[number - 1] : NULL;
}

void fi_marks_make_plain(struct fi_marks *m, const struct fi_mark *plain)
{
	const struct fi_record *r = &plain->record;
	struct fi_mark *own = mark_of(m, r->rule, &plain->id);

	if (!own || !own->record.decoded)
		return;
	own->record.decoded = NULL;
	own->record.line = r->line;
	own->record.column = r->column;
	own->start = plain->start;
	own->end = plain->end;
}

enum fi_code fi_marks_room(struct fi_marks *m, const struct fi_rule *r,
	const struct fi_quick_id *id, bool valued, bool *room)
{
	struct fi_tally *t = tally_of(m, r);

	if (!t)
		return FI_ENOMEM;
	*room = false;
	if (valued && mark_of(m, r, id))
		return FI_OK;
	if (t->kept && (t->kept >= FI_RECORDS_PER_RULE || m->n >= MARKS_MAX))
		t->left_out++;
	else
		*room = true;
	return FI_OK;
}

enum fi_code fi_marks_add(struct fi_marks *m, const struct fi_mark *mark)
{
	struct fi_mark *own;
	struct fi_tally *t = tally_of(m, mark->record.rule);

	if (!t || !make_values(m) ||
		!fi_grow(&m->mark, &m->cap, m->n + 1, sizeof(*m->mark))) {
		struct fi_record r = mark->record;

		free_strings(&r);
		return FI_ENOMEM;
	}
	own = &m->mark[m->n++];
	*own = *mark;
	if (own->record.valued)
		*value_for(m, own->record.rule, &own->id) = (uint32_t)m->n;
	t->last = m->n;
	t->kept++;
	return FI_OK;
}

/* "...; 12 more like it in this file are not listed." on the rule's last mark. */
static enum fi_code say_left_out(struct fi_marks *m)
{
	size_t i;

	for (i = 0; i < m->ntallies; i++) {
		const struct fi_tally *t = &m->tally[i];
		struct fi_record *r;
		const char *text;
		char *longer;
		size_t n;

		if (!t->left_out)
			continue;
		m->mark[t->last - 1].pinned = true;
		r = &m->mark[t->last - 1].record;
		text = r->message ? r->message : r->rule->title;
		n = strlen(text);
		longer = fi_format("%s%s %zu more in this file %s not listed.", text,
			n && text[n - 1] == '.' ? "" : ".", t->left_out,
			t->left_out == 1 ? "is" : "are");
		if (!longer)
			return FI_ENOMEM;
		free(r->message);
		r->message = longer;
	}
	return FI_OK;
}

/* --- which of several marks of one value stays ------------------------- */

static int more(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_strength(const void *pa, const void *pb)
{
	const struct fi_mark *a = *(struct fi_mark *const *)pa;
	const struct fi_mark *b = *(struct fi_mark *const *)pb;
	const struct fi_rule *x = a->record.rule, *y = b->record.rule;

	if (x->weak != y->weak)
		return x->weak ? 1 : -1;
	if (a->record.severity != b->record.severity)
		return more(b->record.severity, a->record.severity);
	if ((x->category == FI_SECRET) != (y->category == FI_SECRET))
		return x->category == FI_SECRET ? -1 : 1;
	/* What an encoded text holds tells more than that it looks random. */
	if (!a->record.decoded != !b->record.decoded)
		return a->record.decoded ? -1 : 1;
	if (a->order != b->order)
		return more(a->order, b->order);
	if (a->start != b->start)
		return more(a->start, b->start);
	if (a->record.line != b->record.line)
		return more(a->record.line, b->record.line);
	return more(a->record.column, b->record.column);
}

/* The values that stay: by hash, and by place (in order, no two overlap). */
struct kept {
	struct fi_mark **by_hash;
	size_t mask;
	struct fi_mark **by_place;
	size_t n;
};

static struct fi_mark **slot_of(const struct kept *k, const struct fi_mark *m)
{
	size_t i;

	memcpy(&i, m->record.hash, sizeof(i));
	for (i &= k->mask; k->by_hash[i]; i = (i + 1) & k->mask)
		if (memcmp(k->by_hash[i]->record.hash, m->record.hash, 32) == 0)
			break;
	return &k->by_hash[i];
}

/* How many of the kept end at or before the mark's start. */
static size_t place_of(const struct kept *k, const struct fi_mark *m)
{
	size_t low = 0, high = k->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (k->by_place[mid]->end <= m->start)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The stronger mark of the same value, or NULL after this one was kept. */
static struct fi_mark *keep(struct kept *k, struct fi_mark *m)
{
	struct fi_mark **slot = slot_of(k, m);
	bool placed = m->end > m->start;
	size_t at = placed ? place_of(k, m) : 0;

	if (placed && at < k->n && k->by_place[at]->start < m->end)
		return k->by_place[at];
	if (*slot)
		return *slot;
	*slot = m;
	if (placed) {
		memmove(k->by_place + at + 1, k->by_place + at,
			(k->n - at) * sizeof(struct fi_mark *));
		k->by_place[at] = m;
		k->n++;
	}
	return NULL;
}

/* A rule may know the place, another that its value is encoded there. */
static void adopt_decoded(struct fi_mark *by, const struct fi_mark *other)
{
	if (!by->record.decoded && by->start == other->start && by->end == other->end &&
		by->end > by->start)
		by->record.decoded = other->record.decoded;
}

static void settle(struct kept *k, struct fi_mark **order, size_t n)
{
	size_t i;

	qsort(order, n, sizeof(struct fi_mark *), compare_strength);
	for (i = 0; i < n; i++) {
		struct fi_mark *by = keep(k, order[i]);

		if (!by)
			continue;
		adopt_decoded(by, order[i]);
		if (!by->record.key) {
			by->record.key = order[i]->record.key;
			order[i]->record.key = NULL;
		}
		order[i]->dropped = !order[i]->pinned;
	}
}

enum fi_code fi_marks_settle(struct fi_marks *m)
{
	struct fi_mark **order = calloc(m->n + 1, sizeof(struct fi_mark *));
	struct kept k = { .mask = 15 };
	enum fi_code rc = FI_ENOMEM;
	size_t i, n = 0;

	while (k.mask < m->n * 2)
		k.mask = k.mask * 2 + 1;
	k.by_hash = calloc(k.mask + 1, sizeof(struct fi_mark *));
	k.by_place = calloc(m->n + 1, sizeof(struct fi_mark *));
	if (order && k.by_hash && k.by_place && say_left_out(m) == FI_OK) {
		for (i = 0; i < m->n; i++)
			if (m->mark[i].record.valued)
				order[n++] = &m->mark[i];
		settle(&k, order, n);
		rc = FI_OK;
	}
	free(order);
	free(k.by_hash);
	free(k.by_place);
	return rc;
}
