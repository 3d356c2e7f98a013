/* fuzz_wire.c - what comes from a file of ours promises: any bytes are a layer, an image,
 * a layer's findings and lists, or an error; what is one is so again when it was written.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "layers/image_wire.h"
#include "layers/layer_wire.h"
#include "lib/err.h"
#include "rules/content_wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST (1u << 24)

static void must(bool yes)
{
	if (!yes)
		abort();
}

/* The same entries, by their names; what could be run may be in another order. */
static void must_equal(const struct fi_layer *a, const struct fi_paths *as,
	const struct fi_layer *b, const struct fi_paths *bs)
{
	must(a->nentries == b->nentries && a->nkept == b->nkept && a->nexecs == b->nexecs);
	for (size_t i = 0; i < a->nentries; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf x = fi_buf_limited(MOST);
		FI_AUTO(fi_buf_done) struct fi_buf y = fi_buf_limited(MOST);
		const struct fi_entry *e = &a->entries[i], *f = &b->entries[i];

		must(fi_paths_text(as, e->path, &x) == FI_OK);
		must(fi_paths_text(bs, f->path, &y) == FI_OK);
		must(strcmp(x.p, y.p) == 0 && e->size == f->size && e->mode == f->mode &&
			e->uid == f->uid && e->kind == f->kind &&
			strcmp(fi_layer_target(a, e), fi_layer_target(b, f)) == 0);
	}
}

static void layer(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf once = fi_buf_limited(MOST);
	struct fi_paths *paths = fi_paths_new(), *others = fi_paths_new();
	struct fi_layer *l = NULL, *again = NULL;
	struct fi_err err = { 0 };

	must(paths && others);
	if (fi_layer_read(data, size, paths, &l, &err) == FI_OK) {
		must(fi_layer_write(l, paths, &once) == FI_OK);
		must(fi_layer_read(once.p, once.len, others, &again, &err) == FI_OK);
		must_equal(l, paths, again, others);
	}
	fi_layer_free(l);
	fi_layer_free(again);
	fi_paths_free(paths);
	fi_paths_free(others);
}

static void image(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf once = fi_buf_limited(MOST);
	FI_AUTO(fi_buf_done) struct fi_buf twice = fi_buf_limited(MOST);
	struct fi_image i = { 0 }, again = { 0 };
	struct fi_err err = { 0 };

	if (fi_image_read(data, size, &i, &err) == FI_OK) {
		must(fi_image_write(&i, &once) == FI_OK);
		must(fi_image_read(once.p, once.len, &again, &err) == FI_OK);
		must(fi_image_write(&again, &twice) == FI_OK);
		must(twice.len == once.len && memcmp(twice.p, once.p, once.len) == 0);
	}
	fi_image_done(&i);
	fi_image_done(&again);
}

static const struct fi_rule *find(void *self, const char *id)
{
	(void)self;
	return fi_rules_find(id);
}

static void records(const uint8_t *data, size_t size)
{
	const struct fi_rule_finder rules = { find, NULL };
	struct fi_wire_in in = fi_wire_reader(data, size);
	struct fi_paths *paths = fi_paths_new();
	struct fi_content_read r = { 0 };

	must(paths != NULL);
	fi_content_read(&r, paths, &rules, &in);
	for (size_t i = 0; in.rc == FI_OK && i < r.n; i++)
		must(r.records[i].rule && r.records[i].sums <= r.nsums &&
			r.records[i].path < fi_paths_count(paths));
	fi_content_read_done(&r);
	fi_paths_free(paths);
}

static void packages(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf once = fi_buf_limited(MOST);
	struct fi_packages *p = fi_packages_new(), *again = fi_packages_new();
	struct fi_wire_in in = fi_wire_reader(data, size);
	struct fi_wire_out out = { .to = &once };

	must(p && again);
	if (fi_packages_read(p, 3, &in) == FI_OK) {
		fi_packages_write(p, 3, &out);
		must(out.rc == FI_OK);
		in = fi_wire_reader(once.p, once.len);
		must(fi_packages_read(again, 0, &in) == FI_OK && in.left == 0);
	}
	fi_packages_free(p);
	fi_packages_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const all[])(const uint8_t *, size_t) = { layer, image, records, packages };

	/* The first byte says what it is to be. */
	if (size)
		all[data[0] % 4](data + 1, size - 1);
	return 0;
}
