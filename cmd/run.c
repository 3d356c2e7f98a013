#include "cmd/run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/output.h"
#include "cmd/rules_file.h"
#include "cmd/say.h"
#include "cmd/stop.h"
#include "rules/findings.h"
#include "rules/hide.h"
#include "rules/own.h"
#include "rules/trace.h"

enum status run_failed(const struct fi_err *err)
{
	say_error("%s", err->text);
	return err->code == FI_EUSAGE || err->code == FI_ENOTFOUND ? STATUS_USAGE
								   : STATUS_UNFINISHED;
}

/* "flyimg: using Dockerfile, fly.toml" */
static enum fi_code say_context(
	const struct run *r, const char *folder, struct fi_err *err)
{
	const struct fi_strs *used = &r->project.used;
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	enum fi_code rc = FI_OK;

	if (!used->n && r->lint && !r->project.problems.n &&
		!(r->project.c.unread && r->project.c.unread->n))
		return fi_err_set(err, FI_EUSAGE,
			"%s has no fly.toml, fly.json, fly.yaml, Dockerfile or "
			".dockerignore; type: flyimg lint DIR",
			folder);
	if (r->o->quiet || (!used->n && !r->o->folder_named))
		return FI_OK;
	for (size_t i = 0; rc == FI_OK && i < used->n; i++)
		rc = fi_buf_addf(&b, "%s%s", i ? ", " : "", used->v[i]);
	if (rc != FI_OK)
		return fi_err_nomem(err);
	if (b.len)
		say_error("using %s", b.p);
	else
		say_error("%s: no Fly config, Dockerfile or .dockerignore", folder);
	return FI_OK;
}

/*
 * All rules, whatever --only says: secrets in what a report quotes have to be masked
 * even if nobody wants them reported.
 */
static enum fi_code make_scanner(struct run *r, struct fi_err *err)
{
	FI_AUTO(rules_file_freep) const struct fi_rule **list = NULL;
	size_t n = 0;
	enum fi_code rc;

	rules_file_remarks(r->o);
	rc = rules_file_list(r->o, false, &list, &n, err);
	return rc == FI_OK ? fi_scanner_from_rules(list, n, &r->scanner, err) : rc;
}

enum fi_code run_begin(struct run *r, struct options *o, bool context,
	const char *folder, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	r->o = o;
	r->project.c.image_index = -1;
	if (context) {
		rc = fi_project_load(
			folder, o->fly_config, o->dockerfile, &r->project, err);
		if (rc == FI_OK)
			rc = say_context(r, folder, err);
	}
	for (size_t i = 0; rc == FI_OK && i < r->project.problems.n; i++) {
		say_error("%s", r->project.problems.v[i]);
		rc = fi_strs_add(&r->remarks, r->project.problems.v[i]);
		if (rc != FI_OK)
			return fi_err_nomem(err);
	}
	if (rc == FI_OK)
		rc = make_scanner(r, err);
	if (rc == FI_OK) /* libraries do not look at the clock */
		fi_scanner_set_time(r->scanner, (int64_t)time(NULL));
	return rc;
}

void run_done(struct run *r)
{
	fi_content_free(r->content);
	fi_base_done(&r->base);
	if (r->has_set)
		fi_set_done(&r->set);
	fi_shelf_close(r->shelf);
	fi_scanner_free(r->scanner);
	fi_project_done(&r->project);
	fi_strs_done(&r->remarks);
}

/* ---- Dockerfile lines ---- */

static void lines_done(unsigned **lines, size_t n)
{
	for (size_t i = 0; lines && i < n; i++)
		free(lines[i]);
	free(lines);
}

/* Which line of the Dockerfile made each history row. */
static enum fi_code trace_lines(
	const struct run *r, unsigned ***out, struct fi_err *err)
{
	const struct fi_set *set = &r->set;
	unsigned **lines = calloc(set->nimages + 1, sizeof(*lines));
	enum fi_code rc = lines ? FI_OK : fi_err_nomem(err);

	for (size_t i = 0; rc == FI_OK && i < set->nimages; i++)
		rc = fi_trace_dockerfile(&set->images[i], r->project.c.dockerfile,
			&lines[i], err);
	if (rc == FI_OK)
		*out = lines;
	else
		lines_done(lines, set->nimages);
	return rc;
}

/* ---- the report ---- */

static bool gaps_harmless(const struct fi_set *set)
{
	for (size_t i = 0; i < set->ngaps; i++)
		if (!set->gaps[i].harmless)
			return false;
	return true;
}

/* What the run itself has to say of its coverage. */
static enum fi_code remark(struct run *r, const struct fi_findings *f)
{
	uint64_t limited = r->scanner ? fi_scanner_limited(r->scanner) : 0;
	FI_AUTO(fi_freep) char *text = NULL;
	enum fi_code rc = FI_OK;

	if (f->left_out) {
		text = fi_format("%zu more findings, too many to keep", f->left_out);
		rc = text ? fi_strs_add(&r->remarks, text) : FI_ENOMEM;
		fi_freep(&text);
	}
	if (rc == FI_OK && limited) {
		text = fi_format("%llu places where a pattern needed too many steps",
			(unsigned long long)limited);
		rc = text ? fi_strs_add(&r->remarks, text) : FI_ENOMEM;
	}
	if (rc == FI_OK && r->has_set && !r->set.nimages && !r->remarks.n)
		rc = fi_strs_add(&r->remarks,
			r->o->platform ? "no image of that platform was found"
				       : "no image was found");
	return rc;
}

