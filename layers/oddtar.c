#include "layers/oddtar.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "layers/pax.h"
#include "layers/ustar.h"

/* A hole that a digest would have to walk through is walked up to this far. */
#define HOLE_MAX ((uint64_t)16 << 30)

#define BLOCK FI_TAR_BLOCK

/*
 * libarchive keeps all of a header in memory, and a map of holes as a list of ten times
 * its size.  Real headers are some hundred bytes; attributes may take a MiB.
 */
#define QUIET_MAX ((uint64_t)5 << 20)

/* Headers that are longer, and what is in them, are told so far. */
#define HEADER_MAX (1u << 20)

struct fi_oddtar {
	uint64_t quiet; /* bytes lent since a member or data came */
	struct archive *a;
	struct archive_entry *entry;
	struct fi_reader in;
	struct fi_err in_err; /* the reader's own failure, told instead of libarchive's */
	struct fi_err broken; /* once failed, the answer stays the same */
	uint64_t lent;	      /* bytes the reader gave so far */
	bool in_ended;
	const unsigned char *block; /* the last block lent, for the tail */
	size_t nblock;
	unsigned char before[BLOCK]; /* the last bytes lent before that block */
	size_t nbefore;
	uint64_t size, seen; /* of the current member: declared, delivered or skipped */
	uint64_t data_end;   /* stream offset behind the last member's data */
	bool current, complete, fill, ended;
	bool exhausted; /* libarchive has told the end of the member's data */
	unsigned damage;
	uint64_t hole; /* zeros still to lend */
	const void *held;
	size_t nheld; /* data behind a hole, lent after it */
	bool tail_begun, block_told;
	bool in_header;
	int stuck; /* what stepping over a member's data came to, if it failed */
	uint64_t header_from;	 /* where the next member's headers begin, at the earliest */
	struct fi_buf header;	 /* what went by of them in blocks before the last ... */
	uint64_t header_at;	 /* ... from this offset on */
	struct fi_buf extra;
};

/* The block goes back to its owner, but libarchive may not have used all of it. */
static void remember(struct fi_oddtar *t)
{
	size_t n = t->nblock < BLOCK ? t->nblock : BLOCK;
	size_t old = t->nbefore < BLOCK - n ? t->nbefore : BLOCK - n;

	memmove(t->before, t->before + (t->nbefore - old), old);
	if (n)
		memcpy(t->before + old, t->block + (t->nblock - n), n);
	t->nbefore = old + n;
	t->nblock = 0;
}

/* A block goes back with the beginning of a header in it. */
static void keep_header(struct fi_oddtar *t)
{
	uint64_t at = t->lent - t->nblock;
	size_t skip = t->header_from > at ? (size_t)(t->header_from - at) : 0;

	if (!t->in_header || skip >= t->nblock)
		return;
	/* Data that nobody read goes by here, too: the end of it is enough. */
	if (t->header.len + (t->nblock - skip) > HEADER_MAX) {
		fi_buf_clear(&t->header);
		if (t->nblock - skip > HEADER_MAX)
			skip = t->nblock - HEADER_MAX;
	}
	if (!t->header.len)
		t->header_at = at + skip;
	if (fi_buf_add(&t->header, t->block + skip, t->nblock - skip) != FI_OK)
		fi_buf_clear(&t->header);
}

static la_ssize_t on_read(struct archive *a, void *self, const void **p)
{
	struct fi_oddtar *t = self;
	size_t n;

	keep_header(t);
	remember(t);
	if (t->in.read(t->in.self, p, &n, &t->in_err) != FI_OK) {
		archive_set_error(a, EIO, "%s", t->in_err.text);
		return -1;
	}
	t->in_ended = n == 0;
	t->block = *p;
	t->nblock = n;
	t->lent += n;
	t->quiet += n;
	if (t->quiet > QUIET_MAX) {
		(void)fi_err_set(&t->in_err, FI_ELIMIT,
			"a header that goes on for more than 4 MiB");
		archive_set_error(a, EIO, "%s", t->in_err.text);
		return -1;
	}
	return (la_ssize_t)n;
}

static la_int64_t on_skip(struct archive *a, void *self, la_int64_t n)
{
	struct fi_oddtar *t = self;
	uint64_t did = t->in.skip(t->in.self, (uint64_t)n);

	(void)a;
	fi_buf_clear(&t->header);
	t->nblock = t->nbefore = 0;
	t->lent += did;
	return (la_int64_t)did;
}

