#include "layers/export.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layers/folder.h"
#include "layers/tar.h"
#include "layers/unpacked.h"
#include "layers/walk.h"
#include "lib/ahead.h"
#include "lib/inflate.h"

/*
 * Manifests and configs above 4 MiB are refused by every registry; attestations may be
 * larger.  All text that is held while a stream goes by shares one purse.
 */
#define TEXT_MAX  (8u << 20)
#define PURSE_MAX (32u << 20)
#define SCRAP_MAX 4096u /* of what is no JSON, such as "version" */

/* More members than the largest registry exports have; a name and 150 bytes each. */
#define MEMBERS_MAX 200000u
#define BUCKETS	    4096u
#define LINKS_MAX   16

#define BLOCK	    (256u << 10)
#define INDEX_BLOCK (64u << 10) /* and for a member that is smaller */
#define PIPE	    (1u << 20)	/* what a pipe shall hold */

/* A member that is larger is read from the file itself, without libarchive. */
#define DIRECT (1u << 20)

/* Blocks of a file descriptor, from `at` to `end` when it can be seeked. */
struct fd_reader {
	struct fi_set *set;
	int fd;
	uint64_t at, end; /* end: of a file or of the member in it, UINT64_MAX for a pipe */
	bool member;	  /* `end` is a member's: an earlier one is damage */
	bool seekable, ended;
	unsigned char *block; /* made when it is needed */
	size_t room;
};

/* How long a signal may go unnoticed while a pipe gives nothing. */
#define PATIENCE_MS 200

/* A signal may be another thread's, which ends no read of this one: so do not wait in it. */
static void await(const struct fd_reader *r)
{
	struct pollfd fd = { .fd = r->fd, .events = POLLIN };

	while (!r->seekable && !(r->set->opt.stop && *r->set->opt.stop) &&
		poll(&fd, 1, PATIENCE_MS) == 0)
		;
}

/* One read of the system's; *got is 0 at the end. */
static enum fi_code read_some(struct fd_reader *r, unsigned char *p, size_t room, size_t *got,
	struct fi_err *err)
{
	ssize_t n;

	if (r->seekable && room > r->end - r->at)
		room = (size_t)(r->end - r->at);
	do {
		await(r);
		if (r->set->opt.stop && *r->set->opt.stop)
			return fi_err_set(err, FI_ESTOP, "stopped");
		n = r->seekable ? pread(r->fd, p, room, (off_t)r->at) : read(r->fd, p, room);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return fi_err_sys(err, errno, "cannot read");
	if (n == 0 && r->member && r->at < r->end)
		return fi_err_set(err, FI_EFORMAT, "damaged tar: truncated");
	*got = (size_t)n;
	r->at += *got;
	return FI_OK;
}

/* A pipe gives 64 KiB at most at a time; a full block is worth the wait. */
static enum fi_code fd_fill(void *self, void *p, size_t room, size_t *n, struct fi_err *err)
{
	struct fd_reader *r = self;
	size_t have = 0, got = 1;

	*n = 0;
	while (!r->ended && got && have < room) {
		enum fi_code rc =
			read_some(r, (unsigned char *)p + have, room - have, &got, err);

		if (rc != FI_OK && !have)
			return rc;
		if (rc != FI_OK) { /* it comes again, behind what there was */
			fi_err_clear(err);
			break;
		}
		have += got;
		r->ended = got == 0;
	}
	*n = have;
	if (have && r->set->visitor.progress)
		r->set->visitor.progress(r->set->visitor.self, have);
	return FI_OK;
}

static enum fi_code fd_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fd_reader *r = self;

	if (!r->block)
		r->block = malloc(r->room);
	if (!r->block)
		return fi_err_nomem(err);
	*p = r->block;
	return fd_fill(self, r->block, r->room, n, err);
}

static struct fi_reader fd_whole(struct fd_reader *r)
{
	return (struct fi_reader){ .self = r, .read = fd_read, .fill = fd_fill };
}

static uint64_t fd_skip(void *self, uint64_t n)
{
	struct fd_reader *r = self;
	uint64_t left = r->at < r->end ? r->end - r->at : 0;

	if (n > left)
		n = left;
	r->at += n;
	return n;
}

