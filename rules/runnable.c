#include "rules/runnable.h"

#include <stdlib.h>
#include <string.h>

#include "layers/exec.h"
#include "lib/num.h"
#include "lib/shlex.h"
#include "rules/cross_command.h"

/* A program of thousands of libraries is no honest one. */
#define OBJECTS_MAX 512
/* Scripts whose interpreter is a script; Linux gives up after four. */
#define SCRIPTS_MAX 4

/* Whoever runs it.  Root may search every folder. */
struct who {
	bool known, root;
	uint32_t uid, gid;
};

struct look {
	const struct fi_case *c;
	struct who who;
	struct fi_run *out;
	unsigned scripts;
	bool nomem;
};

bool fi_path_covers(const char *dir, const char *path)
{
	size_t n = strlen(dir);

	while (n > 1 && dir[n - 1] == '/')
		n--;
	return !strncmp(dir, path, n) && (!path[n] || path[n] == '/' || n == 1);
}

bool fi_run_knows_all(const struct fi_case *c)
{
	for (size_t i = 0; i < c->image->nlayers; i++) {
		int layer = c->image->layers[i].layer;

		if (layer < 0 || !c->set->layers[layer]->whole)
			return false;
	}
	return c->image->nlayers > 0;
}

void fi_run_done(struct fi_run *r)
{
	free(r->file);
	free(r->needs);
	free(r->elsewhere);
	*r = (struct fi_run){ .layer = -1 };
}

/* --- what is at a path --- */

static const struct fi_layer *layer_of(const struct look *k, const struct fi_node *n)
{
	return k->c->set->layers[k->c->image->layers[n->layer].layer];
}

static const struct fi_exec *exec_of(const struct look *k, const struct fi_node *n)
{
	if (n->entry->kind != FI_KIND_FILE)
		return NULL;
	return fi_layer_exec(layer_of(k, n), n->entry->path);
}

/* "/usr/bin/x", after links were followed; malloc'd. */
static char *path_of(const struct look *k, const struct fi_node *n)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(64u << 10);

	if (fi_paths_text(k->c->set->paths, n->path, &b) != FI_OK)
		return NULL;
	return fi_format("/%s", b.p);
}

/* Say it.  The first trouble stays. */
static void trouble(struct look *k, enum fi_run_trouble what, const struct fi_node *n,
	const char *needs, const char *elsewhere)
{
	struct fi_run *r = k->out;

	if (r->trouble != FI_RUN_FINE)
		return;
	r->trouble = what;
	if (n) {
		free(r->file);
		r->file = path_of(k, n);
		r->layer = n->layer;
	}
	r->needs = needs ? strdup(needs) : NULL;
	r->elsewhere = elsewhere ? strdup(elsewhere) : NULL;
	k->nomem |= !r->file || (needs && !r->needs) || (elsewhere && !r->elsewhere);
}

/* --- the user --- */

static bool field_number(const char *line, unsigned k, uint32_t *out)
{
	uint64_t v;
	size_t n;

	while (k--) {
		line += strcspn(line, ":\n");
		if (*line != ':')
			return false;
		line++;
	}
	n = strcspn(line, ":\n");
	if (!fi_num_u64(line, n, UINT32_MAX, &v))
		return false;
	*out = (uint32_t)v;
	return true;
}

/* The line of passwd or group that begins with this name; NULL. */
static const char *line_of(const struct fi_case *c, const char *file, const char *name, size_t n)
{
	size_t len;
	const char *text = fi_rootfs_content(c->rootfs, file, &len);

	while (text && *text) {
		const char *end = strchr(text, '\n');

		if (!strncmp(text, name, n) && text[n] == ':')
			return text;
		text = end ? end + 1 : NULL;
	}
	return NULL;
}

static struct who who_of(const struct fi_case *c)
{
	const char *user = c->image->config.user ? c->image->config.user : "";
	size_t n = strcspn(user, ":");
	const char *group = user[n] ? user + n + 1 : "", *line;
	struct who w = { 0 };
	uint64_t number;

	if (n == 0)
		return (struct who){ .known = true, .root = true };
	if (fi_num_u64(user, n, UINT32_MAX, &number)) {
		w.uid = (uint32_t)number;
		w.gid = w.uid; /* where Docker would take 0 */
		w.known = true;
	} else {
		line = line_of(c, "etc/passwd", user, n);
		w.known = line && field_number(line, 2, &w.uid) && field_number(line, 3, &w.gid);
	}
	if (*group && fi_num_u64(group, strlen(group), UINT32_MAX, &number)) {
		w.gid = (uint32_t)number;
	} else if (*group) {
		line = line_of(c, "etc/group", group, strlen(group));
		w.known = w.known && line && field_number(line, 2, &w.gid);
	}
	w.root = w.known && w.uid == 0;
	return w;
}

