#include "rules/fixplan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/dockerfile.h"
#include "lib/dockerignore.h"
#include "lib/edits.h"
#include "rules/sink.h"

/* A project's files are 4 MiB at most; a plan for one is far smaller. */
#define DIFF_MAX  (4u << 20)
#define FIELD_MAX 200

struct line {
	const char *p;
	size_t n;
};

/* A file's text by lines; line i + 1 is v[i]. */
struct lines {
	struct line *v;
	size_t n;
};

struct planner {
	const struct fi_case *c;
	const struct fi_findings *f;
	struct fi_fixplan *plan;
	struct lines fly;
	struct fi_edits fly_edits, docker_edits, ignore_edits;
	bool ignored; /* .dockerignore was seen to */
	bool nomem;
};

/* --- lines --- */

static void lines_done(struct lines *l)
{
	free(l->v);
}

static bool split(const char *text, struct lines *out)
{
	size_t cap = 0;

	while (text && *text) {
		size_t n = strcspn(text, "\n");

		if (!fi_grow(&out->v, &cap, out->n + 1, sizeof(*out->v)))
			return false;
		out->v[out->n++] = (struct line){ text, n };
		text += n + (text[n] == '\n');
	}
	return true;
}

static size_t indent_of(const struct line *l)
{
	size_t i = 0;

	while (i < l->n && (l->p[i] == ' ' || l->p[i] == '\t'))
		i++;
	return i;
}

static bool is_header(const struct line *l)
{
	size_t i = indent_of(l);

	return i < l->n && l->p[i] == '[';
}

/* Does the line set this key (NULL: any)?  Tells where its value begins. */
static const char *value_in(const struct line *l, const char *key, size_t key_n)
{
	size_t i = indent_of(l), from = i;

	while (i < l->n && (isalnum((unsigned char)l->p[i]) || strchr("_-\"'", l->p[i])))
		i++;
	if (i == from || (key && (i - from != key_n || memcmp(l->p + from, key, key_n) != 0)))
		return NULL;
	while (i < l->n && (l->p[i] == ' ' || l->p[i] == '\t'))
		i++;
	return i < l->n && l->p[i] == '=' ? l->p + i + 1 : NULL;
}

/* Is a value all on its line?  Neither an open bracket nor a text of several lines. */
static bool is_whole(const struct line *l, const char *value)
{
	long open = 0;

	for (const char *p = value; p < l->p + l->n; p++) {
		open += (*p == '[' || *p == '{') - (*p == ']' || *p == '}');
		if (!strncmp(p, "\"\"\"", 3) || !strncmp(p, "'''", 3))
			return false;
	}
	return open == 0;
}

/* --- keys of fly.toml --- */

/* A piece of a fix: force_https = true */
struct assignment {
	const char *key, *value;
	size_t key_n, value_n;
};

/* A value in TOML on one line, up to its end; NULL if it is none. */
static const char *end_of_value(const char *p)
{
	size_t n;

	if (*p == '"') {
		n = strcspn(p + 1, "\"\n");
		return p[n + 1] == '"' ? p + n + 2 : NULL;
	}
	if (*p == '[') {
		n = strcspn(p, "]\n");
		return p[n] == ']' ? p + n + 1 : NULL;
	}
	n = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789.");
	return n ? p + n : NULL;
}

/* "NAME", "PATH": for the reader to fill in. */
static bool is_blank(const char *p, size_t n)
{
	size_t letters = 0;

	for (size_t i = 0; i < n; i++) {
		if (islower((unsigned char)p[i]) || isdigit((unsigned char)p[i]))
			return false;
		letters += isupper((unsigned char)p[i]) != 0;
	}
	return letters > 0;
}

/*
 * The next assignment of a fix at *at: "a = 1 and b = 2", "a = 1 (or 2)".  False at the
 * end and for anything else; then *clean tells which.
 */
