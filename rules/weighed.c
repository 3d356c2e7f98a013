#include "rules/weighed.h"

#include <stdint.h>
#include <stdlib.h>

#include "lib/quick.h"
#include "rules/valid.h"

/* Values remembered: 192 KiB, a few for each rule. */
#define PLACES 8192
/* What is told quickly is not worth a place. */
#define LEAST 8

enum question { WORTH, PLACEHOLDER, TOKEN, RANDOM };

struct place {
	struct fi_quick_id id;
	uint8_t known;	  /* 1 << question */
	uint8_t answer[4];
};

struct fi_weighed {
	struct fi_quick key;
	struct place place[PLACES];
};

struct fi_weighed *fi_weighed_new(void)
{
	struct fi_weighed *w = calloc(1, sizeof(*w));

	if (w && !fi_quick_draw(&w->key)) {
		free(w);
		return NULL;
	}
	return w;
}

void fi_weighed_free(struct fi_weighed *w)
{
	free(w);
}

static uint8_t ask(enum question q, const char *s, size_t n)
{
	switch (q) {
	case WORTH:
		return (uint8_t)fi_worth_of(s, n);
	case PLACEHOLDER:
		return fi_placeholder(s, n);
	case TOKEN:
		return fi_placeholder_token(s, n);
	case RANDOM:
		return fi_random_looking(s, n);
	}
	return 0;
}

/* The value's place, one of two: the one that was used last stays. */
static struct place *place_of(struct fi_weighed *w, const struct fi_quick_id *id)
{
	struct place *p = &w->place[id->half[0] % (PLACES / 2) * 2], other = p[0];

	if (fi_quick_same(&p[0].id, id))
		return p;
	p[0] = p[1];
	p[1] = other;
	if (!fi_quick_same(&p[0].id, id))
		p[0] = (struct place){ .id = *id };
	return p;
}

static uint8_t answer(struct fi_weighed *w, enum question q, const char *s, size_t n)
{
	struct place *p;
	struct fi_quick_id id;

	if (!w || n < LEAST)
		return ask(q, s, n);
	id = fi_quick_of(&w->key, s, n);
	p = place_of(w, &id);
	if (!(p->known & 1 << q))
		p->answer[q] = ask(q, s, n);
	p->known = (uint8_t)(p->known | 1 << q);
	return p->answer[q];
}

enum fi_worth fi_weighed_worth(struct fi_weighed *w, const char *s, size_t n)
{
	return (enum fi_worth)answer(w, WORTH, s, n);
}

bool fi_weighed_placeholder(struct fi_weighed *w, const char *s, size_t n)
{
	return answer(w, PLACEHOLDER, s, n);
}

bool fi_weighed_placeholder_token(struct fi_weighed *w, const char *s, size_t n)
{
	return answer(w, TOKEN, s, n);
}

bool fi_weighed_random_looking(struct fi_weighed *w, const char *s, size_t n)
{
	return answer(w, RANDOM, s, n);
}
