#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/audit_run.h"
#include "cmd/shard.h"
#include "cmd/stop.h"
#include "rules/hide.h"

/* As much as a note or an image's record may take. */
#define NOTE_MAX ((size_t)256 << 20)

/* --- what is known of layers in this run --- */

struct known {
	char digest[FI_DIGEST_TEXT], diff_id[FI_DIGEST_TEXT];
	uint64_t size, raw;
	bool whole;
};

/* The first half at work. */
struct filler {
	struct audit_run *r;
	struct fi_shelf *shelf;
	const struct fi_unit *unit;
	struct fi_layer_memory memory; /* the shelf's, for the set at hand */
	/*
	 * Layers that are on the shelf, met in this run: of these nothing is loaded but
	 * their digests.  By digest, and by what a blob of a storage falsely claims.
	 */
	struct known *known;
	size_t nknown, cap_known;
	struct fi_table by_digest, lies;
	struct fi_table counted; /* digests of layers that were reused */
	struct fi_table fresh;	 /* diff IDs of layers that were read now */
	size_t pending;		 /* what `has` has found; SIZE_MAX: the shelf's */
	struct audit_newest newest;	 /* with --latest-only */
	uint64_t undated;	 /* of the unit at hand */
	size_t index;		 /* of it in the inputs */
	bool whole;		 /* all of it is this shard's */
	/* A layer that `has` has left to another shard; and all of the unit at hand. */
	struct known stand_in;
	struct fi_table stand_ins; /* by number */
	bool surveying, nomem;
};

static void filler_done(struct filler *f)
{
	free(f->known);
	fi_table_done(&f->by_digest);
	fi_table_done(&f->lies);
	fi_table_done(&f->counted);
	fi_table_done(&f->fresh);
	fi_table_done(&f->stand_ins);
	audit_newest_done(&f->newest);
}

/* "storage, digest": where a blob lies. */
static char *lie_key(const struct filler *f, const char *digest)
{
	return fi_format("%u %s\n%s", f->unit->input, f->unit->path, digest);
}

static size_t find_known(const struct filler *f, const char *digest, uint64_t size)
{
	FI_AUTO(fi_freep) char *lie = NULL;
	const size_t *at = fi_table_find(&f->by_digest, digest);

	if (at && f->known[*at].size == size)
		return *at;
	lie = f->unit->kind == FI_UNIT_STORED ? lie_key(f, digest) : NULL;
	at = lie ? fi_table_find(&f->lies, lie) : NULL;
	return at && f->known[*at].size == size ? *at : SIZE_MAX;
}

static void copy_digest(char out[FI_DIGEST_TEXT], const char *digest)
{
	(void)snprintf(out, FI_DIGEST_TEXT, "%s", digest ? digest : "");
}

/* A layer of the set is on the shelf.  A failure only costs its being loaded again. */
static void learn(struct filler *f, const struct fi_layer *l)
{
	struct known *k;

	if (!l->digest || fi_table_find(&f->by_digest, l->digest) ||
		!fi_grow(&f->known, &f->cap_known, f->nknown + 1, sizeof(*k)) ||
		fi_table_put(&f->by_digest, l->digest, f->nknown, NULL, NULL) != FI_OK)
		return;
	k = &f->known[f->nknown++];
	*k = (struct known){ .size = l->size, .raw = l->raw, .whole = l->whole };
	copy_digest(k->digest, l->digest);
	copy_digest(k->diff_id, l->diff_id);
}

static void count_reused(struct filler *f, const char *digest, uint64_t size)
{
	bool fresh;

	if (fi_table_put(&f->counted, digest, 0, NULL, &fresh) != FI_OK || !fresh)
		return;
	f->r->coverage.reused++;
	f->r->coverage.reused_bytes += size;
}

/* Of this run's own is what is only packed in another way. */
static void count_recalled(struct filler *f, const struct fi_layer *l)
{
	if (l->digest && !(l->diff_id && fi_table_find(&f->fresh, l->diff_id)))
		count_reused(f, l->digest, l->size);
}

/* The layer's digests are all that the first half needs. */
static enum fi_code recall_known(const struct known *k, struct fi_layer *l, struct fi_err *err)
{
	char *digest = strdup(k->digest), *diff_id = *k->diff_id ? strdup(k->diff_id) : NULL;

	if (!digest || (*k->diff_id && !diff_id)) {
		free(digest);
		free(diff_id);
		return fi_err_nomem(err);
	}
	l->digest = digest;
	l->diff_id = diff_id;
	l->size = k->size;
	l->raw = k->raw;
	l->whole = k->whole;
	return FI_OK;
}

