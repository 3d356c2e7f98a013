/* secrets_observability.c - monitoring, feature flags, builds, and software as a service. */
#include "rules/rule.h"
#include "rules/valid.h"

/* No letter before it, or one that ends an escape: "\nghp_...". */
#define LEFT  "(?:(?<![A-Za-z0-9_])|(?<=\\\\[nrt]))"
#define RIGHT "(?![A-Za-z0-9_-])"

#define ROTATE(where, name) \
	"Revoke it at " where " and make a new one; then `fly secrets set " name \
	"=...`, and keep it out of the image."

/* A name that holds one of the words, an operator, and the value. */
#define NAMED(words, value) \
	"(?i:" words ")[\\w.-]{0,40}[\\\\\"'`\\]]{0,3}[ \\t]{0,20}(?:=>|:=|[=:,])" \
	"[ \\t]{0,20}[\\\\\"'`(]{0,3}(" value ")(?![A-Za-z0-9_+/=-])"

#define WHY_OPS \
	"Whoever has it reads what your systems tell about themselves, or silences them."
#define WHY_SAAS \
	"Whoever has it acts as you at that service, with all the data you keep there."
#define WHY_CI \
	"Whoever has it runs builds in your name and reads what builds may read."
#define WHY_PUBLIC \
	"It is made to be public; it is listed so that nobody wonders."

