#include "rules/audit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "rules/audit_parts.h"

/*
 * Beyond these an audit would need more memory than it is worth: 200 bytes an image, 16
 * a place.
 */
#define IMAGES_MAX 2000000u
#define SEEN_MAX   (64u << 20)

const uint64_t fi_audit_weights[5] = {
	[FI_INFO] = 0, [FI_LOW] = 1, [FI_MEDIUM] = 10, [FI_HIGH] = 100, [FI_CRITICAL] = 1000
};

/* --- what is met again --- */

/* One value is one finding, whichever rule names it; without a value the fingerprint tells. */
struct finding_key {
	bool valued;
	unsigned char id[33];
};

struct fi_audit_index {
	struct fi_audit_map texts, layers, images, findings, spots;
	uint64_t seed; /* names come from strangers: nobody can choose ones that collide */
	const char **list; /* of the interned texts */
	size_t ntexts, cap_texts;
	const char **keys; /* of the images */
	size_t cap_keys;
	struct finding_key *prints; /* of the findings */
	size_t cap_prints;
};

static uint64_t hash_of(const struct fi_audit *a, const void *p, size_t n)
{
	return fi_audit_hash_end(fi_audit_hash_more(FI_AUDIT_HASH ^ a->index->seed, p, n));
}

/* --- texts, each once --- */

struct text_key {
	const char *p;
	size_t n;
};

static bool same_text(const void *self, uint32_t value, const void *key)
{
	const struct fi_audit *a = self;
	const struct text_key *k = key;
	const char *s = a->index->list[value];

	return strncmp(s, k->p, k->n) == 0 && !s[k->n];
}

static const char *intern_n(struct fi_audit *a, const char *p, size_t n)
{
	struct fi_audit_index *x = a->index;
	struct text_key key = { p, n };
	struct fi_audit_slot *s = fi_audit_map_slot(
		&x->texts, hash_of(a, p, n), same_text, a, &key);

	if (!s)
		return NULL;
	if (s->value)
		return x->list[s->value - 1];
	if (!fi_grow(&x->list, &x->cap_texts, x->ntexts + 1, sizeof(*x->list)))
		return NULL;
	x->list[x->ntexts] = fi_arena_text(&a->text, p, n);
	if (!x->list[x->ntexts])
		return NULL;
	fi_audit_map_put(&x->texts, s, x->ntexts);
	return x->list[x->ntexts++];
}

/* NULL without memory; "" for NULL. */
static const char *intern(struct fi_audit *a, const char *text)
{
	return intern_n(a, text ? text : "", text ? strlen(text) : 0);
}

/* Of what may be absent.  False without memory. */
static bool intern_maybe(struct fi_audit *a, const char *text, const char **out)
{
	*out = text ? intern(a, text) : NULL;
	return *out || !text;
}

static bool add_text(struct fi_audit *a, const char *const **list, uint32_t *n,
	const char *text)
{
	const char **more;

	if (!text)
		return false;
	for (uint32_t i = 0; i < *n; i++)
		if ((*list)[i] == text)
			return true;
	more = fi_arena_more(&a->text, (void *)(uintptr_t)*list, *n, sizeof(*more));
	if (!more)
		return false;
	more[(*n)++] = text;
	*list = more;
	return true;
}

/* --- images --- */

size_t fi_audit_repository(const char *name)
{
	const char *slash = strrchr(name, '/'), *last = slash ? slash : name, *end;

	end = strstr(last, "@sha256:");
	if (!end)
		end = strrchr(last, ':');
	return end ? (size_t)(end - name) : strlen(name);
}

