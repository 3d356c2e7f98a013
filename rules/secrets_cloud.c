/* secrets_cloud.c - credentials of clouds, hosting, secret stores and networks. */
#include "rules/secrets.h"
#include "rules/valid_more.h"

#include <string.h>
#include <time.h>

/* How far behind its signature such a URL is followed. */
#define SAS_MAX 400

#define WHY_CLOUD                                                                      \
	"Whoever has it uses the account as far as the key may: reads its data, and "  \
	"rents machines on your bill."
#define WHY_DEPLOY                                                                     \
	"Whoever has it deploys their code in place of yours, and reads what your "    \
	"applications are configured with."
#define SA_KEY                                                                         \
	"\\\\?\"private_key\\\\?\"\\s{0,8}:\\s{0,8}\\\\?\"(-----BEGIN (?:RSA )?PRIVATE "           \
	"KEY-----[^-\\x00]{40,6000}+-----END (?:RSA )?PRIVATE KEY-----)"
#define WHY_STORE "It opens the store that all other secrets are kept in."
#define WHY_NET   "Whoever has it joins a machine of theirs to your private network."

static bool ends_url(char c)
{
	return (unsigned char)c <= ' ' || strchr("\"'<>`", c) != NULL;
}

/* "sv=2022-11-02", the version of the service that every such URL names. */
static bool has_version(const char *p, const char *end)
{
	for (; (p = memmem(p, (size_t)(end - p), "sv=20", 5)) != NULL; p += 5)
		if (end - p > 7 && p[7] == '-')
			return true;
	return false;
}

/*
 * Only together with a version beside it, in the same URL, is "sig=" one of these.  A
 * signature whose date ("se=2030-01-01") is past opens nothing any more.  Looked for
 * here: a pattern that goes back for them is tried from each of the bytes before.
 */
static void check_sas(const struct fi_candidate *c, struct fi_verdict *v)
{
	const char *start = c->match, *end = c->match + c->match_n, *se;
	const char *limit = c->around + c->around_n;
	struct tm now;
	time_t t = (time_t)c->now;
	char today[16];

	while (start > c->around && !ends_url(start[-1]))
		start--;
	while (end < limit && end - c->match < SAS_MAX && !ends_url(*end))
		end++;
	fi_check_placeholder(c, v);
	v->drop |= !has_version(start, end);
	se = memmem(start, (size_t)(end - start), "se=20", 5);
	if (!se || end - se < 13 || !gmtime_r(&t, &now) ||
		!strftime(today, sizeof(today), "%Y-%m-%d", &now))
		return;
	if (memcmp(se + 3, today, 10) < 0)
		fi_verdict_lower(v, FI_LOW, "Its date is past: it has expired.");
}
/* Beside these names it is no key of a web page. */
static void check_google(const struct fi_candidate *c, struct fi_verdict *v)
{
	static const char *const names[] = { "GEMINI", "GOOGLE_API_KEY", "gemini" };
	size_t before = (size_t)(c->match - c->around);

	fi_check_mixed(c, v);
	for (size_t i = 0; i < FI_COUNT(names); i++)
		if (memmem(c->around, before, names[i], strlen(names[i])))
			v->severity = FI_HIGH;
}

