#include "rules/userrules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/doc.h"
#include "lib/near.h"
#include "rules/content.h"
#include "rules/scan.h"
#include "rules/userallow.h"
#include "rules/userpattern.h"
#include "rules/valid.h"

/* Longer ones are no regexes that a person wrote. */
#define REGEX_MAX (16u << 10)
#define ID_MAX	  100
/* A rule with more key words is a list of words; each costs the scanner time. */
#define KEYWORDS_MAX 200
/* Context of a literal: names stand before it, multi-line keys follow it. */
#define BEFORE	   256
#define AFTER	   4096
#define AFTER_LONG FI_AFTER_MAX
/* How far before a secret a key word may stand that the regex itself does not have. */
#define NEAR "500"

/* One user's rule, or a part of one, or one of the catalogue with allowlists. */
struct user_rule {
	struct fi_rule base; /* first: a validator is given its address */
	const char *file;
	unsigned line;
	bool extends; /* has neither regex nor path: the catalogue's rule of that id */
	bool silent;  /* skipReport */
	double entropy; /* values at or below it are dropped; 0 = none are */
	const struct fi_regex *path;
	fi_validator *inner; /* of the catalogue's rule */
	const struct fi_allow **allow;
	size_t nallow;
};

struct fi_user_rules {
	struct fi_arena arena;
	struct fi_regexes *regexes;
	struct user_rule **rule;
	size_t n;
	const struct fi_allow **allow; /* of all rules */
	size_t nallow;
	struct fi_user_example *example;
	size_t nexamples;
	bool alone; /* useDefault = false */
	struct fi_strs disabled, off, remarks;
	const struct fi_rule **list;
	size_t nlist;
};

/* One file being read. */
struct reader {
	struct fi_user_rules *u;
	const char *name, *text;
	size_t n;
	struct fi_err *err;
};

/* ---- judging ---- */

static bool allowed(const struct user_rule *u, const struct fi_candidate *c)
{
	for (size_t i = 0; i < u->nallow; i++)
		if (fi_allow_covers(u->allow[i], c))
			return true;
	return false;
}

static void judge_value(const struct fi_candidate *c, struct fi_verdict *v)
{
	const struct user_rule *u = (const struct user_rule *)(const void *)c->rule;

	if (u->inner)
		u->inner(c, v);
	if (v->drop)
		return;
	v->drop = (u->path && !fi_regex_finds(u->path, c->path, strlen(c->path), true)) ||
		  (u->entropy > 0 && fi_entropy(c->value, c->n) <= u->entropy) ||
		  allowed(u, c);
}

static bool path_matches(const struct user_rule *u, const char *path)
{
	const struct fi_candidate c = { .rule = &u->base, .path = path };

	return fi_regex_finds(u->path, path, strlen(path), true) && !allowed(u, &c);
}

static void judge_path(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	const struct fi_file_spot whole = { 0 };

	if (path_matches((const struct user_rule *)(const void *)r, f->path))
		fi_file_report(out, r, &whole, "%s", r->title);
}

/* ---- the object ---- */

struct fi_user_rules *fi_user_rules_new(void)
{
	struct fi_user_rules *u = calloc(1, sizeof(*u));

	if (!u)
		return NULL;
	u->regexes = fi_regexes_new();
	if (u->regexes)
		return u;
	free(u);
	return NULL;
}

void fi_user_rules_free(struct fi_user_rules *u)
{
	if (!u)
		return;
	fi_regexes_free(u->regexes);
	fi_strs_done(&u->disabled);
	fi_strs_done(&u->off);
	fi_strs_done(&u->remarks);
	free(u->list);
	fi_arena_done(&u->arena);
	free(u);
}

const struct fi_rule *const *fi_user_rules_list(
	const struct fi_user_rules *u, size_t *n)
{
	*n = u->nlist;
	return u->list;
}

static struct user_rule *find(const struct fi_user_rules *u, const char *id)
{
	for (size_t i = 0; i < u->n; i++)
		if (strcmp(u->rule[i]->base.id, id) == 0)
			return u->rule[i];
	return NULL;
}

bool fi_user_rules_has(const struct fi_user_rules *u, const char *id)
{
	return find(u, id) != NULL;
}

const struct fi_strs *fi_user_rules_off(const struct fi_user_rules *u)
{
	return &u->off;
}

const struct fi_strs *fi_user_rules_remarks(const struct fi_user_rules *u)
{
	return &u->remarks;
}

const struct fi_user_example *fi_user_rules_examples(
	const struct fi_user_rules *u, size_t *n)
{
	*n = u->nexamples;
	return u->example;
}

/* ---- reading tables by key ---- */

static enum fi_code wrong(const struct reader *r, unsigned line, unsigned column,
	const char *fmt, ...) FI_PRINTF(4, 5);

static enum fi_code wrong(const struct reader *r, unsigned line, unsigned column,
	const char *fmt, ...)
{
	FI_AUTO(fi_freep) char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = fi_vformat(fmt, ap);
	va_end(ap);
	if (!text)
		return fi_err_nomem(r->err);
	return fi_err_set(r->err, FI_EUSAGE, "%s:%u:%u: %s", r->name, line, column, text);
}

static enum fi_code remark(const struct reader *r, unsigned line, const char *fmt, ...)
	FI_PRINTF(3, 4);

