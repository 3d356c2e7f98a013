/* files_package.c - package managers and tools with a format of their own. */
#include "rules/files.h"

#include <string.h>

#include "rules/fields.h"
#include "rules/valid.h"
#include "rules/worth.h"

struct teller {
	const struct fi_file *file;
	const struct fi_rule *rule;
	struct fi_file_sink *out;
	struct fi_field key; /* the last `key="..."` attribute */
};

static bool has(const struct fi_file *f, const char *text)
{
	return memmem(f->head, f->n, text, strlen(text)) != NULL;
}

static void tell(const struct teller *t, const struct fi_field *f)
{
	struct fi_file_secret s = { .line = f->line,
		.column = f->column,
		.key = f->name,
		.key_n = f->name_n,
		.value = f->value,
		.n = f->n };

	fi_file_say_secret(t->file, t->rule, t->out, &s, "The field");
}

static bool is_name(const struct fi_field *f, const char *name)
{
	return f->name_n == strlen(name) && memcmp(f->name, name, f->name_n) == 0;
}

/*
 * Bundler keeps credentials under the host's name, with dots as two underscores:
 * BUNDLE_GEMS__ACME__EXAMPLE: "user:password".
 */
static bool tell_bundle(void *self, const struct fi_field *f)
{
	const char *colon = memchr(f->value, ':', f->n);

	if (f->name_n > 7 && memcmp(f->name, "BUNDLE_", 7) == 0 &&
		memmem(f->name, f->name_n, "__", 2) && f->n >= 8 &&
		f->value[0] != '$' && !(colon && colon[1] == '/') &&
		!memchr(f->value, '/', f->n) && !fi_placeholder(f->value, f->n) &&
		(colon || f->n >= 20))
		tell(self, f);
	return true;
}

void fi_file_bundle_config(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct teller t = { .file = f, .rule = r, .out = out };

	fi_fields_each(f->head, f->n, tell_bundle, &t);
}

/* auth.json is a common name; Composer's has one of these tables. */
void fi_file_composer_auth(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (has(f, "\"http-basic\"") || has(f, "\"github-oauth\"") ||
		has(f, "\"gitlab-token\"") || has(f, "\"gitlab-oauth\"") ||
		has(f, "\"bearer\"") || has(f, "\"bitbucket-oauth\""))
		fi_file_credentials(f, r, out);
}

/* <add key="ClearTextPassword" value="SECRET" />; `Password` alone is encrypted. */
static bool tell_nuget(void *self, const struct fi_field *f)
{
	struct teller *t = self;
	struct fi_field found = *f;

	if (is_name(f, "key")) {
		t->key = *f;
		return true;
	}
	if (is_name(f, "value") && t->key.n > 0 &&
		(memmem(t->key.value, t->key.n, "ClearTextPassword", 17) ||
			memmem(t->key.value, t->key.n, "apikey", 6)) &&
		fi_worth_of(f->value, f->n) != FI_WORTH_NONE) {
		found.name = t->key.value;
		found.name_n = t->key.n;
		tell(t, &found);
	}
	t->key.n = 0;
	return true;
}

void fi_file_nuget(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct teller t = { .file = f, .rule = r, .out = out };

	fi_fields_each(f->head, f->n, tell_nuget, &t);
}

/* {'$write_key',<<"SECRET">>}: the name stands before the comma. */
void fi_file_erlang_terms(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct fi_line l = { 0 };

	while (fi_line_next(&l, f->head, f->n)) {
		const char *p = l.p, *end = l.p + l.n;
		const char *key = memmem(l.p, l.n, "_key", 4);

		while (key && (p = memmem(p, (size_t)(end - p), "<<\"", 3)) != NULL) {
			struct fi_file_secret s = { .line = l.number, .value = p + 3 };
			const char *stop =
				memchr(s.value, '"', (size_t)(end - s.value));

			p += 3;
			if (!stop)
				break;
			s.n = (size_t)(stop - s.value);
			s.column = (unsigned)(s.value - l.p) + 1;
			if (s.n >= 20 && !fi_placeholder(s.value, s.n))
				fi_file_say_secret(f, r, out, &s, "The key");
		}
	}
}

/* Is `p` behind a "<!--" that was not closed before it? */
static bool in_comment(const struct fi_file *f, const char *p)
{
	const char *open = f->head;

	while ((open = memmem(open, (size_t)(p - open), "<!--", 4)) != NULL) {
		const char *close = memmem(open, (size_t)(p - open), "-->", 3);

		if (!close)
			return true;
		open = close + 3;
	}
	return false;
}

static bool tell_xml(void *self, const struct fi_field *f)
{
	struct teller *t = self;

	if (fi_naming_of(f->name, f->name_n) == FI_NAMED_SECRET && f->n >= 4 &&
		f->value[0] != '<' && f->value[0] != '$' &&
		!in_comment(t->file, f->value))
		tell(t, f);
	return true;
}

void fi_file_xml_password(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	struct teller t = { .file = f, .rule = r, .out = out };

	fi_fields_each(f->head, f->n, tell_xml, &t);
}

void fi_file_cloudflared(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (has(f, "ARGO TUNNEL TOKEN"))
		fi_file_say(f, r, out, "It holds the token of an account.");
}

/* `password SECRET` as in .netrc, or `remotepass = SECRET`. */
void fi_file_mail(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	fi_file_netrc(f, r, out);
	fi_file_credentials(f, r, out);
}
