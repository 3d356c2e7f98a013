#include "lib/rpmheader.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* rpm's own limits are 64 Ki tags in 256 MiB; the blob's length bounds the latter. */
#define TAGS_MAX 65535u

/* A file that belongs to the package without coming from it: a log, a cache. */
#define GHOST (1u << 6)

enum type { INT32 = 4, STRING = 6, STRINGS = 8 };

/* Tags of rpm's header format, version 3 and later. */
enum { NAME, DIGESTS, FLAGS, DIR_OF, BASES, DIRS, ALGORITHM, WANTED };

static const struct {
	uint32_t tag;
	enum type type;
} wanted[WANTED] = {
	[NAME] = { 1000, STRING },
	[DIGESTS] = { 1035, STRINGS },
	[FLAGS] = { 1037, INT32 },
	[DIR_OF] = { 1116, INT32 },
	[BASES] = { 1117, STRINGS },
	[DIRS] = { 1118, STRINGS },
	[ALGORITHM] = { 5011, INT32 },
};

/* What a tag has; p is NULL if the header is without it. */
struct values {
	const unsigned char *p;
	size_t n;
};

struct header {
	const unsigned char *data, *end;
	struct values tag[WANTED];
};

static uint32_t be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Do n values of this type end before `end`? */
static bool fit(enum type type, const unsigned char *p, const unsigned char *end, size_t n)
{
	if (type == INT32)
		return n <= (size_t)(end - p) / 4;
	for (; n; n--) {
		const unsigned char *zero = memchr(p, 0, (size_t)(end - p));

		if (!zero)
			return false;
		p = zero + 1;
	}
	return true;
}

/* One index entry.  What is behind the signed part comes later in it, and counts. */
static bool take_entry(struct header *h, const unsigned char *entry)
{
	uint32_t tag = be32(entry), type = be32(entry + 4);
	uint32_t offset = be32(entry + 8), n = be32(entry + 12);

	for (int i = 0; i < WANTED; i++) {
		if (wanted[i].tag != tag)
			continue;
		if (wanted[i].type != type || n == 0 || (type == STRING && n != 1) ||
			offset > (size_t)(h->end - h->data) ||
			!fit(wanted[i].type, h->data + offset, h->end, n))
			return false;
		h->tag[i] = (struct values){ h->data + offset, n };
	}
	return true;
}

static bool parse(const unsigned char *p, size_t n, struct header *h)
{
	uint32_t entries, bytes;

	if (n < 8)
		return false;
	entries = be32(p);
	bytes = be32(p + 4);
	if (entries > TAGS_MAX || (size_t)entries * 16 > n - 8 ||
		bytes > n - 8 - (size_t)entries * 16)
		return false;
	h->data = p + 8 + (size_t)entries * 16;
	h->end = h->data + bytes;
	for (uint32_t i = 0; i < entries; i++)
		if (!take_entry(h, p + 8 + (size_t)i * 16))
			return false;
	return h->tag[NAME].p != NULL;
}

/* Has every file what tells where it is and what is in it? */
static bool consistent(const struct header *h)
{
	size_t files = h->tag[BASES].n;

	for (size_t i = 0; i < h->tag[DIR_OF].n; i++)
		if (be32(h->tag[DIR_OF].p + 4 * i) >= h->tag[DIRS].n)
			return false;
	return h->tag[DIR_OF].n == files &&
	       (!h->tag[DIGESTS].p || h->tag[DIGESTS].n == files) &&
	       (!h->tag[FLAGS].p || h->tag[FLAGS].n == files);
}

/* Of RFC 4880's hash algorithms those that are compared; 0 for the others. */
static size_t digits_of(const struct header *h)
{
	switch (h->tag[ALGORITHM].p ? be32(h->tag[ALGORITHM].p) : 1) {
	case 1:
		return 32;
	case 2:
		return 40;
	case 8:
		return 64;
	}
	return 0;
}

static const char *next_string(const char *s)
{
	return s + strlen(s) + 1;
}

static enum fi_code tell_files(
	const struct header *h, size_t digits, const struct fi_rpm_visitor *v)
{
	const char *base = (const char *)h->tag[BASES].p;
	const char *digest = (const char *)h->tag[DIGESTS].p;
	const char **dirs = calloc(h->tag[DIRS].n, sizeof(char *));
	enum fi_code rc = dirs ? FI_OK : FI_ENOMEM;

	for (size_t i = 0; rc == FI_OK && i < h->tag[DIRS].n; i++)
		dirs[i] = i ? next_string(dirs[i - 1]) : (const char *)h->tag[DIRS].p;
	for (size_t i = 0; rc == FI_OK && i < h->tag[BASES].n; i++) {
		struct fi_rpm_file f = { .dir = dirs[be32(h->tag[DIR_OF].p + 4 * i)],
			.base = base,
			.digest = digest,
			.digits = digits };
		uint32_t flags = h->tag[FLAGS].p ? be32(h->tag[FLAGS].p + 4 * i) : 0;

		if (*digest && !(flags & GHOST))
			rc = v->file(v->self, &f);
		base = next_string(base);
		digest = next_string(digest);
	}
	free(dirs);
	return rc;
}

enum fi_code fi_rpm_header_read(const void *p, size_t n, const struct fi_rpm_visitor *v)
{
	struct header h = { 0 };
	enum fi_code rc;
	size_t digits;

	if (!parse(p, n, &h) || !consistent(&h))
		return FI_EFORMAT;
	rc = v->package(v->self, (const char *)h.tag[NAME].p);
	digits = digits_of(&h);
	if (rc != FI_OK || !h.tag[DIGESTS].p || !digits)
		return rc;
	return tell_files(&h, digits, v);
}