static bool next_assignment(const char **at, struct assignment *a, bool *clean)
{
	const char *p = *at, *end;

	*clean = *p == 0;
	a->key = p;
	a->key_n = strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
	if (!a->key_n || strncmp(p + a->key_n, " = ", 3) != 0)
		return false;
	a->value = p + a->key_n + 3;
	end = end_of_value(a->value);
	if (!end || end - a->key > FIELD_MAX)
		return false;
	a->value_n = (size_t)(end - a->value);
	if (is_blank(a->value, a->value_n))
		return false;
	if (!strncmp(end, " and ", 5))
		end += 5;
	else if (!strncmp(end, " (or ", 5) || !strncmp(end, " or ", 4))
		end += strlen(end);
	else if (*end)
		return false;
	*at = end;
	return true;
}

static bool is_concrete(const char *fix)
{
	struct assignment a;
	bool clean = false, any = false;

	while (next_assignment(&fix, &a, &clean))
		any = true;
	return any && clean;
}

/* The table that line (from 1) is in: lines [*from, *to) without the header. */
static void table_of(const struct lines *l, size_t line, size_t *from, size_t *to)
{
	*from = line;
	while (*from > 0 && !is_header(&l->v[*from - 1]))
		(*from)--;
	*to = *from;
	while (*to < l->n && !is_header(&l->v[*to]))
		(*to)++;
}

/* Behind which line a new key of the table goes, and how far it is indented. */
static size_t place_for(const struct lines *l, size_t from, size_t to, const char **pad,
	size_t *pad_n)
{
	size_t at = from;

	*pad = "  ";
	*pad_n = from ? 2 : 0;
	for (size_t i = from; i < to; i++)
		if (value_in(&l->v[i], NULL, 0)) {
			*pad = l->v[i].p;
			*pad_n = indent_of(&l->v[i]);
			/* The keys of the file itself: behind the first of them. */
			if (!from)
				at = i + 1;
			break;
		}
	return at;
}

/* Does this line of a file hold something that must not be shown? */
struct hidden {
	const struct fi_findings *f;
	const char *name;
};

static bool is_hidden(void *self, unsigned line)
{
	const struct hidden *h = self;

	for (size_t i = 0; i < h->f->n; i++) {
		const struct fi_finding *f = &h->f->list[i];

		for (size_t p = 0; f->masked && p < f->nplaces; p++)
			if (f->places[p].file && !strcmp(f->places[p].file, h->name) &&
				f->places[p].line == line)
				return true;
	}
	return false;
}

/* "force_https instead of forcehttps": the length of the right one, where a line says the wrong. */
static size_t misspelt(const struct planner *k, const struct fi_finding *f)
{
	static const char between[] = " instead of ";
	const char *wrong = strstr(f->fix, between);
	unsigned line = f->places[0].line;
	struct hidden h = { k->f, k->c->fly_name };

	if (strcmp(f->rule->id, "fly-unknown-key") != 0 || f->severity == FI_INFO || !wrong ||
		!line || line > k->fly.n || is_hidden(&h, line))
		return 0;
	wrong += sizeof(between) - 1;
	return value_in(&k->fly.v[line - 1], wrong, strlen(wrong)) ?
		       (size_t)(strstr(f->fix, between) - f->fix) :
		       0;
}

/* Has the table of that line the key already? */
static bool has_key(const struct planner *k, size_t line, const char *key, size_t n)
{
	size_t from, to;

	table_of(&k->fly, line, &from, &to);
	for (size_t i = from; i < to; i++)
		if (value_in(&k->fly.v[i], key, n))
			return true;
	return false;
}

/* The same key by its right name. */
static bool spell(struct planner *k, const struct fi_finding *f)
{
	size_t n = misspelt(k, f), pad;
	const struct line *l;
	const char *rest;
	FI_AUTO(fi_freep) char *text = NULL;

	if (!n || has_key(k, f->places[0].line, f->fix, n))
		return false;
	l = &k->fly.v[f->places[0].line - 1];
	pad = indent_of(l);
	rest = l->p + pad + strlen(strstr(f->fix, " instead of ") + 12);
	text = fi_format("%.*s%.*s%.*s\n", (int)pad, l->p, (int)n, f->fix,
		(int)(l->p + l->n - rest), rest);
	return text && fi_edits_replace(&k->fly_edits, f->places[0].line, text);
}

