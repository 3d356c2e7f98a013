#include <stdlib.h>
#include <string.h>

#include "cmd/audit_run.h"
#include "cmd/stop.h"
#include "rules/hide.h"
#include "rules/own.h"

/* Layers stay in memory for the next image until they are so many, or so large. */
#define LAYERS_HELD  64
#define ENTRIES_HELD 1000000
#define IMAGES_HELD  256
#define RECORD_MAX   ((size_t)512 << 20)

/* The second half at work. */
struct desk {
	struct audit_run *r;
	struct fi_shelf *const *shelves;
	size_t nshelves;
	FILE *out;
	struct fi_set set;
	struct fi_content *content;
	struct fi_layer_memory *memories; /* of the shelves, for the set at hand */
	size_t found;			  /* in which of them `has` has found something */
	bool open;
	struct fi_policy lone; /* for blobs that are no images */
	struct fi_table counted; /* layers whose files were counted */
};

static void desk_clear(struct desk *d)
{
	if (!d->open)
		return;
	fi_set_done(&d->set);
	fi_content_free(d->content);
	d->content = NULL;
	d->open = false;
}

static bool is_full(const struct desk *d)
{
	size_t entries = 0;

	for (size_t i = 0; i < d->set.nlayers; i++)
		entries += d->set.layers[i]->nentries;
	return d->set.nlayers > LAYERS_HELD || entries > ENTRIES_HELD ||
		d->set.nimages > IMAGES_HELD;
}

/* --- the memory of all shelves --- */

static bool has(void *self, const char *digest, uint64_t size)
{
	struct desk *d = self;

	for (d->found = 0; d->found < d->nshelves; d->found++)
		if (d->memories[d->found].has(d->memories[d->found].self, digest, size))
			return true;
	return false;
}

static enum fi_code recall(void *self, struct fi_set *set, int layer, struct fi_err *err)
{
	const struct desk *d = self;
	const struct fi_layer_memory *m = &d->memories[d->found];

	return m->recall(m->self, set, layer, err);
}

static void remember(void *self, struct fi_set *set, int layer)
{
	const struct desk *d = self;

	d->memories[0].remember(d->memories[0].self, set, layer);
}

/* A set to load images into; with `memory` one that reads exports, too. */
static enum fi_code desk_open(struct desk *d, bool reads, struct fi_err *err)
{
	struct fi_set_options opt = { .platform = d->r->o->platform, .stop = stop_flag() };
	const struct fi_layer_memory memory = {
		.self = d, .has = has, .recall = recall, .remember = remember
	};
	struct fi_visitor v;
	enum fi_code rc = fi_content_from_rules(d->r->scanner, &d->set, d->r->rules,
		d->r->nrules, &d->content, err);

	if (rc != FI_OK)
		return rc;
	for (size_t i = 0; i < d->nshelves; i++)
		d->memories[i] = fi_shelf_memory(d->shelves[i], d->content);
	v = fi_content_visitor(d->content);
	if (reads && d->nshelves)
		opt.memory = &memory;
	rc = fi_set_init(&d->set, &opt, &v, err);
	if (rc != FI_OK) {
		fi_content_free(d->content);
		d->content = NULL;
		return rc;
	}
	d->open = true;
	return FI_OK;
}

/* --- one image --- */

/* One image of the set as if it were the only one; `gaps` is room for the set's. */
static struct fi_set view_of(const struct fi_set *set, size_t image, struct fi_gap *gaps)
{
	struct fi_set view = *set;

	view.images += image;
	view.nimages = 1;
	view.gaps = gaps;
	view.ngaps = 0;
	for (size_t i = 0; i < set->ngaps; i++) {
		if (set->gaps[i].image >= 0 && (size_t)set->gaps[i].image != image)
			continue;
		gaps[view.ngaps] = set->gaps[i];
		gaps[view.ngaps++].image = set->gaps[i].image < 0 ? -1 : 0;
	}
	return view;
}

/* The index of a layer of the set in the image, or -1. */
static int index_in(const struct fi_image *img, int layer)
{
	for (size_t i = 0; layer >= 0 && i < img->nlayers; i++)
		if (img->layers[i].layer == layer)
			return (int)i;
	return -1;
}

