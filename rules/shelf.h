/* shelf.h - what was found in layers, kept in a file, so that none is read twice.
 *
 * Each layer that was read whole is put there under its digest; a later run asks for
 * it by the digest that a manifest claims and need not read a byte of it.  A result
 * holds only under the rules, the program and the options that made it: they are the
 * shelf's context, and another context's results are not seen.
 *
 * No value of a secret is kept, nor a hash that could confirm a guess: see
 * rules/valueid.h.  A layer whose very names hold a secret is not kept at all.  Of an
 * image's documents, where a caller keeps images, what was found in them is kept, and
 * what they say without it: rules/imagemask.h.
 */
#ifndef FI_RULES_SHELF_H
#define FI_RULES_SHELF_H

#include "layers/set.h"
#include "rules/content.h"

struct fi_shelf_options {
	const char *file; /* made with its folders if it is not there; see lib/keep.h */
	/* Everything that decides over results beside the layers; any text. */
	const char *context;
	/* All rules of the run, to find those of records again; NULL: the catalogue's. */
	const struct fi_rule *const *rules;
	size_t nrules;
	/* Looks for secrets in names before they are kept; borrowed.  NULL: nothing is put. */
	struct fi_scanner *scanner;
	int64_t now;  /* Unix seconds */
	uint64_t max; /* bytes that the file may take; 0: no bound */
	/* FI_SALT bytes for a new file, so that several may be joined; NULL: random. */
	const unsigned char *salt;
	/* A cache: a file that is damaged or of another version is made anew. */
	bool disposable;
	/*
	 * Keep and use also what is known of layers that could not be read whole, with
	 * the gaps that tell so.  Their digest must be known, though.
	 */
	bool partial;
	bool alone, readonly; /* see struct fi_keep_options */
};

struct fi_shelf;

/* FI_EIO, FI_EFORMAT as fi_keep_open; the text names the file. */
FI_MUST_CHECK enum fi_code fi_shelf_open(
	const struct fi_shelf_options *opt, struct fi_shelf **out, struct fi_err *err);
void fi_shelf_close(struct fi_shelf *s);

/*
 * The first trouble that made the shelf less useful than it should be (a full disk, a
 * file that may not be written); NULL if there was none.  Borrowed.
 */
const char *fi_shelf_trouble(const struct fi_shelf *s);

const unsigned char *fi_shelf_salt(const struct fi_shelf *s);

/* Does the verdict of the rule depend on the clock?  Then its layers are known for a day. */
bool fi_shelf_is_dated(const struct fi_shelf *s, const char *id);

/*
 * The memory to give to fi_set_init, for a set whose visitor is the content's.  Salts
 * the content, so call it before any layer is read.  Content and shelf are borrowed;
 * one content at a time: the last one given counts.
 */
FI_MUST_CHECK struct fi_layer_memory fi_shelf_memory(
	struct fi_shelf *s, struct fi_content *content);

/* Layers that were recalled and remembered so far. */
uint64_t fi_shelf_recalled(const struct fi_shelf *s);
uint64_t fi_shelf_remembered(const struct fi_shelf *s);

/* --- by hand: for audits ------------------------------------------------------ */

/* Is the result of this blob, or of an uncompressed layer of this diff ID, there?
 * `size` is the blob's; FI_SHELF_ANY if it is not known. */
#define FI_SHELF_ANY UINT64_MAX
FI_MUST_CHECK bool fi_shelf_has_layer(struct fi_shelf *s, const char *digest, uint64_t size);

/*
 * Load it as a new layer of the set, its records into the content that the memory was
 * made for.  FI_ENOTFOUND, with nothing recorded, if it is not there or of no use.
 */
FI_MUST_CHECK enum fi_code fi_shelf_load_layer(struct fi_shelf *s, struct fi_set *set,
	const char *digest, uint64_t size, int *number, struct fi_err *err);

/*
 * Judge an image's documents and keep what was found and what they say without it, under
 * a key of the caller's choice (at most 900 bytes; the same key replaces): with the
 * digests of its layers as they were read, and the gaps that are the image's or those of
 * layers without a digest.  FI_ELIMIT if it may not be kept (rules/imagemask.h).
 */
FI_MUST_CHECK enum fi_code fi_shelf_put_image(struct fi_shelf *s, const char *key,
	const struct fi_set *set, size_t image, struct fi_err *err);

/* One image from the shelf.  All borrowed. */
struct fi_shelf_image {
	const char *key;
	const void *p; /* its record, for fi_shelf_load_image */
	size_t n;
};

/* In the order in which their keys were first put; see fi_keep_each. */
FI_MUST_CHECK enum fi_code fi_shelf_each_image(struct fi_shelf *s,
	enum fi_code (*visit)(void *self, const struct fi_shelf_image *image, struct fi_err *err),
	void *self, struct fi_err *err);

/*
 * Append the record that was put under a key.  FI_ENOTFOUND with nothing recorded if none
 * was in this context, or if it holds a token with a date and is older than a day.
 */
FI_MUST_CHECK enum fi_code fi_shelf_get_image(
	struct fi_shelf *s, const char *key, struct fi_buf *out, struct fi_err *err);

/*
 * One record out of several of one image, each of which knows only what comes of some
 * of its layers: whose[i] is the record that counts for layer i.  FI_EFORMAT if one is
 * damaged or they are of different images.
 */
FI_MUST_CHECK enum fi_code fi_shelf_join_images(const struct fi_shelf_image *records, size_t n,
	const size_t *whose, size_t nlayers, struct fi_buf *out, struct fi_err *err);

/* What the documents of a record say, and the digests of its layers, "" for one that is absent. */
FI_MUST_CHECK enum fi_code fi_shelf_image_read(const struct fi_shelf_image *record,
	struct fi_image *image, struct fi_strs *digests, uint64_t **sizes, struct fi_err *err);

/*
 * Make it the set's next image, its layers with it: those that the set has already by
 * their digest are shared.  A layer that is not on the shelf becomes a gap.  FI_EFORMAT
 * if the record is damaged.
 */
FI_MUST_CHECK enum fi_code fi_shelf_load_image(struct fi_shelf *s, struct fi_set *set,
	const struct fi_shelf_image *image, struct fi_err *err);

/* Anything else, under keys of the caller's. */
FI_MUST_CHECK enum fi_code fi_shelf_put_note(struct fi_shelf *s, const char *key,
	const void *p, size_t n, struct fi_err *err);
/* FI_ENOTFOUND with nothing recorded if there is none. */
FI_MUST_CHECK enum fi_code fi_shelf_get_note(
	struct fi_shelf *s, const char *key, struct fi_buf *out, struct fi_err *err);
FI_MUST_CHECK enum fi_code fi_shelf_each_note(struct fi_shelf *s,
	enum fi_code (*visit)(void *self, const char *key, const void *p, size_t n,
		struct fi_err *err),
	void *self, struct fi_err *err);

/*
 * The digests of all layers in this context, in the order they were first put: a
 * diff ID, or the blob's digest of a layer that has none.
 */
FI_MUST_CHECK enum fi_code fi_shelf_each_layer(struct fi_shelf *s,
	enum fi_code (*visit)(void *self, const char *digest, struct fi_err *err),
	void *self, struct fi_err *err);

#endif