static enum fi_code remark(const struct reader *r, unsigned line, const char *fmt, ...)
{
	FI_AUTO(fi_freep) char *text = NULL, *all = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = fi_vformat(fmt, ap);
	va_end(ap);
	all = text ? fi_format("%s:%u: %s", r->name, line, text) : NULL;
	return all && fi_strs_add(&r->u->remarks, all) == FI_OK ? FI_OK
								: fi_err_nomem(r->err);
}

#define STRING	(1u << FI_DOC_STRING)
#define NUMBER	(1u << FI_DOC_INT | 1u << FI_DOC_FLOAT)
#define INTEGER (1u << FI_DOC_INT)
#define BOOL	(1u << FI_DOC_BOOL)
#define TABLE	(1u << FI_DOC_TABLE)
#define LIST	(1u << FI_DOC_LIST)

struct key {
	const char *name;
	unsigned kinds;
	const char *want; /* "a string" */
	/* NULL: known, and of no use here. */
	enum fi_code (*take)(
		const struct reader *r, const struct fi_doc_item *it, void *into);
};

/* Strings end in 0 and hold none before: they go to functions that stop there. */
static enum fi_code check_string(
	const struct reader *r, const struct fi_doc_value *v, const char *key)
{
	if (strlen(v->text) != v->text_n)
		return wrong(r, v->line, v->column,
			"`%s` holds a zero byte; write \\x00 in a regex", key);
	return FI_OK;
}

static enum fi_code take_item(const struct reader *r, const struct fi_doc_item *it,
	const struct key *keys, size_t n, const char *where, void *into)
{
	struct fi_near near = { .typed = it->key };

	for (size_t i = 0; i < n; i++) {
		const struct key *k = &keys[i];

		fi_near_offer(&near, k->name);
		if (strcasecmp(k->name, it->key) != 0) /* as gitleaks reads keys */
			continue;
		if (!(k->kinds & 1u << it->value->kind))
			return wrong(r, it->value->line, it->value->column,
				"`%s` is %s; give it %s", k->name,
				fi_doc_kind_name(it->value->kind), k->want);
		if (it->value->kind == FI_DOC_STRING &&
			check_string(r, it->value, k->name) != FI_OK)
			return r->err->code;
		return k->take ? k->take(r, it, into) : FI_OK;
	}
	if (near.best)
		return wrong(r, it->line, it->column,
			"there is no key `%s` %s; did you mean `%s`?", it->key, where,
			near.best);
	return wrong(r, it->line, it->column,
		"there is no key `%s` %s; leave it out, docs/rules.md lists the keys",
		it->key, where);
}

static enum fi_code take_table(const struct reader *r, const struct fi_doc_value *table,
	const struct key *keys, size_t n, const char *where, void *into)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < table->n; i++)
		rc = take_item(r, &table->items[i], keys, n, where, into);
	return rc;
}

/* The tables of `[[name]]`, or the one of `[name]`. */
static enum fi_code each_table(const struct reader *r, const struct fi_doc_item *it,
	enum fi_code (*take)(
		const struct reader *r, const struct fi_doc_value *table, void *into),
	void *into)
{
	enum fi_code rc = FI_OK;

	if (it->value->kind == FI_DOC_TABLE)
		return take(r, it->value, into);
	for (size_t i = 0; rc == FI_OK && i < it->value->n; i++) {
		const struct fi_doc_value *v = it->value->items[i].value;

		if (v->kind != FI_DOC_TABLE)
			return wrong(r, v->line, v->column,
				"`%s` holds %s; write [[%s]] and its keys below", it->key,
				fi_doc_kind_name(v->kind), it->key);
		rc = take(r, v, into);
	}
	return rc;
}

/* A list of strings, or one string. */
static enum fi_code each_string(const struct reader *r, const struct fi_doc_item *it,
	enum fi_code (*take)(
		const struct reader *r, const struct fi_doc_value *string, void *into),
	void *into)
{
	enum fi_code rc = FI_OK;

	if (it->value->kind == FI_DOC_STRING)
		return take(r, it->value, into);
	for (size_t i = 0; rc == FI_OK && i < it->value->n; i++) {
		const struct fi_doc_value *v = it->value->items[i].value;

		if (v->kind != FI_DOC_STRING)
			return wrong(r, v->line, v->column,
				"`%s` holds %s; give it strings", it->key,
				fi_doc_kind_name(v->kind));
		rc = check_string(r, v, it->key);
		if (rc == FI_OK)
			rc = take(r, v, into);
	}
	return rc;
}

static const char *copy(const struct reader *r, const struct fi_doc_value *v)
{
	return fi_arena_text(&r->u->arena, v->text, v->text_n);
}

/* Append to an array of pointers in the arena. */
static enum fi_code append(
	const struct reader *r, void *list, size_t *n, const void *item)
{
	const void ***at = list;
	const void **more = item ? fi_arena_more(&r->u->arena, *at, *n, sizeof(*more))
				 : NULL;

	if (!more)
		return fi_err_nomem(r->err);
	more[(*n)++] = item;
	*at = more;
	return FI_OK;
}

/* ---- regexes ---- */

static const char *line_of(const struct reader *r, unsigned line)
{
	const char *at = r->text, *end = r->text + r->n;

	while (at && --line > 0) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : NULL;
	}
	return at;
}

static unsigned characters(const char *s, size_t n)
{
	unsigned count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)s[i] & 0xc0) != 0x80;
	return count;
}

/*
 * Where byte `at` of a string stands in the file.  Between '...' and '''...''' nothing
 * is escaped, so that can be told; otherwise it is the string's place.
 */
