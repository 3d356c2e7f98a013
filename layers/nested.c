#include "layers/nested.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/archive.h"
#include "layers/git.h"
#include "layers/tar.h"
#include "layers/walk.h"
#include "lib/inflate.h"

/* Archives in each other: a jar in a war in a deb.  Deeper ones are read as bytes. */
#define DEPTH_MAX 3

/*
 * Bytes unpacked of one file, at all depths: this many, and this many for each byte
 * the file has.  Text packs 4 to 10 times; beyond is no content but a bomb.
 */
#define FILE_FREE ((uint64_t)1 << 30)
#define RATIO	  16

/* The same for all files of a layer, so that a thousand small bombs are none. */
#define LAYER_FREE ((uint64_t)4 << 30)

/* A member costs time even if it is empty: about as much as so many bytes. */
#define MEMBER_COST 4096

/*
 * Windows of compressed data: what `xz -9` and `zstd -21` ask, and less inside of
 * another archive, so that no nesting adds up to more than 128 MiB.
 */
#define WINDOW_OUTER ((size_t)64 << 20)
#define WINDOW_INNER ((size_t)32 << 20)

/*
 * Something that only looks like an archive is read from its first byte on like any
 * file.  So the first bytes are held until content comes out, and an archive of which
 * nothing comes for so long (bzip2 needs 900 kB for its first block) is given up
 * before those bytes are lost: they hold two such stretches.
 */
#define QUIET_MAX ((size_t)1 << 20)
#define HELD_MAX  (2 * QUIET_MAX)
/* When content comes out, no more than this is held on to. */
#define HELD_ENOUGH ((size_t)64 << 10)

/* A 7z archive is held in memory; this is what we can spare. */
#define HELD_7Z ((size_t)16 << 20)
/* Its window, which we cannot bound, holds no more than what came out of it. */
#define CONTENT_7Z ((uint64_t)256 << 20)

/* One of an rpm's headers: the names of all its files. */
#define RPM_HEADER_MAX ((uint32_t)64 << 20)

/* A longer name, with those of the archives around it, is cut. */
#define NAME_BYTES_MAX ((size_t)64 << 10)

/* Members of one archive that cannot be unpacked, until the archive is given up. */
#define FAILURES_MAX 100

/* So many gaps of one kind are told one by one in a layer. */
#define GAPS_TOLD 10

/*
 * An archive is read in blocks of so many bytes, however its file is cut: of a damaged
 * one libarchive tells more or less as blocks end, and a pipe must tell what a file does.
 */
#define EVEN_BLOCK ((size_t)64 << 10)

/* Bytes in front of the last block that may turn out to be behind the end. */
#define BEFORE 512

struct fi_nested {
	struct fi_set *set;
	struct fi_git *git; /* what trees of the layer tell */
	int layer;
	uint64_t layer_in, layer_out; /* bytes of files looked into, bytes unpacked */
	unsigned harmless, harmful;   /* gaps of the layer */
	/* The file at hand. */
	const struct fi_visit *outer;
	uint64_t in, out; /* its size; bytes that came out of it, with members' costs */
	struct fi_buf name; /* of what is lent: "a.zip!/b" */
	size_t outer_len;   /* what of it is the outer file's */
	bool limited;	    /* a limit was told; the others follow from it */
	struct fi_plain plain;
};

/* A file at any depth; its name is in fi_nested.name. */
struct file {
	unsigned depth; /* archives around it */
	size_t stem;	/* what of its name its members' names are put behind */
	uint64_t size;	/* 0 if unknown */
	uint16_t mode;
};

/* Cuts what a reader lends into blocks of EVEN_BLOCK bytes; the last is shorter. */
struct even {
	struct fi_reader in;
	unsigned char *block;
	const unsigned char *rest; /* of what was lent last */
	size_t nrest;
	bool ended;
	struct fi_err failed; /* told behind the bytes that came before it */
};

/* The bytes of one archive on their way to be unpacked. */
struct level {
	struct fi_nested *n;
	struct even even;
	struct fi_reader in;
	struct fi_err err;  /* the reader's own failure */
	struct fi_buf held; /* the first bytes */
	const unsigned char *block;
	size_t nblock;
	unsigned char before[BEFORE]; /* the last bytes lent before that block */
	size_t nbefore;
	uint64_t lent;
	uint64_t content; /* bytes that came out */
	uint64_t content_max;
	uint64_t quiet;	  /* bytes lent since anything did */
	bool raw;	  /* unpacking is over */
	size_t unused; /* after success: of the bytes lent, behind the archive's end */
};

struct kind {
	bool (*starts)(const unsigned char *p, size_t n);
	enum fi_code (*look)(struct level *l, const struct kind *k, const struct file *f,
		struct fi_err *err);
	int type;     /* enum fi_format, enum fi_pack, or which of Git's readers */
	bool packs;   /* is usually compressed as a whole: a.tar.gz, a.cpio.xz */
	size_t head;  /* bytes that tell what it is, and hold nothing of its members */
	size_t hold;
};

/* --- what counts ------------------------------------------------------- */

static bool stopped(const struct fi_set *set)
{
	return set->opt.stop && *set->opt.stop;
}

