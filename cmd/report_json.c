#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/checklist.h"
#include "cmd/fixplan.h"
#include "cmd/maker.h"
#include "cmd/report.h"
#include "cmd/say.h"
#include "cmd/show.h"
#include "rules/reference.h"

/* The shape is documented in docs/report.md and docs/report.schema.json. */

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
	maker_put(m, o, "index", maker_number((uint64_t)index));
	maker_put(m, o, "digest", maker_text(digest));
	maker_put(m, o, "diff_id", maker_text(diff_id));
	maker_put(m, o, "size", maker_number(size));
	maker_put(m, o, "created_by", maker_text(report_instruction(r, image, index)));
	if (line)
		maker_put(m, o, "dockerfile_line", maker_number(line));
	return o;
}

static json_t *image(struct maker *m, const struct report *r, int index)
{
	const struct fi_image *i = &r->set->images[index];
	json_t *o = json_object(), *layers = json_array();

	maker_put(m, o, "names", maker_strings(m, &i->names));
	maker_put(m, o, "digest", maker_text(i->digest));
	maker_put(m, o, "id", maker_text(i->id));
	maker_put(m, o, "platform", maker_text(i->platform));
	for (size_t k = 0; k < i->nlayers; k++)
		maker_push(m, layers, image_layer(m, r, index, (int)k));
	maker_put(m, o, "layers", layers);
	return o;
}

static json_t *place(struct maker *m, const struct report *r, const struct fi_place *p)
{
	json_t *o = json_object();
	unsigned line = report_place_line(r, p);

	if (p->file) {
		maker_put(m, o, "file", maker_text(p->file));
	} else {
		maker_put(m, o, "image", maker_number((uint64_t)p->image));
		if (p->path && p->layer >= 0)
			maker_put(m, o, "layer", maker_number((uint64_t)p->layer));
		maker_put(m, o, p->path ? "path" : "config",
			maker_text(p->path ? p->path : p->config));
	}
	if (p->line)
		maker_put(m, o, "line", maker_number(p->line));
	if (p->line && p->column)
		maker_put(m, o, "column", maker_number(p->column));
	if (!p->file)
		maker_put(m, o, "state", json_string(report_state(p->state)));
	if (p->state != FI_LIVE && p->by_layer >= 0)
		maker_put(m, o, "by_layer", maker_number((uint64_t)p->by_layer));
	if (line)
		maker_put(m, o, "dockerfile_line", maker_number(line));
	if (p->base)
		maker_put(m, o, "base", json_true());
	if (p->package)
		maker_put(m, o, "package", maker_text(p->package));
	if (p->decoded)
		maker_put(m, o, "decoded", json_string(p->decoded));
	return o;
}

static json_t *finding(struct maker *m, const struct report *r,
	const struct fi_finding *f)
{
	json_t *o = json_object(), *places = json_array();

	maker_put(m, o, "rule", json_string(f->rule->id));
	maker_put(m, o, "category", json_string(fi_category_name(f->rule->category)));
	maker_put(m, o, "severity", json_string(fi_severity_name(f->severity)));
	maker_put(m, o, "title", maker_text(f->rule->title));
	maker_put(m, o, "message", maker_text(f->message));
	maker_put(m, o, "fix", maker_text(f->fix));
	if (fi_finding_reference(f))
		maker_put(m, o, "reference", json_string(fi_finding_reference(f)));
	maker_put(m, o, "fingerprint", json_string(f->fingerprint));
	maker_put(m, o, "masked", maker_text(f->masked));
	if (f->key)
		maker_put(m, o, "key", maker_text(f->key));
	if (f->base)
		maker_put(m, o, "base", json_true());
	for (size_t i = 0; i < f->nplaces; i++)
		maker_push(m, places, place(m, r, &f->places[i]));
	maker_put(m, o, "places", places);
	return o;
}

json_t *report_json_finding(const struct report *r, const struct fi_finding *f)
{
	struct maker m = { 0 };
	json_t *o = finding(&m, r, f);

	if (!m.failed)
		return o;
	json_decref(o);
	return NULL;
}

