/* The Fly config as a file: can flyctl read it, and will the deploy go through? */
#include "rules/fly.h"

#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/near.h"
#include "lib/shlex.h"

static const enum fi_severity medium = FI_MEDIUM;

/* ---- the file ---- */

static void problems(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, enum fi_fly_outcome code)
{
	size_t i;

	for (i = 0; i < c->fly->problems.n; i++) {
		const struct fi_fly_problem *p = &c->fly->problems.v[i];
		struct fi_spot spot = fi_fly_spot(c, p->at, p->key);
		FI_AUTO(fi_freep) char *fix = NULL;

		if (p->code != code)
			continue;
		if (code == FI_FLY_SYNTAX) {
			fi_report(out, c, r, &spot, "The file cannot be read: %s.",
				p->text);
			continue;
		}
		fix = fi_format("%s %s.", p->key, p->text);
		spot.fix = p->line ? p->line : fix;
		fi_report(out, c, r, &spot,
			"%s %s. flyctl refuses the whole file for it.", p->key,
			p->text);
	}
}

void fi_fly_syntax(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	problems(c, r, out, FI_FLY_SYNTAX);
}

void fi_fly_wrong_shape(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	problems(c, r, out, FI_FLY_SHAPE);
}

void fi_fly_app_missing(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct fi_spot spot = fi_fly_spot(c, (struct fi_fly_at){ 1, 1 }, "app");

	if (c->fly->outcome != FI_FLY_SYNTAX && (!c->fly->app.s || !c->fly->app.s[0]))
		fi_report(out, c, r, &spot,
			"The file names no app, so every deploy needs -a or FLY_APP.");
}

/* ---- build and deploy ---- */

void fi_fly_image_latest(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_text *image = &c->fly->build.image;
	struct fi_spot spot = fi_fly_spot(c, image->at, image->s);
	const char *name, *tag;

	if (!image->s || !image->s[0] || strchr(image->s, '@'))
		return;
	name = strrchr(image->s, '/');
	tag = strchr(name ? name : image->s, ':');
	if (tag && strcmp(tag, ":latest") != 0)
		return;
	fi_report(out, c, r, &spot,
		"[build] deploys %s, which %s: two deploys of the same file can run "
		"different software.",
		image->s, tag ? "is whatever latest means today" : "has no tag");
}

static bool is_strategy(const struct fi_case *c, const char *word)
{
	const char *s = c->fly->deploy.strategy.s;

	return s && !strcmp(s, word);
}

void fi_fly_strategy(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_text *s = &c->fly->deploy.strategy;
	static const char *const known[] = { "rolling", "canary", "immediate", "bluegreen" };
	struct fi_spot spot = fi_fly_spot(c, s->at, "strategy");
	struct fi_near near = { .typed = s->s ? s->s : "" };
	FI_AUTO(fi_freep) char *fix = NULL;

	for (size_t i = 0; i < FI_COUNT(known); i++) {
		if (!s->s || !s->s[0] || is_strategy(c, known[i]))
			return;
		fi_near_offer(&near, known[i]);
	}
	if (near.best)
		fix = fi_format("strategy = \"%s\"", near.best);
	spot.fix = fix;
	fi_report(out, c, r, &spot, "There is no deploy strategy named %s.", s->s);
}

void fi_fly_strategy_volume(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_text *s = &c->fly->deploy.strategy;
	struct fi_spot spot = fi_fly_spot(c, s->at, "strategy");

	if (c->fly->mounts.n &&
		(is_strategy(c, "canary") || is_strategy(c, "bluegreen")))
		fi_report(out, c, r, &spot,
			"The strategy %s needs a second machine beside each one, and "
			"the app's volume cannot be attached to both.",
			s->s);
}

void fi_fly_bluegreen_check(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;
	struct fi_spot spot = fi_fly_spot(c, f->deploy.strategy.at, "strategy");
	size_t i, checks = f->checks.n + f->http_service.checks.n;

	for (i = 0; i < f->services.n; i++)
		checks +=
			f->services.v[i].tcp_checks.n + f->services.v[i].http_checks.n;
	if (is_strategy(c, "bluegreen") && !checks)
		fi_report(out, c, r, &spot,
			"A bluegreen deploy switches over when the checks pass, and "
			"there are none.");
}

