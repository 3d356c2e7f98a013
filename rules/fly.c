/* The table of checks on the Fly config; the checks are in rules/fly_*.c. */
#include "rules/fly.h"

#include <string.h>

/* ---- what the checks share ---- */

struct fi_spot fi_fly_spot(
	const struct fi_case *c, struct fi_fly_at at, const char *subject)
{
	return (struct fi_spot){ .file = c->fly_name,
		.layer = -1,
		.line = at.line,
		.column = at.column,
		.subject = subject };
}

struct fi_fly_at fi_fly_or(struct fi_fly_at at, struct fi_fly_at otherwise)
{
	return at.line ? at : otherwise;
}

bool fi_fly_has(const struct fi_fly_words *w, const char *word)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (!strcmp(w->v[i].s, word))
			return true;
	return false;
}

void fi_fly_each_service(const struct fi_flyconf *f,
	void (*each)(void *self, const struct fi_fly_service *s, bool http), void *self)
{
	size_t i;

	if (f->http_service.at.line)
		each(self, &f->http_service, true);
	for (i = 0; i < f->services.n; i++)
		each(self, &f->services.v[i], false);
}

bool fi_fly_is_public(const struct fi_fly_service *s, bool http)
{
	return http || s->ports.n > 0;
}

/* Words that mean something to a shell only; a command may start with the first kind.
 */
static bool is_builtin(const char *word)
{
	static const char *const words[] = { "cd", "export", "source", ".", "set",
		"unset", "eval", "ulimit", "umask", "alias", "if", "while", "for" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(word, words[i]))
			return true;
	return false;
}

static bool is_operator(const char *word)
{
	static const char *const words[] = { "&&", "||", "|", ";", "&", ">", ">>", "<",
		"2>", "2>&1", "&>" };
	size_t i, n = strlen(word);

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(word, words[i]))
			return true;
	return n > 1 && word[n - 1] == ';';
}

/* "$PORT", "0.0.0.0:$PORT", "${PORT:-80}", "$(hostname)" */
static bool has_variable(const char *word)
{
	const char *p;

	for (p = strchr(word, '$'); p; p = strchr(p + 1, '$'))
		if (p[1] == '{' || p[1] == '(' || p[1] == '_' ||
			(p[1] >= 'A' && p[1] <= 'Z') || (p[1] >= 'a' && p[1] <= 'z'))
			return true;
	return false;
}

/* NAME=value in front of a command. */
static bool is_assignment(const char *word)
{
	size_t n = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");

	return n && word[n] == '=';
}

/* A shell, or a program that runs its words in one. */
static bool is_shell(const char *word)
{
	static const char *const shells[] = { "sh", "bash", "ash", "dash", "zsh",
		"busybox", "env", "su", "sudo", "gosu" };
	const char *base = strrchr(word, '/');
	size_t i;

	base = base ? base + 1 : word;
	for (i = 0; i < sizeof(shells) / sizeof(shells[0]); i++)
		if (!strcmp(base, shells[i]))
			return true;
	return false;
}

const char *fi_fly_shell_word(char *const *argv, size_t argc)
{
	size_t i;

	if (!argc || is_shell(argv[0]))
		return NULL;
	if (is_builtin(argv[0]) || is_assignment(argv[0]))
		return argv[0];
	for (i = 0; i < argc; i++)
		if (is_operator(argv[i]) || has_variable(argv[i]))
			return argv[i];
	return NULL;
}