static struct fi_doc_place place_in(
	const struct reader *r, const struct fi_doc_value *v, size_t at)
{
	struct fi_doc_place p = { v->line, v->column };
	const char *s = line_of(r, v->line), *end = r->text + r->n, *brk;
	unsigned quotes = 1;

	for (unsigned i = 1; s && s < end && i < v->column;)
		i += ((unsigned char)*++s & 0xc0) != 0x80;
	if (!s || s >= end || *s != '\'')
		return p;
	if (end - s > 3 && memcmp(s, "'''", 3) == 0)
		quotes = 3;
	if (at > v->text_n)
		at = v->text_n;
	for (s += quotes; s < end && quotes == 3 && (*s == '\r' || *s == '\n'); s++) {
		quotes = *s == '\n' ? 0 : quotes;
		p.line += *s == '\n';
		p.column = *s == '\n' ? 1 : p.column;
	}
	p.column += quotes;
	brk = memrchr(v->text, '\n', at);
	for (size_t i = 0; i < at; i++)
		p.line += v->text[i] == '\n';
	if (!brk)
		p.column += characters(v->text, at);
	else
		p.column = 1 + characters(brk + 1, at - (size_t)(brk + 1 - v->text));
	return p;
}

static enum fi_code compile(const struct reader *r, const struct fi_doc_value *v,
	const struct fi_regex **out, unsigned *groups)
{
	struct fi_regex_trouble why = { 0 };
	struct fi_doc_place p;
	enum fi_code rc;

	if (v->text_n == 0)
		return wrong(r, v->line, v->column,
			"the regex is empty; leave the key out");
	if (v->text_n > REGEX_MAX)
		return wrong(r, v->line, v->column,
			"the regex has %zu bytes, more than %u; make several of it",
			v->text_n, REGEX_MAX);
	rc = fi_regexes_add(r->u->regexes, v->text, out, groups, &why);
	if (rc == FI_ENOMEM)
		return fi_err_nomem(r->err);
	if (rc == FI_OK)
		return rc;
	p = place_in(r, v, why.at);
	return wrong(r, p.line, p.column, "the regex, at byte %zu: %s; %s", why.at,
		why.words, why.remedy);
}

/* ---- allowlists ---- */

struct regex_list {
	const struct fi_regex ***list;
	size_t *n;
};

static enum fi_code add_regex(
	const struct reader *r, const struct fi_doc_value *v, void *into)
{
	struct regex_list *l = into;
	const struct fi_regex *x = NULL;
	enum fi_code rc = compile(r, v, &x, NULL);

	return rc == FI_OK ? append(r, l->list, l->n, x) : rc;
}

static enum fi_code allow_paths(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	struct fi_allow *a = into;

	return each_string(
		r, it, add_regex, &(struct regex_list){ &a->path, &a->npaths });
}

static enum fi_code allow_regexes(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	struct fi_allow *a = into;

	return each_string(
		r, it, add_regex, &(struct regex_list){ &a->regex, &a->nregexes });
}

static enum fi_code add_stopword(
	const struct reader *r, const struct fi_doc_value *v, void *into)
{
	struct fi_allow *a = into;

	if (v->text_n == 0)
		return wrong(r, v->line, v->column,
			"an empty stop word lets everything pass; leave it out");
	return append(r, &a->stopword, &a->nstopwords, copy(r, v));
}

static enum fi_code allow_stopwords(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return each_string(r, it, add_stopword, into);
}

static enum fi_code add_target(
	const struct reader *r, const struct fi_doc_value *v, void *into)
{
	struct fi_allow *a = into;

	return append(r, &a->rule, &a->nrules, copy(r, v));
}

static enum fi_code allow_rules(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return each_string(r, it, add_target, into);
}

static enum fi_code allow_commits(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	struct fi_allow *a = into;

	(void)r;
	a->never = it->value->n > 0;
	return FI_OK;
}

static enum fi_code allow_condition(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	const char *word = it->value->text;
	struct fi_allow *a = into;

	if (strcasecmp(word, "OR") != 0 && strcmp(word, "||") != 0 &&
		strcasecmp(word, "AND") != 0 && strcmp(word, "&&") != 0)
		return wrong(r, it->value->line, it->value->column,
			"`condition` is \"%s\"; give it \"OR\" or \"AND\"", word);
	a->all = strcasecmp(word, "AND") == 0 || word[0] == '&';
	return FI_OK;
}

static enum fi_code allow_target(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	static const char *const words[] = { "secret", "match", "line" };
	struct fi_allow *a = into;

	for (size_t i = 0; i < FI_COUNT(words); i++) {
		if (strcmp(it->value->text, words[i]) != 0)
			continue;
		a->target = (enum fi_allow_target)i;
		return FI_OK;
	}
	return wrong(r, it->value->line, it->value->column,
		"`regexTarget` is \"%s\"; give it \"secret\", \"match\" or \"line\"",
		it->value->text);
}

#define STRINGS (LIST | STRING)

static const struct key allow_keys[] = {
	{ "description", STRING, "a string", NULL },
	{ "condition", STRING, "a string", allow_condition },
	{ "commits", STRINGS, "a list of strings", allow_commits },
	{ "paths", STRINGS, "a list of regexes", allow_paths },
	{ "regexTarget", STRING, "a string", allow_target },
	{ "regexes", STRINGS, "a list of regexes", allow_regexes },
	{ "stopwords", STRINGS, "a list of strings", allow_stopwords },
	{ "targetRules", STRINGS, "a list of rule ids", allow_rules },
};

