#include "lib/digest.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

struct fi_digest {
	EVP_MD_CTX *ctx;
	bool failed; /* libcrypto has */
};

struct fi_digest *fi_digest_new(void)
{
	struct fi_digest *d = calloc(1, sizeof(*d));

	if (!d)
		return NULL;
	d->ctx = EVP_MD_CTX_new();
	if (!d->ctx || EVP_DigestInit_ex(d->ctx, EVP_sha256(), NULL) != 1) {
		fi_digest_free(d);
		return NULL;
	}
	return d;
}

void fi_digest_free(struct fi_digest *d)
{
	if (!d)
		return;
	EVP_MD_CTX_free(d->ctx);
	free(d);
}

void fi_digest_add(struct fi_digest *d, const void *p, size_t n)
{
	if (EVP_DigestUpdate(d->ctx, p, n) != 1)
		d->failed = true;
}

static void to_text(const unsigned char *md, size_t n, char *text)
{
	static const char hex[] = "0123456789abcdef";
	size_t i, at = strlen("sha256:");

	memcpy(text, "sha256:", at);
	for (i = 0; i < n; i++) {
		text[at++] = hex[md[i] >> 4];
		text[at++] = hex[md[i] & 15];
	}
	text[at] = 0;
}

bool fi_digest_end(struct fi_digest *d, char text[FI_DIGEST_TEXT])
{
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (d->failed || EVP_DigestFinal_ex(d->ctx, md, &n) != 1 || n != 32)
		return false;
	to_text(md, n, text);
	return true;
}

bool fi_digest_text(const void *p, size_t n, char text[FI_DIGEST_TEXT])
{
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned got = 0;

	if (EVP_Digest(p, n, md, &got, EVP_sha256(), NULL) != 1 || got != 32)
		return false;
	to_text(md, got, text);
	return true;
}

bool fi_digest_valid(const char *s)
{
	size_t n = strlen("sha256:");

	if (strncmp(s, "sha256:", n) != 0)
		return false;
	s += n;
	return strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64;
}
