#include "rules/merge.h"

#include <stdlib.h>
#include <string.h>

/* A draft and the rule under which it is reported. */
struct item {
	struct fi_draft *d;
	const struct fi_rule *lead;
	bool dropped;
	const struct fi_rule *known; /* the precise rule of its value, NULL */
};

static int by_text(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int by_number(long a, long b)
{
	return (a > b) - (a < b);
}

/* Images in order, project files last. */
static int by_image(const struct fi_place *a, const struct fi_place *b)
{
	if ((a->image < 0) != (b->image < 0))
		return a->image < 0 ? 1 : -1;
	return by_number(a->image, b->image);
}

static int by_place(const struct fi_place *a, const struct fi_place *b)
{
	int d = by_image(a, b);

	if (!d)
		d = by_number(a->layer, b->layer);
	if (!d)
		d = by_text(a->path, b->path);
	if (!d)
		d = by_text(a->config, b->config);
	if (!d)
		d = by_text(a->file, b->file);
	if (!d)
		d = by_number(a->line, b->line);
	if (!d)
		d = by_number(a->column, b->column);
	return d;
}

static int by_value(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int d = by_number(y->d->valued, x->d->valued);

	if (!d && x->d->valued)
		d = memcmp(x->d->hash, y->d->hash, sizeof(x->d->hash));
	if (!d)
		d = by_number(y->d->rule->severity, x->d->rule->severity);
	if (!d)
		d = strcmp(x->d->rule->id, y->d->rule->id);
	return d;
}

/* What tells two findings of one rule apart when there is no value. */
static int by_subject(const struct fi_draft *a, const struct fi_draft *b)
{
	int d = strcmp(a->message, b->message);

	if (!d)
		d = by_text(a->subject, b->subject);
	if (d || a->subject)
		return d;
	d = strcmp(fi_place_text(&a->place), fi_place_text(&b->place));
	return d ? d : by_number(a->place.line, b->place.line);
}

/* Zero for drafts that make one finding. */
static int by_finding(const struct item *x, const struct item *y)
{
	int d = strcmp(x->lead->id, y->lead->id);

	if (!d)
		d = by_number(x->d->valued, y->d->valued);
	if (!d && x->d->valued)
		return memcmp(x->d->hash, y->d->hash, sizeof(x->d->hash));
	return d ? d : by_subject(x->d, y->d);
}

/* Within a finding the draft that speaks for it comes first. */
static int by_voice(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int d = by_finding(x, y);

	if (!d)
		d = by_number(y->d->rule == y->lead, x->d->rule == x->lead);
	if (!d)
		d = by_number(y->d->severity, x->d->severity);
	if (!d)
		d = by_place(&x->d->place, &y->d->place);
	return d ? d : strcmp(x->d->message, y->d->message);
}

static bool precise(const struct fi_rule *r)
{
	return r->category == FI_SECRET && !r->weak;
}

/* About what is in an image, as opposed to a project file's instruction. */
static bool of_image(const struct fi_rule *r)
{
	return r->category == FI_SECRET || r->category == FI_FILE ||
	       r->category == FI_IMAGE;
}

/* A leak as such, by whichever rule: the scanner's or a file's. */
static bool of_leak(const struct fi_rule *r)
{
	return r->category == FI_SECRET || r->category == FI_FILE;
}

/*
 * The rule that knows this value best: a precise one, else the most severe; the run
 * is sorted by severity.
 */
static const struct fi_rule *best_rule(const struct item *run, size_t n)
{
	const struct fi_rule *best = NULL;

	for (size_t i = 0; i < n; i++) {
		if (precise(run[i].d->rule))
			return run[i].d->rule;
		if (!best && of_leak(run[i].d->rule))
			best = run[i].d->rule;
	}
	return best;
}

/* A check's report of this value in the same project file, or NULL; line 0: any line. */
static struct item *check_beside(struct item *run, size_t n, const struct item *it,
	unsigned line)
{
	for (size_t i = 0; i < n; i++)
		if (!of_image(run[i].d->rule) && run[i].d->place.file &&
			strcmp(run[i].d->place.file, it->d->place.file) == 0 &&
			(!line || run[i].d->place.line == line))
			return &run[i];
	return NULL;
}

/* The check speaks for its line; on other lines of the file the place joins it. */
static void yield_to(struct item *it, struct item *check, bool same_line)
{
	if (check->d->severity < it->d->severity)
		check->d->severity = it->d->severity;
	it->dropped = same_line;
	it->lead = check->lead;
}

/* Of a Dockerfile's instruction, by a check that names it. */
static bool of_instruction(const struct item *it)
{
	return it->d->rule->category == FI_DOCKERFILE && it->d->place.file;
}

/*
 * A value that stands in a Dockerfile and in an image is one leak: the Dockerfile made
 * it.  A precise rule speaks for it, which knows where to revoke it; else the check,
 * which knows the instruction.
 */
static void join_dockerfile(struct item *run, size_t n, const struct fi_rule *best)
{
	const struct fi_rule *lead = NULL;
	bool shipped = false;

	for (size_t i = 0; i < n; i++) {
		const struct item *it = &run[i];

		shipped |= of_leak(it->d->rule) && !it->d->place.file;
		if (of_instruction(it) && !it->dropped && !lead)
			lead = it->lead; /* the most severe comes first */
	}
	if (!lead || !shipped)
		return;
	if (best && precise(best))
		lead = best;
	for (size_t i = 0; i < n; i++)
		if (of_instruction(&run[i]) || of_leak(run[i].d->rule))
			run[i].lead = lead;
}

/* Settle who reports a value that several rules saw. */
static void settle(struct item *run, size_t n)
{
	const struct fi_rule *best = best_rule(run, n);

	for (size_t i = 0; i < n; i++) {
		struct item *it = &run[i], *check = NULL, *here = NULL;

		it->known = best && precise(best) ? best : NULL;
		if (!of_leak(it->d->rule))
			continue;
		if (it->d->place.file) {
			check = check_beside(run, n, it, 0);
			here = check_beside(run, n, it, it->d->place.line);
		}
		if (check)
			yield_to(it, here ? here : check, here != NULL);
		else
			it->lead = best;
	}
	join_dockerfile(run, n, best);
}

static bool same_value(const struct item *a, const struct item *b)
{
	return memcmp(a->d->hash, b->d->hash, sizeof(a->d->hash)) == 0;
}

static void settle_all(struct item *items, size_t n)
{
	for (size_t i = 0, j; i < n && items[i].d->valued; i = j) {
		for (j = i + 1; j < n && items[j].d->valued; j++)
			if (!same_value(&items[i], &items[j]))
				break;
		settle(items + i, j - i);
	}
}

static int place_order(const void *a, const void *b)
{
	return by_place(a, b);
}

/* Move the places of a run of drafts into f, sorted, each once. */
static bool take_places(struct fi_finding *f, const struct item *run, size_t n)
{
	size_t kept = 0;

	f->places = calloc(n, sizeof(f->places[0]));
	if (!f->places)
		return false;
	for (size_t i = 0; i < n; i++) {
		f->places[i] = run[i].d->place;
		run[i].d->place = (struct fi_place){ .image = -1 };
	}
	qsort(f->places, n, sizeof(f->places[0]), place_order);
	for (size_t i = 0; i < n; i++) {
		if (kept && by_place(&f->places[kept - 1], &f->places[i]) == 0)
			fi_place_done(&f->places[i]);
		else
			f->places[kept++] = f->places[i];
	}
	f->nplaces = kept;
	return true;
}

static char *steal(char **p)
{
	char *s = *p;

	*p = NULL;
	return s;
}

static bool make_finding(struct fi_finding *f, const struct item *run, size_t n)
{
	struct fi_draft *voice = run[0].d, print = *voice;

	*f = (struct fi_finding){ .rule = run[0].lead, .severity = voice->severity };
	for (size_t i = 1; i < n; i++)
		if (run[i].d->severity > f->severity)
			f->severity = run[i].d->severity;
	if (!take_places(f, run, n))
		return false;
	print.rule = f->rule;
	fi_fingerprint(&print, &f->places[0], f->fingerprint);
	f->valued = voice->valued;
	f->known = run[0].known != f->rule ? run[0].known : NULL;
	memcpy(f->hash, voice->hash, sizeof(f->hash));
	f->message = steal(&voice->message);
	f->fix = steal(&voice->fix);
	f->masked = steal(&voice->masked);
	f->key = steal(&voice->key);
	return true;
}

static void finding_done(struct fi_finding *f)
{
	for (size_t i = 0; i < f->nplaces; i++)
		fi_place_done(&f->places[i]);
	free(f->places);
	free(f->message);
	free(f->fix);
	free(f->masked);
	free(f->key);
}

void fi_findings_done(struct fi_findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		finding_done(&f->list[i]);
	free(f->list);
	for (size_t i = 0; i < f->nshown; i++)
		fi_strs_done(&f->shown[i]);
	free(f->shown);
	*f = (struct fi_findings){ 0 };
}

static bool make_findings(const struct item *items, size_t n, struct fi_findings *out)
{
	for (size_t i = 0, j; i < n; i = j) {
		struct fi_finding f;

		for (j = i + 1; j < n && by_finding(&items[i], &items[j]) == 0; j++)
			;
		if (!fi_grow(&out->list, &out->cap, out->n + 1, sizeof(out->list[0])) ||
			!make_finding(&f, items + i, j - i))
			return false;
		out->list[out->n++] = f;
	}
	return true;
}

/* --- an id and its secret ---------------------------------------------- */

/* Lines between the two in a file of credentials. */
#define PAIR_LINES 5
/* Ids that are held against every secret; an honest image has a few. */
#define PAIR_IDS 256

static const struct {
	const char *id, *secret;
} pairs[] = {
	{ "aws-access-key-id", "aws-secret-access-key" },
	{ "aws-temporary-access-key-id", "aws-secret-access-key" },
};

static bool is_near(const struct fi_place *a, const struct fi_place *b)
{
	unsigned apart = a->line > b->line ? a->line - b->line : b->line - a->line;

	return a->image == b->image && a->layer == b->layer && a->line && b->line &&
	       apart <= PAIR_LINES && !by_text(a->path, b->path) &&
	       !by_text(a->config, b->config) && !by_text(a->file, b->file);
}

/* The rule of the secret that belongs to an id; NULL if this is none. */
static const char *secret_of(const struct fi_finding *id)
{
	for (size_t i = 0; i < FI_COUNT(pairs); i++)
		if (strcmp(id->rule->id, pairs[i].id) == 0 && id->masked)
			return pairs[i].secret;
	return NULL;
}

/* Does each place of the id lie beside one of the secret? */
static bool is_pair(const struct fi_finding *id, const struct fi_finding *secret)
{
	size_t i, k;

	for (i = 0; i < id->nplaces; i++) {
		for (k = 0; k < secret->nplaces; k++)
			if (is_near(&id->places[i], &secret->places[k]))
				break;
		if (k == secret->nplaces)
			return false;
	}
	return true;
}

static bool move_places(struct fi_finding *to, struct fi_finding *from)
{
	size_t n = to->nplaces + from->nplaces;
	struct fi_place *places = realloc(to->places, n * sizeof(*places));

	if (!places)
		return false;
	memcpy(places + to->nplaces, from->places, from->nplaces * sizeof(*places));
	from->nplaces = 0; /* handed over */
	to->places = places;
	to->nplaces = n;
	if (from->severity > to->severity)
		to->severity = from->severity;
	qsort(places, n, sizeof(*places), place_order);
	return true;
}

/* The secret's finding names the id, with what its own said of it, and its places. */
static bool take_id(struct fi_finding *secret, struct fi_finding *id)
{
	const char *said = strstr(id->message, ". ");
	size_t len = strlen(secret->message);
	char *message = fi_format("%s%s Its access key id is %s.%s%s", secret->message,
		len && secret->message[len - 1] == '.' ? "" : ".", id->masked,
		said ? " " : "", said ? said + 2 : "");

	if (!message || !move_places(secret, id)) {
		free(message);
		return false;
	}
	free(secret->message);
	secret->message = message;
	return true;
}

/* Findings whose places another has taken are none any more. */
static void drop_empty(struct fi_findings *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (f->list[i].nplaces == 0)
			finding_done(&f->list[i]);
		else
			f->list[kept++] = f->list[i];
	}
	f->n = kept;
}