/* Is a key of these lines to become this one?  A second would make the file unreadable. */
static bool is_misspelt(const struct planner *k, size_t from, size_t to,
	const struct assignment *a)
{
	for (size_t i = 0; i < k->f->n; i++) {
		const struct fi_finding *f = &k->f->list[i];

		if (f->places[0].line > from && f->places[0].line <= to &&
			misspelt(k, f) == a->key_n && !memcmp(f->fix, a->key, a->key_n))
			return true;
	}
	return false;
}

static bool set_key(struct planner *k, size_t line, const struct assignment *a)
{
	size_t from, to, pad_n, at;
	const char *pad, *value;
	FI_AUTO(fi_freep) char *text = NULL;

	table_of(&k->fly, line, &from, &to);
	at = place_for(&k->fly, from, to, &pad, &pad_n);
	text = fi_format("%.*s%.*s = %.*s\n", (int)pad_n, pad, (int)a->key_n, a->key,
		(int)a->value_n, a->value);
	if (!text)
		return false;
	for (size_t i = from; i < to; i++) {
		value = value_in(&k->fly.v[i], a->key, a->key_n);
		if (!value)
			continue;
		return is_whole(&k->fly.v[i], value) &&
		       fi_edits_replace(&k->fly_edits, (unsigned)i + 1, text);
	}
	if (is_misspelt(k, from, to, a))
		return true;
	return fi_edits_insert(&k->fly_edits, (unsigned)at, text);
}

/* Is the line in one of several tables of a name, [[services]]? */
static bool in_list(const struct lines *l, size_t line)
{
	size_t from, to, pad;

	table_of(l, line, &from, &to);
	pad = from ? indent_of(&l->v[from - 1]) : 0;
	return from && l->v[from - 1].n > pad + 1 && l->v[from - 1].p[pad + 1] == '[';
}

/* A finding in fly.toml whose fix is the very line to write. */
static bool write_keys(struct planner *k, const struct fi_finding *f, unsigned line)
{
	const char *fix = f->fix;
	struct assignment a;
	bool clean, done = true;

	if (!line || line > k->fly.n || !is_concrete(fix))
		return false;
	/* What a plain TCP service listens on is not what the app's variables are about. */
	if (!strcmp(f->rule->id, "cross-internal-port") && in_list(&k->fly, line))
		return false;
	/* { internal_port = 80 } on one line: another way of writing it. */
	if (memchr(k->fly.v[line - 1].p, '{', k->fly.v[line - 1].n))
		return false;
	while (next_assignment(&fix, &a, &clean))
		done = done && set_key(k, line, &a);
	return done;
}

/*
 * Rules that are mended by taking the key away which they point at.  Not a release
 * command that finds no database: somebody else has to migrate it then.
 */
static const char *const unwanted[] = { "fly-env-primary-region", "fly-lazy-load-images",
	"fly-max-unavailable" };

static bool take_line(struct planner *k, const struct fi_finding *f, unsigned line)
{
	const char *value;

	for (size_t i = 0; i < FI_COUNT(unwanted); i++) {
		if (strcmp(f->rule->id, unwanted[i]) != 0)
			continue;
		value = line && line <= k->fly.n ? value_in(&k->fly.v[line - 1], NULL, 0) : NULL;
		return value && is_whole(&k->fly.v[line - 1], value) &&
		       fi_edits_delete(&k->fly_edits, line);
	}
	return false;
}

/* The line of this very header ("[env]"), from 1; 0 if the file has none. */
static size_t header_line(const struct lines *l, const char *header, size_t n)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t pad = indent_of(&l->v[i]);

		if (l->v[i].n >= pad + n && !memcmp(l->v[i].p + pad, header, n))
			return i + 1;
	}
	return 0;
}

