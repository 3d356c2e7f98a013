/* Records of images as shelf.c writes them: put together, and looked into. */
#include <stdlib.h>
#include <string.h>

#include "layers/image_wire.h"
#include "lib/num.h"
#include "lib/wire.h"
#include "rules/shelf.h"

/* A record is one of shelf.c's values at most. */
#define RECORD_MAX ((size_t)512 << 20)
/* Records of one image: as many as there are runs that went over it. */
#define RECORDS_MAX 100000u

struct gap {
	char *path, *reason;
	bool harmless;
	size_t layer; /* whose it is; SIZE_MAX: the image's */
	size_t order; /* among those of the layer */
};

struct record {
	/* What was found in the documents, which is the same for all; borrowed. */
	bool dated;
	int64_t judged;
	const void *drafts;
	size_t ndrafts;
	struct fi_image image;
	struct fi_strs digests; /* "" for a layer that is absent */
	uint64_t *sizes;
	struct gap *gaps;
	size_t ngaps, cap_gaps;
};

static void record_done(struct record *r)
{
	fi_image_done(&r->image);
	fi_strs_done(&r->digests);
	for (size_t i = 0; i < r->ngaps; i++) {
		free(r->gaps[i].path);
		free(r->gaps[i].reason);
	}
	free(r->gaps);
	free(r->sizes);
	*r = (struct record){ 0 };
}

/* --- reading --- */

static enum fi_code get_layers(struct fi_wire_in *in, struct record *r)
{
	size_t n = fi_wire_get_count(in, 2);

	if (in->rc == FI_OK && n != r->image.nlayers)
		fi_wire_spoil(in);
	r->sizes = calloc(n + 1, sizeof(*r->sizes));
	if (!r->sizes)
		return FI_ENOMEM;
	for (size_t i = 0; i < n && in->rc == FI_OK; i++) {
		FI_AUTO(fi_freep) char *digest = fi_wire_get_text(in);

		r->sizes[i] = fi_wire_get(in, UINT64_MAX);
		if (in->rc == FI_OK && fi_strs_add(&r->digests, digest ? digest : "") != FI_OK)
			return FI_ENOMEM;
	}
	return in->rc;
}

/* "layer 3: sha256:...", as layers/manifest.c names what it could not read. */
static size_t layer_of(const char *path)
{
	static const char word[] = "layer ";
	size_t digits;
	uint64_t n;

	if (strncmp(path, word, sizeof(word) - 1) != 0)
		return SIZE_MAX;
	path += sizeof(word) - 1;
	digits = strspn(path, "0123456789");
	return path[digits] == ':' && fi_num_u64(path, digits, UINT32_MAX, &n) ? (size_t)n :
										  SIZE_MAX;
}

static bool has_gap(const struct record *r, const struct gap *g)
{
	for (size_t i = 0; i < r->ngaps; i++)
		if (r->gaps[i].harmless == g->harmless && strcmp(r->gaps[i].path, g->path) == 0 &&
			strcmp(r->gaps[i].reason, g->reason) == 0)
			return true;
	return false;
}

/* Takes the texts over. */
static enum fi_code add_gap(struct record *r, struct gap g)
{
	if (!fi_grow(&r->gaps, &r->cap_gaps, r->ngaps + 1, sizeof(g))) {
		free(g.path);
		free(g.reason);
		return FI_ENOMEM;
	}
	g.order = r->ngaps;
	r->gaps[r->ngaps++] = g;
	return FI_OK;
}

static enum fi_code get_gaps(struct fi_wire_in *in, struct record *r)
{
	size_t n = fi_wire_get_count(in, 3);

	for (size_t i = 0; i < n && in->rc == FI_OK; i++) {
		struct gap g = { .path = fi_wire_get_some(in), .reason = fi_wire_get_some(in) };

		g.harmless = fi_wire_get(in, 1);
		g.layer = g.path ? layer_of(g.path) : SIZE_MAX;
		if (add_gap(r, g) != FI_OK)
			return FI_ENOMEM;
	}
	return fi_wire_end(in);
}

static enum fi_code damaged(enum fi_code rc, struct fi_err *err)
{
	return rc == FI_ENOMEM ? fi_err_nomem(err) :
				 fi_err_set(err, FI_EFORMAT, "an image's record is damaged");
}

static enum fi_code read_record(const struct fi_shelf_image *from, struct record *r,
	struct fi_err *err)
{
	struct fi_wire_in in = fi_wire_reader(from->p, from->n), gaps;
	const void *p;
	size_t n;
	enum fi_code rc;

