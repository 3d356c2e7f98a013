/* userallow.h - what users' own rules let pass: allowlists and the regexes in them.
 *
 * For rules/userrules.c.  The meaning is that of gitleaks: a list covers a candidate
 * if any of its parts does, or with condition = "AND" if all that it has do.
 */
#ifndef FI_RULES_USERALLOW_H
#define FI_RULES_USERALLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "rules/valid.h"

/* Compiled regexes and what running them needs.  Not for two threads at once. */
struct fi_regexes;
struct fi_regex; /* one of them */

FI_MUST_CHECK struct fi_regexes *fi_regexes_new(void); /* NULL without memory */
void fi_regexes_free(struct fi_regexes *r);

/* Where and why PCRE2 cannot take a regex. */
struct fi_regex_trouble {
	size_t at;	/* byte of the regex */
	char words[128];
	const char *remedy; /* what to write instead; static */
};

/*
 * Compile one, kept until fi_regexes_free.  FI_EFORMAT with *why, FI_ENOMEM; `groups`
 * (NULL: not asked) is how many capturing groups it has.
 */
FI_MUST_CHECK enum fi_code fi_regexes_add(struct fi_regexes *r, const char *regex,
	const struct fi_regex **out, unsigned *groups, struct fi_regex_trouble *why);

/* Is the regex found in these bytes?  `limited` is the answer past PCRE2's limits. */
bool fi_regex_finds(
	const struct fi_regex *x, const char *s, size_t n, bool limited);

enum fi_allow_target { FI_ALLOW_SECRET, FI_ALLOW_MATCH, FI_ALLOW_LINE };

/* All in an arena. */
struct fi_allow {
	bool all;   /* every part has to cover it, not any */
	bool never; /* a part that no image has (commits) would have to cover it, too */
	enum fi_allow_target target; /* of `regex` */
	const struct fi_regex **path, **regex;
	const char **stopword; /* held against the secret, in any case of letters */
	const char **rule;     /* ids it is for; none: all */
	size_t npaths, nregexes, nstopwords, nrules;
};

bool fi_allow_is_for(const struct fi_allow *a, const char *id);

/* `c` with n == 0 is a file as a whole: only paths are asked. */
bool fi_allow_covers(const struct fi_allow *a, const struct fi_candidate *c);

#endif
