#include "rules/hide.h"

#include <stdlib.h>
#include <string.h>

#include "rules/sink.h"

static enum fi_code remember(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)err;
	if (!h->rule->weak)
		fi_sink_remember(self, h->value, h->n);
	if (!h->rule->weak && h->raw)
		fi_sink_remember(self, h->raw, h->raw_n);
	return FI_OK;
}

enum fi_code fi_hide_text(char **text, struct fi_scanner *scanner, struct fi_err *err)
{
	FI_AUTO(fi_sink_done) struct fi_sink seen = { 0 };
	enum fi_code rc = FI_OK;
	char *s;

	if (!*text || !**text)
		return FI_OK;
	rc = fi_scan_text(scanner, "", *text, strlen(*text), remember, &seen, err);
	if (rc != FI_OK || (!seen.values.n && !seen.nomem))
		return rc;
	s = seen.nomem ? NULL : fi_sink_redact(&seen, *text);
	if (!s)
		return fi_err_nomem(err);
	free(*text);
	*text = s;
	return FI_OK;
}

static enum fi_code hide_all(
	char **const texts[], size_t n, struct fi_scanner *scanner, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < n; i++)
		rc = fi_hide_text(texts[i], scanner, err);
	return rc;
}

static enum fi_code hide_finding(
	struct fi_finding *f, struct fi_scanner *scanner, struct fi_err *err)
{
	char **const own[] = { &f->message, &f->fix, &f->key };
	enum fi_code rc = hide_all(own, 3, scanner, err);

	for (size_t i = 0; rc == FI_OK && i < f->nplaces; i++) {
		struct fi_place *p = &f->places[i];
		char **const names[] = { &p->path, &p->config, &p->file, &p->package };

		rc = hide_all(names, 4, scanner, err);
	}
	return rc;
}

static enum fi_code hide_set(
	struct fi_set *set, struct fi_scanner *scanner, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; i < set->nimages; i++) {
		struct fi_strs *names = &set->images[i].names;

		for (size_t k = 0; rc == FI_OK && k < names->n; k++)
			rc = fi_hide_text(&names->v[k], scanner, err);
	}
	for (size_t i = 0; rc == FI_OK && i < set->ngaps; i++) {
		char **const texts[] = { &set->gaps[i].path, &set->gaps[i].reason };

		rc = hide_all(texts, 2, scanner, err);
	}
	return rc;
}

enum fi_code fi_hide(struct fi_findings *f, struct fi_set *set,
	struct fi_scanner *scanner, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < f->n; i++)
		rc = hide_finding(&f->list[i], scanner, err);
	return rc == FI_OK && set ? hide_set(set, scanner, err) : rc;
}
