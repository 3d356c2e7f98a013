#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/checklist.h"
#include "cmd/fixplan.h"
#include "cmd/report.h"
#include "cmd/say.h"
#include "cmd/show.h"
#include "rules/reference.h"

/*
 * The shape is documented in docs/report.md and docs/report.schema.json.  jansson's
 * "_new" calls take over what they are given, NULL included, and fail on NULL, so
 * one check of the whole tells of missing memory.
 */

/* A string that may come from an image; "null" for NULL. */
static json_t *text(const char *s)
{
	FI_AUTO(fi_freep) char *safe = NULL;

	if (!s)
		return json_null();
	safe = say_escaped(s, SAY_UTF8);
	return safe ? json_string(safe) : NULL;
}

static json_t *number(uint64_t n)
{
	return json_integer((json_int_t)n);
}

/* Remembers the first failure, so that building needs no checks. */
struct maker {
	bool failed;
};

static void put(struct maker *m, json_t *object, const char *key, json_t *value)
{
	if (!object || json_object_set_new(object, key, value) != 0)
		m->failed = true;
}

static void push(struct maker *m, json_t *list, json_t *value)
{
	if (!list || json_array_append_new(list, value) != 0)
		m->failed = true;
}

static json_t *strings(struct maker *m, const struct fi_strs *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->n; i++)
		push(m, list, text(s->v[i]));
	return list;
}

static json_t *image_layer(
	struct maker *m, const struct report *r, int image, int index)
{
	const struct fi_image_layer *il = &r->set->images[image].layers[index];
	const struct fi_layer *l = il->layer < 0 ? NULL : r->set->layers[il->layer];
	const char *digest = il->digest, *diff_id = il->diff_id;
	unsigned line = report_line(r, image, index);
	uint64_t size = il->size;
	json_t *o = json_object();

	/* A docker-archive claims little; then say what was read. */
	if (l) {
		digest = digest ? digest : l->digest;
		diff_id = diff_id ? diff_id : l->diff_id;
		size = size ? size : l->size;
	}
	put(m, o, "index", number((uint64_t)index));
	put(m, o, "digest", text(digest));
	put(m, o, "diff_id", text(diff_id));
	put(m, o, "size", number(size));
	put(m, o, "created_by", text(report_instruction(r, image, index)));
	if (line)
		put(m, o, "dockerfile_line", number(line));
	return o;
}

static json_t *image(struct maker *m, const struct report *r, int index)
{
	const struct fi_image *i = &r->set->images[index];
	json_t *o = json_object(), *layers = json_array();

	put(m, o, "names", strings(m, &i->names));
	put(m, o, "digest", text(i->digest));
	put(m, o, "id", text(i->id));
	put(m, o, "platform", text(i->platform));
	for (size_t k = 0; k < i->nlayers; k++)
		push(m, layers, image_layer(m, r, index, (int)k));
	put(m, o, "layers", layers);
	return o;
}

static json_t *place(struct maker *m, const struct report *r, const struct fi_place *p)
{
	json_t *o = json_object();
	unsigned line = report_place_line(r, p);

	if (p->file) {
		put(m, o, "file", text(p->file));
	} else {
		put(m, o, "image", number((uint64_t)p->image));
		if (p->path && p->layer >= 0)
			put(m, o, "layer", number((uint64_t)p->layer));
		put(m, o, p->path ? "path" : "config",
			text(p->path ? p->path : p->config));
	}
	if (p->line)
		put(m, o, "line", number(p->line));
	if (p->line && p->column)
		put(m, o, "column", number(p->column));
	if (!p->file)
		put(m, o, "state", json_string(report_state(p->state)));
	if (p->state != FI_LIVE && p->by_layer >= 0)
		put(m, o, "by_layer", number((uint64_t)p->by_layer));
	if (line)
		put(m, o, "dockerfile_line", number(line));
	if (p->base)
		put(m, o, "base", json_true());
	if (p->package)
		put(m, o, "package", text(p->package));
	if (p->decoded)
		put(m, o, "decoded", json_string(p->decoded));
	return o;
}

