#include "rules/scan_program.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/alnum.h"
#include "lib/buf.h"
#include "rules/decode.h"
#include "rules/dense.h"
#include "rules/desk.h"
#include "rules/secrets.h"

/* Context around a literal when a rule names none. */
#define BEFORE_DEFAULT 64
#define AFTER_DEFAULT  512

/*
 * Signs of text that is percent-encoded or escaped as JSON does.  A token has nothing
 * that needs either; URLs with passwords in them do, and fields.  Where somebody encoded
 * every character, or the underscore too, the tokens' beginnings are the signs.
 */
const struct fi_rule fi_decode_rules[FI_DECODE_RULES] = {
	[FI_PERCENT - FI_PERCENT] = {
		.id = "percent",
		.category = FI_SECRET,
		.nocase = true,
		.literal = { "%3A%2F%2F", "%22%3A%22", "%22%3A%20%22", "%22%3A+%22",
			"-----BEGIN%20", "%3D%3D",
			/* gh, sk, xox, AKIA, eyJ, glp, fm2 */
			"%67%68", "%73%6B", "%78%6F%78", "%41%4B%49%41", "%65%79%4A",
			"%67%6C%70", "%66%6D%32", "ghp%5F", "sk%5Flive", "t%5Fpat%5F" },
		.pattern = "[^\\s\"'<>`\\\\]++",
		.before = 512,
		.after = 4096,
	},
	[FI_JSON_ESCAPED - FI_PERCENT] = {
		.id = "json",
		.category = FI_SECRET,
		.nocase = true,
		.literal = { ":\\/\\/", "\\u003a", "\\u003d", "\\u002f", "\\u0040",
			"\\u002b", "\\u0022", "\\u0026", "\\u005f", "\\u002d",
			/* Nobody needs to escape a letter. */
			"\\u006", "\\u007",
			/* A string in a string in a string. */
			"\\\\\\\":" },
		.pattern = "[^\\r\\n]++",
		.before = 256,
		.after = 2048,
	},
};

bool fi_is_decode_rule(const struct fi_rule *r)
{
	return r >= fi_decode_rules && r < fi_decode_rules + FI_DECODE_RULES;
}

/* One (literal, rule) pair while the literals are put together. */
struct pair {
	const char *text;
	bool nocase, dense;
	uint32_t rule;
};

static void program_freep(struct fi_program **p)
{
	fi_program_free(*p);
}

static void pairs_freep(struct pair **p)
{
	free(*p);
}

static bool usable(const struct fi_rule *r)
{
	return r->category == FI_SECRET && r->pattern && r->literal[0];
}

static size_t count_literals(const struct fi_rule *r)
{
	size_t n = 0;

	while (n < FI_RULE_LITERALS && r->literal[n])
		n++;
	return n;
}

/* The set it is in comes first. */
static int compare_text(const struct pair *a, const struct pair *b)
{
	if (a->dense != b->dense)
		return a->dense ? 1 : -1;
	if (a->nocase != b->nocase)
		return a->nocase ? 1 : -1;
	return a->nocase ? strcasecmp(a->text, b->text) : strcmp(a->text, b->text);
}

static int compare_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = compare_text(x, y);

	if (order)
		return order;
	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static enum fi_code add_rule(struct fi_program *p, const struct fi_rule *r,
	struct fi_err *err)
{
	struct fi_program_rule *own = &p->rule[p->nrules++];
	size_t i, n = count_literals(r), len;

	own->rule = r;
	own->before = r->before ? r->before : BEFORE_DEFAULT;
	own->after = r->after ? r->after : AFTER_DEFAULT;
	if (own->before > FI_BEFORE_MAX || own->after > FI_AFTER_MAX)
		return fi_err_set(err, FI_EUSAGE, "rule %s: asks for too much context",
			r->id);
	for (i = 0; i < n; i++) {
		len = strlen(r->literal[i]);
		if (len == 0 || len > own->after)
			return fi_err_set(err, FI_EUSAGE,
				"rule %s: literal %zu is empty or too long", r->id, i + 1);
	}
	if (own->before > p->before)
		p->before = own->before;
	if (own->after > p->after)
		p->after = own->after;
	return FI_OK;
}

/*
 * Debian's libvectorscan 5.4.9 misses literals at some alignments when a set is small
 * enough for its Teddy matcher (96 or fewer): two of four bytes each are missed at 41
 * of 64.  Larger sets use another matcher, which misses none; so a small set is made
 * large by the catalogue's literals, whose hits nobody asks for.
 */
