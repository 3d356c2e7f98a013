/* What gets into the image from the project's folder. */
#include "rules/dockerfile.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/dockerignore.h"
#include "rules/glob.h"

/* Names told in one message. */
#define TOLD_MAX 3

static const enum fi_severity high = FI_HIGH, medium = FI_MEDIUM;
/* Names that hold a secret whenever they hold anything. */
static const char leaky[] =
	".env|.env.*|*.env|.envrc|.flaskenv|id_rsa|id_dsa|id_ecdsa|id_ed25519|*.ppk|*.pem|*.key|"
	"*.p12|*.pfx|*.jks|*.keystore|*.kdbx|.npmrc|.yarnrc.yml|.netrc|_netrc|.pypirc|"
	".git-credentials|.aws/credentials|aws/credentials|.aws|.ssh|.git|.docker/config.json|"
	".dockercfg|kubeconfig|.kube|.kube/config|credentials.json|service-account*.json|"
	"service_account*.json|gcp-key.json|*.tfstate|*.tfvars|master.key|.htpasswd|.pgpass|.my.cnf|"
	".vault-token|.fly|.fly/config.yml|secrets.yml|secrets.yaml|secrets.json|.gnupg";

static const char harmless[] =
	".env.example|.env.sample|.env.template|.env.dist|.env.defaults|.env.test|.env.ci|"
	"example.env|sample.env|*.example|*.sample|*.template|*.pub|*cert.pem|*chain.pem|ca.pem|"
	"*-ca.pem|ca-*.pem|*bundle*.pem|*public*.pem|*public*.key|*.pub.key";

/* Of these only some hold a secret. */
static const char maybe[] = ".git|.hg|.svn|.terraform|.docker|.npmrc|.yarnrc.yml|*.pem|.ssh|.aws|"
			    "*.sql|*.dump|*.sqlite|*.sqlite3|*.tfvars|.htpasswd";

/* The part of a path that counts: no "./" in front, no '/' at the end. */
static char *plain(const char *path)
{
	size_t n;

	while (path[0] == '/' || (path[0] == '.' && path[1] == '/'))
		path++;
	n = strlen(path);
	while (n && path[n - 1] == '/')
		n--;
	if (n == 1 && path[0] == '.')
		n = 0;
	return strndup(path, n);
}

/* COPY or ADD from the folder, as opposed to a stage, an image or a here-document. */
static bool from_context(const struct fi_df_instruction *ins)
{
	return (ins->kind == FI_DF_COPY || ins->kind == FI_DF_ADD) &&
		!fi_df_flag(ins, "from") && ins->words.n >= 2;
}

static bool is_source(const char *word)
{
	return strncmp(word, "<<", 2) != 0 && !strstr(word, "://");
}

/* ---- COPY of a leaky name ---- */

static bool in_folder(const struct fi_case *c, const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; c->context_files && i < c->context_files->n; i++) {
		const char *f = c->context_files->v[i];

		if (strncmp(f, path, n) == 0 && (!f[n] || strcmp(f + n, "/") == 0))
			return true;
	}
	return false;
}

static void leaky_source(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_df_instruction *ins, const char *word)
{
	FI_AUTO(fi_freep) char *path = plain(word);
	struct fi_spot spot = fi_df_spot(c, ins->line, path);
	bool ships = fi_df_ships(c->dockerfile, ins->stage);

	if (!path || !fi_glob(leaky, path) || fi_glob(harmless, path))
		return;
	if (ships && !fi_df_flag(ins, "from") && in_folder(c, path) && !fi_glob(maybe, path))
		spot.severity = &high;
	fi_report(out, c, r, &spot, "%s puts %.80s into %s.", ins->name, path,
		ships ? "the image, where everyone who can pull it reads it" :
			"a build stage and its cache");
}

void fi_df_copy_secret_file(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->dockerfile->n; i++) {
		const struct fi_df_instruction *ins = &c->dockerfile->list[i];

		if (ins->kind != FI_DF_COPY && ins->kind != FI_DF_ADD)
			continue;
		for (size_t k = 0; k + 1 < ins->words.n; k++)
			if (is_source(ins->words.v[k]))
				leaky_source(c, r, out, ins, ins->words.v[k]);
	}
}

/* ---- the ignore file ---- */

