#include "rules/userpattern.h"

#include <string.h>

/* PCRE2 refuses more than 250 groups in each other; this bounds our own stack. */
#define DEPTH_MAX 256
/* A longer literal finds no less. */
#define RUN_MAX 48

/* Texts of which a match has at least one; none known: n is 0. */
struct texts {
	const char *text[FI_RULE_LITERALS];
	size_t n;
	size_t least; /* length of the shortest */
};

struct parser {
	const char *p;
	const char *start;
	struct fi_arena *arena;
	struct fi_pattern *out;
	struct fi_buf words;
	size_t least; /* bytes of an anchor */
	unsigned depth;
	unsigned aside; /* in how many lookarounds: no part of a match */
	enum fi_code rc;
};

/* Characters that follow each other in every match of a branch. */
struct run {
	char text[RUN_MAX];
	size_t n;
};

/* One element of a branch. */
struct element {
	enum { NOTHING, LETTER, OTHER, GROUP } kind;
	char letter;
	struct texts texts; /* GROUP */
};

static void give_up(struct parser *p)
{
	p->out->opaque = true;
	p->p += strlen(p->p);
}

static void failed(struct parser *p)
{
	p->rc = FI_ENOMEM;
	p->p += strlen(p->p);
}

static void better(struct texts *best, const struct texts *other)
{
	if (other->n && (!best->n || other->least > best->least))
		*best = *other;
}