const char *fi_fly_shell_name(const char *name)
{
	size_t n = strspn(name,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");

	return n && !name[n] ? name : "NAME";
}

/* ---- the table ---- */

/* Every example is a whole small config. */
#define APP     "app = \"shop\"\n"
#define HTTP    "[http_service]\ninternal_port = 8080\n"
#define SERVICE "[[services]]\ninternal_port = 8080\nprotocol = \"tcp\"\n"
#define PORT    "[[services.ports]]\n"
/* Random, and nobody's. */
#define RANDOM                                                                         \
	"q7Zr4Lw9Xc2Vb8Nm1K"                                                           \
	"d6Tf3Hy5Gs0Jp"

#define FLY(sev, judge_function)                                                       \
	.category = FI_FLY, .severity = sev, .needs = FI_NEED_FLY,                     \
	.judge = judge_function

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_fly[];
extern const size_t fi_rules_fly_n;

const struct fi_rule fi_rules_fly[] = {
	/* ---- the file ---- */
	{
		.id = "fly-config-syntax",
		.title = "Fly config cannot be parsed",
		.why = "flyctl refuses the file, so nothing can be deployed with it.",
		.fix = "Correct the line that is named.",
		FLY(FI_HIGH, fi_fly_syntax),
		.hit = "app = shop\n",
		.miss = "app = \"shop\"\n",
	},
	{
		.id = "fly-config-shape",
		.title = "Value of the wrong type in the Fly config",
		.why = "One value of the wrong type makes flyctl refuse the whole "
		       "file.",
		.fix = "Write the value in the type that is named.",
		FLY(FI_HIGH, fi_fly_wrong_shape),
		.hit = APP "[http_service]\ninternal_port = \"8080\"\n",
		.miss = APP HTTP,
	},
	{
		.id = "fly-app-name-missing",
		.title = "Fly config names no app",
		.why = "A deploy without -a or FLY_APP stops, and one with a wrong -a "
		       "replaces another app.",
		.fix = "app = \"NAME\" as the first line",
		FLY(FI_LOW, fi_fly_app_missing),
		.hit = HTTP,
		.miss = APP HTTP,
	},

	/* ---- secrets ---- */
	{
		.id = "fly-secret-in-env",
		.title = "Secret in [env]",
		.why = "The file is in the repository, and [env] is shown by flyctl "
		       "and the dashboard. Fly's secrets are encrypted and show up "
		       "only in the running app.",
		.fix = "Delete the line and run: fly secrets set NAME=- < FILE",
		FLY(FI_HIGH, fi_fly_secret_in_env),
		.weak = true,
		.hit = APP "[env]\nSESSION_SECRET = \"" RANDOM "\"\n",
		.miss = APP "[env]\nSESSION_SECRET_FILE = "
			    "\"/run/secrets/session\"\nPORT = \"8080\"\n",
	},
	{
		.id = "fly-secret-in-build-args",
		.title = "Secret in [build.args]",
		.why = "Build arguments stay readable in the image's history for "
		       "everyone who can pull it.",
		.fix = "Use a build secret: fly deploy --build-secret NAME=\"$(cat "
		       "FILE)\" and RUN --mount=type=secret,id=NAME.",
		FLY(FI_HIGH, fi_fly_secret_in_build_args),
		.weak = true,
		.hit = APP "[build.args]\nNPM_TOKEN = \"" RANDOM "\"\n",
		.miss = APP "[build.args]\nNODE_VERSION = \"20.11.0\"\n",
	},
	{
		.id = "fly-secret-in-check-header",
		.title = "Credential in the header of a health check",
		.why = "The file is in the repository, and checks are shown by flyctl; "
		       "the credential opens what the check opens.",
		.fix = "Give the check a path that needs no credential, such as path = "
		       "\"/health\", and delete the header.",
		FLY(FI_HIGH, fi_fly_secret_in_check_header),
		.weak = true,
		.hit = APP HTTP "[[http_service.checks]]\npath = \"/\"\n"
				"[http_service.checks.headers]\n"
				"Authorization = \"Bearer " RANDOM "\"\n",
		.miss = APP HTTP "[[http_service.checks]]\npath = \"/\"\n"
				 "[http_service.checks.headers]\n"
				 "X-Forwarded-Proto = \"https\"\n",
	},
	{
		.id = "fly-secret-in-file",
		.title = "Secret in the content of [[files]]",
		.why = "raw_value stands in the repository as it is.",
		.fix = "Replace raw_value by secret_name = \"NAME\" and run: base64 "
		       "-w0 FILE | fly secrets set NAME=-",
		FLY(FI_HIGH, fi_fly_secret_in_file),
		.weak = true,
		.hit = APP "[[files]]\nguest_path = \"/etc/app.conf\"\n"
			   "raw_value = \"db_password=" RANDOM "\"\n",
		.miss = APP "[[files]]\nguest_path = \"/etc/app.conf\"\nsecret_name = "
			    "\"APP_CONF\"\n",
	},
	{
		.id = "fly-env-reserved-name",
		.title = "Name that belongs to the platform in [env]",
		.why = "Names that start with FLY_ are set by the platform; a value of "
		       "yours is refused, ignored or replaced.",
		.fix = "Choose a name that does not start with FLY_.",
		FLY(FI_MEDIUM, fi_fly_env_reserved),
		.hit = APP "[env]\nFLY_REGION = \"ams\"\n",
		.miss = APP "[env]\nREGION = \"ams\"\n",
	},

	/* ---- HTTPS and ports ---- */
	{
		.id = "fly-no-force-https",
		.title = "Plain HTTP is answered",
		.why = "Passwords and cookies sent to http:// can be read and changed "
		       "on the way. (An app that is only reachable by Flycast does "
		       "need it off.)",
		.fix = "force_https = true",
		FLY(FI_MEDIUM, fi_fly_no_force_https),
		.hit = APP HTTP,
		.miss = APP HTTP "force_https = true\n",
	},
	{
		.id = "fly-443-without-tls",
		.title = "Port 443 without TLS",
		.why = "Browsers speak TLS on port 443; without it pages fail to load "
		       "or travel in the clear.",
		.fix = "handlers = [\"tls\", \"http\"]",
		FLY(FI_HIGH, fi_fly_443_without_tls),
		.hit = APP SERVICE PORT "port = 443\nhandlers = [\"http\"]\n",
		.miss = APP SERVICE PORT "port = 443\nhandlers = [\"tls\", \"http\"]\n",
	},
	{
		.id = "fly-force-https-without-http",
		.title = "force_https on a port without the http handler",
		.why = "The redirect is made by the http handler; the platform refuses "
		       "the deploy without it.",
		.fix = "handlers = [\"http\"] for that port, or delete force_https",
		FLY(FI_HIGH, fi_fly_force_https_handler),
		.hit = APP SERVICE PORT
		"port = 80\nhandlers = []\nforce_https = true\n",
		.miss = APP SERVICE PORT
		"port = 80\nhandlers = [\"http\"]\nforce_https = true\n",
	},
	{
		.id = "fly-unknown-handler",
		.title = "Unknown handler",
		.why = "flyctl sends it on unchecked and the platform refuses the "
		       "deploy.",
		.fix = "Use http, tls, pg_tls or proxy_proto.",
		FLY(FI_HIGH, fi_fly_handler),
		.hit = APP SERVICE PORT "port = 443\nhandlers = [\"https\"]\n",
		.miss = APP SERVICE PORT "port = 443\nhandlers = [\"tls\", \"http\"]\n",
	},
	{
		.id = "fly-public-database-port",
		.title = "Database or admin port open to the internet",
		.why = "Such servers are searched for and broken into within hours. "
		       "Apps of one organisation reach each other as APP.internal, "
		       "without any service.",
		.fix = "Delete the service and connect to APP.internal over the "
		       "private network, or release the public addresses: fly ips "
		       "list, fly ips release ADDRESS.",
		FLY(FI_HIGH, fi_fly_public_database),
		.hit = APP
		"[[services]]\ninternal_port = 6379\nprotocol = \"tcp\"\n" PORT
		"port = 6379\n",
		.miss = APP "[[services]]\ninternal_port = 6379\nprotocol = \"tcp\"\n",
	},
	{
		.id = "fly-raw-tcp-service",
		.title = "Raw TCP port open to the internet",
		.why = "Bytes are passed on as they are: no TLS, no HTTP rules, and it "
		       "needs a dedicated IPv4 address.",
		.fix = "handlers = [\"tls\"] if clients can speak TLS, or delete the "
		       "port and use the private network.",
		FLY(FI_LOW, fi_fly_raw_tcp),
		.hit = APP SERVICE PORT "port = 7000\n",
		.miss = APP SERVICE PORT "port = 7000\nhandlers = [\"tls\"]\n",
	},
	{
		.id = "fly-port-range",
		.title = "Range of ports open to the internet",
		.why = "Everything the app opens in the range, now or later, is "
		       "reachable for everyone.",
		.fix = "List the ports that are needed, each as port = N.",
		FLY(FI_MEDIUM, fi_fly_port_range),
		.hit = APP SERVICE PORT "start_port = 10000\nend_port = 20000\n",
		.miss = APP SERVICE PORT "port = 10000\n",
	},
	{
		.id = "fly-udp-service",
		.title = "UDP service",
		.why = "UDP needs a dedicated IPv4 address, and answers must come from "
		       "the address fly-global-services.",
		.fix = "Bind fly-global-services and run: fly ips allocate-v4",
		FLY(FI_INFO, fi_fly_udp),
		.hit = APP
		"[[services]]\ninternal_port = 5353\nprotocol = \"udp\"\n" PORT
		"port = 5353\n",
		.miss = APP SERVICE PORT "port = 5353\n",
	},
	{
		.id = "fly-udp-port-differs",
		.title = "UDP port is not the internal port",
		.why = "UDP packets are not rewritten, so with two numbers none "
		       "arrives.",
		.fix = "Give port and internal_port the same number.",
		FLY(FI_HIGH, fi_fly_udp_ports),
		.hit = APP
		"[[services]]\ninternal_port = 5353\nprotocol = \"udp\"\n" PORT
		"port = 53\n",
		.miss = APP
		"[[services]]\ninternal_port = 53\nprotocol = \"udp\"\n" PORT
		"port = 53\n",
	},
	{
		.id = "fly-port-invalid",
		.title = "Port number out of range",
		.why = "Ports are 1 to 65535; flyctl sends others on and the platform "
		       "refuses the deploy.",
		.fix = "Write a port from 1 to 65535.",
		FLY(FI_HIGH, fi_fly_port_number),
		.hit = APP "[http_service]\ninternal_port = 80800\n",
		.miss = APP HTTP,
	},
	{
		.id = "fly-port-claimed-twice",
		.title = "Two services claim the same port",
		.why = "The platform refuses overlapping services with an unclear "
		       "error, or shares the traffic out among both.",
		.fix = "Give one of the services another port; [http_service] already "
		       "has 80 and 443.",
		FLY(FI_MEDIUM, fi_fly_port_twice),
		.hit = APP HTTP SERVICE PORT "port = 443\nhandlers = [\"tls\"]\n",
		.miss = APP HTTP SERVICE PORT "port = 8443\nhandlers = [\"tls\"]\n",
	},
	{
		.id = "fly-service-without-ports",
		.title = "Service without ports",
		.why = "The proxy routes nothing to it, and flyctl announces that it "
		       "will refuse it.",
		.fix = "Add [[services.ports]] with port = N, or delete the service: "
		       "the private network needs none.",
		FLY(FI_LOW, fi_fly_no_ports),
		.hit = APP SERVICE,
		.miss = APP SERVICE PORT "port = 7000\n",
	},
	{
		.id = "fly-internal-port-missing",
		.title = "Service without internal_port",
		.why = "The proxy does not know where the app listens, and flyctl "
		       "warns about 0.0.0.0:0.",
		.fix = "internal_port = 8080",
		FLY(FI_MEDIUM, fi_fly_no_internal_port),
		.hit = APP "[http_service]\nforce_https = true\n",
		.miss = APP HTTP,
	},
	{
		.id = "fly-soft-limit-above-hard",
		.title = "soft_limit above hard_limit",
		.why = "Machines are started and stopped by the soft limit, which is "
		       "never reached.",
		.fix = "Make soft_limit smaller than hard_limit.",
		FLY(FI_LOW, fi_fly_soft_above_hard),
		.hit = APP HTTP
		"[http_service.concurrency]\nsoft_limit = 50\nhard_limit = 25\n",
		.miss = APP HTTP
		"[http_service.concurrency]\nsoft_limit = 20\nhard_limit = 25\n",
	},

	/* ---- health checks ---- */
	{
		.id = "fly-no-health-check",
		.title = "Service without health check",
		.why = "A deploy that answers nothing replaces one that works, and "
		       "visitors are sent to machines that hang.",
		.fix = "Add a health check to the service: [[services.tcp_checks]] "
		       "with interval = \"15s\", timeout = \"2s\", grace_period = "
		       "\"10s\"",
		FLY(FI_LOW, fi_fly_no_health_check),
		.hit = APP HTTP,
		.miss = APP HTTP "[[http_service.checks]]\npath = \"/health\"\n",
	},
	{
		.id = "fly-check-port-unserved",
		.title = "Health check on a port no service has",
		.why = "An app may have a port of its own for its health; if nothing "
		       "listens there, every deploy fails.",
		.fix = "Give the check the internal_port of a service, unless the app "
		       "listens on this port too.",
		FLY(FI_LOW, fi_fly_check_unserved),
		.hit = APP HTTP "[checks.up]\ntype = \"tcp\"\nport = 9999\n",
		.miss = APP HTTP "[checks.up]\ntype = \"tcp\"\nport = 8080\n",
	},
	{
		.id = "fly-check-port-missing",
		.title = "Health check without port",
		.why = "Only with an [http_service] is there a port to take; without "
		       "one the deploy fails.",
		.fix = "Add port = N to the check.",
		FLY(FI_HIGH, fi_fly_check_no_port),
		.hit = APP "[checks.up]\ntype = \"tcp\"\n",
		.miss = APP "[checks.up]\ntype = \"tcp\"\nport = 8080\n",
	},
	{
		.id = "fly-check-type",
		.title = "Health check of no known type",
		.why = "flyctl refuses a top-level check whose type is neither http "
		       "nor tcp.",
		.fix = "type = \"http\" or type = \"tcp\"",
		FLY(FI_HIGH, fi_fly_check_type_wrong),
		.hit = APP "[checks.up]\nport = 8080\n",
		.miss = APP "[checks.up]\ntype = \"http\"\nport = 8080\n",
	},
	{
		.id = "fly-check-path",
		.title = "Health check path without leading slash",
		.why = "The request is not a valid one, so the check never passes.",
		.fix = "path = \"/health\"",
		FLY(FI_MEDIUM, fi_fly_check_path),
		.hit = APP HTTP "[[http_service.checks]]\npath = \"health\"\n",
		.miss = APP HTTP "[[http_service.checks]]\npath = \"/health\"\n",
	},

	/* ---- starting and stopping ---- */
	{
		.id = "fly-autostop-off",
		.title = "Machines are never stopped",
		.why = "They cost money while nobody uses them. For an app that must "
		       "always answer at once that is right.",
		.fix = "auto_stop_machines = \"stop\" and auto_start_machines = true",
		FLY(FI_INFO, fi_fly_autostop_off),
		.hit = APP HTTP "auto_stop_machines = \"off\"\n",
		.miss = APP HTTP
		"auto_stop_machines = \"stop\"\nauto_start_machines = true\n",
	},
	{
		.id = "fly-autostop-without-autostart",
		.title = "Machines are stopped and never started again",
		.why = "When the last idle machine has been stopped the app is down "
		       "until somebody starts one by hand.",
		.fix = "auto_start_machines = true",
		FLY(FI_HIGH, fi_fly_autostop_stuck),
		.hit = APP HTTP
		"auto_stop_machines = \"stop\"\nauto_start_machines = false\n",
		.miss = APP HTTP
		"auto_stop_machines = \"stop\"\nauto_start_machines = true\n",
	},
	{
		.id = "fly-suspend-with-swap",
		.title = "Suspend with swap",
		.why = "A machine with swap cannot be suspended; it is stopped and "
		       "starts slower than expected.",
		.fix = "Delete swap_size_mb, or write auto_stop_machines = \"stop\".",
		FLY(FI_LOW, fi_fly_swap_suspend),
		.hit = APP "swap_size_mb = 512\n" HTTP
			   "auto_stop_machines = \"suspend\"\n",
		.miss = APP HTTP "auto_stop_machines = \"suspend\"\n",
	},

	/* ---- build and deploy ---- */
	{
		.id = "fly-image-latest",
		.title = "[build] image without a fixed version",
		.why = "Two deploys of the same file can run different software, and "
		       "nobody can say which one runs.",
		.fix = "Name a version or digest: image = \"NAME:1.2.3\" or "
		       "\"NAME@sha256:...\"",
		FLY(FI_MEDIUM, fi_fly_image_latest),
		.hit = APP "[build]\nimage = \"acme/web:latest\"\n",
		.miss = APP
		"[build]\nimage = \"registry.example:5000/acme/web:1.4.2\"\n",
	},
	{
		.id = "fly-strategy-invalid",
		.title = "Unknown deploy strategy",
		.why = "flyctl refuses the file.",
		.fix = "strategy = \"rolling\" (or canary, immediate, bluegreen)",
		FLY(FI_HIGH, fi_fly_strategy),
		.hit = APP "[deploy]\nstrategy = \"blue-green\"\n",
		.miss = APP "[deploy]\nstrategy = \"bluegreen\"\n",
	},
	{
		.id = "fly-strategy-with-volume",
		.title = "Deploy strategy that volumes do not allow",
		.why = "canary and bluegreen start machines beside the old ones, and a "
		       "volume belongs to one machine; the deploy fails.",
		.fix = "strategy = \"rolling\"",
		FLY(FI_HIGH, fi_fly_strategy_volume),
		.hit = APP "[deploy]\nstrategy = \"canary\"\n"
			   "[mounts]\nsource = \"data\"\ndestination = \"/data\"\n",
		.miss = APP "[deploy]\nstrategy = \"rolling\"\n"
			    "[mounts]\nsource = \"data\"\ndestination = \"/data\"\n",
	},
	{
		.id = "fly-bluegreen-without-check",
		.title = "bluegreen deploy without health check",
		.why = "Traffic is switched to machines of which nothing is known but "
		       "that they started.",
		.fix = "Add a health check to the service.",
		FLY(FI_MEDIUM, fi_fly_bluegreen_check),
		.hit = APP "[deploy]\nstrategy = \"bluegreen\"\n" HTTP,
		.miss = APP "[deploy]\nstrategy = \"bluegreen\"\n" HTTP
			    "[[http_service.checks]]\npath = \"/health\"\n",
	},
	{
		.id = "fly-compression-invalid",
		.title = "Unknown image compression",
		.why = "flyctl refuses the file.",
		.fix = "compression = \"gzip\" or \"zstd\", compression_level = 0 to 9",
		FLY(FI_HIGH, fi_fly_compression),
		.hit = APP "[build]\ncompression = \"xz\"\n",
		.miss = APP "[build]\ncompression = \"zstd\"\ncompression_level = 3\n",
	},
	{
		.id = "fly-duration-nanoseconds",
		.title = "Duration without a unit means nanoseconds",
		.why = "Numbers without a unit count nanoseconds here, so the time is "
		       "over before it begins.",
		.fix = "Write the unit: \"15s\", \"5m\"",
		FLY(FI_MEDIUM, fi_fly_nanoseconds),
		.hit = APP "[deploy]\nwait_timeout = 600\n",
		.miss = APP "[deploy]\nwait_timeout = \"10m\"\n",
	},
	{
		.id = "fly-duration-dropped",
		.title = "Duration that flyctl drops",
		.why = "In fly.yaml a duration that is a whole number is silently "
		       "ignored and the default is used.",
		.fix = "Write the unit: \"30s\"",
		FLY(FI_MEDIUM, fi_fly_dropped),
		.hit = "=== fly.yaml\napp: shop\nkill_timeout: 30\n",
		.miss = "=== fly.yaml\napp: shop\nkill_timeout: 30s\n",
	},

	/* ---- processes and commands ---- */
	{
		.id = "fly-unknown-process",
		.title = "Process group that does not exist",
		.why = "A service or restart policy for an unknown group stops the "
		       "deploy; other items for one silently have no effect.",
		.fix = "Use a name that stands in [processes].",
		FLY(FI_HIGH, fi_fly_unknown_process),
		.hit = APP "[processes]\nweb = \"serve\"\n" HTTP
			   "processes = [\"app\"]\n",
		.miss = APP "[processes]\nweb = \"serve\"\n" HTTP
			    "processes = [\"web\"]\n",
	},
	{
		.id = "fly-service-without-processes",
		.title = "Service for no process group",
		.why = "With [processes] every service must say which group it is for; "
		       "flyctl refuses the file.",
		.fix = "processes = [\"GROUP\"]",
		FLY(FI_HIGH, fi_fly_service_processes),
		.hit = APP "[processes]\nweb = \"serve\"\n" HTTP,
		.miss = APP "[processes]\nweb = \"serve\"\n" HTTP
			    "processes = [\"web\"]\n",
	},
	{
		.id = "fly-command-needs-shell",
		.title = "Command that only a shell understands",
		.why = "The command is split into words and run without a shell: &&, "
		       "|, > and $NAME reach the program as they are. (An image whose "
		       "ENTRYPOINT is a shell is an exception.)",
		.fix = "Wrap it: sh -c 'COMMAND'",
		FLY(FI_MEDIUM, fi_fly_needs_shell),
		.hit = APP "[deploy]\nrelease_command = \"migrate && seed\"\n",
		.miss = APP "[deploy]\nrelease_command = \"sh -c 'migrate && seed'\"\n",
	},
	{
		.id = "fly-command-unterminated",
		.title = "Command with a quote that is never closed",
		.why = "flyctl cannot split it into words and refuses the file.",
		.fix = "Close the quote, or write it as \\' outside of quotes.",
		FLY(FI_HIGH, fi_fly_unsplittable),
		.hit = APP "[deploy]\nrelease_command = \"echo don't\"\n",
		.miss = APP "[deploy]\nrelease_command = \"echo done\"\n",
	},
	{
		.id = "fly-command-one-string",
		.title = "experimental command as one string",
		.why = "The string becomes a single word: the machine looks for a "
		       "program of that whole name and does not start.",
		.fix = "Write a list: cmd = [\"node\", \"server.js\"]",
		FLY(FI_HIGH, fi_fly_cmd_one_string),
		.hit = APP "[experimental]\ncmd = \"node server.js\"\n",
		.miss = APP "[experimental]\ncmd = [\"node\", \"server.js\"]\n",
	},
	{
		.id = "fly-restart-policy",
		.title = "Unknown restart policy",
		.why = "flyctl refuses the file.",
		.fix = "policy = \"on-failure\" (or always, never)",
		FLY(FI_HIGH, fi_fly_restart_policy),
		.hit = APP "[[restart]]\npolicy = \"on-fail\"\n",
		.miss = APP "[[restart]]\npolicy = \"on-failure\"\n",
	},

	/* ---- volumes ---- */
	{
		.id = "fly-mount-destination",
		.title = "Volume mounted where it cannot be",
		.why = "A destination must be an absolute path other than /; the "
		       "machine does not start.",
		.fix = "destination = \"/data\"",
		FLY(FI_HIGH, fi_fly_mount_destination),
		.hit = APP "[mounts]\nsource = \"data\"\ndestination = \"data\"\n",
		.miss = APP "[mounts]\nsource = \"data\"\ndestination = \"/data\"\n",
	},
	{
		.id = "fly-two-mounts",
		.title = "Two volumes for one machine",
		.why = "A machine can have one volume; flyctl lets it pass and the "
		       "platform refuses the deploy.",
		.fix = "Keep one [[mounts]] and use folders in it, or give each its "
		       "own processes = [\"GROUP\"].",
		FLY(FI_HIGH, fi_fly_two_mounts),
		.hit = APP "[[mounts]]\nsource = \"a\"\ndestination = \"/a\"\n"
			   "[[mounts]]\nsource = \"b\"\ndestination = \"/b\"\n",
		.miss = APP "[processes]\nweb = \"serve\"\nworker = \"work\"\n"
			    "[[mounts]]\nsource = \"a\"\ndestination = "
			    "\"/a\"\nprocesses = [\"web\"]\n"
			    "[[mounts]]\nsource = \"b\"\ndestination = "
			    "\"/b\"\nprocesses = [\"worker\"]\n",
	},
	{
		.id = "fly-snapshot-retention",
		.title = "Snapshots kept for no possible time",
		.why = "flyctl takes 1 to 60 days and refuses the file otherwise.",
		.fix = "snapshot_retention = 14",
		FLY(FI_HIGH, fi_fly_retention),
		.hit = APP "[mounts]\nsource = \"data\"\ndestination = "
			   "\"/data\"\nsnapshot_retention = 90\n",
		.miss = APP "[mounts]\nsource = \"data\"\ndestination = "
			    "\"/data\"\nsnapshot_retention = 14\n",
	},
};
const size_t fi_rules_fly_n = sizeof(fi_rules_fly) / sizeof(fi_rules_fly[0]);
