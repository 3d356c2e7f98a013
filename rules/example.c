#include "rules/example.h"

#include <stdlib.h>
#include <string.h>

#include "layers/fake.h"
#include "layers/rootfs.h"
#include "lib/dockerfile.h"
#include "lib/dockerignore.h"
#include "lib/flyconf.h"
#include "rules/ci.h"
#include "rules/content.h"
#include "rules/findings.h"
#include "rules/scan.h"
#include "rules/sink.h"

/* An example is a few lines. */
#define FILES_MAX 32

/* The parts of an example, and all that is built of them. */
struct stage {
	char *fly_name, *fly, *docker, *ignore, *image;
	bool mismatch;
	char *paths[FILES_MAX], *contents[FILES_MAX];
	size_t nfiles;
	struct fi_strs context, unread;

	struct fi_set set;
	bool set_up;
	struct fi_scanner *scanner;
	struct fi_content *content;
	struct fi_rootfs *rootfs;
	struct fi_flyconf *flyconf;
	struct fi_dockerfile *dockerfile;
	struct fi_ignore *ignored;
	struct fi_ci ci;
	struct fi_sink sink;
};

static void stage_done(struct stage *s)
{
	fi_sink_done(&s->sink);
	fi_rootfs_free(s->rootfs);
	fi_content_free(s->content);
	fi_scanner_free(s->scanner);
	if (s->set_up)
		fi_set_done(&s->set);
	fi_flyconf_free(s->flyconf);
	fi_dockerfile_free(s->dockerfile);
	fi_ignore_free(s->ignored);
	fi_ci_done(&s->ci);
	free(s->fly_name);
	free(s->fly);
	free(s->docker);
	free(s->ignore);
	free(s->image);
	for (size_t i = 0; i < s->nfiles; i++) {
		free(s->paths[i]);
		free(s->contents[i]);
	}
	fi_strs_done(&s->context);
	fi_strs_done(&s->unread);
}

/* ---- reading the example ---- */

static enum fi_code keep(char **slot, const char *text, size_t n, struct fi_err *err)
{
	free(*slot);
	*slot = strndup(text, n);
	return *slot ? FI_OK : fi_err_nomem(err);
}

static enum fi_code add_file(struct stage *s, const char *path, size_t path_n,
	const char *text, size_t n, struct fi_err *err)
{
	if (s->nfiles == FILES_MAX)
		return fi_err_set(err, FI_ELIMIT, "example: too many files");
	s->paths[s->nfiles] = strndup(path, path_n);
	s->contents[s->nfiles] = strndup(text, n);
	s->nfiles++;
	if (!s->paths[s->nfiles - 1] || !s->contents[s->nfiles - 1])
		return fi_err_nomem(err);
	return FI_OK;
}

static enum fi_code add_ci(struct stage *s, const char *name, size_t name_n,
	const char *text, size_t n, struct fi_err *err)
{
	FI_AUTO(fi_freep) char *called = strndup(name, name_n);
	char *copy = strndup(text, n);

	if (called && copy)
		return fi_ci_add(&s->ci, called, copy, n, err);
	free(copy);
	return fi_err_nomem(err);
}

/* Does name (n bytes) begin with `word`?  *rest is what follows. */
static bool begins(const char *name, size_t n, const char *word, const char **rest)
{
	size_t k = strlen(word);

	if (n <= k || memcmp(name, word, k) != 0)
		return false;
	*rest = name + k;
	return true;
}

static bool is(const char *name, size_t n, const char *word)
{
	return n == strlen(word) && memcmp(name, word, n) == 0;
}

static enum fi_code add_section(struct stage *s, const char *name, size_t name_n,
	const char *text, size_t n, struct fi_err *err)
{
	const char *rest = name;

	if (is(name, name_n, "Dockerfile"))
		return keep(&s->docker, text, n, err);
	if (is(name, name_n, ".dockerignore"))
		return keep(&s->ignore, text, n, err);
	if (is(name, name_n, "image"))
		return keep(&s->image, text, n, err);
	if (is(name, name_n, "mismatch")) {
		s->mismatch = true;
		return FI_OK;
	}
	if (begins(name, name_n, "fly.", &rest)) {
		enum fi_code rc = keep(&s->fly_name, name, name_n, err);

		return rc != FI_OK ? rc : keep(&s->fly, text, n, err);
	}
	if (begins(name, name_n, "unread ", &rest))
		return fi_strs_addn(&s->unread, rest, name_n - 7) == FI_OK
			       ? FI_OK
			       : fi_err_nomem(err);
	if (begins(name, name_n, ".github/", &rest))
		return add_ci(s, name, name_n, text, n, err);
	if (begins(name, name_n, "file ", &rest))
		return add_file(s, rest, name_n - 5, text, n, err);
	if (begins(name, name_n, "context ", &rest))
		return fi_strs_addn(&s->context, rest, name_n - 8) == FI_OK
			       ? FI_OK
			       : fi_err_nomem(err);
	return fi_err_set(err, FI_EFORMAT, "example: no section is called \"%.*s\"",
		(int)name_n, name);
}

