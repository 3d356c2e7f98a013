/* fuzz_dotenv.c - what the .env reader promises: places that are in the text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/dotenv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	const char *text;
	size_t n;
	size_t lines;
	unsigned line;
};

static bool check(void *self, const struct fi_env_pair *p)
{
	struct seen *s = self;

	/* Keys are borrowed from the text; lines never go back nor past its end. */
	if (p->key < s->text || p->key + p->key_n > s->text + s->n || p->key_n == 0)
		abort();
	if (p->line < s->line || p->line > s->lines || p->column == 0 || p->n > s->n)
		abort();
	if (p->quote && !strchr("\"'`", p->quote))
		abort();
	s->line = p->line;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen s = { .text = (const char *)data, .n = size, .lines = 1, .line = 1 };

	for (size_t i = 0; i < size; i++)
		s.lines += data[i] == '\n' ? 1 : 0;
	if (fi_dotenv_parse(s.text, size, check, &s) != FI_OK)
		abort();
	return 0;
}
