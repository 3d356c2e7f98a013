#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cmd/cache.h"
#include "cmd/command.h"
#include "cmd/merge.h"
#include "cmd/run.h"
#include "cmd/stop.h"

/* --- the files ---------------------------------------------------------------- */

static enum fi_code check_arguments(const struct options *o, struct fi_err *err)
{
	if (o->nargs == 0)
		return fi_err_set(err, FI_EUSAGE,
			"merge wants the files of all shards, which flyimg audit --shard K/N -o "
			"FILE wrote: flyimg merge FILE...");
	for (int i = 0; i < o->nargs; i++) {
		struct stat st;

		if (stat(o->args[i], &st) < 0)
			return errno == ENOENT ?
				fi_err_set(err, FI_EUSAGE, "%s: no such file", o->args[i]) :
				fi_err_sys(err, errno, "%s", o->args[i]);
		if (S_ISDIR(st.st_mode))
			return fi_err_set(err, FI_EUSAGE,
				"%s is a folder; name the files in it: flyimg merge %s/*",
				o->args[i], o->args[i]);
	}
	return FI_OK;
}

static enum fi_code open_file(const struct audit_run *r, const char *path, const char *context,
	struct fi_shelf **out, struct fi_err *err)
{
	const struct fi_shelf_options opt = { .file = path,
		.context = context,
		.rules = r->every,
		.nrules = r->nevery,
		.now = (int64_t)time(NULL),
		.partial = true,
		.alone = true, /* what a run that was killed has left is taken in */
		.readonly = true };

	return fi_shelf_open(&opt, out, err);
}

static enum fi_code read_head(const struct audit_run *r, struct merge_file *f, struct fi_err *err)
{
	unsigned char salt[FI_SALT];
	struct fi_shelf *s = NULL;
	enum fi_code rc = open_file(r, f->path, "", &s, err);

	if (rc != FI_OK)
		return rc;
	rc = shard_head_get(s, &f->head, err);
	if (rc == FI_ENOTFOUND && err->code == FI_OK)
		rc = fi_err_set(err, FI_EFORMAT,
			"%s: no shard has begun in it, or its head is damaged", f->path);
	else if (rc != FI_OK)
		(void)fi_err_wrap(err, "%s", f->path);
	else if (!shard_salt(f->head.context, f->head.inputs, salt))
		rc = fi_err_nomem(err);
	else if (memcmp(salt, fi_shelf_salt(s), FI_SALT) != 0)
		rc = fi_err_set(err, FI_EFORMAT, "%s: its head is another file's", f->path);
	fi_shelf_close(s);
	return rc;
}

/* One that cannot be read is told, and its shard is missing; the others are of use. */
static enum fi_code read_heads(struct merge *m, const struct options *o, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	m->files = calloc((size_t)o->nargs + 1, sizeof(*m->files));
	if (!m->files)
		return fi_err_nomem(err);
	for (int i = 0; rc == FI_OK && i < o->nargs; i++) {
		struct merge_file *f = &m->files[m->n];
		struct fi_err why = { 0 };

		f->path = o->args[i];
		rc = read_head(m->r, f, &why);
		m->n += rc == FI_OK;
		if (rc == FI_EFORMAT)
			rc = audit_problem(m->r, strdup(why.text), err);
		else if (rc != FI_OK)
			rc = fi_err_set(err, rc, "%s", why.text);
	}
	if (rc == FI_OK && !m->n)
		return fi_err_set(err, FI_EFORMAT, "%s", m->r->coverage.problems.v[0]);
	return rc;
}

/* --- do they belong together? ------------------------------------------------------ */

/* Line `n` of a context: the program, the user's rules. */
static bool same_line(const char *a, const char *b, int n)
{
	for (; n > 0 && a && b; n--) {
		a = strchr(a, '\n');
		b = strchr(b, '\n');
		a += a ? 1 : 0;
		b += b ? 1 : 0;
	}
	return a && b && strcspn(a, "\n") == strcspn(b, "\n") &&
		strncmp(a, b, strcspn(a, "\n")) == 0;
}

static enum fi_code differ(const struct merge_file *a, const struct merge_file *b,
	const char *how, struct fi_err *err)
{
	return fi_err_set(err, FI_EUSAGE,
		"%s and %s do not belong together: %s; give the files of one run", a->path,
		b->path, how);
}

static enum fi_code check_pair(const struct merge_file *a, const struct merge_file *b,
	struct fi_err *err)
{
	const struct shard_head *x = &a->head, *y = &b->head;
	char how[64];

