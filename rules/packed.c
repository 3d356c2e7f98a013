#include "rules/packed.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/inflate.h"
#include "rules/decode.h"

/* As the parts of base64 are told, rules/decode.c. */
#define PIECE	(128u << 10)
#define OVERLAP (26u << 10)
#define BEFORE	(2u << 10)
/* So much of it has to be text. */
#define LOOK 48
/* 32 KiB is the largest that gzip has. */
#define WINDOW (1u << 20)

unsigned fi_packed_sign(const char *s)
{
	if (memcmp(s, "H4sI", 4) == 0)
		return 1;
	return memcmp(s, "SDRzSU", FI_PACKED_SIGN) == 0 ? 2 : 0;
}

const char *fi_packed_chain(unsigned times, const char *inner)
{
#define CHAINS(outer)                                                                  \
	{ outer, outer " > base64", outer " > hex", outer " > percent", outer " > json" }
	static const char *const chains[][5] = { CHAINS("base64 > gzip"),
		CHAINS("base64 > base64 > gzip") };
	size_t i = 0;

	for (enum fi_encoding how = FI_BASE64; inner && how <= FI_JSON_ESCAPED; how++)
		if (strcmp(inner, fi_encoding_name(how)) == 0)
			i = (size_t)how + 1;
	return chains[times > 1][i];
}

/* The bytes of gzip; free() them.  NULL without memory. */
static char *unwrap(const char *raw, size_t n, unsigned times, size_t *len)
{
	char *p = malloc(n + 1);

	if (!p)
		return NULL;
	*len = fi_decode(FI_BASE64, raw, n, p);
	/* No byte is written before those that it is made of were read. */
	while (--times)
		*len = fi_decode(FI_BASE64, p, *len, p);
	return p;
}

/* Damage ends the text: what came before it stands. */
static enum fi_code inflate(
	const char *p, size_t n, struct fi_buf *text, bool *cut, struct fi_err *err)
{
	struct fi_memory memory = { p, n };
	struct fi_inflate *z = NULL;
	struct fi_err damage = { 0 };
	struct fi_reader in;
	const void *block;
	size_t len = 1;
	enum fi_code rc = fi_inflate_new_within(
		FI_PACK_GZIP, fi_memory_reader(&memory), WINDOW, &z, err);

	if (rc != FI_OK)
		return rc;
	in = fi_inflate_reader(z);
	while (len && !*cut && in.read(in.self, &block, &len, &damage) == FI_OK) {
		size_t room = text->max - text->len;

		*cut = len > room;
		if (fi_buf_add(text, block, *cut ? room : len) != FI_OK) {
			rc = fi_err_nomem(err);
			break;
		}
	}
	if (damage.code == FI_ENOMEM)
		rc = fi_err_nomem(err);
	fi_inflate_free(z);
	return rc;
}

static enum fi_code tell(const struct fi_buf *text, fi_on_packed *each, void *self,
	struct fi_err *err)
{
	enum fi_code rc = FI_OK;
	size_t at = 0, n;

	do {
		bool last = text->len - at <= PIECE;

		n = last ? text->len - at : PIECE;
		rc = each(self,
			&(struct fi_packed_piece){ .text = text->p + at,
				.n = n,
				.at = at,
				.all = text->len,
				.from = at ? at + BEFORE : 0,
				.to = last ? SIZE_MAX : at + n - OVERLAP + BEFORE },
			err);
		if (last)
			break;
		at += PIECE - OVERLAP;
	} while (rc == FI_OK);
	return rc;
}

enum fi_code fi_packed_read(const char *raw, size_t n, unsigned times, size_t most,
	fi_on_packed *each, void *self, size_t *used, bool *cut, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(most);
	FI_AUTO(fi_freep) char *gzip = NULL;
	size_t len = 0, look;
	enum fi_code rc;

	*used = 0;
	*cut = false;
	gzip = unwrap(raw, n, times, &len);
	if (!gzip)
		return fi_err_nomem(err);
	if (fi_pack_sniff(gzip, len) != FI_PACK_GZIP)
		return FI_OK;
	rc = inflate(gzip, len, &text, cut, err);
	if (rc != FI_OK)
		return rc;
	*used = text.len;
	look = text.len < LOOK ? text.len : LOOK;
	if (!look || fi_text_length(text.p, look) < look)
		return FI_OK;
	return tell(&text, each, self, err);
}
