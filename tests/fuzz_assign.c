/* fuzz_assign.c - names, values and fields: any bytes, and always the same answer. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/fields.h"
#include "rules/worth.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct text {
	const char *p;
	size_t n;
	const char *last; /* end of the field before */
};

static bool check(void *self, const struct fi_field *f)
{
	struct text *t = self;

	/* Fields are in the text, in order, and their values are judged alike twice. */
	if (f->name < t->last || f->value < f->name + f->name_n ||
		f->value + f->n > t->p + t->n || f->n == 0 || f->line == 0 ||
		f->column == 0)
		abort();
	if (fi_worth_of(f->value, f->n) != fi_worth_of(f->value, f->n) ||
		fi_naming_of(f->name, f->name_n) > FI_NAMED_SECRET)
		abort();
	t->last = f->value + f->n;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text t = { (const char *)data, size, (const char *)data };

	fi_fields_each(t.p, size, check, &t);
	if (fi_worth_of(t.p, size) > FI_WORTH_RANDOM ||
		fi_naming_of(t.p, size) > FI_NAMED_SECRET)
		abort();
	return 0;
}