	if (x->of != y->of) {
		(void)snprintf(how, sizeof(how), "one is of %u shards, the other of %u", x->of, y->of);
		return differ(a, b, how, err);
	}
	if (!same_line(x->context, y->context, 0))
		return differ(a, b, "they were made by different builds of flyimg", err);
	if (!same_line(x->context, y->context, 1))
		return differ(a, b, "their --rules differ", err);
	if (strcmp(x->context, y->context) != 0)
		return differ(a, b, "their --only and --skip differ", err);
	if (strcmp(x->filters, y->filters) != 0)
		return differ(a, b, "their options differ, of those that choose images", err);
	if (strcmp(x->inputs, y->inputs) != 0 || x->units != y->units)
		return differ(a, b, "their inputs differ, or changed between the runs", err);
	return FI_OK;
}

/* Both of one shard: the one that came to its end counts, else both do. */
static enum fi_code settle_twins(struct merge *m, size_t i, size_t k, struct fi_err *err)
{
	struct merge_file *a = &m->files[i], *b = &m->files[k];
	bool same = false;
	enum fi_code rc;

	if (!a->head.complete || !b->head.complete) {
		(a->head.complete ? b : a)->twin = a->head.complete || b->head.complete;
		return FI_OK;
	}
	rc = merge_same(a, b, &same, err);
	if (rc != FI_OK)
		return rc;
	if (!same)
		return fi_err_set(err, FI_EUSAGE,
			"%s and %s are both of shard %u of %u, but differ: what they read changed "
			"between the runs; run all shards again",
			a->path, b->path, a->head.shard, a->head.of);
	b->twin = true;
	if (!m->r->o->quiet)
		say_error("%s and %s are both of shard %u of %u, and equal", a->path, b->path,
			a->head.shard, a->head.of);
	return FI_OK;
}

static enum fi_code find_twins(struct merge *m, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < m->n; i++)
		for (size_t k = i + 1; rc == FI_OK && !m->files[i].twin && k < m->n; k++)
			if (!m->files[k].twin &&
				m->files[i].head.shard == m->files[k].head.shard)
				rc = settle_twins(m, i, k, err);
	return rc;
}

/* --- options of the shards, and of this run ------------------------------------------ */

static bool same_words(const struct fi_strs *a, const struct fi_strs *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++)
		same = strcmp(a->v[i], b->v[i]) == 0;
	return same;
}

/*
 * What the shards left out cannot be told: their --only and --skip hold here, too.  If
 * they had none, those of this run choose from what they found.
 */
static enum fi_code begin_run(struct merge *m, struct fi_err *err)
{
	const struct shard_head *h = &m->files[0].head;
	struct options *o = m->r->o;
	struct fi_policy *p = &o->policy;
	bool theirs = h->only.n || h->skip.n;
	size_t only, skip;
	enum fi_code rc = FI_OK;

	if (theirs && !o->only.n && !o->skip.n)
		rc = options_narrow(o, &h->only, &h->skip, err);
	else if (theirs && (!same_words(&o->only, &h->only) || !same_words(&o->skip, &h->skip)))
		return fi_err_set(err, FI_EUSAGE,
			"the shards have an --only or --skip of their own; leave them out here");
	if (rc != FI_OK)
		return rc;
	only = p->only.n;
	skip = p->skip.n;
	if (!theirs) { /* the words of --rules come before those of --skip */
		p->only.n -= o->only.n;
		p->skip.n -= o->skip.n;
	}
	rc = audit_run_begin(m->r, o, err);
	if (rc == FI_OK)
		rc = cache_context(o, &m->r->context, err);
	p->only.n = only;
	p->skip.n = skip;
	return rc;
}

static enum fi_code check_context(const struct merge *m, struct fi_err *err)
{
	const struct merge_file *f = &m->files[0];

	if (strcmp(f->head.context, m->r->context) == 0)
		return FI_OK;
	if (!same_line(f->head.context, m->r->context, 0))
		return fi_err_set(err, FI_EUSAGE,
			"%s was made by another build of flyimg (%.*s); merge with that one",
			f->path, (int)strcspn(f->head.context, "\n"), f->head.context);
	return fi_err_set(err, FI_EUSAGE,
		"%s was made with other rules; give merge the --rules that the shards had", f->path);
}

static enum fi_code open_shelves(struct merge *m, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < m->n; i++)
		rc = open_file(m->r, m->files[i].path, m->r->context, &m->files[i].shelf, err);
	return rc;
}

/* --- what is missing ------------------------------------------------------------------ */

static enum fi_code add_named(struct fi_buf *b, const struct fi_strs *named, uint64_t all)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < named->n; i++)
		rc = fi_buf_addf(b, "%s%s", i ? ", " : "", named->v[i]);
	return rc == FI_OK && all > named->n ?
		fi_buf_addf(b, " and %llu more", (unsigned long long)(all - named->n)) :
		rc;
}

