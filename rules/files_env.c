/* files_env.c - the `.env` family: what ships, and which of it is secret. */
#include "rules/files.h"

#include <string.h>

#include "rules/dotenv.h"
#include "rules/glob.h"
#include "rules/worth.h"

/* As many names as a person reads in one message. */
#define NAMES_SHOWN 5

/* Source code, encrypted files and templates whose names only look the part. */
#define NOT_DOTENV                                                                     \
	"*.js|*.ts|*.mjs|*.cjs|*.tsx|*.jsx|*.py|*.rb|*.go|*.php|*.rs|*.java|*.md|"     \
	"*.vault|*.enc|*.gpg|*.asc|*.age|*.sops|*.json|*.html|*.map|*.c|*.h|*.sh"

struct tally {
	const struct fi_file *file;
	const struct fi_rule *rule;
	struct fi_file_sink *out;
	bool example;
	size_t values, secrets;
	char names[256];
};

static bool is_dotenv(const struct fi_file *f)
{
	return f->n > 0 && !memchr(f->head, '\0', f->n) &&
	       !fi_glob(NOT_DOTENV, f->path);
}

/*
 * Is the pair a secret?  In a file meant to be filled in only a value that a
 * generator made is taken for real; elsewhere a poor password is one too.
 */
static bool is_secret(const struct fi_env_pair *p, bool example)
{
	enum fi_naming naming = fi_naming_of(p->key, p->key_n);
	enum fi_worth worth;

	if (naming == FI_NAMED_PLAIN)
		return false;
	worth = fi_worth_of(p->value, p->n);
	if (example || naming == FI_NAMED_MAYBE)
		return worth == FI_WORTH_RANDOM;
	return worth != FI_WORTH_NONE;
}

static void add_name(struct tally *t, const struct fi_env_pair *p)
{
	size_t len = strlen(t->names);
	size_t room = sizeof(t->names) - len;
	size_t n = p->key_n < 40 ? p->key_n : 40;

	if (t->secrets > NAMES_SHOWN || room < n + 3)
		return;
	if (len > 0) {
		memcpy(t->names + len, ", ", 2);
		len += 2;
	}
	memcpy(t->names + len, p->key, n);
	t->names[len + n] = '\0';
}

static bool count(void *self, const struct fi_env_pair *p)
{
	struct tally *t = self;

	if (p->n > 0)
		t->values++;
	if (is_secret(p, t->example)) {
		t->secrets++;
		add_name(t, p);
	}
	return true;
}

void fi_file_env(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	static const enum fi_severity high = FI_HIGH, low = FI_LOW;
	struct tally t = { .file = f, .example = fi_dotenv_is_example(f->base) };
	struct fi_file_spot spot = { 0 };

	if (t.example || !is_dotenv(f) ||
		fi_dotenv_parse(f->head, f->n, count, &t) != FI_OK || t.values == 0)
		return;
	if (t.secrets > 0) {
		spot.severity = &high;
		fi_file_report(out, r, &spot,
			"%zu of its %zu variable%s look%s secret: %s%s.", t.secrets, t.values,
			t.values == 1 ? "" : "s", t.secrets == 1 ? "s" : "", t.names,
			t.secrets > NAMES_SHOWN ? ", ..." : "");
		return;
	}
	if (fi_path_is_borrowed(f->path) ||
		fi_glob(".env.test|.env.ci|test.env", f->path))
		spot.severity = &low;
	fi_file_report(out, r, &spot,
		"It sets %zu variable%s; no name says that one is secret.", t.values,
		t.values == 1 ? "" : "s");
}

static bool report_secret(void *self, const struct fi_env_pair *p)
{
	static const enum fi_severity medium = FI_MEDIUM;
	struct tally *t = self;
	struct fi_file_secret s = { .line = p->line,
		.column = p->column,
		.key = p->key,
		.key_n = p->key_n,
		.value = p->value,
		.n = p->n };

	if (!is_secret(p, t->example))
		return true;
	if (t->example || fi_worth_of(p->value, p->n) == FI_WORTH_WORD)
		s.severity = &medium;
	fi_file_say_secret(t->file, t->rule, t->out, &s, "The variable");
	return true;
}

void fi_file_env_secret(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct tally t = { .file = f, .rule = r, .out = out };

	t.example = fi_dotenv_is_example(f->base);
	if (!is_dotenv(f) || fi_dotenv_parse(f->head, f->n, report_secret, &t) != FI_OK)
		return; /* no memory: the caller's next allocation says so */
}
