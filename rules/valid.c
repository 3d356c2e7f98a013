/* valid.c - tests on values: entropy, placeholders, templates, known dummies. */
#include "rules/valid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "rules/dotenv.h"
#include "rules/glob.h"
#include "rules/phrases.h"
#include "rules/places.h"
#include "rules/worth.h"

/*
 * Reading more of a value tells no more, and a hostile one may be 16 KiB long.
 * All loops here are linear in this, or in this times a short list of words.
 */
#define LOOK_MAX 4096
/* From here on a value is not typed by hand. */
#define TYPED_MAX 40

struct text {
	const char *s;
	size_t n;
};

/* What a character is; 0 for all others.  Values are judged a character at a time. */
enum { UP = 1 << 0, LOW = 1 << 1, DIGIT = 1 << 2, HEX = 1 << 3, JOINT = 1 << 4 };

static const unsigned char kinds[256] = {
	['0' ... '9'] = DIGIT | HEX,
	['A' ... 'F'] = UP | HEX,
	['G' ... 'Z'] = UP,
	['a' ... 'f'] = LOW | HEX,
	['g' ... 'z'] = LOW,
	['-'] = JOINT,
	['_'] = JOINT,
	['.'] = JOINT,
	[':'] = JOINT,
};

static unsigned kind(char c)
{
	return kinds[(unsigned char)c];
}

static bool is_alnum(char c)
{
	return kind(c) & (UP | LOW | DIGIT);
}

static bool is_letter(char c)
{
	return kind(c) & (UP | LOW);
}

static char lower(char c)
{
	return kind(c) & UP ? (char)(c | 0x20) : c;
}

/* Without blanks and quotes around it, and not longer than what we look at. */
static struct text trimmed(const char *s, size_t n)
{
	while (n && strchr(" \t\r\n\"'`", *s))
		s++, n--;
	while (n && strchr(" \t\r\n\"'`,;", s[n - 1]))
		n--;
	return (struct text){ s, n < LOOK_MAX ? n : LOOK_MAX };
}

static bool starts(struct text t, const char *word)
{
	size_t k = strlen(word);

	return t.n >= k && memcmp(t.s, word, k) == 0;
}

static bool ends(struct text t, const char *word)
{
	size_t k = strlen(word);

	return t.n >= k && memcmp(t.s + t.n - k, word, k) == 0;
}

static bool has(struct text t, const char *word)
{
	return t.n && memmem(t.s, t.n, word, strlen(word)) != NULL;
}

/* `open`, and `close` somewhere behind it. */
static bool has_pair(struct text t, const char *open, const char *close)
{
	const char *at = t.n ? memmem(t.s, t.n, open, strlen(open)) : NULL;
	struct text rest = { at, at ? t.n - (size_t)(at - t.s) : 0 };

	return at && has(rest, close);
}

static bool has_nocase(struct text t, const char *word)
{
	size_t k = strlen(word);
	char first = lower(*word);

	for (size_t i = 0; i + k <= t.n; i++)
		if (lower(t.s[i]) == first && strncasecmp(t.s + i, word, k) == 0)
			return true;
	return false;
}

double fi_entropy(const char *s, size_t n)
{
	uint32_t count[256] = { 0 };
	uint64_t there[4] = { 0 };
	double bits = 0, share[16] = { 0 };

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		count[c]++;
		there[c / 64] |= (uint64_t)1 << c % 64;
	}
	for (unsigned c = 0; c < 256; c++) {
		uint64_t left = there[c / 64] >> c % 64;
		size_t k;

		if (!left) {
			c |= 63;
			continue;
		}
		c += (unsigned)__builtin_ctzll(left);
		/* Most characters stand there once or twice: few logarithms are new. */
		k = count[c] < FI_COUNT(share) ? count[c] : 0;
		if (k == 0 || share[k] == 0) {
			double p = (double)count[c] / (double)n;

			share[k] = p * log2(p);
		}
		bits -= share[k];
	}
	return bits;
}

/* $NAME, and nothing else. */
static bool is_variable(struct text t)
{
	if (t.n < 2 || t.s[0] != '$' || (kind(t.s[1]) & DIGIT))
		return false;
	for (size_t i = 1; i < t.n; i++)
		if (!is_alnum(t.s[i]) && t.s[i] != '_')
			return false;
	return true;
}