static void fd_open(struct fd_reader *r, struct fi_export *x, size_t room)
{
	*r = (struct fd_reader){ .set = x->set,
		.fd = x->fd,
		.end = x->file_size,
		.seekable = x->from == FI_FROM_TAR,
		.room = room };
}

/* --- members --- */

static unsigned bucket(const char *name)
{
	unsigned h = 2166136261u;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return (h ^ h >> 16) % BUCKETS;
}

static struct fi_blob *lookup(const struct fi_export *x, const char *name)
{
	struct fi_blob *b = x->buckets[bucket(name)];

	while (b && strcmp(b->name, name) != 0)
		b = b->next;
	return b;
}

static void forget(struct fi_export *x, struct fi_blob *b)
{
	x->kept -= b->n;
	free(b->text);
	free(b->link);
	free(b->why);
	b->text = b->link = b->why = NULL;
	b->n = 0;
}

/* The member of that (cleaned, owned) name, fresh: the last of equal names counts. */
static struct fi_blob *put(struct fi_export *x, char *name)
{
	struct fi_blob *b = lookup(x, name), **at;

	if (b) {
		free(name);
		forget(x, b);
		b->kind = FI_BLOB_UNREAD;
		b->digest[0] = 0;
		b->layer = -1;
		return b;
	}
	b = x->nblobs < MEMBERS_MAX ? calloc(1, sizeof(*b)) : NULL;
	if (!b) {
		free(name);
		return NULL;
	}
	at = &x->buckets[bucket(name)];
	b->name = name;
	b->layer = -1;
	b->next = *at;
	*at = b;
	x->nblobs++;
	return b;
}

char *fi_export_clean(const char *name, size_t n)
{
	char *out = malloc(n + 1);
	size_t len = 0, at = 0;

	if (!out)
		return NULL;
	while (at < n) {
		const char *part = name + at, *slash = memchr(part, '/', n - at);
		size_t k = slash ? (size_t)(slash - part) : n - at;

		at += k + 1;
		if (k == 0 || (k == 1 && part[0] == '.'))
			continue;
		if (k == 2 && part[0] == '.' && part[1] == '.') {
			while (len && out[len - 1] != '/')
				len--;
			len -= len > 0;
			continue;
		}
		if (len)
			out[len++] = '/';
		memcpy(out + len, part, k);
		len += k;
	}
	out[len] = 0;
	return out;
}

/* Where a symbolic link at `name` leads, inside the export. */
static char *link_target(const char *name, const char *target, bool hard)
{
	const char *slash = hard || target[0] == '/' ? NULL : strrchr(name, '/');
	char *whole, *clean;

	whole = fi_format("%.*s/%s", slash ? (int)((slash - name) & 0xffff) : 0, name, target);
	if (!whole)
		return NULL;
	clean = fi_export_clean(whole, strlen(whole));
	free(whole);
	return clean;
}

/* --- reading one member --- */

/* Worth a gap, and the rest is still read; not so what a visitor answered. */
static bool is_damage(const struct fi_export *x, enum fi_code rc)
{
	return (rc == FI_EFORMAT || rc == FI_ELIMIT) && !x->set->halted;
}

static bool is_json(const unsigned char *p, size_t n)
{
	size_t i = 0;

	while (i < n && (p[i] == ' ' || p[i] == '\n' || p[i] == '\t' || p[i] == '\r'))
		i++;
	return i < n && (p[i] == '{' || p[i] == '[');
}

static void failed(struct fi_blob *b, const char *why)
{
	b->kind = FI_BLOB_BROKEN;
	free(b->why);
	b->why = strdup(why);
}

static enum fi_code read_text(struct fi_export *x, struct fi_blob *b, struct fi_reader in,
	size_t most, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(most);
	const void *p;
	size_t n = 1;

	while (n) {
		enum fi_code rc = in.read(in.self, &p, &n, err);

		if (rc != FI_OK)
			return rc;
		rc = fi_buf_add(&text, p, n);
		if (rc == FI_ENOMEM)
			return fi_err_nomem(err);
		if (rc != FI_OK || text.len > PURSE_MAX - x->kept) {
			failed(b, most == TEXT_MAX ? "JSON of more than 8 MiB is not read" :
						     "no archive and no JSON");
			return FI_OK;
		}
	}
	b->text = fi_buf_steal(&text, &b->n);
	if (!b->text)
		return fi_err_nomem(err);
	x->kept += b->n;
	b->kind = FI_BLOB_TEXT;
	return FI_OK;
}

