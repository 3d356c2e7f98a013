/* userpattern.h - what a user's regex is made of: its groups, and texts that every
 * match has.
 *
 * For rules/userrules.c.  The scanner tries a pattern only where a literal was met;
 * here one is found in a regex that names none.
 */
#ifndef FI_RULES_USERPATTERN_H
#define FI_RULES_USERPATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "rules/rule.h"

/* Shorter texts are met everywhere: a rule that has no other is slow. */
#define FI_ANCHOR_LEAST 3

/* Where a capturing group begins: "(", "(?<name>" or "(?P<name>". */
struct fi_pattern_group {
	size_t at, n;
};

struct fi_pattern {
	/*
	 * Something is in it that is not followed here (a recursion, a condition, (?x)):
	 * the fields below `keeps` are unset.
	 */
	bool opaque;
	bool keeps; /* it has \K, which moves the start of a match */
	struct fi_pattern_group *group; /* in the arena */
	size_t ngroups;
	/* Every match holds one of these texts, in some case of letters; n may be 0. */
	const char *anchor[FI_RULE_LITERALS];
	size_t nanchors;
	/* All fixed texts a match may hold, each ended by a line break. */
	const char *words;
};

/*
 * Read a regex that PCRE2 has accepted; anchors have `least` bytes or more.  What it
 * points to is in the arena.  FI_ENOMEM only.
 */
FI_MUST_CHECK enum fi_code fi_pattern_read(const char *regex, size_t least,
	struct fi_arena *a, struct fi_pattern *out);

/*
 * Append the regex with group `keep` (from 1; 0 = none) as its only capturing one.
 * The pattern must not be opaque.  As fi_buf_add.
 */
FI_MUST_CHECK enum fi_code fi_pattern_regroup(const struct fi_pattern *p,
	const char *regex, size_t keep, struct fi_buf *out);

#endif
