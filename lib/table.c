#include "lib/table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static size_t hash_of(const struct fi_table *t, const char *name)
{
	uint64_t h = 0xcbf29ce484222325u ^ t->seed;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 0x100000001b3u;
	return (size_t)(h ^ h >> 32);
}

/* The slot of a name: its own, or the empty one where it would be.  cap is not 0. */
static struct fi_table_slot *slot_of(const struct fi_table *t, const char *name, size_t hash)
{
	size_t i = hash & (t->cap - 1);

	while (t->slots[i].name &&
		(t->slots[i].hash != hash || strcmp(t->slots[i].name, name) != 0))
		i = (i + 1) & (t->cap - 1);
	return &t->slots[i];
}

static bool grow(struct fi_table *t)
{
	struct fi_table more = {
		.cap = t->cap ? t->cap * 2 : 64, .n = t->n, .seed = t->seed
	};

	more.slots = calloc(more.cap, sizeof(*more.slots));
	if (!more.slots)
		return false;
	for (size_t i = 0; i < t->cap; i++)
		if (t->slots[i].name)
			*slot_of(&more, t->slots[i].name, t->slots[i].hash) = t->slots[i];
	free(t->slots);
	*t = more;
	return true;
}

void fi_table_done(struct fi_table *t)
{
	for (size_t i = 0; i < t->cap; i++)
		free(t->slots[i].name);
	free(t->slots);
	*t = (struct fi_table){ 0 };
}

size_t *fi_table_find(const struct fi_table *t, const char *name)
{
	struct fi_table_slot *s = t->cap ? slot_of(t, name, hash_of(t, name)) : NULL;

	return s && s->name ? &s->value : NULL;
}

enum fi_code fi_table_put(struct fi_table *t, const char *name, size_t value, size_t *out,
	bool *fresh)
{
	struct fi_table_slot *s;
	size_t hash;
	bool is_new;

	if (!t->cap && getrandom(&t->seed, sizeof(t->seed), GRND_NONBLOCK) < 0)
		t->seed = 0;
	if (t->n * 4 >= t->cap * 3 && !grow(t))
		return FI_ENOMEM;
	hash = hash_of(t, name);
	s = slot_of(t, name, hash);
	is_new = !s->name;
	if (is_new) {
		s->name = strdup(name);
		if (!s->name)
			return FI_ENOMEM;
		s->hash = hash;
		s->value = value;
		t->n++;
	}
	if (out)
		*out = s->value;
	if (fresh)
		*fresh = is_new;
	return FI_OK;
}