static enum fi_code layer_gap(struct fi_export *x, int layer, const char *why)
{
	return fi_set_gap(x->set,
		&(struct fi_gap){ .source = x->set->nsources,
			.layer = layer,
			.image = -1,
			.path = (char *)(uintptr_t)"",
			.reason = (char *)(uintptr_t)why }); /* both copied */
}

/* The plain side is read to its end, so that its digest is of all of it. */
static enum fi_code walk_plain(struct fi_export *x, int number, struct fi_ahead *plain,
	struct fi_err *err)
{
	struct fi_layer *l = x->set->layers[number];
	char text[FI_DIGEST_TEXT];
	enum fi_code rc = fi_walk_layer(x->set, number, fi_ahead_reader(plain), err);

	if (rc != FI_OK)
		return rc;
	rc = fi_ahead_finish(plain, text, err);
	l->raw = fi_ahead_bytes(plain);
	if (rc == FI_OK) {
		l->diff_id = strdup(text);
		return l->diff_id ? FI_OK : fi_err_nomem(err);
	}
	if (!is_damage(x, rc))
		return rc;
	/* The walk has met the same damage and told it, unless it ended before. */
	if (l->whole)
		rc = layer_gap(x, number, err->text);
	l->whole = false;
	fi_err_clear(err);
	return rc == FI_ENOMEM ? fi_err_nomem(err) : FI_OK;
}

static void see(void *self, unsigned slot, uint64_t at, const void *p, size_t n)
{
	struct fi_set *s = self;
	size_t len = 0;
	const void *plain = s->unpacked ?
		fi_unpacked_see(s->unpacked, slot, at, p, n, &len) :
		NULL;

	s->visitor.see(s->visitor.self, slot, p, n);
	if (plain)
		s->visitor.see(s->visitor.self, FI_AHEAD_SLOTS + slot, plain, len);
}

static void lend(void *self, int slot)
{
	struct fi_set *s = self;

	if (s->unpacked)
		fi_unpacked_lend(s->unpacked, slot);
	s->visitor.lend(s->visitor.self, slot);
}

/* Who visits sees blocks before they are lent, if it wants to. */
static void look_ahead(struct fi_export *x, struct fi_ahead *a)
{
	const struct fi_visitor *v = &x->set->visitor;

	if (v->see && v->lend)
		fi_ahead_look(a, &(struct fi_look){ x->set, see, lend });
}

/* `in` is what `blob` lends, from its first byte on. */
static enum fi_code read_layer(struct fi_export *x, struct fi_blob *b, struct fi_reader in,
	struct fi_ahead *blob, enum fi_pack pack, struct fi_err *err)
{
	struct fi_inflate *z = NULL;
	struct fi_ahead *plain = NULL;
	enum fi_code rc = fi_set_new_layer(x->set, &b->layer, err);

	if (rc != FI_OK)
		return rc;
	b->kind = FI_BLOB_LAYER;
	b->packed = pack != FI_PACK_NONE;
	/* Uncompressed, the blob's own digest is the diff ID. */
	if (!b->packed) {
		look_ahead(x, blob);
		return fi_walk_layer(x->set, b->layer, in, err);
	}
	rc = fi_inflate_new(pack, in, &z, err);
	if (rc != FI_OK)
		return rc;
	plain = fi_ahead_new(x->crew, fi_inflate_reader(z), true);
	if (plain) {
		look_ahead(x, plain);
		rc = walk_plain(x, b->layer, plain, err);
	} else {
		rc = fi_err_nomem(err);
	}
	fi_ahead_free(plain); /* before what it reads from */
	fi_inflate_free(z);
	return rc;
}

