/* YAML into a document, by libyaml's events: the first document of a stream. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "lib/doc_build.h"

/* Anchors are looked up one by one; real files have a handful. */
#define ANCHORS_MAX 1000

/* Keys of one mapping, which are compared one by one; real files have some fifty. */
#define KEYS_MAX 2000

struct anchor {
	const char *name;
	struct fi_doc_value *value; /* NULL while it is being read */
};

struct reader {
	struct fi_doc_build *b;
	yaml_parser_t yaml;
	struct anchor *anchors;
	size_t nanchors;
	size_t merged; /* keys that merges have looked at, a limit of its own */
};

static unsigned line_of(const yaml_mark_t *m)
{
	return (unsigned)m->line + 1;
}

static unsigned column_of(const yaml_mark_t *m)
{
	return (unsigned)m->column + 1;
}

static enum fi_code fail_at(struct reader *r, const yaml_mark_t *m, const char *what)
{
	return fi_doc_fail(r->b, FI_EFORMAT, line_of(m), column_of(m), "%s", what);
}

static enum fi_code next_event(struct reader *r, yaml_event_t *e)
{
	if (yaml_parser_parse(&r->yaml, e))
		return FI_OK;
	if (r->yaml.error == YAML_MEMORY_ERROR)
		return fi_err_nomem(r->b->err);
	return fail_at(r, &r->yaml.problem_mark,
		r->yaml.problem ? r->yaml.problem : "not YAML");
}

/* ---- what a plain scalar means: the core schema as yaml.v3 reads it ---- */

static bool is_one_of(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (!strcmp(s, *words))
			return true;
	return false;
}

static bool is_date(const char *s)
{
	static const char form[] = "dddd-dd-dd";
	size_t i;

	for (i = 0; form[i]; i++)
		if (form[i] == 'd' ? (s[i] < '0' || s[i] > '9') : s[i] != '-')
			return false;
	return !s[i] || s[i] == 'T' || s[i] == 't' || s[i] == ' ';
}

/* Digits with underscores between them taken out; false if it would not fit. */
static bool without_underscores(const char *s, char *out, size_t size)
{
	size_t n = 0;

	for (; *s; s++) {
		if (*s == '_')
			continue;
		if (n + 1 >= size)
			return false;
		out[n++] = *s;
	}
	out[n] = 0;
	return true;
}

static bool is_int(const char *s, int64_t *out)
{
	bool minus = *s == '-';
	const char *digits = s + (*s == '-' || *s == '+');
	unsigned long long u;
	int base = 10;
	char *end;

	if (digits[0] == '0' && digits[1]) {
		base = strchr("xX", digits[1]) ? 16 : strchr("bB", digits[1]) ? 2 : 8;
		if (base != 8 || strchr("oO", digits[1]))
			digits += 2;
	}
	/* strtoull would take a sign or space here. */
	if (!(*digits >= '0' && *digits <= '9') &&
		!(base == 16 && *digits && strchr("abcdefABCDEF", *digits)))
		return false;
	errno = 0;
	u = strtoull(digits, &end, base);
	if (*end || errno || u > (unsigned long long)INT64_MAX + minus)
		return false;
	*out = minus ? (int64_t)(0 - u) : (int64_t)u;
	return true;
}

static bool is_float(const char *s, double *out)
{
	static const char *const inf[] = { ".inf", ".Inf", ".INF", NULL };
	static const char *const nan_[] = { ".nan", ".NaN", ".NAN", NULL };
	const char *digits = s + (*s == '-' || *s == '+');
	char *end;

	if (is_one_of(digits, inf)) {
		*out = *s == '-' ? -INFINITY : INFINITY;
		return true;
	}
	if (is_one_of(s, nan_)) {
		*out = NAN;
		return true;
	}
	/* strtod knows more than YAML: words, hexadecimal, leading space. */
	if (digits[strspn(digits, "0123456789.eE+-")] ||
		!strpbrk(digits, "0123456789") || !strchr(".0123456789", *digits))
		return false;
	*out = strtod(s, &end);
	return !*end && isfinite(*out);
}

static void resolve_plain(struct fi_doc_value *v)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
	static const char *const yes[] = { "true", "True", "TRUE", NULL };
	static const char *const no[] = { "false", "False", "FALSE", NULL };
	char digits[64];

	if (strlen(v->text) != v->text_n)
		return;
	if (is_one_of(v->text, nulls)) {
		v->kind = FI_DOC_NULL;
	} else if (is_one_of(v->text, yes) || is_one_of(v->text, no)) {
		v->kind = FI_DOC_BOOL;
		v->truth = is_one_of(v->text, yes);
	} else if (is_date(v->text)) {
		v->kind = FI_DOC_DATE;
	} else if (!without_underscores(v->text, digits, sizeof(digits))) {
		return;
	} else if (is_int(digits, &v->integer)) {
		v->kind = FI_DOC_INT;
		v->real = (double)v->integer;
	} else if (is_float(digits, &v->real)) {
		v->kind = FI_DOC_FLOAT;
	}
}

