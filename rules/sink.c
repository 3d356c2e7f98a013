#include "rules/sink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/digest.h"

/* A value shorter than this shows nothing of itself: four of nine characters are too
 * many. */
#define MASK_WHOLE_BELOW 16
/* What a longer one shows. */
#define MASK_SHOWN 4
/* Past this a PEM header is not one. */
#define PEM_HEADER_MAX 64
/* Secrets kept for redaction: enough for any config, a bound for a hostile one. */
#define VALUES_MAX 4096
/* A shorter secret is not redacted: "dev" would be taken out of ordinary words. */
#define VALUE_LEAST 5

/*
 * Prefixes that the issuer publishes and that are longer than what is shown anyway.
 * They tell what kind of token it is and nothing of the token.
 */
static const char *const public_prefix[] = {
	"github_pat_",
	"glpat-",
	"gldt-",
	"sk_live_",
	"sk_test_",
	"rk_live_",
	"rk_test_",
	"whsec_",
	"sk-ant-",
	"sk-proj-",
	"dckr_pat_",
	"xoxb-",
	"xoxp-",
	"xapp-",
	"FlyV1 fm2_",
	"fm2_",
	"pypi-",
	"dop_v1_",
	"shpat_",
	"sntrys_",
	"rubygems_",
	"AGE-SECRET-KEY-",
	"https://hooks.slack.com/",
};

static size_t shown_bytes(const char *value, size_t n)
{
	if (n < MASK_WHOLE_BELOW)
		return 0;
	if (n > 11 && memcmp(value, "-----BEGIN ", 11) == 0) {
		const char *end = memmem(value + 11, n - 11, "-----", 5);

		if (end && end - value < PEM_HEADER_MAX)
			return (size_t)(end - value) + 5;
	}
	for (size_t i = 0; i < sizeof(public_prefix) / sizeof(public_prefix[0]); i++) {
		size_t k = strlen(public_prefix[i]);

		if (k > MASK_SHOWN && n >= k + MASK_WHOLE_BELOW &&
			memcmp(value, public_prefix[i], k) == 0)
			return k;
	}
	return MASK_SHOWN;
}

char *fi_mask(const char *value, size_t n)
{
	size_t shown = shown_bytes(value, n);
	char *s = malloc(shown + sizeof("...****"));

	if (!s)
		return NULL;
	for (size_t i = 0; i < shown; i++) {
		unsigned char c = (unsigned char)value[i];

		s[i] = c < 0x20 || c >= 0x7f ? '?' : (char)c;
	}
	(void)snprintf(s + shown, sizeof("...****"), "%s", shown ? "...****" : "****");
	return s;
}

void fi_place_done(struct fi_place *p)
{
	free(p->path);
	free(p->config);
	free(p->file);
	free(p->package);
	*p = (struct fi_place){ .image = -1, .layer = -1, .by_layer = -1 };
}

const char *fi_place_text(const struct fi_place *p)
{
	return p->path ? p->path : p->config ? p->config : p->file ? p->file : "";
}

static void draft_done(struct fi_draft *d)
{
	free(d->message);
	free(d->fix);
	free(d->masked);
	free(d->key);
	free(d->subject);
	fi_place_done(&d->place);
}

static void wipe(struct fi_strs *values)
{
	for (size_t i = 0; i < values->n; i++)
		explicit_bzero(values->v[i], strlen(values->v[i]));
	fi_strs_done(values);
}

void fi_sink_done(struct fi_sink *s)
{
	for (size_t i = 0; i < s->n; i++)
		draft_done(&s->list[i]);
	free(s->list);
	wipe(&s->values);
	wipe(&s->shorts);
	*s = (struct fi_sink){ 0 };
}

static bool whole(const struct fi_draft *d)
{
	return d->message && d->fix &&
	       (d->place.path || d->place.config || d->place.file);
}