/* The file of a shard that did the most; NULL: there is none. */
static const struct merge_file *file_of(const struct merge *m, unsigned shard)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->files[i].head.shard == shard && !m->files[i].twin)
			return &m->files[i];
	return NULL;
}

/* "shard 3 of 4 is missing: layers from sha256:80000000 to sha256:bfffffff; ..." */
static enum fi_code tell_lack(const struct merge *m, unsigned shard, struct fi_buf *b)
{
	const struct merge_lack *l = &m->lacks[shard];
	const struct merge_file *f = file_of(m, shard);
	uint32_t first, last;
	enum fi_code rc = fi_buf_addf(b, "shard %u of %u ", shard, m->of);

	shard_range(shard, m->of, &first, &last);
	if (rc == FI_OK)
		rc = !f ? fi_buf_adds(b, "is missing") :
			fi_buf_addf(b, "%s (%s)",
				f->head.complete ? "has lost results: its file is damaged" :
						   "was ended before it was done",
				f->path);
	if (rc == FI_OK)
		rc = fi_buf_addf(b, ": layers from sha256:%08x to sha256:%08x; ", first, last);
	if (rc == FI_OK)
		rc = fi_buf_addf(b, "%llu image%s lack%s layers", (unsigned long long)l->images,
			l->images == 1 ? "" : "s", l->images == 1 ? "s" : "");
	if (rc == FI_OK && l->images)
		rc = fi_buf_adds(b, ": ");
	if (rc == FI_OK)
		rc = add_named(b, &l->named, l->images);
	if (rc == FI_OK && l->ninputs)
		rc = fi_buf_adds(b, "; not read: ");
	return rc == FI_OK ? add_named(b, &l->inputs, l->ninputs) : rc;
}

static enum fi_code tell_lacks(struct merge *m, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (unsigned i = 1; rc == FI_OK && i <= m->of; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
		const struct merge_file *f = file_of(m, i);

		if (f && f->head.complete && !m->lacks[i].layers && !m->lacks[i].ninputs)
			continue;
		rc = tell_lack(m, i, &b) == FI_OK ? audit_problem(m->r, strdup(b.p), err) :
						    fi_err_nomem(err);
	}
	if (rc == FI_OK && m->unseen)
		rc = audit_problem(m->r,
			fi_format("no shard came as far as %llu of the inputs",
				(unsigned long long)m->unseen),
			err);
	return rc;
}

/*
 * What shards lack comes before all that they have told, however much that is: the list
 * of problems has an end.
 */
static enum fi_code tell_lacks_first(struct merge *m, size_t before, struct fi_err *err)
{
	struct fi_strs *all = &m->r->coverage.problems;
	FI_AUTO(fi_strs_done) struct fi_strs told = *all;
	enum fi_code rc = FI_OK;

	*all = (struct fi_strs){ 0 };
	for (size_t i = 0; rc == FI_OK && i < before; i++)
		rc = fi_strs_add(all, told.v[i]) == FI_OK ? FI_OK : fi_err_nomem(err);
	if (rc == FI_OK)
		rc = tell_lacks(m, err);
	for (size_t i = before; rc == FI_OK && i < told.n && all->n < AUDIT_PROBLEMS_MAX; i++)
		rc = fi_strs_add(all, told.v[i]) == FI_OK ? FI_OK : fi_err_nomem(err);
	return rc;
}

/* --- images -------------------------------------------------------------------------- */

/* --since and --repository of this run; the shards' own left out what they left out. */
static void filter(struct audit_run *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->n; i++) {
		struct audit_entry *e = &r->list[i];

		if (!audit_wants(r->o, &e->names, e->created_at)) {
			r->coverage.filtered++;
			audit_entry_done(e);
			continue;
		}
		r->coverage.undated += r->o->since && !e->created_at;
		r->list[kept] = *e;
		if (kept++ != i)
			*e = (struct audit_entry){ 0 };
	}
	r->n = kept;
}

/* Are the inputs here, and as they were? */
static bool find_inputs(struct merge *m)
{
	const struct shard_head *h = &m->files[0].head;
	struct fi_inputs *in = &m->r->inputs;
	struct fi_err ignored = { 0 };
	char digest[FI_DIGEST_TEXT];

	in->all = h->all;
	for (size_t i = 0; i < h->paths.n; i++)
		if (strcmp(h->paths.v[i], "-") == 0 ||
			fi_inputs_add(in, h->paths.v[i], &ignored) != FI_OK)
			return false;
	return shard_inputs(in, digest, &ignored) == FI_OK && strcmp(digest, h->inputs) == 0;
}

