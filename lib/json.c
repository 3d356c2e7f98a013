#include "lib/json.h"

#include <ctype.h>
#include <string.h>

/*
 * jansson needs about 100 bytes a value; a text made of "[],[],..." would take fifty
 * times its own size.  Half a million values is more than any manifest or SBOM of
 * 8 MiB has in earnest.
 */
#define VALUES_MAX 500000

static bool too_many_values(const char *text, size_t n)
{
	size_t marks = 0;

	for (size_t i = 0; i < n; i++)
		marks += text[i] == ',' || text[i] == '[' || text[i] == '{';
	return marks > VALUES_MAX;
}

json_t *fi_json_parse(const char *text, size_t n, struct fi_err *err)
{
	json_error_t e;
	json_t *j;

	if (too_many_values(text, n)) {
		(void)fi_err_set(err, FI_ELIMIT, "JSON of more than %d values", VALUES_MAX);
		return NULL;
	}
	j = json_loadb(text, n, JSON_DECODE_ANY | JSON_ALLOW_NUL, &e);

	if (!j) {
		if (json_error_code(&e) == json_error_out_of_memory)
			(void)fi_err_nomem(err);
		else
			(void)fi_err_set(err, FI_EFORMAT, "bad JSON: line %d: %s", e.line,
				e.text);
	}
	return j;
}

enum fi_code fi_json_repeats(const char *text, size_t n, bool *twice)
{
	json_error_t e = { 0 };
	json_t *j = json_loadb(
		text, n, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &e);

	if (!j && json_error_code(&e) == json_error_out_of_memory)
		return FI_ENOMEM;
	*twice = !j && json_error_code(&e) == json_error_duplicate_key;
	json_decref(j);
	return FI_OK;
}

/* The next letter of a key; two of Unicode's are an s and a k to Go's decoder. */
static int folded(const char **s)
{
	if (strncmp(*s, "\xc5\xbf", 2) == 0) {
		*s += 2;
		return 's';
	}
	if (strncmp(*s, "\xe2\x84\xaa", 3) == 0) {
		*s += 3;
		return 'k';
	}
	return tolower((unsigned char)*(*s)++);
}

static bool same_key(const char *a, const char *b)
{
	while (*a && *b)
		if (folded(&a) != folded(&b))
			return false;
	return !*a && !*b;
}

const json_t *fi_json_get(const json_t *o, const char *key)
{
	const json_t *found = NULL;
	const char *k;
	json_t *v;

	/* jansson's iterators keep the order of the text. */
	json_object_foreach((json_t *)(uintptr_t)o, k, v)
		if (same_key(k, key))
			found = v;
	return found && !json_is_null(found) ? found : NULL;
}

const char *fi_json_text(const json_t *o, const char *key)
{
	return json_string_value(fi_json_get(o, key)); /* NULL for another type */
}

const json_t *fi_json_list(const json_t *o, const char *key)
{
	const json_t *v = fi_json_get(o, key);

	return json_is_array(v) ? v : NULL;
}

const json_t *fi_json_object(const json_t *o, const char *key)
{
	const json_t *v = fi_json_get(o, key);

	return json_is_object(v) ? v : NULL;
}

uint64_t fi_json_size(const json_t *o, const char *key)
{
	json_int_t v = json_integer_value(fi_json_get(o, key));

	return v > 0 ? (uint64_t)v : 0;
}

bool fi_json_true(const json_t *o, const char *key)
{
	return json_is_true(fi_json_get(o, key));
}

enum fi_code fi_json_strings(const json_t *list, struct fi_strs *out)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *v = json_array_get(list, i);

		if (json_is_string(v) &&
			fi_strs_addn(out, json_string_value(v), json_string_length(v)) != FI_OK)
			return FI_ENOMEM;
	}
	return FI_OK;
}

void fi_json_decrefp(json_t **p)
{
	json_decref(*p);
	*p = NULL;
}
