#include "layers/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int fi_folder_open(int folder, const char *name, int flags)
{
	int fd = dup(folder);

	while (fd >= 0) {
		const char *slash = strchr(name, '/');
		char part[256];
		size_t n = slash ? (size_t)(slash - name) : strlen(name);
		int next;

		if (n == 0 || n >= sizeof(part)) {
			close(fd);
			errno = ENOENT;
			return -1;
		}
		memcpy(part, name, n);
		part[n] = 0;
		next = openat(fd, part,
			O_NOFOLLOW | O_CLOEXEC | (slash ? O_DIRECTORY | O_RDONLY : flags));
		close(fd);
		fd = next;
		if (!slash)
			break;
		name = slash + 1;
	}
	return fd;
}

static int by_bytes(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static enum fi_code read_names(DIR *d, size_t most, struct fi_strs *out, struct fi_err *err)
{
	const struct dirent *e;

	for (errno = 0; (e = readdir(d)); errno = 0) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (out->n >= most)
			return fi_err_set(err, FI_ELIMIT, "more than %zu names in a folder", most);
		if (fi_strs_add(out, e->d_name) != FI_OK)
			return fi_err_nomem(err);
	}
	return errno ? fi_err_sys(err, errno, "cannot read the folder") : FI_OK;
}

enum fi_code fi_folder_list(int folder, size_t most, struct fi_strs *out, struct fi_err *err)
{
	/* A descriptor of its own: readdir moves the offset. */
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	struct fi_strs names = { 0 };
	enum fi_code rc;

	if (!d) {
		rc = fi_err_sys(err, errno, "cannot read the folder");
		if (fd >= 0)
			close(fd);
		return rc;
	}
	rc = read_names(d, most, &names, err);
	closedir(d);
	if (rc != FI_OK) {
		fi_strs_done(&names);
		return rc;
	}
	if (names.n)
		qsort(names.v, names.n, sizeof(names.v[0]), by_bytes);
	*out = names;
	return FI_OK;
}

mode_t fi_folder_kind(int folder, const char *name, uint64_t *size)
{
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return 0;
	if (size)
		*size = (uint64_t)st.st_size;
	return st.st_mode & S_IFMT;
}

static enum fi_code read_all(int fd, size_t most, struct fi_buf *out, struct fi_err *err)
{
	char block[16384];
	ssize_t n;

	for (;;) {
		n = read(fd, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fi_err_sys(err, errno, "cannot read");
		if (n == 0)
			return FI_OK;
		if ((size_t)n > most - out->len)
			return fi_err_set(err, FI_ELIMIT, "it has more than %zu bytes", most);
		if (fi_buf_add(out, block, (size_t)n) != FI_OK)
			return fi_err_nomem(err);
	}
}

enum fi_code fi_folder_read(int folder, const char *name, size_t most, struct fi_buf *out,
	struct fi_err *err)
{
	/* Not blocking: a pipe of that name must not be waited for. */
	int fd = fi_folder_open(folder, name, O_RDONLY | O_NONBLOCK);
	struct fi_buf text = fi_buf_limited(most);
	struct stat st;
	enum fi_code rc;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ?
			fi_err_set(err, FI_ENOTFOUND, "%s: it is not there", name) :
			fi_err_sys(err, errno, "%s", name);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		rc = fi_err_set(err, FI_EIO, "%s: it is no file", name);
	else
		rc = read_all(fd, most, &text, err);
	close(fd);
	if (rc != FI_OK) {
		fi_buf_done(&text);
		return rc;
	}
	*out = text;
	return FI_OK;
}