/* Is this the end of the run rather than of an archive? */
static bool ends(const struct fi_nested *n, enum fi_code rc)
{
	return rc == FI_ENOMEM || rc == FI_ESTOP || (rc != FI_OK && n->set->halted);
}

/* A visitor's failure ends the run, whatever its code. */
static enum fi_code theirs(struct fi_nested *n, enum fi_code rc)
{
	n->set->halted |= rc != FI_OK;
	return rc;
}

static enum fi_code charge(struct fi_nested *n, uint64_t bytes, struct fi_err *err)
{
	n->out += bytes;
	n->layer_out += bytes;
	if (stopped(n->set))
		return fi_err_set(err, FI_ESTOP, "stopped");
	if (n->out > FILE_FREE && (n->out - FILE_FREE) / RATIO > n->in)
		return fi_err_set(err, FI_ELIMIT,
			"more than 1 GiB is in it, and more than %d times its own size", RATIO);
	if (n->layer_out > LAYER_FREE && (n->layer_out - LAYER_FREE) / RATIO > n->layer_in)
		return fi_err_set(err, FI_ELIMIT,
			"more than 4 GiB is in archives of this layer, and more than %d "
			"times their own size", RATIO);
	return FI_OK;
}

/* What comes out of an archive, counted. */
struct product {
	struct level *l;
	struct fi_reader in;
};

static enum fi_code product_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct product *x = self;
	struct level *l = x->l;
	enum fi_code rc = x->in.read(x->in.self, p, n, err);

	if (rc == FI_OK)
		rc = charge(l->n, *n, err);
	if (rc == FI_OK && l->content + *n > l->content_max)
		rc = fi_err_set(err, FI_ELIMIT, "more than %ju MiB are in it",
			(uintmax_t)(l->content_max >> 20));
	if (rc != FI_OK)
		*n = 0;
	if (*n)
		l->quiet = 0;
	l->content += *n;
	return rc;
}

static struct fi_reader product_reader(struct product *x)
{
	return (struct fi_reader){ .self = x, .read = product_read };
}

static bool mentions(const char *text, const char *word)
{
	return strstr(text, word) != NULL;
}

/* Does libarchive say that another reader could unpack it? */
static bool lacks_decoder(const char *why)
{
	return (mentions(why, "nsupported") || mentions(why, "Unexpected codec")) &&
	       !mentions(why, "ncrypt");
}

/*
 * Something of the file whose name is at hand was not unpacked.  What is damaged or
 * locked is so for everybody; what we have a limit for, or no decoder, is not.
 */
static enum fi_code tell(struct fi_nested *n, enum fi_code rc, const char *why)
{
	bool harmless = rc == FI_EFORMAT && !lacks_decoder(why);
	unsigned *count = harmless ? &n->harmless : &n->harmful;
	FI_AUTO(fi_freep) char *reason = NULL;

	if (rc == FI_ELIMIT && n->limited)
		return FI_OK;
	n->limited |= rc == FI_ELIMIT;
	if ((*count)++ >= GAPS_TOLD)
		return FI_OK;
	reason = fi_format("not unpacked to its end: %s", why);
	return !reason ? FI_ENOMEM :
			 fi_set_gap(n->set, &(struct fi_gap){ .source = n->set->nsources,
							 .layer = n->layer,
							 .image = -1,
							 .path = n->name.p,
							 .reason = reason,
							 .harmless = harmless });
}

/* --- names ------------------------------------------------------------- */

/* Room for ever longer names stays below the limit of the buffer. */
static enum fi_code add_text(struct fi_buf *b, const char *p, size_t n)
{
	size_t room = b->len < NAME_BYTES_MAX ? NAME_BYTES_MAX - b->len : 0;

	return fi_buf_add(b, p, n < room ? n : room);
}

/* "!/" and the name, without '.', '..' and doubled slashes. */
static enum fi_code add_inner(struct fi_nested *n, const char *raw, size_t len)
{
	const char *p = raw, *end = raw + len;
	bool any = false;

	if (add_text(&n->name, "!", 1) != FI_OK)
		return FI_ENOMEM;
	while (p < end) {
		const char *slash = memchr(p, '/', (size_t)(end - p));
		size_t part = (size_t)((slash ? slash : end) - p);

		if (part && strncmp(p, ".", part) != 0 && strncmp(p, "..", part) != 0) {
			if (add_text(&n->name, "/", 1) != FI_OK ||
				add_text(&n->name, p, part) != FI_OK)
				return FI_ENOMEM;
			any = true;
		}
		p += part + 1;
	}
	return any ? FI_OK : add_text(&n->name, "/(no name)", 10);
}

