#include "rules/truth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/dockerfile.h"
#include "lib/num.h"
#include "rules/fly.h"
#include "rules/ports.h"

/* Services of a hostile config that are looked at. */
#define SERVICES_MAX 50

/* A service's table in the making. */
struct maker {
	const struct fi_case *c;
	struct fi_truth_service *t;
	struct fi_command k;
	struct fi_listen l;
	bool nomem;
};

const char *fi_truth_group(const struct fi_flyconf *f, const struct fi_fly_service *s)
{
	return s->processes.n ? s->processes.v[0].s : fi_flyconf_default_group(f);
}

/* ---- places ---- */

static struct fi_truth_at at_fly(const struct fi_case *c, struct fi_fly_at at)
{
	return (struct fi_truth_at){
		.file = c->fly_name, .line = at.line, .column = at.column
	};
}

/* The last instruction of that kind that ships; with a key, the last that sets it. */
static unsigned docker_line(
	const struct fi_case *c, enum fi_df_kind kind, const char *key)
{
	const struct fi_dockerfile *df = c->dockerfile;
	size_t i, p;

	for (i = df ? df->n : 0; i > 0; i--) {
		const struct fi_df_instruction *d = &df->list[i - 1];

		if (d->kind != kind || d->onbuild || !fi_df_ships(df, d->stage))
			continue;
		if (!key)
			return d->line;
		for (p = d->npairs; p > 0; p--)
			if (!strcmp(d->pairs[p - 1].key, key))
				return d->pairs[p - 1].line;
	}
	return 0;
}

/* A part of the image's config; of a sketch, the instruction that sets it. */
static struct fi_truth_at at_image(const struct fi_case *c, const char *config,
	enum fi_df_kind kind, const char *key)
{
	struct fi_truth_at at = { 0 };

	/* The Dockerfile at hand need not be that of a real image. */
	if (c->image_index >= 0) {
		(void)snprintf(at.config, sizeof(at.config), "%s", config);
		return at;
	}
	at.line = docker_line(c, kind, key);
	if (at.line)
		at.file = c->dockerfile_name;
	return at;
}

static struct fi_truth_at at_variable(const struct fi_case *c, const char *name)
{
	const struct fi_strs *env = &c->image->config.env;
	size_t i, n = strlen(name);
	char config[32] = "Env";

	for (i = env->n; i > 0; i--) {
		if (strncmp(env->v[i - 1], name, n) != 0 || env->v[i - 1][n] != '=')
			continue;
		(void)snprintf(config, sizeof(config), "Env[%zu]", i - 1);
		break;
	}
	return at_image(c, config, FI_DF_ENV, name);
}

static struct fi_truth_at at_word(const struct maker *m, size_t word)
{
	if (word >= m->k.words.n)
		return (struct fi_truth_at){ 0 };
	if (m->k.source[word] == FI_WORD_FLY)
		return at_fly(m->c, m->k.at);
	return m->k.source[word] == FI_WORD_CMD
		       ? at_image(m->c, "Cmd", FI_DF_CMD, NULL)
		       : at_image(m->c, "Entrypoint", FI_DF_ENTRYPOINT, NULL);
}

/* ---- rows ---- */

/* Takes source and value over. */
static struct fi_truth_row *add(struct maker *m, enum fi_truth_kind kind, char *source,
	char *value, struct fi_truth_at at)
{
	struct fi_truth_service *t = m->t;

	m->nomem |= !source || !value;
	if (!source || !value || t->n == FI_TRUTH_ROWS_MAX) {
		free(source);
		free(value);
		return NULL;
	}
	t->rows[t->n] = (struct fi_truth_row){ .kind = kind,
		.verdict = FI_TRUTH_ALONE,
		.source = source,
		.value = value,
		.at = at };
	return &t->rows[t->n++];
}

static char *range_words(unsigned first, unsigned last)
{
	return first == last ? fi_format("%u", first)
			     : fi_format("%u-%u", first, last);
}

