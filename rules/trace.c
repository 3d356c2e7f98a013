#include "rules/trace.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Longer rows are compared up to here; a builder writes the same text to both. */
#define TEXT_MAX ((size_t)64 << 10)
/* More ports than this are not told apart. */
#define PORTS_MAX 256

/* A row of the history, or what an instruction would look like as one. */
struct step {
	enum fi_df_kind kind;
	bool onbuild;
	char *text; /* squeezed, see squeeze(); NULL: nothing to compare */
	char *also; /* another way to write it; NULL */
	/* rows only */
	bool hashed;  /* "COPY file:HASH in DEST": text is DEST */
	bool several; /* multi:HASH */
	/* instructions only */
	char *dest; /* of COPY and ADD */
	size_t sources;
	size_t index; /* in fi_dockerfile.list */
	const struct fi_strs *shell; /* of SHELL, NULL = /bin/sh -c */
};

struct steps {
	struct step *v;
	size_t n, cap;
};

static const struct {
	const char *name;
	enum fi_df_kind kind;
} names[] = {
	{ "ADD", FI_DF_ADD },
	{ "ARG", FI_DF_ARG },
	{ "CMD", FI_DF_CMD },
	{ "COPY", FI_DF_COPY },
	{ "ENTRYPOINT", FI_DF_ENTRYPOINT },
	{ "ENV", FI_DF_ENV },
	{ "EXPOSE", FI_DF_EXPOSE },
	{ "HEALTHCHECK", FI_DF_HEALTHCHECK },
	{ "LABEL", FI_DF_LABEL },
	{ "MAINTAINER", FI_DF_MAINTAINER },
	{ "RUN", FI_DF_RUN },
	{ "SHELL", FI_DF_SHELL },
	{ "STOPSIGNAL", FI_DF_STOPSIGNAL },
	{ "USER", FI_DF_USER },
	{ "VOLUME", FI_DF_VOLUME },
	{ "WORKDIR", FI_DF_WORKDIR },
};

static void steps_done(struct steps *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->v[i].text);
		free(s->v[i].also);
		free(s->v[i].dest);
	}
	free(s->v);
}

static bool blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_blank(const char *s)
{
	while (blank(*s))
		s++;
	return s;
}

static const char *skip_word(const char *s)
{
	while (*s && !blank(*s))
		s++;
	return skip_blank(s);
}

/* Drop the bytes in `less`; white space (with `less`, commas too) becomes one space. */
static char *squeeze(const char *s, const char *less)
{
	size_t n = strnlen(s, TEXT_MAX), out = 0;
	char *copy = malloc(n + 1);

	if (!copy)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (strchr(less, s[i]))
			continue;
		if (!blank(s[i]) && (s[i] != ',' || !*less)) /* ["a","b"] is [a b] */
			copy[out++] = s[i];
		else if (out && copy[out - 1] != ' ')
			copy[out++] = ' ';
	}
	if (out && copy[out - 1] == ' ')
		out--;
	copy[out] = 0;
	return copy;
}

/* Commands keep every sign; elsewhere builders differ in quotes and brackets. */
static const char *noise(enum fi_df_kind kind, bool onbuild)
{
	return kind == FI_DF_RUN && !onbuild ? "" : "\"'[]\\";
}

/* ---- rows ---- */

/* Move *s behind an instruction's name and return its kind. */
static enum fi_df_kind take_kind(const char **s)
{
	size_t n = 0;

	while (isupper((unsigned char)(*s)[n]))
		n++;
	for (size_t i = 0; n && ((*s)[n] == 0 || blank((*s)[n])) &&
		i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i].name) == n && memcmp(*s, names[i].name, n) == 0) {
			*s = skip_blank(*s + n);
			return names[i].kind;
		}
	return FI_DF_UNKNOWN;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *join(const struct fi_strs *w, size_t from, size_t to, const char *less)
{
	struct fi_buf b = fi_buf_limited(TEXT_MAX);
	enum fi_code rc = FI_OK;
	char *out = NULL;

	for (size_t i = from; rc == FI_OK && i < to; i++)
		rc = fi_buf_addf(&b, "%s%s", i > from ? " " : "", w->v[i]);
	if (rc != FI_ENOMEM)
		out = squeeze(b.p, less);
	fi_buf_done(&b);
	return out;
}

