/* lib_layers.h - what tests of layers/ need: exports in memory, a visitor that notes. */
#ifndef FI_TESTS_LIB_LAYERS_H
#define FI_TESTS_LIB_LAYERS_H

#include "tests/lib_test.h"

#include "layers/set.h"
#include "lib/reader.h"

/* Cuts bytes in memory into blocks of `step`; `fail_at` > 0 fails behind that many. */
struct slices {
	const char *p;
	size_t n, step, at, fail_at;
	char *block; /* a fresh copy each time, so that a stale block is seen */
};
struct fi_reader slices_reader(struct slices *s);
void slices_done(struct slices *s);

/* Writes "name=content;" for each file, "kind:name;" for each other entry. */
struct notes {
	struct fi_buf text;
	enum fi_code fail_entry, fail_bytes; /* what to answer, FI_OK usually */
	bool skip, open;
};
struct fi_visitor notes_visitor(struct notes *n);

/* Walk one layer in memory, cut into blocks of `step` bytes. */
enum fi_code walk_bytes(struct fi_set *set, const void *p, size_t n, size_t step,
	struct fi_err *err);

/* Add an export in memory to the set, as a file and as a pipe. */
enum fi_code add_as_file(struct fi_set *set, const struct fi_buf *tar, struct fi_err *err);
enum fi_code add_as_pipe(struct fi_set *set, const struct fi_buf *tar, struct fi_err *err);

/* Images, layers, digests, mismatches and gaps as text, to compare two readings. */
char *set_text(const struct fi_set *set);

/* A blob at blobs/sha256/HEX; its digest is written to out. */
void put_blob(struct fi_buf *tar, const void *p, size_t n, char out[72]);

/* A tar with one file. */
void one_file(struct fi_buf *tar, const char *path, const char *text);

/* A docker archive of one image with these layers, "1.tar", "2.tar", ... */
void docker_archive(struct fi_buf *tar, const struct fi_buf *layers, size_t n);

#endif
