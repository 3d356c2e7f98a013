#include "rules/shelf.h"

#include <stdlib.h>
#include <string.h>

#include "layers/image_wire.h"
#include "layers/layer_wire.h"
#include "lib/digest.h"
#include "lib/keep.h"
#include "lib/wire.h"
#include "rules/content_wire.h"
#include "rules/hide.h"
#include "rules/imagemask.h"
#include "rules/sink_wire.h"
#include "rules/valid.h"

/* Raised when the bytes of a value mean something else; older files start anew. */
#define VERSION 2

enum kind { LAYER = 1, ALIAS, IMAGE, NOTE };

/* What an alias and a layer's key have of a digest, and of the context. */
#define DIGEST_BYTES  32
#define CONTEXT_BYTES 16
#define LAYER_KEY     (CONTEXT_BYTES + DIGEST_BYTES)

#define KEY_TEXT_MAX 900
/* As layers/manifest.c: more no image has. */
#define IMAGES_MAX 10000

/*
 * Rules whose verdict looks at the clock, since what they find may have expired: those
 * of these validators, and these.  A layer that holds one is judged again after a day.
 */
static fi_validator *const dated_checks[] = { fi_check_jwt, fi_check_service_role,
	fi_check_fly_macaroon, fi_check_fly_config };
static const char *const dated_ids[] = { "azure-sas-token", "kubernetes-sa-token" };
#define DATED_SECONDS (24 * 3600)

struct fi_shelf {
	struct fi_shelf_options opt;
	struct fi_keep *keep;
	struct fi_content *content;
	unsigned char context[CONTEXT_BYTES];
	const struct fi_rule **rule; /* by id, once one was looked for */
	size_t nrules;
	bool sorted;
	struct fi_buf found; /* what `has` has found */
	/* How the blob that was asked for differs from the one that was read. */
	char asked[FI_DIGEST_TEXT];
	bool plain; /* it is the layer's tar itself */
	uint64_t size;
	bool full; /* nothing more is put */
	char *trouble;
	uint64_t recalled, remembered;
};

/* --- small things ------------------------------------------------------------ */

static void note_trouble(struct fi_shelf *s, const char *text)
{
	if (!s->trouble)
		s->trouble = strdup(text);
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c - 'a' + 10;
}

/* The 32 bytes of "sha256:HEX".  False if it is none. */
static bool digest_bytes(const char *text, unsigned char out[DIGEST_BYTES])
{
	if (!text || !fi_digest_valid(text))
		return false;
	text += strlen("sha256:");
	for (size_t i = 0; i < DIGEST_BYTES; i++)
		out[i] = (unsigned char)(digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
	return true;
}

static void digest_text(const unsigned char *p, char out[FI_DIGEST_TEXT])
{
	static const char hex[] = "0123456789abcdef";
	size_t at = strlen("sha256:");

	memcpy(out, "sha256:", at);
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		out[at++] = hex[p[i] >> 4];
		out[at++] = hex[p[i] & 15];
	}
	out[at] = 0;
}

static bool layer_key(const struct fi_shelf *s, const char *digest, unsigned char key[LAYER_KEY])
{
	memcpy(key, s->context, CONTEXT_BYTES);
	return digest_bytes(digest, key + CONTEXT_BYTES);
}

/* --- rules by id --------------------------------------------------------------- */

static int rule_order(const void *a, const void *b)
{
	const struct fi_rule *x = *(const struct fi_rule *const *)a;
	const struct fi_rule *y = *(const struct fi_rule *const *)b;
	int d = strcmp(x->id, y->id);

	/* Of several of one id the one that hits are told as comes first. */
	return d ? d : (x->part_of != NULL) - (y->part_of != NULL);
}