#define SET_LEAST 256
/* The user of a literal that nobody asks for. */
#define NOBODY UINT32_MAX

static bool is_known(const struct fi_rule *r)
{
	return fi_is_decode_rule(r) || fi_rules_is_own(r);
}

/* Is all that this program looks for with one set in that which was compiled at build time? */
static bool all_known(const struct fi_program *p, bool dense)
{
	for (size_t i = 0; i < p->nrules; i++)
		if (p->rule[i].rule->dense == dense && !is_known(p->rule[i].rule))
			return false;
	return true;
}

static size_t add_pairs(struct pair *pairs, const struct fi_rule *r, uint32_t user)
{
	size_t n = count_literals(r);

	for (size_t i = 0; i < n; i++)
		pairs[i] = (struct pair){ r->literal[i], r->nocase, r->dense, user };
	return n;
}

/* The literals of one set of all that is known and not among the program's rules. */
static size_t add_others(const struct fi_program *p, bool dense, struct pair *pairs)
{
	size_t all = fi_rules_count(), n = 0, next = 0;

	for (size_t i = 0; i < all + FI_DECODE_RULES; i++) {
		const struct fi_rule *r = i < all ? fi_rules_at(i) : &fi_decode_rules[i - all];

		if (next < p->nrules && p->rule[next].rule == r)
			next++; /* both are nearly always in the catalogue's order */
		else if (usable(r) && r->dense == dense)
			n += add_pairs(pairs + n, r, NOBODY);
	}
	return n;
}

/* All pairs of one set, and those of others where they are needed; 0 if nobody asks. */
static size_t gather_pairs(const struct fi_program *p, bool dense, struct pair *pairs)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nrules; i++)
		if (p->rule[i].rule->dense == dense)
			n += add_pairs(pairs + n, p->rule[i].rule, (uint32_t)i);
	if (n && (n < SET_LEAST || all_known(p, dense)))
		n += add_others(p, dense, pairs + n);
	return n;
}

static void add_literal(struct fi_program *p, const struct pair *pair, size_t first)
{
	struct fi_program_set *set = &p->set[pair->dense ? FI_DENSE : FI_EVERYWHERE];
	size_t n = strlen(pair->text);

	if (set->n++ == 0)
		set->first = p->nliterals;
	if (n > p->longest)
		p->longest = n;
	p->literal[p->nliterals++] = (struct fi_program_literal){
		.text = pair->text,
		.n = n,
		.nocase = pair->nocase,
		.first = (uint32_t)first,
	};
}

/* Equal literals become one, with all the rules that have it. */
static void join_literals(struct fi_program *p, struct pair *pairs, size_t n)
{
	size_t i;

	qsort(pairs, n, sizeof(*pairs), compare_pair);
	for (i = 0; i < n; i++) {
		struct fi_program_literal *l;

		if (i == 0 || compare_text(&pairs[i - 1], &pairs[i]) != 0)
			add_literal(p, &pairs[i], i);
		if (pairs[i].rule == NOBODY)
			continue;
		l = &p->literal[p->nliterals - 1];
		/* The same rule twice, by two spellings of one word: once is enough. */
		if (l->count == 0 || p->users[l->first + l->count - 1] != pairs[i].rule)
			p->users[l->first + l->count++] = pairs[i].rule;
	}
}

/* FNV-1a over what the matcher is given; it tells an old set from this one. */
static uint64_t digest_literals(const struct fi_program_literal *list, size_t n)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < n; i++) {
		const struct fi_program_literal *l = &list[i];

		for (size_t k = 0; k <= l->n; k++)
			h = (h ^ (unsigned char)l->text[k]) * 0x100000001b3;
		h = (h ^ l->nocase) * 0x100000001b3;
	}
	return h;
}

/* What was compiled at build time, if it is the set wanted and libhs can still read it. */
static bool take_built(struct fi_program_set *set, const struct fi_literals_built *b)
{
	return b->n && b->digest == set->digest &&
	       hs_deserialize_database((const char *)b->bytes, b->n, &set->literals) ==
		       HS_SUCCESS;
}

/*
 * For any processor, not for this one: the set may have been compiled on another machine.
 * It is not slower for that, the matcher chooses its instructions when it runs.
 */
