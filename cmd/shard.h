/* shard.h - a part of an audit, for one of several machines.
 *
 * N runs go over the same inputs, and each reads the layers of its own part: by their
 * digests, so that nobody has to tell another what is left to do.  A run leaves one
 * file, a shelf (rules/shelf.h) with a head; cmd/cmd_merge.c joins them.
 *
 * Whose is what:
 * - a layer is of the shard in whose range its digest is, as a manifest or a config
 *   claims it: the 2^32 values of its first 8 hex digits are cut into N equal ranges;
 * - a layer for which no digest is claimed is taken for the digest of its input's name,
 *   its own name and its size;
 * - an input that can only be read as a whole (a compressed archive, standard input) is
 *   of one shard, by the digest of its name below PATH (or its own) and its size, a line
 *   each;
 * - a blob that no manifest names is of one shard, by its digest.
 */
#ifndef FI_CMD_SHARD_H
#define FI_CMD_SHARD_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/options.h"
#include "layers/inputs.h"
#include "rules/shelf.h"
#include "rules/valueid.h"

#define SHARDS_MAX 65536u

/* "2/4": the second of four.  False for anything else. */
bool shard_parse(const char *text, unsigned *shard, unsigned *of);

/* Which shard of so many, from 1, a layer of that digest ("sha256:...") is of. */
unsigned shard_of_digest(const char *digest, unsigned of);

/* The first and the last of the first 8 hex digits that are its. */
void shard_range(unsigned shard, unsigned of, uint32_t *first, uint32_t *last);

/* The shard that reads the unit as a whole; 0: its layers have shards of their own. */
unsigned shard_of_unit(const struct fi_unit *u, unsigned of);

/* By what a blob without a claimed digest is taken. */
void shard_call(const struct fi_unit *u, const char *name, uint64_t size,
	char digest[FI_DIGEST_TEXT]);

/* What stands at the head of a shard's file. */
struct shard_head {
	unsigned shard, of;
	bool complete; /* the run came to its end */
	char *context; /* program and rules; see cmd/cache.h */
	char *inputs;  /* the digest of what was found in the inputs */
	char *filters; /* options that decide what is looked at, as they are typed */
	struct fi_strs only, skip;
	struct fi_strs paths; /* as they were typed */
	bool all, latest_only;
	uint64_t units, exports, untagged, unreferenced, passed;
	struct fi_strs passed_over, listed, problems;
	uint64_t layers, bytes, reused, reused_bytes; /* read and known by this run */
	uint64_t limited; /* places where a pattern gave up */
};

void shard_head_done(struct shard_head *h);

/* Append the digest of all units, as far as they tell without being read.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code shard_inputs(const struct fi_inputs *in, char digest[FI_DIGEST_TEXT],
	struct fi_err *err);

/* "--platform linux/amd64 --latest-only"; malloc'd, NULL without memory. */
FI_MUST_CHECK char *shard_filters(const struct options *o);

/* The same for all shards of a run, which need not talk: what their files are salted with. */
FI_MUST_CHECK bool shard_salt(const char *context, const char *inputs, unsigned char out[FI_SALT]);

/* As bytes and back.  FI_ENOMEM, FI_ELIMIT; FI_EFORMAT for bytes that are no head. */
FI_MUST_CHECK enum fi_code shard_head_write(const struct shard_head *h, struct fi_buf *out);
FI_MUST_CHECK enum fi_code shard_head_read(const void *p, size_t n, struct shard_head *out,
	struct fi_err *err);

FI_MUST_CHECK enum fi_code shard_head_put(const struct shard_head *h, struct fi_shelf *s,
	struct fi_err *err);
/* FI_ENOTFOUND, with nothing recorded, if it has none; FI_EFORMAT. */
FI_MUST_CHECK enum fi_code shard_head_get(struct fi_shelf *s, struct shard_head *out,
	struct fi_err *err);

/* Under which key the note of a unit is, and the record of one of its images. */
FI_MUST_CHECK char *shard_note_key(uint64_t unit);
FI_MUST_CHECK char *shard_record_key(uint64_t unit, size_t image);

#endif
