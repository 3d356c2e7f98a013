/*
 * The page of check and lint.  What is short (the verdict, what to do, layers, coverage,
 * config) is HTML; findings, of which there may be ten thousand, are data that the script
 * shows a part at a time, and for a browser without script plain HTML in <noscript>,
 * which costs nothing otherwise.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/checklist.h"
#include "cmd/report.h"
#include "cmd/report_html_page.h"
#include "cmd/show.h"
#include "cmd/show_model.h"
#include "rules/hide.h"
#include "rules/reference.h"

/* One leak can be in thousands of files; the JSON report has them all. */
#define PLACES_MAX 50
/* The same for what a damaged export does not have. */
#define GAPS_MAX 500
/* So many of a step's items are seen at once, the others when asked for, up to a point. */
#define ITEMS_SHOWN 6
#define ITEMS_MAX   200
/* What made a layer is cut where nobody reads on. */
#define MADE_MAX 160
/* Titles in a layer's row. */
#define TITLES_MAX 3

/* What is in one layer. */
struct tally {
	size_t n[5]; /* by enum fi_severity */
	size_t all;
	const struct fi_finding *top[TITLES_MAX]; /* the worst */
	const struct fi_finding *last;
};

struct page {
	struct html h;
	const struct report *r;
	struct fi_fixplan plan;
	struct tally **tally;	/* [image][layer] */
	size_t leaks, blockers; /* findings at high or above, of both kinds */
	size_t doubts;		/* about the start, at medium */
};

static size_t nimages(const struct page *p)
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
	struct page *p, const struct fi_finding *f, const struct fi_place *pl)
{
	struct tally *t;

	if (pl->image < 0 || pl->layer < 0 || !pl->path)
		return;
	t = &p->tally[pl->image][pl->layer];
	if (t->last == f)
		return;
	t->last = f;
	if (t->all < TITLES_MAX)
		t->top[t->all] = f;
	t->all++;
	t->n[f->severity]++;
}

static enum fi_code tally(struct page *p, struct fi_err *err)
{
	const struct fi_findings *all = p->r->findings;