static bool is_some_port(const struct fi_flyconf *f, int64_t port)
{
	size_t i;

	if (f->http_service.internal_port.set && f->http_service.internal_port.v == port)
		return true;
	for (i = 0; i < f->services.n && i < SERVICES_MAX; i++)
		if (f->services.v[i].internal_port.v == port)
			return true;
	return false;
}

/* A row about ports, held against internal_port. */
static struct fi_truth_row *add_port(struct maker *m, enum fi_truth_kind kind,
	char *source, unsigned first, unsigned last, struct fi_truth_at at)
{
	const struct fi_fly_int *internal = &m->t->service->internal_port;
	struct fi_truth_row *r = add(m, kind, source, range_words(first, last), at);

	if (!r)
		return NULL;
	r->port = first;
	if (internal->set && kind != FI_TRUTH_INTERNAL)
		r->verdict = first <= internal->v && internal->v <= last
				     ? FI_TRUTH_AGREES
				     : FI_TRUTH_DIFFERS;
	/* Another service has it: then it is not about this one. */
	if (r->verdict == FI_TRUTH_DIFFERS && is_some_port(m->c->fly, first))
		r->verdict = FI_TRUTH_ALONE;
	return r;
}

static void add_internal(struct maker *m)
{
	const struct fi_fly_service *s = m->t->service;

	if (s->internal_port.set)
		(void)add_port(m, FI_TRUTH_INTERNAL, strdup("internal_port"),
			(unsigned)s->internal_port.v & 0xffffu,
			(unsigned)s->internal_port.v & 0xffffu,
			at_fly(m->c, s->internal_port.at));
	else
		(void)add(m, FI_TRUTH_INTERNAL, strdup("internal_port"), strdup("not set"),
			at_fly(m->c, s->at));
}

static void add_command(struct maker *m)
{
	size_t i;

	for (i = 0; i < m->l.nports; i++)
		(void)add_port(m, FI_TRUTH_COMMAND, strdup("the command line"),
			m->l.ports[i].port, m->l.ports[i].port,
			at_word(m, m->l.ports[i].word));
}

static const char *const port_names[] = { "PORT", "HTTP_PORT", "SERVER_PORT",
	"ROCKET_PORT", "NITRO_PORT", "ASPNETCORE_HTTP_PORTS" };

/* One port: of a range nothing can be said. */
static bool one_port(const char *text, unsigned *port)
{
	unsigned last;
	bool udp;

	return text && fi_port_parse(text, port, &last, &udp) && *port &&
	       *port == last && !udp;
}

static void add_variable(struct maker *m, const char *name)
{
	const struct fi_fly_pair *e = fi_flyconf_env(m->c->fly, name);
	const char *image = fi_config_env(&m->c->image->config, name);
	struct fi_truth_row *r;
	unsigned port;

	if (e && one_port(e->value, &port))
		(void)add_port(m, FI_TRUTH_VARIABLE, fi_format("[env] %s", name), port,
			port, at_fly(m->c, e->at));
	if (!one_port(image, &port))
		return;
	r = add_port(m, FI_TRUTH_VARIABLE, fi_format("ENV %s", name), port, port,
		at_variable(m->c, name));
	if (r && e)
		r->verdict = FI_TRUTH_OVERRIDDEN;
}

static void add_expose(struct maker *m)
{
	const struct fi_strs *ports = &m->c->image->config.ports;
	size_t i;

	for (i = 0; i < ports->n; i++) {
		unsigned first, last;
		bool udp;

		if (!fi_port_parse(ports->v[i], &first, &last, &udp) || udp || !first)
			continue;
		(void)add_port(m, FI_TRUTH_EXPOSE, strdup("EXPOSE"), first, last,
			at_image(m->c, "ExposedPorts", FI_DF_EXPOSE, NULL));
	}
}

/* The port in "curl http://localhost:3000/up". */
static void add_health(struct maker *m)
{
	static const char *const hosts[] = { "localhost:", "127.0.0.1:", "0.0.0.0:" };
	const struct fi_strs *test = &m->c->image->config.healthcheck;
	size_t i, h;

	for (i = 0; i < test->n; i++)
		for (h = 0; h < FI_COUNT(hosts); h++) {
			const char *p = strstr(test->v[i], hosts[h]);
			uint64_t port;

			if (!p)
				continue;
			p += strlen(hosts[h]);
			if (!fi_num_u64(p, strspn(p, "0123456789"), 65535, &port) || !port)
				continue;
			(void)add_port(m, FI_TRUTH_HEALTH, strdup("HEALTHCHECK"),
				(unsigned)port, (unsigned)port,
				at_image(m->c, "Healthcheck", FI_DF_HEALTHCHECK, NULL));
			return;
		}
}

