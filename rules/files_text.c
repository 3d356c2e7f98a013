/* files_text.c - configuration of tools: credentials in fields, URLs and lines. */
#include "rules/files.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/fields.h"
#include "rules/glob.h"
#include "rules/valid.h"
#include "rules/worth.h"

/* Longer names are cut in reports. */
#define KEY_SHOWN 64

/* A `docker login` entry is "user:password" in base64; tokens reach some KiB. */
#define AUTH_MAX 16384

/* Shorter than this a field of a credentials file is a setting. */
#define CREDENTIAL_MIN 6

static const enum fi_severity low = FI_LOW;

static enum fi_severity capped(const struct fi_file *f, enum fi_severity s)
{
	return fi_path_is_borrowed(f->path) && s > FI_LOW ? low : s;
}

void fi_file_say(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out, const char *what)
{
	enum fi_severity severity = capped(f, r->severity);
	struct fi_file_spot spot = { .severity = &severity };

	fi_file_report(out, r, &spot, "%s", what);
}

void fi_file_say_secret(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out, const struct fi_file_secret *s, const char *what)
{
	enum fi_severity severity = capped(f, s->severity ? *s->severity : r->severity);
	char key[KEY_SHOWN + 1] = "";
	size_t n = s->key_n < KEY_SHOWN ? s->key_n : KEY_SHOWN;
	struct fi_file_spot spot = { .line = s->line,
		.column = s->column,
		.value = s->value,
		.n = s->n,
		.severity = &severity };

	if (s->key) {
		memcpy(key, s->key, n);
		key[n] = '\0';
		spot.key = key;
	}
	fi_file_report(
		out, r, &spot, "%s%s%s holds a secret.", what, s->key ? " " : "", key);
}

void fi_file_present(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (f->size > 0)
		fi_file_say(f, r, out, r->title);
}

/* ---- fields ---- */

struct teller {
	const struct fi_file *file;
	const struct fi_rule *rule;
	struct fi_file_sink *out;
	const char *at; /* as far as comments of XML were followed */
	bool in_comment;
};

static bool is_name(const struct fi_field *f, const char *name)
{
	return f->name_n == strlen(name) && strncasecmp(f->name, name, f->name_n) == 0;
}

/* Names that are secret in a credentials file though they say little elsewhere. */
static bool is_credential_name(const struct fi_field *f)
{
	static const char *const names[] = { "client-key-data", "refresh_token", "auth",
		"key", "oauth_token", "pass", "secretkey", "hmac_key", "tokenSecret",
		"apiKey", "cleartextpassword", "psk", "encrypted_password",
		"id_token" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (is_name(f, names[i]))
			return true;
	}
	return fi_naming_of(f->name, f->name_n) != FI_NAMED_PLAIN;
}

static bool is_credential(const char *value, size_t n)
{
	if (n < CREDENTIAL_MIN || fi_placeholder(value, n))
		return false;
	return fi_worth_of(value, n) != FI_WORTH_NONE ||
	       (n >= 40 && !memchr(value, '$', n) && !memchr(value, '/', n));
}

/* Within "<!-- -->"?  Fields come in order, so the file is gone through once. */
static bool is_commented(struct teller *t, const char *value)
{
	while (t->at < value) {
		const char *mark = t->in_comment ? "-->" : "<!--";
		size_t n = (size_t)(value - t->at);
		const char *next = memmem(t->at, n, mark, strlen(mark));

		t->at = next ? next + strlen(mark) : value;
		if (next)
			t->in_comment = !t->in_comment;
	}
	return t->in_comment;
}

static bool tell_field(void *self, const struct fi_field *f)
{
	struct teller *t = self;
	bool commented = is_commented(t, f->value);
	struct fi_file_secret s = { .line = f->line,
		.column = f->column,
		.key = f->name,
		.key_n = f->name_n,
		.value = f->value,
		.n = f->n };

	/* Maven's own settings.xml shows in comments how a password is written. */
	if (commented && fi_worth_of(f->value, f->n) != FI_WORTH_RANDOM)
		return true;
	if (is_credential_name(f) && is_credential(f->value, f->n))
		fi_file_say_secret(t->file, t->rule, t->out, &s, "The field");
	return true;
}

void fi_file_credentials(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct teller t = { .file = f, .rule = r, .out = out, .at = f->head };

	fi_fields_each(f->head, f->n, tell_field, &t);
}

/* ---- URLs with a password ---- */

static bool ends_url(char c)
{
	return c <= ' ' || strchr("\"'`<>|\\)(", c) != NULL;
}

