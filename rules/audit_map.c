#include "rules/audit_parts.h"

#include <stdlib.h>
#include <string.h>

uint64_t fi_audit_hash_more(uint64_t h, const void *p, size_t n)
{
	const unsigned char *s = p;

	while (n--)
		h = (h ^ *s++) * 0x100000001b3u;
	return h;
}

uint64_t fi_audit_hash_end(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static bool map_grow(struct fi_audit_map *m)
{
	size_t cap = m->cap ? m->cap * 2 : 256;
	struct fi_audit_slot *slots = calloc(cap, sizeof(*slots));

	if (!slots)
		return false;
	for (size_t i = 0; i < m->cap; i++) {
		size_t k = m->slots[i].hash & (cap - 1);

		if (!m->slots[i].value)
			continue;
		while (slots[k].value)
			k = (k + 1) & (cap - 1);
		slots[k] = m->slots[i];
	}
	free(m->slots);
	m->slots = slots;
	m->cap = cap;
	return true;
}

struct fi_audit_slot *fi_audit_map_slot(struct fi_audit_map *m, uint64_t hash,
	bool (*same)(const void *self, uint32_t value, const void *key), const void *self,
	const void *key)
{
	size_t k;

	if (m->n * 4 >= m->cap * 3 && !map_grow(m))
		return NULL;
	for (k = hash & (m->cap - 1); m->slots[k].value; k = (k + 1) & (m->cap - 1))
		if (m->slots[k].hash == hash && same(self, m->slots[k].value - 1, key))
			break;
	if (!m->slots[k].value)
		m->slots[k].hash = hash;
	return &m->slots[k];
}

void fi_audit_map_put(struct fi_audit_map *m, struct fi_audit_slot *s, size_t value)
{
	s->value = (uint32_t)value + 1;
	m->n++;
}

/* --- pairs --- */

static int pair_order(const void *a, const void *b)
{
	const struct fi_audit_pair *x = a, *y = b;

	if (x->what != y->what)
		return x->what < y->what ? -1 : 1;
	return (x->finding > y->finding) - (x->finding < y->finding);
}

size_t fi_audit_unique(struct fi_audit_pair *list, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(list, n, sizeof(*list), pair_order);
	for (size_t i = 0; i < n; i++)
		if (!kept || pair_order(&list[i], &list[kept - 1]) != 0)
			list[kept++] = list[i];
	return kept;
}
