/* shlex.h - a command line into words, as flyctl splits it.
 *
 * The rules are those of google/shlex: words end at blanks; '...' takes everything
 * as it is; "..." and bare words know the backslash, which makes the next
 * character itself (a line break too); '#' at the start of a word begins a comment
 * up to the line's end.  No shell: $VAR, &&, | and > are ordinary characters.
 */
#ifndef FI_LIB_SHLEX_H
#define FI_LIB_SHLEX_H

#include "lib/buf.h"
#include "lib/err.h"

/*
 * Append the words of s[0..n) to `out`.  FI_EFORMAT for an unterminated quote or
 * a backslash at the end; `out` may hold the words before it then.  A word ends
 * at a zero byte it contains.
 */
FI_MUST_CHECK enum fi_code fi_shlex(
	const char *s, size_t n, struct fi_strs *out, struct fi_err *err);

/* The program's name in a word: "node" of "/usr/bin/node".  Borrowed. */
const char *fi_word_base(const char *word);

#endif
