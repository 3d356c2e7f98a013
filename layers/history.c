#include "layers/config.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Dialects: image-formats facts, section 6 (classic docker, BuildKit, buildah). */

static const char *skip_spaces(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

/* Does a build argument's NAME= begin here? */
static bool is_assignment(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	return n > 0 && !isdigit((unsigned char)s[0]) && s[n] == '=';
}

/* Does a shell's command line begin here: "/bin/bash -o ..."? */
static bool is_shell(const char *s)
{
	size_t n = strcspn(s, " ");

	return s[0] == '/' && n > 2 && memcmp(s + n - 2, "sh", 2) == 0 &&
		strncmp(s + n, " -", 2) == 0;
}

/*
 * Behind "|n ": n build arguments NAME=VALUE, then the shell.  Builders do not quote,
 * so a value may go on behind a space: all up to the shell is passed over, and where
 * there is no shell nothing is shown rather than the rest of a value.
 */
static const char *skip_args(const char *s)
{
	char *end;
	long n = strtol(s + 1, &end, 10);

	for (s = skip_spaces(end); *s; s = skip_spaces(s + strcspn(s, " "))) {
		if (n <= 0 && is_shell(s))
			return s;
		n -= is_assignment(s);
	}
	return "(a command behind build arguments)";
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

static size_t without_space(const char *s, size_t n)
{
	while (n && (s[n - 1] == ' ' || s[n - 1] == '\n' || s[n - 1] == '\t'))
		n--;
	return n;
}

static size_t trimmed(const char *s)
{
	static const char mark[] = "# buildkit";
	size_t n = without_space(s, strlen(s)), k = sizeof(mark) - 1;

	return n >= k && memcmp(s + n - k, mark, k) == 0 ? without_space(s, n - k) : n;
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