static enum fi_code read_by_kind(struct fi_export *x, struct fi_blob *b,
	struct fi_ahead *blob, struct fi_peek *peek, struct fi_err *err)
{
	struct fi_reader in = fi_peek_reader(peek);
	enum fi_pack pack = fi_pack_sniff(peek->held, peek->nheld);

	if (pack != FI_PACK_NONE || peek->nheld == 0 ||
		fi_tar_sniff(peek->held, peek->nheld))
		return read_layer(x, b, in, blob, pack, err);
	if (is_json(peek->held, peek->nheld))
		return read_text(x, b, in, TEXT_MAX, err);
	return read_text(x, b, in, SCRAP_MAX, err);
}

/* After the content was judged: the digest of all of it, and what follows from that. */
static enum fi_code conclude(struct fi_export *x, struct fi_blob *b, struct fi_ahead *blob,
	struct fi_err *err)
{
	struct fi_layer *l = b->layer >= 0 ? x->set->layers[b->layer] : NULL;
	enum fi_code rc = fi_ahead_finish(blob, b->digest, err);

	if (is_damage(x, rc)) {
		b->digest[0] = 0;
		if (l && l->whole)
			rc = layer_gap(x, b->layer, err->text);
		else
			rc = FI_OK;
		if (l)
			l->whole = false;
		else
			failed(b, err->text);
		fi_err_clear(err);
	}
	if (rc != FI_OK || !l)
		return rc;
	l->size = fi_ahead_bytes(blob);
	if (!b->packed)
		l->raw = l->size;
	if (!b->digest[0])
		return FI_OK;
	l->digest = strdup(b->digest);
	if (!b->packed)
		l->diff_id = strdup(b->digest);
	if (!l->digest || (!b->packed && !l->diff_id))
		return fi_err_nomem(err);
	if (x->set->memory.remember)
		x->set->memory.remember(x->set->memory.self, x->set, b->layer);
	return FI_OK;
}

/* --- a layer that is known from before --- */

/* A new layer out of the set's memory, which has it; b->layer stays -1 if it has not. */
static enum fi_code recall(struct fi_export *x, struct fi_blob *b, struct fi_err *err)
{
	struct fi_layer_memory *m = &x->set->memory;
	struct fi_err why = { 0 };
	struct fi_layer *l;
	int number;
	enum fi_code rc = fi_set_new_layer(x->set, &number, err);

	if (rc != FI_OK)
		return rc;
	rc = m->recall(m->self, x->set, number, &why);
	l = x->set->layers[number];
	if (rc == FI_OK && l->digest && strlen(l->digest) < sizeof(b->digest)) {
		l->recalled = true;
		b->layer = number;
		b->kind = FI_BLOB_LAYER;
		memcpy(b->digest, l->digest, strlen(l->digest) + 1);
		return FI_OK;
	}
	fi_set_drop_layer(x->set);
	return rc == FI_ENOMEM ? fi_err_nomem(err) : FI_OK;
}

enum fi_code fi_export_recall(struct fi_export *x, struct fi_blob *b, const char *claimed,
	struct fi_err *err)
{
	const struct fi_layer_memory *m = &x->set->memory;
	char called[FI_DIGEST_TEXT];
	enum fi_code rc;

	if (b->kind != FI_BLOB_UNREAD || !m->has)
		return FI_OK;
	if (m->call && (!claimed || !fi_digest_valid(claimed))) {
		m->call(m->self, b->name, b->size, called);
		claimed = called;
	}
	if (!claimed || !fi_digest_valid(claimed) || !m->has(m->self, claimed, b->size))
		return FI_OK;
	rc = recall(x, b, err);
	if (rc == FI_OK && b->layer >= 0)
		x->set->layers[b->layer]->unchecked = true;
	return rc;
}

/* "sha256:HEX" if the member's name is blobs/sha256/HEX. */
static bool digest_by_name(const char *name, char out[FI_DIGEST_TEXT])
{
	static const char below[] = "blobs/sha256/";
	const char *at = strstr(name, below);

	if (!at || (at > name && at[-1] != '/') || strlen(at) != sizeof(below) - 1 + 64)
		return false;
	memcpy(out, "sha256:", 7);
	memcpy(out + 7, at + sizeof(below) - 1, 65);
	return fi_digest_valid(out);
}

