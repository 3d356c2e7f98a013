/* secrets_finance.c - exchanges, chains, rates, banks. */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_finance[] = {
	{
		.id = "alchemy-key",
		.title = "Alchemy API key",
		.why = "Whoever has it sends requests to your nodes until the compute "
		       "units you paid for are gone.",
		.fix = ROTATE("alchemy.com", "ALCHEMY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ALCHEMY"
		       "_API_KEY=I6u4Cj7c"
		       "_UwkVmEEeeTy5sC13Bv"
		       "nMPPi\n",
		.miss = "ALCHEMY"
			"_API_KEY=baU6A-wN"
			"S7u4Y_j1uJOX1zefJCrdG\n",
		.literal = { "alchemy" },
		.nocase = true,
		.pattern = KEY_OF("(?<![a-z])alchemy", "[A-Za-z0-9_-]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "alchemy-notify-key",
		.title = "Alchemy API key",
		.why = "Whoever has it sends requests to your nodes until the compute "
		       "units you paid for are gone.",
		.fix = ROTATE("alchemy.com", "ALCHEMY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "alchemy"
		       "_api_key: 'alcht_"
		       "wbuWHwSvgODie0q0UV2"
		       "rW7zgjnxogN'\n",
		.miss = "alchemy"
			"_api_key: 'alcht_"
			"FB5fFvZ6OTqCfmwm2Jj"
			"VL0yPXaA'\n",
		.literal = { "alcht_" },
		.dense = true,
		.pattern = LEFT "(alcht_[A-Za-z0-9]{30})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "aletheiaapi-key",
		.title = "Aletheia API key",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE("aletheiaapi.com", "ALETHEIA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ALETHEIA"
		       "_API_KEY=NQMY6QEP"
		       "EPRVTQW8MQXEID0LJJU7JE1Y\n",
		.miss = "ALETHEIA"
			"_API_KEY=Q8P9F44O"
			"Q0SPX1ZJUTC4YEZDL9TYA\n",
		.literal = { "aletheia_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("aletheia_api", "[A-Z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "bitfinex-secret",
		.title = "Bitfinex API secret",
		.why = "Whoever has it and the key beside it trades with your balance, "
		       "and withdraws if the key may.",
		.fix = ROTATE("bitfinex.com", "BITFINEX_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "bitfinex_"
		       "api_secret: 'JmyxY6"
		       "npmpWKim9u3QuWxhbWXKbOuzL1"
		       "r6nyAM0W0L0'\n",
		.miss = "bitfinex_"
			"api_secret: 'RxFrnD"
			"B7zaMqiuHce8Lutnijj"
			"vgdELKDUgLeoPur'\n",
		.literal = { "bitfinex" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("bitfinex", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "bitmex-secret",
		.title = "BitMEX API secret",
		.why = "Whoever has it and the key beside it trades with your balance, "
		       "and withdraws if the key may.",
		.fix = ROTATE("bitmex.com", "BITMEX_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BITMEX_A"
		       "PI_SECRET=Bxx8gpZC"
		       "bw7gq0PT_iHdrum8rGd0V32FY8"
		       "sVbp7kkkV0EJlj\n",
		.miss = "BITMEX_A"
			"PI_SECRET=r0MJoOVi"
			"w9gaMIvl9gA-hC-WEpKhmsr"
			"p08tijwYBWlc4C\n",
		.literal = { "bitmex" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("bitmex", "[A-Za-z0-9_-]{48}"),
		.check = fi_check_mixed,
	},
	{
		.id = "blocknative-key",
		.title = "Blocknative API key",
		.why = "Whoever has it reads gas prices and pending transactions with "
		       "the plan you pay for.",
		.fix = ROTATE("blocknative.com", "BLOCKNATIVE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "blocknati"
		       "ve_api_key: '09022d"
		       "60-6e3a-2d54-259d-c"
		       "dd587d41e28'\n",
		.miss = "blocknati"
			"ve_api_key: '8b05f2"
			"b7-3c37-67ee-96fe-5"
			"7e0c5de3'\n",
		.literal = { "blocknative" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("blocknative", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "coinapi-key",
		.title = "CoinAPI API key",
		.why = "Whoever has it reads market data on your bill.",
		.fix = ROTATE("coinapi.io", "COIN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "COIN_A"
		       "PI_KEY=94DA5EA7"
		       "-EAEA-9803-0FFE-60A"
		       "60173B0FF\n",
		.miss = "COIN_A"
			"PI_KEY=FC0592F8"
			"-4FDB-EB3A-2D80-AD151152D\n",
		.literal = { "coin_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF(
			"coin_api", "[A-F0-9]{8}-(?:[A-F0-9]{4}-){3}[A-F0-9]{12}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "coinlayer-key",
		.title = "Coinlayer API key",
		.why = "Whoever has it reads exchange rates with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("coinlayer.com", "COINLAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"coinla"
		       "yerApiKey\": \"8l2fq"
		       "arwzi7i0xqntxqi7r6baiu6zhtt\",\n",
		.miss = "coinla"
			"yer_md5: 8l2fqar"
			"wzi7i0xqntxqi7r6bai"
			"u6zhtt\n",
		.literal = { "coinlayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("coinlayer", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "cryptocompare-key",
		.title = "CryptoCompare API key",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE("cryptocompare.com", "CRYPTOCOMPARE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CRYPTOCOMP"
		       "ARE_API_KEY=epvpx4q4"
		       "tm9z57gon58kkbjc8a6ffyf"
		       "igo4omtesn9fwbh4md8qwuvorpw8sxbef\n",
		.miss = "cryptocompa"
			"re_checksum: epvpx4q"
			"4tm9z57gon58kkbjc8a6ffyfigo4o"
			"mtesn9fwbh4md8qwuvo"
			"rpw8sxbef\n",
		.literal = { "cryptocompare" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("cryptocompare", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "currencycloud-key",
		.title = "Currencycloud API key",
		.why = "Whoever has it signs in to your accounts for payments abroad: "
		       "balances, beneficiaries and transfers.",
		.fix = ROTATE("currencycloud.com", "CURRENCYCLOUD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"currency"
		       "cloudApiKey\": \"malek"
		       "7s92c5thxer74lhwtcz2rom"
		       "ytzsg6myjms1k0kpik6"
		       "gex1i7woxjovc5ko3\",\n",
		.miss = "  Curre"
			"ncycloud: malek7s"
			"92c5thxer74lhwtcz2romytzsg"
			"6myjms1k0kpik6gex1i7woxjov"
			"c5ko3\n",
		.literal = { "currencycloud" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("currencycloud", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "currencyfreaks-key",
		.title = "CurrencyFreaks API key",
		.why = "Whoever has it reads exchange rates with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("currencyfreaks.com", "CURRENCYFREAKS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "currencyfre"
		       "aks_api_key: 'zc6efq"
		       "i5s5saqu1pjuu3ra4weqcwmo62'\n",
		.miss = "currencyf"
			"reaks_md5: zc6efqi"
			"5s5saqu1pjuu3ra4weqcwmo62\n",
		.literal = { "currencyfreaks" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("currencyfreaks", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "currencylayer-key",
		.title = "Currencylayer API key",
		.why = "Whoever has it reads exchange rates with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("currencylayer.com", "CURRENCYLAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CURRENCYLA"
		       "YER_API_KEY=o9fqo3wo"
		       "nvqvamntnrgck7agewkkqqfu\n",
		.miss = "CURRENCYLA"
			"YER_API_KEY=eiemd191"
			"zc9kesmqur6p0lutnspim\n",
		.literal = { "currencylayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("currencylayer", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "currencyscoop-key",
		.title = "CurrencyScoop API key",
		.why = "Whoever has it reads exchange rates with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("currencyscoop.com", "CURRENCYSCOOP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"currency"
		       "scoopApiKey\": \"dkffb"
		       "3r9ch3wuduxdod4ukibpznxealt\",\n",
		.miss = "currency"
			"scoop_md5: dkffb3r"
			"9ch3wuduxdod4ukibpznxealt\n",
		.literal = { "currencyscoop" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("currencyscoop", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "dwolla-secret",
		.title = "Dwolla secret",
		.why = "Whoever has it and the key beside it starts bank transfers and "
		       "reads the bank customers of your app.",
		.fix = ROTATE("dwolla.com", "DWOLLA_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "dwolla"
		       "_secret: 'plxy9d"
		       "BbtYzgW13HEgilhebzwsz4A"
		       "DyrZCb1BnY596614rV71s'\n",
		.miss = "dwolla"
			"_secret: 'xoCRaV"
			"RX6gfQLWYcSn7eHH-_6AldR"
			"Ez3DNNKx-2JV_kabIb'\n",
		.literal = { "dwolla" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("dwolla", "[A-Za-z0-9_-]{50}"),
		.check = fi_check_mixed,
	},
	{
		.id = "etherscan-key",
		.title = "Etherscan API key",
		.why = "Whoever has it uses up the requests a second that your account "
		       "has.",
		.fix = ROTATE("etherscan.io", "ETHERSCAN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ETHERSCA"
		       "N_API_KEY=36F03JFV"
		       "HZW3GBX214G3F1F8R4M"
		       "TRBB42N\n",
		.miss = "ETHERSCA"
			"N_API_KEY=CMHEXZB4"
			"D52TIRYTXQTORW1O7SG1JLD\n",
		.literal = { "etherscan" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("etherscan", "[A-Z0-9]{34}"),
		.check = fi_check_random,
	},
	{
		.id = "ethplorer-key",
		.title = "Ethplorer API key",
		.why = "Whoever has it reads the chain with your quota and the "
		       "monitors you set up.",
		.fix = ROTATE("ethplorer.io", "ETHPLORER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"ethplo"
		       "rerApiKey\": \"EK-AA"
		       "lIg-sbFjbl0-xCkgP\",\n",
		.miss = "  \"ethplo"
			"rerApiKey\": \"EK-57"
			"4rI-31jkHJZ-pD\",\n",
		.literal = { "ethplorer" },
		.nocase = true,
		.pattern = KEY_OF(
			"ethplorer", "EK-[A-Za-z0-9]{5}-[A-Za-z0-9]{7}-[A-Za-z0-9]{5}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "fastforex-key",
		.title = "fastFOREX API key",
		.why = "Whoever has it reads exchange rates with the plan you pay for.",
		.fix = ROTATE("fastforex.io", "FASTFOREX_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "fastfore"
		       "x_api_key: '7v58d6"
		       "wrme-r6k6sgeqon-vzsg6u'\n",
		.miss = "fastfore"
			"x_api_key: '7s6hgd"
			"cf7j-01lh2aqi94-24m'\n",
		.literal = { "fastforex" },
		.nocase = true,
		.pattern = KEY_OF("fastforex", "[a-z0-9]{10}-[a-z0-9]{10}-[a-z0-9]{6}"),
		.check = fi_check_random,
	},
	{
		.id = "financial-modeling-prep-key",
		.title = "Financial Modeling Prep API key",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE(
			"financialmodelingprep.com", "FINANCIAL_MODELING_PREP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"financialMod"
		       "elingPrepApiKey\": \"SNheI"
		       "23U53xTxE4Pb3MKiKGbYReN"
		       "eQ62\",\n",
		.miss = "  \"financialMod"
			"elingPrepApiKey\": \"GL6un"
			"GzZY1S7pf236sKkLHxg"
			"cTQ41\",\n",
		.literal = { "financialmodelingprep", "financial_modeling_prep" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("financial_?modeling_?prep", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "finnhub-key",
		.title = "Finnhub API key",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE("finnhub.io", "FINNHUB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "finnhub"
		       "_api_key: 'y4q5pp"
		       "lsxrjk7z2u7b0p7dukb"
		       "ienxwsj5zqvx5os'\n",
		.miss = "finnhub"
			"_api_key: '4u059o"
			"kkpn4frd1iw'\n",
		.literal = { "finnhub" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("finnhub", "[a-z0-9]{20}(?:[a-z0-9]{20})?"),
		.check = fi_check_random,
	},
	{
		.id = "fmfw-secret",
		.title = "FMFW.io secret",
		.why = "Whoever has it and the key beside it trades with your balance "
		       "on the exchange.",
		.fix = ROTATE("fmfw.io", "FMFW_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FMFW_AP"
		       "I_SECRET=C7KuRmwR"
		       "7zQKKsHnUBVuCt8YgaW"
		       "XV7-j\n",
		.miss = "FMFW_AP"
			"I_SECRET=60CoiTgP"
			"0Ra2XHwDI8cX-BxMt7a4o\n",
		.literal = { "fmfw_api" },
		.nocase = true,
		.pattern = KEY_OF("fmfw_api", "[A-Za-z0-9_-]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "fxmarket-key",
		.title = "FXMarketAPI API key",
		.why = "Whoever has it reads exchange rates with the plan you pay for.",
		.fix = ROTATE("fxmarketapi.com", "FXMARKET_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "fxmarket"
		       "_api_key: 'WosmJj"
		       "tAzRhiIsegt6Um'\n",
		.miss = "fxmarket"
			"_api_key: 'GM3TqK"
			"JMi57UYSCi1'\n",
		.literal = { "fxmarket" },
		.nocase = true,
		.pattern = KEY_OF("fxmarket", "[A-Za-z0-9_-]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "glassnode-key",
		.title = "Glassnode API key",
		.why = "Whoever has it reads on-chain data with the plan you pay for.",
		.fix = ROTATE("glassnode.com", "GLASSNODE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "GLASSNOD"
		       "E_API_KEY=p1StzQXm"
		       "xrcJgBdJK6JJE4qUfkf\n",
		.miss = "GLASSNOD"
			"E_API_KEY=RGjO9gK2"
			"ke9gFujHrtMP8UeN\n",
		.literal = { "glassnode" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("glassnode", "[A-Za-z0-9]{27}"),
		.check = fi_check_mixed,
	},
	{
		.id = "iex-cloud-token",
		.title = "IEX Cloud secret token",
		.why = "Whoever has it reads market data on your credits.",
		.fix = ROTATE("iexcloud.io", "IEX_CLOUD_SECRET_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"iexCloud"
		       "SecretToken\": \"sk_6e"
		       "10fb1905aee085863a4ddf1f3c4ee6\",\n",
		.miss = "  \"iexCloud"
			"SecretToken\": \"sk_12"
			"ebb2be35ac679561266"
			"407185c0\",\n",
		.literal = { "iexcloud", "iex_cloud" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("iex_?cloud", "sk_[a-f0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "infura-key",
		.title = "Infura API key",
		.why = "Whoever has it sends transactions and requests through your "
		       "project until its credits are gone.",
		.fix = ROTATE("infura.io", "INFURA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "infura_"
		       "api_key: 'u3n5or"
		       "uerk80d7zxgzq1r38nf6oha01o'\n",
		.miss = "infura_"
			"api_key: 'tbw3j9"
			"i3ns8yl5vjo199ohvh96xzo'\n",
		.literal = { "infura" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("infura", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "intrinio-key",
		.title = "Intrinio API key",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE("intrinio.com", "INTRINIO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "INTRINIO"
		       "_API_KEY=Oj9mWxVC"
		       "sSI8bI0PjTfBB7s6bKLdQvPEjPYYr"
		       "foSTK2N\n",
		.miss = "INTRINIO"
			"_API_KEY=OjV6246c"
			"6sADtBTPjn8zs8qHx79"
			"RDjorWE7jYBycD\n",
		.literal = { "intrinio" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("intrinio", "Oj[A-Za-z0-9]{42}"),
		.check = fi_check_random,
	},
	{
		.id = "lunch-money-token",
		.title = "Lunch Money access token",
		.why = "Whoever has it reads the transactions and balances of your "
		       "bank accounts, and changes your books.",
		.fix = ROTATE("lunchmoney.app", "LUNCH_MONEY_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"lunchMone"
		       "yAccessToken\": \"1d479"
		       "d0aa30c6adffc59dcbb5d3addf402"
		       "c72226d3e5209207\",\n",
		.miss = "  \"lunchMone"
			"yAccessToken\": \"5da1b"
			"4abde7bd9f6d8b2cecb"
			"df59cf9abe2ad3e7e274ef0\",\n",
		.literal = { "lunchmoney", "lunch_money" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("lunch_?money", "[a-f0-9]{50}"),
		.check = fi_check_random,
	},
	{
		.id = "luno-secret",
		.title = "Luno secret",
		.why = "Whoever has it and the key id beside it trades with your "
		       "balance, and sends it away if the key may.",
		.fix = ROTATE("luno.com", "LUNO_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "luno_ap"
		       "i_secret: 'u-wZ0e"
		       "AM3Xql-LiMxoxj5chw3ilj0I5lDM2"
		       "RdTZUI0U'\n",
		.miss = "luno_ap"
			"i_secret: 'kB-D5P"
			"OWePRlJZY231ZnI3hgein6E5GxLIP"
			"dk8Fg'\n",
		.literal = { "luno_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("luno_api", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "marketstack-key",
		.title = "Marketstack API key",
		.why = "Whoever has it reads stock prices with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("marketstack.com", "MARKETSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "MARKETSTA"
		       "CK_API_KEY=rzkccnxn"
		       "ophrbir6ociv88lwuj0"
		       "mcqbx\n",
		.miss = "MARKETSTA"
			"CK_API_KEY=pa5desm4"
			"s6yl40bnm4bi9fdxpgquc\n",
		.literal = { "marketstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("marketstack", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "moralis-key",
		.title = "Moralis API key",
		.why = "Whoever has it reads the chain and your streams with the "
		       "compute units you paid for.",
		.fix = ROTATE("moralis.io", "MORALIS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"moral"
		       "isApiKey\": \"TnTYj"
		       "0ed7JcEKj9kuBdOnPtzpSGIg1Z"
		       "GF6l0NUVjZzupn71ZbBLDBb"
		       "zhz3vbXICu\",\n",
		.miss = "  \"moral"
			"isApiKey\": \"jAZYj"
			"eed5cgxEEMymZPCPsiM"
			"6pJWuh0ujPgV5DN8KabSryM9wvpPW"
			"k0vVPO3E\",\n",
		.literal = { "moralis" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("moralis", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "nasdaq-data-link-key",
		.title = "Nasdaq Data Link API key",
		.why = "Whoever has it downloads the premium data sets you subscribed "
		       "to.",
		.fix = ROTATE("data.nasdaq.com", "NASDAQ_DATA_LINK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "nasdaq_data_"
		       "link_api_key: 'Vfk4YB"
		       "pA0qNDJtJxHhQy'\n",
		.miss = "nasdaq_data_"
			"link_api_key: 'CGV1xS"
			"6Mb_Gh5wzLW'\n",
		.literal = { "nasdaqdatalink", "nasdaq_data_link" },
		.nocase = true,
		.pattern = KEY_OF("nasdaq_?data_?link", "[A-Za-z0-9_-]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "oanda-token",
		.title = "OANDA token",
		.why = "Whoever has it trades with your account's balance and reads "
		       "its positions.",
		.fix = ROTATE("oanda.com", "OANDA_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"oan"
		       "daToken\": \"51cdd"
		       "be55bf8b665cfb526d6b9f953c"
		       "3-f74c6fc04b58e5c3d3f26f1ec37"
		       "e8962\",\n",
		.miss = "  \"oan"
			"daToken\": \"6aed9"
			"16d1d824d962b2c6deb"
			"0976ad3f-bbc9a4a172f4e5290ae4"
			"879589504\",\n",
		.literal = { "oanda" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("oanda", "[a-f0-9]{32}-[a-f0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "paydirt-token",
		.title = "Paydirt token",
		.why = "Whoever has it reads the time, clients and invoices of your "
		       "team.",
		.fix = ROTATE("paydirtapp.com", "PAYDIRT_APP_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PAYDIRT_"
		       "APP_TOKEN=liwzv3bh"
		       "w1v47gtcqcaidjwk2bapinzz\n",
		.miss = "paydirt"
			"_app_md5: liwzv3b"
			"hw1v47gtcqcaidjwk2bapinzz\n",
		.literal = { "paydirt_app" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("paydirt_app", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "paymo-key",
		.title = "Paymo API key",
		.why = "Whoever has it reads the time, projects and invoices of your "
		       "team.",
		.fix = ROTATE("paymoapp.com", "PAYMO_APP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PAYMO_AP"
		       "P_API_KEY=j0yM9cl2"
		       "M3NIWstRinQJqYou1OHZ2wrjf7ENY"
		       "BIlpVnT\n",
		.miss = "PAYMO_AP"
			"P_API_KEY=mRRYQ7vI"
			"PdXy5cOfaafrYRgqrJmBiaF"
			"bY00bOnKd4\n",
		.literal = { "paymo_app" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("paymo_app", "[A-Za-z0-9]{44}"),
		.check = fi_check_mixed,
	},
	{
		.id = "paymongo-key",
		.title = "PayMongo secret key",
		.why = "Whoever has it charges and refunds your customers, and reads "
		       "who paid.",
		.fix = ROTATE("paymongo.com", "PAYMONGO_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "paymongo_"
		       "secret_key: 'sk_liv"
		       "e_7Lv263pnZsGYnhRVLngA1Ofy'\n",
		.miss = "paymongo_"
			"secret_key: 'sk_liv"
			"e_3m87pPmzeZGEtodJemSfn'\n",
		.literal = { "paymongo" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("paymongo", "sk_(?:live|test)_[A-Za-z0-9]{24}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "pinata-key",
		.title = "Pinata secret API key",
		.why = "Whoever has it and the key beside it pins what it likes on "
		       "your bill and unpins what you rely on.",
		.fix = ROTATE("pinata.cloud", "PINATA_SECRET_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "pinata_sec"
		       "ret_api_key: 'b4ijhi"
		       "sqgvlikbuf8qov5g44d6uta"
		       "r3j3qoxbht24bmlahz5wwv1e9f"
		       "sd5otbzt7'\n",
		.miss = "  Pi"
			"nata: b4ijhis"
			"qgvlikbuf8qov5g44d6utar"
			"3j3qoxbht24bmlahz5wwv1e"
			"9fsd5otbzt7\n",
		.literal = { "pinata" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("pinata", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "poloniex-secret",
		.title = "Poloniex API secret",
		.why = "Whoever has it and the key beside it trades with your balance, "
		       "and withdraws if the key may.",
		.fix = ROTATE("poloniex.com", "POLONIEX_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "POLONIEX_"
		       "API_SECRET=a206fc13"
		       "7a185d5dccf0207c8b9d077c6a81f"
		       "55d1ba7f6617f4efc78"
		       "54088de2844be36e0ae"
		       "1cda871fc93aebf47755d2b"
		       "75b9df858205b90f71a0f542ba50a4\n",
		.miss = "poloniex"
			"_checksum: a206fc1"
			"37a185d5dccf0207c8b9d077c6"
			"a81f55d1ba7f6617f4efc78"
			"54088de2844be36e0ae"
			"1cda871fc93aebf47755d2b75b9df"
			"858205b90f71a0f542ba50a4\n",
		.literal = { "poloniex" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("poloniex", "[a-f0-9]{128}"),
		.check = fi_check_random,
	},
	{
		.id = "polygon-key",
		.title = "Polygon.io key",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE("polygon.io", "POLYGON_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "POLYGON"
		       "_API_KEY=0i_i0uOl"
		       "6MOKqwWiUEolgmR3ltlWQsLO\n",
		.miss = "POLYGON"
			"_API_KEY=X73ou5zn"
			"Knova2JvV5I1g8zsq6ViM\n",
		.literal = { "polygon_api" },
		.nocase = true,
		.pattern = KEY_OF("polygon_api", "[A-Za-z0-9_-]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "polymarket-key",
		.title = "Polymarket private key",
		.why = "Whoever has it signs orders as your wallet and moves what lies "
		       "in it; nobody can take that back.",
		.fix = ROTATE("polymarket.com", "POLYMARKET_PRIVATE_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"polymark"
		       "etPrivateKey\": \"0xb4d"
		       "CdE52CcCf5f38470eE8F6f5eE4a3A"
		       "b9fbe3beBE2F1C63b2972de"
		       "71B8174a0\",\n",
		.miss = "  \"polymark"
			"etPrivateKey\": \"0x87D"
			"94aEAcDfbF75ac861b7"
			"E8bA6Aa9331DcE7a2F1a26dabe4AD"
			"d345D6123E\",\n",
		.literal = { "polymarket" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("polymarket", "0x[a-fA-F0-9]{64}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "purestake-key",
		.title = "PureStake API key",
		.why = "Whoever has it sends transactions and requests through your "
		       "nodes until the plan is used up.",
		.fix = ROTATE("purestake.com", "PURESTAKE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "purestak"
		       "e_api_key: 'LkwI0o"
		       "kVRxsTzDJs804wZiNGk"
		       "xMRCk036tOkDCe3'\n",
		.miss = "purestak"
			"e_api_key: 'GMaBmt"
			"xEa72pGDNhpoim1idMEzFGH00XT4xf8'\n",
		.literal = { "purestake" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("purestake", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "request-finance-key",
		.title = "Request Finance API key",
		.why = "Whoever has it reads your invoices and makes new ones that "
		       "your customers pay in coins.",
		.fix = ROTATE("request.finance", "REQUEST_FINANCE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "REQUEST_FIN"
		       "ANCE_API_KEY=LEN6UAE-"
		       "ENN7PLJ-NMQ9KEB-2UKLP45\n",
		.miss = "REQUEST_FIN"
			"ANCE_API_KEY=M1GAPRB-"
			"WF1J12G-EU5CDEV-V3CO\n",
		.literal = { "requestfinance", "request_finance" },
		.nocase = true,
		.pattern = KEY_OF("request_?finance", "(?:[A-Z0-9]{7}-){3}[A-Z0-9]{7}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "stockdata-key",
		.title = "StockData.org API key",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE("stockdata.org", "STOCKDATA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "stockdat"
		       "a_api_key: 'kRQKsP"
		       "NgUL1zUYcqogI42wSWx4d7zLtUh9I"
		       "Pw40O'\n",
		.miss = "stockdat"
			"a_api_key: 'uDfmhS"
			"tFRHEOkwiHnr5Xgnzs5QBydqYq"
			"7iSiD'\n",
		.literal = { "stockdata" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("stockdata", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "tiingo-token",
		.title = "Tiingo token",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE("tiingo.com", "TIINGO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"tiin"
		       "goToken\": \"ri88n"
		       "cley889zfjqye2vj2gby92kxtj"
		       "pmx0j0qnk\",\n",
		.miss = "  Ti"
			"ingo: ri88ncl"
			"ey889zfjqye2vj2gby92kxtjpm"
			"x0j0qnk\n",
		.literal = { "tiingo" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("tiingo", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "transferwise-token",
		.title = "Wise token",
		.why = "Whoever has it reads your balances and statements and sets up "
		       "transfers out of them.",
		.fix = ROTATE("wise.com", "TRANSFERWISE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "TRANSFERW"
		       "ISE_TOKEN=bc4a2989"
		       "-6b10-3b17-145b-5af"
		       "fe04dba7e\n",
		.miss = "TRANSFERW"
			"ISE_TOKEN=17fe8ee3"
			"-c55e-7ba8-f029-838"
			"3fac87\n",
		.literal = { "transferwise" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("transferwise", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "twelve-data-key",
		.title = "Twelve Data API key",
		.why = "Whoever has it reads market data with the plan you pay for.",
		.fix = ROTATE("twelvedata.com", "TWELVE_DATA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"twelve"
		       "DataApiKey\": \"6ol6b"
		       "hqqjsvd2pwwlx87elueg3hft7m6\",\n",
		.miss = "twelve_"
			"data_md5: 6ol6bhq"
			"qjsvd2pwwlx87elueg3hft7m6\n",
		.literal = { "twelvedata", "twelve_data" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("twelve_?data", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "wepay-token",
		.title = "WePay access token",
		.why = "Whoever has it makes and refunds payments in your account's "
		       "name.",
		.fix = ROTATE("wepay.com", "WEPAY_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "wepay_acc"
		       "ess_token: 'STAGE_"
		       "e17fd5db2d097cae5cf"
		       "5a2166bb2e90ca3eafdfa6b"
		       "4e7eb94f5cfa7f0e05d1df'\n",
		.miss = "wepay_acc"
			"ess_token: 'STAGE_"
			"dce7a612eb776d1a8da"
			"70289c0f48ff03136c30ee4"
			"9006bf532eb46868314'\n",
		.literal = { "wepay" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("wepay", "(?:STAGE|PRODUCTION)_[a-f0-9]{64}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "worldcoinindex-key",
		.title = "WorldCoinIndex API key",
		.why = "Whoever has it reads coin prices with your quota.",
		.fix = ROTATE("worldcoinindex.com", "WORLDCOININDEX_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "WORLDCOININ"
		       "DEX_API_KEY=I2FLIqOG"
		       "fF7n84rPNuoNoDFqpCY"
		       "Xw1gA4OU\n",
		.miss = "WORLDCOININ"
			"DEX_API_KEY=TNrkSSf7"
			"Nwn3FuBA77sJbBLkB26qSrWL\n",
		.literal = { "worldcoinindex" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("worldcoinindex", "[A-Za-z0-9]{35}"),
		.check = fi_check_mixed,
	},
	{
		.id = "youneedabudget-token",
		.title = "YNAB access token",
		.why = "Whoever has it reads every account, payee and transaction of "
		       "your budgets, and changes them.",
		.fix = ROTATE("ynab.com", "YOUNEEDABUDGET_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"youneedabud"
		       "getAccessToken\": \"6aCDW"
		       "T_buOQXO6apT_07wU3ozesk6ce7My"
		       "KW7qgrHcO\",\n",
		.miss = "  \"youneedabud"
			"getAccessToken\": \"Edexz"
			"NVRGSPOmtZ0i3RrYlkV"
			"1OosYy0AyD1hQZIF\",\n",
		.literal = { "youneedabudget" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("youneedabudget", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
};
const size_t fi_rules_secrets_finance_n = FI_COUNT(fi_rules_secrets_finance);
