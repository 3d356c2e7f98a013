#include "cmd/fixplan.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/say.h"
#include "rules/reference.h"
#include "rules/sink.h"

/* --- JSON --- */

static json_t *clean(const char *text)
{
	FI_AUTO(fi_freep) char *safe = say_escaped(text, SAY_UTF8);

	return safe ? json_string(safe) : NULL;
}

static json_t *strings(const struct fi_strs *s)
{
	json_t *list = json_array();

	for (size_t i = 0; list && i < s->n; i++)
		if (json_array_append_new(list, clean(s->v[i])) != 0) {
			json_decref(list);
			return NULL;
		}
	return list;
}

/* Fingerprint and rule tell a finding of the report's list. */
static json_t *findings(const struct fi_finding *const *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; list && i < n; i++) {
		const char *url = fi_finding_reference(v[i]);
		json_t *o = json_pack("{s:s,s:s,s:o,s:s*}", "rule", v[i]->rule->id, "fingerprint",
			v[i]->fingerprint, "fix", clean(v[i]->fix), "reference", url);

		if (json_array_append_new(list, o) != 0) {
			json_decref(list);
			return NULL;
		}
	}
	return list;
}

json_t *fixplan_json(const struct fi_fixplan *p)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:o}", "revoke", findings(p->revoke, p->nrevoke),
		"secrets", strings(&p->names), "commands", strings(&p->commands), "diff",
		clean(p->diff), "by_hand", findings(p->rest, p->nrest));
}

/* --- text --- */

struct page {
	FILE *out;
	const struct report *r;
	unsigned step;
};

static void heading(struct page *p, const char *text)
{
	(void)fprintf(p->out, "%s%u. %s%s\n\n", p->r->color ? "\033[1m" : "", ++p->step, text,
		p->r->color ? "\033[0m" : "");
}

static void where(struct page *p, const struct fi_finding *f)
{
	const struct fi_place *at = &f->places[0];

	if (at->config && !at->path)
		(void)fputs("image config, ", p->out);
	say_text(p->out, fi_place_text(at));
	if (at->line)
		(void)fprintf(p->out, ":%u", at->line);
	if (f->nplaces > 1)
		(void)fprintf(p->out, " and %zu more place%s", f->nplaces - 1,
			f->nplaces == 2 ? "" : "s");
}

/* Did what is to be revoked leave with an image, or does it stand in the project alone? */
static bool is_shipped(const struct fi_fixplan *plan)
{
	for (size_t i = 0; i < plan->nrevoke; i++)
		for (size_t k = 0; k < plan->revoke[i]->nplaces; k++)
			if (plan->revoke[i]->places[k].image >= 0 &&
				!plan->revoke[i]->places[k].file)
				return true;
	return false;
}

static void revoke(struct page *p, const struct fi_fixplan *plan)
{
	if (!plan->nrevoke)
		return;
	heading(p, "Revoke what has leaked");
	say_wrapped(p->out, "   ", 3, p->r->width,
		is_shipped(plan) ?
			"Taking it out of the image is not enough: whoever has pulled the "
			"image has it." :
			"Taking it out of the file is not enough: whoever has the project, or "
			"its history in Git, has it.");
	(void)fputc('\n', p->out);
	for (size_t i = 0; i < plan->nrevoke; i++) {
		const struct fi_finding *f = plan->revoke[i];
		const char *url = fi_finding_reference(f);

		(void)fprintf(p->out, "   - %s", f->rule->title);
		if (f->key) {
			(void)fputs(", ", p->out);
			say_text(p->out, f->key);
		}
		if (f->masked) {
			(void)fputs(", ", p->out);
			say_text(p->out, f->masked);
		}
		(void)fputs("\n     in ", p->out);
		where(p, f);
		if (url)
			(void)fprintf(p->out, "\n     %s", url);
		(void)fputc('\n', p->out);
	}
	(void)fputc('\n', p->out);
}

static void set_secrets(struct page *p, const struct fi_fixplan *plan)
{
	if (!plan->names.n)
		return;
	heading(p, "Set the new ones where the app reads them");
	say_wrapped(p->out, "   ", 3, p->r->width,
		"Put lines NAME=VALUE into a file outside of the project, so that no value "
		"lands in your shell's history, import it, and delete it.");
	(void)fputs("\n     # ", p->out);
	for (size_t i = 0; i < plan->names.n; i++) {
		(void)fputs(i ? ", " : "", p->out);
		say_text(p->out, plan->names.v[i]);
	}
	(void)fputs("\n     fly secrets import --stage < ~/new-secrets\n"
		    "     shred -u ~/new-secrets\n\n",
		p->out);
}

static void edit(struct page *p, const struct fi_fixplan *plan)
{
	if (!plan->commands.n && !*plan->diff)
		return;
	heading(p, "Edit the files");
	for (size_t i = 0; i < plan->commands.n; i++) {
		(void)fputs("     ", p->out);
		say_text(p->out, plan->commands.v[i]);
		(void)fputc('\n', p->out);
	}
	if (plan->commands.n)
		(void)fputc('\n', p->out);
	if (!*plan->diff)
		return;
	say_wrapped(p->out, "   ", 3, p->r->width,
		"`flyimg ... --fix-plan | patch -p1`, in the project's folder, makes these "
		"changes:");
	(void)fputc('\n', p->out);
	/* As it is: patch(1) must be able to read it.  Control bytes are shown escaped. */
	for (const char *l = plan->diff; *l;) {
		size_t n = strcspn(l, "\n");
		FI_AUTO(fi_freep) char *line = strndup(l, n);

		if (line)
			say_text(p->out, line);
		(void)fputc('\n', p->out);
		l += n + (l[n] == '\n');
	}
	(void)fputc('\n', p->out);
}

