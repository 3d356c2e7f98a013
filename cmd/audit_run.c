#include "cmd/audit_run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/rules_file.h"
#include "cmd/stop.h"


/* --- the run --- */

enum fi_code audit_run_begin(struct audit_run *r, struct options *o, struct fi_err *err)
{
	enum fi_code rc;

	r->o = o;
	r->inputs.all = o->all;
	r->inputs.stop = stop_flag();
	rules_file_remarks(o);
	rc = rules_file_list(o, false, &r->every, &r->nevery, err);
	if (rc == FI_OK)
		rc = fi_scanner_from_rules(r->every, r->nevery, &r->scanner, err);
	if (rc == FI_OK)
		rc = rules_file_list(o, true, &r->rules, &r->nrules, err);
	if (rc == FI_OK) /* libraries do not look at the clock */
		fi_scanner_set_time(r->scanner, (int64_t)time(NULL));
	return rc;
}

void audit_run_done(struct audit_run *r)
{
	struct audit_note rest = { .images = r->list, .n = r->n };

	audit_note_done(&rest);
	fi_table_done(&r->by_key);
	fi_table_done(&r->told);
	fi_audit_done(&r->audit);
	fi_inputs_done(&r->inputs);
	fi_strs_done(&r->coverage.problems);
	fi_strs_done(&r->coverage.passed_over);
	fi_strs_done(&r->coverage.listed);
	rules_file_freep(&r->rules);
	rules_file_freep(&r->every);
	fi_scanner_free(r->scanner);
	free(r->context);
	*r = (struct audit_run){ 0 };
}

enum fi_code audit_problem(struct audit_run *r, char *text, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *own = text;
	bool fresh;

	if (!own || fi_table_put(&r->told, own, 0, NULL, &fresh) != FI_OK)
		return fi_err_nomem(err);
	if (!fresh || r->coverage.problems.n >= AUDIT_PROBLEMS_MAX)
		return FI_OK;
	return fi_strs_add(&r->coverage.problems, own) == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* --- notes into the list --- */

enum fi_code audit_add_names(struct audit_entry *e, const struct fi_strs *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (!fi_strs_has(&e->names, names->v[i]) &&
			fi_strs_add(&e->names, names->v[i]) != FI_OK)
			return FI_ENOMEM;
	return FI_OK;
}

static void swap(char **a, char **b)
{
	char *own = *a;

	*a = *b;
	*b = own;
}

/* One image, once: of two copies the one that need not be read again. */
static enum fi_code take_entry(struct audit_run *r, struct audit_entry *e, size_t unit)
{
	size_t at;
	bool fresh;

	if (!fi_grow(&r->list, &r->cap, r->n + 1, sizeof(*r->list)) ||
		fi_table_put(&r->by_key, e->key, r->n, &at, &fresh) != FI_OK)
		return FI_ENOMEM;
	if (fresh) {
		r->list[r->n] = *e;
		r->list[r->n++].unit = unit;
		*e = (struct audit_entry){ 0 }; /* handed over */
		return FI_OK;
	}
	if (r->list[at].reread && !e->reread) {
		r->list[at].reread = false;
		r->list[at].unit = unit;
	}
	/* On one shelf the record is the last one's, too. */
	swap(&r->list[at].record, &e->record);
	swap(&r->list[at].joined, &e->joined);
	r->list[at].njoined = e->njoined;
	return audit_add_names(&r->list[at], &e->names);
}

static enum fi_code take_stranger(struct audit_run *r, const struct audit_note *note,
	size_t unit, struct fi_err *err)
{
	const char *why = note->why ? note->why : "no export";
	FI_AUTO(fi_freep) char *text = NULL;

	if (unit != SIZE_MAX)
		return fi_inputs_pass(&r->inputs, &r->inputs.units[unit], why) == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	r->coverage.npassed++;
	if (r->coverage.passed_over.n >= FI_INPUTS_LISTED)
		return FI_OK;
	text = fi_format("%s: %s", note->source, why);
	return text && fi_strs_add(&r->coverage.passed_over, text) == FI_OK ? FI_OK :
									      fi_err_nomem(err);
}

enum fi_code audit_take_note(struct audit_run *r, struct audit_note *note, size_t unit,
	struct fi_err *err)
{
	enum fi_code rc = note->stranger ? take_stranger(r, note, unit, err) : FI_OK;

	for (size_t i = 0; rc == FI_OK && i < note->problems.n; i++)
		rc = audit_problem(r, fi_format("%s: %s", note->source, note->problems.v[i]), err);
	r->coverage.artifacts += note->artifacts;
	r->coverage.filtered += note->filtered;
	r->coverage.undated += note->undated;
	for (size_t i = 0; rc == FI_OK && i < note->n; i++)
		if (take_entry(r, &note->images[i], unit) != FI_OK)
			rc = fi_err_nomem(err);
	return rc;
}
