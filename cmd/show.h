/* show.h - what --show prints: the Fly config as understood, who says which port, who
 * sets which variable.
 *
 * One JSON value is made per image (or for the project alone); the text is written
 * from it, so that both formats say the same.  No secret is in it: values are there
 * only where they are harmless, and command lines are masked.
 */
#ifndef FI_CMD_SHOW_H
#define FI_CMD_SHOW_H

#include <jansson.h>

#include "cmd/report.h"

enum show_part { SHOW_CONFIG = 1, SHOW_PORTS = 2, SHOW_ENV = 4 };

/* "config,ports,env"; false if a word is none of them. */
FI_MUST_CHECK bool show_parse(const char *list, unsigned *parts);

/*
 * What report->show asks for; [] without Fly config and image.  The caller owns it;
 * NULL without memory.
 */
FI_MUST_CHECK json_t *show_json(const struct report *r);

/* The same for people. */
FI_MUST_CHECK enum fi_code show_text(FILE *out, const struct report *r, struct fi_err *err);

/*
 * The table of the service a finding is about, in short, each line after `indent`
 * blanks.  Nothing for a finding that is not about ports.
 */
FI_MUST_CHECK enum fi_code show_finding(FILE *out, const struct report *r,
	const struct fi_finding *f, size_t indent, struct fi_err *err);

#endif
