#include "layers/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/config.h"
#include "lib/json.h"

/* Indexes within indexes; real ones nest once or twice. */
#define DEPTH_MAX 8
/*
 * Entries of indexes followed in all: few indexes that list each other often have as
 * many ways down as there are atoms.  Real exports have some dozens.
 */
#define ENTRIES_MAX 20000
/* Images and layers that one export may name; docker's own limit of layers is 127. */
#define IMAGES_MAX 10000
#define LAYERS_MAX 4096
#define LEGACY_MAX 256
/* A command line of a v1 document. */
#define TEXT_LINE_MAX (64 << 10)

/* One layer that a manifest asks for, before it is looked up. */
struct wanted {
	const char *digest; /* claimed; NULL in a docker archive */
	const char *name;   /* member; NULL: found by its digest */
	const char *type;   /* media type, NULL */
	uint64_t size;
};

/* What is known of an image before its config is read.  All borrowed. */
struct draft {
	const char *digest; /* of the manifest; NULL */
	const json_t *descriptor, *manifest;
	struct fi_blob *config;
	const char *config_digest; /* claimed; NULL */
	struct wanted *layers;
	size_t n;
	const char *mismatch; /* of the manifest itself: the actual digest, NULL */
	const json_t *tags;   /* names, in a docker archive */
};

struct ctx {
	struct fi_export *x;
	size_t first;	/* the set's first image of this export */
	size_t listed;	/* artifacts and left-out platforms named so far */
	size_t skipped; /* images of another platform */
	const json_t *named; /* the outer index entry, whose name its images bear */
	size_t entries;	     /* of indexes, followed so far */
	struct fi_strs subjects, statements; /* attestations: whom, what */
};

static enum fi_code note(struct ctx *c, const char *path, bool harmless, const char *fmt, ...)
	FI_PRINTF(4, 5);

static enum fi_code note(struct ctx *c, const char *path, bool harmless, const char *fmt, ...)
{
	FI_AUTO(fi_freep) char *why = NULL;
	va_list ap;

	va_start(ap, fmt);
	why = fi_vformat(fmt, ap);
	va_end(ap);
	if (!why)
		return FI_ENOMEM;
	return fi_set_gap(c->x->set,
		&(struct fi_gap){ .source = c->x->set->nsources,
			.layer = -1,
			.image = -1,
			.path = (char *)(uintptr_t)path, /* copied */
			.reason = why,
			.harmless = harmless });
}

/* --- blobs by digest --- */

/*
 * An OCI layout's blobs/sha256/HEX, the dir transport's HEX or HEX.manifest.json.
 * A digest becomes a name only after it was checked (CVE-2024-3727).
 */
static struct fi_blob *by_digest(struct fi_export *x, const char *digest)
{
	static const char *const shapes[] = { "blobs/sha256/%s", "%s", "%s.manifest.json" };
	struct fi_blob *b = NULL;

	if (!digest || !fi_digest_valid(digest))
		return NULL;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]) && !b; i++) {
		char name[128];
		const char *hex = digest + strlen("sha256:"), *at = strchr(shapes[i], '%');
		size_t n = (size_t)(at - shapes[i]);

		memcpy(name, shapes[i], n);
		memcpy(name + n, hex, 64);
		memcpy(name + n + 64, at + 2, strlen(at + 2) + 1);
		b = fi_export_find(x, name);
	}
	return b;
}

/* What a runtime makes of such a document is anybody's guess; it is read all the same. */
static enum fi_code tell_repeats(struct ctx *c, const struct fi_blob *b)
{
	bool twice;

	if (fi_json_repeats(b->text, b->n, &twice) != FI_OK)
		return FI_ENOMEM;
	return twice ? note(c, b->name, false, "it has a key twice: others may read it otherwise") :
		       FI_OK;
}

/* Read a member as JSON.  *out is NULL, and a gap is noted, where it is none. */
static enum fi_code load(struct ctx *c, struct fi_blob *b, json_t **out, struct fi_err *err)
{
	enum fi_code rc = fi_export_read(c->x, b, err);

	*out = NULL;
	if (rc != FI_OK)
		return rc;
	if (b->kind != FI_BLOB_TEXT)
		return note(c, b->name, false, "%s",
			       b->why ? b->why : "it should be JSON and is not") == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	*out = fi_json_parse(b->text, b->n, err);
	if (*out)
		return tell_repeats(c, b) == FI_OK ? FI_OK : fi_err_nomem(err);
	if (err->code == FI_ENOMEM)
		return FI_ENOMEM;
	rc = note(c, b->name, false, "%s", err->text);
	fi_err_clear(err);
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* --- an image out of a draft --- */

static char *short_name(const char *name)
{
	static const char *const defaults[] = { "docker.io/library/", "index.docker.io/library/",
		"docker.io/", "index.docker.io/" };

	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
		size_t n = strlen(defaults[i]);

		if (strncmp(name, defaults[i], n) == 0 && name[n])
			return strdup(name + n);
	}
	return strdup(name);
}

static enum fi_code add_name(struct fi_image *img, const char *name)
{
	FI_AUTO(fi_freep) char *own = NULL;

	if (!name || !name[0])
		return FI_OK;
	own = short_name(name);
	if (!own)
		return FI_ENOMEM;
	return fi_strs_has(&img->names, own) ? FI_OK : fi_strs_add(&img->names, own);
}

static const char *annotation(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(fi_json_object(o, "annotations"), key));
}

/* containerd's full name is better than the tag that stands beside it. */
static const char *described_name(const json_t *descriptor)
{
	const char *full = annotation(descriptor, "io.containerd.image.name");

	return full ? full : annotation(descriptor, "org.opencontainers.image.ref.name");
}