/*
 * A stream's bytes go by whether or not they are known: so they are digested, and what
 * the name claims is checked.
 */
static enum fi_code recall_member(struct fi_export *x, struct fi_blob *b,
	struct fi_reader in, const char *claimed, struct fi_err *err)
{
	struct fi_ahead *blob = fi_ahead_new(x->crew, in, false);
	char digest[FI_DIGEST_TEXT];
	enum fi_code rc = blob ? fi_ahead_finish(blob, digest, err) : fi_err_nomem(err);

	fi_ahead_free(blob);
	if (is_damage(x, rc)) {
		failed(b, err->text);
		fi_err_clear(err);
		return FI_OK;
	}
	if (rc != FI_OK)
		return rc;
	if (strcmp(digest, claimed) == 0)
		rc = recall(x, b, err);
	if (rc == FI_OK && b->layer < 0)
		failed(b, "it is not what its name says, which is known from before, and "
			  "was not looked at; use --no-cache");
	return rc;
}

static bool is_known_member(struct fi_export *x, const struct fi_blob *b, char *claimed)
{
	const struct fi_layer_memory *m = &x->set->memory;

	return m->has && x->from == FI_FROM_STREAM && digest_by_name(b->name, claimed) &&
	       m->has(m->self, claimed, b->size);
}

static enum fi_code read_member(struct fi_export *x, struct fi_blob *b, struct fi_reader in,
	struct fi_err *err)
{
	char claimed[FI_DIGEST_TEXT];
	struct fi_peek peek;
	struct fi_ahead *blob;
	enum fi_code rc;

	if (is_known_member(x, b, claimed))
		return recall_member(x, b, in, claimed, err);
	blob = fi_ahead_new(x->crew, in, false);
	if (!blob)
		return fi_err_nomem(err);
	rc = fi_peek_start(&peek, fi_ahead_reader(blob), err);
	if (rc == FI_OK)
		rc = read_by_kind(x, b, blob, &peek, err);
	/* Damage of the container around the member is the same for all kinds. */
	if (is_damage(x, rc)) {
		failed(b, err->text);
		fi_err_clear(err);
		rc = FI_OK;
	}
	if (rc == FI_OK)
		rc = conclude(x, b, blob, err);
	fi_ahead_free(blob);
	return rc;
}

/* --- the stream and the tar file --- */

static enum fi_code outer_gap(struct fi_export *x, const char *why)
{
	return layer_gap(x, -1, why);
}

static enum fi_code one_member(struct fi_export *x, struct fi_tar *t,
	const struct fi_member *m, struct fi_err *err)
{
	char *name = fi_export_clean(m->name, strlen(m->name));
	struct fi_blob *b;

	if (!name)
		return fi_err_nomem(err);
	if (m->kind == FI_KIND_DIR) {
		free(name);
		return FI_OK;
	}
	b = put(x, name);
	if (!b)
		return x->nblobs < MEMBERS_MAX ?
			fi_err_nomem(err) :
			fi_err_set(err, FI_ELIMIT, "more than %u members", MEMBERS_MAX);
	b->size = m->size;
	b->position = m->position;
	if (m->kind == FI_KIND_SYMLINK || m->kind == FI_KIND_HARDLINK) {
		b->link = link_target(b->name, m->link, m->kind == FI_KIND_HARDLINK);
		return b->link ? FI_OK : fi_err_nomem(err);
	}
	if (m->kind != FI_KIND_FILE) {
		failed(b, "it is neither a file nor a link");
		return FI_OK;
	}
	if (x->from != FI_FROM_STREAM)
		return FI_OK;
	fi_tar_fill_holes(t);
	return read_member(x, b, fi_tar_reader(t), err);
}

/* All members: a stream reads them, a tar file only learns where they are. */
static enum fi_code all_members(struct fi_export *x, struct fi_reader in, struct fi_err *err)
{
	struct fi_tar *t = NULL;
	struct fi_member m;
	bool more = true;
	enum fi_code rc = fi_tar_open(in, &t, err);

