/* Values in the Fly config that flyctl refuses, changes, or leaves to the platform. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/buf.h"
#include "lib/near.h"
#include "rules/fly.h"

/* Items of a hostile file that are looked at, where each is compared with others. */
#define ITEMS_MAX 50

#define SECOND 1000000000LL

static const enum fi_severity low = FI_LOW, high = FI_HIGH;

struct walk {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
};

/* "${APP}", "{{ APP }}", "<app>": the file is a template. */
static bool is_template(const char *s)
{
	return strpbrk(s, "${<%") != NULL;
}

static bool is_word(const struct fi_fly_text *t, const char *word)
{
	return t->s && !strcmp(t->s, word);
}

/* ---- values from a list ---- */

static const char *const signals[] = { "SIGHUP", "SIGINT", "SIGQUIT", "SIGKILL",
	"SIGUSR1", "SIGUSR2", "SIGTERM", "SIGSTOP", NULL };
static const char *const limits[] = { "connections", "requests", NULL };
static const char *const protocols[] = { "tcp", "udp", NULL };
static const char *const schemes[] = { "http", "https", NULL };
static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE",
	"OPTIONS", NULL };
static const char *const kinds[] = { "shared", "performance", NULL };
static const char *const keeps[] = { "never", "restart", "always", NULL };
static const char *const proxies[] = { "v1", "v2", NULL };
static const char *const tls[] = { "TLSv1.2", "TLSv1.3", NULL };

static void value(const struct walk *w, const struct fi_fly_text *t, const char *key,
	const char *const *known)
{
	struct fi_near near = { .typed = t->s };
	struct fi_spot spot = fi_fly_spot(w->c, t->at, key);
	FI_AUTO(fi_freep) char *fix = NULL;
	size_t i;

	if (!t->s || !t->s[0] || is_template(t->s))
		return;
	for (i = 0; known[i]; i++) {
		bool same = known == methods ? !strcasecmp(known[i], t->s)
					     : !strcmp(known[i], t->s);

		if (same)
			return;
		fi_near_offer(&near, known[i]);
	}
	fix = known == tls ? fi_format("versions = [\"TLSv1.2\", \"TLSv1.3\"]")
			   : fi_format("%s = \"%s\"", key,
				     near.best ? near.best : known[0]);
	spot.fix = fix;
	fi_report(w->out, w->c, w->r, &spot,
		"%s = \"%s\" is none of the values that Fly knows.", key, t->s);
}

static void check_values(const struct walk *w, const struct fi_fly_checks *checks)
{
	size_t i;

	for (i = 0; i < checks->n; i++) {
		value(w, &checks->v[i].protocol, "protocol", schemes);
		value(w, &checks->v[i].method, "method", methods);
	}
}

static void service_values(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	size_t i, k;

	(void)http;
	value(w, &s->concurrency.type, "type", limits);
	value(w, &s->protocol, "protocol", protocols);
	check_values(w, &s->checks);
	check_values(w, &s->http_checks);
	for (k = 0; k < s->tls_options.versions.n; k++)
		value(w, &s->tls_options.versions.v[k], "versions", tls);
	for (i = 0; i < s->ports.n; i++) {
		const struct fi_fly_port *p = &s->ports.v[i];

		value(w, &p->proxy_proto_options.version, "version", proxies);
		for (k = 0; k < p->tls_options.versions.n; k++)
			value(w, &p->tls_options.versions.v[k], "versions", tls);
	}
}

static void judge_values(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };
	size_t i;

	value(&w, &c->fly->kill_signal, "kill_signal", signals);
	check_values(&w, &c->fly->checks);
	fi_fly_each_service(c->fly, service_values, &w);
	for (i = 0; i < c->fly->vm.n; i++) {
		value(&w, &c->fly->vm.v[i].cpu_kind, "cpu_kind", kinds);
		value(&w, &c->fly->vm.v[i].persist_rootfs, "persist_rootfs", keeps);
	}
}

/* ---- names ---- */

#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789"

static void judge_app_name(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_text *app = &c->fly->app;
	struct fi_spot spot = fi_fly_spot(c, app->at, "app");

	if (app->s && !is_template(app->s) && app->s[strspn(app->s, NAME_LETTERS "-")])
		fi_report(out, c, r, &spot,
			"No app is named %s: names have lower-case letters, digits and "
			"hyphens.",
			app->s);
}

/* As of August 2026. */
static const char *const regions[] = { "ams", "arn", "bom", "cdg", "dfw", "ewr", "fra",
	"gru", "iad", "jnb", "lax", "lhr", "nrt", "ord", "sin", "sjc", "syd", "yyz" };

