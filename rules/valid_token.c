/* valid_token.c - tokens that carry a checksum or can be decoded. */
#include "rules/valid.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>

/* A JWT's header or claims, decoded.  Those in use have below 4 KiB. */
#define JSON_MAX 16384

static const char bad_sum[] =
	"Its checksum does not fit: changed by hand, or a sample that somebody made up.";

/* The last n digits of crc in that base; digits 0-9A-Za-z or 0-9a-z. */
static void digits_of(uint32_t crc, uint32_t base, const char *digits, char *out, size_t n)
{
	while (n) {
		out[--n] = digits[crc % base];
		crc /= base;
	}
}

void fi_check_github(const struct fi_candidate *c, struct fi_verdict *v)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz";
	char want[6];

	fi_check_placeholder(c, v);
	if (v->drop || c->n < 40)
		return;
	digits_of(fi_crc32(c->value + c->n - 36, 30), 62, digits, want, sizeof(want));
	if (memcmp(want, c->value + c->n - 6, 6) != 0)
		fi_verdict_lower(v, FI_MEDIUM, bad_sum);
}

void fi_check_gitlab(const struct fi_candidate *c, struct fi_verdict *v)
{
	char want[7];

	fi_check_placeholder(c, v);
	/* Only routable tokens have dots, and only they have a checksum. */
	if (v->drop || c->n < 30 || !memchr(c->value, '.', c->n))
		return;
	digits_of(fi_crc32(c->value, c->n - 7), 36, "0123456789abcdefghijklmnopqrstuvwxyz",
		want, sizeof(want));
	if (memcmp(want, c->value + c->n - 7, 7) != 0)
		fi_verdict_lower(v, FI_MEDIUM, bad_sum);
}

/* Are the last eight characters the CRC-32 in hex? */
static void check_hex(const struct fi_candidate *c, struct fi_verdict *v, uint32_t crc,
	const char *digits)
{
	char want[8];

	digits_of(crc, 16, digits, want, sizeof(want));
	if (memcmp(want, c->value + c->n - 8, 8) != 0)
		fi_verdict_lower(v, FI_MEDIUM, bad_sum);
}

void fi_check_atlassian(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_placeholder(c, v);
	if (!v->drop && c->n > 8)
		check_hex(c, v, fi_crc32(c->value, c->n - 8), "0123456789ABCDEF");
}

void fi_check_cloudflare(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_placeholder(c, v);
	if (!v->drop && c->n >= 48)
		check_hex(c, v, fi_crc32(c->value + c->n - 48, 40), "0123456789abcdef");
}

void fi_check_grafana(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_placeholder(c, v);
	if (!v->drop && c->n == 46)
		check_hex(c, v, __builtin_bswap32(fi_crc32(c->value, 37)),
			"0123456789abcdef");
}

/* The JSON object in base64url text; NULL if it is none.  json_decref() it. */
static json_t *decoded(const char *s, size_t n)
{
	unsigned char text[JSON_MAX];
	json_t *j;
	size_t len;

	if (!fi_base64(s, n, text, sizeof(text), &len))
		return NULL;
	j = json_loadb((const char *)text, len, 0, NULL);
	if (json_is_object(j))
		return j;
	json_decref(j);
	return NULL;
}

/* The claims of a JWT whose header is one; NULL if it is no JWT. */
static json_t *claims_of(const char *s, size_t n)
{
	const char *dot = memchr(s, '.', n);
	const char *second = dot ? memchr(dot + 1, '.', n - (size_t)(dot + 1 - s)) : NULL;
	json_t *header, *claims = NULL;

	if (!second)
		return NULL;
	header = decoded(s, (size_t)(dot - s));
	if (json_is_string(json_object_get(header, "alg")))
		claims = decoded(dot + 1, (size_t)(second - dot - 1));
	json_decref(header);
	return claims;
}

static bool is(const json_t *claims, const char *name, const char *value)
{
	const char *s = json_string_value(json_object_get(claims, name));

	return s && strcmp(s, value) == 0;
}

/* The examples of jwt.io, RFC 7519, PyJWT and the local Supabase stack. */
static bool is_sample(const json_t *claims)
{
	return (is(claims, "sub", "1234567890")) || is(claims, "iss", "joe") ||
	       is(claims, "some", "payload") || is(claims, "foo", "bar") ||
	       is(claims, "iss", "supabase-demo") || json_object_size(claims) == 0;
}

static void judge_claims(const json_t *claims, int64_t now, struct fi_verdict *v)
{
	const json_t *exp = json_object_get(claims, "exp");

	if (is_sample(claims))
		v->drop = true;
	else if (json_is_number(exp) && json_number_value(exp) < (double)now)
		fi_verdict_lower(v, FI_LOW, "It has expired.");
	else if (is(claims, "role", "anon"))
		fi_verdict_lower(v, FI_INFO, "Its role is anon: made to be public.");
}

void fi_check_jwt(const struct fi_candidate *c, struct fi_verdict *v)
{
	json_t *claims = claims_of(c->value, c->n);

	if (claims)
		judge_claims(claims, c->now, v);
	else
		v->drop = true;
	json_decref(claims);
}

void fi_check_service_role(const struct fi_candidate *c, struct fi_verdict *v)
{
	json_t *claims = claims_of(c->value, c->n);

	v->drop = !is(claims, "role", "service_role");
	if (!v->drop)
		judge_claims(claims, c->now, v);
	json_decref(claims);
}

void fi_check_basic_auth(const struct fi_candidate *c, struct fi_verdict *v)
{
	unsigned char raw[4096];
	const unsigned char *colon;
	size_t len, user;

	v->drop = true;
	if (!fi_base64(c->value, c->n, raw, sizeof(raw), &len) || len < 3)
		return;
	for (size_t i = 0; i < len; i++)
		if (raw[i] < ' ' || raw[i] == 0x7f)
			return;
	colon = memchr(raw, ':', len);
	if (!colon)
		return;
	v->decoded = "base64";
	user = (size_t)(colon - raw);
	/* aladdin:opensesame and kin; a password that repeats the name is no secret either. */
	v->drop = fi_placeholder((const char *)colon + 1, len - user - 1) ||
		  fi_known_dummy(c->value, c->n) ||
		  (len - user - 1 == user && memcmp(raw, colon + 1, user) == 0);
}
