#include "rules/audit_parts.h"

#include <stdlib.h>
#include <string.h>

/* --- what each finding is in --- */

/* Seen places by finding; those of one finding stay in the order of the images. */
static enum fi_code sort_by_finding(struct fi_audit *a)
{
	uint32_t *at = calloc(a->nfindings + 1, sizeof(*at));

	a->by_finding = calloc(a->nseen + 1, sizeof(*a->by_finding));
	if (!at || !a->by_finding) {
		free(at);
		return FI_ENOMEM;
	}
	for (uint32_t i = 0; i < a->nseen; i++)
		a->findings[fi_audit_finding_of(a, i)].nseen++;
	for (size_t f = 0, sum = 0; f < a->nfindings; f++) {
		at[f] = a->findings[f].seen = (uint32_t)sum;
		sum += a->findings[f].nseen;
	}
	for (uint32_t i = 0; i < a->nseen; i++)
		a->by_finding[at[fi_audit_finding_of(a, i)]++] = i;
	free(at);
	return FI_OK;
}

/*
 * Is image x older than y?  What has no date is older than nothing that has one; of one
 * time the names tell, as they mostly count up.
 */
static bool is_older(const struct fi_audit *a, uint32_t x, uint32_t y)
{
	int64_t s = a->images[x].created_at, t = a->images[y].created_at;

	if (s == t)
		return strcmp(a->images[x].names[0], a->images[y].names[0]) < 0;
	return s && (!t || s < t);
}

static bool is_newer(const struct fi_audit *a, uint32_t x, uint32_t y)
{
	int64_t s = a->images[x].created_at, t = a->images[y].created_at;

	if (s == t)
		return strcmp(a->images[x].names[0], a->images[y].names[0]) > 0;
	return s > t;
}

static int text_order(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return (*x > *y) - (*x < *y);
}

/* Different ones of n texts that are each kept once.  Sorts them. */
static size_t different(const char **list, size_t n)
{
	size_t count = 0;

	if (n)
		qsort(list, n, sizeof(*list), text_order);
	for (size_t i = 0; i < n; i++)
		count += i == 0 || list[i] != list[i - 1];
	return count;
}

/* Repositories of the images of one finding. */
struct gather {
	const char **list;
	size_t n, cap;
};

static bool gather_repositories(struct gather *g, const struct fi_audit_image *img)
{
	if (!fi_grow(&g->list, &g->cap, g->n + img->nrepositories, sizeof(*g->list)))
		return false;
	for (uint32_t i = 0; i < img->nrepositories; i++)
		g->list[g->n++] = img->repositories[i];
	return true;
}

static uint64_t least(uint64_t n, uint64_t most)
{
	return n < most ? n : most;
}

/*
 * Credentials that matter before everything else; then by severity, by whether some
 * image still has it live, by repositories and by images.
 */
static uint64_t finding_rank(const struct fi_audit_finding *f)
{
	uint64_t secret = f->secret && f->severity >= FI_MEDIUM;

	return secret << 62 | (uint64_t)f->severity << 58 | (uint64_t)(f->live_images > 0) << 56 |
		least(f->repositories, 0xffffff) << 32 | f->images;
}

static bool count_finding(struct fi_audit *a, struct fi_audit_finding *f, struct gather *g)
{
	uint32_t image = FI_AUDIT_NONE;
	bool live = false;

	g->n = 0;
	f->first = a->by_finding[f->seen];
	for (uint32_t i = 0; i < f->nseen; i++) {
		uint32_t n = a->by_finding[f->seen + i];
		const struct fi_audit_seen *s = &a->seen[n];

		if (s->image != image) {
			image = s->image;
			live = false;
			f->images++;
			if (!gather_repositories(g, &a->images[image]))
				return false;
			if (is_older(a, image, a->seen[f->first].image))
				f->first = n;
		}
		if (s->state != FI_LIVE || live)
			continue;
		live = true;
		f->live_images++;
		if (f->live == FI_AUDIT_NONE || is_newer(a, image, a->seen[f->live].image))
			f->live = n;
	}
	f->repositories = (uint32_t)different(g->list, g->n);
	f->rank = finding_rank(f);
	a->counts[f->severity]++;
	return true;
}

