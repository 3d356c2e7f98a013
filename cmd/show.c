#include "cmd/show.h"

#include <string.h>

#include "cmd/say.h"
#include "cmd/show_model.h"
#include "lib/flyconf.h"
#include "rules/sketch.h"

/* Columns of the labels in a group's block, and at most of a table's first column. */
#define LABEL_WIDTH  11
#define SOURCE_WIDTH 30
/* A longer value is cut; the first words tell which one it is. */
#define VALUE_WIDTH  40

bool show_parse(const char *list, unsigned *parts)
{
	static const struct {
		const char *word;
		unsigned part;
	} words[] = { { "config", SHOW_CONFIG }, { "ports", SHOW_PORTS },
		{ "env", SHOW_ENV } };
	unsigned found = 0;

	while (true) {
		size_t n = strcspn(list, ","), i = 0;

		while (i < sizeof(words) / sizeof(words[0]) &&
			(strlen(words[i].word) != n || memcmp(words[i].word, list, n) != 0))
			i++;
		if (i == sizeof(words) / sizeof(words[0]))
			return false;
		found |= words[i].part;
		if (!list[n])
			break;
		list += n + 1;
	}
	*parts = found;
	return true;
}

/* ---- the model ---- */

/* What an image, or the project alone (-1), looks like to the rules. */
struct view {
	struct fi_case c;
	struct fi_image sketch;
};

static enum fi_code view_of(
	const struct report *r, int image, struct view *v, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	*v = (struct view){ .c = r->project->c };
	v->c.image_index = image;
	if (image >= 0) {
		v->c.set = r->set;
		v->c.image = &r->set->images[image];
	} else {
		rc = fi_sketch(v->c.dockerfile, &v->sketch, err);
		v->c.image = rc == FI_OK ? &v->sketch : NULL;
	}
	return rc;
}

static void view_done(struct view *v)
{
	fi_image_done(&v->sketch);
}

static void put(struct model *m, json_t *o, const char *key, json_t *value)
{
	if (!o || json_object_set_new(o, key, value) != 0)
		m->failed = true;
}

/* NULL without memory. */
static json_t *view_json(const struct report *r, int image)
{
	FI_AUTO(view_done) struct view v = { 0 };
	struct fi_err err = { 0 };
	struct model m = { .c = &v.c, .r = r };
	json_t *o = json_object();

	m.failed = view_of(r, image, &v, &err) != FI_OK;
	if (!m.failed && image >= 0)
		put(&m, o, "image", json_integer(image));
	if (!m.failed && v.c.fly && (r->show & SHOW_CONFIG)) {
		put(&m, o, "app", model_app(&m));
		put(&m, o, "groups", model_groups(&m));
	}
	if (!m.failed && v.c.fly && (r->show & SHOW_PORTS))
		put(&m, o, "ports", model_ports(&m));
	if (!m.failed && (r->show & SHOW_ENV))
		put(&m, o, "env", model_env(&m));
	if (!m.failed)
		return o;
	json_decref(o);
	return NULL;
}

json_t *show_json(const struct report *r)
{
	int first = r->set && r->set->nimages ? 0 : -1;
	int end = first < 0 ? 0 : (int)r->set->nimages;
	json_t *list = json_array();

	for (int i = first; list && i < end; i++) {
		if (json_array_append_new(list, view_json(r, i)) == 0)
			continue;
		json_decref(list);
		return NULL;
	}
	return list;
}

/* ---- text ---- */

struct page {
	FILE *out;
	const struct report *r;
	bool nomem;
};

