/* inputs.h - what is to be read of files and folders full of exports.
 *
 * A path is an archive, a layout, a dir: copy, a registry's storage, or a folder that
 * holds any of them at any depth (a `skopeo sync` tree, zot's root).  They are found by
 * what is in them, not by their names; no link in a folder is followed.  The result is a
 * list of units, each read on its own into a fresh set.
 */
#ifndef FI_LAYERS_INPUTS_H
#define FI_LAYERS_INPUTS_H

#include "layers/registry.h"
#include "layers/set.h"

/* What is listed by name; the rest is only counted. */
#define FI_INPUTS_LISTED 10000u

enum fi_unit_kind {
	FI_UNIT_ARCHIVE, /* a file */
	FI_UNIT_FOLDER,	 /* an OCI layout, a dir: copy, an unpacked archive */
	FI_UNIT_STORED,	 /* one manifest or blob of a registry's storage, or a layout's leftover */
};

struct fi_unit {
	enum fi_unit_kind kind;
	uint32_t input; /* which of the paths, from 0 */
	bool named;	/* the user named it, so what is wrong with it is told */
	bool stream;	/* its documents come behind its layers: read once, as a whole */
	char *path;	/* below the input, "" for itself */
	char *label;	/* what its images are called that have no name: "acme/web" */
	/* Of a layout with many tags so many entries of its index; count 0: all. */
	size_t first, count;
	uint64_t size;	/* bytes that reading it may take, shared ones counted once */
	/* Of a storage, or left over in a layout: */
	bool layout;
	enum fi_stored_kind stored;
	char digest[FI_DIGEST_TEXT];
	struct fi_strs names;
};

struct fi_input {
	char *path; /* as the user typed it */
	int folder; /* its descriptor, -1 for a file */
};

/* Declare one as `struct fi_inputs in = { 0 };`. */
struct fi_inputs {
	const volatile int *stop; /* the caller's; NULL */
	bool all; /* the caller's: also untagged revisions and unreferenced blobs */

	struct fi_input *inputs;
	size_t ninputs, cap_inputs;
	struct fi_unit *units;
	size_t nunits, cap_units;
	uint64_t size;	       /* of all units */
	size_t exports;	       /* archives, folders and storages */
	size_t untagged, unreferenced; /* in storages, whether or not they are units */
	size_t passed;	       /* files and links that are no export */
	struct fi_strs passed_over; /* "notes/README.md: no export", FI_INPUTS_LISTED at most */
	struct fi_strs listed;	    /* untagged revisions, unreferenced blobs, uploads: likewise */
	struct fi_strs problems;    /* what could not be looked at */
};

void fi_inputs_done(struct fi_inputs *in);

/*
 * Find what is to be read below a path.  A folder that cannot be opened inside another
 * one is a problem; FI_ENOTFOUND or FI_EIO if the path itself cannot be, FI_ELIMIT,
 * FI_ENOMEM, FI_ESTOP.
 */
FI_MUST_CHECK enum fi_code fi_inputs_add(struct fi_inputs *in, const char *path,
	struct fi_err *err);

/*
 * Read one unit into a set and see to it that each of its images has a name.  As
 * fi_set_add; set->stranger tells what is no export and was found by us: not an error of
 * the user's, unless the set has got a gap of consequence by it.
 */
FI_MUST_CHECK enum fi_code fi_inputs_read(const struct fi_inputs *in,
	const struct fi_unit *unit, struct fi_set *set, struct fi_err *err);

/* The names that an image of the unit will have: its own, else the unit's.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_inputs_names(const struct fi_unit *unit,
	const struct fi_image *image, struct fi_strs *out);

/* What is told of an archive's file, by which a later run knows it again; false: it is none. */
struct fi_file_id {
	uint64_t size, inode, device;
	int64_t seconds, nanoseconds; /* of its last change */
};
bool fi_inputs_file_id(const struct fi_inputs *in, const struct fi_unit *unit,
	struct fi_file_id *out);

/* "exports/app.tar": the unit as the user would type it.  malloc'd, NULL without memory. */
FI_MUST_CHECK char *fi_inputs_source(const struct fi_inputs *in, const struct fi_unit *unit);

/* Found by us, it turned out to be no export: one more in passed_over.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_inputs_pass(struct fi_inputs *in, const struct fi_unit *unit,
	const char *why);

#endif
