/* What happens once the machine has started: it stops, cannot write, or fails checks. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/num.h"
#include "lib/shlex.h"
#include "rules/cross_command.h"
#include "rules/fly.h"

/* Groups, mounts, variables and checks of a hostile config that are looked at. */
#define ITEMS_MAX 50

static const enum fi_severity medium = FI_MEDIUM;

static bool is_one_of(const char *word, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(word, list[i]))
			return true;
	return false;
}

#define IS_ONE_OF(word, list) is_one_of(word, list, FI_COUNT(list))

/* Call `each` for the command of every process group. */
static void each_command(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out,
	void (*each)(const struct fi_case *c, const struct fi_rule *r,
		struct fi_sink *out, const struct fi_command *k, const char *group))
{
	const struct fi_fly_processes *p = &c->fly->processes;
	size_t i, n = p->n ? p->n : 1;

	/* A whole machine config says what runs, not the image. */
	if (c->fly->machine_config.s || c->fly->experimental.machine_config.s)
		return;
	for (i = 0; i < n && i < ITEMS_MAX; i++) {
		const char *group = p->n ? p->v[i].name : "app";
		struct fi_command k;

		if (!fi_command_of(c, group, &k))
			continue;
		each(c, r, out, &k, group);
		fi_command_done(&k);
	}
}

/* ---- commands that end at once ---- */

/* The first word that is not one of those that only start others. */
static size_t skip_wrappers(const struct fi_command *k)
{
	static const char *const wrappers[] = { "tini", "dumb-init", "catatonit",
		"docker-entrypoint.sh", "docker-entrypoint", "entrypoint.sh",
		"docker-php-entrypoint", "exec" };
	size_t i;

	for (i = 0; i < k->argc; i++)
		if (k->words.v[i][0] != '-' &&
			!IS_ONE_OF(fi_word_base(k->words.v[i]), wrappers))
			break;
	return i;
}

static bool is_shell(const char *base)
{
	static const char *const shells[] = { "sh", "bash", "ash", "dash", "zsh",
		"fish" };

	return IS_ONE_OF(base, shells);
}

/* "python3.12" is python; "python3-config" is not. */
static bool is_interpreter(const char *base)
{
	static const char *const repls[] = { "node", "irb", "iex", "ghci", "R", "julia",
		"jshell", "erl", "deno", "bun" };

	if (!strncmp(base, "python", 6))
		return !base[6 + strspn(base + 6, "0123456789.")];
	return is_shell(base) || IS_ONE_OF(base, repls);
}

/* Nothing but switches that make a shell interactive follows. */
static bool without_script(const struct fi_command *k, size_t first)
{
	static const char *const switches[] = { "-i", "-l", "-il", "-li", "--login" };
	size_t i;

	for (i = first + 1; i < k->argc; i++)
		if (!IS_ONE_OF(k->words.v[i], switches))
			return false;
	return true;
}

static void no_script(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_command *k, const char *group)
{
	size_t i = skip_wrappers(k);
	struct fi_spot spot;

	if (i >= k->argc || !is_interpreter(fi_word_base(k->words.v[i])) ||
		!without_script(k, i))
		return;
	spot = fi_command_spot(c, k, i, group);
	spot.severity = i ? &medium : NULL;
	fi_report(out, c, r, &spot,
		"The process group %s runs %s with nothing to do: without a terminal "
		"it ends at once, and the machine stops.",
		group, k->words.v[i]);
}

static void judge_no_script(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	each_command(c, r, out, no_script);
}

static void no_command(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_command *k, const char *group)
{
	struct fi_spot spot = { .layer = -1, .config = "Cmd", .subject = group };

	if (!k->words.n)
		fi_report(out, c, r, &spot,
			"Neither the image nor the Fly config says what the process "
			"group %s runs.",
			group);
}

static void judge_no_command(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	each_command(c, r, out, no_command);
}