void fi_fly_compression(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_build *b = &c->fly->build;
	struct fi_spot kind = fi_fly_spot(c, b->compression.at, "compression");
	struct fi_spot level =
		fi_fly_spot(c, b->compression_level.at, "compression_level");

	if (b->compression.s && strcmp(b->compression.s, "gzip") != 0 &&
		strcmp(b->compression.s, "zstd") != 0)
		fi_report(
			out, c, r, &kind, "compression must be \"gzip\" or \"zstd\".");
	if (b->compression_level.set &&
		(b->compression_level.v < 0 || b->compression_level.v > 9))
		fi_report(out, c, r, &level, "compression_level must be 0 to 9.");
}

/* ---- volumes ---- */

/* "/", "//", "/.": the root by any name. */
static bool is_root(const char *path)
{
	return path[strspn(path, "/.")] == 0 && !strstr(path, "..");
}

void fi_fly_mount_destination(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->mounts.n; i++) {
		const struct fi_fly_mount *m = &c->fly->mounts.v[i];
		struct fi_spot spot = fi_fly_spot(
			c, fi_fly_or(m->destination.at, m->at), m->source.s);
		const char *to = m->destination.s;

		if (!to || !to[0])
			fi_report(out, c, r, &spot, "The mount has no destination.");
		else if (to[0] != '/')
			fi_report(out, c, r, &spot,
				"The mount's destination %s is not an absolute path.",
				to);
		else if (is_root(to))
			fi_report(out, c, r, &spot,
				"A volume cannot be mounted over the root of the file "
				"system.");
	}
}

/* Is this mount for that group?  Without `processes` it is for the default one. */
static bool mounts_in(
	const struct fi_flyconf *f, const struct fi_fly_mount *m, const char *group)
{
	if (m->processes.n)
		return fi_fly_has(&m->processes, group);
	return !strcmp(group, fi_flyconf_default_group(f));
}

static void second_mount(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const char *group)
{
	size_t i, n = 0;

	for (i = 0; i < c->fly->mounts.n; i++) {
		const struct fi_fly_mount *m = &c->fly->mounts.v[i];
		struct fi_spot spot = fi_fly_spot(c, m->at, group);

		if (!mounts_in(c->fly, m, group) || ++n != 2)
			continue;
		fi_report(out, c, r, &spot,
			"The process group %s gets a second volume, but a machine can "
			"have one.",
			group);
	}
}

/* A hostile file may have thousands of groups, each compared with every mount. */
#define GROUPS_MAX 200

void fi_fly_two_mounts(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_processes *p = &c->fly->processes;
	size_t i;

	if (!p->n)
		second_mount(c, r, out, "app");
	for (i = 0; i < p->n && i < GROUPS_MAX; i++)
		second_mount(c, r, out, p->v[i].name);
}

void fi_fly_retention(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->mounts.n; i++) {
		const struct fi_fly_int *days = &c->fly->mounts.v[i].snapshot_retention;
		struct fi_spot spot = fi_fly_spot(c, days->at, "snapshot_retention");

		if (days->set && (days->v < 1 || days->v > 60))
			fi_report(out, c, r, &spot,
				"snapshot_retention is %lld days; flyctl takes 1 to "
				"60.",
				(long long)days->v);
	}
}

/* ---- process groups ---- */

struct walk {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
	size_t looked; /* names compared so far */
};

static const char *near_group(const struct fi_flyconf *f, const char *typed)
{
	struct fi_near near = { .typed = typed };
	size_t i;

	for (i = 0; i < f->processes.n && i < GROUPS_MAX; i++)
		fi_near_offer(&near, f->processes.v[i].name);
	return near.best;
}