	p->tally = calloc(nimages(p) + 1, sizeof(*p->tally));
	if (!p->tally)
		return fi_err_nomem(err);
	for (size_t i = 0; i < nimages(p); i++) {
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

static void tally_done(struct page *p)
{
	for (size_t i = 0; p->tally && i < nimages(p); i++)
		free(p->tally[i]);
	free(p->tally);
}

/* "this image", "these images", "this project" */
static const char *subject(const struct page *p)
{
	return !p->r->set ? "this project" : nimages(p) == 1 ? "this image" : "these images";
}

static bool leaks_secrets(const struct page *p)
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

static void headline(struct page *p)
{
	const char *it = nimages(p) > 1 ? "They" : "It", *s = nimages(p) > 1 ? "" : "s";
	size_t n = p->r->findings->n;

	if (p->r->set && !nimages(p) && !n)
		html_raw(&p->h, "Nothing was judged.");
	else if (p->leaks && leaks_secrets(p))
		html_raw(&p->h, "Do not %s %s: %s leak%s secrets.",
			p->r->set ? "publish" : "deploy", subject(p),
			nimages(p) > 1 ? "they" : "it", s);
	else if (p->leaks)
		html_raw(&p->h, "Do not deploy %s yet: it is not safe.", subject(p));
	else if (p->blockers)
		html_raw(&p->h, "Do not deploy %s yet: it would fail.", subject(p));
	else if (!n)
		html_raw(&p->h, p->r->complete ? "Nothing found." :
					    "Nothing found in what could be read.");
	else
		html_raw(&p->h, "Nothing urgent: %zu finding%s to look at.", n,
			n == 1 ? "" : "s");
	if (p->leaks && p->blockers)
		html_raw(&p->h, " %s would not start, either.", it);
}

struct answer {
	const char *question, *answer;
	const char *tone; /* "bad", "good", "open" */
};

static void answer_begin(struct page *p, const struct answer *a)
{
	html_raw(&p->h,
		"<div class=\"answer %s\"><dt>%s</dt><dd><strong>%s</strong> <span>", a->tone,
		a->question, a->answer);
}

static void answer_end(struct page *p)
{
	html_raw(&p->h, "</span></dd></div>\n");
}

static void severities(struct page *p, const size_t counts[5], int least)
{
	const char *before = "";

	for (int s = FI_CRITICAL; s >= least; s--) {
		if (!counts[s])
			continue;
		html_raw(&p->h, "%s%zu %s", before, counts[s],
			fi_severity_name((enum fi_severity)s));
		before = ", ";
	}
}

static void answer_safe(struct page *p)
{
	const struct answer no = { "Is it safe?", "No.", "bad" },
			    open = { "Is it safe?", "Not known.", "open" },
			    yes = { "Is it safe?", "Nothing against it.", "good" };

	answer_begin(p, p->leaks ? &no : p->r->complete ? &yes : &open);
	if (p->r->set && !nimages(p))
		html_raw(&p->h, "No image could be read.");
	else if (p->leaks)
		html_raw(&p->h, "%zu finding%s at high or above. %s", p->leaks,
			p->leaks == 1 ? "" : "s",
			!leaks_secrets(p) ? "" :
			p->r->set	  ? "Who can pull the image can read what leaks." :
					    "Who has the project can read what leaks.");
	else
		html_raw(&p->h, "No secret and no leak at high or above%s",
			p->r->complete ? "." : " in what could be read.");
	answer_end(p);
}

static void answer_start(struct page *p)
{
	const struct answer no = { "Will it deploy?", "Not as it is.", "bad" },
			    open = { "Will it deploy?", "Not known.", "open" },
			    doubt = { "Will it deploy?", "Perhaps not as meant.", "open" },
			    yes = { "Will it deploy?", "Nothing against it.", "good" };

	if (p->blockers) {
		answer_begin(p, &no);
		html_raw(&p->h, "%zu finding%s would stop the deploy or the start.",
			p->blockers, p->blockers == 1 ? "" : "s");
	} else if (!p->r->project->c.fly) {
		answer_begin(p, &open);
		html_raw(&p->h, "No Fly config was at hand: <code>-C DIR</code> names the "
				"project&#39;s folder.");
	} else if (!p->r->set) {
		answer_begin(p, &open);
		html_raw(&p->h, "Nothing in the project&#39;s files stops it; no image was "
				"looked at.");
	} else if (p->doubts) {
		answer_begin(p, &doubt);
		html_raw(&p->h, "%zu finding%s at medium may keep the app from being reached.",
			p->doubts, p->doubts == 1 ? "" : "s");
	} else {
		answer_begin(p, &yes);
		html_raw(&p->h, "Image and Fly config fit, as far as can be told offline.");
	}
	answer_end(p);
}

/* What could not be looked at, and that matters. */
static size_t unread(const struct page *p)
{
	size_t n = p->r->remarks.n;

	for (size_t i = 0; p->r->set && i < p->r->set->ngaps; i++)
		n += !p->r->set->gaps[i].harmless;
	return n;
}

static void amount(struct page *p)
{
	const struct fi_set *set = p->r->set;

	if (!set) {
		html_raw(&p->h, "The project&#39;s files alone.");
		return;
	}
	html_raw(&p->h, "%zu image%s, %u layer%s, ", set->nimages, set->nimages == 1 ? "" : "s",
		(unsigned)set->used, set->used == 1 ? "" : "s");
	html_number(&p->h, set->files);
	html_raw(&p->h, " file%s, ", set->files == 1 ? "" : "s");
	html_size(&p->h, set->bytes);
	html_raw(&p->h, ".");
}

static void answer_coverage(struct page *p)
{
	const struct answer no = { "Was all looked at?", "No.", "bad" },
			    yes = { "Was all looked at?", "Yes.", "good" };
	size_t n = unread(p);

	answer_begin(p, p->r->complete ? &yes : &no);
	if (!p->r->complete)
		html_raw(&p->h,
			"<a href=\"#coverage\">%zu thing%s could not be read</a>. Apart from "
			"that: ",
			n, n == 1 ? "" : "s");
	amount(p);
	answer_end(p);
}

static void name_images(struct page *p)
{
	size_t n = nimages(p);

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

static void verdict(struct page *p)
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

/* ---- places in words ---- */

/* "app/.env:3:15", "image config, Env[3] DATABASE_URL"; NULL without memory. */
static char *where(const struct page *p, const struct fi_place *pl)
{
	FI_AUTO(fi_freep) char *what = NULL, *config = NULL;

	if (pl->file)
		what = fi_project_path(p->r->project, pl->file);
	else if (!pl->config)
		what = strdup(pl->path ? pl->path : "");
	else if ((config = report_config_words(p->r, pl)))
		what = fi_format("image config, %s", config);
	if (!what)
		return NULL;
	if (pl->line && pl->column)
		return fi_format("%s:%u:%u", what, pl->line, pl->column);
	return pl->line ? fi_format("%s:%u", what, pl->line) : fi_format("%s", what);
}

/* "Dockerfile:14"; NULL if unknown. */
static char *dockerfile_line(const struct page *p, unsigned line)
{
	const char *file = p->r->project->c.dockerfile_name;

	return line && file ? fi_format("%s:%u", file, line) : NULL;
}

static bool repeats(const char *message, const char *title)
{
	size_t n = strlen(title);

	return strncmp(message, title, n) == 0 &&
	       (!message[n] || strcmp(message + n, ".") == 0);
}

/* The message without the title it may begin with; NULL if it says no more. */
static const char *beyond_title(const struct fi_finding *f)
{
	size_t n = strlen(f->rule->title);

	if (!*f->message || repeats(f->message, f->rule->title))
		return NULL;
	if (strncmp(f->message, f->rule->title, n) == 0 &&
		strncmp(f->message + n, ". ", 2) == 0)
		return f->message + n + 2;
	return f->message;
}

/* The ports that the finding is about, a line each; "" for none.  NULL without memory. */
static char *ports(const struct page *p, const struct fi_finding *f)
{
	struct fi_err err = { 0 };
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	struct report plain = *p->r;
	enum fi_code rc;

	if (!out)
		return NULL;
	plain.color = false;
	rc = show_finding(out, &plain, f, 0, &err);
	if (fclose(out) == 0 && rc == FI_OK)
		return text;
	free(text);
	return NULL;
}

/* ---- what to do ---- */

static void link_to(struct page *p, const struct fi_finding *f)
{
	html_raw(&p->h, "<a href=\"#f-%s\">", f->fingerprint);
	html_text(&p->h, f->rule->title);
	html_raw(&p->h, "</a>");
}

static void value(struct page *p, const struct fi_finding *f)
{
	if (!f->masked)
		return;
	html_raw(&p->h, " <code>");
	if (f->key) {
		html_text(&p->h, f->key);
		html_raw(&p->h, " = ");
	}
	html_text(&p->h, f->masked);
	html_raw(&p->h, "</code>");
}

static void first_place(struct page *p, const struct fi_finding *f)
{
	FI_AUTO(fi_freep) char *at = where(p, &f->places[0]);

	html_raw(&p->h, " <span class=\"at\">in ");
	html_text(&p->h, at ? at : "");
	if (f->nplaces > 1)
		html_raw(&p->h, " and %zu more place%s", f->nplaces - 1,
			f->nplaces == 2 ? "" : "s");
	html_raw(&p->h, "</span>");
	p->h.nomem = p->h.nomem || !at;
}

/* A list of findings of which most are folded away when they are many. */
static void items(struct page *p, const struct fi_finding *const *list, size_t n,
	void (*item)(struct page *p, const struct fi_finding *f))
{
	bool many = n > ITEMS_SHOWN + 2;

	html_raw(&p->h, "<ul>\n");
	for (size_t i = 0; i < n && i < ITEMS_MAX; i++) {
		if (many && i == ITEMS_SHOWN)
			html_raw(&p->h,
				"</ul>\n<details><summary>and %zu more</summary>\n<ul>\n",
				n - i);
		html_raw(&p->h, "<li>");
		item(p, list[i]);
		html_raw(&p->h, "</li>\n");
	}
	if (n > ITEMS_MAX)
		html_raw(&p->h, "<li>%zu more, in <a href=\"#findings\">the list</a></li>\n",
			n - ITEMS_MAX);
	html_raw(&p->h, many ? "</ul></details>\n" : "</ul>\n");
}

static void item_revoke(struct page *p, const struct fi_finding *f)
{
	const char *url = fi_rule_reference(f->rule);

	link_to(p, f);
	value(p, f);
	first_place(p, f);
	if (!url)
		return;
	html_raw(&p->h, " <a class=\"ref\" rel=\"noreferrer noopener\" href=\"");
	html_text(&p->h, url);
	html_raw(&p->h, "\">how<span class=\"away\"> to revoke it</span></a>");
}

static void item_take_out(struct page *p, const struct fi_finding *f)
{
	link_to(p, f);
	first_place(p, f);
}

static void item_mend(struct page *p, const struct fi_finding *f)
{
	const char *more = beyond_title(f);

	link_to(p, f);
	first_place(p, f);
	if (more) {
		html_raw(&p->h, "<br>");
		html_prose(&p->h, more);
	}
}

static void code_begin(struct page *p, const char *label)
{
	html_raw(&p->h, "<div class=\"code\"><pre tabindex=\"0\" aria-label=\"%s\">", label);
}

static void code_end(struct page *p)
{
	html_raw(&p->h, "</pre></div>\n");
}

static void step_secrets(struct page *p)
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

static void diff_lines(struct page *p, const char *diff)
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

static void step_edit(struct page *p)
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

static bool is_revoked(const struct page *p, const struct fi_finding *f)
{
	for (size_t i = 0; i < p->plan.nrevoke; i++)
		if (p->plan.revoke[i] == f)
			return true;
	return false;
}

/* The plan's rest that is (or is not) to be revoked too; malloc'd, NULL without memory. */
static const struct fi_finding **rest(const struct page *p, bool revoked, size_t *n)
{
	const struct fi_finding **list =
		calloc(p->plan.nrest + 1, sizeof(const struct fi_finding *));

	*n = 0;
	for (size_t i = 0; list && i < p->plan.nrest; i++)
		if (is_revoked(p, p->plan.rest[i]) == revoked)
			list[(*n)++] = p->plan.rest[i];
	return list;
}

static void step_rest(struct page *p, bool revoked)
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
		items(p, list, n, revoked ? item_take_out : item_mend);
		html_raw(&p->h, "</li>\n");
	}
	free(list);
}

static void what_to_do(struct page *p)
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

/* ---- findings, without script ---- */

static void plain_layer(struct page *p, int image, int layer)
{
	FI_AUTO(fi_freep) char *made = report_made_by(p->r, image, layer, MADE_MAX);
	FI_AUTO(fi_freep) char *at = dockerfile_line(p, report_line(p->r, image, layer));

	html_raw(&p->h, "layer %d of %zu", layer + 1, p->r->set->images[image].nlayers);
	if (made && *made) {
		html_raw(&p->h, ", ");
		html_text(&p->h, made);
	}
	if (at) {
		html_raw(&p->h, " (");
		html_text(&p->h, at);
		html_raw(&p->h, ")");
	}
	p->h.nomem = p->h.nomem || !made;
}

static void plain_place(struct page *p, const struct fi_place *pl)
{
	FI_AUTO(fi_freep) char *at = where(p, pl);

	html_raw(&p->h, "<li><code>");
	html_text(&p->h, at ? at : "");
	html_raw(&p->h, "</code>");
	p->h.nomem = p->h.nomem || !at;
	if (pl->decoded)
		html_raw(&p->h, " (in %s)", pl->decoded);
	if (pl->image >= 0 && pl->layer >= 0) {
		html_raw(&p->h, " in ");
		plain_layer(p, pl->image, pl->layer);
	}
	if (pl->image >= 0 && nimages(p) > 1) {
		html_raw(&p->h, " of ");
		html_text(&p->h, report_image_name(&p->r->set->images[pl->image]));
	}
	if (pl->image >= 0 && pl->state != FI_LIVE && pl->by_layer >= 0) {
		html_raw(&p->h, "; %s later by ", report_state(pl->state));
		plain_layer(p, pl->image, pl->by_layer);
		html_raw(&p->h, ", but still ships");
	}
	if (pl->package) {
		html_raw(&p->h, "; unchanged file of ");
		html_text(&p->h, pl->package);
	}
	html_raw(&p->h, "%s</li>\n", pl->base ? "; from the base image" : "");
}

static void plain_finding(struct page *p, const struct fi_finding *f)
{
	const char *more = beyond_title(f), *url = fi_rule_reference(f->rule);
	const char *severity = fi_severity_name(f->severity);

	html_raw(&p->h,
		"<article id=\"f-%s\" class=\"plain\"><h3><span class=\"sev %s\">%s</span> ",
		f->fingerprint, severity, severity);
	html_text(&p->h, f->rule->title);
	value(p, f);
	html_raw(&p->h, " <span class=\"at\">");
	html_text(&p->h, f->rule->id);
	html_raw(&p->h, "</span></h3>\n");
	if (more) {
		html_raw(&p->h, "<p>");
		html_prose(&p->h, more);
		html_raw(&p->h, "</p>\n");
	}
	html_raw(&p->h, "<ul class=\"places\">\n");
	for (size_t i = 0; i < f->nplaces && i < PLACES_MAX; i++)
		plain_place(p, &f->places[i]);
	if (f->nplaces > PLACES_MAX)
		html_raw(&p->h, "<li>and %zu more places</li>\n", f->nplaces - PLACES_MAX);
	html_raw(&p->h, "</ul>\n");
	if (f->rule->why) {
		html_raw(&p->h, "<p>");
		html_prose(&p->h, f->rule->why);
		html_raw(&p->h, "</p>\n");
	}
	html_raw(&p->h, "<p class=\"fix\"><b>Fix</b> ");
	html_prose(&p->h, f->fix);
	html_raw(&p->h, "</p>\n");
	if (url) {
		html_raw(&p->h, "<p><a rel=\"noreferrer noopener\" href=\"");
		html_text(&p->h, url);
		html_raw(&p->h, "\">");
		html_text(&p->h, url);
		html_raw(&p->h, "</a></p>\n");
	}
	html_raw(&p->h, "</article>\n");
}

static void findings(struct page *p)
{
	const struct fi_findings *all = p->r->findings;
	size_t counts[5];

	fi_findings_count(all, counts);
	html_raw(&p->h, "<section id=\"findings\" aria-labelledby=\"findings-title\">\n"
			"<h2 id=\"findings-title\">Findings <span class=\"count\">");
	html_number(&p->h, all->n);
	html_raw(&p->h, "</span></h2>\n");
	if (!all->n) {
		html_raw(&p->h, "<p>None.</p>\n</section>\n");
		return;
	}
	html_raw(&p->h, "<div data-show=\"findings\"></div>\n<noscript>\n<p>");
	severities(p, counts, FI_INFO);
	html_raw(&p->h, "</p>\n");
	for (size_t i = 0; i < all->n; i++)
		plain_finding(p, &all->list[i]);
	html_raw(&p->h, "</noscript>\n</section>\n");
}

/* ---- layers ---- */

/* A docker-archive claims no sizes; then say what was read. */
static uint64_t layer_size(const struct page *p, const struct fi_image_layer *l)
{
	if (l->size || l->layer < 0)
		return l->size;
	return p->r->set->layers[l->layer]->size;
}

static void layer_findings(struct page *p, const struct tally *t, int image, int layer)
{
	if (!t->all) {
		html_raw(&p->h, "<span class=\"none\">none</span>");
		return;
	}
	html_raw(&p->h, "<a href=\"#in-%d-%d\">", image, layer);
	severities(p, t->n, FI_INFO);
	html_raw(&p->h, "</a><span class=\"at\"> ");
	for (size_t i = 0; i < TITLES_MAX && i < t->all; i++) {
		html_raw(&p->h, i ? ", " : "");
		html_text(&p->h, t->top[i]->rule->title);
	}
	html_raw(&p->h, "%s</span>", t->all > TITLES_MAX ? ", ..." : "");
}

static int worst(const struct tally *t)
{
	for (int s = FI_CRITICAL; s >= FI_INFO; s--)
		if (t->n[s])
			return s;
	return -1;
}

static void layer_row(struct page *p, int image, int layer, uint64_t largest)
{
	const struct fi_image_layer *l = &p->r->set->images[image].layers[layer];
	const struct tally *t = &p->tally[image][layer];
	FI_AUTO(fi_freep) char *made = report_made_by(p->r, image, layer, MADE_MAX);
	FI_AUTO(fi_freep) char *at = dockerfile_line(p, report_line(p->r, image, layer));
	uint64_t size = layer_size(p, l);

	html_raw(&p->h,
		"<tr id=\"layer-%d-%d\"><td class=\"num\">%d</td><th scope=\"row\"><code>", image,
		layer, layer + 1);
	html_text(&p->h, made && *made ? made : "(the history does not tell)");
	html_raw(&p->h, "</code>");
	if (at) {
		html_raw(&p->h, " <span class=\"at\">");
		html_text(&p->h, at);
		html_raw(&p->h, "</span>");
	}
	if (l->layer < 0)
		html_raw(&p->h, " <span class=\"sev high\">not read</span>");
	html_raw(&p->h, "</th><td class=\"num\" data-v=\"%llu\">", (unsigned long long)size);
	html_size(&p->h, size);
	html_raw(&p->h,
		"<svg class=\"bar\" aria-hidden=\"true\" width=\"100%%\" height=\"4\"><rect "
		"width=\"%.2f%%\" height=\"4\"/></svg></td><td data-v=\"%d.%06zu\">",
		largest ? 100.0 * (double)size / (double)largest : 0.0, worst(t),
		t->all < 999999 ? t->all : 999999);
	layer_findings(p, t, image, layer);
	html_raw(&p->h, "</td></tr>\n");
	p->h.nomem = p->h.nomem || !made;
}

static void layer_table(struct page *p, int image)
{
	const struct fi_image *i = &p->r->set->images[image];
	uint64_t largest = 0;

	for (size_t k = 0; k < i->nlayers; k++)
		if (layer_size(p, &i->layers[k]) > largest)
			largest = layer_size(p, &i->layers[k]);
	html_raw(&p->h, "<div class=\"map\" data-show=\"map\" data-image=\"%d\"></div>\n"
			"<div class=\"scroll\"><table class=\"sortable layers\"><caption "
			"class=\"away\">Layers of ",
		image);
	html_text(&p->h, report_image_name(i));
	html_raw(&p->h,
		"</caption>\n<thead><tr><th scope=\"col\" class=\"num\">Layer</th><th "
		"scope=\"col\">Made by</th><th scope=\"col\" class=\"num\">Size</th><th "
		"scope=\"col\">Findings</th></tr></thead>\n<tbody>\n");
	for (size_t k = 0; k < i->nlayers; k++)
		layer_row(p, image, (int)k, largest);
	html_raw(&p->h, "</tbody></table></div>\n");
}

static void layers(struct page *p)
{
	if (!nimages(p))
		return;
	html_raw(&p->h, "<section id=\"layers\" aria-labelledby=\"layers-title\">\n<h2 "
			"id=\"layers-title\">Layers</h2>\n");
	for (size_t i = 0; i < nimages(p); i++) {
		if (nimages(p) > 1) {
			html_raw(&p->h, "<h3>");
			html_text(&p->h, report_image_name(&p->r->set->images[i]));
			html_raw(&p->h, "</h3>\n");
		}
		layer_table(p, (int)i);
	}
	html_raw(&p->h, "</section>\n");
}

/* ---- coverage ---- */

static void gap(struct page *p, const struct fi_gap *g)
{
	int image, layer;

	report_gap_place(p->r, g, &image, &layer);
	html_raw(&p->h, "<li>");
	if (g->path && *g->path) {
		html_raw(&p->h, "<code>");
		html_text(&p->h, g->path);
		html_raw(&p->h, "</code>: ");
	}
	html_text(&p->h, g->reason);
	if (image >= 0 && layer >= 0) {
		html_raw(&p->h, " <span class=\"at\">layer %d of ", layer + 1);
		html_text(&p->h, report_image_name(&p->r->set->images[image]));
		html_raw(&p->h, "</span>");
	}
	html_raw(&p->h, "</li>\n");
}

static void gaps(struct page *p, bool harmless)
{
	const struct fi_set *set = p->r->set;
	size_t n = 0;

	html_raw(&p->h, "<ul class=\"gaps\">\n");
	for (size_t i = 0; !harmless && i < p->r->remarks.n; i++) {
		html_raw(&p->h, "<li>");
		html_text(&p->h, p->r->remarks.v[i]);
		html_raw(&p->h, "</li>\n");
	}
	for (size_t i = 0; set && i < set->ngaps; i++)
		if (set->gaps[i].harmless == harmless && n++ < GAPS_MAX)
			gap(p, &set->gaps[i]);
	if (n > GAPS_MAX)
		html_raw(&p->h, "<li>and %zu more, in the JSON report</li>\n", n - GAPS_MAX);
	html_raw(&p->h, "</ul>\n");
}

static void coverage(struct page *p)
{
	size_t all = (p->r->set ? p->r->set->ngaps : 0) + p->r->remarks.n;
	size_t matter = unread(p), passed = all - matter;

	html_raw(&p->h, "<section id=\"coverage\" aria-labelledby=\"coverage-title\"%s>\n<h2 "
			"id=\"coverage-title\">Coverage</h2>\n",
		p->r->complete ? "" : " class=\"warn\"");
	html_raw(&p->h, "<p>%s ", p->r->complete ? "Everything was looked at:" :
						   "Not everything could be looked at. Read were:");
	amount(p);
	html_raw(&p->h, "</p>\n");
	if (matter) {
		html_raw(&p->h, "<h3>Could not be looked at <span class=\"count\">%zu</span>"
				"</h3>\n",
			matter);
		gaps(p, false);
	}
	if (passed) {
		html_raw(&p->h, "<details><summary>Passed over, nothing that ships was missed "
				"<span class=\"count\">%zu</span></summary>\n",
			passed);
		gaps(p, true);
		html_raw(&p->h, "</details>\n");
	}
	html_raw(&p->h, "</section>\n");
}

/* ---- image config ---- */

static void config_text(struct page *p, const char *label, const char *s)
{
	FI_AUTO(fi_freep) char *own = s && *s ? strdup(s) : NULL;
	struct fi_err err = { 0 };

	if (!own)
		return;
	if (p->r->scanner && fi_hide_text(&own, p->r->scanner, &err) != FI_OK)
		p->h.nomem = true;
	html_raw(&p->h, "<div><dt>%s</dt><dd><code>", label);
	html_text(&p->h, own);
	html_raw(&p->h, "</code></dd></div>\n");
}

static void config_list(struct page *p, const char *label, const struct fi_strs *list)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < list->n; i++)
		rc = fi_buf_addf(&b, "%s%s", i ? ", " : "", list->v[i]);
	p->h.nomem = p->h.nomem || rc == FI_ENOMEM;
	config_text(p, label, b.p);
}

