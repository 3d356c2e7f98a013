/* secrets_source.c - tokens of code hosts, package registries and container platforms.
 */
#include "rules/secrets.h"

#include <string.h>

#define WHY_CODE                                                                       \
	"Whoever has it reads and changes the repositories it is for, and the builds " \
	"that run from them."
#define WHY_PUBLISH                                                                    \
	"Whoever has it publishes packages in your name; everybody who installs them " \
	"runs what is inside."
#define WHY_PULL                                                                       \
	"Whoever has it pulls your private images or packages, and often pushes, too."
#define WHY_CLUSTER "Whoever has it commands the cluster as far as its account may."

#define GITHUB(name) ROTATE("github.com/settings/tokens", name)
#define GITLAB(what) ROTATE("GitLab, " what, "GITLAB_TOKEN")

/* Claims of Kubernetes: {"iss":"kubernetes/serviceaccount"} or {"kubernetes.io":{}}. */
static void check_cluster_jwt(const struct fi_candidate *c, struct fi_verdict *v)
{
	static const char words[] = "kubernetes";
	unsigned char claims[8192];
	const char *dot = memchr(c->value, '.', c->n);
	size_t rest = dot ? c->n - (size_t)(dot + 1 - c->value) : 0;
	const char *second = dot ? memchr(dot + 1, '.', rest) : NULL;
	size_t len;

	v->drop = true;
	if (!second || !fi_base64(dot + 1, (size_t)(second - dot - 1), claims,
			       sizeof(claims), &len))
		return;
	if (!memmem(claims, len, words, sizeof(words) - 1))
		return;
	v->drop = false;
	fi_check_jwt(c, v);
}

/* {"auths":{...}} in base64, as Kubernetes keeps it in a secret. */
static void check_docker_config(const struct fi_candidate *c, struct fi_verdict *v)
{
	unsigned char json[8192];
	const char *auth, *quote;
	size_t len, rest;
	struct fi_candidate inner = *c;

	v->drop = true;
	if (!fi_base64(c->value, c->n, json, sizeof(json), &len))
		return;
	auth = memmem(json, len, "\"auth\":", 7);
	if (!auth)
		return;
	rest = len - (size_t)(auth + 7 - (const char *)json);
	auth = memchr(auth + 7, '"', rest);
	rest = auth ? len - (size_t)(auth + 1 - (const char *)json) : 0;
	quote = auth ? memchr(auth + 1, '"', rest) : NULL;
	if (!quote)
		return;
	inner.value = auth + 1;
	inner.n = (size_t)(quote - auth - 1);
	fi_check_basic_auth(&inner, v);
	v->decoded = "base64 > base64";
}

/* client-key-data in a kubeconfig: a PEM key, once more in base64. */
static void check_key_data(const struct fi_candidate *c, struct fi_verdict *v)
{
	unsigned char pem[8192];
	size_t len;

	v->drop = !fi_base64(c->value, c->n, pem, sizeof(pem), &len) ||
		  !memmem(pem, len, "PRIVATE KEY-----", 16);
}