	while (rc == FI_OK) {
		rc = fi_tar_next(t, &m, &more, err);
		if (rc != FI_OK || !more)
			break;
		rc = one_member(x, t, &m, err);
	}
	if (is_damage(x, rc) && x->nblobs) {
		rc = outer_gap(x, err->text);
		fi_err_clear(err);
	}
	if (rc == FI_OK && t && fi_tar_damage(t))
		rc = outer_gap(x, "the archive is damaged: blocks were stepped over");
	fi_tar_close(t);
	return rc;
}

/*
 * What follows the archive is padding, but it is read: its writer must not meet a
 * closed pipe, and a checksum or an early end at the very end must be noticed.
 */
static enum fi_code drain(struct fi_export *x, struct fi_reader in, struct fi_err *err)
{
	const void *p;
	size_t n = 1;
	enum fi_code rc = FI_OK;

	while (rc == FI_OK && n)
		rc = in.read(in.self, &p, &n, err);
	if (!is_damage(x, rc))
		return rc;
	rc = outer_gap(x, err->text);
	fi_err_clear(err);
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

static enum fi_code no_tar(struct fi_export *x, const char *why, struct fi_err *err)
{
	x->set->stranger = true;
	return fi_err_set(err, FI_EFORMAT, "%s", why);
}

static enum fi_code read_stream(struct fi_export *x, struct fd_reader *r, struct fi_err *err)
{
	struct fi_peek peek, plain;
	struct fi_inflate *z = NULL;
	struct fi_reader in;
	enum fi_pack pack;
	enum fi_code rc = fi_peek_start(&peek, fd_whole(r), err);

	if (rc != FI_OK)
		return rc;
	if (peek.nheld == 0)
		return no_tar(x, "it is empty", err);
	in = fi_peek_reader(&peek);
	pack = fi_pack_sniff(peek.held, peek.nheld);
	if (pack != FI_PACK_NONE) {
		rc = fi_inflate_new(pack, in, &z, err);
		if (rc != FI_OK)
			return rc;
		rc = fi_peek_start(&plain, fi_inflate_reader(z), err);
		in = fi_peek_reader(&plain);
	}
	if (rc == FI_OK && !(z ? fi_tar_sniff(plain.held, plain.nheld) :
				 fi_tar_sniff(peek.held, peek.nheld)))
		rc = no_tar(x, "it is no tar archive; make one with `docker save IMAGE`", err);
	if (rc == FI_OK)
		rc = all_members(x, in, err);
	if (rc == FI_OK)
		rc = drain(x, in, err);
	fi_inflate_free(z);
	return rc;
}

static enum fi_code read_outer(struct fi_export *x, struct fi_err *err)
{
	struct fd_reader r;
	bool index = x->from == FI_FROM_TAR;
	enum fi_code rc;

	fd_open(&r, x, index ? INDEX_BLOCK : BLOCK);
	rc = index ? all_members(x,
			     (struct fi_reader){ .self = &r, .read = fd_read, .skip = fd_skip },
			     err) :
		     read_stream(x, &r, err);
	free(r.block);
	return rc;
}

/*
 * The member's content.  What is long is read from where it stands, into the memory it
 * is wanted in.
 */
static struct fi_reader content_of(const struct fi_export *x, struct fd_reader *r,
	struct fi_tar *t, const struct fi_blob *b, const struct fi_member *m)
{
	uint64_t at;

	if (m->size < DIRECT || m->size > x->file_size || !fi_tar_in_one(t, &at)) {
		fi_tar_fill_holes(t);
		return fi_tar_reader(t);
	}
	r->at = b->position + at;
	r->end = r->at + m->size;
	r->member = true;
	r->ended = false;
	return fd_whole(r);
}

static enum fi_code read_from_tar(struct fi_export *x, struct fi_blob *b, struct fi_err *err)
{
	struct fi_tar *t = NULL;
	struct fi_member m;
	struct fd_reader r;
	bool more;
	enum fi_code rc;

