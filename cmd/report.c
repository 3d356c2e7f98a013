#include "cmd/report.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/dockerfile.h"
#include "lib/num.h"

const struct report_format report_formats[] = {
	{ "text", "for people", report_text },
	{ "json", "for programs, documented in docs/report.md", report_json },
	{ "sarif", "SARIF 2.1.0, for code scanning", report_sarif },
	{ "html", "one page for a browser, which needs no network", report_html },
};

const size_t report_formats_n = sizeof(report_formats) / sizeof(report_formats[0]);

const char *report_image_name(const struct fi_image *image)
{
	const char *id = image->id ? image->id : "";

	if (image->names.n)
		return image->names.v[0];
	return *id ? id : "unnamed image";
}

const char *report_instruction(const struct report *r, int image, int layer)
{
	const struct fi_findings *f = r->findings;

	if (image < 0 || layer < 0 || (size_t)image >= f->nshown ||
		(size_t)layer >= f->shown[image].n)
		return "";
	return f->shown[image].v[layer];
}

static unsigned row_line(const struct report *r, int image, int row)
{
	if (!r->lines || image < 0 || row < 0 || !r->lines[image] ||
		(size_t)row >= r->set->images[image].config.nhistory)
		return 0;
	return r->lines[image][row];
}

unsigned report_line(const struct report *r, int image, int layer)
{
	if (!r->lines || image < 0 || layer < 0)
		return 0;
	return row_line(r, image, r->set->images[image].layers[layer].history);
}

/* How many hex digits stand at s. */
static size_t hex_run(const char *s)
{
	return strspn(s, "0123456789abcdef");
}

/* `COPY dir:HASH in .` of the classic builder: twelve digits of the hash will do. */
static char *without_hashes(const char *text)
{
	char *out = strdup(text), *to = out;

	for (const char *p = text; out && *p;) {
		size_t n = hex_run(p), shown = n == 64 ? 12 : n ? n : 1;

		memcpy(to, p, shown);
		to += shown;
		p += n ? n : 1;
	}
	if (out)
		*to = 0;
	return out;
}

/*
 * `COPY . /app` as the Dockerfile has it, in place of the classic builder's hashes;
 * NULL if the line is unknown.  A URL may hold a password and is left to the history.
 */
static char *from_dockerfile(const struct report *r, int image, int layer)
{
	const struct fi_dockerfile *df = r->project->c.dockerfile;
	unsigned line = report_line(r, image, layer);

	for (size_t i = 0; df && line && i < df->n; i++) {
		const struct fi_df_instruction *d = &df->list[i];

		if (d->line != line || strcmp(d->name, "COPY") != 0 ||
			strstr(d->text, "://"))
			continue;
		return fi_format("%s %s", d->name, d->text);
	}
	return NULL;
}