static void cut_name(struct fi_nested *n, size_t len)
{
	if (n->name.len > len) {
		n->name.len = len;
		n->name.p[len] = 0;
	}
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* What the content of "a.sql.gz" is called: "a.sql".  Unknown endings stay. */
static enum fi_code add_unpacked(struct fi_nested *n)
{
	static const struct {
		const char *ending, *instead;
	} table[] = { { ".gz", "" }, { ".zst", "" }, { ".xz", "" }, { ".bz2", "" },
		{ ".tgz", ".tar" }, { ".txz", ".tar" }, { ".tbz2", ".tar" }, { ".tzst", ".tar" },
		{ ".svgz", ".svg" } };
	FI_AUTO(fi_freep) char *base = strdup(base_of(n->name.p));
	size_t len;

	if (!base)
		return FI_ENOMEM;
	len = strlen(base);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		size_t k = strlen(table[i].ending);

		if (len <= k || strcmp(base + len - k, table[i].ending) != 0)
			continue;
		base[len - k] = 0;
		if (add_inner(n, base, len - k) != FI_OK)
			return FI_ENOMEM;
		return add_text(&n->name, table[i].instead, strlen(table[i].instead));
	}
	return add_inner(n, base, len);
}

/* --- lending to the visitor -------------------------------------------- */

struct loan {
	struct fi_nested *n;
	const struct file *f;
	bool begun;
	enum fi_next next;
};

static enum fi_code begin(struct loan *o, struct fi_err *err)
{
	struct fi_nested *n = o->n;
	struct fi_visitor *v = &n->set->visitor;
	struct fi_entry e = *n->outer->entry;
	struct fi_visit it = *n->outer;

	if (o->begun)
		return FI_OK;
	o->begun = true;
	o->next = FI_READ;
	if (n->name.len > n->outer_len) {
		e.size = o->f->size;
		e.mode = o->f->mode;
		it.entry = &e;
		it.name = n->name.p;
		it.base = base_of(it.name);
		it.inner = it.name + n->outer_len;
	}
	return v->entry ? theirs(n, v->entry(v->self, &it, &o->next, err)) : FI_OK;
}

static enum fi_code lend(struct loan *o, const void *p, size_t n, struct fi_err *err)
{
	struct fi_visitor *v = &o->n->set->visitor;
	enum fi_code rc = n ? begin(o, err) : FI_OK;

	if (rc != FI_OK || n == 0 || o->next != FI_READ)
		return rc;
	return theirs(o->n, v->bytes(v->self, p, n, err));
}

static enum fi_code finish(struct loan *o, struct fi_err *err)
{
	struct fi_visitor *v = &o->n->set->visitor;

	if (!o->begun || o->next != FI_READ)
		return FI_OK;
	return theirs(o->n, v->bytes(v->self, "", 0, err));
}

/* A file that is no archive.  What came before a failure is still judged. */
static enum fi_code leaf(struct fi_nested *n, struct fi_reader in, const struct file *f,
	struct fi_err *err)
{
	struct loan o = { .n = n, .f = f };
	struct fi_err why = { 0 };
	enum fi_code rc = begin(&o, err), end;
	const void *p;
	size_t len = 1;

	if (rc != FI_OK)
		return rc;
	while (rc == FI_OK && len) {
		rc = in.read(in.self, &p, &len, &why);
		if (rc == FI_OK && len)
			rc = lend(&o, p, len, &why);
	}
	if (!ends(n, rc)) {
		end = finish(&o, err);
		if (end != FI_OK)
			return end;
	}
	return rc == FI_OK ? FI_OK : fi_err_set(err, rc, "%s", why.text);
}

/* --- one archive ------------------------------------------------------- */

static void level_done(struct level *l)
{
	fi_buf_done(&l->held);
	free(l->even.block);
}

static enum fi_code even_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct even *e = self;
	size_t have = 0;

	while (have < EVEN_BLOCK && e->failed.code == FI_OK && !e->ended) {
		size_t take = e->nrest < EVEN_BLOCK - have ? e->nrest : EVEN_BLOCK - have;
		const void *block = NULL;

		if (take) {
			memcpy(e->block + have, e->rest, take);
			e->rest += take;
			e->nrest -= take;
			have += take;
			continue;
		}
		if (e->in.read(e->in.self, &block, &e->nrest, &e->failed) != FI_OK)
			e->nrest = 0;
		e->rest = block;
		e->ended = e->failed.code == FI_OK && e->nrest == 0;
	}
	*p = e->block;
	*n = have;
	if (have || e->failed.code == FI_OK)
		return FI_OK;
	return fi_err_set(err, e->failed.code, "%s", e->failed.text);
}

/* False without memory. */
static bool level_begin(struct level *l, struct fi_reader in)
{
	l->even = (struct even){ .in = in, .block = malloc(EVEN_BLOCK) };
	l->in = (struct fi_reader){ .self = &l->even, .read = even_read };
	return l->even.block != NULL;
}

/* The block goes back to its owner; its end may be wanted again. */
static void remember(struct level *l)
{
	size_t n = l->nblock < BEFORE ? l->nblock : BEFORE;
	size_t old = l->nbefore < BEFORE - n ? l->nbefore : BEFORE - n;

	memmove(l->before, l->before + (l->nbefore - old), old);
	if (n)
		memcpy(l->before + old, l->block + (l->nblock - n), n);
	l->nbefore = old + n;
	l->nblock = 0;
}