/* Servers that go to the background by themselves, or when told to. */
static const struct server {
	const char *name;
	const char *with; /* a word that sends it there; NULL: it goes by itself */
	const char *unless[3]; /* parts of words that keep it here */
	const char *instead;
} servers[] = {
	{ "nginx", NULL, { "daemon off", "-t", "-v" }, "nginx -g 'daemon off;'" },
	{ "redis-server", "--daemonize", { "no" }, "redis-server without --daemonize" },
	{ "apache2ctl", "start", { NULL }, "apache2ctl -D FOREGROUND" },
	{ "apachectl", "start", { NULL }, "apachectl -D FOREGROUND" },
	{ "service", "start", { NULL }, "the server itself, in the foreground" },
	{ "service", "restart", { NULL }, "the server itself, in the foreground" },
	{ "caddy", "start", { NULL }, "caddy run" },
	{ "pm2", "start", { "--no-daemon" }, "pm2-runtime start" },
	{ "gunicorn", "--daemon", { NULL }, "gunicorn without --daemon" },
	{ "gunicorn", "-D", { NULL }, "gunicorn without -D" },
	{ "mongod", "--fork", { NULL }, "mongod without --fork" },
	{ "pg_ctl", "start", { NULL }, "postgres -D FOLDER" },
	{ "sshd", NULL, { "-D", "-d", "-t" }, "sshd -D -e" },
	{ "cron", NULL, { "-f" }, "cron -f" },
	{ "crond", NULL, { "-f", "-n" }, "crond -f" },
	{ "memcached", "-d", { NULL }, "memcached without -d" },
	{ "haproxy", "-D", { NULL }, "haproxy -W -db" },
};

static bool has_word(char *const *words, size_t n, const char *word)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(words[i], word))
			return true;
	return false;
}

/* Is one of the parts in a word?  A switch must be the whole word. */
static bool is_kept(const struct server *s, char *const *words, size_t n)
{
	size_t i, k;

	for (i = 0; i < FI_COUNT(s->unless) && s->unless[i]; i++)
		for (k = 0; k < n; k++)
			if (s->unless[i][0] == '-' ? !strcmp(words[k], s->unless[i])
						   : !!strstr(words[k], s->unless[i]))
				return true;
	return false;
}

static const struct server *background(char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < FI_COUNT(servers) && n; i++) {
		const struct server *s = &servers[i];

		if (strcmp(fi_word_base(words[0]), s->name) != 0 ||
			(s->with && !has_word(words, n, s->with)))
			continue;
		if (!is_kept(s, words + 1, n - 1))
			return s;
	}
	return NULL;
}

/* The last command of a script's words: behind the last of && || ; */
static size_t last_command(const struct fi_command *k)
{
	size_t i, first = k->argc;

	for (i = k->argc; i < k->words.n; i++) {
		const char *w = k->words.v[i];
		size_t n = strlen(w);

		if (i + 1 < k->words.n && (!strcmp(w, "&&") || !strcmp(w, "||") ||
						  (n && w[n - 1] == ';')))
			first = i + 1;
	}
	if (first < k->words.n && !strcmp(k->words.v[first], "exec"))
		first++;
	return first;
}

static void daemon_command(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_command *k, const char *group)
{
	size_t i = skip_wrappers(k), n = k->argc;
	const struct server *s;
	struct fi_spot spot;
	FI_AUTO(fi_freep) char *fix = NULL;

	if (i >= k->argc)
		return;
	if (is_shell(fi_word_base(k->words.v[i])) && k->words.n > k->argc) {
		i = last_command(k);
		n = k->words.n;
	}
	if (i >= n)
		return;
	s = background(k->words.v + i, n - i);
	if (!s)
		return;
	spot = fi_command_spot(c, k, i, group);
	fix = fi_format("Run %s.", s->instead);
	spot.fix = fix;
	/* Its configuration file may say otherwise. */
	spot.severity = s->with ? NULL : &medium;
	fi_report(out, c, r, &spot,
		"The process group %s runs %s, which goes to the background: the "
		"command ends, and the machine stops.",
		group, k->words.v[i]);
}

static void judge_daemon(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	each_command(c, r, out, daemon_command);
}

/* ---- volumes ---- */

static bool is_root_user(const char *user)
{
	size_t n = strcspn(user, ":");

	return !n || (n == 1 && user[0] == '0') ||
	       (n == 4 && !strncmp(user, "root", 4));
}

static const struct fi_fly_mount *mount_of(const struct fi_flyconf *f, const char *group)
{
	size_t i;

	for (i = 0; i < f->mounts.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_mount *m = &f->mounts.v[i];

		if (m->processes.n
				? fi_fly_has(&m->processes, group)
				: !strcmp(group, fi_flyconf_default_group(f)))
			return m;
	}
	return NULL;
}