static enum fi_code add_described_name(struct ctx *c, struct fi_image *img,
	const json_t *descriptor)
{
	const char *name = described_name(descriptor);

	return add_name(img, name ? name : described_name(c->named));
}

static enum fi_code mismatch(struct fi_image *img, int layer, const char *what,
	const char *claimed, const char *actual)
{
	size_t n = img->nmismatches;
	struct fi_mismatch *more = realloc(img->mismatches, (n + 1) * sizeof(*more)), *m;

	if (!more)
		return FI_ENOMEM;
	img->mismatches = more;
	m = &more[n];
	m->layer = layer;
	m->what = strdup(what);
	m->claimed = strdup(claimed);
	m->actual = strdup(actual);
	img->nmismatches++;
	return m->what && m->claimed && m->actual ? FI_OK : FI_ENOMEM;
}

static enum fi_code compare(struct fi_image *img, int layer, const char *what,
	const char *claimed, const char *actual)
{
	if (!claimed || !claimed[0] || !actual || !actual[0] || strcmp(claimed, actual) == 0)
		return FI_OK;
	if (strncmp(claimed, "sha256:", 7) != 0)
		return FI_OK; /* another algorithm; a gap tells it */
	return mismatch(img, layer, what, claimed, actual);
}

/* A blob whose digest fits cannot have another size, unless the descriptor lies. */
static enum fi_code compare_size(struct fi_image *img, int layer, uint64_t claimed,
	const struct fi_layer *read)
{
	char says[40], has[40];

	if (!claimed || !read->digest || claimed == read->size)
		return FI_OK;
	(void)snprintf(says, sizeof(says), "%llu bytes", (unsigned long long)claimed);
	(void)snprintf(has, sizeof(has), "%llu bytes", (unsigned long long)read->size);
	return mismatch(img, layer, "layer size", says, has);
}

static enum fi_code copy_annotations(const json_t *o, struct fi_image *img)
{
	const json_t *all = fi_json_object(o, "annotations");
	size_t n = img->nannotations + json_object_size(all);
	struct fi_kv *more = realloc(img->annotations, (n + 1) * sizeof(*more));
	const char *k;
	json_t *v;

	if (!more)
		return FI_ENOMEM;
	img->annotations = more;
	json_object_foreach((json_t *)(uintptr_t)all, k, v)
	{
		struct fi_kv *kv = &more[img->nannotations];

		if (!json_is_string(v))
			continue;
		kv->key = strdup(k);
		kv->value = strdup(json_string_value(v));
		img->nannotations++;
		if (!kv->key || !kv->value)
			return FI_ENOMEM;
	}
	return FI_OK;
}

static enum fi_code layer_gap(struct ctx *c, int image, size_t index, const char *name,
	const char *why)
{
	FI_AUTO(fi_freep) char *path = fi_format("layer %zu: %s", index, name);

	if (!path)
		return FI_ENOMEM;
	return fi_set_gap(c->x->set,
		&(struct fi_gap){ .source = c->x->set->nsources,
			.layer = -1,
			.image = image,
			.path = path,
			.reason = (char *)(uintptr_t)why });
}

/* Why a layer is not there, as far as its descriptor tells. */
static const char *why_absent(const struct wanted *w)
{
	const char *t = w->type ? w->type : "";

	if (strstr(t, "foreign") || strstr(t, "nondistributable"))
		return "a foreign layer: it is fetched from elsewhere and is not in the export";
	if (w->digest && !fi_digest_valid(w->digest))
		return "its digest is of a form that is not read";
	return "its blob is not in the export";
}

/*
 * The layer's number in the set, or -1 with a gap noted.  `diff` is the diff ID that
 * the config claims, or NULL.
 */
static enum fi_code read_layer(struct ctx *c, int image, size_t i, const struct wanted *w,
	const char *diff, int *number, struct fi_err *err)
{
	struct fi_blob *b = w->name ? fi_export_find(c->x, w->name) : by_digest(c->x, w->digest);
	const char *shown = w->digest ? w->digest : w->name, *why;
	enum fi_code rc;

	*number = -1;
	if (!b) {
		why = why_absent(w);
	} else {
		rc = fi_export_recall(c->x, b, w->digest ? w->digest : diff, err);
		if (rc == FI_OK)
			rc = fi_export_read(c->x, b, err);
		if (rc != FI_OK)
			return rc;
		*number = b->layer;
		if (b->kind == FI_BLOB_LAYER)
			return FI_OK;
		why = w->type && strstr(w->type, "+encrypted") ?
			"it is encrypted" :
			b->why	      ? b->why :
					"it is no tar archive";
	}
	return layer_gap(c, image, i, shown ? shown : "?", why) == FI_OK ? FI_OK :
									   fi_err_nomem(err);
}

static enum fi_code one_layer(struct ctx *c, struct fi_image *img, int image, size_t i,
	const struct wanted *w, struct fi_err *err)
{
	struct fi_image_layer *l = &img->layers[i];
	const char *diff = i < img->config.diff_ids.n ? img->config.diff_ids.v[i] : NULL;
	const struct fi_layer *read;
	enum fi_code rc;

	l->layer = -1;
	l->history = -1;
	l->size = w->size;
	l->digest = w->digest ? strdup(w->digest) : NULL;
	l->diff_id = diff ? strdup(diff) : NULL;
	l->created_by = strdup("");
	img->nlayers = i + 1;
	if ((w->digest && !l->digest) || (diff && !l->diff_id) || !l->created_by)
		return fi_err_nomem(err);
	rc = read_layer(c, image, i, w, diff, &l->layer, err);
	if (rc != FI_OK || l->layer < 0)
		return rc;
	read = c->x->set->layers[l->layer];
	if (compare(img, (int)i, "layer digest", l->digest, read->digest) != FI_OK ||
		compare(img, (int)i, "layer diff ID", l->diff_id, read->diff_id) != FI_OK ||
		compare_size(img, (int)i, w->size, read) != FI_OK)
		return fi_err_nomem(err);
	return FI_OK;
}