/* ---- checks ---- */

static void add_checks(
	struct maker *m, const struct fi_fly_checks *checks, const char *kind)
{
	size_t i;

	for (i = 0; i < checks->n && i < SERVICES_MAX; i++) {
		const struct fi_fly_check *k = &checks->v[i];
		const char *path = k->path.s ? k->path.s : "/";
		char *source = strcmp(kind, "tcp") != 0 ? fi_format("http check %s", path)
							: strdup("tcp check");

		(void)add(m, FI_TRUTH_CHECK, source, strdup("internal_port"),
			at_fly(m->c, k->at));
	}
}

/* [checks.NAME] of the same group; one for another service's port is none of ours. */
static void add_named_checks(struct maker *m)
{
	const struct fi_flyconf *f = m->c->fly;
	size_t i;

	for (i = 0; i < f->checks.n && i < SERVICES_MAX; i++) {
		const struct fi_fly_check *k = &f->checks.v[i];
		bool ours = k->processes.n
				    ? fi_fly_has(&k->processes, m->t->group)
				    : !strcmp(m->t->group, fi_flyconf_default_group(f));
		unsigned port = (unsigned)k->port.v & 0xffffu;

		if (!ours || !k->port.set ||
			(k->port.v != m->t->service->internal_port.v &&
				is_some_port(f, k->port.v)))
			continue;
		(void)add_port(m, FI_TRUTH_CHECK,
			fi_format("[checks.%s]", k->name.s ? k->name.s : ""), port, port,
			at_fly(m->c, k->port.at));
	}
}

/* ---- servers ---- */

static bool said(const struct maker *m, const char *name)
{
	return name && fi_command_env(m->c, name);
}

static void add_default(struct maker *m)
{
	const struct fi_server *s = m->l.server;
	struct fi_truth_row *r;

	if (!s || m->l.nports || said(m, s->port_variable) ||
		said(m, s->host_variable))
		return;
	r = add_port(m, FI_TRUTH_DEFAULT,
		fi_format("default of %s%s%s", s->name, s->sub ? " " : "",
			s->sub ? s->sub : ""),
		s->port, s->port, at_word(m, m->l.server_word));
	/* Its configuration file may say otherwise. */
	if (r && !s->sure && r->verdict == FI_TRUTH_DIFFERS)
		r->verdict = FI_TRUTH_ALONE;
}

/* ---- addresses ---- */

static const char *const bind_names[] = { "HOST", "BIND", "BIND_ADDR", "BIND_ADDRESS",
	"LISTEN", "LISTEN_ADDR", "LISTEN_ADDRESS", "LISTEN_HOST", "SERVER_HOST",
	"NITRO_HOST", "ROCKET_ADDRESS", "UVICORN_HOST", "FLASK_RUN_HOST", "OLLAMA_HOST",
	"GRADIO_SERVER_NAME", "ASPNETCORE_URLS", "STREAMLIT_SERVER_ADDRESS" };

static void mark_loopback(struct maker *m, struct fi_truth_row *r, bool likely)
{
	if (!r)
		return;
	r->verdict = FI_TRUTH_DIFFERS;
	if (m->t->loopback >= 0)
		return;
	m->t->loopback = (int)(r - m->t->rows);
	m->t->likely = likely;
}

static void add_bind_variable(struct maker *m, const char *name)
{
	const struct fi_fly_pair *e = fi_flyconf_env(m->c->fly, name);
	const char *value = fi_command_env(m->c, name);

	if (value && fi_listen_loopback(value))
		mark_loopback(m,
			add(m, FI_TRUTH_BIND,
				fi_format("%s %s", e ? "[env]" : "ENV", name), strdup(value),
				e ? at_fly(m->c, e->at) : at_variable(m->c, name)),
			true);
}