bool fi_audit_key(const struct fi_image *img, char key[FI_DIGEST_TEXT])
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(SIZE_MAX);
	const char *first = img->digest		? img->digest :
		img->id && *img->id		? img->id :
		img->names.n			? img->names.v[0] :
						  "";
	enum fi_code rc = fi_buf_adds(&b, first);

	for (size_t i = 0; rc == FI_OK && i < img->nlayers; i++) {
		const struct fi_image_layer *l = &img->layers[i];

		if (!img->digest)
			rc = fi_buf_addf(&b, "\n%s", l->diff_id ? l->diff_id : "?");
		if (rc == FI_OK && l->layer < 0)
			rc = fi_buf_addf(&b, "\nwithout %zu", i);
	}
	for (size_t i = 0; rc == FI_OK && i < img->nmismatches; i++)
		rc = fi_buf_addf(&b, "\n%d %s", img->mismatches[i].layer,
			img->mismatches[i].actual);
	return rc == FI_OK && fi_digest_text(b.p, b.len, key);
}

static bool same_image(const void *self, uint32_t value, const void *key)
{
	const struct fi_audit *a = self;
	return strcmp(a->index->keys[value], key) == 0;
}

static bool same_layer(const void *self, uint32_t value, const void *key)
{
	const struct fi_audit *a = self;
	const struct fi_audit_layer *l = &a->layers[value];

	return strcmp(*l->diff_id ? l->diff_id : l->digest, key) == 0;
}

static bool add_names(struct fi_audit *a, struct fi_audit_image *out, const struct fi_image *img)
{
	for (size_t i = 0; i < img->names.n; i++) {
		const char *name = img->names.v[i];

		if (!add_text(a, &out->names, &out->nnames, intern(a, name)) ||
			!add_text(a, &out->repositories, &out->nrepositories,
				intern_n(a, name, fi_audit_repository(name))))
			return false;
	}
	return true;
}

/*
 * One layer is one, however it is compressed: its diff ID as read names it, else what
 * the image claims.  Its number, or -1 without memory; FI_AUDIT_NONE if nothing names it.
 */
static int64_t take_layer(struct fi_audit *a, const struct fi_set *set,
	const struct fi_image_layer *il, const char *shown)
{
	const struct fi_layer *l = il->layer >= 0 ? set->layers[il->layer] : NULL;
	const char *diff = l ? l->diff_id : NULL, *digest = il->digest, *key;
	struct fi_audit_layer *out;
	struct fi_audit_slot *s;

	if (!digest && l)
		digest = l->digest;
	if (!diff && !digest)
		diff = il->diff_id;
	key = diff ? diff : digest;
	if (!key || !*key)
		return FI_AUDIT_NONE;
	s = fi_audit_map_slot(&a->index->layers, hash_of(a, key, strlen(key)),
		same_layer, a, key);
	if (!s)
		return -1;
	if (s->value)
		return s->value - 1;
	if (!fi_grow(&a->layers, &a->cap_layers, a->nlayers + 1, sizeof(*out)))
		return -1;
	out = &a->layers[a->nlayers];
	*out = (struct fi_audit_layer){ .digest = intern(a, digest),
		.diff_id = intern(a, diff),
		.created_by = intern(a, shown),
		.size = l && l->size ? l->size : il->size,
		.first = FI_AUDIT_NONE,
		.read = l != NULL };
	if (!out->digest || !out->diff_id || !out->created_by)
		return -1;
	fi_audit_map_put(&a->index->layers, s, a->nlayers);
	return (int64_t)a->nlayers++;
}

static bool take_layers(struct fi_audit *a, const struct fi_set *set, size_t image,
	const struct fi_findings *f, struct fi_audit_image *out)
{
	const struct fi_image *img = &set->images[image];
	const struct fi_strs *shown = image < f->nshown ? &f->shown[image] : NULL;
	uint32_t *layers = fi_arena_alloc(&a->text, (img->nlayers + 1) * sizeof(*layers));

	if (!layers)
		return false;
	for (size_t i = 0; i < img->nlayers; i++) {
		int64_t n = take_layer(a, set, &img->layers[i],
			shown && i < shown->n ? shown->v[i] : "");

		if (n < 0)
			return false;
		layers[i] = (uint32_t)n;
		if (layers[i] != FI_AUDIT_NONE)
			out->size += a->layers[n].size;
	}
	out->layers = layers;
	out->nlayers = (uint32_t)img->nlayers;
	return true;
}