/* May they execute (a file) or search (a folder) it?  Yes where it cannot be told. */
static bool may(const struct look *k, const struct fi_node *n)
{
	const struct fi_entry *e = n->entry;
	unsigned bit = 0001;

	if (!k->who.known)
		return true;
	if (k->who.root)
		return e->kind == FI_KIND_DIR || (e->mode & 0111);
	if (k->who.uid == e->uid)
		bit = 0100;
	else if (k->who.gid == e->gid)
		bit = 0010;
	return (e->mode & bit) != 0;
}

/* May every folder above it be searched? */
static bool may_reach(const struct look *k, const struct fi_node *n)
{
	fi_path p = n->path;
	struct fi_node folder;

	while (p != FI_PATH_ROOT) {
		p = fi_paths_parent(k->c->set->paths, p);
		if (fi_rootfs_at(k->c->rootfs, p, &folder) && !may(k, &folder))
			return false;
	}
	return true;
}

/* --- finding a word --- */

static const char *path_variable(const struct fi_case *c)
{
	const char *path = fi_command_env(c, "PATH");

	return path && *path ? path :
			       "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}

/*
 * The first folder of `list` (folders between ':') that has it.  A file that cannot be
 * run counts if no later one can.
 */
static bool find_in(const struct look *k, const char *list, const char *name,
	struct fi_node *out)
{
	bool found = false;
	struct fi_node n;

	while (*list) {
		size_t len = strcspn(list, ":");
		FI_AUTO(fi_freep) char *path = fi_format("%.*s/%s", (int)len, list, name);

		if (path && len && fi_rootfs_lookup(k->c->rootfs, path, &n) &&
			n.entry->kind == FI_KIND_FILE) {
			if (!found)
				*out = n;
			found = true;
			if (may(k, &n)) {
				*out = n;
				return true;
			}
		}
		list += len + (list[len] == ':');
	}
	return found;
}

/* The absolute path a word with '/' means; malloc'd. */
static char *absolute(const struct fi_case *c, const char *word)
{
	const char *dir = c->image->config.workdir;

	return word[0] == '/' ? strdup(word) : fi_format("%s/%s", dir ? dir : "", word);
}

static bool find_word(struct look *k, const char *word, struct fi_node *out)
{
	FI_AUTO(fi_freep) char *path = NULL;

	if (!strchr(word, '/'))
		return find_in(k, path_variable(k->c), word, out);
	path = absolute(k->c, word);
	k->nomem |= !path;
	return path && fi_rootfs_lookup(k->c->rootfs, path, out);
}

/* The volume that will cover this path; NULL. */
static const char *volume_over(const struct fi_case *c, const char *path)
{
	for (size_t i = 0; c->fly && i < c->fly->mounts.n; i++) {
		const char *to = c->fly->mounts.v[i].destination.s;

		if (to && to[0] == '/' && to[1] && fi_path_covers(to, path))
			return to;
	}
	return NULL;
}

/* --- shared libraries --- */

/* One object that is loaded: the program or a library. */
struct object {
	struct fi_node node;
	const struct fi_exec *exec;
};

struct loading {
	struct look *k;
	struct object objects[OBJECTS_MAX];
	size_t n;
	bool musl, vague; /* vague: a search path that cannot be followed from here */
	char *dirs;	  /* where everybody's libraries are sought, between ':' */
	const struct fi_exec *libc;
};

#define GLIBC_DIRS                                                                     \
	"/lib64:/usr/lib64:/lib:/usr/lib:/lib/x86_64-linux-gnu:"                       \
	"/usr/lib/x86_64-linux-gnu:/usr/local/lib:/usr/local/lib/x86_64-linux-gnu:"    \
	"/lib32:/usr/lib32:/lib/i386-linux-gnu:/usr/lib/i386-linux-gnu"
#define MUSL_DIRS "/lib:/usr/local/lib:/usr/lib"

/* A file of folders, one a line or between ':' or spaces, to `b`; "include" is passed over. */
static bool add_folders(struct fi_buf *b, const char *text)
{
	while (text && *text) {
		size_t n = strcspn(text, "\n");
		bool folder = text[0] == '/';

		if (folder && (fi_buf_add(b, ":", 1) != FI_OK || fi_buf_add(b, text, n) != FI_OK))
			return false;
		text += n + (text[n] == '\n');
	}
	return true;
}

/* All files of etc/ld.so.conf.d; whether the main file names them is not asked. */
static bool add_conf_folder(const struct fi_case *c, struct fi_buf *b)
{
	const struct fi_paths *t = c->set->paths;
	struct fi_node dir;
	fi_path p;
	size_t n;

	if (!fi_rootfs_lookup(c->rootfs, "etc/ld.so.conf.d", &dir))
		return true;
	for (p = fi_paths_first(t, dir.path); p != FI_PATH_NONE; p = fi_paths_next(t, p)) {
		const char *name = fi_paths_name(t, p, &n);
		FI_AUTO(fi_freep) char *path =
			fi_format("etc/ld.so.conf.d/%.*s", (int)n, name);

		if (!path || !add_folders(b, fi_rootfs_content(c->rootfs, path, &n)))
			return false;
	}
	return true;
}

static char *common_dirs(const struct fi_case *c, bool musl)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(256u << 10);
	const char *own = fi_command_env(c, "LD_LIBRARY_PATH"), *conf;
	size_t n;
	bool ok = fi_buf_adds(&b, own ? own : "") == FI_OK && fi_buf_adds(&b, ":") == FI_OK;

	conf = fi_rootfs_content(c->rootfs,
		musl ? "etc/ld-musl-x86_64.path" : "etc/ld.so.conf", &n);
	ok = ok && add_folders(&b, conf) && (musl || add_conf_folder(c, &b));
	ok = ok && fi_buf_adds(&b, ":") == FI_OK &&
	     fi_buf_adds(&b, musl ? MUSL_DIRS : GLIBC_DIRS) == FI_OK;
	return ok ? fi_buf_steal(&b, &n) : NULL;
}

