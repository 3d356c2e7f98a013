/* worth.c - see worth.h. */
#include "rules/worth.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "lib/base64.h"
#include "rules/glob.h"
#include "rules/phrases.h"
#include "rules/valid.h"

/* Longer names are cut: what decides stands at the end. */
#define NAME_MAX_BYTES 96

/* A value shorter than this is never called a secret: too many settings are. */
#define VALUE_MIN 4
/* From here on a value can be told to be random. */
#define RANDOM_MIN 12
/* So many letters without a digit, of one case and of both. */
#define LETTERS	      16
#define MIXED_LETTERS 12
/* From here on a value is not typed by hand. */
#define LONG 40
/* A line of base64 this long is data (a picture, a certificate), not a password. */
#define VALUE_MAX 4096

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- names ---- */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* One look tells: values are judged a character at a time, many times over. */
enum { OTHER, LOWER, UPPER, DIGIT, CLASSES };

static const unsigned char char_classes[256] = {
	['a' ... 'z'] = LOWER,
	['A' ... 'Z'] = UPPER,
	['0' ... '9'] = DIGIT,
};

static int class_of(char c)
{
	return char_classes[(unsigned char)c];
}

static bool is_upper(char c)
{
	return class_of(c) == UPPER;
}

static bool is_lower(char c)
{
	return class_of(c) == LOWER;
}

static bool is_digit(char c)
{
	return class_of(c) == DIGIT;
}

static bool is_letter(char c)
{
	return class_of(c) == LOWER || class_of(c) == UPPER;
}

/* "APIKey" is api key, "dbPassword" is db password, "key2" is key. */
static bool starts_word(const char *name, size_t i, size_t n)
{
	if (i == 0 || !is_letter(name[i - 1]))
		return true;
	if (!is_upper(name[i]))
		return false;
	return is_lower(name[i - 1]) || (i + 1 < n && is_lower(name[i + 1]));
}

/* The name's words in lower case, one blank before, between and behind them; their length. */
static size_t split_words(const char *name, size_t n, char out[2 * NAME_MAX_BYTES + 3])
{
	size_t len = 0;

	if (n > NAME_MAX_BYTES) {
		name += n - NAME_MAX_BYTES;
		n = NAME_MAX_BYTES;
	}
	for (size_t i = 0; i < n; i++) {
		if (!is_letter(name[i]))
			continue;
		if (starts_word(name, i, n))
			out[len++] = ' ';
		out[len++] = lower(name[i]);
	}
	out[len++] = ' ';
	out[len] = '\0';
	return len;
}

/* Endings that say the value is about a secret, not one. */
static const char *const about[] = { "file", "files", "filename", "path", "paths",
	"dir", "directory", "folder", "name", "names", "id", "ids", "url", "urls",
	"uri", "uris", "host", "hosts", "hostname", "port", "user", "username", "users",
	"login", "email", "header", "headers", "length", "len", "size", "min", "max",
	"expires", "expire", "expiry", "expiration", "exp", "ttl", "timeout",
	"lifetime", "age", "type", "types", "format", "alg", "algorithm", "algo",
	"policy", "policies", "field", "fields", "label", "hint", "prompt", "reset",
	"enabled", "enable", "disabled", "required", "optional", "count", "limit",
	"limits", "version", "prefix", "suffix", "pattern", "regex", "endpoint",
	"endpoints", "issuer", "audience", "rotation", "class", "param", "params",
	"parameter", "manager", "store", "storage", "provider", "providers", "arn",
	"ref", "refs", "reference", "env", "var", "variable", "scope", "scopes",
	"source", "backend", "engine", "mount", "placeholder", "title", "text",
	"description", "message", "error", "errors", "input", "strength", "score",
	"validator", "validation", "rules", "rule", "mode", "method", "methods",
	"strategy", "encoding", "charset", "hasher", "iterations", "rounds", "location",
	"module", "plugin", "callback", "handler", "function", "func", "service",
	"kind", "index", "status", "state", "bytes", "bits", "usage", "example",
	"public", "fingerprint", "thumbprint", "link", "button", "page", "view", "form",
	"template", "change", "changed", "update", "updated", "at", "date", "time",
	"interval", "days", "minutes", "seconds", "hours", "attempts", "retries",
	"domain", "realm", "region", "account", "client", "group", "role", "owner",
	"namespace", "topic", "queue", "table", "column", "map", "list", "set", "cache",
	"sha" };