/* "EXPOSE map[80/tcp:{} 443/tcp:{}]", "[80/tcp]", "80": the ports, sorted. */
static char *ports(const char *s)
{
	FI_AUTO(fi_strs_done) struct fi_strs list = { 0 };
	char port[32];

	while (*s && list.n < PORTS_MAX) {
		size_t n = strspn(s, "0123456789-");
		const char *proto = "/tcp";

		if (!n) {
			s++;
			continue;
		}
		if (strncasecmp(s + n, "/udp", 4) == 0)
			proto = "/udp";
		else if (strncasecmp(s + n, "/sctp", 5) == 0)
			proto = "/sctp";
		(void)snprintf(port, sizeof(port), "%.*s%s", (int)(n < 16 ? n : 16), s, proto);
		if (fi_strs_add(&list, port) != FI_OK)
			return NULL;
		s += n;
		if (*s == '/')
			s += strcspn(s, " \t:,]");
	}
	if (list.n)
		qsort(list.v, list.n, sizeof(list.v[0]), by_text);
	return join(&list, 0, list.n, "");
}

/* "file:HASH in DEST" of the classic builder: *dest is set behind " in ". */
static bool hashed_copy(const char *s, const char **dest, bool *several)
{
	const char *colon = s + strcspn(s, ": \t");
	const char *end = s + strcspn(s, " \t");

	if (*colon != ':' || colon > end || end - colon < 33 || strncmp(end, " in ", 4) != 0)
		return false;
	for (const char *h = colon + 1; h < end; h++)
		if (!isxdigit((unsigned char)*h) && *h != ':' && !islower((unsigned char)*h))
			return false;
	*several = strncmp(s, "multi:", 6) == 0;
	*dest = skip_blank(end + 4);
	return true;
}

static bool takes_flags(enum fi_df_kind kind)
{
	return kind == FI_DF_COPY || kind == FI_DF_ADD || kind == FI_DF_HEALTHCHECK ||
		kind == FI_DF_RUN;
}

static char *cut_mark(const char *created_by)
{
	static const char mark[] = "# buildkit";
	size_t n = strnlen(created_by, TEXT_MAX), m = sizeof(mark) - 1;

	while (n && blank(created_by[n - 1]))
		n--;
	if (n >= m && memcmp(created_by + n - m, mark, m) == 0)
		n -= m;
	return strndup(created_by, n);
}

static enum fi_code row_text(struct step *st, const char *s)
{
	while (takes_flags(st->kind) && !st->onbuild && s[0] == '-' && s[1] == '-')
		s = skip_word(s);
	if (st->kind == FI_DF_COPY || st->kind == FI_DF_ADD)
		st->hashed = hashed_copy(s, &s, &st->several);
	if (st->kind == FI_DF_HEALTHCHECK && s[0] == '&' && s[1] == '{')
		s += 2;
	st->text = st->kind == FI_DF_EXPOSE && !st->onbuild ?
		ports(s) :
		squeeze(s, noise(st->kind, st->onbuild));
	return st->text ? FI_OK : FI_ENOMEM;
}

static enum fi_code read_row(const char *created_by, struct step *st)
{
	FI_AUTO(fi_freep) char *text = cut_mark(created_by);
	const char *s, *nop;

	if (!text)
		return FI_ENOMEM;
	s = skip_blank(text);
	nop = strstr(s, "#(nop)");
	if (nop)
		s = skip_blank(nop + 6);
	if (strncmp(s, "ONBUILD", 7) == 0 && blank(s[7])) {
		st->onbuild = true;
		s = skip_blank(s + 8);
	}
	st->kind = take_kind(&s);
	if (st->kind == FI_DF_UNKNOWN && !nop && *s)
		st->kind = FI_DF_RUN; /* the classic builder shows the bare command */
	return row_text(st, s);
}

