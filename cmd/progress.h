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
};

void progress_init(struct progress *p, const struct fi_visitor *inner, bool quiet);
struct fi_visitor progress_visitor(struct progress *p);

/* Take the line away. */
void progress_clear(struct progress *p);

#endif