static const struct fi_rule *find_rule(void *self, const char *id)
{
	struct fi_shelf *s = self;
	size_t low = 0, high = s->nrules;

	if (!s->sorted)
		qsort(s->rule, s->nrules, sizeof(const struct fi_rule *), rule_order);
	s->sorted = true;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(s->rule[mid]->id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->nrules && strcmp(s->rule[low]->id, id) == 0 ? s->rule[low] : NULL;
}

static enum fi_code list_rules(struct fi_shelf *s, struct fi_err *err)
{
	size_t n = s->opt.rules ? s->opt.nrules : fi_rules_count();

	s->rule = calloc(n + 1, sizeof(const struct fi_rule *));
	if (!s->rule)
		return fi_err_nomem(err);
	for (size_t i = 0; i < n; i++)
		s->rule[i] = s->opt.rules ? s->opt.rules[i] : fi_rules_at(i);
	s->nrules = n;
	return FI_OK;
}

/* A rule that is another's part is told as that. */
bool fi_shelf_is_dated(const struct fi_shelf *s, const char *id)
{
	for (size_t i = 0; i < FI_COUNT(dated_ids); i++)
		if (strcmp(id, dated_ids[i]) == 0)
			return true;
	for (size_t i = 0; i < s->nrules; i++) {
		const struct fi_rule *r = s->rule[i];

		if (strcmp(r->part_of ? r->part_of->id : r->id, id) != 0)
			continue;
		for (size_t k = 0; k < FI_COUNT(dated_checks); k++)
			if (r->check == dated_checks[k])
				return true;
	}
	return false;
}

/* --- the object ---------------------------------------------------------------- */

static void shelf_freep(struct fi_shelf **s)
{
	fi_shelf_close(*s);
}

static bool make_context(struct fi_shelf *s)
{
	char text[FI_DIGEST_TEXT];
	unsigned char bytes[DIGEST_BYTES];
	const char *context = s->opt.context ? s->opt.context : "";

	if (!fi_digest_text(context, strlen(context), text) || !digest_bytes(text, bytes))
		return false;
	memcpy(s->context, bytes, CONTEXT_BYTES);
	return true;
}

enum fi_code fi_shelf_open(
	const struct fi_shelf_options *opt, struct fi_shelf **out, struct fi_err *err)
{
	const struct fi_keep_options keep = { .path = opt->file,
		.version = VERSION,
		.max = opt->max,
		.now = opt->now,
		.salt = opt->salt,
		.disposable = opt->disposable,
		.alone = opt->alone,
		.readonly = opt->readonly };
	FI_AUTO(shelf_freep) struct fi_shelf *s = calloc(1, sizeof(*s));
	enum fi_code rc;

	if (!s)
		return fi_err_nomem(err);
	s->opt = *opt;
	s->found = fi_buf_limited(FI_KEEP_VALUE_MAX);
	if (!make_context(s))
		return fi_err_nomem(err);
	rc = list_rules(s, err);
	if (rc == FI_OK)
		rc = fi_keep_open(&keep, &s->keep, err);
	if (rc != FI_OK)
		return rc;
	s->full = !opt->scanner || opt->readonly;
	if (!opt->readonly && fi_keep_locked(s->keep)) {
		s->full = true;
		note_trouble(s, fi_keep_locked(s->keep));
	}
	s->opt.file = s->opt.context = NULL; /* only borrowed */
	s->opt.salt = NULL;
	s->opt.rules = NULL;
	*out = s;
	s = NULL; /* handed over */
	return FI_OK;
}

void fi_shelf_close(struct fi_shelf *s)
{
	if (!s)
		return;
	fi_keep_close(s->keep);
	fi_buf_done(&s->found);
	free(s->rule);
	free(s->trouble);
	free(s);
}

const char *fi_shelf_trouble(const struct fi_shelf *s)
{
	return s->trouble;
}

const unsigned char *fi_shelf_salt(const struct fi_shelf *s)
{
	return fi_keep_salt(s->keep);
}

uint64_t fi_shelf_recalled(const struct fi_shelf *s)
{
	return s->recalled;
}

uint64_t fi_shelf_remembered(const struct fi_shelf *s)
{
	return s->remembered;
}

/* --- a layer's record: writing --------------------------------------------------- */

static void put_gap(const struct fi_gap *g, struct fi_wire_out *w)
{
	fi_wire_put_text(w, g->path);
	fi_wire_put_text(w, g->reason);
	fi_wire_put(w, g->harmless);
}

static void put_gaps(const struct fi_set *set, int layer, struct fi_wire_out *w)
{
	size_t n = 0;

	for (size_t i = 0; i < set->ngaps; i++)
		n += set->gaps[i].layer == layer;
	fi_wire_put(w, n);
	for (size_t i = 0; i < set->ngaps; i++)
		if (set->gaps[i].layer == layer)
			put_gap(&set->gaps[i], w);
}

static bool has_gap(const struct fi_set *set, int layer)
{
	for (size_t i = 0; i < set->ngaps; i++)
		if (set->gaps[i].layer == layer && !set->gaps[i].harmless)
			return true;
	return false;
}

static bool holds_dated(const struct fi_shelf *s, int layer)
{
	const struct fi_record *r;
	const struct fi_rule *last = NULL;
	size_t n = 0;

	r = fi_content_records(s->content, layer, &n);
	for (size_t i = 0; i < n; i++) {
		if (r[i].rule != last && fi_shelf_is_dated(s, r[i].rule->id))
			return true;
		last = r[i].rule;
	}
	return false;
}

/* A part of a record with its length in front, so that it may be passed over. */
static void put_part(struct fi_wire_out *w, struct fi_buf *part, enum fi_code rc)
{
	if (rc != FI_OK && w->rc == FI_OK)
		w->rc = rc;
	fi_wire_put_bytes(w, part->p, part->len);
	fi_buf_clear(part);
}

static enum fi_code write_layer(const struct fi_shelf *s, const struct fi_set *set, int layer,
	bool partial, struct fi_buf *out)
{
	FI_AUTO(fi_buf_done) struct fi_buf part = fi_buf_limited(FI_KEEP_VALUE_MAX);
	const struct fi_layer *l = set->layers[layer];
	struct fi_wire_out w = { .to = out }, p = { .to = &part };

	fi_wire_put(&w, partial);
	fi_wire_put(&w, holds_dated(s, layer));
	fi_wire_put_signed(&w, s->opt.now);
	fi_wire_put_text(&w, l->digest);
	fi_wire_put(&w, l->size);
	fi_wire_put(&w, l->raw);
	put_part(&w, &part, fi_layer_write(l, set->paths, &part));
	put_gaps(set, layer, &p);
	put_part(&w, &part, p.rc);
	fi_content_write(s->content, layer, set->paths, &p);
	put_part(&w, &part, p.rc);
	fi_packages_write(fi_content_packages(s->content), layer, &p);
	put_part(&w, &part, p.rc);
	return w.rc;
}

static enum fi_code saw(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)err;
	if (!h->rule->weak)
		*(bool *)self = true;
	return FI_OK;
}