static void drops(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const struct fi_command *k, const char *group)
{
	static const char *const tools[] = { "gosu", "su-exec", "setpriv", "runuser",
		"su", "sudo", "s6-setuidgid", "chpst" };
	const struct fi_fly_mount *m = mount_of(c->fly, group);
	size_t i;

	if (!m || !m->destination.s || !is_root_user(c->image->config.user))
		return;
	for (i = 0; i < k->words.n; i++)
		if (!strcmp(fi_word_base(k->words.v[i]), "chown"))
			return;
	for (i = 0; i < k->words.n; i++) {
		struct fi_spot spot = fi_command_spot(c, k, i, group);
		FI_AUTO(fi_freep) char *fix = NULL;

		if (!IS_ONE_OF(fi_word_base(k->words.v[i]), tools))
			continue;
		fix = fi_format(
			"Run chown -R USER %s before %s.", m->destination.s,
			k->words.v[i]);
		spot.fix = fix;
		fi_report(out, c, r, &spot,
			"The volume at %s belongs to root, the image's user, but %s "
			"makes the app another one.",
			m->destination.s, k->words.v[i]);
		return;
	}
}

static void judge_drops(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	each_command(c, r, out, drops);
}

/* Does the text name a path on one of the volumes?  The mount, or NULL. */
static const struct fi_fly_mount *on_volume(const struct fi_flyconf *f, const char *text)
{
	size_t i;

	for (i = 0; i < f->mounts.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_mount *m = &f->mounts.v[i];
		const char *to = m->destination.s, *at;
		size_t n = to ? strlen(to) : 0;

		while (n && to[n - 1] == '/')
			n--;
		if (n < 2)
			continue;
		for (at = strstr(text, to); at; at = strstr(at + 1, to))
			/* A whole path: "/data/x", "sqlite:///data/x", not "/app/data". */
			if ((at == text || !(isalnum((unsigned char)at[-1]) ||
						   strchr("._-", at[-1]))) &&
				(at[n] == '/' || !at[n]))
				return m;
	}
	return NULL;
}

