/* config.c - secrets in the strings of an image's config.
 *
 * Everybody who can pull an image reads its config, without even pulling a layer.
 * Every string of the JSON goes to the scanner; where a name says what a value is
 * (Env, Labels, build arguments, flags) the value is judged by that name too.  What
 * a specific rule found is not reported again by its name.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/assign.h"
#include "rules/fields.h"
#include "rules/findings.h"
#include "rules/sink.h"
#include "rules/valid.h"
#include "rules/worth.h"

/* Configs of real images are below 200 KiB; the reader bounds them as well. */
#define JSON_MAX (8u << 20)

/* Strings nested deeper than any config has them. */
#define DEPTH_MAX 16

/* In all, over config and provenance: a hostile one could hold millions. */
#define STRINGS_MAX 100000

/* Hits in one string; a RUN line with more is reported for the first ones. */
#define HITS_MAX 64

/* Places are shown to people. */
#define PLACE_MAX 200

enum {
	RULE_ENV,
	RULE_LABEL,
	RULE_BUILD_ARG,
	RULE_ARGUMENT,
};

#define FIX_ENV                                                                        \
	"Change it, remove the ENV line, and set it where the program runs: `fly "     \
	"secrets set NAME=- < FILE`."
#define FIX_BUILD                                                                      \
	"Change it, and give it to the one RUN that needs it: `RUN "                   \
	"--mount=type=secret,id=NAME,env=NAME ...` with `docker build --secret "       \
	"id=NAME`."

const struct fi_rule fi_rules_config[] = {
	[RULE_ENV] = {
		.id = "config-secret-env",
		.title = "Secret in an ENV of the image",
		.why = "Environment variables set while building stand in the image's config: "
		       "whoever can pull the image, or look at it in a registry, reads them.",
		.fix = FIX_ENV,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.weak = true,
		.hit = "=== image\n"
		       "{\"config\": {\"Env\": [\"DB_PASS"
		       "WORD=q7Lt2Nx9Vb5Mc1\"]}}",
		.miss = "=== image\n"
			"{\"config\": {\"Env\": [\"DB_PASSWORD_FILE=/run/secrets/db\", "
			"\"API_KEY_HEADER=X-Api-Key\", \"SECRET_NAME=prod/db\"]}}",
	},
	[RULE_LABEL] = {
		.id = "config-secret-label",
		.title = "Secret in a label of the image",
		.why = "Labels are shown by every registry and orchestrator, and copied into "
		       "inventories and logs.",
		.fix = "Change it and remove the LABEL.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.weak = true,
		.hit = "=== image\n"
		       "{\"config\": {\"Labels\": {\"com.acme.deploy.pass"
		       "word\": \"q7Lt2Nx9Vb5Mc1\"}}}",
		.miss = "=== image\n"
			"{\"config\": {\"Labels\": {\"com.acme.deploy.user\": "
			"\"q7Lt2Nx9Vb5Mc1\", \"com.acme.token\": \"${TOKEN}\"}}}",
	},
	[RULE_BUILD_ARG] = {
		.id = "config-secret-build-arg",
		.title = "Secret given as a build argument",
		.why = "The values of build arguments stay in the image's history and "
		       "provenance; that the ARG is gone at run time does not help.",
		.fix = FIX_BUILD,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.weak = true,
		.hit = "=== image\n"
		       "{\"history\": [{\"created_by\": \"RUN |1 NPM_TO"
		       "KEN=q7Lt2Nx9Vb5Mc1Zr8Kw4 /bin/sh -c npm ci # buildkit\"}]}",
		.miss = "=== image\n"
			"{\"history\": [{\"created_by\": \"RUN |2 NPM_TOKEN= NODE_ENV=production "
			"/bin/sh -c npm ci # buildkit\"}]}",
	},
	[RULE_ARGUMENT] = {
		.id = "config-secret-argument",
		.title = "Secret in a command of the image",
		.why = "Commands stand in the image's config, and once it runs in the process "
		       "list.",
		.fix = "Change it, and let the program read it from its environment: `fly "
		       "secrets set NAME=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.weak = true,
		.hit = "=== image\n"
		       "{\"config\": {\"Cmd\": [\"httpd\", \"--pass"
		       "word=q7Lt2Nx9Vb5Mc1\"]}}",
		.miss = "=== image\n"
			"{\"config\": {\"Cmd\": [\"httpd\", \"--password-file=/run/secrets/p\", "
			"\"--token\", \"$TOKEN\"]}}",
	},
};