static enum fi_code tell_history(struct fi_image *img)
{
	for (size_t i = 0; i < img->config.nhistory; i++) {
		struct fi_history *h = &img->config.history[i];
		struct fi_image_layer *l;
		char *shown;

		if (h->layer < 0)
			continue;
		if ((size_t)h->layer >= img->nlayers) {
			h->layer = -1;
			continue;
		}
		shown = strdup(h->shown);
		if (!shown)
			return FI_ENOMEM;
		l = &img->layers[h->layer];
		free(l->created_by);
		l->created_by = shown;
		l->history = (int)i;
	}
	return FI_OK;
}

static enum fi_code all_layers(struct ctx *c, struct fi_image *img, int image,
	const struct draft *d, struct fi_err *err)
{
	char claims[48], has[48];

	img->layers = calloc(d->n + 1, sizeof(*img->layers));
	if (!img->layers)
		return fi_err_nomem(err);
	for (size_t i = 0; i < d->n; i++) {
		enum fi_code rc = one_layer(c, img, image, i, &d->layers[i], err);

		if (rc != FI_OK)
			return rc;
	}
	if (tell_history(img) != FI_OK)
		return fi_err_nomem(err);
	if (!img->config.diff_ids.n || img->config.diff_ids.n == d->n)
		return FI_OK;
	(void)snprintf(claims, sizeof(claims), "%zu layers", img->config.diff_ids.n);
	(void)snprintf(has, sizeof(has), "%zu layers", d->n);
	return mismatch(img, -1, "layer count", claims, has) == FI_OK ? FI_OK :
									fi_err_nomem(err);
}

/* The layer a draft asks for, as far as it is known without reading anything. */
static int layer_of(struct ctx *c, const struct wanted *w)
{
	struct fi_blob *b =
		w->name ? fi_export_find(c->x, w->name) : by_digest(c->x, w->digest);

	return b && b->kind == FI_BLOB_LAYER ? b->layer : -1;
}

/* A config alone does not make an image: another manifest may pair it with other layers. */
static bool same_layers(struct ctx *c, const struct draft *d, const struct fi_image *img)
{
	if (img->nlayers != d->n)
		return false;
	for (size_t i = 0; i < d->n; i++)
		if (layer_of(c, &d->layers[i]) != img->layers[i].layer)
			return false;
	return true;
}

/* The same image under another name, in either table of contents. */
static struct fi_image *known(struct ctx *c, const struct draft *d, const char *id)
{
	for (size_t i = c->first; i < c->x->set->nimages; i++) {
		struct fi_image *img = &c->x->set->images[i];

		if (img->digest && d->digest) {
			if (strcmp(img->digest, d->digest) == 0)
				return img;
			continue;
		}
		if (id[0] && img->id && strcmp(img->id, id) == 0 && same_layers(c, d, img))
			return img;
	}
	return NULL;
}

static bool platform_wanted(const struct fi_set *set, const char *platform)
{
	const char *want = set->opt.platform;
	size_t n;

	if (!want)
		return true;
	n = strlen(want);
	return strncmp(platform, want, n) == 0 && (platform[n] == 0 || platform[n] == '/');
}

static enum fi_code add_tags(struct fi_image *img, const json_t *tags)
{
	for (size_t i = 0; i < json_array_size(tags); i++)
		if (add_name(img, json_string_value(json_array_get(tags, i))) != FI_OK)
			return FI_ENOMEM;
	return FI_OK;
}

/* Everything of an image but its layers.  *out is empty where there is none. */
static enum fi_code begin_image(struct ctx *c, const struct draft *d, const char *text, size_t n,
	const char *id, struct fi_image *out, struct fi_err *err)
{
	enum fi_code rc = fi_config_parse(text, n, &out->config, err);

	if (rc != FI_OK)
		return rc;
	out->source = c->x->set->nsources;
	out->platform = fi_config_platform(&out->config);
	out->id = strdup(id);
	out->digest = d->digest ? strdup(d->digest) : NULL;
	if (!out->platform || !out->id || (d->digest && !out->digest) ||
		copy_annotations(d->manifest, out) != FI_OK ||
		copy_annotations(d->descriptor, out) != FI_OK ||
		add_described_name(c, out, d->descriptor) != FI_OK ||
		add_tags(out, d->tags) != FI_OK ||
		compare(out, -1, "config digest", d->config_digest, id) != FI_OK ||
		compare(out, -1, "manifest digest", d->mismatch ? d->digest : NULL,
			d->mismatch) != FI_OK)
		return fi_err_nomem(err);
	return FI_OK;
}