static const char *string(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static bool has(const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	return v && !json_is_null(v);
}

static bool is_true(const json_t *o, const char *key)
{
	return json_is_true(json_object_get(o, key));
}

static long long whole(const json_t *o, const char *key)
{
	return (long long)json_integer_value(json_object_get(o, key));
}

/* Words in the making; memory trouble is remembered in the page. */
struct line {
	struct page *p;
	struct fi_buf b;
};

static struct line line_new(struct page *p)
{
	return (struct line){ p, fi_buf_limited(1 << 20) };
}

static void line_done(struct line *l)
{
	fi_buf_done(&l->b);
}

static void say(struct line *l, const char *fmt, ...) FI_PRINTF(2, 3);
static void say(struct line *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (fi_buf_vaddf(&l->b, fmt, ap) != FI_OK)
		l->p->nomem = true;
	va_end(ap);
}

/* ", KEY VALUE" for what is there. */
static void say_member(struct line *l, const json_t *o, const char *key, const char *word)
{
	const json_t *v = json_object_get(o, key);

	if (!v || json_is_null(v))
		return;
	if (l->b.len)
		say(l, ", ");
	if (*word)
		say(l, "%s ", word);
	if (json_is_integer(v))
		say(l, "%lld", (long long)json_integer_value(v));
	else
		say(l, "%s", json_is_true(v)    ? "yes"
			     : json_is_false(v) ? "no"
						: json_string_value(v));
}

/* "fly.toml:12", "Dockerfile:3", "image config, Env[3]"; "" if unknown. */
static void say_place(struct line *l, const json_t *at)
{
	if (has(at, "file")) {
		FI_AUTO(fi_freep) char *path =
			fi_project_path(l->p->r->project, string(at, "file"));

		say(l, "%s", path ? path : "");
		l->p->nomem |= !path;
		if (has(at, "line"))
			say(l, ":%lld", whole(at, "line"));
	} else if (has(at, "config")) {
		say(l, "image config, %s", string(at, "config"));
	}
}

static void print(struct page *p, size_t indent, const char *label, const struct line *l)
{
	FI_AUTO(fi_freep) char *lead =
		fi_format("%*s%-*s", (int)indent, "", LABEL_WIDTH, label);

	if (lead)
		say_wrapped(p->out, lead, strlen(lead), p->r->width, l->b.p);
	else
		p->nomem = true;
}

/* A word as a shell would take it, but for the stars that mask. */
static void say_word(struct line *l, const char *word)
{
	if (*word && !word[strcspn(word, " \t\n'\"\\$&|;<>()?[]#~`!{}")])
		say(l, "%s", word);
	else if (!strchr(word, '\''))
		say(l, "'%s'", word);
	else
		say(l, "\"%s\"", word);
}

static void say_command(struct line *l, const json_t *argv)
{
	for (size_t i = 0; i < json_array_size(argv); i++) {
		say(l, "%s", i ? " " : "");
		say_word(l, json_string_value(json_array_get(argv, i)));
	}
}

static void say_list(struct line *l, const json_t *list, const char *between)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		say(l, "%s%s", i ? between : "",
			json_string_value(json_array_get(list, i)));
}

/* ---- config ---- */

static void show_command(struct page *p, const json_t *group)
{
	FI_AUTO(line_done) struct line l = line_new(p);
	const json_t *argv = json_object_get(group, "command");

	say_command(&l, argv);
	if (json_array_size(argv)) {
		say(&l, " (");
		say_list(&l, json_object_get(group, "command_from"), " + ");
		say(&l, ")");
	} else {
		say(&l, "what the image says, which was not seen");
	}
	print(p, 4, "runs", &l);
}

static void show_checks(struct page *p, const json_t *checks)
{
	for (size_t i = 0; i < json_array_size(checks); i++) {
		const json_t *k = json_array_get(checks, i);
		FI_AUTO(line_done) struct line l = line_new(p);

		say(&l, "%s", string(k, "type"));
		if (strcmp(string(k, "type"), "http") == 0)
			say(&l, " %s %s", has(k, "method") ? string(k, "method") : "get",
				has(k, "path") ? string(k, "path") : "/");
		if (has(k, "port"))
			say(&l, " on port %lld", whole(k, "port"));
		say_member(&l, k, "interval", "every");
		say_member(&l, k, "timeout", "timeout");
		say_member(&l, k, "grace_period", "grace");
		say(&l, " (");
		say_place(&l, json_object_get(k, "place"));
		say(&l, ")");
		print(p, 4, "check", &l);
	}
}

static void say_port(struct line *l, const json_t *port)
{
	if (has(port, "port"))
		say(l, "%lld", whole(port, "port"));
	else
		say(l, "%lld-%lld", whole(port, "start_port"), whole(port, "end_port"));
	if (json_array_size(json_object_get(port, "handlers"))) {
		say(l, " ");
		say_list(l, json_object_get(port, "handlers"), "+");
	} else {
		say(l, " raw");
	}
	if (is_true(port, "force_https"))
		say(l, " (forced to https)");
}

