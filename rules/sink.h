/* sink.h - collects what checks report, before it is merged into findings.
 *
 * For rules/findings.c and tests; a check only sees fi_report (rules/finding.h) and
 * fi_report_secret (rules/findings.h).
 */
#ifndef FI_RULES_SINK_H
#define FI_RULES_SINK_H

#include "rules/finding.h"
#include "rules/findings.h"
#include "rules/valueid.h"

/* One report, not yet merged with its equals.  Strings are owned. */
struct fi_draft {
	const struct fi_rule *rule;
	enum fi_severity severity;
	char *message, *fix;    /* never NULL */
	char *masked;           /* NULL if there is no value */
	char *key;              /* variable or field name, NULL */
	char *subject;          /* NULL: the place tells findings apart */
	unsigned char hash[32], print[16]; /* fi_value_id; unused without a value */
	bool valued;
	bool weak; /* the value could be guessed: its hash must not be told */
	struct fi_place place;
};

/* Declare one as `struct fi_sink s = { 0 };`, empty it with fi_sink_done. */
struct fi_sink {
	struct fi_draft *list;
	size_t n, cap;
	size_t left_out; /* reports past FI_DRAFTS_MAX */
	/*
	 * The secrets that were reported, as they are, so that texts which quote them
	 * (a layer's instruction) can be shown without.  Wiped by fi_sink_done.
	 */
	struct fi_strs values;
	/* With `keep_short` also those that are too short to be redacted everywhere. */
	struct fi_strs shorts;
	bool keep_short;
	const unsigned char *salt; /* of the records' hashes; NULL: they have none */
	bool nomem;
};

/* Hostile images could make checks report without end; a real one stays below 10,000.
 */
#define FI_DRAFTS_MAX 200000

void fi_sink_done(struct fi_sink *s);

/*
 * Take over a draft; its strings are the sink's from here on, also on failure.
 * A NULL message or fix, or an unset place, is taken for memory trouble.
 */
void fi_sink_take(struct fi_sink *s, struct fi_draft *d);

/* Remember a secret for redaction.  Short values are not: they would match anything. */
void fi_sink_remember(struct fi_sink *s, const char *value, size_t n);

/*
 * `text` with every remembered secret masked; malloc'd, NULL without memory.
 */
char *fi_sink_redact(const struct fi_sink *s, const char *text);

/*
 * Append what may be shown of what created each layer: masked is what the sink remembers,
 * and what the scanner sees in it, which is remembered as well.
 */
FI_MUST_CHECK enum fi_code fi_show_layers(const struct fi_image *image,
	struct fi_scanner *scanner, struct fi_sink *sink, struct fi_strs *out,
	struct fi_err *err);

/*
 * A fingerprint as rules/finding.h tells it, into out[33].  `place` is the first of
 * the finding's.
 */
void fi_fingerprint(
	const struct fi_draft *d, const struct fi_place *place, char out[33]);

void fi_place_done(struct fi_place *p);
/* The path, config or file name of the place; never NULL. */
const char *fi_place_text(const struct fi_place *p);

#endif