/* Take one image into the set; *out stays NULL if it was left out. */
static enum fi_code take(struct ctx *c, const struct draft *d, const char *text, size_t n,
	const char *id, struct fi_image **out, struct fi_err *err)
{
	struct fi_set *set = c->x->set;
	struct fi_image *img;
	enum fi_code rc;

	*out = NULL;
	if (set->nimages >= IMAGES_MAX)
		return fi_err_set(err, FI_ELIMIT, "more than %d images", IMAGES_MAX);
	if (!fi_grow(&set->images, &set->cap_images, set->nimages + 1, sizeof(*img)))
		return fi_err_nomem(err);
	img = &set->images[set->nimages];
	*img = (struct fi_image){ 0 };
	rc = begin_image(c, d, text, n, id, img, err);
	if (rc == FI_OK && !platform_wanted(set, img->platform)) {
		c->skipped++;
		set->other_platform++;
		rc = note(c, img->names.n ? img->names.v[0] : "", true,
			"%s is left out: --platform asks for another", img->platform);
		fi_image_done(img);
		return rc;
	}
	if (rc == FI_OK && set->opt.wanted && !set->opt.wanted(set->opt.wanted_self, img)) {
		set->unwanted++;
		fi_image_done(img);
		return FI_OK;
	}
	/* From here on the set owns it, whole or not. */
	if (rc != FI_OK) {
		fi_image_done(img);
		return rc;
	}
	set->nimages++;
	*out = img;
	return all_layers(c, img, (int)set->nimages - 1, d, err);
}

/* Read the config blob and take the image, unless it is known already. */
static enum fi_code add_image(struct ctx *c, const struct draft *d, struct fi_image **out,
	struct fi_err *err)
{
	enum fi_code rc;

	*out = NULL;
	if (!d->config)
		return note(c, d->config_digest ? d->config_digest : "", false,
			       "the image's config is not in the export") == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	rc = fi_export_read(c->x, d->config, err);
	if (rc != FI_OK)
		return rc;
	if (d->config->kind != FI_BLOB_TEXT)
		return note(c, d->config->name, false, "the image's config is unreadable: %s",
			       d->config->why ? d->config->why : "no JSON") == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	*out = known(c, d, d->config->digest);
	if (*out)
		return add_described_name(c, *out, d->descriptor) == FI_OK ? FI_OK :
									  fi_err_nomem(err);
	rc = take(c, d, d->config->text, d->config->n, d->config->digest, out, err);
	if (rc == FI_OK && *out && tell_repeats(c, d->config) != FI_OK)
		return fi_err_nomem(err);
	if (rc != FI_EFORMAT || c->x->set->halted)
		return rc;
	rc = note(c, d->config->name, false, "%s", err->text);
	fi_err_clear(err);
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* --- OCI and Docker schema 2 manifests --- */

static bool is_image_config(const char *type)
{
	return !type || strcmp(type, "application/vnd.oci.image.config.v1+json") == 0 ||
		strcmp(type, "application/vnd.docker.container.image.v1+json") == 0;
}

static bool is_layer_type(const char *type)
{
	return !type || strncmp(type, "application/vnd.oci.image.layer.", 32) == 0 ||
		strncmp(type, "application/vnd.docker.image.rootfs.", 36) == 0;
}

/* What the manifest is, if it is no image: a chart, a signature, ...; else NULL. */
static const char *artifact_type(const json_t *m)
{
	const char *type = fi_json_text(m, "artifactType"), *config;
	const json_t *layers = fi_json_list(m, "layers");

	config = fi_json_text(fi_json_object(m, "config"), "mediaType");
	if (type && type[0] && !is_image_config(type))
		return type;
	if (!is_image_config(config))
		return config;
	/* cosign's signatures have an ordinary image config; their layers tell. */
	if (json_array_size(layers)) {
		type = fi_json_text(json_array_get(layers, 0), "mediaType");
		if (!is_layer_type(type))
			return type;
	}
	return NULL;
}

/* It says so and its layers are statements: a label alone must not hide an image. */
static bool is_attestation(const json_t *d, const json_t *m)
{
	const json_t *p = fi_json_object(d, "platform"), *layers = fi_json_list(m, "layers");
	const char *os = fi_json_text(p, "os"), *type = fi_json_text(m, "artifactType");
	const char *first = fi_json_text(json_array_get(layers, 0), "mediaType");

	if (json_array_size(layers) && is_layer_type(first))
		return false;
	return annotation(d, "vnd.docker.reference.type") ||
		(os && strcmp(os, "unknown") == 0) ||
		(type && strcmp(type, "application/vnd.docker.attestation.manifest.v1+json") == 0);
}

/* Keep the statements; whose they are is settled when all images are known. */
static enum fi_code attestation(struct ctx *c, const json_t *d, const json_t *m,
	struct fi_err *err)
{
	const char *whose = annotation(d, "vnd.docker.reference.digest");
	const json_t *layers = fi_json_list(m, "layers");

	if (!whose)
		whose = fi_json_text(fi_json_object(m, "subject"), "digest");
	for (size_t i = 0; whose && i < json_array_size(layers) && i < LAYERS_MAX; i++) {
		struct fi_blob *b =
			by_digest(c->x, fi_json_text(json_array_get(layers, i), "digest"));
		enum fi_code rc = b ? fi_export_read(c->x, b, err) : FI_OK;

		if (rc != FI_OK)
			return rc;
		if (!b || b->kind != FI_BLOB_TEXT) {
			rc = note(c, b ? b->name : whose, false, "an attestation is unreadable");
			if (rc != FI_OK)
				return fi_err_nomem(err);
			continue;
		}
		if (fi_strs_add(&c->subjects, whose) != FI_OK ||
			fi_strs_addn(&c->statements, b->text, b->n) != FI_OK)
			return fi_err_nomem(err);
	}
	return FI_OK;
}

static enum fi_code hand_out_attestations(struct ctx *c)
{
	struct fi_set *set = c->x->set;