	fd_open(&r, x, b->size < BLOCK || b->size >= DIRECT ? INDEX_BLOCK : BLOCK);
	r.at = b->position;
	rc = fi_tar_open(fd_whole(&r), &t, err);
	if (rc == FI_OK)
		rc = fi_tar_next(t, &m, &more, err);
	if (rc == FI_OK && !more)
		rc = fi_err_set(err, FI_EFORMAT, "the archive changed while it was read");
	if (rc == FI_OK)
		rc = read_member(x, b, content_of(x, &r, t, b, &m), err);
	fi_tar_close(t);
	free(r.block);
	return rc;
}

/* --- the folder --- */

/*
 * Open a member of the folder.  A storage has blobs/sha256/HEX as
 * blobs/sha256/HE/HEX/data, and nothing else is a member of it.
 */
static int open_member(const struct fi_export *x, const char *name, int flags)
{
	static const char blobs[] = "blobs/sha256/";
	const char *hex = name + sizeof(blobs) - 1;
	char path[128];

	if (!x->storage)
		return fi_folder_open(x->fd, name, flags);
	if (strncmp(name, blobs, sizeof(blobs) - 1) != 0 || strlen(hex) != 64) {
		errno = ENOENT;
		return -1;
	}
	(void)snprintf(path, sizeof(path), "%s%.2s/%s/data", blobs, hex, hex);
	return fi_folder_open(x->fd, path, flags);
}

static struct fi_blob *find_in_folder(struct fi_export *x, const char *name)
{
	int fd = open_member(x, name, O_PATH);
	char target[4096];
	struct fi_blob *b;
	struct stat st;
	ssize_t n;
	char *own;

	if (fd < 0)
		return NULL;
	own = strdup(name);
	b = own ? put(x, own) : NULL;
	if (!b || fstat(fd, &st) < 0) {
		close(fd);
		return NULL;
	}
	b->size = (uint64_t)st.st_size;
	if (S_ISLNK(st.st_mode)) {
		n = readlinkat(fd, "", target, sizeof(target) - 1);
		target[n > 0 ? n : 0] = 0;
		b->link = link_target(name, target, false);
	} else if (!S_ISREG(st.st_mode)) {
		failed(b, "it is neither a file nor a link");
	}
	close(fd);
	return b;
}

static enum fi_code read_from_folder(struct fi_export *x, struct fi_blob *b,
	struct fi_err *err)
{
	struct fd_reader r;
	int fd = open_member(x, b->name, O_RDONLY | O_NONBLOCK);
	enum fi_code rc;

	if (fd < 0) {
		failed(b, strerror(errno));
		return FI_OK;
	}
	fd_open(&r, x, BLOCK);
	r.fd = fd;
	r.seekable = false;
	rc = read_member(x, b, fd_whole(&r), err);
	free(r.block);
	close(fd);
	return rc;
}

/* --- the face --- */

struct fi_blob *fi_export_find(struct fi_export *x, const char *name)
{
	/* The name comes from a document: ".." must not lead out of a folder. */
	FI_AUTO(fi_freep) char *clean = fi_export_clean(name, strlen(name));
	FI_AUTO(fi_freep) char *whole = clean ? fi_format("%s%s", x->prefix, clean) : NULL;
	struct fi_blob *b = NULL;
	const char *at = whole;

	x->nomem |= !whole;
	for (int hops = 0; at && hops <= LINKS_MAX; hops++) {
		b = lookup(x, at);
		if (!b && x->from == FI_FROM_FOLDER)
			b = find_in_folder(x, at);
		if (!b || !b->link)
			return b;
		at = b->link;
	}
	return NULL;
}

enum fi_code fi_export_read(struct fi_export *x, struct fi_blob *b, struct fi_err *err)
{
	enum fi_code rc;