/* Is there a token among what is to be kept: in a name, a link, a first line? */
static bool holds_secret(struct fi_shelf *s, const struct fi_buf *b)
{
	struct fi_err ignored = { 0 };
	bool found = false;

	return fi_scan_text(s->opt.scanner, "", b->p, b->len, saw, &found, &ignored) != FI_OK ||
	       found;
}

/* --- a layer's record: reading --------------------------------------------------- */

/* What stands first in it. */
struct head {
	bool partial, dated;
	int64_t judged;
	char *digest;
	uint64_t size, raw;
};

static void head_done(struct head *h)
{
	free(h->digest);
}

static void get_head(struct fi_wire_in *in, struct head *h)
{
	h->partial = fi_wire_get(in, 1);
	h->dated = fi_wire_get(in, 1);
	h->judged = fi_wire_get_signed(in);
	h->digest = fi_wire_get_some(in);
	h->size = fi_wire_get(in, UINT64_MAX);
	h->raw = fi_wire_get(in, UINT64_MAX);
}

/* Has too much time passed since its tokens' dates were looked at? */
static bool is_old(const struct fi_shelf *s, const struct head *h)
{
	int64_t age;

	/* What is only read is told as it was found: its layers are not at hand. */
	if (!h->dated || s->opt.readonly)
		return false;
	return __builtin_sub_overflow(s->opt.now, h->judged, &age) || age > DATED_SECONDS ||
	       age < -DATED_SECONDS;
}

/* Is what was found the blob that was asked for? */
static bool fits(struct fi_shelf *s, const char *digest, uint64_t size, bool by_alias)
{
	struct fi_wire_in in = fi_wire_reader(s->found.p, s->found.len);
	FI_AUTO(head_done) struct head h = { 0 };

	get_head(&in, &h);
	if (in.rc != FI_OK || (h.partial && !s->opt.partial) || is_old(s, &h))
		return false;
	memcpy(s->asked, digest, strlen(digest) + 1);
	s->plain = !by_alias && strcmp(h.digest, digest) != 0;
	s->size = by_alias ? size : s->plain ? h.raw : h.size;
	return size == FI_SHELF_ANY || size == s->size;
}

static bool get_layer(struct fi_shelf *s, const char *digest)
{
	unsigned char key[LAYER_KEY];
	struct fi_err ignored = { 0 };
	enum fi_code rc;

	fi_buf_clear(&s->found);
	if (!layer_key(s, digest, key))
		return false;
	rc = fi_keep_get(s->keep, LAYER, key, sizeof(key), &s->found, &ignored);
	if (rc != FI_OK && ignored.code != FI_OK)
		note_trouble(s, ignored.text);
	return rc == FI_OK;
}

