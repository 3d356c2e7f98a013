/* valid.h - is a candidate really a secret?  Tests on the captured value.
 *
 * A validator that knows a format's checksum raises or lowers the severity; it
 * does not silence (a changed character does not make a token public).  Only
 * placeholders, templates and look-ups are silenced.
 */
#ifndef FI_RULES_VALID_H
#define FI_RULES_VALID_H

#include "rules/rule.h"

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
};

struct fi_verdict {
	bool drop;		   /* no secret: say nothing */
	enum fi_severity severity; /* starts as the rule's */
	const char *note;	   /* one sentence more for the report, static; NULL */
};

/* Shannon entropy in bits a byte. */
double fi_entropy(const char *s, size_t n);

/* One repeated character, a rising run, "example", "changeme", ${X}, {{ x }}, <x>, ... */
bool fi_placeholder(const char *s, size_t n);

/* Would a random string of this length and alphabet be this uneven once in a thousand? */
bool fi_random_looking(const char *s, size_t n);

/* Ready-made validators for table rows. */
fi_validator fi_check_placeholder;  /* drops strong placeholders only (prefixed tokens) */
fi_validator fi_check_random;	    /* drops placeholders and what does not look random */
fi_validator fi_check_github;	    /* base62 CRC-32 of the last six characters; also npm */
fi_validator fi_check_private_key;  /* a PEM or OpenSSH body that decodes; encrypted -> low */
fi_validator fi_check_jwt;	    /* header and claims are JSON; expired -> low */
fi_validator fi_check_url_password; /* scheme://user:PASSWORD@host */

#endif
