#include <stdlib.h>
#include <string.h>

#include "cmd/report.h"
#include "cmd/say.h"
#include "cmd/checklist.h"
#include "cmd/fixplan.h"
#include "cmd/show.h"

/* More places than this hide the fix; --verbose shows all. */
#define PLACES_SHOWN 5
/* The same for what was skipped. */
#define GAPS_SHOWN 10
/* A longer instruction is cut; the first words tell which one it is. */
#define INSTRUCTION_MAX 60

/* Columns of the labels before a finding's lines. */
#define LABEL       "    "
#define LABEL_WIDTH 10

struct page {
	FILE *out;
	const struct report *r;
	bool nomem;
};

/* ---- colour ---- */

static const char *on(const struct page *p, const char *code)
{
	return p->r->color ? code : "";
}

static const char *off(const struct page *p)
{
	return p->r->color ? "\033[0m" : "";
}

/* ---- words ---- */

/* "layer 3 of 12, COPY . . (Dockerfile:12)" */
static char *layer_words(const struct page *p, int image, int layer)
{
	size_t of = p->r->set->images[image].nlayers;
	FI_AUTO(fi_freep) char *what = report_made_by(p->r, image, layer, INSTRUCTION_MAX);
	unsigned line = report_line(p->r, image, layer);
	const char *file = p->r->project->c.dockerfile_name;
	FI_AUTO(fi_freep) char *at = NULL;

	at = line && file ? fi_format(" (%s:%u)", file, line) : strdup("");
	if (!what || !at)
		return NULL;
	return fi_format(
		"layer %d of %zu%s%s%s", layer + 1, of, *what ? ", " : "", what, at);
}

/* ":3:15"; "" if unknown. */
static char *line_words(const struct fi_place *pl)
{
	if (!pl->line)
		return strdup("");
	if (!pl->column)
		return fi_format(":%u", pl->line);
	return fi_format(":%u:%u", pl->line, pl->column);
}

/* " (Dockerfile:14)" for a part of the config that an instruction set; else "". */
static char *origin_words(const struct page *p, const struct fi_place *pl)
{
	unsigned line = report_place_line(p->r, pl);
	const char *file = p->r->project->c.dockerfile_name;

	return line && file ? fi_format(" (%s:%u)", file, line) : strdup("");
}

/* " (unchanged file of libc6, from the base image)"; "" for the image's own. */
static char *whose(const struct fi_place *pl)
{
	if (!pl->package)
		return strdup(pl->base ? " (from the base image)" : "");
	return fi_format(" (unchanged file of %s%s)", pl->package,
		pl->base ? ", from the base image" : "");
}

/* " (in base64 > hex)"; "" for what stands there plain. */
static char *encoding(const struct fi_place *pl)
{
	return pl->decoded ? fi_format(" (in %s)", pl->decoded) : strdup("");
}

/* "app/.env:3 in layer 3 of 12, COPY . ."; image >= 0 is the one being shown. */
static char *place_words(const struct page *p, const struct fi_place *pl, int image)
{
	FI_AUTO(fi_freep) char *line = line_words(pl), *layer = NULL, *what = NULL,
			       *config = NULL;
	FI_AUTO(fi_freep) char *made_by = whose(pl), *encoded = encoding(pl);
	const char *elsewhere = "", *name = "";

	if (pl->file)
		what = fi_project_path(p->r->project, pl->file);
	else if (pl->config && (config = report_config_words(p->r, pl)))
		what = fi_format("image config, %s", config);
	else
		what = strdup(pl->path ? pl->path : "");
	if (pl->image >= 0 && pl->layer >= 0)
		layer = layer_words(p, pl->image, pl->layer);
	else
		layer = origin_words(p, pl);
	if (!what || !layer || !line || !made_by || !encoded)
		return NULL;
	if (pl->image >= 0 && pl->image != image) {
		elsewhere = " of ";
		name = report_image_name(&p->r->set->images[pl->image]);
	}
	return fi_format("%s%s%s%s%s%s%s%s", what, line, encoded,
		*layer && pl->layer >= 0 ? " in " : "", layer, elsewhere, name, made_by);
}