	if (b->kind != FI_BLOB_UNREAD)
		return FI_OK;
	rc = x->from == FI_FROM_FOLDER ? read_from_folder(x, b, err) :
		x->from == FI_FROM_TAR ? read_from_tar(x, b, err) :
					 FI_OK;
	if (is_damage(x, rc)) {
		failed(b, err->text);
		fi_err_clear(err);
		rc = FI_OK;
	}
	if (rc == FI_OK && b->kind == FI_BLOB_UNREAD)
		failed(b, "it was not read");
	return rc;
}

bool fi_export_has_below(const struct fi_export *x, const char *start)
{
	size_t n = strlen(start);

	for (size_t i = 0; i < BUCKETS; i++)
		for (const struct fi_blob *b = x->buckets[i]; b; b = b->next)
			if (strncmp(b->name, start, n) == 0)
				return true;
	return false;
}

/* The folder that all members are in, with its slash: its length, 0 if there is none. */
static size_t common_folder(const struct fi_export *x, const char **name)
{
	size_t n = 0;

	for (size_t i = 0; i < BUCKETS; i++) {
		for (const struct fi_blob *b = x->buckets[i]; b; b = b->next) {
			if (!n) {
				const char *slash = strchr(b->name, '/');

				*name = b->name;
				n = slash ? (size_t)(slash - b->name) + 1 : 0;
			}
			if (!n || strncmp(b->name, *name, n) != 0)
				return 0;
		}
	}
	return n;
}

/*
 * A tarred folder: `oci-dir/index.json`.  One common top folder is looked through; a
 * file system that happens to hold some app/manifest.json has no such folder.
 */
static enum fi_code find_prefix(struct fi_export *x, struct fi_err *err)
{
	const char *name = "";
	size_t n = x->from == FI_FROM_FOLDER ? 0 : common_folder(x, &name);

	x->prefix = strndup(name, n);
	return x->prefix ? FI_OK : fi_err_nomem(err);
}

static enum fi_code what_is_it(struct fi_export *x, struct fi_err *err)
{
	unsigned char head[FI_PEEK];
	struct stat st;
	ssize_t n;

	if (fstat(x->fd, &st) < 0)
		return fi_err_sys(err, errno, "cannot look at it");
	x->file_size = UINT64_MAX;
	if (S_ISDIR(st.st_mode)) {
		x->from = FI_FROM_FOLDER;
		return FI_OK;
	}
	x->from = FI_FROM_STREAM;
	if (S_ISFIFO(st.st_mode)) /* fewer switches between writer and us; refusal is fine */
		(void)fcntl(x->fd, F_SETPIPE_SZ, (int)PIPE);
	if (!S_ISREG(st.st_mode) || lseek(x->fd, 0, SEEK_CUR) != 0)
		return FI_OK;
	/* A compressed archive has no index to jump by: it is read as a stream. */
	n = pread(x->fd, head, sizeof(head), 0);
	if (n > 0 && fi_pack_sniff(head, (size_t)n) == FI_PACK_NONE &&
		fi_tar_sniff(head, (size_t)n)) {
		x->from = FI_FROM_TAR;
		x->file_size = (uint64_t)st.st_size;
	}
	return FI_OK;
}

enum fi_code fi_export_open(struct fi_export *x, struct fi_set *set, struct fi_crew *crew,
	const struct fi_source *source, struct fi_err *err)
{
	bool standard = source->folder < 0 && strcmp(source->path, "-") == 0;
	enum fi_code rc;

	*x = (struct fi_export){
		.set = set, .crew = crew, .fd = -1, .storage = source->storage,
		.first = source->first, .count = source->count
	};
	x->buckets = calloc(BUCKETS, sizeof(struct fi_blob *));
	if (!x->buckets)
		return fi_err_nomem(err);
	x->fd = standard	   ? dup(STDIN_FILENO) :
		source->folder < 0 ? open(source->path, O_RDONLY | O_CLOEXEC) :
		!*source->path	   ? dup(source->folder) :
				     fi_folder_open(source->folder, source->path,
					     O_RDONLY | O_NONBLOCK);
	if (x->fd < 0)
		return fi_err_sys(err, errno, "cannot open");
	rc = what_is_it(x, err);
	if (rc == FI_OK && x->from != FI_FROM_FOLDER)
		rc = read_outer(x, err);
	return rc == FI_OK ? find_prefix(x, err) : rc;
}

void fi_export_close(struct fi_export *x)
{
	for (size_t i = 0; x->buckets && i < BUCKETS; i++) {
		while (x->buckets[i]) {
			struct fi_blob *b = x->buckets[i];

			x->buckets[i] = b->next;
			forget(x, b);
			free(b->name);
			free(b);
		}
	}
	free(x->buckets);
	free(x->prefix);
	if (x->fd >= 0)
		close(x->fd);
	*x = (struct fi_export){ .fd = -1 };
}