	for (size_t i = 0; i < c->subjects.n; i++)
		for (size_t k = c->first; k < set->nimages; k++) {
			struct fi_image *img = &set->images[k];

			if (img->digest && strcmp(img->digest, c->subjects.v[i]) == 0 &&
				fi_strs_add(&img->attestations, c->statements.v[i]) != FI_OK)
				return FI_ENOMEM;
		}
	return FI_OK;
}

static enum fi_code oci_manifest(struct ctx *c, const json_t *d, const json_t *m,
	const char *digest, const char *actual, struct fi_err *err)
{
	const json_t *layers = fi_json_list(m, "layers"), *config = fi_json_object(m, "config");
	FI_AUTO(fi_freep) char *own = NULL;
	struct draft draft = { .digest = digest, .descriptor = d, .manifest = m };
	struct fi_image *img;

	draft.n = json_array_size(layers);
	if (draft.n > LAYERS_MAX)
		return fi_err_set(err, FI_ELIMIT, "a manifest of more than %d layers",
			LAYERS_MAX);
	draft.layers = calloc(draft.n + 1, sizeof(*draft.layers));
	own = (char *)draft.layers; /* freed whichever way we leave */
	if (!own)
		return fi_err_nomem(err);
	for (size_t i = 0; i < draft.n; i++) {
		const json_t *l = json_array_get(layers, i);

		draft.layers[i] = (struct wanted){ .digest = fi_json_text(l, "digest"),
			.type = fi_json_text(l, "mediaType"),
			.size = fi_json_size(l, "size") };
	}
	draft.config_digest = fi_json_text(config, "digest");
	draft.config = by_digest(c->x, draft.config_digest);
	if (digest && actual && actual[0] && strcmp(digest, actual) != 0)
		draft.mismatch = actual;
	return add_image(c, &draft, &img, err);
}

/* What is damaged is told, and the rest is still read. */
static enum fi_code survive(struct ctx *c, const char *where, enum fi_code rc,
	struct fi_err *err)
{
	if ((rc != FI_EFORMAT && rc != FI_ELIMIT) || c->x->set->halted)
		return rc;
	rc = note(c, where, false, "%s", err->text);
	fi_err_clear(err);
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

/* --- Docker schema 1, and docker save before 1.10: a chain of v1 documents --- */

/*
 * A config as later formats have it: the newest document's, with a history made of
 * all of them, oldest first.
 */
static json_t *config_of_chain(json_t *const *docs, const bool *empty, size_t n)
{
	json_t *config = json_copy(docs[n - 1]), *rows = json_array();

	for (size_t i = 0; i < n; i++) {
		const json_t *cmd = fi_json_list(fi_json_object(docs[i], "container_config"), "Cmd");
		FI_AUTO(fi_buf_done) struct fi_buf by = fi_buf_limited(TEXT_LINE_MAX);
		json_t *row = json_object();

		for (size_t k = 0; k < json_array_size(cmd); k++) {
			const char *word = json_string_value(json_array_get(cmd, k));

			if (word && (fi_buf_addf(&by, "%s%s", by.len ? " " : "", word) != FI_OK))
				break;
		}
		json_object_set_new(row, "created_by", json_stringn(by.p, by.len));
		json_object_set_new(row, "empty_layer", json_boolean(empty[i]));
		json_array_append_new(rows, row);
	}
	json_object_set_new(config, "history", rows);
	return config;
}

static enum fi_code take_chain(struct ctx *c, const struct draft *d, json_t *const *docs,
	const bool *empty, size_t n, struct fi_image **out, struct fi_err *err)
{
	FI_AUTO(fi_json_decrefp) json_t *config = config_of_chain(docs, empty, n);
	FI_AUTO(fi_freep) char *text = json_dumps(config, JSON_COMPACT);

	*out = NULL;
	if (!text)
		return fi_err_nomem(err);
	return take(c, d, text, strlen(text), "", out, err);
}

static enum fi_code need_object(const json_t *doc, struct fi_err *err)
{
	return json_is_object(doc) ? FI_OK :
				     fi_err_set(err, FI_EFORMAT,
					     "a layer's description is no JSON object");
}

static enum fi_code schema1(struct ctx *c, const json_t *d, const json_t *m,
	const char *digest, struct fi_err *err)
{
	const json_t *layers = fi_json_list(m, "fsLayers"), *rows = fi_json_list(m, "history");
	size_t n = json_array_size(rows), i;
	struct draft draft = { .digest = digest, .descriptor = d, .manifest = m };
	json_t **docs = calloc(n + 1, sizeof(json_t *));
	bool *empty = calloc(n + 1, sizeof(*empty));
	struct fi_image *img = NULL;
	enum fi_code rc = FI_OK;

	draft.layers = calloc(n + 1, sizeof(*draft.layers));
	if (!docs || !empty || !draft.layers)
		rc = fi_err_nomem(err);
	if (rc == FI_OK && (n == 0 || n > LAYERS_MAX || json_array_size(layers) != n))
		rc = fi_err_set(err, FI_EFORMAT, "a schema 1 manifest without a fitting history");
	for (i = 0; rc == FI_OK && i < n; i++) {
		/* Newest first in the manifest. */
		const json_t *row = json_array_get(rows, n - 1 - i);
		const char *v1 = fi_json_text(row, "v1Compatibility");

		docs[i] = fi_json_parse(v1 ? v1 : "", v1 ? strlen(v1) : 0, err);
		rc = docs[i] ? need_object(docs[i], err) : err->code;
		if (rc != FI_OK)
			break;
		empty[i] = fi_json_true(docs[i], "throwaway");
		if (!empty[i])
			draft.layers[draft.n++].digest =
				fi_json_text(json_array_get(layers, n - 1 - i), "blobSum");
	}
	if (rc == FI_OK)
		rc = take_chain(c, &draft, docs, empty, n, &img, err);
	for (i = 0; docs && i < n; i++)
		json_decref(docs[i]);
	free(docs);
	free(empty);
	free(draft.layers);
	return rc;
}

/* `repositories` without manifest.json: follow the parents from each tag's top id. */
static enum fi_code legacy_image(struct ctx *c, const char *name, const char *top,
	struct fi_err *err)
{
	json_t *docs[LEGACY_MAX] = { 0 };
	char *paths[LEGACY_MAX] = { 0 };
	bool empty[LEGACY_MAX] = { 0 };
	struct wanted layers[LEGACY_MAX] = { 0 };
	struct draft d = { .layers = layers };
	struct fi_image *img = NULL;
	size_t at = LEGACY_MAX;
	const char *id = top;
	enum fi_code rc = FI_OK;