/* Words that make a name harmless wherever they stand. */
static const char *const harmless[] = { " public ", " csrf ", " xsrf ", " publishable ",
	" forgot ", " show ", " hide ", " is ", " has ", " need ", " needs ",
	" invalid ", " require ", " requires ", " allow ", " no ", " without ", " max ",
	" min ", " pagination ", " continuation ", " next token ", " page token ",
	" site key ", " primary key ", " foreign key ", " sort key ", " partition key ",
	" cache key ", " row key ", " uniq key ", " unique key ", " col key ",
	" column key ", " translation key ", " id key ", " group key ", " field key ", " hash key ", " key press ", " keyboard ", " i18n ",
	" locale ", " placeholder ", " generate ", " validate ", " tokenizer ",
	" token type " };

static const char *const secret_ends[] = { "password ", "passwd ", "passphrase ",
	"passwort ", "secret ", "token ", "apikey ", "secretkey ", "accesskey ",
	"privatekey ", "passcode ", "credential ", "credentials ", "pwd ", "authkey ",
	"authtoken ", "requirepass ", "userpass ", "dbpass ", "rootpass ", "adminpass ",
	"mailpass ", "smtppass ", "sshpass ", "ftppass " };

static const char *const secret_words[] = { " pass ", " pw ", " api key ",
	" access key ", " secret key ", " private key ", " signing key ", " sign key ",
	" encryption key ", " encrypt key ", " crypt key ", " crypto key ",
	" cipher key ", " auth key ", " master key ", " account key ", " storage key ",
	" shared key ", " service key ", " ssh key ", " deploy key ", " app key ",
	" application key ", " hmac key ", " jwt key ", " session key ", " cookie key ",
	" license key ", " admin key ", " root key ", " server key ", " key base ",
	" secret access ", " auth string ", " authorization ", " webhook key ",
	" integration key ", " security key " };

static const char *const maybe_ends[] = { "key", "auth", "salt", "pin", "seed", "creds",
	"mnemonic", "signature", "pepper", "bearer", "basic", "cookie", "hash" };

enum { IS_HARMLESS = 1 << 0, ENDS_SECRET = 1 << 1, IS_SECRET = 1 << 2 };
static const struct fi_phrase_list name_lists[] = {
	{ harmless, COUNT(harmless), true },
	{ secret_ends, COUNT(secret_ends), true },
	{ secret_words, COUNT(secret_words), true },
};
static struct fi_phrases in_names = { .list = name_lists, .nlists = COUNT(name_lists) };

enum { IS_ABOUT = 1 << 0, IS_MAYBE = 1 << 1 };
static const struct fi_phrase_list last_lists[] = {
	{ about, COUNT(about), true },
	{ maybe_ends, COUNT(maybe_ends), true },
};
static struct fi_phrases last_words = { .list = last_lists, .nlists = COUNT(last_lists) };

/* Where the last word starts. */
static size_t last_word(const char *words, size_t len)
{
	size_t start = len - 1;

	while (start > 0 && words[start - 1] != ' ')
		start--;
	return start;
}

enum fi_naming fi_naming_of(const char *name, size_t n)
{
	char words[2 * NAME_MAX_BYTES + 3];
	size_t len = split_words(name, n, words), last;
	uint32_t has, ends;

	if (len < 4)
		return FI_NAMED_PLAIN;
	has = fi_phrases_in(&in_names, words, len);
	if (has & IS_HARMLESS)
		return FI_NAMED_PLAIN;
	last = last_word(words, len);
	ends = fi_phrases_are(&last_words, words + last, len - 1 - last);
	if ((ends & IS_ABOUT) && !strstr(words, " key base "))
		return FI_NAMED_PLAIN;
	if (has & (ENDS_SECRET | IS_SECRET))
		return FI_NAMED_SECRET;
	return ends & IS_MAYBE ? FI_NAMED_MAYBE : FI_NAMED_PLAIN;
}

/* ---- values ---- */

struct shape {
	size_t lower, upper, digit, other; /* bytes of each class */
	size_t turns;                      /* changes between upper, lower and digit */
	size_t words;  /* runs of 4 letters or more that can be said */
	size_t worded; /* letters in them */
	bool control, high;
	uint32_t has; /* of in_values */
};

