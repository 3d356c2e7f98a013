/* valid_fly.c - Fly.io's tokens say themselves how bad it is to lose them. */
#include "rules/valid.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/macaroon.h"

/* Seconds; a token that lives longer has the same severity as one that never ends. */
#define LONG_LIVED (366LL * 24 * 3600)
/* 9999-12-31: later ends are no dates. */
#define LAST_DATE 253402214400
/* More apps than these make no sentence. */
#define APPS_NAMED 3

/* A piece of a sentence; what does not fit is cut. */
struct words {
	char s[FI_NOTE_MAX];
	size_t n;
};

static void add(struct words *w, const char *fmt, ...) FI_PRINTF(2, 3);

static void add(struct words *w, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(w->s + w->n, sizeof(w->s) - w->n, fmt, ap);
	va_end(ap);
	if (n > 0)
		w->n = (size_t)n < sizeof(w->s) - w->n ? w->n + (size_t)n
						       : sizeof(w->s) - 1;
}

static void add_date(struct words *w, int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;
	char date[16];

	if (at <= LAST_DATE && gmtime_r(&t, &tm) &&
		strftime(date, sizeof(date), "%Y-%m-%d", &tm))
		add(w, "%s", date);
	else
		add(w, "the end of the calendar");
}

/* "no expiry", "valid until 2030-01-01" */
static void add_expiry(struct words *w, const struct fi_macaroon *m)
{
	add(w, m->not_after ? "valid until " : "no expiry");
	if (m->not_after)
		add_date(w, m->not_after);
}

/* "app 12", "apps 12, 13, 14 and 5 more" */
static void add_apps(struct words *w, const struct fi_macaroon *m)
{
	size_t shown = m->napps < APPS_NAMED ? m->napps : APPS_NAMED;

	if (shown == 0)
		add(w, "no app");
	for (size_t i = 0; i < shown; i++)
		add(w, "%s%llu",
			i            ? ", "
			: shown == 1 ? "app "
				     : "apps ",
			(unsigned long long)m->app[i]);
	if (m->napps > shown)
		add(w, " and %zu more", m->napps - shown);
}

/* "everything in organization 7", "app 12 of organization 7", "named commands of ..." */
static void add_target(struct words *w, const struct fi_macaroon *m)
{
	if (m->narrowed)
		add(w, "%s of ", m->narrowed);
	if (m->app_scoped && (m->napps || !m->narrowed)) {
		add_apps(w, m);
		add(w, " of ");
	} else if (!m->narrowed) {
		add(w, "everything in ");
	}
	if (m->has_org && m->org)
		add(w, "organization %llu", (unsigned long long)m->org);
	else
		add(w, "every organization");
}

/* Is it for less than an organization, reading apart? */
static bool is_narrow(const struct fi_macaroon *m)
{
	return (m->app_scoped || m->narrowed) && !(m->other_rights & ~FI_MACAROON_READ);
}

static enum fi_severity severity_of(const struct fi_macaroon *m, int64_t now)
{
	bool narrow = is_narrow(m);

	if (now && fi_macaroon_expired(m, now))
		return FI_LOW;
	if (m->has_third_party && !m->discharged)
		return FI_MEDIUM;
	if (m->read_only)
		return narrow ? FI_MEDIUM : FI_HIGH;
	if (!narrow)
		return FI_CRITICAL;
	if (m->narrowed || (m->not_after && m->not_after - now <= LONG_LIVED))
		return FI_HIGH;
	return FI_CRITICAL;
}

/* What a usable token opens. */
static void add_use(struct words *w, const struct fi_macaroon *m)
{
	if (is_narrow(m)) {
		add(w, "It may %s ", m->read_only ? "only read" : "change");
		add_target(w, m);
		add(w, ", ");
		add_expiry(w, m);
		return;
	}
	add(w, m->read_only            ? "Read-only, org-wide token, "
		: m->has_org && m->org ? "Org-wide token, "
				       : "Unrestricted token, ");
	add_expiry(w, m);
	add(w, ": it may %s ", m->read_only ? "read" : "change");
	if (m->app_scoped || m->narrowed) /* its limits leave the rest open */
		add(w, "nearly ");
	add_target(w, &(struct fi_macaroon){ .has_org = m->has_org, .org = m->org });
}

