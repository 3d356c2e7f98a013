#include "lib/dockerignore.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"

enum token_kind {
	LITERAL, /* one character */
	ONE,	 /* '?': one character, not '/' */
	STAR,	 /* '*': any bytes but '/' */
	ALL,	 /* "**" at the end or before plain text: any bytes */
	DIRS,	 /* "**" elsewhere: nothing, or anything that ends in '/'; then */
	INSIDE,	 /* its second token: within that anything */
	CLASS,	 /* [...] */
};

struct fi_ignore_token {
	uint32_t code;	  /* LITERAL */
	uint16_t at, end; /* CLASS: the text between the brackets */
	uint8_t kind;
};

/* States of the matcher that are alive; as many as the longest pattern has tokens. */
#define WORDS ((FI_IGNORE_PATTERN_MAX + 1 + 63) / 64)

struct states {
	uint64_t bit[WORDS];
};

static bool blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of the character at s; broken UTF-8 counts as one byte. */
static size_t char_len(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	size_t want = c < 0xc2 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 1;

	if (want > n)
		return 1;
	for (size_t i = 1; i < want; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return 1;
	return want;
}

/* The character at s, n > 0.  A byte that is no UTF-8 is like no other character. */
static uint32_t decode(const char *s, size_t n, size_t *len)
{
	uint32_t c = (unsigned char)s[0];

	*len = char_len(s, n);
	if (*len == 1)
		return c < 0x80 ? c : 0x110000 + c;
	c &= 0x7fu >> *len;
	for (size_t i = 1; i < *len; i++)
		c = c << 6 | ((unsigned char)s[i] & 0x3f);
	return c;
}

/* One character of a class, escapes resolved.  False at a lone escape or the end. */
static bool class_char(const char *s, size_t n, size_t *at, uint32_t *out)
{
	size_t len;

	if (*at < n && s[*at] == '\\')
		++*at;
	if (*at >= n)
		return false;
	*out = decode(s + *at, n - *at, &len);
	*at += len;
	return true;
}

/* Does the text between the brackets name the character c? */
static bool class_has(const char *s, size_t n, uint32_t c)
{
	bool invert = n && s[0] == '^', in = false;
	size_t at = invert;
	uint32_t lo, hi;

	while (class_char(s, n, &at, &lo)) {
		hi = lo;
		if (at < n && s[at] == '-') {
			at++;
			if (!class_char(s, n, &at, &hi))
				break;
		}
		in |= lo <= c && c <= hi;
	}
	return in != invert;
}

/*
 * Where the class that starts behind '[' ends: the place of its ']'.  0 if it is
 * none: empty, open, or with half a range, as Go sees it.
 */
static size_t class_end(const char *s, size_t n, size_t at)
{
	size_t ranges = 0;
	uint32_t c;

	if (at < n && s[at] == '^')
		at++;
	while (at < n && (s[at] != ']' || !ranges)) {
		if (s[at] == '-' || s[at] == ']' || !class_char(s, n, &at, &c))
			return 0;
		if (at < n && s[at] == '-') {
			at++;
			if (at >= n || s[at] == '-' || s[at] == ']' ||
				!class_char(s, n, &at, &c))
				return 0;
		}
		ranges++;
	}
	return at < n ? at : 0;
}

static bool special(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("*?[]\\", s[i]))
			return true;
	return false;
}

/* Read "**" at s[*at]; what it is depends on what follows. */
static enum token_kind two_stars(const char *s, size_t n, size_t *at)
{
	bool first = *at == 0;

	*at += 2;
	if (*at < n && s[*at] == '/') {
		++*at;
		return *at == n ? ALL : DIRS;
	}
	/* Docker takes "**text" for "ends in text". */
	return *at == n || (first && !special(s + *at, n - *at)) ? ALL : DIRS;
}

/* False if Docker would refuse the pattern. */
static bool compile(struct fi_ignore_pattern *p)
{
	const char *s = p->text;
	size_t n = strlen(s), at = 0, len;

	while (at < n) {
		struct fi_ignore_token *t = &p->tokens[p->ntokens++];

		*t = (struct fi_ignore_token){ .kind = LITERAL };
		if (s[at] == '*' && at + 1 < n && s[at + 1] == '*') {
			t->kind = (uint8_t)two_stars(s, n, &at);
			if (t->kind == DIRS) /* at least two bytes: there is room */
				p->tokens[p->ntokens++].kind = INSIDE;
		} else if (s[at] == '*' || s[at] == '?') {
			t->kind = s[at++] == '*' ? STAR : ONE;
		} else if (s[at] == '[') {
			size_t end = class_end(s, n, at + 1);

			if (!end)
				return false;
			t->kind = CLASS;
			t->at = (uint16_t)(at + 1);
			t->end = (uint16_t)end;
			at = end + 1;
		} else {
			if (s[at] == '\\' && ++at == n)
				return false;
			t->code = decode(s + at, n - at, &len);
			at += len;
		}
	}
	return true;
}