/* A capital that starts a word ("Token") is no turn: that is how people write. */
static bool is_turn(const char *v, size_t i)
{
	int a = class_of(v[i - 1]), b = class_of(v[i]);

	if (a == b)
		return false;
	return !(a == UPPER && b == LOWER && (i == 1 || class_of(v[i - 2]) != UPPER));
}

static bool is_vowel(char c)
{
	static const bool vowels[256] = { ['a'] = 1, ['e'] = 1, ['i'] = 1, ['o'] = 1,
		['u'] = 1, ['y'] = 1, ['A'] = 1, ['E'] = 1, ['I'] = 1, ['O'] = 1,
		['U'] = 1, ['Y'] = 1 };

	return vowels[(unsigned char)c];
}

/*
 * Can the run be said aloud?  A third of English letters are vowels and four
 * consonants in a row are rare; one random run of five letters in ten passes.
 */
static bool is_sayable(const char *run, size_t n)
{
	size_t vowels = 0, row = 0, worst = 0;

	for (size_t i = 0; i < n; i++) {
		row = is_vowel(run[i]) ? 0 : row + 1;
		vowels += is_vowel(run[i]) ? 1 : 0;
		worst = row > worst ? row : worst;
	}
	return worst <= 4 && vowels * 5 >= n && vowels * 4 <= n * 3;
}

/* The same for "abc123": what stands before its digits. */
static bool is_sayable_part(const char *part, size_t n)
{
	while (n > 1 && is_digit(part[n - 1]))
		n--;
	return is_sayable(part, n);
}

/* Letters from i on that make one word: same case, or one capital and lower case. */
static size_t run_at(const char *v, size_t i, size_t n)
{
	size_t start = i;

	if (is_upper(v[i]) && i + 1 < n && is_lower(v[i + 1]))
		i++;
	if (is_lower(v[i])) {
		while (i < n && is_lower(v[i]))
			i++;
	} else {
		while (i < n && is_upper(v[i]))
			i++;
	}
	return i - start;
}

static struct shape shape_of(const char *v, size_t n)
{
	struct shape s = { 0 };
	size_t count[CLASSES] = { 0 };

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)v[i];

		count[char_classes[c]]++;
		s.turns += i > 0 && is_turn(v, i) ? 1 : 0;
		s.control |= c < 0x20 || c == 0x7F;
		s.high |= c >= 0x80;
	}
	s.lower = count[LOWER];
	s.upper = count[UPPER];
	s.digit = count[DIGIT];
	s.other = count[OTHER];
	for (size_t i = 0; i < n;) {
		size_t run = is_letter(v[i]) ? run_at(v, i, n) : 0;

		if (run >= 4 && is_sayable(v + i, run)) {
			s.words++;
			s.worded += run;
		}
		i += run ? run : 1;
	}
	return s;
}

/* The first byte tells nearly always. */
static bool starts(const char *v, size_t n, const char *head)
{
	return n > 0 && lower(*v) == lower(*head) && n >= strlen(head) &&
	       strncasecmp(v, head, strlen(head)) == 0;
}

static bool contains(const char *v, size_t n, const char *what)
{
	return memmem(v, n, what, strlen(what)) != NULL;
}

static bool contains_nocase(const char *v, size_t n, const char *what)
{
	size_t w = strlen(what);

	for (size_t i = 0; i + w <= n; i++) {
		if (lower(v[i]) == lower(*what) && strncasecmp(v + i, what, w) == 0)
			return true;
	}
	return false;
}

/* Values that are settings, states, or the first thing one types into a form. */
static const char *const settings[] = { "true", "false", "yes", "no", "on", "off",
	"none", "null", "nil", "undefined", "disable", "disabled", "enable",
	"enabled", "default", "auto", "required", "optional", "prod",
	"production", "dev", "development", "staging", "test", "testing",
	"local", "localhost", "prompt", "basic", "bearer", "string", "number",
	"boolean", "object", "password", "passwd", "secret", "token",
	"username", "user", "admin", "root", "guest", "postgres", "mysql",
	"mariadb", "mongo", "redis", "rabbitmq", "pass", "key", "apikey",
	"api_key", "unset", "empty", "unknown", "ignore", "never", "always",
	"plain", "login", "text", "hidden", "some", "any", "all", "sha256",
	"sha512", "bcrypt", "argon2", "scrypt", "pbkdf2", "secretsmanager",
	"keychain", "foobar", "hunter2", "files", "compat", "systemd",
	"winbind", "requisite", "sufficient" };

