/* image.h - images as their manifests and configs describe them.
 *
 * Sources: OCI image-spec (manifest.md, config.md, image-index.md), Docker image
 * spec v1.2 (manifest.json, repositories).
 */
#ifndef FI_LAYERS_IMAGE_H
#define FI_LAYERS_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layers/layer.h"
#include "lib/buf.h"

struct fi_kv {
	char *key, *value;
};

/* One history row of the config. */
struct fi_history {
	char *created_by; /* as written; NULL if absent */
	char *shown;	  /* cleaned of builder noise: "RUN npm ci"; never NULL */
	bool empty;	  /* made no layer */
	int layer;	  /* index in fi_image.layers, -1 if it made none */
};

/*
 * The image config.  Strings are owned and never NULL unless said; an absent
 * list is empty.
 */
struct fi_config {
	char *os, *architecture, *variant;
	char *user, *workdir, *stop_signal;
	struct fi_strs env;	    /* "K=V" */
	struct fi_strs entrypoint, cmd, shell, onbuild;
	struct fi_strs healthcheck; /* Test: {"CMD", ...} or {"CMD-SHELL", "..."} */
	struct fi_strs ports;	    /* "3000/tcp" */
	struct fi_strs volumes;
	struct fi_strs diff_ids;
	struct fi_kv *labels;
	size_t nlabels;
	struct fi_history *history;
	size_t nhistory;
	char *raw; /* the JSON text as it was in the image, raw_len bytes */
	size_t raw_len;
};

/* One layer in an image's order, base first. */
struct fi_image_layer {
	int layer;	  /* index in fi_set.layers; -1 if it could not be read */
	char *digest;	  /* what the manifest claims; NULL in a docker-archive */
	char *diff_id;	  /* what the config claims; NULL if it claims none */
	char *created_by; /* cleaned; "" if history does not tell */
	int history;	  /* row in the history, -1 */
	uint64_t size;	  /* bytes the manifest claims; 0 if it does not */
};

/* A digest that is not what a manifest, a config or a name claims. */
struct fi_mismatch {
	int layer;   /* index in fi_image.layers, -1: the config or manifest */
	char *what;  /* "layer digest", "layer diff ID", "config digest", ... */
	char *claimed, *actual;
};

struct fi_sink;

struct fi_image {
	struct fi_strs names; /* "acme/app:1.0"; empty if it has none */
	char *digest;	      /* of the manifest; NULL in a docker-archive */
	char *id;	      /* of the config, "sha256:..." */
	char *platform;	      /* "linux/amd64", "linux/arm/v7" */
	struct fi_config config;
	struct fi_image_layer *layers;
	size_t nlayers;
	struct fi_kv *annotations; /* of manifest and index entry */
	size_t nannotations;
	struct fi_strs attestations; /* in-toto statements about it, JSON texts */
	struct fi_mismatch *mismatches;
	size_t nmismatches;
	size_t source; /* which of the opened exports it came from, from 0 */
	/*
	 * What was found in its documents before their secrets were masked
	 * (rules/imagemask.h), and what frees it; NULL: they are as they were in the image.
	 */
	struct fi_sink *judged;
	void (*judged_free)(struct fi_sink *s);
};

void fi_image_done(struct fi_image *i);

/* Value of K in "K=V" (the last one wins), or NULL.  Borrowed. */
const char *fi_config_env(const struct fi_config *c, const char *key);
/* Value of a label, or NULL.  Borrowed. */
const char *fi_config_label(const struct fi_config *c, const char *key);
const char *fi_image_annotation(const struct fi_image *i, const char *key);

#endif
