/*
 * The page of check and lint.  What is short (the verdict, what to do, layers, coverage,
 * config) is HTML; findings, of which there may be ten thousand, are data that the script
 * shows a part at a time, and for a browser without script plain HTML in <noscript>,
 * which costs nothing otherwise.
 */
#include "cmd/report_html.h"

#include <stdlib.h>
#include <string.h>

#include "rules/reference.h"
#include "rules/sink.h"

/* So many of a step's items are seen at once, the others when asked for, up to a point. */
#define ITEMS_SHOWN 6
#define ITEMS_MAX   200

size_t page_images(const struct check_page *p)
{
	return p->r->set ? p->r->set->nimages : 0;
}

/* ---- what it comes down to ---- */

/* Of image, fly and cross, what is about leaks and not about the start. */
static const char *const about_safety[] = { "fly-secret-", "fly-public-",
	"image-digest-mismatch" };

static bool is_about_start(const struct fi_rule *r)
{
	for (size_t i = 0; i < FI_COUNT(about_safety); i++)
		if (strncmp(r->id, about_safety[i], strlen(about_safety[i])) == 0)
			return false;
	return r->category == FI_IMAGE || r->category == FI_FLY || r->category == FI_CROSS;
}

static bool is_blocker(const struct fi_finding *f)
{
	return f->severity >= FI_HIGH && is_about_start(f->rule);
}

static void tally_place(
	struct check_page *p, const struct fi_finding *f, const struct fi_place *pl)
{
	struct check_tally *t;

	if (pl->image < 0 || pl->layer < 0 || !pl->path)
		return;
	t = &p->tally[pl->image][pl->layer];
	if (t->last == f)
		return;
	t->last = f;
	if (t->all < CHECK_TITLES_MAX)
		t->top[t->all] = f;
	t->all++;
	t->n[f->severity]++;
}

static enum fi_code tally(struct check_page *p, struct fi_err *err)
{
	const struct fi_findings *all = p->r->findings;

	p->tally = calloc(page_images(p) + 1, sizeof(*p->tally));
	if (!p->tally)
		return fi_err_nomem(err);
	for (size_t i = 0; i < page_images(p); i++) {
		p->tally[i] = calloc(
			p->r->set->images[i].nlayers + 1, sizeof(**p->tally));
		if (!p->tally[i])
			return fi_err_nomem(err);
	}
	for (size_t i = 0; i < all->n; i++) {
		const struct fi_finding *f = &all->list[i];

		p->blockers += is_blocker(f);
		p->doubts += f->severity == FI_MEDIUM && f->rule->category == FI_CROSS;
		p->leaks += f->severity >= FI_HIGH && !is_blocker(f);
		for (size_t k = 0; k < f->nplaces; k++)
			tally_place(p, f, &f->places[k]);
	}
	return FI_OK;
}

static void tally_done(struct check_page *p)
{
	for (size_t i = 0; p->tally && i < page_images(p); i++)
		free(p->tally[i]);
	free(p->tally);
}

/* "this image", "these images", "this project" */
static const char *subject(const struct check_page *p)
{
	return !p->r->set ? "this project" : page_images(p) == 1 ? "this image" : "these images";
}

static bool leaks_secrets(const struct check_page *p)
{
	for (size_t i = 0; i < p->r->findings->n; i++) {
		const struct fi_finding *f = &p->r->findings->list[i];

		if (f->severity >= FI_HIGH && !is_about_start(f->rule) &&
			(f->rule->category == FI_SECRET || f->rule->category == FI_FILE ||
				strstr(f->rule->id, "secret")))
			return true;
	}
	return false;
}