/* Is this a library that the program's loader would take? */
static bool fits(struct loading *l, const struct fi_node *n)
{
	const struct fi_exec *x = exec_of(l->k, n);

	if (n->entry->kind != FI_KIND_FILE)
		return false;
	return !x || x->kind != FI_EXEC_ELF || (x->bits == l->objects[0].exec->bits &&
						       x->machine == l->objects[0].exec->machine);
}

/* One folder of a search path, with $ORIGIN for where the object is. */
static bool find_below(struct loading *l, const struct object *o, const char *dir, size_t len,
	const char *name, struct fi_node *out)
{
	FI_AUTO(fi_freep) char *self = NULL;
	FI_AUTO(fi_freep) char *path = NULL;
	const char *rest = dir;
	size_t skip = 0;

	if (!len)
		return false;
	if (!strncmp(dir, "$ORIGIN", 7) || !strncmp(dir, "${ORIGIN}", 9)) {
		skip = dir[1] == '{' ? 9 : 7;
		self = path_of(l->k, &o->node);
		if (!self)
			return false;
		*strrchr(self, '/') = 0;
		rest = dir + skip;
	}
	if (memchr(rest, '$', len - skip)) {
		l->vague = true;
		return false;
	}
	path = fi_format("%s%.*s/%s", self ? self : "", (int)(len - skip), rest, name);
	return path && fi_rootfs_lookup(l->k->c->rootfs, path, out) && fits(l, out);
}

static bool find_along(struct loading *l, const struct object *o, const char *list,
	const char *name, struct fi_node *out)
{
	while (*list) {
		size_t len = strcspn(list, ":");

		if (find_below(l, o, list, len, name, out))
			return true;
		list += len + (list[len] == ':');
	}
	return false;
}

/* musl's loader is its libc, by whatever name it is asked for. */
static bool is_libc_of_musl(const char *name)
{
	static const char *const own[] = { "libc.", "libpthread.", "librt.", "libm.", "libdl.",
		"libutil.", "libxnet.", "ld-musl-" };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (!strncmp(name, own[i], strlen(own[i])))
			return true;
	return false;
}

static bool find_library(struct loading *l, const struct object *o, const char *name,
	struct fi_node *out)
{
	const struct fi_layer *layer = layer_of(l->k, &o->node);
	const struct object *main = &l->objects[0];

	if (strchr(name, '/'))
		return fi_rootfs_lookup(l->k->c->rootfs, name, out);
	/* A program's RPATH serves its libraries too; a RUNPATH only itself. */
	return find_along(l, o, fi_exec_rpath(layer, o->exec), name, out) ||
	       find_along(l, o, fi_exec_runpath(layer, o->exec), name, out) ||
	       find_along(l, main, fi_exec_rpath(layer_of(l->k, &main->node), main->exec), name,
		       out) ||
	       find_along(l, o, l->dirs, name, out);
}

