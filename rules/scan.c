#include "rules/scan.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alnum.h"
#include "lib/buf.h"
#include "rules/decode.h"
#include "rules/dense.h"
#include "rules/glob.h"
#include "rules/lookout.h"
#include "rules/packed.h"
#include "rules/places.h"
#include "rules/scan_program.h"
#include "rules/valid.h"

/* Bytes given to the literal matcher at once: fits the caches, bounds `pending`. */
#define SLICE (64 << 10)
/* Small pieces are gathered until there are this many new bytes ... */
#define GATHER (128 << 10)
/* ... larger ones are scanned where they lie.  More than carry() ever is. */
#define LARGE (64 << 10)
/* How far into a file a zero byte makes it a binary one; see fi_candidate. */
#define BINARY_HEAD 4096
/* Bytes that tell UTF-16 from anything else when there is no byte order mark ... */
#define SNIFF 256
/* ... and how many there must be at least: a few zeros prove nothing. */
#define SNIFF_LEAST 64
/* Bytes narrowed at once. */
#define NARROW 4096
/*
 * PCRE2's limits.  An honest pattern needs a few thousand steps over the at most
 * 17 KiB it is given; a hostile file must not get more than milliseconds.
 */
#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 20000
#define HEAP_LIMIT  8192 /* KiB */
#define JIT_STACK   (256 << 10)
/*
 * A rule's pattern is tried at most so often in each stretch of 64 KiB, once for
 * every 8 bytes: lists of URLs or bad passwords stay below, a file made to keep us
 * busy does not.  A try that hits a limit costs as much as hundreds of others.
 */
#define TRIES_MAX    8000
#define TRIES_SHIFT  16
#define TRIES_BURNT  400
/* What is encoded is decoded and scanned, and what is encoded in that. */
#define DECODE_DEPTH 2
/* So far a name is followed: farther than FI_FORM_NAME. */
#define NAME_LOOK 2048
/* What was decoded is scanned when there is so much of it, and a slice is over. */
#define WAITING_MAX (64 << 10)
/* A longer encoded text is hidden as far as it holds the secret, a shorter one whole. */
#define HIDE_WHOLE 1024

/* Stream bytes that are at hand: byte i of p is byte base + i of the stream. */
struct window {
	const char *p;
	size_t n;
	uint64_t base;
};

/* A literal that was met and waits for what follows it. */
struct met {
	uint64_t at;
	uint32_t literal;
};

/* What is known of one rule in the stream at hand. */
struct progress {
	uint64_t stream;     /* of fi_scanner.stream; another one: nothing is known */
	uint64_t next_start; /* values that start before this were reported */
	uint64_t match_start, match_end; /* the last match */
	/*
	 * No match that starts before it and covers a later literal is to be found: it
	 * would cover the earlier one, too.  [1]: of the joined pattern.
	 */
	uint64_t fresh[2];
	uint64_t stretch; /* which 64 KiB `tries` are of */
	unsigned tries;
	uint64_t named; /* of fi_scanner.named; another one: `wanted` is not known */
	bool wanted;	/* the path is one of the rule's */
};

/*
 * What was decoded and waits to be scanned.  A pass of the literal matcher costs more than
 * a short text is worth, so they are met in all of them at once.
 */
struct waiting {
	struct waiting_run {
		struct fi_run run;
		size_t raw, text, n; /* where its raw and its text are, and how long this is */
	} *run;
	size_t count, cap;
	struct fi_buf raw, text;
	struct fi_lookout *seen;
};

/* Bytes [from, to) of that stream are characters of a name; `ends`: the next is none. */
struct name {
	uint64_t stream, from, to;
	bool ends;
};

enum form { UNKNOWN, PLAIN, UTF16LE, UTF16BE, MIXED };

struct fi_scanner {
	struct fi_program *program;

	/* Tools, kept from stream to stream. */
	struct fi_lookout *own;		/* what was not seen ahead */
	const struct fi_lookout *ahead; /* lent; NULL */
	pcre2_match_data *found;
	pcre2_match_context *limits;
	pcre2_jit_stack *stack;
	struct progress *progress; /* one a rule */
	uint64_t limited;
	int64_t now; /* for validators; 0 = not known */

	/* The stream at hand. */
	uint64_t stream; /* its number */
	uint64_t named;	 /* how often the path was another one */
	struct fi_buf path;
	fi_on_hit *on_hit;
	void *self;
	uint64_t size;
	bool open, whole; /* whole: it came as one piece and was judged */
	enum form form;
	char sniffed[SNIFF];
	size_t nsniffed;
	unsigned char half; /* first byte of a UTF-16 unit, when has_half */
	bool has_half, has_mark;
	unsigned char around[5]; /* of MIXED bytes: the one to be judged is the third */
	unsigned naround;	 /* up to 3: bytes that came in */

	char *gathered; /* the window of small pieces: room_in() bytes, or NULL */
	size_t ngathered;
	uint64_t base;	  /* stream offset of gathered[0] */
	uint64_t scanned; /* literals that end up to here were met */
	bool binary;
	struct fi_path_facts facts; /* of path, as far as candidates asked */
	struct fi_unwaived unwaived;
	struct name name; /* that was looked at last */
	struct fi_weighed *weighed; /* shared with inner scanners; made when first needed */

	struct met *met; /* ordered; [met_first, met_n) wait */
	size_t met_first, met_n, met_cap;

	uint64_t line_at; /* lines were counted up to here */
	uint64_t line_start;
	uint64_t lines; /* line breaks before line_at */

	/* What is encoded in it. */
	unsigned depth;		/* how often this scanner's streams were decoded */
	struct fi_runs *runs;	/* NULL where nothing more is decoded */
	struct fi_scanner *inner; /* scans what was decoded; made when first needed */
	struct window at_hand;	/* while the runs are looked for */
	struct waiting waiting;
	uint64_t known; /* what is before it in the streams to come was judged elsewhere */
	uint64_t run_at, run_lines, run_line_start; /* as line_at, for runs */
};

/* Bytes kept from one window to the next. */
static size_t carry(const struct fi_scanner *s)
{
	size_t after = s->program->after;

	/* Nothing is judged before it is known whether the file is binary. */
	return s->program->before + (after > BINARY_HEAD ? after : BINARY_HEAD);
}

static size_t horizon(const struct fi_scanner *s)
{
	return carry(s) - s->program->before;
}

static size_t room_in(const struct fi_scanner *s)
{
	return carry(s) + GATHER;
}

