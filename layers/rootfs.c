#include "layers/rootfs.h"

#include <stdlib.h>
#include <string.h>

/* Linux gives up after 40 links (path_resolution(7)). */
#define LINKS_MAX 40
#define TEXT_MAX  8192

/* What stands at a path: which layer's entry. 8 bytes a path. */
struct owner {
	uint32_t layer; /* index in the image's layers + 1; 0: nothing stands there */
	uint32_t entry; /* index in the layer's entries; IMPLIED: a folder nobody wrote */
};

#define IMPLIED UINT32_MAX

struct fi_rootfs {
	const struct fi_set *set;
	const struct fi_image *image;
	struct owner *own; /* by path number */
	size_t n;
	/*
	 * While layers are merged: a folder is emptied in one step, however much was in
	 * it and however often a hostile tar does it.  `wipes` counts such steps; wiped[p]
	 * is the last that emptied p, written[p] how many there were when own[p] was set.
	 * What was written before a folder above it was wiped is gone.  Nearly all entries
	 * and nearly all pages of the two are 0.
	 */
	uint32_t wipes, *wiped, *written;
};

static const struct fi_entry implied_folder = {
	.kind = FI_KIND_DIR, .mode = 0755, .link = FI_PATH_NONE
};

static const struct fi_layer *layer_at(const struct fi_rootfs *r, uint32_t index)
{
	return r->set->layers[r->image->layers[index].layer];
}

static const struct fi_entry *entry_of(const struct fi_rootfs *r, const struct owner *o)
{
	if (o->entry == IMPLIED)
		return &implied_folder;
	return &layer_at(r, o->layer - 1)->entries[o->entry];
}

/* Take away everything below p, but not p. */
static void clear_below(struct fi_rootfs *r, fi_path p)
{
	if (fi_paths_first(r->set->paths, p) != FI_PATH_NONE)
		r->wiped[p] = ++r->wipes;
}

/* The folder that was wiped after p was written below it, or FI_PATH_NONE. */
static fi_path wiper(const struct fi_rootfs *r, fi_path p)
{
	uint32_t when = r->written[p];

	while (p != FI_PATH_ROOT && when < r->wipes) {
		p = fi_paths_parent(r->set->paths, p);
		if (r->wiped[p] > when)
			return p;
	}
	return FI_PATH_NONE;
}

static bool stands(const struct fi_rootfs *r, fi_path p)
{
	return r->own[p].layer && wiper(r, p) == FI_PATH_NONE;
}

static void put(struct fi_rootfs *r, fi_path p, struct owner o)
{
	r->own[p] = o;
	if (r->written[p] != r->wipes)
		r->written[p] = r->wipes;
}

/* The folders above p exist from now on, written or not. */
static void imply_parents(struct fi_rootfs *r, fi_path p, uint32_t layer)
{
	fi_path by = FI_PATH_NONE; /* what took the last one away took the next ones, too */

	while (p != FI_PATH_ROOT) {
		p = fi_paths_parent(r->set->paths, p);
		if (p == by)
			by = FI_PATH_NONE;
		if (r->own[p].layer && (by == FI_PATH_NONE || r->written[p] >= r->wiped[by])) {
			by = wiper(r, p);
			if (by == FI_PATH_NONE)
				return;
		}
		put(r, p, (struct owner){ .layer = layer + 1, .entry = IMPLIED });
	}
}

static void hide(struct fi_rootfs *r, const struct fi_entry *e)
{
	if (e->kind == FI_KIND_WHITEOUT)
		r->own[e->path].layer = 0;
	if (e->kind == FI_KIND_WHITEOUT || e->kind == FI_KIND_OPAQUE)
		clear_below(r, e->path);
}

static void write_entry(struct fi_rootfs *r, uint32_t layer, uint32_t index)
{
	const struct fi_entry *e = &layer_at(r, layer)->entries[index];
	struct owner o = { .layer = layer + 1, .entry = index };

	if (e->kind == FI_KIND_WHITEOUT || e->kind == FI_KIND_OPAQUE)
		return;
	/* A nameless file or link: no runtime makes the root of it. */
	if (e->path == FI_PATH_ROOT && e->kind != FI_KIND_DIR)
		return;
	if (e->kind != FI_KIND_DIR)
		clear_below(r, e->path);
	/* A hard link is its target, which may lie in a lower layer. */
	if (e->kind == FI_KIND_HARDLINK && e->link < r->n && stands(r, e->link) &&
		r->own[e->link].entry != IMPLIED)
		o = r->own[e->link];
	put(r, e->path, o);
	imply_parents(r, e->path, layer);
}

/* All layers are in: what was wiped is taken out.  A folder's number is below its files'. */
static void settle(struct fi_rootfs *r)
{
	for (size_t p = 1; p < r->n && r->wipes; p++) {
		uint32_t above = r->wiped[fi_paths_parent(r->set->paths, (fi_path)p)];

		if (r->written[p] < above)
			r->own[p].layer = 0;
		if (r->wiped[p] < above)
			r->wiped[p] = above;
	}
	free(r->wiped);
	free(r->written);
	r->wiped = r->written = NULL;
}

