#include "rules/decode.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alnum.h"
#include "lib/buf.h"
#include "rules/packed.h"

/* So many letters and digits in a row start a run; nine bytes of text. */
#define CORE FI_WORD_LONG
/* A run as a whole has at least so many characters: shorter values are judged as they
 * stand. */
#define BASE64_LEAST 16
#define HEX_LEAST    32
/* Text that ends in something else is text if there is so much of it. */
#define PART_LEAST 48
/* How far a run's beginning is looked for before its first letters. */
#define BACK 64
/* A longer run comes in parts; each holds the longest secret, and what a rule looks at
 * before it. */
#define PART    (128 << 10)
#define OVERLAP (26 << 10)
#define BEFORE  (2 << 10)
/* Lines of wrapped base64: PEM's 64, MIME's 76; blanks that indent the next one. */
#define WRAP_LEAST 48
#define BLANKS_MAX 64
/* The base64 digits that a byte of text may begin with, 1 << value each. */
#define FIRSTS 0x00000000ffffff0cULL

/* DEAD: behind a run, at what may look like more of it. */
enum state { SEEK, DEAD, LIVE };

struct fi_runs {
	fi_on_run *on_run;
	fi_locate *locate;
	void *self;
	enum state state;
	uint64_t next;  /* what is before it was looked at */
	uint64_t floor; /* where the last run ended */
	uint64_t known; /* what ends up to here is not told */
	bool later;     /* a part of the run was told */
	struct fi_run run;
	char *raw, *text;
	char context[FI_RUN_CONTEXT];
	size_t n;
	size_t solid; /* n without blanks at the end */
	size_t in_line;
	bool padded;
	bool broken; /* there are blanks or line breaks in it */
	bool unpacks;
	size_t budget;	    /* bytes of text that may still be unpacked in this stream */
	struct fi_buf pack; /* raw of a packed run */
};

const char *fi_encoding_name(enum fi_encoding how)
{
	static const char *const names[] = { "base64", "hex", "percent", "json" };

	return names[how];
}

const char *fi_encoding_chain(enum fi_encoding how, const char *inner)
{
#define CHAINS(outer)                                                                  \
	{ outer " > base64", outer " > hex", outer " > percent", outer " > json" }
	static const char *const chains[][4] = { CHAINS("base64"), CHAINS("hex"),
		CHAINS("percent"), CHAINS("json") };

	for (enum fi_encoding i = FI_BASE64; inner && i <= FI_JSON_ESCAPED; i++)
		if (strcmp(inner, fi_encoding_name(i)) == 0)
			return chains[how][i];
	return fi_encoding_name(how);
}

/* --- decoding ---------------------------------------------------------- */

/* The value of a base64 digit of either alphabet, and 1 more, so that 0 is none. */
static const signed char base64_value[256] = {
	['A'] = 1,
	2,
	3,
	4,
	5,
	6,
	7,
	8,
	9,
	10,
	11,
	12,
	13,
	14,
	15,
	16,
	17,
	18,
	19,
	20,
	21,
	22,
	23,
	24,
	25,
	26,
	['a'] = 27,
	28,
	29,
	30,
	31,
	32,
	33,
	34,
	35,
	36,
	37,
	38,
	39,
	40,
	41,
	42,
	43,
	44,
	45,
	46,
	47,
	48,
	49,
	50,
	51,
	52,
	['0'] = 53,
	54,
	55,
	56,
	57,
	58,
	59,
	60,
	61,
	62,
	['+'] = 63,
	['-'] = 63,
	['/'] = 64,
	['_'] = 64,
};

