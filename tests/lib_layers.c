#include "tests/lib_layers.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "layers/walk.h"

static enum fi_code slices_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct slices *s = self;
	size_t left = s->n - s->at, k = left < s->step ? left : s->step;

	free(s->block);
	s->block = NULL;
	*n = 0;
	if (s->fail_at && s->at >= s->fail_at)
		return fi_err_set(err, FI_EIO, "the disk is on fire");
	s->block = malloc(k + 1);
	if (!s->block)
		return fi_err_nomem(err);
	if (k)
		memcpy(s->block, s->p + s->at, k);
	s->at += k;
	*p = s->block;
	*n = k;
	return FI_OK;
}

struct fi_reader slices_reader(struct slices *s)
{
	return (struct fi_reader){ .self = s, .read = slices_read };
}

void slices_done(struct slices *s)
{
	free(s->block);
	s->block = NULL;
}

static enum fi_code noted(enum fi_code answer, struct fi_err *err)
{
	return answer == FI_OK ? FI_OK : fi_err_set(err, answer, "the visitor said no");
}

static enum fi_code note_entry(void *self, const struct fi_visit *v, enum fi_next *next,
	struct fi_err *err)
{
	static const char *const kinds[] = { "", "dir:", "link:", "hard:", "dev:", "fifo:",
		"whiteout:", "opaque:" };
	struct notes *n = self;

	n->open = v->entry->kind == FI_KIND_FILE;
	if (fi_buf_addf(&n->text, "%s%s%s", kinds[v->entry->kind], v->name,
		    n->open ? "=" : ";") != FI_OK)
		return fi_err_nomem(err);
	if (n->skip)
		*next = FI_SKIP;
	return noted(n->fail_entry, err);
}

static enum fi_code note_bytes(void *self, const void *p, size_t n, struct fi_err *err)
{
	struct notes *t = self;

	if (n == 0 && t->open && fi_buf_adds(&t->text, ";") != FI_OK)
		return fi_err_nomem(err);
	if (n && t->open && fi_buf_add(&t->text, p, n) != FI_OK)
		return FI_OK; /* enough was noted */
	return noted(t->fail_bytes, err);
}

struct fi_visitor notes_visitor(struct notes *n)
{
	n->text = fi_buf_limited(1 << 20);
	return (struct fi_visitor){ .self = n, .entry = note_entry, .bytes = note_bytes };
}

enum fi_code walk_bytes(struct fi_set *set, const void *p, size_t n, size_t step,
	struct fi_err *err)
{
	struct slices s = { .p = p, .n = n, .step = step };
	enum fi_code rc;

	if (!fi_grow(&set->layers, &set->cap_layers, set->nlayers + 1, sizeof(*set->layers)))
		return fi_err_nomem(err);
	set->layers[set->nlayers] = fi_layer_new();
	if (!set->layers[set->nlayers])
		return fi_err_nomem(err);
	set->nlayers++;
	rc = fi_walk_layer(set, (int)set->nlayers - 1, slices_reader(&s), err);
	slices_done(&s);
	return rc;
}

enum fi_code add_as_file(struct fi_set *set, const struct fi_buf *tar, struct fi_err *err)
{
	char path[] = "/tmp/flyimg-test-XXXXXX";
	int fd = mkstemp(path);
	enum fi_code rc;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, tar->p, tar->len), tar->len);
	close(fd);
	rc = fi_set_add(set, path, err);
	(void)unlink(path);
	return rc;
}

struct pump {
	const struct fi_buf *tar;
	int fd;
};

static void *pump(void *self)
{
	struct pump *p = self;
	size_t at = 0;

	while (at < p->tar->len) {
		ssize_t n = write(p->fd, p->tar->p + at, p->tar->len - at);

		if (n <= 0)
			break;
		at += (size_t)n;
	}
	close(p->fd);
	return NULL;
}

enum fi_code add_as_pipe(struct fi_set *set, const struct fi_buf *tar, struct fi_err *err)
{
	int ends[2], keep = dup(STDIN_FILENO);
	struct pump p = { .tar = tar };
	pthread_t thread;
	enum fi_code rc;

	assert_int_equal(pipe(ends), 0);
	p.fd = ends[1];
	(void)dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	assert_int_equal(pthread_create(&thread, NULL, pump, &p), 0);
	rc = fi_set_add(set, "-", err);
	(void)pthread_join(thread, NULL);
	if (keep >= 0) {
		(void)dup2(keep, STDIN_FILENO);
		close(keep);
	}
	return rc;
}

