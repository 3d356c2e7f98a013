/* Secrets that stand in the Fly config, where everyone with the repository reads them.
 */
#include "rules/fly.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/base64.h"
#include "lib/buf.h"
#include "rules/findings.h"
#include "rules/valid.h"
#include "rules/worth.h"

enum verdict { NOTHING, LIKELY, SURE };

/* The password in scheme://user:PASSWORD@host; NULL if there is none. */
static const char *url_password(const char *url, size_t *n)
{
	const char *p = strstr(url, "://"), *host, *colon;

	if (!p || p == url)
		return NULL;
	p += 3;
	host = p + strcspn(p, "/?# \t\n");
	while (host > p && *host != '@')
		host--;
	colon = memchr(p, ':', (size_t)(host - p));
	if (!colon || colon + 1 >= host)
		return NULL;
	*n = (size_t)(host - colon - 1);
	return colon + 1;
}

/* A password in a URL counts unless it is one that stands for another. */
static bool is_url_secret(const char *value, const char **at, size_t *n)
{
	*at = url_password(value, n);
	return *at && **at != '$' && **at != '{' && **at != '<' &&
	       !fi_placeholder(*at, *n);
}

static bool is_private_key(const char *value)
{
	return strstr(value, "-----BEGIN ") && strstr(value, "PRIVATE KEY-----");
}

/* Is name = value a secret?  Sets the part of the value that is. */
static enum verdict judge_pair(
	const char *name, const char *value, const char **secret, size_t *n)
{
	enum fi_naming naming = fi_naming_of(name, strlen(name));
	enum fi_worth worth = fi_worth_of(value, strlen(value));

	*secret = value;
	*n = strlen(value);
	if (is_private_key(value))
		return SURE;
	if (is_url_secret(value, secret, n))
		return SURE;
	*secret = value;
	*n = strlen(value);
	/* An address whose password is a placeholder, or that has none, is no secret.
	 */
	if (strstr(value, "://"))
		return NOTHING;
	if (naming == FI_NAMED_SECRET && worth >= FI_WORTH_WEAK)
		return SURE;
	if (naming == FI_NAMED_SECRET && worth == FI_WORTH_WORD)
		return LIKELY;
	return naming == FI_NAMED_MAYBE && worth == FI_WORTH_RANDOM ? SURE : NOTHING;
}

bool fi_fly_is_secret(const char *name, const char *value)
{
	const char *secret;
	size_t n;

	return judge_pair(name, value, &secret, &n) != NOTHING;
}

static const enum fi_severity medium = FI_MEDIUM;

void fi_fly_secret_in_env(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i, n;

	for (i = 0; i < c->fly->env.n; i++) {
		const struct fi_fly_pair *e = &c->fly->env.v[i];
		struct fi_spot spot = fi_fly_spot(c, e->at, e->key);
		FI_AUTO(fi_freep) char *fix = NULL;
		const char *secret;
		enum verdict v = judge_pair(e->key, e->value, &secret, &n);

		if (v == NOTHING)
			continue;
		fix = fi_format("Delete this line, put the value into a file outside "
				"of the project and run: fly secrets set %s=- < FILE",
			fi_fly_shell_name(e->key));
		spot.fix = fix;
		spot.severity = v == LIKELY ? &medium : NULL;
		fi_report_secret(out, c, r, &spot, secret, n,
			"[env] sets %s to what %s a secret. It is readable by everyone "
			"who sees the repository or the app's config.",
			e->key, v == SURE ? "looks like" : "may be");
	}
}

void fi_fly_secret_in_build_args(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i, n;

	for (i = 0; i < c->fly->build.args.n; i++) {
		const struct fi_fly_pair *e = &c->fly->build.args.v[i];
		struct fi_spot spot = fi_fly_spot(c, e->at, e->key);
		FI_AUTO(fi_freep) char *fix = NULL;
		const char *secret, *name = fi_fly_shell_name(e->key);
		enum verdict v = judge_pair(e->key, e->value, &secret, &n);

		if (v == NOTHING)
			continue;
		fix = fi_format("Delete this line, read it in the Dockerfile with RUN "
				"--mount=type=secret,id=%s and deploy with: fly deploy "
				"--build-secret %s=\"$(cat FILE)\"",
			name, name);
		spot.fix = fix;
		spot.severity = v == LIKELY ? &medium : NULL;
		fi_report_secret(out, c, r, &spot, secret, n,
			"[build.args] hands %s to the build. Build arguments stay in "
			"the image's history.",
			e->key);
	}
}

/* ---- check headers ---- */

/* The credential behind "Bearer " and its kin. */
static const char *credential(const char *value)
{
	static const char *const schemes[] = { "Bearer ", "Basic ", "Token ",
		"ApiKey " };
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t n = strlen(schemes[i]);

		if (!strncasecmp(value, schemes[i], n))
			return value + n;
	}
	return value;
}

