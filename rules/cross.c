/* Where image and Fly config disagree: each is fine alone, the deploy is not. */
#include <stdio.h>
#include <string.h>

#include "lib/num.h"
#include "lib/shlex.h"
#include "rules/cross_command.h"
#include "rules/fly.h"
#include "rules/truth.h"
#include "rules/runnable.h"

/* Services, mounts and groups of a hostile config that are looked at. */
#define ITEMS_MAX 50

static const enum fi_severity medium = FI_MEDIUM;

/* ---- ports and addresses; rules/truth.h has what everything says ---- */

static void say(struct fi_buf *b, const char *fmt, ...) FI_PRINTF(2, 3);
static void say(struct fi_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (b->len)
		(void)!fi_buf_adds(b, ", ");
	/* Too little memory shortens a message, nothing more. */
	(void)!fi_buf_vaddf(b, fmt, ap);
	va_end(ap);
}

/* The first row of a kind that counts, or NULL; *n of them there are. */
static const struct fi_truth_row *said(
	const struct fi_truth_service *t, enum fi_truth_kind kind, size_t *n)
{
	const struct fi_truth_row *first = NULL;
	size_t i;

	*n = 0;
	for (i = 0; i < t->n; i++) {
		if (t->rows[i].kind != kind ||
			t->rows[i].verdict != FI_TRUTH_DIFFERS)
			continue;
		first = first ? first : &t->rows[i];
		++*n;
	}
	return first;
}

/* "PORT is 3000 (from [env])" */
static void say_variable(
	struct fi_buf *b, const struct fi_case *c, const struct fi_truth_row *r)
{
	const char *name = strchr(r->source, ' ');

	say(b, "%s is %u (%s)", name ? name + 1 : "", r->port,
		r->source[0] == '['	? "from [env]" :
		c->image_index < 0	? "from the Dockerfile" :
					  "from the image");
}

static void report_port(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_truth_service *t)
{
	struct fi_spot spot =
		fi_fly_spot(c, t->service->internal_port.at, "internal_port");
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1024);
	const struct fi_truth_row *row;
	size_t n;

	row = said(t, FI_TRUTH_COMMAND, &n);
	if (row)
		say(&b, "the command names port %u", row->port);
	row = said(t, FI_TRUTH_VARIABLE, &n);
	if (row)
		say_variable(&b, c, row);
	row = said(t, FI_TRUTH_EXPOSE, &n);
	if (row)
		say(&b, "EXPOSE names %u%s", row->port, n > 1 ? " and others" : "");
	row = said(t, FI_TRUTH_DEFAULT, &n);
	if (row)
		say(&b, "%u is the %s", row->port, row->source);
	spot.fix = t->fix;
	/* EXPOSE and defaults are remarks; the others are what the app is told. */
	spot.severity = t->weak ? &medium : NULL;
	fi_report(out, c, r, &spot, "internal_port is %lld, but %s.",
		(long long)t->service->internal_port.v, b.p);
}

static void judge_internal_port(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct fi_truth t;
	size_t i;

	if (!fi_truth_of(c, &t))
		return;
	for (i = 0; i < t.n; i++)
		if (t.v[i].differs)
			report_port(c, r, out, &t.v[i]);
	fi_truth_done(&t);
}

/* A finding's place and subject; the same for every service of a group. */
static struct fi_spot bind_spot(const struct fi_case *c, const struct fi_truth_row *row,
	const char *group)
{
	const char *name = strchr(row->source, ' ');
	bool variable = row->source[0] == '[' || !strncmp(row->source, "ENV ", 4);
	struct fi_spot spot = { .layer = -1, .subject = variable ? name + 1 : group };

	if (row->at.config[0]) {
		spot.config = row->at.config;
	} else {
		spot.file = row->at.file ? row->at.file : c->fly_name;
		spot.line = row->at.line;
		spot.column = row->at.column;
	}
	return spot;
}

