/* walk.h - reads one layer's tar: entries to the index, content to the visitor. */
#ifndef FI_LAYERS_WALK_H
#define FI_LAYERS_WALK_H

#include "layers/set.h"
#include "lib/reader.h"

/*
 * Read the plain tar from `in` as layer `number` of the set, which is there and
 * empty.  Damage becomes gaps and leaves layer->whole false.  Fails only if the
 * visitor does, memory runs out, or the user stops the run.
 *
 * Bytes behind the end of the archive ship with the image though no runtime shows
 * them; the visitor gets them as a file named FI_WALK_TAIL.
 */
FI_MUST_CHECK enum fi_code fi_walk_layer(struct fi_set *set, int number,
	struct fi_reader in, struct fi_err *err);

#define FI_WALK_TAIL "(behind the end of the layer's archive)"
/* Behind the path of an entry: its extended attributes, and comments of the tar. */
#define FI_WALK_EXTRA " (its attributes in the tar)"

#endif
