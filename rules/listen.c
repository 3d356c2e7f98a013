#include "rules/listen.h"

#include <string.h>

#include "lib/num.h"
#include "lib/shlex.h"

/* Only what each one's own documentation says. */
static const struct fi_server servers[] = {
	{ "uvicorn", NULL, 8000, true, true, "UVICORN_PORT", "UVICORN_HOST",
		"--host 0.0.0.0" },
	{ "hypercorn", NULL, 8000, true, true, NULL, NULL, "--bind 0.0.0.0:8000" },
	/* With PORT it binds 0.0.0.0:$PORT; gunicorn.conf.py may say otherwise. */
	{ "gunicorn", NULL, 8000, true, false, "PORT", "PORT", "--bind 0.0.0.0:8000" },
	{ "daphne", NULL, 8000, true, true, NULL, NULL, "-b 0.0.0.0" },
	{ "waitress-serve", NULL, 8080, false, true, NULL, NULL, NULL },
	{ "flask", "run", 5000, true, true, "FLASK_RUN_PORT", "FLASK_RUN_HOST",
		"--host 0.0.0.0" },
	{ "fastapi", "run", 8000, false, false, "PORT", NULL, NULL },
	{ "fastapi", "dev", 8000, true, false, "PORT", NULL, "--host 0.0.0.0" },
	{ "manage.py", "runserver", 8000, true, true, NULL, NULL, "0.0.0.0:8000" },
	{ "django-admin", "runserver", 8000, true, true, NULL, NULL, "0.0.0.0:8000" },
	{ "http.server", NULL, 8000, false, true, NULL, NULL, NULL },
	{ "streamlit", "run", 8501, false, false, "STREAMLIT_SERVER_PORT",
		"STREAMLIT_SERVER_ADDRESS", NULL },
	{ "jupyter", "lab", 8888, true, false, "JUPYTER_PORT", NULL, "--ip 0.0.0.0" },
	{ "jupyter", "notebook", 8888, true, false, "JUPYTER_PORT", NULL,
		"--ip 0.0.0.0" },
	{ "mkdocs", "serve", 8000, true, false, NULL, NULL, "-a 0.0.0.0:8000" },
	{ "rails", "server", 3000, false, false, "PORT", "BINDING", NULL },
	{ "rails", "s", 3000, false, false, "PORT", "BINDING", NULL },
	{ "puma", NULL, 9292, false, false, "PORT", NULL, NULL },
	{ "rackup", NULL, 9292, false, false, "PORT", NULL, NULL },
	{ "jekyll", "serve", 4000, true, false, NULL, NULL, "--host 0.0.0.0" },
	{ "next", "start", 3000, false, true, "PORT", "HOSTNAME", NULL },
	{ "next", "dev", 3000, false, true, "PORT", "HOSTNAME", NULL },
	{ "vite", "preview", 4173, true, false, NULL, NULL, "--host 0.0.0.0" },
	{ "vite", NULL, 5173, true, false, NULL, NULL, "--host 0.0.0.0" },
	{ "astro", "preview", 4321, true, false, NULL, NULL, "--host 0.0.0.0" },
	{ "ng", "serve", 4200, true, false, NULL, NULL, "--host 0.0.0.0" },
	{ "http-server", NULL, 8080, false, true, "PORT", NULL, NULL },
	{ "artisan", "serve", 8000, true, true, "SERVER_PORT", "SERVER_HOST",
		"--host=0.0.0.0" },
	{ "phx.server", NULL, 4000, false, false, "PORT", NULL, NULL },
	{ "nginx", NULL, 80, false, false, NULL, NULL, NULL },
	{ "apache2-foreground", NULL, 80, false, false, NULL, NULL, NULL },
	{ "httpd-foreground", NULL, 80, false, false, NULL, NULL, NULL },
	{ "httpd", NULL, 80, false, false, NULL, NULL, NULL },
	{ "caddy", "run", 80, false, false, NULL, NULL, NULL },
	{ "php-fpm", NULL, 9000, false, false, NULL, NULL, NULL },
	{ "hugo", "server", 1313, true, true, NULL, NULL, "--bind 0.0.0.0" },
	{ "pocketbase", "serve", 8090, true, true, NULL, NULL, "--http=0.0.0.0:8090" },
	{ "ollama", "serve", 11434, true, true, "OLLAMA_HOST", "OLLAMA_HOST", NULL },
	{ "meilisearch", NULL, 7700, true, false, "MEILI_HTTP_ADDR", "MEILI_HTTP_ADDR",
		"--http-addr 0.0.0.0:7700" },
	{ "n8n", NULL, 5678, false, false, "N8N_PORT", NULL, NULL },
	{ "grafana-server", NULL, 3000, false, false, "GF_SERVER_HTTP_PORT", NULL, NULL },
	{ "prometheus", NULL, 9090, false, true, NULL, NULL, NULL },
	{ "minio", "server", 9000, false, false, "MINIO_ADDRESS", NULL, NULL },
	{ "redis-server", NULL, 6379, false, false, NULL, NULL, NULL },
	{ "postgres", NULL, 5432, false, false, "PGPORT", NULL, NULL },
	{ "mysqld", NULL, 3306, false, false, NULL, NULL, NULL },
	{ "mongod", NULL, 27017, false, false, NULL, NULL, NULL },
};

