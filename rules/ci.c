/* Deploys from a CI service: is the token kept, and kept from others? */
#include "rules/ci.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rule.h"

/* Findings of one rule in one file; a hostile file could ask for millions. */
#define SAID_MAX 20
/* A workflow's lists and tables in each other. */
#define DEPTH_MAX 20

#define TOKEN "FLY_API_TOKEN"

const char *const fi_ci_names[] = { ".github/workflows/", ".gitlab-ci.yml",
	".circleci/config.yml", "bitbucket-pipelines.yml", NULL };

static const enum fi_severity low = FI_LOW, medium = FI_MEDIUM;

bool fi_ci_is_file(const char *name)
{
	size_t n = strlen(name);

	return (n > 4 && !strcmp(name + n - 4, ".yml")) ||
	       (n > 5 && !strcmp(name + n - 5, ".yaml"));
}

enum fi_code fi_ci_add(struct fi_ci *ci, const char *name, char *text, size_t n,
	struct fi_err *err)
{
	struct fi_err why = { 0 };
	struct fi_ci_file *f;

	if (!fi_grow(&ci->v, &ci->cap, ci->n + 1, sizeof(*ci->v))) {
		free(text);
		return fi_err_nomem(err);
	}
	f = &ci->v[ci->n++];
	*f = (struct fi_ci_file){ .name = strdup(name), .text = text, .n = n,
		.github = !strncmp(name, ".github/", 8) };
	if (!f->name)
		return fi_err_nomem(err);
	if (fi_doc_parse(FI_YAML, text, n, &f->doc, NULL, &why) == FI_OK)
		return FI_OK;
	if (why.code == FI_ENOMEM)
		return fi_err_nomem(err);
	f->problem = strdup(why.text);
	return f->problem ? FI_OK : fi_err_nomem(err);
}

void fi_ci_done(struct fi_ci *ci)
{
	for (size_t i = 0; i < ci->n; i++) {
		free(ci->v[i].name);
		free(ci->v[i].text);
		free(ci->v[i].problem);
		fi_doc_free(ci->v[i].doc);
	}
	free(ci->v);
	*ci = (struct fi_ci){ 0 };
}

/* --- walking --- */

struct walk {
	const struct fi_case *c;
	const struct fi_rule *r;
	struct fi_sink *out;
	const struct fi_ci_file *file;
	/* Looks at one value; `key` is that of the nearest table. */
	void (*each)(struct walk *w, const char *key, const struct fi_doc_item *item);
	unsigned said;
	bool flag; /* what `each` remembers */
};

static void walk_value(struct walk *w, const char *key, const struct fi_doc_value *v,
	unsigned depth)
{
	if (!v || depth > DEPTH_MAX)
		return;
	for (size_t i = 0; i < v->n; i++) {
		const struct fi_doc_item *item = &v->items[i];
		const char *name = item->key ? item->key : key;

		w->each(w, name, item);
		walk_value(w, name, item->value, depth + 1);
	}
}

static const struct fi_doc_value *root_of(const struct fi_ci_file *f)
{
	return f->doc ? f->doc->root : NULL;
}

static void each_file(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	void (*each)(struct walk *w, const char *key, const struct fi_doc_item *item))
{
	for (size_t i = 0; i < c->ci->n; i++) {
		struct walk w = { .c = c, .r = r, .out = out, .file = &c->ci->v[i],
			.each = each };

		walk_value(&w, "", root_of(w.file), 0);
	}
}

static const char *text_of(const struct fi_doc_value *v)
{
	return v && v->kind == FI_DOC_STRING ? v->text : "";
}

static struct fi_spot spot_of(struct walk *w, const struct fi_doc_item *item,
	const char *subject)
{
	w->said++;
	return (struct fi_spot){ .layer = -1, .file = w->file->name, .line = item->line,
		.column = item->column, .subject = subject };
}

/* The value of `key` of a table, as text; "". */
static const char *get_text(const struct fi_doc_value *table, const char *key)
{
	const struct fi_doc_item *i = table && table->kind == FI_DOC_TABLE ?
					      fi_doc_get(table, key) :
					      NULL;

	return i ? text_of(i->value) : "";
}

static const struct fi_doc_value *get(const struct fi_doc_value *table, const char *key)
{
	const struct fi_doc_item *i = table && table->kind == FI_DOC_TABLE ?
					      fi_doc_get(table, key) :
					      NULL;

	return i ? i->value : NULL;
}

/* --- the token --- */

/* "${{ secrets.X }}", "$X": looked up where it is needed. */
static bool is_lookup(const char *value)
{
	return strchr(value, '$') || !strncmp(value, "<<", 2);
}

