#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/audit.h"
#include "cmd/maker.h"
#include "cmd/report.h"
#include "rules/reference.h"

/*
 * The shape is documented in docs/audit.md and docs/audit.schema.json.  A document is
 * written piece by piece, so that it never stands in memory as a whole.
 */

static json_t *texts(struct maker *m, const char *const *list, size_t n)
{
	json_t *o = json_array();

	for (size_t i = 0; i < n; i++)
		maker_push(m, o, maker_text(list[i]));
	return o;
}

/* "" is left out. */
static void put_text(struct maker *m, json_t *o, const char *key, const char *s)
{
	if (s && *s)
		maker_put(m, o, key, maker_text(s));
}

static json_t *counts(struct maker *m, const uint32_t c[5])
{
	json_t *o = json_object();

	for (int s = FI_CRITICAL; s >= FI_INFO; s--)
		maker_put(m, o, fi_severity_name((enum fi_severity)s), maker_number(c[s]));
	return o;
}

/* ---- one document ---- */

static json_t *layer(struct maker *m, const struct fi_audit *a, size_t i)
{
	const struct fi_audit_layer *l = &a->layers[i];
	json_t *o = json_object();

	put_text(m, o, "digest", l->digest);
	put_text(m, o, "diff_id", l->diff_id);
	maker_put(m, o, "size", maker_number(l->size));
	maker_put(m, o, "created_by", maker_text(l->created_by));
	maker_put(m, o, "images", maker_number(l->images));
	maker_put(m, o, "findings", counts(m, l->counts));
	if (!l->read)
		maker_put(m, o, "read", json_false());
	return o;
}

static json_t *image(struct maker *m, const struct fi_audit *a, size_t i)
{
	const struct fi_audit_image *img = &a->images[i];
	json_t *o = json_object(), *layers = json_array();

	maker_put(m, o, "names", texts(m, img->names, img->nnames));
	maker_put(m, o, "repositories", texts(m, img->repositories, img->nrepositories));
	put_text(m, o, "digest", img->digest);
	put_text(m, o, "id", img->id);
	maker_put(m, o, "platform", maker_text(img->platform));
	put_text(m, o, "created", img->created);
	maker_put(m, o, "input", maker_text(img->source));
	maker_put(m, o, "size", maker_number(img->size));
	for (uint32_t k = 0; k < img->nlayers; k++)
		maker_push(m, layers, img->layers[k] == FI_AUDIT_NONE ? json_null() :
								       maker_number(img->layers[k]));
	maker_put(m, o, "layers", layers);
	if (img->base != FI_AUDIT_NONE)
		maker_put(m, o, "base", maker_number(img->base));
	maker_put(m, o, "findings", counts(m, img->counts));
	maker_put(m, o, "live", counts(m, img->live));
	maker_put(m, o, "risk", maker_number(img->risk));
	maker_put(m, o, "complete", json_boolean(img->complete));
	return o;
}

static json_t *place(struct maker *m, const struct fi_audit *a, const struct fi_audit_seen *s)
{
	const struct fi_audit_spot *spot = &a->spots[s->spot];
	json_t *o = json_object();

	maker_put(m, o, "image", maker_number(s->image));
	if (s->layer >= 0)
		maker_put(m, o, "layer", maker_number((uint64_t)s->layer));
	put_text(m, o, "path", spot->path);
	put_text(m, o, "config", spot->config);
	if (spot->line)
		maker_put(m, o, "line", maker_number(spot->line));
	if (spot->line && spot->column)
		maker_put(m, o, "column", maker_number(spot->column));
	maker_put(m, o, "state", json_string(report_state((enum fi_state)s->state)));
	if (s->by_layer >= 0)
		maker_put(m, o, "by_layer", maker_number((uint64_t)s->by_layer));
	put_text(m, o, "decoded", spot->decoded);
	put_text(m, o, "package", spot->package);
	return o;
}

