/* macaroon.c - reads Fly.io's macaroons; github.com/superfly/macaroon is the format. */
#include "lib/macaroon.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base64.h"
#include "lib/msgpack.h"

/* Tokens have below 1 KiB each and travel in an HTTP header, which ends at 64 KiB. */
#define TEXT_MAX 65536
/* Bundles have a permission or two, each with a discharge or two. */
#define TOKENS_MAX  24
#define TICKETS_MAX 8
/* Fly's own tokens put conditions into each other once. */
#define DEPTH_MAX 4
/* The HMAC-SHA256 at the end. */
#define TAIL 32

static const char permission_location[] = "https://api.fly.io/v1";

/* One macaroon.  What is borrowed lies in the decoded text. */
struct token {
	struct fi_macaroon m;
	bool discharge;
	bool features;                         /* of an organization are named */
	struct fi_msgpack kid;                 /* which proof this is */
	struct fi_msgpack ticket[TICKETS_MAX]; /* which proofs it asks for */
	size_t ntickets;
};

/* ---- caveats ---- */

/*
 * Applies one caveat.  False if the body is not as we know it: the caveat then
 * counts as an unknown one, and nothing of it was applied.
 */
typedef bool apply(struct token *t, struct fi_msgpack body, int depth);

static void expires(struct fi_macaroon *m, int64_t at)
{
	if (m->not_after == 0 || at < m->not_after)
		m->not_after = at;
}

static void starts(struct fi_macaroon *m, int64_t at)
{
	if (at > m->not_before)
		m->not_before = at;
}

/* The head of an array of exactly that many. */
static bool fields(struct fi_msgpack *body, size_t want)
{
	size_t n;

	return fi_msgpack_open(body, FI_MSGPACK_ARRAY, &n) && n == want;
}

static void allow(struct fi_macaroon *m, uint64_t mask)
{
	m->rights &= (uint16_t)mask;
	m->other_rights &= (uint16_t)mask;
}

static bool organization(struct token *t, struct fi_msgpack body, int depth)
{
	uint64_t org, mask;

	(void)depth;
	if (!fields(&body, 2) || !fi_msgpack_uint(&body, UINT64_MAX, &org) ||
		!fi_msgpack_uint(&body, UINT16_MAX, &mask))
		return false;
	if (!t->m.has_org || t->m.org == 0)
		t->m.org = org;
	t->m.has_org = true;
	allow(&t->m, mask);
	return true;
}

static bool has_app(const struct fi_macaroon *m, uint64_t id)
{
	for (size_t i = 0; i < m->napps && i < FI_MACAROON_APPS; i++)
		if (m->app[i] == id)
			return true;
	return false;
}

/* Only what both are for is left. */
static void scope(struct fi_macaroon *m, const struct fi_macaroon *to)
{
	size_t n = 0;

	if (!m->app_scoped || (m->napps > to->napps && m->napps > FI_MACAROON_APPS)) {
		m->napps = to->napps;
		memcpy(m->app, to->app, sizeof(m->app));
	} else if (to->napps <= FI_MACAROON_APPS) {
		for (size_t i = 0; i < m->napps && i < FI_MACAROON_APPS; i++)
			if (has_app(to, m->app[i]))
				m->app[n++] = m->app[i];
		m->napps = n;
	}
	m->app_scoped = true;
}

static bool apps(struct token *t, struct fi_msgpack body, int depth)
{
	struct fi_macaroon to = { 0 };
	uint64_t id, mask, most = 0;
	bool any = false;
	size_t n;

	(void)depth;
	if (!fields(&body, 1) || !fi_msgpack_open(&body, FI_MSGPACK_MAP, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!fi_msgpack_uint(&body, UINT64_MAX, &id) ||
			!fi_msgpack_uint(&body, UINT16_MAX, &mask))
			return false;
		most |= mask;
		any |= id == 0;
		if (to.napps < FI_MACAROON_APPS)
			to.app[to.napps] = id;
		to.napps++;
	}
	if (!any)
		scope(&t->m, &to);
	t->m.other_rights = 0;
	if (n) /* for no app there is nothing that the rights could lack */
		t->m.rights &= (uint16_t)most;
	return true;
}