/* Damage of a layer is told once, whatever the number of its images. */
static enum fi_code tell_gaps(struct audit_run *r, const struct fi_set *view, struct fi_err *err)
{
	const struct fi_image *img = &view->images[0];
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < view->ngaps; i++) {
		const struct fi_gap *g = &view->gaps[i];
		int at = index_in(img, g->layer);
		FI_AUTO(fi_freep) char *once = NULL;
		bool fresh;

		if (g->harmless || (at < 0 && g->image < 0))
			continue;
		if (at >= 0) {
			const struct fi_layer *l = view->layers[g->layer];

			once = fi_format("%s\n%s\n%s", l->digest ? l->digest : img->names.v[0],
				g->path, g->reason);
			if (!once || fi_table_put(&r->told, once, 0, NULL, &fresh) != FI_OK)
				return fi_err_nomem(err);
			if (!fresh)
				continue;
			rc = audit_problem(r,
				fi_format("%s, layer %d: %s%s%s", img->names.v[0], at + 1, g->path,
					*g->path ? ": " : "", g->reason),
				err);
			continue;
		}
		rc = audit_problem(r,
			fi_format("%s: %s%s%s", img->names.v[0], g->path, *g->path ? ": " : "",
				g->reason),
			err);
	}
	return rc;
}

/* No image, but a blob that nobody names: a config's checks would mean nothing. */
static bool is_lone(const struct fi_image *img)
{
	return !img->digest && (!img->id || !*img->id) &&
		strncmp(img->names.v[0], "unreferenced@", 13) == 0;
}

/* Files of all layers, each once. */
static enum fi_code count_files(struct desk *d, const struct fi_set *view, struct fi_err *err)
{
	const struct fi_image *img = &view->images[0];

	for (size_t i = 0; i < img->nlayers; i++) {
		const struct fi_layer *l =
			img->layers[i].layer < 0 ? NULL : view->layers[img->layers[i].layer];
		const char *name = !l ? NULL : l->diff_id ? l->diff_id : l->digest;
		bool fresh = true;

		if (name && fi_table_put(&d->counted, name, 0, NULL, &fresh) != FI_OK)
			return fi_err_nomem(err);
		if (!l || !fresh)
			continue;
		d->r->coverage.files += l->files;
		d->r->coverage.content += l->bytes;
	}
	return FI_OK;
}

static void count(struct audit_run *r, const struct fi_findings *f)
{
	const struct options *o = r->o;

	for (size_t i = 0; !o->fail_never && i < f->n; i++)
		r->found |= f->list[i].severity >= o->policy.fail_on;
	r->judged++;
}

/* Tell the base image's findings from the image's own, as far as the history tells. */
static enum fi_code mark_base(struct fi_findings *f, const struct fi_set *view,
	struct fi_err *err)
{
	static const struct fi_base untold = { .kind = FI_BASE_UNTOLD };
	FI_AUTO(fi_strs_done) struct fi_strs remarks = { 0 };

	return fi_own_mark(f, view, NULL, &untold, &remarks, err);
}

static enum fi_code judge(struct desk *d, size_t image, const struct audit_entry *e,
	struct fi_err *err)
{
	FI_AUTO(fi_freep) char *room = calloc(d->set.ngaps + 1, sizeof(struct fi_gap));
	struct audit_run *r = d->r;
	struct fi_findings f = { 0 };
	struct fi_set view;
	enum fi_code rc;

	if (!room)
		return fi_err_nomem(err);
	view = view_of(&d->set, image, (struct fi_gap *)(void *)room);
	rc = fi_findings_collect(&view, d->content, r->scanner, NULL,
		is_lone(&view.images[0]) ? &d->lone : &r->o->policy, &f, err);
	if (rc == FI_OK)
		rc = mark_base(&f, &view, err);
	if (rc == FI_OK)
		rc = fi_hide(&f, &view, r->scanner, err);
	count(r, &f);
	if (rc == FI_OK)
		rc = count_files(d, &view, err);
	if (rc == FI_OK)
		rc = tell_gaps(r, &view, err);
	if (rc == FI_OK && r->o->audit_format->image)
		rc = r->o->audit_format->image(d->out,
			&(struct audit_image){
				&view, &f, e->source, fi_audit_complete(&view, 0) },
			err);
	else if (rc == FI_OK)
		rc = fi_audit_add(&r->audit, &view, 0, &f, e->source, err);
	fi_findings_done(&f);
	return rc;
}

/* The names of all inputs that have it, not only of the one that was noted last. */
static enum fi_code give_names(struct fi_image *img, const struct audit_entry *e,
	struct fi_err *err)
{
	struct fi_strs names = { 0 };

	for (size_t i = 0; i < e->names.n; i++)
		if (fi_strs_add(&names, e->names.v[i]) != FI_OK) {
			fi_strs_done(&names);
			return fi_err_nomem(err);
		}
	fi_strs_done(&img->names);
	img->names = names;
	return FI_OK;
}