static const char *const defaults[] = { "password", "passwd", "secret", "admin",
	"root", "guest", "user", "postgres", "mysql", "mariadb", "mongo", "redis",
	"rabbitmq", "pass", "test", "hunter2", "letmein", "qwerty", "welcome",
	"toor", "changeit", "passw0rd", "12345", "123456", "12345678" };

/* Somewhere in a template, and at the start of one or of a look-up. */
static const char *const template_in[] = { "${", "$\\{", "\\u", "{{", "#{", "<%",
	"$(", "@@", "%{", "...", "\xE2\x80\xA6", "process.env", "os.environ",
	"getenv", "System.get", "ENV[", "ENC[", "ENC(", "import.meta",
	"secrets.", "var.", "local.", "valueFrom", "data." };

static const char *const template_heads[] = { "vault:", "secret/", "op://",
	"arn:", "ssm:", "kms:", "!", "ref+", "awssm", "sm://",
	"gcp:", "{cipher}", "{vault}", "$ANSIBLE_VAULT",
	"keyring:", "env:", "exec:", "file:", "config:", "secret:", "env(",
	"@Microsoft.KeyVault", "projects/", "doppler", "chamber" };

/* "Put the real one here": nobody means such a value. */
static const char *const request_strong[] = { "example", "changeme", "change_me",
	"change-me", "placeholder", "redacted", "django-insecure", "xxxxxx",
	"******", "k7mdeng" };

static const char *const request_in[] = { "change this", "changethis", "change_this",
	"change-this", "your_", "your-", "yourpass", "yoursecret", "yourtoken",
	"yourapi", "youraccess", "yourkey", "yourgenerated", "replace", "dummy",
	"insert", "_here", "-here", "todo", "fixme", "sample", "foobar", "xxxx",
	"****", "deadbeef", "12345678", "abcdefgh", "qwerty", "lorem",
	"notasecret", "not-a-secret", "not_a_secret", "insecure", "not-secure",
	"fake", "undefined", "mock", "to_replace" };

/* Words for what a secret is; with more around them, somebody's poor password. */
static const char *const stand_ins[] = { "letmein", "s3cr3t", "supersecret",
	"super-secret", "super_secret", "mysecret", "my-secret", "my_secret",
	"mypassword", "my-password", "my_password", "testpass", "test_", "test-",
	"secretkey", "secret_key", "secret-key", "password", "passw0rd",
	"p@ssw0rd" };

/* What asks for another value even with a form's digits behind it. */
static const char *const asks[] = { "change", "your", "replace", "insert", "here",
	"holder", "redacted", "xxx", "***", "todo", "fixme", "dummy", "fake",
	"secure", "undefined", "mock", "lorem", "notasecret" };

/* f(x), a->b: source code that stands where a value would. */
static const char *const code_marks[] = { "->", "=>", "()", "==", "::", "</", "=\"", "='",
	")." };

/* SealedSecrets begin so, and are long. */
static const char *const sealed[] = { "AgA", "AgB" };

enum { HAS_TEMPLATE = 1 << 0, HAS_REQUEST = 1 << 1, HAS_SHORT_REQUEST = 1 << 2,
	HAS_STAND_IN = 1 << 3, ASKS = 1 << 4, HAS_CODE = 1 << 5 };
static const struct fi_phrase_list value_lists[] = {
	{ template_in, COUNT(template_in), true },
	{ request_strong, COUNT(request_strong), false },
	{ request_in, COUNT(request_in), false },
	{ stand_ins, COUNT(stand_ins), false },
	{ asks, COUNT(asks), false },
	{ code_marks, COUNT(code_marks), true },
};
static struct fi_phrases in_values = { .list = value_lists, .nlists = COUNT(value_lists) };

enum { BEGINS_TEMPLATE = 1 << 0, BEGINS_SEALED = 1 << 1 };
static const struct fi_phrase_list head_lists[] = {
	{ template_heads, COUNT(template_heads), false },
	{ sealed, COUNT(sealed), false },
};
static struct fi_phrases beginnings = { .list = head_lists, .nlists = COUNT(head_lists) };

enum { IS_SETTING = 1 << 0, IS_DEFAULT = 1 << 1 };
static const struct fi_phrase_list whole_lists[] = {
	{ settings, COUNT(settings), false },
	{ defaults, COUNT(defaults), false },
};
static struct fi_phrases wholes = { .list = whole_lists, .nlists = COUNT(whole_lists) };