/* --- lines ------------------------------------------------------------- */

typedef unsigned char bytes16 __attribute__((vector_size(16)));

/* Two bytes are added in 16 bits, and four of those by a multiplication. */
static uint64_t sum_of_bytes(const bytes16 *v)
{
	const uint64_t low = 0x00ff00ff00ff00ffu;
	uint64_t half[2], pairs;

	memcpy(half, v, sizeof(half));
	pairs = (half[0] & low) + (half[0] >> 8 & low) + (half[1] & low) + (half[1] >> 8 & low);
	return pairs * 0x0001000100010001u >> 48;
}

static uint64_t count_breaks(const char *p, size_t n)
{
	const bytes16 brk = (bytes16){ 0 } + (unsigned char)'\n';
	uint64_t total = 0;
	size_t i;

	while (n >= 16) {
		size_t turns = n / 16 < 255 ? n / 16 : 255;
		bytes16 sum = { 0 }, v;

		for (i = 0; i < turns; i++) {
			memcpy(&v, p + i * 16, 16);
			sum -= (bytes16)(v == brk);
		}
		total += sum_of_bytes(&sum);
		p += turns * 16;
		n -= turns * 16;
	}
	for (i = 0; i < n; i++)
		total += p[i] == '\n';
	return total;
}

/* Count the lines up to offset `to`, which is not behind what the window has. */
static void count_lines(struct fi_scanner *s, const struct window *w, uint64_t to)
{
	const char *from = w->p + (s->line_at - w->base), *last;
	size_t n;

	if (to <= s->line_at)
		return;
	n = (size_t)(to - s->line_at);
	s->lines += count_breaks(from, n);
	last = memrchr(from, '\n', n);
	if (last)
		s->line_start = s->line_at + (uint64_t)(last - from) + 1;
	s->line_at = to;
}

static unsigned clip(uint64_t n)
{
	return n > UINT32_MAX ? UINT32_MAX : (unsigned)n;
}

/* Line and column of h->start, without moving past what later hits may need. */
static void locate(struct fi_scanner *s, const struct window *w, uint64_t literal,
	struct fi_hit *h)
{
	uint64_t before = s->program->before, line_start;
	const char *from, *last;
	size_t n;

	if (literal > before)
		count_lines(s, w, literal - before);
	from = w->p + (s->line_at - w->base);
	n = (size_t)(h->start - s->line_at);
	last = memrchr(from, '\n', n);
	line_start = last ? s->line_at + (uint64_t)(last - from) + 1 : s->line_start;
	h->line = clip(s->lines + count_breaks(from, n) + 1);
	h->column = clip(h->start - line_start + 1);
}

/* --- one literal that was met ------------------------------------------ */

static struct progress *progress_of(struct fi_scanner *s, size_t rule)
{
	const struct fi_rule *r = s->program->rule[rule].rule;
	struct progress *g = &s->progress[rule];

	if (g->stream != s->stream)
		*g = (struct progress){
			.stream = s->stream,
			.named = s->named,
			.wanted = g->named == s->named ? g->wanted :
							 !r->path || fi_glob(r->path, s->path.p),
		};
	return g;
}

static bool may_try(struct fi_scanner *s, struct progress *g, uint64_t at)
{
	uint64_t stretch = at >> TRIES_SHIFT;

	if (g->stretch != stretch) {
		g->stretch = stretch;
		g->tries = 0;
	}
	if (g->tries >= TRIES_MAX) {
		s->limited++;
		return false;
	}
	g->tries++;
	return true;
}

/* One literal in its context, offsets within it. */
struct spot {
	const char *p;
	size_t n;
	size_t at, end; /* the literal */
	uint64_t offset; /* of p in the stream */
	bool group;	 /* the match has a group 1 */
	bool joined;	 /* other text may stand on both sides of it */
};

/*
 * Look for a match that covers the literal: *found says whether there is one,
 * which is then in s->found.
 */
static enum fi_code match(struct fi_scanner *s, struct progress *g,
	const pcre2_code *code, struct spot *c, bool *found, struct fi_err *err)
{
	const size_t *pair = pcre2_get_ovector_pointer(s->found);
	uint64_t *fresh = &g->fresh[c->joined];
	size_t from = *fresh > c->offset ? (size_t)(*fresh - c->offset) : 0, again;
	int rc;

	*found = false;
	again = c->at + 1;
	pcre2_set_offset_limit(s->limits, c->at);
	while (from <= c->at && may_try(s, g, c->offset + c->at)) {
		rc = pcre2_match(code, (PCRE2_SPTR)c->p, c->n, from, 0, s->found, s->limits);
		if (rc == PCRE2_ERROR_NOMATCH) {
			*fresh = c->offset + again;
			return FI_OK;
		}
		if (rc == PCRE2_ERROR_NOMEMORY)
			return fi_err_nomem(err);
		if (rc < 0) {
			s->limited++;
			g->tries += TRIES_BURNT;
			return FI_OK;
		}
		if (pair[0] <= c->at && pair[1] >= c->end) {
			*found = true;
			/* Groups that the pattern lacks hold another rule's offsets. */
			c->group = rc != 1 && pair[2] != PCRE2_UNSET && pair[3] > pair[2];
			*fresh = c->offset + (again < pair[0] ? again : pair[0]);
			return FI_OK;
		}
		/* It may cover a shorter literal within this one. */
		if (pair[1] > c->at && pair[0] < again)
			again = pair[0];
		from = (pair[0] > from ? pair[0] : from) + 1;
	}
	return FI_OK;
}

/* Only a name near it tells what the value is: the validators for such say so. */
static bool has_no_form(const struct fi_rule *r)
{
	return r->check == fi_check_word || r->check == fi_check_password ||
	       r->check == fi_check_random || r->check == fi_check_mixed;
}

/*
 * What a package shows is lowered, and so is in its other files what has no form of its
 * own; except by a user's own rule: that means what it says.
 */
static void weigh_place(const struct fi_scanner *s, const struct fi_candidate *k,
	const struct fi_rule *r, struct fi_verdict *v)
{
	if (v->drop || v->severity <= FI_LOW || !fi_candidate_is_packaged(k) ||
		!fi_rules_is_own(r))
		return;
	if (fi_path_is_published(s->path.p))
		fi_verdict_lower(v, FI_LOW,
			"It lies among the tests or documents of a package: probably "
			"published with it.");
	else if (has_no_form(r))
		fi_verdict_lower(v, FI_MEDIUM,
			"It lies among the files of a package: probably published with "
			"it.");
}

