/* What flyctl takes without a word and does not do: unknown keys, odd values. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/buf.h"
#include "rules/fly.h"

static const enum fi_severity info = FI_INFO, medium = FI_MEDIUM;

/* ---- unknown keys ---- */

/* Keys that old files and other people's have; `say` and `fix` end a sentence. */
static const struct dead {
	const char *table; /* NULL: any */
	const char *key;
	const char *say, *fix;
} dead[] = {
	{ "experimental", "allowed_public_ports",
		"it is left over from Fly's first platform",
		"Delete the line." },
	{ "experimental", "private_network",
		"every app is in the private network of its organisation anyway",
		"Delete the line." },
	{ "services", "script_checks", "Fly has no checks of that kind any more",
		"Delete the line, or use a machine_checks entry." },
	{ "services", "checks", "the checks of a service are of two kinds",
		"Write [[services.http_checks]] or [[services.tcp_checks]]." },
	{ "services.ports", "protocol", "the protocol belongs to the service",
		"Delete the line and write protocol in [[services]]." },
	{ NULL, "restart_limit", "a failing check restarts no machine",
		"Delete the line." },
	{ NULL, "max_machines_running",
		"the machines that exist are the most that will run",
		"Delete the line and run: fly scale count N" },
	{ NULL, "sticky_sessions", "the proxy has no such switch",
		"Delete the line; the app can answer with the header fly-replay." },
	{ "", "scale", "the number of machines is not part of the file",
		"Delete the table and run: fly scale count N" },
	{ "", "runtime_options", "there is no such table",
		"Delete it." },
	{ "build", "target", "the stage has a key of another name",
		"build-target = \"STAGE\"" },
};

static const struct dead *find_dead(const struct fi_fly_unknown *u)
{
	size_t i;

	for (i = 0; i < FI_COUNT(dead); i++)
		if (!strcasecmp(u->key, dead[i].key) &&
			(!dead[i].table || !strcasecmp(u->path, dead[i].table)))
			return &dead[i];
	return NULL;
}

/* "[services.ports]", or what the top is called. */
static char *table_name(const char *path)
{
	return path[0] ? fi_format("[%s]", path) : fi_format("the file's top");
}

static void unknown_key(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_unknown *u)
{
	FI_AUTO(fi_freep) char *subject =
		fi_format("%s%s%s", u->path, u->path[0] ? "." : "", u->key);
	FI_AUTO(fi_freep) char *here = table_name(u->path);
	FI_AUTO(fi_freep) char *there = u->where ? table_name(u->where) : NULL;
	FI_AUTO(fi_freep) char *fix = NULL;
	struct fi_spot spot = fi_fly_spot(c, u->at, subject);
	const struct dead *d = find_dead(u);

	if (!subject || !here || (u->where && !there))
		return; /* no memory: the sink will say so */
	spot.severity = u->empty ? &info : NULL;
	if (d) {
		spot.fix = d->fix;
		if (!strcmp(d->key, "target"))
			spot.severity = &medium;
		fi_report(out, c, r, &spot, "%s does nothing in %s: %s.", u->key, here,
			d->say);
	} else if (u->near) {
		fix = fi_format("%s instead of %s", u->near, u->key);
		spot.fix = fix;
		spot.severity = &medium;
		fi_report(out, c, r, &spot,
			"flyctl knows no key %s in %s and passes it over; did you mean "
			"%s?",
			u->key, here, u->near);
	} else if (there) {
		fix = fi_format("Move %s to %s.", u->key, there);
		spot.fix = fix;
		spot.severity = &medium;
		fi_report(out, c, r, &spot,
			"%s does nothing in %s, where flyctl passes it over; it is a "
			"key of %s.",
			u->key, here, there);
	} else {
		fi_report(out, c, r, &spot,
			"flyctl knows no key %s in %s and passes it over.", u->key,
			here);
	}
}

/* What older versions of flyctl wrote into every file: one line says it of all. */
static bool is_left_over(const struct fi_fly_unknown *u)
{
	static const char *const keys[] = { "allowed_public_ports", "private_network",
		"script_checks", "restart_limit" };
	size_t i;

	if (!find_dead(u))
		return false;
	for (i = 0; i < FI_COUNT(keys); i++)
		if (!strcasecmp(u->key, keys[i]))
			return true;
	return false;
}

