#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cache.h"
#include "cmd/command.h"
#include "cmd/progress.h"
#include "cmd/rules_file.h"
#include "cmd/run.h"
#include "cmd/stop.h"

static bool is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

/* Could this be the name of an image rather than a path?  "app", "acme/app:1.0" */
static bool like_image(const char *word)
{
	return word[0] && word[0] != '.' && word[0] != '/' && word[0] != '-' &&
	       !strstr(word, "..") && !strstr(word, ".tar") &&
	       !strpbrk(word, " \t\n\"'\\");
}

static enum fi_code check_path(const char *path, struct fi_err *err)
{
	if (access(path, R_OK) == 0)
		return FI_OK;
	if (errno == ENOENT && like_image(path))
		return fi_err_set(err, FI_EUSAGE,
			"%s: no such file or folder; for an image in Docker type: "
			"docker "
			"save %s | flyimg check -",
			path, path);
	if (errno == ENOENT)
		return fi_err_set(err, FI_EUSAGE,
			"%s: No such file or directory; type: docker save IMAGE | "
			"flyimg check -",
			path);
	return fi_err_sys(err, errno, "%s", path);
}

/* What can be said before anything is read. */
static enum fi_code check_arguments(const struct options *o, struct fi_err *err)
{
	int stdins = 0;

	if (o->nargs == 0)
		return fi_err_set(err, FI_EUSAGE,
			"check wants an exported image: docker save IMAGE | flyimg "
			"check "
			"-, or flyimg check FILE.tar");
	for (int i = 0; i < o->nargs; i++) {
		enum fi_code rc = FI_OK;

		if (is_stdin(o->args[i]))
			stdins++;
		else
			rc = check_path(o->args[i], err);
		if (rc != FI_OK)
			return rc;
	}
	if (stdins > 1)
		return fi_err_set(err, FI_EUSAGE,
			"standard input (-) can be read only once; name \"-\" once");
	if (stdins && isatty(STDIN_FILENO))
		return fi_err_set(err, FI_EUSAGE,
			"standard input is a terminal; type: docker save IMAGE | "
			"flyimg "
			"check -");
	if (o->no_context && (o->folder_named || o->fly_config || o->dockerfile))
		return fi_err_set(err, FI_EUSAGE,
			"--no-context looks at no project files: leave out --folder, "
			"--fly-config and --dockerfile, or --no-context");
	return FI_OK;
}

static enum fi_code make_set(struct run *r, struct progress *p, struct fi_err *err)
{
	struct fi_set_options opt = { .platform = r->o->platform, .stop = stop_flag() };
	FI_AUTO(rules_file_freep) const struct fi_rule **list = NULL;
	struct fi_layer_memory memory;
	struct fi_visitor inner, v;
	size_t n = 0;
	enum fi_code rc;

	rc = rules_file_list(r->o, true, &list, &n, err);
	if (rc == FI_OK)
		rc = fi_content_from_rules(
			r->scanner, &r->set, list, n, &r->content, err);
	if (rc == FI_OK)
		rc = cache_open(r->o, r->scanner, &r->shelf, err);
	if (rc != FI_OK)
		return rc;
	if (r->shelf) {
		memory = fi_shelf_memory(r->shelf, r->content);
		opt.memory = &memory;
	}
	inner = fi_content_visitor(r->content);
	progress_init(p, &inner, r->o->quiet);
	v = progress_visitor(p);
	rc = fi_set_init(&r->set, &opt, &v, err);
	r->has_set = rc == FI_OK;
	return rc;
}

/* Is there a gap of consequence beyond the first n? */
static bool damage_since(const struct fi_set *set, size_t n)
{
	for (; n < set->ngaps; n++)
		if (!set->gaps[n].harmless)
			return true;
	return false;
}

/* "app.tar: no tar archive": an error tells which of the exports it means. */
static void name_export(const char *path, struct fi_err *why)
{
	const char *name = is_stdin(path) ? "standard input" : path;

	if (strncmp(why->text, name, strlen(name)) != 0)
		(void)fi_err_wrap(why, "%s", name);
}

/*
 * Read every export.  One that cannot be read is named, and the others are still
 * judged; *worst is what it costs.
 */
static enum fi_code read_exports(
	struct run *r, struct progress *p, enum status *worst, struct fi_err *err)
{
	for (int i = 0; i < r->o->nargs && !*stop_flag(); i++) {
		struct fi_err why = { 0 };
		size_t gaps = r->set.ngaps;
		enum fi_code rc = fi_set_add(&r->set, r->o->args[i], &why);

		progress_clear(p);
		if (rc == FI_OK)
			continue;
		if (rc == FI_ENOMEM || rc == FI_ESTOP)
			return fi_err_set(err, rc, "%s", why.text);
		if (r->o->nargs > 1)
			name_export(r->o->args[i], &why);
		/* The damage itself is often a gap already; twice would say no more. */
		if (!damage_since(&r->set, gaps) &&
			fi_strs_add(&r->remarks, why.text) != FI_OK)
			return fi_err_nomem(err);
		name_export(r->o->args[i], &why);
		*worst = run_failed(&why);
	}
	return FI_OK;
}

/* A base that is no export is the user's to mend, whatever is wrong with it. */
static enum fi_code read_base(struct run *r, const char *base, struct fi_err *err)
{
	struct fi_err why = { 0 };

	if (fi_base_parse(base, &r->base, &why) == FI_OK)
		return FI_OK;
	return fi_err_set(err, why.code == FI_ENOMEM ? FI_ENOMEM : FI_EUSAGE, "%s", why.text);
}

static enum status check(struct run *r, struct options *o)
{
	enum status worst = STATUS_CLEAN;
	struct fi_err err = { 0 };
	struct progress p = { 0 };
	enum fi_code rc;

	rc = run_begin(r, o, !o->no_context, o->folder, &err);
	if (rc == FI_OK && o->base)
		rc = read_base(r, o->base, &err);
	if (rc == FI_OK)
		rc = make_set(r, &p, &err);
	if (rc == FI_OK)
		rc = read_exports(r, &p, &worst, &err);
	if (rc == FI_OK)
		cache_remark(o, r->shelf);
	if (rc != FI_OK)
		return rc == FI_ESTOP ? STATUS_UNFINISHED : run_failed(&err);
	if (*stop_flag())
		return STATUS_UNFINISHED;
	/* Nothing but usage errors: a report would only repeat them. */
	if (worst == STATUS_USAGE && !r->set.nimages)
		return STATUS_USAGE;
	return run_finish(r);
}

enum status cmd_check(struct options *o)
{
	struct fi_err err = { 0 };
	struct run r = { 0 };
	enum status s;

	if (check_arguments(o, &err) != FI_OK)
		return run_failed(&err);
	stop_catch();
	s = check(&r, o);
	run_done(&r);
	stop_raise();
	return s;
}