/* Go's filepath.Clean for a relative pattern, in place. */
static size_t clean(char *s, size_t n)
{
	size_t out = 0, r = 0;
	size_t floor = 0; /* what stands before is ".." and stays */
	bool rooted = n && s[0] == '/';

	while (r < n) {
		size_t len = 0;

		while (r < n && s[r] == '/')
			r++;
		while (r + len < n && s[r + len] != '/')
			len++;
		if (len == 2 && s[r] == '.' && s[r + 1] == '.') {
			if (out > floor) {
				while (out > floor && s[--out] != '/')
					;
			} else if (!rooted) {
				if (out)
					s[out++] = '/';
				s[out++] = '.';
				s[out++] = '.';
				floor = out;
			}
		} else if (len && !(len == 1 && s[r] == '.')) {
			if (out)
				s[out++] = '/';
			memmove(s + out, s + r, len);
			out += len;
		}
		r += len;
	}
	s[out] = 0;
	return out;
}

static enum fi_code problem(struct fi_ignore *ig, unsigned line, const char *text)
{
	char *copy;

	if (ig->nproblems >= FI_IGNORE_PROBLEMS_MAX)
		return FI_OK;
	copy = strdup(text);
	if (!copy || !fi_grow(&ig->problems, &ig->cap_problems, ig->nproblems + 1,
			     sizeof(*ig->problems))) {
		free(copy);
		return FI_ENOMEM;
	}
	ig->problems[ig->nproblems++] = (struct fi_ignore_problem){ line, copy };
	return FI_OK;
}

static void pattern_done(struct fi_ignore_pattern *p)
{
	free(p->text);
	free(p->tokens);
}

static enum fi_code add_pattern(struct fi_ignore *ig, const char *s, size_t n, bool except,
	unsigned line)
{
	struct fi_ignore_pattern p = { .except = except, .line = line };
	enum fi_code rc = FI_ENOMEM;

	if (n > FI_IGNORE_PATTERN_MAX)
		return problem(ig, line, "this pattern is too long and was not read");
	p.text = strndup(s, n);
	if (p.text)
		n = clean(p.text, strlen(p.text)); /* shorter at a zero byte */
	p.tokens = calloc(n + 1, sizeof(*p.tokens));
	if (!p.text || !p.tokens)
		goto out;
	if (!compile(&p)) {
		rc = problem(ig, line, "Docker refuses this pattern: a bracket or an "
				       "escape is not finished");
		goto out;
	}
	if (!fi_grow(&ig->list, &ig->cap, ig->n + 1, sizeof(p)))
		goto out;
	ig->list[ig->n++] = p;
	return FI_OK;
out:
	pattern_done(&p);
	return rc;
}

static enum fi_code read_line(struct fi_ignore *ig, const char *s, size_t n, unsigned line)
{
	bool except = false;

	if (n && s[0] == '#')
		return FI_OK;
	for (; n && blank(s[n - 1]); n--)
		;
	for (; n && blank(*s); n--)
		s++;
	if (n && *s == '!') {
		except = true;
		for (s++, n--; n && blank(*s); n--)
			s++;
		if (!n)
			return problem(ig, line, "Docker refuses a '!' with nothing behind it");
	}
	return n ? add_pattern(ig, s, n, except, line) : FI_OK;
}

static enum fi_code read_all(struct fi_ignore *ig, const char *text, size_t n)
{
	enum fi_code rc = FI_OK;
	const char *end;
	unsigned line = 0;

	if (n > FI_IGNORE_TEXT_MAX) {
		n = FI_IGNORE_TEXT_MAX;
		rc = problem(ig, 1, "the file is too large; its rest was not read");
	}
	end = text + n;
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	while (rc == FI_OK && text < end) {
		const char *nl = memchr(text, '\n', (size_t)(end - text));

		rc = read_line(ig, text, (size_t)((nl ? nl : end) - text), ++line);
		text = nl ? nl + 1 : end;
	}
	return rc;
}

enum fi_code fi_ignore_parse(const char *text, size_t n, struct fi_ignore **out,
	struct fi_err *err)
{
	struct fi_ignore *ig = calloc(1, sizeof(*ig));

