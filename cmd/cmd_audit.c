#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/audit.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/progress.h"
#include "cmd/rules_file.h"
#include "cmd/run.h"
#include "cmd/stop.h"
#include "layers/inputs.h"
#include "rules/hide.h"
#include "rules/own.h"

/* One run of audit. */
struct audit {
	struct options *o;
	struct fi_scanner *scanner;
	struct fi_inputs inputs;
	struct fi_audit audit;
	struct audit_coverage coverage;
	enum fi_severity worst;
	bool found;
	size_t images;
	struct output out;
};

static bool gaps_harmless(const struct fi_set *set)
{
	for (size_t i = 0; i < set->ngaps; i++)
		if (!set->gaps[i].harmless)
			return false;
	return true;
}

static enum fi_code judge(struct audit *r, const struct fi_set *set, size_t image,
	const struct fi_content *content, const char *source, struct fi_err *err)
{
	struct fi_set view = *set;
	struct fi_findings f = { 0 };
	enum fi_code rc;

	view.images += image;
	view.nimages = 1;
	rc = fi_findings_collect(&view, content, r->scanner, NULL, &r->o->policy, &f, err);
	if (rc == FI_OK)
		rc = fi_hide(&f, &view, r->scanner, err);
	for (size_t i = 0; i < f.n; i++) {
		r->found = true;
		if (f.list[i].severity > r->worst)
			r->worst = f.list[i].severity;
	}
	r->images++;
	if (rc == FI_OK && r->o->audit_format->image)
		rc = r->o->audit_format->image(r->out.file,
			&(struct audit_image){ &view, &f, source, gaps_harmless(set) }, err);
	else if (rc == FI_OK)
		rc = fi_audit_add(&r->audit, &view, 0, &f, source, err);
	fi_findings_done(&f);
	return rc;
}

static enum fi_code one_unit(struct audit *r, struct fi_unit *u, struct fi_err *err)
{
	const struct fi_set_options opt = { .platform = r->o->platform, .stop = stop_flag() };
	FI_AUTO(rules_file_freep) const struct fi_rule **list = NULL;
	FI_AUTO(fi_freep) char *source = fi_inputs_source(&r->inputs, u);
	struct fi_content *content = NULL;
	struct fi_visitor v;
	struct fi_set set = { 0 };
	struct fi_err why = { 0 };
	size_t n = 0;
	enum fi_code rc;

	rc = rules_file_list(r->o, true, &list, &n, err);
	if (rc == FI_OK)
		rc = fi_content_from_rules(r->scanner, &set, list, n, &content, err);
	if (rc != FI_OK)
		return rc;
	v = fi_content_visitor(content);
	rc = fi_set_init(&set, &opt, &v, err);
	if (rc == FI_OK)
		rc = fi_inputs_read(&r->inputs, u, &set, &why);
	r->coverage.layers += set.used;
	if (rc != FI_OK && set.stranger && !u->named && gaps_harmless(&set))
		rc = fi_inputs_pass(&r->inputs, u, why.text);
	else if (rc != FI_OK) {
		FI_AUTO(fi_freep) char *text = fi_format("%s: %s", source, why.text);
		rc = fi_strs_add(&r->coverage.problems, text);
	}
	for (size_t i = 0; i < set.ngaps; i++) {
		if (set.gaps[i].harmless)
			continue;
		FI_AUTO(fi_freep) char *text = fi_format("%s: %s: %s", source, set.gaps[i].path, set.gaps[i].reason);
		rc = fi_strs_add(&r->coverage.problems, text);
	}
	for (size_t i = 0; rc == FI_OK && i < set.nimages; i++)
		rc = judge(r, &set, i, content, source, err);
	fi_set_done(&set);
	fi_content_free(content);
	return rc;
}

static enum fi_code audit(struct audit *r, struct fi_err *err)
{
	FI_AUTO(rules_file_freep) const struct fi_rule **list = NULL;
	size_t n = 0;
	enum fi_code rc = rules_file_list(r->o, false, &list, &n, err);

	if (rc == FI_OK)
		rc = fi_scanner_from_rules(list, n, &r->scanner, err);
	r->inputs.all = r->o->all;
	for (int i = 0; rc == FI_OK && i < r->o->nargs; i++)
		rc = fi_inputs_add(&r->inputs, r->o->args[i], err);
	if (rc == FI_OK)
		rc = output_open(&r->out, r->o->output, err);
	for (size_t i = 0; rc == FI_OK && i < r->inputs.nunits; i++)
		rc = one_unit(r, &r->inputs.units[i], err);
	if (rc == FI_OK)
		rc = fi_audit_finish(&r->audit, err);
	r->coverage.passed_over = r->inputs.passed_over;
	r->coverage.npassed = r->inputs.passed;
	r->coverage.listed = r->inputs.listed;
	r->coverage.untagged = r->inputs.untagged;
	r->coverage.unreferenced = r->inputs.unreferenced;
	r->coverage.bytes = r->inputs.size;
	if (rc == FI_OK)
		rc = r->o->audit_format->write(r->out.file, &(struct audit_report){ .audit = &r->audit, .coverage = &r->coverage, .images = r->images,
			.complete = !r->coverage.problems.n, .all = r->o->all, .verbose = r->o->verbose, .width = 100 }, err);
	if (rc == FI_OK)
		rc = output_finish(&r->out, err);
	return rc;
}

enum status cmd_audit(struct options *o)
{
	struct audit r = { .o = o };
	struct fi_err err = { 0 };

	if (audit(&r, &err) != FI_OK)
		return run_failed(&err);
	return STATUS_CLEAN;
}
