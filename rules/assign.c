/* assign.c - secrets that only their name gives away: `password = "..."`.
 *
 * The scanner stops at a few literals ("password", "secret", "api_key", ...).  The
 * pattern starts right there and must meet an operator and a value within a few
 * bytes, so that the thousands of such words in ordinary JavaScript cost little.
 * What it caught is judged here: the whole name, the kind of file, the value.
 */
#include "rules/assign.h"

#include <string.h>
#include <strings.h>

#include "lib/base64.h"
#include "rules/decode.h"
#include "rules/dotenv.h"
#include "rules/glob.h"
#include "rules/phrases.h"
#include "rules/valid.h"
#include "rules/worth.h"

/* How far a name is followed to the left of the literal. */
#define NAME_BACK 64
/* What is longer is decoded by rules/decode.h; with fewer digits chance makes text. */
#define SHORT_BASE64  16
#define SHORT_PADDED  4
#define SHORT_LEAST   8

/* ---- the pattern ----
 *
 * Rest of the name, then one of: an operator and a value; an XML element; a name
 * and a value as two fields ("name": "password", "value": "..."); two arguments.
 */
/* Both keep what they took: what may follow is nothing of which they consist. */
#define REST "[\\w-]{0,24}+"

/* Unbounded: a count would be copied into the compiled pattern; `after` bounds them. */
#define QUOTED                                                                         \
	"\"((?:[^\"\\\\\\r\\n]++|\\\\.)++)\"|'((?:[^'\\\\\\r\\n]++|\\\\.)++)'|"        \
	"`([^`\\r\\n]++)`|\\\\\"([^\"\\\\\\r\\n]++)\\\\\""

#define BARE                                                                           \
	"([^\\s\"'`<>,;&{}()\\[\\]\\\\][^\\s\"'`<>,;&\\\\]{3,255}+)(?=[\\s\"'<,;&\\\\]" \
	"|$)"

#define OPERATOR                                                                       \
	"(?:\\\\?[\"'`])?\\]?[ \\t]{0,20}"                                             \
	"(?:=>|:=|\\?=|\\|\\|=|:[ ]?[\\w.]{1,24}[ ]=|[=:])[ \\t]{0,20}"

/* ${NAME:-value}; name "value", as in Gradle, and ENV NAME value; setName("value"). */
#define TAIL                                                                           \
	REST "(?|:[-=]([^\\s\"'`${}]{4,256})\\}"                                       \
	     "|" OPERATOR "(?|(?:@|[rubf]{1,2})?(?|" QUOTED ")|" BARE ")"              \
	     "|(?:\\s[^<>]{0,80})?>(?:<!\\[CDATA\\[)?([^<>\\s]{4,256})(?:\\]\\]>)?</"  \
	     "|\\\\?\"[\\s,]{1,20}\\\\?\"?value\\\\?\"?[ ]{0,3}[=:][ "                 \
	     "]{0,3}\\\\?\"([^\"\\\\\\r\\n]{4,256})\\\\?\""                            \
	     "|[\"']?[ \\t]{0,4}\\r?\\n[ \\t]{1,40}value:[ "                           \
	     "\\t]{1,4}[\"']?([^\\s\"']{4,256})"                                       \
	     "|[\"']?[ \\t]{0,4}[:=]?\\s{0,4}\\{[^{}]{0,250}?\\b[Dd]efault\"?[ "   \
	     "]{0,4}[:=][ ]{0,4}\"([^\"\\\\\\r\\n]{4,256})\""                        \
	     "|[\"']?:[ \\t]{0,4}\\r?\\n(?:[ ]{2,40}(?!Def)[A-Z]\\w{0,30}:[^\\n]{0,150}" \
	     "\\n){0,5}[ ]{2,40}Default:[ ]{1,4}[\"']?([^\\s\"'!]{4,256})"             \
	     "|</\\w{1,12}>\\s{0,40}<(?:value|string)>([^<>\\s]{4,256})</"             \
	     "|['\"][ \\t]{0,4},[ \\t]{0,20}(?|" QUOTED ")"                            \
	     "|[ \\t]?\\([ \\t]?(?|" QUOTED ")[ \\t]?\\)"                              \
	     "|[ \\t]{1,8}(?|" QUOTED "|" BARE ")(?![ \\t]{0,8}\\{)"                   \
	     ")"