const size_t fi_rules_config_n = sizeof(fi_rules_config) / sizeof(fi_rules_config[0]);

/* What a string is; settles which names in it count. */
enum text_kind {
	TEXT_OTHER,
	TEXT_ENV,      /* K=V */
	TEXT_ARGUMENT, /* one word of a command, or a shell line */
	TEXT_BUILD,    /* an instruction: history, OnBuild */
	TEXT_ARG,      /* K=V of the provenance */
	TEXT_LABEL,    /* K=V, made from a label */
};

struct hit {
	const struct fi_rule *rule;
	enum fi_severity severity;
	size_t start, end;
	char note[FI_NOTE_MAX]; /* "" = none */
	const char *decoded;	/* how the value is encoded in the text; NULL */
	char *value;		/* decoded; NULL */
	size_t n;
};

/* One string at one place. */
struct text {
	const char *place;
	const char *s;
	size_t n;
	int layer;
	struct hit hits[HITS_MAX];
	size_t nhits;
};

struct judge {
	const struct fi_case *c;
	struct fi_scanner *scanner;
	struct fi_sink *out;
	struct fi_strs seen; /* values reported so far; wiped at the end */
	size_t strings;
	bool repeats; /* in container_config: only what was not seen yet counts */
};

/* ---- reporting ---- */

static bool is_seen(const struct judge *j, const char *value, size_t n)
{
	for (size_t i = 0; i < j->seen.n; i++) {
		if (strlen(j->seen.v[i]) == n && memcmp(j->seen.v[i], value, n) == 0)
			return true;
	}
	return false;
}

static void report(struct judge *j, const struct text *t, const struct fi_rule *r,
	enum fi_severity severity, const char *key, size_t start, size_t end,
	const char *note)
{
	const char *value = t->s + start;
	struct fi_spot spot = { .config = t->place,
		.layer = t->layer,
		.severity = &severity,
		.subject = key };

	if (j->repeats && is_seen(j, value, end - start))
		return;
	if (j->seen.n < HITS_MAX * 16)
		(void)!fi_strs_addn(&j->seen, value, end - start);
	if (key)
		fi_report_secret(j->out, j->c, r, &spot, value, end - start,
			"%s holds a secret.", key);
	else
		fi_report_secret(j->out, j->c, r, &spot, value, end - start, "%s%s%s",
			r->title, note ? ": " : ".", note ? note : "");
}

/* What was decoded, under the rule of the place when only its name tells it. */
static void report_decoded(
	struct judge *j, const struct text *t, const struct hit *h, enum text_kind kind)
{
	static const int rules[] = { [TEXT_OTHER] = RULE_ARGUMENT,
		[TEXT_ENV] = RULE_ENV,
		[TEXT_ARGUMENT] = RULE_ARGUMENT,
		[TEXT_BUILD] = RULE_ARGUMENT,
		[TEXT_ARG] = RULE_BUILD_ARG,
		[TEXT_LABEL] = RULE_LABEL };
	const struct fi_rule *r =
		fi_is_assign_rule(h->rule) ? &fi_rules_config[rules[kind]] : h->rule;
	struct fi_spot spot = { .config = t->place,
		.layer = t->layer,
		.decoded = h->decoded,
		.severity = &h->severity };

	if (j->repeats && is_seen(j, h->value, h->n))
		return;
	if (j->seen.n < HITS_MAX * 16)
		(void)!fi_strs_addn(&j->seen, h->value, h->n);
	fi_sink_remember(j->out, t->s + h->start, h->end - h->start);
	fi_report_secret(j->out, j->c, r, &spot, h->value, h->n, "%s%s%s", r->title,
		h->note[0] ? ": " : ".", h->note);
}

/* ---- the scanner ---- */

static enum fi_code keep_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct text *t = self;
	struct hit *n = &t->hits[t->nhits];

	if (t->nhits == HITS_MAX || h->end > t->n || h->start >= h->end)
		return FI_OK;
	*n = (struct hit){ .rule = h->rule,
		.severity = h->severity,
		.start = (size_t)h->start,
		.end = (size_t)h->end };
	if (h->note)
		(void)snprintf(n->note, sizeof(n->note), "%s", h->note);
	if (h->decoded) {
		n->decoded = h->decoded;
		n->n = h->n;
		n->value = strndup(h->value, h->n);
		if (!n->value)
			return fi_err_nomem(err);
	}
	t->nhits++;
	return FI_OK;
}