static void judge_region(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_text *region = &c->fly->primary_region;
	struct fi_spot spot = fi_fly_spot(c, region->at, "primary_region");
	size_t i;

	if (!region->s || !region->s[0] || is_template(region->s))
		return;
	for (i = 0; i < FI_COUNT(regions); i++)
		if (!strcmp(region->s, regions[i]))
			return;
	fi_report(out, c, r, &spot,
		"%s is not among Fly's regions of August 2026 (some were closed).",
		region->s);
}

/* ---- health checks ---- */

static void refused(const struct walk *w, const struct fi_fly_check *k)
{
	struct fi_spot spot = fi_fly_spot(w->c, k->interval.at, k->name.s);

	if (k->interval.set && k->interval.ns < 2 * SECOND) {
		spot.fix = "interval = \"15s\"";
		fi_report(w->out, w->c, w->r, &spot,
			"The check %s has an interval below 2 seconds, for which "
			"flyctl refuses the file.",
			k->name.s ? k->name.s : "without name");
	}
	spot = fi_fly_spot(w->c, k->timeout.at, k->name.s);
	if (k->timeout.set && k->timeout.ns > 60 * SECOND) {
		spot.fix = "timeout = \"10s\"";
		fi_report(w->out, w->c, w->r, &spot,
			"The check %s has a timeout above 60 seconds, for which "
			"flyctl refuses the file.",
			k->name.s ? k->name.s : "without name");
	}
}

static void judge_check_refused(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };
	size_t i;

	for (i = 0; i < c->fly->checks.n; i++)
		refused(&w, &c->fly->checks.v[i]);
}

/* `zero`: 0 is allowed.  What was meant in seconds is fly-duration-nanoseconds'. */
static void clamped(const struct walk *w, const struct fi_fly_duration *d,
	const char *key, bool zero)
{
	struct fi_spot spot = fi_fly_spot(w->c, d->at, key);
	bool short_one = d->ns < SECOND;
	FI_AUTO(fi_freep) char *fix = NULL;

	if (!d->set || (zero && !d->ns) || (d->bare && d->ns < 1000000 && d->ns > 0) ||
		(!short_one && d->ns <= 60 * SECOND))
		return;
	fix = fi_format("%s = \"%s\"", key, short_one ? "1s" : "60s");
	spot.fix = fix;
	fi_report(w->out, w->c, w->r, &spot,
		"%s is %s, and flyctl makes it %s.", key,
		short_one ? "shorter than a second" : "longer than a minute",
		short_one ? "one second" : "one minute");
}

static void clamped_checks(const struct walk *w, const struct fi_fly_checks *checks)
{
	size_t i;

	for (i = 0; i < checks->n; i++) {
		clamped(w, &checks->v[i].interval, "interval", false);
		clamped(w, &checks->v[i].timeout, "timeout", false);
		clamped(w, &checks->v[i].grace_period, "grace_period", true);
	}
}

static void service_clamped(void *self, const struct fi_fly_service *s, bool http)
{
	(void)http;
	clamped_checks(self, &s->checks);
	clamped_checks(self, &s->tcp_checks);
	clamped_checks(self, &s->http_checks);
}

static void judge_check_clamped(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	fi_fly_each_service(c->fly, service_clamped, &w);
}

/* Sooner than this, few apps are up. */
#define GRACE_LEAST (5 * SECOND)

static void hasty_checks(const struct walk *w, const struct fi_fly_checks *checks)
{
	size_t i;

	for (i = 0; i < checks->n; i++) {
		const struct fi_fly_duration *d = &checks->v[i].grace_period;
		struct fi_spot spot = fi_fly_spot(w->c, d->at, "grace_period");

		/* Nanoseconds are another rule's. */
		if (d->set && d->ns < GRACE_LEAST && !(d->bare && d->ns < 1000000))
			fi_report(w->out, w->c, w->r, &spot,
				"The check counts failures after %.3g seconds; few apps "
				"answer so soon.",
				d->ns > 0 ? (double)d->ns / SECOND : 0);
	}
}

static void service_hasty(void *self, const struct fi_fly_service *s, bool http)
{
	hasty_checks(self, http ? &s->checks : &s->http_checks);
}

static void judge_check_hasty(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	fi_fly_each_service(c->fly, service_hasty, &w);
}

/* ---- volumes ---- */

/*
 * "30gb", "1.5 GiB", "512m": bytes, with 1000 or 1024 for a step; a plain number is
 * `plain` bytes each.  False if it is no size.
 */
static bool parse_size(const char *s, double step, double plain, double *bytes)
{
	static const char letters[] = "kmgtp";
	char *end;
	const char *p;
	double n;

	if (s[0] < '0' || s[0] > '9')
		return false;
	n = strtod(s, &end);
	if (!*end) {
		*bytes = n * plain;
		return true;
	}
	end += *end == ' ';
	p = *end ? strchr(letters, *end | 0x20) : NULL;
	if (p && *p) {
		for (n *= step; p > letters; p--)
			n *= step;
		end++;
		end += *end == 'i' || *end == 'I';
	}
	end += *end == 'b' || *end == 'B';
	*bytes = n;
	return !*end;
}