static inline int base64_digit(char c)
{
	return base64_value[(unsigned char)c] - 1;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Up to four characters from *at on become up to three bytes. */
static size_t base64_unit(const char *s, size_t n, size_t *at, unsigned char out[3])
{
	unsigned bits = 0, digits = 0;

	while (*at < n && digits < 4) {
		int d = base64_digit(s[*at]);

		if (d < 0 && !is_blank(s[*at]))
			break;
		++*at;
		if (d < 0)
			continue;
		bits = bits << 6 | (unsigned)d;
		digits++;
	}
	if (digits < 2)
		return 0;
	bits <<= 6 * (4 - digits);
	out[0] = (unsigned char)(bits >> 16);
	out[1] = (unsigned char)(bits >> 8);
	out[2] = (unsigned char)bits;
	return digits - 1;
}

static size_t hex_unit(const char *s, size_t n, size_t *at, unsigned char out[3])
{
	int high = *at + 1 < n ? hex_digit(s[*at]) : -1;
	int low = high < 0 ? -1 : hex_digit(s[*at + 1]);

	if (low < 0)
		return 0;
	*at += 2;
	out[0] = (unsigned char)(high << 4 | low);
	return 1;
}

static size_t percent_unit(const char *s, size_t n, size_t *at, unsigned char out[3])
{
	size_t next = *at + 1;

	if (s[*at] == '%' && hex_unit(s, n, &next, out)) {
		*at = next;
		return 1;
	}
	out[0] = (unsigned char)s[(*at)++];
	return 1;
}

/* \uXXXX; what is not ASCII becomes a byte that no token has. */
static size_t unicode_unit(const char *s, size_t n, size_t *at, unsigned char out[3])
{
	unsigned code = 0;

	if (n - *at < 6)
		return 0;
	for (size_t i = 2; i < 6; i++) {
		int d = hex_digit(s[*at + i]);

		if (d < 0)
			return 0;
		code = code << 4 | (unsigned)d;
	}
	*at += 6;
	out[0] = code < 0x80 ? (unsigned char)code : 0xff;
	return 1;
}

static size_t json_unit(const char *s, size_t n, size_t *at, unsigned char out[3])
{
	static const char from[] = "nrt/\"\\", to[] = "\n\r\t/\"\\";
	const char *kind;

	if (s[*at] == '\\' && n - *at > 1) {
		if (s[*at + 1] == 'u' && unicode_unit(s, n, at, out))
			return 1;
		kind = s[*at + 1] ? strchr(from, s[*at + 1]) : NULL;
		if (kind) {
			*at += 2;
			out[0] = (unsigned char)to[kind - from];
			return 1;
		}
	}
	out[0] = (unsigned char)s[(*at)++];
	return 1;
}

/* The next bytes of the text, and *at behind what they were made of; 0 at the end. */
static size_t unit(
	enum fi_encoding how, const char *s, size_t n, size_t *at, unsigned char out[3])
{
	if (*at >= n)
		return 0;
	switch (how) {
	case FI_BASE64:
		return base64_unit(s, n, at, out);
	case FI_HEX:
		return hex_unit(s, n, at, out);
	case FI_PERCENT:
		return percent_unit(s, n, at, out);
	case FI_JSON_ESCAPED:
		return json_unit(s, n, at, out);
	}
	return 0;
}

/* Whole units, as most of a text is; *at and the length behind them. */
static size_t decode_units(
	enum fi_encoding how, const char *s, size_t n, size_t *at, char *out)
{
	size_t len = 0, i = 0;

	for (; how == FI_BASE64 && n - i >= 4; i += 4) {
		int a = base64_digit(s[i]), b = base64_digit(s[i + 1]);
		int c = base64_digit(s[i + 2]), d = base64_digit(s[i + 3]);

		if ((a | b | c | d) < 0)
			break;
		out[len++] = (char)(a << 2 | b >> 4);
		out[len++] = (char)(b << 4 | c >> 2);
		out[len++] = (char)(c << 6 | d);
	}
	for (; how == FI_HEX && n - i >= 2; i += 2) {
		int high = hex_digit(s[i]), low = hex_digit(s[i + 1]);

		if ((high | low) < 0)
			break;
		out[len++] = (char)(high << 4 | low);
	}
	*at = i;
	return len;
}

size_t fi_decode(enum fi_encoding how, const char *s, size_t n, char *out)
{
	unsigned char bytes[3];
	size_t at = 0, len = 0, got;

	for (;;) {
		size_t units;

		len += decode_units(how, s + at, n - at, &units, out + len);
		at += units;
		got = unit(how, s, n, &at, bytes);
		if (!got)
			return len;
		memcpy(out + len, bytes, got);
		len += got;
	}
}

/* The last place known that is not behind byte `at` of the text. */
static void start_near(const struct fi_run_marks *m, size_t at, size_t *raw, size_t *text)
{
	size_t lo = 0, hi = m->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (m->at[mid].text <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	*raw = lo ? m->at[lo - 1].raw : 0;
	*text = lo ? m->at[lo - 1].text : 0;
}

/* Remember the place if it is far enough behind the last one. */
static void mark(struct fi_run_marks *m, size_t n, size_t raw, size_t text)
{
	size_t last = m->n ? m->at[m->n - 1].raw : 0;

	if (m->n == FI_RUN_MARKS || raw < last || raw - last <= n / FI_RUN_MARKS ||
		raw > UINT32_MAX)
		return;
	m->at[m->n].raw = (uint32_t)raw;
	m->at[m->n++].text = (uint32_t)text;
}

/* Pass so many whole units of base64 by counting their digits: false, and not moved, if there
 * are fewer. */
static bool pass_units(const char *s, size_t n, size_t *at, size_t units)
{
	size_t left = units * 4, i = *at;

	for (; left && i < n; i++) {
		if (base64_digit(s[i]) >= 0)
			left--;
		else if (!is_blank(s[i]))
			return false;
	}
	if (left)
		return false;
	*at = i;
	return true;
}

static size_t decode_from(enum fi_encoding how, const char *s, size_t n, size_t at,
	struct fi_run_marks *m)
{
	unsigned char bytes[3];
	size_t i, was, len, got, units, took, most = n / FI_RUN_MARKS / 4 + 1;

	start_near(m, at, &i, &len);
	units = how == FI_BASE64 && at > len ? (at - len) / 3 : 0;
	/* As many at once as lie between two marks. */
	while (units > 1) {
		took = most < units ? most : units - 1;
		if (!pass_units(s, n, &i, took))
			break;
		len += took * 3;
		units -= took;
		mark(m, n, i, len);
	}
	for (was = i;; was = i) {
		while (how == FI_BASE64 && i && was < n && is_blank(s[was]))
			was++;
		mark(m, n, i, len);
		got = unit(how, s, n, &i, bytes);
		if (!got)
			return len == at ? was : n;
		if (len + got > at)
			return was + (at - len) < n ? was + (at - len) : n;
		len += got;
	}
}

size_t fi_decode_from(enum fi_encoding how, const char *s, size_t n, size_t at)
{
	struct fi_run_marks none = { .n = 0 };

	return decode_from(how, s, n, at, &none);
}

/* Where the byte comes from if nothing but digits stands there: no need to decode. */
static size_t flat_from(const struct fi_run *run, size_t at)
{
	size_t left = at % 3, from;

	if (at > run->bytes)
		return run->n;
	if (run->how == FI_HEX)
		from = at * 2;
	else if (at == run->bytes)
		from = at / 3 * 4 + (left ? left + 1 : 0);
	else
		from = at / 3 * 4 + left;
	return from < run->n ? from : run->n;
}

size_t fi_run_from(const struct fi_run *run, size_t at, struct fi_run_marks *marks)
{
	if (run->packed)
		return (size_t)((double)(run->at + at) / (double)run->all * (double)run->n);
	if (run->wide)
		at *= 2;
	return run->flat ? flat_from(run, at) :
			   decode_from(run->how, run->raw, run->n, at, marks);
}

static bool is_text(unsigned c)
{
	return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n' || c == '\r';
}

size_t fi_text_length(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t i = 0, k, more;

	while (i < n) {
		if (is_text(p[i])) {
			i++;
			continue;
		}
		if (p[i] < 0xc2 || p[i] > 0xf4)
			return i;
		more = p[i] < 0xe0 ? 1 : p[i] < 0xf0 ? 2 : 3;
		for (k = 1; k <= more && i + k < n && (p[i + k] & 0xc0) == 0x80; k++)
			;
		if (k <= more && i + k < n)
			return i;
		i += k;
	}
	return n;
}

/* --- the object -------------------------------------------------------- */

struct fi_runs *fi_runs_new(fi_on_run *on_run, fi_locate *locate, void *self)
{
	struct fi_runs *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->on_run = on_run;
	r->locate = locate;
	r->self = self;
	r->pack = fi_buf_limited(FI_PACKED_RAW);
	return r;
}

void fi_runs_unpack(struct fi_runs *r)
{
	r->unpacks = true;
}

void fi_runs_free(struct fi_runs *r)
{
	if (!r)
		return;
	free(r->raw);
	free(r->text);
	fi_buf_done(&r->pack);
	free(r);
}

void fi_runs_begin(struct fi_runs *r, uint64_t known)
{
	r->known = known;
	r->state = SEEK;
	r->next = r->floor = 0;
	r->budget = r->unpacks ? FI_PACKED_BUDGET : 0;
}

/* --- where a run begins ------------------------------------------------ */

static bool is_digit(char c)
{
	return base64_digit(c) >= 0;
}

/*
 * Can four characters be the first of an encoded text?  Asked of every long name in an
 * image, of which it leaves a tenth, so without a branch: as base64, three bytes of
 * ASCII, the first no control byte; as hex, two.
 */
static inline bool may_be_text(const char *s)
{
	unsigned first = (unsigned)base64_digit(s[0]);
	unsigned base64 = (FIRSTS >> (first & 63) & 1) &
			  ~((unsigned)base64_digit(s[1]) >> 3) &
			  ~((unsigned)base64_digit(s[2]) >> 1);
	unsigned hex = (unsigned)(((s[0] & 0xf8) == '0') & ((s[2] & 0xf8) == '0'));

	return (base64 | hex) & 1;
}

/*
 * CORE letters and digits at s: do they begin an encoded text?  Not in the middle of
 * a word; behind what may be the run's, or an escape's, open_run looks closely.
 */
static inline bool may_start(const char *s, bool is_first)
{
	char before = is_first ? ' ' : s[-1];

	if (fi_is_alnum(before))
		return false;
	return is_digit(before) || before == '\\' || may_be_text(s) ||
	       memcmp(s, "H4sI", 4) == 0;
}

/*
 * The first CORE letters and digits in [at, end) that may_start(), or where to look on;
 * *found says which.  `longs` are those words, less `from`, that were not passed yet.
 */
static uint64_t find_core(const char *p, uint64_t at, uint64_t base, uint64_t end,
	struct fi_offsets *longs, uint64_t from, bool *found)
{
	size_t n = 0;

	for (; longs->n; longs->v++, longs->n--) {
		uint64_t word = from + *longs->v;

		if (word < at)
			continue;
		if (word + CORE > end)
			break;
		*found = may_start(p + (word - base), word == base);
		if (*found)
			return word;
	}
	*found = false;
	/* The middle of a word starts nothing, so none that was judged is told again. */
	while (n < CORE && end - n > at && fi_is_alnum(p[end - n - 1 - base]))
		n++;
	return n < CORE ? end - n : end;
}

/* Do the n characters at s decode to ASCII text? */
static bool starts_base64(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i += 4) {
		unsigned bits = (unsigned)base64_digit(s[i]) << 18 |
				(unsigned)base64_digit(s[i + 1]) << 12 |
				(unsigned)base64_digit(s[i + 2]) << 6 |
				(unsigned)base64_digit(s[i + 3]);

		if (bits & 0x808080 || !is_text(bits >> 16 & 0xff) ||
			!is_text(bits >> 8 & 0xff) || !is_text(bits & 0xff))
			return false;
	}
	return true;
}

/* To ASCII in UTF-16, low bytes first? */
static bool starts_wide(const char *s, size_t n)
{
	char text[CORE];
	size_t len;

	/* The second byte is a zero, or there is no need to decode. */
	if (base64_digit(s[1]) & 15 || base64_digit(s[2]) >> 2)
		return false;
	len = fi_decode(FI_BASE64, s, n, text);
	for (size_t i = 0; i < len; i++)
		if (i % 2 ? text[i] != 0 : !is_text((unsigned char)text[i]))
			return false;
	return true;
}

static bool starts_hex(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i += 2) {
		int high = hex_digit(s[i]), low = hex_digit(s[i + 1]);

		if (high < 0 || low < 0 || !is_text((unsigned char)(high << 4 | low)))
			return false;
	}
	return true;
}