enum fi_code fi_oddtar_open(struct fi_reader in, struct fi_oddtar **out, struct fi_err *err)
{
	struct fi_oddtar *t = calloc(1, sizeof(*t));

	if (!t)
		return fi_err_nomem(err);
	t->in = in;
	t->in_header = true; /* opening looks at the first one */
	t->header = t->extra = fi_buf_limited(2 * HEADER_MAX);
	t->a = archive_read_new();
	if (!t->a || archive_read_support_format_tar(t->a) != ARCHIVE_OK ||
		archive_read_support_format_empty(t->a) != ARCHIVE_OK) {
		fi_oddtar_close(t);
		return fi_err_nomem(err);
	}
	if (archive_read_open2(t->a, t, NULL, on_read, in.skip ? on_skip : NULL, NULL) !=
		ARCHIVE_OK) {
		enum fi_code rc = t->in_err.code != FI_OK ?
			fi_err_set(err, t->in_err.code, "%s", t->in_err.text) :
			fi_err_set(err, FI_EFORMAT, "no tar archive: %s",
				archive_error_string(t->a));

		fi_oddtar_close(t);
		return rc;
	}
	*out = t;
	return FI_OK;
}

void fi_oddtar_close(struct fi_oddtar *t)
{
	if (!t)
		return;
	archive_read_free(t->a);
	fi_buf_done(&t->header);
	fi_buf_done(&t->extra);
	free(t);
}

static enum fi_code again(const struct fi_oddtar *t, struct fi_err *err)
{
	return fi_err_set(err, t->broken.code, "%s", t->broken.text);
}

/* Where a file is cut short libarchive says it otherwise than where a pipe is. */
static const char *why_broken(const struct fi_oddtar *t)
{
	const char *why = archive_error_string(t->a);

	if (!why)
		return "unknown reason";
	return strstr(why, "runcated") ? "truncated" : why;
}

static enum fi_code broken(struct fi_oddtar *t, struct fi_err *err)
{
	t->ended = true;
	if (t->in_err.code != FI_OK)
		t->broken = t->in_err;
	else if (archive_errno(t->a) == ENOMEM)
		(void)fi_err_nomem(&t->broken);
	else
		(void)fi_err_set(&t->broken, FI_EFORMAT, "damaged tar: %s", why_broken(t));
	return again(t, err);
}

static enum fi_kind kind_of(struct archive_entry *e)
{
	/* Asked first: a ustar hard link without type bits has file type 0. */
	if (archive_entry_hardlink(e))
		return FI_KIND_HARDLINK;
	switch (archive_entry_filetype(e)) {
	case AE_IFDIR:
		return FI_KIND_DIR;
	case AE_IFLNK:
		return FI_KIND_SYMLINK;
	case AE_IFCHR:
	case AE_IFBLK:
		return FI_KIND_DEVICE;
	case AE_IFIFO:
	case AE_IFSOCK:
		return FI_KIND_FIFO;
	default:
		return FI_KIND_FILE;
	}
}

static bool is_capable(struct archive_entry *e)
{
	const char *name;
	const void *value;
	size_t n;

	archive_entry_xattr_reset(e);
	while (archive_entry_xattr_next(e, &name, &value, &n) == ARCHIVE_OK)
		if (name && strcmp(name, "security.capability") == 0)
			return true;
	return false;
}

static uint32_t id_of(la_int64_t v)
{
	return v < 0 || v > (la_int64_t)UINT32_MAX ? UINT32_MAX : (uint32_t)v;
}

static void describe(struct fi_oddtar *t, struct fi_member *m)
{
	struct archive_entry *e = t->entry;
	const char *link = archive_entry_hardlink(e), *name = archive_entry_pathname(e);

	if (!link)
		link = archive_entry_symlink(e);
	*m = (struct fi_member){ .name = name ? name : "",
		.link = link ? link : "",
		.kind = kind_of(e),
		.uid = id_of(archive_entry_uid(e)),
		.gid = id_of(archive_entry_gid(e)),
		.mode = (uint16_t)(archive_entry_mode(e) & 07777),
		.capable = is_capable(e),
		.position = (uint64_t)archive_read_header_position(t->a) };
	if (m->kind == FI_KIND_FILE && archive_entry_size(e) > 0)
		m->size = (uint64_t)archive_entry_size(e);
}

