/*
 * Promise: the text before the first zero byte parses as a .dockerignore, the rest
 * can be held against it as a path, and what hides a folder hides a file in it,
 * unless a '!' takes it back.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/dockerignore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *cut = size ? memchr(data, 0, size) : NULL;
	size_t n = cut ? (size_t)(cut - data) : size;
	struct fi_ignore *ig = NULL;
	char path[256], below[300];
	size_t len = size - n;
	bool except = false, hidden;

	if (fi_ignore_parse((const char *)data, n, &ig, NULL) != FI_OK)
		abort();
	len = len > sizeof(path) - 1 ? sizeof(path) - 1 : len;
	if (len)
		memcpy(path, data + n + 1, len - 1);
	path[len ? len - 1 : 0] = 0;
	for (size_t i = 0; i < ig->n; i++)
		except |= ig->list[i].except;
	hidden = fi_ignore_match(ig, path);
	if (hidden != (fi_ignore_line(ig, path) != 0) && !except)
		abort();
	(void)snprintf(below, sizeof(below), "%s/file", path);
	/* "/.." at the end would go up again. */
	if (hidden && !except && !fi_ignore_match(ig, below))
		abort();
	fi_ignore_free(ig);
	return 0;
}