/* Each line of `text` is one assignment; with a header's line, they are set there. */
static bool set_keys_of(struct planner *k, const char *text, size_t header)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		FI_AUTO(fi_freep) char *line = strndup(text, n);
		const char *at = line;
		struct assignment a;
		bool clean;

		if (!line || !next_assignment(&at, &a, &clean) || *at)
			return false;
		if (header && !set_key(k, header, &a))
			return false;
		text += n + (text[n] == '\n');
	}
	return true;
}

/* A whole table that the fix spells out: into the one there is, or to the file's end. */
static bool add_table(struct planner *k, const struct fi_finding *f)
{
	size_t n = strcspn(f->fix, "\n"), header = header_line(&k->fly, f->fix, n);
	const char *keys = f->fix + n + (f->fix[n] == '\n');
	FI_AUTO(fi_freep) char *text = NULL;

	if (f->fix[0] != '[' || !*keys || !set_keys_of(k, keys, 0))
		return false;
	/* [[mounts]] may be there twice, [mounts] not. */
	if (header)
		return f->fix[1] != '[' && set_keys_of(k, keys, header);
	text = fi_format("\n%s\n", f->fix);
	return text && fi_edits_insert(&k->fly_edits, (unsigned)k->fly.n, text);
}

/* A key of the file itself: the image's finding is mended in fly.toml. */
static bool add_top_key(struct planner *k, const struct fi_finding *f)
{
	struct assignment a;
	const char *fix = f->fix;
	bool clean;

	if (strcmp(f->rule->id, "cross-stop-signal-ignored") != 0 ||
		!next_assignment(&fix, &a, &clean) || *fix)
		return false;
	return set_key(k, 0, &a);
}

/* As variables of the environment are called. */
static bool is_variable(const char *key)
{
	return key && *key && !key[strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")];
}

static bool is_plain_key(const char *key)
{
	return key && *key && !key[strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					       "abcdefghijklmnopqrstuvwxyz0123456789_")];
}

/* Into a list, once. */
static void note(struct planner *k, struct fi_strs *list, const char *text)
{
	if (text && !fi_strs_has(list, text) && fi_strs_add(list, text) != FI_OK)
		k->nomem = true;
}

/* The key that this line sets, malloc'd; NULL if its value goes on behind the line. */
static char *key_at(const struct lines *l, unsigned line)
{
	const struct line *at = line && line <= l->n ? &l->v[line - 1] : NULL;
	const char *value = at ? value_in(at, NULL, 0) : NULL;
	size_t pad = at ? indent_of(at) : 0, n;

	if (!value || !is_whole(at, value))
		return NULL;
	n = strcspn(at->p + pad, " \t=");
	return strndup(at->p + pad, n);
}

/* The key's line has the secret in it: only its name may be shown. */
static bool take_secret_line(struct planner *k, const struct fi_finding *f)
{
	FI_AUTO(fi_freep) char *command = NULL;
	FI_AUTO(fi_freep) char *key = key_at(&k->fly, f->places[0].line);

	if (strcmp(f->rule->id, "fly-secret-in-env") != 0 &&
		strcmp(f->rule->id, "fly-secret-in-build-args") != 0)
		return false;
	if (!is_plain_key(key))
		return false;
	command = fi_format("sed -i '/^[[:space:]]*%s[[:space:]]*=/d' %s", key, k->c->fly_name);
	if (!command)
		k->nomem = true;
	note(k, &k->plan->commands, command);
	note(k, &k->plan->names, key);
	return true;
}

static bool edit_fly(struct planner *k, const struct fi_finding *f)
{
	const struct fi_place *p = &f->places[0];
	const char *name = k->c->fly_name;
	bool here = name && p->file && !strcmp(p->file, name);
	bool toml = name && strlen(name) > 5 && !strcmp(name + strlen(name) - 5, ".toml");

	/* Lines that end in carriage return and line feed are left to the reader. */
	if (!toml || strstr(k->c->fly_text, "\r\n"))
		return false;
	if (here && f->masked)
		return take_secret_line(k, f);
	if (here)
		return take_line(k, f, p->line) || spell(k, f) || write_keys(k, f, p->line);
	return add_table(k, f) || add_top_key(k, f);
}

/* --- .dockerignore --- */