static bool is_broad(const char *word)
{
	FI_AUTO(fi_freep) char *path = plain(word);

	return path && is_source(word) && (!*path || strcmp(path, "*") == 0);
}

/* The first COPY or ADD of the whole folder; NULL. */
static const struct fi_df_instruction *broad_copy(const struct fi_dockerfile *df)
{
	for (size_t i = 0; i < df->n; i++) {
		const struct fi_df_instruction *ins = &df->list[i];

		for (size_t k = 0; from_context(ins) && k + 1 < ins->words.n; k++)
			if (is_broad(ins->words.v[k]))
				return ins;
	}
	return NULL;
}

/* Does this COPY source take the file in? */
static bool takes(const char *word, const char *file)
{
	FI_AUTO(fi_freep) char *path = plain(word);
	size_t n;

	if (!path || !is_source(word))
		return false;
	if (!*path || strcmp(path, "*") == 0)
		return true;
	n = strlen(path);
	if (strncmp(path, file, n) == 0 && (!file[n] || file[n] == '/'))
		return true;
	return strpbrk(path, "*?[") && !strchr(path, '|') && fi_glob(path, file);
}

/* The instruction that takes the file into the image, else into a stage; NULL. */
static const struct fi_df_instruction *who_takes(const struct fi_dockerfile *df,
	const char *file)
{
	const struct fi_df_instruction *found = NULL;

	for (size_t i = 0; i < df->n; i++) {
		const struct fi_df_instruction *ins = &df->list[i];

		for (size_t k = 0; from_context(ins) && k + 1 < ins->words.n; k++)
			if (takes(ins->words.v[k], file) &&
				(!found || (fi_df_ships(df, ins->stage) &&
						   !fi_df_ships(df, found->stage))))
				found = ins;
	}
	return found;
}

static bool is_ignored(const struct fi_ignore *ig, const char *file)
{
	size_t n = strlen(file);
	FI_AUTO(fi_freep) char *inside = NULL;

	if (!ig)
		return false;
	if (!n || file[n - 1] != '/')
		return fi_ignore_match(ig, file);
	/* Of a folder its content counts: "!x" lines may let some of it in. */
	inside = fi_format("%sconfig", file);
	return inside && fi_ignore_match(ig, inside);
}

/* Does a file of this name hold a secret whenever it is there? */
static bool surely(const char *file)
{
	FI_AUTO(fi_freep) char *path = plain(file);

	return path && !fi_glob(maybe, path);
}

/* What to write into the ignore file against this name. */
static char *line_against(const char *file)
{
	FI_AUTO(fi_freep) char *path = plain(file);
	const char *base;

	if (!path)
		return NULL;
	base = strrchr(path, '/');
	base = base ? base + 1 : path;
	if (strncmp(base, ".env", 4) == 0)
		return strdup("**/.env*");
	return fi_format("**/%s", base);
}

static void lets_in(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const char *file, const struct fi_df_instruction *ins)
{
	const char *name = c->ignore_name ? c->ignore_name : ".dockerignore";
	FI_AUTO(fi_freep) char *line = line_against(file);
	FI_AUTO(fi_freep) char *fix = NULL;
	struct fi_spot spot = { .layer = -1, .file = name, .subject = file };
	bool ships = fi_df_ships(c->dockerfile, ins->stage);

	if (!line)
		return;
	fix = fi_format("Add the line `%s` at the end of %s.", line, name);
	spot.fix = fix;
	spot.line = fi_ignore_line(c->ignore, file);
	spot.severity = ships && surely(file) ? &high : &medium;
	fi_report(out, c, r, &spot, "%.200s is in the folder and not ignored: %s in line %u takes "
		"it into %s.", file, ins->name, ins->line, ships ? "the image" : "a build stage");
}

/*
 * What every project may get one day: a name, and the line that keeps it out.  Those
 * that are not usual are told of beside the others, never alone.
 */
static const struct {
	const char *sample, *line;
	bool usual;
} advice[] = {
	{ ".env", "**/.env*", true },
	{ ".env.production", "**/.env*", true },
	{ ".git/config", ".git", true },
	{ "id_rsa", "**/id_rsa*", false },
	{ "server.key", "**/*.key", false },
	{ "server.pem", "**/*.pem", false },
};

