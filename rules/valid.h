/* valid.h - is a candidate really a secret?  Tests on the captured value.
 *
 * A validator that knows a format's checksum raises or lowers the severity; it
 * does not silence (a changed character does not make a token public).  Only
 * placeholders, templates and look-ups are silenced.
 */
#ifndef FI_RULES_VALID_H
#define FI_RULES_VALID_H

#include "lib/base64.h"
#include "lib/err.h"
#include "rules/rule.h"
#include "rules/weighed.h"
#include "rules/worth.h"

/* What is known of a path.  Declare one as `struct fi_path_facts f = { 0 };`. */
struct fi_path_facts {
	bool kind_known, borrowed_known, dotenv_known, packaged_known; /* asked for already */
	bool borrowed, dotenv, packaged;
	enum fi_text_kind kind;
};

/*
 * Bytes [from, to) of the stream of that number, none of which begins a comment that waives
 * a finding and ends there, too: a line of a thousand values is looked through once.
 */
struct fi_unwaived {
	uint64_t stream, from, to;
};

/* What a secret rule's pattern caught.  All borrowed; not ended by 0. */
struct fi_candidate {
	const struct fi_rule *rule;
	const char *value; /* the secret itself */
	size_t n;
	const char *match; /* the whole match */
	size_t match_n;
	const char *around; /* what the pattern was given: context, match and what follows */
	size_t around_n;
	const char *path; /* of the file ("app/.env"), or "" */
	bool binary;	  /* the file holds zero bytes near its start */
	/* What is known already of the path, and of values; NULL is fine. */
	struct fi_path_facts *facts;
	struct fi_weighed *weighed;
	struct fi_unwaived *unwaived;
	uint64_t stream, offset; /* the stream's number, and where in it `around` is */
	int64_t now;	  /* Unix seconds; 0 = not known, then nothing has expired */
};

/* What kind of text the path promises. */
enum fi_text_kind fi_candidate_kind(const struct fi_candidate *c);
/* fi_path_is_borrowed, fi_path_is_packaged, and FI_DOTENV_GLOB, of the path. */
bool fi_candidate_is_borrowed(const struct fi_candidate *c);
bool fi_candidate_is_packaged(const struct fi_candidate *c);
bool fi_candidate_is_dotenv(const struct fi_candidate *c);

#define FI_NOTE_MAX 256


struct fi_verdict {
	bool drop;		   /* no secret: say nothing */
	enum fi_severity severity; /* starts as the rule's */
	const char *note;	   /* one sentence more for the report, static; NULL */
	char note_text[FI_NOTE_MAX]; /* the same when it was made up; "" = none */
	const char *decoded; /* "base64": how the value holds the secret, static; NULL */
};

/* Shannon entropy in bits a byte; 0 for an empty string. */
double fi_entropy(const char *s, size_t n);

/*
 * Is this what people write where a secret belongs: nothing, one repeated
 * character, a rising run, "example", "changeme", words like "secret" and nothing
 * else, ${X}, $(x), {{ x }}, <x>, %x%, a reference into a vault, an encrypted value, "..."?
 * Quotes and blanks around it do not matter.  For values without a form of their
 * own; a random token may well hold "foo": use fi_placeholder_token for those.
 */
bool fi_placeholder(const char *s, size_t n);

/*
 * The same for tokens whose form already tells them apart: only strong signs count
 * (a run of eight, three different characters, EXAMPLE, dots, a template).
 */
bool fi_placeholder_token(const char *s, size_t n);

/* A template or a reference: the value is filled in or looked up somewhere else. */
bool fi_template(const char *s, size_t n);

/* A key, token or password that is printed in somebody's documentation. */
bool fi_known_dummy(const char *s, size_t n);

/*
 * Could this be random?  False for fewer than 8 bytes, for a string which a random
 * one of that length and alphabet is as uneven as only once in a thousand, and for
 * letters that follow each other as in words.
 */
bool fi_random_looking(const char *s, size_t n);

/* CRC-32 as zlib has it. */
uint32_t fi_crc32(const char *s, size_t n);

/* Lower v->severity to at most `s` and say why; a note already there stays. */
void fi_verdict_lower(struct fi_verdict *v, enum fi_severity s, const char *note);
/* The same with a sentence that is formatted as printf does, and cut at FI_NOTE_MAX. */
void fi_verdict_say(struct fi_verdict *v, enum fi_severity s, const char *fmt, ...)
	FI_PRINTF(3, 4);
/* What there is to say, as long as v lives; NULL for nothing. */
const char *fi_verdict_note(const struct fi_verdict *v);

/*
 * Ready-made validators for table rows.  Each of them also drops templates, strong
 * placeholders and known dummies.
 */
fi_validator fi_check_placeholder;  /* only that (prefixed tokens) */
fi_validator fi_check_word;	    /* drops fi_placeholder, too (passwords, weak tokens) */
fi_validator fi_check_password;	    /* drops that, settings and code; in programs only literals */
fi_validator fi_check_random;	    /* drops fi_placeholder and what does not look random */
fi_validator fi_check_mixed;	    /* the same, and wants both cases and a digit */

/* A failed checksum lowers to medium, with a note. */
fi_validator fi_check_github;	    /* base62 CRC-32 of the 30 before the last 6; also npm */
fi_validator fi_check_gitlab;	    /* base36 CRC-32 when the token is a routable one */
fi_validator fi_check_atlassian;    /* CRC-32 in 8 upper-case hex digits at the end */
fi_validator fi_check_cloudflare;   /* lower-case, of the 40 after the underscore */
fi_validator fi_check_grafana;	    /* little-endian, of the 37 before the last underscore */

fi_validator fi_check_fly_macaroon; /* a token, the match its bundle; says what it may do */
fi_validator fi_check_fly_config;   /* the same as a value; other values are kept */
fi_validator fi_check_private_key;  /* a PEM or OpenSSH body that decodes; encrypted -> low */
fi_validator fi_check_jwt;	    /* header and claims are JSON, else dropped; expired -> low */
fi_validator fi_check_service_role; /* a JWT with "role": "service_role", else dropped */
fi_validator fi_check_url_password; /* scheme://user:PASSWORD@host */
fi_validator fi_check_basic_auth;   /* base64 of user:password, else dropped */

#endif
