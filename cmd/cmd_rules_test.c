/* cmd_rules_test.c - "rules test": rules on any file, and users' rules on their examples.
 *
 * Of several rules that see one value the one is shown that a report would keep; JSON
 * has all.
 */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/rules_file.h"
#include "rules/content.h"
#include "rules/content_marks.h"
#include "rules/finding.h"
#include "rules/scan.h"

/* A rule in parts meets a value once with each; it is shown once. */
#define RECENT 16
/* Hits of one file that are held against each other; more are shown as they come. */
#define MARKS_MAX 10000

struct recent {
	const struct fi_rule *rule;
	uint64_t start;
};

/* One run. */
struct test {
	const struct options *o;
	const struct fi_rule **rules; /* that are wanted */
	size_t nrules;
	struct fi_scanner *scanner, *idle; /* `idle` has no rules */
	FILE *out;
	json_t *json; /* NULL: text */
	bool found, unfinished;
	const char *name; /* of the file at hand, as it is shown */
	struct recent recent[RECENT];
	size_t nrecent; /* hits so far */
	struct fi_marks marks; /* hits in the file at hand */
};

/* One hit.  All borrowed. */
struct shown {
	const struct fi_rule *rule;
	enum fi_severity severity;
	unsigned line, column; /* 0 = the file as a whole */
	size_t length;	       /* of the value, 0 without one */
	const char *masked;    /* NULL */
	const char *message;   /* NULL */
	bool dropped;	       /* a report has a stronger rule for that value */
};

/* ---- output ---- */

static void show_text(const struct test *t, const struct shown *s)
{
	say_text(t->out, t->name);
	if (s->line)
		(void)fprintf(t->out, ":%u:%u", s->line, s->column);
	(void)fprintf(t->out, ": %s %s", fi_severity_name(s->severity), s->rule->id);
	if (s->masked) {
		(void)fputs(" ", t->out);
		say_text(t->out, s->masked);
	}
	if (s->message) {
		(void)fputs(" - ", t->out);
		say_text(t->out, s->message);
	}
	(void)fputc('\n', t->out);
}

/* jansson refuses strings that are no UTF-8, and NULL: both become null. */
static json_t *text(const char *s)
{
	FI_AUTO(fi_freep) char *safe = s ? say_escaped(s, SAY_UTF8) : NULL;

	return safe ? json_string(safe) : json_null();
}

static enum fi_code show(struct test *t, const struct shown *s, struct fi_err *err)
{
	json_t *o;

	t->found = true;
	if (!t->json) {
		if (!s->dropped)
			show_text(t, s);
		return FI_OK;
	}
	o = json_pack("{s:o, s:s, s:o, s:I, s:I, s:I, s:o, s:o, s:b}", "rule", text(s->rule->id),
		"severity", fi_severity_name(s->severity), "path", text(t->name), "line",
		(json_int_t)s->line, "column", (json_int_t)s->column, "length",
		(json_int_t)s->length, "masked",
		text(s->masked), "message", text(s->message), "kept", !s->dropped);
	return json_array_append_new(t->json, o) == 0 ? FI_OK : fi_err_nomem(err);
}

static bool shown_before(struct test *t, const struct fi_hit *h)
{
	for (size_t i = 0; i < RECENT; i++)
		if (t->recent[i].rule == h->rule && t->recent[i].start == h->start)
			return true;
	t->recent[t->nrecent++ % RECENT] = (struct recent){ h->rule, h->start };
	return false;
}

/* Where a rule stands among those that run: of equals the first is kept. */
static size_t order_of(const struct test *t, const struct fi_rule *r)
{
	size_t i = 0;

	while (i < t->nrules && t->rules[i] != r)
		i++;
	return i;
}

static enum fi_code show_mark(struct test *t, const struct fi_mark *m, struct fi_err *err)
{
	const struct fi_record *r = &m->record;

	return show(t,
		&(struct shown){ r->rule, r->severity, r->line, r->column,
			(size_t)(m->end - m->start), r->masked, r->message, m->dropped },
		err);
}

