/* secrets.h - pieces that the tables of secret rules (rules/secrets_*.c) share. */
#ifndef FI_RULES_SECRETS_H
#define FI_RULES_SECRETS_H

#include "rules/rule.h"
#include "rules/valid.h"

/* No letter before a token, or one that ends an escape: "\ntoken_...". */
#define LEFT  "(?:(?<![A-Za-z0-9_])|(?<=\\\\[nrt]))"
#define RIGHT "(?![A-Za-z0-9_-])"

/* Where a token without a form of its own is told by its name: name, operator, value. */
#define NAMED(words, value)                                                            \
	"(?i:" words ")[\\w.-]{0,40}[\\\\\"'`\\]]{0,3}[ \\t]{0,20}(?:=>|:=|[=:,])"     \
	"[ \\t]{0,20}[\\\\\"'`(]{0,3}(" value ")(?![A-Za-z0-9_+/=-])"

/* What to do with nearly every token. */
#define ROTATE(where, name)                                                            \
	"Revoke it at " where " and make a new one; then `fly secrets set " name       \
	"=...`, and keep it out of the image."

#endif
