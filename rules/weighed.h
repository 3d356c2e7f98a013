/* weighed.h - what was told of a value before, so that equal ones are weighed once.
 *
 * Several rules judge the same value, and files that repeat one key a thousand times are
 * common.  No value is kept: only a hash of it under a key drawn for this process, wide
 * enough that two values share one by no chance and by no design.
 */
#ifndef FI_RULES_WEIGHED_H
#define FI_RULES_WEIGHED_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/worth.h"

struct fi_weighed;

/* Not for use by two threads at once.  NULL without memory or randomness. */
struct fi_weighed *fi_weighed_new(void);
void fi_weighed_free(struct fi_weighed *w);

/* Of rules/worth.h and rules/valid.h; with NULL for w they are asked each time. */
enum fi_worth fi_weighed_worth(struct fi_weighed *w, const char *s, size_t n);
bool fi_weighed_placeholder(struct fi_weighed *w, const char *s, size_t n);
bool fi_weighed_placeholder_token(struct fi_weighed *w, const char *s, size_t n);
bool fi_weighed_random_looking(struct fi_weighed *w, const char *s, size_t n);

#endif
