/*
 * The page of an audit: what to do first, then every finding, image, base image and
 * layer.  A finding and an image have a page each, which the script makes of the data
 * when a link leads there.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/audit.h"
#include "cmd/report.h"
#include "cmd/report_html_page.h"
#include "rules/reference.h"

/* What to do first must fit on a screen or two. */
#define FIRST_MAX 8
/* Base images of which each brings something. */
#define BASES_MAX 50
/* Images named with a finding where there is no script. */
#define NAMES_MAX 20
/* What made a layer is cut where nobody reads on. */
#define MADE_MAX 160
/* Lines of a kind in the coverage. */
#define LINES_MAX 500
/* Places that go into the page: some tens of megabytes. */
#define SEEN_MAX 1000000

struct page {
	struct html h;
	const struct audit_report *r;
	const struct fi_audit *a;
	size_t secrets, live_secrets; /* credentials; those live in some image */
	size_t leaking;		      /* images with a credential or leak at high or above */
};

static const char *name_of(const struct fi_audit_image *i)
{
	return i->nnames ? i->names[0] : i->id;
}

static void link_image(struct page *p, uint32_t image)
{
	html_raw(&p->h, "<a href=\"#image-%u\">", (unsigned)image);
	html_text(&p->h, name_of(&p->a->images[image]));
	html_raw(&p->h, "</a>");
}

/* The day of "2026-01-05T10:00:00Z"; nothing if it is unknown. */
static void day(struct page *p, const struct fi_audit_image *i)
{
	char text[11] = "";

	if (!*i->created)
		return;
	(void)snprintf(text, sizeof(text), "%s", i->created);
	html_raw(&p->h, " of ");
	html_text(&p->h, text);
}

/* What made a layer, in short; `otherwise` if that is unknown. */
static void instruction(struct page *p, const char *created_by, const char *otherwise)
{
	FI_AUTO(fi_freep) char *brief = report_brief(created_by, MADE_MAX);

	html_raw(&p->h, "<code>");
	html_text(&p->h, brief && *brief ? brief : otherwise);
	html_raw(&p->h, "</code>");
	p->h.nomem = p->h.nomem || !brief;
}

static void value(struct page *p, const struct fi_audit_finding *f)
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

/* ---- what it comes down to ---- */

static void count(struct page *p)
{
	for (size_t i = 0; i < p->a->nfindings; i++) {
		const struct fi_audit_finding *f = &p->a->findings[i];

		if (!f->secret || f->severity < FI_HIGH)
			continue;
		p->secrets++;
		p->live_secrets += f->live_images > 0;
	}
	for (size_t i = 0; i < p->a->nimages; i++)
		p->leaking += p->a->images[i].counts[FI_CRITICAL] +
				      p->a->images[i].counts[FI_HIGH] >
			      0;
}

static void headline(struct page *p)
{
	if (!p->a->nimages)
		html_raw(&p->h, "Nothing was judged.");
	else if (p->secrets) {
		html_count(&p->h, p->secrets, "secret");
		html_raw(&p->h, " to revoke");
		if (p->live_secrets == p->secrets) {
			html_raw(&p->h, ", still live");
		} else if (p->live_secrets) {
			html_raw(&p->h, ", ");
			html_number(&p->h, p->live_secrets);
			html_raw(&p->h, " of them still live");
		}
		html_raw(&p->h, ".");
	} else if (p->leaking) {
		html_count(&p->h, p->leaking, "image");
		html_raw(&p->h, " to mend; no secret to revoke.");
	} else {
		html_raw(&p->h, p->r->complete ? "Nothing at high or above." :
						 "Nothing at high or above in what could be read.");
	}
}

static void answer(struct page *p, const char *tone, const char *question)
{
	html_raw(&p->h, "<div class=\"answer %s\"><dt>%s</dt><dd><strong>", tone, question);
}

