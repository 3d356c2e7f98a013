#include "rules/ci.h"
#include "rules/findings.h"

#include <stdlib.h>
#include <string.h>

#include "rules/merge.h"
#include "rules/sketch.h"
#include "rules/sink.h"
#include "rules/sink_wire.h"
#include "rules/testkeys.h"
#include "rules/valid.h"

/* A hard link to a hard link is followed this often; real ones point at the file. */
#define LINK_HOPS_MAX 8

/* A hard link and the file of the same layer that it names in the end. */
struct alias {
	fi_path target, path;
};

/* One image's pass over what its layers hold. */
struct gather {
	const struct fi_set *set;
	const struct fi_image *image;
	int image_index;
	const struct fi_content *content;
	struct fi_sink *sink;
	/* The layer at hand. */
	int at; /* index in the image */
	struct alias *aliases;
	size_t naliases;
	/* Records come ordered by path, so the last answer often serves again. */
	fi_path last;
	struct fi_place known;
	char *text; /* of `last` */
};

static int alias_order(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;

	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	return (x->path > y->path) - (x->path < y->path);
}

static fi_path link_end(const struct fi_layer *l, fi_path p)
{
	for (int hop = 0; hop < LINK_HOPS_MAX; hop++) {
		const struct fi_entry *e = fi_layer_find(l, p);

		if (!e || e->kind != FI_KIND_HARDLINK || e->link == p)
			break;
		p = e->link;
	}
	return p;
}

/* All hard links of a layer, by what they name.  False without memory. */
static bool find_aliases(const struct fi_layer *l, struct alias **out, size_t *n)
{
	size_t cap = 0;

	for (size_t i = 0; i < l->nentries; i++) {
		const struct fi_entry *e = &l->entries[i];

		if (e->kind != FI_KIND_HARDLINK || e->link == FI_PATH_NONE)
			continue;
		if (!fi_grow(out, &cap, *n + 1, sizeof(**out)))
			return false;
		(*out)[(*n)++] = (struct alias){ link_end(l, e->link), e->path };
	}
	if (*n)
		qsort(*out, *n, sizeof(**out), alias_order);
	return true;
}

/* Fill in whether a later layer of the image takes the path away. */
static void judge_state(const struct gather *g, fi_path path, struct fi_place *p)
{
	p->state = FI_LIVE;
	p->by_layer = -1;
	for (size_t i = (size_t)g->at + 1; i < g->image->nlayers; i++) {
		int layer = g->image->layers[i].layer;
		bool replaced = false;

		if (layer < 0 || !fi_layer_hides(g->set->layers[layer], g->set->paths,
					 path, &replaced))
			continue;
		p->state = replaced ? FI_OVERWRITTEN : FI_DELETED;
		p->by_layer = (int)i;
		return;
	}
}

/* Text and state of a path in the layer at hand.  False without memory. */
static bool look_up(struct gather *g, fi_path path)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);

	if (g->text && g->last == path)
		return true;
	free(g->text);
	g->text = NULL;
	if (fi_paths_text(g->set->paths, path, &b) != FI_OK)
		return false;
	g->text = fi_buf_steal(&b, NULL);
	g->last = path;
	judge_state(g, path, &g->known);
	return g->text != NULL;
}

/* Its value is a private key, whatever it is for. */
static bool of_key(const struct fi_rule *r)
{
	return r->check == fi_check_private_key || strstr(r->id, "private-key");
}

/*
 * In a file that is as its package shipped it: everybody has what was found.  It is
 * lowered and told, not silenced, since a list can be edited as well as a file.
 */
static void judge_package(struct gather *g, const struct fi_record *r, struct fi_draft *d)
{
	int layer = g->image->layers[g->at].layer;
	const struct fi_sums *sums = fi_content_sums(g->content, layer, r);
	const char *package, *what = "Unchanged file of";
	char *message;
	size_t n;

	package = sums ? fi_packages_owner(fi_content_packages(g->content), g->image, g->text,
				 sums)
		       : NULL;
	if (!package || !d->message)
		return;
	if (d->severity > FI_LOW)
		d->severity = FI_LOW;
	if (of_key(r->rule))
		what = "It is a test key shipped by";
	n = strlen(d->message);
	message = fi_format("%s%s %s %s.", d->message,
		n && strchr(".!?", d->message[n - 1]) ? "" : ".", what, package);
	free(d->message);
	d->message = message;
	d->place.package = strdup(package);
	if (!d->place.package)
		g->sink->nomem = true;
}