/* NULL without memory: then values are weighed again each time. */
static struct fi_weighed *weighed_of(struct fi_scanner *s)
{
	if (!s->weighed && s->depth == 0)
		s->weighed = fi_weighed_new();
	return s->weighed;
}

/* A table of texts that follow each other makes all beginnings, but no random ends. */
#define JOINED_DIGITS 2

static bool proves_itself(const struct fi_candidate *k, const struct fi_verdict *v)
{
	size_t head = strlen(k->rule->literal[0]), digits = 0;

	if (k->n <= head || v->severity != k->rule->severity)
		return false;
	for (size_t i = head; i < k->n; i++)
		digits += k->value[i] >= '0' && k->value[i] <= '9';
	return digits >= JOINED_DIGITS && fi_random_looking(k->value + head, k->n - head);
}

/* --- what is encoded ---------------------------------------------------- */

static enum fi_code new_inner(struct fi_scanner *s, struct fi_err *err);

/* What was decoded, while it is scanned. */
struct deep {
	struct fi_scanner *s;
	const struct fi_run *run;
	size_t context_n; /* of the text that is scanned; what is found in it was found before */
	struct fi_run_marks marks;
	size_t counted, lines; /* line breaks before raw[counted] */
};

/* The line breaks before raw[at]: hits come in order, nearly, so it is a few bytes. */
static size_t lines_before(struct deep *d, size_t at)
{
	const char *raw = d->run->raw;

	if (at >= d->counted)
		d->lines += count_breaks(raw + d->counted, at - d->counted);
	else
		d->lines -= count_breaks(raw + at, d->counted - at);
	d->counted = at;
	return d->lines;
}

/* A hit in a decoded text, as one of the text it was decoded from. */
static enum fi_code raise_hit(void *self, const struct fi_hit *inner, struct fi_err *err)
{
	struct deep *d = self;
	const struct fi_run *run = d->run;
	const char *brk;
	struct fi_hit h = *inner;
	size_t start, end, told;

	if (inner->start < d->context_n || inner->end > d->context_n + run->text_n)
		return FI_OK;
	start = fi_run_from(run, (size_t)inner->start - d->context_n, &d->marks);
	end = fi_run_from(run, (size_t)inner->end - d->context_n, &d->marks);
	told = run->packed ? run->at + (size_t)inner->start - d->context_n : start;
	if (told < run->from || told >= run->to)
		return FI_OK;
	if (end < run->n && run->how == FI_BASE64)
		end++; /* the character that it ends in */
	while (end < run->n && run->raw[end] == '=')
		end++;
	h.decoded = run->packed ? fi_packed_chain(run->packed, inner->decoded)
				: fi_encoding_chain(run->how, inner->decoded);
	h.line = run->line + (unsigned)lines_before(d, start);
	brk = h.line > run->line ? memrchr(run->raw, '\n', start) : NULL;
	h.column = brk ? (unsigned)(run->raw + start - brk) : run->column + (unsigned)start;
	h.start = run->start + start;
	h.end = run->start + end;
	h.raw = run->n > HIDE_WHOLE ? run->raw + start : run->raw;
	h.raw_n = run->n > HIDE_WHOLE ? end - start : run->n;
	return d->s->on_hit(d->s->self, &h, err);
}

/*
 * Put the text where its encoded form stands, behind the name it is given to and, if
 * that opens a quote, before one that closes it.
 */
static enum fi_code compose(struct fi_buf *b, const struct fi_run *run)
{
	size_t n = run->context_n;
	const char *quote = n ? run->context + n - 1 : "";
	enum fi_code rc;

	rc = fi_buf_add(b, run->context, n);
	if (rc == FI_OK)
		rc = fi_buf_add(b, run->text, run->text_n);
	if (rc == FI_OK && (*quote == '"' || *quote == '\'' || *quote == '`')) {
		if (n > 1 && quote[-1] == '\\')
			rc = fi_buf_adds(b, "\\");
		if (rc == FI_OK)
			rc = fi_buf_add(b, quote, 1);
	}
	return rc == FI_OK ? fi_buf_adds(b, "\n") : rc;
}

/* Scan a decoded text, put where its encoded form stands. */
static enum fi_code scan_decoded(struct fi_scanner *s, const struct fi_run *run,
	const char *text, size_t n, struct fi_err *err)
{
	uint64_t limited = s->inner->limited;
	struct deep d;
	enum fi_code rc;

	d.s = s;
	d.run = run;
	d.context_n = run->context_n;
	d.marks.n = 0;
	d.counted = d.lines = 0;
	s->inner->now = s->now;
	s->inner->known = run->context_n;
	rc = fi_scan_text(s->inner, s->path.p, text, n, raise_hit, &d, err);
	s->limited += s->inner->limited - limited;
	return rc;
}

static void forget_waiting(struct waiting *w)
{
	w->count = 0;
	fi_buf_clear(&w->raw);
	fi_buf_clear(&w->text);
}

/* Scan what waits, in its order. */
static enum fi_code scan_waiting(struct fi_scanner *s, struct fi_err *err)
{
	struct waiting *w = &s->waiting;
	enum fi_code rc = FI_OK;

	if (w->count == 0)
		return FI_OK;
	if (!w->seen)
		rc = fi_lookout_new(s->program, &w->seen, err);
	if (rc == FI_OK)
		rc = fi_lookout_see(w->seen, w->text.p, w->text.len, true, true, SIZE_MAX, err);
	for (size_t i = 0; rc == FI_OK && i < w->count; i++) {
		struct waiting_run *it = &w->run[i];

		it->run.raw = w->raw.p + it->raw;
		s->inner->ahead = w->seen;
		rc = scan_decoded(s, &it->run, w->text.p + it->text, it->n, err);
	}
	s->inner->ahead = NULL;
	forget_waiting(w);
	return rc;
}

/* A piece of what was packed is scanned at once: its raw form is long. */
static enum fi_code scan_unpacked(
	struct fi_scanner *s, const struct fi_run *run, struct fi_err *err)
{
	struct waiting *w = &s->waiting;
	enum fi_code rc = scan_waiting(s, err);

	if (rc == FI_OK && compose(&w->text, run) != FI_OK)
		rc = fi_err_nomem(err);
	if (rc == FI_OK)
		rc = scan_decoded(s, run, w->text.p, w->text.len, err);
	forget_waiting(w);
	return rc;
}

