/* truth.h - what everything says about a service's port, and about each variable.
 *
 * The one model behind the rules cross-internal-port and cross-bind-localhost and
 * behind the tables that `--show ports` and `--show env` print, so that a finding and
 * its table cannot disagree.
 */
#ifndef FI_RULES_TRUTH_H
#define FI_RULES_TRUTH_H

#include "rules/listen.h"

/* Where something is said: a project file's line, or a part of a real image's config. */
struct fi_truth_at {
	const char *file; /* borrowed from the case; NULL */
	unsigned line, column;
	char config[32]; /* "Env[3]"; "" */
};

enum fi_truth_kind {
	FI_TRUTH_INTERNAL, /* internal_port itself */
	FI_TRUTH_COMMAND,  /* a port that the command line names */
	FI_TRUTH_VARIABLE, /* PORT and its kin */
	FI_TRUTH_DEFAULT,  /* of a well-known server */
	FI_TRUTH_EXPOSE,
	FI_TRUTH_HEALTH, /* the port that the image's HEALTHCHECK asks */
	FI_TRUTH_CHECK,  /* a check of the Fly config */
	FI_TRUTH_BIND,   /* an address */
};

enum fi_truth_verdict {
	FI_TRUTH_AGREES,
	FI_TRUTH_DIFFERS,
	FI_TRUTH_OVERRIDDEN, /* [env] or the command line wins over it */
	FI_TRUTH_ALONE,      /* neither: a remark */
};

struct fi_truth_row {
	enum fi_truth_kind kind;
	enum fi_truth_verdict verdict;
	char *source; /* "[env] PORT", "EXPOSE", "default of uvicorn" */
	char *value;  /* "3000", "3000-3010", "127.0.0.1" */
	unsigned port; /* the first one; 0 for an address */
	struct fi_truth_at at;
};

#define FI_TRUTH_ROWS_MAX 24 /* more are left out */

struct fi_truth_service {
	const struct fi_fly_service *service;
	bool http;	   /* it is [http_service] */
	const char *group; /* the process group that serves it */
	struct fi_truth_row rows[FI_TRUTH_ROWS_MAX];
	size_t n;
	/*
	 * The port does not fit.  `best` is the port that the strongest row names and
	 * `weak` says that only EXPOSE or a default does.
	 */
	bool differs, weak;
	unsigned best;
	/* The row of kind BIND that keeps the proxy out, or -1; `likely`: by default. */
	int loopback;
	bool likely;
	/* The one line to change; NULL if nothing disagrees. */
	char *fix;
	struct fi_truth_at fix_at;
};

struct fi_truth {
	struct fi_truth_service *v; /* at most 50 */
	size_t n;
};

/*
 * The services of the case's Fly config.  Its image may be a real one, a sketch
 * (rules/sketch.h) or NULL.  False without memory.
 */
FI_MUST_CHECK bool fi_truth_of(const struct fi_case *c, struct fi_truth *out);
void fi_truth_done(struct fi_truth *t);

/* The process group a service is for: its first one, or the default. */
const char *fi_truth_group(const struct fi_flyconf *f, const struct fi_fly_service *s);

/* ---- variables ---- */

enum fi_env_source {
	FI_ENV_PLATFORM,  /* PRIMARY_REGION, whatever [env] says */
	FI_ENV_FLY,	  /* [env] */
	FI_ENV_IMAGE,	  /* ENV */
	FI_ENV_BUILD_ARG, /* [build.args]: not there when the app runs */
	FI_ENV_ARG,	  /* ARG: likewise */
};

struct fi_env_row {
	char *name;
	char *value; /* NULL: ARG without a default */
	enum fi_env_source source;
	struct fi_truth_at at;
	bool wins;   /* it is what the app sees */
	bool secret; /* it looks like one: belongs in `fly secrets` */
	bool open;   /* the value may be shown */
};

struct fi_env_table {
	struct fi_env_row *v; /* by name, then by source; at most 1000 */
	size_t n, cap;
};

/* Works without Fly config, Dockerfile or image.  False without memory. */
FI_MUST_CHECK bool fi_env_of(const struct fi_case *c, struct fi_env_table *out);
void fi_env_done(struct fi_env_table *t);

#endif
