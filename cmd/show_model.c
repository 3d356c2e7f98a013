#include "cmd/show_model.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/say.h"
#include "lib/num.h"
#include "lib/shlex.h"
#include "rules/fly.h"
#include "rules/hide.h"
#include "rules/worth.h"

/* Groups, services, checks of a hostile config that are shown. */
#define ITEMS_MAX 50

static void put(struct model *m, json_t *object, const char *key, json_t *value)
{
	if (!object || json_object_set_new(object, key, value) != 0)
		m->failed = true;
}

static void push(struct model *m, json_t *list, json_t *value)
{
	if (!list || json_array_append_new(list, value) != 0)
		m->failed = true;
}

/* A string of the user's; what looks like a secret in it is masked. */
static json_t *text(struct model *m, const char *s)
{
	FI_AUTO(fi_freep) char *own = strdup(s), *safe = NULL;
	struct fi_err err = { 0 };

	if (!own || fi_hide_text(&own, m->r->scanner, &err) != FI_OK)
		return NULL;
	safe = say_escaped(own, SAY_UTF8);
	return safe ? json_string(safe) : NULL;
}

static void put_text(
	struct model *m, json_t *o, const char *key, const struct fi_fly_text *t)
{
	if (t->s)
		put(m, o, key, text(m, t->s));
}

static void put_int(
	struct model *m, json_t *o, const char *key, const struct fi_fly_int *n)
{
	if (n->set)
		put(m, o, key, json_integer(n->v));
}

static void put_bool(
	struct model *m, json_t *o, const char *key, const struct fi_fly_bool *b)
{
	if (b->set)
		put(m, o, key, json_boolean(b->v));
}

/* In the largest unit that divides it. */
static void put_duration(
	struct model *m, json_t *o, const char *key, const struct fi_fly_duration *d)
{
	static const struct {
		int64_t ns;
		const char *name;
	} units[] = { { 3600000000000, "h" }, { 60000000000, "m" }, { 1000000000, "s" },
		{ 1000000, "ms" }, { 1000, "us" }, { 1, "ns" } };
	FI_AUTO(fi_freep) char *words = NULL;
	size_t i = 0;

	if (!d->set)
		return;
	while (d->ns % units[i].ns)
		i++;
	words = fi_format("%lld%s", (long long)(d->ns / units[i].ns),
		d->ns ? units[i].name : "s");
	put(m, o, key, words ? json_string(words) : NULL);
}

static json_t *words(struct model *m, const struct fi_fly_words *w)
{
	json_t *list = json_array();

	for (size_t i = 0; i < w->n && i < ITEMS_MAX; i++)
		push(m, list, text(m, w->v[i].s));
	return list;
}

static json_t *place(struct model *m, const struct fi_truth_at *at)
{
	const char *file = at->file;
	unsigned line = at->line;
	json_t *o = json_object();

	if (at->config[0]) {
		char config[sizeof(at->config)];
		struct fi_place p = { .image = m->c->image_index, .layer = -1 };

		memcpy(config, at->config, sizeof(config));
		p.config = config;
		line = report_place_line(m->r, &p);
		file = line ? m->c->dockerfile_name : NULL;
		put(m, o, "config", json_string(config));
	}
	if (file)
		put(m, o, "file", text(m, file));
	if (file && line)
		put(m, o, "line", json_integer(line));
	return o;
}

static void put_place(struct model *m, json_t *o, struct fi_fly_at at)
{
	struct fi_truth_at t = { .file = m->c->fly_name, .line = at.line };

	put(m, o, "place", place(m, &t));
}

/* ---- command lines ---- */

/* The name a word's value goes by: "--db-password" of the word before, or its own. */
static bool hides(const char *before, const char *word)
{
	const char *equals = strchr(word, '=');
	const char *value = equals ? equals + 1 : word;
	bool flag = before[0] == '-' && !strchr(before, '=');
	const char *name = equals ? word : flag ? before : "";
	size_t n = equals ? (size_t)(equals - word) : strlen(name);
	FI_AUTO(fi_freep) char *own = NULL;

	while (n && *name == '-') {
		name++;
		n--;
	}
	own = strndup(name, n);
	if (!own || fi_fly_is_secret(own, value))
		return true;
	return fi_worth_of(value, strlen(value)) == FI_WORTH_RANDOM;
}