/* --- from the shelves --- */

static bool has_layer(const struct fi_set *set, const char *digest)
{
	for (size_t i = 0; i < set->nlayers; i++)
		if (set->layers[i]->digest && strcmp(set->layers[i]->digest, digest) == 0)
			return true;
	return false;
}

/* From whichever shelf has it; FI_ENOTFOUND with nothing recorded. */
static enum fi_code load_layer(struct desk *d, const char *digest, uint64_t size,
	struct fi_err *err)
{
	enum fi_code rc = FI_ENOTFOUND;
	int number;

	for (size_t i = 0; rc == FI_ENOTFOUND && i < d->nshelves; i++)
		rc = fi_shelf_load_layer(d->shelves[i], &d->set, digest, size, &number, err);
	return rc;
}

/* Layers that another shelf than the record's may have. */
static enum fi_code load_layers(struct desk *d, const struct fi_shelf_image *record,
	struct fi_err *err)
{
	FI_AUTO(fi_strs_done) struct fi_strs digests = { 0 };
	struct fi_image image = { 0 };
	uint64_t *sizes = NULL;
	enum fi_code rc = d->nshelves < 2 ? FI_OK :
					    fi_shelf_image_read(record, &image, &digests, &sizes, err);

	for (size_t i = 0; rc == FI_OK && i < digests.n; i++) {
		if (*digests.v[i] && !has_layer(&d->set, digests.v[i]))
			rc = load_layer(d, digests.v[i], sizes[i], err);
		rc = rc == FI_ENOTFOUND ? FI_OK : rc;
	}
	fi_image_done(&image);
	free(sizes);
	return rc;
}

static enum fi_code load_record(struct desk *d, size_t shelf, const struct fi_shelf_image *record,
	struct fi_err *err)
{
	enum fi_code rc = load_layers(d, record, err);

	return rc == FI_OK ? fi_shelf_load_image(d->shelves[shelf], &d->set, record, err) : rc;
}

/* FI_ENOTFOUND, with nothing recorded, if no shelf has its record. */
static enum fi_code load_image(struct desk *d, const struct audit_entry *e, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(RECORD_MAX);
	const char *key = e->record ? e->record : e->key;
	enum fi_code rc = FI_ENOTFOUND;

	if (e->joined)
		return load_record(d, 0, &(struct fi_shelf_image){ key, e->joined, e->njoined }, err);
	for (size_t i = 0; rc == FI_ENOTFOUND && i < d->nshelves; i++) {
		rc = fi_shelf_get_image(d->shelves[i], key, &b, err);
		if (rc == FI_OK)
			rc = load_record(d, i, &(struct fi_shelf_image){ key, b.p, b.len }, err);
	}
	return rc;
}

/* Are the layers there that were there when it was noted? */
static bool is_whole(const struct fi_image *img, const struct audit_entry *e)
{
	size_t n = 0;

	for (size_t i = 0; i < img->nlayers; i++)
		n += img->layers[i].layer >= 0;
	return n >= e->layers.n;
}

/* --- from the input once more --- */

static enum fi_code find_and_judge(struct desk *d, const struct audit_entry *e,
	struct fi_err *err)
{
	for (size_t i = 0; i < d->set.nimages; i++) {
		char key[FI_DIGEST_TEXT];
		enum fi_code rc;

		if (!fi_audit_key(&d->set.images[i], key))
			return fi_err_nomem(err);
		if (strcmp(key, e->key) != 0)
			continue;
		rc = give_names(&d->set.images[i], e, err);
		return rc == FI_OK ? judge(d, i, e, err) : rc;
	}
	return audit_problem(d->r,
		fi_format("%s: it changed while it was read, and was not judged", e->names.v[0]),
		err);
}

/* Standard input went by. */
static bool can_read_again(const struct desk *d, const struct audit_entry *e)
{
	const struct fi_inputs *in = &d->r->inputs;
	const struct fi_input *input;

	if (e->unit == SIZE_MAX)
		return false;
	input = &in->inputs[in->units[e->unit].input];
	return input->folder >= 0 || strcmp(input->path, "-") != 0;
}

/* What could not be kept is read again, the rest of its layers not. */
static enum fi_code judge_input(struct desk *d, const struct audit_entry *e, struct fi_err *err)
{
	struct fi_err why = { 0 };
	enum fi_code rc;

