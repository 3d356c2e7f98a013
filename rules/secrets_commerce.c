/* secrets_commerce.c - shops, customers, invoices and deliveries. */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_commerce[] = {
	{
		.id = "autoklose-key",
		.title = "Autoklose API key",
		.why = "Whoever has it reads your prospects and sends campaigns from "
		       "your mailboxes.",
		.fix = ROTATE("autoklose.com", "AUTOKLOSE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"autokl"
		       "oseApiKey\": \"QJ1AX"
		       "FdSPucLW4eV-x0yjyxmjCSHxcdx\",\n",
		.miss = "  \"autokl"
			"oseApiKey\": \"lzrRE"
			"nr06MfDcBX8SoxQwkaaQWvrf\",\n",
		.literal = { "autoklose" },
		.nocase = true,
		.pattern = KEY_OF("autoklose", "[A-Za-z0-9-]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "billomat-key",
		.title = "Billomat API key",
		.why = "Whoever has it reads and writes your invoices: a changed bank "
		       "account on them sends your customers' money elsewhere.",
		.fix = ROTATE("billomat.com", "BILLOMAT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BILLOMAT"
		       "_API_KEY=a42143bb"
		       "7522ce14e66fad6659e944d1\n",
		.miss = "billom"
			"at_md5: a42143b"
			"b7522ce14e66fad6659e944d1\n",
		.literal = { "billomat" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("billomat", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "capsulecrm-token",
		.title = "Capsule CRM token",
		.why = "Whoever has it exports your customers and deals, and changes "
		       "or deletes them.",
		.fix = ROTATE("capsulecrm.com", "CAPSULECRM_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"capsul"
		       "ecrmToken\": \"Co7Jh"
		       "9PH7kmoBZwSpyX.s+Uh"
		       "0X6L_w6nZThybEaG5=m"
		       "0yoKrw4re_DaGKGCiYhGC\",\n",
		.miss = "  \"capsul"
			"ecrmToken\": \"C2u_5"
			"T0+EAStv/xyKr+DZC/57n3u+6J"
			"bWeeoxP_nL/qIcEhLof"
			"wtB.GCZPNmA\",\n",
		.literal = { "capsulecrm" },
		.nocase = true,
		.pattern = KEY_OF("capsulecrm", "[A-Za-z0-9+/._=-]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "captaindata-key",
		.title = "Captain Data API key",
		.why = "Whoever has it runs your workflows with the social accounts "
		       "that you connected, and reads the leads they collect.",
		.fix = ROTATE("captaindata.com", "CAPTAINDATA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "captainda"
		       "ta_api_key: '672b84"
		       "5b88cb5c72c5f1d2362e12317484c"
		       "93610ccd0749d52054a6ef84035c2'\n",
		.miss = "  Capt"
			"ainData: 672b845"
			"b88cb5c72c5f1d2362e"
			"12317484c93610ccd07"
			"49d52054a6ef84035c2\n",
		.literal = { "captaindata" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("captaindata", "[a-f0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "chartmogul-key",
		.title = "ChartMogul API key",
		.why = "Whoever has it reads what every customer pays you, and imports "
		       "or deletes that data.",
		.fix = ROTATE("chartmogul.com", "CHARTMOGUL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "chartmogu"
		       "l_api_key: '9w2da8"
		       "xqdligfzva00pu2x4yv"
		       "7qj2g80'\n",
		.miss = "chartmo"
			"gul_md5: 9w2da8x"
			"qdligfzva00pu2x4yv7qj2g80\n",
		.literal = { "chartmogul" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("chartmogul", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "clearbit-key",
		.title = "Clearbit API key",
		.why = "Whoever has it looks up people and companies on your bill.",
		.fix = ROTATE("clearbit.com", "CLEARBIT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CLEARBIT"
		       "_API_KEY=sk_8a57e"
		       "d0cfa6cc0a9d6b57b84b0ae5880\n",
		.miss = "CLEARBIT"
			"_API_KEY=sk_6c7c3"
			"c07fe45666ec2b03792e9c21\n",
		.literal = { "clearbit" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("clearbit", "sk_[a-f0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "clientary-token",
		.title = "Clientary token",
		.why = "Whoever has it reads and writes your clients, estimates and "
		       "invoices.",
		.fix = ROTATE("clientary.com", "CLIENTARY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"clien"
		       "taryToken\": \"dhXGo"
		       "MsTB6ax6g5fEhy4x5ZJ\",\n",
		.miss = "  \"clien"
			"taryToken\": \"eAtZH"
			"2bva4IUIYOYscPLz\",\n",
		.literal = { "clientary" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("clientary", "[A-Za-z0-9]{24,26}"),
		.check = fi_check_random,
	},
	{
		.id = "clinchpad-key",
		.title = "ClinchPad API key",
		.why = "Whoever has it reads the leads in your pipeline and changes "
		       "them.",
		.fix = ROTATE("clinchpad.com", "CLINCHPAD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "clinchpa"
		       "d_api_key: '308v94"
		       "eu31j82fgm9er4esq65"
		       "z9uvtp1'\n",
		.miss = "clinchpa"
			"d_api_key: 'beqwsq"
			"qo9vtrar3lyf1trcpkx5jxg'\n",
		.literal = { "clinchpad" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("clinchpad", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "clustdoc-key",
		.title = "Clustdoc API key",
		.why = "Whoever has it opens the onboarding files of your clients, "
		       "with the identity papers they uploaded.",
		.fix = ROTATE("clustdoc.com", "CLUSTDOC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CLUSTDOC"
		       "_API_KEY=Gjs7WRSL"
		       "ylML4twrAExLGT8ivG11M5oBt3X1n"
		       "dFrkSYmMJnL5Fbppi44CaoH\n",
		.miss = "CLUSTDOC"
			"_API_KEY=yt6l1FP5"
			"gBuvzEu7I7xnCtnO2JHEfjdbIO"
			"vzBVg0IdXU8rFjqf5n0VHrR\n",
		.literal = { "clustdoc" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("clustdoc", "[A-Za-z0-9]{60}"),
		.check = fi_check_mixed,
	},
	{
		.id = "commercejs-key",
		.title = "Commerce.js secret key",
		.why = "Whoever has it changes products and prices, and reads the "
		       "orders and addresses of your shop.",
		.fix = ROTATE("commercejs.com", "COMMERCEJS_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"commerce"
		       "jsSecretKey\": \"sk_bn"
		       "d6fc7fwd8fs9aapwo67b23xri9"
		       "pbaxphdq6fykhocmu\",\n",
		.miss = "  \"commerce"
			"jsSecretKey\": \"sk_fb"
			"5ukn903oa8uzeh1ph6sxlb981f9l5"
			"ayfncrwpg2z\",\n",
		.literal = { "commercejs" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("commercejs", "sk_[a-z0-9]{45}"),
		.check = fi_check_random,
	},
	{
		.id = "companyhub-key",
		.title = "CompanyHub API key",
		.why = "Whoever has it reads the contacts and deals in your CRM and "
		       "changes them.",
		.fix = ROTATE("companyhub.com", "COMPANYHUB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "companyhu"
		       "b_api_key: 'sBPXiP"
		       "Ff8xruJ7zFZ27U'\n",
		.miss = "companyhu"
			"b_api_key: '37nLyp"
			"6VmFpHThdsQ'\n",
		.literal = { "companyhub" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("companyhub", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "delighted-key",
		.title = "Delighted API key",
		.why = "Whoever has it reads what customers answered to your surveys, "
		       "with their addresses, and sends them more.",
		.fix = ROTATE("delighted.com", "DELIGHTED_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DELIGHTE"
		       "D_API_KEY=J5PluAPP"
		       "NG8r8o2dSXkCGJq3E9J"
		       "O0PKw\n",
		.miss = "DELIGHTE"
			"D_API_KEY=VUT00UDX"
			"kBPkYgSGx5bhGpRZS18Wv\n",
		.literal = { "delighted" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("delighted", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "etsy-key",
		.title = "Etsy key",
		.why = "Whoever has it calls Etsy as your app; what it does wrong "
		       "costs the app its access.",
		.fix = ROTATE("etsy.com/developers", "ETSY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ETSY_A"
		       "PI_KEY=fvfyui0f"
		       "98cl5ecii14cl3hm\n",
		.miss = "etsy_api"
			"_checksum: fvfyui0"
			"f98cl5ecii14cl3hm\n",
		.literal = { "etsy_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("etsy_api", "[a-z0-9]{24}"),
		.check = fi_check_random,
	},
	{
		.id = "eventbrite-token",
		.title = "Eventbrite token",
		.why = "Whoever has it reads the attendees of your events with their "
		       "addresses, and changes events and ticket prices.",
		.fix = ROTATE("eventbrite.com", "EVENTBRITE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "eventbri"
		       "te_token: 'G8H6TH"
		       "15QUXZ6ZRAMFDJ'\n",
		.miss = "eventbri"
			"te_token: 'IW80C0"
			"CK9Y9WX775X'\n",
		.literal = { "eventbrite" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("eventbrite", "[A-Z0-9]{20}"),
		.check = fi_check_random,
	},
	{
		.id = "flexport-token",
		.title = "Flexport token",
		.why = "Whoever has it reads and changes what you ship, from where, to "
		       "whom and at what price.",
		.fix = ROTATE("flexport.com", "FLEXPORT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FLEXPOR"
		       "T_TOKEN=shltm_je"
		       "46I-8BKHF65RL6N4EIu18yhBjT"
		       "cCDoNPOUlVeP\n",
		.miss = "FLEXPOR"
			"T_TOKEN=shltm_a8"
			"CBBvB6RGCOjc-GkBpiXCriE"
			"LrPq4mmtOhDg\n",
		.literal = { "shltm_" },
		.dense = true,
		.pattern = LEFT "(shltm_[A-Za-z0-9_-]{40})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "foursquare-secret",
		.title = "Foursquare client secret",
		.why = "Whoever has it queries places on your bill as your app.",
		.fix = ROTATE("foursquare.com/developers", "FOURSQUARE_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"foursquar"
		       "eClientSecret\": \"BKWRE"
		       "MBOXL86FRRSEJZLB5OQCA54"
		       "EEWMIS6VEYAT4CM5MUAU\",\n",
		.miss = "  \"foursquar"
			"eClientSecret\": \"YPYDX"
			"L3BK1KIEOEKXAPUF984VTN3L42SZX"
			"R5B38W243KY\",\n",
		.literal = { "foursquare" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("foursquare", "[A-Z0-9]{48}"),
		.check = fi_check_random,
	},
	{
		.id = "freemius-key",
		.title = "Freemius secret key",
		.why = "Whoever has it reads the buyers and licences of your plugin, "
		       "issues licences and releases versions to them.",
		.fix = ROTATE("freemius.com", "FREEMIUS_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "freemius_"
		       "secret_key: 'sk_BZ5"
		       "zDybUSrQRcQm4wntSKE"
		       "SGGv6BL'\n",
		.miss = "freemius_"
			"secret_key: 'sk_7dt"
			"pKmc9zNb6hXxiyi69wzDSpV'\n",
		.literal = { "freemius" },
		.nocase = true,
		.pattern = KEY_OF("freemius", "sk_[^\\s\"'`]{29}"),
		.check = fi_check_random,
	},
	{
		.id = "freshdesk-key",
		.title = "Freshdesk API key",
		.why = "Whoever has it reads every ticket your customers wrote, and "
		       "answers them as your agent.",
		.fix = ROTATE("freshdesk.com", "FRESHDESK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FRESHDES"
		       "K_API_KEY=WZFg6CP8"
		       "mteGgzi6v16b\n",
		.miss = "FRESHDES"
			"K_API_KEY=UOty9mdf"
			"P8BFzwldJ\n",
		.literal = { "freshdesk" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("freshdesk", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "freshworks-key",
		.title = "Freshworks CRM API key",
		.why = "Whoever has it exports your contacts and deals, and changes or "
		       "deletes them.",
		.fix = ROTATE("freshworks.com", "FRESHWORKS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"freshw"
		       "orksApiKey\": \"UGC-G"
		       "Zj_zPgrbU4_jyjhaZ\",\n",
		.miss = "  \"freshw"
			"orksApiKey\": \"r3odU"
			"06h3T-MKKRRFLd\",\n",
		.literal = { "freshworks" },
		.nocase = true,
		.pattern = KEY_OF("freshworks", "[A-Za-z0-9_-]{22}"),
		.check = fi_check_mixed,
	},
	{
		.id = "groovehq-token",
		.title = "Groove token",
		.why = "Whoever has it reads the support mailbox and answers your "
		       "customers as you.",
		.fix = ROTATE("groovehq.com", "GROOVEHQ_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "grooveh"
		       "q_token: 'rhYc8G"
		       "v3p31p2XRvzKaIu0RumAYTVvPs"
		       "LtJCCnng0ILyaCqLEU82lPs"
		       "0HzLQMEJv'\n",
		.miss = "grooveh"
			"q_token: 'vZIi8E"
			"KpZt7UlKijxViXe6aev"
			"5URMVbaFtqzWQSSeIsIJpTmX99DTE"
			"dwaYG9J'\n",
		.literal = { "groovehq" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("groovehq", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "gumroad-token",
		.title = "Gumroad access token",
		.why = "Whoever has it reads your sales and buyers, refunds them and "
		       "changes what you sell.",
		.fix = ROTATE("gumroad.com", "GUMROAD_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "GUMROAD_AC"
		       "CESS_TOKEN=O2nEIK_Y"
		       "bx6-KkYOuT3qIxhPel2g6FMIuNGxu"
		       "4lPh7d\n",
		.miss = "GUMROAD_AC"
			"CESS_TOKEN=QQRtFbOB"
			"mVXA6zINj8pfbJaHq6Fm0fUWEU"
			"vwvqKD\n",
		.literal = { "gumroad" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("gumroad", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_random,
	},
	{
		.id = "helpscout-key",
		.title = "Help Scout API key",
		.why = "Whoever has it reads the conversations with your customers, "
		       "and answers as your team.",
		.fix = ROTATE("helpscout.com", "HELPSCOUT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"helpsc"
		       "outApiKey\": \"e6bto"
		       "ogzlf7e86wv8qpw4cbo"
		       "5gza7d64e92zdu5o\",\n",
		.miss = "  Hel"
			"pScout: e6btoog"
			"zlf7e86wv8qpw4cbo5gza7d64e"
			"92zdu5o\n",
		.literal = { "helpscout" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("helpscout", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "insightly-key",
		.title = "Insightly API key",
		.why = "Whoever has it exports the contacts, leads and projects of "
		       "your CRM.",
		.fix = ROTATE("insightly.com", "INSIGHTLY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "INSIGHTL"
		       "Y_API_KEY=98ee6854"
		       "-145a-554c-cbe0-491"
		       "280f93dae\n",
		.miss = "INSIGHTL"
			"Y_API_KEY=701bd673"
			"-b132-da5d-d1bf-192dfa783\n",
		.literal = { "insightly" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("insightly", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "instamojo-key",
		.title = "Instamojo API key",
		.why = "Whoever has it creates payment requests and refunds in your "
		       "shop's name, and reads who paid.",
		.fix = ROTATE("instamojo.com", "INSTAMOJO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"instam"
		       "ojoApiKey\": \"Pm4WU"
		       "X0Cg1ocBTnrt9HH6vZC"
		       "qX4w5RD4H4QdRZkGs3wSPpO"
		       "8Y7D9ok9t9Zsdflh5kNCWVg"
		       "VblucRQutK9j8XVk4i6VZlMVpq"
		       "Qn6lJ4sJc9Aq4oHYGXd9fcQ"
		       "sHK2PWEvn\",\n",
		.miss = "  \"instam"
			"ojoApiKey\": \"cGhsl"
			"rp79J9JZtEf9WSLD8pm"
			"cpUoYPa7oT6T72LhCoUEt4bKbzqAT"
			"syOJ9auJilhqb2T22I8"
			"2BJpLXYM8ABjUdrKl44MwnUh6LJNP"
			"TF6x95ZvkgsQyKCIHTU"
			"YivLa\",\n",
		.literal = { "instamojo" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("instamojo", "[A-Za-z0-9]{128}"),
		.check = fi_check_mixed,
	},
	{
		.id = "interseller-key",
		.title = "Interseller API key",
		.why = "Whoever has it reads the candidates and prospects you are "
		       "writing to, and finds addresses with your credits.",
		.fix = ROTATE("interseller.io", "INTERSELLER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "intersell"
		       "er_api_key: '005484"
		       "7a-0a23-90bd-16ec-1"
		       "e05a120eebc'\n",
		.miss = "intersell"
			"er_api_key: '57c3b9"
			"df-bd8e-f407-351b-4"
			"7939ee1b'\n",
		.literal = { "interseller" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("interseller", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "invoiceocean-token",
		.title = "InvoiceOcean token",
		.why = "Whoever has it reads and writes your invoices, the bank "
		       "account on them included.",
		.fix = ROTATE("invoiceocean.com", "INVOICEOCEAN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "invoiceoc"
		       "ean_token: 'guD4Qx"
		       "tHv33qHfRgaOuX'\n",
		.miss = "invoiceoc"
			"ean_token: 'I18H0j"
			"htoFtau56zu'\n",
		.literal = { "invoiceocean" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("invoiceocean", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "karmacrm-key",
		.title = "karmaCRM API key",
		.why = "Whoever has it exports your contacts and deals.",
		.fix = ROTATE("karmacrm.com", "KARMACRM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "KARMACRM"
		       "_API_KEY=2MlrH5K4"
		       "OqdPqHNpxyQu\n",
		.miss = "KARMACRM"
			"_API_KEY=NrLzHgjh"
			"jurmvLQpY\n",
		.literal = { "karmacrm" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("karmacrm", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "leadfeeder-token",
		.title = "Leadfeeder token",
		.why = "Whoever has it reads which companies visit your site and what "
		       "they look at.",
		.fix = ROTATE("leadfeeder.com", "LEADFEEDER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LEADFEED"
		       "ER_TOKEN=8USaahlD"
		       "fduYKupVbbgKUvMtYPY"
		       "8L9lu6tA0RPiGBkt\n",
		.miss = "LEADFEED"
			"ER_TOKEN=3WhychnB"
			"uAFPqxEwwoXIFgakwkv"
			"fEmCXCVhv3aDE\n",
		.literal = { "leadfeeder" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("leadfeeder", "[A-Za-z0-9-]{43}"),
		.check = fi_check_random,
	},
	{
		.id = "less-annoying-crm-token",
		.title = "Less Annoying CRM token",
		.why = "Whoever has it exports the contacts of your company and "
		       "changes them.",
		.fix = ROTATE("lessannoyingcrm.com", "LESS_ANNOYING_CRM_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "LESS_ANNOYI"
		       "NG_CRM_TOKEN=017540-0"
		       "807-OVNr8rZD7P9DT7Rd2pPLZlcFW"
		       "ym2q7P3\n",
		.miss = "LESS_ANNOYI"
			"NG_CRM_TOKEN=032511-6"
			"182-SMy6vO6vhQhkxJjaIAj"
			"GPnTmgw3\n",
		.literal = { "lessannoyingcrm", "less_annoying_crm" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF(
			"less_?annoying_?crm", "\\d{6,8}-\\d{4}-[A-Za-z0-9-]{30,50}"),
		.check = fi_check_random,
	},
	{
		.id = "loyverse-token",
		.title = "Loyverse access token",
		.why = "Whoever has it reads the receipts, stock and customers of your "
		       "shops, and changes prices.",
		.fix = ROTATE("loyverse.com", "LOYVERSE_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"loyverse"
		       "AccessToken\": \"51v55"
		       "hjfd9iij5cvckpw14za"
		       "g6cfdjio\",\n",
		.miss = "loyver"
			"se_md5: 51v55hj"
			"fd9iij5cvckpw14zag6cfdjio\n",
		.literal = { "loyverse" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("loyverse", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "moonclerk-key",
		.title = "MoonClerk API key",
		.why = "Whoever has it reads your payers with name, address and what "
		       "they paid.",
		.fix = ROTATE("moonclerk.com", "MOONCLERK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "mooncler"
		       "k_api_key: 'nzzjqp"
		       "50wlmmo0uo3yr3p0lggll802nh'\n",
		.miss = "mooncler"
			"k_api_key: 'wqohdb"
			"za6a9cwlkpw0a5qj1d3mjry'\n",
		.literal = { "moonclerk" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("moonclerk", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "netsuite-secret",
		.title = "NetSuite token secret",
		.why = "Whoever has it and the ids beside it works in your ERP as the "
		       "user it was issued for: ledgers, customers, salaries.",
		.fix = ROTATE("netsuite.com", "NETSUITE_TOKEN_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "NETSUITE_T"
		       "OKEN_SECRET=24dad6df"
		       "7dc60c3f2d8100edcec"
		       "3f98ab23b4b6ce655541971"
		       "b9f6ece5f60ed5\n",
		.miss = "netsuite"
			"_checksum: 24dad6d"
			"f7dc60c3f2d8100edce"
			"c3f98ab23b4b6ce6555"
			"41971b9f6ece5f60ed5\n",
		.literal = { "netsuite" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("netsuite", "[a-f0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "omnisend-key",
		.title = "Omnisend API key",
		.why = "Whoever has it exports the shoppers on your lists and mails or "
		       "texts them as your shop.",
		.fix = ROTATE("omnisend.com", "OMNISEND_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"omnis"
		       "endApiKey\": \"12734"
		       "4ae11d9390328404dd7-ieZl05nFe"
		       "Ilf4HAsFANJGPsDEAtkLmFJMJv"
		       "uvMvWiujeoRJOwx\",\n",
		.miss = "  \"omnis"
			"endApiKey\": \"236ed"
			"896d6db7dc7a8aaa291-9hG"
			"tEYHtAVl5duKjmZON8ZjPmb6qp"
			"EY0wlK0LCwDhatTVtY\",\n",
		.literal = { "omnisend" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("omnisend", "[a-f0-9]{24}-[A-Za-z0-9]{50}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "onepagecrm-key",
		.title = "OnePageCRM API key",
		.why = "Whoever has it exports the contacts of your sales team, and "
		       "changes them.",
		.fix = ROTATE("onepagecrm.com", "ONEPAGECRM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "onepagecr"
		       "m_api_key: 'nZ4K38"
		       "mLbT5iE5E4Rhs5sq4ShLhLx"
		       "/5gmEjcanlKdn9='\n",
		.miss = "onepagecr"
			"m_api_key: 'Bi29yE"
			"tixv0b5G1JWOKHqcAEI"
			"U0EVij9OWQ7k4XB9'\n",
		.literal = { "onepagecrm" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("onepagecrm", "[A-Za-z0-9+/]{43}="),
		.check = fi_check_random,
	},
	{
		.id = "onfleet-key",
		.title = "Onfleet API key",
		.why = "Whoever has it reads the names, addresses and phones of those "
		       "you deliver to, and reroutes drivers.",
		.fix = ROTATE("onfleet.com", "ONFLEET_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ONFLEET"
		       "_API_KEY=0sy2dacx"
		       "cktgi4duqosh73k7m8cova4c\n",
		.miss = "ONFLEET"
			"_API_KEY=pl3gxbvx"
			"vxmc16bdome9f4s5r4ul6\n",
		.literal = { "onfleet" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("onfleet", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "pandadoc-key",
		.title = "PandaDoc API key",
		.why = "Whoever has it downloads your contracts and quotes, and sends "
		       "others in your name.",
		.fix = ROTATE("pandadoc.com", "PANDADOC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "pandadoc"
		       "_api_key: '379ecf"
		       "e6f12d211382f362187aadf43a"
		       "06d4bcb0'\n",
		.miss = "  Pan"
			"daDoc: 379ecfe"
			"6f12d211382f362187aadf43a06d4bcb0\n",
		.literal = { "pandadoc" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("pandadoc", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "partnerstack-key",
		.title = "PartnerStack API key",
		.why = "Whoever has it reads your partners and pays out rewards to "
		       "whom it likes.",
		.fix = ROTATE("partnerstack.com", "PARTNERSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"partner"
		       "stackApiKey\": \"I1u1X"
		       "zrQ1JorwbsaROARN4nWJhZm4Gl"
		       "Y6g13NQbQxV1p0wHyKGqMPImOF"
		       "X5ijfHt\",\n",
		.miss = "  \"partner"
			"stackApiKey\": \"RlX4Z"
			"dH4QSFJaJMnWqjYuU5FTcm6"
			"BRLv0xjvcUqQiIAGhlzq7Qx"
			"GRJsn7tHT7\",\n",
		.literal = { "partnerstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("partnerstack", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "peopledatalabs-key",
		.title = "People Data Labs API key",
		.why = "Whoever has it looks up people at a price for each hit, on "
		       "your bill.",
		.fix = ROTATE("peopledatalabs.com", "PEOPLEDATALABS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"peopleda"
		       "talabsApiKey\": \"npv16"
		       "ea28z9gsallabi1zt4f"
		       "osgaf2b3levgzhtxefz"
		       "k70xx5gu5qlqivugjcntt\",\n",
		.miss = "peopledatal"
			"abs_checksum: npv16ea"
			"28z9gsallabi1zt4fos"
			"gaf2b3levgzhtxefzk70xx5"
			"gu5qlqivugjcntt\n",
		.literal = { "peopledatalabs" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("peopledatalabs", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "pipedrive-token",
		.title = "Pipedrive token",
		.why = "Whoever has it exports the persons, deals and mails of your "
		       "pipeline, and changes or deletes them.",
		.fix = ROTATE("pipedrive.com", "PIPEDRIVE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PIPEDRI"
		       "VE_TOKEN=a84c387e"
		       "f8dea40e116728f7e3d459bb7a"
		       "df8e37\n",
		.miss = "pipedri"
			"ve_sha1: a84c387"
			"ef8dea40e116728f7e3d459"
			"bb7adf8e37\n",
		.literal = { "pipedrive" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("pipedrive", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "prospectcrm-key",
		.title = "Prospect CRM API key",
		.why = "Whoever has it exports the customers and orders in your CRM.",
		.fix = ROTATE("prospectsoft.com", "PROSPECTCRM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "prospectc"
		       "rm_api_key: 'umvuoa"
		       "0k6gehfd40qhtpaafel"
		       "4mpx2vf'\n",
		.miss = "prospectc"
			"rm_api_key: 'cicius"
			"tlbnvxv8pexa4ap7u95ptq3'\n",
		.literal = { "prospectcrm" },
		.nocase = true,
		.pattern = KEY_OF("prospectcrm", "[a-z0-9-]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "repairshopr-key",
		.title = "RepairShopr API key",
		.why = "Whoever has it reads the customers and devices you repair, "
		       "with passwords noted on tickets.",
		.fix = ROTATE("repairshopr.com", "REPAIRSHOPR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "REPAIRSHO"
		       "PR_API_KEY=Ldd6c5b3"
		       "a58436575-f094e615a1602d4d"
		       "04eda2b222d1782fea\n",
		.miss = "REPAIRSHO"
			"PR_API_KEY=V84fc471"
			"a0b61ce0d-f8fec74a9d9e3b52"
			"44a4782d23268\n",
		.literal = { "repairshopr" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF(
			"repairshopr", "[A-Z][a-f0-9]{16}-[a-f0-9]{32}[a-f0-9-]{0,2}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "rocketreach-key",
		.title = "RocketReach API key",
		.why = "Whoever has it looks up people's addresses and phones with the "
		       "credits you paid for.",
		.fix = ROTATE("rocketreach.co", "ROCKETREACH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ROCKETREA"
		       "CH_API_KEY=9aa1ecfk"
		       "b8d1007dd73cf971624b706"
		       "e072ae58\n",
		.miss = "ROCKETREA"
			"CH_API_KEY=2243f4ak"
			"c5ca84383721f252280176a"
			"5e672\n",
		.literal = { "rocketreach" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("rocketreach", "[0-9a-f]{7}k[0-9a-f]{31}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "route4me-key",
		.title = "Route4Me API key",
		.why = "Whoever has it reads the addresses on your routes, and changes "
		       "where your drivers go.",
		.fix = ROTATE("route4me.com", "ROUTE4ME_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"route"
		       "4meApiKey\": \"USK6O"
		       "S7D2FZ8DKXVYZWZQKSS"
		       "8X863MWP\",\n",
		.miss = "  \"route"
			"4meApiKey\": \"3EFNW"
			"HOU93JMHA77SE2MI0N3FI72R\",\n",
		.literal = { "route4me" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("route4me", "[A-Z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "salesflare-key",
		.title = "Salesflare API key",
		.why = "Whoever has it exports the contacts and mails of your sales "
		       "team.",
		.fix = ROTATE("salesflare.com", "SALESFLARE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "salesflar"
		       "e_api_key: 'r94th-"
		       "Dmo-3eAY3kjrsRjSJMthJ8Yf_r"
		       "vdi5MDVVgvm7p'\n",
		.miss = "salesflar"
			"e_api_key: 'g025t5"
			"MbYSDGQM8DPV4XZQ1aozYHu"
			"jZ5cay_r5LMcf'\n",
		.literal = { "salesflare" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("salesflare", "[A-Za-z0-9_-]{45}"),
		.check = fi_check_mixed,
	},
	{
		.id = "salesmate-key",
		.title = "Salesmate API key",
		.why = "Whoever has it exports the contacts and deals of your CRM.",
		.fix = ROTATE("salesmate.io", "SALESMATE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SALESMAT"
		       "E_API_KEY=681efc32"
		       "-d089-cf5e-0d07-484"
		       "a89540958\n",
		.miss = "SALESMAT"
			"E_API_KEY=bd246f5c"
			"-4651-4ee0-b1a9-9f5"
			"f0d91c\n",
		.literal = { "salesmate" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("salesmate", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "snipcart-key",
		.title = "Snipcart secret key",
		.why = "Whoever has it reads the orders and customers of your shop, "
		       "refunds and makes discounts.",
		.fix = ROTATE("snipcart.com", "SNIPCART_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "snipcart_"
		       "secret_key: 'Q_O72X"
		       "pdyLxLAQYbwsOw1R1C2G5rT"
		       "K5lNVhnrDvyzS0BWnQJ"
		       "Z_CuC420eDYlt9V_Ju1mMwrAhH6'\n",
		.miss = "snipcart_"
			"secret_key: 'B9Z4PX"
			"CIe86YakwTrLvSs9q9SZdBM"
			"Qn_gOPfIHv2Vqm6mTz7"
			"OgfX9XLrYAsMKENycAfDx8DS'\n",
		.literal = { "snipcart" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("snipcart", "(?:S[TK])?[A-Za-z0-9_]{75}"),
		.check = fi_check_random,
	},
	{
		.id = "storecove-key",
		.title = "Storecove API key",
		.why = "Whoever has it sends invoices over the Peppol network as your "
		       "company, and reads those that came in.",
		.fix = ROTATE("storecove.com", "STORECOVE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "STORECOV"
		       "E_API_KEY=qQ_6AMkh"
		       "vx_jIDcslIetdJgBZ_7hyhR7V9OQS"
		       "Q6No7b\n",
		.miss = "STORECOV"
			"E_API_KEY=KKTkNtOy"
			"Pl_XXwJTCeFMXST6v-111QV"
			"EHLsR1Unl\n",
		.literal = { "storecove" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("storecove", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "swell-key",
		.title = "Swell key",
		.why = "Whoever has it changes products and prices, and reads the "
		       "orders and customers of your store.",
		.fix = ROTATE("swell.is", "SWELL_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SWELL_SE"
		       "CRET_KEY=QIEW0ccN"
		       "lB1W2fdOMDzWO3oYXd7G6XKL\n",
		.miss = "SWELL_SE"
			"CRET_KEY=jrAnui2Q"
			"euivi4XqsTBJNjlzAha0U\n",
		.literal = { "swell_secret" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("swell_secret", "(?:sk_)?[A-Za-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "taxjar-key",
		.title = "TaxJar API key",
		.why = "Whoever has it reads the sales that your tax returns are made "
		       "from, and adds or deletes orders there.",
		.fix = ROTATE("taxjar.com", "TAXJAR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "taxjar_"
		       "api_key: 'it09f1"
		       "fs6oy17tz1jshvaar2n"
		       "5xp4zw7'\n",
		.miss = "taxjar_"
			"api_key: '4f1oup"
			"78je1pdqk58kqnuo4v62xkv'\n",
		.literal = { "taxjar" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("taxjar", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "teamgate-token",
		.title = "Teamgate token",
		.why = "Whoever has it exports the leads and deals of your sales team.",
		.fix = ROTATE("teamgate.com", "TEAMGATE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "TEAMGAT"
		       "E_TOKEN=bRYGgF0F"
		       "wkbTVgdoDpM5W2tYmuf"
		       "VbKxL6L5jUlDjnqNsW8HYZBJRw"
		       "p2cHOXsXwJTmYF2DF8VKulQjloc\n",
		.miss = "TEAMGAT"
			"E_TOKEN=wTVTD6JZ"
			"H9jLuIaNOD5AcAhy0y99wdjeZ3IQH"
			"GPWToqiq2dBXWoe5q40TMukrW3"
			"vZwp3qw1ASyLOf\n",
		.literal = { "teamgate" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("teamgate", "[A-Za-z0-9]{80}"),
		.check = fi_check_mixed,
	},
	{
		.id = "ticketmaster-key",
		.title = "Ticketmaster API key",
		.why = "Whoever has it queries events with your quota as your app.",
		.fix = ROTATE("developer.ticketmaster.com", "TICKETMASTER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"ticketm"
		       "asterApiKey\": \"9gQNW"
		       "DHDaouUMVb8uR3PDY7nyIRiN2jw\",\n",
		.miss = "  \"ticketm"
			"asterApiKey\": \"4iRte"
			"gBk6yQRZ3DdPhUH3xhF"
			"K9UD6\",\n",
		.literal = { "ticketmaster" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("ticketmaster", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "vouchery-key",
		.title = "Vouchery API key",
		.why = "Whoever has it makes and redeems vouchers that your shop "
		       "honours.",
		.fix = ROTATE("vouchery.io", "VOUCHERY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "VOUCHERY"
		       "_API_KEY=77260538"
		       "-a138-90ba-966d-9703d70e61ca\n",
		.miss = "VOUCHERY"
			"_API_KEY=45fcd893"
			"-b3b8-2771-e883-3ed090a41\n",
		.literal = { "vouchery" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("vouchery", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "zonka-feedback-token",
		.title = "Zonka Feedback token",
		.why = "Whoever has it reads what your customers answered, with their "
		       "names and addresses.",
		.fix = ROTATE("zonkafeedback.com", "ZONKA_FEEDBACK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"zonkaFe"
		       "edbackToken\": \"LYcX9"
		       "SMZzTLqwcdzKv4cmJIs5oYB6qB"
		       "HtelS\",\n",
		.miss = "  \"zonkaFe"
			"edbackToken\": \"2nnsZ"
			"RMPERD1qThqUBzP9KPG"
			"vWoYBgQEu\",\n",
		.literal = { "zonkafeedback", "zonka_feedback" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("zonka_?feedback", "[A-Za-z0-9]{36}"),
		.check = fi_check_mixed,
	},
};
const size_t fi_rules_secrets_commerce_n = FI_COUNT(fi_rules_secrets_commerce);