static enum fi_code rescan(void *self, const struct fi_run *run, struct fi_err *err)
{
	struct fi_scanner *s = self;
	struct waiting *w = &s->waiting;
	struct waiting_run *it;
	enum fi_code rc;

	s->limited += run->packed && run->cut;
	rc = s->inner ? FI_OK : new_inner(s, err);
	if (rc != FI_OK || (run->packed && !run->text_n))
		return rc;
	if (run->packed)
		return scan_unpacked(s, run, err);
	if (!fi_grow(&w->run, &w->cap, w->count + 1, sizeof(*w->run)))
		return fi_err_nomem(err);
	it = &w->run[w->count++];
	*it = (struct waiting_run){ *run, w->raw.len, w->text.len, 0 };
	if (fi_buf_add(&w->raw, run->raw, run->n) != FI_OK || compose(&w->text, run) != FI_OK)
		return fi_err_nomem(err);
	it->n = w->text.len - it->text;
	return w->text.len < WAITING_MAX ? FI_OK : scan_waiting(s, err);
}

static void locate_run(void *self, uint64_t at, unsigned *line, unsigned *column)
{
	struct fi_scanner *s = self;
	const struct window *w = &s->at_hand;
	const char *from, *last;
	size_t n;

	if (s->run_at < s->line_at || s->run_at > at) {
		s->run_at = s->line_at;
		s->run_lines = s->lines;
		s->run_line_start = s->line_start;
	}
	from = w->p + (s->run_at - w->base);
	n = (size_t)(at - s->run_at);
	s->run_lines += count_breaks(from, n);
	last = memrchr(from, '\n', n);
	if (last)
		s->run_line_start = s->run_at + (uint64_t)(last - from) + 1;
	s->run_at = at;
	*line = clip(s->run_lines + 1);
	*column = clip(at - s->run_line_start + 1);
}

/* `longs` are the long words, less `from`. */
static enum fi_code look_for_runs(struct fi_scanner *s, const struct window *w,
	const struct fi_offsets *longs, uint64_t from, bool last, struct fi_err *err)
{
	enum fi_code rc;

	if (!s->runs)
		return FI_OK;
	s->at_hand = *w;
	rc = fi_runs_feed(s->runs, w->p, w->base, s->scanned, longs, from, last, err);
	return rc == FI_OK ? scan_waiting(s, err) : rc;
}

/* A sign of percent or JSON escapes: decode what is around it. */
static enum fi_code decode_around(struct fi_scanner *s, const struct window *w,
	const struct fi_rule *r, const struct spot *c, struct fi_err *err)
{
	const size_t *pair = pcre2_get_ovector_pointer(s->found);
	size_t n = pair[1] - pair[0];
	FI_AUTO(fi_freep) char *text = NULL;
	struct fi_hit h = { .start = c->offset + pair[0] };
	struct fi_run run = { .how = FI_PERCENT + (enum fi_encoding)(r - fi_decode_rules),
		.raw = c->p + pair[0],
		.n = n,
		.start = h.start,
		.to = SIZE_MAX };
	enum fi_code rc;

	if (s->depth >= DECODE_DEPTH)
		return FI_OK;
	text = malloc(n + 1);
	if (!text)
		return fi_err_nomem(err);
	locate(s, w, c->offset + c->at, &h);
	run.line = h.line;
	run.column = h.column;
	run.text = text;
	run.text_n = fi_decode(run.how, run.raw, n, text);
	rc = rescan(s, &run, err);
	return rc == FI_OK ? scan_waiting(s, err) : rc;
}

/* Ask the validator, and report what is a secret. */
static enum fi_code report(struct fi_scanner *s, const struct window *w,
	struct progress *g, const struct fi_rule *r, const struct spot *c,
	struct fi_err *err)
{
	const size_t *pair = pcre2_get_ovector_pointer(s->found);
	size_t start = pair[c->group ? 2 : 0], end = pair[c->group ? 3 : 1];
	struct fi_hit h = { .rule = r->part_of ? r->part_of : r };
	struct fi_candidate k = { .rule = r };
	struct fi_verdict v = { .severity = r->severity };

	g->match_start = c->offset + pair[0];
	g->match_end = c->offset + pair[1];
	if (fi_is_decode_rule(r))
		return decode_around(s, w, r, c, err);
	if (end <= start || c->offset + start < g->next_start)
		return FI_OK;
	g->next_start = c->offset + start + 1;
	k.value = c->p + start;
	k.n = end - start;
	k.match = c->p + pair[0];
	k.match_n = pair[1] - pair[0];
	k.around = c->p;
	k.around_n = c->n;
	k.path = s->path.p;
	k.binary = s->binary;
	k.facts = &s->facts;
	k.weighed = weighed_of(s);
	k.unwaived = &s->unwaived;
	k.stream = s->stream;
	k.offset = c->offset;
	k.now = s->now;
	if (r->check)
		r->check(&k, &v);
	v.drop |= c->joined && !proves_itself(&k, &v);
	weigh_place(s, &k, r, &v);
	if (v.drop)
		return FI_OK;
	h.severity = v.severity;
	h.note = fi_verdict_note(&v);
	if (v.decoded) {
		h.decoded = v.decoded;
		h.raw = k.value;
		h.raw_n = k.n;
	}
	h.value = k.value;
	h.n = k.n;
	h.start = c->offset + start;
	h.end = c->offset + end;
	locate(s, w, c->offset + c->at, &h);
	return s->on_hit(s->self, &h, err);
}

/* In a binary file, nothing need stand between a text and the next. */
static enum fi_code match_joined(struct fi_scanner *s, struct progress *g, size_t rule,
	struct spot *c, bool *found, struct fi_err *err)
{
	const pcre2_code *code = NULL;
	enum fi_code rc = fi_program_joined(s->program, rule, &code, err);

	if (rc != FI_OK || !code)
		return rc;
	c->joined = true;
	return match(s, g, code, c, found, err);
}

/*
 * A run that is encoded starts behind the last byte which it cannot hold: from there
 * on the first try fits, instead of one for each byte of the context.
 */
static void start_at_run(struct spot *c, const struct fi_rule *r)
{
	const char *stops = r == &fi_decode_rules[FI_JSON_ESCAPED - FI_PERCENT]
				    ? "\r\n"
				    : " \t\r\n\v\f\"'<>`\\";
	size_t i = c->at;

	while (i > 0 && !strchr(stops, c->p[i - 1])) /* a zero byte stops it, too */
		i--;
	c->p += i;
	c->n -= i;
	c->at -= i;
	c->end -= i;
	c->offset += i;
}