static void literal_token(struct walk *w, const char *key, const struct fi_doc_item *item)
{
	const char *value = text_of(item->value);
	struct fi_spot spot;

	if (strcmp(key, TOKEN) != 0 && strcmp(key, "FLY_ACCESS_TOKEN") != 0)
		return;
	/* GitLab writes variables as tables too: { value: ..., description: ... }. */
	if (item->value && item->value->kind == FI_DOC_TABLE)
		value = get_text(item->value, "value");
	if (!*value || is_lookup(value) || w->said >= SAID_MAX)
		return;
	spot = spot_of(w, item, key);
	fi_report(w->out, w->c, w->r, &spot,
		"%s is written into the file: whoever can read the repository can deploy.", key);
}

static void judge_literal(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	each_file(c, r, out, literal_token);
}

static bool uses_token(const char *text)
{
	return strstr(text, TOKEN) || strstr(text, "FLY_ACCESS_TOKEN");
}

/* Keys whose values a shell runs. */
static bool is_command_key(const char *key)
{
	static const char *const keys[] = { "run", "script", "before_script", "after_script",
		"command" };

	for (size_t i = 0; i < FI_COUNT(keys); i++)
		if (!strcmp(key, keys[i]))
			return true;
	return false;
}

/* One line of a script: does it print what the token is? */
static const char *printing(const char *line, size_t n)
{
	static const char *const prints[] = { "echo ", "printf ", "cat <<" };
	static const char *const shows[] = { "fly auth token", "flyctl auth token",
		"fly tokens create", "flyctl tokens create" };
	FI_AUTO(fi_freep) char *text = strndup(line, n);

	if (!text)
		return NULL;
	for (size_t i = 0; i < FI_COUNT(shows); i++)
		/* Kept in a variable or a file it is not in the log. */
		if (strstr(text, shows[i]) && !strchr(text, '>') && !strchr(text, '=') &&
			!strchr(text, '|'))
			return shows[i];
	for (size_t i = 0; uses_token(text) && i < FI_COUNT(prints); i++)
		/* A pipe takes it elsewhere, a redirection into a file. */
		if (strstr(text, prints[i]) && !strchr(text, '|') && !strchr(text, '>'))
			return prints[i];
	return NULL;
}

static void echoed_token(struct walk *w, const char *key, const struct fi_doc_item *item)
{
	const char *text = text_of(item->value);

	if (!is_command_key(key))
		return;
	while (*text && w->said < SAID_MAX) {
		size_t n = strcspn(text, "\n");
		const char *how = printing(text, n);

		if (how) {
			struct fi_spot spot = spot_of(w, item, how);

			fi_report(w->out, w->c, w->r, &spot,
				"A command of this step (%s...) writes the token to the log.",
				how);
		}
		text += n + (text[n] == '\n');
	}
}

static void judge_echoed(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	each_file(c, r, out, echoed_token);
}

static void argument_token(struct walk *w, const char *key, const struct fi_doc_item *item)
{
	const char *text = text_of(item->value), *flag = strstr(text, "--access-token");
	struct fi_spot spot;

	if (!flag || !is_command_key(key) || w->said >= SAID_MAX)
		return;
	spot = spot_of(w, item, "--access-token");
	fi_report(w->out, w->c, w->r, &spot,
		"The token is an argument of a command: every process on the runner can read it, "
		"and `set -x` prints it.");
}

static void judge_argument(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	each_file(c, r, out, argument_token);
}

/* --- GitHub Actions --- */

/* Is the part behind '@' a commit, which nobody can move? */
static bool is_pinned(const char *uses)
{
	const char *at = strrchr(uses, '@');

	if (!strncmp(uses, "./", 2) || !strncmp(uses, "docker://", 9))
		return true; /* its own, or another matter */
	return at && strlen(at + 1) == 40 && strspn(at + 1, "0123456789abcdef") == 40;
}

static bool has_token(const struct fi_doc_value *holder)
{
	const struct fi_doc_value *env = get(holder, "env");

	return env && env->kind == FI_DOC_TABLE && fi_doc_get(env, TOKEN);
}

/* One step: an action that sees the token and can change under one's feet. */
static void unpinned_step(struct walk *w, const struct fi_doc_value *step, bool token)
{
	const struct fi_doc_item *uses =
		step->kind == FI_DOC_TABLE ? fi_doc_get(step, "uses") : NULL;
	const char *name = uses ? text_of(uses->value) : "";
	bool official = !strncmp(name, "superfly/flyctl-actions", 23);
	struct fi_spot spot;

	if (!*name || is_pinned(name) || w->said >= SAID_MAX)
		return;
	/* GitHub's own actions are trusted with the runner anyway. */
	if (!official && (!strncmp(name, "actions/", 8) || !(token || has_token(step))))
		return;
	spot = spot_of(w, uses, name);
	spot.severity = official ? &low : &medium;
	fi_report(w->out, w->c, w->r, &spot,
		"%.80s is not pinned to a commit: who moves that name runs code beside " TOKEN ".",
		name);
}

