/* audit_run.h - the two halves of an audit.
 *
 * First a shelf (rules/shelf.h) is filled: every input is gone through, every layer that
 * is not on the shelf is read, and what the images' documents say is put beside it, with
 * a note for each input.  Then the images are judged one by one from the shelf, or from
 * several that were filled elsewhere, and told together.  A run that ends in between
 * loses nothing; the halves may be runs of different machines.
 */
#ifndef FI_CMD_AUDIT_RUN_H
#define FI_CMD_AUDIT_RUN_H

#include "cmd/audit.h"
#include "cmd/options.h"
#include "cmd/progress.h"
#include "cmd/status.h"
#include "layers/inputs.h"
#include "lib/table.h"
#include "rules/shelf.h"

/* What became of one layer of an image in the run of a shard; see cmd/shard.h. */
struct audit_part {
	enum { PART_ELSEWHERE, PART_ABSENT, PART_UNKEPT, PART_MINE } kind; /* the last wins */
	char *digest; /* as read, or as claimed of one that is elsewhere; NULL */
	uint64_t size;
};

/* An image as the notes tell of it. */
struct audit_entry {
	char *key;	/* see fi_audit_key */
	char *record;	/* its record's on the shelf; NULL: the key */
	char *joined;	/* that record itself, if several had to be joined */
	size_t njoined;
	struct audit_part *parts; /* of a shard: one for each layer */
	size_t nparts;
	bool odd; /* a digest is not what was claimed */
	struct fi_strs names;
	char *source;	/* the input it is in, as the user would type it */
	char *platform;
	int64_t created_at; /* 0: nobody dated it */
	struct fi_strs layers; /* digests of those that were read, base first */
	uint64_t *sizes;       /* of these, as stored */
	bool reread;	       /* one of its layers is on no shelf: the input is read again */
	size_t unit;	       /* in the run's inputs; SIZE_MAX: it was filled elsewhere */
	bool out;	       /* a filter leaves it out */
};

/* What is noted of one unit of the inputs. */
struct audit_note {
	char *source;
	struct fi_file_id file; /* of an archive; zeros else */
	uint32_t elsewhere;	/* the shard that reads it as a whole, if that is another */
	bool stranger;		/* it is no export, and why: */
	char *why;
	struct fi_strs problems; /* what could not be looked at, other than in its images */
	uint64_t artifacts, filtered, undated;
	struct audit_entry *images;
	size_t n, cap;
};

void audit_note_done(struct audit_note *n);
void audit_entry_done(struct audit_entry *e);
/* As bytes and back.  FI_ENOMEM; FI_EFORMAT for bytes that are no note. */
FI_MUST_CHECK enum fi_code audit_note_write(const struct audit_note *n, struct fi_buf *out);
FI_MUST_CHECK enum fi_code audit_note_read(const void *p, size_t n, struct audit_note *out,
	struct fi_err *err);

/* Declare one as `struct audit_run r = { .o = o };`. */
struct audit_run {
	struct options *o;
	char *context; /* of the shelves; see cmd/cache.h */
	struct fi_scanner *scanner;
	const struct fi_rule **rules; /* those that are wanted */
	const struct fi_rule **every; /* all that the scanner has: layers' results name them */
	size_t nrules, nevery;
	struct fi_inputs inputs;

	struct audit_entry *list; /* images, each once */
	size_t n, cap;
	struct fi_table by_key;
	struct fi_table told; /* problems, each once */

	uint64_t limited; /* places where a pattern gave up in other runs */
	struct audit_coverage coverage;
	struct fi_audit audit;	/* what is told; not for a format that streams */
	size_t judged;
	bool found;		/* a finding fails the run */
	struct progress progress;
};

/* Compile the rules.  audit_run_done in any case. */
FI_MUST_CHECK enum fi_code audit_run_begin(struct audit_run *r, struct options *o,
	struct fi_err *err);
void audit_run_done(struct audit_run *r);

/* Find what is to be read of r->o->args. */
FI_MUST_CHECK enum fi_code audit_find(struct audit_run *r, struct fi_err *err);

/*
 * The first half: fill the shelf from what was found; r->list is all images of it, but
 * for a shard.  FI_ESTOP when the user stops it: what was read is on the shelf.
 */
FI_MUST_CHECK enum fi_code audit_fill(struct audit_run *r, struct fi_shelf *shelf,
	struct fi_err *err);

/* Take in what a note tells, as audit_fill does for each unit.  Takes the images over. */
FI_MUST_CHECK enum fi_code audit_take_note(struct audit_run *r, struct audit_note *note,
	size_t unit, struct fi_err *err);

/*
 * Leave out what --latest-only does not want, and judge the images that r->list has, with
 * layers from any of the shelves; a format that streams is called for each of them.
 */
FI_MUST_CHECK enum fi_code audit_judge(struct audit_run *r, struct fi_shelf *const *shelves,
	size_t n, FILE *out, struct fi_err *err);

/* With --shard: the first half of a part of it, into the file of --output. */
FI_MUST_CHECK enum fi_code audit_shard(struct audit_run *r, struct fi_err *err);

/* audit_judge and the report, to --output. */
FI_MUST_CHECK enum fi_code audit_report_from(struct audit_run *r,
	struct fi_shelf *const *shelves, size_t n, struct fi_err *err);
enum status audit_status(const struct audit_run *r);

/* Problems that are told one by one; more are only a number. */
#define AUDIT_PROBLEMS_MAX 10000

/* The user's trouble is told once: "app.tar: cut off".  Takes the text over. */
FI_MUST_CHECK enum fi_code audit_problem(struct audit_run *r, char *text, struct fi_err *err);

/* One more name is a name; those that it has are passed over.  FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code audit_add_names(struct audit_entry *e, const struct fi_strs *names);

/* ---- which images: cmd/audit_choice.c ---- */

/* Does --since, --repository leave this image in?  Its date and names are enough. */
bool audit_wants(const struct options *o, const struct fi_strs *names, int64_t created_at);

/*
 * Of each repository and platform the newest: set `out` of all others.  Images without a
 * date are left in only where none has one.
 */
FI_MUST_CHECK enum fi_code audit_latest(struct audit_entry *list, size_t n,
	struct fi_err *err);

/* The newest dates by repository and platform.  Declare one as { 0 }. */
struct audit_newest {
	struct fi_table table;
	int64_t *dates;
	size_t n, cap;
};

void audit_newest_done(struct audit_newest *w);
/* FI_ENOMEM only. */
FI_MUST_CHECK enum fi_code audit_newest_add(struct audit_newest *w,
	const struct fi_strs *names, const char *platform, int64_t date);
/* Is it the newest of one of its repositories?  Of what is not known it is. */
bool audit_newest_is(const struct audit_newest *w, const struct fi_strs *names,
	const char *platform, int64_t date);

#endif