/*
 * How long the name goes on from there, or longer than any may: a long one holds a hundred
 * literals, and each has some rules.
 */
static size_t name_from(struct fi_scanner *s, const struct window *w, uint64_t from)
{
	struct name *k = &s->name;
	size_t left = (size_t)(w->base + w->n - from), n;

	if (k->stream == s->stream && from >= k->from && from <= k->to &&
		(k->ends || k->to - from > FI_FORM_NAME))
		return (size_t)(k->to - from);
	n = fi_form_name(w->p + (from - w->base), left < NAME_LOOK ? left : NAME_LOOK);
	*k = (struct name){ s->stream, from, from + n, n < NAME_LOOK && n < left };
	return n;
}

static enum fi_code try_rule(struct fi_scanner *s, const struct window *w, size_t rule,
	uint64_t at, size_t n, struct fi_err *err)
{
	const struct fi_program_rule *r = &s->program->rule[rule];
	struct progress *g;
	uint64_t from = at > r->before ? at - r->before : 0;
	uint64_t to = w->base + w->n - at > r->after ? at + r->after : w->base + w->n;
	const struct fi_form *form = fi_program_form(s->program, rule);
	const pcre2_code *code;
	struct spot c;
	enum fi_code rc;
	bool found;

	if (form && !fi_form_may(form, w->p + (at + n - w->base), (size_t)(to - at - n),
			    form->named ? name_from(s, w, at + n) : 0))
		return FI_OK;
	g = progress_of(s, rule);
	if (!g->wanted)
		return FI_OK;
	/* Part of a match that was judged: it would be found again. */
	if (at >= g->match_start && at + n <= g->match_end)
		return FI_OK;
	rc = fi_program_code(s->program, rule, &code, err);
	if (rc != FI_OK)
		return rc;
	c = (struct spot){
		.p = w->p + (from - w->base),
		.n = (size_t)(to - from),
		.at = (size_t)(at - from),
		.end = (size_t)(at - from) + n,
		.offset = from,
	};
	if (fi_is_decode_rule(r->rule))
		start_at_run(&c, r->rule);
	rc = match(s, g, code, &c, &found, err);
	if (rc == FI_OK && !found && s->binary)
		rc = match_joined(s, g, rule, &c, &found, err);
	if (rc != FI_OK || !found)
		return rc;
	return report(s, w, g, r->rule, &c, err);
}

/* Does the literal stand where it counts? */
static bool in_place(const struct fi_scanner *s, const struct window *w, struct met m, size_t n)
{
	if (m.literal < s->program->set[FI_DENSE].first || !s->program->set[FI_DENSE].n)
		return !s->program->in_text || n >= FI_TEXT_LEAST ||
		       fi_text_around(w->p, w->n, (size_t)(m.at - w->base), n);
	return fi_dense_near(w->p, w->n, (size_t)(m.at - w->base), n);
}

/* Judge the literals that start before `limit`: what follows them is at hand. */
static enum fi_code judge_before(struct fi_scanner *s, const struct window *w,
	uint64_t limit, struct fi_err *err)
{
	enum fi_code rc;
	uint32_t i;

	while (s->met_first < s->met_n && s->met[s->met_first].at < limit) {
		struct met m = s->met[s->met_first++];
		const struct fi_program_literal *l = &s->program->literal[m.literal];

		if (!in_place(s, w, m, l->n))
			continue;
		for (i = 0; i < l->count; i++) {
			rc = try_rule(s, w, s->program->users[l->first + i], m.at, l->n, err);
			if (rc != FI_OK)
				return rc;
		}
	}
	if (s->met_first == 0)
		return FI_OK;
	memmove(s->met, s->met + s->met_first,
		(s->met_n - s->met_first) * sizeof(*s->met));
	s->met_n -= s->met_first;
	s->met_first = 0;
	return FI_OK;
}

/* --- windows ----------------------------------------------------------- */

/* The literal waits for what follows it, behind those that begin before it. */
static bool wait_for(struct fi_scanner *s, struct met m)
{
	size_t i;

	if (!fi_grow(&s->met, &s->met_cap, s->met_n + 1, sizeof(*s->met)))
		return false;
	for (i = s->met_n++; i > s->met_first; i--) {
		const struct met *last = &s->met[i - 1];

		if (last->at < m.at || (last->at == m.at && last->literal <= m.literal))
			break;
		s->met[i] = *last;
	}
	s->met[i] = m;
	return true;
}

/*
 * Who has seen the n bytes at p?  Large blocks are seen ahead of us, on another thread;
 * else we look ourselves, also where the header before a file's first word would seem to
 * be a part of it.
 */
static enum fi_code look(struct fi_scanner *s, const char *p, size_t n, bool starts,
	bool ends, const struct fi_lookout **out, struct fi_err *err)
{
	*out = s->ahead;
	if (fi_lookout_has(s->ahead, p, n) &&
		!(starts && p > s->ahead->p && fi_is_alnum(p[-1])))
		return FI_OK;
	*out = s->own;
	return fi_lookout_see(s->own, p, n, starts, ends, SIZE_MAX, err);
}

/* So far back a literal may begin that ends behind s->scanned, or a long word. */
static uint64_t reach(const struct fi_scanner *s)
{
	return s->program->longest > FI_WORD_LONG ? s->program->longest : FI_WORD_LONG;
}

/*
 * Meet the literals that end within the next `n` bytes.  What is looked at stands at
 * `copied`, too, if that is not NULL: in a block that may have been seen ahead.
 */
static enum fi_code hunt_slice(struct fi_scanner *s, const struct window *w, size_t n,
	const char *copied, bool ends, struct fi_err *err)
{
	uint64_t from = s->scanned > reach(s) ? s->scanned - reach(s) : 0;
	const struct fi_lookout *l;
	const char *p;
	size_t len, first;
	enum fi_code rc;

	if (from < w->base)
		from = w->base;
	p = copied ? copied : w->p + (from - w->base);
	len = (size_t)(s->scanned - from) + n;
	rc = look(s, p, len, from == 0, ends, &l, err);
	if (rc != FI_OK)
		return rc;
	first = (size_t)(p - l->p);
	for (size_t i = fi_lookout_find(l, first); i < l->count; i++) {
		struct met m = { from + (l->met[i].at - first), l->met[i].literal };
		uint64_t end = m.at + s->program->literal[m.literal].n;

		if (m.at >= from + len)
			break;
		/* Or it was met with the slice before, or goes on behind this one. */
		if (end > s->scanned && end <= from + len && !wait_for(s, m))
			return fi_err_nomem(err);
	}
	s->scanned += n;
	/* l's block may begin before the stream: then this is less than 0, and wraps. */
	return look_for_runs(s, w, &l->words.longs, from - first, false, err);
}