const struct fi_rule fi_rules_secrets_cloud[] = {
	{
		.id = "aws-access-key-id",
		.title = "AWS access key id",
		.why = "One half of a key pair; the other half tends to stand "
		       "nearby.",
		.fix = ROTATE("the AWS console, IAM, Security credentials",
			"AWS_ACCESS_KEY_ID"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "AKIA" },
		.dense = true,
		.pattern = LEFT "AKIA[A-Z0-9]{16}" RIGHT,
		.check = fi_check_aws_id,
		.hit = "AK"
		       "IAYSHVJY"
		       "65YZQUVVQL",
		.miss = "AK"
			"IAYSHVJY"
			"65YZQUV",
	},
	{
		.id = "aws-temporary-access-key-id",
		.title = "AWS temporary access key id",
		.why = "With its secret and session token it opens the account for "
		       "at most 36 hours.",
		.fix = ROTATE("the AWS console, IAM, Roles, Revoke sessions",
			"AWS_ACCESS_KEY_ID"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "ASIA" },
		.dense = true,
		.pattern = LEFT "ASIA[A-Z0-9]{16}" RIGHT,
		.check = fi_check_aws_id,
		.hit = "AS"
		       "IAKCLUUL"
		       "MJAGCR63WB",
		.miss = "AS"
			"IAKCLUUL"
			"MJAGCR6",
	},
	{
		.id = "aws-sts-service-bearer",
		.title = "AWS service bearer token id",
		.why = "It names a bearer token that AWS services accept.",
		.fix = ROTATE("the AWS console, IAM, Security credentials",
			"AWS_SECRET_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "ABIA", "ACCA" },
		.dense = true,
		.pattern = LEFT "A(?:BI|CC)A[A-Z2-7]{16}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "AB"
		       "IAZHULGE"
		       "PI6W24NZ2Z",
		.miss = "AB"
			"IAZHULGE"
			"PI6W24N",
	},
	{
		.id = "aws-secret-access-key",
		.title = "AWS secret access key",
		.why = WHY_CLOUD,
		.fix = ROTATE("the AWS console, IAM, Security credentials",
			"AWS_SECRET_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "secret_access_key", "SECRET_ACCESS_KEY", "ecretAccessKey",
			"secretaccesskey", "aws_secret", "AWS_SECRET", "AKIA",
			"secret_key" },
		.pattern = "(?:(?i:aws_?secret|secret_?access_?key|secret_key)[\\w.-]{"
			   "0,40}[\\\\\""
			   "\\'`\\]]{0,3}[ \\t]{0,20}(?:=>|:=|[=:,])[ "
			   "\\t]{0,20}[\\\\\"\\'`(]{0,3}|AKI"
			   "A[A-Z0-9]{16}[^A-Za-z0-9+/"
			   "][\\x09-\\x7e]{0,160}?(?<![A-Za-z0-9+/=]))"
			   /* PHP escapes the slash in JSON. */
			   "((?:[A-Za-z0-9+/]|\\\\/){40})(?![A-Za-z0-9+/=])",
		.check = fi_check_mixed,
		.hit = "aws_s"
		       "ecret"
		       "_a"
		       "ccess_key = qJ58aoPLSC"
		       "SLGePH5KKNtMYAA5eKUxcL2Gw/oldz",
		.miss = "aws_s"
			"ecret"
			"_a"
			"ccess_key = 83ORp47Rzq"
			"cBt5sGI2sIEmckz03hnCPrmgOj",
	},
	{
		.id = "aws-session-token",
		.title = "AWS session token",
		.why = "With the temporary key beside it, it opens the account until "
		       "it expires.",
		.fix = ROTATE("the AWS console, IAM, Roles, Revoke sessions",
			"AWS_SESSION_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz" },
		.dense = true,
		.pattern = LEFT
		"(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9+/]{150,1600}={0,2}",
		.check = fi_check_placeholder,
		.after = 2048,
		.hit = "aws_sessio"
		       "n_token = IQoJb3"
		       "JpZ2"
		       "lubnpi2mDJimseCeUv1Be3SORkHCZ7fTQrWF7ZoBVe7ZYh3tISil"
		       "b5eKkUvcWBOYo391ii2GxZ1p2uOBf4RZFLp38fB2IIhTolSXG16r"
		       "3AnJnFEsWAQyicyMYrAq0XiLGUV5H5vuseG3Xp0OBWyCQE5eyZK0"
		       "THW3NAbw1b22sm3c9r41dx20WjMZk7FiYht1zHxfp8B7JeQRAsZJ"
		       "MYayMB17ITH9m1",
		.miss = "aws_sessio"
			"n_token = IQoJb3"
			"JpZ2lu...",
	},
	{
		.id = "aws-bedrock-key-long",
		.title = "Amazon Bedrock API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("the AWS console, Bedrock, API keys",
			"AWS_BEARER_TOKEN_BEDROCK"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "ABSKQmVkcm9ja0FQSUtleS" },
		.dense = true,
		.pattern = LEFT "ABSKQmVkcm9ja0FQSUtleS[A-Za-z0-9+/]{80,260}={0,2}",
		.check = fi_check_placeholder,
		.hit = "ABSKQmVkcm"
		       "9"
		       "ja0FQSUtleSoTK84zpjhn2w4yO7jPubof9lNjwvJiH4pmWvNUf6"
		       "tOhUBzqtfV6eNro67qeF9wo9sBF5SYPs6dyJToaQTnzG5N5PZYbz"
		       "SElHTPxFU7X3A3wuu8",
		.miss = "ABSKQmVkcm"
			"9"
			"ja0FQSUtleSTKVWc5YRuYnndJUEswfa",
	},
	{
		.id = "aws-bedrock-key-short",
		.title = "Amazon Bedrock short-lived API key",
		.why = "It works until it expires, at most 12 hours.",
		.fix = ROTATE("the AWS console, Bedrock, API keys",
			"AWS_BEARER_TOKEN_BEDROCK"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t" },
		.dense = true,
		.pattern = LEFT
		"bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{40,3000}"
		"={0,2}",
		.check = fi_check_placeholder,
		.after = 3500,
		.hit = "bedrock-ap"
		       "i-key-YmVkcm"
		       "9jay5hbWF6b25hd3MuY29toIN4QVC5daz6yYdXMt"
		       "Tw31I1KzbiXUlY0Xy40RAR22nIcPxgk9qQRnScg6wbc3MP225ulJ"
		       "8whtQ8O5RDgy6PL0OD3YgocDtP77Yu8c7M8sGjyDoXi3AAEEkY",
		.miss = "bedrock-ap"
			"i-key-YmVkcm"
			"9jay5hbWF6b25hd3MuY29t...",
	},
	{
		.id = "aws-appsync-api-key",
		.title = "AWS AppSync API key",
		.why = "Whoever has it queries the API; browsers are often given it "
		       "on purpose.",
		.fix = ROTATE("the AWS console, AppSync, Settings", "APPSYNC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "da2-" },
		.dense = true,
		.pattern = LEFT "da2-[a-z0-9]{26}" RIGHT,
		.check = fi_check_random,
		.hit = "da"
		       "2-zqimrv"
		       "w3zq9i5p7s0rmubqfpir",
		.miss = "da"
			"2-zqimrv"
			"w3zq9i5p7s0rmubqf",
	},
	{
		.id = "aws-mws-auth-token",
		.title = "Amazon Marketplace token",
		.why = "Whoever has it manages the seller account.",
		.fix = ROTATE("Seller Central, Manage your apps", "MWS_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "amzn.mws." },
		.pattern = LEFT
		"amzn\\.mws\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "amzn"
		       ".mws.9"
		       "a94d373-e750-12b3-c4ea-1b19f2f051f7",
		.miss = "amzn"
			".mws.9"
			"a94d373-e750-12b3-c4ea-1b19f2f05",
	},
	{
		.id = "amazon-oauth-secret",
		.title = "Amazon OAuth client secret",
		.why = "Whoever has it poses as your app.",
		.fix = ROTATE("developer.amazon.com, Login with Amazon",
			"AMAZON_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "amzn1.oa2-cs.v1." },
		.dense = true,
		.pattern = LEFT "amzn1\\.oa2-cs\\.v1\\.[0-9a-f]{64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "amzn1.oa"
		       "2-"
		       "cs.v1.f3e6cc8400abe59890f7da5de580baa8f0a54d8d160c95"
		       "1802ac01e6c41661e5",
		.miss = "amzn1.oa"
			"2-"
			"cs.v1.f3e6cc8400abe59890f7da5de580baa8f0a54d8d160c95"
			"1802ac01e6c4166",
	},
	{
		.id = "google-api-key",
		.title = "Google API key",
		.why = "Without restrictions it is billed for whatever somebody "
		       "calls with it; a Firebase web key is public.",
		.fix = ROTATE(
			"console.cloud.google.com, APIs and services, Credentials",
			"GOOGLE_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "AIza" },
		.pattern = LEFT "AIza[A-Za-z0-9_-]{35}" RIGHT,
		.check = check_google,
		.hit = "AI"
		       "zaXvdXQO"
		       "4pxHLyBD9c4vYoCVZh0pKch4A5rCj",
		.miss = "AI"
			"zaXvdXQO"
			"4pxHLyBD9c4vYoCVZh0pKch4A5",
	},
	{
		.id = "google-gemini-key-new",
		.title = "Gemini API key",
		.why = "Whoever has it calls the models on your bill.",
		.fix = ROTATE("aistudio.google.com/apikey", "GEMINI_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "AQ.Ab8RN6" },
		.dense = true,
		.pattern = LEFT "AQ\\.Ab8RN6[A-Za-z0-9_-]{44}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "AQ.A"
		       "b8RN6v"
		       "5SwSjXVp9IXyqS3GNKZT8ivtMFdGWRtvrLh27yTpEpY",
		.miss = "AQ.A"
			"b8RN6v"
			"5SwSjXVp9IXyqS3GNKZT8ivtMFdGWRtvrLh27yTp",
	},
	{
		.id = "google-oauth-client-secret",
		.title = "Google OAuth client secret",
		.why = "Whoever has it poses as your app and trades its users' "
		       "sign-in codes for tokens.",
		.fix = ROTATE(
			"console.cloud.google.com, APIs and services, Credentials",
			"GOOGLE_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "GOCSPX-" },
		.pattern = LEFT "GOCSPX-[A-Za-z0-9_-]{28}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "GOC"
		       "SPX-94k"
		       "hRFjUbSVJaPwgvWr94WzddA2H",
		.miss = "GOC"
			"SPX-94k"
			"hRFjUbSVJaPwgvWr94Wzdd",
	},
	{
		.id = "google-oauth-access-token",
		.title = "Google OAuth access token",
		.why = "It works for about an hour; one in an image tells that a "
		       "build writes its credentials down.",
		.fix = ROTATE(
			"myaccount.google.com/permissions", "GOOGLE_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "ya29." },
		.dense = true,
		.pattern = LEFT "ya29\\.[A-Za-z0-9_-]{40,1200}" RIGHT,
		.check = fi_check_placeholder,
		.after = 1400,
		.hit = "ya"
		       "29.a03AG"
		       "aWxyPDFQYkOtaQnuFor3JbstwNn9zpXaaxjLNuntddflYXeP1c0j"
		       "1eG3aGqt904RVEp0lVNIiQuihQtHDrYNmJnkR3uJDrT7XlM2gSih"
		       "cbFEFihNhfQv5",
		.miss = "ya"
			"29.a0...",
	},
	{
		.id = "google-oauth-refresh-token",
		.title = "Google OAuth refresh token",
		.why = "Whoever has it and the client secret gets new access tokens "
		       "until it is revoked.",
		.fix = ROTATE(
			"myaccount.google.com/permissions", "GOOGLE_REFRESH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "1//0" },
		.dense = true,
		.pattern = "(?<![A-Za-z0-9_/.:-])1//0[A-Za-z0-9_-]{80,200}" RIGHT,
		.check = fi_check_mixed,
		.hit = "\"refresh_token\": \"1/"
		       "/0AeDK7S"
		       "RNh6OvOM44bJAOrb9KD5BcKy5jjZXCD5GvgLjuByKRVwhDphnNV2"
		       "3pYx7PAoO6sgKIVjXcTDyPNxZzajcLgmOkpGpPg\"",
		.miss = "\"refresh_token\": \"1/"
			"/0ICYkxc"
			"toqLBoLgBwSVDm\"",
	},
	{
		.id = "google-service-account",
		.title = "Google service account key",
		.why = WHY_CLOUD,
		.fix = ROTATE("console.cloud.google.com, IAM, Service accounts, Keys",
			"GOOGLE_CREDENTIALS"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "private_key\"", "private_key\\\"" },
		/* Its kind stands before the key, as Google writes it, or anything of Google behind. */
		.pattern = "(?|\\\\?\"type\\\\?\"\\s{0,8}:\\s{0,8}\\\\?\"service_account\\\\?\"[^{}]{0,700}?" SA_KEY
			   "|" SA_KEY "(?=[\\s\\S]{0,1600}?(?:gserviceaccount\\.com|service_account|"
			   "[./]googleapis\\.com/|client_x509_cert_url)))",
		.check = fi_check_private_key,
		.before = 800,
		.after = 8192,
		.hit = "{\"type\": \"service_account\", \"private_key_id\": \"2932a7935"
		       "9"
		       "699cdd5f7303724813e7d8eb21b10e\", \"privat"
		       "e_key\": \"-----BEGIN PRIVATE KEY-----\\nMC4CAQAwB"
		       "QYDK2VwBCIEIHbhsdW+97mB/I4UrOGXjxBaJ6tYgvpoFkKil++nvkuq\\"
		       "n-----END PRIVATE KEY-----\\n\", \"client_email\": \"app@acme"
		       ".iam.g"
		       "serviceaccount.com\"}",
		.miss = "{\"type\": \"service_account\", \"privat"
			"e_key\": \"-----BEGIN PRIVATE KEY-----...\", \"client_email\""
			": \"app@acme.iam.g"
			"serviceaccount.com\"}",
	},
	{
		.id = "google-adc-user",
		.title = "Google credentials of a person",
		.why = "Whoever has the file is taken for that person by gcloud and "
		       "all Google libraries.",
		.fix = "Revoke them: `gcloud auth application-default revoke`; in a "
		       "Fly Machine use a service account key in `fly secrets set "
		       "GOOGLE_CREDENTIALS=...`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "authorized_user" },
		.pattern = "(?|\"refresh_token\"\\s{0,8}:\\s{0,8}\"([^\"\\s]{20,300})"
			   "\"[^{}]{0,300}?\"a"
			   "uthorized_user\"|\"authorized_user\"[^{}]{0,300}?\"refresh_"
			   "token\"\\s{0,"
			   "8}:\\s{0,8}\"([^\"\\s]{20,300})\")",
		.check = fi_check_placeholder,
		.before = 512,
		.hit = "{\"client_id\": \"9.apps.goo"
		       "gleusercontent.com\", \"refresh_token\": \"1//0xjnlOE"
		       "eyknChX7VuslJvyf0P8e0dQY43Vw34jwq2KMjBVY80mMXYjmpyLMoc\","
		       " \"type\": \"authori"
		       "zed_user\"}",
		.miss = "{\"refresh_token\": \"\", \"type\": \"authori"
			"zed_user\"}",
	},
	{
		.id = "google-gcs-hmac",
		.title = "Google Cloud Storage HMAC key",
		.why = "One half of a key pair for buckets; the other half tends to "
		       "stand nearby.",
		.fix = ROTATE("console.cloud.google.com, Cloud Storage, Settings, "
			      "Interoperability",
			"GCS_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "GOOG1E" },
		.dense = true,
		.pattern = LEFT "GOOG1E[A-Z0-9]{55,57}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "GOO"
		       "G1E2QSO"
		       "ED4HD6Z3JEUKSPYONQRPJGZFR2HTBEVVOJNTFLWZIPIRBEUILTR",
		.miss = "GOO"
			"G1E2QSO"
			"ED4HD6Z3JEUKSPYONQRPJGZFR2HTBEVVOJNTFLWZIPIRBEUI",
	},
	{
		.id = "google-fcm-server-key",
		.title = "Firebase Cloud Messaging server key",
		.why = "Whoever has it sends messages to all devices that have your "
		       "app.",
		.fix = ROTATE("console.firebase.google.com, Cloud Messaging",
			"FCM_SERVER_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { ":APA91b" },
		.dense = true,
		.pattern =
			LEFT "AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{134,140}" RIGHT,
		.check = fi_check_placeholder,
		.before = 32,
		.hit = "AAAAAaWrxpk:AP"
		       "A91bASlT"
		       "wsRNadWUVMWCpMc1L9HS058IpTTpvFIN6uB6o7Cn0SURSluTGJ20"
		       "PMlaFDgxnKDKnZDQW4vPwp24KoJVkEfLpXl5VPkH0DCuGCOFpwK1"
		       "k89WROTsqYkK2GSRpMm7WUts3u",
		.miss = "AAAAAaWrxpk:AP"
			"A91bASlT"
			"wsRNadWUVMWCpMc1L9HS058IpTTpvFIN6uB6o7Cn0SURSluTGJ20"
			"PMlaFDgxnKDKnZDQW4vPwp24KoJVkEfLpXl5VPkH0DCuGCOFpwK1"
			"k89WROTsqYkK2GSRpMm7WUt",
	},
	{
		.id = "azure-entra-client-secret",
		.title = "Azure client secret",
		.why = "Whoever has it signs in as the app, with all that the app "
		       "may do.",
		.fix = ROTATE("portal.azure.com, Entra ID, App registrations, "
			      "Certificates and secrets",
			"AZURE_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "7Q~", "8Q~" },
		.pattern = "(?<![A-Za-z0-9_.~-])[A-Za-z0-9_.~-]{3}[78]Q~[A-Za-z0-9_.~-]"
			   "{31,34}"
			   "(?![A-Za-z0-9_.~-])",
		.check = fi_check_mixed,
		.before = 16,
		.hit = "yh28"
		       "Q~STRAMz8xRI"
		       "YTby9CK4ximSWbxBg9owUA9s",
		.miss = "7o08"
			"Q~NFwa0yBAXF"
			"fGDf5DmxeW",
	},
	{
		.id = "azure-cask-key",
		.title = "Azure key with a common signature",
		.why = WHY_CLOUD,
		.fix = ROTATE("portal.azure.com, the resource, Keys", "AZURE_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "JQQJ99", "JQQJ9D", "JQQJ9H" },
		.pattern = LEFT
		"[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9]{26}(?:==)?(?![A-Za-z0-9])",
		.check = fi_check_placeholder,
		.before = 64,
		.hit = "pJTGPun6xH"
		       "yGLxm4FUygaWDc5rY3RH4tc5SekJJxadLR7BUePlanJQQ"
		       "J99gIYI"
		       "CNEz1Si8XBE4vVAZCRbe02",
		.miss = "efadjdxN37"
			"640pbo1gXLJQQ"
			"J99hpMJj4XA0X",
	},
	{
		.id = "azure-devops-pat-old",
		.title = "Azure DevOps access token",
		.why = "Whoever has it reads and changes repositories and pipelines.",
		.fix = ROTATE("dev.azure.com, User settings, Personal access tokens",
			"AZURE_DEVOPS_PAT"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "azure_devops", "azuredevops", "ado_pat", "vsts_",
			"vss_nuget", "system_accesstoken", "ado_token" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("azure_?devops|ado_(?:pat|token)|vsts_|vss_nuget|"
				 "system_accesstoken",
			"[a-z2-7]{52}"),
		.check = fi_check_random,
		.hit = "AZURE_"
		       "DEVO"
		       "PS_EXT_PAT=cykz7uoszt6ol7iprl22ekef6hme7xxgv7az2rsxk"
		       "lhcn3lmh46n",
		.miss = "AZURE_"
			"DEVO"
			"PS_EXT_PAT=eki26gr7sxpdlijj5wb5e3i3t7rurnr7p5h4d73l",
	},
	{
		.id = "azure-storage-key",
		.title = "Azure storage account key",
		.why = "Whoever has it reads and writes all blobs, files, queues and "
		       "tables of the account.",
		.fix = ROTATE("portal.azure.com, Storage account, Access keys (rotate)",
			"AZURE_STORAGE_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "AccountKey", "accountkey", "+ASt", "STORAGE_KEY",
			"storage_key", "STORAGE_ACCESS_KEY", "STORAGE_ACCOUNT_KEY" },
		.pattern =
			"(?:(?i:account_?key|storage_(?:access_)?key)[\\\\\"\\'`\\]]{0,"
			"3}[ \\t]{0"
			",8}[=:>][ "
			"\\t]{0,8}[\\\\\"\\'`]{0,3}([A-Za-z0-9+/]{86}==)|(?<![A-Za-z0-"
			"9+/])([A-Za-z0-9+/]{76}\\+ASt[A-Za-z0-9+/"
			"]{6}==))(?![A-Za-z0-9+/=])",
		.check = fi_check_word,
		.before = 96,
		.hit = "DefaultEnd"
		       "pointsProtocol=https;AccountNam"
		       "e=acme;Accou"
		       "ntKey"
		       "=fmA6oNlHHmTqU9/Nz1UsNZb7xT7IwGaGsCKwscoEMm4o+lBNEEP"
		       "mpeJaeVWVSVvApZw7JGIi6mQK5hUO8C0/1a==",
		.miss = "DefaultEnd"
			"pointsProtocol=https;AccountNam"
			"e=acme;Accou"
			"ntKey"
			"=r4iEv4ERBNpS0RQ5RCWz9+XaRrKZ4Z00t665kdtC==",
	},
	{
		.id = "azure-signed-key-64",
		.title = "Azure account key",
		.why = WHY_CLOUD,
		.fix = ROTATE("portal.azure.com, the resource, Keys (regenerate)",
			"AZURE_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		/* In the midst of the value: not dense. */
		.literal = { "ACDb", "+ABa", "APIM", "+AMC" },
		.pattern = "(?<![A-Za-z0-9+/])[A-Za-z0-9+/"
			   "]{76}(?:ACDb|\\+ABa|APIM|\\+AMC)[A-Za-"
			   "z0-9+/]{6}==(?!=)",
		.check = fi_check_placeholder,
		.before = 96,
		.hit = "k0aUUk7qfR"
		       "XWrnxB9OGIb9iM/SHawhwP/7JLGXmwhh2WEhLujqzeTunvQFTXy+"
		       "wjHGEyswUySPxCAC"
		       "DbcPOJKT==",
		.miss = "BxGvZi+1+E"
			"ZofZObwbBGFNkd1SaK/v36iIoedd21AC"
			"DbYsFJ1M==",
	},
	{
		.id = "azure-signed-key-32",
		.title = "Azure shared access key",
		.why = WHY_CLOUD,
		.fix = ROTATE("portal.azure.com, the resource, Shared access policies "
			      "(regenerate)",
			"AZURE_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "+ASb", "+AEh", "+ARm", "AZEG", "AIoT", "AzCa" },
		.pattern = "(?<![A-Za-z0-9+/])[A-Za-z0-9+/"
			   "]{33}(?:\\+ASb|\\+AEh|\\+ARm|AZEG|AIoT|"
			   "AzCa)[A-Za-z0-9+/]{6}=(?!=)",
		.check = fi_check_placeholder,
		.hit = "S9OsLmD67T"
		       "VyjW7QjjBpeEIVRWStrnnXi+A"
		       "SbkpFxlV=",
		.miss = "o6bJ3CnwNB"
			"DbevDWmEMk+A"
			"SbCTdD3w=",
	},
	{
		.id = "azure-service-bus-key",
		.title = "Azure connection string with its shared access key",
		.why = "Whoever has it reads and writes the queues, hubs or devices "
		       "behind it.",
		.fix = ROTATE("portal.azure.com, Shared access policies (regenerate)",
			"AZURE_CONNECTION_STRING"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "SharedAccessKey=" },
		.dense = true,
		.pattern = "SharedAccessKey=([A-Za-z0-9+/]{43}=)(?![A-Za-z0-9+/=])",
		.check = fi_check_mixed,
		.hit = "Endpoint=sb://acme.ser"
		       "vicebus.windows.net/;SharedAcce"
		       "ssKeyName=app;SharedAc"
		       "ce"
		       "ssKey=4wQith3n4NjmEWrNSWs9hRmXALedfRmiFGBNvon/ur8=",
		.miss = "Endpoint=sb://acme.ser"
			"vicebus.windows.net/;SharedAcce"
			"ssKeyName=app;SharedAc"
			"ce"
			"ssKey=SAS_KEY_VALUE",
	},
	{
		.id = "azure-container-registry-key",
		.title = "Azure container registry password",
		.why = "Whoever has it pulls and pushes your images.",
		.fix = ROTATE("portal.azure.com, Container registry, Access keys",
			"ACR_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "+ACR" },
		.pattern = "(?<![A-Za-z0-9+/])[A-Za-z0-9+/"
			   "]{42}\\+ACR[A-Za-z0-9]{6}(?![A-Za-z0-"
			   "9+/=])",
		.check = fi_check_placeholder,
		.hit = "pRX4EievX3"
		       "i76uToZ3JnyEdqdWeYkW4hSl1A5utpd3+A"
		       "CRAw7L2C",
		.miss = "n5fGlJY2hJ"
			"awe6CROepZ+A"
			"CR4LAz2I",
	},
	{
		.id = "azure-function-key",
		.title = "Azure Functions key",
		.why = "Whoever has it calls the function, or administers the "
		       "function app.",
		.fix = ROTATE("portal.azure.com, Function app, App keys",
			"AZURE_FUNCTION_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "AzFu" },
		.pattern = "(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{6}==",
		.check = fi_check_placeholder,
		.hit = "1VpvjdwvVf"
		       "MFnK6DqgIOZZKI96xlpf0QsTmOJrwsu8I8Az"
		       "Funm9YQ8==",
		.miss = "cI5cOuxsTZ"
			"wlWWk2y0YVAz"
			"FukYVQZn==",
	},
	{
		.id = "azure-search-key",
		.title = "Azure AI Search key",
		.why = "Whoever has it reads, and with an admin key changes, the "
		       "indices.",
		.fix = ROTATE(
			"portal.azure.com, Search service, Keys", "AZURE_SEARCH_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "AzSe" },
		.pattern = LEFT "[A-Za-z0-9]{42}AzSe[A-Za-z0-9]{6}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "9EDZJTPm5z"
		       "seyQgDFyJTplhvzpbEYPIYf1VcNGNOSNAz"
		       "SeAp95zf",
		.miss = "RFYjPHNMCa"
			"lcaGfnv03yAz"
			"SeA8QhJ5",
	},
	{
		.id = "azure-app-config",
		.title = "Azure App Configuration connection string",
		.why = WHY_STORE,
		.fix = ROTATE("portal.azure.com, App Configuration, Access settings",
			"APP_CONFIG"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { ".azconfig.io" },
		.pattern = "Endpoint=https://"
			   "[a-z0-9-]{2,60}\\.azconfig\\.io;Id=[^;\\s]{4,60};Sec"
			   "ret=([A-Za-z0-9+/]{32,100}={0,2})",
		.check = fi_check_placeholder,
		.before = 128,
		.hit = "Endpoint=https://acme.azc"
		       "on"
		       "fig.io;Id=a1b2-l0-s0:haJ4ahwgdo"
		       "CHLJmE1K4B;Secret=9Er"
		       "UZVaeiI6G9jBljU3xzWY1OaJMzDIfUL1LmDVaOyg=",
		.miss = "Endpoint=https://acme.azc"
			"on"
			"fig.io;Id=a1b2;Secret=",
	},
	{
		.id = "azure-sas-token",
		.title = "Azure shared access signature",
		.why = "Whoever has the URL reads or writes what it is for, until "
		       "the date in it.",
		.fix = ROTATE("portal.azure.com (rotate the key that signed it)",
			"AZURE_SAS"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "sig=" },
		.pattern = "\\bsig=([A-Za-z0-9+/%]{43,64}(?:=|%3[dD])?)(?![A-Za-z0-9%+/])",
		.check = check_sas,
		.before = 480,
		.hit = "https://acme.blo"
		       "b.core.windows.net/in?sv=2022-11-02&se=2030-01-01&sp=rw&"
		       "s"
		       "i"
		       "g=SyCaZR"
		       "Wz4m9JdTkwkMlsqtntM8ejv7XBdXI0FdbvSjJ%3D",
		.miss = "https://acme.blo"
			"b.core.windows.net/in?sv=2022-11-02&s"
			"i"
			"g=...",
	},
	{
		.id = "azure-signalr-webpubsub",
		.title = "Azure SignalR or Communication Services key",
		.why = "Whoever has it sends messages to all that are connected.",
		.fix = ROTATE("portal.azure.com, the resource, Keys", "AZURE_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "AccessKey=", "accesskey=" },
		.dense = true,
		.pattern = "(?i:endpoint=https://[a-z0-9.-]{4,100}/"
			   "?;accesskey=)([A-Za-z0-9+/]"
			   "{43,86}={1,2})",
		.check = fi_check_mixed,
		.before = 160,
		.hit = "Endpoint=https://acme.ser"
		       "vice.signalr.net;Acces"
		       "sKey="
		       "Krv1YSm4EOwkz7ovbtW66l8Tn1lv17eeCa75jp6NOCj=;Version=1.0"
		       ";",
		.miss = "Endpoint=https://acme.ser"
			"vice.signalr.net;Acces"
			"sKey=;Version=1.0;",
	},
	{
		.id = "azure-openai-key-old",
		.title = "Azure AI services key",
		.why = "Whoever has it calls the models on your bill.",
		.fix = ROTATE("portal.azure.com, the resource, Keys and endpoint",
			"AZURE_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "azure_openai", "azureopenai", "azure_api_key",
			"azure_cognitive", "azure_speech", "openai.azure.com" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("azure_?openai[a-z_]{0,12}key|azure_(?:api|cognitive["
				 "a-z_]{0,12}|speech)_?key",
			"[0-9a-f]{32}"),
		.check = fi_check_random,
		.hit = "AZURE_"
		       "OPEN"
		       "AI_API_KEY=fb0f04743c464e553b5352298ff061f5",
		.miss = "AZURE_"
			"OPEN"
			"AI_API_KEY=a1c5b2c1852f85e5462b8dd4a1e543",
	},
	{
		.id = "azure-management-cert",
		.title = "Azure publish settings",
		.why = WHY_DEPLOY,
		.fix = ROTATE("portal.azure.com, App Service, Reset publish profile",
			"AZURE_PUBLISH_PROFILE"),
		.weak = true,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "userPWD=" },
		.dense = true,
		.pattern = "userPWD=[\"\\']([A-Za-z0-9]{40,80})[\"\\']",
		.check = fi_check_placeholder,
		.hit = "<publishProfile userName=\"$acme\" user"
		       "PWD=\"uvrgfRHbyM"
		       "PVGofSoesVWm0e0WT2k6DWmnGQRJoCfAPKeslQubrnIYEiDWvY\"",
		.miss = "<publishProfile userName=\"$acme\" user"
			"PWD=\"\"",
	},
	{
		.id = "digitalocean-pat",
		.title = "DigitalOcean access token",
		.why = WHY_CLOUD,
		.fix = ROTATE("cloud.digitalocean.com/account/api/tokens",
			"DIGITALOCEAN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "dop_v1_" },
		.dense = true,
		.pattern = LEFT "dop_v1_[0-9a-f]{64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "dop"
		       "_v1_be7"
		       "bdc6b67b40608253073a14685fe5ff7027677397cbad5b015ebc"
		       "586781236",
		.miss = "dop"
			"_v1_be7"
			"bdc6b67b40608253073a14685fe5ff7027677397cbad5b015ebc"
			"586781",
	},
	{
		.id = "digitalocean-oauth",
		.title = "DigitalOcean OAuth token",
		.why = WHY_CLOUD,
		.fix = ROTATE("cloud.digitalocean.com/account/api/tokens",
			"DIGITALOCEAN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "doo_v1_" },
		.dense = true,
		.pattern = LEFT "doo_v1_[0-9a-f]{64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "doo"
		       "_v1_10d"
		       "6df8f52e2eda9ea7727ce10fdf6eb4473305f481d4fc4a7da890"
		       "3de27683a",
		.miss = "doo"
			"_v1_10d"
			"6df8f52e2eda9ea7727ce10fdf6eb4473305f481d4fc4a7da890"
			"3de276",
	},
	{
		.id = "digitalocean-refresh",
		.title = "DigitalOcean refresh token",
		.why = WHY_CLOUD,
		.fix = ROTATE("cloud.digitalocean.com/account/api/tokens",
			"DIGITALOCEAN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "dor_v1_" },
		.dense = true,
		.pattern = LEFT "dor_v1_[0-9a-f]{64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "dor"
		       "_v1_683"
		       "f929f034696d1fbe3eef2821c38505175c77eea36e875a10df45"
		       "f07ca9ec0",
		.miss = "dor"
			"_v1_683"
			"f929f034696d1fbe3eef2821c38505175c77eea36e875a10df45"
			"f07ca9",
	},
	{
		.id = "digitalocean-system-token",
		.title = "DigitalOcean system token",
		.why = WHY_CLOUD,
		.fix = ROTATE("cloud.digitalocean.com/account/api/tokens",
			"DIGITALOCEAN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "dos_v1_" },
		.dense = true,
		.pattern = LEFT "dos_v1_[0-9a-f]{64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "dos"
		       "_v1_d76"
		       "739585716de791db662b2b3f58f49e03860712a0d1664476c85d"
		       "93290f752",
		.miss = "dos"
			"_v1_d76"
			"739585716de791db662b2b3f58f49e03860712a0d1664476c85d"
			"93290f",
	},
	{
		.id = "digitalocean-spaces",
		.title = "DigitalOcean Spaces key",
		.why = "Whoever has the pair reads and writes the buckets.",
		.fix = ROTATE(
			"cloud.digitalocean.com/spaces/access_keys", "SPACES_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "spaces_secret", "spaces_key", "digitalocean_spaces",
			"spaces_access" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("spaces_(?:secret|key|access)", "[A-Za-z0-9+/]{43}"),
		.check = fi_check_mixed,
		.hit = "SPACES"
		       "_SEC"
		       "RET=U8AepvG3Uf2tuUuImyHt1uiBZy9psjdrPeeYb4oIgWU",
		.miss = "SPACES"
			"_SEC"
			"RET=7IFDEI6jZiC2LT5LPlMqP9KBlWake1",
	},
	{
		.id = "heroku-api-key",
		.title = "Heroku API key",
		.why = WHY_DEPLOY,
		.fix = ROTATE("dashboard.heroku.com/account", "HEROKU_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "HRKU-AA" },
		.dense = true,
		.pattern = LEFT "HRKU-AA[A-Za-z0-9_-]{58}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "HRK"
		       "U-AABoM"
		       "fUSYH96sXnbZhFsfzf2cZnGPDk27Gi6mZt1R8XMCwKA4A8IHmElHh16",
		.miss = "HRK"
			"U-AABoM"
			"fUSYH96sXnbZhFsfzf2cZnGPDk27Gi6mZt1R8XMCwKA4A8IHmElH",
	},
	{
		.id = "heroku-api-key-old",
		.title = "Heroku API key (old form)",
		.why = WHY_DEPLOY,
		.fix = ROTATE("dashboard.heroku.com/account", "HEROKU_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "heroku_api", "heroku_key", "heroku_token", "herokuapikey",
			"api.heroku.com", "heroku_auth", "git.heroku.com" },
		.nocase = true,
		.pattern = "(?i:heroku_?(?:api|key|token|auth)[\\w.-]{0,20}[\"\\'`\\]]{"
			   "0,2}[ \\t]{0"
			   ",20}[=:][ \\t]{0,20}[\"\\'`]{0,1}|machine "
			   "(?:api|git)\\.heroku\\.com\\s{"
			   "1,8}login\\s{1,4}\\S{1,100}\\s{1,8}password\\s{1,4})([0-9a-"
			   "fA-F]{8}-[0"
			   "-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"
			   "(?![A-Z"
			   "a-z0-9-])",
		.check = fi_check_word,
		.hit = "HEROK"
		       "U_API"
		       "_KEY=d18b7340-5292-af9a-9f4d-cee8916f3a07",
		.miss = "HEROK"
			"U_API"
			"_KEY=d18b7340-5292-af9a-9f4d-cee8916f3",
	},
	{
		.id = "cloudflare-global-key",
		.title = "Cloudflare global API key",
		.why = "Whoever has it changes your DNS and what your domains serve.",
		.fix = ROTATE("dash.cloudflare.com/profile/api-tokens",
			"CLOUDFLARE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "cfk_" },
		.dense = true,
		.pattern = LEFT "cfk_[A-Za-z0-9]{40}[0-9a-f]{8}" RIGHT,
		.check = fi_check_cloudflare,
		.hit = "cf"
		       "k_1FwhGf"
		       "GhxDjUaBRKbHqPwWZApGqjCCKwBjECq5lJ0d33151e",
		.miss = "cf"
			"k_1FwhGf"
			"GhxDjUaBRKbHqPwWZApGqjCCKwBjECq5lJ0d331",
	},
	{
		.id = "cloudflare-user-token",
		.title = "Cloudflare API token",
		.why = "Whoever has it changes your DNS and what your domains serve.",
		.fix = ROTATE("dash.cloudflare.com/profile/api-tokens",
			"CLOUDFLARE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "cfut_" },
		.dense = true,
		.pattern = LEFT "cfut_[A-Za-z0-9]{40}[0-9a-f]{8}" RIGHT,
		.check = fi_check_cloudflare,
		.hit = "cf"
		       "ut_Odcoo"
		       "3TMs5Jk63idvZcfmp2O8AErez1RNQ3wuS7R47fbba81",
		.miss = "cf"
			"ut_Odcoo"
			"3TMs5Jk63idvZcfmp2O8AErez1RNQ3wuS7R47fbb",
	},
	{
		.id = "cloudflare-account-token",
		.title = "Cloudflare account API token",
		.why = "Whoever has it changes your DNS and what your domains serve.",
		.fix = ROTATE("dash.cloudflare.com/profile/api-tokens",
			"CLOUDFLARE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "cfat_" },
		.dense = true,
		.pattern = LEFT "cfat_[A-Za-z0-9]{40}[0-9a-f]{8}" RIGHT,
		.check = fi_check_cloudflare,
		.hit = "cf"
		       "at_vnay6"
		       "nBZxKoXNyUTNyFr27wEMN2XkidD95mtRzB36ae98f62",
		.miss = "cf"
			"at_vnay6"
			"nBZxKoXNyUTNyFr27wEMN2XkidD95mtRzB36ae98",
	},
	{
		.id = "cloudflare-api-token-old",
		.title = "Cloudflare API token (old form)",
		.why = "Whoever has it changes your DNS and what your domains serve.",
		.fix = ROTATE("dash.cloudflare.com/profile/api-tokens",
			"CLOUDFLARE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "cloudflare", "cf_api_token", "cf_token" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("cloudflare[a-z_-]{0,20}token|cf_(?:api_)?token",
			"[A-Za-z0-9_-]{40}"),
		.check = fi_check_mixed,
		.hit = "CLOUD"
		       "FLARE"
		       "_API_TOKEN=lcgOmPUe0w71APhCekKvkv6N7XMQeTGSJ2xYF2M2",
		.miss = "CLOUD"
			"FLARE"
			"_API_TOKEN=Tg1D6cga48AMKbqUaHspuwmdpnzdTyMi",
	},
	{
		.id = "cloudflare-global-key-old",
		.title = "Cloudflare global API key (old form)",
		.why = "Whoever has it changes your DNS and what your domains serve.",
		.fix = ROTATE("dash.cloudflare.com/profile/api-tokens",
			"CLOUDFLARE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "cloudflare", "x-auth-key", "cf_api_key", "cf_key" },
		.nocase = true,
		.dense = true,
		.pattern =
			NAMED("cloudflare[a-z_-]{0,20}key|x-auth-key|cf_(?:api_)?key",
				"[0-9a-f]{37}"),
		.check = fi_check_random,
		.hit = "CLOUD"
		       "FLARE"
		       "_API_KEY=208847d62073636b192e23d19b64e8f051b35",
		.miss = "CLOUD"
			"FLARE"
			"_API_KEY=617e85483ca520d5d7b2b791cf7fe637",
	},
	{
		.id = "cloudflare-origin-ca",
		.title = "Cloudflare origin CA key",
		.why = "Whoever has it issues certificates for your domains that "
		       "Cloudflare trusts.",
		.fix = ROTATE("dash.cloudflare.com/profile/api-tokens",
			"CLOUDFLARE_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "v1.0-" },
		.dense = true,
		.pattern = LEFT "v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "v1"
		       ".0-129d4"
		       "73fd23028995fca3d55-048703a20babb4f82b924d772801da23"
		       "3d7812be218acd6dd1649e61531f1c860c76b8594eada2dd91b8"
		       "6c6d33f01422beea951e9a649cbf121061dcd6a53dc8faee2f22"
		       "fabcef89af",
		.miss = "v1"
			".0-129d4"
			"73fd23028995fca3d55-048703a20babb4f82b924d772801da23"
			"3d7812be218acd6dd1649e61531f1c860c76b8594eada2dd91b8"
			"6c6d33f01422beea951e9a649cbf121061dcd6a53dc8faee2f22"
			"fabcef8",
	},
	{
		.id = "cloudflare-tunnel-token",
		.title = "Cloudflare tunnel token",
		.why = "Whoever has it serves your hostnames from their machine.",
		.fix = ROTATE(
			"one.dash.cloudflare.com, Networks, Tunnels", "TUNNEL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "eyJhIjoi" },
		.dense = true,
		.pattern = LEFT "eyJhIjoi[A-Za-z0-9+/_-]{120,400}={0,2}",
		.check = fi_check_placeholder,
		.hit = "TUNNEL_TOK"
		       "EN=eyJh"
		       "IjoiYzQ2ODk5NzQ5MzkzYzA4MTRjMWVmZWUxYWRiYmM3M"
		       "WEiLCJ0IjoiNmQxYmM5ZDItNDgxYi0xMGY3LWQ5N2YtYzAzMGJiZ"
		       "GY3YzZhIiwicyI6ImVEVlRRMEpoVjNGNlYwOXlRalZhZGxscGJUa"
		       "FhZbkZVVnpOelpETmFNRVk9In0=",
		.miss = "TUNNEL_TOK"
			"EN=eyJh"
			"Ijoi...",
	},
	{
		.id = "vercel-token",
		.title = "Vercel access token",
		.why = WHY_DEPLOY,
		.fix = ROTATE("vercel.com/account/settings/tokens", "VERCEL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "vcp_" },
		.dense = true,
		.pattern = LEFT "vcp_[A-Za-z0-9_-]{56}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "vc"
		       "p_njHmaN"
		       "f2SrB1lbGNAiHZGqJJMWiKYC8VWp7Jlej92PBknd3j9tjypXEV",
		.miss = "vc"
			"p_njHmaN"
			"f2SrB1lbGNAiHZGqJJMWiKYC8VWp7Jlej92PBknd3j9tjyp",
	},
	{
		.id = "vercel-integration-token",
		.title = "Vercel integration or gateway token",
		.why = WHY_DEPLOY,
		.fix = ROTATE("vercel.com/account/settings/tokens", "VERCEL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "vci_", "vca_", "vcr_", "vck_" },
		.dense = true,
		.pattern = LEFT "vc[iark]_[A-Za-z0-9_-]{56}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "vc"
		       "k_vIMSmc"
		       "hLOFJddqxaUWVu3rMwQsiC5i7udMUpFkqOVGzh2ryTe2aBKabp",
		.miss = "vc"
			"k_vIMSmc"
			"hLOFJddqxaUWVu3rMwQsiC5i7udMUpFkqOVGzh2ryTe2aBK",
	},
	{
		.id = "vercel-token-old",
		.title = "Vercel access token (old form)",
		.why = WHY_DEPLOY,
		.fix = ROTATE("vercel.com/account/settings/tokens", "VERCEL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "vercel_token", "vercel_api", "vercel_access",
			"verceltoken", "now_token" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED(
			"vercel_?(?:token|api|access)|now_token", "[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
		.hit = "VERCEL"
		       "_TOK"
		       "EN=JVjExpNuwmRZqFONHifcq5Qq",
		.miss = "VERCEL"
			"_TOK"
			"EN=mpTRb0a79cHJPs82Y7Jl",
	},
	{
		.id = "vercel-blob-token",
		.title = "Vercel Blob token",
		.why = "Whoever has it reads, writes and deletes the files of the "
		       "store.",
		.fix = ROTATE("vercel.com, Storage, Blob", "BLOB_READ_WRITE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "vercel_blob_rw_" },
		.dense = true,
		.pattern = LEFT "vercel_blob_rw_[A-Za-z0-9]{16}_[A-Za-z0-9]{30}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "vercel_"
		       "blo"
		       "b_rw_7LSRkYf0txLayR0f_IpHrLtI2Q67ROSHp1ruvS6VT3q3DR6",
		.miss = "vercel_"
			"blo"
			"b_rw_7LSRkYf0txLayR0f_IpHrLtI2Q67ROSHp1ruvS6VT3q3",
	},
	{
		.id = "netlify-token",
		.title = "Netlify access token",
		.why = WHY_DEPLOY,
		.fix = ROTATE(
			"app.netlify.com/user/applications", "NETLIFY_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "nfp_", "nfc_", "nfo_", "nfu_" },
		.dense = true,
		.pattern = LEFT "nf[pcou]_[A-Za-z0-9]{36}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "nf"
		       "p_TzM937"
		       "w2MzhDWeufpnZt2hcaV2fYSa4NFBjv",
		.miss = "nf"
			"p_TzM937"
			"w2MzhDWeufpnZt2hcaV2fYSa4NF",
	},
	{
		.id = "netlify-token-old",
		.title = "Netlify access token (old form)",
		.why = WHY_DEPLOY,
		.fix = ROTATE(
			"app.netlify.com/user/applications", "NETLIFY_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "netlify_auth", "netlify_token", "netlify_access",
			"netlify_api" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED(
			"netlify_(?:auth|token|access|api)", "[A-Za-z0-9_-]{40,46}"),
		.check = fi_check_mixed,
		.hit = "NETLIF"
		       "Y_AU"
		       "TH_TOKEN=KnI0K6kPouKlgpZoJGYA7Y0TrFo0XumemhBzXEjanMX",
		.miss = "NETLIF"
			"Y_AU"
			"TH_TOKEN=4gcCoIrlrpp41htI1yYFuK3Gq4WfjN",
	},
	{
		.id = "render-token",
		.title = "Render API key",
		.why = WHY_DEPLOY,
		.fix = ROTATE("dashboard.render.com/u/settings", "RENDER_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "rnd_" },
		.dense = true,
		.pattern = LEFT "rnd_[A-Za-z0-9]{28,32}" RIGHT,
		.check = fi_check_mixed,
		.hit = "rn"
		       "d_DJWPQ8"
		       "m9BvyaiIkXNwZOVXpC5NkTNDsN",
		.miss = "rn"
			"d_9JPcnA"
			"YhKBX4nldpIusu",
	},
	{
		.id = "railway-token",
		.title = "Railway token",
		.why = WHY_DEPLOY,
		.fix = ROTATE("railway.com/account/tokens", "RAILWAY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "railway_token", "railway_api" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("railway_(?:token|api)",
			"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-["
			"0-9a-fA-F]{12}"),
		.check = fi_check_word,
		.hit = "RAILWA"
		       "Y_TO"
		       "KEN=60a28c2d-0879-5481-e15b-8184f4f6dec2",
		.miss = "RAILWA"
			"Y_TO"
			"KEN=60a28c2d-0879-5481-e15b-8184f4f6d",
	},
	{
		.id = "scalingo-token",
		.title = "Scalingo API token",
		.why = WHY_DEPLOY,
		.fix = ROTATE(
			"dashboard.scalingo.com/account/tokens", "SCALINGO_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "tk-us-" },
		.dense = true,
		.pattern = LEFT "tk-us-[A-Za-z0-9_-]{48}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "tk-"
		       "us-UhuE"
		       "9qLL9Wd56UShk7a5XvaLWNXzhyZCpezK7vPZ5U4xAjBY",
		.miss = "tk-"
			"us-UhuE"
			"9qLL9Wd56UShk7a5XvaLWNXzhyZCpezK7vPZ5U4xA",
	},
	{
		.id = "linode-token",
		.title = "Linode API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("cloud.linode.com/profile/tokens", "LINODE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "linode" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("linode", "[0-9a-f]{64}"),
		.check = fi_check_random,
		.hit = "LIN"
		       "ODE_TOK"
		       "EN=845c7f82180e0ab25249e2a9ce7e5623d5037b660f887f892"
		       "eefabbc51cc2221",
		.miss = "LIN"
			"ODE_TOK"
			"EN=845c7f82180e0ab25249e2a9ce7e5623d5037b660f887f892"
			"eefabbc51cc2",
	},
	{
		.id = "vultr-key",
		.title = "Vultr API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("my.vultr.com/settings/#settingsapi", "VULTR_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "vultr" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("vultr", "[A-Z0-9]{36}"),
		.check = fi_check_random,
		.hit = "VU"
		       "LTR_API_"
		       "KEY=N2ZIWPG4NU51FV4S2HWKH6VUHW5OM4XQ2N1W",
		.miss = "VU"
			"LTR_API_"
			"KEY=N2ZIWPG4NU51FV4S2HWKH6VUHW5OM4XQ2",
	},
	{
		.id = "civo-key",
		.title = "Civo API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("dashboard.civo.com/security", "CIVO_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "civo_" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("civo_", "[A-Za-z0-9]{50}"),
		.check = fi_check_mixed,
		.hit = "CI"
		       "VO_TOKEN"
		       "=qXU0DTJPn11vpmbBHXSvkZ6aaZudhjtsgAHgdKs8L013R7lQ4A",
		.miss = "CI"
			"VO_TOKEN"
			"=qXU0DTJPn11vpmbBHXSvkZ6aaZudhjtsgAHgdKs8L013R7l",
	},
	{
		.id = "exoscale-key",
		.title = "Exoscale API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("portal.exoscale.com, IAM", "EXOSCALE_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "exoscale" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("exoscale", "[A-Za-z0-9_-]{43}"),
		.check = fi_check_mixed,
		.hit = "EXOS"
		       "CALE_A"
		       "PI_SECRET=eWiHTlOq2Fyz4RVOsYe5fE4IATs3hI7tQMJgWt3V7mT",
		.miss = "EXOS"
			"CALE_A"
			"PI_SECRET=eWiHTlOq2Fyz4RVOsYe5fE4IATs3hI7tQMJgWt3V",
	},
	{
		.id = "hetzner-token",
		.title = "Hetzner Cloud token",
		.why = WHY_CLOUD,
		.fix = ROTATE(
			"console.hetzner.cloud, Security, API tokens", "HCLOUD_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "hcloud", "hetzner" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("hcloud|hetzner", "[A-Za-z0-9]{64}"),
		.check = fi_check_mixed,
		.hit = "HCL"
		       "OUD_TOK"
		       "EN=PjjNSrPScvV8iBh72uuRvFgY82k4OUn9L4zWA9USUV1ReFs8u"
		       "hWZsgSbpTuCE3SA",
		.miss = "HCL"
			"OUD_TOK"
			"EN=PjjNSrPScvV8iBh72uuRvFgY82k4OUn9L4zWA9USUV1ReFs8u"
			"hWZsgSbpTuCE",
	},
	{
		.id = "scaleway-key",
		.title = "Scaleway secret key",
		.why = WHY_CLOUD,
		.fix = ROTATE("console.scaleway.com, IAM, API keys", "SCW_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "scw_secret", "scaleway_secret",
			"secret_key: ", "secret-key: ", "scaleway_token", "scw_token" },
		.nocase = true,
		.pattern = "(?:(?i:scw_(?:secret|token)|scaleway_(?:secret|token))[\\w."
			   "-]{0,40}"
			   "[\"\\'`\\]]{0,2}[ \\t]{0,20}[=:][ "
			   "\\t]{0,20}[\"\\'`]{0,1}|SCW[A-Z0-9]{17}"
			   "\\s{1,8}secret[_-]key: "
			   "{1,4})([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-f"
			   "A-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})(?![A-Za-z0-9-])",
		.check = fi_check_word,
		.hit = "SCW_S"
		       "ECRET"
		       "_KEY=1d9a6645-9b36-7800-b700-dc5b0c8d8f8d",
		.miss = "SCW_S"
			"ECRET"
			"_KEY=1d9a6645-9b36-7800-b700-dc5b0c8d8",
	},
	{
		.id = "upcloud-token",
		.title = "UpCloud API token",
		.why = WHY_CLOUD,
		.fix = ROTATE("hub.upcloud.com/account/api-tokens", "UPCLOUD_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ucat_" },
		.dense = true,
		.pattern = LEFT "ucat_[A-Za-z0-9]{26}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "uc"
		       "at_le4Er"
		       "CwiqaZENdHHO1kfTzfDBZ",
		.miss = "uc"
			"at_le4Er"
			"CwiqaZENdHHO1kfTzf",
	},
	{
		.id = "ovh-keys",
		.title = "OVH application secret or consumer key",
		.why = WHY_CLOUD,
		.fix = ROTATE("eu.api.ovh.com/createToken", "OVH_APPLICATION_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ovh_application", "ovh_consumer", "application_secret",
			"consumer_key" },
		.nocase = true,
		.dense = true,
		.pattern = "(?:(?i:ovh_(?:application_secret|consumer_key))|"
			   "application_secret"
			   "|consumer_key)[\"\\'`\\]]{0,2}[ \\t]{0,20}[=:][ "
			   "\\t]{0,20}[\"\\'`]{0,1}(["
			   "A-Za-z0-9]{32})(?![A-Za-z0-9_-])",
		.check = fi_check_mixed,
		.hit = "OVH_APP"
		       "LIC"
		       "ATI"
		       "ON_SECRET=3w3xmTqq57AdXghrCM3jWlvaNN2lxHkZ",
		.miss = "OVH_APP"
			"LIC"
			"ATI"
			"ON_SECRET=3w3xmTqq57AdXghrCM3jWlvaNN2lx",
	},
	{
		.id = "ibm-cloud-iam",
		.title = "IBM Cloud API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("cloud.ibm.com/iam/apikeys", "IBMCLOUD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "ibmcloud", "ibm_cloud", "bluemix", "ibm_api" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("ibm_?cloud|bluemix|ibm_api", "[A-Za-z0-9_-]{44}"),
		.check = fi_check_mixed,
		.hit = "IBMC"
		       "LOUD_A"
		       "PI_KEY=7Cfh8DYkMREtzzOyg71lGcHUoS9p0bY5Lw6bsRhpvTu5",
		.miss = "IBMC"
			"LOUD_A"
			"PI_KEY=7Cfh8DYkMREtzzOyg71lGcHUoS9p0bY5Lw6bsRhpv",
	},
	{
		.id = "alibaba-access-key-id",
		.title = "Alibaba Cloud access key id",
		.why = "One half of a key pair; the other half tends to stand "
		       "nearby.",
		.fix = ROTATE("ram.console.aliyun.com", "ALIBABA_CLOUD_ACCESS_KEY_ID"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "LTAI" },
		.dense = true,
		.pattern = LEFT
		"LTAI(?:[A-Za-z0-9]{12}|[A-Za-z0-9]{16}|[A-Za-z0-9]{20})" RIGHT,
		.check = fi_check_random,
		.hit = "LT"
		       "AIke8sWR"
		       "wSk7wBrrkm2p8S",
		.miss = "LT"
			"AIke8sWR"
			"wSk7wBrrkm2",
	},
	{
		.id = "alibaba-access-key-secret",
		.title = "Alibaba Cloud access key secret",
		.why = WHY_CLOUD,
		.fix = ROTATE(
			"ram.console.aliyun.com", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "alibaba", "aliyun", "alicloud", "accesskeysecret",
			"access_key_secret" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("(?:alibaba|aliyun|alicloud)[a-z_]{0,20}secret|access_"
				 "?key_?secret",
			"[A-Za-z0-9]{30}"),
		.check = fi_check_mixed,
		.hit = "ALI"
		       "BABA_CL"
		       "OUD_ACCESS_K"
		       "EY_SECRET=WnMKqimO1WyQiWjG4RsVslNgvQoGA2",
		.miss = "ALI"
			"BABA_CL"
			"OUD_ACCESS_K"
			"EY_SECRET=WnMKqimO1WyQiWjG4RsVslNgvQo",
	},
	{
		.id = "tencent-secret-id",
		.title = "Tencent Cloud secret id",
		.why = "One half of a key pair; the other half tends to stand "
		       "nearby.",
		.fix = ROTATE("console.cloud.tencent.com/cam/capi",
			"TENCENTCLOUD_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "AKID", "IKID" },
		.dense = true,
		.pattern = LEFT "[AI]KID[A-Za-z0-9]{32}" RIGHT,
		.check = fi_check_mixed,
		.hit = "AK"
		       "ID4PeTev"
		       "Zb6ZCisTsYSfAwHAYaGnktTnx8",
		.miss = "AK"
			"ID4PeTev"
			"Zb6ZCisTsYSfAwHAYaGnktT",
	},
	{
		.id = "baidu-cloud",
		.title = "Baidu Cloud access key",
		.why = "One half of a key pair; the other half tends to stand "
		       "nearby.",
		.fix = ROTATE("console.bce.baidu.com/iam", "BAIDU_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ALTAK" },
		.dense = true,
		.pattern = LEFT "ALTAK[A-Za-z0-9]{21}" RIGHT,
		.check = fi_check_mixed,
		.hit = "AL"
		       "TAKKQnq2"
		       "Xd2yFHeaYjjAqASb",
		.miss = "AL"
			"TAKKQnq2"
			"Xd2yFHeaYjjAq",
	},
	{
		.id = "volcengine",
		.title = "Volcengine access key",
		.why = "One half of a key pair; the other half tends to stand "
		       "nearby.",
		.fix = ROTATE("console.volcengine.com/iam", "VOLC_SECRETKEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "AKLT", "AKTP" },
		.dense = true,
		.pattern = LEFT "AK(?:LT|TP)[A-Za-z0-9]{43}" RIGHT,
		.check = fi_check_mixed,
		.hit = "AK"
		       "LTdbzT9c"
		       "IP8eEfVZ54tZEJlygGC0sCExzJuCRGauAceF5",
		.miss = "AK"
			"LTdbzT9c"
			"IP8eEfVZ54tZEJlygGC0sCExzJuCRGauAc",
	},
	{
		.id = "yandex-api-key",
		.title = "Yandex Cloud API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("console.yandex.cloud, Service accounts", "YC_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "AQVN" },
		.pattern = LEFT "AQVN[A-Za-z0-9_-]{35,38}" RIGHT,
		.check = fi_check_mixed,
		.hit = "AQ"
		       "VNXzN1og"
		       "jyPa9zPqr3Idxvg1UNJQeik1tCllia",
		.miss = "AQ"
			"VNSPz5n1"
			"pEyuC5QwoNkLzy",
	},
	{
		.id = "yandex-iam-token",
		.title = "Yandex Cloud IAM token",
		.why = "It works for 12 hours.",
		.fix = ROTATE("console.yandex.cloud, Service accounts", "YC_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "t1.9" },
		.dense = true,
		.pattern = LEFT
		"t1\\.9[A-Za-z0-9_-]{100,600}={0,2}\\.[A-Za-z0-9_-]{86}={0,2}",
		.check = fi_check_placeholder,
		.after = 1024,
		.hit = "t1"
		       ".9eu5LvY"
		       "035hdXuZqGM3yoNEzX9t45zf7AkAyuWUej3avNLTloKtXEokw6hG"
		       "dtkzZVKKabuv1LgqItpqr2aKDuhn2dHgjb1DzMAIgznV09Idlplw"
		       "JwVtdRAdrmwVerlvSZ9JkN2YeHbqZAEDB42MSSDGyT.qY7vpVIRS"
		       "AzFaeJex1QsNOBjsto1sfXsRlIfBnSqlGWXREk9HE3nyr8z2Qapd"
		       "rDYSdFanztzdOC1lg8fr8Za6p",
		.miss = "t1"
			".9euW0bZ"
			"jr8QPbW69SwdeZ5K",
	},
	{
		.id = "yandex-oauth-token",
		.title = "Yandex OAuth token",
		.why = "Whoever has it is taken for that person by Yandex's services "
		       "for a year.",
		.fix = ROTATE("id.yandex.com, Security, Apps", "YC_OAUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "y0_", "y1_", "y2_", "y3_" },
		.dense = true,
		.pattern = LEFT "y[0-3]_[A-Za-z0-9_-]{48,63}" RIGHT,
		.check = fi_check_mixed,
		.hit = "y0_"
		       "AgAHba6"
		       "Wvaxs7sFCiFEvMgShCC5FflCmzjGiQT40yHbOCnMRaaVxwpm",
		.miss = "y0_"
			"AgAuvW9"
			"7RgVSOmAPC0fIHKV",
	},
	{
		.id = "yandex-aws-secret",
		.title = "Yandex Object Storage secret key",
		.why = "Whoever has the pair reads and writes the buckets.",
		.fix = ROTATE("console.yandex.cloud, Service accounts", "YC_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "=YC", ": YC", "\"YC" },
		.dense = true,
		.pattern = "(?i:secret)[\\w.-]{0,24}[\"\\'`\\]]{0,2}[ \\t]{0,20}[=:][ "
			   "\\t]{0,20}[\"\\'"
			   "`]{0,1}(YC[A-Za-z0-9_-]{38})" RIGHT,
		.check = fi_check_mixed,
		.hit = "AWS_SECRET"
		       "_ACCESS_KEY="
		       "YCEF71vd9YK0zm1YxskDntYkSb6rRIitzLkJzHyC",
		.miss = "AWS_SECRET"
			"_ACCESS_KEY="
			"YCEF71vd9YK0zm1YxskDntYkSb6rRIitzLkJz",
	},
	{
		.id = "vault-service-token",
		.title = "HashiCorp Vault token",
		.why = WHY_STORE,
		.fix = ROTATE("Vault (`vault token revoke`)", "VAULT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "hvs." },
		.pattern = LEFT "hvs\\.(?:[A-Za-z0-9_-]{90,140}|[A-Za-z0-9]{24})" RIGHT,
		.check = fi_check_placeholder,
		.hit = "hv"
		       "s.CAESIK"
		       "uTt7KLcxx5Yoq9okuFtDpsFfCnjIbe1OiVYwIAzSWBfABt7GKtbG"
		       "vk8u1e3P36TVVJWOYTJdLZuG6gpc9IG07Xm9z",
		.miss = "hv"
			"s.YUyFqJUeC3",
	},
	{
		.id = "vault-batch-token",
		.title = "HashiCorp Vault batch token",
		.why = WHY_STORE,
		.fix = ROTATE("Vault (`vault token revoke`)", "VAULT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "hvb." },
		.dense = true,
		.pattern = LEFT "hvb\\.[A-Za-z0-9_-]{130,320}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "hv"
		       "b.AAAAAQ"
		       "rlACUVUrzFhGiRnanAVeEcmroQ8p0aKEn2ajDdXlglHCTxlbexCa"
		       "Tk3Y9wYd5BDFH603ThOhc4PccqQGj8NBThm33u5XMVhH8bSUFp7J"
		       "82KHFKTCBOMmEEPp7RreSKW2CW47zFlTM7Uk",
		.miss = "hv"
			"b.fJ3URk"
			"MVja78Yyegv3z3",
	},
	{
		.id = "vault-recovery-token",
		.title = "HashiCorp Vault recovery token",
		.why = WHY_STORE,
		.fix = ROTATE("Vault (`vault token revoke`)", "VAULT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "hvr." },
		.pattern = LEFT "hvr\\.(?:[A-Za-z0-9_-]{90,140}|[A-Za-z0-9]{24})" RIGHT,
		.check = fi_check_placeholder,
		.hit = "hv"
		       "r.HVZNwv"
		       "isRHjnreCV404UhdFC",
		.miss = "hv"
			"r.s1DhvWrIp4",
	},
	{
		.id = "vault-service-token-old",
		.title = "HashiCorp Vault token (before 1.10)",
		.why = WHY_STORE,
		.fix = ROTATE("Vault (`vault token revoke`)", "VAULT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "vault_token", "vault-token", "vaulttoken" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("vault[_-]?token", "s\\.[A-Za-z0-9]{24}"),
		.check = fi_check_mixed,
		.hit = "VAULT"
		       "_TOKE"
		       "N=s.Zgt4tDYez7scgPX2hxS7SNML",
		.miss = "VAULT"
			"_TOKE"
			"N=s.Zgt4tDYez7scgPX2hxS7S",
	},
	{
		.id = "vault-batch-token-old",
		.title = "HashiCorp Vault batch token (before 1.10)",
		.why = WHY_STORE,
		.fix = ROTATE("Vault (`vault token revoke`)", "VAULT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "b.AAAAAQ" },
		.dense = true,
		.pattern = LEFT "b\\.AAAAAQ[A-Za-z0-9_-]{100,320}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "b.AA"
		       "AAAQaG"
		       "u8xgyD1zq6CltfYZNjdiS7ZSuDEHaAMdqxQjq7X2alA1CvelnwBi"
		       "pYWYFXDfySbyPpVsypWV0426WrHodODvS8RWD4cBPrHOS8ssFjY2"
		       "iAM7Yx5yHdSunLgq3csgENvjxrYy7MyczB",
		.miss = "b.AA"
			"AAAQFm"
			"cDbpdGvZYNqlIXTz0Y",
	},
	{
		.id = "vault-unseal-key",
		.title = "HashiCorp Vault unseal key",
		.why = "With a few of them Vault's storage is opened.",
		.fix = "Make new ones: `vault operator rekey`, and hand each to one "
		       "person; none belongs in an image.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "Unseal Key", "unseal_key", "UNSEAL_KEY", "Recovery Key" },
		.dense = true,
		.pattern = "(?i:(?:unseal|recovery)[ _]key)[_ ]?[0-9]{0,2}[\"\\']?[ "
			   "\\t]{0,4}[:=]"
			   "[ "
			   "\\t]{0,4}[\"\\']?([A-Za-z0-9+/"
			   "]{43}[A-Za-z0-9+/=]|[0-9a-f]{66})(?![A-Za-z0-9+/=])",
		.check = fi_check_mixed,
		.hit = "Unsea"
		       "l Key 1: c3xulkdyKI"
		       "ma508N/Q/888RLpSj7sVbeRHg6KWJp1sMB",
		.miss = "Unsea"
			"l Key 1: c3xulkdyKI"
			"ma508N/Q/888RLpSj7sVbeRHg6KWJp1",
	},
	{
		.id = "vault-approle-secret-id",
		.title = "HashiCorp Vault AppRole secret id",
		.why = WHY_STORE,
		.fix = ROTATE("Vault (`vault token revoke`)", "VAULT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "vault_secret_id", "secret_id", "role_secret" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("secret_id", "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-"
					      "F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"),
		.check = fi_check_word,
		.hit = "VAULT_S"
		       "ECR"
		       "ET_ID=c6a10c6a-7c00-a8e0-ce80-5497341d1636",
		.miss = "VAULT_S"
			"ECR"
			"ET_ID=c6a10c6a-7c00-a8e0-ce80-5497341d1",
	},
	{
		.id = "terraform-cloud-token",
		.title = "Terraform Cloud token",
		.why = "Whoever has it reads the state of your infrastructure, with "
		       "the secrets in it, and changes it.",
		.fix = ROTATE("app.terraform.io/app/settings/tokens",
			"TF_TOKEN_app_terraform_io"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { ".atlasv1." },
		.pattern =
			LEFT "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "NpSusvW9lv"
		       "uBrz.atl"
		       "asv1.hWG6YSYTrPnwldYfcBEYGJVJPPAPZUdB7DbrXip"
		       "S7lzBnoCX81rxzDGA0eT2Hul1cx4",
		.miss = "bhr0yQeaWB"
			"LpvQ.atl"
			"asv1.S750tnbkMxJD32AT0ZTU",
	},
	{
		.id = "consul-acl-token",
		.title = "Consul access token",
		.why = "Whoever has it commands the cluster as far as its policy "
		       "goes.",
		.fix = ROTATE(
			"Consul (`consul acl token delete`)", "CONSUL_HTTP_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "consul_http_token" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED(
			"consul_http_token", "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]"
					     "{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"),
		.check = fi_check_word,
		.hit = "CONSUL_H"
		       "TT"
		       "P_TOKEN=48eff8c4-0a17-964e-d64e-f6b742af25ed",
		.miss = "CONSUL_H"
			"TT"
			"P_TOKEN=48eff8c4-0a17-964e-d64e-f6b742af2",
	},
	{
		.id = "nomad-token",
		.title = "Nomad access token",
		.why = "Whoever has it commands the cluster as far as its policy "
		       "goes.",
		.fix = ROTATE("Nomad (`nomad acl token delete`)", "NOMAD_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "nomad_token" },
		.nocase = true,
		.dense = true,
		.pattern =
			NAMED("nomad_token", "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]"
					     "{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"),
		.check = fi_check_word,
		.hit = "NOMAD"
		       "_TOKE"
		       "N=e9dc3472-5bfc-6bcb-df18-bb27b0993613",
		.miss = "NOMAD"
			"_TOKE"
			"N=e9dc3472-5bfc-6bcb-df18-bb27b0993",
	},
	{
		.id = "pulumi-token",
		.title = "Pulumi access token",
		.why = "Whoever has it reads the state of your infrastructure, with "
		       "the secrets in it, and changes it.",
		.fix = ROTATE("app.pulumi.com/account/tokens", "PULUMI_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "pul-" },
		.dense = true,
		.pattern = LEFT "pul-[0-9a-f]{40}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "pu"
		       "l-5eea1e"
		       "c865c133137f37775d20c489f71337197d",
		.miss = "pu"
			"l-5eea1e"
			"c865c133137f37775d20c489f713371",
	},
	{
		.id = "doppler-token",
		.title = "Doppler token",
		.why = WHY_STORE,
		.fix = ROTATE("dashboard.doppler.com, Access", "DOPPLER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.",
			"dp.audit." },
		.dense = true,
		.pattern = LEFT
		"dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]"
		"{40,44}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "dp."
		       "st.prd."
		       "HbcsmAdC99xSzy9SfuaF27iztxw1OaczTh49lb1FQC2",
		.miss = "dp."
			"st.yEdq"
			"4nlHTNBTnYoYdN1M",
	},
	{
		.id = "onepassword-service-account",
		.title = "1Password service account token",
		.why = WHY_STORE,
		.fix = ROTATE("start.1password.com, Developer, Service accounts",
			"OP_SERVICE_ACCOUNT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "ops_eyJ" },
		.dense = true,
		.pattern = LEFT "ops_eyJ[A-Za-z0-9+/_-]{240,1400}={0,2}",
		.check = fi_check_placeholder,
		.after = 2048,
		.hit = "ops"
		       "_eyJzaW"
		       "duSW5BZGRyZXNzIjoiYWNtZS4xcGFzc3dvcmQuY29tIiwidXNlck"
		       "F1dGgiOnsibWV0aG9kIjoiU1JQZy00MDk2IiwiYWxnIjoiUEJFUz"
		       "JnLUhTMjU2IiwiaXRlcmF0aW9ucyI6NjUwMDAwLCJzYWx0IjoiZk"
		       "ZEeHhRTzY1aklmNm5ZejJZNW1MeiJ9LCJlbWFpbCI6Im41aTVnbj"
		       "NoM3I3bUAxcGFzc3dvcmRzZXJ2aWNlYWNjb3VudHMuY29tIiwic3"
		       "JwWCI6IjMwZmQxN2JjOGVkZjc4OGUyOTg1NzJmNTBiNzYyODdjNj"
		       "JmMTZkN2Y4MzU1MzVjYTFiZmFjMGM0ZmJlYjY5MDAiLCJzZWNyZX"
		       "RLZXkiOiJBMy1TWVpESTEifQ==",
		.miss = "ops"
			"_eyJ...",
	},
	{
		.id = "onepassword-secret-key",
		.title = "1Password secret key",
		.why = "With the account password it opens the vaults.",
		.fix = ROTATE("start.1password.com, My profile (regenerate secret key)",
			"OP_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "A3-" },
		.pattern = LEFT
		"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5"
		"}-[A-Z0-9]{5}-[A-Z0-9]{5}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "A"
		       "3-TAZYHC-"
		       "E66F0N-ARWYJ-QKYUB-7FBOS-VE37Z",
		.miss = "A"
			"3-XXXXXX-"
			"XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX",
	},
	{
		.id = "bitwarden-session",
		.title = "Bitwarden session key",
		.why = WHY_STORE,
		.fix = ROTATE("Bitwarden (`bw lock`)", "BW_SESSION"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "BW_SESSION" },
		.dense = true,
		.pattern = NAMED("BW_SESSION", "[A-Za-z0-9+/]{86}=="),
		.check = fi_check_mixed,
		.hit = "export BW_SE"
		       "SSION=\"Mwz6JJSdHL"
		       "iAfI0o0pWqTMtdvq3+MusLsDNuugpPwxvDBR1H6nB1eQ9RYzTJ9Z"
		       "9BDPKOTPrZJjN+scjD7LD+di==\"",
		.miss = "export BW_SE"
			"SSION=\"Mwz6JJSdHL"
			"iAfI0o0pWqTMtdvq3+MusLsDNuugpPwxvDBR1H6nB1eQ9RYzTJ9Z"
			"9BDPKOTPrZJjN+scjD7LD+d\"",
	},
	{
		.id = "infisical-token",
		.title = "Infisical service token",
		.why = WHY_STORE,
		.fix = ROTATE("app.infisical.com, Access control", "INFISICAL_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "infisical" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED(
			"infisical", "st\\.[0-9a-f]{24}\\.[0-9a-f]{32}\\.[0-9a-f]{32}"),
		.check = fi_check_placeholder,
		.hit = "INFI"
		       "SICAL_"
		       "TOKEN=st.5d04cc0e2ffaaaa7c2672178.553512cec082e51587"
		       "a82ff5f4fb844a.92d1b9ef5ffd588bf4bb80bd8dbcb27c",
		.miss = "INFI"
			"SICAL_"
			"TOKEN=st.5d04cc0e2ffaaaa7c2672178.553512cec082e51587"
			"a82ff5f4fb844a.92d1b9ef5ffd588bf4bb80bd8dbcb",
	},
	{
		.id = "tailscale-key",
		.title = "Tailscale key",
		.why = WHY_NET,
		.fix = ROTATE("login.tailscale.com/admin/settings/keys", "TS_AUTHKEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "tskey-" },
		.dense = true,
		.pattern = LEFT
		"tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,20}-[A-Za-z0-"
		"9]{16,40}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "tsk"
		       "ey-auth"
		       "-SVV5Pfj2Hl35CNTRL-P7ZtsTm02Dyiz4ewPWIt9Laiw4ivqsR9",
		.miss = "tsk"
			"ey-auth-xxxx",
	},
	{
		.id = "zerotier-token",
		.title = "ZeroTier API token",
		.why = WHY_NET,
		.fix = ROTATE("my.zerotier.com/account", "ZEROTIER_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "zerotier" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("zerotier", "[A-Za-z0-9]{32}"),
		.check = fi_check_mixed,
		.hit = "ZERO"
		       "TIER_T"
		       "OKEN=usOcvVrSVN0w4UHRju8D0R9osvcAFtyH",
		.miss = "ZERO"
			"TIER_T"
			"OKEN=usOcvVrSVN0w4UHRju8D0R9osvcAF",
	},
	{
		.id = "ngrok-key",
		.title = "ngrok token",
		.why = "Whoever has it opens tunnels under your domains.",
		.fix = ROTATE("dashboard.ngrok.com", "NGROK_AUTHTOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "ngrok", "authtoken" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("ngrok|authtoken",
			"(?:(?:ak|cr)_)?[A-Za-z0-9]{25,27}_[A-Za-z0-9]{20,22}"),
		.check = fi_check_mixed,
		.hit = "NG"
		       "ROK_AUTH"
		       "TOKEN=2slHNxhf5KxUcyz7A3YX7wjC2uR_AnwEUnOQvp5UkVH2y4oKw",
		.miss = "NG"
			"ROK_AUTH"
			"TOKEN=2upTMoamf2QeqeEg525jGyrPrtC",
	},
	{
		.id = "fastly-token",
		.title = "Fastly API token",
		.why = "Whoever has it changes what your domains serve.",
		.fix = ROTATE("manage.fastly.com/account/personal/tokens",
			"FASTLY_API_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "fastly_api", "fastly_token", "fastly_key", "fastly-key" },
		.nocase = true,
		.pattern = NAMED("fastly[_-](?:api|token|key)", "[A-Za-z0-9_-]{32}"),
		.check = fi_check_mixed,
		.hit = "FASTL"
		       "Y_API"
		       "_TOKEN=l3vd4pPirfwOWS7bZn8hHZU23AU0bR9j",
		.miss = "FASTL"
			"Y_API"
			"_TOKEN=l3vd4pPirfwOWS7bZn8hHZU23AU0b",
	},
	{
		.id = "deno-token",
		.title = "Deno Deploy token",
		.why = WHY_DEPLOY,
		.fix = ROTATE("dash.deno.com/account", "DENO_DEPLOY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ddp_", "ddw_" },
		.dense = true,
		.pattern = LEFT "dd[pw]_[A-Za-z0-9]{36}" RIGHT,
		.check = fi_check_mixed,
		.hit = "dd"
		       "p_au9XPG"
		       "MnYDGuStYYLpFcdsGB4c0t2lHLW1Dn",
		.miss = "dd"
			"p_au9XPG"
			"MnYDGuStYYLpFcdsGB4c0t2lHLW",
	},
	{
		.id = "databricks-pat",
		.title = "Databricks access token",
		.why = "Whoever has it reads the data and runs code in the "
		       "workspace.",
		.fix = ROTATE("Databricks, Settings, Developer, Access tokens",
			"DATABRICKS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "dapi" },
		.dense = true,
		.pattern = LEFT "dapi[0-9a-f]{32}(?:-[0-9])?" RIGHT,
		.check = fi_check_random,
		.hit = "da"
		       "pi7d321f"
		       "ba66ffeee92fc0143a8a8c94cd",
		.miss = "da"
			"pi7d321f"
			"ba66ffeee92fc0143a8a8c9",
	},
	{
		.id = "infracost-token",
		.title = "Infracost API key",
		.why = "Whoever has it uses your Infracost account and sees what "
		       "your infrastructure costs.",
		.fix = ROTATE("dashboard.infracost.io", "INFRACOST_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "INFRACOST"
		       "_API_KEY=ico-XUUNsF1m"
		       "6TOxsRkiTjkoAuOiGhuUt"
		       "fyy\n",
		.miss = "INFRACOST"
			"_API_KEY=ico-vl3T5WYh"
			"5ydDD1D17M6KKg6\n",
		.literal = { "infracost" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("infracost",
			   "ico-[A-Za-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "env0-key",
		.title = "env0 API key",
		.why = WHY_DEPLOY,
		.fix = ROTATE("app.env0.com", "ENV0_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ENV0_API_"
		       "SECRET=0lR8acRYSi4MDF"
		       "8kWCBX1KpeZUaLJ4d8\n",
		.miss = "ENV0_API_"
			"SECRET=jOCs4bWYTI\n",
		.literal = { "env0" },
		.nocase = true,
		.pattern = SECRET_OF("env0",
			   "[A-Za-z0-9_-]{16,64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "infomaniak-token",
		.title = "Infomaniak API token",
		.why = WHY_CLOUD,
		.fix = ROTATE("manager.infomaniak.com", "INFOMANIAK_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "INFOMANIA"
		       "K_TOKEN=TGjjGu5PDHHIU"
		       "rQdMftdK7Z9Z2AOyxpz_Y"
		       "yj1v3X_n7e90me_BU-vs7"
		       "PeHZXTPlblrJE3jAe4haR"
		       "7K8XyZCB6I\n",
		.miss = "INFOMANIA"
			"K_TOKEN=AUUJcTa-RXcrz"
			"EBZshBfTf39VMBlMJzjtP"
			"rcWC3f\n",
		.literal = { "infomaniak" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("infomaniak",
			   "[A-Za-z0-9_-]{60,100}"),
		.check = fi_check_random,
	},
	{
		.id = "naver-cloud",
		.title = "Naver Cloud access key",
		.why = WHY_CLOUD,
		.fix = ROTATE("console.ncloud.com", "NCLOUD_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "NCLOUD_SE"
		       "CRET_KEY=cJqKKwoTKxNG"
		       "Mm1P7O8jJb2pFzXPO8C4s"
		       "uDJ2xjx\n",
		.miss = "NCLOUD_SE"
			"CRET_KEY=QBoFB0dut01f"
			"37wvvbcYQoYaJwZJS96\n",
		.literal = { "ncp_iam_", "ncloud", "navercloud" },
		.nocase = true,
		.dense = true,
		.pattern = "(?|(?<![A-Za-z0-9_])(ncp_iam_[A-Za-z0-9]{20,40})(?![A-Za-z0-"
			   "9_-])|(?i:ncloud|navercloud)(?i:[\\w.-]{0,20}secret)[\\w.-]{"
			   "0,20}[\"']?[ \\t]{0,20}[:=][ \\t]{0,20}[\"']?([A-Za-z0-9]{40"
			   "})(?![A-Za-z0-9_+/=-]))",
		.check = fi_check_random,
	},
	{
		.id = "huawei-ak",
		.title = "Huawei Cloud secret access key",
		.why = WHY_CLOUD,
		.fix = ROTATE("console.huaweicloud.com", "HW_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "HUAWEICLO"
		       "UD_SDK_SK=0lR8acRYSi4"
		       "MDF8kWCBX1KpeZUaLJ4d8"
		       "jOCs4bWY\n",
		.miss = "HUAWEICLO"
			"UD_SDK_SK=TI6wLqeeHq1"
			"PkCJVuoYqLRqrxZKiGvb\n",
		.literal = { "huawei", "hw_secret", "hwc_secret", "hwcloud" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("(?:huawei|hw_?c|hw)[\\w.-]{0,20}(?:secret|sk)",
			   "[A-Za-z0-9]{40}"),
		.check = fi_check_mixed,
	},
	{
		.id = "azure-communication-services",
		.title = "Azure Communication Services key",
		.why = WHY_CLOUD,
		.fix = ROTATE("portal.azure.com", "COMMUNICATION_CONNECTION_STRING"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "C=endpoin"
		       "t=https://shop.commun"
		       "ication.azure.com/;ac"
		       "cesskey=ARNR2FAwaVpZb"
		       "rEKa5Sgy2awReQyI8Mj8Y"
		       "CHNBCv9cTG2+jPLj0JcMH"
		       "CbId6Vk8E1Cfu5Ac0F9C3"
		       "W0RhTl5uy2==\n",
		.miss = "C=endpoin"
			"t=https://shop.commun"
			"ication.azure.com/;ac"
			"cesskey=<key>\n",
		.literal = { ".communication.azure.com" },
		.dense = true,
		.pattern = "\\.communication\\.azure\\.com/?;accesskey=([A-Za-z0-9+/]{86"
			   "}==)",
		.check = fi_check_placeholder,
	},
	{
		.id = "azure-refresh-token",
		.title = "Microsoft Entra refresh token",
		.why = WHY_CLOUD,
		.fix = ROTATE("portal.azure.com", "AZURE_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "\"refresh_"
		       "token\": \"0.AXudY_ndlM"
		       "Lm4B7KF6LVC6O3TEo2tqf"
		       "lj4ll4kFXCZ1sy_5ZzITb"
		       ".AgABjs2SCHC7Q_avYjVi"
		       "RlZUTTeKMxyZ6p3nCShO5"
		       "dAqUwYUE6wSI1mI1oVnHe"
		       "iu15hxP9FedV71gZy_Ax4"
		       "vpJDtUAV2eF435ztMfxv5"
		       "HKFWUhQTbpkmKU1gIgD93"
		       "P04LWWMwuIkPvsTm6J7kJ"
		       "LUw_cNQeDvUjS93FxCJCx"
		       "F0N-9QRGbAJmCRIk5eaWP"
		       "YuXPl8SUEnSFpIHJSwaUY"
		       "Q0XTr1fX5rAPRMVTcbkfU"
		       "zTrR7E0xokHcwJLkEQBhd"
		       "bV1fqO5WKCSOgwBgD83-K"
		       "69-HXTI2JcbKvDlQxgmUp"
		       "RNTj3Zg2-2crD97K_3LNV"
		       "2kuovN-NSM\"\n",
		.miss = "\"refresh_"
			"token\": \"0.AXc4oscIFV"
			"JEfoehVFNlHROH6GEi9j9"
			"P2dS4bu67aD2cNuKcjJ-I"
			".AgAB0ddiV4Ynp6HTToHu"
			"rqZH54oICKPl77dXe4ty2"
			"tiXi3THik6qDd9xhwoFjF"
			"d60bb5K0i9BsZt0m_cFwf"
			"wU52dDy14vPHQxBXswLv4"
			"e3mfI7CjBm80GdCuMw1x\""
			"\n",
		.literal = { ".AgAB", ".AgABA" },
		.pattern = LEFT "([01]\\.A[A-Za-z0-9_-]{10,80}\\.AgAB[A-Za-z0-9_.-]{300,2000}"
			   ")" RIGHT,
		.check = fi_check_placeholder,
		.before = 128,
		.after = 2560,
	},
	{
		.id = "powershell-securestring",
		.title = "Password given to ConvertTo-SecureString",
		.why = "The script holds the password in clear: whoever reads it "
		       "signs in with it.",
		.fix = "Change the password, and let the script read it from the "
		       "environment.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ConvertTo"
		       "-SecureString \"k8vR2T"
		       "WInQlL9M\" -AsPlainTex"
		       "t -Force\n",
		.miss = "ConvertTo"
			"-SecureString \"$env:D"
			"B_PASS\" -AsPlainText "
			"-Force\n",
		.literal = { "asplaintext" },
		.nocase = true,
		.pattern = "(?i:convertto-securestring)[^\\r\\n]{0,80}?[\"']([^\"'"
			   "\\r\\n$]{6,100})[\"'][^\\r\\n]{0,60}?(?i:-asplaintext)",
		.check = fi_check_password,
		.before = 256,
		.weak = true,
	},
	{
		.id = "ntlm-header",
		.title = "NTLM authentication message",
		.why = "Its response can be tried against lists of passwords, and "
		       "often be relayed.",
		.fix = "Change the password of that account, and remove the log or "
		       "capture from the image.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "Authoriza"
		       "tion: NTLM TlRMTVNTUA"
		       "ADAAAAbRhqAka3IV+N87c"
		       "kVUQnSVIngT+ED1ZuLIY4"
		       "75+eMAo/CD+JPezN7c+Fl"
		       "RHDm71iMChlXpllIhQ8fO"
		       "HLK5tjFzZlGvwTAwY4zDp"
		       "ZDs4det72DswVOECC6jzI"
		       "\n",
		.miss = "Authoriza"
			"tion: NTLM TlRMTVNTUA"
			"ADAAAA\n",
		.literal = { "TlRMTVNTUAADAAAA" },
		.dense = true,
		.pattern = "(TlRMTVNTUAADAAAA[A-Za-z0-9+/]{60,2000}={0,2})",
		.check = fi_check_placeholder,
	},
	{
		.id = "ibm-cos-hmac",
		.title = "IBM Cloud object storage HMAC secret",
		.why = WHY_CLOUD,
		.fix = ROTATE("cloud.ibm.com", "IBM_COS_SECRET_ACCESS_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "\"secret_a"
		       "ccess_key\": \"c0251af3"
		       "1bf84ba4151d0e721372b"
		       "9d88f501e6c75fdf8cf\"\n",
		.miss = "\"secret_a"
			"ccess_key\": \"68479506"
			"1d38e2dd0c9836a529a8f"
			"18a452b7ed\"\n",
		.literal = { "secret_access_key" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("secret_access_key",
			   "[0-9a-f]{48}"),
		.check = fi_check_random,
	},
	{
		.id = "ibm-softlayer",
		.title = "IBM SoftLayer API key",
		.why = WHY_CLOUD,
		.fix = ROTATE("cloud.ibm.com/iam/apikeys", "SL_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SOFTLAYER"
		       "_API_KEY=ae2bb4db0ad9"
		       "5871c81995a009ca9726b"
		       "0ea85be66ce141f8ba492"
		       "d93775b0eb\n",
		.miss = "SOFTLAYER"
			"_API_KEY=c9abf8cd964f"
			"47d1ba9b79c14b96b5a0f"
			"1236ac4cc027d0ffcc018"
			"d\n",
		.literal = { "softlayer", "sl_api_key", "sl_apikey" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("softlayer|sl_api_?key",
			   "[0-9a-f]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "alibaba-sts",
		.title = "Alibaba Cloud STS token",
		.why = WHY_CLOUD,
		.fix = ROTATE("ram.console.aliyun.com", "ALIBABA_CLOUD_SECURITY_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ALIBABA_C"
		       "LOUD_ACCESS_KEY_ID=ST"
		       "S.KopmKPj2QxrrcxSyu9z"
		       "QBjxd\n",
		.miss = "ALIBABA_C"
			"LOUD_ACCESS_KEY_ID=ST"
			"S.vAHdPVgVK9icP5w\n",
		.literal = { "=STS.", "\"STS.", "'STS.", " STS." },
		.dense = true,
		.pattern = "[=\"' ](STS\\.[A-Za-z0-9]{20,64})(?![A-Za-z0-9_.-])",
		.check = fi_check_mixed,
	},
	{
		.id = "akamai-edgegrid",
		.title = "Akamai EdgeGrid token",
		.why = WHY_CLOUD,
		.fix = ROTATE("control.akamai.com", "AKAMAI_CLIENT_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "client_to"
		       "ken = akab-67ucax6o9g"
		       "am3u0b-crg4sinhjod4es"
		       "n9\n",
		.miss = "client_to"
			"ken = akab-yy56av72lj"
			"zn882e-wdlfoboz\n",
		.literal = { "akab-" },
		.dense = true,
		.pattern = LEFT "(akab-[a-z0-9]{16}-[a-z0-9]{16}(?!\\.(?:luna\\.)?akamaiapis)"
			   ")" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "meraki-key",
		.title = "Cisco Meraki API key",
		.why = "Whoever has it configures the networks of your organisation.",
		.fix = ROTATE("dashboard.meraki.com", "MERAKI_DASHBOARD_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MERAKI_DA"
		       "SHBOARD_API_KEY=ec704"
		       "2ec079b52f6c795125656"
		       "5a3fd1b5577373\n",
		.miss = "MERAKI_DA"
			"SHBOARD_API_KEY=e30fe"
			"e99d7e32da511f699f254"
			"804e4\n",
		.literal = { "meraki" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("meraki",
			   "[0-9a-f]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "truenas-key",
		.title = "TrueNAS API key",
		.why = "Whoever has it administers the storage server.",
		.fix = ROTATE("your TrueNAS, API keys", "TRUENAS_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TRUENAS_A"
		       "PI_KEY=1-62wiJpENpWva"
		       "SCiB7Wi7xm9oUi067beb3"
		       "DwCY1z0ZxgfL414AErEmR"
		       "3VO6sW3r7R\n",
		.miss = "TRUENAS_A"
			"PI_KEY=1-9wiiLqS2eaUj"
			"Hwm2Dc795UonKMgh8pJp2"
			"fxXIPaKNmd9Nm7oHkMl1l"
			"S\n",
		.literal = { "truenas" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("truenas",
			   "[0-9]{1,4}-[A-Za-z0-9]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "localstack-key",
		.title = "LocalStack auth token",
		.why = "Whoever has it uses your LocalStack licence.",
		.fix = ROTATE("app.localstack.cloud", "LOCALSTACK_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "LOCALSTAC"
		       "K_AUTH_TOKEN=ls-GaXKc"
		       "BWTpphYlajqvhqCWkHJNi"
		       "wNWLTLtkRA\n",
		.miss = "LOCALSTAC"
			"K_AUTH_TOKEN=ls-cNgfa"
			"ThyWOfYXBVyTLjLbUGVxS"
			"K\n",
		.literal = { "localstack" },
		.nocase = true,
		.pattern = KEY_OF("localstack",
			   "ls-[A-Za-z0-9-]{30,40}"),
		.check = fi_check_random,
	},
	{
		.id = "scalr-token",
		.title = "Scalr API token",
		.why = WHY_DEPLOY,
		.fix = ROTATE("scalr.io", "SCALR_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SCALR_TOK"
		       "EN=eyJhbGciOiJIUzI1Ni"
		       "IsInR5cCI6IkpXVCJ9.ey"
		       "Jpc3MiOiJ1c2VyIiwianR"
		       "pIjoiYXQtdjB2bTkxIn0."
		       "PQOzsiF07p97pfy_J-pVs"
		       "sKi7mWb1ALkuIRQCdexbh"
		       "O\n",
		.miss = "SCALR_TOK"
			"EN=eyJhbGciOiJIUzI1Ni"
			"IsInR5cCI6IkpXVCJ9\n",
		.literal = { "scalr" },
		.nocase = true,
		.pattern = KEY_OF("scalr",
			   "eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-"
			   "]{20,}"),
		.check = fi_check_jwt,
	},
	{
		.id = "particle-token",
		.title = "Particle access token",
		.why = "Whoever has it commands the devices of your account.",
		.fix = ROTATE("console.particle.io", "PARTICLE_ACCESS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "PARTICLE_"
		       "ACCESS_TOKEN=cfb84f78"
		       "edb4aa65db817d9b17aca"
		       "80d3a5d823b\n",
		.miss = "PARTICLE_"
			"ACCESS_TOKEN=1aa4f87a"
			"43012b93f5fb9faef9e48"
			"1f\n",
		.literal = { "particle_", "particletoken", "particle." },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("particle(?:[_.-]?io)?[_.-]?(?:access)?[_.-]?token",
			   "[0-9a-f]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "tuya-keys",
		.title = "Tuya client secret",
		.why = "Whoever has it commands the devices of your project.",
		.fix = ROTATE("platform.tuya.com", "TUYA_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "TUYA_CLIE"
		       "NT_SECRET=3e3hx6wj2yk"
		       "t13xja52dvyut82xgmldj"
		       "\n",
		.miss = "TUYA_CLIE"
			"NT_SECRET=m3uy5vvtxbd"
			"a0rb5jzm8g2u\n",
		.literal = { "tuya" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("tuya",
			   "[A-Za-z0-9]{32}"),
		.check = fi_check_random,
	},
	{
		.id = "thingsboard-token",
		.title = "ThingsBoard device token",
		.why = "Whoever has it sends measurements as that device.",
		.fix = ROTATE("your ThingsBoard", "THINGSBOARD_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "THINGSBOA"
		       "RD_ACCESS_TOKEN=2LOLC"
		       "tIOxcFV0H61gusB\n",
		.miss = "THINGSBOA"
			"RD_ACCESS_TOKEN=aNs0F"
			"41t8I\n",
		.literal = { "thingsboard" },
		.nocase = true,
		.dense = true,
		.pattern = SECRET_OF("thingsboard",
			   "[A-Za-z0-9]{20}"),
		.check = fi_check_mixed,
	},
	{
		.id = "blynk-tokens",
		.title = "Blynk device token",
		.why = "Whoever has it reads and commands that device.",
		.fix = ROTATE("blynk.cloud", "BLYNK_AUTH_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "#define B"
		       "LYNK_AUTH_TOKEN = \"mg"
		       "NNxKzBmqVQJPDW22YlSeB"
		       "fwTB3Rdsn\"\n",
		.miss = "#define B"
			"LYNK_AUTH_TOKEN = \"Oo"
			"aj0CWEr1NHeJSvl6ZURuo"
			"\"\n",
		.literal = { "blynk" },
		.nocase = true,
		.pattern = NAMED("blynk[\\w.-]{0,20}(?:auth|token|secret)",
			   "[A-Za-z0-9_-]{32}(?:[A-Za-z0-9_-]{8})?"),
		.check = fi_check_mixed,
	},
	{
		.id = "ubidots-token",
		.title = "Ubidots token",
		.why = "Whoever has it reads and sends measurements of your account.",
		.fix = ROTATE("industrial.ubidots.com", "UBIDOTS_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "T=BBFF-Gp"
		       "54e7xGuclN3uWwsxjjrd4"
		       "ZhqrwEL\n",
		.miss = "T=BBFF-nA"
			"CABCkh3rJPHhE8NzWjG\n",
		.literal = { "BBFF-", "BBUS-" },
		.dense = true,
		.pattern = LEFT "(BB(?:FF|US)-[A-Za-z0-9]{30})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "maxmind-key",
		.title = "MaxMind licence key",
		.why = "Whoever has it downloads databases with your licence.",
		.fix = ROTATE("maxmind.com", "MAXMIND_LICENSE_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "LICENSE_K"
		       "EY=UI8w0Z_rZ0em0xAaLH"
		       "ZODsyKw3iKJGEqXP4R_mm"
		       "k\n",
		.miss = "LICENSE_K"
			"EY=3plXpp_PMp61g9hsae"
			"GxiePl036_mmk\n",
		.literal = { "_mmk" },
		.pattern = LEFT "([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "google-oauth-client-secret-old",
		.title = "Google OAuth client secret (old form)",
		.why = "Whoever has it takes part in sign-ins as your application.",
		.fix = ROTATE("console.cloud.google.com", "GOOGLE_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "\"client_i"
		       "d\": \"12-ab.apps.googl"
		       "eusercontent.com\", \"c"
		       "lient_secret\": \"z3yB1"
		       "Gz_iJRNZmSVp7p_utcf\"\n",
		.miss = "\"client_i"
			"d\": \"12-ab.apps.googl"
			"eusercontent.com\", \"c"
			"lient_secret\": \"lrYIH"
			"vtDow88wgs\"\n",
		.literal = { ".apps.googleusercontent.com" },
		.pattern = "\\.apps\\.googleusercontent\\.com[^}]{0,300}?client_?[sS]ecr"
			   "et[\"']?\\s{0,10}[:=]\\s{0,10}[\"']?([A-Za-z0-9_-]{24})(?![A"
			   "-Za-z0-9_-])",
		.check = fi_check_mixed,
	},
	{
		.id = "google-recaptcha-key",
		.title = "Google reCAPTCHA secret key",
		.why = "Whoever has it answers for your form that a robot is a "
		       "person.",
		.fix = ROTATE("console.cloud.google.com", "RECAPTCHA_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_LOW,
		.hit = "RECAPTCHA"
		       "_SECRET_KEY=6Lho1OtaP"
		       "ANTyrcwaBk2UXXaQ82CE7"
		       "Q_tNjviLTx\n",
		.miss = "RECAPTCHA"
			"_SECRET_KEY=6L6pAoI1i"
			"Ks_sPFagXPTY9qB5ppTAl"
			"M\n",
		.literal = { "recaptcha" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("recaptcha[\\w.-]{0,30}(?:secret|private)[\\w.-]{0,20}",
			   "6L[A-Za-z0-9_-]{38}"),
		.check = fi_check_random,
	},
	{
		.id = "azure-devops-pat",
		.title = "Azure DevOps personal access token",
		.why = WHY_CLOUD,
		.fix = ROTATE("dev.azure.com, User settings", "AZURE_DEVOPS_EXT_PAT"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "AZURE_DEV"
		       "OPS_EXT_PAT=0lR8acRYS"
		       "i4MDF8kWCBX1KpeZUaLJ4"
		       "d8jOCs4bWYTI6wLqeeHq1"
		       "PkCJVuoYqLRqrxZKiGvbt"
		       "cj7bAZDOsHXD\n",
		.miss = "AZURE_DEV"
			"OPS_EXT_PAT=YzEzVMGPB"
			"nu3mY2lhm12FPzmV4eAk5"
			"M7ByFgDcEW7AKW3gc3FnJ"
			"xFkQjVDZRAZDOucq2\n",
		.literal = { "AZDO" },
		.pattern = LEFT "([A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})" RIGHT,
		.check = fi_check_placeholder,
		.before = 128,
	},
	{
		.id = "hop-token",
		.title = "Hop project or personal token",
		.why = WHY_DEPLOY,
		.fix = ROTATE("console.hop.io", "HOP_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "HOP_TOKEN"
		       "=ptk_ZXTPlblrJE3jAe4h"
		       "aR7K8XyZCB6IAUUJcTa-R"
		       "XcrzEBZshBfTf39VMBlMJ"
		       "zjtPrcWC3f5f\n",
		.miss = "HOP_TOKEN"
			"=ptk_MqIY3Dwarw4xQTQz"
			"KEe7\n",
		.literal = { "=ptk_", "\"ptk_", "'ptk_", " ptk_" },
		.dense = true,
		.pattern = "[=\"' ](ptk_[A-Za-z0-9_-]{60,160})(?![A-Za-z0-9_-])",
		.check = fi_check_mixed,
	},
};
const size_t fi_rules_secrets_cloud_n = FI_COUNT(fi_rules_secrets_cloud);
