/* fuzz_main.c - replays a fuzz target's corpus, with any compiler.
 *
 * fuzz_x FILE|FOLDER...: each file is given whole and cut short at a few places, in
 * a heap buffer of exactly its size, so that a sanitizer sees every read past its end.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/err.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CUTS 16

static size_t ninputs;

static void give(const uint8_t *data, size_t size)
{
	uint8_t *exact = malloc(size ? size : 1);

	if (!exact)
		abort();
	if (size)
		memcpy(exact, data, size);
	(void)LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

static void closep(FILE **f)
{
	if (*f)
		(void)fclose(*f);
}

static void freep(uint8_t **p)
{
	free(*p);
}

static int replay_file(const char *path, size_t size)
{
	FI_AUTO(closep) FILE *f = fopen(path, "rb");
	FI_AUTO(freep) uint8_t *data = malloc(size + 1);

	if (!f || !data || fread(data, 1, size, f) != size) {
		fprintf(stderr, "%s: cannot read: %s\n", path, strerror(errno));
		return 1;
	}
	fprintf(stderr, "%s\n", path); /* before: it may crash */
	give(data, size);
	for (size_t i = 0; i < CUTS && i < size; i++)
		give(data, size * i / CUTS);
	ninputs++;
	return 0;
}

static int replay(const char *path)
{
	char name[PATH_MAX];
	struct dirent *e;
	struct stat st;
	DIR *d;
	int rc = 0;

	if (stat(path, &st) != 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return 1;
	}
	if (!S_ISDIR(st.st_mode))
		return replay_file(path, (size_t)st.st_size);
	d = opendir(path);
	if (!d)
		return 1;
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		if (snprintf(name, sizeof(name), "%s/%s", path, e->d_name) >= PATH_MAX)
			rc = 1;
		else if (replay(name) != 0)
			rc = 1;
	}
	closedir(d);
	return rc;
}

int main(int argc, char **argv)
{
	int rc = 0;

	for (int i = 1; i < argc; i++)
		rc |= replay(argv[i]);
	printf("%zu passed, %d failed\n", ninputs, rc);
	return rc;
}