static bool starts_text(const char *s, size_t n, struct fi_run *run)
{
	bool base64 = starts_base64(s, n);

	run->how = !base64 && starts_hex(s, n) ? FI_HEX : FI_BASE64;
	run->wide = !base64 && run->how != FI_HEX && starts_wide(s, n);
	return base64 || run->wide || run->how == FI_HEX;
}

/* What stands before it in its line. */
static void keep_context(struct fi_runs *r, const char *p, uint64_t base, uint64_t at)
{
	size_t n = at - base < FI_RUN_CONTEXT ? (size_t)(at - base) : FI_RUN_CONTEXT;
	const char *from = p + (at - base) - n, *brk = memrchr(from, '\n', n);

	if (brk) {
		n -= (size_t)(brk + 1 - from);
		from = brk + 1;
	}
	memcpy(r->context, from, n);
	r->run.context_n = n;
}

static enum fi_code go_live(struct fi_runs *r, const char *p, uint64_t base,
	uint64_t at, struct fi_err *err)
{
	if (!r->raw)
		r->raw = malloc(PART);
	if (!r->text)
		r->text = malloc(PART);
	if (!r->raw || !r->text)
		return fi_err_nomem(err);
	keep_context(r, p, base, at);
	r->locate(r->self, at, &r->run.line, &r->run.column);
	r->state = LIVE;
	r->run.start = r->next = at;
	r->n = r->solid = r->in_line = 0;
	r->padded = r->later = r->broken = false;
	fi_buf_clear(&r->pack);
	return FI_OK;
}

