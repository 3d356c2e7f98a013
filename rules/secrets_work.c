/* secrets_work.c - tasks, hours, boards and notes of a team. */
#include "rules/secrets.h"

const struct fi_rule fi_rules_secrets_work[] = {
	{
		.id = "apptivo-key",
		.title = "Apptivo API key",
		.why = "Whoever has it exports the customers and invoices of your "
		       "company.",
		.fix = ROTATE("apptivo.com", "APPTIVO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "APPTIVO"
		       "_API_KEY=f4520540"
		       "-5a03-be0a-7eb2-15d"
		       "188935db4\n",
		.miss = "APPTIVO"
			"_API_KEY=96efec96"
			"-6e00-a999-01a1-e2a"
			"964034\n",
		.literal = { "apptivo" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("apptivo", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "checkvist-key",
		.title = "Checkvist API key",
		.why = "Whoever has it reads and changes your task lists.",
		.fix = ROTATE("checkvist.com", "CHECKVIST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CHECKVIS"
		       "T_API_KEY=fHZCCoGI"
		       "RkRv5c\n",
		.miss = "CHECKVIS"
			"T_API_KEY=NydaUPIdfX8\n",
		.literal = { "checkvist" },
		.nocase = true,
		.pattern = KEY_OF("checkvist", "[A-Za-z0-9]{14}"),
		.check = fi_check_mixed,
	},
	{
		.id = "cicero-key",
		.title = "Cicero key",
		.why = "Whoever has it looks up districts and officials with the "
		       "credits you paid for.",
		.fix = ROTATE("cicerodata.com", "CICERO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CICERO_"
		       "API_KEY=nw5zubrs"
		       "c0jx3c9f1nkx28xvhb35t4tiyax9qrup\n",
		.miss = "cicero_"
			"api_sha1: nw5zubr"
			"sc0jx3c9f1nkx28xvhb35t4tiyax9qrup\n",
		.literal = { "cicero_api" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("cicero_api", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "clockify-key",
		.title = "Clockify API key",
		.why = "Whoever has it reads who in your team worked on what, for whom "
		       "and at what rate.",
		.fix = ROTATE("clockify.me", "CLOCKIFY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"clock"
		       "ifyApiKey\": \"19USl"
		       "b8Mr38Bx67UZivkf91TxJ72CqiUhD"
		       "rmjPU5oKi9GfeU\",\n",
		.miss = "  \"clock"
			"ifyApiKey\": \"MZuiz"
			"jzketaF0uq0cy38Zz0LA9qY"
			"RZjDglsvqg7Pep2pY\",\n",
		.literal = { "clockify" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("clockify", "[A-Za-z0-9]{48}"),
		.check = fi_check_mixed,
	},
	{
		.id = "coda-token",
		.title = "Coda token",
		.why = "Whoever has it reads and changes the documents and tables that "
		       "you can.",
		.fix = ROTATE("coda.io", "CODA_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "coda_ap"
		       "i_token: '898d6a"
		       "57-a4f7-92ae-8647-3469c"
		       "0343d4c'\n",
		.miss = "coda_ap"
			"i_token: '865b5b"
			"f9-3c03-4f44-ecbf-0863b7d15'\n",
		.literal = { "coda_api" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("coda_api", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "everhour-key",
		.title = "Everhour API key",
		.why = "Whoever has it reads who in your team worked on what, for whom "
		       "and at what rate.",
		.fix = ROTATE("everhour.com", "EVERHOUR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "EVERHOUR"
		       "_API_KEY=d8a6-85c"
		       "8-064e0f-fd32ef-6ab54a08\n",
		.miss = "EVERHOUR"
			"_API_KEY=1105-9d6"
			"1-51fa2d-c60696-26319\n",
		.literal = { "everhour" },
		.nocase = true,
		.pattern = KEY_OF("everhour",
			"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{8}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "fulcrum-token",
		.title = "Fulcrum token",
		.why = "Whoever has it reads and changes the records your teams "
		       "collect, with their photos.",
		.fix = ROTATE("fulcrumapp.com", "FULCRUM_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FULCRUM_"
		       "API_TOKEN=egm8jxxu"
		       "gwropcuq24lrp6if0yfk8pq3y4smm"
		       "lcm5bhrf26r285hfneqzowr"
		       "seh2dqkoo1xawpudxmiz\n",
		.miss = "fulcrum_ap"
			"i_checksum: egm8jxx"
			"ugwropcuq24lrp6if0yfk8pq3y4sm"
			"mlcm5bhrf26r285hfneqzowrse"
			"h2dqkoo1xawpudxmiz\n",
		.literal = { "fulcrum_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("fulcrum_api", "[a-z0-9]{80}"),
		.check = fi_check_random,
	},
	{
		.id = "harvest-token",
		.title = "Harvest token",
		.why = "Whoever has it reads the hours, rates and invoices of your "
		       "company.",
		.fix = ROTATE("getharvest.com", "HARVEST_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "harvest_ac"
		       "cess_token: '928036"
		       ".pt.fXPWbNofmGMO0O3"
		       "pTNhGd2rvrlh0Kl-EGY6jtXJiv-il"
		       "3TgR0LoUrgGEXP_XLWI6ribCNt"
		       "nQN8q20LqcqwLEFC'\n",
		.miss = "harvest_ac"
			"cess_token: '452129"
			".pt.IDeT36KMItQ29X2vJYoxCxGWq"
			"ocAt0Hgqe5pK-6kvk16hCX2FLt"
			"nSDRsTf_b6FuR4IGMVLoyFK79C'\n",
		.literal = { "harvest_access" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF(
			"harvest_access", "\\d{6,8}\\.pt\\.[A-Za-z0-9_-]{80,86}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "humanity-key",
		.title = "Humanity key",
		.why = "Whoever has it reads and changes who works when.",
		.fix = ROTATE("humanity.com", "HUMANITY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "HUMANITY"
		       "_API_KEY=7qy3e520"
		       "f123xgxe9fjxjuu6xsz"
		       "e48s9sz9g0c0f\n",
		.miss = "  human"
			"ity_api: 7qy3e52"
			"0f123xgxe9fjxjuu6xs"
			"ze48s9sz9g0c0f\n",
		.literal = { "humanity_api" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("humanity_api", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "kanban-tool-token",
		.title = "Kanban Tool token",
		.why = "Whoever has it reads and changes the boards of your team.",
		.fix = ROTATE("kanbantool.com", "KANBAN_TOOL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"kanban"
		       "ToolToken\": \"P3NNW"
		       "9NOUVC4\",\n",
		.miss = "  \"kanban"
			"ToolToken\": \"EADY2"
			"VPZ8\",\n",
		.literal = { "kanbantool", "kanban_tool" },
		.nocase = true,
		.pattern = KEY_OF("kanban_?tool", "[A-Z0-9]{12}"),
		.check = fi_check_random,
	},
	{
		.id = "meistertask-token",
		.title = "MeisterTask token",
		.why = "Whoever has it reads and changes the projects of your team.",
		.fix = ROTATE("meistertask.com", "MEISTERTASK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "meistert"
		       "ask_token: '02FSey"
		       "pCu2og4libEbD6OYsLlTXEn5s7OSp"
		       "AUFV-VQm'\n",
		.miss = "meistert"
			"ask_token: 'dFjiDI"
			"AUlESvwhUZ80M2PqMNDoIjzNOhiR_"
			"AUKa9'\n",
		.literal = { "meistertask" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("meistertask", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "mindmeister-token",
		.title = "MindMeister token",
		.why = "Whoever has it reads and changes your mind maps.",
		.fix = ROTATE("mindmeister.com", "MINDMEISTER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "MINDMEIS"
		       "TER_TOKEN=DtImy2js"
		       "DUoR-Q8Aj7M6qbV-wK1"
		       "enUyP8nOwo2Mbi1k\n",
		.miss = "MINDMEIS"
			"TER_TOKEN=fCDZp_CN"
			"_4uBMkTwxq4ecQNpNZXtFXnRP6"
			"edvUEx\n",
		.literal = { "mindmeister" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("mindmeister", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
	},
	{
		.id = "miro-token",
		.title = "Miro token",
		.why = "Whoever has it reads and changes the boards of your team.",
		.fix = ROTATE("miro.com", "MIRO_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MIRO_ACC"
		       "ESS_TOKEN=26hsITcW"
		       "KFQz65aOjObnX1WqNLu\n",
		.miss = "MIRO_ACC"
			"ESS_TOKEN=J_MEn7W2"
			"kM8cpM3-JxU9npiN\n",
		.literal = { "miro_access" },
		.nocase = true,
		.pattern = KEY_OF("miro_access", "[A-Za-z0-9_-]{27}"),
		.check = fi_check_random,
	},
	{
		.id = "pivotal-tracker-token",
		.title = "Pivotal Tracker token",
		.why = "Whoever has it reads and changes the stories of your projects, "
		       "with the files attached.",
		.fix = ROTATE("pivotaltracker.com", "PIVOTAL_TRACKER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "PIVOTAL_TR"
		       "ACKER_TOKEN=qcv4sm4p"
		       "bk3t782hnhejcld6ih4zv4x2\n",
		.miss = "PIVOTAL_TR"
			"ACKER_TOKEN=bjh806k5"
			"2ckgt1oxcs0urv1uckpfv\n",
		.literal = { "pivotaltracker", "pivotal_tracker" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("pivotal_?tracker", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "podio-secret",
		.title = "Podio client secret",
		.why = "Whoever has it and the client id beside it signs in as your "
		       "app and reads the workspaces given to it.",
		.fix = ROTATE("podio.com", "PODIO_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"podioCl"
		       "ientSecret\": \"4Wl1M"
		       "o4QEZrbSzhduFQUzjdF9aLu"
		       "yElO6qZNe9o4MnLWvSt4Nb4pB029w"
		       "ciF0LF1\",\n",
		.miss = "  \"podioCl"
			"ientSecret\": \"9MCqB"
			"jYIKSwkKNsiBDtNsXsw1m3BnR8rVo"
			"AIVauL8Cm9yRBVz1V4L"
			"s5MMApck\",\n",
		.literal = { "podio" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("podio", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "refiner-key",
		.title = "Refiner key",
		.why = "Whoever has it reads what users answered, with their "
		       "addresses.",
		.fix = ROTATE("refiner.io", "REFINER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "refiner"
		       "_api_key: '24184b"
		       "6b-7778-9a60-5da2-923df"
		       "375bd7e'\n",
		.miss = "refiner"
			"_api_key: 'c01740"
			"80-bc39-7195-2863-341d5"
			"2dba'\n",
		.literal = { "refiner_api" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("refiner_api", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "runrunit-key",
		.title = "Runrun.it app key",
		.why = "Whoever has it and the user token beside it reads and changes "
		       "the tasks of your company.",
		.fix = ROTATE("runrun.it", "RUNRUNIT_APP_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "RUNRUNIT"
		       "_APP_KEY=34ed181e"
		       "d621de378c695382c39"
		       "a3ed1\n",
		.miss = "runrun"
			"it_md5: 34ed181"
			"ed621de378c695382c39a3ed1\n",
		.literal = { "runrunit" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("runrunit", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "sherpadesk-key",
		.title = "SherpaDesk API key",
		.why = "Whoever has it reads the tickets of your customers and answers "
		       "them.",
		.fix = ROTATE("sherpadesk.com", "SHERPADESK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"sherpa"
		       "deskApiKey\": \"kd130"
		       "9arrkhd46qv5yapy7gn"
		       "nnpyj83r\",\n",
		.miss = "  \"sherpa"
			"deskApiKey\": \"qb2e8"
			"jhrnhhwb0oid9w44ijm20irn\",\n",
		.literal = { "sherpadesk" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("sherpadesk", "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "shortcut-token",
		.title = "Shortcut token",
		.why = "Whoever has it reads and changes the stories of your team, as "
		       "its user.",
		.fix = ROTATE("shortcut.com", "SHORTCUT_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "shortcut_"
		       "api_token: 'c709fc"
		       "4b-b310-4b9d-f454-c2a1b07c"
		       "0e06'\n",
		.miss = "shortcut_"
			"api_token: '4654cf"
			"59-ddf8-0bc9-533b-d"
			"2fa0a180'\n",
		.literal = { "shortcut_api" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("shortcut_api", UUID),
		.check = fi_check_placeholder,
	},
	{
		.id = "signupgenius-key",
		.title = "SignUpGenius API key",
		.why = "Whoever has it reads who signed up, with address and phone.",
		.fix = ROTATE("signupgenius.com", "SIGNUPGENIUS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SIGNUPGENI"
		       "US_API_KEY=zgQxUNxp"
		       "f9HF0o434insHKFfQ9ZARHpf\n",
		.miss = "SIGNUPGENI"
			"US_API_KEY=3qNueTbY"
			"VBVhGx4myx2AjNppaashQ\n",
		.literal = { "signupgenius" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("signupgenius", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "smartsheet-token",
		.title = "Smartsheet access token",
		.why = "Whoever has it reads and changes every sheet that its user "
		       "can.",
		.fix = ROTATE("smartsheet.com", "SMARTSHEET_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "  \"smartshee"
		       "tAccessToken\": \"x4m6j"
		       "13pq9YKG6jTn5An5sqT"
		       "2YHc1z1pE7ATs\",\n",
		.miss = "  \"smartshee"
			"tAccessToken\": \"UwDMX"
			"FQOrLU54U0SYBrLEUPPgATm"
			"cu4CQK\",\n",
		.literal = { "smartsheet" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("smartsheet", "[A-Za-z0-9]{37}"),
		.check = fi_check_mixed,
	},
	{
		.id = "stormboard-key",
		.title = "Stormboard API key",
		.why = "Whoever has it reads and changes the boards of your team.",
		.fix = ROTATE("stormboard.com", "STORMBOARD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "stormboar"
		       "d_api_key: '435708"
		       "cd0c483fa935aef2a1ac8e4"
		       "5da64c433b8'\n",
		.miss = "  Stor"
			"mboard: 435708c"
			"d0c483fa935aef2a1ac8e45da64c433b8\n",
		.literal = { "stormboard" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("stormboard", "[a-f0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "streak-key",
		.title = "Streak key",
		.why = "Whoever has it reads the pipelines in your mailbox, with "
		       "contacts.",
		.fix = ROTATE("streak.com", "STREAK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "STREAK_"
		       "API_KEY=a02e3980"
		       "f6f53f9ba53ffdf5efd24b76\n",
		.miss = "streak_"
			"api_md5: a02e398"
			"0f6f53f9ba53ffdf5ef"
			"d24b76\n",
		.literal = { "streak_api" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("streak_api", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "sugester-token",
		.title = "Sugester token",
		.why = "Whoever has it reads the tickets and customers of your "
		       "company.",
		.fix = ROTATE("sugester.com", "SUGESTER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"suges"
		       "terToken\": \"C08uj"
		       "IrbZ1VtcAoVMxJ3tTb4fOGwBczx\",\n",
		.miss = "  \"suges"
			"terToken\": \"Hc0f3"
			"BQN6NioSerQEHFRpUitof7x7\",\n",
		.literal = { "sugester" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("sugester", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
	},
	{
		.id = "teamwork-key",
		.title = "Teamwork API key",
		.why = "Whoever has it reads and changes the projects, tickets or "
		       "customers that its user can.",
		.fix = ROTATE("teamwork.com", "TEAMWORK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "teamwork"
		       "_api_key: 'tkn.v1"
		       "_e3MyQIywwtGroRrCab1Mwg"
		       "PbhPv9y8ZDonAUx8ezvw8CI"
		       "0RDMr1BeB+PKqG2CP3HU/l0DqI'\n",
		.miss = "teamwork"
			"_api_key: 'tkn.v1"
			"_BQzsf+sCP6zHFFddIn80PI"
			"Ilu8cODhd2q/SpSdAmtjhKWZGEYcI"
			"VuSOCSNgi56CCxtm'\n",
		.literal = { "tkn.v1_" },
		.dense = true,
		.pattern = LEFT "(tkn\\.v1_[A-Za-z0-9+/]{70,72}={0,2})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "thinkific-key",
		.title = "Thinkific API key",
		.why = "Whoever has it reads your students and orders, and enrols whom "
		       "it likes.",
		.fix = ROTATE("thinkific.com", "THINKIFIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "thinkifi"
		       "c_api_key: '4d65d3"
		       "467129847a3603ba315f124b64'\n",
		.miss = "thinkifi"
			"c_api_key: '67f19a"
			"49caf4d8265543c0f962367'\n",
		.literal = { "thinkific" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("thinkific", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "timecamp-token",
		.title = "TimeCamp token",
		.why = "Whoever has it reads who in your team worked on what, and "
		       "changes it.",
		.fix = ROTATE("timecamp.com", "TIMECAMP_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "timecam"
		       "p_token: 'fka13l"
		       "brri95c6jicqyba13eu3'\n",
		.miss = "timecamp"
			"_checksum: fka13lb"
			"rri95c6jicqyba13eu3\n",
		.literal = { "timecamp" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("timecamp", "[a-z0-9]{26}"),
		.check = fi_check_random,
	},
	{
		.id = "todoist-token",
		.title = "Todoist token",
		.why = "Whoever has it reads and changes your tasks, shared projects "
		       "included.",
		.fix = ROTATE("todoist.com", "TODOIST_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "  \"todo"
		       "istToken\": \"2199q"
		       "zcimvu0vxvjghzna8gbkmfdt8p"
		       "s6hhlavow\",\n",
		.miss = "todois"
			"t_sha1: 2199qzc"
			"imvu0vxvjghzna8gbkmfdt8ps6"
			"hhlavow\n",
		.literal = { "todoist" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("todoist", "[a-z0-9]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "toggl-token",
		.title = "Toggl Track token",
		.why = "Whoever has it reads who in your team worked on what, for whom "
		       "and at what rate.",
		.fix = ROTATE("toggl.com", "TOGGL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "toggl"
		       "_token: '744c4d"
		       "f128c220ea84dd429d747634af'\n",
		.miss = "toggl"
			"_token: '893e7a"
			"c112ecd45e60c8d4855"
			"c24b'\n",
		.literal = { "toggl" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("toggl(?!e)", "[a-f0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "typetalk-secret",
		.title = "Typetalk client secret",
		.why = "Whoever has it signs in as your app, and reads and writes in "
		       "the topics it is in.",
		.fix = ROTATE("typetalk.com", "TYPETALK_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "TYPETALK_CL"
		       "IENT_SECRET=IG3gRj1L"
		       "STZuNKWq5iRKi7NcabvD4DjNJw"
		       "saav4ovFZ3mG0kIxR33o6gh"
		       "0eDxzZz\n",
		.miss = "TYPETALK_CL"
			"IENT_SECRET=yGAzmLRf"
			"Y5bmrDVDBMLjFjlPF9v"
			"f7H8L2tnJF3GgXm4WGnJmRCuao5GN"
			"zK8QV\n",
		.literal = { "typetalk" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("typetalk", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "worksnaps-token",
		.title = "Worksnaps token",
		.why = "Whoever has it reads the hours of your team with the "
		       "screenshots taken while they worked.",
		.fix = ROTATE("worksnaps.com", "WORKSNAPS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "worksna"
		       "ps_token: '8ZVgme"
		       "i8COdp4BTW3NuuW2suJUFtjKpIh18"
		       "V9sVe'\n",
		.miss = "worksna"
			"ps_token: 'WE9ZcP"
			"MJ0uFgSio33Km1FWAARCvfj"
			"PtMzPngz'\n",
		.literal = { "worksnaps" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("worksnaps", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "workstack-key",
		.title = "Workstack API key",
		.why = "Whoever has it reads who of your team works on what.",
		.fix = ROTATE("workstack.io", "WORKSTACK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "WORKSTAC"
		       "K_API_KEY=6F6xKj12"
		       "A3Jkph74Vum20ugrl2Hhzd9CDSS4U"
		       "SqSWoBulx7zGm6pLFpBZC5V\n",
		.miss = "WORKSTAC"
			"K_API_KEY=8cWbp0qd"
			"FXTQiAZCQ75zogzOsUMbb6i"
			"7S259ZrvToKqDHk0bt1YAvg0IH\n",
		.literal = { "workstack" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("workstack", "[A-Za-z0-9]{60}"),
		.check = fi_check_mixed,
	},
};
const size_t fi_rules_secrets_work_n = FI_COUNT(fi_rules_secrets_work);