bool fi_is_default_password(const char *v, size_t n)
{
	return fi_phrases_are(&wholes, v, n) & IS_DEFAULT;
}

/* "$STATE_DIR/$which"; a "$argon2id$v=19$..." has no such name before its slash. */
static bool is_variable_path(const char *v, size_t n)
{
	size_t i = 1;

	while (i < n && (is_letter(v[i]) || is_digit(v[i]) || v[i] == '_'))
		i++;
	return i + 1 < n && v[i] == '/' && v[i + 1] == '$';
}

static bool is_template(const char *v, size_t n, const struct shape *s)
{
	uint32_t head = fi_phrases_at(&beginnings, v, n);

	if ((s->has & HAS_TEMPLATE) || (head & BEGINS_TEMPLATE) ||
		(n > 100 && (head & BEGINS_SEALED)))
		return true;
	if (v[0] == '$' && (is_letter(v[1]) || v[1] == '_'))
		return memchr(v + 1, '$', n - 1) == NULL || is_variable_path(v, n);
	return (v[0] == '<' && v[n - 1] == '>') || (v[0] == '%' && v[n - 1] == '%') ||
	       (v[0] == '[' && v[n - 1] == ']') || (v[0] == '{' && v[n - 1] == '}') ||
	       (v[0] == '_' && v[n - 1] == '_') || (v[0] == '@' && v[n - 1] == '@') ||
	       (v[0] == '(' && v[n - 1] == ')');
}

/* "Put the real one here"; in a long random one such words come up by chance. */
static bool is_request(uint32_t has, size_t n)
{
	return (has & HAS_REQUEST) || (n < LONG && (has & HAS_SHORT_REQUEST));
}

static bool is_stand_in(const char *v, size_t n, const struct shape *s)
{
	if (n < LONG && (s->has & HAS_STAND_IN))
		return true;
	return starts(v, n, "my") && n < 16 && contains_nocase(v, n, "pass");
}

/* "RedisPass1!", "admin123": words, yet with what a form asks for behind them. */
static bool is_poor(const char *v, size_t n, const struct shape *s)
{
	if (n < 6 || n > 24 || !is_letter(v[0]) || s->lower + s->upper < 4 ||
		s->digit + s->other == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (class_of(v[i]) == OTHER && !strchr("!@#$%^&*+?", v[i]))
			return false;
	}
	return true;
}

/* "ExamplePass123": the word alone does not tell, with a form's digits behind it. */
static bool is_poor_example(const char *v, size_t n, const struct shape *s)
{

	return s->digit > 0 && is_poor(v, n, s) && !(s->has & ASKS);
}

/* base64 of a text that is a stand-in itself. */
static bool is_coded_request(const char *v, size_t n)
{
	unsigned char text[256];
	size_t len;

	if (n < 12 || n > 256 || !fi_base64(v, n, text, sizeof(text), &len) || len < 8)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (text[i] >= 0x7F || (text[i] < 0x20 && text[i] != '\n'))
			return false;
	}
	return is_request(fi_phrases_in(&in_values, (const char *)text, len), len);
}

static bool is_url(const char *v, size_t n)
{
	const char *colon = memchr(v, ':', n);

	return colon && (size_t)(v + n - colon) > 2 && colon[1] == '/' &&
	       colon[2] == '/';
}

/*
 * A path has a slash in front, or separators between parts that are words.  Base64
 * has slashes too, so a leading one alone does not make a path.
 */
static bool is_path(const char *v, size_t n, const struct shape *s)
{
	if (starts(v, n, "./") || starts(v, n, "../") || starts(v, n, "~/") ||
		starts(v, n, "#!/"))
		return true;
	if (n > 2 && is_letter(v[0]) && v[1] == ':' && (v[2] == '\\' || v[2] == '/'))
		return true;
	return v[0] == '/' && (n < 16 || s->worded * 2 >= n || s->digit * 20 < n);
}

/* "prod/db-2", "us-east-1", "X-Api-Key", "a.b.c": words and small numbers, joined. */
static bool is_joined_words(const char *v, size_t n, const struct shape *s)
{
	size_t parts = 0;

	if (s->other == 0)
		return false;
	for (size_t i = 0; i < n;) {
		size_t start = i, digits = 0, turns = 0;

		while (i < n && class_of(v[i]) != OTHER) {
			digits += is_digit(v[i]) ? 1 : 0;
			turns += i > start && is_turn(v, i) ? 1 : 0;
			i++;
		}
		if (i < n && !strchr("-_./: ,@", v[i]))
			return false;
		if (i - start > 4 && digits > 0 && digits < i - start && turns > 1)
			return false;
		if (digits > 4 || (i - start > 5 && !is_sayable_part(v + start, i - start)))
			return false;
		parts++;
		i++;
	}
	return parts > 1;
}

