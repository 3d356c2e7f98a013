/* packages.h - what the package lists in an image say its files should be.
 *
 * Read as they go by, a line at a time: dpkg's md5sums (also distroless ones) and the
 * conffiles in its status, apk's installed, the RECORD of wheels.  RPM's database is
 * held in memory until it is over.  Of each file a number for its path and eight bytes
 * of its digest are kept.
 *
 * A list is as trustworthy as the image: who edits a file may edit its list.  So a
 * match lowers a finding and says so, and never silences it.
 */
#ifndef FI_RULES_PACKAGES_H
#define FI_RULES_PACKAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layers/image.h"
#include "lib/err.h"
#include "lib/wire.h"
#include "rules/filesum.h"

/* In all lists of a run; a desktop's worth.  12 MiB. */
#define FI_PACKAGES_FILES_MAX (512u << 10)

/* A longer RPM database is not read; a desktop's has 60 MiB. */
#define FI_PACKAGES_RPMDB_MAX (96u << 20)

struct fi_packages;

/* NULL without memory. */
FI_MUST_CHECK struct fi_packages *fi_packages_new(void);
void fi_packages_free(struct fi_packages *p);

/*
 * A file of a layer begins, by its cleaned path.  True if it is a list: then its
 * bytes are to come, and fi_packages_end.
 */
FI_MUST_CHECK bool fi_packages_begin(struct fi_packages *p, int layer, const char *path);
/* FI_ENOMEM only; what is no list line is passed over. */
FI_MUST_CHECK enum fi_code fi_packages_bytes(struct fi_packages *p, const char *s, size_t n);
FI_MUST_CHECK enum fi_code fi_packages_end(struct fi_packages *p);
/* Why not all of the list that ended last could be read; NULL if it could.  Borrowed. */
const char *fi_packages_unread(const struct fi_packages *p);

/*
 * The package that shipped this very file, or NULL: a list in one of the image's
 * layers has the path with one of these digests.  Any of its layers counts, so that a
 * file which an upgrade replaces later is told by the older list, and one whose list
 * was deleted by the list that was there.  A wheel that was installed from a folder
 * or a file of one's own (direct_url.json in its RECORD) ships nothing.  Borrowed.
 */
const char *fi_packages_owner(struct fi_packages *p, const struct fi_image *image,
	const char *path, const struct fi_sums *sums);

/* How many list lines found no room. */
uint64_t fi_packages_left_out(const struct fi_packages *p);

/* What the lists of one layer said, as bytes. */
void fi_packages_write(const struct fi_packages *p, int layer, struct fi_wire_out *out);
/*
 * The same into the lists of this run, as a layer's.  What finds no room is counted as
 * left out; after FI_EFORMAT or FI_ENOMEM nothing was taken.
 */
FI_MUST_CHECK enum fi_code fi_packages_read(
	struct fi_packages *p, int layer, struct fi_wire_in *in);

#endif