/* What everybody has is nobody's to replace. */
static const char *fix_of(const struct fi_record *r, bool shipped)
{
	if (r->message && strstr(r->message, FI_NOTE_TEST_KEY))
		return "Nothing is to be revoked: everybody has this key. See that nothing of yours "
		       "trusts it, and leave the file out if nothing needs it.";
	if (shipped)
		return "Nothing is to be done unless something of yours uses or trusts it: everybody "
		       "who has the package has it, too.";
	return r->rule->fix ? r->rule->fix : "";
}

static void add_record(struct gather *g, const struct fi_record *r, fi_path path)
{
	struct fi_draft d = {
		.rule = r->rule, .severity = r->severity, .valued = r->valued
	};

	d.place = (struct fi_place){ .image = g->image_index,
		.layer = g->at,
		.line = r->line,
		.column = r->column,
		.decoded = r->decoded };
	if (!look_up(g, path)) {
		g->sink->nomem = true;
		return;
	}
	d.place.state = g->known.state;
	d.place.by_layer = g->known.by_layer;
	d.place.path = fi_format("%s%s", g->text, r->inner ? r->inner : "");
	d.message = strdup(r->message ? r->message : r->rule->title);
	d.masked = r->masked ? strdup(r->masked) : NULL;
	d.key = r->key ? strdup(r->key) : NULL;
	d.weak = fi_guessable(r->rule, r->masked);
	judge_package(g, r, &d);
	d.fix = strdup(fix_of(r, d.place.package != NULL));
	memcpy(d.hash, r->hash, sizeof(d.hash));
	memcpy(d.print, r->print, sizeof(d.print));
	if ((r->masked && !d.masked) || (r->key && !d.key))
		g->sink->nomem = true;
	fi_sink_take(g->sink, &d);
}

/* The first alias of `target`, or the end of the list. */
static size_t first_alias(const struct gather *g, fi_path target)
{
	size_t low = 0, high = g->naliases;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (g->aliases[mid].target < target)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void gather_layer(struct gather *g, const struct fi_content *content)
{
	int layer = g->image->layers[g->at].layer;
	const struct fi_record *r;
	size_t n = 0;

	r = fi_content_records(content, layer, &n);
	if (n && !find_aliases(g->set->layers[layer], &g->aliases, &g->naliases))
		g->sink->nomem = true;
	for (size_t i = 0; i < n; i++)
		add_record(g, &r[i], r[i].path);
	/* The records again, so that each name's state is looked up once. */
	for (size_t i = 0; g->naliases && i < n; i++)
		for (size_t k = first_alias(g, r[i].path);
			k < g->naliases && g->aliases[k].target == r[i].path; k++)
			if (g->aliases[k].path != r[i].path)
				add_record(g, &r[i], g->aliases[k].path);
	free(g->aliases);
	free(g->text);
	g->aliases = NULL;
	g->naliases = 0;
	g->text = NULL;
}

static void gather_image(
	const struct fi_case *c, const struct fi_content *content, struct fi_sink *sink)
{
	struct gather g = { .set = c->set,
		.image = c->image,
		.image_index = c->image_index,
		.content = content,
		.sink = sink };

	for (size_t i = 0; i < c->image->nlayers; i++) {
		g.at = (int)i;
		if (c->image->layers[i].layer >= 0)
			gather_layer(&g, content);
	}
}

bool fi_case_meets(const struct fi_case *c, unsigned needs)
{
	return (!(needs & FI_NEED_IMAGE) || c->image) &&
	       (!(needs & FI_NEED_DOCKERFILE) || c->dockerfile) &&
	       (!(needs & FI_NEED_FLY) || c->fly) &&
	       (!(needs & FI_NEED_CI) || (c->ci && c->ci->n)) &&
	       (!(needs & FI_NEED_CONTEXT) || c->folder);
}

/*
 * Without an image: what its config will be, as far as the Dockerfile tells.  Without
 * one the Fly config alone still has commands, [env] and ports.
 */
static enum fi_code judge_sketch(const struct fi_case *project,
	const struct fi_policy *policy, struct fi_sink *sink, struct fi_err *err)
{
	struct fi_case c = *project;
	struct fi_image image;
	enum fi_code rc;

	if (!c.fly)
		return FI_OK;
	rc = fi_sketch(c.dockerfile, &image, err);
	if (rc != FI_OK)
		return rc;
	c.image = &image;
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (r->judge && (r->needs & FI_MAY_SKETCH) && fi_case_meets(&c, r->needs) &&
			(!policy || fi_policy_wants((void *)(uintptr_t)policy, r)))
			r->judge(&c, r, sink);
	}
	fi_image_done(&image);
	return FI_OK;
}

