#include <sys/stat.h>

#include "cmd/command.h"
#include "cmd/run.h"
#include "cmd/stop.h"

static enum fi_code check_arguments(const struct options *o, struct fi_err *err)
{
	struct stat st;

	if (o->nargs > 1)
		return fi_err_set(err, FI_EUSAGE,
			"lint takes one folder; type: flyimg lint %s", o->args[0]);
	if (o->nargs == 1 && stat(o->args[0], &st) == 0 && !S_ISDIR(st.st_mode))
		return fi_err_set(err, FI_EUSAGE,
			"%s is no folder; name the project's folder, or the file with "
			"--dockerfile or --fly-config",
			o->args[0]);
	if (o->no_context && !o->fly_config && !o->dockerfile)
		return fi_err_set(err, FI_EUSAGE,
			"--no-context judges one file; type: flyimg lint --fly-config FILE "
			"--no-context");
	if (o->no_context && o->nargs)
		return fi_err_set(err, FI_EUSAGE,
			"--no-context looks into no folder: leave out %s, or --no-context",
			o->args[0]);
	return FI_OK;
}

enum status cmd_lint(struct options *o)
{
	const char *folder = o->nargs ? o->args[0] : ".";
	struct fi_err err = { 0 };
	struct run r = { .lint = true };
	enum status s;
	enum fi_code rc;

	rc = check_arguments(o, &err);
	if (rc != FI_OK)
		return run_failed(&err);
	stop_catch();
	rc = run_begin(&r, o, true, o->no_context ? NULL : folder, &err);
	s = rc == FI_OK ? run_finish(&r) : run_failed(&err);
	run_done(&r);
	stop_raise();
	return s;
}
