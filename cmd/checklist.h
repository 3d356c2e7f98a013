/* checklist.h - prints the security guide's points; see rules/checklist.h. */
#ifndef FI_CMD_CHECKLIST_H
#define FI_CMD_CHECKLIST_H

#include <jansson.h>

#include "cmd/report.h"

/* A list of points for JSON and SARIF; NULL without memory.  The caller owns it. */
FI_MUST_CHECK json_t *checklist_json(const struct fi_checklist *l);

/* For people: a line a point, its evidence, and what to do where it failed. */
void checklist_text(FILE *out, const struct report *r);

#endif
