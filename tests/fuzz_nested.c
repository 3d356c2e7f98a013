/* fuzz_nested.c - whatever a file is, looking into it ends well and tells what it left.
 *
 * The first byte picks how the layer is cut.  The walk of a layer with that file never
 * fails; names of members are inside of the file's; every file that was begun has
 * ended; and another cut shows the same members and leaves out as much.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "layers/nested.h"
#include "layers/walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Small enough that a fuzzer's bombs do not eat its time. */
#define SEEN_MAX (1 << 20)

struct seen {
	struct fi_buf text;
	bool open, full;
	int flag;
};

static enum fi_code on_entry(void *self, const struct fi_visit *v, enum fi_next *next,
	struct fi_err *err)
{
	struct seen *s = self;

	(void)next;
	(void)err;
	if (s->open || strncmp(v->name, "f", 1) != 0 || (v->inner && v->inner != v->name + 1))
		abort();
	if (v->inner && strncmp(v->inner, "!/", 2) != 0)
		abort();
	if (strchr(v->base, '/') || v->entry->kind != FI_KIND_FILE)
		abort();
	s->open = true;
	if (v->inner && fi_buf_addf(&s->text, "\n%s=", v->inner) != FI_OK)
		s->full = true;
	return FI_OK;
}

static enum fi_code on_bytes(void *self, const void *p, size_t n, struct fi_err *err)
{
	struct seen *s = self;

	(void)err;
	if (!s->open)
		abort();
	s->open = n > 0;
	s->full |= fi_buf_add(&s->text, p, n) != FI_OK;
	s->flag = s->full;
	return FI_OK;
}

struct cut {
	const uint8_t *p;
	size_t n, step;
};

static enum fi_code cut_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct cut *c = self;

	(void)err;
	*p = c->p;
	*n = c->n < c->step ? c->n : c->step;
	c->p += *n;
	c->n -= *n;
	return FI_OK;
}

/* The file by itself, because libarchive gathers small blocks of a layer. */
static enum fi_code look_direct(struct fi_set *set, struct cut c, struct fi_err *err)
{
	struct fi_entry e = { .size = c.n, .mode = 0644, .kind = FI_KIND_FILE };
	struct fi_visit v = { .name = "f", .base = "f", .entry = &e };
	struct fi_nested *n = fi_nested_new(set, 0);
	enum fi_code rc;

	if (!n)
		abort();
	rc = fi_nested_file(n, &v, (struct fi_reader){ .self = &c, .read = cut_read }, NULL, err);
	if (fi_nested_end(n) != FI_OK || (rc == FI_OK && c.n))
		abort();
	fi_nested_free(n);
	return rc;
}

/*
 * Returns how many gaps there are, or SIZE_MAX if it was too much to compare.  `file`
 * tells that the bytes are no layer.
 */
static size_t look(struct cut c, bool file, struct fi_buf *text)
{
	struct seen s = { .text = fi_buf_limited(SEEN_MAX) };
	const struct fi_visitor v = { .self = &s, .entry = on_entry, .bytes = on_bytes };
	const struct fi_set_options opt = { .stop = &s.flag };
	struct fi_layer *layer = fi_layer_new();
	struct fi_err err = { 0 };
	struct fi_set set;
	enum fi_code rc;
	size_t gaps;

	if (!layer || fi_set_init(&set, &opt, &v, &err) != FI_OK ||
		!fi_grow(&set.layers, &set.cap_layers, 1, sizeof(*set.layers)))
		abort();
	set.layers[set.nlayers++] = layer;
	layer->whole = true;
	rc = file ? look_direct(&set, c, &err) :
		    fi_walk_layer(&set, 0, (struct fi_reader){ .self = &c, .read = cut_read },
			    &err);
	if (rc != FI_OK && (rc != FI_ESTOP || !s.full))
		abort();
	if (rc == FI_OK && (s.open || !layer->whole))
		abort();
	gaps = s.full ? SIZE_MAX : set.ngaps;
	fi_set_done(&set);
	*text = s.text;
	return gaps;
}

/* A layer with one file "f". */
static void make_layer(struct fi_buf *tar, const uint8_t *p, size_t n)
{
	static const char zeros[512];
	unsigned char h[512] = "f";
	unsigned sum = 0;

	memcpy(h + 100, "0000644", 7);
	memcpy(h + 257, "ustar\00000", 8);
	h[156] = '0';
	for (int i = 10; i >= 0; i--)
		h[124 + i] = (unsigned char)('0' + (n >> (3 * (10 - i)) & 7));
	memset(h + 148, ' ', 8);
	for (size_t i = 0; i < sizeof(h); i++)
		sum += h[i];
	for (int i = 5; i >= 0; i--, sum >>= 3)
		h[148 + i] = (unsigned char)('0' + (sum & 7));
	if (fi_buf_add(tar, h, sizeof(h)) != FI_OK || fi_buf_add(tar, p, n) != FI_OK ||
		fi_buf_add(tar, zeros, (512 - n % 512) % 512) != FI_OK ||
		fi_buf_add(tar, zeros, 512) != FI_OK || fi_buf_add(tar, zeros, 512) != FI_OK)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(64 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf one = fi_buf_limited(0);
	FI_AUTO(fi_buf_done) struct fi_buf many = fi_buf_limited(0);
	size_t a, b, step;

	if (size < 2 || size > 8 << 20)
		return 0;
	make_layer(&tar, data + 1, size - 1);
	step = 1 + (size_t)data[0] * 13;
	a = look((struct cut){ (uint8_t *)tar.p, tar.len, tar.len }, false, &one);
	if (fi_nested_sniff(data + 1, size - 1))
		b = look((struct cut){ data + 1, size - 1, step }, true, &many);
	else
		b = look((struct cut){ (uint8_t *)tar.p, tar.len, step }, false, &many);
	if (a == SIZE_MAX || b == SIZE_MAX)
		return 0;
	if (a != b || one.len != many.len || memcmp(one.p, many.p, one.len) != 0)
		abort();
	return 0;
}
