#include "lib/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "lib/num.h"

/* A page less malloc's own header: most documents need one or two blocks. */
#define BLOCK 4064
#define ALIGN (alignof(max_align_t))

struct fi_arena_block {
	struct fi_arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

static struct fi_arena_block *new_block(size_t size)
{
	struct fi_arena_block *b;
	size_t total;

	if (!fi_add(sizeof(*b), size, &total))
		return NULL;
	b = calloc(1, total);
	if (b)
		b->size = size;
	return b;
}

void *fi_arena_alloc(struct fi_arena *a, size_t n)
{
	struct fi_arena_block *b = a->block;
	size_t want;
	void *p;

	if (!fi_add(n ? n : 1, ALIGN - 1, &want))
		return NULL;
	want -= want % ALIGN;
	if (!b || want > b->size - b->used) {
		struct fi_arena_block *fresh =
			new_block(want > BLOCK / 4 ? want : BLOCK);

		if (!fresh)
			return NULL;
		if (b && want > BLOCK / 4) {
			/* A large piece has its own block behind the current one. */
			fresh->next = b->next;
			b->next = fresh;
		} else {
			fresh->next = b;
			a->block = fresh;
		}
		b = fresh;
	}
	p = b->bytes + b->used;
	b->used += want;
	return p;
}

char *fi_arena_text(struct fi_arena *a, const char *s, size_t n)
{
	size_t want;
	char *p;

	if (!fi_add(n, 1, &want))
		return NULL;
	p = fi_arena_alloc(a, want);
	if (p && n)
		memcpy(p, s, n);
	return p;
}

void *fi_arena_more(struct fi_arena *a, void *items, size_t n, size_t size)
{
	size_t cap, bytes;
	void *p;

	/* Full at 0, 4, 8, 16, ...: the capacity is not stored but follows from n. */
	if (n != 0 && (n < 4 || (n & (n - 1)) != 0))
		return items;
	cap = n ? n * 2 : 4;
	if (!fi_mul(cap, size, &bytes))
		return NULL;
	p = fi_arena_alloc(a, bytes);
	if (p && n)
		memcpy(p, items, n * size);
	return p;
}

void fi_arena_done(struct fi_arena *a)
{
	while (a->block) {
		struct fi_arena_block *next = a->block->next;

		free(a->block);
		a->block = next;
	}
}