static enum fi_code read_rows(const struct fi_config *c, size_t first, struct steps *out)
{
	enum fi_code rc = FI_OK;

	for (size_t i = first; rc == FI_OK && i < c->nhistory; i++) {
		if (!fi_grow(&out->v, &out->cap, out->n + 1, sizeof(out->v[0])))
			return FI_ENOMEM;
		out->v[out->n] = (struct step){ 0 };
		if (c->history[i].created_by)
			rc = read_row(c->history[i].created_by, &out->v[out->n]);
		out->n++;
	}
	return rc;
}

/* ---- instructions ---- */

/* "A=b C=d", as history shows ENV and LABEL. */
static char *pairs_text(const struct fi_df_instruction *ins)
{
	struct fi_buf b = fi_buf_limited(TEXT_MAX);
	enum fi_code rc = FI_OK;
	char *out = NULL;

	for (size_t i = 0; rc == FI_OK && i < ins->npairs; i++) {
		const char *value = ins->pairs[i].value;

		rc = fi_buf_addf(&b, "%s%s%s%s", i ? " " : "", ins->pairs[i].key,
			value ? "=" : "", value ? value : "");
	}
	if (rc != FI_ENOMEM)
		out = squeeze(b.p, noise(ins->kind, false));
	fi_buf_done(&b);
	return out;
}

/* RUN <<EOF becomes its body; a command with here-documents is followed by them. */
static char *heredoc_text(const struct fi_df_instruction *ins)
{
	bool alone = ins->words.n == 1 && ins->nheredocs == 1;
	struct fi_buf b = fi_buf_limited(TEXT_MAX);
	enum fi_code rc = alone ? FI_OK : fi_buf_adds(&b, ins->text);
	char *out = NULL;

	for (size_t i = 0; rc == FI_OK && i < ins->nheredocs; i++)
		rc = fi_buf_addf(&b, "\n%s%s", ins->heredocs[i].text,
			alone ? "" : ins->heredocs[i].name);
	if (rc != FI_ENOMEM)
		out = squeeze(b.p, "");
	fi_buf_done(&b);
	return out;
}

static enum fi_code run_texts(const struct fi_df_instruction *ins, struct step *st)
{
	if (ins->nheredocs) {
		st->text = heredoc_text(ins);
		return st->text ? FI_OK : FI_ENOMEM;
	}
	st->text = squeeze(ins->text, "");
	if (ins->json)
		st->also = join(&ins->words, 0, ins->words.n, "");
	return st->text && (!ins->json || st->also) ? FI_OK : FI_ENOMEM;
}

static enum fi_code copy_texts(const struct fi_df_instruction *ins, struct step *st)
{
	const char *less = noise(ins->kind, false);
	size_t n = ins->words.n;

	if (n < 2)
		return FI_OK;
	st->sources = n - 1;
	st->text = join(&ins->words, 0, n, less);
	st->dest = join(&ins->words, n - 1, n, less);
	return st->text && st->dest ? FI_OK : FI_ENOMEM;
}

static enum fi_code health_texts(const struct fi_df_instruction *ins, struct step *st)
{
	bool shell = !ins->json && ins->words.n && strcmp(ins->words.v[0], "CMD") == 0;

	st->text = join(&ins->words, 0, ins->words.n, noise(ins->kind, false));
	if (!shell || !st->text)
		return st->text ? FI_OK : FI_ENOMEM;
	st->also = fi_format("CMD-SHELL%s", st->text + 3);
	return st->also ? FI_OK : FI_ENOMEM;
}

static enum fi_code onbuild_texts(const struct fi_df_instruction *ins, struct step *st)
{
	st->onbuild = true;
	st->text = squeeze(ins->text, noise(ins->kind, true));
	if (ins->npairs)
		st->also = pairs_text(ins);
	return st->text && (!ins->npairs || st->also) ? FI_OK : FI_ENOMEM;
}