static bool is_revoked(const struct fi_fixplan *plan, const struct fi_finding *f)
{
	for (size_t i = 0; i < plan->nrevoke; i++)
		if (plan->revoke[i] == f)
			return true;
	return false;
}

/* An instruction is cut to so much; the Dockerfile has the rest. */
#define MADE_MAX 60

/* " (Dockerfile:8)", or ", by COPY . ."; "" if who put it there is unknown. */
static char *origin(const struct page *p, const struct fi_place *at)
{
	const char *file = p->r->project->c.dockerfile_name, *made;
	unsigned line = report_place_line(p->r, at);

	if (line && file)
		return fi_format(" (%s:%u)", file, line);
	if (at->file)
		return at->line ? fi_format(":%u", at->line) : strdup("");
	made = at->layer >= 0 ? report_instruction(p->r, at->image, at->layer) : "";
	return *made ? fi_format(", by %.*s%s", MADE_MAX, made,
			       strlen(made) > MADE_MAX ? "..." : "") :
		       strdup("");
}

/* More places of one leak than this are not told one by one. */
#define PLACES_TOLD 5

static char *leak_place(const struct page *p, const struct fi_place *at)
{
	FI_AUTO(fi_freep) char *words = at->config ? report_config_words(p->r, at) : NULL;
	FI_AUTO(fi_freep) char *from = origin(p, at);

	if (!from)
		return NULL;
	return words ? fi_format("image config, %s%s", words, from) :
		       fi_format("%s%s", fi_place_text(at), from);
}

static void leak_places(struct page *p, const struct fi_finding *f)
{
	FI_AUTO(fi_freep) char *last = NULL;
	unsigned told = 0;

	for (size_t i = 0; i < f->nplaces; i++) {
		char *text = leak_place(p, &f->places[i]);

		/* Two lines of one file are one thing to take out. */
		if (text && (!last || strcmp(last, text) != 0) && told++ < PLACES_TOLD)
			say_wrapped(p->out, "     ", 5, p->r->width, text);
		free(last);
		last = text;
	}
	if (told > PLACES_TOLD)
		(void)fprintf(p->out, "     and %u more place%s\n", told - PLACES_TOLD,
			told == PLACES_TOLD + 1 ? "" : "s");
}

/* What was told to be revoked and is no line that the patch takes away. */
static void take_out(struct page *p, const struct fi_fixplan *plan)
{
	bool begun = false;

	for (size_t i = 0; i < plan->nrest; i++) {
		const struct fi_finding *f = plan->rest[i];

		if (!is_revoked(plan, f))
			continue;
		if (!begun) {
			heading(p, "Take the leaks out");
			say_wrapped(p->out, "   ", 3, p->r->width,
				"Files out of what COPY takes (a line in .dockerignore), values "
				"out of instructions; what a build needs, by RUN --mount=type="
				"secret. A later RUN rm takes nothing away.");
			(void)fputc('\n', p->out);
		}
		begun = true;
		(void)fprintf(p->out, "   - %s  [%s]\n", f->rule->title, f->rule->id);
		leak_places(p, f);
	}
	if (begun)
		(void)fputc('\n', p->out);
}

static void by_hand(struct page *p, const struct fi_fixplan *plan)
{
	bool begun = false;

	for (size_t i = 0; i < plan->nrest; i++) {
		const struct fi_finding *f = plan->rest[i];

		if (is_revoked(plan, f))
			continue;
		if (!begun)
			heading(p, "Mend the rest by hand");
		begun = true;
		(void)fprintf(p->out, "   - %s  [%s]\n     in ", f->rule->title, f->rule->id);
		where(p, f);
		(void)fputc('\n', p->out);
		say_wrapped(p->out, "     ", 5, p->r->width, f->message);
		say_lines(p->out, "     ", 5, p->r->width, f->fix);
	}
	if (begun)
		(void)fputc('\n', p->out);
}

static void again(struct page *p)
{
	const struct fi_set *set = p->r->set;
	const char *name = set && set->nimages && set->images[0].names.n ?
				   set->images[0].names.v[0] :
				   "app";

	heading(p, "Build, look again, deploy");
	(void)fputs("     docker build --no-cache --platform linux/amd64 -t ", p->out);
	say_text(p->out, name);
	(void)fputs(" .\n     docker save ", p->out);
	say_text(p->out, name);
	(void)fputs(" | flyimg check -\n     fly deploy\n", p->out);
}

void fixplan_text(FILE *out, const struct report *r)
{
	const struct fi_fixplan *plan = r->plan;
	struct page p = { .out = out, .r = r };

	if (!plan->nrevoke && !plan->nrest && !*plan->diff && !plan->commands.n) {
		(void)fputs("Nothing to mend.\n", out);
		return;
	}
	revoke(&p, plan);
	set_secrets(&p, plan);
	edit(&p, plan);
	take_out(&p, plan);
	by_hand(&p, plan);
	again(&p);
	if (!r->complete)
		(void)fputs("\nNot everything could be looked at: run again without --fix-plan "
			    "to see what.\n",
			out);
}
