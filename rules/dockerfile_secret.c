/* Secrets that stand in a Dockerfile, or that its way of building leaves behind. */
#include "rules/dockerfile.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rules/findings.h"
#include "rules/valid.h"
#include "rules/worth.h"

/* A password or token that is longer would not be typed into a Dockerfile. */
#define VALUE_MAX 1024
/* Names and values judged in one text: what people write stays far below. */
#define VALUES_MAX 2000

static const enum fi_severity low = FI_LOW, medium = FI_MEDIUM;

/* A text in which secrets are looked for, and how to report from it. */
struct text {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
	const struct fi_df_instruction *ins;
	const struct fi_df_heredoc *heredoc; /* the text is its body; NULL */
	const char *s;
	size_t n;
	bool exact; /* s is ins->text, so that lines are known */
	unsigned judged;
};

struct name {
	const char *p;
	size_t n;
};

static unsigned line_of(const struct text *t, const char *at)
{
	unsigned line;

	if (!t->heredoc)
		return t->exact ? fi_df_line_at(t->ins, (size_t)(at - t->s)) : t->ins->line;
	line = t->heredoc->line;
	for (const char *p = t->s; p < at; p++)
		line += *p == '\n';
	return line;
}

/* Does a value under this name count, and how much?  NULL: it does not. */
static const enum fi_severity *weigh(enum fi_naming naming, enum fi_worth worth,
	const struct fi_rule *r)
{
	if (naming == FI_NAMED_SECRET && worth == FI_WORTH_RANDOM)
		return &r->severity;
	if (naming == FI_NAMED_SECRET && worth == FI_WORTH_WEAK)
		return &medium;
	return naming == FI_NAMED_MAYBE && worth == FI_WORTH_RANDOM ? &medium : NULL;
}

static void report_value(const struct text *t, struct name name, const char *value, size_t n,
	const enum fi_severity *severity)
{
	FI_AUTO(fi_freep) char *key = strndup(name.p, name.n < 64 ? name.n : 64);
	struct fi_spot spot = fi_df_spot(t->c, line_of(t, value), key);

	spot.severity = severity;
	fi_report_secret(t->out, t->c, t->r, &spot, value, n,
		"%s%s holds the value of %s, which stays readable in the image.",
		t->ins->onbuild ? "ONBUILD " : "", t->ins->name, key ? key : "a secret");
}

static void report_if_secret(struct text *t, struct name name, const char *value,
	size_t n)
{
	const enum fi_severity *severity;

	if (!n || n > VALUE_MAX || t->judged++ > VALUES_MAX)
		return;
	severity = weigh(fi_naming_of(name.p, name.n), fi_worth_of(value, n), t->r);
	if (severity)
		report_value(t, name, value, n, severity);
}

/* ---- passwords in URLs ---- */

static bool ends_url(char c)
{
	return isspace((unsigned char)c) || (c && strchr("\"'`<>|;()", c));
}

/* user:password@ behind "://"; false if there is none before the path. */
static bool url_password(const char *s, const char *end, const char **value, size_t *n)
{
	const char *colon = NULL, *at = NULL, *p = s;

	for (; p < end && !ends_url(*p) && *p != '/' && *p != '?' && *p != '#'; p++) {
		if (*p == ':' && !colon)
			colon = p;
		if (*p == '@')
			at = p;
	}
	if (!colon || !at || at < colon + 2)
		return false;
	*value = colon + 1;
	*n = (size_t)(at - colon) - 1;
	return true;
}

static void judge_url(const struct text *t, const char *scheme, struct name name)
{
	const char *start = scheme, *end = t->s + t->n, *value, *stop = scheme + 3;
	struct fi_candidate cand = { .rule = t->r, .path = "Dockerfile" };
	struct fi_verdict v = { .severity = t->r->severity };

	if (!url_password(scheme + 3, end, &value, &cand.n) || cand.n > VALUE_MAX)
		return;
	while (start > t->s && (isalnum((unsigned char)start[-1]) || start[-1] == '+'))
		start--;
	while (stop < end && !ends_url(*stop))
		stop++;
	cand.value = value;
	cand.match = cand.around = start;
	cand.match_n = cand.around_n = (size_t)(stop - start);
	fi_check_url_password(&cand, &v);
	if (!v.drop)
		report_value(t, name, value, cand.n, &v.severity);
}

static void urls(const struct text *t, struct name name)
{
	const char *end = t->s + t->n, *at = t->s;

	while ((at = memmem(at, (size_t)(end - at), "://", 3)) != NULL) {
		judge_url(t, at, name);
		at += 3;
	}
}

/* ---- names and values in commands ---- */

static bool name_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.';
}

