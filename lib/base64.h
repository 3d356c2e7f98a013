/* base64.h - base64 as it is met in the wild. */
#ifndef FI_LIB_BASE64_H
#define FI_LIB_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Decode base64, standard or URL alphabet; padding may be absent, white space is
 * passed over.  False if something else is in it or if it needs more than `cap`
 * bytes.  `out` may be NULL with cap 0 only for an empty text.
 */
bool fi_base64(const char *s, size_t n, unsigned char *out, size_t cap, size_t *len);

#endif
