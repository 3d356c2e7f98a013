/* What the modes of an image's files allow. */
#include "rules/image.h"

#include <stdlib.h>
#include <string.h>

#include "rules/glob.h"
#include "rules/trace.h"

/* Files reported by one rule in one image; more is one decision of one RUN. */
#define REPORTS_MAX 50
/* Folders of PATH that are looked at. */
#define PATH_PARTS_MAX 32

/* What distributions ship with these bits; told only when the app brought it. */
static const char usual[] =
	"su|sudo|mount|umount|passwd|chsh|chfn|chage|gpasswd|newgrp|newuidmap|newgidmap|expiry|"
	"wall|write|write.ul|ping|ping6|fusermount|fusermount3|ssh-agent|ssh-keysign|crontab|at|"
	"dotlockfile|unix_chkpwd|pkexec|pam_timestamp_check|utempter|bbsuid|bsd-write|"
	"dbus-daemon-launch-helper|polkit-agent-helper-1|chrome-sandbox|mlocate|plocate|sg|"
	"userhelper|staprun|doas|screen";

struct walk {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
	int base;     /* layers below this index are the base's */
	unsigned said;
	struct fi_buf path;
};

/* The text of a path; "" without memory. */
static const char *text_of(struct walk *w, fi_path path)
{
	fi_buf_clear(&w->path);
	if (fi_paths_text(w->c->set->paths, path, &w->path) != FI_OK)
		return "";
	return w->path.p;
}

/* Layers of another image in this run whose layers these ones start with. */
static int layers_of_parent(const struct fi_case *c)
{
	size_t best = 0;

	for (size_t i = 0; i < c->set->nimages; i++) {
		const struct fi_image *other = &c->set->images[i];
		size_t n = 0;

		if (other == c->image || other->nlayers >= c->image->nlayers)
			continue;
		while (n < other->nlayers && other->layers[n].layer >= 0 &&
			other->layers[n].layer == c->image->layers[n].layer)
			n++;
		if (n == other->nlayers && n > best)
			best = n;
	}
	return (int)best;
}

/* Layers before the first one that a line of the Dockerfile made; 0 if none matches. */
static int layers_of_dockerfile(const struct fi_case *c)
{
	const struct fi_config *config = &c->image->config;
	unsigned *lines = NULL;
	int base = 0;

	if (!c->dockerfile || fi_trace_dockerfile(c->image, c->dockerfile, &lines, NULL) != FI_OK)
		return 0;
	for (size_t i = 0; i < config->nhistory; i++)
		if (lines[i]) {
			for (size_t k = 0; k < i; k++)
				if (config->history[k].layer >= base)
					base = config->history[k].layer + 1;
			break;
		}
	free(lines);
	return base;
}

/* A lone layer may be a squashed image: then only the usual programs are spared. */
static int base_layers(const struct fi_case *c)
{
	int first = c->image->nlayers > 1, parent = layers_of_parent(c);
	int traced = layers_of_dockerfile(c);

	parent = parent > first ? parent : first;
	return traced > parent ? traced : parent;
}

static bool on_setuid(void *self, const struct fi_node *n)
{
	struct walk *w = self;
	struct fi_spot spot = { .layer = n->layer };
	const struct fi_entry *e = n->entry;
	FI_AUTO(fi_freep) char *fix = NULL;
	const char *path;

	if (!(e->mode & 06000) || n->layer < w->base ||
		(e->kind != FI_KIND_FILE && e->kind != FI_KIND_HARDLINK) || !(e->mode & 0111))
		return true;
	path = text_of(w, n->path);
	if (!*path || fi_glob(usual, path))
		return true;
	fix = fi_format("RUN chmod u-s,g-s /%s", path);
	spot.path = spot.subject = path;
	spot.fix = fix;
	fi_report(w->out, w->c, w->r, &spot,
		"%s and mode %04o: it runs as its %s %u, whoever starts it.",
		e->mode & 04000 ? "A program with the setuid bit" : "A program with the setgid bit",
		e->mode, e->mode & 04000 ? "owner" : "group", e->mode & 04000 ? e->uid : e->gid);
	return ++w->said < REPORTS_MAX;
}

void fi_image_setuid_file(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	struct walk w = { .c = c, .r = r, .out = out, .path = fi_buf_limited(1 << 16) };

	if (!c->rootfs)
		return;
	w.base = base_layers(c);
	fi_rootfs_each(c->rootfs, on_setuid, &w);
	fi_buf_done(&w.path);
}

/* ---- PATH ---- */

/* The folders of PATH after links were followed, as numbers would be, without doubles. */
static bool path_folders(const struct fi_case *c, fi_path *list, size_t *n)
{
	const char *p = fi_config_env(&c->image->config, "PATH");

	if (!p || !*p)
		p = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
	for (*n = 0; *p && *n < PATH_PARTS_MAX; p += *p == ':') {
		size_t len = strcspn(p, ":"), k = 0;
		FI_AUTO(fi_freep) char *folder = strndup(p, len);
		struct fi_node node;

		p += len;
		if (!folder)
			return false;
		if (folder[0] != '/' || !fi_rootfs_lookup(c->rootfs, folder, &node) ||
			node.path == FI_PATH_ROOT)
			continue;
		while (k < *n && list[k] != node.path)
			k++;
		if (k == *n)
			list[(*n)++] = node.path;
	}
	return true;
}

static void report_writable(struct walk *w, const struct fi_node *n, bool folder)
{
	const char *path = text_of(w, n->path);
	FI_AUTO(fi_freep) char *fix = fi_format("RUN chmod o-w /%s", path);
	struct fi_spot spot = { .layer = n->layer, .path = path, .subject = path, .fix = fix };

	w->said++;
	if (*path)
		fi_report(w->out, w->c, w->r, &spot, "%s on PATH with mode %04o: every user may %s.",
			folder ? "A folder" : "A program", n->entry->mode,
			folder ? "put programs there" : "change it");
}

static bool writable(const struct fi_node *n, bool folder)
{
	if (!(n->entry->mode & 0002))
		return false;
	if (folder) /* the sticky bit keeps others from replacing, not from adding */
		return n->entry->kind == FI_KIND_DIR;
	return n->entry->kind == FI_KIND_FILE || n->entry->kind == FI_KIND_HARDLINK;
}

void fi_image_world_writable(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	struct walk w = { .c = c, .r = r, .out = out, .path = fi_buf_limited(1 << 16) };
	fi_path folders[PATH_PARTS_MAX];
	struct fi_node node;
	size_t n = 0;

	if (!c->rootfs || !path_folders(c, folders, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		fi_path p = fi_paths_first(c->set->paths, folders[i]);

		if (fi_rootfs_at(c->rootfs, folders[i], &node) && writable(&node, true))
			report_writable(&w, &node, true);
		for (; p != FI_PATH_NONE && w.said < REPORTS_MAX;
			p = fi_paths_next(c->set->paths, p))
			if (fi_rootfs_at(c->rootfs, p, &node) && writable(&node, false))
				report_writable(&w, &node, false);
	}
	fi_buf_done(&w.path);
}