static enum fi_code compile_literals(struct fi_program_set *set,
	const struct fi_program_literal *list, struct fi_err *err)
{
	const hs_platform_info_t any = { 0 };
	size_t n = set->n, i;
	const char **text = calloc(n + 1, sizeof(*text));
	unsigned *flags = calloc(n + 1, sizeof(*flags)), *ids = calloc(n + 1, sizeof(*ids));
	size_t *lens = calloc(n + 1, sizeof(*lens));
	hs_compile_error_t *why = NULL;
	enum fi_code rc = FI_OK;

	if (!text || !flags || !ids || !lens) {
		rc = fi_err_nomem(err);
		goto out;
	}
	for (i = 0; i < n; i++) {
		text[i] = list[i].text;
		lens[i] = list[i].n;
		flags[i] = list[i].nocase ? HS_FLAG_CASELESS : 0;
		ids[i] = (unsigned)i;
	}
	if (hs_compile_lit_multi(text, flags, ids, lens, (unsigned)n, HS_MODE_BLOCK, &any,
		    &set->literals, &why) != HS_SUCCESS)
		rc = fi_err_set(err, FI_EUSAGE, "literals of the rules: %s",
			why ? why->message : "not compiled");
	hs_free_compile_error(why);
out:
	free(text);
	free(flags);
	free(ids);
	free(lens);
	return rc;
}

static enum fi_code make_set(struct fi_program *p, int which, struct fi_err *err)
{
	struct fi_program_set *set = &p->set[which];
	const struct fi_program_literal *list = p->literal + set->first;

	if (set->n == 0)
		return FI_OK;
	set->digest = digest_literals(list, set->n);
	return take_built(set, &fi_literals_built[which]) ? FI_OK :
							    compile_literals(set, list, err);
}

/* All literals into their sets, and what is known besides where it spares compiling one. */
static enum fi_code make_sets(struct fi_program *p, struct fi_err *err)
{
	size_t most = (p->nrules + fi_rules_count() + FI_DECODE_RULES) * FI_RULE_LITERALS;
	FI_AUTO(pairs_freep) struct pair *pairs = calloc(most + 1, sizeof(*pairs));
	enum fi_code rc = FI_OK;
	size_t n;

	p->literal = calloc(most + 1, sizeof(*p->literal));
	p->users = calloc(most + 1, sizeof(*p->users));
	if (!pairs || !p->literal || !p->users)
		return fi_err_nomem(err);
	n = gather_pairs(p, false, pairs);
	n += gather_pairs(p, true, pairs + n);
	join_literals(p, pairs, n);
	for (int i = 0; rc == FI_OK && i < FI_SETS; i++)
		rc = make_set(p, i, err);
	return rc;
}

static bool is_text(const char *s)
{
	while (fi_is_text(*s))
		s++;
	return !*s;
}

/* Is each literal that is looked for everywhere one that counts in text alone? */
static bool all_in_text(const struct fi_program *p)
{
	for (size_t i = 0; i < p->nrules; i++) {
		const struct fi_rule *r = p->rule[i].rule;
		size_t n = count_literals(r);

		for (size_t k = 0; k < n && !r->dense; k++)
			if (!is_text(r->literal[k]) ||
				(r->anywhere && strlen(r->literal[k]) < FI_TEXT_LEAST))
				return false;
	}
	return true;
}

enum fi_code fi_program_new(const struct fi_rule *const *rules, size_t n,
	struct fi_program **out, struct fi_err *err)
{
	FI_AUTO(program_freep) struct fi_program *p = calloc(1, sizeof(*p));
	size_t i;
	enum fi_code rc;

	if (!p)
		return fi_err_nomem(err);
	p->rule = calloc(n + 1, sizeof(*p->rule));
	p->desks = fi_desks_new();
	if (!p->rule || !p->desks)
		return fi_err_nomem(err);
	for (i = 0; i < n; i++) {
		if (!usable(rules[i]))
			continue;
		rc = add_rule(p, rules[i], err);
		if (rc != FI_OK)
			return rc;
	}
	p->in_text = all_in_text(p);
	rc = make_sets(p, err);
	if (rc != FI_OK)
		return rc;
	*out = p;
	p = NULL; /* handed over */
	return FI_OK;
}

enum fi_code fi_program_save(const struct fi_program *p, int set, char **bytes, size_t *n,
	struct fi_err *err)
{
	if (hs_serialize_database(p->set[set].literals, bytes, n) != HS_SUCCESS)
		return fi_err_nomem(err);
	return FI_OK;
}

/* Of the rules of which nothing is known. */
static const struct fi_form no_form;

