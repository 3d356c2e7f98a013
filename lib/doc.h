/* doc.h - TOML, YAML and JSON as one tree, each value with its line and column.
 *
 * TOML is read by toml++ (TOML 1.0), YAML by libyaml (YAML 1.2's core types, merge
 * keys, the first document only), JSON by a strict reader of ours (RFC 8259; a
 * duplicate key is kept, the last one counts).  Lines and columns count from 1,
 * columns in characters.
 *
 * Input is hostile: its size, its depth and the number of values are limited.
 * YAML aliases share the value they name; what they would be when written out
 * counts towards the limit, so that walking the tree is bounded as well.
 */
#ifndef FI_LIB_DOC_H
#define FI_LIB_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/err.h"

#define FI_DOC_BYTES  (4u << 20) /* size of a text; real configs have a few KiB */
#define FI_DOC_DEPTH  64         /* lists and tables in each other; real ones 6 */
#define FI_DOC_VALUES 200000     /* values of one document, aliases written out */

enum fi_syntax { FI_TOML, FI_YAML, FI_JSON };

enum fi_doc_kind {
	FI_DOC_NULL,
	FI_DOC_BOOL,
	FI_DOC_INT,
	FI_DOC_FLOAT,
	FI_DOC_STRING,
	FI_DOC_DATE, /* a date, a time or both; `text` as written or in ISO form */
	FI_DOC_LIST,
	FI_DOC_TABLE,
};

struct fi_doc_item;

struct fi_doc_value {
	enum fi_doc_kind kind;
	unsigned line,
		column;   /* of its first character; of a [header] for a TOML table */
	bool truth;       /* FI_DOC_BOOL */
	int64_t integer;  /* FI_DOC_INT */
	double real;      /* FI_DOC_FLOAT; FI_DOC_INT too, perhaps less exact */
	const char *text; /* FI_DOC_STRING, FI_DOC_DATE: ended by 0, may hold zeros */
	size_t text_n;
	struct fi_doc_item *items; /* FI_DOC_LIST, FI_DOC_TABLE: in the order written */
	size_t n;
	/* For the limits: values below and with this one, levels of nesting. */
	size_t weight;
	unsigned height;
};

struct fi_doc_item {
	const char *key; /* NULL in a list; ended by 0 */
	size_t key_n;
	unsigned line, column; /* of the key; of the value in a list */
	struct fi_doc_value *value;
};

/* Where a text is wrong; 0, 0 if that has no place. */
struct fi_doc_place {
	unsigned line, column;
};

struct fi_doc {
	struct fi_arena arena;
	struct fi_doc_value *root;
};

/*
 * Read a text.  The document owns everything in it and keeps nothing of the text;
 * fi_doc_free it.  FI_EFORMAT for broken text, FI_ELIMIT past a limit; then `err`
 * says "line 3, column 7: ..." and *place, unless NULL, says it in numbers.
 */
FI_MUST_CHECK enum fi_code fi_doc_parse(enum fi_syntax syntax, const char *text,
	size_t n, struct fi_doc **out, struct fi_doc_place *place, struct fi_err *err);
void fi_doc_free(struct fi_doc *d);

/* The item of that key, compared exactly; the last if there are several; NULL. */
const struct fi_doc_item *fi_doc_get(const struct fi_doc_value *table, const char *key);

/* "a string", "a table", ...: for messages. */
const char *fi_doc_kind_name(enum fi_doc_kind k);

#endif
