/* fuzz_packages.c - what package lists promise: any bytes, in any pieces, tell the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/packages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const paths[] = { "var/lib/dpkg/info/a.md5sums", "var/lib/dpkg/status",
	"lib/apk/db/installed", "a/b-1.dist-info/RECORD", ".dist-info/RECORD" };

/* What the list says of this path and an empty file; NULL for nothing. */
static const char *read_list(struct fi_packages *p, const char *path, const char *s, size_t n,
	size_t step)
{
	static const struct fi_sums empty = {
		.md5 = { 0xd4, 0x1d, 0x8c, 0xd9, 0x8f, 0x00, 0xb2, 0x04 },
		.sha1 = { 0xda, 0x39, 0xa3, 0xee, 0x5e, 0x6b, 0x4b, 0x0d },
		.sha256 = { 0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14 },
	};
	struct fi_image_layer layer = { .layer = 0 };
	struct fi_image image = { .layers = &layer, .nlayers = 1 };

	if (!fi_packages_begin(p, 0, path))
		abort();
	for (size_t at = 0; at < n; at += step)
		if (fi_packages_bytes(p, s + at, n - at < step ? n - at : step) != FI_OK)
			abort();
	if (fi_packages_end(p) != FI_OK)
		abort();
	return fi_packages_owner(p, &image, "etc/x", &empty);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct fi_packages *one = fi_packages_new(), *other = fi_packages_new();
		const char *a, *b;

		if (!one || !other)
			abort();
		a = read_list(one, paths[i], (const char *)data, size, size + 1);
		b = read_list(other, paths[i], (const char *)data, size, 3);
		if (!a != !b || (a && strcmp(a, b) != 0))
			abort();
		if (fi_packages_left_out(one) != fi_packages_left_out(other))
			abort();
		fi_packages_free(one);
		fi_packages_free(other);
	}
	return 0;
}
