/* lib_sheet.h - a report made by hand: one image of three layers, one finding. */
#ifndef FI_TESTS_LIB_SHEET_H
#define FI_TESTS_LIB_SHEET_H

#include "tests/lib_test.h"

#include "cmd/report.h"

#define SHEET_PLACES 8

/* All of it can be changed between sheet_fill and sheet_done. */
struct sheet {
	struct fi_set set;
	struct fi_image image;
	struct fi_image_layer layers[3];
	struct fi_findings findings;
	struct fi_finding finding;
	struct fi_place places[SHEET_PLACES]; /* finding.nplaces of them count, 1 at first */
	struct fi_gap gap;
	struct fi_strs shown;
	struct fi_project project;
	struct report report;
};

void sheet_fill(struct sheet *s);
void sheet_done(struct sheet *s);

/* Nobody writes to the strings of a report; their fields are plain all the same. */
char *sheet_text(const char *s);

/* What a format makes of it; free() it. */
char *sheet_written(const struct report *r,
	enum fi_code (*write)(FILE *, const struct report *, struct fi_err *));

#endif
