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

static double mib(uint64_t bytes)
{
	return (double)bytes / (1024 * 1024);
}

/* "12 s", "3 min", "2 h 5 min" */
static void draw_time(double seconds)
{
	if (seconds < 90)
		(void)fprintf(stderr, "%.0f s", seconds);
	else if (seconds < 90 * 60)
		(void)fprintf(stderr, "%.0f min", seconds / 60);
	else
		(void)fprintf(stderr, "%d h %d min", (int)(seconds / 3600),
			(int)(seconds / 60) % 60);
}

/* "flyimg: 120 of 4500 MiB, 31 layers, 95 MiB/s, 46 s left" */
static void draw_total(const struct progress *p)
{
	uint64_t here = p->bytes - p->unit_began, done;
	double seconds = (double)(p->last.tv_sec - p->began.tv_sec) +
		(double)(p->last.tv_nsec - p->began.tv_nsec) / 1e9;

	done = p->done + (here < p->unit ? here : p->unit);
	if (done > p->total)
		done = p->total;
	(void)fprintf(stderr, "\r\033[Kflyimg: %.0f of %.0f MiB, %d layer%s", mib(done),
		mib(p->total), p->layers, p->layers == 1 ? "" : "s");
	if (seconds < 1 || !done)
		return;
	(void)fprintf(stderr, ", %.0f MiB/s, ", mib(p->bytes) / seconds);
	draw_time(seconds * (double)(p->total - done) / (double)done);
	(void)fputs(" left", stderr);
}

/* On the thread that prints everything else. */
static void redraw(struct progress *p)
{
	if (!p->shown || !due(p))
		return;
	if (p->total) {
		draw_total(p);
		(void)fflush(stderr);
		p->drawn = true;
		return;
	}
	(void)fprintf(stderr, "\r\033[Kflyimg: %.0f MiB read, %d layer%s",
		(double)p->bytes / (1024 * 1024), p->layers, p->layers == 1 ? "" : "s");
	(void)fflush(stderr);
	p->drawn = true;
}

void progress_inner(struct progress *p, const struct fi_visitor *inner)
{
	p->inner = *inner;
}

void progress_total(struct progress *p, uint64_t total, bool quiet)
{
	p->shown = !quiet && can_redraw();
	p->total = total;
	(void)clock_gettime(CLOCK_MONOTONIC_COARSE, &p->began);
}

void progress_unit(struct progress *p, uint64_t size)
{
	p->done += p->unit;
	p->unit = size;
	p->unit_began = p->bytes;
	redraw(p);
}

void progress_images(struct progress *p, size_t n, size_t all)
{
	if (!p->shown || !due(p))
		return;
	(void)fprintf(stderr, "\r\033[Kflyimg: %zu of %zu images judged", n, all);
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

static void see(void *self, unsigned slot, const void *b, size_t n)
{
	struct progress *p = self;

	p->inner.see(p->inner.self, slot, b, n);
}

static void lend(void *self, int slot)
{
	struct progress *p = self;

	p->inner.lend(p->inner.self, slot);
}

struct fi_visitor progress_visitor(struct progress *p)
{
	return (struct fi_visitor){ .self = p,
		.layer_begin = layer_begin,
		.entry = entry,
		.bytes = bytes,
		.layer_end = layer_end,
		.stored = p->inner.stored ? stored : NULL,
		.see = p->inner.see ? see : NULL,
		.lend = p->inner.lend ? lend : NULL,
		.progress = progress };
}
