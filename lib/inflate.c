#include "lib/inflate.h"

#include <bzlib.h>
#include <limits.h>
#include <lzma.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#ifdef FI_ISAL
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

/* One block of plain bytes: what one digest or scan step works on. */
#define OUT_SIZE (1 << 20)

/* Windows above 128 MiB are refused by every runtime too. */
#define WINDOW_MAX ((size_t)128 << 20)

/* What liblzma needs besides the window. */
#define XZ_MEMORY_MORE ((size_t)32 << 20)

/* Enough to tell whether another member begins: xz has the longest. */
#define MAGIC 6

/* A block's header in zstd data (RFC 8878 3.1.1.2). */
#define ZSTD_HEADER 3

/* What one call of a decoder did. */
enum step { STEP_MORE, STEP_END, STEP_BAD, STEP_MEMORY, STEP_LIMIT };

struct fi_inflate;

/* A format is one row of this. */
struct codec {
	enum step (*start)(struct fi_inflate *z);
	/* Take from z->in, put at most n bytes at out; *put and z->nin tell how many. */
	enum step (*run)(struct fi_inflate *z, unsigned char *out, size_t n, size_t *put);
	void (*stop)(struct fi_inflate *z);
	void (*again)(struct fi_inflate *z); /* instead of both; NULL: no cheaper */
	bool (*starts)(const unsigned char *p, size_t n); /* does another member begin? */
	const char *name;
};

struct fi_inflate {
	const struct codec *codec;
	struct fi_reader src;
	size_t window; /* the largest allowed */
	const unsigned char *in;
	size_t nin;
	bool in_ended;
	uint64_t taken, given;
	bool between; /* a member has ended, the next has not begun */
	unsigned char magic[MAGIC]; /* the next one's first bytes, cut by a block's end */
	size_t nmagic;
	const unsigned char *rest; /* what of the block stands behind them */
	size_t nrest;
	bool ended;
	struct fi_err failed; /* told once what came before it has been lent */
	bool started;
	union {
#ifdef FI_ISAL
		struct isal *gz;
#else
		z_stream gz;
#endif
		struct {
			ZSTD_DStream *d;
			size_t wants; /* input of the next step, as far as it knows */
		} zstd;
		lzma_stream xz;
		bz_stream bz;
	} u;
	unsigned char *out; /* what is lent, if anything is */
};

#ifdef FI_ISAL
/*
 * ISA-L 2.30 follows a distance that points before the first byte of a stream, up to
 * 32 KiB before its own buffer, and sees the damage later.  It shall find zeros there.
 */
struct isal {
	unsigned char before[32 << 10];
	struct inflate_state state;
};

static void gz_again(struct fi_inflate *z)
{
	isal_inflate_init(&z->u.gz->state);
	z->u.gz->state.crc_flag = ISAL_GZIP; /* header and checksum are its business */
}

static enum step gz_start(struct fi_inflate *z)
{
	z->u.gz = calloc(1, sizeof(*z->u.gz));
	if (!z->u.gz)
		return STEP_MEMORY;
	gz_again(z);
	return STEP_MORE;
}

static enum step gz_run(struct fi_inflate *z, unsigned char *out, size_t n, size_t *put)
{
	struct inflate_state *s = &z->u.gz->state;
	uint32_t give = z->nin > UINT32_MAX ? UINT32_MAX : (uint32_t)z->nin;
	int rc;

	s->next_in = (uint8_t *)(uintptr_t)z->in; /* it does not write there */
	s->avail_in = give;
	s->next_out = out;
	s->avail_out = (uint32_t)n;
	rc = isal_inflate(s);
	z->in += give - s->avail_in;
	z->nin -= give - s->avail_in;
	*put = n - s->avail_out;
	if (rc != ISAL_DECOMP_OK && rc != ISAL_END_INPUT)
		return STEP_BAD;
	return s->block_state == ISAL_BLOCK_FINISH ? STEP_END : STEP_MORE;
}

static void gz_stop(struct fi_inflate *z)
{
	free(z->u.gz);
	z->u.gz = NULL;
}
#else
static void gz_again(struct fi_inflate *z)
{
	(void)inflateReset(&z->u.gz); /* fails for a stream that is none */
}

static enum step gz_start(struct fi_inflate *z)
{
	memset(&z->u.gz, 0, sizeof(z->u.gz));
	return inflateInit2(&z->u.gz, 15 + 16) == Z_OK ? STEP_MORE : STEP_MEMORY;
}

static enum step gz_run(struct fi_inflate *z, unsigned char *out, size_t n, size_t *put)
{
	uInt give = z->nin > UINT_MAX ? UINT_MAX : (uInt)z->nin;
	int rc;