static void describe(struct words *w, const struct fi_macaroon *m, int64_t now)
{
	if (now && fi_macaroon_expired(m, now)) {
		add(w, "It expired on ");
		add_date(w, m->not_after);
		add(w, "; it was for ");
		add_target(w, m);
	} else if (m->has_third_party && !m->discharged) {
		add(w, "It lacks its discharge, so it opens nothing alone; it is for ");
		add_target(w, m);
	} else {
		add_use(w, m);
	}
	if (m->unknown)
		add(w, ", under %zu condition%s that flyimg does not know", m->unknown,
			m->unknown == 1 ? "" : "s");
	add(w, ".");
}

/* The worst of the bundle's permissions speaks for it. */
static void judge(const struct fi_macaroons *b, int64_t now, struct fi_verdict *v)
{
	const struct fi_macaroon *worst = &b->permission[0];
	struct words w = { .n = 0 };

	if (b->n == 0) {
		fi_verdict_lower(v, FI_MEDIUM,
			"A discharge: it opens nothing without the token it belongs "
			"to.");
		return;
	}
	for (size_t i = 1; i < b->n; i++)
		if (severity_of(&b->permission[i], now) > severity_of(worst, now))
			worst = &b->permission[i];
	describe(&w, worst, now);
	fi_verdict_say(v, severity_of(worst, now), "%s", w.s);
}

/* ---- the candidate ---- */

/* Array of 4; in it the nonce, an array of 2 or 3 that begins with bytes. */
static bool begins_like_one(const char *s, size_t n)
{
	const char *body = memchr(s, '_', n);
	unsigned char raw[9];
	size_t len;

	return body && n - (size_t)(body + 1 - s) >= 80 &&
	       fi_base64(body + 1, 12, raw, sizeof(raw), &len) && raw[0] == 0x94 &&
	       (raw[1] == 0x92 || raw[1] == 0x93) && raw[2] == 0xc4;
}

/* Does a token's label end at `end`? */
static bool ends_in_label(const char *start, const char *end)
{
	static const char *const labels[] = { "fm2_", "fm1r_", "fm1a_" };

	for (size_t i = 0; i < FI_COUNT(labels); i++) {
		size_t n = strlen(labels[i]);

		if ((size_t)(end - start) >= n && memcmp(end - n, labels[i], n) == 0)
			return true;
	}
	return false;
}

/* Was it told with the token that it is in a list with? "fm2_...,fm2_HERE" */
static bool is_second(const struct fi_candidate *c)
{
	const char *p = c->match;

	if (p == c->around || p[-1] != ',')
		return false;
	for (p--; p > c->around &&
		  (isalnum((unsigned char)p[-1]) || strchr("+/=", p[-1]));)
		p--;
	return ends_in_label(c->around, p);
}

void fi_check_fly_macaroon(const struct fi_candidate *c, struct fi_verdict *v)
{
	struct fi_macaroons b;
	enum fi_code rc;

	v->drop = !begins_like_one(c->value, c->n) || is_second(c);
	if (v->drop)
		return;
	/* The match is the whole bundle; what follows the token may be no token. */
	rc = fi_macaroon_parse(c->match, c->match_n, &b, NULL);
	if (rc == FI_EFORMAT && c->match_n > c->n)
		rc = fi_macaroon_parse(c->value, c->n, &b, NULL);
	if (rc == FI_OK)
		judge(&b, c->now, v);
	else if (rc == FI_EFORMAT)
		fi_verdict_lower(v, FI_MEDIUM,
			"It does not decode: cut short, changed by hand, or made up.");
}

void fi_check_fly_config(const struct fi_candidate *c, struct fi_verdict *v)
{
	struct fi_macaroons b;

	fi_check_placeholder(c, v);
	if (!v->drop && fi_macaroon_parse(c->value, c->n, &b, NULL) == FI_OK &&
		b.opaque == 0)
		judge(&b, c->now, v);
}
