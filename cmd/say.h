/* say.h - text for people: escaped, coloured only where colour is wanted, wrapped. */
#ifndef FI_CMD_SAY_H
#define FI_CMD_SAY_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "rules/rule.h"

/* Escape what? */
enum say_mode {
	/*
	 * For a terminal: control bytes, invalid UTF-8 and characters that reorder or
	 * hide text become \xNN or \u{NNNN}.
	 */
	SAY_TERMINAL,
	/* For JSON and its kin, which escape controls themselves: invalid UTF-8 only.
	 */
	SAY_UTF8,
};

/* Append n bytes, escaped.  FI_ENOMEM, FI_ELIMIT as fi_buf_add. */
FI_MUST_CHECK enum fi_code say_escape(
	struct fi_buf *out, const char *s, size_t n, enum say_mode mode);

/* The same as a string of its own; NULL without memory. */
FI_MUST_CHECK char *say_escaped(const char *s, enum say_mode mode);

/* Print text that may come from an image.  Line breaks are escaped too. */
void say_text(FILE *out, const char *s);

/* "flyimg: ..." on stderr, escaped; one line. */
void say_error(const char *fmt, ...) FI_PRINTF(1, 2);

enum say_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/*
 * Colour on this stream?  AUTO: it is a terminal, TERM is not "dumb" and NO_COLOR is
 * not set.
 */
bool say_colored(FILE *out, enum say_color wish);

/* The escape that starts a severity's colour. */
const char *say_severity_color(enum fi_severity s);

/* Columns of the terminal behind `out`, at most 100; 100 if it is none. */
size_t say_width(FILE *out);

/*
 * Print a paragraph, escaped and wrapped at `width` columns: the first line after
 * `lead`, which is printed as it is and counted as lead_n columns, the others
 * indented by lead_n blanks.  A word that is longer than a line stays whole.
 */
void say_wrapped(
	FILE *out, const char *lead, size_t lead_n, size_t width, const char *text);

/* The same where line breaks in the text are meant: each line is a paragraph. */
void say_lines(
	FILE *out, const char *lead, size_t lead_n, size_t width, const char *text);

#endif
