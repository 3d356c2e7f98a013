/* layer_wire.h - what is remembered of a layer, as bytes, and back into another set.
 *
 * Each path of the layer is written once, as a name below another; the bytes name it
 * by its place in that list.  Some 30 bytes an entry, of which compression leaves ten.
 *
 * Of etc/passwd and etc/group the passwords are left out: no check looks at them here,
 * and a hash could be tried against a word list.
 */
#ifndef FI_LAYERS_LAYER_WIRE_H
#define FI_LAYERS_LAYER_WIRE_H

#include "layers/layer.h"
#include "lib/buf.h"

/* Append a sealed layer to `out`.  FI_ENOMEM, FI_ELIMIT past the buffer's. */
FI_MUST_CHECK enum fi_code fi_layer_write(const struct fi_layer *l,
	const struct fi_paths *paths, struct fi_buf *out);

/*
 * A new layer, sealed, its paths numbered by `paths`.  FI_EFORMAT for bytes that are
 * no layer, FI_ELIMIT for too many names; no harm is done then, but for names that
 * nobody asks for.
 */
FI_MUST_CHECK enum fi_code fi_layer_read(const void *p, size_t n, struct fi_paths *paths,
	struct fi_layer **out, struct fi_err *err);

#endif
