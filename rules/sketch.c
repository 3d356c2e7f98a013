#include "rules/sketch.h"

#include <stdlib.h>
#include <string.h>

#include "layers/config.h"

/* A value with a variable in it is known to nobody before the build. */
static bool is_known(const char *s)
{
	return s && !strchr(s, '$');
}

static enum fi_code add_env(const struct fi_df_instruction *d, struct fi_config *c)
{
	for (size_t i = 0; i < d->npairs; i++) {
		FI_AUTO(fi_freep) char *pair = NULL;

		if (!is_known(d->pairs[i].value))
			continue;
		pair = fi_format("%s=%s", d->pairs[i].key, d->pairs[i].value);
		if (!pair || fi_strs_add(&c->env, pair) != FI_OK)
			return FI_ENOMEM;
	}
	return FI_OK;
}

static enum fi_code add_words(const struct fi_strs *words, struct fi_strs *to)
{
	for (size_t i = 0; i < words->n; i++)
		if (is_known(words->v[i]) && fi_strs_add(to, words->v[i]) != FI_OK)
			return FI_ENOMEM;
	return FI_OK;
}

/* CMD and ENTRYPOINT: the last one counts; the shell form goes through a shell. */
static enum fi_code set_command(const struct fi_df_instruction *d, struct fi_strs *to)
{
	fi_strs_done(to);
	if (d->json)
		return add_words(&d->words, to);
	if (fi_strs_add(to, "/bin/sh") != FI_OK || fi_strs_add(to, "-c") != FI_OK)
		return FI_ENOMEM;
	return fi_strs_add(to, d->text);
}

static enum fi_code take(const struct fi_df_instruction *d, struct fi_config *c)
{
	switch (d->kind) {
	case FI_DF_ENV:
		return add_env(d, c);
	case FI_DF_EXPOSE:
		return add_words(&d->words, &c->ports);
	case FI_DF_CMD:
		return set_command(d, &c->cmd);
	case FI_DF_ENTRYPOINT:
		return set_command(d, &c->entrypoint);
	default:
		return FI_OK;
	}
}

enum fi_code fi_sketch(const struct fi_dockerfile *df, struct fi_image *out,
	struct fi_err *err)
{
	static const char nothing[] = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";
	struct fi_image image = { 0 };
	enum fi_code rc = fi_config_parse(nothing, strlen(nothing), &image.config, err);

	for (size_t i = 0; rc == FI_OK && df && i < df->n; i++) {
		const struct fi_df_instruction *d = &df->list[i];

		if (!d->onbuild && fi_df_ships(df, d->stage))
			rc = take(d, &image.config);
	}
	if (rc != FI_OK) {
		fi_image_done(&image);
		return fi_err_nomem(err);
	}
	*out = image;
	return FI_OK;
}