static bool validity_window(struct token *t, struct fi_msgpack body, int depth)
{
	int64_t from, to;

	(void)depth;
	if (!fields(&body, 2) || !fi_msgpack_int(&body, &from) ||
		!fi_msgpack_int(&body, &to))
		return false;
	starts(&t->m, from);
	expires(&t->m, to > 0 ? to : 1); /* 0 would be no expiry */
	return true;
}

static bool third_party(struct token *t, struct fi_msgpack body, int depth)
{
	struct fi_msgpack location, key, ticket;

	if (depth > 0 || !fields(&body, 3) ||
		!fi_msgpack_bytes(&body, FI_MSGPACK_STR, &location) ||
		!fi_msgpack_bytes(&body, FI_MSGPACK_BIN, &key) ||
		!fi_msgpack_bytes(&body, FI_MSGPACK_BIN, &ticket))
		return false;
	if (t->ntickets < TICKETS_MAX)
		t->ticket[t->ntickets] = ticket;
	t->ntickets++;
	return true;
}

static bool action(struct token *t, struct fi_msgpack body, int depth)
{
	uint64_t mask;

	(void)depth;
	/* Alone, or as the one field of a structure. */
	if (body.n && (body.p[0] & 0xf0) == 0x90 && !fields(&body, 1))
		return false;
	if (!fi_msgpack_uint(&body, UINT16_MAX, &mask))
		return false;
	allow(&t->m, mask);
	return true;
}

static bool caveats(struct token *t, struct fi_msgpack *from, int depth);

/* "If the request is about one of these, they count; else no more than this mask." */
static bool if_present(struct token *t, struct fi_msgpack body, int depth)
{
	struct token in = { .m = { .rights = UINT16_MAX, .other_rights = UINT16_MAX } };
	uint64_t otherwise;

	if (depth >= DEPTH_MAX || !fields(&body, 2) ||
		!caveats(&in, &body, depth + 1) ||
		!fi_msgpack_uint(&body, UINT16_MAX, &otherwise))
		return false;
	/* Beside apps, features are one thing more that it is for. */
	if (!in.m.narrowed && in.features && !(in.m.app_scoped && in.m.napps))
		in.m.narrowed = "named features";
	if (in.m.app_scoped)
		scope(&t->m, &in.m);
	if (in.m.narrowed)
		t->m.narrowed = in.m.narrowed;
	if (in.m.app_scoped || in.m.narrowed) {
		t->m.rights &= in.m.rights;
		t->m.other_rights &= (uint16_t)otherwise;
	} else {
		allow(&t->m, in.m.rights | otherwise);
	}
	if (in.m.not_after)
		expires(&t->m, in.m.not_after);
	starts(&t->m, in.m.not_before);
	t->m.unknown += in.m.unknown;
	return true;
}

/* A caveat's number is its place in the table; not in it is unknown to us. */
static const struct {
	bool known;
	apply *apply;         /* NULL: it changes nothing of what we tell */
	const char *narrowed; /* what it leaves of organization and apps */
} types[] = {
	[0] = { true, organization, NULL },
	[2] = { true, NULL, "named volumes" },
	[3] = { true, apps, NULL },
	[4] = { true, validity_window, NULL },
	[5] = { true, NULL, "named features" },
	[6] = { true, NULL, "named API calls" },
	[7] = { true, NULL, "named machines" },
	[8] = { true, NULL, NULL },  /* a user's */
	[9] = { true, NULL, NULL },  /* an organization's */
	[10] = { true, NULL, NULL }, /* who made it */
	[11] = { true, third_party, NULL },
	[12] = { true, NULL, NULL }, /* which token it belongs to */
	[13] = { true, if_present, NULL },
	[14] = { true, NULL, "named features of machines" },
	[15] = { true, NULL, "requests from one machine" },
	[16] = { true, NULL, "named clusters" },
	[19] = { true, NULL, NULL }, /* a Google domain's */
	[20] = { true, NULL, NULL }, /* a GitHub organization's */
	[21] = { true, NULL, NULL }, /* how long a discharge may live */
	[22] = { true, NULL, NULL }, /* no administrator's features */
	[23] = { true, NULL, NULL }, /* 23 to 25: who logged in */
	[24] = { true, NULL, NULL },
	[25] = { true, NULL, NULL },
	[26] = { true, action, NULL },
	[27] = { true, NULL, "named commands" },
	[28] = { true, NULL, "named features of apps" },
	[29] = { true, NULL, "named storage objects" },
	[30] = { true, NULL, NULL }, /* roles of a member */
	[31] = { true, NULL, "requests from one app" },
};
#define FEATURE_SET 5