static enum fi_code on_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct test *t = self;
	struct fi_mark m = { .start = h->start,
		.end = h->end,
		.order = order_of(t, h->rule),
		.id = { { h->start, 0 } },
		.record = { .rule = h->rule,
			.severity = h->severity,
			.line = h->line,
			.column = h->column,
			.decoded = h->decoded,
			.valued = true } };
	enum fi_code rc = FI_ENOMEM;

	if (shown_before(t, h))
		return FI_OK;
	/* Each place is a value of its own here. */
	memcpy(m.record.hash, &h->start, sizeof(h->start));
	m.record.masked = fi_mask(h->value, h->n);
	m.record.message = h->note ? strdup(h->note) : NULL;
	if (m.record.masked && (m.record.message || !h->note)) {
		if (t->marks.n < MARKS_MAX)
			return fi_marks_add(&t->marks, &m) == FI_OK ? FI_OK : fi_err_nomem(err);
		rc = show_mark(t, &m, err);
	}
	free(m.record.masked);
	free(m.record.message);
	return rc == FI_ENOMEM ? fi_err_nomem(err) : rc;
}

static enum fi_code show_marks(struct test *t, struct fi_err *err)
{
	enum fi_code rc = fi_marks_settle(&t->marks);

	if (rc != FI_OK)
		rc = fi_err_nomem(err);
	for (size_t i = 0; rc == FI_OK && i < t->marks.n; i++)
		rc = show_mark(t, &t->marks.mark[i], err);
	fi_marks_clear(&t->marks);
	return rc;
}

/* ---- one file ---- */

/* The first bytes, for file rules. */
struct head {
	struct fi_buf bytes;
	uint64_t size; /* of all */
};

static void head_done(struct head *h)
{
	fi_buf_done(&h->bytes);
}

static enum fi_code scan_all(struct test *t, int fd, struct head *h, struct fi_err *err)
{
	static char block[256 << 10];

	while (true) {
		ssize_t got = read(fd, block, sizeof(block));
		size_t room = FI_KEEP_MAX - h->bytes.len, n;
		enum fi_code rc;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fi_err_sys(err, errno, "%s", t->name);
		if (got == 0)
			return fi_scan_end(t->scanner, err);
		n = (size_t)got;
		h->size += n;
		if (fi_buf_add(&h->bytes, block, n < room ? n : room) != FI_OK)
			return fi_err_nomem(err);
		rc = fi_scan_bytes(t->scanner, block, n, err);
		if (rc != FI_OK)
			return rc;
	}
}

static enum fi_code show_records(
	struct test *t, const struct fi_content *c, struct fi_err *err)
{
	enum fi_code rc = FI_OK;
	size_t n = 0;
	const struct fi_record *list = fi_content_records(c, 0, &n);

	for (size_t i = 0; rc == FI_OK && i < n; i++)
		rc = show(t,
			&(struct shown){ list[i].rule, list[i].severity, list[i].line,
				list[i].column, 0, list[i].masked, list[i].message, false },
			err);
	return rc;
}

/* File rules see the file as the only one of a layer. */
static enum fi_code visit(struct fi_content *c, struct fi_set *set, const char *path,
	unsigned mode, const struct head *h, struct fi_err *err)
{
	const struct fi_visitor v = fi_content_visitor(c);
	struct fi_entry e = { .kind = FI_KIND_FILE };
	const char *slash = strrchr(path, '/');
	struct fi_visit visit = { .name = path, .entry = &e };
	enum fi_next next = FI_READ;
	bool odd = false;
	enum fi_code rc;

	visit.path = e.path = fi_paths_intern(set->paths, path, strlen(path), &odd);
	visit.base = slash ? slash + 1 : path;
	e.size = h->size;
	e.mode = (uint16_t)(mode & 07777);
	if (visit.path == FI_PATH_NONE)
		return fi_err_nomem(err);
	rc = v.layer_begin(v.self, 0, err);
	if (rc == FI_OK)
		rc = v.entry(v.self, &visit, &next, err);
	if (rc == FI_OK && h->bytes.len)
		rc = v.bytes(v.self, h->bytes.p, h->bytes.len, err);
	if (rc == FI_OK)
		rc = v.bytes(v.self, "", 0, err);
	return rc == FI_OK ? v.layer_end(v.self, 0, err) : rc;
}