/* What no file may hold is read again where it is. */
static void find_rereads(struct merge *m)
{
	struct audit_run *r = m->r;
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += r->list[i].reread;
	if (!n || !find_inputs(m))
		return;
	for (size_t i = 0; i < r->n; i++) {
		struct audit_entry *e = &r->list[i];
		unsigned long long unit = e->record ? strtoull(e->record, NULL, 10) : ULLONG_MAX;

		if (e->reread && unit < r->inputs.nunits)
			e->unit = (size_t)unit;
	}
}

/* --- the report ------------------------------------------------------------------------- */

static enum fi_code copy_list(struct fi_strs *to, const struct fi_strs *from, struct fi_err *err)
{
	for (size_t i = 0; i < from->n; i++)
		if (fi_strs_add(to, from->v[i]) != FI_OK)
			return fi_err_nomem(err);
	return FI_OK;
}

/* What the inputs have in them is the same to all shards; what was read adds up. */
static enum fi_code begin_coverage(struct merge *m, struct fi_err *err)
{
	struct audit_coverage *c = &m->r->coverage;
	const struct shard_head *h = &m->files[0].head;
	enum fi_code rc = copy_list(&c->passed_over, &h->passed_over, err);

	if (rc == FI_OK)
		rc = copy_list(&c->listed, &h->listed, err);
	c->exports = h->exports;
	c->untagged = h->untagged;
	c->unreferenced = h->unreferenced;
	c->npassed = h->passed;
	for (size_t i = 0; i < m->n; i++) {
		h = &m->files[i].head;
		if (m->files[i].twin)
			continue;
		c->layers += h->layers;
		c->bytes += h->bytes;
		c->reused += h->reused;
		c->reused_bytes += h->reused_bytes;
		m->r->limited += h->limited;
	}
	return rc;
}

static enum fi_code tell_problems(struct merge *m, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; rc == FI_OK && k < m->files[i].head.problems.n; k++)
			rc = audit_problem(m->r, strdup(m->files[i].head.problems.v[k]), err);
	return rc;
}

static enum fi_code report(struct merge *m, struct fi_err *err)
{
	struct fi_shelf **shelves = calloc(m->n, sizeof(struct fi_shelf *));
	enum fi_code rc = shelves ? FI_OK : fi_err_nomem(err);

	for (size_t i = 0; shelves && i < m->n; i++)
		shelves[i] = m->files[i].shelf;
	if (rc == FI_OK)
		rc = audit_report_from(m->r, shelves, m->n, err);
	free(shelves);
	return rc;
}

static enum fi_code merge(struct merge *m, struct fi_err *err)
{
	struct options *o = m->r->o;
	enum fi_code rc = read_heads(m, o, err);
	size_t before = m->r->coverage.problems.n;

	for (size_t i = 1; rc == FI_OK && i < m->n; i++)
		rc = check_pair(&m->files[0], &m->files[i], err);
	if (rc == FI_OK)
		rc = begin_run(m, err);
	if (rc == FI_OK)
		rc = check_context(m, err);
	if (rc == FI_OK)
		rc = open_shelves(m, err);
	if (rc == FI_OK)
		rc = find_twins(m, err);
	if (rc != FI_OK)
		return rc;
	m->of = m->files[0].head.of;
	m->lacks = calloc((size_t)m->of + 1, sizeof(*m->lacks));
	rc = m->lacks ? begin_coverage(m, err) : fi_err_nomem(err);
	if (rc == FI_OK)
		rc = merge_notes(m, err);
	if (rc == FI_OK)
		rc = tell_lacks_first(m, before, err);
	if (rc == FI_OK)
		rc = tell_problems(m, err);
	if (rc != FI_OK)
		return rc;
	o->latest_only = o->latest_only || m->files[0].head.latest_only;
	o->all = m->files[0].head.all;
	filter(m->r);
	find_rereads(m);
	return report(m, err);
}

static void merge_done(struct merge *m)
{
	for (size_t i = 0; i < m->n; i++) {
		fi_shelf_close(m->files[i].shelf);
		shard_head_done(&m->files[i].head);
	}
	for (unsigned i = 0; m->lacks && i <= m->of; i++) {
		fi_strs_done(&m->lacks[i].named);
		fi_strs_done(&m->lacks[i].inputs);
	}
	free(m->files);
	free(m->lacks);
}

enum status cmd_merge(struct options *o)
{
	struct audit_run r = { .o = o };
	struct merge m = { .r = &r };
	struct fi_err err = { 0 };
	enum status status;
	enum fi_code rc;

	if (check_arguments(o, &err) != FI_OK)
		return run_failed(&err);
	stop_catch();
	rc = merge(&m, &err);
	status = rc == FI_OK	? audit_status(&r) :
		rc == FI_ESTOP	? STATUS_UNFINISHED :
				  run_failed(&err);
	merge_done(&m);
	audit_run_done(&r);
	stop_raise();
	return status;
}
