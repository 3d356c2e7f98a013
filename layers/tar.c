#include "layers/tar.h"

#include <stdlib.h>
#include <string.h>

#include "layers/oddtar.h"
#include "layers/ustar.h"

#define BLOCK FI_TAR_BLOCK

/*
 * Where a member is not plain, libarchive reads on from its header, so many members: to
 * open it costs as much as some ten of them, and most have others of their kind near.
 */
#define ODD_MEMBERS 50

/*
 * Members in a row, as the reader's blocks bring them: first the bytes in `head`, the
 * beginning of a header that goes on in the next block, then the `left` at `p`.
 */
struct fi_tar {
	struct fi_reader in;
	struct fi_err broken; /* once failed, the answer stays the same */
	const unsigned char *p;
	size_t left;
	bool in_ended;
	uint64_t lent; /* bytes the reader gave so far */
	unsigned char head[BLOCK];
	size_t nhead;
	struct fi_ustar plain;
	uint64_t remaining; /* of the member's data */
	size_t padding;	    /* behind it */
	bool fill, ended;
	unsigned damage; /* that was told by who is gone */
	/* Who reads at the moment, or NULL. */
	struct fi_oddtar *odd;
	unsigned odd_members; /* until it may go */
	uint64_t odd_base;    /* our offset of its first byte */
	bool odd_whole;	      /* what it was lent last is the reader's last block, to its end */
	bool pax;
	/* What it is given before our bytes, so that it knows them for a tar's. */
	unsigned char greeting[3 * BLOCK];
	size_t ngreeting;
};

/* --- the reader's blocks ----------------------------------------------- */

static enum fi_code again(const struct fi_tar *t, struct fi_err *err)
{
	return fi_err_set(err, t->broken.code, "%s", t->broken.text);
}

static enum fi_code truncated(struct fi_tar *t, struct fi_err *err)
{
	(void)fi_err_set(&t->broken, FI_EFORMAT, "damaged tar: truncated");
	return again(t, err);
}

/* The next block, when there is nothing left of the last; still nothing at the end. */
static enum fi_code more_input(struct fi_tar *t, struct fi_err *err)
{
	const void *p = NULL;

	if (t->left || t->in_ended)
		return FI_OK;
	if (t->in.read(t->in.self, &p, &t->left, &t->broken) != FI_OK) {
		t->left = 0;
		return again(t, err);
	}
	t->p = p;
	t->lent += t->left;
	t->in_ended = t->left == 0;
	return FI_OK;
}

static void take(struct fi_tar *t, size_t n)
{
	if (n) /* a reader that has nothing may lend NULL */
		t->p += n;
	t->left -= n;
}

static uint64_t offset(const struct fi_tar *t)
{
	return t->lent - t->left - t->nhead;
}

/* The next BLOCK bytes where they lie, or in t->head; NULL if there are not as many. */
static enum fi_code peek(struct fi_tar *t, const unsigned char **out, struct fi_err *err)
{
	enum fi_code rc = t->nhead ? FI_OK : more_input(t, err);

	*out = t->p;
	if (rc == FI_OK && !t->nhead && t->left >= BLOCK)
		return FI_OK;
	while (rc == FI_OK && t->nhead < BLOCK) {
		size_t n = BLOCK - t->nhead < t->left ? BLOCK - t->nhead : t->left;

		if (n == 0 && t->in_ended)
			break;
		if (n)
			memcpy(t->head + t->nhead, t->p, n);
		take(t, n);
		t->nhead += n;
		if (t->nhead < BLOCK)
			rc = more_input(t, err);
	}
	*out = t->nhead == BLOCK ? t->head : NULL;
	return rc;
}

/* Take what was peeked at. */
static void take_block(struct fi_tar *t)
{
	if (t->nhead)
		t->nhead = 0;
	else
		take(t, BLOCK);
}

/* Step over up to n bytes; returns how many were not there. */
static enum fi_code step_over(struct fi_tar *t, uint64_t *n, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (;;) {
		size_t now = t->left < *n ? t->left : (size_t)*n;

		take(t, now);
		*n -= now;
		if (rc != FI_OK || *n == 0 || t->in_ended)
			return rc;
		if (t->in.skip) {
			uint64_t did = t->in.skip(t->in.self, *n);

			t->lent += did;
			*n -= did;
		}
		if (*n)
			rc = more_input(t, err);
	}
}

/* --- members that are not plain ---------------------------------------- */

