/* worst.c - texts made to keep the scanner busy, of the catalogue's own rules.
 *
 * bench/worst KIND BYTES		writes such a text; `bench/worst kinds` lists them
 * bench/worst RULE/SHAPE BYTES		the same for one rule
 * bench/worst rules FILE [TIMES]	scans each rule's shapes, and prints what took more
 *					than TIMES (20) the time a byte of FILE, ordinary text
 *
 * Pieces are repeated until the text is long enough: a rule's hit, the same with its end
 * changed so that the pattern fails at the last moment, and beginnings that never end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/buf.h"
#include "rules/rule.h"
#include "rules/scan.h"

/* Of a rule's shape: two stretches of the scanner's limits for tries. */
#define SHAPE_BYTES ((size_t)192 << 10)
#define FILE_MAX    ((size_t)32 << 20)
#define LISTED	    30
#define RUN	    700

static void must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "bench/worst: %s\n", what);
	exit(1);
}

static void add(struct fi_buf *b, const char *s, size_t n)
{
	must(fi_buf_add(b, s, n) == FI_OK, "out of memory");
}

static void fill(struct fi_buf *b, char c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add(b, &c, 1);
}

/* --- shapes of one rule: a piece, which is repeated --------------------- */

static bool is_secret(const struct fi_rule *r)
{
	return r->category == FI_SECRET && r->literal[0] && r->pattern && r->hit;
}

static const char *literal_in_hit(const struct fi_rule *r)
{
	for (size_t i = 0; i < FI_RULE_LITERALS && r->literal[i]; i++) {
		const char *at = r->nocase ? strcasestr(r->hit, r->literal[i])
					   : strstr(r->hit, r->literal[i]);
		if (at)
			return at;
	}
	return r->hit;
}

static void hit(const struct fi_rule *r, struct fi_buf *b)
{
	add(b, r->hit, strlen(r->hit));
}

/* The last letter or digit becomes a sign that no token has. */
static void near_miss(const struct fi_rule *r, struct fi_buf *b)
{
	size_t n = strlen(r->hit), i = n;

	while (i > 0 && !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				"0123456789", r->hit[i - 1]))
		i--;
	add(b, r->hit, n);
	if (i > 0)
		b->p[i - 1] = '~';
}

/* One character more than the pattern takes. */
static void too_long(const struct fi_rule *r, struct fi_buf *b)
{
	add(b, r->hit, strlen(r->hit));
	add(b, "Zq0_Zq0_Zq0_Zq0_Zq0_", 20);
}

static void literals(const struct fi_rule *r, struct fi_buf *b)
{
	for (size_t i = 0; i < FI_RULE_LITERALS && r->literal[i]; i++)
		add(b, r->literal[i], strlen(r->literal[i]));
}

/* What the hit begins with, up to its literal, then a run of one character. */
static void begin(const struct fi_rule *r, struct fi_buf *b)
{
	const char *at = literal_in_hit(r);
	size_t n = strlen(r->literal[0]), left = strlen(at);

	add(b, r->hit, (size_t)(at - r->hit) + (n < left ? n : left));
}

static void letters(const struct fi_rule *r, struct fi_buf *b)
{
	begin(r, b);
	fill(b, 'a', RUN);
}

static void digits(const struct fi_rule *r, struct fi_buf *b)
{
	begin(r, b);
	fill(b, '1', RUN);
}

static void blanks(const struct fi_rule *r, struct fi_buf *b)
{
	begin(r, b);
	fill(b, ' ', RUN);
}

/* Beginnings close together: each try sees those that follow. */
static void begins(const struct fi_rule *r, struct fi_buf *b)
{
	begin(r, b);
	add(b, "=", 1);
}

/* Half of the value, over and over. */
static void halves(const struct fi_rule *r, struct fi_buf *b)
{
	size_t n = strlen(r->hit);

	add(b, r->hit, n - n / 4);
}

static const struct shape {
	const char *name;
	void (*piece)(const struct fi_rule *r, struct fi_buf *b);
} shapes[] = { { "hit", hit }, { "near", near_miss }, { "long", too_long },
	{ "literals", literals }, { "letters", letters }, { "digits", digits },
	{ "blanks", blanks }, { "begins", begins }, { "halves", halves } };

/* --- kinds: pieces of all rules ----------------------------------------- */

static void each_rule(struct fi_buf *b, const struct shape *s, const char *between)
{
	for (size_t i = 0; i < fi_rules_count(); i++) {
		FI_AUTO(fi_buf_done) struct fi_buf piece = fi_buf_limited(1 << 20);

		if (!is_secret(fi_rules_at(i)))
			continue;
		s->piece(fi_rules_at(i), &piece);
		add(b, piece.p, piece.len);
		add(b, between, strlen(between));
	}
}

static const struct kind {
	const char *name;
	size_t shape; /* in `shapes` */
	const char *between;
} kinds[] = { { "literals", 3, "" }, { "literal-lines", 3, "\n" }, { "hits", 0, "" },
	{ "hit-lines", 0, "\n" }, { "near-misses", 1, "" }, { "near-miss-lines", 1, "\n" },
	{ "beginnings", 7, "" } };

