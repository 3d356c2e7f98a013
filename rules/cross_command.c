#include "rules/cross_command.h"

#include <string.h>

#include "lib/num.h"
#include "lib/shlex.h"

static bool add_word(struct fi_command *k, const char *word, enum fi_word_source source)
{
	if (k->words.n >= FI_COMMAND_WORDS_MAX)
		return true;
	if (fi_strs_add(&k->words, word) != FI_OK)
		return false;
	k->source[k->words.n - 1] = source;
	return true;
}

static bool add_strs(
	struct fi_command *k, const struct fi_strs *s, enum fi_word_source source)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (!add_word(k, s->v[i], source))
			return false;
	return true;
}

static bool add_fly(struct fi_command *k, const struct fi_fly_words *w)
{
	size_t i;

	k->at = w->at;
	for (i = 0; i < w->n; i++)
		if (!add_word(k, w->v[i].s, FI_WORD_FLY))
			return false;
	return true;
}

static const struct fi_fly_process *find_process(
	const struct fi_flyconf *f, const char *group)
{
	size_t i;

	for (i = 0; i < f->processes.n; i++)
		if (!strcmp(f->processes.v[i].name, group))
			return &f->processes.v[i];
	return NULL;
}

/* The Cmd part: the group's command, experimental.cmd, or the image's. */
static bool add_cmd(const struct fi_case *c, const char *group, struct fi_command *k)
{
	const struct fi_fly_process *p = c->fly ? find_process(c->fly, group) : NULL;
	size_t i;

	if (p && p->argc) {
		k->at = p->at;
		for (i = 0; i < p->argc; i++)
			if (!add_word(k, p->argv[i], FI_WORD_FLY))
				return false;
		return true;
	}
	if (c->fly && c->fly->experimental.cmd.n)
		return add_fly(k, &c->fly->experimental.cmd);
	return add_strs(k, &c->image->config.cmd, FI_WORD_CMD);
}

static bool add_entrypoint(const struct fi_case *c, struct fi_command *k)
{
	if (c->fly && c->fly->experimental.entrypoint.n)
		return add_fly(k, &c->fly->experimental.entrypoint);
	return add_strs(k, &c->image->config.entrypoint, FI_WORD_ENTRYPOINT);
}

/* The words of "sh -c SCRIPT", so that its flags are seen too. */
static bool add_scripts(struct fi_command *k)
{
	size_t i, n = k->words.n, j;

	for (i = 0; i + 1 < n; i++) {
		struct fi_strs words = { 0 };
		bool ok = true;

		if (strcmp(k->words.v[i], "-c") != 0)
			continue;
		/* What was split before an error serves as well. */
		(void)!fi_shlex(
			k->words.v[i + 1], strlen(k->words.v[i + 1]), &words, NULL);
		for (j = 0; j < words.n && ok; j++)
			ok = add_word(k, words.v[j], k->source[i + 1]);
		fi_strs_done(&words);
		return ok;
	}
	return true;
}

/* All words are there: whole, or given up. */
static bool finish(struct fi_command *k, bool ok, struct fi_command *out)
{
	k->argc = k->words.n;
	if (!ok || !add_scripts(k)) {
		fi_command_done(k);
		return false;
	}
	*out = *k;
	return true;
}

bool fi_command_of(const struct fi_case *c, const char *group, struct fi_command *out)
{
	struct fi_command k = { 0 };

	if (c->fly && c->fly->experimental.exec.n)
		return finish(&k, add_fly(&k, &c->fly->experimental.exec), out);
	return finish(&k, add_entrypoint(c, &k) && add_cmd(c, group, &k), out);
}

bool fi_command_release(const struct fi_case *c, struct fi_command *out)
{
	const struct fi_fly_text *release = &c->fly->deploy.release_command;
	struct fi_strs words = { 0 };
	struct fi_command k = { 0 };
	bool ok = add_entrypoint(c, &k);

	k.at = release->at;
	/* What flyctl cannot split it refuses; another rule says so. */
	if (release->s && fi_shlex(release->s, strlen(release->s), &words, NULL) == FI_OK)
		ok = ok && add_strs(&k, &words, FI_WORD_FLY);
	fi_strs_done(&words);
	return finish(&k, ok, out);
}

void fi_command_done(struct fi_command *k)
{
	fi_strs_done(&k->words);
}

const char *fi_command_env(const struct fi_case *c, const char *name)
{
	const struct fi_fly_pair *e = c->fly ? fi_flyconf_env(c->fly, name) : NULL;

	return e ? e->value : fi_config_env(&c->image->config, name);
}

struct fi_spot fi_command_spot(const struct fi_case *c, const struct fi_command *k,
	size_t index, const char *subject)
{
	struct fi_spot spot = { .layer = -1, .subject = subject };

	switch (k->source[index]) {
	case FI_WORD_ENTRYPOINT:
		spot.config = "Entrypoint";
		break;
	case FI_WORD_CMD:
		spot.config = "Cmd";
		break;
	case FI_WORD_FLY:
		spot.file = c->fly_name;
		spot.line = k->at.line;
		spot.column = k->at.column;
		break;
	}
	return spot;
}