/* What stands before a command's flag, on its line or on those it continues on. */
#define WORDS "(?:[^\\n|;\\\\]|\\\\[\\s\\S])*?"
#define USER  "[\"']?[^\\s:\"'$]{1,64}"
#define WORD  "[\"']?([^\\s\"'$`|;&<>-][^\\s\"'`|;&<>]{3,255})"

#define PASSWORD_HEAD "(?i)_?(?:password|passwd|passphrase|passwort|pass|pwd)"
#define SECRET_HEAD   "(?i)(?:secret|(?:signing|encryption|master|cookie|app)[_-]?key)"
#define KEY_HEAD      "(?i)(?:api|access|account|auth)[._-]?key"
#define TOKEN_HEAD    "(?i)[_-]?token"

/* ---- judging ---- */

static const char waived[] = "A comment behind it says that it is no secret.";

struct view {
	const char *name; /* the whole name, as far as it could be followed */
	size_t name_n;
	bool quoted; /* the value stands in quotes or between tags */
	bool listed; /* 'name', 'value': two arguments or two elements */
	bool called; /* setName("value") */
	bool spaced; /* nothing but blanks between name and value */
	char text[SHORT_BASE64];
	size_t text_n; /* what the value is in base64, 0 if it is not */
};

/* The value itself, or what is encoded in it. */
static const char *value_of(const struct fi_candidate *c, const struct view *v, size_t *n)
{
	*n = v->text_n ? v->text_n : c->n;
	return v->text_n ? v->text : c->value;
}

static bool is_printable(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] < 0x20 || s[i] > 0x7e)
			return false;
	}
	return n > 0;
}

/* `password: aHVudGVyMiE=`, as Secrets of Kubernetes have it under `data`. */
static void undo_base64(const struct fi_candidate *c, struct view *v)
{
	bool padded = c->n && c->value[c->n - 1] == '=';
	size_t n = 0;

	if (c->n % 4 || c->n > SHORT_BASE64 || c->n < (padded ? SHORT_PADDED : SHORT_LEAST) ||
		!fi_glob("*.yaml|*.yml|*.json", c->path) ||
		!fi_base64(c->value, c->n, (unsigned char *)v->text, sizeof(v->text), &n))
		return;
	/* kubectl and printf do not, but echo ends it with a line break. */
	n -= n && v->text[n - 1] == '\n';
	v->text_n = is_printable(v->text, n) ? n : 0;
}

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'' || c == '`' || c == '>';
}

/* Is the match a part of what is around it, so that we may look to its left? */
static bool has_left(const struct fi_candidate *c)
{
	return c->around && c->match >= c->around &&
	       c->match <= c->around + c->around_n;
}

static struct view view_of(const struct fi_candidate *c)
{
	struct view v = { .name = c->match };
	const char *end = c->match;
	const char *limit = has_left(c) ? c->around : c->match;

	while (v.name > limit && end - v.name < NAME_BACK && is_name_byte(v.name[-1]))
		v.name--;
	while (end < c->value && is_name_byte(*end))
		end++;
	v.name_n = (size_t)(end - v.name);
	v.quoted = c->value > c->match && is_quote(c->value[-1]);
	v.spaced = end < c->value && is_blank(*end);
	while (end < c->value && (is_quote(*end) || is_blank(*end)))
		end++;
	v.spaced = v.spaced && end == c->value;
	v.listed = end < c->value && *end == ',';
	v.called = end < c->value && *end == '(';
	return v;
}

/* A pair of arguments is an assignment only for functions that say so. */
static bool is_setter(const struct fi_candidate *c, const struct view *v)
{
	static const char *const words[] = { "define", "setenv", "putenv", "set", "put",
		"setProperty", "property" };
	const char *p = v->name;

	if (!has_left(c))
		return false;
	while (p > c->around && (is_quote(p[-1]) || p[-1] == ' ' || p[-1] == '('))
		p--;
	if (p == v->name || !memchr(p, '(', (size_t)(v->name - p)))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(p - c->around) >= n && memcmp(p - n, words[i], n) == 0)
			return true;
	}
	return false;
}

/*
 * Without an operator only what a language knows as a definition counts: ENV NAME
 * value, set $name value, the first word of a line with a quoted value or one that is
 * no word behind it.
 */