/* A command line, its secrets masked, as a shell would take it. */
static void config_command(struct page *p, const char *label, const struct fi_strs *words)
{
	struct model m = { .r = p->r };
	json_t *list;

	if (!words->n || !p->r->scanner)
		return;
	list = model_words(&m, words);
	html_raw(&p->h, "<div><dt>%s</dt><dd><code>", label);
	for (size_t i = 0; i < json_array_size(list); i++) {
		html_raw(&p->h, i ? " " : "");
		html_text(&p->h, json_string_value(json_array_get(list, i)));
	}
	html_raw(&p->h, "</code></dd></div>\n");
	p->h.nomem = p->h.nomem || m.failed;
	json_decref(list);
}

static const char *member(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static void env_row(struct page *p, const json_t *v)
{
	const char *shown = member(v, "value"), *name = member(v, "name"),
		   *source = member(v, "source");

	html_raw(&p->h, "<tr><th scope=\"row\"><code>");
	html_text(&p->h, name ? name : "");
	html_raw(&p->h, "</code></th><td>");
	if (shown) {
		html_raw(&p->h, "<code>");
		html_text(&p->h, shown);
		html_raw(&p->h, "</code>");
	} else {
		html_raw(&p->h, "<span class=\"none\">%s</span>",
			json_is_true(json_object_get(v, "secret")) ? "a secret, not shown" :
								     "not shown");
	}
	html_raw(&p->h, "</td><td>");
	html_text(&p->h, source ? source : "");
	html_raw(&p->h, "%s</td></tr>\n",
		json_is_true(json_object_get(v, "wins")) ? "" :
							   " <span class=\"none\">without effect</span>");
}

static void env_table(struct page *p, const json_t *env)
{
	if (!json_array_size(env))
		return;
	html_raw(&p->h, "<div class=\"scroll\"><table class=\"sortable\"><caption>Variables"
			"</caption>\n<thead><tr><th scope=\"col\">Name</th><th "
			"scope=\"col\">Value</th><th scope=\"col\">Set by</th></tr></thead>\n"
			"<tbody>\n");
	for (size_t i = 0; i < json_array_size(env); i++)
		env_row(p, json_array_get(env, i));
	html_raw(&p->h, "</tbody></table></div>\n");
}

/* The entry of --show's list for this image (-1: the project); NULL if there is none. */
static const json_t *shown_of(const json_t *list, int image)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *o = json_array_get(list, i), *k = json_object_get(o, "image");

		if (image < 0 ? !k : k && json_integer_value(k) == image)
			return o;
	}
	return NULL;
}

