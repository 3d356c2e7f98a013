/* cross_command.h - what a machine will run.
 *
 * flyctl puts the command line together from the image's Entrypoint and Cmd, the
 * config's [processes] and [experimental]; no shell is involved unless one is named.
 */
#ifndef FI_RULES_CROSS_COMMAND_H
#define FI_RULES_CROSS_COMMAND_H

#include "lib/buf.h"
#include "lib/flyconf.h"
#include "rules/finding.h"

enum fi_word_source { FI_WORD_ENTRYPOINT, FI_WORD_CMD, FI_WORD_FLY };

#define FI_COMMAND_WORDS_MAX 256 /* more are not looked at */

/* Words in order; the script of `sh -c SCRIPT` follows in words of its own. */
struct fi_command {
	struct fi_strs words;
	size_t argc; /* of them the command line itself has */
	enum fi_word_source source[FI_COMMAND_WORDS_MAX];
	struct fi_fly_at at; /* of what the config says, line 0 if it says nothing */
};

/*
 * The command of one process group of the case's config on the case's image; without
 * a config, the image's own.  False without memory (then nothing can be said, and
 * nothing is).
 */
FI_MUST_CHECK bool fi_command_of(
	const struct fi_case *c, const char *group, struct fi_command *out);
/* The command of the machine that runs deploy.release_command. */
FI_MUST_CHECK bool fi_command_release(const struct fi_case *c, struct fi_command *out);
void fi_command_done(struct fi_command *k);

/* A variable as the app will see it: [env] wins over the image.  NULL if unset. */
const char *fi_command_env(const struct fi_case *c, const char *name);

/* Where a word stands; subject as in fi_spot. */
struct fi_spot fi_command_spot(const struct fi_case *c, const struct fi_command *k,
	size_t index, const char *subject);

#endif