	r->dated = fi_wire_get(&in, 1);
	r->judged = fi_wire_get_signed(&in);
	r->drafts = fi_wire_get_bytes(&in, &r->ndrafts);
	p = fi_wire_get_bytes(&in, &n);
	if (in.rc != FI_OK)
		return damaged(in.rc, err);
	rc = fi_image_read(p, n, &r->image, err);
	if (rc != FI_OK)
		return rc;
	rc = get_layers(&in, r);
	p = fi_wire_get_bytes(&in, &n);
	if (rc == FI_OK)
		rc = fi_wire_end(&in);
	gaps = fi_wire_reader(p, n);
	if (rc == FI_OK)
		rc = get_gaps(&gaps, r);
	return rc == FI_OK ? FI_OK : damaged(rc, err);
}

enum fi_code fi_shelf_image_read(const struct fi_shelf_image *record, struct fi_image *image,
	struct fi_strs *digests, uint64_t **sizes, struct fi_err *err)
{
	FI_AUTO(record_done) struct record r = { 0 };
	enum fi_code rc = read_record(record, &r, err);

	if (rc != FI_OK)
		return rc;
	*image = r.image;
	*digests = r.digests;
	*sizes = r.sizes;
	r.image = (struct fi_image){ 0 }; /* handed over */
	r.digests = (struct fi_strs){ 0 };
	r.sizes = NULL;
	return FI_OK;
}

/* --- joining --- */

/* The same documents; what was found of the layers may differ. */
static bool same_image(const struct fi_image *a, const struct fi_image *b)
{
	if (a->nlayers != b->nlayers || a->config.raw_len != b->config.raw_len ||
		memcmp(a->config.raw, b->config.raw, a->config.raw_len) != 0)
		return false;
	for (size_t i = 0; i < a->nlayers; i++) {
		const char *x = a->layers[i].digest, *y = b->layers[i].digest;

		if (!x != !y || (x && strcmp(x, y) != 0))
			return false;
	}
	return true;
}

static void take_mismatch(struct fi_image *to, struct fi_mismatch *m)
{
	to->mismatches[to->nmismatches++] = *m;
	*m = (struct fi_mismatch){ 0 };
}

static enum fi_code copy_mismatch(struct fi_image *to, const struct fi_mismatch *m)
{
	struct fi_mismatch own = { .layer = m->layer,
		.what = strdup(m->what),
		.claimed = strdup(m->claimed),
		.actual = strdup(m->actual) };

	to->mismatches[to->nmismatches++] = own;
	return own.what && own.claimed && own.actual ? FI_OK : FI_ENOMEM;
}

/*
 * In the order in which they come when one run reads it all: what is wrong with the
 * documents, then layer by layer, then that they are too few or too many.
 */
static enum fi_code join_mismatches(const struct record *r, size_t n, const size_t *whose,
	struct fi_image *out)
{
	struct fi_mismatch *own = out->mismatches;
	size_t nown = out->nmismatches, all = 0;
	enum fi_code rc = FI_OK;

	for (size_t i = 0; i < n; i++)
		all += r[i].image.nmismatches;
	all += nown;
	out->mismatches = calloc(all + 1, sizeof(*own));
	out->nmismatches = 0;
	for (size_t i = 0; out->mismatches && i < nown; i++)
		if (own[i].layer < 0 && strcmp(own[i].what, "layer count") != 0)
			take_mismatch(out, &own[i]);
	for (size_t i = 0; out->mismatches && rc == FI_OK && i < out->nlayers; i++) {
		const struct fi_image *from = &r[whose[i] < n ? whose[i] : 0].image;

		for (size_t k = 0; rc == FI_OK && k < from->nmismatches; k++)
			if (from->mismatches[k].layer == (int)i)
				rc = copy_mismatch(out, &from->mismatches[k]);
	}
	for (size_t i = 0; i < nown; i++) {
		if (out->mismatches && own[i].what && own[i].layer < 0) {
			take_mismatch(out, &own[i]);
			continue;
		}
		free(own[i].what);
		free(own[i].claimed);
		free(own[i].actual);
	}
	free(own);
	return out->mismatches ? rc : FI_ENOMEM;
}

static int gap_order(const void *a, const void *b)
{
	const struct gap *x = a, *y = b;

	return x->layer != y->layer ? (x->layer > y->layer) - (x->layer < y->layer) :
				      (x->order > y->order) - (x->order < y->order);
}

