#include "rules/audit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "lib/json.h"
#include "lib/num.h"

/*
 * Beyond these an audit would need more memory than it is worth: 200 bytes an image, 16
 * a place.
 */
#define IMAGES_MAX 2000000u
#define SEEN_MAX   (64u << 20)

/*
 * Builders that want the same digest each time write 1970 or 1980 (buildpacks); no
 * image is older than the format, so anything before 1981 is a zero.
 */
#define OLDEST 347155200

/* What a finding of each severity adds to an image's risk. */
static const uint64_t weights[] = {
	[FI_INFO] = 0, [FI_LOW] = 1, [FI_MEDIUM] = 10, [FI_HIGH] = 100, [FI_CRITICAL] = 1000
};
#define SECRET_WEIGHT 4
#define LIVE_WEIGHT   2

/* --- an index: from a key's hash to a number --- */

struct slot {
	uint64_t hash;
	uint32_t value; /* 0: empty; else the number + 1 */
};

struct map {
	struct slot *slots;
	size_t n, cap; /* cap is a power of two */
};

/* One value is one finding, whichever rule names it; without a value the fingerprint tells. */
struct finding_key {
	bool valued;
	unsigned char id[33];
};

struct fi_audit_index {
	struct map texts, layers, images, findings, spots;
	uint64_t seed; /* names come from strangers: nobody can choose ones that collide */
	const char **list; /* of the interned texts */
	size_t ntexts, cap_texts;
	const char **keys; /* of the images */
	size_t cap_keys;
	struct finding_key *prints; /* of the findings */
	size_t cap_prints;
};

#define HASH_START 0xcbf29ce484222325u

static uint64_t hash_bytes(uint64_t h, const void *p, size_t n)
{
	const unsigned char *s = p;

	while (n--)
		h = (h ^ *s++) * 0x100000001b3u;
	return h;
}