/* Whole GB as flyctl counts them; -1 if it is no size. */
static long long gigabytes(const char *s)
{
	double bytes;

	if (!parse_size(s, 1000, 1e9, &bytes))
		return -1;
	return bytes < 1e15 ? (long long)(bytes / 1e9) : 1000000;
}

static void size_in(const struct walk *w, const struct fi_fly_text *t, const char *key,
	long long most)
{
	struct fi_spot spot = fi_fly_spot(w->c, t->at, key);
	long long n = t->s && t->s[0] ? gigabytes(t->s) : 1;

	if (n < 1)
		fi_report(w->out, w->c, w->r, &spot,
			"%s = \"%s\" is not a size of at least 1 GB, for which flyctl "
			"refuses the file.",
			key, t->s);
	else if (n > most)
		fi_report(w->out, w->c, w->r, &spot,
			"%s = \"%s\" is more than the %lld GB that are possible.", key,
			t->s, most);
}

static void judge_volume_size(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };
	size_t i;

	for (i = 0; i < c->fly->mounts.n; i++) {
		const struct fi_fly_mount *m = &c->fly->mounts.v[i];

		size_in(&w, &m->initial_size, "initial_size", 500);
		size_in(&w, &m->auto_extend_size_increment,
			"auto_extend_size_increment", 100);
		size_in(&w, &m->auto_extend_size_limit, "auto_extend_size_limit", 500);
	}
}

static void judge_auto_extend(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->mounts.n; i++) {
		const struct fi_fly_mount *m = &c->fly->mounts.v[i];
		const struct fi_fly_int *percent = &m->auto_extend_size_threshold;
		struct fi_spot spot =
			fi_fly_spot(c, percent->at, "auto_extend_size_threshold");
		const char *also = m->auto_extend_size_increment.s &&
						   m->auto_extend_size_limit.s
					   ? NULL
					   : "auto_extend_size_increment = \"1GB\" and "
					     "auto_extend_size_limit = \"5GB\"";

		if (!percent->set || !percent->v)
			continue;
		if (percent->v < 50 || percent->v > 99) {
			fi_report(out, c, r, &spot,
				"auto_extend_size_threshold is %lld; flyctl takes 50 "
				"to 99 percent.",
				(long long)percent->v);
		} else if (also) {
			spot.fix = also;
			fi_report(out, c, r, &spot,
				"auto_extend_size_threshold needs "
				"auto_extend_size_increment and auto_extend_size_limit "
				"beside it; flyctl refuses the file.");
		}
	}
}

static void judge_volume_name(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->mounts.n; i++) {
		const struct fi_fly_mount *m = &c->fly->mounts.v[i];
		struct fi_spot spot =
			fi_fly_spot(c, fi_fly_or(m->source.at, m->at), "source");
		const char *s = m->source.s;

		if (!s || !s[0])
			fi_report(out, c, r, &spot,
				"The mount does not name its volume (source).");
		else if (!is_template(s) &&
			 (s[strspn(s, NAME_LETTERS "_")] || strlen(s) > 30))
			fi_report(out, c, r, &spot,
				"No volume is named %s: names have at most 30 "
				"lower-case letters, digits and underscores.",
				s);
	}
}

/* ---- machines ---- */

static const struct preset {
	const char *name;
	unsigned cpus; /* 0: with a GPU */
	bool performance;
} presets[] = {
	{ "shared-cpu-1x", 1, false },
	{ "shared-cpu-2x", 2, false },
	{ "shared-cpu-4x", 4, false },
	{ "shared-cpu-6x", 6, false },
	{ "shared-cpu-8x", 8, false },
	{ "performance-1x", 1, true },
	{ "performance-2x", 2, true },
	{ "performance-4x", 4, true },
	{ "performance-6x", 6, true },
	{ "performance-8x", 8, true },
	{ "performance-10x", 10, true },
	{ "performance-12x", 12, true },
	{ "performance-14x", 14, true },
	{ "performance-16x", 16, true },
	{ "a100-40gb", 0, true },
	{ "a100-80gb", 0, true },
	{ "l40s", 0, true },
	{ "a10", 0, true },
};

static const struct preset *find_preset(const char *name)
{
	size_t i;

	for (i = 0; i < FI_COUNT(presets); i++)
		if (!strcmp(presets[i].name, name))
			return &presets[i];
	return NULL;
}

