#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/audit_run.h"
#include "rules/glob.h"

static bool repository_wanted(const struct options *o, const char *name)
{
	FI_AUTO(fi_freep) char *repo = strndup(name, fi_audit_repository(name));

	for (size_t i = 0; repo && i < o->repositories.n; i++)
		if (fi_glob(o->repositories.v[i], repo))
			return true;
	return !repo; /* without memory the rest of the run will tell */
}

bool audit_wants(const struct options *o, const struct fi_strs *names, int64_t created_at)
{
	bool named = !o->repositories.n;

	for (size_t i = 0; !named && i < names->n; i++)
		named = repository_wanted(o, names->v[i]);
	return named && (!o->since || !created_at || created_at >= o->since);
}

void audit_newest_done(struct audit_newest *w)
{
	fi_table_done(&w->table);
	free(w->dates);
	*w = (struct audit_newest){ 0 };
}

static char *newest_key(const char *name, const char *platform)
{
	return fi_format("%.*s\n%s", (int)(fi_audit_repository(name) & INT_MAX), name, platform);
}

enum fi_code audit_newest_add(struct audit_newest *w, const struct fi_strs *names,
	const char *platform, int64_t date)
{
	for (size_t i = 0; i < names->n; i++) {
		FI_AUTO(fi_freep) char *key = newest_key(names->v[i], platform);
		size_t at;
		bool fresh;

		if (!key || !fi_grow(&w->dates, &w->cap, w->n + 1, sizeof(*w->dates)) ||
			fi_table_put(&w->table, key, w->n, &at, &fresh) != FI_OK)
			return FI_ENOMEM;
		if (fresh)
			w->dates[w->n++] = date;
		else if (date > w->dates[at])
			w->dates[at] = date;
	}
	return FI_OK;
}

bool audit_newest_is(const struct audit_newest *w, const struct fi_strs *names,
	const char *platform, int64_t date)
{
	for (size_t i = 0; i < names->n; i++) {
		FI_AUTO(fi_freep) char *key = newest_key(names->v[i], platform);
		const size_t *at = key ? fi_table_find(&w->table, key) : NULL;

		if (!at || date >= w->dates[*at])
			return true;
	}
	return false;
}

enum fi_code audit_latest(struct audit_entry *list, size_t n, struct fi_err *err)
{
	FI_AUTO(audit_newest_done) struct audit_newest w = { 0 };

	for (size_t i = 0; i < n; i++)
		if (audit_newest_add(&w, &list[i].names, list[i].platform, list[i].created_at) != FI_OK)
			return fi_err_nomem(err);
	for (size_t i = 0; i < n; i++)
		list[i].out = !audit_newest_is(
			&w, &list[i].names, list[i].platform, list[i].created_at);
	return FI_OK;
}
