/* sink_wire.h - what was judged of an image's config, as bytes, and back.
 *
 * Masked evidence, salted hashes, names and places; see rules/valueid.h.  The values
 * that the sink remembers are not written.
 */
#ifndef FI_RULES_SINK_WIRE_H
#define FI_RULES_SINK_WIRE_H

#include "lib/wire.h"
#include "rules/content_wire.h"
#include "rules/sink.h"

/* Append the drafts of a sink, all of which are of an image's config. */
void fi_drafts_write(const struct fi_sink *s, struct fi_wire_out *out);

/*
 * Read what fi_drafts_write wrote of an image of so many layers into a sink, which
 * fi_sink_done empties also after a failure.  Their image is number 0.  A rule that is
 * not known spoils it, and so does anything else that is not as it should be: see
 * in->rc.
 */
void fi_drafts_read(struct fi_sink *s, size_t nlayers, const struct fi_rule_finder *rules,
	struct fi_wire_in *in);

/* Put copies of all drafts into another sink, as of that image of its set. */
void fi_drafts_copy(const struct fi_sink *from, int image, struct fi_sink *to);

#endif