/* --- layers of other shards --- */

static bool is_elsewhere(const struct filler *f, const char *digest)
{
	const struct options *o = f->r->o;

	return o->of && !f->whole && shard_of_digest(digest, o->of) != o->shard;
}

/* Under what a layer of the set is in the table. */
static void stand_in_name(int layer, char name[24])
{
	(void)snprintf(name, 24, "%d", layer);
}

static bool is_stand_in(const struct filler *f, int layer)
{
	char name[24];

	stand_in_name(layer, name);
	return fi_table_find(&f->stand_ins, name);
}

static enum fi_code put_stand_in(struct filler *f, struct fi_layer *l, int layer,
	struct fi_err *err)
{
	char name[24];

	stand_in_name(layer, name);
	if (fi_table_put(&f->stand_ins, name, 0, NULL, NULL) != FI_OK)
		return fi_err_nomem(err);
	return recall_known(&f->stand_in, l, err);
}

static void call(void *self, const char *name, uint64_t size, char digest[FI_DIGEST_TEXT])
{
	const struct filler *f = self;

	shard_call(f->unit, name, size, digest);
}

/* --- the memory of a set --- */

static bool has(void *self, const char *digest, uint64_t size)
{
	struct filler *f = self;

	f->stand_in = (struct known){ .size = size, .raw = size, .whole = true };
	if (is_elsewhere(f, digest)) {
		copy_digest(f->stand_in.digest, digest);
		return true;
	}
	f->pending = find_known(f, digest, size);
	return f->pending != SIZE_MAX || f->memory.has(f->memory.self, digest, size);
}

static enum fi_code recall(void *self, struct fi_set *set, int layer, struct fi_err *err)
{
	struct filler *f = self;
	enum fi_code rc;

	if (*f->stand_in.digest)
		return put_stand_in(f, set->layers[layer], layer, err);
	if (f->pending != SIZE_MAX)
		return recall_known(&f->known[f->pending], set->layers[layer], err);
	rc = f->memory.recall(f->memory.self, set, layer, err);
	if (rc != FI_OK)
		return rc;
	learn(f, set->layers[layer]);
	count_recalled(f, set->layers[layer]);
	fi_layer_strip(set->layers[layer]);
	return FI_OK;
}

static void remember(void *self, struct fi_set *set, int layer)
{
	struct filler *f = self;
	uint64_t before = fi_shelf_remembered(f->shelf);

	f->memory.remember(f->memory.self, set, layer);
	if (set->layers[layer]->diff_id &&
		fi_table_put(&f->fresh, set->layers[layer]->diff_id, 0, NULL, NULL) != FI_OK)
		f->nomem = true;
	if (fi_shelf_remembered(f->shelf) != before)
		learn(f, set->layers[layer]);
	/* It is on the shelf, or will be read again: this half looks into no layer. */
	fi_layer_strip(set->layers[layer]);
}

/* --- one unit --- */

/* Asked before an image's layers are read. */
static bool wanted(void *self, const struct fi_image *image)
{
	struct filler *f = self;
	const struct options *o = f->r->o;
	FI_AUTO(fi_strs_done) struct fi_strs names = { 0 };
	FI_AUTO(fi_freep) char *created = NULL;
	int64_t date;
	bool yes;

	if (fi_audit_created(&image->config, &created, &date) != FI_OK ||
		fi_inputs_names(f->unit, image, &names) != FI_OK) {
		f->nomem = true;
		return false;
	}
	yes = audit_wants(o, &names, date);
	if (f->surveying) {
		if (yes && audit_newest_add(&f->newest, &names, image->platform, date) != FI_OK)
			f->nomem = true;
		return false;
	}
	if (yes && o->latest_only)
		yes = audit_newest_is(&f->newest, &names, image->platform, date);
	f->undated += yes && o->since && !date;
	return yes;
}

static bool is_artifact(const struct fi_gap *g)
{
	static const char words[] = "an artifact, not an image";

	return g->harmless && strncmp(g->reason, words, sizeof(words) - 1) == 0;
}

static bool has_damage(const struct fi_set *set)
{
	for (size_t i = 0; i < set->ngaps; i++)
		if (!set->gaps[i].harmless)
			return true;
	return false;
}

