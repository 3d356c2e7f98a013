/* lib_macaroon.c - writes Fly.io tokens that no key ever signed. */
#include "tests/lib_macaroon.h"

#include <openssl/evp.h>
#include <string.h>

void cav_raw(struct caveats *c, const void *bytes, size_t n)
{
	assert_true(n <= sizeof(c->body) - c->len);
	memcpy(c->body + c->len, bytes, n);
	c->len += n;
}

/* A first byte, and a number of that many bytes behind it. */
static void head(struct caveats *c, unsigned first, uint64_t n, unsigned width)
{
	unsigned char b[9] = { (unsigned char)first };

	for (unsigned i = 0; i < width; i++)
		b[width - i] = (unsigned char)(n >> 8 * i);
	cav_raw(c, b, width + 1);
}

void cav_uint(struct caveats *c, uint64_t u)
{
	if (u < 0x80)
		head(c, (unsigned)u, 0, 0);
	else if (u <= UINT16_MAX)
		head(c, 0xcd, u, 2);
	else if (u <= UINT32_MAX)
		head(c, 0xce, u, 4);
	else
		head(c, 0xcf, u, 8);
}

void cav_str(struct caveats *c, const char *s)
{
	head(c, 0xd9, strlen(s), 1);
	cav_raw(c, s, strlen(s));
}

void cav_bin(struct caveats *c, const char *s)
{
	head(c, 0xc4, strlen(s), 1);
	cav_raw(c, s, strlen(s));
}

void cav_array(struct caveats *c, size_t n)
{
	if (n < 16)
		head(c, (unsigned)(0x90 | n), 0, 0);
	else
		head(c, 0xdc, n, 2);
}

void cav_map(struct caveats *c, size_t n)
{
	if (n < 16)
		head(c, (unsigned)(0x80 | n), 0, 0);
	else
		head(c, 0xde, n, 2);
}

void cav_type(struct caveats *c, uint64_t type)
{
	cav_uint(c, type);
	c->n++;
}

void cav_org(struct caveats *c, uint64_t org, uint64_t mask)
{
	cav_type(c, 0);
	cav_array(c, 2);
	cav_uint(c, org);
	cav_uint(c, mask);
}

void cav_apps(struct caveats *c, const uint64_t *ids, uint64_t mask)
{
	size_t n = 0;

	while (ids[n])
		n++;
	cav_type(c, 3);
	cav_array(c, 1);
	cav_map(c, n);
	for (size_t i = 0; i < n; i++) {
		cav_uint(c, ids[i]);
		cav_uint(c, mask);
	}
}

void cav_window(struct caveats *c, uint64_t from, uint64_t to)
{
	cav_type(c, 4);
	cav_array(c, 2);
	cav_uint(c, from);
	cav_uint(c, to);
}

void cav_third_party(struct caveats *c, const char *ticket)
{
	cav_type(c, 11);
	cav_array(c, 3);
	cav_str(c, FLY_AUTH);
	cav_bin(c, "verifier");
	cav_bin(c, ticket);
}

void cav_if_present(struct caveats *c, const struct caveats *in, uint64_t otherwise)
{
	cav_type(c, 13);
	cav_array(c, 2);
	cav_array(c, 2 * in->n);
	cav_raw(c, in->body, in->len);
	cav_uint(c, otherwise);
}

void mk_macaroon(struct fi_buf *bundle, const char *label, const char *kid,
	const char *location, const struct caveats *c)
{
	struct caveats m = { .n = 0 };
	unsigned char text[4096];

	cav_array(&m, 4);
	cav_array(&m, 3);
	cav_bin(&m, kid);
	cav_bin(&m, "sixteen bytes...");
	cav_raw(&m, "\xc2", 1);
	cav_str(&m, location);
	cav_array(&m, 2 * c->n);
	cav_raw(&m, c->body, c->len);
	cav_bin(&m, "a tail that no key ever signed..");
	assert_true(EVP_EncodeBlock(text, m.body, (int)m.len) > 0);
	assert_int_equal(fi_buf_addf(bundle, "%s%s%s", bundle->len ? "," : "", label,
				 (const char *)text),
		FI_OK);
}

void mk_permission(struct fi_buf *bundle, const struct caveats *c)
{
	mk_macaroon(bundle,
		"fm"
		"2_",
		"key", FLY_API, c);
}

void mk_deploy(struct fi_buf *bundle, uint64_t org, uint64_t app, uint64_t expires)
{
	struct caveats in = { .n = 0 }, c = { .n = 0 }, proof = { .n = 0 };

	cav_apps(&in, (const uint64_t[]){ app, 0 }, 31);
	cav_type(&in, 5);
	cav_array(&in, 1);
	cav_map(&in, 1);
	cav_str(&in, "builder");
	cav_uint(&in, 31);
	cav_org(&c, org, 31);
	cav_third_party(&c, "ticket");
	cav_if_present(&c, &in, 1);
	mk_permission(bundle, &c);
	cav_window(&proof, 1700000000, expires);
	mk_macaroon(bundle,
		"fm"
		"2_",
		"ticket", FLY_AUTH, &proof);
}