const struct fi_rule fi_rules_secrets_source[] = {
	{
		.id = "github-pat-classic",
		.title = "GitHub personal access token",
		.why = WHY_CODE,
		.fix = ROTATE("github.com/settings/tokens", "GITHUB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "ghp_" },
		.dense = true,
		.pattern = LEFT "ghp_[A-Za-z0-9]{36}" RIGHT,
		.check = fi_check_github,
		.hit = "gh"
		       "p_7ysh0v"
		       "jy4EDQXyzqTu7vPvqI5W9TlT0ZULr5",
		.miss = "gh"
			"p_7ysh0v"
			"jy4EDQXyzqTu7vPvqI5W9TlT0ZU",
	},
	{
		.id = "github-oauth-token",
		.title = "GitHub OAuth access token",
		.why = WHY_CODE,
		.fix = ROTATE("github.com/settings/applications", "GITHUB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "gho_" },
		.dense = true,
		.pattern = LEFT "gho_[A-Za-z0-9]{36}" RIGHT,
		.check = fi_check_github,
		.hit = "gh"
		       "o_58kcNl"
		       "uuZ6lmjOL3agcrEBw7TSTb7z2wkKq3",
		.miss = "gh"
			"o_58kcNl"
			"uuZ6lmjOL3agcrEBw7TSTb7z2wk",
	},
	{
		.id = "github-user-to-server",
		.title = "GitHub App user token",
		.why = WHY_CODE,
		.fix = ROTATE(
			"github.com/settings/apps/authorizations", "GITHUB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ghu_" },
		.dense = true,
		.pattern = LEFT "ghu_[A-Za-z0-9]{36}" RIGHT,
		.check = fi_check_github,
		.hit = "gh"
		       "u_X8HZhM"
		       "TLuY4lgOeUSpiSU4E9wAVPXC2ujybB",
		.miss = "gh"
			"u_X8HZhM"
			"TLuY4lgOeUSpiSU4E9wAVPXC2uj",
	},
	{
		.id = "github-server-to-server",
		.title = "GitHub App installation token",
		.why = "Builds get such a token for an hour; one in an image tells "
		       "that the build writes its credentials down.",
		.fix = "Wait until it has expired (an hour), and pass it with `RUN "
		       "--mount=type=secret,id=GITHUB_TOKEN` from now on.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ghs_" },
		.dense = true,
		.pattern = LEFT "ghs_[A-Za-z0-9]{36}" RIGHT,
		.check = fi_check_github,
		.hit = "gh"
		       "s_RnQzUA"
		       "zTVTKk0rCY1XEQRahYu9K6sw2fqK5r",
		.miss = "gh"
			"s_RnQzUA"
			"zTVTKk0rCY1XEQRahYu9K6sw2fq",
	},
	{
		.id = "github-app-stateless",
		.title = "GitHub App installation token (signed form)",
		.why = "Builds get such a token for an hour; one in an image tells "
		       "that the build writes its credentials down.",
		.fix = "Wait until it has expired (an hour), and pass it with `RUN "
		       "--mount=type=secret,id=GITHUB_TOKEN` from now on.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ghs_" },
		.pattern = LEFT
		"ghs_[0-9]{1,12}_eyJ[A-Za-z0-9_-]{20,600}\\.[A-Za-z0-9_-]{20,1200}\\."
		"[A-Za-z0-9_-]{20,700}",
		.check = fi_check_placeholder,
		.after = 4096,
		.hit = "gh"
		       "s_382978"
		       "2_eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiI4M"
		       "TIzIiwiYXVkIjoiYXBpIiwianRpIjoicThmN3M2ZDUifQ.0SLGeP"
		       "H5KKNtMYAA5eKUxcL2Gw-old0HYJ3ORp47Rzb",
		.miss = "gh"
			"s_446294"
			"3_eyJg4SXbX2Mfm2T8ABdg9NLoOuigdu85f.8jbnpi2mDJim",
	},
	{
		.id = "github-refresh-token",
		.title = "GitHub App refresh token",
		.why = "Whoever has it gets new access tokens for six months.",
		.fix = ROTATE("github.com/settings/apps/authorizations",
			"GITHUB_REFRESH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ghr_" },
		.dense = true,
		.pattern = LEFT "ghr_(?:[A-Za-z0-9]{76}|[A-Za-z0-9]{36})" RIGHT,
		.check = fi_check_placeholder,
		.hit = "gh"
		       "r_seCeUv"
		       "1Be3SORkHCZ7fTQrWF7ZoBVe7ZYh3tISilb5eKkUvcWBOYo391ii"
		       "2GxZ1p2uOBf4RZFLp3",
		.miss = "gh"
			"r_seCeUv"
			"1Be3SORkHCZ7fTQrWF7ZoBVe7ZYh3tISilb5eKkUvcWBOYo391ii"
			"2GxZ1p2uOBf4RZF",
	},
	{
		.id = "github-pat-fine-grained",
		.title = "GitHub fine-grained access token",
		.why = WHY_CODE,
		.fix = ROTATE(
			"github.com/settings/personal-access-tokens", "GITHUB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "github_pat_" },
		.dense = true,
		.pattern = LEFT "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "githu"
		       "b_pat"
		       "_8fB2IIhTolSXG16r3AnJnF_EsWAQyicyMYrAq0XiLGUV5H5vuse"
		       "G3Xp0OBWyCQE5eyZK0THW3NAbw1b22s",
		.miss = "githu"
			"b_pat"
			"_8fB2IIhTolSXG16r3AnJnF_EsWAQyicyMYrAq0XiLGUV5H5vuse"
			"G3Xp0OBWyCQE5eyZK0THW3NAbw1b",
	},
	{
		.id = "github-oauth-client-secret",
		.title = "GitHub OAuth app secret",
		.why = "Whoever has it poses as your app and trades its users' "
		       "sign-in codes for tokens.",
		.fix = ROTATE("github.com/settings/developers", "GITHUB_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "github_client_secret", "github_secret",
			"githubclientsecret", "github_oauth_secret" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("github_(?:client_|oauth_)?secret|githubclientsecret",
			"[0-9a-f]{40}"),
		.check = fi_check_random,
		.hit = "GITHUB_CLI"
		       "ENT_SECRET=6181b45f439cb27d2d90cd67c7436bc4a07254ba",
		.miss = "GITHUB_CLI"
			"ENT_SECRET=476a293dc89228782fb79df91c706c0cf5bfdb",
	},
	{
		.id = "github-old-token-in-url",
		.title = "Token in a GitHub URL",
		.why = WHY_CODE,
		.fix = ROTATE("github.com/settings/tokens", "GITHUB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "@github.com" },
		.pattern = "://"
			   "(?:[A-Za-z0-9_.-]{1,64}:)?([0-9a-f]{40}|gh[pousr]_[A-Za-z0-"
			   "9]{3"
			   "6,76}|github_pat_\\w{82})(?::x-oauth-basic)?@github\\.com",
		.check = fi_check_placeholder,
		.before = 256,
		.after = 16,
		.hit = "https://build:aa1a661f9b"
		       "207e10cc19bc045cd61b358613b01a@gith"
		       "ub.com"
		       "/acme/shop.git",
		.miss = "https://git:${{TOKEN}}@gith"
			"ub.com"
			"/acme/shop.git",
	},
	{
		.id = "gitlab-pat",
		.title = "GitLab access token",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, User settings, Access tokens", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "glpat-" },
		.pattern =
			"(?<![A-Za-z0-9_])glpat-[A-Za-z0-9_-]{20}(?![A-Za-z0-9_.-]{6})",
		.check = fi_check_placeholder,
		.hit = "glp"
		       "at-lJ8w"
		       "htQ8O5RDgy6PL0OD",
		.miss = "glp"
			"at-xxxx"
			"xxxxxxxxxxxxxxxx",
	},
	{
		.id = "gitlab-pat-routable",
		.title = "GitLab access token (routable)",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, User settings, Access tokens", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "glpat-" },
		.pattern = "(?<![A-Za-z0-9_])glpat-[A-Za-z0-9_-]{27,300}\\.(?:[0-9a-z]{"
			   "2}\\.)?[0"
			   "-9a-z]{9}" RIGHT,
		.check = fi_check_gitlab,
		.hit = "glp"
		       "at-3Ygo"
		       "cDtP77Yu8c7M8sGjyDoXi3A.01.040kwq385",
		.miss = "glp"
			"at-EkYz"
			"UqPi5mXrvwYDzq4JLiFpHsN.01.0rmubq",
	},
	{
		.id = "gitlab-deploy-token",
		.title = "GitLab deploy token",
		.why = WHY_CODE,
		.fix = ROTATE(
			"GitLab, Settings, Repository, Deploy tokens", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "gldt-" },
		.pattern = LEFT "gldt-[A-Za-z0-9_-]{20}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "gl"
		       "dt-TfTpi"
		       "VrYtuJtLjXAWgoZ",
		.miss = "gl"
			"dt-TfTpi"
			"VrYtuJtLjXAW",
	},
	{
		.id = "gitlab-runner-registration",
		.title = "GitLab runner registration token",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, Settings, CI/CD, Runners", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "GR1348941" },
		.pattern = LEFT "GR1348941[A-Za-z0-9_-]{20}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "GR13"
		       "48941h"
		       "D1olbdfHxhyHROSjCvH",
		.miss = "GR13"
			"48941h"
			"D1olbdfHxhyHROSj",
	},
	{
		.id = "gitlab-trigger-token",
		.title = "GitLab pipeline trigger token",
		.why = WHY_CODE,
		.fix = ROTATE(
			"GitLab, Settings, CI/CD, Pipeline triggers", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "glptt-" },
		.dense = true,
		.pattern = LEFT "glptt-[0-9a-f]{40}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "glp"
		       "tt-1b19"
		       "f2f051f7f3e6cc8400abe59890f7da5de580",
		.miss = "glp"
			"tt-1b19"
			"f2f051f7f3e6cc8400abe59890f7da5de",
	},
	{
		.id = "gitlab-incoming-mail-token",
		.title = "GitLab incoming mail token",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, User settings, Access tokens", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "glimt-" },
		.pattern = LEFT "glimt-[A-Za-z0-9_-]{25}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "gli"
		       "mt-H1wQ"
		       "vX7HuR4TqFbuSlYiAqM2X",
		.miss = "gli"
			"mt-H1wQ"
			"vX7HuR4TqFbuSlYiAq",
	},
	{
		.id = "gitlab-agent-token",
		.title = "GitLab agent token for Kubernetes",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, Operate, Kubernetes clusters", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "glagent-" },
		.dense = true,
		.pattern = LEFT "glagent-[A-Za-z0-9_-]{50}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "glag"
		       "ent-QG"
		       "IBdWHI9YXPmZ4azWOZs81X3NSGlUcraRWev1RGMz0ac6CWVm",
		.miss = "glag"
			"ent-QG"
			"IBdWHI9YXPmZ4azWOZs81X3NSGlUcraRWev1RGMz0ac6C",
	},
	{
		.id = "gitlab-scim-token",
		.title = "GitLab SCIM token",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, Settings, SAML SSO", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "glsoat-" },
		.pattern = LEFT "glsoat-[A-Za-z0-9_-]{20}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "gls"
		       "oat-zid"
		       "nmc3DlXvdXQO4pxHL",
		.miss = "gls"
			"oat-zid"
			"nmc3DlXvdXQO4p",
	},
	{
		.id = "gitlab-oauth-app-secret",
		.title = "GitLab OAuth application secret",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, User settings, Applications", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "gloas-" },
		.dense = true,
		.pattern = LEFT "gloas-[A-Za-z0-9_-]{64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "glo"
		       "as-yBD9"
		       "c4vYoCVZh0pKch4A5rCjv5SwSjXVp9IXyqS3GNKZT8ivtMFdGWRt"
		       "vrLh27yT",
		.miss = "glo"
			"as-yBD9"
			"c4vYoCVZh0pKch4A5rCjv5SwSjXVp9IXyqS3GNKZT8ivtMFdGWRt"
			"vrLh2",
	},
	{
		.id = "gitlab-feed-token",
		.title = "GitLab feed token",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, User settings, Access tokens", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "glft-" },
		.pattern = LEFT "glft-[A-Za-z0-9_-]{20}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "gl"
		       "ft-pEpY9"
		       "4khRFjUbSVJaPwg",
		.miss = "gl"
			"ft-pEpY9"
			"4khRFjUbSVJa",
	},
	{
		.id = "gitlab-ci-job-token",
		.title = "GitLab job token",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, CI/CD, Jobs", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "glcbt-" },
		.pattern = LEFT "glcbt-[A-Za-z0-9]{1,5}_[A-Za-z0-9_-]{20}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "glc"
		       "bt-64_v"
		       "Wr94WzddA2H3AGaWxyP",
		.miss = "glc"
			"bt-64_v"
			"Wr94WzddA2H3AGaW",
	},
	{
		.id = "gitlab-runner-auth-token",
		.title = "GitLab runner token",
		.why = "Whoever has it takes your jobs from the queue, with the "
		       "secrets they are given.",
		.fix = ROTATE(
			"GitLab, Settings, CI/CD, Runners", "GITLAB_RUNNER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "glrt-", "glrtr-" },
		.pattern = LEFT
		"glrtr?-(?:t[0-9]_)?[A-Za-z0-9_-]{20,27}(?:\\.[0-9a-z.]{9,14})?" RIGHT,
		.check = fi_check_placeholder,
		.hit = "gl"
		       "rt-t1_DF"
		       "QYkOtaQnuFor3Jbstw",
		.miss = "gl"
			"rt-Nn9zp"
			"XaaxjLNuntdd",
	},
	{
		.id = "bitbucket-app-password",
		.title = "Bitbucket app password",
		.why = WHY_CODE,
		.fix = ROTATE("bitbucket.org/account/settings/app-passwords",
			"BITBUCKET_APP_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ATBB" },
		.dense = true,
		.pattern = LEFT "ATBB[A-Za-z0-9]{24}[0-9A-F]{8}" RIGHT,
		.check = fi_check_atlassian,
		.hit = "AT"
		       "BBflYXeP"
		       "1c0j1eG3aGqt904RVED505D0DE",
		.miss = "AT"
			"BBp0lVNI"
			"iQuihQtHDrYNmJ",
	},
	{
		.id = "bitbucket-repo-access-token",
		.title = "Bitbucket repository access token",
		.why = WHY_CODE,
		.fix = ROTATE("Bitbucket, Repository settings, Access tokens",
			"BITBUCKET_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ATCTT3xFfGN0" },
		.dense = true,
		.pattern = LEFT "ATCTT3xFfGN0[A-Za-z0-9_-]{80,800}=[0-9A-F]{8}" RIGHT,
		.check = fi_check_atlassian,
		.after = 1024,
		.hit = "ATCTT3"
		       "xFfG"
		       "N0nkR3uJDrT7XlM2gSihcbFEFihNhfQv5AeDK7SRNh6OvOM44bJA"
		       "Orb9KD5BcKy5jjZXCD5GvgLjuByKRVwhDphnNV23pYx7PAoO6sgK"
		       "IVjXcTDyPNxZzajcLgmOkpGpPgICYkxctoqLBoLgBwSVDmOf=A42"
		       "116A0",
		.miss = "ATCTT3"
			"xFfG"
			"N0JthGfuLptYgTls9Zn5Js8t11UVzA6YWMA4Y8ZkEOpgaHhoRfi2"
			"qdQYhZDKoA",
	},
	{
		.id = "bitbucket-dc-http-token",
		.title = "Bitbucket Data Center token",
		.why = WHY_CODE,
		.fix = ROTATE("Bitbucket, Manage account, HTTP access tokens",
			"BITBUCKET_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "BBDC-" },
		.dense = true,
		.pattern = LEFT "BBDC-[MNO][A-Za-z0-9+/]{43}(?![A-Za-z0-9+/=])",
		.check = fi_check_placeholder,
		.hit = "BB"
		       "DC-NHq2H"
		       "D9SxedxcbKQCxjnlOEeyknChX7VuslJvyf0P8e0",
		.miss = "BB"
			"DC-NdQY4"
			"3Vw34jwq2KMjBVY80mMXYjmpyLMocAVq5STs",
	},
	{
		.id = "gitea-token",
		.title = "Gitea or Forgejo token",
		.why = WHY_CODE,
		.fix = ROTATE("Gitea, Settings, Applications", "GITEA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "gitea_token", "gitea_api", "forgejo_token", "giteatoken",
			"gitea_access", "forgejo_api" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED(
			"(?:gitea|forgejo)_?(?:api|access|token)", "[0-9a-f]{40}"),
		.check = fi_check_random,
		.hit = "GITEA"
		       "_TOKE"
		       "N=721e31fcd42a597c7688743c28d3902aa746925b",
		.miss = "GITEA"
			"_TOKE"
			"N=c474802a4598d08b75d5b901e7177afa",
	},
	{
		.id = "atlassian-api-token",
		.title = "Atlassian API token",
		.why = "Whoever has it reads and writes Jira, Confluence and more as "
		       "the person it belongs to.",
		.fix = ROTATE(
			"id.atlassian.com, Security, API tokens", "ATLASSIAN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ATATT3xFfGF0" },
		.dense = true,
		.pattern = LEFT "ATATT3xFfGF0[A-Za-z0-9_-]{80,400}=[0-9A-F]{8}" RIGHT,
		.check = fi_check_atlassian,
		.after = 1024,
		.hit = "ATATT3"
		       "xFfG"
		       "F0B6o7Cn0SURSluTGJ20PMlaFDgxnKDKnZDQW4vPwp24KoJVkEfL"
		       "pXl5VPkH0DCuGCOFpwK1k89WROTsqYkK2GSRpMm7WUts3uyh2STR"
		       "AMz8xRIYTby9CK4ximSWbxBg9owUA9s7o0NFwa0yBAXFfGDf5Dmx"
		       "eWpJTGPun6xHyGLxm=4AE07F80",
		.miss = "ATATT3"
			"xFfG"
			"F04FUygaWDc5rY3RH4tc5SekJJxadLR7BUePlangIYICNEz1Si8X"
			"BE4vVbe02e",
	},
	{
		.id = "atlassian-api-token-old",
		.title = "Atlassian API token (old form)",
		.why = "Whoever has it reads and writes Jira, Confluence and more as "
		       "the person it belongs to.",
		.fix = ROTATE(
			"id.atlassian.com, Security, API tokens", "ATLASSIAN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "jira_api", "jira_token", "atlassian_api",
			"atlassian_token", "confluence_api", "confluence_token" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("(?:jira|atlassian|confluence)_(?:api|token)",
			"[A-Za-z0-9]{20}[A-F0-9]{4}"),
		.check = fi_check_mixed,
		.hit = "JIRA"
		       "_API_T"
		       "OKEN=fadjdxN37640pbo1gXLh74D1",
		.miss = "JIRA"
			"_API_T"
			"OKEN=454y2kzFGuoT4NszIt",
	},
	{
		.id = "jira-confluence-dc-pat",
		.title = "Jira or Confluence access token",
		.why = "Whoever has it reads and writes the server as the person it "
		       "belongs to.",
		.fix = ROTATE("your Jira or Confluence profile, Personal access tokens",
			"JIRA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "jira_", "jiratoken", "confluence_" },
		.nocase = true,
		.dense = true,
		.pattern =
			NAMED("(?:jira|confluence)_?(?:api|token|pat|personal|access)",
				"[MNO][A-Za-z0-9+/]{43}"),
		.check = fi_check_mixed,
		.hit = "JI"
		       "RA_PAT=M"
		       "4EoQLlFiY6p9rlW1AAeGkef2EhmeFx1xgQIv3FZT8az",
		.miss = "JI"
			"RA_PAT=M"
			"NArs8Pxkl7NhcnBlmXhCEM3nekXIiAERJgrFJ0KP",
	},
	{
		.id = "trello-token",
		.title = "Trello token",
		.why = "Whoever has it reads and changes the boards of the account.",
		.fix = ROTATE("trello.com/my/account, Applications", "TRELLO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ATTA" },
		.dense = true,
		.pattern = LEFT "ATTA[0-9a-f]{64}[0-9A-Fa-f]{8}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "AT"
		       "TA9b7154"
		       "44eb0e2d4d9f8a868f7e3e1fd5036e392883b4bff96db49c0e5b"
		       "e8580847954037",
		.miss = "AT"
			"TA9b7154"
			"44eb0e2d4d9f8a868f7e3e1fd5036e392883b4bff96db49c0e5b"
			"e8580847954",
	},
	{
		.id = "npm-token",
		.title = "npm access token",
		.why = WHY_PUBLISH,
		.fix = "Revoke it with `npm token revoke ID` or at npmjs.com, Access "
		       "Tokens. For a build, `RUN "
		       "--mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "npm_" },
		.dense = true,
		.pattern = LEFT "npm_[A-Za-z0-9]{36}" RIGHT,
		.check = fi_check_github,
		.hit = "np"
		       "m_tgOWSC"
		       "hZJRLW6FZ3fGntQ7V7LYpLpM2yyYN0",
		.miss = "np"
			"m_tgOWSC"
			"hZJRLW6FZ3fGntQ7V7LYpLpM2yy",
	},
	{
		.id = "npm-legacy-token",
		.title = "npm token in .npmrc",
		.why = WHY_PUBLISH,
		.fix = "Revoke it where it was made (npmjs.com, Access Tokens). For "
		       "a build, `RUN "
		       "--mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "_authToken" },
		.pattern = "_authToken[ \\t]{0,8}=[ "
			   "\\t]{0,8}[\"\\']?([0-9a-f]{8}-[0-9a-f]{4}-[0-9"
			   "a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Za-z0-9_.+/"
			   "=-]{20,200})" RIGHT,
		.check = fi_check_word,
		.hit = "//registry"
		       ".npmjs.org/:_auth"
		       "Token"
		       "=a331801b-cbbb-563c-5e88-82e3a9e1baf7",
		.miss = "//registry"
			".npmjs.org/:_auth"
			"Token=${NPM_TOKEN}",
	},
	{
		.id = "npmrc-auth",
		.title = "Registry password in .npmrc",
		.why = WHY_PUBLISH,
		.fix = "Revoke it where it was made (npmjs.com, Access Tokens). For "
		       "a build, `RUN "
		       "--mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "_auth=", "_auth =", ":_password=", ":_password =" },
		.weak = true,
		.pattern = "(?::_password|\\b_auth)[ \\t]{0,4}=[ "
			   "\\t]{0,4}[\"\\']?([A-Za-z0-9+/]{8,"
			   "400}={0,2})(?![A-Za-z0-9+/=])",
		.check = fi_check_random,
		.hit = "//npm.acme.io/:_pas"
		       "sword="
		       "QTI4RkxBSFRHVXdmYVd6Q2Vw",
		.miss = "//npm.acme.io/:_pas"
			"sword=${NPM_PASSWORD}",
	},
	{
		.id = "yarn-npm-auth",
		.title = "Registry token in .yarnrc.yml",
		.why = WHY_PUBLISH,
		.fix = "Revoke it where it was made (npmjs.com, Access Tokens). For "
		       "a build, `RUN "
		       "--mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "npmAuthToken", "npmAuthIdent" },
		.pattern = "npmAuth(?:Token|Ident)[\"\\']?:[ "
			   "\\t]{0,8}[\"\\']?([A-Za-z0-9_.:+/=-]{1"
			   "6,400})(?![A-Za-z0-9_])",
		.check = fi_check_random,
		.hit = "npmAut"
		       "hToken: \"kVCTZ7TpH0"
		       "7QvZnHthwA93vv0HCvo75ymEFyXaQv\"",
		.miss = "npmAut"
			"hToken: \"${NPM_TOKEN}\"",
	},
	{
		.id = "pypi-token",
		.title = "PyPI upload token",
		.why = WHY_PUBLISH,
		.fix = ROTATE("pypi.org/manage/account/token", "TWINE_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "pypi-AgEIcHlwaS5vcmc" },
		.dense = true,
		.pattern = LEFT "pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{80,400}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "pypi-AgEIc"
		       "HlwaS5vcmciszCZULOWzASTAjKD1GNDCJfbNOjHzrCm713AVaxWW"
		       "WxfDKNi0cNvIY78yH73Y1yNGiSgMlnEuqrTa1PZEetU3Fwq4aMld"
		       "PTlG3uFGYTUHKDr9sqQygKldJdByJpdskMeOi8mcwPXkgk",
		.miss = "pypi-AgEIc"
			"HlwaS5vcmc...NvpwyMLGmF",
	},
	{
		.id = "testpypi-token",
		.title = "TestPyPI upload token",
		.why = "It opens the test index only, and tells where the real one "
		       "is kept.",
		.fix = ROTATE("test.pypi.org/manage/account/token", "TWINE_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "pypi-AgENdGVzdC5weXBpLm9yZw" },
		.dense = true,
		.pattern =
			LEFT "pypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9_-]{80,400}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "pypi-AgENd"
		       "GVz"
		       "dC5weXBpLm9yZwYleqqVpmPjT1SINl8P64S6xmZVwulRTCkCc"
		       "POJKTuZlPqSkzReFAFJK8pzhczS0HX7ualaLnqp6OGZtMfUbAwIa"
		       "sHFk7B8DeHXJr67hcb8VbBPMyB1YsFJ1MqUEujLKsgoOD4WXDXwMV",
		.miss = "pypi-AgENd"
			"GVz"
			"dC5weXBpLm9yZw...",
	},
	{
		.id = "pypirc-password",
		.title = "Password in .pypirc",
		.why = WHY_PUBLISH,
		.fix = ROTATE("pypi.org/manage/account/token", "TWINE_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "password" },
		.weak = true,
		.pattern = "(?m)^[ \\t]{0,4}password[ \\t]{0,4}[=:][ "
			   "\\t]{0,4}(\\S{6,200})",
		.check = fi_check_word,
		.path = ".pypirc",
		.sample = "root/.pypirc",
		.hit = "[pypi]\n"
		       "username = acme\n"
		       "pass"
		       "word = Px8me2K3yY"
		       "Dve2Y2\n",
		.miss = "[pypi]\n"
			"pass"
			"word = ${PASS"
			"WORD}\n",
	},
	{
		.id = "pip-conf-credentials",
		.title = "Password in a package index URL",
		.why = WHY_PULL,
		.fix = "Change the password at the index, and pass the URL with `RUN "
		       "--mount=type=secret,id=pip.conf,target=/etc/pip.conf pip "
		       "install ...`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "index-url", "index_url", "INDEX_URL", "find-links" },
		.weak = true,
		.pattern = "(?:index[-_]url|INDEX_URL|find-links)[ "
			   "\\t=\"\\':]{1,8}https?://[^\\s/"
			   ":@\"\\'<>]{0,100}:([^\\s/@\"\\'<>]{3,200})@[^\\s/"
			   "\"\\'<>@]{3,200}",
		.check = fi_check_url_password,
		.hit = "inde"
		       "x-url = https://build:enXhcTprxv"
		       "3ywKMjMS@pypi.acme."
		       "io/simple\n",
		.miss = "inde"
			"x-url = https://build:${PIP_PASSWORD}@pypi.acme."
			"io/simple\n",
	},
	{
		.id = "rubygems-token",
		.title = "RubyGems API key",
		.why = WHY_PUBLISH,
		.fix = ROTATE("rubygems.org/profile/api_keys", "GEM_HOST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "rubygems_" },
		.dense = true,
		.pattern = LEFT "rubygems_[0-9a-f]{48}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "ruby"
		       "gems_4"
		       "33c5457fb50e08d7359670157c379375e1eb25a241d3e92",
		.miss = "ruby"
			"gems_4"
			"33c5457fb50e08d7359670157c379375e1eb25a241d3",
	},
	{
		.id = "crates-io-token",
		.title = "crates.io token",
		.why = WHY_PUBLISH,
		.fix = ROTATE("crates.io/settings/tokens", "CARGO_REGISTRY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "token = \"cio", "_TOKEN=cio", "token cio", "TOKEN: cio",
			"\"token\":\"cio", "\"token\": \"cio" },
		.pattern = "(?i:token)[\\s\"\\':=]{1,6}(cio[A-Za-z0-9]{32})" RIGHT,
		.check = fi_check_mixed,
		.hit = "[registry]\n"
		       "token "
		       "= \"cioTgpQYRy"
		       "2TUitwyjEdvgSyUn5sWPcb7cv\"\n",
		.miss = "[registry]\n"
			"token "
			"= \"cio2I8gVep"
			"7qYSTRNn8OUZT4P4tGkSU\"\n",
	},
	{
		.id = "clojars-token",
		.title = "Clojars deploy token",
		.why = WHY_PUBLISH,
		.fix = ROTATE("clojars.org/tokens", "CLOJARS_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "CLOJARS_" },
		.dense = true,
		.pattern = LEFT "CLOJARS_[0-9a-f]{60}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "CLOJ"
		       "ARS_33"
		       "f54e9ace7215cd2ee5b3cd8367040c1c2ce1b2d6e543057dbe6e"
		       "1828cd",
		.miss = "CLOJ"
			"ARS_33"
			"f54e9ace7215cd2ee5b3cd8367040c1c2ce1b2d6e543057dbe6e182",
	},
	{
		.id = "maven-server-password",
		.title = "Password in a Maven settings file",
		.why = WHY_PULL,
		.fix = "Change it at the repository; in settings.xml write "
		       "${env.NAME}, and pass NAME with `RUN "
		       "--mount=type=secret,id=NAME`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "<password>" },
		.weak = true,
		.pattern =
			"<password>[ \\t]{0,4}([^<>\\s]{4,200})[ \\t]{0,4}</password>",
		.check = fi_check_word,
		.path = "settings*.xml|.m2/*.xml",
		.sample = "root/.m2/settings.xml",
		.hit = "<server><id>nexus</id><pass"
		       "word>QdrNValcDo"
		       "TvuYc2</password></server>",
		.miss = "<server><id>nexus</id><pass"
			"word>${env.NEXUS}</password></server>",
	},
	{
		.id = "maven-master-password",
		.title = "Maven master password",
		.why = "Maven's master password is coded with a key that everybody "
		       "knows; it opens all other passwords of the file.",
		.fix = "Set a new one with `mvn --encrypt-master-password`, change "
		       "the passwords it covered, and keep settings-security.xml out "
		       "of the image.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "<master>" },
		.pattern = "<master>[ \\t]{0,4}(\\{[A-Za-z0-9+/=]{20,200}\\})",
		.check = fi_check_placeholder,
		.hit = "<settingsSe"
		       "curity><mas"
		       "ter>{5lB1YFRthS"
		       "Ql+A6GnUwFlKzJTKPAyefPUKSxvXuA87z=}</master>",
		.miss = "<settingsSe"
			"curity><mas"
			"ter>{secret}</master>",
	},
	{
		.id = "gradle-signing-password",
		.title = "Password in gradle.properties",
		.why = WHY_PUBLISH,
		.fix = "Change it, and pass it as ORG_GRADLE_PROJECT_NAME from a "
		       "build secret instead.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "signing.password", "ossrhPassword", "sonatypePassword",
			"mavenPassword", "artifactoryPassword", "nexusPassword" },
		.weak = true,
		.pattern = "(?:signing\\.password|(?:ossrh|sonatype|maven|artifactory|"
			   "nexus)Pas"
			   "sword)[ \\t]{0,4}=[ \\t]{0,4}([^\\s]{4,200})",
		.check = fi_check_word,
		.path = "*.properties",
		.sample = "root/.gradle/gradle.properties",
		.hit = "ossrhP"
		       "assw"
		       "ord=seyQgDFyJTplhv\n",
		.miss = "ossrhP"
			"assw"
			"ord=changeme\n",
	},
	{
		.id = "packagist-token",
		.title = "Packagist token",
		.why = WHY_PULL,
		.fix = ROTATE("packagist.com, Settings, Tokens", "COMPOSER_AUTH"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "packagist_" },
		.dense = true,
		.pattern = LEFT "packagist_[a-z]{3}_[0-9a-f]{68,81}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "packa"
		       "gist_"
		       "ack_c70f21d7c2f4e051026acd33003b317e6fd874bcb0128e8f"
		       "2622bd56ccda0896781b",
		.miss = "packa"
			"gist_"
			"ack_c70f21d7c2f4e051026acd33003b317e6fd874bcb0128e8f"
			"2622bd56ccda08967",
	},
	{
		.id = "composer-auth",
		.title = "Credentials in Composer's auth.json",
		.why = WHY_PULL,
		.fix = "Revoke the token where it was made, and give it to a build "
		       "as `RUN "
		       "--mount=type=secret,id=COMPOSER_AUTH,env=COMPOSER_AUTH "
		       "composer install`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "github-oauth", "gitlab-token", "gitlab-oauth",
			"http-basic", "bitbucket-oauth" },
		.pattern = "\\\\?\"(?:github-oauth|gitlab-token|gitlab-oauth|http-"
			   "basic|bitbucket"
			   "-oauth)\\\\?\"\\s{0,8}:\\s{0,8}\\{[^{}]{0,80}\\{?[^{}]{0,"
			   "120}?:\\s{0,4}\\\\?"
			   "\"([A-Za-z0-9_.+/=-]{12,200})\\\\?\"\\s{0,40}\\}",
		.check = fi_check_random,
		.hit = "{\"github"
		       "-oauth\": {\"github.com\": \"9d937b0a6c"
		       "3ce0c615b559896924ad1f10a4645d\"}}",
		.miss = "{\"github"
			"-oauth\": {\"github.com\": \"token\"}}",
	},
	{
		.id = "cloudsmith-token",
		.title = "Cloudsmith API key",
		.why = WHY_PULL,
		.fix = ROTATE("app.cloudsmith.com, API keys", "CLOUDSMITH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "csa_" },
		.dense = true,
		.pattern = LEFT "csa_[0-9a-f]{30}[A-Za-z0-9]{6}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "cs"
		       "a_cb3e7a"
		       "526e3504cee2fb3d25de1170DCV7eS",
		.miss = "cs"
			"a_cb3e7a"
			"526e3504cee2fb3d25de1170DCV",
	},
	{
		.id = "jfrog-api-key",
		.title = "Artifactory API key",
		.why = WHY_PULL,
		.fix = ROTATE("Artifactory, Edit profile", "JFROG_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "AKCp" },
		.dense = true,
		.pattern = LEFT "AKCp[A-Za-z0-9]{69}" RIGHT,
		.check = fi_check_mixed,
		.hit = "AK"
		       "CphDtXuo"
		       "hKj5EwbP8Eaj00pi8gz2PTKiVnjPCl0WYlYLhx5Hkhl0fftrEFI5"
		       "amLU4d8ESSl",
		.miss = "AK"
			"CphDtXuo"
			"hKj5EwbP8Eaj00pi8gz2PTKiVnjPCl0WYlYLhx5Hkhl0fftrEFI5"
			"amLU4d8E",
	},
	{
		.id = "jfrog-reference-token",
		.title = "Artifactory reference token",
		.why = WHY_PULL,
		.fix = ROTATE("Artifactory, Administration, Access tokens",
			"JFROG_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "cmVmdGtu" },
		.dense = true,
		.pattern = LEFT "cmVmdGtu[A-Za-z0-9]{56}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "cmVm"
		       "dGtuOj"
		       "Ax3ucMyPkx1PMeyXLcqHIl1eUMFrk0ND2Rl4MRjmVe9GwrBAU1iIQv",
		.miss = "cmVm"
			"dGtuOj"
			"Ax3ucMyPkx1PMeyXLcqHIl1eUMFrk0ND2Rl4MRjmVe9GwrBAU1i",
	},
	{
		.id = "jfrog-identity-jwt",
		.title = "Artifactory access token",
		.why = WHY_PULL,
		.fix = ROTATE("Artifactory, Administration, Access tokens",
			"JFROG_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "eyJ2ZXIiOiIy" },
		.pattern = LEFT
		"eyJ2ZXIiOiIy[A-Za-z0-9_-]{20,800}\\.[A-Za-z0-9_-]{20,4000}\\.[A-Za-z"
		"0-9_-]{20,1024}",
		.check = fi_check_jwt,
		.after = 8192,
		.hit = "eyJ2ZX"
		       "IiOi"
		       "IyIiwidHlwIjoiSldUIiwiYWxnIjoiUlMyNTYiLCJraWQiOiI2NE"
		       "xKWmRDNUlsOGlYV2d1dnJnZiJ9.eyJpc3MiOiJqZmFjQDAxaHgiL"
		       "CJzdWIiOiJqZmFjQDAxaHgvdXNlcnMvY2kiLCJzY3AiOiJhcHBsa"
		       "WVkLXBlcm1pc3Npb25zL3VzZXIifQ.qXClCjKziv7zBD5k1iLxOc"
		       "JA8r6QS4EV0WyTyESrdy5",
		.miss = "eyJ2ZX"
			"IiOi"
			"IyelUhaogLudjnrkF00ClE6ETHp8RafMpRnoogsNpz",
	},
	{
		.id = "artifactory-encrypted-password",
		.title = "Artifactory encrypted password",
		.why = "Artifactory takes it in place of the password itself.",
		.fix = ROTATE("Artifactory, Edit profile", "ARTIFACTORY_PASSWORD"),
		.weak = true,
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "artifactory_password", "artifactory_passwd",
			"artifactory_pass", "artifactory_key", "artifactorypassword" },
		.nocase = true,
		.pattern = NAMED(
			"artifactory_?(?:pass|key)", "AP[0-9A-F][A-Za-z0-9]{10,70}"),
		.check = fi_check_mixed,
		.hit = "ARTIFACT"
		       "OR"
		       "Y_PASSWORD=AP5xvOAk59ZwKaUd2W3TW3lDw3zkSqJWnOp",
		.miss = "ARTIFACT"
			"OR"
			"Y_PASSWORD=AP5",
	},
	{
		.id = "gemfury-token",
		.title = "Gemfury token",
		.why = WHY_PULL,
		.fix = ROTATE("manage.fury.io, Tokens", "FURY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { ".fury.io" },
		.pattern = "://([A-Za-z0-9_-]{20,26})(?::[^@\\s/"
			   "]{0,64})?@[a-z]{2,10}\\.fury\\.io",
		.check = fi_check_random,
		.before = 160,
		.after = 16,
		.hit = "https://Qrdfhndb"
		       "AR291mSZBKFq@gem.fur"
		       "y.i"
		       "o/acme/",
		.miss = "https://gem.fur"
			"y"
			".io/acme/",
	},
	{
		.id = "sidekiq-credentials",
		.title = "Sidekiq Pro or Enterprise credentials",
		.why = "Whoever has it downloads the gems you pay for; the vendor "
		       "may end the contract.",
		.fix = "Ask contribsys.com for new ones, and pass them with `RUN "
		       "--mount=type=secret,id=BUNDLE_ENTERPRISE__CONTRIBSYS__COM "
		       "bundle install`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "CONTRIBSYS__COM", "gems.contribsys.com",
			"enterprise.contribsys.com" },
		.pattern = "(?:CONTRIBSYS__COM[\"\\']?[=:\\s\"\\']{1,6}([0-9a-f]{8}:[0-"
			   "9a-f]{8})\\b|"
			   "://"
			   "([0-9a-f]{8}:[0-9a-f]{8})@(?:gems|enterprise)\\."
			   "contribsys\\.com)",
		.check = fi_check_placeholder,
		.hit = "BUNDLE_ENT"
		       "ERPRISE__CONTRIB"
		       "SYS__COM=8d1f03ea:5b9c27d4",
		.miss = "BUNDLE_ENT"
			"ERPRISE__CONTRIB"
			"SYS__COM=cafebabe:deadbeef",
	},
	{
		.id = "nuget-api-key",
		.title = "NuGet API key",
		.why = WHY_PUBLISH,
		.fix = ROTATE("nuget.org/account/apikeys", "NUGET_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "oy2" },
		.dense = true,
		.pattern = LEFT "oy2[a-z2-7]{43}" RIGHT,
		.check = fi_check_random,
		.hit = "o"
		       "y27ke5f42"
		       "vs5vopeoz5db627m5xjjohhak7jqc3i7zivo",
		.miss = "o"
			"y27ke5f42"
			"vs5vopeoz5db627m5xjjohhak7jqc3i7z",
	},
	{
		.id = "nuget-config-password",
		.title = "Password in NuGet.config",
		.why = WHY_PULL,
		.fix = "Change it at the feed; in NuGet.config write %NAME%, and "
		       "pass NAME with `RUN --mount=type=secret,id=NAME`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ClearTextPassword" },
		.weak = true,
		.pattern = "ClearTextPassword[\"\\']\\s{1,8}value=[\"\\']([^\"\\'"
			   "\\r\\n]{4,200})[\"\\']",
		.check = fi_check_word,
		.hit = "<add key=\"ClearTex"
		       "tP"
		       "assword\" value=\"AMUvqsbhRB"
		       "CeUpOmrGhu\" />",
		.miss = "<add key=\"ClearTex"
			"tP"
			"assword\" value=\"%FEED_PASSWORD%\" />",
	},
	{
		.id = "docker-config-auth",
		.title = "Registry login in a Docker config",
		.why = WHY_PULL,
		.fix = "Change the password at the registry. In a build use `docker "
		       "login` outside the Dockerfile; deploy with `fly deploy` "
		       "needs none inside.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "\"auth\"", "\\\"auth\\\"" },
		.weak = true,
		.pattern = "\\\\?\"auth\\\\?\"\\s{0,8}:\\s{0,8}\\\\?\"([A-Za-z0-9+/"
			   "]{8,4000}={0,2})\\\\?\"",
		.check = fi_check_basic_auth,
		.after = 4096,
		.hit = "{\"auths\": {\"registry.a"
		       "cme.io\": {\"au"
		       "th\": \"Y2k6bllxV1"
		       "JnVUhGc05lc0ZYYks1\"}}}",
		.miss = "{\"auths\": {\"registry.a"
			"cme.io\": {\"au"
			"th\": \"dXNlcjpwYX"
			"Nzd29yZA==\"}}}",
	},
	{
		.id = "docker-config-json",
		.title = "Registry login in a Kubernetes secret",
		.why = WHY_PULL,
		.fix = "Change the password at the registry, and leave the manifest "
		       "out of the image (.dockerignore).",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "eyJhdXRocyI6" },
		.weak = true,
		.dense = true,
		.pattern = LEFT
		"(eyJhdXRocyI6[A-Za-z0-9+/]{30,4000}={0,2})(?![A-Za-z0-9+/=])",
		.check = check_docker_config,
		.after = 4096,
		.hit = ".dockercon"
		       "figjson: eyJhdX"
		       "Rocy"
		       "I6eyJyZWdpc3RyeS5hY21lLmlvIjp7ImF1dGgiOiJZMms2YUdwUW"
		       "JqbDBia0ZqV1ZJMlJYZ3hRMmhhIn19fQ==",
		.miss = ".dockercon"
			"figjson: eyJhdX"
			"Rocy"
			"I6eyJyZWdpc3RyeS5hY21lLmlvIjp7fX0sImNyZWRzU3RvcmUiOi"
			"JkZXNrdG9wIn0=",
	},
	{
		.id = "docker-config-identitytoken",
		.title = "Registry identity token in a Docker config",
		.why = WHY_PULL,
		.fix = "Revoke it at the registry, and leave .docker/config.json out "
		       "of the image.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "identitytoken" },
		.pattern = "\"identitytoken\"\\s{0,8}:\\s{0,8}\"([A-Za-z0-9_.+/"
			   "=-]{20,4000})\"",
		.check = fi_check_placeholder,
		.after = 4608,
		.hit = "{\"auths\": {\"acme.azurecr.io\": {\"identi"
		       "tytoken\": \"DTO7ICF8Vf"
		       "qZY8fdyhqlbR8lcNpXlyNpp4DVDLXugNnDLJZ2VrIol4IuMGQdWaAE\"}"
		       "}}",
		.miss = "{\"auths\": {\"acme.azurecr.io\": {\"identi"
			"tytoken\": \"\"}}}",
	},
	{
		.id = "dockerhub-pat",
		.title = "Docker Hub access token",
		.why = WHY_PULL,
		.fix = ROTATE("app.docker.com/settings/personal-access-tokens",
			"DOCKER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "dckr_pat_" },
		.pattern = LEFT "dckr_pat_[A-Za-z0-9_-]{27}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "dckr"
		       "_pat_j"
		       "lFaoyutCyaB5TXRpnoLS3hskXr",
		.miss = "dckr"
			"_pat_j"
			"lFaoyutCyaB5TXRpnoLS3hs",
	},
	{
		.id = "dockerhub-oat",
		.title = "Docker Hub organization token",
		.why = WHY_PULL,
		.fix = ROTATE(
			"app.docker.com, Organization access tokens", "DOCKER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "dckr_oat_" },
		.dense = true,
		.pattern = LEFT "dckr_oat_[A-Za-z0-9_-]{32}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "dckr"
		       "_oat_5"
		       "VlWp76c2n9MA1DpL3tcB2xWnmTUWTfR",
		.miss = "dckr"
			"_oat_5"
			"VlWp76c2n9MA1DpL3tcB2xWnmTUW",
	},
	{
		.id = "docker-swarm-join",
		.title = "Docker Swarm join token",
		.why = "Whoever has it and reaches the manager adds a node, which is "
		       "handed the services' secrets.",
		.fix = "Make a new one: `docker swarm join-token --rotate worker` "
		       "(and manager).",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "SWMTKN-1-" },
		.dense = true,
		.pattern = LEFT "SWMTKN-1-[a-z0-9]{50}-[a-z0-9]{25}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "SWMT"
		       "KN-1-w"
		       "exh4kq5jt3ahqnbpceu6b1cmn97ijpny9ql0shes8b5oke0ep-v6"
		       "ftuu8my7tui1ypsjdreebo8",
		.miss = "SWMT"
			"KN-1-w"
			"exh4kq5jt3ahqnbpceu6b1cmn97ijpny9ql0shes8b5oke0ep-v6"
			"ftuu8my7tui1ypsjdree",
	},
	{
		.id = "docker-swarm-unlock",
		.title = "Docker Swarm unlock key",
		.why = "It opens the keys and secrets of a locked swarm manager's "
		       "disk.",
		.fix = "Make a new one: `docker swarm unlock-key --rotate`.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "SWMKEY-1-" },
		.dense = true,
		.pattern = LEFT "SWMKEY-1-[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])",
		.check = fi_check_placeholder,
		.hit = "SWMK"
		       "EY-1-g"
		       "WU7IFDEI6jZiC2LT5LPlMqP9KBlWake1BoMfUSYH96",
		.miss = "SWMK"
			"EY-1-g"
			"WU7IFDEI6jZiC2LT5LPlMqP9KBlWake1BoMfUSY",
	},
	{
		.id = "kubernetes-sa-token",
		.title = "Kubernetes service account token",
		.why = WHY_CLUSTER,
		.fix = "Delete the secret or service account that it belongs to "
		       "(`kubectl delete secret NAME`), and leave the file out of "
		       "the image.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "eyJhbGciOi", "eyJraWQiOi", "eyJ0eXAiOi" },
		.dense = true,
		.pattern = "(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{10,600}\\.[A-Za-z0-9_-]"
			   "{40,4000"
			   "}\\.[A-Za-z0-9_-]{20,1024}",
		.check = check_cluster_jwt,
		.after = 8192,
		.hit = "token: eyJhb"
		       "GciOi"
		       "JSUzI1NiIsImtpZCI6IiJ9.eyJpc3MiOiJrdWJlcm5ldGVzL3Nlc"
		       "nZpY2VhY2NvdW50Iiwic3ViIjoic3lzdGVtOnNlcnZpY2VhY2Nvd"
		       "W50OnByb2Q6ZGVwbG95In0.BAco_LkZlfB6urzM5T11z9wp0fHUD"
		       "mqaukKiO_MRM8J",
		.miss = "token: eyJhb"
			"GciOi"
			"JSUzI1NiIsImtpZCI6IiJ9.eyJpc3MiOiJodHRwczovL2lkLmFjb"
			"WUuaW8iLCJzdWIiOiJkZXBsb3kifQ.574JLgB_mOdE_TolpV7tb3"
			"dGS0EHt44S3s85HwgfDCJ",
	},
	{
		.id = "kubernetes-bootstrap-token",
		.title = "kubeadm bootstrap token",
		.why = "Whoever has it joins a machine of theirs to the cluster.",
		.fix = "Delete it: `kubeadm token delete ID`; make a new one when a "
		       "node joins.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "bootstrap-token", "kubeadm join", "kubeadm token" },
		.dense = true,
		.pattern = "(?:bootstrap-token|kubeadm "
			   "(?:join|token))[^\\n]{0,120}?(?<![a-z0-9"
			   ".])([a-z0-9]{6}\\.[a-z0-9]{16})(?![a-z0-9.])",
		.check = fi_check_random,
		.hit = "kubead"
		       "m join 10.0.0.9:6443 --token kidvcf.mp0"
		       "4rezwuvnayn1x --discover"
		       "y-token-ca-cert-hash x",
		.miss = "kubead"
			"m join 10.0.0.9:6443 --token abcdef.012"
			"3456789abcdef",
	},
	{
		.id = "openshift-user-token",
		.title = "OpenShift user token",
		.why = WHY_CLUSTER,
		.fix = "Log out (`oc logout`, which revokes it), and use a service "
		       "account with few rights.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "sha256~" },
		.dense = true,
		.pattern = LEFT "sha256~[A-Za-z0-9_-]{43}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "oc login --token=sha"
		       "256~KoXNyUTNyF"
		       "r27wEMN2XkidD95mtRzB3lcgOmPUe0w71",
		.miss = "oc login --token=sha"
			"256~KoXNyUTNyF"
			"r27wEMN2XkidD95mtRzB3lcgOmPUe0",
	},
	{
		.id = "rancher-token",
		.title = "Rancher API token",
		.why = WHY_CLUSTER,
		.fix = ROTATE("Rancher, Account and API keys", "RANCHER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "token-" },
		.dense = true,
		.pattern = LEFT "token-[a-z0-9]{5}:[a-z0-9]{54}" RIGHT,
		.check = fi_check_random,
		.hit = "RANCHER_BE"
		       "ARER=tok"
		       "en-0h2ek:vkve69x5g3"
		       "cga0bqa7spuwmdpnzdyiea9qrjp0mfbo88g9ngnxdsf2",
		.miss = "RANCHER_BE"
			"ARER=tok"
			"en-0h2ek:vkve69x5g3"
			"cga0bqa7spuwmdpnzdyiea9qrjp0mfbo88g9ngnxd",
	},
	{
		.id = "helm-repo-credentials",
		.title = "Password in Helm's repositories.yaml",
		.why = WHY_PULL,
		.fix = "Change it at the repository, and leave repositories.yaml out "
		       "of the image.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "password:" },
		.weak = true,
		.pattern = "password:[ \\t]{1,4}[\"\\']?([^\\s\"\\']{4,200})",
		.check = fi_check_word,
		.path = "repositories.yaml",
		.sample = "root/.config/helm/repositories.yaml",
		.hit = "repositories:\n"
		       "- name: acme\n"
		       "  pass"
		       "word: fhBd1KsxQY"
		       "H4nViD\n",
		.miss = "repositories:\n"
			"- name: acme\n"
			"  pass"
			"word: \"\"\n",
	},
	{
		.id = "git-extraheader",
		.title = "Token that a CI checkout left in .git/config",
		.why = WHY_CODE,
		.fix = "Leave .git out of the image (.dockerignore), and set "
		       "`persist-credentials: false` for actions/checkout.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "extraheader", "extraHeader" },
		.pattern = "(?i)extraheader[ \\t]{0,4}=[ \\t]{0,4}authorization: basic "
			   "([A-Za-z0"
			   "-9+/]{16,2000}={0,2})",
		.check = fi_check_basic_auth,
		.hit = "\textra"
		       "header = AUTHORIZATION: basic eC1hY2Nlc3"
		       "MtdG9rZW46Z2hzXzI0MnJZRWJsY013TGdsbWNUb1BDcmw3aXFTV2"
		       "gzejBNRlNlaQ==",
		.miss = "\textra"
			"header = AUTHORIZATION: basic ***",
	},
	{
		.id = "git-config-url",
		.title = "Password in the URL of a git remote",
		.why = WHY_CODE,
		.fix = "Revoke the token at the host, `git remote set-url origin "
		       "URL` without it, and put .git into .dockerignore.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "url =" },
		.weak = true,
		.pattern = "url =[ "
			   "\\t]{0,4}https?://[^\\s/:@]{0,80}:([^\\s/@]{3,200})@[^\\s/"
			   "@]{3,"
			   "200}",
		.check = fi_check_url_password,
		.hit = "[remote \"origin\"]\n"
		       "\tur"
		       "l = https://deploy:v6GUl2fbAk"
		       "B6VoxfwoOT@git.acme.i"
		       "o/shop.git\n",
		.miss = "[remote \"origin\"]\n"
			"\tur"
			"l = https://git.acme"
			".io/shop.git\n",
	},
	{
		.id = "git-credentials-file",
		.title = "Password in git's credential store",
		.why = WHY_CODE,
		.fix = "Revoke it at the host, and remove the file; in a build use "
		       "`RUN --mount=type=secret` or `--mount=type=ssh`.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "https://", "http://" },
		.weak = true,
		.pattern = "https?://[^\\s/:@]{0,80}:([^\\s/@]{3,200})@[^\\s/@]{3,200}",
		.check = fi_check_url_password,
		.path = ".git-credentials|.config/git/credentials",
		.sample = "root/.git-credentials",
		.hit = "http"
		       "s://deploy:MYZsdyNFHp"
		       "0MECmhpdfW@git.acme.io\n",
		.miss = "http"
			"s://deploy@git.acme.io\n",
	},
	{
		.id = "hub-config",
		.title = "Token in the configuration of GitHub's command line",
		.why = WHY_CODE,
		.fix = ROTATE("github.com/settings/applications", "GITHUB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "oauth_token" },
		.dense = true,
		.pattern =
			"oauth_token:[ "
			"\\t]{1,4}[\"\\']?([0-9a-f]{40}|gh[a-z]_[A-Za-z0-9]{36})" RIGHT,
		.check = fi_check_placeholder,
		.hit = "github.com:\n"
		       "    oauth"
		       "_token: 9d473fd230"
		       "28995fca3d55048703a20babb4f82b\n",
		.miss = "github.com:\n"
			"    oauth"
			"_token: none\n",
	},
	{
		.id = "kubeconfig-credentials",
		.title = "Client key in a kubeconfig",
		.why = WHY_CLUSTER,
		.fix = "Make a new user or certificate for the cluster, remove the "
		       "old one's role bindings, and leave .kube out of the image.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "client-key-data" },
		.pattern = "client-key-data[\"\\']?:\\s{0,4}[\"\\']?([A-Za-z0-9+/"
			   "]{100,8000}={0,2})",
		.check = check_key_data,
		.after = 8192,
		.hit = "    client-"
		       "key-data: LS0tLS1CRU"
		       "dJTiBQUklWQVRFIEtFWS0tLS0tCk1DNENBUUF3QlFZREsyVndCQ0"
		       "lFSUtyWTVVeThPR2hDaU5LTE9aeDVCR1hVL1hpYWJaQk5GTGdvNT"
		       "JIZUV5UlEKLS0tLS1FTkQgUFJJVkFURSBLRVktLS0tLQo=\n",
		.miss = "    client-"
			"key-data: REDACTED\n",
	},
	{
		.id = "font-awesome-token",
		.title = "Font Awesome package token",
		.why = WHY_PULL,
		.fix = ROTATE("fontawesome.com/account", "FONTAWESOME_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "//npm.fon"
		       "tawesome.com/:_authTo"
		       "ken=EA4D3A2E-5B02-9EE"
		       "8-E902-7F44F1B30B2A\n",
		.miss = "//npm.fon"
			"tawesome.com/:_authTo"
			"ken=${FA_TOKEN}\n",
		.literal = { "npm.fontawesome.com" },
		.pattern = "npm\\.fontawesome\\.com/:_authToken\\s{0,4}=\\s{0,4}\"?([0-9"
			   "A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12})",
		.check = fi_check_placeholder,
	},
	{
		.id = "travis-token",
		.title = "Travis CI access token",
		.why = WHY_CODE,
		.fix = ROTATE("app.travis-ci.com/account/preferences", "TRAVIS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TRAVIS_AP"
		       "I_TOKEN=yAfa1UyqPqfaO"
		       "4e6hpXtr6\n",
		.miss = "TRAVIS_AP"
			"I_TOKEN=r-uIvUfSEkp\n",
		.literal = { "travis" },
		.nocase = true,
		.pattern = SECRET_OF("travis",
			   "[A-Za-z0-9_-]{22}"),
		.check = fi_check_mixed,
	},
	{
		.id = "drone-token",
		.title = "Drone CI token",
		.why = WHY_CODE,
		.fix = ROTATE("your Drone, account page", "DRONE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DRONE_TOK"
		       "EN=hL8wfLo9RibUgWfgK3"
		       "SZ7Us3IhweHSZK\n",
		.miss = "DRONE_TOK"
			"EN=0rHjAUCyznCAi6P0u8"
			"IJT6y\n",
		.literal = { "drone_token", "drone_server_token", "dronetoken", "drone-token" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("drone[_-]?(?:server[_-]?)?token",
			   "[A-Za-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "harness-key",
		.title = "Harness API key",
		.why = WHY_CODE,
		.fix = ROTATE("app.harness.io", "HARNESS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HARNESS_A"
		       "PI_KEY=pat.9Um2A2Qtoj"
		       "qnXmroywHKbw.33b45a52"
		       "2f7be58f081995ec.VZVI"
		       "CS8NJ8hk5HV8NtJP\n",
		.miss = "HARNESS_A"
			"PI_KEY=pat.i85ypgg6nz"
			"tmD9rMHfM1V2.0c61b492"
			"bebb1a2aa410579b.Tnoe"
			"cbrc1w\n",
		.literal = { "=pat.", "\"pat.", "'pat.", " pat.", "=sat.", "\"sat.", "'sat.", " sat." },
		.dense = true,
		.pattern = "[=\"' ]([ps]at\\.[A-Za-z0-9_-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0"
			   "-9]{20})(?![A-Za-z0-9_-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "teamcity-token",
		.title = "TeamCity API token",
		.why = WHY_CODE,
		.fix = ROTATE("your TeamCity, access tokens", "TEAMCITY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=eyJ0eXA"
		       "iOiAiVENWMiJ9.OmGJmgf"
		       "txLvsvZ1WpLLKqcU3t3hz"
		       "RJsQRfIc.xMwY6gzdJ4Kb"
		       "jrbq7NvhjvEE7aZ5kRM8F"
		       "Zp9Dt1aNLcE1QV\n",
		.miss = "T=eyJ0eXA"
			"iOiAiVENWMiJ9.9LsWVYK"
			"K8uumPBBnguv7XBtr_abn"
			"W0xZrv7j.oL4CNgswlj21"
			"dbXHuaTmzTJvgWJ4aAaoN"
			"5hrrh\n",
		.literal = { "eyJ0eXAiOiAiVENWMiJ9." },
		.dense = true,
		.pattern = LEFT "(eyJ0eXAiOiAiVENWMiJ9\\.[A-Za-z0-9_-]{30,44}\\.[A-Za-z0-9_=-"
			   "]{40,60})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "octopus-key",
		.title = "Octopus Deploy API key",
		.why = WHY_CODE,
		.fix = ROTATE("your Octopus Deploy, profile", "OCTOPUS_CLI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "OCTOPUS_C"
		       "LI_API_KEY=API-EPLHWD"
		       "759HMH2WJ16R456DS2L26"
		       "0\n",
		.miss = "OCTOPUS_C"
			"LI_API_KEY=API-CU11H8"
			"COL76Z6TPDAVX\n",
		.literal = { "octopus" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("octopus",
			   "API-[A-Z0-9]{25,32}"),
		.check = fi_check_random,
	},
	{
		.id = "bitrise-token",
		.title = "Bitrise access token",
		.why = WHY_CODE,
		.fix = ROTATE("app.bitrise.io/me/account/security", "BITRISE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=bitpat_"
		       "mZy3O2XPLkrUClvx2cXFi"
		       "eywGpovdtKxYBL2uWIByJ"
		       "HK1JLAqOe1txECURJ1vMi"
		       "AC4CjRmrvIjofmPbD8G_D"
		       "eL\n",
		.miss = "T=bitpat_"
			"yOgCnt4BEsZeMmoSx04IZ"
			"2VNSJ3wp9J-6_HQcUjw5A"
			"20DucDedNyDJxQgb-BlWb"
			"jpTb2G8gj4bLQ2\n",
		.literal = { "bitpat_", "bitwat_" },
		.dense = true,
		.pattern = LEFT "(bit[pw]at_[A-Za-z0-9_-]{80,120})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "mergify-key",
		.title = "Mergify application key",
		.why = WHY_CODE,
		.fix = ROTATE("dashboard.mergify.com", "MERGIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=mka_C6Q"
		       "gGn2uUCxEOuPePGekwpZ2"
		       "3dhLjEariMzq5zZvWFFQ-"
		       "c0W\n",
		.miss = "T=mka_IpL"
			"ae9S2GvNk_uDWvIese_vh"
			"qzibfTGlIaB-FfG\n",
		.literal = { "mergify_application_key_", "mka_" },
		.dense = true,
		.pattern = LEFT "((?:mergify_application_key_|mka_)[A-Za-z0-9_-]{40,100})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "sourcegraph-token",
		.title = "Sourcegraph access token",
		.why = WHY_CODE,
		.fix = ROTATE("sourcegraph.com, access tokens", "SRC_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SRC_ACCES"
		       "S_TOKEN=sgp_75a6cc740"
		       "af118c5_2ca98701198d1"
		       "b9dde515e0e8b8fb1755b"
		       "108782\n",
		.miss = "SRC_ACCES"
			"S_TOKEN=sgp_0cac640a9"
			"8acf03a_b8776018a2620"
			"843e213847080b0f7a\n",
		.literal = { "sgp_" },
		.dense = true,
		.pattern = LEFT "(sgp_(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "sourcegraph-cody",
		.title = "Sourcegraph gateway or licence key",
		.why = WHY_CODE,
		.fix = ROTATE("sourcegraph.com", "SOURCEGRAPH_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "K=sgd_02b"
		       "70c613c5637515c155c6f"
		       "a61dee4a296c2d1ae7bff"
		       "79235e03751b9ca1aeb\n",
		.miss = "K=sgd_75f"
			"dbd4d7d167995d8407de7"
			"faf150f1ff3967129176a"
			"aba18bc913\n",
		.literal = { "sgd_", "slk_" },
		.dense = true,
		.pattern = LEFT "((?:sgd|slk)_[0-9a-f]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "gitlab-feature-flag-token",
		.title = "GitLab feature flags token",
		.why = "Whoever has it reads the feature flags of the project.",
		.fix = ROTATE("GitLab, Deploy, Feature flags", "GITLAB_FEATURE_FLAG_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "T=glffct-"
		       "euegaEzPmqjpySb5dYAj\n",
		.miss = "T=glff"
			"ct-2Qn_L8TfMC\n",
		.literal = { "glffct-" },
		.pattern = LEFT "(glffct-[A-Za-z0-9_-]{20})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "gitlab-workspace-token",
		.title = "GitLab workspace token",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, Workspaces", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=glwt-MH"
		       "Dc7CUI0rzijZ8GWe3C\n",
		.miss = "T=glwt"
			"-Ib42vkt3nO\n",
		.literal = { "glwt-" },
		.pattern = LEFT "(glwt-[A-Za-z0-9_-]{20,60})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "gitlab-session-cookie",
		.title = "GitLab session cookie",
		.why = WHY_CODE,
		.fix = ROTATE("GitLab, Preferences, Active sessions", "GITLAB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "Cookie: _"
		       "gitlab_session=d0b807"
		       "bf2177ced8f1ab97cffb5"
		       "78094\n",
		.miss = "Cookie: _"
			"gitlab_session=4a55b1"
			"5ee527613618f68a6\n",
		.literal = { "_gitlab_session=" },
		.dense = true,
		.pattern = "_gitlab_session=([0-9a-f]{32})(?![A-Za-z0-9])",
		.check = fi_check_placeholder,
	},
	{
		.id = "bitbucket-client-secret",
		.title = "Bitbucket OAuth consumer secret",
		.why = WHY_CODE,
		.fix = ROTATE("bitbucket.org", "BITBUCKET_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "BITBUCKET"
		       "_CLIENT_SECRET=ZIYEw3"
		       "dpZbStt4q8eGa2dHUFtBH"
		       "1BKIv\n",
		.miss = "BITBUCKET"
			"_CLIENT_SECRET=Csa0vN"
			"Dq3GdvJpXq6puBCjD\n",
		.literal = { "bitbucket" },
		.nocase = true,
		.pattern = SECRET_OF("bitbucket",
			   "[A-Za-z0-9=_-]{44}|[A-Za-z0-9=_-]{64}|[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "sonarcloud-token",
		.title = "SonarQube Cloud token",
		.why = WHY_CODE,
		.fix = ROTATE("sonarcloud.io/account/security", "SONAR_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SONAR_TOK"
		       "EN=sqco_0USV9UKabFUZ7"
		       "XMhIm33g5IeGzReGSWM3v"
		       "p2V2Ltxz5h4FisGYQcRQv"
		       "vmQW\n",
		.miss = "SONAR_TOK"
			"EN=sqco_FTbxpbusm4Hw0"
			"kPTdcaCju5Q70xYpw7l6o"
			"47g7tRLL86JbFIwg\n",
		.literal = { "sqco_", "sonar" },
		.nocase = true,
		.dense = true,
		.pattern = "(?|(?<![A-Za-z0-9_])(sqco_[A-Za-z0-9]{59})(?![A-Za-z0-9_-])|"
			   "(?i:sonar)(?i:[\\w.-]{0,20}(?:token|login))[\"']?[ \\t]{0,20"
			   "}[:=][ \\t]{0,20}[\"']?([0-9a-f]{40})(?![A-Za-z0-9_+/=-]))",
		.check = fi_check_random,
	},
	{
		.id = "codeclimate-id",
		.title = "Code Climate reporter id",
		.why = "Whoever has it uploads coverage for the repository.",
		.fix = ROTATE("codeclimate.com", "CC_TEST_REPORTER_ID"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "CC_TEST_R"
		       "EPORTER_ID=f2302d81de"
		       "0bd23d00518146ccb1ed1"
		       "7d48c47c59e078e9a66f6"
		       "0f85098a52ca\n",
		.miss = "CC_TEST_R"
			"EPORTER_ID=acd6c7b8d9"
			"60c68b840c9d393abc3dd"
			"61b67f142c916bcd98d2e"
			"4e4\n",
		.literal = { "cc_test_reporter_id" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("cc_test_reporter_id",
			   "[0-9a-f]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "circleci-old",
		.title = "CircleCI token (old form)",
		.why = WHY_CODE,
		.fix = ROTATE("app.circleci.com/settings/user/tokens", "CIRCLECI_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CIRCLE_TO"
		       "KEN=7d1ff5806e2bdf4a7"
		       "d1d0d9c143bf62d39e305"
		       "2d\n",
		.miss = "CIRCLE_TO"
			"KEN=851c1d7c9c1e0d620"
			"6d8a3d6be4473d\n",
		.literal = { "circleci", "circle_token", "circle-token" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("circle(?:ci)?[_-]?(?:api[_-]?)?token",
			   "[0-9a-f]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "circleci-other",
		.title = "CircleCI bot or release token",
		.why = WHY_CODE,
		.fix = ROTATE("app.circleci.com/settings/user/tokens", "CIRCLECI_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=CCIBOT_"
		       "uCrJ1HWQ6r5cUglr1cAX6"
		       "E_2499e63909afc6ae325"
		       "82538c938b3b23cb09dc8"
		       "\n",
		.miss = "T=CCIBOT_"
			"eOKXpAcKScIR3D7kAiGMX"
			"W_ddc2ab172c5e2ea7436"
			"071d67e614f4\n",
		.literal = { "CCIBOT_", "CCIRI_" },
		.dense = true,
		.pattern = LEFT "(CCI(?:BOT|RI)_[A-Za-z0-9]{22}_[0-9a-f]{40})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "buildkite-other",
		.title = "Buildkite agent or registry token",
		.why = WHY_CODE,
		.fix = ROTATE("buildkite.com", "BUILDKITE_AGENT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=bkct_5f"
		       "MqIY3Dwarw4xQTQzKEe7_"
		       "PR9qR_hMjNzRf7_SKZSDK"
		       "-Vb2x2kRVI\n",
		.miss = "T=bkct_IW"
			"KaNwGu0e-e64HmE_tWN2E"
			"ABTPu1m\n",
		.literal = { "bkaa_", "bkaj_", "bkar_", "bkct_", "bkcq_", "bkpat_", "bkpt_", "bkps_" },
		.dense = true,
		.pattern = LEFT "(bk(?:aa|aj|ar|ct|cq|pat|pt|ps)_[A-Za-z0-9_-]{40,333})" RIGHT,
		.check = fi_check_placeholder,
		.after = 640,
	},
	{
		.id = "jenkins-token",
		.title = "Jenkins API token",
		.why = WHY_CODE,
		.fix = ROTATE("your Jenkins, account security", "JENKINS_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "JENKINS_A"
		       "PI_TOKEN=11c158201a5a"
		       "231ca387c415a5b5523f4"
		       "9\n",
		.miss = "JENKINS_A"
			"PI_TOKEN=1106e1f7bc3d"
			"1a91cb0b65e23\n",
		.literal = { "jenkins" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("jenkins[\\w.-]{0,20}(?:token|pass(?:word)?|key)",
			   "(?:11)?[0-9a-f]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "jenkins-credentials-xml",
		.title = "Encrypted Jenkins credential",
		.why = "It opens with secrets/master.key of the same Jenkins, which "
		       "often lies beside it.",
		.fix = "Change the credential, and keep the Jenkins home out of the "
		       "image.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "<password"
		       ">{AQAAABAAA0ugeWOg7GL"
		       "qwSBIPt3oILT9RIKTze8E"
		       "97AJISWXiRI9}</passwo"
		       "rd>\n",
		.miss = "<password"
			">{AQAAABAAA}</passwor"
			"d>\n",
		.literal = { "{AQAAABAAA" },
		.pattern = "\\{(AQAAABAAA[A-Za-z0-9+/]{20,4000}={0,2})\\}",
		.check = fi_check_placeholder,
		.after = 4096,
	},
	{
		.id = "codeship-credential",
		.title = "CloudBees CodeShip AES key",
		.why = WHY_CODE,
		.fix = ROTATE("app.codeship.com", "CODESHIP_AES_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CODESHIP_"
		       "AES_KEY=H55MIScMQDAGI"
		       "n1PhCJPj5gx8ACuqG1A/F"
		       "vm7tcGbsQ=\n",
		.miss = "CODESHIP_"
			"AES_KEY=NgTaOH00ziCZ4"
			"RwDiNud0V7C1oF6LvM1Hu"
			"=\n",
		.literal = { "codeship" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("codeship",
			   "[A-Za-z0-9+/]{43}="),
		.check = fi_check_random,
	},
	{
		.id = "testing-farm-token",
		.title = "Testing Farm API token",
		.why = WHY_CODE,
		.fix = ROTATE("testing-farm.io", "TESTING_FARM_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "TESTING_F"
		       "ARM_API_TOKEN=cdb2ac4"
		       "6-fdc7-0262-eeeb-81c5"
		       "32be8993\n",
		.miss = "TESTING_F"
			"ARM_API_TOKEN=494f6a1"
			"6-3f4b-7dd6-e465-8d5\n",
		.literal = { "testing_farm_api_token", "testing-farm" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("testing[_-]farm(?:[_-]api)?[_-]token",
			   UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "chief-tools",
		.title = "Chief Tools token",
		.why = WHY_CODE,
		.fix = ROTATE("account.chief.app", "CHIEF_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "T=ctp_xBi"
		       "wcCoaZAZsBPGbi3k90WHh"
		       "jYdvkfXYjEKr\n",
		.miss = "T=ctp_hgG"
			"dkiOVhhmtBWNggAQ6UUFz"
			"y4F\n",
		.literal = { "=ctp_", "\"ctp_", "'ctp_", " ctp_", "=cto_", "\"cto_", "'cto_", " cto_" },
		.dense = true,
		.pattern = "[=\"' ](ct[po]_[A-Za-z0-9]{36})(?![A-Za-z0-9_-])",
		.check = fi_check_mixed,
	},
	{
		.id = "thunderstore-token",
		.title = "Thunderstore API token",
		.why = WHY_PUBLISH,
		.fix = ROTATE("thunderstore.io/settings/teams", "TCLI_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "TCLI_AUTH"
		       "_TOKEN=tss_OhV1xqeiLV"
		       "UoGzZ5NbIRPTLEEGT9w1Q"
		       "nagRe\n",
		.miss = "TCLI_AUTH"
			"_TOKEN=tss_Rh1CBpF9qv"
			"DMaRt3eqmijXkubuG\n",
		.literal = { "tss_" },
		.dense = true,
		.pattern = LEFT "(tss_[A-Za-z0-9]{36})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "ionic-token",
		.title = "Ionic personal token",
		.why = WHY_CODE,
		.fix = ROTATE("ionic.io", "IONIC_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=ion_STq"
		       "uRyHuZxlg15NcjWH7h2cW"
		       "UlcdvZCHwYpQTgVM5A\n",
		.miss = "T=ion_vbA"
			"6r3CWij9f2Citw6Wh0nYg"
			"LCxb8DKgm\n",
		.literal = { "=ion_", "\"ion_", "'ion_", " ion_" },
		.dense = true,
		.pattern = "[=\"' ](ion_[A-Za-z0-9]{42})(?![A-Za-z0-9_-])",
		.check = fi_check_mixed,
	},
	{
		.id = "aws-ecr-auth",
		.title = "Amazon ECR login in a docker config",
		.why = WHY_PULL,
		.fix = ROTATE("AWS (it ends after 12 hours)", "AWS_SECRET_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "\"auth\": \""
		       "QVdTOmV5SndZWGxzYjJGa"
		       "A9Z/srTH9cKZOT8kTEEkZ"
		       "xoP6YDpQQJfKMEW70DW4y"
		       "HW3KNH/LjDuHxfJOa7SZC"
		       "b/b7g6taVYroF4YvgFLkb"
		       "e//GmBVMDxu8GN8gfDq4I"
		       "iMUaJBNcWvrD91wXvPvRv"
		       "uoC89yRQk2yy/kqplFdfn"
		       "/7ksEsOemjpQOHP048s8N"
		       "JyAgngw5+OCJ51uKbRWaT"
		       "e9KOCwbheGTIkREMomHX6"
		       "Oc7HEwTYxZOTeRvCQnDUQ"
		       "mq6l+bSBV5IalYkSd58I4"
		       "pYWBYVaM/KaCCQS8OJj9u"
		       "KpBpo1JcrmoseCQ0LM0ov"
		       "fH0RjP\"\n",
		.miss = "\"auth\": \""
			"QVdTOmV5SndZWGxzYjJGa"
			"5PAf0bn5De/Dbwphd1c4\""
			"\n",
		.literal = { "QVdTOmV5SndZWGxzYjJGa" },
		.dense = true,
		.pattern = "(QVdTOmV5SndZWGxzYjJGa[A-Za-z0-9+/]{100,4000}={0,2})",
		.check = fi_check_placeholder,
		.after = 4096,
	},
	{
		.id = "dependency-track-key",
		.title = "Dependency-Track API key",
		.why = "Whoever has it reads which holes your software is known to "
		       "have.",
		.fix = ROTATE("your Dependency-Track", "DTRACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DTRACK_AP"
		       "I_KEY=odt_zzXpoqVtDaE"
		       "Gpaz8r9aINIgycP9mVYKV"
		       "\n",
		.miss = "DTRACK_AP"
			"I_KEY=odt_kOMJl6Kffun"
			"nk5R4KrJNhEX\n",
		.literal = { "odt_" },
		.pattern = LEFT "(odt_[A-Za-z0-9_]{32,60})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "trufflehog-enterprise",
		.title = "TruffleHog Enterprise key",
		.why = "Whoever has it reads which holes your software is known to "
		       "have.",
		.fix = ROTATE("your TruffleHog Enterprise", "TRUFFLEHOG_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=thog-se"
		       "cret-f83c8a4c1d5ca540"
		       "57699ec314a5a401\n",
		.miss = "T=thog-se"
			"cret-1a28401deea77613"
			"014dc11\n",
		.literal = { "thog-key-", "thog-secret-" },
		.dense = true,
		.pattern = LEFT "(thog-(?:key-[0-9a-f]{16}|secret-[0-9a-f]{32}))" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "spectralops-key",
		.title = "SpectralOps key",
		.why = "Whoever has it reads which holes your software is known to "
		       "have.",
		.fix = ROTATE("spectralops.io", "SPECTRAL_DSN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SPECTRAL_"
		       "KEY=spu-e514f0a100da5"
		       "772adfbf1e6b0e38d1d\n",
		.miss = "SPECTRAL_"
			"KEY=spu-f691074ba1fbd"
			"2d2298b53f\n",
		.literal = { "spu-" },
		.dense = true,
		.pattern = LEFT "(spu-[0-9a-f]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "endorlabs-key",
		.title = "Endor Labs API key",
		.why = "Whoever has it reads which holes your software is known to "
		       "have.",
		.fix = ROTATE("app.endorlabs.com", "ENDOR_API_CREDENTIALS_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ENDOR_KEY"
		       "=endr+RaM5CG0XMB1WQwb"
		       "N\n",
		.miss = "ENDOR_KE"
			"Y=endr+eVB5efH3\n",
		.literal = { "endr+" },
		.pattern = LEFT "(endr\\+[A-Za-z0-9-]{16})" RIGHT,
		.check = fi_check_random,
	},
	{
		.id = "stackhawk-key",
		.title = "StackHawk API key",
		.why = "Whoever has it reads which holes your software is known to "
		       "have.",
		.fix = ROTATE("app.stackhawk.com", "HAWK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "HAWK_API_"
		       "KEY=hawk.lxI4iFhvJJGX"
		       "j2HC9sAS.GoE6y8WHjKXe"
		       "vgpGUw7h\n",
		.miss = "HAWK_API_"
			"KEY=hawk.JgAR4m8RACb7"
			"BJmNY6YX.bQj_Qnlstv\n",
		.literal = { "hawk." },
		.pattern = LEFT "(hawk\\.[A-Za-z0-9_-]{20}\\.[A-Za-z0-9_-]{20})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "stackrox-token",
		.title = "StackRox API token",
		.why = "Whoever has it reads which holes your software is known to "
		       "have.",
		.fix = ROTATE("your StackRox Central", "ROX_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ROX_API_T"
		       "OKEN=eyJhbGciOiJSUzI1"
		       "NiJ9.eyJpc3MiOiJodHRw"
		       "czovL3N0YWNrcm94LmlvL"
		       "2p3dCJ9.JQtyo3ytxW224"
		       "Gn1ss8kwl899fdpEiQzjJ"
		       "hQ4DnFkpg\n",
		.miss = "ROX_API_T"
			"OKEN=eyJhbGciOiJSUzI1"
			"NiJ9\n",
		.literal = { "rox_api_token" },
		.nocase = true,
		.pattern = NAMED("rox_api_token",
			   "eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,3000}\\.[A-Z"
			   "a-z0-9_-]{20,1000}"),
		.check = fi_check_jwt,
		.after = 4096,
	},
};
const size_t fi_rules_secrets_source_n = FI_COUNT(fi_rules_secrets_source);