/* The value at s: in quotes, or up to what ends a word.  *n is its length. */
static const char *value_at(const char *s, const char *end, size_t *n)
{
	const char *stop;

	if (end - s > VALUE_MAX + 2)
		end = s + VALUE_MAX + 2; /* enough to see that it is too long */
	if (s < end && *s == '\\' && s + 1 < end)
		s++; /* \"...\" inside a quoted command */
	if (s < end && (*s == '"' || *s == '\'')) {
		stop = memchr(s + 1, *s, (size_t)(end - s) - 1);
		if (stop) {
			*n = (size_t)(stop - s) - 1;
			return s + 1;
		}
		s++;
	}
	for (stop = s; stop < end && !ends_url(*stop) && *stop != '&' && *stop != '\\'; stop++)
		;
	*n = (size_t)(stop - s);
	return s;
}

/* NAME=value at the '='. */
static void assignment(struct text *t, const char *eq)
{
	struct name name = { eq, 0 };
	const char *value;
	size_t n;

	while (name.p > t->s && name_byte(name.p[-1]))
		name.p--;
	name.n = (size_t)(eq - name.p);
	while (name.n && name.p[0] == '-') {
		name.p++;
		name.n--;
	}
	if (!name.n || eq + 1 == t->s + t->n)
		return;
	value = value_at(eq + 1, t->s + t->n, &n);
	report_if_secret(t, name, value, n);
}

/* "--password value" at the first '-'. */
static void argument(struct text *t, const char *dash)
{
	const char *end = t->s + t->n, *p = dash + 2, *value;
	struct name name = { p, 0 };
	size_t n;

	while (p < end && name_byte(*p))
		p++;
	name.n = (size_t)(p - name.p);
	if (!name.n || p == end || !isspace((unsigned char)*p))
		return;
	while (p < end && isspace((unsigned char)*p))
		p++;
	if (p == end || *p == '-')
		return;
	value = value_at(p, end, &n);
	report_if_secret(t, name, value, n);
}

/* "Authorization: Bearer value" and "Token value", at the first letter. */
static void authorization(struct text *t, const char *at)
{
	static const struct name header = { "Authorization token", 19 };
	const char *end = t->s + t->n, *p = at + 14;
	size_t n = 0;

	while (p < end && isspace((unsigned char)*p))
		p++;
	while (p < end && isalpha((unsigned char)*p))
		p++;
	while (p < end && isspace((unsigned char)*p))
		p++;
	while (p + n < end && n <= VALUE_MAX && !ends_url(p[n]))
		n++;
	report_if_secret(t, header, p, n);
}

/* "-u user:password" of curl, at the '-'. */
static void basic_auth(struct text *t, const char *at)
{
	static const struct name password = { "password", 8 };
	const char *end = t->s + t->n, *p = at + 2, *colon;
	size_t n;

	if (p == end || !isspace((unsigned char)*p))
		return;
	while (p < end && isspace((unsigned char)*p))
		p++;
	p = value_at(p, end, &n);
	colon = memchr(p, ':', n);
	if (colon)
		report_if_secret(t, password, colon + 1, n - (size_t)(colon - p) - 1);
}

static void commands(struct text *t)
{
	static const struct name url = { "a password in a URL", 19 };
	const char *end = t->s + t->n;

	for (const char *p = t->s; p < end; p++) {
		bool starts = p == t->s || isspace((unsigned char)p[-1]) || p[-1] == '"';

		if (*p == '=')
			assignment(t, p);
		else if (starts && end - p > 3 && p[0] == '-' && p[1] == '-')
			argument(t, p);
		else if (starts && end - p > 4 && p[0] == '-' && p[1] == 'u')
			basic_auth(t, p);
		else if (end - p > 15 && strncasecmp(p, "Authorization:", 14) == 0)
			authorization(t, p);
	}
	urls(t, url);
}

/* Everything an instruction says: its text, or its JSON words, and here-documents. */
static void whole_instruction(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_df_instruction *ins)
{
	struct text t = { .c = c, .r = r, .out = out, .ins = ins };
	struct fi_buf b = fi_buf_limited(FI_DF_TEXT_MAX);

	t.s = ins->text;
	t.exact = true;
	if (ins->json) {
		for (size_t i = 0; i < ins->words.n; i++)
			if (fi_buf_addf(&b, "%s%s", i ? " " : "", ins->words.v[i]) != FI_OK)
				break;
		t.s = b.p;
		t.exact = false;
	}
	t.n = strlen(t.s);
	commands(&t);
	for (size_t i = 0; i < ins->nheredocs; i++) {
		t.heredoc = &ins->heredocs[i];
		t.s = t.heredoc->text;
		t.n = strlen(t.s);
		commands(&t);
	}
	fi_buf_done(&b);
}

