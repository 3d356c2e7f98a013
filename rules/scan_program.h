/* scan_program.h - the compiled rules of a scanner; for rules/scan.c only.
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
#include "rules/rule.h"

struct fi_program_literal {
	const char *text; /* borrowed from a rule */
	size_t n;
	bool nocase;
	uint32_t first, count; /* its rules: fi_program.users[first], ... */
};

struct fi_program_rule {
	const struct fi_rule *rule;
	size_t before, after;	   /* the rule's own or the default */
	_Atomic(pcre2_code *) code; /* NULL until first asked for */
	_Atomic(pcre2_code *) joined; /* the same of fi_program_joined */
};

/* What the matcher calls a literal that is there for the set's size only. */
#define FI_NO_LITERAL UINT32_MAX

struct fi_program {
	hs_database_t *literals; /* ids are indices in literal; NULL without rules */
	struct fi_program_literal *literal;
	size_t nliterals;
	uint32_t *users;
	struct fi_program_rule *rule;
	size_t nrules;
	size_t longest;	      /* of the literals, in bytes */
	size_t before, after; /* the largest of the rules */
};

/*
 * Rules that are no secret rules, or have no literal or pattern, are passed over.
 * FI_EUSAGE names a rule whose limits or literals cannot be.
 */
FI_MUST_CHECK enum fi_code fi_program_new(const struct fi_rule *const *rules, size_t n,
	struct fi_program **out, struct fi_err *err);
void fi_program_free(struct fi_program *p);

/* The compiled pattern of rule i; FI_EUSAGE if it is no pattern. */
FI_MUST_CHECK enum fi_code fi_program_code(struct fi_program *p, size_t i,
	const pcre2_code **out, struct fi_err *err);

/*
 * The same pattern without its LEFT and RIGHT (rules/secrets.h), for files where texts
 * stand next to each other with nothing between them, as those of a Go program or the
 * columns of an SQLite table.  *out is NULL if the rule has no form that can do without:
 * a fixed beginning that is no part of base64 data.
 */
FI_MUST_CHECK enum fi_code fi_program_joined(struct fi_program *p, size_t i,
	const pcre2_code **out, struct fi_err *err);

#endif
