#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/checklist.h"
#include "cmd/report.h"
#include "cmd/say.h"
#include "rules/reference.h"

/*
 * SARIF 2.1.0 (OASIS standard, 2020), and what GitHub code scanning asks beyond it:
 * every result has a physical location, levels, security-severity, fingerprints.
 *
 * A file in an image has its path in the image as uri, and the image and layer as
 * logical location.  Places beyond the first are related locations: SARIF keeps
 * `locations` for one problem that has to be mended everywhere at once.
 */

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
/* Where a finding in the image config is shown; there is no file to point at. */
#define CONFIG_URI "image-config.json"
/* More places of one finding than this are of no use to a reader. */
#define PLACES_MAX 100

struct maker {
	const struct report *r;
	bool failed;
};

static json_t *text(const char *s)
{
	FI_AUTO(fi_freep) char *safe = say_escaped(s ? s : "", SAY_UTF8);

	return safe ? json_string(safe) : NULL;
}

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

/* {"text": s} */
static json_t *message(struct maker *m, const char *s)
{
	json_t *o = json_object();

	put(m, o, "text", text(s));
	return o;
}

static const char *level(enum fi_severity s)
{
	return s >= FI_HIGH ? "error" : s == FI_MEDIUM ? "warning" : "note";
}

/* GitHub's scale: over 9.0 critical, 7.0 high, 4.0 medium. */
static const char *security_severity(enum fi_severity s)
{
	static const char *const marks[] = {
		[FI_INFO] = "0.0",
		[FI_LOW] = "3.0",
		[FI_MEDIUM] = "5.5",
		[FI_HIGH] = "8.0",
		[FI_CRITICAL] = "9.5",
	};

	return marks[s];
}

/* ---- rules ---- */

static json_t *rule_help(struct maker *m, const struct fi_rule *r)
{
	const char *why = r->why ? r->why : "", *fix = r->fix ? r->fix : "";
	FI_AUTO(fi_freep) char *plain = fi_format("%s\n\nHow to fix: %s", why, fix);
	FI_AUTO(fi_freep)
	char *marked = fi_format("%s\n\n**How to fix:** %s", why, fix);
	json_t *o = json_object();

	put(m, o, "text", plain ? text(plain) : NULL);
	put(m, o, "markdown", marked ? text(marked) : NULL);
	return o;
}

static json_t *rule_properties(struct maker *m, const struct fi_rule *r)
{
	json_t *o = json_object(), *tags = json_array();

	push(m, tags, json_string("security"));
	push(m, tags, json_string(fi_category_name(r->category)));
	put(m, o, "tags", tags);
	put(m, o, "precision", json_string(r->weak ? "medium" : "high"));
	put(m, o, "security-severity", json_string(security_severity(r->severity)));
	return o;
}

static json_t *rule(struct maker *m, const struct fi_rule *r)
{
	json_t *o = json_object(), *configuration = json_object();

	put(m, o, "id", json_string(r->id));
	put(m, o, "shortDescription", message(m, r->title));
	put(m, o, "fullDescription", message(m, r->why ? r->why : r->title));
	put(m, o, "help", rule_help(m, r));
	if (fi_rule_reference(r))
		put(m, o, "helpUri", json_string(fi_rule_reference(r)));
	put(m, configuration, "level", json_string(level(r->severity)));
	put(m, o, "defaultConfiguration", configuration);
	put(m, o, "properties", rule_properties(m, r));
	return o;
}

json_t *report_sarif_rule(const struct fi_rule *r)
{
	struct maker m = { 0 };
	json_t *o = rule(&m, r);

	if (!m.failed)
		return o;
	json_decref(o);
	return NULL;
}

const char *report_sarif_level(enum fi_severity s)
{
	return level(s);
}

/* The rules that findings name, each once; the findings' indexes go to index[]. */
static json_t *rules(struct maker *m, size_t *index)
{
	const struct fi_findings *f = m->r->findings;
	json_t *list = json_array();

	for (size_t i = 0; i < f->n; i++) {
		size_t k = 0;

		while (k < i && f->list[k].rule != f->list[i].rule)
			k++;
		index[i] = k < i ? index[k] : json_array_size(list);
		if (k == i)
			push(m, list, rule(m, f->list[i].rule));
	}
	return list;
}

static json_t *tool(struct maker *m, size_t *index)
{
	json_t *o = json_object(), *driver = json_object();

	put(m, driver, "name", json_string("flyimg"));
	put(m, driver, "version", json_string(FI_VERSION));
	put(m, driver, "semanticVersion", json_string(FI_VERSION));
	put(m, driver, "rules", rules(m, index));
	put(m, o, "driver", driver);
	return o;
}

