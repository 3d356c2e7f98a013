/* Which variables there are, who wins, and which of them are secrets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/dockerfile.h"
#include "lib/num.h"
#include "rules/fly.h"
#include "rules/truth.h"
#include "rules/worth.h"

/* Variables of a hostile image or config that are looked at. */
#define ROWS_MAX 1000

struct maker {
	const struct fi_case *c;
	struct fi_env_table t;
	bool nomem;
};

/* May it be printed?  A number, a word, a path; nothing that was made at random. */
static bool is_open(const char *name, const char *value)
{
	enum fi_worth worth = fi_worth_of(value, strlen(value));

	return fi_naming_of(name, strlen(name)) == FI_NAMED_PLAIN &&
	       worth <= FI_WORTH_WORD && strlen(value) <= 200 && !strchr(value, '@') &&
	       !strpbrk(value, "\r\n");
}

static void add(struct maker *m, enum fi_env_source source, const char *name, size_t n,
	const char *value, struct fi_truth_at at)
{
	struct fi_env_row r = { .source = source, .at = at };

	if (m->nomem || m->t.n == ROWS_MAX)
		return;
	r.name = strndup(name, n);
	r.value = value ? strdup(value) : NULL;
	if (!r.name || (value && !r.value) ||
		!fi_grow(&m->t.v, &m->t.cap, m->t.n + 1, sizeof(*m->t.v))) {
		free(r.name);
		free(r.value);
		m->nomem = true;
		return;
	}
	r.secret = value && fi_fly_is_secret(r.name, value);
	r.open = value && !r.secret && is_open(r.name, value);
	m->t.v[m->t.n++] = r;
}

static void add_fly(struct maker *m, const struct fi_flyconf *f)
{
	size_t i;

	for (i = 0; i < f->env.n; i++)
		add(m, FI_ENV_FLY, f->env.v[i].key, strlen(f->env.v[i].key),
			f->env.v[i].value,
			(struct fi_truth_at){ .file = m->c->fly_name,
				.line = f->env.v[i].at.line,
				.column = f->env.v[i].at.column });
	for (i = 0; i < f->build.args.n; i++)
		add(m, FI_ENV_BUILD_ARG, f->build.args.v[i].key,
			strlen(f->build.args.v[i].key), f->build.args.v[i].value,
			(struct fi_truth_at){ .file = m->c->fly_name,
				.line = f->build.args.v[i].at.line,
				.column = f->build.args.v[i].at.column });
	if (f->primary_region.s && f->primary_region.s[0])
		add(m, FI_ENV_PLATFORM, "PRIMARY_REGION", 14, f->primary_region.s,
			(struct fi_truth_at){ .file = m->c->fly_name,
				.line = f->primary_region.at.line,
				.column = f->primary_region.at.column });
}

/* The Dockerfile's line that sets it last; 0. */
static unsigned env_line(const struct fi_dockerfile *df, const char *name, size_t n)
{
	size_t i, p;

	for (i = df ? df->n : 0; i > 0; i--) {
		const struct fi_df_instruction *d = &df->list[i - 1];

		if (d->kind != FI_DF_ENV || d->onbuild || !fi_df_ships(df, d->stage))
			continue;
		for (p = d->npairs; p > 0; p--)
			if (strlen(d->pairs[p - 1].key) == n &&
				!memcmp(d->pairs[p - 1].key, name, n))
				return d->pairs[p - 1].line;
	}
	return 0;
}

static void add_image(struct maker *m, const struct fi_image *image)
{
	const struct fi_strs *env = &image->config.env;
	size_t i;

	for (i = 0; i < env->n && i < ROWS_MAX; i++) {
		const char *equals = strchr(env->v[i], '=');
		size_t n = equals ? (size_t)(equals - env->v[i]) : 0;
		struct fi_truth_at at = { 0 };

		if (!n)
			continue;
		/* The Dockerfile at hand need not be that of a real image. */
		if (m->c->image_index >= 0)
			(void)snprintf(at.config, sizeof(at.config), "Env[%zu]", i);
		else if ((at.line = env_line(m->c->dockerfile, env->v[i], n)))
			at.file = m->c->dockerfile_name;
		add(m, FI_ENV_IMAGE, env->v[i], n, equals + 1, at);
	}
}

static void add_args(struct maker *m, const struct fi_dockerfile *df)
{
	size_t i, p;

	for (i = 0; i < df->n; i++) {
		const struct fi_df_instruction *d = &df->list[i];

		if (d->kind != FI_DF_ARG || d->onbuild)
			continue;
		for (p = 0; p < d->npairs; p++)
			add(m, FI_ENV_ARG, d->pairs[p].key, strlen(d->pairs[p].key),
				d->pairs[p].value,
				(struct fi_truth_at){ .file = m->c->dockerfile_name,
					.line = d->pairs[p].line });
	}
}

static int row_order(const void *a, const void *b)
{
	const struct fi_env_row *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	if (c)
		return c;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	/* The same twice: the later one counts. */
	return x->at.line > y->at.line ? -1 : x->at.line < y->at.line;
}

static bool at_run_time(enum fi_env_source s)
{
	return s == FI_ENV_PLATFORM || s == FI_ENV_FLY || s == FI_ENV_IMAGE;
}

bool fi_env_of(const struct fi_case *c, struct fi_env_table *out)
{
	struct maker m = { .c = c };
	size_t i;

	if (c->fly)
		add_fly(&m, c->fly);
	if (c->image)
		add_image(&m, c->image);
	if (c->dockerfile)
		add_args(&m, c->dockerfile);
	if (m.nomem) {
		fi_env_done(&m.t);
		return false;
	}
	if (m.t.n)
		qsort(m.t.v, m.t.n, sizeof(m.t.v[0]), row_order);
	for (i = 0; i < m.t.n; i++)
		m.t.v[i].wins = at_run_time(m.t.v[i].source) &&
				(!i || strcmp(m.t.v[i - 1].name, m.t.v[i].name) != 0);
	*out = m.t;
	return true;
}

void fi_env_done(struct fi_env_table *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		free(t->v[i].name);
		free(t->v[i].value);
	}
	free(t->v);
	*t = (struct fi_env_table){ 0 };
}