/* An opening and a closing mark around something without blanks or colons. */
static bool is_wrapped(struct text t, const char *open, const char *close)
{
	size_t k = strlen(open) + strlen(close);

	if (t.n <= k || !starts(t, open) || !ends(t, close))
		return false;
	for (size_t i = strlen(open); i < t.n - strlen(close); i++)
		if (!is_alnum(t.s[i]) && !strchr("_-. /", t.s[i]))
			return false;
	return true;
}

/* ---- words ---- */

/* From the vendors' own documentation and emulators; split for scanners' sake. */
static const char *const dummies[] = {
	"AKIA32P3D2" "JDNMVAJLGF", "AKIAJ5C56P" "35AEBRX2QQ",
	"AIzaSyA65lEHUEiz" "IsNtlbNo-l2K18dT680nsaM",
	"AIzaSyD-9tSrke72" "PouQMnMX-a7eZSW0jkFMBWY",
	"Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2"
	"UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
	"C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVT"
	"qobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==",
	"gho_16C7e42F292c" "6912E7710c838347Ae178B4a",
	"ghu_16C7e42F292c" "69C2E7C10c838347Ae178B4a",
	"glpat-z_sxgtrfAx" "Kr8q1TPY8Y",
	"amzn.mws.4ea38b7b-" "f563-7709-4bae-87aea7615c45",
	"sk_test_4eC39HqL" "yjWDarjtT1zdp7dc",
	"sk_test_BQokikJO" "vBiI2HlWgH4olfQ2",
	"sk_test_tR3PYbcV" "NZZ796tH88S4VQ2u",
	"pk_test_TYooMQau" "vdEDq54NiTphI7jx",
	"110201543:AAHdqT" "cvCH1vGWJxfSeofSAs0K5PALDsaw",
	"MTk4NjIyNDgzNDcx" "OTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
	"key-3ax6xnjp29jd" "6fds4gc373sgvjxteol0",
	"SWMTKN-1-3pu6hszjas19xyp7ghgosyx9k8atbfcr8p2is99znpy26u2lkl-"
	"7p73s1dx5in4tatdymyhg9hu2",
	"SWMKEY-1-7c37Cc8654o6p38HnroywCi19" "pllOnGtbdZEgtKxZu8",
	"dt0c01.ST2EY72KQINMH574WMNVI7YN.G3DFPBEJYMODIDAEX454M7YWBUVEF"
	"OWKPRVMWFASS64NFH52PX6BNDVFFM572RZM",
	"dapi1234567890ab" "1cde2f3ab456c7d89efa",
	"yAnz5TF+lXXJte14" "tji3zlMNq+hd2rYUIgJBgB3fBmk=",
	"gI6EdUSYvn8ugXOt" "8QQD6Yc+JyiZxIhp3GInSWRfWGE=",
	"SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6" "BFDTJ7M6USDXIEDNPPQYYYCU3VY",
	"5HueCGU8rMjxEXxiPuD5BDku4MkF" "qeZyd4dZ1jvhTVqvbTLvyTJ",
	"JBSWY3DPEHPK3PXP", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
	"czZCaGRSa3F0Mzpn" "WDFmQmF0M2JW", /* RFC 6749 */
	"MWYyZDFl" "MmU2N2Rm", /* the Secret of Kubernetes' manual */
	"1f2d1e" "2e67df",
	"je7MtGbClwBF/2Zp" "9Utk/h3yCo8nvbEXAMPLEKEY",
	"ThisTokenIsNotSoSecret" "ChangeIt",
	"SomeRandomString",
	"hooks.slack.com/services/T00000000/B00000000/",
	};

/* Three dots, in ASCII or as U+2026: somebody cut the value short. */
static const char *const cuts[] = { "...", "\xe2\x80\xa6", "[snip]" };

/* What a template opens with; what closes it is looked for then. */
static const char *const opens[] = { "${", "$(", "{{", "{%", "<%", "#{", "$[[", "[[.", "{$",
	"%(" };

/* Strong signs of a placeholder; in what was typed; in a token. */
static const char *const strong_words[] = { "example", "placeholder", "redacted",
	"changeme", "change_me", "change-me", "xxxxxx", "******" };
