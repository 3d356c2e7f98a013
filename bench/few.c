/* few.c - a catalogue of some of the rules, for a program that knows no others.
 *
 * Linked instead of rules/catalogue.c, all else being the program's.  Of the rules for
 * secrets there are those whose ids stand in $RULES, with commas between; of the others all.
 */
#include "rules/rule.h"

size_t every_count(void);
const struct fi_rule *every_at(size_t i);

#define fi_rules_count every_count
#define fi_rules_at    every_at
#include "rules/catalogue.c"
#undef fi_rules_count
#undef fi_rules_at

#include <stdlib.h>

#define RULES_MAX 8192

static struct {
	const struct fi_rule *rule[RULES_MAX];
	size_t n;
	bool known;
} few;

static bool is_named(const char *list, const char *id)
{
	size_t n = strlen(id);

	for (const char *p = list; (p = strstr(p, id)); p += n)
		if ((p == list || p[-1] == ',') && (p[n] == ',' || p[n] == '\0'))
			return true;
	return false;
}

static void learn(void)
{
	const char *list = getenv("RULES");

	for (size_t i = 0; i < every_count() && few.n < RULES_MAX; i++) {
		const struct fi_rule *r = every_at(i);

		if (r->category != FI_SECRET || !list || is_named(list, r->id))
			few.rule[few.n++] = r;
	}
	few.known = true;
}

size_t fi_rules_count(void)
{
	if (!few.known)
		learn();
	return few.n;
}

const struct fi_rule *fi_rules_at(size_t i)
{
	return i < fi_rules_count() ? few.rule[i] : NULL;
}
