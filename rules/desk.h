/* desk.h - what looking at a block needs while it lasts; for rules/lookout.c only.
 *
 * Blocks are looked at by some threads at once, and a dozen of them wait to be judged.
 * What they need of memory only while they are looked at is lent here, so that there is
 * as much of it as there are threads.
 */
#ifndef FI_RULES_DESK_H
#define FI_RULES_DESK_H

#include <hs/hs.h>

#include "rules/dense.h"

struct fi_desk {
	hs_scratch_t *scratch;	       /* good for all sets of the program */
	struct fi_excerpt dense, text; /* their content is of who had it before */
	struct fi_desk *next;
};

/* Those that nobody has.  NULL without memory. */
struct fi_desks;
FI_MUST_CHECK struct fi_desks *fi_desks_new(void);
/* All were put back.  NULL is allowed. */
void fi_desks_free(struct fi_desks *d);

struct fi_program;

/* One for who calls, on any thread; put it back.  NULL without memory. */
FI_MUST_CHECK struct fi_desk *fi_desk_take(const struct fi_program *p);
void fi_desk_put(const struct fi_program *p, struct fi_desk *desk);

#endif
