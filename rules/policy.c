#include "rules/policy.h"

#include <string.h>

#include "lib/near.h"

static bool is_category(const char *word)
{
	enum fi_category c;

	return fi_category_parse(word, &c);
}

static enum fi_code unknown(const char *word, struct fi_err *err)
{
	struct fi_near near = { .typed = word };

	for (int c = FI_SECRET; c <= FI_CROSS; c++)
		fi_near_offer(&near, fi_category_name((enum fi_category)c));
	for (size_t i = 0; i < fi_rules_count(); i++)
		fi_near_offer(&near, fi_rules_at(i)->id);
	if (near.best)
		return fi_err_set(err, FI_EUSAGE,
			"no rule or category is called \"%s\"; did you mean \"%s\"?",
			word, near.best);
	return fi_err_set(err, FI_EUSAGE,
		"no rule or category is called \"%s\"; \"flyimg rules\" lists them",
		word);
}

enum fi_code fi_policy_add(
	struct fi_policy *p, bool only, const char *word, struct fi_err *err)
{
	if (!is_category(word) && !fi_rules_find(word))
		return unknown(word, err);
	if (fi_strs_add(only ? &p->only : &p->skip, word) != FI_OK)
		return fi_err_nomem(err);
	return FI_OK;
}

void fi_policy_done(struct fi_policy *p)
{
	fi_strs_done(&p->only);
	fi_strs_done(&p->skip);
}

static bool named(const struct fi_strs *words, const struct fi_rule *r)
{
	return fi_strs_has(words, r->id) ||
	       fi_strs_has(words, fi_category_name(r->category));
}

bool fi_policy_wants(void *self, const struct fi_rule *r)
{
	const struct fi_policy *p = self;

	return (p->only.n == 0 || named(&p->only, r)) && !named(&p->skip, r);
}