/*
 * The bytes from the member's first header to its data, if they are at hand: in the last
 * block, or what was kept of the blocks before and its beginning.
 */
static const unsigned char *headers(struct fi_oddtar *t, uint64_t from, uint64_t to)
{
	uint64_t at = t->lent - t->nblock;

	if (to > t->lent || to < from || to - from > HEADER_MAX)
		return NULL;
	if (from >= at)
		return t->block + (from - at);
	if (!t->header.len || from < t->header_at || t->header_at + t->header.len != at)
		return NULL;
	if (to > at && fi_buf_add(&t->header, t->block, (size_t)(to - at)) != FI_OK)
		return NULL;
	return (const unsigned char *)t->header.p + (from - t->header_at);
}

/* More than one header: there may be more to tell.  Without memory there is not. */
static void describe_extra(struct fi_oddtar *t, struct fi_member *m)
{
	uint64_t to = (uint64_t)archive_filter_bytes(t->a, 0);
	const unsigned char *p;

	if (to < m->position + 2 * BLOCK)
		return;
	p = headers(t, m->position, to);
	fi_buf_clear(&t->extra);
	if (!p || fi_pax_texts(p, (size_t)(to - m->position), &t->extra) != FI_OK ||
		!t->extra.len)
		return;
	m->extra = t->extra.p;
	m->nextra = t->extra.len;
}

/*
 * The archive stopped without a proper end: was anything of it lost?  Not if all data
 * is there and the input ends within the padding that follows it.
 */
static bool only_padding_is_missing(const struct fi_oddtar *t)
{
	uint64_t end = t->data_end;

	if (t->in_err.code != FI_OK || !t->in_ended || !t->current)
		return false;
	if (!t->complete && !t->seen)
		end += t->size; /* nobody asked for the data: it was stepped over */
	else if (!t->complete)
		return false;
	return t->lent >= end && t->lent - end < (BLOCK - end % BLOCK) % BLOCK;
}

enum fi_code fi_oddtar_next(struct fi_oddtar *t, struct fi_member *m, bool *more,
	struct fi_err *err)
{
	*more = false;
	if (t->broken.code != FI_OK)
		return again(t, err);
	while (!t->ended) {
		int rc;

		t->quiet = 0;
		t->in_header = true;
		t->header_from = (uint64_t)archive_filter_bytes(t->a, 0);
		rc = t->stuck ? t->stuck : archive_read_next_header(t->a, &t->entry);
		t->in_header = false;
		if (rc == ARCHIVE_RETRY && t->in_err.code == FI_OK) {
			t->damage++;
			continue;
		}
		if (rc == ARCHIVE_EOF) {
			t->ended = true;
			break;
		}
		if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN) {
			if (!only_padding_is_missing(t))
				return broken(t, err);
			t->ended = true;
			break;
		}
		describe(t, m);
		describe_extra(t, m);
		fi_buf_clear(&t->header);
		t->size = m->size;
		t->seen = 0;
		t->hole = 0;
		t->nheld = 0;
		t->current = true;
		t->complete = m->size == 0;
		t->exhausted = false;
		t->data_end = (uint64_t)archive_filter_bytes(t->a, 0);
		*more = true;
		break;
	}
	return FI_OK;
}

static void lend_hole(struct fi_oddtar *t, const void **p, size_t *n)
{
	static const char zeros[64 << 10];

	*p = zeros;
	if (!t->fill) {
		*n = 1; /* what stands on both sides must not run together */
		t->hole = 0;
		return;
	}
	*n = t->hole < sizeof(zeros) ? (size_t)t->hole : sizeof(zeros);
	t->hole -= *n;
}

/* libarchive has no more for this member; what is left of its size is a hole. */
static enum fi_code end_of_data(struct fi_oddtar *t, const void **p, size_t *n,
	struct fi_err *err)
{
	*n = 0;
	t->complete = t->exhausted = true;
	if (!t->fill || t->size <= t->seen)
		return FI_OK;
	if (t->size - t->seen > HOLE_MAX)
		return fi_err_set(err, FI_ELIMIT, "a hole of more than 16 GiB");
	t->hole = t->size - t->seen;
	t->seen = t->size;
	lend_hole(t, p, n);
	return FI_OK;
}

