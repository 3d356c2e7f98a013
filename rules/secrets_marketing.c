/* secrets_marketing.c - mail, messages, surveys and social accounts. */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_marketing[] = {
	{
		.id = "airship-token",
		.title = "Airship token",
		.why = "Whoever has it sends notifications to every device of your "
		       "app, with any text and link.",
		.fix = ROTATE("airship.com", "AIRSHIP_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "AIRSHI"
		       "P_TOKEN=lRWCveWV"
		       "LPc8jojPnZYI8ykAQUNRzXSyRZj1M"
		       "wrZ1AWY9qZWtzwxEoeWBoCc"
		       "2Uszh3NR9eYMLYIerBVBnxYo2miWadb\n",
		.miss = "AIRSHI"
			"P_TOKEN=YfZMSowc"
			"CNPoWkfBcaajwUQXZKJ"
			"5XWWX5E016JVr7fTHJLFnQiyJJYbE"
			"r08YgotwzBwyEo33vkoITO5WZ9b10EFn\n",
		.literal = { "airship" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("airship", "[A-Za-z0-9]{91}"),
		.check = fi_check_mixed,
	},
	{
		.id = "apifonica-token",
		.title = "Apifonica token",
		.why = "Whoever has it calls and texts at your cost, from your "
		       "numbers.",
		.fix = ROTATE("apifonica.com", "APIFONICA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"apifo"
		       "nicaToken\": \"6dbdf"
		       "65e-65isykl2539bhn2ars2"
		       "cih08w1bg02\",\n",
		.miss = "  \"apifo"
			"nicaToken\": \"ek44m"
			"4tpbnh-b4gm8w1dbapcr2yy"
			"mvjojtvy\",\n",
		.literal = { "apifonica" },
		.nocase = true,
		.pattern = KEY_OF("apifonica", "[a-z0-9-]{39}"),
		.check = fi_check_random,
	},
	{
		.id = "appointedd-key",
		.title = "Appointedd API key",
		.why = "Whoever has it reads the bookings and customers of your "
		       "business, and makes or cancels appointments.",
		.fix = ROTATE("appointedd.com", "APPOINTEDD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "APPOINTED"
		       "D_API_KEY=Zh2mU34X"
		       "ksc2ju2uQnzx+wHYlP3"
		       "b5RWGxncayiOa864oPzk8TGIpGgmA"
		       "CugUup2tx/D9QU0ytac"
		       "EPi5NjYI/0C==\n",
		.miss = "APPOINTED"
			"D_API_KEY=4yYqK8zm"
			"E01R2i4oyO0I59JXU+/"
			"G2P4G5LaU3zHknZbzarGXjwrzg"
			"apakvBWL5iIF6hrdyzu"
			"2RYiyEyDnBFk9\n",
		.literal = { "appointedd" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("appointedd", "[A-Za-z0-9+/]{86}=="),
		.check = fi_check_random,
	},
	{
		.id = "ayrshare-key",
		.title = "Ayrshare API key",
		.why = "Whoever has it posts on every social account you linked.",
		.fix = ROTATE("ayrshare.com", "AYRSHARE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"ayrsh"
		       "areApiKey\": \"3W201"
		       "EZN-7MHCWDYE-YXWNEK"
		       "Q7-AQZ6TG5H\",\n",
		.miss = "  \"ayrsh"
			"areApiKey\": \"OF17E"
			"6TD-1NGEV3OX-PALCAVY3-I0G6U\",\n",
		.literal = { "ayrshare" },
		.nocase = true,
		.pattern = KEY_OF("ayrshare", "(?:[A-Z0-9]{8}-){3}[A-Z0-9]{8}"),
		.check = fi_check_random,
	},
	{
		.id = "baremetrics-key",
		.title = "Baremetrics API key",
		.why = "Whoever has it reads your revenue and who pays it.",
		.fix = ROTATE("baremetrics.com", "BAREMETRICS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "baremetri"
		       "cs_api_key: 'lk_Y85"
		       "kRc9P3YWlIdzWJXpCF3'\n",
		.miss = "baremetri"
			"cs_api_key: 'lk_9wI"
			"WayrFKL0pZpk'\n",
		.literal = { "baremetrics" },
		.nocase = true,
		.pattern = KEY_OF("baremetrics", "(?:lk|sk)_[A-Za-z0-9_]{18,25}"),
		.check = fi_check_random,
	},
	{
		.id = "bitly-token",
		.title = "Bitly access token",
		.why = "Whoever has it reads your links and clicks, and points links "
		       "you can edit somewhere else.",
		.fix = ROTATE("bitly.com", "BITLY_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "BITLY_ACC"
		       "ESS_TOKEN=ff4f02bc"
		       "8fd079f1ddd280436e5"
		       "9e7724a00b510\n",
		.miss = "  B"
			"itly: ff4f02b"
			"c8fd079f1ddd280436e59e7724a00b510\n",
		.literal = { "bitly" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("bitly", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "chatfuel-token",
		.title = "Chatfuel token",
		.why = "Whoever has it sends messages as your bot to those who talk "
		       "with it.",
		.fix = ROTATE("chatfuel.com", "CHATFUEL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CHATFUE"
		       "L_TOKEN=9koe80n2"
		       "3RtlOH4g9yspoO38xNjbaRDgyKbhz"
		       "h3MdcdId2MK3W9XpU0ZE4BEc9l"
		       "LDodM189efyPXC1kgPX"
		       "jzy7iGJwq7b3cx7iimVruHypbO"
		       "rT3mIjd0Vh4d9HKH3nnv\n",
		.miss = "CHATFUE"
			"L_TOKEN=enQgsXKs"
			"6Or2p0aRQDRjOvG89EX"
			"8Uwd43OLVdgFMeKGwDH7nwXdO1"
			"5Yb5INUvusdeFy77dkK"
			"dJZ5ezPBg805Ca4Og2Yh5wg6dq"
			"MoL6eZLlMqQh1pJwPChB2GzZ0fW\n",
		.literal = { "chatfuel" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("chatfuel", "[A-Za-z0-9]{128}"),
		.check = fi_check_mixed,
	},
	{
		.id = "clickhelp-key",
		.title = "ClickHelp API key",
		.why = "Whoever has it reads your manuals, unpublished ones too, and "
		       "changes what is published.",
		.fix = ROTATE("clickhelp.com", "CLICKHELP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"clickh"
		       "elpApiKey\": \"lp5of"
		       "gjWzRPmxQN5MVQuyoUa\",\n",
		.miss = "  \"clickh"
			"elpApiKey\": \"6MwuM"
			"lsJfIOGLSvEW2Dsh\",\n",
		.literal = { "clickhelp" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("clickhelp", "[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
	},
	{
		.id = "clockwork-sms-key",
		.title = "Clockwork SMS API key",
		.why = "Whoever has it sends text messages at your cost.",
		.fix = ROTATE("clockworksms.com", "CLOCKWORK_SMS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "clockwork_"
		       "sms_api_key: '695e71"
		       "9a19119c68e30f557130447074"
		       "02b8e227'\n",
		.miss = "clockwork"
			"_sms_sha1: 695e719"
			"a19119c68e30f5571304470"
			"7402b8e227\n",
		.literal = { "clockworksms", "clockwork_sms" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("clockwork_?sms", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "convertkit-secret",
		.title = "Kit (ConvertKit) API secret",
		.why = "Whoever has it exports your subscribers and changes what they "
		       "get.",
		.fix = ROTATE("kit.com", "CONVERTKIT_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CONVERTKIT"
		       "_API_SECRET=2_N1-66X"
		       "rQYkDhATbam9gXhX5LA3aWZWTI"
		       "4LZ-npHjm\n",
		.miss = "CONVERTKIT"
			"_API_SECRET=h7wbJu5P"
			"m2Ohn-ad9CfB901OJfLUEAIDP7"
			"LZhgQc\n",
		.literal = { "convertkit" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("convertkit", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "customerguru-key",
		.title = "Customer.guru API key",
		.why = "Whoever has it reads what your customers answered.",
		.fix = ROTATE("customer.guru", "CUSTOMERGURU_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "customergu"
		       "ru_api_key: 'KSXaYa"
		       "buJR2xFJvoRvf8EO6RiurIOcUzTDk"
		       "2QKHDrtP5PKhU4q'\n",
		.miss = "customergu"
			"ru_api_key: '9SoprO"
			"AylnAmgjVILsp1DFtzdsLy73Xv12T"
			"9M3xnEhhCkAm'\n",
		.literal = { "customerguru" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("customerguru", "[A-Za-z0-9]{50}"),
		.check = fi_check_mixed,
	},
	{
		.id = "customerio-key",
		.title = "Customer.io API key",
		.why = "Whoever has it writes into the profiles of your customers, and "
		       "so starts mails and messages to them.",
		.fix = ROTATE("customer.io", "CUSTOMERIO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"custom"
		       "erioApiKey\": \"hLWfl"
		       "t2NEAQoZoS9aCMM\",\n",
		.miss = "  \"custom"
			"erioApiKey\": \"zu70e"
			"sqqSFIXzXbVG\",\n",
		.literal = { "customerio" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("customerio", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "formsite-token",
		.title = "Formsite token",
		.why = "Whoever has it reads the results of every form.",
		.fix = ROTATE("formsite.com", "FORMSITE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FORMSIT"
		       "E_TOKEN=alefctAs"
		       "3kMH4DMhXoHEPgucmhWIU0Jt\n",
		.miss = "FORMSIT"
			"E_TOKEN=qx1P5EbE"
			"1tfc0pOFmbzh2XWO5FZmJ\n",
		.literal = { "formsite" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("formsite", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "getemails-key",
		.title = "GetEmails API key",
		.why = "Whoever has it reads the contacts found for you.",
		.fix = ROTATE("getemails.com", "GETEMAILS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"getema"
		       "ilsApiKey\": \"lfecs"
		       "vy6gqvm34ntoa6d7emlhv\",\n",
		.miss = "  \"getema"
			"ilsApiKey\": \"x9z9o"
			"razl9dstcbb-m09jac\",\n",
		.literal = { "getemails" },
		.nocase = true,
		.pattern = KEY_OF("getemails", "[a-z0-9-]{26}"),
		.check = fi_check_random,
	},
	{
		.id = "getresponse-key",
		.title = "GetResponse API key",
		.why = "Whoever has it exports your mailing lists and writes to them "
		       "as you.",
		.fix = ROTATE("getresponse.com", "GETRESPONSE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "GETRESPON"
		       "SE_API_KEY=fqhalxhk"
		       "8yk07kmc69tai81rkz6"
		       "znifn\n",
		.miss = "getresp"
			"onse_md5: fqhalxh"
			"k8yk07kmc69tai81rkz6znifn\n",
		.literal = { "getresponse" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("getresponse[_-]?(?:api|key|token)", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "helpcrunch-key",
		.title = "HelpCrunch API key",
		.why = "Whoever has it reads the chats with your customers and answers "
		       "as your team.",
		.fix = ROTATE("helpcrunch.com", "HELPCRUNCH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"helpcr"
		       "unchApiKey\": \"r-lMP"
		       "tMbSKV6RFZFi8FqEk4uyNUfXQWmXQ"
		       "Khtb=/mRNVpIhx6sJ7h4R0TubMxRj"
		       "6vBthCIa/mF566WhUZoH53jpdu"
		       "eiOufdA1SU6ftIHVjV3"
		       "OqqktSpQAbxb16HBSsSnoOK6lZki5"
		       "DA3IEfIzSq2O7eadYkh"
		       "b0-QM4=WbDtv3fN6tG+crfD"
		       "pvLhZ2F3-2rc2a8JgCeYuE-hIM"
		       "klCfTrd49BvwFa1Bpd0"
		       "rPel9Xx2cg4zajO5LsdTT1Z+TDhB1"
		       "jl-IssVQtvCvPLPpt+buo3=rv+"
		       "Flx9B+QY0qtGN2OejO9vqj77nyaiA"
		       "EvXyua-r+TdsNKMUhPcz\",\n",
		.miss = "  \"helpcr"
			"unchApiKey\": \"-206/"
			"lSWag-ExM1Xje0MyKIccpPJLuxRlR"
			"2qoOhbW0i/+yKoAQPdnOwlJQ5I-4i"
			"2EazTCHfx1Jmk4PTd52t5Dm"
			"GtZmFcqAIpUya7ZySMe"
			"Kj6328tcucPHYD7q5wN"
			"08QW4i4VCzzcMeD2HQ+tgYW"
			"mKsRwVzb=g/bxBGQDNVCg-nNn1"
			"9nfF7Rb0We4Hm/NjQDNqVT5"
			"--=gcajpbpFlx7prZEkE8kV"
			"QrFxaXDEv3o3c7aSZEGg5DtJIN6=V"
			"VF1F+OxGT-IM6ZWsfMqLFGDfksJKw"
			"/GSj/iIUW//GGOVFRthvXBd"
			"THodb6EI2cm9Q-MLpnKgYApQ0\",\n",
		.literal = { "helpcrunch" },
		.nocase = true,
		.pattern = KEY_OF("helpcrunch", "[A-Za-z0-9+/=-]{328}"),
		.check = fi_check_random,
	},
	{
		.id = "instabot-key",
		.title = "Instabot API key",
		.why = "Whoever has it reads what people told your bot.",
		.fix = ROTATE("instabot.io", "INSTABOT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "instabot"
		       "_api_key: 'm6tu+p"
		       "ysLAMHg1qPeR951e7XeX1wvMV7"
		       "0pEVymA68db='\n",
		.miss = "instabot"
			"_api_key: 'GS3Nto"
			"ORG8hsawOR0zy+nU11+H+SvXIt"
			"UuRZDO7Jc'\n",
		.literal = { "instabot" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("instabot", "[A-Za-z0-9+/]{43}="),
		.check = fi_check_random,
	},
	{
		.id = "klaviyo-key",
		.title = "Klaviyo private key",
		.why = "Whoever has it exports the shoppers on your lists with what "
		       "they bought, and writes to them as your shop.",
		.fix = ROTATE("klaviyo.com", "KLAVIYO_PRIVATE_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "KLAVIYO_P"
		       "RIVATE_KEY=pk_aRnwh"
		       "10rY7BUHhxbmwAObKTM"
		       "JoP2JtUf4p\n",
		.miss = "KLAVIYO_P"
			"RIVATE_KEY=pk_GfUmB"
			"1JdElSltfdXNbUv2uhZueu9dHD\n",
		.literal = { "klaviyo" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("klaviyo", "pk_[A-Za-z0-9]{34}"),
		.check = fi_check_random,
	},
	{
		.id = "line-notify-token",
		.title = "LINE Notify token",
		.why = "Whoever has it writes into the chat the token was made for.",
		.fix = ROTATE("notify-bot.line.me", "LINE_NOTIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"lineNo"
		       "tifyToken\": \"YAl3K"
		       "VHiu75KDUAbnMIuHtIV4Ctb55KNUg"
		       "olRtBAONZ\",\n",
		.miss = "  \"lineNo"
			"tifyToken\": \"UTo6g"
			"1Jbp08RV31TXVRQ4g3lSmmRsJA"
			"ul5BhGzy6\",\n",
		.literal = { "linenotify", "line_notify" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("line_?notify", "[A-Za-z0-9]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "line-token",
		.title = "LINE Messaging access token",
		.why = "Whoever has it writes as your bot to all its friends, and "
		       "reads who they are.",
		.fix = ROTATE("developers.line.biz", "LINE_CHANNEL_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "line_channel"
		       "_access_token: 'vQ0iC5"
		       "jjgKECi5/tRWgYv53nE1HEE"
		       "NjFOUdgRev1RdBEAUcUAIWCBVC2Pj"
		       "0Cat4hAfAu5T0Djoi80M6Kd"
		       "zmEOdggfIu9hnuQoKoJejmCMKiUi6"
		       "JOSP3C51QMgfbjuk/qV3GYT7Gz"
		       "3xQywB7GwWcmFTW44lNDz3HIaB"
		       "0VUk695Cwv='\n",
		.miss = "line_channel"
			"_access_token: '9LNgSy"
			"OBCDqv9K9QXwtxRU94xNAJo"
			"Gcr5HeuLdhd0idssV7f28ZIkRe"
			"twhGsEvEmiTYnLJglZUEs4CzRB"
			"syCWqUWsgbmg4Jk0ZghSzWO"
			"GHd5AfmgHMxlFrVm2qY"
			"j0z90fvWqFMXU2ah6f+gpQM"
			"8t/qS6jiQ4I5SN6uXtmgPE'\n",
		.literal = { "line_channel" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("line_channel", "[A-Za-z0-9+/]{171,172}=?"),
		.check = fi_check_random,
	},
	{
		.id = "liveagent-key",
		.title = "LiveAgent API key",
		.why = "Whoever has it reads the tickets of your customers and answers "
		       "as your team.",
		.fix = ROTATE("liveagent.com", "LIVEAGENT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "LIVEAGEN"
		       "T_API_KEY=CrkeJk55"
		       "dNyZr1PQasaDSu44Icf"
		       "WFhbL\n",
		.miss = "LIVEAGEN"
			"T_API_KEY=9wLvlrFz"
			"b17uSinO5gVsTj3MLE3Nh\n",
		.literal = { "liveagent" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("liveagent", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "magicbell-secret",
		.title = "MagicBell API secret",
		.why = "Whoever has it sends notifications to every user of your app.",
		.fix = ROTATE("magicbell.com", "MAGICBELL_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"magicbe"
		       "llApiSecret\": \"AGTXt"
		       "St2psQgq_1Aihhl4iHT"
		       "+WR7+7G7MF3GNd6S\",\n",
		.miss = "  \"magicbe"
			"llApiSecret\": \"9Qkn3"
			"Y60j/75u1+ToU56O8R4gZA2mRm"
			"rMWchZ\",\n",
		.literal = { "magicbell" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("magicbell", "[A-Za-z0-9+/_-]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "mailerlite-key",
		.title = "MailerLite API key",
		.why = "Whoever has it exports your mailing lists and writes to them "
		       "as you.",
		.fix = ROTATE("mailerlite.com", "MAILERLITE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "mailerlit"
		       "e_api_key: 'ymcb3l"
		       "9t8supiglojo3bigsqq"
		       "t1ofwj5'\n",
		.miss = "mailerl"
			"ite_md5: ymcb3l9"
			"t8supiglojo3bigsqqt1ofwj5\n",
		.literal = { "mailerlite" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("mailerlite", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "mailjet-key",
		.title = "Mailjet secret key",
		.why = "Whoever has it and the key beside it sends mail from your "
		       "domain and reads the contacts on your lists.",
		.fix = ROTATE("mailjet.com", "MAILJET_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MAILJET_S"
		       "ECRET_KEY=n4csbf14"
		       "2qcmfkanzccmsw93ac6"
		       "1usi8\n",
		.miss = "MAILJET_S"
			"ECRET_KEY=dponwnz6"
			"0880wjbvuhc0qbxhqifvx\n",
		.literal = { "mailjet" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("mailjet", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "mailmodo-key",
		.title = "Mailmodo API key",
		.why = "Whoever has it sends campaigns from your domain.",
		.fix = ROTATE("mailmodo.com", "MAILMODO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"mailm"
		       "odoApiKey\": \"M9ZDI"
		       "H5-VP3J4O5-RSK986X-AZRCX3C\",\n",
		.miss = "  \"mailm"
			"odoApiKey\": \"IM8N3"
			"MV-Q8K0SS7-WAJT5AC-2TOM\",\n",
		.literal = { "mailmodo" },
		.nocase = true,
		.pattern = KEY_OF("mailmodo", "(?:[A-Z0-9]{7}-){3}[A-Z0-9]{7}"),
		.check = fi_check_random,
	},
	{
		.id = "moosend-key",
		.title = "Moosend API key",
		.why = "Whoever has it exports your mailing lists and writes to them "
		       "as you.",
		.fix = ROTATE("moosend.com", "MOOSEND_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MOOSEND"
		       "_API_KEY=e3031e06"
		       "-4d42-2b6e-6dca-2615bea08ec8\n",
		.miss = "MOOSEND"
			"_API_KEY=a5053d6a"
			"-f7e6-79a0-9784-b14765616\n",
		.literal = { "moosend" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("moosend", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "nicereply-key",
		.title = "Nicereply API key",
		.why = "Whoever has it reads how customers rated your agents, with "
		       "what they wrote.",
		.fix = ROTATE("nicereply.com", "NICEREPLY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"nicere"
		       "plyApiKey\": \"e250f"
		       "8dc8e9e00460a161dd8"
		       "2a7756a8396f6ed6\",\n",
		.miss = "nicerep"
			"ly_sha1: e250f8d"
			"c8e9e00460a161dd82a7756a83"
			"96f6ed6\n",
		.literal = { "nicereply" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("nicereply", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "nylas-secret",
		.title = "Nylas client secret",
		.why = "Whoever has it reads and sends the mail of every account "
		       "connected to your app.",
		.fix = ROTATE("nylas.com", "NYLAS_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "nylas_cli"
		       "ent_secret: 'lfhu87"
		       "ct4w6nfw0su05ub5nvs'\n",
		.miss = "nylas_cli"
			"ent_secret: 'x9a5q4"
			"ekjgvhef6piuofbi'\n",
		.literal = { "nylas" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("nylas", "(?:[a-z0-9]{25}|[A-Za-z0-9]{30})"),
		.check = fi_check_random,
	},
	{
		.id = "nylas-v3-key",
		.title = "Nylas API key",
		.why = "Whoever has it reads and sends the mail of every account "
		       "connected to your app.",
		.fix = ROTATE("nylas.com", "NYLAS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "nylas_"
		       "api_key: 'nyk_v0"
		       "_mPrYRCG5tSyTlhdLc2Jp7G"
		       "nJpUNLJiNl2vLw8F7NMrWx4"
		       "QbYmZn2gm7t7htzvxzz'\n",
		.miss = "nylas_"
			"api_key: 'nyk_v0"
			"_YdRYmGWd6QRjEWUlszGEOuYjMtxr"
			"5xF8dyJEqNNDbxJ5t3ziKqAtYD"
			"02QCiXu'\n",
		.literal = { "nyk_v0_" },
		.dense = true,
		.pattern = LEFT "(nyk_v0_[A-Za-z0-9]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "onesignal-org-key",
		.title = "OneSignal organisation REST API key",
		.why = "Whoever has it makes and changes the apps of your "
		       "organisation, and makes keys to send with.",
		.fix = ROTATE("onesignal.com", "ONESIGNAL_REST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ONESIGNAL_R"
		       "EST_API_KEY=os_v2_or"
		       "g_56j2dfw6hi52csvsmz66oeop"
		       "i7to64ry6sj5hizxky6mvtmc2m"
		       "hvaxnx6c24fzxjyglclwbin"
		       "njvuppg5zqtden6fhuk"
		       "n2mstr2ksiq\n",
		.miss = "ONESIGNAL_R"
			"EST_API_KEY=os_v2_or"
			"g_czhsw6z2bazvkkocq6ezvzev"
			"uqrqivkos3ivq44vo6ddlupam2hul"
			"7qdhrtxzgx34xvhlsv2"
			"veotwgsfgljxjryciy32soa"
			"rtc5o\n",
		.literal = { "os_v2_org_" },
		.dense = true,
		.pattern = LEFT "(os_v2_org_[a-z2-7]{103})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "onesignal-v2-key",
		.title = "OneSignal REST API key",
		.why = "Whoever has it sends notifications to every device of your "
		       "app, with any text and link.",
		.fix = ROTATE("onesignal.com", "ONESIGNAL_REST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ONESIGNAL_R"
		       "EST_API_KEY=os_v2_ap"
		       "p_c6yvorkcvmyxohmtooogo"
		       "lvcowvna6n4m4mss5qhmhzclf3or3"
		       "jn72z24kdkzennsfqtoyelf5l7"
		       "kpuget7jiq6daazcek7"
		       "nwh2zz44\n",
		.miss = "ONESIGNAL_R"
			"EST_API_KEY=os_v2_ap"
			"p_aqnhwjwbtpkrf4zmjb4p4exekun"
			"2n3l5viqdj3nyq2mmbncphrcfl"
			"dvvc465iudfoy236moa7nds5v2p5l"
			"mjaqo2a6wki5huqig5\n",
		.literal = { "os_v2_app_" },
		.dense = true,
		.pattern = LEFT "(os_v2_app_[a-z2-7]{103})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "overloop-key",
		.title = "Overloop API key",
		.why = "Whoever has it reads your prospects and sends campaigns from "
		       "your mailboxes.",
		.fix = ROTATE("overloop.com", "OVERLOOP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "OVERLOOP"
		       "_API_KEY=u2Ky50QV"
		       "TxGWNzm2jiffhGQ7dQHVAjX"
		       "m0F9mQrvIFdSeX84MM7\n",
		.miss = "OVERLOOP"
			"_API_KEY=5S0q-Bu7"
			"uTPu2PyDSyt-NU1X0fiV7XkJcN"
			"PhOs-eHY2Vgg9\n",
		.literal = { "overloop" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("overloop", "[A-Za-z0-9_-]{50}"),
		.check = fi_check_mixed,
	},
	{
		.id = "pepipost-key",
		.title = "Pepipost API key",
		.why = "Whoever has it sends mail from your domain.",
		.fix = ROTATE("netcorecloud.com", "PEPIPOST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"pepip"
		       "ostApiKey\": \"efae3"
		       "1108a8add79eb371957"
		       "fd0ed009\",\n",
		.miss = "  \"pepip"
			"ostApiKey\": \"d3382"
			"2a7689bef977e04c72e16944\",\n",
		.literal = { "pepipost" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("pepipost", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "postage-key",
		.title = "PostageApp API key",
		.why = "Whoever has it sends mail from your domain.",
		.fix = ROTATE("postageapp.com", "POSTAGE_APP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "postage_a"
		       "pp_api_key: 'XEcCtF"
		       "rIt5aDB5EQxyNoDYGET"
		       "QuoyfoK'\n",
		.miss = "postage_a"
			"pp_api_key: 'OHhvm3"
			"eE8vuTzdUBdL1KyfIjcHSJq'\n",
		.literal = { "postage_app" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("postage_app", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "qualaroo-secret",
		.title = "Qualaroo API secret",
		.why = "Whoever has it reads what visitors answered on your site.",
		.fix = ROTATE("qualaroo.com", "QUALAROO_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "QUALAROO_"
		       "API_SECRET=vQcqp6XL"
		       "jkrmUVK6bSPFZxC8ArK"
		       "Bh8Sn1ZgMvRteXoWcRlO6QD0Kg"
		       "SXXFwnws3==\n",
		.miss = "QUALAROO_"
			"API_SECRET=H5id5JbT"
			"MMlVg8dTrDDNORgqJCLg5rtB6Fazh"
			"WguBdd2OxTxqfVsm0Go2mt\n",
		.literal = { "qualaroo" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("qualaroo", "[A-Za-z0-9]{62,64}(?:==)?"),
		.check = fi_check_random,
	},
	{
		.id = "reachmail-token",
		.title = "ReachMail token",
		.why = "Whoever has it exports your mailing lists and sends from your "
		       "domain.",
		.fix = ROTATE("reachmail.net", "REACHMAIL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"reach"
		       "mailToken\": \"z4N0A"
		       "ltPKScdIaEV22ioLJJL"
		       "zzyvZ_2c5TSa72ZZx4W"
		       "O6wqro3pbbGA_UGU3HVH7\",\n",
		.miss = "  \"reach"
			"mailToken\": \"NEfxZ"
			"5SCA0YGFvwoUOBeMV-I"
			"YC-zVa-9i5Sf4__K1hK7Dj9"
			"zNNGEfe9jIKUWp\",\n",
		.literal = { "reachmail" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("reachmail", "[A-Za-z0-9_-]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "rebrandly-key",
		.title = "Rebrandly API key",
		.why = "Whoever has it points your short links somewhere else.",
		.fix = ROTATE("rebrandly.com", "REBRANDLY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "rebrandl"
		       "y_api_key: '5fc366"
		       "6d3521b1a541b2d53f2"
		       "1a17dbb'\n",
		.miss = "rebrandl"
			"y_api_key: 'c03391"
			"f5103ea3939248937cdefb2'\n",
		.literal = { "rebrandly" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("rebrandly", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "revamp-crm-key",
		.title = "Revamp CRM API key",
		.why = "Whoever has it exports the customers of your shop.",
		.fix = ROTATE("revampcrm.com", "REVAMP_CRM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"revamp"
		       "CrmApiKey\": \"5lq4a"
		       "okFtmJZCMfLTX9Lbi55YG9k"
		       "Iy2LkmGtfoYZ\",\n",
		.miss = "  \"revamp"
			"CrmApiKey\": \"7GSix"
			"UQ5SxKxbZ5xUlfwPZl9EJOD2Q7AjR"
			"FBa\",\n",
		.literal = { "revampcrm", "revamp_crm" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("revamp_?crm", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "ringcentral-secret",
		.title = "RingCentral client secret",
		.why = "Whoever has it completes logins as your app, and then reads "
		       "the calls and messages its users granted.",
		.fix = ROTATE(
			"developers.ringcentral.com", "RINGCENTRAL_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ringcentral_"
		       "client_secret: 'ISdgbs"
		       "tgI3W9baD__oh3Gj'\n",
		.miss = "ringcentral_"
			"client_secret: '38sXPq"
			"H-cJ01kEW6GNT'\n",
		.literal = { "ringcentral" },
		.nocase = true,
		.pattern = KEY_OF("ringcentral", "[A-Za-z0-9_-]{22}"),
		.check = fi_check_mixed,
	},
	{
		.id = "satismeter-key",
		.title = "SatisMeter API key",
		.why = "Whoever has it reads what users answered, with their "
		       "addresses.",
		.fix = ROTATE("satismeter.com", "SATISMETER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"satism"
		       "eterApiKey\": \"pINOf"
		       "d4ixjQKCM3O8H9hGbT4Jlrf"
		       "237T\",\n",
		.miss = "  \"satism"
			"eterApiKey\": \"GdmmC"
			"CT81J588ceZMPltK7j2LGTbH\",\n",
		.literal = { "satismeter" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("satismeter", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "sendbird-token",
		.title = "Sendbird token",
		.why = "Whoever has it reads every chat of your app and writes as any "
		       "user.",
		.fix = ROTATE("sendbird.com", "SENDBIRD_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "sendbir"
		       "d_token: 'f03f1b"
		       "4b83749ef4aa06dd550cff0"
		       "6a146d6c6b6'\n",
		.miss = "  Sen"
			"dbird: f03f1b4"
			"b83749ef4aa06dd550cff06"
			"a146d6c6b6\n",
		.literal = { "sendbird" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("sendbird", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "signalwire-token",
		.title = "SignalWire token",
		.why = "Whoever has it calls and texts at your cost, from your "
		       "numbers, and reads the records.",
		.fix = ROTATE("signalwire.com", "SIGNALWIRE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SIGNALWI"
		       "RE_TOKEN=PT2675b6"
		       "9c408b7cf6d7593185e"
		       "85545792296ec8ebfcd4cbc\n",
		.miss = "SIGNALWI"
			"RE_TOKEN=PTa04f60"
			"1e09512f1bc43412ad0"
			"899cb430822f723a0d1d\n",
		.literal = { "signalwire" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("signalwire", "PT[a-f0-9]{48}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "simplesat-key",
		.title = "Simplesat API key",
		.why = "Whoever has it reads what customers answered about your "
		       "agents.",
		.fix = ROTATE("simplesat.io", "SIMPLESAT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"simple"
		       "satApiKey\": \"e2nze"
		       "uuvkdog51f9bwde1ezk30b9lzb"
		       "y2g7ys0l3\",\n",
		.miss = "  Sim"
			"plesat: e2nzeuu"
			"vkdog51f9bwde1ezk30b9lz"
			"by2g7ys0l3\n",
		.literal = { "simplesat" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("simplesat", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "sinch-token",
		.title = "Sinch token",
		.why = "Whoever has it sends text messages at your cost.",
		.fix = ROTATE("sinch.com", "SINCH_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "sinch_a"
		       "pi_token: '70f09d"
		       "08cdf68983686795d433f156ae'\n",
		.miss = "sinch_"
			"api_md5: 70f09d0"
			"8cdf68983686795d433f156ae\n",
		.literal = { "sinch_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("sinch_api", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "surveybot-key",
		.title = "Surveybot API key",
		.why = "Whoever has it reads what people answered to your bot.",
		.fix = ROTATE("surveybot.io", "SURVEYBOT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"survey"
		       "botApiKey\": \"xZ6m9"
		       "9t9Zchzof1H0L1rAG4n"
		       "YrgPAimPMb3yopb5fWF-Pae"
		       "FDI7GoP-by2gbE9X8XnBQfZ5PN"
		       "ItyOH48\",\n",
		.miss = "  \"survey"
			"botApiKey\": \"c8eKL"
			"jnMy4krg4C8TSIxp74G"
			"zlMWHCBYBHzSekLEaSKALaD"
			"oZ3Mz-dwZDm-5bgX21uqhkL"
			"HJZFQCb\",\n",
		.literal = { "surveybot" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("surveybot", "[A-Za-z0-9-]{80}"),
		.check = fi_check_random,
	},
	{
		.id = "surveysparrow-token",
		.title = "SurveySparrow token",
		.why = "Whoever has it reads the answers and contacts of every survey.",
		.fix = ROTATE("surveysparrow.com", "SURVEYSPARROW_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "surveyspa"
		       "rrow_token: 'UiSpav"
		       "Ozxrv1vS7PcZNGxjRtv"
		       "Z3Jdt-U94mX4fRpkeL40mPT"
		       "SxU6Pq6-wyysi-Y5yW90FriMEgERN"
		       "RVf38jySC24'\n",
		.miss = "surveyspa"
			"rrow_token: 'zGc_si"
			"ekKsUr724afTnCOonZ0-03LyGL"
			"UNDK873HrI4R4pnP42B"
			"XvOT7apBoDqmzjTEmSDCAkm"
			"72sAOU0LraZ'\n",
		.literal = { "surveysparrow" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("surveysparrow", "[A-Za-z0-9_-]{88}"),
		.check = fi_check_mixed,
	},
	{
		.id = "survicate-key",
		.title = "Survicate API key",
		.why = "Whoever has it reads what users answered, with their "
		       "addresses.",
		.fix = ROTATE("survicate.com", "SURVICATE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SURVICAT"
		       "E_API_KEY=ef70jhmb"
		       "kccxss4gqpoy8xqoxhl91bgr\n",
		.miss = "survic"
			"ate_md5: ef70jhm"
			"bkccxss4gqpoy8xqoxh"
			"l91bgr\n",
		.literal = { "survicate" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("survicate", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "textmagic-key",
		.title = "Textmagic API key",
		.why = "Whoever has it sends text messages at your cost and reads "
		       "those you had.",
		.fix = ROTATE("textmagic.com", "TEXTMAGIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"textma"
		       "gicApiKey\": \"ghYCA"
		       "rnJuuVF18CgGuLQjm7QqWQRk6\",\n",
		.miss = "  \"textma"
			"gicApiKey\": \"sMaUy"
			"Yl1EfWc7lZuWkJnWbEulBw\",\n",
		.literal = { "textmagic" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("textmagic", "[A-Za-z0-9]{30}"),
		.check = fi_check_mixed,
	},
	{
		.id = "userflow-key",
		.title = "Userflow API key",
		.why = "Whoever has it reads your users and changes what they are "
		       "shown.",
		.fix = ROTATE("userflow.com", "USERFLOW_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "USERFLOW"
		       "_API_KEY=uf_0ilf1"
		       "cx3bilu5iumsa2rmsqyex\n",
		.miss = "USERFLOW"
			"_API_KEY=uf_lg8in"
			"ns7gdt6060wxv6vh6q\n",
		.literal = { "userflow" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("userflow", "uf_[a-z0-9]{26}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "voodoo-sms-key",
		.title = "Voodoo SMS API key",
		.why = "Whoever has it sends text messages at your cost.",
		.fix = ROTATE("voodoosms.com", "VOODOO_SMS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "voodoo_sm"
		       "s_api_key: 'km4gVP"
		       "4qRzwpQMTomxDsCB1Zoketp"
		       "Cal2EtF15zQvYLnYe'\n",
		.miss = "voodoo_sm"
			"s_api_key: 'IWOFlj"
			"CRxW1dwn3jjdzVLPRCV"
			"ZslNCTvSigGUgQXUbA'\n",
		.literal = { "voodoosms", "voodoo_sms" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("voodoo_?sms", "[A-Za-z0-9]{46}"),
		.check = fi_check_mixed,
	},
};
const size_t fi_rules_secrets_marketing_n = FI_COUNT(fi_rules_secrets_marketing);
