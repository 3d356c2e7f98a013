/* fuzz_inflate.c - plain bytes and the way they end do not depend on the cut.
 *
 * The first byte picks the length of the blocks; the rest is the stream.  Where it is
 * damaged a decoder may give a little more of what is no longer true, and that of gzip
 * (ISA-L) something else for what points before the stream's first byte; it tells
 * damage in an early end by the cut.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/inflate.h"
#include "tests/lib_layers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Enough of a bomb. */
#define MOST (1u << 20)

static void inflate(const uint8_t *data, size_t size, size_t step, struct fi_buf *out,
	struct fi_err *err)
{
	struct slices s = { .p = (const char *)data, .n = size, .step = step };
	struct fi_inflate *z = NULL;
	struct fi_reader in;
	const void *p;
	size_t n = 1;

	if (fi_inflate_new(fi_pack_sniff(data, size), slices_reader(&s), &z, err) != FI_OK)
		abort();
	in = fi_inflate_reader(z);
	while (n && out->len < MOST && in.read(in.self, &p, &n, err) == FI_OK)
		if (fi_buf_add(out, p, n < MOST - out->len ? n : MOST - out->len) != FI_OK)
			abort();
	fi_inflate_free(z);
	slices_done(&s);
}

static void differ(const struct fi_buf *a, const struct fi_err *ea, const struct fi_buf *b,
	const struct fi_err *eb)
{
	fprintf(stderr, "whole: %zu bytes, %s\ncut: %zu bytes, %s\n", a->len, ea->text, b->len,
		eb->text);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf a = fi_buf_limited(MOST);
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(MOST);
	struct fi_err ea = { 0 }, eb = { 0 };
	size_t n;

	if (size < 2 || fi_pack_sniff(data + 1, size - 1) == FI_PACK_NONE)
		return 0;
	inflate(data + 1, size - 1, size, &a, &ea);
	inflate(data + 1, size - 1, (size_t)data[0] + 1, &b, &eb);
	if (ea.code != eb.code)
		differ(&a, &ea, &b, &eb);
	if (ea.code == FI_EFORMAT && fi_pack_sniff(data + 1, size - 1) == FI_PACK_GZIP)
		return 0;
	n = a.len < b.len ? a.len : b.len;
	if (memcmp(a.p, b.p, n) != 0)
		differ(&a, &ea, &b, &eb);
	if (n == MOST)
		return 0;
	if (strcmp(ea.text, eb.text) != 0 || (a.len != b.len && ea.code != FI_EFORMAT))
		differ(&a, &ea, &b, &eb);
	if (ea.code != FI_OK && ea.code != FI_EFORMAT && ea.code != FI_ELIMIT)
		abort();
	return 0;
}
