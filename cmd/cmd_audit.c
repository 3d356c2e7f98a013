#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/audit_run.h"
#include "cmd/cache.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/run.h"
#include "cmd/stop.h"

#define FILE_NAME "audit.db"
/* Results of some hundred thousand layers; those used longest ago go. */
#define FILE_MAX_BYTES ((uint64_t)64 << 30)

static enum fi_code check_arguments(const struct options *o, struct fi_err *err)
{
	int stdins = 0;

	if (o->nargs == 0)
		return fi_err_set(err, FI_EUSAGE,
			"audit wants a folder of exports, or a registry's storage: flyimg audit DIR");
	for (int i = 0; i < o->nargs; i++) {
		bool standard = strcmp(o->args[i], "-") == 0;

		stdins += standard;
		if (!standard && access(o->args[i], R_OK) != 0)
			return errno == ENOENT ?
				fi_err_set(err, FI_EUSAGE, "%s: no such file or folder", o->args[i]) :
				fi_err_sys(err, errno, "%s", o->args[i]);
	}
	if (o->of && !o->output)
		return fi_err_set(err, FI_EUSAGE,
			"--shard wants a file for what is found: flyimg audit --shard %u/%u -o "
			"shard-%u.db PATH",
			o->shard, o->of, o->shard);
	if (o->of && o->cache)
		return fi_err_set(err, FI_EUSAGE,
			"a shard's file is its cache: leave out --cache");
	if (o->of && o->audit_format != &audit_formats[0])
		return fi_err_set(err, FI_EUSAGE,
			"a shard makes no report: leave out --format, and give it to flyimg merge");
	return stdins < 2 ? FI_OK :
			    fi_err_set(err, FI_EUSAGE,
				    "standard input (-) can be read only once; name \"-\" once");
}

/* --- the shelf --- */

/* Where results are between the two halves. */
struct place {
	char *file;
	char *folder; /* to be removed at the end; NULL: results are kept */
};

static void place_done(struct place *p)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; p->folder && i < sizeof(tails) / sizeof(tails[0]); i++) {
		FI_AUTO(fi_freep) char *name = fi_format("%s%s", p->file, tails[i]);

		if (name)
			(void)unlink(name);
	}
	if (p->folder)
		(void)rmdir(p->folder);
	free(p->folder);
	free(p->file);
	*p = (struct place){ 0 };
}

static enum fi_code temporary(struct place *p, struct fi_err *err)
{
	const char *dir = getenv("TMPDIR");

	p->folder = fi_format("%s/flyimg-audit-XXXXXX", dir && *dir ? dir : "/tmp");
	if (!p->folder)
		return fi_err_nomem(err);
	if (!mkdtemp(p->folder)) {
		int why = errno;

		fi_freep(&p->folder);
		return fi_err_sys(err, why, "cannot make a temporary folder");
	}
	p->file = fi_format("%s/" FILE_NAME, p->folder);
	return p->file ? FI_OK : fi_err_nomem(err);
}

/* Beside the layers of `check`: those are of another size, and may go any time. */
static enum fi_code find_place(const struct options *o, struct place *p, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *layers = NULL;
	enum fi_code rc = cache_file(o, &layers, err);
	char *slash;

	if (rc != FI_OK)
		return rc;
	slash = layers ? strrchr(layers, '/') : NULL;
	if (!slash)
		return temporary(p, err);
	*slash = 0;
	p->file = fi_format("%s/" FILE_NAME, layers);
	return p->file ? FI_OK : fi_err_nomem(err);
}

static enum fi_code open_shelf(const struct audit_run *r, const struct place *p,
	struct fi_shelf **out, struct fi_err *err)
{
	const struct fi_shelf_options opt = { .file = p->file,
		.context = r->context,
		.rules = r->every,
		.nrules = r->nevery,
		.scanner = r->scanner,
		.now = (int64_t)time(NULL),
		.max = p->folder ? 0 : FILE_MAX_BYTES,
		.disposable = true,
		.partial = true };

	return fi_shelf_open(&opt, out, err);
}

/* A cache that cannot be had is said, and a temporary file does; the run is as good. */
static enum fi_code get_shelf(struct audit_run *r, struct place *p, struct fi_shelf **out,
	struct fi_err *err)
{
	struct fi_err why = { 0 };
	enum fi_code rc = cache_context(r->o, &r->context, err);