static bool is_defined(const struct fi_candidate *c, const struct view *v, enum fi_worth w)
{
	static const char *const words[] = { "ENV", "ARG", "set", "setenv",
		"proxy_set_header", "fastcgi_param", "export", "--" };
	const char *p = v->name;

	if (!has_left(c))
		return false;
	while (p > c->around && (is_blank(p[-1]) || p[-1] == '$'))
		p--;
	if (p == c->around || p[-1] == '\n')
		return v->quoted || w >= FI_WORTH_WEAK;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(p - c->around) >= n && memcmp(p - n, words[i], n) == 0)
			return true;
	}
	return false;
}

/* What tells scanners that a value is no secret; none is longer than WAIVER_MAX. */
static const char *const waivers[] = { "notsecret", "not a secret", "nosec",
	"gitleaks:allow", "betterleaks:allow", "nolint:gosec", "noqa: S105",
	"pragma: allowlist secret", "trufflehog:ignore", "kingfisher:ignore",
	"NOSONAR", "checkov:skip" };
#define WAIVER_MAX 24
static const struct fi_phrase_list waiver_lists[] = { { waivers, FI_COUNT(waivers), true } };
static struct fi_phrases waiver_set = { .list = waiver_lists, .nlists = 1 };

/* Where to look for a mark in [from, end): what is known is left out. */
static const char *unknown_part(
	const struct fi_candidate *c, const char *from, const char *end)
{
	const struct fi_unwaived *u = c->unwaived;
	uint64_t at = c->offset + (uint64_t)(from - c->around);

	if (!u || u->stream != c->stream || at < u->from || at > u->to ||
		u->to - at < WAIVER_MAX)
		return from;
	at = u->to - at - WAIVER_MAX;
	return at < (uint64_t)(end - from) ? from + at : end;
}

static void remember_unwaived(const struct fi_candidate *c, const char *from, const char *end)
{
	struct fi_unwaived *u = c->unwaived;
	uint64_t at = c->offset + (uint64_t)(from - c->around);
	uint64_t to = c->offset + (uint64_t)(end - c->around);

	if (!u)
		return;
	if (u->stream == c->stream && at >= u->from && at <= u->to) {
		u->to = to > u->to ? to : u->to;
		return;
	}
	*u = (struct fi_unwaived){ c->stream, at, to };
}

/* A comment behind the value that tells scanners so; what it says may be wrong. */
static bool is_waived(const struct fi_candidate *c)
{
	const char *from = c->value + c->n;
	const char *end = c->around + c->around_n, *stop;

	if (from < c->around || from >= end)
		return false;
	stop = memchr(from, '\n', (size_t)(end - from));
	end = stop ? stop : end;
	from = unknown_part(c, from, end);
	if (fi_phrases_in(&waiver_set, from, (size_t)(end - from)))
		return true;
	remember_unwaived(c, c->value + c->n, end);
	return false;
}

/* In "<!-- -->", or in a line that starts as a comment: manuals in files. */
static bool is_commented(const struct fi_candidate *c)
{
	const char *p = c->around, *end = c->match, *open, *close, *line;
	size_t n;

	if (!has_left(c))
		return false;
	n = (size_t)(end - p);
	open = memmem(p, n, "<!--", 4);
	close = open ? memmem(open, (size_t)(end - open), "-->", 3) : NULL;
	if (open && !close)
		return true;
	line = memrchr(p, '\n', n);
	if (!line)
		return false;
	for (line++; line < end && is_blank(*line); line++)
		;
	return *line == '#' || *line == ';' || *line == '*' ||
	       (*line == '/' && (line[1] == '/' || line[1] == '*'));
}

static bool has_digit(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] >= '0' && s[i] <= '9')
			return true;
	}
	return false;
}

/*
 * `password = password`, "secretKey: mySecretKey": the value repeats the name.  With
 * a number behind it ("AdminPassword123") it is somebody's.
 */
static bool repeats_name(const struct view *v, const char *value, size_t n)
{
	if (n > 64)
		return false;
	if (memmem(v->name, v->name_n, value, n))
		return true;
	return v->name_n >= 6 && memmem(value, n, v->name, v->name_n) &&
	       !has_digit(value, n);
}

