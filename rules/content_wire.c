#include "rules/content_wire.h"

#include <stdlib.h>
#include <string.h>

#include "rules/decode.h"
#include "rules/packed.h"

/* As rules/content.c has them: what is more is no layer of ours. */
#define RECORDS_MAX 100000
#define PATH_TEXT_MAX (1 << 20)

/* The least that one takes. */
#define RECORD_LEAST 11
#define SUMS_BYTES   (16 + 20 + 32)

/* What a record's first byte says. */
enum {
	SAME_PATH = 1, /* as the record before */
	VALUED = 2,
	SUMMED = 4,
	FLAGS = 7,
};

/* --- writing --------------------------------------------------------------- */

static void put_path(const struct fi_paths *paths, fi_path p, struct fi_wire_out *out)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(PATH_TEXT_MAX);
	enum fi_code rc = fi_paths_text(paths, p, &text);

	if (rc != FI_OK && out->rc == FI_OK)
		out->rc = rc;
	fi_wire_put_bytes(out, text.p, text.len);
}

static void put_record(const struct fi_record *r, const struct fi_record *before,
	const struct fi_paths *paths, struct fi_wire_out *out)
{
	bool same = before && before->path == r->path;

	fi_wire_put(out, (same ? SAME_PATH : 0) | (r->valued ? VALUED : 0) |
				 (r->sums ? SUMMED : 0));
	if (!same)
		put_path(paths, r->path, out);
	fi_wire_put_text(out, r->rule->id);
	fi_wire_put(out, r->severity);
	fi_wire_put_text(out, r->inner);
	fi_wire_put(out, r->line);
	fi_wire_put(out, r->column);
	fi_wire_put_text(out, r->masked);
	fi_wire_put_text(out, r->message);
	fi_wire_put_text(out, r->key);
	fi_wire_put_text(out, r->decoded);
	if (r->sums)
		fi_wire_put(out, r->sums - 1);
	if (!r->valued)
		return;
	fi_wire_put_raw(out, r->hash, sizeof(r->hash));
	fi_wire_put_raw(out, r->print, sizeof(r->print));
}

/* The digests that records refer to; their numbers go on as they were. */
static void put_sums(const struct fi_content *c, int layer, const struct fi_record *r,
	size_t n, struct fi_wire_out *out)
{
	uint32_t most = 0;

	for (size_t i = 0; i < n; i++)
		most = r[i].sums > most ? r[i].sums : most;
	fi_wire_put(out, most);
	for (uint32_t k = 1; k <= most; k++) {
		const struct fi_record of = { .sums = k };
		const struct fi_sums *s = fi_content_sums(c, layer, &of);

		if (!s) { /* cannot be: records refer to sums of their layer */
			out->rc = out->rc == FI_OK ? FI_EFORMAT : out->rc;
			return;
		}
		fi_wire_put_raw(out, s->md5, sizeof(s->md5));
		fi_wire_put_raw(out, s->sha1, sizeof(s->sha1));
		fi_wire_put_raw(out, s->sha256, sizeof(s->sha256));
	}
}

void fi_content_write(const struct fi_content *c, int layer, const struct fi_paths *paths,
	struct fi_wire_out *out)
{
	const struct fi_record *r;
	size_t n = 0;

	r = fi_content_records(c, layer, &n);
	put_sums(c, layer, r, n, out);
	fi_wire_put(out, n);
	for (size_t i = 0; i < n && out->rc == FI_OK; i++)
		put_record(&r[i], i ? &r[i - 1] : NULL, paths, out);
}

/* --- reading --------------------------------------------------------------- */

void fi_content_read_done(struct fi_content_read *r)
{
	fi_records_free(r->records, r->n);
	free(r->sums);
	*r = (struct fi_content_read){ 0 };
}

static void get_sums(struct fi_content_read *out, struct fi_wire_in *in)
{
	size_t n = fi_wire_get_count(in, SUMS_BYTES);

	out->sums = malloc((n + 1) * sizeof(*out->sums));
	if (!out->sums)
		in->rc = FI_ENOMEM;
	for (size_t i = 0; i < n && in->rc == FI_OK; i++) {
		const unsigned char *p = fi_wire_get_raw(in, SUMS_BYTES);
		struct fi_sums *s = &out->sums[i];

		if (!p)
			return;
		memcpy(s->md5, p, 16);
		memcpy(s->sha1, p + 16, 20);
		memcpy(s->sha256, p + 36, 32);
		out->nsums = i + 1;
	}
}

