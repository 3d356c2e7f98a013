/* layer.h - what is remembered of one layer after its bytes have gone by.
 *
 * Metadata only: no content is held, except of the few small files named in
 * fi_layer_kept (passwd and its kin), which later checks need.
 */
#ifndef FI_LAYERS_LAYER_H
#define FI_LAYERS_LAYER_H

#include <stdbool.h>
#include <stdint.h>

#include "layers/paths.h"

enum fi_kind {
	FI_KIND_FILE,
	FI_KIND_DIR,
	FI_KIND_SYMLINK,
	FI_KIND_HARDLINK,
	FI_KIND_DEVICE, /* character or block */
	FI_KIND_FIFO,
	FI_KIND_WHITEOUT, /* `path` is the name it hides */
	FI_KIND_OPAQUE,	  /* `path` is the directory whose lower content it hides */
};

/* One member of a layer, in the order of the tar. */
struct fi_entry {
	fi_path path;
	fi_path link;  /* hard link: target path; FI_PATH_NONE otherwise */
	uint32_t text; /* symlink: offset of its target in fi_layer.targets */
	uint32_t uid, gid;
	uint16_t mode;	 /* permission bits, with setuid, setgid, sticky (07777) */
	uint8_t kind;	 /* enum fi_kind */
	uint8_t capable : 1; /* has a security.capability xattr */
	/* Of the first entry of its path, set by fi_layer_seal: what all of them do. */
	uint8_t writes : 1, wipes : 1, whiteout : 1;
	uint64_t size;	 /* bytes; 0 unless a file */
};
/* One for each member of an image: in this order nothing of it is padding. */
_Static_assert(sizeof(struct fi_entry) == 32, "a path costs what layers/paths.h says");

/* A small file's content, for checks that need it. */
struct fi_kept {
	fi_path path;
	char *bytes;
	size_t n;
};

/*
 * One layer, read once.  Layers are numbered in the order they were read; the
 * number is its place in fi_set.layers and what visitors were given.
 */
struct fi_layer {
	char *digest;  /* of the blob as stored, "sha256:..."; NULL if unknown */
	char *diff_id; /* of the uncompressed tar; NULL if it could not be read whole */
	uint64_t size; /* bytes of the blob as stored */
	uint64_t raw;  /* bytes of the uncompressed tar */
	bool whole;    /* read to its end without damage */
	bool recalled; /* not read: known from before, see fi_layer_memory */
	bool unchecked; /* recalled, and its digest is only claimed: no byte of it went by */
	uint64_t files, bytes; /* regular files and their content that went by */
	struct fi_entry *entries;
	size_t nentries, cap_entries;
	struct fi_buf targets; /* symlink targets, each ended by 0 */
	struct fi_kept *kept;
	size_t nkept, cap_kept;
	struct fi_exec *execs; /* what could be run, by path; see layers/exec.h */
	size_t nexecs, cap_execs;
	struct fi_buf exec_text;
	uint32_t *by_path; /* entries by path, then in the order of the tar */
};

/* An empty layer; NULL without memory. */
FI_MUST_CHECK struct fi_layer *fi_layer_new(void);
void fi_layer_free(struct fi_layer *l);

/* Give back all but the digests and counts, of a layer that nobody will look into. */
void fi_layer_strip(struct fi_layer *l);

/* Add one entry while the layer is read.  False without memory or past the limit. */
FI_MUST_CHECK bool fi_layer_add(struct fi_layer *l, const struct fi_entry *e);

/* All entries are in: build the index.  False without memory. */
FI_MUST_CHECK bool fi_layer_seal(struct fi_layer *l);

/* A symlink's target as the tar had it. */
const char *fi_layer_target(const struct fi_layer *l, const struct fi_entry *e);

/* The small files whose content is kept: passwd, group, ld.so.conf and their kin. */
bool fi_layer_keeps(const char *path);
#define FI_LAYER_KEPT_MAX (256 << 10)

/*
 * The last entry for `path` in this layer (whiteouts included), or NULL.
 * O(log n): an index is built when the layer ends.
 */
const struct fi_entry *fi_layer_find(const struct fi_layer *l, fi_path path);

/*
 * Does this layer take away what lower layers had at `path`?  True if it writes
 * the path itself (a folder counts: the question is about files), whites it out or an ancestor,
 * makes an ancestor opaque, or puts a non-directory at an ancestor.
 * *replaced tells a rewrite of the path (true) from a deletion (false).
 */
bool fi_layer_hides(const struct fi_layer *l, const struct fi_paths *paths, fi_path path,
	bool *replaced);

#endif