/* Meet those that end before `end`, slice by slice. */
static enum fi_code hunt(struct fi_scanner *s, const struct window *w, uint64_t end,
	bool last, struct fi_err *err)
{
	uint64_t far = horizon(s);
	enum fi_code rc = FI_OK;

	if (w->base == 0)
		s->binary = memchr(w->p, 0, w->n < BINARY_HEAD ? w->n : BINARY_HEAD);
	while (rc == FI_OK && s->scanned < end) {
		uint64_t left = end - s->scanned;

		rc = left < SLICE ?
			hunt_slice(s, w, (size_t)left, NULL, last, err) :
			hunt_slice(s, w, SLICE, NULL, last && left == SLICE, err);
		if (rc == FI_OK && s->scanned > far)
			rc = judge_before(s, w, s->scanned - far, err);
	}
	return rc;
}

/*
 * The window's last n bytes were copied from p.  If that was seen ahead, only what lies
 * across the seam must be looked at; if not, there is more to look at at once later.
 */
static enum fi_code hunt_copy(struct fi_scanner *s, const struct window *w, const char *p,
	size_t n, struct fi_err *err)
{
	uint64_t at = w->base + w->n - n, seam = at ? at + reach(s) : 0;
	enum fi_code rc;

	if (n <= 2 * reach(s) || !fi_lookout_has(s->ahead, p, n))
		return FI_OK;
	rc = hunt(s, w, seam, false, err);
	if (rc != FI_OK)
		return rc;
	return hunt_slice(s, w, (size_t)(w->base + w->n - s->scanned), p, false, err);
}

/*
 * Scan what the window has beyond s->scanned and judge what can be judged.
 * The window starts early enough for every literal that waits.
 */
static enum fi_code advance(struct fi_scanner *s, const struct window *w, bool last,
	struct fi_err *err)
{
	static const struct fi_offsets none;
	uint64_t far = horizon(s);
	enum fi_code rc = hunt(s, w, w->base + w->n, last, err);

	if (rc == FI_OK && last)
		rc = look_for_runs(s, w, &none, 0, true, err);
	if (rc == FI_OK && (last || s->scanned > far))
		rc = judge_before(s, w, last ? UINT64_MAX : s->scanned - far, err);
	return rc;
}

/* Take the last bytes of a scanned window over as the start of the next one. */
static void keep_tail(struct fi_scanner *s, const struct window *w)
{
	size_t keep = carry(s);

	if (keep > w->n)
		keep = w->n;
	count_lines(s, w, w->base + w->n - keep);
	s->base = w->base + w->n - keep;
	memmove(s->gathered, w->p + w->n - keep, keep);
	s->ngathered = keep;
}

static struct window gathered(const struct fi_scanner *s)
{
	return (struct window){ s->gathered, s->ngathered, s->base };
}

static void gather(struct fi_scanner *s, const char *p, size_t n)
{
	memcpy(s->gathered + s->ngathered, p, n);
	s->ngathered += n;
}

/* A piece so large that only its seams are copied. */
static enum fi_code feed_large(struct fi_scanner *s, const char *p, size_t n,
	struct fi_err *err)
{
	struct window w = gathered(s), piece = { p, n, s->base + s->ngathered };
	enum fi_code rc;

	if (s->ngathered > 0) {
		if (s->ngathered > GATHER) {
			rc = advance(s, &w, false, err);
			if (rc != FI_OK)
				return rc;
			keep_tail(s, &w);
		}
		gather(s, p, carry(s));
		w = gathered(s);
		rc = hunt_copy(s, &w, p, carry(s), err);
		if (rc == FI_OK)
			rc = advance(s, &w, false, err);
		if (rc != FI_OK)
			return rc;
		count_lines(s, &w, piece.base);
	}
	rc = advance(s, &piece, false, err);
	if (rc == FI_OK)
		keep_tail(s, &piece);
	return rc;
}

static enum fi_code feed(struct fi_scanner *s, const char *p, size_t n,
	struct fi_err *err)
{
	struct window w;
	enum fi_code rc;
	size_t take;

	if (!s->gathered && !(s->gathered = malloc(room_in(s))))
		return fi_err_nomem(err);
	if (n >= LARGE)
		return feed_large(s, p, n, err);
	while (n) {
		take = room_in(s) - s->ngathered;
		if (take > n)
			take = n;
		gather(s, p, take);
		w = gathered(s);
		rc = hunt_copy(s, &w, p, take, err);
		if (rc == FI_OK && w.n == room_in(s)) {
			rc = advance(s, &w, false, err);
			keep_tail(s, &w);
		}
		if (rc != FI_OK)
			return rc;
		p += take;
		n -= take;
	}
	return FI_OK;
}

/* --- UTF-16 ------------------------------------------------------------ */

static bool text_byte(unsigned char c)
{
	return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n' || c == '\r';
}

/* Are all of the first units those of plain text, low byte at `low`? */
static bool wide_text(const char *p, size_t n, size_t low)
{
	size_t i;

	if (n < SNIFF_LEAST)
		return false;
	for (i = 0; i + 1 < n; i += 2)
		if (!text_byte((unsigned char)p[i + low]) || p[i + 1 - low] != 0)
			return false;
	return true;
}

/*
 * Programs for Windows and .NET, and SQLite tables in UTF-16 (its header's byte 59):
 * bytes of all kinds, and among them texts in UTF-16 that begin anywhere.
 */
static bool mixed(const char *p, size_t n)
{
	if (n < SNIFF_LEAST)
		return false;
	if (memcmp(p, "MZ", 2) == 0)
		return p[62] == 0 && p[63] == 0; /* where its real header is: near */
	return memcmp(p, "SQLite format 3", 16) == 0 && (p[59] == 2 || p[59] == 3);
}

static enum form form_of(const char *p, size_t n, bool *mark)
{
	*mark = n >= 2 &&
		(memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0);
	if (*mark)
		return p[0] == '\xff' ? UTF16LE : UTF16BE;
	if (n > SNIFF)
		n = SNIFF;
	if (mixed(p, n))
		return MIXED;
	if (wide_text(p, n, 0))
		return UTF16LE;
	return wide_text(p, n, 1) ? UTF16BE : PLAIN;
}

