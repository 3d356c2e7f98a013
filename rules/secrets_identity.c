/* secrets_identity.c - who somebody is, threats and proofs: logins, signatures, checks.
 */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_identity[] = {
	{
		.id = "abuseipdb-key",
		.title = "AbuseIPDB API key",
		.why = "Whoever has it looks addresses up on your daily quota and "
		       "files abuse reports in your name, which get you banned when "
		       "they are false.",
		.fix = ROTATE("abuseipdb.com", "ABUSEIPDB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ABUSEIPD"
		       "B_API_KEY=carx5rqy"
		       "c4qa48okg83c52t09r0dnnsndmsvu"
		       "z4lovb5tczdhc3dx2y85t3r"
		       "ghae1sn61j3lb94mu543\n",
		.miss = "ABUSEIPD"
			"B_API_KEY=oeydh1c5"
			"pyq52m3g3rlkahkimlyxlw9fnhsrh"
			"ox863ic836xdzmdo66oeav2wuc"
			"15bwrfohk8whng\n",
		.literal = { "abuseipdb" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("abuseipdb", "[a-z0-9]{80}"),
		.check = fi_check_random,
	},
	{
		.id = "alienvault-key",
		.title = "AlienVault OTX API key",
		.why = "Whoever has it reads the threat feeds you subscribed to, also "
		       "private ones, and publishes indicators as you.",
		.fix = ROTATE("otx.alienvault.com", "ALIENVAULT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"alienv"
		       "aultApiKey\": \"20fpy"
		       "bk2po50blgb0kmo0pwegjkz36u"
		       "7ixaeioo0p5yh4p7xe51fgw"
		       "szaf1gjn6u\",\n",
		.miss = "alienvaul"
			"t_checksum: 20fpybk"
			"2po50blgb0kmo0pwegj"
			"kz36u7ixaeioo0p5yh4p7xe51fgws"
			"zaf1gjn6u\n",
		.literal = { "alienvault" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("alienvault", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "anypoint-secret",
		.title = "Anypoint client secret",
		.why = "Whoever has it signs in to the MuleSoft platform as your "
		       "connected app, and deploys or changes the APIs that the app "
		       "may.",
		.fix = ROTATE("anypoint.mulesoft.com", "ANYPOINT_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "anypoint_cl"
		       "ient_secret: '602f32"
		       "be2b48354115ca02794d054b5a'\n",
		.miss = "anypoint_cl"
			"ient_secret: '5fa2cb"
			"2a622bcb5290b8eab07db1a'\n",
		.literal = { "anypoint" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("anypoint", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "censys-secret",
		.title = "Censys API secret",
		.why = "Whoever has it searches hosts and certificates with your plan "
		       "and reads the assets you track.",
		.fix = ROTATE("censys.io", "CENSYS_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CENSYS_A"
		       "PI_SECRET=XcBPNfxT"
		       "RyrkpvXVauqMndB0pF6"
		       "ETjwr\n",
		.miss = "CENSYS_A"
			"PI_SECRET=spR1sAdU"
			"Mjn18py9lmnFOQJa1yviW\n",
		.literal = { "censys" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("censys", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "debounce-key",
		.title = "DeBounce key",
		.why = "Whoever has it validates mailing lists with the credits you "
		       "paid for.",
		.fix = ROTATE("debounce.io", "DEBOUNCE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DEBOUNCE"
		       "_API_KEY=18BwgTS5"
		       "QO9eE\n",
		.miss = "DEBOUNCE"
			"_API_KEY=cymRuHiGCy\n",
		.literal = { "debounce_api" },
		.nocase = true,
		.pattern = KEY_OF("debounce_api", "[A-Za-z0-9]{13}"),
		.check = fi_check_mixed,
	},
	{
		.id = "detectify-key",
		.title = "Detectify API key",
		.why = "Whoever has it reads the open vulnerabilities found on your "
		       "sites, and starts or stops scans of them.",
		.fix = ROTATE("detectify.com", "DETECTIFY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"detect"
		       "ifyApiKey\": \"d0649"
		       "kp0swg2z8wyspb3hecw"
		       "0xfof0rj\",\n",
		.miss = "  \"detect"
			"ifyApiKey\": \"u1v07"
			"druoet5tv5p1wvwefatf457x\",\n",
		.literal = { "detectify" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("detectify", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "duo-key",
		.title = "Duo Security key",
		.why = "Whoever has it signs requests as your application, so a second "
		       "factor can be passed or, with the Admin API, taken from users.",
		.fix = ROTATE("duo.com", "DUO_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "duo_sec"
		       "ret_key: 'Mi0k3R"
		       "HBibgamzmMCzn4gHw67jHzwPX16Ue"
		       "O7ANZ'\n",
		.miss = "duo_sec"
			"ret_key: 'ceHuuY"
			"WvZTiPLaBwqofI0RoEIduvNYEx"
			"CDozU'\n",
		.literal = { "duo_secret" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("duo_secret", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "faceplusplus-secret",
		.title = "Face++ API secret",
		.why = "Whoever has it and the key beside it searches and fills the "
		       "sets of faces you keep there: biometric data of your users.",
		.fix = ROTATE("faceplusplus.com", "FACEPLUSPLUS_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FACEPLUSPLU"
		       "S_API_SECRET=zp7G56Ye"
		       "6xZ2t9d9X-MQjFsR6L3M0J9r\n",
		.miss = "FACEPLUSPLU"
			"S_API_SECRET=ZAYLh65P"
			"tLOwtV4HF01vcLmo09f6X\n",
		.literal = { "faceplusplus" },
		.nocase = true,
		.pattern = KEY_OF("faceplusplus", "[A-Za-z0-9_-]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "hello-sign-key",
		.title = "Dropbox Sign (HelloSign) API key",
		.why = "Whoever has it sends documents for signature in your name and "
		       "downloads those already signed.",
		.fix = ROTATE("hellosign.com", "HELLO_SIGN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"helloS"
		       "ignApiKey\": \"lj0qI"
		       "nYdPsrD4DaQ990phNKP"
		       "8Eumo4jERqXJzV7hPiY4VDd"
		       "6YKmEvbIowlBf85ra\",\n",
		.miss = "  \"helloS"
			"ignApiKey\": \"Fa7Qm"
			"bQ5753rtYttOkUEmBHUuIH0bv8"
			"wsKDP40Nd3sBBi4ZMy1PRhGvzRi50N\",\n",
		.literal = { "hellosign", "hello_sign" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("hello_?sign", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "ipqualityscore-key",
		.title = "IPQualityScore API key",
		.why = "Whoever has it uses up your fraud lookups and shows an "
		       "attacker how your own checks would score him.",
		.fix = ROTATE("ipqualityscore.com", "IPQUALITYSCORE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ipqualitysc"
		       "ore_api_key: 'IokzaO"
		       "wxCw2ejuuA9KRKY9uXbxveGits'\n",
		.miss = "ipqualitysc"
			"ore_api_key: 'cbl0pU"
			"vn7h1ymzebWh3gdFwJPFLt4'\n",
		.literal = { "ipqualityscore" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("ipqualityscore", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "jupiterone-key",
		.title = "JupiterOne API key",
		.why = "Whoever has it queries the whole inventory of your cloud "
		       "accounts, users and findings: a map for the next step.",
		.fix = ROTATE("jupiterone.com", "JUPITERONE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "JUPITERON"
		       "E_API_KEY=k2HUQpI3"
		       "YcXnTAbhWBpXoLDoLYiHP0JSlh"
		       "FzjqbsnHYv243c4KIO1"
		       "Y5zWvo2co5eSccHLlu8D2VM\n",
		.miss = "JUPITERON"
			"E_API_KEY=cmbmgQUW"
			"SsQu8ybcDzfWuRDL9E1aoR3"
			"9x2YUdcXRcejagEPj5TzqT7"
			"RaedjXKYohHbNkm3Dbt\n",
		.literal = { "jupiterone" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("jupiterone", "[A-Za-z0-9]{76}"),
		.check = fi_check_mixed,
	},
	{
		.id = "mailboxlayer-key",
		.title = "Mailboxlayer API key",
		.why = "Whoever has it checks mail addresses with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("mailboxlayer.com", "MAILBOXLAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "mailboxlay"
		       "er_api_key: 'mneh81"
		       "grbd1i4rx1p09dittn2"
		       "f62hl4j'\n",
		.miss = "mailboxl"
			"ayer_md5: mneh81g"
			"rbd1i4rx1p09dittn2f62hl4j\n",
		.literal = { "mailboxlayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("mailboxlayer", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "nightfall-key",
		.title = "Nightfall API key",
		.why = "Whoever has it sends texts through your data loss scanner and "
		       "learns which of them it lets pass.",
		.fix = ROTATE("nightfall.ai", "NIGHTFALL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"nightf"
		       "allApiKey\": \"NF-3b"
		       "2rfp8Shvb6ePFE8dctX5noMxVcbrgU\",\n",
		.miss = "  \"nightf"
			"allApiKey\": \"NF-OF"
			"w3i4fuSVzQYt6IrZqGYuMGbIgCg\",\n",
		.literal = { "nightfall" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("nightfall", "NF-[A-Za-z0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "numverify-key",
		.title = "Numverify API key",
		.why = "Whoever has it looks up phone numbers with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("numverify.com", "NUMVERIFY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NUMVERIF"
		       "Y_API_KEY=oybod1k0"
		       "zj9r1e8ao7oparv18p9igpql\n",
		.miss = "numver"
			"ify_md5: oybod1k"
			"0zj9r1e8ao7oparv18p9igpql\n",
		.literal = { "numverify" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("numverify", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "privateai-key",
		.title = "Private AI API key",
		.why = "Whoever has it runs redaction on your account and sees what "
		       "your rules take for personal data.",
		.fix = ROTATE("private-ai.com", "PRIVATEAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "privatea"
		       "i_api_key: '8irm6v"
		       "odmh8dsf7pq95gu19y7d3l23rj'\n",
		.miss = "privatea"
			"i_api_key: 'bvbzsz"
			"jnhiu396a4a1xm91lfp"
			"1tny'\n",
		.literal = { "privateai" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("privateai", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "pushbullet-token",
		.title = "Pushbullet access token",
		.why = "Whoever has it reads what your devices mirror, text messages "
		       "and login codes included, and sends to them.",
		.fix = ROTATE("pushbullet.com", "PUSHBULLET_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PUSHBULLET_"
		       "ACCESS_TOKEN=o.epg0IA"
		       "zqoWLsV6FkXQYEPeig6M5LkpeK\n",
		.miss = "PUSHBULLET_"
			"ACCESS_TOKEN=o.VYt05A"
			"hdqAtcHYODUiYz1sFwhxbmJ\n",
		.literal = { "pushbullet" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("pushbullet", "o\\.[A-Za-z0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "securitytrails-key",
		.title = "SecurityTrails API key",
		.why = "Whoever has it uses up your lookups of domains and DNS "
		       "history, which are billed by the month.",
		.fix = ROTATE("securitytrails.com", "SECURITYTRAILS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"security"
		       "trailsApiKey\": \"h1MTg"
		       "m4qwEEa3Sm2z7hTf5TiWYY84wvf\",\n",
		.miss = "  \"security"
			"trailsApiKey\": \"ZUoq7"
			"woRZgrkXEjRgvXkkGmz"
			"2e9LK\",\n",
		.literal = { "securitytrails" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("securitytrails", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "shodan-key",
		.title = "Shodan API key",
		.why = "Whoever has it spends your query credits, and reads the alerts "
		       "and networks that you watch.",
		.fix = ROTATE("shodan.io", "SHODAN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "shodan_"
		       "api_key: '3OpUCt"
		       "IqEwSdSZIHt3gaSYKTerFpiHdR'\n",
		.miss = "shodan_"
			"api_key: '5tWZ5c"
			"TmYbTlDZwJq0SUM5Xfz"
			"711v'\n",
		.literal = { "shodan" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("shodan", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "signable-key",
		.title = "Signable API key",
		.why = "Whoever has it sends contracts for signature in your name and "
		       "reads those that are under way.",
		.fix = ROTATE("signable.co.uk", "SIGNABLE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SIGNABLE"
		       "_API_KEY=8gKDJYB1"
		       "UY0LqLYm0Ev9MBJYMDpiFqTU\n",
		.miss = "SIGNABLE"
			"_API_KEY=S-wn3l49"
			"WePVK-L-3-uYDGiofpStA\n",
		.literal = { "signable" },
		.nocase = true,
		.pattern = KEY_OF("(?<![a-z])signable", "[A-Za-z0-9-]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "signaturit-token",
		.title = "Signaturit token",
		.why = "Whoever has it sends documents for signature in your name and "
		       "downloads those already signed.",
		.fix = ROTATE("signaturit.com", "SIGNATURIT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SIGNATUR"
		       "IT_TOKEN=VQRBoNVm"
		       "4O0bvv5EaQtnAZSyF9SUrmj"
		       "QEmDySmQYoMeRRtrLzbumTAmMd"
		       "UARo3mF7nhYytOE61G7BR1NHFInoW\n",
		.miss = "SIGNATUR"
			"IT_TOKEN=ZQnRBC75"
			"ds7i70dtrXnMRTTAS4jx0Vwvtj"
			"Ej9GXZU7qGZP2DhvAReWPEHya8"
			"spdl10EKbOSGagxCYDkhAhJ\n",
		.literal = { "signaturit" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("signaturit", "[A-Za-z0-9]{86}"),
		.check = fi_check_mixed,
	},
	{
		.id = "skybiometry-secret",
		.title = "SkyBiometry API secret",
		.why = "Whoever has it and the key beside it recognises and trains "
		       "faces in your namespace: biometric data of your users.",
		.fix = ROTATE("skybiometry.com", "SKYBIOMETRY_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"skybiome"
		       "tryApiSecret\": \"9di8f"
		       "yskoyf9aw649p6cdc1vml\",\n",
		.miss = "  \"skybiome"
			"tryApiSecret\": \"m5uc3"
			"u5ha8fjcknt3lnegc\",\n",
		.literal = { "skybiometry" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("skybiometry", "[a-z0-9]{25,26}"),
		.check = fi_check_random,
	},
	{
		.id = "stytch-secret",
		.title = "Stytch secret",
		.why = "Whoever has it logs in as any user of your project, and "
		       "creates or deletes them.",
		.fix = ROTATE("stytch.com", "STYTCH_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "STYTCH"
		       "_SECRET=secret-l"
		       "ive-PZvcIJ-ueDdq4V4v79gdqs"
		       "mGiDg3Q7Pcn2bb59=\n",
		.miss = "STYTCH"
			"_SECRET=secret-l"
			"ive-vh9C2QXHgXWodf1FaDTcTBMAA"
			"3bskaAA\n",
		.literal = { "stytch" },
		.nocase = true,
		.dense = true,
		.pattern =
			KEY_OF("stytch", "secret-(?:live|test)-[A-Za-z0-9_-]{34,40}="),
		.check = fi_check_placeholder,
	},
	{
		.id = "thousandeyes-token",
		.title = "ThousandEyes token",
		.why = "Whoever has it reads the layout of your network as your agents "
		       "see it, and changes your tests and alerts.",
		.fix = ROTATE("thousandeyes.com", "THOUSANDEYES_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"thousan"
		       "deyesToken\": \"tltpi"
		       "ZthNvdq2Yl1wsW8EgpaARClAjtn\",\n",
		.miss = "  \"thousan"
			"deyesToken\": \"Mqsea"
			"Ikrm0FtlCrZ6YN8BFb9"
			"32i7Q\",\n",
		.literal = { "thousandeyes" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("thousandeyes", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "vatlayer-key",
		.title = "Vatlayer API key",
		.why = "Whoever has it checks VAT numbers with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("vatlayer.com", "VATLAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"vatla"
		       "yerApiKey\": \"16fh7"
		       "5hammypi3jv2xfic18m9ryo"
		       "y486\",\n",
		.miss = "  \"vatla"
			"yerApiKey\": \"4zspj"
			"lelx79send1tw091ze45b1ss\",\n",
		.literal = { "vatlayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("vatlayer", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "verimail-key",
		.title = "Verimail API key",
		.why = "Whoever has it checks mailing lists at your cost.",
		.fix = ROTATE("verimail.io", "VERIMAIL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"verim"
		       "ailApiKey\": \"YFQDR"
		       "MKL141NIEUBOF35APMA"
		       "JWOVAW5L\",\n",
		.miss = "  \"verim"
			"ailApiKey\": \"M1QLP"
			"1BQVVB31RZ2AH1QU21M"
			"8BUUR\",\n",
		.literal = { "verimail" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("verimail", "[A-Z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "veriphone-key",
		.title = "Veriphone API key",
		.why = "Whoever has it looks up phone numbers with your credits.",
		.fix = ROTATE("veriphone.io", "VERIPHONE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "veriphon"
		       "e_api_key: '10NEC8"
		       "QBKNCZ6YQH0MO8U1WVG97CD23U'\n",
		.miss = "veriphon"
			"e_api_key: 'UHA78M"
			"CVSC07NJOXS74ONRYU70LFC'\n",
		.literal = { "veriphone" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("veriphone", "[A-Z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "virustotal-key",
		.title = "VirusTotal API key",
		.why = "Whoever has it uses up your quota, and with a premium account "
		       "downloads files that others uploaded.",
		.fix = ROTATE("virustotal.com", "VIRUSTOTAL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "VIRUSTOTA"
		       "L_API_KEY=e7efa74a"
		       "eafc7765199c02bdb78"
		       "94f1319091f5b9624afc096"
		       "9014828e951b14\n",
		.miss = "virustota"
			"l_checksum: e7efa74"
			"aeafc7765199c02bdb7894f131"
			"9091f5b9624afc096901482"
			"8e951b14\n",
		.literal = { "virustotal" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("virustotal", "[a-f0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "webex-bot-token",
		.title = "Webex bot token",
		.why = "Whoever has it reads the rooms your bot is in, and writes "
		       "there under its name.",
		.fix = ROTATE("developer.webex.com", "WEBEX_BOT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "webex_b"
		       "ot_token: 'mBfKfd"
		       "qxAuhFU-JrEnqAgA-e6cuEE"
		       "s8KVgZbAkZuZ8E1RnqelayIqRHK2v"
		       "L-GdCArnjiFpqJKPblBuTqPHacffV"
		       "87tuTIr10rpOaO0OI8j'\n",
		.miss = "webex_b"
			"ot_token: 'vfyxXy"
			"PQ4JUGt_zBb9lmqb2Tmw4PEH0A"
			"viunHYaz1xdegKWe2_jqp_RAJJuen"
			"Fh02x5AUDjy3eh3vH3ppIyv13e"
			"95liPThQKkQJDFiD'\n",
		.literal = { "webexbot", "webex_bot" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("webex_?bot", "[A-Za-z0-9_-]{106}"),
		.check = fi_check_mixed,
	},
	{
		.id = "webex-secret",
		.title = "Webex client secret",
		.why = "Whoever has it completes logins as your integration, and then "
		       "reads the messages and meetings its users granted.",
		.fix = ROTATE("developer.webex.com", "WEBEX_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"webexCl"
		       "ientSecret\": \"6ea61"
		       "8b126a1b1a43fb2880f17aebbd"
		       "ea88981f74dca555e8306bf"
		       "faf7d57210\",\n",
		.miss = "  W"
			"ebex: 6ea618b"
			"126a1b1a43fb2880f17aebbdea889"
			"81f74dca555e8306bffaf7d57210\n",
		.literal = { "webex" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("webex", "[a-f0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "wiz-secret",
		.title = "Wiz secret",
		.why = "Whoever has it reads every open weakness and exposed secret "
		       "that Wiz found in your cloud accounts.",
		.fix = ROTATE("wiz.io", "WIZ_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "WIZ_CLIE"
		       "NT_SECRET=QQs5hU9O"
		       "FjH8YU8Mc18yNHMXjNnKInX4V4"
		       "CzYWEapyGC0IaXQudbSttPdBPr7GDf\n",
		.miss = "WIZ_CLIE"
			"NT_SECRET=gjp9Y8oB"
			"z3I2DhlGrnwuFiUWwSnww5N"
			"ISNSdt2DTr0sCmsLoiz0XRL"
			"d5G7GeJ\n",
		.literal = { "wiz_client" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("wiz_client", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "yousign-key",
		.title = "Yousign API key",
		.why = "Whoever has it starts signature requests in your name, and "
		       "downloads contracts with the identities of who signed.",
		.fix = ROTATE("yousign.com", "YOUSIGN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "yousign"
		       "_api_key: 'a1qm6f"
		       "bofe6954y0p7ihmlb79"
		       "26jtm8o'\n",
		.miss = "yousign"
			"_api_key: 'p5c6pj"
			"jq7flyx6k9endir0oenkqtm'\n",
		.literal = { "yousign" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("yousign", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "zerobounce-key",
		.title = "ZeroBounce API key",
		.why = "Whoever has it validates somebody else's mailing lists with "
		       "the credits you paid for.",
		.fix = ROTATE("zerobounce.net", "ZEROBOUNCE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "zerobounc"
		       "e_api_key: 'mce5pk"
		       "sa07bcu2m7gv53mrilz5cnbdkr'\n",
		.miss = "zerobou"
			"nce_md5: mce5pks"
			"a07bcu2m7gv53mrilz5cnbdkr\n",
		.literal = { "zerobounce" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("zerobounce", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
};
const size_t fi_rules_secrets_identity_n = FI_COUNT(fi_rules_secrets_identity);
