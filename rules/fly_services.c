/* What the world reaches: ports, TLS, health checks, starting and stopping. */
#include "rules/fly.h"

#include <stdio.h>
#include <string.h>

#include "lib/buf.h"

/* What each walk over the services is told. */
struct walk {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
};

static const enum fi_severity low = FI_LOW, medium = FI_MEDIUM;

/* "443" for a finding's subject; "443:8080" where one port is not enough. */
struct number {
	char s[48];
};

static struct number digits(int64_t n)
{
	struct number t;

	snprintf(t.s, sizeof(t.s), "%lld", (long long)n);
	return t;
}

static void walk_services(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out,
	void (*each)(void *self, const struct fi_fly_service *s, bool http))
{
	struct walk w = { c, r, out };

	fi_fly_each_service(c->fly, each, &w);
}

static bool is_udp(const struct fi_fly_service *s)
{
	return s->protocol.s && !strcmp(s->protocol.s, "udp");
}

/* ---- HTTPS ---- */

static void force_https(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	size_t i;

	if (http && !s->force_https.v) {
		struct fi_spot spot = fi_fly_spot(
			w->c, fi_fly_or(s->force_https.at, s->at), "http_service");

		fi_report(w->out, w->c, w->r, &spot,
			"[http_service] answers plain HTTP on port 80: force_https is "
			"%s.",
			s->force_https.set ? "false" : "not set");
	}
	for (i = 0; i < s->ports.n; i++) {
		const struct fi_fly_port *p = &s->ports.v[i];
		struct number port = digits(p->port.v);
		struct fi_spot spot =
			fi_fly_spot(w->c, fi_fly_or(p->force_https.at, p->at), port.s);

		if (fi_fly_has(&p->handlers, "http") &&
			!fi_fly_has(&p->handlers, "tls") && !p->force_https.v)
			fi_report(w->out, w->c, w->r, &spot,
				"Port %s answers plain HTTP: force_https is %s.",
				port.s, p->force_https.set ? "false" : "not set");
	}
}

void fi_fly_no_force_https(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, force_https);
}

static void tls_on_443(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	size_t i;

	(void)http;
	for (i = 0; i < s->ports.n && !is_udp(s); i++) {
		const struct fi_fly_port *p = &s->ports.v[i];
		bool plain = fi_fly_has(&p->handlers, "http");
		struct fi_spot spot = fi_fly_spot(w->c,
			fi_fly_or(p->handlers.at, fi_fly_or(p->port.at, p->at)), "443");

		if (p->port.v != 443 || fi_fly_has(&p->handlers, "tls") ||
			fi_fly_has(&p->handlers, "pg_tls"))
			continue;
		spot.severity = plain ? NULL : &low;
		fi_report(w->out, w->c, w->r, &spot,
			plain ? "Port 443 has the http handler but not tls: browsers "
				"get plain HTTP where they expect HTTPS."
			      : "Port 443 passes bytes through: nobody speaks TLS "
				"there unless the app itself does.");
	}
}

void fi_fly_443_without_tls(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, tls_on_443);
}

static void https_handler(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	size_t i;

	(void)http;
	for (i = 0; i < s->ports.n; i++) {
		const struct fi_fly_port *p = &s->ports.v[i];
		struct number port = digits(p->port.v);
		struct fi_spot spot = fi_fly_spot(w->c, p->force_https.at, port.s);

		if (p->force_https.v && !fi_fly_has(&p->handlers, "http"))
			fi_report(w->out, w->c, w->r, &spot,
				"Port %s has force_https = true but no http handler, "
				"which the platform refuses.",
				port.s);
	}
}

void fi_fly_force_https_handler(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, https_handler);
}

