#include "rules/own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/dockerfile.h"
#include "lib/num.h"
#include "rules/trace.h"

static const struct fi_df_instruction *at_line(const struct fi_dockerfile *df, unsigned line)
{
	for (size_t i = 0; i < df->n; i++)
		if (df->list[i].line == line)
			return &df->list[i];
	return NULL;
}

/* Instructions that may have made a row: ARG and FROM make none that counts. */
static size_t rows_in(const struct fi_dockerfile *df, size_t from, size_t end)
{
	size_t n = 0;

	for (size_t i = from; i < end && i < df->n; i++)
		n += df->list[i].kind != FI_DF_FROM && df->list[i].kind != FI_DF_ARG;
	return n;
}

/*
 * The first row that is the Dockerfile's own, given the first that was traced to a
 * line.  What stands before that line may have made rows that were not recognised;
 * they are not taken for the base's.
 */
static size_t first_own(const struct fi_dockerfile *df, size_t row, unsigned line)
{
	const struct fi_df_instruction *first = at_line(df, line);
	int stage = first ? first->stage : -1;
	size_t unseen = 0;

	if (stage < 0)
		return 0;
	unseen = rows_in(df, df->stages[stage].from, (size_t)(first - df->list));
	while (df->stages[stage].parent >= 0 && df->stages[stage].parent < stage) {
		stage = df->stages[stage].parent;
		unseen += rows_in(df, df->stages[stage].from, df->stages[stage].end);
	}
	if (strcmp(df->stages[stage].base, "scratch") == 0)
		return 0;
	return unseen < row ? row - unseen : 0;
}

/* By the Dockerfile; *known is false if it did not make this image. */
static enum fi_code by_dockerfile(const struct fi_image *image,
	const struct fi_dockerfile *df, struct fi_base_cut *out, bool *known,
	struct fi_err *err)
{
	unsigned *lines = NULL;
	enum fi_code rc;

	*known = false;
	if (!df || !df->nstages)
		return FI_OK;
	rc = fi_trace_dockerfile(image, df, &lines, err);
	for (size_t i = 0; rc == FI_OK && i < image->config.nhistory; i++) {
		if (!lines[i])
			continue;
		*known = true;
		*out = fi_base_at_row(image, first_own(df, i, lines[i]));
		break;
	}
	free(lines);
	return rc;
}

static const char *name_of(const struct fi_image *image)
{
	return image->names.n ? image->names.v[0] : image->id ? image->id : "the image";
}

static enum fi_code cut_of(const struct fi_set *set, const struct fi_image *image,
	const struct fi_dockerfile *df, const struct fi_base *base,
	struct fi_strs *remarks, struct fi_base_cut *out, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *text = NULL;
	bool known;
	enum fi_code rc;

	*out = (struct fi_base_cut){ 0 };
	if (base && base->kind != FI_BASE_UNTOLD) {
		if (fi_base_told(base, set, image, out))
			return FI_OK;
		text = fi_format("%s does not begin with the layers that --base names: all "
				 "its layers count as its own",
			name_of(image));
		return text && fi_strs_add(remarks, text) == FI_OK ? FI_OK : fi_err_nomem(err);
	}
	rc = by_dockerfile(image, df, out, &known, err);
	if (rc != FI_OK || known || fi_base_by_label(set, image, out))
		return rc;
	*out = fi_base_by_history(image);
	return FI_OK;
}

static bool in_base(const struct fi_place *p, const struct fi_base_cut *cut)
{
	const char *number;
	uint64_t row;

	if (p->path)
		return p->layer >= 0 && (size_t)p->layer < cut->layers;
	if (!p->config || strncmp(p->config, "history[", 8) != 0)
		return false; /* who set a variable, the config does not tell */
	number = p->config + 8;
	return fi_num_u64(number, strcspn(number, "]"), SIZE_MAX, &row) && row < cut->rows;
}

static void mark(struct fi_finding *f, const struct fi_base_cut *cuts)
{
	f->base = true;
	for (size_t i = 0; i < f->nplaces; i++) {
		struct fi_place *p = &f->places[i];

		p->base = p->image >= 0 && in_base(p, &cuts[p->image]);
		f->base = f->base && p->base;
	}
}

enum fi_code fi_own_mark(struct fi_findings *f, const struct fi_set *set,
	const struct fi_dockerfile *df, const struct fi_base *base,
	struct fi_strs *remarks, struct fi_err *err)
{
	struct fi_base_cut *cuts = calloc(set->nimages + 1, sizeof(*cuts));
	enum fi_code rc = cuts ? FI_OK : fi_err_nomem(err);

	for (size_t i = 0; rc == FI_OK && i < set->nimages; i++)
		rc = cut_of(set, &set->images[i], df, base, remarks, &cuts[i], err);
	for (size_t i = 0; rc == FI_OK && i < f->n; i++)
		mark(&f->list[i], cuts);
	free(cuts);
	return rc;
}

size_t fi_own_count_base(const struct fi_findings *f, enum fi_severity least)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->list[i].base && f->list[i].severity >= least;
	return n;
}
