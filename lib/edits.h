/* edits.h - changes to a text's lines, and the unified diff that makes them. */
#ifndef FI_LIB_EDITS_H
#define FI_LIB_EDITS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"

/* One line's change; lines count from 1. */
struct fi_edit {
	unsigned line; /* 0, with `after` only: before the first line */
	bool gone;     /* the line is taken away */
	char *after;   /* whole lines to stand behind it (or in its place); NULL */
};

struct fi_edits {
	struct fi_edit *v; /* by line */
	size_t n, cap;
};

void fi_edits_done(struct fi_edits *e);

/*
 * Each line is taken away at most once, and each text added once behind a line;
 * `text` ends in a line break.  False without memory.
 */
FI_MUST_CHECK bool fi_edits_delete(struct fi_edits *e, unsigned line);
FI_MUST_CHECK bool fi_edits_insert(struct fi_edits *e, unsigned line, const char *text);
/* Take the line away and put `text` there; nothing if it is away already. */
FI_MUST_CHECK bool fi_edits_replace(struct fi_edits *e, unsigned line, const char *text);

/*
 * The unified diff (three lines of context) of a file, as `patch -p1` takes it,
 * appended to `out`.  old == NULL: the file is new, and only line 0 has edits.  Lines
 * that `hide` names (NULL: none) are never among the context; who takes one away shows it.
 */
FI_MUST_CHECK enum fi_code fi_edits_diff(const struct fi_edits *e, const char *name,
	const char *old, bool (*hide)(void *self, unsigned line), void *self,
	struct fi_buf *out);

#endif
