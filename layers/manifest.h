/* manifest.h - from an export's documents to its images.  Internal to layers/.
 *
 * Knows OCI layouts and archives (index.json, nested indexes, attestations,
 * artifacts), docker archives (manifest.json, and `repositories` of docker before
 * 1.10), the dir: transport of containers/image, and Docker schema 1.  Where two
 * tables of contents disagree, their union counts (docker 25.0.0 wrote an empty
 * index.json beside a good manifest.json).
 */
#ifndef FI_LAYERS_MANIFEST_H
#define FI_LAYERS_MANIFEST_H

#include "layers/export.h"

/*
 * Add every image of the export to its set.  FI_EFORMAT if there is none; the text
 * then says what the export looks like and what to do.
 */
FI_MUST_CHECK enum fi_code fi_manifest_images(struct fi_export *x, struct fi_err *err);

/*
 * Add the images of one manifest or index of a store, by its digest.  None, if it is an
 * artifact.  A blob that is neither, such as one that no manifest names any more, is an
 * image of one layer, or the image of a config; it has neither digest nor id.
 */
FI_MUST_CHECK enum fi_code fi_manifest_stored(struct fi_export *x, const char *digest,
	struct fi_err *err);

#endif
