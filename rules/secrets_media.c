/* secrets_media.c - pictures, films, documents and pages. */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_media[] = {
	{
		.id = "abyssale-key",
		.title = "Abyssale API key",
		.why = "Whoever has it renders banners on your plan and reads the "
		       "templates of your brand.",
		.fix = ROTATE("abyssale.com", "ABYSSALE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ABYSSALE"
		       "_API_KEY=98JhyaeU"
		       "5TQPcEhkScYbmB5Kelf"
		       "Fadn4vHSvwlo1\n",
		.miss = "ABYSSALE"
			"_API_KEY=e4YtSMTs"
			"bA3vE5BY8ulEu8qBHC4LffMiEuJnd\n",
		.literal = { "abyssale" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("abyssale", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "apiflash-key",
		.title = "ApiFlash API key",
		.why = "Whoever has it takes screenshots with the quota you paid for.",
		.fix = ROTATE("apiflash.com", "APIFLASH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"apifl"
		       "ashApiKey\": \"7x7nh"
		       "yp8mt2e8kvzh8rsu08w7m6e5wwv\",\n",
		.miss = "apifla"
			"sh_md5: 7x7nhyp"
			"8mt2e8kvzh8rsu08w7m6e5wwv\n",
		.literal = { "apiflash" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("apiflash", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "audd-token",
		.title = "AudD token",
		.why = "Whoever has it recognises music with the requests you paid "
		       "for.",
		.fix = ROTATE("audd.io", "AUDD_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "audd_ap"
		       "i_token: '1mclix"
		       "p8vfe7v748jcox4gxem5q4ivxc'\n",
		.miss = "audd_ap"
			"i_token: 'zd7bb4"
			"mgr61utouzv7l7c09n6wgl2'\n",
		.literal = { "audd_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("audd_api", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "bannerbear-key",
		.title = "Bannerbear API key",
		.why = "Whoever has it renders images on your plan and reads the "
		       "templates of your brand.",
		.fix = ROTATE("bannerbear.com", "BANNERBEAR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "BANNERBEA"
		       "R_API_KEY=LlPX8qCa"
		       "ffFnBOED11Suz3tt\n",
		.miss = "BANNERBEA"
			"R_API_KEY=nQcfyOVF"
			"mV9lBjYujazbV\n",
		.literal = { "bannerbear" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("bannerbear", "[A-Za-z0-9]{22}tt"),
		.check = fi_check_random,
	},
	{
		.id = "bannerbear-master-key",
		.title = "Bannerbear master API key",
		.why = "Whoever has it renders images on your plan and reads the "
		       "templates of every project.",
		.fix = ROTATE("bannerbear.com", "BANNERBEAR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "BANNERBEA"
		       "R_API_KEY=bb_ma_c9"
		       "c4a8d169408879c19e8566e"
		       "fb70c\n",
		.miss = "BANNERBEA"
			"R_API_KEY=bb_ma_99"
			"e6adbbb1f9706a39fd975e46b\n",
		.literal = { "bb_ma_" },
		.dense = true,
		.pattern = LEFT "(bb_ma_[a-f0-9]{30})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "bannerbear-project-key",
		.title = "Bannerbear project API key",
		.why = "Whoever has it renders images on your plan and reads the "
		       "templates of the project.",
		.fix = ROTATE("bannerbear.com", "BANNERBEAR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "BANNERBEA"
		       "R_API_KEY=bb_pr_41"
		       "f555ed4cca1ad96998dc795"
		       "62824\n",
		.miss = "BANNERBEA"
			"R_API_KEY=bb_pr_df"
			"604253d29a393d117d2238f4f\n",
		.literal = { "bb_pr_" },
		.dense = true,
		.pattern = LEFT "(bb_pr_[a-f0-9]{30})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "boostnote-token",
		.title = "Boost Note token",
		.why = "Whoever has it reads and changes the notes of your team.",
		.fix = ROTATE("boostnote.io", "BOOSTNOTE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "boostno"
		       "te_token: '6c2bc1"
		       "57927a5a4c5472a6ea8d031fcb"
		       "47451fa908cbc14d718caf7541"
		       "2b3bb9'\n",
		.miss = "  Boo"
			"stNote: 6c2bc15"
			"7927a5a4c5472a6ea8d031f"
			"cb47451fa908cbc14d718caf75412"
			"b3bb9\n",
		.literal = { "boostnote" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("boostnote", "[a-f0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "brandfetch-key",
		.title = "Brandfetch API key",
		.why = "Whoever has it reads brand data with the quota you paid for.",
		.fix = ROTATE("brandfetch.com", "BRANDFETCH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "brandfetc"
		       "h_api_key: 'thB0o-"
		       "uP6Zce#l-eMbNfDxV3lQe0#YI#X02"
		       "tB-3P5js='\n",
		.miss = "brandfetc"
			"h_api_key: 'aZCCCu"
			"4LQVkL1xpjEOLTTEM2TsJ6ICvV#3a"
			"wVmR_i'\n",
		.literal = { "brandfetch" },
		.nocase = true,
		.pattern = KEY_OF("brandfetch", "[A-Za-z0-9+/@#_-]{43}="),
		.check = fi_check_random,
	},
	{
		.id = "browshot-key",
		.title = "Browshot API key",
		.why = "Whoever has it takes screenshots with the credits you paid "
		       "for, and reads those you made.",
		.fix = ROTATE("browshot.com", "BROWSHOT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "BROWSHOT"
		       "_API_KEY=KvZJK94c"
		       "aTywlq2JgqMnOxL2vjg1\n",
		.miss = "BROWSHOT"
			"_API_KEY=Fjj7ZNhX"
			"kVckAZRRsdz2mD5tv\n",
		.literal = { "browshot" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("browshot", "[A-Za-z0-9]{28}"),
		.check = fi_check_mixed,
	},
	{
		.id = "buttercms-key",
		.title = "ButterCMS API key",
		.why = "Whoever has it reads what you write in the CMS, unpublished "
		       "drafts included.",
		.fix = ROTATE("buttercms.com", "BUTTERCMS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"butter"
		       "cmsApiKey\": \"4jevm"
		       "pnx8up9jy55l49ivgi8st7mc2wkvh"
		       "m0yoab\",\n",
		.miss = "  But"
			"terCMS: 4jevmpn"
			"x8up9jy55l49ivgi8st"
			"7mc2wkvhm0yoab\n",
		.literal = { "buttercms" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("buttercms", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "clarifai-token",
		.title = "Clarifai personal access token",
		.why = "Whoever has it runs models on your bill, and reads the images "
		       "and models of your apps.",
		.fix = ROTATE("clarifai.com", "CLARIFAI_PAT"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"clar"
		       "ifaiPat\": \"yL51k"
		       "sAHSIYy56K46zyjRQjZ62La"
		       "8fR5\",\n",
		.miss = "clarif"
			"ai_md5: yL51ksA"
			"HSIYy56K46zyjRQjZ62La8fR5\n",
		.literal = { "clarifai" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("clarifai", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "cloudinary-secret",
		.title = "Cloudinary API secret",
		.why = "Whoever has it and key and cloud name beside it uploads, "
		       "replaces and deletes the images and videos on your site.",
		.fix = ROTATE("cloudinary.com", "CLOUDINARY_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "cloudinary"
		       "_api_secret: 'yy8DqD"
		       "VIMqMkM_MatXAspOirvYY'\n",
		.miss = "cloudinary"
			"_api_secret: '5H2m70"
			"60zEiVhpT1p0feuz1V'\n",
		.literal = { "cloudinary" },
		.nocase = true,
		.pattern = KEY_OF("cloudinary", "[A-Za-z0-9_-]{27}"),
		.check = fi_check_mixed,
	},
	{
		.id = "cloudmersive-key",
		.title = "Cloudmersive API key",
		.why = "Whoever has it uses up the calls to scan and convert files "
		       "that you paid for.",
		.fix = ROTATE("cloudmersive.com", "CLOUDMERSIVE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CLOUDMERSI"
		       "VE_API_KEY=9f600f7c"
		       "-3dfc-8025-9a5c-177"
		       "c9d386240\n",
		.miss = "CLOUDMERSI"
			"VE_API_KEY=43832f69"
			"-c364-9a8e-a7a6-2bdeb3954\n",
		.literal = { "cloudmersive" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("cloudmersive", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "cloudsight-key",
		.title = "CloudSight API key",
		.why = "Whoever has it has images described at your cost.",
		.fix = ROTATE("cloudsight.ai", "CLOUDSIGHT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"clouds"
		       "ightApiKey\": \"iT0J5"
		       "bebKKrrvj_-GH3g3N\",\n",
		.miss = "  \"clouds"
			"ightApiKey\": \"6KUnv"
			"XXmE7Boxxk7A6M\",\n",
		.literal = { "cloudsight" },
		.nocase = true,
		.pattern = KEY_OF("cloudsight", "[A-Za-z0-9_-]{22}"),
		.check = fi_check_random,
	},
	{
		.id = "craftmypdf-key",
		.title = "CraftMyPDF API key",
		.why = "Whoever has it makes documents on your plan and reads your "
		       "templates.",
		.fix = ROTATE("craftmypdf.com", "CRAFTMYPDF_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "craftmypd"
		       "f_api_key: 'OzP6kN"
		       "Y0DG9DA5MNE4NYID6Ryj6RTB88QN6'\n",
		.miss = "craftmypd"
			"f_api_key: '5RYGR6"
			"b5J4VJrW9U330CFg71m1HTx9R4'\n",
		.literal = { "craftmypdf" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("craftmypdf", "[A-Za-z0-9]{35}"),
		.check = fi_check_mixed,
	},
	{
		.id = "diffbot-token",
		.title = "Diffbot token",
		.why = "Whoever has it reads pages and the knowledge graph with the "
		       "credits you paid for.",
		.fix = ROTATE("diffbot.com", "DIFFBOT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DIFFBO"
		       "T_TOKEN=klbd6hcq"
		       "3c6s0jz0uh1fjnlh0fk"
		       "3xr5e\n",
		.miss = "DIFFBO"
			"T_TOKEN=uclw5fgz"
			"u69y8zww11pgj5k72erhd\n",
		.literal = { "diffbot" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("diffbot", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "disqus-key",
		.title = "Disqus secret key",
		.why = "Whoever has it signs calls as your app: reads, posts and "
		       "removes comments on your site.",
		.fix = ROTATE("disqus.com/api", "DISQUS_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "disqus_s"
		       "ecret_key: 'IVyCAJ"
		       "Z0ew7J2GblmcNyAv4zzLBAZUrz"
		       "22p9fnRuyoNfltWjzR1K1Zw"
		       "FcScWW68X'\n",
		.miss = "disqus_s"
			"ecret_key: 'eqCE10"
			"v9aozrpPFXQX75HlOkUljnxBBA"
			"dIfQVq9BJyiO09huCI0g7kzLkilYQ'\n",
		.literal = { "disqus" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("disqus", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "docparser-key",
		.title = "Docparser API key",
		.why = "Whoever has it downloads the invoices and forms you have "
		       "parsed.",
		.fix = ROTATE("docparser.com", "DOCPARSER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"docpar"
		       "serApiKey\": \"32e4d"
		       "dcf6f1ab0501631fffe5a78c985ee"
		       "578132\",\n",
		.miss = "docpars"
			"er_sha1: 32e4ddc"
			"f6f1ab0501631fffe5a"
			"78c985ee578132\n",
		.literal = { "docparser" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("docparser", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "dynalist-token",
		.title = "Dynalist token",
		.why = "Whoever has it reads and changes every document you keep "
		       "there.",
		.fix = ROTATE("dynalist.io", "DYNALIST_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"dynal"
		       "istToken\": \"1kksO"
		       "GeZiOo-wNx_H0dibK4qps9j"
		       "Es3awtauQXdaZ31UYFT6WWRKml9fc"
		       "cQdugOJk2uKsiykpdFe"
		       "mseiDRt7XOeugh20U753b6II8p"
		       "FkVOlXGMuw2C18kJzbkT2bM7R1\",\n",
		.miss = "  \"dynal"
			"istToken\": \"F6ce8"
			"2_DA3y325i5xJjxx8gj4kntEDuc7W"
			"V1xHu4vHsFafyZAjoYKrQEi"
			"P0xBqUsz7r7jrkTop1HPuZ2XoQudu"
			"N7cbZb6mhHoJ8b1KzJY"
			"26bcsHMtuQds95_nwuWr\",\n",
		.literal = { "dynalist" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("dynalist", "[A-Za-z0-9_-]{128}"),
		.check = fi_check_mixed,
	},
	{
		.id = "dyspatch-key",
		.title = "Dyspatch API key",
		.why = "Whoever has it reads your published mail templates.",
		.fix = ROTATE("dyspatch.io", "DYSPATCH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DYSPATCH"
		       "_API_KEY=NH5K06UA"
		       "ILQGUN8NW6VH8LL9G9N1XSKCR9NCH"
		       "Z1TN6EQ6EASGY0Q\n",
		.miss = "DYSPATCH"
			"_API_KEY=FOCXJX98"
			"80NZOHB7E0KQ169RPH58N9JN6T"
			"QFRBTUDO8FNYQ9K\n",
		.literal = { "dyspatch" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("dyspatch", "[A-Z0-9]{52}"),
		.check = fi_check_random,
	},
	{
		.id = "extractorapi-key",
		.title = "ExtractorAPI API key",
		.why = "Whoever has it extracts pages with the plan you pay for.",
		.fix = ROTATE("extractorapi.com", "EXTRACTOR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "EXTRACTO"
		       "R_API_KEY=b55f946a"
		       "2b9fa4cb660fe8c2986cbe7"
		       "7306601dd\n",
		.miss = "  extra"
			"ctor_api: b55f946"
			"a2b9fa4cb660fe8c2986cbe"
			"77306601dd\n",
		.literal = { "extractor_api" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("extractor_api", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "fetchrss-key",
		.title = "FetchRSS API key",
		.why = "Whoever has it makes and deletes the feeds of your account.",
		.fix = ROTATE("fetchrss.com", "FETCHRSS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "fetchrss"
		       "_api_key: '174580"
		       "1.Vi4F-Q19v39XC7u-86zvb"
		       "1PRtIkioZpbU'\n",
		.miss = "fetchrss"
			"_api_key: '618263"
			".HqNpRozNO_rkHub4E6gCQF"
			"iRoJY'\n",
		.literal = { "fetchrss" },
		.nocase = true,
		.pattern = KEY_OF("fetchrss", "\\d{6,8}\\.[A-Za-z0-9_-]{30,33}"),
		.check = fi_check_random,
	},
	{
		.id = "flickr-secret",
		.title = "Flickr API secret",
		.why = "Whoever has it signs calls as your app: those who logged in "
		       "with it let it see their private photos.",
		.fix = ROTATE("flickr.com/services", "FLICKR_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FLICKR_A"
		       "PI_SECRET=f8d192f9"
		       "063be448\n",
		.miss = "FLICKR_A"
			"PI_SECRET=fdeaeaa2"
			"70f5d\n",
		.literal = { "flickr" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("flickr", "[a-f0-9]{16}"),
		.check = fi_check_random,
	},
	{
		.id = "geckoboard-key",
		.title = "Geckoboard API key",
		.why = "Whoever has it replaces the numbers on your dashboards.",
		.fix = ROTATE("geckoboard.com", "GECKOBOARD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"geckob"
		       "oardApiKey\": \"VT98K"
		       "DQr4Xo1dhxDuIbqLl64"
		       "QTI6WE22z3hS4LcgSWNm\",\n",
		.miss = "  \"geckob"
			"oardApiKey\": \"o19sR"
			"7fPSE8QaMpSFDrOyeMa4UtB"
			"eUD0SKtIJE5hO\",\n",
		.literal = { "geckoboard" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("geckoboard", "[A-Za-z0-9]{44}"),
		.check = fi_check_mixed,
	},
	{
		.id = "gyazo-token",
		.title = "Gyazo access token",
		.why = "Whoever has it lists and downloads every screenshot you took, "
		       "which often show more than was meant.",
		.fix = ROTATE("gyazo.com", "GYAZO_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "gyazo_acc"
		       "ess_token: 'igyR5l"
		       "6NCnWMHH561PIKbB7rB755q"
		       "NbtRKKLcB7OwGt'\n",
		.miss = "gyazo_acc"
			"ess_token: 'fRayQ0"
			"ync439UlnyKQkuBBzngx-gdaKd3vR"
			"eEvuF'\n",
		.literal = { "gyazo" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("gyazo", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "happy-scribe-key",
		.title = "Happy Scribe API key",
		.why = "Whoever has it reads the transcripts of your recordings and "
		       "orders new ones at your cost.",
		.fix = ROTATE("happyscribe.com", "HAPPY_SCRIBE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HAPPY_SCRI"
		       "BE_API_KEY=7JvTgwDP"
		       "nEwErzplxBR18XSR\n",
		.miss = "HAPPY_SCRI"
			"BE_API_KEY=5vPpz9ME"
			"PfrHyyKrTkeI3\n",
		.literal = { "happyscribe", "happy_scribe" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("happy_?scribe", "[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
	},
	{
		.id = "html2pdf-key",
		.title = "html2pdf.app API key",
		.why = "Whoever has it renders documents with the credits you paid "
		       "for.",
		.fix = ROTATE("html2pdf.app", "HTML2PDF_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"html2"
		       "pdfApiKey\": \"KxqKd"
		       "P1j4Ja6urTVhS5ouJJXbWnT"
		       "70VK2eKwPC9dvzBwW1MQSsDX1A"
		       "j2FPuFgS8u\",\n",
		.miss = "  \"html2"
			"pdfApiKey\": \"KIUIa"
			"FYKwSzvB8m9aPrLg8mMQTg20s2"
			"O3Q5hB031tso0WRMzPAM2wMnUe"
			"Nrmt\",\n",
		.literal = { "html2pdf" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("html2pdf", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "hybiscus-key",
		.title = "Hybiscus API key",
		.why = "Whoever has it makes reports with the plan you pay for.",
		.fix = ROTATE("hybiscus.dev", "HYBISCUS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "hybiscus"
		       "_api_key: 'AKfKth"
		       "vDSK9O33iHohaWskOYN11Dm"
		       "kd10777-Ip9B90'\n",
		.miss = "hybiscus"
			"_api_key: 'psLHZy"
			"QFVKUVV9-lfDFm77KjQ"
			"YSevn5CeQ6p0VCv'\n",
		.literal = { "hybiscus" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("hybiscus", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "iconfinder-key",
		.title = "Iconfinder API key",
		.why = "Whoever has it downloads icons with the licence you pay for.",
		.fix = ROTATE("iconfinder.com", "ICONFINDER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ICONFINDE"
		       "R_API_KEY=SqVxa0w8"
		       "8zi3OVXnI7WIVcz5Ic9Rp5VHTK"
		       "uOxTpPhqkjtjlAil7WES50N"
		       "sJUSjlp\n",
		.miss = "ICONFINDE"
			"R_API_KEY=OTypO9Do"
			"jQTTtwPIHC3F9LSLGyaXQ75"
			"KypHCFMPmE9Ax1tOc8TdPMh"
			"NCEuTVh\n",
		.literal = { "iconfinder" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("iconfinder", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "jotform-key",
		.title = "Jotform API key",
		.why = "Whoever has it reads every submission to your forms, uploads "
		       "included, and changes the forms.",
		.fix = ROTATE("jotform.com", "JOTFORM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "jotform"
		       "_api_key: '0e758b"
		       "6js3uxak9iuh9dec7h54cl32md'\n",
		.miss = "jotform"
			"_api_key: '7lvnms"
			"pheb7ef7uadjnvg0xa9ga00'\n",
		.literal = { "jotform" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("jotform", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "mux-secret",
		.title = "Mux secret",
		.why = "Whoever has it and the token id beside it uploads, downloads "
		       "and deletes your videos and streams at your cost.",
		.fix = ROTATE("mux.com", "MUX_TOKEN_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MUX_TOKE"
		       "N_SECRET=YLE0kLlr"
		       "/FNwXOl6XfMLCnfKsK5QGcvi+yKFI"
		       "gG8YfsOAB1WMeiynw7nPOOPDo9"
		       "j2mczkclqbhX\n",
		.miss = "MUX_TOKE"
			"N_SECRET=v2ZF7zUQ"
			"E/M0DjlHhqVQJZnSehEwnuYpCT"
			"zi5oNH6GCnkMNMW1TNdVlzW4qMI+P"
			"cBRzj5pnG\n",
		.literal = { "mux_token" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("mux_token", "[A-Za-z0-9+/]{75}"),
		.check = fi_check_random,
	},
	{
		.id = "parsehub-key",
		.title = "ParseHub API key",
		.why = "Whoever has it runs your scrapers and reads what they "
		       "collected.",
		.fix = ROTATE("parsehub.com", "PARSEHUB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"parse"
		       "hubApiKey\": \"twiBa"
		       "W1JM5vL\",\n",
		.miss = "  \"parse"
			"hubApiKey\": \"tSDzq"
			"P8Tx\",\n",
		.literal = { "parsehub" },
		.nocase = true,
		.pattern = KEY_OF("parsehub", "t[A-Za-z0-9_-]{11}"),
		.check = fi_check_random,
	},
	{
		.id = "pastebin-key",
		.title = "Pastebin API key",
		.why = "Whoever has it pastes in your name, and with a user key reads "
		       "your private pastes.",
		.fix = ROTATE("pastebin.com", "PASTEBIN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"paste"
		       "binApiKey\": \"unQEK"
		       "1fTWGQqsdtvLqxLNvSB"
		       "LaYGWUqU\",\n",
		.miss = "  \"paste"
			"binApiKey\": \"Eb05T"
			"LJkPMKZPSf1NuFVCF6ZeivdS\",\n",
		.literal = { "pastebin" },
		.nocase = true,
		.pattern = KEY_OF("pastebin", "[A-Za-z0-9_-]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "pdflayer-key",
		.title = "Pdflayer API key",
		.why = "Whoever has it makes documents with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("pdflayer.com", "PDFLAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PDFLAYER"
		       "_API_KEY=v28r62rm"
		       "6k1a8ccan3i8ym76hipbbjhv\n",
		.miss = "PDFLAYER"
			"_API_KEY=fcxyhipv"
			"jgv29bon48zgvfgvwq797\n",
		.literal = { "pdflayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("pdflayer", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "pdfshift-key",
		.title = "PDFShift API key",
		.why = "Whoever has it converts pages with the credits you paid for.",
		.fix = ROTATE("pdfshift.io", "PDFSHIFT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"pdfsh"
		       "iftApiKey\": \"99bb1"
		       "afe3dcec2b02d22d5a1"
		       "bd72fbe8\",\n",
		.miss = "pdfshi"
			"ft_md5: 99bb1af"
			"e3dcec2b02d22d5a1bd"
			"72fbe8\n",
		.literal = { "pdfshift" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("pdfshift", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "photoroom-key",
		.title = "Photoroom API key",
		.why = "Whoever has it edits images with the plan you pay for.",
		.fix = ROTATE("photoroom.com", "PHOTOROOM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "photoroo"
		       "m_api_key: 'sk_pr_"
		       "yLyhpaj6Vw3I8eAB04OLG9EAyASjx"
		       "vkHQBQllWgoIdNuj31AiOH1H'\n",
		.miss = "photoroo"
			"m_api_key: 'sk_pr_"
			"Oe8Nr12ZMNEMVZ6El0z86znZcj"
			"qtjC1ceObnFly'\n",
		.literal = { "sk_pr_" },
		.dense = true,
		.pattern = LEFT "(sk_pr_[A-Za-z0-9_]{42,105})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "pixabay-key",
		.title = "Pixabay API key",
		.why = "Whoever has it searches with your quota, and what it does "
		       "wrong closes your account.",
		.fix = ROTATE("pixabay.com", "PIXABAY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PIXABAY"
		       "_API_KEY=2153787-"
		       "8f628b0bc75b0e054ff039e11\n",
		.miss = "PIXABAY"
			"_API_KEY=0906286-"
			"b0dfe93efb4aeae1ad4c70\n",
		.literal = { "pixabay" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("pixabay", "\\d{7,8}-[a-f0-9]{25}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "restpack-token",
		.title = "Restpack access token",
		.why = "Whoever has it makes documents and screenshots with the plan "
		       "you pay for.",
		.fix = ROTATE("restpack.io", "RESTPACK_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"restpack"
		       "AccessToken\": \"9Ruoy"
		       "uMT9zWTo3WyQhDHFe2Y"
		       "gUevVyLqouJoz2CYx6Ss8iGV\",\n",
		.miss = "  \"restpack"
			"AccessToken\": \"FOIuj"
			"K6iTrXAiuIEnIPSmhT4tli9oKaoDU"
			"v4gVYzMac82\",\n",
		.literal = { "restpack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("restpack", "[A-Za-z0-9]{48}"),
		.check = fi_check_mixed,
	},
	{
		.id = "screenshotapi-key",
		.title = "Screenshot API API key",
		.why = "Whoever has it takes screenshots with the plan you pay for.",
		.fix = ROTATE("screenshotapi.net", "SCREENSHOT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "screensho"
		       "t_api_key: 'TUVO68"
		       "Z-Z230GSS-XWMIU7P-M6KLPD2'\n",
		.miss = "screensho"
			"t_api_key: 'XKKE5D"
			"K-I55IU1O-Q9DU43O-VUI0'\n",
		.literal = { "screenshot_api" },
		.nocase = true,
		.pattern = KEY_OF("screenshot_api", "(?:[A-Z0-9]{7}-){3}[A-Z0-9]{7}"),
		.check = fi_check_random,
	},
	{
		.id = "screenshotlayer-key",
		.title = "Screenshotlayer API key",
		.why = "Whoever has it takes screenshots with your plan until the "
		       "month's quota is gone.",
		.fix = ROTATE("screenshotlayer.com", "SCREENSHOTLAYER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SCREENSHOTL"
		       "AYER_API_KEY=65f4b59e"
		       "204cebf2ae52fe364c6ebc06\n",
		.miss = "SCREENSHOTL"
			"AYER_API_KEY=1ab3c7a5"
			"896b2682d0da69bd7f60a\n",
		.literal = { "screenshotlayer" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("screenshotlayer", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "selectpdf-key",
		.title = "SelectPdf API key",
		.why = "Whoever has it converts pages with the plan you pay for.",
		.fix = ROTATE("selectpdf.com", "SELECTPDF_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"select"
		       "pdfApiKey\": \"c1199"
		       "27c-fe4a-98c5-81fc-"
		       "e2613a7fdd99\",\n",
		.miss = "  \"select"
			"pdfApiKey\": \"b375c"
			"2fa-9f6e-7ddc-60b2-0e6e"
			"834e9\",\n",
		.literal = { "selectpdf" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("selectpdf", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "shotstack-key",
		.title = "Shotstack API key",
		.why = "Whoever has it renders videos with the credits you paid for.",
		.fix = ROTATE("shotstack.io", "SHOTSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "shotstac"
		       "k_api_key: 'wPyWZV"
		       "UQM94Gql5ZpidSm3ssWIqaZeld"
		       "46VKD0uu'\n",
		.miss = "shotstac"
			"k_api_key: '7qDxU7"
			"830I1sIKklpIqXs72RQj7VFT9j"
			"1JkJx'\n",
		.literal = { "shotstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("shotstack", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "shutterstock-token",
		.title = "Shutterstock token",
		.why = "Whoever has it licenses and downloads images on your "
		       "subscription.",
		.fix = ROTATE("shutterstock.com", "SHUTTERSTOCK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SHUTTERST"
		       "OCK_TOKEN=v2/SZUeh"
		       "CAgxvxeqoZrCVng3SGdFM2LZO3"
		       "PXvEg0pjYQR6uyR0vm6k2jJ"
		       "b71ACHeQwdYKgzMEriGqS2s"
		       "axkHukp0roMC2S9AYViQyeSqp5"
		       "vrznkLVICiTGXBR1Q1Ak21Y"
		       "ZMj3TKncIOAJl39Q1uD"
		       "Zs8qGQ74Q2bhE9f8wLz"
		       "QIQ8ilMOAhYgoX7zN2s"
		       "P10TfvUeWqEwh4ewwIs"
		       "wlWDby1HXZd68eDLl8WzNbvIDyaqM"
		       "7vY1RCa8g02BfHs19wRhNfwx4Y"
		       "LENpBjmitaPsudAXdoE"
		       "9swlP2gOKbKGlwU94b5"
		       "bXfaMuLiBommzG0ZBYlWqD704ju5w"
		       "Rza67yksPAtsWWc6CGGZORvaiFEq1"
		       "Gy7iNxdvvezMcMCBAzsdx9d28QJ0x"
		       "0Wtdcs\n",
		.miss = "SHUTTERST"
			"OCK_TOKEN=v2/AeM9Z"
			"jPYDpeROOKmsxs6hQQY4sOr"
			"qU1vLFQbn5VDfUrIEAq3ctNZXM"
			"Wl04a0sm42CqMkbqKLN3dEKjbMCZK"
			"4YqS8YScYxH7exY8HdrpDbnVb8"
			"pszQyhlHldEttCR0aeXqDmlhDv"
			"ARw89vDzzcHyMuEzNGS"
			"5lE0Lh1GxFuCBNH3UUAPLE06MCfMt"
			"MxITe7IKvZpYroVzIHydY2GpnznHs"
			"znuXeBi5px3fpLCRYIQcOTj"
			"UvVc3Xj54GuUL83mPMyXLw4gGj"
			"e7mjKUpio7JkH95HEKWZ5Ta"
			"sq8ppZlS0Fw7OnQ9jPY2i1F1yJ"
			"4rWruQ3JIKo53tvXps0i7Wz"
			"Uo0au6pfTYzSt6YjyU2"
			"YG5wTNFvMJr0ZKAjQwmULWf"
			"kBInNZWZBq\n",
		.literal = { "shutterstock" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("shutterstock", "v2/[A-Za-z0-9]{388}"),
		.check = fi_check_random,
		.after = 1024,
	},
	{
		.id = "sirv-secret",
		.title = "Sirv secret",
		.why = "Whoever has it and the client id beside it uploads, replaces "
		       "and deletes the images on your site.",
		.fix = ROTATE("sirv.com", "SIRV_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SIRV_CLIE"
		       "NT_SECRET=gpVop8+I"
		       "pcds7pngdk1xT4g100D"
		       "i/oqFArkFMz4xcZL3BpsYBG"
		       "KBs3U5iQ59pLXGVXKueTacU/bE"
		       "vNmMI8/VyX==\n",
		.miss = "SIRV_CLIE"
			"NT_SECRET=uZbb3j2+"
			"nDH4tVRrX2+JO3EtzrWmwJkfERN5F"
			"+RmbYr/TBBKO3dzyaKFL40/"
			"hPPm3gvQOG3V6mG7YVrZdc4j5\n",
		.literal = { "sirv_client" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("sirv_client", "[A-Za-z0-9+/]{86}=="),
		.check = fi_check_random,
	},
	{
		.id = "siteleaf-secret",
		.title = "Siteleaf API secret",
		.why = "Whoever has it and the key beside it changes and publishes the "
		       "content of your sites.",
		.fix = ROTATE("siteleaf.com", "SITELEAF_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "siteleaf_"
		       "api_secret: '4wjlza"
		       "nvgd6osighw50x1acrkvod6llf'\n",
		.miss = "sitele"
			"af_md5: 4wjlzan"
			"vgd6osighw50x1acrkv"
			"od6llf\n",
		.literal = { "siteleaf" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("siteleaf", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "speechtextai-key",
		.title = "SpeechText.AI API key",
		.why = "Whoever has it transcribes with the minutes you paid for, and "
		       "reads what you had transcribed.",
		.fix = ROTATE("speechtext.ai", "SPEECHTEXTAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SPEECHTEXT"
		       "AI_API_KEY=7387b15b"
		       "7b937982e5e173aa1c3"
		       "28d93\n",
		.miss = "SPEECHTEXT"
			"AI_API_KEY=12aea879"
			"591dfb42be47999248e6a\n",
		.literal = { "speechtextai" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("speechtextai", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "supernotes-key",
		.title = "Supernotes API key",
		.why = "Whoever has it reads and changes the notes you keep and share "
		       "there.",
		.fix = ROTATE("supernotes.app", "SUPERNOTES_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SUPERNOTE"
		       "S_API_KEY=wBowzRPR"
		       "JNrgO3sNhrDLELoFs4DXOrICYQ"
		       "gtU2pvWVh\n",
		.miss = "SUPERNOTE"
			"S_API_KEY=V_v8l2m4"
			"BLh82cel75PMoZOCKaebONS0VF"
			"Y4GeJ2\n",
		.literal = { "supernotes" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("supernotes", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "unsplash-key",
		.title = "Unsplash secret key",
		.why = "Whoever has it completes logins as your app, and what it does "
		       "wrong costs the app its access.",
		.fix = ROTATE("unsplash.com/developers", "UNSPLASH_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"unsplas"
		       "hSecretKey\": \"g-wj3"
		       "DwFpzYhZg67hDmfpOdq"
		       "MclP7nAb3ah2EJLH7zV\",\n",
		.miss = "  \"unsplas"
			"hSecretKey\": \"ac5UE"
			"_0WDp5DAzBPKod0KGNdWstc"
			"AI30QaGc4m2g\",\n",
		.literal = { "unsplash" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("unsplash", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "uploadcare-key",
		.title = "Uploadcare secret key",
		.why = "Whoever has it and the public key beside it lists, downloads "
		       "and deletes what your users uploaded.",
		.fix = ROTATE("uploadcare.com", "UPLOADCARE_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "uploadcare"
		       "_secret_key: 'qbngbh"
		       "jgky67pi3q7eab'\n",
		.miss = "uploadcare"
			"_secret_key: 'dd7t9y"
			"ckxv57lciep'\n",
		.literal = { "uploadcare" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("uploadcare", "[a-z0-9]{20}"),
		.check = fi_check_random,
	},
	{
		.id = "webflow-token",
		.title = "Webflow token",
		.why = "Whoever has it changes and publishes your site, and reads the "
		       "forms and orders that came in.",
		.fix = ROTATE("webflow.com", "WEBFLOW_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "webflo"
		       "w_token: 'i626ee"
		       "suxh313y1sll3o8qr04qsm8"
		       "qohbymldrmfyq1dxip72068jgzzgv"
		       "nhqob5'\n",
		.miss = "webflow_"
			"checksum: i626ees"
			"uxh313y1sll3o8qr04qsm8qohbyml"
			"drmfyq1dxip72068jgzzgvnhqob5\n",
		.literal = { "webflow" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("webflow", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "wistia-key",
		.title = "Wistia API key",
		.why = "Whoever has it lists, replaces and deletes your videos, and "
		       "reads who watched them.",
		.fix = ROTATE("wistia.com", "WISTIA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "WISTIA_"
		       "API_KEY=vgspln94"
		       "jc27miafgo3quhp4ecc"
		       "hlomsftbo039xx1ogosn18k"
		       "qr2gohsw0533d7\n",
		.miss = "wistia_"
			"checksum: vgspln9"
			"4jc27miafgo3quhp4ecchlomsf"
			"tbo039xx1ogosn18kqr2gohsw0"
			"533d7\n",
		.literal = { "wistia" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("wistia", "[a-z0-9]{64}"),
		.check = fi_check_random,
	},
};
const size_t fi_rules_secrets_media_n = FI_COUNT(fi_rules_secrets_media);