/* A block of data at `offset`; a hole before it is lent first. */
static enum fi_code take_data(struct fi_oddtar *t, uint64_t offset, const void **p, size_t *n,
	struct fi_err *err)
{
	uint64_t hole = offset > t->seen ? offset - t->seen : 0;

	t->seen += hole + *n;
	t->complete = t->seen >= t->size;
	if (!hole)
		return FI_OK;
	if (t->fill && hole > HOLE_MAX)
		return fi_err_set(err, FI_ELIMIT, "a hole of more than 16 GiB");
	t->hole = hole;
	t->held = *p;
	t->nheld = *n;
	lend_hole(t, p, n);
	return FI_OK;
}

enum fi_code fi_oddtar_data(struct fi_oddtar *t, const void **p, size_t *n, struct fi_err *err)
{
	la_int64_t offset = 0;
	int rc;

	*n = 0;
	if (t->broken.code != FI_OK)
		return again(t, err);
	if (t->hole) {
		lend_hole(t, p, n);
		return FI_OK;
	}
	if (t->nheld) {
		*p = t->held;
		*n = t->nheld;
		t->nheld = 0;
		return FI_OK;
	}
	/* A sparse map may tell less than there is: all that is stored is lent. */
	if (t->exhausted || t->ended || !t->current)
		return FI_OK;
	t->quiet = 0;
	rc = archive_read_data_block(t->a, p, n, &offset);
	if (rc == ARCHIVE_EOF || (rc == ARCHIVE_OK && *n == 0))
		return end_of_data(t, p, n, err);
	if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN) {
		*n = 0;
		if (!only_padding_is_missing(t))
			return broken(t, err);
		t->exhausted = t->ended = true;
		return FI_OK;
	}
	t->data_end = (uint64_t)archive_filter_bytes(t->a, 0) + *n;
	return take_data(t, (uint64_t)offset, p, n, err);
}

bool fi_oddtar_in_one(const struct fi_oddtar *t, uint64_t *at)
{
	if (!t->current || t->seen || archive_entry_sparse_count(t->entry) > 0)
		return false;
	*at = t->data_end;
	return true;
}

void fi_oddtar_fill_holes(struct fi_oddtar *t)
{
	t->fill = true;
}

unsigned fi_oddtar_damage(const struct fi_oddtar *t)
{
	return t->damage;
}

/*
 * libarchive has taken whole blocks; what it consumed of them is told by its count.
 * The tail begins inside the last one, or less than a tar block before it.
 */
enum fi_code fi_oddtar_tail(struct fi_oddtar *t, const void **p, size_t *n, struct fi_err *err)
{
	uint64_t taken = (uint64_t)archive_filter_bytes(t->a, 0);
	size_t rest = taken < t->lent ? (size_t)(t->lent - taken) : 0;

	if (!t->tail_begun) {
		t->tail_begun = true;
		if (rest > t->nblock) {
			size_t old = rest - t->nblock;

			*n = old < t->nbefore ? old : t->nbefore;
			*p = t->before + (t->nbefore - *n);
			if (*n)
				return FI_OK;
		}
	}
	/* At the end of the input there is no block. */
	if (!t->block_told && t->nblock) {
		t->block_told = true;
		*n = rest < t->nblock ? rest : t->nblock;
		*p = t->block + (t->nblock - *n);
		if (*n)
			return FI_OK;
	}
	if (t->in_err.code != FI_OK)
		return fi_err_set(err, t->in_err.code, "%s", t->in_err.text);
	return t->in.read(t->in.self, p, n, err);
}

/*
 * libarchive asks for a block only if what it has is not enough, and it holds no more than
 * the beginning of a header besides the last one.
 */
bool fi_oddtar_leave(struct fi_oddtar *t, struct fi_oddtar_rest *rest)
{
	uint64_t taken;

	if (t->ended || !t->current || t->stuck)
		return false;
	t->quiet = 0;
	t->stuck = archive_read_data_skip(t->a);
	if (t->stuck != ARCHIVE_OK)
		return false;
	taken = (uint64_t)archive_filter_bytes(t->a, 0);
	if (taken > t->lent || t->lent - taken > t->nblock)
		return false;
	*rest = (struct fi_oddtar_rest){ .p = t->block + t->nblock - (t->lent - taken),
		.n = (size_t)(t->lent - taken),
		.pax = archive_format(t->a) == ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE };
	return true;
}
