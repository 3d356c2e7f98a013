#include "lib/flyconf_decode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/buf.h"
#include "lib/near.h"
#include "lib/num.h"
#include "lib/shlex.h"

/* Real configs have some ten tables; each costs up to a KiB here. */
#define TABLES_MAX 5000
/* What a list or table in [env] may become as text. */
#define TEXT_MAX (64u << 10)
/* A broken file says enough with these. */
#define PROBLEMS_MAX 100
/* Each is compared with every key there is. */
#define UNKNOWN_MAX 100

/* Where we are, for messages: "services.ports". */
struct path {
	const struct path *up;
	const char *key;
};

struct decoder {
	struct fi_flyconf *f;
	struct fi_arena *arena;
	enum fi_syntax syntax;
	size_t tables;
	bool nomem; /* sticky: once set, nothing more is read */
};

bool fi_fly_problem(struct fi_flyconf *f, enum fi_fly_outcome code, struct fi_fly_at at,
	const char *key, const char *text, const char *line)
{
	struct fi_arena *arena = &f->memory->arena;
	struct fi_fly_problem p = { .code = code, .at = at };
	struct fi_fly_problem *more;

	if (code > f->outcome)
		f->outcome = code;
	if (f->problems.n >= PROBLEMS_MAX)
		return true;
	p.key = fi_arena_text(arena, key, strlen(key));
	p.text = fi_arena_text(arena, text, strlen(text));
	if (line)
		p.line = fi_arena_text(arena, line, strlen(line));
	more = fi_arena_more(arena, f->problems.v, f->problems.n, sizeof(*more));
	if (!p.key || !p.text || (line && !p.line) || !more)
		return false;
	f->problems.v = more;
	more[f->problems.n++] = p;
	return true;
}

static void add_path(struct fi_buf *b, const struct path *p)
{
	if (!p)
		return;
	add_path(b, p->up);
	/* Too long a path is cut: it is only shown. */
	if (fi_buf_addf(b, "%s%s", b->len ? "." : "", p->key) != FI_OK)
		return;
}

static void problem(
	struct decoder *d, struct fi_fly_at at, const struct path *p, const char *text,
	const char *line)
{
	FI_AUTO(fi_buf_done) struct fi_buf key = fi_buf_limited(256);

	add_path(&key, p);
	if (!fi_fly_problem(d->f, FI_FLY_SHAPE, at, key.p, text, line))
		d->nomem = true;
}

static bool is_text(const struct fi_doc_value *v)
{
	return v->kind == FI_DOC_STRING || v->kind == FI_DOC_DATE;
}

static bool numeric_text(const struct fi_doc_value *v, int64_t *out)
{
	bool minus;
	uint64_t u;

	if (v->kind != FI_DOC_STRING || !v->text_n)
		return false;
	minus = v->text[0] == '-';
	if (!fi_num_u64(v->text + minus, v->text_n - minus, INT64_MAX, &u))
		return false;
	*out = minus ? -(int64_t)u : (int64_t)u;
	return true;
}

/* A text that can stand between quotes as it is, and in a message. */
static bool is_quotable(const struct fi_doc_value *v)
{
	size_t i;

	if (v->kind != FI_DOC_STRING || v->text_n > 80)
		return false;
	for (i = 0; i < v->text_n; i++)
		if ((unsigned char)v->text[i] < ' ' || strchr("\"\\\x7f", v->text[i]))
			return false;
	return true;
}

