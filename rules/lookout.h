/* lookout.h - meets literals in a block of bytes, whatever files they belong to.
 *
 * What meeting the literals of all rules costs is half of a scan, and all it takes is a
 * block of bytes: so it may be done ahead of who judges, on another thread
 * (fi_scanner_lookout in rules/scan.h).  Only for rules/scan.c otherwise.
 */
#ifndef FI_RULES_LOOKOUT_H
#define FI_RULES_LOOKOUT_H

#include "rules/dense.h"
#include "rules/scan_program.h"

/* A literal that was met. */
struct fi_met {
	uint32_t at; /* its first byte in the block */
	uint32_t literal;
};

/* A file that is all literals would make more of them than there is room for. */
#define FI_LOOKOUT_MAX (64u << 10)

struct fi_lookout {
	const struct fi_program *program; /* borrowed */
	struct fi_words words; /* of what was looked at last */
	/* What was looked at last; `seen` is false if the matcher could not do it all.
	 */
	const char *p;
	size_t n;
	bool seen;
	struct fi_met *met; /* ordered by `at`, then by literal */
	size_t count, cap;
};

/* fi_lookout_free it.  FI_ENOMEM. */
FI_MUST_CHECK enum fi_code fi_lookout_new(
	const struct fi_program *p, struct fi_lookout **out, struct fi_err *err);
void fi_lookout_free(struct fi_lookout *l);

/*
 * Meet the literals that lie in these n bytes (at most 2 GiB), perhaps some that stand near
 * no dense run or in no text.  The bytes are remembered, not copied.
 * `starts` and `ends` as for fi_dense_take.  With more than `most` literals l->seen
 * stays false. FI_ENOMEM, or FI_EUSAGE if libhs fails.
 */
FI_MUST_CHECK enum fi_code fi_lookout_see(struct fi_lookout *l, const char *p, size_t n,
	bool starts, bool ends, size_t most, struct fi_err *err);

/* Has it seen the n bytes at p? */
static inline bool fi_lookout_has(const struct fi_lookout *l, const char *p, size_t n)
{
	return l && l->seen && p >= l->p && n <= l->n && (size_t)(p - l->p) <= l->n - n;
}

/* The first literal in l->met that begins at or behind `at`. */
size_t fi_lookout_find(const struct fi_lookout *l, size_t at);

#endif