/* Hold what is lent while it may be wanted again.  False without memory. */
static bool hold(struct level *l, const void *p, size_t n)
{
	size_t most = l->content && HELD_ENOUGH < l->held.max ? HELD_ENOUGH : l->held.max;
	size_t room = l->held.len < most ? most - l->held.len : 0;

	/* Nothing behind a part that was not held. */
	if (l->raw || l->lent - n != l->held.len || !room || !n)
		return true;
	return fi_buf_add(&l->held, p, n < room ? n : room) == FI_OK;
}

/* Has nothing come out of the archive for too long? */
static bool stalls(const struct level *l)
{
	return !l->raw && l->quiet > (l->held.max > HELD_MAX ? l->held.max : QUIET_MAX);
}

static enum fi_code level_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct level *l = self;

	*n = 0;
	if (stalls(l))
		return fi_err_set(err, FI_EFORMAT, "nothing comes out of it");
	remember(l);
	if (l->err.code == FI_OK && l->in.read(l->in.self, p, n, &l->err) == FI_OK) {
		l->block = *p;
		l->nblock = *n;
		l->lent += *n;
		l->quiet += *n;
		if (hold(l, *p, *n))
			return FI_OK;
		(void)fi_err_nomem(&l->err);
	}
	*n = 0;
	return fi_err_set(err, l->err.code, "%s", l->err.text);
}

static struct fi_reader level_reader(struct level *l)
{
	return (struct fi_reader){ .self = l, .read = level_read };
}

/* Keeps what stands on both sides of something left out from running together. */
static enum fi_code lend_seam(struct loan *o, struct fi_err *err)
{
	return o->begun ? lend(o, "", 1, err) : FI_OK;
}

/* Of an archive that was unpacked: what it begins with, and what is behind its end. */
static enum fi_code lend_shell(struct level *l, const struct kind *k, struct loan *o,
	bool beginning, struct fi_err *err)
{
	uint64_t used = l->lent - l->unused;
	size_t most = k->head < l->held.len ? k->head : l->held.len;
	size_t head = used < most ? (size_t)used : most;
	size_t tail = l->unused < l->nblock ? l->unused : l->nblock;
	size_t older = l->unused - tail < l->nbefore ? l->unused - tail : l->nbefore;
	enum fi_code rc = beginning ? lend(o, l->held.p, head, err) : FI_OK;

	if (rc == FI_OK && used > head)
		rc = lend_seam(o, err);
	if (rc == FI_OK)
		rc = lend(o, l->before + (l->nbefore - older), older, err);
	if (rc == FI_OK && tail)
		rc = lend(o, l->block + (l->nblock - tail), tail, err);
	return rc;
}

/* Of one that was not: all we still have.  The rest of it was unpacked, and lent so. */
static enum fi_code lend_raw(struct level *l, struct loan *o, struct fi_err *err)
{
	uint64_t start = l->lent - l->nblock;
	size_t twice = l->held.len > start ? (size_t)(l->held.len - start) : 0;
	enum fi_code rc = lend(o, l->held.p, l->held.len, err);

	if (rc == FI_OK && start > l->held.len)
		rc = lend_seam(o, err);
	if (rc == FI_OK && l->nblock > twice)
		rc = lend(o, l->block + twice, l->nblock - twice, err);
	return rc;
}

/* Zeros behind an archive's end are padding, and no file for them alone. */
static bool all_zero(const unsigned char *p, size_t n)
{
	return n == 0 || (p[0] == 0 && memcmp(p, p + 1, n - 1) == 0);
}

static enum fi_code lend_rest(struct level *l, struct loan *o, struct fi_err *err)
{
	enum fi_code rc = FI_OK;
	const void *p;
	size_t n = 1;

	while (rc == FI_OK && n) {
		rc = level_read(l, &p, &n, err);
		if (rc == FI_OK && (o->begun || !all_zero(p, n)))
			rc = lend(o, p, n, err);
	}
	return rc;
}

/*
 * After its members the archive itself.  A compressed tar's tar is nobody's file, and
 * is lent only if it has something to show.
 */
static enum fi_code itself(struct level *l, const struct kind *k, const struct file *f,
	bool whole, struct fi_err *err)
{
	struct loan o = { .n = l->n, .f = f };
	bool shown = f->stem == l->n->name.len;
	struct fi_err why = { 0 };
	enum fi_code rc = FI_OK, end;

	if (shown)
		rc = begin(&o, &why);
	if (rc == FI_OK)
		rc = whole ? lend_shell(l, k, &o, shown, &why) : lend_raw(l, &o, &why);
	if (rc == FI_OK && l->err.code == FI_OK)
		rc = lend_rest(l, &o, &why);
	if (!ends(l->n, rc)) {
		end = finish(&o, err);
		if (end != FI_OK)
			return end;
		if (rc == FI_OK)
			rc = l->err.code;
		return rc == FI_OK ? FI_OK : fi_err_set(err, rc, "%s", l->err.text);
	}
	return fi_err_set(err, rc, "%s", why.text);
}

