/* valid_key.c - private keys in text armor: does the body decode, is it encrypted? */
#include "rules/valid.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <string.h>
#include <strings.h>

#include "rules/glob.h"
#include "rules/places.h"
#include "rules/testkeys.h"
#include "rules/worth.h"

/* A body of FI_AFTER_MAX base64 characters decodes to less. */
#define BODY_MAX FI_AFTER_MAX
/* Fewer bytes than this are no key of any kind: an Ed25519 PKCS#8 key has 48. */
#define KEY_MIN 40

static const char encrypted[] =
	"It is encrypted: worth no more than its passphrase, which may be guessed at leisure.";
static const char compiled_in[] =
	"It is inside a program: programs carry keys for their self tests.";
static const char cut_short[] = "Its body does not decode as a whole: cut or damaged.";
static const char damaged[] =
	"Its body is no key as it stands: damaged, or made up.";
static const char in_source[] =
	"It stands in the source code of a package: probably published with it.";
static const char in_package[] =
	"It lies in a package that was downloaded: others have it too.";
static const char vagrant[] = "This is Vagrant's insecure key, which everybody has.";

static bool holds(const char *s, size_t n, const char *word)
{
	return n && memmem(s, n, word, strlen(word)) != NULL;
}

/* Skips an escaped or a real line break or blank; the bytes it takes, 0 for none. */
static size_t blank_at(const char *s, size_t n)
{
	size_t k = 0;

	if (isspace((unsigned char)*s))
		return 1;
	while (k < n && s[k] == '\\') /* JSON within JSON has two of them, or four */
		k++;
	if (k > 0 && k < n && strchr("\nnrt", s[k]))
		k++;
	return k;
}

/* One header line of a PEM ("DEK-Info: ...", "Comment: ..."); its length, 0 for none. */
static size_t header_at(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (isalnum((unsigned char)s[i]) || s[i] == '-'))
		i++;
	if (i == 0 || i == n || s[i] != ':')
		return 0;
	while (i < n && s[i] != '\n' && !(s[i] == '\\' && i + 1 < n && s[i + 1] == 'n'))
		i++;
	return i;
}

/*
 * The base64 of an armor's body, without headers, line breaks, and the quotes of
 * a language that joins one string a line.  Stops at the first other byte.
 */
static size_t body_of(const char *s, size_t n, char *out)
{
	size_t i = 0, k = 0, skip;
	bool line_start = true;

	while (i < n) {
		skip = line_start ? header_at(s + i, n - i) : 0;
		if (skip == 0)
			skip = blank_at(s + i, n - i);
		if (skip) {
			line_start = true;
			i += skip;
			continue;
		}
		if (s[i] == '"' || s[i] == '\'') {
			/* "...\n" + "...": on to the next opening quote */
			for (i++; i < n && s[i] != '"' && s[i] != '\''; i++)
				if (!isspace((unsigned char)s[i]) && !strchr("+.,\\", s[i]))
					return k;
			i++;
			continue;
		}
		/* OpenPGP ends with "=" and a CRC-24: that starts a line. */
		if (s[i] == '=' && line_start)
			return k;
		if (!isalnum((unsigned char)s[i]) && !strchr("+/=", s[i]))
			return k;
		out[k++] = s[i++];
		line_start = false;
	}
	return k;
}

/* A DER SEQUENCE; how long it says it is, header included, or 0 if it is none. */
static size_t der_length(const unsigned char *p, size_t n)
{
	size_t bytes, len = 0;

	if (n < 4 || p[0] != 0x30)
		return 0;
	if (p[1] < 0x80)
		return 2u + p[1];
	bytes = p[1] & 0x7f;
	if (bytes == 0 || bytes > 3 || n < 2 + bytes)
		return 0;
	for (size_t i = 0; i < bytes; i++)
		len = len << 8 | p[2 + i];
	return 2 + bytes + len;
}

/* As many bytes as a key of 1,024 bits. */
#define DAMAGED_MIN 200

/*
 * Between "BEGIN" and "END" stands what is no key: one that somebody damaged or made
 * up, or words.  It is not silenced when it is as uneven as a key.
 */
static void judge_damaged(const unsigned char *p, size_t n, struct fi_verdict *v)
{
	double entropy = fi_entropy((const char *)p, n);

	if (n >= DAMAGED_MIN && entropy >= 6.5)
		fi_verdict_lower(v, FI_MEDIUM, damaged);
	else if (n >= KEY_MIN && entropy >= 4.8)
		fi_verdict_lower(v, FI_LOW, damaged);
	else
		v->drop = true;
}

static void judge_der(const unsigned char *p, size_t n, struct fi_verdict *v)
{
	size_t len = der_length(p, n);

	if (len < KEY_MIN)
		judge_damaged(p, n, v);
	else if (len != n)
		fi_verdict_lower(v, FI_MEDIUM, cut_short);
}

