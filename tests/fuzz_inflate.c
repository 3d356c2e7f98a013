/* fuzz_inflate.c - plain bytes and the way they end do not depend on the cut.
 *
 * The first byte picks the length of the blocks; the rest is the stream.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/inflate.h"
#include "tests/lib_layers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Enough of a bomb. */
#define MOST (4u << 20)

struct outcome {
	uint64_t n, sum; /* bytes, and FNV-1a of them */
	enum fi_code code;
	char text[512];
};

static void inflate(const uint8_t *data, size_t size, size_t step, struct outcome *out)
{
	struct slices s = { .p = (const char *)data, .n = size, .step = step };
	struct fi_inflate *z = NULL;
	struct fi_err err = { 0 };
	struct fi_reader in;
	const void *p;
	size_t n = 1;

	*out = (struct outcome){ .sum = 14695981039346656037u };
	if (fi_inflate_new(fi_pack_sniff(data, size), slices_reader(&s), &z, &err) != FI_OK)
		abort();
	in = fi_inflate_reader(z);
	while (n && in.read(in.self, &p, &n, &err) == FI_OK && out->n < MOST)
		for (size_t i = 0; i < n && out->n < MOST; i++, out->n++)
			out->sum = (out->sum ^ ((const uint8_t *)p)[i]) * 1099511628211u;
	out->code = err.code;
	memcpy(out->text, err.text, sizeof(out->text));
	fi_inflate_free(z);
	slices_done(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct outcome whole, cut;

	if (size < 2 || fi_pack_sniff(data + 1, size - 1) == FI_PACK_NONE)
		return 0;
	inflate(data + 1, size - 1, size, &whole);
	inflate(data + 1, size - 1, (size_t)data[0] + 1, &cut);
	if (whole.n != cut.n || whole.sum != cut.sum)
		abort();
	/* Up to there one may have met what the other has not yet read. */
	if (whole.n < MOST && (whole.code != cut.code || strcmp(whole.text, cut.text) != 0))
		abort();
	if (whole.code != FI_OK && whole.code != FI_EFORMAT && whole.code != FI_ELIMIT)
		abort();
	return 0;
}