static void handler_names(void *self, const struct fi_fly_service *s, bool http)
{
	static const char *const known[] = { "http", "tls", "pg_tls", "proxy_proto",
		"edge_http", "tcp", NULL };
	const struct walk *w = self;
	size_t i, k;

	(void)http;
	for (i = 0; i < s->ports.n; i++) {
		const struct fi_fly_words *h = &s->ports.v[i].handlers;

		for (k = 0; k < h->n; k++) {
			struct fi_spot spot = fi_fly_spot(w->c, h->v[k].at, h->v[k].s);
			size_t n = 0;

			while (known[n] && strcmp(known[n], h->v[k].s) != 0)
				n++;
			if (!known[n])
				fi_report(w->out, w->c, w->r, &spot,
					"There is no handler named %s.", h->v[k].s);
		}
	}
}

void fi_fly_handler(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, handler_names);
}

/* ---- what is exposed ---- */

/* Ports of servers that trust whoever reaches them, or should not be tried by all. */
static const struct guarded {
	unsigned port;
	const char *what;
	bool calm; /* people do publish it on purpose */
} guarded[] = {
	{ 22, "SSH", true },
	{ 23, "Telnet", false },
	{ 1433, "SQL Server", false },
	{ 1521, "Oracle", false },
	{ 2049, "NFS", false },
	{ 2181, "ZooKeeper", false },
	{ 2375, "the Docker daemon", false },
	{ 2376, "the Docker daemon", false },
	{ 2379, "etcd", false },
	{ 2380, "etcd", false },
	{ 3306, "MySQL", false },
	{ 3389, "Remote Desktop", false },
	{ 4369, "Erlang's port mapper", false },
	{ 5005, "a Java debugger", false },
	{ 5432, "Postgres", false },
	{ 5433, "Postgres", false },
	{ 5672, "RabbitMQ", false },
	{ 5900, "VNC", false },
	{ 5984, "CouchDB", false },
	{ 6379, "Redis", false },
	{ 6380, "Redis", false },
	{ 6432, "PgBouncer", false },
	{ 7474, "Neo4j", false },
	{ 7687, "Neo4j", false },
	{ 8086, "InfluxDB", false },
	{ 8500, "Consul", false },
	{ 9042, "Cassandra", false },
	{ 9092, "Kafka", false },
	{ 9200, "Elasticsearch", false },
	{ 9229, "Node's debugger", false },
	{ 9300, "Elasticsearch", false },
	{ 10250, "the kubelet", false },
	{ 11211, "Memcached", false },
	{ 15672, "RabbitMQ's console", false },
	{ 26257, "CockroachDB", false },
	{ 27017, "MongoDB", false },
	{ 27018, "MongoDB", false },
	{ 27019, "MongoDB", false },
};

static const struct guarded *find_guarded(int64_t port)
{
	size_t i;

	for (i = 0; i < sizeof(guarded) / sizeof(guarded[0]); i++)
		if (guarded[i].port == port)
			return &guarded[i];
	return NULL;
}

/* The first port that tells what runs there: the app's own, or a public one. */
static const struct guarded *guarded_service(
	const struct fi_fly_service *s, struct fi_fly_at *at)
{
	const struct guarded *g = find_guarded(s->internal_port.v);
	size_t i;

	*at = s->internal_port.at;
	for (i = 0; i < s->ports.n && !g; i++) {
		g = find_guarded(s->ports.v[i].port.v);
		*at = s->ports.v[i].port.at;
	}
	return g;
}

static void database(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct fi_fly_at at;
	const struct guarded *g = guarded_service(s, &at);
	struct number port;
	struct fi_spot spot;

	if (!g || !fi_fly_is_public(s, http))
		return;
	port = digits(g->port);
	spot = fi_fly_spot(w->c, at, port.s);
	spot.severity = g->calm ? &medium : NULL;
	fi_report(w->out, w->c, w->r, &spot,
		"Port %s is that of %s, and this service makes it reachable for "
		"everyone if the app has a public address.",
		port.s, g->what);
}

void fi_fly_public_database(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, database);
}

