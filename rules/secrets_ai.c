/* secrets_ai.c - models and what is around them. */
#include "rules/secrets.h"

#define WHY_AI                                                                         \
	"Whoever has it spends your money on models, and may read what was asked "     \
	"before."

/* All that are known have 64 characters behind the head. */
static void check_nvidia(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_mixed(c, v);
	if (c->n != sizeof("nvapi-") - 1 + 64)
		fi_verdict_lower(v, FI_LOW, "Its length is not that of a key.");
}

const struct fi_rule fi_rules_secrets_ai[] = {
	{
		.id = "openai-key",
		.title = "OpenAI API key",
		.why = WHY_AI,
		.fix = ROTATE("platform.openai.com/api-keys", "OPENAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "K=s"
		       "k-proj-sDGy0pR1k9"
		       "LFZ6y1KMBmvkb64s5OXA57W"
		       "Acw52ebO4BOeIRm4Lq1"
		       "ntsSz5fqrdxmPBc7DcOMjaT3BlbkF"
		       "JGzoJvk25TkOMcpD1SQshEFpSLA148idPcR4tYNi"
		       "UfDdN8WjJH3ndUEcq5smJc2aWedHVWMJ9JP\n",
		.miss = "K=s"
			"k-proj-sDGy0pR1k9"
			"LFZ6y1KMBmvkb64s5OXA57W"
			"Acw52ebO4BOeIRm4Lq1"
			"ntsSz5fqrdxmPBc7DcOMjaT3BlbkF"
			"JGzoJv\n",
		.literal = { "T3BlbkFJ" },
		.pattern = LEFT "(sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,74}"
				"T3BlbkFJ[A-Za-z0-9_-]{20,74})" RIGHT,
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
		       "k-4v4SdpelhXEMhJk"
		       "Glk0TT3BlbkFJ7jod7x7sJm"
		       "wStu9UALGj\n",
		.miss = "K=s"
			"k-4v4SdpelhXEMhJk"
			"Glk0TT3BlbkFJ7jod7x7sJm"
			"wStu9UA\n",
		.literal = { "T3BlbkFJ" },
		.dense = true,
		.pattern = LEFT "(sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})" RIGHT,
		.check = fi_check_placeholder,
		.before = 96,
	},
	{
		.id = "anthropic-key",
		.title = "Anthropic API key",
		.why = WHY_AI,
		.fix = ROTATE(
			"console.anthropic.com/settings/keys", "ANTHROPIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "ANT"
		       "HROPIC_API_KEY=sk"
		       "-ant-api03-S4RfDanSvN1t"
		       "1osNt-eqAYYv2s80t9z"
		       "5p7SpFkETObhiGrI7KGUXWP2GsVhq"
		       "XbqaQxa0k2tlcjepcYVmySHJbadQmNZykAA\n",
		.miss = "ANT"
			"HROPIC_API_KEY=sk"
			"-ant-api03-S4RfDanSvN1t"
			"1osNt-eqAYYv2s80t9z"
			"5p7SpFkETObhiGrI7KGUXWP2GsVhq"
			"XbqaQxa0k2tlcjepcYVmySHJbadQmNZ\n",
		.literal = { "sk-ant-api03-" },
		.dense = true,
		.pattern = LEFT "(sk-ant-api03-[A-Za-z0-9_-]{93}AA)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "anthropic-admin-key",
		.title = "Anthropic admin key",
		.why = WHY_AI,
		.fix = ROTATE(
			"console.anthropic.com/settings/keys", "ANTHROPIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "ANT"
		       "HROPIC_API_KEY=sk"
		       "-ant-admin01-51ADci7Ju3"
		       "6Fywmx_z_tqjwXtQFuw"
		       "IVLl9y7FRblUlqJN8jwZNQ4dv4d6y"
		       "Cn56sOqC-JjTFkWXfCYC4bsyDKmBzgfpn8WAA\n",
		.miss = "ANT"
			"HROPIC_API_KEY=sk"
			"-ant-admin01-51ADci7Ju3"
			"6Fywmx_z_tqjwXtQFuw"
			"IVLl9y7FRblUlqJN8jwZNQ4dv4d6y"
			"Cn56sOqC-JjTFkWXfCYC4bsyDKmBzgfpn\n",
		.literal = { "sk-ant-admin01-" },
		.dense = true,
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
		       "=sk-ant-oat01-mInW4agsi"
		       "wS3kWTD5BJxHiaAfAy4"
		       "sdg-sVUUARu5GjtegViSxt1kPU0K_"
		       "dFGbTNY2lPtn8zpAtdGdnUblrRE0GAA\n",
		.miss = "ANT"
			"HROPIC_AUTH_TOKEN"
			"=sk-ant-oat01-mInW4agsi"
			"wS3kWTD5BJxHiaAfAy4"
			"sdg-sVUUARu5GjtegVi\n",
		.literal = { "sk-ant-oat01-" },
		.dense = true,
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
		       "=sk-ant-ort01-kVIzgaQHs"
		       "KC46sLDnOAzXtyyWknS"
		       "sHLK5DgR5XkX5UPBfrI2NVEPZ0hAX"
		       "qWe0piTaGOdfzvkLbJ8j4aHc82bNSAA\n",
		.miss = "ANT"
			"HROPIC_AUTH_TOKEN"
			"=sk-ant-ort01-kVIzgaQHs"
			"KC46sLDnOAzXtyyWknS"
			"sHLK5DgR5XkX5UPBfrI\n",
		.literal = { "sk-ant-ort01-" },
		.dense = true,
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
		       "=sk-ant-sid01-s8DCIbE82"
		       "kCDqH1dWtcwKBZ89HsI"
		       "bk1l6HLkicy-2hK0ozm-MbAOsRnvv"
		       "eBxQ-N68TO9JsbSkSpS6D-bPVokVxAA\n",
		.miss = "ANT"
			"HROPIC_AUTH_TOKEN"
			"=sk-ant-sid01-s8DCIbE82"
			"kCDqH1dWtcwKBZ89HsI"
			"bk1l6HLkicy-2hK0ozm\n",
		.literal = { "sk-ant-sid01-" },
		.dense = true,
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
		       "TOKEN=hf_XWvFGrsJ"
		       "GSJYqgANeJjzdEjmtFBFiWg"
		       "yhh\n",
		.miss = "HF_"
			"TOKEN=hf_XWvFGrsJ"
			"GSJYqgANeJjzd\n",
		.literal = { "hf_" },
		.dense = true,
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
		       "TOKEN=api_org_dEu"
		       "MvPsbBUSSQhDxYZSfipNNGq"
		       "dYQhcaTb\n",
		.miss = "HF_"
			"TOKEN=api_org_dEu"
			"MvPsbBUSSQhDxYZSf\n",
		.literal = { "api_org_" },
		.dense = true,
		.pattern = LEFT "(api_org_[A-Za-z]{34})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "replicate-token",
		.title = "Replicate token",
		.why = WHY_AI,
		.fix = ROTATE(
			"replicate.com/account/api-tokens", "REPLICATE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "REP"
		       "LICATE_API_TOKEN="
		       "r8_a0hGLB5TZTkhHGCil0qY"
		       "criTpd8C7bWE6JP3L\n",
		.miss = "REP"
			"LICATE_API_TOKEN="
			"r8_a0hGLB5TZTkhHGCil0qY"
			"cri\n",
		.literal = { "r8_" },
		.dense = true,
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
		       "Q_API_KEY=gsk_a1O"
		       "C7e1RDC9t8uUgwZU6CLzf06"
		       "iDvlui8KIvWstbip7zH"
		       "dDwsckQ\n",
		.miss = "GRO"
			"Q_API_KEY=gsk_a1O"
			"C7e1RDC9t8uUgwZU6CLzf06"
			"iDvlui8\n",
		.literal = { "gsk_" },
		.dense = true,
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
		       "_API_KEY=xai-WsFq"
		       "eqMplWSXIl8u3psdIAnPWo5"
		       "SQcGeA84W7CwulpzUio"
		       "YNlmdy9gLkQ9Hp0jrEDt6BDGVnTme"
		       "yZtbo\n",
		.miss = "XAI"
			"_API_KEY=xai-WsFq"
			"eqMplWSXIl8u3psdIAnPWo5"
			"SQcGeA84W7CwulpzUio"
			"YNlmdy\n",
		.literal = { "xai-" },
		.dense = true,
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
		       "plx-III5KswlKLbR9Oy24lQ"
		       "OFglEshRX4fuMNATUna"
		       "Vh2TCvgcOG\n",
		.miss = "PER"
			"PLEXITY_API_KEY=p"
			"plx-III5KswlKLbR9Oy24lQ"
			"OFglEshRX4f\n",
		.literal = { "pplx-" },
		.dense = true,
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
		       "k-or-v1-5e4ee46643f9fba"
		       "72a42c5849c31c61abd"
		       "ba9a82105d502c2123511d6afc1ba"
		       "2\n",
		.miss = "OPE"
			"NROUTER_API_KEY=s"
			"k-or-v1-5e4ee46643f9fba"
			"72a42c5849c31c61abd"
			"ba9a8\n",
		.literal = { "sk-or-v1-" },
		.dense = true,
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
		       "_v1_BL8pX1r2SfwvNuLL2ao"
		       "bqLQagjaA58RwcUTpow"
		       "jD-gQ\n",
		.miss = "TOG"
			"ETHER_API_KEY=tgp"
			"_v1_BL8pX1r2SfwvNuLL2ao"
			"bqLQagj\n",
		.literal = { "tgp_v1_" },
		.dense = true,
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
		       "-bhtohf5pbfmb7dzm4kgep9"
		       "qh2tuyfrew0xafh6sw4"
		       "mlo2cgw\n",
		.miss = "CER"
			"EBRAS_API_KEY=csk"
			"-bhtohf5pbfmb7dzm4kgep9"
			"qh2tuyfr\n",
		.literal = { "csk-" },
		.dense = true,
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
		       "v2_pt_619988ac450e07fc5"
		       "5b979538dacb59d_bff"
		       "2db6ea1\n",
		.miss = "LAN"
			"GSMITH_API_KEY=ls"
			"v2_pt_619988ac450e07fc5"
			"5b979538d\n",
		.literal = { "lsv2_pt_" },
		.dense = true,
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
		       "v2_sk_8b085b214f06e0f6c"
		       "7e21255151877b4_fcf"
		       "bf6223b\n",
		.miss = "LAN"
			"GSMITH_API_KEY=ls"
			"v2_sk_8b085b214f06e0f6c"
			"7e2125515\n",
		.literal = { "lsv2_sk_" },
		.dense = true,
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
		       "sk-lf-3d81e50b-8c33-929"
		       "e-e5e9-07eab61b0013"
		       "\n",
		.miss = "LAN"
			"GFUSE_SECRET_KEY="
			"sk-lf-3d81e50b-8c33-929"
			"e-e5e\n",
		.literal = { "sk-lf-" },
		.dense = true,
		.pattern = LEFT
		"(sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12"
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
		       "k_XIiYo_nL10oXREN4YfU2j"
		       "DlitH70rlUwcXREcAWr"
		       "IIou5rb4FUHvcC7JDZTOYF5oomfs4"
		       "\n",
		.miss = "PIN"
			"ECONE_API_KEY=pcs"
			"k_XIiYo_nL10oXREN4YfU2j"
			"DlitH70rlUwcXREcAWr"
			"IIou\n",
		.literal = { "pcsk_" },
		.dense = true,
		.pattern = LEFT "(pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63})" RIGHT,
		.check = fi_check_placeholder,
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
		       "-cMgBeu_I_W0aHrk0n_7f_g"
		       "Z7-Ye_o0pkOLYXQFUM2"
		       "fy-sv9LhQaTujL5qMGl\n",
		.miss = "NVI"
			"DIA_API_KEY=nvapi"
			"-cMgBeu_I_W0aHrk0n_7f_g"
			"Z7-Ye_o0pkOLYXQF\n",
		.literal = { "nvapi-" },
		.dense = true,
		.pattern = LEFT "(nvapi-[A-Za-z0-9_-]{60,70})" RIGHT,
		.check = check_nvidia,
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
		       "llx-109C7zrKEcRxOO258x3"
		       "zCZWCdm5p7OQiQxUDse"
		       "HHgwWovDhR\n",
		.miss = "LLA"
			"MA_CLOUD_API_KEY="
			"llx-109C7zrKEcRxOO258x3"
			"zCZWCdm5p7O\n",
		.literal = { "llx-" },
		.dense = true,
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
		       "RmIXMlHko4DG2CbAOhjX5e6"
		       "4cYqWc8gE\n",
		.miss = "TAV"
			"ILY_API_KEY=tvly-"
			"RmIXMlHko4DG2CbAOhj\n",
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
		       "A_API_KEY=jina_2a"
		       "682e838d263d86263f8bdb7"
		       "ca84e20UQDSpdfjXnw5"
		       "q9H01hmWzihr8WPs\n",
		.miss = "JIN"
			"A_API_KEY=jina_2a"
			"682e838d263d86263f8bdb7"
			"ca84e20UQDSpd\n",
		.literal = { "jina_" },
		.dense = true,
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
		       "v1_bNxDnlmv6rH2yGThKXip"
		       "ORif8rbIg8FCPNQRF3D"
		       "Pe2vUgBvDBFUmj5ze46m7Jkq9ecuY"
		       "GekCdila0\n",
		.miss = "WAN"
			"DB_API_KEY=wandb_"
			"v1_bNxDnlmv6rH2yGThKXip"
			"ORif8rbIg8FCPNQRF3D"
			"Pe2vUgBvD\n",
		.literal = { "wandb_v1_" },
		.dense = true,
		.pattern = LEFT "(wandb_v1_[A-Za-z0-9_]{77})" RIGHT,
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
		       "POD_API_KEY=rpa_0"
		       "D2JCXTI90Q8W0F57U41RH8A"
		       "VAS7ZZ55J45K89R9fqB"
		       "7Wm\n",
		.miss = "RUN"
			"POD_API_KEY=rpa_0"
			"D2JCXTI90Q8W0F57U41RH8A"
			"VAS7Z\n",
		.literal = { "rpa_" },
		.dense = true,
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
		       "ERE_API_KEY=zDJex"
		       "uZq0N9c3awLc0Zlgi1Tv1ze"
		       "B84WcDkglHHP\n",
		.miss = "COH"
			"ERE_API_KEY=zDJex"
			"uZq0N9c3awLc0Zlgi1Tv1ze"
			"B84WcDkgl\n",
		.literal = { "cohere" },
		.nocase = true,
		.dense = true,
		.pattern =
			NAMED("(?:cohere|co_api)[\\w.-]{0,20}key", "[A-Za-z0-9]{40}"),
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
		       "TRAL_API_KEY=2RCN"
		       "DvkfDC7NUwlq2cQ4oPHiPPl"
		       "Fny2E\n",
		.miss = "MIS"
			"TRAL_API_KEY=2RCN"
			"DvkfDC7NUwlq2cQ4oPHiPPl"
			"Fn\n",
		.literal = { "mistral" },
		.nocase = true,
		.dense = true,
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
		       "EMBLYAI_API_KEY=9"
		       "ef1cde0b82077c177cac46c"
		       "e0e34720\n",
		.miss = "ASS"
			"EMBLYAI_API_KEY=9"
			"ef1cde0b82077c177cac46c"
			"e0e34\n",
		.literal = { "assemblyai" },
		.nocase = true,
		.dense = true,
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
		       "PGRAM_API_KEY=859"
		       "e117c74925dc70c0644b529"
		       "362b6e861a46a6\n",
		.miss = "DEE"
			"PGRAM_API_KEY=859"
			"e117c74925dc70c0644b529"
			"362b6e861a4\n",
		.literal = { "deepgram" },
		.nocase = true,
		.dense = true,
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
		       "DB_API_KEY=11ee06"
		       "7e48d529f2a32b34f36e6bc"
		       "b54100a7042\n",
		.miss = "WAN"
			"DB_API_KEY=11ee06"
			"7e48d529f2a32b34f36e6bc"
			"b54100a7\n",
		.literal = { "wandb" },
		.nocase = true,
		.dense = true,
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
		       "c807b7fb92501c750cbfd31"
		       "0031fbe15\n",
		.miss = "DEE"
			"PSEEK_API_KEY=sk-"
			"c807b7fb92501c750cbfd31"
			"0031\n",
		.literal = { "deepseek" },
		.nocase = true,
		.dense = true,
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
		       "g76tMm8b-lOCuHlhpK-cqU-"
		       "doS41rGQmZ1ObpXHGSR"
		       "CzYzCt\n",
		.miss = "MOO"
			"NSHOT_API_KEY=sk-"
			"g76tMm8b-lOCuHlhpK-cqU-"
			"doS41rGQmZ1ObpXHGSR"
			"C\n",
		.literal = { "moonshot", "kimi_" },
		.nocase = true,
		.dense = true,
		.pattern =
			NAMED("(?:kimi|moonshot)[\\w.-]{0,20}", "sk-[A-Za-z0-9_-]{48}"),
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
		       "-Cf9XAGzRZggB3dKlNgERnX"
		       "R1bw8gOaCeb70Y2yqOR"
		       "CYi1gl0\n",
		.miss = "STA"
			"BILITY_API_KEY=sk"
			"-Cf9XAGzRZggB3dKlNgERnX"
			"R1bw8gOaCeb70Y2yqOR"
			"CY\n",
		.literal = { "stability" },
		.nocase = true,
		.dense = true,
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
		       "_WeTdJu9SNHZG9onQOYr5ae"
		       "OH\n",
		.miss = "FIR"
			"EWORKS_API_KEY=fw"
			"_WeTdJu9SNHZG9onQOYr\n",
		.literal = { "fireworks" },
		.nocase = true,
		.dense = true,
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
		       "k_684ea6b8378240a2a2355"
		       "d584bea7843ac2a9a17"
		       "bef502a3\n",
		.miss = "ELE"
			"VENLABS_API_KEY=s"
			"k_684ea6b8378240a2a2355"
			"d584bea7843ac2a9a17"
			"bef\n",
		.literal = { "elevenlabs", "xi-api" },
		.nocase = true,
		.dense = true,
		.pattern =
			NAMED("(?:elevenlabs|xi-api)[\\w.-]{0,20}", "sk_[a-f0-9]{48}"),
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
		       "-ed49f9eb3056265bdaae21"
		       "27127e8047\n",
		.miss = "FIR"
			"ECRAWL_API_KEY=fc"
			"-ed49f9eb3056265bdaae21"
			"27127\n",
		.literal = { "firecrawl" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("firecrawl[\\w.-]{0,20}", "fc-[a-f0-9]{32}"),
		.check = fi_check_placeholder,
	},
	{
		.id = "minimax-key",
		.title = "MiniMax API key",
		.why = WHY_AI,
		.fix = ROTATE("platform.minimax.io", "MINIMAX_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MINIMAX_A"
		       "PI_KEY=sk-api-wafr7_u"
		       "42Fjahs5LdTGjjGu5PDHH"
		       "IUrQdMftdK7Z9Z2AOyxpz"
		       "_Yyj1v3X_n7e90me_BU-v"
		       "s7PeHZXTPlblrJE3jAe4h"
		       "aR7K8XyZCB6IAUUJcTa-R"
		       "XcrzEBZ\n",
		.miss = "MINIMAX_A"
			"PI_KEY=sk-api-shBfTf3"
			"9VMBlMJzjtPrcWC3f5fMq"
			"IY3Dwarw4xQTQzKEe7_PR"
			"9qR_hMjNzRf7_SKZSDK-V"
			"b2x2kRVIIWKaNwGu0e-e6"
			"4HmE_tWN2EABTPu1m0u\n",
		.literal = { "sk-api-" },
		.dense = true,
		.pattern = LEFT "(sk-api-[A-Za-z0-9_-]{119})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "roboflow-key",
		.title = "Roboflow API key",
		.why = WHY_AI,
		.fix = ROTATE("app.roboflow.com", "ROBOFLOW_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ROBOFLOW_"
		       "API_KEY=rf_lwnruRj272"
		       "WBKhr9swEvrswXmZ\n",
		.miss = "ROBOFLOW_"
			"API_KEY=rf_TcVE4RLpMS"
			"3EDQnrV\n",
		.literal = { "roboflow" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("roboflow",
			   "(?:rf_)?[A-Za-z0-9]{20,26}"),
		.check = fi_check_random,
	},
	{
		.id = "ollama-key",
		.title = "Ollama cloud key",
		.why = WHY_AI,
		.fix = ROTATE("ollama.com/settings/keys", "OLLAMA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "OLLAMA_AP"
		       "I_KEY=8fd7b7a95a47d30"
		       "9504a4c7b2afd91a7.iME"
		       "6Zuxk5Sb0IfSWJ9mdbzfK"
		       "\n",
		.miss = "OLLAMA_AP"
			"I_KEY=d3f275b7101ee95"
			"a069eb822e495af16.5lS"
			"hwlQOmOSZ1Mt\n",
		.literal = { "ollama" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("ollama",
			   "[0-9a-f]{32}\\.[A-Za-z0-9_-]{24}"),
		.check = fi_check_random,
	},
	{
		.id = "openai-realtime-secret",
		.title = "OpenAI realtime client secret",
		.why = WHY_AI,
		.fix = ROTATE("platform.openai.com/api-keys", "OPENAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "client_se"
		       "cret=\"ek_59ee472b4812"
		       "d5702984287c56472fb7\""
		       "\n",
		.miss = "client_se"
			"cret=\"ek_fd10068e2cb4"
			"61d48609f84\"\n",
		.literal = { "=ek_", "\"ek_", "'ek_" },
		.dense = true,
		.pattern = "[=\"'](ek_[0-9a-f]{32})(?![A-Za-z0-9_-])",
		.check = fi_check_placeholder,
	},
	{
		.id = "openai-session",
		.title = "OpenAI session key",
		.why = WHY_AI,
		.fix = ROTATE("platform.openai.com/api-keys", "OPENAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "OPENAI_SE"
		       "SSION=sess-9nyFJabvGw"
		       "dDb4q6iPKf9ZXF4jnnXsi"
		       "HR8yWmoIJ\n",
		.miss = "OPENAI_SE"
			"SSION=sess-zGKZyfFk8E"
			"Cgq9we6689HxG0MA9ChzY"
			"\n",
		.literal = { "sess-" },
		.dense = true,
		.pattern = LEFT "(sess-[A-Za-z0-9]{40})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "zai-key",
		.title = "Z.ai or Zhipu API key",
		.why = WHY_AI,
		.fix = ROTATE("z.ai", "ZAI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ZAI_API_K"
		       "EY=bc8c5ff09986c172bf"
		       "f9339249d9ae92.Sm0YVY"
		       "bYOY9hWRQw\n",
		.miss = "ZAI_API_K"
			"EY=fb2912c8e8fedbdc5f"
			"4f1f5b2ed73cfe.a7Tmp1"
			"Xc\n",
		.literal = { "zai_", "zaiapi", "zhipu", "bigmodel", "glm_" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("zai_?|zhipu|bigmodel|glm_",
			   "[0-9a-f]{32}\\.[A-Za-z0-9]{16}"),
		.check = fi_check_random,
	},
	{
		.id = "label-studio-token",
		.title = "Label Studio token",
		.why = WHY_AI,
		.fix = ROTATE("your Label Studio, account page", "LABEL_STUDIO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LABEL_STU"
		       "DIO_API_KEY=0568f2d55"
		       "18bf6e4af1638923341af"
		       "9f85dacf82\n",
		.miss = "LABEL_STU"
			"DIO_API_KEY=81344fe35"
			"0ce487ff0073b3f371ff2"
			"b\n",
		.literal = { "label_studio", "labelstudio", "label-studio" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("label[_-]?studio",
			   "[0-9a-f]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "kagi-key",
		.title = "Kagi API key",
		.why = WHY_AI,
		.fix = ROTATE("kagi.com/settings", "KAGI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "KAGI_API_"
		       "KEY=eMoEsO05h-7.lBQqf"
		       "EdzjVJzMpn1fYCRyrqpgP"
		       "m_u1Z9k1vdk5f2nGN\n",
		.miss = "KAGI_API_"
			"KEY=vn2a7AH1xxV.Gj6dQ"
			"rR4xKwXcFn1z6iQRluTYK"
			"D3HJ3vJV\n",
		.literal = { "kagi" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("kagi",
			   "[A-Za-z0-9_-]{11}\\.[A-Za-z0-9_-]{43}"),
		.check = fi_check_random,
	},
	{
		.id = "voiceflow-key",
		.title = "Voiceflow API key",
		.why = WHY_AI,
		.fix = ROTATE("creator.voiceflow.com", "VOICEFLOW_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "VF=VF.DM."
		       "732699c998974275f7cb9"
		       "2aa.Ez6e5qnuDLqPYcn4\n",
		.miss = "VF=VF.DM."
			"5b3b3e748a8a99ead0e8a"
			"c49.UMPEO684\n",
		.literal = { "VF.DM.", "VF.WS." },
		.dense = true,
		.pattern = LEFT "(VF\\.(?:DM|WS)\\.[0-9a-f]{24}\\.[A-Za-z0-9]{16})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "cursor-key",
		.title = "Cursor API key",
		.why = WHY_AI,
		.fix = ROTATE("cursor.com", "CURSOR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "CURSOR_AP"
		       "I_KEY=key_30d812141a7"
		       "98c3a1079ad8ef0ed604a"
		       "d7c762f4ffa0e83bb9b08"
		       "a986be3f26e\n",
		.miss = "CURSOR_AP"
			"I_KEY=key_e6bb069a122"
			"a261668eaf1ac0ed072da"
			"62babcf6975a2d858ad35"
			"76\n",
		.literal = { "cursor" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("cursor",
			   "key_[0-9a-f]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "dvc-studio-token",
		.title = "DVC Studio access token",
		.why = WHY_AI,
		.fix = ROTATE("studio.datachain.ai", "DVC_STUDIO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "DVC_STUDI"
		       "O_TOKEN=isat_s7Dn4Dxn"
		       "cGHbUdrZleAOylS7MyMXD"
		       "G9Oy4TXQ23ZEQZ4NWPDEI"
		       "\n",
		.miss = "DVC_STUDI"
			"O_TOKEN=isat_KG2PfLWf"
			"xQ26g7uY7ye10jE4fW2uv"
			"HX8u0SdgX0El\n",
		.literal = { "isat_" },
		.dense = true,
		.pattern = LEFT "(isat_[A-Za-z0-9]{50})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "sindri-key",
		.title = "Sindri API key",
		.why = WHY_AI,
		.fix = ROTATE("sindri.app", "SINDRI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "KEY=sindr"
		       "i_MI8nAWLygX9Ouft9UmD"
		       "L1PTAXAWT19z9\n",
		.miss = "KEY=sindr"
			"i_9DynJB4kLV44kNjrbGB"
			"bwlI\n",
		.literal = { "sindri_" },
		.dense = true,
		.pattern = LEFT "(sindri_[A-Za-z0-9]{32})" RIGHT,
		.check = fi_check_mixed,
	},
};
const size_t fi_rules_secrets_ai_n = FI_COUNT(fi_rules_secrets_ai);