/* What the blob of that digest is when it is unpacked: another digest, and a size. */
static bool get_alias(struct fi_shelf *s, const char *digest, char diff[FI_DIGEST_TEXT],
	uint64_t *size)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(64);
	unsigned char key[DIGEST_BYTES];
	struct fi_err ignored = { 0 };
	struct fi_wire_in in;
	const unsigned char *p;

	if (!digest_bytes(digest, key) ||
		fi_keep_get(s->keep, ALIAS, key, sizeof(key), &b, &ignored) != FI_OK)
		return false;
	in = fi_wire_reader(b.p, b.len);
	p = fi_wire_get_raw(&in, DIGEST_BYTES);
	*size = fi_wire_get(&in, UINT64_MAX);
	if (fi_wire_end(&in) != FI_OK)
		return false;
	digest_text(p, diff);
	return true;
}

bool fi_shelf_has_layer(struct fi_shelf *s, const char *digest, uint64_t size)
{
	char diff[FI_DIGEST_TEXT];
	uint64_t packed;

	if (get_layer(s, digest) && fits(s, digest, size, false))
		return true;
	if (!get_alias(s, digest, diff, &packed) || (size != FI_SHELF_ANY && size != packed) ||
		!get_layer(s, diff) || !fits(s, digest, packed, true)) {
		fi_buf_clear(&s->found);
		return false;
	}
	return true;
}

/* What was read of a record, until all of it is known to be good. */
struct staged {
	struct fi_layer *layer;
	struct fi_content_read content;
	struct fi_wire_in gaps;
};

static void staged_done(struct staged *t)
{
	fi_layer_free(t->layer);
	fi_content_read_done(&t->content);
}

/* Gaps are told again when the rest is in; they are read twice to be sure of them. */
static enum fi_code add_gaps(struct fi_wire_in in, struct fi_set *set, int layer, int image,
	bool dry)
{
	size_t n = fi_wire_get_count(&in, 3);

	for (size_t i = 0; i < n && in.rc == FI_OK; i++) {
		FI_AUTO(fi_freep) char *path = fi_wire_get_some(&in);
		FI_AUTO(fi_freep) char *reason = fi_wire_get_some(&in);
		bool harmless = fi_wire_get(&in, 1);

		if (in.rc == FI_OK && !dry &&
			fi_set_gap(set, &(struct fi_gap){ .source = set->nsources,
						.layer = layer,
						.image = image,
						.path = path,
						.reason = reason,
						.harmless = harmless }) != FI_OK)
			return FI_ENOMEM;
	}
	return fi_wire_end(&in);
}

static struct fi_wire_in get_part(struct fi_wire_in *in)
{
	size_t n;
	const void *p = fi_wire_get_bytes(in, &n);

	return fi_wire_reader(p, n);
}

/* Everything but the packages, which come last and take part or not. */
static enum fi_code stage(struct fi_shelf *s, struct fi_set *set, struct fi_wire_in *in,
	struct staged *t, struct fi_err *err)
{
	const struct fi_rule_finder rules = { find_rule, s };
	FI_AUTO(head_done) struct head h = { 0 };
	struct fi_wire_in index, content;
	enum fi_code rc;

	get_head(in, &h);
	index = get_part(in);
	t->gaps = get_part(in);
	content = get_part(in);
	if (in->rc != FI_OK)
		return in->rc;
	rc = fi_layer_read(index.p, index.left, set->paths, &t->layer, err);
	if (rc == FI_OK)
		rc = add_gaps(t->gaps, set, -1, -1, true);
	if (rc != FI_OK)
		return rc;
	fi_content_read(&t->content, set->paths, &rules, &content);
	return fi_wire_end(&content);
}

/* The blob at hand may not be the one that was read: it may be packed, or not. */
static bool rename_blob(struct fi_layer *l, const struct fi_shelf *s)
{
	char *digest = strdup(s->asked);

	if (!digest)
		return false;
	free(l->digest);
	l->digest = digest;
	l->size = s->size;
	return true;
}

/* All of it is good: into the set with it. */
static enum fi_code take(struct fi_shelf *s, struct fi_set *set, int number, struct staged *t,
	struct fi_err *err)
{
	enum fi_code rc;

	if (!rename_blob(t->layer, s))
		return fi_err_nomem(err);
	fi_layer_free(set->layers[number]);
	set->layers[number] = t->layer;
	t->layer->recalled = true;
	t->layer = NULL;
	rc = fi_content_take(s->content, number, t->content.records, t->content.n,
		t->content.sums, t->content.nsums, err);
	t->content = (struct fi_content_read){ 0 };
	if (rc == FI_OK && add_gaps(t->gaps, set, number, -1, false) != FI_OK)
		rc = fi_err_nomem(err);
	s->recalled += rc == FI_OK;
	return rc;
}