/* Somewhere in the image, where no loader looks. */
struct search {
	const struct look *k;
	const char *name;
	size_t n;
	struct fi_node at;
	bool found;
};

static bool is_named(void *self, const struct fi_node *node)
{
	struct search *s = self;
	size_t n;
	const char *name = fi_paths_name(s->k->c->set->paths, node->path, &n);

	if (n != s->n || memcmp(name, s->name, n) != 0 || node->entry->kind == FI_KIND_DIR)
		return true;
	s->at = *node;
	s->found = true;
	return false;
}

static void no_library(struct loading *l, const struct object *o, const char *name)
{
	struct search s = { .k = l->k, .name = name, .n = strlen(name) };
	FI_AUTO(fi_freep) char *where = NULL;

	if (!strchr(name, '/'))
		fi_rootfs_each(l->k->c->rootfs, is_named, &s);
	if (s.found)
		where = path_of(l->k, &s.at);
	trouble(l->k, FI_RUN_LIBRARY, &o->node, name, where);
}

static void add_object(struct loading *l, const struct fi_node *n)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->objects[i].node.path == n->path)
			return;
	if (l->n < OBJECTS_MAX)
		l->objects[l->n++] = (struct object){ *n, exec_of(l->k, n) };
}

static void load_needed(struct loading *l, size_t index)
{
	const struct object *o = &l->objects[index];
	const struct fi_layer *layer;
	const char *name = NULL;
	struct fi_node n;

	if (!o->exec || o->exec->kind != FI_EXEC_ELF || !o->exec->linked)
		return;
	layer = layer_of(l->k, &o->node);
	while ((name = fi_exec_needed(layer, o->exec, name))) {
		if (l->musl && is_libc_of_musl(name))
			continue;
		if (!strncmp(name, "ld-linux", 8))
			continue; /* the loader, which is there */
		if (find_library(l, o, name, &n)) {
			add_object(l, &n);
			if (!strcmp(name, "libc.so.6"))
				l->libc = exec_of(l->k, &n);
		} else if (!l->vague) {
			no_library(l, o, name);
		}
	}
}

/* A version that an object asks for and the image's libc does not have. */
static void compare_glibc(struct loading *l)
{
	FI_AUTO(fi_freep) char *wants = NULL;
	FI_AUTO(fi_freep) char *has = NULL;

	for (size_t i = 0; l->libc && l->libc->glibc_has && i < l->n; i++) {
		const struct object *o = &l->objects[i];
		uint32_t v = o->exec ? o->exec->glibc_wants : 0, most = l->libc->glibc_has;

		if (v <= most || o->exec == l->libc)
			continue;
		wants = fi_format("%u.%u", v >> 16, v & 0xffff);
		has = fi_format("%u.%u", most >> 16, most & 0xffff);
		trouble(l->k, FI_RUN_GLIBC, &o->node, wants, has);
		return;
	}
}

static void look_at_libraries(struct look *k, const struct fi_node *n, const char *interp)
{
	struct loading *l = calloc(1, sizeof(*l));

	if (l) {
		l->k = k;
		l->musl = !strncmp(fi_word_base(interp), "ld-musl", 7);
		l->dirs = common_dirs(k->c, l->musl);
	}
	if (!l || !l->dirs) {
		k->nomem = true;
		free(l);
		return;
	}
	add_object(l, n);
	for (size_t i = 0; i < l->n; i++)
		load_needed(l, i);
	compare_glibc(l);
	free(l->dirs);
	free(l);
}

/* --- one file --- */

static void look_at_file(struct look *k, const struct fi_node *n);

static bool runs_here(unsigned machine)
{
	return machine == FI_ELF_X86_64 || machine == FI_ELF_386;
}

static void look_at_elf(struct look *k, const struct fi_node *n, const struct fi_exec *x)
{
	const char *interp = fi_exec_interp(layer_of(k, n), x), *name;
	struct fi_node loader;

	if (!runs_here(x->machine)) {
		name = fi_elf_machine_name(x->machine);
		trouble(k, FI_RUN_MACHINE, n, name ? name : "an unknown machine", NULL);
		return;
	}
	if (!*interp)
		return; /* static */
	if (!fi_rootfs_lookup(k->c->rootfs, interp, &loader))
		trouble(k, FI_RUN_LOADER, n, interp, NULL);
	else
		look_at_libraries(k, n, interp);
}

