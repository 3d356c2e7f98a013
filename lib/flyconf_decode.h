/* flyconf_decode.h - tables that say what a Fly config may hold, and their reader.
 *
 * For lib/flyconf*.c only.  A key is one row: its name, how its value is written,
 * and where it goes.  A new key is a field in flyconf.h and a row in
 * flyconf_rows.c.
 */
#ifndef FI_LIB_FLYCONF_DECODE_H
#define FI_LIB_FLYCONF_DECODE_H

#include "lib/doc.h"
#include "lib/flyconf.h"

enum fi_fly_kind {          /* the field's type in flyconf.h, and what is accepted */
	FI_FLY_TEXT,        /* fi_fly_text */
	FI_FLY_SIZE,        /* fi_fly_text: a string or a number */
	FI_FLY_INT,         /* fi_fly_int: a whole number */
	FI_FLY_INT_LOOSE,   /* fi_fly_int: a number in a string too */
	FI_FLY_REAL,        /* fi_fly_real */
	FI_FLY_BOOL,        /* fi_fly_bool */
	FI_FLY_DURATION,    /* fi_fly_duration: "1m30s" or a number, see the flags */
	FI_FLY_AUTOSTOP,    /* fi_fly_autostop: true, false, "off", "stop", "suspend" */
	FI_FLY_WORDS,       /* fi_fly_words: a list of strings */
	FI_FLY_ARGV,        /* fi_fly_words: a string becomes a list of one */
	FI_FLY_PAIRS,       /* fi_fly_pairs: a table of strings */
	FI_FLY_PAIRS_LOOSE, /* fi_fly_pairs: any values, or a list of such tables */
	FI_FLY_HEADERS,     /* fi_fly_pairs: scalars, or a list of name = , value = */
	FI_FLY_TABLE,       /* a struct of the row's shape */
	FI_FLY_CONCURRENCY, /* the same, or "soft,hard" */
	FI_FLY_TABLES,      /* pointer and count of such structs: a list of tables */
	FI_FLY_NAMED,       /* the same from [key.NAME], or a list with `name` */
	FI_FLY_PROCESSES,   /* fi_fly_processes */
	FI_FLY_ANY,         /* fi_fly_at: a value that is passed on as it is */
};

enum fi_fly_flag {
	FI_FLY_EXACT = 1, /* a legacy spelling: flyctl renames it in lower case only */
	FI_FLY_ONE = 2,   /* one table may stand for a list of one */
	FI_FLY_SECONDS = 4,  /* a bare duration counts seconds */
	FI_FLY_MILLIS = 8,   /* ... milliseconds; without a flag, nanoseconds */
	FI_FLY_LENIENT = 16, /* a wrong type is passed over */
};

struct fi_fly_shape;

struct fi_fly_row {
	const char *key;
	enum fi_fly_kind kind;
	unsigned flags;
	size_t at; /* offset of the field */
	const struct fi_fly_shape *shape;
};

/* A table: the struct starts with its fi_fly_at, but for the top (size 0). */
struct fi_fly_shape {
	size_t size;
	const struct fi_fly_row *rows;
	size_t n;
};

extern const struct fi_fly_shape fi_fly_top;

struct fi_fly_memory {
	struct fi_arena arena;
	struct fi_doc *doc;
};

/* Read the document's root into `f`.  False without memory. */
FI_MUST_CHECK bool fi_fly_decode(struct fi_flyconf *f, enum fi_syntax syntax);

/* Add a problem.  False without memory; beyond a hundred they are dropped. */
FI_MUST_CHECK bool fi_fly_problem(struct fi_flyconf *f, enum fi_fly_outcome code,
	struct fi_fly_at at, const char *key, const char *text, const char *line);

/* Go's time.ParseDuration for s[0..n); false if it is none. */
FI_MUST_CHECK bool fi_fly_parse_duration(const char *s, size_t n, int64_t *ns);

#endif