/* One credential in two parts is one finding. */
static bool join_pairs(struct fi_findings *f)
{
	size_t tried = 0;

	for (size_t i = 0; i < f->n && tried < PAIR_IDS; i++) {
		struct fi_finding *secret = NULL;
		const char *want = secret_of(&f->list[i]);

		tried += want ? 1 : 0;
		for (size_t k = 0; want && !secret && k < f->n; k++)
			if (strcmp(f->list[k].rule->id, want) == 0 &&
				is_pair(&f->list[i], &f->list[k]))
				secret = &f->list[k];
		if (secret && !take_id(secret, &f->list[i]))
			return false;
	}
	drop_empty(f);
	return true;
}

/* --- two rules that say the same ---------------------------------------- */

/* Of the file that makes it so, and of what it made. */
static const struct {
	const char *keep, *other;
} same[] = {
	{ "cross-platform", "image-not-linux-amd64" },
	{ "dockerfile-root-user", "image-root-user" },
};

static struct fi_finding *find(struct fi_findings *f, const char *id)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->list[i].rule->id, id) == 0)
			return &f->list[i];
	return NULL;
}

/* Is each place of the other in an image that the first is about, or is there one only? */
static bool is_about(const struct fi_finding *keep, const struct fi_finding *other)
{
	for (size_t i = 0; i < other->nplaces; i++) {
		bool found = false;

		for (size_t k = 0; k < keep->nplaces; k++)
			found |= keep->places[k].image == other->places[i].image ||
				 (keep->places[k].file && other->nplaces == 1);
		if (!found)
			return false;
	}
	return true;
}