/* Call `each` for every [[vm]] and the release command's. */
static void each_vm(const struct walk *w,
	void (*each)(const struct walk *w, const struct fi_fly_vm *vm))
{
	const struct fi_flyconf *f = w->c->fly;
	size_t i;

	for (i = 0; i < f->vm.n; i++)
		each(w, &f->vm.v[i]);
	each(w, &f->deploy.release_command_vm);
}

static void vm_size(const struct walk *w, const struct fi_fly_vm *vm)
{
	struct fi_spot spot = fi_fly_spot(w->c, vm->size.at, "size");
	struct fi_near near = { .typed = vm->size.s };
	FI_AUTO(fi_freep) char *fix = NULL;
	size_t i;

	if (!vm->size.s || !vm->size.s[0] || is_template(vm->size.s) ||
		find_preset(vm->size.s))
		return;
	for (i = 0; i < FI_COUNT(presets); i++)
		fi_near_offer(&near, presets[i].name);
	fix = fi_format("size = \"%s\"", near.best ? near.best : "shared-cpu-1x");
	spot.fix = fix;
	fi_report(w->out, w->c, w->r, &spot, "There is no machine size named %s.",
		vm->size.s);
}

static void judge_vm_size(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	each_vm(&w, vm_size);
}

/* The memory that is asked for, in MB; 0 if none is, -1 if it is no size. */
static long long megabytes(const struct fi_fly_vm *vm, struct fi_fly_at *at)
{
	double bytes;

	*at = vm->memory_mb.at;
	if (vm->memory_mb.set)
		return vm->memory_mb.v;
	*at = vm->memory.at;
	if (!vm->memory.s || !vm->memory.s[0] || is_template(vm->memory.s))
		return 0;
	if (!parse_size(vm->memory.s, 1024, 1048576, &bytes) || bytes > 1e15)
		return -1;
	return (long long)(bytes / 1048576);
}

static void vm_memory(const struct walk *w, const struct fi_fly_vm *vm)
{
	const struct preset *p =
		find_preset(vm->size.s && vm->size.s[0] ? vm->size.s : "shared-cpu-1x");
	bool fast = vm->cpu_kind.s ? is_word(&vm->cpu_kind, "performance")
				   : p && p->performance;
	long long cpus = vm->cpus.set ? vm->cpus.v : p ? p->cpus : 0;
	long long least = fast ? 2048 : 256, most = fast ? 8192 : 2048;
	struct fi_fly_at at;
	long long mb = megabytes(vm, &at);
	struct fi_spot spot = fi_fly_spot(w->c, at, "memory");
	FI_AUTO(fi_freep) char *fix = NULL;

	if (mb < 0) {
		fi_report(w->out, w->c, w->r, &spot,
			"The memory is not a size such as \"512mb\" or \"1gb\".");
		return;
	}
	/* With a GPU there is more to choose from. */
	if (!mb || cpus < 1 || cpus > 64 || vm->gpu_kind.s || vm->gpus.v)
		return;
	least *= cpus;
	most *= cpus;
	if (mb >= least && mb <= most && mb % 256 == 0)
		return;
	fix = fi_format("memory = \"%lldmb\"",
		mb < least  ? least
		: mb > most ? most
			    : (mb + 255) / 256 * 256);
	spot.fix = fix;
	fi_report(w->out, w->c, w->r, &spot,
		"%lld MB does not go with %lld %s CPU%s: from %lld to %lld MB in steps "
		"of 256.",
		mb, cpus, fast ? "performance" : "shared", cpus > 1 ? "s" : "", least,
		most);
}

static void judge_vm_memory(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	each_vm(&w, vm_memory);
}

static void judge_kill_timeout(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_duration *d = &c->fly->kill_timeout;
	struct fi_spot spot = fi_fly_spot(c, d->at, "kill_timeout");

	if (d->set && d->ns > 300 * SECOND)
		fi_report(out, c, r, &spot,
			"kill_timeout is %lld seconds; a machine is given at most 300.",
			(long long)(d->ns / SECOND));
}

/* ---- suspend ---- */

/* Do a list of groups and a service have one in common?  None means all. */
static bool is_for(const struct fi_fly_words *names, const struct fi_fly_service *s)
{
	size_t i;

	if (!names->n || !s->processes.n)
		return true;
	for (i = 0; i < s->processes.n && i < ITEMS_MAX; i++)
		if (fi_fly_has(names, s->processes.v[i].s))
			return true;
	return false;
}

static void suspend(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	const struct fi_flyconf *f = w->c->fly;
	size_t i;

	(void)http;
	if (s->auto_stop_machines.v != FI_FLY_SUSPEND)
		return;
	for (i = 0; i < f->vm.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_vm *vm = &f->vm.v[i];
		struct fi_spot spot = fi_fly_spot(
			w->c, s->auto_stop_machines.at, "auto_stop_machines");
		struct fi_fly_at at;
		bool gpu = vm->gpu_kind.s || vm->gpus.v > 0;

		if (is_for(&vm->processes, s) && (gpu || megabytes(vm, &at) > 2048))
			fi_report(w->out, w->c, w->r, &spot,
				"Machines with %s may be stopped where they should be "
				"suspended.",
				gpu ? "a GPU" : "more than 2 GB of memory");
	}
}

