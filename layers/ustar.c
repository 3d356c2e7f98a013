#include "layers/ustar.h"

#include <stdio.h>
#include <string.h>

/* POSIX pax, "ustar Interchange Format". */
struct header {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, link[100];
	char magic[8], uname[32], gname[32], major[8], minor[8], prefix[155];
	char pad[12];
};

_Static_assert(sizeof(struct header) == FI_TAR_BLOCK, "no field is missing");

/* GNU's has times, and a map of holes, where POSIX' has the prefix. */
#define GNU_TIMES 24

/* Blanks, octal digits, and then only blanks and zeros: as every writer makes them. */
static bool number(const char *p, size_t n, uint64_t *out)
{
	uint64_t value = 0;
	size_t i = 0;

	while (i < n && p[i] == ' ')
		i++;
	for (; i < n && p[i] >= '0' && p[i] <= '7'; i++)
		value = value << 3 | (uint64_t)(p[i] - '0');
	for (; i < n; i++)
		if (p[i] && p[i] != ' ')
			return false;
	*out = value; /* of at most 12 digits */
	return true;
}

/* All bytes, those of the sum itself as blanks. */
static unsigned sum_of(const unsigned char *block)
{
	const size_t from = offsetof(struct header, sum);
	unsigned sum = ' ' * sizeof(((struct header *)0)->sum);

	for (size_t i = 0; i < FI_TAR_BLOCK; i++)
		sum += block[i];
	for (size_t i = from; i < from + sizeof(((struct header *)0)->sum); i++)
		sum -= block[i];
	return sum;
}

static bool all_zero(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

/* Is it POSIX' format, or GNU's of no more than that? */
static bool is_known(const struct header *h, bool *prefixed)
{
	const char *map = h->prefix + GNU_TIMES;

	*prefixed = memcmp(h->magic, "ustar\0" "00", 8) == 0;
	if (*prefixed)
		return true;
	return memcmp(h->magic, "ustar  ", 8) == 0 &&
	       all_zero(map, sizeof(*h) - (size_t)(map - (const char *)h));
}

static bool kind_of(char type, enum fi_kind *kind)
{
	switch (type) {
	case '0':
	case 0:
		*kind = FI_KIND_FILE;
		return true;
	case '1':
		*kind = FI_KIND_HARDLINK;
		return true;
	case '2':
		*kind = FI_KIND_SYMLINK;
		return true;
	case '3':
	case '4':
		*kind = FI_KIND_DEVICE;
		return true;
	case '5':
		*kind = FI_KIND_DIR;
		return true;
	case '6':
		*kind = FI_KIND_FIFO;
		return true;
	default:
		return false;
	}
}

/* A field that ends in 0 only if it is not full. */
static size_t add(char *out, size_t at, const char *p, size_t n)
{
	n = strnlen(p, n);
	memcpy(out + at, p, n);
	out[at + n] = 0;
	return at + n;
}

static size_t join_name(const struct header *h, bool prefixed, char *out)
{
	size_t n = prefixed ? add(out, 0, h->prefix, sizeof(h->prefix)) : 0;

	if (n && out[n - 1] != '/')
		out[n++] = '/';
	return add(out, n, h->name, sizeof(h->name));
}

bool fi_ustar_read(const unsigned char *block, struct fi_ustar *out)
{
	const struct header *h = (const struct header *)block;
	uint64_t sum, mode, uid, gid, mtime, major, minor;
	bool prefixed, link, file;
	size_t n;

	if (!is_known(h, &prefixed) || !kind_of(h->type, &out->kind) ||
		!number(h->sum, sizeof(h->sum), &sum) || sum != sum_of(block) ||
		!number(h->mode, sizeof(h->mode), &mode) ||
		!number(h->uid, sizeof(h->uid), &uid) ||
		!number(h->gid, sizeof(h->gid), &gid) ||
		!number(h->size, sizeof(h->size), &out->size) ||
		!number(h->mtime, sizeof(h->mtime), &mtime) ||
		!number(h->major, sizeof(h->major), &major) ||
		!number(h->minor, sizeof(h->minor), &minor))
		return false;
	out->mode = mode & 07777;
	out->uid = (uint32_t)uid;
	out->gid = (uint32_t)gid;
	n = join_name(h, prefixed, out->name);
	link = out->kind == FI_KIND_HARDLINK || out->kind == FI_KIND_SYMLINK;
	file = out->kind == FI_KIND_FILE;
	add(out->link, 0, h->link, link ? sizeof(h->link) : 0);
	/* A file whose name ends in '/' is a folder; only files have data: not so plain. */
	return h->name[0] && !(file && out->name[n - 1] == '/') && (file || !out->size) &&
	       !(link && !out->link[0]);
}

void fi_ustar_write(const char *name, char type, unsigned size, unsigned char *block)
{
	struct header *h = (struct header *)block;

	memset(h, 0, sizeof(*h));
	(void)snprintf(h->name, sizeof(h->name), "%s", name);
	(void)snprintf(h->mode, sizeof(h->mode), "%07o", 0644);
	(void)snprintf(h->size, sizeof(h->size), "%011o", size);
	memcpy(h->magic, "ustar\0" "00", 8);
	h->type = type;
	(void)snprintf(h->sum, sizeof(h->sum), "%06o", sum_of(block));
}