static void finding_words(struct maker *m, json_t *o, const struct fi_audit_finding *f)
{
	maker_put(m, o, "rule", json_string(f->rule->id));
	maker_put(m, o, "category", json_string(fi_category_name(f->rule->category)));
	maker_put(m, o, "severity", json_string(fi_severity_name(f->severity)));
	maker_put(m, o, "title", maker_text(f->rule->title));
	maker_put(m, o, "message", maker_text(f->message));
	maker_put(m, o, "fix", maker_text(f->fix));
	if (fi_rule_reference(f->rule))
		maker_put(m, o, "reference", json_string(fi_rule_reference(f->rule)));
	maker_put(m, o, "fingerprint", json_string(f->fingerprint));
	maker_put(m, o, "masked", maker_text(f->masked));
	put_text(m, o, "key", f->key);
	maker_put(m, o, "secret", json_boolean(f->secret));
}

static json_t *finding(struct maker *m, const struct fi_audit *a, size_t rank)
{
	const struct fi_audit_finding *f = &a->findings[a->ranked[rank]];
	json_t *o = json_object(), *places = json_array();

	finding_words(m, o, f);
	maker_put(m, o, "images", maker_number(f->images));
	maker_put(m, o, "repositories", maker_number(f->repositories));
	maker_put(m, o, "live_images", maker_number(f->live_images));
	maker_put(m, o, "first", place(m, a, &a->seen[f->first]));
	if (f->live != FI_AUDIT_NONE)
		maker_put(m, o, "live", place(m, a, &a->seen[f->live]));
	for (uint32_t i = 0; i < f->nseen; i++)
		maker_push(m, places, place(m, a, &a->seen[a->by_finding[f->seen + i]]));
	maker_put(m, o, "places", places);
	return o;
}

static json_t *base(struct maker *m, const struct fi_audit *a, size_t i)
{
	const struct fi_audit_base *b = &a->bases[i];
	json_t *o = json_object();

	put_text(m, o, "name", b->name);
	maker_put(m, o, "top", maker_number(b->top));
	maker_put(m, o, "layers", maker_number(b->nlayers));
	maker_put(m, o, "image", maker_number(b->image));
	maker_put(m, o, "images", maker_number(b->images));
	maker_put(m, o, "findings", counts(m, b->counts));
	if (b->parent != FI_AUDIT_NONE)
		maker_put(m, o, "parent", maker_number(b->parent));
	return o;
}

/* "key": [a, b, c], a line each */
static void write_list(struct maker *m, FILE *out, const char *key, const struct fi_audit *a,
	size_t n, json_t *(*item)(struct maker *m, const struct fi_audit *a, size_t i))
{
	(void)fprintf(out, ",\n \"%s\": [", key);
	for (size_t i = 0; i < n && !m->failed; i++) {
		(void)fputs(i ? ",\n  " : "\n  ", out);
		(void)maker_write(m, out, item(m, a, i));
	}
	(void)fputs(n ? "\n ]" : "]", out);
}

static void write_member(struct maker *m, FILE *out, const char *key, json_t *value)
{
	(void)fprintf(out, ",\n \"%s\": ", key);
	(void)maker_write(m, out, value);
}

static json_t *coverage(struct maker *m, const struct audit_coverage *c)
{
	json_t *o = json_object();

	maker_put(m, o, "exports", maker_number(c->exports));
	maker_put(m, o, "layers_read", maker_number(c->layers));
	maker_put(m, o, "bytes_read", maker_number(c->bytes));
	maker_put(m, o, "layers_reused", maker_number(c->reused));
	maker_put(m, o, "bytes_reused", maker_number(c->reused_bytes));
	maker_put(m, o, "files", maker_number(c->files));
	maker_put(m, o, "content_bytes", maker_number(c->content));
	maker_put(m, o, "untagged", maker_number(c->untagged));
	maker_put(m, o, "unreferenced", maker_number(c->unreferenced));
	maker_put(m, o, "filtered", maker_number(c->filtered));
	maker_put(m, o, "artifacts", maker_number(c->artifacts));
	maker_put(m, o, "passed_over", maker_number(c->npassed));
	maker_put(m, o, "passed_over_named", maker_strings(m, &c->passed_over));
	maker_put(m, o, "listed", maker_strings(m, &c->listed));
	maker_put(m, o, "problems", maker_strings(m, &c->problems));
	return o;
}