static void free_form(const struct fi_form *f)
{
	if (f != &no_form)
		free((void *)(uintptr_t)f);
}

void fi_program_free(struct fi_program *p)
{
	size_t i;

	if (!p)
		return;
	for (i = 0; p->rule && i < p->nrules; i++) {
		pcre2_code_free(atomic_load(&p->rule[i].code));
		pcre2_code_free(atomic_load(&p->rule[i].joined));
		free_form(atomic_load(&p->rule[i].form));
	}
	for (i = 0; i < FI_SETS; i++)
		hs_free_database(p->set[i].literals);
	fi_desks_free(p->desks);
	free(p->literal);
	free(p->users);
	free(p->rule);
	free(p);
}

/* Compiled once, whoever asks first; `*kept` is where it stays. */
static enum fi_code compile(const struct fi_rule *rule, const char *pattern, size_t n,
	_Atomic(pcre2_code *) *kept, const pcre2_code **out, struct fi_err *err)
{
	pcre2_code *code = atomic_load_explicit(kept, memory_order_acquire);
	pcre2_code *other = NULL;
	int number;
	size_t at;

	if (code) {
		*out = code;
		return FI_OK;
	}
	/* Bytes, not characters: a file may hold anything. */
	code = pcre2_compile((PCRE2_SPTR)pattern, n,
		PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT,
		&number, &at, NULL);
	if (!code) {
		char words[128] = "";

		pcre2_get_error_message(number, (PCRE2_UCHAR *)words, sizeof(words));
		return fi_err_set(err, FI_EUSAGE, "rule %s: pattern, at byte %zu: %s",
			rule->id, at, words);
	}
	/* A kernel that forbids writable code makes this fail; it is only slower then. */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	if (!atomic_compare_exchange_strong(kept, &other, code)) {
		pcre2_code_free(code); /* another thread was faster */
		code = other;
	}
	*out = code;
	return FI_OK;
}

enum fi_code fi_program_code(struct fi_program *p, size_t i, const pcre2_code **out,
	struct fi_err *err)
{
	struct fi_program_rule *r = &p->rule[i];

	return compile(r->rule, r->rule->pattern, PCRE2_ZERO_TERMINATED, &r->code, out, err);
}

const struct fi_form *fi_program_form(struct fi_program *p, size_t i)
{
	struct fi_program_rule *r = &p->rule[i];
	const struct fi_form *form = atomic_load_explicit(&r->form, memory_order_acquire);
	const struct fi_form *other = NULL;
	struct fi_form found, *own;

	if (form)
		return form == &no_form ? NULL : form;
	form = &no_form;
	if (fi_form_of(r->rule, &found) && (own = malloc(sizeof(*own)))) {
		*own = found;
		form = own;
	}
	if (!atomic_compare_exchange_strong(&r->form, &other, form)) {
		free_form(form); /* another thread was faster */
		form = other;
	}
	return form == &no_form ? NULL : form;
}

/*
 * Four characters and one that base64 lacks; or an AWS key id's, whose other characters
 * are of so few kinds that base64 does not make them.
 */
static bool stands_alone(const struct fi_rule *r)
{
	const char *l = r->literal[0];

	if (r->nocase || !l || r->literal[1] || strlen(l) < 4)
		return false;
	return strcspn(l, "_-.") < strlen(l) || strcmp(l, "AKIA") == 0;
}

/* Does the pattern begin with this text, spelled as in a pattern? */
static bool begins_with(const char *pattern, const char *text)
{
	for (; *text; text++, pattern++) {
		pattern += *pattern == '\\' && *text == pattern[1];
		if (*pattern != *text)
			return false;
	}
	return true;
}

enum fi_code fi_program_joined(struct fi_program *p, size_t i, const pcre2_code **out,
	struct fi_err *err)
{
	struct fi_program_rule *r = &p->rule[i];
	const char *from = r->rule->pattern;
	size_t n = strlen(from), left = strlen(LEFT), right = strlen(RIGHT);
	bool cut = n > left && strncmp(from, LEFT, left) == 0;

	*out = NULL;
	if (cut) {
		from += left;
		n -= left;
	}
	if (!stands_alone(r->rule) || !begins_with(from, r->rule->literal[0]))
		return FI_OK;
	if (n > right && strcmp(from + n - right, RIGHT) == 0) {
		n -= right;
		cut = true;
	}
	return cut ? compile(r->rule, from, n, &r->joined, out, err) : FI_OK;
}