/* "--host 127.0.0.1" is two words, "--host=127.0.0.1" one. */
static char *bind_words(const struct maker *m, size_t i)
{
	const char *word = m->k.words.v[i];

	if (fi_listen_loopback(word) || strchr(word, '=') || i + 1 >= m->k.words.n)
		return strdup(word);
	return fi_format("%s %s", word, m->k.words.v[i + 1]);
}

static void add_bind(struct maker *m)
{
	const struct fi_server *s = m->l.server;
	size_t i;

	if (m->l.loopback)
		mark_loopback(m,
			add(m, FI_TRUTH_BIND, strdup("the command line"),
				bind_words(m, m->l.loopback_word),
				at_word(m, m->l.loopback_word)),
			false);
	for (i = 0; i < FI_COUNT(bind_names); i++)
		add_bind_variable(m, bind_names[i]);
	if (s && s->loopback && !m->l.addressed && !said(m, s->host_variable)) {
		struct fi_truth_row *r = add(m, FI_TRUTH_BIND,
			fi_format("default of %s", s->name), strdup("127.0.0.1"),
			at_word(m, m->l.server_word));

		if (s->sure)
			mark_loopback(m, r, true);
	}
}

/* ---- verdicts ---- */

/* Does one program with a clear flag run, and not a script of several? */
static bool is_plain(const struct maker *m)
{
	return m->k.words.n == m->k.argc;
}

/* The first row of a kind that is not overridden, or NULL; *agrees if one does. */
static const struct fi_truth_row *first_of(
	const struct fi_truth_service *t, enum fi_truth_kind kind, bool *agrees)
{
	const struct fi_truth_row *first = NULL;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct fi_truth_row *r = &t->rows[i];

		if (r->kind != kind || r->verdict == FI_TRUTH_OVERRIDDEN)
			continue;
		*agrees |= r->verdict == FI_TRUTH_AGREES;
		if (!first)
			first = r;
	}
	return first;
}

/*
 * The command line is what happens, a variable is what the app is told, EXPOSE is a
 * remark in the image.  One that agrees is enough, except against the flag of a
 * server we know and against PORT in [env].
 */
static void judge(struct maker *m)
{
	static const enum fi_truth_kind order[] = { FI_TRUTH_COMMAND, FI_TRUTH_VARIABLE,
		FI_TRUTH_EXPOSE, FI_TRUTH_DEFAULT };
	struct fi_truth_service *t = m->t;
	const struct fi_truth_row *best = NULL, *r, *env = NULL;
	bool agrees = false, flag_agrees = false;
	size_t i;

	if (!t->service->internal_port.set)
		return;
	for (i = 0; i < FI_COUNT(order); i++) {
		r = first_of(t, order[i], &agrees);
		if (i == 0)
			flag_agrees = agrees;
		if (r && !strcmp(r->source, "[env] PORT"))
			env = r;
		if (!best && r && r->verdict == FI_TRUTH_DIFFERS)
			best = r;
	}
	if (m->l.nports && m->l.server && is_plain(m))
		agrees = flag_agrees;
	/* [env] is written for this very deploy; EXPOSE is not. */
	if (!flag_agrees && env && env->verdict == FI_TRUTH_DIFFERS && best == env) {
		t->weak = agrees;
		agrees = false;
	}
	if (agrees || !best)
		return;
	t->differs = true;
	t->best = best->port;
	t->weak |= best->kind == FI_TRUTH_EXPOSE || best->kind == FI_TRUTH_DEFAULT;
}

/* "0.0.0.0:3000" for "127.0.0.1:3000" and "--host=0.0.0.0" for "--host=localhost". */
static char *widened(const char *text)
{
	static const char *const hosts[] = { "127.0.0.1", "localhost", "[::1]", "::1" };
	size_t i;

	for (i = 0; i < FI_COUNT(hosts); i++) {
		const char *p = strstr(text, hosts[i]);

		if (p)
			return fi_format("%.*s0.0.0.0%s", (int)(p - text), text,
				p + strlen(hosts[i]));
	}
	return strdup("0.0.0.0");
}