const struct fi_rule fi_rules_secrets_observability[] = {
	{
		.id = "newrelic-user-key",
		.title = "New Relic user key",
		.why = WHY_OPS,
		.fix = ROTATE("one.newrelic.com/api-keys", "NEW_RELIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "NEW"
		"_RELIC_API_KEY=NR"
		"AK-MQ1XP12BR0037TBYGAPE"
		"HNSNXFQ\n",
		.miss = "NEW"
		"_RELIC_API_KEY=NR"
		"AK-MQ1XP12BR0037TBYGAPE"
		"HNS\n",
		.literal = { "NRAK-" },
		.pattern = LEFT "(NRAK-[A-Z0-9]{27})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "newrelic-insights",
		.title = "New Relic insert key",
		.why = WHY_OPS,
		.fix = ROTATE("one.newrelic.com/api-keys", "NEW_RELIC_INSERT_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NEW"
		"_RELIC_INSERT_KEY"
		"=NRII-529JHRMJFUQEvu5Rw"
		"kA-tE14QfwktyrQ\n",
		.miss = "NEW"
		"_RELIC_INSERT_KEY"
		"=NRII-529JHRMJFUQEvu5Rw"
		"kA-tE14Qfwk\n",
		.literal = { "NRII-" },
		.pattern = LEFT "(NRII-[A-Za-z0-9_-]{32})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "newrelic-browser-key",
		.title = "New Relic browser key",
		.why = WHY_OPS,
		.fix = ROTATE("one.newrelic.com/api-keys", "NEW_RELIC_BROWSER_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "NEW"
		"_RELIC_BROWSER_KE"
		"Y=NRJS-727a4a4682e57d38"
		"cff\n",
		.miss = "NEW"
		"_RELIC_BROWSER_KE"
		"Y=NRJS-727a4a4682e57d3\n",
		.literal = { "NRJS-" },
		.pattern = LEFT "(NRJS-[a-f0-9]{19})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "sentry-org-token",
		.title = "Sentry organisation token",
		.why = WHY_OPS,
		.fix = ROTATE("sentry.io/settings/auth-tokens", "SENTRY_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SEN"
		"TRY_AUTH_TOKEN=sn"
		"trys_eyJwSRNisR+uZCPxF0"
		"UUDRTI/JCBnA9ndafB4"
		"/w4xDeusZrEtJrBj18zrT/TcaIXmY"
		"x9GN5x3KDBk3cTqWO\n",
		.miss = "SEN"
		"TRY_AUTH_TOKEN=sn"
		"trys_eyJwSRNisR+uZCPxF0"
		"UUDRTI/JCBnA9ndafB4"
		"/w4xDeusZrEtJrBj\n",
		.literal = { "sntrys_eyJ" },
		.pattern = LEFT "(sntrys_eyJ[A-Za-z0-9+/]{80,300})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "sentry-user-token",
		.title = "Sentry user token",
		.why = WHY_OPS,
		.fix = ROTATE("sentry.io/settings/auth-tokens", "SENTRY_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SEN"
		"TRY_AUTH_TOKEN=sn"
		"tryu_ac4a92c7d6fcd60347"
		"df25629a6ba782daef0"
		"1147a6dce984812fb6ae9d83068\n",
		.miss = "SEN"
		"TRY_AUTH_TOKEN=sn"
		"tryu_ac4a92c7d6fcd60347"
		"df25629a6ba782daef0"
		"1147a6dce984812fb6ae9d8\n",
		.literal = { "sntryu_" },
		.pattern = LEFT "(sntryu_[a-f0-9]{64})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "sentry-integration-token",
		.title = "Sentry integration token",
		.why = WHY_OPS,
		.fix = ROTATE("sentry.io/settings/auth-tokens", "SENTRY_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SEN"
		"TRY_AUTH_TOKEN=sn"
		"trya_2517bea787eb821331"
		"cf751b30c712305eec7"
		"8b2023930c8106ec460024d7213\n",
		.miss = "SEN"
		"TRY_AUTH_TOKEN=sn"
		"trya_2517bea787eb821331"
		"cf751b30c712305eec7"
		"8b2023930c8106ec460024d\n",
		.literal = { "sntrya_" },
		.pattern = LEFT "(sntrya_[a-f0-9]{64})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "grafana-cloud-token",
		.title = "Grafana Cloud token",
		.why = WHY_OPS,
		.fix = ROTATE("grafana.com, access policies", "GRAFANA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "GRA"
		"FANA_TOKEN=glc_ey"
		"JlB6Bp9tH6IVnMemKJkGDQJ"
		"Tyf5Fm71i8unjL86GQx"
		"UsSpDuaA3rKJ51kLcao\n",
		.miss = "GRA"
		"FANA_TOKEN=glc_ey"
		"JlB6Bp9tH6IVnMemKJkGDQJ"
		"Tyf5Fm71i8unjL8\n",
		.literal = { "glc_eyJ" },
		.pattern = LEFT "(glc_eyJ[A-Za-z0-9+/]{60,400})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "dynatrace-token",
		.title = "Dynatrace token",
		.why = WHY_OPS,
		.fix = ROTATE("your Dynatrace environment", "DYNATRACE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DYN"
		"ATRACE_TOKEN=dt0c"
		"01.EDDD5KD7EUNAFJM08L6C"
		"3CA6.HF4LRWY8Q7NE9D"
		"FBBCOGQXB95BVWZ1T8XXQNSBUVV5N"
		"0LSGZK579P2B7YA1DXHIV\n",
		.miss = "DYN"
		"ATRACE_TOKEN=dt0c"
		"01.EDDD5KD7EUNAFJM08L6C"
		"3CA6.HF4LRWY8Q7NE9D"
		"FBBCOGQXB95BVWZ1T8XXQNSBUVV5N"
		"0LSGZK579P2B7YA1D\n",
		.literal = { "dt0c01." },
		.pattern = LEFT "(dt0c01\\.[A-Z0-9]{24}\\.[A-Z0-9]{64})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "honeycomb-key",
		.title = "Honeycomb ingest key",
		.why = WHY_OPS,
		.fix = ROTATE("ui.honeycomb.io", "HONEYCOMB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "HON"
		"EYCOMB_API_KEY=hc"
		"aik_xmfso87xfnorbyx5r9x"
		"9nw2ak9zm6skv25uj9k"
		"tm3or5jxga6v\n",
		.miss = "HON"
		"EYCOMB_API_KEY=hc"
		"aik_xmfso87xfnorbyx5r9x"
		"9nw2ak9zm6sk\n",
		.literal = { "hcaik_" },
		.pattern = LEFT "(hcaik_[a-z0-9]{50,64})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "posthog-personal",
		.title = "PostHog personal API key",
		.why = WHY_OPS,
		.fix = ROTATE("app.posthog.com/settings", "POSTHOG_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "POS"
		"THOG_API_KEY=phx_"
		"MjH2l4zGoUtAcil2JdsibXM"
		"BolXSh16fZRFHCiLJ6C"
		"6\n",
		.miss = "POS"
		"THOG_API_KEY=phx_"
		"MjH2l4zGoUtAcil2JdsibXM"
		"BolX\n",
		.literal = { "phx_" },
		.pattern = LEFT "(phx_[A-Za-z0-9]{43,48})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "posthog-project",
		.title = "PostHog project key",
		.why = WHY_PUBLIC,
		.fix = ROTATE("app.posthog.com/settings", "POSTHOG_KEY"),
		.category = FI_SECRET,
		.severity = FI_INFO,
		.hit = "POS"
		"THOG_KEY=phc_Qysb"
		"GtNSPm5Mttpi29txHvnbtXy"
		"oflaMckFtQLN93oC\n",
		.miss = "POS"
		"THOG_KEY=phc_Qysb"
		"GtNSPm5Mttpi29txHvnbtXy"
		"oflaMckFtQLN\n",
		.literal = { "phc_" },
		.pattern = LEFT "(phc_[A-Za-z0-9]{43})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "segment-token",
		.title = "Segment public API token",
		.why = WHY_OPS,
		.fix = ROTATE("app.segment.com", "SEGMENT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SEG"
		"MENT_TOKEN=sgp_F4"
		"GZCUHOIkfuvTqJGTPFbUCO8"
		"ujjPAxQ2KGU51m6VUtn"
		"ia9oPFELtPqUM3PeKzBd\n",
		.miss = "SEG"
		"MENT_TOKEN=sgp_F4"
		"GZCUHOIkfuvTqJGTPFbUCO8"
		"ujjPAxQ2KGU51m6VUtn"
		"ia9oPFELtPqUM3Pe\n",
		.literal = { "sgp_" },
		.pattern = LEFT "(sgp_[A-Za-z0-9]{64})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "linear-key",
		.title = "Linear API key",
		.why = WHY_SAAS,
		.fix = ROTATE("linear.app/settings/api", "LINEAR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "LIN"
		"EAR_API_KEY=lin_a"
		"pi_tNSN2rJtaIG9W9nQ9FOo"
		"a0sYsZAOnclcipKR00C"
		"i\n",
		.miss = "LIN"
		"EAR_API_KEY=lin_a"
		"pi_tNSN2rJtaIG9W9nQ9FOo"
		"a0sYsZAOnclcipKR\n",
		.literal = { "lin_api_" },
		.pattern = LEFT "(lin_api_[A-Za-z0-9]{40})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "linear-oauth",
		.title = "Linear OAuth token",
		.why = WHY_SAAS,
		.fix = ROTATE("linear.app/settings/api", "LINEAR_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "LIN"
		"EAR_TOKEN=lin_oau"
		"th_b54754a05c3462d6c7f6"
		"d19b6baa04ee5ae9144"
		"540288ec6498d71c1cd58c425\n",
		.miss = "LIN"
		"EAR_TOKEN=lin_oau"
		"th_b54754a05c3462d6c7f6"
		"d19b6baa04ee5ae9144"
		"540288ec6498d71c1cd58\n",
		.literal = { "lin_oauth_" },
		.pattern = LEFT "(lin_oauth_[a-f0-9]{64})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "notion-token",
		.title = "Notion integration token",
		.why = WHY_SAAS,
		.fix = ROTATE("notion.so/my-integrations", "NOTION_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "NOT"
		"ION_TOKEN=ntn_395"
		"40164822uaShWIgYqLNhspE"
		"Fv07WeuBQPqbm6UjWn1"
		"3\n",
		.miss = "NOT"
		"ION_TOKEN=ntn_395"
		"40164822uaShWIgYqLNhspE"
		"Fv07WeuBQPqbm6Uj\n",
		.literal = { "ntn_" },
		.pattern = LEFT "(ntn_[0-9]{11}[A-Za-z0-9]{35})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "notion-token-old",
		.title = "Notion integration token (old form)",
		.why = WHY_SAAS,
		.fix = ROTATE("notion.so/my-integrations", "NOTION_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "NOT"
		"ION_TOKEN=secret_"
		"jlkit0vfvPAcR9z745wbTcb"
		"fk1PX99tzSOyb6iiaQv"
		"m\n",
		.miss = "NOT"
		"ION_TOKEN=secret_"
		"jlkit0vfvPAcR9z745wbTcb"
		"fk1PX99tzSOyb6ii\n",
		.literal = { "secret_" },
		.pattern = LEFT "(secret_[A-Za-z0-9]{43})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "figma-pat",
		.title = "Figma personal access token",
		.why = WHY_SAAS,
		.fix = ROTATE("figma.com/settings", "FIGMA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FIG"
		"MA_TOKEN=figd_rvJ"
		"FBhjmeOBvdxs-Lnaip7_kOH"
		"QjNnZjzEmXNjbC\n",
		.miss = "FIG"
		"MA_TOKEN=figd_rvJ"
		"FBhjmeOBvdxs-Lnaip7_kOH"
		"QjNnZjzEmX\n",
		.literal = { "figd_" },
		.pattern = LEFT "(figd_[A-Za-z0-9_-]{40})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "hubspot-key",
		.title = "HubSpot private app token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.hubspot.com/private-apps", "HUBSPOT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HUB"
		"SPOT_TOKEN=pat-na"
		"1-158576c0-2332-e128-d3"
		"a2-9969e434b53a\n",
		.miss = "HUB"
		"SPOT_TOKEN=pat-na"
		"1-158576c0-2332-e128-d3"
		"a2-9969e434\n",
		.literal = { "pat-na1-" },
		.pattern = LEFT "(pat-na1-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{"
		"12})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "hubspot-key-eu",
		.title = "HubSpot private app token (EU)",
		.why = WHY_SAAS,
		.fix = ROTATE("app.hubspot.com/private-apps", "HUBSPOT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HUB"
		"SPOT_TOKEN=pat-eu"
		"1-95691c91-0deb-df0a-47"
		"de-10f2a0add217\n",
		.miss = "HUB"
		"SPOT_TOKEN=pat-eu"
		"1-95691c91-0deb-df0a-47"
		"de-10f2a0ad\n",
		.literal = { "pat-eu1-" },
		.pattern = LEFT "(pat-eu1-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{"
		"12})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "dnkey",
		.title = "Defined Networking key",
		.why = WHY_SAAS,
		.fix = ROTATE("admin.defined.net", "DN_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DN_"
		"KEY=dnkey-8VLWJOP"
		"MANQWERNQMPVF65K7IS-DHQ"
		"9OHI06KUO15YI31NPS1"
		"KU80ZJ0XCGR27TWFI855KKKRVWEH3"
		"U\n",
		.miss = "DN_"
		"KEY=dnkey-8VLWJOP"
		"MANQWERNQMPVF65K7IS-DHQ"
		"9OHI06KUO15YI31NPS1"
		"KU80ZJ0XCGR27TWFI855KKKRVW\n",
		.literal = { "dnkey-" },
		.pattern = LEFT "(dnkey-[A-Z0-9]{26}-[A-Z0-9]{52})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "sonarqube-user-token",
		.title = "SonarQube user token",
		.why = WHY_SAAS,
		.fix = ROTATE("your SonarQube account", "SONAR_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SON"
		"AR_TOKEN=squ_9f3c"
		"1eeb2f5f8af1099693cbf68"
		"90b518a0383d6\n",
		.miss = "SON"
		"AR_TOKEN=squ_9f3c"
		"1eeb2f5f8af1099693cbf68"
		"90b518a03\n",
		.literal = { "squ_" },
		.pattern = LEFT "(squ_[a-f0-9]{40})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "sonarqube-project-token",
		.title = "SonarQube project token",
		.why = WHY_SAAS,
		.fix = ROTATE("your SonarQube account", "SONAR_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SON"
		"AR_TOKEN=sqp_ae69"
		"cf44335a74265dbbdae7be3"
		"500ebf1d92208\n",
		.miss = "SON"
		"AR_TOKEN=sqp_ae69"
		"cf44335a74265dbbdae7be3"
		"500ebf1d9\n",
		.literal = { "sqp_" },
		.pattern = LEFT "(sqp_[a-f0-9]{40})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "circleci-pat",
		.title = "CircleCI personal token",
		.why = WHY_CI,
		.fix = ROTATE("app.circleci.com/settings/user/tokens", "CIRCLE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CIR"
		"CLE_TOKEN=CCIPAT_"
		"eIrPbPzDNJfLs2G6s9igxP_"
		"5e9b5b2a3dbe378454a"
		"9573970a7699551176129\n",
		.miss = "CIR"
		"CLE_TOKEN=CCIPAT_"
		"eIrPbPzDNJfLs2G6s9igxP_"
		"5e9b5b2a3dbe378454a"
		"9573970a769955117\n",
		.literal = { "CCIPAT_" },
		.pattern = LEFT "(CCIPAT_[A-Za-z0-9]{22}_[a-f0-9]{40})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "circleci-project-token",
		.title = "CircleCI project token",
		.why = WHY_CI,
		.fix = ROTATE("the CircleCI project settings", "CIRCLE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CIR"
		"CLE_TOKEN=CCIPRJ_"
		"75Nr4ip59FA5VDxMMLHV1D_"
		"cdd5c5ce6308cd93150"
		"f5c777507d2096639a869\n",
		.miss = "CIR"
		"CLE_TOKEN=CCIPRJ_"
		"75Nr4ip59FA5VDxMMLHV1D_"
		"cdd5c5ce6308cd93150"
		"f5c777507d2096639\n",
		.literal = { "CCIPRJ_" },
		.pattern = LEFT "(CCIPRJ_[A-Za-z0-9]{22}_[a-f0-9]{40})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "buildkite-token",
		.title = "Buildkite token",
		.why = WHY_CI,
		.fix = ROTATE("buildkite.com/user/api-access-tokens", "BUILDKITE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BUI"
		"LDKITE_TOKEN=bkua"
		"_liniy0lstt92r0crqtky2v"
		"1zzqfld44hqs8i3end\n",
		.miss = "BUI"
		"LDKITE_TOKEN=bkua"
		"_liniy0lstt92r0crqtky2v"
		"1zz\n",
		.literal = { "bkua_" },
		.pattern = LEFT "(bkua_[a-z0-9]{40,53})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "postman-key",
		.title = "Postman API key",
		.why = WHY_SAAS,
		.fix = ROTATE("postman.co/settings/me/api-keys", "POSTMAN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "POS"
		"TMAN_API_KEY=PMAK"
		"-ade67e4848423415312dba"
		"33-78721aba3f3e57f3"
		"9cb77c7cf73d897d56\n",
		.miss = "POS"
		"TMAN_API_KEY=PMAK"
		"-ade67e4848423415312dba"
		"33-78721aba3f3e57f3"
		"9cb77c7cf73d89\n",
		.literal = { "PMAK-" },
		.pattern = LEFT "(PMAK-[a-f0-9]{24}-[a-f0-9]{34})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "readme-key",
		.title = "ReadMe API key",
		.why = WHY_SAAS,
		.fix = ROTATE("dash.readme.com", "README_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "REA"
		"DME_API_KEY=rdme_"
		"mdvqmzv21gnpcystk4xrwsx"
		"hhc4bl2dbw9wzi2e697"
		"0ryaxt1mnjzoh9cwa39bib006yc7\n",
		.miss = "REA"
		"DME_API_KEY=rdme_"
		"mdvqmzv21gnpcystk4xrwsx"
		"hhc4bl2dbw9wzi2e697"
		"0ryaxt1mnjzoh9cwa39bib00\n",
		.literal = { "rdme_" },
		.pattern = LEFT "(rdme_[a-z0-9]{70})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "contentful-pat",
		.title = "Contentful token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.contentful.com/account/profile/cma_tokens", "CONTENTFUL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CON"
		"TENTFUL_TOKEN=CFP"
		"AT-XQKmr6apcbmReSnywPV6"
		"BOcEiCr3Sry9aeF8fkz"
		"erQq\n",
		.miss = "CON"
		"TENTFUL_TOKEN=CFP"
		"AT-XQKmr6apcbmReSnywPV6"
		"BOcEiCr3Sry9aeF8fkz"
		"\n",
		.literal = { "CFPAT-" },
		.pattern = LEFT "(CFPAT-[A-Za-z0-9_-]{43})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "prefect-key",
		.title = "Prefect API key",
		.why = WHY_SAAS,
		.fix = ROTATE("app.prefect.cloud", "PREFECT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PRE"
		"FECT_API_KEY=pnu_"
		"5BtUIim1w3oZS8aHzciz8uS"
		"XI7BQcuJdqfZC\n",
		.miss = "PRE"
		"FECT_API_KEY=pnu_"
		"5BtUIim1w3oZS8aHzciz8uS"
		"XI7BQcuJd\n",
		.literal = { "pnu_" },
		.pattern = LEFT "(pnu_[A-Za-z0-9]{36})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "databricks-pat",
		.title = "Databricks token",
		.why = WHY_SAAS,
		.fix = ROTATE("your Databricks workspace", "DATABRICKS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "DAT"
		"ABRICKS_TOKEN=dap"
		"i50718c0d3df7d6d58482aa"
		"1a75ad2f59\n",
		.miss = "DAT"
		"ABRICKS_TOKEN=dap"
		"i50718c0d3df7d6d58482aa"
		"1a75ad\n",
		.literal = { "dapi" },
		.pattern = LEFT "(dapi[a-f0-9]{32})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "typeform-token",
		.title = "Typeform token",
		.why = WHY_SAAS,
		.fix = ROTATE("admin.typeform.com/account", "TYPEFORM_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TYP"
		"EFORM_TOKEN=tfp_2"
		"jvOfLoO9W9waqtQyKsKzyqN"
		"LRjyKInlzY6NoK4AaUq"
		"7\n",
		.miss = "TYP"
		"EFORM_TOKEN=tfp_2"
		"jvOfLoO9W9waqtQyKsKzyqN"
		"LRjy\n",
		.literal = { "tfp_" },
		.pattern = LEFT "(tfp_[A-Za-z0-9]{44,59})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "deno-token",
		.title = "Deno Deploy token",
		.why = WHY_CI,
		.fix = ROTATE("dash.deno.com/account", "DENO_DEPLOY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DEN"
		"O_DEPLOY_TOKEN=dd"
		"p_2VwFSrGOyo9ukFcwmo4hp"
		"CYD0bcOOsztvKAa\n",
		.miss = "DEN"
		"O_DEPLOY_TOKEN=dd"
		"p_2VwFSrGOyo9ukFcwmo4hp"
		"CYD0bcOOszt\n",
		.literal = { "ddp_" },
		.pattern = LEFT "(ddp_[A-Za-z0-9]{36})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "samsara-token",
		.title = "Samsara API token",
		.why = WHY_SAAS,
		.fix = ROTATE("cloud.samsara.com", "SAMSARA_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SAM"
		"SARA_API_TOKEN=sa"
		"msara_api_7GrDrPLOwqEgx"
		"89NA9BC7y94u5Bj2F\n",
		.miss = "SAM"
		"SARA_API_TOKEN=sa"
		"msara_api_7GrDrPLOwqEgx"
		"89NA9BC7y94u5\n",
		.literal = { "samsara_api_" },
		.pattern = LEFT "(samsara_api_[A-Za-z0-9]{30})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "apify-token",
		.title = "Apify token",
		.why = WHY_SAAS,
		.fix = ROTATE("console.apify.com/account", "APIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "API"
		"FY_TOKEN=apify_ap"
		"i_Rb6tZy99uaYyLKdqc482T"
		"wgAbZRXKSewdzNB\n",
		.miss = "API"
		"FY_TOKEN=apify_ap"
		"i_Rb6tZy99uaYyLKdqc482T"
		"wgAbZRXKSew\n",
		.literal = { "apify_api_" },
		.pattern = LEFT "(apify_api_[A-Za-z0-9]{36})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "portainer-token",
		.title = "Portainer token",
		.why = WHY_SAAS,
		.fix = ROTATE("your Portainer account", "PORTAINER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "POR"
		"TAINER_TOKEN=ptr_"
		"0KPq8NwW7E4S3zu6JOOV/ba"
		"QQnHGcR62XyPtdfZXY1"
		"6=\n",
		.miss = "POR"
		"TAINER_TOKEN=ptr_"
		"0KPq8NwW7E4S3zu6JOOV/ba"
		"QQnHGcR62XyPtdfZX\n",
		.literal = { "ptr_" },
		.pattern = LEFT "(ptr_[A-Za-z0-9+/]{43}=)" "",
		.check = fi_check_placeholder,
	},
	{
		.id = "adafruit-key",
		.title = "Adafruit IO key",
		.why = WHY_SAAS,
		.fix = ROTATE("io.adafruit.com", "ADAFRUIT_IO_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "ADA"
		"FRUIT_IO_KEY=aio_"
		"fF5Rv1SAmRU6ggpAvYG3UYP"
		"ySqab\n",
		.miss = "ADA"
		"FRUIT_IO_KEY=aio_"
		"fF5Rv1SAmRU6ggpAvYG3UYP"
		"y\n",
		.literal = { "aio_" },
		.pattern = LEFT "(aio_[A-Za-z0-9]{28})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "rootly-key",
		.title = "Rootly API key",
		.why = WHY_OPS,
		.fix = ROTATE("rootly.com/account", "ROOTLY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ROO"
		"TLY_API_KEY=rootl"
		"y_56d53a4e5e05f3b4c3b24"
		"429b48a3f6a14a58e95"
		"c556d5c5ae9e915c285cc6a8\n",
		.miss = "ROO"
		"TLY_API_KEY=rootl"
		"y_56d53a4e5e05f3b4c3b24"
		"429b48a3f6a14a58e95"
		"c556d5c5ae9e915c285c\n",
		.literal = { "rootly_" },
		.pattern = LEFT "(rootly_[a-f0-9]{64})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "wundergraph-key",
		.title = "WunderGraph Cosmo key",
		.why = WHY_SAAS,
		.fix = ROTATE("cosmo.wundergraph.com", "COSMO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "COS"
		"MO_API_KEY=cosmo_"
		"9c45dc99ff6483ec68cf505"
		"83c3f1083\n",
		.miss = "COS"
		"MO_API_KEY=cosmo_"
		"9c45dc99ff6483ec68cf505"
		"83c3f\n",
		.literal = { "cosmo_" },
		.pattern = LEFT "(cosmo_[a-f0-9]{32})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "unkey-root",
		.title = "Unkey root key",
		.why = WHY_SAAS,
		.fix = ROTATE("app.unkey.com", "UNKEY_ROOT_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "UNK"
		"EY_ROOT_KEY=unkey"
		"_UL7oEtXkdMx5dgtmZhMM\n",
		.miss = "UNK"
		"EY_ROOT_KEY=unkey"
		"_UL7oEtXkdMx\n",
		.literal = { "unkey_" },
		.pattern = LEFT "(unkey_[A-Za-z0-9]{20,32})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "val-town-token",
		.title = "Val Town token",
		.why = WHY_SAAS,
		.fix = ROTATE("val.town/settings/api", "VALTOWN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "VAL"
		"TOWN_TOKEN=vtwn_8"
		"KX1YXZABup7axM66G4i\n",
		.miss = "VAL"
		"TOWN_TOKEN=vtwn_8"
		"KX1YXZABup\n",
		.literal = { "vtwn_" },
		.pattern = LEFT "(vtwn_[A-Za-z0-9]{20,80})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "adobe-secret",
		.title = "Adobe client secret",
		.why = WHY_SAAS,
		.fix = ROTATE("developer.adobe.com/console", "ADOBE_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ADO"
		"BE_CLIENT_SECRET="
		"p8e-SUcX5a-Xxw3fNslSe3W"
		"X5iwoEYYfQcf7\n",
		.miss = "ADO"
		"BE_CLIENT_SECRET="
		"p8e-SUcX5a-Xxw3fNslSe3W"
		"X5iwoEYYf\n",
		.literal = { "p8e-" },
		.pattern = LEFT "(p8e-[A-Za-z0-9_-]{32})" "(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "grafana-service-account",
		.title = "Grafana service account token",
		.why = WHY_OPS,
		.fix = ROTATE("your Grafana, service accounts", "GRAFANA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=g"
		"lsa_QvMcTyWSRU6uX"
		"I8Jkv3jxwnVnyg220ZZ_5bc"
		"b9b6b\n",
		.miss = "T=g"
		"lsa_QvMcTyWSRU6uX"
		"I8Jkv3jxwnVnyg220ZZ_5bc"
		"b9\n",
		.literal = { "glsa_" },
		.pattern = LEFT "(glsa_[A-Za-z0-9]{32}_[a-f0-9]{8})" RIGHT,
		.check = fi_check_grafana,
	},
	{
		.id = "airtable-pat",
		.title = "Airtable personal access token",
		.why = WHY_SAAS,
		.fix = ROTATE("airtable.com/create/tokens", "AIRTABLE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "AIR"
		"TABLE_TOKEN=patkG"
		"qts9xMVmHxLg.7dd22bce61"
		"003a6ed6bc25d415753"
		"10fe76bc6cceefb0c64e8f1e68ea0"
		"149cfe\n",
		.miss = "AIR"
		"TABLE_TOKEN=patkG"
		"qts9xMVmHxLg.7dd22bce61"
		"003a6ed6bc25d415753"
		"10fe76bc6cceefb0c64e8f1e68ea0"
		"1\n",
		.literal = { "airtable" },
		.nocase = true,
		.pattern = NAMED("airtable[\\w.-]{0,20}", "pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "sentry-dsn",
		.title = "Sentry DSN",
		.why = WHY_PUBLIC,
		.fix = "Nothing to rotate: a DSN may be public; keep it in an environment variable if you like.",
		.category = FI_SECRET,
		.severity = FI_INFO,
		.hit = "htt"
		"ps://cc57c73681a9"
		"e1bb8e019d77ad042399@o1"
		"2345.ingest.sentry."
		"io/6789\n",
		.miss = "htt"
		"ps://cc57c73681a9"
		"e1bb8e019d77ad0423@o123"
		"45.ingest.sentry.io"
		"/6789\n",
		.literal = { "ingest.sentry.io", "ingest.us.sentry.io" },
		.pattern = "(https://[a-f0-9]{32}@[a-z0-9.]{1,40}sentry\\.io/[0-9]{1,20})",
		.check = fi_check_placeholder,
	},
	{
		.id = "newrelic-license-key",
		.title = "New Relic license key",
		.why = WHY_OPS,
		.fix = ROTATE("one.newrelic.com/api-keys", "NEW_RELIC_LICENSE_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "K=f"
		"14955e3fd132031c1"
		"492b9575e5300e46bfNRAL\n",
		.miss = "K=0"
		"ed29262f2f451c986"
		"385be0995c29NRAL\n",
		.literal = { "NRAL" },
		.pattern = "(?<![A-Za-z0-9])([a-f0-9]{36}NRAL)(?![A-Za-z0-9])",
		.check = fi_check_placeholder,
	},
	{
		.id = "datadog-api-key",
		.title = "Datadog API key",
		.why = WHY_OPS,
		.fix = ROTATE("app.datadoghq.com/organization-settings/api-keys", "DD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DD_"
		"API_KEY=51d7dcdba"
		"82df6b5ba0ca1c4b0b1d156"
		"\n",
		.miss = "DD_"
		"API_KEY=51d7dcdba"
		"82df6b5ba0ca1c4b0b1d\n",
		.literal = { "datadog", "dd_api_key", "dd-api-key" },
		.nocase = true,
		.pattern = NAMED("(?:datadog|dd)_?[\\w.-]{0,20}api_?key", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "datadog-app-key",
		.title = "Datadog application key",
		.why = WHY_OPS,
		.fix = ROTATE("app.datadoghq.com/organization-settings/application-keys", "DD_APP_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DD_"
		"APP_KEY=944033bba"
		"3df0a1dfa6cc30a25b92830"
		"a2e4713f\n",
		.miss = "DD_"
		"APP_KEY=944033bba"
		"3df0a1dfa6cc30a25b92830"
		"a2e47\n",
		.literal = { "datadog", "dd_app_key", "dd-application-key" },
		.nocase = true,
		.pattern = NAMED("(?:datadog|dd)_?[\\w.-]{0,20}app[\\w.-]{0,12}key", "[a-f0-9]{40}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "honeycomb-key-old",
		.title = "Honeycomb API key (old form)",
		.why = WHY_OPS,
		.fix = ROTATE("ui.honeycomb.io", "HONEYCOMB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "HON"
		"EYCOMB_API_KEY=ed"
		"a7421f6036a035a75426b3d"
		"0df4309\n",
		.miss = "HON"
		"EYCOMB_API_KEY=ed"
		"a7421f6036a035a75426b3d"
		"0df4\n",
		.literal = { "honeycomb" },
		.nocase = true,
		.pattern = NAMED("honeycomb[\\w.-]{0,20}", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "rollbar-token",
		.title = "Rollbar access token",
		.why = WHY_OPS,
		.fix = ROTATE("rollbar.com/settings", "ROLLBAR_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "ROL"
		"LBAR_TOKEN=83c7c9"
		"daa706fc97965f2bd36ca3d"
		"db8\n",
		.miss = "ROL"
		"LBAR_TOKEN=83c7c9"
		"daa706fc97965f2bd36ca3d"
		"\n",
		.literal = { "rollbar" },
		.nocase = true,
		.pattern = NAMED("rollbar[\\w.-]{0,20}token", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "splunk-hec",
		.title = "Splunk HEC token",
		.why = WHY_OPS,
		.fix = ROTATE("your Splunk, HTTP event collector", "SPLUNK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SPL"
		"UNK_TOKEN=20fdb28"
		"1-0241-008e-f3a8-cbce4d"
		"0187a3\n",
		.miss = "SPL"
		"UNK_TOKEN=20fdb28"
		"1-0241-008e-f3a8-cbce4d"
		"018\n",
		.literal = { "splunk" },
		.nocase = true,
		.pattern = NAMED("splunk[\\w.-]{0,20}", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "algolia-admin-key",
		.title = "Algolia admin key",
		.why = WHY_SAAS,
		.fix = ROTATE("dashboard.algolia.com/account/api-keys", "ALGOLIA_ADMIN_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ALG"
		"OLIA_ADMIN_KEY=7a"
		"0d1b6761cea930d4e8e3e47"
		"14bb85b\n",
		.miss = "ALG"
		"OLIA_ADMIN_KEY=7a"
		"0d1b6761cea930d4e8e3e47"
		"14bb\n",
		.literal = { "algolia" },
		.nocase = true,
		.pattern = NAMED("algolia[\\w.-]{0,20}admin[\\w.-]{0,10}", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "amplitude-key",
		.title = "Amplitude secret key",
		.why = WHY_OPS,
		.fix = ROTATE("app.amplitude.com", "AMPLITUDE_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "AMP"
		"LITUDE_SECRET_KEY"
		"=5975c9a878991c32bda166"
		"d253ffb38a\n",
		.miss = "AMP"
		"LITUDE_SECRET_KEY"
		"=5975c9a878991c32bda166"
		"d253ffb\n",
		.literal = { "amplitude" },
		.nocase = true,
		.pattern = NAMED("amplitude[\\w.-]{0,20}secret", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "mixpanel-secret",
		.title = "Mixpanel secret",
		.why = WHY_OPS,
		.fix = ROTATE("mixpanel.com/settings", "MIXPANEL_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "MIX"
		"PANEL_SECRET=acbd"
		"e6721bc107200be8f76b233"
		"d40dd\n",
		.miss = "MIX"
		"PANEL_SECRET=acbd"
		"e6721bc107200be8f76b233"
		"d4\n",
		.literal = { "mixpanel" },
		.nocase = true,
		.pattern = NAMED("mixpanel[\\w.-]{0,20}secret", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "zendesk-secret",
		.title = "Zendesk API token",
		.why = WHY_SAAS,
		.fix = ROTATE("your Zendesk admin center", "ZENDESK_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ZEN"
		"DESK_API_TOKEN=RP"
		"DCULBwAeZlp6gcszI27pqDC"
		"5gECpefPt8gNXFZ\n",
		.miss = "ZEN"
		"DESK_API_TOKEN=RP"
		"DCULBwAeZlp6gcszI27pqDC"
		"5gECpefPt8gN\n",
		.literal = { "zendesk" },
		.nocase = true,
		.pattern = NAMED("zendesk[\\w.-]{0,20}(?:token|secret|key)", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "auth0-client-secret",
		.title = "Auth0 client secret",
		.why = WHY_SAAS,
		.fix = ROTATE("manage.auth0.com", "AUTH0_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "AUT"
		"H0_CLIENT_SECRET="
		"Wa6_21jyrXSs7AaNXn5zNrL"
		"g5l--GQhhoOU_Utp5Ya"
		"7VzMyNkOzq9l0SI-5_M-MW\n",
		.miss = "AUT"
		"H0_CLIENT_SECRET="
		"Wa6_21jyrXSs7AaNXn5zNrL"
		"g5l--GQhhoOU_Utp5Ya"
		"7VzMyNkOzq9l0SI-5_M\n",
		.literal = { "auth0" },
		.nocase = true,
		.pattern = NAMED("auth0[\\w.-]{0,20}secret", "[A-Za-z0-9_-]{64}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "okta-token",
		.title = "Okta API token",
		.why = WHY_SAAS,
		.fix = ROTATE("your Okta admin console", "OKTA_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "OKT"
		"A_API_TOKEN=RsZhV"
		"dtIFcXWYKLX1OFZLvwcIpW5"
		"yUhXj-ANfRyHnA\n",
		.miss = "OKT"
		"A_API_TOKEN=RsZhV"
		"dtIFcXWYKLX1OFZLvwcIpW5"
		"yUhXj-ANfRy\n",
		.literal = { "okta" },
		.nocase = true,
		.pattern = NAMED("okta[\\w.-]{0,20}token", "[A-Za-z0-9_-]{42}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "keycloak-client-secret",
		.title = "Keycloak client secret",
		.why = WHY_SAAS,
		.fix = ROTATE("your Keycloak realm", "KEYCLOAK_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "KEY"
		"CLOAK_CLIENT_SECR"
		"ET=qBPxN04yYzx3vRvLnYip"
		"6Zeb0AU2S0sr\n",
		.miss = "KEY"
		"CLOAK_CLIENT_SECR"
		"ET=qBPxN04yYzx3vRvLnYip"
		"6Zeb0AU2S\n",
		.literal = { "keycloak" },
		.nocase = true,
		.pattern = NAMED("keycloak[\\w.-]{0,20}secret", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "snyk-token",
		.title = "Snyk token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.snyk.io/account", "SNYK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SNY"
		"K_TOKEN=c8f80445-"
		"3cc9-2bd3-697d-77ad2ddc"
		"3094\n",
		.miss = "SNY"
		"K_TOKEN=c8f80445-"
		"3cc9-2bd3-697d-77ad2ddc"
		"3\n",
		.literal = { "snyk" },
		.nocase = true,
		.pattern = NAMED("snyk[\\w.-]{0,20}token", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "codecov-token",
		.title = "Codecov upload token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.codecov.io", "CODECOV_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "COD"
		"ECOV_TOKEN=3a0b69"
		"62-7b9e-0f16-9c71-fcd01"
		"5a90857\n",
		.miss = "COD"
		"ECOV_TOKEN=3a0b69"
		"62-7b9e-0f16-9c71-fcd01"
		"5a90\n",
		.literal = { "codecov" },
		.nocase = true,
		.pattern = NAMED("codecov[\\w.-]{0,20}token", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "fastly-token",
		.title = "Fastly API token",
		.why = WHY_SAAS,
		.fix = ROTATE("manage.fastly.com/account/personal/tokens", "FASTLY_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FAS"
		"TLY_API_TOKEN=Ru8"
		"OJQZ94rTZWrgzG5nFnEOib1"
		"XlWLaO\n",
		.miss = "FAS"
		"TLY_API_TOKEN=Ru8"
		"OJQZ94rTZWrgzG5nFnEOib1"
		"XlW\n",
		.literal = { "fastly" },
		.nocase = true,
		.pattern = NAMED("fastly[\\w.-]{0,20}(?:token|key)", "[A-Za-z0-9_-]{32}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "logtail-token",
		.title = "Better Stack source token",
		.why = WHY_OPS,
		.fix = ROTATE("telemetry.betterstack.com", "LOGTAIL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LOG"
		"TAIL_TOKEN=sTtzMs"
		"7uQLCS1HqKECMUG9UN\n",
		.miss = "LOG"
		"TAIL_TOKEN=sTtzMs"
		"7uQLCS1HqKECMUG\n",
		.literal = { "logtail", "betterstack" },
		.nocase = true,
		.pattern = NAMED("(?:logtail|betterstack)[\\w.-]{0,20}token", "[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "axiom-token-env",
		.title = "Axiom token",
		.why = WHY_OPS,
		.fix = ROTATE("app.axiom.co/settings", "AXIOM_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "AXI"
		"OM_TOKEN=cfe94cce"
		"-13ac-69f9-7e17-073b09a"
		"8aaee\n",
		.miss = "AXI"
		"OM_TOKEN=cfe94cce"
		"-13ac-69f9-7e17-073b09a"
		"8a\n",
		.literal = { "axiom_token" },
		.nocase = true,
		.pattern = NAMED("axiom[\\w.-]{0,10}token", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "launchdarkly-sdk-key",
		.title = "LaunchDarkly SDK key",
		.why = WHY_SAAS,
		.fix = ROTATE("app.launchdarkly.com/settings", "LAUNCHDARKLY_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LAU"
		"NCHDARKLY_KEY=sdk"
		"-e6336f40-e6a8-7dfb-44e"
		"5-148ea878ad1d\n",
		.miss = "LAU"
		"NCHDARKLY_KEY=sdk"
		"-e6336f40-e6a8-7dfb-44e"
		"5-148ea878\n",
		.literal = { "launchdarkly" },
		.nocase = true,
		.pattern = NAMED("launchdarkly[\\w.-]{0,20}", "sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "launchdarkly-api-key",
		.title = "LaunchDarkly API token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.launchdarkly.com/settings", "LAUNCHDARKLY_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LAU"
		"NCHDARKLY_KEY=api"
		"-3ed53410-aca6-ac74-c5a"
		"3-b76fd3ab41ea\n",
		.miss = "LAU"
		"NCHDARKLY_KEY=api"
		"-3ed53410-aca6-ac74-c5a"
		"3-b76fd3ab\n",
		.literal = { "launchdarkly" },
		.nocase = true,
		.pattern = NAMED("launchdarkly[\\w.-]{0,20}", "api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "mapbox-secret",
		.title = "Mapbox secret token",
		.why = WHY_SAAS,
		.fix = ROTATE("account.mapbox.com/access-tokens", "MAPBOX_SECRET_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=s"
		"k.eyJOLfBTAWPrITS"
		"viuUaqW8WNDUhRKbYljxnGl"
		"0mSr71gcQtrdSXTe2fA"
		"U4dyQjjM95XwWF7m.PjDa2WHol1li"
		"VQhRtCYpJ0\n",
		.miss = "T=s"
		"k.eyJGQDmkrRjIQDk"
		"3XEmmEzhJHFlt8BN3bZO5Il"
		"pQc16tO6v7MvgZA6haA"
		"PhfyMrEZYfJhs4YQ.Uc3xnQQtKPQq"
		"\n",
		.literal = { "sk.eyJ" },
		.pattern = LEFT "(sk\\.eyJ[A-Za-z0-9_-]{57,100}\\.[A-Za-z0-9_-]{22})" RIGHT,
		.check = fi_check_placeholder,
	},
};
const size_t fi_rules_secrets_observability_n = FI_COUNT(fi_rules_secrets_observability);
