/* fuzz_manifest.c - an export ends, and a file and a pipe make the same of it.
 *
 * The input is a tar, or one in writing, so that its documents can change in length:
 *
 *	=== manifest.json
 *	[{"Config":"c.json","Layers":["l.tar"]}]
 *	=== l.tar
 *	tar:what the one file of this layer holds
 *	=== also.tar -> l.tar
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/lib_layers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a pipe takes without a second thread that empties it. */
#define MOST (1u << 20)

static void content(struct fi_buf *tar, const char *name, const char *text, size_t n)
{
	FI_AUTO(fi_buf_done) struct fi_buf layer = fi_buf_limited(MOST);

	if (n >= 4 && memcmp(text, "tar:", 4) == 0) {
		mktar(&layer, "f", 0644, text + 4, n - 4);
		text = layer.p;
		n = layer.len;
	}
	mktar(tar, name, 0644, text, n);
}

/* One "=== NAME\nCONTENT" or "=== NAME -> TARGET\n"; both end before the next. */
static void member(struct fi_buf *tar, const char *p, size_t n)
{
	const char *line = memchr(p, '\n', n);
	size_t named = line ? (size_t)(line - p) : n;
	char name[101] = { 0 }, *arrow;

	memcpy(name, p, named < 100 ? named : 100);
	arrow = strstr(name, " -> ");
	if (arrow) {
		*arrow = 0;
		mktar_kind(tar, '2', name, arrow + 4, 0777);
	} else {
		content(tar, name, p + named + (line != NULL), n - named - (line != NULL));
	}
}

static void written(struct fi_buf *tar, const char *p, size_t n)
{
	const char *end = p + n;

	while (p < end) {
		const char *next = memmem(p + 4, (size_t)(end - p) - 4, "\n=== ", 5);

		member(tar, p + 4, (size_t)((next ? next : end) - p) - 4);
		if (!next || end - next < 5)
			break;
		p = next + 1;
	}
	mktar_end(tar);
}

static char *outcome(int fd)
{
	FI_AUTO(fi_freep) char *path = fi_format("/proc/self/fd/%d", fd);
	struct fi_err err = { 0 };
	struct fi_set set;
	char *text;

	if (!path || fi_set_init(&set, NULL, NULL, &err) != FI_OK)
		abort();
	text = fi_set_add(&set, path, &err) == FI_OK ? set_text(&set) :
						       fi_format("%d %s", err.code, err.text);
	fi_set_done(&set);
	close(fd);
	return text;
}

static char *as_file(const struct fi_buf *tar)
{
	int fd = memfd_create("export", MFD_CLOEXEC);

	if (fd < 0 || write(fd, tar->p, tar->len) != (ssize_t)tar->len)
		abort();
	return outcome(fd);
}

static char *as_pipe(const struct fi_buf *tar)
{
	int ends[2];

	if (pipe(ends) != 0 || fcntl(ends[1], F_SETPIPE_SZ, MOST) < 0 ||
		write(ends[1], tar->p, tar->len) != (ssize_t)tar->len)
		abort();
	close(ends[1]);
	return outcome(ends[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_buf_done) struct fi_buf tar = fi_buf_limited(MOST);
	FI_AUTO(fi_freep) char *file = NULL;
	FI_AUTO(fi_freep) char *pipe_ = NULL;

	if (size > MOST / 32)
		return 0;
	if (size >= 4 && memcmp(data, "=== ", 4) == 0)
		written(&tar, (const char *)data, size);
	else if (fi_buf_add(&tar, data, size) != FI_OK)
		return 0;
	file = as_file(&tar);
	pipe_ = as_pipe(&tar);
	if (!file || !pipe_ || strcmp(file, pipe_) != 0) {
		fprintf(stderr, "as a file: %s\nas a pipe: %s\n", file, pipe_);
		abort();
	}
	return 0;
}
