#include "rules/imagemask.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "layers/config.h"
#include "layers/image_wire.h"
#include "lib/digest.h"
#include "lib/json.h"
#include "rules/audit.h"
#include "rules/findings.h"
#include "rules/hide.h"
#include "rules/worth.h"

/* Each is looked for in each text; real images have a few. */
#define SECRETS_MAX 1000

/* A longer secret is no word that means something else elsewhere. */
#define WORD_MAX 16

/* As rules/config.c makes them, but for names that are none of ours. */
#define PLACE_MAX 64

/* What rules/image.c and layers/base.c read of labels and annotations. */
static const char *const kept_labels[] = { "org.opencontainers.image.base.name",
	"org.opencontainers.image.base.digest" };

/* What rules/image.c reads of a provenance. */
#define BASE_URI "pkg:docker/"

struct mask {
	const struct fi_image *from;
	struct fi_scanner *scanner;
	struct fi_sink *found;
	const char **room; /* for all values of `found` */
	enum fi_code rc;   /* the first failure */
};

static void fail(struct mask *m, enum fi_code rc)
{
	if (m->rc == FI_OK)
		m->rc = rc;
}

/* --- one text --- */

/* Might it mean something else where it was not judged to be a secret? */
static bool is_word(const char *value)
{
	size_t n = strlen(value);

	return n < WORD_MAX && fi_worth_of(value, n) <= FI_WORTH_WORD;
}

/* Was it found to be a secret at that very place? */
static bool is_judged(const struct mask *m, const char *place, const char *value)
{
	unsigned char hash[32];

	if (!place || !fi_value_hash(m->found->salt, value, strlen(value), hash))
		return false;
	for (size_t i = 0; i < m->found->n; i++) {
		const struct fi_draft *d = &m->found->list[i];

		/* Of an encoded value the hash is that of what it means. */
		if (d->place.config && strcmp(d->place.config, place) == 0 &&
			(d->place.decoded || memcmp(d->hash, hash, sizeof(hash)) == 0))
			return true;
	}
	return false;
}

/* The secrets that are to be masked in this text; each is borrowed. */
static struct fi_sink secrets_in(const struct mask *m, const char *text, const char *place,
	bool runs)
{
	const struct fi_strs *all = &m->found->values, *shorts = &m->found->shorts;
	struct fi_sink in = { 0 };

	for (size_t i = 0; i < all->n; i++)
		if (strstr(text, all->v[i]) &&
			(!runs || !is_word(all->v[i]) || is_judged(m, place, all->v[i])))
			m->room[in.values.n++] = all->v[i];
	for (size_t i = 0; i < shorts->n; i++)
		if (strstr(text, shorts->v[i]) && is_judged(m, place, shorts->v[i]))
			m->room[in.values.n++] = shorts->v[i];
	in.values.v = (char **)(uintptr_t)m->room;
	return in;
}

/*
 * Without secrets; `place` as findings call it, or NULL.  `runs`: the image is run by
 * this text, and words in it are to stay.  malloc'd, NULL once something has failed.
 */
static char *masked(struct mask *m, const char *text, const char *place, bool runs)
{
	const struct fi_sink in = secrets_in(m, text, place, runs);
	struct fi_err why = { 0 };
	char *s = m->rc == FI_OK ? fi_sink_redact(&in, text) : NULL;

	if (s && fi_hide_text(&s, m->scanner, &why) != FI_OK) {
		free(s);
		s = NULL;
	}
	if (!s)
		fail(m, FI_ENOMEM);
	return s;
}

/* Digests need not be looked at.  NULL stays NULL. */
static char *masked_digest(struct mask *m, const char *text)
{
	char *s;

	if (!text || !fi_digest_valid(text))
		return text ? masked(m, text, NULL, true) : NULL;
	s = strdup(text);
	if (!s)
		fail(m, FI_ENOMEM);
	return s;
}

/* A name of which a finding or another check depends: it is as it was, or nothing is. */
static void insist(struct mask *m, const char *text)
{
	FI_AUTO(fi_freep) char *s = text ? masked(m, text, NULL, true) : NULL;

	if (s && strcmp(s, text) != 0)
		fail(m, FI_ELIMIT);
}

/* --- the config --- */

/* Takes the value over. */
static void set(struct mask *m, json_t *to, const char *key, json_t *value)
{
	if (!value || json_object_set_new(to, key, value) != 0)
		fail(m, FI_ENOMEM);
}