static void answer_secrets(struct page *p)
{
	answer(p, p->secrets ? "bad" : "good", "What must be revoked?");
	if (p->secrets)
		html_count(&p->h, p->secrets, "secret");
	else
		html_raw(&p->h, "Nothing found");
	html_raw(&p->h, ".</strong> <span>");
	if (p->secrets && p->live_secrets == p->secrets) {
		html_raw(&p->h, "Each can be read in an image that is here.");
	} else if (p->secrets) {
		html_number(&p->h, p->live_secrets);
		html_raw(&p->h, " can be read in an image that is here; the others were deleted "
				"later, and still ship.");
	} else {
		html_raw(&p->h, "No credential at high or above.");
	}
	html_raw(&p->h, "</span></dd></div>\n");
}

static void answer_images(struct page *p)
{
	answer(p, p->leaking ? "bad" : "good", "Which images?");
	html_number(&p->h, p->leaking);
	html_raw(&p->h, " of ");
	html_count(&p->h, p->a->nimages, "image");
	html_raw(&p->h, ".</strong> <span>With a finding at high or above. All are in ");
	html_number(&p->h, p->a->nrepositories);
	html_raw(&p->h, p->a->nrepositories == 1 ? " repository" : " repositories");
	html_raw(&p->h, ".</span></dd></div>\n");
}

static size_t unread_images(const struct page *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->a->nimages; i++)
		n += !p->a->images[i].complete;
	return n;
}

static void amount(struct page *p)
{
	const struct audit_coverage *c = p->r->coverage;
	uint64_t stored = 0;

	for (size_t i = 0; i < p->a->nlayers; i++)
		stored += p->a->layers[i].size;
	html_count(&p->h, p->a->nimages, "image");
	html_raw(&p->h, ", ");
	html_count(&p->h, p->a->nlayers, "different layer");
	html_raw(&p->h, " of ");
	html_size(&p->h, stored);
	if (c->files) {
		html_raw(&p->h, ", ");
		html_count(&p->h, c->files, "file");
	}
	html_raw(&p->h, ".");
}

static void answer_coverage(struct page *p)
{
	answer(p, p->r->complete ? "good" : "bad", "Was all looked at?");
	html_raw(&p->h, "%s</strong> <span>", p->r->complete ? "Yes." : "No.");
	if (!p->r->complete)
		html_raw(&p->h, "<a href=\"#coverage\">What could not be read</a>. Apart from "
				"that: ");
	amount(p);
	html_raw(&p->h, "</span></dd></div>\n");
}

static void verdict(struct page *p)
{
	html_raw(&p->h, "<section class=\"verdict\" aria-labelledby=\"verdict\">\n<p "
			"class=\"of\"><b>Audit</b> of ");
	html_count(&p->h, p->a->nimages, "image");
	html_raw(&p->h, "</p>\n<h1 id=\"verdict\">");
	headline(p);
	html_raw(&p->h, "</h1>\n<dl class=\"answers\">\n");
	answer_secrets(p);
	answer_images(p);
	answer_coverage(p);
	html_raw(&p->h, "</dl>\n</section>\n");
}

/* ---- what to do first ---- */

/* "in 14 images of 3 repositories" */
static void spread(struct page *p, const struct fi_audit_finding *f)
{
	html_raw(&p->h, "in ");
	html_count(&p->h, f->images, "image");
	if (f->repositories > 1) {
		html_raw(&p->h, " of ");
		html_number(&p->h, f->repositories);
		html_raw(&p->h, " repositories");
	}
}

/* "layer 3, COPY . ."; "the config" */
static void made_by(struct page *p, const struct fi_audit_seen *s)
{
	const struct fi_audit_spot *spot = &p->a->spots[s->spot];

	if (spot->layer == FI_AUDIT_NONE || s->layer < 0) {
		html_raw(&p->h, spot->file ? "the project" : "the config");
		return;
	}
	html_raw(&p->h, "layer %d", s->layer + 1);
	if (!*p->a->layers[spot->layer].created_by)
		return;
	html_raw(&p->h, ", ");
	instruction(p, p->a->layers[spot->layer].created_by, "");
}

