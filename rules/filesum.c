#include "rules/filesum.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { MD5, SHA1, SHA256, KINDS };

static const char *const names[KINDS] = { "MD5", "SHA1", "SHA256" };

struct fi_filesum {
	/* FI_FILESUM_KEEP bytes, mapped: on the heap they cost thrice as much in holes. */
	char *head;
	size_t n;
	bool lost;    /* more went by than is kept */
	bool running; /* the digests have been started */
	bool failed;
	EVP_MD *md[KINDS]; /* NULL: this OpenSSL refuses it (FIPS and MD5) */
	EVP_MD_CTX *ctx[KINDS];
};

struct fi_filesum *fi_filesum_new(void)
{
	struct fi_filesum *s = calloc(1, sizeof(*s));
	void *head;
	bool ok;

	if (!s)
		return NULL;
	head = mmap(NULL, FI_FILESUM_KEEP, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ok = head != MAP_FAILED;
	s->head = ok ? head : NULL;
	for (int i = 0; ok && i < KINDS; i++) {
		s->md[i] = EVP_MD_fetch(NULL, names[i], NULL);
		s->ctx[i] = EVP_MD_CTX_new();
		ok = s->ctx[i] != NULL;
	}
	if (ok)
		return s;
	fi_filesum_free(s);
	return NULL;
}

void fi_filesum_free(struct fi_filesum *s)
{
	if (!s)
		return;
	for (int i = 0; i < KINDS; i++) {
		EVP_MD_CTX_free(s->ctx[i]);
		EVP_MD_free(s->md[i]);
	}
	if (s->head)
		(void)munmap(s->head, FI_FILESUM_KEEP);
	free(s);
}

void fi_filesum_begin(struct fi_filesum *s)
{
	s->n = 0;
	s->lost = s->running = s->failed = false;
}

static void update(struct fi_filesum *s, const void *p, size_t n)
{
	for (int i = 0; i < KINDS; i++)
		if (s->md[i] && EVP_DigestUpdate(s->ctx[i], p, n) != 1)
			s->failed = true;
}

enum fi_code fi_filesum_bytes(struct fi_filesum *s, const void *p, size_t n)
{
	if (s->running) {
		update(s, p, n);
		return FI_OK;
	}
	if (s->lost || n > FI_FILESUM_KEEP - s->n) {
		s->lost = true;
		s->n = 0;
		return FI_OK;
	}
	if (n == 0)
		return FI_OK;
	memcpy(s->head + s->n, p, n);
	s->n += n;
	return FI_OK;
}

void fi_filesum_want(struct fi_filesum *s)
{
	if (s->running || s->lost)
		return;
	s->running = true;
	for (int i = 0; i < KINDS; i++)
		if (s->md[i] && EVP_DigestInit_ex2(s->ctx[i], s->md[i], NULL) != 1)
			s->failed = true;
	if (s->n)
		update(s, s->head, s->n);
	s->n = 0;
}

bool fi_filesum_wanted(const struct fi_filesum *s)
{
	return s->running;
}

bool fi_filesum_end(struct fi_filesum *s, struct fi_sums *out)
{
	unsigned char *const to[KINDS] = { out->md5, out->sha1, out->sha256 };

	if (!s->running || s->failed)
		return false;
	memset(out, 0, sizeof(*out));
	for (int i = 0; i < KINDS; i++)
		if (s->md[i] && EVP_DigestFinal_ex(s->ctx[i], to[i], NULL) != 1)
			s->failed = true;
	s->running = false;
	return !s->failed;
}
