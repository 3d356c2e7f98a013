/* fields.c - see fields.h. */
#include "rules/fields.h"

#include <string.h>

/* A longer run of name bytes is data, not a name. */
#define NAME_MAX_BYTES 128

struct reader {
	const char *p, *end; /* of the line at hand */
	const char *line;
	unsigned number;
};

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'' || c == '`';
}

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end && is_blank(*r->p))
		r->p++;
}

/* Moves to the next name; false at the line's end. */
static bool read_name(struct reader *r, struct fi_field *f)
{
	while (r->p < r->end && !is_name_byte(*r->p))
		r->p++;
	f->name = r->p;
	while (r->p < r->end && is_name_byte(*r->p))
		r->p++;
	f->name_n = (size_t)(r->p - f->name);
	return f->name_n > 0;
}

/* <Pass encoding="base64">value</Pass>: moves to the value, if there is any. */
static bool skip_attributes(struct reader *r)
{
	const char *close = memchr(r->p, '>', (size_t)(r->end - r->p));

	if (!close || close[-1] == '/' || close + 1 == r->end || close[1] == '<')
		return false;
	r->p = close + 1;
	return true;
}

/* '=' or ':' behind the name, or '>' when the name is an XML tag; 0 for neither. */
static char read_operator(struct reader *r, const struct fi_field *f)
{
	char op;

	if (r->p < r->end && *r->p == '\\')
		r->p++;
	if (r->p < r->end && is_quote(*r->p))
		r->p++;
	skip_blanks(r);
	if (f->name > r->line && f->name[-1] == '<' && r->p > f->name + f->name_n &&
		skip_attributes(r))
		return '>';
	op = r->p < r->end ? *r->p : '\0';
	if (op == '>' && f->name > r->line && f->name[-1] == '<') {
		r->p++;
		return op;
	}
	if (op != '=' && op != ':')
		return '\0';
	if (r->end - r->p > 2 && r->p[1] == '/' && r->p[2] == '/' && op == ':')
		return '\0';
	r->p++;
	while (r->p < r->end && (*r->p == '=' || *r->p == '>'))
		r->p++;
	skip_blanks(r);
	return op;
}

static void read_quoted(struct reader *r, struct fi_field *f)
{
	char quote = *r->p++;

	f->value = r->p;
	while (r->p < r->end && *r->p != quote) {
		if (*r->p == '\\' && r->p + 1 < r->end)
			r->p++;
		r->p++;
	}
	f->n = (size_t)(r->p - f->value);
	if (r->p < r->end)
		r->p++;
}

static void read_bare(struct reader *r, struct fi_field *f)
{
	f->value = r->p;
	/* A quote ends it too: of the next name in JSON, or around "--key=value". */
	while (r->p < r->end && !is_blank(*r->p) && !is_quote(*r->p))
		r->p++;
	f->n = (size_t)(r->p - f->value);
	while (f->n > 0 && strchr(",;", f->value[f->n - 1]))
		f->n--;
}

static void read_element(struct reader *r, struct fi_field *f)
{
	const char *stop = memchr(r->p, '<', (size_t)(r->end - r->p));

	f->value = r->p;
	r->p = stop ? stop : r->end;
	f->n = stop ? (size_t)(stop - f->value) : 0;
}

static bool read_value(struct reader *r, char op, struct fi_field *f)
{
	if (r->p == r->end || (op != '>' && strchr("{[|>&*#", *r->p)))
		return false;
	f->column = (unsigned)(r->p - r->line) + 1;
	f->line = r->number;
	if (op == '>') {
		read_element(r, f);
	} else if (is_quote(*r->p)) {
		f->column++;
		read_quoted(r, f);
	} else {
		read_bare(r, f);
	}
	return f->n > 0 && f->name_n <= NAME_MAX_BYTES;
}

void fi_fields_each(const char *text, size_t n, fi_field_each *each, void *self)
{
	struct fi_line l = { 0 };

	while (fi_line_next(&l, text, n)) {
		struct reader r = { l.p, l.p + l.n, l.p, l.number };
		struct fi_field f = { 0 };

		skip_blanks(&r);
		if (r.p < r.end && (*r.p == '#' || *r.p == ';'))
			continue;
		while (read_name(&r, &f)) {
			char op = read_operator(&r, &f);

			if (op && read_value(&r, op, &f) && !each(self, &f))
				return;
		}
	}
}

bool fi_line_next(struct fi_line *l, const char *text, size_t n)
{
	const char *end = text + n;
	const char *nl;

	l->p = l->next ? l->next : text;
	if (l->p >= end)
		return false;
	nl = memchr(l->p, '\n', (size_t)(end - l->p));
	l->next = nl ? nl + 1 : end;
	l->n = (size_t)((nl ? nl : end) - l->p);
	if (l->n > 0 && l->p[l->n - 1] == '\r')
		l->n--;
	l->number++;
	return true;
}