void fi_sink_take(struct fi_sink *s, struct fi_draft *d)
{
	if (s->n >= FI_DRAFTS_MAX) {
		s->left_out++;
		draft_done(d);
		return;
	}
	if (!whole(d) || !fi_grow(&s->list, &s->cap, s->n + 1, sizeof(s->list[0]))) {
		s->nomem = true;
		draft_done(d);
		return;
	}
	s->list[s->n++] = *d;
}

void fi_sink_remember(struct fi_sink *s, const char *value, size_t n)
{
	struct fi_strs *to = n < VALUE_LEAST ? &s->shorts : &s->values;

	if (!n || (n < VALUE_LEAST && !s->keep_short) || to->n >= VALUES_MAX ||
		memchr(value, 0, n))
		return;
	for (size_t i = 0; i < to->n; i++)
		if (strlen(to->v[i]) == n && memcmp(to->v[i], value, n) == 0)
			return;
	if (fi_strs_addn(to, value, n) != FI_OK)
		s->nomem = true;
}

/* Every `value` in text becomes its mask.  NULL without memory. */
static char *without(const char *text, const char *value, size_t n)
{
	FI_AUTO(fi_freep) char *mask = fi_mask(value, n);
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(SIZE_MAX / 2);
	const char *at;

	if (!mask)
		return NULL;
	for (; (at = memmem(text, strlen(text), value, n)); text = at + n)
		if (fi_buf_add(&b, text, (size_t)(at - text)) != FI_OK ||
			fi_buf_adds(&b, mask) != FI_OK)
			return NULL;
	if (fi_buf_adds(&b, text) != FI_OK)
		return NULL;
	return fi_buf_steal(&b, NULL);
}

/* The longest remembered secret below `below` bytes, or NULL. */
static const char *longest(const struct fi_sink *s, size_t below)
{
	const char *best = NULL;

	for (size_t i = 0; i < s->values.n; i++) {
		size_t n = strlen(s->values.v[i]);

		if (n < below && (!best || n > strlen(best)))
			best = s->values.v[i];
	}
	return best;
}

char *fi_sink_redact(const struct fi_sink *s, const char *text)
{
	char *out = strdup(text);
	size_t below = SIZE_MAX;

	/*
	 * Longer secrets first: one may hold another.  Equal lengths are taken in one
	 * round, since neither can hold the other.
	 */
	for (const char *v; out && (v = longest(s, below)); below = strlen(v)) {
		for (size_t i = 0; out && i < s->values.n; i++) {
			char *next;

			if (strlen(s->values.v[i]) != strlen(v) ||
				!strstr(out, s->values.v[i]))
				continue;
			next = without(out, s->values.v[i], strlen(v));
			free(out);
			out = next;
		}
	}
	return out;
}

/* False without memory. */
static bool sha256(const void *p, size_t n, unsigned char out[32])
{
	char text[FI_DIGEST_TEXT];

	if (!fi_digest_text(p, n, text))
		return false;
	for (size_t i = 0; i < 32; i++) {
		char hex[3] = { text[7 + 2 * i], text[8 + 2 * i], 0 };

		out[i] = (unsigned char)strtoul(hex, NULL, 16);
	}
	return true;
}

void fi_fingerprint(
	const struct fi_draft *d, const struct fi_place *place, char out[33])
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	const char *at = fi_place_text(place);
	unsigned char sum[32] = { 0 };
	bool told = d->valued && !d->weak; /* the value's print is all of it */
	enum fi_code rc;

	rc = fi_buf_add(&b, d->rule->id, strlen(d->rule->id) + 1);
	if (rc == FI_OK && d->valued) {
		rc = fi_buf_add(&b, at, strlen(at) + 1);
		if (rc == FI_OK)
			rc = fi_buf_add(&b, d->print, 2);
	} else if (rc == FI_OK) {
		rc = fi_buf_adds(&b, d->subject ? d->subject : at);
	}
	/* Without memory, or for a path of a megabyte, the rule alone must do. */
	(void)rc;
	if (!told)
		(void)sha256(b.p, b.len, sum);
	for (size_t i = 0; i < 16; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", told ? d->print[i] : sum[i]);
}