static void judge_openssh(const unsigned char *p, size_t n, struct fi_verdict *v)
{
	static const char magic[] = "openssh-key-v1";
	const size_t k = sizeof(magic); /* with the 0 */

	if (n < k + 8 || memcmp(p, magic, k) != 0) {
		judge_damaged(p, n, v);
		return;
	}
	if (memcmp(p + k, "\0\0\0\4none", 8) != 0)
		fi_verdict_lower(v, FI_LOW, encrypted);
	if (n < 200)
		fi_verdict_lower(v, FI_MEDIUM, cut_short);
}

/* A packet of OpenPGP with tag 5, secret key. */
static void judge_pgp(const unsigned char *p, size_t n, struct fi_verdict *v)
{
	if (n < KEY_MIN || ((p[0] & 0xfc) != 0x94 && p[0] != 0xc5))
		judge_damaged(p, n, v);
}

static void judge_body(const char *label, size_t label_n, const unsigned char *p, size_t n,
	struct fi_verdict *v)
{
	if (holds(label, label_n, "OPENSSH"))
		judge_openssh(p, n, v);
	else if (holds(label, label_n, "PGP"))
		judge_pgp(p, n, v);
	else if (holds(label, label_n, "SSH2"))
		v->drop = n < KEY_MIN || memcmp(p, "\x3f\x6f\xf9\xeb", 4) != 0;
	else if (holds(label, label_n, "COSIGN") || holds(label, label_n, "SIGSTORE"))
		v->drop = n < KEY_MIN || p[0] != '{';
	else
		judge_der(p, n, v);
}

/* A key that everybody can download is no secret, wherever it lies. */
static void judge_known(const unsigned char *p, size_t n, struct fi_verdict *v)
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	const char *name = NULL;

	if (EVP_Digest(p, n, sum, NULL, EVP_sha256(), NULL) == 1)
		name = fi_test_key(sum);
	if (name)
		fi_verdict_say(v, FI_LOW, FI_NOTE_TEST_KEY " (%s).", name);
}

/* Nobody puts own files there, and everybody who installs the package has these. */
static bool is_downloaded(const char *path)
{
	return strstr(path, "node_modules/") || strstr(path, "go/pkg/mod/") ||
	       strstr(path, ".cargo/registry/");
}

/*
 * In the folders of package managers a key that was cut is one of a docstring, and one
 * in source code an example; files that are a key may well be one.  What lies among
 * tests and manuals is lowered for every rule, see rules/places.h.
 */
static void weigh_package(const struct fi_candidate *c, struct fi_verdict *v)
{
	if (!fi_candidate_is_packaged(c))
		return;
	if (v->note == cut_short || v->note == damaged)
		fi_verdict_lower(v, FI_LOW, NULL);
	else if (fi_candidate_kind(c) == FI_TEXT_CODE)
		fi_verdict_lower(v, FI_MEDIUM, in_source);
	else if (is_downloaded(c->path))
		fi_verdict_lower(v, FI_MEDIUM, in_package);
}

void fi_check_private_key(const struct fi_candidate *c, struct fi_verdict *v)
{
	char text[BODY_MAX];
	unsigned char body[BODY_MAX];
	const char *begin = memmem(c->match, c->match_n, "BEGIN ", 6);
	const char *dash = begin ? memchr(begin, '-', c->match_n - (size_t)(begin - c->match))
				 : NULL;
	const char *end = c->match + c->match_n;
	size_t n, len = 0;

	v->drop = !dash;
	if (!dash || c->match_n > BODY_MAX)
		return;
	while (dash < end && (*dash == '-' || *dash == ' '))
		dash++;
	n = body_of(dash, (size_t)(end - dash), text);
	/* A body that was cut may end within a group of four. */
	while (n && text[n - 1] == '=')
		n--;
	if (n % 4 == 1)
		n--;
	if (!fi_base64(text, n, body, sizeof(body), &len) || len < KEY_MIN) {
		v->drop = true;
		return;
	}
	judge_body(begin, (size_t)(dash - begin), body, len, v);
	if (v->drop)
		return;
	judge_known(body, len, v);
	if (holds(c->match, c->match_n, "ENCRYPTED"))
		fi_verdict_lower(v, FI_LOW, encrypted);
	if (holds(text, n, "MIIEogIBAAKCAQEA6NF8iallvQVp22WDkTky"))
		fi_verdict_lower(v, FI_LOW, vagrant);
	if (c->binary || fi_glob("*.so|*.so.*|*.mgc|*.dll|*.dylib|*.a|*.o", c->path))
		fi_verdict_lower(v, FI_LOW, compiled_in);
	else
		weigh_package(c, v);
}