static enum fi_code recall(void *self, struct fi_set *set, int number, struct fi_err *err)
{
	struct fi_shelf *s = self;
	struct fi_wire_in in = fi_wire_reader(s->found.p, s->found.len), packages;
	FI_AUTO(staged_done) struct staged t = { 0 };
	struct fi_err why = { 0 };
	enum fi_code rc = stage(s, set, &in, &t, &why);

	if (rc == FI_OK) {
		packages = get_part(&in);
		rc = fi_wire_end(&in);
		if (rc == FI_OK)
			rc = fi_packages_read(fi_content_packages(s->content), number, &packages);
	}
	fi_buf_clear(&s->found);
	if (rc == FI_OK)
		return take(s, set, number, &t, err);
	if (rc == FI_ENOMEM)
		return fi_err_nomem(err);
	return fi_err_set(err, FI_EFORMAT, "what is known of a layer is of no use");
}

enum fi_code fi_shelf_load_layer(struct fi_shelf *s, struct fi_set *set, const char *digest,
	uint64_t size, int *number, struct fi_err *err)
{
	struct fi_err why = { 0 };
	int n;
	enum fi_code rc;

	if (!fi_shelf_has_layer(s, digest, size))
		return FI_ENOTFOUND;
	rc = fi_set_new_layer(set, &n, err);
	if (rc != FI_OK)
		return rc;
	rc = recall(s, set, n, &why);
	if (rc == FI_OK) {
		*number = n;
		return FI_OK;
	}
	fi_set_drop_layer(set);
	return rc == FI_ENOMEM ? fi_err_nomem(err) : FI_ENOTFOUND;
}

/* --- the memory of a set --------------------------------------------------------- */

static bool has(void *self, const char *digest, uint64_t size)
{
	return fi_shelf_has_layer(self, digest, size);
}

/* From here on nothing is put; the run goes on. */
static void give_up(struct fi_shelf *s, const struct fi_err *why)
{
	note_trouble(s, why->text);
	/* One value may be too large; the next is not. */
	s->full = why->code != FI_ELIMIT;
}

static enum fi_code put_alias(struct fi_shelf *s, const struct fi_layer *l, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(64);
	unsigned char key[DIGEST_BYTES], diff[DIGEST_BYTES];
	struct fi_wire_out w = { .to = &b };

	if (!l->diff_id || strcmp(l->digest, l->diff_id) == 0)
		return FI_OK;
	if (!digest_bytes(l->digest, key) || !digest_bytes(l->diff_id, diff))
		return fi_err_set(err, FI_EFORMAT, "a digest of another form");
	fi_wire_put_raw(&w, diff, sizeof(diff));
	fi_wire_put(&w, l->size);
	if (w.rc != FI_OK)
		return fi_err_nomem(err);
	return fi_keep_put(s->keep, ALIAS, key, sizeof(key), b.p, b.len, err);
}

static void remember(void *self, struct fi_set *set, int number)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(FI_KEEP_VALUE_MAX);
	struct fi_shelf *s = self;
	const struct fi_layer *l = set->layers[number];
	unsigned char key[LAYER_KEY];
	struct fi_err why = { 0 };
	bool partial = !l->whole || has_gap(set, number) ||
		       !fi_content_is_listed(s->content, number);

	if (s->full || (partial && !s->opt.partial) ||
		!layer_key(s, l->diff_id ? l->diff_id : l->digest, key))
		return;
	if (write_layer(s, set, number, partial, &b) != FI_OK || holds_secret(s, &b))
		return;
	if (fi_keep_put(s->keep, LAYER, key, sizeof(key), b.p, b.len, &why) != FI_OK ||
		put_alias(s, l, &why) != FI_OK)
		give_up(s, &why);
	else
		s->remembered++;
}

struct fi_layer_memory fi_shelf_memory(struct fi_shelf *s, struct fi_content *content)
{
	s->content = content;
	fi_content_set_salt(content, fi_keep_salt(s->keep));
	return (struct fi_layer_memory){
		.self = s, .has = has, .recall = recall, .remember = remember
	};
}

/* --- images ------------------------------------------------------------------------ */

/* The digest by which a layer is found on the shelf, and whether that is the whole story. */
static const struct fi_layer *layer_of(const struct fi_set *set, const struct fi_image *image,
	size_t i)
{
	int number = image->layers[i].layer;

	return number < 0 ? NULL : set->layers[number];
}

