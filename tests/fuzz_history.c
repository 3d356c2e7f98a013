/* fuzz_history.c - a build argument's value is not shown, and rows only get shorter. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "layers/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "RUN " and what is said in place of a command that cannot be told from arguments. */
#define ADDED 48

static void only_gets_shorter(const char *row)
{
	FI_AUTO(fi_freep) char *shown = fi_history_clean(row);

	if (!shown || strlen(shown) > strlen(row) + ADDED)
		abort();
}

/* As the value of the one argument of a command; it names no shell of its own. */
static void is_not_shown(const char *text)
{
	FI_AUTO(fi_freep) char *value = strdup(text);
	FI_AUTO(fi_freep) char *row = NULL;
	FI_AUTO(fi_freep) char *shown = NULL;

	for (char *p = value; p && *p; p++)
		if (*p == '/')
			*p = '.';
	row = fi_format("RUN |1 A=%s /bin/sh -c true # buildkit", value);
	shown = row ? fi_history_clean(row) : NULL;
	if (!shown || strcmp(shown, "RUN true") != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FI_AUTO(fi_freep) char *text = strndup((const char *)data, size);

	if (!text)
		return 0;
	only_gets_shorter(text);
	is_not_shown(text);
	return 0;
}
