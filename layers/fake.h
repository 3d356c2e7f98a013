/* fake.h - a one-layer image from a config and a list of files, for rules' examples.
 *
 * The layer is real (a tar in memory goes through the reader); only the export is not.
 */
#ifndef FI_LAYERS_FAKE_H
#define FI_LAYERS_FAKE_H

#include "layers/set.h"

/*
 * A content that begins so is an ELF file, told in words:
 *	machine=aarch64 loader=/lib64/ld.so library=libc.so.6 runpath=/opt/lib
 *	wants=GLIBC_2.38 has=GLIBC_2.36
 */
#define FI_FAKE_ELF "ELF "

/* One that begins so is its bytes in hex; anything else between them is passed over. */
#define FI_FAKE_HEX "HEX "

/* The file that such a text tells of, appended.  False for an unknown word. */
FI_MUST_CHECK bool fi_fake_elf(const char *text, struct fi_buf *out);

/*
 * Add an image to an initialised set, named "example:1" or as the extra key "names"
 * (a list) in the config says.  paths[i] gets contents[i] (a string), mode 0755; a
 * path that ends in '/' is a directory; "4755 usr/bin/x" is a path with its mode,
 * "0644:9000000000 x" one with its size, a file that is nearly all hole.
 */
FI_MUST_CHECK enum fi_code fi_set_fake(struct fi_set *set, const char *config_json,
	size_t n, const char *const *paths, const char *const *contents, size_t npaths,
	struct fi_err *err);

#endif