static const char *const typed_words[] = { "sample", "change_this", "changethis",
	"replace", "insert-", "insert_", "dummy", "fake", "your_", "your-",
	"yourpass", "yoursecret", "yourtoken", "yourkey", "todo", "lorem",
	"foobar", "omitted", "removed", "masked", "undefined", "deadbeef",
	"cafebabe", "xxxx", "****", "notasecret", "not-a-secret", "goes-here",
	"goes_here", "_here", "-here", "mysecret", "my_", "my-" };
static const char *const token_words[] = { "example", "placeholder", "redacted",
	"changeme", "change_me", "change-me", "replace", "your_", "your-",
	"yourtoken", "yourkey", "yoursecret", "dummy", "foobar", "insert_",
	"xxxxx", "*****", "personalaccesstoken", "deadbeef", "abcdefgh",
	"0123456789", "1234567890" };

enum { HAS_DUMMY = 1 << 0, IS_CUT = 1 << 1, OPENS = 1 << 2, HAS_STRONG = 1 << 3,
	HAS_TYPED = 1 << 4, HAS_TOKEN = 1 << 5 };
static const struct fi_phrase_list lists_within[] = {
	{ dummies, FI_COUNT(dummies), true },
	{ cuts, FI_COUNT(cuts), true },
	{ opens, FI_COUNT(opens), true },
	{ strong_words, FI_COUNT(strong_words), false },
	{ typed_words, FI_COUNT(typed_words), false },
	{ token_words, FI_COUNT(token_words), false },
};
static struct fi_phrases within = { .list = lists_within, .nlists = FI_COUNT(lists_within) };

/* At the start: look-ups and values that are encrypted already. */
static const char *const look_ups[] = { "!Ref", "!Sub", "!GetAtt", "vault:",
	"secret/data/", "op://", "arn:", "ssm:", "kms:", "ENC[", "ENC(",
	"{cipher}", "{vault}", "$ANSIBLE_VAULT", "env:", "env(", "os.environ",
	"process.env", "System.getenv", "ENV[", "@Microsoft.KeyVault" };
static const struct fi_phrase_list lists_before[] = { { look_ups, FI_COUNT(look_ups), true } };
static struct fi_phrases before = { .list = lists_before, .nlists = 1 };

/* As people write when they mean "put it here", or when they do not care. */
static const char *const common_words[] = { "a", "access", "account", "admin", "api",
	"app", "auth", "aws", "bar", "base", "baz", "bearer", "blah", "cert",
	"changeit", "client", "code", "config", "cred", "credential", "credentials",
	"data", "database", "db", "default", "dev", "development", "empty", "false",
	"file", "foo", "for", "from", "generate", "generated", "github", "go", "goes",
	"google", "hash", "hello", "here", "hidden", "host", "id", "in", "is", "it",
	"jwt", "key", "keys", "letmein", "local", "login", "long", "lorem", "master",
	"me", "my", "mypass", "mypassword", "mysql", "name", "new", "nil", "no", "none",
	"not", "null", "of", "off", "old", "on", "only", "optional", "pass",
	"passphrase", "passwd", "passw", "password", "passwords", "path", "pg",
	"postgres", "private", "prod", "production", "provide", "proxypass", "public",
	"put", "pw", "pwd", "qwerty", "repopwd", "random", "redis", "required", "root",
	"salt", "secret", "secrets", "secretkey", "secure", "server", "service",
	"session", "set", "some", "something", "staging", "string", "strong", "super",
	"supersecret", "temp", "test", "testing", "tests", "text", "the", "thing",
	"this", "to", "todo", "token", "tokens", "true", "unset", "update", "use",
	"user", "username", "value", "very", "with", "word", "world", "your" };
static const struct fi_phrase_list lists_common[] = { { common_words, FI_COUNT(common_words), true } };
static struct fi_phrases common_set = { .list = lists_common, .nlists = 1 };

static uint32_t words_in(struct text t)
{
	return fi_phrases_in(&within, t.s, t.n);
}

/* ---- templates ---- */

