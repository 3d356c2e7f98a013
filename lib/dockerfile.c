#include "lib/dockerfile.h"

#include <ctype.h>
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One line rarely opens more than two; each costs a search for its end. */
#define HEREDOCS_MAX 16
/* Each unended one makes us look through the whole rest of the file. */
#define UNENDED_MAX 8
/* Docker's longest instruction has 11 letters; what is much longer is no typo. */
#define WORD_QUOTED 20
/* Variables in defaults of variables: more than this is no image name any more. */
#define EXPAND_DEPTH  8
#define EXPAND_LOOKUPS 128
#define EXPAND_MAX    8192

static const struct {
	const char *name;
	enum fi_df_kind kind;
	bool flags, json, pairs, heredoc;
} kinds[] = {
	{ "ADD", FI_DF_ADD, .flags = true, .json = true, .heredoc = true },
	{ "ARG", FI_DF_ARG, .pairs = true },
	{ "CMD", FI_DF_CMD, .json = true },
	{ "COPY", FI_DF_COPY, .flags = true, .json = true, .heredoc = true },
	{ "ENTRYPOINT", FI_DF_ENTRYPOINT, .json = true },
	{ "ENV", FI_DF_ENV, .pairs = true },
	{ "EXPOSE", FI_DF_EXPOSE, .flags = false },
	{ "FROM", FI_DF_FROM, .flags = true },
	{ "HEALTHCHECK", FI_DF_HEALTHCHECK, .flags = true },
	{ "LABEL", FI_DF_LABEL, .pairs = true },
	{ "MAINTAINER", FI_DF_MAINTAINER, .flags = false },
	{ "RUN", FI_DF_RUN, .flags = true, .json = true, .heredoc = true },
	{ "SHELL", FI_DF_SHELL, .json = true },
	{ "STOPSIGNAL", FI_DF_STOPSIGNAL, .flags = false },
	{ "USER", FI_DF_USER, .flags = false },
	{ "VOLUME", FI_DF_VOLUME, .json = true },
	{ "WORKDIR", FI_DF_WORKDIR, .flags = false },
};

#define NKINDS (sizeof(kinds) / sizeof(kinds[0]))

struct span {
	const char *p;
	size_t n;
};

struct parser {
	const char *at, *end;
	unsigned line; /* of `at` */
	unsigned last; /* of the line that was taken last */
	unsigned unended;
	struct fi_dockerfile *df;
	struct fi_buf joined;
	struct fi_df_mark *marks;
	size_t nmarks, cap_marks;
};

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

static bool name_char(char c, bool first)
{
	return c == '_' || isalpha((unsigned char)c) ||
		(!first && isdigit((unsigned char)c));
}

static struct span trim(struct span s)
{
	while (s.n && blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

static enum fi_code problem(struct parser *p, enum fi_df_trouble kind, unsigned line,
	const char *fmt, ...) FI_PRINTF(4, 5);

static enum fi_code problem(struct parser *p, enum fi_df_trouble kind, unsigned line,
	const char *fmt, ...)
{
	struct fi_dockerfile *df = p->df;
	va_list ap;
	char *text;

	if (df->nproblems >= FI_DF_PROBLEMS_MAX)
		return FI_OK;
	va_start(ap, fmt);
	text = fi_vformat(fmt, ap);
	va_end(ap);
	if (!text)
		return FI_ENOMEM;
	if (!fi_grow(&df->problems, &df->cap_problems, df->nproblems + 1,
		    sizeof(*df->problems))) {
		free(text);
		return FI_ENOMEM;
	}
	df->problems[df->nproblems++] = (struct fi_df_problem){ kind, line, text };
	return FI_OK;
}

/* The next line without its end; false at the end of the text. */
static bool take_line(struct parser *p, struct span *out)
{
	const char *nl;

	if (p->at == p->end)
		return false;
	nl = memchr(p->at, '\n', (size_t)(p->end - p->at));
	out->p = p->at;
	out->n = (size_t)((nl ? nl : p->end) - p->at);
	p->at = nl ? nl + 1 : p->end;
	p->last = p->line++;
	if (out->n && out->p[out->n - 1] == '\r')
		out->n--;
	return true;
}

/* Words: white space separates, quotes and escapes keep it inside.  Quotes stay. */
static bool next_word(struct span *rest, char esc, struct span *word)
{
	char quote = 0;
	size_t i = 0;

	while (rest->n && blank(rest->p[0])) {
		rest->p++;
		rest->n--;
	}
	if (!rest->n)
		return false;
	for (; i < rest->n; i++) {
		char c = rest->p[i];

		if (c == esc && quote != '\'') {
			i++;
			continue;
		}
		if (quote) {
			if (c == quote)
				quote = 0;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (blank(c)) {
			break;
		}
	}
	if (i > rest->n) /* the escape was the last byte */
		i = rest->n;
	*word = (struct span){ rest->p, i };
	rest->p += i;
	rest->n -= i;
	return true;
}

/* A word without its quotes and escapes. */
static char *unquote(struct span s, char esc)
{
	char *out = malloc(s.n + 1), quote = 0;
	size_t n = 0;

	if (!out)
		return NULL;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == esc && quote != '\'' && i + 1 < s.n) {
			char next = s.p[i + 1];

			if (quote && next != '"' && next != '$' && next != esc)
				out[n++] = c;
			out[n++] = next;
			i++;
		} else if (quote && c == quote) {
			quote = 0;
		} else if (!quote && (c == '"' || c == '\'')) {
			quote = c;
		} else {
			out[n++] = c;
		}
	}
	out[n] = 0;
	return out;
}

static enum fi_code add_pair(struct fi_df_instruction *ins, size_t *cap, char *key,
	char *value, unsigned line)
{
	if (!key || !fi_grow(&ins->pairs, cap, ins->npairs + 1, sizeof(*ins->pairs))) {
		free(key);
		free(value);
		return FI_ENOMEM;
	}
	ins->pairs[ins->npairs++] = (struct fi_df_pair){ key, value, line };
	return FI_OK;
}

/* "ENV key the rest is the value": one pair, when the first word has no '='. */
static enum fi_code old_pair(struct fi_df_instruction *ins, struct span first,
	struct span rest, char esc)
{
	size_t cap = 0;
	char *value;