/* What is wrong with the unit as a whole; what is wrong with an image comes with it. */
static enum fi_code note_gaps(const struct fi_set *set, struct audit_note *note)
{
	for (size_t i = 0; i < set->ngaps; i++) {
		const struct fi_gap *g = &set->gaps[i];
		FI_AUTO(fi_freep) char *text = NULL;

		note->artifacts += is_artifact(g);
		if (g->harmless || g->image >= 0 || g->layer >= 0)
			continue;
		text = fi_format("%s%s%s", g->path, *g->path ? ": " : "", g->reason);
		if (!text || fi_strs_add(&note->problems, text) != FI_OK)
			return FI_ENOMEM;
	}
	return FI_OK;
}

/* A tag or a file's name may hold a token; no report shows it, and no note keeps it. */
static enum fi_code hide_texts(struct filler *f, struct fi_strs *texts)
{
	struct fi_err ignored = { 0 };
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < texts->n; i++)
		rc = fi_hide_text(&texts->v[i], f->r->scanner, &ignored);
	return rc;
}

/* What became of a layer of an image; its digest is borrowed from the set. */
static struct audit_part part_of(const struct filler *f, const struct fi_set *set, int layer)
{
	const struct fi_layer *l = layer < 0 ? NULL : set->layers[layer];
	struct audit_part p = { .kind = PART_ABSENT };

	if (!l)
		return p;
	p.size = l->size;
	p.digest = l->digest;
	p.kind = is_stand_in(f, layer)				       ? PART_ELSEWHERE :
		l->digest && fi_table_find(&f->by_digest, l->digest) ? PART_MINE :
								       PART_UNKEPT;
	return p;
}

/* A shard's: which layers are whose is told by the notes of all of them. */
static enum fi_code keep_part(struct audit_entry *e, const struct audit_part *p)
{
	struct audit_part own = *p;

	own.digest = p->digest ? strdup(p->digest) : NULL;
	if (p->digest && !own.digest)
		return FI_ENOMEM;
	e->parts[e->nparts++] = own;
	return FI_OK;
}

static enum fi_code entry_layers(const struct filler *f, const struct fi_set *set,
	const struct fi_image *img, struct audit_entry *e)
{
	bool parts = f->r->o->of;

	e->sizes = calloc(img->nlayers + 1, sizeof(*e->sizes));
	e->parts = parts ? calloc(img->nlayers + 1, sizeof(*e->parts)) : NULL;
	if (!e->sizes || (parts && !e->parts))
		return FI_ENOMEM;
	for (size_t i = 0; i < img->nlayers; i++) {
		struct audit_part p = part_of(f, set, img->layers[i].layer);

		if (parts && keep_part(e, &p) != FI_OK)
			return FI_ENOMEM;
		e->reread = e->reread || p.kind == PART_UNKEPT;
		if (p.kind != PART_MINE)
			continue;
		e->sizes[e->layers.n] = p.size;
		if (fi_strs_add(&e->layers, p.digest) != FI_OK)
			return FI_ENOMEM;
	}
	return FI_OK;
}

static enum fi_code make_entry(struct filler *f, const struct fi_set *set, size_t image,
	const char *source, struct audit_entry *e)
{
	const struct fi_image *img = &set->images[image];
	FI_AUTO(fi_freep) char *created = NULL;
	struct fi_err ignored = { 0 };
	char key[FI_DIGEST_TEXT];

	e->source = strdup(source);
	e->platform = strdup(img->platform ? img->platform : "");
	if (!e->source || !e->platform || !fi_audit_key(img, key))
		return FI_ENOMEM;
	e->key = strdup(key);
	e->record = f->r->o->of ? shard_record_key(f->index, image) : NULL;
	e->odd = img->nmismatches > 0;
	if (!e->key || (f->r->o->of && !e->record) || audit_add_names(e, &img->names) != FI_OK ||
		hide_texts(f, &e->names) != FI_OK ||
		fi_audit_created(&img->config, &created, &e->created_at) != FI_OK)
		return FI_ENOMEM;
	/* What cannot be kept is read once more when it is judged. */
	if (fi_shelf_put_image(f->shelf, e->record ? e->record : key, set, image, &ignored) !=
		FI_OK)
		e->reread = true;
	return entry_layers(f, set, img, e);
}