static bool is_template(struct text t, uint32_t has_words)
{
	/* What `opens` has, and what closes it: shells, Jinja, ERB, JSP, Python, Ruby, CI. */
	static const char *const inside[][2] = { { "${", "}" }, { "$(", ")" },
		{ "{{", "}}" }, { "{%", "%}" }, { "<%", "%>" }, { "#{", "}" },
		{ "$[[", "]]" }, { "[[.", "]]" }, { "{$", "}" }, { "%(", ")s" } };
	static const char *const around[][2] = { { "<", ">" }, { "%", "%" }, { "@", "@" },
		{ "@@", "@@" }, { "[", "]" }, { "{", "}" }, { "__", "__" },
		{ "$", "$" } };

	for (size_t i = 0; (has_words & OPENS) && i < FI_COUNT(inside); i++)
		if (has_pair(t, inside[i][0], inside[i][1]))
			return true;
	if (fi_phrases_at(&before, t.s, t.n))
		return true;
	for (size_t i = 0; t.n && !is_alnum(*t.s) && i < FI_COUNT(around); i++)
		if (is_wrapped(t, around[i][0], around[i][1]))
			return true;
	/* SealedSecrets: base64 of a length that only ciphertext has. */
	if (t.n > 100 && (starts(t, "AgA") || starts(t, "AgB") || starts(t, "AgC")))
		return true;
	/* A printf verb; in something long it may be chance. */
	if (t.n <= 12 && (has(t, "%s") || has(t, "%v")))
		return true;
	return is_variable(t) || starts(t, "\\$");
}

bool fi_template(const char *s, size_t n)
{
	struct text t = trimmed(s, n);

	return is_template(t, words_in(t));
}

/* How many different bytes, counting no further than `most` + 1. */
static size_t distinct(struct text t, size_t most)
{
	bool seen[256] = { false };
	size_t k = 0;

	for (size_t i = 0; i < t.n && k <= most; i++) {
		k += !seen[(unsigned char)t.s[i]];
		seen[(unsigned char)t.s[i]] = true;
	}
	return k;
}

static size_t longest_repeat(struct text t)
{
	size_t best = 0, run = 0;

	for (size_t i = 0; i < t.n; i++) {
		run = i && t.s[i] == t.s[i - 1] ? run + 1 : 1;
		if (run > best)
			best = run;
	}
	return best;
}

/* The key to the right of a letter's, in lower case. */
static const char next_key[256] = { ['q'] = 'w', ['w'] = 'e', ['e'] = 'r', ['r'] = 't',
	['t'] = 'y', ['y'] = 'u', ['u'] = 'i', ['i'] = 'o', ['o'] = 'p', ['a'] = 's',
	['s'] = 'd', ['d'] = 'f', ['f'] = 'g', ['g'] = 'h', ['h'] = 'j', ['j'] = 'k',
	['k'] = 'l', ['z'] = 'x', ['x'] = 'c', ['c'] = 'v', ['v'] = 'b', ['b'] = 'n',
	['n'] = 'm', ['Q'] = 'w', ['W'] = 'e', ['E'] = 'r', ['R'] = 't', ['T'] = 'y',
	['Y'] = 'u', ['U'] = 'i', ['I'] = 'o', ['O'] = 'p', ['A'] = 's', ['S'] = 'd',
	['D'] = 'f', ['F'] = 'g', ['G'] = 'h', ['H'] = 'j', ['J'] = 'k', ['K'] = 'l',
	['Z'] = 'x', ['X'] = 'c', ['C'] = 'v', ['V'] = 'b', ['B'] = 'n', ['N'] = 'm' };

/* Does b follow a in the alphabet, the digits (0 after 9) or on a keyboard's row? */
static int step(char a, char b)
{
	char key = next_key[(unsigned char)a];

	if (b == a + 1 || b == a - 1)
		return is_alnum(a) && is_alnum(b) ? b - a : 0;
	if (key && lower(b) == key)
		return 2;
	if (a == '9')
		return b == '0' || b == 'a' || b == 'A';
	return b == '0' && (a == 'f' || a == 'F');
}

/* How many characters lie in runs of at least four that rise, fall or follow the keyboard. */
static size_t in_runs(struct text t)
{
	size_t sum = 0, run = 1;
	int way = 0;

	for (size_t i = 1; i <= t.n; i++) {
		int now = i < t.n ? step(t.s[i - 1], t.s[i]) : 0;

		if (now && (now == way || run == 1)) {
			run++;
		} else {
			sum += run >= 4 ? run : 0;
			run = now ? 2 : 1;
		}
		way = now;
	}
	return sum;
}