static void judge_suspend(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	fi_fly_each_service(c->fly, suspend, &w);
}

/* ---- services ---- */

static bool is_udp(const struct fi_fly_service *s)
{
	return is_word(&s->protocol, "udp");
}

static void judge_internal_twice(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;
	size_t i, k;

	for (i = 0; i < f->services.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_service *s = &f->services.v[i];
		const struct fi_fly_service *other = &f->http_service;
		struct fi_spot spot =
			fi_fly_spot(c, s->internal_port.at, "internal_port");
		bool twice = other->at.line && !is_udp(s) && is_for(&s->processes, other) &&
			     other->internal_port.v == s->internal_port.v;

		for (k = 0; k < i && !twice; k++) {
			other = &f->services.v[k];
			twice = other->internal_port.set && is_for(&s->processes, other) &&
				other->internal_port.v == s->internal_port.v &&
				is_udp(other) == is_udp(s);
		}
		if (twice && s->internal_port.set)
			fi_report(out, c, r, &spot,
				"Two services lead to internal_port %lld; one service "
				"can have all the ports.",
				(long long)s->internal_port.v);
	}
}

static void udp_handlers(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	size_t i;

	(void)http;
	for (i = 0; i < s->ports.n && is_udp(s); i++) {
		const struct fi_fly_words *h = &s->ports.v[i].handlers;
		struct fi_spot spot = fi_fly_spot(w->c, h->at, "handlers");

		if (h->n)
			fi_report(w->out, w->c, w->r, &spot,
				"A port of a UDP service has the handler %s, but "
				"handlers are for TCP.",
				h->v[0].s);
	}
}

static void judge_udp_handlers(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	fi_fly_each_service(c->fly, udp_handlers, &w);
}

static void no_protocol(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct fi_spot spot = fi_fly_spot(w->c, s->at, "protocol");

	if (!http && (!s->protocol.s || !s->protocol.s[0]))
		fi_report(w->out, w->c, w->r, &spot,
			"The service on port %lld does not say tcp or udp, which the "
			"platform asks for.",
			(long long)s->internal_port.v);
}

static void judge_no_protocol(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	fi_fly_each_service(c->fly, no_protocol, &w);
}

/* ---- [[statics]] ---- */

/* Does the one prefix cover the other?  "/a" covers "/a/b" but not "/ab". */
static bool overlap(const char *a, const char *b)
{
	size_t n = strlen(a);

	while (n && a[n - 1] == '/')
		n--;
	return !strncmp(a, b, n) && (!b[n] || b[n] == '/');
}

static void statics_overlap(const struct walk *w, size_t i)
{
	const struct fi_fly_statics *all = &w->c->fly->statics;
	const char *url = all->v[i].url_prefix.s;
	struct fi_spot spot = fi_fly_spot(w->c, all->v[i].url_prefix.at, url);
	size_t k;

	for (k = 0; k < i && url; k++) {
		const char *other = all->v[k].url_prefix.s;

		if (!other || (!overlap(url, other) && !overlap(other, url)))
			continue;
		fi_report(w->out, w->c, w->r, &spot,
			"The prefixes %s and %s of [[statics]] overlap.", url, other);
		return;
	}
}

static void judge_statics(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_statics *all = &c->fly->statics;
	struct walk w = { c, r, out };
	size_t i;

	for (i = 0; i < all->n && i < ITEMS_MAX; i++) {
		const struct fi_fly_static *x = &all->v[i];
		struct fi_spot spot = fi_fly_spot(
			c, fi_fly_or(x->guest_path.at, x->at), x->url_prefix.s);

		statics_overlap(&w, i);
		if (!x->url_prefix.s || x->url_prefix.s[0] != '/' || !x->guest_path.s ||
			(x->guest_path.s[0] != '/' && !x->tigris_bucket.s))
			fi_report(out, c, r, &spot,
				"[[statics]] needs a guest_path and a url_prefix that "
				"start with /.");
		if (i == 10)
			fi_report(out, c, r, &spot,
				"There are %zu [[statics]], of which 10 are allowed.",
				all->n);
	}
}

/* ---- build and deploy ---- */

static void judge_sources(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_build *b = &c->fly->build;
	bool docker = b->dockerfile.s || b->target.s;
	bool packs = b->builder.s || b->buildpacks.n;
	int n = !!b->image.s + docker + packs + !!b->builtin.s;
	struct fi_spot spot = fi_fly_spot(c, b->at, "build");

	if (n > 1)
		fi_report(out, c, r, &spot,
			"[build] names %d sources for the image; %s.", n,
			b->image.s ? "image wins and nothing is built"
				   : "only one of them is used");
}