/* The secret of "user:SECRET@" or "SECRET@" in [p, at). */
static bool userinfo_secret(const char *p, const char *at, struct fi_file_secret *s)
{
	const char *colon = memchr(p, ':', (size_t)(at - p));

	s->value = colon ? colon + 1 : p;
	s->n = (size_t)(at - s->value);
	if (colon && (s->n == 0 || strncmp(s->value, "x-oauth-basic", s->n) == 0)) {
		s->value = p;
		s->n = (size_t)(colon - p);
		colon = NULL;
	}
	if (!colon) /* a lone user name is no secret, unless it is a token */
		return s->n >= 16 && fi_worth_of(s->value, s->n) == FI_WORTH_RANDOM;
	return s->n >= 4 && !memchr(s->value, '$', s->n) &&
	       !fi_placeholder(s->value, s->n) &&
	       !(s->n <= 8 && fi_worth_of(s->value, s->n) == FI_WORTH_NONE);
}

size_t fi_file_url_secrets(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out, const enum fi_severity *severity)
{
	struct fi_line l = { 0 };
	size_t found = 0;

	while (fi_line_next(&l, f->head, f->n)) {
		const char *p = l.p, *end = l.p + l.n;

		while ((p = memmem(p, (size_t)(end - p), "://", 3)) != NULL) {
			struct fi_file_secret s = { .line = l.number };
			const char *at = NULL;

			/* A password may hold an '@' that nobody escaped: the last counts. */
			p += 3;
			for (const char *q = p; q < end && !ends_url(*q) && *q != '/';
				q++)
				at = *q == '@' ? q : at;
			if (!at || !userinfo_secret(p, at, &s))
				continue;
			s.severity = severity;
			s.column = (unsigned)(s.value - l.p) + 1;
			fi_file_say_secret(f, r, out, &s, "The password in the URL");
			found++;
		}
	}
	return found;
}

void fi_file_url_password(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	(void)fi_file_url_secrets(f, r, out, NULL);
}

/* ---- Fly ---- */

static bool tell_fly(void *self, const struct fi_field *f)
{
	struct teller *t = self;
	struct fi_file_secret s = { .line = f->line,
		.column = f->column,
		.key = f->name,
		.key_n = f->name_n,
		.value = f->value,
		.n = f->n };

	/* "FlyV1 fm2_..." stands bare in YAML: the scheme is not the secret. */
	if (f->n == 5 && memcmp(f->value, "FlyV1", 5) == 0 && f->value[5] == ' ') {
		s.value += 6;
		s.column += 6;
		s.n = strcspn(s.value, " \t\r\n");
	}
	if ((is_name(f, "access_token") || is_name(f, "private") ||
		    is_name(f, "metrics_token")) &&
		s.n >= 20)
		fi_file_say_secret(t->file, t->rule, t->out, &s, "The field");
	return true;
}

void fi_file_fly_config(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct teller t = { .file = f, .rule = r, .out = out, .at = f->head };

	fi_fields_each(f->head, f->n, tell_fly, &t);
}

/* ---- Docker ---- */

static int base64_value(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Does the base64 decode to "user:something"?  A colon and no control bytes. */
static bool is_basic_auth(const char *s, size_t n)
{
	unsigned bits = 0, have = 0;
	size_t colon = 0, len = 0;

	for (size_t i = 0; i < n && s[i] != '='; i++) {
		int v = base64_value(s[i]);

		if (v < 0)
			return false;
		bits = (bits << 6 | (unsigned)v) & 0xFFFFF;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		len++;
		if ((bits >> have & 0xFF) == ':' && colon == 0)
			colon = len;
		if ((bits >> have & 0xFF) < 0x20 && (bits >> have & 0xFF) != '\n')
			return false;
	}
	return colon > 1 && len > colon;
}

static unsigned line_of(
	const struct fi_file *f, const char *what, size_t n, unsigned *column)
{
	const char *at = memmem(f->head, f->n, what, n);
	unsigned line = 1;
	const char *start = f->head;

	*column = 0;
	if (!at)
		return 0;
	for (const char *p = f->head; p < at; p++) {
		if (*p == '\n') {
			line++;
			start = p + 1;
		}
	}
	*column = (unsigned)(at - start) + 1;
	return line;
}

static void tell_registry(
	const struct teller *t, const char *registry, const char *value)
{
	struct fi_file_secret s = { .key = registry,
		.key_n = strlen(registry),
		.value = value,
		.n = strlen(value) };

	s.line = line_of(t->file, s.value, s.n, &s.column);
	fi_file_say_secret(t->file, t->rule, t->out, &s, "The login for the registry");
}

void fi_file_docker_config(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	static const char *const fields[] = { "identitytoken", "registrytoken",
		"password" };
	struct teller t = { .file = f, .rule = r, .out = out, .at = f->head };
	json_t *root = json_loadb(f->head, f->n, 0, NULL);
	json_t *auths = json_object_get(root, "auths"), *entry;
	const char *registry;

	/* .dockercfg, the old form, has the registries at its top. */
	json_object_foreach(auths ? auths : root, registry, entry)
	{
		const char *auth = json_string_value(json_object_get(entry, "auth"));

		if (auth && strlen(auth) < AUTH_MAX &&
			is_basic_auth(auth, strlen(auth)))
			tell_registry(&t, registry, auth);
		for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
			const char *v =
				json_string_value(json_object_get(entry, fields[i]));

			if (v && *v && !fi_placeholder(v, strlen(v)))
				tell_registry(&t, registry, v);
		}
	}
	json_decref(root);
}