/* Run the checks that are about an image, or those that are not. */
static void run_checks(const struct fi_case *c, const struct fi_policy *policy,
	bool of_image, struct fi_sink *sink)
{
	for (size_t i = 0; i < fi_rules_count(); i++) {
		const struct fi_rule *r = fi_rules_at(i);

		if (!r->judge || !!(r->needs & FI_NEED_IMAGE) != of_image ||
			!fi_case_meets(c, r->needs))
			continue;
		if (!policy || fi_policy_wants((void *)(uintptr_t)policy, r))
			r->judge(c, r, sink);
	}
}

static enum fi_code judge_image(const struct fi_case *project, size_t index,
	const struct fi_content *content, struct fi_scanner *scanner,
	const struct fi_policy *policy, struct fi_sink *sink, struct fi_err *err)
{
	struct fi_case c = *project;
	struct fi_rootfs *rootfs = NULL;
	enum fi_code rc;

	c.image = &c.set->images[index];
	c.image_index = (int)index;
	rc = fi_rootfs_new(c.set, c.image, &rootfs, err);
	if (rc != FI_OK)
		return rc;
	c.rootfs = rootfs;
	if (content)
		gather_image(&c, content, sink);
	if (c.image->judged)
		fi_drafts_copy(c.image->judged, c.image_index, sink);
	else if (scanner)
		fi_config_judge(&c, scanner, sink);
	run_checks(&c, policy, true, sink);
	fi_rootfs_free(rootfs);
	return FI_OK;
}

/* Where the scanner's hits in a project file go. */
struct text_hits {
	struct fi_sink *sink;
	const struct fi_case *c;
	const char *file;
};

static enum fi_code text_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct text_hits *t = self;
	struct fi_spot spot = { .file = t->file,
		.line = h->line,
		.column = h->column,
		.layer = -1,
		.decoded = h->decoded,
		.severity = &h->severity };

	(void)err;
	if (h->raw)
		fi_sink_remember(t->sink, h->raw, h->raw_n);
	if (h->note)
		fi_report_secret(
			t->sink, t->c, h->rule, &spot, h->value, h->n, "%s", h->note);
	else
		fi_report_secret(t->sink, t->c, h->rule, &spot, h->value, h->n, "%s",
			h->rule->title);
	return FI_OK;
}

static enum fi_code scan_file(const struct fi_case *c, struct fi_scanner *scanner,
	const char *name, const char *text, size_t n, struct fi_sink *sink,
	struct fi_err *err)
{
	struct text_hits t = { sink, c, name };

	if (!scanner || !text || !name)
		return FI_OK;
	return fi_scan_text(scanner, name, text, n, text_hit, &t, err);
}

static enum fi_code remember_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)err;
	fi_sink_remember(self, h->value, h->n);
	if (h->raw)
		fi_sink_remember(self, h->raw, h->raw_n);
	return FI_OK;
}

/*
 * A layer's instruction without the secrets in it: those that were reported, and
 * what the scanner sees in it even if nobody wanted it reported.
 */
