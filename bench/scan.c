/* scan.c - how fast the scanner goes over a file, alone.
 *
 * bench/scan FILE [PIECE_KIB]: reads the file into memory as far as MEMORY_MAX goes,
 * then scans it five times in pieces, and prints each speed and the median.
 *
 *	cc -O2 -I. -D_GNU_SOURCE -o build/bench_scan bench/scan.c build/plain/libflyimg.a ...
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "rules/scan.h"

#define MEMORY_MAX ((size_t)1536 << 20)
#define TURNS	   5

struct count {
	uint64_t hits;
	bool show;
};

static enum fi_code count_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct count *c = self;

	(void)err;
	c->hits++;
	if (c->show)
		printf("%s at %llu, %zu bytes\n", h->rule->id,
			(unsigned long long)h->start, h->n);
	return FI_OK;
}

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int rising(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Seconds of one pass; negative on failure. */
static double pass(struct fi_scanner *s, const char *p, size_t n, size_t piece,
	struct count *c)
{
	struct fi_err err = { 0 };
	double start = now();
	enum fi_code rc = fi_scan_begin(s, "bench", 0, count_hit, c, &err);
	size_t at, take;

	for (at = 0; rc == FI_OK && at < n; at += take) {
		take = n - at < piece ? n - at : piece;
		rc = fi_scan_bytes(s, p + at, take, &err);
	}
	if (rc == FI_OK)
		rc = fi_scan_end(s, &err);
	if (rc == FI_OK)
		return now() - start;
	fprintf(stderr, "bench/scan: %s\n", err.text);
	return -1;
}

static int run(const char *p, size_t n, size_t piece)
{
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };
	double start = now(), seconds[TURNS];
	struct count c = { .show = getenv("SHOW") != NULL };
	int i;

	if (fi_scanner_new(NULL, NULL, &s, &err) != FI_OK) {
		fprintf(stderr, "bench/scan: %s\n", err.text);
		return 1;
	}
	printf("compiled in %.1f ms\n", (now() - start) * 1e3);
	for (i = 0; i < TURNS; i++) {
		c.hits = 0;
		seconds[i] = pass(s, p, n, piece, &c);
		c.show = false;
		if (seconds[i] < 0)
			return 1;
		printf("%.2f GB/s, %llu hits\n", (double)n / seconds[i] * 1e-9,
			(unsigned long long)c.hits);
	}
	qsort(seconds, TURNS, sizeof(seconds[0]), rising);
	printf("median %.2f GB/s over %zu MiB in pieces of %zu KiB; %llu not judged\n",
		(double)n / seconds[TURNS / 2] * 1e-9, n >> 20, piece >> 10,
		(unsigned long long)fi_scanner_limited(s) / TURNS);
	fi_scanner_free(s);
	return 0;
}

int main(int argc, char **argv)
{
	size_t piece = argc > 2 ? strtoul(argv[2], NULL, 10) << 10 : 1 << 20, n;
	FILE *f = argc > 1 ? fopen(argv[1], "rb") : NULL;
	char *p = malloc(MEMORY_MAX);
	int rc;

	if (!f || !p || piece == 0) {
		fprintf(stderr, "usage: bench/scan FILE [PIECE_KIB]\n");
		return 2;
	}
	n = fread(p, 1, MEMORY_MAX, f);
	(void)fclose(f);
	rc = run(p, n, piece);
	free(p);
	return rc;
}
