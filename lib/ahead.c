#include "lib/ahead.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Small enough for all to stay in the caches, large enough to be worth a wake-up. */
#define SLOT ((size_t)256 << 10)

/* Reads made before a thread is worth its start. */
#define CALM 2

struct slot {
	unsigned char *p;
	size_t n;
};

struct fi_ahead {
	struct fi_reader in;
	struct fi_look look;
	unsigned calm;
	bool threaded, looking; /* the threads are there */
	bool lent;		/* ring[tail] is with the caller */

	pthread_t thread, looker;
	pthread_mutex_t lock;
	pthread_cond_t filled, seen, freed;
	/* Under the lock. */
	struct slot ring[FI_AHEAD_SLOTS];
	size_t tail, count; /* count: slots from tail on that hold something */
	size_t nseen;	    /* and of these, that were looked at */
	bool quit, ended;
	struct fi_err failed; /* told when the ring is empty */
};

/* A free slot, waited for; NULL when nobody wants more. */
static struct slot *free_slot(struct fi_ahead *a)
{
	struct slot *s = NULL;

	pthread_mutex_lock(&a->lock);
	while (a->count == FI_AHEAD_SLOTS && !a->quit)
		pthread_cond_wait(&a->freed, &a->lock);
	if (!a->quit)
		s = &a->ring[(a->tail + a->count) % FI_AHEAD_SLOTS];
	pthread_mutex_unlock(&a->lock);
	return s;
}

static void put(struct fi_ahead *a)
{
	pthread_mutex_lock(&a->lock);
	a->count++;
	if (!a->looking)
		a->nseen++;
	pthread_cond_signal(a->looking ? &a->filled : &a->seen);
	pthread_mutex_unlock(&a->lock);
}

/* Look at block after block, until there will be no more. */
static void *look_on(void *arg)
{
	struct fi_ahead *a = arg;

	pthread_mutex_lock(&a->lock);
	for (;;) {
		unsigned slot;

		while (a->nseen == a->count && !a->ended && !a->quit)
			pthread_cond_wait(&a->filled, &a->lock);
		if (a->quit || a->nseen == a->count)
			break;
		slot = (unsigned)((a->tail + a->nseen) % FI_AHEAD_SLOTS);
		pthread_mutex_unlock(&a->lock);
		a->look.see(a->look.self, slot, a->ring[slot].p, a->ring[slot].n);
		pthread_mutex_lock(&a->lock);
		a->nseen++;
		pthread_cond_signal(&a->seen);
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
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
	pthread_cond_signal(&a->seen);
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

enum fi_code fi_ahead_new(struct fi_reader in, const struct fi_look *look,
	struct fi_ahead **out, struct fi_err *err)
{
	struct fi_ahead *a = calloc(1, sizeof(*a));

	if (!a)
		return fi_err_nomem(err);
	a->in = in;
	if (look)
		a->look = *look;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->filled, NULL);
	pthread_cond_init(&a->seen, NULL);
	pthread_cond_init(&a->freed, NULL);
	*out = a;
	return FI_OK;
}

/* The ring's memory and the threads; without them all goes on as before. */
static void start(struct fi_ahead *a)
{
	for (size_t i = 0; i < FI_AHEAD_SLOTS; i++) {
		a->ring[i].p = malloc(SLOT);
		if (!a->ring[i].p)
			return;
	}
	a->looking = a->look.see && pthread_create(&a->looker, NULL, look_on, a) == 0;
	a->threaded = pthread_create(&a->thread, NULL, work, a) == 0;
}

/* Nobody wants more: the threads end. */
static void stop(struct fi_ahead *a)
{
	pthread_mutex_lock(&a->lock);
	a->quit = true;
	pthread_cond_signal(&a->freed);
	pthread_cond_signal(&a->filled);
	pthread_mutex_unlock(&a->lock);
	if (a->threaded)
		pthread_join(a->thread, NULL);
	if (a->looking)
		pthread_join(a->looker, NULL);
}

static void tell_lent(const struct fi_ahead *a, int slot)
{
	if (a->look.lend)
		a->look.lend(a->look.self, slot);
}

void fi_ahead_free(struct fi_ahead *a)
{
	if (!a)
		return;
	stop(a);
	tell_lent(a, -1);
	for (size_t i = 0; i < FI_AHEAD_SLOTS; i++)
		free(a->ring[i].p);
	pthread_cond_destroy(&a->freed);
	pthread_cond_destroy(&a->seen);
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
		a->tail = (a->tail + 1) % FI_AHEAD_SLOTS;
		a->count--;
		a->nseen--;
		a->lent = false;
		pthread_cond_signal(&a->freed);
	}
	while (!a->nseen && !(a->ended && !a->count))
		pthread_cond_wait(&a->seen, &a->lock);
	if (a->nseen) {
		*p = a->ring[a->tail].p;
		*n = a->ring[a->tail].n;
		a->lent = true;
	} else if (a->failed.code != FI_OK) {
		rc = fi_err_set(err, a->failed.code, "%s", a->failed.text);
	}
	pthread_mutex_unlock(&a->lock);
	tell_lent(a, a->lent && a->looking ? (int)a->tail : -1);
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
