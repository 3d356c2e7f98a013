/* nested.h - looks into archives and compressed files that stand in a layer.
 *
 * What a file is, its first bytes tell: zip (jar, war, whl, apk), tar, ar (deb), cpio,
 * rpm, 7z, gzip, zstd, xz, bzip2 data, and packs, bundles and loose objects of Git.  Its
 * members go to the visitor as files of their own, named "srv/app.jar!/config/db.yml",
 * "pack-1.pack!/blob 5f1d.../config/db.yml"; a compressed tar is one archive, not two
 * ("a.tar.gz!/etc/f").  The file itself follows them: of one that was unpacked whole
 * only its first bytes and what stands behind the archive's end, because the rest was
 * lent as members already; of one that is damaged, what was not unpacked.
 *
 * What hides between the members of a zip is not seen.  Nothing is extracted, and
 * nothing is held but a 7z archive, whose index stands at its end.
 */
#ifndef FI_LAYERS_NESTED_H
#define FI_LAYERS_NESTED_H

#include <stdbool.h>

#include "layers/set.h"
#include "layers/unpacked.h"
#include "lib/reader.h"

/* So many first bytes tell whether a file is an archive; fewer if it is shorter. */
#define FI_NESTED_SNIFF 512

/* Is this the beginning of something to look into? */
bool fi_nested_sniff(const void *p, size_t n);

/* What is counted while one layer is read.  NULL without memory. */
struct fi_nested;
FI_MUST_CHECK struct fi_nested *fi_nested_new(struct fi_set *set, int layer);
void fi_nested_free(struct fi_nested *n);

/*
 * Take a file whose beginning fi_nested_sniff knows: its members and itself go to the
 * set's visitor.  `in` is read to its end.  What cannot be unpacked becomes a gap,
 * which is harmless when nobody could unpack it.  Fails as the reader does, or as
 * the visitor does (set->halted), or with FI_ESTOP or FI_ENOMEM.  `plain` is what comes
 * out of it, if that is known; NULL, or its p is, if not.
 */
FI_MUST_CHECK enum fi_code fi_nested_file(struct fi_nested *n, const struct fi_visit *file,
	struct fi_reader in, const struct fi_plain *plain, struct fi_err *err);

/* The layer is over: tell how many gaps were not told one by one.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_nested_end(struct fi_nested *n);

#endif
