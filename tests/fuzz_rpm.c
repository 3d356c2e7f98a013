/* fuzz_rpm.c - what RPM's databases promise: damaged headers tell nothing, and no
 * database tells more bytes than it has.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rpmdb.h"
#include "lib/rpmheader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct told {
	size_t calls, bytes;
};

static enum fi_code package(void *self, const char *name)
{
	struct told *t = self;

	t->calls++;
	t->bytes += strlen(name);
	return FI_OK;
}

static enum fi_code file(void *self, const struct fi_rpm_file *f)
{
	struct told *t = self;

	t->calls++;
	t->bytes += strlen(f->dir) + strlen(f->base) + strlen(f->digest);
	if (f->digits != 32 && f->digits != 40 && f->digits != 64)
		abort();
	return FI_OK;
}

static void read_header(const void *p, size_t n)
{
	struct told t = { 0 };
	const struct fi_rpm_visitor v = { &t, package, file };
	enum fi_code rc = fi_rpm_header_read(p, n, &v);

	if (rc != FI_OK && rc != FI_EFORMAT)
		abort();
	if ((rc == FI_OK) != (t.calls > 0))
		abort();
}

static enum fi_code header(void *self, const void *p, size_t n)
{
	struct told *t = self;

	t->bytes += n;
	read_header(p, n);
	return FI_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct told t = { 0 };
	const struct fi_rpmdb_visitor v = { &t, header };
	struct fi_err err = { 0 };
	uint8_t *copy = malloc(size + !size);
	enum fi_code rc;

	if (!copy)
		abort();
	read_header(data, size);
	memcpy(copy, data, size);
	rc = fi_rpmdb_read(copy, size, &v, &err);
	if (rc != err.code || rc == FI_ENOMEM || t.bytes > size)
		abort();
	free(copy);
	return 0;
}
