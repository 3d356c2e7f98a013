/* rules.c - what each rule costs over a folder of files.
 *
 * bench/rules FOLDER [ID,ID,...[+N]]: reads the folder's files into memory as far as
 * MEMORY_MAX goes, then scans them TURNS times, each by its name, with all rules or with
 * those named (and N others, evenly spread), and prints the median of the processor time, the literals that were met
 * most often, and the rules whose patterns took most time.  In the environment, COUNT=0
 * leaves out the counting, and SHARE=4 takes every fourth file only.
 *
 *	cc -O2 -I. -D_GNU_SOURCE -o build/bench_rules bench/rules.c build/plain/libflyimg.a ...
 *
 * It counts by standing between rules/scan.c and the two matchers; the program has no
 * counter of its own.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <hs/hs.h>
#include <pcre2.h>
#include <stdint.h>
#ifdef __x86_64__
#include <x86intrin.h>
#else
#include <time.h>
#endif

static int tried(const pcre2_code *code, PCRE2_SPTR p, PCRE2_SIZE n, PCRE2_SIZE from,
	uint32_t options, pcre2_match_data *found, pcre2_match_context *limits);
static hs_error_t hunted(const hs_database_t *db, const char *p, unsigned n,
	unsigned flags, hs_scratch_t *scratch, match_event_handler on, void *self);

#define hs_scan hunted
#include "rules/lookout.c"
#undef hs_scan
#undef pcre2_match
#define pcre2_match tried
#include "rules/scan.c"
#undef pcre2_match

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MEMORY_MAX ((size_t)1 << 30)
#define FILE_MAX_BYTES ((size_t)64 << 20)
#define TURNS	   5
#define LISTED	   40

/* --- counting between the scanner and the matchers --------------------- */

struct cost {
	const char *name;
	const pcre2_code *code;
	uint64_t met, tries, matches, limited, ticks;
};

static uint64_t ticks(void)
{
#ifdef __x86_64__
	return __rdtsc(); /* a system call would cost as much as what is measured */
#else
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
#endif
}

static struct {
	bool on;
	struct cost literal[16384], rule[4096];
	size_t nrules;
	match_event_handler next;
} counts;

static int count_literal(unsigned id, unsigned long long from, unsigned long long to,
	unsigned flags, void *self)
{
	size_t literal = ((const struct pass *)self)->set->first + id;

	if (literal < FI_COUNT(counts.literal))
		counts.literal[literal].met++;
	return counts.next(id, from, to, flags, self);
}

static hs_error_t hunted(const hs_database_t *db, const char *p, unsigned n,
	unsigned flags, hs_scratch_t *scratch, match_event_handler on, void *self)
{
	counts.next = on;
	return hs_scan(db, p, n, flags, scratch, counts.on ? count_literal : on, self);
}

/* The rules that were tried are a few hundred. */
static struct cost *cost_of(const pcre2_code *code)
{
	size_t i;

	for (i = 0; i < counts.nrules && counts.rule[i].code != code; i++)
		;
	if (i == FI_COUNT(counts.rule))
		return &counts.rule[0];
	if (i == counts.nrules)
		counts.rule[counts.nrules++].code = code;
	return &counts.rule[i];
}

static int tried(const pcre2_code *code, PCRE2_SPTR p, PCRE2_SIZE n, PCRE2_SIZE from,
	uint32_t options, pcre2_match_data *found, pcre2_match_context *limits)
{
	struct cost *c;
	uint64_t start;
	int rc;

	if (!counts.on)
		return pcre2_match_8(code, p, n, from, options, found, limits);
	c = cost_of(code);
	start = ticks();
	rc = pcre2_match_8(code, p, n, from, options, found, limits);
	c->ticks += ticks() - start;
	c->tries++;
	c->matches += rc > 0;
	c->limited += rc < PCRE2_ERROR_NOMATCH;
	return rc;
}

/* --- files ------------------------------------------------------------- */

struct file {
	char *path, *p;
	size_t n;
};

static struct {
	const char *folder;
	struct file *v;
	size_t n, cap, bytes, met, share;
} files;