static json_t *finding(struct maker *m, const struct report *r,
	const struct fi_finding *f)
{
	json_t *o = json_object(), *places = json_array();

	put(m, o, "rule", json_string(f->rule->id));
	put(m, o, "category", json_string(fi_category_name(f->rule->category)));
	put(m, o, "severity", json_string(fi_severity_name(f->severity)));
	put(m, o, "title", text(f->rule->title));
	put(m, o, "message", text(f->message));
	put(m, o, "fix", text(f->fix));
	if (fi_rule_reference(f->rule))
		put(m, o, "reference", json_string(fi_rule_reference(f->rule)));
	put(m, o, "fingerprint", json_string(f->fingerprint));
	put(m, o, "masked", text(f->masked));
	if (f->key)
		put(m, o, "key", text(f->key));
	if (f->base)
		put(m, o, "base", json_true());
	for (size_t i = 0; i < f->nplaces; i++)
		push(m, places, place(m, r, &f->places[i]));
	put(m, o, "places", places);
	return o;
}

static json_t *gap(struct maker *m, const struct report *r, const struct fi_gap *g)
{
	json_t *o = json_object();
	int in_image, layer;

	report_gap_place(r, g, &in_image, &layer);
	if (in_image >= 0)
		put(m, o, "image", number((uint64_t)in_image));
	if (layer >= 0)
		put(m, o, "layer", number((uint64_t)layer));
	if (g->path && *g->path)
		put(m, o, "path", text(g->path));
	put(m, o, "reason", text(g->reason));
	put(m, o, "harmless", json_boolean(g->harmless));
	return o;
}

static json_t *remark(struct maker *m, const char *reason)
{
	json_t *o = json_object();

	put(m, o, "reason", text(reason));
	put(m, o, "harmless", json_false());
	return o;
}

static json_t *coverage(struct maker *m, const struct report *r)
{
	json_t *o = json_object(), *skipped = json_array();

	put(m, o, "layers", number(r->set ? r->set->used : 0));
	put(m, o, "files", number(r->set ? r->set->files : 0));
	put(m, o, "bytes", number(r->set ? r->set->bytes : 0));
	for (size_t i = 0; r->set && i < r->set->ngaps; i++)
		push(m, skipped, gap(m, r, &r->set->gaps[i]));
	for (size_t i = 0; i < r->remarks.n; i++)
		push(m, skipped, remark(m, r->remarks.v[i]));
	put(m, o, "skipped", skipped);
	return o;
}

static json_t *summary(struct maker *m, const struct fi_findings *f)
{
	json_t *o = json_object();
	size_t counts[5];

	fi_findings_count(f, counts);
	for (int s = FI_CRITICAL; s >= FI_INFO; s--)
		put(m, o, fi_severity_name((enum fi_severity)s), number(counts[s]));
	return o;
}

enum fi_code report_json(FILE *out, const struct report *r, struct fi_err *err)
{
	json_t *o = json_object(), *images = json_array(), *findings = json_array();
	struct maker m = { 0 };
	int rc = 0;

	put(&m, o, "schema", json_string(REPORT_SCHEMA));
	put(&m, o, "version", json_string(FI_VERSION));
	put(&m, o, "complete", json_boolean(r->complete));
	for (size_t i = 0; r->set && i < r->set->nimages; i++)
		push(&m, images, image(&m, r, (int)i));
	put(&m, o, "images", images);
	if (r->show)
		put(&m, o, "config", show_json(r));
	for (size_t i = 0; i < r->findings->n; i++)
		push(&m, findings, finding(&m, r, &r->findings->list[i]));
	put(&m, o, "findings", findings);
	if (r->plan)
		put(&m, o, "fix_plan", fixplan_json(r->plan));
	if (r->checklist)
		put(&m, o, "checklist", checklist_json(r->checklist));
	put(&m, o, "coverage", coverage(&m, r));
	put(&m, o, "summary", summary(&m, r->findings));
	if (r->ungated)
		put(&m, o, "ungated", number(r->ungated));
	if (!m.failed)
		rc = json_dumpf(o, out, JSON_INDENT(1));
	json_decref(o);
	if (m.failed || (rc != 0 && !ferror(out)))
		return fi_err_nomem(err);
	(void)fputc('\n', out);
	return FI_OK;
}