static void advise(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const struct fi_df_instruction *copy)
{
	const char *name = c->ignore_name ? c->ignore_name : ".dockerignore";
	static const enum fi_severity low = FI_LOW;
	struct fi_spot spot = { .layer = -1, .file = name, .subject = "advice", .severity = &low };
	bool usual = false;
	struct fi_buf lines = fi_buf_limited(1024);
	FI_AUTO(fi_freep) char *fix = NULL;
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < sizeof(advice) / sizeof(advice[0]); i++) {
		if (fi_ignore_match(c->ignore, advice[i].sample))
			continue;
		usual |= advice[i].usual;
		if (!strstr(lines.p, advice[i].line))
			rc = fi_buf_addf(&lines, "%s`%s`", lines.len ? ", " : "", advice[i].line);
	}
	if (rc == FI_OK && lines.len)
		fix = fi_format("Add the lines %s at the end of %s.", lines.p, name);
	spot.fix = fix;
	if (fix && usual)
		fi_report(out, c, r, &spot, "%s in line %u takes the whole folder, and %s does not "
			"keep out %s.", copy->name, copy->line, name, lines.p);
	fi_buf_done(&lines);
}

void fi_ignore_lets_secrets(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const struct fi_df_instruction *broad = broad_copy(c->dockerfile);
	bool said = false;

	if (!c->ignore)
		return;
	for (size_t i = 0; c->context_files && i < c->context_files->n; i++) {
		const char *file = c->context_files->v[i];
		const struct fi_df_instruction *ins = who_takes(c->dockerfile, file);

		if (!ins || is_ignored(c->ignore, file))
			continue;
		lets_in(c, r, out, file, ins);
		said = true;
	}
	if (!said && broad)
		advise(c, r, out, broad);
}

/* ".env, .git/ and 3 more"; malloc'd, NULL if nothing is there or without memory. */
static char *what_is_there(const struct fi_case *c, bool *secret)
{
	struct fi_buf b = fi_buf_limited(4096);
	enum fi_code rc = FI_OK;
	size_t told = 0, n = 0;
	char *out = NULL;

	for (size_t i = 0; rc == FI_OK && c->context_files && i < c->context_files->n; i++) {
		const char *file = c->context_files->v[i];

		if (!who_takes(c->dockerfile, file))
			continue;
		*secret |= surely(file);
		if (n++ < TOLD_MAX && ++told)
			rc = fi_buf_addf(&b, "%s%.100s", told > 1 ? ", " : "", file);
	}
	if (rc == FI_OK && n > told)
		rc = fi_buf_addf(&b, " and %zu more", n - told);
	if (rc == FI_OK && n)
		out = fi_buf_steal(&b, NULL);
	fi_buf_done(&b);
	return out;
}

/* The first instruction that takes a leaky name of the folder in; NULL. */
static const struct fi_df_instruction *who_leaks(const struct fi_case *c)
{
	const struct fi_df_instruction *ins = NULL;

	for (size_t i = 0; !ins && c->context_files && i < c->context_files->n; i++)
		ins = who_takes(c->dockerfile, c->context_files->v[i]);
	return ins;
}

void fi_ignore_missing(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_df_instruction *broad = broad_copy(c->dockerfile);
	const struct fi_df_instruction *ins = broad ? broad : who_leaks(c);
	FI_AUTO(fi_freep) char *there = NULL;
	struct fi_spot spot;
	bool secret = false;

	if (c->ignore || !ins)
		return;
	there = what_is_there(c, &secret);
	spot = fi_df_spot(c, ins->line, "missing");
	spot.severity = secret && fi_df_ships(c->dockerfile, ins->stage) ? &high : NULL;
	if (there)
		fi_report(out, c, r, &spot, "%s takes %s and there is no .dockerignore: "
			"%s gets in.", ins->name, broad ? "the whole folder" : "a folder",
			there);
	else
		fi_report(out, c, r, &spot, "%s takes the whole folder and there is no "
			".dockerignore: .git, .env files and keys get in as soon as they are there.",
			ins->name);
}

void fi_ignore_syntax(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; c->ignore && i < c->ignore->nproblems; i++) {
		const struct fi_ignore_problem *p = &c->ignore->problems[i];
		struct fi_spot spot = { .layer = -1, .line = p->line,
			.file = c->ignore_name ? c->ignore_name : ".dockerignore" };

		fi_report(out, c, r, &spot, "%s.", p->text);
	}
}