static void raw_tcp(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct fi_fly_at at;
	size_t i;

	if (http || is_udp(s) || guarded_service(s, &at))
		return;
	for (i = 0; i < s->ports.n; i++) {
		const struct fi_fly_port *p = &s->ports.v[i];
		struct number port = digits(p->port.v);
		struct fi_spot spot =
			fi_fly_spot(w->c, fi_fly_or(p->port.at, p->at), port.s);

		if (p->port.set && p->port.v != 443 && !p->handlers.n)
			fi_report(w->out, w->c, w->r, &spot,
				"Port %s has no handlers: whatever the app speaks "
				"there is open to the internet as it is, without TLS "
				"by the platform.",
				port.s);
	}
}

void fi_fly_raw_tcp(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, raw_tcp);
}

static void port_range(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	size_t i;

	(void)http;
	for (i = 0; i < s->ports.n; i++) {
		const struct fi_fly_port *p = &s->ports.v[i];
		int64_t first = p->start_port.v, last = p->end_port.v;
		struct number number = digits(first);
		struct fi_spot spot =
			fi_fly_spot(w->c, fi_fly_or(p->start_port.at, p->at), number.s);

		if (first >= 1 && last > first && last <= 65535)
			fi_report(w->out, w->c, w->r, &spot,
				"The service opens %lld ports, %lld to %lld, to the "
				"internet.",
				(long long)(last - first + 1), (long long)first,
				(long long)last);
	}
}

void fi_fly_port_range(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, port_range);
}

static void udp(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct number port = digits(s->internal_port.v);
	struct fi_spot spot = fi_fly_spot(w->c, s->protocol.at, port.s);

	if (!http && is_udp(s) && s->ports.n)
		fi_report(w->out, w->c, w->r, &spot,
			"The service takes UDP on port %s, which needs a dedicated "
			"IPv4 address and an app that binds fly-global-services.",
			port.s);
}

void fi_fly_udp(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, udp);
}

static void udp_ports(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	size_t i;

	if (http || !is_udp(s) || !s->internal_port.set)
		return;
	for (i = 0; i < s->ports.n; i++) {
		const struct fi_fly_port *p = &s->ports.v[i];
		struct number port = digits(p->port.v);
		struct fi_spot spot = fi_fly_spot(w->c, p->port.at, port.s);
		FI_AUTO(fi_freep) char *fix = NULL;

		if (!p->port.set || p->port.v == s->internal_port.v)
			continue;
		fix = fi_format("internal_port = %s", port.s);
		spot.fix = fix;
		fi_report(w->out, w->c, w->r, &spot,
			"UDP is not translated: port %s outside and internal_port %lld "
			"must be the same.",
			port.s, (long long)s->internal_port.v);
	}
}

void fi_fly_udp_ports(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, udp_ports);
}

/* ---- port numbers ---- */

static void port_number(
	const struct walk *w, const struct fi_fly_int *port, const char *key)
{
	struct number number = digits(port->v);
	struct fi_spot spot = fi_fly_spot(w->c, port->at, key);

	if (port->set && (port->v < 1 || port->v > 65535))
		fi_report(w->out, w->c, w->r, &spot, "%s = %s is no port.", key,
			number.s);
}

static void port_numbers(void *self, const struct fi_fly_service *s, bool http)
{
	size_t i;

	(void)http;
	port_number(self, &s->internal_port, "internal_port");
	for (i = 0; i < s->ports.n; i++) {
		port_number(self, &s->ports.v[i].port, "port");
		port_number(self, &s->ports.v[i].start_port, "start_port");
		port_number(self, &s->ports.v[i].end_port, "end_port");
	}
}

void fi_fly_port_number(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, port_numbers);
}

static bool same_text(const char *a, const char *b)
{
	return !strcmp(a ? a : "tcp", b ? b : "tcp");
}

/* Did an earlier service take this port? */
static bool taken(const struct fi_flyconf *f, size_t service, size_t port)
{
	const struct fi_fly_service *s = &f->services.v[service];
	int64_t n = s->ports.v[port].port.v;
	size_t i, k;

	if (f->http_service.at.line && !is_udp(s) && (n == 80 || n == 443))
		return true;
	for (i = 0; i <= service; i++) {
		const struct fi_fly_service *o = &f->services.v[i];

		for (k = 0; k < (i == service ? port : o->ports.n); k++)
			if (o->ports.v[k].port.set && o->ports.v[k].port.v == n &&
				same_text(o->protocol.s, s->protocol.s))
				return true;
	}
	return false;
}

