#include "layers/image_wire.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "layers/config.h"
#include "lib/wire.h"

/* The least that one of them takes. */
#define LAYER_LEAST    5
#define KV_LEAST       2
#define MISMATCH_LEAST 4

/* --- writing ------------------------------------------------------------- */

static void put_layers(struct fi_wire_out *w, const struct fi_image *image)
{
	fi_wire_put(w, image->nlayers);
	for (size_t i = 0; i < image->nlayers; i++) {
		const struct fi_image_layer *l = &image->layers[i];

		fi_wire_put_text(w, l->digest);
		fi_wire_put_text(w, l->diff_id);
		fi_wire_put_text(w, l->created_by);
		fi_wire_put_signed(w, l->history);
		fi_wire_put(w, l->size);
	}
}

static void put_annotations(struct fi_wire_out *w, const struct fi_image *image)
{
	fi_wire_put(w, image->nannotations);
	for (size_t i = 0; i < image->nannotations; i++) {
		fi_wire_put_text(w, image->annotations[i].key);
		fi_wire_put_text(w, image->annotations[i].value);
	}
}

static void put_mismatches(struct fi_wire_out *w, const struct fi_image *image)
{
	fi_wire_put(w, image->nmismatches);
	for (size_t i = 0; i < image->nmismatches; i++) {
		const struct fi_mismatch *m = &image->mismatches[i];

		fi_wire_put_signed(w, m->layer);
		fi_wire_put_text(w, m->what);
		fi_wire_put_text(w, m->claimed);
		fi_wire_put_text(w, m->actual);
	}
}

/* Which layer each history row made; the rest comes from the config's text. */
static void put_history(struct fi_wire_out *w, const struct fi_image *image)
{
	fi_wire_put(w, image->config.nhistory);
	for (size_t i = 0; i < image->config.nhistory; i++)
		fi_wire_put_signed(w, image->config.history[i].layer);
}

enum fi_code fi_image_write(const struct fi_image *image, struct fi_buf *out)
{
	struct fi_wire_out w = { .to = out };
	size_t before = out->len;

	fi_wire_put_texts(&w, &image->names);
	fi_wire_put_text(&w, image->digest);
	fi_wire_put_text(&w, image->id);
	fi_wire_put_text(&w, image->platform);
	fi_wire_put_bytes(&w, image->config.raw, image->config.raw_len);
	put_history(&w, image);
	put_layers(&w, image);
	put_annotations(&w, image);
	fi_wire_put_texts(&w, &image->attestations);
	put_mismatches(&w, image);
	if (w.rc != FI_OK && out->len > before)
		out->p[out->len = before] = 0;
	return w.rc;
}

/* --- reading ------------------------------------------------------------- */

/* An index below n, or -1. */
static int get_index(struct fi_wire_in *r, size_t n)
{
	int64_t i = fi_wire_get_signed(r);

	if (i < -1 || (i >= 0 && (uint64_t)i >= n) || i > INT_MAX) {
		fi_wire_spoil(r);
		return -1;
	}
	return (int)i;
}

static void *room(struct fi_wire_in *r, size_t n, size_t size)
{
	void *p = calloc(n + 1, size);

	if (!p)
		r->rc = FI_ENOMEM;
	return p;
}

static void get_config(struct fi_wire_in *r, struct fi_config *out)
{
	struct fi_err why = { 0 };
	size_t n;
	const char *raw = fi_wire_get_bytes(r, &n);

	if (raw && r->rc == FI_OK && fi_config_parse(raw, n, out, &why) != FI_OK)
		r->rc = why.code == FI_ENOMEM ? FI_ENOMEM : FI_EFORMAT;
}

/* The layers come later: how many there may be is told by what has made one. */
static void get_history(struct fi_wire_in *r, struct fi_config *c)
{
	size_t n = fi_wire_get_count(r, 1);

	if (n != c->nhistory)
		fi_wire_spoil(r);
	for (size_t i = 0; i < n && r->rc == FI_OK; i++)
		c->history[i].layer = get_index(r, INT_MAX);
}

static void get_layers(struct fi_wire_in *r, struct fi_image *image)
{
	size_t n = fi_wire_get_count(r, LAYER_LEAST);

	image->layers = room(r, n, sizeof(*image->layers));
	for (size_t i = 0; i < n && r->rc == FI_OK; i++) {
		struct fi_image_layer *l = &image->layers[i];

		image->nlayers = i + 1;
		l->layer = -1;
		l->digest = fi_wire_get_text(r);
		l->diff_id = fi_wire_get_text(r);
		l->created_by = fi_wire_get_some(r);
		l->history = get_index(r, image->config.nhistory);
		l->size = fi_wire_get(r, UINT64_MAX);
	}
	for (size_t i = 0; i < image->config.nhistory; i++)
		if (image->config.history[i].layer >= 0 &&
			(size_t)image->config.history[i].layer >= image->nlayers)
			fi_wire_spoil(r);
}

static void get_annotations(struct fi_wire_in *r, struct fi_image *image)
{
	size_t n = fi_wire_get_count(r, KV_LEAST);

	image->annotations = room(r, n, sizeof(*image->annotations));
	for (size_t i = 0; i < n && r->rc == FI_OK; i++) {
		image->nannotations = i + 1;
		image->annotations[i].key = fi_wire_get_some(r);
		image->annotations[i].value = fi_wire_get_some(r);
	}
}

static void get_mismatches(struct fi_wire_in *r, struct fi_image *image)
{
	size_t n = fi_wire_get_count(r, MISMATCH_LEAST);

	image->mismatches = room(r, n, sizeof(*image->mismatches));
	for (size_t i = 0; i < n && r->rc == FI_OK; i++) {
		struct fi_mismatch *m = &image->mismatches[i];

		image->nmismatches = i + 1;
		m->layer = get_index(r, image->nlayers);
		m->what = fi_wire_get_some(r);
		m->claimed = fi_wire_get_some(r);
		m->actual = fi_wire_get_some(r);
	}
}

enum fi_code fi_image_read(const void *p, size_t n, struct fi_image *out, struct fi_err *err)
{
	struct fi_wire_in r = fi_wire_reader(p, n);
	struct fi_image image = { 0 };
	enum fi_code rc;

	fi_wire_get_texts(&r, &image.names);
	image.digest = fi_wire_get_text(&r);
	image.id = fi_wire_get_some(&r);
	image.platform = fi_wire_get_some(&r);
	get_config(&r, &image.config);
	get_history(&r, &image.config);
	get_layers(&r, &image);
	get_annotations(&r, &image);
	fi_wire_get_texts(&r, &image.attestations);
	get_mismatches(&r, &image);
	rc = fi_wire_end(&r);
	if (rc == FI_OK) {
		*out = image;
		return FI_OK;
	}
	fi_image_done(&image);
	return rc == FI_ENOMEM ? fi_err_nomem(err) :
				 fi_err_set(err, FI_EFORMAT, "an image's record is damaged");
}