/* ---- places ---- */

/* A path as a relative URI reference (RFC 3986): other bytes become %XX. */
json_t *report_sarif_uri(const char *path)
{
	static const char kept[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789-._~/!$&'()*+,;=@";
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(SIZE_MAX / 2);
	enum fi_code rc = FI_OK;

	for (const char *p = path; rc == FI_OK && *p; p++)
		rc = strchr(kept, *p) ? fi_buf_add(&b, p, 1)
				      : fi_buf_addf(&b, "%%%02X", (unsigned char)*p);
	return rc == FI_OK ? json_string(b.p) : NULL;
}

static json_t *artifact(struct maker *m, const struct fi_place *p)
{
	json_t *o = json_object();
	FI_AUTO(fi_freep) char *path = NULL;

	if (p->file)
		path = fi_project_path(m->r->project, p->file);
	else
		path = strdup(p->path ? p->path : CONFIG_URI);
	put(m, o, "uri", path ? report_sarif_uri(path) : NULL);
	return o;
}

static json_t *physical(struct maker *m, const struct fi_place *p, const char *masked)
{
	json_t *o = json_object();

	put(m, o, "artifactLocation", artifact(m, p));
	if (p->line) {
		json_t *region = json_object();

		put(m, region, "startLine", json_integer(p->line));
		if (p->column)
			put(m, region, "startColumn", json_integer(p->column));
		if (masked)
			put(m, region, "snippet", message(m, masked));
		put(m, o, "region", region);
	}
	return o;
}

/* The image and the layer, or the part of the image's config. */
static json_t *logical(struct maker *m, const struct fi_place *p)
{
	const char *image = report_image_name(&m->r->set->images[p->image]);
	FI_AUTO(fi_freep) char *part = NULL, *whole = NULL;
	json_t *o = json_object();

	if (p->config)
		part = fi_format("config %s", p->config);
	else
		part = fi_format("layer %d", p->layer + 1);
	if (part)
		whole = fi_format("%s/%s", image, part);
	put(m, o, "name", part ? text(part) : NULL);
	put(m, o, "fullyQualifiedName", whole ? text(whole) : NULL);
	put(m, o, "kind", json_string(p->config ? "member" : "module"));
	return o;
}

/* "layer 3 of acme/app:1.0 (COPY . .), deleted by layer 5"; from 1, as in text */
static char *place_words(const struct report *r, const struct fi_place *p)
{
	const char *name = report_image_name(&r->set->images[p->image]);
	const char *what = report_instruction(r, p->image, p->layer);
	FI_AUTO(fi_freep) char *gone = NULL;

	if (p->config)
		return fi_format("%s in the config of %s", p->config, name);
	gone = p->state == FI_LIVE ? strdup("")
				   : fi_format(", %s by layer %d but still shipped",
					     report_state(p->state), p->by_layer + 1);
	if (!gone)
		return NULL;
	return fi_format("layer %d of %s%s%s%s%s", p->layer + 1, name, *what ? " (" : "",
		what, *what ? ")" : "", gone);
}

static json_t *location(struct maker *m, const struct fi_place *p, const char *masked)
{
	json_t *o = json_object();

	put(m, o, "physicalLocation", physical(m, p, masked));
	if (p->image >= 0) {
		FI_AUTO(fi_freep) char *words = place_words(m->r, p);
		json_t *list = json_array();

		push(m, list, logical(m, p));
		put(m, o, "logicalLocations", list);
		put(m, o, "message", words ? message(m, words) : NULL);
	}
	return o;
}

/* ---- results ---- */

/* What is wrong, where, and how to mend it: GitHub shows little else. */
static char *result_words(const struct report *r, const struct fi_finding *f)
{
	const struct fi_place *p = &f->places[0];
	FI_AUTO(fi_freep) char *where = NULL;
	size_t n = strlen(f->message);
	const char *stop = n && strchr(".!?", f->message[n - 1]) ? "" : ".";

	where = p->image >= 0 ? place_words(r, p) : strdup("");
	if (!where)
		return NULL;
	return fi_format("%s%s%s%s%s%s%s%s %s", f->message, stop, *where ? " In " : "",
		where, *where ? "." : "", f->masked ? " Value: " : "",
		f->masked ? f->masked : "", f->masked ? "." : "", f->fix);
}

static json_t *properties(struct maker *m, const struct fi_finding *f)
{
	json_t *o = json_object();

	put(m, o, "severity", json_string(fi_severity_name(f->severity)));
	put(m, o, "category", json_string(fi_category_name(f->rule->category)));
	if (f->masked)
		put(m, o, "masked", text(f->masked));
	if (f->key)
		put(m, o, "key", text(f->key));
	if (f->base)
		put(m, o, "base", json_true());
	if (f->places[0].package)
		put(m, o, "package", text(f->places[0].package));
	if (f->places[0].decoded)
		put(m, o, "decoded", json_string(f->places[0].decoded));
	put(m, o, "places", json_integer((json_int_t)f->nplaces));
	return o;
}

static json_t *result(struct maker *m, const struct fi_finding *f, size_t index)
{
	json_t *o = json_object(), *first = json_array(), *others = json_array();
	json_t *prints = json_object();
	FI_AUTO(fi_freep) char *words = result_words(m->r, f);

	put(m, o, "ruleId", json_string(f->rule->id));
	put(m, o, "ruleIndex", json_integer((json_int_t)index));
	put(m, o, "level", json_string(level(f->severity)));
	put(m, o, "message", words ? message(m, words) : NULL);
	push(m, first, location(m, &f->places[0], f->masked));
	put(m, o, "locations", first);
	for (size_t i = 1; i < f->nplaces && i < PLACES_MAX; i++) {
		json_t *place = location(m, &f->places[i], f->masked);

		put(m, place, "id", json_integer((json_int_t)i));
		push(m, others, place);
	}
	put(m, o, "relatedLocations", others);
	put(m, prints, "flyimg/v1", json_string(f->fingerprint));
	put(m, o, "partialFingerprints", prints);
	put(m, o, "properties", properties(m, f));
	return o;
}

/* ---- coverage ---- */

static json_t *notification(
	struct maker *m, const char *path, const char *reason, bool harmless)
{
	FI_AUTO(fi_freep) char *words = NULL;
	json_t *o = json_object();

	words = fi_format("%s%s%s", path, *path ? ": " : "", reason);
	put(m, o, "level", json_string(harmless ? "note" : "warning"));
	put(m, o, "message", words ? message(m, words) : NULL);
	return o;
}

static json_t *invocation(struct maker *m)
{
	const struct report *r = m->r;
	json_t *o = json_object(), *list = json_array();

	put(m, o, "executionSuccessful", json_boolean(r->complete));
	for (size_t i = 0; r->set && i < r->set->ngaps; i++) {
		const struct fi_gap *g = &r->set->gaps[i];

		push(m, list,
			notification(
				m, g->path ? g->path : "", g->reason, g->harmless));
	}
	for (size_t i = 0; i < r->remarks.n; i++)
		push(m, list, notification(m, "", r->remarks.v[i], false));
	if (r->set && r->set->recalled) {
		FI_AUTO(fi_freep) char *words = report_recalled(r);

		push(m, list, words ? notification(m, "", words, true) : NULL);
	}
	if (r->ungated) {
		FI_AUTO(fi_freep) char *words = report_ungated(r);

		push(m, list, words ? notification(m, "", words, true) : NULL);
	}
	put(m, o, "toolExecutionNotifications", list);
	return o;
}

static json_t *run(struct maker *m, size_t *index)
{
	json_t *o = json_object(), *results = json_array(), *invocations = json_array();
	const struct fi_findings *f = m->r->findings;

	put(m, o, "tool", tool(m, index));
	push(m, invocations, invocation(m));
	put(m, o, "invocations", invocations);
	if (m->r->checklist) {
		json_t *own = json_object();

		put(m, own, "checklist", checklist_json(m->r->checklist));
		put(m, o, "properties", own);
	}
	for (size_t i = 0; i < f->n; i++)
		push(m, results, result(m, &f->list[i], index[i]));
	put(m, o, "results", results);
	return o;
}

enum fi_code report_sarif(FILE *out, const struct report *r, struct fi_err *err)
{
	size_t *index = calloc(r->findings->n + 1, sizeof(*index));
	struct maker m = { .r = r, .failed = index == NULL };
	json_t *o = json_object(), *runs = json_array();
	int rc = 0;

	put(&m, o, "$schema", json_string(SCHEMA));
	put(&m, o, "version", json_string("2.1.0"));
	if (index)
		push(&m, runs, run(&m, index));
	put(&m, o, "runs", runs);
	if (!m.failed)
		rc = json_dumpf(o, out, JSON_INDENT(1));
	json_decref(o);
	free(index);
	if (m.failed || (rc != 0 && !ferror(out)))
		return fi_err_nomem(err);
	(void)fputc('\n', out);
	return FI_OK;
}
