#include "cmd/checklist.h"

#include <string.h>

#include "cmd/say.h"

/* How each state looks, by enum fi_check_state. */
static const struct {
	const char *word, *color;
} looks[] = {
	[FI_CHECK_PASS] = { "pass", "\033[32m" },
	[FI_CHECK_FAIL] = { "FAIL", "\033[1;31m" },
	[FI_CHECK_UNKNOWN] = { "?", "\033[33m" },
};

static bool put(json_t *o, const char *key, const char *text)
{
	FI_AUTO(fi_freep) char *clean = text ? say_escaped(text, SAY_UTF8) : NULL;

	if (!text)
		return true;
	return clean && json_object_set_new(o, key, json_string(clean)) == 0;
}

static json_t *check_json(const struct fi_check *c)
{
	json_t *o = json_object();

	if (o && put(o, "id", c->id) && put(o, "title", c->title) &&
		put(o, "state", fi_check_state_name(c->state)) &&
		put(o, "evidence", c->evidence) && put(o, "fix", c->fix) &&
		json_object_set_new(o, "findings", json_integer((json_int_t)c->findings)) == 0)
		return o;
	json_decref(o);
	return NULL;
}

json_t *checklist_json(const struct fi_checklist *l)
{
	json_t *list = json_array();

	for (size_t i = 0; list && i < l->n; i++)
		if (json_array_append_new(list, check_json(&l->v[i])) != 0) {
			json_decref(list);
			return NULL;
		}
	return list;
}

static void one_check(FILE *out, const struct report *r, const struct fi_check *c)
{
	bool colored = r->color;

	(void)fprintf(out, "  %s%-4s%s  ", colored ? looks[c->state].color : "",
		looks[c->state].word, colored ? "\033[0m" : "");
	(void)fprintf(out, "%s  [%s]\n", c->title, c->id);
	say_wrapped(out, "        ", 8, r->width, c->evidence);
	if (c->fix)
		say_lines(out, "        fix  ", 13, r->width, c->fix);
}

void checklist_text(FILE *out, const struct report *r)
{
	const struct fi_checklist *l = r->checklist;
	size_t counts[3] = { 0 };

	(void)fputs("Security guide\n\n", out);
	for (size_t i = 0; i < l->n; i++) {
		one_check(out, r, &l->v[i]);
		counts[l->v[i].state]++;
	}
	(void)fprintf(out, "\n%zu of %zu passed, %zu failed, %zu cannot be told from here.\n\n",
		counts[FI_CHECK_PASS], l->n, counts[FI_CHECK_FAIL], counts[FI_CHECK_UNKNOWN]);
}