static void show_service(struct page *p, const json_t *s)
{
	const json_t *ports = json_object_get(s, "ports");
	FI_AUTO(line_done) struct line l = line_new(p), machines = line_new(p);

	for (size_t i = 0; i < json_array_size(ports); i++) {
		say(&l, "%s", i ? ", " : "");
		say_port(&l, json_array_get(ports, i));
	}
	if (!json_array_size(ports))
		say(&l, "no ports");
	say(&l, " -> ");
	if (has(s, "internal_port"))
		say(&l, "%lld", whole(s, "internal_port"));
	else
		say(&l, "no internal_port");
	if (has(s, "protocol"))
		say(&l, "/%s", string(s, "protocol"));
	say(&l, " (%s, ", string(s, "table"));
	say_place(&l, json_object_get(s, "place"));
	say(&l, ")");
	print(p, 4, "service", &l);
	say(&machines, "autostop %s, autostart %s, at least %lld running",
		string(s, "auto_stop"), is_true(s, "auto_start") ? "on" : "off",
		whole(s, "min_machines_running"));
	print(p, 4, "machines", &machines);
	show_checks(p, json_object_get(s, "checks"));
}

static void show_mounts(struct page *p, const json_t *mounts)
{
	for (size_t i = 0; i < json_array_size(mounts); i++) {
		const json_t *x = json_array_get(mounts, i);
		FI_AUTO(line_done) struct line l = line_new(p);

		say(&l, "%s at %s", string(x, "source"), string(x, "destination"));
		say_member(&l, x, "initial_size", "size");
		say(&l, " (");
		say_place(&l, json_object_get(x, "place"));
		say(&l, ")");
		print(p, 4, "mount", &l);
	}
}

static void show_vm(struct page *p, const json_t *vm)
{
	FI_AUTO(line_done) struct line l = line_new(p);

	if (!vm || json_is_null(vm))
		return;
	say_member(&l, vm, "size", "");
	say_member(&l, vm, "memory", "memory");
	say_member(&l, vm, "memory_mb", "MB of memory");
	say_member(&l, vm, "cpu_kind", "cpu_kind");
	say_member(&l, vm, "cpus", "cpus");
	say_member(&l, vm, "gpu_kind", "gpu_kind");
	say_member(&l, vm, "gpus", "gpus");
	if (l.b.len)
		print(p, 4, "vm", &l);
}

static void show_group(struct page *p, const json_t *group)
{
	const json_t *services = json_object_get(group, "services");

	(void)fputs("  process group ", p->out);
	say_text(p->out, string(group, "name"));
	(void)fputc('\n', p->out);
	show_command(p, group);
	for (size_t i = 0; i < json_array_size(services); i++)
		show_service(p, json_array_get(services, i));
	show_checks(p, json_object_get(group, "checks"));
	show_mounts(p, json_object_get(group, "mounts"));
	show_vm(p, json_object_get(group, "vm"));
	if (has(group, "restart")) {
		FI_AUTO(line_done) struct line l = line_new(p);

		say_member(&l, group, "restart", "");
		print(p, 4, "restart", &l);
	}
}

static void show_split(struct page *p, const json_t *app, const char *key, const char *label)
{
	FI_AUTO(line_done) struct line l = line_new(p);

	if (!has(app, key))
		return;
	say_command(&l, json_object_get(app, key));
	print(p, 2, label, &l);
}

static void show_app(struct page *p, const json_t *app)
{
	FI_AUTO(line_done) struct line l = line_new(p), env = line_new(p);

	say_member(&l, app, "app", "");
	say_member(&l, app, "primary_region", "region");
	say_member(&l, app, "image", "image");
	say_member(&l, app, "strategy", "strategy");
	say_member(&l, app, "kill_signal", "stopped by");
	say_member(&l, app, "kill_timeout", "killed after");
	say_member(&l, app, "swap_size_mb", "MB of swap");
	if (l.b.len)
		print(p, 2, "app", &l);
	show_split(p, app, "release_command", "release");
	show_split(p, app, "console_command", "console");
	say_list(&env, json_object_get(app, "env"), ", ");
	if (env.b.len)
		print(p, 2, "env", &env);
}

/* ---- ports ---- */