	z->u.gz.next_in = (Bytef *)(uintptr_t)z->in; /* zlib does not write there */
	z->u.gz.avail_in = give;
	z->u.gz.next_out = out;
	z->u.gz.avail_out = (uInt)n;
	rc = inflate(&z->u.gz, Z_NO_FLUSH);
	z->in += give - z->u.gz.avail_in;
	z->nin -= give - z->u.gz.avail_in;
	*put = n - z->u.gz.avail_out;
	if (rc == Z_STREAM_END)
		return STEP_END;
	if (rc == Z_MEM_ERROR)
		return STEP_MEMORY;
	return rc == Z_OK || rc == Z_BUF_ERROR ? STEP_MORE : STEP_BAD;
}

static void gz_stop(struct fi_inflate *z)
{
	(void)inflateEnd(&z->u.gz);
}
#endif

static bool gz_starts(const unsigned char *p, size_t n)
{
	return n >= 2 && p[0] == 0x1f && p[1] == 0x8b;
}

static enum step zstd_start(struct fi_inflate *z)
{
	z->u.zstd.d = ZSTD_createDStream();
	if (!z->u.zstd.d)
		return STEP_MEMORY;
	z->u.zstd.wants = ZSTD_initDStream(z->u.zstd.d);
	(void)ZSTD_DCtx_setParameter(
		z->u.zstd.d, ZSTD_d_windowLogMax, 63 - __builtin_clzll(z->window));
	return STEP_MORE;
}

/*
 * One block at a time: a call that fails tells nothing of what it has put, and all
 * before the damage is wanted.  What it wants of a block includes the next one's header.
 */
static enum step zstd_run(struct fi_inflate *z, unsigned char *out, size_t n, size_t *put)
{
	size_t wants = z->u.zstd.wants > ZSTD_HEADER ? z->u.zstd.wants - ZSTD_HEADER :
						       ZSTD_HEADER;
	ZSTD_inBuffer in = { .src = z->in, .size = z->nin < wants ? z->nin : wants };
	ZSTD_outBuffer o = { .dst = out, .size = n };
	size_t rc = ZSTD_decompressStream(z->u.zstd.d, &o, &in);

	z->in += in.pos;
	z->nin -= in.pos;
	*put = o.pos;
	if (ZSTD_isError(rc))
		return strstr(ZSTD_getErrorName(rc), "too much memory") ? STEP_LIMIT :
									   STEP_BAD;
	z->u.zstd.wants = rc;
	return rc == 0 ? STEP_END : STEP_MORE;
}

static void zstd_stop(struct fi_inflate *z)
{
	ZSTD_freeDStream(z->u.zstd.d);
}

/* A frame, or a skippable one (0x184D2A50 to 0x184D2A5F). */
static bool zstd_starts(const unsigned char *p, size_t n)
{
	if (n < 4)
		return false;
	if (memcmp(p, "\x28\xb5\x2f\xfd", 4) == 0)
		return true;
	return (p[0] & 0xf0) == 0x50 && memcmp(p + 1, "\x2a\x4d\x18", 3) == 0;
}

static enum step xz_start(struct fi_inflate *z)
{
	lzma_stream init = LZMA_STREAM_INIT;

	z->u.xz = init;
	return lzma_stream_decoder(&z->u.xz, z->window + XZ_MEMORY_MORE,
		       LZMA_CONCATENATED) == LZMA_OK ?
		STEP_MORE :
		STEP_MEMORY;
}

static enum step xz_run(struct fi_inflate *z, unsigned char *out, size_t n, size_t *put)
{
	lzma_ret rc;

	z->u.xz.next_in = z->in;
	z->u.xz.avail_in = z->nin;
	z->u.xz.next_out = out;
	z->u.xz.avail_out = n;
	rc = lzma_code(&z->u.xz, z->in_ended ? LZMA_FINISH : LZMA_RUN);
	z->in = z->u.xz.next_in;
	z->nin = z->u.xz.avail_in;
	*put = n - z->u.xz.avail_out;
	if (rc == LZMA_STREAM_END)
		return STEP_END;
	if (rc == LZMA_MEM_ERROR)
		return STEP_MEMORY;
	if (rc == LZMA_MEMLIMIT_ERROR)
		return STEP_LIMIT;
	return rc == LZMA_OK || rc == LZMA_BUF_ERROR ? STEP_MORE : STEP_BAD;
}

static void xz_stop(struct fi_inflate *z)
{
	lzma_end(&z->u.xz);
}

static bool xz_starts(const unsigned char *p, size_t n)
{
	return n >= 6 && memcmp(p, "\xfd"
				   "7zXZ\0",
				 6) == 0;
}

static enum step bz_start(struct fi_inflate *z)
{
	memset(&z->u.bz, 0, sizeof(z->u.bz));
	return BZ2_bzDecompressInit(&z->u.bz, 0, 0) == BZ_OK ? STEP_MORE : STEP_MEMORY;
}