/* 8-4-4-4-12 hex digits */
static bool is_uuid(const char *s, size_t n)
{
	if (n != 36)
		return false;
	for (size_t i = 0; i < n; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? s[i] != '-' : !strchr("0123456789abcdefABCDEF", s[i]))
			return false;
	}
	return true;
}

static void settle(struct fi_verdict *v, enum fi_severity severity, bool report)
{
	v->drop = !report;
	if (severity < v->severity)
		v->severity = severity;
}

/*
 * How much a value is worth in that kind of file under a name that says secret; a name
 * that may mean something else needs a random value.  -1: nothing.
 */
static int weight_of(enum fi_text_kind kind, enum fi_worth worth, bool sure)
{
	static const int weights[][4] = {
		[FI_TEXT_CONFIG] = { -1, FI_LOW, FI_MEDIUM, FI_HIGH },
		[FI_TEXT_SETTINGS] = { -1, FI_LOW, FI_MEDIUM, FI_HIGH },
		[FI_TEXT_SAMPLE] = { -1, -1, FI_LOW, FI_MEDIUM },
		[FI_TEXT_CODE] = { -1, -1, FI_LOW, FI_MEDIUM },
		[FI_TEXT_PROSE] = { -1, -1, -1, FI_MEDIUM },
		[FI_TEXT_NOISE] = { -1, -1, -1, -1 },
	};
	int weight = weights[kind][worth];

	if (sure)
		return weight;
	if (worth != FI_WORTH_RANDOM)
		return -1;
	return weight > FI_MEDIUM ? FI_MEDIUM : weight;
}

/* Does a bare word stand for a variable there? */
static bool is_code_kind(enum fi_text_kind kind)
{
	return kind != FI_TEXT_CONFIG && kind != FI_TEXT_SAMPLE;
}

static bool names_password(const struct view *v)
{
	static const char *const words[] = { "pass", "pwd" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		for (size_t k = 0; k + strlen(words[i]) <= v->name_n; k++) {
			if (strncasecmp(v->name + k, words[i], strlen(words[i])) == 0)
				return true;
		}
	}
	return false;
}

/* "irc_pass", "hardcoded-password": two or three words in lower case, joined. */
static bool is_joined_word(const char *s, size_t n)
{
	size_t joints = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '_' || s[i] == '-')
			joints++;
		else if (s[i] < 'a' || s[i] > 'z')
			return false;
	}
	return n >= 8 && n <= 24 && joints > 0 && joints < 3;
}

/*
 * `IRC_PASS=irc_pass`, `password="admin"`: in a file of settings somebody may mean it.
 * Only where nothing else could be meant: a password's name, and an operator.
 */
static bool is_careless(const struct fi_candidate *c, const struct view *v,
	enum fi_naming naming, enum fi_text_kind kind)
{
	const char *value;
	size_t n;

	if ((kind != FI_TEXT_CONFIG && kind != FI_TEXT_SETTINGS) || v->listed ||
		v->called || !names_password(v) || is_commented(c) ||
		fi_candidate_is_borrowed(c) ||
		naming != FI_NAMED_SECRET)
		return false;
	value = value_of(c, v, &n);
	return fi_is_default_password(value, n) ||
	       (is_joined_word(value, n) && !fi_weighed_placeholder_token(c->weighed, value, n) &&
		       fi_weighed_worth(c->weighed, value, n) == FI_WORTH_NONE);
}

/* A bare word in source code is a variable; only a literal counts there. */
static void judge_value(const struct fi_candidate *c, const struct view *view,
	enum fi_naming naming, struct fi_verdict *v)
{
	enum fi_text_kind kind = fi_candidate_kind(c);
	enum fi_worth worth;
	const char *value;
	size_t n;
	int weight;

	/* Before the value is looked at, which costs most. */
	if (kind == FI_TEXT_NOISE || (is_code_kind(kind) && !view->quoted)) {
		v->drop = true;
		return;
	}
	value = value_of(c, view, &n);
	worth = fi_weighed_worth(c->weighed, value, n);
	weight = weight_of(kind, worth, naming == FI_NAMED_SECRET);
	if (view->text_n)
		v->decoded = fi_encoding_name(FI_BASE64);
	if (weight > FI_LOW && is_uuid(c->value, c->n))
		weight = FI_LOW; /* mostly a name */
	if (weight < 0 && is_careless(c, view, naming, kind))
		weight = FI_LOW;
	if (weight < 0 ||
		(view->called && worth != FI_WORTH_RANDOM) ||
		(view->spaced && !is_defined(c, view, worth)) ||
		(worth == FI_WORTH_WORD && is_commented(c))) {
		v->drop = true;
	} else if (fi_candidate_is_borrowed(c)) {
		settle(v, FI_LOW, worth == FI_WORTH_RANDOM && kind != FI_TEXT_PROSE);
	} else {
		settle(v, (enum fi_severity)weight, true);
		if (is_waived(c))
			fi_verdict_lower(v, FI_LOW, waived);
	}
}

