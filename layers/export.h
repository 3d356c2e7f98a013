/* export.h - one export's members, whatever it is read from.  Internal to layers/.
 *
 * Three sources, one face: a stream (every member is read as it goes by), a tar file
 * (indexed first, members read when asked for), a folder (likewise).  A member is
 * judged by its first bytes: what begins like a tar or a compressed stream is read
 * as a layer, JSON is kept as text, anything else is only digested.
 */
#ifndef FI_LAYERS_EXPORT_H
#define FI_LAYERS_EXPORT_H

#include "layers/set.h"
#include "lib/crew.h"
#include "lib/digest.h"
#include "lib/reader.h"

enum fi_blob_kind {
	FI_BLOB_UNREAD,
	FI_BLOB_TEXT,  /* JSON, or a few bytes of anything */
	FI_BLOB_LAYER, /* read as a layer, damaged or not */
	FI_BLOB_OTHER,
	FI_BLOB_BROKEN, /* could not be read; `why` tells */
};

struct fi_blob {
	char *name; /* without "./" and the like */
	char *link; /* where a symbolic or hard link leads, cleaned; NULL */
	uint64_t size, position;
	enum fi_blob_kind kind;
	char *text; /* FI_BLOB_TEXT: n bytes and a 0 */
	size_t n;
	bool packed;		     /* its bytes are compressed */
	int layer;		     /* number in fi_set.layers; -1 */
	char digest[FI_DIGEST_TEXT]; /* as computed; "" if it was not read whole */
	char *why;
	struct fi_blob *next;
};

/* Where an export is. */
struct fi_source {
	const char *path; /* "-": standard input */
	int folder;	  /* path is below it and no link on the way is followed; -1: as typed */
	/*
	 * The storage of a registry (docker/registry/v2): its blobs alone are members,
	 * by the names that they have in an OCI layout.
	 */
	bool storage;
	/* Of an index.json's entries so many from the first on; count 0: all. */
	size_t first, count;
};

enum fi_from { FI_FROM_STREAM, FI_FROM_TAR, FI_FROM_FOLDER };

struct fi_export {
	struct fi_set *set;
	struct fi_crew *crew;
	enum fi_from from;
	bool storage; /* a folder, of that kind */
	size_t first, count; /* as in fi_source */
	int fd; /* the file, or the folder */
	uint64_t file_size;
	struct fi_blob **buckets;
	size_t nblobs;
	size_t kept;  /* bytes of text held */
	char *prefix; /* "folder/" in front of every name, or "" */
	bool nomem;   /* a name could not be looked up: nothing that follows counts */
};

/*
 * fi_set_add for any source.  `stored`: the digest of a manifest or index, whose images
 * are taken instead of all that the export tells of; of any other blob too, which is
 * then an image of its own (see fi_manifest_stored).  NULL: all.
 */
FI_MUST_CHECK enum fi_code fi_set_add_source(struct fi_set *s, const struct fi_source *source,
	const char *stored, struct fi_err *err);

/* Open and, where it is a stream, read all of it. */
FI_MUST_CHECK enum fi_code fi_export_open(struct fi_export *x, struct fi_set *set,
	struct fi_crew *crew, const struct fi_source *source, struct fi_err *err);
void fi_export_close(struct fi_export *x);

/*
 * The member of that name, links followed (at most 16), or NULL.  Memory trouble
 * counts as absent.
 */
struct fi_blob *fi_export_find(struct fi_export *x, const char *name);

/* Make sure it was read; after this its kind is not FI_BLOB_UNREAD. */
FI_MUST_CHECK enum fi_code fi_export_read(struct fi_export *x, struct fi_blob *b,
	struct fi_err *err);

/*
 * Before a layer is read: take it from the set's memory, if it is known there under
 * the digest that a document claims for it.  Else, and with NULL, nothing happens.
 */
FI_MUST_CHECK enum fi_code fi_export_recall(struct fi_export *x, struct fi_blob *b,
	const char *claimed, struct fi_err *err);

/* Does any member's name begin with this?  (streams and tar files) */
bool fi_export_has_below(const struct fi_export *x, const char *start);

/* "blobs/sha256/HEX" cleaned of '.', "..", doubled and leading slashes.  malloc'd. */
char *fi_export_clean(const char *name, size_t n);

#endif
