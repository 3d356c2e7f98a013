/* secrets_chat.c - mail, chat, phone and social networks. */
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

#define WHY_CHAT \
	"Whoever has it reads and writes in your name, and sees what people wrote to you."
#define WHY_POST \
	"Whoever has it posts into your channel, which is where people are asked to click."
#define WHY_MAIL \
	"Whoever has it sends mail as you, and your domain pays with its good name."
#define WHY_OPS \
	"Whoever has it reads what your systems tell about themselves, or silences them."

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
		"-7421309669-8746588734-"
		"RdakcfJebJNzXhi8XO1"
		"J80xC\n",
		.miss = "SLA"
		"CK_BOT_TOKEN=xoxb"
		"-7421309669-8746588734-"
		"RdakcfJebJNzXhi8XO1"
		"\n",
		.literal = { "xoxb-" },
		.pattern = LEFT "(xoxb-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{24})" RIGHT,
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
		"CK_TOKEN=xoxp-535"
		"8403459-9603124175-0069"
		"737107-k9IXD7Fi16jG"
		"Bhtycob6jQcPSnA3\n",
		.miss = "SLA"
		"CK_TOKEN=xoxp-535"
		"8403459-9603124175-0069"
		"737107-k9IXD7Fi16jG"
		"Bhty\n",
		.literal = { "xoxp-" },
		.pattern = LEFT "(xoxp-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{28,34})" RIGHT,
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
		"-1-R33P1NRX1-9855494810"
		"-3aa81f675e6943044e"
		"ccb50d2e3f7bd2d00c8addd4d99ad"
		"860fc3e98646b83f4\n",
		.miss = "SLA"
		"CK_APP_TOKEN=xapp"
		"-1-R33P1NRX1-9855494810"
		"-3aa81f675e6943044e"
		"ccb50d2e3f7bd2d00c8addd4d99ad"
		"860fc3e9\n",
		.literal = { "xapp-1-" },
		.pattern = LEFT "(xapp-1-[A-Z0-9]{9,12}-[0-9]{10,14}-[a-f0-9]{64})" RIGHT,
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
		"oxe.xoxp-1-Uj2e5tC2VZY8"
		"15JUH9dg1LY5lHWvQ7a"
		"ebMalSQegPz8R4QYbycNCYz3bxQAn"
		"dCIo4TVwII8YjyyMjy1wbTBLBcaK4N6sZCGbAVv9"
		"1vnrRu23sH6M5QiEKgtDLsH8B7Amx6wnA8eKPKRn"
		"IeP3Dg\n",
		.miss = "SLA"
		"CK_CONFIG_TOKEN=x"
		"oxe.xoxp-1-Uj2e5tC2VZY8"
		"15JUH9dg1LY5lHWvQ7a"
		"ebMalSQegPz8R4QYbycNCYz3bxQAn"
		"dCIo4TVwII8YjyyMjy\n",
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
		"xoxe-1-UUwXn5VygLeFf6pc"
		"TfZuCHiRnqZWw5ZSCzt"
		"YVVvr0fv5bJlvJVXAs5NJ2kCu5YQr"
		"2bu7OwIrECKznrZ4oXeS2m1hk0qDBllhBgPFnNgt"
		"IebKHzDXtQZEg1zppNETdhmzPr9FZ4mVBmhXLMRp"
		"XL\n",
		.miss = "SLA"
		"CK_REFRESH_TOKEN="
		"xoxe-1-UUwXn5VygLeFf6pc"
		"TfZuCHiRnqZWw5ZSCzt"
		"YVVvr0fv5bJlvJVXAs5NJ2kCu5YQr"
		"2bu7OwIrECKznrZ4oXe\n",
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
		"CK_TOKEN=xoxc-926"
		"8685527-3621690133-7103"
		"203651-609a7b15015c"
		"abfea1ce305461f49f9293942399d"
		"28ee4a2a33048f11ce2860e\n",
		.miss = "SLA"
		"CK_TOKEN=xoxc-926"
		"8685527-3621690133-7103"
		"203651-609a7b15015c"
		"abfea1ce305461f49f9293942399d"
		"28ee4a2a33048f\n",
		.literal = { "xoxc-" },
		.pattern = LEFT "(xoxc-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[a-f0-9]{64})" RIGHT,
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
		"TR9HL2FL1/BLCAAVAXB"
		"/ZotlPoPqBkt8ARdXLuwhYVs8\n",
		.miss = "SLA"
		"CK_WEBHOOK_URL=ho"
		"oks.slack.com/services/"
		"TR9HL2FL1/BLCAAVAXB"
		"/ZotlPoPqBkt8ARdXLu\n",
		.literal = { "hooks.slack.com/services/" },
		.pattern = LEFT "(hooks\\.slack\\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-"
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
		"/DTY3912E/482112823"
		"6/4afbd9187952612da8be1e484c4"
		"5b04c\n",
		.miss = "SLA"
		"CK_WORKFLOW_URL=h"
		"ooks.slack.com/triggers"
		"/DTY3912E/482112823"
		"6/4afbd9187952612da8be1e484c\n",
		.literal = { "hooks.slack.com/triggers/" },
		.pattern = LEFT "(hooks\\.slack\\.com/triggers/[A-Z0-9]{8,12}/[0-9]{10,14}/[a-f0-9]{3"
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
		"/api/webhooks/909072389"
		"37960379/cza_E9S0RS"
		"yH7Ecvqo7na9gRvUPR1qE3_ECLkmN"
		"4WIwS1p2t0nYcdYtMUfnROVXYWpbV\n",
		.miss = "DIS"
		"CORD_WEBHOOK_URL="
		"/api/webhooks/909072389"
		"37960379/cza_E9S0RS"
		"yH7Ecvqo7na9gRvUPR1qE3_ECLkmN"
		"4WIwS1p2t0nYcdYtMUfnROV\n",
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
		"CORD_TOKEN=MoOIPl"
		"MhhuwjWVwasXZTZNgI1o.dd"
		"yFsP.enWPLeoGaNQVtL"
		"3tWI215KiKv6LwFwHdEnZNrQ\n",
		.miss = "DIS"
		"CORD_TOKEN=MoOIPl"
		"MhhuwjWVwasXZTZNgI1o.dd"
		"yFsP.enWPLeoGaNQVtL"
		"3tWI\n",
		.literal = { "discord" },
		.nocase = true,
		.pattern = NAMED("discord[\\w.-]{0,20}", "[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}"),
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
		"7191398857:AAlPba"
		"N_f51oUY_85qcePDOXF5iz9"
		"XeuNyR\"\n",
		.miss = "T=\""
		"7191398857:AAlPba"
		"N_f51oUY_85qcePDOXF5iz9"
		"Xe\"\n",
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
		"LIO_AUTH_TOKEN=f3"
		"c95188e24e5de5b4fd6588a"
		"cd888f1\n",
		.miss = "TWI"
		"LIO_AUTH_TOKEN=f3"
		"c95188e24e5de5b4fd6588a"
		"cd88\n",
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
		"LIO_API_SECRET=Gk"
		"lTNxBwqZvaogE23npUBvLT7"
		"w8KPfYj\n",
		.miss = "TWI"
		"LIO_API_SECRET=Gk"
		"lTNxBwqZvaogE23npUBvLT7"
		"w8KP\n",
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
		"8xlXl8ckyG_YO549_wwf9F."
		"yy9KG8srAr2RncUBOx-"
		"QZeJmCn1gruF6eOmogzH6fZ1\n",
		.miss = "SEN"
		"DGRID_API_KEY=SG."
		"8xlXl8ckyG_YO549_wwf9F."
		"yy9KG8srAr2RncUBOx-"
		"QZeJmCn1gruF6eOmogzH\n",
		.literal = { "SG." },
		.pattern = LEFT "(SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "mailgun-key",
		.title = "Mailgun key",
		.why = WHY_MAIL,
		.fix = ROTATE("app.mailgun.com", "MAILGUN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MAI"
		"LGUN_API_KEY=5337"
		"ce08fbbbd14df38cf71e135"
		"1acda\n",
		.miss = "MAI"
		"LGUN_API_KEY=5337"
		"ce08fbbbd14df38cf71e135"
		"1a\n",
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
		"LGUN_API_KEY=4a8b"
		"f86075e24e8b5cfa812094e"
		"62d08-5ca031b5-d30d"
		"2727\n",
		.miss = "MAI"
		"LGUN_API_KEY=4a8b"
		"f86075e24e8b5cfa812094e"
		"62d08-5ca031b5-d30d"
		"2\n",
		.literal = { "mailgun" },
		.nocase = true,
		.pattern = NAMED("mailgun[\\w.-]{0,30}", "(?:key-)?[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}"),
		.check = fi_check_random,
	},
	{
		.id = "mailchimp-key",
		.title = "Mailchimp API key",
		.why = WHY_MAIL,
		.fix = ROTATE("admin.mailchimp.com/account/api", "MAILCHIMP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "KEY"
		"=90999b52f7fa1f93"
		"8dadde9e8fc34655-us12\n",
		.miss = "KEY"
		"=0999b52f7fa1f938"
		"dadde9e8fc34655-us12\n",
		.literal = { "-us" },
		.pattern = "(?<![A-Za-z0-9])([a-f0-9]{32}-us[0-9]{1,2})(?![A-Za-z0-9])",
		.check = fi_check_random,
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
		"jssT42QzKabiP94gNKsjDM\n",
		.miss = "MAN"
		"DRILL_API_KEY=md-"
		"jssT42QzKabiP9\n",
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
		"b-bde1918729f5677fcadef"
		"58c8d8ad2fbb25f5e23"
		"7415e17d91250fcacd5aad82-UFIW"
		"gbFcSA5hT8Xu\n",
		.miss = "BRE"
		"VO_API_KEY=xkeysi"
		"b-bde1918729f5677fcadef"
		"58c8d8ad2fbb25f5e23"
		"7415e17d91250fcacd5aad82-UFIW"
		"gbFcSA5h\n",
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
		"sib-24f68c7d949017ddc45"
		"ebe6166d02a87c34c92"
		"1ba99dff3345dc06dba26995cf-3W"
		"dXG4aSarAOBxaV\n",
		.miss = "BRE"
		"VO_SMTP_KEY=xsmtp"
		"sib-24f68c7d949017ddc45"
		"ebe6166d02a87c34c92"
		"1ba99dff3345dc06dba26995cf-3W"
		"dXG4aSarAO\n",
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
		"=mlsn.2d276f105a5a08090"
		"11873f821987092bdd1"
		"71620563eac5c3a34ad61964098f\n",
		.miss = "MAI"
		"LERSEND_API_TOKEN"
		"=mlsn.2d276f105a5a08090"
		"11873f821987092bdd1"
		"71620563eac5c3a34ad61964\n",
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
		"TMARK_API_TOKEN=3"
		"96a41ff-cfc8-ef9f-f34b-"
		"c0a77d1dd865\n",
		.miss = "POS"
		"TMARK_API_TOKEN=3"
		"96a41ff-cfc8-ef9f-f34b-"
		"c0a77d1dd\n",
		.literal = { "postmark" },
		.nocase = true,
		.pattern = NAMED("postmark[\\w.-]{0,20}", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_random,
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
		"END_API_KEY=re_yF"
		"633LFo_MbOGJU3HB1TLDNa0"
		"DZgxhr6L\n",
		.miss = "RES"
		"END_API_KEY=re_yF"
		"633LFo_MbOGJU3HB1TLDNa0"
		"\n",
		.literal = { "resend" },
		.nocase = true,
		.pattern = NAMED("resend[\\w.-]{0,20}", "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"),
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
		"RKPOST_API_KEY=f7"
		"e905c5a92aff9a68bb07e72"
		"dabec63e817c064\n",
		.miss = "SPA"
		"RKPOST_API_KEY=f7"
		"e905c5a92aff9a68bb07e72"
		"dabec63e817c\n",
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
		"aon2rYs1CfK6bx7UffSWAp6"
		"Au\n",
		.miss = "MES"
		"SAGEBIRD_API_KEY="
		"aon2rYs1CfK6bx7UffSWAp\n",
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
		"AGE_API_SECRET=Y3"
		"JinQ6HzvCH6Rrs\n",
		.miss = "VON"
		"AGE_API_SECRET=Y3"
		"JinQ6HzvCH6\n",
		.literal = { "nexmo", "vonage" },
		.nocase = true,
		.pattern = NAMED("(?:nexmo|vonage)[\\w.-]{0,20}secret", "[A-Za-z0-9]{16}"),
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
		"G9rONVKKSTMMB6sp1"
		"myCZTh7kWguparKDooKneaE"
		"ENi9OGGen1wN5vhbfi="
		"\n",
		.miss = "T=d"
		"G9rONVKKSTMMB6sp1"
		"myCZTh7kWguparKDooKneaE"
		"ENi9OGG\n",
		.literal = { "dG9rO" },
		.pattern = "(?<![A-Za-z0-9+/])(dG9rO[A-Za-z0-9+/]{53,55}={0,2})(?![A-Za-z0-9+/=])",
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
		"TERMOST_TOKEN=q1e"
		"f3qiur7ghbaukem4wez5jk9"
		"\n",
		.miss = "MAT"
		"TERMOST_TOKEN=q1e"
		"f3qiur7ghbaukem4wez5\n",
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
		"IP_API_KEY=WXPNvW"
		"oax0tYOrJAXj60u2lAicQIY"
		"g2A\n",
		.miss = "ZUL"
		"IP_API_KEY=WXPNvW"
		"oax0tYOrJAXj60u2lAicQIY"
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
		"N=EAACEdEose0cBA8oz2MPz"
		"fR6FwBWswaq6t\n",
		.miss = "FAC"
		"EBOOK_ACCESS_TOKE"
		"N=EAACEdEose0cBA8oz2MP\n",
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
		"f12c6b77cb5d95051974662"
		"0fefd72a3\n",
		.miss = "FAC"
		"EBOOK_APP_SECRET="
		"f12c6b77cb5d95051974662"
		"0fefd7\n",
		.literal = { "facebook", "fb_app" },
		.nocase = true,
		.pattern = NAMED("(?:facebook|fb_app)[\\w.-]{0,20}secret", "[a-f0-9]{32}"),
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
		"PgEjRgZn90LT2numRIX"
		"z85lujnUvQLHDu4X0Xya7agQyiXQS"
		"O2xCKbzwLtNs268AL8voZl0kVVMSlAGY5FtdD8Gk"
		"nd\n",
		.miss = "TWI"
		"TTER_BEARER_TOKEN"
		"=AAAAAAAAAAAAAAAAAAAAAA"
		"PgEjRgZn90LT2numRIX"
		"z85lujnUvQLHDu4X0Xy\n",
		.literal = { "twitter", "bearer_token" },
		.nocase = true,
		.pattern = NAMED("(?:twitter|bearer)[\\w.-]{0,20}", "A{21,22}[A-Za-z0-9%]{80,110}"),
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
		"TTER_API_SECRET=I"
		"0q1RPlMq46tczFifGNJAckX"
		"p8Hq9p5jWmH5mWI9oSx"
		"vX\n",
		.miss = "TWI"
		"TTER_API_SECRET=I"
		"0q1RPlMq46tczFifGNJAckX"
		"p8Hq9p5jWmH5mWI9oS\n",
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
		"ET=WPL_AP1.5bN2IT7mHMNf"
		"kMpW.ryZhvd\n",
		.miss = "LIN"
		"KEDIN_CLIENT_SECR"
		"ET=WPL_AP1.5bN2IT7mHM\n",
		.literal = { "WPL_AP1." },
		.pattern = LEFT "(WPL_AP1\\.[A-Za-z0-9]{16}\\.[A-Za-z0-9+/]{6,8})" "",
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
		"_J8YSY9aOBX8zXylopc0Sy4"
		"QBoe1sIb6jBhLhtViAF"
		"CLdFgPnyvoBrcOoJMsy\n",
		.miss = "PIN"
		"TEREST_TOKEN=pina"
		"_J8YSY9aOBX8zXyl\n",
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
		"c804fe7-7196-84f5-a"
		"dc1-9c9a524a4019@d7643cb7-f6f"
		"7-3be5-9e53-4f51fd9e3dae/IncomingWebhook"
		"/144f9d4e0438b02a373dc84be6b30da4/cde6cf"
		"c7-10ce-52cf-ce00-d520333e0a51\n",
		.miss = "htt"
		"ps://acme.webhook"
		".office.com/webhookb2/1"
		"8dae81d-6a06-6fa0-c"
		"cc7-b9d78ebc015e\n",
		.literal = { ".webhook.office.com/webhookb2/" },
		.pattern = "(\\.webhook\\.office\\.com/webhookb2/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/IncomingWebhook/[a-f0-9]{32}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
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
		"ERDUTY_TOKEN=XLa1"
		"RyZ_cpdhPwlgwsNo\n",
		.miss = "PAG"
		"ERDUTY_TOKEN=XLa1"
		"RyZ_cpdhPwlgw\n",
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
		"GENIE_API_KEY=211"
		"020e9-44ac-95c0-6419-14"
		"7ad68c78e2\n",
		.miss = "OPS"
		"GENIE_API_KEY=211"
		"020e9-44ac-95c0-6419-14"
		"7ad68c7\n",
		.literal = { "opsgenie" },
		.nocase = true,
		.pattern = NAMED("opsgenie[\\w.-]{0,20}", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
		.check = fi_check_random,
		.before = 64,
	},
};
const size_t fi_rules_secrets_chat_n = FI_COUNT(fi_rules_secrets_chat);