/* A word as it is, or with its value masked; a script word by word. */
static char *masked(const char *before, const char *word)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	const char *equals = strchr(word, '=');
	char *last = strdup("");
	enum fi_code rc = last ? FI_OK : FI_ENOMEM;

	if (!strpbrk(word, " \t\n")) {
		free(last);
		if (!hides(before, word))
			return strdup(word);
		return fi_format("%.*s****",
			equals ? (int)(equals - word + 1) : 0, word);
	}
	for (const char *p = word; rc == FI_OK && *p;) {
		size_t gap = strspn(p, " \t\n"), n = strcspn(p + gap, " \t\n");
		FI_AUTO(fi_freep) char *one = strndup(p + gap, n);
		FI_AUTO(fi_freep) char *shown = one ? masked(last, one) : NULL;

		rc = fi_buf_add(&b, p, gap);
		if (rc == FI_OK)
			rc = shown ? fi_buf_adds(&b, shown) : FI_ENOMEM;
		p += gap + n;
		free(last);
		last = one;
		one = NULL;
		if (!last)
			rc = FI_ENOMEM;
	}
	free(last);
	return rc == FI_OK ? fi_buf_steal(&b, NULL) : NULL;
}

static json_t *argv(struct model *m, char *const *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		FI_AUTO(fi_freep) char *word = masked(i ? v[i - 1] : "", v[i]);

		push(m, list, word ? text(m, word) : NULL);
	}
	return list;
}

json_t *model_words(struct model *m, const struct fi_strs *words)
{
	return argv(m, words->v, words->n);
}

static void put_command(struct model *m, json_t *o, const char *group)
{
	static const char *const names[] = { [FI_WORD_ENTRYPOINT] = "ENTRYPOINT",
		[FI_WORD_CMD] = "CMD",
		[FI_WORD_FLY] = "Fly config" };
	static const struct fi_image nothing;
	struct fi_case with = *m->c;
	json_t *from = json_array();
	struct fi_command k;

	if (!with.image)
		with.image = &nothing;
	if (!fi_command_of(&with, group, &k)) {
		json_decref(from);
		m->failed = true;
		return;
	}
	put(m, o, "command", argv(m, k.words.v, k.argc));
	for (size_t i = 0; i < k.argc; i++)
		if (!i || k.source[i] != k.source[i - 1])
			push(m, from, json_string(names[k.source[i]]));
	put(m, o, "command_from", from);
	fi_command_done(&k);
}

/* ---- services ---- */

static json_t *check(struct model *m, const struct fi_fly_check *k, const char *type)
{
	json_t *o = json_object();

	put(m, o, "type", json_string(type));
	put_text(m, o, "name", &k->name);
	put_int(m, o, "port", &k->port);
	put_text(m, o, "method", &k->method);
	put_text(m, o, "path", &k->path);
	put_text(m, o, "protocol", &k->protocol);
	put_duration(m, o, "interval", &k->interval);
	put_duration(m, o, "timeout", &k->timeout);
	put_duration(m, o, "grace_period", &k->grace_period);
	put_place(m, o, k->at);
	return o;
}

static void push_checks(struct model *m, json_t *list, const struct fi_fly_checks *checks,
	const char *type)
{
	for (size_t i = 0; i < checks->n && i < ITEMS_MAX; i++)
		push(m, list, check(m, &checks->v[i], type));
}

static json_t *port(struct model *m, const struct fi_fly_port *p)
{
	json_t *o = json_object();

	put_int(m, o, "port", &p->port);
	put_int(m, o, "start_port", &p->start_port);
	put_int(m, o, "end_port", &p->end_port);
	put(m, o, "handlers", words(m, &p->handlers));
	put(m, o, "force_https", json_boolean(p->force_https.v));
	return o;
}

/* [http_service] stands for these two. */
static json_t *http_ports(struct model *m, bool force)
{
	json_t *list = json_array();

	push(m, list, json_pack("{s:i,s:[s],s:b}", "port", 80, "handlers", "http",
			      "force_https", (int)force));
	push(m, list, json_pack("{s:i,s:[s,s],s:b}", "port", 443, "handlers", "http",
			      "tls", "force_https", 0));
	return list;
}

static const char *autostop(enum fi_fly_autostop_mode v)
{
	return v == FI_FLY_STOP ? "stop" : v == FI_FLY_SUSPEND ? "suspend" : "off";
}