	while (rc == FI_OK && id && at > 0) {
		FI_AUTO(fi_freep) char *doc = fi_format("%s/json", id);
		struct fi_blob *b = doc ? fi_export_find(c->x, doc) : NULL;

		if (!b) {
			rc = note(c, id, false, "a layer's description is not in the export");
			break;
		}
		at--;
		rc = load(c, b, &docs[at], err);
		if (rc == FI_OK && !docs[at]) {
			at++;
			break;
		}
		paths[at] = fi_format("%s/layer.tar", id);
		layers[at].name = paths[at];
		if (rc == FI_OK)
			rc = need_object(docs[at], err);
		id = rc == FI_OK ? fi_json_text(docs[at], "parent") : NULL;
	}
	if (rc == FI_OK && id && at == 0)
		rc = fi_err_set(err, FI_ELIMIT, "a chain of more than %d layers", LEGACY_MAX);
	d.n = LEGACY_MAX - at;
	d.layers = layers + at;
	if (rc == FI_OK && d.n)
		rc = take_chain(c, &d, docs + at, empty + at, d.n, &img, err);
	if (rc == FI_OK && img && add_name(img, name) != FI_OK)
		rc = fi_err_nomem(err);
	for (size_t i = at; i < LEGACY_MAX; i++) {
		json_decref(docs[i]);
		free(paths[i]);
	}
	return rc;
}

static enum fi_code repositories(struct ctx *c, const json_t *repos, struct fi_err *err)
{
	const char *repo, *tag;
	json_t *tags, *id;

	json_object_foreach((json_t *)(uintptr_t)repos, repo, tags)
	{
		json_object_foreach(tags, tag, id)
		{
			FI_AUTO(fi_freep) char *name = fi_format("%s:%s", repo, tag);
			enum fi_code rc;

			if (!name)
				return fi_err_nomem(err);
			if (!json_is_string(id))
				continue;
			rc = survive(c, name, legacy_image(c, name, json_string_value(id), err),
				err);
			if (rc != FI_OK)
				return rc;
		}
	}
	return FI_OK;
}

/* --- indexes --- */

static enum fi_code document(struct ctx *c, const json_t *descriptor, const json_t *doc,
	const char *digest, const char *actual, unsigned depth, struct fi_err *err);

static const char *platform_of(const json_t *d, char *text, size_t n)
{
	const json_t *p = fi_json_object(d, "platform");
	const char *os = fi_json_text(p, "os"), *arch = fi_json_text(p, "architecture");

	(void)snprintf(text, n, "%s/%s", os ? os : "?", arch ? arch : "?");
	return p ? text : "an image";
}

static enum fi_code descriptor(struct ctx *c, const json_t *d, unsigned depth,
	struct fi_err *err)
{
	const char *digest = fi_json_text(d, "digest");
	struct fi_blob *b = by_digest(c->x, digest);
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	char platform[80];
	enum fi_code rc;

	if (!b) {
		bool odd = !digest || !fi_digest_valid(digest);

		/* `ctr export` lists all platforms and ships one: no loss. */
		rc = note(c, digest ? digest : "", depth > 0 && !odd,
			odd ? "%s is listed under a digest of a form that is not read" :
			      "%s is listed but is not in the export",
			platform_of(d, platform, sizeof(platform)));
		return rc == FI_OK ? FI_OK : fi_err_nomem(err);
	}
	rc = load(c, b, &doc, err);
	if (rc != FI_OK || !doc)
		return rc;
	return document(c, d, doc, digest, b->digest, depth, err);
}

/*
 * Is this entry of the outer index one of those that are asked for, or what is said of one
 * of them?
 */
static bool is_asked_for(const struct fi_export *x, const json_t *list, size_t i)
{
	size_t end = x->first + x->count;
	const char *whose;

	if (!x->count || (i >= x->first && i < end))
		return true;
	whose = annotation(json_array_get(list, i), "vnd.docker.reference.digest");
	for (size_t k = x->first; whose && k < end && k < json_array_size(list); k++) {
		const char *digest = fi_json_text(json_array_get(list, k), "digest");

		if (digest && strcmp(digest, whose) == 0)
			return true;
	}
	return false;
}

static enum fi_code index_document(struct ctx *c, const json_t *doc, unsigned depth,
	struct fi_err *err)
{
	const json_t *list = fi_json_list(doc, "manifests");

	if (depth >= DEPTH_MAX)
		return fi_err_set(err, FI_ELIMIT, "indexes nested more than %d deep", DEPTH_MAX);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *d = json_array_get(list, i);
		enum fi_code rc;

