/* finding.h - what was found, where, and how it is reported by a check. */
#ifndef FI_RULES_FINDING_H
#define FI_RULES_FINDING_H

#include "layers/image.h"
#include "layers/rootfs.h"
#include "layers/set.h"
#include "lib/err.h"
#include "rules/rule.h"

enum fi_state { FI_LIVE, FI_DELETED, FI_OVERWRITTEN };

/* One place of a finding.  Exactly one of path, config, file is set. */
struct fi_place {
	int image;    /* index in fi_set.images, -1 for a project file */
	int layer;    /* index in the image's layers, -1 */
	char *path;   /* in that layer, no leading '/' */
	char *config; /* in the image config: "Env[3]", "history[4]" */
	char *file;   /* of the project: "fly.toml", as the user would type it */
	unsigned line, column; /* from 1; 0 = unknown or meaningless */
	enum fi_state state;
	int by_layer; /* who deleted or replaced it; -1 while live */
	char *package; /* it stands in a file that this package shipped so; NULL */
	bool base;     /* in a layer of the base image */
	const char *decoded; /* "base64 > hex": it stands there encoded; static; NULL */
};

struct fi_finding {
	const struct fi_rule *rule;
	enum fi_severity severity;
	char *message; /* one or two sentences, no secret in it */
	char *fix;
	char *masked; /* "AKIA...****", or NULL if there is no value to show */
	char *key;    /* the variable or field that held it, NULL */
	char fingerprint[33]; /* survives a rebuild; see fi_fingerprint */
	struct fi_place *places; /* sorted; at least one */
	size_t nplaces;
	bool base; /* all places are the base image's; see rules/own.h */
	const struct fi_rule *known; /* what its value is, where a check speaks of it; NULL */
	/*
	 * Of what has a value: equal for equal values within one salt (rules/valueid.h),
	 * to join the findings of several images.  Never shown.
	 */
	unsigned char hash[32];
	bool valued;
};

/* All findings of a run, sorted and merged by fi_findings_finish. */
struct fi_findings {
	struct fi_finding *list;
	size_t n, cap;
	/*
	 * What may be shown of each image's layers: shown[image].v[layer] is the
	 * layer's created_by with the secrets in it masked.  Never print created_by.
	 */
	struct fi_strs *shown;
	size_t nshown;	 /* images */
	size_t left_out; /* reports that were too many to keep; 0 in a sane run */
};

void fi_findings_done(struct fi_findings *f);

/* Everything a check may look at.  NULL for what is not there. */
struct fi_case {
	const struct fi_set *set;
	const struct fi_image *image;
	int image_index; /* in set->images; -1 without image */
	const struct fi_rootfs *rootfs;
	const struct fi_dockerfile *dockerfile; /* lib/dockerfile.h */
	const char *dockerfile_name;		/* as the user would type it */
	const struct fi_ignore *ignore;		/* lib/dockerignore.h */
	const char *ignore_name;
	const struct fi_flyconf *fly; /* lib/flyconf.h */
	const char *fly_name;	      /* "fly.toml" */
	/* Fly configs in the folder that flyctl passes over; NULL: not looked for. */
	const struct fi_strs *unread;
	const struct fi_ci *ci;	      /* rules/ci.h */
	const char *folder; /* the project's folder; NULL with --no-context */
	/* The texts they were parsed from, for the scanner; end in 0. */
	const char *dockerfile_text, *fly_text, *ignore_text;
	size_t dockerfile_n, fly_n;
	/*
	 * Leaky names that are in the folder (".env", ".git/", "certs/server.key"),
	 * relative to it, sorted; a folder ends in '/'.  See rules/project.h.
	 */
	const struct fi_strs *context_files;
};

/* Where a check's finding is, and what it says beyond its rule.  All borrowed. */
struct fi_spot {
	const char *config; /* "Env[3]", "User"; for the image at hand */
	const char *path;   /* in the image, with layer */
	int layer;	    /* index in the image's layers; used with path or config; -1 */
	const char *file;   /* project file */
	unsigned line, column;
	const char *masked;		  /* NULL */
	const char *decoded; /* "base64": how the value is encoded there; static; NULL */
	const char *fix;		  /* instead of the rule's; NULL */
	const enum fi_severity *severity; /* instead of the rule's; NULL */
	const char *subject; /* what distinguishes two findings of one rule: a key, a port; NULL = the place */
};

/*
 * Report.  The message is formatted as printf does.  Memory trouble is remembered
 * in the sink and comes out once at the end, so that checks need no error paths.
 */
void fi_report(struct fi_sink *out, const struct fi_case *c, const struct fi_rule *r,
	const struct fi_spot *spot, const char *fmt, ...) FI_PRINTF(5, 6);

/*
 * The fingerprint is the first 128 bits of SHA-256 over rule, and for strong
 * tokens the value; for weak ones (passwords, which could be guessed and tried
 * against a hash) the first place and 16 bits of the value's hash, too few to
 * confirm a guess; for checks the subject.  Never the image or layer, so that a rebuild keeps it.
 */

/*
 * The value so that it can be recognised but not used: at most the first 4
 * characters of a value of 16 or more, none of a shorter one, then "...****".
 * `keep` more leading bytes are shown when they are a public prefix ("ghp_").
 * malloc'd; NULL without memory.
 */
char *fi_mask(const char *value, size_t n);

#endif