static bool join_same(struct fi_findings *f)
{
	for (size_t i = 0; i < FI_COUNT(same); i++) {
		struct fi_finding *keep = find(f, same[i].keep), *other = find(f, same[i].other);

		if (keep && other && is_about(keep, other) && !move_places(keep, other))
			return false;
	}
	drop_empty(f);
	return true;
}

static int finding_order(const void *a, const void *b)
{
	const struct fi_finding *x = a, *y = b;
	int d = by_number((long)y->severity, (long)x->severity);

	if (!d)
		d = strcmp(x->rule->id, y->rule->id);
	if (!d)
		d = by_place(&x->places[0], &y->places[0]);
	if (!d)
		d = strcmp(x->message, y->message);
	if (!d)
		d = strcmp(x->fingerprint, y->fingerprint);
	/* Never by the hashes: a salt gives them another order. */
	if (!d)
		d = by_text(x->masked, y->masked);
	if (!d)
		d = by_text(x->key, y->key);
	if (!d)
		d = by_number((long)x->nplaces, (long)y->nplaces);
	for (size_t i = 1; !d && i < x->nplaces; i++)
		d = by_place(&x->places[i], &y->places[i]);
	return d;
}

static void sort_findings(struct fi_findings *f)
{
	if (f->n)
		qsort(f->list, f->n, sizeof(f->list[0]), finding_order);
}