static void report_bind(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_truth_service *t,
	const struct fi_truth_row *row)
{
	struct fi_spot spot = bind_spot(c, row, t->group);
	const char *name = strchr(row->source, ' ');
	bool variable = row->source[0] == '[' || !strncmp(row->source, "ENV ", 4);
	bool by_default = !strncmp(row->source, "default", 7);

	spot.severity = variable || by_default ? &medium : NULL;
	spot.fix = t->differs || row != &t->rows[t->loopback] ? NULL : t->fix;
	if (variable)
		fi_report(out, c, r, &spot,
			"%s is %s: an app that binds it cannot be reached by the proxy.",
			name + 1, row->value);
	else if (by_default)
		fi_report(out, c, r, &spot,
			"%s binds 127.0.0.1 unless it is told otherwise: the proxy "
			"cannot reach it.",
			row->source + strlen("default of "));
	else
		fi_report(out, c, r, &spot,
			"The command binds the loopback address (%s): the proxy cannot "
			"reach it.",
			row->value);
}

static void judge_loopback(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct fi_truth t;
	size_t i, k;

	if (!fi_truth_of(c, &t))
		return;
	for (i = 0; i < t.n; i++)
		for (k = 0; k < t.v[i].n; k++)
			if (t.v[i].rows[k].kind == FI_TRUTH_BIND &&
				t.v[i].rows[k].verdict == FI_TRUTH_DIFFERS)
				report_bind(c, r, out, &t.v[i], &t.v[i].rows[k]);
	fi_truth_done(&t);
}

/* ---- platform ---- */

static bool is_amd64(const struct fi_image *i)
{
	return !strncmp(i->platform, "linux/amd64", 11) &&
	       (!i->platform[11] || i->platform[11] == '/');
}

/* Is there the same image for Fly's platform beside this one? */
static bool has_sibling(const struct fi_set *set, const struct fi_image *image)
{
	size_t i;

	for (i = 0; i < set->nimages; i++) {
		const struct fi_image *o = &set->images[i];

		if (o == image || o->source != image->source || !is_amd64(o))
			continue;
		if (!image->names.n || !o->names.n ||
			fi_strs_has(&o->names, image->names.v[0]))
			return true;
	}
	return false;
}

static void judge_platform(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct fi_spot spot = {
		.layer = -1, .config = "architecture", .subject = "platform"
	};

	if (c->image->platform && !is_amd64(c->image) && !has_sibling(c->set, c->image))
		fi_report(out, c, r, &spot,
			"The image is for %s; Fly's machines are linux/amd64.",
			c->image->platform);
}

/* ---- mounts ---- */

/* So many names of what a volume hides are told. */
#define NAMES_TOLD 8

struct count {
	const struct fi_paths *paths;
	fi_path dir;
	size_t n;
	size_t children;
	struct fi_buf names; /* of the first children: "app.rb, bin/" */
};

/* What lies in the folder itself has a name that the reader knows. */
static void note_child(struct count *k, const struct fi_node *node)
{
	size_t n;
	const char *name = fi_paths_name(k->paths, node->path, &n);

	if (k->children++ < NAMES_TOLD)
		(void)!fi_buf_addf(&k->names, "%s%.*s%s", k->names.len ? ", " : "", (int)n, name,
			node->entry->kind == FI_KIND_DIR ? "/" : "");
}

static bool count_below(void *self, const struct fi_node *node)
{
	struct count *k = self;
	fi_path p = node->path;

	/* A chain of parents ends at the root, whose parent it is itself. */
	while (p != FI_PATH_ROOT && p != k->dir)
		p = fi_paths_parent(k->paths, p);
	if (p != k->dir || node->path == k->dir)
		return true;
	k->n++;
	if (fi_paths_parent(k->paths, node->path) == k->dir)
		note_child(k, node);
	return true;
}