static json_t *text_of(struct mask *m, const char *text, const char *place, bool runs)
{
	FI_AUTO(fi_freep) char *s = masked(m, text, place, runs);
	json_t *v = s ? json_string(s) : NULL;

	/* A value that ends within a character leaves half of it. */
	if (s && !v)
		fail(m, FI_ELIMIT);
	return v;
}

static void set_text(struct mask *m, json_t *to, const char *key, const char *text)
{
	if (text && *text)
		set(m, to, key, text_of(m, text, key, true));
}

/* A path in a variable is searched by it; other values only tell. */
static bool runs_by(const char *variable)
{
	const char *eq = strchr(variable, '=');

	return eq && eq[1] == '/';
}

/* The i-th of a list as findings call it; a health check is one place. */
static void name_place(char place[PLACE_MAX], const char *key, size_t i)
{
	if (strcmp(key, "Test") == 0)
		(void)snprintf(place, PLACE_MAX, "Healthcheck");
	else
		(void)snprintf(place, PLACE_MAX, "%s[%zu]", key, i);
}

static void set_list(struct mask *m, json_t *to, const char *key, const struct fi_strs *from)
{
	bool env = strcmp(key, "Env") == 0;
	json_t *list = json_array();

	for (size_t i = 0; list && i < from->n; i++) {
		char place[PLACE_MAX];
		json_t *v;

		name_place(place, key, i);
		v = text_of(m, from->v[i], place, !env || runs_by(from->v[i]));
		if (!v || json_array_append_new(list, v) != 0)
			fail(m, FI_ENOMEM);
	}
	if (from->n)
		set(m, to, key, list);
	else
		json_decref(list);
}

static void set_keys(struct mask *m, json_t *to, const char *key, const struct fi_strs *from)
{
	json_t *o = json_object();

	for (size_t i = 0; o && i < from->n; i++) {
		insist(m, from->v[i]);
		set(m, o, from->v[i], json_object());
	}
	set(m, to, key, o);
}

static void set_labels(struct mask *m, json_t *to)
{
	json_t *o = json_object();

	for (size_t i = 0; o && i < FI_COUNT(kept_labels); i++) {
		const char *value = fi_config_label(&m->from->config, kept_labels[i]);

		if (value)
			set(m, o, kept_labels[i], text_of(m, value, NULL, true));
	}
	set(m, to, "Labels", o);
}

static json_t *history_of(struct mask *m)
{
	json_t *rows = json_array();

	for (size_t i = 0; rows && i < m->from->config.nhistory; i++) {
		const struct fi_history *h = &m->from->config.history[i];
		json_t *row = json_object();
		char place[PLACE_MAX];

		name_place(place, "history", i);
		if (row && h->created_by)
			set(m, row, "created_by", text_of(m, h->created_by, place, false));
		if (row && h->empty)
			set(m, row, "empty_layer", json_true());
		if (!row || json_array_append_new(rows, row) != 0)
			fail(m, FI_ENOMEM);
	}
	return rows;
}

/* What is under "config". */
static json_t *section_of(struct mask *m)
{
	const struct fi_config *c = &m->from->config;
	json_t *o = json_object(), *health = json_object();

	if (!o || !health) {
		json_decref(health);
		return o;
	}
	set_text(m, o, "User", c->user);
	set_text(m, o, "WorkingDir", c->workdir);
	set_text(m, o, "StopSignal", c->stop_signal);
	set_list(m, o, "Env", &c->env);
	set_list(m, o, "Entrypoint", &c->entrypoint);
	set_list(m, o, "Cmd", &c->cmd);
	set_list(m, o, "Shell", &c->shell);
	set_list(m, health, "Test", &c->healthcheck);
	set(m, o, "Healthcheck", health);
	set_keys(m, o, "ExposedPorts", &c->ports);
	set_keys(m, o, "Volumes", &c->volumes);
	set_labels(m, o);
	return o;
}

static json_t *diff_ids_of(struct mask *m)
{
	const struct fi_strs *ids = &m->from->config.diff_ids;
	json_t *o = json_object();

	if (o)
		set_list(m, o, "diff_ids", ids);
	return o;
}