static enum fi_code expose_text(const struct fi_dockerfile *df, size_t index, struct step *st)
{
	FI_AUTO(fi_freep) char *text = fi_df_expand(df, index, df->list[index].text, NULL);

	st->text = text ? ports(text) : NULL;
	return st->text ? FI_OK : FI_ENOMEM;
}

static enum fi_code fill_step(const struct fi_dockerfile *df, size_t index, struct step *st)
{
	const struct fi_df_instruction *ins = &df->list[index];

	st->kind = ins->kind;
	st->index = index;
	if (ins->onbuild)
		return onbuild_texts(ins, st);
	switch (ins->kind) {
	case FI_DF_RUN:
		return run_texts(ins, st);
	case FI_DF_COPY:
	case FI_DF_ADD:
		return copy_texts(ins, st);
	case FI_DF_HEALTHCHECK:
		return health_texts(ins, st);
	case FI_DF_EXPOSE:
		return expose_text(df, index, st);
	case FI_DF_ENV:
	case FI_DF_LABEL:
		st->also = pairs_text(ins);
		if (!st->also)
			return FI_ENOMEM;
		break;
	default:
		break;
	}
	st->text = ins->json ? join(&ins->words, 0, ins->words.n, noise(ins->kind, false)) :
			       squeeze(ins->text, noise(ins->kind, false));
	return st->text ? FI_OK : FI_ENOMEM;
}

/* All instructions of the last stage and of the stages it is FROM, oldest first. */
static enum fi_code read_steps(const struct fi_dockerfile *df, struct steps *out)
{
	const struct fi_strs *shell = NULL;

	for (size_t i = 0; i < df->n; i++) {
		const struct fi_df_instruction *ins = &df->list[i];
		enum fi_code rc;

		if (ins->kind == FI_DF_FROM && !ins->onbuild &&
			df->stages[ins->stage].parent < 0)
			shell = NULL;
		if (ins->stage < 0 || ins->kind == FI_DF_FROM || ins->kind == FI_DF_UNKNOWN ||
			!fi_df_ships(df, ins->stage))
			continue;
		if (ins->kind == FI_DF_SHELL && ins->json)
			shell = &ins->words;
		if (!fi_grow(&out->v, &out->cap, out->n + 1, sizeof(out->v[0])))
			return FI_ENOMEM;
		out->v[out->n] = (struct step){ .shell = shell };
		rc = fill_step(df, i, &out->v[out->n]);
		out->n++;
		if (rc != FI_OK)
			return rc;
	}
	return FI_OK;
}

/* ---- does a row come from an instruction? ---- */

/* Length of a variable at s: $NAME or ${...}. */
static size_t variable(const char *s)
{
	size_t n = 1;

	if (s[0] != '$')
		return 0;
	if (s[1] == '{') {
		const char *end = strchr(s, '}');

		return end ? (size_t)(end - s) + 1 : 0;
	}
	while (s[n] == '_' || isalnum((unsigned char)s[n]))
		n++;
	return n > 1 ? n : 0;
}

/* The end of the literal text at s: where a variable starts, or the end. */
static size_t literal(const char *s)
{
	size_t n = 0;

	while (s[n] && !variable(s + n))
		n++;
	return n;
}

/*
 * Is `row` what `text` becomes when each variable is replaced by something?  At least
 * one byte that is no space must stand for itself.  With `open` the row may go on
 * with another word.
 */
static bool agrees(const char *text, const char *row, bool open)
{
	bool free_start = false, proof = false;

	while (*text) {
		size_t n = literal(text), var;
		const char *at = free_start && n ? memmem(row, strlen(row), text, n) : row;

		proof |= strspn(text, " ") < n;
		if (free_start && !text[n] && n && strlen(row) >= n && !open)
			at = row + strlen(row) - n; /* the last piece is held to the end */
		if (!at || strncmp(at, text, n) != 0)
			return false;
		row = at + n;
		text += n;
		var = variable(text);
		free_start = var != 0;
		text += var;
	}
	return proof && (free_start || !*row || (open && *row == ' '));
}