/* The paths of the image that a volume there would hide: k->n of them. */
static void find_hidden(const struct fi_case *c, const char *dir, struct count *k)
{
	struct fi_node node;

	if (!fi_rootfs_lookup(c->rootfs, dir, &node) || node.path == FI_PATH_ROOT)
		return;
	k->dir = node.path;
	fi_rootfs_each(c->rootfs, count_below, k);
	if (k->children > NAMES_TOLD)
		(void)!fi_buf_addf(&k->names, ", ...");
}

static void count_done(struct count *k)
{
	fi_buf_done(&k->names);
}

static void judge_mounts(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const char *workdir = c->image->config.workdir;
	size_t i;

	for (i = 0; i < c->fly->mounts.n && i < ITEMS_MAX; i++) {
		FI_AUTO(count_done) struct count k = { .paths = c->set->paths,
			.names = fi_buf_limited(8192) };
		const struct fi_fly_mount *m = &c->fly->mounts.v[i];
		const char *to = m->destination.s;
		struct fi_spot spot = fi_fly_spot(c, m->destination.at, to);
		bool whole;

		if (!to || to[0] != '/')
			continue;
		find_hidden(c, to, &k);
		if (!k.n)
			continue;
		whole = workdir[0] == '/' && workdir[1] && fi_path_covers(to, workdir);
		spot.severity = whole ? NULL : &medium;
		fi_report(out, c, r, &spot,
			whole ? "The volume at %s hides what the image has there "
				"(%zu paths: %s), WORKDIR %s among it."
			      : "The volume at %s hides what the image has there "
				"(%zu paths: %s).",
			to, k.n, k.names.p, workdir);
	}
}

/* ---- commands ---- */

/* Would the machine find this program?  Yes where that cannot be told. */
static bool finds(const struct fi_case *c, const char *name)
{
	struct fi_run run;
	bool missing;

	if (!fi_run_look(c, name, &run))
		return true;
	missing = run.trouble == FI_RUN_MISSING;
	fi_run_done(&run);
	return !missing;
}

/*
 * What an ENTRYPOINT makes of the command: nothing stands before it, a known
 * wrapper runs it, or it is anybody's guess.
 */
enum wrapper { ALONE, WRAPPED, UNKNOWN };

static enum wrapper wrapper_of(const struct fi_case *c)
{
	static const char *const known[] = { "tini", "dumb-init",
		"docker-entrypoint.sh", "entrypoint.sh", "docker-entrypoint",
		"docker-entrypoint.js", "entrypoint", "rails-entrypoint", "env",
		"catatonit" };
	const struct fi_strs *e = &c->image->config.entrypoint;
	const char *first, *base;
	size_t i;

	if (c->fly->experimental.exec.n || c->fly->experimental.entrypoint.n)
		return UNKNOWN;
	if (!e->n)
		return ALONE;
	first = e->v[0];
	base = strrchr(first, '/');
	base = base ? base + 1 : first;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(base, known[i]))
			return WRAPPED;
	return UNKNOWN;
}

static void look_for(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, struct fi_fly_at at, const char *what, const char *program)
{
	struct fi_spot spot = fi_fly_spot(c, at, what);

	spot.severity = wrapper_of(c) == ALONE ? NULL : &medium;
	if (program[0] && program[0] != '$' && !finds(c, program))
		fi_report(out, c, r, &spot,
			"%s runs %s, which the image does not have.", what, program);
}

/* A command that the config writes as one string. */
static void look_for_text(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_text *text, const char *what)
{
	FI_AUTO(fi_strs_done) struct fi_strs words = { 0 };

	if (text->s && fi_shlex(text->s, strlen(text->s), &words, NULL) == FI_OK && words.n &&
		!fi_fly_shell_word(words.v, 1))
		look_for(c, r, out, text->at, what, words.v[0]);
}

/* Machine checks run on the app's own image unless they name another. */
static void look_for_checks(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_machine_checks *checks)
{
	for (size_t i = 0; i < checks->n && i < ITEMS_MAX; i++) {
		const struct fi_fly_machine_check *m = &checks->v[i];
		const struct fi_fly_words *w = m->entrypoint.n ? &m->entrypoint : &m->command;

		if (w->n && !m->image.s && w->v[0].s)
			look_for(c, r, out, m->at, "A machine check", w->v[0].s);
	}
}

