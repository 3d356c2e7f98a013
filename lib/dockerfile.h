/* dockerfile.h - a Dockerfile as a list of instructions and stages.
 *
 * The parser never gives up: what it does not understand becomes a problem with a
 * line, and it goes on with the next line.  It follows BuildKit: directives,
 * continuations with comments and blank lines inside, here-documents, JSON and
 * shell forms, flags, stages, ARG in FROM.
 *
 * Source: Dockerfile reference (docs.docker.com/reference/dockerfile).
 */
#ifndef FI_LIB_DOCKERFILE_H
#define FI_LIB_DOCKERFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/err.h"

enum fi_df_kind {
	FI_DF_UNKNOWN,
	FI_DF_ADD,
	FI_DF_ARG,
	FI_DF_CMD,
	FI_DF_COPY,
	FI_DF_ENTRYPOINT,
	FI_DF_ENV,
	FI_DF_EXPOSE,
	FI_DF_FROM,
	FI_DF_HEALTHCHECK,
	FI_DF_LABEL,
	FI_DF_MAINTAINER,
	FI_DF_RUN,
	FI_DF_SHELL,
	FI_DF_STOPSIGNAL,
	FI_DF_USER,
	FI_DF_VOLUME,
	FI_DF_WORKDIR,
	FI_DF_ONBUILD, /* only when nothing that can be read follows it */
};

/* "--mount=type=cache": name "mount", value "type=cache"; value NULL for "--link". */
struct fi_df_flag {
	char *name, *value;
};

/* Of ENV, LABEL, ARG.  Quotes are removed, variables are not replaced. */
struct fi_df_pair {
	char *key, *value; /* value NULL: ARG without a default */
	unsigned line;
};

/* <<NAME ... NAME */
struct fi_df_heredoc {
	char *name, *text; /* the body without its last line */
	bool quoted;	   /* <<'NAME': no variables inside */
	bool strip;	   /* <<-NAME: leading tabs are removed, here too */
	unsigned line;	   /* of the body's first line */
};

/* From this offset of `text` on, the text stood in this line of the file. */
struct fi_df_mark {
	size_t offset;
	unsigned line;
};

struct fi_df_instruction {
	enum fi_df_kind kind;
	char *name;	/* "RUN", always in capitals; the trigger's, after ONBUILD */
	bool onbuild;	/* stood behind ONBUILD */
	int stage;	/* index in fi_dockerfile.stages; -1 before the first FROM */
	unsigned line, end_line; /* first and last line, here-documents included */
	struct fi_df_flag *flags;
	size_t nflags;
	char *text;	/* what follows name and flags, continuations joined */
	bool json;	/* the JSON form: words are the elements */
	struct fi_strs words; /* else text cut at white space, quotes kept */
	struct fi_df_pair *pairs; /* ENV, LABEL, ARG */
	size_t npairs;
	struct fi_df_heredoc *heredocs; /* RUN, COPY, ADD */
	size_t nheredocs;
	struct fi_df_mark *marks; /* at least one; see fi_df_line_at */
	size_t nmarks;
};

struct fi_df_stage {
	char *name;    /* AS name, as written; NULL */
	char *written; /* the base as written: "node:${VERSION}" */
	char *base;    /* variables replaced by their defaults: "node:22" */
	char *platform; /* --platform, variables replaced; NULL */
	bool variable; /* `written` has a variable */
	bool known;    /* every variable had a default, so `base` is whole */
	int parent;    /* the earlier stage that is the base; -1: an image */
	size_t from;   /* index of its FROM */
	size_t end;    /* index after its last instruction */
};

enum fi_df_trouble { FI_DF_BAD_NAME, FI_DF_BAD_SYNTAX };

/* What does not read as a Dockerfile; the build fails there, or means something else. */
struct fi_df_problem {
	enum fi_df_trouble kind;
	unsigned line;
	char *text; /* a sentence without an end; may quote raw bytes of the file */
};

struct fi_dockerfile {
	struct fi_df_instruction *list;
	size_t n, cap;
	struct fi_df_stage *stages;
	size_t nstages, cap_stages;
	struct fi_df_problem *problems; /* at most FI_DF_PROBLEMS_MAX */
	size_t nproblems, cap_problems;
	char *syntax; /* "# syntax=..."; NULL */
	char escape;  /* '\\' or '`' */
};

/* Real files stay far below; more is a problem in the list, and is not read. */
#define FI_DF_TEXT_MAX	       ((size_t)1 << 20)
#define FI_DF_INSTRUCTIONS_MAX 2000
#define FI_DF_PROBLEMS_MAX     100

/*
 * Read a Dockerfile; free *out with fi_dockerfile_free.  FI_OK whatever the text
 * is, FI_ENOMEM without memory.  Zero bytes are read as spaces.
 */
FI_MUST_CHECK enum fi_code fi_dockerfile_parse(const char *text, size_t n,
	struct fi_dockerfile **out, struct fi_err *err);
void fi_dockerfile_free(struct fi_dockerfile *df);
/* cleanup function for FI_AUTO */
void fi_dockerfile_freep(struct fi_dockerfile **df);

/* Value of the first flag of that name; "" if it has none; NULL if it is absent. */
const char *fi_df_flag(const struct fi_df_instruction *i, const char *name);

/* The line of the file on which text[offset] stood. */
unsigned fi_df_line_at(const struct fi_df_instruction *i, size_t offset);

/* Is what this stage does part of the image: the last stage and those it is FROM? */
bool fi_df_ships(const struct fi_dockerfile *df, int stage);

/*
 * Replace the variables of `text` by what ENV and ARG before list[index] say; with
 * list[index] a FROM or before the first, by the ARGs in front of the first FROM.
 * The builder's own (TARGETARCH, ...) are taken to be linux/amd64's.  A
 * variable without a value, or one we cannot compute, becomes "" and *known (may be
 * NULL) false.  malloc'd; NULL without memory.
 */
FI_MUST_CHECK char *fi_df_expand(const struct fi_dockerfile *df, size_t index,
	const char *text, bool *known);

/* Does `text` hold $NAME or ${NAME...}? */
bool fi_df_has_variable(const char *text);

#endif