/* "quickstart-9b5a699bc0dc8211": a thing's name, told apart by a hash. */
static bool is_hashed_name(const char *v, size_t n)
{
	size_t word = 0, hex;

	while (word < n && (is_lower(v[word]) || v[word] == '-'))
		word++;
	while (word > 0 && v[word - 1] != '-')
		word--;
	if (word < 6 || !is_sayable(v, word - 1))
		return false;
	for (hex = word; hex < n && (is_digit(v[hex]) || (v[hex] >= 'a' && v[hex] <= 'f'));)
		hex++;
	return hex == n && n - word >= 8;
}

/* "secret12345": a word, and what one types when a form wants digits. */
static bool is_counted(const char *v, size_t n, const struct shape *s)
{
	return s->other == 0 && s->words > 0 && s->digit >= 3 && s->digit <= 9 &&
	       strncmp(v + n - s->digit, "123456789", s->digit) == 0;
}

/* 8-4-4-4-12 hex digits */
static bool is_uuid(const char *v, size_t n)
{
	if (n != 36)
		return false;
	for (size_t i = 0; i < n; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? v[i] != '-' : !isxdigit((unsigned char)v[i]))
			return false;
	}
	return true;
}

/* Words and at most two signs: "NotActuallyApplied!" */
static bool is_words(const struct shape *s, size_t n)
{
	size_t letters = n - s->other;

	return s->digit == 0 && s->other <= 2 && s->words > 1 &&
	       s->worded * 10 >= letters * 7;
}

/* camelCase or snake_case without a digit, or an all-letter word of either case. */
static bool is_identifier(const struct shape *s, size_t n)
{
	return s->digit == 0 && s->other == 0 && s->worded * 10 >= n * 7;
}

/* f(x), a[b], a->b, `x ? y`: source code that stands where a value would. */
static bool is_code(const char *v, size_t n, const struct shape *s)
{
	size_t all = n;

	if (s->other == 0)
		return false;
	while (n > 0 && v[n - 1] == '=') /* padding of base64 */
		n--;
	if ((n == all ? s->has : fi_phrases_in(&in_values, v, n)) & HAS_CODE)
		return true;
	for (size_t i = 1; i + 1 < n; i++) {
		if (v[i] == '(' && v[n - 1] == ')' &&
			(is_letter(v[i - 1]) || v[i - 1] == '_'))
			return true;
		if (v[i] == '[' && memchr(v + i, ']', n - i) && is_letter(v[i - 1]))
			return true;
	}
	return false;
}

/* $2b$..., $6$..., $argon2id$..., {SSHA}...: can be tried against a word list. */
static bool is_hash(const char *v, size_t n)
{
	size_t id = 1;

	while (id < n && id < 16 && (class_of(v[id]) != OTHER || v[id] == '-'))
		id++;
	if (n > 20 && v[0] == '$' && v[id] == '$')
		return !contains(v, n, "${");
	return n > 20 && (starts(v, n, "{SSHA") || starts(v, n, "{SHA") ||
				 starts(v, n, "pbkdf2_sha") || starts(v, n, "md5") ||
				 starts(v, n, "SCRAM-SHA-256$"));
}

/* 2026-11-24, 2016-09-08T21:47:36Z */
static bool is_date(const char *v, size_t n)
{
	return n >= 10 && n <= 32 && is_digit(v[0]) && is_digit(v[3]) && v[4] == '-' &&
	       v[7] == '-' && (n == 10 || v[10] == 'T' || v[10] == ' ');
}

static bool is_number(const char *v, size_t n)
{
	size_t digits = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_digit(v[i]))
			digits++;
		else if (!strchr("+-._:, eEx/", v[i]))
			return false;
	}
	return digits > 0;
}

/*
 * Generators of long keys (WordPress salts) use the space like any other character;
 * prose has one behind every word.
 */
