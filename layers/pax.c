#include "layers/pax.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A tar's unit, and where in a header the size of what follows and its type stand. */
#define BLOCK	512
#define SIZE_AT 124
#define SIZE_N	12
#define TYPE_AT 156

/* Keys that hold names, numbers and times; one that ends in '.' stands for all of them. */
static const char *const known[] = { "GNU.sparse.", "LIBARCHIVE.creationtime",
	"LIBARCHIVE.symlinktype", "MSWINDOWS.", "RHT.security.selinux", "SCHILY.acl.",
	"SCHILY.dev", "SCHILY.devmajor", "SCHILY.devminor", "SCHILY.fflags",
	"SCHILY.filetype", "SCHILY.ino", "SCHILY.nlink", "SCHILY.realsize", "SCHILY.volhdr.",
	"SCHILY.xattr.security.capability", "SCHILY.xattr.security.selinux",
	"SCHILY.xattr.system.posix_acl_access", "SCHILY.xattr.system.posix_acl_default",
	"atime", "charset", "ctime", "gid", "gname", "hdrcharset", "linkpath", "mtime", "path",
	"size", "uid", "uname" };

static bool is_known(const char *key, size_t n)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t k = strlen(known[i]);

		if (known[i][k - 1] == '.' ? n > k : n == k)
			if (memcmp(key, known[i], k) == 0)
				return true;
	}
	return false;
}

/* Digits of a base up to something else, saturated. */
static size_t number(const char *s, size_t n, unsigned base, size_t *used)
{
	size_t v = 0, i = 0;

	for (; i < n && s[i] >= '0' && (unsigned)(s[i] - '0') < base; i++)
		if (v < SIZE_MAX / 2 / base)
			v = v * base + (size_t)(s[i] - '0');
	*used = i;
	return v;
}

/* "52 comment=...\n", one after another: the length counts all of it. */
static enum fi_code records(const char *s, size_t n, struct fi_buf *out)
{
	enum fi_code rc = FI_OK;

	while (rc == FI_OK && n) {
		size_t used, len = number(s, n, 10, &used);
		const char *eq;

		if (!used || len <= used + 1 || len > n || s[used] != ' ')
			break;
		eq = memchr(s + used + 1, '=', len - used - 1);
		if (!eq || s[len - 1] != '\n')
			break;
		if (!is_known(s + used + 1, (size_t)(eq - s) - used - 1))
			rc = fi_buf_add(out, s + used + 1, len - used - 1);
		s += len;
		n -= len;
	}
	return rc;
}

enum fi_code fi_pax_texts(const unsigned char *p, size_t n, struct fi_buf *out)
{
	const char *s = (const char *)p;
	enum fi_code rc = FI_OK;

	while (rc == FI_OK && n > BLOCK && strchr("xgLK", s[TYPE_AT]) && s[TYPE_AT]) {
		bool pax = s[TYPE_AT] == 'x' || s[TYPE_AT] == 'g';
		size_t used, blank = 0, size, room = n - BLOCK;

		while (blank < SIZE_N && s[SIZE_AT + blank] == ' ')
			blank++;
		size = number(s + SIZE_AT + blank, SIZE_N - blank, 8, &used);
		if (pax)
			rc = records(s + BLOCK, size < room ? size : room, out);
		if (size > room)
			break;
		size = (size + BLOCK - 1) / BLOCK * BLOCK;
		if (size > room)
			break;
		s += BLOCK + size;
		n = room - size;
	}
	return rc;
}