/* The line of TOML as it should be, where that can be told; empty if not. */
static void right_line(const struct decoder *d, const struct fi_fly_row *row,
	const struct path *p, const struct fi_doc_value *v, struct fi_buf *line)
{
	FI_AUTO(fi_buf_done) struct fi_buf key = fi_buf_limited(256);
	bool table = v->kind == FI_DOC_TABLE, text = is_quotable(v);
	enum fi_code rc = FI_OK;
	int64_t n;

	if (d->syntax != FI_TOML)
		return;
	add_path(&key, p);
	if (row->kind == FI_FLY_TABLES && table)
		rc = fi_buf_addf(line, "[[%s]]", key.p);
	else if ((row->kind == FI_FLY_TABLE || row->kind == FI_FLY_CONCURRENCY) &&
		 v->kind == FI_DOC_LIST)
		rc = fi_buf_addf(line, "[%s]", key.p);
	else if ((row->kind == FI_FLY_WORDS || row->kind == FI_FLY_ARGV) && text)
		rc = fi_buf_addf(line, "%s = [\"%s\"]", p->key, v->text);
	else if (row->kind == FI_FLY_INT && numeric_text(v, &n))
		rc = fi_buf_addf(line, "%s = %lld", p->key, (long long)n);
	else if (row->kind == FI_FLY_BOOL && text &&
		 (!strcasecmp(v->text, "true") || !strcasecmp(v->text, "false")))
		rc = fi_buf_addf(line, "%s = %s", p->key,
			!strcasecmp(v->text, "true") ? "true" : "false");
	else if (row->kind == FI_FLY_DURATION && numeric_text(v, &n))
		rc = fi_buf_addf(line, "%s = \"%llds\"", p->key, (long long)n);
	else if ((row->kind == FI_FLY_TEXT || row->kind == FI_FLY_PAIRS) &&
		 v->kind == FI_DOC_INT)
		rc = fi_buf_addf(
			line, "%s = \"%lld\"", p->key, (long long)v->integer);
	/* Too little memory costs the line, no more. */
	if (rc != FI_OK)
		fi_buf_clear(line);
}

static void wrong(struct decoder *d, const struct fi_fly_row *row, struct fi_fly_at at,
	const struct path *p, const char *want, const struct fi_doc_value *v)
{
	FI_AUTO(fi_buf_done) struct fi_buf line = fi_buf_limited(512);
	char text[160];

	if (row->flags & FI_FLY_LENIENT)
		return;
	right_line(d, row, p, v, &line);
	snprintf(text, sizeof(text), "must be %s, not %s", want,
		fi_doc_kind_name(v->kind));
	problem(d, at, p, text, line.len ? line.p : NULL);
}

static void *more(struct decoder *d, void *items, size_t n, size_t size)
{
	void *p = fi_arena_more(d->arena, items, n, size);

	if (!p)
		d->nomem = true;
	return p;
}

static const char *keep(struct decoder *d, const char *s, size_t n)
{
	const char *p = fi_arena_text(d->arena, s, n);

	if (!p)
		d->nomem = true;
	return p;
}

/* ---- scalars ---- */

static bool as_int(const struct fi_doc_value *v, int64_t *out)
{
	if (v->kind == FI_DOC_INT) {
		*out = v->integer;
		return true;
	}
	/* flyctl goes through JSON, where 8080.0 is 8080. */
	if (v->kind != FI_DOC_FLOAT || !(fabs(v->real) < 9e15) ||
		floor(v->real) != v->real)
		return false;
	*out = (int64_t)v->real;
	return true;
}

/*
 * A float as Go's %v shows it: the fewest digits that give the same number back,
 * with an exponent from a million on.
 */
static void float_text(double x, char *out, size_t size)
{
	int digits, exponent;
	char *e;

	if (!isfinite(x)) {
		snprintf(out, size, "%s", isnan(x) ? "NaN" : x > 0 ? "+Inf" : "-Inf");
		return;
	}
	for (digits = 0; digits < 17; digits++) {
		snprintf(out, size, "%.*e", digits, x);
		if (strtod(out, NULL) == x)
			break;
	}
	e = strchr(out, 'e');
	exponent = e ? (int)strtol(e + 1, NULL, 10) : 0;
	if (exponent < -4 || exponent >= 6)
		return;
	snprintf(out, size, "%.*f", digits > exponent ? digits - exponent : 0, x);
}

static void add_text(
	struct fi_buf *b, const struct fi_doc_value *v, enum fi_syntax syntax)
{
	bool table = v->kind == FI_DOC_TABLE;
	enum fi_code rc = FI_OK;
	char number[64];
	size_t i;

