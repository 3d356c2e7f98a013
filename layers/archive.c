#include "layers/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Damaged headers in a row that are stepped over before the rest is given up. */
#define RETRIES_MAX 100

/* Empty blocks in a row that are no end yet; libarchive's zip reader lends one. */
#define EMPTY_MAX 1000

struct fi_archive {
	struct archive *a;
	struct fi_reader in;
	struct fi_err in_err; /* the reader's own failure, told instead of libarchive's */
	uint64_t offset;      /* in the member: behind what was lent */
	const void *held;     /* data behind a hole, lent after it */
	size_t nheld;
	bool ended; /* the member's data has */
	struct fi_err failed; /* the member; the answer stays the same */
};

/* Only the format that the first bytes told is tried. */
static int (*const support[])(struct archive *) = {
	[FI_FORMAT_ZIP] = archive_read_support_format_zip_streamable,
	[FI_FORMAT_TAR] = archive_read_support_format_tar,
	[FI_FORMAT_AR] = archive_read_support_format_ar,
	[FI_FORMAT_CPIO] = archive_read_support_format_cpio,
	[FI_FORMAT_7Z] = archive_read_support_format_7zip,
};

static const char *const names[] = {
	[FI_FORMAT_ZIP] = "zip",
	[FI_FORMAT_TAR] = "tar",
	[FI_FORMAT_AR] = "ar",
	[FI_FORMAT_CPIO] = "cpio",
	[FI_FORMAT_7Z] = "7z",
};

static la_ssize_t on_read(struct archive *a, void *self, const void **p)
{
	struct fi_archive *x = self;
	size_t n;

	if (x->in.read(x->in.self, p, &n, &x->in_err) != FI_OK) {
		archive_set_error(a, EIO, "%s", x->in_err.text);
		return -1;
	}
	return (la_ssize_t)n;
}

/* Damage, told by libarchive or by the reader below it. */
static enum fi_code failure(const struct fi_archive *x, struct fi_err *err)
{
	const char *why = archive_error_string(x->a);

	if (x->in_err.code != FI_OK)
		return fi_err_set(err, x->in_err.code, "%s", x->in_err.text);
	return fi_err_set(err, FI_EFORMAT, "%s", why ? why : "damaged");
}

static enum fi_code make(enum fi_format f, struct fi_archive **out, struct fi_err *err)
{
	struct fi_archive *x = calloc(1, sizeof(*x));

	if (!x)
		return fi_err_nomem(err);
	x->a = archive_read_new();
	if (!x->a || support[f](x->a) < ARCHIVE_WARN) {
		fi_archive_close(x);
		return fi_err_nomem(err);
	}
	*out = x;
	return FI_OK;
}

/* What opening said; the archive is closed when that was no success. */
static enum fi_code opened(struct fi_archive *x, int rc, enum fi_format f,
	struct fi_archive **out, struct fi_err *err)
{
	enum fi_code code;

	if (rc == ARCHIVE_OK || rc == ARCHIVE_WARN) {
		*out = x;
		return FI_OK;
	}
	code = failure(x, err);
	if (code == FI_EFORMAT)
		(void)fi_err_wrap(err, "no %s archive", names[f]);
	fi_archive_close(x);
	return code;
}

enum fi_code fi_archive_open(enum fi_format f, struct fi_reader in, struct fi_archive **out,
	struct fi_err *err)
{
	struct fi_archive *x;
	enum fi_code rc = make(f, &x, err);

	if (rc != FI_OK)
		return rc;
	x->in = in;
	return opened(x, archive_read_open2(x->a, x, NULL, on_read, NULL, NULL), f, out, err);
}

enum fi_code fi_archive_open_memory(enum fi_format f, const void *p, size_t n,
	struct fi_archive **out, struct fi_err *err)
{
	struct fi_archive *x;
	enum fi_code rc = make(f, &x, err);

	if (rc != FI_OK)
		return rc;
	return opened(x, archive_read_open_memory(x->a, p, n), f, out, err);
}