static void image_config(struct page *p, int image, const json_t *shown)
{
	const struct fi_image *i = &p->r->set->images[image];
	const struct fi_config *c = &i->config;

	html_raw(&p->h, "<h3>");
	html_text(&p->h, report_image_name(i));
	html_raw(&p->h, "</h3>\n<dl class=\"facts\">\n");
	config_list(p, "Names", &i->names);
	config_text(p, "Platform", i->platform);
	config_text(p, "ID", i->id);
	config_text(p, "Manifest", i->digest);
	config_text(p, "User", c->user && *c->user ? c->user : "root (none is named)");
	config_text(p, "Working directory", c->workdir);
	config_command(p, "Entrypoint", &c->entrypoint);
	config_command(p, "Command", &c->cmd);
	config_list(p, "Ports", &c->ports);
	config_list(p, "Volumes", &c->volumes);
	html_raw(&p->h, "</dl>\n");
	env_table(p, json_object_get(shown, "env"));
}

static void config(struct page *p)
{
	struct report with = *p->r;
	json_t *list = NULL;

	with.show = SHOW_ENV;
	if (p->r->scanner && !(list = show_json(&with)))
		p->h.nomem = true;
	if (nimages(p)) {
		html_raw(&p->h, "<section id=\"image\" aria-labelledby=\"image-title\">\n<h2 "
				"id=\"image-title\">Image config</h2>\n");
		for (size_t i = 0; i < nimages(p); i++)
			image_config(p, (int)i, shown_of(list, (int)i));
		html_raw(&p->h, "</section>\n");
	}
	json_decref(list);
}