/* "First in acme/web:1.0 of 2026-01-05, layer 3, COPY . .; still live in acme/web:latest." */
static void story(struct page *p, const struct fi_audit_finding *f)
{
	if (f->first != FI_AUDIT_NONE) {
		const struct fi_audit_seen *s = &p->a->seen[f->first];

		html_raw(&p->h, "First in ");
		link_image(p, s->image);
		day(p, &p->a->images[s->image]);
		html_raw(&p->h, ", ");
		made_by(p, s);
	}
	if (f->live != FI_AUDIT_NONE) {
		html_raw(&p->h, "; still live in ");
		link_image(p, p->a->seen[f->live].image);
		if (f->live_images > 1) {
			html_raw(&p->h, " and ");
			html_number(&p->h, f->live_images - 1);
			html_raw(&p->h, " more");
		}
	} else {
		html_raw(&p->h, "; deleted later, still ships");
	}
	html_raw(&p->h, ".");
}

static void first_item(struct page *p, const struct fi_audit_finding *f)
{
	const char *url = fi_rule_reference(f->rule), *s = fi_severity_name(f->severity);

	html_raw(&p->h, "<li><span class=\"sev %s\">%s</span> <a href=\"#f-%s\"><b>", s, s,
		f->fingerprint);
	html_text(&p->h, f->rule->title);
	html_raw(&p->h, "</b></a>");
	value(p, f);
	html_raw(&p->h, " ");
	spread(p, f);
	if (url) {
		html_raw(&p->h, ", <a class=\"ref\" rel=\"noreferrer noopener\" href=\"");
		html_text(&p->h, url);
		html_raw(&p->h, "\">how to revoke it</a>");
	}
	html_raw(&p->h, "<br><span class=\"at\">");
	story(p, f);
	html_raw(&p->h, "</span></li>\n");
}

static void what_to_do(struct page *p)
{
	size_t n = 0;

	if (!p->secrets)
		return;
	html_raw(&p->h, "<section id=\"plan\" aria-labelledby=\"plan-title\">\n<h2 "
			"id=\"plan-title\">Revoke first</h2>\n<ol class=\"plan first\">\n");
	for (size_t i = 0; i < p->a->nfindings && n < FIRST_MAX; i++) {
		const struct fi_audit_finding *f = &p->a->findings[p->a->ranked[i]];

		if (!f->secret || f->severity < FI_HIGH)
			continue;
		first_item(p, f);
		n++;
	}
	html_raw(&p->h, "</ol>\n");
	if (p->secrets > n)
		html_raw(&p->h, "<p>And %zu more, in <a href=\"#findings\">the list</a>, which "
				"has them in this order.</p>\n",
			p->secrets - n);
	html_raw(&p->h, "</section>\n");
}

/* ---- lists; without script in full, else made of the data ---- */

static void section(struct page *p, const char *id, const char *title, uint64_t n)
{
	html_raw(&p->h,
		"<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s <span "
		"class=\"count\">",
		id, id, id, title);
	html_number(&p->h, n);
	html_raw(&p->h, "</span></h2>\n<div data-show=\"%s\"></div>\n<noscript>\n", id);
}

static void section_end(struct page *p)
{
	html_raw(&p->h, "</noscript>\n</section>\n");
}

static void severities(struct page *p, const uint32_t counts[5])
{
	const char *before = "";

	for (int s = FI_CRITICAL; s >= FI_INFO; s--) {
		if (!counts[s])
			continue;
		html_raw(&p->h, "%s%u %s", before, (unsigned)counts[s],
			fi_severity_name((enum fi_severity)s));
		before = ", ";
	}
	if (!*before)
		html_raw(&p->h, "none");
}