void fi_df_secret_run(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->dockerfile->n; i++)
		if (c->dockerfile->list[i].kind == FI_DF_RUN)
			whole_instruction(c, r, out, &c->dockerfile->list[i]);
}

static void pair_value(const struct text *t, const struct fi_df_pair *pair)
{
	static const char fmt[] = "%s%s holds the value of %s, which stays readable in the image.";
	struct fi_spot spot = fi_df_spot(t->c, pair->line, pair->key);
	size_t n = strlen(pair->value);
	const enum fi_severity *severity = NULL;

	if (n <= VALUE_MAX)
		severity = weigh(fi_naming_of(pair->key, strlen(pair->key)),
			fi_worth_of(pair->value, n), t->r);
	if (!severity)
		return;
	spot.severity = severity;
	fi_report_secret(t->out, t->c, t->r, &spot, pair->value, n, fmt,
		t->ins->onbuild ? "ONBUILD " : "", t->ins->name, pair->key);
}

/* The value itself, and URLs in it. */
static void pair(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const struct fi_df_instruction *ins, const struct fi_df_pair *p)
{
	struct text t = { .c = c, .r = r, .out = out, .ins = ins };
	struct fi_df_instruction here = *ins;

	if (!p->value)
		return;
	here.line = p->line; /* lines are not known within a value */
	t.ins = &here;
	t.s = p->value;
	t.n = strlen(p->value);
	pair_value(&t, p);
	urls(&t, (struct name){ p->key, strlen(p->key) });
}

void fi_df_secret_command(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];

		switch (ins->kind) {
		case FI_DF_LABEL:
			for (size_t k = 0; k < ins->npairs; k++)
				pair(c, r, out, ins, &ins->pairs[k]);
			break;
		case FI_DF_CMD:
		case FI_DF_ENTRYPOINT:
		case FI_DF_HEALTHCHECK:
		case FI_DF_ADD:
		case FI_DF_COPY:
			whole_instruction(c, r, out, ins);
			break;
		default:
			break;
		}
	}
}

/* ---- ENV and ARG ---- */

/* "$X" or "${X...}" and nothing else: *n is the length of the name at the result. */
static const char *lone_variable(const char *value, size_t *n)
{
	const char *p = value;
	bool brace;

	if (*p++ != '$')
		return NULL;
	brace = *p == '{';
	p += brace;
	for (*n = 0; p[*n] == '_' || isalnum((unsigned char)p[*n]); ++*n)
		;
	if (!*n || (brace ? !strchr(p, '}') : p[*n] != 0))
		return NULL;
	return p;
}

static bool is_arg(const struct fi_dockerfile *df, size_t before, int stage, const char *name,
	size_t n)
{
	for (size_t i = before; i-- > 0 && df->list[i].stage >= stage;)
		for (size_t k = 0; df->list[i].kind == FI_DF_ARG && k < df->list[i].npairs; k++)
			if (strncmp(df->list[i].pairs[k].key, name, n) == 0 &&
				!df->list[i].pairs[k].key[n])
				return true;
	return false;
}

/* ENV TOKEN=$TOKEN: the build argument becomes part of every container. */
static void env_of_arg(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	size_t index, const struct fi_df_pair *p)
{
	const struct fi_df_instruction *ins = &c->dockerfile->list[index];
	struct fi_spot spot = fi_df_spot(c, p->line, p->key);
	size_t n = 0;
	const char *name = p->value ? lone_variable(p->value, &n) : NULL;

	if (!name || fi_naming_of(p->key, strlen(p->key)) != FI_NAMED_SECRET ||
		!is_arg(c->dockerfile, index, ins->stage, name, n))
		return;
	spot.severity = fi_df_ships(c->dockerfile, ins->stage) ? &medium : &low;
	fi_report(out, c, r, &spot,
		"ENV %s takes the build argument %.*s into the image, where everyone who can "
		"pull it reads it.",
		p->key, (int)n, name);
}

void fi_df_secret_env(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];

		for (size_t k = 0; ins->kind == FI_DF_ENV && k < ins->npairs; k++) {
			pair(c, r, out, ins, &ins->pairs[k]);
			env_of_arg(c, r, out, i, &ins->pairs[k]);
		}
	}
}