/* The piece of that name; false if there is none. */
static bool piece_of(const char *name, struct fi_buf *b)
{
	const char *slash = strrchr(name, '/');

	for (size_t i = 0; i < FI_COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			each_rule(b, &shapes[kinds[i].shape], kinds[i].between);
	for (size_t i = 0; slash && i < FI_COUNT(shapes); i++) {
		FI_AUTO(fi_freep) char *id = strndup(name, (size_t)(slash - name));
		const struct fi_rule *r = id ? fi_rules_find(id) : NULL;

		if (r && is_secret(r) && strcmp(shapes[i].name, slash + 1) == 0)
			shapes[i].piece(r, b);
	}
	return b->len > 0;
}

static void repeat(struct fi_buf *b, size_t bytes)
{
	size_t n = b->len, left;

	while (n > 0 && b->len < bytes) {
		FI_AUTO(fi_freep) char *copy = NULL;

		left = bytes - b->len < b->len ? bytes - b->len : b->len;
		copy = malloc(left);
		must(copy != NULL, "out of memory");
		memcpy(copy, b->p, left);
		add(b, copy, left);
	}
}

static int write_text(const char *name, size_t bytes)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(SIZE_MAX / 4);

	must(piece_of(name, &b), "there is no such kind or rule");
	repeat(&b, bytes);
	return fwrite(b.p, 1, bytes, stdout) == bytes && fflush(stdout) == 0 ? 0 : 1;
}

/* --- what each rule's shapes take --------------------------------------- */

struct cost {
	const struct fi_rule *rule;
	const struct shape *shape;
	double seconds; /* a byte */
	uint64_t hits, limited;
};

static enum fi_code count_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)h;
	(void)err;
	++*(uint64_t *)self;
	return FI_OK;
}

static double cpu(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Seconds a byte; the best of `times`, since others use the machine. */
static double scan(struct fi_scanner *s, const char *path, const struct fi_buf *b,
	int times, uint64_t *hits)
{
	struct fi_err err = { 0 };
	double best = 0;

	for (int i = 0; i < times; i++) {
		double start = cpu(), took;

		*hits = 0;
		must(fi_scan_text(s, path, b->p, b->len, count_hit, hits, &err) == FI_OK,
			err.text);
		took = (cpu() - start) / (double)b->len;
		best = i == 0 || took < best ? took : best;
	}
	return best;
}

static int slowest(const void *a, const void *b)
{
	double x = ((const struct cost *)a)->seconds, y = ((const struct cost *)b)->seconds;

	return x > y ? -1 : x < y;
}

static struct cost one_shape(struct fi_scanner *s, const struct fi_rule *r,
	const struct shape *shape)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(FILE_MAX);
	struct cost c = { .rule = r, .shape = shape };
	uint64_t limited = fi_scanner_limited(s);
	const char *path = r->sample ? r->sample : "app/sample.txt";

	shape->piece(r, &b);
	repeat(&b, 4096);
	(void)scan(s, path, &b, 1, &c.hits); /* patterns are compiled now */
	repeat(&b, SHAPE_BYTES);
	c.seconds = scan(s, path, &b, 1, &c.hits);
	if (c.seconds > 20e-9)
		c.seconds = scan(s, path, &b, 2, &c.hits);
	c.limited = fi_scanner_limited(s) - limited;
	return c;
}

static int all_rules(const char *file, double times)
{
	FI_AUTO(fi_buf_done) struct fi_buf text = fi_buf_limited(FILE_MAX);
	FI_AUTO(fi_freep) char *block = malloc(FILE_MAX);
	FILE *f = fopen(file, "rb");
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };
	struct cost *costs = calloc(fi_rules_count() * FI_COUNT(shapes), sizeof(*costs));
	size_t n = 0, over = 0;
	uint64_t hits;
	double base;

	must(f && block && costs, file);
	add(&text, block, fread(block, 1, FILE_MAX - 1, f));
	(void)fclose(f);
	must(fi_scanner_new(NULL, NULL, &s, &err) == FI_OK, err.text);
	(void)scan(s, "app/sample.txt", &text, 1, &hits);
	base = scan(s, "app/sample.txt", &text, 5, &hits);
	for (size_t i = 0; i < fi_rules_count(); i++)
		for (size_t k = 0; is_secret(fi_rules_at(i)) && k < FI_COUNT(shapes); k++)
			costs[n++] = one_shape(s, fi_rules_at(i), &shapes[k]);
	qsort(costs, n, sizeof(*costs), slowest);
	for (size_t i = 0; i < n; i++)
		over += costs[i].seconds > times * base;
	printf("%.2f ns a byte of ordinary text; %zu of %zu shapes take more than %.0f times "
	       "that\n", base * 1e9, over, n, times);
	for (size_t i = 0; i < n && i < LISTED; i++)
		printf("%8.1f %7.1f ns %8llu hits %8llu limited  %s/%s\n",
			costs[i].seconds / base, costs[i].seconds * 1e9,
			(unsigned long long)costs[i].hits, (unsigned long long)costs[i].limited,
			costs[i].rule->id, costs[i].shape->name);
	free(costs);
	fi_scanner_free(s);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "rules") == 0)
		return all_rules(argv[2], argc > 3 ? strtod(argv[3], NULL) : 20);
	if (argc == 3)
		return write_text(argv[1], strtoul(argv[2], NULL, 10));
	if (argc != 2 || strcmp(argv[1], "kinds") != 0) {
		fprintf(stderr, "usage: bench/worst KIND BYTES | kinds | rules FILE [TIMES]\n");
		return 2;
	}
	for (size_t i = 0; i < FI_COUNT(kinds); i++)
		puts(kinds[i].name);
	return 0;
}
