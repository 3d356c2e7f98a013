/* What Fly's security guide asks for beyond what makes a deploy fail. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/flyconf.h"
#include "rules/fly.h"

/* Variables and services of a hostile config that are looked at. */
#define ITEMS_MAX 500

/* ---- logging ---- */

/* A variable that makes an app tell more than production should; value in any case. */
static const struct {
	const char *name, *value, *instead;
} loud[] = {
	{ "LOG_LEVEL", "debug", "info" }, { "LOG_LEVEL", "trace", "info" },
	{ "LOGLEVEL", "debug", "info" }, { "RUST_LOG", "debug", "info" },
	{ "RUST_LOG", "trace", "info" }, { "RAILS_LOG_LEVEL", "debug", "info" },
	{ "LOG_CHANNEL_LEVEL", "debug", "info" }, { "APP_DEBUG", "true", "false" },
	{ "APP_DEBUG", "1", "0" }, { "DJANGO_DEBUG", "true", "false" },
	{ "DJANGO_DEBUG", "1", "0" }, { "FLASK_DEBUG", "1", "0" },
	{ "FLASK_DEBUG", "true", "false" }, { "FLASK_ENV", "development", "production" },
	{ "DEBUG", "*", "" }, { "DEBUG", "true", "false" }, { "DEBUG", "1", "0" },
	{ "NODE_ENV", "development", "production" }, { "RAILS_ENV", "development", "production" },
	{ "RACK_ENV", "development", "production" }, { "MIX_ENV", "dev", "prod" },
	{ "ASPNETCORE_ENVIRONMENT", "Development", "Production" },
	{ "GIN_MODE", "debug", "release" }, { "SPRING_PROFILES_ACTIVE", "dev", "prod" },
};

/* What to write instead; NULL if the setting is none of these. */
static const char *calm(const char *name, size_t n, const char *value)
{
	for (size_t i = 0; i < FI_COUNT(loud); i++)
		if (strlen(loud[i].name) == n && !strncmp(loud[i].name, name, n) &&
			!strcasecmp(loud[i].value, value))
			return loud[i].instead;
	return NULL;
}

static void judge_loud(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->fly->env.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_pair *e = &c->fly->env.v[i];
		struct fi_spot spot = fi_fly_spot(c, e->at, e->key);
		const char *instead = e->value ? calm(e->key, strlen(e->key), e->value) : NULL;
		FI_AUTO(fi_freep) char *fix =
			instead ? fi_format("%s = \"%s\"", e->key, instead) : NULL;

		spot.fix = fix;
		if (instead)
			fi_report(out, c, r, &spot,
				"%s is \"%s\": the app logs and shows what is meant for its "
				"developers.",
				e->key, e->value);
	}
}

static void judge_loud_image(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_strs *env = &c->image->config.env;

	for (size_t i = 0; i < env->n && i < ITEMS_MAX; i++) {
		size_t n = strcspn(env->v[i], "=");
		char place[32], name[64];
		struct fi_spot spot = { .layer = -1, .config = place, .subject = name };

		if (!env->v[i][n] || n >= sizeof(name) ||
			!calm(env->v[i], n, env->v[i] + n + 1))
			continue;
		(void)snprintf(place, sizeof(place), "Env[%zu]", i);
		(void)snprintf(name, sizeof(name), "%.*s", (int)n, env->v[i]);
		/* What [env] sets instead counts. */
		if (!c->fly || !fi_flyconf_env(c->fly, name))
			fi_report(out, c, r, &spot,
				"%s is \"%s\": the app logs and shows what is meant for its "
				"developers.",
				name, env->v[i] + n + 1);
	}
}

/* ---- private networking ---- */

/* Services that only the app's own machines should reach. */
static bool is_internal_scheme(const char *url)
{
	static const char *const schemes[] = { "postgres://", "postgresql://", "mysql://",
		"mysql2://", "redis://", "rediss://", "mongodb://", "amqp://", "amqps://",
		"nats://", "clickhouse://", "memcached://" };

	for (size_t i = 0; i < FI_COUNT(schemes); i++)
		if (!strncmp(url, schemes[i], strlen(schemes[i])))
			return true;
	return false;
}

/* The host ends in .fly.dev: an app's public name. */
static bool is_public_fly_host(const char *url)
{
	const char *host = strstr(url, "://") + 3, *at;
	size_t n = strcspn(host, "/?#");
	static const char end[] = ".fly.dev";

	at = memrchr(host, '@', n);
	if (at) {
		n -= (size_t)(at + 1 - host);
		host = at + 1;
	}
	n = strcspn(host, ":/?#") < n ? strcspn(host, ":/?#") : n;
	return n > sizeof(end) && !strncmp(host + n - (sizeof(end) - 1), end, sizeof(end) - 1);
}

