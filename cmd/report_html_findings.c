/* The findings of a page: in words for where there is no script, and as its data. */
#include "cmd/report_html.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/show.h"
#include "rules/reference.h"

/* One leak can be in thousands of files; the JSON report has them all. */
#define PLACES_MAX 50

/* ---- places in words ---- */

char *page_where(const struct check_page *p, const struct fi_place *pl)
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

char *page_dockerfile_line(const struct check_page *p, unsigned line)
{
	const char *file = p->r->project->c.dockerfile_name;

	return line && file ? fi_format("%s:%u", file, line) : strdup("");
}

static bool repeats(const char *message, const char *title)
{
	size_t n = strlen(title);

	return strncmp(message, title, n) == 0 &&
	       (!message[n] || strcmp(message + n, ".") == 0);
}

const char *page_beyond_title(const struct fi_finding *f)
{
	size_t n = strlen(f->rule->title);

	if (!*f->message || repeats(f->message, f->rule->title))
		return NULL;
	if (strncmp(f->message, f->rule->title, n) == 0 &&
		strncmp(f->message + n, ". ", 2) == 0)
		return f->message + n + 2;
	return f->message;
}

void page_value(struct check_page *p, const struct fi_finding *f)
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

void page_severities(struct check_page *p, const size_t counts[5])
{
	const char *before = "";

	for (int s = FI_CRITICAL; s >= FI_INFO; s--) {
		if (!counts[s])
			continue;
		html_raw(&p->h, "%s", before);
		html_number(&p->h, counts[s]);
		html_raw(&p->h, " %s", fi_severity_name((enum fi_severity)s));
		before = ", ";
	}
}

/* The ports that the finding is about, a line each; "" for none.  NULL without memory. */
static char *ports(const struct check_page *p, const struct fi_finding *f)
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

/* ---- findings, without script ---- */

void page_layer_words(struct check_page *p, int image, int layer)
{
	FI_AUTO(fi_freep) char *made = report_made_by(p->r, image, layer, CHECK_MADE_MAX);
	FI_AUTO(fi_freep) char *at = page_dockerfile_line(p, report_line(p->r, image, layer));

	html_raw(&p->h, "layer %d of %zu", layer + 1, p->r->set->images[image].nlayers);
	if (made && *made) {
		html_raw(&p->h, ", ");
		html_text(&p->h, made);
	}
	if (at && *at) {
		html_raw(&p->h, " (");
		html_text(&p->h, at);
		html_raw(&p->h, ")");
	}
	p->h.nomem = p->h.nomem || !made || !at;
}

static void plain_place(struct check_page *p, const struct fi_place *pl)
{
	FI_AUTO(fi_freep) char *at = page_where(p, pl);

	html_raw(&p->h, "<li><code>");
	html_text(&p->h, at ? at : "");
	html_raw(&p->h, "</code>");
	p->h.nomem = p->h.nomem || !at;
	if (pl->decoded)
		html_raw(&p->h, " (in %s)", pl->decoded);
	if (pl->image >= 0 && pl->layer >= 0) {
		html_raw(&p->h, " in ");
		page_layer_words(p, pl->image, pl->layer);
	}
	if (pl->image >= 0 && page_images(p) > 1) {
		html_raw(&p->h, " of ");
		html_text(&p->h, report_image_name(&p->r->set->images[pl->image]));
	}
	if (pl->image >= 0 && pl->state != FI_LIVE && pl->by_layer >= 0) {
		html_raw(&p->h, "; %s later by ", report_state(pl->state));
		page_layer_words(p, pl->image, pl->by_layer);
		html_raw(&p->h, ", but still ships");
	}
	if (pl->package) {
		html_raw(&p->h, "; unchanged file of ");
		html_text(&p->h, pl->package);
	}
	html_raw(&p->h, "%s</li>\n", pl->base ? "; from the base image" : "");
}