static bool is_spaced(const char *v, size_t n)
{
	size_t spaces = 0;

	for (size_t i = 0; i < n; i++)
		spaces += v[i] == ' ' ? 1 : 0;
	return spaces > 0 && (n < 32 || spaces * 12 > n);
}

/*
 * The salts of WordPress and their kin: all that a keyboard has, so that "${", "->"
 * and blanks come up by chance.
 */
static bool is_salt(const char *v, size_t n, const struct shape *s)
{
	return n >= 60 && n <= 128 && !s->control && !s->high && s->other >= 8 &&
	       s->digit >= 2 && s->lower >= 4 && s->upper >= 4 && s->worded * 4 <= n &&
	       fi_entropy(v, n) >= 5.0;
}

static bool is_random(const char *v, size_t n, const struct shape *s)
{
	size_t plain = n - s->other;

	if (n < RANDOM_MIN || s->digit == 0 || s->lower + s->upper == 0)
		return false;
	if (s->high || is_spaced(v, n) || s->other * 2 > n)
		return false;
	if (plain < 2 || s->turns * 5 < plain || s->worded * 2 > n)
		return false;
	return fi_random_looking(v, n);
}

/*
 * Letters that a generator drew: few of them follow each other as in words.  Names of
 * things do not look so at this length; shorter ones may.
 */
static bool is_drawn(const char *v, size_t n, const struct shape *s)
{
	bool mixed = s->lower > 0 && s->upper > 0;

	if (s->digit || s->other || s->control || s->high ||
		n < (mixed ? MIXED_LETTERS : LETTERS) || s->worded * 3 > n)
		return false;
	return (!mixed || s->turns * 4 >= n) && fi_random_looking(v, n);
}

/* At least 8 bytes and a mixture that a password rule would accept. */
static bool is_chosen(const char *v, size_t n, const struct shape *s)
{
	int classes = (s->lower > 0) + (s->upper > 0) + (s->digit > 0) + (s->other > 0);

	if (n < 8 || s->high || memchr(v, ' ', n))
		return false;
	return classes >= 3 || (classes == 2 && s->digit > 0);
}

enum fi_worth fi_worth_of(const char *v, size_t n)
{
	struct shape s;

	if (starts(v, n, "base64:")) {
		v += 7;
		n -= 7;
	}
	if (n < VALUE_MIN || n > VALUE_MAX)
		return FI_WORTH_NONE;
	if (is_hash(v, n))
		return FI_WORTH_WEAK;
	s = shape_of(v, n);
	if (is_salt(v, n, &s))
		return FI_WORTH_RANDOM;
	if (s.control || (fi_phrases_are(&wholes, v, n) & IS_SETTING))
		return FI_WORTH_NONE;
	s.has = fi_phrases_in(&in_values, v, n);
	if (is_template(v, n, &s) || is_url(v, n) || is_path(v, n, &s) || is_number(v, n) ||
		is_date(v, n) || is_code(v, n, &s))
		return FI_WORTH_NONE;
	if (is_request(s.has, n) && is_poor_example(v, n, &s))
		return FI_WORTH_WORD;
	if (is_request(s.has, n) || is_coded_request(v, n) || is_joined_words(v, n, &s))
		return FI_WORTH_NONE;
	if (is_stand_in(v, n, &s) || fi_placeholder(v, n))
		return is_poor(v, n, &s) && !fi_placeholder_token(v, n) ? FI_WORTH_WORD
									: FI_WORTH_NONE;
	if (is_uuid(v, n))
		return FI_WORTH_WEAK; /* mostly a name */
	if (is_hashed_name(v, n))
		return FI_WORTH_WORD;
	if (is_random(v, n, &s))
		return FI_WORTH_RANDOM;
	if (is_identifier(&s, n) || memchr(v, ' ', n))
		return n <= 24 && !memchr(v, ' ', n) ? FI_WORTH_WORD : FI_WORTH_NONE;
	if (is_drawn(v, n, &s))
		return FI_WORTH_WEAK;
	return is_chosen(v, n, &s) && !is_words(&s, n) &&
			       !is_counted(v, n, &s) ? FI_WORTH_WEAK : FI_WORTH_WORD;
}

/* ---- places ---- */