/* "deleted later by layer 7 of 12, RUN rm .env, but still ships in layer 3" */
static char *state_words(const struct page *p, const struct fi_place *pl)
{
	static const char *const verb[] = {
		[FI_DELETED] = "deleted",
		[FI_OVERWRITTEN] = "overwritten",
	};
	FI_AUTO(fi_freep) char *by = layer_words(p, pl->image, pl->by_layer);

	if (!by)
		return NULL;
	return fi_format("%s later by %s, but still ships in layer %d", verb[pl->state],
		by, pl->layer + 1);
}

/* ---- lines ---- */

/* A labelled line of a finding.  Takes the text over. */
static void labelled(struct page *p, const char *label, char *text)
{
	char lead[64];

	if (!text) {
		p->nomem = true;
		return;
	}
	(void)snprintf(lead, sizeof(lead), LABEL "%s%-*s%s", on(p, "\033[2m"),
		LABEL_WIDTH, label, off(p));
	say_wrapped(p->out, lead, sizeof(LABEL) - 1 + LABEL_WIDTH, p->r->width, text);
	free(text);
}

/* Lines to write stand below each other. */
static void show_fix(struct page *p, const char *fix)
{
	char lead[64];

	(void)snprintf(lead, sizeof(lead), LABEL "%s%-*s%s", on(p, "\033[2m"), LABEL_WIDTH,
		"fix", off(p));
	say_lines(p->out, lead, sizeof(LABEL) - 1 + LABEL_WIDTH, p->r->width, fix);
}

static void show_places(struct page *p, const struct fi_finding *f, int image)
{
	size_t shown = 0;

	for (size_t i = 0; i < f->nplaces; i++) {
		const struct fi_place *pl = &f->places[i];

		if (shown == PLACES_SHOWN && !p->r->verbose) {
			labelled(p, "",
				fi_format("and %zu more place%s (--verbose shows all)",
					f->nplaces - i,
					f->nplaces - i == 1 ? "" : "s"));
			return;
		}
		labelled(p, shown ? "" : "where", place_words(p, pl, image));
		if (pl->state != FI_LIVE && pl->image >= 0 && pl->by_layer >= 0)
			labelled(p, "", state_words(p, pl));
		shown++;
	}
}

/* The title again, with or without a full stop? */
static bool repeats(const char *message, const char *title)
{
	size_t n = strlen(title);

	return strncmp(message, title, n) == 0 &&
	       (!message[n] || strcmp(message + n, ".") == 0);
}

/* What everything says about the port that a finding is about. */
static void show_ports(struct page *p, const struct fi_finding *f)
{
	struct fi_err err = { 0 };

	if (show_finding(p->out, p->r, f, sizeof(LABEL) - 1 + LABEL_WIDTH, &err) != FI_OK)
		p->nomem = true;
}

static void show_one(struct page *p, const struct fi_finding *f, int image)
{
	char upper[16] = "";
	const char *name = fi_severity_name(f->severity);

	for (size_t i = 0; name[i] && i < sizeof(upper) - 1; i++)
		upper[i] = (char)(name[i] - 'a' + 'A');
	(void)fprintf(p->out, "  %s%s%s  %s%s%s  [%s]\n",
		on(p, say_severity_color(f->severity)), upper, off(p), on(p, "\033[1m"),
		f->rule->title, off(p), f->rule->id);
	if (!repeats(f->message, f->rule->title))
		labelled(p, "what", strdup(f->message));
	show_places(p, f, image);
	if (!(p->r->show & SHOW_PORTS))
		show_ports(p, f);
	if (f->masked)
		labelled(p, "value",
			fi_format("%s%s%s", f->key ? f->key : "", f->key ? " = " : "",
				f->masked));
	if (p->r->verbose && f->rule->why)
		labelled(p, "why", strdup(f->rule->why));
	if (*f->fix)
		show_fix(p, f->fix);
	(void)fputc('\n', p->out);
}

/*
 * What is low or less in an image is a line a rule, so that it does not bury what
 * matters; a project's own files are short enough to be told in full.
 */
static bool is_brief(const struct page *p, const struct fi_finding *f, int image)
{
	return image >= 0 && f->severity < FI_MEDIUM && !p->r->verbose;
}

/* One line for findings [i, i + n) of one rule and severity. */
static void show_brief(struct page *p, const struct fi_finding *f, size_t n, int image)
{
	FI_AUTO(fi_freep) char *where = place_words(p, &f->places[0], image);
	FI_AUTO(fi_freep) char *text = NULL;
	char lead[64];

	if (where && n > 1)
		text = fi_format("%s [%s]: %zu, the first in %s", f->rule->title, f->rule->id,
			n, where);
	else if (where)
		text = fi_format("%s [%s]: %s", f->rule->title, f->rule->id, where);
	if (!text) {
		p->nomem = true;
		return;
	}
	(void)snprintf(lead, sizeof(lead), "  %s%-5s%s", on(p, say_severity_color(f->severity)),
		fi_severity_name(f->severity), off(p));
	say_wrapped(p->out, lead, 7, p->r->width, text);
}

