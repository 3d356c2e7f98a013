/* fuzz_userrules.c - what the reader of users' rules promises: it says what is wrong, or
 * gives rules that the scanner takes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/scan.h"
#include "rules/userrules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RULES_MAX 32

static enum fi_code on_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)self;
	(void)err;
	if (h->n == 0 || h->start >= h->end || h->line == 0)
		abort();
	return FI_OK;
}

/* The users' rules alone: the catalogue's have their own target. */
static void scan(const struct fi_user_rules *u, const char *text, size_t n)
{
	const struct fi_rule *own[RULES_MAX];
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };
	size_t all = 0, count = 0;
	const struct fi_rule *const *list = fi_user_rules_list(u, &all);

	for (size_t i = 0; i < all && count < RULES_MAX; i++)
		if (fi_user_rules_has(u, list[i]->id))
			own[count++] = list[i];
	if (count == 0)
		return;
	if (fi_scanner_from_rules(own, count, &s, &err) != FI_OK ||
		fi_scan_text(s, "app/x", text, n, on_hit, NULL, &err) != FI_OK)
		abort();
	fi_scanner_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct fi_user_rules *u = fi_user_rules_new();
	struct fi_err err = { 0 };
	enum fi_code rc;

	if (!u)
		return 0;
	rc = fi_user_rules_read(u, "f.toml", text, size, &err);
	if (rc == FI_OK)
		rc = fi_user_rules_settle(u, &err);
	if (rc == FI_OK)
		scan(u, text, size);
	else if (rc != FI_EUSAGE || strncmp(err.text, "f.toml:", 7) != 0)
		abort();
	fi_user_rules_free(u);
	return 0;
}
