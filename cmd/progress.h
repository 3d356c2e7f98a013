/* progress.h - a line on the terminal that tells how far reading has come. */
#ifndef FI_CMD_PROGRESS_H
#define FI_CMD_PROGRESS_H

#include <stdbool.h>
#include <time.h>

#include "layers/set.h"

/* Passes every call on to another visitor; give progress_visitor(...) to the set. */
struct progress {
	struct fi_visitor inner;
	bool shown; /* stderr is a terminal and nobody asked for quiet */
	bool drawn;
	int layers;
	_Atomic uint64_t bytes;
	struct timespec last;
	/* Of many inputs, of which each has a size: all, those that are done, the one at hand. */
	uint64_t total, done, unit, unit_began;
	struct timespec began;
};

void progress_init(struct progress *p, const struct fi_visitor *inner, bool quiet);
struct fi_visitor progress_visitor(struct progress *p);

/* Pass on to another visitor from here on; the counts stay. */
void progress_inner(struct progress *p, const struct fi_visitor *inner);

/* So many bytes are to be read in all: the line tells how long that may take. */
void progress_total(struct progress *p, uint64_t total, bool quiet);
/* The input at hand is done; the next one may take so many bytes. */
void progress_unit(struct progress *p, uint64_t size);
/* Nothing is read any more: n images of all are judged. */
void progress_images(struct progress *p, size_t n, size_t all);

/* Take the line away. */
void progress_clear(struct progress *p);

#endif
