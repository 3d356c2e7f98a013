/* json.h - reading JSON as Go's decoder does, on top of jansson. */
#ifndef FI_LIB_JSON_H
#define FI_LIB_JSON_H

#include <jansson.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* Parse a whole text (any value).  NULL with the error's line recorded. */
FI_MUST_CHECK json_t *fi_json_parse(const char *text, size_t n, struct fi_err *err);

/*
 * Does an object of this text hold one key twice?  Then jansson keeps the last value
 * in the first one's place, and no two decoders make the same of it.  FI_ENOMEM only.
 */
FI_MUST_CHECK enum fi_code fi_json_repeats(const char *text, size_t n, bool *twice);

/*
 * The member called `key` in any case; where several differ only in case, the last
 * one wins (encoding/json).  NULL if absent, null, or `o` is no object.
 */
const json_t *fi_json_get(const json_t *o, const char *key);

/* The same for a wanted type: NULL or 0 where it is another. */
const char *fi_json_text(const json_t *o, const char *key);
const json_t *fi_json_list(const json_t *o, const char *key);
const json_t *fi_json_object(const json_t *o, const char *key);
uint64_t fi_json_size(const json_t *o, const char *key);
bool fi_json_true(const json_t *o, const char *key);

/* Append every string of a list to `out`; others are passed over.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_json_strings(const json_t *list, struct fi_strs *out);

/* cleanup function for FI_AUTO on a `json_t *` */
void fi_json_decrefp(json_t **p);

#endif
