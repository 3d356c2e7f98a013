/* secrets_network.c - names and addresses on the Internet. */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_network[] = {
	{
		.id = "dnscheck-key",
		.title = "DNS Check key",
		.why = "Whoever has it reads and changes which records are watched, so "
		       "that a changed one goes unseen.",
		.fix = ROTATE("dnscheck.co", "DNSCHECK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DNSCHECK"
		       "_API_KEY=6634a468"
		       "b9f64a5bbe6f5ffa815c37fe\n",
		.miss = "dnscheck"
			"_api_md5: 6634a46"
			"8b9f64a5bbe6f5ffa815c37fe\n",
		.literal = { "dnscheck_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("dnscheck_api", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "geo-ipify-key",
		.title = "IPify Geolocation API key",
		.why = "Whoever has it looks up addresses with the queries you paid "
		       "for.",
		.fix = ROTATE("geo.ipify.org", "GEO_IPIFY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "geo_ipif"
		       "y_api_key: 'at_d85"
		       "AsHsWemFmHqRNVSFkVIYRNMUjl'\n",
		.miss = "geo_ipif"
			"y_api_key: 'at_k27"
			"FLRi2LgJwcLXMKuBcRxUeon'\n",
		.literal = { "geoipify", "geo_ipify" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("geo_?ipify", "at_[A-Za-z0-9]{29}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "godaddy-secret",
		.title = "GoDaddy API secret",
		.why = "Whoever has it and the key beside it changes the DNS of your "
		       "domains, takes their mail and gets certificates for them.",
		.fix = ROTATE("developer.godaddy.com", "GODADDY_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "godaddy_a"
		       "pi_secret: 'p6LX6M"
		       "7rrIJDx7FvPfGAvH'\n",
		.miss = "godaddy_a"
			"pi_secret: 'XeMvri"
			"DEHK4TomnnhIh'\n",
		.literal = { "godaddy" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("godaddy", "[A-Za-z0-9]{22}"),
		.check = fi_check_mixed,
	},
	{
		.id = "ip2location-key",
		.title = "IP2Location API key",
		.why = "Whoever has it looks up addresses with the queries you paid "
		       "for.",
		.fix = ROTATE("ip2location.com", "IP2LOCATION_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "IP2LOCATI"
		       "ON_API_KEY=4IJKH8NN"
		       "42OLWIFRXJ7IOSVOCL1NXXUO\n",
		.miss = "IP2LOCATI"
			"ON_API_KEY=105UUE3C"
			"42BYAA2YR7EK0ZIPRHR98\n",
		.literal = { "ip2location" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("ip2location", "[A-Z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "ipgeolocation-key",
		.title = "IPGeolocation API key",
		.why = "Whoever has it looks up addresses with the plan you pay for.",
		.fix = ROTATE("ipgeolocation.io", "IPGEOLOCATION_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"ipgeoloc"
		       "ationApiKey\": \"p5qkc"
		       "7jlv9aup2dpuxl3x83j"
		       "1s5zhlac\",\n",
		.miss = "  \"ipgeoloc"
			"ationApiKey\": \"g6at3"
			"su66lrb8o3fyrejuh4q"
			"4jbbw\",\n",
		.literal = { "ipgeolocation" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("ipgeolocation", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "ipinfodb-key",
		.title = "IPInfoDB API key",
		.why = "Whoever has it looks up addresses with your quota.",
		.fix = ROTATE("ipinfodb.com", "IPINFODB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ipinfodb"
		       "_api_key: 'w0f82x"
		       "xus36klhsptxsifvzln"
		       "pznyk91cfalxgxmc7zw"
		       "y7er976vj5ylx2w6la52'\n",
		.miss = "ipinfodb"
			"_checksum: w0f82xx"
			"us36klhsptxsifvzlnpznyk"
			"91cfalxgxmc7zwy7er976vj"
			"5ylx2w6la52\n",
		.literal = { "ipinfodb" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("ipinfodb", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
};
const size_t fi_rules_secrets_network_n = FI_COUNT(fi_rules_secrets_network);