/* What `env` starts: the first word that is neither an option nor a variable; NULL. */
static char *env_program(const char *words)
{
	while (*words) {
		size_t n = strcspn(words, " \t");

		if (n && *words != '-' && !memchr(words, '=', n))
			return strndup(words, n);
		words += n;
		words += strspn(words, " \t");
	}
	return NULL;
}

static void look_at_script(struct look *k, const struct fi_node *n, const struct fi_exec *x)
{
	const char *line = fi_exec_line(layer_of(k, n), x);
	FI_AUTO(fi_freep) char *interp = NULL;
	FI_AUTO(fi_freep) char *program = NULL;
	struct fi_node next;
	size_t len;

	line += strspn(line, " \t");
	len = strcspn(line, " \t");
	if (strchr(line, '\r')) {
		FI_AUTO(fi_freep) char *shown = fi_format("#!%.*s", (int)strcspn(line, "\r"), line);

		trouble(k, FI_RUN_RETURN, n, shown, NULL);
		return;
	}
	/* A line that is longer than what was kept: not known. */
	if (!len || strlen(line) + 2 >= FI_EXEC_HEAD)
		return;
	interp = strndup(line, len);
	if (!interp) {
		k->nomem = true;
		return;
	}
	if (!fi_rootfs_lookup(k->c->rootfs, interp, &next)) {
		trouble(k, FI_RUN_INTERPRETER, n, interp, NULL);
		return;
	}
	if (!strcmp(fi_word_base(interp), "env"))
		program = env_program(line + len);
	if (program && !find_word(k, program, &next)) {
		trouble(k, FI_RUN_INTERPRETER, n, program, NULL);
		return;
	}
	if (++k->scripts < SCRIPTS_MAX)
		look_at_file(k, &next);
}

static void look_at_file(struct look *k, const struct fi_node *n)
{
	const struct fi_exec *x = exec_of(k, n);

	if (n->entry->kind == FI_KIND_DIR) {
		trouble(k, FI_RUN_FOLDER, n, NULL, NULL);
		return;
	}
	if (!may(k, n) || !may_reach(k, n)) {
		trouble(k, FI_RUN_FORBIDDEN, n, NULL, NULL);
		return;
	}
	if (!x)
		return; /* not known: an archive that runs itself, or past a limit */
	if (x->kind == FI_EXEC_ELF)
		look_at_elf(k, n, x);
	else if (x->kind == FI_EXEC_SCRIPT)
		look_at_script(k, n, x);
	else
		trouble(k, FI_RUN_NO_FORMAT, n, NULL, NULL);
}

bool fi_run_look(const struct fi_case *c, const char *word, struct fi_run *out)
{
	struct look k = { .c = c, .who = who_of(c), .out = out };
	FI_AUTO(fi_freep) char *path = NULL;
	const char *volume;
	struct fi_node n;

	*out = (struct fi_run){ .file = strdup(word), .layer = -1 };
	if (!out->file)
		return false;
	if (strchr(word, '/'))
		path = absolute(c, word);
	if (!find_word(&k, word, &n)) {
		/* What is not in the image may be on the volume. */
		if (!path || !volume_over(c, path))
			trouble(&k, FI_RUN_MISSING, NULL, NULL, NULL);
	} else {
		if (!path)
			path = path_of(&k, &n);
		volume = path ? volume_over(c, path) : NULL;
		if (volume)
			trouble(&k, FI_RUN_ON_VOLUME, &n, volume, NULL);
		else
			look_at_file(&k, &n);
	}
	if (k.nomem)
		fi_run_done(out);
	return !k.nomem;
}

/* --- wrappers --- */

/* A program that runs what stands behind it; `skip` words of its own come first. */
static const struct {
	const char *name;
	unsigned skip;
} wrappers[] = { { "tini", 0 }, { "dumb-init", 0 }, { "catatonit", 0 }, { "exec", 0 },
	{ "env", 0 }, { "nohup", 0 }, { "gosu", 1 }, { "su-exec", 1 }, { "setuidgid", 1 } };

size_t fi_run_inner(char *const *words, size_t n)
{
	for (size_t i = 0; n && i < sizeof(wrappers) / sizeof(wrappers[0]); i++) {
		size_t at = 1;

		if (strcmp(fi_word_base(words[0]), wrappers[i].name) != 0)
			continue;
		while (at < n && (words[at][0] == '-' || strchr(words[at], '=')))
			at++;
		at += wrappers[i].skip;
		return at < n ? at : n;
	}
	return n;
}