static bool is_of_image(const struct fi_set *set, size_t image, const struct fi_gap *g)
{
	const struct fi_image *img = &set->images[image];

	if (g->image >= 0)
		return (size_t)g->image == image;
	for (size_t i = 0; g->layer >= 0 && i < img->nlayers; i++)
		if (img->layers[i].layer == g->layer)
			return !set->layers[g->layer]->digest;
	return false;
}

/* A gap's words as they may be shown: they are of file names and documents. */
static void put_shown_gap(struct fi_shelf *s, const struct fi_gap *g, struct fi_wire_out *w)
{
	struct fi_gap own = { .path = strdup(g->path),
		.reason = strdup(g->reason),
		.harmless = g->harmless };
	struct fi_err ignored = { 0 };

	if (!own.path || !own.reason ||
		fi_hide_text(&own.path, s->opt.scanner, &ignored) != FI_OK ||
		fi_hide_text(&own.reason, s->opt.scanner, &ignored) != FI_OK)
		w->rc = w->rc == FI_OK ? FI_ENOMEM : w->rc;
	else
		put_gap(&own, w);
	free(own.path);
	free(own.reason);
}

static void put_image_gaps(struct fi_shelf *s, const struct fi_set *set, size_t image,
	struct fi_wire_out *w)
{
	size_t n = 0;

	for (size_t i = 0; i < set->ngaps; i++)
		n += is_of_image(set, image, &set->gaps[i]);
	fi_wire_put(w, n);
	for (size_t i = 0; i < set->ngaps; i++)
		if (is_of_image(set, image, &set->gaps[i]))
			put_shown_gap(s, &set->gaps[i], w);
}

static bool has_dated(const struct fi_shelf *s, const struct fi_sink *found)
{
	for (size_t i = 0; i < found->n; i++)
		if (fi_shelf_is_dated(s, found->list[i].rule->id))
			return true;
	return false;
}

/* What was found in the documents, and the documents without it. */
static enum fi_code put_masked(struct fi_shelf *s, const struct fi_set *set, size_t image,
	struct fi_wire_out *w, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf part = fi_buf_limited(FI_KEEP_VALUE_MAX);
	FI_AUTO(fi_buf_done) struct fi_buf drafts = fi_buf_limited(FI_KEEP_VALUE_MAX);
	FI_AUTO(fi_sink_done) struct fi_sink found = { 0 };
	struct fi_wire_out d = { .to = &drafts };
	enum fi_code rc = fi_image_write_masked(set, image, s->opt.scanner,
		fi_keep_salt(s->keep), &found, &part, err);

	if (rc != FI_OK)
		return rc;
	fi_drafts_write(&found, &d);
	fi_wire_put(w, has_dated(s, &found));
	fi_wire_put_signed(w, s->opt.now);
	put_part(w, &drafts, d.rc);
	put_part(w, &part, FI_OK);
	return FI_OK;
}

static size_t image_key(const struct fi_shelf *s, const char *key,
	unsigned char out[CONTEXT_BYTES + KEY_TEXT_MAX])
{
	size_t n = strnlen(key, KEY_TEXT_MAX);

	memcpy(out, s->context, CONTEXT_BYTES);
	memcpy(out + CONTEXT_BYTES, key, n);
	return CONTEXT_BYTES + n;
}

enum fi_code fi_shelf_put_image(struct fi_shelf *s, const char *key, const struct fi_set *set,
	size_t image, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(FI_KEEP_VALUE_MAX);
	FI_AUTO(fi_buf_done) struct fi_buf part = fi_buf_limited(FI_KEEP_VALUE_MAX);
	unsigned char full[CONTEXT_BYTES + KEY_TEXT_MAX];
	const struct fi_image *img = &set->images[image];
	struct fi_wire_out w = { .to = &b }, p = { .to = &part };
	enum fi_code rc;

	if (strlen(key) > KEY_TEXT_MAX)
		return fi_err_set(err, FI_EUSAGE, "an image's key is too long");
	if (!s->opt.scanner)
		return fi_err_set(err, FI_EUSAGE, "without a scanner no image is kept");
	rc = put_masked(s, set, image, &w, err);
	if (rc != FI_OK)
		return rc;
	fi_wire_put(&w, img->nlayers);
	for (size_t i = 0; i < img->nlayers; i++) {
		const struct fi_layer *l = layer_of(set, img, i);

		fi_wire_put_text(&w, l ? l->digest : NULL);
		fi_wire_put(&w, l ? l->size : 0);
	}
	put_image_gaps(s, set, image, &p);
	put_part(&w, &part, p.rc);
	if (w.rc != FI_OK)
		return w.rc == FI_ENOMEM ? fi_err_nomem(err) :
					   fi_err_set(err, w.rc, "an image of too many words");
	return fi_keep_put(s->keep, IMAGE, full, image_key(s, key, full), b.p, b.len, err);
}