static int take_file(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	struct file f = { 0 };
	int fd;

	(void)ftw;
	if (kind != FTW_F || !S_ISREG(st->st_mode) || (size_t)st->st_size > FILE_MAX_BYTES)
		return 0;
	if (files.met++ % files.share)
		return 0;
	if (files.bytes + (size_t)st->st_size > MEMORY_MAX)
		return 1;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || !fi_grow(&files.v, &files.cap, files.n + 1, sizeof(*files.v)))
		return -1;
	f.path = strdup(path + strlen(files.folder) + 1);
	f.n = (size_t)st->st_size;
	f.p = malloc(f.n + 1);
	if (!f.path || !f.p || read(fd, f.p, f.n) != (ssize_t)f.n)
		return -1;
	(void)close(fd);
	files.v[files.n++] = f;
	files.bytes += f.n;
	return 0;
}

/* --- turns ------------------------------------------------------------- */

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

static double turn(struct fi_scanner *s, uint64_t *hits)
{
	struct fi_err err = { 0 };
	double start = cpu();

	*hits = 0;
	for (size_t i = 0; i < files.n; i++)
		if (fi_scan_text(s, files.v[i].path, files.v[i].p, files.v[i].n, count_hit,
			    hits, &err) != FI_OK) {
			fprintf(stderr, "bench/rules: %s\n", err.text);
			exit(1);
		}
	return cpu() - start;
}

static int dearest(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	return x->ticks != y->ticks ? (x->ticks < y->ticks ? 1 : -1)
				    : (x->met < y->met) - (x->met > y->met);
}

static void tell_literals(const struct fi_scanner *s)
{
	size_t n = s->program->nliterals;

	for (size_t i = 0; i < n; i++) {
		const struct fi_program_literal *l = &s->program->literal[i];

		counts.literal[i].name = l->text;
		counts.literal[i].code = (const void *)l;
	}
	qsort(counts.literal, n, sizeof(counts.literal[0]), dearest);
	printf("\nliterals met most often (of %zu):\n", n);
	for (size_t i = 0; i < n && i < LISTED; i++) {
		const struct fi_program_literal *l = (const void *)counts.literal[i].code;

		printf("%10llu %-24s", (unsigned long long)counts.literal[i].met, l->text);
		for (size_t k = 0; k < l->count && k < 5; k++)
			printf(" %s", s->program->rule[s->program->users[l->first + k]].rule->id);
		printf(l->count > 5 ? " and %u more\n" : "\n", l->count - 5);
	}
}

static void tell_rules(const struct fi_scanner *s)
{
	uint64_t total = 0;

	for (size_t i = 0; i < counts.nrules; i++) {
		total += counts.rule[i].ticks;
		for (size_t k = 0; k < s->program->nrules; k++)
			if (s->program->rule[k].code == counts.rule[i].code)
				counts.rule[i].name = s->program->rule[k].rule->id;
	}
	qsort(counts.rule, counts.nrules, sizeof(counts.rule[0]), dearest);
	printf("\npatterns that took most time (%.0f Mticks in all):\n",
		(double)total / 1e6);
	printf("%8s %6s %10s %8s %8s %8s\n", "Mticks", "share", "tries", "matches", "limited",
		"each");
	for (size_t i = 0; i < counts.nrules && i < LISTED; i++) {
		const struct cost *c = &counts.rule[i];

		printf("%8.1f %5.1f%% %10llu %8llu %8llu %8.0f %s\n", (double)c->ticks / 1e6,
			100.0 * (double)c->ticks / (double)total, (unsigned long long)c->tries,
			(unsigned long long)c->matches, (unsigned long long)c->limited,
			(double)c->ticks / (double)c->tries, c->name);
	}
}

static int rising(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Without the scanner's own signs of what is encoded. */
static size_t count_rules(const struct fi_scanner *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->program->nrules; i++)
		n += fi_rules_is_own(s->program->rule[i].rule);
	return n;
}

/* Is the rule one of a list with commas? */
static bool is_named(void *list, const struct fi_rule *r)
{
	size_t n = strlen(r->id);

	for (const char *p = list; p && (p = strstr(p, r->id)); p += n)
		if ((p == (const char *)list || p[-1] == ',') && (p[n] == ',' || p[n] == '\0'))
			return true;
	return false;
}