bool fi_audit_complete(const struct fi_set *set, size_t image)
{
	const struct fi_image *img = &set->images[image];

	for (size_t i = 0; i < img->nlayers; i++)
		if (img->layers[i].layer < 0)
			return false;
	for (size_t i = 0; i < set->ngaps; i++) {
		const struct fi_gap *g = &set->gaps[i];

		if (g->harmless || (g->image >= 0 && (size_t)g->image != image))
			continue;
		if (g->layer < 0)
			return false;
		for (size_t k = 0; k < img->nlayers; k++)
			if (img->layers[k].layer == g->layer)
				return false;
	}
	return true;
}

static bool take_image(struct fi_audit *a, const struct fi_set *set, size_t image,
	const struct fi_findings *f, const char *source)
{
	const struct fi_image *img = &set->images[image];
	FI_AUTO(fi_freep) char *created = NULL;
	struct fi_audit_image *out;

	if (!fi_grow(&a->images, &a->cap_images, a->nimages + 1, sizeof(*out)))
		return false;
	out = &a->images[a->nimages];
	*out = (struct fi_audit_image){ .base = FI_AUDIT_NONE };
	if (fi_audit_created(&img->config, &created, &out->created_at) != FI_OK)
		return false;
	out->digest = intern(a, img->digest);
	out->id = intern(a, img->id);
	out->platform = intern(a, img->platform);
	out->created = intern(a, created);
	out->source = intern(a, source);
	out->complete = fi_audit_complete(set, image);
	out->seen = (uint32_t)a->nseen;
	return out->digest && out->id && out->platform && out->created && out->source &&
		add_names(a, out, img) && take_layers(a, set, image, f, out);
}

/* --- findings and places --- */

static bool same_finding(const void *self, uint32_t value, const void *key)
{
	const struct fi_audit *a = self;
	const struct finding_key *x = &a->index->prints[value], *y = key;

	return x->valued == y->valued && memcmp(x->id, y->id, sizeof(x->id)) == 0;
}

static struct finding_key key_of(const struct fi_finding *f)
{
	struct finding_key key = { .valued = f->valued };

	if (f->valued)
		memcpy(key.id, f->hash, sizeof(f->hash));
	else
		memcpy(key.id, f->fingerprint, sizeof(f->fingerprint));
	return key;
}

static bool is_secret(const struct fi_finding *f)
{
	return f->rule->category == FI_SECRET || f->masked;
}

/* What a finding says is said by its worst occurrence, and by a rule that is sure. */
static bool put_words(struct fi_audit *a, struct fi_audit_finding *out,
	const struct fi_finding *f)
{
	out->rule = f->rule;
	out->severity = f->severity;
	out->secret = is_secret(f);
	out->message = intern(a, f->message);
	out->fix = intern(a, f->fix);
	memcpy(out->fingerprint, f->fingerprint, sizeof(out->fingerprint));
	return out->message && out->fix && intern_maybe(a, f->masked, &out->masked) &&
		intern_maybe(a, f->key, &out->key);
}

static bool speaks_louder(const struct fi_finding *f, const struct fi_audit_finding *than)
{
	if (f->severity != than->severity)
		return f->severity > than->severity;
	return than->rule->weak && !f->rule->weak;
}

