#include "rules/project.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/dockerfile.h"
#include "lib/dockerignore.h"
#include "lib/flyconf.h"
#include "rules/ci.h"
#include "rules/glob.h"

/* Far above any real one; flyctl and BuildKit would choke earlier. */
#define FILE_MAX (4u << 20)
/* How deep leaky names are looked for; secrets lie near the top. */
#define WALK_DEPTH 3
/* How many names are looked at, and how many leaky ones are kept. */
#define WALK_NAMES 20000
#define WALK_KEPT  200

/* Names that should not reach a builder. */
static const char leaky_files[] =
	".env|.env.*|*.env|.envrc|id_rsa|id_dsa|id_ecdsa|id_ed25519|*.pem|*.key|*.p12|"
	"*.pfx|*.jks|*.keystore|.npmrc|.yarnrc.yml|.pypirc|.netrc|.pgpass|.my.cnf|"
	"terraform.tfstate|terraform.tfstate.*|*.tfvars|credentials.json|"
	"service-account*.json|master.key|*.sql|*.dump|*.sqlite|*.sqlite3|.htpasswd|"
	".bash_history|.zsh_history|secrets.yml|secrets.yaml|secrets.json|.vault-token";
static const char leaky_folders[] =
	".git|.hg|.svn|.aws|.ssh|.docker|.kube|.gnupg|.fly|.terraform";
/* The same shape, but made to be shared. */
static const char harmless[] = "*.example|*.sample|*.template|*.dist|*.defaults|*.pub|"
			       "example.env|sample.env|template.env";
/* Large, and not the user's own. */
static const char not_entered[] =
	".git|.hg|.svn|node_modules|vendor|.venv|venv|target|_build|deps|__pycache__";

struct fi_project_memory {
	char *folder;
	char *fly_name, *fly_path, *fly_text;
	char *docker_name, *docker_path, *docker_text;
	char *ignore_name, *ignore_path, *ignore_text;
	struct fi_flyconf *fly;
	struct fi_dockerfile *dockerfile;
	struct fi_ignore *ignore;
	struct fi_strs context, unread;
	struct fi_ci ci;
};

/* ---- reading ---- */

static bool is_here(const char *folder)
{
	return strcmp(folder, ".") == 0 || !*folder;
}

/* `name` in `folder`, as one would type it. */
static char *join(const char *folder, const char *name)
{
	size_t n = strlen(folder);

	if (is_here(folder) || name[0] == '/')
		return strdup(name);
	while (n > 1 && folder[n - 1] == '/')
		n--;
	if (folder[0] == '.' && folder[1] == '/' && n > 2) {
		folder += 2;
		n -= 2;
	}
	return fi_format(
		"%.*s%s%s", (int)n, folder, folder[n - 1] == '/' ? "" : "/", name);
}

/* The folder a path is in; "." if it names none. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return strdup(".");
	return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static enum fi_code read_all(
	int fd, const char *path, char **out, size_t *n, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(FILE_MAX);
	char block[16384];

	while (true) {
		ssize_t got = read(fd, block, sizeof(block));
		enum fi_code rc;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fi_err_sys(err, errno, "%s", path);
		if (got == 0)
			break;
		rc = fi_buf_add(&b, block, (size_t)got);
		if (rc == FI_ELIMIT)
			return fi_err_set(err, rc, "%s: larger than %u MiB", path,
				FILE_MAX >> 20);
		if (rc != FI_OK)
			return fi_err_nomem(err);
	}
	*out = fi_buf_steal(&b, n);
	return *out ? FI_OK : fi_err_nomem(err);
}

/* A whole regular file; O_NONBLOCK so that a FIFO of that name does not hold us up. */
static enum fi_code read_file(
	const char *path, char **out, size_t *n, struct fi_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum fi_code rc;
	struct stat st;

	if (fd < 0)
		return fi_err_sys(err, errno, "%s", path);
	if (fstat(fd, &st) != 0)
		rc = fi_err_sys(err, errno, "%s", path);
	else if (!S_ISREG(st.st_mode))
		rc = fi_err_set(err, FI_EFORMAT, "%s: not a file", path);
	else
		rc = read_all(fd, path, out, n, err);
	(void)close(fd);
	return rc;
}

/* One file to look for. */
struct wish {
	const char *folder; /* `name` is relative to it */
	const char *name;   /* as findings call it */
	bool required;      /* the user named it: its absence is an error */
};