	desk_clear(d);
	rc = desk_open(d, true, err);
	if (rc != FI_OK)
		return rc;
	rc = fi_inputs_read(&d->r->inputs, &d->r->inputs.units[e->unit], &d->set, &why);
	if (rc == FI_ENOMEM || rc == FI_ESTOP)
		return fi_err_set(err, rc, "%s", why.text);
	rc = find_and_judge(d, e, err);
	desk_clear(d);
	return rc;
}

static enum fi_code judge_entry(struct desk *d, const struct audit_entry *e, struct fi_err *err)
{
	enum fi_code rc = FI_OK;
	struct fi_image *img;

	if (e->reread && can_read_again(d, e))
		return judge_input(d, e, err);
	if (d->open && is_full(d))
		desk_clear(d);
	if (!d->open)
		rc = desk_open(d, false, err);
	if (rc == FI_OK)
		rc = load_image(d, e, err);
	if (rc == FI_ENOTFOUND && !can_read_again(d, e))
		return audit_problem(d->r,
			fi_format("%s: what was noted of it is not there", e->names.v[0]), err);
	if (rc == FI_ENOTFOUND)
		return judge_input(d, e, err);
	if (rc != FI_OK)
		return rc;
	img = &d->set.images[d->set.nimages - 1];
	if (!is_whole(img, e) && can_read_again(d, e))
		return judge_input(d, e, err);
	rc = give_names(img, e, err);
	if (rc == FI_OK && e->reread)
		rc = audit_problem(d->r,
			fi_format("%s: a layer of it is not kept, and its input cannot be read again",
				e->names.v[0]),
			err);
	return rc == FI_OK ? judge(d, d->set.nimages - 1, e, err) : rc;
}

/* --- all of them --- */

/* Those that share layers follow each other. */
static int entry_order(const void *a, const void *b)
{
	const struct audit_entry *x = *(const struct audit_entry *const *)a;
	const struct audit_entry *y = *(const struct audit_entry *const *)b;

	for (size_t i = 0; i < x->layers.n && i < y->layers.n; i++) {
		int d = strcmp(x->layers.v[i], y->layers.v[i]);

		if (d)
			return d;
	}
	if (x->layers.n != y->layers.n)
		return x->layers.n < y->layers.n ? -1 : 1;
	return strcmp(x->key, y->key);
}

static enum fi_code judge_all(struct desk *d, const struct audit_entry **order, size_t n,
	struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < n; i++) {
		if (*stop_flag())
			return fi_err_set(err, FI_ESTOP, "stopped");
		progress_images(&d->r->progress, i, n);
		rc = judge_entry(d, order[i], err);
	}
	progress_clear(&d->r->progress);
	return rc;
}

/* As the user wants it, but nothing of what is wrong with an image as a whole. */
static enum fi_code lone_policy(const struct fi_policy *p, struct fi_policy *out,
	struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	out->least = p->least;
	out->fail_on = p->fail_on;
	for (size_t i = 0; rc == FI_OK && i < p->only.n; i++)
		rc = fi_strs_add(&out->only, p->only.v[i]);
	for (size_t i = 0; rc == FI_OK && i < p->skip.n; i++)
		rc = fi_strs_add(&out->skip, p->skip.v[i]);
	if (rc == FI_OK)
		rc = fi_strs_add(&out->skip, fi_category_name(FI_IMAGE));
	return rc == FI_OK ? FI_OK : fi_err_nomem(err);
}

enum fi_code audit_judge(struct audit_run *r, struct fi_shelf *const *shelves, size_t n,
	FILE *out, struct fi_err *err)
{
	struct desk d = { .r = r, .shelves = shelves, .nshelves = n, .out = out };
	const struct audit_entry **order = calloc(r->n + 1, sizeof(*order));
	size_t kept = 0;
	enum fi_code rc;

	d.memories = calloc(n + 1, sizeof(*d.memories));
	rc = order && d.memories ? FI_OK : fi_err_nomem(err);

	if (rc == FI_OK && r->o->latest_only)
		rc = audit_latest(r->list, r->n, err);
	if (rc == FI_OK)
		rc = lone_policy(&r->o->policy, &d.lone, err);
	for (size_t i = 0; rc == FI_OK && i < r->n; i++) {
		if (!r->list[i].out)
			order[kept++] = &r->list[i];
		r->coverage.filtered += r->list[i].out;
	}
	if (kept)
		qsort(order, kept, sizeof(*order), entry_order);
	if (rc == FI_OK)
		rc = judge_all(&d, order, kept, err);
	if (rc == FI_OK)
		rc = fi_audit_finish(&r->audit, err);
	desk_clear(&d);
	fi_policy_done(&d.lone);
	fi_table_done(&d.counted);
	free(d.memories);
	free(order);
	return rc;
}