/* "app/.env:3:15"; NULL without memory. */
static char *where(const struct fi_audit_spot *s)
{
	const char *what = s->path ? s->path : s->file ? s->file : s->config;

	if (!s->path && !s->file)
		return fi_format("image config, %s", what ? what : "");
	if (s->line && s->column)
		return fi_format("%s:%u:%u", what, s->line, s->column);
	return s->line ? fi_format("%s:%u", what, s->line) : strdup(what);
}

/* Each image that has it, once, with the first place there. */
static void plain_images(struct page *p, const struct fi_audit_finding *f)
{
	uint32_t last = FI_AUDIT_NONE, n = 0;

	html_raw(&p->h, "<ul class=\"places\">\n");
	for (uint32_t i = 0; i < f->nseen && n < NAMES_MAX; i++) {
		const struct fi_audit_seen *s = &p->a->seen[p->a->by_finding[f->seen + i]];
		FI_AUTO(fi_freep) char *at = where(&p->a->spots[s->spot]);

		if (s->image == last)
			continue;
		last = s->image;
		n++;
		html_raw(&p->h, "<li>");
		link_image(p, s->image);
		html_raw(&p->h, ": <code>");
		html_text(&p->h, at ? at : "");
		html_raw(&p->h, "</code> in ");
		made_by(p, s);
		html_raw(&p->h, "%s</li>\n", s->state == FI_LIVE      ? "" :
					     s->state == FI_DELETED ? "; deleted later" :
								       "; overwritten later");
		p->h.nomem = p->h.nomem || !at;
	}
	if (f->images > n)
		html_raw(&p->h, "<li>and %u more images</li>\n", (unsigned)(f->images - n));
	html_raw(&p->h, "</ul>\n");
}

static void plain_finding(struct page *p, const struct fi_audit_finding *f)
{
	const char *s = fi_severity_name(f->severity);

	html_raw(&p->h,
		"<article id=\"f-%s\" class=\"plain\"><h3><span class=\"sev %s\">%s</span> ",
		f->fingerprint, s, s);
	html_text(&p->h, f->rule->title);
	value(p, f);
	html_raw(&p->h, "</h3>\n<p>");
	html_prose(&p->h, f->message);
	html_raw(&p->h, " It is ");
	spread(p, f);
	html_raw(&p->h, ".</p>\n");
	plain_images(p, f);
	html_raw(&p->h, "<p class=\"fix\"><b>Fix</b> ");
	html_prose(&p->h, f->fix);
	html_raw(&p->h, "</p>\n</article>\n");
}

static void findings(struct page *p)
{
	section(p, "findings", "Findings", p->a->nfindings);
	for (size_t i = 0; i < p->a->nfindings && !ferror(p->h.out); i++)
		plain_finding(p, &p->a->findings[p->a->ranked[i]]);
	section_end(p);
}

static void images(struct page *p)
{
	section(p, "images", "Images", p->a->nimages);
	html_raw(&p->h, "<table><thead><tr><th scope=\"col\">Image</th><th "
			"scope=\"col\">Findings</th><th scope=\"col\">Created</th></tr></thead>\n"
			"<tbody>\n");
	for (size_t k = 0; k < p->a->nimages; k++) {
		uint32_t i = p->a->risky[k];
		const struct fi_audit_image *image = &p->a->images[i];

		html_raw(&p->h, "<tr id=\"image-%u\"><th scope=\"row\">", (unsigned)i);
		html_text(&p->h, name_of(image));
		html_raw(&p->h, "%s</th><td>", image->complete ? "" : " (not read whole)");
		severities(p, image->counts);
		html_raw(&p->h, "</td><td>");
		html_text(&p->h, image->created);
		html_raw(&p->h, "</td></tr>\n");
	}
	html_raw(&p->h, "</tbody></table>\n");
	section_end(p);
}