/* Keys named in one message. */
#define LEFT_OVER_MAX 20

static void left_over(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const struct fi_fly_unknown *first)
{
	const struct fi_fly_unknowns *all = &c->fly->unknown;
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(4096);
	struct fi_spot spot = fi_fly_spot(c, first->at, "left over");
	bool empty = true;
	size_t i, n = 0;

	for (i = 0; i < all->n; i++) {
		const struct fi_fly_unknown *u = &all->v[i];

		if (!is_left_over(u))
			continue;
		empty &= u->empty;
		/* Too little memory shortens a message, nothing more. */
		if (n++ < LEFT_OVER_MAX)
			(void)!fi_buf_addf(&b, "%s%s (line %u)", n > 1 ? ", " : "",
				u->key, u->at.line);
	}
	spot.severity = empty ? &info : NULL;
	spot.fix = n > 1 ? "Delete these lines." : "Delete the line.";
	fi_report(out, c, r, &spot,
		"Left over from older platforms, and without effect: %s.", b.p);
}

static void judge_unknown(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_unknown *first = NULL;
	size_t i;

	for (i = 0; i < c->fly->unknown.n; i++) {
		const struct fi_fly_unknown *u = &c->fly->unknown.v[i];

		if (!is_left_over(u))
			unknown_key(c, r, out, u);
		else if (!first)
			first = u;
	}
	if (first)
		left_over(c, r, out, first);
}

/* ---- [env] ---- */

/* The start of a place in the config's text; NULL if it is not there. */
static const char *text_at(const struct fi_case *c, struct fi_fly_at at)
{
	const char *p = c->fly_text, *end = p ? p + c->fly_n : NULL;
	unsigned line, column;

	if (!p || !at.line)
		return NULL;
	for (line = 1; line < at.line && p; line++) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : NULL;
	}
	/* Columns count characters, of which a continued byte is no start. */
	for (column = 1; p && p < end && column < at.column; column++)
		for (p++; p < end && (*p & 0xc0) == 0x80; p++)
			;
	return p && p < end && column == at.column ? p : NULL;
}

/* What stands for a number there, as it is written. */
static char *written_number(const struct fi_case *c, struct fi_fly_at at)
{
	const char *p = text_at(c, at);
	size_t n = p ? strspn(p, "0123456789abcdefxoinABCDEFN_+-.") : 0;

	return n ? fi_format("%.*s", (int)n, p) : NULL;
}

static void judge_env_number(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->env.n; i++) {
		const struct fi_fly_pair *e = &c->fly->env.v[i];
		struct fi_spot spot = fi_fly_spot(c, e->at, e->key);
		FI_AUTO(fi_freep) char *number = NULL;
		FI_AUTO(fi_freep) char *fix = NULL;

		if (e->written != FI_FLY_AS_NUMBER)
			continue;
		number = written_number(c, e->value_at);
		/* 1_000 is meant to be 1000. */
		if (!number || strchr(number, '_') || !strcmp(number, e->value))
			continue;
		fix = fi_format("Write it as text: \"%s\"", number);
		spot.fix = fix;
		fi_report(out, c, r, &spot,
			"%s is the number %s, of which flyctl makes the text \"%s\".",
			e->key, number, e->value);
	}
}

static void judge_env_items(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->env.n; i++) {
		const struct fi_fly_pair *e = &c->fly->env.v[i];
		struct fi_spot spot = fi_fly_spot(c, e->at, e->key);

		if (e->written == FI_FLY_AS_NULL)
			fi_report(out, c, r, &spot,
				"%s is null, of which flyctl makes the text \"<nil>\".",
				e->key);
		else if (e->written == FI_FLY_AS_ITEMS)
			fi_report(out, c, r, &spot,
				"%s is a list or table, of which flyctl makes one "
				"text like \"[1 2]\" or \"map[A:1]\".",
				e->key);
	}
}

/* The region is in PRIMARY_REGION whatever [env] says. */
static void judge_env_region(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_pair *e = fi_flyconf_env(c->fly, "PRIMARY_REGION");
	const char *region = c->fly->primary_region.s;
	struct fi_spot spot;

	if (!e || !region || !region[0] || !strcmp(e->value, region))
		return;
	spot = fi_fly_spot(c, e->at, e->key);
	fi_report(out, c, r, &spot,
		"PRIMARY_REGION is %s in [env], but the app sees %s, the file's "
		"primary_region.",
		e->value, region);
}

