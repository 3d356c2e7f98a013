/* crew.h - threads that do whatever step of a job can be done next.
 *
 * A job is done step by step; a step takes long enough (some 100 us) that who does it does
 * not matter.  Who has to wait for what jobs bring
 * about does steps as well meanwhile: so each processor is busy as long as there is
 * anything to do, and all goes on, slower, without any thread.
 */
#ifndef FI_LIB_CREW_H
#define FI_LIB_CREW_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"

struct fi_crew;

/* What a job is; the functions get its `self`. */
struct fi_task {
	/* Is there a step to do?  Asked under the lock, often. */
	bool (*ready)(const void *self);
	/* Begin it, under the lock; `step` and `done` are given what this returns. */
	uint64_t (*begin)(void *self);
	/* Do it.  Without the lock; it may wait with fi_crew_wait. */
	void (*step)(void *self, uint64_t which);
	/* Tell what it has come to, under the lock. */
	void (*done)(void *self, uint64_t which);
	bool together; /* more than one step at once may be done */
};

struct fi_job {
	const struct fi_task *task;
	void *self;
	unsigned rank; /* from what is waited for, 0, to what all else comes from */
	/* The crew's own. */
	unsigned busy; /* steps at work */
	struct fi_job *prev, *next;
};

/*
 * Threads are started when there is a first job, one fewer than there are processors,
 * since who waits helps, at least one and at most three.  NULL without memory.
 */
FI_MUST_CHECK struct fi_crew *fi_crew_new(void);
/* All jobs are off.  NULL is allowed. */
void fi_crew_free(struct fi_crew *c);

/* The lock of what jobs share with each other and with who waits for them. */
void fi_crew_lock(struct fi_crew *c);
void fi_crew_unlock(struct fi_crew *c);

/* Put a job on, and take it off: then none of its steps is being done any more. */
void fi_crew_add(struct fi_crew *c, struct fi_job *job);
void fi_crew_remove(struct fi_crew *c, struct fi_job *job);

/*
 * The rest under the lock.  Something changed that may have made a job ready, other than
 * by a step of one.
 */
void fi_crew_tell(struct fi_crew *c);
/* Return when `until` is true; other steps are done meanwhile, or the lock is let go. */
void fi_crew_wait(struct fi_crew *c, bool (*until)(const void *self), const void *self);

#endif