static void image_text(const struct fi_set *set, const struct fi_image *img, struct fi_buf *b)
{
	assert_int_equal(fi_buf_addf(b, "image %s %s %s:", img->digest ? img->digest : "-",
				 img->id, img->platform),
		FI_OK);
	for (size_t i = 0; i < img->names.n; i++)
		assert_int_equal(fi_buf_addf(b, " %s", img->names.v[i]), FI_OK);
	for (size_t i = 0; i < img->nlayers; i++) {
		int at = img->layers[i].layer;
		const struct fi_layer *l = at < 0 ? NULL : set->layers[at];

		assert_int_equal(fi_buf_addf(b, "\n layer %s %s %d %zu %s",
					 l && l->digest ? l->digest : "-",
					 l && l->diff_id ? l->diff_id : "-", l && l->whole,
					 l ? l->nentries : 0, img->layers[i].created_by),
			FI_OK);
	}
	for (size_t i = 0; i < img->nmismatches; i++)
		assert_int_equal(fi_buf_addf(b, "\n mismatch %d %s", img->mismatches[i].layer,
					 img->mismatches[i].what),
			FI_OK);
	assert_int_equal(fi_buf_adds(b, "\n"), FI_OK);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *set_text(const struct fi_set *set)
{
	FI_AUTO(fi_strs_done) struct fi_strs gaps = { 0 };
	struct fi_buf b = fi_buf_limited(16 << 20);

	for (size_t i = 0; i < set->nimages; i++)
		image_text(set, &set->images[i], &b);
	/* A pipe meets its members in another order than an index does. */
	for (size_t i = 0; i < set->ngaps; i++) {
		const struct fi_gap *g = &set->gaps[i];
		FI_AUTO(fi_freep) char *t = fi_format("gap %s: %s%s\n", g->path, g->reason,
			g->harmless ? " (harmless)" : "");

		assert_non_null(t);
		assert_int_equal(fi_strs_add(&gaps, t), FI_OK);
	}
	if (gaps.n)
		qsort(gaps.v, gaps.n, sizeof(*gaps.v), by_text);
	for (size_t i = 0; i < gaps.n; i++)
		assert_int_equal(fi_buf_adds(&b, gaps.v[i]), FI_OK);
	assert_int_equal(fi_buf_addf(&b, "%ju files %ju bytes\n", (uintmax_t)set->files,
				 (uintmax_t)set->bytes),
		FI_OK);
	return fi_buf_steal(&b, NULL);
}

void put_blob(struct fi_buf *tar, const void *p, size_t n, char out[72])
{
	char name[96];

	test_digest(p, n, out);
	(void)snprintf(name, sizeof(name), "blobs/sha256/%.64s", out + 7);
	mktar(tar, name, 0644, p, n);
}

void one_file(struct fi_buf *tar, const char *path, const char *text)
{
	mktar_text(tar, path, text);
	mktar_end(tar);
}

void docker_archive(struct fi_buf *tar, const struct fi_buf *layers, size_t n)
{
	FI_AUTO(fi_buf_done) struct fi_buf cfg = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf list = fi_buf_limited(1 << 20);
	char digest[72], name[32];

	assert_int_equal(fi_buf_adds(&cfg, "{\"os\":\"linux\",\"architecture\":\"amd64\","
					   "\"rootfs\":{\"diff_ids\":["),
		FI_OK);
	for (size_t i = 0; i < n; i++) {
		test_digest(layers[i].p, layers[i].len, digest);
		(void)snprintf(name, sizeof(name), "%zu.tar", i + 1);
		mktar(tar, name, 0644, layers[i].p, layers[i].len);
		assert_int_equal(fi_buf_addf(&cfg, "%s\"%s\"", i ? "," : "", digest), FI_OK);
		assert_int_equal(fi_buf_addf(&list, "%s\"%s\"", i ? "," : "", name), FI_OK);
	}
	assert_int_equal(fi_buf_adds(&cfg, "]}}"), FI_OK);
	mktar(tar, "config.json", 0644, cfg.p, cfg.len);
	fi_buf_clear(&cfg);
	assert_int_equal(fi_buf_addf(&cfg, "[{\"Config\":\"config.json\",\"RepoTags\":"
					   "[\"a:1\"],\"Layers\":[%s]}]",
				 list.p),
		FI_OK);
	mktar(tar, "manifest.json", 0644, cfg.p, cfg.len);
	mktar_end(tar);
}
