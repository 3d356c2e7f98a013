#include "lib/flyconf.h"

#include <stdlib.h>
#include <string.h>

#include "lib/flyconf_decode.h"

static bool ends_in(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n >= m && !memcmp(name + n - m, suffix, m);
}

/* As flyctl does: "fly.yml" is TOML to it. */
static enum fi_syntax syntax_of(const char *name)
{
	if (ends_in(name, ".json"))
		return FI_JSON;
	return ends_in(name, ".yaml") ? FI_YAML : FI_TOML;
}

/* What flyctl moves from [experimental] if its new place is empty. */
static bool move_legacy(struct fi_flyconf *f)
{
	const struct fi_fly_experimental *x = &f->experimental;
	struct fi_fly_metric *m;

	if (x->kill_timeout.set && !f->kill_timeout.set)
		f->kill_timeout = x->kill_timeout;
	if (!x->metrics_port.set || f->metrics.n)
		return true;
	m = fi_arena_alloc(&f->memory->arena, sizeof(*m));
	if (!m)
		return false;
	m->at = x->metrics_port.at;
	m->port = x->metrics_port;
	m->path = x->metrics_path;
	f->metrics.v = m;
	f->metrics.n = 1;
	return true;
}

/* err.text says "line 1, column 2: cause"; a problem has the place in numbers. */
static bool syntax_problem(
	struct fi_flyconf *f, struct fi_doc_place place, const struct fi_err *err)
{
	const char *cause = place.line ? strstr(err->text, ": ") : NULL;

	return fi_fly_problem(f, FI_FLY_SYNTAX,
		(struct fi_fly_at){ place.line, place.column }, "",
		cause ? cause + 2 : err->text, NULL);
}

static bool parse(struct fi_flyconf *f, const char *name, const char *text, size_t n)
{
	enum fi_syntax syntax = syntax_of(name);
	struct fi_doc_place place = { 0 };
	struct fi_err err = { 0 };
	enum fi_code rc;

	f->memory = calloc(1, sizeof(*f->memory));
	if (!f->memory)
		return false;
	rc = fi_doc_parse(syntax, text, n, &f->memory->doc, &place, &err);
	if (rc == FI_ENOMEM)
		return false;
	if (rc != FI_OK)
		return syntax_problem(f, place, &err);
	return fi_fly_decode(f, syntax) && move_legacy(f);
}

enum fi_code fi_flyconf_parse(const char *name, const char *text, size_t n,
	struct fi_flyconf **out, struct fi_err *err)
{
	struct fi_flyconf *f = calloc(1, sizeof(*f));

	if (!f || !parse(f, name, text, n)) {
		fi_flyconf_free(f);
		return fi_err_nomem(err);
	}
	*out = f;
	return FI_OK;
}

void fi_flyconf_free(struct fi_flyconf *f)
{
	if (!f)
		return;
	if (f->memory) {
		fi_doc_free(f->memory->doc);
		fi_arena_done(&f->memory->arena);
		free(f->memory);
	}
	free(f);
}

void fi_flyconf_freep(struct fi_flyconf **f)
{
	fi_flyconf_free(*f);
	*f = NULL;
}

const struct fi_fly_pair *fi_flyconf_env(const struct fi_flyconf *f, const char *key)
{
	size_t i;

	for (i = f->env.n; i-- > 0;)
		if (!strcmp(f->env.v[i].key, key))
			return &f->env.v[i];
	return NULL;
}

bool fi_flyconf_has_group(const struct fi_flyconf *f, const char *group)
{
	size_t i;

	if (!f->processes.n)
		return !strcmp(group, "app");
	for (i = 0; i < f->processes.n; i++)
		if (!strcmp(f->processes.v[i].name, group))
			return true;
	return false;
}

const char *fi_flyconf_default_group(const struct fi_flyconf *f)
{
	const char *first = "app";
	size_t i;

	if (fi_flyconf_has_group(f, "app"))
		return "app";
	for (i = 0; i < f->processes.n; i++)
		if (!i || strcmp(f->processes.v[i].name, first) < 0)
			first = f->processes.v[i].name;
	return first;
}