/* "PASS: gas/i386/float": a line of a test's log. */
static bool is_passed_test(const struct fi_candidate *c, const struct view *v)
{
	return v->name_n == 4 && memcmp(v->name, "PASS", 4) == 0 && !v->quoted &&
	       v->name + 5 < c->value && v->name[4] == ':' && v->name[5] == ' ';
}

static void check_assignment(const struct fi_candidate *c, struct fi_verdict *v)
{
	struct view view = view_of(c);
	enum fi_naming naming = fi_naming_of(view.name, view.name_n);

	undo_base64(c, &view);
	if (c->binary || naming == FI_NAMED_PLAIN ||
		(repeats_name(&view, c->value, c->n) &&
			!is_careless(c, &view, naming, fi_candidate_kind(c))) || (view.listed && !view.quoted) ||
		(view.listed && !memmem(c->match, c->match_n, "alue", 4) &&
			!is_setter(c, &view)) ||
		is_passed_test(c, &view) || fi_candidate_is_dotenv(c)) {
		v->drop = true; /* a dotenv file is judged key by key, see
				   rules/dotenv.h */
		return;
	}
	judge_value(c, &view, naming, v);
}

/* What stands behind "-p" or "user:" of a command. */
static void check_command(const struct fi_candidate *c, struct fi_verdict *v)
{
	enum fi_text_kind kind = fi_candidate_kind(c);
	int weight = weight_of(kind == FI_TEXT_CODE ? FI_TEXT_CONFIG : kind,
		fi_weighed_worth(c->weighed, c->value, c->n), true);

	if (c->binary || weight < 0) {
		v->drop = true;
		return;
	}
	/* Where a command wants a password, a word is one; not so in a manual. */
	if (weight < FI_MEDIUM && !is_commented(c))
		weight = FI_MEDIUM;
	settle(v, (enum fi_severity)weight, true);
	if (is_waived(c) || kind == FI_TEXT_PROSE || fi_candidate_is_borrowed(c))
		fi_verdict_lower(v, FI_LOW, is_waived(c) ? waived : NULL);
}

/* `--password VALUE`, and "--password", "VALUE" in a list. */
static void check_argument(const struct fi_candidate *c, struct fi_verdict *v)
{
	struct view view = view_of(c);
	enum fi_text_kind kind = fi_candidate_kind(c);
	enum fi_worth worth = fi_weighed_worth(c->weighed, c->value, c->n);
	int weight = weight_of(kind, worth, true);

	if (c->binary || kind == FI_TEXT_NOISE || kind == FI_TEXT_PROSE ||
		fi_naming_of(view.name, view.name_n) != FI_NAMED_SECRET ||
		(kind != FI_TEXT_CONFIG && !view.quoted) || weight < 0 ||
		fi_candidate_is_borrowed(c)) {
		v->drop = true;
		return;
	}
	settle(v, worth == FI_WORTH_RANDOM ? FI_HIGH : (enum fi_severity)weight, true);
	if (is_waived(c))
		fi_verdict_lower(v, FI_LOW, waived);
}

/* What GitHub's ":x-oauth-basic" follows is a token, whatever it looks like. */
static void check_url_token(const struct fi_candidate *c, struct fi_verdict *v)
{
	static const char mark[] = ":x-oauth-basic";
	size_t n = sizeof(mark) - 1;
	bool marked = (size_t)(c->match + c->match_n - (c->value + c->n)) > n &&
		      memcmp(c->value + c->n, mark, n) == 0;

	fi_check_random(c, v);
	if (v->drop && marked && c->n >= 32)
		fi_verdict_lower(v, FI_MEDIUM, NULL), v->drop = fi_weighed_placeholder_token(c->weighed, c->value, c->n);
}

/* ---- the table ---- */