static json_t *service(struct model *m, const struct fi_fly_service *s, bool http)
{
	json_t *o = json_object(), *list = json_array();

	put(m, o, "table", json_string(http ? "http_service" : "services"));
	put_place(m, o, s->at);
	put_int(m, o, "internal_port", &s->internal_port);
	if (http)
		put(m, o, "protocol", json_string("tcp"));
	else
		put_text(m, o, "protocol", &s->protocol);
	put(m, o, "auto_stop", json_string(autostop(s->auto_stop_machines.v)));
	put(m, o, "auto_start",
		json_boolean(!s->auto_start_machines.set || s->auto_start_machines.v));
	put(m, o, "min_machines_running",
		json_integer(s->min_machines_running.set ? s->min_machines_running.v : 0));
	if (http) {
		put(m, o, "ports", http_ports(m, s->force_https.v));
	} else {
		json_t *ports = json_array();

		for (size_t i = 0; i < s->ports.n && i < ITEMS_MAX; i++)
			push(m, ports, port(m, &s->ports.v[i]));
		put(m, o, "ports", ports);
	}
	push_checks(m, list, &s->checks, "http");
	push_checks(m, list, &s->http_checks, "http");
	push_checks(m, list, &s->tcp_checks, "tcp");
	put(m, o, "checks", list);
	return o;
}

/* ---- groups ---- */

static bool is_for(const struct model *m, const struct fi_fly_words *processes,
	const char *group)
{
	return processes->n ? fi_fly_has(processes, group)
			    : !strcmp(group, fi_flyconf_default_group(m->c->fly));
}

struct one_group {
	struct model *m;
	json_t *list;
	const char *name;
};

static void group_service(void *self, const struct fi_fly_service *s, bool http)
{
	struct one_group *g = self;

	if (is_for(g->m, &s->processes, g->name) && json_array_size(g->list) < ITEMS_MAX)
		push(g->m, g->list, service(g->m, s, http));
}

static json_t *group_checks(struct model *m, const char *group)
{
	const struct fi_fly_checks *all = &m->c->fly->checks;
	json_t *list = json_array();

	for (size_t i = 0; i < all->n && i < ITEMS_MAX; i++)
		if (is_for(m, &all->v[i].processes, group))
			push(m, list, check(m, &all->v[i], all->v[i].type.s ? all->v[i].type.s : "unknown"));
	return list;
}

static json_t *group_mounts(struct model *m, const char *group)
{
	const struct fi_fly_mounts *all = &m->c->fly->mounts;
	json_t *list = json_array();

	for (size_t i = 0; i < all->n && i < ITEMS_MAX; i++) {
		const struct fi_fly_mount *x = &all->v[i];
		json_t *o;

		if (!is_for(m, &x->processes, group))
			continue;
		o = json_object();
		put_text(m, o, "source", &x->source);
		put_text(m, o, "destination", &x->destination);
		put_text(m, o, "initial_size", &x->initial_size);
		put_place(m, o, x->at);
		push(m, list, o);
	}
	return list;
}

/* Of several that fit, one that names the group wins over one for all. */
static const struct fi_fly_vm *vm_of(const struct model *m, const char *group)
{
	const struct fi_fly_vms *all = &m->c->fly->vm;
	const struct fi_fly_vm *found = NULL;

	for (size_t i = 0; i < all->n && i < ITEMS_MAX; i++) {
		const struct fi_fly_vm *v = &all->v[i];

		if (fi_fly_has(&v->processes, group))
			return v;
		if (!v->processes.n && !found)
			found = v;
	}
	return found;
}

static json_t *vm(struct model *m, const struct fi_fly_vm *v)
{
	json_t *o;

	if (!v)
		return json_null();
	o = json_object();
	put_text(m, o, "size", &v->size);
	put_text(m, o, "memory", &v->memory);
	put_int(m, o, "memory_mb", &v->memory_mb);
	put_text(m, o, "cpu_kind", &v->cpu_kind);
	put_int(m, o, "cpus", &v->cpus);
	put_text(m, o, "gpu_kind", &v->gpu_kind);
	put_int(m, o, "gpus", &v->gpus);
	put_place(m, o, v->at);
	return o;
}

static json_t *group_restart(struct model *m, const char *group)
{
	const struct fi_fly_restarts *all = &m->c->fly->restart;
	const char *policy = NULL;

	/* If several fit the last wins. */
	for (size_t i = 0; i < all->n && i < ITEMS_MAX; i++)
		if (is_for(m, &all->v[i].processes, group) && all->v[i].policy.s)
			policy = all->v[i].policy.s;
	return policy ? text(m, policy) : json_null();
}

static json_t *group(struct model *m, const char *name)
{
	json_t *o = json_object();
	struct one_group g = { m, json_array(), name };

	put(m, o, "name", text(m, name));
	put_command(m, o, name);
	fi_fly_each_service(m->c->fly, group_service, &g);
	put(m, o, "services", g.list);
	put(m, o, "checks", group_checks(m, name));
	put(m, o, "mounts", group_mounts(m, name));
	put(m, o, "vm", vm(m, vm_of(m, name)));
	put(m, o, "restart", group_restart(m, name));
	return o;
}