/* Past "|2 A=b C=d " and the shell: the command, or NULL if this shell is not there. */
static const char *behind_shell(const char *row, const char *shell)
{
	size_t n = strlen(shell);

	if (row[0] == '|') {
		const char *at = strstr(row, shell);

		return at && at > row && at[-1] == ' ' && at[n] == ' ' ? at + n + 1 : NULL;
	}
	return strncmp(row, shell, n) == 0 && row[n] == ' ' ? row + n + 1 : NULL;
}

/* Past "|2 A=b C=d " alone, for the JSON form; values with spaces are not understood. */
static const char *behind_args(const char *row)
{
	unsigned long n;
	char *end;

	if (row[0] != '|')
		return row;
	n = strtoul(row + 1, &end, 10);
	row = skip_blank(end);
	while (n-- > 0 && *row)
		row = skip_word(row);
	return row;
}

static bool run_agrees(const struct step *row, const struct step *ins)
{
	FI_AUTO(fi_freep) char *shell = NULL;
	const char *cmd;

	if (ins->also) {
		cmd = behind_args(row->text);
		if (strcmp(cmd, ins->also) == 0)
			return true;
	}
	if (ins->shell) {
		shell = join(ins->shell, 0, ins->shell->n, "");
		cmd = shell ? behind_shell(row->text, shell) : NULL;
		if (cmd && strcmp(cmd, ins->text) == 0)
			return true;
	}
	cmd = behind_shell(row->text, "/bin/sh -c"); /* buildah shows it whatever SHELL says */
	return cmd && strcmp(cmd, ins->text) == 0;
}

static bool copy_agrees(const struct step *row, const struct step *ins)
{
	if (!ins->dest)
		return false;
	if (!row->hashed)
		return agrees(ins->text, row->text, false);
	return row->several == (ins->sources > 1) && agrees(ins->dest, row->text, false);
}

/* The value may come from --build-arg, a default from before FROM, or be left out. */
static bool arg_agrees(const struct step *row, const struct step *ins)
{
	size_t n = strcspn(ins->text, "= "), k = strcspn(row->text, "= ");

	if (n != k || memcmp(row->text, ins->text, n) != 0)
		return false;
	return row->text[k] != '=' || ins->text[n] != '=' ||
		strcmp(ins->text, row->text) == 0 || variable(ins->text + n + 1);
}

/* Shell form: the row has the shell's words in front. */
static bool command_agrees(const struct step *row, const struct step *ins)
{
	const char *cmd = behind_shell(row->text, "/bin/sh -c");
	FI_AUTO(fi_freep) char *shell = NULL;

	if (strcmp(row->text, ins->text) == 0)
		return true;
	if (!cmd && ins->shell) {
		shell = join(ins->shell, 0, ins->shell->n, "");
		cmd = shell ? behind_shell(row->text, shell) : NULL;
	}
	return cmd && strcmp(cmd, ins->text) == 0;
}

/* A relative WORKDIR is shown with the folders above it. */
static bool workdir_agrees(const struct step *row, const struct step *ins)
{
	size_t r = strlen(row->text), n = strlen(ins->text);

	if (agrees(ins->text, row->text, false))
		return true;
	return ins->text[0] != '/' && !strchr(ins->text, '$') && n && r > n + 1 &&
		row->text[r - n - 1] == '/' && strcmp(row->text + r - n, ins->text) == 0;
}

static bool plain_agrees(const struct step *row, const struct step *ins, bool open)
{
	return agrees(ins->text, row->text, open) ||
		(ins->also && agrees(ins->also, row->text, open));
}

