#include "layers/config.h"

#include <stdlib.h>
#include <string.h>

#include "lib/json.h"

/* More rows than any builder writes; the rest is told by nobody. */
#define HISTORY_MAX 10000
#define LABELS_MAX  10000

static enum fi_code copy_text(const json_t *o, const char *key, char **out)
{
	const char *s = fi_json_text(o, key);

	*out = strdup(s ? s : "");
	return *out ? FI_OK : FI_ENOMEM;
}

static enum fi_code copy_keys(const json_t *o, const char *key, struct fi_strs *out)
{
	const char *k;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)fi_json_object(o, key), k, v)
	{
		if (fi_strs_add(out, k) != FI_OK)
			return FI_ENOMEM;
	}
	return FI_OK;
}

static enum fi_code copy_labels(const json_t *labels, struct fi_config *c)
{
	size_t n = json_object_size(labels);
	const char *k;
	json_t *v;

	c->labels = calloc((n < LABELS_MAX ? n : LABELS_MAX) + 1, sizeof(*c->labels));
	if (!c->labels)
		return FI_ENOMEM;
	json_object_foreach((json_t *)(uintptr_t)labels, k, v)
	{
		struct fi_kv *kv = &c->labels[c->nlabels];

		if (!json_is_string(v) || c->nlabels >= LABELS_MAX)
			continue;
		kv->key = strdup(k);
		kv->value = strdup(json_string_value(v));
		c->nlabels++;
		if (!kv->key || !kv->value)
			return FI_ENOMEM;
	}
	return FI_OK;
}

/* The n-th row that is not empty made the n-th layer (OCI config.md). */
static enum fi_code copy_history(const json_t *rows, struct fi_config *c)
{
	size_t n = json_array_size(rows), i;
	int layer = 0;

	if (n > HISTORY_MAX)
		n = HISTORY_MAX;
	c->history = calloc(n + 1, sizeof(*c->history));
	if (!c->history)
		return FI_ENOMEM;
	for (i = 0; i < n; i++) {
		const json_t *row = json_array_get(rows, i);
		const char *by = fi_json_text(row, "created_by");
		struct fi_history *h = &c->history[i];

		c->nhistory = i + 1;
		h->empty = fi_json_true(row, "empty_layer");
		h->layer = h->empty ? -1 : layer++;
		h->created_by = by ? strdup(by) : NULL;
		h->shown = fi_history_clean(by ? by : "");
		if (!h->shown || (by && !h->created_by))
			return FI_ENOMEM;
	}
	return FI_OK;
}

static enum fi_code fill(const json_t *root, struct fi_config *c)
{
	const json_t *cfg = fi_json_object(root, "config");
	const json_t *health = fi_json_object(cfg, "Healthcheck");
	const struct {
		const json_t *from;
		const char *key;
		char **to;
	} texts[] = {
		{ root, "os", &c->os },
		{ root, "architecture", &c->architecture },
		{ root, "variant", &c->variant },
		{ cfg, "User", &c->user },
		{ cfg, "WorkingDir", &c->workdir },
		{ cfg, "StopSignal", &c->stop_signal },
	};
	const struct {
		const json_t *from;
		const char *key;
		struct fi_strs *to;
	} lists[] = {
		{ cfg, "Env", &c->env },
		{ cfg, "Entrypoint", &c->entrypoint },
		{ cfg, "Cmd", &c->cmd },
		{ cfg, "Shell", &c->shell },
		{ cfg, "OnBuild", &c->onbuild },
		{ health, "Test", &c->healthcheck },
		{ fi_json_object(root, "rootfs"), "diff_ids", &c->diff_ids },
	};
	bool ok = true;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ok = ok && copy_text(texts[i].from, texts[i].key, texts[i].to) == FI_OK;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		ok = ok &&
			fi_json_strings(fi_json_list(lists[i].from, lists[i].key),
				lists[i].to) == FI_OK;
	ok = ok && copy_keys(cfg, "ExposedPorts", &c->ports) == FI_OK &&
		copy_keys(cfg, "Volumes", &c->volumes) == FI_OK &&
		copy_labels(fi_json_object(cfg, "Labels"), c) == FI_OK &&
		copy_history(fi_json_list(root, "history"), c) == FI_OK;
	return ok ? FI_OK : FI_ENOMEM;
}

enum fi_code fi_config_parse(const char *json, size_t n, struct fi_config *out,
	struct fi_err *err)
{
	FI_AUTO(fi_json_decrefp) json_t *root = fi_json_parse(json, n, err);
	struct fi_config c = { 0 };

	if (!root)
		return err->code;
	if (!json_is_object(root))
		return fi_err_set(err, FI_EFORMAT, "the image config is no JSON object");
	c.raw = malloc(n + 1);
	if (!c.raw || fill(root, &c) != FI_OK) {
		fi_config_done(&c);
		return fi_err_nomem(err);
	}
	memcpy(c.raw, json, n);
	c.raw[n] = 0;
	c.raw_len = n;
	*out = c;
	return FI_OK;
}

void fi_config_done(struct fi_config *c)
{
	struct fi_strs *const lists[] = { &c->env, &c->entrypoint, &c->cmd, &c->shell,
		&c->onbuild, &c->healthcheck, &c->ports, &c->volumes, &c->diff_ids };
	char *const texts[] = { c->os, c->architecture, c->variant, c->user, c->workdir,
		c->stop_signal, c->raw };
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		fi_strs_done(lists[i]);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		free(texts[i]);
	for (i = 0; i < c->nlabels; i++) {
		free(c->labels[i].key);
		free(c->labels[i].value);
	}
	for (i = 0; i < c->nhistory; i++) {
		free(c->history[i].created_by);
		free(c->history[i].shown);
	}
	free(c->labels);
	free(c->history);
	*c = (struct fi_config){ 0 };
}

char *fi_config_platform(const struct fi_config *c)
{
	const char *os = c->os[0] ? c->os : "unknown";
	const char *arch = c->architecture[0] ? c->architecture : "unknown";

	return c->variant[0] ? fi_format("%s/%s/%s", os, arch, c->variant) :
			       fi_format("%s/%s", os, arch);
}

const char *fi_config_env(const struct fi_config *c, const char *key)
{
	size_t n = strlen(key);
	const char *found = NULL;

	for (size_t i = 0; i < c->env.n; i++)
		if (strncmp(c->env.v[i], key, n) == 0 && c->env.v[i][n] == '=')
			found = c->env.v[i] + n + 1;
	return found;
}

static const char *value_of(const struct fi_kv *list, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].key, key) == 0)
			return list[i].value;
	return NULL;
}

const char *fi_config_label(const struct fi_config *c, const char *key)
{
	return value_of(c->labels, c->nlabels, key);
}

const char *fi_image_annotation(const struct fi_image *i, const char *key)
{
	return value_of(i->annotations, i->nannotations, key);
}