json_t *report_json_image(const struct report *r, int index)
{
	struct maker m = { 0 };
	json_t *o = image(&m, r, index);

	if (!m.failed)
		return o;
	json_decref(o);
	return NULL;
}

static json_t *gap(struct maker *m, const struct report *r, const struct fi_gap *g)
{
	json_t *o = json_object();
	int in_image, layer;

	report_gap_place(r, g, &in_image, &layer);
	if (in_image >= 0)
		maker_put(m, o, "image", maker_number((uint64_t)in_image));
	if (layer >= 0)
		maker_put(m, o, "layer", maker_number((uint64_t)layer));
	if (g->path && *g->path)
		maker_put(m, o, "path", maker_text(g->path));
	maker_put(m, o, "reason", maker_text(g->reason));
	maker_put(m, o, "harmless", json_boolean(g->harmless));
	return o;
}

static json_t *remark(struct maker *m, const char *reason)
{
	json_t *o = json_object();

	maker_put(m, o, "reason", maker_text(reason));
	maker_put(m, o, "harmless", json_false());
	return o;
}

static json_t *coverage(struct maker *m, const struct report *r)
{
	json_t *o = json_object(), *skipped = json_array();

	maker_put(m, o, "layers", maker_number(r->set ? r->set->used : 0));
	maker_put(m, o, "files", maker_number(r->set ? r->set->files : 0));
	maker_put(m, o, "bytes", maker_number(r->set ? r->set->bytes : 0));
	if (r->set && r->set->recalled)
		maker_put(m, o, "layers_from_cache", maker_number(r->set->recalled));
	for (size_t i = 0; r->set && i < r->set->ngaps; i++)
		maker_push(m, skipped, gap(m, r, &r->set->gaps[i]));
	for (size_t i = 0; i < r->remarks.n; i++)
		maker_push(m, skipped, remark(m, r->remarks.v[i]));
	maker_put(m, o, "skipped", skipped);
	return o;
}

static json_t *summary(struct maker *m, const struct fi_findings *f)
{
	json_t *o = json_object();
	size_t counts[5];

	fi_findings_count(f, counts);
	for (int s = FI_CRITICAL; s >= FI_INFO; s--)
		maker_put(m, o, fi_severity_name((enum fi_severity)s), maker_number(counts[s]));
	return o;
}

enum fi_code report_json(FILE *out, const struct report *r, struct fi_err *err)
{
	json_t *o = json_object(), *images = json_array(), *findings = json_array();
	struct maker m = { 0 };
	int rc = 0;

	maker_put(&m, o, "schema", json_string(REPORT_SCHEMA));
	maker_put(&m, o, "version", json_string(FI_VERSION));
	maker_put(&m, o, "complete", json_boolean(r->complete));
	for (size_t i = 0; r->set && i < r->set->nimages; i++)
		maker_push(&m, images, image(&m, r, (int)i));
	maker_put(&m, o, "images", images);
	if (r->show)
		maker_put(&m, o, "config", show_json(r));
	for (size_t i = 0; i < r->findings->n; i++)
		maker_push(&m, findings, finding(&m, r, &r->findings->list[i]));
	maker_put(&m, o, "findings", findings);
	if (r->plan)
		maker_put(&m, o, "fix_plan", fixplan_json(r->plan));
	if (r->checklist)
		maker_put(&m, o, "checklist", checklist_json(r->checklist));
	maker_put(&m, o, "coverage", coverage(&m, r));
	maker_put(&m, o, "summary", summary(&m, r->findings));
	if (r->ungated)
		maker_put(&m, o, "ungated", maker_number(r->ungated));
	if (!m.failed)
		rc = json_dumpf(o, out, JSON_INDENT(1));
	json_decref(o);
	if (m.failed || (rc != 0 && !ferror(out)))
		return fi_err_nomem(err);
	(void)fputc('\n', out);
	return FI_OK;
}
