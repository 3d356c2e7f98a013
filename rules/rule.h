/* rule.h - what a rule is.  A new rule is one entry in one table.
 *
 * The id is a promise: ignore files and CI scripts name it.  Every rule carries its
 * own positive and negative example (`hit`, `miss`), and one test runs them all
 * (tests/test_rules.c), so that no rule is untested.
 *
 * Tables live in rules/secrets_*.c (one file a family), rules/files.c,
 * rules/image.c, rules/dockerfile.c, rules/fly.c, rules/ci.c, rules/cross.c, and are listed in
 * rules/catalogue.c.
 */
#ifndef FI_RULES_RULE_H
#define FI_RULES_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fi_severity { FI_INFO, FI_LOW, FI_MEDIUM, FI_HIGH, FI_CRITICAL };
enum fi_category { FI_SECRET, FI_FILE, FI_IMAGE, FI_DOCKERFILE, FI_FLY, FI_CI, FI_CROSS };

/* "critical", "secret", ...; fi_severity_parse returns false for an unknown word. */
const char *fi_severity_name(enum fi_severity s);
const char *fi_category_name(enum fi_category c);
bool fi_severity_parse(const char *word, enum fi_severity *out);
bool fi_category_parse(const char *word, enum fi_category *out);

/* What a check needs to have at hand; it is not called without it. */
enum fi_need {
	FI_NEED_IMAGE = 1,
	FI_NEED_DOCKERFILE = 2,
	FI_NEED_FLY = 4,
	FI_NEED_CONTEXT = 8, /* a project folder, whether or not it has files */
	/*
	 * With FI_NEED_IMAGE: without an image, the config that a Dockerfile describes
	 * will do.  Such a check looks at nothing else and reports in the fly.toml.
	 */
	FI_MAY_SKETCH = 16,
	FI_NEED_CI = 32, /* a file of a CI service */
};

struct fi_case;
struct fi_sink;
struct fi_file;
struct fi_file_sink;
struct fi_candidate;
struct fi_verdict;
struct fi_rule;

/*
 * Looks at one candidate of a secret rule and settles *v, which starts as the
 * rule's own severity, kept.  See rules/valid.h.
 */
typedef void fi_validator(const struct fi_candidate *c, struct fi_verdict *v);

/* Looks at one file of a layer whose path matches the rule's; see rules/content.h. */
typedef void fi_file_judge(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out);

/* Looks at a case (image, Dockerfile, fly.toml) and reports what is wrong. */
typedef void fi_judge(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out);

#define FI_RULE_LITERALS 16

struct fi_rule {
	const char *id;	   /* "aws-access-key-id" */
	const char *title; /* "AWS access key id" */
	const char *why;   /* what an attacker or a deploy does with it; one or two sentences */
	const char *fix;   /* the line or command that mends it; one or two sentences */
	enum fi_category category;
	enum fi_severity severity;

	/*
	 * Examples.  For a secret rule: a piece of text (split string literals, so that
	 * no scanner flags this repository).  For a check: project files, each after a
	 * line "=== NAME" (fly.toml, Dockerfile, .dockerignore, image = config JSON,
	 * file PATH = a file in the image); without such a line it is the category's
	 * own file.  For a file rule: a path, and after a line break its content.
	 */
	const char *hit, *miss;

	/*
	 * Secret rules.  The scanner looks for all literals of all rules in one pass and
	 * tries `pattern` (PCRE2, bytes, no UTF) only around a literal that was met, over
	 * `before` bytes before it and `after` bytes behind its start.  The match must cover the literal.
	 * The secret is group 1, or the whole match.
	 */
	const char *literal[FI_RULE_LITERALS]; /* each at least 3 bytes, NULL-ended unless full */
	bool nocase;	    /* literals match in any case (the pattern says (?i) itself) */
	/*
	 * Each value has 16 letters and digits in a row, or 8 with a digit among them, and
	 * the literal stands in the same line, at most FI_DENSE_BEFORE bytes before that or
	 * in its first FI_DENSE_AFTER.  Such a literal is looked for there alone, which is
	 * in a twentieth of an image (rules/dense.h).  Right for names of providers beside a
	 * key, and for what a token begins with; when in doubt leave it out: that costs
	 * time, the other a secret.
	 */
	bool dense;
	/*
	 * Also a literal of less than five bytes (FI_TEXT_LEAST) counts between bytes that
	 * are no ASCII text; a user's own rule means what it says.
	 */
	bool anywhere;
	const char *pattern;
	fi_validator *check; /* NULL: the pattern proves enough */
	unsigned before;     /* bytes of context before the literal, 0 = 64, at most FI_BEFORE_MAX */
	unsigned after;	     /* bytes from the literal's start on, 0 = 512, at most FI_AFTER_MAX */
	bool weak;	     /* values are short or chosen by people: the fingerprint must not tell them */
	const char *path;    /* only in files whose path matches this glob (fi_glob); NULL = all */
	const struct fi_rule *part_of; /* hits are that rule's: it has more literals than fit in one; NULL */
	const char *sample;  /* path to give the examples, when `path` is set; NULL = "app/sample.txt" */

	/*
	 * File rules: `path` says which files, `judge_file` looks at the first `keep`
	 * bytes of such a file when it has gone by.
	 */
	size_t keep; /* at most FI_KEEP_MAX; 0 = the name alone tells */
	fi_file_judge *judge_file;

	/* Check rules. */
	unsigned needs; /* enum fi_need */
	fi_judge *judge;
};

#define FI_KEEP_MAX (1 << 20)
#define FI_BEFORE_MAX 1024
#define FI_AFTER_MAX 16384

/*
 * A table of rules, as listed in rules/catalogue.c.  Each file that has one defines
 *
 *	const struct fi_rule fi_rules_NAME[] = { ... };
 *	const size_t fi_rules_NAME_n = FI_COUNT(fi_rules_NAME);
 */
struct fi_rule_table {
	const struct fi_rule *rules;
	const size_t *n;
};

#define FI_COUNT(array) (sizeof(array) / sizeof((array)[0]))

extern const struct fi_rule_table fi_catalogue[];
extern const size_t fi_catalogue_n;

size_t fi_rules_count(void);
/* The i-th rule of the whole catalogue, i < fi_rules_count(). */
const struct fi_rule *fi_rules_at(size_t i);
/* NULL if there is none of that id. */
const struct fi_rule *fi_rules_find(const char *id);
/* Is this entry the catalogue's own, and not one of a user's rules file? */
bool fi_rules_is_own(const struct fi_rule *r);

#endif