static bool ends_in(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

/* Is `word` in the key, between underscores or its ends? */
static bool has_part(const char *key, const char *word)
{
	size_t n = strlen(word);

	while (*key) {
		size_t part = strcspn(key, "_");

		if (part == n && !strncasecmp(key, word, n))
			return true;
		key += part + (key[part] == '_');
	}
	return false;
}

/* "SHOP_DB_PATH"; what is stored elsewhere (UPLOADS_PATH) a release command may leave. */
static bool is_database_path(const char *key)
{
	static const char *const what[] = { "DB", "DATABASE", "DATA", "SQLITE", "SQLITE3" };
	static const char *const where[] = { "PATH", "FILE", "DIR", "DSN", "URL" };
	size_t i, k;

	for (i = 0; i < FI_COUNT(what); i++)
		for (k = 0; k < FI_COUNT(where); k++)
			if (has_part(key, what[i]) && has_part(key, where[k]))
				return true;
	return false;
}

/* A variable that says where a database file is. */
static bool is_database(const char *key, const char *value)
{
	if (is_database_path(key))
		return true;
	return !strncmp(value, "sqlite", 6) || !strncmp(value, "file:", 5) ||
	       ends_in(value, ".db") || ends_in(value, ".sqlite") ||
	       ends_in(value, ".sqlite3") || !strncmp(key, "DATABASE", 8) ||
	       !strncmp(key, "SQLITE", 6) || !strncmp(key, "DB_", 3);
}

static void release_database(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const char *key, const char *value)
{
	const struct fi_fly_text *command = &c->fly->deploy.release_command;
	const struct fi_fly_mount *m = on_volume(c->fly, value);
	struct fi_spot spot = fi_fly_spot(c, command->at, "release_command");

	if (m && is_database(key, value))
		fi_report(out, c, r, &spot,
			"release_command runs on a machine without volumes, but %s "
			"says that the database is at %s.",
			key, m->destination.s);
}

static bool has_release(const struct fi_flyconf *f)
{
	return f->deploy.release_command.s && f->deploy.release_command.s[0] &&
	       f->mounts.n;
}

static void judge_release_fly(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_text *command = &c->fly->deploy.release_command;
	struct fi_spot spot = fi_fly_spot(c, command->at, "release_command");
	const struct fi_fly_mount *m;
	size_t i;

	if (!has_release(c->fly))
		return;
	m = on_volume(c->fly, command->s);
	if (m) {
		fi_report(out, c, r, &spot,
			"release_command names %s, but it runs on a machine without "
			"volumes.",
			m->destination.s);
		return;
	}
	for (i = 0; i < c->fly->env.n && i < 1000; i++)
		release_database(
			c, r, out, c->fly->env.v[i].key, c->fly->env.v[i].value);
}

static void judge_release_image(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_strs *env = &c->image->config.env;
	size_t i;

	for (i = 0; i < env->n && i < 1000 && has_release(c->fly); i++) {
		const char *equals = strchr(env->v[i], '=');
		FI_AUTO(fi_freep) char *key = NULL;

		if (!equals)
			continue;
		key = fi_format("%.*s", (int)(equals - env->v[i]), env->v[i]);
		if (key && !fi_flyconf_env(c->fly, key))
			release_database(c, r, out, key, equals + 1);
	}
}

/* ---- health checks ---- */

static void https_check(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_checks *checks)
{
	size_t i;

	for (i = 0; i < checks->n && i < ITEMS_MAX; i++) {
		const struct fi_fly_text *t = &checks->v[i].protocol;
		struct fi_spot spot = fi_fly_spot(c, t->at, "protocol");

		if (t->s && !strcmp(t->s, "https") && !checks->v[i].tls_skip_verify.v)
			fi_report(out, c, r, &spot,
				"The check speaks TLS to the app itself, past the "
				"proxy: it passes only if the app has a valid "
				"certificate of its own.");
	}
}

static void judge_https_check(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;
	size_t i;

	https_check(c, r, out, &f->checks);
	https_check(c, r, out, &f->http_service.checks);
	for (i = 0; i < f->services.n && i < ITEMS_MAX; i++)
		https_check(c, r, out, &f->services.v[i].http_checks);
}

/* Frameworks that answer http:// with a redirect where X-Forwarded-Proto is absent. */
static const char *redirects(const struct fi_case *c)
{
	static const struct {
		const char *key, *value, *name;
	} signs[] = { { "RAILS_ENV", "production", "Rails" },
		{ "SECURE_SSL_REDIRECT", "True", "Django" },
		{ "SECURE_SSL_REDIRECT", "true", "Django" },
		{ "FORCE_SSL", "true", "The app" },
		{ "FORCE_HTTPS", "true", "The app" } };
	size_t i;

	for (i = 0; i < FI_COUNT(signs); i++) {
		const char *value = fi_command_env(c, signs[i].key);

		if (value && !strcmp(value, signs[i].value))
			return signs[i].name;
	}
	return NULL;
}

static void redirected(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_checks *checks, const char *name)
{
	size_t i, k;

	for (i = 0; i < checks->n && i < ITEMS_MAX; i++) {
		const struct fi_fly_check *x = &checks->v[i];
		struct fi_spot spot = fi_fly_spot(c, x->at, x->path.s);
		bool told = x->protocol.s && !strcmp(x->protocol.s, "https");

		for (k = 0; k < x->headers.n && k < ITEMS_MAX; k++)
			told |= !strcasecmp(x->headers.v[k].key, "X-Forwarded-Proto");
		/* Rails leaves its own /up alone. */
		if (told || (x->path.s && !strcmp(x->path.s, "/up")) ||
			(x->type.s && strcmp(x->type.s, "http") != 0))
			continue;
		fi_report(out, c, r, &spot,
			"%s usually redirects plain HTTP in production, and a check "
			"takes a redirect for a failure.",
			name);
	}
}

static void judge_redirected(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;
	const char *name = redirects(c);
	size_t i;

	if (!name)
		return;
	redirected(c, r, out, &f->checks, name);
	redirected(c, r, out, &f->http_service.checks, name);
	for (i = 0; i < f->services.n && i < ITEMS_MAX; i++)
		redirected(c, r, out, &f->services.v[i].http_checks, name);
}

/* The port and path that the image's HEALTHCHECK asks; false if that cannot be told. */
static bool health_url(const struct fi_strs *test, unsigned *port, char *path, size_t size)
{
	static const char *const hosts[] = { "http://localhost", "http://127.0.0.1",
		"http://0.0.0.0", "http://[::1]" };
	size_t i, k, n;

	for (i = 0; i < test->n; i++) {
		for (k = 0; k < FI_COUNT(hosts); k++) {
			const char *p = strstr(test->v[i], hosts[k]);
			uint64_t number = 80;

			if (!p)
				continue;
			p += strlen(hosts[k]);
			n = *p == ':' ? strspn(p + 1, "0123456789") : 0;
			if (*p == ':' && !fi_num_u64(p + 1, n, 65535, &number))
				return false; /* ${PORT} */
			p += n ? n + 1 : 0;
			n = *p == '/' ? strcspn(p, " \t\"'|&;)?#") : 0;
			if (n >= size || memchr(p, '$', n))
				return false;
			memcpy(path, n ? p : "/", n ? n : 1);
			path[n ? n : 1] = 0;
			*port = (unsigned)number;
			return true;
		}
	}
	return false;
}

static bool asks(const struct fi_fly_checks *checks, const char *path, size_t *n)
{
	size_t i;

	for (i = 0; i < checks->n && i < ITEMS_MAX; i++) {
		const char *own = checks->v[i].path.s;

		if (checks->v[i].type.s && strcmp(checks->v[i].type.s, "http") != 0)
			continue;
		++*n;
		if (!strcmp(own && own[0] ? own : "/", path))
			return true;
	}
	return false;
}

static void judge_health_differs(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;
	struct fi_spot spot = {
		.layer = -1, .config = "Healthcheck", .subject = "Healthcheck"
	};
	FI_AUTO(fi_freep) char *fix = NULL;
	char path[128];
	unsigned port;
	size_t i, n = 0;
	bool same;

	if (!health_url(&c->image->config.healthcheck, &port, path, sizeof(path)))
		return;
	same = asks(&f->checks, path, &n) || asks(&f->http_service.checks, path, &n);
	for (i = 0; i < f->services.n && i < ITEMS_MAX && !same; i++)
		same = asks(&f->services.v[i].http_checks, path, &n);
	if (same || !n)
		return;
	fix = fi_format("path = \"%s\", if that is the page to ask", path);
	spot.fix = fix;
	fi_report(out, c, r, &spot,
		"The image's HEALTHCHECK asks %s on port %u, but no check of the Fly "
		"config does.",
		path, port);
}

/* ---- the table ---- */

#define CROSS(sev, judge_function)                                                     \
	.category = FI_CROSS, .severity = sev, .needs = FI_NEED_IMAGE | FI_NEED_FLY,   \
	.judge = judge_function
#define FLY_RULE(sev, judge_function)                                                  \
	.category = FI_FLY, .severity = sev, .needs = FI_NEED_FLY,                     \
	.judge = judge_function

#define APP   "app = \"shop\"\n"
#define FLY   "=== fly.toml\n" APP
#define HTTP  "[http_service]\ninternal_port = 8080\n"
#define CHECK "[[http_service.checks]]\n"
#define MOUNT "[mounts]\nsource = \"data\"\ndestination = \"/data\"\n"
#define RELEASE "[deploy]\nrelease_command = \"migrate\"\n"
#define IMAGE(config)                                                                  \
	"=== image\n{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{" config  \
	"}}\n"

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_cross_start[];
extern const size_t fi_rules_cross_start_n;

const struct fi_rule fi_rules_cross_start[] = {
	{
		.id = "cross-command-ends",
		.title = "Command that ends at once",
		.why = "A shell or interpreter without script waits for a terminal "
		       "that no machine has; it ends with code 0 and the machine "
		       "stops.",
		.fix = "Name the app: CMD [\"node\", \"server.js\"] in the Dockerfile, "
		       "or app = \"node server.js\" in [processes].",
		CROSS(FI_HIGH, judge_no_script),
		.hit = FLY IMAGE("\"Cmd\":[\"bash\"]"),
		.miss = FLY IMAGE("\"Cmd\":[\"bash\",\"start.sh\"]"),
	},
	{
		.id = "cross-command-daemon",
		.title = "Server that goes to the background",
		.why = "When the command ends the machine stops, whatever still runs "
		       "in it.",
		.fix = "Start the server in the foreground.",
		CROSS(FI_HIGH, judge_daemon),
		.hit = FLY IMAGE(
			"\"Cmd\":[\"sh\",\"-c\",\"migrate && service nginx start\"]"),
		.miss = FLY IMAGE("\"Cmd\":[\"nginx\",\"-g\",\"daemon off;\"]"),
	},
	{
		.id = "cross-command-none",
		.title = "Nothing says what to run",
		.why = "Without ENTRYPOINT, CMD and [processes] the machine cannot "
		       "start.",
		.fix = "CMD [\"PROGRAM\", \"ARGUMENT\"] in the Dockerfile",
		CROSS(FI_HIGH, judge_no_command),
		.hit = FLY IMAGE("\"User\":\"app\""),
		.miss = FLY "[processes]\napp = \"serve\"\n" IMAGE("\"User\":\"app\""),
	},
	{
		.id = "cross-volume-owner",
		.title = "Volume that the app's user cannot write",
		.why = "A volume's root is given to the image's USER when the machine "
		       "starts; an app that is switched to another user gets EACCES "
		       "or a read-only database.",
		.fix = "Run chown -R USER FOLDER before the switch, or write USER in "
		       "the Dockerfile instead of it.",
		CROSS(FI_MEDIUM, judge_drops),
		.hit = FLY MOUNT IMAGE(
			"\"Entrypoint\":[\"gosu\",\"app\"],\"Cmd\":[\"serve\"]"),
		.miss = FLY MOUNT IMAGE("\"User\":\"app\",\"Cmd\":[\"serve\"]"),
	},
	{
		.id = "cross-release-database",
		.title = "Release command for a database on a volume",
		.why = "The release command runs on a machine of its own without "
		       "volumes: it finds no database, or migrates an empty one that "
		       "is thrown away.",
		.fix = "Migrate when the app starts, before the server, and delete "
		       "release_command.",
		CROSS(FI_HIGH, judge_release_image),
		.hit = FLY RELEASE MOUNT IMAGE(
			"\"Cmd\":[\"serve\"],\"Env\":[\"DATABASE_URL=file:/data/"
			"shop.db\"]"),
		.miss = FLY RELEASE MOUNT IMAGE(
			"\"Cmd\":[\"serve\"],\"Env\":[\"UPLOADS_PATH=/data/uploads\"]"),
	},
	{
		.id = "fly-release-database",
		.title = "Release command for what is on a volume",
		.why = "The release command runs on a machine of its own without "
		       "volumes: it finds no database, or migrates an empty one that "
		       "is thrown away.",
		.fix = "Migrate when the app starts, before the server, and delete "
		       "release_command.",
		FLY_RULE(FI_HIGH, judge_release_fly),
		.hit = APP RELEASE MOUNT
		"[env]\nDATABASE_URL = \"sqlite:///data/shop.db\"\n",
		.miss = APP RELEASE MOUNT "[env]\nDATABASE_PATH = "
					  "\"/app/data/shop.db\"\n",
	},
	{
		.id = "fly-check-https",
		.title = "Health check with TLS to the app itself",
		.why = "Checks go past the proxy, which is what ends TLS; an app that "
		       "speaks plain HTTP fails them and the deploy.",
		.fix = "protocol = \"http\", or tls_skip_verify = true if the app "
		       "speaks TLS itself",
		FLY_RULE(FI_LOW, judge_https_check),
		.hit = APP HTTP CHECK "path = \"/up\"\nprotocol = \"https\"\n",
		.miss = APP HTTP CHECK "path = \"/up\"\nprotocol = \"http\"\n",
	},
	{
		.id = "cross-check-redirected",
		.title = "Health check that the app may redirect",
		.why = "Checks speak plain HTTP and do not follow redirects: a 301 to "
		       "https:// is a failure, and the deploy times out.",
		.fix = "headers = { X-Forwarded-Proto = \"https\" } in the check, or a "
		       "path that is not redirected",
		CROSS(FI_LOW, judge_redirected),
		.hit = FLY HTTP CHECK "path = \"/health\"\n" IMAGE(
			"\"Cmd\":[\"rails\",\"server\"],\"Env\":[\"RAILS_ENV="
			"production\"]"),
		.miss = FLY HTTP CHECK "path = \"/health\"\n"
				       "headers = { X-Forwarded-Proto = \"https\" "
				       "}\n" IMAGE("\"Cmd\":[\"rails\",\"server\"],"
						   "\"Env\":[\"RAILS_ENV=production\"]"),
	},
	{
		.id = "cross-healthcheck-differs",
		.title = "Health check asks another page than HEALTHCHECK",
		.why = "The image says which page tells its health; a check of "
		       "another one may fail though the app is well, or pass though "
		       "it is not.",
		.fix = "Give the check the path of the image's HEALTHCHECK.",
		CROSS(FI_LOW, judge_health_differs),
		.hit = FLY HTTP CHECK "path = \"/\"\n" IMAGE(
			"\"Cmd\":[\"serve\"],\"Healthcheck\":{\"Test\":[\"CMD-SHELL\","
			"\"curl -f http://localhost:8080/healthz || exit 1\"]}"),
		.miss = FLY HTTP CHECK "path = \"/healthz\"\n" IMAGE(
			"\"Cmd\":[\"serve\"],\"Healthcheck\":{\"Test\":[\"CMD-SHELL\","
			"\"curl -f http://localhost:8080/healthz || exit 1\"]}"),
	},
};
const size_t fi_rules_cross_start_n =
	sizeof(fi_rules_cross_start) / sizeof(fi_rules_cross_start[0]);