static void plain_finding(struct check_page *p, const struct fi_finding *f)
{
	const char *more = page_beyond_title(f), *url = fi_finding_reference(f);
	const char *severity = fi_severity_name(f->severity);

	html_raw(&p->h,
		"<article id=\"f-%s\" class=\"plain\"><h3><span class=\"sev %s\">%s</span> ",
		f->fingerprint, severity, severity);
	html_text(&p->h, f->rule->title);
	page_value(p, f);
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

void page_findings(struct check_page *p)
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
	page_severities(p, counts);
	html_raw(&p->h, "</p>\n");
	for (size_t i = 0; i < all->n; i++)
		plain_finding(p, &all->list[i]);
	html_raw(&p->h, "</noscript>\n</section>\n");
}

/* ---- data for the script ---- */

static json_t *data_layer(struct check_page *p, int image, int layer)
{
	const struct fi_image_layer *l = &p->r->set->images[image].layers[layer];
	FI_AUTO(fi_freep) char *made = report_made_by(p->r, image, layer, CHECK_MADE_MAX);
	FI_AUTO(fi_freep) char *at = page_dockerfile_line(p, report_line(p->r, image, layer));
	const struct check_tally *t = &p->tally[image][layer];
	json_t *o = json_object();

	html_put_made(&p->h, o, "t", made);
	html_put_made(&p->h, o, "d", at);
	html_put_number(&p->h, o, "z", page_layer_size(p, l));
	html_put_number(&p->h, o, "n", t->all);
	if (t->all)
		html_put_number(&p->h, o, "s", (uint64_t)page_worst(t));
	return o;
}

static json_t *data_image(struct check_page *p, int image)
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

static json_t *data_place(struct check_page *p, const struct fi_place *pl)
{
	FI_AUTO(fi_freep) char *at = page_where(p, pl);
	bool in_layer = pl->image >= 0 && pl->layer >= 0;
	/* A layer tells its own line. */
	FI_AUTO(fi_freep) char *line = page_dockerfile_line(
		p, in_layer ? 0 : report_place_line(p->r, pl));
	json_t *o = json_object();

	html_put_made(&p->h, o, "w", at);
	if (pl->image >= 0)
		html_put_number(&p->h, o, "i", (uint64_t)pl->image);
	if (in_layer)
		html_put_number(&p->h, o, "l", (uint64_t)pl->layer);
	html_put_made(&p->h, o, "d", line);
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

static json_t *data_finding(struct check_page *p, const struct fi_finding *f)
{
	FI_AUTO(fi_freep) char *table = ports(p, f);
	json_t *o = json_object(), *list = json_array();

	html_put_text(&p->h, o, "id", f->fingerprint);
	html_put_number(&p->h, o, "s", f->severity);
	html_put_text(&p->h, o, "r", f->rule->id);
	html_put_text(&p->h, o, "m", page_beyond_title(f));
	html_put_text(&p->h, o, "f", f->fix);
	html_put_text(&p->h, o, "k", f->masked ? f->key : NULL);
	html_put_text(&p->h, o, "v", f->masked);
	if (f->base)
		html_put(&p->h, o, "base", json_true());
	html_put_made(&p->h, o, "x", table);
	for (size_t i = 0; i < f->nplaces && i < PLACES_MAX; i++)
		if (json_array_append_new(list, data_place(p, &f->places[i])) != 0)
			p->h.nomem = true;
	html_put(&p->h, o, "p", list);
	html_put_number(&p->h, o, "n", f->nplaces);
	return o;
}

/* Each rule that found something, once. */
static void data_rules(struct check_page *p)
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
		html_item(&p->h, html_rule(&p->h, all->list[i].rule));
	}
	free(seen);
}

void page_data(struct check_page *p)
{
	html_data_begin(&p->h, "check");
	html_list_begin(&p->h, "images");
	for (size_t i = 0; i < page_images(p); i++)
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
