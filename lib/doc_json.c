/* A strict JSON reader (RFC 8259) that knows where every value begins. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/doc_build.h"

struct reader {
	struct fi_doc_build *b;
	const char *p, *end;
	unsigned line, column;
	struct fi_buf text; /* the string or number at hand */
};

static enum fi_code fail(struct reader *r, const char *what)
{
	return fi_doc_fail(r->b, FI_EFORMAT, r->line, r->column, "%s", what);
}

/* The byte at hand, -1 at the end. */
static int peek(const struct reader *r)
{
	return r->p < r->end ? (unsigned char)*r->p : -1;
}

static void step(struct reader *r)
{
	unsigned char c = (unsigned char)*r->p++;

	if (c == '\n') {
		r->line++;
		r->column = 1;
	} else if ((c & 0xc0) != 0x80) { /* not inside a UTF-8 character */
		r->column++;
	}
}

static void skip_space(struct reader *r)
{
	while (r->p < r->end && memchr(" \t\r\n", *r->p, 4))
		step(r);
}

static enum fi_code put(struct reader *r, const char *p, size_t n)
{
	enum fi_code rc = fi_buf_add(&r->text, p, n);

	if (rc == FI_ENOMEM)
		return fi_err_nomem(r->b->err);
	return rc == FI_OK ? FI_OK : fail(r, "string too long");
}

static enum fi_code put_utf8(struct reader *r, unsigned u)
{
	char c[4];
	size_t n;

	if (u < 0x80) {
		c[0] = (char)u;
		n = 1;
	} else if (u < 0x800) {
		c[0] = (char)(0xc0 | u >> 6);
		c[1] = (char)(0x80 | (u & 63));
		n = 2;
	} else if (u < 0x10000) {
		c[0] = (char)(0xe0 | u >> 12);
		c[1] = (char)(0x80 | (u >> 6 & 63));
		c[2] = (char)(0x80 | (u & 63));
		n = 3;
	} else {
		c[0] = (char)(0xf0 | u >> 18);
		c[1] = (char)(0x80 | (u >> 12 & 63));
		c[2] = (char)(0x80 | (u >> 6 & 63));
		c[3] = (char)(0x80 | (u & 63));
		n = 4;
	}
	return put(r, c, n);
}

/* Four hex digits at r->p; false if they are not there. */
static bool hex4(const struct reader *r, const char *p, unsigned *out)
{
	unsigned u = 0;
	int i;

	if (r->end - p < 4)
		return false;
	for (i = 0; i < 4; i++) {
		const char *digits = "0123456789abcdef";
		const char *d = p[i] ? strchr(digits, p[i] | 0x20) : NULL;

		/* |0x20 makes letters lower and leaves digits; other bytes must not
		 * pass. */
		if (!d || (p[i] < '0') || (p[i] > '9' && p[i] < 'A'))
			return false;
		u = u << 4 | (unsigned)(d - digits);
	}
	*out = u;
	return true;
}

/* Behind "\u": one character, or a surrogate pair; a lone half becomes U+FFFD. */
static enum fi_code unicode_escape(struct reader *r)
{
	unsigned u, low;
	int i, n = 4;

	if (!hex4(r, r->p, &u))
		return fail(r, "\\u needs four hexadecimal digits");
	if (u >= 0xd800 && u < 0xdc00 && r->end - r->p >= 10 && r->p[4] == '\\' &&
		r->p[5] == 'u' && hex4(r, r->p + 6, &low) && low >= 0xdc00 &&
		low < 0xe000) {
		u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
		n = 10;
	}
	if (u >= 0xd800 && u < 0xe000)
		u = 0xfffd;
	for (i = 0; i < n; i++)
		step(r);
	return put_utf8(r, u);
}

static enum fi_code escape(struct reader *r)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	int c = peek(r);
	const char *at;

	if (c == 'u') {
		step(r);
		return unicode_escape(r);
	}
	at = c > 0 ? strchr(from, c) : NULL;
	if (!at)
		return fail(r, "unknown escape in a string");
	step(r);
	return put(r, &to[at - from], 1);
}

/* A string into r->text; the quote is at hand. */
static enum fi_code read_string(struct reader *r)
{
	enum fi_code rc = FI_OK;

	fi_buf_clear(&r->text);
	step(r);
	while (rc == FI_OK) {
		int c = peek(r);

		if (c < 0)
			return fail(r, "string without end");
		if (c < 0x20)
			return fail(r, "control character in a string");
		if (c == '"') {
			step(r);
			return FI_OK;
		}
		if (c == '\\') {
			step(r);
			rc = escape(r);
		} else {
			rc = put(r, r->p, 1);
			step(r);
		}
	}
	return rc;
}

static bool digits(struct reader *r)
{
	const char *from = r->p;

	while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
		step(r);
	return r->p > from;
}

/* Pass over a number of the grammar; *whole if it has no fraction or exponent. */
static bool skip_number(struct reader *r, bool *whole)
{
	*whole = true;
	if (peek(r) == '-')
		step(r);
	if (peek(r) == '0')
		step(r);
	else if (!digits(r))
		return false;
	if (peek(r) == '.') {
		*whole = false;
		step(r);
		if (!digits(r))
			return false;
	}
	if (peek(r) == 'e' || peek(r) == 'E') {
		*whole = false;
		step(r);
		if (peek(r) == '+' || peek(r) == '-')
			step(r);
		if (!digits(r))
			return false;
	}
	return true;
}

