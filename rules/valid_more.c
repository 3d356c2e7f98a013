/* valid_more.c - ids that name an account, checksums of coins and gateways, seed phrases. */
#include "rules/valid_more.h"
#include "rules/worth.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <string.h>
#include <strings.h>

/* 0x80, 32 bytes, perhaps a 1 for "compressed", and four of checksum. */
#define WIF_MAX 38
/* A seed of NATS: two bytes of prefix, 32 of the seed, two of checksum, in base32. */
#define NKEY_TEXT 58
#define NKEY_BYTES 36
/* The longest phrase that BIP-39 allows. */
#define WORDS_MAX 24

static const char bad_sum[] =
	"Its checksum does not fit: changed by hand, or a sample that somebody made up.";

/* RFC 4648 base32 without padding; the bytes written, 0 if it is none or too long. */
static size_t base32(const char *s, size_t n, unsigned char *out, size_t cap)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	uint32_t bits = 0;
	unsigned have = 0;
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		const char *d = s[i] ? strchr(digits, s[i]) : NULL;

		if (!d)
			return 0;
		bits = bits << 5 | (uint32_t)(d - digits);
		have += 5;
		if (have < 8)
			continue;
		if (len == cap)
			return 0;
		have -= 8;
		out[len++] = (unsigned char)(bits >> have);
	}
	return len;
}

bool fi_aws_account(const char *id, size_t n, char account[13])
{
	unsigned char raw[10];
	uint64_t number = 0;

	if (n != 20 || id[4] == 'I' || id[4] == 'J' ||
		base32(id + 4, 16, raw, sizeof(raw)) != sizeof(raw))
		return false;
	for (int i = 0; i < 6; i++)
		number = number << 8 | raw[i];
	number = (number & 0x7fffffffff80) >> 7;
	if (number > 999999999999)
		return false;
	for (int i = 12; i--; number /= 10)
		account[i] = (char)('0' + number % 10);
	account[12] = 0;
	return true;
}

/* X-Amz-Credential=AKIA...: a signed link names its key on purpose. */
static bool is_in_signed_link(const struct fi_candidate *c)
{
	static const char name[] = "X-Amz-Credential=";
	size_t n = sizeof(name) - 1;

	return c->around && c->value >= c->around &&
	       (size_t)(c->value - c->around) >= n &&
	       memcmp(c->value - n, name, n) == 0;
}

/* Ids of before 2019 are no base32 and tell no account. */
static bool is_base32(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!((s[i] >= 'A' && s[i] <= 'Z') || (s[i] >= '2' && s[i] <= '7')))
			return false;
	}
	return true;
}

void fi_check_aws_id(const struct fi_candidate *c, struct fi_verdict *v)
{
	char account[13];

	fi_check_placeholder(c, v);
	if (v->drop)
		return;
	if (is_in_signed_link(c)) {
		fi_verdict_lower(v, FI_LOW, "A signed link names it; the secret is not there.");
		return;
	}
	if (!is_base32(c->value, c->n)) {
		v->drop = !fi_random_looking(c->value + 4, c->n - 4);
		return;
	}
	if (fi_aws_account(c->value, c->n, account))
		fi_verdict_say(v, v->severity, "It belongs to the AWS account %s.", account);
}

void fi_check_zuplo(const struct fi_candidate *c, struct fi_verdict *v)
{
	static const char digits[] = "0123456789abcdef";
	const char *sum;
	uint32_t crc;

	fi_check_placeholder(c, v);
	if (v->drop || c->n != 46)
		return;
	crc = fi_crc32(c->value + 5, 32);
	sum = c->value + 38;
	for (int i = 8; i--; crc >>= 4)
		if (sum[i] != digits[crc & 15])
			fi_verdict_lower(v, FI_MEDIUM, bad_sum);
}

/* CRC-16/XMODEM: polynomial 0x1021, from 0. */
static unsigned crc16(const unsigned char *p, size_t n)
{
	unsigned crc = 0;

	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned)p[i] << 8;
		for (int k = 0; k < 8; k++)
			crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
	}
	return crc;
}

void fi_check_nkey(const struct fi_candidate *c, struct fi_verdict *v)
{
	unsigned char raw[NKEY_BYTES];
	size_t n;

	fi_check_random(c, v);
	if (v->drop || c->n != NKEY_TEXT)
		return;
	n = base32(c->value, c->n, raw, sizeof(raw));
	if (n != sizeof(raw) ||
		crc16(raw, n - 2) != (raw[n - 2] | (unsigned)raw[n - 1] << 8))
		fi_verdict_lower(v, FI_MEDIUM, bad_sum);
}

