/* Promise: every text gives an object; it is not OK exactly if it has problems. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/flyconf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte picks the syntax. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "fly.toml", "fly.yaml", "fly.json" };
	struct fi_flyconf *f = NULL;
	struct fi_err err = { 0 };

	if (!size)
		return 0;
	if (fi_flyconf_parse(names[data[0] % 3], (const char *)data + 1, size - 1, &f,
		    &err) != FI_OK)
		abort();
	if ((f->outcome == FI_FLY_OK) != (f->problems.n == 0))
		abort();
	for (size_t i = 0; i < f->env.n; i++)
		if (!fi_flyconf_env(f, f->env.v[i].key) || !f->env.v[i].at.line)
			abort();
	fi_flyconf_free(f);
	return 0;
}