char *report_brief(const char *instruction, size_t max)
{
	FI_AUTO(fi_freep) char *text = without_hashes(instruction);
	size_t n;

	if (!text)
		return NULL;
	n = strcspn(text, "\n");
	if (n <= max && !text[n])
		return strdup(text);
	if (n > max)
		n = max;
	while (n && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	return fi_format("%.*s...", (int)n, text);
}

char *report_made_by(const struct report *r, int image, int layer, size_t max)
{
	FI_AUTO(fi_freep) char *text = from_dockerfile(r, image, layer);

	return report_brief(text ? text : report_instruction(r, image, layer), max);
}

/* Which instruction sets a part of the config; where it has names, they must fit. */
static const struct origin {
	const char *part, *instruction;
} origins[] = {
	{ "Env[", "ENV " },
	{ "Labels[", "LABEL " },
	{ "Cmd", "CMD " },
	{ "Entrypoint", "ENTRYPOINT " },
	{ "Healthcheck", "HEALTHCHECK " },
	{ "OnBuild", "ONBUILD " },
	{ "User", "USER " },
	{ "ExposedPorts", "EXPOSE " },
};

/* The name that a row must set: of Env[3] its variable, of Labels[x] x; else "". */
static char *named_part(const struct fi_config *c, const char *config)
{
	const char *open = strchr(config, '['), *close = strrchr(config, ']');
	uint64_t n;

	if (!open || !close || close < open)
		return strdup("");
	if (strncmp(config, "Labels[", 7) == 0)
		return strndup(open + 1, (size_t)(close - open - 1));
	if (strncmp(config, "Env[", 4) == 0 && c->env.n &&
		fi_num_u64(open + 1, (size_t)(close - open - 1), c->env.n - 1, &n))
		return strndup(c->env.v[n], strcspn(c->env.v[n], "="));
	return strdup("");
}

/* The last history row that may have set this part of the config, or -1. */
static int config_row(const struct fi_config *c, const char *config)
{
	FI_AUTO(fi_freep) char *name = named_part(c, config);
	const struct origin *o = NULL;
	uint64_t n;

	if (strncmp(config, "history[", 8) == 0 &&
		fi_num_u64(config + 8, strcspn(config + 8, "]"), INT_MAX, &n))
		return (int)n;
	for (size_t i = 0; i < sizeof(origins) / sizeof(origins[0]); i++)
		if (strncmp(config, origins[i].part, strlen(origins[i].part)) == 0)
			o = &origins[i];
	for (size_t i = c->nhistory; o && name && i > 0; i--) {
		const char *shown = c->history[i - 1].shown;

		if (strncmp(shown, o->instruction, strlen(o->instruction)) == 0 &&
			strstr(shown, name))
			return (int)i - 1;
	}
	return -1;
}

char *report_config_words(const struct report *r, const struct fi_place *p)
{
	const struct fi_config *c = &r->set->images[p->image].config;
	FI_AUTO(fi_freep) char *name = named_part(c, p->config);
	int row = config_row(c, p->config);
	const char *shown;

	if (!name)
		return NULL;
	if (strncmp(p->config, "Env[", 4) == 0 && *name)
		return fi_format("%s %s", p->config, name);
	if (strncmp(p->config, "history[", 8) != 0 || row < 0 || (size_t)row >= c->nhistory)
		return strdup(p->config);
	/* Its first word only: the rest is what holds the secret. */
	shown = c->history[row].shown;
	return fi_format("%s %.*s", p->config, (int)(strcspn(shown, " ") & 0xff), shown);
}

unsigned report_place_line(const struct report *r, const struct fi_place *p)
{
	if (p->image < 0 || !r->lines)
		return 0;
	if (p->config)
		return row_line(r, p->image,
			config_row(&r->set->images[p->image].config, p->config));
	return report_line(r, p->image, p->layer);
}

char *report_ungated(const struct report *r)
{
	return fi_format("%zu finding%s of the base image do%s not count (--gate own)",
		r->ungated, r->ungated == 1 ? "" : "s", r->ungated == 1 ? "es" : "");
}

char *report_recalled(const struct report *r)
{
	const struct fi_set *s = r->set;
	unsigned long long n = s->recalled, all = s->used, unchecked = s->unchecked;

	if (unchecked && unchecked < n)
		return fi_format("%llu of %llu layers from the cache: the digests of %llu were "
				 "not checked again", n, all, unchecked);
	return fi_format("%llu of %llu layer%s from the cache%s", n, all, all == 1 ? "" : "s",
		!unchecked ? ""
		: n == 1   ? ": its digest was not checked again"
			   : ": their digests were not checked again");
}

const char *report_state(enum fi_state s)
{
	static const char *const names[] = { "live", "deleted", "overwritten" };

	return names[s];
}

/* The index of set layer `layer` in the image, or -1. */
static int layer_in(const struct fi_image *image, int layer)
{
	for (size_t i = 0; i < image->nlayers; i++)
		if (image->layers[i].layer == layer)
			return (int)i;
	return -1;
}

void report_gap_place(
	const struct report *r, const struct fi_gap *gap, int *image, int *layer)
{
	*image = gap->image;
	*layer = -1;
	if (gap->layer < 0)
		return;
	for (size_t i = 0; i < r->set->nimages; i++) {
		if (gap->image >= 0 && (size_t)gap->image != i)
			continue;
		*layer = layer_in(&r->set->images[i], gap->layer);
		if (*layer < 0)
			continue;
		*image = (int)i;
		return;
	}
}