/* A cell, padded; the text is the user's. */
static void cell(struct page *p, const char *s, size_t width)
{
	FI_AUTO(fi_freep) char *safe = say_escaped(s, SAY_TERMINAL);
	size_t n = safe ? strlen(safe) : 0;

	p->nomem |= !safe;
	(void)fprintf(p->out, "%s%*s", safe ? safe : "",
		(int)(n < width ? width - n : 0) + 2, "");
}

static size_t widest(const json_t *rows, const char *key, size_t most)
{
	size_t width = 0;

	for (size_t i = 0; i < json_array_size(rows); i++) {
		size_t n = strlen(string(json_array_get(rows, i), key));

		width = n > width ? n : width;
	}
	return width < most ? width : most;
}

static void show_rows(struct page *p, const json_t *rows, size_t indent)
{
	size_t first = widest(rows, "source", SOURCE_WIDTH);
	size_t second = widest(rows, "value", 24);

	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);
		const char *verdict = string(row, "verdict");
		FI_AUTO(line_done) struct line at = line_new(p);

		(void)fprintf(p->out, "%*s", (int)indent, "");
		cell(p, string(row, "source"), first);
		cell(p, string(row, "value"), second);
		say_place(&at, json_object_get(row, "place"));
		if (strcmp(verdict, "differs") == 0 || strcmp(verdict, "overridden") == 0)
			say(&at, "%s%s", at.b.len ? ", " : "", verdict);
		say_text(p->out, at.b.p);
		(void)fputc('\n', p->out);
	}
}

static void show_ports(struct page *p, const json_t *ports)
{
	for (size_t i = 0; i < json_array_size(ports); i++) {
		const json_t *s = json_array_get(ports, i);
		FI_AUTO(line_done) struct line title = line_new(p), fix = line_new(p);

		say(&title, "%s of process group %s", string(s, "table"),
			string(s, "group"));
		say_wrapped(p->out, "  ", 2, p->r->width, title.b.p);
		show_rows(p, json_object_get(s, "said"), 4);
		if (!has(s, "fix"))
			continue;
		say_place(&fix, json_object_get(s, "fix_place"));
		say(&fix, "%s%s", fix.b.len ? ": " : "", string(s, "fix"));
		say_wrapped(p->out, "    change ", 11, p->r->width, fix.b.p);
	}
	if (!json_array_size(ports))
		(void)fputs("  no services\n", p->out);
}

/* ---- variables ---- */

static const char *fate(const json_t *row)
{
	const char *source = string(row, "source");

	if (strcmp(source, "ARG") == 0 || strcmp(source, "[build.args]") == 0)
		return "build only";
	return is_true(row, "wins") ? "" : "overridden";
}

static void show_variable(struct page *p, const json_t *row, size_t first, size_t second)
{
	FI_AUTO(line_done) struct line at = line_new(p);
	const char *value = has(row, "value") ? string(row, "value") : "(not shown)";

	FI_AUTO(fi_freep) char *cut = NULL;
	size_t n = strlen(value);

	if (n > VALUE_WIDTH) {
		n = VALUE_WIDTH - 3;
		while (n && ((unsigned char)value[n] & 0xc0) == 0x80)
			n--;
		cut = fi_format("%.*s...", (int)n, value);
		p->nomem |= !cut;
	}
	(void)fputs("  ", p->out);
	cell(p, string(row, "name"), first);
	cell(p, cut ? cut : value, second);
	say(&at, "%s ", string(row, "source"));
	say_place(&at, json_object_get(row, "place"));
	if (*fate(row))
		say(&at, ", %s", fate(row));
	if (is_true(row, "secret"))
		say(&at, ", looks like a secret");
	say_text(p->out, at.b.p);
	(void)fputc('\n', p->out);
}

/* Names that can stand in a file of NAME=VALUE lines, each once. */
static void show_secrets(struct page *p, const json_t *rows)
{
	FI_AUTO(line_done) struct line names = line_new(p), advice = line_new(p);
	const char *last = "";

	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);

		if (!is_true(row, "secret") || strcmp(string(row, "name"), last) == 0)
			continue;
		last = string(row, "name");
		say(&names, "%s%s", names.b.len ? ", " : "", last);
	}
	if (!names.b.len)
		return;
	say(&advice,
		"Write %s as NAME=VALUE lines into a file outside of the project, then "
		"delete them from where they stand. Make new values: the old ones have "
		"been seen.",
		names.b.p);
	say_wrapped(p->out, "  secrets  ", 11, p->r->width, advice.b.p);
	(void)fputs("           fly secrets import < FILE\n", p->out);
}

