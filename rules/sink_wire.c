#include "rules/sink_wire.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The least that one takes. */
#define DRAFT_LEAST 12

/* What a draft's first byte says. */
enum {
	VALUED = 1,
	WEAK = 2,
	FLAGS = 3,
};

/* --- writing --------------------------------------------------------------- */

static void put_draft(const struct fi_draft *d, struct fi_wire_out *out)
{
	fi_wire_put(out, (d->valued ? VALUED : 0) | (d->weak ? WEAK : 0));
	fi_wire_put_text(out, d->rule->id);
	fi_wire_put(out, d->severity);
	fi_wire_put_text(out, d->message);
	fi_wire_put_text(out, d->fix);
	fi_wire_put_text(out, d->masked);
	fi_wire_put_text(out, d->key);
	fi_wire_put_text(out, d->subject);
	fi_wire_put_text(out, d->place.config);
	fi_wire_put_signed(out, d->place.layer);
	fi_wire_put_text(out, d->place.decoded);
	if (!d->valued)
		return;
	fi_wire_put_raw(out, d->hash, sizeof(d->hash));
	fi_wire_put_raw(out, d->print, sizeof(d->print));
}

void fi_drafts_write(const struct fi_sink *s, struct fi_wire_out *out)
{
	fi_wire_put(out, s->n);
	for (size_t i = 0; i < s->n; i++)
		put_draft(&s->list[i], out);
}

/* --- reading --------------------------------------------------------------- */

static void get_what(struct fi_draft *d, const struct fi_rule_finder *rules,
	struct fi_wire_in *in)
{
	FI_AUTO(fi_freep) char *id = fi_wire_get_some(in);

	d->rule = id ? rules->find(rules->self, id) : NULL;
	d->severity = (enum fi_severity)fi_wire_get(in, FI_CRITICAL);
	if (!d->rule)
		fi_wire_spoil(in);
}

static void get_place(struct fi_place *p, size_t nlayers, struct fi_wire_in *in)
{
	FI_AUTO(fi_freep) char *decoded = NULL;
	int64_t layer;

	*p = (struct fi_place){ .layer = -1, .by_layer = -1, .state = FI_LIVE };
	p->config = fi_wire_get_some(in);
	layer = fi_wire_get_signed(in);
	decoded = fi_wire_get_text(in);
	p->decoded = decoded ? fi_encoding_of_text(decoded) : NULL;
	if ((decoded && !p->decoded) || layer < -1 || layer > INT_MAX ||
		(layer >= 0 && (uint64_t)layer >= nlayers))
		fi_wire_spoil(in);
	else
		p->layer = (int)layer;
}

static void get_value(struct fi_draft *d, struct fi_wire_in *in)
{
	const void *hash = fi_wire_get_raw(in, sizeof(d->hash));
	const void *print = fi_wire_get_raw(in, sizeof(d->print));

	if (!print)
		return;
	memcpy(d->hash, hash, sizeof(d->hash));
	memcpy(d->print, print, sizeof(d->print));
}

static void get_draft(struct fi_draft *d, size_t nlayers, const struct fi_rule_finder *rules,
	struct fi_wire_in *in)
{
	unsigned flags = (unsigned)fi_wire_get(in, FLAGS);

	d->valued = flags & VALUED;
	d->weak = flags & WEAK;
	get_what(d, rules, in);
	d->message = fi_wire_get_some(in);
	d->fix = fi_wire_get_some(in);
	d->masked = fi_wire_get_text(in);
	d->key = fi_wire_get_text(in);
	d->subject = fi_wire_get_text(in);
	get_place(&d->place, nlayers, in);
	if (d->valued)
		get_value(d, in);
}

void fi_drafts_read(struct fi_sink *s, size_t nlayers, const struct fi_rule_finder *rules,
	struct fi_wire_in *in)
{
	size_t n = fi_wire_get_count(in, DRAFT_LEAST);

	if (n > FI_DRAFTS_MAX)
		fi_wire_spoil(in);
	for (size_t i = 0; i < n && in->rc == FI_OK; i++) {
		struct fi_draft d = { 0 };

		get_draft(&d, nlayers, rules, in);
		/* A draft that is not whole is freed there, and said to be memory trouble. */
		fi_sink_take(s, &d);
		if (s->nomem && in->rc == FI_OK)
			in->rc = FI_ENOMEM;
	}
}

/* --- into a run ------------------------------------------------------------ */

/* NULL stays NULL; *lost tells the two apart. */
static char *copy(const char *text, bool *lost)
{
	char *s = text ? strdup(text) : NULL;

	*lost = *lost || (text && !s);
	return s;
}

void fi_drafts_copy(const struct fi_sink *from, int image, struct fi_sink *to)
{
	for (size_t i = 0; i < from->n; i++) {
		struct fi_draft d = from->list[i];

		d.message = copy(d.message, &to->nomem);
		d.fix = copy(d.fix, &to->nomem);
		d.masked = copy(d.masked, &to->nomem);
		d.key = copy(d.key, &to->nomem);
		d.subject = copy(d.subject, &to->nomem);
		d.place.config = copy(d.place.config, &to->nomem);
		d.place.image = image;
		fi_sink_take(to, &d);
	}
}