	if (rc == FI_OK)
		rc = find_place(r->o, p, err);
	if (rc != FI_OK)
		return rc;
	rc = open_shelf(r, p, out, &why);
	if (rc == FI_OK && !fi_shelf_trouble(*out))
		return FI_OK;
	if (rc == FI_ENOMEM || p->folder)
		return fi_err_set(err, rc == FI_OK ? FI_EIO : rc, "%s",
			rc == FI_OK ? fi_shelf_trouble(*out) : why.text);
	if (!r->o->quiet)
		say_error("%s; what is read is not kept", rc == FI_OK ? fi_shelf_trouble(*out) :
									 why.text);
	fi_shelf_close(*out);
	*out = NULL;
	place_done(p);
	rc = temporary(p, err);
	return rc == FI_OK ? open_shelf(r, p, out, err) : rc;
}

/* --- the report --- */

static bool is_complete(const struct audit_run *r)
{
	return !r->coverage.problems.n && !r->audit.left_out;
}

static enum fi_code remark(struct audit_run *r, struct fi_err *err)
{
	uint64_t limited = r->limited + fi_scanner_limited(r->scanner);

	if (limited && audit_problem(r,
			       fi_format("%llu places where a pattern needed too many steps",
				       (unsigned long long)limited),
			       err) != FI_OK)
		return FI_ENOMEM;
	if (r->audit.left_out && audit_problem(r,
					 fi_format("%zu more places of findings, too many to keep",
						 r->audit.left_out),
					 err) != FI_OK)
		return FI_ENOMEM;
	if (!r->judged && !r->coverage.problems.n)
		return audit_problem(r,
			strdup(r->coverage.filtered ? "the filters leave no image" :
						      "no image was found"),
			err);
	return FI_OK;
}

static enum fi_code write_report(struct audit_run *r, struct output *out, struct fi_err *err)
{
	const struct audit_report report = { .audit = &r->audit,
		.coverage = &r->coverage,
		.images = r->judged,
		.complete = is_complete(r),
		.all = r->o->all,
		.verbose = r->o->verbose,
		.color = say_colored(out->file, r->o->color),
		.width = say_width(out->file) };

	return r->o->audit_format->write(out->file, &report, err);
}

/* Judge and write, whatever shelves the images come from. */
enum fi_code audit_report_from(struct audit_run *r, struct fi_shelf *const *shelves, size_t n,
	struct fi_err *err)
{
	struct output out;
	enum fi_code rc = output_open(&out, r->o->output, err);

	if (rc != FI_OK)
		return rc;
	rc = audit_judge(r, shelves, n, out.file, err);
	if (rc == FI_OK)
		rc = remark(r, err);
	if (rc == FI_OK)
		rc = write_report(r, &out, err);
	if (rc == FI_OK && *stop_flag())
		rc = fi_err_set(err, FI_ESTOP, "stopped");
	if (rc == FI_OK)
		return output_finish(&out, err);
	output_drop(&out);
	return rc;
}

enum status audit_status(const struct audit_run *r)
{
	return !is_complete(r) ? STATUS_UNFINISHED : r->found ? STATUS_FOUND : STATUS_CLEAN;
}

/* --- the command --- */

static enum fi_code audit(struct audit_run *r, struct place *place, struct fi_err *err)
{
	struct fi_shelf *shelf = NULL;
	enum fi_code rc = get_shelf(r, place, &shelf, err);

	if (rc == FI_OK)
		rc = audit_find(r, err);
	if (rc == FI_OK)
		rc = audit_fill(r, shelf, err);
	if (rc == FI_OK)
		rc = audit_report_from(r, &shelf, 1, err);
	if (rc == FI_OK)
		cache_remark(r->o, shelf);
	fi_shelf_close(shelf);
	if (rc == FI_ESTOP && !r->o->quiet && !place->folder)
		say_error("stopped; the same command goes on from here");
	return rc;
}

enum status cmd_audit(struct options *o)
{
	struct audit_run r = { .o = o };
	struct place place = { 0 };
	struct fi_err err = { 0 };
	enum status status;
	enum fi_code rc;

	if (check_arguments(o, &err) != FI_OK)
		return run_failed(&err);
	stop_catch();
	rc = audit_run_begin(&r, o, &err);
	if (rc == FI_OK)
		rc = o->of ? audit_shard(&r, &err) : audit(&r, &place, &err);
	status = rc == FI_OK && o->of ? STATUS_CLEAN :
		rc == FI_OK	? audit_status(&r) :
		rc == FI_ESTOP	? STATUS_UNFINISHED :
				  run_failed(&err);
	place_done(&place);
	audit_run_done(&r);
	stop_raise();
	return status;
}