static json_t *summary(struct maker *m, const struct fi_audit *a)
{
	json_t *o = json_object();

	maker_put(m, o, "images", maker_number(a->nimages));
	maker_put(m, o, "repositories", maker_number(a->nrepositories));
	for (int s = FI_CRITICAL; s >= FI_INFO; s--)
		maker_put(m, o, fi_severity_name((enum fi_severity)s), maker_number(a->counts[s]));
	return o;
}

enum fi_code audit_json(FILE *out, const struct audit_report *r, struct fi_err *err)
{
	const struct fi_audit *a = r->audit;
	struct maker m = { 0 };

	(void)fprintf(out, "{\n \"schema\": \"" AUDIT_SCHEMA "\",\n \"version\": \"" FI_VERSION
			   "\",\n \"complete\": %s",
		r->complete ? "true" : "false");
	write_member(&m, out, "summary", summary(&m, a));
	write_list(&m, out, "findings", a, a->nfindings, finding);
	write_list(&m, out, "images", a, a->nimages, image);
	write_list(&m, out, "layers", a, a->nlayers, layer);
	write_list(&m, out, "bases", a, a->nbases, base);
	write_member(&m, out, "coverage", coverage(&m, r->coverage));
	(void)fputs("\n}\n", out);
	return m.failed ? fi_err_nomem(err) : FI_OK;
}

/* ---- a line each ---- */

static bool line(struct maker *m, FILE *out, const char *type, json_t *o)
{
	if (!o) {
		m->failed = true;
		return false;
	}
	maker_put(m, o, "type", json_string(type));
	if (!maker_write(m, out, o))
		return false;
	(void)fputc('\n', out);
	return true;
}

/* What every line about one image says of it. */
static void whose(struct maker *m, json_t *o, const struct fi_image *img)
{
	maker_put(m, o, "image", maker_text(report_image_name(img)));
	maker_put(m, o, "image_digest", maker_text(img->digest ? img->digest : img->id));
}

static json_t *image_line(struct maker *m, const struct report *r, const struct audit_image *i)
{
	const struct fi_image *img = &i->set->images[0];
	FI_AUTO(fi_freep) char *created = NULL;
	struct fi_strs repositories = { 0 };
	json_t *o = report_json_image(r, 0);
	int64_t when;

	for (size_t k = 0; k < img->names.n; k++) {
		const char *name = img->names.v[k];
		FI_AUTO(fi_freep) char *repo = strndup(name, fi_audit_repository(name));

		if (!repo || (!fi_strs_has(&repositories, repo) &&
				     fi_strs_add(&repositories, repo) != FI_OK))
			m->failed = true;
	}
	if (fi_audit_created(&img->config, &created, &when) != FI_OK)
		m->failed = true;
	maker_put(m, o, "repositories", maker_strings(m, &repositories));
	put_text(m, o, "created", created);
	maker_put(m, o, "input", maker_text(i->source));
	maker_put(m, o, "complete", json_boolean(i->complete));
	fi_strs_done(&repositories);
	return o;
}

enum fi_code audit_jsonl_image(FILE *out, const struct audit_image *i, struct fi_err *err)
{
	static const struct fi_project none = { .c.image_index = -1 };
	struct report r = { .set = i->set, .findings = i->findings, .project = &none };
	struct maker m = { 0 };

	(void)line(&m, out, "image", image_line(&m, &r, i));
	for (size_t k = 0; k < i->findings->n && !m.failed; k++) {
		json_t *o = report_json_finding(&r, &i->findings->list[k]);

		whose(&m, o, &i->set->images[0]);
		(void)line(&m, out, "finding", o);
	}
	return m.failed ? fi_err_nomem(err) : FI_OK;
}

enum fi_code audit_jsonl(FILE *out, const struct audit_report *r, struct fi_err *err)
{
	struct maker m = { 0 };
	json_t *o = coverage(&m, r->coverage);

	maker_put(&m, o, "schema", json_string(AUDIT_SCHEMA));
	maker_put(&m, o, "version", json_string(FI_VERSION));
	maker_put(&m, o, "complete", json_boolean(r->complete));
	maker_put(&m, o, "images", maker_number(r->images));
	(void)line(&m, out, "end", o);
	return m.failed ? fi_err_nomem(err) : FI_OK;
}