	rest = trim(rest);
	value = unquote(rest, esc);
	if (!value)
		return FI_ENOMEM;
	return add_pair(ins, &cap, unquote(first, esc), value, ins->line);
}

static enum fi_code read_pairs(struct parser *p, struct fi_df_instruction *ins)
{
	struct span rest = { ins->text, strlen(ins->text) }, w;
	char esc = p->df->escape;
	bool first = true;
	size_t cap = 0;

	while (next_word(&rest, esc, &w)) {
		const char *eq = memchr(w.p, '=', w.n);
		unsigned line = fi_df_line_at(ins, (size_t)(w.p - ins->text));
		size_t k = eq ? (size_t)(eq - w.p) : w.n;
		char *value = NULL;
		enum fi_code rc;

		if (!eq && ins->kind != FI_DF_ARG && first)
			return old_pair(ins, w, rest, esc);
		if (!eq && ins->kind != FI_DF_ARG) {
			rc = problem(p, FI_DF_BAD_SYNTAX, line,
				"%s: \"%.*s\" has no '='; put quotes around values with spaces",
				ins->name, (int)(w.n < 60 ? w.n : 60), w.p);
			if (rc != FI_OK)
				return rc;
			continue;
		}
		first = false;
		if (eq) {
			value = unquote((struct span){ eq + 1, w.n - k - 1 }, esc);
			if (!value)
				return FI_ENOMEM;
		}
		rc = add_pair(ins, &cap, unquote((struct span){ w.p, k }, esc), value, line);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

/* The strings of a JSON array; *json stays false if it is no array of strings. */
static enum fi_code read_json(const char *text, struct fi_strs *words, bool *json)
{
	struct fi_strs list = { 0 };
	enum fi_code rc = FI_OK;
	json_error_t e;
	json_t *a, *s;
	size_t i;

	if (text[0] != '[')
		return FI_OK;
	a = json_loads(text, JSON_REJECT_DUPLICATES, &e);
	if (!a)
		return json_error_code(&e) == json_error_out_of_memory ? FI_ENOMEM : FI_OK;
	json_array_foreach(a, i, s) {
		if (!json_is_string(s))
			break;
		rc = fi_strs_add(&list, json_string_value(s));
		if (rc != FI_OK)
			break;
	}
	if (rc == FI_OK && json_is_array(a) && i == json_array_size(a)) {
		for (i = 0; rc == FI_OK && i < list.n; i++)
			rc = fi_strs_add(words, list.v[i]);
		*json = true;
	}
	fi_strs_done(&list);
	json_decref(a);
	return rc;
}

static enum fi_code split_words(struct fi_df_instruction *ins, const char *text, char esc)
{
	struct span rest = { text, strlen(text) }, w;
	enum fi_code rc = FI_OK;

	while (rc == FI_OK && next_word(&rest, esc, &w))
		rc = fi_strs_addn(&ins->words, w.p, w.n);
	return rc;
}

/* HEALTHCHECK's command may be in JSON form behind its CMD. */
static enum fi_code healthcheck_words(struct fi_df_instruction *ins, char esc)
{
	const char *t = ins->text;
	enum fi_code rc;

	if (strncasecmp(t, "CMD", 3) != 0 || !blank(t[3]))
		return split_words(ins, t, esc);
	rc = fi_strs_add(&ins->words, "CMD");
	for (t += 3; blank(*t); t++)
		;
	if (rc == FI_OK)
		rc = read_json(t, &ins->words, &ins->json);
	if (rc == FI_OK && !ins->json)
		rc = split_words(ins, t, esc);
	return rc;
}

/* --name[=value] words in front; *text moves behind them. */
static enum fi_code read_flags(struct fi_df_instruction *ins, struct span *text, char esc)
{
	struct span rest = *text, w;
	size_t cap = 0;

	while (next_word(&rest, esc, &w) && w.n >= 2 && w.p[0] == '-' && w.p[1] == '-') {
		const char *eq = memchr(w.p, '=', w.n);
		size_t k = eq ? (size_t)(eq - w.p) : w.n;
		struct fi_df_flag f = { 0 };

		*text = trim(rest);
		if (w.n == 2)
			break;
		if (!fi_grow(&ins->flags, &cap, ins->nflags + 1, sizeof(f)))
			return FI_ENOMEM;
		f.name = strndup(w.p + 2, k - 2);
		if (!f.name)
			return FI_ENOMEM;
		if (eq) {
			f.value = unquote((struct span){ eq + 1, w.n - k - 1 }, esc);
			if (!f.value) {
				free(f.name);
				return FI_ENOMEM;
			}
		}
		ins->flags[ins->nflags++] = f;
	}
	return FI_OK;
}

/* Read one here-document's body.  Without its end, nothing is taken. */
static enum fi_code read_heredoc(struct parser *p, struct fi_df_heredoc *h, bool *ended)
{
	struct parser before = *p;
	struct fi_buf body = fi_buf_limited(FI_DF_TEXT_MAX + 1);
	struct span line;
	enum fi_code rc = FI_OK;

	*ended = false;
	h->line = p->line;
	while (rc == FI_OK && take_line(p, &line)) {
		while (h->strip && line.n && line.p[0] == '\t') {
			line.p++;
			line.n--;
		}
		if (line.n == strlen(h->name) && memcmp(line.p, h->name, line.n) == 0) {
			*ended = true;
			break;
		}
		rc = fi_buf_add(&body, line.p, line.n);
		if (rc == FI_OK)
			rc = fi_buf_adds(&body, "\n");
	}
	if (rc == FI_OK && *ended) {
		h->text = fi_buf_steal(&body, NULL);
		rc = h->text ? FI_OK : FI_ENOMEM;
	}
	fi_buf_done(&body);
	if (!*ended) {
		p->at = before.at;
		p->line = before.line;
		p->last = before.last;
	}
	return rc == FI_ELIMIT ? FI_OK : rc;
}

/* Is this word [n]<<[-]NAME?  Then fill in the here-document, less its body. */
static enum fi_code opens_heredoc(struct span w, char esc, struct fi_df_heredoc *h)
{
	struct span name = w;

	while (name.n && isdigit((unsigned char)name.p[0])) {
		name.p++;
		name.n--;
	}
	if (name.n < 3 || name.p[0] != '<' || name.p[1] != '<')
		return FI_ENOTFOUND;
	h->strip = name.p[2] == '-';
	name.p += h->strip ? 3 : 2;
	name.n -= h->strip ? 3 : 2;
	if (!name.n || memchr(name.p, '<', name.n))
		return FI_ENOTFOUND;
	h->quoted = memchr(name.p, '"', name.n) || memchr(name.p, '\'', name.n);
	h->name = unquote(name, esc);
	if (!h->name)
		return FI_ENOMEM;
	if (h->name[0])
		return FI_OK;
	free(h->name);
	h->name = NULL;
	return FI_ENOTFOUND;
}

static enum fi_code one_heredoc(struct parser *p, struct fi_df_instruction *ins,
	size_t *cap, struct span w)
{
	struct fi_df_heredoc h = { 0 };
	enum fi_code rc = opens_heredoc(w, p->df->escape, &h);
	bool ended;

	if (rc != FI_OK)
		return rc == FI_ENOTFOUND ? FI_OK : rc;
	rc = read_heredoc(p, &h, &ended);
	if (rc == FI_OK && !ended) {
		p->unended++;
		rc = problem(p, FI_DF_BAD_SYNTAX, ins->line,
			"the here-document <<%.60s has no end", h.name);
	}
	if (rc == FI_OK && ended &&
		fi_grow(&ins->heredocs, cap, ins->nheredocs + 1, sizeof(h))) {
		ins->heredocs[ins->nheredocs++] = h;
		return FI_OK;
	}
	if (rc == FI_OK && ended)
		rc = FI_ENOMEM;
	free(h.name);
	free(h.text);
	return rc;
}

static enum fi_code read_heredocs(struct parser *p, struct fi_df_instruction *ins)
{
	struct span rest = { ins->text, strlen(ins->text) }, w;
	enum fi_code rc = FI_OK;
	size_t cap = 0;

	if (ins->json || !strstr(ins->text, "<<"))
		return FI_OK;
	while (rc == FI_OK && ins->nheredocs < HEREDOCS_MAX && p->unended < UNENDED_MAX &&
		next_word(&rest, p->df->escape, &w))
		rc = one_heredoc(p, ins, &cap, w);
	return rc;
}

static void instruction_done(struct fi_df_instruction *ins)
{
	for (size_t i = 0; i < ins->nflags; i++) {
		free(ins->flags[i].name);
		free(ins->flags[i].value);
	}
	for (size_t i = 0; i < ins->npairs; i++) {
		free(ins->pairs[i].key);
		free(ins->pairs[i].value);
	}
	for (size_t i = 0; i < ins->nheredocs; i++) {
		free(ins->heredocs[i].name);
		free(ins->heredocs[i].text);
	}
	free(ins->flags);
	free(ins->pairs);
	free(ins->heredocs);
	free(ins->marks);
	free(ins->name);
	free(ins->text);
	fi_strs_done(&ins->words);
}

/* Keep the marks of the joined line that lie behind `skip`. */
static enum fi_code keep_marks(const struct parser *p, struct fi_df_instruction *ins,
	size_t skip)
{
	ins->marks = calloc(p->nmarks, sizeof(*ins->marks));
	if (!ins->marks)
		return FI_ENOMEM;
	for (size_t i = 0; i < p->nmarks; i++) {
		struct fi_df_mark m = p->marks[i];

		m.offset = m.offset > skip ? m.offset - skip : 0;
		if (ins->nmarks && m.offset == 0)
			ins->nmarks = 0;
		ins->marks[ins->nmarks++] = m;
	}
	return FI_OK;
}

static struct span first_word(struct span *rest)
{
	struct span w = { rest->p, 0 };

	while (w.n < rest->n && !blank(rest->p[w.n]))
		w.n++;
	rest->p += w.n;
	rest->n -= w.n;
	*rest = trim(*rest);
	return w;
}

static size_t find_kind(struct span w)
{
	size_t k = 0;

	while (k < NKINDS &&
		(strlen(kinds[k].name) != w.n ||
			strncasecmp(kinds[k].name, w.p, w.n) != 0))
		k++;
	return k;
}

static enum fi_code set_name(struct fi_df_instruction *ins, struct span w)
{
	ins->name = strndup(w.p, w.n);
	if (!ins->name)
		return FI_ENOMEM;
	for (char *c = ins->name; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return FI_OK;
}

/* Which earlier stage has that name?  -1 if none. */
static int find_stage(const struct fi_dockerfile *df, const char *name)
{
	for (size_t i = df->nstages; i-- > 0;)
		if (df->stages[i].name && strcasecmp(df->stages[i].name, name) == 0)
			return (int)i;
	return -1;
}

static void stage_done(struct fi_df_stage *s)
{
	free(s->name);
	free(s->written);
	free(s->base);
	free(s->platform);
}

/* Fill in a stage from its FROM, which is already list[index]. */
static enum fi_code fill_stage(struct parser *p, size_t index, struct fi_df_stage *s)
{
	struct fi_dockerfile *df = p->df;
	const struct fi_df_instruction *ins = &df->list[index];
	const struct fi_strs *w = &ins->words;
	const char *platform = fi_df_flag(ins, "platform");
	struct span base = { w->n ? w->v[0] : "", w->n ? strlen(w->v[0]) : 0 };

	s->from = index;
	s->written = unquote(base, df->escape);
	if (!s->written)
		return FI_ENOMEM;
	s->variable = fi_df_has_variable(s->written);
	s->base = fi_df_expand(df, index, s->written, &s->known);
	if (!s->base)
		return FI_ENOMEM;
	s->parent = find_stage(df, s->base);
	if (platform) {
		s->platform = fi_df_expand(df, index, platform, NULL);
		if (!s->platform)
			return FI_ENOMEM;
	}
	if (w->n == 3 && strcasecmp(w->v[1], "AS") == 0) {
		s->name = strdup(w->v[2]);
		return s->name ? FI_OK : FI_ENOMEM;
	}
	if (w->n > 1)
		return problem(p, FI_DF_BAD_SYNTAX, ins->line,
			"FROM takes an image and, at most, AS and a name");
	return FI_OK;
}

static enum fi_code open_stage(struct parser *p, size_t index)
{
	struct fi_dockerfile *df = p->df;
	struct fi_df_stage s = { .parent = -1 };
	enum fi_code rc = fill_stage(p, index, &s);

	if (rc == FI_OK && !fi_grow(&df->stages, &df->cap_stages, df->nstages + 1, sizeof(s)))
		rc = FI_ENOMEM;
	if (rc != FI_OK) {
		stage_done(&s);
		return rc;
	}
	df->list[index].stage = (int)df->nstages;
	df->stages[df->nstages++] = s;
	return FI_OK;
}

/* The parts that depend on the kind, once name, flags and text are known. */
static enum fi_code fill_parts(struct parser *p, struct fi_df_instruction *ins, size_t k)
{
	enum fi_code rc = FI_OK;

	if (ins->kind == FI_DF_HEALTHCHECK)
		return healthcheck_words(ins, p->df->escape);
	if (k < NKINDS && kinds[k].json)
		rc = read_json(ins->text, &ins->words, &ins->json);
	if (rc == FI_OK && !ins->json)
		rc = split_words(ins, ins->text, p->df->escape);
	if (rc == FI_OK && k < NKINDS && kinds[k].pairs)
		rc = read_pairs(p, ins);
	if (rc == FI_OK && k < NKINDS && kinds[k].heredoc)
		rc = read_heredocs(p, ins);
	return rc;
}

/*
 * Of a word that is no instruction only the letters it starts with are quoted: a line
 * that slid out of an ENV can be a secret, and upper case would hide it from a mask.
 */
static enum fi_code complain_of_name(struct parser *p, const struct fi_df_instruction *ins)
{
	size_t n = strspn(ins->name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (!n || n > WORD_QUOTED)
		return problem(p, FI_DF_BAD_NAME, ins->line,
			"the line starts with no Dockerfile instruction");
	return problem(p, FI_DF_BAD_NAME, ins->line,
		"\"%.*s%s\" is no Dockerfile instruction", (int)n, ins->name,
		ins->name[n] ? "..." : "");
}

static enum fi_code complain(struct parser *p, const struct fi_df_instruction *ins, size_t k)
{
	if (ins->kind == FI_DF_ONBUILD)
		return problem(p, FI_DF_BAD_SYNTAX, ins->line,
			"ONBUILD needs an instruction");
	if (k == NKINDS)
		return complain_of_name(p, ins);
	if (!ins->text[0])
		return problem(p, FI_DF_BAD_SYNTAX, ins->line, "%s needs an argument",
			ins->name);
	if (ins->stage < 0 && ins->kind != FI_DF_ARG && ins->kind != FI_DF_FROM)
		return problem(p, FI_DF_BAD_SYNTAX, ins->line,
			"%s stands before the first FROM", ins->name);
	if (kinds[k].json && !ins->json && ins->text[0] == '[')
		return problem(p, FI_DF_BAD_SYNTAX, ins->line,
			"%s looks like a JSON list but is none, so a shell will be given it; "
			"JSON needs double quotes", ins->name);
	return FI_OK;
}

/* Make *ins of the joined line. */
static enum fi_code read_instruction(struct parser *p, struct fi_df_instruction *ins)
{
	struct span rest = { p->joined.p, p->joined.len }, w;
	enum fi_code rc;
	size_t k;

	rest = trim(rest);
	w = first_word(&rest);
	if (w.n == 7 && strncasecmp(w.p, "ONBUILD", 7) == 0 && rest.n) {
		ins->onbuild = true;
		w = first_word(&rest);
	}
	k = find_kind(w);
	if (k < NKINDS)
		ins->kind = kinds[k].kind;
	else if (w.n == 7 && strncasecmp(w.p, "ONBUILD", 7) == 0)
		ins->kind = FI_DF_ONBUILD;
	rc = set_name(ins, w);
	if (rc == FI_OK && k < NKINDS && kinds[k].flags)
		rc = read_flags(ins, &rest, p->df->escape);
	if (rc == FI_OK)
		rc = keep_marks(p, ins, (size_t)(rest.p - p->joined.p));
	if (rc != FI_OK)
		return rc;
	ins->text = strndup(rest.p, rest.n);
	if (!ins->text)
		return FI_ENOMEM;
	rc = fill_parts(p, ins, k);
	ins->end_line = p->last;
	return rc == FI_OK ? complain(p, ins, k) : rc;
}

static enum fi_code add_instruction(struct parser *p, unsigned line)
{
	struct fi_dockerfile *df = p->df;
	struct fi_df_instruction ins = { .line = line, .stage = (int)df->nstages - 1 };
	enum fi_code rc;

	if (!trim((struct span){ p->joined.p, p->joined.len }).n)
		return FI_OK; /* nothing but continuations */
	rc = read_instruction(p, &ins);
	if (rc == FI_OK && !fi_grow(&df->list, &df->cap, df->n + 1, sizeof(ins)))
		rc = FI_ENOMEM;
	if (rc != FI_OK) {
		instruction_done(&ins);
		return rc;
	}
	df->list[df->n++] = ins;
	if (ins.kind == FI_DF_FROM && !ins.onbuild)
		return open_stage(p, df->n - 1);
	return FI_OK;
}

/*
 * Cut the escape off the end of a line that goes on.  An escaped escape does not
 * continue.
 */
static bool goes_on(struct span *s, char esc)
{
	size_t n = s->n;

	while (n && blank(s->p[n - 1]))
		n--;
	if (!n || s->p[n - 1] != esc || (n > 1 && s->p[n - 2] == esc))
		return false;
	s->n = n - 1;
	return true;
}

static enum fi_code join_line(struct parser *p, struct span s)
{
	if (!fi_grow(&p->marks, &p->cap_marks, p->nmarks + 1, sizeof(*p->marks)))
		return FI_ENOMEM;
	p->marks[p->nmarks++] = (struct fi_df_mark){ p->joined.len, p->last };
	return fi_buf_add(&p->joined, s.p, s.n);
}

/* Lines up to the end of one instruction.  *line is 0 at the end of the text. */
static enum fi_code next_instruction(struct parser *p, unsigned *line)
{
	bool more = true;
	struct span s;

	*line = 0;
	fi_buf_clear(&p->joined);
	p->nmarks = 0;
	while (more && take_line(p, &s)) {
		struct span t = trim(s);
		enum fi_code rc;

		if (!t.n || t.p[0] == '#')
			continue;
		if (!*line) {
			*line = p->last;
			s = t;
		}
		more = goes_on(&s, p->df->escape);
		rc = join_line(p, s);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

/* "# key=value": is this line a directive?  Then settle it. */
static enum fi_code directive(struct parser *p, struct span s, bool *is)
{
	struct span key, value;
	const char *eq;

	*is = false;
	s = trim(s);
	eq = s.n && s.p[0] == '#' ? memchr(s.p, '=', s.n) : NULL;
	if (!eq)
		return FI_OK;
	key = trim((struct span){ s.p + 1, (size_t)(eq - s.p) - 1 });
	value = trim((struct span){ eq + 1, s.n - (size_t)(eq - s.p) - 1 });
	if (key.n == 6 && strncasecmp(key.p, "syntax", 6) == 0) {
		*is = true;
		free(p->df->syntax);
		p->df->syntax = strndup(value.p, value.n);
		return p->df->syntax ? FI_OK : FI_ENOMEM;
	}
	if (key.n == 5 && strncasecmp(key.p, "check", 5) == 0)
		*is = true;
	if (key.n == 6 && strncasecmp(key.p, "escape", 6) == 0) {
		*is = true;
		if (value.n == 1 && (value.p[0] == '\\' || value.p[0] == '`'))
			p->df->escape = value.p[0];
		else
			return problem(p, FI_DF_BAD_SYNTAX, p->last,
				"the escape directive takes \\ or `");
	}
	return FI_OK;
}

/* Directives stand before everything else, comments and blank lines included. */
static enum fi_code read_directives(struct parser *p)
{
	enum fi_code rc;
	struct span s;
	bool is;

	do {
		const char *at = p->at;
		unsigned line = p->line;

		if (!take_line(p, &s))
			return FI_OK;
		rc = directive(p, s, &is);
		if (!is) {
			p->at = at;
			p->line = line;
		}
	} while (rc == FI_OK && is);
	return rc;
}

static size_t stage_end(const struct fi_dockerfile *df, int stage)
{
	size_t next = (size_t)stage + 1;

	return next < df->nstages ? df->stages[next].from : df->n;
}

static enum fi_code read_all(struct parser *p)
{
	struct fi_dockerfile *df = p->df;
	enum fi_code rc = read_directives(p);
	unsigned line;

	while (rc == FI_OK) {
		rc = next_instruction(p, &line);
		if (rc != FI_OK || !line)
			break;
		if (df->n == FI_DF_INSTRUCTIONS_MAX) {
			rc = problem(p, FI_DF_BAD_SYNTAX, line,
				"more than %d instructions; the rest was not read",
				FI_DF_INSTRUCTIONS_MAX);
			break;
		}
		rc = add_instruction(p, line);
	}
	if (rc == FI_OK && !df->nstages)
		rc = problem(p, FI_DF_BAD_SYNTAX, 1, "there is no FROM");
	for (size_t i = 0; i < df->nstages; i++)
		df->stages[i].end = stage_end(df, (int)i);
	return rc;
}

/* The text to read: bounded, without BOM, zero bytes made spaces. */
static enum fi_code prepare(struct parser *p, const char *text, size_t n, char **copy)
{
	bool zero = false, cut = n > FI_DF_TEXT_MAX;
	enum fi_code rc = FI_OK;

	n = cut ? FI_DF_TEXT_MAX : n;
	*copy = malloc(n + 1);
	if (!*copy)
		return FI_ENOMEM;
	for (size_t i = 0; i < n; i++) {
		(*copy)[i] = text[i] ? text[i] : ' ';
		zero |= !text[i];
	}
	(*copy)[n] = 0;
	p->at = *copy;
	p->end = *copy + n;
	if (n >= 3 && memcmp(*copy, "\xef\xbb\xbf", 3) == 0)
		p->at += 3;
	if (zero)
		rc = problem(p, FI_DF_BAD_SYNTAX, 1, "the file holds zero bytes");
	if (rc == FI_OK && cut)
		rc = problem(p, FI_DF_BAD_SYNTAX, 1,
			"larger than %zu bytes; the rest was not read", FI_DF_TEXT_MAX);
	return rc;
}

enum fi_code fi_dockerfile_parse(const char *text, size_t n, struct fi_dockerfile **out,
	struct fi_err *err)
{
	FI_AUTO(fi_dockerfile_freep) struct fi_dockerfile *df = calloc(1, sizeof(*df));
	struct parser p = { .line = 1, .df = df };
	char *copy = NULL;
	enum fi_code rc;

	if (!df)
		return fi_err_nomem(err);
	df->escape = '\\';
	p.joined = fi_buf_limited(FI_DF_TEXT_MAX + 1);
	rc = prepare(&p, text, n, &copy);
	if (rc == FI_OK)
		rc = read_all(&p);
	fi_buf_done(&p.joined);
	free(p.marks);
	free(copy);
	if (rc != FI_OK)
		return fi_err_nomem(err);
	*out = df;
	df = NULL;
	return FI_OK;
}

void fi_dockerfile_free(struct fi_dockerfile *df)
{
	if (!df)
		return;
	for (size_t i = 0; i < df->n; i++)
		instruction_done(&df->list[i]);
	for (size_t i = 0; i < df->nstages; i++)
		stage_done(&df->stages[i]);
	for (size_t i = 0; i < df->nproblems; i++)
		free(df->problems[i].text);
	free(df->list);
	free(df->stages);
	free(df->problems);
	free(df->syntax);
	free(df);
}

void fi_dockerfile_freep(struct fi_dockerfile **df)
{
	fi_dockerfile_free(*df);
	*df = NULL;
}

const char *fi_df_flag(const struct fi_df_instruction *i, const char *name)
{
	for (size_t k = 0; k < i->nflags; k++)
		if (strcasecmp(i->flags[k].name, name) == 0)
			return i->flags[k].value ? i->flags[k].value : "";
	return NULL;
}

unsigned fi_df_line_at(const struct fi_df_instruction *i, size_t offset)
{
	unsigned line = i->line;

	for (size_t k = 0; k < i->nmarks && i->marks[k].offset <= offset; k++)
		line = i->marks[k].line;
	return line;
}

bool fi_df_ships(const struct fi_dockerfile *df, int stage)
{
	for (int s = (int)df->nstages - 1; s >= 0; s = df->stages[s].parent)
		if (s == stage)
			return true;
	return false;
}

/* Expansion. */

static const struct {
	const char *name, *value;
} builder[] = {
	{ "TARGETPLATFORM", "linux/amd64" },
	{ "TARGETOS", "linux" },
	{ "TARGETARCH", "amd64" },
	{ "TARGETVARIANT", "" },
	{ "BUILDPLATFORM", "linux/amd64" },
	{ "BUILDOS", "linux" },
	{ "BUILDARCH", "amd64" },
	{ "BUILDVARIANT", "" },
};

struct expansion {
	const struct fi_dockerfile *df;
	struct fi_buf out;
	unsigned lookups;
	bool known;
};

static const char *pair_value(const struct fi_df_instruction *ins, const char *name)
{
	for (size_t k = ins->npairs; k-- > 0;)
		if (strcmp(ins->pairs[k].key, name) == 0)
			return ins->pairs[k].value;
	return NULL;
}

/* The last `kind` in list[from..to) that gives the name a value; *at says where. */
static const char *look_back(const struct fi_dockerfile *df, enum fi_df_kind kind,
	size_t from, size_t to, const char *name, size_t *at)
{
	while (to-- > from) {
		const struct fi_df_instruction *ins = &df->list[to];
		const char *value;

		if (ins->kind != kind || ins->onbuild)
			continue;
		value = pair_value(ins, name);
		if (value) {
			*at = to;
			return value;
		}
	}
	return NULL;
}

static const char *look_env(const struct fi_dockerfile *df, size_t index, const char *name,
	size_t *at)
{
	int s = df->list[index].stage;

	while (s >= 0) {
		const char *v = look_back(df, FI_DF_ENV, df->stages[s].from, index, name, at);

		if (v)
			return v;
		s = df->stages[s].parent;
		index = s >= 0 ? stage_end(df, s) : 0;
	}
	return NULL;
}

static bool declared(const struct fi_dockerfile *df, size_t from, size_t to,
	const char *name)
{
	while (to-- > from)
		for (size_t k = 0; k < df->list[to].npairs; k++)
			if (df->list[to].kind == FI_DF_ARG &&
				strcmp(df->list[to].pairs[k].key, name) == 0)
				return true;
	return false;
}

/* The unexpanded value of a variable as list[index] sees it, and who gave it. */
static const char *look_up(const struct fi_dockerfile *df, size_t index, const char *name,
	size_t *at)
{
	size_t globals = df->nstages ? df->stages[0].from : df->n;
	const char *v = NULL;
	int s = index < df->n ? df->list[index].stage : -1;
	bool in_stage = index < df->n && df->list[index].kind != FI_DF_FROM && s >= 0;

	if (in_stage) {
		v = look_env(df, index, name, at);
		if (!v)
			v = look_back(df, FI_DF_ARG, df->stages[s].from, index, name, at);
		if (!v && !declared(df, df->stages[s].from, index, name))
			return NULL;
	}
	if (!v)
		v = look_back(df, FI_DF_ARG, 0, globals < index ? globals : index, name, at);
	for (size_t k = 0; !v && k < sizeof(builder) / sizeof(builder[0]); k++)
		if (strcmp(builder[k].name, name) == 0) {
			*at = 0;
			v = builder[k].value;
		}
	return v;
}

static enum fi_code expand(struct expansion *x, size_t index, struct span s, unsigned depth);

/* The end of ${...}: where its '}' is, counting nested ones; n if there is none. */
static size_t brace_end(struct span s)
{
	unsigned open = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '{')
			open++;
		if (s.p[i] == '}' && --open == 0)
			return i;
	}
	return s.n;
}

/* One variable with what follows its name in the braces (":-default"). */
static enum fi_code expand_one(struct expansion *x, size_t index, struct span name,
	struct span mod, unsigned depth)
{
	char key[128];
	const char *v = NULL;
	size_t at = 0;
	bool colon = mod.n && mod.p[0] == ':';
	char op = mod.n > colon ? mod.p[colon] : 0;
	struct span word = { mod.p + colon + 1, mod.n > colon ? mod.n - colon - 1 : 0 };
	bool set;

	if (name.n < sizeof(key) && x->lookups < EXPAND_LOOKUPS && depth < EXPAND_DEPTH) {
		memcpy(key, name.p, name.n);
		key[name.n] = 0;
		x->lookups++;
		v = look_up(x->df, index, key, &at);
	}
	set = v && (!colon || v[0]);
	if (op == '+')
		return set ? expand(x, index, word, depth + 1) : FI_OK;
	if (!set && op == '-')
		return expand(x, index, word, depth + 1);
	if (!v || (op && op != '-' && op != '?'))
		x->known = false;
	if (!v)
		return FI_OK;
	return expand(x, at, (struct span){ v, strlen(v) }, depth + 1);
}

static size_t name_len(const char *p, size_t n)
{
	size_t k = 0;

	while (k < n && name_char(p[k], k == 0))
		k++;
	return k;
}

/* s starts with '$'; *used is how much of it was dealt with. */
static enum fi_code expand_dollar(struct expansion *x, size_t index, struct span s,
	unsigned depth, size_t *used)
{
	size_t k;

	if (s.n > 1 && s.p[1] == '{') {
		size_t end = brace_end((struct span){ s.p + 1, s.n - 1 }) + 1;

		k = name_len(s.p + 2, s.n - 2);
		if (end >= s.n || !k) {
			x->known = false;
			*used = s.n;
			return FI_OK;
		}
		*used = end + 1;
		return expand_one(x, index, (struct span){ s.p + 2, k },
			(struct span){ s.p + 2 + k, end - 2 - k }, depth);
	}
	k = name_len(s.p + 1, s.n - 1);
	*used = k + 1;
	if (!k)
		return fi_buf_add(&x->out, "$", 1);
	return expand_one(x, index, (struct span){ s.p + 1, k }, (struct span){ "", 0 }, depth);
}

static enum fi_code expand(struct expansion *x, size_t index, struct span s, unsigned depth)
{
	enum fi_code rc = FI_OK;
	size_t used;

	if (depth > EXPAND_DEPTH) {
		x->known = false;
		return FI_OK;
	}
	while (rc == FI_OK && s.n) {
		const char *dollar = memchr(s.p, '$', s.n);

		used = dollar ? (size_t)(dollar - s.p) : s.n;
		rc = fi_buf_add(&x->out, s.p, used);
		s.p += used;
		s.n -= used;
		if (rc != FI_OK || !s.n)
			break;
		rc = expand_dollar(x, index, s, depth, &used);
		s.p += used;
		s.n -= used;
	}
	return rc;
}

char *fi_df_expand(const struct fi_dockerfile *df, size_t index, const char *text,
	bool *known)
{
	struct expansion x = { .df = df, .out = fi_buf_limited(EXPAND_MAX), .known = true };
	enum fi_code rc = expand(&x, index, (struct span){ text, strlen(text) }, 0);
	char *out = NULL;

	if (rc == FI_ELIMIT) {
		x.known = false;
		rc = FI_OK;
	}
	if (rc == FI_OK)
		out = fi_buf_steal(&x.out, NULL);
	fi_buf_done(&x.out);
	if (out && known)
		*known = x.known;
	return out;
}

bool fi_df_has_variable(const char *text)
{
	for (const char *d = strchr(text, '$'); d; d = strchr(d + 1, '$'))
		if (name_char(d[1], true) || (d[1] == '{' && name_char(d[2], true)))
			return true;
	return false;
}
