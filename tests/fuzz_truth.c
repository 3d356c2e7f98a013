/*
 * Promise: whatever Fly config and Dockerfile say, the tables of ports and variables
 * are made, a service that disagrees has a line to change, and no value that looks
 * like a secret may be shown.  The text is cut at the first zero byte: a fly.toml, then
 * a Dockerfile.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/dockerfile.h"
#include "lib/flyconf.h"
#include "rules/sketch.h"
#include "rules/truth.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct fi_case *c)
{
	struct fi_env_table env;
	struct fi_truth t;

	if (!fi_truth_of(c, &t) || !fi_env_of(c, &env))
		abort();
	for (size_t i = 0; i < t.n; i++)
		if ((t.v[i].differs || t.v[i].loopback >= 0) != (t.v[i].fix != NULL) ||
			t.v[i].loopback >= (int)t.v[i].n)
			abort();
	for (size_t i = 0; i < env.n; i++)
		if (env.v[i].open && (env.v[i].secret || !env.v[i].value))
			abort();
	fi_truth_done(&t);
	fi_env_done(&env);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *cut = size ? memchr(data, 0, size) : NULL;
	size_t n = cut ? (size_t)(cut - data) : size;
	struct fi_case c = { .image_index = -1,
		.fly_name = "fly.toml",
		.dockerfile_name = "Dockerfile" };
	struct fi_dockerfile *df = NULL;
	struct fi_flyconf *fly = NULL;
	struct fi_image image = { 0 };
	struct fi_err err = { 0 };

	if (fi_flyconf_parse("fly.toml", (const char *)data, n, &fly, &err) != FI_OK)
		abort();
	if (cut && fi_dockerfile_parse((const char *)cut + 1, size - n - 1, &df, &err) !=
			   FI_OK)
		abort();
	if (fi_sketch(df, &image, &err) != FI_OK)
		abort();
	c.fly = fly;
	c.dockerfile = df;
	c.image = &image;
	look(&c);
	fi_image_done(&image);
	fi_dockerfile_free(df);
	fi_flyconf_free(fly);
	return 0;
}
