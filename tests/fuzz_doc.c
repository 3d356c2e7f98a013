/* Promise: a document or an error that says something, never both; places from 1. */
#include <stdint.h>
#include <stdlib.h>

#include "lib/doc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct fi_doc_value *v, unsigned depth)
{
	if (!v->line || !v->column || depth > FI_DOC_DEPTH)
		abort();
	for (size_t i = 0; i < v->n; i++) {
		if ((v->kind == FI_DOC_TABLE) != (v->items[i].key != NULL))
			abort();
		walk(v->items[i].value, depth + 1);
	}
}

/* The first byte picks the syntax. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fi_doc *d = NULL;
	struct fi_err err = { 0 };
	enum fi_code rc;

	if (!size)
		return 0;
	rc = fi_doc_parse((enum fi_syntax)(data[0] % 3), (const char *)data + 1,
		size - 1, &d, NULL, &err);
	if ((rc == FI_OK) != (err.code == FI_OK) || (rc == FI_OK) != (d != NULL))
		abort();
	if (rc != FI_OK && !err.text[0])
		abort();
	if (d)
		walk(d->root, 0);
	fi_doc_free(d);
	return 0;
}