/* ---- --checklist ---- */

static void checklist(struct page *p)
{
	const struct fi_checklist *l = p->r->checklist;

	if (!l)
		return;
	html_raw(&p->h, "<section id=\"checklist\" aria-labelledby=\"checklist-title\">\n<h2 "
			"id=\"checklist-title\">Checklist</h2>\n<div class=\"scroll\"><table "
			"class=\"sortable\"><caption class=\"away\">The security guide&#39;s "
			"points</caption>\n<thead><tr><th scope=\"col\">Point</th><th "
			"scope=\"col\">State</th><th scope=\"col\">Evidence, and what to "
			"do</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < l->n; i++) {
		const struct fi_check *c = &l->v[i];

		html_raw(&p->h, "<tr><th scope=\"row\">");
		html_text(&p->h, c->title);
		html_raw(&p->h, "</th><td class=\"%s\">%s</td><td>",
			fi_check_state_name(c->state), fi_check_state_name(c->state));
		html_prose(&p->h, c->evidence);
		if (c->fix) {
			html_raw(&p->h, "<br><b>Fix</b> ");
			html_prose(&p->h, c->fix);
		}
		html_raw(&p->h, "</td></tr>\n");
	}
	html_raw(&p->h, "</tbody></table></div>\n</section>\n");
}

