#include "cmd/shard.h"

#include <stdlib.h>
#include <string.h>

#include "lib/num.h"
#include "lib/wire.h"

/* Raised when a head's bytes mean something else. */
#define VERSION 1
#define HEAD_KEY "shard"
#define HEAD_MAX ((size_t)64 << 20)
/* As layers/inputs.c: more units no run has. */
#define UNITS_MAX 4000000u

/* --- whose is what --- */

bool shard_parse(const char *text, unsigned *shard, unsigned *of)
{
	const char *slash = strchr(text, '/');
	uint64_t k, n;

	if (!slash || !fi_num_u64(text, (size_t)(slash - text), SHARDS_MAX, &k) ||
		!fi_num_u64(slash + 1, strlen(slash + 1), SHARDS_MAX, &n) || !k || k > n)
		return false;
	*shard = (unsigned)k;
	*of = (unsigned)n;
	return true;
}

unsigned shard_of_digest(const char *digest, unsigned of)
{
	char head[9] = "";

	memcpy(head, digest + strlen("sha256:"), 8);
	return (unsigned)(strtoull(head, NULL, 16) * of >> 32) + 1;
}

void shard_range(unsigned shard, unsigned of, uint32_t *first, uint32_t *last)
{
	const uint64_t all = (uint64_t)1 << 32;

	*first = (uint32_t)((all * (shard - 1) + of - 1) / of);
	*last = (uint32_t)((all * shard + of - 1) / of - 1);
}

unsigned shard_of_unit(const struct fi_unit *u, unsigned of)
{
	FI_AUTO(fi_freep) char *text = NULL;
	char digest[FI_DIGEST_TEXT];

	if (u->kind == FI_UNIT_STORED && u->stored == FI_STORED_LOOSE)
		return shard_of_digest(u->digest, of);
	if (!u->stream)
		return 0;
	text = fi_format("%s\n%llu\n", u->label, (unsigned long long)u->size);
	/* Without memory the run ends soon, whoever reads it. */
	return text && fi_digest_text(text, strlen(text), digest) ? shard_of_digest(digest, of) : 1;
}

void shard_call(const struct fi_unit *u, const char *name, uint64_t size,
	char digest[FI_DIGEST_TEXT])
{
	FI_AUTO(fi_freep) char *text = fi_format(
		"%s\n%s\n%llu\n", u->label, name, (unsigned long long)size);

	if (!text || !fi_digest_text(text, strlen(text), digest))
		digest[0] = 0; /* is asked for by nobody */
}

/* --- what the runs have to agree on --- */

enum fi_code shard_inputs(const struct fi_inputs *in, char digest[FI_DIGEST_TEXT],
	struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(SIZE_MAX / 2);
	enum fi_code rc = fi_buf_addf(&b, "%zu\n", in->ninputs);

	for (size_t i = 0; rc == FI_OK && i < in->nunits; i++) {
		const struct fi_unit *u = &in->units[i];

		rc = fi_buf_addf(&b, "%d %u %d %d %llu %zu %s\n%s\n", (int)u->kind, u->input,
			u->stream, (int)u->stored, (unsigned long long)u->size, u->names.n,
			u->digest, u->label);
		for (size_t k = 0; rc == FI_OK && k < u->names.n; k++)
			rc = fi_buf_addf(&b, "%s\n", u->names.v[k]);
	}
	return rc == FI_OK && fi_digest_text(b.p, b.len, digest) ? FI_OK : fi_err_nomem(err);
}

char *shard_filters(const struct options *o)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	enum fi_code rc = FI_OK;

	if (o->platform)
		rc = fi_buf_addf(&b, " --platform %s", o->platform);
	if (rc == FI_OK && o->all)
		rc = fi_buf_adds(&b, " --all");
	if (rc == FI_OK && o->latest_only)
		rc = fi_buf_adds(&b, " --latest-only");
	if (rc == FI_OK && o->since)
		rc = fi_buf_addf(&b, " --since @%lld", (long long)o->since);
	for (size_t i = 0; rc == FI_OK && i < o->repositories.n; i++)
		rc = fi_buf_addf(&b, " --repository %s", o->repositories.v[i]);
	return rc == FI_OK ? strdup(b.len ? b.p + 1 : "") : NULL;
}

/*
 * A salt keeps hashes of guessable values from being tried without the file.  Of a file
 * that has the salt in it no other salt would keep them: it is for its owner alone.
 */
