#include "rules/lookout.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"

/* One pass of the matcher. */
struct pass {
	struct fi_lookout *l;
	const struct fi_program_set *set;
	size_t first;   /* of what it met, in l->met */
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
	for (int i = 0; i < FI_SETS; i++)
		if (p->set[i].literals && hs_alloc_scratch(p->set[i].literals,
						  &l->scratch) != HS_SUCCESS) {
			fi_lookout_free(l);
			return fi_err_nomem(err);
		}
	*out = l;
	return FI_OK;
}

void fi_lookout_free(struct fi_lookout *l)
{
	if (!l)
		return;
	hs_free_scratch(l->scratch);
	fi_words_done(&l->words);
	fi_dense_done(&l->dense);
	free(l->met);
	free(l);
}

static bool earlier(const struct fi_met *a, const struct fi_met *b)
{
	return a->at != b->at ? a->at < b->at : a->literal < b->literal;
}

/* The matcher tells ends in order; we want beginnings in order, nearly the same. */
static int meet(struct pass *pass, unsigned id, size_t end)
{
	struct fi_lookout *l = pass->l;
	uint32_t literal = (uint32_t)(pass->set->first + id);
	const struct fi_program_literal *text = &l->program->literal[literal];
	struct fi_met m = { (uint32_t)(end - text->n), literal };
	size_t i;

	if (text->count == 0)
		return 0; /* nobody asks for it */
	if (l->count >= pass->most)
		pass->rc = FI_ELIMIT;
	else if (!fi_grow(&l->met, &l->cap, l->count + 1, sizeof(*l->met)))
		pass->rc = FI_ENOMEM;
	if (pass->rc != FI_OK)
		return 1;
	for (i = l->count++; i > pass->first && earlier(&m, &l->met[i - 1]); i--)
		l->met[i] = l->met[i - 1];
	l->met[i] = m;
	return 0;
}

static int meet_anywhere(unsigned id, unsigned long long from, unsigned long long to,
	unsigned flags, void *self)
{
	(void)from;
	(void)flags;
	return meet(self, id, (size_t)to);
}

static int meet_dense(unsigned id, unsigned long long from, unsigned long long to,
	unsigned flags, void *self)
{
	struct pass *pass = self;
	const struct fi_dense *d = &pass->l->dense;

	(void)from;
	(void)flags;
	while (pass->stretch + 1 < d->count && d->list[pass->stretch + 1].at < to)
		pass->stretch++;
	return meet(self, id,
		(size_t)to - d->list[pass->stretch].at + d->list[pass->stretch].from);
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

static enum fi_code run(struct fi_lookout *l, int set, const char *p, size_t n,
	size_t most, match_event_handler meets, struct fi_err *err)
{
	struct pass pass = { .l = l, .set = &l->program->set[set], .most = most };
	hs_error_t rc;

	if (!pass.set->literals || n == 0)
		return FI_OK;
	pass.first = l->count;
	rc = hs_scan(pass.set->literals, p, (unsigned)n, 0, l->scratch, meets, &pass);
	if (pass.rc == FI_OK && rc != HS_SUCCESS)
		return fi_err_set(err, FI_EUSAGE, "literal matcher: error %d", rc);
	if (pass.rc == FI_OK)
		pass.rc = merge(l, pass.first);
	return pass.rc == FI_ENOMEM ? fi_err_nomem(err) : pass.rc;
}

enum fi_code fi_lookout_see(struct fi_lookout *l, const char *p, size_t n, bool starts,
	bool ends, size_t most, struct fi_err *err)
{
	enum fi_code rc;

	l->p = p;
	l->n = n;
	l->count = 0;
	l->seen = false;
	if (!fi_words_take(&l->words, p, n))
		return fi_err_nomem(err);
	rc = run(l, FI_EVERYWHERE, p, n, most, meet_anywhere, err);
	if (rc == FI_OK && l->program->set[FI_DENSE].literals) {
		if (!fi_dense_take(&l->dense, &l->words, p, n, starts, ends))
			return fi_err_nomem(err);
		rc = run(l, FI_DENSE, l->dense.text, l->dense.n, most, meet_dense, err);
	}
	l->seen = rc == FI_OK;
	return rc == FI_ELIMIT ? FI_OK : rc;
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