/* A blob that is not what its name in a storage claims must not be read again either. */
static void note_lies(struct filler *f, const struct fi_set *set, const struct fi_image *img)
{
	for (size_t i = 0; f->unit->kind == FI_UNIT_STORED && i < img->nlayers; i++) {
		const struct fi_image_layer *il = &img->layers[i];
		const struct fi_layer *l = il->layer < 0 ? NULL : set->layers[il->layer];
		const size_t *at = l && l->digest ? fi_table_find(&f->by_digest, l->digest) : NULL;
		FI_AUTO(fi_freep) char *key = NULL;

		if (!at || !il->digest || strcmp(il->digest, l->digest) == 0)
			continue;
		key = lie_key(f, il->digest);
		if (key && fi_table_put(&f->lies, key, *at, NULL, NULL) != FI_OK)
			return; /* it costs a second reading */
	}
}

static enum fi_code note_images(struct filler *f, const struct fi_set *set,
	struct audit_note *note)
{
	if (!fi_grow(&note->images, &note->cap, set->nimages + 1, sizeof(*note->images)))
		return FI_ENOMEM;
	for (size_t i = 0; i < set->nimages; i++) {
		struct audit_entry *e = &note->images[note->n++];

		*e = (struct audit_entry){ .unit = SIZE_MAX };
		note_lies(f, set, &set->images[i]);
		if (make_entry(f, set, i, note->source, e) != FI_OK)
			return FI_ENOMEM;
	}
	for (size_t i = 0; i < set->nlayers; i++) {
		f->r->coverage.layers += !set->layers[i]->recalled;
		f->r->coverage.bytes += set->layers[i]->recalled ? 0 : set->layers[i]->size;
	}
	return FI_OK;
}

/* The unit's reading ended with an error, or not: what is to be noted of it? */
static enum fi_code conclude(struct filler *f, const struct fi_set *set, enum fi_code rc,
	const struct fi_err *why, struct audit_note *note)
{
	if (rc != FI_OK && set->stranger && !f->unit->named && !has_damage(set)) {
		note->stranger = true;
		note->why = strdup(why->text);
		return note->why ? FI_OK : FI_ENOMEM;
	}
	/*
	 * The damage itself is often a gap already; twice would say no more.  That all of
	 * its images are of another platform is none.
	 */
	if (rc != FI_OK && !has_damage(set) && !(rc == FI_EFORMAT && set->other_platform) &&
		fi_strs_add(&note->problems, why->text) != FI_OK)
		return FI_ENOMEM;
	if (note_gaps(set, note) != FI_OK || hide_texts(f, &note->problems) != FI_OK)
		return FI_ENOMEM;
	note->filtered = set->unwanted + set->other_platform;
	note->undated = f->undated;
	return note_images(f, set, note);
}

static enum fi_code read_unit(struct filler *f, struct audit_note *note, struct fi_err *err)
{
	const struct fi_layer_memory memory = { .self = f,
		.has = has,
		.recall = recall,
		.remember = remember,
		.call = f->r->o->of ? call : NULL };
	const struct fi_set_options opt = { .platform = f->r->o->platform,
		.stop = stop_flag(),
		.memory = &memory,
		.wanted = wanted,
		.wanted_self = f };
	struct fi_content *content = NULL;
	struct fi_visitor inner, v;
	struct fi_err why = { 0 };
	struct fi_set set = { 0 };
	enum fi_code rc = fi_content_from_rules(
		f->r->scanner, &set, f->r->rules, f->r->nrules, &content, err);

	if (rc != FI_OK)
		return rc;
	f->memory = fi_shelf_memory(f->shelf, content);
	inner = fi_content_visitor(content);
	progress_inner(&f->r->progress, &inner);
	v = progress_visitor(&f->r->progress);
	f->undated = 0;
	fi_table_done(&f->stand_ins);
	rc = fi_set_init(&set, &opt, &v, err);
	if (rc == FI_OK) {
		rc = fi_inputs_read(&f->r->inputs, f->unit, &set, &why);
		if (rc == FI_ENOMEM || rc == FI_ESTOP || set.halted || f->nomem)
			rc = f->nomem ? fi_err_nomem(err) : fi_err_set(err, rc, "%s", why.text);
		else if (conclude(f, &set, rc, &why, note) != FI_OK)
			rc = fi_err_nomem(err);
		else
			rc = FI_OK;
	}
	fi_set_done(&set);
	fi_content_free(content);
	return rc;
}

/* --- notes of earlier runs --- */

static enum fi_code add_word(struct fi_buf *b, const char *word)
{
	return fi_buf_addf(b, "%s\n", word ? word : "");
}