static enum step bz_run(struct fi_inflate *z, unsigned char *out, size_t n, size_t *put)
{
	unsigned give = z->nin > UINT_MAX ? UINT_MAX : (unsigned)z->nin;
	int rc;

	z->u.bz.next_in = (char *)(uintptr_t)z->in; /* libbz2 does not write there */
	z->u.bz.avail_in = give;
	z->u.bz.next_out = (char *)out;
	z->u.bz.avail_out = (unsigned)n;
	rc = BZ2_bzDecompress(&z->u.bz);
	z->in += give - z->u.bz.avail_in;
	z->nin -= give - z->u.bz.avail_in;
	*put = n - z->u.bz.avail_out;
	if (rc == BZ_STREAM_END)
		return STEP_END;
	if (rc == BZ_MEM_ERROR)
		return STEP_MEMORY;
	return rc == BZ_OK ? STEP_MORE : STEP_BAD;
}

static void bz_stop(struct fi_inflate *z)
{
	(void)BZ2_bzDecompressEnd(&z->u.bz);
}

static bool bz_starts(const unsigned char *p, size_t n)
{
	return n >= 4 && memcmp(p, "BZh", 3) == 0 && p[3] >= '1' && p[3] <= '9';
}

static const struct codec codecs[] = {
	[FI_PACK_GZIP] = { gz_start, gz_run, gz_stop, gz_again, gz_starts, "gzip" },
	[FI_PACK_ZSTD] = { zstd_start, zstd_run, zstd_stop, NULL, zstd_starts, "zstd" },
	[FI_PACK_XZ] = { xz_start, xz_run, xz_stop, NULL, xz_starts, "xz" },
	[FI_PACK_BZIP2] = { bz_start, bz_run, bz_stop, NULL, bz_starts, "bzip2" },
};

#define NCODECS (sizeof(codecs) / sizeof(codecs[0]))

enum fi_pack fi_pack_sniff(const void *p, size_t n)
{
	for (size_t i = FI_PACK_GZIP; i < NCODECS; i++)
		if (codecs[i].starts(p, n))
			return (enum fi_pack)i;
	return FI_PACK_NONE;
}

const char *fi_pack_name(enum fi_pack k)
{
	return k > FI_PACK_NONE && k < NCODECS ? codecs[k].name : "none";
}

/* Whatever it has done, it begins anew. */
static enum fi_code restart(struct fi_inflate *z, struct fi_err *err)
{
	if (z->started && z->codec->again) {
		z->codec->again(z);
		return FI_OK;
	}
	if (z->started)
		z->codec->stop(z);
	z->started = z->codec->start(z) != STEP_MEMORY;
	return z->started ? FI_OK : fi_err_nomem(err);
}

enum fi_code fi_inflate_new_within(enum fi_pack kind, struct fi_reader in, size_t window,
	struct fi_inflate **out, struct fi_err *err)
{
	struct fi_inflate *z = calloc(1, sizeof(*z));

	if (!z)
		return fi_err_nomem(err);
	z->codec = &codecs[kind];
	z->src = in;
	z->window = window;
	if (restart(z, err) != FI_OK) {
		fi_inflate_free(z);
		return FI_ENOMEM;
	}
	*out = z;
	return FI_OK;
}

enum fi_code fi_inflate_new(enum fi_pack kind, struct fi_reader in, struct fi_inflate **out,
	struct fi_err *err)
{
	return fi_inflate_new_within(kind, in, WINDOW_MAX, out, err);
}

enum fi_code fi_inflate_again(struct fi_inflate *z, struct fi_reader in, struct fi_err *err)
{
	z->src = in;
	z->nin = z->nmagic = z->nrest = 0;
	z->taken = z->given = 0;
	z->in_ended = z->between = z->ended = false;
	fi_err_clear(&z->failed);
	return restart(z, err);
}

size_t fi_inflate_unused(const struct fi_inflate *z)
{
	return z->nin + z->nrest;
}

void fi_inflate_free(struct fi_inflate *z)
{
	if (!z)
		return;
	if (z->started)
		z->codec->stop(z);
	free(z->out);
	free(z);
}

static enum fi_code refill(struct fi_inflate *z, struct fi_err *err)
{
	const void *p;
	enum fi_code rc;

	if (!z->nin && z->nrest) {
		z->in = z->rest;
		z->nin = z->nrest;
		z->nrest = 0;
	}
	if (z->nin || z->in_ended)
		return FI_OK;
	rc = z->src.read(z->src.self, &p, &z->nin, err);
	if (rc != FI_OK) {
		z->nin = 0;
		return rc;
	}
	z->in = p;
	z->taken += z->nin;
	z->in_ended = z->nin == 0;
	return FI_OK;
}