/* ---- files that flyctl passes over ---- */

static void judge_unread(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; c->unread && i < c->unread->n; i++) {
		const char *name = c->unread->v[i];
		struct fi_spot spot = { .layer = -1, .file = name, .subject = name };

		if (c->fly_name) {
			fi_report(out, c, r, &spot,
				"%s is not read: flyctl takes %s and looks no further.",
				name, c->fly_name);
			continue;
		}
		spot.fix = "mv fly.yml fly.yaml";
		if (!strcmp(name, "fly.yml"))
			fi_report(out, c, r, &spot,
				"fly.yml is not read: flyctl looks for fly.toml, fly.json "
				"and fly.yaml.");
	}
}

/* ---- [[files]] ---- */

static void judge_files_processes(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->files.n; i++) {
		const struct fi_fly_file *x = &c->fly->files.v[i];
		struct fi_spot spot = fi_fly_spot(c, x->processes.at, x->guest_path.s);

		if (x->processes.n && c->fly->processes.n > 1)
			fi_report(out, c, r, &spot,
				"%s is written to the machines of every process "
				"group: flyctl ignores processes in [[files]].",
				x->guest_path.s ? x->guest_path.s : "The file");
	}
}

/* Base64 of plain text; of other bytes if padding tells it from a random word. */
static bool is_base64(const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			     "0123456789+/\r\n");
	size_t pad = strspn(s + n, "=");
	char text[FI_FLY_FILE_TEXT_MAX];

	return fi_fly_decode_text(s, text, sizeof(text)) ||
	       (n >= 14 && pad && pad <= 2 && !s[n + pad + strspn(s + n + pad, "\r\n")]);
}

static void judge_files_encoded(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->files.n; i++) {
		const struct fi_fly_file *x = &c->fly->files.v[i];
		struct fi_spot spot = fi_fly_spot(c, x->raw_value.at, x->guest_path.s);

		if (!x->local_path.s && !x->secret_name.s && x->raw_value.s &&
			is_base64(x->raw_value.s))
			fi_report(out, c, r, &spot,
				"raw_value of %s looks like base64; flyctl encodes it "
				"again, so the file will hold base64.",
				x->guest_path.s ? x->guest_path.s : "the file");
	}
}

static void judge_files_content(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	size_t i;

	for (i = 0; i < c->fly->files.n; i++) {
		const struct fi_fly_file *x = &c->fly->files.v[i];
		const char *to = x->guest_path.s;
		int sources =
			!!x->raw_value.s + !!x->local_path.s + !!x->secret_name.s;
		struct fi_spot spot =
			fi_fly_spot(c, fi_fly_or(x->guest_path.at, x->at), to);

		if (!to || to[0] != '/')
			fi_report(out, c, r, &spot,
				"A file of [[files]] needs an absolute guest_path.");
		else if (sources != 1)
			fi_report(out, c, r, &spot,
				sources ? "%s has several contents; of local_path, "
					  "secret_name and raw_value the first counts."
					: "%s has no content: one of local_path, "
					  "secret_name and raw_value belongs to it.",
				to);
	}
}

/* ---- the table ---- */

#define APP  "app = \"shop\"\n"
#define HTTP "[http_service]\ninternal_port = 8080\n"
#define FILE "[[files]]\nguest_path = \"/etc/app.conf\"\n"

#define FLY(sev, judge_function)                                                       \
	.category = FI_FLY, .severity = sev, .needs = FI_NEED_FLY,                     \
	.judge = judge_function

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_fly_keys[];
extern const size_t fi_rules_fly_keys_n;

