#include <stdlib.h>
#include <string.h>

#include "cmd/audit.h"
#include "cmd/say.h"
#include "rules/reference.h"

/* So that it fits on a screen; --verbose shows all. */
#define FIRST_SHOWN  5
#define OTHERS_SHOWN 5
#define IMAGES_SHOWN 5
#define BASES_SHOWN  3
#define LINES_SHOWN  3

#define INDENT "     "

struct page {
	FILE *out;
	const struct audit_report *r;
	const struct fi_audit *a;
	bool nomem;
};

static const char *on(const struct page *p, const char *code)
{
	return p->r->color ? code : "";
}

static const char *off(const struct page *p)
{
	return p->r->color ? "\033[0m" : "";
}

static void title(struct page *p, const char *text)
{
	(void)fprintf(p->out, "%s%s%s\n", on(p, "\033[1m"), text, off(p));
}

/* A paragraph behind `lead`.  Takes the text over. */
static void say(struct page *p, const char *lead, char *text)
{
	if (text)
		say_wrapped(p->out, lead, strlen(lead), p->r->width, text);
	else
		p->nomem = true;
	free(text);
}

static size_t shown(const struct page *p, size_t n, size_t most)
{
	return n > most && !p->r->verbose ? most : n;
}

static void and_more(struct page *p, const char *lead, size_t n, size_t told)
{
	if (n > told)
		(void)fprintf(p->out, "%sand %zu more (--verbose shows all)\n", lead, n - told);
}

/* "2 critical, 1 high" */
static char *count_words(const uint32_t counts[5])
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(256);
	enum fi_code rc = FI_OK;

	for (int s = FI_CRITICAL; rc == FI_OK && s >= FI_INFO; s--)
		if (counts[s])
			rc = fi_buf_addf(&b, "%s%u %s", b.len ? ", " : "", counts[s],
				fi_severity_name((enum fi_severity)s));
	return rc == FI_OK ? fi_buf_steal(&b, NULL) : NULL;
}

static void show_severity(struct page *p, enum fi_severity s)
{
	char upper[16] = "";
	const char *name = fi_severity_name(s);

	for (size_t i = 0; name[i] && i < sizeof(upper) - 1; i++)
		upper[i] = (char)(name[i] - 'a' + 'A');
	(void)fprintf(p->out, "%s%s%s", on(p, say_severity_color(s)), upper, off(p));
}

/* ---- what to do first ---- */

static void show_places(struct page *p, const struct fi_audit_finding *f)
{
	uint32_t end;

	for (uint32_t i = 0; i < f->nseen; i = end)
		say(p, INDENT "- ", audit_place_words(p->a, audit_place(p->a, f, i, &end)));
}

static void show_finding(struct page *p, size_t number, const struct fi_audit_finding *f)
{
	FI_AUTO(fi_freep) char *spread = audit_spread(f), *live = audit_live(p->a, f);
	const char *page = f->secret ? fi_rule_reference(f->rule) : NULL;

	(void)fprintf(p->out, "%3zu. ", number);
	show_severity(p, f->severity);
	(void)fprintf(p->out, "  %s%s%s  [%s]", on(p, "\033[1m"), f->rule->title, off(p),
		f->rule->id);
	if (f->masked) {
		(void)fputs("  ", p->out);
		say_text(p->out, f->masked);
	}
	(void)fputc('\n', p->out);
	say(p, INDENT, spread && live ? fi_format("in %s, %s", spread, live) : NULL);
	say(p, INDENT, audit_first(p->a, f));
	if (page)
		(void)fprintf(p->out, INDENT "revoke it: %s\n", page);
	if (*f->fix && (p->r->verbose || !page))
		say(p, INDENT, strdup(f->fix));
	if (p->r->verbose)
		show_places(p, f);
}

/* A credential that is worth a person's time today. */
static bool is_first(const struct fi_audit_finding *f)
{
	return f->secret && f->severity >= FI_MEDIUM;
}

static void show_first(struct page *p)
{
	size_t n = 0, told;

	while (n < p->a->nfindings && is_first(&p->a->findings[p->a->ranked[n]]))
		n++;
	if (!n)
		return;
	told = shown(p, n, FIRST_SHOWN);
	title(p, "Do first: revoke these secrets");
	for (size_t i = 0; i < told; i++)
		show_finding(p, i + 1, &p->a->findings[p->a->ranked[i]]);
	and_more(p, INDENT, n, told);
	(void)fputc('\n', p->out);
}

/* Other findings of one rule: how many, in how many images. */
struct tally {
	const struct fi_rule *rule;
	enum fi_severity worst;
	size_t findings, images;
	uint32_t last; /* the image that was counted last, + 1 */
};

struct tallies {
	struct tally *list;
	size_t n;
	uint32_t *of; /* for each finding its tally; FI_AUDIT_NONE: told before */
};

