#include "rules/form.h"

#include <string.h>
#include <strings.h>

#include "lib/alnum.h"
#include "rules/secrets.h"

/* What NAMED puts behind the name, and how many of each. */
#define NAME_REST 40
#define QUOTES 3
#define BLANKS 20

/* --- reading a pattern --------------------------------------------------- */

static const bool of_names[256] = {
	['0' ... '9'] = true,
	['A' ... 'Z'] = true,
	['a' ... 'z'] = true,
	['_'] = true,
	['.'] = true,
	['-'] = true,
};

static bool is_name(char c)
{
	return of_names[(unsigned char)c];
}

static void allow(struct fi_form *f, unsigned from, unsigned to)
{
	for (unsigned c = from; c <= to; c++)
		f->set[c / 64] |= (uint64_t)1 << c % 64;
}

/*
 * A class at p, of letters, digits, signs and ranges of them; into f->set.  Returns what is
 * behind it, or NULL if it has anything else.
 */
static const char *read_class(struct fi_form *f, const char *p)
{
	memset(f->set, 0, sizeof(f->set));
	for (p++; *p != ']'; p++) {
		if (!is_name(*p) && !strchr("+/=~!@#$%*", *p))
			return NULL;
		if (*p == 0)
			return NULL;
		if (p[1] == '-' && p[2] != ']') {
			if (!fi_is_alnum(p[0]) || !fi_is_alnum(p[2]))
				return NULL;
			allow(f, (unsigned char)p[0], (unsigned char)p[2]);
			p += 2;
		} else {
			allow(f, (unsigned char)*p, (unsigned char)*p);
		}
	}
	return p + 1;
}

/* "{40}", "{20,}": the first number; 0 for what may be absent; 1 without a count. */
static size_t read_count(const char *p)
{
	size_t n = 0;

	if (*p == '?' || *p == '*')
		return 0;
	if (*p != '{')
		return 1;
	for (p++; *p >= '0' && *p <= '9'; p++)
		n = n * 10 + (size_t)(*p - '0');
	return n;
}

/* Is there another way to match, from p to the end of the group that p is in? */
static bool has_choice(const char *p)
{
	int depth = 0;

	for (; *p && depth >= 0; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '[')
			for (p += p[1] == ']' ? 2 : 1; *p && *p != ']'; p++)
				p += *p == '\\' && p[1];
		else if (*p == '|' && depth == 0)
			return true;
		else
			depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
		if (!*p)
			break;
	}
	return false;
}

/* What the text at p has to begin with: characters that stand for themselves, then a class. */
static void read_value(struct fi_form *f, const char *p)
{
	if (has_choice(p))
		return;
	while (f->head_n < FI_FORM_HEAD) {
		const char *next = *p == '\\' && p[1] == '.' ? p + 1 : p;

		if (next == p && !fi_is_alnum(*p) && !strchr("_-", *p))
			break;
		if (!*next || (next[1] && strchr("?*{+", next[1])))
			return;
		f->head[f->head_n++] = *next;
		p = next + 1;
	}
	if (f->head_n == FI_FORM_HEAD || *p != '[')
		return;
	p = read_class(f, p);
	f->run = p ? read_count(p) : 0;
}

/* --- the two forms ------------------------------------------------------- */

/* Behind a group that takes no characters ("(?=", "(?!", "(?<!", "(?<="), or NULL. */
static const char *pass_assertion(const char *p, const char *end)
{
	int depth = 0;

	if (strncmp(p, "(?=", 3) != 0 && strncmp(p, "(?!", 3) != 0 && strncmp(p, "(?<", 3) != 0)
		return NULL;
	for (; p < end; p++) {
		if (*p == '\\') {
			p++;
		} else if (*p == '[') {
			for (p++; p < end && *p != ']'; p++)
				p += *p == '\\';
		} else {
			depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
			if (depth == 0)
				return p + 1;
		}
	}
	return NULL;
}

/* A class of nothing but what a name has; behind it, or NULL. */
static const char *pass_name_class(const char *p, const char *end)
{
	for (p++; p < end && *p != ']'; p++) {
		if (*p == '\\' && p[1] == 'w')
			p++;
		else if (!is_name(*p))
			return NULL;
	}
	return p < end ? p + 1 : NULL;
}

/* "{0,30}": what more than one character it stands for at most; 0 for no count. */
static size_t most_of(const char *p)
{
	size_t most = 0;

	if (*p != '{')
		return 0;
	for (; *p && *p != '}'; p++)
		most = *p >= '0' && *p <= '9' ? most * 10 + (size_t)(*p - '0') : 0;
	return most;
}

/*
 * Do the words take nothing but characters of a name?  Then *most is more than they can
 * take: one for each that is spelled, and what counts tell besides.
 */
