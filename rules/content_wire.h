/* content_wire.h - what was found in a layer, as bytes, and back into another content.
 *
 * Masked evidence, salted hashes, names and places; see rules/valueid.h.
 */
#ifndef FI_RULES_CONTENT_WIRE_H
#define FI_RULES_CONTENT_WIRE_H

#include "lib/wire.h"
#include "rules/content.h"

/* Append the records of a layer with the digests of their files. */
void fi_content_write(const struct fi_content *c, int layer, const struct fi_paths *paths,
	struct fi_wire_out *out);

/* The rule of that id, or NULL if there is none in this run. */
struct fi_rule_finder {
	const struct fi_rule *(*find)(void *self, const char *id);
	void *self;
};

/* What was read, until it is known to be whole.  Declare one as { 0 }. */
struct fi_content_read {
	struct fi_record *records;
	size_t n, cap;
	struct fi_sums *sums;
	size_t nsums;
};

void fi_content_read_done(struct fi_content_read *r);

/*
 * Read what fi_content_write wrote, with paths numbered by `paths`.  A rule that is
 * not known spoils it, and so does anything else that is not as it should be: see
 * in->rc.  Hand it over with fi_content_take.
 */
void fi_content_read(struct fi_content_read *out, struct fi_paths *paths,
	const struct fi_rule_finder *rules, struct fi_wire_in *in);

/*
 * How a value was encoded is told by a text that lives as long as the program: the one
 * that reads like this, or NULL.
 */
const char *fi_encoding_of_text(const char *text);

#endif
