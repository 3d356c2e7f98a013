/* report.h - findings and coverage in one format.  A format is one file and one row. */
#ifndef FI_CMD_REPORT_H
#define FI_CMD_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "rules/checklist.h"
#include "rules/findings.h"
#include "rules/fixplan.h"
#include "rules/project.h"

/* The version of the JSON that --format json writes; raised when a reader would break.
 */
#define REPORT_SCHEMA "flyimg-report/1"

/* What a format gets.  All borrowed. */
struct report {
	const struct fi_set *set; /* NULL: no image was looked at */
	const struct fi_findings *findings;
	const struct fi_project *project;
	/* lines[image][history row] of the Dockerfile, 0 unknown; NULL without one. */
	unsigned **lines;
	bool complete; /* everything was looked at */
	/* What was not, beyond the set's gaps, a sentence each. */
	struct fi_strs remarks;
	bool verbose, color;
	size_t width; /* columns for text */
	const struct fi_fixplan *plan; /* --fix-plan; NULL: not asked for */
	const struct fi_checklist *checklist; /* --checklist; NULL: not asked for */
	unsigned show; /* --show: enum show_part, or'ed (cmd/show.h) */
	size_t ungated; /* findings of the base that --gate own does not count */
	struct fi_scanner *scanner; /* masks what --show prints; NULL: nothing to show */
};

struct report_format {
	const char *name, *help;
	/* Write errors are the caller's to find, with ferror. */
	FI_MUST_CHECK enum fi_code (*write)(
		FILE *out, const struct report *r, struct fi_err *err);
};

extern const struct report_format report_formats[]; /* the first is the default */
extern const size_t report_formats_n;

enum fi_code report_text(FILE *out, const struct report *r, struct fi_err *err);
enum fi_code report_json(FILE *out, const struct report *r, struct fi_err *err);
enum fi_code report_html(FILE *out, const struct report *r, struct fi_err *err);
enum fi_code report_sarif(FILE *out, const struct report *r, struct fi_err *err);

/* A finding, an image, as report_json writes them; NULL without memory. */
struct json_t;
FI_MUST_CHECK struct json_t *report_json_finding(
	const struct report *r, const struct fi_finding *f);
FI_MUST_CHECK struct json_t *report_json_image(const struct report *r, int index);
/* A rule, a path and a level as report_sarif writes them. */
FI_MUST_CHECK struct json_t *report_sarif_rule(const struct fi_rule *r);
FI_MUST_CHECK struct json_t *report_sarif_uri(const char *path);
const char *report_sarif_level(enum fi_severity s);

/* "acme/app:1.0", or its short id if it has no name.  Borrowed. */
const char *report_image_name(const struct fi_image *image);

/* The layer's instruction, secrets masked; "" if unknown.  Borrowed. */
const char *report_instruction(const struct report *r, int image, int layer);

/*
 * What made the layer, for people: the Dockerfile's words where they are known, hashes
 * shortened, one line, cut behind `max` bytes.  malloc'd; NULL without memory.
 */
FI_MUST_CHECK char *report_made_by(
	const struct report *r, int image, int layer, size_t max);

/* The same of an instruction as a history has it. */
FI_MUST_CHECK char *report_brief(const char *instruction, size_t max);

/* The Dockerfile's line that made the layer; 0 if unknown. */
unsigned report_line(const struct report *r, int image, int layer);

/*
 * The Dockerfile's line that put there what a finding's place holds: the layer's, or
 * for a part of the config the instruction that set it.  0 if unknown.
 */
unsigned report_place_line(const struct report *r, const struct fi_place *p);

/* "Env[3] DATABASE_URL", "history[4] RUN": a config place for people.  malloc'd. */
FI_MUST_CHECK char *report_config_words(const struct report *r, const struct fi_place *p);

/* "3 findings of the base image do not count (--gate own)"; malloc'd, NULL without memory. */
FI_MUST_CHECK char *report_ungated(const struct report *r);

/*
 * "3 of 5 layers from the cache: their digests were not checked again"; malloc'd, NULL
 * without memory.  Only if there are any: r->set->recalled.
 */
FI_MUST_CHECK char *report_recalled(const struct report *r);

/* "live", "deleted", "overwritten" */
const char *report_state(enum fi_state s);

/* Where a gap is in terms of images: *image and *layer (index in it), -1 if nowhere. */
void report_gap_place(
	const struct report *r, const struct fi_gap *gap, int *image, int *layer);

#endif