static void judge_commands(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	if (wrapper_of(c) == UNKNOWN || !fi_run_knows_all(c))
		return;
	for (i = 0; i < c->fly->processes.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_process *p = &c->fly->processes.v[i];

		if (p->argc && !fi_fly_shell_word(p->argv, 1))
			look_for(c, r, out, p->at, p->name, p->argv[0]);
	}
	look_for_text(c, r, out, &c->fly->deploy.release_command, "release_command");
	look_for_text(c, r, out, &c->fly->console_command, "console_command");
	look_for_checks(c, r, out, &c->fly->machine_checks);
	look_for_checks(c, r, out, &c->fly->http_service.machine_checks);
	for (i = 0; i < c->fly->services.n && i < ITEMS_MAX; i++)
		look_for_checks(c, r, out, &c->fly->services.v[i].machine_checks);
}

/* ---- low ports ---- */

static bool is_root(const char *user)
{
	size_t n = strcspn(user, ":");

	return !n || (n == 1 && user[0] == '0') ||
	       (n == 4 && !strncmp(user, "root", 4));
}

/* Has the file of that path the right to bind low ports, whoever runs it? */
static bool is_capable(const struct fi_case *c, const char *path)
{
	struct fi_node n;

	return fi_rootfs_lookup(c->rootfs, path, &n) && n.entry->capable;
}

/* The same of the default group's program, looked for in PATH. */
static bool may_bind(const struct fi_case *c)
{
	const char *path = fi_command_env(c, "PATH");
	bool may = false;
	struct fi_command k;

	if (!c->rootfs || !fi_command_of(c, fi_flyconf_default_group(c->fly), &k))
		return false;
	if (k.argc && k.words.v[0][0] == '/')
		may = is_capable(c, k.words.v[0]);
	while (k.argc && k.words.v[0][0] != '/' && path && *path && !may) {
		size_t n = strcspn(path, ":");
		FI_AUTO(fi_freep) char *file =
			fi_format("%.*s/%s", (int)n, path, k.words.v[0]);

		may = file && is_capable(c, file);
		path += n + (path[n] == ':');
	}
	fi_command_done(&k);
	return may;
}

struct walk {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
	size_t looked;
};

static void low_port(void *self, const struct fi_fly_service *s, bool http)
{
	struct walk *w = self;
	int64_t port = s->internal_port.v;
	struct fi_spot spot = fi_fly_spot(w->c, s->internal_port.at, "internal_port");

	(void)http;
	if (port >= 1 && port < 1024 && w->looked++ < ITEMS_MAX)
		fi_report(w->out, w->c, w->r, &spot,
			"The app should listen on port %lld but runs as %s, and ports "
			"below 1024 are for root.",
			(long long)port, w->c->image->config.user);
}

static void judge_low_port(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out, 0 };

	if (!is_root(c->image->config.user) && !may_bind(c))
		fi_fly_each_service(c->fly, low_port, &w);
}

/* ---- the table ---- */

#define CROSS(sev, judge_function)                                                     \
	.category = FI_CROSS, .severity = sev, .needs = FI_NEED_IMAGE | FI_NEED_FLY,   \
	.judge = judge_function

#define FLY  "=== fly.toml\napp = \"shop\"\n"
#define HTTP "[http_service]\ninternal_port = 8080\n"
#define IMAGE(config)                                                                  \
	"=== image\n{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{" config  \
	"}}\n"

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_cross[];
extern const size_t fi_rules_cross_n;