/* What libarchive reads: the greeting, then what we would have read. */
static enum fi_code odd_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fi_tar *t = self;
	enum fi_code rc = FI_OK;

	t->odd_whole = !t->ngreeting && !t->nhead;
	if (!t->odd_whole) {
		*p = t->ngreeting ? t->greeting : t->head;
		*n = t->ngreeting ? t->ngreeting : t->nhead;
		if (!t->ngreeting)
			t->nhead = 0;
		t->ngreeting = 0;
		return FI_OK;
	}
	rc = more_input(t, err);
	*p = t->p;
	*n = t->left;
	if (rc == FI_OK)
		take(t, t->left);
	return rc;
}

static uint64_t odd_skip(void *self, uint64_t n)
{
	struct fi_tar *t = self;
	uint64_t did = t->left || t->nhead ? 0 : t->in.skip(t->in.self, n);

	t->lent += did;
	return did;
}

/*
 * A file without content, which any reader of tars knows; behind a pax header, if there was
 * one before, since later members are read in another way then.
 */
static void greet(struct fi_tar *t)
{
	static const char record[] = "13 comment=x\n";
	unsigned char *p = t->greeting;

	memset(p, 0, sizeof(t->greeting));
	if (t->pax) {
		fi_ustar_write("x", 'x', sizeof(record) - 1, p);
		memcpy(p + BLOCK, record, sizeof(record) - 1);
		p += 2 * BLOCK;
	}
	fi_ustar_write("x", '0', 0, p);
	t->ngreeting = (size_t)(p - t->greeting) + BLOCK;
}

static enum fi_code begin_odd(struct fi_tar *t, struct fi_err *err)
{
	struct fi_reader in = { .self = t,
		.read = odd_read,
		.skip = t->in.skip ? odd_skip : NULL };

	t->odd_base = offset(t) - t->ngreeting;
	t->odd_members = ODD_MEMBERS;
	return fi_oddtar_open(in, &t->odd, err);
}

/* A header that is not plain, behind others. */
static enum fi_code turn_odd(struct fi_tar *t, struct fi_err *err)
{
	struct fi_member greeting;
	bool more;
	enum fi_code rc;

	greet(t);
	rc = begin_odd(t, err);
	if (rc != FI_OK)
		return rc;
	if (t->fill)
		fi_oddtar_fill_holes(t->odd);
	return fi_oddtar_next(t->odd, &greeting, &more, err);
}

static enum fi_code next_odd(struct fi_tar *t, struct fi_member *m, bool *more,
	struct fi_err *err)
{
	enum fi_code rc = fi_oddtar_next(t->odd, m, more, err);

	if (rc == FI_OK && *more)
		m->position += t->odd_base;
	t->odd_members -= t->odd_members > 0;
	return rc;
}

/* Read on without libarchive, if it can tell where. */
static void turn_plain(struct fi_tar *t)
{
	struct fi_oddtar_rest rest;

	if (t->odd_members || !t->odd_whole || !fi_oddtar_leave(t->odd, &rest))
		return;
	t->p = rest.p;
	t->left = rest.n;
	t->pax |= rest.pax;
	t->damage += fi_oddtar_damage(t->odd);
	fi_oddtar_close(t->odd);
	t->odd = NULL;
}

/* --- members ------------------------------------------------------------ */

static bool all_zero(const unsigned char *p)
{
	return p[0] == 0 && memcmp(p, p + 1, BLOCK - 1) == 0;
}

enum fi_code fi_tar_open(struct fi_reader in, struct fi_tar **out, struct fi_err *err)
{
	struct fi_tar *t = calloc(1, sizeof(*t));
	const unsigned char *block;
	enum fi_code rc;

	if (!t)
		return fi_err_nomem(err);
	t->in = in;
	rc = peek(t, &block, err);
	if (rc == FI_OK && (block || t->nhead) &&
		!(block && (all_zero(block) || fi_ustar_read(block, &t->plain))))
		rc = begin_odd(t, err);
	if (rc == FI_OK)
		*out = t;
	else
		fi_tar_close(t);
	return rc;
}

void fi_tar_close(struct fi_tar *t)
{
	if (!t)
		return;
	fi_oddtar_close(t->odd);
	free(t);
}

static void describe(struct fi_tar *t, struct fi_member *m)
{
	const struct fi_ustar *u = &t->plain;

	*m = (struct fi_member){ .name = u->name,
		.link = u->link,
		.kind = u->kind,
		.size = u->size,
		.uid = u->uid,
		.gid = u->gid,
		.mode = u->mode,
		.position = offset(t) };
	t->remaining = u->size;
	t->padding = (size_t)(-u->size % BLOCK);
}

/* One block of zeros is the end; most write two. */
static void end(struct fi_tar *t)
{
	const unsigned char *block;
	struct fi_err later = { 0 };

	take_block(t);
	t->ended = true;
	if (peek(t, &block, &later) == FI_OK && block && all_zero(block))
		take_block(t);
}