/*
 * Gather the first bytes behind a member, however the blocks are cut.  They are
 * z->in then; fewer than MAGIC only at the end of the input.
 */
static enum fi_code gather(struct fi_inflate *z, struct fi_err *err)
{
	z->nmagic = 0;
	for (;;) {
		size_t want = MAGIC - z->nmagic;
		size_t take = z->nin < want ? z->nin : want;
		enum fi_code rc;

		if (take)
			memmove(z->magic + z->nmagic, z->in, take);
		z->nmagic += take;
		z->in += take;
		z->nin -= take;
		if (z->nmagic == MAGIC || z->in_ended)
			break;
		rc = refill(z, err);
		if (rc != FI_OK)
			return rc;
	}
	z->rest = z->in;
	z->nrest = z->nin;
	z->in = z->magic;
	z->nin = z->nmagic;
	return FI_OK;
}

/* Between members: begin the next, or end.  Only gzip allows anything else there. */
static enum fi_code next_member(struct fi_inflate *z, struct fi_err *err)
{
	enum fi_code rc = gather(z, err);

	if (rc != FI_OK)
		return rc;
	if (!z->nin) {
		z->ended = true;
		return FI_OK;
	}
	if (!z->codec->starts(z->in, z->nin)) {
		if (z->codec == &codecs[FI_PACK_GZIP] || z->in[0] == 0) {
			z->ended = true;
			return FI_OK;
		}
		return fi_err_set(err, FI_EFORMAT, "garbage after the %s data",
			z->codec->name);
	}
	z->between = false;
	return restart(z, err);
}

static enum fi_code trouble(struct fi_inflate *z, enum step s, struct fi_err *err)
{
	switch (s) {
	case STEP_MEMORY:
		return fi_err_nomem(err);
	case STEP_LIMIT:
		return fi_err_set(err, FI_ELIMIT,
			"%s data needs a window of more than %zu MiB", z->codec->name,
			z->window >> 20);
	default:
		return fi_err_set(err, FI_EFORMAT, "damaged %s data", z->codec->name);
	}
}

/* Put at most `room` bytes at `out`, as far as one input block allows. */
static enum fi_code fill(struct fi_inflate *z, unsigned char *out, size_t room, size_t *got,
	struct fi_err *err)
{
	while (*got < room && !z->ended) {
		size_t put = 0, before;
		enum step s;
		enum fi_code rc;

		/* What is ready goes out before the source's block is given back. */
		if (!z->nin && *got)
			return FI_OK;
		rc = refill(z, err);
		if (rc != FI_OK)
			return rc;
		if (z->between) {
			rc = next_member(z, err);
			if (rc != FI_OK)
				return rc;
			continue;
		}
		before = z->nin;
		s = z->codec->run(z, out + *got, room - *got, &put);
		*got += put;
		if (s == STEP_END)
			z->between = true;
		else if (s != STEP_MORE)
			return trouble(z, s, err);
		else if (z->in_ended && !put)
			return fi_err_set(err, FI_EFORMAT, "the %s data ends too early",
				z->codec->name);
		else if (!put && before == z->nin && z->nin)
			return trouble(z, STEP_BAD, err);
	}
	return FI_OK;
}

static bool is_bomb(const struct fi_inflate *z, size_t got)
{
	uint64_t given = z->given + got;

	return given > FI_BOMB_FREE && given / FI_BOMB_RATIO > z->taken;
}

static enum fi_code inflate_fill(void *self, void *p, size_t room, size_t *n,
	struct fi_err *err)
{
	struct fi_inflate *z = self;
	size_t got = 0;

	*n = 0;
	if (z->failed.code == FI_OK) {
		enum fi_code rc = fill(z, p, room, &got, &z->failed);

		if (rc == FI_OK && is_bomb(z, got))
			(void)fi_err_set(&z->failed, FI_ELIMIT,
				"a compression bomb: more than %d bytes from each byte of %s data",
				FI_BOMB_RATIO, z->codec->name);
	}
	if (z->failed.code != FI_OK && got == 0)
		return fi_err_set(err, z->failed.code, "%s", z->failed.text);
	z->given += got;
	*n = got;
	return FI_OK;
}

static enum fi_code inflate_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fi_inflate *z = self;

	*n = 0;
	if (!z->out)
		z->out = malloc(OUT_SIZE);
	if (!z->out)
		return fi_err_nomem(err);
	*p = z->out;
	return inflate_fill(self, z->out, OUT_SIZE, n, err);
}

struct fi_reader fi_inflate_reader(struct fi_inflate *z)
{
	return (struct fi_reader){ .self = z, .read = inflate_read, .fill = inflate_fill };
}