json_t *model_groups(struct model *m)
{
	const struct fi_fly_processes *p = &m->c->fly->processes;
	json_t *list = json_array();

	if (!p->n)
		push(m, list, group(m, "app"));
	for (size_t i = 0; i < p->n && i < ITEMS_MAX; i++)
		push(m, list, group(m, p->v[i].name));
	return list;
}

/* A command of [deploy], split as flyctl does. */
static void put_split(
	struct model *m, json_t *o, const char *key, const struct fi_fly_text *t)
{
	struct fi_strs w = { 0 };

	if (t->s && fi_shlex(t->s, strlen(t->s), &w, NULL) == FI_OK)
		put(m, o, key, argv(m, w.v, w.n));
	fi_strs_done(&w);
}

json_t *model_app(struct model *m)
{
	const struct fi_flyconf *f = m->c->fly;
	json_t *o = json_object(), *names = json_array();

	put(m, o, "file", text(m, m->c->fly_name));
	put_text(m, o, "app", &f->app);
	put_text(m, o, "primary_region", &f->primary_region);
	put_text(m, o, "image", &f->build.image);
	put_text(m, o, "strategy", &f->deploy.strategy);
	put_split(m, o, "release_command", &f->deploy.release_command);
	put_split(m, o, "console_command", &f->console_command);
	put_text(m, o, "kill_signal", &f->kill_signal);
	put_duration(m, o, "kill_timeout", &f->kill_timeout);
	put_int(m, o, "swap_size_mb", &f->swap_size_mb);
	put_bool(m, o, "auto_rollback", &f->experimental.auto_rollback);
	for (size_t i = 0; i < f->env.n && i < 1000; i++)
		push(m, names, text(m, f->env.v[i].key));
	put(m, o, "env", names);
	return o;
}

/* ---- ports ---- */

static json_t *truth_row(struct model *m, const struct fi_truth_row *r)
{
	static const char *const verdicts[] = { [FI_TRUTH_AGREES] = "agrees",
		[FI_TRUTH_DIFFERS] = "differs",
		[FI_TRUTH_OVERRIDDEN] = "overridden",
		[FI_TRUTH_ALONE] = "remark" };
	json_t *o = json_object();

	put(m, o, "source", text(m, r->source));
	put(m, o, "value", text(m, r->value));
	put(m, o, "verdict", json_string(verdicts[r->verdict]));
	put(m, o, "place", place(m, &r->at));
	return o;
}

json_t *model_service(struct model *m, const struct fi_truth_service *t)
{
	json_t *o = json_object(), *rows = json_array();

	put(m, o, "table", json_string(t->http ? "http_service" : "services"));
	put(m, o, "group", text(m, t->group));
	put_place(m, o, t->service->at);
	put(m, o, "agrees", json_boolean(!t->differs && t->loopback < 0));
	for (size_t i = 0; i < t->n; i++)
		push(m, rows, truth_row(m, &t->rows[i]));
	put(m, o, "said", rows);
	if (t->fix) {
		put(m, o, "fix", text(m, t->fix));
		put(m, o, "fix_place", place(m, &t->fix_at));
	}
	return o;
}

json_t *model_ports(struct model *m)
{
	json_t *list = json_array();
	struct fi_truth t;

	if (!fi_truth_of(m->c, &t)) {
		m->failed = true;
		return list;
	}
	for (size_t i = 0; i < t.n; i++)
		push(m, list, model_service(m, &t.v[i]));
	fi_truth_done(&t);
	return list;
}

/* ---- variables ---- */

json_t *model_env(struct model *m)
{
	static const char *const sources[] = { [FI_ENV_PLATFORM] = "platform",
		[FI_ENV_FLY] = "[env]",
		[FI_ENV_IMAGE] = "ENV",
		[FI_ENV_BUILD_ARG] = "[build.args]",
		[FI_ENV_ARG] = "ARG" };
	json_t *list = json_array();
	struct fi_env_table t;

	if (!fi_env_of(m->c, &t)) {
		m->failed = true;
		return list;
	}
	for (size_t i = 0; i < t.n; i++) {
		const struct fi_env_row *r = &t.v[i];
		json_t *o = json_object();

		put(m, o, "name", text(m, r->name));
		put(m, o, "source", json_string(sources[r->source]));
		put(m, o, "wins", json_boolean(r->wins));
		put(m, o, "secret", json_boolean(r->secret));
		put(m, o, "value", r->open ? text(m, r->value) : json_null());
		put(m, o, "place", place(m, &r->at));
		push(m, list, o);
	}
	fi_env_done(&t);
	return list;
}
