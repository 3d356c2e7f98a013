/* fuzz_macaroon.c - a token is read without running wild, and a caveat never gives.
 *
 * The input is a list of caveats, as they follow each other in a token.  The second
 * byte is how many they are; the first few of them, up to what the first byte says,
 * must allow no less than all.  Besides, the input is read as MessagePack, and as the
 * text of a bundle.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/macaroon.h"
#include "lib/msgpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LONGEST 4096

static void check(const struct fi_macaroons *b)
{
	if (b->n > FI_MACAROON_PERMISSIONS)
		abort();
	for (size_t i = 0; i < b->n; i++) {
		const struct fi_macaroon *m = &b->permission[i];

		if ((m->rights | m->other_rights) & ~FI_MACAROON_ALL)
			abort();
		if (m->discharged && !m->has_third_party)
			abort();
		if (m->not_after < 0 || fi_macaroon_expired(m, INT64_MIN))
			abort();
		if (m->napps && !m->app_scoped)
			abort();
	}
}

/* Taking values one by one comes to the same end as passing over them. */
static void read_values(const uint8_t *data, size_t size)
{
	struct fi_msgpack a = { data, size }, b = a;
	struct fi_msgpack_item it;
	uint64_t left;

	while (fi_msgpack_skip(&a, NULL)) {
		for (left = 1; left; left--) {
			if (!fi_msgpack_next(&b, &it))
				abort();
			if (it.n && (it.bytes < data ||
					    it.n > (size_t)(data + size - it.bytes)))
				abort();
			left += it.kind == FI_MSGPACK_ARRAY ? it.value : 0;
			left += it.kind == FI_MSGPACK_MAP ? 2 * it.value : 0;
		}
		if (a.p != b.p || a.n != b.n)
			abort();
	}
}

static void base64(const uint8_t *p, size_t n, char *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		uint32_t v = (uint32_t)p[i] << 16;

		v |= i + 1 < n ? (uint32_t)p[i + 1] << 8 : 0;
		v |= i + 2 < n ? p[i + 2] : 0;
		*out++ = digits[v >> 18];
		*out++ = digits[v >> 12 & 63];
		*out++ = i + 1 < n ? digits[v >> 6 & 63] : '=';
		*out++ = i + 2 < n ? digits[v & 63] : '=';
	}
	*out = 0;
}

/* A permission with these caveats. */
static enum fi_code read_caveats(
	const uint8_t *p, size_t n, unsigned count, struct fi_macaroons *out)
{
	static const char head[] =
		"\x94\x92\xc4\x01k\xc4\x01r\xb6https://api.fly.io/v1\xdc";
	static uint8_t raw[LONGEST + 128];
	static char text[2 * sizeof(raw)];
	struct fi_err err = { 0 };
	size_t k = sizeof(head) - 1;
	enum fi_code rc;

	memcpy(raw, head, k);
	raw[k++] = (uint8_t)(count * 2 >> 8);
	raw[k++] = (uint8_t)(count * 2);
	memcpy(raw + k, p, n);
	k += n;
	raw[k++] = 0xc4;
	raw[k++] = 32;
	memset(raw + k, 't', 32);
	memcpy(text,
		"fm"
		"2_",
		4);
	base64(raw, k + 32, text + 4);
	rc = fi_macaroon_parse(text, strlen(text), out, &err);
	if ((rc == FI_OK) != (err.code == FI_OK))
		abort();
	if (rc == FI_OK)
		check(out);
	return rc;
}

/* Is b no more than a? */
static void compare(const struct fi_macaroon *a, const struct fi_macaroon *b)
{
	if (b->rights & ~a->rights)
		abort();
	if (a->app_scoped && (!b->app_scoped || b->napps > a->napps))
		abort();
	if (a->not_after && (b->not_after == 0 || b->not_after > a->not_after))
		abort();
	if (b->not_before < a->not_before || b->unknown < a->unknown)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fi_macaroons whole = { 0 }, part = { 0 };
	struct fi_err err = { 0 };
	size_t cut = 0;

	if (size < 2 || size > LONGEST)
		return 0;
	read_values(data, size);
	if (fi_macaroon_parse((const char *)data, size, &whole, &err) == FI_OK)
		check(&whole);
	if (read_caveats(data + 2, size - 2, data[1], &whole) != FI_OK)
		return 0;
	/* Fewer of the same caveats: find where the first few end. */
	for (unsigned kept = 0; kept < data[1] && kept <= data[0]; kept++) {
		struct fi_msgpack m = { data + 2 + cut, size - 2 - cut };

		if (read_caveats(data + 2, cut, kept, &part) != FI_OK)
			abort();
		compare(&part.permission[0], &whole.permission[0]);
		if (!fi_msgpack_skip(&m, NULL) || !fi_msgpack_skip(&m, NULL))
			abort();
		cut = size - 2 - m.n;
	}
	return 0;
}
