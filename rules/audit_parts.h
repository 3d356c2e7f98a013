/* audit_parts.h - what the files of rules/audit*.c share.  Internal to them. */
#ifndef FI_RULES_AUDIT_PARTS_H
#define FI_RULES_AUDIT_PARTS_H

#include "rules/audit.h"

/* What a finding of each severity adds to a risk, and what that is multiplied with. */
extern const uint64_t fi_audit_weights[5];
#define FI_AUDIT_SECRET_WEIGHT 4
#define FI_AUDIT_LIVE_WEIGHT   2

/* --- an index: from a key's hash to a number --- */

struct fi_audit_slot {
	uint64_t hash;
	uint32_t value; /* 0: empty; else the number + 1 */
};

/* Declare one as { 0 }; free(slots) in the end. */
struct fi_audit_map {
	struct fi_audit_slot *slots;
	size_t n, cap; /* cap is a power of two */
};

#define FI_AUDIT_HASH 0xcbf29ce484222325u /* to start with */
uint64_t fi_audit_hash_more(uint64_t h, const void *p, size_t n);
uint64_t fi_audit_hash_end(uint64_t h);

/*
 * The slot of a key: one that is taken, or the empty one for it.  NULL without memory.
 * `same` tells whether the thing of that number has the key.
 */
FI_MUST_CHECK struct fi_audit_slot *fi_audit_map_slot(struct fi_audit_map *m, uint64_t hash,
	bool (*same)(const void *self, uint32_t value, const void *key), const void *self,
	const void *key);
/* Into an empty slot. */
void fi_audit_map_put(struct fi_audit_map *m, struct fi_audit_slot *s, size_t value);

/* --- pairs of something and a finding, each counted once --- */

struct fi_audit_pair {
	uint32_t what, finding;
};

/* Sort them and drop what is there twice; how many are left. */
size_t fi_audit_unique(struct fi_audit_pair *list, size_t n);

/* --- the steps of fi_audit_finish --- */

/* Places by finding, counts of findings and layers.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_audit_count(struct fi_audit *a);
/* The bases, each image's, and what they bring.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_audit_find_bases(struct fi_audit *a);
/* What comes first.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code fi_audit_rank(struct fi_audit *a);

static inline uint32_t fi_audit_finding_of(const struct fi_audit *a, uint32_t seen)
{
	return a->spots[a->seen[seen].spot].finding;
}

#endif