/* Of two rules on one value the specific one counts, then the more severe. */
static bool is_better(const struct hit *a, const struct hit *b)
{
	/* What an encoded text holds tells more than that it looks random. */
	if (a->rule->weak && b->rule->weak && !a->decoded != !b->decoded)
		return a->decoded;
	if (a->rule->weak != b->rule->weak)
		return !a->rule->weak;
	return a->severity > b->severity;
}

static bool overlap(const struct hit *a, const struct hit *b)
{
	return a->start < b->end && b->start < a->end;
}

static void forget_value(struct hit *h)
{
	if (h->value)
		explicit_bzero(h->value, h->n);
	free(h->value);
	h->value = NULL;
}

static void drop_hits(struct text *t)
{
	for (size_t i = 0; i < t->nhits; i++)
		forget_value(&t->hits[i]);
	t->nhits = 0;
}

/* Drops what a better hit covers. */
static void settle_hits(struct text *t)
{
	size_t keep[HITS_MAX], kept = 0;

	for (size_t i = 0; i < t->nhits; i++) {
		bool beaten = false;

		for (size_t k = 0; k < t->nhits && !beaten; k++) {
			const struct hit *a = &t->hits[i], *b = &t->hits[k];

			beaten = k != i && overlap(a, b) &&
				 (is_better(b, a) || (k < i && !is_better(a, b)));
		}
		if (!beaten)
			keep[kept++] = i;
	}
	for (size_t i = 0, k = 0; i < t->nhits; i++) {
		if (k == kept || keep[k] != i) {
			forget_value(&t->hits[i]);
			continue;
		}
		if (k != i)
			t->hits[k] = t->hits[i];
		k++;
	}
	t->nhits = kept;
}

/* Did the scanner find something in [start, end) that the names rules do not know? */
static bool is_known(const struct text *t, size_t start, size_t end)
{
	struct hit span = { .start = start, .end = end };

	for (size_t i = 0; i < t->nhits; i++) {
		if ((t->hits[i].decoded || !fi_is_assign_rule(t->hits[i].rule)) &&
			overlap(&t->hits[i], &span))
			return true;
	}
	return false;
}

/* ---- names ---- */

struct named {
	struct judge *j;
	struct text *t;
	int rule;
	enum fi_worth least;
	size_t found;
	size_t covered; /* the text was judged up to here */
};

/* Judge `value` by `key`, and report. */
static void judge_named(
	struct named *n, const char *key, size_t key_n, size_t start, size_t end)
{
	enum fi_naming naming = fi_naming_of(key, key_n);
	enum fi_worth worth = fi_worth_of(n->t->s + start, end - start);
	FI_AUTO(fi_freep) char *shown = NULL;
	enum fi_severity severity = worth == FI_WORTH_WORD ? FI_MEDIUM : FI_HIGH;

	if (naming == FI_NAMED_PLAIN || worth < n->least || worth == FI_WORTH_NONE ||
		(naming == FI_NAMED_MAYBE && worth != FI_WORTH_RANDOM) ||
		is_known(n->t, start, end))
		return;
	shown = strndup(key, key_n < 64 ? key_n : 64);
	report(n->j, n->t, &fi_rules_config[n->rule], severity, shown ? shown : "It",
		start, end, NULL);
	n->found++;
}

/* K=V as a whole. */
static void judge_pair(struct named *n)
{
	const char *eq = memchr(n->t->s, '=', n->t->n);

	if (eq && eq > n->t->s)
		judge_named(n, n->t->s, (size_t)(eq - n->t->s),
			(size_t)(eq + 1 - n->t->s), n->t->n);
}

static bool judge_field(void *self, const struct fi_field *f)
{
	struct named *n = self;

	judge_named(n, f->name, f->name_n, (size_t)(f->value - n->t->s),
		(size_t)(f->value - n->t->s) + f->n);
	return true;
}

/*
 * "2 A=b C= /bin/sh -c ...": judge the build arguments of a RUN, from the number on.
 * Returns where they end.  A value with blanks is taken up to the first: builders do
 * not quote it.
 */
static size_t judge_build_args(struct named *n, size_t from)
{
	const char *s = n->t->s, *end = s + n->t->n;
	const char *p = s + from;

	while (p < end && *p >= '0' && *p <= '9')
		p++;
	while (p < end && *p == ' ') {
		const char *word = p + 1;
		const char *stop = memchr(word, ' ', (size_t)(end - word));
		const char *eq;

		if (!stop)
			stop = end;
		eq = memchr(word, '=', (size_t)(stop - word));
		if (!eq || *word == '/')
			break;
		judge_named(n, word, (size_t)(eq - word), (size_t)(eq + 1 - s),
			(size_t)(stop - s));
		p = stop;
	}
	return (size_t)(p - s);
}

