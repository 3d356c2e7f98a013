/* dockerignore.h - which files of a folder never reach the image builder.
 *
 * Follows Docker: patterns are those of Go's filepath.Match plus "**", a line that
 * starts with '!' takes back what earlier lines hid, the last line that matches
 * wins, and a pattern that matches a folder matches everything in it.
 *
 * Source: docs.docker.com/build/concepts/context (.dockerignore files).
 */
#ifndef FI_LIB_DOCKERIGNORE_H
#define FI_LIB_DOCKERIGNORE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"

struct fi_ignore_token;

struct fi_ignore_pattern {
	char *text; /* cleaned: no '!', no leading or trailing '/', no "a/../" */
	bool except;
	unsigned line;
	struct fi_ignore_token *tokens;
	size_t ntokens;
};

/* A pattern that Docker refuses; the build stops there. */
struct fi_ignore_problem {
	unsigned line;
	char *text;
};

struct fi_ignore {
	struct fi_ignore_pattern *list; /* in the file's order, bad ones left out */
	size_t n, cap;
	struct fi_ignore_problem *problems; /* at most FI_IGNORE_PROBLEMS_MAX */
	size_t nproblems, cap_problems;
};

/*
 * Bounds that keep the worst file and the worst path at about a second: matching
 * costs at most (bytes of the file) times (bytes of the path).
 */
#define FI_IGNORE_TEXT_MAX     ((size_t)256 << 10)
#define FI_IGNORE_PATTERN_MAX  4096
#define FI_IGNORE_PATH_MAX     4096
#define FI_IGNORE_PROBLEMS_MAX 100

/*
 * Read a .dockerignore; free *out with fi_ignore_free.  FI_OK whatever the text is
 * (see problems), FI_ENOMEM without memory.
 */
FI_MUST_CHECK enum fi_code fi_ignore_parse(const char *text, size_t n,
	struct fi_ignore **out, struct fi_err *err);
void fi_ignore_free(struct fi_ignore *ig);
/* cleanup function for FI_AUTO */
void fi_ignore_freep(struct fi_ignore **ig);

/*
 * Is this path, relative to the folder, kept from the builder?  A leading '/' or
 * "./" is passed over.  False for a path longer than FI_IGNORE_PATH_MAX.
 */
bool fi_ignore_match(const struct fi_ignore *ig, const char *path);

/* The line that decided about the path; 0 if none matches. */
unsigned fi_ignore_line(const struct fi_ignore *ig, const char *path);

#endif