/* Flags that have a port, an address with a port, an address. */
static const char *const port_flags[] = { "--port", "-p", "--http-port",
	"--server-port", "--server.port", "-Dserver.port", "--listen-port", "PORT" };
static const char *const bind_flags[] = { "--bind", "-b", "--listen", "--addr",
	"--address", "--http-address", "--http-addr", "--http", "--host", "-l", "-S",
	"--urls" };
static const char *const host_flags[] = { "--host", "--hostname", "--bind", "-b",
	"--listen", "--addr", "--address", "--bind-addr", "--bind-address",
	"--http-address", "--http-addr", "--http", "--ip", "-H", "-S", "--urls",
	"--server.address", "-Dserver.address", "HOST" };
/* A file that may say more than we see. */
static const char *const config_flags[] = { "-c", "--config", "--conf", "--config-file",
	"--fd", "--uds" };

/* ---- words ---- */

static unsigned port_number(const char *s)
{
	uint64_t n;

	return fi_num_u64(s, strlen(s), 65535, &n) ? (unsigned)n : 0;
}

/* "$PORT", "${PORT}", "${PORT:-8080}" as the app would see it. */
static unsigned port_variable(const struct fi_case *c, const char *s)
{
	const char *value = fi_command_env(c, "PORT"), *start;
	char text[6] = { 0 };
	size_t n;

	if (!strcmp(s, "$PORT") || !strcmp(s, "${PORT}"))
		return value ? port_number(value) : 0;
	if (strncmp(s, "${PORT:-", 8) != 0 && strncmp(s, "${PORT-", 7) != 0)
		return 0;
	if (value)
		return port_number(value);
	start = strchr(s, '-') + 1;
	n = strcspn(start, "}");
	if (n >= sizeof(text) || strcmp(start + n, "}") != 0)
		return 0;
	memcpy(text, start, n);
	return port_number(text);
}

static unsigned port_value(const struct fi_case *c, const char *s)
{
	unsigned n = port_number(s);

	return n ? n : port_variable(c, s);
}

/* The port of "0.0.0.0:80", ":80", "[::]:80", "tcp://0.0.0.0:80", "*:80". */
static unsigned port_of_address(const struct fi_case *c, const char *s)
{
	static const char *const hosts[] = { "0.0.0.0:", "127.0.0.1:", "localhost:",
		"[::]:", "[::1]:", "*:", "+:", ":" };
	const char *p = strstr(s, "://");
	size_t i;

	s = p ? p + 3 : s;
	for (i = 0; i < FI_COUNT(hosts); i++) {
		size_t n = strlen(hosts[i]);

		if (!strncmp(s, hosts[i], n))
			return port_value(c, s + n);
	}
	return 0;
}

bool fi_listen_loopback(const char *s)
{
	static const char *const hosts[] = { "127.0.0.1", "localhost", "[::1]" };
	const char *p = strstr(s, "://");
	size_t i;

	s = p ? p + 3 : s;
	if (!strcmp(s, "::1"))
		return true;
	for (i = 0; i < FI_COUNT(hosts); i++) {
		size_t n = strlen(hosts[i]);

		if (!strncmp(s, hosts[i], n) && (!s[n] || s[n] == ':' || s[n] == ';'))
			return true;
	}
	return false;
}

