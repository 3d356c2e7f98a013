#include "rules/glob.h"

#include <stddef.h>
#include <string.h>

/*
 * One alternative.  A path is matched by walking both along and remembering the
 * last '*' and the last "**": when something does not fit, the last star takes one
 * byte more.  No older star needs to be tried again: what lies between two "**"
 * is best matched as early as possible, so the work is at most
 * length(glob) * length(path) steps for each kind of star.
 */
struct alternative {
	const char *p, *end;
};

/* Where to go on when something does not fit; glob is NULL before the first star. */
struct star {
	const char *glob, *path;
};

/* Is c in the set that starts at p ('[')?  *after is set behind its ']'. */
static bool in_set(const char *p, const char *end, char c, const char **after)
{
	const char *q = p + 1;
	bool negated = q < end && *q == '!', in = false, first;

	if (negated)
		q++;
	for (first = true; q < end && (first || *q != ']'); first = false) {
		unsigned char low = (unsigned char)*q, high = low;

		if (end - q > 2 && q[1] == '-' && q[2] != ']') {
			high = (unsigned char)q[2];
			q += 2;
		}
		if ((unsigned char)c >= low && (unsigned char)c <= high)
			in = true;
		q++;
	}
	if (q >= end) { /* never closed: an ordinary '[' */
		*after = p + 1;
		return c == '[';
	}
	*after = q + 1;
	return c != '/' && in != negated;
}

/* Does one element of the glob (no star) match c?  *after is set behind it. */
static bool element(const char *p, const char *end, char c, const char **after)
{
	*after = p + 1;
	if (*p == '?')
		return c != '/';
	if (*p == '[')
		return in_set(p, end, c, after);
	return *p == c;
}

/* "**" followed by '/' at the start of a part stands for any number of parts, also none. */
static bool whole_parts(const struct alternative *a, const char *stars, const char *after)
{
	return after < a->end && *after == '/' && (stars == a->p || stars[-1] == '/');
}

/* A star at *glob: remember it and step over it. */
static void take_star(const struct alternative *a, const char **glob, const char *path,
	struct star *narrow, struct star *wide, bool *parts)
{
	const char *stars = *glob, *after = stars;

	while (after < a->end && *after == '*')
		after++;
	if (after - stars == 1) {
		*narrow = (struct star){ after, path };
		*glob = after;
		return;
	}
	*parts = whole_parts(a, stars, after);
	if (*parts)
		after++;
	*wide = (struct star){ after, path };
	*narrow = (struct star){ NULL, NULL };
	*glob = after;
}

/* Let the last star take more.  False if none can. */
static bool stretch(const char **glob, const char **path, struct star *narrow,
	struct star *wide, bool parts)
{
	if (narrow->glob && *narrow->path && *narrow->path != '/') {
		*glob = narrow->glob;
		*path = ++narrow->path;
		return true;
	}
	*narrow = (struct star){ NULL, NULL };
	if (!wide->glob || !*wide->path)
		return false;
	if (parts) {
		wide->path = strchr(wide->path, '/');
		if (!wide->path) {
			wide->glob = NULL;
			return false;
		}
	}
	*glob = wide->glob;
	*path = ++wide->path;
	return true;
}

/* `floating`: the alternative may begin at the start of any part of the path. */
static bool matches(const struct alternative *a, const char *path, bool floating)
{
	struct star narrow = { NULL, NULL }, wide = { NULL, NULL };
	const char *glob = a->p, *after;
	bool parts = floating;

	if (floating)
		wide = (struct star){ glob, path };
	while (*path || glob < a->end) {
		if (glob < a->end && *glob == '*') {
			take_star(a, &glob, path, &narrow, &wide, &parts);
		} else if (*path && glob < a->end && element(glob, a->end, *path, &after)) {
			glob = after;
			path++;
		} else if (!stretch(&glob, &path, &narrow, &wide, parts)) {
			return false;
		}
	}
	return true;
}

/* The path and its last part. */
struct subject {
	const char *path, *base;
	size_t base_n;
};

/*
 * Most alternatives are names or "*.ending", and most do not match: a comparison tells.
 * False: `matches` has to.
 */
static bool settled(const struct alternative *a, const struct subject *s, bool *result)
{
	size_t n = (size_t)(a->end - a->p), i;

	if (*a->p != '*' && *a->p != '?' && *a->p != '[' && *a->p != *s->base) {
		*result = false;
		return true;
	}
	for (i = 1; i < n; i++)
		if (a->p[i] == '*' || a->p[i] == '?' || a->p[i] == '[')
			return false;
	if (*a->p != '*')
		return false;
	*result = s->base_n >= n - 1 &&
		  memcmp(s->base + s->base_n - (n - 1), a->p + 1, n - 1) == 0;
	return true;
}

static bool alternative_matches(struct alternative a, const struct subject *s)
{
	bool result;

	if (a.p == a.end)
		return false;
	if (*a.p == '/') {
		a.p++;
		return matches(&a, s->path, false);
	}
	if (memchr(a.p, '/', (size_t)(a.end - a.p)))
		return matches(&a, s->path, true);
	return settled(&a, s, &result) ? result : matches(&a, s->base, false);
}

bool fi_glob(const char *glob, const char *path)
{
	const char *slash = strrchr(path, '/'), *end;
	struct subject s = { path, slash ? slash + 1 : path, 0 };

	s.base_n = strlen(s.base);
	for (;; glob = end + 1) {
		end = strchrnul(glob, '|');
		if (alternative_matches((struct alternative){ glob, end }, &s))
			return true;
		if (!*end)
			return false;
	}
}