/* A list of allowlists that grows. */
struct allow_list {
	const struct fi_allow **list;
	size_t n;
};

static enum fi_code read_allow(
	const struct reader *r, const struct fi_doc_value *table, void *into)
{
	struct allow_list *l = into;
	struct fi_allow *a = fi_arena_alloc(&r->u->arena, sizeof(*a));
	enum fi_code rc;

	if (!a)
		return fi_err_nomem(r->err);
	rc = take_table(
		r, table, allow_keys, FI_COUNT(allow_keys), "in an allowlist", a);
	if (rc != FI_OK)
		return rc;
	return append(r, &l->list, &l->n, a);
}

/* ---- one rule ---- */

/* A rule as it is written. */
struct draft {
	struct user_rule rule;
	const struct fi_doc_value *regex, *path;
	const char **keyword;
	size_t nkeywords, shortest; /* `shortest` in bytes */
	size_t group;
	bool severe; /* `severity` is there */
	unsigned requires; /* the line of `required`, 0 = none */
	struct allow_list allow;
	struct fi_user_example *example;
	size_t nexamples;
};

static enum fi_code take_id(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	const struct fi_doc_value *v = it->value;
	struct draft *d = into;
	enum fi_category c;

	if (v->text_n == 0 || v->text_n > ID_MAX || !isalnum((unsigned char)v->text[0]))
		return wrong(r, v->line, v->column,
			"`id` wants 1 to %d characters, a letter or digit first", ID_MAX);
	for (const char *p = v->text; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("-_.", *p))
			return wrong(r, v->line, v->column,
				"`id` has a character that is no letter, digit, '-', '_' "
				"or '.'; write it without");
	if (fi_category_parse(v->text, &c))
		return wrong(r, v->line, v->column,
			"`id` is the name of a category; call the rule otherwise");
	d->rule.base.id = copy(r, v);
	return d->rule.base.id ? FI_OK : fi_err_nomem(r->err);
}

#define TAKE_TEXT(name, field)                                                           \
	static enum fi_code name(                                                        \
		const struct reader *r, const struct fi_doc_item *it, void *into)        \
	{                                                                                \
		struct draft *d = into;                                                  \
                                                                                         \
		d->rule.base.field = copy(r, it->value);                                 \
		return d->rule.base.field ? FI_OK : fi_err_nomem(r->err);                \
	}

TAKE_TEXT(take_title, title)
TAKE_TEXT(take_why, why)
TAKE_TEXT(take_fix, fix)
TAKE_TEXT(take_sample, sample)

static enum fi_code take_regex(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	(void)r;
	((struct draft *)into)->regex = it->value;
	return FI_OK;
}

static enum fi_code take_path(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	struct draft *d = into;

	d->path = it->value;
	return compile(r, it->value, &d->rule.path, NULL);
}

static enum fi_code take_group(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	struct draft *d = into;

	if (it->value->integer < 0 || it->value->integer > 65535)
		return wrong(r, it->value->line, it->value->column,
			"`secretGroup` wants the number of a group, 1 for the first");
	d->group = (size_t)it->value->integer;
	return FI_OK;
}

static enum fi_code take_entropy(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	struct draft *d = into;

	/* Written so that "nan" is refused, too. */
	if (!(it->value->real >= 0 && it->value->real <= 8))
		return wrong(r, it->value->line, it->value->column,
			"`entropy` wants bits a character, 0 to 8, for example 3.5");
	d->rule.entropy = it->value->real;
	return FI_OK;
}

static enum fi_code take_severity(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	struct draft *d = into;

	d->severe = true;
	if (fi_severity_parse(it->value->text, &d->rule.base.severity))
		return FI_OK;
	return wrong(r, it->value->line, it->value->column,
		"`severity` is \"%s\"; give it critical, high, medium, low or info",
		it->value->text);
}

static enum fi_code add_keyword(
	const struct reader *r, const struct fi_doc_value *v, void *into)
{
	struct draft *d = into;

	if (v->text_n == 0 || v->text_n > ID_MAX)
		return wrong(r, v->line, v->column,
			"a key word has %zu bytes; write one of 1 to %d", v->text_n,
			ID_MAX);
	if (d->nkeywords == KEYWORDS_MAX)
		return wrong(r, v->line, v->column,
			"the rule has more than %d key words; make two rules of it",
			KEYWORDS_MAX);
	if (!d->nkeywords || v->text_n < d->shortest)
		d->shortest = v->text_n;
	return append(r, &d->keyword, &d->nkeywords, copy(r, v));
}

static enum fi_code take_keywords(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return each_string(r, it, add_keyword, into);
}

static enum fi_code take_allow(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return each_table(r, it, read_allow, &((struct draft *)into)->allow);
}

static enum fi_code take_silent(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	(void)r;
	((struct draft *)into)->rule.silent = it->value->truth;
	return FI_OK;
}

/* Named and not looked at: the rule finds more than it was meant to, not less. */
static enum fi_code take_required(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	(void)r;
	((struct draft *)into)->requires = it->line;
	return FI_OK;
}

static enum fi_code add_example(
	const struct reader *r, const struct fi_doc_value *v, struct draft *d, bool hit)
{
	struct fi_user_example *list = fi_arena_more(
		&r->u->arena, d->example, d->nexamples, sizeof(*list));
	const char *text = copy(r, v);

	if (!list || !text)
		return fi_err_nomem(r->err);
	d->example = list;
	list[d->nexamples++] = (struct fi_user_example){
		.text = text, .hit = hit, .line = v->line, .file = d->rule.file
	};
	return FI_OK;
}