/* A flag's value: behind '=' in the word, or the next word; NULL: no such flag. */
static const char *flag_value(
	const struct fi_command *k, size_t i, const char *const *flags, size_t nflags)
{
	const char *word = k->words.v[i];
	size_t f;

	for (f = 0; f < nflags; f++) {
		size_t n = strlen(flags[f]);

		if (strncmp(word, flags[f], n) != 0)
			continue;
		if (word[n] == '=')
			return word + n + 1;
		if (!word[n])
			return i + 1 < k->words.n ? k->words.v[i + 1] : "";
	}
	return NULL;
}

#define FLAG(k, i, flags) flag_value(k, i, flags, FI_COUNT(flags))

/* ---- ports and addresses ---- */

/* The port that this word names; *word is where its value stands. */
static unsigned port_at(
	const struct fi_case *c, const struct fi_command *k, size_t i, size_t *word)
{
	const char *value = FLAG(k, i, port_flags);
	unsigned port = value ? port_value(c, value) : 0;

	*word = i;
	value = port ? NULL : FLAG(k, i, bind_flags);
	if (value)
		port = port_of_address(c, value);
	return port ? port : port_of_address(c, k->words.v[i]);
}

static void add_port(struct fi_listen *l, unsigned port, size_t word)
{
	size_t i;

	for (i = 0; i < l->nports; i++)
		if (l->ports[i].port == port)
			return;
	if (l->nports == FI_LISTEN_PORTS_MAX)
		return;
	l->ports[l->nports].port = port;
	l->ports[l->nports++].word = word;
}

static void look_for_address(
	const struct fi_command *k, size_t i, struct fi_listen *l)
{
	const char *value = FLAG(k, i, host_flags);

	if (!value)
		return;
	l->addressed = true;
	if (!l->loopback && fi_listen_loopback(value)) {
		l->loopback = true;
		l->loopback_word = i;
	}
}

/* ---- servers ---- */

/* The switches of a server that a wrapper hides are none of ours. */
static bool is_server(const struct fi_command *k, size_t i, const struct fi_server *s)
{
	if (strcmp(fi_word_base(k->words.v[i]), s->name) != 0)
		return false;
	/* "-k uvicorn", "--server puma": a value, unless it is Python's -m. */
	if (i && k->words.v[i - 1][0] == '-' && strcmp(k->words.v[i - 1], "-m") != 0 &&
		strcmp(k->words.v[i - 1], "--") != 0 && strcmp(k->words.v[i - 1], "-g") != 0)
		return false;
	return !s->sub ||
	       (i + 1 < k->words.n && !strcmp(k->words.v[i + 1], s->sub));
}

static bool is_configured(const struct fi_command *k, size_t from)
{
	size_t i;

	for (i = from; i < k->words.n; i++)
		if (FLAG(k, i, config_flags))
			return true;
	return false;
}

static void look_for_server(const struct fi_command *k, struct fi_listen *l)
{
	size_t i, s;

	for (i = 0; i < k->words.n; i++)
		for (s = 0; s < FI_COUNT(servers); s++) {
			if (!is_server(k, i, &servers[s]))
				continue;
			if (!is_configured(k, i + 1))
				l->server = &servers[s];
			l->server_word = i;
			return;
		}
}

/* "runserver 8000", "runserver 0.0.0.0:8000", "http.server 8080" */
static void look_for_positional(const struct fi_case *c, const struct fi_command *k,
	struct fi_listen *l)
{
	size_t i = l->server_word + 1;
	const char *word;
	unsigned port;

	if (!l->server)
		return;
	if (l->server->sub && !strcmp(l->server->sub, "runserver"))
		i++;
	else if (strcmp(l->server->name, "http.server") != 0)
		return;
	word = i < k->words.n ? k->words.v[i] : "";
	port = port_value(c, word);
	if (port)
		add_port(l, port, i);
	if (strchr(word, ':')) {
		l->addressed = true;
		if (fi_listen_loopback(word)) {
			l->loopback = true;
			l->loopback_word = i;
		}
	}
}

void fi_listen_of(
	const struct fi_case *c, const struct fi_command *k, struct fi_listen *out)
{
	struct fi_listen l = { 0 };
	size_t i, word;

	for (i = 0; i < k->words.n; i++) {
		unsigned port = port_at(c, k, i, &word);

		if (port)
			add_port(&l, port, word);
		look_for_address(k, i, &l);
	}
	look_for_server(k, &l);
	look_for_positional(c, k, &l);
	*out = l;
}