/* ---- data for the script ---- */

static json_t *data_layer(struct page *p, int image, int layer)
{
	const struct fi_image_layer *l = &p->r->set->images[image].layers[layer];
	FI_AUTO(fi_freep) char *made = report_made_by(p->r, image, layer, MADE_MAX);
	FI_AUTO(fi_freep) char *at = dockerfile_line(p, report_line(p->r, image, layer));
	const struct tally *t = &p->tally[image][layer];
	json_t *o = json_object();

	html_put_text(&p->h, o, "t", made);
	html_put_text(&p->h, o, "d", at);
	html_put_number(&p->h, o, "z", layer_size(p, l));
	html_put_number(&p->h, o, "n", t->all);
	if (t->all)
		html_put_number(&p->h, o, "s", (uint64_t)worst(t));
	return o;
}

static json_t *data_image(struct page *p, int image)
{
	const struct fi_image *i = &p->r->set->images[image];
	json_t *o = json_object(), *list = json_array();

	html_put_text(&p->h, o, "name", report_image_name(i));
	for (size_t k = 0; k < i->nlayers; k++)
		if (json_array_append_new(list, data_layer(p, image, (int)k)) != 0)
			p->h.nomem = true;
	html_put(&p->h, o, "layers", list);
	return o;
}

static json_t *data_place(struct page *p, const struct fi_place *pl)
{
	FI_AUTO(fi_freep) char *at = where(p, pl);
	FI_AUTO(fi_freep) char *line = NULL;
	json_t *o = json_object();

	html_put_text(&p->h, o, "w", at);
	p->h.nomem = p->h.nomem || !at;
	if (pl->image >= 0)
		html_put_number(&p->h, o, "i", (uint64_t)pl->image);
	if (pl->image >= 0 && pl->layer >= 0)
		html_put_number(&p->h, o, "l", (uint64_t)pl->layer);
	else if ((line = dockerfile_line(p, report_place_line(p->r, pl))))
		html_put_text(&p->h, o, "d", line);
	if (pl->image >= 0)
		html_put_text(&p->h, o, "st", report_state(pl->state));
	if (pl->state != FI_LIVE && pl->by_layer >= 0)
		html_put_number(&p->h, o, "by", (uint64_t)pl->by_layer);
	html_put_text(&p->h, o, "enc", pl->decoded);
	html_put_text(&p->h, o, "pkg", pl->package);
	if (pl->base)
		html_put(&p->h, o, "base", json_true());
	return o;
}