/* Mostly one thing after the other: 12345678, abcdef0123456789, qwertyuiop. */
static bool is_rising(struct text t)
{
	size_t letters = 0;

	for (size_t i = 0; i < t.n; i++)
		letters += is_alnum(t.s[i]);
	return letters >= 6 && in_runs(t) * 2 > letters;
}

bool fi_known_dummy(const char *s, size_t n)
{
	return words_in(trimmed(s, n)) & HAS_DUMMY;
}

/*
 * "lin_api_f1g2kL...EXAMPLE": a whole token in whose middle or end a word was written.
 * It is listed, since nothing but the word tells it from one that works.
 */
static bool is_random_around_word(const char *s, size_t n)
{
	static const char word[] = "example";
	const size_t k = sizeof(word) - 1;

	if (n < 40 || n > 256 || fi_known_dummy(s, n))
		return false;
	for (size_t i = 16; i + k <= n; i++) {
		if (strncasecmp(s + i, word, k) == 0) {
			struct text head = { s, i };

			return !has_nocase(head, word) && !is_rising(head) &&
			       longest_repeat(head) < 4 &&
			       fi_random_looking(s + i - 16, 16);
		}
	}
	return false;
}

bool fi_placeholder_token(const char *s, size_t n)
{
	struct text t = trimmed(s, n);
	struct text tail = t;
	uint32_t has_words = words_in(t);

	if (t.n == 0 || (has_words & (IS_CUT | HAS_DUMMY)) || is_template(t, has_words))
		return true;
	if (tail.n > 16) {
		tail.s += tail.n - 16;
		tail.n = 16;
	}
	/* In a long token such words come up by chance or belong to its text. */
	return (t.n <= 256 && (has_words & HAS_TOKEN)) || longest_repeat(t) >= 8 ||
	       distinct(tail, 3) <= 3 || is_rising(t);
}

/* Every letter run of the value, cut where case rises, is one of the words. */
static bool only_words(struct text t)
{
	size_t i = 0, found = 0;

	while (i < t.n) {
		char word[13];
		size_t k = 0;

		while (i < t.n && !is_letter(t.s[i]))
			i++;
		if (i == t.n)
			break;
		do {
			word[k++] = lower(t.s[i++]);
		} while (i < t.n && k < sizeof(word) && is_letter(t.s[i]) &&
			 !((kind(t.s[i]) & UP) && (kind(t.s[i - 1]) & LOW)));
		if (!fi_phrases_are(&common_set, word, k))
			return false;
		found++;
	}
	return found > 0;
}

bool fi_placeholder(const char *s, size_t n)
{
	struct text t = trimmed(s, n);
	size_t letters = 0, digits = 0, repeat = longest_repeat(t);
	uint32_t has_words = words_in(t);

	if (t.n == 0 || (has_words & (IS_CUT | HAS_DUMMY)) || is_template(t, has_words))
		return true;
	if (distinct(t, 3) <= (t.n > 6 ? 3 : 1) || repeat * 2 > t.n + 2 || repeat >= 8 ||
		is_rising(t))
		return true;
	/* In a long random one such words come up by chance. */
	if ((has_words & HAS_STRONG) || (t.n < TYPED_MAX && (has_words & HAS_TYPED)))
		return true;
	for (size_t i = 0; i < t.n; i++) {
		letters += is_letter(t.s[i]);
		digits += (kind(t.s[i]) & DIGIT) != 0;
	}
	/* "password2024" is one of these, "pass83720164" is somebody's password. */
	return digits <= 4 && letters >= 2 && only_words(t);
}

/* Lengths at which the thresholds below were measured. */
static const double at_length[] = { 8, 12, 16, 20, 24, 32, 40, 64 };

/*
 * Of 6,000 random strings of that length one in a thousand has less entropy.
 * A string of several alphabets is held against the largest that it uses.
 */