/* `refused`: flyctl stops at this one; elsewhere the item silently vanishes. */
static void unknown_names(struct walk *w, const struct fi_fly_words *names,
	const char *what, bool refused)
{
	size_t i;

	for (i = 0; i < names->n && w->looked < GROUPS_MAX * 10; i++, w->looked++) {
		const struct fi_fly_text *name = &names->v[i];
		struct fi_spot spot = fi_fly_spot(w->c, name->at, name->s);
		FI_AUTO(fi_freep) char *fix = NULL;
		const char *near;

		if (fi_flyconf_has_group(w->c->fly, name->s))
			continue;
		near = near_group(w->c->fly, name->s);
		fix = near ? fi_format("\"%s\" instead of \"%s\"", near, name->s) : NULL;
		spot.fix = fix;
		spot.severity = refused ? NULL : &medium;
		fi_report(w->out, w->c, w->r, &spot,
			refused ? "%s names the process group %s, which does not "
				  "exist; flyctl refuses the file."
				: "%s names the process group %s, which does not "
				  "exist, so it has no effect.",
			what, name->s);
	}
}

static void service_names(void *self, const struct fi_fly_service *s, bool http)
{
	unknown_names(
		self, &s->processes, http ? "[http_service]" : "[[services]]", true);
}

void fi_fly_unknown_process(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;
	struct walk w = { .c = c, .r = r, .out = out };
	size_t i;

	fi_fly_each_service(f, service_names, &w);
	for (i = 0; i < f->restart.n; i++)
		unknown_names(&w, &f->restart.v[i].processes, "[[restart]]", true);
	for (i = 0; i < f->mounts.n; i++)
		unknown_names(&w, &f->mounts.v[i].processes, "[[mounts]]", false);
	for (i = 0; i < f->vm.n; i++)
		unknown_names(&w, &f->vm.v[i].processes, "[[vm]]", false);
	for (i = 0; i < f->checks.n; i++)
		unknown_names(&w, &f->checks.v[i].processes, "[checks]", false);
	for (i = 0; i < f->metrics.n; i++)
		unknown_names(&w, &f->metrics.v[i].processes, "[[metrics]]", false);
}

static void without_names(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	const struct fi_fly_processes *p = &w->c->fly->processes;
	struct fi_spot spot =
		fi_fly_spot(w->c, s->at, http ? "http_service" : "services");
	FI_AUTO(fi_freep) char *fix = NULL;

	if (!p->n || s->processes.n)
		return;
	fix = fi_format("processes = [\"%s\"]", fi_flyconf_default_group(w->c->fly));
	spot.fix = fix;
	fi_report(w->out, w->c, w->r, &spot,
		"%s does not say which process group it is for, though [processes] has "
		"%zu; flyctl refuses the file.",
		http ? "[http_service]" : "[[services]]", p->n);
}

void fi_fly_service_processes(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { .c = c, .r = r, .out = out };

	fi_fly_each_service(c->fly, without_names, &w);
}

/* ---- commands ---- */

static void shell_report(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, struct fi_fly_at at, const char *what, const char *word)
{
	struct fi_spot spot = fi_fly_spot(c, at, what);

	if (word)
		fi_report(out, c, r, &spot,
			"No shell runs the command of %s: it gets the word %s as it "
			"stands.",
			what, word);
}

/* The words of deploy.release_command and its kin, which are not split beforehand. */
static bool split(const struct fi_fly_text *command, struct fi_strs *words)
{
	return !command->s ||
	       fi_shlex(command->s, strlen(command->s), words, NULL) == FI_OK;
}

static void shell_in(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_text *command, const char *what)
{
	struct fi_strs words = { 0 };

	if (split(command, &words))
		shell_report(c, r, out, command->at, what,
			fi_fly_shell_word(words.v, words.n));
	fi_strs_done(&words);
}

/* A list in the file: its words are words already. */
static void shell_words(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_words *w, const char *what)
{
	struct fi_strs words = { 0 };
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < w->n && i < GROUPS_MAX; i++)
		ok = fi_strs_add(&words, w->v[i].s) == FI_OK;
	/* An entrypoint of the config may be the shell. */
	if (ok && !w->single && !c->fly->experimental.entrypoint.n)
		shell_report(
			c, r, out, w->at, what, fi_fly_shell_word(words.v, words.n));
	fi_strs_done(&words);
}

