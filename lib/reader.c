#include "lib/reader.h"

#include <string.h>

static enum fi_code memory_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fi_memory *m = self;

	(void)err;
	*p = m->p;
	*n = m->n;
	m->n = 0;
	return FI_OK;
}

struct fi_reader fi_memory_reader(struct fi_memory *m)
{
	return (struct fi_reader){ .self = m, .read = memory_read };
}

enum fi_code fi_peek_start(struct fi_peek *p, struct fi_reader in, struct fi_err *err)
{
	*p = (struct fi_peek){ .in = in };
	while (p->nheld < FI_PEEK) {
		const void *block;
		size_t n, take;
		enum fi_code rc = in.read(in.self, &block, &n, err);

		if (rc != FI_OK)
			return rc;
		if (n == 0)
			return FI_OK;
		take = n < FI_PEEK - p->nheld ? n : FI_PEEK - p->nheld;
		memcpy(p->held + p->nheld, block, take);
		p->nheld += take;
		p->rest = (const unsigned char *)block + take;
		p->nrest = n - take;
	}
	return FI_OK;
}

/* First what was held, then what was left of its block, then the rest. */
static enum fi_code peek_read(void *self, const void **p, size_t *n, struct fi_err *err)
{
	struct fi_peek *k = self;

	if (k->step == 0) {
		k->step = 1;
		if (k->nheld) {
			*p = k->held;
			*n = k->nheld;
			return FI_OK;
		}
	}
	if (k->step == 1) {
		k->step = 2;
		if (k->nrest) {
			*p = k->rest;
			*n = k->nrest;
			return FI_OK;
		}
	}
	return k->in.read(k->in.self, p, n, err);
}

struct fi_reader fi_peek_reader(struct fi_peek *p)
{
	return (struct fi_reader){ .self = p, .read = peek_read };
}