		if (depth == 0 && !is_asked_for(c->x, list, i))
			continue;
		if (c->entries++ >= ENTRIES_MAX)
			return fi_err_set(err, FI_ELIMIT, "more than %d entries in its indexes",
				ENTRIES_MAX);
		if (depth == 0)
			c->named = d;
		rc = descriptor(c, d, depth, err);
		if (depth == 0)
			c->named = NULL; /* the document dies before manifest.json is read */

		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

/* A document is what its content says, whatever its media type (image-formats facts, section 5). */
static enum fi_code document(struct ctx *c, const json_t *d, const json_t *doc,
	const char *digest, const char *actual, unsigned depth, struct fi_err *err)
{
	const char *where = digest ? digest : "manifest.json", *type;
	bool index = fi_json_get(doc, "manifests") != NULL;

	/* Valid as both, it would be one image here and another there (CVE-2021-41190). */
	if (index && fi_json_get(doc, "layers"))
		return note(c, where, false, "it is manifest and index at once") == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	if (index)
		return survive(c, where, index_document(c, doc, depth + 1, err), err);
	if (fi_json_list(doc, "fsLayers"))
		return survive(c, where, schema1(c, d, doc, digest, err), err);
	if (is_attestation(d, doc))
		return attestation(c, d, doc, err);
	type = artifact_type(doc);
	if (type) {
		c->listed++;
		return note(c, where, true, "an artifact, not an image: %s", type) == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	}
	if (!fi_json_object(doc, "config"))
		return note(c, where, false, "it is neither a manifest nor an index") == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	return survive(c, where, oci_manifest(c, d, doc, digest, actual, err), err);
}

/* --- docker archives --- */

/* A config's member name claims its digest: "HEX.json", "sha256:HEX", "blobs/sha256/HEX". */
static char *claimed_by_name(const char *name)
{
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
	FI_AUTO(fi_freep) char *digest = NULL;

	if (strncmp(base, "sha256:", 7) == 0)
		base += 7;
	digest = fi_format("sha256:%.64s", base);
	if (!digest || !fi_digest_valid(digest) ||
		(base[64] && strcmp(base + 64, ".json") != 0))
		return NULL;
	return strdup(digest);
}

static enum fi_code archive_item(struct ctx *c, const json_t *item, struct fi_err *err)
{
	const json_t *layers = fi_json_list(item, "Layers");
	const char *config = fi_json_text(item, "Config");
	FI_AUTO(fi_freep) char *claimed = config ? claimed_by_name(config) : NULL;
	FI_AUTO(fi_freep) char *own = NULL;
	FI_AUTO(fi_freep) char *clean = NULL;
	struct draft d = { .config_digest = claimed,
		.n = json_array_size(layers),
		.tags = fi_json_list(item, "RepoTags") };
	struct fi_image *img = NULL;
	enum fi_code rc;

	if (!config || d.n > LAYERS_MAX)
		return fi_err_set(err, FI_EFORMAT, "an item without Config, or with too many layers");
	clean = fi_export_clean(config, strlen(config));
	d.layers = calloc(d.n + 1, sizeof(*d.layers));
	own = (char *)d.layers;
	if (!own || !clean)
		return fi_err_nomem(err);
	d.config = fi_export_find(c->x, clean);
	for (size_t i = 0; i < d.n; i++) {
		const char *name = json_string_value(json_array_get(layers, i));

		d.layers[i].name = name ? name : "";
	}
	rc = add_image(c, &d, &img, err);
	if (rc != FI_OK || !img)
		return rc;
	/* One that was known already gets them, too. */
	if (add_tags(img, d.tags) != FI_OK)
		return fi_err_nomem(err);
	return FI_OK;
}

static enum fi_code manifest_json(struct ctx *c, struct fi_err *err)
{
	struct fi_blob *b = fi_export_find(c->x, "manifest.json");
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	enum fi_code rc;

