#include "rules/userallow.h"

#ifndef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#endif
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/buf.h"

/* As for the scanner's patterns: an honest regex needs a few thousand steps. */
#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 20000

struct fi_regex {
	pcre2_code *code;
	struct fi_regexes *owner;
};

struct fi_regexes {
	struct fi_regex **list;
	size_t n, cap;
	pcre2_match_data *found;
	pcre2_match_context *limits;
};

struct fi_regexes *fi_regexes_new(void)
{
	struct fi_regexes *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->found = pcre2_match_data_create(1, NULL);
	r->limits = pcre2_match_context_create(NULL);
	if (!r->found || !r->limits) {
		fi_regexes_free(r);
		return NULL;
	}
	pcre2_set_match_limit(r->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(r->limits, DEPTH_LIMIT);
	return r;
}

void fi_regexes_free(struct fi_regexes *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n; i++) {
		pcre2_code_free(r->list[i]->code);
		free(r->list[i]);
	}
	free(r->list);
	pcre2_match_data_free(r->found);
	pcre2_match_context_free(r->limits);
	free(r);
}

/* What to do about it, by PCRE2's error number. */
static const struct {
	int number;
	const char *remedy;
} remedies[] = {
	{ PCRE2_ERROR_CODE_POINT_TOO_BIG,
		"files are read as bytes: write the character as in UTF-8, \\xC3\\xA9" },
	{ PCRE2_ERROR_UTF_IS_DISABLED, "files are read as bytes: leave (*UTF) out" },
	{ PCRE2_ERROR_BACKSLASH_C_CALLER_DISABLED, "write [\\s\\S] for any byte" },
	{ PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY,
		"files are read as bytes: write a class such as [A-Za-z]" },
	{ PCRE2_ERROR_UNKNOWN_ESCAPE,
		"leave the backslash out before a letter that has no meaning" },
	{ PCRE2_ERROR_QUANTIFIER_INVALID,
		"put something before the quantifier, or escape it: \\*" },
	{ PCRE2_ERROR_QUANTIFIER_TOO_BIG, "repeat at most 65535 times" },
	{ PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS,
		"close the group with ), or escape the parenthesis: \\(" },
	{ PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS,
		"open the group with (, or escape the parenthesis: \\)" },
	{ PCRE2_ERROR_MISSING_SQUARE_BRACKET,
		"close the class with ], or escape the bracket: \\[" },
	{ PCRE2_ERROR_PATTERN_TOO_LARGE, "repeat less, or make two rules of it" },
};

static const char *remedy_of(int number)
{
	for (size_t i = 0; i < FI_COUNT(remedies); i++)
		if (remedies[i].number == number)
			return remedies[i].remedy;
	return "write it as PCRE2 wants it";
}

enum fi_code fi_regexes_add(struct fi_regexes *r, const char *regex,
	const struct fi_regex **out, unsigned *groups, struct fi_regex_trouble *why)
{
	struct fi_regex *x;
	pcre2_code *code;
	uint32_t count = 0;
	int number;

	if (!fi_grow(&r->list, &r->cap, r->n + 1, sizeof(struct fi_regex *)))
		return FI_ENOMEM;
	/* The flags of rules/scan_program.c: what passes here passes there. */
	code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
		PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT,
		&number, &why->at, NULL);
	if (!code) {
		(void)pcre2_get_error_message(
			number, (PCRE2_UCHAR *)why->words, sizeof(why->words));
		why->remedy = remedy_of(number);
		return FI_EFORMAT;
	}
	x = malloc(sizeof(*x));
	if (!x) {
		pcre2_code_free(code);
		return FI_ENOMEM;
	}
	*x = (struct fi_regex){ code, r };
	r->list[r->n++] = x;
	(void)pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &count);
	if (groups)
		*groups = count;
	*out = x;
	return FI_OK;
}

bool fi_regex_finds(const struct fi_regex *x, const char *s, size_t n, bool limited)
{
	int rc = pcre2_match(
		x->code, (PCRE2_SPTR)s, n, 0, 0, x->owner->found, x->owner->limits);

	if (rc == PCRE2_ERROR_NOMATCH)
		return false;
	return rc >= 0 ? true : limited;
}

bool fi_allow_is_for(const struct fi_allow *a, const char *id)
{
	for (size_t i = 0; i < a->nrules; i++)
		if (strcmp(a->rule[i], id) == 0)
			return true;
	return a->nrules == 0;
}

/* A regex that runs away lets nothing pass. */
static bool any(
	const struct fi_regex *const *list, size_t n, const char *s, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (fi_regex_finds(list[i], s, len, false))
			return true;
	return false;
}

/* The lines that the match is on. */
static const char *lines_of(const struct fi_candidate *c, size_t *n)
{
	size_t before = (size_t)(c->match - c->around);
	const char *end = c->match + c->match_n, *brk;
	const char *from = memrchr(c->around, '\n', before);

	from = from ? from + 1 : c->around;
	brk = memchr(end, '\n', c->around_n - before - c->match_n);
	*n = (size_t)((brk ? brk : c->around + c->around_n) - from);
	return from;
}

static bool regexes_cover(const struct fi_allow *a, const struct fi_candidate *c)
{
	const char *s = c->value;
	size_t n = c->n;

	if (a->target == FI_ALLOW_MATCH) {
		s = c->match;
		n = c->match_n;
	} else if (a->target == FI_ALLOW_LINE) {
		s = lines_of(c, &n);
	}
	return any(a->regex, a->nregexes, s, n);
}

static bool holds(const char *s, size_t n, const char *word)
{
	size_t k = strlen(word);

	for (size_t i = 0; i + k <= n; i++)
		if (strncasecmp(s + i, word, k) == 0)
			return true;
	return false;
}

static bool stopped(const struct fi_allow *a, const struct fi_candidate *c)
{
	for (size_t i = 0; i < a->nstopwords; i++)
		if (holds(c->value, c->n, a->stopword[i]))
			return true;
	return false;
}

bool fi_allow_covers(const struct fi_allow *a, const struct fi_candidate *c)
{
	bool path = a->npaths && any(a->path, a->npaths, c->path, strlen(c->path));
	bool whole = c->n == 0;
	bool regex = !whole && a->nregexes && regexes_cover(a, c);
	bool word = !whole && a->nstopwords && stopped(a, c);

	if (!a->all)
		return path || regex || word;
	return !a->never && (path || regex || word) && (path || !a->npaths) &&
	       (regex || !a->nregexes) && (word || !a->nstopwords);
}
