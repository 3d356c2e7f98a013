#include "cmd/rules_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/digest.h"
#include "lib/doc.h"

static enum fi_code read_open(
	FILE *f, const char *path, struct fi_buf *b, struct fi_err *err)
{
	char block[16384];
	size_t n;

	while ((n = fread(block, 1, sizeof(block), f)) > 0) {
		enum fi_code rc = fi_buf_add(b, block, n);

		if (rc == FI_ELIMIT)
			return fi_err_set(err, FI_EUSAGE,
				"%s: larger than %u MiB; a file of rules has a few KiB", path,
				FI_DOC_BYTES >> 20);
		if (rc != FI_OK)
			return fi_err_nomem(err);
	}
	return ferror(f) ? fi_err_sys(err, errno, "%s", path) : FI_OK;
}

/* What was found under other rules must not be taken for what these find. */
static enum fi_code add_digest(struct options *o, const struct fi_buf *text, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf all = fi_buf_limited(2 * FI_DOC_BYTES);
	enum fi_code rc = fi_buf_adds(&all, o->rules_digest);

	if (rc == FI_OK)
		rc = fi_buf_add(&all, text->p, text->len);
	if (rc != FI_OK || !fi_digest_text(all.p, all.len, o->rules_digest))
		return fi_err_nomem(err);
	return FI_OK;
}

enum fi_code rules_file_add(struct options *o, const char *path, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(FI_DOC_BYTES);
	enum fi_code rc;
	FILE *f;

	if (!o->user)
		o->user = fi_user_rules_new();
	if (!o->user)
		return fi_err_nomem(err);
	f = fopen(path, "rbe");
	if (!f)
		return fi_err_sys(err, errno, "--rules %s", path);
	rc = read_open(f, path, &text, err);
	(void)fclose(f);
	if (rc == FI_OK)
		rc = add_digest(o, &text, err);
	return rc == FI_OK ? fi_user_rules_read(o->user, path, text.p, text.len, err)
			   : rc;
}

enum fi_code rules_file_settle(struct options *o, struct fi_err *err)
{
	const struct fi_strs *off;
	enum fi_code rc;

	if (!o->user)
		return FI_OK;
	rc = fi_user_rules_settle(o->user, err);
	off = fi_user_rules_off(o->user);
	for (size_t i = 0; rc == FI_OK && i < off->n; i++)
		if (fi_strs_add(&o->policy.skip, off->v[i]) != FI_OK)
			rc = fi_err_nomem(err);
	return rc;
}

static const struct fi_rule *at(const struct options *o, size_t i, size_t *n)
{
	const struct fi_rule *const *own;

	*n = fi_rules_count();
	if (!o->user)
		return i < *n ? fi_rules_at(i) : NULL;
	own = fi_user_rules_list(o->user, n);
	return i < *n ? own[i] : NULL;
}

enum fi_code rules_file_list(const struct options *o, bool wanted,
	const struct fi_rule ***out, size_t *n, struct fi_err *err)
{
	const struct fi_rule **list;
	size_t all = 0, kept = 0;

	(void)at(o, 0, &all);
	list = calloc(all + 1, sizeof(*list));
	if (!list)
		return fi_err_nomem(err);
	for (size_t i = 0; i < all; i++) {
		const struct fi_rule *r = at(o, i, &all);

		if (!wanted || fi_policy_wants((void *)(uintptr_t)&o->policy, r))
			list[kept++] = r;
	}
	*out = list;
	*n = kept;
	return FI_OK;
}

void rules_file_remarks(const struct options *o)
{
	const struct fi_strs *said;

	if (!o->user || o->quiet)
		return;
	said = fi_user_rules_remarks(o->user);
	for (size_t i = 0; i < said->n; i++)
		say_error("%s", said->v[i]);
}

void rules_file_freep(const struct fi_rule ***list)
{
	free(*list);
}
