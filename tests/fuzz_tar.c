/* fuzz_tar.c - members read without libarchive are what libarchive says they are.
 *
 * The first byte picks the length of the blocks, the second how often the rest comes: a
 * tar, whose header checksums are made right, so that a changed header is still one.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/oddtar.h"
#include "layers/tar.h"
#include "tests/lib_layers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define BLOCK	512
#define TAR_MAX (128 << 10)

static void right_checksums(struct fi_buf *tar)
{
	for (size_t at = 0; at + BLOCK <= tar->len; at += BLOCK) {
		unsigned char *h = (unsigned char *)tar->p + at;
		unsigned sum = 0;

		if (memcmp(h + 257, "ustar", 5) != 0)
			continue;
		memset(h + 148, ' ', 8);
		for (size_t i = 0; i < BLOCK; i++)
			sum += h[i];
		(void)snprintf((char *)h + 148, 8, "%06o", sum & 0777777);
	}
}

/* Either reader of the same tar. */
struct subject {
	struct fi_tar *tar;
	struct fi_oddtar *odd;
};

static enum fi_code next(struct subject *s, struct fi_member *m, bool *more, struct fi_err *e)
{
	return s->tar ? fi_tar_next(s->tar, m, more, e) : fi_oddtar_next(s->odd, m, more, e);
}

static enum fi_code data(struct subject *s, const void **p, size_t *n, struct fi_err *e)
{
	return s->tar ? fi_tar_data(s->tar, p, n, e) : fi_oddtar_data(s->odd, p, n, e);
}

static void tell(struct fi_buf *out, const struct fi_member *m)
{
	(void)!fi_buf_addf(out, "\n%s %s %d %ju %u %u %o %d %ju ", m->name, m->link, m->kind,
		(uintmax_t)m->size, m->uid, m->gid, m->mode, m->capable,
		(uintmax_t)m->position);
	(void)!fi_buf_add(out, m->extra ? m->extra : "", m->nextra);
}

/* Each member, of every second file its content, and how it ends. */
static void all(struct subject *s, struct fi_buf *out)
{
	struct fi_err err = { 0 };
	struct fi_member m;
	bool more = true;
	enum fi_code rc = FI_OK;

	for (unsigned turn = 0; rc == FI_OK && more; turn++) {
		const void *p;
		size_t n = 1;

		rc = next(s, &m, &more, &err);
		if (rc != FI_OK || !more)
			break;
		tell(out, &m);
		while (turn % 2 == 0 && rc == FI_OK && n) {
			rc = data(s, &p, &n, &err);
			(void)!fi_buf_add(out, p, rc == FI_OK ? n : 0);
		}
	}
	(void)!fi_buf_addf(out, "\n%d %s", rc, err.text);
	for (size_t n = 1; rc == FI_OK && n;) {
		const void *p;

		rc = s->tar ? fi_tar_tail(s->tar, &p, &n, &err) :
			      fi_oddtar_tail(s->odd, &p, &n, &err);
		(void)!fi_buf_add(out, p, rc == FI_OK ? n : 0);
	}
	(void)!fi_buf_addf(out, "\n%u",
		s->tar ? fi_tar_damage(s->tar) : fi_oddtar_damage(s->odd));
}

static void read_tar(const struct fi_buf *tar, size_t step, bool odd, struct fi_buf *out)
{
	struct slices in = { .p = tar->p, .n = tar->len, .step = step };
	struct subject s = { NULL, NULL };
	struct fi_err err = { 0 };
	enum fi_code rc = odd ? fi_oddtar_open(slices_reader(&in), &s.odd, &err) :
				fi_tar_open(slices_reader(&in), &s.tar, &err);

	(void)!fi_buf_addf(out, "%d %s", rc, err.text);
	if (rc == FI_OK)
		all(&s, out);
	fi_tar_close(s.tar);
	fi_oddtar_close(s.odd);
	slices_done(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(TAR_MAX);
	FI_AUTO(fi_buf_done) struct fi_buf ours = fi_buf_limited(64 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf theirs = fi_buf_limited(64 << 20);
	size_t step;

	if (size < 2)
		return 0;
	step = input[0] < 128 ? (size_t)input[0] + 1 : ((size_t)input[0] - 127) * 509;
	for (unsigned i = 0; i <= input[1] &&
			     fi_buf_add(&tar, input + 2, size - 2) == FI_OK;
		i++)
		;
	right_checksums(&tar);
	read_tar(&tar, step, false, &ours);
	read_tar(&tar, step, true, &theirs);
	if (ours.len != theirs.len || memcmp(ours.p, theirs.p, ours.len) != 0)
		abort();
	return 0;
}