/* The next line that starts a section, or the end of the text. */
static const char *next_section(const char *text)
{
	while (*text && strncmp(text, "=== ", 4) != 0) {
		const char *end = strchr(text, '\n');

		text = end ? end + 1 : text + strlen(text);
	}
	return text;
}

static const char *own_file(const struct fi_rule *r)
{
	static const char *const names[] = {
		[FI_IMAGE] = "image",
		[FI_DOCKERFILE] = "Dockerfile",
		[FI_FLY] = "fly.toml",
		[FI_CI] = ".github/workflows/deploy.yml",
	};

	return r->category <= FI_CI ? names[r->category] : NULL;
}

static enum fi_code read_sections(
	struct stage *s, const struct fi_rule *r, const char *text, struct fi_err *err)
{
	const char *at = next_section(text), *own = own_file(r);
	enum fi_code rc = FI_OK;

	if (at != text && !own)
		return fi_err_set(
			err, FI_EFORMAT, "example: text before a \"=== \" line");
	if (at != text || !*text)
		rc = add_section(s, own ? own : "image", strlen(own ? own : "image"),
			text, (size_t)(at - text), err);
	while (rc == FI_OK && *at) {
		const char *name = at + 4, *body = strchrnul(name, '\n');
		size_t name_n = (size_t)(body - name);

		body += *body != 0;
		at = next_section(body);
		rc = add_section(s, name, name_n, body, (size_t)(at - body), err);
	}
	return rc;
}

/* ---- running it ---- */

static bool only(void *self, const struct fi_rule *r)
{
	return self == r;
}

/* A table's row is const, but fi_scanner_new passes a plain pointer. */
static void *as_self(const struct fi_rule *r)
{
	return (void *)(uintptr_t)r;
}

/* What a rule said of its example. */
struct said {
	const struct fi_rule *rule;
	char **why;
};

static enum fi_code note_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct said *said = self;
	char **why = said->why;

	if (*why || h->rule != said->rule)
		return FI_OK;
	*why = fi_format("line %u, column %u%s%s", h->line, h->column,
		h->note ? ": " : "", h->note ? h->note : "");
	return *why ? FI_OK : fi_err_nomem(err);
}

static enum fi_code run_secret(struct stage *s, struct fi_scanner *scanner,
	const struct fi_rule *r, const char *text, char **why, struct fi_err *err)
{
	struct said said = { r, why };
	enum fi_code rc = FI_OK;

	if (!scanner) {
		rc = fi_scanner_new(only, as_self(r), &s->scanner, err);
		scanner = s->scanner;
	}
	if (rc != FI_OK)
		return rc;
	return fi_scan_text(scanner, r->sample ? r->sample : "app/sample.txt", text,
		strlen(text), note_hit, &said, err);
}

static enum fi_code make_set(
	struct stage *s, const struct fi_visitor *v, struct fi_err *err)
{
	static const char plain[] = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";
	const struct fi_set_options opt = { 0 };
	const char *json = s->image ? s->image : plain;
	enum fi_code rc = fi_set_init(&s->set, &opt, v, err);

	if (rc != FI_OK)
		return rc;
	s->set_up = true;
	return fi_set_fake(&s->set, json, strlen(json), (const char *const *)s->paths,
		(const char *const *)s->contents, s->nfiles, err);
}

static enum fi_code run_file(struct stage *s, const struct fi_rule *r, const char *text,
	char **why, struct fi_err *err)
{
	const char *body = strchrnul(text, '\n');
	const struct fi_record *list;
	struct fi_visitor v;
	enum fi_code rc;
	size_t n = 0;

	rc = add_file(s, text, (size_t)(body - text), *body ? body + 1 : body,
		strlen(*body ? body + 1 : body), err);
	if (rc == FI_OK)
		rc = fi_scanner_new(only, as_self(r), &s->scanner, err);
	if (rc == FI_OK)
		rc = fi_content_new(
			s->scanner, &s->set, only, as_self(r), &s->content, err);
	if (rc != FI_OK)
		return rc;
	v = fi_content_visitor(s->content);
	rc = make_set(s, &v, err);
	for (size_t layer = 0; rc == FI_OK && layer < s->set.nlayers; layer++) {
		list = fi_content_records(s->content, (int)layer, &n);
		for (size_t i = 0; !*why && i < n; i++)
			if (list[i].rule == r)
				*why = strdup(
					list[i].message ? list[i].message : r->title);
	}
	return rc;
}