static void judge_public_host(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->fly->env.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_pair *e = &c->fly->env.v[i];
		struct fi_spot spot = fi_fly_spot(c, e->at, e->key);

		if (e->value && is_internal_scheme(e->value) && is_public_fly_host(e->value))
			fi_report(out, c, r, &spot,
				"%s reaches a database or queue through its public name.",
				e->key);
	}
}

/* ---- Flycast ---- */

/* Is `name`.flycast in the text, as a whole name? */
static bool names_flycast(const char *text, const char *name)
{
	const char *at = text;
	size_t n = strlen(name);

	while (n && (at = strstr(at, name)) != NULL) {
		bool begins = at == text || !(isalnum((unsigned char)at[-1]) ||
						    strchr("-_.", at[-1]));

		at += n;
		if (begins && !strncmp(at, ".flycast", 8) &&
			!isalnum((unsigned char)at[8]))
			return true;
	}
	return false;
}

static void judge_flycast(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const struct fi_fly_bool *force = &c->fly->http_service.force_https;
	struct fi_spot spot = fi_fly_spot(c, force->at, "force_https");

	/* A comment that tells the app's Flycast address says as much as a setting. */
	if (force->set && force->v && c->fly->app.s && c->fly_text &&
		names_flycast(c->fly_text, c->fly->app.s))
		fi_report(out, c, r, &spot,
			"The file names %s.flycast, which speaks plain HTTP; force_https sends "
			"its callers round in a circle.",
			c->fly->app.s);
}

/* ---- TLS ---- */

static void old_tls(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const struct fi_fly_tls *tls)
{
	for (size_t i = 0; i < tls->versions.n; i++) {
		const struct fi_fly_text *v = &tls->versions.v[i];
		struct fi_spot spot = fi_fly_spot(c, v->at, v->s);

		if (v->s && (!strcasecmp(v->s, "TLSv1.0") || !strcasecmp(v->s, "TLSv1.1") ||
				    !strcasecmp(v->s, "TLSv1")))
			fi_report(out, c, r, &spot, "The proxy is told to accept %s.", v->s);
	}
}

struct services {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
	unsigned looked;
};

static void each_tls(void *self, const struct fi_fly_service *s, bool http)
{
	struct services *w = self;

	if (w->looked++ >= ITEMS_MAX)
		return;
	if (http)
		old_tls(w->c, w->r, w->out, &s->tls_options);
	for (size_t i = 0; i < s->ports.n && i < ITEMS_MAX; i++)
		old_tls(w->c, w->r, w->out, &s->ports.v[i].tls_options);
}

static void judge_old_tls(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	struct services w = { c, r, out, 0 };

	fi_fly_each_service(c->fly, each_tls, &w);
}

/* ---- consoles ---- */

/*
 * What listens there is a console for the operator, without or with a weak login.  Ports
 * that apps use as often (8081, 8888, 9093) are not among them.
 */
static const struct {
	unsigned port;
	const char *what;
} consoles[] = {
	{ 15672, "RabbitMQ's management" }, { 8500, "Consul" }, { 9090, "Prometheus" },
	{ 5601, "Kibana" }, { 8161, "ActiveMQ's console" }, { 8025, "a mail catcher" },
	{ 8834, "a scanner" }, { 7474, "Neo4j's browser" }, { 8086, "InfluxDB" },
	{ 6333, "Qdrant" }, { 9229, "Node's debugger" }, { 5005, "Java's debugger" },
	{ 6060, "Go's profiler" }, { 4369, "Erlang's port mapper" },
};

static void each_console(void *self, const struct fi_fly_service *s, bool http)
{
	struct services *w = self;
	struct fi_spot spot = fi_fly_spot(w->c, s->internal_port.at, "internal_port");

	if (!s->internal_port.set || !fi_fly_is_public(s, http) || w->looked++ >= ITEMS_MAX)
		return;
	for (size_t i = 0; i < FI_COUNT(consoles); i++)
		if (s->internal_port.v == (int64_t)consoles[i].port)
			fi_report(w->out, w->c, w->r, &spot,
				"Port %u, served to the internet, is where %s usually listens.",
				consoles[i].port, consoles[i].what);
}

static void judge_console(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	struct services w = { c, r, out, 0 };

	fi_fly_each_service(c->fly, each_console, &w);
}

