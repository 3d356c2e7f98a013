/* fuzz_git.c - however Git's data is cut and damaged, the same objects are shown.
 *
 * The first byte picks the length of the pieces.  What is shown, and how the reading
 * ends, do not depend on it; names hold an object's type and nothing is unused but
 * bytes of the last piece.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "layers/git.h"
#include "lib/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A fuzzer's bombs must not eat its time. */
#define COUNT_MAX (8 << 20)

struct cut {
	const uint8_t *p;
	size_t n, step, last;
};

static enum fi_code cut_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct cut *c = self;

	(void)err;
	*p = c->p;
	*n = c->n < c->step ? c->n : c->step;
	c->p += *n;
	c->n -= *n;
	c->last = *n;
	return FI_OK;
}

struct seen {
	struct fi_buf text;
	uint64_t count;
};

static enum fi_code on_object(void *self, const char *name, uint64_t size,
	struct fi_reader in, struct fi_err *err)
{
	struct seen *s = self;
	enum fi_code rc = FI_OK;
	const void *p;
	size_t n = 1;

	(void)size;
	if (strncmp(name, "blob", 4) != 0 && strncmp(name, "commit", 6) != 0 &&
		strncmp(name, "tag", 3) != 0 && strncmp(name, "delta", 5) != 0 &&
		strncmp(name, "tree", 4) != 0)
		abort();
	(void)!fi_buf_addf(&s->text, "%s=", name);
	while (rc == FI_OK && n) {
		rc = in.read(in.self, &p, &n, err);
		if (rc == FI_OK)
			(void)!fi_buf_add(&s->text, p, n);
	}
	return rc;
}

static enum fi_code on_count(void *self, uint64_t bytes, struct fi_err *err)
{
	struct seen *s = self;

	s->count += bytes;
	return s->count > COUNT_MAX ? fi_err_set(err, FI_ELIMIT, "too much") : FI_OK;
}

typedef enum fi_code reading(struct fi_git *, const char *, struct fi_reader,
	const struct fi_git_user *, struct fi_git_rest *, struct fi_err *);

static enum fi_code look(struct cut c, struct fi_buf *text)
{
	reading *how = fi_git_is_bundle(c.p, c.n)  ? fi_git_bundle
		       : fi_git_is_index(c.p, c.n) ? fi_git_index
		       : fi_git_is_loose(c.p, c.n) ? fi_git_loose
						   : fi_git_pack;
	struct seen s = { .text = fi_buf_limited(16 << 20) };
	const struct fi_git_user user = {
		.self = &s, .object = on_object, .count = on_count
	};
	struct fi_git_rest rest = { 0 };
	struct fi_err err = { 0 };
	struct fi_git *g = fi_git_new();
	enum fi_code rc;

	if (!g)
		abort();
	rc = how(g, "objects/ab/cdef",
		(struct fi_reader){ .self = &c, .read = cut_read }, &user, &rest, &err);
	if ((rc == FI_OK) != (err.code == FI_OK) || rest.unused > c.last)
		abort();
	fi_git_free(g);
	*text = s.text;
	return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf one = fi_buf_limited(0);
	FI_AUTO(fi_buf_done) struct fi_buf many = fi_buf_limited(0);
	enum fi_code a, b;

	if (size < 2 || size > 1 << 20)
		return 0;
	a = look((struct cut){ data + 1, size - 1, size, 0 }, &one);
	b = look(
		(struct cut){ data + 1, size - 1, 1 + (size_t)data[0] * 13, 0 }, &many);
	if (a != b || one.len != many.len || memcmp(one.p, many.p, one.len) != 0)
		abort();
	return 0;
}