static bool ignore(struct planner *k, size_t lines, const char *pattern)
{
	FI_AUTO(fi_freep) char *text = fi_format("%s\n", pattern);

	return text && fi_edits_insert(&k->ignore_edits, (unsigned)lines, text);
}

/* The context's leaky names that nothing keeps out, and what nobody wants there. */
static bool edit_ignore(struct planner *k, const struct fi_finding *f)
{
	static const char *const first[] = { ".git", "**/.env", "**/.env.*", "!**/.env.example",
		"**/*.pem", "**/*.key", "**/node_modules" };
	const struct fi_strs *leaky = k->c->context_files;
	struct lines old = { 0 };
	bool missing = !strcmp(f->rule->id, "dockerignore-missing"), ok;

	if (!missing && strcmp(f->rule->id, "dockerignore-lets-secrets") != 0)
		return false;
	if (k->ignored)
		return true;
	k->ignored = true;
	ok = split(k->c->ignore_text, &old);
	for (size_t i = 0; ok && missing && i < FI_COUNT(first); i++)
		ok = ignore(k, old.n, first[i]);
	for (size_t i = 0; ok && leaky && i < leaky->n; i++) {
		const char *name = leaky->v[i];
		size_t n = strlen(name);
		FI_AUTO(fi_freep) char *path = strndup(name, n - (n && name[n - 1] == '/'));

		ok = path != NULL;
		if (ok && !strpbrk(path, "*?[\\ !#") &&
			!(k->c->ignore && fi_ignore_match(k->c->ignore, path)))
			ok = ignore(k, old.n, path);
	}
	lines_done(&old);
	return ok;
}

/* --- the Dockerfile --- */

/* The first CMD or ENTRYPOINT of the stage that ships; NULL. */
static const struct fi_df_instruction *start_of(const struct fi_dockerfile *df)
{
	for (size_t i = 0; df->nstages && i < df->n; i++) {
		const struct fi_df_instruction *in = &df->list[i];

		if (in->stage == (int)df->nstages - 1 && !in->onbuild &&
			(!strcmp(in->name, "CMD") || !strcmp(in->name, "ENTRYPOINT")))
			return in;
	}
	return NULL;
}

/* "Add `USER node` before CMD; ...": a user that the base image has; its name's length. */
static int known_user(const struct fi_findings *f, const char **name)
{
	static const char begin[] = "Add `USER ";

	for (size_t i = 0; i < f->n; i++)
		if (!strcmp(f->list[i].rule->id, "dockerfile-root-user") &&
			!strncmp(f->list[i].fix, begin, sizeof(begin) - 1)) {
			*name = f->list[i].fix + sizeof(begin) - 1;
			return (int)strcspn(*name, "` ");
		}
	return 0;
}

static bool edit_user(struct planner *k, const struct fi_finding *f)
{
	const struct fi_dockerfile *df = k->c->dockerfile;
	const struct fi_df_instruction *in;
	const char *base, *name = "";
	FI_AUTO(fi_freep) char *own = NULL;
	bool alpine;
	int n;

	/* Low: an entrypoint gives root up by itself, and needs it before. */
	if (!df || f->severity < FI_MEDIUM || strstr(k->c->dockerfile_text, "\r\n") ||
		(strcmp(f->rule->id, "dockerfile-root-user") != 0 &&
			strcmp(f->rule->id, "image-root-user") != 0) ||
		!(in = start_of(df)) || in->line < 2)
		return false;
	base = df->stages[df->nstages - 1].base;
	n = known_user(k->f, &name);
	/* What has no shell cannot make a user. */
	if (!base || (!n && (strstr(base, "distroless") || !strncmp(base, "scratch", 7))))
		return false;
	if (n) {
		own = fi_format("USER %.*s\n", n, name);
		return own && fi_edits_insert(&k->docker_edits, in->line - 1, own);
	}
	alpine = strstr(base, "alpine") != NULL;
	return fi_edits_insert(&k->docker_edits, in->line - 1,
		alpine ? "RUN adduser -S -u 10001 app\nUSER app\n" :
			 "RUN useradd --system --uid 10001 app\nUSER app\n");
}

