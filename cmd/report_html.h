/* report_html.h - the parts of the page of check and lint, for the files that write it. */
#ifndef FI_CMD_REPORT_HTML_H
#define FI_CMD_REPORT_HTML_H

#include "cmd/report.h"
#include "cmd/report_html_page.h"

/* What made a layer is cut where nobody reads on. */
#define CHECK_MADE_MAX 160
/* Titles in a layer's row. */
#define CHECK_TITLES_MAX 3

/* What is in one layer. */
struct check_tally {
	size_t n[5]; /* by enum fi_severity */
	size_t all;
	const struct fi_finding *top[CHECK_TITLES_MAX]; /* the worst */
	const struct fi_finding *last;
};

struct check_page {
	struct html h;
	const struct report *r;
	struct fi_fixplan plan;
	struct check_tally **tally; /* [image][layer] */
	size_t leaks, blockers;	    /* findings at high or above, of both kinds */
	size_t doubts;		    /* about the start, at medium */
};

/* ---- sections; report_html_findings.c, report_html_image.c ---- */

void page_findings(struct check_page *p);
void page_layers(struct check_page *p);
void page_coverage(struct check_page *p);
void page_config(struct check_page *p);
/* What --show and --checklist ask for; nothing without them. */
void page_shown(struct check_page *p);
void page_checklist(struct check_page *p);
/* What the script shows. */
void page_data(struct check_page *p);

/* ---- words; those that return a string: malloc'd, NULL without memory ---- */

size_t page_images(const struct check_page *p);

/* "app/.env:3:15", "image config, Env[3] DATABASE_URL" */
FI_MUST_CHECK char *page_where(const struct check_page *p, const struct fi_place *pl);

/* "layer 4 of 5, COPY . . (Dockerfile:4)", straight into the page. */
void page_layer_words(struct check_page *p, int image, int layer);

/* "Dockerfile:14"; "" if the line is unknown, 0. */
FI_MUST_CHECK char *page_dockerfile_line(const struct check_page *p, unsigned line);

/* The message without the title it may begin with; NULL if it says no more. */
const char *page_beyond_title(const struct fi_finding *f);

/* A blank and what the finding's value may be shown as, or nothing. */
void page_value(struct check_page *p, const struct fi_finding *f);

/* "2 critical, 1 low" */
void page_severities(struct check_page *p, const size_t counts[5]);

/* "1 image, 5 layers, 10 files, 2.1 KiB." */
void page_amount(struct check_page *p);

/* How many things could not be looked at, and matter. */
size_t page_unread(const struct check_page *p);

/* The worst severity in a layer, -1 if there is none; its size as stored or read. */
int page_worst(const struct check_tally *t);
uint64_t page_layer_size(const struct check_page *p, const struct fi_image_layer *l);

#endif
