/* secrets_framework.c - frameworks' own signing keys. */
#include <string.h>

#include "rules/secrets.h"

#define WHY_SIGN                                                                       \
	"Whoever has it forges sessions, cookies or tokens of your application and "   \
	"is whoever they like."
#define WHY_RAILS                                                                      \
	"Whoever has it decrypts config/credentials.yml.enc and with it every secret " \
	"of the application."

/* startproject makes a key and says what it is for; nobody is kept from shipping it. */
static void check_django(const struct fi_candidate *c, struct fi_verdict *v)
{
	static const char mark[] = "django-insecure-";
	size_t n = sizeof(mark) - 1;
	struct fi_candidate key = *c;
	bool marked = c->n > n && memcmp(c->value, mark, n) == 0;

	if (marked) {
		key.value += n;
		key.n -= n;
	}
	fi_check_random(&key, v);
	if (marked && !v->drop)
		fi_verdict_lower(v, FI_LOW,
			"startproject made it for development; where it runs in production it is "
			"as good as any.");
}

const struct fi_rule fi_rules_secrets_framework[] = {
	{
		.id = "rails-master-key-value",
		.title = "Rails master key",
		.why = WHY_RAILS,
		.fix = ROTATE("your own application: `bin/rails credentials:edit` with "
			      "a new key",
			"RAILS_MASTER_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "RAI"
		       "LS_MASTER_KEY=7de"
		       "846d70b689d71236e7940b1"
		       "f1e59c\n",
		.miss = "RAI"
			"LS_MASTER_KEY=7de"
			"846d70b689d71236e7940b1"
			"f1e\n",
		.literal = { "rails_master_key" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("rails_master_key", "[a-f0-9]{32}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "rails-secret-key-base",
		.title = "Rails secret_key_base",
		.why = WHY_SIGN,
		.fix = ROTATE(
			"your own application: `bin/rails secret`", "SECRET_KEY_BASE"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SEC"
		       "RET_KEY_BASE=d74b"
		       "ccb0adc9ce9ed94ff8f59c4"
		       "2454674329b404fb9d1"
		       "d28e4fc2c79f2d6ea334374765a0f"
		       "7073d11c6205cb488fad5914e377eb42d5fe783b"
		       "b15eed31f1f69\n",
		.miss = "SEC"
			"RET_KEY_BASE=d74b"
			"ccb0adc9ce9ed94ff8f59c4"
			"2454674329b404fb9d1"
			"d28e4fc2c79f2d6ea334374765a0f"
			"7073d11c6205cb488fad5914e377eb42d5fe783b"
			"b15eed31f1\n",
		.literal = { "secret_key_base" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("secret_key_base", "[a-f0-9]{128}"),
		.check = fi_check_random,
		.before = 64,
	},
	{
		.id = "phoenix-secret-key-base",
		.title = "Phoenix secret_key_base",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `mix phx.gen.secret`",
			"SECRET_KEY_BASE"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "con"
		       "fig :acme, secret"
		       "_key_base: \"xX2+veYu8CF"
		       "Y8j1YM+0Jy2XPjj0qFg"
		       "1WXWKzMBGhcCApJWHtrop7ux0OEiz"
		       "NhXKf\"\n",
		.miss = "sec"
			"ret_key_base: \"xX"
			"2+veYu8CFY8j1YM+0Jy2XPj"
			"j0qFg1WXWKzMBGh\"\n",
		.literal = { "secret_key_base" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("secret_key_base", "[A-Za-z0-9+/]{64}"),
		.check = fi_check_mixed,
	},
	{
		.id = "django-secret-key",
		.title = "Django SECRET_KEY",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: "
			      "`django.core.management.utils.get_random_secret_key()`",
			"SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SEC"
		       "RET_KEY = 'q7#w3^"
		       "k9!zg74ygu2utvbt40ts3uh"
		       "1hfabchuiubdqadxljf"
		       "hf'\n",
		.miss = "SEC"
			"RET_KEY = 'q7#w3^"
			"k9!zg74ygu2utvbt40ts3uh"
			"1'\n",
		.literal = { "SECRET_KEY" },
		.pattern = "(?<![A-Za-z0-9])(?:DJANGO_)?SECRET_KEY[ \\t]{0,8}=[ "
			   "\\t]{0,8}['\"]((?:django-insecure-)?[A-Za-z0-9!@#$%^&*()_=+-]{50})['\"]",
		.check = check_django,
	},
	{
		.id = "laravel-app-key",
		.title = "Laravel APP_KEY",
		.why = WHY_SIGN,
		.fix = ROTATE(
			"your own application: `php artisan key:generate`", "APP_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "APP"
		       "_KEY=base64:a/2Q9"
		       "Sb+sU7U8os3FxYby3ibl4Ov"
		       "mQM1jw+/LoXZS+6=\n",
		.miss = "APP"
			"_KEY=base64:a/2Q9"
			"Sb+sU7U8os3FxYb\n",
		.literal = { "APP_KEY" },
		.dense = true,
		.pattern = "APP_KEY[ \\t]{0,4}[=:][ "
			   "\\t]{0,4}['\"]?(base64:[A-Za-z0-9+/]{43}=)",
		.check = fi_check_placeholder,
	},
	{
		.id = "symfony-secret",
		.title = "Symfony APP_SECRET",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"APP_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "APP"
		       "_SECRET=3dedf627b"
		       "eef769a9f3346d7912993dd"
		       "\n",
		.miss = "APP"
			"_SECRET=${APP_SEC"
			"RET}\n",
		.literal = { "APP_SECRET" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?app_secret",
			"[a-f0-9]{32,64}={0,2}"),
		.check = fi_check_random,
		.before = 64,
		.weak = true,
	},
	{
		.id = "nextauth-secret",
		.title = "NextAuth secret",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"NEXTAUTH_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "NEX"
		       "TAUTH_SECRET=UZZU"
		       "cUXF4JdeCDXRdtQ/7Qno8ul"
		       "Fx5dX\n",
		.miss = "NEX"
			"TAUTH_SECRET=${NE"
			"XTAUTH_SECRET}\n",
		.literal = { "NEXTAUTH_SECRET" },
		.nocase = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?nextauth_secret",
			"[A-Za-z0-9+/]{32,88}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "authjs-secret",
		.title = "Auth.js secret",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"AUTH_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "AUT"
		       "H_SECRET=DAYQDX/R"
		       "aHOOkRE7qaXqnjOcMAv5mXv"
		       "v\n",
		.miss = "AUT"
			"H_SECRET=${AUTH_S"
			"ECRET}\n",
		.literal = { "AUTH_SECRET" },
		.nocase = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?auth_secret",
			"[A-Za-z0-9+/]{32,88}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "jwt-secret",
		.title = "JWT signing secret",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"JWT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "JWT"
		       "_SECRET=S4Rp62bMW"
		       "M+chRASWEQOkrEsT5EcUL2u"
		       "\n",
		.miss = "JWT"
			"_SECRET=${JWT_SEC"
			"RET}\n",
		.literal = { "JWT_SECRET" },
		.nocase = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?jwt_secret",
			"[A-Za-z0-9+/]{32,128}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "session-secret",
		.title = "session signing secret",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"SESSION_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SES"
		       "SION_SECRET=MUzJx"
		       "AIHeYw44yYnHOOITuX3U5Np"
		       "6h+C\n",
		.miss = "SES"
			"SION_SECRET=${SES"
			"SION_SECRET}\n",
		.literal = { "SESSION_SECRET" },
		.nocase = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?session_secret",
			"[A-Za-z0-9+/]{32,128}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "cookie-secret",
		.title = "cookie signing secret",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"COOKIE_SECRET"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "COO"
		       "KIE_SECRET=noUz6D"
		       "TwNfYFRJnE3dynF6y+Z2NxC"
		       "sGS\n",
		.miss = "COO"
			"KIE_SECRET=${COOK"
			"IE_SECRET}\n",
		.literal = { "COOKIE_SECRET" },
		.nocase = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?cookie_secret",
			"[A-Za-z0-9+/]{32,128}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "nuxt-session-password",
		.title = "Nuxt session password",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"NUXT_SESSION_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "NUX"
		       "T_SESSION_PASSWOR"
		       "D=wWDV1oGwxLWyk2+3Xw1Ls"
		       "lvU6k0LuA7z\n",
		.miss = "NUX"
			"T_SESSION_PASSWOR"
			"D=${NUXT_SESSION_PASSWO"
			"RD}\n",
		.literal = { "NUXT_SESSION_PASSWORD" },
		.nocase = true,
		.pattern =
			NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?nuxt_session_password",
				"[A-Za-z0-9+/]{32,128}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "flask-secret-key",
		.title = "Flask secret key",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"FLASK_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "FLA"
		       "SK_SECRET_KEY=jY/"
		       "TfdmyULs4bSckG2k7nv2v\n",
		.miss = "FLA"
			"SK_SECRET_KEY=${F"
			"LASK_SECRET_KEY}\n",
		.literal = { "FLASK_SECRET_KEY" },
		.nocase = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?flask_secret_key",
			"[A-Za-z0-9+/]{24,128}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "strapi-app-keys",
		.title = "Strapi application keys",
		.why = WHY_SIGN,
		.fix = ROTATE(
			"your own application: `openssl rand -base64 48`", "APP_KEYS"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "APP"
		       "_KEYS=1fPqfZVVa5+"
		       "HOY6dIJWoaq\n",
		.miss = "APP"
			"_KEYS=${APP_KEYS}"
			"\n",
		.literal = { "APP_KEYS" },
		.nocase = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?app_keys",
			"[A-Za-z0-9+/]{22,200}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "encryption-key-env",
		.title = "application encryption key",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: `openssl rand -base64 48`",
			"ENCRYPTION_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "ENC"
		       "RYPTION_KEY=W16jZ"
		       "p+9Cewaz+2FXjb0p1bxKLsV"
		       "pMLq\n",
		.miss = "ENC"
			"RYPTION_KEY=${ENC"
			"RYPTION_KEY}\n",
		.literal = { "ENCRYPTION_KEY" },
		.nocase = true,
		.pattern = NAMED("(?<![A-Za-z0-9])(?:[A-Z]{2,16}_)?encryption_key",
			"[A-Za-z0-9+/]{32,88}={0,2}"),
		.check = fi_check_mixed,
		.before = 64,
		.weak = true,
	},
	{
		.id = "asp-machine-key",
		.title = "ASP.NET machine key",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: a new machineKey in web.config",
			"MACHINE_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "<ma"
		       "chineKey validati"
		       "onKey=\"6177b676fd652dc3"
		       "6e14b08bc826814941e"
		       "fe0d05e6af1c6ca5caccc09e53a8f"
		       "d54749e0f4129f81244b6d343422c7cf26b92aed"
		       "28cef41a2c88d507a2fd368d\" decryptionKey="
		       "\"x\">\n",
		.miss = "<ma"
			"chineKey validati"
			"onKey=\"AutoGenerate\" />"
			"\n",
		.literal = { "<machineKey" },
		.pattern =
			"<machineKey[^>]{0,200}validationKey=\"([A-Fa-f0-9]{64,128})\"",
		.check = fi_check_random,
	},
	{
		.id = "drupal-hash-salt",
		.title = "Drupal hash salt",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: a new random value", "DRUPAL_HASH_SALT"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "$settings"
		       "['hash_salt'] = 'x4QA"
		       "ztyyfem1MsWBItmyBobyu"
		       "pCL7UcMSza74YIZzH10H0"
		       "XlZWckwXKktTI6cdiNsa2"
		       "YGYDrWA';\n",
		.miss = "$settings"
			"['hash_salt'] = geten"
			"v('SALT');\n",
		.literal = { "hash_salt" },
		.pattern = "\\[[\"']hash_salt[\"']\\]\\s{0,10}=\\s{0,10}[\"']([^\"'\\n]{"
			   "20,120})[\"']",
		.check = fi_check_random,
	},
	{
		.id = "wordpress-salts",
		.title = "WordPress keys and salts",
		.why = WHY_SIGN,
		.fix = ROTATE("your own application: https://api.wordpress.org/secret-key/1.1/salt/", "LOGGED_IN_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "define( '"
		       "LOGGED_IN_KEY', '7ne2"
		       "lrHE_hBKu9eRg-vQZBP1N"
		       "sfC5weCS6pi1qNEjeatAU"
		       "OulPDUDvoPSFbbFpxt' )"
		       ";\n",
		.miss = "define( '"
			"LOGGED_IN_KEY', 'put "
			"your unique phrase he"
			"re' );\n",
		.literal = { "LOGGED_IN_KEY", "LOGGED_IN_SALT" },
		.pattern = "define\\(\\s{0,4}[\"']LOGGED_IN_(?:KEY|SALT)[\"']\\s{0,4},"
			   "\\s{0,10}[\"']([^'\"\\n]{40,100})[\"']",
		.check = fi_check_random,
	},
	{
		.id = "chpasswd-password",
		.title = "Password given to chpasswd",
		.why = "The instruction stays in the image's history; whoever pulls the image "
		       "can log in as that user where a login is possible.",
		.fix = "Delete the line: a container needs no password. For a build that must set "
		       "one, `RUN --mount=type=secret,id=pw chpasswd < /run/secrets/pw`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.weak = true,
		.literal = { "chpasswd" },
		.before = 256,
		.pattern = "\\b(?:echo|printf)[ \\t]{1,8}(?:-[ne]{1,2}[ \\t]{1,8}){0,2}[\\\\\"']{0,3}"
			   "[a-z_][\\w-]{0,31}:([^\\s\"'|\\\\]{3,128})(?:\\\\n)?[\\\\\"']{0,3}"
			   "[ \\t]{0,8}\\|[ \\t]{0,8}(?:sudo[ \\t]{1,8})?"
			   "(?:/usr/sbin/)?chpasswd\\b",
		.check = fi_check_password,
		.hit = "RUN echo 'deploy:k8vR2m"
		       "Xq7LtZ' | chpasswd\n",
		.miss = "RUN echo \"deploy:$PASSWORD\" | chpasswd\n",
	},
	{
		.id = "useradd-password",
		.title = "Password given to useradd",
		.why = "The instruction stays in the image's history, with the password or a hash "
		       "that can be tried offline.",
		.fix = "Delete the option: a container needs no password.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.weak = true,
		.literal = { "useradd", "usermod" },
		.pattern = "\\buser(?:add|mod)\\b[^\\n|;&]{0,200}?[ \\t](?:-p[ \\t]{0,4}|"
			   "--password[ \\t=]{1,4})[\\\\\"']{0,2}([^\\s\"'|;&-][^\\s\"'|;&]{3,127})",
		.check = fi_check_password,
		.hit = "RUN useradd -m -p k8vR2m"
		       "Xq7LtZ deploy\n",
		.miss = "RUN useradd -m -p \"$HASH\" deploy && useradd -r -s /bin/false app\n",
	},
	{
		.id = "wordpress-password",
		.title = "WordPress database password",
		.why = "Whoever reaches the database reads and changes the whole "
		       "site.",
		.fix = "Change the password at the server, and read it with `getenv` "
		       "in wp-config.php: `fly secrets set DB_PASSWORD=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "define( '"
		       "DB_PASSWORD', 'v8ReDK"
		       "uC4frb' );\n",
		.miss = "define( '"
			"DB_PASSWORD', getenv("
			"'DB_PASSWORD') );\n",
		.literal = { "'DB_PASSWORD'", "\"DB_PASSWORD\"" },
		.pattern = "define\\(\\s{0,4}[\"']DB_PASSWORD[\"']\\s{0,4},\\s{0,10}[\"'"
			   "]([^'\"\\n]{3,100})[\"']",
		.check = fi_check_password,
		.weak = true,
	},
	{
		.id = "boto-config",
		.title = "Storage secret in a boto configuration",
		.why = "Whoever has it reads and changes the buckets of the account.",
		.fix = "Make a new HMAC key at console.cloud.google.com, delete this "
		       "one, and keep ~/.boto out of the image.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "gs_secret"
		       "_access_key = d7+xQuz"
		       "E/wQjJ4mZ0rUcl+tQdXvi"
		       "RkoWZt4EODAt\n",
		.miss = "gs_secret"
			"_access_key = lvgyfKx"
			"W+QD6r1mUM8P3p+XTvfyk"
			"/tA\n",
		.literal = { "gs_secret_access_key" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("gs_secret_access_key",
			   "[A-Za-z0-9+/]{40}"),
		.check = fi_check_random,
	},
	{
		.id = "spring-password",
		.title = "Spring datasource password",
		.why = "Whoever reaches the server reads, changes or deletes the "
		       "data with it.",
		.fix = "Change the password at the server, then `fly secrets set "
		       "SPRING_DATASOURCE_PASSWORD=...`; Spring reads it from the "
		       "environment.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "spring.da"
		       "tasource.password=v8R"
		       "5LinKr0W7\n",
		.miss = "spring.da"
			"tasource.password=${D"
			"B_PASSWORD}\n",
		.literal = { "spring.datasource.password", "spring_datasource_password", "spring.datasource.hikari.password" },
		.nocase = true,
		.pattern = "(?i:spring[._]datasource[._](?:hikari[._])?password)[ \\t]{0"
			   ",10}[:=][ \\t]{0,10}[\"']?([^\"'\\s]{4,100})",
		.check = fi_check_word,
		.weak = true,
	},
};
const size_t fi_rules_secrets_framework_n = FI_COUNT(fi_rules_secrets_framework);