static enum fi_code add_hit(
	const struct reader *r, const struct fi_doc_value *v, void *into)
{
	return add_example(r, v, into, true);
}

static enum fi_code add_miss(
	const struct reader *r, const struct fi_doc_value *v, void *into)
{
	return add_example(r, v, into, false);
}

static enum fi_code take_hit(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return each_string(r, it, add_hit, into);
}

static enum fi_code take_miss(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return each_string(r, it, add_miss, into);
}

static const struct key rule_keys[] = {
	{ "id", STRING, "a string", take_id },
	{ "description", STRING, "a string", take_title },
	{ "regex", STRING, "a string", take_regex },
	{ "secretGroup", INTEGER, "a whole number", take_group },
	{ "entropy", NUMBER, "a number", take_entropy },
	{ "keywords", STRINGS, "a list of strings", take_keywords },
	{ "path", STRING, "a string", take_path },
	{ "tags", STRINGS, "a list of strings", NULL },
	{ "allowlist", TABLE, "a table", take_allow },
	{ "allowlists", LIST | TABLE, "tables, [[rules.allowlists]]", take_allow },
	{ "skipReport", BOOL, "true or false", take_silent },
	{ "required", LIST | TABLE, "tables", take_required },
	{ "severity", STRING, "a string", take_severity },
	{ "why", STRING, "a string", take_why },
	{ "fix", STRING, "a string", take_fix },
	{ "hit", STRINGS, "a string or a list of strings", take_hit },
	{ "miss", STRINGS, "a string or a list of strings", take_miss },
	{ "sample", STRING, "a string", take_sample },
};

/* ---- from what is written to what runs ---- */

/* Is each key word one of the fixed texts of the regex? */
static bool words_are_in(const struct draft *d, const struct fi_pattern *p)
{
	for (size_t i = 0; i < d->nkeywords; i++)
		if (!strcasestr(p->words, d->keyword[i]))
			return false;
	return d->nkeywords > 0;
}

/* Append `word` so that a regex takes it as it is. */
static enum fi_code add_quoted(struct fi_buf *b, const char *word)
{
	enum fi_code rc = FI_OK;

	for (; rc == FI_OK && *word; word++)
		rc = fi_buf_addf(b, "\\x%02X", (unsigned char)*word);
	return rc;
}

/* By what the scanner finds the places where a regex is tried. */
enum anchor { IN_REGEX, NEAR_WORD, BEHIND_SIGN };

/*
 * What a value stands behind; one of them must be met where a regex has nothing fixed.
 * Quotes and line breaks alone are so many that the scanner would have to give up.
 */
static const char *const before_value[] = { "=", ":", "(\"", "('", "[\"", "['" };

#define BEHIND "[=:(\\[][ \\t\"'=:>\\[({]{0,8}"

/*
 * The regex, or a key word and behind it the regex: (?|(R)|(?i:word|word).{0,500}?(R)).
 */
static enum fi_code add_near(struct fi_buf *b, const struct draft *d, const char *one)
{
	enum fi_code rc = fi_buf_addf(b, "(?|%s|(?i:", one);

	for (size_t i = 0; rc == FI_OK && i < d->nkeywords; i++) {
		rc = i ? fi_buf_adds(b, "|") : FI_OK;
		if (rc == FI_OK)
			rc = add_quoted(b, d->keyword[i]);
	}
	return rc == FI_OK ? fi_buf_addf(b, ")(?s:.{0," NEAR "}?)%s)", one) : rc;
}

/* The pattern whose group 1 is the secret, if it has groups. */
static enum fi_code make_pattern(const struct reader *r, struct draft *d,
	const struct fi_pattern *p, unsigned groups, enum anchor by)
{
	bool near = by != IN_REGEX;
	size_t keep = d->group ? d->group : groups ? 1 : 0;
	FI_AUTO(fi_buf_done) struct fi_buf one = fi_buf_limited(4 * REGEX_MAX);
	FI_AUTO(fi_buf_done) struct fi_buf all = fi_buf_limited(16 * REGEX_MAX);
	bool wrap = near && keep == 0;
	enum fi_code rc = FI_OK;

	if (p->opaque || (!near && keep <= 1 && groups <= 1)) {
		d->rule.base.pattern = copy(r, d->regex);
		return d->rule.base.pattern ? FI_OK : fi_err_nomem(r->err);
	}
	if (wrap)
		rc = fi_buf_adds(&one, "(");
	if (rc == FI_OK)
		rc = fi_pattern_regroup(p, d->regex->text, keep, &one);
	if (rc == FI_OK && wrap)
		rc = fi_buf_adds(&one, ")");
	/* A group within: the alternatives of the regex stay its own. */
	if (rc == FI_OK && near && !wrap) {
		FI_AUTO(fi_freep) char *inner = strdup(one.p);

		fi_buf_clear(&one);
		rc = inner ? fi_buf_addf(&one, "(?:%s)", inner) : FI_ENOMEM;
	}
	if (rc == FI_OK && by == BEHIND_SIGN)
		rc = fi_buf_addf(&all, BEHIND "%s", one.p);
	else if (rc == FI_OK)
		rc = near ? add_near(&all, d, one.p) : fi_buf_adds(&all, one.p);
	d->rule.base.pattern =
		rc == FI_OK ? fi_arena_text(&r->u->arena, all.p, all.len) : NULL;
	return d->rule.base.pattern ? FI_OK : fi_err_nomem(r->err);
}

