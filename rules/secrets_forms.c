/* secrets_forms.c - further forms of tokens that have their first one in the family's
 * file: those of test systems, older and newer ones, and in headers.
 */
#include "rules/secrets.h"

/* clang-format off */

#define WHY_SANDBOX "It opens no real data, but whoever has it can act as you in the test system."
#define WHY_MONEY "Whoever has it reads your spending and acts for your company."
#define WHY_CHAT "Whoever has it reads and writes as the account it belongs to."
#define WHY_CHATPOST "Whoever has it starts your workflow and posts in your name."
#define WHY_OPS "Whoever has it reads what your systems report, or feeds in what they do not."
#define WHY_SAAS "Whoever has it reads and changes your data there."
#define WHY_SIGN "Whoever has it manages who may sign in to your applications."
#define WHY_NET "Whoever has it opens tunnels to your machines, or listens where you do."
#define WHY_CI "Whoever has it deploys or reports builds in your name."
#define WHY_STORE "It opens the store that all other secrets are kept in, or the talk of its servers."
#define WHY_MAIL "Whoever has it sends mail as you, and reads what was sent."
#define WHY_DATA "Whoever has it reads and changes your data, from anywhere."
#define WHY_CLOUD "Whoever has it uses your account there, at your cost."
/* clang-format on */

