/* rpmdb.h - the package headers of an RPM database, whatever keeps it.
 *
 * SQLite ("rpmdb.sqlite": Fedora, RHEL 9), NDB ("Packages.db": SUSE) and the hash of
 * Berkeley DB ("Packages": RHEL 7 and 8, little-endian only), told by the first bytes.
 * What SQLite still holds in a -wal file beside it is not seen: rpm empties that when
 * it is done.
 */
#ifndef FI_LIB_RPMDB_H
#define FI_LIB_RPMDB_H

#include <stddef.h>

#include "lib/err.h"

struct fi_rpmdb_visitor {
	void *self; /* passed back as the first argument, never looked at */
	/*
	 * One header as rpm keeps it, for fi_rpm_header_read; it may be damaged.  The
	 * bytes die when it returns.
	 */
	enum fi_code (*header)(void *self, const void *p, size_t n);
};

/*
 * Read the whole database, which is the caller's and in which bytes may be changed.
 * FI_EFORMAT if it is none or is damaged, FI_ELIMIT if it takes more work or memory
 * than an honest one: headers before that were told.  FI_ENOMEM; or as the callback
 * fails, which then says why itself.
 */
FI_MUST_CHECK enum fi_code fi_rpmdb_read(
	void *p, size_t n, const struct fi_rpmdb_visitor *v, struct fi_err *err);

#endif
