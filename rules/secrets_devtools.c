/* secrets_devtools.c - builds, tests, translations, logs and monitors. */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_devtools[] = {
	{
		.id = "aikido-ci-token",
		.title = "Aikido CI token",
		.why = "Whoever has it starts and reads scans of your repositories, "
		       "and lets a failing one pass.",
		.fix = ROTATE("aikido.dev", "AIKIDO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "AIKIDO"
		       "_TOKEN=AIK_CI_N"
		       "xi6Q4XWvv6z3OeSJKu5wporD\n",
		.miss = "AIKIDO"
			"_TOKEN=AIK_CI_D"
			"M1ghklqildOG7BRh\n",
		.literal = { "AIK_CI_" },
		.dense = true,
		.pattern = LEFT "(AIK_CI_[A-Za-z0-9]{20,44})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "aikido-secret",
		.title = "Aikido client secret",
		.why = "Whoever has it reads the open weaknesses that were found in "
		       "your code and clouds.",
		.fix = ROTATE("aikido.dev", "AIKIDO_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "AIKIDO_CLI"
		       "ENT_SECRET=AIK_SECR"
		       "ET_JzTtu8hvDQvpVwRyOWlDvY2zQS"
		       "2acFaFh9ZCMfHcSl1TI7RecQjFipR"
		       "44IzwAjt4\n",
		.miss = "AIKIDO_CLI"
			"ENT_SECRET=AIK_SECR"
			"ET_6W5rFSDQVtu3n8hg"
			"9uzUHdDlF6qDe2LIlzNg1WFNtvM73"
			"EMVWjPAPrDRJFW6K\n",
		.literal = { "AIK_SECRET_" },
		.dense = true,
		.pattern = LEFT "(AIK_SECRET_[A-Za-z0-9]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "airbrake-key",
		.title = "Airbrake project key",
		.why = "Whoever has it sends false errors into your project, and as a "
		       "user key reads the real ones with what they hold of requests.",
		.fix = ROTATE("airbrake.io", "AIRBRAKE_PROJECT_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "AIRBRAKE_P"
		       "ROJECT_KEY=3-ss5rxw"
		       "f9kq5dr7hwtc2-68l5x1lfr"
		       "5nxzc0wly\n",
		.miss = "AIRBRAKE_P"
			"ROJECT_KEY=kphov31l"
			"onyv-yydxpy6vqh13he9j\n",
		.literal = { "airbrake" },
		.nocase = true,
		.pattern = KEY_OF("airbrake", "[a-z0-9-]{32}(?:[a-z0-9-]{8})?"),
		.check = fi_check_random,
	},
	{
		.id = "api2cart-key",
		.title = "API2Cart API key",
		.why = "Whoever has it reaches the orders and customers of every shop "
		       "you connected.",
		.fix = ROTATE("api2cart.com", "API2CART_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"api2c"
		       "artApiKey\": \"a382a"
		       "33199c647610ca26c6b"
		       "dbf2d22c\",\n",
		.miss = "api2ca"
			"rt_md5: a382a33"
			"199c647610ca26c6bdbf2d22c\n",
		.literal = { "api2cart" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("api2cart", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "apimatic-key",
		.title = "APIMatic API key",
		.why = "Whoever has it reads the API definitions you uploaded, private "
		       "ones too, and makes SDKs on your plan.",
		.fix = ROTATE("apimatic.io", "APIMATIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "apimatic"
		       "_api_key: 'dOcHXm"
		       "38CfyXdxz2X8DoNX_Err1DYAFd"
		       "gNYNiibpemaUaeBOxxx"
		       "Mj8sjYB_u5ylE'\n",
		.miss = "apimatic"
			"_api_key: '2BbBEN"
			"zc1b8hAS4PjENmTQsYuYgwesTn"
			"Xy6OkT9GNR-40wNJSV8ZqbF6EDBJu'\n",
		.literal = { "apimatic" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("apimatic", "[A-Za-z0-9_-]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "apimetrics-token",
		.title = "APImetrics token",
		.why = "Whoever has it reads and changes your API checks, with the "
		       "credentials stored in them.",
		.fix = ROTATE("apimetrics.io", "APIMETRICS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "APIMETRI"
		       "CS_TOKEN=MwtXrK6G"
		       "8LSfFtJGj7jlkqnCfexlYQbU\n",
		.miss = "APIMETRI"
			"CS_TOKEN=lA83r48e"
			"UDc7iaH8RXBjfanccA4lR\n",
		.literal = { "apimetrics" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("apimetrics", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "appoptics-token",
		.title = "AppOptics token",
		.why = "Whoever has it reads your metrics and traces and sends false "
		       "ones.",
		.fix = ROTATE("appoptics.com", "APPOPTICS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"appop"
		       "ticsToken\": \"fHr_t"
		       "c7LnywAuAv5caJTyEhwX7LenGa"
		       "kxmu0AwmG1ypW7l69dYZ7f5PKq"
		       "3mxwXIH8VG4fsn\",\n",
		.miss = "  \"appop"
			"ticsToken\": \"TE-xk"
			"TKeOqhX9XaDFuHJ18RQr6y7A3fTxW"
			"XdqR0Ci5_kcT_U_IVWU"
			"jrz_1xPYxpdgIUM\",\n",
		.literal = { "appoptics" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("appoptics", "[A-Za-z0-9_-]{71}"),
		.check = fi_check_mixed,
	},
	{
		.id = "better-stack-token",
		.title = "Better Stack token",
		.why = "Whoever has it reads and changes monitors and on-call, so that "
		       "an outage wakes nobody.",
		.fix = ROTATE("betterstack.com", "BETTER_STACK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "better_st"
		       "ack_token: 'ELGOhy"
		       "OWCWlXMavVF5AeWJ3x'\n",
		.miss = "better_st"
			"ack_token: 'Fw0q6O"
			"q9eRXe2Wk0Nf8hK'\n",
		.literal = { "betterstack", "better_stack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("better_?stack", "[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
	},
	{
		.id = "blazemeter-key",
		.title = "BlazeMeter API key",
		.why = "Whoever has it starts load tests at your cost, against whom it "
		       "likes.",
		.fix = ROTATE("blazemeter.com", "BLAZEMETER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"blazem"
		       "eterApiKey\": \"b7934"
		       "61b-3331-3708-ad7f-3d27f9dfc983\",\n",
		.miss = "  \"blazem"
			"eterApiKey\": \"ff232"
			"2a3-71bf-f616-f1a0-a018fd617\",\n",
		.literal = { "blazemeter" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("blazemeter", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "borgbase-token",
		.title = "BorgBase token",
		.why = "Whoever has it manages your backup repositories and the keys "
		       "that may write them.",
		.fix = ROTATE("borgbase.com", "BORGBASE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "borgbas"
		       "e_token: 'eyJJxy"
		       "6xuYroCwnQAjKfgL4sTKqoe.GJnO3"
		       "wzdkH3iG0LGYtDmp-Pra1A9"
		       "YpAxjG5h.ryu7xbLDy2EqHaHWjXp_"
		       "8YxPBWsRXLAUg8yWNH9"
		       "-JcUNDhu'\n",
		.miss = "borgbas"
			"e_token: 'eyJjqO"
			"oRsf5YfH764Jt.Izc8-Hwa_65K"
			"UHNiZ5JBdj97GWqu_s.oD8k"
			"YKr_aHXAoWASnv3tx3_"
			"nRmEdwPboMP__A'\n",
		.literal = { "borgbase" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("borgbase", "eyJ[A-Za-z0-9_-]{16,60}\\.[A-Za-z0-9_-]{"
					      "30,80}\\.[A-Za-z0-9_-]{40,60}"),
		.check = fi_check_random,
	},
	{
		.id = "braintrust-key",
		.title = "Braintrust API key",
		.why = "Whoever has it reads the prompts, answers and data sets you "
		       "log, and calls models with the provider keys kept there.",
		.fix = ROTATE("braintrust.dev", "BRAINTRUST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BRAINTRUS"
		       "T_API_KEY=sk-EzeKQ"
		       "Ij6Vy9FOPGZHA9WpUk2"
		       "PhgdyAihgpjcAnxrT8xUEczC\n",
		.miss = "BRAINTRUS"
			"T_API_KEY=sk-0b9wG"
			"jfEFrIu9Kx1fH33NpbjzVwyJCH"
			"uZqNo5SbbucsOF\n",
		.literal = { "braintrust" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("braintrust", "sk-[A-Za-z0-9]{48}"),
		.check = fi_check_random,
	},
	{
		.id = "brave-search-key",
		.title = "Brave Search API key",
		.why = "Whoever has it searches with the requests you paid for.",
		.fix = ROTATE("brave.com/search/api", "BRAVE_SEARCH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"braveSe"
		       "archApiKey\": \"BSAqC"
		       "w7x-xjPP2GZuuHqCiK66NXyv3e\",\n",
		.miss = "  \"braveSe"
			"archApiKey\": \"BSAGI"
			"_A3NMCigoARyQ_NVMBR\",\n",
		.literal = { "bravesearch", "brave_search" },
		.nocase = true,
		.pattern = KEY_OF("brave_?search", "BSA[A-Za-z0-9_-]{24,40}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "browserstack-key",
		.title = "BrowserStack access key",
		.why = "Whoever has it runs tests at your cost, reads the recordings "
		       "of yours, and through Local reaches inside your network.",
		.fix = ROTATE("browserstack.com", "BROWSERSTACK_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BROWSERSTAC"
		       "K_ACCESS_KEY=nK7OQYyL"
		       "1Jc4uP3JA9Wy\n",
		.miss = "BROWSERSTAC"
			"K_ACCESS_KEY=SDAlVuIl"
			"8VR38k2Rb\n",
		.literal = { "browserstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("browserstack", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "budibase-key",
		.title = "Budibase API key",
		.why = "Whoever has it reads and changes the rows behind every app of "
		       "the installation.",
		.fix = ROTATE("budibase.com", "BUDIBASE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"budib"
		       "aseApiKey\": \"3464e"
		       "940d4cb41230a19bebc028a32b5-9"
		       "9815eabec832618616a93d8"
		       "a013a407e2b1bd15b90ed96"
		       "1bd59e4a3da984f0c8dcfec"
		       "7cf72a75\",\n",
		.miss = "  \"budib"
			"aseApiKey\": \"fba84"
			"12ec2c45c2e79392b9f41ad"
			"8e2d-59154e37fce4f18f34"
			"b20cf27a93812a935f15042f93"
			"1740096f20f8bc5ccb38a70cbd"
			"ceccd\",\n",
		.literal = { "budibase" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("budibase", "[a-f0-9]{32}-[a-f0-9]{78,80}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "checklyhq-key",
		.title = "Checkly API key",
		.why = "Whoever has it reads and changes your checks, with the secrets "
		       "stored in them.",
		.fix = ROTATE("checklyhq.com", "CHECKLYHQ_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CHECKLYH"
		       "Q_API_KEY=sfwrero2"
		       "x26ru7zdmq0nih0km0rf8v0e\n",
		.miss = "CHECKLYH"
			"Q_API_KEY=uol86uz9"
			"egqy22iez6859vs7h04zg\n",
		.literal = { "checklyhq" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("checklyhq", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "codacy-token",
		.title = "Codacy project token",
		.why = "Whoever has it reads what the analysis found in your code, and "
		       "uploads false coverage.",
		.fix = ROTATE("codacy.com", "CODACY_PROJECT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"codacyP"
		       "rojectToken\": \"aO7Ww"
		       "EAo1s30xJmawwFU\",\n",
		.miss = "  \"codacyP"
			"rojectToken\": \"JAMTn"
			"710S6MUam2bK\",\n",
		.literal = { "codacy" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("codacy", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "codemagic-token",
		.title = "Codemagic token",
		.why = "Whoever has it starts builds that hold your signing keys, and "
		       "downloads the artefacts.",
		.fix = ROTATE("codemagic.io", "CODEMAGIC_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "codemag"
		       "ic_token: 'mjH58v"
		       "xkLWwf9hVZOPCzY7xbdnTrHe5vI4-"
		       "MT-tmZ8m'\n",
		.miss = "codemag"
			"ic_token: 'Laz0O3"
			"TRAkXCUFTiRP1EEn5epxVs8"
			"QCSoRkvnNMt'\n",
		.literal = { "codemagic" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("codemagic", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "codequiry-key",
		.title = "Codequiry API key",
		.why = "Whoever has it reads the code that was submitted for "
		       "comparison.",
		.fix = ROTATE("codequiry.com", "CODEQUIRY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CODEQUIR"
		       "Y_API_KEY=wFJkpcz1"
		       "oKnGSRmTeGjQxM0tTeoY2iBQE2MY4"
		       "zNaDYvoUPuq85wIc0jfkRbm2xtT\n",
		.miss = "CODEQUIR"
			"Y_API_KEY=JsxtEZU4"
			"TJNH9L8C90ywuqIxOhMBpELdVp"
			"b1Co25GSfvBEuFNjZJG"
			"Tz97NkqS\n",
		.literal = { "codequiry" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("codequiry", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "convertapi-secret",
		.title = "ConvertAPI secret",
		.why = "Whoever has it converts files with the seconds you paid for.",
		.fix = ROTATE("convertapi.com", "CONVERT_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CONVERT_A"
		       "PI_SECRET=ysuMCUKR"
		       "IvY361bK\n",
		.miss = "CONVERT_A"
			"PI_SECRET=mUY0qhA9"
			"HxOHh\n",
		.literal = { "convert_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("convert_api", "[A-Za-z0-9]{16}"),
		.check = fi_check_mixed,
	},
	{
		.id = "coveralls-token",
		.title = "Coveralls repo token",
		.why = "Whoever has it uploads false coverage and so turns a failing "
		       "check of your repository green.",
		.fix = ROTATE("coveralls.io", "COVERALLS_REPO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "coveralls_"
		       "repo_token: '1tkeUA"
		       "aetKbyhWkKAIH4aNR2WngeS3MT"
		       "-8VXE'\n",
		.miss = "coveralls_"
			"repo_token: 'C9Bh6G"
			"2dQgQ7sJPJcTYmlmLPJ2RRl'\n",
		.literal = { "coveralls" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("coveralls", "[A-Za-z0-9]{32}(?:-[A-Za-z0-9]{4})?"),
		.check = fi_check_random,
	},
	{
		.id = "crowdin-token",
		.title = "Crowdin token",
		.why = "Whoever has it reads your source texts and changes "
		       "translations, which your next release then ships.",
		.fix = ROTATE("crowdin.com", "CROWDIN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CROWDI"
		       "N_TOKEN=6a260708"
		       "ddc0e69415521f30a2f7821dfd"
		       "d92222f0877c1a0b9a15ce1"
		       "7a53ff60882ebb85d5e3425\n",
		.miss = "CROWDI"
			"N_TOKEN=baf85a67"
			"b80d4416ac9f3feebb76bee98c"
			"bd9dcb2143332ee94615384"
			"61c0daa50f49a04dcd6c\n",
		.literal = { "crowdin" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("crowdin(?!g)", "[a-f0-9]{80}"),
		.check = fi_check_random,
	},
	{
		.id = "dareboost-token",
		.title = "Dareboost token",
		.why = "Whoever has it starts analyses with the credits you paid for.",
		.fix = ROTATE("dareboost.com", "DAREBOOST_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"dareb"
		       "oostToken\": \"87rZQ"
		       "CHFnRDvxajbkYjW5NkIWYGs"
		       "fzZf5F4imCqurbapEQGASdrG72"
		       "SHVXcp\",\n",
		.miss = "  \"dareb"
			"oostToken\": \"KoKRo"
			"CbNHlhtLmDvjSLr8rrnRC7sBkz"
			"Nb1KQtrxKQA70iGxtwDI8IGlnk\",\n",
		.literal = { "dareboost" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("dareboost", "[A-Za-z0-9]{60}"),
		.check = fi_check_mixed,
	},
	{
		.id = "devin-user-key",
		.title = "Devin personal API key",
		.why = "Whoever has it starts sessions as its user, which may read and "
		       "push to the repositories of your organisation.",
		.fix = ROTATE("devin.ai", "DEVIN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "devin_"
		       "api_key: 'apk_us"
		       "er_CgO7u/YB/V6ttEwN"
		       "52fXyiVytpxfASkiG3b"
		       "7yC2Trpey2by/QhJEb+uR6k"
		       "MyeO/NSYwT8H1pN2OMPlpsrgdB"
		       "XHLH3EYGPYz+iGgzx4Df56RZvG"
		       "7mPFcTDoultsV'\n",
		.miss = "devin_"
			"api_key: 'apk_us"
			"er_EhatpD04sECw8lJwTmceWOq"
			"qJSJDg18KLsLbnUGOKwiDQzcal"
			"nr6HFA1c4nVfmcd8Kzd"
			"2DVLerALW+Zpo20b27FftGc0Rk"
			"AfbWXpsiw6PH4oJJXfoQJ'\n",
		.literal = { "apk_user_" },
		.dense = true,
		.pattern = LEFT "(apk_user_[A-Za-z0-9+/]{118,180}={0,2})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "greptile-key",
		.title = "Greptile API key",
		.why = "Whoever has it asks about the source code of the repositories "
		       "you had indexed.",
		.fix = ROTATE("greptile.com", "GREPTILE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "greptile"
		       "_api_key: 'i/BVmP"
		       "pEaXoYYlg/nGHzKp2Mn"
		       "IkBFGCl+cU2/hYeozrwz7TI'\n",
		.miss = "greptile"
			"_api_key: 'aTNSRC"
			"RquUgNDk7URFVTxR6tv"
			"AHUYSBOBoSI59FppgYOV'\n",
		.literal = { "greptile" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("greptile", "[A-Za-z0-9+/]{48}"),
		.check = fi_check_random,
	},
	{
		.id = "gtmetrix-key",
		.title = "GTmetrix API key",
		.why = "Whoever has it runs tests with the credits you paid for and "
		       "reads your reports.",
		.fix = ROTATE("gtmetrix.com", "GTMETRIX_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "GTMETRIX"
		       "_API_KEY=080a01fa"
		       "8f2a642b76dd960e3febef15\n",
		.miss = "GTMETRIX"
			"_API_KEY=4cee709c"
			"cd1b62a9755f6d592d8ea\n",
		.literal = { "gtmetrix" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("gtmetrix", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "hasura-secret",
		.title = "Hasura admin secret",
		.why = "Whoever has it may do everything: read and change every table "
		       "behind the GraphQL API, past all permissions.",
		.fix = ROTATE("hasura.io", "HASURA_ADMIN_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"hasuraA"
		       "dminSecret\": \"E6bzt"
		       "t1W53otQP31Avm0wXzc"
		       "Vn7xUAPCwsTIpKAAHbLa0FK"
		       "SD5Nn6BC8f2Fz84qi\",\n",
		.miss = "  \"hasuraA"
			"dminSecret\": \"HQ9rK"
			"U2KpZ5UkqL0TqNl5lUgWOgX4zC8Kz"
			"oZYe5sIPBqeeoYgV9UkjyMmDTiV\",\n",
		.literal = { "hasura" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("hasura", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "knapsack-pro-token",
		.title = "Knapsack Pro token",
		.why = "Whoever has it reads the names of your tests and disturbs how "
		       "they are split.",
		.fix = ROTATE("knapsackpro.com", "KNAPSACK_PRO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "knapsack_"
		       "pro_token: '0wj6k3"
		       "d51ejiusv6x13rwkvxi"
		       "29jgegs'\n",
		.miss = "knapsack_"
			"pro_token: 'i8vxiy"
			"ydt6vi4452sbwfwv1by"
			"3qxw'\n",
		.literal = { "knapsackpro", "knapsack_pro" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("knapsack_?pro", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "loadmill-token",
		.title = "Loadmill token",
		.why = "Whoever has it starts load tests at your cost, against whom it "
		       "likes.",
		.fix = ROTATE("loadmill.com", "LOADMILL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"loadm"
		       "illToken\": \"y5VL3"
		       "YQ9kO6wfWPZFJ7WGyZOmNYlufC"
		       "six5hHV5Y\",\n",
		.miss = "  \"loadm"
			"illToken\": \"nygTZ"
			"PYEbKNC1I1xgwxL2AJuVmQL6J4Szv"
			"xUL\",\n",
		.literal = { "loadmill" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("loadmill", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "loggly-token",
		.title = "Loggly token",
		.why = "Whoever has it sends false events into your logs until the "
		       "day's volume is gone; an API token reads them.",
		.fix = ROTATE("loggly.com", "LOGGLY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "loggly"
		       "_token: '8cb7de"
		       "36-8247-c722-9563-1ffa99c4"
		       "99cc'\n",
		.miss = "loggly"
			"_token: '54297e"
			"82-5243-1785-1971-2eaa1e5e4'\n",
		.literal = { "loggly" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("loggly", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "logzio-token",
		.title = "Logz.io token",
		.why = "Whoever has it sends false events into your logs until the "
		       "day's volume is gone; an API token reads them.",
		.fix = ROTATE("logz.io", "LOGZIO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LOGZIO"
		       "_TOKEN=cfac4811"
		       "-13b9-7d92-a81e-8f0284a"
		       "0b10c\n",
		.miss = "LOGZIO"
			"_TOKEN=249ef207"
			"-9cf9-a4c8-f934-6dacb2210\n",
		.literal = { "logzio" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("logzio", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "lokalise-token",
		.title = "Lokalise token",
		.why = "Whoever has it reads your source texts and changes "
		       "translations, which your next release then ships.",
		.fix = ROTATE("lokalise.com", "LOKALISE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"lokal"
		       "iseToken\": \"43jzu"
		       "41g23uh6rjd58v25x03a6xbqswy1x"
		       "kccygs\",\n",
		.miss = "lokali"
			"se_sha1: 43jzu41"
			"g23uh6rjd58v25x03a6"
			"xbqswy1xkccygs\n",
		.literal = { "lokalise" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("lokalise(?!r)", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "looker-secret",
		.title = "Looker secret",
		.why = "Whoever has it and the client id beside it runs queries on the "
		       "databases that Looker is connected to.",
		.fix = ROTATE("cloud.google.com/looker", "LOOKER_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "looker_cli"
		       "ent_secret: 'UjUYqj"
		       "2lN7h2wk2KRquTEV1h'\n",
		.miss = "looker_cli"
			"ent_secret: 'PNtbhE"
			"pgWQQfk8Arh8x6h'\n",
		.literal = { "looker_client" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("looker_client", "[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
	},
	{
		.id = "metabase-token",
		.title = "Metabase session token",
		.why = "Whoever has it is logged in, and runs queries on the databases "
		       "that Metabase is connected to.",
		.fix = ROTATE("metabase.com", "METABASE_SESSION_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "METABASE_SE"
		       "SSION_TOKEN=70c5186c"
		       "-872f-ca84-6816-b7b38d8c076b\n",
		.miss = "METABASE_SE"
			"SSION_TOKEN=1c993273"
			"-b19a-685d-dd1b-4bf1e5040\n",
		.literal = { "metabase" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("metabase", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "noticeable-key",
		.title = "Noticeable API key",
		.why = "Whoever has it publishes release notes in your name.",
		.fix = ROTATE("noticeable.io", "NOTICEABLE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"notice"
		       "ableApiKey\": \"NlYpT"
		       "A1yPAmhqkNQO0UB\",\n",
		.miss = "  \"notice"
			"ableApiKey\": \"36ekM"
			"jsjiXovhdlER\",\n",
		.literal = { "noticeable" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("noticeable", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "onesignal-key",
		.title = "OneSignal REST API key",
		.why = "Whoever has it sends notifications to every device of your "
		       "app, with any text and link.",
		.fix = ROTATE("onesignal.com", "ONESIGNAL_REST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "onesignal_r"
		       "est_api_key: '0fbd51"
		       "df-73d3-2bb4-7384-0"
		       "e00ca905ec4'\n",
		.miss = "onesignal_r"
			"est_api_key: 'eb31a3"
			"06-ad0c-8f24-ca1b-b"
			"e482dc48'\n",
		.literal = { "onesignal" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("onesignal", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "optimizely-token",
		.title = "Optimizely token",
		.why = "Whoever has it changes your experiments, whose code runs in "
		       "the browsers of your visitors.",
		.fix = ROTATE("optimizely.com", "OPTIMIZELY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "OPTIMIZE"
		       "LY_TOKEN=2:Nt0q8y"
		       "hpgYZVmGqQIJkNeShO7oM6kUYwYKb"
		       "IsFOed-3ZwVDCQK4m\n",
		.miss = "OPTIMIZE"
			"LY_TOKEN=2:--_Plv"
			"8XxdTL71kdw-mY59ut2MV87"
			"0sBVTBHcZoqF_eNvYfk4\n",
		.literal = { "optimizely" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("optimizely", "2:[A-Za-z0-9_-]{52}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "packagecloud-token",
		.title = "packagecloud token",
		.why = "Whoever has it reads your private packages, and publishes new "
		       "versions that your servers install.",
		.fix = ROTATE("packagecloud.io", "PACKAGECLOUD_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"package"
		       "cloudToken\": \"2ffc8"
		       "c4f8be4cea56c59d0f668a75bf"
		       "704345416f86d0eeb\",\n",
		.miss = "packageclo"
			"ud_checksum: 2ffc8c4"
			"f8be4cea56c59d0f668a75bf70"
			"4345416f86d0eeb\n",
		.literal = { "packagecloud" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("packagecloud", "[a-f0-9]{48}"),
		.check = fi_check_random,
	},
	{
		.id = "pganalyze-key",
		.title = "pganalyze API key",
		.why = "Whoever has it reads the queries and plans of your databases.",
		.fix = ROTATE("pganalyze.com", "PGANALYZE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "pganalyz"
		       "e_api_key: 'pgar_l"
		       "QlfSWvt7UpMqhxT6nBA6EhvU8c'\n",
		.miss = "pganalyz"
			"e_api_key: 'pgar_B"
			"9iX5IEBV0Zaordut1QN"
			"DfaQ'\n",
		.literal = { "pgar_" },
		.dense = true,
		.pattern = LEFT "(pgar_[A-Za-z0-9]{27})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "pipedream-key",
		.title = "Pipedream API key",
		.why = "Whoever has it runs and changes your workflows, which hold the "
		       "accounts you connected.",
		.fix = ROTATE("pipedream.com", "PIPEDREAM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PIPEDREA"
		       "M_API_KEY=bs13s4ix"
		       "c58bhiiax12zvfx7y4rsfcba\n",
		.miss = "pipedr"
			"eam_md5: bs13s4i"
			"xc58bhiiax12zvfx7y4rsfcba\n",
		.literal = { "pipedream" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("pipedream", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "planview-leankit-token",
		.title = "Planview AgilePlace (LeanKit) token",
		.why = "Whoever has it reads and changes the boards of your company.",
		.fix = ROTATE("leankit.com", "PLANVIEW_LEANKIT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"planview"
		       "LeankitToken\": \"cead8"
		       "d6a0ff5f8c8753fffeb4856464e8f"
		       "c2884e73be9a0ebb793"
		       "51df8b509b472dbb4895d26"
		       "2955ea7e80d4f66e44a1d7c6339d5"
		       "294e0cdc341c68a1d4e37bb\",\n",
		.miss = "  \"planview"
			"LeankitToken\": \"5935f"
			"5896a9859b214092905de0f"
			"747b8a3b9cfa1fba826ebfe"
			"38aba1756e821e0ca1a7b6d"
			"5a7d2f27e7ac93e2102bc5a3fe"
			"23b99204e125bd7125b92028b\",\n",
		.literal = { "planviewleankit", "planview_leankit" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("planview_?leankit", "[a-f0-9]{128}"),
		.check = fi_check_random,
	},
	{
		.id = "pollsapi-key",
		.title = "Pollsapi API key",
		.why = "Whoever has it makes polls and votes in yours.",
		.fix = ROTATE("pollsapi.com", "POLLS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "polls_"
		       "api_key: '0N3FB0"
		       "G7G1QN4WYLGK0K3S7VMEM3'\n",
		.miss = "polls_"
			"api_key: '6NS0VS"
			"8EW3G54O4LQMJW1TCBI'\n",
		.literal = { "polls_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("polls_api", "[A-Z0-9]{28}"),
		.check = fi_check_random,
	},
	{
		.id = "qase-token",
		.title = "Qase token",
		.why = "Whoever has it reads and changes the test cases and runs of "
		       "your team.",
		.fix = ROTATE("qase.io", "QASE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "QASE_AP"
		       "I_TOKEN=8ce2e3df"
		       "06338bc75e1899b2bb01fe5c6a"
		       "73c312a531b0849b12c6244a1534de\n",
		.miss = "  qas"
			"e_api: 8ce2e3d"
			"f06338bc75e1899b2bb01fe"
			"5c6a73c312a531b0849b12c6244a1"
			"534de\n",
		.literal = { "qase_api" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("qase_api", "[a-f0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "saladcloud-key",
		.title = "SaladCloud API key",
		.why = "Whoever has it starts containers on your bill and reads the "
		       "settings of yours.",
		.fix = ROTATE("salad.com", "SALADCLOUD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "saladclou"
		       "d_api_key: 'salad_"
		       "cloud_pUVbdxFh_im5I"
		       "XnHSSN4PV0yZVSDX50ziS1ah'\n",
		.miss = "saladclou"
			"d_api_key: 'salad_"
			"cloud_V_9xTqmAukK8oOc694B'\n",
		.literal = { "salad_cloud_" },
		.dense = true,
		.pattern =
			LEFT "(salad_cloud_[A-Za-z]{1,40}_[A-Za-z0-9]{20,200})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "sauce-labs-key",
		.title = "Sauce Labs access key",
		.why = "Whoever has it runs tests at your cost, reads the recordings "
		       "of yours, and through Sauce Connect reaches inside your "
		       "network.",
		.fix = ROTATE("saucelabs.com", "SAUCE_LABS_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SAUCE_LABS"
		       "_ACCESS_KEY=0f11f764"
		       "-bfea-6ee1-42f4-04c7d3205dd7\n",
		.miss = "SAUCE_LABS"
			"_ACCESS_KEY=5f77a3c0"
			"-88b9-746c-703d-747e22e86\n",
		.literal = { "saucelabs", "sauce_labs" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("sauce_?labs", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "scrutinizer-token",
		.title = "Scrutinizer CI access token",
		.why = "Whoever has it reads the analysis of your private repositories "
		       "and starts inspections.",
		.fix = ROTATE("scrutinizer-ci.com", "SCRUTINIZER_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"scrutiniz"
		       "erAccessToken\": \"opulh"
		       "mvnr0knptnkz9hkmm47"
		       "tcz71ovtrrkcc98fark"
		       "oz4fq484d99bgqddvuafx\",\n",
		.miss = "  Scrut"
			"inizerCI: opulhmv"
			"nr0knptnkz9hkmm47tc"
			"z71ovtrrkcc98farkoz4fq484d99b"
			"gqddvuafx\n",
		.literal = { "scrutinizer" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("scrutinizer", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "solarwinds-token",
		.title = "SolarWinds Observability token",
		.why = "Whoever has it sends false metrics and logs; an API token "
		       "reads the real ones.",
		.fix = ROTATE("solarwinds.com", "SOLARWINDS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SOLARWIN"
		       "DS_TOKEN=JEtjWC_L"
		       "qqCWADphLqr0Gvr_k-C5rZEOmCYQ1"
		       "Y1EyarDz6p03kNcmhcx"
		       "my6WrPHQBAgBfS6\n",
		.miss = "SOLARWIN"
			"DS_TOKEN=YuH8cMev"
			"ryGzdShYS2mZPVpd-Cd"
			"2IMYDlL2KOsJ_MPY-5GF_MkmniRY5"
			"Rf5rP_NajYBe\n",
		.literal = { "solarwinds" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("solarwinds", "[A-Za-z0-9_-]{71}"),
		.check = fi_check_mixed,
	},
	{
		.id = "statuscake-key",
		.title = "StatusCake API key",
		.why = "Whoever has it changes or deletes your uptime checks, so that "
		       "an outage wakes nobody.",
		.fix = ROTATE("statuscake.com", "STATUSCAKE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"status"
		       "cakeApiKey\": \"2vB3U"
		       "asg8yPmiMAcETak\",\n",
		.miss = "  \"status"
			"cakeApiKey\": \"EbsR8"
			"Sv8CF7u6TMqX\",\n",
		.literal = { "statuscake" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("statuscake", "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "statuspage-key",
		.title = "Statuspage API key",
		.why = "Whoever has it writes incidents on your status page and mails "
		       "them to every subscriber.",
		.fix = ROTATE("statuspage.io", "STATUSPAGE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "statuspag"
		       "e_api_key: '0b0444"
		       "43-aca7-52d5-dc94-f963c"
		       "3cd5a15'\n",
		.miss = "statuspag"
			"e_api_key: 'b3d12c"
			"c5-883e-20d5-9d3e-5"
			"4c43aa8d'\n",
		.literal = { "statuspage" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("statuspage", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "statuspal-key",
		.title = "StatusPal API key",
		.why = "Whoever has it writes incidents on your status page and mails "
		       "them to every subscriber.",
		.fix = ROTATE("statuspal.io", "STATUSPAL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "STATUSPA"
		       "L_API_KEY=OlxyBlK0"
		       "vWhpEiTdeiKLn3WaF1k6LQ4V\n",
		.miss = "STATUSPA"
			"L_API_KEY=loLWzZWo"
			"eAWZKZygem5UDrcOpgD5h\n",
		.literal = { "statuspal" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("statuspal", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "swiftype-key",
		.title = "Swiftype API key",
		.why = "Whoever has it reads, changes and deletes what your site "
		       "search finds.",
		.fix = ROTATE("swiftype.com", "SWIFTYPE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"swift"
		       "ypeApiKey\": \"dG9Zg"
		       "trDl-Y8ETTMlsH2\",\n",
		.miss = "  \"swift"
			"ypeApiKey\": \"3iEnG"
			"yG6G0Fqmj23H\",\n",
		.literal = { "swiftype" },
		.nocase = true,
		.pattern = KEY_OF("swiftype", "[A-Za-z0-9_-]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "testing-bot-secret",
		.title = "TestingBot secret",
		.why = "Whoever has it and the key beside it runs tests at your cost "
		       "and reads the recordings of yours.",
		.fix = ROTATE("testingbot.com", "TESTINGBOT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "testingb"
		       "ot_secret: 'fb71c3"
		       "srayfn40vjilr9a9hzc65755oj'\n",
		.miss = "testing"
			"bot_md5: fb71c3s"
			"rayfn40vjilr9a9hzc65755oj\n",
		.literal = { "testingbot" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("testingbot", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "uptimerobot-key",
		.title = "UptimeRobot API key",
		.why = "Whoever has it changes or deletes your monitors, so that an "
		       "outage wakes nobody.",
		.fix = ROTATE("uptimerobot.com", "UPTIMEROBOT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"uptimer"
		       "obotApiKey\": \"m0679"
		       "6038-8b1cd2accac74c"
		       "3fa09dd0054c021ba4\",\n",
		.miss = "  \"uptimer"
			"obotApiKey\": \"u3715"
			"97-ea723cada00c51ba00080\",\n",
		.literal = { "uptimerobot" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("uptimerobot", "[um]\\d{6,10}-[a-f0-9]{24,32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "websitepulse-key",
		.title = "WebSitePulse API key",
		.why = "Whoever has it reads and changes your monitors, so that an "
		       "outage wakes nobody.",
		.fix = ROTATE("websitepulse.com", "WEBSITEPULSE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "websitepul"
		       "se_api_key: 'e90a64"
		       "007c00dfc80477a320a2cee9f6'\n",
		.miss = "websitepul"
			"se_api_key: '5fe5c4"
			"01b3f9b752ffe2e838d6aec'\n",
		.literal = { "websitepulse" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("websitepulse", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
};
const size_t fi_rules_secrets_devtools_n = FI_COUNT(fi_rules_secrets_devtools);
