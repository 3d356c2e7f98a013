/* What a page says of the images: their layers, config, and what was not read. */
#include "cmd/report_html.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/checklist.h"
#include "cmd/show.h"
#include "cmd/show_model.h"
#include "rules/hide.h"

/* A damaged export may lack thousands of things; the JSON report has them all. */
#define GAPS_MAX 500

/* ---- layers ---- */

/* A docker-archive claims no sizes; then say what was read. */
uint64_t page_layer_size(const struct check_page *p, const struct fi_image_layer *l)
{
	if (l->size || l->layer < 0)
		return l->size;
	return p->r->set->layers[l->layer]->size;
}

static void layer_findings(struct check_page *p, const struct check_tally *t, int image, int layer)
{
	if (!t->all) {
		html_raw(&p->h, "<span class=\"none\">none</span>");
		return;
	}
	/* The script makes a link of it, which shows these findings alone. */
	html_raw(&p->h, "<span data-in=\"in-%d-%d\">", image, layer);
	page_severities(p, t->n);
	html_raw(&p->h, "</span><span class=\"at\"> ");
	for (size_t i = 0; i < CHECK_TITLES_MAX && i < t->all; i++) {
		html_raw(&p->h, i ? ", " : "");
		html_text(&p->h, t->top[i]->rule->title);
	}
	html_raw(&p->h, "%s</span>", t->all > CHECK_TITLES_MAX ? ", ..." : "");
}

int page_worst(const struct check_tally *t)
{
	for (int s = FI_CRITICAL; s >= FI_INFO; s--)
		if (t->n[s])
			return s;
	return -1;
}

static void layer_row(struct check_page *p, int image, int layer, uint64_t largest)
{
	const struct fi_image_layer *l = &p->r->set->images[image].layers[layer];
	const struct check_tally *t = &p->tally[image][layer];
	FI_AUTO(fi_freep) char *made = report_made_by(p->r, image, layer, CHECK_MADE_MAX);
	FI_AUTO(fi_freep) char *at = page_dockerfile_line(p, report_line(p->r, image, layer));
	uint64_t size = page_layer_size(p, l);

	html_raw(&p->h,
		"<tr id=\"layer-%d-%d\"><td class=\"num\">%d</td><th scope=\"row\"><code>", image,
		layer, layer + 1);
	html_text(&p->h, made && *made ? made : "(the history does not tell)");
	html_raw(&p->h, "</code>");
	if (at && *at) {
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
		largest ? 100.0 * (double)size / (double)largest : 0.0, page_worst(t),
		t->all < 999999 ? t->all : 999999);
	layer_findings(p, t, image, layer);
	html_raw(&p->h, "</td></tr>\n");
	p->h.nomem = p->h.nomem || !made || !at;
}