static bool fits(const struct step *row, const struct step *ins)
{
	if (row->kind != ins->kind || row->onbuild != ins->onbuild || !row->text || !ins->text)
		return false;
	if (ins->onbuild)
		return plain_agrees(row, ins, false);
	switch (ins->kind) {
	case FI_DF_RUN:
		return run_agrees(row, ins);
	case FI_DF_COPY:
	case FI_DF_ADD:
		return copy_agrees(row, ins);
	case FI_DF_ARG:
		return arg_agrees(row, ins);
	case FI_DF_CMD:
	case FI_DF_ENTRYPOINT:
	case FI_DF_SHELL:
		return command_agrees(row, ins);
	case FI_DF_WORKDIR:
		return workdir_agrees(row, ins);
	case FI_DF_EXPOSE:
		return ins->text[0] && strcmp(row->text, ins->text) == 0;
	default:
		return plain_agrees(row, ins, ins->kind == FI_DF_HEALTHCHECK);
	}
}

/* ---- the alignment ---- */

struct table {
	const struct steps *rows, *steps;
	uint16_t *longest; /* (rows+1) x (steps+1) */
	bool *fit;	   /* rows x steps */
};

static uint16_t *cell(const struct table *t, size_t r, size_t s)
{
	return &t->longest[r * (t->steps->n + 1) + s];
}

static bool *fit(const struct table *t, size_t r, size_t s)
{
	return &t->fit[r * t->steps->n + s];
}

static void fill_table(struct table *t)
{
	for (size_t r = 1; r <= t->rows->n; r++)
		for (size_t s = 1; s <= t->steps->n; s++) {
			bool ok = fits(&t->rows->v[r - 1], &t->steps->v[s - 1]);
			uint16_t up = *cell(t, r - 1, s), left = *cell(t, r, s - 1);
			uint16_t both = (uint16_t)(*cell(t, r - 1, s - 1) + ok);

			*fit(t, r - 1, s - 1) = ok;
			*cell(t, r, s) = up > left ? up : left;
			if (ok && both > *cell(t, r, s))
				*cell(t, r, s) = both;
		}
}

/* From the end backwards, so that of equal choices the last ones are taken. */
static void read_table(const struct table *t, const struct fi_dockerfile *df, unsigned *lines)
{
	size_t r = t->rows->n, s = t->steps->n;

	while (r && s) {
		if (*fit(t, r - 1, s - 1) && *cell(t, r, s) == *cell(t, r - 1, s - 1) + 1) {
			lines[r - 1] = df->list[t->steps->v[s - 1].index].line;
			r--;
			s--;
		} else if (*cell(t, r, s) == *cell(t, r - 1, s)) {
			r--;
		} else {
			s--;
		}
	}
}

static enum fi_code align(const struct steps *rows, const struct steps *steps,
	const struct fi_dockerfile *df, unsigned *lines)
{
	struct table t = { .rows = rows, .steps = steps };
	enum fi_code rc = FI_ENOMEM;

	/* Both counts are bounded (1,000 and 2,000), so the products fit. */
	t.longest = calloc((rows->n + 1) * (steps->n + 1), sizeof(*t.longest));
	t.fit = calloc(rows->n * steps->n + 1, sizeof(*t.fit));
	if (t.longest && t.fit) {
		fill_table(&t);
		read_table(&t, df, lines);
		rc = FI_OK;
	}
	free(t.longest);
	free(t.fit);
	return rc;
}

enum fi_code fi_trace_dockerfile(const struct fi_image *image,
	const struct fi_dockerfile *df, unsigned **line_of_history, struct fi_err *err)
{
	const struct fi_config *c = &image->config;
	FI_AUTO(steps_done) struct steps rows = { 0 };
	FI_AUTO(steps_done) struct steps steps = { 0 };
	size_t first = c->nhistory > FI_TRACE_ROWS_MAX ? c->nhistory - FI_TRACE_ROWS_MAX : 0;
	unsigned *lines = calloc(c->nhistory + 1, sizeof(*lines));
	enum fi_code rc = FI_ENOMEM;

	if (lines)
		rc = read_rows(c, first, &rows);
	if (rc == FI_OK)
		rc = read_steps(df, &steps);
	if (rc == FI_OK)
		rc = align(&rows, &steps, df, lines + first);
	if (rc != FI_OK) {
		free(lines);
		return fi_err_nomem(err);
	}
	*line_of_history = lines;
	return FI_OK;
}
