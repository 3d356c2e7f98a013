#include "cmd/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Often enough to look alive, seldom enough to cost nothing. */
#define REDRAW_MS 100

static bool can_redraw(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

void progress_init(struct progress *p, const struct fi_visitor *inner, bool quiet)
{
	*p = (struct progress){ .inner = *inner, .shown = !quiet && can_redraw() };
}

static bool due(struct progress *p)
{
	struct timespec now;
	long long ms;

	if (clock_gettime(CLOCK_MONOTONIC_COARSE, &now) != 0)
		return false;
	ms = (now.tv_sec - p->last.tv_sec) * 1000LL +
	     (now.tv_nsec - p->last.tv_nsec) / 1000000;
	if (ms < REDRAW_MS)
		return false;
	p->last = now;
	return true;
}

static void progress(void *self, uint64_t bytes)
{
	struct progress *p = self;

	p->bytes += bytes;
}

/* On the thread that prints everything else. */
static void redraw(struct progress *p)
{
	if (!p->shown || !due(p))
		return;
	(void)fprintf(stderr, "\r\033[Kflyimg: %.0f MiB read, %d layer%s",
		(double)p->bytes / (1024 * 1024), p->layers, p->layers == 1 ? "" : "s");
	(void)fflush(stderr);
	p->drawn = true;
}

void progress_clear(struct progress *p)
{
	if (p->drawn)
		(void)fputs("\r\033[K", stderr);
	p->drawn = false;
}

static enum fi_code layer_begin(void *self, int layer, struct fi_err *err)
{
	struct progress *p = self;

	p->layers++;
	return p->inner.layer_begin ? p->inner.layer_begin(p->inner.self, layer, err)
				    : FI_OK;
}

static enum fi_code entry(
	void *self, const struct fi_visit *v, enum fi_next *next, struct fi_err *err)
{
	struct progress *p = self;

	redraw(p);
	return p->inner.entry ? p->inner.entry(p->inner.self, v, next, err) : FI_OK;
}

static enum fi_code bytes(void *self, const void *b, size_t n, struct fi_err *err)
{
	struct progress *p = self;

	redraw(p);
	return p->inner.bytes ? p->inner.bytes(p->inner.self, b, n, err) : FI_OK;
}

static enum fi_code layer_end(void *self, int layer, struct fi_err *err)
{
	struct progress *p = self;

	return p->inner.layer_end ? p->inner.layer_end(p->inner.self, layer, err)
				  : FI_OK;
}

static enum fi_code stored(void *self, const struct fi_visit *v, const void *b, size_t n,
	struct fi_err *err)
{
	struct progress *p = self;

	return p->inner.stored(p->inner.self, v, b, n, err);
}

struct fi_visitor progress_visitor(struct progress *p)
{
	return (struct fi_visitor){ .self = p,
		.layer_begin = layer_begin,
		.entry = entry,
		.bytes = bytes,
		.layer_end = layer_end,
		.stored = p->inner.stored ? stored : NULL,
		.progress = progress };
}
