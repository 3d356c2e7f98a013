/* lib_test.h - what several tests need: tars in memory, failures, folders. */
#ifndef FI_TESTS_LIB_TEST_H
#define FI_TESTS_LIB_TEST_H

/* cmocka wants these before itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/buf.h"
#include "lib/err.h"

/*
 * Append one regular file to a tar in memory.  The test fails without memory and
 * when `path` has more than 100 bytes.  mktar_end ends the archive; without it the
 * tar is one that was never closed, which readers accept.
 */
void mktar(struct fi_buf *tar, const char *path, unsigned mode, const void *bytes, size_t n);

/* A text file, mode 0644. */
void mktar_text(struct fi_buf *tar, const char *path, const char *text);

/*
 * Any other member: `type` is the tar's type byte ('1' hard link, '2' symlink, '5'
 * directory, '6' fifo, ...), `link` its target or NULL.
 */
void mktar_kind(struct fi_buf *tar, char type, const char *path, const char *link,
	unsigned mode);

/* The same with every field of the header: `size` need not be the truth. */
struct mktar {
	const char *path, *link; /* link NULL = none */
	char type;		 /* 0 = '0', a regular file */
	unsigned mode, uid, gid;
	uint64_t size;
};
void mktar_header(struct fi_buf *tar, const struct mktar *m);
/* n bytes and the padding to 512. */
void mktar_data(struct fi_buf *tar, const void *bytes, size_t n);
/* One PAX record in a header of its own, for the next member. */
void mktar_pax(struct fi_buf *tar, const char *key, const char *value);
void mktar_end(struct fi_buf *tar);

/* "sha256:..." of some bytes; written to out. */
void test_digest(const void *bytes, size_t n, char out[72]);

/*
 * The call failed with this code, and the error says `text` somewhere.  Shows what it
 * says instead when not.
 */
#define assert_fails(call, code, text, err)                                              \
	test_fails((call), (code), (text), (err), #call, __FILE__, __LINE__)
void test_fails(enum fi_code got, enum fi_code want, const char *text,
	const struct fi_err *err, const char *call, const char *file, int line);

/* The call returned FI_OK; shows the error when not. */
#define assert_ok(call, err) test_ok((call), (err), #call, __FILE__, __LINE__)
void test_ok(enum fi_code got, const struct fi_err *err, const char *call,
	const char *file, int line);

/* `text` contains `part`; shows both when not. */
#define assert_contains(text, part) test_contains((text), (part), true, __FILE__, __LINE__)
#define assert_lacks(text, part) test_contains((text), (part), false, __FILE__, __LINE__)
void test_contains(const char *text, const char *part, bool want, const char *file,
	int line);

/*
 * A new empty folder.  `FI_AUTO(test_dir_done) char *dir = test_dir();` removes it
 * with all that is in it when the test ends well.
 */
char *test_dir(void);
void test_dir_done(char **dir);

/* Write a file below `dir`, making the folders on the way. */
void test_write(const char *dir, const char *name, const void *bytes, size_t n);
void test_write_text(const char *dir, const char *name, const char *text);

/* The path of `name` below `dir`; free() it. */
char *test_path(const char *dir, const char *name);

#endif