static enum fi_code parse_project(
	struct stage *s, struct fi_case *c, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	if (s->fly)
		rc = fi_flyconf_parse(
			s->fly_name, s->fly, strlen(s->fly), &s->flyconf, err);
	if (rc == FI_OK && s->docker)
		rc = fi_dockerfile_parse(
			s->docker, strlen(s->docker), &s->dockerfile, err);
	if (rc == FI_OK && s->ignore)
		rc = fi_ignore_parse(s->ignore, strlen(s->ignore), &s->ignored, err);
	c->fly = s->flyconf;
	c->fly_name = s->fly_name;
	c->dockerfile = s->dockerfile;
	c->dockerfile_name = s->docker ? "Dockerfile" : NULL;
	c->ignore = s->ignored;
	c->ignore_name = s->ignore ? ".dockerignore" : NULL;
	c->folder = "example";
	c->ci = &s->ci;
	c->context_files = &s->context;
	c->unread = &s->unread;
	if (s->docker) {
		c->dockerfile_text = s->docker;
		c->dockerfile_n = strlen(s->docker);
	}
	if (s->fly) {
		c->fly_text = s->fly;
		c->fly_n = strlen(s->fly);
	}
	return rc;
}

/* One digest that does not hold, owned by the image as those of a real run. */
static enum fi_code add_mismatch(struct fi_image *image, struct fi_err *err)
{
	struct fi_mismatch *m =
		realloc(image->mismatches, (image->nmismatches + 1) * sizeof(*m));

	if (!m)
		return fi_err_nomem(err);
	image->mismatches = m;
	m += image->nmismatches;
	*m = (struct fi_mismatch){ .layer = 0,
		.what = strdup("layer diff ID"),
		.claimed = strdup("sha256:0000"),
		.actual = strdup("sha256:1111") };
	image->nmismatches++;
	return m->what && m->claimed && m->actual ? FI_OK : fi_err_nomem(err);
}

static enum fi_code run_check(struct stage *s, const struct fi_rule *r,
	const char *text, char **why, struct fi_err *err)
{
	struct fi_case c = { .set = &s->set, .image_index = -1 };
	enum fi_code rc = read_sections(s, r, text, err);

	if (rc == FI_OK)
		rc = parse_project(s, &c, err);
	if (rc == FI_OK &&
		(r->needs & FI_NEED_IMAGE || s->image || s->nfiles || !r->judge)) {
		rc = make_set(s, NULL, err);
		if (rc == FI_OK && s->mismatch)
			rc = add_mismatch(&s->set.images[0], err);
		if (rc == FI_OK)
			rc = fi_rootfs_new(&s->set, &s->set.images[0], &s->rootfs, err);
		if (rc != FI_OK)
			return rc;
		c.image = &s->set.images[0];
		c.image_index = 0;
		c.rootfs = s->rootfs;
	}
	if (rc == FI_OK && !r->judge)
		rc = fi_scanner_new(NULL, NULL, &s->scanner, err);
	if (rc != FI_OK)
		return rc;
	if (r->judge && fi_case_meets(&c, r->needs))
		r->judge(&c, r, &s->sink);
	else if (!r->judge)
		fi_config_judge(&c, s->scanner, &s->sink);
	for (size_t i = 0; !*why && i < s->sink.n; i++)
		if (s->sink.list[i].rule == r)
			*why = strdup(s->sink.list[i].message);
	return s->sink.nomem ? fi_err_nomem(err) : FI_OK;
}

enum fi_code fi_example_run(const struct fi_rule *r, const char *example, bool *fired,
	char **why, struct fi_err *err)
{
	return fi_example_run_with(NULL, r, example, fired, why, err);
}

enum fi_code fi_example_run_with(struct fi_scanner *scanner, const struct fi_rule *r,
	const char *example, bool *fired, char **why, struct fi_err *err)
{
	FI_AUTO(stage_done) struct stage s = { 0 };
	char *said = NULL;
	enum fi_code rc;

	if (r->pattern)
		rc = run_secret(&s, scanner, r, example, &said, err);
	else if (r->judge_file || r->path)
		rc = run_file(&s, r, example, &said, err);
	else
		rc = run_check(&s, r, example, &said, err);
	if (rc != FI_OK) {
		free(said);
		return rc;
	}
	*fired = said != NULL;
	if (why)
		*why = said;
	else
		free(said);
	return FI_OK;
}
