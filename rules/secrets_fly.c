/* secrets_fly.c - tokens of Fly.io itself. */
#include "rules/secrets.h"

/* One token, and those that are in a list with it: "FlyV1 fm2_...,fm2_...". */
#define BODY	    "[A-Za-z0-9+/_-]{80,6000}={0,2}"
#define BUNDLE(label)                                                                  \
	LEFT "(" label BODY ")(?:,(?:fm2|fm1[ar]|fo1)_[A-Za-z0-9+/_-]{40,6000}={0,2}){0,7}"

#define WHY_FLY                                                                        \
	"Whoever has it deploys their code in place of yours, opens a shell in your "  \
	"Machines, and reads the secrets there."
#define FIX_FLY                                                                        \
	"Revoke it: `fly tokens list`, then `fly tokens revoke ID`. Deploy from "      \
	"outside the image; an app that must call the API gets a narrow one with "     \
	"`fly secrets set FLY_API_TOKEN=- < FILE`."

const struct fi_rule fi_rules_secrets_fly[] = {
	{
		.id = "fly-macaroon-token",
		.title = "Fly.io API token",
		.why = WHY_FLY,
		.fix = FIX_FLY,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "fm2_" },
		.dense = true,
		.pattern = BUNDLE("fm2_"),
		.check = fi_check_fly_macaroon,
		.after = 8192,
		.hit = "FLY_API_TOKEN=\"FlyV1 fm"
		       "2_lJPECA"
		       "AAAAAAABOJxBDGlDmqS8Tx78DLh6evr4JYwrVodHRwczovL2FwaS"
		       "5mbHkuaW8vdjGSAJLOAA9B3R/EIFcVXqKmX2ZPADMTjPLesAnPOK"
		       "VYMyZ+RPC21+ZrydbM\"",
		.miss = "FLY_API_TOKEN=\"FlyV1 fm"
			"2_foobar\"",
	},
	{
		.id = "fly-macaroon-v1-root",
		.title = "Fly.io API token (first generation)",
		.why = WHY_FLY,
		.fix = FIX_FLY,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "fm1r_" },
		.dense = true,
		.pattern = BUNDLE("fm1r_"),
		.check = fi_check_fly_macaroon,
		.after = 8192,
		.hit = "FLY_API_TOKEN=\"FlyV1 fm"
		       "1r_lJLEC"
		       "AAAAAAAABOJxBBTjObzADuml7ByspaCEKaEtWh0dHBzOi8vYXBpL"
		       "mZseS5pby92MZIAks4AD0HdH8Qg5JKQnE6ZyGlp5RKRu18KlNmDW"
		       "fw5Lg/RhsqM3aGvPOM=\"",
		.miss = "FLY_API_TOKEN=\"FlyV1 fm"
			"1r_xxx\"",
	},
	{
		.id = "fly-macaroon-v1-discharge",
		.title = "Fly.io discharge token",
		.why = "It proves who uses a token; without that token it opens "
		       "nothing, but the two go together.",
		.fix = FIX_FLY,
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "fm1a_" },
		.dense = true,
		.pattern = BUNDLE("fm1a_"),
		.check = fi_check_fly_macaroon,
		.before = FI_BEFORE_MAX, /* the token it is in a list with */
		.after = 8192,
		.hit = "fm"
		       "1a_lJLEC"
		       "AAAAAAAABOJxBDvr2VCCm1N5EmBi9lKiXgwtWh0dHBzOi8vYXBpL"
		       "mZseS5pby92MZIAks4AD0HdH8QgCCpk0t0cNXOlRjAZoy9ICmx4Q"
		       "2LrQWWRIuUmrNsmVuM=",
		.miss = "fm"
			"1a_xxx",
	},
	{
		.id = "fly-oauth-token",
		.title = "Fly.io personal access token",
		.why = "Whoever has it acts as you in all your organizations.",
		.fix = "End the session with `fly auth logout` or revoke it at "
		       "fly.io/user/personal_access_tokens, and use `fly tokens "
		       "create deploy` for builds.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "fo1_" },
		.dense = true,
		.pattern = LEFT "fo1_[A-Za-z0-9_-]{43}" RIGHT,
		.check = fi_check_mixed,
		.hit = "FLY_API_TO"
		       "KEN=fo"
		       "1_Z7fTQrWF7ZoBVe7ZYh3tISilb5eKkUvcWBOYo391ii2",
		.miss = "FLY_API_TO"
			"KEN=fo"
			"1_GxZ1p2uOBf4RZFLp38fB2IIhTolSXG",
	},
	{
		.id = "fly-config-access-token",
		.title = "Token in flyctl's own configuration",
		.why = "flyctl acts with it on its own; so may whoever reads the "
		       "file, in all your organizations.",
		.fix = "End the session with `fly auth logout`, and put .fly/ into "
		       ".dockerignore.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "access_token:", "metrics_token:" },
		.pattern = "(?:access|metrics)_token:[ \\t]{1,4}[\"\\']?((?:FlyV1 "
			   ")?[A-Za-z0-9_+/"
			   "=,-]{40,8000})",
		.check = fi_check_fly_config,
		.after = 8192,
		.path = ".fly/*.yml|.fly/*.yaml",
		.sample = "root/.fly/config.yml",
		.hit = "access"
		       "_token: 16r3AnJnFE"
		       "sWAQyicyMYrAq0XiLGUV5H5vuseG3Xp0O\n",
		.miss = "access"
			"_token: \"\"\n",
	},
};
const size_t fi_rules_secrets_fly_n = FI_COUNT(fi_rules_secrets_fly);
