/*
 * fuzz_drafts.c - what was found in an image's documents may come from another machine.
 *
 * Promise: any bytes are drafts or an error; every draft has a rule, words and a place
 * in the image, and what was read is written to bytes that read the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/sink_wire.h"

#define LAYERS 3

static const struct fi_rule *find(void *self, const char *id)
{
	(void)self;
	for (size_t i = 0; i < fi_rules_count(); i++)
		if (strcmp(fi_rules_at(i)->id, id) == 0)
			return fi_rules_at(i);
	return NULL;
}

static void look(const struct fi_sink *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct fi_draft *d = &s->list[i];

		if (!d->rule || !d->message || !d->fix || !d->place.config ||
			d->place.layer < -1 || d->place.layer >= LAYERS)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct fi_rule_finder rules = { find, NULL };
	FI_AUTO(fi_buf_done) struct fi_buf once = fi_buf_limited(64 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf again = fi_buf_limited(64 << 20);
	FI_AUTO(fi_sink_done) struct fi_sink s = { 0 }, copy = { 0 };
	struct fi_wire_out to = { .to = &once }, back = { .to = &again };
	struct fi_wire_in in = fi_wire_reader(data, size);

	fi_drafts_read(&s, LAYERS, &rules, &in);
	look(&s);
	if (fi_wire_end(&in) != FI_OK)
		return 0;
	fi_drafts_write(&s, &to);
	in = fi_wire_reader(once.p, once.len);
	fi_drafts_read(&copy, LAYERS, &rules, &in);
	if (to.rc != FI_OK || fi_wire_end(&in) != FI_OK)
		abort();
	fi_drafts_write(&copy, &back);
	if (once.len != again.len || memcmp(once.p, again.p, once.len) != 0)
		abort();
	return 0;
}
