/* archive.h - members of an archive that stands in a layer, by libarchive.
 *
 * layers/tar.h is for what a runtime reads and so minds every byte; this is for what
 * somebody packed: it takes more formats, and what cannot be read is told and left.
 */
#ifndef FI_LAYERS_ARCHIVE_H
#define FI_LAYERS_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/reader.h"

enum fi_format { FI_FORMAT_ZIP, FI_FORMAT_TAR, FI_FORMAT_AR, FI_FORMAT_CPIO, FI_FORMAT_7Z };

/* One member; the name is borrowed until the next call. */
struct fi_packed {
	const char *name; /* raw bytes, never NULL */
	uint64_t size;	  /* declared bytes; 0 if it is not told before the data */
	uint16_t mode;
	bool file;	  /* a regular file with data of its own */
};

struct fi_archive;

/* FI_FORMAT_7Z needs fi_archive_open_memory: its index stands at its end. */
FI_MUST_CHECK enum fi_code fi_archive_open(enum fi_format f, struct fi_reader in,
	struct fi_archive **out, struct fi_err *err);
/* The bytes are borrowed as long as the archive is open. */
FI_MUST_CHECK enum fi_code fi_archive_open_memory(enum fi_format f, const void *p, size_t n,
	struct fi_archive **out, struct fi_err *err);
void fi_archive_close(struct fi_archive *a);

/*
 * The next member.  *more is false at the end of the archive.  FI_EFORMAT for damage;
 * the reader's own failure if that was the cause.  Nothing follows a failure.
 */
FI_MUST_CHECK enum fi_code fi_archive_next(struct fi_archive *a, struct fi_packed *m,
	bool *more, struct fi_err *err);

/*
 * Lends the current member's data.  FI_EFORMAT for a member that is damaged, encrypted
 * or packed in a way that is not known: fi_archive_next may still be asked for the next.
 * A hole is lent as one zero byte.
 */
struct fi_reader fi_archive_reader(struct fi_archive *a);

/* How many bytes of the input have been used; those behind them belong to nobody. */
uint64_t fi_archive_taken(const struct fi_archive *a);

#endif
