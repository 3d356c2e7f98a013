/* maker.h - building JSON without a check at every step.
 *
 * jansson's "_new" calls take over what they are given, NULL included, and fail on
 * NULL, so the first failure is remembered here and asked for once at the end.
 */
#ifndef FI_CMD_MAKER_H
#define FI_CMD_MAKER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/buf.h"

struct maker {
	bool failed; /* for want of memory */
};

/* A string that may come from an image; "null" for NULL. */
json_t *maker_text(const char *s);
json_t *maker_number(uint64_t n);
json_t *maker_strings(struct maker *m, const struct fi_strs *s);

/* object[key] = value, list's next = value; the value is taken over. */
void maker_put(struct maker *m, json_t *object, const char *key, json_t *value);
void maker_push(struct maker *m, json_t *list, json_t *value);

/* Write a value on one line and free it.  False without memory. */
bool maker_write(struct maker *m, FILE *out, json_t *value);

#endif