/* The fields of t->s[from, to), by one rule. */
static void judge_part(
	struct named *n, size_t from, size_t to, int rule, enum fi_worth least)
{
	n->rule = rule;
	n->least = least;
	if (to > from)
		fi_fields_each(n->t->s + from, to - from, judge_field, n);
}

static bool skip_word(const char **p, const char *end, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(end - *p) < len || memcmp(*p, word, len) != 0)
		return false;
	*p += len;
	while (*p < end && **p == ' ')
		++*p;
	return true;
}

/* A row of the history in any builder's dialect, or an ONBUILD trigger. */
static void judge_instruction(struct named *n)
{
	const char *s = n->t->s, *p = s, *end = s + n->t->n;
	const char *nop = memmem(s, n->t->n, "#(nop) ", 7);

	if (nop)
		p = nop + 7;
	while (p < end && *p == ' ')
		p++;
	(void)skip_word(&p, end, "ONBUILD ");
	if (skip_word(&p, end, "ENV ")) {
		judge_part(n, (size_t)(p - s), n->t->n, RULE_ENV, FI_WORTH_WORD);
	} else if (skip_word(&p, end, "LABEL ")) {
		judge_part(n, (size_t)(p - s), n->t->n, RULE_LABEL, FI_WORTH_WORD);
	} else if (skip_word(&p, end, "ARG ")) {
		judge_part(n, (size_t)(p - s), n->t->n, RULE_BUILD_ARG, FI_WORTH_WORD);
	} else {
		(void)skip_word(&p, end, "RUN ");
		if (p < end && *p == '|') {
			n->rule = RULE_BUILD_ARG;
			n->covered = judge_build_args(n, (size_t)(p + 1 - s));
		}
		n->found = 0;
		judge_part(n, n->covered, n->t->n, RULE_ARGUMENT, FI_WORTH_WEAK);
		return;
	}
	n->covered = n->t->n;
}

/* ---- one string ---- */

static void judge_text(struct judge *j, struct text *t, enum text_kind kind)
{
	struct named n = { .j = j, .t = t, .rule = RULE_ENV, .least = FI_WORTH_WORD };
	struct fi_err err = { 0 };

	if (++j->strings > STRINGS_MAX || t->n < 4)
		return;
	/* A failed scan is remembered by the scanner and the sink; names are judged
	 * still. */
	if (j->scanner && fi_scan_text(j->scanner, "image/config", t->s, t->n, keep_hit,
				  t, &err) != FI_OK)
		drop_hits(t);
	settle_hits(t);
	for (size_t i = 0; i < t->nhits; i++) {
		const struct hit *h = &t->hits[i];

		if (h->decoded)
			report_decoded(j, t, h, kind);
		else if (!fi_is_assign_rule(h->rule))
			report(j, t, h->rule, h->severity, NULL, h->start, h->end,
				h->note[0] ? h->note : NULL);
	}
	if (kind == TEXT_ENV || kind == TEXT_LABEL || kind == TEXT_ARG) {
		n.rule = kind == TEXT_ENV   ? RULE_ENV
			 : kind == TEXT_ARG ? RULE_BUILD_ARG
					    : RULE_LABEL;
		judge_pair(&n);
		return;
	}
	if (kind == TEXT_BUILD)
		judge_instruction(&n);
	else if (kind == TEXT_ARGUMENT)
		judge_part(&n, 0, t->n, RULE_ARGUMENT, FI_WORTH_WEAK);
	for (size_t i = 0; i < t->nhits && n.found == 0; i++) {
		const struct hit *h = &t->hits[i];

		if (!h->decoded && fi_is_assign_rule(h->rule) && h->start >= n.covered)
			report(j, t, &fi_rules_config[RULE_ARGUMENT], h->severity, NULL,
				h->start, h->end, NULL);
	}
}

static void judge_string(struct judge *j, const char *place, int layer, const char *s,
	size_t n, enum text_kind kind)
{
	struct text *t = calloc(1, sizeof(*t));

	if (!t)
		return;
	*t = (struct text){ .place = place, .s = s, .n = n, .layer = layer };
	judge_text(j, t, kind);
	drop_hits(t);
	free(t);
}