enum fi_code fi_show_layers(const struct fi_image *image,
	struct fi_scanner *scanner, struct fi_sink *sink, struct fi_strs *out,
	struct fi_err *err)
{
	for (size_t i = 0; i < image->nlayers; i++) {
		FI_AUTO(fi_freep) char *s = NULL;
		const char *text = image->layers[i].created_by;
		enum fi_code rc = FI_OK;

		if (!text)
			text = "";
		if (scanner)
			rc = fi_scan_text(scanner, "", text, strlen(text), remember_hit,
				sink, err);
		if (rc != FI_OK)
			return rc;
		s = fi_sink_redact(sink, text);
		if (!s || fi_strs_add(out, s) != FI_OK)
			return fi_err_nomem(err);
	}
	return FI_OK;
}

/* Of an image that was masked its instructions are as they may be shown. */
static enum fi_code as_shown(const struct fi_image *image, struct fi_strs *out, struct fi_err *err)
{
	for (size_t i = 0; i < image->nlayers; i++) {
		const char *text = image->layers[i].created_by;

		if (fi_strs_add(out, text ? text : "") != FI_OK)
			return fi_err_nomem(err);
	}
	return FI_OK;
}

static enum fi_code show_all(const struct fi_set *set, struct fi_scanner *scanner,
	struct fi_sink *sink, struct fi_findings *out, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	if (!set || !set->nimages)
		return FI_OK;
	out->shown = calloc(set->nimages, sizeof(out->shown[0]));
	if (!out->shown)
		return fi_err_nomem(err);
	out->nshown = set->nimages;
	for (size_t i = 0; rc == FI_OK && i < set->nimages; i++)
		rc = set->images[i].judged ?
			as_shown(&set->images[i], &out->shown[i], err) :
			fi_show_layers(&set->images[i], scanner, sink, &out->shown[i], err);
	return rc;
}

static enum fi_code gather_all(const struct fi_set *set,
	const struct fi_content *content, struct fi_scanner *scanner,
	const struct fi_case *project, const struct fi_policy *policy,
	struct fi_sink *sink, struct fi_err *err)
{
	struct fi_case c = *project;
	enum fi_code rc;

	c.set = set;
	c.image = NULL;
	c.rootfs = NULL;
	c.image_index = -1;
	for (size_t i = 0; set && i < set->nimages; i++) {
		rc = judge_image(&c, i, content, scanner, policy, sink, err);
		if (rc != FI_OK)
			return rc;
	}
	run_checks(&c, policy, false, sink);
	if (!set || !set->nimages) {
		rc = judge_sketch(&c, policy, sink, err);
		if (rc != FI_OK)
			return rc;
	}
	rc = scan_file(&c, scanner, c.dockerfile_name, c.dockerfile_text,
		c.dockerfile_n, sink, err);
	if (rc == FI_OK)
		rc = scan_file(&c, scanner, c.fly_name, c.fly_text, c.fly_n, sink, err);
	for (size_t i = 0; rc == FI_OK && c.ci && i < c.ci->n; i++)
		rc = scan_file(&c, scanner, c.ci->v[i].name, c.ci->v[i].text, c.ci->v[i].n,
			sink, err);
	return rc;
}

enum fi_code fi_findings_collect(const struct fi_set *set,
	const struct fi_content *content, struct fi_scanner *scanner,
	const struct fi_case *project, const struct fi_policy *policy,
	struct fi_findings *out, struct fi_err *err)
{
	static const struct fi_case none = { .image_index = -1 };
	struct fi_findings found = { 0 };
	struct fi_sink sink = { .salt = content ? fi_content_salt(content) : NULL };
	enum fi_code rc;

	rc = gather_all(
		set, content, scanner, project ? project : &none, policy, &sink, err);
	if (rc == FI_OK)
		rc = fi_merge(&sink, policy, &found, err);
	if (rc == FI_OK)
		rc = show_all(set, scanner, &sink, &found, err);
	fi_sink_done(&sink);
	if (rc == FI_OK)
		*out = found;
	else
		fi_findings_done(&found);
	return rc;
}

void fi_findings_count(const struct fi_findings *f, size_t counts[5])
{
	memset(counts, 0, 5 * sizeof(counts[0]));
	for (size_t i = 0; i < f->n; i++)
		counts[f->list[i].severity]++;
}
