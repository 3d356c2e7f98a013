/* lib_macaroon.h - writes Fly.io tokens that no key ever signed. */
#ifndef FI_TESTS_LIB_MACAROON_H
#define FI_TESTS_LIB_MACAROON_H

#include "tests/lib_test.h"

#define FLY_API  "https://api.fly.io/v1"
#define FLY_AUTH "https://api.fly.io/aaa/v1"

/* A list of caveats.  Declare one as `struct caveats c = { .n = 0 };`. */
struct caveats {
	unsigned char body[2048];
	size_t len;
	size_t n;
};

/* Append raw MessagePack. */
void cav_raw(struct caveats *c, const void *bytes, size_t n);
void cav_uint(struct caveats *c, uint64_t u);
void cav_str(struct caveats *c, const char *s);
void cav_bin(struct caveats *c, const char *s);
void cav_array(struct caveats *c, size_t n);
void cav_map(struct caveats *c, size_t n);
/* Begin a caveat of that type: its body is what is appended next. */
void cav_type(struct caveats *c, uint64_t type);

/* Whole caveats. */
void cav_org(struct caveats *c, uint64_t org, uint64_t mask);
/* `ids` ends with 0; as its first it means an empty map. */
void cav_apps(struct caveats *c, const uint64_t *ids, uint64_t mask);
void cav_window(struct caveats *c, uint64_t from, uint64_t to);
void cav_third_party(struct caveats *c, const char *ticket);
/* Make `in` conditional, with `otherwise` for everything else. */
void cav_if_present(struct caveats *c, const struct caveats *in, uint64_t otherwise);

/* Append "fm2_..." to the bundle, after a comma if it is not the first. */
void mk_macaroon(struct fi_buf *bundle, const char *label, const char *kid,
	const char *location, const struct caveats *c);
/* A permission's bundle of one. */
void mk_permission(struct fi_buf *bundle, const struct caveats *c);

/* As `fly tokens create deploy` makes them: to one app, expiring in the discharge. */
void mk_deploy(struct fi_buf *bundle, uint64_t org, uint64_t app, uint64_t expires);

#endif
