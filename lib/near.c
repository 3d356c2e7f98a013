#include "lib/near.h"

#include <stdbool.h>
#include <string.h>

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t fi_distance(const char *a, const char *b)
{
	size_t na = strnlen(a, FI_NEAR_MAX), nb = strnlen(b, FI_NEAR_MAX);
	/* Rows of the table for i - 2, i - 1 and i letters of a. */
	size_t row[3][FI_NEAR_MAX + 1] = { 0 };

	for (size_t j = 0; j <= nb; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *now = row[i % 3], *last = row[(i + 2) % 3];
		const size_t *older = row[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			now[j] = last[j - 1] + (a[i - 1] != b[j - 1]);
			now[j] = least(now[j], least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1])
				now[j] = least(now[j], older[j - 2] + 1);
		}
	}
	return row[na % 3][nb];
}

/* A word that begins with what was typed is near, whatever its length. */
static bool begins(const char *word, const char *typed)
{
	size_t n = strlen(typed);

	return n >= 3 && strncmp(word, typed, n) == 0;
}

void fi_near_offer(struct fi_near *n, const char *word)
{
	/* A third of the letters may be wrong: beyond that it is another word. */
	size_t limit = strnlen(n->typed, FI_NEAR_MAX) / 3 + 1;
	size_t d = fi_distance(n->typed, word);

	if (d > 1 && begins(word, n->typed))
		d = 1;
	if (d > limit || (n->best && d >= n->distance))
		return;
	n->best = word;
	n->distance = d;
}
