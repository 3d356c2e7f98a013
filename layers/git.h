/* git.h - objects of a Git repository, from a packfile, a bundle or a loose object.
 *
 * A pack is read once, as it goes by, without its index.  Each commit, tag and blob is
 * shown under its type and id, "blob 5f1d7a...", and behind them the file's path where
 * a tree that was met before tells it: "blob 5f1d7a.../config/.env".  Trees are not
 * shown, because they hold names only.
 *
 * A difference to another object is put together with it if that object was met lately;
 * of others only what they add is shown, as "delta at 4711", its byte in the pack.  So
 * is an object too large to hold: "blob at 4711".  Nothing of the repository is
 * verified.
 */
#ifndef FI_LAYERS_GIT_H
#define FI_LAYERS_GIT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/reader.h"

/* Ids and names of the trees met, across the packs and loose objects of a layer. */
struct fi_git;
FI_MUST_CHECK struct fi_git *fi_git_new(void); /* NULL without memory */
void fi_git_free(struct fi_git *g);

/* Who is shown the objects.  A failure ends the reading with that failure. */
struct fi_git_user {
	void *self;
	/* The name is borrowed; what is not read of `in` is passed over. */
	enum fi_code (*object)(void *self, const char *name, uint64_t size,
		struct fi_reader in, struct fi_err *err);
	/* So many bytes were inflated or put together, shown or not. */
	enum fi_code (*count)(void *self, uint64_t bytes, struct fi_err *err);
};

/* What the reading left. */
struct fi_git_rest {
	size_t unused; /* of the bytes that were lent last, behind the end; they are its
			  last */
	uint64_t lost; /* differences of which only what they add was shown */
};

/* What do these first bytes begin? */
bool fi_git_is_pack(const void *p, size_t n);
bool fi_git_is_bundle(const void *p, size_t n);
bool fi_git_is_index(const void *p, size_t n);
bool fi_git_is_loose(const void *p, size_t n); /* a deflated object of any type */

/*
 * Read one of them from `in`.  The file's path tells which digest its ids are, and a
 * loose object's id.  FI_EFORMAT for damage, or as the reader or the user fails.
 * `*rest` is written on success.  It may be called again from user->object.
 */
FI_MUST_CHECK enum fi_code fi_git_pack(struct fi_git *g, const char *path,
	struct fi_reader in, const struct fi_git_user *user, struct fi_git_rest *rest,
	struct fi_err *err);
FI_MUST_CHECK enum fi_code fi_git_bundle(struct fi_git *g, const char *path,
	struct fi_reader in, const struct fi_git_user *user, struct fi_git_rest *rest,
	struct fi_err *err);
FI_MUST_CHECK enum fi_code fi_git_loose(struct fi_git *g, const char *path,
	struct fi_reader in, const struct fi_git_user *user, struct fi_git_rest *rest,
	struct fi_err *err);

/*
 * The index (.git/index, versions 2 to 4, ids of SHA-1) shows nothing: it tells paths,
 * of the files that a pack without tags has in front of its trees.
 */
FI_MUST_CHECK enum fi_code fi_git_index(struct fi_git *g, const char *path,
	struct fi_reader in, const struct fi_git_user *user, struct fi_git_rest *rest,
	struct fi_err *err);

#endif
