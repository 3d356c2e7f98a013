/* fields.h - names and values in any file that looks like configuration.
 *
 * One tolerant reader for INI, YAML, TOML, JSON, properties, shell and simple XML:
 * it knows nothing of nesting and sees only `name = value` and its kin.  Enough
 * for files whose name already says what is in them.
 */
#ifndef FI_RULES_FIELDS_H
#define FI_RULES_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

/* Borrowed from the text; not ended by 0. */
struct fi_field {
	const char *name;
	size_t name_n;
	const char *value; /* without its quotes, escapes left as they are */
	size_t n;	   /* at least 1 */
	unsigned line, column; /* of the value's first byte, from 1 */
};

/* Returns false to stop. */
typedef bool fi_field_each(void *self, const struct fi_field *f);

/*
 * Call `each` for every `name = value`, `"name": "value"`, `name: value` and
 * `<name>value</name>` of the text, in order.  A bare value ends at a blank, a
 * quoted one at its quote, both at the line's end.  Lines that start with '#' or
 * ';' are passed over.  Linear in n.
 */
void fi_fields_each(const char *text, size_t n, fi_field_each *each, void *self);

/* The next line of a text.  Start with all zero. */
struct fi_line {
	const char *p; /* the line, without its CR and LF */
	size_t n;
	unsigned number; /* from 1 */
	const char *next;
};

/* Move on to the next line of text[0..n); false at its end. */
bool fi_line_next(struct fi_line *l, const char *text, size_t n);

#endif