static json_t *data_finding(struct page *p, const struct fi_finding *f)
{
	FI_AUTO(fi_freep) char *table = ports(p, f);
	json_t *o = json_object(), *list = json_array();

	html_put_text(&p->h, o, "id", f->fingerprint);
	html_put_number(&p->h, o, "s", f->severity);
	html_put_text(&p->h, o, "r", f->rule->id);
	html_put_text(&p->h, o, "m", beyond_title(f));
	html_put_text(&p->h, o, "f", f->fix);
	html_put_text(&p->h, o, "k", f->masked ? f->key : NULL);
	html_put_text(&p->h, o, "v", f->masked);
	if (f->base)
		html_put(&p->h, o, "base", json_true());
	if (table && *table)
		html_put_text(&p->h, o, "x", table);
	p->h.nomem = p->h.nomem || !table;
	for (size_t i = 0; i < f->nplaces && i < PLACES_MAX; i++)
		if (json_array_append_new(list, data_place(p, &f->places[i])) != 0)
			p->h.nomem = true;
	html_put(&p->h, o, "p", list);
	html_put_number(&p->h, o, "n", f->nplaces);
	return o;
}

static json_t *data_rule(struct page *p, const struct fi_rule *r)
{
	json_t *o = json_object();

	html_put_text(&p->h, o, "id", r->id);
	html_put_text(&p->h, o, "t", r->title);
	html_put_text(&p->h, o, "c", fi_category_name(r->category));
	html_put_text(&p->h, o, "y", r->why);
	html_put_text(&p->h, o, "u", fi_rule_reference(r));
	return o;
}

