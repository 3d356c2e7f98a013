/* content.h - judges what is in layers as it goes by, and remembers what it found.
 *
 * A visitor for layers/set.h: every file's bytes go to the scanner; files that a
 * file rule names are judged when they end; several rules on one value become one
 * record.  Records belong to a layer, not to an image: a layer may be in many.
 */
#ifndef FI_RULES_CONTENT_H
#define FI_RULES_CONTENT_H

#include "layers/set.h"
#include "rules/packages.h"
#include "rules/rule.h"
#include "rules/scan.h"
#include "rules/valueid.h"

/* One file of a layer, for a file rule.  All borrowed. */
struct fi_file {
	const char *path, *base; /* "root/.aws/credentials", "credentials" */
	uint64_t size;
	uint16_t mode;
	/* The first bytes, at most the rule's `keep`; head[n] is 0.  UTF-16 is narrowed. */
	const char *head;
	size_t n;
	bool whole; /* head is all of it */
};

/* What a file rule has to say.  All borrowed. */
struct fi_file_spot {
	unsigned line, column;		  /* 0 = the file as a whole */
	const char *key;		  /* name of the variable or field, shown; NULL */
	const char *value;		  /* the secret, never shown; NULL */
	size_t n;
	const enum fi_severity *severity; /* instead of the rule's; NULL */
};

/* Report from a file rule; the message is formatted as printf does. */
void fi_file_report(struct fi_file_sink *out, const struct fi_rule *r,
	const struct fi_file_spot *spot, const char *fmt, ...) FI_PRINTF(4, 5);

/* What was found at one place of a layer. */
struct fi_record {
	const struct fi_rule *rule;
	enum fi_severity severity;
	fi_path path;
	char *inner; /* "!/etc/f": a file in the archive at `path`; NULL */
	unsigned line, column;
	char *masked;	       /* NULL if there is no value */
	char *message;	       /* NULL: the rule's title says it */
	char *key;	       /* variable name, NULL */
	const char *decoded;   /* "base64": how the value was encoded; static; NULL */
	/*
	 * The value's, see rules/valueid.h: salted, if the content has a salt.  Without
	 * a value the path's, which nobody compares.
	 */
	unsigned char hash[32];
	unsigned char print[16]; /* zeros without a value */
	bool valued;
	uint32_t sums;	       /* for fi_content_sums: digests of `path`; 0 = unknown */
};

struct fi_content;

/*
 * The scanner is borrowed; rules for which want() is false do not run (NULL: all do).
 * At most FI_RECORDS_PER_RULE records of one rule in one file are kept; how many
 * were left out is counted in the record's message of the last kept one.
 */
#define FI_RECORDS_PER_RULE 100

FI_MUST_CHECK enum fi_code fi_content_new(struct fi_scanner *s, struct fi_set *set,
	bool (*want)(void *self, const struct fi_rule *r), void *self,
	struct fi_content **out, struct fi_err *err);
/* The same over rules of the caller's, which are borrowed. */
FI_MUST_CHECK enum fi_code fi_content_from_rules(struct fi_scanner *s, struct fi_set *set,
	const struct fi_rule *const *rules, size_t n, struct fi_content **out,
	struct fi_err *err);
void fi_content_free(struct fi_content *c);

/* Salt the hashes of values from here on; FI_SALT bytes, copied.  Before any layer. */
void fi_content_set_salt(struct fi_content *c, const unsigned char *salt);
const unsigned char *fi_content_salt(const struct fi_content *c); /* NULL: none */

/* The visitor to give to fi_set_init. */
struct fi_visitor fi_content_visitor(struct fi_content *c);

/* The digests of the file at a record's path, an archive's if it is in one; NULL: unknown. */
const struct fi_sums *fi_content_sums(
	const struct fi_content *c, int layer, const struct fi_record *r);
/* What the package lists of all layers say. */
struct fi_packages *fi_content_packages(const struct fi_content *c);

/* Records of one layer (its number in fi_set.layers), ordered by path and line. */
const struct fi_record *fi_content_records(const struct fi_content *c, int layer, size_t *n);

/* --- for rules/content_wire.c --- */

/* Were all lines of its package lists kept?  Layers share one limit. */
bool fi_content_is_listed(const struct fi_content *c, int layer);

/* Give a layer that was not read its records; they and the sums are taken, also on failure. */
FI_MUST_CHECK enum fi_code fi_content_take(struct fi_content *c, int layer,
	struct fi_record *records, size_t n, struct fi_sums *sums, size_t nsums,
	struct fi_err *err);
void fi_records_free(struct fi_record *records, size_t n);

#endif
