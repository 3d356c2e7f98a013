/* fuzz_glob.c - fi_glob says what a slow matcher says, and never runs wild.
 *
 * The input is a glob, a line break, a path.  Bytes are mapped to a small alphabet,
 * so that most inputs are about stars and slashes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/glob.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Longer inputs would make the slow matcher slow. */
#define LONGEST 48

/* 0 = not known, 1 = no, 2 = yes. */
static char known[LONGEST + 2][LONGEST + 2];

struct slow {
	const char *glob, *end, *path;
};

static bool fits(const struct slow *s, const char *g, const char *p);

static bool fits_star(const struct slow *s, const char *g, const char *p)
{
	const char *after = g;
	bool wide, parts;

	while (after < s->end && *after == '*')
		after++;
	wide = after - g > 1;
	parts = wide && after < s->end && *after == '/' && (g == s->glob || g[-1] == '/');
	if (parts)
		after++;
	for (;; p++) {
		/* "**" and '/' take whole parts only */
		if ((!parts || p == s->path || p[-1] == '/') && fits(s, after, p))
			return true;
		if (!*p || (!wide && *p == '/'))
			return false;
	}
}

static bool fits(const struct slow *s, const char *g, const char *p)
{
	char *k = &known[g - s->glob][p - s->path];

	if (*k)
		return *k == 2;
	*k = 1;
	if (g == s->end ? !*p
	    : *g == '*'	? fits_star(s, g, p)
			: *p && (*g == *p || (*g == '?' && *p != '/')) && fits(s, g + 1, p + 1))
		*k = 2;
	return *k == 2;
}

static bool slow_alternative(const char *glob, const char *end, const char *path)
{
	const char *base = strrchr(path, '/');
	struct slow s = { glob, end, path };

	if (glob == end)
		return false;
	if (*glob == '/')
		s.glob++;
	else if (!memchr(glob, '/', (size_t)(end - glob)))
		s.path = base ? base + 1 : path;
	memset(known, 0, sizeof(known));
	if (fits(&s, s.glob, s.path))
		return true;
	for (; *glob != '/' && (s.path = strchr(s.path, '/')) != NULL;) {
		s.path++;
		memset(known, 0, sizeof(known));
		if (fits(&s, s.glob, s.path))
			return true;
	}
	return false;
}

static bool slow_glob(const char *glob, const char *path)
{
	for (;; glob++) {
		const char *end = strchrnul(glob, '|');

		if (slow_alternative(glob, end, path))
			return true;
		if (!*end)
			return false;
		glob = end;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char alphabet[] = "ab/.*?|*";
	char text[LONGEST + 1];
	char *brk;
	size_t i;

	if (size > LONGEST)
		return 0;
	for (i = 0; i < size; i++)
		text[i] = data[i] && strchr("\nab/.*?|", data[i]) ? (char)data[i]
							: alphabet[data[i] & 7];
	text[size] = 0;
	brk = strchr(text, '\n');
	if (!brk || strchr(brk + 1, '\n'))
		return 0;
	*brk = 0;
	if (fi_glob(text, brk + 1) != slow_glob(text, brk + 1))
		abort();
	return 0;
}