static const double least[][8] = {
	{ 1.30, 1.78, 2.12, 2.26, 2.49, 2.68, 2.80, 2.98 }, /* digits */
	{ 1.55, 2.12, 2.43, 2.70, 2.84, 3.14, 3.28, 3.55 }, /* hex */
	{ 2.00, 2.58, 2.95, 3.25, 3.45, 3.76, 3.99, 4.37 }, /* letters of one case, digits */
	{ 2.16, 2.75, 3.20, 3.48, 3.72, 4.08, 4.32, 4.81 }, /* both cases, digits, others */
};

/* Which row of `least`, and whether all letters are a to f. */
static size_t alphabet(struct text t, bool *hex)
{
	unsigned all = 0;
	bool up, low, other = false;

	*hex = true;
	for (size_t i = 0; i < t.n; i++) {
		unsigned k = kind(t.s[i]);

		all |= k;
		/* Joints stand between the parts of a value; one sign more is nothing. */
		other |= k == 0;
		*hex &= (k & (HEX | JOINT)) != 0;
	}
	up = all & UP;
	low = all & LOW;
	*hex &= !(up && low);
	if (!up && !low && !other)
		return 0;
	if (*hex && (all & DIGIT))
		return 1;
	return (up && low) || other ? 3 : 2;
}

static double threshold(const double *row, size_t n)
{
	double x = (double)n;

	for (size_t i = 1; i < 8; i++)
		if (x <= at_length[i])
			return row[i - 1] + (row[i] - row[i - 1]) * (x - at_length[i - 1]) /
						    (at_length[i] - at_length[i - 1]);
	return row[7];
}

/*
 * Which letter may follow which in words: bit b of row a.  The 170 commonest pairs
 * make up 88 % of the pairs in English-like identifiers, and 25 % of random ones.
 * Counted over the words of Perl, Python and C sources on a Debian system.
 */
static const uint32_t pairs[26] = {
	0x01eb94e, 0x0100911, 0x01a4d91, 0x0044111, 0x0aeb87d, 0x0104131, 0x0000110,
	0x0004111, 0x22e787f, 0x0000000, 0x0000010, 0x11c4919, 0x000c111, 0x00c415d,
	0x07eb80c, 0x00ac811, 0x0100000, 0x11e7119, 0x01cc195, 0x11e4191, 0x00eb812,
	0x0000111, 0x0000181, 0x0080000, 0x0000000, 0x0000010
};

/* More pairs of letters as in words than chance gives once in a thousand. */
static bool is_wordy(struct text t)
{
	double all = 0, common = 0;

	for (size_t i = 1; i < t.n; i++) {
		char a = t.s[i - 1], b = t.s[i];

		if (!is_letter(a) || !is_letter(b) || ((kind(a) & LOW) && (kind(b) & UP)))
			continue;
		all++;
		common += pairs[lower(a) - 'a'] >> (lower(b) - 'a') & 1;
	}
	return all >= 4 && common > all * 0.25 + 3.1 * sqrt(all * 0.1875);
}

bool fi_random_looking(const char *s, size_t n)
{
	struct text t = trimmed(s, n);
	bool hex;
	size_t row;

	if (t.n < 8)
		return false;
	row = alphabet(t, &hex);
	if (fi_entropy(t.s, t.n) < threshold(least[row], t.n))
		return false;
	return hex || !is_wordy(t);
}

uint32_t fi_crc32(const char *s, size_t n)
{
	/* Of four bits each. */
	static const uint32_t step_of[16] = { 0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
		0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344,
		0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c };
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)s[i];
		crc = crc >> 4 ^ step_of[crc & 15];
		crc = crc >> 4 ^ step_of[crc & 15];
	}
	return ~crc;
}

void fi_verdict_lower(struct fi_verdict *v, enum fi_severity s, const char *note)
{
	if (v->severity > s)
		v->severity = s;
	if (!fi_verdict_note(v))
		v->note = note;
}

enum fi_text_kind fi_candidate_kind(const struct fi_candidate *c)
{
	struct fi_path_facts *f = c->facts;

	if (!f)
		return fi_text_kind_of(c->path);
	if (!f->kind_known)
		f->kind = fi_text_kind_of(c->path);
	f->kind_known = true;
	return f->kind;
}

