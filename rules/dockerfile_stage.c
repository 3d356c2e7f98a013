/* Bases, users, ports, and whether the file reads as a Dockerfile at all. */
#include "rules/dockerfile.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rules/image.h"
#include "rules/ports.h"

/* Ports judged in one EXPOSE; a longer list is no list that a person wrote. */
#define EXPOSED_MAX 64

static const enum fi_severity low = FI_LOW;

struct fi_spot fi_df_spot(const struct fi_case *c, unsigned line, const char *subject)
{
	return (struct fi_spot){ .layer = -1,
		.file = c->dockerfile_name ? c->dockerfile_name : "Dockerfile",
		.line = line,
		.subject = subject };
}

const char *fi_df_image_tag(const char *image, bool *digest)
{
	const char *slash = strrchr(image, '/');
	const char *colon = strchr(slash ? slash : image, ':');

	*digest = strchr(image, '@') != NULL;
	if (*digest && colon && colon > strchr(image, '@'))
		return NULL;
	return colon ? colon + 1 : NULL;
}

static unsigned from_line(const struct fi_dockerfile *df, size_t stage)
{
	return df->list[df->stages[stage].from].line;
}

/* ---- the user at the end ---- */

/* The last USER of the image, looked for through the stages it is FROM; -1. */
static long last_user(const struct fi_dockerfile *df, size_t *root_stage)
{
	for (int s = (int)df->nstages - 1; s >= 0; s = df->stages[s].parent) {
		*root_stage = (size_t)s;
		for (size_t i = df->stages[s].end; i-- > df->stages[s].from;)
			if (df->list[i].kind == FI_DF_USER && !df->list[i].onbuild)
				return (long)i;
	}
	return -1;
}

static bool is_root(const char *user)
{
	size_t n = strcspn(user, ": \t");

	if (n == 4 && memcmp(user, "root", 4) == 0)
		return true;
	return n && strspn(user, "0") >= n;
}

/* Does the start command change the user itself? */
static bool drops_root(const struct fi_dockerfile *df)
{
	static const char *const tools[] = { "gosu", "su-exec", "setpriv", "runuser",
		"setuidgid", "chpst" };

	for (size_t i = 0; i < df->n; i++)
		for (size_t k = 0; k < sizeof(tools) / sizeof(tools[0]); k++)
			if (fi_df_ships(df, df->list[i].stage) && strstr(df->list[i].text, tools[k]))
				return true;
	return false;
}

/* Bases that say in their name that they do not run as root. */
static bool rootless_base(const char *base)
{
	return strcasestr(base, "nonroot") || strcasestr(base, "unprivileged") ||
		strcasestr(base, "rootless") || strncmp(base, "cgr.dev/", 8) == 0;
}

/* The built images say that the base brings a user, whatever its name. */
static bool images_have_user(const struct fi_case *c)
{
	for (size_t i = 0; c->set && i < c->set->nimages; i++) {
		const char *user = c->set->images[i].config.user;

		if (!user || !*user || is_root(user))
			return false;
	}
	return c->set && c->set->nimages > 0;
}

static const char *user_fix(const char *base)
{
	const char *name = strrchr(base, '/');

	if (strcmp(base, "scratch") == 0 || strcasestr(base, "distroless"))
		return FI_FIX_USER_NUMBER;
	name = name ? name + 1 : base;
	if (strncmp(name, "node", 4) == 0 && (!name[4] || strchr(":@-", name[4])))
		return "Add `USER node` before CMD; node's images bring that user. Copy with "
		       "`COPY --chown=node:node`.";
	return NULL;
}

void fi_df_root_user(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_dockerfile *df = c->dockerfile;
	size_t stage = 0;
	long at = last_user(df, &stage);
	struct fi_spot spot = fi_df_spot(c, 1, "user");
	FI_AUTO(fi_freep) char *user = NULL;
	bool known = true;

	if (!df->nstages || images_have_user(c))
		return;
	spot.severity = drops_root(df) ? &low : NULL;
	spot.fix = user_fix(df->stages[stage].base);
	if (at < 0) {
		if (rootless_base(df->stages[stage].base))
			return;
		spot.line = from_line(df, df->nstages - 1);
		fi_report(out, c, r, &spot,
			"No USER in the last stage: unless the base sets one, the app runs as root.");
		return;
	}
	user = fi_df_expand(df, (size_t)at, df->list[at].text, &known);
	if (!user || !known || !is_root(user))
		return;
	spot.line = df->list[at].line;
	fi_report(out, c, r, &spot, "The last USER is %.40s: the app runs as root.", user);
}

/* ---- bases ---- */

