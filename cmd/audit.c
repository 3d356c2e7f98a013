#include "cmd/audit.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/report.h"

const struct audit_format audit_formats[] = {
	{ "text", "a summary for people that fits on a screen", NULL, audit_text },
	{ "json", "one document, described in docs/audit.schema.json", NULL, audit_json },
	{ "jsonl", "a line for each image and each finding of it, written as they are judged",
		audit_jsonl_image, audit_jsonl },
	{ "sarif", "SARIF 2.1.0, a result for each secret", NULL, audit_sarif },
	{ "html", "one page for a browser, which needs no network", NULL, audit_html },
	{ "csv", "a row for each finding in each image, for spreadsheets", NULL, audit_csv },
};

const size_t audit_formats_n = sizeof(audit_formats) / sizeof(audit_formats[0]);

char *audit_count(uint64_t n, const char *one)
{
	return fi_format("%llu %s%s", (unsigned long long)n, one, n == 1 ? "" : "s");
}

char *audit_spread(const struct fi_audit_finding *f)
{
	FI_AUTO(fi_freep) char *images = audit_count(f->images, "image");

	if (!images || f->repositories < 2)
		return images ? strdup(images) : NULL;
	return fi_format("%s %s %u repositories", images, f->images == 1 ? "in" : "of",
		f->repositories);
}

char *audit_spot(const struct fi_audit *a, const struct fi_audit_spot *s)
{
	const struct fi_audit_finding *f = &a->findings[s->finding];
	FI_AUTO(fi_freep) char *line = s->line ? fi_format(":%u", s->line) : strdup("");

	if (!line)
		return NULL;
	if (s->config)
		return fi_format("image config, %s%s%s", s->config, f->key ? " " : "",
			f->key ? f->key : "");
	return fi_format("%s%s", s->path ? s->path : s->file ? s->file : "", line);
}

/* "2026-01-05" of a date with a time. */
static char *day(const char *created)
{
	return strndup(created, strcspn(created, "T "));
}

/* ", layer 3 of 12, COPY . ."; "" for what is in the config. */
static char *layer_words(const struct fi_audit *a, const struct fi_audit_seen *s)
{
	uint32_t layer = a->spots[s->spot].layer;
	FI_AUTO(fi_freep) char *made = NULL;

	if (s->layer < 0)
		return strdup("");
	made = report_brief(
		layer == FI_AUDIT_NONE ? "" : a->layers[layer].created_by, AUDIT_INSTRUCTION);
	if (!made)
		return NULL;
	return fi_format(", layer %d of %u%s%s", s->layer + 1, a->images[s->image].nlayers,
		*made ? ", " : "", made);
}

char *audit_first(const struct fi_audit *a, const struct fi_audit_finding *f)
{
	const struct fi_audit_seen *s = &a->seen[f->first];
	const struct fi_audit_image *img = &a->images[s->image];
	FI_AUTO(fi_freep) char *spot = audit_spot(a, &a->spots[s->spot]);
	FI_AUTO(fi_freep) char *layer = layer_words(a, s);
	FI_AUTO(fi_freep) char *when = day(img->created);

	if (!spot || !layer || !when)
		return NULL;
	return fi_format("first in %s%s, %s%s%s", img->names[0], layer, spot,
		*when ? ", created " : "", when);
}

char *audit_live(const struct fi_audit *a, const struct fi_audit_finding *f)
{
	const char *name, *still = f->live_images < f->images ? "still " : "";

	if (f->live == FI_AUDIT_NONE)
		return strdup("deleted in a later layer, but still shipped");
	name = a->images[a->seen[f->live].image].names[0];
	if (f->live_images < 2)
		return fi_format("%slive in %s", still, name);
	return fi_format("%slive in %s and %u more", still, name, f->live_images - 1);
}

uint32_t audit_place(const struct fi_audit *a, const struct fi_audit_finding *f, uint32_t i,
	uint32_t *end)
{
	uint32_t best = a->by_finding[f->seen + i], image = a->seen[best].image;

	for (; i < f->nseen && a->seen[a->by_finding[f->seen + i]].image == image; i++)
		if (a->seen[best].state != FI_LIVE &&
			a->seen[a->by_finding[f->seen + i]].state == FI_LIVE)
			best = a->by_finding[f->seen + i];
	*end = i;
	return best;
}

char *audit_place_words(const struct fi_audit *a, uint32_t seen)
{
	const struct fi_audit_seen *s = &a->seen[seen];
	FI_AUTO(fi_freep) char *spot = audit_spot(a, &a->spots[s->spot]);
	FI_AUTO(fi_freep) char *layer = layer_words(a, s);

	return spot && layer ? fi_format("%s%s, %s, %s", a->images[s->image].names[0], layer,
				       spot, report_state((enum fi_state)s->state)) :
			       NULL;
}

char *audit_base_name(const struct fi_audit *a, const struct fi_audit_base *b)
{
	const struct fi_audit_layer *top = &a->layers[b->top];

	if (*b->name)
		return strdup(b->name);
	if (*top->created_by)
		return report_brief(top->created_by, AUDIT_INSTRUCTION);
	return strdup(*top->digest ? top->digest : top->diff_id);
}