static json_t *config_of(struct mask *m)
{
	const struct fi_config *c = &m->from->config;
	FI_AUTO(fi_freep) char *created = NULL;
	json_t *o = json_object();
	int64_t when;

	if (!o || fi_audit_created(c, &created, &when) != FI_OK) {
		fail(m, FI_ENOMEM);
		return o;
	}
	set_text(m, o, "os", c->os);
	set_text(m, o, "architecture", c->architecture);
	set_text(m, o, "variant", c->variant);
	set_text(m, o, "created", created);
	set(m, o, "config", section_of(m));
	set(m, o, "history", history_of(m));
	set(m, o, "rootfs", diff_ids_of(m));
	return o;
}

static void make_config(struct mask *m, struct fi_config *to)
{
	FI_AUTO(fi_json_decrefp) json_t *o = config_of(m);
	FI_AUTO(fi_freep) char *text = o && m->rc == FI_OK ? json_dumps(o, JSON_COMPACT) : NULL;
	struct fi_err why = { 0 };

	if (!text)
		fail(m, FI_ENOMEM);
	else if (fi_config_parse(text, strlen(text), to, &why) != FI_OK)
		fail(m, why.code);
	/* Which row made which layer is not always told by counting. */
	for (size_t i = 0; i < to->nhistory && i < m->from->config.nhistory; i++)
		to->history[i].layer = m->from->config.history[i].layer;
}

/* --- the other documents --- */

static void add(struct mask *m, struct fi_strs *to, const char *text)
{
	if (!text || fi_strs_add(to, text) != FI_OK)
		fail(m, FI_ENOMEM);
}

static void make_names(struct mask *m, struct fi_strs *to)
{
	for (size_t i = 0; i < m->from->names.n; i++) {
		FI_AUTO(fi_freep) char *name = masked(m, m->from->names.v[i], NULL, true);

		add(m, to, name);
	}
}

/* Room for n things; the count of those that are made goes up one by one. */
static void *room_for(struct mask *m, size_t n, size_t size)
{
	void *p = calloc(n + 1, size);

	if (!p)
		fail(m, FI_ENOMEM);
	return p;
}

static void make_annotations(struct mask *m, struct fi_image *to)
{
	to->annotations = room_for(m, FI_COUNT(kept_labels), sizeof(*to->annotations));
	for (size_t i = 0; m->rc == FI_OK && i < FI_COUNT(kept_labels); i++) {
		const char *value = fi_image_annotation(m->from, kept_labels[i]);
		struct fi_kv *kv = &to->annotations[to->nannotations];

		if (!value)
			continue;
		to->nannotations++;
		kv->key = strdup(kept_labels[i]);
		kv->value = masked(m, value, NULL, true);
		if (!kv->key)
			fail(m, FI_ENOMEM);
	}
}

/* The names of base images in a provenance, as a smaller one. */
static void make_provenance(struct mask *m, const json_t *materials, struct fi_strs *to)
{
	FI_AUTO(fi_json_decrefp) json_t *list = json_array();
	FI_AUTO(fi_json_decrefp) json_t *o = NULL;
	FI_AUTO(fi_freep) char *text = NULL;
	const json_t *material;
	size_t i;

	json_array_foreach(materials, i, material) {
		const char *uri = fi_json_text(material, "uri");
		json_t *v;

		if (!uri || strncmp(uri, BASE_URI, strlen(BASE_URI)) != 0)
			continue;
		v = json_pack("{so}", "uri", text_of(m, uri, NULL, true));
		if (!v || json_array_append_new(list, v) != 0)
			fail(m, FI_ENOMEM);
	}
	if (m->rc != FI_OK)
		return;
	o = json_pack("{s{sO}}", "predicate", "materials", list);
	text = o ? json_dumps(o, JSON_COMPACT) : NULL;
	add(m, to, text);
}

static void make_attestations(struct mask *m, struct fi_strs *to)
{
	for (size_t i = 0; m->rc == FI_OK && i < m->from->attestations.n; i++) {
		const char *text = m->from->attestations.v[i];
		FI_AUTO(fi_json_decrefp) json_t *root =
			strstr(text, "docker") ? json_loads(text, 0, NULL) : NULL;
		const json_t *p = fi_json_object(root, "predicate"), *list;

		list = fi_json_list(p, "materials");
		if (!list)
			list = fi_json_list(fi_json_object(p, "buildDefinition"),
				"resolvedDependencies");
		if (list)
			make_provenance(m, list, to);
	}
}

