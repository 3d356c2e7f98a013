/* secrets_ai.c - models and what is around them. */
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

#define WHY_AI \
	"Whoever has it spends your money on models, and may read what was asked before."

const struct fi_rule fi_rules_secrets_ai[] = {
	{
		.id = "openai-key",
		.title = "OpenAI API key",
		.why = WHY_AI,
		.fix = ROTATE("platform.openai.com/api-keys", "OPENAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "K=s"
		"k-proj-Uk4wPg19TE"
		"qTzi19l2kj3ylyTJS5obNBD"
		"z4nvQQLi7aUCVNEY1Rs"
		"DGy0pR1k9LFZ6y1KMBmvkbT3BlbkF"
		"J64s5OXA57WAcw52ebO4BOeIRm4Lq1ntsSz5fqrd"
		"xmPBc7DcOMjaGzoJvk25TkOMcpD1SQshEFp\n",
		.miss = "K=s"
		"k-proj-Uk4wPg19TE"
		"qTzi19l2kj3ylyTJS5obNBD"
		"z4nvQQLi7aUCVNEY1Rs"
		"DGy0pR1k9LFZ6y1KMBmvkbT3BlbkF"
		"J64s5O\n",
		.literal = { "T3BlbkFJ" },
		.pattern = LEFT "(sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74})" RIGHT,
		.check = fi_check_placeholder,
		.before = 96,
	},
	{
		.id = "openai-key-legacy",
		.title = "OpenAI API key (old form)",
		.why = WHY_AI,
		.fix = ROTATE("platform.openai.com/api-keys", "OPENAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "K=s"
		"k-SLA148idPcR4tYN"
		"iUfDdT3BlbkFJN8WjJH3ndU"
		"Ecq5smJc2a\n",
		.miss = "K=s"
		"k-SLA148idPcR4tYN"
		"iUfDdT3BlbkFJN8WjJH3ndU"
		"Ecq5smJ\n",
		.literal = { "T3BlbkFJ" },
		.pattern = LEFT "(sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})" RIGHT,
		.check = fi_check_placeholder,
		.before = 96,
	},
	{
		.id = "anthropic-key",
		.title = "Anthropic API key",
		.why = WHY_AI,
		.fix = ROTATE("console.anthropic.com/settings/keys", "ANTHROPIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "ANT"
		"HROPIC_API_KEY=sk"
		"-ant-api03-t96PrtYTSel6"
		"9uJZTMm7TkpBWNS4RfD"
		"anSvN1t1osNt-eqAYYv2s80t9z5p7"
		"SpFkETObhiGrI7KGUXWP2GsVhqXbqaQxaAA\n",
		.miss = "ANT"
		"HROPIC_API_KEY=sk"
		"-ant-api03-t96PrtYTSel6"
		"9uJZTMm7TkpBWNS4RfD"
		"anSvN1t1osNt-eqAYYv2s80t9z5p7"
		"SpFkETObhiGrI7KGUXWP2GsVhqXbqaQ\n",
		.literal = { "sk-ant-api03-" },
		.pattern = LEFT "(sk-ant-api03-[A-Za-z0-9_-]{93}AA)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "anthropic-admin-key",
		.title = "Anthropic admin key",
		.why = WHY_AI,
		.fix = ROTATE("console.anthropic.com/settings/keys", "ANTHROPIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "ANT"
		"HROPIC_API_KEY=sk"
		"-ant-admin01-JjTFkWXfCY"
		"C4bsyDKmBzgfpn8WmIn"
		"W4agsiwS3kWTD5BJxHiaAfAy4sdg-"
		"sVUUARu5GjtegViSxt1kPU0K_dFGbTNY2lPAA\n",
		.miss = "ANT"
		"HROPIC_API_KEY=sk"
		"-ant-admin01-JjTFkWXfCY"
		"C4bsyDKmBzgfpn8WmIn"
		"W4agsiwS3kWTD5BJxHiaAfAy4sdg-"
		"sVUUARu5GjtegViSxt1kPU0K_dFGbTNY2\n",
		.literal = { "sk-ant-admin01-" },
		.pattern = LEFT "(sk-ant-admin01-[A-Za-z0-9_-]{93}AA)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "anthropic-oauth",
		.title = "Anthropic OAuth token",
		.why = WHY_AI,
		.fix = ROTATE("claude.ai, sign out everywhere", "ANTHROPIC_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ANT"
		"HROPIC_AUTH_TOKEN"
		"=sk-ant-oat01-tn8zpAtdG"
		"dnUblrRE0G_oR6Q-xz9"
		"wdgreC2irpwcOF6WFWCRfzR0cixAk"
		"AR1OTRaK3uQRFnTNNS7UF6pmfOROZAA\n",
		.miss = "ANT"
		"HROPIC_AUTH_TOKEN"
		"=sk-ant-oat01-tn8zpAtdG"
		"dnUblrRE0G_oR6Q-xz9"
		"wdgreC2irpwcOF6WFWC\n",
		.literal = { "sk-ant-oat01-" },
		.pattern = LEFT "(sk-ant-oat01-[A-Za-z0-9_-]{86,120}AA)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "anthropic-refresh-token",
		.title = "Anthropic refresh token",
		.why = WHY_AI,
		.fix = ROTATE("claude.ai, sign out everywhere", "ANTHROPIC_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ANT"
		"HROPIC_AUTH_TOKEN"
		"=sk-ant-ort01-SO6zbCVTW"
		"i89eyU9nyTkVIzgaQHs"
		"KC46sLDnOAzXtyyWknSsHLK5DgR5X"
		"kX5UPBfrI2NVEPZ0hAXqWe0piTaGOAA\n",
		.miss = "ANT"
		"HROPIC_AUTH_TOKEN"
		"=sk-ant-ort01-SO6zbCVTW"
		"i89eyU9nyTkVIzgaQHs"
		"KC46sLDnOAzXtyyWknS\n",
		.literal = { "sk-ant-ort01-" },
		.pattern = LEFT "(sk-ant-ort01-[A-Za-z0-9_-]{86,120}AA)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "anthropic-session",
		.title = "Anthropic session key",
		.why = WHY_AI,
		.fix = ROTATE("claude.ai, sign out everywhere", "ANTHROPIC_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ANT"
		"HROPIC_AUTH_TOKEN"
		"=sk-ant-sid01-dfzvkLbJ8"
		"j4aHc82bNSs8DCIbE82"
		"kCDqH1dWtcwKBZ89HsIbk1l6HLkic"
		"y-2hK0ozm-MbAOsRnvveBxQ-N68TOAA\n",
		.miss = "ANT"
		"HROPIC_AUTH_TOKEN"
		"=sk-ant-sid01-dfzvkLbJ8"
		"j4aHc82bNSs8DCIbE82"
		"kCDqH1dWtcwKBZ89HsI\n",
		.literal = { "sk-ant-sid01-" },
		.pattern = LEFT "(sk-ant-sid01-[A-Za-z0-9_-]{86,120}AA)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "huggingface-token",
		.title = "Hugging Face token",
		.why = WHY_AI,
		.fix = ROTATE("huggingface.co/settings/tokens", "HF_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HF_"
		"TOKEN=hf_eEWNmgJy"
		"SiJUJqydzBfNHtwjKUSKYXW"
		"vFG\n",
		.miss = "HF_"
		"TOKEN=hf_eEWNmgJy"
		"SiJUJqydzBfNH\n",
		.literal = { "hf_" },
		.pattern = LEFT "(hf_[A-Za-z]{34})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "huggingface-org-token",
		.title = "Hugging Face organisation token",
		.why = WHY_AI,
		.fix = ROTATE("huggingface.co/settings/tokens", "HF_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HF_"
		"TOKEN=api_org_rsJ"
		"GSJYqgANeJjzdEjmtFBFiWg"
		"yhhdEuMv\n",
		.miss = "HF_"
		"TOKEN=api_org_rsJ"
		"GSJYqgANeJjzdEjmt\n",
		.literal = { "api_org_" },
		.pattern = LEFT "(api_org_[A-Za-z]{34})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "replicate-token",
		.title = "Replicate token",
		.why = WHY_AI,
		.fix = ROTATE("replicate.com/account/api-tokens", "REPLICATE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "REP"
		"LICATE_API_TOKEN="
		"r8_PsbB1USSQhDxYZSfi7pN"
		"NGqdY87QhcaTba0hG\n",
		.miss = "REP"
		"LICATE_API_TOKEN="
		"r8_PsbB1USSQhDxYZSfi7pN"
		"NGq\n",
		.literal = { "r8_" },
		.pattern = LEFT "(r8_[A-Za-z0-9]{37})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "groq-key",
		.title = "Groq API key",
		.why = WHY_AI,
		.fix = ROTATE("console.groq.com/keys", "GROQ_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "GRO"
		"Q_API_KEY=gsk_LB5"
		"TZTkhHGCil0qYcriTpd8C7b"
		"WE6JP3La1OC7e1RDC9t"
		"8uUgwZU\n",
		.miss = "GRO"
		"Q_API_KEY=gsk_LB5"
		"TZTkhHGCil0qYcriTpd8C7b"
		"WE6JP3L\n",
		.literal = { "gsk_" },
		.pattern = LEFT "(gsk_[A-Za-z0-9]{52})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "xai-key",
		.title = "xAI API key",
		.why = WHY_AI,
		.fix = ROTATE("console.x.ai", "XAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "XAI"
		"_API_KEY=xai-6CLz"
		"f06iDvlui8KIvWstbip7zHd"
		"DwsckQWsFqeqMplWSXI"
		"l8u3psdIAnPWo5SQcGeA84W7Cwulp"
		"zUioY\n",
		.miss = "XAI"
		"_API_KEY=xai-6CLz"
		"f06iDvlui8KIvWstbip7zHd"
		"DwsckQWsFqeqMplWSXI"
		"l8u3ps\n",
		.literal = { "xai-" },
		.pattern = LEFT "(xai-[A-Za-z0-9]{80})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "perplexity-key",
		.title = "Perplexity API key",
		.why = WHY_AI,
		.fix = ROTATE("perplexity.ai/settings/api", "PERPLEXITY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PER"
		"PLEXITY_API_KEY=p"
		"plx-Nlmdy9gLkQ9Hp0jrEDt"
		"6BDGVnTmeyZtboIII5K"
		"swlKLbR9Oy\n",
		.miss = "PER"
		"PLEXITY_API_KEY=p"
		"plx-Nlmdy9gLkQ9Hp0jrEDt"
		"6BDGVnTmeyZ\n",
		.literal = { "pplx-" },
		.pattern = LEFT "(pplx-[A-Za-z0-9]{48})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "openrouter-key",
		.title = "OpenRouter API key",
		.why = WHY_AI,
		.fix = ROTATE("openrouter.ai/keys", "OPENROUTER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "OPE"
		"NROUTER_API_KEY=s"
		"k-or-v1-87228bf6609ada9"
		"1e735e4ee46643f9fba"
		"72a42c5849c31c61abdba9a82105d"
		"5\n",
		.miss = "OPE"
		"NROUTER_API_KEY=s"
		"k-or-v1-87228bf6609ada9"
		"1e735e4ee46643f9fba"
		"72a42\n",
		.literal = { "sk-or-v1-" },
		.pattern = LEFT "(sk-or-v1-[a-f0-9]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "together-key",
		.title = "Together AI key",
		.why = WHY_AI,
		.fix = ROTATE("api.together.xyz/settings", "TOGETHER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "TOG"
		"ETHER_API_KEY=tgp"
		"_v1_CKzLFIOVEE0bq9wEsoL"
		"BL8pX1r2SfwvNuLL2ao"
		"bqLQa\n",
		.miss = "TOG"
		"ETHER_API_KEY=tgp"
		"_v1_CKzLFIOVEE0bq9wEsoL"
		"BL8pX1r\n",
		.literal = { "tgp_v1_" },
		.pattern = LEFT "(tgp_v1_[A-Za-z0-9_-]{43})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "cerebras-key",
		.title = "Cerebras API key",
		.why = WHY_AI,
		.fix = ROTATE("cloud.cerebras.ai", "CEREBRAS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CER"
		"EBRAS_API_KEY=csk"
		"-q6rna24iyokjuuyrb5qibh"
		"tohf5pbfmb7dzm4kgep"
		"9qh2tuy\n",
		.miss = "CER"
		"EBRAS_API_KEY=csk"
		"-q6rna24iyokjuuyrb5qibh"
		"tohf5pbf\n",
		.literal = { "csk-" },
		.pattern = LEFT "(csk-[a-z0-9]{48})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "langsmith-key",
		.title = "LangSmith personal token",
		.why = WHY_AI,
		.fix = ROTATE("smith.langchain.com/settings", "LANGSMITH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "LAN"
		"GSMITH_API_KEY=ls"
		"v2_pt_282bdb0239bf657e1"
		"3b619988ac450e0_7fc"
		"55b9795\n",
		.miss = "LAN"
		"GSMITH_API_KEY=ls"
		"v2_pt_282bdb0239bf657e1"
		"3b619988a\n",
		.literal = { "lsv2_pt_" },
		.pattern = LEFT "(lsv2_pt_[a-f0-9]{32}_[a-f0-9]{10})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "langsmith-service-key",
		.title = "LangSmith service key",
		.why = WHY_AI,
		.fix = ROTATE("smith.langchain.com/settings", "LANGSMITH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "LAN"
		"GSMITH_API_KEY=ls"
		"v2_sk_38dacb59dbff2db6e"
		"a18b085b214f06e_0f6"
		"c7e2125\n",
		.miss = "LAN"
		"GSMITH_API_KEY=ls"
		"v2_sk_38dacb59dbff2db6e"
		"a18b085b2\n",
		.literal = { "lsv2_sk_" },
		.pattern = LEFT "(lsv2_sk_[a-f0-9]{32}_[a-f0-9]{10})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "langfuse-key",
		.title = "Langfuse secret key",
		.why = WHY_AI,
		.fix = ROTATE("your Langfuse project", "LANGFUSE_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LAN"
		"GFUSE_SECRET_KEY="
		"sk-lf-5151877b-4fcf-bf6"
		"2-23b3-d81e50b8c339"
		"\n",
		.miss = "LAN"
		"GFUSE_SECRET_KEY="
		"sk-lf-5151877b-4fcf-bf6"
		"2-23b\n",
		.literal = { "sk-lf-" },
		.pattern = LEFT "(sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12"
		"})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "pinecone-key",
		.title = "Pinecone API key",
		.why = WHY_AI,
		.fix = ROTATE("app.pinecone.io", "PINECONE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PIN"
		"ECONE_API_KEY=pcs"
		"k_sErS3_cdoLd8h3753zlTy"
		"5BPuncV4WMuDXABD254"
		"GXIiYonL10oXREN4YfU2jDlitH70r"
		"\n",
		.miss = "PIN"
		"ECONE_API_KEY=pcs"
		"k_sErS3_cdoLd8h3753zlTy"
		"5BPuncV4WMuDXABD254"
		"GXIi\n",
		.literal = { "pcsk_" },
		.pattern = LEFT "(pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "nvidia-key",
		.title = "NVIDIA API key",
		.why = WHY_AI,
		.fix = ROTATE("build.nvidia.com", "NVIDIA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "NVI"
		"DIA_API_KEY=nvapi"
		"-p4uiJ5AsQR3LpO5ESGzndw"
		"L_cMgBeu_I_W0aHrk0n"
		"_7f_gZ7-Ye_o0pkOLYX\n",
		.miss = "NVI"
		"DIA_API_KEY=nvapi"
		"-p4uiJ5AsQR3LpO5ESGzndw"
		"L_cMgBeu_I_W0aHr\n",
		.literal = { "nvapi-" },
		.pattern = LEFT "(nvapi-[A-Za-z0-9_-]{60,70})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "llamacloud-key",
		.title = "LlamaCloud API key",
		.why = WHY_AI,
		.fix = ROTATE("cloud.llamaindex.ai", "LLAMA_CLOUD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LLA"
		"MA_CLOUD_API_KEY="
		"llx-gnICkkKGboPnqZfnqWX"
		"0e4opFQskI1NJXzzRi7"
		"yFc1VG4DS1\n",
		.miss = "LLA"
		"MA_CLOUD_API_KEY="
		"llx-gnICkkKGboPnqZfnqWX"
		"0e4opFQskI1\n",
		.literal = { "llx-" },
		.pattern = LEFT "(llx-[A-Za-z0-9]{48})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "tavily-key",
		.title = "Tavily API key",
		.why = WHY_AI,
		.fix = ROTATE("app.tavily.com", "TAVILY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TAV"
		"ILY_API_KEY=tvly-"
		"EUI4iddEzsE6chgoG8PPsGj"
		"RmIXMlHko\n",
		.miss = "TAV"
		"ILY_API_KEY=tvly-"
		"EUI4iddEzsE6chgoG8P\n",
		.literal = { "tvly-" },
		.pattern = LEFT "(tvly-[A-Za-z0-9_-]{32,60})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "jina-key",
		.title = "Jina API key",
		.why = WHY_AI,
		.fix = ROTATE("jina.ai", "JINA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "JIN"
		"A_API_KEY=jina_e0"
		"1d0603885e7ee76a57f812a"
		"682e8389rbEN8HaRyMx"
		"F9o89NHfRr35WahX\n",
		.miss = "JIN"
		"A_API_KEY=jina_e0"
		"1d0603885e7ee76a57f812a"
		"682e8389rbEN8\n",
		.literal = { "jina_" },
		.pattern = LEFT "(jina_[a-f0-9]{32}[A-Za-z0-9]{28})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "wandb-key",
		.title = "Weights and Biases key",
		.why = WHY_AI,
		.fix = ROTATE("wandb.ai/authorize", "WANDB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "WAN"
		"DB_API_KEY=wandb_"
		"v1_OY1VjzQJzqdr4FBUQDSp"
		"dfjXnw5q9H01hmWzihr"
		"8WPsbNxDnlmv6rH2yGThKXipORif8"
		"rbIg8FCPN\n",
		.miss = "WAN"
		"DB_API_KEY=wandb_"
		"v1_OY1VjzQJzqdr4FBUQDSp"
		"dfjXnw5q9H01hmWzihr"
		"8WPsbNxDn\n",
		.literal = { "wandb_v1_" },
		.pattern = LEFT "(wandb_v1_[A-Za-z0-9]{77})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "runpod-key",
		.title = "RunPod API key",
		.why = WHY_AI,
		.fix = ROTATE("runpod.io/console/user/settings", "RUNPOD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "RUN"
		"POD_API_KEY=rpa_Q"
		"RFDP4U6BDBFU94J42YG4C38"
		"00D2JCXTI90Q8W0F3fx"
		"l7h\n",
		.miss = "RUN"
		"POD_API_KEY=rpa_Q"
		"RFDP4U6BDBFU94J42YG4C38"
		"00D2J\n",
		.literal = { "rpa_" },
		.pattern = LEFT "(rpa_[A-Z0-9]{40}[A-Za-z0-9]{6})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "cohere-key",
		.title = "Cohere API key",
		.why = WHY_AI,
		.fix = ROTATE("dashboard.cohere.com", "COHERE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "COH"
		"ERE_API_KEY=UebRs"
		"HiAVAxShZZ2fpwfJefKijRv"
		"jfqB7WmzDJex\n",
		.miss = "COH"
		"ERE_API_KEY=UebRs"
		"HiAVAxShZZ2fpwfJefKijRv"
		"jfqB7WmzD\n",
		.literal = { "cohere" },
		.nocase = true,
		.pattern = NAMED("(?:cohere|co_api)[\\w.-]{0,20}key", "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "mistral-key",
		.title = "Mistral API key",
		.why = WHY_AI,
		.fix = ROTATE("console.mistral.ai", "MISTRAL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MIS"
		"TRAL_API_KEY=uZq0"
		"N9c3awLc0Zlgi1Tv1zeB84W"
		"cDkgl\n",
		.miss = "MIS"
		"TRAL_API_KEY=uZq0"
		"N9c3awLc0Zlgi1Tv1zeB84W"
		"cD\n",
		.literal = { "mistral" },
		.nocase = true,
		.pattern = NAMED("mistral[\\w.-]{0,20}key", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "assemblyai-key",
		.title = "AssemblyAI key",
		.why = WHY_AI,
		.fix = ROTATE("assemblyai.com", "ASSEMBLYAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ASS"
		"EMBLYAI_API_KEY=3"
		"378161f116ae87377229ef1"
		"cde0b820\n",
		.miss = "ASS"
		"EMBLYAI_API_KEY=3"
		"378161f116ae87377229ef1"
		"cde0b\n",
		.literal = { "assemblyai" },
		.nocase = true,
		.pattern = NAMED("assemblyai[\\w.-]{0,20}", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "deepgram-key",
		.title = "Deepgram API key",
		.why = WHY_AI,
		.fix = ROTATE("console.deepgram.com", "DEEPGRAM_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DEE"
		"PGRAM_API_KEY=77c"
		"177cac46ce0e34720859e11"
		"7c74925dc70c06\n",
		.miss = "DEE"
		"PGRAM_API_KEY=77c"
		"177cac46ce0e34720859e11"
		"7c74925dc70\n",
		.literal = { "deepgram" },
		.nocase = true,
		.pattern = NAMED("deepgram[\\w.-]{0,20}", "[a-f0-9]{40}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "wandb-key-old",
		.title = "Weights and Biases key (old form)",
		.why = WHY_AI,
		.fix = ROTATE("wandb.ai/authorize", "WANDB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "WAN"
		"DB_API_KEY=44b529"
		"362b6e861a46a611ee067e4"
		"8d529f2a32b\n",
		.miss = "WAN"
		"DB_API_KEY=44b529"
		"362b6e861a46a611ee067e4"
		"8d529f2a\n",
		.literal = { "wandb" },
		.nocase = true,
		.pattern = NAMED("wandb[\\w.-]{0,20}", "[a-f0-9]{40}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "deepseek-key",
		.title = "DeepSeek API key",
		.why = WHY_AI,
		.fix = ROTATE("platform.deepseek.com", "DEEPSEEK_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DEE"
		"PSEEK_API_KEY=sk-"
		"34f36e6bcb54100a7042c80"
		"7b7fb9250\n",
		.miss = "DEE"
		"PSEEK_API_KEY=sk-"
		"34f36e6bcb54100a7042c80"
		"7b7f\n",
		.literal = { "deepseek" },
		.nocase = true,
		.pattern = NAMED("deepseek[\\w.-]{0,20}", "sk-[a-f0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "moonshot-key",
		.title = "Moonshot API key",
		.why = WHY_AI,
		.fix = ROTATE("platform.moonshot.ai", "MOONSHOT_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MOO"
		"NSHOT_API_KEY=sk-"
		"HzeXAyt83PECANH-t7FXg76"
		"tMm8b-lOCuHlhpK-cqU"
		"-doS41\n",
		.miss = "MOO"
		"NSHOT_API_KEY=sk-"
		"HzeXAyt83PECANH-t7FXg76"
		"tMm8b-lOCuHlhpK-cqU"
		"-\n",
		.literal = { "moonshot", "kimi_" },
		.nocase = true,
		.pattern = NAMED("(?:kimi|moonshot)[\\w.-]{0,20}", "sk-[A-Za-z0-9_-]{48}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "stability-key",
		.title = "Stability AI key",
		.why = WHY_AI,
		.fix = ROTATE("platform.stability.ai", "STABILITY_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "STA"
		"BILITY_API_KEY=sk"
		"-VDITlMa6H9NU9zLiD3sDyJ"
		"lIBZMw5ZBWCf9XAGzRZ"
		"ggB3dKl\n",
		.miss = "STA"
		"BILITY_API_KEY=sk"
		"-VDITlMa6H9NU9zLiD3sDyJ"
		"lIBZMw5ZBWCf9XAGzRZ"
		"gg\n",
		.literal = { "stability" },
		.nocase = true,
		.pattern = NAMED("stability[\\w.-]{0,20}", "sk-[A-Za-z0-9]{48}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "fireworks-key",
		.title = "Fireworks AI key",
		.why = WHY_AI,
		.fix = ROTATE("fireworks.ai", "FIREWORKS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FIR"
		"EWORKS_API_KEY=fw"
		"_NgERnXR1bw8gOaCeb70Y2y"
		"qO\n",
		.miss = "FIR"
		"EWORKS_API_KEY=fw"
		"_NgERnXR1bw8gOaCeb70\n",
		.literal = { "fireworks" },
		.nocase = true,
		.pattern = NAMED("fireworks[\\w.-]{0,20}", "fw_[A-Za-z0-9]{24}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "elevenlabs-key",
		.title = "ElevenLabs API key",
		.why = WHY_AI,
		.fix = ROTATE("elevenlabs.io", "ELEVENLABS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ELE"
		"VENLABS_API_KEY=s"
		"k_81cbf9e4963c387cdf736"
		"84ea6b8378240a2a235"
		"5d584bea\n",
		.miss = "ELE"
		"VENLABS_API_KEY=s"
		"k_81cbf9e4963c387cdf736"
		"84ea6b8378240a2a235"
		"5d5\n",
		.literal = { "elevenlabs", "xi-api" },
		.nocase = true,
		.pattern = NAMED("(?:elevenlabs|xi-api)[\\w.-]{0,20}", "sk_[a-f0-9]{48}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "firecrawl-key",
		.title = "Firecrawl key",
		.why = WHY_AI,
		.fix = ROTATE("firecrawl.dev", "FIRECRAWL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FIR"
		"ECRAWL_API_KEY=fc"
		"-7843ac2a9a17bef502a3ed"
		"49f9eb3056\n",
		.miss = "FIR"
		"ECRAWL_API_KEY=fc"
		"-7843ac2a9a17bef502a3ed"
		"49f9e\n",
		.literal = { "firecrawl" },
		.nocase = true,
		.pattern = NAMED("firecrawl[\\w.-]{0,20}", "fc-[a-f0-9]{32}"),
		.check = fi_check_placeholder,
	},
};
const size_t fi_rules_secrets_ai_n = FI_COUNT(fi_rules_secrets_ai);