/* Of the ways that end in what `inner` names (NULL: nothing) the one that is called so. */
static const char *encoding_around(const char *inner, const char *text)
{
	for (enum fi_encoding i = FI_BASE64; i <= FI_JSON_ESCAPED; i++)
		if (strcmp(fi_encoding_chain(i, inner), text) == 0)
			return fi_encoding_chain(i, inner);
	for (unsigned times = 1; times <= 2; times++)
		if (strcmp(fi_packed_chain(times, inner), text) == 0)
			return fi_packed_chain(times, inner);
	return NULL;
}

const char *fi_encoding_of_text(const char *text)
{
	const char *found = encoding_around(NULL, text);

	for (enum fi_encoding i = FI_BASE64; !found && i <= FI_JSON_ESCAPED; i++)
		found = encoding_around(fi_encoding_name(i), text);
	return found;
}

static void get_path(struct fi_record *r, struct fi_paths *paths, struct fi_wire_in *in)
{
	size_t n;
	const char *text = fi_wire_get_bytes(in, &n);

	if (!text)
		return;
	r->path = fi_paths_intern(paths, text, n, NULL);
	if (r->path == FI_PATH_NONE)
		in->rc = FI_ELIMIT;
}

static void get_what(struct fi_record *r, const struct fi_rule_finder *rules,
	struct fi_wire_in *in)
{
	FI_AUTO(fi_freep) char *id = fi_wire_get_some(in);

	r->rule = id ? rules->find(rules->self, id) : NULL;
	r->severity = (enum fi_severity)fi_wire_get(in, FI_CRITICAL);
	if (!r->rule)
		fi_wire_spoil(in);
}

static void get_texts(struct fi_record *r, struct fi_wire_in *in)
{
	FI_AUTO(fi_freep) char *decoded = NULL;

	r->inner = fi_wire_get_text(in);
	r->line = (unsigned)fi_wire_get(in, UINT32_MAX);
	r->column = (unsigned)fi_wire_get(in, UINT32_MAX);
	r->masked = fi_wire_get_text(in);
	r->message = fi_wire_get_text(in);
	r->key = fi_wire_get_text(in);
	decoded = fi_wire_get_text(in);
	r->decoded = decoded ? fi_encoding_of_text(decoded) : NULL;
	if (decoded && !r->decoded)
		fi_wire_spoil(in);
}

static void get_value(struct fi_record *r, struct fi_wire_in *in)
{
	const void *hash = fi_wire_get_raw(in, sizeof(r->hash));
	const void *print = fi_wire_get_raw(in, sizeof(r->print));

	if (!print)
		return;
	memcpy(r->hash, hash, sizeof(r->hash));
	memcpy(r->print, print, sizeof(r->print));
}

static void get_record(struct fi_content_read *out, struct fi_record *r,
	struct fi_paths *paths, const struct fi_rule_finder *rules, struct fi_wire_in *in)
{
	unsigned flags = (unsigned)fi_wire_get(in, FLAGS);

	if (!(flags & SAME_PATH))
		get_path(r, paths, in);
	else if (out->n)
		r->path = out->records[out->n - 1].path;
	else
		fi_wire_spoil(in);
	get_what(r, rules, in);
	get_texts(r, in);
	if ((flags & SUMMED) && out->nsums)
		r->sums = (uint32_t)fi_wire_get(in, out->nsums - 1) + 1;
	else if (flags & SUMMED)
		fi_wire_spoil(in);
	r->valued = flags & VALUED;
	if (r->valued)
		get_value(r, in);
}

void fi_content_read(struct fi_content_read *out, struct fi_paths *paths,
	const struct fi_rule_finder *rules, struct fi_wire_in *in)
{
	size_t n;

	get_sums(out, in);
	n = fi_wire_get_count(in, RECORD_LEAST);
	if (n > RECORDS_MAX)
		fi_wire_spoil(in);
	else if (!fi_grow(&out->records, &out->cap, n, sizeof(*out->records)))
		in->rc = FI_ENOMEM;
	for (size_t i = 0; i < n && in->rc == FI_OK; i++) {
		struct fi_record r = { 0 };

		get_record(out, &r, paths, rules, in);
		/* Counted also when it is not whole, so that its strings are freed. */
		out->records[out->n] = r;
		out->n++;
	}
}