/* The run ends: remember it, and what it proves. */
static void end_run(struct parser *p, struct run *r, struct texts *best)
{
	struct texts t = { .n = 1, .least = r->n };

	if (r->n && !p->aside &&
		(fi_buf_add(&p->words, r->text, r->n) != FI_OK ||
			fi_buf_adds(&p->words, "\n") != FI_OK))
		failed(p);
	if (r->n >= p->least && r->n > best->least) {
		t.text[0] = fi_arena_text(p->arena, r->text, r->n);
		if (!t.text[0])
			failed(p);
		else
			better(best, &t);
	}
	r->n = 0;
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- escapes and classes ---- */

/* Pass over "{...}" if it is there. */
static void skip_braces(struct parser *p)
{
	const char *end = *p->p == '{' ? strchr(p->p, '}') : NULL;

	if (end)
		p->p = end + 1;
}

static void skip_hex(struct parser *p)
{
	if (*p->p == '{') {
		skip_braces(p);
		return;
	}
	for (int i = 0; i < 2 && *p->p && strchr("0123456789abcdefABCDEF", *p->p); i++)
		p->p++;
}

/* "\Q...\E" after its Q; what is in it is not used. */
static void skip_quoted(struct parser *p)
{
	const char *end = strstr(p->p, "\\E");

	p->p = end ? end + 2 : p->p + strlen(p->p);
}

/* After the backslash. */
static struct element escape(struct parser *p)
{
	char c = *p->p;

	if (!c)
		return (struct element){ .kind = NOTHING };
	p->p++;
	if (digit(c)) {
		while (digit(*p->p))
			p->p++;
		/* "\1" looks at a group by number, which regrouping would change. */
		if (c != '0')
			give_up(p);
		return (struct element){ .kind = OTHER };
	}
	if (!letter(c))
		return (struct element){ .kind = (unsigned char)c < 0x80 ? LETTER : OTHER,
			.letter = c };
	if (strchr("bBAzZGE", c))
		return (struct element){ .kind = NOTHING };
	if (c == 'Q')
		skip_quoted(p);
	else if (c == 'x')
		skip_hex(p);
	else if (c == 'p' || c == 'P')
		*p->p == '{' ? skip_braces(p) : (void)(*p->p && p->p++);
	else if (c == 'c')
		p->p += *p->p != 0;
	else if (c == 'o')
		skip_braces(p);
	else if (!strchr("dDwWsShHvVRNXnrtfae", c)) {
		p->out->keeps = c == 'K';
		give_up(p);
	}
	return (struct element){ .kind = OTHER };
}

/* After the '['. */
static void skip_class(struct parser *p)
{
	p->p += *p->p == '^';
	p->p += *p->p == ']';
	while (*p->p && *p->p != ']') {
		const char *named = *p->p == '[' && p->p[1] == ':' ? strstr(p->p, ":]") : NULL;

		if (named)
			p->p = named + 2;
		else if (*p->p == '\\' && p->p[1] == 'Q') {
			p->p += 2;
			skip_quoted(p);
		} else {
			p->p += *p->p == '\\' && p->p[1] ? 2 : 1;
		}
	}
	p->p += *p->p == ']';
}

/* ---- repetition ---- */

/* "{2}", "{2,}", "{2,5}", "{,5}" at s: its length, 0 if it is none; *least. */
static size_t counted(const char *s, bool *some)
{
	const char *at = s + 1;

	*some = false;
	while (digit(*at))
		*some |= *at++ != '0';
	if (*at == ',')
		for (at++; digit(*at);)
			at++;
	return *at == '}' && at > s + 1 ? (size_t)(at - s) + 1 : 0;
}

/* Is the element repeated, and does it have to be there? */
static bool repeated(struct parser *p, bool *some)
{
	size_t n = 1;

	*some = *p->p == '+';
	if (*p->p == '{')
		n = counted(p->p, some);
	else if (!*p->p || !strchr("*+?", *p->p))
		n = 0;
	if (!n) {
		*some = true;
		return false;
	}
	p->p += n;
	if (*p->p == '?' || *p->p == '+')
		p->p++;
	return true;
}

/* ---- groups ---- */

static struct texts alternatives(struct parser *p);

static void add_group(struct parser *p, const char *at, size_t n)
{
	struct fi_pattern *o = p->out;
	struct fi_pattern_group *g =
		fi_arena_more(p->arena, o->group, o->ngroups, sizeof(*g));

	if (!g) {
		failed(p);
		return;
	}
	o->group = g;
	o->group[o->ngroups++] = (struct fi_pattern_group){ (size_t)(at - p->start), n };
}

/* "(?i)", "(?i:": true if it opens a group. */
static bool flags(struct parser *p)
{
	size_t n = strspn(p->p, "imsUJ-^");

	p->p += n;
	if (*p->p == ':' || *p->p == ')')
		return *p->p++ == ':';
	give_up(p); /* (?x), (?n), and what is no flags */
	return false;
}

/* "<name>" or "'name'" of a group that began at `at`. */
static void named(struct parser *p, const char *at)
{
	const char *end = strchr(p->p + 1, *p->p == '<' ? '>' : '\'');

	if (!end) {
		give_up(p);
		return;
	}
	p->p = end + 1;
	add_group(p, at, (size_t)(p->p - at));
}

/* The inside of a group, and its ')'. */
static struct texts inside(struct parser *p, bool aside)
{
	struct texts t = { 0 };

	if (p->depth == DEPTH_MAX) {
		give_up(p);
		return t;
	}
	p->depth++;
	p->aside += aside;
	t = alternatives(p);
	p->aside -= aside;
	p->depth--;
	p->p += *p->p == ')';
	if (aside)
		return (struct texts){ 0 };
	return t;
}

/* After the '('. */
static struct texts group(struct parser *p)
{
	const char *at = p->p - 1;
	bool aside = false;

	if (*p->p == '*') {
		give_up(p);
	} else if (*p->p != '?') {
		add_group(p, at, 1);
	} else if (p->p[1] == '#') {
		const char *end = strchr(p->p, ')');

		p->p = end ? end + 1 : p->p + strlen(p->p);
		return (struct texts){ 0 };
	} else if (p->p[1] == ':' || p->p[1] == '>') {
		p->p += 2;
	} else if (p->p[1] == '=' || p->p[1] == '!') {
		p->p += 2;
		aside = true;
	} else if (p->p[1] == '<' && (p->p[2] == '=' || p->p[2] == '!')) {
		p->p += 3;
		aside = true;
	} else if (p->p[1] == '<' || p->p[1] == '\'') {
		p->p++;
		named(p, at);
	} else if (p->p[1] == 'P' && p->p[2] == '<') {
		p->p += 2;
		named(p, at);
	} else {
		p->p++;
		if (!flags(p))
			return (struct texts){ 0 };
	}
	return inside(p, aside);
}

/* ---- branches ---- */

static struct element next_element(struct parser *p)
{
	char c = *p->p++;

	switch (c) {
	case '\\':
		return escape(p);
	case '[':
		skip_class(p);
		return (struct element){ .kind = OTHER };
	case '.':
		return (struct element){ .kind = OTHER };
	case '^':
	case '$':
		return (struct element){ .kind = NOTHING };
	case '(':
		return (struct element){ .kind = GROUP, .texts = group(p) };
	default:
		return (struct element){ .kind = (unsigned char)c < 0x80 ? LETTER : OTHER,
			.letter = c };
	}
}

static struct texts branch(struct parser *p)
{
	struct texts best = { 0 };
	struct run run = { .n = 0 };

	while (*p->p && *p->p != '|' && *p->p != ')') {
		struct element e = next_element(p);
		bool some, more = repeated(p, &some);

		if (e.kind == NOTHING)
			continue;
		if (e.kind != LETTER || !some)
			end_run(p, &run, &best);
		if (e.kind == GROUP && some)
			better(&best, &e.texts);
		if (e.kind != LETTER || !some)
			continue;
		if (run.n == sizeof(run.text))
			end_run(p, &run, &best);
		run.text[run.n++] = e.letter;
		if (more)
			end_run(p, &run, &best);
	}
	end_run(p, &run, &best);
	return best;
}

static struct texts alternatives(struct parser *p)
{
	struct texts all = branch(p);

	while (*p->p == '|') {
		struct texts one;

		p->p++;
		one = branch(p);
		if (!one.n || all.n + one.n > FI_RULE_LITERALS)
			all.n = 0;
		if (!all.n)
			continue;
		memcpy(all.text + all.n, one.text, one.n * sizeof(one.text[0]));
		all.n += one.n;
		if (one.least < all.least)
			all.least = one.least;
	}
	return all.n ? all : (struct texts){ 0 };
}

enum fi_code fi_pattern_read(const char *regex, size_t least, struct fi_arena *a,
	struct fi_pattern *out)
{
	struct parser p = {
		.p = regex, .start = regex, .least = least, .arena = a, .out = out
	};
	struct texts best;

	*out = (struct fi_pattern){ 0 };
	p.words = fi_buf_limited(2 * strlen(regex) + 2);
	best = alternatives(&p);
	/* A ')' too many: PCRE2 read it otherwise than we did. */
	if (*p.p)
		give_up(&p);
	out->words = fi_arena_text(a, p.words.p, p.words.len);
	if (!out->words)
		p.rc = FI_ENOMEM;
	fi_buf_done(&p.words);
	if (out->opaque) {
		*out = (struct fi_pattern){
			.opaque = true, .keeps = out->keeps, .words = ""
		};
		return p.rc;
	}
	memcpy(out->anchor, best.text, sizeof(out->anchor));
	out->nanchors = best.n;
	return p.rc;
}

enum fi_code fi_pattern_regroup(const struct fi_pattern *p, const char *regex,
	size_t keep, struct fi_buf *out)
{
	size_t from = 0;

	for (size_t i = 0; i < p->ngroups; i++) {
		const struct fi_pattern_group *g = &p->group[i];

		if (fi_buf_add(out, regex + from, g->at - from) != FI_OK ||
			fi_buf_adds(out, i + 1 == keep ? "(" : "(?:") != FI_OK)
			return FI_ENOMEM;
		from = g->at + g->n;
	}
	return fi_buf_adds(out, regex + from);
}