static void show_env(struct page *p, const json_t *rows)
{
	size_t first = widest(rows, "name", SOURCE_WIDTH);
	size_t second = widest(rows, "value", VALUE_WIDTH);

	second = second < 11 ? 11 : second;
	for (size_t i = 0; i < json_array_size(rows); i++)
		show_variable(p, json_array_get(rows, i), first, second);
	if (!json_array_size(rows))
		(void)fputs("  no variables\n", p->out);
	show_secrets(p, rows);
}

/* ---- all of it ---- */

static void title(struct page *p, const char *what, const json_t *view)
{
	bool color = p->r->color;

	(void)fprintf(p->out, "%s%s%s", color ? "\033[1m" : "", what, color ? "\033[0m" : "");
	if (has(view, "image")) {
		(void)fputs(" of ", p->out);
		say_text(p->out,
			report_image_name(&p->r->set->images[whole(view, "image")]));
	}
	(void)fputc('\n', p->out);
}

static void show_view(struct page *p, const json_t *view)
{
	if (has(view, "app")) {
		const json_t *groups = json_object_get(view, "groups");

		title(p, "Fly config", view);
		show_app(p, json_object_get(view, "app"));
		for (size_t i = 0; i < json_array_size(groups); i++)
			show_group(p, json_array_get(groups, i));
		(void)fputc('\n', p->out);
	}
	if (has(view, "ports")) {
		title(p, "Ports", view);
		show_ports(p, json_object_get(view, "ports"));
		(void)fputc('\n', p->out);
	}
	if (has(view, "env")) {
		title(p, "Variables", view);
		show_env(p, json_object_get(view, "env"));
		(void)fputc('\n', p->out);
	}
}

enum fi_code show_text(FILE *out, const struct report *r, struct fi_err *err)
{
	struct page p = { .out = out, .r = r };
	json_t *views = show_json(r);

	if (!views)
		return fi_err_nomem(err);
	if (!r->project->c.fly && (r->show & (SHOW_CONFIG | SHOW_PORTS)))
		(void)fputs("No Fly config to show.\n\n", out);
	for (size_t i = 0; i < json_array_size(views); i++)
		show_view(&p, json_array_get(views, i));
	json_decref(views);
	return p.nomem ? fi_err_nomem(err) : FI_OK;
}

/* Is the finding about this service?  By its line, or by its group's command. */
static bool is_about(const struct fi_finding *f, const struct fi_truth_service *t)
{
	const struct fi_place *at = &f->places[0];

	if (strcmp(f->rule->id, "cross-internal-port") == 0)
		return t->differs && t->service->internal_port.at.line == at->line;
	return t->loopback >= 0;
}

enum fi_code show_finding(FILE *out, const struct report *r, const struct fi_finding *f,
	size_t indent, struct fi_err *err)
{
	FI_AUTO(view_done) struct view v = { 0 };
	struct model m = { .c = &v.c, .r = r };
	struct page p = { .out = out, .r = r };
	int image = r->set && r->set->nimages ? f->places[0].image : -1;
	struct fi_truth t = { 0 };

	if (strcmp(f->rule->id, "cross-internal-port") != 0 &&
		strcmp(f->rule->id, "cross-bind-localhost") != 0)
		return FI_OK;
	/* The place is in fly.toml; of several images the first tells. */
	if (image < 0 && r->set && r->set->nimages)
		image = 0;
	if (view_of(r, image, &v, err) != FI_OK || !fi_truth_of(&v.c, &t))
		return fi_err_nomem(err);
	for (size_t i = 0; i < t.n; i++) {
		json_t *s;

		if (!is_about(f, &t.v[i]))
			continue;
		s = model_service(&m, &t.v[i]);
		if (s)
			show_rows(&p, json_object_get(s, "said"), indent);
		p.nomem |= !s;
		json_decref(s);
		break;
	}
	fi_truth_done(&t);
	return p.nomem || m.failed ? fi_err_nomem(err) : FI_OK;
}
