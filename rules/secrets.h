/* secrets.h - pieces that the tables of secret rules (rules/secrets_*.c) share. */
#ifndef FI_RULES_SECRETS_H
#define FI_RULES_SECRETS_H

#include "rules/rule.h"
#include "rules/valid.h"

/* No letter before a token, or one that ends an escape: "\ntoken_...". */
#define LEFT  "(?:(?<![A-Za-z0-9_])|(?<=\\\\[nrt]))"
#define RIGHT "(?![A-Za-z0-9_-])"

/* Where a token without a form of its own is told by its name: name, operator, value. */
#define NAMED(words, value) "(?i:" words NAMED_MIDDLE value ")(?![A-Za-z0-9_+/=-])"
/* Also known to rules/form.c. */
#define NAMED_MIDDLE                                                                   \
	")[\\w.-]{0,40}[\\\\\"'`\\]]{0,3}[ \\t]{0,20}(?:=>|:=|[=:,])"                    \
	"[ \\t]{0,20}[\\\\\"'`(]{0,3}("

/* Not in the name of a key: ids stand beside keys, and checksums look like them. */
#define NO_KEY                                                                         \
	"(?![\\w.-]{0,40}(?:hash|sha\\d|md5|digest|checksum|integrity|etag|commit|"     \
	"revision|public|[_-]id(?![A-Za-z0-9])))"
/* What stands behind a name, some `most` characters on: told before more is looked for. */
#define NAME_ENDS(most) "(?=[\\w.-]{0," most "}+[\\\\\"'`\\] \\t=:,])"
#define UUID "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"

/* A value of a fixed form under the name of a provider, ... */
#define KEY_OF(provider, value) NAMED("(?:" provider ")" NAME_ENDS("40") NO_KEY, value)
/*
 * ... and the same for values that are as often an id, a commit or the checksum of a
 * package that has the provider's name: this name has to say what it is.
 */
#define SECRET_OF(provider, value)                                                     \
	NAMED("(?:" provider ")" NAME_ENDS("76") NO_KEY                                \
	      "[\\w.-]{0,30}(?:key|token|secret|auth|pass|api)",                       \
		value)

/* What to do with nearly every token. */
#define ROTATE(where, name)                                                            \
	"Revoke it at " where " and make a new one; then `fly secrets set " name       \
	"=- < FILE`, and keep it out of the image."

#endif