/* Under which key the unit's note is: what is read, and what decides what is noted. */
static char *note_key(const struct filler *f)
{
	char key[FI_DIGEST_TEXT];
	const struct options *o = f->r->o;
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	FI_AUTO(fi_freep) char *real = realpath(f->r->inputs.inputs[f->unit->input].path, NULL);
	enum fi_code rc = add_word(&b, real);

	if (rc == FI_OK)
		rc = add_word(&b, f->unit->path);
	if (rc == FI_OK)
		rc = add_word(&b, f->unit->digest);
	if (rc == FI_OK)
		rc = add_word(&b, o->platform);
	if (rc == FI_OK)
		rc = fi_buf_addf(&b, "%lld %d %d %zu\n", (long long)o->since, o->latest_only,
			f->unit->named, f->unit->first);
	for (size_t i = 0; rc == FI_OK && i < o->repositories.n; i++)
		rc = add_word(&b, o->repositories.v[i]);
	if (rc == FI_OK)
		rc = add_word(&b, f->r->context);
	return rc == FI_OK && fi_digest_text(b.p, b.len, key) ? strdup(key) : NULL;
}

static bool same_file(const struct fi_file_id *a, const struct fi_file_id *b)
{
	return a->size == b->size && a->inode == b->inode && a->device == b->device &&
		a->seconds == b->seconds && a->nanoseconds == b->nanoseconds && a->size;
}

/* Is all of its images still there? */
static bool is_kept(const struct filler *f, const struct audit_entry *e)
{
	FI_AUTO(fi_buf_done) struct fi_buf record = fi_buf_limited(NOTE_MAX);
	struct fi_err ignored = { 0 };

	if (e->reread || fi_shelf_get_image(f->shelf, e->record ? e->record : e->key, &record,
				 &ignored) != FI_OK)
		return false;
	for (size_t i = 0; i < e->layers.n; i++)
		if (!fi_table_find(&f->counted, e->layers.v[i]) &&
			!fi_table_find(&f->by_digest, e->layers.v[i]) &&
			!fi_shelf_has_layer(f->shelf, e->layers.v[i], e->sizes[i]))
			return false;
	return true;
}

/*
 * An archive that has not changed since it was noted need not be opened.  (A folder
 * tells nothing of the kind; its documents are read again, which costs little.)
 */
static bool is_noted(struct filler *f, const char *key, struct audit_note *note)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(NOTE_MAX);
	struct fi_err ignored = { 0 };
	struct audit_note old = { 0 };
	bool good;

	if (!note->file.size || f->r->o->latest_only ||
		fi_shelf_get_note(f->shelf, key, &b, &ignored) != FI_OK ||
		audit_note_read(b.p, b.len, &old, &ignored) != FI_OK)
		return false;
	good = same_file(&old.file, &note->file);
	for (size_t i = 0; good && i < old.n; i++)
		good = is_kept(f, &old.images[i]);
	if (!good) {
		audit_note_done(&old);
		return false;
	}
	for (size_t i = 0; i < old.n; i++)
		for (size_t k = 0; k < old.images[i].layers.n; k++)
			if (!fi_table_find(&f->by_digest, old.images[i].layers.v[k]))
				count_reused(f, old.images[i].layers.v[k], old.images[i].sizes[k]);
	audit_note_done(note);
	*note = old;
	return true;
}

static enum fi_code put_note(struct filler *f, const char *key, const struct audit_note *note,
	struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(NOTE_MAX);
	struct fi_err why = { 0 };

	if (audit_note_write(note, &b) == FI_ENOMEM)
		return fi_err_nomem(err);
	/* The shelf's own trouble is told at the end; this run needs no note. */
	/* But merge does. */
	if (f->r->o->of)
		return fi_shelf_put_note(f->shelf, key, b.p, b.len, err);
	return fi_shelf_put_note(f->shelf, key, b.p, b.len, &why) == FI_ENOMEM ?
		fi_err_nomem(err) :
		FI_OK;
}

/* No name of a storage's manifest is wanted: it need not be opened. */
static bool is_left_out(const struct filler *f)
{
	return f->unit->kind == FI_UNIT_STORED && f->unit->names.n &&
		!audit_wants(f->r->o, &f->unit->names, 0);
}

/* The unit at hand is another shard's work as a whole: that is all to be noted. */
static enum fi_code note_elsewhere(struct filler *f, const char *key, uint32_t owner,
	struct audit_note *note, struct fi_err *err)
{
	note->elsewhere = owner;
	return put_note(f, key, note, err);
}

static enum fi_code fill_noted(struct filler *f, const char *key, struct audit_note *note,
	struct fi_err *err)
{
	const struct options *o = f->r->o;
	unsigned owner = o->of ? shard_of_unit(f->unit, o->of) : 0;
	enum fi_code rc;