static void layer_table(struct check_page *p, int image)
{
	const struct fi_image *i = &p->r->set->images[image];
	uint64_t largest = 0;

	for (size_t k = 0; k < i->nlayers; k++)
		if (page_layer_size(p, &i->layers[k]) > largest)
			largest = page_layer_size(p, &i->layers[k]);
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

void page_layers(struct check_page *p)
{
	if (!page_images(p))
		return;
	html_raw(&p->h, "<section id=\"layers\" aria-labelledby=\"layers-title\">\n<h2 "
			"id=\"layers-title\">Layers</h2>\n");
	for (size_t i = 0; i < page_images(p); i++) {
		if (page_images(p) > 1) {
			html_raw(&p->h, "<h3>");
			html_text(&p->h, report_image_name(&p->r->set->images[i]));
			html_raw(&p->h, "</h3>\n");
		}
		layer_table(p, (int)i);
	}
	html_raw(&p->h, "</section>\n");
}

/* ---- coverage ---- */

size_t page_unread(const struct check_page *p)
{
	size_t n = p->r->remarks.n;

	for (size_t i = 0; p->r->set && i < p->r->set->ngaps; i++)
		n += !p->r->set->gaps[i].harmless;
	return n;
}

void page_amount(struct check_page *p)
{
	const struct fi_set *set = p->r->set;
	bool known = set && set->recalled;
	FI_AUTO(fi_freep) char *recalled = known ? report_recalled(p->r) : NULL;

	if (!set) {
		html_raw(&p->h, "The project&#39;s files alone.");
		return;
	}
	html_count(&p->h, set->nimages, "image");
	html_raw(&p->h, ", ");
	html_count(&p->h, set->used, "layer");
	html_raw(&p->h, ", ");
	html_count(&p->h, set->files, "file");
	html_raw(&p->h, ", ");
	html_size(&p->h, set->bytes);
	html_raw(&p->h, ".");
	if (recalled) {
		html_raw(&p->h, " ");
		html_text(&p->h, recalled);
		html_raw(&p->h, ".");
	}
}

static void gap(struct check_page *p, const struct fi_gap *g)
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

static void gaps(struct check_page *p, bool harmless)
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

void page_coverage(struct check_page *p)
{
	size_t all = (p->r->set ? p->r->set->ngaps : 0) + p->r->remarks.n;
	size_t matter = page_unread(p), passed = all - matter;

	html_raw(&p->h, "<section id=\"coverage\" aria-labelledby=\"coverage-title\"%s>\n<h2 "
			"id=\"coverage-title\">Coverage</h2>\n",
		p->r->complete ? "" : " class=\"warn\"");
	html_raw(&p->h, "<p>%s ", p->r->complete ? "Everything was looked at." :
						   "Not everything could be looked at.");
	page_amount(p);
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

static void config_text(struct check_page *p, const char *label, const char *s)
{
	FI_AUTO(fi_freep) char *own = s ? strdup(s) : strdup("");
	struct fi_err err = { 0 };

	p->h.nomem = p->h.nomem || !own;
	if (!own || !*own)
		return;
	if (p->r->scanner && fi_hide_text(&own, p->r->scanner, &err) != FI_OK)
		p->h.nomem = true;
	html_raw(&p->h, "<div><dt>%s</dt><dd><code>", label);
	html_text(&p->h, own);
	html_raw(&p->h, "</code></dd></div>\n");
}

static void config_list(struct check_page *p, const char *label, const struct fi_strs *list)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 16);
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < list->n; i++)
		rc = fi_buf_addf(&b, "%s%s", i ? ", " : "", list->v[i]);
	p->h.nomem = p->h.nomem || rc == FI_ENOMEM;
	config_text(p, label, b.p);
}

/* A command line, its secrets masked, as a shell would take it. */
static void config_command(struct check_page *p, const char *label, const struct fi_strs *words)
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

static void env_row(struct check_page *p, const json_t *v)
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

static void env_table(struct check_page *p, const json_t *env)
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

static void image_config(struct check_page *p, int image, const json_t *shown)
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

void page_config(struct check_page *p)
{
	struct report with = *p->r;
	json_t *list = NULL;

	with.show = SHOW_ENV;
	if (p->r->scanner && !(list = show_json(&with)))
		p->h.nomem = true;
	if (page_images(p)) {
		html_raw(&p->h, "<section id=\"image\" aria-labelledby=\"image-title\">\n<h2 "
				"id=\"image-title\">Image config</h2>\n");
		for (size_t i = 0; i < page_images(p); i++)
			image_config(p, (int)i, shown_of(list, (int)i));
		html_raw(&p->h, "</section>\n");
	}
	json_decref(list);
}

/* ---- --show and --checklist ---- */

void page_shown(struct check_page *p)
{
	struct report plain = *p->r;
	struct fi_err err = { 0 };
	char *text = NULL;
	size_t n = 0;
	FILE *out = p->r->show ? open_memstream(&text, &n) : NULL;
	bool ok;

	if (!p->r->show)
		return;
	plain.color = false;
	ok = out && show_text(out, &plain, &err) == FI_OK;
	p->h.nomem = p->h.nomem || (out && fclose(out) != 0) || !ok;
	if (ok && text && *text) {
		html_raw(&p->h, "<section id=\"shown\" aria-labelledby=\"shown-title\">\n<h2 "
				"id=\"shown-title\">As it is understood</h2>\n<div "
				"class=\"code\"><pre tabindex=\"0\" aria-label=\"Config, ports and "
				"variables\">");
		html_lines(&p->h, text);
		html_raw(&p->h, "</pre></div>\n</section>\n");
	}
	free(text);
}

void page_checklist(struct check_page *p)
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
		html_prose(&p->h, c->title);
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
