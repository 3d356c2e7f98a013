/* dotenv.c - see dotenv.h. */
#include "rules/dotenv.h"

#include <stdint.h>
#include <string.h>

#include "lib/buf.h"

/* A name longer than this is no variable; bounds what reports have to show. */
#define KEY_MAX 128

/* Undoing escapes needs a copy; a value longer than this is passed as written. */
#define VALUE_MAX (64u << 10)

struct reader {
	const char *p, *end;
	const char *line_start;
	unsigned line;
	struct fi_buf plain; /* a value whose escapes were undone */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_key_start(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_key_byte(char c)
{
	return is_key_start(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end && is_blank(*r->p))
		r->p++;
}

static void next_line(struct reader *r)
{
	const char *nl = memchr(r->p, '\n', (size_t)(r->end - r->p));

	r->p = nl ? nl + 1 : r->end;
	r->line_start = r->p;
	r->line++;
}

static bool read_key(struct reader *r, struct fi_env_pair *pair)
{
	const char *start = r->p;

	if (r->p == r->end || !is_key_start(*r->p))
		return false;
	while (r->p < r->end && is_key_byte(*r->p))
		r->p++;
	pair->key = start;
	pair->key_n = (size_t)(r->p - start);
	return pair->key_n <= KEY_MAX;
}

/* `export` is a prefix only if a name follows; alone it may be a name itself. */
static void skip_export(struct reader *r, struct fi_env_pair *pair)
{
	static const char word[] = "export";
	size_t n = sizeof(word) - 1;

	if ((size_t)(r->end - r->p) <= n || memcmp(r->p, word, n) != 0 ||
		!is_blank(r->p[n]))
		return;
	r->p += n;
	skip_blanks(r);
	pair->exported = true;
}

/* Moves behind `=`, or behind `:` when a blank follows, as in YAML. */
static bool read_operator(struct reader *r)
{
	skip_blanks(r);
	if (r->p == r->end)
		return false;
	if (*r->p == '=') {
		r->p++;
	} else if (*r->p == ':' && r->end - r->p > 1 && is_blank(r->p[1])) {
		r->p++;
	} else {
		return false;
	}
	skip_blanks(r);
	return true;
}

/* The closing quote, or NULL: then the quote is part of a bare value. */
static const char *closing_quote(const struct reader *r, char quote)
{
	for (const char *q = r->p + 1; q < r->end; q++) {
		if (*q == '\\' && quote != '\'' && q + 1 < r->end)
			q++;
		else if (*q == quote)
			return q;
	}
	return NULL;
}

static char unescaped(char c)
{
	return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
}

static enum fi_code undo_escapes(struct reader *r, struct fi_env_pair *pair)
{
	if (pair->n > VALUE_MAX || !memchr(pair->value, '\\', pair->n))
		return FI_OK;
	fi_buf_clear(&r->plain);
	if (fi_buf_room(&r->plain, pair->n) != FI_OK)
		return FI_ENOMEM;
	for (size_t i = 0; i < pair->n; i++) {
		char c = pair->value[i];

		if (c == '\\' && i + 1 < pair->n)
			c = unescaped(pair->value[++i]);
		if (fi_buf_add(&r->plain, &c, 1) != FI_OK)
			return FI_ENOMEM;
	}
	pair->value = r->plain.p;
	pair->n = r->plain.len;
	return FI_OK;
}

/* Leaves r->p behind the closing quote, with the lines inside counted. */
static enum fi_code read_quoted(
	struct reader *r, const char *close, struct fi_env_pair *pair)
{
	pair->quote = *r->p;
	pair->value = r->p + 1;
	pair->n = (size_t)(close - pair->value);
	pair->column++;
	for (const char *q = r->p; q < close; q++) {
		if (*q == '\n') {
			r->line++;
			r->line_start = q + 1;
		}
	}
	r->p = close + 1;
	return pair->quote == '"' ? undo_escapes(r, pair) : FI_OK;
}

static void read_bare(struct reader *r, struct fi_env_pair *pair)
{
	const char *stop = memchr(r->p, '\n', (size_t)(r->end - r->p));

	if (!stop)
		stop = r->end;
	pair->value = r->p;
	for (const char *q = r->p; q < stop; q++) {
		if (*q == '#' && q > pair->key && is_blank(q[-1])) {
			stop = q;
			break;
		}
	}
	while (stop > r->p && (is_blank(stop[-1]) || stop[-1] == '\r'))
		stop--;
	pair->n = (size_t)(stop - r->p);
	r->p = stop;
}

static enum fi_code read_value(struct reader *r, struct fi_env_pair *pair)
{
	const char *close = NULL;

	pair->line = r->line;
	pair->column = (unsigned)(r->p - r->line_start) + 1;
	if (r->p < r->end && (*r->p == '"' || *r->p == '\'' || *r->p == '`'))
		close = closing_quote(r, *r->p);
	if (close)
		return read_quoted(r, close, pair);
	read_bare(r, pair);
	return FI_OK;
}

static enum fi_code parse(struct reader *r, fi_env_each *each, void *self)
{
	for (; r->p < r->end; next_line(r)) {
		struct fi_env_pair pair = { 0 };

		skip_blanks(r);
		skip_export(r, &pair);
		if (!read_key(r, &pair) || !read_operator(r))
			continue;
		if (read_value(r, &pair) != FI_OK)
			return FI_ENOMEM;
		if (!each(self, &pair))
			return FI_OK;
	}
	return FI_OK;
}

enum fi_code fi_dotenv_parse(const char *text, size_t n, fi_env_each *each, void *self)
{
	struct reader r = { .p = text, .end = text + n, .line_start = text, .line = 1 };
	enum fi_code rc;

	if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		r.p = r.line_start = text + 3;
	r.plain = fi_buf_limited(VALUE_MAX);
	rc = parse(&r, each, self);
	fi_buf_done(&r.plain);
	return rc;
}

static bool is_separator(char c)
{
	return c == '\0' || strchr(".-_~", c) != NULL;
}

bool fi_dotenv_is_example(const char *base)
{
	static const char *const words[] = { "example", "sample", "template", "dist",
		"defaults", "default", "tpl", "tmpl", "schema", "erb", "j2", "skel",
		"examples", "samples", "demo" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		for (const char *p = strcasestr(base, words[i]); p;
			p = strcasestr(p + 1, words[i])) {
			bool starts = p == base || is_separator(p[-1]);

			if (starts && is_separator(p[n]))
				return true;
		}
	}
	return false;
}