static void judge_unavailable(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_deploy *d = &c->fly->deploy;
	struct fi_spot spot = fi_fly_spot(c, d->max_unavailable.at, "max_unavailable");

	if (!d->max_unavailable.set)
		return;
	if (d->max_unavailable.v <= 0)
		fi_report(out, c, r, &spot,
			"max_unavailable must be above 0: a fraction below 1, or a "
			"number of machines.");
	else if (is_word(&d->strategy, "immediate") ||
		 is_word(&d->strategy, "bluegreen"))
		fi_report(out, c, r, &spot,
			"max_unavailable has no effect with the strategy %s.",
			d->strategy.s);
}

static void judge_lazy(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_bool *lazy = &c->fly->experimental.lazy_load_images;
	struct fi_spot spot = fi_fly_spot(c, lazy->at, "lazy_load_images");

	if (lazy->v)
		fi_report(out, c, r, &spot,
			"lazy_load_images does nothing: the platform dropped it in May "
			"2025.");
}

static void machine_checks(const struct walk *w, const struct fi_fly_machine_checks *m)
{
	const struct fi_fly_text *strategy = &w->c->fly->deploy.strategy;
	size_t i;

	for (i = 0; i < m->n; i++) {
		const struct fi_fly_machine_check *k = &m->v[i];
		struct fi_spot spot = fi_fly_spot(w->c, k->at, "machine_checks");

		spot.severity = &high;
		if (!k->command.n)
			fi_report(w->out, w->c, w->r, &spot,
				"The machine check has no command, for which the "
				"deploy fails.");
		spot.severity = &low;
		if (is_word(strategy, "immediate") || is_word(strategy, "bluegreen"))
			fi_report(w->out, w->c, w->r, &spot,
				"Machine checks are not run with the strategy %s.",
				strategy->s);
	}
}

static void service_machine_checks(
	void *self, const struct fi_fly_service *s, bool http)
{
	(void)http;
	machine_checks(self, &s->machine_checks);
}

static void judge_machine_checks(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	machine_checks(&w, &c->fly->machine_checks);
	fi_fly_each_service(c->fly, service_machine_checks, &w);
}

/* ---- the table ---- */

#define APP     "app = \"shop\"\n"
#define HTTP    "[http_service]\ninternal_port = 8080\n"
#define SERVICE "[[services]]\ninternal_port = 8080\nprotocol = \"tcp\"\n"
#define UDP     "[[services]]\ninternal_port = 5353\nprotocol = \"udp\"\n"
#define PORT    "[[services.ports]]\n"
#define MOUNT   "[mounts]\nsource = \"data\"\ndestination = \"/data\"\n"
#define TCP     "[checks.up]\ntype = \"tcp\"\nport = 8080\n"

#define FLY(sev, judge_function)                                                       \
	.category = FI_FLY, .severity = sev, .needs = FI_NEED_FLY,                     \
	.judge = judge_function

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_fly_values[];
extern const size_t fi_rules_fly_values_n;