bool fi_path_is_borrowed(const char *path)
{
	static const char *const parts[] = { "node_modules", "site-packages",
		"dist-packages", "vendor", "test", "tests", "__tests__", "spec",
		"specs", "doc", "docs", "example", "examples", "fixtures", "testdata",
		"sample", "samples", "demo", "demos", "gems", "bower_components",
		"mocks", "__mocks__", "testing", "e2e", ".yarn", "third_party",
		"dummyserver" };
	static const char *const heads[] = { "usr/lib/", "usr/share/", "usr/include/",
		"usr/local/lib/python", "usr/local/lib/ruby", "usr/local/go/",
		"usr/src/linux", "go/pkg/mod/", "usr/lib64/", "usr/libexec/",
		"root/.m2/repository", "root/.cargo/registry", "opt/java/",
		"var/lib/dpkg/", "lib/", "usr/local/share/" };

	for (size_t i = 0; i < COUNT(heads); i++) {
		if (strncmp(path, heads[i], strlen(heads[i])) == 0)
			return true;
	}
	for (const char *p = path; *p;) {
		size_t n = strcspn(p, "/");

		for (size_t i = 0; p[n] == '/' && i < COUNT(parts); i++) {
			if (n == strlen(parts[i]) && memcmp(p, parts[i], n) == 0)
				return true;
		}
		p += n + (p[n] == '/');
	}
	return false;
}

static const struct {
	const char *glob;
	enum fi_text_kind kind;
} kinds[] = {
	{ "*.map|*.css|*.scss|*.less|*.svg|*.lock|*-lock.json|*-lock.yaml|*.po|*.pot|*."
	  "mo|"
	  "*.ipynb|*.sum|*.snap|*.wasm|*.a|*.so|*.so.*|*.o|RECORD|*.md5sums|"
	  "*.d.ts|*.d.cts|*.d.mts|*.tsbuildinfo|go.sum|CHANGELOG*|ChangeLog*|NEWS*|*."
	  "patch|"
	  "*.diff|*.csv|*.tsv|composer.lock|locales/**|locale/**|i18n/**|translations/"
	  "**|"
	  "lang/**|l10n/**|*.ftl|*.strings|*.xlf|messages*.properties",
		FI_TEXT_NOISE },
	{ "*.md|*.markdown|*.mdx|*.rst|*.html|*.htm|*.xhtml|*.adoc|*.tex|*.texi|*.info|"
	  "*.pod|*.[1-9]|*.[1-9].gz|README*|*.vue|*.svelte|*.hbs|*.ejs|*.erb|*.j2|*."
	  "tpl|"
	  "*.tmpl|*.hpp|*.feature",
		FI_TEXT_PROSE },
	{ "*.template|*.example|*.sample|*.dist", FI_TEXT_SAMPLE },
	{ "settings*.py|*settings.py|settings/*.py|*config*.py|*config*.js|*config*.ts|"
	  "*config*.mjs|*config*.cjs|*config*.php|*config*.rb|config/**.js|config/"
	  "**.ts|"
	  "config/**.rb|config/**.php|config/**.py|*.exs|settings*.php|"
	  "parameters*.php|env.php|secrets.py|secrets.js|secrets.ts|secrets.rb|"
	  "credentials.py|*environment*.ts|*environment*.js|initializers/*.rb|*.tf|"
	  "*Config.java|*Config.cs|*Config.kt|*.gradle|*.gradle.kts",
		FI_TEXT_SETTINGS },
	{ "*.js|*.mjs|*.cjs|*.jsx|*.ts|*.mts|*.cts|*.tsx|*.py|*.pyi|*.rb|*.go|*.c|*.h|*"
	  ".cc|*.cpp|"
	  "*.cxx|*.hh|*.java|*.kt|*.kts|*.scala|*.cs|*.vb|*.fs|*.rs|*.swift|*.m|*.mm|*."
	  "php|"
	  "*.phtml|*.inc|*.pl|*.pm|*.t|*.lua|*.ex|*.erl|*.hrl|*.hs|*.clj|*.dart|*."
	  "groovy|"
	  "*.r|*.R|*.jl|*.sql|*.ps1|*.psm1|*.tcl|*.el|*.vim|*.proto|*.graphql|"
	  "*.nim|*.zig|*.ml|*.mli|*.awk|*.s|*.S|*.y|*.l|*.xsd|*.xsl|*.xslt|*.dtd|*."
	  "wsdl|"
	  "*.pyc|*.class|*.jar",
		FI_TEXT_CODE },
};

enum fi_text_kind fi_text_kind_of(const char *path)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (fi_glob(kinds[i].glob, path))
			return kinds[i].kind;
	}
	return FI_TEXT_CONFIG;
}