/* What stands first in a record: when its tokens' dates were looked at. */
static bool is_old_image(const struct fi_shelf *s, const struct fi_buf *record)
{
	struct fi_wire_in in = fi_wire_reader(record->p, record->len);
	struct head h = { .dated = fi_wire_get(&in, 1) };

	h.judged = fi_wire_get_signed(&in);
	return is_old(s, &h);
}

enum fi_code fi_shelf_get_image(
	struct fi_shelf *s, const char *key, struct fi_buf *out, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(FI_KEEP_VALUE_MAX);
	unsigned char full[CONTEXT_BYTES + KEY_TEXT_MAX];
	enum fi_code rc;

	if (strlen(key) > KEY_TEXT_MAX)
		return FI_ENOTFOUND;
	rc = fi_keep_get(s->keep, IMAGE, full, image_key(s, key, full), &b, err);
	if (rc != FI_OK)
		return rc;
	if (is_old_image(s, &b))
		return FI_ENOTFOUND;
	return fi_buf_add(out, b.p, b.len) == FI_OK ? FI_OK : fi_err_nomem(err);
}

struct each {
	enum fi_code (*image)(void *self, const struct fi_shelf_image *image, struct fi_err *err);
	enum fi_code (*note)(void *self, const char *key, const void *p, size_t n,
		struct fi_err *err);
	enum fi_code (*layer)(void *self, const char *digest, struct fi_err *err);
	void *self;
	const struct fi_shelf *shelf;
};

static enum fi_code each_image(void *self, const void *key, size_t nkey, const void *p, size_t n,
	struct fi_err *err)
{
	const struct each *e = self;
	FI_AUTO(fi_freep) char *text = NULL;

	if (nkey < CONTEXT_BYTES || memcmp(key, e->shelf->context, CONTEXT_BYTES) != 0)
		return FI_OK;
	text = strndup((const char *)key + CONTEXT_BYTES, nkey - CONTEXT_BYTES);
	if (!text)
		return fi_err_nomem(err);
	return e->image(e->self, &(struct fi_shelf_image){ text, p, n }, err);
}

static enum fi_code each_text(void *self, const void *key, size_t nkey, const void *p, size_t n,
	struct fi_err *err)
{
	const struct each *e = self;
	FI_AUTO(fi_freep) char *text = strndup(key, nkey);

	if (!text)
		return fi_err_nomem(err);
	return e->note(e->self, text, p, n, err);
}

enum fi_code fi_shelf_each_image(struct fi_shelf *s,
	enum fi_code (*visit)(void *self, const struct fi_shelf_image *image, struct fi_err *err),
	void *self, struct fi_err *err)
{
	struct each e = { .image = visit, .self = self, .shelf = s };

	return fi_keep_each(s->keep, IMAGE, each_image, &e, NULL, err);
}

/* A layer that the set has already under that digest, or -1. */
static int known_layer(const struct fi_set *set, const char *digest)
{
	for (size_t i = 0; i < set->nlayers; i++)
		if (set->layers[i]->digest && strcmp(set->layers[i]->digest, digest) == 0)
			return (int)i;
	return -1;
}