static void one_caveat(
	struct token *t, uint64_t type, struct fi_msgpack body, int depth)
{
	bool known = type < sizeof(types) / sizeof(types[0]) && types[type].known;

	if (!known || (types[type].apply && !types[type].apply(t, body, depth))) {
		t->m.unknown++;
		return;
	}
	if (type == FEATURE_SET && depth > 0) {
		t->features = true;
	} else if (types[type].narrowed) {
		t->m.narrowed = types[type].narrowed;
		t->m.other_rights = 0;
	}
}

/* A flat list: type, body, type, body.  False for what is no such list. */
static bool caveats(struct token *t, struct fi_msgpack *from, int depth)
{
	struct fi_msgpack body;
	uint64_t type;
	size_t n;

	if (!fi_msgpack_open(from, FI_MSGPACK_ARRAY, &n) || n % 2 != 0)
		return false;
	for (; n; n -= 2) {
		if (!fi_msgpack_uint(from, UINT64_MAX, &type) ||
			!fi_msgpack_skip(from, &body))
			return false;
		one_caveat(t, type, body, depth);
	}
	return true;
}

/* ---- one macaroon ---- */

/* The key's id, a random number, and since the second version whether it is a proof. */
static bool nonce(struct fi_msgpack *m, struct fi_msgpack *kid)
{
	struct fi_msgpack_item proof;
	struct fi_msgpack random;
	size_t n;

	if (!fi_msgpack_open(m, FI_MSGPACK_ARRAY, &n) || n < 2 || n > 3 ||
		!fi_msgpack_bytes(m, FI_MSGPACK_BIN, kid) ||
		!fi_msgpack_bytes(m, FI_MSGPACK_BIN, &random))
		return false;
	return n == 2 || (fi_msgpack_next(m, &proof) && proof.kind == FI_MSGPACK_BOOL);
}

