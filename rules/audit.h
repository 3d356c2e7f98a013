/* audit.h - many images told as one: each secret once, with everywhere it is.
 *
 * Images come one by one, each with its findings, and leave what a report needs:
 * strings are kept once, an image's findings as numbers.  Nothing points into the set
 * or the findings that were added, so one image is in memory at a time.
 */
#ifndef FI_RULES_AUDIT_H
#define FI_RULES_AUDIT_H

#include "lib/arena.h"
#include "lib/digest.h"
#include "rules/findings.h"

#define FI_AUDIT_NONE UINT32_MAX

/* One layer, in however many images.  All strings here and below are the audit's. */
struct fi_audit_layer {
	const char *digest;	/* as its manifest names it, or as read; "" if unknown */
	const char *diff_id;	/* "" if unknown */
	const char *created_by; /* the instruction, secrets masked; "" */
	uint64_t size;		/* bytes as stored */
	uint32_t images;	/* that have it */
	uint32_t findings;	/* different ones with a place in it */
	uint32_t counts[5];	/* of these, by enum fi_severity */
	uint32_t first;		/* the oldest image that has it */
	bool read;		/* false: it could not be read */
};

struct fi_audit_image {
	const char *const *names; /* "acme/web:1.0"; at least one: what has no name has its input's */
	const char *const *repositories; /* "acme/web", each once */
	uint32_t nnames, nrepositories;
	const char *digest;   /* of the manifest; "" in a docker archive */
	const char *id;	      /* of the config; "" if unknown */
	const char *platform; /* "linux/amd64" */
	const char *created;  /* as the config has it; "" if unknown or a builder's zero */
	int64_t created_at;   /* seconds; 0 if unknown */
	const char *source;   /* the input it came from, as the user would type it */
	const uint32_t *layers; /* in fi_audit.layers, base first; FI_AUDIT_NONE: not read */
	uint32_t nlayers;
	uint64_t size;	    /* bytes of its layers, as stored */
	uint32_t counts[5]; /* its findings by enum fi_severity */
	uint32_t live[5];   /* of these, with a place that is live */
	uint32_t base;	    /* in fi_audit.bases, the largest that it is built on; FI_AUDIT_NONE */
	uint64_t risk;	    /* the more, the sooner to look at; see audit_parts.h */
	bool complete;	    /* all of it was looked at */
	uint32_t seen, nseen; /* its part of fi_audit.seen */
};

/* A place in a layer or a config that holds a finding, in however many images. */
struct fi_audit_spot {
	uint32_t finding;
	uint32_t layer;	     /* FI_AUDIT_NONE: in the config, or a file of the project */
	const char *path;    /* in the layer; NULL */
	const char *config;  /* in the config: "Env[3]"; NULL */
	const char *file;    /* of the project; NULL */
	const char *decoded; /* "base64"; NULL */
	const char *package; /* whose unchanged file it is; NULL */
	unsigned line, column;
};

/* A spot as one image has it. */
struct fi_audit_seen {
	uint32_t image, spot;
	int16_t layer;	  /* index in the image's layers, -1 */
	int16_t by_layer; /* who deleted or replaced it; -1 while live */
	uint8_t state;	  /* enum fi_state */
	bool base;	  /* in a layer of the image's base image */
};

struct fi_audit_finding {
	const struct fi_rule *rule;
	enum fi_severity severity; /* the worst that it has in an image */
	const char *message, *fix;
	const char *masked, *key; /* NULL */
	char fingerprint[33];
	uint32_t images, repositories; /* that have it */
	uint32_t live_images;	       /* where it is not deleted or overwritten */
	uint32_t first;		       /* in fi_audit.seen: the oldest image, its first place */
	uint32_t live;		       /* in fi_audit.seen: the newest image where it is live; FI_AUDIT_NONE */
	uint64_t rank;		       /* see audit_count.c */
	uint32_t seen, nseen;	       /* its part of fi_audit.by_finding */
	bool secret;		       /* a credential, to be revoked */
};

/* Layers at the bottom of two images or more: a base image, whether or not it is here. */
struct fi_audit_base {
	const char *name;  /* "acme/base:12" if it is among the images or a label tells; else "" */
	uint32_t top;	   /* its last layer, in fi_audit.layers */
	uint32_t nlayers;
	uint32_t image;	   /* some image built on it, whose first nlayers are its layers */
	uint32_t images;   /* built on it, itself not counted */
	uint32_t findings; /* different ones in its layers, those of a smaller base not counted */
	uint32_t counts[5];
	uint32_t parent;   /* the smaller base it is built on; FI_AUDIT_NONE */
	uint64_t rank;
};

struct fi_audit {
	struct fi_audit_layer *layers;
	struct fi_audit_image *images;
	struct fi_audit_finding *findings;
	struct fi_audit_spot *spots;
	struct fi_audit_seen *seen; /* by image, in the order they were added */
	struct fi_audit_base *bases;
	size_t nlayers, nimages, nfindings, nspots, nseen, nbases;
	size_t cap_layers, cap_images, cap_findings, cap_spots, cap_seen, cap_bases;

	/* Set by fi_audit_finish. */
	uint32_t *by_finding;	 /* indexes of seen, by finding, image, place */
	uint32_t *ranked;	 /* findings, what to do first first */
	uint32_t *risky;	 /* images, by risk */
	uint32_t *heavy;	 /* bases, by what they bring */
	size_t counts[5];	 /* findings by enum fi_severity */
	size_t nrepositories;	 /* different ones */
	size_t left_out;	 /* places that were too many to keep; 0 in a sane run */

	struct fi_arena text;
	struct fi_audit_index *index; /* only while images are added */
};

/* Declare one as `struct fi_audit a = { 0 };`. */
void fi_audit_done(struct fi_audit *a);

/*
 * Take in one image of the set with the findings of a collection over that set, of
 * which the places in this image count (and, with the set's first image, those in
 * project files).  `source` is the input it came from.  An image that is known by its
 * digest gives only its names.  FI_ENOMEM, or FI_ELIMIT for more images than are kept.
 */
FI_MUST_CHECK enum fi_code fi_audit_add(struct fi_audit *a, const struct fi_set *set,
	size_t image, const struct fi_findings *f, const char *source, struct fi_err *err);

/*
 * What makes it one image: its manifest's digest, or its config and layers; and what is
 * wrong with this copy of it.  False without memory.
 */
FI_MUST_CHECK bool fi_audit_key(const struct fi_image *image, char key[FI_DIGEST_TEXT]);

/* Was all of the image looked at, as far as the set's gaps tell? */
bool fi_audit_complete(const struct fi_set *set, size_t image);

/* All images are in: count, find the bases, rank.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_audit_finish(struct fi_audit *a, struct fi_err *err);

/* The seen places of a finding in one image, or in all: a->by_finding[f->seen + i]. */

/* "acme/web" of "acme/web:1.0", "acme/web@sha256:..."; its length in `name`. */
size_t fi_audit_repository(const char *name);

/* The config's "created" as it is written, and as seconds (0: none, or a builder's zero). */
FI_MUST_CHECK enum fi_code fi_audit_created(const struct fi_config *c, char **text,
	int64_t *seconds);

/* "2026-01-05", "2026-01-05T10:00:00Z", also with fractions and an offset; false if it is no date. */
bool fi_audit_date(const char *text, int64_t *seconds);

#endif