/* Unpack; tell it if that failed through the archive's own fault. */
static enum fi_code archive(struct fi_nested *n, struct fi_reader in, const struct kind *k,
	const struct file *f, struct fi_err *err)
{
	FI_AUTO(level_done) struct level l = { .n = n,
		.held = fi_buf_limited(k->hold),
		.content_max = k->hold > HELD_MAX ? CONTENT_7Z : UINT64_MAX };
	FI_AUTO(fi_freep) char *own = strdup(n->name.p + f->stem);
	struct fi_err why = { 0 };
	enum fi_code rc;

	if (!level_begin(&l, in) || !own)
		return fi_err_nomem(err);
	cut_name(n, f->stem);
	rc = k->look(&l, k, f, &why);
	cut_name(n, f->stem);
	if (ends(n, rc))
		return fi_err_set(err, rc, "%s", why.text);
	if (add_text(&n->name, own, strlen(own)) != FI_OK)
		return fi_err_nomem(err);
	if (rc != FI_OK && l.err.code == FI_OK && tell(n, rc, why.text) != FI_OK)
		return fi_err_nomem(err);
	l.raw = true;
	return itself(&l, k, f, rc == FI_OK && l.content, err);
}

static const struct kind *kind_of(const void *p, size_t n);

/*
 * What the first bytes tell; NULL: nothing to look into.  If they do not come, the
 * reader that is peeked through fails again where they end.
 */
static const struct kind *peek_kind(struct fi_peek *peek, struct fi_reader in)
{
	struct fi_err later = { 0 };
	enum fi_code rc = fi_peek_start(peek, in, &later);

	return rc == FI_OK || peek->nheld ? kind_of(peek->held, peek->nheld) : NULL;
}

/* A file of that kind; its name stands in n->name. */
static enum fi_code file_of(struct fi_nested *n, struct fi_reader in, const struct kind *k,
	const struct file *f, struct fi_err *err)
{
	if (k && f->depth >= DEPTH_MAX) {
		char text[64];

		(void)snprintf(text, sizeof(text), "it is inside of %d others", DEPTH_MAX);
		if (tell(n, FI_ELIMIT, text) != FI_OK)
			return fi_err_nomem(err);
		k = NULL;
	}
	return k ? archive(n, in, k, f, err) : leaf(n, in, f, err);
}

static enum fi_code one_file(struct fi_nested *n, struct fi_reader in, const struct file *f,
	struct fi_err *err)
{
	struct fi_peek peek;
	const struct kind *k = peek_kind(&peek, in);

	return file_of(n, fi_peek_reader(&peek), k, f, err);
}

/* --- archives ---------------------------------------------------------- */

static enum fi_code member(struct level *l, struct fi_archive *a, const struct fi_packed *m,
	const struct file *f, struct fi_err *err)
{
	struct fi_nested *n = l->n;
	struct product x = { .l = l, .in = fi_archive_reader(a) };
	struct file inner = { .depth = f->depth + 1, .size = m->size, .mode = m->mode };
	size_t len = n->name.len;
	enum fi_code rc = charge(n, MEMBER_COST, err);

	l->quiet = 0;
	if (rc != FI_OK || !m->file)
		return rc;
	if (add_inner(n, m->name, strnlen(m->name, NAME_BYTES_MAX)) != FI_OK)
		return fi_err_nomem(err);
	inner.stem = n->name.len;
	rc = one_file(n, product_reader(&x), &inner, err);
	cut_name(n, len);
	return rc;
}

/* One member's damage is not the next one's: the first is told when all were tried. */
static enum fi_code members(struct level *l, struct fi_archive *a, const struct file *f,
	struct fi_err *err)
{
	struct fi_err first = { 0 };
	struct fi_packed m;
	bool more = true;

	for (unsigned failures = 0;;) {
		struct fi_err why = { 0 };
		enum fi_code rc = fi_archive_next(a, &m, &more, &why);

		if (rc == FI_OK && !more)
			break;
		if (rc != FI_OK) {
			(void)fi_err_set(&first, rc, "%s", why.text);
			break;
		}
		rc = member(l, a, &m, f, &why);
		if (rc == FI_OK)
			continue;
		if (ends(l->n, rc) || rc == FI_ELIMIT)
			return fi_err_set(err, rc, "%s", why.text);
		(void)fi_err_set(&first, rc, "%s", why.text);
		if (l->err.code != FI_OK || ++failures > FAILURES_MAX)
			break;
	}
	if (first.code != FI_OK)
		return fi_err_set(err, first.code, "%s", first.text);
	l->unused = l->lent > fi_archive_taken(a) ? (size_t)(l->lent - fi_archive_taken(a)) : 0;
	return FI_OK;
}

static enum fi_code look_stream(struct level *l, const struct kind *k, const struct file *f,
	struct fi_err *err)
{
	struct fi_archive *a;
	enum fi_code rc =
		fi_archive_open((enum fi_format)k->type, level_reader(l), &a, err);

	if (rc != FI_OK)
		return rc;
	rc = members(l, a, f, err);
	fi_archive_close(a);
	return rc;
}

static enum fi_code look_held(struct level *l, const struct kind *k, const struct file *f,
	struct fi_err *err)
{
	struct fi_archive *a;
	enum fi_code rc = FI_OK;
	const void *p;
	size_t n = 1;

