/* secrets_chat.c - mail, chat, phone and social networks. */
#include "rules/secrets.h"

#define WHY_CHAT                                                                       \
	"Whoever has it reads and writes in your name, and sees what people wrote to " \
	"you."
#define WHY_POST                                                                       \
	"Whoever has it posts into your channel, which is where people are asked to "  \
	"click."
#define WHY_MAIL                                                                       \
	"Whoever has it sends mail as you, and your domain pays with its good name."
#define WHY_OPS                                                                        \
	"Whoever has it reads what your systems tell about themselves, or silences "   \
	"them."

const struct fi_rule fi_rules_secrets_chat[] = {
	{
		.id = "slack-bot-token",
		.title = "Slack bot token",
		.why = WHY_CHAT,
		.fix = ROTATE("api.slack.com/apps", "SLACK_BOT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SLA"
		       "CK_BOT_TOKEN=xoxb"
		       "-6973710792-5018810876-"
		       "6jQcPSnA3RddPsbqtwN"
		       "vRXub\n",
		.miss = "SLA"
			"CK_BOT_TOKEN=xoxb"
			"-6973710792-5018810876-"
			"6jQcPSnA3RddPsbqtwN"
			"\n",
		.literal = { "xoxb-" },
		.pattern =
			LEFT "(xoxb-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{24})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-user-token",
		.title = "Slack user token",
		.why = WHY_CHAT,
		.fix = ROTATE("api.slack.com/apps", "SLACK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SLA"
		       "CK_TOKEN=xoxp-985"
		       "5494810-1554808873-3299"
		       "783421-B74IjlkrIvdZ"
		       "YXKwAra2FcvGeP1X\n",
		.miss = "SLA"
			"CK_TOKEN=xoxp-985"
			"5494810-1554808873-3299"
			"783421-B74IjlkrIvdZ"
			"YXKw\n",
		.literal = { "xoxp-" },
		.pattern = LEFT "(xoxp-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-"
				"9]{28,34})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-app-token",
		.title = "Slack app-level token",
		.why = WHY_CHAT,
		.fix = ROTATE("api.slack.com/apps", "SLACK_APP_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SLA"
		       "CK_APP_TOKEN=xapp"
		       "-1-1F0BAZQU1-6626445643"
		       "-0fc3e98646b83f4af1"
		       "acc4a3e5c3b8dfd6d98f788cde61c"
		       "d80e149a44c6d9050\n",
		.miss = "SLA"
			"CK_APP_TOKEN=xapp"
			"-1-1F0BAZQU1-6626445643"
			"-0fc3e98646b83f4af1"
			"acc4a3e5c3b8dfd6d98f788cde61c"
			"d80e149a\n",
		.literal = { "xapp-1-" },
		.pattern =
			LEFT "(xapp-1-[A-Z0-9]{9,12}-[0-9]{10,14}-[a-f0-9]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-config-token",
		.title = "Slack configuration token",
		.why = WHY_CHAT,
		.fix = ROTATE("api.slack.com/apps", "SLACK_CONFIG_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SLA"
		       "CK_CONFIG_TOKEN=x"
		       "oxe.xoxp-1-caK4N6sZCGbA"
		       "Vv91vnrRu23sH6M5QiE"
		       "KgtDLsH8B7Amx6wnA8eKPKRnIeP3D"
		       "gUUwXn5VygLeFf6pcTfZuCHiRnqZWw5ZSCztYVVv"
		       "r0fv5bJlvJVXAs5NJ2kCu5YQr2bu7OwIrECKznrZ"
		       "4oXeS2\n",
		.miss = "SLA"
			"CK_CONFIG_TOKEN=x"
			"oxe.xoxp-1-caK4N6sZCGbA"
			"Vv91vnrRu23sH6M5QiE"
			"KgtDLsH8B7Amx6wnA8eKPKRnIeP3D"
			"gUUwXn5VygLeFf6pcT\n",
		.literal = { "xoxe.xoxp-1-" },
		.pattern = LEFT "(xoxe\\.xoxp-1-[A-Za-z0-9]{146,166})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-config-refresh-token",
		.title = "Slack configuration refresh token",
		.why = WHY_CHAT,
		.fix = ROTATE("api.slack.com/apps", "SLACK_REFRESH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SLA"
		       "CK_REFRESH_TOKEN="
		       "xoxe-1-m1hk0qDBllhBgPFn"
		       "NgtIebKHzDXtQZEg1zp"
		       "pNETdhmzPr9FZ4mVBmhXLMRpXLvkx"
		       "wzKZj2bjuXX5JfMZJE1YnBsFMvO9fFAPLBOb4VH7"
		       "MvBmnTx3UOWD6LB5CLqZ12UzWetocUCui0n6y0sY"
		       "dG\n",
		.miss = "SLA"
			"CK_REFRESH_TOKEN="
			"xoxe-1-m1hk0qDBllhBgPFn"
			"NgtIebKHzDXtQZEg1zp"
			"pNETdhmzPr9FZ4mVBmhXLMRpXLvkx"
			"wzKZj2bjuXX5JfMZJE1\n",
		.literal = { "xoxe-1-" },
		.pattern = LEFT "(xoxe-1-[A-Za-z0-9]{146,166})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-session",
		.title = "Slack session token",
		.why = WHY_CHAT,
		.fix = ROTATE("Slack, sign out of all sessions", "SLACK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SLA"
		       "CK_TOKEN=xoxc-092"
		       "2307882-4794914142-1148"
		       "946147-e4a2a33048f1"
		       "1ce2860e835e25d5100a0b0c77008"
		       "eb5ca19cede29432457c4af\n",
		.miss = "SLA"
			"CK_TOKEN=xoxc-092"
			"2307882-4794914142-1148"
			"946147-e4a2a33048f1"
			"1ce2860e835e25d5100a0b0c77008"
			"eb5ca19cede294\n",
		.literal = { "xoxc-" },
		.pattern = LEFT
		"(xoxc-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[a-f0-9]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-webhook",
		.title = "Slack incoming webhook",
		.why = WHY_POST,
		.fix = ROTATE("api.slack.com/apps", "SLACK_WEBHOOK_URL"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SLA"
		       "CK_WEBHOOK_URL=ho"
		       "oks.slack.com/services/"
		       "TX91SCRO8/BSKEM8DE8"
		       "/rykbUgRzWcoDc0JoR5hqIlYJ\n",
		.miss = "SLA"
			"CK_WEBHOOK_URL=ho"
			"oks.slack.com/services/"
			"TX91SCRO8/BSKEM8DE8"
			"/rykbUgRzWcoDc0JoR5\n",
		.literal = { "hooks.slack.com/services/" },
		.pattern = LEFT
		"(hooks\\.slack\\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-"
		"z0-9]{24})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-workflow-webhook",
		.title = "Slack workflow webhook",
		.why = WHY_POST,
		.fix = ROTATE("Slack, the workflow", "SLACK_WORKFLOW_URL"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SLA"
		       "CK_WORKFLOW_URL=h"
		       "ooks.slack.com/triggers"
		       "/LXAIYAC5/238937960"
		       "3/e7c6f1f4d44c1e17baae96f84b5"
		       "34da1\n",
		.miss = "SLA"
			"CK_WORKFLOW_URL=h"
			"ooks.slack.com/triggers"
			"/LXAIYAC5/238937960"
			"3/e7c6f1f4d44c1e17baae96f84b\n",
		.literal = { "hooks.slack.com/triggers/" },
		.pattern = LEFT
		"(hooks\\.slack\\.com/triggers/[A-Z0-9]{8,12}/[0-9]{10,14}/[a-f0-9]{3"
		"2})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "discord-webhook",
		.title = "Discord webhook",
		.why = WHY_POST,
		.fix = ROTATE("the channel settings in Discord", "DISCORD_WEBHOOK_URL"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DIS"
		       "CORD_WEBHOOK_URL="
		       "/api/webhooks/670014417"
		       "21962656/t0nYcdYtMU"
		       "fnROVXYWpbVZcRfZsr1vznzaQ67Kf"
		       "8sfX8N1bhrXtQUUWKP7Iybg7ONar6\n",
		.miss = "DIS"
			"CORD_WEBHOOK_URL="
			"/api/webhooks/670014417"
			"21962656/t0nYcdYtMU"
			"fnROVXYWpbVZcRfZsr1vznzaQ67Kf"
			"8sfX8N1bhrXtQUUWKP7Iybg\n",
		.literal = { "/api/webhooks/" },
		.pattern = LEFT "(/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{68})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "discord-bot-token",
		.title = "Discord bot token",
		.why = WHY_CHAT,
		.fix = ROTATE("discord.com/developers", "DISCORD_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DIS"
		       "CORD_TOKEN=OkoSoH"
		       "nNNGifP3caUKMtfecVt6.O5"
		       "6pPH.BHjpr86prLCncR"
		       "zZz8yeLghPXGmZupIzfGYTs8\n",
		.miss = "DIS"
			"CORD_TOKEN=OkoSoH"
			"nNNGifP3caUKMtfecVt6.O5"
			"6pPH.BHjpr86prLCncR"
			"zZz8\n",
		.literal = { "discord" },
		.nocase = true,
		.pattern = NAMED(
			"discord[\\w.-]{0,20}", "[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-"
						"9_-]{6}\\.[A-Za-z0-9_-]{27,38}"),
		.check = fi_check_mixed,
	},
	{
		.id = "telegram-bot-token",
		.title = "Telegram bot token",
		.why = WHY_CHAT,
		.fix = ROTATE("@BotFather", "TELEGRAM_BOT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=\""
		       "2909447127:AAX37X"
		       "vR90bUihpz3jhg-EuSR7h7U"
		       "QVTpno\"\n",
		.miss = "T=\""
			"2909447127:AAX37X"
			"vR90bUihpz3jhg-EuSR7h7U"
			"QV\"\n",
		.literal = { ":AA" },
		.pattern = "(?<![0-9A-Za-z])([0-9]{8,10}:AA[A-Za-z0-9_-]{33})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "twilio-auth-token",
		.title = "Twilio auth token",
		.why = WHY_CHAT,
		.fix = ROTATE("console.twilio.com", "TWILIO_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "TWI"
		       "LIO_AUTH_TOKEN=a9"
		       "d801391b445cf0ffa3960cd"
		       "2a05957\n",
		.miss = "TWI"
			"LIO_AUTH_TOKEN=a9"
			"d801391b445cf0ffa3960cd"
			"2a05\n",
		.literal = { "twilio" },
		.nocase = true,
		.pattern = NAMED("twilio[\\w.-]{0,20}(?:auth|token)", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "twilio-api-secret",
		.title = "Twilio API key secret",
		.why = WHY_CHAT,
		.fix = ROTATE("console.twilio.com", "TWILIO_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "TWI"
		       "LIO_API_SECRET=AV"
		       "bIvTOKAHYfIM0P173EyTBTa"
		       "uwjQVgX\n",
		.miss = "TWI"
			"LIO_API_SECRET=AV"
			"bIvTOKAHYfIM0P173EyTBTa"
			"uwjQ\n",
		.literal = { "twilio" },
		.nocase = true,
		.pattern = NAMED("twilio[\\w.-]{0,20}secret", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "sendgrid-key",
		.title = "SendGrid API key",
		.why = WHY_MAIL,
		.fix = ROTATE("app.sendgrid.com/settings/api_keys", "SENDGRID_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SEN"
		       "DGRID_API_KEY=SG."
		       "F6eOmogzH6fZ1XONez6Dj8."
		       "tst1FT2_Mjy8dF6EMWG"
		       "pz2rQrjt9iaBfV5IS6ivWx_q\n",
		.miss = "SEN"
			"DGRID_API_KEY=SG."
			"F6eOmogzH6fZ1XONez6Dj8."
			"tst1FT2_Mjy8dF6EMWG"
			"pz2rQrjt9iaBfV5IS6iv\n",
		.literal = { "SG." },
		.pattern = LEFT "(SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "mailgun-key",
		.title = "Mailgun key",
		.why = WHY_MAIL,
		.fix = ROTATE("app.mailgun.com", "MAILGUN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MAI"
		       "LGUN_API_KEY=8120"
		       "94e62d085ca031b5d30d272"
		       "79099\n",
		.miss = "MAI"
			"LGUN_API_KEY=8120"
			"94e62d085ca031b5d30d272"
			"79\n",
		.literal = { "mailgun" },
		.nocase = true,
		.pattern = NAMED("mailgun[\\w.-]{0,30}", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "mailgun-key-new",
		.title = "Mailgun API key",
		.why = WHY_MAIL,
		.fix = ROTATE("app.mailgun.com", "MAILGUN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MAI"
		       "LGUN_API_KEY=9b52"
		       "f7fa1f938dadde9e8fc3465"
		       "5d2bc-b7878b74-1eb6"
		       "bab1\n",
		.miss = "MAI"
			"LGUN_API_KEY=9b52"
			"f7fa1f938dadde9e8fc3465"
			"5d2bc-b7878b74-1eb6"
			"b\n",
		.literal = { "mailgun" },
		.nocase = true,
		.pattern = NAMED("mailgun[\\w.-]{0,30}",
			"(?:key-)?[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "mailchimp-key",
		.title = "Mailchimp API key",
		.why = WHY_MAIL,
		.fix = ROTATE("admin.mailchimp.com/account/api", "MAILCHIMP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "KEY"
		       "=4a985dd76516bde1"
		       "918729f5677fcade-us12\n",
		.miss = "KEY"
			"=a985dd76516bde19"
			"18729f5677fcade-us12\n",
		.literal = { "-us" },
		.pattern = "(?<![A-Za-z0-9])([a-f0-9]{32}-us[0-9]{1,2})(?![A-Za-z0-9])",
		.check = fi_check_placeholder,
	},
	{
		.id = "mandrill-key",
		.title = "Mandrill API key",
		.why = WHY_MAIL,
		.fix = ROTATE("mandrillapp.com", "MANDRILL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MAN"
		       "DRILL_API_KEY=md-"
		       "DLdg2lDpOblTCELBe63ZzU\n",
		.miss = "MAN"
			"DRILL_API_KEY=md-"
			"DLdg2lDpOblTCE\n",
		.literal = { "mandrill" },
		.nocase = true,
		.pattern = NAMED("mandrill[\\w.-]{0,20}", "(?:md-)?[A-Za-z0-9_-]{22}"),
		.check = fi_check_mixed,
	},
	{
		.id = "brevo-api-key",
		.title = "Brevo API key",
		.why = WHY_MAIL,
		.fix = ROTATE("app.brevo.com", "BREVO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BRE"
		       "VO_API_KEY=xkeysi"
		       "b-cd5aad82a24bd2e909b24"
		       "f68c7d949017ddc45eb"
		       "e6166d02a87c34c921ba99df-hlei"
		       "GHIKbjh5uhZA\n",
		.miss = "BRE"
			"VO_API_KEY=xkeysi"
			"b-cd5aad82a24bd2e909b24"
			"f68c7d949017ddc45eb"
			"e6166d02a87c34c921ba99df-hlei"
			"GHIKbjh5\n",
		.literal = { "xkeysib-" },
		.pattern = LEFT "(xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "brevo-smtp-key",
		.title = "Brevo SMTP key",
		.why = WHY_MAIL,
		.fix = ROTATE("app.brevo.com", "BREVO_SMTP_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BRE"
		       "VO_SMTP_KEY=xsmtp"
		       "sib-6dba26995cfbeb3d9d0"
		       "70da2d276f105a5a080"
		       "9011873f821987092bdd171620-KN"
		       "Hw0gdVnoYuyKnZ\n",
		.miss = "BRE"
			"VO_SMTP_KEY=xsmtp"
			"sib-6dba26995cfbeb3d9d0"
			"70da2d276f105a5a080"
			"9011873f821987092bdd171620-KN"
			"Hw0gdVnoYu\n",
		.literal = { "xsmtpsib-" },
		.pattern = LEFT "(xsmtpsib-[a-f0-9]{64}-[A-Za-z0-9]{16})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "mailersend-token",
		.title = "MailerSend token",
		.why = WHY_MAIL,
		.fix = ROTATE("app.mailersend.com", "MAILERSEND_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MAI"
		       "LERSEND_API_TOKEN"
		       "=mlsn.3a34ad61964098f39"
		       "6a41ffcfc8ef9ff34bc"
		       "0a77d1dd865936b3ac13aa02a536\n",
		.miss = "MAI"
			"LERSEND_API_TOKEN"
			"=mlsn.3a34ad61964098f39"
			"6a41ffcfc8ef9ff34bc"
			"0a77d1dd865936b3ac13aa02\n",
		.literal = { "mlsn." },
		.pattern = LEFT "(mlsn\\.[a-f0-9]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "postmark-token",
		.title = "Postmark server token",
		.why = WHY_MAIL,
		.fix = ROTATE("account.postmarkapp.com", "POSTMARK_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "POS"
		       "TMARK_API_TOKEN=1"
		       "62526d7-34a3-0951-6d1c-"
		       "5f7e905c5a92\n",
		.miss = "POS"
			"TMARK_API_TOKEN=1"
			"62526d7-34a3-0951-6d1c-"
			"5f7e905c5\n",
		.literal = { "postmark" },
		.nocase = true,
		.pattern = NAMED("postmark[\\w.-]{0,20}",
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
		.before = 64,
	},
	{
		.id = "resend-key",
		.title = "Resend API key",
		.why = WHY_MAIL,
		.fix = ROTATE("resend.com/api-keys", "RESEND_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "RES"
		       "END_API_KEY=re_h4"
		       "g9U0W5_dYyNGkl8t3cvxQDw"
		       "P7Y3rAMq\n",
		.miss = "RES"
			"END_API_KEY=re_h4"
			"g9U0W5_dYyNGkl8t3cvxQDw"
			"\n",
		.literal = { "resend" },
		.nocase = true,
		.pattern = NAMED(
			"resend[\\w.-]{0,20}", "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
	},
	{
		.id = "sparkpost-key",
		.title = "SparkPost key",
		.why = WHY_MAIL,
		.fix = ROTATE("app.sparkpost.com", "SPARKPOST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SPA"
		       "RKPOST_API_KEY=4d"
		       "c1f5daff9b00c4831386f8e"
		       "bdb3583e57d2723\n",
		.miss = "SPA"
			"RKPOST_API_KEY=4d"
			"c1f5daff9b00c4831386f8e"
			"bdb3583e57d2\n",
		.literal = { "sparkpost" },
		.nocase = true,
		.pattern = NAMED("sparkpost[\\w.-]{0,20}", "[a-f0-9]{40}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "messagebird-key",
		.title = "MessageBird key",
		.why = WHY_CHAT,
		.fix = ROTATE("dashboard.messagebird.com", "MESSAGEBIRD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "MES"
		       "SAGEBIRD_API_KEY="
		       "RkvzMXs6GJcSpTRYdBmhr4f"
		       "iR\n",
		.miss = "MES"
			"SAGEBIRD_API_KEY="
			"RkvzMXs6GJcSpTRYdBmhr4\n",
		.literal = { "messagebird" },
		.nocase = true,
		.pattern = NAMED("messagebird[\\w.-]{0,20}", "[A-Za-z0-9]{25}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "vonage-key",
		.title = "Vonage API secret",
		.why = WHY_CHAT,
		.fix = ROTATE("dashboard.nexmo.com", "VONAGE_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "VON"
		       "AGE_API_SECRET=v4"
		       "afKNllaNiDshk4\n",
		.miss = "VON"
			"AGE_API_SECRET=v4"
			"afKNllaNiDs\n",
		.literal = { "nexmo", "vonage" },
		.nocase = true,
		.pattern =
			NAMED("(?:nexmo|vonage)[\\w.-]{0,20}secret", "[A-Za-z0-9]{16}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "intercom-token",
		.title = "Intercom access token",
		.why = WHY_CHAT,
		.fix = ROTATE("developers.intercom.com", "INTERCOM_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=d"
		       "G9rOBn47rA7UpKEkM"
		       "e02kWEZfJsvz9rKljWXPNvW"
		       "oax0tYOrJAXj60u2lA="
		       "\n",
		.miss = "T=d"
			"G9rOBn47rA7UpKEkM"
			"e02kWEZfJsvz9rKljWXPNvW"
			"oax0tYO\n",
		.literal = { "dG9rO" },
		.pattern = "(?<![A-Za-z0-9+/])(dG9rO[A-Za-z0-9+/"
			   "]{53,55}={0,2})(?![A-Za-z0-9+/=])",
		.check = fi_check_mixed,
	},
	{
		.id = "mattermost-token",
		.title = "Mattermost token",
		.why = WHY_CHAT,
		.fix = ROTATE("the Mattermost account settings", "MATTERMOST_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "MAT"
		       "TERMOST_TOKEN=82q"
		       "iy6amp5rfbw05cez7mxp9oz"
		       "\n",
		.miss = "MAT"
			"TERMOST_TOKEN=82q"
			"iy6amp5rfbw05cez7mxp\n",
		.literal = { "mattermost" },
		.nocase = true,
		.pattern = NAMED("mattermost[\\w.-]{0,20}token", "[a-z0-9]{26}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "zulip-key",
		.title = "Zulip API key",
		.why = WHY_CHAT,
		.fix = ROTATE("the Zulip account settings", "ZULIP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ZUL"
		       "IP_API_KEY=XLavSL"
		       "jnAi1KnCSOgJ741iNNnEBq3"
		       "6nl\n",
		.miss = "ZUL"
			"IP_API_KEY=XLavSL"
			"jnAi1KnCSOgJ741iNNnEBq3"
			"\n",
		.literal = { "zulip" },
		.nocase = true,
		.pattern = NAMED("zulip[\\w.-]{0,20}key", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "facebook-access-token",
		.title = "Meta access token",
		.why = WHY_CHAT,
		.fix = ROTATE("developers.facebook.com", "FACEBOOK_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FAC"
		       "EBOOK_ACCESS_TOKE"
		       "N=EAACEdEose0cBAfc82sel"
		       "1ob5PFUGPgEjR\n",
		.miss = "FAC"
			"EBOOK_ACCESS_TOKE"
			"N=EAACEdEose0cBAfc82se\n",
		.literal = { "EAACEdEose0cBA" },
		.pattern = LEFT "(EAACEdEose0cBA[A-Za-z0-9]{20,400})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "facebook-app-secret",
		.title = "Meta app secret",
		.why = WHY_CHAT,
		.fix = ROTATE("developers.facebook.com", "FACEBOOK_APP_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FAC"
		       "EBOOK_APP_SECRET="
		       "c5984ba8531bbdd8b89715d"
		       "5605caa69\n",
		.miss = "FAC"
			"EBOOK_APP_SECRET="
			"c5984ba8531bbdd8b89715d"
			"5605ca\n",
		.literal = { "facebook", "fb_app" },
		.nocase = true,
		.pattern =
			NAMED("(?:facebook|fb_app)[\\w.-]{0,20}secret", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "twitter-bearer",
		.title = "X (Twitter) bearer token",
		.why = WHY_CHAT,
		.fix = ROTATE("developer.x.com", "TWITTER_BEARER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "TWI"
		       "TTER_BEARER_TOKEN"
		       "=AAAAAAAAAAAAAAAAAAAAAA"
		       "lAGY5FtdD8GkndI0q1R"
		       "PlMq46tczFifGNJAckXp8Hq9p5jWm"
		       "H5mWI9oSxvX5bN2IT7mHMNfkMpW0vgzVZ2M6QXmO"
		       "Ee\n",
		.miss = "TWI"
			"TTER_BEARER_TOKEN"
			"=AAAAAAAAAAAAAAAAAAAAAA"
			"lAGY5FtdD8GkndI0q1R"
			"PlMq46tczFifGNJAckX\n",
		.literal = { "twitter", "bearer_token" },
		.nocase = true,
		.pattern = "(?i:twitter|bearer)[\\w.-]{0,40}[\"']?[ ]{0,4}[=:][ "
			   "]{0,4}[\"']?A{21,22}([A-Za-z0-9%]{80,110})(?![A-Za-z0-9%])",
		.check = fi_check_mixed,
	},
	{
		.id = "twitter-api-keys",
		.title = "X (Twitter) API secret",
		.why = WHY_CHAT,
		.fix = ROTATE("developer.x.com", "TWITTER_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "TWI"
		       "TTER_API_SECRET=M"
		       "x35JwMeNH9wALenZL4Z6hrh"
		       "Sp6UUOapJvZcmIA7UPa"
		       "pi\n",
		.miss = "TWI"
			"TTER_API_SECRET=M"
			"x35JwMeNH9wALenZL4Z6hrh"
			"Sp6UUOapJvZcmIA7UP\n",
		.literal = { "twitter" },
		.nocase = true,
		.pattern = NAMED("twitter[\\w.-]{0,20}secret", "[A-Za-z0-9]{45,50}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "linkedin-secret",
		.title = "LinkedIn client secret",
		.why = WHY_CHAT,
		.fix = ROTATE("linkedin.com/developers", "LINKEDIN_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LIN"
		       "KEDIN_CLIENT_SECR"
		       "ET=WPL_AP1.WE7NndsRlAqQ"
		       "FQW1.ViAFCL\n",
		.miss = "LIN"
			"KEDIN_CLIENT_SECR"
			"ET=WPL_AP1.WE7NndsRlA\n",
		.literal = { "WPL_AP1." },
		.pattern = LEFT "(WPL_AP1\\.[A-Za-z0-9]{16}\\.[A-Za-z0-9+/]{6,8})"
				"",
		.check = fi_check_placeholder,
	},
	{
		.id = "pinterest-token",
		.title = "Pinterest token",
		.why = WHY_CHAT,
		.fix = ROTATE("developers.pinterest.com", "PINTEREST_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PIN"
		       "TEREST_TOKEN=pina"
		       "_dFgPnyvoBrcOoJMsycwhCR"
		       "95ccHmbiT_Wr2zEmwmp"
		       "UIRrRBFk2dbRMxsc_b9\n",
		.miss = "PIN"
			"TEREST_TOKEN=pina"
			"_dFgPnyvoBrcOoJM\n",
		.literal = { "pina_" },
		.pattern = LEFT "(pina_[A-Za-z0-9_-]{60,200})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "teams-webhook",
		.title = "Microsoft Teams webhook",
		.why = WHY_POST,
		.fix = ROTATE("the Teams channel", "TEAMS_WEBHOOK_URL"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "htt"
		       "ps://acme.webhook"
		       ".office.com/webhookb2/7"
		       "3be59e5-34f5-1fd9-e"
		       "3da-e144f9d4e043@8b02a373-dc8"
		       "4-be6b-30da-4cde6cfc710c/IncomingWebhook"
		       "/e52cfce00d520333e0a5118dae81d6a0/66fa0c"
		       "cc-7b9d-78eb-c015-eb55b37646c9\n",
		.miss = "htt"
			"ps://acme.webhook"
			".office.com/webhookb2/5"
			"a830f74-5526-d4c6-f"
			"7a7-83c98cb3a211\n",
		.literal = { ".webhook.office.com/webhookb2/" },
		.pattern =
			"(\\.webhook\\.office\\.com/webhookb2/"
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@["
			"0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/"
			"IncomingWebhook/[a-f0-9]{32}/"
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
		.check = fi_check_placeholder,
	},
	{
		.id = "pagerduty-key",
		.title = "PagerDuty API key",
		.why = WHY_OPS,
		.fix = ROTATE("PagerDuty, Integrations", "PAGERDUTY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PAG"
		       "ERDUTY_TOKEN=DKD6"
		       "kSQpylWwBbQHkEQf\n",
		.miss = "PAG"
			"ERDUTY_TOKEN=DKD6"
			"kSQpylWwBbQHk\n",
		.literal = { "pagerduty" },
		.nocase = true,
		.pattern = NAMED("pagerduty[\\w.-]{0,20}", "[A-Za-z0-9_-]{20}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "opsgenie-key",
		.title = "Opsgenie API key",
		.why = WHY_OPS,
		.fix = ROTATE("Opsgenie, API keys", "OPSGENIE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "OPS"
		       "GENIE_API_KEY=ad6"
		       "8c78e-2a79-2994-9d60-18"
		       "85da1a62c8\n",
		.miss = "OPS"
			"GENIE_API_KEY=ad6"
			"8c78e-2a79-2994-9d60-18"
			"85da1a6\n",
		.literal = { "opsgenie" },
		.nocase = true,
		.pattern = NAMED("opsgenie[\\w.-]{0,20}",
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
		.before = 64,
	},
};
const size_t fi_rules_secrets_chat_n = FI_COUNT(fi_rules_secrets_chat);