static int tally_order(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	if (x->worst != y->worst)
		return x->worst > y->worst ? -1 : 1;
	if (x->images != y->images)
		return x->images > y->images ? -1 : 1;
	return strcmp(x->rule->id, y->rule->id);
}

static uint32_t find_tally(struct tallies *t, const struct fi_rule *r)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].rule == r)
			return (uint32_t)i;
	t->list[t->n] = (struct tally){ .rule = r };
	return (uint32_t)t->n++;
}

static void tally_up(const struct fi_audit *a, struct tallies *t)
{
	for (size_t i = 0; i < a->nfindings; i++) {
		const struct fi_audit_finding *f = &a->findings[i];

		t->of[i] = is_first(f) ? FI_AUDIT_NONE : find_tally(t, f->rule);
		if (t->of[i] == FI_AUDIT_NONE)
			continue;
		t->list[t->of[i]].findings++;
		if (f->severity > t->list[t->of[i]].worst)
			t->list[t->of[i]].worst = f->severity;
	}
	for (size_t i = 0; i < a->nseen; i++) {
		uint32_t n = t->of[a->spots[a->seen[i].spot].finding];

		if (n == FI_AUDIT_NONE || t->list[n].last == a->seen[i].image + 1)
			continue;
		t->list[n].last = a->seen[i].image + 1;
		t->list[n].images++;
	}
	if (t->n)
		qsort(t->list, t->n, sizeof(*t->list), tally_order);
}

/* "Container runs as root [user-root]: in 40 images" */
static void show_tally(struct page *p, const struct tally *t)
{
	FI_AUTO(fi_freep) char *images = audit_count(t->images, "image");
	FI_AUTO(fi_freep) char *text = NULL;
	char lead[64];

	(void)snprintf(lead, sizeof(lead), "  %s%-8s%s ", on(p, say_severity_color(t->worst)),
		fi_severity_name(t->worst), off(p));
	if (images && t->findings > 1)
		text = fi_format("%s [%s]: %zu in %s", t->rule->title, t->rule->id,
			t->findings, images);
	else if (images)
		text = fi_format("%s [%s]: in %s", t->rule->title, t->rule->id, images);
	if (text)
		say_wrapped(p->out, lead, 11, p->r->width, text);
	else
		p->nomem = true;
}

static void show_others(struct page *p)
{
	struct tallies t = { .list = calloc(p->a->nfindings + 1, sizeof(*t.list)),
		.of = calloc(p->a->nfindings + 1, sizeof(*t.of)) };
	size_t told;

	if (t.list && t.of)
		tally_up(p->a, &t);
	else
		p->nomem = true;
	if (t.n)
		title(p, "Also found");
	told = shown(p, t.n, OTHERS_SHOWN);
	for (size_t i = 0; i < told; i++)
		show_tally(p, &t.list[i]);
	and_more(p, "  ", t.n, told);
	if (t.n)
		(void)fputc('\n', p->out);
	free(t.list);
	free(t.of);
}

/* ---- images, bases ---- */

/* Of images with the same name the digest tells which; "" if the name does. */
static char *which(const struct page *p, size_t nth, size_t told)
{
	const struct fi_audit_image *img = &p->a->images[p->a->risky[nth]];
	const char *digest = *img->digest ? img->digest : img->id, *colon = strchr(digest, ':');

	for (size_t i = 0; i < told; i++)
		if (i != nth && p->a->images[p->a->risky[i]].names[0] == img->names[0])
			return fi_format(" (%.12s, %s)", colon ? colon + 1 : digest,
				img->platform);
	return strdup("");
}

static void show_images(struct page *p)
{
	size_t n = 0, told;

	while (n < p->a->nimages && p->a->images[p->a->risky[n]].risk)
		n++;
	if (!n)
		return;
	told = shown(p, n, IMAGES_SHOWN);
	title(p, "Images at most risk");
	for (size_t i = 0; i < told; i++) {
		const struct fi_audit_image *img = &p->a->images[p->a->risky[i]];
		FI_AUTO(fi_freep) char *counts = count_words(img->counts);
		FI_AUTO(fi_freep) char *more = which(p, i, told);

		say(p, "  ", counts && more ?
				fi_format("%s%s: %s", img->names[0], more, counts) :
				NULL);
	}
	and_more(p, "  ", n, told);
	(void)fputc('\n', p->out);
}

static void show_bases(struct page *p)
{
	size_t n = 0, told;

	while (n < p->a->nbases && p->a->bases[p->a->heavy[n]].rank)
		n++;
	if (!n)
		return;
	told = shown(p, n, BASES_SHOWN);
	title(p, "Base images that bring most");
	for (size_t i = 0; i < told; i++) {
		const struct fi_audit_base *b = &p->a->bases[p->a->heavy[i]];
		FI_AUTO(fi_freep) char *counts = count_words(b->counts);
		FI_AUTO(fi_freep) char *images = audit_count(b->images, "image");
		FI_AUTO(fi_freep) char *name = audit_base_name(p->a, b);

		say(p, "  ", counts && images && name ?
				fi_format("%s: %s, into %s", name, counts, images) :
				NULL);
	}
	and_more(p, "  ", n, told);
	(void)fputc('\n', p->out);
}