/* May a match go on for lines? */
static bool goes_on(const char *regex)
{
	static const char *const signs[] = { "[\\s\\S", "[\\S\\s", "[\\w\\W", "[\\W\\w",
		"[\\d\\D", "[\\D\\d", "(?s", "(?is", "(?ms", "(?ims" };

	for (size_t i = 0; i < FI_COUNT(signs); i++)
		if (strstr(regex, signs[i]))
			return true;
	return false;
}

static enum fi_code add_rule(
	const struct reader *r, const struct user_rule *rule, struct user_rule **out)
{
	struct user_rule *own = fi_arena_alloc(&r->u->arena, sizeof(*own));

	if (!own)
		return fi_err_nomem(r->err);
	*own = *rule;
	if (out)
		*out = own;
	return append(r, &r->u->rule, &r->u->n, own);
}

/* As many rules as it takes to have all literals; hits are the first one's. */
static enum fi_code add_parts(const struct reader *r, const struct draft *d,
	const char *const *literal, size_t n)
{
	struct user_rule *first = NULL;
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < n; i += FI_RULE_LITERALS) {
		struct user_rule part = d->rule;
		size_t take = n - i < FI_RULE_LITERALS ? n - i : FI_RULE_LITERALS;

		memcpy(part.base.literal, literal + i, take * sizeof(literal[0]));
		part.base.part_of = first ? &first->base : NULL;
		rc = add_rule(r, &part, first ? NULL : &first);
	}
	return rc;
}

static enum fi_code left_out(const struct reader *r, const struct draft *d)
{
	return remark(r, d->regex->line,
		"rule %s is left out: its regex has no fixed text, and a back reference, "
		"recursion or condition; give it keywords = [\"...\"] of %d bytes or more",
		d->rule.base.id, FI_ANCHOR_LEAST);
}

/* There is neither a fixed text nor a key word that is long enough. */
static enum fi_code find_anchor(const struct reader *r, const struct draft *d,
	struct fi_pattern *p, enum anchor *by)
{
	if (fi_pattern_read(d->regex->text, 1, &r->u->arena, p) != FI_OK)
		return fi_err_nomem(r->err);
	*by = p->nanchors ? IN_REGEX : BEHIND_SIGN;
	for (size_t i = 0; i < p->nanchors; i++)
		if (strlen(p->anchor[i]) == 1)
			return remark(r, d->regex->line,
				"rule %s is tried at each \"%s\", which takes time; give it "
				"keywords = [\"...\"] of %d bytes or more",
				d->rule.base.id, p->anchor[i], FI_ANCHOR_LEAST);
	if (p->nanchors)
		return FI_OK;
	return remark(r, d->regex->line,
		"rule %s has no fixed text and is tried behind = and : and quotes in brackets "
		"only, which takes time; give it keywords = [\"...\"] of %d bytes or more",
		d->rule.base.id, FI_ANCHOR_LEAST);
}

/* What cannot be: \K, and groups that are not there or cannot be told apart. */
static enum fi_code check_groups(const struct reader *r, const struct draft *d,
	const struct fi_pattern *p, unsigned groups)
{
	if (p->keeps)
		return wrong(r, d->regex->line, d->regex->column,
			"the regex has \\K; put the secret into a group instead");
	if (d->group > groups)
		return wrong(r, d->regex->line, d->regex->column,
			"`secretGroup` is %zu, but the regex has %u group%s", d->group,
			groups, groups == 1 ? "" : "s");
	if (p->opaque && d->group > 1)
		return wrong(r, d->regex->line, d->regex->column,
			"with a back reference, recursion or condition in the regex "
			"`secretGroup` has to be 1; make the other groups (?:...)");
	return FI_OK;
}

static enum fi_code add_anchored(const struct reader *r, struct draft *d,
	const struct fi_pattern *p, enum anchor by, bool worded)
{
	struct fi_rule *b = &d->rule.base;

	b->nocase = true;
	b->anywhere = true;
	b->before = by == NEAR_WORD ? FI_BEFORE_MAX : by == BEHIND_SIGN ? 1 : BEFORE;
	b->after = goes_on(d->regex->text) ? AFTER_LONG : AFTER;
	if (by == BEHIND_SIGN)
		return add_parts(r, d, before_value, FI_COUNT(before_value));
	if (worded && (by == NEAR_WORD || p->opaque || words_are_in(d, p)))
		return add_parts(r, d, d->keyword, d->nkeywords);
	return add_parts(r, d, p->anchor, p->nanchors);
}

static enum fi_code settle_regex(const struct reader *r, struct draft *d)
{
	const struct fi_regex *unused;
	struct fi_pattern p;
	unsigned groups = 0;
	enum anchor by = IN_REGEX;
	bool worded = d->nkeywords && d->shortest >= FI_ANCHOR_LEAST;
	enum fi_code rc = compile(r, d->regex, &unused, &groups);

	if (rc != FI_OK)
		return rc;
	if (fi_pattern_read(d->regex->text, FI_ANCHOR_LEAST, &r->u->arena, &p) != FI_OK)
		return fi_err_nomem(r->err);
	if (!p.opaque && p.ngroups != groups)
		p = (struct fi_pattern){ .opaque = true, .words = "" };
	rc = check_groups(r, d, &p, groups);
	if (rc != FI_OK)
		return rc;
	if (!worded && p.opaque)
		return left_out(r, d);
	if (!worded && !p.nanchors)
		rc = find_anchor(r, d, &p, &by);
	else if (!p.opaque && !p.nanchors && !words_are_in(d, &p))
		by = NEAR_WORD;
	if (rc == FI_OK)
		rc = make_pattern(r, d, &p, groups, by);
	return rc == FI_OK ? add_anchored(r, d, &p, by, worded) : rc;
}