static void headline(struct check_page *p)
{
	const char *it = page_images(p) > 1 ? "They" : "It", *s = page_images(p) > 1 ? "" : "s";
	size_t n = p->r->findings->n;

	if (p->r->set && !page_images(p) && !n)
		html_raw(&p->h, "Nothing was judged.");
	else if (p->leaks && leaks_secrets(p))
		html_raw(&p->h, "Do not %s %s: %s leak%s secrets.",
			p->r->set ? "publish" : "deploy", subject(p),
			page_images(p) > 1 ? "they" : "it", s);
	else if (p->leaks)
		html_raw(&p->h, "Do not deploy %s yet: it is not safe.", subject(p));
	else if (p->blockers)
		html_raw(&p->h, "Do not deploy %s yet: it would fail.", subject(p));
	else if (!n)
		html_raw(&p->h, p->r->complete ? "Nothing found." :
					    "Nothing found in what could be read.");
	else {
		html_raw(&p->h, "Nothing urgent: ");
		html_count(&p->h, n, "finding");
		html_raw(&p->h, " to look at.");
	}
	if (p->leaks && p->blockers)
		html_raw(&p->h, " %s would not start, either.", it);
}

struct answer {
	const char *question, *answer;
	const char *tone; /* "bad", "good", "open" */
};

static void answer_begin(struct check_page *p, const struct answer *a)
{
	html_raw(&p->h,
		"<div class=\"answer %s\"><dt>%s</dt><dd><strong>%s</strong> <span>", a->tone,
		a->question, a->answer);
}

static void answer_end(struct check_page *p)
{
	html_raw(&p->h, "</span></dd></div>\n");
}

static void tell_leaks(struct check_page *p)
{
	html_count(&p->h, p->leaks, "finding");
	html_raw(&p->h, " at high or above.");
	if (leaks_secrets(p))
		html_raw(&p->h, " Who %s can read what leaks.",
			p->r->set ? "can pull the image" : "has the project");
}

static void answer_safe(struct check_page *p)
{
	const struct answer no = { "Is it safe?", "No.", "bad" },
			    open = { "Is it safe?", "Not known.", "open" },
			    yes = { "Is it safe?", "Nothing against it.", "good" };

	answer_begin(p, p->leaks ? &no : p->r->complete ? &yes : &open);
	if (p->r->set && !page_images(p))
		html_raw(&p->h, "No image could be read.");
	else if (p->leaks)
		tell_leaks(p);
	else
		html_raw(&p->h, "No secret and no leak at high or above%s",
			p->r->complete ? "." : " in what could be read.");
	answer_end(p);
}

static void answer_start(struct check_page *p)
{
	const struct answer no = { "Will it deploy?", "Not as it is.", "bad" },
			    open = { "Will it deploy?", "Not known.", "open" },
			    doubt = { "Will it deploy?", "Perhaps not as meant.", "open" },
			    yes = { "Will it deploy?", "Nothing against it.", "good" };

	if (p->blockers) {
		answer_begin(p, &no);
		html_count(&p->h, p->blockers, "finding");
		html_raw(&p->h, " would stop the deploy or the start.");
	} else if (!p->r->project->c.fly) {
		answer_begin(p, &open);
		html_raw(&p->h, "No Fly config was at hand: <code>-C DIR</code> names the "
				"project&#39;s folder.");
	} else if (p->doubts) {
		answer_begin(p, &doubt);
		html_count(&p->h, p->doubts, "finding");
		html_raw(&p->h, " at medium may keep the app from being reached.");
	} else if (!p->r->set) {
		answer_begin(p, &open);
		html_raw(&p->h, "Nothing in the project&#39;s files stops it; no image was "
				"looked at.");
	} else if (!p->r->complete) {
		answer_begin(p, &open);
		html_raw(&p->h, "Nothing against it in what could be read.");
	} else {
		answer_begin(p, &yes);
		html_raw(&p->h, "Image and Fly config fit, as far as can be told offline.");
	}
	answer_end(p);
}

static void answer_coverage(struct check_page *p)
{
	const struct answer no = { "Was all looked at?", "No.", "bad" },
			    yes = { "Was all looked at?", "Yes.", "good" };
	size_t n = page_unread(p);

	answer_begin(p, p->r->complete ? &yes : &no);
	if (!p->r->complete) {
		html_raw(&p->h, "<a href=\"#coverage\">");
		html_count(&p->h, n, "thing");
		html_raw(&p->h, " could not be read</a>. Apart from that: ");
	}
	page_amount(p);
	answer_end(p);
}