	switch (v->kind) {
	case FI_DOC_NULL:
		rc = fi_buf_adds(b, "<nil>");
		break;
	case FI_DOC_BOOL:
		rc = fi_buf_adds(b, v->truth ? "true" : "false");
		break;
	case FI_DOC_INT:
	case FI_DOC_FLOAT:
		/* Every number of a JSON file is a float to Go. */
		if (v->kind == FI_DOC_INT && syntax != FI_JSON)
			snprintf(number, sizeof(number), "%lld", (long long)v->integer);
		else
			float_text(v->real, number, sizeof(number));
		rc = fi_buf_adds(b, number);
		break;
	case FI_DOC_STRING:
	case FI_DOC_DATE:
		rc = fi_buf_add(b, v->text, v->text_n);
		break;
	case FI_DOC_LIST:
	case FI_DOC_TABLE:
		rc = fi_buf_adds(b, table ? "map[" : "[");
		for (i = 0; i < v->n && rc == FI_OK; i++) {
			rc = fi_buf_addf(b, "%s%s%s", i ? " " : "",
				table ? v->items[i].key : "", table ? ":" : "");
			if (rc == FI_OK && b->len < b->max)
				add_text(b, v->items[i].value, syntax);
		}
		if (rc == FI_OK)
			rc = fi_buf_adds(b, "]");
		break;
	}
	/* Past the limit the text is cut: nothing that long is a useful value. */
	(void)rc;
}

static const char *text_of(struct decoder *d, const struct fi_doc_value *v)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(TEXT_MAX);

	if (is_text(v))
		return v->text;
	add_text(&b, v, d->syntax);
	return keep(d, b.p, b.len);
}

/* Go's units, longest name first where one begins another. */
static const struct {
	const char *name;
	double ns;
} units[] = { { "ns", 1 }, { "us", 1e3 }, { "\xc2\xb5s", 1e3 }, { "\xce\xbcs", 1e3 },
	{ "ms", 1e6 }, { "s", 1e9 }, { "m", 60e9 }, { "h", 3600e9 } };

static double unit_at(const char **p, const char *end)
{
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t n = strlen(units[i].name);

		if ((size_t)(end - *p) >= n && !memcmp(*p, units[i].name, n)) {
			*p += n;
			return units[i].ns;
		}
	}
	return 0;
}

/* Digits with at most one point among them; false without a digit. */
static bool number_at(const char **p, const char *end, double *out)
{
	double scale = 0, v = 0;
	bool any = false;

	for (; *p < end; (*p)++) {
		if (**p == '.' && scale == 0) {
			scale = 1;
		} else if (**p >= '0' && **p <= '9') {
			v = v * 10 + (**p - '0');
			scale *= 10;
			any = true;
		} else {
			break;
		}
	}
	*out = scale > 0 ? v / scale : v;
	return any;
}

bool fi_fly_parse_duration(const char *s, size_t n, int64_t *ns)
{
	const char *p = s, *end = s + n;
	bool minus = n && *p == '-';
	double sum = 0;

	if (n && (*p == '-' || *p == '+'))
		p++;
	if (end - p == 1 && *p == '0') {
		*ns = 0;
		return true;
	}
	if (p == end)
		return false;
	while (p < end) {
		double v, unit;

		if (!number_at(&p, end, &v))
			return false;
		unit = unit_at(&p, end);
		if (unit == 0)
			return false;
		sum += v * unit;
	}
	if (!(sum < 9.2e18))
		return false;
	*ns = (int64_t)(minus ? -sum : sum);
	return true;
}

/* "30", "10 minutes" */
static void bad_duration(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v)
{
	FI_AUTO(fi_buf_done) struct fi_buf line = fi_buf_limited(512);

	if (row->flags & FI_FLY_LENIENT)
		return;
	right_line(d, row, p, v, &line);
	problem(d, at, p,
		"must be a duration with a unit, such as \"30s\" or \"1m30s\"",
		line.len ? line.p : NULL);
}

