#include "rules/desk.h"

#include <pthread.h>
#include <stdlib.h>

#include "rules/scan_program.h"

struct fi_desks {
	pthread_mutex_t lock;
	struct fi_desk *free;
};

struct fi_desks *fi_desks_new(void)
{
	struct fi_desks *d = calloc(1, sizeof(*d));

	if (d)
		pthread_mutex_init(&d->lock, NULL);
	return d;
}

static void desk_free(struct fi_desk *k)
{
	hs_free_scratch(k->scratch);
	fi_excerpt_done(&k->dense);
	fi_excerpt_done(&k->text);
	free(k);
}

void fi_desks_free(struct fi_desks *d)
{
	if (!d)
		return;
	while (d->free) {
		struct fi_desk *k = d->free;

		d->free = k->next;
		desk_free(k);
	}
	pthread_mutex_destroy(&d->lock);
	free(d);
}

static bool has_scratch(const struct fi_program *p, struct fi_desk *k)
{
	for (int i = 0; i < FI_SETS; i++)
		if (p->set[i].literals &&
			hs_alloc_scratch(p->set[i].literals, &k->scratch) != HS_SUCCESS)
			return false;
	return true;
}

static struct fi_desk *desk_new(const struct fi_program *p)
{
	struct fi_desk *k = calloc(1, sizeof(*k));

	if (k && has_scratch(p, k))
		return k;
	if (k)
		desk_free(k);
	return NULL;
}

struct fi_desk *fi_desk_take(const struct fi_program *p)
{
	struct fi_desk *k;

	pthread_mutex_lock(&p->desks->lock);
	k = p->desks->free;
	if (k)
		p->desks->free = k->next;
	pthread_mutex_unlock(&p->desks->lock);
	return k ? k : desk_new(p);
}

void fi_desk_put(const struct fi_program *p, struct fi_desk *desk)
{
	pthread_mutex_lock(&p->desks->lock);
	desk->next = p->desks->free;
	p->desks->free = desk;
	pthread_mutex_unlock(&p->desks->lock);
}