static char *bind_fix(const struct maker *m, const struct fi_truth_row *r)
{
	const char *name = strchr(r->source, ' ');
	FI_AUTO(fi_freep) char *wide = widened(r->value);

	if (!wide)
		return NULL;
	if (!strncmp(r->source, "[env]", 5) || !strncmp(r->source, "ENV ", 4))
		return fi_format("%s%s = \"%s\"",
			r->source[0] == '[' ? "" : "In [env]: ", name + 1, wide);
	if (m->l.loopback)
		return strdup(wide);
	return m->l.server && m->l.server->bind
		       ? fi_format("Add %s to the command.", m->l.server->bind)
		       : strdup("Bind 0.0.0.0.");
}

static void set_fix(struct maker *m)
{
	struct fi_truth_service *t = m->t;

	if (t->loopback >= 0) {
		t->fix = bind_fix(m, &t->rows[t->loopback]);
		t->fix_at = t->rows[t->loopback].at;
	}
	/* A wrong port comes first: it has a line of its own. */
	if (t->differs) {
		free(t->fix);
		t->fix = fi_format("internal_port = %u", t->best);
		t->fix_at = at_fly(m->c, t->service->internal_port.at);
	}
	m->nomem |= !t->fix && (t->differs || t->loopback >= 0);
}

/* ---- a service ---- */

struct walk {
	const struct fi_case *c;
	struct fi_truth *out;
	size_t cap;
	bool nomem;
};

static void fill(struct maker *m)
{
	const struct fi_fly_service *s = m->t->service;
	size_t i;

	add_internal(m);
	add_command(m);
	for (i = 0; i < FI_COUNT(port_names); i++)
		add_variable(m, port_names[i]);
	add_default(m);
	add_expose(m);
	add_health(m);
	add_bind(m);
	add_checks(m, &s->checks, "http");
	add_checks(m, &s->http_checks, "http");
	add_checks(m, &s->tcp_checks, "tcp");
	add_named_checks(m);
}

static void one_service(void *self, const struct fi_fly_service *s, bool http)
{
	struct walk *w = self;
	struct maker m = { .c = w->c };
	bool udp = !http && s->protocol.s && !strcmp(s->protocol.s, "udp");

	if (w->nomem || w->out->n == SERVICES_MAX)
		return;
	if (!fi_grow(&w->out->v, &w->cap, w->out->n + 1, sizeof(*w->out->v))) {
		w->nomem = true;
		return;
	}
	m.t = &w->out->v[w->out->n++];
	*m.t = (struct fi_truth_service){ .service = s,
		.http = http,
		.group = fi_truth_group(w->c->fly, s),
		.loopback = -1 };
	if (udp || w->c->fly->machine_config.s ||
		w->c->fly->experimental.machine_config.s) {
		/* UDP ports are not in flags; a machine config says what runs. */
		add_internal(&m);
	} else if (!fi_command_of(w->c, m.t->group, &m.k)) {
		m.nomem = true;
	} else {
		fi_listen_of(w->c, &m.k, &m.l);
		fill(&m);
		judge(&m);
		set_fix(&m);
		fi_command_done(&m.k);
	}
	w->nomem |= m.nomem;
}

bool fi_truth_of(const struct fi_case *c, struct fi_truth *out)
{
	static const struct fi_image nothing;
	struct fi_truth t = { 0 };
	struct fi_case with = *c;
	struct walk w = { .c = &with, .out = &t };

	if (!with.image)
		with.image = &nothing;
	if (c->fly)
		fi_fly_each_service(c->fly, one_service, &w);
	if (w.nomem) {
		fi_truth_done(&t);
		return false;
	}
	*out = t;
	return true;
}

void fi_truth_done(struct fi_truth *t)
{
	size_t i, r;

	for (i = 0; i < t->n; i++) {
		for (r = 0; r < t->v[i].n; r++) {
			free(t->v[i].rows[r].source);
			free(t->v[i].rows[r].value);
		}
		free(t->v[i].fix);
	}
	free(t->v);
	*t = (struct fi_truth){ 0 };
}