static void read_duration(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_duration *out)
{
	unsigned patched = row->flags & (FI_FLY_SECONDS | FI_FLY_MILLIS);
	double unit = row->flags & FI_FLY_SECONDS  ? 1e9
		      : row->flags & FI_FLY_MILLIS ? 1e6
						   : 1;
	double ns;

	if (v->kind == FI_DOC_STRING) {
		if (!v->text_n && patched)
			return;
		if (!fi_fly_parse_duration(v->text, v->text_n, &out->ns)) {
			bad_duration(d, row, at, p, v);
			return;
		}
	} else if (v->kind == FI_DOC_INT || v->kind == FI_DOC_FLOAT) {
		out->bare = true;
		out->at = at;
		if (patched && d->syntax == FI_YAML && v->kind == FI_DOC_INT) {
			out->dropped = true;
			return;
		}
		ns = trunc(v->real) * unit;
		out->ns = fabs(ns) < 9.2e18 ? (int64_t)ns
			  : ns < 0          ? INT64_MIN
					    : INT64_MAX;
	} else {
		wrong(d, row, at, p, "a duration such as \"30s\"", v);
		return;
	}
	out->at = at;
	out->set = true;
}

static void read_autostop(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_autostop *out)
{
	enum fi_fly_autostop_mode mode = FI_FLY_STOP_UNSET;

	if (v->kind == FI_DOC_BOOL)
		mode = v->truth ? FI_FLY_STOP : FI_FLY_STOP_OFF;
	else if (v->kind == FI_DOC_STRING)
		mode = !strcmp(v->text, "off")       ? FI_FLY_STOP_OFF
		       : !strcmp(v->text, "stop")    ? FI_FLY_STOP
		       : !strcmp(v->text, "suspend") ? FI_FLY_SUSPEND
						     : FI_FLY_STOP_UNSET;
	if (mode != FI_FLY_STOP_UNSET)
		*out = (struct fi_fly_autostop){ at, mode };
	else if (v->kind == FI_DOC_STRING)
		problem(d, at, p,
			"must be \"off\", \"stop\", \"suspend\", true or false", NULL);
	else
		wrong(d, row, at, p, "\"off\", \"stop\" or \"suspend\"", v);
}

/* ---- lists of words, pairs ---- */

static void read_words(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_words *out)
{
	struct fi_fly_words w = { .at = at };
	size_t i;

	if (v->kind == FI_DOC_STRING && row->kind == FI_FLY_ARGV) {
		w.v = more(d, NULL, 0, sizeof(*w.v));
		if (!w.v)
			return;
		w.v[w.n++] = (struct fi_fly_text){ at, v->text };
		w.single = true;
		*out = w;
		return;
	}
	if (v->kind != FI_DOC_LIST) {
		wrong(d, row, at, p, "a list of strings", v);
		return;
	}
	for (i = 0; i < v->n; i++) {
		const struct fi_doc_value *word = v->items[i].value;
		struct fi_fly_at here = { word->line, word->column };

		if (!is_text(word)) {
			wrong(d, row, here, p,
				"a list of strings, with no other value in it", word);
			return;
		}
		w.v = more(d, w.v, w.n, sizeof(*w.v));
		if (!w.v)
			return;
		w.v[w.n++] = (struct fi_fly_text){ here, word->text };
	}
	*out = w;
}

static void add_pair(
	struct decoder *d, struct fi_fly_pairs *out, struct fi_fly_pair pair)
{
	struct fi_fly_pair *v = more(d, out->v, out->n, sizeof(*v));

	if (!v || !pair.value)
		return;
	out->v = v;
	v[out->n++] = pair;
}

static enum fi_fly_written written(const struct fi_doc_value *v)
{
	switch (v->kind) {
	case FI_DOC_INT:
	case FI_DOC_FLOAT:
		return FI_FLY_AS_NUMBER;
	case FI_DOC_NULL:
		return FI_FLY_AS_NULL;
	case FI_DOC_LIST:
	case FI_DOC_TABLE:
		return FI_FLY_AS_ITEMS;
	default:
		return FI_FLY_AS_TEXT;
	}
}