static bool are_names(const char *p, const char *end, size_t *most)
{
	int depth = 0;

	*most = 0;
	while (p < end) {
		const char *past = pass_assertion(p, end);

		if (!past && *p == '[' && !(past = pass_name_class(p, end)))
			return false;
		*most += 1 + most_of(p);
		if (past)
			p = past;
		else if (*p == '\\' && (p[1] == 'w' || p[1] == '.'))
			p += 2;
		else if (fi_is_alnum(*p) || strchr("_-|()?:{},", *p))
			depth += *p == '(' ? 1 : *p == ')' ? -1 : 0, p++;
		else
			return false;
		if (depth < 0)
			return false;
	}
	return depth == 0;
}

/* Is each part of the literal a word of the pattern's name, and none of it in the value? */
static bool is_named_by(const char *literal, const char *words, size_t n, const char *value)
{
	for (const char *p = literal; *p;) {
		size_t k = 0;

		while (fi_is_alnum(p[k]))
			k++;
		for (size_t i = 0; k; i++) {
			if (i + k > n)
				return false;
			if (strncasecmp(words + i, p, k) == 0)
				break;
		}
		if (!k && !is_name(*p))
			return false;
		p += k ? k : 1;
	}
	return !strcasestr(value, literal);
}

static bool named_form(const struct fi_rule *r, struct fi_form *f)
{
	static const char middle[] = NAMED_MIDDLE;
	const char *words = r->pattern + strlen("(?i:"), *end = strstr(words, middle), *value;

	if (!end || !are_names(words, end, &f->most))
		return false;
	f->most += NAME_REST;
	if (f->most > FI_FORM_NAME)
		return false;
	value = end + strlen(middle);
	for (size_t i = 0; i < FI_RULE_LITERALS && r->literal[i]; i++)
		if (!is_named_by(r->literal[i], words, (size_t)(end - words), value))
			return false;
	f->named = true;
	read_value(f, value);
	return true;
}

/* A literal, the only one and as it is spelled, then the rest. */
static bool token_form(const struct fi_rule *r, struct fi_form *f)
{
	const char *p = r->pattern + strlen(LEFT), *l = r->literal[0];

	if (r->nocase || r->literal[1])
		return false;
	p += *p == '(' && p[1] != '?';
	for (; *l; l++, p++) {
		p += *p == '\\' && p[1] == *l && !fi_is_alnum(*l);
		if (*p != *l || (!is_name(*l) && p[-1] != '\\'))
			return false;
		if (*l == '.' && p[-1] != '\\')
			return false;
	}
	if (strchr("?*{+", *p))
		return false;
	read_value(f, p);
	return f->head_n || f->run;
}

bool fi_form_of(const struct fi_rule *r, struct fi_form *f)
{
	*f = (struct fi_form){ .named = false };
	if (!r->pattern || !r->literal[0] || has_choice(r->pattern))
		return false;
	if (strncmp(r->pattern, "(?i:", 4) == 0)
		return named_form(r, f);
	return strncmp(r->pattern, LEFT, strlen(LEFT)) == 0 && token_form(r, f);
}

/* --- asking -------------------------------------------------------------- */

static bool value_may(const struct fi_form *f, const char *s, size_t n)
{
	if (n < f->head_n + f->run || memcmp(s, f->head, f->head_n) != 0)
		return false;
	s += f->head_n;
	for (size_t i = 0; i < f->run; i++) {
		unsigned char c = (unsigned char)s[i];

		if (!(f->set[c / 64] >> c % 64 & 1))
			return false;
	}
	return true;
}

/* Behind the operator: blanks, up to three quotes, the value. */
static bool quoted_may(const struct fi_form *f, const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && i < BLANKS && (s[i] == ' ' || s[i] == '\t'))
		i++;
	for (size_t quotes = 0;; quotes++, i++) {
		if (value_may(f, s + i, n - i))
			return true;
		if (i == n || quotes == QUOTES || !s[i] || !strchr("\\\"'`(", s[i]))
			return false;
	}
}

static bool named_may(const struct fi_form *f, const char *s, size_t n, size_t name)
{
	size_t i = name, from;

	if (name > f->most || name > n)
		return false;
	for (from = i; i < n && i - from < QUOTES && s[i] && strchr("\\\"'`]", s[i]);)
		i++;
	for (from = i; i < n && i - from < BLANKS && (s[i] == ' ' || s[i] == '\t');)
		i++;
	if (i == n || !s[i] || !strchr("=:,", s[i]))
		return false;
	if (quoted_may(f, s + i + 1, n - i - 1))
		return true;
	/* "=>" and ":=" */
	return n - i > 1 && ((s[i] == '=' && s[i + 1] == '>') || (s[i] == ':' && s[i + 1] == '=')) &&
	       quoted_may(f, s + i + 2, n - i - 2);
}

size_t fi_form_name(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && is_name(s[i]))
		i++;
	return i;
}

bool fi_form_may(const struct fi_form *f, const char *s, size_t n, size_t name)
{
	return f->named ? named_may(f, s, n, name) : value_may(f, s, n);
}
