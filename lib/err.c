#include "lib/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

FI_PRINTF(4, 0)
static void record(struct fi_err *err, enum fi_code code, int sys, const char *fmt,
	va_list ap)
{
	size_t n;

	if (!err || err->code != FI_OK)
		return;
	err->code = code;
	err->sys = sys;
	(void)vsnprintf(err->text, sizeof(err->text), fmt, ap);
	if (!sys)
		return;
	n = strlen(err->text);
	(void)snprintf(err->text + n, sizeof(err->text) - n, ": %s", strerror(sys));
}

enum fi_code fi_err_set(struct fi_err *err, enum fi_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	record(err, code, 0, fmt, ap);
	va_end(ap);
	return code;
}

enum fi_code fi_err_sys(struct fi_err *err, int sys, const char *fmt, ...)
{
	enum fi_code code = sys == ENOMEM ? FI_ENOMEM :
		sys == ENOENT		  ? FI_ENOTFOUND :
					    FI_EIO;
	va_list ap;

	va_start(ap, fmt);
	record(err, code, sys, fmt, ap);
	va_end(ap);
	return code;
}

enum fi_code fi_err_wrap(struct fi_err *err, const char *fmt, ...)
{
	char place[256], whole[sizeof(err->text)];
	va_list ap;

	if (!err)
		return FI_OK;
	va_start(ap, fmt);
	(void)vsnprintf(place, sizeof(place), fmt, ap);
	va_end(ap);
	if (snprintf(whole, sizeof(whole), "%s: %s", place, err->text) < 0)
		return err->code;
	memcpy(err->text, whole, sizeof(whole));
	return err->code;
}

enum fi_code fi_err_nomem(struct fi_err *err)
{
	return fi_err_set(err, FI_ENOMEM, "out of memory");
}

void fi_err_clear(struct fi_err *err)
{
	*err = (struct fi_err){ 0 };
}