static enum fi_code count_findings(struct fi_audit *a)
{
	struct gather g = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < a->nfindings; i++)
		ok = count_finding(a, &a->findings[i], &g);
	g.n = 0;
	for (size_t i = 0; ok && i < a->nimages; i++)
		ok = gather_repositories(&g, &a->images[i]);
	a->nrepositories = ok ? different(g.list, g.n) : 0;
	free(g.list);
	return ok ? FI_OK : FI_ENOMEM;
}

/* --- layers --- */

static enum fi_code count_layers(struct fi_audit *a)
{
	struct fi_audit_pair *pairs = calloc(a->nspots + 1, sizeof(*pairs));
	uint32_t *last = calloc(a->nlayers + 1, sizeof(*last));
	size_t n = 0;

	for (size_t i = 0; last && i < a->nimages; i++) {
		const struct fi_audit_image *img = &a->images[i];

		for (uint32_t k = 0; k < img->nlayers; k++) {
			struct fi_audit_layer *l;

			if (img->layers[k] == FI_AUDIT_NONE || last[img->layers[k]] == i + 1)
				continue; /* a layer may be there twice */
			l = &a->layers[img->layers[k]];
			last[img->layers[k]] = (uint32_t)i + 1;
			l->images++;
			if (l->first == FI_AUDIT_NONE || is_older(a, (uint32_t)i, l->first))
				l->first = (uint32_t)i;
		}
	}
	for (size_t i = 0; pairs && i < a->nspots; i++)
		if (a->spots[i].layer != FI_AUDIT_NONE)
			pairs[n++] = (struct fi_audit_pair){ a->spots[i].layer, a->spots[i].finding };
	n = pairs ? fi_audit_unique(pairs, n) : 0;
	for (size_t i = 0; i < n; i++) {
		a->layers[pairs[i].what].findings++;
		a->layers[pairs[i].what].counts[a->findings[pairs[i].finding].severity]++;
	}
	free(last);
	if (!pairs || !last) {
		free(pairs);
		return FI_ENOMEM;
	}
	free(pairs);
	return FI_OK;
}

enum fi_code fi_audit_count(struct fi_audit *a)
{
	return sort_by_finding(a) == FI_OK && count_findings(a) == FI_OK &&
			count_layers(a) == FI_OK ?
		FI_OK :
		FI_ENOMEM;
}

/* --- what comes first --- */

/* Numbers [0, n) with what they are ranked by. */
struct ranked {
	uint64_t rank, then;
	uint32_t number;
};

static int rank_order(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	if (x->then != y->then)
		return x->then > y->then ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static struct ranked rank_finding(const struct fi_audit *a, uint32_t i)
{
	return (struct ranked){ a->findings[i].rank, 0, i };
}

static struct ranked rank_image(const struct fi_audit *a, uint32_t i)
{
	return (struct ranked){ a->images[i].risk, (uint64_t)a->images[i].created_at, i };
}

static struct ranked rank_base(const struct fi_audit *a, uint32_t i)
{
	return (struct ranked){ a->bases[i].rank, a->bases[i].images, i };
}

static enum fi_code rank_all(const struct fi_audit *a, size_t n,
	struct ranked (*of)(const struct fi_audit *a, uint32_t i), uint32_t **out)
{
	struct ranked *list = calloc(n + 1, sizeof(*list));

	*out = calloc(n + 1, sizeof(**out));
	if (!list || !*out) {
		free(list);
		return FI_ENOMEM;
	}
	for (uint32_t i = 0; i < n; i++)
		list[i] = of(a, i);
	if (n)
		qsort(list, n, sizeof(*list), rank_order);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = list[i].number;
	free(list);
	return FI_OK;
}

enum fi_code fi_audit_rank(struct fi_audit *a)
{
	return rank_all(a, a->nfindings, rank_finding, &a->ranked) == FI_OK &&
			rank_all(a, a->nimages, rank_image, &a->risky) == FI_OK &&
			rank_all(a, a->nbases, rank_base, &a->heavy) == FI_OK ?
		FI_OK :
		FI_ENOMEM;
}