/* ---- anchors and aliases ---- */

/* Remember an anchor; its value is not to be used before it is whole. */
static enum fi_code anchor_begin(
	struct reader *r, const yaml_char_t *name, const yaml_mark_t *m, size_t *index)
{
	struct fi_arena *arena = &r->b->doc->arena;
	struct anchor *more;

	*index = SIZE_MAX;
	if (!name)
		return FI_OK;
	if (r->nanchors >= ANCHORS_MAX)
		return fi_doc_fail(r->b, FI_ELIMIT, line_of(m), column_of(m),
			"more than %d anchors", ANCHORS_MAX);
	more = fi_arena_more(arena, r->anchors, r->nanchors, sizeof(*more));
	if (!more)
		return fi_err_nomem(r->b->err);
	r->anchors = more;
	more[r->nanchors].name =
		fi_arena_text(arena, (const char *)name, strlen((const char *)name));
	if (!more[r->nanchors].name)
		return fi_err_nomem(r->b->err);
	more[r->nanchors].value = NULL;
	*index = r->nanchors++;
	return FI_OK;
}

static enum fi_code read_alias(
	struct reader *r, const yaml_event_t *e, struct fi_doc_value **out)
{
	size_t i;

	for (i = r->nanchors; i-- > 0;) {
		if (strcmp(r->anchors[i].name, (const char *)e->data.alias.anchor) != 0)
			continue;
		if (!r->anchors[i].value)
			return fail_at(
				r, &e->start_mark, "an alias inside its own anchor");
		*out = r->anchors[i].value;
		return FI_OK;
	}
	return fail_at(r, &e->start_mark, "an alias of an unknown anchor");
}

/* ---- values ---- */

static enum fi_code read_scalar(
	struct reader *r, const yaml_event_t *e, struct fi_doc_value *v)
{
	const char *tag = (const char *)e->data.scalar.tag;
	enum fi_code rc = fi_doc_value_text(
		r->b, v, (const char *)e->data.scalar.value, e->data.scalar.length);

	v->kind = FI_DOC_STRING;
	if (rc == FI_OK && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !tag)
		resolve_plain(v);
	return rc;
}

static const struct fi_doc_item *find(
	const struct fi_doc_value *v, const char *key, size_t n)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->items[i].key_n == n && !memcmp(v->items[i].key, key, n))
			return &v->items[i];
	return NULL;
}

/* "<<: *base": the keys of `from` that are not in `v` yet. */
static enum fi_code merge(struct reader *r, struct fi_doc_value *v,
	const struct fi_doc_value *from, const yaml_mark_t *m)
{
	enum fi_code rc = FI_OK;
	size_t i;

	if (from->kind == FI_DOC_LIST) {
		for (i = 0; i < from->n && rc == FI_OK; i++) {
			if (from->items[i].value->kind == FI_DOC_LIST)
				return fail_at(r, m,
					"merge needs a mapping or a list of them");
			rc = merge(r, v, from->items[i].value, m);
		}
		return rc;
	}
	if (from->kind != FI_DOC_TABLE)
		return fail_at(r, m, "merge needs a mapping or a list of them");
	r->merged += from->n;
	if (r->merged > FI_DOC_VALUES || v->n + from->n > KEYS_MAX)
		return fi_doc_fail(r->b, FI_ELIMIT, line_of(m), column_of(m),
			"too many keys to merge");
	for (i = 0; i < from->n && rc == FI_OK; i++) {
		const struct fi_doc_item *it = &from->items[i];

		if (!find(v, it->key, it->key_n))
			rc = fi_doc_add(r->b, v, it->key, it->key_n, it->line,
				it->column, it->value);
	}
	return rc;
}

static enum fi_code read_value(struct reader *r, const yaml_event_t *e, unsigned depth,
	struct fi_doc_value **out);

/* The value of one key; `key` is its event. */
static enum fi_code read_pair(struct reader *r, const yaml_event_t *key, unsigned depth,
	struct fi_doc_value *v, const struct fi_doc_value **merged)
{
	const char *name = (const char *)key->data.scalar.value;
	const yaml_mark_t *m = &key->start_mark;
	struct fi_doc_value *child;
	size_t n, unused;
	yaml_event_t e;
	enum fi_code rc;

	if (key->type != YAML_SCALAR_EVENT)
		return fail_at(r, m, "a key must be a plain word or a string");
	n = key->data.scalar.length;
	if (v->n >= KEYS_MAX)
		return fi_doc_fail(r->b, FI_ELIMIT, line_of(m), column_of(m),
			"more than %d keys in one mapping", KEYS_MAX);
	if (find(v, name, n))
		return fail_at(r, m, "this key is there already");
	rc = anchor_begin(r, key->data.scalar.anchor, m, &unused);
	if (rc == FI_OK)
		rc = next_event(r, &e);
	if (rc != FI_OK)
		return rc;
	rc = read_value(r, &e, depth, &child);
	yaml_event_delete(&e);
	if (rc != FI_OK)
		return rc;
	if (n == 2 && !memcmp(name, "<<", 2) &&
		key->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
		*merged = child;
		return FI_OK;
	}
	return fi_doc_add(r->b, v, name, n, line_of(m), column_of(m), child);
}