void fi_archive_close(struct fi_archive *x)
{
	if (!x)
		return;
	archive_read_free(x->a);
	free(x);
}

/* A hard link has no data, but for the last of those in a cpio. */
static bool has_data(struct archive_entry *e)
{
	mode_t type = archive_entry_filetype(e);

	if (archive_entry_hardlink(e))
		return archive_entry_size(e) > 0;
	return type == AE_IFREG || type == 0;
}

static void describe(struct archive_entry *e, struct fi_packed *m)
{
	const char *name = archive_entry_pathname(e);

	/* A zip may say its names are UTF-8, which the "C" locale cannot spell. */
	if (!name)
		name = archive_entry_pathname_utf8(e);
	*m = (struct fi_packed){ .name = name ? name : "",
		.mode = (uint16_t)(archive_entry_mode(e) & 07777),
		.file = has_data(e) };
	if (archive_entry_size_is_set(e) && archive_entry_size(e) > 0)
		m->size = (uint64_t)archive_entry_size(e);
}

/*
 * Methods of a zip for which libarchive takes as much memory as the zip demands.
 * Hardly any tool uses them by itself.
 */
static bool unbounded(struct archive *a)
{
	static const char *const methods[] = { "(lzma", "(xz", "(ppmd" };
	const char *name = archive_format_name(a);

	for (size_t i = 0; name && i < sizeof(methods) / sizeof(methods[0]); i++)
		if (strstr(name, methods[i]))
			return true;
	return false;
}

enum fi_code fi_archive_next(struct fi_archive *x, struct fi_packed *m, bool *more,
	struct fi_err *err)
{
	struct fi_err member = { 0 };
	struct archive_entry *e;
	int rc = ARCHIVE_RETRY;

	*more = false;
	for (int i = 0; rc == ARCHIVE_RETRY && i < RETRIES_MAX; i++)
		rc = archive_read_next_header(x->a, &e);
	if (rc == ARCHIVE_EOF)
		return FI_OK;
	if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN)
		return failure(x, err);
	if (unbounded(x->a))
		(void)fi_err_set(&member, FI_EFORMAT, "Unsupported method: %s",
			archive_format_name(x->a));
	x->offset = 0;
	x->nheld = 0;
	x->ended = false;
	x->failed = member;
	describe(e, m);
	*more = true;
	return FI_OK;
}

static enum fi_code data_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fi_archive *x = self;
	la_int64_t offset = 0;
	int rc = ARCHIVE_OK;

	if (x->nheld) {
		*p = x->held;
		*n = x->nheld;
		x->nheld = 0;
		return FI_OK;
	}
	*n = 0;
	if (x->failed.code != FI_OK)
		return fi_err_set(err, x->failed.code, "%s", x->failed.text);
	if (x->ended)
		return FI_OK;
	/* A block may be empty though more follow. */
	for (int i = 0; rc == ARCHIVE_OK && *n == 0 && i < EMPTY_MAX; i++)
		rc = archive_read_data_block(x->a, p, n, &offset);
	if (rc == ARCHIVE_EOF) {
		*n = 0;
		x->ended = true;
		return FI_OK;
	}
	if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN) {
		*n = 0;
		(void)failure(x, &x->failed);
		return fi_err_set(err, x->failed.code, "%s", x->failed.text);
	}
	if ((uint64_t)offset > x->offset) {
		x->held = *p;
		x->nheld = *n;
		*p = "";
		*n = 1;
	}
	x->offset = (uint64_t)offset + (x->nheld ? x->nheld : *n);
	return FI_OK;
}

struct fi_reader fi_archive_reader(struct fi_archive *x)
{
	return (struct fi_reader){ .self = x, .read = data_read };
}

uint64_t fi_archive_taken(const struct fi_archive *x)
{
	la_int64_t n = archive_filter_bytes(x->a, 0);

	return n > 0 ? (uint64_t)n : 0;
}