bool shard_salt(const char *context, const char *inputs, unsigned char out[FI_SALT])
{
	FI_AUTO(fi_freep) char *text = fi_format("salt of shards\n%s\n%s", inputs, context);

	return text && fi_value_hash(NULL, text, strlen(text), out);
}

/* --- the head --- */

void shard_head_done(struct shard_head *h)
{
	free(h->context);
	free(h->inputs);
	free(h->filters);
	fi_strs_done(&h->only);
	fi_strs_done(&h->skip);
	fi_strs_done(&h->paths);
	fi_strs_done(&h->passed_over);
	fi_strs_done(&h->listed);
	fi_strs_done(&h->problems);
	*h = (struct shard_head){ 0 };
}

/* Lists and numbers, in the order in which they are written. */
#define LISTS(h)                                                                             \
	{ &(h)->only, &(h)->skip, &(h)->paths, &(h)->passed_over, &(h)->listed, &(h)->problems }
#define NUMBERS(h)                                                                           \
	{ &(h)->units, &(h)->exports, &(h)->untagged, &(h)->unreferenced, &(h)->passed,          \
		&(h)->layers, &(h)->bytes, &(h)->reused, &(h)->reused_bytes, &(h)->limited }

enum fi_code shard_head_write(const struct shard_head *h, struct fi_buf *out)
{
	const struct fi_strs *const lists[] = LISTS(h);
	const uint64_t *const numbers[] = NUMBERS(h);
	struct fi_wire_out w = { .to = out };

	fi_wire_put(&w, VERSION);
	fi_wire_put(&w, h->shard);
	fi_wire_put(&w, h->of);
	fi_wire_put(&w, h->complete);
	fi_wire_put_text(&w, h->context);
	fi_wire_put_text(&w, h->inputs);
	fi_wire_put_text(&w, h->filters);
	fi_wire_put(&w, h->all);
	fi_wire_put(&w, h->latest_only);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		fi_wire_put_texts(&w, lists[i]);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		fi_wire_put(&w, *numbers[i]);
	return w.rc;
}

static void get_head(struct fi_wire_in *r, struct shard_head *h)
{
	struct fi_strs *const lists[] = LISTS(h);
	uint64_t *const numbers[] = NUMBERS(h);

	if (fi_wire_get(r, UINT32_MAX) != VERSION)
		fi_wire_spoil(r);
	h->shard = (unsigned)fi_wire_get(r, SHARDS_MAX);
	h->of = (unsigned)fi_wire_get(r, SHARDS_MAX);
	h->complete = fi_wire_get(r, 1);
	h->context = fi_wire_get_some(r);
	h->inputs = fi_wire_get_some(r);
	h->filters = fi_wire_get_some(r);
	h->all = fi_wire_get(r, 1);
	h->latest_only = fi_wire_get(r, 1);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		fi_wire_get_texts(r, lists[i]);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		*numbers[i] = fi_wire_get(r, UINT64_MAX);
	if (!h->shard || h->shard > h->of || h->units > UNITS_MAX)
		fi_wire_spoil(r);
}

enum fi_code shard_head_read(const void *p, size_t n, struct shard_head *out, struct fi_err *err)
{
	struct fi_wire_in r = fi_wire_reader(p, n);
	struct shard_head h = { 0 };
	enum fi_code rc;

	get_head(&r, &h);
	rc = fi_wire_end(&r);
	if (rc == FI_OK) {
		*out = h;
		return FI_OK;
	}
	shard_head_done(&h);
	return rc == FI_ENOMEM ? fi_err_nomem(err) :
				 fi_err_set(err, FI_EFORMAT, "the head of a shard's file is damaged");
}

enum fi_code shard_head_put(const struct shard_head *h, struct fi_shelf *s, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(HEAD_MAX);
	enum fi_code rc = shard_head_write(h, &b);

	if (rc == FI_OK)
		return fi_shelf_put_note(s, HEAD_KEY, b.p, b.len, err);
	return rc == FI_ENOMEM ? fi_err_nomem(err) :
				 fi_err_set(err, rc, "the head of a shard is too large");
}

enum fi_code shard_head_get(struct fi_shelf *s, struct shard_head *out, struct fi_err *err)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(HEAD_MAX);
	enum fi_code rc = fi_shelf_get_note(s, HEAD_KEY, &b, err);

	return rc == FI_OK ? shard_head_read(b.p, b.len, out, err) : rc;
}

char *shard_note_key(uint64_t unit)
{
	return fi_format("unit %llu", (unsigned long long)unit);
}

char *shard_record_key(uint64_t unit, size_t image)
{
	return fi_format("%llu.%zu", (unsigned long long)unit, image);
}