/* strdup, but NULL stays NULL; *nomem tells the two apart. */
static char *copy(const char *text, bool *nomem)
{
	char *s = text ? strdup(text) : NULL;

	if (text && !s)
		*nomem = true;
	return s;
}

/* A history row made a layer; the other parts of a config belong to none. */
static bool of_history(const char *config)
{
	return strncmp(config, "history", 7) == 0;
}

static struct fi_place place_of(
	const struct fi_case *c, const struct fi_spot *spot, bool *nomem)
{
	struct fi_place p = { .image = -1,
		.layer = -1,
		.line = spot->line,
		.column = spot->column,
		.decoded = spot->decoded,
		.state = FI_LIVE,
		.by_layer = -1 };
	bool image = c->image != NULL;

	if (spot->file) {
		p.file = copy(spot->file, nomem);
	} else if (spot->path && image) {
		p.path = copy(spot->path, nomem);
		p.layer = spot->layer;
	} else if (image) {
		p.config = copy(spot->config ? spot->config : "config", nomem);
		p.layer = of_history(p.config ? p.config : "") ? spot->layer : -1;
	} else {
		p.file = copy(spot->path           ? spot->path
			      : c->fly_name        ? c->fly_name
			      : c->dockerfile_name ? c->dockerfile_name
						   : ".",
			nomem);
	}
	if (!p.file)
		p.image = c->image_index;
	return p;
}

/* The draft of a report; its message is still to come. */
static struct fi_draft draft_of(struct fi_sink *out, const struct fi_case *c,
	const struct fi_rule *r, const struct fi_spot *spot)
{
	static const struct fi_spot nowhere = { .layer = -1 };
	struct fi_draft d = { .rule = r };

	if (!spot)
		spot = &nowhere;
	d.severity = spot->severity ? *spot->severity : r->severity;
	d.fix = copy(spot->fix ? spot->fix : r->fix ? r->fix : "", &out->nomem);
	d.masked = copy(spot->masked, &out->nomem);
	d.subject = copy(spot->subject, &out->nomem);
	d.place = place_of(c, spot, &out->nomem);
	return d;
}

FI_PRINTF(2, 0)
static char *message(const struct fi_rule *r, const char *fmt, va_list ap)
{
	return fmt ? fi_vformat(fmt, ap) : strdup(r->title);
}

void fi_report(struct fi_sink *out, const struct fi_case *c, const struct fi_rule *r,
	const struct fi_spot *spot, const char *fmt, ...)
{
	struct fi_draft d = draft_of(out, c, r, spot);
	va_list ap;

	va_start(ap, fmt);
	d.message = message(r, fmt, ap);
	va_end(ap);
	fi_sink_take(out, &d);
}

/* A check that quotes its line would print the secret: take it out again. */
static void clean(char **text, const char *value, size_t n)
{
	char *s;

	if (!*text || n < VALUE_LEAST || !memmem(*text, strlen(*text), value, n))
		return;
	s = without(*text, value, n);
	free(*text);
	*text = s;
}

void fi_report_secret(struct fi_sink *out, const struct fi_case *c,
	const struct fi_rule *r, const struct fi_spot *spot, const char *value,
	size_t n, const char *fmt, ...)
{
	struct fi_draft d = draft_of(out, c, r, spot);
	va_list ap;

	va_start(ap, fmt);
	d.message = message(r, fmt, ap);
	va_end(ap);
	free(d.masked);
	d.masked = fi_mask(value, n);
	if (!d.masked || !fi_value_hash(out->salt, value, n, d.hash) ||
		!fi_value_print(r, d.masked, value, n, d.print))
		out->nomem = true;
	d.valued = true;
	d.weak = fi_guessable(r, d.masked);
	clean(&d.message, value, n);
	clean(&d.fix, value, n);
	clean(&d.subject, value, n);
	fi_sink_remember(out, value, n);
	fi_sink_take(out, &d);
}