/* ---- Kubernetes ---- */

static bool tell_kube(void *self, const struct fi_field *f)
{
	static const char *const names[] = { "token", "password", "client-key-data",
		"id-token", "refresh-token", "client-secret", "access-token" };
	struct teller *t = self;
	struct fi_file_secret s = { .line = f->line,
		.column = f->column,
		.key = f->name,
		.key_n = f->name_n,
		.value = f->value,
		.n = f->n };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (is_name(f, names[i]) && f->n >= 4 &&
			!fi_placeholder(f->value, f->n) && f->value[0] != '$' &&
			f->value[0] != '<')
			fi_file_say_secret(t->file, t->rule, t->out, &s, "The field");
	}
	return true;
}

void fi_file_kubeconfig(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct teller t = { .file = f, .rule = r, .out = out, .at = f->head };

	if (memmem(f->head, f->n, "users", 5) &&
		memmem(f->head, f->n, "clusters", 8) == NULL &&
		memmem(f->head, f->n, "Config", 6) == NULL)
		return;
	fi_fields_each(f->head, f->n, tell_kube, &t);
}

/* ---- line formats ---- */

struct word {
	const char *p;
	size_t n;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The next blank-separated word from *p on; n == 0 at the end. */
static struct word next_word(const char **p, const char *end)
{
	struct word w;