/* An ARG with a secret's name but without a value that counts. */
static void arg_by_name(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const struct fi_df_instruction *ins, const struct fi_df_pair *p)
{
	struct fi_spot spot = fi_df_spot(c, p->line, p->key);
	bool ships = fi_df_ships(c->dockerfile, ins->stage);
	FI_AUTO(fi_freep) char *fix = NULL;

	if (fi_naming_of(p->key, strlen(p->key)) != FI_NAMED_SECRET)
		return;
	fix = fi_format("Delete `ARG %s`, use `RUN --mount=type=secret,id=%s,env=%s ...` where it "
			"is needed, and build with `fly deploy --build-secret %s=...`.",
		p->key, p->key, p->key, p->key);
	spot.fix = fix;
	spot.severity = ships ? &medium : &low;
	fi_report(out, c, r, &spot,
		"ARG %s: the value given at build time is written into %s.", p->key,
		ships ? "the image's history by every RUN that follows" :
			"the build cache and the provenance of the build");
}

void fi_df_secret_arg(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];

		for (size_t k = 0; ins->kind == FI_DF_ARG && k < ins->npairs; k++) {
			const struct fi_df_pair *p = &ins->pairs[k];
			enum fi_worth worth = p->value && strlen(p->value) <= VALUE_MAX ?
				fi_worth_of(p->value, strlen(p->value)) : FI_WORTH_NONE;

			pair(c, r, out, ins, p);
			if (worth != FI_WORTH_RANDOM && worth != FI_WORTH_WEAK && ins->stage >= 0)
				arg_by_name(c, r, out, ins, p);
		}
	}
}

/* ---- build arguments that commands put into files ---- */

static bool has_secret_mount(const struct fi_df_instruction *ins)
{
	for (size_t i = 0; i < ins->nflags; i++)
		if (strcasecmp(ins->flags[i].name, "mount") == 0 && ins->flags[i].value &&
			(strstr(ins->flags[i].value, "type=secret") ||
				strstr(ins->flags[i].value, "type=ssh")))
			return true;
	return false;
}

/* A file for credentials that the command writes to, or NULL. */
static const char *credential_file(const char *s)
{
	static const char *const files[] = { ".npmrc", ".netrc", ".pypirc", "pip.conf",
		".git-credentials", ".yarnrc", ".docker/config.json", "auth.json",
		"NuGet.Config", "settings.xml", ".aws/credentials", ".gem/credentials",
		".cargo/credentials", ".bundle/config", "npm config set", "git config",
		"composer config", "bundle config", "poetry config" };

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (strstr(s, files[i]))
			return files[i];
	return NULL;
}

static void report_arg_in_run(const struct text *t, const char *name, int n, const char *at)
{
	FI_AUTO(fi_freep) char *key = strndup(name, (size_t)n);
	struct fi_spot spot = fi_df_spot(t->c, line_of(t, at), key);
	const char *file = credential_file(t->s);
	FI_AUTO(fi_freep) char *fix = NULL;

	if (!key)
		return;
	fix = fi_format("RUN --mount=type=secret,id=%s,env=%s ... in place of this RUN; delete "
			"`ARG %s`; build with `fly deploy --build-secret %s=...` or `docker build "
			"--secret id=%s,env=%s .`",
		key, key, key, key, key, key);
	spot.fix = fix;
	spot.severity = fi_df_ships(t->c->dockerfile, t->ins->stage) ? NULL : &low;
	if (file)
		fi_report(t->out, t->c, t->r, &spot,
			"RUN puts the build argument %s into %s: the layer keeps it, also when a "
			"later RUN deletes it.", key, file);
	else
		fi_report(t->out, t->c, t->r, &spot,
			"RUN uses the build argument %s, so its value stands in the image's "
			"history.", key);
}

/* The first use of a secret build argument in a text. */
static bool arg_in_text(const struct text *t, size_t index)
{
	for (const char *d = strchr(t->s, '$'); d; d = strchr(d + 1, '$')) {
		const char *name = d + 1 + (d[1] == '{');
		size_t n = 0;

		while (name[n] == '_' || isalnum((unsigned char)name[n]))
			n++;
		if (!n || n > 128 || fi_naming_of(name, n) != FI_NAMED_SECRET ||
			!is_arg(t->c->dockerfile, index, t->ins->stage, name, n))
			continue;
		report_arg_in_run(t, name, (int)n, d);
		return true;
	}
	return false;
}

void fi_df_arg_secret_in_run(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];
		struct text t = { .c = c, .r = r, .out = out, .ins = ins };
		bool found;

		if (ins->kind != FI_DF_RUN || ins->stage < 0 || has_secret_mount(ins))
			continue;
		t.s = ins->text;
		t.exact = true;
		found = arg_in_text(&t, i);
		for (size_t k = 0; !found && k < ins->nheredocs; k++) {
			t.heredoc = &ins->heredocs[k];
			t.s = t.heredoc->text;
			found = arg_in_text(&t, i);
		}
	}
}
