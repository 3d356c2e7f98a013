/* secrets_data.c - weather, maps, news and what is scraped. */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_data[] = {
	{
		.id = "accuweather-key",
		.title = "AccuWeather API key",
		.why = "Whoever has it reads forecasts with the calls you paid for.",
		.fix = ROTATE("developer.accuweather.com", "ACCUWEATHER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ACCUWEATH"
		       "ER_API_KEY=KHOdqOBV"
		       "ARsAo5NIQDHKBwMIq%7dpMSZR%v\n",
		.miss = "ACCUWEATH"
			"ER_API_KEY=pHa7ODgu"
			"5yZZvt8BwzmOoLoys4wmZ\n",
		.literal = { "accuweather" },
		.nocase = true,
		.pattern = KEY_OF("accuweather", "[A-Za-z0-9%]{32,35}"),
		.check = fi_check_random,
	},
	{
		.id = "agora-key",
		.title = "Agora app certificate",
		.why = "Whoever has it signs tokens for any channel of your app: it "
		       "listens to and joins every call, at your cost.",
		.fix = ROTATE("agora.io", "AGORA_APP_CERTIFICATE"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "agora_app_"
		       "certificate: 'qbybhd"
		       "unvnt6vyn04cl85dnl06fpt5ll'\n",
		.miss = "agora_app_"
			"certificate: '30l1ll"
			"85ass4rgk471pq31qjczvnc'\n",
		.literal = { "agora_app" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("agora_app", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "airvisual-key",
		.title = "IQAir AirVisual API key",
		.why = "Whoever has it reads air quality with the plan you pay for.",
		.fix = ROTATE("iqair.com", "AIRVISUAL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "AIRVISUA"
		       "L_API_KEY=10b8af3d"
		       "-0e08-f669-b363-f90746ad9f6e\n",
		.miss = "AIRVISUA"
			"L_API_KEY=b358ad92"
			"-b65c-80ff-2711-36a9fadc9\n",
		.literal = { "airvisual" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("airvisual", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "allsports-key",
		.title = "AllSports API key",
		.why = "Whoever has it reads results with the plan you pay for.",
		.fix = ROTATE("allsportsapi.com", "ALLSPORTS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"allspo"
		       "rtsApiKey\": \"3ceu9"
		       "x4zgwdh5j2t94sa6rjupymfgmo"
		       "az8aihxmfcwwqxlpya8au4g25536n"
		       "0pz7\",\n",
		.miss = "  All"
			"Sports: 3ceu9x4"
			"zgwdh5j2t94sa6rjupy"
			"mfgmoaz8aihxmfcwwqxlpya"
			"8au4g25536n0pz7\n",
		.literal = { "allsports" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("allsports", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "apilayer-key",
		.title = "APILayer API key",
		.why = "Whoever has it calls every API you subscribed to there, until "
		       "the quota is gone.",
		.fix = ROTATE("apilayer.com", "APILAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"apila"
		       "yerApiKey\": \"SHAV7"
		       "cczNQSQqToE2gMbJlTIE8Ze"
		       "Ltun\",\n",
		.miss = "  \"apila"
			"yerApiKey\": \"2hfdp"
			"4EBG6iB6s1hZbBZFHN9IRRdz\",\n",
		.literal = { "apilayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("apilayer", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "autodesk-secret",
		.title = "Autodesk Platform Services client secret",
		.why = "Whoever has it and the client id beside it reads and changes "
		       "the drawings your app may reach.",
		.fix = ROTATE("aps.autodesk.com", "AUTODESK_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "autodesk_cl"
		       "ient_secret: 'WwY3XT"
		       "D0AXfOJ9WR'\n",
		.miss = "autodesk_cl"
			"ient_secret: 'RZ3hiG"
			"PRYqEja'\n",
		.literal = { "autodesk" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("autodesk", "[A-Za-z0-9]{16}"),
		.check = fi_check_mixed,
	},
	{
		.id = "aviationstack-key",
		.title = "Aviationstack API key",
		.why = "Whoever has it reads flight data with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("aviationstack.com", "AVIATIONSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "AVIATIONST"
		       "ACK_API_KEY=rzc77pn0"
		       "08dtyzv7io1pi43aennkbhcp\n",
		.miss = "aviation"
			"stack_md5: rzc77pn"
			"008dtyzv7io1pi43aen"
			"nkbhcp\n",
		.literal = { "aviationstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("aviationstack", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "besttime-key",
		.title = "BestTime API key",
		.why = "Whoever has it makes forecasts with the credits you paid for.",
		.fix = ROTATE("besttime.app", "BESTTIME_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "besttime"
		       "_api_key: 'pri_c8"
		       "bef353e200feda101c89f23ce5"
		       "0f81'\n",
		.miss = "besttime"
			"_api_key: 'pri_b5"
			"1f968d24b68d35740df"
			"5b165038'\n",
		.literal = { "besttime" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("besttime", "pri_[a-f0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "calendarific-key",
		.title = "Calendarific API key",
		.why = "Whoever has it reads holidays with the plan you pay for.",
		.fix = ROTATE("calendarific.com", "CALENDARIFIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CALENDARIF"
		       "IC_API_KEY=XSWqbTsV"
		       "Vy1DgGTZJQ7MKX0ObtnJfd2N\n",
		.miss = "CALENDARIF"
			"IC_API_KEY=XfXDAFPq"
			"bEBEKyuJXZcE093eFJp9v\n",
		.literal = { "calendarific" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("calendarific", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "calorieninja-key",
		.title = "CalorieNinjas API key",
		.why = "Whoever has it reads food data with your quota.",
		.fix = ROTATE("calorieninjas.com", "CALORIENINJA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"calorie"
		       "ninjaApiKey\": \"hgbM6"
		       "IaCAEguucZ4ocaJTRYfaA66sQp"
		       "q7vtn25yc\",\n",
		.miss = "  \"calorie"
			"ninjaApiKey\": \"Nb6gi"
			"IiKtCfxVyeZEsiAqQuB"
			"yDRS2mwvo74YY\",\n",
		.literal = { "calorieninja" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("calorieninja", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "carbon-interface-key",
		.title = "Carbon Interface API key",
		.why = "Whoever has it makes estimates with the plan you pay for.",
		.fix = ROTATE("carboninterface.com", "CARBON_INTERFACE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "carbon_inter"
		       "face_api_key: 'a6i7g6"
		       "gYsUNz3Nh0rDEb4'\n",
		.miss = "carbon_inter"
			"face_api_key: 'x2UP3S"
			"iJjLnuaqioNf'\n",
		.literal = { "carboninterface", "carbon_interface" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("carbon_?interface", "[A-Za-z0-9]{21}"),
		.check = fi_check_mixed,
	},
	{
		.id = "commoditiesapi-key",
		.title = "Commodities-API key",
		.why = "Whoever has it reads prices with the plan you pay for.",
		.fix = ROTATE("commodities-api.com", "COMMODITIES_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "COMMODITI"
		       "ES_API_KEY=s3ee1505"
		       "yk6un2m7mu4hxvuk5d1o393r92"
		       "2yfusz93er08nbe79skfbdw1xk\n",
		.miss = "COMMODITI"
			"ES_API_KEY=x2309on5"
			"j29tu7lo90tymos2oeqlcqzek3"
			"6ymrhh883pkurdqdw9e1ac6\n",
		.literal = { "commodities_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("commodities_api", "[a-z0-9]{60}"),
		.check = fi_check_random,
	},
	{
		.id = "countrylayer-key",
		.title = "Countrylayer API key",
		.why = "Whoever has it reads country data with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("countrylayer.com", "COUNTRYLAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "countrylay"
		       "er_api_key: 'dl346c"
		       "ywgnuax3sur4isz2j9oy6heen4'\n",
		.miss = "countryl"
			"ayer_md5: dl346cy"
			"wgnuax3sur4isz2j9oy6heen4\n",
		.literal = { "countrylayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("countrylayer", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "currentsapi-key",
		.title = "Currents API key",
		.why = "Whoever has it reads news with your quota.",
		.fix = ROTATE("currentsapi.services", "CURRENTS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CURRENTS"
		       "_API_KEY=4gkeelyy"
		       "HOVFUrynhCfXgwAy1TE"
		       "rOCj8gVM1tDre4EwbPKH5\n",
		.miss = "CURRENTS"
			"_API_KEY=Fo_Z1AKn"
			"fwpDgZ3aTv7QKjLQHQWGahwNcnyfI"
			"GqafMeA5\n",
		.literal = { "currents_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("currents_api", "[A-Za-z0-9_-]{48}"),
		.check = fi_check_mixed,
	},
	{
		.id = "dandelion-token",
		.title = "Dandelion token",
		.why = "Whoever has it analyses texts with the units you paid for.",
		.fix = ROTATE("dandelion.eu", "DANDELION_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"dande"
		       "lionToken\": \"31c7g"
		       "4kadg8nobecfljr2sesw3hn1vw4\",\n",
		.miss = "dandel"
			"ion_md5: 31c7g4k"
			"adg8nobecfljr2sesw3hn1vw4\n",
		.literal = { "dandelion" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("dandelion", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "detect-language-key",
		.title = "Detect Language API key",
		.why = "Whoever has it detects languages with the plan you pay for.",
		.fix = ROTATE("detectlanguage.com", "DETECT_LANGUAGE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DETECT_LANG"
		       "UAGE_API_KEY=wlp8d8b3"
		       "qn7mryfjf398cjwkxtm85nmu\n",
		.miss = "detect_la"
			"nguage_md5: wlp8d8b"
			"3qn7mryfjf398cjwkxtm85nmu\n",
		.literal = { "detectlanguage", "detect_language" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("detect_?language", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "diggernaut-key",
		.title = "Diggernaut API key",
		.why = "Whoever has it runs your scrapers and reads what they "
		       "collected.",
		.fix = ROTATE("diggernaut.com", "DIGGERNAUT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"digger"
		       "nautApiKey\": \"lbj0i"
		       "52vndrkrdw1i4kc0sp0n4we"
		       "ct83qkm6zzp5\",\n",
		.miss = "  Digg"
			"ernaut: lbj0i52"
			"vndrkrdw1i4kc0sp0n4"
			"wect83qkm6zzp5\n",
		.literal = { "diggernaut" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("diggernaut", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "flightapi-key",
		.title = "FlightAPI API key",
		.why = "Whoever has it reads fares with the credits you paid for.",
		.fix = ROTATE("flightapi.io", "FLIGHT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FLIGHT_"
		       "API_KEY=h8286umx"
		       "cyhsvicdjzu8ir9i\n",
		.miss = "FLIGHT_"
			"API_KEY=io5l6ny3"
			"0ejop51d3fv4h\n",
		.literal = { "flight_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("flight_api", "[a-z0-9]{24}"),
		.check = fi_check_random,
	},
	{
		.id = "flightstats-key",
		.title = "FlightStats app key",
		.why = "Whoever has it reads flight data on your bill.",
		.fix = ROTATE("developer.flightstats.com", "FLIGHTSTATS_APP_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"flights"
		       "tatsAppKey\": \"mdcvm"
		       "ghkiov8ub3ury3kfbim"
		       "3ekl49k3\",\n",
		.miss = "flights"
			"tats_md5: mdcvmgh"
			"kiov8ub3ury3kfbim3ekl49k3\n",
		.literal = { "flightstats" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("flightstats", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "geoapify-key",
		.title = "Geoapify API key",
		.why = "Whoever has it makes maps and routes with the credits you paid "
		       "for.",
		.fix = ROTATE("geoapify.com", "GEOAPIFY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "geoapify"
		       "_api_key: 'gnyxcx"
		       "wi357kr63p46kb007orj8rjb55'\n",
		.miss = "geoapify"
			"_api_key: 'wz6l54"
			"u2p3h34yehl3baxz20r"
			"yugi'\n",
		.literal = { "geoapify" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("geoapify", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "geocodify-key",
		.title = "Geocodify API key",
		.why = "Whoever has it looks up addresses with the plan you pay for.",
		.fix = ROTATE("geocodify.com", "GEOCODIFY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "GEOCODIF"
		       "Y_API_KEY=6c4fcubn"
		       "nuw9o6su7mopuke0ae7"
		       "himekqs0zhcx0\n",
		.miss = "geocodi"
			"fy_sha1: 6c4fcub"
			"nnuw9o6su7mopuke0ae7him"
			"ekqs0zhcx0\n",
		.literal = { "geocodify" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("geocodify", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "geocodio-key",
		.title = "Geocodio API key",
		.why = "Whoever has it looks up addresses on your bill, and reads the "
		       "lists you uploaded.",
		.fix = ROTATE("geocod.io", "GEOCODIO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"geoco"
		       "dioApiKey\": \"87xu6"
		       "ps5yi3ubmjynhb3i2s6w17c"
		       "14kcrzo4a2y\",\n",
		.miss = "  \"geoco"
			"dioApiKey\": \"08u6t"
			"vdyyjyia4g14lsos10jk2o5pygf6faf\",\n",
		.literal = { "geocodio" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("geocodio", "[a-z0-9]{39}"),
		.check = fi_check_random,
	},
	{
		.id = "graphhopper-key",
		.title = "GraphHopper API key",
		.why = "Whoever has it plans routes with the credits you paid for.",
		.fix = ROTATE("graphhopper.com", "GRAPHHOPPER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "graphhopp"
		       "er_api_key: '2930d6"
		       "15-0fe2-b761-84f4-4745548c"
		       "9115'\n",
		.miss = "graphhopp"
			"er_api_key: 'baf104"
			"14-b9f8-fdd5-d2a8-698c19cdc'\n",
		.literal = { "graphhopper" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("graphhopper", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "holidayapi-key",
		.title = "Holiday API API key",
		.why = "Whoever has it reads holidays with the plan you pay for.",
		.fix = ROTATE("holidayapi.com", "HOLIDAY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "HOLIDAY"
		       "_API_KEY=b960e9fd"
		       "-c36d-0f27-4761-24e1c53"
		       "bb9a5\n",
		.miss = "HOLIDAY"
			"_API_KEY=1a3fbd53"
			"-a1a2-6036-6c78-933f6c5f3\n",
		.literal = { "holiday_api" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("holiday_api", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "hypertrack-key",
		.title = "HyperTrack secret key",
		.why = "Whoever has it and the account id beside it follows where your "
		       "drivers are, live.",
		.fix = ROTATE("hypertrack.com", "HYPERTRACK_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"hypertra"
		       "ckSecretKey\": \"jn4II"
		       "w_0JMftH8LY4_GIrsnXb5tn5M7iAt"
		       "Z0sKdNHLrF7J5scK5I_r\",\n",
		.miss = "  \"hypertra"
			"ckSecretKey\": \"EOjnl"
			"Rrl_IDL1dR0rNjfO2Vzdnlh8sG"
			"LvS_yFcH15K3WokeAe8P\",\n",
		.literal = { "hypertrack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("hypertrack", "[A-Za-z0-9_-]{54}"),
		.check = fi_check_mixed,
	},
	{
		.id = "languagelayer-key",
		.title = "Languagelayer API key",
		.why = "Whoever has it detects languages with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("languagelayer.com", "LANGUAGELAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "languagela"
		       "yer_api_key: 'vaocj4"
		       "ngb7e9c23jer0fn39g5wdh8onz'\n",
		.miss = "languagela"
			"yer_api_key: 'd0n5jm"
			"klr0ebuepdiyhzkjwix"
			"eta5'\n",
		.literal = { "languagelayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("languagelayer", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "linkpreview-key",
		.title = "LinkPreview API key",
		.why = "Whoever has it makes previews with your quota.",
		.fix = ROTATE("linkpreview.net", "LINKPREVIEW_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LINKPREVI"
		       "EW_API_KEY=dca64243"
		       "dbea2facc1ba63ff6091bdee\n",
		.miss = "linkpre"
			"view_md5: dca6424"
			"3dbea2facc1ba63ff6091bdee\n",
		.literal = { "linkpreview" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("linkpreview", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "locationiq-key",
		.title = "LocationIQ API key",
		.why = "Whoever has it looks up addresses with the requests you paid "
		       "for.",
		.fix = ROTATE("locationiq.com", "LOCATIONIQ_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"locati"
		       "oniqApiKey\": \"pk.b9"
		       "607a3621d59097caf29e45d"
		       "2e3cfeb\",\n",
		.miss = "  \"locati"
			"oniqApiKey\": \"pk.0b"
			"0ced838aea0f42528a7a3799e35\",\n",
		.literal = { "locationiq" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("locationiq", "pk\\.[a-f0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "mapquest-key",
		.title = "MapQuest API key",
		.why = "Whoever has it makes maps and routes with the transactions you "
		       "paid for.",
		.fix = ROTATE("developer.mapquest.com", "MAPQUEST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "mapquest"
		       "_api_key: 'aXJbfB"
		       "jo3ikkMQKMHEWZzU5jg"
		       "WkJRcBJ'\n",
		.miss = "mapquest"
			"_api_key: 'rNVLQl"
			"3cy4Vcn17gd3OrAf1Q9"
			"UbP3'\n",
		.literal = { "mapquest" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("mapquest", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "meaningcloud-key",
		.title = "MeaningCloud API key",
		.why = "Whoever has it analyses texts with the credits you paid for.",
		.fix = ROTATE("meaningcloud.com", "MEANINGCLOUD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "MEANINGCLO"
		       "UD_API_KEY=tvpibvp5"
		       "7ei727to4u0sljb8snx51thh\n",
		.miss = "MEANINGCLO"
			"UD_API_KEY=k13yr4jj"
			"ctpl77mqkv86w76zn1nsn\n",
		.literal = { "meaningcloud" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("meaningcloud", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "mediastack-key",
		.title = "Mediastack API key",
		.why = "Whoever has it reads news with your plan until the month's "
		       "quota is gone.",
		.fix = ROTATE("mediastack.com", "MEDIASTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"medias"
		       "tackApiKey\": \"wdido"
		       "xqg81sowqy0fe5lttsq"
		       "hgjrho4s\",\n",
		.miss = "mediast"
			"ack_md5: wdidoxq"
			"g81sowqy0fe5lttsqhgjrho4s\n",
		.literal = { "mediastack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("mediastack", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "monkeylearn-key",
		.title = "MonkeyLearn API key",
		.why = "Whoever has it runs your classifiers and reads the texts they "
		       "were trained with.",
		.fix = ROTATE("monkeylearn.com", "MONKEYLEARN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "monkeylea"
		       "rn_api_key: 'fee594"
		       "afbfa34f9871c01576d24efcbc"
		       "000f2208'\n",
		.miss = "  Monk"
			"eyLearn: fee594a"
			"fbfa34f9871c01576d24efcbc0"
			"00f2208\n",
		.literal = { "monkeylearn" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("monkeylearn", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "nasa-key",
		.title = "NASA key",
		.why = "Whoever has it uses up the hourly requests of your key.",
		.fix = ROTATE("api.nasa.gov", "NASA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NASA_A"
		       "PI_KEY=zNFHje99"
		       "o2hOkVJFEJljEXN6ffUPTEE"
		       "x7VYdyJnW\n",
		.miss = "NASA_A"
			"PI_KEY=aPriBerw"
			"p7yB2SVjWZiQf6H52qhYegP"
			"Knrz8D\n",
		.literal = { "nasa_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("nasa_api", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "neutrinoapi-key",
		.title = "Neutrino API API key",
		.why = "Whoever has it looks up cards, phones and addresses on your "
		       "bill.",
		.fix = ROTATE("neutrinoapi.com", "NEUTRINO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NEUTRINO"
		       "_API_KEY=cn6lByEJ"
		       "bhyTIcMRTv23OIJcf5B"
		       "9sD3a3E1uNwZG0YohHofC\n",
		.miss = "NEUTRINO"
			"_API_KEY=Spz60aVs"
			"qzChohulPXdyqbvqAbvZO0k3GE"
			"Lv6IzQrKB5R\n",
		.literal = { "neutrino_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("neutrino_api", "[A-Za-z0-9]{48}"),
		.check = fi_check_mixed,
	},
	{
		.id = "newsapi-key",
		.title = "NewsAPI API key",
		.why = "Whoever has it reads news with the plan you pay for.",
		.fix = ROTATE("newsapi.org", "NEWS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "news_a"
		       "pi_key: 'hdjkhi"
		       "9v3uxhmafx5fqf2ewf1sit0dvw'\n",
		.miss = "news_a"
			"pi_md5: hdjkhi9"
			"v3uxhmafx5fqf2ewf1sit0dvw\n",
		.literal = { "news_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("news_api", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "newscatcher-key",
		.title = "NewsCatcher API key",
		.why = "Whoever has it reads news with the plan you pay for.",
		.fix = ROTATE("newscatcherapi.com", "NEWSCATCHER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NEWSCATCH"
		       "ER_API_KEY=7YdreQDa"
		       "pNIEdqj6X9hWjrx8a419t2x"
		       "pnvsgXZxrtCS\n",
		.miss = "NEWSCATCH"
			"ER_API_KEY=NJM_Oduc"
			"M1UlLtTIcnCL833qa5FCX4Df_B"
			"KyBMf-\n",
		.literal = { "newscatcher" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("newscatcher", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "nutritionix-key",
		.title = "Nutritionix API key",
		.why = "Whoever has it reads food data with the plan you pay for.",
		.fix = ROTATE("developer.nutritionix.com", "NUTRITIONIX_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"nutriti"
		       "onixApiKey\": \"a2l7t"
		       "f8ulrsyjh9mae3uo3m7"
		       "2y2x9hl5\",\n",
		.miss = "nutriti"
			"onix_md5: a2l7tf8"
			"ulrsyjh9mae3uo3m72y2x9hl5\n",
		.literal = { "nutritionix" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("nutritionix", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "opencage-key",
		.title = "OpenCage API key",
		.why = "Whoever has it looks up addresses with the plan you pay for.",
		.fix = ROTATE("opencagedata.com", "OPENCAGE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "OPENCAGE"
		       "_API_KEY=be050763"
		       "5430bec77f0f17a6ae663e07\n",
		.miss = "openca"
			"ge_md5: be05076"
			"35430bec77f0f17a6ae663e07\n",
		.literal = { "opencage" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("opencage", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "pandascore-token",
		.title = "PandaScore token",
		.why = "Whoever has it reads e-sports data with the plan you pay for.",
		.fix = ROTATE("pandascore.co", "PANDASCORE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "pandasco"
		       "re_token: 'AqdQjl"
		       "hPRy10xP5gbhaX8wNLukXcb"
		       "l7h81sGuTh3ze7IBokXr8r'\n",
		.miss = "pandasco"
			"re_token: 'szTkbS"
			"TIKIlHTAGuSSmkVpBbSiB76Gl72Do"
			"qS8tpXE_yKm2F'\n",
		.literal = { "pandascore" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("pandascore", "[A-Za-z0-9_-]{51}"),
		.check = fi_check_mixed,
	},
	{
		.id = "paralleldots-key",
		.title = "ParallelDots API key",
		.why = "Whoever has it analyses texts with the plan you pay for.",
		.fix = ROTATE("paralleldots.com", "PARALLELDOTS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PARALLELDO"
		       "TS_API_KEY=G7hvh7ry"
		       "iHxQ75PQieJvtRYyKmdMIhk"
		       "KXl2pI8r8LVT\n",
		.miss = "PARALLELDO"
			"TS_API_KEY=jILFGVkX"
			"SSvYMKhmC1WbrFhWWofAUnyH5x8jELrA\n",
		.literal = { "paralleldots" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("paralleldots", "[A-Za-z0-9]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "positionstack-key",
		.title = "Positionstack API key",
		.why = "Whoever has it looks up addresses with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("positionstack.com", "POSITIONSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"position"
		       "stackApiKey\": \"baf19"
		       "ab7c4ce4aa15b3e04e6399c"
		       "0a2a\",\n",
		.miss = "position"
			"stack_md5: baf19ab"
			"7c4ce4aa15b3e04e6399c0a2a\n",
		.literal = { "positionstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("positionstack", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "proxycrawl-token",
		.title = "ProxyCrawl token",
		.why = "Whoever has it crawls with the requests you paid for, from "
		       "addresses tied to your account.",
		.fix = ROTATE("crawlbase.com", "PROXYCRAWL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "proxycra"
		       "wl_token: 'D5ISxV"
		       "o7Rsd3UpWIGxgphH'\n",
		.miss = "proxycra"
			"wl_token: 'O3dDZj"
			"0Jn3Y5_B5jwXc'\n",
		.literal = { "proxycrawl" },
		.nocase = true,
		.pattern = KEY_OF("proxycrawl", "[A-Za-z0-9_-]{22}"),
		.check = fi_check_mixed,
	},
	{
		.id = "rawg-key",
		.title = "RAWG key",
		.why = "Whoever has it reads game data with your quota.",
		.fix = ROTATE("rawg.io", "RAWG_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "RAWG_A"
		       "PI_KEY=udg3tckh"
		       "zw7lg23wbazfc52ek5g3zchv\n",
		.miss = "rawg_a"
			"pi_md5: udg3tck"
			"hzw7lg23wbazfc52ek5g3zchv\n",
		.literal = { "rawg_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("rawg_api", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "redhat-pyxis-key",
		.title = "Red Hat Pyxis API key",
		.why = "Whoever has it reads and changes your certification projects, "
		       "whose images customers trust.",
		.fix = ROTATE("connect.redhat.com", "REDHAT_PYXIS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"redhatP"
		       "yxisApiKey\": \"p2sdc"
		       "1iyob5bbf690hy0yxpuyq8y"
		       "6hdh\",\n",
		.miss = "  \"redhatP"
			"yxisApiKey\": \"hqkny"
			"op5y4r1f1wa0db21d9913mrd\",\n",
		.literal = { "redhatpyxis", "redhat_pyxis" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("redhat_?pyxis", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "scrapeowl-key",
		.title = "ScrapeOwl API key",
		.why = "Whoever has it scrapes with the credits you paid for.",
		.fix = ROTATE("scrapeowl.com", "SCRAPEOWL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SCRAPEOW"
		       "L_API_KEY=hwiadch0"
		       "6ukq82no758cdv2grt47zg\n",
		.miss = "SCRAPEOW"
			"L_API_KEY=9ftv70oj"
			"kb5cfrs1gn3bindfodr\n",
		.literal = { "scrapeowl" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("scrapeowl", "[a-z0-9]{30}"),
		.check = fi_check_random,
	},
	{
		.id = "scraperapi-key",
		.title = "ScraperAPI API key",
		.why = "Whoever has it scrapes with the credits you paid for.",
		.fix = ROTATE("scraperapi.com", "SCRAPER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SCRAPER"
		       "_API_KEY=5u3oue2m"
		       "vuxm38bf131c50euxjh9qemv\n",
		.miss = "scraper"
			"_api_md5: 5u3oue2"
			"mvuxm38bf131c50euxjh9qemv\n",
		.literal = { "scraper_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("scraper_api", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "scraperbox-token",
		.title = "ScraperBox token",
		.why = "Whoever has it scrapes with the credits you paid for.",
		.fix = ROTATE("scraperbox.com", "SCRAPERBOX_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "scraperb"
		       "ox_token: '0307V8"
		       "ZWFHMN0C2IZMCBTNM2FDR5SNXM'\n",
		.miss = "scraperb"
			"ox_token: 'S8VY3G"
			"58GQGYQYW4HM9NTGYSJS9LD'\n",
		.literal = { "scraperbox" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("scraperbox", "[A-Z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "scrapestack-key",
		.title = "Scrapestack API key",
		.why = "Whoever has it scrapes with your plan until the month's quota "
		       "is gone.",
		.fix = ROTATE("scrapestack.com", "SCRAPESTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SCRAPESTA"
		       "CK_API_KEY=npacnetv"
		       "oqdmacntkqqsy969nbj3tcxq\n",
		.miss = "scrapes"
			"tack_md5: npacnet"
			"voqdmacntkqqsy969nb"
			"j3tcxq\n",
		.literal = { "scrapestack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("scrapestack", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "scrapfly-key",
		.title = "Scrapfly API key",
		.why = "Whoever has it scrapes with the credits you paid for.",
		.fix = ROTATE("scrapfly.io", "SCRAPFLY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SCRAPFLY"
		       "_API_KEY=scp-live"
		       "-f73078e1c9b8343f7efb48cb738896c8\n",
		.miss = "SCRAPFLY"
			"_API_KEY=scp-live"
			"-458a40d1cf99e2e5f6c3b5a6a6301\n",
		.literal = { "scp-live-" },
		.dense = true,
		.pattern = LEFT "(scp-live-[a-f0-9]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "scrapfly-test-key",
		.title = "Scrapfly test API key",
		.why = "Whoever has it scrapes with the credits you paid for.",
		.fix = ROTATE("scrapfly.io", "SCRAPFLY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "scrapfly"
		       "_api_key: 'scp-te"
		       "st-9695fbc42d5007e1"
		       "8c81efa1f83de098'\n",
		.miss = "scrapfly"
			"_api_key: 'scp-te"
			"st-602ca739da9108769997"
			"5e942b627'\n",
		.literal = { "scp-test-" },
		.dense = true,
		.pattern = LEFT "(scp-test-[a-f0-9]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "scrapingant-key",
		.title = "ScrapingAnt API key",
		.why = "Whoever has it scrapes with the credits you paid for.",
		.fix = ROTATE("scrapingant.com", "SCRAPINGANT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "scrapinga"
		       "nt_api_key: 'snpzio"
		       "pjheg7eus90ybldf19h0wr4lwc'\n",
		.miss = "scrapin"
			"gant_md5: snpziop"
			"jheg7eus90ybldf19h0wr4lwc\n",
		.literal = { "scrapingant" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("scrapingant", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "scrapingbee-key",
		.title = "ScrapingBee API key",
		.why = "Whoever has it scrapes with the credits you paid for.",
		.fix = ROTATE("scrapingbee.com", "SCRAPINGBEE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SCRAPINGB"
		       "EE_API_KEY=1TZUSZP2"
		       "OMC4T4X3PHY0URZDBAVZ1YVPXO3MN"
		       "7ECUEW4SQ27TJUXIGC6KE0R"
		       "HKQ1AJNKN65E8XDIFYYM\n",
		.miss = "SCRAPINGB"
			"EE_API_KEY=Q34ZDOI6"
			"AUR9WS6UIBRL061EH3I"
			"KUJNAXEKV1YBBETURMN"
			"EIQP94BF1RSI5TC35Z5K2MHNN2"
			"U9IOI\n",
		.literal = { "scrapingbee" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("scrapingbee", "[A-Z0-9]{80}"),
		.check = fi_check_random,
	},
	{
		.id = "serphouse-key",
		.title = "SERPHouse API key",
		.why = "Whoever has it reads search results with the credits you paid "
		       "for.",
		.fix = ROTATE("serphouse.com", "SERPHOUSE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"serpho"
		       "useApiKey\": \"Ecj4b"
		       "U8DOHPggHkq58Xh4KLIQFnq"
		       "QH8DuXH3kFZh9OxyzLGZAIGyxDpGL"
		       "8wD\",\n",
		.miss = "  \"serpho"
			"useApiKey\": \"GWhQI"
			"Nt0YC5oPUoMx7CD6nbEp9boG8p"
			"6ntQx8rJawWEE1JDOcvPxg4"
			"rOI\",\n",
		.literal = { "serphouse" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("serphouse", "[A-Za-z0-9]{60}"),
		.check = fi_check_mixed,
	},
	{
		.id = "serpstack-key",
		.title = "Serpstack API key",
		.why = "Whoever has it reads search results with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("serpstack.com", "SERPSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "serpstac"
		       "k_api_key: '3za28q"
		       "k375c0incf9dovpoyof"
		       "gqrydv8'\n",
		.miss = "serpstac"
			"k_api_key: 'so301o"
			"9mfrcn6lflomtd54zbe"
			"tip8'\n",
		.literal = { "serpstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("serpstack", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "spoonacular-key",
		.title = "Spoonacular API key",
		.why = "Whoever has it reads recipes with the points you paid for.",
		.fix = ROTATE("spoonacular.com", "SPOONACULAR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"spoonac"
		       "ularApiKey\": \"omohh"
		       "qwopwnzkgb5m17ttggarc46q38m\",\n",
		.miss = "  \"spoonac"
			"ularApiKey\": \"feb7a"
			"5hyol84s0339tdwbp3l"
			"a0z4j\",\n",
		.literal = { "spoonacular" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("spoonacular", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "sportmonks-token",
		.title = "Sportmonks token",
		.why = "Whoever has it reads sports data with the plan you pay for.",
		.fix = ROTATE("sportmonks.com", "SPORTMONKS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SPORTMON"
		       "KS_TOKEN=Sp58U3Cp"
		       "tmKeM15J7xuMjsf9Knby2wu"
		       "ESJKljuaAwf3OWqMguw"
		       "Unt4fDlsru\n",
		.miss = "SPORTMON"
			"KS_TOKEN=uoP0rsXS"
			"gX5p6mQQhdyGDZ42YpwTg0K"
			"iQyoFQggDjFmpL1Ref68l4dS5T\n",
		.literal = { "sportmonks" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("sportmonks", "[A-Za-z0-9]{60}"),
		.check = fi_check_mixed,
	},
	{
		.id = "stormglass-key",
		.title = "Storm Glass API key",
		.why = "Whoever has it reads marine weather with the plan you pay for.",
		.fix = ROTATE("stormglass.io", "STORMGLASS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "stormglas"
		       "s_api_key: '06729a"
		       "0d-e153-ea0c-4e23-6eeb7"
		       "4f51362-a9e11804-96bf-532e-ce"
		       "13-7f25534dce59'\n",
		.miss = "stormglas"
			"s_api_key: '10c27a"
			"c4-6b6a-727e-021c-3e48e731"
			"c430-8f62b382-3933-1f3b-8d"
			"1c-38de1efb2'\n",
		.literal = { "stormglass" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF(
			"stormglass", "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}-[0-"
				      "9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "strava-secret",
		.title = "Strava client secret",
		.why = "Whoever has it completes logins as your app, and then reads "
		       "where its users run and when.",
		.fix = ROTATE("strava.com/settings/api", "STRAVA_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "STRAVA_CLI"
		       "ENT_SECRET=ix6pq3e3"
		       "ss1i08j10i6kdd29gtx8w8ev1ysroc97\n",
		.miss = "  St"
			"rava: ix6pq3e"
			"3ss1i08j10i6kdd29gtx8w8ev1"
			"ysroc97\n",
		.literal = { "strava" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("strava", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "theoddsapi-key",
		.title = "The Odds API API key",
		.why = "Whoever has it reads odds with the requests you paid for.",
		.fix = ROTATE("the-odds-api.com", "THE_ODDS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "THE_ODDS"
		       "_API_KEY=8edd37a5"
		       "ba57998df08945ffc1d"
		       "ac9d2\n",
		.miss = "the_odds"
			"_api_md5: 8edd37a"
			"5ba57998df08945ffc1"
			"dac9d2\n",
		.literal = { "the_odds_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("the_odds_api", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "tomorrowio-key",
		.title = "Tomorrow.io API key",
		.why = "Whoever has it reads weather with the plan you pay for.",
		.fix = ROTATE("tomorrow.io", "TOMORROWIO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "tomorrowi"
		       "o_api_key: 'mVQOkt"
		       "owEyfo4MTLc81jp49H4"
		       "BlJwwOE'\n",
		.miss = "tomorrowi"
			"o_api_key: 'oQfLH6"
			"ZULkLPtbMtg1SHLIpoiQnix'\n",
		.literal = { "tomorrowio" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("tomorrowio", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "tomtom-key",
		.title = "TomTom API key",
		.why = "Whoever has it makes maps and routes on your bill.",
		.fix = ROTATE("developer.tomtom.com", "TOMTOM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TOMTOM_"
		       "API_KEY=9T9ryRe1"
		       "lrZ9ejnnxp6tT56j7CMGFWPw\n",
		.miss = "TOMTOM_"
			"API_KEY=XpLPj0lh"
			"tP11qNbDEklD5p1kFHZBo\n",
		.literal = { "tomtom" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("tomtom", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "travelpayouts-token",
		.title = "Travelpayouts token",
		.why = "Whoever has it reads what your affiliate account earns.",
		.fix = ROTATE("travelpayouts.com", "TRAVELPAYOUTS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"travelp"
		       "ayoutsToken\": \"8nmny"
		       "gfgj5hrjyxocf68oukyorks"
		       "gl9u\",\n",
		.miss = "  \"travelp"
			"ayoutsToken\": \"klzyx"
			"uqnbs37g2mcyu6wv1avienmz\",\n",
		.literal = { "travelpayouts" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("travelpayouts", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "upcdatabase-token",
		.title = "UPCDatabase token",
		.why = "Whoever has it looks up products with your quota.",
		.fix = ROTATE("upcdatabase.org", "UPCDATABASE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "UPCDATAB"
		       "ASE_TOKEN=5EWEMQ93"
		       "YE7SX86M1OWCKOTKLAK4ETI7\n",
		.miss = "UPCDATAB"
			"ASE_TOKEN=TZ9XDPJH"
			"BDDN4CH4J3L5ZDYJW345F\n",
		.literal = { "upcdatabase" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("upcdatabase", "[A-Z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "userstack-key",
		.title = "Userstack API key",
		.why = "Whoever has it reads user agents with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("userstack.com", "USERSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "userstac"
		       "k_api_key: 'lq9y96"
		       "y7eo2hyn1obt4wija4iy2chtl3'\n",
		.miss = "userstac"
			"k_api_key: 'yx2riz"
			"ty6ycclwoijtowud9236jyn'\n",
		.literal = { "userstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("userstack", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "visual-crossing-key",
		.title = "Visual Crossing API key",
		.why = "Whoever has it reads weather with the records you paid for.",
		.fix = ROTATE("visualcrossing.com", "VISUAL_CROSSING_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"visualCr"
		       "ossingApiKey\": \"ADGNM"
		       "PCYOIT9UPKOU3Q0L4IXA\",\n",
		.miss = "  \"visualCr"
			"ossingApiKey\": \"561UJ"
			"TMNKWD9VXVAX38QS5\",\n",
		.literal = { "visualcrossing", "visual_crossing" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("visual_?crossing", "[A-Z0-9]{25}"),
		.check = fi_check_random,
	},
	{
		.id = "walk-score-key",
		.title = "Walk Score API key",
		.why = "Whoever has it reads scores with the plan you pay for.",
		.fix = ROTATE("walkscore.com", "WALK_SCORE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "walk_scor"
		       "e_api_key: 'pjpzbh"
		       "u2h5el9ovrpl1akehfvbphwgtu'\n",
		.miss = "walk_sc"
			"ore_md5: pjpzbhu"
			"2h5el9ovrpl1akehfvb"
			"phwgtu\n",
		.literal = { "walkscore", "walk_score" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("walk_?score", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "weatherbit-key",
		.title = "Weatherbit API key",
		.why = "Whoever has it reads weather with the plan you pay for.",
		.fix = ROTATE("weatherbit.io", "WEATHERBIT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "WEATHERBI"
		       "T_API_KEY=ht0kvo2u"
		       "j5mcty3qnmwysw51jlt"
		       "1224f\n",
		.miss = "WEATHERBI"
			"T_API_KEY=q003ktzh"
			"9kmskxn7wbn43343c629d\n",
		.literal = { "weatherbit" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("weatherbit", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "weatherstack-key",
		.title = "Weatherstack API key",
		.why = "Whoever has it reads weather with your plan until the month's "
		       "quota is gone.",
		.fix = ROTATE("weatherstack.com", "WEATHERSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"weather"
		       "stackApiKey\": \"28p3w"
		       "ftr3ql9jdh9z6mk34hc"
		       "g8qr37zo\",\n",
		.miss = "weathers"
			"tack_md5: 28p3wft"
			"r3ql9jdh9z6mk34hcg8"
			"qr37zo\n",
		.literal = { "weatherstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("weatherstack", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "yelp-key",
		.title = "Yelp key",
		.why = "Whoever has it searches businesses with the calls you paid "
		       "for.",
		.fix = ROTATE("yelp.com/developers", "YELP_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "yelp_a"
		       "pi_key: 'xg2NN7"
		       "z3L20MSOKvlpbok-ZN1qsTtnRQ"
		       "8ocQPMO2H0Ieq876BsT_iZXRiy"
		       "UOhEAP3C_Z2Ae0H092Y5G77dFvlu1"
		       "KszgSg2O05BKEfJkXEpo0rCEgFNmT"
		       "T4PRrdSsKNF3'\n",
		.miss = "yelp_a"
			"pi_key: 'LEqJGQ"
			"F5fOBymPE1Hn81kzHp8H5_I"
			"i88z9lBvXaTdOqf_mPDaffOZoW"
			"-mJfvllehtT8tI08WyasO82601"
			"DpYRhkc4UPYx2coNtvICdKkgMe"
			"vPBBE-hqDUnHz-08Ug'\n",
		.literal = { "yelp_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("yelp_api", "[A-Za-z0-9_-]{128}"),
		.check = fi_check_random,
	},
	{
		.id = "zenscrape-key",
		.title = "Zenscrape API key",
		.why = "Whoever has it scrapes with the credits you paid for.",
		.fix = ROTATE("zenscrape.com", "ZENSCRAPE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"zenscr"
		       "apeApiKey\": \"431b7"
		       "5a1-f85c-192f-6235-9fde"
		       "a06615fd\",\n",
		.miss = "  \"zenscr"
			"apeApiKey\": \"9c850"
			"8f2-073c-7026-5dd8-eb2231f8d\",\n",
		.literal = { "zenscrape" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("zenscrape", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "zipcodeapi-key",
		.title = "ZipCodeAPI API key",
		.why = "Whoever has it looks up postcodes with the plan you pay for.",
		.fix = ROTATE("zipcodeapi.com", "ZIPCODE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ZIPCODE"
		       "_API_KEY=Gf1fc1wV"
		       "8XDixHZY0NjSMeP6Mr4oqDaEng"
		       "85hODylMt0AhXerijlr"
		       "40n0PzWz1ca\n",
		.miss = "ZIPCODE"
			"_API_KEY=dFjNpRJb"
			"FMFM2Bk8tN33dXDCrAw"
			"7yYHmjuT9X7Ziu1aPGDWEJqx45"
			"BdG6p6Su\n",
		.literal = { "zipcode_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("zipcode_api", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "zipcodebase-key",
		.title = "Zipcodebase API key",
		.why = "Whoever has it looks up postcodes with the plan you pay for.",
		.fix = ROTATE("zipcodebase.com", "ZIPCODEBASE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"zipcode"
		       "baseApiKey\": \"51559"
		       "df9-1407-67e8-1234-e7986be18c5c\",\n",
		.miss = "  \"zipcode"
			"baseApiKey\": \"a9821"
			"cf7-9674-dc54-f110-ffd9"
			"73eef\",\n",
		.literal = { "zipcodebase" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("zipcodebase", UUID),
		.check = fi_check_placeholder,
	},
};
const size_t fi_rules_secrets_data_n = FI_COUNT(fi_rules_secrets_data);
