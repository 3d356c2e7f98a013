#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"

/* Devices, FIFOs and the like (/dev/null, /dev/fd/3) are written in place. */
static bool in_place(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

/* A file created by mkstemp is private; the report gets what the umask allows. */
static void usual_mode(int fd)
{
	mode_t mask = umask(0);

	(void)umask(mask);
	(void)fchmod(fd, 0666 & ~mask);
}

enum fi_code output_open(struct output *o, const char *path, struct fi_err *err)
{
	int fd;

	*o = (struct output){ .file = stdout, .path = path };
	if (!path)
		return FI_OK;
	if (in_place(path)) {
		o->file = fopen(path, "we");
		return o->file ? FI_OK : fi_err_sys(err, errno, "%s", path);
	}
	o->temp = fi_format("%s.XXXXXX", path);
	if (!o->temp)
		return fi_err_nomem(err);
	fd = mkostemp(o->temp, O_CLOEXEC);
	if (fd < 0) {
		int sys = errno;

		free(o->temp);
		return fi_err_sys(err, sys, "%s", path);
	}
	usual_mode(fd);
	o->file = fdopen(fd, "w");
	if (!o->file) {
		(void)close(fd);
		output_drop(o);
		return fi_err_nomem(err);
	}
	return FI_OK;
}

void output_drop(struct output *o)
{
	if (o->path && o->file)
		(void)fclose(o->file);
	if (o->temp)
		(void)unlink(o->temp);
	free(o->temp);
	*o = (struct output){ 0 };
}

enum fi_code output_finish(struct output *o, struct fi_err *err)
{
	const char *name = o->path ? o->path : "standard output";
	bool bad = ferror(o->file) != 0;
	/* A write that failed earlier has lost its errno. */
	int sys = EIO;

	if (fflush(o->file) != 0) {
		bad = true;
		sys = errno;
	}

	/* NFS and quotas tell on close that earlier writes failed. */
	if (o->path) {
		if (fclose(o->file) != 0 && !bad) {
			bad = true;
			sys = errno;
		}
		o->file = NULL;
	}
	if (!bad && o->temp && rename(o->temp, o->path) != 0) {
		bad = true;
		sys = errno;
	}
	if (bad) {
		(void)fi_err_sys(err, sys, "%s", name);
		output_drop(o);
		return err->code;
	}
	free(o->temp);
	*o = (struct output){ 0 };
	return FI_OK;
}