static void layers(struct page *p)
{
	section(p, "layers", "Layers", p->a->nlayers);
	html_raw(&p->h, "<table><thead><tr><th scope=\"col\">Layer</th><th "
			"scope=\"col\">Size</th><th scope=\"col\">Images</th><th "
			"scope=\"col\">Findings</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < p->a->nlayers; i++) {
		const struct fi_audit_layer *l = &p->a->layers[i];

		if (!l->findings)
			continue;
		html_raw(&p->h, "<tr><th scope=\"row\">");
		instruction(p, l->created_by, l->digest);
		html_raw(&p->h, "</th><td>");
		html_size(&p->h, l->size);
		html_raw(&p->h, "</td><td>%u</td><td>", (unsigned)l->images);
		severities(p, l->counts);
		html_raw(&p->h, "</td></tr>\n");
	}
	html_raw(&p->h, "</tbody></table>\n");
	section_end(p);
}

/* ---- base images ---- */

static void base_name(struct page *p, const struct fi_audit_base *b)
{
	const struct fi_audit_layer *top = &p->a->layers[b->top];

	if (*b->name) {
		html_text(&p->h, b->name);
		return;
	}
	html_raw(&p->h, "<span class=\"none\">without a name here, up to</span> ");
	instruction(p, top->created_by, top->digest);
}

static void base_row(struct page *p, const struct fi_audit_base *b)
{
	int worst = -1;

	for (int s = FI_CRITICAL; s >= FI_INFO && worst < 0; s--)
		worst = b->counts[s] ? s : -1;
	html_raw(&p->h, "<tr><th scope=\"row\">");
	base_name(p, b);
	html_raw(&p->h, " <span class=\"at\">%u layer%s, such as in ", (unsigned)b->nlayers,
		b->nlayers == 1 ? "" : "s");
	link_image(p, b->image);
	html_raw(&p->h, "</span></th><td class=\"num\">%u</td><td data-v=\"%d.%06u\">",
		(unsigned)b->images, worst, (unsigned)(b->findings % 1000000));
	severities(p, b->counts);
	html_raw(&p->h, "</td></tr>\n");
}

static void bases(struct page *p)
{
	if (!p->a->nbases)
		return;
	html_raw(&p->h,
		"<section id=\"bases\" aria-labelledby=\"bases-title\">\n<h2 "
		"id=\"bases-title\">Base images <span class=\"count\">%zu</span></h2>\n<p>What "
		"two images or more are built on, those that bring most first: mended once, "
		"they are mended in all.</p>\n<div class=\"scroll\"><table class=\"sortable\">"
		"<caption class=\"away\">Base images</caption>\n<thead><tr><th "
		"scope=\"col\">Base image</th><th scope=\"col\" class=\"num\">Images built on "
		"it</th><th scope=\"col\">Findings it brings</th></tr></thead>\n<tbody>\n",
		p->a->nbases);
	for (size_t i = 0; i < p->a->nbases && i < BASES_MAX; i++)
		base_row(p, &p->a->bases[p->a->heavy[i]]);
	html_raw(&p->h, "</tbody></table></div>\n%s</section>\n",
		p->a->nbases > BASES_MAX ? "<p>The JSON report has the others.</p>\n" : "");
}

/* ---- coverage ---- */

static void lines(struct page *p, const char *title, const struct fi_strs *list, bool folded)
{
	if (!list->n)
		return;
	html_raw(&p->h, folded ? "<details><summary>" : "<h3>");
	html_raw(&p->h, "%s <span class=\"count\">%zu</span>", title, list->n);
	html_raw(&p->h, folded ? "</summary>\n" : "</h3>\n");
	html_raw(&p->h, "<ul class=\"gaps\">\n");
	for (size_t i = 0; i < list->n && i < LINES_MAX; i++) {
		html_raw(&p->h, "<li>");
		html_prose(&p->h, list->v[i]);
		html_raw(&p->h, "</li>\n");
	}
	if (list->n > LINES_MAX)
		html_raw(&p->h, "<li>and %zu more, in the JSON report</li>\n",
			list->n - LINES_MAX);
	html_raw(&p->h, "</ul>\n%s", folded ? "</details>\n" : "");
}