	while (*p < end && is_space(**p))
		++*p;
	w.p = *p;
	while (*p < end && !is_space(**p))
		++*p;
	w.n = (size_t)(*p - w.p);
	return w;
}

static bool word_is(struct word w, const char *s)
{
	return w.n == strlen(s) && memcmp(w.p, s, w.n) == 0;
}

static void set_place(const struct fi_file *f, struct fi_file_secret *s)
{
	const char *start = f->head;

	s->line = 1;
	for (const char *p = f->head; p < s->value; p++) {
		if (*p == '\n') {
			s->line++;
			start = p + 1;
		}
	}
	s->column = (unsigned)(s->value - start) + 1;
}

/* machine HOST login USER password SECRET, over any number of lines. */
void fi_file_netrc(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	const char *p = f->head, *end = f->head + f->n;
	static const enum fi_severity poor = FI_LOW;
	struct word machine = { 0 }, w;

	while ((w = next_word(&p, end)).n > 0) {
		if (word_is(w, "machine")) {
			machine = next_word(&p, end);
		} else if (word_is(w, "password")) {
			struct word v = next_word(&p, end);
			struct fi_file_secret s = { .key = machine.p,
				.key_n = machine.n,
				.value = v.p,
				.n = v.n };

			if (v.n < 3 || v.p[0] == '$' || fi_template(v.p, v.n))
				continue;
			s.severity = fi_placeholder(v.p, v.n) ? &poor : NULL;
			set_place(f, &s);
			fi_file_say_secret(f, r, out, &s,
				machine.n > 0 ? "The login for" : "The line");
		}
	}
}

/* host:port:database:user:password, '\' before a colon that is part of a field */
void fi_file_pgpass(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	static const enum fi_severity poor = FI_LOW;
	struct fi_line l = { 0 };

	while (fi_line_next(&l, f->head, f->n)) {
		struct fi_file_secret s = { .line = l.number, .key = l.p };
		size_t colons = 0, i = 0;

		for (; l.n > 0 && l.p[0] != '#' && i < l.n && colons < 4; i++) {
			if (l.p[i] == '\\' && i + 1 < l.n)
				i++;
			else if (l.p[i] == ':' && ++colons == 1)
				s.key_n = i;
		}
		s.value = l.p + i;
		s.n = l.n - i;
		s.column = (unsigned)i + 1;
		if (fi_placeholder(s.value, s.n))
			s.severity = &poor;
		if (colons == 4 && s.n >= 3 && !fi_template(s.value, s.n))
			fi_file_say_secret(f, r, out, &s, "The login for");
	}
}

void fi_file_single_secret(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	const char *p = f->head, *end = f->head + f->n;
	struct word w = next_word(&p, end);
	struct fi_file_secret s = { .value = w.p, .n = w.n };

	if (w.n < CREDENTIAL_MIN || next_word(&p, end).n > 0 || w.n > 4096 ||
		w.p[0] == '#' || w.p[0] == '$' || memchr(w.p, '{', w.n) ||
		memchr(w.p, '\0', w.n) || fi_placeholder(w.p, w.n))
		return;
	set_place(f, &s);
	fi_file_say_secret(f, r, out, &s, "The file");
}

/* "secret" in the last column: chap-secrets, ipsec.secrets, sasl_passwd. */
void fi_file_secret_lines(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct fi_line l = { 0 };

	while (fi_line_next(&l, f->head, f->n)) {
		const char *p = l.p, *end = l.p + l.n;
		struct word w, last = { 0 };
		struct fi_file_secret s = { .line = l.number };
		size_t words = 0;

		while ((w = next_word(&p, end)).n > 0 && w.p[0] != '#') {
			/* chap-secrets: client server SECRET addresses */
			if (words++ < 3 || memchr(w.p, '"', w.n))
				last = w;
		}
		if (words < 2 || last.n < 4 || last.p[0] == '%' ||
			word_is(last, "include") || memchr(last.p, '/', last.n))
			continue;
		s.value = last.p + (last.p[0] == '"');
		s.n = last.n - (last.p[0] == '"');
		if (s.n > 0 && s.value[s.n - 1] == '"')
			s.n--;
		s.column = (unsigned)(s.value - l.p) + 1;
		if (s.n >= 4 && !fi_placeholder(s.value, s.n))
			fi_file_say_secret(f, r, out, &s, "The line");
	}
}

/* ---- single formats ---- */

/* A state without resources says nothing; one with them holds all their attributes. */
void fi_file_terraform_state(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	const char *end = f->head + f->n;
	const char *p = memmem(f->head, f->n, "\"resources\"", 11);

	if (!p || !memmem(f->head, f->n, "\"version\"", 9))
		return;
	for (p += 11; p < end && (is_space(*p) || *p == ':');)
		p++;
	if (p == end || (*p != '[' && *p != '{'))
		return;
	for (p++; p < end && is_space(*p);)
		p++;
	if (p < end && *p != ']' && *p != '}')
		fi_file_say(
			f, r, out, "It holds the attributes of resources, in clear.");
}

static bool tell_vpn(void *self, const struct fi_field *f)
{
	struct teller *t = self;
	struct fi_file_secret s = { .line = f->line,
		.column = f->column,
		.key = f->name,
		.key_n = f->name_n,
		.value = f->value,
		.n = f->n };

	if ((is_name(f, "PrivateKey") || is_name(f, "PresharedKey") ||
		    is_name(f, "psk") || is_name(f, "wep_key0") ||
		    is_name(f, "password")) &&
		f->n >= 8 && !fi_placeholder(f->value, f->n))
		fi_file_say_secret(t->file, t->rule, t->out, &s, "The field");
	return true;
}

void fi_file_vpn(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	static const char *const inlined[] = { "<key>", "<tls-auth>", "<tls-crypt>",
		"<auth-user-pass>", "<pkcs12>" };
	struct teller t = { .file = f, .rule = r, .out = out, .at = f->head };

	fi_fields_each(f->head, f->n, tell_vpn, &t);
	for (size_t i = 0; i < sizeof(inlined) / sizeof(inlined[0]); i++) {
		if (memmem(f->head, f->n, inlined[i], strlen(inlined[i]))) {
			fi_file_say(f, r, out, "It holds a VPN key.");
			return;
		}
	}
}

/* HEAD of a repository: "ref: refs/heads/main", or a commit's hash. */
void fi_file_git_folder(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	size_t hex = strspn(f->head, "0123456789abcdef");

	if ((f->n > 5 && memcmp(f->head, "ref: ", 5) == 0) || hex == 40 || hex == 64)
		fi_file_say(f, r, out,
			"The folder ships with the image: every version of every file "
			"can be "
			"restored from it, deleted ones too.");
}

void fi_file_private_key(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	static const enum fi_severity medium = FI_MEDIUM;
	struct fi_file_spot spot = { .line = 1 };
	bool putty = f->n > 20 && memcmp(f->head, "PuTTY-User-Key-File-", 20) == 0;
	bool locked = memmem(f->head, f->n, "ENCRYPTED", 9) != NULL ||
		      (putty && !memmem(f->head, f->n, "Encryption: none", 16));

	if (!putty && !memmem(f->head, f->n, "PRIVATE KEY-----", 16))
		return;
	if (locked)
		spot.severity = &medium;
	if (fi_path_is_borrowed(f->path))
		spot.severity = &low;
	fi_file_report(out, r, &spot, "It is a private key%s.",
		locked ? ", locked by a passphrase" : " without a passphrase");
}