#define FIX                                                                            \
	"Change the value where it is used, and let the program read it at run time: " \
	"`fly secrets set NAME=- < FILE`, then the environment. For a build, "              \
	"`RUN --mount=type=secret,id=NAME`."

#define ROW                                                                            \
	.category = FI_SECRET, .severity = FI_HIGH, .nocase = true, .weak = true,      \
	.before = 64, .after = 400, .fix = FIX

const struct fi_rule fi_rules_assign[] = {
	{
		.id = "generic-password",
		.title = "Password in a file",
		.why = "Whoever can pull the image reads the password; it works "
		       "wherever the "
		       "service is reachable from.",
		ROW,
		.check = check_assignment,
		.literal = { "password", "passwd", "passphrase", "passwort", "_pass",
			"pass\"", "pass'", "pass=", "pass:", "pass>", "_pwd", "pwd\"",
			"pwd'", "pwd=", "pwd:", "pwd>" },
		.pattern = PASSWORD_HEAD TAIL,
		.hit = "{\"db\": {\"pass"
		       "word\": \"vR7mKq2XwT9z"
		       "Lb4NcJ6h\"}}",
		.miss = "{\"db\": {\"password\": \"changeme\", \"password_file\": "
			"\"/run/secrets/db\"}}",
	},
	{
		.id = "generic-secret",
		.title = "Secret in a file",
		.why = "A signing secret lets anyone forge sessions and tokens that "
		       "the "
		       "application trusts; a client secret lets anyone act as it.",
		ROW,
		.check = check_assignment,
		.literal = { "secret", "signing_key", "signingkey", "encryption_key",
			"encryptionkey", "master_key", "cookie_key", "app_key" },
		.pattern = SECRET_HEAD TAIL,
		.hit = "SEC"
		       "RET_KEY = 'w8#Qz2Lr!vK5mXt"
		       "9pYc3Nh7sBd4Gf6Jk'\n",
		.miss = "SECRET_KEY = os.environ['SECRET_KEY']\nsecretName: prod/db\n",
	},
	{
		.id = "generic-api-key",
		.title = "API key in a file",
		.why = "An API key is all that is needed to use the account it belongs "
		       "to, and "
		       "to be billed for it.",
		ROW,
		.check = check_assignment,
		.literal = { "api_key", "apikey", "api-key", "api.key", "access_key", "accesskey",
			"access-key", "account_key", "auth_key" },
		.pattern = KEY_HEAD TAIL,
		.hit = "weather:\n  api_"
		       "key: 7d1Ff83kQz0Lw52m"
		       "Xs94Rt61\n",
		.miss = "weather:\n  api_key: YOUR_API_KEY\n  api_key_header: "
			"X-Api-Key\n",
	},
	{
		.id = "generic-token",
		.title = "Access token in a file",
		.why = "A token needs no password beside it: who has it is taken for "
		       "its owner.",
		ROW,
		.check = check_assignment,
		.literal = { "_token", "-token", "authtoken", "accesstoken", "token\"",
			"token'", "token=", "token:" },
		.pattern = TOKEN_HEAD TAIL,
		.hit = "auth_"
		       "token = \"q9Xr4Zt7Lm2Wk8"
		       "Vb3Nc6Hj1\"\n",
		.miss = "auth_token = \"${AUTH_TOKEN}\"\ntoken_url: "
			"https://id.example/token\n",
	},
	{
		.id = "generic-key",
		.title = "Key in a file",
		.why = "A long random value under the name of a key: whoever has it can use "
		       "what it opens, or sign as the application does.",
		ROW,
		.check = check_assignment,
		.literal = { "_key=", "_key\"", "_key'", "_key:", "_key>", "_key ", "_salt=",
			"_salt\"", "_salt'", "_salt:", "_salt " },
		.pattern = "(?i)(?:(?<!api|auth)(?<!access|master|cookie|secret)(?<!account|signing)"
			   "(?<!encryption)(?<!app)_key|_salt)" TAIL,
		.hit = "partner_"
		       "key: 7d1Ff83kQz0Lw52m"
		       "Xs94Rt61\n",
		.miss = "partner_key: main\nsort_key: 7d1Ff83kQz0Lw52mXs94Rt61\n",
	},
	{
		.id = "url-token",
		.title = "Token in a repository's URL",
		.why = "Whoever has the URL reads, and mostly writes, the repositories of its "
		       "owner.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.fix = FIX,
		.check = check_url_token,
		.literal = { ":x-oauth-basic@", "@github.com", "@gitlab.com", "@bitbucket.org",
			"@dev.azure.com", "@codeberg.org", "@gitea.com" },
		.pattern = "(?i)://([A-Za-z0-9_.=-]{20,200})(?::x-oauth-basic)?@[\\w.-]+",
		.before = 240,
		.hit = "git+https://7d1Ff83kQz0Lw52m"
		       "Xs94Rt617d1F@github.com/acme/app.git\n",
		.miss = "git+https://x-access-token@github.com/acme/app.git\n",
	},
	{
		.id = "command-password",
		.title = "Password in a command",
		.why = "Whoever reads the script, the process list or the log of a build has "
		       "the password.",
		ROW,
		.check = check_command,
		.literal = { "curl ", "wget ", "sshpass ", "mysql ", "mysqldump ",
			"mysqladmin ", "redis-cli ", "docker login ", "podman login ",
			"ldapsearch ", "-passin pass:", "-passout pass:", "mongosh ",
			"mongodump ", "smbclient ", "lftp " },
		.pattern = "(?i)(?|\\bcurl\\b" WORDS "\\s(?:-u|--user|--proxy-user|-U)[ =]?" USER
			   ":" WORD "|\\bwget\\b" WORDS "\\s--(?:http-|ftp-|proxy-)?password[ =]" WORD
			   "|\\bsshpass[ ]-p[ ]?" WORD
			   "|\\bmysql(?:dump|admin)?\\b" WORDS "\\s-p" WORD
			   "|\\bredis-cli\\b" WORDS "\\s(?:-a|--pass)[ ]" WORD
			   "|\\b(?:docker|podman) login\\b" WORDS "\\s-p[ =]?" WORD
			   "|\\b(?:echo|printf)(?:[ ]-n)?[ ]" WORD "[\"']?[ ]?\\|[ ]?(?:sudo )?"
			   "(?:docker|podman) login[ ]"
			   "|\\bldapsearch\\b" WORDS "\\s-w[ ]?" WORD
			   "|-pass(?:in|out) pass:" WORD
			   "|\\bmongo(?:sh|dump)\\b" WORDS "\\s-p[ ]?" WORD
			   "|\\bsmbclient\\b" WORDS "\\s-U[ ]?[^\\s%\"']{1,64}%" WORD
			   "|\\blftp\\b" WORDS "\\s-u[ ]?[^\\s,\"']{1,64}," WORD ")",
		.hit = "curl -s -u deploy:h5Kt8Wq2"
		       "Zr7Lx9 https://build.acme.io/\n",
		.miss = "curl -u deploy:$PASSWORD https://build.acme.io/\nmysql -p app\n",
	},
	{
		.id = "secret-argument",
		.title = "Secret as a command line argument",
		.why = "Arguments are read by everyone who sees the file, the process "
		       "list or "
		       "the log of a build.",
		ROW,
		.check = check_argument,
		.literal = { "--password", "--passwd", "--passphrase", "--token",
			"--secret", "--api-key", "--auth-token", "--access-token" },
		.pattern = "(?i)--(?:(?:auth|access|api)-)?(?:password|passwd|"
			   "passphrase|token|"
			   "secret|key)[\\w-]{0,16}(?|[\"'][ \\t]{0,4},[ \\t]{0,4}[\"']"
			   "([^\"'\\r\\n]{6,256})[\"']|[ \\t]{1,8}[\"']"
			   "([^\"'\\r\\n]{6,256})[\"']|[ "
			   "\\t]{1,8}([^\\s\"'`<>,;&{}()\\\\]{6,256}))",
		.hit = "exec tool serve --pass"
		       "word h5Kt8Wq2Zr7Lx"
		       "9Mv3Nc\n",
		.miss = "exec tool serve --password-file /run/secrets/p --token "
			"$TOKEN\n",
	},
};

const size_t fi_rules_assign_n = sizeof(fi_rules_assign) / sizeof(fi_rules_assign[0]);

bool fi_is_assign_rule(const struct fi_rule *r)
{
	for (size_t i = 0; i < fi_rules_assign_n; i++) {
		if (r == &fi_rules_assign[i])
			return true;
	}
	return false;
}