const struct fi_rule fi_rules_cross[] = {
	{
		.id = "cross-internal-port",
		.title = "internal_port is not where the app listens",
		.why = "The proxy connects to internal_port; if nothing listens there "
		       "the app is down after the deploy.",
		.fix = "Set internal_port to the port the app listens on.",
		.category = FI_CROSS,
		.severity = FI_HIGH,
		.needs = FI_NEED_IMAGE | FI_NEED_FLY | FI_MAY_SKETCH,
		.judge = judge_internal_port,
		.hit = FLY HTTP IMAGE("\"Env\":[\"PORT=3000\"]"),
		.miss = FLY HTTP IMAGE(
			"\"Env\":[\"PORT=3000\"],\"ExposedPorts\":{\"8080/tcp\":{}}"),
	},
	{
		.id = "cross-bind-localhost",
		.title = "App binds the loopback address",
		.why = "The proxy reaches the machine from outside; what listens on "
		       "127.0.0.1 only answers itself.",
		.fix = "Bind 0.0.0.0 (or [::], which takes both).",
		.category = FI_CROSS,
		.severity = FI_HIGH,
		.needs = FI_NEED_IMAGE | FI_NEED_FLY | FI_MAY_SKETCH,
		.judge = judge_loopback,
		.hit = FLY HTTP IMAGE("\"Cmd\":[\"serve\",\"--host\",\"127.0.0.1\"]"),
		.miss = FLY HTTP IMAGE("\"Cmd\":[\"serve\",\"--host\",\"0.0.0.0\"],"
				       "\"Env\":[\"DB_HOST=localhost\"]"),
	},
	{
		.id = "cross-platform",
		.title = "Image for another platform",
		.why = "Fly's machines are linux/amd64; the program does not start "
		       "(exec format error).",
		.fix = "docker build --platform linux/amd64 .",
		CROSS(FI_HIGH, judge_platform),
		.hit = FLY "=== image\n{\"os\":\"linux\",\"architecture\":\"arm64\"}\n",
		.miss = FLY
		"=== image\n{\"os\":\"linux\",\"architecture\":\"amd64\"}\n",
	},
	{
		.id = "cross-mount-hides-files",
		.title = "Volume hides files of the image",
		.why = "A volume is mounted over the folder, and a fresh one is empty: "
		       "what the image has there is gone.",
		.fix = "Mount the volume at a folder of its own: destination = "
		       "\"/data\"",
		CROSS(FI_HIGH, judge_mounts),
		.hit = FLY
		"[mounts]\nsource = \"data\"\ndestination = \"/app\"\n" IMAGE(
			"\"WorkingDir\":\"/app\"") "=== file app/server.js\nserve()\n",
		.miss = FLY
		"[mounts]\nsource = \"data\"\ndestination = \"/data\"\n" IMAGE(
			"\"WorkingDir\":\"/app\"") "=== file app/server.js\nserve()\n",
	},
	{
		.id = "cross-release-command-missing",
		.title = "Command that the image does not have",
		.why = "A release command that is not found stops the deploy; a "
		       "process that is not found never starts.",
		.fix = "Install the program in the last stage of the Dockerfile, or "
		       "correct the command.",
		CROSS(FI_HIGH, judge_commands),
		.hit = FLY "[deploy]\nrelease_command = \"migrate up\"\n" IMAGE(
			"\"Env\":[\"PATH=/bin\"]") "=== file bin/serve\n#!/bin/sh\n",
		.miss = FLY "[deploy]\nrelease_command = \"migrate up\"\n" IMAGE(
			"\"Env\":[\"PATH=/bin\"]") "=== file bin/migrate\n#!/bin/sh\n",
	},
	{
		.id = "cross-port-below-1024",
		.title = "Port for root, user is not root",
		.why = "Unlike Docker, a plain machine lets only root listen on ports "
		       "below 1024; the app may fail to start.",
		.fix = "Let the app listen on 8080 and write internal_port = 8080.",
		CROSS(FI_LOW, judge_low_port),
		.hit = FLY
		"[http_service]\ninternal_port = 80\n" IMAGE("\"User\":\"node\""),
		.miss = FLY
		"[http_service]\ninternal_port = 8080\n" IMAGE("\"User\":\"node\""),
	},
};
const size_t fi_rules_cross_n = sizeof(fi_rules_cross) / sizeof(fi_rules_cross[0]);