static bool same(struct fi_msgpack a, struct fi_msgpack b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static bool macaroon(struct fi_msgpack m, struct token *t)
{
	struct fi_msgpack location, tail,
		api = { (const unsigned char *)permission_location,
			sizeof(permission_location) - 1 };

	*t = (struct token){ .m = { .rights = FI_MACAROON_ALL,
				     .other_rights = FI_MACAROON_ALL } };
	if (!fields(&m, 4) || !nonce(&m, &t->kid) ||
		!fi_msgpack_bytes(&m, FI_MSGPACK_STR, &location) ||
		!caveats(t, &m, 0) || !fi_msgpack_bytes(&m, FI_MSGPACK_BIN, &tail))
		return false;
	t->discharge = !same(location, api);
	return tail.n == TAIL && m.n == 0;
}

/* ---- the bundle ---- */

struct text {
	const char *s;
	size_t n;
};

static struct text trimmed(struct text t)
{
	while (t.n && strchr(" \t\r\n", *t.s))
		t.s++, t.n--;
	while (t.n && strchr(" \t\r\n", t.s[t.n - 1]))
		t.n--;
	return t;
}

/* Pass over `word`; letters count in either case if `nocase`. */
static bool strip(struct text *t, const char *word, bool nocase)
{
	size_t n = strlen(word);

	if (t->n < n ||
		(nocase ? strncasecmp(t->s, word, n) : memcmp(t->s, word, n)) != 0)
		return false;
	t->s += n;
	t->n -= n;
	return true;
}

/* Take the text up to the next comma. */
static struct text part(struct text *rest)
{
	const char *comma = memchr(rest->s, ',', rest->n);
	struct text t = { rest->s, comma ? (size_t)(comma - rest->s) : rest->n };

	rest->s += t.n + (comma != NULL);
	rest->n -= t.n + (comma != NULL);
	return trimmed(t);
}

/* What is being read. */
struct bundle {
	struct token token[TOKENS_MAX];
	size_t n;
	size_t opaque;
	unsigned char *raw; /* where tokens are decoded to */
	size_t cap;
};

/* One of the list; its number counts from 1. */
static enum fi_code read_token(
	struct bundle *b, struct text t, size_t number, struct fi_err *err)
{
	bool first = strip(&t, "fm1r_", false), auth = strip(&t, "fm1a_", false);
	struct token *out = &b->token[b->n];
	size_t len;

	if (!first && !auth && !strip(&t, "fm2_", false)) {
		b->opaque += t.n > 0;
		return FI_OK;
	}
	if (b->n == TOKENS_MAX)
		return fi_err_set(err, FI_ELIMIT, "more than %d tokens", TOKENS_MAX);
	if (!fi_base64(t.s, t.n, b->raw, b->cap, &len))
		return fi_err_set(err, FI_EFORMAT, "token %zu: not base64", number);
	if (!macaroon((struct fi_msgpack){ b->raw, len }, out))
		return fi_err_set(err, FI_EFORMAT, "token %zu: not a macaroon", number);
	/* The first generation's labels said what the location says today. */
	if (auth)
		out->discharge = true;
	b->raw += len;
	b->cap -= len;
	b->n++;
	return FI_OK;
}

/* Add what the discharges of one ticket say: they are alternatives, the longest counts.
 */
static bool discharge(
	const struct bundle *b, struct fi_msgpack ticket, struct fi_macaroon *m)
{
	const struct fi_macaroon *best = NULL;

	for (size_t i = 0; i < b->n; i++) {
		const struct token *t = &b->token[i];

		if (!t->discharge || !same(t->kid, ticket))
			continue;
		if (!best || t->m.not_after == 0 ||
			(best->not_after && t->m.not_after > best->not_after))
			best = &t->m;
	}
	if (!best)
		return false;
	if (best->not_after)
		expires(m, best->not_after);
	starts(m, best->not_before);
	m->unknown += best->unknown;
	return true;
}

static void settle(const struct bundle *b, const struct token *t, struct fi_macaroon *m)
{
	*m = t->m;
	m->has_third_party = t->ntickets > 0;
	m->discharged = t->ntickets > 0 && t->ntickets <= TICKETS_MAX;
	for (size_t i = 0; i < t->ntickets && i < TICKETS_MAX; i++)
		if (!discharge(b, t->ticket[i], m))
			m->discharged = false;
	m->rights &= FI_MACAROON_ALL;
	m->other_rights &= FI_MACAROON_ALL;
	if (!m->app_scoped && !m->narrowed)
		m->other_rights = 0; /* nothing is left that it is not for */
	m->read_only = ((m->rights | m->other_rights) & ~FI_MACAROON_READ) == 0;
}

static enum fi_code settle_all(
	const struct bundle *b, struct fi_macaroons *out, struct fi_err *err)
{
	struct fi_macaroons got = { .opaque = b->opaque };

	if (b->n == 0)
		return fi_err_set(err, FI_EFORMAT, "no macaroon");
	for (size_t i = 0; i < b->n; i++) {
		if (b->token[i].discharge) {
			got.discharges++;
			continue;
		}
		if (got.n == FI_MACAROON_PERMISSIONS)
			return fi_err_set(err, FI_ELIMIT, "more than %d permissions",
				FI_MACAROON_PERMISSIONS);
		settle(b, &b->token[i], &got.permission[got.n++]);
	}
	*out = got;
	return FI_OK;
}

enum fi_code fi_macaroon_parse(
	const char *s, size_t n, struct fi_macaroons *out, struct fi_err *err)
{
	struct text rest = trimmed((struct text){ s, n });
	enum fi_code rc = FI_OK;
	unsigned char *raw;
	struct bundle *b;

	if (n > TEXT_MAX)
		return fi_err_set(err, FI_ELIMIT, "longer than %d bytes", TEXT_MAX);
	while (strip(&rest, "FlyV1 ", true) || strip(&rest, "Bearer ", true))
		rest = trimmed(rest);
	b = calloc(1, sizeof(*b));
	raw = malloc(rest.n + 1);
	if (b && raw) {
		b->raw = raw;
		b->cap = rest.n;
		for (size_t i = 1; rc == FI_OK && rest.n; i++)
			rc = read_token(b, part(&rest), i, err);
		if (rc == FI_OK)
			rc = settle_all(b, out, err);
	} else {
		rc = fi_err_nomem(err);
	}
	free(raw);
	free(b);
	return rc;
}

bool fi_macaroon_expired(const struct fi_macaroon *m, int64_t now)
{
	return m->not_after && m->not_after < now;
}
