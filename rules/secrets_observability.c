/* secrets_observability.c - monitoring, feature flags, builds, and software as a
 * service. */
#include "rules/secrets.h"

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
		.literal = { "NRII-" },
		.pattern = LEFT "(NRII-[A-Za-z0-9_-]{32})"
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
		.literal = { "NRJS-" },
		.pattern = LEFT "(NRJS-[a-f0-9]{19})"
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
		.literal = { "sntrya_" },
		.pattern = LEFT "(sntrya_[a-f0-9]{64})"
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
		.pattern = LEFT "(glc_eyJ[A-Za-z0-9+/]{60,400})"
				"(?![A-Za-z0-9_=-])",
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
			"aik_20sfonueddd5kd7euna"
			"fjm08l6c3ca6\n",
		.literal = { "hcaik_" },
		.pattern = LEFT "(hcaik_[a-z0-9]{50,64})"
				"(?![A-Za-z0-9_=-])",
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
		       "GkoppQXoyqB6jxfBtup5VqW"
		       "8Z3bvTisxXt02lv6XQu"
		       "N\n",
		.miss = "POS"
			"THOG_API_KEY=phx_"
			"GkoppQXoyqB6jxfBtup5VqW"
			"8Z3b\n",
		.literal = { "phx_" },
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
		.literal = { "figd_" },
		.pattern = LEFT "(figd_[A-Za-z0-9_-]{40})"
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
		.literal = { "pnu_" },
		.pattern = LEFT "(pnu_[A-Za-z0-9]{36})"
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
		.pattern = LEFT "(tfp_[A-Za-z0-9]{44,59})"
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
		.pattern = LEFT "(ptr_[A-Za-z0-9+/]{43}=)"
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
		.pattern = LEFT
		"(sk\\.eyJ[A-Za-z0-9_-]{57,100}\\.[A-Za-z0-9_-]{22})" RIGHT,
		.check = fi_check_placeholder,
	},
};
const size_t fi_rules_secrets_observability_n =
	FI_COUNT(fi_rules_secrets_observability);