/* The pairs of one table, added to what is there. */
static void add_pairs(struct decoder *d, const struct fi_fly_row *row,
	const struct path *p, const struct fi_doc_value *v, struct fi_fly_pairs *out)
{
	size_t i;

	for (i = 0; i < v->n && !d->nomem; i++) {
		const struct fi_doc_item *it = &v->items[i];
		const struct path here = { p, it->key };
		struct fi_fly_at at = { it->line, it->column };
		struct fi_fly_at value_at = { it->value->line, it->value->column };
		bool nested = it->value->kind >= FI_DOC_LIST;

		if (row->kind == FI_FLY_PAIRS && !is_text(it->value) &&
			it->value->kind != FI_DOC_NULL) {
			wrong(d, row, at, &here, "a string", it->value);
			continue;
		}
		if (row->kind == FI_FLY_HEADERS && nested) {
			wrong(d, row, at, &here, "a string", it->value);
			continue;
		}
		add_pair(d, out,
			(struct fi_fly_pair){ at, it->key, text_of(d, it->value),
				value_at, written(it->value) });
	}
}

/* The legacy [[...headers]] name = "X", value = "Y". */
static void add_header(
	struct decoder *d, const struct fi_doc_value *v, struct fi_fly_pairs *out)
{
	const struct fi_doc_item *name = fi_doc_get(v, "name");
	const struct fi_doc_item *value = fi_doc_get(v, "value");

	if (!name || !value || !is_text(name->value))
		return;
	add_pair(d, out,
		(struct fi_fly_pair){ { name->line, name->column }, name->value->text,
			text_of(d, value->value),
			{ value->value->line, value->value->column },
			written(value->value) });
}

static void read_pairs(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_pairs *out)
{
	struct fi_fly_pairs pairs = { .at = at };
	size_t i;

	if (v->kind == FI_DOC_TABLE) {
		add_pairs(d, row, p, v, &pairs);
	} else if (v->kind == FI_DOC_LIST && row->kind != FI_FLY_PAIRS) {
		for (i = 0; i < v->n && !d->nomem; i++) {
			const struct fi_doc_value *e = v->items[i].value;

			if (e->kind != FI_DOC_TABLE)
				wrong(d, row, at, p, "a table", e);
			else if (row->kind == FI_FLY_HEADERS)
				add_header(d, e, &pairs);
			else
				add_pairs(d, row, p, e, &pairs);
		}
	} else {
		wrong(d, row, at, p, "a table", v);
		return;
	}
	*out = pairs;
}

/* ---- [processes] ---- */

static void split(struct decoder *d, struct fi_fly_process *g)
{
	struct fi_strs words = { 0 };
	size_t i;

	g->unsplit = fi_shlex(g->command, strlen(g->command), &words, NULL) != FI_OK;
	if (!g->unsplit) {
		g->argv = fi_arena_alloc(d->arena, (words.n + 1) * sizeof(*g->argv));
		if (!g->argv)
			d->nomem = true;
		for (i = 0; i < words.n && g->argv; i++) {
			g->argv[i] =
				fi_arena_text(d->arena, words.v[i], strlen(words.v[i]));
			if (!g->argv[i])
				d->nomem = true;
		}
		g->argc = words.n;
	}
	fi_strs_done(&words);
}

static void add_process(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const char *name,
	const struct fi_doc_value *command, struct fi_fly_processes *out)
{
	const struct path here = { p, name };
	struct fi_fly_process *v, g = { .at = at, .name = name };

	if (!is_text(command) && command->kind != FI_DOC_NULL) {
		wrong(d, row, at, &here, "a string", command);
		return;
	}
	g.command = command->kind == FI_DOC_NULL ? "" : command->text;
	split(d, &g);
	v = more(d, out->v, out->n, sizeof(*v));
	if (!v || d->nomem)
		return;
	out->v = v;
	v[out->n++] = g;
}