	if (!b)
		return FI_OK;
	rc = load(c, b, &doc, err);
	if (rc != FI_OK || !doc)
		return rc;
	/* The dir transport's manifest.json is the manifest itself. */
	if (json_is_object(doc))
		return document(c, NULL, doc, b->digest, b->digest, 0, err);
	for (size_t i = 0; i < json_array_size(doc); i++) {
		rc = survive(c, "manifest.json", archive_item(c, json_array_get(doc, i), err),
			err);
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

static enum fi_code index_json(struct ctx *c, struct fi_err *err)
{
	struct fi_blob *b = fi_export_find(c->x, "index.json");
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	enum fi_code rc;

	if (!b)
		return FI_OK;
	rc = load(c, b, &doc, err);
	if (rc != FI_OK || !doc)
		return rc;
	return survive(c, "index.json", index_document(c, doc, 0, err), err);
}

static enum fi_code repositories_json(struct ctx *c, struct fi_err *err)
{
	struct fi_blob *b = fi_export_find(c->x, "repositories");
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	enum fi_code rc;

	if (!b || fi_export_find(c->x, "manifest.json"))
		return FI_OK;
	rc = load(c, b, &doc, err);
	if (rc != FI_OK || !doc)
		return rc;
	return repositories(c, doc, err);
}

/* --- when there is none --- */

static bool has(struct ctx *c, const char *name)
{
	return fi_export_find(c->x, name) != NULL;
}

/* Is there a folder of that name?  It ends in '/'. */
static bool has_folder(struct ctx *c, const char *name)
{
	FI_AUTO(fi_freep) char *own = strndup(name, strlen(name) - 1);

	if (c->x->from != FI_FROM_FOLDER)
		return fi_export_has_below(c->x, name);
	return own && has(c, own);
}

/* Why the archive around everything ended early, or NULL. */
static const char *cut_off(const struct ctx *c)
{
	const struct fi_set *s = c->x->set;

	for (size_t i = 0; i < s->ngaps; i++)
		if (s->gaps[i].source == s->nsources && s->gaps[i].layer < 0 &&
			!s->gaps[i].harmless && !s->gaps[i].path[0])
			return s->gaps[i].reason;
	return NULL;
}

static bool is_storage(struct ctx *c)
{
	return has_folder(c, "docker/registry/v2/") ||
		(has_folder(c, "repositories/") && has_folder(c, "blobs/sha256/"));
}

static enum fi_code no_image(struct ctx *c, struct fi_err *err)
{
	struct fi_export *x = c->x;
	bool folder = x->from == FI_FROM_FOLDER;

	if (cut_off(c))
		return fi_err_set(err, FI_EFORMAT,
			"cut off or damaged before any image was described (%s); export it again",
			cut_off(c));
	if (c->skipped)
		return fi_err_set(err, FI_EFORMAT,
			"no image for %s in it; leave --platform out to see what there is",
			x->set->opt.platform);
	x->set->stranger = true;
	if (has(c, "manifest.json") || has(c, "index.json") || has(c, "repositories"))
		return fi_err_set(err, FI_EFORMAT, c->listed ?
			"no image in it, only artifacts such as charts or signatures" :
			"no readable image in it, though it looks like an image export");
	if (folder && (has(c, "fly.toml") || has(c, "Dockerfile")))
		return fi_err_set(err, FI_EFORMAT,
			"a project, no image export; judge its files with `flyimg lint DIR`, or its "
			"image with `docker save IMAGE | flyimg check -C DIR -`");
	if (has(c, ".dockerenv") ||
		(has_folder(c, "etc/") && (has_folder(c, "usr/") || has_folder(c, "bin/"))))
		return fi_err_set(err, FI_EFORMAT,
			"this is a bare file system (`docker export`?), no image; use "
			"`docker save IMAGE | flyimg check -`");
	return fi_err_set(err, FI_EFORMAT,
		"no image export: neither manifest.json nor index.json in it; make one with "
		"`docker save IMAGE -o app.tar` or `skopeo copy docker-daemon:IMAGE:TAG oci:DIR:TAG`");
}

enum fi_code fi_manifest_images(struct fi_export *x, struct fi_err *err)
{
	struct ctx c = { .x = x, .first = x->set->nimages };
	enum fi_code rc;

	if (is_storage(&c) && x->from != FI_FROM_FOLDER)
		return fi_err_set(err, FI_EFORMAT,
			"this is a registry's storage; unpack it and judge all its images with "
			"`flyimg audit DIR`");
	if (is_storage(&c))
		return fi_err_set(err, FI_EFORMAT,
			"this is a registry's storage; judge all its images with `flyimg audit "
			"DIR`, or copy one out of the registry with `skopeo copy "
			"docker://HOST/NAME:TAG oci-archive:app.tar`");
	rc = index_json(&c, err);
	if (rc == FI_OK)
		rc = manifest_json(&c, err);
	if (rc == FI_OK)
		rc = repositories_json(&c, err);
	if (rc == FI_OK && hand_out_attestations(&c) != FI_OK)
		rc = fi_err_nomem(err);
	/* Of a part of an index it is no wonder, if there are artifacts beside images. */
	if (rc == FI_OK && x->set->nimages == c.first && !x->set->unwanted && !x->count)
		rc = no_image(&c, err);
	fi_strs_done(&c.subjects);
	fi_strs_done(&c.statements);
	return rc;
}

/* --- one blob of a store --- */

/* The layer, or the config, as an image: whoever looks at images sees what is in it. */
static enum fi_code lone_blob(struct ctx *c, const char *digest, const struct fi_blob *b,
	struct fi_err *err)
{
	struct wanted layer = { .digest = digest };
	struct draft d = { .layers = &layer, .n = 1 };
	struct fi_image *img;

	if (b->kind != FI_BLOB_TEXT)
		return take(c, &d, "{}", 2, "", &img, err);
	d.n = 0;
	return take(c, &d, b->text, b->n, "", &img, err);
}

static bool is_config(const json_t *doc)
{
	return fi_json_object(doc, "rootfs") || fi_json_object(doc, "config");
}

static bool is_manifest(const json_t *doc)
{
	return fi_json_list(doc, "manifests") || fi_json_list(doc, "layers") ||
		fi_json_list(doc, "fsLayers");
}

static enum fi_code stored(struct ctx *c, const char *digest, struct fi_err *err)
{
	struct fi_blob *b = by_digest(c->x, digest);
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	enum fi_code rc;

	if (!b)
		return note(c, digest, false, "it is named but is not in the storage") == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	rc = fi_export_read(c->x, b, err);
	if (rc != FI_OK)
		return rc;
	if (b->kind == FI_BLOB_LAYER)
		return lone_blob(c, digest, b, err);
	rc = load(c, b, &doc, err);
	if (rc != FI_OK || !doc)
		return rc;
	if (is_config(doc) && !is_manifest(doc))
		return survive(c, digest, lone_blob(c, digest, b, err), err);
	if (!is_manifest(doc))
		return note(c, digest, true, "JSON that is neither a manifest nor a config") == FI_OK ?
			FI_OK :
			fi_err_nomem(err);
	return document(c, NULL, doc, digest, b->digest, 0, err);
}

enum fi_code fi_manifest_stored(struct fi_export *x, const char *digest, struct fi_err *err)
{
	struct ctx c = { .x = x, .first = x->set->nimages };
	enum fi_code rc = stored(&c, digest, err);

	if (rc == FI_OK && hand_out_attestations(&c) != FI_OK)
		rc = fi_err_nomem(err);
	fi_strs_done(&c.subjects);
	fi_strs_done(&c.statements);
	return rc;
}