/* Base58 as Bitcoin writes it; the bytes, most significant first, 0 if it is none. */
static size_t base58(const char *s, size_t n, unsigned char out[WIF_MAX])
{
	static const char digits[] =
		"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		const char *d = s[i] ? strchr(digits, s[i]) : NULL;
		unsigned carry;

		if (!d)
			return 0;
		carry = (unsigned)(d - digits);
		for (size_t k = 0; k < len; k++) {
			carry += 58u * out[k];
			out[k] = carry & 0xff;
			carry >>= 8;
		}
		if (carry && len == WIF_MAX)
			return 0;
		if (carry)
			out[len++] = (unsigned char)carry;
	}
	for (size_t k = 0; k < len / 2; k++) {
		unsigned char swap = out[k];

		out[k] = out[len - 1 - k];
		out[len - 1 - k] = swap;
	}
	return len;
}

static bool sha256(const void *p, size_t n, unsigned char out[32])
{
	return EVP_Digest(p, n, out, NULL, EVP_sha256(), NULL) == 1;
}

void fi_check_wif(const struct fi_candidate *c, struct fi_verdict *v)
{
	unsigned char raw[WIF_MAX], sum[32];
	size_t n;

	fi_check_random(c, v);
	if (v->drop)
		return;
	n = base58(c->value, c->n, raw);
	if (n != WIF_MAX && n != WIF_MAX - 1)
		fi_verdict_lower(v, FI_MEDIUM, bad_sum);
	else if (sha256(raw, n - 4, sum) && sha256(sum, 32, sum) &&
		memcmp(sum, raw + n - 4, 4) != 0)
		fi_verdict_lower(v, FI_MEDIUM, bad_sum);
}

void fi_check_ethereum(const struct fi_candidate *c, struct fi_verdict *v)
{
	/* The first four accounts of Anvil and Hardhat, the first of Ganache. */
	static const char *const known[] = { "ac0974bec39a17e3", "59c6995e998f97a5",
		"5de4111afa1a4b94", "7c852118294e51e6", "4f3edf983ac636a6" };
	const char *s = c->value;
	size_t n = c->n;

	if (n == 66)
		s += 2, n -= 2;
	for (size_t i = 0; i < FI_COUNT(known); i++)
		v->drop |= n >= 16 && strncasecmp(s, known[i], 16) == 0;
	v->drop |= fi_weighed_placeholder(c->weighed, c->value, c->n) || !fi_random_looking(s, n);
	if (fi_candidate_is_borrowed(c))
		fi_verdict_lower(v, FI_LOW, "The file is of a package or of its documentation.");
}

/* Words of sentences that are not in the list of BIP-39. */
static bool is_prose(const char *s, size_t n)
{
	static const char *const words[] = { "the", "and", "for", "are", "was", "not", "but",
		"from", "has", "its", "your", "words", "phrase", "mnemonic", "example" };

	for (size_t i = 0; i < FI_COUNT(words); i++)
		if (strlen(words[i]) == n && memcmp(words[i], s, n) == 0)
			return true;
	return false;
}

/* Are there so many words that the standard knows the count, and no sentence? */
static bool is_phrase(const char *s, size_t n)
{
	const char *word[WORDS_MAX];
	size_t words = 0, different = 0, i = 0;

	while (i < n && words < WORDS_MAX) {
		size_t from = i, k = 0;

		while (i < n && s[i] != ' ')
			i++;
		if (is_prose(s + from, i - from))
			return false;
		/* The blank, or the end of the value, ends a word: compare with both. */
		while (k < words && strncmp(word[k], s + from, i - from) != 0)
			k++;
		different += k == words;
		word[words++] = s + from;
		i++;
	}
	/* "abandon abandon ... about", "test test ... junk" */
	return words % 3 == 0 && different * 2 > words;
}

void fi_check_mnemonic(const struct fi_candidate *c, struct fi_verdict *v)
{
	/* The second phrase of the standard's own vectors. */
	static const char vector[] = "legal winner thank year wave";

	v->drop = !is_phrase(c->value, c->n) ||
		  (c->n > strlen(vector) && memcmp(c->value, vector, strlen(vector)) == 0);
}
