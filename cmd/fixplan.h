/* fixplan.h - prints what to do about the findings; see rules/fixplan.h. */
#ifndef FI_CMD_FIXPLAN_H
#define FI_CMD_FIXPLAN_H

#include <jansson.h>

#include "cmd/report.h"

/* For JSON; NULL without memory.  The caller owns it. */
FI_MUST_CHECK json_t *fixplan_json(const struct fi_fixplan *p);

/* For people and for patch(1), which passes over all but the diff. */
void fixplan_text(FILE *out, const struct report *r);

#endif