static int print_order(const void *a, const void *b)
{
	const struct fi_finding *const *x = a, *const *y = b;
	int d = strcmp((*x)->fingerprint, (*y)->fingerprint);

	return d ? d : finding_order(*x, *y);
}

/* Add k to the last digits of a fingerprint, without carrying into the rest. */
static void renumber(char print[33], unsigned k)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t at = 32; k && at-- > 0; k /= 16) {
		size_t was = (size_t)(strchr(digits, print[at]) - digits);

		print[at] = digits[(was + k) % 16];
	}
}

/*
 * Two findings of one rule about one subject would share a fingerprint; whoever
 * stores them by it would lose one.  The second and later get a number mixed in.
 */
static bool distinct_prints(struct fi_findings *f)
{
	struct fi_finding **order = calloc(f->n + 1, sizeof(struct fi_finding *));
	unsigned nth = 0;
	char last[33] = "";

	if (!order)
		return false;
	for (size_t i = 0; i < f->n; i++)
		order[i] = &f->list[i];
	qsort(order, f->n, sizeof(struct fi_finding *), print_order);
	for (size_t i = 0; i < f->n; i++) {
		struct fi_finding *it = order[i];

		nth = strcmp(last, it->fingerprint) == 0 ? nth + 1 : 0;
		memcpy(last, it->fingerprint, sizeof(last));
		if (nth)
			renumber(it->fingerprint, nth);
	}
	free(order);
	return true;
}

static void drop_below(struct fi_findings *f, enum fi_severity least)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (f->list[i].severity < least)
			finding_done(&f->list[i]);
		else
			f->list[kept++] = f->list[i];
	}
	f->n = kept;
}

/* The drafts that the policy wants. */
static size_t wanted(
	struct fi_sink *s, const struct fi_policy *policy, struct item *items)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct fi_draft *d = &s->list[i];

		if (!policy || fi_policy_wants((void *)(uintptr_t)policy, d->rule))
			items[n++] = (struct item){ .d = d, .lead = d->rule };
	}
	return n;
}

enum fi_code fi_merge(struct fi_sink *s, const struct fi_policy *policy,
	struct fi_findings *out, struct fi_err *err)
{
	struct item *items = calloc(s->n + 1, sizeof(*items));
	struct fi_findings found = { 0 };
	size_t n, kept = 0;
	bool ok;

	if (!items)
		return fi_err_nomem(err);
	n = wanted(s, policy, items);
	qsort(items, n, sizeof(*items), by_value);
	settle_all(items, n);
	for (size_t i = 0; i < n; i++)
		if (!items[i].dropped)
			items[kept++] = items[i];
	qsort(items, kept, sizeof(*items), by_voice);
	ok = make_findings(items, kept, &found);
	free(items);
	if (ok)
		sort_findings(&found); /* of several secrets beside an id the first takes it */
	ok = ok && join_pairs(&found) && join_same(&found);
	if (ok)
		sort_findings(&found);
	ok = ok && distinct_prints(&found);
	/* Last, so that neither pairs nor fingerprints depend on what is shown. */
	drop_below(&found, policy ? policy->least : FI_INFO);
	if (!ok || s->nomem) {
		fi_findings_done(&found);
		return fi_err_nomem(err);
	}
	found.left_out = s->left_out;
	*out = found;
	return FI_OK;
}