static void name_images(struct check_page *p)
{
	size_t n = page_images(p);

	if (!p->r->set) {
		html_text(&p->h, p->r->project->c.folder ? p->r->project->c.folder : "project");
		return;
	}
	for (size_t i = 0; i < n && i < 3; i++) {
		const struct fi_image *image = &p->r->set->images[i];

		html_raw(&p->h, "%s<b>", i ? ", " : "");
		html_text(&p->h, report_image_name(image));
		html_raw(&p->h, "</b> <span>");
		html_text(&p->h, image->platform ? image->platform : "unknown platform");
		html_raw(&p->h, "</span>");
	}
	if (n > 3)
		html_raw(&p->h, " and %zu more", n - 3);
	if (!n)
		html_raw(&p->h, "no image");
}

static void verdict(struct check_page *p)
{
	bool bad = p->leaks || p->blockers || !p->r->complete;

	html_raw(&p->h, "<section class=\"verdict %s\" aria-labelledby=\"verdict\">\n<p class=\"of\">",
		bad ? "bad" : "good");
	name_images(p);
	html_raw(&p->h, "</p>\n<h1 id=\"verdict\">");
	headline(p);
	html_raw(&p->h, "</h1>\n<dl class=\"answers\">\n");
	answer_safe(p);
	answer_start(p);
	answer_coverage(p);
	html_raw(&p->h, "</dl>\n");
	if (p->r->ungated) {
		FI_AUTO(fi_freep) char *words = report_ungated(p->r);

		html_raw(&p->h, "<p class=\"note\">");
		html_text(&p->h, words ? words : "");
		html_raw(&p->h, ".</p>\n");
		p->h.nomem = p->h.nomem || !words;
	}
	html_raw(&p->h, "</section>\n");
}

/* ---- what to do ---- */

static void link_to(struct check_page *p, const struct fi_finding *f)
{
	html_raw(&p->h, "<a href=\"#f-%s\">", f->fingerprint);
	html_text(&p->h, f->rule->title);
	html_raw(&p->h, "</a>");
}

static void first_place(struct check_page *p, const struct fi_finding *f)
{
	FI_AUTO(fi_freep) char *at = page_where(p, &f->places[0]);

	html_raw(&p->h, " <span class=\"at\">in ");
	html_text(&p->h, at ? at : "");
	if (f->nplaces > 1)
		html_raw(&p->h, " and %zu more place%s", f->nplaces - 1,
			f->nplaces == 2 ? "" : "s");
	html_raw(&p->h, "</span>");
	p->h.nomem = p->h.nomem || !at;
}

/* What is left of a list is folded away. */
static void fold(struct check_page *p, size_t n)
{
	html_raw(&p->h, "</ul>\n<details><summary>and ");
	html_number(&p->h, n);
	html_raw(&p->h, " more</summary>\n<ul>\n");
}

static void others(struct check_page *p, size_t n)
{
	html_raw(&p->h, "<li>");
	html_number(&p->h, n);
	html_raw(&p->h, " more: see <a href=\"#findings\">the findings</a></li>\n");
}

/* A list of findings of which most are folded away when they are many. */
static void items(struct check_page *p, const struct fi_finding *const *list, size_t n,
	void (*item)(struct check_page *p, const struct fi_finding *f))
{
	bool many = n > ITEMS_SHOWN + 2;

	html_raw(&p->h, "<ul>\n");
	for (size_t i = 0; i < n && i < ITEMS_MAX; i++) {
		if (many && i == ITEMS_SHOWN)
			fold(p, n - i);
		html_raw(&p->h, "<li>");
		item(p, list[i]);
		html_raw(&p->h, "</li>\n");
	}
	if (n > ITEMS_MAX)
		others(p, n - ITEMS_MAX);
	html_raw(&p->h, many ? "</ul></details>\n" : "</ul>\n");
}