/* Its number, or -1 without memory. */
static int64_t take_finding(struct fi_audit *a, const struct fi_finding *f)
{
	struct fi_audit_index *x = a->index;
	struct finding_key key = key_of(f);
	struct fi_audit_finding *out;
	struct fi_audit_slot *s = fi_audit_map_slot(&x->findings,
		hash_of(a, key.id, sizeof(key.id)), same_finding, a, &key);

	if (!s)
		return -1;
	if (s->value) {
		out = &a->findings[s->value - 1];
		if (speaks_louder(f, out) && !put_words(a, out, f))
			return -1;
		return s->value - 1;
	}
	if (!fi_grow(&a->findings, &a->cap_findings, a->nfindings + 1, sizeof(*out)) ||
		!fi_grow(&x->prints, &x->cap_prints, a->nfindings + 1, sizeof(key)))
		return -1;
	out = &a->findings[a->nfindings];
	*out = (struct fi_audit_finding){ .live = FI_AUDIT_NONE };
	x->prints[a->nfindings] = key;
	if (!put_words(a, out, f))
		return -1;
	fi_audit_map_put(&x->findings, s, a->nfindings);
	return (int64_t)a->nfindings++;
}

static bool same_spot(const void *self, uint32_t value, const void *key)
{
	const struct fi_audit *a = self;
	const struct fi_audit_spot *x = &a->spots[value], *y = key;

	/* The texts are kept once, so pointers tell. */
	return x->finding == y->finding && x->layer == y->layer && x->path == y->path &&
		x->config == y->config && x->file == y->file && x->line == y->line &&
		x->column == y->column && x->decoded == y->decoded &&
		x->package == y->package;
}

static uint64_t spot_hash(const struct fi_audit_spot *s)
{
	const void *texts[] = { s->path, s->config, s->file };
	uint32_t numbers[] = { s->finding, s->layer, s->line, s->column };

	return fi_audit_hash_end(fi_audit_hash_more(
		fi_audit_hash_more(FI_AUDIT_HASH, texts, sizeof(texts)), numbers, sizeof(numbers)));
}

/* Its number, or -1 without memory. */
static int64_t take_spot(struct fi_audit *a, const struct fi_audit_image *img,
	uint32_t finding, const struct fi_place *p)
{
	struct fi_audit_spot spot = { .finding = finding,
		.layer = FI_AUDIT_NONE,
		.decoded = p->decoded,
		.line = p->line,
		.column = p->column };
	struct fi_audit_slot *s;

	if (p->image >= 0 && p->layer >= 0 && (uint32_t)p->layer < img->nlayers)
		spot.layer = img->layers[p->layer];
	if (!intern_maybe(a, p->path, &spot.path) || !intern_maybe(a, p->config, &spot.config) ||
		!intern_maybe(a, p->file, &spot.file) ||
		!intern_maybe(a, p->package, &spot.package))
		return -1;
	s = fi_audit_map_slot(&a->index->spots, spot_hash(&spot), same_spot, a, &spot);
	if (!s)
		return -1;
	if (s->value)
		return s->value - 1;
	if (!fi_grow(&a->spots, &a->cap_spots, a->nspots + 1, sizeof(spot)))
		return -1;
	a->spots[a->nspots] = spot;
	fi_audit_map_put(&a->index->spots, s, a->nspots);
	return (int64_t)a->nspots++;
}

static bool take_place(struct fi_audit *a, uint32_t finding, const struct fi_place *p)
{
	int64_t spot = take_spot(a, &a->images[a->nimages], finding, p);
	struct fi_audit_seen *out;

	if (spot < 0)
		return false;
	if (a->nseen >= SEEN_MAX) {
		a->left_out++;
		return true;
	}
	if (!fi_grow(&a->seen, &a->cap_seen, a->nseen + 1, sizeof(*out)))
		return false;
	out = &a->seen[a->nseen++];
	*out = (struct fi_audit_seen){ .image = (uint32_t)a->nimages,
		.spot = (uint32_t)spot,
		.layer = (int16_t)p->layer,
		.by_layer = (int16_t)(p->state == FI_LIVE ? -1 : p->by_layer),
		.state = (uint8_t)p->state,
		.base = p->base };
	return true;
}

