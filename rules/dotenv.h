/* dotenv.h - reads `.env` files the way their many readers do, all at once.
 *
 * There is no standard: node, Ruby, Python, PHP, Docker and shells differ.  This
 * parser accepts what any of them accepts, because it looks for values that leak,
 * not for values that a program would get.
 */
#ifndef FI_RULES_DOTENV_H
#define FI_RULES_DOTENV_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"

/* One assignment.  Borrowed until the callback returns; not ended by 0. */
struct fi_env_pair {
	const char *key;
	size_t key_n;
	const char *value; /* without its quotes, escapes of double quotes undone */
	size_t n;
	unsigned line, column; /* of the value's first byte, from 1 */
	char quote;	       /* '"', '\'', '`', or 0 for a bare value */
	bool exported;	       /* written `export KEY=value` */
};

/* Returns false to stop. */
typedef bool fi_env_each(void *self, const struct fi_env_pair *p);

/*
 * Call `each` for every assignment of the text, in order: `KEY=value`,
 * `export KEY = value`, `KEY: value`; quoted with ', " or ` over any number of
 * lines; a bare value ends at " #" or at the line's end.  A byte order mark, CRLF
 * and lines that are nothing of the kind are passed over.  FI_ENOMEM only.
 */
FI_MUST_CHECK enum fi_code fi_dotenv_parse(const char *text, size_t n, fi_env_each *each,
	void *self);

/*
 * Is this file meant to be filled in (".env.example", "sample.env")?  `base` is
 * the last part of the path.
 */
bool fi_dotenv_is_example(const char *base);

/* The paths of the `.env` family, for fi_glob. */
#define FI_DOTENV_GLOB                                                               \
	".env|.env.*|.env-*|.env_*|.env~|*.env|*.env.*|.envrc|.flaskenv|.dev.vars"

#endif
