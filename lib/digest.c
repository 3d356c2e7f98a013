#include "lib/digest.h"

#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Below this handing a block over costs more than digesting it. */
#define WORTH_A_THREAD (32 << 10)

struct fi_tee {
	struct fi_hasher *hasher;
	struct fi_reader in;
	EVP_MD_CTX *ctx;
	uint64_t bytes;
	bool failed; /* of libcrypto */
	bool ended;

	/* Set by the owner, cleared by the helper, both under the hasher's lock. */
	const void *todo;
	size_t ntodo;
	struct fi_tee *next;
};

struct fi_hasher {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t work, idle;
	struct fi_tee *queue; /* tees with something to do; at most a handful */
	struct fi_tee *busy;
	bool quit;
};

static void update(struct fi_tee *t, const void *p, size_t n)
{
	if (EVP_DigestUpdate(t->ctx, p, n) != 1)
		t->failed = true;
}

static void *work(void *arg)
{
	struct fi_hasher *h = arg;

	pthread_mutex_lock(&h->lock);
	for (;;) {
		struct fi_tee *t = h->queue;

		if (!t) {
			if (h->quit)
				break;
			pthread_cond_wait(&h->work, &h->lock);
			continue;
		}
		h->queue = t->next;
		h->busy = t;
		pthread_mutex_unlock(&h->lock);
		update(t, t->todo, t->ntodo);
		pthread_mutex_lock(&h->lock);
		t->todo = NULL;
		h->busy = NULL;
		pthread_cond_broadcast(&h->idle);
	}
	pthread_mutex_unlock(&h->lock);
	return NULL;
}

struct fi_hasher *fi_hasher_new(void)
{
	struct fi_hasher *h = calloc(1, sizeof(*h));

	if (!h)
		return NULL;
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->work, NULL);
	pthread_cond_init(&h->idle, NULL);
	if (pthread_create(&h->thread, NULL, work, h) != 0) {
		free(h);
		return NULL;
	}
	return h;
}

void fi_hasher_free(struct fi_hasher *h)
{
	if (!h)
		return;
	pthread_mutex_lock(&h->lock);
	h->quit = true;
	pthread_cond_signal(&h->work);
	pthread_mutex_unlock(&h->lock);
	pthread_join(h->thread, NULL);
	pthread_cond_destroy(&h->idle);
	pthread_cond_destroy(&h->work);
	pthread_mutex_destroy(&h->lock);
	free(h);
}

static void submit(struct fi_tee *t, const void *p, size_t n)
{
	struct fi_hasher *h = t->hasher;
	struct fi_tee **end;

	if (!h || n < WORTH_A_THREAD) {
		update(t, p, n);
		return;
	}
	pthread_mutex_lock(&h->lock);
	t->todo = p;
	t->ntodo = n;
	t->next = NULL;
	for (end = &h->queue; *end; end = &(*end)->next)
		;
	*end = t;
	pthread_cond_signal(&h->work);
	pthread_mutex_unlock(&h->lock);
}

static void settle(struct fi_tee *t)
{
	struct fi_hasher *h = t->hasher;

	if (!h)
		return;
	pthread_mutex_lock(&h->lock);
	while (t->todo)
		pthread_cond_wait(&h->idle, &h->lock);
	pthread_mutex_unlock(&h->lock);
}

struct fi_tee *fi_tee_new(struct fi_hasher *h, struct fi_reader in)
{
	struct fi_tee *t = calloc(1, sizeof(*t));

	if (!t)
		return NULL;
	t->hasher = h;
	t->in = in;
	t->ctx = EVP_MD_CTX_new();
	if (!t->ctx || EVP_DigestInit_ex(t->ctx, EVP_sha256(), NULL) != 1) {
		fi_tee_free(t);
		return NULL;
	}
	return t;
}

void fi_tee_free(struct fi_tee *t)
{
	if (!t)
		return;
	settle(t);
	EVP_MD_CTX_free(t->ctx);
	free(t);
}

static enum fi_code tee_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fi_tee *t = self;
	enum fi_code rc;

	settle(t); /* the owner may reuse the last block from here on */
	if (t->ended) {
		*n = 0;
		return FI_OK;
	}
	rc = t->in.read(t->in.self, p, n, err);
	if (rc != FI_OK)
		return rc;
	if (*n == 0)
		t->ended = true;
	t->bytes += *n;
	if (*n)
		submit(t, *p, *n);
	return FI_OK;
}

struct fi_reader fi_tee_reader(struct fi_tee *t)
{
	return (struct fi_reader){ .self = t, .read = tee_read };
}

uint64_t fi_tee_bytes(const struct fi_tee *t)
{
	return t->bytes;
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

enum fi_code fi_tee_finish(struct fi_tee *t, char text[FI_DIGEST_TEXT], struct fi_err *err)
{
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	const void *p;
	size_t got = 1;

	while (got) {
		enum fi_code rc = tee_read(t, &p, &got, err);

		if (rc != FI_OK)
			return rc;
	}
	settle(t);
	if (t->failed || EVP_DigestFinal_ex(t->ctx, md, &n) != 1 || n != 32)
		return fi_err_set(err, FI_ENOMEM, "libcrypto refused to make a SHA-256");
	to_text(md, n, text);
	return FI_OK;
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
