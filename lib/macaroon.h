/* macaroon.h - what a Fly.io API token may do, read from the token itself.
 *
 * Such a token is a macaroon: a list of caveats, each of which only takes rights
 * away, signed with a key of Fly's.  The signature cannot be checked without that
 * key, so this reads and does not prove.  `fly tokens create` prints a bundle,
 * "FlyV1 fm2_...,fm2_...": permissions, and the discharges that permissions ask for
 * (proof of who logged in, which is where a deploy token's expiry stands).
 */
#ifndef FI_LIB_MACAROON_H
#define FI_LIB_MACAROON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"

/* Bits of a rights mask. */
enum fi_macaroon_right {
	FI_MACAROON_READ = 1,
	FI_MACAROON_WRITE = 2,
	FI_MACAROON_CREATE = 4,
	FI_MACAROON_DELETE = 8,
	FI_MACAROON_CONTROL = 16, /* start and stop */
};
#define FI_MACAROON_ALL 31

/* More apps than these are counted, not named. */
#define FI_MACAROON_APPS 16
/* Permissions of one bundle; those for SSH have two. */
#define FI_MACAROON_PERMISSIONS 8

/* One permission, with what its discharges in the bundle add. */
struct fi_macaroon {
	bool has_org; /* false: no caveat names an organization, all are open */
	uint64_t org; /* 0: any */

	/* Is it for some apps only?  Without, for all of the organization. */
	bool app_scoped;
	size_t napps; /* may be 0: for no app; the first FI_MACAROON_APPS are in `app`
		       */
	uint64_t app[FI_MACAROON_APPS];
	/* Something narrower than apps that it is for ("machines"), static; NULL. */
	const char *narrowed;

	uint16_t rights;       /* of enum fi_macaroon_right, to what it is for */
	uint16_t other_rights; /* the most it may do to what it is not for */
	bool read_only;        /* neither goes beyond reading */

	int64_t not_before; /* Unix seconds; 0 = none */
	int64_t not_after;  /* the same; 0 = it never expires */

	bool has_third_party; /* it asks for a proof from elsewhere */
	bool discharged;      /* and all such proofs are in the bundle */
	size_t unknown;       /* caveats that we cannot read; Fly lets them deny */
};

/* Declare one as `struct fi_macaroons b = { 0 };`; it owns nothing. */
struct fi_macaroons {
	struct fi_macaroon permission[FI_MACAROON_PERMISSIONS];
	size_t n;
	size_t discharges; /* how many came with them */
	size_t opaque;     /* "fo1_..." and others that cannot be read */
};

/*
 * Read "fm2_...", "fm1r_...", "fm1a_...", or a list of them with commas between, with
 * or without "FlyV1 " or "Bearer " before it.  FI_EFORMAT if one of them is damaged
 * or none of them is a macaroon, FI_ELIMIT if there are too many or too long ones,
 * FI_ENOMEM.
 */
FI_MUST_CHECK enum fi_code fi_macaroon_parse(
	const char *s, size_t n, struct fi_macaroons *out, struct fi_err *err);

/* Has it expired at `now`, in Unix seconds?  False for one that never does. */
bool fi_macaroon_expired(const struct fi_macaroon *m, int64_t now);

#endif
