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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
		.pattern =
			LEFT "(xapp-1-[A-Z0-9]{9,12}-[0-9]{10,14}-[a-f0-9]{60,64})" RIGHT,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
		.pattern = "(/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{68})" RIGHT,
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
		.pattern = "(?:(?<![0-9A-Za-z])|(?<=/bot))([0-9]{8,10}:AA[A-Za-z0-9_-]{33})" RIGHT,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.literal = { "twitter", "bearer_token", "bearer aaaaaaaaaaaaaaaa" },
		.nocase = true,
		.pattern = "(?i:twitter|bearer)(?:[\\w.-]{0,40}[\"']?[ ]{0,4}[=:])?[ "
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
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
		.dense = true,
		.pattern = NAMED("opsgenie[\\w.-]{0,20}",
			"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_placeholder,
		.before = 64,
	},
	{
		.id = "plivo-keys",
		.title = "Plivo auth token",
		.why = WHY_CHAT,
		.fix = ROTATE("console.plivo.com", "PLIVO_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PLIVO_AUT"
		       "H_TOKEN=X1tOcObQSDnCJ"
		       "aK+gZfJiCBEfXBR43ZDyl"
		       "Nddcgh\n",
		.miss = "PLIVO_AUT"
			"H_TOKEN=vAT2xlq7Vpql9"
			"VUyO48dIN5ZwK59cg8\n",
		.literal = { "plivo" },
		.nocase = true,
		.pattern = SECRET_OF("plivo",
			   "[A-Za-z0-9+/]{38,40}={0,2}"),
		.check = fi_check_random,
	},
	{
		.id = "telnyx-key",
		.title = "Telnyx API key",
		.why = WHY_CHAT,
		.fix = ROTATE("portal.telnyx.com", "TELNYX_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "TELNYX_AP"
		       "I_KEY=KEY0E41D01F85EF"
		       "009CD0291A2173A85F05_"
		       "SwitEpKxwFEyyjr3Oabba"
		       "y\n",
		.miss = "TELNYX_AP"
			"I_KEY=KEY0F1EA961D4E3"
			"C9948673C2DFE847E55A_"
			"5ISdTM2EXjM\n",
		.literal = { "KEY0" },
		.dense = true,
		.pattern = LEFT "(KEY0[0-9A-Fa-f]{31}_[A-Za-z0-9]{22})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "lark-keys",
		.title = "Lark or Feishu app secret",
		.why = WHY_CHAT,
		.fix = ROTATE("open.larksuite.com", "LARK_APP_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FEISHU_AP"
		       "P_SECRET=2sjplacWHUP6"
		       "XA9oCWC1BA4F6UpoKVTa\n",
		.miss = "FEISHU_AP"
			"P_SECRET=xsU6724K1fr5"
			"edLYPcDIFYD\n",
		.literal = { "lark_", "larkapp", "feishu" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("lark_?|feishu",
			   "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "twitch-token",
		.title = "Twitch secret or token",
		.why = WHY_CHAT,
		.fix = ROTATE("dev.twitch.tv/console", "TWITCH_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TWITCH_CL"
		       "IENT_SECRET=325s9bi0j"
		       "vxi5dj6nmbyt5vb8320gm"
		       "\n",
		.miss = "TWITCH_CL"
			"IENT_SECRET=uih51353b"
			"hgk0kgjmzptg\n",
		.literal = { "twitch" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("twitch",
			   "[a-z0-9]{30}"),
		.check = fi_check_random,
	},
	{
		.id = "twitch-stream-key",
		.title = "Twitch stream key",
		.why = "Whoever has it broadcasts on your channel.",
		.fix = ROTATE("dashboard.twitch.tv", "TWITCH_STREAM_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "STREAM_KE"
		       "Y=live_617309256_Z5DD"
		       "XXD6RszNBkTSQ3F9wQA0z"
		       "QQwqm\n",
		.miss = "STREAM_KE"
			"Y=live_963109413_7afL"
			"mZs1YHLO72gfcqzBZ\n",
		.literal = { "live_1", "live_2", "live_3", "live_4", "live_5", "live_6", "live_7", "live_8", "live_9" },
		.dense = true,
		.pattern = LEFT "(live_[1-9][0-9]{7,9}_[A-Za-z0-9]{30})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "spotify-keys",
		.title = "Spotify client secret",
		.why = WHY_CHAT,
		.fix = ROTATE("developer.spotify.com/dashboard", "SPOTIFY_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "SPOTIFY_C"
		       "LIENT_SECRET=c18ed662"
		       "8896c3787308dc3225250"
		       "d4e\n",
		.miss = "SPOTIFY_C"
			"LIENT_SECRET=912f299c"
			"a1b4f5769d9862c\n",
		.literal = { "spotify", "spotipy" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("spotify|spotipy",
			   "[0-9a-f]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "lichess-token",
		.title = "Lichess token",
		.why = WHY_CHAT,
		.fix = ROTATE("lichess.org/account/oauth/token", "LICHESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "LICHESS_T"
		       "OKEN=lip_EHW7ev8gzPiT"
		       "DJc6uBkg\n",
		.miss = "LICHESS"
			"_TOKEN=lip_x8R\n",
		.literal = { "=lip_", "\"lip_", "'lip_", " lip_", "=lio_", "\"lio_", "'lio_", " lio_" },
		.dense = true,
		.pattern = "[=\"' ](li[po]_[A-Za-z0-9]{16,40})(?![A-Za-z0-9_-])",
		.check = fi_check_mixed,
	},
	{
		.id = "tines-webhook",
		.title = "Tines webhook",
		.why = "Whoever has the address starts your workflow.",
		.fix = ROTATE("your Tines tenant", "TINES_WEBHOOK"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "https://q"
		       "uiet-sun-12.tines.com"
		       "/webhook/89e23886c38c"
		       "8358aef943b3545dd82f/"
		       "5c9ecb4fcc5fda723e237"
		       "c1caf3400c5\n",
		.miss = "https://q"
			"uiet-sun-12.tines.com"
			"/webhook/4bfb9575fc5d"
			"5bdca54e2bafc2dc2f47/"
			"aa4e7944e5e2f7791e6a7"
			"29\n",
		.literal = { ".tines.com/webhook/" },
		.dense = true,
		.pattern = "(\\.tines\\.com/webhook/[0-9a-f]{32}/[0-9a-f]{32})",
		.check = fi_check_placeholder,
	},
	{
		.id = "zapier-webhook",
		.title = "Zapier webhook",
		.why = "Whoever has the address starts your Zap.",
		.fix = ROTATE("zapier.com/app/zaps", "ZAPIER_WEBHOOK"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "https://h"
		       "ooks.zapier.com/hooks"
		       "/catch/68994374/t05vh"
		       "4q/\n",
		.miss = "https://h"
			"ooks.zapier.com/hooks"
			"/catch/123\n",
		.literal = { "hooks.zapier.com/hooks/catch/" },
		.pattern = "hooks\\.zapier\\.com/hooks/catch/(?:[0-9]{4,12}/[A-Za-z0-9]{"
			   "5,12})",
		.check = fi_check_placeholder,
	},
	{
		.id = "ifttt-webhook",
		.title = "IFTTT webhook key",
		.why = "Whoever has it triggers your applets.",
		.fix = ROTATE("ifttt.com/maker_webhooks", "IFTTT_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "https://m"
		       "aker.ifttt.com/trigge"
		       "r/door/with/key/47CgL"
		       "cB5J0OpHHWzyfuEiA\n",
		.miss = "https://m"
			"aker.ifttt.com/trigge"
			"r/door/with/key/KXMPP"
			"IvEKtc\n",
		.literal = { "maker.ifttt.com/trigger/" },
		.pattern = "maker\\.ifttt\\.com/trigger/[^/\\s\"']{1,60}/(?:json/)?with/"
			   "key/([A-Za-z0-9_-]{22}(?:[A-Za-z0-9_-]{21})?)(?![A-Za-z0-9_-"
			   "])",
		.check = fi_check_placeholder,
	},
	{
		.id = "slack-legacy-tokens",
		.title = "Slack token of an older kind",
		.why = WHY_CHAT,
		.fix = ROTATE("api.slack.com/apps", "SLACK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=xoxs-53"
		       "186551473-29897942679"
		       "-77371398298-0e2a01f1"
		       "75\n",
		.miss = "T=xox"
			"s-7687-abc\n",
		.literal = { "xoxo-", "xoxs-", "xoxa-", "xoxr-" },
		.pattern = LEFT "(xox[oasr]-(?:[0-9]-)?[0-9]{6,16}-[0-9A-Za-z-]{10,120})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "discord-client-secret",
		.title = "Discord OAuth client secret",
		.why = WHY_CHAT,
		.fix = ROTATE("discord.com/developers/applications", "DISCORD_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DISCORD_C"
		       "LIENT_SECRET=kWnUwPJG"
		       "e2RAJCbD3dv5sedaSDY_x"
		       "VkT\n",
		.miss = "DISCORD_C"
			"LIENT_SECRET=du1xXe5p"
			"4JYz4AaQGPpzLjD\n",
		.literal = { "discord" },
		.nocase = true,
		.pattern = NAMED("discord[\\w.-]{0,20}secret",
			   "[A-Za-z0-9_-]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "facebook-app-token",
		.title = "Facebook app id and secret",
		.why = WHY_CHAT,
		.fix = ROTATE("developers.facebook.com", "FACEBOOK_APP_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FACEBOOK_"
		       "APP_TOKEN=24450348851"
		       "58838|gFmfE_jQ1bhsYxx"
		       "g-7xnsURTBHa\n",
		.miss = "FACEBOOK_"
			"APP_TOKEN=52719831440"
			"62193|SGyQm2vtkKYhiy5"
			"VHY\n",
		.literal = { "facebook", "fb_app", "fb_access", "access_token=" },
		.nocase = true,
		.pattern = "(?i:facebook|fb_(?:app|access)|access_token=)[^\\n]{0,60}?(?"
			   "<![0-9])([0-9]{15,16}\\|[A-Za-z0-9_-]{27})(?![A-Za-z0-9_-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "instagram-token",
		.title = "Instagram token",
		.why = WHY_CHAT,
		.fix = ROTATE("developers.facebook.com", "INSTAGRAM_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=IGQVJRL"
		       "fj7sOXMSmYh_zssg58qsk"
		       "9Mf4KTrilLjpixu-yOMfM"
		       "WOrWP3r_4I4mi9Tu2YyhN"
		       "qGUl7s9YeFvwdap7P1SfH"
		       "Kd5t5lyPlQH1AH2Oi5vyA"
		       "sqkUXP3BADEYgXI4yfDV5"
		       "S\n",
		.miss = "T=IGQVANE"
			"cUd2xLggW4MNrbLFZxaHw"
			"_2XPpX\n",
		.literal = { "IGQV", "IGAA" },
		.dense = true,
		.pattern = LEFT "(IG(?:QV|AA)[A-Za-z0-9_-]{100,300})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "oculus-token",
		.title = "Oculus access token",
		.why = WHY_CHAT,
		.fix = ROTATE("developers.meta.com/horizon", "OCULUS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=OC|9052"
		       "940341563253|41c26cc1"
		       "12e8663a70a804f3a8199"
		       "e0b\n",
		.miss = "T=OC|9969"
			"731570059398|fe18011a"
			"95d6902bf21f4ea\n",
		.literal = { "OC|" },
		.dense = true,
		.pattern = LEFT "(OC\\|[0-9]{15,17}\\|[0-9a-fA-F]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "pubnub-keys",
		.title = "PubNub secret key",
		.why = WHY_CHAT,
		.fix = ROTATE("admin.pubnub.com", "PUBNUB_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PUBNUB_SE"
		       "CRET_KEY=sec-c-omTFnm"
		       "CI3DGwYKiJvYe9JlCU81T"
		       "DHuBeYZhecVEPzYGrzY6f"
		       "\n",
		.miss = "PUBNUB_SE"
			"CRET_KEY=sec-c-z3HwaE"
			"ZeI7\n",
		.literal = { "sec-c-" },
		.pattern = LEFT "(sec-c-[A-Za-z0-9+/=_-]{36,64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "pubnub-publish-key",
		.title = "PubNub publish or subscribe key",
		.why = "Whoever has it publishes to, or listens on, channels that "
		       "are not protected otherwise.",
		.fix = ROTATE("admin.pubnub.com", "PUBNUB_PUBLISH_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "K=pub-c-c"
		       "95857e9-636b-d3ed-19c"
		       "f-0cc0c171d1a6\n",
		.miss = "K=pub-c-5"
			"5990175-ff50-a5d3-d9f"
			"9-123\n",
		.literal = { "pub-c-", "sub-c-" },
		.dense = true,
		.pattern = LEFT "([ps]ub-c-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "cds-notify-key",
		.title = "GC Notify API key",
		.why = WHY_CHAT,
		.fix = ROTATE("notification.canada.ca", "NOTIFY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "K=gcntfy-"
		       "shop-31f017de-f58e-3c"
		       "f2-0b70-ca2b51c7ece9-"
		       "24697880-fb18-12ca-7b"
		       "ed-fc37edcb37d6\n",
		.miss = "K=gcntfy-"
			"shop-99c84b21-71ab-8c"
			"cd-a154-4a60d4458747-"
			"5d6de9e3-f2c3-f38b-16"
			"6c-edd\n",
		.literal = { "gcntfy-" },
		.dense = true,
		.pattern = LEFT "(gcntfy-[A-Za-z0-9_-]{1,60}-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}["
			   "0-9a-f]{12}-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "uk-govnotify-key",
		.title = "GOV.UK Notify API key",
		.why = WHY_CHAT,
		.fix = ROTATE("www.notifications.service.gov.uk", "NOTIFY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NOTIFY_AP"
		       "I_KEY=live-35f8a3d8-e"
		       "582-2907-ebbc-d70ba53"
		       "d7ebe-cb0839c9-25e3-3"
		       "3d6-422c-0dc23839a3ee"
		       "\n",
		.miss = "NOTIFY_AP"
			"I_KEY=live-28cb45e6-c"
			"e7c-605c-cd27-2002413"
			"1e995-ecdc9fb2-98fe-c"
			"532-0413-475\n",
		.literal = { "notify_api", "notify_key", "notifyapi", "notify-api" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("notify[_-]?(?:api[_-]?)?key",
			   "[A-Za-z0-9_]{1,40}-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{1"
			   "2}-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "elastic-email-key",
		.title = "Elastic Email API key",
		.why = WHY_MAIL,
		.fix = ROTATE("app.elasticemail.com", "ELASTICEMAIL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ELASTICEM"
		       "AIL_API_KEY=1FDD9029B"
		       "BDCD4A204B2423FD9033D"
		       "F4FE410E7E5D9CD91C29D"
		       "7ED1A05A5D244B62966BB"
		       "35CDD6E479196E3C59C91"
		       "BF7\n",
		.miss = "ELASTICEM"
			"AIL_API_KEY=37A34E870"
			"02EDF19A860F8B0AF2A5C"
			"F3DA2FD861E7FD75EC6F2"
			"724BD2B8C30A49717743E"
			"856B422934E50DB\n",
		.literal = { "elasticemail", "elastic_email" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("elastic_?email",
			   "[A-F0-9]{96}"),
		.check = fi_check_random,
	},
	{
		.id = "wechat-app-secret",
		.title = "WeChat app secret",
		.why = WHY_CHAT,
		.fix = ROTATE("mp.weixin.qq.com", "WECHAT_APP_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "WECHAT_AP"
		       "P_SECRET=a41ba298fd99"
		       "58dc08891d689794db69\n",
		.miss = "WECHAT_AP"
			"P_SECRET=9f4fd6c169cb"
			"934b658efbd\n",
		.literal = { "wechat", "weixin" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("wechat|weixin",
			   "[0-9a-f]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "intra42-secret",
		.title = "42 Intra client secret",
		.why = WHY_CHAT,
		.fix = ROTATE("profile.intra.42.fr/oauth/applications", "FORTYTWO_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "S=s-s4t2u"
		       "d-01a1022ed4804f02c7a"
		       "e0cdb55f69d5faf93eaac"
		       "ec2e39104fd6dd3a4c953"
		       "761\n",
		.miss = "S=s-s4t2u"
			"d-ddfc6f3f29f0c89860f"
			"b4d0f503b6e478df8f46f"
			"f8b1b1b452c63af\n",
		.literal = { "s-s4t2ud-", "s-s4t2af-" },
		.dense = true,
		.pattern = LEFT "(s-s4t2(?:ud|af)-[0-9a-f]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
};
const size_t fi_rules_secrets_chat_n = FI_COUNT(fi_rules_secrets_chat);
