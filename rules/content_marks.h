/* content_marks.h - what was found in one file, until it is settled what stays.
 *
 * For rules/content.c and "rules test".  Several rules may see one value; the strongest mark of
 * it stays.  Marks without a value always stay.
 */
#ifndef FI_RULES_CONTENT_MARKS_H
#define FI_RULES_CONTENT_MARKS_H

#include "lib/quick.h"
#include "rules/content.h"

struct fi_mark {
	struct fi_record record; /* strings are owned */
	uint64_t start, end;	 /* of the value in the file; both 0 = unknown */
	size_t order;		 /* of the rule in the catalogue */
	struct fi_quick_id id;	 /* of the value; what is equal in it is one value */
	bool pinned;		 /* tells how many were left out, and must stay */
	bool dropped;		 /* by fi_marks_settle */
};

/* How many marks a rule has in the file. */
struct fi_tally {
	const struct fi_rule *rule;
	size_t kept, left_out;
	size_t last; /* mark, counted from 1 */
};

/* Declare one as `struct fi_marks m = { 0 };`. */
struct fi_marks {
	struct fi_mark *mark;
	size_t n, cap;
	struct fi_tally *tally;
	size_t ntallies, tallies_cap;
	/* By the rule: its tally; by rule and value: the mark.  Counted from 1; 0 = none. */
	uint32_t *slot, *value;
	size_t nslots, nvalues;
};

void fi_marks_done(struct fi_marks *m);
/* Forget the marks, for the next file; their strings are freed unless taken (NULL). */
void fi_marks_clear(struct fi_marks *m);

/*
 * Is there room for a mark of this rule, and no equal one yet?  A mark that finds no
 * room is counted.  *room is false when the mark is not to be added.
 */
FI_MUST_CHECK enum fi_code fi_marks_room(struct fi_marks *m, const struct fi_rule *r,
	const struct fi_quick_id *id, bool valued, bool *room);

/* The same value was met decoded: that mark is moved to where it stands plain. */
void fi_marks_make_plain(struct fi_marks *m, const struct fi_mark *plain);

/* Add a mark that has room.  The strings become the list's, also on failure. */
FI_MUST_CHECK enum fi_code fi_marks_add(struct fi_marks *m, const struct fi_mark *mark);

/* Set `dropped` for marks whose value a stronger mark has; say what was left out. */
FI_MUST_CHECK enum fi_code fi_marks_settle(struct fi_marks *m);

#endif