/* Whiteouts are about lower layers, wherever they stand in the tar (OCI layer.md). */
static void merge(struct fi_rootfs *r, uint32_t layer)
{
	const struct fi_layer *l = layer_at(r, layer);

	for (size_t i = 0; i < l->nentries; i++)
		hide(r, &l->entries[i]);
	for (size_t i = 0; i < l->nentries; i++)
		write_entry(r, layer, (uint32_t)i);
}

enum fi_code fi_rootfs_new(const struct fi_set *set, const struct fi_image *image,
	struct fi_rootfs **out, struct fi_err *err)
{
	struct fi_rootfs *r = calloc(1, sizeof(*r));

	if (!r)
		return fi_err_nomem(err);
	r->set = set;
	r->image = image;
	r->n = fi_paths_count(set->paths);
	r->own = calloc(r->n, sizeof(*r->own));
	r->wiped = calloc(r->n, sizeof(*r->wiped));
	r->written = calloc(r->n, sizeof(*r->written));
	if (!r->own || !r->wiped || !r->written) {
		fi_rootfs_free(r);
		return fi_err_nomem(err);
	}
	r->own[FI_PATH_ROOT] = (struct owner){ .layer = 1, .entry = IMPLIED };
	for (size_t i = 0; i < image->nlayers; i++)
		if (image->layers[i].layer >= 0)
			merge(r, (uint32_t)i);
	settle(r);
	*out = r;
	return FI_OK;
}

void fi_rootfs_free(struct fi_rootfs *r)
{
	if (!r)
		return;
	free(r->own);
	free(r->wiped);
	free(r->written);
	free(r);
}

bool fi_rootfs_at(const struct fi_rootfs *r, fi_path path, struct fi_node *out)
{
	if (path >= r->n || !r->own[path].layer)
		return false;
	*out = (struct fi_node){ .entry = entry_of(r, &r->own[path]),
		.layer = (int)r->own[path].layer - 1,
		.path = path };
	return true;
}

/* The next part of a path; *text moves behind it.  Empty at the end. */
static const char *next_part(const char **text, size_t *n)
{
	const char *part;

	while (**text == '/')
		(*text)++;
	part = *text;
	while (**text && **text != '/')
		(*text)++;
	*n = (size_t)(*text - part);
	return part;
}

bool fi_rootfs_lookup(const struct fi_rootfs *r, const char *path, struct fi_node *out)
{
	const struct fi_paths *t = r->set->paths;
	char text[TEXT_MAX], joined[TEXT_MAX];
	const char *rest = text;
	fi_path at = FI_PATH_ROOT;
	unsigned links = 0;
	size_t n;

	if (strlen(path) >= sizeof(text) || !fi_rootfs_at(r, at, out))
		return false;
	memcpy(text, path, strlen(path) + 1);
	for (;;) {
		const char *part = next_part(&rest, &n), *target;
		size_t len;

		if (n == 0)
			return true;
		if (n == 1 && part[0] == '.')
			continue;
		at = n == 2 && part[0] == '.' && part[1] == '.' ?
			fi_paths_parent(t, at) :
			fi_paths_find_child(t, at, part, n);
		if (at == FI_PATH_NONE || !fi_rootfs_at(r, at, out))
			return false;
		if (out->entry->kind != FI_KIND_SYMLINK)
			continue;
		/* The target comes before what is left; a relative one starts in the link's folder. */
		target = fi_layer_target(layer_at(r, (uint32_t)out->layer), out->entry);
		len = strlen(target);
		if (++links > LINKS_MAX || len + strlen(rest) + 2 > sizeof(joined))
			return false;
		memcpy(joined, target, len);
		joined[len] = '/';
		memcpy(joined + len + 1, rest, strlen(rest) + 1);
		memcpy(text, joined, len + strlen(rest) + 2);
		rest = text;
		at = target[0] == '/' ? FI_PATH_ROOT : fi_paths_parent(t, at);
		(void)fi_rootfs_at(r, at, out);
	}
}

void fi_rootfs_each(const struct fi_rootfs *r,
	bool (*each)(void *self, const struct fi_node *n), void *self)
{
	struct fi_node node;

	for (size_t p = 0; p < r->n; p++)
		if (fi_rootfs_at(r, (fi_path)p, &node) && !each(self, &node))
			return;
}

const char *fi_rootfs_content(const struct fi_rootfs *r, const char *path, size_t *n)
{
	const struct fi_layer *l;
	struct fi_node node;
	size_t i;

	if (!fi_rootfs_lookup(r, path, &node) || node.entry->kind != FI_KIND_FILE)
		return NULL;
	l = layer_at(r, (uint32_t)node.layer);
	/* The last of equal paths in a layer is the one that counts. */
	for (i = l->nkept; i > 0; i--)
		if (l->kept[i - 1].path == node.entry->path) {
			*n = l->kept[i - 1].n;
			return l->kept[i - 1].bytes;
		}
	return NULL;
}