/* A run has CORE letters at `core`: does it begin as text does? */
static enum fi_code open_run(struct fi_runs *r, const char *p, uint64_t base,
	uint64_t core, struct fi_err *err)
{
	uint64_t start = core, at[3];
	size_t n = 0;

	while (start > r->floor && start > base && core - start < BACK &&
		is_digit(p[start - 1 - base]))
		start--;
	at[n++] = start;
	/* "\nLS0t": the letter belongs to the escape; CORE letters from there on may not be
	 * at hand. */
	if (start > base && p[start - 1 - base] == '\\')
		at[n - 1]++;
	/* A path or a name may stand before it. */
	if (start < core)
		at[n++] = core;
	for (size_t i = 0; i < n; i++) {
		r->run.packed = r->budget ? fi_packed_sign(p + (at[i] - base)) : 0;
		if (!r->run.packed && !may_be_text(p + (at[i] - base)))
			continue; /* most: parts of paths and names */
		if (r->run.packed)
			r->run.how = FI_BASE64;
		if (r->run.packed || starts_text(p + (at[i] - base), at[i] > core ? CORE - 4 : CORE,
			    &r->run))
			return go_live(r, p, base, at[i], err);
	}
	r->next = core + CORE;
	return FI_OK;
}

/* --- a run that may be text -------------------------------------------- */

