/* lib_rpm.h - RPM headers and databases for tests, as rpm writes them. */
#ifndef FI_TESTS_LIB_RPM_H
#define FI_TESTS_LIB_RPM_H

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

struct rpm_entry {
	uint32_t tag, type, count;
	const void *data;
	size_t n;
};

/* A header of any entries. */
void mkrpm_entries(struct fi_buf *out, const struct rpm_entry *e, size_t n);
/*
 * A header of package `name` with two files in /etc/: `file` with a digest, and a
 * folder, which has none.  `algorithm` as RFC 4880 numbers them, 0 for none.
 */
void mkrpm(struct fi_buf *out, const char *name, const char *file, uint32_t algorithm,
	const char *digest, uint32_t flags);

/* Databases with these headers. */
void mkrpm_sqlite(struct fi_buf *out, const struct fi_buf *header, size_t n);
void mkrpm_ndb(struct fi_buf *out, const struct fi_buf *header, size_t n);
/* The first header stands in its page, the others fill pages of their own. */
void mkrpm_bdb(struct fi_buf *out, const struct fi_buf *header, size_t n);

#endif