const struct fi_rule fi_rules_fly_keys[] = {
	{
		.id = "fly-unknown-key",
		.title = "Key that flyctl passes over",
		.why = "flyctl drops what it does not know without a word (its "
		       "--strict does not look into services, vm, mounts and "
		       "metrics), so the setting has no effect.",
		.fix = "Correct the key's name or table, or delete the line.",
		FLY(FI_LOW, judge_unknown),
		.hit = APP "[[services]]\nintenal_port = 8080\n",
		.miss = APP "[[services]]\nInternal_Port = 8080\n",
	},
	{
		.id = "fly-env-number-changed",
		.title = "Number in [env] that becomes another text",
		.why = "The environment holds text: 3.10 becomes 3.1, and a million "
		       "or more in fly.json becomes 1e+06.",
		.fix = "Put the number in quotes.",
		FLY(FI_MEDIUM, judge_env_number),
		.hit = "=== fly.json\n{\"app\": \"shop\", \"env\": {\"TTL\": "
		       "2592000}}\n",
		.miss = "=== fly.json\n{\"app\": \"shop\", \"env\": {\"TTL\": "
			"\"2592000\", \"N\": 8080}}\n",
	},
	{
		.id = "fly-env-not-text",
		.title = "Value in [env] that is no text",
		.why = "A list, a table or null becomes one text in Go's notation, "
		       "which no app expects.",
		.fix = "Write one NAME = \"value\" for each variable.",
		FLY(FI_MEDIUM, judge_env_items),
		.hit = APP "[env.production]\nPORT = 8080\n",
		.miss = APP "[env]\nPORT = 8080\nDEBUG = false\n",
	},
	{
		.id = "fly-env-primary-region",
		.title = "PRIMARY_REGION that is not the primary region",
		.why = "flyctl sets PRIMARY_REGION from primary_region, over what "
		       "[env] says.",
		.fix = "Delete PRIMARY_REGION from [env].",
		FLY(FI_LOW, judge_env_region),
		.hit = APP "primary_region = \"ams\"\n[env]\nPRIMARY_REGION = "
			   "\"fra\"\n",
		.miss = APP "primary_region = \"ams\"\n[env]\nPRIMARY_REGION = "
			    "\"ams\"\n",
	},
	{
		.id = "fly-config-unread",
		.title = "Fly config that flyctl does not read",
		.why = "flyctl takes the first of fly.toml, fly.json and fly.yaml; what "
		       "another file says has no effect.",
		.fix = "Delete it, move its settings into the file that is read, or deploy "
		       "with fly deploy -c FILE.",
		.category = FI_FLY,
		.severity = FI_LOW,
		.needs = FI_NEED_CONTEXT,
		.judge = judge_unread,
		.hit = APP "=== unread fly.yml\n",
		.miss = APP,
	},
	{
		.id = "fly-files-processes",
		.title = "processes without effect in [[files]]",
		.why = "The file is written to every machine, also those of groups "
		       "that should not have it.",
		.fix = "Delete processes, and put nothing into the file that another "
		       "group must not read.",
		FLY(FI_LOW, judge_files_processes),
		.hit = APP "[processes]\nweb = \"serve\"\nworker = \"work\"\n" FILE
			   "secret_name = \"CONF\"\nprocesses = [\"web\"]\n",
		.miss = APP "[processes]\nweb = \"serve\"\nworker = \"work\"\n" FILE
			    "secret_name = \"CONF\"\n",
	},
	{
		.id = "fly-files-encoded-twice",
		.title = "raw_value that is encoded already",
		.why = "flyctl encodes raw_value in base64 itself, whatever the "
		       "documentation says.",
		.fix = "Write the text itself, or name the file: local_path = "
		       "\"PATH\"",
		FLY(FI_MEDIUM, judge_files_encoded),
		.hit = APP FILE "raw_value = \"bGlzdGVuID0gODA4MAo=\"\n",
		.miss = APP FILE "raw_value = \"listen = 8080\"\n",
	},
	{
		.id = "fly-files-content",
		.title = "[[files]] without path or content",
		.why = "The platform refuses a file without an absolute path or "
		       "content; of several contents only one counts.",
		.fix = "guest_path = \"/PATH\" and one of local_path, secret_name, "
		       "raw_value",
		FLY(FI_MEDIUM, judge_files_content),
		.hit = APP "[[files]]\nguest_path = \"etc/app.conf\"\nlocal_path = "
			   "\"app.conf\"\n",
		.miss = APP FILE "local_path = \"app.conf\"\n",
	},
};
const size_t fi_rules_fly_keys_n =
	sizeof(fi_rules_fly_keys) / sizeof(fi_rules_fly_keys[0]);
