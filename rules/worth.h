/* worth.h - does this name hold a secret, and is this value one?
 *
 * For places where nothing but a name tells: variables, fields, labels, flags.
 * Names are split into words ("dbPassword", "DB_PASSWORD" -> db password), so that
 * one list serves every spelling.
 */
#ifndef FI_RULES_WORTH_H
#define FI_RULES_WORTH_H

#include <stdbool.h>
#include <stddef.h>

enum fi_naming {
	FI_NAMED_PLAIN,	 /* "PORT", "PASSWORD_FILE", "csrfToken", "tokenUrl" */
	FI_NAMED_MAYBE,	 /* "SENTRY_KEY", "basic_auth": only a random value proves it */
	FI_NAMED_SECRET, /* "DB_PASSWORD", "stripeSecretKey", "com.acme.deploy.token" */
};

enum fi_worth {
	FI_WORTH_NONE,	 /* empty, placeholder, template, look-up, path, number, code */
	FI_WORTH_WORD,	 /* might be a poor password: letters only, or short */
	FI_WORTH_WEAK,	 /* like a password that a person chose, or a hash of one */
	FI_WORTH_RANDOM, /* made by a generator */
};

enum fi_naming fi_naming_of(const char *name, size_t n);
enum fi_worth fi_worth_of(const char *value, size_t n);

/* What kind of text a path promises. */
enum fi_text_kind {
	FI_TEXT_CONFIG,	  /* values may be bare and short */
	FI_TEXT_SETTINGS, /* source code that is configuration: settings.py, config.js */
	FI_TEXT_CODE,	  /* only quoted, random values count */
	FI_TEXT_SAMPLE,	  /* to be filled in: what looks chosen may have stayed */
	FI_TEXT_PROSE,	  /* documentation and web pages */
	FI_TEXT_NOISE,	  /* maps, lock files, styles, translations: never */
};

/* A word that products are installed with: "admin", "postgres", "password". */
bool fi_is_default_password(const char *value, size_t n);

enum fi_text_kind fi_text_kind_of(const char *path);

/*
 * Does the path lie among files that others wrote (node_modules, usr/share) or
 * that show how something works (tests, examples, docs)?
 */
bool fi_path_is_borrowed(const char *path);

#endif