/* --- all of it --- */

static bool is_credential(const struct fi_finding *f)
{
	return f->masked || f->rule->category == FI_SECRET;
}

/* So far back; all of them would be too many for ten thousand findings. */
#define TOLD_BACK 32

/* The same words about the same place, such as two commands that one script stops. */
static bool is_told(const struct fi_fixplan *plan, const struct fi_finding *f)
{
	const struct fi_place *at = &f->places[0];
	/* Findings are sorted by severity, rule and place: what is alike stands together. */
	size_t first = plan->nrest > TOLD_BACK ? plan->nrest - TOLD_BACK : 0;

	for (size_t i = first; i < plan->nrest; i++) {
		const struct fi_finding *o = plan->rest[i];

		if (o->rule == f->rule && o->places[0].line == at->line &&
			o->places[0].layer == at->layer &&
			!strcmp(fi_place_text(&o->places[0]), fi_place_text(at)) &&
			!strcmp(o->fix, f->fix))
			return true;
	}
	return false;
}

static void plan_one(struct planner *k, const struct fi_finding *f)
{
	bool mended;

	if (is_credential(f) && f->severity > FI_LOW) {
		k->plan->revoke[k->plan->nrevoke++] = f;
		if (is_variable(f->key))
			note(k, &k->plan->names, f->key);
	}
	mended = edit_fly(k, f) || edit_ignore(k, f) || edit_user(k, f);
	if (!mended && !is_told(k->plan, f))
		k->plan->rest[k->plan->nrest++] = f;
}

static enum fi_code diff_all(struct planner *k, struct fi_buf *b)
{
	const struct {
		const struct fi_edits *edits;
		const char *name, *text;
	} files[] = {
		{ &k->fly_edits, k->c->fly_name, k->c->fly_text },
		{ &k->docker_edits, k->c->dockerfile_name, k->c->dockerfile_text },
		{ &k->ignore_edits, k->c->ignore_name ? k->c->ignore_name : ".dockerignore",
			k->c->ignore_text },
	};
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < FI_COUNT(files); i++) {
		struct hidden h = { k->f, files[i].name };

		if (files[i].edits->n)
			rc = fi_edits_diff(files[i].edits, files[i].name, files[i].text,
				is_hidden, &h, b);
	}
	return rc;
}

static void planner_done(struct planner *k)
{
	lines_done(&k->fly);
	fi_edits_done(&k->fly_edits);
	fi_edits_done(&k->docker_edits);
	fi_edits_done(&k->ignore_edits);
}

void fi_fixplan_done(struct fi_fixplan *p)
{
	free(p->revoke);
	free(p->rest);
	free(p->diff);
	fi_strs_done(&p->names);
	fi_strs_done(&p->commands);
	*p = (struct fi_fixplan){ 0 };
}

enum fi_code fi_fixplan_make(const struct fi_case *project, const struct fi_findings *f,
	struct fi_fixplan *out, struct fi_err *err)
{
	FI_AUTO(planner_done) struct planner k = { .c = project, .f = f };
	FI_AUTO(fi_buf_done) struct fi_buf diff = fi_buf_limited(DIFF_MAX);
	struct fi_fixplan plan = { .revoke = calloc(f->n + 1, sizeof(struct fi_finding *)),
		.rest = calloc(f->n + 1, sizeof(struct fi_finding *)) };
	size_t n;

	k.plan = &plan;
	k.nomem = !plan.revoke || !plan.rest || !split(project->fly_text, &k.fly);
	for (size_t i = 0; !k.nomem && i < f->n; i++)
		if (f->list[i].severity > FI_INFO)
			plan_one(&k, &f->list[i]);
	if (!k.nomem && diff_all(&k, &diff) == FI_OK)
		plan.diff = fi_buf_steal(&diff, &n);
	if (k.nomem || !plan.diff) {
		fi_fixplan_done(&plan);
		return fi_err_nomem(err);
	}
	*out = plan;
	return FI_OK;
}