/* ---- coverage ---- */

static void show_lines(struct page *p, const char *head, const struct fi_strs *lines)
{
	size_t told = shown(p, lines->n, LINES_SHOWN);

	if (!lines->n)
		return;
	title(p, head);
	for (size_t i = 0; i < told; i++)
		say(p, "  - ", strdup(lines->v[i]));
	and_more(p, "  - ", lines->n, told);
	(void)fputc('\n', p->out);
}

/* 1234567 as "1,234,567". */
static void show_number(FILE *out, uint64_t n)
{
	if (n >= 1000) {
		show_number(out, n / 1000);
		(void)fprintf(out, ",%03u", (unsigned)(n % 1000));
	} else {
		(void)fprintf(out, "%u", (unsigned)n);
	}
}

static void show_counted(struct page *p, uint64_t n, const char *one, const char *before)
{
	(void)fputs(before, p->out);
	show_number(p->out, n);
	(void)fprintf(p->out, " %s%s", one, n == 1 ? "" : "s");
}

static double mib(uint64_t bytes)
{
	return (double)bytes / (1024 * 1024);
}

static void show_counts(struct page *p)
{
	const char *before = ": ";

	if (!p->a->nimages) {
		(void)fputs("Nothing was judged.\n", p->out); /* which is not: nothing found */
		return;
	}
	if (p->a->nfindings)
		show_counted(p, p->a->nfindings, "finding", "");
	else
		(void)fputs("No findings", p->out);
	for (int s = FI_CRITICAL; s >= FI_INFO; s--) {
		if (!p->a->counts[s])
			continue;
		(void)fprintf(p->out, "%s%s%zu %s%s", before, on(p, say_severity_color((enum fi_severity)s)),
			p->a->counts[s], fi_severity_name((enum fi_severity)s), off(p));
		before = ", ";
	}
	show_counted(p, p->a->nimages, "image", " in ");
	(void)fprintf(p->out, " of %zu repositor%s.\n", p->a->nrepositories,
		p->a->nrepositories == 1 ? "y" : "ies");
}

static void show_read(struct page *p)
{
	const struct audit_coverage *c = p->r->coverage;

	if (c->layers) {
		show_counted(p, c->layers, "layer", "Read ");
		(void)fprintf(p->out, ", %.1f MiB, each once.", mib(c->bytes));
	}
	if (c->reused) {
		show_counted(p, c->reused, "layer", c->layers ? " From the cache: " :
								"From the cache: ");
		(void)fprintf(p->out, ", %.1f MiB.", mib(c->reused_bytes));
	}
	if (c->layers || c->reused)
		(void)fputc('\n', p->out);
}

static void show_left(struct page *p)
{
	const struct audit_coverage *c = p->r->coverage;

	if (c->filtered)
		show_counted(p, c->filtered, "image", "Left out by the filters: ");
	if (c->filtered)
		(void)fputs(".\n", p->out);
	if (c->undated)
		show_counted(p, c->undated, "image", "Kept though nobody dated them: ");
	if (c->undated)
		(void)fputs(".\n", p->out);
	if ((c->untagged || c->unreferenced) && !p->r->all) {
		if (c->untagged)
			show_counted(p, c->untagged, "untagged revision", "Not read: ");
		if (c->unreferenced)
			show_counted(p, c->unreferenced, "unreferenced blob",
				c->untagged ? ", " : "Not read: ");
		(void)fputs(" (--all reads them).\n", p->out);
	}
	if (c->npassed && !p->r->verbose)
		(void)fprintf(p->out, "Passed over: %zu file%s that are no export (--verbose names them).\n",
			c->npassed, c->npassed == 1 ? "" : "s");
	if (!p->r->complete)
		(void)fprintf(p->out, "%sNot everything could be looked at: see above.%s\n",
			on(p, "\033[1m"), off(p));
}

enum fi_code audit_text(FILE *out, const struct audit_report *r, struct fi_err *err)
{
	struct page p = { .out = out, .r = r, .a = r->audit };

	show_first(&p);
	show_others(&p);
	show_images(&p);
	show_bases(&p);
	show_lines(&p, "Could not be looked at", &r->coverage->problems);
	if (r->verbose) {
		show_lines(&p, "Not tagged, not referenced", &r->coverage->listed);
		show_lines(&p, "Passed over", &r->coverage->passed_over);
	}
	show_counts(&p);
	show_read(&p);
	show_left(&p);
	return p.nomem ? fi_err_nomem(err) : FI_OK;
}
