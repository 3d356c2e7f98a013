/* audit.h - what `flyimg audit` reports, in one format.  A format is one file and one row. */
#ifndef FI_CMD_AUDIT_H
#define FI_CMD_AUDIT_H

#include <stdbool.h>
#include <stdio.h>

#include "rules/audit.h"

/* The version of the JSON that audit writes; raised when a reader would break. */
#define AUDIT_SCHEMA "flyimg-audit/1"

/* What was read, and what was not. */
struct audit_coverage {
	uint64_t layers, bytes;	     /* blobs read now, as stored */
	uint64_t reused;	     /* layers whose results were there already */
	uint64_t reused_bytes;	     /* of these, as stored */
	uint64_t files, content;     /* in the layers of all images, each once: files, bytes */
	size_t exports;		     /* archives, layouts, storages looked at */
	size_t untagged, unreferenced; /* revisions, blobs in a storage; read with --all */
	size_t filtered;	     /* images that --since and its kin leave out */
	size_t undated;		     /* images that --since keeps, having no date */
	size_t artifacts;	     /* charts, signatures: no images */
	size_t npassed;		     /* files that are no export; the first are named: */
	struct fi_strs passed_over;  /* "README.md: no export of images", a line each */
	struct fi_strs problems;     /* what could not be looked at, a sentence each */
	struct fi_strs listed;	     /* untagged revisions and unreferenced blobs */
};

/* What a format gets.  All borrowed. */
struct audit_report {
	const struct fi_audit *audit;
	const struct audit_coverage *coverage;
	size_t images; /* judged; a format that streams has no audit->images */
	bool complete; /* everything was looked at */
	bool all;      /* --all */
	bool verbose, color;
	size_t width;  /* columns for text */
};

/* One image that was just judged, for a format that streams. */
struct audit_image {
	const struct fi_set *set; /* image 0 is the one */
	const struct fi_findings *findings;
	const char *source;
	bool complete;
};

struct audit_format {
	const char *name, *help;
	/* Called for each image as it is judged; NULL: the format waits for the end. */
	enum fi_code (*image)(FILE *out, const struct audit_image *i, struct fi_err *err);
	/* When all are in.  Write errors are the caller's to find, with ferror. */
	FI_MUST_CHECK enum fi_code (*write)(
		FILE *out, const struct audit_report *r, struct fi_err *err);
};

extern const struct audit_format audit_formats[]; /* the first is the default */
extern const size_t audit_formats_n;

enum fi_code audit_text(FILE *out, const struct audit_report *r, struct fi_err *err);
enum fi_code audit_html(FILE *out, const struct audit_report *r, struct fi_err *err);
enum fi_code audit_json(FILE *out, const struct audit_report *r, struct fi_err *err);
enum fi_code audit_jsonl(FILE *out, const struct audit_report *r, struct fi_err *err);
enum fi_code audit_jsonl_image(FILE *out, const struct audit_image *i, struct fi_err *err);
enum fi_code audit_sarif(FILE *out, const struct audit_report *r, struct fi_err *err);
enum fi_code audit_csv(FILE *out, const struct audit_report *r, struct fi_err *err);

/* ---- words that several formats have; malloc'd, NULL without memory ---- */

/* An instruction is cut to so many bytes where it stands in a sentence. */
#define AUDIT_INSTRUCTION 60

/* "14 images" */
FI_MUST_CHECK char *audit_count(uint64_t n, const char *one);
/* "14 images of 3 repositories" */
FI_MUST_CHECK char *audit_spread(const struct fi_audit_finding *f);
/* "app/.env:3", "image config, Env[3] NPM_TOKEN" */
FI_MUST_CHECK char *audit_spot(const struct fi_audit *a, const struct fi_audit_spot *s);
/* "first in acme/web:1.0, layer 3 of 5, COPY . ., app/.env:3, created 2026-01-05" */
FI_MUST_CHECK char *audit_first(const struct fi_audit *a, const struct fi_audit_finding *f);
/* "still live in acme/web:latest and 9 more"; or that it is deleted everywhere */
FI_MUST_CHECK char *audit_live(const struct fi_audit *a, const struct fi_audit_finding *f);
/* "acme/web:1.1, layer 3 of 4, COPY . ., app/.env:3, deleted" */
FI_MUST_CHECK char *audit_place_words(const struct fi_audit *a, uint32_t seen);
/*
 * Of the places that one image has of a finding, from its i-th place on, the one to
 * name: a live one before others.  An index of a->seen; *end is where the next image's
 * places begin.
 */
uint32_t audit_place(const struct fi_audit *a, const struct fi_audit_finding *f, uint32_t i,
	uint32_t *end);
/* Its name, what made its last layer, or that layer's digest. */
FI_MUST_CHECK char *audit_base_name(const struct fi_audit *a, const struct fi_audit_base *b);

#endif