/*
 * Read a file.  FI_ENOTFOUND without a record if it is absent and not required; a
 * problem is noted and counts as absent too.
 */
static enum fi_code fetch(struct fi_project *p, const struct wish *w, char **name,
	char **path, char **text, size_t *n, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *at = join(w->folder, w->name), *body = NULL;
	FI_AUTO(fi_freep) char *called = strdup(w->name);
	struct fi_err why = { 0 };
	enum fi_code rc;

	if (!at || !called)
		return fi_err_nomem(err);
	rc = read_file(at, &body, n, &why);
	if (rc == FI_ENOMEM || (rc != FI_OK && w->required))
		return fi_err_set(err, rc, "%s", why.text);
	if (rc != FI_OK && rc != FI_ENOTFOUND &&
		fi_strs_add(&p->problems, why.text) != FI_OK)
		return fi_err_nomem(err);
	if (rc != FI_OK)
		return FI_ENOTFOUND;
	if (fi_strs_add(&p->used, at) != FI_OK)
		return fi_err_nomem(err);
	*name = called;
	*path = at;
	*text = body;
	called = at = body = NULL;
	return FI_OK;
}

/* Try one wish after the other.  FI_ENOTFOUND without a record if all are absent. */
static enum fi_code fetch_first(struct fi_project *p, const struct wish *w, size_t n,
	char **name, char **path, char **text, size_t *size, struct fi_err *err)
{
	for (size_t i = 0; i < n; i++) {
		enum fi_code rc;

		if (!w[i].name)
			continue;
		rc = fetch(p, &w[i], name, path, text, size, err);
		if (rc != FI_ENOTFOUND || err->code != FI_OK)
			return rc;
	}
	return FI_ENOTFOUND;
}

/* ---- the three files ---- */

/* The configs beside the one that counts, and those of a name that never does. */
static enum fi_code find_unread(struct fi_project *p, struct fi_err *err)
{
	static const char *const names[] = { "fly.toml", "fly.json", "fly.yaml", "fly.yml" };
	struct fi_project_memory *m = p->memory;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		FI_AUTO(fi_freep) char *at = join(m->folder, names[i]);

		if (!at)
			return fi_err_nomem(err);
		if ((m->fly_name && !strcmp(m->fly_name, names[i])) || access(at, F_OK) != 0)
			continue;
		if (fi_strs_add(&m->unread, names[i]) != FI_OK)
			return fi_err_nomem(err);
	}
	p->c.unread = &m->unread;
	return FI_OK;
}

static enum fi_code load_fly(
	struct fi_project *p, const char *named, struct fi_err *err)
{
	struct fi_project_memory *m = p->memory;
	const struct wish any[] = { { m->folder, "fly.toml", false },
		{ m->folder, "fly.json", false }, { m->folder, "fly.yaml", false } };
	const struct wish one = { ".", named, true };
	enum fi_code rc;

	if (!named && !p->c.folder)
		return FI_OK;
	rc = fetch_first(p, named ? &one : any, named ? 1 : 3, &m->fly_name,
		&m->fly_path, &m->fly_text, &p->c.fly_n, err);
	if (rc != FI_OK && (rc != FI_ENOTFOUND || err->code != FI_OK))
		return rc;
	if (!named && find_unread(p, err) != FI_OK)
		return err->code;
	if (rc != FI_OK)
		return FI_OK;
	p->c.fly_name = m->fly_name;
	p->c.fly_text = m->fly_text;
	rc = fi_flyconf_parse(m->fly_name, m->fly_text, p->c.fly_n, &m->fly, err);
	p->c.fly = m->fly;
	return rc;
}

/* What the Fly config says of a file: relative to the config's own folder. */
static enum fi_code of_config(
	const struct fi_project *p, const char *said, char **folder, struct fi_err *err)
{
	if (!said)
		return FI_OK;
	*folder = folder_of(p->memory->fly_path);
	return *folder ? FI_OK : fi_err_nomem(err);
}

static enum fi_code load_dockerfile(
	struct fi_project *p, const char *named, struct fi_err *err)
{
	struct fi_project_memory *m = p->memory;
	const char *said = m->fly ? m->fly->build.dockerfile.s : NULL;
	FI_AUTO(fi_freep) char *beside = NULL;
	enum fi_code rc = of_config(p, said, &beside, err);
	const struct wish any[] = { { beside, said, false },
		{ m->folder, said ? NULL : "Dockerfile", false } };
	const struct wish one = { ".", named, true };