	if (!ig)
		return fi_err_nomem(err);
	if (read_all(ig, text, n) != FI_OK) {
		fi_ignore_free(ig);
		return fi_err_nomem(err);
	}
	*out = ig;
	return FI_OK;
}

void fi_ignore_free(struct fi_ignore *ig)
{
	if (!ig)
		return;
	for (size_t i = 0; i < ig->n; i++)
		pattern_done(&ig->list[i]);
	for (size_t i = 0; i < ig->nproblems; i++)
		free(ig->problems[i].text);
	free(ig->list);
	free(ig->problems);
	free(ig);
}

void fi_ignore_freep(struct fi_ignore **ig)
{
	fi_ignore_free(*ig);
	*ig = NULL;
}

/* Matching: all states at once, so that no pattern is worse than any other. */

static bool has(const struct states *s, size_t i)
{
	return s->bit[i / 64] >> (i % 64) & 1;
}

static void put(struct states *s, size_t i)
{
	s->bit[i / 64] |= (uint64_t)1 << (i % 64);
}

/* Enter state i, and those behind it that need no input. */
static void enter(const struct fi_ignore_pattern *p, struct states *s, size_t i)
{
	while (!has(s, i)) {
		put(s, i);
		if (i == p->ntokens)
			return;
		switch ((enum token_kind)p->tokens[i].kind) {
		case STAR:
		case ALL:
			i++;
			break;
		case DIRS:
			put(s, i + 1); /* INSIDE */
			i += 2;
			break;
		default:
			return;
		}
	}
}

/* Take the character c from state i into `next`. */
static void step(const struct fi_ignore_pattern *p, struct states *next, size_t i,
	uint32_t c)
{
	const struct fi_ignore_token *t = &p->tokens[i];
	bool out = false;

	switch ((enum token_kind)t->kind) {
	case LITERAL:
		out = t->code == c;
		break;
	case ONE:
		out = c != '/';
		break;
	case STAR:
		if (c != '/')
			enter(p, next, i);
		break;
	case ALL:
		enter(p, next, i);
		break;
	case DIRS:
		break;
	case INSIDE:
		put(next, i);
		out = c == '/';
		break;
	case CLASS:
		out = class_has(p->text + t->at, (size_t)(t->end - t->at), c);
		break;
	}
	if (out)
		enter(p, next, i + 1);
}

/* All states over one character.  False when none is left. */
static bool advance(const struct fi_ignore_pattern *p, const struct states *now,
	struct states *next, uint32_t c)
{
	size_t words = p->ntokens / 64 + 1;
	uint64_t any = 0;

	memset(next->bit, 0, words * sizeof(next->bit[0]));
	for (size_t w = 0; w < words; w++)
		for (uint64_t bits = now->bit[w]; bits; bits &= bits - 1) {
			size_t i = w * 64 + (size_t)__builtin_ctzll(bits);

			if (i < p->ntokens)
				step(p, next, i, c);
		}
	for (size_t w = 0; w < words; w++)
		any |= next->bit[w];
	return any != 0;
}

/* Does the pattern match the path or a folder above it? */
static bool match(const struct fi_ignore_pattern *p, const char *path, size_t n)
{
	struct states s[2], *now = &s[0], *next = &s[1], *swap;
	size_t at = 0, len;

	memset(now->bit, 0, (p->ntokens / 64 + 1) * sizeof(now->bit[0]));
	enter(p, now, 0);
	while (at < n) {
		uint32_t c = decode(path + at, n - at, &len);

		if (at && c == '/' && has(now, p->ntokens))
			return true;
		if (!advance(p, now, next, c))
			return false;
		swap = now;
		now = next;
		next = swap;
		at += len;
	}
	return n && has(now, p->ntokens);
}

static const struct fi_ignore_pattern *decide(const struct fi_ignore *ig, const char *path)
{
	char text[FI_IGNORE_PATH_MAX + 1];
	size_t n = strlen(path);

	if (n > FI_IGNORE_PATH_MAX)
		return NULL;
	memcpy(text, path, n + 1);
	n = clean(text, n);
	for (size_t i = ig->n; i-- > 0;)
		if (match(&ig->list[i], text, n))
			return &ig->list[i];
	return NULL;
}

bool fi_ignore_match(const struct fi_ignore *ig, const char *path)
{
	const struct fi_ignore_pattern *p = decide(ig, path);

	return p && !p->except;
}

unsigned fi_ignore_line(const struct fi_ignore *ig, const char *path)
{
	const struct fi_ignore_pattern *p = decide(ig, path);

	return p ? p->line : 0;
}