/* ---- the table ---- */

#define FLY_RULE(sev, judge_function)                                                  \
	.category = FI_FLY, .severity = sev, .needs = FI_NEED_FLY,                     \
	.judge = judge_function
#define APP "app = \"shop\"\n"

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_fly_guide[];
extern const size_t fi_rules_fly_guide_n;

const struct fi_rule fi_rules_fly_guide[] = {
	{
		.id = "fly-debug-setting",
		.title = "Debug setting in production",
		.why = "Debug logs and error pages tell queries, headers and secrets to whoever "
		       "reads the logs or causes an error.",
		.fix = "Set the production value, such as LOG_LEVEL = \"info\".",
		FLY_RULE(FI_LOW, judge_loud),
		.hit = APP "[env]\nLOG_LEVEL = \"debug\"\n",
		.miss = APP "[env]\nLOG_LEVEL = \"info\"\nDEBUG_PORT = \"1\"\n",
	},
	{
		.id = "image-debug-setting",
		.title = "Debug setting in the image",
		.why = "Debug logs and error pages tell queries, headers and secrets to whoever "
		       "reads the logs or causes an error.",
		.fix = "ENV NODE_ENV=production in the last stage, or the like",
		.category = FI_IMAGE,
		.severity = FI_LOW,
		.needs = FI_NEED_IMAGE,
		.judge = judge_loud_image,
		.hit = "{\"os\":\"linux\",\"architecture\":\"amd64\","
		       "\"config\":{\"Env\":[\"FLASK_DEBUG=1\"]}}",
		.miss = "{\"os\":\"linux\",\"architecture\":\"amd64\","
			"\"config\":{\"Env\":[\"FLASK_DEBUG=0\"]}}",
	},
	{
		.id = "fly-public-database-host",
		.title = "Database reached by its public name",
		.why = "The traffic leaves the private network, and the database must be open to "
		       "everybody for it.",
		.fix = "Use the app's private name, APP.internal (or APP.flycast), and take the "
		       "public service out of that app's fly.toml.",
		FLY_RULE(FI_MEDIUM, judge_public_host),
		.hit = APP "[env]\nREDIS_URL = \"redis://shop-redis.fly.dev:6379\"\n",
		.miss = APP "[env]\nREDIS_URL = \"redis://shop-redis.internal:6379\"\n"
			    "API_URL = \"https://shop-api.fly.dev\"\n",
	},
	{
		.id = "fly-flycast-https",
		.title = "Flycast and force_https",
		.why = "Flycast has no TLS: every request to http://APP.flycast is answered with "
		       "a redirect to https, which nothing serves there.",
		.fix = "force_https = false, if the app has no public address",
		FLY_RULE(FI_LOW, judge_flycast),
		.hit = "app = \"shop\"\n[env]\nSELF = \"http://shop.flycast\"\n[http_service]\n"
		       "internal_port = 8080\nforce_https = true\n",
		.miss = "app = \"shop\"\n[env]\nAPI = \"http://shop-api.flycast\"\n"
			"[http_service]\ninternal_port = 8080\nforce_https = true\n",
	},
	{
		.id = "fly-old-tls",
		.title = "Old TLS versions are accepted",
		.why = "TLS 1.0 and 1.1 have known weaknesses and no use but for clients of "
		       "before 2013.",
		.fix = "versions = [\"TLSv1.2\", \"TLSv1.3\"]",
		FLY_RULE(FI_LOW, judge_old_tls),
		.hit = APP "[http_service]\ninternal_port = 8080\n[http_service.tls_options]\n"
			   "versions = [\"TLSv1.0\", \"TLSv1.2\"]\n",
		.miss = APP "[http_service]\ninternal_port = 8080\n[http_service.tls_options]\n"
			    "versions = [\"TLSv1.2\"]\n",
	},
	{
		.id = "fly-public-console",
		.title = "Operator's console open to the internet",
		.why = "Such pages are made for a private network: they have no login, or one "
		       "that everybody knows.",
		.fix = "Take the service out, and reach the page with fly proxy PORT; or allow "
		       "only your own addresses (Fly-Client-IP) in the app.",
		FLY_RULE(FI_MEDIUM, judge_console),
		.hit = APP "[http_service]\ninternal_port = 15672\n",
		.miss = APP "[http_service]\ninternal_port = 8080\n",
	},
};
const size_t fi_rules_fly_guide_n = sizeof(fi_rules_fly_guide) / sizeof(fi_rules_fly_guide[0]);
