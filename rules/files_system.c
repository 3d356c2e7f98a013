/* files_system.c - accounts, shell histories and database dumps. */
#include "rules/files.h"

#include <string.h>

#include "rules/dotenv.h"
#include "rules/fields.h"
#include "rules/valid.h"
#include "rules/worth.h"

static const enum fi_severity high = FI_HIGH;

/* ---- shadow, htpasswd ---- */

/* The part up to the next ':' of a line; moves *p behind it. */
static struct fi_file_secret next_field(const char **p, const char *end)
{
	struct fi_file_secret s = { .value = *p };
	const char *colon = memchr(*p, ':', (size_t)(end - *p));

	s.n = (size_t)((colon ? colon : end) - *p);
	*p = colon ? colon + 1 : end;
	return s;
}

/* "*", "!", "!!", "!*", "x", "*LK*" and "!" before a hash: nobody can log in. */
static bool is_locked(const char *hash, size_t n)
{
	return n < 8 || hash[0] == '!' || hash[0] == '*';
}

void fi_file_shadow(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	static const enum fi_severity medium = FI_MEDIUM;
	struct fi_line l = { 0 };

	while (fi_line_next(&l, f->head, f->n)) {
		const char *p = l.p, *end = l.p + l.n;
		struct fi_file_secret user = next_field(&p, end);
		struct fi_file_secret hash = next_field(&p, end);

		if (user.n == 0 || is_locked(hash.value, hash.n))
			continue;
		hash.line = l.number;
		hash.column = (unsigned)(hash.value - l.p) + 1;
		hash.key = user.value;
		hash.key_n = user.n;
		if (user.n != 4 || memcmp(user.value, "root", 4) != 0)
			hash.severity = &medium;
		fi_file_say_secret(f, r, out, &hash, "The password hash of");
	}
}

void fi_file_htpasswd(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct fi_line l = { 0 };

	if (memchr(f->head, '\0', f->n)) /* the program of that name */
		return;
	while (fi_line_next(&l, f->head, f->n)) {
		const char *p = l.p, *end = l.p + l.n;
		struct fi_file_secret user = next_field(&p, end);
		struct fi_file_secret hash = next_field(&p, end);

		if (user.n == 0 || user.value[0] == '#' || hash.n < 13 ||
			hash.value[0] == '!' || memchr(hash.value, ' ', hash.n))
			continue;
		hash.line = l.number;
		hash.column = (unsigned)(hash.value - l.p) + 1;
		hash.key = user.value;
		hash.key_n = user.n;
		fi_file_say_secret(f, r, out, &hash, "The password hash of");
	}
}

/* ---- histories ---- */

struct history {
	const struct fi_file *file;
	const struct fi_rule *rule;
	struct fi_file_sink *out;
	const struct fi_line *line;
	size_t found;
};

static void tell(
	struct history *h, const char *value, size_t n, const char *key, size_t key_n)
{
	struct fi_file_secret s = { .line = h->line->number,
		.key = key,
		.key_n = key_n,
		.value = value,
		.n = n,
		.severity = &high };

	s.column = (unsigned)(value - h->line->p) + 1;
	fi_file_say_secret(h->file, h->rule, h->out, &s, "The command with");
	h->found++;
}

/* export X_SECRET=..., PGPASSWORD=..., --password=..., "token: ..." of a header */
static bool tell_assignment(void *self, const struct fi_field *f)
{
	struct history *h = self;
	const char *line = h->line->p;

	if (fi_naming_of(f->name, f->name_n) == FI_NAMED_SECRET &&
		fi_worth_of(f->value, f->n) >= FI_WORTH_WEAK)
		tell(h, line + (f->value - line), f->n, f->name, f->name_n);
	return true;
}

/* A flag whose next word, or the rest of whose word, is a password. */
struct flag {
	const char *program; /* must stand in the line; NULL = any */
	const char *flag;
	bool joined; /* -pSECRET */
	bool pair;   /* USER:SECRET */
};

static const struct flag flags[] = {
	{ "curl", " -u ", false, true },
	{ "curl", " --user ", false, true },
	{ "wget", " --http-password ", false, false },
	{ "mysql", " -p", true, false },
	{ "sshpass", " -p ", false, false },
	{ "sshpass", " -p", true, false },
	{ "docker login", " -p ", false, false },
	{ "podman login", " -p ", false, false },
	{ "redis-cli", " -a ", false, false },
	{ "mongo", " -p ", false, false },
	{ "ldapsearch", " -w ", false, false },
	{ NULL, " --password ", false, false },
	{ NULL, " --token ", false, false },
	{ NULL, " --secret ", false, false },
	{ NULL, "Authorization: Bearer ", false, false },
	{ NULL, "Authorization: Basic ", false, false },
};

static size_t word_length(const char *p, const char *end)
{
	const char *q = p;

	while (q < end && !strchr(" \t\"'`;|&<>", *q))
		q++;
	return (size_t)(q - p);
}

static void tell_flag(struct history *h, const struct flag *g)
{
	const char *end = h->line->p + h->line->n;
	const char *p = memmem(h->line->p, h->line->n, g->flag, strlen(g->flag));
	const char *colon;
	size_t n, skip;

	if (!p || (g->program && !memmem(h->line->p, h->line->n, g->program,
					 strlen(g->program))))
		return;
	p += strlen(g->flag);
	if (p < end && (*p == '"' || *p == '\''))
		p++;
	n = word_length(p, end);
	colon = g->pair ? memchr(p, ':', n) : NULL;
	if (g->pair && !colon)
		return;
	if (colon) {
		n -= (size_t)(colon + 1 - p);
		p = colon + 1;
	}
	if (n < 4 || *p == '$' || *p == '-' || fi_worth_of(p, n) == FI_WORTH_NONE)
		return;
	n = n < 256 ? n : 256;
	/* Without the blanks around it. */
	skip = strspn(g->flag, " ");
	tell(h, p, n, g->flag + skip, strcspn(g->flag + skip, " :"));
}

void fi_file_history(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct fi_line l = { 0 };
	struct history h = { f, r, out, &l, 0 };

	if (f->n == 0 || memchr(f->head, '\0', f->n))
		return;
	while (fi_line_next(&l, f->head, f->n)) {
		size_t before = h.found;

		fi_fields_each(l.p, l.n, tell_assignment, &h);
		for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
			if (h.found == before)
				tell_flag(&h, &flags[i]);
		}
	}
	h.found += fi_file_url_secrets(f, r, out, &high);
	if (h.found == 0)
		fi_file_say(
			f, r, out, "It tells what was typed while the image was made.");
}

/* ---- dumps ---- */

/* Rows of people: an INSERT or COPY into a table that has a column for passwords. */
void fi_file_sql_dump(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	static const char *const columns[] = { "password", "passwd", "pass_hash",
		"encrypted_password", "user_pass", "api_key", "secret" };
	bool rows = memmem(f->head, f->n, "INSERT INTO", 11) ||
		    memmem(f->head, f->n, "insert into", 11) ||
		    memmem(f->head, f->n, "\nCOPY ", 6);

	if (!rows || fi_path_is_borrowed(f->path))
		return;
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		if (memmem(f->head, f->n, columns[i], strlen(columns[i]))) {
			fi_file_say(f, r, out,
				"It inserts rows into a table with a column for "
				"passwords.");
			return;
		}
	}
}
