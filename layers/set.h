/* set.h - all images of a run: exports are added, layers read once.
 *
 * An export is opened from a path or a descriptor and read in one pass (a pipe,
 * a compressed archive) or by its index (a plain archive, a folder).  Both give
 * the same images.  Nothing is extracted and nothing is written.
 */
#ifndef FI_LAYERS_SET_H
#define FI_LAYERS_SET_H

#include "layers/image.h"
#include "layers/layer.h"
#include "layers/paths.h"
#include "lib/ahead.h"
#include "lib/digest.h"
#include "lib/err.h"

struct fi_set;
struct fi_unpacked;

/* Something that was not looked at, or only in part. */
struct fi_gap {
	size_t source; /* which export, from 0 */
	int layer;     /* number of the layer in fi_set.layers, -1 */
	int image;     /* index in fi_set.images, -1 */
	char *path;    /* inside the layer, or the blob's name; "" */
	char *reason;
	bool harmless; /* worth saying, but nothing that ships was missed */
};

/* What the walker does with each entry's content. */
enum fi_next { FI_READ, FI_SKIP };

/* One entry as the visitor sees it; all borrowed until the call returns. */
struct fi_visit {
	int layer;	   /* number of the layer in fi_set.layers */
	fi_path path;	   /* cleaned */
	const char *name;  /* the cleaned path as text, no leading '/', ends in 0 */
	const char *base;  /* its last part */
	/*
	 * NULL, or for a file inside an archive at `path` where in `name` that begins:
	 * "!/config/db.yml".
	 */
	const char *inner;
	const struct fi_entry *entry;
};

/* Callbacks; any may be NULL.  A failing one stops the run with its error. */
struct fi_visitor {
	void *self; /* passed back as the first argument, never looked at */

	enum fi_code (*layer_begin)(void *self, int layer, struct fi_err *err);
	/* Once per entry, whiteouts included.  Set *next to FI_SKIP to pass over content. */
	enum fi_code (*entry)(void *self, const struct fi_visit *v, enum fi_next *next,
		struct fi_err *err);
	/* A file's content in order, in pieces of any size; the last has n == 0. */
	enum fi_code (*bytes)(void *self, const void *p, size_t n, struct fi_err *err);
	enum fi_code (*layer_end)(void *self, int layer, struct fi_err *err);
	/*
	 * A file that is unpacked, as it stands in the layer: first with n == 0, then all
	 * of its bytes, while its members and what remains of itself go to `entry` and
	 * `bytes`.  It ends with itself, the one whose `inner` is NULL.
	 */
	enum fi_code (*stored)(void *self, const struct fi_visit *v, const void *p, size_t n,
		struct fi_err *err);
	/*
	 * More bytes were read, compressed or plain, for a progress line; cheap, and it may
	 * come from another thread, beside any of the others.
	 */
	void (*progress)(void *self, uint64_t bytes);
	/*
	 * A layer's tar as it is read, block by block, before its entries come: `see` is
	 * called on a thread of its own, beside any of the others, `lend` on theirs.  What
	 * `bytes` is given afterwards may lie in the block that was lent last.  See struct
	 * fi_look in lib/ahead.h.  Short layers are not told so.
	 */
	void (*see)(void *self, unsigned slot, const void *p, size_t n);
	void (*lend)(void *self, int slot);
};

/*
 * Slots are below this.  Those from FI_AHEAD_SLOTS on are of what was unpacked of the
 * files in a block, which is lent while such a file is told of.
 */
#define FI_SEEN_SLOTS (2 * FI_AHEAD_SLOTS)

/*
 * What was found out about layers before, so that they need not be read again.  It is
 * asked by a digest that a document or a name claims.  Nothing of it can fail a run.
 */
struct fi_layer_memory {
	void *self; /* passed back as the first argument */

	/*
	 * Is the result of a blob of this digest ("sha256:...") and size known, or of a
	 * layer of this diff ID that is stored uncompressed?  What is found is held until
	 * the next call.
	 */
	bool (*has)(void *self, const char *digest, uint64_t size);
	/*
	 * Make what `has` has found the set's layer of that number, which is empty.
	 * FI_EFORMAT if it is of no use after all: then the layer is as it was.
	 */
	enum fi_code (*recall)(void *self, struct fi_set *s, int layer, struct fi_err *err);
	/* A layer was read and digested: remember it. */
	void (*remember)(void *self, struct fi_set *s, int layer);
	/*
	 * NULL, or: by which digest `has` is to be asked for a blob of that name and size
	 * whose digest nobody claims, or in a form that is not read.
	 */
	void (*call)(void *self, const char *name, uint64_t size, char digest[FI_DIGEST_TEXT]);
};

struct fi_set_options {
	const char *platform; /* "linux/amd64", or NULL for every platform there */
	const volatile int *stop; /* set by a signal handler: the run ends with FI_ESTOP */
	const struct fi_layer_memory *memory; /* copied; NULL: every layer is read */
	/*
	 * Asked for each image when its documents are known and its layers are not yet
	 * read (in a stream they went by already): false leaves it out.  NULL: all are.
	 */
	bool (*wanted)(void *self, const struct fi_image *image);
	void *wanted_self;
};

struct fi_set {
	struct fi_paths *paths;
	struct fi_layer **layers;
	size_t nlayers, cap_layers;
	struct fi_image *images;
	size_t nimages, cap_images;
	struct fi_gap *gaps;
	size_t ngaps, cap_gaps;
	size_t nsources;
	/*
	 * Content bytes, files and layers that went by, now or when they were remembered,
	 * and that an image refers to.
	 */
	uint64_t bytes, files, used;
	uint64_t recalled, unchecked; /* of these layers: see fi_layer */
	bool halted;	       /* a visitor has failed: its error is the run's */
	size_t unwanted;       /* images that opt.wanted left out */
	size_t other_platform; /* images that opt.platform left out */
	bool stranger;	       /* what was added last is no export at all, or an empty one */
	struct fi_set_options opt;
	struct fi_visitor visitor;
	struct fi_layer_memory memory; /* all NULL without one */
	struct fi_unpacked *unpacked;  /* NULL if nobody sees blocks */
};

FI_MUST_CHECK enum fi_code fi_set_init(struct fi_set *s,
	const struct fi_set_options *opt, const struct fi_visitor *visitor,
	struct fi_err *err);
void fi_set_done(struct fi_set *s);

/*
 * Read one export: a file, a folder, or "-" for standard input.  What is damaged
 * becomes a gap and the rest is still read; an error means nothing could be made
 * of it (no such file, no export, no memory), and `err` says what to do.
 */
FI_MUST_CHECK enum fi_code fi_set_add(struct fi_set *s, const char *path,
	struct fi_err *err);

/* A new layer, empty, and its number.  FI_ELIMIT for too many. */
FI_MUST_CHECK enum fi_code fi_set_new_layer(struct fi_set *s, int *number, struct fi_err *err);
/* The layer that was made last is not wanted after all. */
void fi_set_drop_layer(struct fi_set *s);

/* Record a gap; the text is copied.  FI_ENOMEM only. */
enum fi_code fi_set_gap(struct fi_set *s, const struct fi_gap *gap);

#endif