const struct fi_rule fi_rules_fly_values[] = {
	{
		.id = "fly-unknown-value",
		.title = "Value that Fly does not know",
		.why = "flyctl sends it on unchecked, and the platform refuses the "
		       "deploy or takes its default.",
		.fix = "Write one of the values in Fly's documentation of the key, in "
		       "the same letters.",
		FLY(FI_MEDIUM, judge_values),
		.hit = APP "kill_signal = \"SIGTREM\"\n",
		.miss = APP "kill_signal = \"SIGTERM\"\n",
	},
	{
		.id = "fly-app-name-invalid",
		.title = "App name that cannot exist",
		.why = "No app can have been created with that name, so the deploy "
		       "finds none.",
		.fix = "app = \"NAME\" with lower-case letters, digits and hyphens",
		FLY(FI_MEDIUM, judge_app_name),
		.hit = "app = \"Shop_Web\"\n",
		.miss = "app = \"shop-web\"\n",
	},
	{
		.id = "fly-region-unknown",
		.title = "Region that Fly does not have",
		.why = "New machines cannot be created there; some regions were "
		       "closed.",
		.fix = "primary_region = \"CODE\" with a code that fly platform "
		       "regions shows",
		FLY(FI_LOW, judge_region),
		.hit = APP "primary_region = \"xyz\"\n",
		.miss = APP "primary_region = \"ams\"\n",
	},
	{
		.id = "fly-check-limits",
		.title = "Health check with times that flyctl refuses",
		.why = "A top-level check must have an interval of at least 2 and a "
		       "timeout of at most 60 seconds; flyctl refuses the file.",
		.fix = "interval = \"15s\", timeout = \"10s\"",
		FLY(FI_HIGH, judge_check_refused),
		.hit = APP TCP "interval = \"1s\"\n",
		.miss = APP TCP "interval = \"15s\"\ntimeout = \"60s\"\n",
	},
	{
		.id = "fly-check-clamped",
		.title = "Health check with times that flyctl changes",
		.why = "The times of a service's check are brought to between a "
		       "second and a minute, so the check is not the one that is "
		       "written.",
		.fix = "Write times between \"1s\" and \"60s\".",
		FLY(FI_LOW, judge_check_clamped),
		.hit = APP HTTP "[[http_service.checks]]\npath = \"/up\"\n"
				"grace_period = \"5m\"\n",
		.miss = APP HTTP "[[http_service.checks]]\npath = \"/up\"\n"
				 "grace_period = \"0s\"\ninterval = \"1m\"\n",
	},
	{
		.id = "fly-check-hasty",
		.title = "Health check that does not wait for the start",
		.why = "Until grace_period is over failures do not count; shorter than the "
		       "app's start, the machine is critical at first and the deploy "
		       "may time out.",
		.fix = "grace_period = \"10s\"",
		FLY(FI_INFO, judge_check_hasty),
		.hit = APP HTTP "[[http_service.checks]]\npath = \"/up\"\n"
				"grace_period = \"1s\"\n",
		.miss = APP HTTP "[[http_service.checks]]\npath = \"/up\"\n"
				 "grace_period = \"5s\"\n",
	},
	{
		.id = "fly-volume-size",
		.title = "Size that no volume can have",
		.why = "flyctl wants whole gigabytes, at least 1, and refuses the "
		       "file otherwise; the platform has at most 500.",
		.fix = "initial_size = \"1gb\"",
		FLY(FI_HIGH, judge_volume_size),
		.hit = APP MOUNT "initial_size = \"500mb\"\n",
		.miss = APP MOUNT "initial_size = \"20gb\"\n",
	},
	{
		.id = "fly-volume-auto-extend",
		.title = "Volume that cannot extend itself",
		.why = "flyctl wants a threshold of 50 to 99 percent, an increment "
		       "and a limit, or refuses the file.",
		.fix = "auto_extend_size_threshold = 80",
		FLY(FI_HIGH, judge_auto_extend),
		.hit = APP MOUNT "auto_extend_size_threshold = 80\n",
		.miss = APP MOUNT "auto_extend_size_threshold = 80\n"
				  "auto_extend_size_increment = \"1GB\"\n"
				  "auto_extend_size_limit = \"5GB\"\n",
	},
	{
		.id = "fly-volume-name",
		.title = "Mount without a possible volume",
		.why = "The deploy looks for a volume of that name, and none can have "
		       "it.",
		.fix = "source = \"data\"",
		FLY(FI_LOW, judge_volume_name),
		.hit = APP "[mounts]\nsource = \"my-data\"\ndestination = \"/data\"\n",
		.miss = APP MOUNT,
	},
	{
		.id = "fly-vm-size",
		.title = "Machine size that does not exist",
		.why = "fly config validate does not notice (its error is lost), and "
		       "the deploy fails.",
		.fix = "size = \"shared-cpu-1x\"",
		FLY(FI_HIGH, judge_vm_size),
		.hit = APP "[[vm]]\nsize = \"shared-cpu-3x\"\n",
		.miss = APP "[[vm]]\nsize = \"shared-cpu-2x\"\n",
	},
	{
		.id = "fly-vm-memory",
		.title = "Memory that does not go with the CPUs",
		.why = "A shared CPU has 256 to 2048 MB, a performance CPU 2048 to "
		       "8192; the platform refuses other machines.",
		.fix = "memory = \"256mb\"",
		FLY(FI_MEDIUM, judge_vm_memory),
		.hit = APP "[[vm]]\nmemory = \"4gb\"\ncpus = 1\n",
		.miss = APP "[[vm]]\nmemory = \"4gb\"\ncpus = 2\n",
	},
	{
		.id = "fly-kill-timeout",
		.title = "kill_timeout longer than possible",
		.why = "A machine that is stopped is given at most 300 seconds.",
		.fix = "kill_timeout = \"300s\"",
		FLY(FI_LOW, judge_kill_timeout),
		.hit = APP "kill_timeout = \"10m\"\n",
		.miss = APP "kill_timeout = 300\n",
	},
	{
		.id = "fly-suspend-large",
		.title = "Suspend for a machine that is too large",
		.why = "Fly advises suspending for machines of at most 2 GB without "
		       "GPU; others may be stopped, and start slower than expected.",
		.fix = "auto_stop_machines = \"stop\"",
		FLY(FI_LOW, judge_suspend),
		.hit = APP HTTP "auto_stop_machines = \"suspend\"\n"
				"[[vm]]\nmemory = \"4gb\"\ncpus = 2\n",
		.miss = APP HTTP "auto_stop_machines = \"suspend\"\n"
				 "[[vm]]\nmemory = \"2gb\"\ncpus = 2\n",
	},
	{
		.id = "fly-internal-port-twice",
		.title = "Two services for one internal_port",
		.why = "The platform may refuse such services with an error that says "
		       "nothing.",
		.fix = "Move the [[services.ports]] of both into one service.",
		FLY(FI_LOW, judge_internal_twice),
		.hit = APP SERVICE PORT "port = 7000\n" SERVICE PORT "port = 7001\n",
		.miss = APP SERVICE PORT "port = 7000\n" PORT "port = 7001\n",
	},
	{
		.id = "fly-udp-handler",
		.title = "Handler on a UDP port",
		.why = "The handlers speak TCP; with one the UDP service does not "
		       "work.",
		.fix = "Delete handlers from this port.",
		FLY(FI_HIGH, judge_udp_handlers),
		.hit = APP UDP PORT "port = 5353\nhandlers = [\"tls\"]\n",
		.miss = APP UDP PORT "port = 5353\n",
	},
	{
		.id = "fly-protocol-missing",
		.title = "Service without protocol",
		.why = "The platform asks for tcp or udp, and flyctl has no default.",
		.fix = "protocol = \"tcp\"",
		FLY(FI_MEDIUM, judge_no_protocol),
		.hit = APP "[[services]]\ninternal_port = 8080\n" PORT "port = 7000\n",
		.miss = APP SERVICE PORT "port = 7000\n",
	},
	{
		.id = "fly-statics",
		.title = "[[statics]] that cannot be served",
		.why = "There can be 10 of them, their prefixes must not overlap, and "
		       "both paths are absolute; the platform refuses others.",
		.fix = "guest_path = \"/app/public\", url_prefix = \"/public\"",
		FLY(FI_MEDIUM, judge_statics),
		.hit = APP "[[statics]]\nguest_path = \"/app/public\"\nurl_prefix = "
			   "\"/public\"\n[[statics]]\nguest_path = \"/app/img\"\n"
			   "url_prefix = \"/public/img\"\n",
		.miss = APP "[[statics]]\nguest_path = \"/app/public\"\nurl_prefix = "
			    "\"/public\"\n[[statics]]\nguest_path = \"/app/img\"\n"
			    "url_prefix = \"/publicimg\"\n",
	},
	{
		.id = "fly-build-sources",
		.title = "[build] names several sources",
		.why = "Only one of image, Dockerfile, buildpacks and builtin is "
		       "used; the others mislead.",
		.fix = "Keep one of them in [build].",
		FLY(FI_LOW, judge_sources),
		.hit = APP "[build]\nimage = \"acme/web:1.4\"\ndockerfile = "
			   "\"Dockerfile\"\n",
		.miss = APP "[build]\ndockerfile = \"Dockerfile\"\nbuild-target = "
			    "\"web\"\n",
	},
	{
		.id = "fly-max-unavailable",
		.title = "max_unavailable without effect",
		.why = "It counts for the strategies rolling and canary only.",
		.fix = "Delete max_unavailable, or write strategy = \"rolling\".",
		FLY(FI_LOW, judge_unavailable),
		.hit = APP "[deploy]\nstrategy = \"immediate\"\nmax_unavailable = "
			   "0.5\n",
		.miss = APP "[deploy]\nmax_unavailable = 0.5\n",
	},
	{
		.id = "fly-lazy-load-images",
		.title = "lazy_load_images is gone",
		.why = "The platform dropped it; flyctl warns at every deploy.",
		.fix = "Delete lazy_load_images.",
		FLY(FI_LOW, judge_lazy),
		.hit = APP "[experimental]\nlazy_load_images = true\n",
		.miss = APP "[experimental]\nauto_rollback = true\n",
	},
	{
		.id = "fly-machine-check",
		.title = "Machine check that does not run",
		.why = "A machine check needs a command, and runs with the strategies "
		       "rolling and canary only.",
		.fix = "command = [\"PROGRAM\", \"ARGUMENT\"]",
		FLY(FI_MEDIUM, judge_machine_checks),
		.hit = APP HTTP "[[http_service.machine_checks]]\nimage = "
				"\"acme/test:1.2\"\n",
		.miss = APP HTTP "[[http_service.machine_checks]]\nimage = "
				 "\"acme/test:1.2\"\ncommand = [\"/test\"]\n",
	},
};
const size_t fi_rules_fly_values_n =
	sizeof(fi_rules_fly_values) / sizeof(fi_rules_fly_values[0]);