static enum fi_code copy_gap(struct record *to, const struct gap *g)
{
	struct gap own = { strdup(g->path), strdup(g->reason), g->harmless, g->layer, 0 };

	if (own.path && own.reason)
		return add_gap(to, own);
	free(own.path);
	free(own.reason);
	return FI_ENOMEM;
}

/* A layer's from the record that counts for it, the image's from any. */
static enum fi_code join_gaps(const struct record *r, size_t n, const size_t *whose,
	struct record *out)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; rc == FI_OK && k < r[i].ngaps; k++) {
			const struct gap *g = &r[i].gaps[k];
			size_t at = g->layer < out->image.nlayers ? whose[g->layer] : SIZE_MAX;

			if ((at >= n || at == i) && !has_gap(out, g))
				rc = copy_gap(out, g);
		}
	if (rc == FI_OK && out->ngaps)
		qsort(out->gaps, out->ngaps, sizeof(*out->gaps), gap_order);
	return rc;
}

static enum fi_code write_record(const struct record *from, const struct record *r, size_t n,
	const size_t *whose, struct fi_buf *out)
{
	FI_AUTO(fi_buf_done) struct fi_buf part = fi_buf_limited(RECORD_MAX);
	struct fi_wire_out w = { .to = out }, p = { .to = &part };

	fi_wire_put(&w, from->dated);
	fi_wire_put_signed(&w, from->judged);
	fi_wire_put_bytes(&w, from->drafts, from->ndrafts);
	if (w.rc == FI_OK)
		w.rc = fi_image_write(&from->image, &part);
	fi_wire_put_bytes(&w, part.p, part.len);
	fi_wire_put(&w, from->image.nlayers);
	for (size_t i = 0; i < from->image.nlayers; i++) {
		const struct record *of = &r[whose[i] < n ? whose[i] : 0];

		fi_wire_put_text(&w, *of->digests.v[i] ? of->digests.v[i] : NULL);
		fi_wire_put(&w, of->sizes[i]);
	}
	fi_buf_clear(&part);
	fi_wire_put(&p, from->ngaps);
	for (size_t i = 0; i < from->ngaps; i++) {
		fi_wire_put_text(&p, from->gaps[i].path);
		fi_wire_put_text(&p, from->gaps[i].reason);
		fi_wire_put(&p, from->gaps[i].harmless);
	}
	fi_wire_put_bytes(&w, part.p, part.len);
	return w.rc == FI_OK ? p.rc : w.rc;
}

static enum fi_code join(const struct record *r, size_t n, const size_t *whose, struct fi_buf *out,
	const struct fi_shelf_image *first, struct fi_err *err)
{
	FI_AUTO(record_done) struct record all = { 0 };
	/* Once more, so that it can be changed while the others are looked at. */
	enum fi_code rc = read_record(first, &all, err);

	if (rc != FI_OK)
		return rc;
	for (size_t i = 0; i < all.ngaps; i++) {
		free(all.gaps[i].path);
		free(all.gaps[i].reason);
	}
	all.ngaps = 0;
	rc = join_mismatches(r, n, whose, &all.image);
	if (rc == FI_OK)
		rc = join_gaps(r, n, whose, &all);
	if (rc == FI_OK)
		rc = write_record(&all, r, n, whose, out);
	return rc == FI_OK ? FI_OK : damaged(rc, err);
}

enum fi_code fi_shelf_join_images(const struct fi_shelf_image *records, size_t n,
	const size_t *whose, size_t nlayers, struct fi_buf *out, struct fi_err *err)
{
	struct record *r;
	size_t got = 0;
	enum fi_code rc = FI_OK;

	if (!n || n > RECORDS_MAX)
		return fi_err_set(err, FI_ELIMIT, "no records of an image, or too many");
	r = calloc(n, sizeof(*r));
	if (!r)
		return fi_err_nomem(err);
	for (; rc == FI_OK && got < n; got++) {
		rc = read_record(&records[got], &r[got], err);
		if (rc == FI_OK && (r[got].image.nlayers != nlayers ||
					   !same_image(&r[0].image, &r[got].image)))
			rc = fi_err_set(err, FI_EFORMAT, "records of different images");
	}
	if (rc == FI_OK)
		rc = join(r, n, whose, out, &records[0], err);
	for (size_t i = 0; i < got; i++)
		record_done(&r[i]);
	free(r);
	return rc;
}
