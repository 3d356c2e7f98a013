#include "layers/layer.h"

#include <stdlib.h>
#include <string.h>

#include "layers/exec.h"

/* More members than any real layer has by ten times; 32 bytes each. */
#define ENTRIES_MAX (8u << 20)
#define TARGETS_MAX (64u << 20)
/* Loaders and libraries of 200,000 programs. */
#define EXEC_TEXT_MAX (32u << 20)

struct fi_layer *fi_layer_new(void)
{
	struct fi_layer *l = calloc(1, sizeof(*l));

	if (!l)
		return NULL;
	l->targets = fi_buf_limited(TARGETS_MAX);
	l->exec_text = fi_buf_limited(EXEC_TEXT_MAX);
	return l;
}

void fi_layer_strip(struct fi_layer *l)
{
	for (size_t i = 0; i < l->nkept; i++)
		free(l->kept[i].bytes);
	free(l->kept);
	free(l->entries);
	free(l->by_path);
	free(l->execs);
	fi_buf_done(&l->exec_text);
	fi_buf_done(&l->targets);
	l->kept = NULL;
	l->entries = NULL;
	l->by_path = NULL;
	l->execs = NULL;
	l->nkept = l->cap_kept = l->nentries = l->cap_entries = 0;
	l->nexecs = l->cap_execs = 0;
}

void fi_layer_free(struct fi_layer *l)
{
	if (!l)
		return;
	fi_layer_strip(l);
	free(l->digest);
	free(l->diff_id);
	free(l);
}

bool fi_layer_add(struct fi_layer *l, const struct fi_entry *e)
{
	if (l->nentries >= ENTRIES_MAX ||
		!fi_grow(&l->entries, &l->cap_entries, l->nentries + 1, sizeof(*e)))
		return false;
	l->entries[l->nentries++] = *e;
	return true;
}

static int by_path(const void *a, const void *b, void *layer)
{
	const struct fi_layer *l = layer;
	uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
	fi_path p = l->entries[i].path, q = l->entries[k].path;

	if (p != q)
		return p < q ? -1 : 1;
	return i < k ? -1 : i > k;
}

/* By path, then in the order of the tar, in which their texts were added. */
static int by_exec_path(const void *a, const void *b)
{
	const struct fi_exec *x = a, *y = b;

	if (x->path != y->path)
		return x->path < y->path ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

static void sort_execs(struct fi_layer *l)
{
	struct fi_exec *fit;

	if (!l->nexecs)
		return;
	qsort(l->execs, l->nexecs, sizeof(*l->execs), by_exec_path);
	fit = realloc(l->execs, l->nexecs * sizeof(*fit));
	if (fit) {
		l->execs = fit;
		l->cap_execs = l->nexecs;
	}
}

/*
 * What the entries for one path do to what lower layers had there: a hostile tar has
 * thousands of them, and each finding asks.
 */
static void sum_effects(struct fi_layer *l)
{
	struct fi_entry *first = NULL;

	for (size_t i = 0; i < l->nentries; i++) {
		struct fi_entry *e = &l->entries[l->by_path[i]];
		bool is_root = e->path == FI_PATH_ROOT;

		if (!first || first->path != e->path) {
			first = e;
			e->whiteout = e->writes = e->wipes = false;
		}
		first->whiteout |= e->kind == FI_KIND_WHITEOUT; /* it is taken away */
		first->writes |= e->kind != FI_KIND_WHITEOUT;	/* something stands there now */
		/*
		 * What was below it is gone.  Nothing but an opaque mark replaces the
		 * root: its name was odd.
		 */
		first->wipes |= is_root ? e->kind == FI_KIND_OPAQUE : e->kind != FI_KIND_DIR;
	}
}

/* Paths are numbered as they are met, so most tars have them in order. */
static bool is_in_order(const struct fi_layer *l)
{
	for (size_t i = 1; i < l->nentries; i++)
		if (l->entries[i].path < l->entries[i - 1].path)
			return false;
	return true;
}

bool fi_layer_seal(struct fi_layer *l)
{
	struct fi_entry *fit;

	l->by_path = malloc((l->nentries + 1) * sizeof(*l->by_path));
	if (!l->by_path)
		return false;
	for (size_t i = 0; i < l->nentries; i++)
		l->by_path[i] = (uint32_t)i;
	sort_execs(l);
	if (!is_in_order(l))
		qsort_r(l->by_path, l->nentries, sizeof(*l->by_path), by_path, l);
	sum_effects(l);
	fit = realloc(l->entries, (l->nentries + 1) * sizeof(*fit));
	if (fit) {
		l->entries = fit;
		l->cap_entries = l->nentries + 1;
	}
	return true;
}

/* The first place in by_path whose path is not below `path`. */
static size_t first_of(const struct fi_layer *l, fi_path path)
{
	size_t lo = 0, hi = l->nentries;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (l->entries[l->by_path[mid]].path < path)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct fi_entry *fi_layer_find(const struct fi_layer *l, fi_path path)
{
	size_t end = path == FI_PATH_NONE ? 0 : first_of(l, path + 1);
	const struct fi_entry *last = end ? &l->entries[l->by_path[end - 1]] : NULL;

	return last && last->path == path ? last : NULL;
}

/* The first entry for the path, which knows what all of them do; or one that does nothing. */
static const struct fi_entry *effect_at(const struct fi_layer *l, fi_path path)
{
	static const struct fi_entry nothing;
	size_t i = first_of(l, path);
	const struct fi_entry *e = i < l->nentries ? &l->entries[l->by_path[i]] : NULL;

	return e && e->path == path ? e : &nothing;
}

bool fi_layer_hides(const struct fi_layer *l, const struct fi_paths *paths, fi_path path,
	bool *replaced)
{
	const struct fi_entry *all = effect_at(l, path);

	*replaced = all->writes;
	if (all->writes || all->whiteout)
		return true;
	while (path != FI_PATH_ROOT) {
		path = fi_paths_parent(paths, path);
		if (effect_at(l, path)->wipes)
			return true;
	}
	return false;
}

const char *fi_layer_target(const struct fi_layer *l, const struct fi_entry *e)
{
	return e->kind == FI_KIND_SYMLINK ? l->targets.p + e->text : "";
}

bool fi_layer_keeps(const char *path)
{
	static const char *const kept[] = { "etc/passwd", "etc/group", "etc/os-release",
		"usr/lib/os-release" };

	/* Where the loaders of glibc and musl look for libraries. */
	if (strncmp(path, "etc/ld", 6) == 0)
		return strncmp(path + 6, ".so.conf", 8) == 0 ||
		       strncmp(path + 6, "-musl-", 6) == 0;
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (strcmp(path, kept[i]) == 0)
			return true;
	return false;
}