	while (rc == FI_OK && n && l->lent <= k->hold)
		rc = level_read(l, &p, &n, err);
	if (rc != FI_OK)
		return rc;
	if (l->lent > k->hold)
		return fi_err_set(err, FI_ELIMIT, "a 7z archive of more than %zu MiB",
			k->hold >> 20);
	rc = fi_archive_open_memory(
		(enum fi_format)k->type, l->held.p, l->held.len, &a, err);
	if (rc != FI_OK)
		return rc;
	rc = members(l, a, f, err);
	fi_archive_close(a);
	l->unused = 0;
	return rc;
}

/* --- compressed data --------------------------------------------------- */

/* What was compressed: an archive of that kind as a whole, or a file. */
static enum fi_code unpacked(struct fi_nested *n, struct fi_reader in, const struct kind *k,
	const struct file *f, struct fi_err *err)
{
	size_t len = n->name.len;
	struct file inner = { .depth = f->depth + 1, .mode = n->outer->entry->mode };
	enum fi_code rc;

	if (add_unpacked(n) != FI_OK)
		return fi_err_nomem(err);
	inner.stem = n->name.len;
	if (k && k->packs) {
		inner.depth = f->depth;
		inner.stem = len;
	}
	rc = file_of(n, in, k, &inner, err);
	cut_name(n, len);
	return rc;
}

/* What came out of it is at hand: the archive's own bytes go by, and then that. */
static enum fi_code inflated(struct level *l, const struct file *f, struct fi_err *err)
{
	struct fi_plain plain = l->n->plain;
	struct fi_memory m = { plain.p, plain.n };
	struct product x = { .l = l, .in = fi_memory_reader(&m) };
	struct fi_visitor *v = &l->n->set->visitor;
	enum fi_code rc = FI_OK;
	const void *p;
	size_t n = 1;

	l->n->plain.p = NULL;
	while (rc == FI_OK && n)
		rc = level_read(l, &p, &n, err);
	if (rc != FI_OK)
		return rc;
	v->lend(v->self, FI_AHEAD_SLOTS + plain.slot);
	rc = unpacked(l->n, product_reader(&x), kind_of(plain.p, plain.n), f, err);
	v->lend(v->self, plain.slot);
	return rc;
}

static enum fi_code inflate(struct level *l, struct fi_reader in, enum fi_pack pack,
	const struct file *f, struct fi_err *err)
{
	struct fi_inflate *z;
	struct product x = { .l = l };
	const struct kind *k;
	struct fi_peek peek;
	enum fi_code rc;

	if (l->n->plain.p && f->depth == 0)
		return inflated(l, f, err);
	rc = fi_inflate_new_within(
		pack, in, f->depth ? WINDOW_INNER : WINDOW_OUTER, &z, err);
	if (rc != FI_OK)
		return rc;
	x.in = fi_inflate_reader(z);
	k = peek_kind(&peek, product_reader(&x));
	rc = unpacked(l->n, fi_peek_reader(&peek), k, f, err);
	if (rc == FI_OK)
		l->unused = fi_inflate_unused(z);
	fi_inflate_free(z);
	return rc;
}

static enum fi_code look_inflated(struct level *l, const struct kind *k,
	const struct file *f, struct fi_err *err)
{
	return inflate(l, level_reader(l), (enum fi_pack)k->type, f, err);
}

/* --- rpm --------------------------------------------------------------- */

/* Takes what stands before the payload; then lends what is left. */
struct cursor {
	struct level *l;
	const unsigned char *p;
	size_t n;
};

static enum fi_code cursor_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct cursor *c = self;

	if (c->n) {
		*p = c->p;
		*n = c->n;
		c->n = 0;
		return FI_OK;
	}
	return level_read(c->l, p, n, err);
}

/* The next n bytes to `out`, unless NULL. */
static enum fi_code take(struct cursor *c, unsigned char *out, size_t n, struct fi_err *err)
{
	while (n) {
		size_t k = c->n < n ? c->n : n;
		const void *p;
		enum fi_code rc;

		if (out && k) {
			memcpy(out, c->p, k);
			out += k;
		}
		c->p += k;
		c->n -= k;
		n -= k;
		if (!n)
			break;
		rc = level_read(c->l, &p, &c->n, err);
		if (rc != FI_OK)
			return rc;
		if (c->n == 0)
			return fi_err_set(err, FI_EFORMAT, "the rpm ends in its header");
		c->p = p;
	}
	return FI_OK;
}

static uint32_t big32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A header structure; `align` what follows to that many bytes. */
static enum fi_code rpm_header(struct cursor *c, size_t align, struct fi_err *err)
{
	unsigned char intro[16];
	uint32_t rows, bytes;
	size_t n;
	enum fi_code rc = take(c, intro, sizeof(intro), err);

	if (rc != FI_OK)
		return rc;
	rows = big32(intro + 8);
	bytes = big32(intro + 12);
	if (memcmp(intro, "\x8e\xad\xe8", 3) != 0 || rows > RPM_HEADER_MAX / 16 ||
		bytes > RPM_HEADER_MAX)
		return fi_err_set(err, FI_EFORMAT, "damaged rpm header");
	n = (size_t)rows * 16 + bytes;
	return take(c, NULL, (n + align - 1) / align * align, err);
}