/* Named rules, and of the other rules for secrets so many, evenly spread. */
struct choice {
	char *named;
	size_t most, others, seen;
};

static bool is_chosen(void *self, const struct fi_rule *r)
{
	struct choice *c = self;
	size_t before;

	if (is_named(c->named, r))
		return true;
	if (r->category != FI_SECRET || c->others == 0)
		return false;
	before = c->seen++ * c->most / c->others;
	return c->seen * c->most / c->others != before;
}

/* "ID,ID,..." or "ID,ID,...+640" */
static struct choice choose(char *list)
{
	struct choice c = { .named = list };
	char *plus = strchr(list, '+');

	if (!plus)
		return c;
	*plus = 0;
	c.most = strtoul(plus + 1, NULL, 10);
	for (size_t i = 0; i < fi_rules_count(); i++)
		c.others += fi_rules_at(i)->category == FI_SECRET &&
			    !is_named(list, fi_rules_at(i));
	return c;
}

/*
 * The program looks for some rules with the set of all literals, and leaves what nobody
 * asks for.  What looking for few costs is told by a set of their literals alone.
 */
static bool take_own_set(struct fi_scanner *s, struct fi_program_set *set)
{
	static const char *text[FI_COUNT(counts.literal)];
	static unsigned flags[FI_COUNT(text)], ids[FI_COUNT(text)];
	static size_t lens[FI_COUNT(text)];
	hs_compile_error_t *why = NULL;
	unsigned n = 0;

	for (unsigned i = 0; i < set->n && n < FI_COUNT(text); i++) {
		const struct fi_program_literal *l = &s->program->literal[set->first + i];

		if (l->count == 0)
			continue;
		text[n] = l->text;
		lens[n] = l->n;
		flags[n] = l->nocase ? HS_FLAG_CASELESS : 0;
		ids[n++] = i;
	}
	hs_free_database(set->literals);
	set->literals = NULL;
	return n == 0 ||
	       (hs_compile_lit_multi(text, flags, ids, lens, n, HS_MODE_BLOCK, NULL,
			&set->literals, &why) == HS_SUCCESS);
}

static bool take_own_sets(struct fi_scanner *s)
{
	for (int i = 0; i < FI_SETS; i++)
		if (!take_own_set(s, &s->program->set[i]))
			return false;
	return true;
}

int main(int argc, char **argv)
{
	struct choice choice = { 0 };
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };
	double seconds[TURNS];
	const char *count = getenv("COUNT");
	uint64_t hits = 0;

	if (argc < 2) {
		fprintf(stderr, "usage: bench/rules FOLDER [ID,ID,...[+N]]\n");
		return 2;
	}
	files.folder = argv[1];
	files.share = getenv("SHARE") ? strtoul(getenv("SHARE"), NULL, 10) : 1;
	files.share += files.share == 0;
	if (argc > 2)
		choice = choose(argv[2]);
	if (nftw(argv[1], take_file, 64, FTW_PHYS) < 0 ||
		fi_scanner_new(argc > 2 ? is_chosen : NULL, &choice, &s,
			&err) != FI_OK ||
		(argc > 2 && !take_own_sets(s))) {
		fprintf(stderr, "bench/rules: cannot read %s %s\n", argv[1], err.text);
		return 1;
	}
	(void)turn(s, &hits); /* patterns are compiled now */
	for (int i = 0; i < TURNS; i++)
		seconds[i] = turn(s, &hits);
	qsort(seconds, TURNS, sizeof(seconds[0]), rising);
	printf("%zu rules, %zu files, %.0f MB: %.3f s a GB, %llu hits\n", count_rules(s),
		files.n, (double)files.bytes / 1e6,
		seconds[TURNS / 2] / ((double)files.bytes / 1e9), (unsigned long long)hits);
	if (!count || *count != '0') {
		counts.on = true;
		(void)turn(s, &hits);
		tell_literals(s);
		tell_rules(s);
	}
	fi_scanner_free(s);
	return 0;
}