/* A hostile file may have thousands of ports, which are compared with each other. */
#define COMPARED_MAX 200

void fi_fly_port_twice(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;
	size_t i, k, compared = 0;

	for (i = 0; i < f->services.n; i++) {
		for (k = 0; k < f->services.v[i].ports.n; k++) {
			const struct fi_fly_int *port =
				&f->services.v[i].ports.v[k].port;
			struct number number = digits(port->v);
			struct fi_spot spot = fi_fly_spot(c, port->at, number.s);

			if (compared++ >= COMPARED_MAX)
				return;
			if (port->set && taken(f, i, k))
				fi_report(out, c, r, &spot,
					"Port %s is claimed by two services; the "
					"platform refuses it or mixes their traffic.",
					number.s);
		}
	}
}

static void no_ports(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct number port = digits(s->internal_port.v);
	struct fi_spot spot = fi_fly_spot(w->c, s->at, port.s);

	if (!http && !s->ports.n)
		fi_report(w->out, w->c, w->r, &spot,
			"The service on port %s has no ports, so the proxy routes "
			"nothing to it.",
			port.s);
}

void fi_fly_no_ports(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, no_ports);
}

static void no_internal_port(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct fi_spot spot =
		fi_fly_spot(w->c, s->at, http ? "http_service" : "services");

	if (!s->internal_port.set)
		fi_report(w->out, w->c, w->r, &spot,
			"%s does not say on which port the app listens.",
			http ? "[http_service]" : "[[services]]");
}

void fi_fly_no_internal_port(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, no_internal_port);
}

static void soft_above_hard(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	const struct fi_fly_concurrency *k = &s->concurrency;
	struct fi_spot spot = fi_fly_spot(w->c, k->soft_limit.at, "soft_limit");

	(void)http;
	if (k->soft_limit.set && k->hard_limit.set && k->soft_limit.v > k->hard_limit.v)
		fi_report(w->out, w->c, w->r, &spot,
			"soft_limit %lld is above hard_limit %lld, so it is never "
			"reached.",
			(long long)k->soft_limit.v, (long long)k->hard_limit.v);
}

void fi_fly_soft_above_hard(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, soft_above_hard);
}

/* ---- health checks ---- */

static void health_check(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct number port = digits(s->internal_port.v);
	struct fi_spot spot = fi_fly_spot(w->c, s->at, port.s);

	if (w->c->fly->checks.n || s->checks.n || s->tcp_checks.n || s->http_checks.n ||
		is_udp(s) || !fi_fly_is_public(s, http))
		return;
	spot.fix = http ? "Add: [[http_service.checks]] with interval = \"15s\", "
			  "timeout = \"2s\", grace_period = \"10s\", method = \"GET\", "
			  "path = \"/health\""
			: NULL;
	fi_report(w->out, w->c, w->r, &spot,
		"The service on port %s has no health check: a deploy counts as good "
		"once the process has started.",
		port.s);
}

void fi_fly_no_health_check(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, health_check);
}

/* Is this port one that a service or the metrics name? */
static bool served(const struct fi_flyconf *f, int64_t port)
{
	size_t i;

	if (f->http_service.internal_port.set &&
		f->http_service.internal_port.v == port)
		return true;
	for (i = 0; i < f->services.n; i++)
		if (f->services.v[i].internal_port.set &&
			f->services.v[i].internal_port.v == port)
			return true;
	for (i = 0; i < f->metrics.n; i++)
		if (f->metrics.v[i].port.v == port)
			return true;
	return false;
}