/* Lead, signature, header, and then a compressed cpio. */
static enum fi_code look_rpm(struct level *l, const struct kind *k, const struct file *f,
	struct fi_err *err)
{
	struct cursor c = { .l = l, .p = (const unsigned char *)"" };
	struct fi_reader in = { .self = &c, .read = cursor_read };
	struct fi_peek peek;
	const struct kind *payload;
	enum fi_code rc = take(&c, NULL, 96, err);

	(void)k;
	if (rc == FI_OK)
		rc = rpm_header(&c, 8, err);
	if (rc == FI_OK)
		rc = rpm_header(&c, 1, err);
	if (rc != FI_OK)
		return rc;
	payload = peek_kind(&peek, in);
	in = fi_peek_reader(&peek);
	return payload && payload->look == look_inflated ?
		inflate(l, in, (enum fi_pack)payload->type, f, err) :
		unpacked(l->n, in, payload, f, err);
}

/* --- Git's objects ----------------------------------------------------- */

struct repository {
	struct level *l;
	const struct file *f;
};

static enum fi_code git_object(void *self, const char *name, uint64_t size,
	struct fi_reader in, struct fi_err *err)
{
	struct repository *r = self;
	struct fi_nested *n = r->l->n;
	struct file inner = { .depth = r->f->depth + 1, .size = size, .mode = r->f->mode };
	size_t len = n->name.len;
	enum fi_code rc = charge(n, MEMBER_COST, err);

	if (rc != FI_OK)
		return rc;
	if (add_inner(n, name, strlen(name)) != FI_OK)
		return fi_err_nomem(err);
	inner.stem = n->name.len;
	rc = one_file(n, in, &inner, err);
	cut_name(n, len);
	return rc;
}

static enum fi_code git_count(void *self, uint64_t bytes, struct fi_err *err)
{
	struct repository *r = self;

	r->l->quiet = 0;
	r->l->content += bytes;
	return charge(r->l->n, bytes, err);
}

static enum fi_code look_git(struct level *l, const struct kind *k, const struct file *f,
	struct fi_err *err)
{
	static enum fi_code (*const readers[])(struct fi_git *, const char *, struct fi_reader,
		const struct fi_git_user *, struct fi_git_rest *, struct fi_err *) = {
		fi_git_pack, fi_git_bundle, fi_git_loose, fi_git_index
	};
	struct repository r = { .l = l, .f = f };
	const struct fi_git_user user = { .self = &r, .object = git_object, .count = git_count };
	struct fi_git_rest rest = { 0 };
	char text[128];
	enum fi_code rc = readers[k->type](
		l->n->git, l->n->name.p, level_reader(l), &user, &rest, err);