bool fi_candidate_is_borrowed(const struct fi_candidate *c)
{
	struct fi_path_facts *f = c->facts;

	if (!f)
		return fi_path_is_borrowed(c->path);
	if (!f->borrowed_known)
		f->borrowed = fi_path_is_borrowed(c->path);
	f->borrowed_known = true;
	return f->borrowed;
}

bool fi_candidate_is_packaged(const struct fi_candidate *c)
{
	struct fi_path_facts *f = c->facts;

	if (!f)
		return fi_path_is_packaged(c->path);
	if (!f->packaged_known)
		f->packaged = fi_path_is_packaged(c->path);
	f->packaged_known = true;
	return f->packaged;
}

bool fi_candidate_is_dotenv(const struct fi_candidate *c)
{
	struct fi_path_facts *f = c->facts;

	if (!f)
		return fi_glob(FI_DOTENV_GLOB, c->path);
	if (!f->dotenv_known)
		f->dotenv = fi_glob(FI_DOTENV_GLOB, c->path);
	f->dotenv_known = true;
	return f->dotenv;
}

void fi_verdict_say(struct fi_verdict *v, enum fi_severity s, const char *fmt, ...)
{
	va_list ap;

	if (!fi_verdict_note(v)) {
		va_start(ap, fmt);
		(void)vsnprintf(v->note_text, sizeof(v->note_text), fmt, ap);
		va_end(ap);
	}
	fi_verdict_lower(v, s, NULL);
}

const char *fi_verdict_note(const struct fi_verdict *v)
{
	return v->note_text[0] ? v->note_text : v->note;
}

void fi_check_placeholder(const struct fi_candidate *c, struct fi_verdict *v)
{
	v->drop = fi_weighed_placeholder_token(c->weighed, c->value, c->n);
	if (v->drop && is_random_around_word(c->value, c->n)) {
		v->drop = false;
		fi_verdict_lower(v, FI_LOW, "The word in it says that it is an example.");
	}
}

void fi_check_word(const struct fi_candidate *c, struct fi_verdict *v)
{
	v->drop = fi_weighed_placeholder(c->weighed, c->value, c->n);
}

/* In a program a bare word is a variable, and a short literal one of its names. */
void fi_check_password(const struct fi_candidate *c, struct fi_verdict *v)
{
	bool quoted = c->value > c->match && strchr("\"'`", c->value[-1]);
	bool program = c->binary || fi_candidate_kind(c) == FI_TEXT_CODE;
	enum fi_worth worth;

	v->drop = true;
	if ((program && !quoted) || fi_weighed_placeholder(c->weighed, c->value, c->n))
		return;
	worth = fi_weighed_worth(c->weighed, c->value, c->n);
	v->drop = worth == FI_WORTH_NONE || (program && worth < FI_WORTH_WEAK);
}

/*
 * A head of the issuer's ("dapi", "token-") makes the alphabet look larger than that of
 * what was drawn, and so the value too even: its end is looked at alone.
 */
static bool is_random_after_head(const char *s, size_t n)
{
	size_t end = n, start, best = 0, at = 0;

	while (end > 0) {
		for (start = end; start > 0 && is_alnum(s[start - 1]); start--)
			;
		if (end - start > best) {
			best = end - start;
			at = end;
		}
		end = start > 0 ? start - 1 : 0;
	}
	if (best >= 36)
		best = best - best % 16;
	return best >= 20 && fi_random_looking(s + at - best, best);
}

void fi_check_random(const struct fi_candidate *c, struct fi_verdict *v)
{
	v->drop = fi_weighed_placeholder(c->weighed, c->value, c->n) ||
		  (!fi_weighed_random_looking(c->weighed, c->value, c->n) &&
			  !is_random_after_head(c->value, c->n));
}

void fi_check_mixed(const struct fi_candidate *c, struct fi_verdict *v)
{
	bool up = false, low = false, digit = false;

	for (size_t i = 0; i < c->n; i++) {
		up |= (kind(c->value[i]) & UP) != 0;
		low |= (kind(c->value[i]) & LOW) != 0;
		digit |= (kind(c->value[i]) & DIGIT) != 0;
	}
	/* Before the value is looked at, which costs most. */
	if (!up || !low || !digit) {
		v->drop = true;
		return;
	}
	fi_check_random(c, v);
}
