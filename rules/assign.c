/* assign.c - secrets that only their name gives away: `password = "..."`.
 *
 * The scanner stops at a few literals ("password", "secret", "api_key", ...).  The
 * pattern starts right there and must meet an operator and a value within a few
 * bytes, so that the thousands of such words in ordinary JavaScript cost little.
 * What it caught is judged here: the whole name, the kind of file, the value.
 */
#include "rules/assign.h"

#include <string.h>

#include "rules/dotenv.h"
#include "rules/glob.h"
#include "rules/valid.h"
#include "rules/worth.h"

/* How far a name is followed to the left of the literal. */
#define NAME_BACK 64

/* ---- the pattern ----
 *
 * Rest of the name, then one of: an operator and a value; an XML element; a name
 * and a value as two fields ("name": "password", "value": "..."); two arguments.
 */
#define REST "[\\w-]{0,24}"

#define QUOTED                                                                         \
	"\"((?:[^\"\\\\\\r\\n]|\\\\.){6,256})\"|'((?:[^'\\\\\\r\\n]|\\\\.){6,256})'|"  \
	"`([^`\\r\\n]{6,256})`|\\\\\"([^\"\\\\\\r\\n]{6,256})\\\\\""

#define BARE                                                                           \
	"([^\\s\"'`<>,;&{}()\\[\\]\\\\][^\\s\"'`<>,;&\\\\]{5,255})(?=[\\s\"'<,;&\\\\]" \
	"|$)"

#define OPERATOR                                                                       \
	"(?:\\\\?[\"'`])?\\]?[ \\t]{0,20}"                                             \
	"(?:=>|:=|\\?=|\\|\\|=|:[ ]?[\\w.]{1,24}[ ]=|[=:])[ \\t]{0,20}"

#define TAIL                                                                           \
	REST "(?|" OPERATOR "(?:@|[rubf])?(?|" QUOTED "|" BARE ")"                     \
	     "|>(?:<!\\[CDATA\\[)?([^<>\\s]{6,256})(?:\\]\\]>)?</"                     \
	     "|\\\\?\"[\\s,]{1,20}\\\\?\"?value\\\\?\"?[ ]{0,3}[=:][ "                 \
	     "]{0,3}\\\\?\"([^\"\\\\\\r\\n]{6,256})\\\\?\""                            \
	     "|[\"']?[ \\t]{0,4}\\r?\\n[ \\t]{1,40}value:[ "                           \
	     "\\t]{1,4}[\"']?([^\\s\"']{6,256})"                                       \
	     "|</\\w{1,12}>\\s{0,40}<(?:value|string)>([^<>\\s]{6,256})</"             \
	     "|['\"][ \\t]{0,4},[ \\t]{0,4}(?|" QUOTED ")"                             \
	     ")"

#define PASSWORD_HEAD "(?i)_?(?:password|passwd|passphrase|pass|pwd)"
#define SECRET_HEAD   "(?i)(?:secret|(?:signing|encryption|master|cookie|app)[_-]?key)"
#define KEY_HEAD      "(?i)(?:api|access|account|auth)[_-]?key"
#define TOKEN_HEAD    "(?i)[_-]?token"

/* ---- judging ---- */

struct view {
	const char *name; /* the whole name, as far as it could be followed */
	size_t name_n;
	bool quoted; /* the value stands in quotes or between tags */
	bool listed; /* 'name', 'value': two arguments or two elements */
};

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
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
	while (end < c->value && (is_quote(*end) || *end == ' ' || *end == '\t'))
		end++;
	v.listed = end < c->value && *end == ',';
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

/* `password = password`, "secretKey: mySecretKey": the value repeats the name. */
static bool repeats_name(const struct view *v, const char *value, size_t n)
{
	return n <= 64 &&
	       (memmem(v->name, v->name_n, value, n) ||
		       (v->name_n >= 6 && memmem(value, n, v->name, v->name_n)));
}

static void settle(struct fi_verdict *v, enum fi_severity severity, bool report)
{
	v->drop = !report;
	if (severity < v->severity)
		v->severity = severity;
}

/* A bare word in source code is a variable; only a literal counts there. */
static void judge_value(const struct fi_candidate *c, const struct view *view,
	enum fi_naming naming, struct fi_verdict *v)
{
	enum fi_text_kind kind = fi_text_kind_of(c->path);
	enum fi_worth worth = fi_worth_of(c->value, c->n);
	bool borrowed = fi_path_is_borrowed(c->path);

	if (kind == FI_TEXT_NOISE || (kind != FI_TEXT_CONFIG && !view->quoted)) {
		v->drop = true;
	} else if (borrowed) {
		settle(v, FI_LOW, worth == FI_WORTH_RANDOM && kind != FI_TEXT_PROSE);
	} else if (worth == FI_WORTH_RANDOM) {
		bool sure = naming == FI_NAMED_SECRET &&
			    (kind == FI_TEXT_CONFIG || kind == FI_TEXT_SETTINGS);

		settle(v, sure ? FI_HIGH : FI_MEDIUM, true);
	} else {
		settle(v, FI_MEDIUM,
			worth == FI_WORTH_WEAK && naming == FI_NAMED_SECRET &&
				(kind == FI_TEXT_CONFIG ||
					(kind == FI_TEXT_SETTINGS && view->quoted)));
	}
}

static void check_assignment(const struct fi_candidate *c, struct fi_verdict *v)
{
	struct view view = view_of(c);
	enum fi_naming naming = fi_naming_of(view.name, view.name_n);

	if (c->binary || naming == FI_NAMED_PLAIN ||
		repeats_name(&view, c->value, c->n) || (view.listed && !view.quoted) ||
		(view.listed && !memmem(c->match, c->match_n, "alue", 4) &&
			!is_setter(c, &view)) ||
		fi_glob(FI_DOTENV_GLOB, c->path)) {
		v->drop = true; /* a dotenv file is judged key by key, see
				   rules/dotenv.h */
		return;
	}
	judge_value(c, &view, naming, v);
}

/* `--password VALUE`, and "--password", "VALUE" in a list. */
static void check_argument(const struct fi_candidate *c, struct fi_verdict *v)
{
	struct view view = view_of(c);
	enum fi_text_kind kind = fi_text_kind_of(c->path);
	enum fi_worth worth = fi_worth_of(c->value, c->n);
	bool sure = worth == FI_WORTH_RANDOM ||
		    (worth == FI_WORTH_WEAK && kind == FI_TEXT_CONFIG);

	if (c->binary || kind == FI_TEXT_NOISE || kind == FI_TEXT_PROSE ||
		fi_naming_of(view.name, view.name_n) != FI_NAMED_SECRET ||
		(kind != FI_TEXT_CONFIG && !view.quoted) ||
		fi_path_is_borrowed(c->path)) {
		v->drop = true;
		return;
	}
	settle(v, worth == FI_WORTH_RANDOM ? FI_HIGH : FI_MEDIUM, sure);
}

/* ---- the table ---- */

#define FIX                                                                            \
	"Change the value where it is used, and let the program read it at run time: " \
	"`fly secrets set NAME=...`, then the environment. For a build, "              \
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
		.literal = { "password", "passwd", "passphrase", "_pass", "pass\"",
			"_pwd", "pwd\"", "pwd=" },
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
		.literal = { "api_key", "apikey", "api-key", "access_key", "accesskey",
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
