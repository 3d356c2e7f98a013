#include "rules/lookout.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/desk.h"

/* Text of so many bytes is looked at where it lies; less is taken out, to be one call. */
#define IN_PLACE 2048

/* One pass of the matcher. */
struct pass {
	struct fi_lookout *l;
	struct fi_desk *desk;
	const struct fi_program_set *set;
	size_t first;   /* of what it met, in l->met */
	size_t base;    /* where the bytes at hand begin in what is looked at */
	const struct fi_excerpt *from; /* NULL, or what they are */
	size_t stretch; /* the one at hand */
	size_t most;
	enum fi_code rc;
};

enum fi_code fi_lookout_new(
	const struct fi_program *p, struct fi_lookout **out, struct fi_err *err)
{
	struct fi_lookout *l = calloc(1, sizeof(*l));

	if (!l)
		return fi_err_nomem(err);
	l->program = p;
	*out = l;
	return FI_OK;
}

void fi_lookout_free(struct fi_lookout *l)
{
	if (!l)
		return;
	fi_words_done(&l->words);
	free(l->met);
	free(l);
}

static bool earlier(const struct fi_met *a, const struct fi_met *b)
{
	return a->at != b->at ? a->at < b->at : a->literal < b->literal;
}

/* Where in what is looked at is the byte that stands before `to` in what is at hand? */
static size_t place(struct pass *pass, size_t to)
{
	const struct fi_excerpt *e = pass->from;

	if (!e)
		return pass->base + to;
	while (pass->stretch + 1 < e->count && e->list[pass->stretch + 1].at < to)
		pass->stretch++;
	return to - e->list[pass->stretch].at + e->list[pass->stretch].from;
}

/* The matcher tells ends in order; we want beginnings in order, nearly the same. */
static int meet(unsigned id, unsigned long long from, unsigned long long to,
	unsigned flags, void *self)
{
	struct pass *pass = self;
	struct fi_lookout *l = pass->l;
	uint32_t literal = (uint32_t)(pass->set->first + id);
	const struct fi_program_literal *text = &l->program->literal[literal];
	struct fi_met m = { .literal = literal };
	size_t i;

	(void)from;
	(void)flags;
	if (text->count == 0)
		return 0; /* nobody asks for it */
	if (l->count >= pass->most)
		pass->rc = FI_ELIMIT;
	else if (!fi_grow(&l->met, &l->cap, l->count + 1, sizeof(*l->met)))
		pass->rc = FI_ENOMEM;
	if (pass->rc != FI_OK)
		return 1;
	m.at = (uint32_t)(place(pass, (size_t)to) - text->n);
	for (i = l->count++; i > pass->first && earlier(&m, &l->met[i - 1]); i--)
		l->met[i] = l->met[i - 1];
	l->met[i] = m;
	return 0;
}

/* Put what was met from `first` on in its place among what was met before. */
static enum fi_code merge(struct fi_lookout *l, size_t first)
{
	size_t n = l->count - first, left = first, to = l->count;
	struct fi_met *now;

	if (n == 0 || left == 0 || !earlier(&l->met[left], &l->met[left - 1]))
		return FI_OK;
	now = malloc(n * sizeof(*now));
	if (!now)
		return FI_ENOMEM;
	memcpy(now, l->met + first, n * sizeof(*now));
	while (n) {
		bool old = left > 0 && earlier(&now[n - 1], &l->met[left - 1]);

		l->met[--to] = old ? l->met[--left] : now[--n];
	}
	free(now);
	return FI_OK;
}

static void scan(struct pass *pass, const char *p, size_t n)
{
	hs_error_t rc;

	if (pass->rc != FI_OK || n == 0)
		return;
	rc = hs_scan(pass->set->literals, p, (unsigned)n, 0, pass->desk->scratch, meet, pass);
	if (pass->rc == FI_OK && rc != HS_SUCCESS)
		pass->rc = FI_EUSAGE;
}

/* What is taken out in `e`, behind what the pass has met in place. */
static void scan_excerpt(struct pass *pass, const struct fi_excerpt *e)
{
	if (pass->rc == FI_OK)
		pass->rc = merge(pass->l, pass->first);
	pass->first = pass->l->count;
	pass->from = e;
	scan(pass, e->text, e->n);
	if (pass->rc == FI_OK)
		pass->rc = merge(pass->l, pass->first);
}

static struct pass begin(struct fi_lookout *l, struct fi_desk *desk, int set, size_t most)
{
	return (struct pass){
		.l = l,
		.desk = desk,
		.set = &l->program->set[set],
		.first = l->count,
		.most = most,
	};
}

static enum fi_code see_text(struct fi_lookout *l, struct fi_desk *desk, const char *p,
	size_t n, size_t most)
{
	struct pass pass = begin(l, desk, FI_EVERYWHERE, most);

	if (!pass.set->literals)
		return FI_OK;
	fi_excerpt_clear(&desk->text);
	if (!l->program->in_text) {
		scan(&pass, p, n);
		return pass.rc;
	}
	for (size_t i = 0; i < l->words.ntext; i++) {
		const struct fi_range *r = &l->words.text[i];

		pass.base = r->from;
		if (r->to - r->from >= IN_PLACE)
			scan(&pass, p + r->from, r->to - r->from);
		else if (!fi_excerpt_add(&desk->text, p, r->from, r->to))
			return FI_ENOMEM;
	}
	scan_excerpt(&pass, &desk->text);
	return pass.rc;
}

static enum fi_code see_dense(struct fi_lookout *l, struct fi_desk *desk, const char *p,
	size_t n, bool starts, bool ends, size_t most)
{
	struct pass pass = begin(l, desk, FI_DENSE, most);

	if (!pass.set->literals)
		return FI_OK;
	if (!fi_dense_take(&desk->dense, &l->words, p, n, starts, ends))
		return FI_ENOMEM;
	scan_excerpt(&pass, &desk->dense);
	return pass.rc;
}

enum fi_code fi_lookout_see(struct fi_lookout *l, const char *p, size_t n, bool starts,
	bool ends, size_t most, struct fi_err *err)
{
	struct fi_desk *desk = fi_desk_take(l->program);
	enum fi_code rc;

	l->p = p;
	l->n = n;
	l->count = 0;
	l->seen = false;
	rc = desk && fi_words_take(&l->words, p, n) ? FI_OK : FI_ENOMEM;
	if (rc == FI_OK)
		rc = see_text(l, desk, p, n, most);
	if (rc == FI_OK)
		rc = see_dense(l, desk, p, n, starts, ends, most);
	l->seen = rc == FI_OK;
	if (desk)
		fi_desk_put(l->program, desk);
	if (rc == FI_ENOMEM)
		return fi_err_nomem(err);
	if (rc == FI_EUSAGE)
		return fi_err_set(err, FI_EUSAGE, "the literal matcher failed");
	return FI_OK;
}

size_t fi_lookout_find(const struct fi_lookout *l, size_t at)
{
	size_t low = 0, high = l->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (l->met[mid].at < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
