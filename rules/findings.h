/* findings.h - from records and checks to the list that a report prints. */
#ifndef FI_RULES_FINDINGS_H
#define FI_RULES_FINDINGS_H

#include "rules/content.h"
#include "rules/finding.h"
#include "rules/policy.h"

/*
 * Everything that is wrong with the images of `set` and the project of `project`
 * (its fields folder, dockerfile, ignore, fly and their names; the others unset),
 * merged (one secret in ten places is one finding), filtered by the policy and
 * sorted: severity downwards, then rule id, then first place.  `content` may be
 * NULL (lint: no image).
 */
FI_MUST_CHECK enum fi_code fi_findings_collect(const struct fi_set *set,
	const struct fi_content *content, struct fi_scanner *scanner,
	const struct fi_case *project, const struct fi_policy *policy,
	struct fi_findings *out, struct fi_err *err);

/*
 * Secrets in the strings of an image's config: Env, Labels, history, Cmd,
 * Entrypoint, Healthcheck, OnBuild, container_config, provenance build args.
 * Written in rules/config.c; called for every image.
 */
void fi_config_judge(const struct fi_case *c, struct fi_scanner *scanner,
	struct fi_sink *out);

/* A secret found outside a layer file: masks and hashes the value, then reports. */
void fi_report_secret(struct fi_sink *out, const struct fi_case *c,
	const struct fi_rule *r, const struct fi_spot *spot, const char *value, size_t n,
	const char *fmt, ...) FI_PRINTF(7, 8);

/* Has the case all that a rule needs (enum fi_need, or'ed)? */
bool fi_case_meets(const struct fi_case *c, unsigned needs);

/* The findings' severity counts, by enum fi_severity. */
void fi_findings_count(const struct fi_findings *f, size_t counts[5]);

#endif