/* A rule that has neither regex nor path changes the catalogue's of that id. */
static enum fi_code settle_extension(const struct reader *r, struct draft *d)
{
	const struct fi_rule *old = fi_rules_find(d->rule.base.id);
	struct fi_rule *b = &d->rule.base;
	struct fi_rule mine = *b;

	if (!old)
		return remark(r, d->rule.line,
			"rule %s has no regex, and the catalogue none of that id: it is "
			"passed over",
			b->id);
	if (old->category != FI_SECRET)
		return remark(r, d->rule.line,
			"rule %s of the catalogue is not about values: it stays as it is",
			b->id);
	*b = *old;
	b->title = mine.title ? mine.title : old->title;
	b->why = mine.why ? mine.why : old->why;
	b->fix = mine.fix ? mine.fix : old->fix;
	b->sample = mine.sample ? mine.sample : old->sample;
	if (d->severe)
		b->severity = mine.severity;
	d->rule.inner = old->check;
	d->rule.extends = true;
	b->check = judge_value;
	return add_rule(r, &d->rule, NULL);
}

static enum fi_code settle_rule(const struct reader *r, struct draft *d)
{
	struct fi_rule *b = &d->rule.base;

	if (!d->regex && !d->path)
		return settle_extension(r, d);
	if (!b->title || !*b->title)
		b->title = b->id;
	if (!b->why)
		b->why = "A rule of yours says that this is a secret.";
	if (!b->fix)
		b->fix = "Take it out of what goes into the image, and replace the secret.";
	b->check = judge_value;
	b->category = FI_SECRET;
	/* Nobody tells whether its values can be guessed. */
	b->weak = d->rule.entropy < 3;
	if (d->regex)
		return settle_regex(r, d);
	b->category = FI_FILE;
	b->path = "*";
	b->check = NULL;
	b->judge_file = judge_path;
	return add_rule(r, &d->rule, NULL);
}

static enum fi_code read_rule(
	const struct reader *r, const struct fi_doc_value *table, void *into)
{
	struct fi_user_rules *u = r->u;
	struct draft d = { .rule = { .file = r->name, .line = table->line } };
	const struct user_rule *twin;
	size_t first = u->n;
	enum fi_code rc;

	(void)into;
	d.rule.base.severity = FI_HIGH;
	rc = take_table(r, table, rule_keys, FI_COUNT(rule_keys), "in a rule", &d);
	if (rc != FI_OK)
		return rc;
	if (!d.rule.base.id)
		return wrong(r, table->line, table->column,
			"the rule has no `id`; add id = \"my-rule\"");
	twin = find(u, d.rule.base.id);
	if (twin)
		return remark(r, table->line,
			"rule %s is there already, in %s line %u: this one is left out; "
			"give it another `id`",
			d.rule.base.id, twin->file, twin->line);
	d.rule.allow = d.allow.list;
	d.rule.nallow = d.allow.n;
	rc = settle_rule(r, &d);
	if (rc == FI_OK && d.requires)
		rc = remark(r, d.requires,
			"rule %s finds its secret also where the rules that it requires "
			"find nothing: `required` is not looked at",
			d.rule.base.id);
	for (size_t i = 0; rc == FI_OK && first < u->n && i < d.nexamples; i++) {
		struct fi_user_example *list = fi_arena_more(
			&u->arena, u->example, u->nexamples, sizeof(*list));

		if (!list)
			return fi_err_nomem(r->err);
		u->example = list;
		list[u->nexamples] = d.example[i];
		list[u->nexamples++].rule = &u->rule[first]->base;
	}
	return rc;
}

/* ---- the file ---- */

static enum fi_code take_rules(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return each_table(r, it, read_rule, into);
}

static enum fi_code take_global(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	struct allow_list l = { r->u->allow, r->u->nallow };
	enum fi_code rc = each_table(r, it, read_allow, &l);

	(void)into;
	r->u->allow = l.list;
	r->u->nallow = l.n;
	return rc;
}

static enum fi_code take_default(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	(void)into;
	r->u->alone = !it->value->truth;
	return FI_OK;
}

static enum fi_code add_disabled(
	const struct reader *r, const struct fi_doc_value *v, void *into)
{
	(void)into;
	if (!fi_rules_find(v->text))
		return remark(r, v->line,
			"disabledRules: no rule of the catalogue is called %s", v->text);
	return fi_strs_add(&r->u->disabled, v->text) == FI_OK ? FI_OK
							      : fi_err_nomem(r->err);
}

static enum fi_code take_disabled(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return each_string(r, it, add_disabled, into);
}

static enum fi_code take_elsewhere(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	(void)into;
	return remark(r, it->line,
		"`extend.%s` is not followed: give that file, too, with another --rules",
		it->key);
}

static const struct key extend_keys[] = {
	{ "useDefault", BOOL, "true or false", take_default },
	{ "disabledRules", STRINGS, "a list of rule ids", take_disabled },
	{ "path", STRING, "a string", take_elsewhere },
	{ "url", STRING, "a string", take_elsewhere },
};

