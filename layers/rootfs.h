/* rootfs.h - the merged file system of an image's layers.  Metadata only. */
#ifndef FI_LAYERS_ROOTFS_H
#define FI_LAYERS_ROOTFS_H

#include "layers/image.h"
#include "layers/layer.h"
#include "layers/set.h"

/* What is at a path at the end. */
struct fi_node {
	const struct fi_entry *entry; /* kind, mode, owner, size */
	int layer;		      /* index in the image's layers that wrote it */
	fi_path path;		      /* after links were followed */
};

struct fi_rootfs;

/* Merge the layers of one image.  fi_rootfs_free it; it borrows set and image. */
FI_MUST_CHECK enum fi_code fi_rootfs_new(const struct fi_set *set,
	const struct fi_image *image, struct fi_rootfs **out, struct fi_err *err);
void fi_rootfs_free(struct fi_rootfs *r);

/* What is exactly at `path` (no link is followed).  False if nothing is. */
bool fi_rootfs_at(const struct fi_rootfs *r, fi_path path, struct fi_node *out);

/*
 * Look `path` up as a running container would, following links in every part, at
 * most 40 of them.  `path` may start with '/' or not.  False if nothing is there.
 */
bool fi_rootfs_lookup(const struct fi_rootfs *r, const char *path, struct fi_node *out);

/* Call `each` for every path that is there; it returns false to stop. */
void fi_rootfs_each(const struct fi_rootfs *r,
	bool (*each)(void *self, const struct fi_node *n), void *self);

/*
 * The content of a kept small file (etc/passwd, etc/group), links followed; NULL
 * if it is absent or was too large.  Borrowed.
 */
const char *fi_rootfs_content(const struct fi_rootfs *r, const char *path, size_t *n);

#endif