	if (rc != FI_OK || (!named && !p->c.folder))
		return rc;
	rc = fetch_first(p, named ? &one : any, named ? 1 : 2, &m->docker_name,
		&m->docker_path, &m->docker_text, &p->c.dockerfile_n, err);
	if (rc != FI_OK)
		return rc == FI_ENOTFOUND && err->code == FI_OK ? FI_OK : rc;
	p->c.dockerfile_name = m->docker_name;
	p->c.dockerfile_text = m->docker_text;
	rc = fi_dockerfile_parse(
		m->docker_text, p->c.dockerfile_n, &m->dockerfile, err);
	p->c.dockerfile = m->dockerfile;
	return rc;
}

/* BuildKit: DOCKERFILE.dockerignore beside it wins over .dockerignore. */
static enum fi_code load_ignore(
	struct fi_project *p, const char *named_dockerfile, struct fi_err *err)
{
	struct fi_project_memory *m = p->memory;
	const char *said = m->fly ? m->fly->build.ignorefile.s : NULL;
	FI_AUTO(fi_freep) char *beside = NULL, *own = NULL;
	enum fi_code rc = of_config(p, said, &beside, err);
	size_t n = 0;

	if (rc != FI_OK)
		return rc;
	own = fi_format(
		"%s.dockerignore", m->docker_name ? m->docker_name : "Dockerfile");
	if (!own)
		return fi_err_nomem(err);

	const struct wish any[] = { { beside, said, false },
		{ named_dockerfile ? "." : m->folder, own, false },
		{ m->folder, ".dockerignore", false } };

	rc = fetch_first(
		p, any, 3, &m->ignore_name, &m->ignore_path, &m->ignore_text, &n, err);
	if (rc != FI_OK)
		return rc == FI_ENOTFOUND && err->code == FI_OK ? FI_OK : rc;
	p->c.ignore_name = m->ignore_name;
	p->c.ignore_text = m->ignore_text;
	rc = fi_ignore_parse(m->ignore_text, n, &m->ignore, err);
	p->c.ignore = m->ignore;
	return rc;
}

/* ---- what CI services run ---- */

static int text_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Far more than any project has. */
#define WORKFLOWS_MAX 200

static enum fi_code load_ci_file(struct fi_project *p, const char *called, struct fi_err *err)
{
	const struct wish w = { p->memory->folder, called, false };
	FI_AUTO(fi_freep) char *name = NULL, *path = NULL;
	char *text = NULL;
	size_t n = 0;
	enum fi_code rc = fetch(p, &w, &name, &path, &text, &n, err);

	if (rc != FI_OK)
		return rc == FI_ENOTFOUND && err->code == FI_OK ? FI_OK : rc;
	return fi_ci_add(&p->memory->ci, called, text, n, err);
}

static enum fi_code load_ci_folder(struct fi_project *p, const char *called, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *at = join(p->memory->folder, called);
	FI_AUTO(fi_strs_done) struct fi_strs names = { 0 };
	enum fi_code rc = FI_OK;
	struct dirent *e;
	DIR *d;

	if (!at)
		return fi_err_nomem(err);
	d = opendir(at);
	while (d && rc == FI_OK && names.n < WORKFLOWS_MAX && (e = readdir(d))) {
		FI_AUTO(fi_freep) char *name = fi_format("%s%s", called, e->d_name);

		if (!name || (fi_ci_is_file(name) && fi_strs_add(&names, name) != FI_OK))
			rc = fi_err_nomem(err);
	}
	if (d)
		(void)closedir(d);
	if (names.n)
		qsort(names.v, names.n, sizeof(names.v[0]), text_order);
	for (size_t i = 0; rc == FI_OK && i < names.n; i++)
		rc = load_ci_file(p, names.v[i], err);
	return rc;
}

static enum fi_code load_ci(struct fi_project *p, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && fi_ci_names[i]; i++) {
		const char *name = fi_ci_names[i];

		rc = name[strlen(name) - 1] == '/' ? load_ci_folder(p, name, err) :
						     load_ci_file(p, name, err);
	}
	p->c.ci = &p->memory->ci;
	return rc;
}

/* ---- leaky names ---- */

struct look {
	struct fi_strs *out;
	size_t names;
};

static enum fi_code look_in(struct look *l, int fd, const char *prefix, int depth);