static enum fi_code judge_file(struct test *t, const char *path, unsigned mode,
	const struct head *h, struct fi_err *err)
{
	const struct fi_set_options opt = { 0 };
	struct fi_content *c = NULL;
	struct fi_set set;
	enum fi_code rc = fi_set_init(&set, &opt, NULL, err);

	if (rc != FI_OK)
		return rc;
	rc = fi_content_from_rules(t->idle, &set, t->rules, t->nrules, &c, err);
	if (rc == FI_OK)
		rc = visit(c, &set, path, mode, h, err);
	if (rc == FI_OK)
		rc = show_records(t, c, err);
	fi_content_free(c);
	fi_set_done(&set);
	return rc;
}

/* As paths in an image are: without "/" or "./" before. */
static const char *as_in_image(const char *path)
{
	while (*path == '/' || (path[0] == '.' && path[1] == '/'))
		path++;
	return *path ? path : "file";
}

static enum fi_code test_open(struct test *t, int fd, struct fi_err *err)
{
	FI_AUTO(head_done) struct head h = { .bytes = fi_buf_limited(FI_KEEP_MAX) };
	const char *path = as_in_image(t->name);
	uint64_t limited = fi_scanner_limited(t->scanner);
	struct stat st;
	enum fi_code rc;

	if (fstat(fd, &st) != 0)
		return fi_err_sys(err, errno, "%s", t->name);
	memset(t->recent, 0, sizeof(t->recent));
	rc = fi_scan_begin(t->scanner, path, 0, on_hit, t, err);
	if (rc == FI_OK)
		rc = scan_all(t, fd, &h, err);
	if (rc == FI_OK)
		rc = show_marks(t, err);
	if (rc == FI_OK)
		rc = judge_file(t, path, S_ISREG(st.st_mode) ? st.st_mode : 0644, &h, err);
	if (rc == FI_OK && fi_scanner_limited(t->scanner) > limited) {
		t->unfinished = true;
		say_error("%s: some places could not be judged: a pattern needed too many "
			  "steps",
			t->name);
	}
	return rc;
}

static enum fi_code test_path(struct test *t, const char *path, struct fi_err *err)
{
	bool in = strcmp(path, "-") == 0;
	int fd = in ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	enum fi_code rc;

	t->name = t->o->path ? t->o->path : in ? "stdin" : path;
	if (fd < 0)
		return fi_err_sys(err, errno, "%s", path);
	rc = test_open(t, fd, err);
	if (!in)
		(void)close(fd);
	return rc;
}

/* A file that cannot be read is named; the others are still tested. */
static enum fi_code test_paths(struct test *t, struct fi_err *err)
{
	for (int i = 1; i < t->o->nargs; i++) {
		struct fi_err why = { 0 };
		enum fi_code rc = test_path(t, t->o->args[i], &why);

		if (rc == FI_OK)
			continue;
		if (rc != FI_EIO && rc != FI_ENOTFOUND)
			return fi_err_set(err, rc, "%s", why.text);
		t->unfinished = true;
		say_error("%s", why.text);
	}
	return FI_OK;
}

/* ---- examples ---- */

static enum fi_code show_example(struct test *t, const struct fi_user_example *e,
	const char *wrong, struct fi_err *err)
{
	const char *kind = e->hit ? "hit" : "miss";
	json_t *o;

	t->found |= wrong != NULL;
	if (!t->json) {
		say_text(t->out, e->file);
		(void)fprintf(t->out, ":%u: %s %s of %s", e->line, wrong ? "FAILED" : "ok",
			kind, e->rule->id);
		if (wrong) {
			(void)fputs(": ", t->out);
			say_text(t->out, wrong);
		}
		(void)fputc('\n', t->out);
		return FI_OK;
	}
	o = json_pack("{s:o, s:s, s:o, s:I, s:b, s:o}", "rule", text(e->rule->id),
		"example", kind, "path", text(e->file), "line", (json_int_t)e->line,
		"passed", !wrong, "message", text(wrong));
	return json_array_append_new(t->json, o) == 0 ? FI_OK : fi_err_nomem(err);
}

static enum fi_code test_examples(struct test *t, struct fi_err *err)
{
	size_t n = 0;
	const struct fi_user_example *list = fi_user_rules_examples(t->o->user, &n);
	enum fi_code rc = FI_OK;

