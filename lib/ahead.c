#include "lib/ahead.h"

#include <stdlib.h>
#include <string.h>

/* Small enough for all to stay in the caches, large enough to be worth a step. */
#define SLOT ((size_t)256 << 10)

/* Reads made before the ring is worth its memory. */
#define CALM 2

/* What nobody looks at is compressed, and each block of it makes several of the other. */
#define FEW_SLOTS 3

struct slot {
	unsigned char *p;
	size_t n;
	uint64_t at; /* in the stream */
	bool seen; /* under the crew's lock */
};

/* Blocks are counted from 0; block i is in slot i % slots. */
struct fi_ahead {
	struct fi_crew *crew;
	struct fi_reader in;
	struct fi_look look;
	struct fi_digest *digest;
	unsigned calm;
	bool running; /* the ring is in use */
	bool over;    /* the source has ended before */
	bool lent;    /* block `taken` is with the caller */
	uint64_t bytes;
	unsigned slots; /* a full ring is filled again when half of them are free */
	struct slot ring[FI_AHEAD_SLOTS];
	struct fi_job filling, seeing, digesting;

	/* The filling step's own. */
	uint64_t at;
	const unsigned char *rest; /* of the source's block */
	size_t nrest;
	struct fi_err trouble;
	bool last;

	/* Under the crew's lock. */
	uint64_t filled, seen, digested, taken; /* so many blocks were */
	uint64_t looked_at; /* and so many are, or were seen */
	bool full, quit, ended;
	struct fi_err failed; /* told behind the last block */
};

static struct slot *slot_of(struct fi_ahead *a, uint64_t block)
{
	return &a->ring[block % a->slots];
}

/* --- filling --- */

static bool may_fill(const void *self)
{
	const struct fi_ahead *a = self;
	uint64_t kept = a->digested < a->taken ? a->digested : a->taken;
	uint64_t space = a->slots - (a->filled - kept);

	return !a->quit && !a->ended && space >= (a->full ? a->slots / 2 : 1);
}

/* The next of the source into p: its own memory, or what is left of a block it lends. */
static enum fi_code get(struct fi_ahead *a, unsigned char *p, size_t room, size_t *n,
	struct fi_err *err)
{
	const void *block;
	enum fi_code rc;

	if (!a->nrest && a->in.fill)
		return a->in.fill(a->in.self, p, room, n, err);
	if (!a->nrest) {
		rc = a->in.read(a->in.self, &block, &a->nrest, err);
		if (rc != FI_OK) {
			a->nrest = 0;
			return rc;
		}
		a->rest = block;
	}
	*n = a->nrest < room ? a->nrest : room;
	if (*n) { /* at the end `rest` may be NULL */
		memcpy(p, a->rest, *n);
		a->rest += *n;
		a->nrest -= *n;
	}
	return FI_OK;
}

static uint64_t next_filled(void *self)
{
	return ((struct fi_ahead *)self)->filled;
}

static void fill(void *self, uint64_t block)
{
	struct fi_ahead *a = self;
	struct slot *s = slot_of(a, block);
	size_t got = 1;

	s->n = 0;
	while (s->n < SLOT && got) {
		got = 0;
		if (get(a, s->p + s->n, SLOT - s->n, &got, &a->trouble) != FI_OK)
			break;
		s->n += got;
	}
	s->at = a->at;
	a->at += s->n;
	a->last = got == 0;
}

static void is_filled(void *self, uint64_t block)
{
	struct fi_ahead *a = self;
	struct slot *s = slot_of(a, block);

	s->seen = false;
	a->filled += s->n > 0;
	if (!a->look.see)
		a->seen = a->filled;
	a->ended = a->last;
	a->failed = a->trouble;
	a->full = false;
	a->full = !may_fill(a);
}

/* --- looking and digesting --- */

static bool may_see(const void *self)
{
	const struct fi_ahead *a = self;

	return a->looked_at < a->filled && !a->quit;
}

static uint64_t next_seen(void *self)
{
	return ((struct fi_ahead *)self)->looked_at++;
}

static void see(void *self, uint64_t block)
{
	struct fi_ahead *a = self;
	struct slot *s = slot_of(a, block);

	a->look.see(a->look.self, (unsigned)(block % a->slots), s->at, s->p, s->n);
}

/* Blocks are lent in order, but the later of two may be seen first. */
static void is_seen(void *self, uint64_t block)
{
	struct fi_ahead *a = self;

	slot_of(a, block)->seen = true;
	while (a->seen < a->looked_at && slot_of(a, a->seen)->seen)
		a->seen++;
}

static bool may_digest(const void *self)
{
	const struct fi_ahead *a = self;

	return a->digested < a->filled && !a->quit;
}

static uint64_t next_digested(void *self)
{
	return ((struct fi_ahead *)self)->digested;
}

static void digest(void *self, uint64_t block)
{
	struct fi_ahead *a = self;
	struct slot *s = slot_of(a, block);

	fi_digest_add(a->digest, s->p, s->n);
}

static void is_digested(void *self, uint64_t block)
{
	((struct fi_ahead *)self)->digested = block + 1;
}

/* --- the reader --- */

static const struct fi_task filling = { may_fill, next_filled, fill, is_filled, false };
static const struct fi_task seeing = { may_see, next_seen, see, is_seen, true };
static const struct fi_task digesting = { may_digest, next_digested, digest, is_digested, false };