void fi_fly_check_unserved(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_flyconf *f = c->fly;
	size_t i;

	/* Without services a check may look at any port the app opens. */
	if (!f->http_service.at.line && !f->services.n)
		return;
	for (i = 0; i < f->checks.n; i++) {
		const struct fi_fly_check *k = &f->checks.v[i];
		struct fi_spot spot = fi_fly_spot(c, k->port.at, k->name.s);

		if (k->port.set && !served(f, k->port.v))
			fi_report(out, c, r, &spot,
				"The check %s looks at port %lld, which no service has "
				"as its internal_port; the app must listen there too.",
				k->name.s ? k->name.s : "without name",
				(long long)k->port.v);
	}
}

void fi_fly_check_no_port(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	if (c->fly->http_service.at.line)
		return;
	for (i = 0; i < c->fly->checks.n; i++) {
		const struct fi_fly_check *k = &c->fly->checks.v[i];
		struct fi_spot spot = fi_fly_spot(c, k->at, k->name.s);

		if (!k->port.set)
			fi_report(out, c, r, &spot,
				"The check %s names no port, and there is no "
				"[http_service] to take it from.",
				k->name.s ? k->name.s : "without name");
	}
}

void fi_fly_check_type_wrong(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->checks.n; i++) {
		const struct fi_fly_check *k = &c->fly->checks.v[i];
		struct fi_spot spot =
			fi_fly_spot(c, fi_fly_or(k->type.at, k->at), k->name.s);

		if (!k->type.s || (strcmp(k->type.s, "http") != 0 &&
					  strcmp(k->type.s, "tcp") != 0))
			fi_report(out, c, r, &spot,
				"The check %s must have type \"http\" or \"tcp\"; "
				"flyctl refuses the file.",
				k->name.s ? k->name.s : "without name");
	}
}

static void check_paths(const struct walk *w, const struct fi_fly_checks *checks)
{
	size_t i;

	for (i = 0; i < checks->n; i++) {
		const struct fi_fly_text *path = &checks->v[i].path;
		struct fi_spot spot = fi_fly_spot(w->c, path->at, path->s);
		FI_AUTO(fi_freep) char *fix = NULL;

		if (!path->s || path->s[0] == '/')
			continue;
		/* What is no plain word is for the reader to write. */
		if (path->s[0] && !strpbrk(path->s, "\"\\\n:"))
			fix = fi_format("path = \"/%s\"", path->s);
		spot.fix = fix;
		fi_report(w->out, w->c, w->r, &spot,
			"A health check's path must start with /.");
	}
}

static void service_check_paths(void *self, const struct fi_fly_service *s, bool http)
{
	check_paths(self, http ? &s->checks : &s->http_checks);
}

void fi_fly_check_path(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct walk w = { c, r, out };

	check_paths(&w, &c->fly->checks);
	walk_services(c, r, out, service_check_paths);
}

/* ---- starting and stopping ---- */

static void autostop_off(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct number port = digits(s->internal_port.v);
	struct fi_spot spot = fi_fly_spot(w->c, s->auto_stop_machines.at, port.s);

	(void)http;
	if (s->auto_stop_machines.v == FI_FLY_STOP_OFF)
		fi_report(w->out, w->c, w->r, &spot,
			"Machines of the service on port %s run, and cost, when nobody "
			"uses them.",
			port.s);
}

void fi_fly_autostop_off(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, autostop_off);
}

static void autostop_stuck(void *self, const struct fi_fly_service *s, bool http)
{
	const struct walk *w = self;
	struct number port = digits(s->internal_port.v);
	struct fi_spot spot = fi_fly_spot(w->c, s->auto_start_machines.at, port.s);

	(void)http;
	if (s->auto_stop_machines.v >= FI_FLY_STOP && s->auto_start_machines.set &&
		!s->auto_start_machines.v)
		fi_report(w->out, w->c, w->r, &spot,
			"The proxy stops idle machines of the service on port %s and "
			"never starts them again.",
			port.s);
}

void fi_fly_autostop_stuck(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	walk_services(c, r, out, autostop_stuck);
}
