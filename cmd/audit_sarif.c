#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/audit.h"
#include "cmd/maker.h"
#include "cmd/report.h"

/*
 * As check writes it (report_sarif.c), with a result for each finding however many
 * images have it: the oldest place is its location, others are related ones.
 */

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
#define CONFIG_URI "image-config.json"
/* More places of one finding than this are of no use to a reader. */
#define PLACES_MAX 100

/* {"text": s} */
static json_t *message(struct maker *m, const char *s)
{
	json_t *o = json_object();

	maker_put(m, o, "text", s ? maker_text(s) : NULL);
	return o;
}

static json_t *physical(struct maker *m, const struct fi_audit_spot *s)
{
	json_t *o = json_object(), *artifact = json_object();

	maker_put(m, artifact, "uri", report_sarif_uri(s->path ? s->path : CONFIG_URI));
	maker_put(m, o, "artifactLocation", artifact);
	if (s->line) {
		json_t *region = json_object();

		maker_put(m, region, "startLine", maker_number(s->line));
		if (s->column)
			maker_put(m, region, "startColumn", maker_number(s->column));
		maker_put(m, o, "region", region);
	}
	return o;
}

static json_t *logical(struct maker *m, const struct fi_audit *a, const struct fi_audit_seen *s)
{
	const struct fi_audit_spot *spot = &a->spots[s->spot];
	FI_AUTO(fi_freep) char *part = NULL, *whole = NULL;
	json_t *o = json_object();

	part = s->layer < 0 ? fi_format("config %s", spot->config ? spot->config : "") :
			      fi_format("layer %d", s->layer + 1);
	whole = part ? fi_format("%s/%s", a->images[s->image].names[0], part) : NULL;
	maker_put(m, o, "name", part ? maker_text(part) : NULL);
	maker_put(m, o, "fullyQualifiedName", whole ? maker_text(whole) : NULL);
	maker_put(m, o, "kind", json_string(s->layer < 0 ? "member" : "module"));
	return o;
}

static json_t *location(struct maker *m, const struct fi_audit *a, uint32_t seen)
{
	const struct fi_audit_seen *s = &a->seen[seen];
	FI_AUTO(fi_freep) char *spot = audit_spot(a, &a->spots[s->spot]);
	FI_AUTO(fi_freep) char *words = NULL;
	json_t *o = json_object(), *list = json_array();

	if (spot)
		words = fi_format("%s of %s, %s", spot, a->images[s->image].names[0],
			report_state((enum fi_state)s->state));
	maker_put(m, o, "physicalLocation", physical(m, &a->spots[s->spot]));
	maker_push(m, list, logical(m, a, s));
	maker_put(m, o, "logicalLocations", list);
	maker_put(m, o, "message", message(m, words));
	return o;
}

static json_t *related(struct maker *m, const struct fi_audit *a, const struct fi_audit_finding *f)
{
	json_t *list = json_array();
	uint32_t n = 0;

	for (uint32_t i = 0; i < f->nseen && n < PLACES_MAX; i++) {
		uint32_t seen = a->by_finding[f->seen + i];
		json_t *o;

		if (seen == f->first)
			continue;
		o = location(m, a, seen);
		maker_put(m, o, "id", maker_number(++n));
		maker_push(m, list, o);
	}
	return list;
}

static char *words(const struct fi_audit *a, const struct fi_audit_finding *f)
{
	FI_AUTO(fi_freep) char *spread = audit_spread(f), *live = audit_live(a, f);
	FI_AUTO(fi_freep) char *first = audit_first(a, f);
	size_t n = strlen(f->message);

	if (!spread || !live || !first)
		return NULL;
	return fi_format("%s%s In %s; %s; %s.%s%s%s %s", f->message,
		n && strchr(".!?", f->message[n - 1]) ? "" : ".", spread, live, first,
		f->masked ? " Value: " : "", f->masked ? f->masked : "", f->masked ? "." : "",
		f->fix);
}

static json_t *properties(struct maker *m, const struct fi_audit_finding *f)
{
	json_t *o = json_object();

	maker_put(m, o, "severity", json_string(fi_severity_name(f->severity)));
	maker_put(m, o, "category", json_string(fi_category_name(f->rule->category)));
	if (f->masked)
		maker_put(m, o, "masked", maker_text(f->masked));
	if (f->key)
		maker_put(m, o, "key", maker_text(f->key));
	maker_put(m, o, "images", maker_number(f->images));
	maker_put(m, o, "repositories", maker_number(f->repositories));
	maker_put(m, o, "liveImages", maker_number(f->live_images));
	maker_put(m, o, "places", maker_number(f->nseen));
	return o;
}