/* What takes longest comes last, where the crew begins: nothing then waits for it at the end. */
enum rank { SEE, FILL, DIGEST, COSTLY_FILL };

struct fi_ahead *fi_ahead_new(struct fi_crew *crew, struct fi_reader in, bool costly)
{
	struct fi_ahead *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->crew = crew;
	a->in = in;
	a->slots = FEW_SLOTS;
	a->digest = fi_digest_new();
	if (!a->digest) {
		free(a);
		return NULL;
	}
	a->filling = (struct fi_job){ &filling, a, costly ? COSTLY_FILL : FILL, 0, NULL, NULL };
	a->seeing = (struct fi_job){ &seeing, a, SEE, 0, NULL, NULL };
	a->digesting = (struct fi_job){ &digesting, a, DIGEST, 0, NULL, NULL };
	return a;
}

void fi_ahead_look(struct fi_ahead *a, const struct fi_look *look)
{
	a->look = *look;
	a->slots = FI_AHEAD_SLOTS;
}

uint64_t fi_ahead_bytes(const struct fi_ahead *a)
{
	return a->bytes;
}

/* The ring's memory; without it all goes on as before. */
static void start(struct fi_ahead *a)
{
	for (size_t i = 0; i < a->slots; i++) {
		a->ring[i].p = malloc(SLOT);
		if (!a->ring[i].p)
			return;
	}
	a->at = a->bytes;
	a->running = true;
	if (a->look.see)
		fi_crew_add(a->crew, &a->seeing);
	fi_crew_add(a->crew, &a->digesting);
	fi_crew_add(a->crew, &a->filling);
}

/* Nobody wants more. */
static void stop(struct fi_ahead *a)
{
	fi_crew_lock(a->crew);
	a->quit = true;
	fi_crew_unlock(a->crew);
	fi_crew_remove(a->crew, &a->filling);
	fi_crew_remove(a->crew, &a->digesting);
	if (a->look.see)
		fi_crew_remove(a->crew, &a->seeing);
}

static void tell_lent(const struct fi_ahead *a, int slot)
{
	if (a->look.see)
		a->look.lend(a->look.self, slot);
}

void fi_ahead_free(struct fi_ahead *a)
{
	if (!a)
		return;
	if (a->running)
		stop(a);
	tell_lent(a, -1);
	for (size_t i = 0; i < FI_AHEAD_SLOTS; i++)
		free(a->ring[i].p);
	fi_digest_free(a->digest);
	free(a);
}

static bool can_take(const void *self)
{
	const struct fi_ahead *a = self;

	return a->taken < a->seen || (a->ended && a->taken == a->filled);
}

/* Give back what was lent, wait for the next. */
static enum fi_code take(struct fi_ahead *a, const void **p, size_t *n, struct fi_err *err)
{
	enum fi_code rc = FI_OK;
	unsigned slot;

	*n = 0;
	if (a->lent)
		tell_lent(a, -1); /* before another block can be in its slot */
	fi_crew_lock(a->crew);
	a->taken += a->lent;
	if (a->lent && may_fill(a))
		fi_crew_tell(a->crew);
	fi_crew_wait(a->crew, can_take, a);
	a->lent = a->taken < a->seen;
	slot = (unsigned)(a->taken % a->slots);
	if (!a->lent && a->failed.code != FI_OK)
		rc = fi_err_set(err, a->failed.code, "%s", a->failed.text);
	fi_crew_unlock(a->crew);
	if (a->lent) {
		*p = a->ring[slot].p;
		*n = a->ring[slot].n;
		a->bytes += *n;
	}
	if (a->lent)
		tell_lent(a, (int)slot);
	return rc;
}

static enum fi_code read_now(struct fi_ahead *a, const void **p, size_t *n,
	struct fi_err *err)
{
	enum fi_code rc = a->in.read(a->in.self, p, n, err);

	if (rc != FI_OK)
		return rc;
	a->over = *n == 0;
	fi_digest_add(a->digest, *p, *n);
	a->bytes += *n;
	return FI_OK;
}

static enum fi_code ahead_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fi_ahead *a = self;

	if (!a->running && !a->over && a->calm >= CALM && a->crew && !a->ring[0].p)
		start(a);
	if (a->running)
		return take(a, p, n, err);
	if (a->calm < CALM)
		a->calm++;
	return read_now(a, p, n, err);
}

struct fi_reader fi_ahead_reader(struct fi_ahead *a)
{
	return (struct fi_reader){ .self = a, .read = ahead_read };
}

static bool all_digested(const void *self)
{
	const struct fi_ahead *a = self;

	return a->digested == a->filled;
}

enum fi_code fi_ahead_finish(struct fi_ahead *a, char text[FI_DIGEST_TEXT],
	struct fi_err *err)
{
	const void *p;
	size_t n = 1;

	while (n) {
		enum fi_code rc = ahead_read(a, &p, &n, err);

		if (rc != FI_OK)
			return rc;
	}
	if (a->running) {
		fi_crew_lock(a->crew);
		fi_crew_wait(a->crew, all_digested, a);
		fi_crew_unlock(a->crew);
	}
	return fi_digest_end(a->digest, text) ?
		FI_OK :
		fi_err_set(err, FI_ENOMEM, "libcrypto refused to make a SHA-256");
}
