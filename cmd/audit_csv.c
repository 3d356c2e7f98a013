#include <stdlib.h>
#include <string.h>

#include "cmd/audit.h"
#include "cmd/report.h"
#include "cmd/say.h"

/*
 * RFC 4180, with one row for each finding in each image, so that a spreadsheet can sort
 * and count.  A cell that a spreadsheet would take for a formula gets a quote in front:
 * the names and paths are anybody's.
 */

static const char header[] =
	"rank,severity,rule,title,value,variable,images,repositories,image,repository,platform,"
	"digest,created,input,layer,layer_digest,instruction,path,line,state,fingerprint,fix\r\n";

struct sheet {
	FILE *out;
	bool started; /* a cell was written in this row */
	bool nomem;
};

static void cell(struct sheet *s, const char *text)
{
	FI_AUTO(fi_freep) char *safe = say_escaped(text ? text : "", SAY_TERMINAL);

	if (s->started)
		(void)fputc(',', s->out);
	s->started = true;
	if (!safe) {
		s->nomem = true;
		return;
	}
	(void)fputc('"', s->out);
	if (*safe && strchr("=+-@", *safe))
		(void)fputc('\'', s->out);
	for (const char *p = safe; *p; p++) {
		if (*p == '"')
			(void)fputc('"', s->out);
		(void)fputc(*p, s->out);
	}
	(void)fputc('"', s->out);
}

static void number(struct sheet *s, uint64_t n)
{
	(void)fprintf(s->out, "%s%llu", s->started ? "," : "", (unsigned long long)n);
	s->started = true;
}

static void empty(struct sheet *s)
{
	(void)fputc(',', s->out);
}

static void end_row(struct sheet *s)
{
	(void)fputs("\r\n", s->out);
	s->started = false;
}

static void image_cells(struct sheet *s, const struct fi_audit_image *img)
{
	cell(s, img->names[0]);
	cell(s, img->repositories[0]);
	cell(s, img->platform);
	cell(s, *img->digest ? img->digest : img->id);
	cell(s, img->created);
	cell(s, img->source);
}

static void place_cells(struct sheet *s, const struct fi_audit *a, const struct fi_audit_seen *at)
{
	const struct fi_audit_spot *spot = &a->spots[at->spot];
	const struct fi_audit_layer *l =
		spot->layer == FI_AUDIT_NONE ? NULL : &a->layers[spot->layer];

	if (at->layer >= 0)
		number(s, (uint64_t)at->layer + 1);
	else
		empty(s);
	cell(s, l ? (*l->digest ? l->digest : l->diff_id) : "");
	cell(s, l ? l->created_by : "");
	cell(s, spot->path ? spot->path : spot->config ? spot->config : spot->file);
	if (spot->line)
		number(s, spot->line);
	else
		empty(s);
	cell(s, report_state((enum fi_state)at->state));
}

static void finding_rows(struct sheet *s, const struct fi_audit *a, size_t rank,
	const struct fi_audit_finding *f)
{
	uint32_t end;

	for (uint32_t i = 0; i < f->nseen; i = end) {
		const struct fi_audit_seen *at = &a->seen[audit_place(a, f, i, &end)];

		number(s, rank);
		cell(s, fi_severity_name(f->severity));
		cell(s, f->rule->id);
		cell(s, f->rule->title);
		cell(s, f->masked);
		cell(s, f->key);
		number(s, f->images);
		number(s, f->repositories);
		image_cells(s, &a->images[at->image]);
		place_cells(s, a, at);
		cell(s, f->fingerprint);
		cell(s, f->fix);
		end_row(s);
	}
}

enum fi_code audit_csv(FILE *out, const struct audit_report *r, struct fi_err *err)
{
	const struct fi_audit *a = r->audit;
	struct sheet s = { .out = out };

	(void)fputs(header, out);
	for (size_t i = 0; i < a->nfindings; i++)
		finding_rows(&s, a, i + 1, &a->findings[a->ranked[i]]);
	return s.nomem ? fi_err_nomem(err) : FI_OK;
}
