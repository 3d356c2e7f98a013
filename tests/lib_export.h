/* lib_export.h - exports built member by member, and read every way there is. */
#ifndef FI_TESTS_LIB_EXPORT_H
#define FI_TESTS_LIB_EXPORT_H

#include "tests/lib_layers.h"

/* One member of an export; `type` is the tar's, 0 for a file. */
struct piece {
	char *name, *link;
	char type;
	struct fi_buf bytes;
};

/* Starts as { 0 }; parcel_done empties it. */
struct parcel {
	struct piece pieces[32];
	size_t n;
};

void parcel_done(struct parcel *p);

void parcel_add(struct parcel *p, const char *name, const void *bytes, size_t n);
void parcel_text(struct parcel *p, const char *name, const char *fmt, ...) FI_PRINTF(3, 4);
/* `type` '2' is a symbolic link; '1' a hard one, for tars alone. */
void parcel_link(struct parcel *p, char type, const char *name, const char *target);

/* A blob below blobs/sha256/, whose digest is written to out. */
void parcel_blob(struct parcel *p, const void *bytes, size_t n, char out[72]);
void parcel_json(struct parcel *p, char out[72], const char *fmt, ...) FI_PRINTF(3, 4);

/* A layer with one file; its blob's digest is written to out. */
void parcel_layer(struct parcel *p, const char *path, const char *text, char out[72]);

/* A config with this diff ID, and a manifest of it and the layer; its digest to out. */
void parcel_image(struct parcel *p, const char *arch, const char *layer, char out[72]);

/* index.json with these descriptors, and oci-layout. */
void parcel_index(struct parcel *p, const char *fmt, ...) FI_PRINTF(2, 3);

/* All of it as one tar, each name behind `prefix`. */
void parcel_tar(const struct parcel *p, const char *prefix, struct fi_buf *tar);

/* What was read: the set, and it as text. */
struct reading {
	struct fi_set set;
	char *text;
};
void reading_done(struct reading *r);

/*
 * Read it as a file, through a pipe and as a folder, and make sure that all three
 * see the same.  The file's reading is handed out.
 */
void parcel_read(const struct parcel *p, const char *platform, struct reading *out);

/* Each way fails with this code and these words. */
void parcel_fails(const struct parcel *p, const char *platform, enum fi_code code,
	const char *text);

/* A tar in memory as a file and through a pipe, as parcel_read does. */
void tar_read(const struct fi_buf *tar, const char *platform, struct reading *out);

#endif