static uint64_t hash_end(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static uint64_t hash_of(const struct fi_audit *a, const void *p, size_t n)
{
	return hash_end(hash_bytes(HASH_START ^ a->index->seed, p, n));
}

static bool map_grow(struct map *m)
{
	size_t cap = m->cap ? m->cap * 2 : 256;
	struct slot *slots = calloc(cap, sizeof(*slots));

	if (!slots)
		return false;
	for (size_t i = 0; i < m->cap; i++) {
		size_t k = m->slots[i].hash & (cap - 1);

		if (!m->slots[i].value)
			continue;
		while (slots[k].value)
			k = (k + 1) & (cap - 1);
		slots[k] = m->slots[i];
	}
	free(m->slots);
	m->slots = slots;
	m->cap = cap;
	return true;
}

/* The slot of a key: one that is taken, or the empty one for it.  NULL without memory. */
static struct slot *map_slot(struct map *m, uint64_t hash,
	bool (*same)(const struct fi_audit *a, uint32_t value, const void *key),
	const struct fi_audit *a, const void *key)
{
	size_t k;

	if (m->n * 4 >= m->cap * 3 && !map_grow(m))
		return NULL;
	for (k = hash & (m->cap - 1); m->slots[k].value; k = (k + 1) & (m->cap - 1))
		if (m->slots[k].hash == hash && same(a, m->slots[k].value - 1, key))
			break;
	if (!m->slots[k].value)
		m->slots[k].hash = hash;
	return &m->slots[k];
}

static void map_put(struct map *m, struct slot *s, size_t value)
{
	s->value = (uint32_t)value + 1;
	m->n++;
}

/* --- texts, each once --- */

struct text_key {
	const char *p;
	size_t n;
};

static bool same_text(const struct fi_audit *a, uint32_t value, const void *key)
{
	const struct text_key *k = key;
	const char *s = a->index->list[value];

	return strncmp(s, k->p, k->n) == 0 && !s[k->n];
}

static const char *intern_n(struct fi_audit *a, const char *p, size_t n)
{
	struct fi_audit_index *x = a->index;
	struct text_key key = { p, n };
	struct slot *s = map_slot(
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
	map_put(&x->texts, s, x->ntexts);
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

/* --- dates --- */

static bool digits(const char **p, size_t n, int64_t *out)
{
	uint64_t v;

	if (!fi_num_u64(*p, strnlen(*p, n), 9999, &v) || strnlen(*p, n) != n)
		return false;
	*p += n;
	*out = (int64_t)v;
	return true;
}

/* Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant's algorithm's idea). */
static int64_t days(int64_t y, int64_t m, int64_t d)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	int64_t leap = m > 2 && (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
	int64_t p = y - 1;

	return 365 * (y - 1970) + p / 4 - p / 100 + p / 400 - 477 + before[m - 1] + leap + d - 1;
}

/* "Z", "+02:00", or nothing; *seconds is what to take away. */
static bool offset(const char *p, int64_t *seconds)
{
	int64_t h, m, sign = *p == '-' ? -1 : 1;

	*seconds = 0;
	if (!*p || strcmp(p, "Z") == 0 || strcmp(p, "z") == 0)
		return true;
	if (*p != '+' && *p != '-')
		return false;
	p++;
	if (!digits(&p, 2, &h) || *p++ != ':' || !digits(&p, 2, &m) || *p)
		return false;
	*seconds = sign * (h * 3600 + m * 60);
	return true;
}

static bool clock_time(const char *p, int64_t *seconds)
{
	int64_t h, m, s, off;

	if (!digits(&p, 2, &h) || *p++ != ':' || !digits(&p, 2, &m) || *p++ != ':' ||
		!digits(&p, 2, &s))
		return false;
	if (*p == '.')
		p += 1 + strspn(p + 1, "0123456789");
	if (h > 23 || m > 59 || s > 60 || !offset(p, &off))
		return false;
	*seconds = h * 3600 + m * 60 + s - off;
	return true;
}

bool fi_audit_date(const char *text, int64_t *seconds)
{
	int64_t y, m, d, time = 0;
	const char *p = text;

	if (!digits(&p, 4, &y) || *p++ != '-' || !digits(&p, 2, &m) || *p++ != '-' ||
		!digits(&p, 2, &d) || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	if (*p && *p != 'T' && *p != 't' && *p != ' ')
		return false;
	if (*p && !clock_time(p + 1, &time))
		return false;
	*seconds = days(y, m, d) * 86400 + time;
	return true;
}

enum fi_code fi_audit_created(const struct fi_config *c, char **text, int64_t *seconds)
{
	FI_AUTO(fi_json_decrefp) json_t *doc = NULL;
	struct fi_err err = { 0 };
	const char *created;
	int64_t when;

	*text = NULL;
	*seconds = 0;
	doc = c->raw ? fi_json_parse(c->raw, c->raw_len, &err) : NULL;
	if (err.code == FI_ENOMEM)
		return FI_ENOMEM;
	created = doc ? fi_json_text(doc, "created") : NULL;
	if (!created || !fi_audit_date(created, &when) || when < OLDEST)
		created = "";
	else
		*seconds = when;
	*text = strdup(created);
	return *text ? FI_OK : FI_ENOMEM;
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

static bool same_image(const struct fi_audit *a, uint32_t value, const void *key)
{
	return strcmp(a->index->keys[value], key) == 0;
}

static bool same_layer(const struct fi_audit *a, uint32_t value, const void *key)
{
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
	struct slot *s;

	if (!digest && l)
		digest = l->digest;
	if (!diff && !digest)
		diff = il->diff_id;
	key = diff ? diff : digest;
	if (!key || !*key)
		return FI_AUDIT_NONE;
	s = map_slot(&a->index->layers, hash_of(a, key, strlen(key)),
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
	map_put(&a->index->layers, s, a->nlayers);
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

static bool same_finding(const struct fi_audit *a, uint32_t value, const void *key)
{
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
	struct slot *s = map_slot(&x->findings,
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
	map_put(&x->findings, s, a->nfindings);
	return (int64_t)a->nfindings++;
}

static bool same_spot(const struct fi_audit *a, uint32_t value, const void *key)
{
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

	return hash_end(hash_bytes(
		hash_bytes(HASH_START, texts, sizeof(texts)), numbers, sizeof(numbers)));
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
	struct slot *s;

	if (p->image >= 0 && p->layer >= 0 && (uint32_t)p->layer < img->nlayers)
		spot.layer = img->layers[p->layer];
	if (!intern_maybe(a, p->path, &spot.path) || !intern_maybe(a, p->config, &spot.config) ||
		!intern_maybe(a, p->file, &spot.file) ||
		!intern_maybe(a, p->package, &spot.package))
		return -1;
	s = map_slot(&a->index->spots, spot_hash(&spot), same_spot, a, &spot);
	if (!s)
		return -1;
	if (s->value)
		return s->value - 1;
	if (!fi_grow(&a->spots, &a->cap_spots, a->nspots + 1, sizeof(spot)))
		return -1;
	a->spots[a->nspots] = spot;
	map_put(&a->index->spots, s, a->nspots);
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
		out->risk += weights[one->severity] * (is_secret(one) ? SECRET_WEIGHT : 1) *
			(live ? LIVE_WEIGHT : 1);
	}
	out->nseen = (uint32_t)a->nseen - out->seen;
	return true;
}

enum fi_code fi_audit_add(struct fi_audit *a, const struct fi_set *set, size_t image,
	const struct fi_findings *f, const char *source, struct fi_err *err)
{
	struct fi_audit_index *x;
	char key[FI_DIGEST_TEXT];
	struct slot *s;

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
	s = map_slot(&x->images, hash_of(a, key, strlen(key)), same_image,
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
	map_put(&x->images, s, a->nimages);
	a->nimages++;
	return FI_OK;
}

/* --- when all are in: what each finding is in --- */

static uint32_t finding_of(const struct fi_audit *a, uint32_t seen)
{
	return a->spots[a->seen[seen].spot].finding;
}

/* Seen places by finding; those of one finding stay in the order of the images. */
static enum fi_code sort_by_finding(struct fi_audit *a)
{
	uint32_t *at = calloc(a->nfindings + 1, sizeof(*at));

	a->by_finding = calloc(a->nseen + 1, sizeof(*a->by_finding));
	if (!at || !a->by_finding) {
		free(at);
		return FI_ENOMEM;
	}
	for (uint32_t i = 0; i < a->nseen; i++)
		a->findings[finding_of(a, i)].nseen++;
	for (size_t f = 0, sum = 0; f < a->nfindings; f++) {
		at[f] = a->findings[f].seen = (uint32_t)sum;
		sum += a->findings[f].nseen;
	}
	for (uint32_t i = 0; i < a->nseen; i++)
		a->by_finding[at[finding_of(a, i)]++] = i;
	free(at);
	return FI_OK;
}

/*
 * Is image x older than y?  What has no date is older than nothing that has one; of one
 * time the names tell, as they mostly count up.
 */
static bool is_older(const struct fi_audit *a, uint32_t x, uint32_t y)
{
	int64_t s = a->images[x].created_at, t = a->images[y].created_at;

	if (s == t)
		return strcmp(a->images[x].names[0], a->images[y].names[0]) < 0;
	return s && (!t || s < t);
}

static bool is_newer(const struct fi_audit *a, uint32_t x, uint32_t y)
{
	int64_t s = a->images[x].created_at, t = a->images[y].created_at;

	if (s == t)
		return strcmp(a->images[x].names[0], a->images[y].names[0]) > 0;
	return s > t;
}

static int text_order(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return (*x > *y) - (*x < *y);
}

/* Different ones of n texts that are each kept once.  Sorts them. */
static size_t different(const char **list, size_t n)
{
	size_t count = 0;

	if (n)
		qsort(list, n, sizeof(*list), text_order);
	for (size_t i = 0; i < n; i++)
		count += i == 0 || list[i] != list[i - 1];
	return count;
}

/* Repositories of the images of one finding. */
struct gather {
	const char **list;
	size_t n, cap;
};

static bool gather_repositories(struct gather *g, const struct fi_audit_image *img)
{
	if (!fi_grow(&g->list, &g->cap, g->n + img->nrepositories, sizeof(*g->list)))
		return false;
	for (uint32_t i = 0; i < img->nrepositories; i++)
		g->list[g->n++] = img->repositories[i];
	return true;
}

static uint64_t least(uint64_t n, uint64_t most)
{
	return n < most ? n : most;
}

/*
 * Credentials that matter before everything else; then by severity, by whether some
 * image still has it live, by repositories and by images.
 */
static uint64_t finding_rank(const struct fi_audit_finding *f)
{
	uint64_t secret = f->secret && f->severity >= FI_MEDIUM;

	return secret << 62 | (uint64_t)f->severity << 58 | (uint64_t)(f->live_images > 0) << 56 |
		least(f->repositories, 0xffffff) << 32 | f->images;
}

static bool count_finding(struct fi_audit *a, struct fi_audit_finding *f, struct gather *g)
{
	uint32_t image = FI_AUDIT_NONE;
	bool live = false;

	g->n = 0;
	f->first = a->by_finding[f->seen];
	for (uint32_t i = 0; i < f->nseen; i++) {
		uint32_t n = a->by_finding[f->seen + i];
		const struct fi_audit_seen *s = &a->seen[n];

		if (s->image != image) {
			image = s->image;
			live = false;
			f->images++;
			if (!gather_repositories(g, &a->images[image]))
				return false;
			if (is_older(a, image, a->seen[f->first].image))
				f->first = n;
		}
		if (s->state != FI_LIVE || live)
			continue;
		live = true;
		f->live_images++;
		if (f->live == FI_AUDIT_NONE || is_newer(a, image, a->seen[f->live].image))
			f->live = n;
	}
	f->repositories = (uint32_t)different(g->list, g->n);
	f->rank = finding_rank(f);
	a->counts[f->severity]++;
	return true;
}

static enum fi_code count_findings(struct fi_audit *a)
{
	struct gather g = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < a->nfindings; i++)
		ok = count_finding(a, &a->findings[i], &g);
	g.n = 0;
	for (size_t i = 0; ok && i < a->nimages; i++)
		ok = gather_repositories(&g, &a->images[i]);
	a->nrepositories = ok ? different(g.list, g.n) : 0;
	free(g.list);
	return ok ? FI_OK : FI_ENOMEM;
}

/* --- pairs of something and a finding, each counted once --- */

struct pair {
	uint32_t what, finding;
};

static int pair_order(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->what != y->what)
		return x->what < y->what ? -1 : 1;
	return (x->finding > y->finding) - (x->finding < y->finding);
}

static size_t unique_pairs(struct pair *list, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(list, n, sizeof(*list), pair_order);
	for (size_t i = 0; i < n; i++)
		if (!kept || pair_order(&list[i], &list[kept - 1]) != 0)
			list[kept++] = list[i];
	return kept;
}

static enum fi_code count_layers(struct fi_audit *a)
{
	struct pair *pairs = calloc(a->nspots + 1, sizeof(*pairs));
	uint32_t *last = calloc(a->nlayers + 1, sizeof(*last));
	size_t n = 0;

	for (size_t i = 0; last && i < a->nimages; i++) {
		const struct fi_audit_image *img = &a->images[i];

		for (uint32_t k = 0; k < img->nlayers; k++) {
			struct fi_audit_layer *l;

			if (img->layers[k] == FI_AUDIT_NONE || last[img->layers[k]] == i + 1)
				continue; /* a layer may be there twice */
			l = &a->layers[img->layers[k]];
			last[img->layers[k]] = (uint32_t)i + 1;
			l->images++;
			if (l->first == FI_AUDIT_NONE || is_older(a, (uint32_t)i, l->first))
				l->first = (uint32_t)i;
		}
	}
	for (size_t i = 0; pairs && i < a->nspots; i++)
		if (a->spots[i].layer != FI_AUDIT_NONE)
			pairs[n++] = (struct pair){ a->spots[i].layer, a->spots[i].finding };
	n = pairs ? unique_pairs(pairs, n) : 0;
	for (size_t i = 0; i < n; i++) {
		a->layers[pairs[i].what].findings++;
		a->layers[pairs[i].what].counts[a->findings[pairs[i].finding].severity]++;
	}
	free(last);
	if (!pairs || !last) {
		free(pairs);
		return FI_ENOMEM;
	}
	free(pairs);
	return FI_OK;
}

/* --- base images: where chains of layers part --- */

struct node {
	uint32_t parent, layer, depth;
	uint32_t passing, ending, children;
	uint32_t image; /* one that passes */
	uint32_t ends;	/* one that ends here, FI_AUDIT_NONE */
	uint32_t base;	/* number of the base, FI_AUDIT_NONE */
};

struct forest {
	struct node *nodes;
	size_t n, cap;
	struct map map;
	uint32_t *tops; /* the last node of each image */
};

struct node_key {
	const struct forest *f;
	uint32_t parent, layer;
};

static bool same_node(const struct fi_audit *a, uint32_t value, const void *key)
{
	const struct node_key *k = key;
	const struct node *n = &k->f->nodes[value];

	(void)a;
	return n->parent == k->parent && n->layer == k->layer;
}

static int64_t take_node(struct forest *f, uint32_t parent, uint32_t layer, uint32_t image)
{
	struct node_key key = { f, parent, layer };
	uint32_t numbers[] = { parent, layer };
	struct slot *s = map_slot(&f->map,
		hash_end(hash_bytes(HASH_START, numbers, sizeof(numbers))), same_node, NULL,
		&key);

	if (!s)
		return -1;
	if (s->value)
		return s->value - 1;
	if (!fi_grow(&f->nodes, &f->cap, f->n + 1, sizeof(*f->nodes)))
		return -1;
	f->nodes[f->n] = (struct node){ .parent = parent,
		.layer = layer,
		.depth = parent == FI_AUDIT_NONE ? 1 : f->nodes[parent].depth + 1,
		.image = image,
		.ends = FI_AUDIT_NONE,
		.base = FI_AUDIT_NONE };
	if (parent != FI_AUDIT_NONE)
		f->nodes[parent].children++;
	map_put(&f->map, s, f->n);
	return (int64_t)f->n++;
}

static bool grow_forest(const struct fi_audit *a, struct forest *f)
{
	f->tops = calloc(a->nimages + 1, sizeof(*f->tops));
	if (!f->tops)
		return false;
	for (size_t i = 0; i < a->nimages; i++) {
		const struct fi_audit_image *img = &a->images[i];
		uint32_t at = FI_AUDIT_NONE;

		for (uint32_t k = 0; k < img->nlayers; k++) {
			int64_t n = img->layers[k] == FI_AUDIT_NONE ?
				FI_AUDIT_NONE :
				take_node(f, at, img->layers[k], (uint32_t)i);

			if (n < 0)
				return false;
			if (n == FI_AUDIT_NONE)
				break; /* nobody knows what it is, so nothing above is shared */
			at = (uint32_t)n;
			f->nodes[at].passing++;
		}
		f->tops[i] = at;
		if (at == FI_AUDIT_NONE)
			continue;
		f->nodes[at].ending++;
		if (f->nodes[at].ends == FI_AUDIT_NONE)
			f->nodes[at].ends = (uint32_t)i;
	}
	return true;
}

/* Something is built on it, and it is where images part or where one ends. */
static bool is_base(const struct node *n)
{
	return n->passing >= 2 && n->passing > n->ending && (n->children >= 2 || n->ending);
}

static bool make_bases(struct fi_audit *a, struct forest *f)
{
	/* A parent's number is always the smaller one. */
	for (size_t i = 0; i < f->n; i++) {
		struct node *n = &f->nodes[i];
		uint32_t below = n->parent == FI_AUDIT_NONE ? FI_AUDIT_NONE :
							      f->nodes[n->parent].base;
		struct fi_audit_base *b;

		n->base = below;
		if (!is_base(n))
			continue;
		if (!fi_grow(&a->bases, &a->cap_bases, a->nbases + 1, sizeof(*b)))
			return false;
		b = &a->bases[a->nbases];
		*b = (struct fi_audit_base){ .name = "",
			.top = n->layer,
			.nlayers = n->depth,
			.image = n->image,
			.images = n->passing - n->ending,
			.parent = below };
		if (n->ends != FI_AUDIT_NONE)
			b->name = a->images[n->ends].names[0];
		n->base = (uint32_t)a->nbases++;
	}
	return true;
}

/* The largest base below an image's own top; it is not its own base. */
static uint32_t base_of_image(const struct forest *f, uint32_t top)
{
	const struct node *n;

	if (top == FI_AUDIT_NONE)
		return FI_AUDIT_NONE;
	n = &f->nodes[top];
	if (!is_base(n))
		return n->base;
	return n->parent == FI_AUDIT_NONE ? FI_AUDIT_NONE : f->nodes[n->parent].base;
}

/* The smallest base of an image that has its layer `at`; FI_AUDIT_NONE: its own. */
static uint32_t base_of_layer(const struct fi_audit *a, uint32_t base, int at)
{
	uint32_t found = FI_AUDIT_NONE;

	for (; base != FI_AUDIT_NONE && (int64_t)a->bases[base].nlayers > at;
		base = a->bases[base].parent)
		found = base;
	return found;
}

static enum fi_code count_bases(struct fi_audit *a)
{
	struct pair *pairs = calloc(a->nseen + 1, sizeof(*pairs));
	size_t n = 0;

	if (!pairs)
		return FI_ENOMEM;
	for (uint32_t i = 0; i < a->nseen; i++) {
		const struct fi_audit_seen *s = &a->seen[i];
		uint32_t base = s->layer < 0 ?
			FI_AUDIT_NONE :
			base_of_layer(a, a->images[s->image].base, s->layer);

		if (base != FI_AUDIT_NONE)
			pairs[n++] = (struct pair){ base, finding_of(a, i) };
	}
	n = unique_pairs(pairs, n);
	for (size_t i = 0; i < n; i++) {
		struct fi_audit_base *b = &a->bases[pairs[i].what];
		const struct fi_audit_finding *f = &a->findings[pairs[i].finding];

		b->findings++;
		b->counts[f->severity]++;
		b->rank += weights[f->severity] * (f->secret ? SECRET_WEIGHT : 1);
	}
	for (size_t i = 0; i < a->nbases; i++)
		a->bases[i].rank *= a->bases[i].images;
	free(pairs);
	return FI_OK;
}

static enum fi_code find_bases(struct fi_audit *a)
{
	struct forest f = { 0 };
	bool ok = grow_forest(a, &f) && make_bases(a, &f);

	for (size_t i = 0; ok && i < a->nimages; i++)
		a->images[i].base = base_of_image(&f, f.tops[i]);
	free(f.nodes);
	free(f.map.slots);
	free(f.tops);
	return ok ? count_bases(a) : FI_ENOMEM;
}

/* --- what comes first --- */

/* Numbers [0, n) with what they are ranked by. */
struct ranked {
	uint64_t rank, then;
	uint32_t number;
};

static int rank_order(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	if (x->then != y->then)
		return x->then > y->then ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static struct ranked rank_finding(const struct fi_audit *a, uint32_t i)
{
	return (struct ranked){ a->findings[i].rank, 0, i };
}

static struct ranked rank_image(const struct fi_audit *a, uint32_t i)
{
	return (struct ranked){ a->images[i].risk, (uint64_t)a->images[i].created_at, i };
}

static struct ranked rank_base(const struct fi_audit *a, uint32_t i)
{
	return (struct ranked){ a->bases[i].rank, a->bases[i].images, i };
}

static enum fi_code rank_all(const struct fi_audit *a, size_t n,
	struct ranked (*of)(const struct fi_audit *a, uint32_t i), uint32_t **out)
{
	struct ranked *list = calloc(n + 1, sizeof(*list));

	*out = calloc(n + 1, sizeof(**out));
	if (!list || !*out) {
		free(list);
		return FI_ENOMEM;
	}
	for (uint32_t i = 0; i < n; i++)
		list[i] = of(a, i);
	if (n)
		qsort(list, n, sizeof(*list), rank_order);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = list[i].number;
	free(list);
	return FI_OK;
}

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
	if (sort_by_finding(a) != FI_OK || count_findings(a) != FI_OK ||
		count_layers(a) != FI_OK || find_bases(a) != FI_OK ||
		rank_all(a, a->nfindings, rank_finding, &a->ranked) != FI_OK ||
		rank_all(a, a->nimages, rank_image, &a->risky) != FI_OK ||
		rank_all(a, a->nbases, rank_base, &a->heavy) != FI_OK)
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