static enum fi_code take_extend(
	const struct reader *r, const struct fi_doc_item *it, void *into)
{
	return take_table(r, it->value, extend_keys, FI_COUNT(extend_keys),
		"in [extend]", into);
}

static const struct key file_keys[] = {
	{ "title", STRING, "a string", NULL },
	{ "description", STRING, "a string", NULL },
	{ "minVersion", STRING, "a string", NULL },
	{ "extend", TABLE, "a table", take_extend },
	{ "rules", LIST, "tables, [[rules]]", take_rules },
	{ "allowlist", TABLE, "a table", take_global },
	{ "allowlists", LIST | TABLE, "tables, [[allowlists]]", take_global },
};

enum fi_code fi_user_rules_read(struct fi_user_rules *u, const char *name,
	const char *text, size_t n, struct fi_err *err)
{
	struct reader r = { u, NULL, text, n, err };
	struct fi_err why = { 0 };
	struct fi_doc *doc = NULL;
	enum fi_code rc;

	r.name = fi_arena_text(&u->arena, name, strlen(name));
	if (!r.name)
		return fi_err_nomem(err);
	rc = fi_doc_parse(FI_TOML, text, n, &doc, NULL, &why);
	if (rc == FI_ENOMEM)
		return fi_err_nomem(err);
	if (rc != FI_OK)
		return fi_err_set(err, FI_EUSAGE, "%s: %s", name, why.text);
	rc = take_table(&r, doc->root, file_keys, FI_COUNT(file_keys),
		"at the top of the file", u);
	fi_doc_free(doc);
	return rc;
}

/* ---- all together ---- */

/* Give a rule the allowlists of all rules that are for it, behind its own. */
static enum fi_code bind(struct fi_user_rules *u, struct user_rule *rule)
{
	size_t own = rule->nallow;
	const struct fi_allow **all =
		fi_arena_alloc(&u->arena, (own + u->nallow) * sizeof(*all));

	if (!all)
		return FI_ENOMEM;
	for (size_t i = 0; i < own; i++)
		all[i] = rule->allow[i];
	for (size_t i = 0; i < u->nallow; i++)
		if (fi_allow_is_for(u->allow[i], rule->base.id))
			all[rule->nallow++] = u->allow[i];
	rule->allow = all;
	return FI_OK;
}

/* A rule of the catalogue with the allowlists of all rules. */
static enum fi_code bind_catalogue(
	struct fi_user_rules *u, const struct fi_rule *old, const struct fi_rule **out)
{
	struct user_rule *rule;

	*out = old;
	if (old->category != FI_SECRET || !u->nallow)
		return FI_OK;
	rule = fi_arena_alloc(&u->arena, sizeof(*rule));
	if (!rule)
		return FI_ENOMEM;
	*rule = (struct user_rule){ .base = *old, .inner = old->check };
	rule->base.check = judge_value;
	*out = &rule->base;
	return bind(u, rule);
}

enum fi_code fi_user_rules_settle(struct fi_user_rules *u, struct fi_err *err)
{
	size_t most = u->n + fi_rules_count();
	enum fi_code rc = FI_OK;

	free(u->list);
	u->nlist = 0;
	u->list = calloc(most + 1, sizeof(struct fi_rule *));
	if (!u->list)
		return fi_err_nomem(err);
	for (size_t i = 0; rc == FI_OK && i < u->n; i++) {
		rc = bind(u, u->rule[i]);
		if (!u->rule[i]->silent)
			u->list[u->nlist++] = &u->rule[i]->base;
	}
	for (size_t i = 0; rc == FI_OK && i < fi_rules_count(); i++) {
		const struct fi_rule *old = fi_rules_at(i);

		if (find(u, old->id))
			continue;
		rc = bind_catalogue(u, old, &u->list[u->nlist++]);
		if (rc == FI_OK && ((u->alone && old->category == FI_SECRET) ||
					   fi_strs_has(&u->disabled, old->id)))
			rc = fi_strs_add(&u->off, old->id);
	}
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* ---- examples ---- */

static enum fi_code note_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)h;
	(void)err;
	*(bool *)self = true;
	return FI_OK;
}

static void list_freep(const struct fi_rule ***list)
{
	free(*list);
}

enum fi_code fi_user_rules_try(const struct fi_user_rules *u,
	const struct fi_user_example *e, bool *fired, struct fi_err *err)
{
	const struct user_rule *rule = find(u, e->rule->id);
	FI_AUTO(list_freep) const struct fi_rule **parts =
		calloc(u->n + 1, sizeof(struct fi_rule *));
	const char *sample = e->rule->sample;
	struct fi_scanner *s = NULL;
	bool found = false;
	size_t n = 0;
	enum fi_code rc;

	if (!parts)
		return fi_err_nomem(err);
	if (e->rule->category == FI_FILE) {
		*fired = path_matches(rule, e->text);
		return FI_OK;
	}
	if (rule->path && !sample)
		return fi_err_set(err, FI_EUSAGE,
			"it has a `path`; add sample = \"...\", the path of a file that "
			"the example could stand in");
	for (size_t i = 0; i < u->n; i++)
		if (strcmp(u->rule[i]->base.id, e->rule->id) == 0)
			parts[n++] = &u->rule[i]->base;
	rc = fi_scanner_from_rules(parts, n, &s, err);
	if (rc == FI_OK)
		rc = fi_scan_text(s, sample ? sample : "app/sample.txt", e->text,
			strlen(e->text), note_hit, &found, err);
	fi_scanner_free(s);
	if (rc == FI_OK)
		*fired = found;
	return rc;
}