/* One name of a folder. */
static enum fi_code look_at(
	struct look *l, int dir, const char *prefix, const char *name, int depth)
{
	FI_AUTO(fi_freep) char *path = NULL;
	bool folder, leaks;
	struct stat st;
	enum fi_code rc = FI_OK;
	int fd;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
		!(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
		return FI_OK;
	folder = S_ISDIR(st.st_mode);
	leaks = fi_glob(folder ? leaky_folders : leaky_files, name) &&
		!fi_glob(harmless, name);
	path = fi_format("%s%s%s", prefix, name, folder ? "/" : "");
	if (!path)
		return FI_ENOMEM;
	if (leaks)
		return fi_strs_add(l->out, path);
	if (!folder || depth >= WALK_DEPTH || fi_glob(not_entered, name))
		return FI_OK;
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0)
		rc = look_in(l, fd, path, depth + 1);
	return rc;
}

/* Takes the descriptor over. */
static enum fi_code look_in(struct look *l, int fd, const char *prefix, int depth)
{
	DIR *d = fdopendir(fd);
	enum fi_code rc = FI_OK;
	struct dirent *e;

	if (!d) {
		(void)close(fd);
		return FI_OK;
	}
	while (rc == FI_OK && l->names < WALK_NAMES && l->out->n < WALK_KEPT &&
		(e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		l->names++;
		rc = look_at(l, dirfd(d), prefix, e->d_name, depth);
	}
	(void)closedir(d);
	return rc;
}

static enum fi_code find_context(struct fi_project *p, struct fi_err *err)
{
	struct fi_strs *out = &p->memory->context;
	struct look l = { .out = out };
	int fd = open(p->memory->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return fi_err_sys(err, errno, "%s", p->memory->folder);
	if (look_in(&l, fd, "", 1) != FI_OK)
		return fi_err_nomem(err);
	if (out->n)
		qsort(out->v, out->n, sizeof(out->v[0]), text_order);
	p->c.context_files = out;
	return FI_OK;
}

/* ---- all of it ---- */

void fi_project_done(struct fi_project *p)
{
	struct fi_project_memory *m = p->memory;

	fi_strs_done(&p->used);
	fi_strs_done(&p->problems);
	if (m) {
		char *own[] = { m->folder, m->fly_name, m->fly_path, m->fly_text,
			m->docker_name, m->docker_path, m->docker_text, m->ignore_name,
			m->ignore_path, m->ignore_text };

		for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
			free(own[i]);
		fi_flyconf_free(m->fly);
		fi_dockerfile_free(m->dockerfile);
		fi_ignore_free(m->ignore);
		fi_strs_done(&m->context);
		fi_strs_done(&m->unread);
		fi_ci_done(&m->ci);
		free(m);
	}
	*p = (struct fi_project){ 0 };
}

enum fi_code fi_project_load(const char *folder, const char *fly_config,
	const char *dockerfile, struct fi_project *out, struct fi_err *err)
{
	struct fi_project p = { .c = { .image_index = -1 } };
	enum fi_code rc = FI_OK;

	p.memory = calloc(1, sizeof(*p.memory));
	if (p.memory)
		p.memory->folder = strdup(folder && *folder ? folder : ".");
	if (!p.memory || !p.memory->folder) {
		fi_project_done(&p);
		return fi_err_nomem(err);
	}
	if (folder) {
		p.c.folder = p.memory->folder;
		rc = find_context(&p, err);
	}
	if (rc == FI_OK)
		rc = load_fly(&p, fly_config, err);
	if (rc == FI_OK)
		rc = load_dockerfile(&p, dockerfile, err);
	if (rc == FI_OK)
		rc = folder ? load_ignore(&p, dockerfile, err) : FI_OK;
	if (rc == FI_OK && folder)
		rc = load_ci(&p, err);
	if (rc != FI_OK) {
		fi_project_done(&p);
		return rc;
	}
	*out = p;
	return FI_OK;
}

char *fi_project_path(const struct fi_project *p, const char *name)
{
	const struct fi_project_memory *m = p->memory;

	if (m && m->fly_name && strcmp(name, m->fly_name) == 0)
		return strdup(m->fly_path);
	if (m && m->docker_name && strcmp(name, m->docker_name) == 0)
		return strdup(m->docker_path);
	if (m && m->ignore_name && strcmp(name, m->ignore_name) == 0)
		return strdup(m->ignore_path);
	return join(m ? m->folder : ".", name);
}