/* How many findings from i on belong on one line with it. */
static size_t alike(const struct fi_findings *all, size_t i, int image)
{
	const struct fi_finding *f = &all->list[i];
	size_t n = 1;

	while (i + n < all->n && all->list[i + n].rule == f->rule &&
		all->list[i + n].severity == f->severity &&
		all->list[i + n].places[0].image == image)
		n++;
	return n;
}

/* "linux/amd64, 1a2b3c4d5e6f, 12 layers" */
static void show_image(struct page *p, const struct fi_image *image)
{
	const char *id = image->id ? image->id : "";
	const char *colon = strchr(id, ':');

	(void)fputs(on(p, "\033[1m"), p->out);
	say_text(p->out, report_image_name(image));
	(void)fputs(off(p), p->out);
	for (size_t i = 1; i < image->names.n; i++) {
		(void)fputs(", ", p->out);
		say_text(p->out, image->names.v[i]);
	}
	(void)fputs("  (", p->out);
	say_text(p->out, image->platform ? image->platform : "unknown platform");
	if (*id)
		(void)fprintf(p->out, ", ");
	if (*id) {
		FI_AUTO(fi_freep) char *brief_id = strndup(colon ? colon + 1 : id, 12);

		say_text(p->out, brief_id ? brief_id : "");
	}
	(void)fprintf(p->out, ", %zu layer%s)\n", image->nlayers,
		image->nlayers == 1 ? "" : "s");
}

/* Findings whose first place is in this image; -1: in the project. */
static size_t show_group(struct page *p, int image)
{
	const struct fi_findings *all = p->r->findings;
	bool told_brief = false;
	size_t n = 0, step;

	for (size_t i = 0; i < all->n; i += step) {
		const struct fi_finding *f = &all->list[i];

		step = 1;
		if (f->places[0].image != image)
			continue;
		if (n++ == 0)
			(void)fputc('\n', p->out);
		if (!is_brief(p, f, image)) {
			show_one(p, f, image);
			continue;
		}
		step = alike(all, i, image);
		show_brief(p, f, step, image);
		told_brief = true;
	}
	if (told_brief)
		(void)fputs("  (--verbose shows these in full)\n\n", p->out);
	return n;
}

static size_t group_size(const struct page *p, int image)
{
	size_t n = 0;

	for (size_t i = 0; i < p->r->findings->n; i++)
		n += p->r->findings->list[i].places[0].image == image;
	return n;
}

static void show_project(struct page *p)
{
	const char *folder = p->r->project->c.folder;

	if (!group_size(p, -1))
		return;
	(void)fprintf(p->out, "%sProject%s", on(p, "\033[1m"), off(p));
	if (folder && strcmp(folder, ".") != 0) {
		(void)fputc(' ', p->out);
		say_text(p->out, folder);
	}
	(void)fputc('\n', p->out);
	(void)show_group(p, -1);
}

/* ---- coverage and the closing line ---- */

static void show_gap(struct page *p, const struct fi_gap *g)
{
	FI_AUTO(fi_freep) char *text = NULL, *layer_text = NULL;
	int image, layer;

	report_gap_place(p->r, g, &image, &layer);
	layer_text = image >= 0 && layer >= 0
			     ? fi_format(" (layer %d of %s)", layer + 1,
				       report_image_name(&p->r->set->images[image]))
			     : strdup("");
	if (layer_text)
		text = fi_format("%s%s%s%s", g->path ? g->path : "",
			g->path && *g->path ? ": " : "", g->reason, layer_text);
	if (text)
		say_wrapped(p->out, "  - ", 4, p->r->width, text);
	else
		p->nomem = true;
}

