#include "rules/valueid.h"

#include <openssl/evp.h>
#include <string.h>

/* Guessed values have this much of their hash in a fingerprint. */
#define TOLD 2

bool fi_guessable(const struct fi_rule *r, const char *masked)
{
	/* A mask that shows nothing tells that the value is short. */
	return r->weak || r->category != FI_SECRET || !masked || masked[0] == '*';
}

/* SHA-256 of one piece after another.  False without memory. */
static bool sha256(const void *a, size_t n, const void *b, size_t m, unsigned char out[32])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = ctx && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) == 1 &&
		  EVP_DigestUpdate(ctx, a, n) == 1 && EVP_DigestUpdate(ctx, b, m) == 1 &&
		  EVP_DigestFinal_ex(ctx, out, NULL) == 1;

	EVP_MD_CTX_free(ctx);
	return ok;
}

bool fi_value_hash(
	const unsigned char *salt, const void *value, size_t n, unsigned char out[32])
{
	unsigned char plain[32];

	if (!sha256(value, n, "", 0, plain))
		return false;
	if (salt)
		return sha256(salt, FI_SALT, plain, sizeof(plain), out);
	memcpy(out, plain, sizeof(plain));
	return true;
}

bool fi_value_print(const struct fi_rule *r, const char *masked, const void *value, size_t n,
	unsigned char out[16])
{
	unsigned char plain[32], sum[32];

	if (!sha256(value, n, "", 0, plain))
		return false;
	memset(out, 0, 16);
	if (fi_guessable(r, masked)) {
		memcpy(out, plain, TOLD);
		return true;
	}
	if (!sha256(r->id, strlen(r->id) + 1, plain, sizeof(plain), sum))
		return false;
	memcpy(out, sum, 16);
	return true;
}