static void read_processes(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_processes *out)
{
	size_t i;

	if (v->kind != FI_DOC_TABLE && v->kind != FI_DOC_LIST) {
		wrong(d, row, at, p, "a table of name = \"command\"", v);
		return;
	}
	for (i = 0; i < v->n && !d->nomem; i++) {
		const struct fi_doc_item *it = &v->items[i], *name, *command;
		struct fi_fly_at here = { it->line, it->column };

		if (it->key) {
			add_process(d, row, here, p, it->key, it->value, out);
			continue;
		}
		/* The legacy list of tables; anything else in a list is dropped. */
		name = fi_doc_get(it->value, "name");
		command = fi_doc_get(it->value, "command");
		if (name && command && is_text(name->value))
			add_process(d, row, here, p, name->value->text, command->value,
				out);
	}
}

/* ---- tables ---- */

static void read_rows(struct decoder *d, const struct fi_fly_shape *s,
	const struct path *p, const struct fi_doc_value *table, void *base);

static void read_table(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	void *out)
{
	if (v->kind != FI_DOC_TABLE) {
		wrong(d, row, at, p, "a table", v);
		return;
	}
	memcpy(out, &at, sizeof(at));
	read_rows(d, row->shape, p, v, out);
}

/* The legacy "soft,hard" in place of a table. */
static void read_concurrency(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_concurrency *out)
{
	const char *comma = v->kind == FI_DOC_STRING ? strchr(v->text, ',') : NULL;
	uint64_t soft, hard;

	if (v->kind != FI_DOC_STRING) {
		read_table(d, row, at, p, v, out);
		return;
	}
	if (!comma ||
		!fi_num_u64(v->text, (size_t)(comma - v->text), INT64_MAX, &soft) ||
		!fi_num_u64(comma + 1, strlen(comma + 1), INT64_MAX, &hard)) {
		problem(d, at, p, "must be a table, or \"soft,hard\"", NULL);
		return;
	}
	*out = (struct fi_fly_concurrency){ .at = at,
		.type = { at, "requests" },
		.soft_limit = { at, true, (int64_t)soft },
		.hard_limit = { at, true, (int64_t)hard } };
}

/* What [[tables]] look like in every struct of flyconf.h; see FI_FLY_TABLES. */
struct tables {
	void *v;
	size_t n;
};

/* Append one struct; *name, unless NULL, goes into a check's name. */
static void add_table(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	const struct fi_fly_text *name, struct tables *t)
{
	size_t size = row->shape->size;
	char *place;

	if (v->kind == FI_DOC_NULL)
		return;
	if (v->kind == FI_DOC_TABLE && !v->n && (row->flags & FI_FLY_ONE))
		return; /* flyctl drops empty entries where it rewrites */
	if (d->tables++ == TABLES_MAX) {
		problem(d, at, p,
			"more tables than any config needs; the rest is not read",
			NULL);
		return;
	}
	if (d->tables > TABLES_MAX)
		return;
	t->v = more(d, t->v, t->n, size);
	if (!t->v)
		return;
	place = (char *)t->v + t->n * size;
	memset(place, 0, size);
	read_table(d, row, at, p, v, place);
	if (v->kind != FI_DOC_TABLE)
		return;
	if (name)
		((struct fi_fly_check *)(void *)place)->name = *name;
	t->n++;
}

static void read_tables(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	void *out)
{
	bool named = row->kind == FI_FLY_NAMED;
	struct tables t;
	size_t i;

	memcpy(&t, out, sizeof(t));
	if (v->kind == FI_DOC_LIST || (named && v->kind == FI_DOC_TABLE)) {
		for (i = 0; i < v->n && !d->nomem; i++) {
			const struct fi_doc_item *it = &v->items[i];
			struct fi_fly_at here = { it->line, it->column };
			struct fi_fly_text name = { here, it->key };
			const struct path below = { p, it->key };

			add_table(d, row, here, it->key ? &below : p, it->value,
				it->key ? &name : NULL, &t);
		}
	} else if (v->kind == FI_DOC_TABLE && (row->flags & FI_FLY_ONE)) {
		add_table(d, row, at, p, v, NULL, &t);
	} else {
		wrong(d, row, at, p,
			named ? "a table of checks" : "a list of tables ([[...]])", v);
	}
	if (t.n)
		memcpy(out, &t, sizeof(t));
}