/* What is not ASCII becomes 0xff, a byte that no token has. */
static char narrow(unsigned char first, unsigned char second, enum form form)
{
	unsigned char low = form == UTF16LE ? first : second;
	unsigned char high = form == UTF16LE ? second : first;

	return (char)(high == 0 && low < 0x80 ? low : 0xff);
}

size_t fi_scan_narrow(char *p, size_t n, bool whole)
{
	bool mark = false;
	enum form form = whole || n >= SNIFF ? form_of(p, n, &mark) : PLAIN;
	size_t len = 0, i;

	if (form == PLAIN || form == MIXED)
		return n;
	for (i = mark ? 2 : 0; i + 1 < n; i += 2)
		p[len++] = narrow((unsigned char)p[i], (unsigned char)p[i + 1], form);
	return len;
}

static enum fi_code feed_wide(struct fi_scanner *s, const char *p, size_t n,
	struct fi_err *err)
{
	char out[NARROW];
	size_t len = 0, i;
	enum fi_code rc;

	for (i = 0; i < n; i++) {
		if (!s->has_half) {
			s->half = (unsigned char)p[i];
			s->has_half = true;
			continue;
		}
		s->has_half = false;
		if (s->has_mark) {
			s->has_mark = false; /* the mark is no part of the text */
			continue;
		}
		out[len++] = narrow(s->half, (unsigned char)p[i], s->form);
		if (len < sizeof(out))
			continue;
		rc = feed(s, out, len, err);
		if (rc != FI_OK)
			return rc;
		len = 0;
	}
	return feed(s, out, len, err);
}

/* A zero between characters is one's other half if there is another zero next to them. */
static bool is_half(const unsigned char around[5])
{
	return around[2] == 0 && text_byte(around[1]) && text_byte(around[3]) &&
	       (around[0] == 0 || around[4] == 0);
}

/* Leaves the other halves out of n bytes; `last`: nothing follows them. */
static enum fi_code feed_mixed(struct fi_scanner *s, const char *p, size_t n, bool last,
	struct fi_err *err)
{
	char out[NARROW];
	size_t len = 0;

	for (size_t i = 0; i < n + (last ? 2 : 0); i++) {
		enum fi_code rc;

		memmove(s->around, s->around + 1, 4);
		s->around[4] = i < n ? (unsigned char)p[i] : 0xff;
		if (s->naround < 3)
			s->naround++;
		if (s->naround < 3 || is_half(s->around))
			continue;
		out[len++] = (char)s->around[2];
		if (len < sizeof(out))
			continue;
		rc = feed(s, out, len, err);
		if (rc != FI_OK)
			return rc;
		len = 0;
	}
	return feed(s, out, len, err);
}

/* --- streams ----------------------------------------------------------- */

static enum fi_code feed_form(struct fi_scanner *s, const char *p, size_t n,
	struct fi_err *err)
{
	if (s->form == MIXED)
		return feed_mixed(s, p, n, false, err);
	return s->form == PLAIN ? feed(s, p, n, err) : feed_wide(s, p, n, err);
}

/* The form is known or nothing more comes: pass on what was held back. */
static enum fi_code settle_form(struct fi_scanner *s, struct fi_err *err)
{
	s->form = form_of(s->sniffed, s->nsniffed, &s->has_mark);
	return feed_form(s, s->sniffed, s->nsniffed, err);
}

/* The stream's only piece is scanned where it lies. */
static enum fi_code scan_whole(struct fi_scanner *s, const char *p, size_t n,
	struct fi_err *err)
{
	struct window w = { p, n, 0 };

	s->form = form_of(p, n, &s->has_mark);
	if (s->form != PLAIN)
		return feed_form(s, p, n, err);
	s->whole = true;
	return advance(s, &w, true, err);
}

enum fi_code fi_scan_begin(struct fi_scanner *s, const char *path, uint64_t size,
	fi_on_hit *on_hit, void *self, struct fi_err *err)
{
	/* What is decoded in a file comes one after the other under the file's name. */
	if (s->named == 0 || strcmp(s->path.p, path) != 0) {
		fi_buf_clear(&s->path);
		if (fi_buf_adds(&s->path, path) != FI_OK)
			return fi_err_nomem(err);
		s->named++;
		s->facts = (struct fi_path_facts){ .kind_known = false };
	}
	forget_waiting(&s->waiting); /* of a stream that failed */
	s->stream++;
	s->on_hit = on_hit;
	s->self = self;
	s->size = size;
	s->open = true;
	s->whole = s->has_half = s->has_mark = s->binary = false;
	s->form = UNKNOWN;
	memset(s->around, 0xff, sizeof(s->around));
	s->naround = 0;
	s->nsniffed = s->ngathered = s->met_first = s->met_n = 0;
	s->base = s->scanned = s->line_at = s->line_start = s->lines = 0;
	s->run_at = s->run_lines = s->run_line_start = 0;
	if (s->runs)
		fi_runs_begin(s->runs, s->known);
	return FI_OK;
}

enum fi_code fi_scan_bytes(struct fi_scanner *s, const void *bytes, size_t n,
	struct fi_err *err)
{
	const char *p = bytes;
	enum fi_code rc;
	size_t take;

	if (n == 0 || !s->program->nrules)
		return FI_OK;
	if (!s->open || s->whole)
		return fi_err_set(err, FI_EUSAGE, "%s: more bytes than announced", s->path.p);
	if (s->form == UNKNOWN && s->nsniffed == 0) {
		if (n == s->size)
			return scan_whole(s, p, n, err);
		if (n >= SNIFF) {
			s->form = form_of(p, n, &s->has_mark);
			return feed_form(s, p, n, err);
		}
	}
	if (s->form == UNKNOWN) {
		take = SNIFF - s->nsniffed < n ? SNIFF - s->nsniffed : n;
		memcpy(s->sniffed + s->nsniffed, p, take);
		s->nsniffed += take;
		p += take;
		n -= take;
		if (s->nsniffed < SNIFF)
			return FI_OK;
		rc = settle_form(s, err);
		if (rc != FI_OK)
			return rc;
	}
	return n ? feed_form(s, p, n, err) : FI_OK;
}

bool fi_scan_is_over(const struct fi_scanner *s)
{
	return s->whole;
}

enum fi_code fi_scan_end(struct fi_scanner *s, struct fi_err *err)
{
	struct window w;
	enum fi_code rc = FI_OK;