	for (size_t i = 0; rc == FI_OK && i < n; i++) {
		struct fi_err why = { 0 };
		const char *wrong = NULL;
		bool fired = false;

		rc = fi_user_rules_try(t->o->user, &list[i], &fired, &why);
		if (rc == FI_EUSAGE) {
			wrong = why.text;
			rc = FI_OK;
		} else if (rc != FI_OK) {
			return fi_err_set(err, rc, "%s", why.text);
		} else if (fired != list[i].hit) {
			wrong = fired ? "the rule finds something in it"
				      : "the rule finds nothing in it";
		}
		rc = show_example(t, &list[i], wrong, err);
	}
	return rc;
}

/* ---- the command ---- */

static enum fi_code check_arguments(const struct options *o, struct fi_err *err)
{
	size_t examples = 0;
	int stdins = 0;

	for (int i = 1; i < o->nargs; i++)
		stdins += strcmp(o->args[i], "-") == 0;
	if (o->format->write == report_sarif)
		return fi_err_set(err, FI_EUSAGE,
			"rules test prints text or json; type --format json");
	if (o->nargs == 1 && !o->user)
		return fi_err_set(err, FI_EUSAGE,
			"rules test wants a file: flyimg rules test FILE, or - for standard "
			"input; or --rules FILE, to test the examples in it");
	if (o->user)
		(void)fi_user_rules_examples(o->user, &examples);
	if (o->nargs == 1 && !examples)
		return fi_err_set(err, FI_EUSAGE,
			"the rules have no examples; give them `hit` and `miss`, or type: "
			"flyimg rules test --rules RULES FILE");
	if (stdins > 1)
		return fi_err_set(err, FI_EUSAGE,
			"standard input (-) can be read only once; name \"-\" once");
	if (stdins && isatty(STDIN_FILENO))
		return fi_err_set(err, FI_EUSAGE,
			"standard input is a terminal; type: flyimg rules test - <FILE");
	if (o->path && o->nargs != 2)
		return fi_err_set(err, FI_EUSAGE,
			"--path names one file: flyimg rules test --path app/.env -");
	return FI_OK;
}

static enum fi_code prepare(struct test *t, struct fi_err *err)
{
	enum fi_code rc = rules_file_list(t->o, true, &t->rules, &t->nrules, err);

	if (rc == FI_OK)
		rc = fi_scanner_from_rules(t->rules, t->nrules, &t->scanner, err);
	if (rc == FI_OK) /* libraries do not look at the clock */
		fi_scanner_set_time(t->scanner, (int64_t)time(NULL));
	if (rc == FI_OK)
		rc = fi_scanner_from_rules(NULL, 0, &t->idle, err);
	return rc;
}

static enum fi_code run(struct test *t, struct fi_err *err)
{
	bool json = t->o->format->write == report_json;
	enum fi_code rc;

	t->json = json ? json_array() : NULL;
	if (json && !t->json)
		return fi_err_nomem(err);
	if (t->o->nargs == 1)
		return test_examples(t, err);
	rc = prepare(t, err);
	return rc == FI_OK ? test_paths(t, err) : rc;
}

static enum fi_code write_json(const struct test *t, struct fi_err *err)
{
	if (!t->json)
		return FI_OK;
	if (json_dumpf(t->json, t->out, JSON_INDENT(1)) != 0 && !ferror(t->out))
		return fi_err_nomem(err);
	(void)fputc('\n', t->out);
	return FI_OK;
}

static void test_done(struct test *t)
{
	fi_scanner_free(t->scanner);
	fi_scanner_free(t->idle);
	fi_marks_done(&t->marks);
	free(t->rules);
	json_decref(t->json);
}

enum status cmd_rules_test(struct options *o)
{
	FI_AUTO(test_done) struct test t = { .o = o };
	struct fi_err err = { 0 };
	struct output out;
	enum fi_code rc = check_arguments(o, &err);

	if (rc != FI_OK) {
		say_error("%s", err.text);
		return STATUS_USAGE;
	}
	rules_file_remarks(o);
	rc = output_open(&out, o->output, &err);
	if (rc == FI_OK) {
		t.out = out.file;
		rc = run(&t, &err);
		if (rc == FI_OK)
			rc = write_json(&t, &err);
		if (rc == FI_OK)
			rc = output_finish(&out, &err);
		else
			output_drop(&out);
	}
	if (rc != FI_OK) {
		say_error("%s", err.text);
		return rc == FI_EUSAGE ? STATUS_USAGE : STATUS_UNFINISHED;
	}
	return t.unfinished ? STATUS_UNFINISHED : t.found ? STATUS_FOUND : STATUS_CLEAN;
}
