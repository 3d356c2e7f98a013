#include "lib/ahead.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Few enough to stay in the second-level cache, large enough to be worth a wake-up. */
#define SLOTS 4
#define SLOT  ((size_t)256 << 10)

/* Reads made before a thread is worth its start. */
#define CALM 2

struct slot {
	unsigned char *p;
	size_t n;
};

struct fi_ahead {
	struct fi_reader in;
	unsigned calm;
	bool threaded;
	bool lent; /* ring[tail] is with the caller */

	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t filled, freed;
	/* Under the lock. */
	struct slot ring[SLOTS];
	size_t tail, count; /* count: slots from tail on that hold something */
	bool quit, ended;
	struct fi_err failed; /* told when the ring is empty */
};

/* A free slot, waited for; NULL when nobody wants more. */
static struct slot *free_slot(struct fi_ahead *a)
{
	struct slot *s = NULL;

	pthread_mutex_lock(&a->lock);
	while (a->count == SLOTS && !a->quit)
		pthread_cond_wait(&a->freed, &a->lock);
	if (!a->quit)
		s = &a->ring[(a->tail + a->count) % SLOTS];
	pthread_mutex_unlock(&a->lock);
	return s;
}

static void put(struct fi_ahead *a)
{
	pthread_mutex_lock(&a->lock);
	a->count++;
	pthread_cond_signal(&a->filled);
	pthread_mutex_unlock(&a->lock);
}

/* One block of the source into as many slots as it fills.  False when done for. */
static bool pass_on(struct fi_ahead *a, const unsigned char *p, size_t n)
{
	while (n) {
		struct slot *s = free_slot(a);

		if (!s)
			return false;
		s->n = n < SLOT ? n : SLOT;
		memcpy(s->p, p, s->n);
		p += s->n;
		n -= s->n;
		put(a);
	}
	return true;
}

static bool quits(struct fi_ahead *a)
{
	bool quit;

	pthread_mutex_lock(&a->lock);
	quit = a->quit;
	pthread_mutex_unlock(&a->lock);
	return quit;
}

static void *work(void *arg)
{
	struct fi_ahead *a = arg;
	struct fi_err err = { 0 };
	enum fi_code rc = FI_OK;
	const void *p;
	size_t n = 1;

	while (rc == FI_OK && n && !quits(a)) {
		rc = a->in.read(a->in.self, &p, &n, &err);
		if (rc == FI_OK && n && !pass_on(a, p, n))
			break;
	}
	pthread_mutex_lock(&a->lock);
	a->failed = err;
	a->ended = true;
	pthread_cond_signal(&a->filled);
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

enum fi_code fi_ahead_new(struct fi_reader in, struct fi_ahead **out, struct fi_err *err)
{
	struct fi_ahead *a = calloc(1, sizeof(*a));

	if (!a)
		return fi_err_nomem(err);
	a->in = in;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->filled, NULL);
	pthread_cond_init(&a->freed, NULL);
	*out = a;
	return FI_OK;
}

/* The ring's memory and the thread; without either all goes on as before. */
static void start(struct fi_ahead *a)
{
	for (size_t i = 0; i < SLOTS; i++) {
		a->ring[i].p = malloc(SLOT);
		if (!a->ring[i].p)
			return;
	}
	a->threaded = pthread_create(&a->thread, NULL, work, a) == 0;
}

void fi_ahead_free(struct fi_ahead *a)
{
	if (!a)
		return;
	if (a->threaded) {
		pthread_mutex_lock(&a->lock);
		a->quit = true;
		pthread_cond_signal(&a->freed);
		pthread_mutex_unlock(&a->lock);
		pthread_join(a->thread, NULL);
	}
	for (size_t i = 0; i < SLOTS; i++)
		free(a->ring[i].p);
	pthread_cond_destroy(&a->freed);
	pthread_cond_destroy(&a->filled);
	pthread_mutex_destroy(&a->lock);
	free(a);
}

/* Give back what was lent, wait for the next. */
static enum fi_code take(struct fi_ahead *a, const void **p, size_t *n, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	*n = 0;
	pthread_mutex_lock(&a->lock);
	if (a->lent) {
		a->tail = (a->tail + 1) % SLOTS;
		a->count--;
		a->lent = false;
		pthread_cond_signal(&a->freed);
	}
	while (!a->count && !a->ended)
		pthread_cond_wait(&a->filled, &a->lock);
	if (a->count) {
		*p = a->ring[a->tail].p;
		*n = a->ring[a->tail].n;
		a->lent = true;
	} else if (a->failed.code != FI_OK) {
		rc = fi_err_set(err, a->failed.code, "%s", a->failed.text);
	}
	pthread_mutex_unlock(&a->lock);
	return rc;
}

static enum fi_code ahead_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fi_ahead *a = self;

	if (a->threaded)
		return take(a, p, n, err);
	if (a->calm < CALM)
		a->calm++;
	else if (!a->ring[0].p) {
		start(a);
		if (a->threaded)
			return take(a, p, n, err);
	}
	return a->in.read(a->in.self, p, n, err);
}

struct fi_reader fi_ahead_reader(struct fi_ahead *a)
{
	return (struct fi_reader){ .self = a, .read = ahead_read };
}
