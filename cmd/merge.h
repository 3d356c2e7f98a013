/* merge.h - the files of shards, and what they tell together.
 *
 * Each shard has noted every input: the images in it, and of each layer whether it was
 * its own.  Together the notes are those that one run would have made; what no file
 * tells becomes a problem of the report and a gap of the image.
 */
#ifndef FI_CMD_MERGE_H
#define FI_CMD_MERGE_H

#include "cmd/audit_run.h"
#include "cmd/shard.h"

/* The first names of images that lack a layer, and how many there are. */
#define MERGE_NAMED 3

struct merge_file {
	const char *path;
	struct shard_head head;
	struct fi_shelf *shelf;
	bool twin; /* another file is of the same shard: this one is only a spare */
};

/* What is not there of one shard. */
struct merge_lack {
	uint64_t layers; /* of images, each as often as an image has it */
	uint64_t images;
	uint64_t last; /* the number of the one that was counted last */
	struct fi_strs named;
	struct fi_strs inputs; /* that it should have read as a whole, likewise */
	uint64_t ninputs;
};

struct merge {
	struct audit_run *r;
	struct merge_file *files; /* that can be used */
	size_t n;
	unsigned of;
	struct merge_lack *lacks; /* by shard, of + 1 */
	uint64_t images;	  /* of all inputs, so far */
	uint64_t unseen;	  /* inputs that no file tells of */
};

/* Are these two results of one shard the same, as far as their notes tell? */
FI_MUST_CHECK enum fi_code merge_same(const struct merge_file *a, const struct merge_file *b,
	bool *same, struct fi_err *err);

/* Take in what the notes of all files tell; fills r->list and the lacks. */
FI_MUST_CHECK enum fi_code merge_notes(struct merge *m, struct fi_err *err);

#endif