enum fi_code fi_tar_next(struct fi_tar *t, struct fi_member *m, bool *more,
	struct fi_err *err)
{
	const unsigned char *block = NULL;
	uint64_t rest;
	enum fi_code rc;

	*more = false;
	if (t->odd)
		turn_plain(t);
	if (t->odd)
		return next_odd(t, m, more, err);
	if (t->ended)
		return FI_OK;
	if (t->broken.code != FI_OK)
		return again(t, err);
	rest = t->remaining + t->padding;
	rc = step_over(t, &rest, err);
	if (rc == FI_OK && rest > t->padding)
		return truncated(t, err);
	/* umoci writes no padding and no end. */
	t->ended = rest > 0;
	t->remaining = t->padding = 0;
	if (rc == FI_OK && !t->ended)
		rc = peek(t, &block, err);
	if (rc != FI_OK || t->ended)
		return rc;
	if (!block) {
		t->ended = t->nhead == 0;
		return t->ended ? FI_OK : truncated(t, err);
	}
	if (all_zero(block)) {
		end(t);
		return FI_OK;
	}
	if (!fi_ustar_read(block, &t->plain)) {
		rc = turn_odd(t, err);
		return rc == FI_OK ? next_odd(t, m, more, err) : rc;
	}
	describe(t, m);
	take_block(t);
	*more = true;
	return FI_OK;
}

enum fi_code fi_tar_data(struct fi_tar *t, const void **p, size_t *n, struct fi_err *err)
{
	enum fi_code rc;

	if (t->odd)
		return fi_oddtar_data(t->odd, p, n, err);
	*n = 0;
	if (t->broken.code != FI_OK)
		return again(t, err);
	if (!t->remaining)
		return FI_OK;
	rc = more_input(t, err);
	if (rc != FI_OK)
		return rc;
	if (!t->left)
		return truncated(t, err);
	*p = t->p;
	*n = t->left < t->remaining ? t->left : (size_t)t->remaining;
	take(t, *n);
	t->remaining -= *n;
	return FI_OK;
}

bool fi_tar_in_one(const struct fi_tar *t, uint64_t *at)
{
	if (t->odd) {
		if (!fi_oddtar_in_one(t->odd, at))
			return false;
		*at += t->odd_base;
		return true;
	}
	*at = offset(t);
	return t->remaining == t->plain.size;
}

static enum fi_code data_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	return fi_tar_data(self, p, n, err);
}

struct fi_reader fi_tar_reader(struct fi_tar *t)
{
	return (struct fi_reader){ .self = t, .read = data_read };
}

void fi_tar_fill_holes(struct fi_tar *t)
{
	t->fill = true;
	if (t->odd)
		fi_oddtar_fill_holes(t->odd);
}

unsigned fi_tar_damage(const struct fi_tar *t)
{
	return t->damage + (t->odd ? fi_oddtar_damage(t->odd) : 0);
}

enum fi_code fi_tar_tail(struct fi_tar *t, const void **p, size_t *n, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	if (t->odd)
		return fi_oddtar_tail(t->odd, p, n, err);
	*n = 0;
	if (t->nhead) {
		*p = t->head;
		*n = t->nhead;
		t->nhead = 0;
		return FI_OK;
	}
	if (t->broken.code != FI_OK)
		return again(t, err);
	rc = more_input(t, err);
	if (rc != FI_OK)
		return rc;
	*p = t->p;
	*n = t->left;
	take(t, *n);
	return FI_OK;
}

/* The checksum of a header: all bytes, its own field counted as spaces. */
static bool checksum_fits(const unsigned char *p)
{
	unsigned long claimed = 0, sum = 0;
	bool digits = false;

	for (size_t i = 148; i < 156 && (p[i] == ' ' || (p[i] >= '0' && p[i] <= '7')); i++) {
		if (p[i] == ' ') {
			if (digits)
				break;
			continue;
		}
		digits = true;
		claimed = claimed * 8 + (unsigned long)(p[i] - '0');
	}
	for (size_t i = 0; i < 512; i++)
		sum += i >= 148 && i < 156 ? (unsigned)' ' : p[i];
	return digits && claimed == sum;
}

bool fi_tar_sniff(const unsigned char *p, size_t n)
{
	size_t i;

	if (n < 512)
		return false;
	if (memcmp(p + 257, "ustar", 5) == 0 || checksum_fits(p))
		return true;
	for (i = 0; i < 512; i++)
		if (p[i])
			return false;
	return true;
}