static void judge_json(
	struct judge *j, const char *place, const json_t *v, enum text_kind kind)
{
	if (json_is_string(v))
		judge_string(j, place, -1, json_string_value(v), json_string_length(v),
			kind);
}

/* ---- flags with their value in the next word ---- */

static bool is_password_program(const char *arg)
{
	static const char *const names[] = { "mysql", "mysqldump", "mysqladmin",
		"mariadb", "sshpass" };
	const char *slash = strrchr(arg, '/');

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(slash ? slash + 1 : arg, names[i]) == 0)
			return true;
	}
	return false;
}

/* `--password VALUE` over two words, `-pVALUE` of the programs that know it. */
static void judge_flags(struct judge *j, const char *prefix, const char *name,
	const json_t *list, bool single)
{
	const json_t *first = json_array_get(list, 0);
	bool knows_p =
		json_is_string(first) && is_password_program(json_string_value(first));
	const char *before = "";
	const json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		const char *s = json_is_string(v) ? json_string_value(v) : "";
		size_t n = strlen(s),
		       skip = knows_p && strncmp(s, "-p", 2) == 0 ? 2 : 0;
		struct text t = { .s = s, .n = n, .layer = -1 };
		struct named named = {
			.j = j, .t = &t, .rule = RULE_ARGUMENT, .least = FI_WORTH_WORD
		};
		char place[PLACE_MAX];

		snprintf(place, sizeof(place), single ? "%s%s" : "%s%s[%zu]", prefix,
			name, i);
		t.place = place;
		if (skip && n > skip)
			judge_named(&named, "password", 8, skip, n);
		else if (before[0] == '-' && !strchr(before, '=') && n > 0 &&
			 s[0] != '-')
			judge_named(&named, before, strlen(before), 0, n);
		before = s;
	}
}

/* ---- the sections ---- */

static void judge_list(struct judge *j, const char *prefix, const char *name,
	const json_t *list, enum text_kind kind, bool single)
{
	char place[PLACE_MAX];
	const json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		if (single)
			snprintf(place, sizeof(place), "%s%s", prefix, name);
		else
			snprintf(place, sizeof(place), "%s%s[%zu]", prefix, name, i);
		judge_json(j, place, v, kind);
	}
	if (kind == TEXT_ARGUMENT)
		judge_flags(j, prefix, name, list, single);
}

static void judge_labels(struct judge *j, const char *prefix, json_t *labels)
{
	const char *key;
	json_t *v;

	json_object_foreach(labels, key, v)
	{
		char place[PLACE_MAX];
		FI_AUTO(fi_freep) char *pair = NULL;

		if (!json_is_string(v))
			continue;
		snprintf(place, sizeof(place), "%sLabels[%s]", prefix, key);
		pair = fi_format("%s=%s", key, json_string_value(v));
		if (pair)
			judge_string(j, place, -1, pair, strlen(pair), TEXT_LABEL);
	}
}

/* Any string below `v`: nothing in a config is free of secrets. */
static void judge_rest(struct judge *j, const char *place, json_t *v, int depth)
{
	const char *key;
	json_t *child;
	size_t i;

	if (depth > DEPTH_MAX || j->strings > STRINGS_MAX)
		return;
	judge_json(j, place, v, TEXT_OTHER);
	json_object_foreach(v, key, child)
	{
		char next[PLACE_MAX];

		snprintf(next, sizeof(next), "%.150s%s%.40s", place, *place ? "." : "",
			key);
		judge_rest(j, next, child, depth + 1);
	}
	json_array_foreach(v, i, child)
	{
		char next[PLACE_MAX];

		snprintf(next, sizeof(next), "%.150s[%zu]", place, i);
		judge_rest(j, next, child, depth + 1);
	}
}

static const struct {
	const char *name;
	enum text_kind kind;
} lists[] = {
	{ "Env", TEXT_ENV },
	{ "Cmd", TEXT_ARGUMENT },
	{ "Entrypoint", TEXT_ARGUMENT },
	{ "Shell", TEXT_ARGUMENT },
	{ "OnBuild", TEXT_BUILD },
};

static bool is_list(const char *key)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (strcmp(lists[i].name, key) == 0)
			return true;
	}
	return strcmp(key, "Labels") == 0 || strcmp(key, "Healthcheck") == 0;
}

/*
 * `config` or `container_config`.  What the other one has at the same key was
 * judged there.
 */