	f->whole = owner;
	if (o->of && is_left_out(f)) {
		note->filtered = 1;
		return put_note(f, key, note, err);
	}
	if (owner && owner != o->shard)
		return note_elsewhere(f, key, owner, note, err);
	(void)fi_inputs_file_id(&f->r->inputs, f->unit, &note->file);
	if (is_noted(f, key, note))
		return FI_OK;
	rc = read_unit(f, note, err);
	return rc == FI_OK ? put_note(f, key, note, err) : rc;
}

static enum fi_code fill_unit(struct filler *f, struct fi_err *err)
{
	struct audit_note note = { 0 };
	FI_AUTO(fi_freep) char *key = f->r->o->of ? shard_note_key(f->index) : note_key(f);
	enum fi_code rc = FI_OK;

	note.source = fi_inputs_source(&f->r->inputs, f->unit);
	if (!key || !note.source)
		rc = fi_err_nomem(err);
	if (rc == FI_OK)
		rc = fill_noted(f, key, &note, err);
	/* A shard's images are put together when all shards are. */
	if (rc == FI_OK && !f->r->o->of)
		rc = audit_take_note(f->r, &note, f->index, err);
	audit_note_done(&note);
	return rc;
}

/* --- all units --- */

/* With --latest-only: the dates of all images whose documents can be had before. */
static enum fi_code survey(struct filler *f, struct fi_err *err)
{
	const struct fi_set_options opt = { .platform = f->r->o->platform,
		.stop = stop_flag(),
		.wanted = wanted,
		.wanted_self = f };
	enum fi_code rc = FI_OK;

	f->surveying = true;
	for (size_t i = 0; rc == FI_OK && i < f->r->inputs.nunits; i++) {
		struct fi_err why = { 0 };
		struct fi_set set = { 0 };

		f->unit = &f->r->inputs.units[i];
		if (f->unit->stream || is_left_out(f))
			continue;
		rc = fi_set_init(&set, &opt, NULL, err);
		if (rc == FI_OK) {
			/* What is wrong with it is told when it is read. */
			rc = fi_inputs_read(&f->r->inputs, f->unit, &set, &why);
			rc = f->nomem || rc == FI_ENOMEM ? fi_err_nomem(err) :
				rc == FI_ESTOP		 ? fi_err_set(err, rc, "stopped") :
							   FI_OK;
		}
		fi_set_done(&set);
	}
	f->surveying = false;
	return rc;
}

static enum fi_code fill_all(struct filler *f, struct fi_err *err)
{
	struct fi_inputs *in = &f->r->inputs;
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < in->nunits; i++) {
		if (*stop_flag())
			return fi_err_set(err, FI_ESTOP, "stopped");
		f->unit = &in->units[i];
		f->index = i;
		progress_unit(&f->r->progress, f->unit->size);
		if (!f->r->o->of && is_left_out(f))
			f->r->coverage.filtered++;
		else
			rc = fill_unit(f, err);
	}
	return rc;
}

static enum fi_code move_lists(struct audit_run *r, struct fi_err *err)
{
	struct fi_inputs *in = &r->inputs;
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < in->problems.n; i++)
		rc = audit_problem(r, strdup(in->problems.v[i]), err);
	r->coverage.passed_over = in->passed_over;
	r->coverage.listed = in->listed;
	in->passed_over = in->listed = (struct fi_strs){ 0 };
	r->coverage.npassed = in->passed;
	r->coverage.untagged = in->untagged;
	r->coverage.unreferenced = in->unreferenced;
	r->coverage.exports = in->exports;
	return rc;
}

enum fi_code audit_find(struct audit_run *r, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (int i = 0; rc == FI_OK && i < r->o->nargs; i++)
		rc = fi_inputs_add(&r->inputs, r->o->args[i], err);
	return rc;
}

enum fi_code audit_fill(struct audit_run *r, struct fi_shelf *shelf, struct fi_err *err)
{
	struct filler f = { .r = r, .shelf = shelf };
	enum fi_code rc = FI_OK;

	progress_total(&r->progress, r->inputs.size / (r->o->of ? r->o->of : 1), r->o->quiet);
	if (r->o->latest_only)
		rc = survey(&f, err);
	if (rc == FI_OK)
		rc = fill_all(&f, err);
	progress_clear(&r->progress);
	filler_done(&f);
	return rc == FI_OK ? move_lists(r, err) : rc;
}
