/*
 * Promise: any bytes parse; every line number lies in the file, stages tile the
 * instructions, and expansion ends.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/dockerfile.h"

static void check(const struct fi_dockerfile *df, unsigned lines)
{
	int stage = -1;

	for (size_t i = 0; i < df->n; i++) {
		const struct fi_df_instruction *ins = &df->list[i];

		if (!ins->line || ins->end_line < ins->line || ins->end_line > lines)
			abort();
		if (fi_df_line_at(ins, strlen(ins->text)) > ins->end_line)
			abort();
		if (ins->stage < stage || ins->stage >= (int)df->nstages || !ins->nmarks)
			abort();
		stage = ins->stage;
	}
	for (size_t i = 0; i < df->nstages; i++) {
		const struct fi_df_stage *s = &df->stages[i];

		if (s->parent >= (int)i || s->end <= s->from || s->end > df->n)
			abort();
		if (i + 1 < df->nstages && df->stages[i + 1].from != s->end)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fi_dockerfile *df = NULL;
	struct fi_err err = { 0 };
	unsigned lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	if (fi_dockerfile_parse((const char *)data, size, &df, &err) != FI_OK)
		abort();
	check(df, lines);
	for (size_t i = 0; i < df->n && i < 20; i++) {
		bool known;

		free(fi_df_expand(df, i, df->list[i].text, &known));
		(void)fi_df_ships(df, df->list[i].stage);
	}
	fi_dockerfile_free(df);
	return 0;
}