/* "Revisions without a tag: 12", and their kin. */
static void left_out(struct page *p)
{
	const struct audit_coverage *c = p->r->coverage;
	const struct {
		size_t n;
		const char *what;
	} rows[] = {
		{ unread_images(p), "Images that could not be read whole" },
		{ p->a->left_out, "Places of findings, too many to keep" },
		{ c->filtered, "Images left out as asked (--since, --repository, --latest-only)" },
		{ c->undated, "Images without a date, looked at although --since was given" },
		{ p->r->all ? 0 : c->untagged, "Revisions without a tag, not looked at (--all does)" },
		{ p->r->all ? 0 : c->unreferenced,
			"Blobs that nothing refers to, not looked at (--all does)" },
		{ c->artifacts, "Charts, signatures and other things that are no images" },
	};

	html_raw(&p->h, "<ul class=\"gaps\">\n");
	for (size_t i = 0; i < FI_COUNT(rows); i++) {
		if (!rows[i].n)
			continue;
		html_raw(&p->h, "<li>%s: ", rows[i].what);
		html_number(&p->h, rows[i].n);
		html_raw(&p->h, "</li>\n");
	}
	html_raw(&p->h, "</ul>\n");
}

static void coverage(struct page *p)
{
	const struct audit_coverage *c = p->r->coverage;

	html_raw(&p->h,
		"<section id=\"coverage\" aria-labelledby=\"coverage-title\"%s>\n<h2 "
		"id=\"coverage-title\">Coverage</h2>\n<p>%s ",
		p->r->complete ? "" : " class=\"warn\"",
		p->r->complete ? "Everything was looked at:" :
				 "Not everything could be looked at. Judged were:");
	amount(p);
	html_raw(&p->h, " Read now: ");
	html_count(&p->h, c->layers, "layer");
	html_raw(&p->h, ", ");
	html_size(&p->h, c->bytes);
	if (c->reused) {
		html_raw(&p->h, "; known from the cache: ");
		html_count(&p->h, c->reused, "layer");
		html_raw(&p->h, ", ");
		html_size(&p->h, c->reused_bytes);
	}
	html_raw(&p->h, ".</p>\n");
	left_out(p);
	lines(p, "Could not be looked at", &c->problems, false);
	lines(p, "Not tagged, not referenced", &c->listed, true);
	lines(p, "Passed over: no images in it", &c->passed_over, true);
	html_raw(&p->h, "</section>\n");
}

/* ---- data for the script ---- */

static json_t *numbers(struct page *p, const uint32_t *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		if (json_array_append_new(list,
			    json_integer(v[i] == FI_AUDIT_NONE ? -1 : (json_int_t)v[i])) != 0)
			p->h.nomem = true;
	return list;
}

static json_t *texts(struct page *p, const char *const *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		if (json_array_append_new(list, html_string(v[i])) != 0)
			p->h.nomem = true;
	return list;
}

static void put_some(struct page *p, json_t *o, const char *key, const char *s)
{
	if (s && *s)
		html_put_text(&p->h, o, key, s);
}

static json_t *data_layer(struct page *p, const struct fi_audit_layer *l)
{
	FI_AUTO(fi_freep) char *brief = report_brief(l->created_by, MADE_MAX);
	json_t *o = json_object();

	html_put_made(&p->h, o, "t", brief);
	put_some(p, o, "d", *l->digest ? l->digest : l->diff_id);
	html_put_number(&p->h, o, "z", l->size);
	html_put_number(&p->h, o, "im", l->images);
	html_put(&p->h, o, "c", numbers(p, l->counts, 5));
	if (!l->read)
		html_put(&p->h, o, "cut", json_true());
	return o;
}