static void shell_in_checks(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_machine_checks *m)
{
	size_t i;

	for (i = 0; i < m->n && i < GROUPS_MAX; i++)
		shell_words(c, r, out, &m->v[i].command, "a machine check");
}

void fi_fly_needs_shell(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->processes.n; i++) {
		const struct fi_fly_process *p = &c->fly->processes.v[i];

		shell_report(
			c, r, out, p->at, p->name, fi_fly_shell_word(p->argv, p->argc));
	}
	shell_in(c, r, out, &c->fly->deploy.release_command, "release_command");
	shell_in(c, r, out, &c->fly->deploy.seed_command, "seed_command");
	shell_in(c, r, out, &c->fly->console_command, "console_command");
	shell_words(c, r, out, &c->fly->experimental.cmd, "experimental.cmd");
	shell_words(c, r, out, &c->fly->experimental.exec, "experimental.exec");
	shell_in_checks(c, r, out, &c->fly->machine_checks);
	shell_in_checks(c, r, out, &c->fly->http_service.machine_checks);
	for (i = 0; i < c->fly->services.n && i < GROUPS_MAX; i++)
		shell_in_checks(c, r, out, &c->fly->services.v[i].machine_checks);
}

static void unsplit(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, struct fi_fly_at at, const char *what)
{
	struct fi_spot spot = fi_fly_spot(c, at, what);

	fi_report(out, c, r, &spot,
		"The command of %s has a quote or backslash without its end; flyctl "
		"refuses the file.",
		what);
}

static void unsplit_in(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_text *command, const char *what)
{
	struct fi_strs words = { 0 };

	if (!split(command, &words))
		unsplit(c, r, out, command->at, what);
	fi_strs_done(&words);
}

void fi_fly_unsplittable(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->processes.n; i++)
		if (c->fly->processes.v[i].unsplit)
			unsplit(c, r, out, c->fly->processes.v[i].at,
				c->fly->processes.v[i].name);
	unsplit_in(c, r, out, &c->fly->deploy.release_command, "release_command");
	unsplit_in(c, r, out, &c->fly->console_command, "console_command");
}

static void one_string(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_words *w, const char *what)
{
	struct fi_spot spot = fi_fly_spot(c, w->at, what);

	if (w->single && strpbrk(w->v[0].s, " \t"))
		fi_report(out, c, r, &spot,
			"%s is one string, which is not split: the machine looks for a "
			"program named \"%s\".",
			what, w->v[0].s);
}

/* Does some group run experimental.cmd, having no command of its own? */
static bool uses_cmd(const struct fi_flyconf *f)
{
	size_t i;

	for (i = 0; i < f->processes.n; i++)
		if (!f->processes.v[i].argc)
			return true;
	return !f->processes.n;
}

void fi_fly_cmd_one_string(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;

	/* The release machine runs the entrypoint, but neither cmd nor exec. */
	if (!f->experimental.exec.n && uses_cmd(f))
		one_string(c, r, out, &f->experimental.cmd, "cmd");
	if (!f->experimental.exec.n || f->deploy.release_command.s)
		one_string(c, r, out, &f->experimental.entrypoint, "entrypoint");
	one_string(c, r, out, &f->experimental.exec, "exec");
}

/* ---- durations ---- */

/* What a check or deploy can mean is never below this, in nanoseconds. */
#define LEAST_SENSIBLE 1000000

struct duration {
	const struct fi_fly_duration *d;
	const char *key;
};

static void nanoseconds(struct walk *w, struct duration x)
{
	struct fi_spot spot = fi_fly_spot(w->c, x.d->at, x.key);
	FI_AUTO(fi_freep) char *fix = NULL;

	if (!x.d->set || !x.d->bare || x.d->ns <= 0 || x.d->ns >= LEAST_SENSIBLE)
		return;
	fix = fi_format("%s = \"%llds\"", x.key, (long long)x.d->ns);
	spot.fix = fix;
	fi_report(w->out, w->c, w->r, &spot,
		"%s = %lld without a unit means %lld nanoseconds here.", x.key,
		(long long)x.d->ns, (long long)x.d->ns);
}