static json_t *result(struct maker *m, const struct fi_audit *a,
	const struct fi_audit_finding *f, uint64_t rule)
{
	FI_AUTO(fi_freep) char *text = words(a, f);
	json_t *o = json_object(), *first = json_array(), *prints = json_object();

	maker_put(m, o, "ruleId", json_string(f->rule->id));
	maker_put(m, o, "ruleIndex", maker_number(rule));
	maker_put(m, o, "level", json_string(report_sarif_level(f->severity)));
	maker_put(m, o, "message", message(m, text));
	maker_push(m, first, location(m, a, f->first));
	maker_put(m, o, "locations", first);
	maker_put(m, o, "relatedLocations", related(m, a, f));
	maker_put(m, prints, "flyimg/v1", json_string(f->fingerprint));
	maker_put(m, o, "partialFingerprints", prints);
	maker_put(m, o, "properties", properties(m, f));
	return o;
}

/* Rules that findings name, in order of their first finding, and each finding's. */
struct named {
	const struct fi_rule **list;
	size_t n;
	uint32_t *of; /* by rank */
};

static bool name_rules(const struct fi_audit *a, struct named *out)
{
	out->list = calloc(a->nfindings + 1, sizeof(*out->list));
	out->of = calloc(a->nfindings + 1, sizeof(*out->of));
	if (!out->list || !out->of)
		return false;
	for (size_t i = 0; i < a->nfindings; i++) {
		const struct fi_rule *r = a->findings[a->ranked[i]].rule;
		size_t k = 0;

		while (k < out->n && out->list[k] != r)
			k++;
		if (k == out->n)
			out->list[out->n++] = r;
		out->of[i] = (uint32_t)k;
	}
	return true;
}

static json_t *tool(struct maker *m, const struct named *named)
{
	json_t *o = json_object(), *driver = json_object(), *rules = json_array();

	for (size_t i = 0; i < named->n; i++)
		maker_push(m, rules, report_sarif_rule(named->list[i]));
	maker_put(m, driver, "name", json_string("flyimg"));
	maker_put(m, driver, "version", json_string(FI_VERSION));
	maker_put(m, driver, "semanticVersion", json_string(FI_VERSION));
	maker_put(m, driver, "rules", rules);
	maker_put(m, o, "driver", driver);
	return o;
}

static json_t *invocations(struct maker *m, const struct audit_report *r)
{
	json_t *list = json_array(), *o = json_object(), *notes = json_array();

	maker_put(m, o, "executionSuccessful", json_boolean(r->complete));
	for (size_t i = 0; i < r->coverage->problems.n; i++) {
		json_t *note = json_object();

		maker_put(m, note, "level", json_string("warning"));
		maker_put(m, note, "message", message(m, r->coverage->problems.v[i]));
		maker_push(m, notes, note);
	}
	maker_put(m, o, "toolExecutionNotifications", notes);
	maker_push(m, list, o);
	return list;
}

static void write_results(struct maker *m, FILE *out, const struct fi_audit *a,
	const struct named *named)
{
	(void)fputs("\"results\": [", out);
	for (size_t i = 0; i < a->nfindings && !m->failed; i++) {
		(void)fputs(i ? ",\n" : "\n", out);
		(void)maker_write(m, out,
			result(m, a, &a->findings[a->ranked[i]], named->of[i]));
	}
	(void)fputs("]", out);
}

enum fi_code audit_sarif(FILE *out, const struct audit_report *r, struct fi_err *err)
{
	struct named named = { 0 };
	struct maker m = { .failed = !name_rules(r->audit, &named) };

	(void)fputs("{\"$schema\": \"" SCHEMA "\",\n\"version\": \"2.1.0\",\n\"runs\": [{\"tool\": ",
		out);
	if (!m.failed)
		(void)maker_write(&m, out, tool(&m, &named));
	(void)fputs(",\n\"invocations\": ", out);
	if (!m.failed)
		(void)maker_write(&m, out, invocations(&m, r));
	(void)fputs(",\n", out);
	write_results(&m, out, r->audit, &named);
	(void)fputs("}]}\n", out);
	free(named.list);
	free(named.of);
	return m.failed ? fi_err_nomem(err) : FI_OK;
}