static json_t *data_image(struct page *p, const struct fi_audit_image *i)
{
	json_t *o = json_object();

	html_put(&p->h, o, "names", texts(p, i->names, i->nnames));
	html_put(&p->h, o, "repos", texts(p, i->repositories, i->nrepositories));
	put_some(p, o, "digest", i->digest);
	put_some(p, o, "id", i->id);
	put_some(p, o, "pf", i->platform);
	put_some(p, o, "cr", i->created);
	put_some(p, o, "src", i->source);
	html_put(&p->h, o, "l", numbers(p, i->layers, i->nlayers));
	html_put_number(&p->h, o, "z", i->size);
	html_put(&p->h, o, "c", numbers(p, i->counts, 5));
	html_put(&p->h, o, "lv", numbers(p, i->live, 5));
	if (i->base != FI_AUDIT_NONE)
		html_put_number(&p->h, o, "base", i->base);
	if (!i->complete)
		html_put(&p->h, o, "cut", json_true());
	return o;
}

static json_t *data_finding(struct page *p, const struct fi_audit_finding *f)
{
	json_t *o = json_object();

	html_put_text(&p->h, o, "id", f->fingerprint);
	html_put_number(&p->h, o, "s", f->severity);
	html_put_text(&p->h, o, "r", f->rule->id);
	put_some(p, o, "m", f->message);
	put_some(p, o, "f", f->fix);
	put_some(p, o, "k", f->key);
	put_some(p, o, "v", f->masked);
	html_put_number(&p->h, o, "im", f->images);
	html_put_number(&p->h, o, "rp", f->repositories);
	html_put_number(&p->h, o, "li", f->live_images);
	if (f->secret)
		html_put(&p->h, o, "sec", json_true());
	return o;
}

static json_t *data_spot(struct page *p, const struct fi_audit_spot *s)
{
	FI_AUTO(fi_freep) char *at = where(s);
	json_t *o = json_object();

	html_put_number(&p->h, o, "f", s->finding);
	if (s->layer != FI_AUDIT_NONE)
		html_put_number(&p->h, o, "l", s->layer);
	html_put_made(&p->h, o, "w", at);
	html_put_text(&p->h, o, "enc", s->decoded);
	html_put_text(&p->h, o, "pkg", s->package);
	return o;
}

static json_t *data_base(struct page *p, const struct fi_audit_base *b)
{
	json_t *o = json_object();

	put_some(p, o, "name", b->name);
	html_put_number(&p->h, o, "top", b->top);
	html_put_number(&p->h, o, "n", b->nlayers);
	return o;
}

/*
 * The places of one image as numbers, four a place: spot, index of its layer, of the
 * layer that took it away (both -1 if none), and the state, with 4 for the base image.
 */
static json_t *data_seen(struct page *p, const struct fi_audit_image *i)
{
	json_t *list = json_array();

	for (uint32_t k = 0; k < i->nseen; k++) {
		const struct fi_audit_seen *s = &p->a->seen[i->seen + k];

		if (json_array_append_new(list, json_integer(s->spot)) != 0 ||
			json_array_append_new(list, json_integer(s->layer)) != 0 ||
			json_array_append_new(list, json_integer(s->by_layer)) != 0 ||
			json_array_append_new(list,
				json_integer(s->state + (s->base ? 4 : 0))) != 0)
			p->h.nomem = true;
	}
	return list;
}

static void data_all_seen(struct page *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->a->nimages && n < SEEN_MAX; i++) {
		html_item(&p->h, data_seen(p, &p->a->images[i]));
		n += p->a->images[i].nseen;
	}
}

static int by_rule(const void *a, const void *b)
{
	const struct fi_rule *x = *(const struct fi_rule *const *)a,
			     *y = *(const struct fi_rule *const *)b;

	return strcmp(x->id, y->id);
}