static void item_revoke(struct check_page *p, const struct fi_finding *f)
{
	const char *url = fi_finding_reference(f);

	link_to(p, f);
	page_value(p, f);
	first_place(p, f);
	if (!url)
		return;
	html_raw(&p->h, " <a class=\"ref\" rel=\"noreferrer noopener\" href=\"");
	html_text(&p->h, url);
	html_raw(&p->h, "\">how to revoke it</a>");
}

static int by_place(const void *a, const void *b)
{
	const struct fi_finding *x = *(const struct fi_finding *const *)a,
				*y = *(const struct fi_finding *const *)b;
	int order = strcmp(fi_place_text(&x->places[0]), fi_place_text(&y->places[0]));

	if (order == 0)
		order = x->places[0].image - y->places[0].image;
	return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

/* How many of the n sorted findings begin at the place of the first. */
static size_t at_one_place(const struct fi_finding *const *list, size_t n)
{
	const struct fi_place *at = &list[0]->places[0];
	size_t k = 1;

	while (k < n && list[k]->places[0].image == at->image &&
		strcmp(fi_place_text(&list[k]->places[0]), fi_place_text(at)) == 0)
		k++;
	return k;
}

/* "app/.env in layer 4 of 5, COPY . .: npm access token, Stripe live secret key" */
static void item_place(struct check_page *p, const struct fi_finding *const *list, size_t n)
{
	const struct fi_place *at = &list[0]->places[0];
	FI_AUTO(fi_freep) char *config = at->config && !at->path ?
		report_config_words(p->r, at) : strdup("");

	html_raw(&p->h, "<li><code>%s", config && *config ? "image config, " : "");
	html_text(&p->h, config && *config ? config : fi_place_text(at));
	html_raw(&p->h, "</code>");
	p->h.nomem = p->h.nomem || !config;
	if (at->image >= 0 && at->layer >= 0) {
		html_raw(&p->h, " <span class=\"at\">in ");
		page_layer_words(p, at->image, at->layer);
		html_raw(&p->h, "</span>");
	}
	for (size_t i = 0; i < n && i < ITEMS_SHOWN; i++) {
		html_raw(&p->h, i ? ", " : ": ");
		link_to(p, list[i]);
	}
	if (n > ITEMS_SHOWN)
		html_raw(&p->h, " and %zu more", n - ITEMS_SHOWN);
	html_raw(&p->h, "</li>\n");
}

/* What is to be taken out, place by place. */
static void places(struct check_page *p, const struct fi_finding **list, size_t n)
{
	size_t all = 0, told = 0;

	qsort(list, n, sizeof(const struct fi_finding *), by_place);
	for (size_t i = 0; i < n; i += at_one_place(&list[i], n - i))
		all++;
	html_raw(&p->h, "<ul>\n");
	for (size_t i = 0, k; i < n && told < ITEMS_MAX; i += k, told++) {
		k = at_one_place(&list[i], n - i);
		if (all > ITEMS_SHOWN + 2 && told == ITEMS_SHOWN)
			fold(p, all - told);
		item_place(p, &list[i], k);
	}
	if (all > ITEMS_MAX)
		others(p, all - ITEMS_MAX);
	html_raw(&p->h, all > ITEMS_SHOWN + 2 ? "</ul></details>\n" : "</ul>\n");
}

static void item_mend(struct check_page *p, const struct fi_finding *f)
{
	const char *more = page_beyond_title(f);

	link_to(p, f);
	first_place(p, f);
	if (more) {
		html_raw(&p->h, "<br>");
		html_prose(&p->h, more);
	}
}

static void code_begin(struct check_page *p, const char *label)
{
	html_raw(&p->h, "<div class=\"code\"><pre tabindex=\"0\" aria-label=\"%s\">", label);
}

static void code_end(struct check_page *p)
{
	html_raw(&p->h, "</pre></div>\n");
}

static void step_secrets(struct check_page *p)
{
	const struct fi_strs *names = &p->plan.names;

	html_raw(&p->h, "<li><h3>Set the new values where the app reads them</h3>\n"
			"<p>Lines NAME=VALUE in a file outside of the project, so that no "
			"value lands in your shell&#39;s history.</p>\n");
	code_begin(p, "Commands that set secrets");
	html_raw(&p->h, "# ");
	for (size_t i = 0; i < names->n; i++) {
		html_raw(&p->h, i ? ", " : "");
		html_text(&p->h, names->v[i]);
	}
	html_raw(&p->h, "\nfly secrets import --stage &lt; ~/new-secrets\n"
			"shred -u ~/new-secrets");
	code_end(p);
	html_raw(&p->h, "</li>\n");
}

static void diff_lines(struct check_page *p, const char *diff)
{
	while (*diff) {
		size_t n = strcspn(diff, "\n");
		FI_AUTO(fi_freep) char *line = strndup(diff, n);
		const char *kind = *diff == '+' ? "add" : *diff == '-' ? "del" : NULL;

		if (kind)
			html_raw(&p->h, "<span class=\"%s\">", kind);
		html_text(&p->h, line ? line : "");
		html_raw(&p->h, "%s\n", kind ? "</span>" : "");
		p->h.nomem = p->h.nomem || !line;
		diff += n + (diff[n] == '\n');
	}
}

static void step_edit(struct check_page *p)
{
	const struct fi_strs *c = &p->plan.commands;

	html_raw(&p->h, "<li><h3>Edit the files</h3>\n");
	if (c->n) {
		code_begin(p, "Commands that take lines out of files");
		for (size_t i = 0; i < c->n; i++) {
			html_raw(&p->h, i ? "\n" : "");
			html_text(&p->h, c->v[i]);
		}
		code_end(p);
	}
	if (*p->plan.diff) {
		html_raw(&p->h, "<p>For <code>patch -p1</code> in the project&#39;s "
				"folder:</p>\n");
		code_begin(p, "Patch");
		diff_lines(p, p->plan.diff);
		code_end(p);
	}
	html_raw(&p->h, "</li>\n");
}

static int by_address(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;

	return (x > y) - (x < y);
}

/*
 * The plan's rest that is (or is not) to be revoked too; malloc'd, NULL without memory.
 * Both may be tens of thousands.
 */
static const struct fi_finding **rest(const struct check_page *p, bool revoked, size_t *n)
{
	const struct fi_fixplan *plan = &p->plan;
	const struct fi_finding **list =
		calloc(plan->nrest + plan->nrevoke + 1, sizeof(const struct fi_finding *));
	const struct fi_finding **known;

	*n = 0;
	if (!list)
		return NULL;
	known = list + plan->nrest;
	for (size_t i = 0; i < plan->nrevoke; i++)
		known[i] = plan->revoke[i];
	qsort(known, plan->nrevoke, sizeof(*known), by_address);
	for (size_t i = 0; i < plan->nrest; i++) {
		bool found = bsearch(&plan->rest[i], known, plan->nrevoke, sizeof(*known),
			by_address);

		if (found == revoked)
			list[(*n)++] = plan->rest[i];
	}
	return list;
}

static void step_rest(struct check_page *p, bool revoked)
{
	size_t n;
	const struct fi_finding **list = rest(p, revoked, &n);

	p->h.nomem = p->h.nomem || !list;
	if (list && n && revoked)
		html_raw(&p->h,
			"<li><h3>Take the leaks out</h3>\n<p>Files out of what COPY takes (a "
			"line in .dockerignore), values out of instructions; what a build "
			"needs, by <code>RUN --mount=type=secret</code>. A later <code>RUN "
			"rm</code> takes nothing away.</p>\n");
	else if (list && n)
		html_raw(&p->h, "<li><h3>Mend the rest by hand</h3>\n");
	if (list && n) {
		if (revoked)
			places(p, list, n);
		else
			items(p, list, n, item_mend);
		html_raw(&p->h, "</li>\n");
	}
	free(list);
}

static void what_to_do(struct check_page *p)
{
	const struct fi_fixplan *plan = &p->plan;

	if (!plan->nrevoke && !plan->nrest && !*plan->diff && !plan->commands.n)
		return;
	html_raw(&p->h, "<section id=\"plan\" aria-labelledby=\"plan-title\">\n<h2 "
			"id=\"plan-title\">What to do, in this order</h2>\n<ol class=\"plan\">\n");
	if (plan->nrevoke) {
		html_raw(&p->h,
			"<li><h3>Revoke what has leaked</h3>\n<p>Taking it out is not enough: "
			"who has pulled the image, or has the project, has it.</p>\n");
		items(p, plan->revoke, plan->nrevoke, item_revoke);
		html_raw(&p->h, "</li>\n");
	}
	if (plan->names.n)
		step_secrets(p);
	if (plan->commands.n || *plan->diff)
		step_edit(p);
	step_rest(p, true);
	step_rest(p, false);
	html_raw(&p->h, "</ol>\n</section>\n");
}

/* ---- the page ---- */

static const struct part {
	const char *id, *name;
} parts[] = {
	{ "plan", "What to do" },
	{ "findings", "Findings" },
	{ "layers", "Layers" },
	{ "coverage", "Coverage" },
	{ "image", "Image" },
	{ "shown", "Config" },
	{ "checklist", "Checklist" },
};

static bool has_part(const struct check_page *p, const char *id)
{
	if (strcmp(id, "plan") == 0)
		return p->plan.nrevoke || p->plan.nrest || *p->plan.diff ||
		       p->plan.commands.n;
	if (strcmp(id, "layers") == 0 || strcmp(id, "image") == 0)
		return page_images(p) > 0;
	if (strcmp(id, "shown") == 0)
		return p->r->show;
	return strcmp(id, "checklist") != 0 || p->r->checklist;
}

static void body(struct check_page *p)
{
	html_raw(&p->h, "<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n"
			"<header class=\"bar-top\"><nav aria-label=\"Sections\"><ul>\n");
	for (size_t i = 0; i < FI_COUNT(parts); i++)
		if (has_part(p, parts[i].id))
			html_raw(&p->h, "<li><a href=\"#%s\">%s</a></li>\n", parts[i].id,
				parts[i].name);
	html_raw(&p->h, "</ul></nav><div data-show=\"theme\"></div></header>\n<main>\n");
	verdict(p);
	what_to_do(p);
	page_findings(p);
	page_layers(p);
	page_coverage(p);
	page_config(p);
	page_shown(p);
	page_checklist(p);
	html_raw(&p->h, "</main>\n<footer><p>Written by flyimg " FI_VERSION
			". Values of secrets are masked; nothing in this file is loaded from "
			"elsewhere.</p></footer>\n");
	page_data(p);
}

static char *title(const struct check_page *p)
{
	size_t n = page_images(p);

	if (!n)
		return fi_format("%s - flyimg",
			p->r->project->c.folder ? p->r->project->c.folder : "project");
	if (n > 1)
		return fi_format("%s and %zu more - flyimg",
			report_image_name(&p->r->set->images[0]), n - 1);
	return fi_format("%s - flyimg", report_image_name(&p->r->set->images[0]));
}

enum fi_code report_html(FILE *out, const struct report *r, struct fi_err *err)
{
	struct check_page p = { .h = { .out = out }, .r = r };
	FI_AUTO(fi_freep) char *name = title(&p);
	enum fi_code rc;

	rc = name ? tally(&p, err) : fi_err_nomem(err);
	if (rc == FI_OK)
		rc = fi_fixplan_make(&r->project->c, r->findings, &p.plan, err);
	if (rc == FI_OK)
		rc = html_begin(&p.h, name, err);
	if (rc == FI_OK) {
		body(&p);
		rc = html_end(&p.h, err);
	}
	fi_fixplan_done(&p.plan);
	tally_done(&p);
	return rc;
}
