/* rpmheader.h - the files of an RPM package, by the header that its database keeps. */
#ifndef FI_LIB_RPMHEADER_H
#define FI_LIB_RPMHEADER_H

#include <stddef.h>

#include "lib/err.h"

/* A file with content that the package made.  Borrowed until the callback returns. */
struct fi_rpm_file {
	const char *dir;    /* "/usr/lib64/" */
	const char *base;   /* "libz.so.1" */
	const char *digest; /* begins with so many hex digits, if it is not damaged: */
	size_t digits;	    /* 32 of MD5, 40 of SHA-1, 64 of SHA-256 */
};

struct fi_rpm_visitor {
	void *self; /* passed back as the first argument, never looked at */
	/* First of all; `name` without version. */
	enum fi_code (*package)(void *self, const char *name);
	enum fi_code (*file)(void *self, const struct fi_rpm_file *f);
};

/*
 * Tell what a header says.  Left out: folders and links, files the package does not
 * bring (ghosts), and all files when their digests are of another kind.  FI_EFORMAT
 * if it is damaged, and then nothing was told; FI_ENOMEM; or as a callback fails.
 */
FI_MUST_CHECK enum fi_code fi_rpm_header_read(
	const void *p, size_t n, const struct fi_rpm_visitor *v);

#endif