/* ASCII of n bytes of UTF-16, in place; up to what is something else. */
static size_t narrow(char *text, size_t n)
{
	size_t len = 0;

	for (; len * 2 + 1 < n && text[len * 2 + 1] == 0; len++)
		text[len] = text[len * 2];
	return len;
}

static enum fi_code tell_piece(
	void *self, const struct fi_packed_piece *p, struct fi_err *err)
{
	struct fi_runs *r = self;

	r->run.text = p->text;
	r->run.text_n = p->n;
	r->run.at = p->at;
	r->run.all = p->all;
	r->run.from = p->from;
	r->run.to = p->to;
	if (p->at)
		r->run.context_n = 0;
	return r->on_run(r->self, &r->run, err);
}

static enum fi_code tell_packed(struct fi_runs *r, struct fi_err *err)
{
	size_t most = r->budget < FI_PACKED_TEXT ? r->budget : FI_PACKED_TEXT, used = 0;
	bool cut = false;
	enum fi_code rc;

	r->run.raw = r->pack.p;
	r->run.n = r->pack.len;
	r->run.context = r->context;
	r->run.cut = r->run.wide = false;
	rc = fi_packed_read(r->pack.p, r->pack.len, r->run.packed, most, tell_piece, r, &used,
		&cut, err);
	r->budget -= used;
	if (rc != FI_OK || !(cut || r->n > r->pack.len))
		return rc;
	r->run.cut = true;
	r->run.text_n = 0;
	return r->on_run(r->self, &r->run, err);
}

static enum fi_code tell(struct fi_runs *r, bool last, struct fi_err *err)
{
	size_t least = r->run.how == FI_HEX ? HEX_LEAST : BASE64_LEAST, n;

	if (r->run.start + r->n <= r->known)
		return FI_OK;
	if (r->run.packed)
		return tell_packed(r, err);
	r->run.raw = r->raw;
	r->run.n = last ? r->solid : r->n;
	r->run.text = r->text;
	r->run.context = r->context;
	r->run.from = r->later ? BEFORE : 0;
	r->run.to = last ? SIZE_MAX : r->n - OVERLAP + BEFORE;
	if (r->run.n < least)
		return FI_OK;
	n = fi_decode(r->run.how, r->raw, r->run.n, r->text);
	r->run.bytes = n;
	r->run.flat = !r->broken;
	if (r->run.wide)
		n = narrow(r->text, n);
	r->run.text_n = fi_text_length(r->text, n);
	if (r->run.text_n < n && r->run.text_n < PART_LEAST)
		return FI_OK;
	return r->on_run(r->self, &r->run, err);
}