/* The security guide over all findings, also those that --severity leaves out. */
static enum fi_code make_checklist(struct run *r, struct fi_findings *all,
	struct fi_checklist *out, struct fi_err *err)
{
	struct fi_set *set = r->has_set ? &r->set : NULL;
	enum fi_code rc;

	if (!r->o->checklist)
		return FI_OK;
	rc = fi_findings_collect(set, r->content, r->scanner, &r->project.c, NULL, all, err);
	if (rc == FI_OK)
		rc = fi_hide(all, set, r->scanner, err);
	return rc == FI_OK ? fi_checklist_make(set, &r->project.c, all, out, err) : rc;
}

/* What goes beside the findings, when it is asked for. */
struct extras {
	struct fi_findings all; /* what the checklist borrows from */
	struct fi_checklist checklist;
	struct fi_fixplan plan;
};

static void extras_done(struct extras *x)
{
	fi_fixplan_done(&x->plan);
	fi_checklist_done(&x->checklist);
	fi_findings_done(&x->all);
}

static enum fi_code make_extras(struct run *r, const struct fi_findings *f, struct extras *x,
	struct fi_err *err)
{
	enum fi_code rc = make_checklist(r, &x->all, &x->checklist, err);

	if (rc == FI_OK && r->o->fix_plan)
		rc = fi_fixplan_make(&r->project.c, f, &x->plan, err);
	return rc;
}

/* What would fail the run, were it not the base image's. */
static size_t ungated(const struct options *o, const struct fi_findings *f)
{
	return o->gate_own && !o->fail_never ? fi_own_count_base(f, o->policy.fail_on) : 0;
}

/* Tell the base image's findings from the image's own. */
static enum fi_code mark_base(struct run *r, struct fi_findings *f, struct fi_err *err)
{
	struct fi_strs remarks = { 0 };
	enum fi_code rc;

	if (!r->has_set)
		return FI_OK;
	rc = fi_own_mark(f, &r->set, r->project.c.dockerfile, &r->base, &remarks, err);
	for (size_t i = 0; i < remarks.n; i++)
		say_error("%s", remarks.v[i]);
	fi_strs_done(&remarks);
	return rc;
}

static enum fi_code write_report(const struct run *r, const struct fi_findings *f,
	const struct extras *x, bool complete, struct fi_err *err)
{
	struct report report = { .set = r->has_set ? &r->set : NULL,
		.findings = f,
		.project = &r->project,
		.complete = complete,
		.remarks = r->remarks,
		.verbose = r->o->verbose,
		.checklist = r->o->checklist ? &x->checklist : NULL,
		.plan = r->o->fix_plan ? &x->plan : NULL,
		.show = r->o->show,
		.ungated = ungated(r->o, f),
		.scanner = r->scanner };
	struct output out;
	enum fi_code rc = output_open(&out, r->o->output, err);

	if (rc != FI_OK)
		return rc;
	report.color = say_colored(out.file, r->o->color);
	report.width = say_width(out.file);
	if (r->has_set && r->project.c.dockerfile)
		rc = trace_lines(r, &report.lines, err);
	if (rc == FI_OK)
		rc = r->o->format->write(out.file, &report, err);
	lines_done(report.lines, r->has_set ? r->set.nimages : 0);
	if (rc != FI_OK || *stop_flag()) {
		output_drop(&out);
		return rc != FI_OK ? rc : fi_err_set(err, FI_ESTOP, "stopped");
	}
	return output_finish(&out, err);
}

static bool fails(const struct options *o, const struct fi_findings *f)
{
	for (size_t i = 0; !o->fail_never && i < f->n; i++)
		if (f->list[i].severity >= o->policy.fail_on &&
			!(o->gate_own && f->list[i].base))
			return true;
	return false;
}

enum status run_finish(struct run *r)
{
	struct fi_findings f = { 0 };
	struct extras extras = { 0 };
	struct fi_err err = { 0 };
	enum status status;
	enum fi_code rc;
	bool complete;

	rc = fi_findings_collect(r->has_set ? &r->set : NULL, r->content, r->scanner,
		&r->project.c, &r->o->policy, &f, &err);
	if (rc == FI_OK)
		rc = mark_base(r, &f, &err);
	if (rc == FI_OK)
		rc = fi_hide(&f, r->has_set ? &r->set : NULL, r->scanner, &err);
	if (rc == FI_OK && remark(r, &f) != FI_OK)
		rc = fi_err_nomem(&err);
	complete = !r->remarks.n && (!r->has_set || gaps_harmless(&r->set));
	if (rc == FI_OK)
		rc = make_extras(r, &f, &extras, &err);
	if (rc == FI_OK)
		rc = write_report(r, &f, &extras, complete, &err);
	status = !complete         ? STATUS_UNFINISHED
		 : fails(r->o, &f) ? STATUS_FOUND
				   : STATUS_CLEAN;
	extras_done(&extras);
	fi_findings_done(&f);
	if (rc == FI_OK)
		return status;
	if (rc != FI_ESTOP)
		say_error("%s", err.text);
	return STATUS_UNFINISHED;
}
