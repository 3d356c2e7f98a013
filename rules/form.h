/* form.h - a quick no to: can a rule match here?
 *
 * Most patterns are of two forms: a token that begins with its literal and goes on with so
 * many characters of a kind, or a provider's name, an operator and such a value (NAMED in
 * rules/secrets.h).  What stands behind a literal tells then, nearly always and before the
 * pattern is even compiled, that there is nothing to find.
 */
#ifndef FI_RULES_FORM_H
#define FI_RULES_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/rule.h"

#define FI_FORM_HEAD 16
/* No name of a form goes on for longer. */
#define FI_FORM_NAME 400

struct fi_form {
	bool named; /* the rest of a name, an operator and quotes stand before the value */
	size_t most; /* so many characters the rest of the name has at most */
	/* What the value has to begin with, behind the literal if it is not named. */
	char head[FI_FORM_HEAD];
	size_t head_n;
	size_t run; /* so many bytes of `set` follow */
	uint64_t set[4];
};

/* What is known of the rule's matches; false if nothing is. */
bool fi_form_of(const struct fi_rule *r, struct fi_form *f);

/* How many of the first n bytes at s are characters of a name: letters, digits, "_.-". */
size_t fi_form_name(const char *s, size_t n);

/*
 * Of the n bytes at s, which follow a literal of the rule: could a match go on so?  A match
 * that begins at another literal before this one is not asked about.  `name` is
 * fi_form_name of them, or what is more than `most`; no matter if the form is not named.
 */
bool fi_form_may(const struct fi_form *f, const char *s, size_t n, size_t name);

#endif