/* The part is full: tell it, and keep its end for the next. */
static enum fi_code turn_part(struct fi_runs *r, struct fi_err *err)
{
	enum fi_code rc = tell(r, false, err);
	size_t gone = PART - OVERLAP, digits = 0, i;

	if (rc != FI_OK)
		return rc;
	/* The next part begins where four characters do, and a UTF-16 unit: eight. */
	for (i = 0; i < gone || digits % 8; i++)
		digits += is_digit(r->raw[i]);
	gone = i;
	for (i = 0; i < gone; i++) {
		r->run.column++;
		if (r->raw[i] != '\n')
			continue;
		r->run.line++;
		r->run.column = 1;
	}
	memmove(r->raw, r->raw + gone, r->n - gone);
	r->run.start += gone;
	r->n -= gone;
	r->solid -= gone;
	r->run.context_n = 0;
	r->later = true;
	return FI_OK;
}

/* Is this byte the run's?  Blanks are as long as a line may go on behind them. */
static bool takes(struct fi_runs *r, char c)
{
	bool blanks = r->n > r->solid;

	if (r->padded)
		return c == '=';
	if (r->run.how == FI_HEX)
		return hex_digit(c) >= 0;
	if (is_digit(c)) {
		r->in_line = blanks ? 1 : r->in_line + 1;
		return true;
	}
	if (c == '=')
		return r->padded = !blanks;
	if (r->in_line < WRAP_LEAST || r->in_line % 4 || r->n - r->solid >= BLANKS_MAX)
		return false;
	return c == '\n' || (c == '\r' && !blanks) || (is_blank(c) && blanks);
}

/* Take digits at once, as far as they go and there is room; all but a run's seams. */
static void take_digits(struct fi_runs *r, const char *s, size_t n)
{
	size_t room = PART - 1 - r->n, i = 0;

	if (r->padded || r->run.packed)
		return;
	if (n > room)
		n = room;
	if (r->run.how == FI_HEX)
		while (i < n && hex_digit(s[i]) >= 0)
			i++;
	else
		while (i < n && is_digit(s[i]))
			i++;
	if (!i)
		return;
	memcpy(r->raw + r->n, s, i);
	r->in_line = r->n > r->solid ? i : r->in_line + i;
	r->n += i;
	r->solid = r->n;
	r->next += i;
}

static enum fi_code go_on(struct fi_runs *r, const char *p, uint64_t base, uint64_t end,
	bool last, struct fi_err *err)
{
	enum fi_code rc = FI_OK;

	for (; r->next < end; r->next++) {
		char c;

		take_digits(r, p + (r->next - base), (size_t)(end - r->next));
		if (r->next == end)
			break;
		c = p[r->next - base];
		if (!takes(r, c))
			break;
		if (!r->run.packed)
			r->raw[r->n] = c;
		else if (r->n < FI_PACKED_RAW && fi_buf_add(&r->pack, &c, 1) != FI_OK)
			return fi_err_nomem(err);
		r->n++;
		if (!is_blank(c))
			r->solid = r->n;
		else
			r->broken = true;
		if (r->n == PART && !r->run.packed) {
			rc = turn_part(r, err);
			if (rc != FI_OK)
				return rc;
		}
	}
	if (r->next == end && !last)
		return FI_OK;
	r->state = DEAD;
	return tell(r, true, err);
}

enum fi_code fi_runs_feed(struct fi_runs *r, const char *p, uint64_t base, uint64_t end,
	const struct fi_offsets *longs, uint64_t from, bool last, struct fi_err *err)
{
	struct fi_offsets list = fi_offsets_from(longs, (size_t)(r->next - from));
	enum fi_code rc = FI_OK;
	bool found;

	/* A run ends before what cannot be a part of it, so those before are known. */
	if (r->next == 0 && base == 0 && r->known && end > r->known && !is_digit(p[r->known - 1]))
		r->next = r->known;
	while (rc == FI_OK && r->next < end) {
		if (r->state == SEEK) {
			r->next = find_core(p, r->next, base, end, &list, from, &found);
			if (!found)
				break;
			rc = open_run(r, p, base, r->next, err);
		} else if (r->state == LIVE) {
			rc = go_on(r, p, base, end, last, err);
		} else {
			while (r->next < end && is_digit(p[r->next - base]))
				r->next++;
			if (r->next == end)
				break;
			r->state = SEEK;
			r->floor = r->next;
		}
	}
	if (rc == FI_OK && last && r->state == LIVE) {
		r->state = DEAD;
		rc = tell(r, true, err);
	}
	return rc;
}