static void latest(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	unsigned line, const char *image, bool ships)
{
	struct fi_spot spot = fi_df_spot(c, line, image);
	FI_AUTO(fi_freep) char *fix = NULL;
	bool digest;
	const char *tag = fi_df_image_tag(image, &digest);
	int n = (int)(tag ? tag - image - 1 : (long)strlen(image));

	if (digest || strcmp(image, "scratch") == 0 || !*image ||
		(tag && strcmp(tag, "latest") != 0))
		return;
	fix = fi_format("Name a version, best with its digest: `%.*s:VERSION@sha256:DIGEST` "
			"(`docker buildx imagetools inspect %.*s:VERSION` prints it).",
		n, image, n, image);
	spot.fix = fix;
	spot.severity = ships ? NULL : &low;
	fi_report(out, c, r, &spot, "%s %s: the next build may get another image.", image,
		tag ? "is the tag that moves with every release" : "has no tag, which means latest");
}

/* COPY --from=IMAGE, as opposed to a stage's name or number. */
static bool from_image(const struct fi_dockerfile *df, const char *from)
{
	if (!*from || strspn(from, "0123456789") == strlen(from) || fi_df_has_variable(from))
		return false;
	for (size_t i = 0; i < df->nstages; i++)
		if (df->stages[i].name && strcasecmp(df->stages[i].name, from) == 0)
			return false;
	/* A build context has a bare name too; with a tag or a slash it is an image. */
	return strchr(from, '/') || strchr(from, ':');
}

void fi_df_latest_base(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_dockerfile *df = c->dockerfile;

	for (size_t i = 0; i < df->nstages; i++)
		if (df->stages[i].known && df->stages[i].parent < 0)
			latest(c, r, out, from_line(df, i), df->stages[i].base,
				fi_df_ships(df, (int)i));
	for (size_t i = 0; i < df->n; i++) {
		const char *from = fi_df_flag(&df->list[i], "from");

		if (df->list[i].kind == FI_DF_COPY && from && from_image(df, from))
			latest(c, r, out, df->list[i].line, from, false);
	}
}

void fi_df_arg_base(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_dockerfile *df = c->dockerfile;

	for (size_t i = 0; i < df->nstages; i++) {
		const struct fi_df_stage *s = &df->stages[i];
		struct fi_spot spot = fi_df_spot(c, from_line(df, i), s->written);

		if (!s->variable || s->known || s->parent >= 0)
			continue;
		spot.severity = fi_df_ships(df, (int)i) ? NULL : &low;
		fi_report(out, c, r, &spot,
			"FROM %.80s depends on a build argument without a default: whoever builds "
			"chooses the base, and without it the build fails.", s->written);
	}
}

void fi_df_platform(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_dockerfile *df = c->dockerfile;

	for (size_t i = 0; i < df->nstages; i++) {
		const char *p = df->stages[i].platform;
		struct fi_spot spot = fi_df_spot(c, from_line(df, i), "platform");

		if (!p || !*p || !fi_df_ships(df, (int)i) || strcmp(p, "linux/amd64") == 0 ||
			strncmp(p, "linux/amd64/", 12) == 0 || strcmp(p, "linux") == 0)
			continue;
		fi_report(out, c, r, &spot,
			"FROM --platform=%.40s makes an image that Fly Machines cannot run; they "
			"are linux/amd64.", p);
	}
}

/* ---- ports ---- */

static void exposed_word(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, size_t index, const char *word)
{
	const struct fi_df_instruction *ins = &c->dockerfile->list[index];
	FI_AUTO(fi_freep) char *text = fi_df_expand(c->dockerfile, index, word, NULL);
	const struct fi_port *odd;
	unsigned first, last;
	char subject[16];
	struct fi_spot spot;
	bool udp;

	if (!text || !fi_port_parse(text, &first, &last, &udp) || udp)
		return;
	odd = fi_port_odd(first, last);
	if (!odd)
		return;
	(void)snprintf(subject, sizeof(subject), "%u", odd->port);
	spot = fi_df_spot(c, ins->line, subject);
	spot.severity = &odd->severity;
	fi_report(out, c, r, &spot, "EXPOSE %.40s: port %u is %s.", text, odd->port, odd->what);
}

void fi_df_exposed_port(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];

		if (ins->kind != FI_DF_EXPOSE || !fi_df_ships(c->dockerfile, ins->stage))
			continue;
		for (size_t k = 0; k < ins->words.n && k < EXPOSED_MAX; k++)
			exposed_word(c, r, out, i, ins->words.v[k]);
	}
}

/* ---- the file itself ---- */

static void problems(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	enum fi_df_trouble kind)
{
	for (size_t i = 0; i < c->dockerfile->nproblems; i++) {
		const struct fi_df_problem *p = &c->dockerfile->problems[i];
		struct fi_spot spot = fi_df_spot(c, p->line, NULL);

		if (p->kind == kind)
			fi_report(out, c, r, &spot, "%s.", p->text);
	}
}

void fi_df_unknown_instruction(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	problems(c, r, out, FI_DF_BAD_NAME);
}

void fi_df_syntax(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	problems(c, r, out, FI_DF_BAD_SYNTAX);
}
