/* scan_program.h - the compiled rules of a scanner; for rules/scan.c and rules/lookout.c only.
 *
 * A program never changes after fi_program_new, except that a rule's pattern is
 * compiled when it is first asked for, which is safe from several threads: one
 * program can serve as many streams as there are threads.
 */
#ifndef FI_RULES_SCAN_PROGRAM_H
#define FI_RULES_SCAN_PROGRAM_H

#ifndef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#endif
#include <hs/hs.h>
#include <pcre2.h>
#include <stdint.h>

#include "lib/err.h"
#include "rules/form.h"
#include "rules/rule.h"

/* Literals that count in any text, and those near a dense run; rules/dense.h. */
enum { FI_EVERYWHERE, FI_DENSE, FI_SETS };

struct fi_program_literal {
	const char *text; /* borrowed from a rule */
	size_t n;
	bool nocase;
	/* Its rules: fi_program.users[first], ...; of count 0 it is there for others. */
	uint32_t first, count;
};

struct fi_program_rule {
	const struct fi_rule *rule;
	size_t before, after;	   /* the rule's own or the default */
	_Atomic(pcre2_code *) code; /* NULL until first asked for */
	_Atomic(pcre2_code *) joined; /* the same of fi_program_joined */
	_Atomic(const struct fi_form *) form; /* the same of fi_program_form */
};

/*
 * A set of all literals of the catalogue and of fi_decode_rules, as libhs saves it:
 * compiling them takes 60 ms, reading them 0.05.  rules/gen/literals.c makes both when the
 * program is built.  One is used if `digest` is that of the literals at hand and libhs
 * can read it; otherwise they are compiled.  n is 0 where there is none.
 */
struct fi_literals_built {
	const unsigned char *bytes;
	size_t n;
	uint64_t digest;
};

extern const struct fi_literals_built fi_literals_built[FI_SETS];

/* Signs of text that is encoded, indexed by enum fi_encoding less FI_PERCENT. */
#define FI_DECODE_RULES 2
extern const struct fi_rule fi_decode_rules[FI_DECODE_RULES];
bool fi_is_decode_rule(const struct fi_rule *r);

/* Literals [first, first + n) of a program. */
struct fi_program_set {
	hs_database_t *literals; /* ids are indices less `first`; NULL if nobody asks for one */
	size_t first, n;
	uint64_t digest;
};

struct fi_desks;

struct fi_program {
	struct fi_program_set set[FI_SETS];
	struct fi_program_literal *literal;
	size_t nliterals;
	uint32_t *users;
	struct fi_program_rule *rule;
	size_t nrules;
	/* The literals of FI_EVERYWHERE count in text runs alone; rules/dense.h. */
	bool in_text;
	size_t longest;	      /* of the literals, in bytes */
	size_t before, after; /* the largest of the rules */
	struct fi_desks *desks;
};

/*
 * Rules that are no secret rules, or have no literal or pattern, are passed over.
 * FI_EUSAGE names a rule whose limits or literals cannot be.
 */
FI_MUST_CHECK enum fi_code fi_program_new(const struct fi_rule *const *rules, size_t n,
	struct fi_program **out, struct fi_err *err);
void fi_program_free(struct fi_program *p);

/* What fi_literals_built[set].bytes is made of; free() it. */
FI_MUST_CHECK enum fi_code fi_program_save(const struct fi_program *p, int set, char **bytes,
	size_t *n, struct fi_err *err);

/* The compiled pattern of rule i; FI_EUSAGE if it is no pattern. */
FI_MUST_CHECK enum fi_code fi_program_code(struct fi_program *p, size_t i,
	const pcre2_code **out, struct fi_err *err);

/* What rule i's matches look like; NULL if nothing is known of it. */
const struct fi_form *fi_program_form(struct fi_program *p, size_t i);

/*
 * The same pattern without its LEFT and RIGHT (rules/secrets.h), for files where texts
 * stand next to each other with nothing between them, as those of a Go program or the
 * columns of an SQLite table.  *out is NULL if the rule has no form that can do without:
 * a fixed beginning that is no part of base64 data.
 */
FI_MUST_CHECK enum fi_code fi_program_joined(struct fi_program *p, size_t i,
	const pcre2_code **out, struct fi_err *err);

#endif
