#include "lib/shlex.h"

#include <stdbool.h>
#include <string.h>

enum state { BETWEEN, WORD, SINGLE, DOUBLE, COMMENT };

struct splitter {
	enum state state;
	bool escaped; /* the byte before was a backslash that counts */
	struct fi_buf word;
	struct fi_strs *out;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static enum fi_code end_word(struct splitter *s)
{
	enum fi_code rc = fi_strs_add(s->out, s->word.p);

	fi_buf_clear(&s->word);
	s->state = BETWEEN;
	return rc;
}

/* A byte outside of quotes and comments. */
static enum fi_code take_bare(struct splitter *s, char c)
{
	if (is_blank(c))
		return s->state == WORD ? end_word(s) : FI_OK;
	if (c == '#' && s->state == BETWEEN) {
		s->state = COMMENT;
		return FI_OK;
	}
	s->state = c == '\'' ? SINGLE : c == '"' ? DOUBLE : WORD;
	if (s->state != WORD)
		return FI_OK;
	if (c == '\\') {
		s->escaped = true;
		return FI_OK;
	}
	return fi_buf_add(&s->word, &c, 1);
}

static enum fi_code take(struct splitter *s, char c)
{
	if (s->escaped) {
		s->escaped = false;
		return fi_buf_add(&s->word, &c, 1);
	}
	switch (s->state) {
	case COMMENT:
		if (c == '\n')
			s->state = BETWEEN;
		return FI_OK;
	case SINGLE:
	case DOUBLE:
		if (c == (s->state == SINGLE ? '\'' : '"')) {
			s->state = WORD;
			return FI_OK;
		}
		if (c == '\\' && s->state == DOUBLE) {
			s->escaped = true;
			return FI_OK;
		}
		return fi_buf_add(&s->word, &c, 1);
	default:
		return take_bare(s, c);
	}
}

static enum fi_code finish(struct splitter *s, struct fi_err *err)
{
	if (s->escaped)
		return fi_err_set(
			err, FI_EFORMAT, "a backslash with nothing behind it");
	if (s->state == SINGLE || s->state == DOUBLE)
		return fi_err_set(err, FI_EFORMAT, "a quote that is never closed");
	if (s->state == WORD && end_word(s) != FI_OK)
		return fi_err_nomem(err);
	return FI_OK;
}

enum fi_code fi_shlex(
	const char *text, size_t n, struct fi_strs *out, struct fi_err *err)
{
	struct splitter s = { .out = out };
	enum fi_code rc = FI_OK;
	size_t i;

	s.word = fi_buf_limited(n); /* no word is longer than the text */
	for (i = 0; i < n && rc == FI_OK; i++)
		rc = take(&s, text[i]);
	rc = rc == FI_OK ? finish(&s, err) : fi_err_nomem(err);
	fi_buf_done(&s.word);
	return rc;
}

const char *fi_word_base(const char *word)
{
	const char *slash = strrchr(word, '/');

	return slash ? slash + 1 : word;
}
