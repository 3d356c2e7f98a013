/* catalogue.c - all tables of rules, and the words for what rules have. */
#include "rules/rule.h"

#include <string.h>

#define TABLE_OF(name)                        \
	extern const struct fi_rule name[];   \
	extern const size_t name##_n
#define TABLE(name) { name, &name##_n }

TABLE_OF(fi_rules_secrets_fly);
TABLE_OF(fi_rules_secrets_cloud);
TABLE_OF(fi_rules_secrets_source);
TABLE_OF(fi_rules_secrets_payment);
TABLE_OF(fi_rules_secrets_chat);
TABLE_OF(fi_rules_secrets_ai);
TABLE_OF(fi_rules_secrets_observability);
TABLE_OF(fi_rules_secrets_identity);
TABLE_OF(fi_rules_secrets_commerce);
TABLE_OF(fi_rules_secrets_finance);
TABLE_OF(fi_rules_secrets_marketing);
TABLE_OF(fi_rules_secrets_devtools);
TABLE_OF(fi_rules_secrets_media);
TABLE_OF(fi_rules_secrets_data);
TABLE_OF(fi_rules_secrets_work);
TABLE_OF(fi_rules_secrets_network);
TABLE_OF(fi_rules_secrets_forms);
TABLE_OF(fi_rules_secrets_database);
TABLE_OF(fi_rules_secrets_keys);
TABLE_OF(fi_rules_secrets_framework);
TABLE_OF(fi_rules_assign);
TABLE_OF(fi_rules_config);
TABLE_OF(fi_rules_files);
TABLE_OF(fi_rules_image);
TABLE_OF(fi_rules_dockerfile);
TABLE_OF(fi_rules_fly);
TABLE_OF(fi_rules_fly_keys);
TABLE_OF(fi_rules_fly_values);
TABLE_OF(fi_rules_fly_guide);
TABLE_OF(fi_rules_ci);
TABLE_OF(fi_rules_cross);
TABLE_OF(fi_rules_cross_start);
TABLE_OF(fi_rules_cross_run);
TABLE_OF(fi_rules_cross_image);

/*
 * Where several secret rules meet at one value the more severe one is kept, and of
 * equals the one listed first: the special ones stand before the general ones.
 */
const struct fi_rule_table fi_catalogue[] = {
	TABLE(fi_rules_secrets_fly),
	TABLE(fi_rules_secrets_cloud),
	TABLE(fi_rules_secrets_source),
	TABLE(fi_rules_secrets_payment),
	TABLE(fi_rules_secrets_chat),
	TABLE(fi_rules_secrets_ai),
	TABLE(fi_rules_secrets_observability),
	TABLE(fi_rules_secrets_identity),
	TABLE(fi_rules_secrets_commerce),
	TABLE(fi_rules_secrets_finance),
	TABLE(fi_rules_secrets_marketing),
	TABLE(fi_rules_secrets_devtools),
	TABLE(fi_rules_secrets_media),
	TABLE(fi_rules_secrets_data),
	TABLE(fi_rules_secrets_work),
	TABLE(fi_rules_secrets_network),
	TABLE(fi_rules_secrets_forms),
	TABLE(fi_rules_secrets_database),
	TABLE(fi_rules_secrets_framework),
	TABLE(fi_rules_secrets_keys),
	TABLE(fi_rules_assign),
	TABLE(fi_rules_config),
	TABLE(fi_rules_files),
	TABLE(fi_rules_image),
	TABLE(fi_rules_dockerfile),
	TABLE(fi_rules_fly),
	TABLE(fi_rules_fly_keys),
	TABLE(fi_rules_fly_values),
	TABLE(fi_rules_fly_guide),
	TABLE(fi_rules_ci),
	TABLE(fi_rules_cross),
	TABLE(fi_rules_cross_start),
	TABLE(fi_rules_cross_run),
	TABLE(fi_rules_cross_image),
};
const size_t fi_catalogue_n = FI_COUNT(fi_catalogue);

size_t fi_rules_count(void)
{
	size_t n = 0;

	for (size_t t = 0; t < fi_catalogue_n; t++)
		n += *fi_catalogue[t].n;
	return n;
}

const struct fi_rule *fi_rules_at(size_t i)
{
	for (size_t t = 0; t < fi_catalogue_n; t++) {
		if (i < *fi_catalogue[t].n)
			return &fi_catalogue[t].rules[i];
		i -= *fi_catalogue[t].n;
	}
	return NULL;
}

const struct fi_rule *fi_rules_find(const char *id)
{
	for (size_t t = 0; t < fi_catalogue_n; t++)
		for (size_t i = 0; i < *fi_catalogue[t].n; i++)
			if (strcmp(fi_catalogue[t].rules[i].id, id) == 0)
				return &fi_catalogue[t].rules[i];
	return NULL;
}

bool fi_rules_is_own(const struct fi_rule *r)
{
	for (size_t t = 0; t < fi_catalogue_n; t++)
		if (r >= fi_catalogue[t].rules && r < fi_catalogue[t].rules + *fi_catalogue[t].n)
			return true;
	return false;
}

static const char *const severities[] = { [FI_INFO] = "info",
	[FI_LOW] = "low",
	[FI_MEDIUM] = "medium",
	[FI_HIGH] = "high",
	[FI_CRITICAL] = "critical" };

static const char *const categories[] = { [FI_SECRET] = "secret",
	[FI_FILE] = "file",
	[FI_IMAGE] = "image",
	[FI_DOCKERFILE] = "dockerfile",
	[FI_FLY] = "fly",
	[FI_CI] = "ci",
	[FI_CROSS] = "cross" };

const char *fi_severity_name(enum fi_severity s)
{
	return severities[s];
}

const char *fi_category_name(enum fi_category c)
{
	return categories[c];
}

bool fi_severity_parse(const char *word, enum fi_severity *out)
{
	for (size_t i = 0; i < FI_COUNT(severities); i++) {
		if (strcmp(word, severities[i]) != 0)
			continue;
		*out = (enum fi_severity)i;
		return true;
	}
	return false;
}

bool fi_category_parse(const char *word, enum fi_category *out)
{
	for (size_t i = 0; i < FI_COUNT(categories); i++) {
		if (strcmp(word, categories[i]) != 0)
			continue;
		*out = (enum fi_category)i;
		return true;
	}
	return false;
}