const struct fi_rule fi_rules_secrets_forms[] = {
	{
		.id = "plaid-sandbox-token",
		.title = "Plaid sandbox access token",
		.why = WHY_SANDBOX,
		.fix = ROTATE(
			"dashboard.plaid.com/developers/keys", "PLAID_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "PLAID_ACCESS_TOKEN=ac"
		       "cess-sandbox-5014ef5e-d720-414e-a90b-82285ea"
		       "7888b\n",
		.miss = "PLAID_ACCESS_TOKEN=ac"
			"cess-sandbox-5014ef5e-d720-414e-a90b\n",
		.literal = { "access-sandbox-", "access-development-" },
		.dense = true,
		.pattern = LEFT "(access-(?:sandbox|development)-" UUID ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "flutterwave-test-key",
		.title = "Flutterwave test secret key",
		.why = WHY_SANDBOX,
		.fix = ROTATE(
			"dashboard.flutterwave.com/settings/apis", "FLW_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "FLW_SECRET_KEY=FL"
		       "WSECK_TEST-4a091409ecfcd6a6536fc62d5dcf3e1f-"
		       "X\n",
		.miss = "FLW_SECRET_KEY=FL"
			"WSECK_TEST-4a091409ecfcd6a6536fc\n",
		.literal = { "FLWSECK_TEST-" },
		.dense = true,
		.pattern = LEFT "(FLWSECK_TEST-[a-f0-9]{32}-X)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "paddle-sandbox-key",
		.title = "Paddle sandbox API key",
		.why = WHY_SANDBOX,
		.fix = ROTATE("sandbox-vendors.paddle.com/authentication-v2",
			"PADDLE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "PADDLE_API_KEY=pd"
		       "l_sdbx_apikey_0gc5n9x5kj3ucqzyw6ufafi9rp_RWB"
		       "JG9encC4davDsREymZz_oU8\n",
		.miss = "PADDLE_API_KEY=pd"
			"l_sdbx_apikey_0gc5n9x5kj3ucqzyw6ufafi9rp_RWB"
			"JG9encC4da\n",
		.literal = { "pdl_sdbx_apikey_" },
		.dense = true,
		.pattern = LEFT
		"(pdl_sdbx_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "asaas-sandbox-token",
		.title = "Asaas sandbox access token",
		.why = WHY_SANDBOX,
		.fix = ROTATE("sandbox.asaas.com", "ASAAS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "ASAAS_TOKEN=$a"
		       "act_hmlg_B6IAUUJcTa/RXcrzEBZshBfTf39VMBlMJzj"
		       "tPrcWC3f5fMqIY3Dwarw4xQTQzKEe7+PR9qR+hMjNzRf"
		       "7\n",
		.miss = "ASAAS_TOKEN=$a"
			"act_hmlg_B6IAUUJcTa/\n",
		.literal = { "$aact_hmlg_" },
		.pattern = "\\$aact_hmlg_([A-Za-z0-9+/]{20,200})(?![A-Za-z0-9+/])",
		.check = fi_check_mixed,
	},
	{
		.id = "cashfree-test-key",
		.title = "Cashfree test secret key",
		.why = WHY_SANDBOX,
		.fix = ROTATE("merchant.cashfree.com", "CASHFREE_SECRET"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "CASHFREE_SECRET=cf"
		       "sk_ma_test_FwszX8wZJosFxTRaB9NlBfvWxrryPsat_"
		       "lISqHRN8\n",
		.miss = "CASHFREE_SECRET=cf"
			"sk_ma_test_FwszX8wZJosFxTRaB9NlBfvWxrry\n",
		.literal = { "cfsk_ma_test_" },
		.dense = true,
		.pattern = LEFT "(cfsk_ma_test_[A-Za-z0-9]{32}_[A-Za-z0-9]{8})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "persona-sandbox-key",
		.title = "Persona sandbox API key",
		.why = WHY_SANDBOX,
		.fix = ROTATE("withpersona.com/dashboard", "PERSONA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "PERSONA_API_KEY=pe"
		       "rsona_sandbox_5d1f1ee8-37f4-4c9d-a766-ba5d3d"
		       "511ca1\n",
		.miss = "PERSONA_API_KEY=pe"
			"rsona_sandbox_5d1f1ee8-37f4-4c9d-a766\n",
		.literal = { "persona_sandbox_" },
		.dense = true,
		.pattern = LEFT "(persona_sandbox_" UUID ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "checkout-com-test-key",
		.title = "Checkout.com test secret key",
		.why = WHY_SANDBOX,
		.fix = ROTATE("dashboard.sandbox.checkout.com", "CHECKOUT_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "CHECKOUT_SECRET_KEY=sk"
		       "_test_e8945b68-a4d3-489b-afa8-9b61f7fe688b\n",
		.miss = "CHECKOUT_SECRET_KEY=sk"
			"_test_e8945b68-a4d3-489b-afa8\n",
		.literal = { "sk_test_" },
		.dense = true,
		.pattern = LEFT "(sk_test_" UUID ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "ramp-token",
		.title = "Ramp access token",
		.why = WHY_MONEY,
		.fix = ROTATE("app.ramp.com/developer", "RAMP_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "RAMP_TOKEN=ra"
		       "mp_tok_yyXevrSM1XYEBo1xoUKutZkS8vjpZWKAg2aYs"
		       "Wkb\n",
		.miss = "RAMP_TOKEN=ra"
			"mp_tok_yyXevrSM1XYEBo1xoUKutZkS8vj\n",
		.literal = { "ramp_tok_" },
		.dense = true,
		.pattern = LEFT "(ramp_tok_[A-Za-z0-9]{40,48})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-refresh-token-old",
		.title = "Slack refresh token of a user",
		.why = WHY_CHAT,
		.fix = ROTATE("api.slack.com/apps", "SLACK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SLACK_TOKEN=xo"
		       "xe-396374626875-164254998973-3286179519675-f"
		       "300619d3f275b7101ee95a069eb822e\n",
		.miss = "SLACK_TOKEN=xo"
			"xe-396374626875-164254998973-3286179519675-f"
			"300619d3f275b7101e\n",
		.literal = { "xoxe-" },
		.dense = true,
		.pattern = LEFT "(xoxe-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-"
				"9]{28,34})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-config-bot-token",
		.title = "Slack rotated bot token",
		.why = WHY_CHAT,
		.fix = ROTATE("api.slack.com/apps", "SLACK_BOT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SLACK_BOT_TOKEN=xo"
		       "xe.xoxb-1-TiWtku3TEO0cYQmCGfw60RdRlfMvQNuguw"
		       "zA9t5jfS6SyI6AD1NcueZ5esNNksNDGZDioIewHj4WrR"
		       "89NcXf8BlobesrjeZrHp9yMR0lJU0RmioeYFwp2EBcbb"
		       "JOmqDf0yxiOnTcVAiTqnbtXSXFRO9O0q8WKLi5qJI\n",
		.miss = "SLACK_BOT_TOKEN=xo"
			"xe.xoxb-1-TiWtku3TEO0cYQmCGfw60RdRlfMvQNug\n",
		.literal = { "xoxe.xoxb-1-" },
		.dense = true,
		.pattern = LEFT "(xoxe\\.xoxb-1-[A-Za-z0-9]{146,166})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-session-cookie",
		.title = "Slack session cookie",
		.why = WHY_CHAT,
		.fix = ROTATE("slack.com/signout", "SLACK_COOKIE"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SLACK_COOKIE=xo"
		       "xd-4mijOXd47EAMQBl9nyFJabvGwdDb4q6iPKf9ZXF4j"
		       "nnXsiHR8yWmoIJzGKZy%2FfFk8ECgq9we6689HxG0MA9"
		       "ChzYughJx7erqLyUX7%3D\n",
		.miss = "SLACK_COOKIE=xo"
			"xd-4mijOXd47EAMQBl9nyFJabvGwdDb4q6i\n",
		.literal = { "xoxd-" },
		.pattern = LEFT "(xoxd-[A-Za-z0-9%+/=_-]{60,400})(?![A-Za-z0-9%+/=_-])",
		.check = fi_check_mixed,
		.after = 1024,
	},
	{
		.id = "slack-workflow-webhook-old",
		.title = "Slack workflow address, old form",
		.why = WHY_CHATPOST,
		.fix = ROTATE("your workspace, Tools, Workflow Builder",
			"SLACK_WORKFLOW_URL"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SLACK_WORKFLOW_URL=ho"
		       "oks.slack.com/workflows/TLVVV7L4BFX/AY0BYZGD"
		       "HTH/117527491326976757/l7R53FEb8st8rnWMV7zGd"
		       "1pJ\n",
		.miss = "SLACK_WORKFLOW_URL=ho"
			"oks.slack.com/workflows/TLVVV7L4BFX/AY0BYZGD"
			"HTH/117527491326976757/l7R53FEb8st\n",
		.literal = { "hooks.slack.com/workflows/" },
		.dense = true,
		.pattern =
			LEFT "(hooks\\.slack\\.com/workflows/T[A-Z0-9]{8,12}/"
			     "A[A-Z0-9]{8,12}/[0-9]{17,19}/[A-Za-z0-9]{24,32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "facebook-user-token",
		.title = "Facebook access token",
		.why = WHY_CHAT,
		.fix = ROTATE(
			"developers.facebook.com/tools/accesstoken", "FB_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FB_ACCESS_TOKEN=EA"
		       "AewEWEQthJGgTLMt8TeZ6j9RSsOQAPsu6DLsfSm0YVYb"
		       "YOY9hWRQw4FwURfsL8PKdeyJ271r9TDq9E8DBTxZPU3B"
		       "zl5LFi6EIKS43V5dXZElUX8xfXH2DBog0NyJJRFDa7Tm"
		       "p1XcOjy7E7JiT1a3R3kVmRqEeAk8K\n",
		.miss = "FB_ACCESS_TOKEN=EA"
			"AewEWEQthJGgTLMt8TeZ6j9RSsOQAPsu6DLsfSm0YVYb"
			"YOY9hWRQ\n",
		.literal = { "token=EAA", "TOKEN=EAA", "oken\":\"EAA", "oken\": \"EAA",
			"oken: 'EAA", "oken: \"EAA", "oken = \"EAA", "oken = 'EAA" },
		.dense = true,
		.pattern = "(?i:token)[\"']?[ ]?[=:][ "
			   "]?[\"']?(EAA[A-Za-z0-9]{80,800})" RIGHT,
		.check = fi_check_mixed,
		.after = 1024,
	},
	{
		.id = "pinterest-refresh-token",
		.title = "Pinterest refresh token",
		.why = WHY_CHAT,
		.fix = ROTATE(
			"developers.pinterest.com/apps", "PINTEREST_REFRESH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PINTEREST_REFRESH_TOKEN=pi"
		       "nr.whIT-A7rP-eAmILknoqgR9M9Jx3PW8IlGeptr97mu"
		       "cY5sGF99cbEnSp_mDf9-jSkWP0DGIapeMoEsO05h-7lB"
		       "QqfEd\n",
		.miss = "PINTEREST_REFRESH_TOKEN=pi"
			"nr.whIT-A7rP-eAmILknoqgR9M9Jx3PW8I\n",
		.literal = { "pinr." },
		.dense = true,
		.pattern = LEFT "(pinr\\.[A-Za-z0-9_-]{40,200})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "twitch-chat-password",
		.title = "Twitch chat password",
		.why = WHY_CHAT,
		.fix = ROTATE("dev.twitch.tv/console", "TWITCH_PASS"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TWITCH_PASS=oa"
		       "uth:mexrmthg0czov6mii6hdug5k0z4f0k\n",
		.miss = "TWITCH_PASS=oa"
			"uth:mexrmthg0czov6mii\n",
		.literal = { "oauth:" },
		.dense = true,
		.pattern = LEFT "oauth:([a-z0-9]{30})" RIGHT,
		.check = fi_check_random,
	},
	{
		.id = "pagerduty-oauth-token",
		.title = "PagerDuty OAuth token",
		.why = WHY_OPS,
		.fix = ROTATE("your PagerDuty, Integrations, App Registration",
			"PAGERDUTY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PAGERDUTY_TOKEN=pd"
		       "us+_0BF2C1GQ_953d0e68-d55b-482e-a0a4-ae595c0"
		       "73d6e\n",
		.miss = "PAGERDUTY_TOKEN=pd"
			"us+_0BF2C1GQ_953d0e68-d55b-482e-a0a4\n",
		.literal = { "pdus+_", "pdeu+_" },
		.dense = true,
		.pattern = LEFT "(pd(?:us|eu)\\+_[A-Za-z0-9]{6,12}_" UUID ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "newrelic-eu-license",
		.title = "New Relic licence key of the EU region",
		.why = WHY_OPS,
		.fix = ROTATE("one.eu.newrelic.com/api-keys", "NEW_RELIC_LICENSE_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NEW_RELIC_LICENSE_KEY=eu"
		       "01xx2aa25bc97d88d58b6491fa53273269NRAL\n",
		.miss = "NEW_RELIC_LICENSE_KEY=eu"
			"01xx2aa25bc97d88d58b6491f\n",
		.literal = { "eu01xx" },
		.dense = true,
		.pattern = "(?<![A-Za-z0-9])(eu01xx[a-f0-9]{30}(?:NRAL|[a-f0-9]{4}))(?!"
			   "[A-Za-z0-9])",
		.check = fi_check_placeholder,
	},
	{
		.id = "datadog-access-token",
		.title = "Datadog access token",
		.why = WHY_OPS,
		.fix = ROTATE("app.datadoghq.com/personal-settings/access-tokens",
			"DD_APP_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DD_APP_KEY=dd"
		       "app_UszItVtLqGSXspie0okYFpJyRx202sfOvL\n",
		.miss = "DD_APP_KEY=dd"
			"app_UszItVtLqGSXspie0o\n",
		.literal = { "ddapp_", "ddpat_" },
		.pattern = LEFT "(dd(?:app|pat)_[A-Za-z0-9_-]{30,90})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "dynatrace-platform-token",
		.title = "Dynatrace platform token or OAuth client",
		.why = WHY_OPS,
		.fix = ROTATE(
			"myaccount.dynatrace.com/platformTokens", "DT_PLATFORM_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DT_PLATFORM_TOKEN=dt"
		       "0s16.66U4ZEQN.U3QCNLXGWH2OIRURV7TT83U1B93QVY"
		       "I7T4P5P8WHB17RCECJDVO6SQYHUCAPSV16\n",
		.miss = "DT_PLATFORM_TOKEN=dt"
			"0s16.66U4ZEQN.U3QCNLXGWH2OIRURV7TT83U1B93QVY"
			"I7T4P5P8WHB17RCECJDVO\n",
		.literal = { "dt0s0", "dt0s1" },
		.dense = true,
		.pattern = LEFT "(dt0s[0-9]{2}\\.[A-Z0-9]{8,24}\\.[A-Z0-9]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "splunk-hec-header",
		.title = "Splunk HTTP event collector token in a header",
		.why = WHY_OPS,
		.fix = ROTATE("your Splunk, Settings, Data inputs", "SPLUNK_HEC_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "Authoriz"
		       "ation: Splunk 8ef0ed60-4ad7-4c76-a2f4-ffa0e8"
		       "3bb9b0\n",
		.miss = "Authoriz"
			"ation: Splunk 8ef0ed60-4ad7-4c76-a2f4\n",
		.literal = { ": Splunk ", ":\"Splunk ", ": \"Splunk ", " 'Splunk ",
			"=Splunk ", "=> \"Splunk " },
		.dense = true,
		.pattern = "(?i:authorization)[\"']?[ ]?(?:=>|[:=,])[ ]?[\"']?Splunk "
			   "(" UUID ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "launchdarkly-server-key",
		.title = "LaunchDarkly server-side SDK key",
		.why = WHY_OPS,
		.fix = ROTATE("app.launchdarkly.com/settings/projects", "LD_SDK_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LD_SDK_KEY=sd"
		       "k-8a986be3-f26e-4e6b-ab06-9a122a261668\n",
		.miss = "LD_SDK_KEY=sd"
			"k-8a986be3-f26e-4e6b-ab06\n",
		.literal = { "=sdk-", "\"sdk-", "'sdk-", ": sdk-" },
		.dense = true,
		.pattern = "[:=\"' ]{1,2}(sdk-" UUID ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "hubspot-key-na2",
		.title = "HubSpot private app token",
		.why = WHY_SAAS,
		.fix = ROTATE("app.hubspot.com/private-apps", "HUBSPOT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HUBSPOT_TOKEN=pa"
		       "t-na2-eaf1ac0e-d072-4da6-a2ba-bcf6975a2d85\n",
		.miss = "HUBSPOT_TOKEN=pa"
			"t-na2-eaf1ac0e-d072-4da6-a2ba\n",
		.literal = { "pat-na2-" },
		.dense = true,
		.pattern = LEFT "(pat-na2-" UUID ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "okta-header",
		.title = "Okta API token in a header",
		.why = WHY_SIGN,
		.fix = ROTATE("your Okta, Security, API, Tokens", "OKTA_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "Authoriz"
		       "ation: SSWS 00IQ1ouDBBZX9xG4KLK6A6UAfchIwi1X"
		       "wW7X969kkV\n",
		.miss = "Authoriz"
			"ation: SSWS 00IQ1ouDBBZX9xG4KLK6A6UAfchIw\n",
		.literal = { "SSWS " },
		.dense = true,
		.pattern = LEFT "SSWS (00[A-Za-z0-9_-]{40})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "ngrok-api-key",
		.title = "ngrok API key",
		.why = WHY_NET,
		.fix = ROTATE("dashboard.ngrok.com/api-keys", "NGROK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NGROK_API_KEY=ak"
		       "_2Q26g7uY7ye10jE4fW2uvHX8u0S\n",
		.miss = "NGROK_API_KEY=ak"
			"_2Q26g7uY7ye10j\n",
		.literal = { "=ak_2", "\"ak_2", "'ak_2", " ak_2" },
		.dense = true,
		.pattern = "[=\"' ](ak_2[A-Za-z0-9]{26})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "sonarqube-analysis-token",
		.title = "SonarQube global analysis token",
		.why = WHY_CI,
		.fix = ROTATE("your SonarQube, My Account, Security", "SONAR_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SONAR_TOKEN=sq"
		       "a_13f50040b66dc3a296eddcec6d55480d0b5819f9\n",
		.miss = "SONAR_TOKEN=sq"
			"a_13f50040b66dc3a296eddcec6d5\n",
		.literal = { "=sqa_", "\"sqa_", "'sqa_", " sqa_" },
		.dense = true,
		.pattern = "[=\"' ](sqa_[a-f0-9]{40})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "octopus-api-key",
		.title = "Octopus Deploy API key",
		.why = WHY_CI,
		.fix = ROTATE("your Octopus, profile, My API Keys", "OCTOPUS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "OCTO_KEY=AP"
		       "I-5MXSKIJKO0UI6HUTFYYVLHYD333\n",
		.miss = "OCTO_KEY=AP"
			"I-5MXSKIJKO0UI6H\n",
		.literal = { "=API-", "\"API-", "'API-", " API-" },
		.dense = true,
		.pattern = "[=\"' ](API-[A-Z0-9]{25,32})" RIGHT,
		.check = fi_check_random,
	},
	{
		.id = "apify-proxy-password",
		.title = "Apify proxy password",
		.why = WHY_SAAS,
		.fix = ROTATE("console.apify.com/proxy", "APIFY_PROXY_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "APIFY_PROXY_PASSWORD=ap"
		       "ify_proxy_17M6KKg6FWHsdgCc8Y3tLj1PhkOLdZ6C92"
		       "f3\n",
		.miss = "APIFY_PROXY_PASSWORD=ap"
			"ify_proxy_17M6KKg6FWHsdgCc8Y3tLj1\n",
		.literal = { "apify_proxy_" },
		.dense = true,
		.pattern = LEFT "(apify_proxy_[A-Za-z0-9]{34,38})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "airtable-personal-token",
		.title = "Airtable personal access token",
		.why = WHY_SAAS,
		.fix = ROTATE("airtable.com/create/tokens", "AIRTABLE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "AT_TOKEN=pa"
		       "tSnblMto4svmoC3.3a47e044ed82c864863d4820cbfa"
		       "3e4f606e6f451274ffa3c72e3f921b6ebaf9\n",
		.miss = "AT_TOKEN=pa"
			"tSnblMto4svmoC3.3a47e044ed82c864863d4820cbfa"
			"3e4f606e6f451274ffa3c72\n",
		.literal = { "Bearer pat", "TOKEN=pat", "_KEY=pat", "_PAT=pat",
			"Key: 'pat", "Key: \"pat", "Key\":\"pat", "Key\": \"pat",
			"oken\":\"pat", "oken\": \"pat", "oken: 'pat", "oken: \"pat",
			"key=\"pat", "key='pat", "item\": \"pat", "key\": \"pat" },
		.dense = true,
		.pattern =
			"[\\w\"':= (]{4,14}?(pat[A-Za-z0-9]{14}\\.[a-f0-9]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "infisical-service-token",
		.title = "Infisical service token",
		.why = WHY_STORE,
		.fix = ROTATE("app.infisical.com, Access Control", "INFISICAL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SECRETS_TOKEN=st"
		       ".82306d59a9133ae2e7a72846.542ee94a5902a3ed5c"
		       "2a64ccadb9f79d.9f4bb837c0c60a0eb3a11ecbc9dae"
		       "633\n",
		.miss = "SECRETS_TOKEN=st"
			".82306d59a9133ae2e7a72846.542ee94a5902a3ed5c"
			"2a64ccadb9f79d.9f4bb837c0c60a0eb3a\n",
		.literal = { "Bearer st.", "TOKEN=st.", "oken\":\"st.", "oken\": \"st.",
			"oken: 'st.", "oken: \"st.", "oken=\"st." },
		.dense = true,
		.pattern = "[\\w\"':= "
			   "(]{4,14}?(st\\.[0-9a-f]{24}\\.[0-9a-f]{32}\\.[0-9a-f]{32}"
			   ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "mailgun-private-key",
		.title = "Mailgun private API key",
		.why = WHY_MAIL,
		.fix = ROTATE(
			"app.mailgun.com/settings/api_security", "MAILGUN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "curl --u"
		       "ser api:key-a24f709007851602980c7d193695418b"
		       "\n",
		.miss = "curl --u"
			"ser api:key-a24f709007851602980\n",
		.literal = { "api:key-" },
		.dense = true,
		.pattern = "(?<![A-Za-z0-9])api:(key-[0-9a-f]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "resend-api-key",
		.title = "Resend API key",
		.why = WHY_MAIL,
		.fix = ROTATE("resend.com/api-keys", "RESEND_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MAIL_KEY=re"
		       "_oTKxNGMm_1P7O8jJb2pFzXPO8C4suDJ2x\n",
		.miss = "MAIL_KEY=re"
			"_oTKxNGMm_1P7O8jJb2pF\n",
		.literal = { "Bearer re_", "Resend(\"re_", "Resend('re_", "_KEY=re_",
			"Key: 're_", "Key: \"re_", "key\": \"re_", "Key\": \"re_",
			"key = \"re_" },
		.dense = true,
		.pattern =
			"[\\w\"':= (]{4,14}?(re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "confluent-secret",
		.title = "Confluent Cloud API secret",
		.why = WHY_DATA,
		.fix = ROTATE(
			"confluent.cloud/settings/api-keys", "CONFLUENT_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "KAFKA_PASSWORD=cf"
		       "lttU3D/2hPMlTQQdfDaS36bfuKgbqIAawaliojJXZiAj"
		       "EXbUseepbruei7HItO\n",
		.miss = "KAFKA_PASSWORD=cf"
			"lttU3D/2hPMlTQQdfDaS36bfuKgbqIAawaliojJXZiAj"
			"EXbUs\n",
		.literal = { "=cflt", "\"cflt", "'cflt", " cflt" },
		.dense = true,
		.pattern = "[=\"' ](cflt[A-Za-z0-9+/]{60})(?![A-Za-z0-9+/=])",
		.check = fi_check_mixed,
	},
	{
		.id = "clickhouse-cloud-secret",
		.title = "ClickHouse Cloud API secret",
		.why = WHY_DATA,
		.fix = ROTATE(
			"console.clickhouse.cloud, API keys", "CLICKHOUSE_KEY_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CH_SECRET=4b"
		       "1dgikBn7YvOtvZRB2TM8p6nlG8axhHYzaUipHsaC\n",
		.miss = "CH_SECRET=4b"
			"1dgikBn7YvOtvZRB2TM8p6nlG8a\n",
		.literal = { "=4b1d", "\"4b1d", "'4b1d", " 4b1d" },
		.dense = true,
		.pattern = "[=\"' ](4b1d[A-Za-z0-9]{38})(?![A-Za-z0-9+/=_-])",
		.check = fi_check_mixed,
	},
	{
		.id = "aiven-personal-token",
		.title = "Aiven token",
		.why = WHY_DATA,
		.fix = ROTATE("console.aiven.io/profile/tokens", "AIVEN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "AVN=ai"
		       "venv1Sgy2awReQyI8Mj8YCHNBCv9cTG2+jPLj0JcMHCb"
		       "Id6Vk8E1Cfu5Ac0F9C3W0RhTl5uy2udY+ndlMLm4B7KF"
		       "6LVC6O3TEo2tqflj4ll4kFXCZ1sy+5ZzITbjs2SCHC7Q"
		       "+avYjViRlZUTTeKMxyZ6p3nCShO5dAqUwYUE6wSI1mI1"
		       "oVnHeiu15hxP9FedV71gZy+Ax4vpJDtUAV2eF435ztMf"
		       "xv5HKFWUhQTbpkmKU1gIgD93P04LWWMwuIkPvsTm6J7k"
		       "JLUw+cNQeDvUjS93FxCJCxF0N/9QRGbAJmCRIk5eaWPY"
		       "uXPl8SUEnSFpIHJSwaUYQ0XTr1fX5rAPRMVTcbkfUzTr"
		       "R7E0xokHcwJLkEQBhdbV1fqO5\n",
		.miss = "AVN=ai"
			"venv1Sgy2awReQyI8Mj8YCHNBCv9cTG2+jPLj0JcMHCb"
			"Id6Vk8E1Cfu5Ac0F9C3W0RhTl5uy2udY+ndlMLm4B7KF"
			"6LVC6O3TEo2tqflj4ll4kFXCZ1sy+5ZzITbjs2SCHC7Q"
			"+avYjViRlZUTTeKMxyZ6p3nCShO5dAqUwYUE6wSI1mI1"
			"oVnHeiu15hxP9FedV71gZy+Ax4vpJDtUAV2eF435ztMf"
			"xv5HKFWUhQTbpk\n",
		.literal = { "aivenv1" },
		.dense = true,
		.pattern = "(?<![A-Za-z0-9])(aivenv1[A-Za-z0-9+/"
			   "]{300,420}={0,2})(?![A-Za-z0-9+/=])",
		.check = fi_check_mixed,
	},
	{
		.id = "consul-gossip-key",
		.title = "Consul or Nomad gossip key",
		.why = WHY_STORE,
		.fix = ROTATE("HashiCorp Consul (`consul keyring -remove`)",
			"CONSUL_ENCRYPT"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "encrypt = \""
		       "WKCSOgwBgD83/K69/HXTI2JcbKvDlQxgmUpRNTj3Zg2="
		       "\"\n",
		.miss = "encrypt = \""
			"WKCSOgwBgD83/K69/HXTI2JcbKvDlQ\"\n",
		.literal = { "encrypt = \"", "encrypt=\"", "\"encrypt\": \"",
			"\"encrypt\":\"", "encrypt: \"" },
		.pattern = "(?<![A-Za-z0-9_-])\"?encrypt\"?[ ]?[=:][ "
			   "]?\"([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{22}==)\"",
		.check = fi_check_mixed,
	},
	{
		.id = "yandex-session-cookie",
		.title = "Yandex Cloud session cookie",
		.why = WHY_CLOUD,
		.fix = ROTATE("passport.yandex.com/profile", "YC_SESSION"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "yc_session=c1"
		       ".9eFBb37ioEDVsN0FBsQtxYBGfIk2651Thkt6Ftwtb82"
		       "CGZhjLbIYrUp1Y0xKrUpQ03ZJchH8XZc20WWdxptfqZv"
		       "VuHqPDqpeEUGUPQP5SeEuBbwZCTaWVNLkQY.67aD2cNu"
		       "KcjJ-I0ddiV4Ynp6HTToHurqZH54oICKPl77dXe4ty2t"
		       "iXi3THik6qDd9xhwoFjFd60bb5K0i9BsZt\n",
		.miss = "yc_session=c1"
			".9eFBb37ioEDVsN0FBsQtxYBGfIk2651Thkt6Ftwtb82"
			"CGZhjLbIYrUp1Y0xKrUpQ03ZJchH8XZc20WWdxptfqZv"
			"VuHqPDqpeEUGUPQP5SeEuBbwZCTaWVNLkQY.67aD2cNu"
			"KcjJ-I0ddiV4Ynp6HTToHurqZH54oICKPl77dXe4ty2t"
			"iXi3THik6qDd9xhwoFjFd\n",
		.literal = { "c1.9e" },
		.dense = true,
		.pattern = LEFT
		"(c1\\.9e[A-Za-z0-9_-]{60,600}={0,2}\\.[A-Za-z0-9_-]{86}={0,2})",
		.check = fi_check_placeholder,
		.after = 1024,
	},
	{
		.id = "infracost-api-key",
		.title = "Infracost API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("dashboard.infracost.io", "INFRACOST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "ICO_KEY=ic"
		       "o-AgP4YFbplcl6xXCB2LXGbJomRACk4uq4\n",
		.miss = "ICO_KEY=ic"
			"o-AgP4YFbplcl6xXCB2LX\n",
		.literal = { "=ico-", "\"ico-", "'ico-", " ico-" },
		.dense = true,
		.pattern = "[=\"' ](ico-[A-Za-z0-9]{32})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "digitalocean-spaces-id",
		.title = "DigitalOcean Spaces access key",
		.why = WHY_CLOUD,
		.fix = ROTATE(
			"cloud.digitalocean.com/spaces/access_keys", "SPACES_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ACCESS_KEY=DO"
		       "009VLN8YJLSK27C1GC\n",
		.miss = "ACCESS_KEY=DO"
			"009VL\n",
		.literal = { "=DO00", "\"DO00", "'DO00", " DO00", "DO801" },
		.dense = true,
		.pattern = "(?:[=\"' "
			   "]|(?<![A-Za-z0-9_])(?=DO8))(DO(?:00[A-Z0-9]|801)[A-Z0-9]{"
			   "15,17})" RIGHT,
		.check = fi_check_random,
	},
};
const size_t fi_rules_secrets_forms_n = FI_COUNT(fi_rules_secrets_forms);