	if (rc != FI_OK)
		return rc;
	l->unused = rest.unused;
	if (!rest.lost)
		return FI_OK;
	(void)snprintf(text, sizeof(text),
		"%ju difference%s to objects that were not at hand: what was added was read",
		(uintmax_t)rest.lost, rest.lost == 1 ? "" : "s");
	return tell(l->n, FI_EFORMAT, text) == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* --- kinds ------------------------------------------------------------- */

static bool begins(const unsigned char *p, size_t n, const char *magic, size_t len)
{
	return n >= len && memcmp(p, magic, len) == 0;
}

static bool is_zip(const unsigned char *p, size_t n)
{
	return n >= 30 && begins(p, n, "PK\3\4", 4);
}

static bool is_tar(const unsigned char *p, size_t n)
{
	return n >= 512 && memcmp(p + 257, "ustar", 5) == 0 && fi_tar_sniff(p, n);
}

static bool is_ar(const unsigned char *p, size_t n)
{
	return begins(p, n, "!<arch>\n", 8);
}

static bool is_cpio(const unsigned char *p, size_t n)
{
	return n >= 110 && begins(p, n, "0707", 4) &&
	       (memcmp(p + 4, "01", 2) == 0 || memcmp(p + 4, "02", 2) == 0);
}

static bool is_7z(const unsigned char *p, size_t n)
{
	return begins(p, n, "7z\xbc\xaf\x27\x1c", 6);
}

static bool is_rpm(const unsigned char *p, size_t n)
{
	return begins(p, n, "\xed\xab\xee\xdb", 4);
}

/* Deflate is the only method, and the upper flags are not used (RFC 1952 2.3). */
static bool is_gzip(const unsigned char *p, size_t n)
{
	return n >= 18 && fi_pack_sniff(p, n) == FI_PACK_GZIP && p[2] == 8 && p[3] < 0x20;
}

static bool is_zstd(const unsigned char *p, size_t n)
{
	return fi_pack_sniff(p, n) == FI_PACK_ZSTD;
}

static bool is_xz(const unsigned char *p, size_t n)
{
	return fi_pack_sniff(p, n) == FI_PACK_XZ;
}

/* A block begins with pi, the end of an empty stream with the root of pi. */
static bool is_bzip2(const unsigned char *p, size_t n)
{
	return n >= 14 && fi_pack_sniff(p, n) == FI_PACK_BZIP2 &&
	       (memcmp(p + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0 ||
		       memcmp(p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

static bool is_pack(const unsigned char *p, size_t n)
{
	return fi_git_is_pack(p, n);
}

static bool is_bundle(const unsigned char *p, size_t n)
{
	return fi_git_is_bundle(p, n);
}

static bool is_index(const unsigned char *p, size_t n)
{
	return fi_git_is_index(p, n);
}

static bool is_loose(const unsigned char *p, size_t n)
{
	return fi_git_is_loose(p, n);
}

static const struct kind kinds[] = {
	{ is_gzip, look_inflated, FI_PACK_GZIP, .head = 18, .hold = HELD_MAX },
	{ is_zip, look_stream, FI_FORMAT_ZIP, .head = 30, .hold = HELD_MAX },
	{ is_tar, look_stream, FI_FORMAT_TAR, .head = 512, .hold = HELD_MAX, .packs = true },
	{ is_ar, look_stream, FI_FORMAT_AR, .head = 8, .hold = HELD_MAX },
	{ is_cpio, look_stream, FI_FORMAT_CPIO, .head = 6, .hold = HELD_MAX, .packs = true },
	{ is_xz, look_inflated, FI_PACK_XZ, .head = 18, .hold = HELD_MAX },
	{ is_zstd, look_inflated, FI_PACK_ZSTD, .head = 18, .hold = HELD_MAX },
	{ is_bzip2, look_inflated, FI_PACK_BZIP2, .head = 14, .hold = HELD_MAX },
	/* Its headers hold the scripts that run when it is installed. */
	{ is_rpm, look_rpm, 0, .head = HELD_MAX, .hold = HELD_MAX },
	{ is_7z, look_held, FI_FORMAT_7Z, .head = 32, .hold = HELD_7Z },
	{ is_pack, look_git, 0, .head = 12, .hold = HELD_MAX },
	{ is_bundle, look_git, 1, .head = 16, .hold = HELD_MAX },
	{ is_loose, look_git, 2, .head = 2, .hold = HELD_MAX },
	{ is_index, look_git, 3, .head = 12, .hold = HELD_MAX },
};

static const struct kind *kind_of(const void *p, size_t n)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].starts(p, n))
			return &kinds[i];
	return NULL;
}

bool fi_nested_sniff(const void *p, size_t n)
{
	return kind_of(p, n) != NULL;
}

/* --- the object -------------------------------------------------------- */

struct fi_nested *fi_nested_new(struct fi_set *set, int layer)
{
	struct fi_nested *n = calloc(1, sizeof(*n));

	if (!n)
		return NULL;
	n->set = set;
	n->layer = layer;
	n->name = fi_buf_limited(NAME_BYTES_MAX);
	n->git = fi_git_new();
	if (!n->git) {
		free(n);
		return NULL;
	}
	return n;
}

void fi_nested_free(struct fi_nested *n)
{
	if (!n)
		return;
	fi_buf_done(&n->name);
	fi_git_free(n->git);
	free(n);
}

/* Shows the visitor the file's own bytes as they are taken. */
struct shown {
	struct fi_nested *n;
	struct fi_reader in;
};

static enum fi_code shown_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct shown *s = self;
	struct fi_visitor *v = &s->n->set->visitor;
	enum fi_code rc = s->in.read(s->in.self, p, n, err);

	if (rc == FI_OK && *n)
		rc = theirs(s->n, v->stored(v->self, s->n->outer, *p, *n, err));
	return rc;
}

enum fi_code fi_nested_file(struct fi_nested *n, const struct fi_visit *file,
	struct fi_reader in, const struct fi_plain *plain, struct fi_err *err)
{
	struct file f = { .size = file->entry->size, .mode = file->entry->mode };
	struct fi_visitor *v = &n->set->visitor;
	struct shown shown = { n, in };
	enum fi_code rc;

	n->outer = file;
	n->in = f.size;
	n->layer_in += f.size;
	n->out = 0;
	n->limited = false;
	n->plain = plain ? *plain : (struct fi_plain){ 0 };
	fi_buf_clear(&n->name);
	if (add_text(&n->name, file->name, strlen(file->name)) != FI_OK)
		return fi_err_nomem(err);
	f.stem = n->outer_len = n->name.len;
	if (!v->stored)
		return one_file(n, in, &f, err);
	rc = theirs(n, v->stored(v->self, file, NULL, 0, err));
	if (rc != FI_OK)
		return rc;
	return one_file(n, (struct fi_reader){ .self = &shown, .read = shown_read }, &f, err);
}

static enum fi_code tell_rest(struct fi_nested *n, unsigned count, bool harmless)
{
	FI_AUTO(fi_freep) char *reason = NULL;

	if (count <= GAPS_TOLD)
		return FI_OK;
	reason = fi_format("%u more files could not be unpacked to their end",
		count - GAPS_TOLD);
	return !reason ? FI_ENOMEM :
			 fi_set_gap(n->set, &(struct fi_gap){ .source = n->set->nsources,
							 .layer = n->layer,
							 .image = -1,
							 .path = (char *)(uintptr_t)"",
							 .reason = reason,
							 .harmless = harmless });
}

enum fi_code fi_nested_end(struct fi_nested *n)
{
	enum fi_code rc = tell_rest(n, n->harmless, true);

	return rc == FI_OK ? tell_rest(n, n->harmful, false) : rc;
}