static void judge_section(
	struct judge *j, const char *prefix, json_t *section, const json_t *other)
{
	const char *key;
	json_t *v;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		v = json_object_get(section, lists[i].name);
		if (v && !json_equal(v, json_object_get(other, lists[i].name)))
			judge_list(j, prefix, lists[i].name, v, lists[i].kind, false);
	}
	judge_list(j, prefix, "Healthcheck",
		json_object_get(json_object_get(section, "Healthcheck"), "Test"),
		TEXT_ARGUMENT, true);
	judge_labels(j, prefix, json_object_get(section, "Labels"));
	json_object_foreach(section, key, v)
	{
		char place[PLACE_MAX];

		if (is_list(key))
			continue;
		snprintf(place, sizeof(place), "%s%.100s", prefix, key);
		judge_rest(j, place, v, 0);
	}
}

static int layer_of_row(const struct fi_case *c, size_t row)
{
	const struct fi_config *config = &c->image->config;

	return row < config->nhistory ? config->history[row].layer : -1;
}

static void judge_history(struct judge *j, const json_t *history)
{
	const json_t *row;
	size_t i;

	json_array_foreach(history, i, row)
	{
		const json_t *by = json_object_get(row, "created_by");
		const json_t *comment = json_object_get(row, "comment");
		char place[64];

		snprintf(place, sizeof(place), "history[%zu]", i);
		if (json_is_string(by))
			judge_string(j, place, layer_of_row(j->c, i),
				json_string_value(by), json_string_length(by),
				TEXT_BUILD);
		judge_json(j, place, comment, TEXT_OTHER);
	}
}

static void judge_config(struct judge *j, json_t *root)
{
	json_t *config = json_object_get(root, "config");
	const char *key;
	json_t *v;

	judge_section(j, "", config, NULL);
	judge_history(j, json_object_get(root, "history"));
	json_object_foreach(root, key, v)
	{
		if (strcmp(key, "config") != 0 &&
			strcmp(key, "container_config") != 0 &&
			strcmp(key, "history") != 0 && strcmp(key, "rootfs") != 0)
			judge_rest(j, key, v, 0);
	}
	j->repeats = true;
	judge_section(j, "container_config.", json_object_get(root, "container_config"),
		config);
	j->repeats = false;
}

/* ---- provenance ---- */

/* The build arguments of BuildKit's SLSA v0.2 and v1 statements. */
static json_t *provenance_args(json_t *statement)
{
	json_t *predicate = json_object_get(statement, "predicate");
	json_t *v1 = json_object_get(
		json_object_get(json_object_get(predicate, "buildDefinition"),
			"externalParameters"),
		"request");
	json_t *v02 =
		json_object_get(json_object_get(predicate, "invocation"), "parameters");
	json_t *args = json_object_get(v1, "args");

	return args ? args : json_object_get(v02, "args");
}

static void judge_provenance(struct judge *j, json_t *statement)
{
	const char *key;
	json_t *v;

	json_object_foreach(provenance_args(statement), key, v)
	{
		const char *name = strchr(key, ':');
		char place[PLACE_MAX];
		FI_AUTO(fi_freep) char *pair = NULL;

		if (!json_is_string(v))
			continue;
		snprintf(place, sizeof(place), "provenance %s", key);
		pair = fi_format("%s=%s", name ? name + 1 : key, json_string_value(v));
		if (pair)
			judge_string(j, place, -1, pair, strlen(pair), TEXT_ARG);
	}
}

static json_t *load(const char *text, size_t n)
{
	return text && n > 0 && n <= JSON_MAX
		       ? json_loadb(
				 text, n, JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, NULL)
		       : NULL;
}

static void forget(struct fi_strs *seen)
{
	for (size_t i = 0; i < seen->n; i++)
		explicit_bzero(seen->v[i], strlen(seen->v[i]));
	fi_strs_done(seen);
}

void fi_config_judge(
	const struct fi_case *c, struct fi_scanner *scanner, struct fi_sink *out)
{
	struct judge j = { .c = c, .scanner = scanner, .out = out };
	json_t *root;

	if (!c->image)
		return;
	root = load(c->image->config.raw, c->image->config.raw_len);
	judge_config(&j, root);
	json_decref(root);
	for (size_t i = 0; i < c->image->attestations.n; i++) {
		const char *text = c->image->attestations.v[i];

		root = load(text, strlen(text));
		judge_provenance(&j, root);
		json_decref(root);
	}
	forget(&j.seen);
}