/* ---- one value ---- */

static void read_text(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_text *out)
{
	bool number = v->kind == FI_DOC_INT || v->kind == FI_DOC_FLOAT;

	if (is_text(v) || (row->kind == FI_FLY_SIZE && number))
		*out = (struct fi_fly_text){ at, text_of(d, v) };
	else
		wrong(d, row, at, p,
			row->kind == FI_FLY_SIZE ? "a number or a string" : "a string",
			v);
}

static void read_int(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_int *out)
{
	int64_t i;

	if (as_int(v, &i) || (row->kind == FI_FLY_INT_LOOSE && numeric_text(v, &i)))
		*out = (struct fi_fly_int){ at, true, i };
	else
		wrong(d, row, at, p, "a whole number without quotes", v);
}

static void read_real(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_real *out)
{
	if (v->kind == FI_DOC_INT || v->kind == FI_DOC_FLOAT)
		*out = (struct fi_fly_real){ at, true, v->real };
	else
		wrong(d, row, at, p, "a number", v);
}

static void read_bool(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	struct fi_fly_bool *out)
{
	if (v->kind == FI_DOC_BOOL)
		*out = (struct fi_fly_bool){ at, true, v->truth };
	else
		wrong(d, row, at, p, "true or false without quotes", v);
}

static void read_value(struct decoder *d, const struct fi_fly_row *row,
	struct fi_fly_at at, const struct path *p, const struct fi_doc_value *v,
	void *out)
{
	switch (row->kind) {
	case FI_FLY_TEXT:
	case FI_FLY_SIZE:
		read_text(d, row, at, p, v, out);
		break;
	case FI_FLY_INT:
	case FI_FLY_INT_LOOSE:
		read_int(d, row, at, p, v, out);
		break;
	case FI_FLY_REAL:
		read_real(d, row, at, p, v, out);
		break;
	case FI_FLY_BOOL:
		read_bool(d, row, at, p, v, out);
		break;
	case FI_FLY_DURATION:
		read_duration(d, row, at, p, v, out);
		break;
	case FI_FLY_AUTOSTOP:
		read_autostop(d, row, at, p, v, out);
		break;
	case FI_FLY_WORDS:
	case FI_FLY_ARGV:
		read_words(d, row, at, p, v, out);
		break;
	case FI_FLY_PAIRS:
	case FI_FLY_PAIRS_LOOSE:
	case FI_FLY_HEADERS:
		read_pairs(d, row, at, p, v, out);
		break;
	case FI_FLY_TABLE:
		read_table(d, row, at, p, v, out);
		break;
	case FI_FLY_CONCURRENCY:
		read_concurrency(d, row, at, p, v, out);
		break;
	case FI_FLY_TABLES:
	case FI_FLY_NAMED:
		read_tables(d, row, at, p, v, out);
		break;
	case FI_FLY_PROCESSES:
		read_processes(d, row, at, p, v, out);
		break;
	case FI_FLY_ANY:
		memcpy(out, &at, sizeof(at));
		break;
	}
}

static const struct fi_fly_row *find_row(
	const struct fi_fly_shape *s, const struct fi_doc_item *it)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct fi_fly_row *row = &s->rows[i];

		if (strlen(row->key) != it->key_n)
			continue;
		if (row->flags & FI_FLY_EXACT ? !strcmp(row->key, it->key)
					      : !strcasecmp(row->key, it->key))
			return row;
	}
	return NULL;
}

/* ---- unknown keys ---- */