/* Each rule that found something, once. */
static void data_rules(struct page *p)
{
	const struct fi_findings *all = p->r->findings;
	const struct fi_rule **seen = calloc(all->n + 1, sizeof(const struct fi_rule *));
	size_t n = 0, k;

	p->h.nomem = p->h.nomem || !seen;
	for (size_t i = 0; seen && i < all->n; i++) {
		/* Those of one severity are sorted by rule: the last ones seen come first. */
		for (k = n; k > 0 && seen[k - 1] != all->list[i].rule; k--)
			;
		if (k)
			continue;
		seen[n++] = all->list[i].rule;
		html_item(&p->h, data_rule(p, all->list[i].rule));
	}
	free(seen);
}

static void data(struct page *p)
{
	html_data_begin(&p->h, "check");
	html_list_begin(&p->h, "images");
	for (size_t i = 0; i < nimages(p); i++)
		html_item(&p->h, data_image(p, (int)i));
	html_list_end(&p->h);
	html_list_begin(&p->h, "rules");
	data_rules(p);
	html_list_end(&p->h);
	html_list_begin(&p->h, "findings");
	for (size_t i = 0; i < p->r->findings->n && !ferror(p->h.out); i++)
		html_item(&p->h, data_finding(p, &p->r->findings->list[i]));
	html_list_end(&p->h);
	html_data_end(&p->h);
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
	{ "checklist", "Checklist" },
};

static bool has_part(const struct page *p, const char *id)
{
	if (strcmp(id, "plan") == 0)
		return p->plan.nrevoke || p->plan.nrest || *p->plan.diff ||
		       p->plan.commands.n;
	if (strcmp(id, "layers") == 0 || strcmp(id, "image") == 0)
		return nimages(p) > 0;
	return strcmp(id, "checklist") != 0 || p->r->checklist;
}

static void body(struct page *p)
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
	findings(p);
	layers(p);
	coverage(p);
	config(p);
	checklist(p);
	html_raw(&p->h, "</main>\n<footer><p>Written by flyimg " FI_VERSION
			". Values of secrets are masked; nothing in this file is loaded from "
			"elsewhere.</p></footer>\n");
	data(p);
}

static char *title(const struct page *p)
{
	size_t n = nimages(p);

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
	struct page p = { .h = { .out = out }, .r = r };
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