static enum fi_code read_table(
	struct reader *r, unsigned depth, struct fi_doc_value *v, const yaml_mark_t *m)
{
	const struct fi_doc_value *merged = NULL;
	enum fi_code rc;
	bool end = false;

	do {
		yaml_event_t e;

		rc = next_event(r, &e);
		if (rc != FI_OK)
			return rc;
		end = e.type == YAML_MAPPING_END_EVENT;
		if (!end)
			rc = read_pair(r, &e, depth + 1, v, &merged);
		yaml_event_delete(&e);
	} while (rc == FI_OK && !end);
	if (rc == FI_OK && merged)
		rc = merge(r, v, merged, m);
	return rc;
}

static enum fi_code read_list(struct reader *r, unsigned depth, struct fi_doc_value *v)
{
	enum fi_code rc;
	bool end = false;

	do {
		struct fi_doc_value *child;
		yaml_event_t e;

		rc = next_event(r, &e);
		if (rc != FI_OK)
			return rc;
		end = e.type == YAML_SEQUENCE_END_EVENT;
		if (!end) {
			rc = read_value(r, &e, depth + 1, &child);
			if (rc == FI_OK)
				rc = fi_doc_add(r->b, v, NULL, 0,
					line_of(&e.start_mark),
					column_of(&e.start_mark), child);
		}
		yaml_event_delete(&e);
	} while (rc == FI_OK && !end);
	return rc;
}

static enum fi_code read_new(struct reader *r, const yaml_event_t *e, unsigned depth,
	struct fi_doc_value **out)
{
	const yaml_mark_t *m = &e->start_mark;
	bool scalar = e->type == YAML_SCALAR_EVENT;
	bool list = e->type == YAML_SEQUENCE_START_EVENT;
	const yaml_char_t *name = scalar ? e->data.scalar.anchor
				  : list ? e->data.sequence_start.anchor
					 : e->data.mapping_start.anchor;
	struct fi_doc_value *v;
	enum fi_code rc;
	size_t anchor;

	rc = anchor_begin(r, name, m, &anchor);
	if (rc == FI_OK && !scalar)
		rc = fi_doc_deeper(r->b, depth, line_of(m), column_of(m));
	if (rc != FI_OK)
		return rc;
	v = fi_doc_value_new(r->b,
		scalar ? FI_DOC_STRING
		: list ? FI_DOC_LIST
		       : FI_DOC_TABLE,
		line_of(m), column_of(m));
	if (!v)
		return r->b->err->code;
	rc = scalar ? read_scalar(r, e, v)
	     : list ? read_list(r, depth, v)
		    : read_table(r, depth, v, m);
	if (rc != FI_OK)
		return rc;
	if (anchor != SIZE_MAX)
		r->anchors[anchor].value = v;
	*out = v;
	return FI_OK;
}

static enum fi_code read_value(struct reader *r, const yaml_event_t *e, unsigned depth,
	struct fi_doc_value **out)
{
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return read_alias(r, e, out);
	case YAML_SCALAR_EVENT:
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return read_new(r, e, depth, out);
	default:
		return fail_at(r, &e->start_mark, "a value should be here");
	}
}

static enum fi_code read_stream(struct reader *r)
{
	struct fi_doc_value *root = NULL;
	enum fi_code rc = FI_OK;
	bool done = false;

	while (rc == FI_OK && !done) {
		yaml_event_t e;

		rc = next_event(r, &e);
		if (rc != FI_OK)
			return rc;
		if (e.type == YAML_STREAM_END_EVENT) {
			/* Nothing in it: null, as an empty document is. */
			root = fi_doc_value_new(r->b, FI_DOC_NULL, 1, 1);
			rc = root ? FI_OK : r->b->err->code;
			done = true;
		} else if (e.type != YAML_STREAM_START_EVENT &&
			   e.type != YAML_DOCUMENT_START_EVENT) {
			rc = read_value(r, &e, 0, &root);
			done = true;
		}
		yaml_event_delete(&e);
	}
	if (rc == FI_OK)
		r->b->doc->root = root;
	return rc;
}

enum fi_code fi_doc_read_yaml(struct fi_doc_build *b, const char *text, size_t n)
{
	struct reader r = { .b = b };
	enum fi_code rc;

	if (!yaml_parser_initialize(&r.yaml))
		return fi_err_nomem(b->err);
	/* No guessing: UTF-16 in a config would only hide what others see. */
	yaml_parser_set_encoding(&r.yaml, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.yaml, (const unsigned char *)text, n);
	rc = read_stream(&r);
	yaml_parser_delete(&r.yaml);
	return rc;
}
