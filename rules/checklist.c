#include "rules/checklist.h"

#include <stdlib.h>
#include <string.h>

#include "lib/flyconf.h"
#include "rules/ci.h"
#include "rules/fly.h"
#include "rules/glob.h"
#include "rules/sink.h"

/* What was looked at. */
enum input { AN_IMAGE = 1, A_CONFIG = 2, A_CI_FILE = 4, A_SERVICE = 8, A_VOLUME = 16 };

/* Categories besides rules that speak against a point. */
#define SECRETS (1u << FI_SECRET | 1u << FI_FILE)

struct point {
	const char *id, *title;
	const char *rules;	 /* globs over rule ids, between '|' */
	unsigned categories;	 /* 1 << enum fi_category, or'ed */
	unsigned needs;		 /* enum input: without them nothing can be told */
	const char *pass;	 /* what a pass rests on */
	const char *missing;	 /* what is to be said without them */
	const char *fix;	 /* what to do oneself, where `never` */
	bool never;		 /* offline, a pass is never certain: `pass` says what is left to do */
	const char *absent;	 /* A_SERVICE, A_VOLUME: the config has none, which is a pass */
};

#define NO_CONFIG "There is no Fly config: name the project's folder that has it."

static const struct point points[] = {
	{ "secrets", "All secrets by `fly secrets set`, none in fly.toml, Dockerfile, image",
		"fly-secret-*|dockerfile-secret-*|dockerfile-arg-secret-*|dockerfile-copy-secret*|"
		"dockerignore-*",
		SECRETS, AN_IMAGE | A_CONFIG,
		"No secret was found in any layer, the image's config or the project's files.",
		"All places are looked at only with an image and its project: docker save IMAGE | flyimg check -C PROJECT -",
		"docker save IMAGE | flyimg check -C PROJECT -", false, NULL },
	{ "private-network", "Internal services on private networking, not public",
		"fly-public-database-port|fly-public-database-host|image-exposed-port|"
		"dockerfile-exposed-port",
		0, A_CONFIG, "No public service has a database's port, and no variable names a "
			     "database by a public name.",
		NO_CONFIG, "flyimg check -C PROJECT, with its fly.toml", false,
		NULL },
	{ "https", "HTTPS is forced",
		"fly-no-force-https|fly-443-without-tls|fly-force-https-without-http|fly-old-tls",
		0, A_CONFIG | A_SERVICE, "Every public HTTP service sends to HTTPS.",
		NO_CONFIG, "force_https = true in [http_service]", false,
		"The config has no service: nothing is served." },
	{ "non-root", "The app does not run as root",
		"image-root-user|image-unknown-user|dockerfile-root-user|dockerfile-sudo|"
		"image-setuid-file",
		0, AN_IMAGE, "The image's user is not root, and exists.",
		"The user that the base image names is known only with an image: docker save IMAGE | flyimg check -",
		"docker save IMAGE | flyimg check -", false, NULL },
	{ "health-checks", "Health checks are configured and fit",
		"fly-no-health-check|fly-check-*|fly-bluegreen-without-check|cross-check-*|"
		"cross-healthcheck-differs|cross-internal-port",
		0, A_CONFIG | A_SERVICE, "Every service is checked, on a port that is served.",
		NO_CONFIG, "[[http_service.checks]]", false,
		"The config has no service to check." },
	{ "deploy-tokens", "Deploy tokens can do no more than deploy, and expire",
		"fly-macaroon-*|fly-oauth-token|fly-config-access-token|ci-token-in-file|fly-config",
		0, 0, "No Fly token lies open in what was read; `fly tokens list` tells "
		      "what the tokens in use may do.",
		"", "fly tokens create deploy -x 720h", true, NULL },
	{ "ci-secrets", "The CI's token is in its secrets, and stays there", "ci-*", 0, A_CI_FILE,
		"The CI files take the token from secrets and do not show it.",
		"The project has no CI file that is known here.",
		"FLY_API_TOKEN: ${{ secrets.FLY_API_TOKEN }}", false, NULL },
	{ "auto-stop", "Machines stop and start by themselves, consistently",
		"fly-autostop-*|fly-suspend-*", 0, A_CONFIG | A_SERVICE,
		"Every service stops idle machines and starts them again.",
		NO_CONFIG,
		"auto_stop_machines = \"stop\" and auto_start_machines = true", false,
		"The config has no service." },
	{ "volumes", "Volumes are encrypted", "fly-volume-*|cross-volume-*", 0,
		A_CONFIG | A_VOLUME,
		"Volumes are encrypted unless they were made with --no-encryption; `fly volumes "
		"list` shows it.",
		NO_CONFIG, "fly volumes list", true,
		"The config has no volume." },
	{ "admin-endpoints", "Operators' pages are not for everybody",
		"fly-public-console", 0, A_CONFIG | A_SERVICE,
		"No console's port is public; which paths of the app are for operators cannot be "
		"seen from here.",
		NO_CONFIG,
		"Allow known addresses by the header Fly-Client-IP, which only the proxy sets.",
		true, "The config has no service." },
	{ "firewall", "No more is open than is used",
		"fly-raw-tcp-service|fly-port-range|fly-udp-*|fly-public-database-port|"
		"fly-public-console|image-exposed-port|fly-port-invalid",
		0, A_CONFIG, "No raw TCP, UDP, port range or debugger's port is open.",
		NO_CONFIG, "flyimg check -C PROJECT, with its fly.toml", false,
		NULL },
	{ "logging", "Logs tell no secrets",
		"fly-debug-setting|image-debug-setting|ci-token-in-log", 0, A_CONFIG,
		"No debug setting is on, and no command writes a token to a log.",
		NO_CONFIG, "LOG_LEVEL = \"info\"", false, NULL },
	{ "release", "A bad release is noticed and taken back",
		"fly-strategy-*|fly-no-health-check|fly-bluegreen-*|fly-kill-timeout|"
		"cross-release-*|fly-release-*|cross-stop-signal-ignored|cross-image-slow-start",
		0, A_CONFIG, "Strategy, checks, release command and stop signal fit each other.",
		NO_CONFIG, "flyimg check -C PROJECT, with its fly.toml", false,
		NULL },
};