static void make_mismatches(struct mask *m, struct fi_image *to)
{
	const struct fi_image *from = m->from;

	to->mismatches = room_for(m, from->nmismatches, sizeof(*to->mismatches));
	for (size_t i = 0; m->rc == FI_OK && i < from->nmismatches; i++) {
		const struct fi_mismatch *was = &from->mismatches[i];
		struct fi_mismatch *now = &to->mismatches[to->nmismatches++];

		now->layer = was->layer;
		now->what = masked(m, was->what, NULL, true);
		now->claimed = masked_digest(m, was->claimed);
		now->actual = masked_digest(m, was->actual);
	}
}

/* `shown` is what created each layer, as reports show it. */
static void make_layers(struct mask *m, const struct fi_strs *shown, struct fi_image *to)
{
	const struct fi_image *from = m->from;

	to->layers = room_for(m, from->nlayers, sizeof(*to->layers));
	for (size_t i = 0; m->rc == FI_OK && i < from->nlayers; i++) {
		const struct fi_image_layer *was = &from->layers[i];
		struct fi_image_layer *now = &to->layers[to->nlayers++];

		now->digest = masked_digest(m, was->digest);
		now->diff_id = masked_digest(m, was->diff_id);
		now->created_by = strdup(shown->v[i]);
		now->history = was->history;
		now->size = was->size;
		if (!now->created_by)
			fail(m, FI_ENOMEM);
	}
}

/* --- all of it --- */

/* What is kept of a finding must be as a report would have it. */
static void insist_on_drafts(struct mask *m)
{
	for (size_t i = 0; m->rc == FI_OK && i < m->found->n; i++) {
		const struct fi_draft *d = &m->found->list[i];

		insist(m, d->message);
		insist(m, d->key);
		insist(m, d->subject);
		insist(m, d->place.config);
		if (!d->rule->fix || strcmp(d->fix, d->rule->fix) != 0)
			insist(m, d->fix);
	}
}

static void judge(struct mask *m, const struct fi_set *set, size_t image)
{
	const struct fi_case c = { .set = set,
		.image = m->from,
		.image_index = (int)image };

	m->found->keep_short = true;
	fi_config_judge(&c, m->scanner, m->found);
	if (m->found->left_out)
		fail(m, FI_ELIMIT);
}

static void make_image(struct mask *m, const struct fi_strs *shown, struct fi_image *to)
{
	make_names(m, &to->names);
	to->digest = masked_digest(m, m->from->digest);
	to->id = masked_digest(m, m->from->id ? m->from->id : "");
	to->platform = masked(m, m->from->platform ? m->from->platform : "", NULL, true);
	make_config(m, &to->config);
	make_layers(m, shown, to);
	make_annotations(m, to);
	make_attestations(m, &to->attestations);
	make_mismatches(m, to);
	insist_on_drafts(m);
}

enum fi_code fi_image_write_masked(const struct fi_set *set, size_t image,
	struct fi_scanner *scanner, const unsigned char *salt, struct fi_sink *found,
	struct fi_buf *out, struct fi_err *err)
{
	struct mask m = { .from = &set->images[image], .scanner = scanner, .found = found };
	FI_AUTO(fi_image_done) struct fi_image to = { 0 };
	FI_AUTO(fi_strs_done) struct fi_strs shown = { 0 };

	found->salt = salt;
	judge(&m, set, image);
	if (m.rc == FI_OK)
		fail(&m, fi_show_layers(m.from, scanner, found, &shown, err));
	if (found->nomem)
		fail(&m, FI_ENOMEM);
	if (found->values.n > SECRETS_MAX || found->shorts.n > SECRETS_MAX)
		fail(&m, FI_ELIMIT);
	m.room = calloc(found->values.n + found->shorts.n + 1, sizeof(*m.room));
	if (!m.room)
		fail(&m, FI_ENOMEM);
	if (m.rc == FI_OK)
		make_image(&m, &shown, &to);
	if (m.rc == FI_OK)
		fail(&m, fi_image_write(&to, out));
	free(m.room);
	if (m.rc == FI_OK)
		return FI_OK;
	return m.rc == FI_ENOMEM ? fi_err_nomem(err) :
				   fi_err_set(err, m.rc, "an image that cannot be masked");
}