static enum fi_code load_one(struct fi_shelf *s, struct fi_set *set, int image, size_t i,
	struct fi_wire_in *in, int *number, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *digest = fi_wire_get_text(in);
	FI_AUTO(fi_freep) char *path = NULL;
	uint64_t size = fi_wire_get(in, UINT64_MAX);
	enum fi_code rc;

	*number = -1;
	if (in->rc != FI_OK || !digest) /* a gap of the image's tells why */
		return FI_OK;
	*number = known_layer(set, digest);
	if (*number >= 0)
		return FI_OK;
	rc = fi_shelf_load_layer(s, set, digest, size, number, err);
	if (rc != FI_ENOTFOUND)
		return rc;
	path = fi_format("layer %zu: %s", i, digest);
	rc = path ? fi_set_gap(set, &(struct fi_gap){ .source = set->nsources,
					    .layer = -1,
					    .image = image,
					    .path = path,
					    .reason = (char *)(uintptr_t)"its result is not there" })
		  : FI_ENOMEM;
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

static enum fi_code load_layers(struct fi_shelf *s, struct fi_set *set, struct fi_image *img,
	struct fi_wire_in *in, struct fi_err *err)
{
	size_t n = fi_wire_get_count(in, 2);
	enum fi_code rc = FI_OK;

	if (n != img->nlayers)
		fi_wire_spoil(in);
	for (size_t i = 0; rc == FI_OK && in->rc == FI_OK && i < n; i++)
		rc = load_one(s, set, (int)set->nimages, i, in, &img->layers[i].layer, err);
	return rc;
}

static void judged_free(struct fi_sink *found)
{
	fi_sink_done(found);
	free(found);
}

/* What was found in an image's documents goes with it. */
static enum fi_code load_judged(struct fi_shelf *s, struct fi_image *img, struct fi_wire_in in,
	struct fi_err *err)
{
	const struct fi_rule_finder rules = { find_rule, s };
	enum fi_code rc;

	img->judged = calloc(1, sizeof(*img->judged));
	if (!img->judged)
		return fi_err_nomem(err);
	img->judged_free = judged_free;
	fi_drafts_read(img->judged, img->nlayers, &rules, &in);
	rc = fi_wire_end(&in);
	return rc == FI_OK	  ? FI_OK :
		rc == FI_ENOMEM ? fi_err_nomem(err) :
				  fi_err_set(err, rc, "an image's record is damaged");
}

enum fi_code fi_shelf_load_image(struct fi_shelf *s, struct fi_set *set,
	const struct fi_shelf_image *image, struct fi_err *err)
{
	FI_AUTO(fi_image_done) struct fi_image img = { 0 };
	struct fi_wire_in in = fi_wire_reader(image->p, image->n), judged, part;
	enum fi_code rc;

	if (set->nimages >= IMAGES_MAX ||
		!fi_grow(&set->images, &set->cap_images, set->nimages + 1, sizeof(img)))
		return fi_err_nomem(err);
	(void)fi_wire_get(&in, 1);
	(void)fi_wire_get_signed(&in);
	judged = get_part(&in);
	part = get_part(&in);
	if (in.rc != FI_OK)
		return fi_err_set(err, FI_EFORMAT, "an image's record is damaged");
	rc = fi_image_read(part.p, part.left, &img, err);
	if (rc == FI_OK)
		rc = load_judged(s, &img, judged, err);
	if (rc == FI_OK)
		rc = load_layers(s, set, &img, &in, err);
	if (rc != FI_OK)
		return rc;
	part = get_part(&in);
	rc = fi_wire_end(&in);
	if (rc == FI_OK)
		rc = add_gaps(part, set, -1, (int)set->nimages, false);
	if (rc != FI_OK)
		return rc == FI_ENOMEM ? fi_err_nomem(err) :
					 fi_err_set(err, rc, "an image's record is damaged");
	img.source = set->nsources;
	set->images[set->nimages++] = img;
	img = (struct fi_image){ 0 }; /* handed over */
	return FI_OK;
}

/* --- notes and layers --------------------------------------------------------------- */

enum fi_code fi_shelf_put_note(
	struct fi_shelf *s, const char *key, const void *p, size_t n, struct fi_err *err)
{
	if (strlen(key) > KEY_TEXT_MAX)
		return fi_err_set(err, FI_EUSAGE, "a note's key is too long");
	return fi_keep_put(s->keep, NOTE, key, strlen(key), p, n, err);
}

enum fi_code fi_shelf_get_note(
	struct fi_shelf *s, const char *key, struct fi_buf *out, struct fi_err *err)
{
	return fi_keep_get(s->keep, NOTE, key, strlen(key), out, err);
}

enum fi_code fi_shelf_each_note(struct fi_shelf *s,
	enum fi_code (*visit)(void *self, const char *key, const void *p, size_t n,
		struct fi_err *err),
	void *self, struct fi_err *err)
{
	struct each e = { .note = visit, .self = self };

	return fi_keep_each(s->keep, NOTE, each_text, &e, NULL, err);
}

static enum fi_code each_layer(void *self, const void *key, size_t nkey, const void *p,
	size_t n, struct fi_err *err)
{
	const struct each *e = self;
	char text[FI_DIGEST_TEXT];

	(void)p;
	(void)n;
	if (nkey != LAYER_KEY || memcmp(key, e->shelf->context, CONTEXT_BYTES) != 0)
		return FI_OK;
	digest_text((const unsigned char *)key + CONTEXT_BYTES, text);
	return e->layer(e->self, text, err);
}

enum fi_code fi_shelf_each_layer(struct fi_shelf *s,
	enum fi_code (*visit)(void *self, const char *digest, struct fi_err *err), void *self,
	struct fi_err *err)
{
	struct each e = { .layer = visit, .self = self, .shelf = s };

	return fi_keep_each(s->keep, LAYER, each_layer, &e, NULL, err);
}
