/* paths.h - every path met in a run, each kept once and named by a number.
 *
 * A path is a chain of names up to the root.  Layers of one image, and images
 * that share layers, repeat the same paths; interning them costs about 40 bytes
 * a path in all, whatever the number of layers.  With its entry in a layer and in a
 * merged file system it is 75 to 85 (docs/performance.md).
 */
#ifndef FI_LAYERS_PATHS_H
#define FI_LAYERS_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* A path's number; stable for the life of the table. */
typedef uint32_t fi_path;

#define FI_PATH_ROOT ((fi_path)0)
#define FI_PATH_NONE ((fi_path)UINT32_MAX)

struct fi_paths;

FI_MUST_CHECK struct fi_paths *fi_paths_new(void);
void fi_paths_free(struct fi_paths *t);

/*
 * The number of `name` (n bytes, no '/', not empty) below `dir`, made if new.
 * FI_PATH_NONE without memory.
 */
fi_path fi_paths_child(struct fi_paths *t, fi_path dir, const char *name, size_t n);

/*
 * The number of a whole path, cleaned: leading '/', '.', empty parts are dropped
 * and ".." goes up but never above the root.  FI_PATH_NONE without memory.
 * *odd (may be NULL) is set to true if the text held a ".." or was empty.
 */
fi_path fi_paths_intern(struct fi_paths *t, const char *text, size_t n, bool *odd);

/*
 * The same, with its text in `clean`, which is emptied first.  Cheap for paths that begin
 * as the last one did, as a tar's do.  FI_ENOMEM, also for a text that `clean` cannot hold.
 */
FI_MUST_CHECK enum fi_code fi_paths_clean(struct fi_paths *t, const char *text, size_t n,
	bool *odd, fi_path *out, struct fi_buf *clean);

/* The same without making anything: FI_PATH_NONE if it was never seen. */
fi_path fi_paths_find(const struct fi_paths *t, const char *text, size_t n);

/* The child of that name, or FI_PATH_NONE. */
fi_path fi_paths_find_child(const struct fi_paths *t, fi_path dir, const char *name,
	size_t n);

fi_path fi_paths_parent(const struct fi_paths *t, fi_path p); /* root's is root */
/* Children of p, newest first; end with FI_PATH_NONE. */
fi_path fi_paths_first(const struct fi_paths *t, fi_path p);
fi_path fi_paths_next(const struct fi_paths *t, fi_path p);

/* The last name of the path; borrowed until the next intern.  "" for the root. */
const char *fi_paths_name(const struct fi_paths *t, fi_path p, size_t *n);

/* The whole path without a leading '/', appended to b.  "" for the root. */
FI_MUST_CHECK enum fi_code fi_paths_text(const struct fi_paths *t, fi_path p,
	struct fi_buf *b);

/* How many numbers are in use: all p < fi_paths_count(t) are valid. */
uint32_t fi_paths_count(const struct fi_paths *t);

#endif
