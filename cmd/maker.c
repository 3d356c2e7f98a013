#include "cmd/maker.h"

#include "cmd/say.h"

json_t *maker_text(const char *s)
{
	FI_AUTO(fi_freep) char *safe = NULL;

	if (!s)
		return json_null();
	safe = say_escaped(s, SAY_UTF8);
	return safe ? json_string(safe) : NULL;
}

json_t *maker_number(uint64_t n)
{
	return json_integer((json_int_t)n);
}

void maker_put(struct maker *m, json_t *object, const char *key, json_t *value)
{
	if (!object || json_object_set_new(object, key, value) != 0)
		m->failed = true;
}

void maker_push(struct maker *m, json_t *list, json_t *value)
{
	if (!list || json_array_append_new(list, value) != 0)
		m->failed = true;
}

json_t *maker_strings(struct maker *m, const struct fi_strs *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->n; i++)
		maker_push(m, list, maker_text(s->v[i]));
	return list;
}

bool maker_write(struct maker *m, FILE *out, json_t *value)
{
	if (!value || (json_dumpf(value, out, JSON_COMPACT) != 0 && !ferror(out)))
		m->failed = true;
	json_decref(value);
	return !m->failed;
}