static bool take_findings(struct fi_audit *a, size_t image, const struct fi_findings *f)
{
	struct fi_audit_image *out = &a->images[a->nimages];

	a->left_out += f->left_out;
	for (size_t i = 0; i < f->n; i++) {
		const struct fi_finding *one = &f->list[i];
		bool here = false, live = false;
		int64_t n = -1;

		for (size_t k = 0; k < one->nplaces; k++) {
			const struct fi_place *p = &one->places[k];

			if (p->image != (int)image && !(p->image < 0 && a->nimages == 0))
				continue;
			if (n < 0)
				n = take_finding(a, one);
			if (n < 0 || !take_place(a, (uint32_t)n, p))
				return false;
			here = true;
			live |= p->state == FI_LIVE;
		}
		if (!here)
			continue;
		out->counts[one->severity]++;
		out->live[one->severity] += live;
		out->risk += fi_audit_weights[one->severity] * (is_secret(one) ? FI_AUDIT_SECRET_WEIGHT : 1) *
			(live ? FI_AUDIT_LIVE_WEIGHT : 1);
	}
	out->nseen = (uint32_t)a->nseen - out->seen;
	return true;
}

enum fi_code fi_audit_add(struct fi_audit *a, const struct fi_set *set, size_t image,
	const struct fi_findings *f, const char *source, struct fi_err *err)
{
	struct fi_audit_index *x;
	char key[FI_DIGEST_TEXT];
	struct fi_audit_slot *s;

	if (!a->index) {
		a->index = calloc(1, sizeof(*a->index));
		if (a->index &&
			getrandom(&a->index->seed, sizeof(a->index->seed), GRND_NONBLOCK) < 0)
			a->index->seed = 0;
	}
	x = a->index;
	if (!x || !fi_audit_key(&set->images[image], key))
		return fi_err_nomem(err);
	if (a->nimages >= IMAGES_MAX)
		return fi_err_set(err, FI_ELIMIT, "more than %u images", IMAGES_MAX);
	s = fi_audit_map_slot(&x->images, hash_of(a, key, strlen(key)), same_image,
		a, key);
	if (!s)
		return fi_err_nomem(err);
	if (s->value)
		return add_names(a, &a->images[s->value - 1], &set->images[image]) ?
			FI_OK :
			fi_err_nomem(err);
	if (!fi_grow(&x->keys, &x->cap_keys, a->nimages + 1, sizeof(*x->keys)))
		return fi_err_nomem(err);
	x->keys[a->nimages] = fi_arena_text(&a->text, key, strlen(key));
	if (!x->keys[a->nimages] || !take_image(a, set, image, f, source) ||
		!take_findings(a, image, f))
		return fi_err_nomem(err);
	fi_audit_map_put(&x->images, s, a->nimages);
	a->nimages++;
	return FI_OK;
}

/* --- the end --- */

static void index_done(struct fi_audit *a)
{
	struct fi_audit_index *x = a->index;

	if (!x)
		return;
	free(x->texts.slots);
	free(x->layers.slots);
	free(x->images.slots);
	free(x->findings.slots);
	free(x->spots.slots);
	free(x->list);
	free(x->keys);
	free(x->prints);
	free(x);
	a->index = NULL;
}

enum fi_code fi_audit_finish(struct fi_audit *a, struct fi_err *err)
{
	if (fi_audit_count(a) != FI_OK || fi_audit_find_bases(a) != FI_OK ||
		fi_audit_rank(a) != FI_OK)
		return fi_err_nomem(err);
	index_done(a);
	return FI_OK;
}

void fi_audit_done(struct fi_audit *a)
{
	index_done(a);
	free(a->layers);
	free(a->images);
	free(a->findings);
	free(a->spots);
	free(a->seen);
	free(a->bases);
	free(a->by_finding);
	free(a->ranked);
	free(a->risky);
	free(a->heavy);
	fi_arena_done(&a->text);
	*a = (struct fi_audit){ 0 };
}
