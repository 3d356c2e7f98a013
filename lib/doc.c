#include "lib/doc.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/doc_build.h"

enum fi_code fi_doc_fail(struct fi_doc_build *b, enum fi_code code, unsigned line,
	unsigned column, const char *fmt, ...)
{
	FI_AUTO(fi_freep) char *text = NULL;
	va_list ap;

	b->place = (struct fi_doc_place){ line, column };
	va_start(ap, fmt);
	text = fi_vformat(fmt, ap);
	va_end(ap);
	if (!text)
		return fi_err_nomem(b->err);
	if (!line)
		return fi_err_set(b->err, code, "%s", text);
	return fi_err_set(b->err, code, "line %u, column %u: %s", line, column, text);
}

struct fi_doc_value *fi_doc_value_new(
	struct fi_doc_build *b, enum fi_doc_kind kind, unsigned line, unsigned column)
{
	struct fi_doc_value *v;

	if (b->values >= FI_DOC_VALUES) {
		fi_doc_fail(b, FI_ELIMIT, line, column, "more than %d values",
			FI_DOC_VALUES);
		return NULL;
	}
	v = fi_arena_alloc(&b->doc->arena, sizeof(*v));
	if (!v) {
		fi_err_nomem(b->err);
		return NULL;
	}
	b->values++;
	v->kind = kind;
	v->line = line;
	v->column = column;
	v->weight = 1;
	v->height = kind == FI_DOC_LIST || kind == FI_DOC_TABLE;
	return v;
}

enum fi_code fi_doc_value_text(
	struct fi_doc_build *b, struct fi_doc_value *v, const char *text, size_t n)
{
	v->text = fi_arena_text(&b->doc->arena, text, n);
	v->text_n = n;
	return v->text ? FI_OK : fi_err_nomem(b->err);
}

enum fi_code fi_doc_add(struct fi_doc_build *b, struct fi_doc_value *to,
	const char *key, size_t key_n, unsigned line, unsigned column,
	struct fi_doc_value *value)
{
	struct fi_doc_item *items,
		it = { .line = line, .column = column, .value = value };

	/* A shared value weighs as often as it is named: aliases of aliases add up. */
	to->weight += value->weight;
	if (to->weight > FI_DOC_VALUES)
		return fi_doc_fail(b, FI_ELIMIT, line, column, "more than %d values",
			FI_DOC_VALUES);
	if (value->height + 1 > to->height)
		to->height = value->height + 1;
	if (to->height > FI_DOC_DEPTH)
		return fi_doc_deeper(b, FI_DOC_DEPTH, line, column);
	if (key) {
		it.key = fi_arena_text(&b->doc->arena, key, key_n);
		it.key_n = key_n;
		if (!it.key)
			return fi_err_nomem(b->err);
	}
	items = fi_arena_more(&b->doc->arena, to->items, to->n, sizeof(*items));
	if (!items)
		return fi_err_nomem(b->err);
	to->items = items;
	items[to->n++] = it;
	return FI_OK;
}

enum fi_code fi_doc_deeper(
	struct fi_doc_build *b, unsigned depth, unsigned line, unsigned column)
{
	if (depth < FI_DOC_DEPTH)
		return FI_OK;
	return fi_doc_fail(b, FI_ELIMIT, line, column,
		"nested more than %d levels deep", FI_DOC_DEPTH);
}

void fi_doc_free(struct fi_doc *d)
{
	if (!d)
		return;
	fi_arena_done(&d->arena);
	free(d);
}

static enum fi_code read_text(
	struct fi_doc_build *b, enum fi_syntax syntax, const char *text, size_t n)
{
	if (n > FI_DOC_BYTES)
		return fi_doc_fail(
			b, FI_ELIMIT, 0, 0, "larger than %u bytes", FI_DOC_BYTES);
	switch (syntax) {
	case FI_TOML:
		return fi_doc_read_toml(b, text, n);
	case FI_YAML:
		return fi_doc_read_yaml(b, text, n);
	case FI_JSON:
		return fi_doc_read_json(b, text, n);
	}
	return fi_err_set(b->err, FI_EUSAGE, "no such syntax");
}

enum fi_code fi_doc_parse(enum fi_syntax syntax, const char *text, size_t n,
	struct fi_doc **out, struct fi_doc_place *place, struct fi_err *err)
{
	struct fi_err cause = { 0 };
	struct fi_doc_build b = { .err = &cause };
	enum fi_code rc;

	b.doc = calloc(1, sizeof(*b.doc));
	if (!b.doc)
		return fi_err_nomem(err);
	rc = read_text(&b, syntax, text, n);
	if (rc != FI_OK) {
		fi_doc_free(b.doc);
		if (place)
			*place = b.place;
		return fi_err_set(err, rc, "%s", cause.text);
	}
	*out = b.doc;
	return FI_OK;
}

const struct fi_doc_item *fi_doc_get(const struct fi_doc_value *table, const char *key)
{
	size_t n = strlen(key), i;

	if (!table || table->kind != FI_DOC_TABLE)
		return NULL;
	for (i = table->n; i-- > 0;)
		if (table->items[i].key_n == n && !memcmp(table->items[i].key, key, n))
			return &table->items[i];
	return NULL;
}

const char *fi_doc_kind_name(enum fi_doc_kind k)
{
	static const char *const name[] = { "null", "true or false", "a whole number",
		"a number", "a string", "a date", "a list", "a table" };

	return name[k];
}
