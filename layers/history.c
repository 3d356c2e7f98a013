#include "layers/config.h"

#include <stdlib.h>
#include <string.h>

/* Dialects: image-formats facts, section 6 (classic docker, BuildKit, buildah). */

static const char *skip_spaces(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

/* One word of `|2 A=b C=d e f`: builders do not quote, a value ends at a space. */
static const char *skip_word(const char *s)
{
	while (*s && *s != ' ')
		s++;
	return skip_spaces(s);
}

/*
 * Behind "|n ": n build args, then the shell.  Values with spaces make the count
 * useless, so everything up to the shell's own words is passed over.
 */
static const char *skip_args(const char *s)
{
	static const char *const shells[] = { "/bin/sh -c ", "/bin/bash -c ", "/bin/ash -c ",
		"/bin/sh -ec ", "/bin/sh -e -c ", "/bin/bash -o pipefail -c ",
		"/bin/bash -ec " };
	const char *best = NULL;
	long n;
	char *end;

	n = strtol(s + 1, &end, 10);
	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		const char *at = strstr(end, shells[i]);

		if (at && (!best || at < best))
			best = at;
	}
	if (best)
		return best;
	s = skip_spaces(end);
	while (n-- > 0 && *s)
		s = skip_word(s);
	return s;
}

/* Past "/bin/sh -c " and its kin: a shell's path, its flags, the last of them with a c. */
static const char *skip_shell(const char *s)
{
	const char *p = s;
	size_t n = strcspn(p, " ");

	if (n < 2 || p[n - 1] != 'h' || (p[0] != '/' && strncmp(p, "sh ", 3) != 0))
		return s;
	p = skip_spaces(p + n);
	while (*p == '-' || strncmp(p, "pipefail ", 9) == 0) {
		size_t k = strcspn(p, " ");
		bool command = p[0] == '-' && p[k - 1] == 'c';

		p = skip_spaces(p + k);
		if (command)
			return p;
	}
	return s;
}

static size_t trimmed(const char *s)
{
	static const char mark[] = "# buildkit";
	size_t n = strlen(s);

	while (n && (s[n - 1] == ' ' || s[n - 1] == '\n' || s[n - 1] == '\t'))
		n--;
	if (n >= sizeof(mark) - 1 && memcmp(s + n - (sizeof(mark) - 1), mark, sizeof(mark) - 1) == 0)
		n -= sizeof(mark) - 1;
	while (n && s[n - 1] == ' ')
		n--;
	return n;
}

char *fi_history_clean(const char *by)
{
	const char *s = skip_spaces(by), *nop;
	bool run = false;

	if (strncmp(s, "RUN ", 4) == 0) {
		s = skip_spaces(s + 4);
		run = true;
	}
	if (*s == '|' && s[1] >= '0' && s[1] <= '9') {
		s = skip_args(s);
		run = true;
	}
	nop = skip_shell(s);
	if (nop != s) {
		s = nop;
		run = true;
	}
	if (strncmp(s, "#(nop)", 6) == 0) {
		s = skip_spaces(s + 6);
		run = false;
	}
	/* The classic builder writes RUN ["/bin/x", "y"] as bare words. */
	if (*s == '/')
		run = true;
	return fi_format("%s%.*s", run ? "RUN " : "", (int)(trimmed(s) & 0x7fffffff), s);
}