static void nanoseconds_in_checks(struct walk *w, const struct fi_fly_machine_checks *m)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		nanoseconds(w, (struct duration){ &m->v[i].kill_timeout, "kill_timeout" });
}

void fi_fly_nanoseconds(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_checks *checks = &c->fly->http_service.checks;
	struct walk w = { .c = c, .r = r, .out = out };
	size_t i;

	nanoseconds(
		&w, (struct duration){ &c->fly->deploy.wait_timeout, "wait_timeout" });
	nanoseconds(&w, (struct duration){ &c->fly->deploy.release_command_timeout,
				"release_command_timeout" });
	nanoseconds_in_checks(&w, &c->fly->machine_checks);
	nanoseconds_in_checks(&w, &c->fly->http_service.machine_checks);
	for (i = 0; i < c->fly->services.n; i++)
		nanoseconds_in_checks(&w, &c->fly->services.v[i].machine_checks);
	for (i = 0; i < checks->n; i++) {
		nanoseconds(
			&w, (struct duration){ &checks->v[i].interval, "interval" });
		nanoseconds(&w, (struct duration){ &checks->v[i].timeout, "timeout" });
		nanoseconds(&w, (struct duration){
					&checks->v[i].grace_period, "grace_period" });
	}
}

static void dropped(
	const struct walk *w, const struct fi_fly_duration *d, const char *key)
{
	struct fi_spot spot = fi_fly_spot(w->c, d->at, key);

	if (d->dropped)
		fi_report(w->out, w->c, w->r, &spot,
			"flyctl drops %s: in YAML a whole number is not taken for a "
			"duration.",
			key);
}

static void dropped_in(const struct walk *w, const struct fi_fly_checks *checks)
{
	size_t i;

	for (i = 0; i < checks->n; i++) {
		dropped(w, &checks->v[i].interval, "interval");
		dropped(w, &checks->v[i].timeout, "timeout");
		dropped(w, &checks->v[i].grace_period, "grace_period");
	}
}

void fi_fly_dropped(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { .c = c, .r = r, .out = out };
	size_t i;

	dropped(&w, &c->fly->kill_timeout, "kill_timeout");
	/* Of old files, and read only where the other is not. */
	if (!c->fly->kill_timeout.set && !c->fly->kill_timeout.dropped)
		dropped(&w, &c->fly->experimental.kill_timeout, "kill_timeout");
	dropped_in(&w, &c->fly->checks);
	for (i = 0; i < c->fly->services.n; i++) {
		dropped_in(&w, &c->fly->services.v[i].tcp_checks);
		dropped_in(&w, &c->fly->services.v[i].http_checks);
	}
}

/* ---- machines ---- */

void fi_fly_restart_policy(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->restart.n; i++) {
		const struct fi_fly_restart *x = &c->fly->restart.v[i];
		struct fi_spot spot =
			fi_fly_spot(c, fi_fly_or(x->policy.at, x->at), "policy");
		const char *p = x->policy.s;

		if (!p || (strcmp(p, "always") != 0 && strcmp(p, "never") != 0 &&
				  strcmp(p, "on-failure") != 0))
			fi_report(out, c, r, &spot,
				"[[restart]] must have the policy \"always\", "
				"\"never\" or \"on-failure\"; flyctl refuses the "
				"file.");
	}
}

static void suspends(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct fi_spot spot =
		fi_fly_spot(w->c, w->c->fly->swap_size_mb.at, "swap_size_mb");

	(void)http;
	if (s->auto_stop_machines.v == FI_FLY_SUSPEND)
		fi_report(w->out, w->c, w->r, &spot,
			"A machine with swap cannot be suspended, so "
			"auto_stop_machines = \"suspend\" falls back to stop.");
}

void fi_fly_swap_suspend(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { .c = c, .r = r, .out = out };

	if (c->fly->swap_size_mb.v > 0)
		fi_fly_each_service(c->fly, suspends, &w);
}
