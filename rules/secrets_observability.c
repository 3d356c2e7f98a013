/* secrets_observability.c - monitoring, feature flags, builds, and software as a
 * service. */
#include "rules/secrets.h"
#include "rules/valid_more.h"

#define WHY_OPS                                                                        \
	"Whoever has it reads what your systems tell about themselves, or silences "   \
	"them."
#define WHY_SAAS                                                                       \
	"Whoever has it acts as you at that service, with all the data you keep "      \
	"there."
#define WHY_CI     "Whoever has it runs builds in your name and reads what builds may read."
#define WHY_PUBLIC "It is made to be public; it is listed so that nobody wonders."

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
		       "AK-XP12BR0037TBYGAPEHNS"
		       "NXFQ214\n",
		.miss = "NEW"
			"_RELIC_API_KEY=NR"
			"AK-XP12BR0037TBYGAPEHNS"
			"NXF\n",
		.literal = { "NRAK-" },
		.dense = true,
		.pattern = LEFT "(NRAK-[A-Z0-9]{27})"
				"(?![A-Za-z0-9_=-])",
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
		       "=NRII-JHRMJFUQEvu5RwkA-"
		       "tE14QfwktyrQfKc\n",
		.miss = "NEW"
			"_RELIC_INSERT_KEY"
			"=NRII-JHRMJFUQEvu5RwkA-"
			"tE14Qfwktyr\n",
		.literal = { "NRII-", "NRIQ-" },
		.pattern = LEFT "(NRI[IQ]-[A-Za-z0-9_-]{32})"
				"(?![A-Za-z0-9_=-])",
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
		       "Y=NRJS-a4a4682e57d38cff"
		       "3b4\n",
		.miss = "NEW"
			"_RELIC_BROWSER_KE"
			"Y=NRJS-a4a4682e57d38cf\n",
		.literal = { "NRJS-", "NRBR-" },
		.dense = true,
		.pattern = LEFT "(NR(?:JS|BR)-[a-f0-9]{19})"
				"(?![A-Za-z0-9_=-])",
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
		       "trys_eyJOnOH8EP6/fXIrbQ"
		       "23Ymp96AF8OMmGDnWY9"
		       "mifa1iRQYcLCuAfq1geBrWETPw+IR"
		       "KlwdYizvYIYoh+wSR\n",
		.miss = "SEN"
			"TRY_AUTH_TOKEN=sn"
			"trys_eyJOnOH8EP6/fXIrbQ"
			"23Ymp96AF8OMmGDnWY9"
			"mifa1iRQYcLCuAfq\n",
		.literal = { "sntrys_eyJ" },
		.dense = true,
		.pattern = LEFT "(sntrys_eyJ[A-Za-z0-9+/]{80,300})"
				"(?![A-Za-z0-9_=-])",
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
		       "tryu_38b4fb603c1d550442"
		       "f20090f97670efcec07"
		       "bb6a1b2a08dfca4f4762596cf13\n",
		.miss = "SEN"
			"TRY_AUTH_TOKEN=sn"
			"tryu_38b4fb603c1d550442"
			"f20090f97670efcec07"
			"bb6a1b2a08dfca4f4762596\n",
		.literal = { "sntryu_" },
		.dense = true,
		.pattern = LEFT "(sntryu_[a-f0-9]{64})"
				"(?![A-Za-z0-9_=-])",
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
		       "trya_ecd2009d74a53ac4a9"
		       "2c7d6fcd60347df2562"
		       "9a6ba782daef01147a6dce98481\n",
		.miss = "SEN"
			"TRY_AUTH_TOKEN=sn"
			"trya_ecd2009d74a53ac4a9"
			"2c7d6fcd60347df2562"
			"9a6ba782daef01147a6dce9\n",
		.literal = { "sntrya_", "sntryi_" },
		.dense = true,
		.pattern = LEFT "(sntry[ai]_[a-f0-9]{64})"
				"(?![A-Za-z0-9_=-])",
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
		       "JL/sYr7k2hPBagKWFcs7oeg"
		       "c5vgKHNMFz8cXHsPBwd"
		       "ELOCW77ycjtIALMmNAy\n",
		.miss = "GRA"
			"FANA_TOKEN=glc_ey"
			"JL/sYr7k2hPBagKWFcs7oeg"
			"c5vgKHNMFz8cXHs\n",
		.literal = { "glc_eyJ" },
		/* A short one proves itself by its first key, "o". */
		.pattern = LEFT "(glc_eyJ(?:[A-Za-z0-9+/]{60,400}|vIjoi[A-Za-z0-9+/]{20,60})"
				"={0,2})(?![A-Za-z0-9_=-])",
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
		       "01.QCBM2YINABEJ60PE8DGS"
		       "A3AU.4WD3E9K9TGP8T6"
		       "7FESD6BI6EJZP9992CT30R48XT6RF"
		       "6943DIY7KWJUB9XNA1VFE\n",
		.miss = "DYN"
			"ATRACE_TOKEN=dt0c"
			"01.QCBM2YINABEJ60PE8DGS"
			"A3AU.4WD3E9K9TGP8T6"
			"7FESD6BI6EJZP9992CT30R48XT6RF"
			"6943DIY7KWJUB9XNA\n",
		.literal = { "dt0c01." },
		.dense = true,
		.pattern = LEFT "(dt0c01\\.[A-Z0-9]{24}\\.[A-Z0-9]{64})"
				"(?![A-Za-z0-9_=-])",
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
		       "aik_20sfonueddd5kd7euna"
		       "fjm08l6c3ca6hf4lrwy"
		       "8q7ne9dfbbco\n",
		.miss = "HON"
			"EYCOMB_API_KEY=hc"
			"aik_20sfonueddd5kd7euna\n",
		.literal = { "hcaik_", "hcaic_", "hcalk_" },
		.dense = true,
		.pattern = LEFT "(hca(?:i[kc]|lk)_[A-Za-z0-9]{22,64})"
				"(?![A-Za-z0-9_=-])",
		.check = fi_check_random,
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
		       "GkoppQXoyqB6jxfBtup5VqW"
		       "8Z3bvTisxXt02lv6XQu"
		       "N\n",
		.miss = "POS"
			"THOG_API_KEY=phx_"
			"GkoppQXoyqB6jxfBtup5VqW"
			"8Z3b\n",
		.literal = { "phx_" },
		.dense = true,
		.pattern = LEFT "(phx_[A-Za-z0-9]{43,48})"
				"(?![A-Za-z0-9_=-])",
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
		       "THOG_KEY=phc_r1SB"
		       "U1rVV8ofN6amLStGuZ0K87f"
		       "6vu6lhjzx5PcBhYA\n",
		.miss = "POS"
			"THOG_KEY=phc_r1SB"
			"U1rVV8ofN6amLStGuZ0K87f"
			"6vu6lhjzx5Pc\n",
		.literal = { "phc_" },
		.dense = true,
		.pattern = LEFT "(phc_[A-Za-z0-9]{43})"
				"(?![A-Za-z0-9_=-])",
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
		       "MENT_TOKEN=sgp_42"
		       "bDXHIVpXMttFSOvqi6v5h3X"
		       "wFvt7NORospBYXq5fRj"
		       "XjNW30vcvAKjZol6MgSw\n",
		.miss = "SEG"
			"MENT_TOKEN=sgp_42"
			"bDXHIVpXMttFSOvqi6v5h3X"
			"wFvt7NORospBYXq5fRj"
			"XjNW30vcvAKjZol6\n",
		.literal = { "sgp_" },
		.dense = true,
		.pattern = LEFT "(sgp_[A-Za-z0-9]{64})"
				"(?![A-Za-z0-9_=-])",
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
		       "pi_wK09zVcmf0t9UJyjKTMu"
		       "dORf33JXGAgVMjH2l4z"
		       "G\n",
		.miss = "LIN"
			"EAR_API_KEY=lin_a"
			"pi_wK09zVcmf0t9UJyjKTMu"
			"dORf33JXGAgVMjH2\n",
		.literal = { "lin_api_" },
		.dense = true,
		.pattern = LEFT "(lin_api_[A-Za-z0-9]{40})"
				"(?![A-Za-z0-9_=-])",
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
		       "th_a0e4edb60b9fc8231541"
		       "8d369763dbfd6e28561"
		       "23c1a374f943972da1770853a\n",
		.miss = "LIN"
			"EAR_TOKEN=lin_oau"
			"th_a0e4edb60b9fc8231541"
			"8d369763dbfd6e28561"
			"23c1a374f943972da1770\n",
		.literal = { "lin_oauth_" },
		.dense = true,
		.pattern = LEFT "(lin_oauth_[a-f0-9]{64})"
				"(?![A-Za-z0-9_=-])",
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
		       "ION_TOKEN=ntn_955"
		       "98631123qUM3PeKzBdtNSN2"
		       "rJtaIG9W9nQ9FOoa0sY"
		       "s\n",
		.miss = "NOT"
			"ION_TOKEN=ntn_955"
			"98631123qUM3PeKzBdtNSN2"
			"rJtaIG9W9nQ9FOoa\n",
		.literal = { "ntn_" },
		.dense = true,
		.pattern = LEFT "(ntn_[0-9]{11}[A-Za-z0-9]{35})"
				"(?![A-Za-z0-9_=-])",
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
		       "ZAOnclcipKR00CihWL9J6OL"
		       "JpktomtU569AL23YHJN"
		       "k\n",
		.miss = "NOT"
			"ION_TOKEN=secret_"
			"ZAOnclcipKR00CihWL9J6OL"
			"JpktomtU569AL23Y\n",
		.literal = { "secret_" },
		.dense = true,
		.pattern = LEFT "(secret_[A-Za-z0-9]{43})"
				"(?![A-Za-z0-9_=-])",
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
		       "MA_TOKEN=figd_J0b"
		       "wd8b1GntYuooAT77Vr4lERT"
		       "WSBJgj6waTlj2f\n",
		.miss = "FIG"
			"MA_TOKEN=figd_J0b"
			"wd8b1GntYuooAT77Vr4lERT"
			"WSBJgj6waT\n",
		.literal = { "figd_", "figp_", "figo_" },
		.dense = true,
		.pattern = LEFT "(fig[dpo]_[A-Za-z0-9_-]{40})"
				"(?![A-Za-z0-9_=-])",
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
		       "1-1c1cd58c-4256-a802-c9"
		       "45-d9b4c5622bf0\n",
		.miss = "HUB"
			"SPOT_TOKEN=pat-na"
			"1-1c1cd58c-4256-a802-c9"
			"45-d9b4c562\n",
		.literal = { "pat-na1-" },
		.dense = true,
		.pattern = LEFT
		"(pat-na1-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{"
		"12})"
		"(?![A-Za-z0-9_=-])",
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
		       "1-87dabf70-e8d9-edf7-b9"
		       "7d-d8ab21088973\n",
		.miss = "HUB"
			"SPOT_TOKEN=pat-eu"
			"1-87dabf70-e8d9-edf7-b9"
			"7d-d8ab2108\n",
		.literal = { "pat-eu1-" },
		.dense = true,
		.pattern = LEFT
		"(pat-eu1-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{"
		"12})"
		"(?![A-Za-z0-9_=-])",
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
		       "KEY=dnkey-AXO6YW5"
		       "F9TNRU735SHD89IRGTM-RZC"
		       "TLGRNBCLRKPMYBEGHE3"
		       "DER0HVETT7MS2IHIXLHVSKM8SCZTC"
		       "8\n",
		.miss = "DN_"
			"KEY=dnkey-AXO6YW5"
			"F9TNRU735SHD89IRGTM-RZC"
			"TLGRNBCLRKPMYBEGHE3"
			"DER0HVETT7MS2IHIXLHVSKM8SC\n",
		.literal = { "dnkey-" },
		.dense = true,
		.pattern = LEFT "(dnkey-[A-Z0-9]{26}-[A-Z0-9]{52})"
				"(?![A-Za-z0-9_=-])",
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
		       "AR_TOKEN=squ_0deb"
		       "df0a47de10f2a0add217a5b"
		       "4776068b28686\n",
		.miss = "SON"
			"AR_TOKEN=squ_0deb"
			"df0a47de10f2a0add217a5b"
			"4776068b2\n",
		.literal = { "squ_" },
		.dense = true,
		.pattern = LEFT "(squ_[a-f0-9]{40})"
				"(?![A-Za-z0-9_=-])",
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
		       "AR_TOKEN=sqp_7a2f"
		       "549138734d5a7dfc4ed679d"
		       "5adc4db138e9b\n",
		.miss = "SON"
			"AR_TOKEN=sqp_7a2f"
			"549138734d5a7dfc4ed679d"
			"5adc4db13\n",
		.literal = { "sqp_" },
		.dense = true,
		.pattern = LEFT "(sqp_[a-f0-9]{40})"
				"(?![A-Za-z0-9_=-])",
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
		       "SNTx1HZjlWoev8MQu1TksB_"
		       "b518a0383d6ae69cf44"
		       "335a74265dbbdae7be350\n",
		.miss = "CIR"
			"CLE_TOKEN=CCIPAT_"
			"SNTx1HZjlWoev8MQu1TksB_"
			"b518a0383d6ae69cf44"
			"335a74265dbbdae7b\n",
		.literal = { "CCIPAT_" },
		.dense = true,
		.pattern = LEFT "(CCIPAT_[A-Za-z0-9]{22}_[a-f0-9]{40})"
				"(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
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
		       "57Bc5jr6Wfhlx75CbS0EFA_"
		       "8f47d7164f5375e9b5b"
		       "2a3dbe378454a9573970a\n",
		.miss = "CIR"
			"CLE_TOKEN=CCIPRJ_"
			"57Bc5jr6Wfhlx75CbS0EFA_"
			"8f47d7164f5375e9b5b"
			"2a3dbe378454a9573\n",
		.literal = { "CCIPRJ_" },
		.dense = true,
		.pattern = LEFT "(CCIPRJ_[A-Za-z0-9]{22}_[a-f0-9]{40})"
				"(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "buildkite-token",
		.title = "Buildkite token",
		.why = WHY_CI,
		.fix = ROTATE(
			"buildkite.com/user/api-access-tokens", "BUILDKITE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BUI"
		       "LDKITE_TOKEN=bkua"
		       "_omtslkdcon9de9tn8favdm"
		       "mlhvdy11ky7ly2mgbq\n",
		.miss = "BUI"
			"LDKITE_TOKEN=bkua"
			"_omtslkdcon9de9tn8favdm"
			"mlh\n",
		.literal = { "bkua_" },
		.dense = true,
		.pattern = LEFT "(bkua_[a-z0-9]{40,53})"
				"(?![A-Za-z0-9_=-])",
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
		       "-cd93150f5c777507d20966"
		       "39-a8695464cd5999e8"
		       "d18895ceadcc8251ff\n",
		.miss = "POS"
			"TMAN_API_KEY=PMAK"
			"-cd93150f5c777507d20966"
			"39-a8695464cd5999e8"
			"d18895ceadcc82\n",
		.literal = { "PMAK-" },
		.dense = true,
		.pattern = LEFT "(PMAK-[a-f0-9]{24}-[a-f0-9]{34})"
				"(?![A-Za-z0-9_=-])",
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
		       "hqs8i3endu162np2jririeh"
		       "j7ckh7cf0wug7g7o7qp"
		       "ecvwug4g2lp5hs6zwppzoz5og0q6\n",
		.miss = "REA"
			"DME_API_KEY=rdme_"
			"hqs8i3endu162np2jririeh"
			"j7ckh7cf0wug7g7o7qp"
			"ecvwug4g2lp5hs6zwppzoz5o\n",
		.literal = { "rdme_" },
		.dense = true,
		.pattern = LEFT "(rdme_[a-z0-9]{70})"
				"(?![A-Za-z0-9_=-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "contentful-pat",
		.title = "Contentful token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.contentful.com/account/profile/cma_tokens",
			"CONTENTFUL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CON"
		       "TENTFUL_TOKEN=CFP"
		       "AT-nd1UbZGrhYzr42NaeFxk"
		       "mV9ujtluOOE9CW5GCst"
		       "yR4J\n",
		.miss = "CON"
			"TENTFUL_TOKEN=CFP"
			"AT-nd1UbZGrhYzr42NaeFxk"
			"mV9ujtluOOE9CW5GCst"
			"\n",
		.literal = { "CFPAT-" },
		.dense = true,
		.pattern = LEFT "(CFPAT-[A-Za-z0-9_-]{43})"
				"(?![A-Za-z0-9_=-])",
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
		       "gt38jsshnaRYAxXx4TbnrlM"
		       "NJZOHojCWAdj6\n",
		.miss = "PRE"
			"FECT_API_KEY=pnu_"
			"gt38jsshnaRYAxXx4TbnrlM"
			"NJZOHojCW\n",
		.literal = { "pnu_", "pnb_" },
		.dense = true,
		.pattern = LEFT "(pn[bu]_[A-Za-z0-9]{36})"
				"(?![A-Za-z0-9_=-])",
		.check = fi_check_mixed,
	},
	{
		.id = "typeform-token",
		.title = "Typeform token",
		.why = WHY_SAAS,
		.fix = ROTATE("admin.typeform.com/account", "TYPEFORM_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TYP"
		       "EFORM_TOKEN=tfp_B"
		       "zIBaapuosg87YChLIgFT9xr"
		       "V3jlhdtgNUONTIzgPxJ"
		       "h\n",
		.miss = "TYP"
			"EFORM_TOKEN=tfp_B"
			"zIBaapuosg87YChLIgFT9xr"
			"V3jl\n",
		.literal = { "tfp_" },
		.pattern = LEFT "(tfp_[A-Za-z0-9_.=-]{44,59})"
				"(?![A-Za-z0-9_=-])",
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
		       "msara_api_TqZkYHuKdqA7q"
		       "Hzq9OCh3RBg7VbyJV\n",
		.miss = "SAM"
			"SARA_API_TOKEN=sa"
			"msara_api_TqZkYHuKdqA7q"
			"Hzq9OCh3RBg7V\n",
		.literal = { "samsara_api_" },
		.dense = true,
		.pattern = LEFT "(samsara_api_[A-Za-z0-9]{30})"
				"(?![A-Za-z0-9_=-])",
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
		       "i_Z6zeN65vvzPCeP0hSgsZy"
		       "3PwVIV5BtUIim1w\n",
		.miss = "API"
			"FY_TOKEN=apify_ap"
			"i_Z6zeN65vvzPCeP0hSgsZy"
			"3PwVIV5BtUI\n",
		.literal = { "apify_api_" },
		.dense = true,
		.pattern = LEFT "(apify_api_[A-Za-z0-9]{36})"
				"(?![A-Za-z0-9_=-])",
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
		       "yl0O5kvRCg5T7+yFXAcFiwC"
		       "1O3/e2Z3VhRiIpoHrdX"
		       "q=\n",
		.miss = "POR"
			"TAINER_TOKEN=ptr_"
			"yl0O5kvRCg5T7+yFXAcFiwC"
			"1O3/e2Z3VhRiIpoHr\n",
		.literal = { "ptr_" },
		.dense = true,
		.pattern = LEFT "(ptr_(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9]{44}(?![A-Za-z0-9+/=_-])))"
				"",
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
		       "qlb7nFftKS2jvOfLoO9W9wa"
		       "qtQyK\n",
		.miss = "ADA"
			"FRUIT_IO_KEY=aio_"
			"qlb7nFftKS2jvOfLoO9W9wa"
			"q\n",
		.literal = { "aio_" },
		.dense = true,
		.pattern = LEFT "(aio_[A-Za-z0-9]{28})"
				"(?![A-Za-z0-9_=-])",
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
		       "y_565854c650daa29372e1c"
		       "1de7750d31757260010"
		       "28dcdc55ee90dc8b59fe60d2\n",
		.miss = "ROO"
			"TLY_API_KEY=rootl"
			"y_565854c650daa29372e1c"
			"1de7750d31757260010"
			"28dcdc55ee90dc8b59fe\n",
		.literal = { "rootly_" },
		.dense = true,
		.pattern = LEFT "(rootly_[a-f0-9]{64})"
				"(?![A-Za-z0-9_=-])",
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
		       "3af3c5e1e4dcbe2335f6644"
		       "91174ed5c\n",
		.miss = "COS"
			"MO_API_KEY=cosmo_"
			"3af3c5e1e4dcbe2335f6644"
			"91174\n",
		.literal = { "cosmo_" },
		.dense = true,
		.pattern = LEFT "(cosmo_[a-f0-9]{32})"
				"(?![A-Za-z0-9_=-])",
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
		       "_HruWlpOvjPxMLMadfF5R\n",
		.miss = "UNK"
			"EY_ROOT_KEY=unkey"
			"_HruWlpOvjPx\n",
		.literal = { "unkey_" },
		.dense = true,
		.pattern = LEFT "(unkey_[A-Za-z0-9]{20,32})"
				"(?![A-Za-z0-9_=-])",
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
		       "TOWN_TOKEN=vtwn_v"
		       "1SAmRU6ggpAvYG3UYPy\n",
		.miss = "VAL"
			"TOWN_TOKEN=vtwn_v"
			"1SAmRU6ggp\n",
		.literal = { "vtwn_" },
		.dense = true,
		.pattern = LEFT "(vtwn_[A-Za-z0-9]{20,80})"
				"(?![A-Za-z0-9_=-])",
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
		       "p8e-k02VY2VMpT4U6DW_NuT"
		       "yNsJSRKlvQhpM\n",
		.miss = "ADO"
			"BE_CLIENT_SECRET="
			"p8e-k02VY2VMpT4U6DW_NuT"
			"yNsJSRKlv\n",
		.literal = { "p8e-" },
		.pattern = LEFT "(p8e-[A-Za-z0-9_-]{32})"
				"(?![A-Za-z0-9_=-])",
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
		       "lsa_fpNVCw6IjoUyK"
		       "oQ7c2jqqwq3tTLwZKol_4b1"
		       "dc476\n",
		.miss = "T=g"
			"lsa_fpNVCw6IjoUyK"
			"oQ7c2jqqwq3tTLwZKol_4b1"
			"dc\n",
		.literal = { "glsa_" },
		.dense = true,
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
		       "TABLE_TOKEN=patgL"
		       "pN8bKZ1LUvum.e9e915c285"
		       "cc6a89c45dc99ff6483"
		       "ec68cf50583c3f1083a52be6ec665"
		       "bcbc00\n",
		.miss = "AIR"
			"TABLE_TOKEN=patgL"
			"pN8bKZ1LUvum.e9e915c285"
			"cc6a89c45dc99ff6483"
			"ec68cf50583c3f1083a52be6ec665"
			"b\n",
		.literal = { "airtable" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED(
			"airtable[\\w.-]{0,20}", "pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "sentry-dsn",
		.title = "Sentry DSN",
		.why = WHY_PUBLIC,
		.fix = "Nothing to rotate: a DSN may be public; keep it in an "
		       "environment variable if you like.",
		.category = FI_SECRET,
		.severity = FI_INFO,
		.hit = "htt"
		       "ps://d634575e6f5c"
		       "cd73b947d55e8ca16674@o1"
		       "2345.ingest.sentry."
		       "io/6789\n",
		.miss = "htt"
			"ps://d634575e6f5c"
			"cd73b947d55e8ca166@o123"
			"45.ingest.sentry.io"
			"/6789\n",
		.literal = { "ingest.sentry.io", "ingest.us.sentry.io" },
		.pattern =
			"(https://[a-f0-9]{32}@[a-z0-9.]{1,40}sentry\\.io/[0-9]{1,20})",
		.check = fi_check_placeholder,
	},
	{
		.id = "newrelic-license-key",
		.title = "New Relic license key",
		.why = WHY_OPS,
		.fix = ROTATE("one.newrelic.com/api-keys", "NEW_RELIC_LICENSE_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "K=7"
		       "7e86e9b98ab44acc3"
		       "6a357dd22bce61003aNRAL\n",
		.miss = "K=6"
			"ed6bc25d41575310f"
			"e76bc6cceefbNRAL\n",
		.literal = { "NRAL" },
		.pattern = "(?<![A-Za-z0-9])([a-f0-9]{36}NRAL)(?![A-Za-z0-9])",
		.check = fi_check_placeholder,
	},
	{
		.id = "datadog-api-key",
		.title = "Datadog API key",
		.why = WHY_OPS,
		.fix = ROTATE("app.datadoghq.com/organization-settings/api-keys",
			"DD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DD_"
		       "API_KEY=0c64e8f1e"
		       "68ea0149cfecc57c73681a9"
		       "\n",
		.miss = "DD_"
			"API_KEY=0c64e8f1e"
			"68ea0149cfecc57c7368\n",
		.literal = { "datadog", "dd_api_key", "dd-api-key" },
		.nocase = true,
		.dense = true,
		.pattern =
			NAMED("(?:datadog|dd)_?[\\w.-]{0,20}api_?key", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "datadog-app-key",
		.title = "Datadog application key",
		.why = WHY_OPS,
		.fix = ROTATE(
			"app.datadoghq.com/organization-settings/application-keys",
			"DD_APP_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DD_"
		       "APP_KEY=e1bb8e019"
		       "d77ad042399f14955e3fd13"
		       "2031c149\n",
		.miss = "DD_"
			"APP_KEY=e1bb8e019"
			"d77ad042399f14955e3fd13"
			"2031c\n",
		.literal = { "datadog", "dd_app_key", "dd-application-key" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("(?:datadog|dd)_?[\\w.-]{0,20}app[\\w.-]{0,12}key",
			"[a-f0-9]{40}"),
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
		       "EYCOMB_API_KEY=2b"
		       "9575e5300e46bf0ed29262f"
		       "2f451c9\n",
		.miss = "HON"
			"EYCOMB_API_KEY=2b"
			"9575e5300e46bf0ed29262f"
			"2f45\n",
		.literal = { "honeycomb" },
		.nocase = true,
		.dense = true,
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
		       "LBAR_TOKEN=86385b"
		       "e0995c2951d7dcdba82df6b"
		       "5ba\n",
		.miss = "ROL"
			"LBAR_TOKEN=86385b"
			"e0995c2951d7dcdba82df6b"
			"\n",
		.literal = { "rollbar" },
		.nocase = true,
		.dense = true,
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
		       "UNK_TOKEN=0ca1c4b"
		       "0-b1d1-5694-4033-bba3df"
		       "0a1dfa\n",
		.miss = "SPL"
			"UNK_TOKEN=0ca1c4b"
			"0-b1d1-5694-4033-bba3df"
			"0a1\n",
		.literal = { "splunk" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("splunk[\\w.-]{0,20}",
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
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
		       "=6cc30a25b92830a2e4713f"
		       "eda7421f60\n",
		.miss = "AMP"
			"LITUDE_SECRET_KEY"
			"=6cc30a25b92830a2e4713f"
			"eda7421\n",
		.literal = { "amplitude" },
		.nocase = true,
		.dense = true,
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
		       "PANEL_SECRET=36a0"
		       "35a75426b3d0df430983c7c"
		       "9daa7\n",
		.miss = "MIX"
			"PANEL_SECRET=36a0"
			"35a75426b3d0df430983c7c"
			"9d\n",
		.literal = { "mixpanel" },
		.nocase = true,
		.dense = true,
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
		       "DESK_API_TOKEN=Bl"
		       "M7fZSOTrMmLj1e23rFWb7G7"
		       "0l3NZUHbaynXxw6\n",
		.miss = "ZEN"
			"DESK_API_TOKEN=Bl"
			"M7fZSOTrMmLj1e23rFWb7G7"
			"0l3NZUHbaynX\n",
		.literal = { "zendesk" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED(
			"zendesk[\\w.-]{0,20}(?:token|secret|key)", "[A-Za-z0-9]{40}"),
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
		       "gKC90tJiFBLRECDg5-Oogzs"
		       "x6T0AGgepNcoC1Ftada"
		       "Hx6omNB2T5g4O6SeGSuvgU\n",
		.miss = "AUT"
			"H0_CLIENT_SECRET="
			"gKC90tJiFBLRECDg5-Oogzs"
			"x6T0AGgepNcoC1Ftada"
			"Hx6omNB2T5g4O6SeGSu\n",
		.literal = { "auth0" },
		.nocase = true,
		.dense = true,
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
		       "A_API_TOKEN=uVkeW"
		       "wkqjchnlFwPJv3pGYZ3LUN9"
		       "9sNgrqyu04acKH\n",
		.miss = "OKT"
			"A_API_TOKEN=uVkeW"
			"wkqjchnlFwPJv3pGYZ3LUN9"
			"9sNgrqyu04a\n",
		.literal = { "okta" },
		.nocase = true,
		.dense = true,
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
		       "ET=WYCAPqFBBXpocQfrPMn4"
		       "ms0oWmhEwGtG\n",
		.miss = "KEY"
			"CLOAK_CLIENT_SECR"
			"ET=WYCAPqFBBXpocQfrPMn4"
			"ms0oWmhEw\n",
		.literal = { "keycloak" },
		.nocase = true,
		.dense = true,
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
		       "K_TOKEN=d40dd871-"
		       "1a50-0fce-4112-1ff76b2c"
		       "56ef\n",
		.miss = "SNY"
			"K_TOKEN=d40dd871-"
			"1a50-0fce-4112-1ff76b2c"
			"5\n",
		.literal = { "snyk" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("snyk[\\w.-]{0,20}token",
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
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
		       "ECOV_TOKEN=dd8ca5"
		       "4b-e063-59ec-3a28-e9ff1"
		       "488a35f\n",
		.miss = "COD"
			"ECOV_TOKEN=dd8ca5"
			"4b-e063-59ec-3a28-e9ff1"
			"488a\n",
		.literal = { "codecov" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("codecov[\\w.-]{0,20}token",
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
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
		       "TAIL_TOKEN=k06Knp"
		       "W879U2t3gxlzcqMNz7\n",
		.miss = "LOG"
			"TAIL_TOKEN=k06Knp"
			"W879U2t3gxlzcqM\n",
		.literal = { "logtail", "betterstack" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED(
			"(?:logtail|betterstack)[\\w.-]{0,20}token", "[A-Za-z0-9]{24}"),
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
		       "OM_TOKEN=e5c3c393"
		       "-caf9-d42f-ef3f-354b685"
		       "7b217\n",
		.miss = "AXI"
			"OM_TOKEN=e5c3c393"
			"-caf9-d42f-ef3f-354b685"
			"7b\n",
		.literal = { "axiom_token" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("axiom[\\w.-]{0,10}token",
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
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
		       "-556225d3-162b-c72a-5ec"
		       "5-858f0374c190\n",
		.miss = "LAU"
			"NCHDARKLY_KEY=sdk"
			"-556225d3-162b-c72a-5ec"
			"5-858f0374\n",
		.literal = { "launchdarkly" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("launchdarkly[\\w.-]{0,20}",
			"sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{"
			"12}"),
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
		       "-076c85cc-fd0a-9c8f-804"
		       "4-53cc92bd3697\n",
		.miss = "LAU"
			"NCHDARKLY_KEY=api"
			"-076c85cc-fd0a-9c8f-804"
			"4-53cc92bd\n",
		.literal = { "launchdarkly" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("launchdarkly[\\w.-]{0,20}",
			"api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{"
			"12}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "mapbox-secret",
		.title = "Mapbox secret token",
		.why = WHY_SAAS,
		.fix = ROTATE(
			"account.mapbox.com/access-tokens", "MAPBOX_SECRET_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=s"
		       "k.eyJaO6wPpVtuakF"
		       "a6ayrwZHAs8j0wSIt5G0UzB"
		       "XkM0TpMkFP7rXScBeDM"
		       "0TxYOnrCeZq0b6o1.ADmLVk7S2zBR"
		       "Kpiw1sl3PI\n",
		.miss = "T=s"
			"k.eyJl8Xe6lHEsznI"
			"MzohecVJlMLV0QZDchTvCTC"
			"HR7NaL15xSLxFN9qhHs"
			"TtzMs7uQLCS1HqKE.CMUG9UNYf774"
			"\n",
		.literal = { "sk.eyJ" },
		.dense = true,
		.pattern = LEFT
		"(sk\\.eyJ[A-Za-z0-9_-]{57,100}\\.[A-Za-z0-9_-]{22})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "sumologic-keys",
		.title = "Sumo Logic access key",
		.why = WHY_OPS,
		.fix = ROTATE("service.sumologic.com", "SUMOLOGIC_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SUMOLOGIC"
		       "_ACCESS_KEY=Zv3XdO0wH"
		       "hWwpg3JDn3HtCrJLdv0Vm"
		       "JOPpB3lXAHioZXTFlCO0Y"
		       "Uu0G5TVAfWXkq\n",
		.miss = "SUMOLOGIC"
			"_ACCESS_KEY=SGebyTHIi"
			"Qbw80yWX9Sk4s5etl9ahe"
			"2GbIUygIMItgkkic9ObJF"
			"6oE1\n",
		.literal = { "sumo" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("sumo",
			   "[A-Za-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "logicmonitor-key",
		.title = "LogicMonitor token",
		.why = WHY_OPS,
		.fix = ROTATE("your LogicMonitor portal", "LM_BEARER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=lmb_J1u"
		       "gYNRSz5z5dF3YSFdlVgB5"
		       "zCNBTg9zxX0PGBTI\n",
		.miss = "T=lmb_"
			"F3coqZMp1f1I\n",
		.literal = { "lmb_", "lma_" },
		.pattern = LEFT "(lm[ab]_[A-Za-z0-9!-/:-@^_~=]{24,150})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "bugsnag-key",
		.title = "BugSnag API key",
		.why = WHY_OPS,
		.fix = ROTATE("app.bugsnag.com", "BUGSNAG_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "BUGSNAG_A"
		       "PI_KEY=a436efb60eb950"
		       "f94f2f9efd81b7f7b6\n",
		.miss = "BUGSNAG_A"
			"PI_KEY=7c07cb21d9afe5"
			"caca72ec6\n",
		.literal = { "bugsnag" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("bugsnag",
			   "[0-9a-f]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "configcat-key",
		.title = "ConfigCat SDK key",
		.why = WHY_OPS,
		.fix = ROTATE("app.configcat.com", "CONFIGCAT_SDK_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "K=configc"
		       "at-sdk-1/dyJFXj7QGn7l"
		       "D_sjKStOAr/gqt5QnJg_p"
		       "umf9jIy_vsrm\n",
		.miss = "K=configc"
			"at-sdk-1/ATy4e263g7ho"
			"gwDZuBHaGm/Wb5EDWxPOF"
			"q\n",
		.literal = { "configcat-sdk-1/" },
		.dense = true,
		.pattern = LEFT "(configcat-sdk-1/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{22})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "devcycle-key",
		.title = "DevCycle SDK key",
		.why = WHY_OPS,
		.fix = ROTATE("app.devcycle.com", "DEVCYCLE_SERVER_SDK_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "K=dvc_ser"
		       "ver_SCe5y7HJ0BxSOkzsI"
		       "TxpwsXraXpivr3Q\n",
		.miss = "K=dvc"
			"_server_x1\n",
		.literal = { "dvc_server_" },
		.pattern = LEFT "(dvc_server_[A-Za-z0-9_]{8,50})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "fullstory-key",
		.title = "FullStory API key",
		.why = WHY_SAAS,
		.fix = ROTATE("app.fullstory.com", "FULLSTORY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FULLSTORY"
		       "_API_KEY=na1.F83ecdzH"
		       "6kXVqAf0rHAcM/HqHyqsh"
		       "812wBW/bcQTg6dHql/tAB"
		       "LrWzCZWl/u94mHSiU14oZ"
		       "PnoUjJGXwQQRw9dlUW1cX"
		       "YngpNpfe\n",
		.miss = "FULLSTORY"
			"_API_KEY=na1.XKmZzato"
			"TZVZGWw/9cLMIBZgFjT88"
			"N\n",
		.literal = { "fullstory" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("fullstory",
			   "(?:na1|eu1)\\.[A-Za-z0-9+/]{60,140}={0,2}"),
		.check = fi_check_random,
	},
	{
		.id = "salesforce-consumer-key",
		.title = "Salesforce connected app key",
		.why = "It is half of a key: with its secret, whoever has it acts as "
		       "your connected app.",
		.fix = ROTATE("your Salesforce, App manager", "SALESFORCE_CONSUMER_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SF_KEY=3M"
		       "VG97rtAL04SzZw8yjxT0O"
		       "NcTBVgUwGo6h39UK236cn"
		       "Nu8zLMsxR3yRbUcEkzvxT"
		       "qBTQNDaHcf8vH8T2vzgm\n",
		.miss = "SF_KEY=3M"
			"VG9PeX8jrW049dTDcQCCr"
			"yYK46e10CpNUuUAZ3o69u"
			"Kf1sqPHGGlADhOY31UH3r"
			"DnuKdRjbHEl\n",
		.literal = { "3MVG9" },
		.pattern = LEFT "(3MVG9[A-Za-z0-9._]{77,120})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "salesforce-consumer-secret",
		.title = "Salesforce connected app secret",
		.why = WHY_SAAS,
		.fix = ROTATE("your Salesforce, App manager", "SALESFORCE_CONSUMER_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SALESFORC"
		       "E_CLIENT_SECRET=8519A"
		       "67893F18A902D03FB6336"
		       "37C72DC8E56CCFE5AF8F9"
		       "DE1146C4BC2AB68A2\n",
		.miss = "SALESFORC"
			"E_CLIENT_SECRET=45AF6"
			"BF8EA8991F98D500CD207"
			"0466C76E6B84A99FD050C"
			"48E3A5D7\n",
		.literal = { "salesforce", "sfdc" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("salesforce|sfdc",
			   "[0-9A-Fa-f]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "salesforce-refresh-token",
		.title = "Salesforce refresh token",
		.why = WHY_SAAS,
		.fix = ROTATE("your Salesforce, Connected apps OAuth usage", "SALESFORCE_REFRESH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=5Aep861"
		       "hJGgTLMt8TeZ6j9RSsOQA"
		       "Psu6DLsfSm0YVYbYOY9hW"
		       "RQw4FwURfsL8PKdeyJ271"
		       "r9TDq9E8DBTxZPU3B\n",
		.miss = "T=5Aep861"
			"zl5LFi6EIKS43V5dXZEl\n",
		.literal = { "5Aep861" },
		.pattern = LEFT "(5Aep861[A-Za-z0-9._]{70,120})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "salesforce-access-token",
		.title = "Salesforce session or access token",
		.why = WHY_SAAS,
		.fix = ROTATE("your Salesforce, Session management", "SALESFORCE_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "T=00DqSCk"
		       "KH3B39N6!AwLQz52VNi61"
		       "Gpbl4FTs80eDVxmAibewX"
		       "rOUgjB8SMROUqxespiky6"
		       "V1WnzccpDvNNqks9vjgls"
		       "IHGtAhP6YPx7D72h\n",
		.miss = "T=00DGu1J"
			"5Fug3h8t!AcOUN7b4xMuI"
			"4aJdUM7g1neXN2zSebp\n",
		.literal = { "00D" },
		.pattern = LEFT "(00D[A-Za-z0-9]{12,15}!A[A-Za-z0-9._]{79,119})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "onelogin-secret",
		.title = "OneLogin client secret",
		.why = "Whoever has it manages who may sign in to your applications.",
		.fix = ROTATE("your OneLogin, Developers", "ONELOGIN_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ONELOGIN_"
		       "CLIENT_SECRET=a83b28f"
		       "e1e7c4f429c331095abc0"
		       "316d3f4556418e41403d7"
		       "554ae903a141ac5\n",
		.miss = "ONELOGIN_"
			"CLIENT_SECRET=309d9ac"
			"6cec82a82f0c4dbb5b724"
			"092900becd261e07d9654"
			"54a929\n",
		.literal = { "onelogin" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("onelogin",
			   "[0-9a-f]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "jumpcloud-key",
		.title = "JumpCloud API key",
		.why = "Whoever has it manages users and machines of your "
		       "organisation.",
		.fix = ROTATE("console.jumpcloud.com", "JUMPCLOUD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "JC_API_KE"
		       "Y=jca_vEPMAcKQQ6KnzOF"
		       "hOCW9sDX6EwNn1lKb6zUk"
		       "\n",
		.miss = "JC_API_KE"
			"Y=jca_OScOw968Tc7unG3"
			"dMPAYxDvXDFg\n",
		.literal = { "jca_", "jumpcloud" },
		.nocase = true,
		.dense = true,
		.pattern = "(?|(?<![A-Za-z0-9_])(jca_[A-Za-z0-9]{36})(?![A-Za-z0-9_-])|("
			   "?i:jumpcloud)[\\w.-]{0,30}[\"']?[ \\t]{0,20}[:=][ \\t]{0,20}"
			   "[\"']?([A-Za-z0-9]{40})(?![A-Za-z0-9_+/=-]))",
		.check = fi_check_random,
	},
	{
		.id = "rapidapi-key",
		.title = "RapidAPI key",
		.why = WHY_SAAS,
		.fix = ROTATE("rapidapi.com/developer", "RAPIDAPI_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "x-rapidap"
		       "i-key: b2ed73cfe0msh6"
		       "714cf40568f2d5p1518bf"
		       "6jsne4af1638923\n",
		.miss = "x-rapidap"
			"i-key: 341af9f85dmsha"
			"cf8281344fe350\n",
		.literal = { "rapidapi" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("rapidapi",
			   "[A-Za-z0-9]{10}msh[A-Za-z0-9]{15}p1[A-Za-z0-9]{6}jsn[A-Za-z0"
			   "-9]{11}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "sanity-token",
		.title = "Sanity API token",
		.why = WHY_SAAS,
		.fix = ROTATE("www.sanity.io/manage", "SANITY_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SANITY_AP"
		       "I_TOKEN=skh1Dohv4ySSo"
		       "XK7Kbn1BuBwhG751n1ILJ"
		       "giHpMUoTAYdmJ4jHWkoZz"
		       "PzG3fVzDdcZO7nkk1Jgyv"
		       "h5yn5h2zhm99YXPcENS7C"
		       "TM91VFU0rEwfq97XtIdp9"
		       "uLdQ\n",
		.miss = "SANITY_AP"
			"I_TOKEN=skrjEg5PP09Cr"
			"3XpIj0Bp7j4XJx1lrOw\n",
		.literal = { "sanity_", "sanityapi", "sanitytoken", "sanitywrite", "sanityread" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("sanity",
			   "sk[A-Za-z0-9]{78,178}"),
		.check = fi_check_random,
	},
	{
		.id = "storyblok-token",
		.title = "Storyblok token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.storyblok.com", "STORYBLOK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "STORYBLOK"
		       "_TOKEN=M3HJaXy567CCKG"
		       "O957MsE8tt\n",
		.miss = "STORYBLOK"
			"_TOKEN=th9T7Kj1750tt\n",
		.literal = { "storyblok" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("storyblok",
			   "[A-Za-z0-9]{22}tt"),
		.check = fi_check_random,
	},
	{
		.id = "openweather-key",
		.title = "OpenWeather API key",
		.why = WHY_SAAS,
		.fix = ROTATE("home.openweathermap.org/api_keys", "OPENWEATHER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "https://a"
		       "pi.openweathermap.org"
		       "/data/2.5/weather?q=P"
		       "aris&appid=3a85c534de"
		       "9c5e3ff2d6c0a22e1dc2d"
		       "a\n",
		.miss = "https://a"
			"pi.openweathermap.org"
			"/data/2.5/weather?q=P"
			"aris&appid=ebd3ff2512"
			"a0ad531a53c1e\n",
		.literal = { "openweather" },
		.nocase = true,
		.dense = true,
		.pattern = "(?i:openweather)(?i:map)?(?:[\\w.-]{0,30}[\"']?[ \\t]{0,20}["
			   ":=][ \\t]{0,20}[\"']?|\\.org[^\\s\"']{1,160}?[?&](?i:appid)="
			   ")([0-9a-f]{32})(?![A-Za-z0-9_+/=-])",
		.check = fi_check_random,
	},
	{
		.id = "wakatime-key",
		.title = "WakaTime key",
		.why = WHY_SAAS,
		.fix = ROTATE("wakatime.com/settings", "WAKATIME_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "api_key ="
		       " waka_a0154c1e-80ba-a"
		       "7ca-0463-a077756c9d41"
		       "\n",
		.miss = "api_key ="
			" waka_15112426-b3d6-6"
			"9df-8f41-32b\n",
		.literal = { "waka_" },
		.dense = true,
		.pattern = LEFT "(waka_(?:sec_|tok_|ref_)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9"
			   "a-f]{12})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "frameio-token",
		.title = "Frame.io developer token",
		.why = WHY_SAAS,
		.fix = ROTATE("developer.frame.io", "FRAMEIO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=fio-u-I"
		       "4scMuywqUoubidjrriA5j"
		       "mTUY4PKQHbEKXzgZRYEUF"
		       "aAkNF8EPwBOrBFQfMUHLI"
		       "\n",
		.miss = "T=fio-u-o"
			"B1WxbGjB1qR0iAY0EX4w4"
			"AZs6UGN0BLugG905hvAlQ"
			"KlWmTL26c2Qi\n",
		.literal = { "fio-u-" },
		.pattern = LEFT "(fio-u-[A-Za-z0-9_=-]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "zuplo-key",
		.title = "Zuplo API key",
		.why = WHY_SAAS,
		.fix = ROTATE("portal.zuplo.com", "ZUPLO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "K=zpka_z1"
		       "rqzqa8pd22hm07q3xukoy"
		       "uispdrtbq_b7124d38\n",
		.miss = "K=zpka_4v"
			"42fktl3ft5b99xxu4kbbl"
			"jkki6exat_041\n",
		.literal = { "zpka_" },
		.dense = true,
		.pattern = LEFT "(zpka_[a-z0-9]{32}_[0-9a-f]{8})" RIGHT,
		.check = fi_check_zuplo,
	},
	{
		.id = "canva-secret",
		.title = "Canva app secret",
		.why = WHY_SAAS,
		.fix = ROTATE("www.canva.com/developers", "CANVA_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "S=cnvcaY-"
		       "pPCaJ3Y4FUBu6h-RkbAwv"
		       "3qS8GDAIjjlfd13rTU2FB"
		       "COtroEu\n",
		.miss = "S=cnvcaYS"
			"6dIif3sQzwwfjLFWg4EL4"
			"nzjTZM1UPFgHhJjoP74\n",
		.literal = { "cnvca", "cnvs" },
		.dense = true,
		.pattern = LEFT "(cnv(?:ca|s)[A-Za-z0-9_-]{51})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "coveo-key",
		.title = "Coveo API key",
		.why = WHY_SAAS,
		.fix = ROTATE("platform.cloud.coveo.com", "COVEO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "COVEO_API"
		       "_KEY=xx9a4976d3-0e58-"
		       "521d-6435-49f1a2cad71"
		       "a\n",
		.miss = "COVEO_API"
			"_KEY=xx2037bd55-bca9-"
			"d7b0-f125-636\n",
		.literal = { "coveo" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("coveo",
			   "xx[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "orbit-token",
		.title = "Orbit API token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.orbit.love", "ORBIT_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "T=obu_SDc"
		       "6maayQmDiUOzW5utWnMN8"
		       "iIZjdZK6MtY8Q8zlfH3\n",
		.miss = "T=obu_kL8"
			"VAqr4YqvnjEis8d4jKBXh"
			"02NzaSz9cf\n",
		.literal = { "obu_", "obw_" },
		.dense = true,
		.pattern = LEFT "(ob[uw]_[A-Za-z0-9]{43})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "pangea-token",
		.title = "Pangea token",
		.why = WHY_SAAS,
		.fix = ROTATE("console.pangea.cloud", "PANGEA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PANGEA_TO"
		       "KEN=pts_q5aixotmztvp5"
		       "xgudyi4nyz5z5zzuvyo\n",
		.miss = "PANGEA_TO"
			"KEN=pts_zns3asz23v66j"
			"fwhoirbdm7\n",
		.literal = { "=pts_", "\"pts_", "'pts_", " pts_", "=ptu_", "\"ptu_", "'ptu_", " ptu_" },
		.dense = true,
		.pattern = "[=\"' ](pt[su]_[a-z2-7]{32})(?![A-Za-z0-9_-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "planning-center",
		.title = "Planning Center token",
		.why = WHY_SAAS,
		.fix = ROTATE("api.planningcenteronline.com", "PCO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=pco_pat"
		       "_6a9f5e79daf927df239e"
		       "ef77ced742463c2fd6ca0"
		       "0dae55791f0cce4755f06"
		       "ee03fceebd\n",
		.miss = "T=pco_pat"
			"_0ac54f8525fd0ef37604"
			"5976d4b82719c3f29530\n",
		.literal = { "pco_pat_", "pco_tok_", "pco_app_" },
		.dense = true,
		.pattern = LEFT "(pco_(?:pat|tok|app)_[0-9a-f]{64}[0-9a-zA-Z]{0,16})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "sslmate-key",
		.title = "SSLMate API key",
		.why = WHY_SAAS,
		.fix = ROTATE("sslmate.com/account", "SSLMATE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SSLMATE_A"
		       "PI_KEY=KRXaY7MwCwt9nu"
		       "g6J8OumdVfSZaecsLUb7f"
		       "K\n",
		.miss = "SSLMATE_A"
			"PI_KEY=fOX8EFH811f0uc"
			"8WfC7dpT7KLG3\n",
		.literal = { "sslmate" },
		.nocase = true,
		.pattern = KEY_OF("sslmate",
			   "k?[A-Za-z0-9_]{36}"),
		.check = fi_check_mixed,
	},
	{
		.id = "workato-token",
		.title = "Workato developer token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.workato.com", "WORKATO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=wrkaus-"
		       "eyJhbGciOiJSUzI1NiJ9."
		       "eyJtVfjmEfEMCH2ZkEmJh"
		       "gqRV5Z1Udin9O2cBfCtLE"
		       "Iesl5jWLtS40l27bL7xgT"
		       ".f0jfXh2lRMzgth2YbT3P"
		       "Vsd5JDPp_O5HynjHd1-fN"
		       "SnQJ_9dz_fyxKcC-_-AL9"
		       "-VZKZNtOnD9s4hiyj7GNI"
		       "_RgZYeR\n",
		.miss = "T=wrkaus-"
			"eyJhbGciOiJSUzI1NiJ9\n",
		.literal = { "wrkaus-", "wrkaeu-", "wrkajp-" },
		.pattern = LEFT "(wrka(?:us|eu|jp)-eyJ[A-Za-z0-9_-]{10,300}\\.[A-Za-z0-9_-]{1"
			   "0,1000}\\.[A-Za-z0-9_-]{20,700})" RIGHT,
		.check = fi_check_placeholder,
		.after = 2560,
	},
	{
		.id = "proctorio-keys",
		.title = "Proctorio key",
		.why = WHY_SAAS,
		.fix = ROTATE("getproctorio.com", "PROCTORIO_SECRET"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "PROCTORIO"
		       "_SECRET=709b92e093ec8"
		       "8c41f8e9904c5526c01\n",
		.miss = "PROCTORIO"
			"_SECRET=84544d96e5ae6"
			"4402b7ab06\n",
		.literal = { "proctorio" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("proctorio",
			   "[0-9a-f]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "beamer-token",
		.title = "Beamer API token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.getbeamer.com", "BEAMER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "BEAMER_AP"
		       "I_KEY=b_xLHnjU0giw4rC"
		       "kAKQVwLT5Rhot17hMvHQk"
		       "js5AGF7VJ=\n",
		.miss = "BEAMER_AP"
			"I_KEY=b_1swRMT2Ev8oah"
			"TEmwCSvK2e6hdqUssO3SU"
			"=\n",
		.literal = { "beamer" },
		.nocase = true,
		.pattern = KEY_OF("beamer",
			   "b_[A-Za-z0-9=_-]{44}"),
		.check = fi_check_random,
	},
	{
		.id = "newrelic-other",
		.title = "New Relic admin or Pixie key",
		.why = WHY_OPS,
		.fix = ROTATE("one.newrelic.com/api-keys", "NEW_RELIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "K=NRRA-b7"
		       "0836fd6e2ac4b60b463d6"
		       "5ffbfd8d8047e943383\n",
		.miss = "K=NRRA-42"
			"2143069dd06cfd7ba178a"
			"c46d452f3a\n",
		.literal = { "NRAA-", "NRRA-", "px-api-", "px-dep-" },
		.dense = true,
		.pattern = LEFT "(NRAA-[a-f0-9]{27}|NRRA-[a-f0-9]{42}|px-(?:api|dep)-[0-9a-f]"
			   "{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "grafana-api-key-old",
		.title = "Grafana API key (old form)",
		.why = WHY_OPS,
		.fix = ROTATE("your Grafana, service accounts", "GRAFANA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "K=eyJrIjo"
		       "ihehy0FjIWuD6xPWBfoFL"
		       "51ZKVHWZgUMvObpel6nWm"
		       "JFn3iGocQqQ0dbXX0MNIs"
		       "GZ3YGfCxUHiY0LrjPsnfe"
		       "uufBsxa=\n",
		.miss = "K=eyJrIjo"
			"itTwvogM1pJYNGpZJgme5"
			"\n",
		.literal = { "eyJrIjoi" },
		.dense = true,
		.pattern = LEFT "(eyJrIjoi[A-Za-z0-9+/]{60,400}={0,3})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "hubspot-key-old",
		.title = "HubSpot API key (old form)",
		.why = WHY_SAAS,
		.fix = ROTATE("app.hubspot.com", "HUBSPOT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "HUBSPOT_A"
		       "PI_KEY=77a839b4-895b-"
		       "7d1c-e694-a8d14c9979d"
		       "8\n",
		.miss = "HUBSPOT_A"
			"PI_KEY=30ff3357-aaa0-"
			"60e0-f32d-dc8\n",
		.literal = { "hubspot", "hapikey" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("(?:hubspot[\\w.-]{0,20}key|hapikey)",
			   UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "hubspot-smtp",
		.title = "HubSpot personal access key",
		.why = WHY_SAAS,
		.fix = ROTATE("app.hubspot.com", "HUBSPOT_PERSONAL_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "personalA"
		       "ccessKey: CiRuYTEtcpl"
		       "54JmX3MSeaTKBaHNyHh7E"
		       "3PwSB5hAGxSaOhNrqaaIC"
		       "rKGtBRmGpEGXOdn27bjVU"
		       "4rxE0PhvlMDYviXVzR5SO"
		       "gGOx3RWEeJ5PZ\n",
		.miss = "personalA"
			"ccessKey: CiRuYTEteVP"
			"FRMgJy1WiZ1aNRuBI\n",
		.literal = { "CiRu", "CiRlZDU" },
		.dense = true,
		.pattern = LEFT "(CiR(?:lZDU|u)[A-Za-z0-9+/_-]{76,400}={0,2})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "postman-collection-key",
		.title = "Postman collection access key",
		.why = WHY_SAAS,
		.fix = ROTATE("postman.co/settings/me/api-keys", "POSTMAN_COLLECTION_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "K=PMAT-UJ"
		       "VSJ8OJUWDFFPXY56CI54P"
		       "3Z8\n",
		.miss = "K=PMAT-3"
			"1CRNT1ELTGM5GYAY\n",
		.literal = { "PMAT-" },
		.dense = true,
		.pattern = LEFT "(PMAT-[A-Z0-9]{26})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "contentful-delivery",
		.title = "Contentful delivery token",
		.why = "Whoever has it reads the published content of the space.",
		.fix = ROTATE("app.contentful.com", "CONTENTFUL_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "CONTENTFU"
		       "L_ACCESS_TOKEN=Vi_gKt"
		       "NQgad0BnSZP5qCnKZE3eq"
		       "zjOCiHecaGMlr0-O\n",
		.miss = "CONTENTFU"
			"L_ACCESS_TOKEN=05Ux8S"
			"ekP7J4NeFttobX_nZRB_Z"
			"N_ojYwE\n",
		.literal = { "contentful" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("contentful[\\w.-]{0,30}token",
			   "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "cfxre-key",
		.title = "Cfx.re server key",
		.why = WHY_SAAS,
		.fix = ROTATE("portal.cfx.re", "CFX_LICENSE_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "sv_licens"
		       "eKey cfxk_OXdcK7rqzys"
		       "7Xec7ra0G_MXWW87\n",
		.miss = "sv_licens"
			"eKey cfxk_JKS3veLmWsH"
			"pVsoCqFBE_xWm\n",
		.literal = { "cfxk_" },
		.dense = true,
		.pattern = LEFT "(cfxk_[A-Za-z0-9]{20}_[A-Za-z0-9]{5,6})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "block-protocol-key",
		.title = "Block Protocol API key",
		.why = WHY_SAAS,
		.fix = ROTATE("blockprotocol.org", "BLOCK_PROTOCOL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "K=b10ck5."
		       "2dc600afe699eb0d7934b"
		       "95a00d541aa.b69918b5-"
		       "fd54-f2b4-8c8f-3e12d4"
		       "657fa6\n",
		.miss = "K=b10ck5."
			"a91e23ff7ccd378012fdd"
			"4019d9c6055.59fc8a7f-"
			"cf82-369b-6fe9-d85\n",
		.literal = { "b10ck5." },
		.dense = true,
		.pattern = LEFT "(b10ck5\\.[0-9a-f]{32}\\.[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9"
			   "a-f]{12})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "dropbox-app-secret",
		.title = "Dropbox app secret",
		.why = WHY_SAAS,
		.fix = ROTATE("www.dropbox.com/developers/apps", "DROPBOX_APP_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DROPBOX_A"
		       "PP_SECRET=8xe9td5ql3e"
		       "xt3t\n",
		.miss = "DROPBOX_A"
			"PP_SECRET=o8nc64e\n",
		.literal = { "dropbox" },
		.nocase = true,
		.pattern = NAMED("dropbox[\\w.-]{0,20}(?:secret|app_?key)",
			   "[a-z0-9]{15}"),
		.check = fi_check_random,
	},
	{
		.id = "dropbox-short-lived",
		.title = "Dropbox short-lived access token",
		.why = WHY_SAAS,
		.fix = ROTATE("www.dropbox.com/account/connected_apps", "DROPBOX_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=sl.u.lf"
		       "_Dh3K1lMG1joz1A2pPFvq"
		       "aafvmhTQyh2MO0V7UFdI0"
		       "mUkO2WyN6I7GKt4GfsNUw"
		       "sBmwoVC20wUnSI8EtLEti"
		       "Dn58gYpchxhrB-8Jk2Dip"
		       "uV2LcOHO7dLGAq_FR0mGq"
		       "ZlFZGucihOq6nVIeZuqbv"
		       "wWSAKe6MSaA\n",
		.miss = "T=sl.u.2p"
			"Hy1_b1mKANPPChXcz9S3H"
			"r0NYnrVgEnoz9v_yH\n",
		.literal = { "=sl.", "\"sl.", "'sl.", " sl." },
		.dense = true,
		.pattern = "[=\"' ](sl\\.(?:u\\.)?[A-Za-z0-9_-]{130,1300})(?![A-Za-z0-9_"
			   "-])",
		.check = fi_check_placeholder,
		.after = 1536,
	},
	{
		.id = "dropbox-long-lived",
		.title = "Dropbox access token",
		.why = WHY_SAAS,
		.fix = ROTATE("www.dropbox.com/account/connected_apps", "DROPBOX_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DROPBOX_A"
		       "CCESS_TOKEN=zLCVWjqW6"
		       "pEAAAAAAAAAA9cbEnSp_m"
		       "Df9-jSkWP0DGIapeMoEsO"
		       "05h-7lBQqfEdz\n",
		.miss = "DROPBOX_A"
			"CCESS_TOKEN=YS5exrQmU"
			"YtAAAAAAAAAApn1fYCRyr"
			"qpgPm_u1Z9k1vdk5f2nGN"
			"vn2a\n",
		.literal = { "dropbox" },
		.nocase = true,
		.dense = true,
		.pattern = "(?i:dropbox)[\\w.-]{0,40}[\"']{0,2}[ \\t]{0,20}(?:=>|[=:,])["
			   " \\t]{0,20}[\"']?[A-Za-z0-9]{11}AAAAAAAAAA([A-Za-z0-9_-]{43}"
			   ")(?![A-Za-z0-9_=-])",
		.check = fi_check_random,
	},
	{
		.id = "statsig-key",
		.title = "Statsig server secret",
		.why = WHY_OPS,
		.fix = ROTATE("console.statsig.com", "STATSIG_SERVER_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "STATSIG_S"
		       "ERVER_SECRET=secret-s"
		       "hdiG4tDnKJRKw0KPA1VaF"
		       "o9wwfIwcHE7f8qzvUHach"
		       "\n",
		.miss = "STATSIG_S"
			"ERVER_SECRET=secret-Y"
			"odRqCEMoGKpCUqVA63FhH"
			"jhHgzCxdt70S\n",
		.literal = { "statsig" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("statsig",
			   "secret-[A-Za-z0-9]{43,50}"),
		.check = fi_check_random,
	},
	{
		.id = "asana-pat",
		.title = "Asana personal access token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.asana.com/0/my-apps", "ASANA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ASANA_TOK"
		       "EN=1/1721102519660647"
		       ":a59dee7d121e6416ffb6"
		       "eca6b9f173eb\n",
		.miss = "ASANA_TOK"
			"EN=1/1937589905101299"
			":b1ba12bb76584172b9c8"
			"c5b\n",
		.literal = { "asana", "=1/1", "'1/1", "\"1/1", "=2/1", "\"2/1", "'2/1" },
		.nocase = true,
		.dense = true,
		.pattern = "(?|(?i:asana)[\\w.-]{0,30}[\"']?[ \\t]{0,20}[:=][ \\t]{0,20}"
			   "[\"']?|[=\"'])([0-2]/[0-9]{10,20}(?:/[0-9]{10,20})?:[0-9a-f]"
			   "{32})(?![A-Za-z0-9])",
		.check = fi_check_placeholder,
	},
	{
		.id = "clickup-token",
		.title = "ClickUp personal token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.clickup.com/settings/apps", "CLICKUP_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=pk_8594"
		       "4068_W4B13WXUH6310QG1"
		       "J49H6CRX9XV3WK2Q\n",
		.miss = "T=pk_9674"
			"4636_5NV02MI09OBFMZUZ"
			"51MWM3M\n",
		.literal = { "pk_1", "pk_2", "pk_3", "pk_4", "pk_5", "pk_6", "pk_7", "pk_8", "pk_9" },
		.dense = true,
		.pattern = LEFT "(pk_[1-9][0-9]{6,8}_[A-Z0-9]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "airtable-key-old",
		.title = "Airtable API key (old form)",
		.why = WHY_SAAS,
		.fix = ROTATE("airtable.com/create/tokens", "AIRTABLE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "AIRTABLE_"
		       "API_KEY=keyl1eX5jYUiM"
		       "vqgM\n",
		.miss = "AIRTABLE_"
			"API_KEY=keyT1L0VXf\n",
		.literal = { "airtable" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("airtable",
			   "key[A-Za-z0-9]{14}"),
		.check = fi_check_mixed,
	},
	{
		.id = "clerk-secret-key",
		.title = "Clerk secret key",
		.why = "Whoever has it reads your users and signs in as any of them.",
		.fix = ROTATE("dashboard.clerk.com", "CLERK_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "CLERK_SEC"
		       "RET_KEY=sk_test_iveoU"
		       "cc037VNsx5vVbdoKd5VJm"
		       "j2xDAH27D5FxKD85\n",
		.miss = "CLERK_SEC"
			"RET_KEY=sk_test_sXlTZ"
			"uwgHjlPtxyYIR6lTsxLdf"
			"TefONcA\n",
		.literal = { "clerk" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("clerk",
			   "sk_(?:live|test)_[A-Za-z0-9]{40,60}"),
		.check = fi_check_word,
	},
	{
		.id = "redirect-pizza",
		.title = "redirect.pizza API token",
		.why = "Whoever has it sends visitors of your domains elsewhere.",
		.fix = ROTATE("redirect.pizza", "REDIRECT_PIZZA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "T=rpa_RgB"
		       "4JTuWboNn0QYe3GzescDH"
		       "YLr483\n",
		.miss = "T=rpa_JWY"
			"OgQAPj6C5NMTtDxGnY\n",
		.literal = { "rpa_" },
		.dense = true,
		.pattern = LEFT "(rpa_[A-Za-z0-9]{30,50})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "authress-key",
		.title = "Authress service client key",
		.why = "Whoever has it signs in as that service, with all it may do.",
		.fix = ROTATE("authress.io", "AUTHRESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "K=sc_ltrw"
		       "1f4say4ho064we2i.70zr"
		       ".acc-etkhnbw28neovu.2"
		       "RY7ldsWoUfd4y987Vqf3G"
		       "Y45fELjDBxPnP5vjQeA14"
		       "VdRfkwRGjLEZSj1UCIzDB"
		       "\n",
		.miss = "K=sc_a82o"
			"7gsp8u6snigzpu4b.8m0t"
			".acc-775ngq9e52rss1\n",
		.literal = { ".acc_", ".acc-" },
		.pattern = LEFT "((?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\\.[a-z0-9]{4,6}"
			   "\\.acc[_-][a-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "monday-token",
		.title = "monday.com API token",
		.why = WHY_SAAS,
		.fix = ROTATE("your monday.com, Developers", "MONDAY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "MONDAY_TO"
		       "KEN=eyJhbGciOiJIUzI1N"
		       "iJ9.eyJ0aWQiOjg2NDIwM"
		       "TM1NywidWlkIjo5ODc2NX"
		       "0.e64HmE_tWN2EABTPu1m"
		       "0ugeWOg7GLqwSBIPt3oIL"
		       "T9R\n",
		.miss = "MONDAY_TO"
			"KEN=eyJhbGciOiJIUzI1N"
			"iJ9\n",
		.literal = { "monday" },
		.nocase = true,
		.pattern = KEY_OF("monday",
			   "eyJ[A-Za-z0-9_-]{10,200}\\.eyJ[A-Za-z0-9_-]{10,1000}\\.[A-Za"
			   "-z0-9_-]{20,100}"),
		.check = fi_check_jwt,
		.after = 2048,
	},
};
const size_t fi_rules_secrets_observability_n =
	FI_COUNT(fi_rules_secrets_observability);
