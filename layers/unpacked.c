#include "layers/unpacked.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "layers/ustar.h"
#include "lib/ahead.h"
#include "lib/buf.h"
#include "lib/inflate.h"

/*
 * What comes out of one block's files, and for how many blocks at once.  The rest is
 * unpacked in its turn: so the crew takes a part of the work, and memory is bounded.
 */
#define ROOM   ((size_t)512 << 10)
#define SHELVES 4

/* A gzip file's header and its end (RFC 1952 2.3). */
#define GZIP_MIN 18

/* No file that is unpacked ahead needs more. */
#define WINDOW ((size_t)1 << 20)

struct made {
	const unsigned char *from; /* in the tar's block */
	size_t nfrom;
	size_t at, n; /* in its shelf */
};

/* Room for what comes out of a block's files. */
struct shelf {
	unsigned char *p;
	size_t len;
	struct fi_inflate *gzip;
	atomic_bool taken; /* by who sees a block, until that was lent */
};

struct block {
	struct shelf *shelf; /* NULL: nothing was unpacked */
	struct made *made;   /* as they stand in the tar */
	size_t n, room;
};

struct fi_unpacked {
	struct block block[FI_AHEAD_SLOTS];
	struct shelf shelf[SHELVES];
	/* Of who is lent blocks. */
	int lent;
	size_t next; /* in its list: files come in order */
};

struct fi_unpacked *fi_unpacked_new(void)
{
	struct fi_unpacked *u = calloc(1, sizeof(*u));

	if (u)
		u->lent = -1;
	return u;
}

void fi_unpacked_free(struct fi_unpacked *u)
{
	if (!u)
		return;
	for (size_t i = 0; i < FI_AHEAD_SLOTS; i++)
		free(u->block[i].made);
	for (size_t i = 0; i < SHELVES; i++) {
		free(u->shelf[i].p);
		fi_inflate_free(u->shelf[i].gzip);
	}
	free(u);
}

/* A shelf that no block has; NULL: there is none, or no memory. */
static struct shelf *free_shelf(struct fi_unpacked *u)
{
	for (size_t i = 0; i < SHELVES; i++) {
		struct shelf *s = &u->shelf[i];

		if (atomic_exchange(&s->taken, true))
			continue;
		if (!s->p)
			s->p = malloc(ROOM);
		if (s->p) {
			s->len = 0;
			return s;
		}
		atomic_store(&s->taken, false);
	}
	return NULL;
}

static void release(struct block *b)
{
	if (b->shelf)
		atomic_store(&b->shelf->taken, false);
	b->shelf = NULL;
	b->n = 0;
}

static bool begin(struct shelf *s, struct fi_reader in)
{
	struct fi_err ignored = { 0 };

	return (s->gzip ? fi_inflate_again(s->gzip, in, &ignored) :
			  fi_inflate_new_within(
				  FI_PACK_GZIP, in, WINDOW, &s->gzip, &ignored)) == FI_OK;
}

/*
 * All of it, or nothing: what is damaged, ends late or is too long is left to who finds
 * out what to say of it.
 */
static bool unpack(struct block *b, const unsigned char *p, size_t n)
{
	struct fi_memory m = { p, n };
	struct fi_err ignored = { 0 };
	struct shelf *s = b->shelf;
	size_t len = s->len, got = 1;
	struct fi_reader plain;

	if (!begin(s, fi_memory_reader(&m)))
		return false;
	plain = fi_inflate_reader(s->gzip);
	while (got && len < ROOM) {
		if (plain.fill(plain.self, s->p + len, ROOM - len, &got, &ignored) != FI_OK)
			return false;
		len += got;
	}
	if (got || len == s->len || fi_inflate_unused(s->gzip) ||
		!fi_grow(&b->made, &b->room, b->n + 1, sizeof(*b->made)))
		return false;
	b->made[b->n++] = (struct made){ p, n, s->len, len - s->len };
	s->len = len;
	return true;
}

/* The data behind a header, if it is a gzip file that ends in this block. */
static size_t gzip_behind(const unsigned char *header, size_t n)
{
	const unsigned char *p = header + FI_TAR_BLOCK;
	struct fi_ustar h;

	if (p[0] != 0x1f || p[1] != 0x8b || p[2] != 8 || !fi_ustar_read(header, &h))
		return 0;
	return h.kind == FI_KIND_FILE && h.size >= GZIP_MIN && h.size <= n - FI_TAR_BLOCK ?
		(size_t)h.size :
		0;
}

const void *fi_unpacked_see(struct fi_unpacked *u, unsigned slot, uint64_t at, const void *p,
	size_t n, size_t *len)
{
	const unsigned char *bytes = p;
	struct block *b = &u->block[slot];
	size_t i = (size_t)(-at % FI_TAR_BLOCK);

	release(b); /* if it was never lent */
	for (; i < n && n - i >= FI_TAR_BLOCK + GZIP_MIN; i += FI_TAR_BLOCK) {
		size_t size = gzip_behind(bytes + i, n - i);

		if (size && !b->shelf)
			b->shelf = free_shelf(u);
		if (size && !b->shelf)
			break;
		if (size && unpack(b, bytes + i + FI_TAR_BLOCK, size))
			i += size / FI_TAR_BLOCK * FI_TAR_BLOCK;
	}
	if (b->n == 0)
		release(b);
	*len = b->n ? b->shelf->len : 0;
	return b->n ? b->shelf->p : NULL;
}

void fi_unpacked_lend(struct fi_unpacked *u, int slot)
{
	if (u->lent >= 0 && u->lent != slot)
		release(&u->block[u->lent]);
	u->lent = slot;
	u->next = 0;
}

struct fi_plain fi_unpacked_find(struct fi_unpacked *u, const void *p, size_t n)
{
	const unsigned char *from = p;
	const struct block *b;
	const struct made *m;

	if (u->lent < 0)
		return (struct fi_plain){ 0 };
	b = &u->block[u->lent];
	while (u->next < b->n && b->made[u->next].from < from)
		u->next++;
	m = u->next < b->n ? &b->made[u->next] : NULL;
	if (!m || m->from != from || m->nfrom != n)
		return (struct fi_plain){ 0 };
	return (struct fi_plain){ b->shelf->p + m->at, m->n, u->lent };
}