/* One letter in four may be wrong: "intenal_port", but not "scale" for "statics". */
static const char *near_key(const struct fi_fly_shape *s, const char *key)
{
	struct fi_near near = { .typed = key };
	size_t i;

	for (i = 0; i < s->n; i++)
		if (!(s->rows[i].flags & FI_FLY_EXACT))
			fi_near_offer(&near, s->rows[i].key);
	return near.best && near.distance <= strlen(key) / 4 + 1 ? near.best : NULL;
}

static bool add_where(struct fi_buf *b, const char *path, const char *key)
{
	return fi_buf_addf(b, "%s%s%s", path, path[0] ? "." : "", key) == FI_OK;
}

/*
 * A table at or below `s` that has the key: its path.  The shapes are ours, three
 * levels of them.
 */
static bool find_below(const struct fi_fly_shape *s, const char *path, const char *key,
	struct fi_buf *out)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (!(s->rows[i].flags & FI_FLY_EXACT) && !strcmp(s->rows[i].key, key))
			return fi_buf_adds(out, path) == FI_OK;
	for (i = 0; i < s->n; i++) {
		FI_AUTO(fi_buf_done) struct fi_buf below = fi_buf_limited(256);

		if (!s->rows[i].shape || s->rows[i].flags & FI_FLY_EXACT ||
			!add_where(&below, path, s->rows[i].key))
			continue;
		if (find_below(s->rows[i].shape, below.p, key, out))
			return true;
	}
	return false;
}

static bool is_empty(const struct fi_doc_value *v)
{
	return v->kind == FI_DOC_NULL || (v->kind >= FI_DOC_LIST && !v->n) ||
	       (is_text(v) && !v->text_n) || (v->kind == FI_DOC_BOOL && !v->truth) ||
	       (v->kind == FI_DOC_INT && !v->integer);
}

static void add_unknown(struct decoder *d, const struct fi_fly_shape *s,
	const struct path *p, const struct fi_doc_item *it)
{
	FI_AUTO(fi_buf_done) struct fi_buf path = fi_buf_limited(256);
	FI_AUTO(fi_buf_done) struct fi_buf where = fi_buf_limited(256);
	struct fi_fly_unknown u = { .at = { it->line, it->column },
		.key = it->key,
		.empty = is_empty(it->value) };
	struct fi_fly_unknowns *all = &d->f->unknown;
	struct fi_fly_unknown *v;

	if (all->n >= UNKNOWN_MAX)
		return;
	add_path(&path, p);
	u.near = near_key(s, it->key);
	/* First below this table, then anywhere. */
	if (!u.near && (find_below(s, path.p, it->key, &where) ||
			       find_below(&fi_fly_top, "", it->key, &where)))
		u.where = keep(d, where.p, where.len);
	u.path = keep(d, path.p, path.len);
	v = more(d, all->v, all->n, sizeof(*v));
	if (!v || d->nomem)
		return;
	all->v = v;
	v[all->n++] = u;
}

static void read_rows(struct decoder *d, const struct fi_fly_shape *s,
	const struct path *p, const struct fi_doc_value *table, void *base)
{
	size_t i;

	for (i = 0; i < table->n && !d->nomem; i++) {
		const struct fi_doc_item *it = &table->items[i];
		const struct fi_fly_row *row = find_row(s, it);
		const struct path here = { p, it->key };

		if (!row)
			add_unknown(d, s, p, it);
		if (!row || it->value->kind == FI_DOC_NULL)
			continue;
		read_value(d, row, (struct fi_fly_at){ it->line, it->column }, &here,
			it->value, (char *)base + row->at);
	}
}

bool fi_fly_decode(struct fi_flyconf *f, enum fi_syntax syntax)
{
	struct decoder d = { .f = f, .arena = &f->memory->arena, .syntax = syntax };
	const struct fi_doc_value *root = f->memory->doc->root;

	if (root->kind == FI_DOC_TABLE)
		read_rows(&d, &fi_fly_top, NULL, root, f);
	else if (root->kind != FI_DOC_NULL)
		problem(&d, (struct fi_fly_at){ root->line, root->column }, NULL,
			"the file must be a table of keys", NULL);
	return !d.nomem;
}