static void show_gaps(struct page *p, bool harmless, const char *title)
{
	const struct fi_set *set = p->r->set;
	size_t n = 0, all = 0;

	for (size_t i = 0; set && i < set->ngaps; i++)
		all += set->gaps[i].harmless == harmless;
	if (!harmless)
		all += p->r->remarks.n;
	if (!all)
		return;
	(void)fprintf(
		p->out, "%s%s%s\n", on(p, harmless ? "" : "\033[1m"), title, off(p));
	for (size_t i = 0; !harmless && i < p->r->remarks.n; i++, n++)
		say_wrapped(p->out, "  - ", 4, p->r->width, p->r->remarks.v[i]);
	for (size_t i = 0; set && i < set->ngaps; i++) {
		if (set->gaps[i].harmless != harmless)
			continue;
		if (n++ >= GAPS_SHOWN && !p->r->verbose)
			continue;
		show_gap(p, &set->gaps[i]);
	}
	if (n > GAPS_SHOWN && !p->r->verbose)
		(void)fprintf(p->out, "  - and %zu more (--verbose shows all)\n",
			n - GAPS_SHOWN);
	(void)fputc('\n', p->out);
}

/* 1234567 as "1,234,567". */
static void show_number(FILE *out, uint64_t n)
{
	if (n >= 1000) {
		show_number(out, n / 1000);
		(void)fprintf(out, ",%03u", (unsigned)(n % 1000));
	} else {
		(void)fprintf(out, "%u", (unsigned)n);
	}
}

static void show_counts(struct page *p)
{
	const struct fi_findings *f = p->r->findings;
	const char *before = ": ";
	size_t counts[5];

	fi_findings_count(f, counts);
	if (!f->n && p->r->set && !p->r->set->nimages)
		(void)fputs("Nothing was judged", p->out); /* which is not: nothing found */
	else if (!f->n)
		(void)fputs("No findings", p->out);
	else
		(void)fprintf(p->out, "%zu finding%s", f->n, f->n == 1 ? "" : "s");
	for (int s = FI_CRITICAL; s >= FI_INFO; s--) {
		if (!counts[s])
			continue;
		(void)fprintf(p->out, "%s%s%zu %s%s", before, on(p, say_severity_color((enum fi_severity)s)),
			counts[s], fi_severity_name((enum fi_severity)s), off(p));
		before = ", ";
	}
}

static void show_read(struct page *p)
{
	const struct fi_set *set = p->r->set;
	double mib = set ? (double)set->bytes / (1024 * 1024) : 0;

	if (!set) {
		(void)fputs(".\n", p->out);
		return;
	}
	(void)fprintf(p->out, ". Read %zu image%s, %zu layer%s, ", set->nimages,
		set->nimages == 1 ? "" : "s", (size_t)set->used,
		set->used == 1 ? "" : "s");
	show_number(p->out, set->files);
	(void)fprintf(p->out, " files, %.1f MiB.\n", mib);
	if (!p->r->complete)
		(void)fprintf(p->out,
			"%sNot everything could be looked at: see above.%s\n",
			on(p, "\033[1m"), off(p));
}

static void show_recalled(struct page *p)
{
	bool any = p->r->set && p->r->set->recalled;
	FI_AUTO(fi_freep) char *words = any ? report_recalled(p->r) : NULL;

	if (words)
		(void)fprintf(p->out, "%s.\n", words);
	p->nomem = p->nomem || (any && !words);
}

static void show_ungated(struct page *p)
{
	FI_AUTO(fi_freep) char *words = p->r->ungated ? report_ungated(p->r) : NULL;

	if (words)
		(void)fprintf(p->out, "%s.\n", words);
	p->nomem = p->nomem || (p->r->ungated && !words);
}

enum fi_code report_text(FILE *out, const struct report *r, struct fi_err *err)
{
	struct page p = { .out = out, .r = r };

	if (r->plan) {
		fixplan_text(out, r);
		return FI_OK;
	}
	if (r->show && show_text(out, r, err) != FI_OK)
		return fi_err_nomem(err);
	for (size_t i = 0; r->set && i < r->set->nimages; i++) {
		/* A clean image is told of only beside others: the last line says it. */
		if (!r->findings->n && r->set->nimages == 1)
			break;
		show_image(&p, &r->set->images[i]);
		if (!show_group(&p, (int)i))
			(void)fputs("  nothing found\n\n", out);
	}
	show_project(&p);
	show_gaps(&p, false, "Could not be looked at");
	show_gaps(&p, true, "Passed over");
	if (r->checklist)
		checklist_text(out, r);
	show_counts(&p);
	show_read(&p);
	show_recalled(&p);
	show_ungated(&p);
	return p.nomem ? fi_err_nomem(err) : FI_OK;
}
