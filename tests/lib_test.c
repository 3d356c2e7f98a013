#include "tests/lib_test.h"

#include <ftw.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BLOCK 512

/* Field offsets and widths of a ustar header (POSIX pax, "ustar Interchange Format"). */
enum {
	NAME = 0,
	MODE = 100,
	UID = 108,
	GID = 116,
	SIZE = 124,
	MTIME = 136,
	SUM = 148,
	TYPE = 156,
	LINK = 157,
	MAGIC = 257,
	NAME_LEN = 100,
	ID_LEN = 8,
	SIZE_LEN = 12,
};

static void put_octal(char *field, size_t width, uint64_t value)
{
	field[width - 1] = '\0';
	for (size_t i = width - 1; i-- > 0; value >>= 3)
		field[i] = (char)('0' + (value & 7));
}

static void put_text(char *field, const char *text)
{
	size_t n = strlen(text);

	assert_true(n <= NAME_LEN);
	memcpy(field, text, n);
}

void mktar_header(struct fi_buf *tar, const struct mktar *m)
{
	char h[BLOCK] = { 0 };
	unsigned sum = 0;

	put_text(h + NAME, m->path);
	put_octal(h + MODE, ID_LEN, m->mode);
	put_octal(h + UID, ID_LEN, m->uid);
	put_octal(h + GID, ID_LEN, m->gid);
	put_octal(h + SIZE, SIZE_LEN, m->size);
	put_octal(h + MTIME, SIZE_LEN, 0);
	h[TYPE] = m->type ? m->type : '0';
	if (m->link)
		put_text(h + LINK, m->link);
	memcpy(h + MAGIC, "ustar\00000", 8);
	memset(h + SUM, ' ', 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (unsigned char)h[i];
	put_octal(h + SUM, 7, sum);
	assert_int_equal(fi_buf_add(tar, h, BLOCK), FI_OK);
}

void mktar_data(struct fi_buf *tar, const void *bytes, size_t n)
{
	static const char zeros[BLOCK];

	assert_int_equal(fi_buf_add(tar, bytes, n), FI_OK);
	assert_int_equal(fi_buf_add(tar, zeros, (BLOCK - n % BLOCK) % BLOCK), FI_OK);
}

void mktar(struct fi_buf *tar, const char *path, unsigned mode, const void *bytes, size_t n)
{
	struct mktar m = { .path = path, .mode = mode, .size = n };

	mktar_header(tar, &m);
	mktar_data(tar, bytes, n);
}

void mktar_text(struct fi_buf *tar, const char *path, const char *text)
{
	mktar(tar, path, 0644, text, strlen(text));
}

void mktar_kind(struct fi_buf *tar, char type, const char *path, const char *link,
	unsigned mode)
{
	struct mktar m = { .path = path, .link = link, .type = type, .mode = mode };

	mktar_header(tar, &m);
}

void mktar_pax(struct fi_buf *tar, const char *key, const char *value)
{
	/* "LENGTH KEY=VALUE\n", where LENGTH counts its own digits. */
	size_t n = strlen(key) + strlen(value) + 3;
	size_t len = n + 1;
	char *record = NULL;
	int digits;

	while ((digits = snprintf(NULL, 0, "%zu", len)) > 0 && n + (size_t)digits != len)
		len = n + (size_t)digits;
	assert_true(asprintf(&record, "%zu %s=%s\n", len, key, value) == (int)len);
	mktar_header(tar, &(struct mktar){ .path = "PaxHeaders/x",
				 .type = 'x', .mode = 0644, .size = len });
	mktar_data(tar, record, len);
	free(record);
}

void mktar_end(struct fi_buf *tar)
{
	static const char zeros[2 * BLOCK];

	assert_int_equal(fi_buf_add(tar, zeros, sizeof(zeros)), FI_OK);
}

void test_digest(const void *bytes, size_t n, char out[72])
{
	unsigned char sum[EVP_MAX_MD_SIZE];

	assert_int_equal(EVP_Digest(bytes, n, sum, NULL, EVP_sha256(), NULL), 1);
	memcpy(out, "sha256:", 8);
	for (size_t i = 0; i < 32; i++)
		(void)snprintf(out + 7 + 2 * i, 3, "%02x", sum[i]);
}

void test_fails(enum fi_code got, enum fi_code want, const char *text,
	const struct fi_err *err, const char *call, const char *file, int line)
{
	if (got != want || err->code != want)
		print_error("%s: returned %d, recorded %d, not %d; it says \"%s\"\n", call,
			got, err->code, want, err->text);
	else if (!strstr(err->text, text))
		print_error("%s: says \"%s\", not \"%s\"\n", call, err->text, text);
	else
		return;
	_fail(file, line);
}

void test_ok(enum fi_code got, const struct fi_err *err, const char *call,
	const char *file, int line)
{
	if (got == FI_OK && (!err || err->code == FI_OK))
		return;
	print_error("%s: returned %d: \"%s\"\n", call, got, err ? err->text : "");
	_fail(file, line);
}

void test_contains(const char *text, const char *part, bool want, const char *file,
	int line)
{
	if (text && (strstr(text, part) != NULL) == want)
		return;
	print_error("\"%s\" %s \"%s\"\n", text ? text : "(null)",
		want ? "lacks" : "contains", part);
	_fail(file, line);
}

char *test_dir(void)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = fi_format("%s/flyimg-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");

	assert_non_null(dir);
	assert_non_null(mkdtemp(dir));
	return dir;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

void test_dir_done(char **dir)
{
	if (!*dir)
		return;
	(void)nftw(*dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(*dir);
	*dir = NULL;
}

char *test_path(const char *dir, const char *name)
{
	char *path = fi_format("%s/%s", dir, name);

	assert_non_null(path);
	return path;
}

void test_write(const char *dir, const char *name, const void *bytes, size_t n)
{
	FI_AUTO(fi_freep) char *path = test_path(dir, name);
	FILE *f;

	for (char *slash = path + strlen(dir) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		(void)mkdir(path, 0755);
		*slash = '/';
	}
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

void test_write_text(const char *dir, const char *name, const char *text)
{
	test_write(dir, name, text, strlen(text));
}
