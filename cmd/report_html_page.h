/* report_html_page.h - the frame of an HTML report, and how text gets into it.
 *
 * A page is one file: style, script and data are in it, and its Content-Security-Policy
 * allows nothing but the two scripts and the style sheet that were built in, by their
 * digests.  So nothing that an image says can run, load or style anything, even if an
 * escape were forgotten.  The page is written as it is made; only one object at a time
 * is in memory.
 *
 * What the script works on is JSON in an element that is not executed.  All text in it
 * is ready to be shown: control bytes, invalid UTF-8 and characters that reorder or
 * hide text were escaped as for a terminal (cmd/say.h).
 */
#ifndef FI_CMD_REPORT_HTML_PAGE_H
#define FI_CMD_REPORT_HTML_PAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/err.h"
#include "rules/rule.h"

/* Declare one as `struct html h = { .out = out };`. */
struct html {
	FILE *out;
	bool nomem; /* something was left out: the page is none */
	size_t items; /* written to the JSON list at hand */
};

/* The page up to where its own content begins.  FI_ENOMEM. */
FI_MUST_CHECK enum fi_code html_begin(struct html *h, const char *title, struct fi_err *err);

/* The script and the end.  FI_ENOMEM also for what was remembered in h->nomem. */
FI_MUST_CHECK enum fi_code html_end(struct html *h, struct fi_err *err);

/* Markup of ours, as it is; `fmt` as printf.  Nothing of an image goes through here. */
void html_raw(struct html *h, const char *fmt, ...) FI_PRINTF(2, 3);

/* Text for content and for quoted attributes. */
void html_text(struct html *h, const char *s);

/* The same where line breaks are meant: they stay. */
void html_lines(struct html *h, const char *s);

/* The same; what stands between `backticks` becomes code. */
void html_prose(struct html *h, const char *s);

/* "1,234", "1,234 findings", "1.2 MiB" */
void html_number(struct html *h, uint64_t n);
void html_count(struct html *h, uint64_t n, const char *one);
void html_size(struct html *h, uint64_t bytes);

/* ---- data for the script ---- */

/* A string as it is to be shown; line breaks stay.  NULL without memory or for NULL. */
json_t *html_string(const char *s);

/* object[key] = value, which is taken over; absent for NULL `s`. */
void html_put(struct html *h, json_t *object, const char *key, json_t *value);
void html_put_text(struct html *h, json_t *object, const char *key, const char *s);
/* One that was just made: NULL is missing memory, and an empty one is left out. */
void html_put_made(struct html *h, json_t *object, const char *key, const char *s);
void html_put_number(struct html *h, json_t *object, const char *key, uint64_t n);

/* Begin the data: an object with a first member that tells the page's kind. */
void html_data_begin(struct html *h, const char *kind);
/* One more member of the data: a list, whose items follow. */
void html_list_begin(struct html *h, const char *key);
/* Write an item and free it. */
void html_item(struct html *h, json_t *item);
void html_list_end(struct html *h);
void html_data_end(struct html *h);

/* What the page's script is told of a rule. */
json_t *html_rule(struct html *h, const struct fi_rule *r);

#endif