const char *fi_check_state_name(enum fi_check_state s)
{
	static const char *const names[] = { [FI_CHECK_PASS] = "pass",
		[FI_CHECK_FAIL] = "fail", [FI_CHECK_UNKNOWN] = "unknown" };

	return names[s];
}

void fi_checklist_done(struct fi_checklist *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i].evidence);
	free(l->v);
	*l = (struct fi_checklist){ 0 };
}

static unsigned inputs(const struct fi_set *set, const struct fi_case *project)
{
	const struct fi_flyconf *f = project->fly;
	unsigned has = set && set->nimages ? AN_IMAGE : 0;

	if (f)
		has |= A_CONFIG;
	if (project->ci && project->ci->n)
		has |= A_CI_FILE;
	if (f && (f->services.n || f->http_service.at.line))
		has |= A_SERVICE;
	if (f && f->mounts.n)
		has |= A_VOLUME;
	return has;
}

static bool speaks_against(const struct point *p, const struct fi_finding *f)
{
	/* Information is no failure, but for what the guide asks for. */
	if (f->severity == FI_INFO && strcmp(f->rule->id, "fly-autostop-off") != 0)
		return false;
	return (p->categories & 1u << f->rule->category) || fi_glob(p->rules, f->rule->id);
}

static char *failure(const struct fi_finding *first, size_t n)
{
	const struct fi_place *place = &first->places[0];
	FI_AUTO(fi_freep) char *more = n > 1 ? fi_format(", and %zu more", n - 1) : strdup("");
	FI_AUTO(fi_freep) char *line = place->line ? fi_format(":%u", place->line) : strdup("");

	if (!more || !line)
		return NULL;
	return fi_format("%s [%s] at %s%s%s.", first->rule->title, first->rule->id,
		fi_place_text(place), line, more);
}

static void never_told(void *self, const struct fi_fly_service *s, bool http)
{
	(void)http;
	*(bool *)self |= s->auto_stop_machines.v == FI_FLY_STOP_UNSET;
}

/* A point whose failure is that the config says nothing; the default is "off". */
static bool is_unsaid(const struct point *p, const struct fi_flyconf *fly)
{
	bool unsaid = false;

	if (fly && !strcmp(p->id, "auto-stop"))
		fi_fly_each_service(fly, never_told, &unsaid);
	return unsaid;
}

static void judge(const struct point *p, unsigned has, const struct fi_flyconf *fly,
	const struct fi_findings *f, struct fi_check *c)
{
	const struct fi_finding *first = NULL;

	*c = (struct fi_check){ .id = p->id, .title = p->title, .state = FI_CHECK_PASS };
	for (size_t i = 0; i < f->n; i++)
		if (speaks_against(p, &f->list[i]) && !c->findings++)
			first = &f->list[i]; /* sorted: the worst */
	if (first) {
		c->state = FI_CHECK_FAIL;
		c->evidence = failure(first, c->findings);
		c->fix = first->fix;
		return;
	}
	if (is_unsaid(p, fly)) {
		c->state = FI_CHECK_FAIL;
		c->evidence = strdup("A service does not say auto_stop_machines: its machines "
				     "run, and cost, when nobody uses them.");
		c->fix = p->fix;
		return;
	}
	if (p->needs & ~has & (AN_IMAGE | A_CONFIG | A_CI_FILE)) {
		c->state = FI_CHECK_UNKNOWN;
		c->evidence = strdup(p->missing);
	} else if (p->needs & ~has) {
		c->evidence = strdup(p->absent);
	} else {
		c->state = p->never ? FI_CHECK_UNKNOWN : FI_CHECK_PASS;
		c->fix = p->never ? p->fix : NULL;
		c->evidence = strdup(p->pass);
	}
}

enum fi_code fi_checklist_make(const struct fi_set *set, const struct fi_case *project,
	const struct fi_findings *f, struct fi_checklist *out, struct fi_err *err)
{
	struct fi_checklist l = { .v = calloc(FI_COUNT(points), sizeof(*l.v)) };
	unsigned has = inputs(set, project);

	if (!l.v)
		return fi_err_nomem(err);
	for (size_t i = 0; i < FI_COUNT(points); i++) {
		judge(&points[i], has, project->fly, f, &l.v[l.n++]);
		if (!l.v[i].evidence) {
			fi_checklist_done(&l);
			return fi_err_nomem(err);
		}
	}
	*out = l;
	return FI_OK;
}