static bool is_secret_header(const struct fi_fly_pair *h)
{
	static const char *const names[] = { "authorization", "proxy-authorization",
		"cookie", "x-api-key", "x-auth-token", "x-access-token" };
	const char *value = credential(h->value);
	enum fi_worth worth = fi_worth_of(value, strlen(value));
	enum fi_naming naming = fi_naming_of(h->key, strlen(h->key));
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(h->key, names[i]))
			naming = FI_NAMED_SECRET;
	return (naming == FI_NAMED_SECRET && worth >= FI_WORTH_WEAK) ||
	       (naming == FI_NAMED_MAYBE && worth == FI_WORTH_RANDOM);
}

static void judge_headers(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_checks *checks)
{
	size_t i, k;

	for (i = 0; i < checks->n; i++) {
		for (k = 0; k < checks->v[i].headers.n; k++) {
			const struct fi_fly_pair *h = &checks->v[i].headers.v[k];
			struct fi_spot spot = fi_fly_spot(c, h->at, h->key);
			const char *value = credential(h->value);

			if (is_secret_header(h))
				fi_report_secret(out, c, r, &spot, value, strlen(value),
					"A health check sends the header %s with a "
					"credential that stands in the file.",
					h->key);
		}
	}
}

void fi_fly_secret_in_check_header(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	judge_headers(c, r, out, &c->fly->http_service.checks);
	judge_headers(c, r, out, &c->fly->checks);
	for (i = 0; i < c->fly->services.n; i++)
		judge_headers(c, r, out, &c->fly->services.v[i].http_checks);
}

/* ---- [[files]] raw_value ---- */

/* KEY=VALUE or KEY: VALUE of one line, without quotes and blanks around the value. */
static bool split_line(const char *line, size_t n, char *name, size_t name_size,
	char *value, size_t value_size)
{
	size_t at = 0, from;

	while (at < n && line[at] != '=' && line[at] != ':')
		at++;
	if (at == n || !at || at >= name_size)
		return false;
	snprintf(name, name_size, "%.*s", (int)at, line);
	for (from = at + 1; from < n && strchr(" \t\"'", line[from]);)
		from++;
	while (n > from && strchr(" \t\r\"',;", line[n - 1]))
		n--;
	if (n - from >= value_size)
		return false;
	snprintf(value, value_size, "%.*s", (int)(n - from), line + from);
	return true;
}

/* A line of a file with a secret in it; the secret goes into `value`. */
static bool find_secret(const char *text, char *value, size_t size)
{
	while (*text) {
		size_t n = strcspn(text, "\n"), secret_n;
		const char *secret;
		char name[256];

		if (split_line(text, n, name, sizeof(name), value, size) &&
			judge_pair(name, value, &secret, &secret_n) == SURE) {
			memmove(value, secret, secret_n);
			value[secret_n] = 0;
			return true;
		}
		text += n + (text[n] == '\n');
	}
	return false;
}

/* One line that is nothing but a random string: a key or token as a file. */
static bool is_lone_secret(const char *text)
{
	size_t n = strlen(text);

	return n >= 20 && n <= 512 && !strpbrk(text, " \t\n") &&
	       fi_worth_of(text, n) == FI_WORTH_RANDOM;
}

bool fi_fly_decode_text(const char *s, char *out, size_t size)
{
	size_t i, len, n = 0;

	for (i = 0; s[i]; i++)
		n += !isspace((unsigned char)s[i]);
	/* Shorter ones are words. */
	if (n < 8 || n % 4 ||
		!fi_base64(s, strlen(s), (unsigned char *)out, size - 1, &len) || !len)
		return false;
	out[len] = 0;
	for (i = 0; i < len; i++)
		if (!isprint((unsigned char)out[i]) && !isspace((unsigned char)out[i]))
			return false;
	return true;
}

void fi_fly_secret_in_file(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->files.n; i++) {
		const struct fi_fly_file *f = &c->fly->files.v[i];
		const char *path = f->guest_path.s ? f->guest_path.s : "a file";
		struct fi_spot spot = fi_fly_spot(c, f->raw_value.at, path);
		const char *secret = f->raw_value.s, *text = secret;
		char value[1024], plain[FI_FLY_FILE_TEXT_MAX];

		if (!secret)
			continue;
		/* Base64 is not random for being base64: what it says counts. */
		if (fi_fly_decode_text(secret, plain, sizeof(plain)))
			text = plain;
		if (!is_private_key(text) && !is_lone_secret(text)) {
			if (!find_secret(text, value, sizeof(value)))
				continue;
			if (text == secret)
				secret = value;
		}
		fi_report_secret(out, c, r, &spot, secret, strlen(secret),
			"The content of %s stands in the file and holds a secret.",
			path);
	}
}

/* ---- names ---- */

void fi_fly_env_reserved(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->env.n; i++) {
		const struct fi_fly_pair *e = &c->fly->env.v[i];
		struct fi_spot spot = fi_fly_spot(c, e->at, e->key);

		if (!strncmp(e->key, "FLY_", 4))
			fi_report(out, c, r, &spot,
				"[env] sets %s, but names that start with FLY_ belong "
				"to the platform.",
				e->key);
	}
}
