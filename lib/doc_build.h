/* doc_build.h - how the three readers make a document.  For lib/doc*.c* only. */
#ifndef FI_LIB_DOC_BUILD_H
#define FI_LIB_DOC_BUILD_H

#include "lib/doc.h"

#ifdef __cplusplus
extern "C" {
#endif

struct fi_doc_build {
	struct fi_doc *doc;
	struct fi_err *err;        /* never NULL here */
	struct fi_doc_place place; /* of the failure */
	size_t values;             /* so far */
};

/* Record a failure at a place; returns `code`. */
enum fi_code fi_doc_fail(struct fi_doc_build *b, enum fi_code code, unsigned line,
	unsigned column, const char *fmt, ...) FI_PRINTF(5, 6);

/* A new value, counted; NULL after a failure that is recorded. */
FI_MUST_CHECK struct fi_doc_value *fi_doc_value_new(
	struct fi_doc_build *b, enum fi_doc_kind kind, unsigned line, unsigned column);

/* Give a string or date its text, which is copied. */
FI_MUST_CHECK enum fi_code fi_doc_value_text(
	struct fi_doc_build *b, struct fi_doc_value *v, const char *text, size_t n);

/*
 * Append `value` to a list (key NULL) or table; the key is copied.  The value must
 * be finished: its weight and height count towards the limits here.
 */
FI_MUST_CHECK enum fi_code fi_doc_add(struct fi_doc_build *b, struct fi_doc_value *to,
	const char *key, size_t key_n, unsigned line, unsigned column,
	struct fi_doc_value *value);

/* Fail if `depth` levels are open already. */
FI_MUST_CHECK enum fi_code fi_doc_deeper(
	struct fi_doc_build *b, unsigned depth, unsigned line, unsigned column);

/* The readers set b->doc->root. */
FI_MUST_CHECK enum fi_code fi_doc_read_toml(
	struct fi_doc_build *b, const char *text, size_t n);
FI_MUST_CHECK enum fi_code fi_doc_read_yaml(
	struct fi_doc_build *b, const char *text, size_t n);
FI_MUST_CHECK enum fi_code fi_doc_read_json(
	struct fi_doc_build *b, const char *text, size_t n);

#ifdef __cplusplus
}
#endif
#endif