	if (!s->open)
		return FI_OK;
	s->open = false;
	if (s->whole || !s->program->nrules)
		return FI_OK;
	if (s->form == UNKNOWN && s->nsniffed)
		rc = settle_form(s, err);
	if (rc == FI_OK && s->form == MIXED)
		rc = feed_mixed(s, "", 0, true, err);
	if (rc != FI_OK || s->ngathered == 0)
		return rc;
	w = gathered(s);
	return advance(s, &w, true, err);
}

enum fi_code fi_scan_text(struct fi_scanner *s, const char *path, const void *p, size_t n,
	fi_on_hit *on_hit, void *self, struct fi_err *err)
{
	enum fi_code rc = fi_scan_begin(s, path, n, on_hit, self, err);

	if (rc == FI_OK)
		rc = fi_scan_bytes(s, p, n, err);
	if (rc == FI_OK)
		rc = fi_scan_end(s, err);
	return rc;
}

enum fi_code fi_scanner_lookout(const struct fi_scanner *s, struct fi_lookout **out,
	struct fi_err *err)
{
	return fi_lookout_new(s->program, out, err);
}

void fi_scanner_lend(struct fi_scanner *s, const struct fi_lookout *ahead)
{
	s->ahead = ahead;
}

uint64_t fi_scanner_limited(const struct fi_scanner *s)
{
	return s->limited;
}

/* --- the scanner ------------------------------------------------------- */

static void scanner_freep(struct fi_scanner **s)
{
	fi_scanner_free(*s);
}

static void waiting_done(struct waiting *w)
{
	fi_lookout_free(w->seen);
	fi_buf_done(&w->raw);
	fi_buf_done(&w->text);
	free(w->run);
}

void fi_scanner_free(struct fi_scanner *s)
{
	if (!s)
		return;
	fi_lookout_free(s->own);
	pcre2_match_data_free(s->found);
	pcre2_match_context_free(s->limits);
	pcre2_jit_stack_free(s->stack);
	if (s->depth == 0) {
		fi_program_free(s->program);
		fi_weighed_free(s->weighed);
	}
	fi_scanner_free(s->inner);
	fi_runs_free(s->runs);
	waiting_done(&s->waiting);
	fi_buf_done(&s->path);
	free(s->progress);
	free(s->gathered);
	free(s->met);
	free(s);
}

void fi_scanner_set_time(struct fi_scanner *s, int64_t now)
{
	s->now = now;
}

/* What matching needs, and what bounds it. */
static enum fi_code make_tools(struct fi_scanner *s, struct fi_err *err)
{
	enum fi_code rc = fi_lookout_new(s->program, &s->own, err);

	if (rc != FI_OK)
		return rc;
	s->found = pcre2_match_data_create(2, NULL);
	s->limits = pcre2_match_context_create(NULL);
	s->stack = pcre2_jit_stack_create(32 << 10, JIT_STACK, NULL);
	s->progress = calloc(s->program->nrules + 1, sizeof(*s->progress));
	if (!s->found || !s->limits || !s->stack || !s->progress)
		return fi_err_nomem(err);
	pcre2_set_match_limit(s->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(s->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(s->limits, HEAP_LIMIT);
	pcre2_jit_stack_assign(s->limits, NULL, s->stack);
	return FI_OK;
}

static struct fi_scanner *scanner_alloc(void)
{
	struct fi_scanner *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->path = fi_buf_limited(SIZE_MAX / 2);
	s->waiting.raw = fi_buf_limited(SIZE_MAX / 2);
	s->waiting.text = fi_buf_limited(SIZE_MAX / 2);
	return s;
}

static enum fi_code make_runs(struct fi_scanner *s, struct fi_err *err)
{
	if (s->depth >= DECODE_DEPTH)
		return FI_OK;
	s->runs = fi_runs_new(rescan, locate_run, s);
	if (s->runs && !s->depth)
		fi_runs_unpack(s->runs);
	return s->runs ? FI_OK : fi_err_nomem(err);
}

/* A scanner for what this one decodes, with the same program. */
static enum fi_code new_inner(struct fi_scanner *s, struct fi_err *err)
{
	FI_AUTO(scanner_freep) struct fi_scanner *inner = scanner_alloc();
	enum fi_code rc;

	if (!inner)
		return fi_err_nomem(err);
	inner->depth = s->depth + 1;
	inner->program = s->program;
	inner->weighed = weighed_of(s);
	rc = make_tools(inner, err);
	if (rc == FI_OK)
		rc = make_runs(inner, err);
	if (rc != FI_OK)
		return rc;
	s->inner = inner;
	inner = NULL; /* handed over */
	return FI_OK;
}

static void list_freep(const struct fi_rule ***list)
{
	free(*list);
}

enum fi_code fi_scanner_from_rules(const struct fi_rule *const *rules, size_t n,
	struct fi_scanner **out, struct fi_err *err)
{
	FI_AUTO(scanner_freep) struct fi_scanner *s = scanner_alloc();
	FI_AUTO(list_freep) const struct fi_rule **list =
		calloc(n + FI_DECODE_RULES, sizeof(*list));
	enum fi_code rc;
	size_t i;

	if (!s || !list)
		return fi_err_nomem(err);
	for (i = 0; i < n; i++)
		list[i] = rules[i];
	/* Without rules there is nothing to find in what is decoded. */
	for (i = 0; n && i < FI_DECODE_RULES; i++)
		list[n + i] = &fi_decode_rules[i];
	rc = fi_program_new(list, n ? n + FI_DECODE_RULES : 0, &s->program, err);
	if (rc == FI_OK)
		rc = make_tools(s, err);
	if (rc == FI_OK)
		rc = make_runs(s, err);
	if (rc != FI_OK)
		return rc;
	*out = s;
	s = NULL; /* handed over */
	return FI_OK;
}

enum fi_code fi_scanner_new(bool (*want)(void *self, const struct fi_rule *r), void *self,
	struct fi_scanner **out, struct fi_err *err)
{
	size_t all = fi_rules_count(), n = 0, i;
	FI_AUTO(list_freep) const struct fi_rule **list = calloc(all + 1, sizeof(*list));

	if (!list)
		return fi_err_nomem(err);
	for (i = 0; i < all; i++)
		if (!want || want(self, fi_rules_at(i)))
			list[n++] = fi_rules_at(i);
	return fi_scanner_from_rules(list, n, out, err);
}