static void data_rules(struct page *p)
{
	const struct fi_rule **list = calloc(p->a->nfindings + 1, sizeof(*list));

	if (!list) {
		p->h.nomem = true;
		return;
	}
	for (size_t i = 0; i < p->a->nfindings; i++)
		list[i] = p->a->findings[i].rule;
	qsort(list, p->a->nfindings, sizeof(const struct fi_rule *), by_rule);
	for (size_t i = 0; i < p->a->nfindings; i++)
		if (!i || strcmp(list[i]->id, list[i - 1]->id) != 0)
			html_item(&p->h, html_rule(&p->h, list[i]));
	free(list);
}

/* One list of the data: `make` makes an item of each element. */
#define LIST(p, key, array, count, make)                                                 \
	do {                                                                               \
		html_list_begin(&(p)->h, key);                                             \
		for (size_t n_ = 0; n_ < (count) && !ferror((p)->h.out); n_++)             \
			html_item(&(p)->h, make((p), &(array)[n_]));                       \
		html_list_end(&(p)->h);                                                    \
	} while (0)

static void data_order(struct page *p, const char *key, const uint32_t *v, size_t n)
{
	html_list_begin(&p->h, key);
	for (size_t i = 0; i < n; i++)
		html_item(&p->h, json_integer(v[i]));
	html_list_end(&p->h);
}

static void data(struct page *p)
{
	const struct fi_audit *a = p->a;

	html_data_begin(&p->h, "audit");
	html_list_begin(&p->h, "rules");
	data_rules(p);
	html_list_end(&p->h);
	LIST(p, "layers", a->layers, a->nlayers, data_layer);
	LIST(p, "images", a->images, a->nimages, data_image);
	LIST(p, "bases", a->bases, a->nbases, data_base);
	LIST(p, "findings", a->findings, a->nfindings, data_finding);
	LIST(p, "spots", a->spots, a->nspots, data_spot);
	data_order(p, "ranked", a->ranked, a->nfindings);
	data_order(p, "risky", a->risky, a->nimages);
	html_list_begin(&p->h, "seen");
	data_all_seen(p);
	html_list_end(&p->h);
	html_data_end(&p->h);
}

/* ---- the page ---- */

static void body(struct page *p)
{
	html_raw(&p->h,
		"<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n<header "
		"class=\"bar-top\"><nav aria-label=\"Sections\"><ul>\n%s<li><a "
		"href=\"#findings\">Findings</a></li>\n<li><a "
		"href=\"#images\">Images</a></li>\n%s<li><a href=\"#layers\">Layers</a></li>\n"
		"<li><a href=\"#coverage\">Coverage</a></li>\n</ul></nav><div "
		"data-show=\"theme\"></div></header>\n<main id=\"overview\">\n",
		p->secrets ? "<li><a href=\"#plan\">Revoke first</a></li>\n" : "",
		p->a->nbases ? "<li><a href=\"#bases\">Base images</a></li>\n" : "");
	verdict(p);
	what_to_do(p);
	findings(p);
	images(p);
	bases(p);
	layers(p);
	coverage(p);
	html_raw(&p->h, "</main>\n<main id=\"page\" hidden></main>\n<footer><p>Written by flyimg "
			"%s. Values of secrets are masked; nothing in this file is loaded from "
			"elsewhere.</p></footer>\n",
		FI_VERSION);
	data(p);
}

enum fi_code audit_html(FILE *out, const struct audit_report *r, struct fi_err *err)
{
	struct page p = { .h = { .out = out }, .r = r, .a = r->audit };
	FI_AUTO(fi_freep) char *title =
		fi_format("Audit of %zu image%s - flyimg", r->audit->nimages,
			r->audit->nimages == 1 ? "" : "s");
	enum fi_code rc = title ? html_begin(&p.h, title, err) : fi_err_nomem(err);

	if (rc != FI_OK)
		return rc;
	count(&p);
	body(&p);
	return html_end(&p.h, err);
}
