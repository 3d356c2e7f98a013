/* audit --shard: the first half of an audit, of a part of the layers, into a file. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cmd/audit_run.h"
#include "cmd/cache.h"
#include "cmd/say.h"
#include "cmd/shard.h"

/* What is known before anything is read.  The lists are borrowed from the run. */
static enum fi_code make_head(const struct audit_run *r, struct shard_head *h, struct fi_err *err)
{
	const struct options *o = r->o;
	const struct fi_inputs *in = &r->inputs;
	char inputs[FI_DIGEST_TEXT];
	enum fi_code rc = shard_inputs(in, inputs, err);

	if (rc != FI_OK)
		return rc;
	*h = (struct shard_head){ .shard = o->shard,
		.of = o->of,
		.context = r->context,
		.inputs = strdup(inputs),
		.filters = shard_filters(o),
		.only = o->only,
		.skip = o->skip,
		.all = o->all,
		.latest_only = o->latest_only,
		.units = in->nunits,
		.exports = in->exports,
		.untagged = in->untagged,
		.unreferenced = in->unreferenced,
		.passed = in->passed,
		.passed_over = in->passed_over,
		.listed = in->listed,
		.problems = in->problems };
	for (int i = 0; i < o->nargs; i++)
		if (fi_strs_add(&h->paths, o->args[i]) != FI_OK)
			return fi_err_nomem(err);
	return h->inputs && h->filters ? FI_OK : fi_err_nomem(err);
}

static void head_done(struct shard_head *h)
{
	free(h->inputs);
	free(h->filters);
	fi_strs_done(&h->paths);
}

/* Is the file that there is one of this very run, which was ended? */
static bool is_same_run(const struct shard_head *a, const struct shard_head *b)
{
	return a->shard == b->shard && a->of == b->of && strcmp(a->context, b->context) == 0 &&
		strcmp(a->inputs, b->inputs) == 0 && strcmp(a->filters, b->filters) == 0;
}

static void remove_file(const char *file)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		FI_AUTO(fi_freep) char *name = fi_format("%s%s", file, tails[i]);

		if (name)
			(void)unlink(name);
	}
}

static enum fi_code open_file(const struct audit_run *r, const unsigned char *salt,
	struct fi_shelf **out, struct fi_err *err)
{
	const struct fi_shelf_options opt = { .file = r->o->output,
		.context = r->context,
		.rules = r->every,
		.nrules = r->nevery,
		.scanner = r->scanner,
		.now = (int64_t)time(NULL),
		.salt = salt,
		.disposable = true,
		.partial = true,
		.alone = true };
	enum fi_code rc = fi_shelf_open(&opt, out, err);

	if (rc == FI_OK && fi_shelf_trouble(*out)) {
		rc = fi_err_set(err, FI_EIO, "%s", fi_shelf_trouble(*out));
		fi_shelf_close(*out);
		*out = NULL;
	}
	return rc;
}

/*
 * The shelf of this run: new, or what a run of the same command has left.  A result of
 * another run is replaced, as any -o does; a cache of flyimg's is not.
 */
static enum fi_code get_file(const struct audit_run *r, const struct shard_head *head,
	struct fi_shelf **out, struct fi_err *err)
{
	unsigned char salt[FI_SALT];
	struct shard_head old = { 0 };
	struct fi_err ignored = { 0 };
	bool salted, usable;
	enum fi_code rc;

	if (!shard_salt(head->context, head->inputs, salt))
		return fi_err_nomem(err);
	rc = open_file(r, salt, out, err);
	if (rc != FI_OK)
		return rc;
	salted = memcmp(salt, fi_shelf_salt(*out), FI_SALT) == 0;
	rc = shard_head_get(*out, &old, &ignored);
	if (rc == FI_ENOTFOUND && !salted) {
		fi_shelf_close(*out);
		*out = NULL;
		return fi_err_set(err, FI_EUSAGE,
			"%s is a cache of flyimg, not the result of a shard; name another file "
			"with -o",
			r->o->output);
	}
	usable = salted && !r->o->no_cache &&
		(rc == FI_ENOTFOUND || (rc == FI_OK && is_same_run(&old, head)));
	shard_head_done(&old);
	if (usable)
		return FI_OK;
	fi_shelf_close(*out);
	*out = NULL;
	remove_file(r->o->output);
	return open_file(r, salt, out, err);
}

static enum fi_code finish(struct audit_run *r, struct shard_head *head, struct fi_shelf *shelf,
	struct fi_err *err)
{
	head->complete = true;
	head->layers = r->coverage.layers;
	head->bytes = r->coverage.bytes;
	head->reused = r->coverage.reused;
	head->reused_bytes = r->coverage.reused_bytes;
	head->limited = fi_scanner_limited(r->scanner);
	return shard_head_put(head, shelf, err);
}

static void say_done(const struct audit_run *r, const struct shard_head *h)
{
	FI_AUTO(fi_freep) char *read = audit_count(h->layers, "layer");
	FI_AUTO(fi_freep) char *known = NULL;

	if (r->o->quiet || !read)
		return;
	if (h->reused)
		known = fi_format(", %llu known from before", (unsigned long long)h->reused);
	say_error("shard %u of %u is done: %s read%s; with the files of all shards type: flyimg "
		  "merge %s ...",
		h->shard, h->of, read, known ? known : "", r->o->output);
}

static enum fi_code fill(struct audit_run *r, struct shard_head *head, struct fi_err *err)
{
	struct fi_shelf *shelf = NULL;
	enum fi_code rc = get_file(r, head, &shelf, err);

	if (rc == FI_OK)
		rc = shard_head_put(head, shelf, err);
	if (rc == FI_OK)
		rc = audit_fill(r, shelf, err);
	if (rc == FI_OK)
		rc = finish(r, head, shelf, err);
	if (rc == FI_OK)
		cache_remark(r->o, shelf);
	fi_shelf_close(shelf);
	return rc;
}

enum fi_code audit_shard(struct audit_run *r, struct fi_err *err)
{
	struct shard_head head = { 0 };
	enum fi_code rc = cache_context(r->o, &r->context, err);

	if (rc == FI_OK)
		rc = audit_find(r, err);
	if (rc == FI_OK)
		rc = make_head(r, &head, err);
	if (rc == FI_OK)
		rc = fill(r, &head, err);
	if (rc == FI_OK)
		say_done(r, &head);
	if (rc == FI_ESTOP && !r->o->quiet)
		say_error("stopped; the same command goes on from here");
	head_done(&head);
	return rc;
}