static void each_job(struct walk *w,
	void (*each)(struct walk *w, const struct fi_doc_value *step, bool token))
{
	const struct fi_doc_value *root = root_of(w->file), *jobs = get(root, "jobs");

	for (size_t j = 0; jobs && j < jobs->n; j++) {
		const struct fi_doc_value *job = jobs->items[j].value;
		const struct fi_doc_value *steps = get(job, "steps");
		bool token = has_token(root) || has_token(job);

		for (size_t i = 0; steps && i < steps->n; i++)
			if (steps->items[i].value)
				each(w, steps->items[i].value, token);
	}
}

static void judge_unpinned(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->ci->n; i++) {
		struct walk w = { .c = c, .r = r, .out = out, .file = &c->ci->v[i] };

		if (w.file->github)
			each_job(&w, unpinned_step);
	}
}

/* `on: pull_request_target`, `on: [..]`, `on: {..}`. */
static const struct fi_doc_item *trigger(const struct fi_doc_value *root, const char *name)
{
	const struct fi_doc_item *on;

	if (!root || root->kind != FI_DOC_TABLE)
		return NULL;
	on = fi_doc_get(root, "on");
	if (!on)
		on = fi_doc_get(root, "true"); /* what YAML 1.1 makes of it */
	if (!on || !on->value)
		return NULL;
	if (!strcmp(text_of(on->value), name))
		return on;
	for (size_t i = 0; i < on->value->n; i++) {
		const struct fi_doc_item *item = &on->value->items[i];

		if (!strcmp(item->key ? item->key : text_of(item->value), name))
			return item;
	}
	return NULL;
}

static void note_head(struct walk *w, const char *key, const struct fi_doc_item *item)
{
	const char *text = text_of(item->value);

	w->flag |= (!strcmp(key, "ref") || is_command_key(key)) &&
		   (strstr(text, "pull_request.head") || strstr(text, "github.head_ref") ||
			   strstr(text, "refs/pull/"));
}

static void judge_target(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->ci->n; i++) {
		struct walk w = { .c = c, .r = r, .out = out, .file = &c->ci->v[i],
			.each = note_head };
		const struct fi_doc_item *on = trigger(root_of(w.file), "pull_request_target");
		struct fi_spot spot;

		if (!w.file->github || !on || !uses_token(w.file->text))
			continue;
		walk_value(&w, "", root_of(w.file), 0);
		spot = spot_of(&w, on, "pull_request_target");
		spot.severity = w.flag ? NULL : &low;
		fi_report(out, c, r, &spot,
			w.flag ? "Anybody's pull request is checked out and run where " TOKEN
				 " can be read."
			       : "The workflow runs for anybody's pull request and has " TOKEN
				 "; nothing of the request may ever be run in it.");
	}
}

static void judge_wide(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->ci->n; i++) {
		struct walk w = { .c = c, .r = r, .out = out, .file = &c->ci->v[i] };
		const struct fi_doc_value *root = root_of(w.file), *env = get(root, "env");
		const struct fi_doc_value *jobs = get(root, "jobs");
		struct fi_spot spot;

		if (!w.file->github || !has_token(root))
			continue;
		/* One job that only deploys has nobody to keep it from. */
		if (jobs && jobs->n < 2)
			continue;
		spot = spot_of(&w, fi_doc_get(env, TOKEN), TOKEN);
		fi_report(out, c, r, &spot,
			TOKEN " is set for the whole workflow: each of its %zu jobs, with all the "
			      "actions and packages they run, can read it.",
			jobs ? jobs->n : 0);
	}
}

static void judge_broken(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->ci->n; i++) {
		const struct fi_ci_file *f = &c->ci->v[i];
		struct fi_spot spot = { .layer = -1, .file = f->name, .subject = "syntax" };

		if (f->problem)
			fi_report(out, c, r, &spot, "It is no YAML, so it was not judged: %s.",
				f->problem);
	}
}

/* ---- the table ---- */

#define CI(sev, judge_function)                                                        \
	.category = FI_CI, .severity = sev, .needs = FI_NEED_CI, .judge = judge_function

#define JOB  "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n"
#define ENV  "        env:\n          FLY_API_TOKEN: ${{ secrets.FLY_API_TOKEN }}\n"

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_ci[];
extern const size_t fi_rules_ci_n;