static enum fi_code read_number(struct reader *r, struct fi_doc_value *v)
{
	const char *from = r->p;
	enum fi_code rc;
	bool whole;

	if (!skip_number(r, &whole))
		return fail(r, "not a number");
	fi_buf_clear(&r->text);
	rc = put(r, from, (size_t)(r->p - from));
	if (rc != FI_OK)
		return rc;
	v->real = strtod(r->text.p, NULL);
	if (!isfinite(v->real))
		return fi_doc_fail(
			r->b, FI_EFORMAT, v->line, v->column, "number out of range");
	v->kind = FI_DOC_FLOAT;
	if (whole) {
		errno = 0;
		v->integer = strtoll(r->text.p, NULL, 10);
		if (!errno)
			v->kind = FI_DOC_INT;
	}
	return FI_OK;
}

static enum fi_code read_word(struct reader *r, struct fi_doc_value *v)
{
	static const struct {
		const char *word;
		enum fi_doc_kind kind;
		bool truth;
	} words[] = { { "null", FI_DOC_NULL, false }, { "true", FI_DOC_BOOL, true },
		{ "false", FI_DOC_BOOL, false } };
	size_t i, k;

	for (i = 0; i < 3; i++) {
		size_t n = strlen(words[i].word);

		if ((size_t)(r->end - r->p) < n || memcmp(r->p, words[i].word, n) != 0)
			continue;
		for (k = 0; k < n; k++)
			step(r);
		v->kind = words[i].kind;
		v->truth = words[i].truth;
		return FI_OK;
	}
	return fail(r, peek(r) < 0 ? "text ends where a value should be"
				   : "a value should be here");
}

static enum fi_code read_value(
	struct reader *r, unsigned depth, struct fi_doc_value **out);

/* One member: the key and colon of a table, then the value. */
static enum fi_code read_member(
	struct reader *r, unsigned depth, struct fi_doc_value *to)
{
	FI_AUTO(fi_freep) char *key = NULL;
	unsigned line, column;
	struct fi_doc_value *v;
	size_t key_n = 0;
	enum fi_code rc;

	skip_space(r);
	line = r->line;
	column = r->column;
	if (to->kind == FI_DOC_TABLE) {
		if (peek(r) != '"')
			return fail(r, "a key in quotes should be here");
		rc = read_string(r);
		if (rc != FI_OK)
			return rc;
		key = fi_buf_steal(&r->text, &key_n);
		if (!key)
			return fi_err_nomem(r->b->err);
		skip_space(r);
		if (peek(r) != ':')
			return fail(r, "a colon should be here");
		step(r);
	}
	rc = read_value(r, depth, &v);
	if (rc != FI_OK)
		return rc;
	return fi_doc_add(r->b, to, key, key_n, line, column, v);
}

static enum fi_code read_members(
	struct reader *r, unsigned depth, struct fi_doc_value *v)
{
	int close = v->kind == FI_DOC_TABLE ? '}' : ']';
	enum fi_code rc = fi_doc_deeper(r->b, depth, r->line, r->column);

	if (rc != FI_OK)
		return rc;
	step(r);
	skip_space(r);
	if (peek(r) == close) {
		step(r);
		return FI_OK;
	}
	for (;;) {
		rc = read_member(r, depth + 1, v);
		if (rc != FI_OK)
			return rc;
		skip_space(r);
		if (peek(r) == close) {
			step(r);
			return FI_OK;
		}
		if (peek(r) != ',')
			return fail(r, close == '}' ? "a comma or } should be here"
						    : "a comma or ] should be here");
		step(r);
	}
}

static enum fi_code read_value(
	struct reader *r, unsigned depth, struct fi_doc_value **out)
{
	struct fi_doc_value *v;
	enum fi_code rc;
	int c;

	skip_space(r);
	v = fi_doc_value_new(r->b, FI_DOC_NULL, r->line, r->column);
	if (!v)
		return r->b->err->code;
	c = peek(r);
	if (c == '{' || c == '[') {
		v->kind = c == '{' ? FI_DOC_TABLE : FI_DOC_LIST;
		v->height = 1;
		rc = read_members(r, depth, v);
	} else if (c == '"') {
		v->kind = FI_DOC_STRING;
		rc = read_string(r);
		if (rc == FI_OK)
			rc = fi_doc_value_text(r->b, v, r->text.p, r->text.len);
	} else if (c == '-' || (c >= '0' && c <= '9')) {
		rc = read_number(r, v);
	} else {
		rc = read_word(r, v);
	}
	if (rc == FI_OK)
		*out = v;
	return rc;
}

enum fi_code fi_doc_read_json(struct fi_doc_build *b, const char *text, size_t n)
{
	struct reader r = {
		.b = b, .p = text, .end = text + n, .line = 1, .column = 1
	};
	struct fi_doc_value *root;
	enum fi_code rc;

	r.text = fi_buf_limited(FI_DOC_BYTES);
	rc = read_value(&r, 0, &root);
	if (rc == FI_OK) {
		skip_space(&r);
		if (peek(&r) >= 0)
			rc = fail(&r, "something follows the document's end");
	}
	if (rc == FI_OK)
		b->doc->root = root;
	fi_buf_done(&r.text);
	return rc;
}
