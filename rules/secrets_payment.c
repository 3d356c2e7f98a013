/* secrets_payment.c - what moves money: payment providers, shops, exchanges. */
#include <string.h>

#include "rules/secrets.h"

#define WHY_MONEY                                                                      \
	"Whoever has it charges, refunds or reads your customers and their payments."
#define WHY_FORGE                                                                      \
	"Whoever has it forges events that your application believes, such as paid "   \
	"orders."

/* A key of the test mode moves no money. */
static void check_mode(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_placeholder(c, v);
	if (memmem(c->value, c->n, "_test_", 6))
		fi_verdict_lower(v, FI_LOW, "It is a key of the test mode.");
}

const struct fi_rule fi_rules_secrets_payment[] = {
	{
		.id = "stripe-live-secret",
		.title = "Stripe live secret key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.stripe.com/apikeys", "STRIPE_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "STR"
		       "IPE_SECRET_KEY=sk"
		       "_live_zQUMPM08HSe8jnPJj"
		       "oqgA2RB\n",
		.miss = "STR"
			"IPE_SECRET_KEY=sk"
			"_live_zQUMPM08HSe8\n",
		.literal = { "sk_live_" },
		.dense = true,
		.pattern = LEFT "(sk_live_[A-Za-z0-9]{24,247})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "stripe-live-restricted",
		.title = "Stripe live restricted key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.stripe.com/apikeys", "STRIPE_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "STR"
		       "IPE_SECRET_KEY=rk"
		       "_live_19fLy0Mg1YLVUHFjx"
		       "QieNOME\n",
		.miss = "STR"
			"IPE_SECRET_KEY=rk"
			"_live_19fLy0Mg1YLV\n",
		.literal = { "rk_live_" },
		.dense = true,
		.pattern = LEFT "(rk_live_[A-Za-z0-9]{24,247})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "stripe-test-secret",
		.title = "Stripe test secret key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.stripe.com/apikeys", "STRIPE_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "STR"
		       "IPE_SECRET_KEY=sk"
		       "_test_F2Msj5cmtiEG1ztvN"
		       "vV2FGkd\n",
		.miss = "STR"
			"IPE_SECRET_KEY=sk"
			"_test_F2Msj5cmtiEG\n",
		.literal = { "sk_test_" },
		.dense = true,
		.pattern = LEFT "(sk_test_[A-Za-z0-9]{24,247})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "stripe-test-restricted",
		.title = "Stripe test restricted key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.stripe.com/apikeys", "STRIPE_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "STR"
		       "IPE_SECRET_KEY=rk"
		       "_test_0F6yyiGRcox6jHW7h"
		       "D11xZwl\n",
		.miss = "STR"
			"IPE_SECRET_KEY=rk"
			"_test_0F6yyiGRcox6\n",
		.literal = { "rk_test_" },
		.dense = true,
		.pattern = LEFT "(rk_test_[A-Za-z0-9]{24,247})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "stripe-webhook-secret",
		.title = "Stripe webhook signing secret",
		.why = WHY_FORGE,
		.fix = ROTATE("dashboard.stripe.com/webhooks", "STRIPE_WEBHOOK_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "STR"
		       "IPE_WEBHOOK_SECRE"
		       "T=whsec_fc8zRxBEG/Ft3Pg"
		       "+H8MSmLC+t1AH9SDB\n",
		.miss = "STR"
			"IPE_WEBHOOK_SECRE"
			"T=whsec_fc8zRxBEG/Ft3Pg"
			"+\n",
		.literal = { "whsec_" },
		.pattern = LEFT "(whsec_[A-Za-z0-9+/]{32,64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "square-access-token",
		.title = "Square access token",
		.why = WHY_MONEY,
		.fix = ROTATE("developer.squareup.com", "SQUARE_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SQU"
		       "ARE_ACCESS_TOKEN="
		       "EAAAeL7Ox8NRehaLUVTDGdw"
		       "1_iN81ljk6YC_JECSBL"
		       "NaK2VNxk6_zY2gkLpoYjv9\n",
		.miss = "SQU"
			"ARE_ACCESS_TOKEN="
			"EAAAeL7Ox8NRehaLUVTDGdw"
			"1_iN81ljk6YC_JECSBL"
			"NaK2VNxk6_zY2gkLpo\n",
		.literal = { "EAAA" },
		.dense = true,
		.pattern = LEFT "(EAAA[A-Za-z0-9_-]{60})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "square-access-token-old",
		.title = "Square access token (old form)",
		.why = WHY_MONEY,
		.fix = ROTATE("developer.squareup.com", "SQUARE_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SQU"
		       "ARE_ACCESS_TOKEN="
		       "sq0atp-LmKu6AG5T-zJ3AOE"
		       "wQEhgW\n",
		.miss = "SQU"
			"ARE_ACCESS_TOKEN="
			"sq0atp-LmKu6AG5T-zJ3AOE"
			"wQ\n",
		.literal = { "sq0atp-" },
		.pattern = LEFT "(sq0atp-[A-Za-z0-9_-]{22})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "square-oauth-secret",
		.title = "Square OAuth secret",
		.why = WHY_MONEY,
		.fix = ROTATE("developer.squareup.com", "SQUARE_OAUTH_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SQU"
		       "ARE_OAUTH_SECRET="
		       "sq0csp-LIFxJW9app8dY_3x"
		       "ZzMbnqr2YtbgtcUsSh5"
		       "lm-eM9Ij\n",
		.miss = "SQU"
			"ARE_OAUTH_SECRET="
			"sq0csp-LIFxJW9app8dY_3x"
			"ZzMbnqr2YtbgtcUsSh5"
			"lm-e\n",
		.literal = { "sq0csp-" },
		.dense = true,
		.pattern = LEFT "(sq0csp-[A-Za-z0-9_-]{43})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "paypal-braintree-token",
		.title = "Braintree production access token",
		.why = WHY_MONEY,
		.fix = ROTATE("the Braintree control panel", "BRAINTREE_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "BRA"
		       "INTREE_ACCESS_TOK"
		       "EN=access_token$product"
		       "ion$slas01771zg28w4"
		       "5$c5ccd8099ee02cab83bb43e451f"
		       "9ab28\n",
		.miss = "BRA"
			"INTREE_ACCESS_TOK"
			"EN=access_token$product"
			"ion$slas01771zg28w4"
			"5$c5ccd8099ee02cab83bb43e451f"
			"9\n",
		.literal = { "access_token$production$" },
		.dense = true,
		.pattern = LEFT
		"(access_token\\$production\\$[a-z0-9]{16}\\$[a-f0-9]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "braintree-private-key",
		.title = "Braintree private key",
		.why = WHY_MONEY,
		.fix = ROTATE("the Braintree control panel", "BRAINTREE_PRIVATE_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "BRA"
		       "INTREE_PRIVATE_KE"
		       "Y=45ad0f3d761f3d0201bfe"
		       "8c26b715568\n",
		.miss = "BRA"
			"INTREE_PRIVATE_KE"
			"Y=45ad0f3d761f3d0201bfe"
			"8c26b715\n",
		.literal = { "braintree" },
		.nocase = true,
		.dense = true,
		.pattern =
			NAMED("braintree[\\w.-]{0,20}(?:private|key)", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "paypal-client-secret",
		.title = "PayPal client secret",
		.why = WHY_MONEY,
		.fix = ROTATE("developer.paypal.com", "PAYPAL_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PAY"
		       "PAL_CLIENT_SECRET"
		       "=smGLYu59fO95x07MvVP-dk"
		       "ohq9uodDFDfD2La2d_f"
		       "nqeOq_-Xz90TXDEGVCu_g7Lj2M7ER"
		       "v7XNUilOvg\n",
		.miss = "PAY"
			"PAL_CLIENT_SECRET"
			"=smGLYu59fO95x07MvVP-dk"
			"ohq9uodDFDfD2La2d_f"
			"nqeOq_-Xz90TXDEGVCu_g7Lj2M7ER"
			"v7XNUil\n",
		.literal = { "paypal" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("paypal[\\w.-]{0,20}secret", "[A-Za-z0-9_-]{80}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "plaid-tokens",
		.title = "Plaid production access token",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.plaid.com", "PLAID_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PLA"
		       "ID_ACCESS_TOKEN=a"
		       "ccess-production-0598e7"
		       "d8-a50f-510d-c6c4-3"
		       "93a96e78c34\n",
		.miss = "PLA"
			"ID_ACCESS_TOKEN=a"
			"ccess-production-0598e7"
			"d8-a50f-510d-c6c4-3"
			"93a96e7\n",
		.literal = { "access-production-" },
		.dense = true,
		.pattern = LEFT
		"(access-production-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}"
		"-[0-9a-f]{12})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "plaid-secret",
		.title = "Plaid secret",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.plaid.com", "PLAID_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PLA"
		       "ID_SECRET=03049d3"
		       "e8474f2a7dccc06616cd334"
		       "\n",
		.miss = "PLA"
			"ID_SECRET=03049d3"
			"e8474f2a7dccc06616cd\n",
		.literal = { "plaid" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("plaid[\\w.-]{0,20}secret", "[a-f0-9]{30}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "adyen-key",
		.title = "Adyen API key",
		.why = WHY_MONEY,
		.fix = ROTATE("the Adyen customer area", "ADYEN_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "ADY"
		       "EN_API_KEY=tTVm5R"
		       "IIJA1iylSd6C060zguFPdnH"
		       "MmlM43b3oJDk2olmDnj"
		       "tKZC/8PrxHwneUcBy+E3zvmKFCdwk"
		       "Bfyv6rzC123YBGNL8lZrric\n",
		.miss = "ADY"
			"EN_API_KEY=tTVm5R"
			"IIJA1iylSd6C060zguFPdnH"
			"MmlM43b3oJDk2olmDnj"
			"tKZC/8PrxHwneUcBy+E3zvmKFCdwk"
			"Bfyv6rzC123YBGNL8lZr\n",
		.literal = { "adyen" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("adyen[\\w.-]{0,20}key", "[A-Za-z0-9+/]{100,180}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "flutterwave-key",
		.title = "Flutterwave secret key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.flutterwave.com", "FLUTTERWAVE_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "FLU"
		       "TTERWAVE_SECRET=F"
		       "LWSECK-e5a4bb15d4dcc513"
		       "d4654c340b67c01f-X\n",
		.miss = "FLU"
			"TTERWAVE_SECRET=F"
			"LWSECK-e5a4bb15d4dcc513"
			"d4654c340b67c0\n",
		.literal = { "FLWSECK-" },
		.dense = true,
		.pattern = LEFT "(FLWSECK-[a-f0-9]{32}-X)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "paystack-key",
		.title = "Paystack live secret key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.paystack.com", "PAYSTACK_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PAY"
		       "STACK_SECRET_KEY="
		       "sk_live_fff3195f80135f3"
		       "b92c07423fb388dfa93"
		       "ee3419\n",
		.miss = "PAY"
			"STACK_SECRET_KEY="
			"sk_live_fff3195f80135f3"
			"b92c07423fb388dfa93"
			"ee\n",
		.literal = { "sk_live_" },
		.dense = true,
		.pattern = LEFT "(sk_live_[a-f0-9]{40})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "razorpay-key",
		.title = "Razorpay live key id",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.razorpay.com", "RAZORPAY_KEY_ID"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "RAZ"
		       "ORPAY_KEY_ID=rzp_"
		       "live_cgbUGh6CvjJKL8\n",
		.miss = "RAZ"
			"ORPAY_KEY_ID=rzp_"
			"live_cgbUGh6Cvj\n",
		.literal = { "rzp_live_" },
		.pattern = LEFT "(rzp_live_[A-Za-z0-9]{14})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "razorpay-secret",
		.title = "Razorpay key secret",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.razorpay.com", "RAZORPAY_KEY_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "RAZ"
		       "ORPAY_KEY_SECRET="
		       "IjfhrNkF9K3WMLU4mTDbCYX"
		       "X\n",
		.miss = "RAZ"
			"ORPAY_KEY_SECRET="
			"IjfhrNkF9K3WMLU4mTDbC\n",
		.literal = { "razorpay" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("razorpay[\\w.-]{0,20}secret", "[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "midtrans-key",
		.title = "Midtrans server key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.midtrans.com", "MIDTRANS_SERVER_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MID"
		       "TRANS_SERVER_KEY="
		       "Mid-server-WNdEv3YqJvpH"
		       "FAFWtFG_UwmV\n",
		.miss = "MID"
			"TRANS_SERVER_KEY="
			"Mid-server-WNdEv3YqJvpH"
			"FAFWtFG_\n",
		.literal = { "Mid-server-" },
		.pattern = LEFT "(Mid-server-[A-Za-z0-9_-]{24})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "mercury-token",
		.title = "Mercury production token",
		.why = WHY_MONEY,
		.fix = ROTATE("mercury.com", "MERCURY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "MER"
		       "CURY_TOKEN=mercur"
		       "y_production_gq5_E6Qepj"
		       "zJrC2dYguqG6NeE62dL"
		       "4e7ViRXImcZfhcr_yrucrem\n",
		.miss = "MER"
			"CURY_TOKEN=mercur"
			"y_production_gq5_E6Qepj"
			"zJrC2dYguqG6NeE62dL"
			"4e7ViRXImcZfhcr_yru\n",
		.literal = { "mercury_production_" },
		.dense = true,
		.pattern = LEFT
		"(mercury_production_[a-z0-9]{3}_[A-Za-z0-9]{40,50}_yrucrem)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "lob-live-key",
		.title = "Lob live key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.lob.com", "LOB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LOB"
		       "_API_KEY=live_5dc"
		       "94fa78e5fa039c77d2f5054"
		       "0a7edca5b\n",
		.miss = "LOB"
			"_API_KEY=live_5dc"
			"94fa78e5fa039c77d2f5054"
			"0a7ed\n",
		.literal = { "live_" },
		.dense = true,
		.pattern = LEFT "(live_[a-f0-9]{35})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "shippo-token",
		.title = "Shippo live token",
		.why = WHY_MONEY,
		.fix = ROTATE("apps.goshippo.com", "SHIPPO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SHI"
		       "PPO_TOKEN=shippo_"
		       "live_4eec0a0f98b7fd216d"
		       "63d17418e52d2d058b3"
		       "abc\n",
		.miss = "SHI"
			"PPO_TOKEN=shippo_"
			"live_4eec0a0f98b7fd216d"
			"63d17418e52d2d058b\n",
		.literal = { "shippo_live_", "shippo_test_" },
		.dense = true,
		.pattern = LEFT "(shippo_(?:live|test)_[a-f0-9]{40})" RIGHT,
		.check = check_mode,
	},
	{
		.id = "easypost-key",
		.title = "EasyPost live key",
		.why = WHY_MONEY,
		.fix = ROTATE("easypost.com/account/api-keys", "EASYPOST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "EAS"
		       "YPOST_API_KEY=EZA"
		       "K8hJm8U8uU6BblrwfEQ4aF3"
		       "syySgSjgrG8tU9G7PAg"
		       "HND7rvrxfbjoi\n",
		.miss = "EAS"
			"YPOST_API_KEY=EZA"
			"K8hJm8U8uU6BblrwfEQ4aF3"
			"syySgSjgrG8tU9G7PAg"
			"HND7rvrxf\n",
		.literal = { "EZAK" },
		.dense = true,
		.pattern = LEFT "(EZAK[A-Za-z0-9]{54})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "duffel-token",
		.title = "Duffel live token",
		.why = WHY_MONEY,
		.fix = ROTATE("app.duffel.com", "DUFFEL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "DUF"
		       "FEL_TOKEN=duffel_"
		       "live_l56xMk6rckSkcPRS2O"
		       "sy-c0TloKqDmHFX6ZeR"
		       "JULAlo\n",
		.miss = "DUF"
			"FEL_TOKEN=duffel_"
			"live_l56xMk6rckSkcPRS2O"
			"sy-c0TloKqDmHFX6ZeR"
			"JU\n",
		.literal = { "duffel_live_", "duffel_test_" },
		.pattern = LEFT "(duffel_(?:live|test)_[A-Za-z0-9_=-]{43})" RIGHT,
		.check = check_mode,
	},
	{
		.id = "paddle-key",
		.title = "Paddle live API key",
		.why = WHY_MONEY,
		.fix = ROTATE("vendors.paddle.com", "PADDLE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PAD"
		       "DLE_API_KEY=pdl_l"
		       "ive_apikey_1vqoblpgzuo7"
		       "kpblpi9dqkzm9q_36Wp"
		       "rHyqdS8wkEw1GSc48A_QM0\n",
		.miss = "PAD"
			"DLE_API_KEY=pdl_l"
			"ive_apikey_1vqoblpgzuo7"
			"kpblpi9dqkzm9q_36Wp"
			"rHyqdS8wkEw1GSc48A\n",
		.literal = { "pdl_live_apikey_" },
		.dense = true,
		.pattern = LEFT
		"(pdl_live_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "polar-token",
		.title = "Polar access token",
		.why = WHY_MONEY,
		.fix = ROTATE("polar.sh/settings", "POLAR_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "POL"
		       "AR_ACCESS_TOKEN=p"
		       "olar_oat_XZ19Rbpq17aCsg"
		       "B8q9t6\n",
		.miss = "POL"
			"AR_ACCESS_TOKEN=p"
			"olar_oat_XZ19Rbpq17\n",
		.literal = { "polar_oat_", "polar_pat_", "polar_at_", "polar_rt_",
			"polar_ac_", "polar_cs_", "polar_crt_", "polar_cst_" },
		.dense = true,
		.pattern = LEFT "(polar_(?:[op]?at|c?rt|ac|cst?)_[A-Za-z0-9]{20,100})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "ramp-keys",
		.title = "Ramp secret",
		.why = WHY_MONEY,
		.fix = ROTATE("app.ramp.com", "RAMP_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "RAM"
		       "P_SECRET=ramp_sec"
		       "_imAvf3BdwBCxH2Ieho4CK7"
		       "NeBKDTMQ9YdcmsC0HF3"
		       "kJwEVoV\n",
		.miss = "RAM"
			"P_SECRET=ramp_sec"
			"_imAvf3BdwBCxH2Ieho4CK7"
			"NeBKDTMQ9YdcmsC0HF3"
			"kJw\n",
		.literal = { "ramp_sec_" },
		.dense = true,
		.pattern = LEFT "(ramp_sec_[A-Za-z0-9]{48})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "asaas-token",
		.title = "Asaas production token",
		.why = WHY_MONEY,
		.fix = ROTATE("asaas.com", "ASAAS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=$"
		       "aact_prod_KQCLbDX"
		       "7hi4vGMFKQIezikq60zgzBj"
		       "6AJZ3huLvojo2V5NtR5"
		       "3vAygEEzwHB\n",
		.miss = "T=$"
			"aact_prod_KQCLbDX"
			"7hi4v\n",
		.literal = { "$aact_prod_" },
		.pattern = "\\$aact_prod_([A-Za-z0-9+/]{20,200})" RIGHT,
		.check = fi_check_mixed,
	},
	{
		.id = "cashfree-key",
		.title = "Cashfree production secret",
		.why = WHY_MONEY,
		.fix = ROTATE("merchant.cashfree.com", "CASHFREE_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CAS"
		       "HFREE_SECRET=cfsk"
		       "_ma_prod_StHSQXw8Q12SXL"
		       "AHijHH3sWKBX94XQJZ_"
		       "jHIt6iTW\n",
		.miss = "CAS"
			"HFREE_SECRET=cfsk"
			"_ma_prod_StHSQXw8Q12SXL"
			"AHijHH3sWKBX94XQJZ_"
			"jHIt\n",
		.literal = { "cfsk_ma_prod_" },
		.dense = true,
		.pattern = LEFT "(cfsk_ma_prod_[A-Za-z0-9]{32}_[A-Za-z0-9]{8})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "persona-key",
		.title = "Persona production key",
		.why = WHY_MONEY,
		.fix = ROTATE("app.withpersona.com", "PERSONA_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PER"
		       "SONA_API_KEY=pers"
		       "ona_production_caf30428"
		       "-b891-e753-e4ee-2a3"
		       "84f00b9fd\n",
		.miss = "PER"
			"SONA_API_KEY=pers"
			"ona_production_caf30428"
			"-b891-e753-e4ee-2a3"
			"84f00\n",
		.literal = { "persona_production_" },
		.dense = true,
		.pattern = LEFT
		"(persona_production_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4"
		"}-[0-9a-f]{12})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "pagarme-key",
		.title = "Pagar.me live key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.pagar.me", "PAGARME_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PAG"
		       "ARME_KEY=ak_live_"
		       "DJsxTRI5NaK8uELOawONLGU"
		       "YqyVt7t\n",
		.miss = "PAG"
			"ARME_KEY=ak_live_"
			"DJsxTRI5NaK8uELOawONLGU"
			"Yqy\n",
		.literal = { "ak_live_", "ak_test_" },
		.dense = true,
		.pattern = LEFT "(ak_(?:live|test)_[A-Za-z0-9]{30})" RIGHT,
		.check = check_mode,
	},
	{
		.id = "robinhood-crypto-key",
		.title = "Robinhood crypto API key",
		.why = WHY_MONEY,
		.fix = ROTATE("robinhood.com", "ROBINHOOD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ROB"
		       "INHOOD_API_KEY=rh"
		       "-api-afa9d88c-d671-b98f"
		       "-5004-4af8603f5c1d\n",
		.miss = "ROB"
			"INHOOD_API_KEY=rh"
			"-api-afa9d88c-d671-b98f"
			"-5004-4af8603f\n",
		.literal = { "rh-api-" },
		.dense = true,
		.pattern = LEFT
		"(rh-api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{1"
		"2})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "shopify-access-token",
		.title = "Shopify access token",
		.why = WHY_MONEY,
		.fix = ROTATE("your Shopify admin, Apps", "SHOPIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SHO"
		       "PIFY_TOKEN=shpat_"
		       "c860e7527da285bdc443ccb"
		       "28d23a023\n",
		.miss = "SHO"
			"PIFY_TOKEN=shpat_"
			"c860e7527da285bdc443ccb"
			"28d23\n",
		.literal = { "shpat_" },
		.dense = true,
		.pattern = LEFT "(shpat_[A-Za-z0-9]{32,64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "shopify-custom-app",
		.title = "Shopify custom app token",
		.why = WHY_MONEY,
		.fix = ROTATE("your Shopify admin, Apps", "SHOPIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SHO"
		       "PIFY_TOKEN=shpca_"
		       "57eca511228bd9e1785d599"
		       "875c7b2e1\n",
		.miss = "SHO"
			"PIFY_TOKEN=shpca_"
			"57eca511228bd9e1785d599"
			"875c7\n",
		.literal = { "shpca_" },
		.dense = true,
		.pattern = LEFT "(shpca_[A-Za-z0-9]{32,64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "shopify-private-app",
		.title = "Shopify private app token",
		.why = WHY_MONEY,
		.fix = ROTATE("your Shopify admin, Apps", "SHOPIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "SHO"
		       "PIFY_TOKEN=shppa_"
		       "336614eba23a9461d28156e"
		       "9c85e593b\n",
		.miss = "SHO"
			"PIFY_TOKEN=shppa_"
			"336614eba23a9461d28156e"
			"9c85e\n",
		.literal = { "shppa_" },
		.dense = true,
		.pattern = LEFT "(shppa_[A-Za-z0-9]{32,64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "shopify-shared-secret",
		.title = "Shopify shared secret",
		.why = WHY_MONEY,
		.fix = ROTATE("your Shopify admin, Apps", "SHOPIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SHO"
		       "PIFY_TOKEN=shpss_"
		       "4f9a9cc3b953aa71b3830a1"
		       "3fcf93e3e\n",
		.miss = "SHO"
			"PIFY_TOKEN=shpss_"
			"4f9a9cc3b953aa71b3830a1"
			"3fcf9\n",
		.literal = { "shpss_" },
		.dense = true,
		.pattern = LEFT "(shpss_[A-Za-z0-9]{32,64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "shopify-storefront-user",
		.title = "Shopify user token",
		.why = WHY_MONEY,
		.fix = ROTATE("your Shopify admin, Apps", "SHOPIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SHO"
		       "PIFY_TOKEN=shpua_"
		       "3f13c90335515c5d368d565"
		       "a03f0ab4e\n",
		.miss = "SHO"
			"PIFY_TOKEN=shpua_"
			"3f13c90335515c5d368d565"
			"a03f0\n",
		.literal = { "shpua_" },
		.dense = true,
		.pattern = LEFT "(shpua_[A-Za-z0-9]{32,64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "shopify-partner-token",
		.title = "Shopify partner token",
		.why = WHY_MONEY,
		.fix = ROTATE("your Shopify admin, Apps", "SHOPIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SHO"
		       "PIFY_TOKEN=prtapi"
		       "_9df161652e9639911b08fd"
		       "8fc2244218\n",
		.miss = "SHO"
			"PIFY_TOKEN=prtapi"
			"_9df161652e9639911b08fd"
			"8fc224\n",
		.literal = { "prtapi_" },
		.dense = true,
		.pattern = LEFT "(prtapi_[a-f0-9]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "binance-key",
		.title = "Binance secret key",
		.why = WHY_MONEY,
		.fix = ROTATE("the exchange", "BINANCE_SECRET"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "BIN"
		       "ANCE_SECRET=2W0Zi"
		       "ugeCTRMnDRm7PaELrnf6cl0"
		       "eBMCWOr6oCjZyUc11R7"
		       "lNOuxbvPDKTOkq59N\n",
		.miss = "BIN"
			"ANCE_SECRET=2W0Zi"
			"ugeCTRMnDRm7PaELrnf6cl0"
			"eBMCWOr6oCjZyUc11R7"
			"lNOuxbvPDKTOkq\n",
		.literal = { "binance" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("binance[\\w.-]{0,20}secret", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "coinbase-key-old",
		.title = "Coinbase API secret",
		.why = WHY_MONEY,
		.fix = ROTATE("the exchange", "COINBASE_SECRET"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "COI"
		       "NBASE_SECRET=QJM1"
		       "2XPAYetGtVsw6Cqgs09u0WN"
		       "7DHtPhven1nKKcRJfmS"
		       "j7Mww5Q8DWS4xRx7Zo\n",
		.miss = "COI"
			"NBASE_SECRET=QJM1"
			"2XPAYetGtVsw6Cqgs09u0WN"
			"7DHtPhven1nKKcRJfmS"
			"j7Mww5Q8DWS4xRx\n",
		.literal = { "coinbase" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("coinbase[\\w.-]{0,20}secret", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "kraken-key",
		.title = "Kraken private key",
		.why = WHY_MONEY,
		.fix = ROTATE("kraken.com", "KRAKEN_PRIVATE_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "KRA"
		       "KEN_PRIVATE_KEY=c"
		       "teZVEAl+sV4vhFCKQXMYfj5"
		       "+Usn3r79mRPZCz1+iyv"
		       "7elj715/S82TavvcTEpdoiAaiszEb"
		       "LRlL6uHD\n",
		.miss = "KRA"
			"KEN_PRIVATE_KEY=c"
			"teZVEAl+sV4vhFCKQXMYfj5"
			"+Usn3r79mRPZCz1+iyv"
			"7elj715/S82TavvcTEpdoiAaiszEb"
			"LRlL6\n",
		.literal = { "kraken" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("kraken[\\w.-]{0,20}(?:private|secret)",
			"[A-Za-z0-9+/]{80,90}"),
		.check = fi_check_mixed,
		.before = 64,
	},
	{
		.id = "workos-key",
		.title = "WorkOS API key",
		.why = "Whoever has it signs people in and reads who they are.",
		.fix = ROTATE("dashboard.workos.com", "WORKOS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "WORKOS_AP"
		       "I_KEY=sk_live_a2V5XzB"
		       "o1xoUKutZkS8vjpZWKAg2"
		       "aYsWkbiPJXujzTp2xeuRE"
		       "AscXV4vpetpGJDHOzkXlf"
		       "CwQa1Q\n",
		.miss = "WORKOS_AP"
			"I_KEY=sk_live_a2V5Xz\n",
		.literal = { "_a2V5Xz" },
		.dense = true,
		.pattern = LEFT "(sk_(?:live|test)_a2V5Xz[A-Za-z0-9+/_-]{40,140}={0,2})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "highnote-key",
		.title = "Highnote API key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.highnote.com", "HIGHNOTE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HIGHNOTE_"
		       "API_KEY=rk_live_a2V5X"
		       "zXA9GMrcYPJwyrGEgb6Pa"
		       "m3UcsAgF4OeolLYxpd7ac"
		       "CX9CIskvb51Yn0NPt5DJR"
		       "xqJeL969\n",
		.miss = "HIGHNOTE_"
			"API_KEY=rk_live_a2V5X"
			"z\n",
		.literal = { "highnote" },
		.nocase = true,
		.pattern = KEY_OF("highnote",
			   "[sr]k_(?:live|test)_[A-Za-z0-9+/=]{30,140}"),
		.check = fi_check_random,
	},
	{
		.id = "fleetbase-key",
		.title = "Fleetbase API key",
		.why = WHY_MONEY,
		.fix = ROTATE("console.fleetbase.io", "FLEETBASE_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FLEETBASE"
		       "_KEY=flb_live_2bczGFx"
		       "fQVy4X2vdiKvu\n",
		.miss = "FLEETBASE"
			"_KEY=flb_live_AWDvNFH"
			"3Ju\n",
		.literal = { "flb_live_", "flb_test_" },
		.dense = true,
		.pattern = LEFT "(flb_(?:live|test)_[A-Za-z0-9]{20})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "bittrex-key",
		.title = "Bittrex key",
		.why = WHY_MONEY,
		.fix = ROTATE("bittrex.com", "BITTREX_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "BITTREX_A"
		       "PI_SECRET=zojsktc1ic5"
		       "etu987wtug7nee6y0xrqz"
		       "\n",
		.miss = "BITTREX_A"
			"PI_SECRET=dw2jmew53jf"
			"htjyzx81w66h\n",
		.literal = { "bittrex" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("bittrex",
			   "[a-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "kucoin-key",
		.title = "KuCoin key",
		.why = WHY_MONEY,
		.fix = ROTATE("www.kucoin.com/account/api", "KUCOIN_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "KUCOIN_AP"
		       "I_SECRET=0cc14087-3f6"
		       "5-0cde-4faa-4517b97e7"
		       "c47\n",
		.miss = "KUCOIN_AP"
			"I_SECRET=df8ecff4-763"
			"0-73d4-2a66-654\n",
		.literal = { "kucoin" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("kucoin[\\w.-]{0,20}(?:key|secret)",
			   "(?:[0-9a-f]{24}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"),
		.check = fi_check_placeholder,
	},
	{
		.id = "gocardless-token",
		.title = "GoCardless access token",
		.why = WHY_MONEY,
		.fix = ROTATE("manage.gocardless.com", "GOCARDLESS_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "GOCARDLES"
		       "S_ACCESS_TOKEN=live_q"
		       "nDaloogKbpLmiC82r52gY"
		       "LJnNHZhoFzb2ro1646\n",
		.miss = "GOCARDLES"
			"S_ACCESS_TOKEN=live_L"
			"caTsoVMfUlickh9-Z-TlL"
			"3EV2XsMRd\n",
		.literal = { "gocardless" },
		.nocase = true,
		.pattern = KEY_OF("gocardless",
			   "(?:live|sandbox)_[A-Za-z0-9=_-]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "rainforest-key",
		.title = "Rainforest Pay API key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.rainforestpay.com", "RAINFOREST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "K=apikey_"
		       "a5853b121c06d7a400a02"
		       "e6ee360b63e78bd24ab2e"
		       "e32e336d5fc1e44594954"
		       "5\n",
		.miss = "K=apikey_"
			"de1b391dcbe6f2a96eec6"
			"13cd39a7903532f1be38f"
			"cf8420ccbae68\n",
		.literal = { "apikey_" },
		.dense = true,
		.pattern = LEFT "(apikey_[0-9a-f]{64})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "checkout-com-key",
		.title = "Checkout.com secret key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.checkout.com", "CHECKOUT_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CHECKOUT_"
		       "SECRET_KEY=sk_e2cf230"
		       "a-8b1f-2ddb-0cea-9a27"
		       "63b08946\n",
		.miss = "CHECKOUT_"
			"SECRET_KEY=sk_1a45dc7"
			"3-c2c4-eded-1b77-5e6\n",
		.literal = { "sk_sbox_", "checkout" },
		.nocase = true,
		.dense = true,
		.pattern = "(?|(?<![A-Za-z0-9_])(sk_sbox_[a-z0-9]{26,32})(?![A-Za-z0-9_-"
			   "])|(?i:checkout)[\\w.-]{0,30}[\"']?[ \\t]{0,20}[:=][ \\t]{0,"
			   "20}[\"']?(sk_(?:test_)?(?:[a-z0-9]{28}|[0-9a-f]{8}-(?:[0-9a-"
			   "f]{4}-){3}[0-9a-f]{12}))(?![A-Za-z0-9_-]))",
		.check = fi_check_placeholder,
	},
	{
		.id = "lob-key",
		.title = "Lob test key",
		.why = WHY_MONEY,
		.fix = ROTATE("dashboard.lob.com", "LOB_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "LOB_API_K"
		       "EY=test_685a3c20ec780"
		       "2e56e29915896216fcc52"
		       "e\n",
		.miss = "LOB_API_K"
			"EY=test_f72b8eea703ca"
			"1574da3fc7c62\n",
		.literal = { "lob_" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("lob[_-](?:api[_-]?|test[_-]?|secret[_-]?){0,2}key",
			   "test_[0-9a-f]{35}"),
		.check = fi_check_random,
	},
	{
		.id = "gemini-exchange-key",
		.title = "Gemini exchange API key",
		.why = WHY_MONEY,
		.fix = ROTATE("exchange.gemini.com", "GEMINI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "GEMINI_AP"
		       "I_KEY=account-awmT96v"
		       "t8NkfG54Q1Hur\n",
		.miss = "GEMINI_AP"
			"I_KEY=account-9Dd4pBy"
			"Ic8\n",
		.literal = { "gemini" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("gemini",
			   "(?:account|master)-[A-Za-z0-9]{20}"),
		.check = fi_check_random,
	},
	{
		.id = "tickettailor-key",
		.title = "Ticket Tailor API key",
		.why = WHY_MONEY,
		.fix = ROTATE("app.tickettailor.com", "TICKETTAILOR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TICKETTAI"
		       "LOR_API_KEY=sk_40039_"
		       "605675_530fb8d69853d5"
		       "9598fda2e40fbd46f7\n",
		.miss = "TICKETTAI"
			"LOR_API_KEY=sk_81314_"
			"182998_5867df4c8ca659"
			"1dea5692a\n",
		.literal = { "tickettailor", "ticket_tailor" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("ticket_?tailor",
			   "sk_[0-9]{4,6}_[0-9]{6}_[0-9a-f]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "shopify-other",
		.title = "Shopify partner or theme token",
		.why = WHY_MONEY,
		.fix = ROTATE("partners.shopify.com", "SHOPIFY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "T=shptka_"
		       "4ceeb3c5e640d84d2fece"
		       "d7bbc47c2fd\n",
		.miss = "T=shptka_"
			"f1ac00b8dffe4dc67ef7e"
			"ca\n",
		.literal = { "prtapi_", "shpua_", "shptka_", "shpit_", "shpmt_" },
		.dense = true,
		.pattern = LEFT "((?:prtapi|shpua|shptka|shpit|shpmt)_[0-9a-fA-F]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "ebay-keys",
		.title = "eBay client secret",
		.why = WHY_MONEY,
		.fix = ROTATE("developer.ebay.com", "EBAY_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "EBAY_CERT"
		       "_ID=PRD-9e010f0636b7-"
		       "4e09-423d-4bb0-17d4\n",
		.miss = "EBAY_APP_"
			"ID=acme-shop-PRD-9a58"
			"7a9b0-6485bc01\n",
		.literal = { "PRD-", "SBX-" },
		.pattern = LEFT "((?:PRD|SBX)-[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4"
			   "}-[0-9a-f]{4})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "lightspeed-pat",
		.title = "Lightspeed personal token",
		.why = WHY_MONEY,
		.fix = ROTATE("your Lightspeed shop", "LIGHTSPEED_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=lsxs_pt"
		       "_DlyiSVGKqnuzQJrdXt0M"
		       "cwlBeDNbtSOc\n",
		.miss = "T=lsxs_pt"
			"_cjeiE6FOF0ONxX828DQz"
			"0Dp\n",
		.literal = { "lsxs_pt_" },
		.dense = true,
		.pattern = LEFT "(lsxs_pt_[A-Za-z0-9]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "shopee-key",
		.title = "Shopee partner key",
		.why = WHY_MONEY,
		.fix = ROTATE("open.shopee.com", "SHOPEE_PARTNER_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "SHOPEE_PA"
		       "RTNER_KEY=shpka35b1f6"
		       "0d5877a6659ccfe43cc5b"
		       "fe24c43628be018479b69"
		       "1fa5c526c19\n",
		.miss = "SHOPEE_PA"
			"RTNER_KEY=shpk1424bed"
			"f71e71345ba6064b269d7"
			"1b3f2ad7a890538d00d12"
			"dd\n",
		.literal = { "shpk" },
		.dense = true,
		.pattern = LEFT "(shpk[0-9a-f]{60})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "finicity-key",
		.title = "Finicity app key or secret",
		.why = WHY_MONEY,
		.fix = ROTATE("developer.mastercard.com", "FINICITY_PARTNER_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FINICITY_"
		       "APP_KEY=78e022190d9ce"
		       "8bbd4596448c2246a20\n",
		.miss = "FINICITY_"
			"APP_KEY=0e657297607e0"
			"96c90b4ed1\n",
		.literal = { "finicity" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("finicity",
			   "[0-9a-f]{32}|[A-Za-z0-9]{20}"),
		.check = fi_check_random,
	},
	{
		.id = "settlemint-token",
		.title = "SettleMint access token",
		.why = WHY_MONEY,
		.fix = ROTATE("console.settlemint.com", "SETTLEMINT_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "T=sm_aat"
		       "_U6diwiew2oblWOPM\n",
		.miss = "T=sm_a"
			"at_azXyWct6\n",
		.literal = { "sm_aat_", "sm_pat_", "sm_sat_" },
		.dense = true,
		.pattern = LEFT "(sm_[aps]at_[A-Za-z0-9]{16})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "freshbooks-token",
		.title = "FreshBooks token",
		.why = WHY_MONEY,
		.fix = ROTATE("my.freshbooks.com", "FRESHBOOKS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FRESHBOOK"
		       "S_ACCESS_TOKEN=pC65sp"
		       "pAYoYLCq5xeQDYMeujhA9"
		       "BETvVQ8sIbYVvqYQidAsr"
		       "2zPIx4Wo9bGoa7Mg\n",
		.miss = "FRESHBOOK"
			"S_ACCESS_TOKEN=eqJArZ"
			"1wnRyUFDjFKPL3CarptcD"
			"cyyUrq7axeBcEsMecmrTv"
			"c6XjSsb\n",
		.literal = { "freshbooks" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("freshbooks",
			   "[A-Za-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "coinbase-key",
		.title = "Coinbase CDP key",
		.why = "Whoever has it trades with, and may withdraw, what the "
		       "account holds.",
		.fix = ROTATE("portal.cdp.coinbase.com", "COINBASE_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "{\"name\": "
		       "\"organizations/2d2841"
		       "04-05a4-f1c5-bea6-d0c"
		       "610533584/apiKeys/2cc"
		       "7cfcc-e6c5-81ff-f25a-"
		       "5f1f995f126f\", \"priva"
		       "teKey\": \"-----BEGIN E"
		       "C PRIVATE KEY-----\\nM"
		       "HcCAQEEImUOYbHqiCyKiT"
		       "Prijrq/Mbg1RCnZNld+AG"
		       "HkU9ZnfTw2qhcc7D+JSOp"
		       "oN/4QOfYJWGLk5/S10VSp"
		       "/9/g6zMBl4lLDm\\nHjhER"
		       "fWUyArwlm8kSTQNcAqHNY"
		       "Rthooafd8JsC1lH5Df6nH"
		       "E/+Kf00o2sv3z==\\n----"
		       "-END EC PRIVATE KEY--"
		       "---\\n\"}\n",
		.miss = "{\"name\": "
			"\"organizations/f13e5b"
			"b9-f966-c72e-b36b-7e0"
			"1fba158cf/apiKeys/340"
			"58e87-6d8e-6bcb-e688-"
			"e0dd2ad475d0\"}\n",
		.literal = { "/apiKeys/" },
		.pattern = "organizations/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/ap"
			   "iKeys/[0-9a-f-]{36}\"[^}]{0,80}?\"(-----BEGIN EC PRIVATE KEY"
			   "-----[A-Za-z0-9+/=\\\\\\s]{100,400}-----END EC PRIVATE)",
		.check = fi_check_placeholder,
		.after = 1024,
	},
	{
		.id = "databento-key",
		.title = "Databento API key",
		.why = WHY_MONEY,
		.fix = ROTATE("databento.com/portal/keys", "DATABENTO_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "DATABENTO"
		       "_API_KEY=db-8ZuJmWVEP"
		       "ojj34HZBtvsAU2yopHVy\n",
		.miss = "DATABENTO"
			"_API_KEY=db-rGqcZNjFA"
			"8hZqqQlLcgl\n",
		.literal = { "databento" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("databento",
			   "db-[A-Za-z0-9]{29}"),
		.check = fi_check_random,
	},
	{
		.id = "onfido-token",
		.title = "Onfido API token",
		.why = "Whoever has it reads the identity papers of your customers.",
		.fix = ROTATE("dashboard.onfido.com", "ONFIDO_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ONFIDO_AP"
		       "I_TOKEN=api_live.G7nv"
		       "IxvTkYO.rkHzL04wdIu68"
		       "LBAo37SPrYO1yxW6qZK\n",
		.miss = "ONFIDO_AP"
			"I_TOKEN=api_live.yKM8"
			"mkcI2Ai.i72JH5psQ384B"
			"gyMGAinJ84\n",
		.literal = { "api_live.", "api_live_us.", "api_live_ca.", "api_sandbox." },
		.pattern = LEFT "(api_(?:live(?:_us|_ca)?|sandbox)\\.[A-Za-z0-9_-]{11}\\.[A-Z"
			   "a-z0-9_-]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
};
const size_t fi_rules_secrets_payment_n = FI_COUNT(fi_rules_secrets_payment);