const struct fi_rule fi_rules_ci[] = {
	{
		.id = "ci-token-in-file",
		.title = "Fly token written into a CI file",
		.why = "The file is in the repository and in every clone of it; the token "
		       "deploys, reads secrets' names and opens shells.",
		.fix = "Revoke it (fly tokens revoke ID), make one that only deploys (fly "
		       "tokens create deploy -x 720h), and keep it in the CI service's "
		       "secrets: FLY_API_TOKEN: ${{ secrets.FLY_API_TOKEN }}",
		CI(FI_HIGH, judge_literal),
		.hit = JOB "      - run: flyctl deploy\n        env:\n"
			   "          FLY_API_TOKEN: not-a-real-token\n",
		.miss = JOB "      - run: flyctl deploy\n" ENV,
	},
	{
		.id = "ci-token-in-log",
		.title = "Fly token written to a CI log",
		.why = "Logs are kept, sent and read by more people than secrets are; masking "
		       "fails as soon as the value is cut or encoded.",
		.fix = "Delete the command, and revoke the token if it ever ran.",
		CI(FI_HIGH, judge_echoed),
		.hit = JOB "      - run: echo \"token is $FLY_API_TOKEN\"\n" ENV,
		.miss = JOB "      - run: echo \"$FLY_API_TOKEN\" | flyctl auth docker\n" ENV,
	},
	{
		.id = "ci-token-argument",
		.title = "Fly token on a command line",
		.why = "Command lines are seen by every process of the machine and copied to "
		       "logs; variables are not.",
		.fix = "Drop --access-token; flyctl reads the variable FLY_API_TOKEN by itself.",
		CI(FI_LOW, judge_argument),
		.hit = JOB "      - run: flyctl deploy --access-token \"$FLY_API_TOKEN\"\n" ENV,
		.miss = JOB "      - run: flyctl deploy --remote-only\n" ENV,
	},
	{
		.id = "ci-action-unpinned",
		.title = "Action beside the Fly token is not pinned",
		.why = "A branch or tag can be moved to other code, which then runs with the "
		       "token; it has happened to well-known actions.",
		.fix = "uses: OWNER/ACTION@COMMIT with the commit's 40 digits, and the version as "
		       "a comment behind it",
		CI(FI_MEDIUM, judge_unpinned),
		.hit = JOB "      - uses: superfly/flyctl-actions/setup-flyctl@master\n",
		.miss = JOB "      - uses: actions/checkout@v4\n"
			    "      - uses: superfly/flyctl-actions/setup-flyctl@"
			    "0123456789abcdef0123456789abcdef01234567\n",
	},
	{
		.id = "ci-pull-request-target",
		.title = "Strangers' pull requests run with the Fly token",
		.why = "pull_request_target gives a workflow its secrets even for a fork's "
		       "request; code of the request that is run there can take them.",
		.fix = "on: pull_request, which has no secrets for forks, and deploy on push",
		CI(FI_HIGH, judge_target),
		.hit = "on: pull_request_target\njobs:\n  deploy:\n    steps:\n"
		       "      - uses: actions/checkout@v4\n        with:\n"
		       "          ref: ${{ github.event.pull_request.head.sha }}\n"
		       "      - run: flyctl deploy\n" ENV,
		.miss = "on: pull_request\njobs:\n  deploy:\n    steps:\n"
			"      - run: flyctl deploy\n" ENV,
	},
	{
		.id = "ci-token-for-all-jobs",
		.title = "Fly token for the whole workflow",
		.why = "Test and build jobs run the most foreign code and need no token.",
		.fix = "Move env: FLY_API_TOKEN to the step that deploys.",
		CI(FI_LOW, judge_wide),
		.hit = "on: push\nenv:\n  FLY_API_TOKEN: ${{ secrets.FLY_API_TOKEN }}\n"
		       "jobs:\n  test:\n    steps:\n      - run: npm test\n  deploy:\n    steps:\n"
		       "      - run: flyctl deploy\n",
		.miss = "on: push\njobs:\n  test:\n    steps:\n      - run: npm test\n"
			"  deploy:\n    steps:\n      - run: flyctl deploy\n" ENV,
	},
	{
		.id = "ci-file-unreadable",
		.title = "CI file that was not judged",
		.why = "What it does with the Fly token could not be seen.",
		.fix = "Mend the YAML at the place that is named.",
		CI(FI_LOW, judge_broken),
		.hit = "jobs: [deploy\n",
		.miss = "jobs:\n  deploy: {}\n",
	},
};
const size_t fi_rules_ci_n = sizeof(fi_rules_ci) / sizeof(fi_rules_ci[0]);
