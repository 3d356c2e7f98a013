/* secrets_database.c - connection strings with passwords, and tokens of data services.
 */
#include "rules/secrets.h"

#include <string.h>

#include "rules/places.h"
#include "rules/worth.h"

#define WHY_DATA                                                                       \
	"Whoever reaches the server reads, changes or deletes the data with it."
#define WHY_URL                                                                        \
	"User name, password and host stand together: whoever reads it signs in "      \
	"wherever the host can be reached from."
#define FIX_URL                                                                        \
	"Change the password at the server, then `fly secrets set DATABASE_URL=- < FILE`, " \
	"and read it from the environment."

/* scheme://user:PASSWORD@host, as far as the host; the password may hold '/' and '#'.
 */
#define URL(schemes)                                                                   \
	"(?<![A-Za-z0-9])(?i:" schemes ")://[^\\s/:@\\[\"'`<>]{0,100}:"                \
	"([^\\s@\"'`<>\\x00]{1,256})@(?:[A-Za-z0-9_.$%{\\[-][^\\s\"'`<>/?#]{0,255})"

/* Packages show such URLs in their documentation; Oracle's scott/tiger is everywhere.
 */
static void check_url(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_url_password(c, v);
	if (c->n >= 5 && memcmp(c->value, "tiger", 5) == 0 &&
		(c->n == 5 || memmem(c->match, c->match_n, "//scott:", 8)))
		v->drop = true;
	else if (fi_candidate_is_borrowed(c))
		fi_verdict_lower(v, FI_MEDIUM,
			"It lies among the files of a package: probably published with "
			"it.");
}
/* Stand-ins of the documentation count as words; a template is filled in elsewhere. */
static void check_connection(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_word(c, v);
	if (memmem(c->match, c->match_n, "localhost", 9) ||
		memmem(c->match, c->match_n, "127.0.0.1", 9) ||
		memmem(c->match, c->match_n, "(localdb)", 9))
		fi_verdict_lower(v, FI_LOW, "The server is this machine itself.");
}

/* Manuals, samples and test suites are full of such statements; so are servers. */
static void check_statement(const struct fi_candidate *c, struct fi_verdict *v)
{
	enum fi_worth worth = fi_weighed_worth(c->weighed, c->value, c->n);
	bool packaged = fi_candidate_is_packaged(c);

	fi_check_word(c, v);
	if (c->binary || worth == FI_WORTH_NONE || (packaged && worth < FI_WORTH_WEAK))
		v->drop = true;
	else if (packaged || worth < FI_WORTH_WEAK)
		fi_verdict_lower(v, FI_LOW,
			packaged ? "It lies among the files of a package."
				 : "It is a word: an example, or a poor password.");
}

const struct fi_rule fi_rules_secrets_database[] = {
	{
		.id = "postgres-url",
		.title = "Postgres URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "postgres://", "postgresql://", "postgis://",
			"+psycopg://", "+psycopg2://", "+asyncpg://", "+pg8000://",
			"cockroachdb://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:postgres|postgresql|postgis|cockroachdb)(?:\\+[a-z0-"
			       "9]{2,12})?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "DATABASE_U"
		       "RL=postg"
		       "res://shop:7ysh0vjy4E"
		       "DQXyzq@db.acme.io:5432/shop",
		.miss = "DATABASE_U"
			"RL=postg"
			"res://shop:${DB_PASSWORD}@db.acme.io:5432/shop",
	},
	{
		.id = "mysql-url",
		.title = "MySQL or MariaDB URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "mysql://", "mysql2://", "mariadb://", "+pymysql://",
			"+mysqldb://", "+aiomysql://", "+mysqlconnector://",
			"mysqlx://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:mysql|mysql2|mariadb|mysqlx)(?:\\+[a-z0-9]{2,16})?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "mysq"
		       "l://shop:Tu7vPvqI5W"
		       "9TlT58@db.acme.io:3306/shop",
		.miss = "mysq"
			"l://root:root@localhost:3306/shop",
	},
	{
		.id = "mongodb-url",
		.title = "MongoDB URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "mongodb://", "mongodb+srv://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("mongodb(?:\\+srv)?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "mongodb"
		       "+srv://shop:kcNluuZ6lm"
		       "jOL3ag@cluster0.k"
		       "2x9q.mongodb.net/shop",
		.miss = "mongodb"
			"+srv://shop:<password>@cluster0.k"
			"2x9q.mongodb.net/shop",
	},
	{
		.id = "redis-url",
		.title = "Redis URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "redis://", "rediss://", "valkey://", "valkeys://",
			"redis+sentinel://", "redis-sentinel://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:rediss?|valkeys?)(?:[+-]sentinel)?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "REDIS_URL="
		       "redi"
		       "ss://default:crEBw7TSTb"
		       "7zX8HZhMTLuY4l@cache.acme.io:6379",
		.miss = "REDIS_URL=redi"
			"s://:password@localhost:6379",
	},
	{
		.id = "amqp-url",
		.title = "RabbitMQ URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "amqp://", "amqps://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("amqps?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "amqp"
		       "s://shop:gOeUSpiSU4"
		       "E9wAVP@mq.acme.io/shop",
		.miss = "amq"
			"p://guest:guest@localhost:5672/",
	},
	{
		.id = "sql-server-url",
		.title = "SQL Server or other database URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "mssql://", "sqlserver://", "+pyodbc://", "+pymssql://",
			"oracle://", "db2://", "+oracledb://", "snowflake://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:mssql|sqlserver|oracle|db2|snowflake)(?:\\+[a-z0-9_]"
			       "{2,16})?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "mssql+pyod"
		       "bc://shop:XCRnQzUAzT"
		       "VTKk0r@sql.acme.i"
		       "o/shop",
		.miss = "mssq"
			"l://shop:${DB_PASSWORD}@sql.acme.i"
			"o/shop",
	},
	{
		.id = "clickhouse-url",
		.title = "ClickHouse or search engine URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "clickhouse://", "clickhouses://", "+native://",
			"+http://", "couchbases://", "couchbase://", "cassandra://",
			"elasticsearch://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:clickhouses?|couchbases?|cassandra|elasticsearch)(?:"
			       "\\+[a-z]{2,12})?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "clickh"
		       "ouse://shop:CY1XEQRahY"
		       "u9K6sw@ch.acme.io:9440/shop",
		.miss = "clickh"
			"ouse://default:@localhost:9000/shop",
	},
	{
		.id = "neo4j-url",
		.title = "Graph database URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://",
			"bolt+s://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:neo4j|bolt)(?:\\+s{1,2}c?)?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "neo4j"
		       "+s://neo4j:oSw7YVsqc1"
		       "uq3CsstHjP@graph.acme.io",
		.miss = "neo4j"
			"+s://graph.acme.io",
	},
	{
		.id = "message-broker-url",
		.title = "NATS, MQTT or Kafka URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "nats://", "mqtt://", "mqtts://", "kafka://", "stomp://",
			"tls://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:nats|mqtts?|kafka|stomp|tls)"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "nat"
		       "s://shop:XWtz74H8nn"
		       "P5CUS6@nats.acme.io:4222",
		.miss = "nat"
			"s://nats.acme.io:4222",
	},
	{
		.id = "mail-url",
		.title = "Mail server URL with its password",
		.why = "Whoever reads it sends mail in your name, or reads yours.",
		.fix = "Change the password at the server, then `fly secrets set "
		       "SMTP_URL=...`, and read it from the environment.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "smtp://", "smtps://", "imap://", "imaps://",
			"smtp+tls://", "pop3://", "pop3s://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:smtps?|imaps?|pop3s?)(?:\\+[a-z]{2,8})?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "smtp"
		       "s://shop:csx62lbsBW"
		       "47ql51@mail.acme.io:465",
		.miss = "smt"
			"p://user:${SMTP_PASSWORD}@mail.examp"
			"le.com",
	},
	{
		.id = "ldap-url",
		.title = "LDAP URL with its password",
		.why = WHY_URL,
		.fix = "Change the password in the directory, then `fly secrets set "
		       "LDAP_URL=...`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ldap://", "ldaps://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("ldaps?"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "ldap"
		       "s://cn=app,dc=acme:F5hfbO9IAq"
		       "zrBIJK@ldap.acme.io",
		.miss = "ldap"
			"s://ldap.acme.io",
	},
	{
		.id = "ftp-url",
		.title = "File server URL with its password",
		.why = WHY_URL,
		.fix = "Change the password at the server, then `fly secrets set "
		       "FTP_URL=...`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ftp://", "ftps://", "sftp://", "ssh://", "scp://",
			"smb://" },
		.nocase = true,
		.weak = true,
		.pattern = URL("(?:ftps?|sftp|ssh|scp|smb)"),
		.check = check_url,
		.before = 32,
		.after = 1024,
		.hit = "sft"
		       "p"
		       "://deploy:WJuMvh8TC9"
		       "QDvm6i@files.acme"
		       ".io/in",
		.miss = "ftp"
			"://anonymous:guest@files.acme"
			".io/pub",
	},
	{
		.id = "url-credentials",
		.title = "Password in a URL",
		.why = WHY_URL,
		.fix = "Change the password, and put the URL together at run time "
		       "from `fly secrets set NAME=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "://" },
		.weak = true,
		.pattern =
			"(?<![A-Za-z0-9+.-])(?!(?:mysql|postgres|mongo|redis|amqp))[A-"
			"Za-z]"
			"[A-Za-z0-9+.-]{1,24}://[^\\s/:@\\[\"\\'`<>?#&]{0,100}:([^\\s/"
			"@\"\\'`<>\\x0"
			"0?]{3,256})@(?:[A-Za-z0-9_.$%{\\[-][^\\s\"\\'`<>/?#]{0,255})",
		.check = check_url,
		.before = 28,
		.after = 640,
		.hit = "https:"
		       "//deploy:0bnGVjVV08"
		       "TNCH59@build.acme.io/",
		.miss = "https:"
			"//user:password@build.acme.io/",
	},
	{
		.id = "sqlserver-connection",
		.title = "Connection string with its password",
		.why = WHY_URL,
		.fix = "Change the password at the server, then `fly secrets set "
		       "CONNECTION_STRING=...`.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "data source=", "server=", "datasource=", "host=tcp:",
			"addr=" },
		.nocase = true,
		.weak = true,
		.pattern =
			"(?i)(?:data "
			"?source|server|addr)=[^;\"\\'\\r\\n]{2,200};(?:[^;\"\\'\\r\\n]"
			"{1,160};){0,12}?\\s?(?:password|pwd)\\s?=\\s?([^;\"\\'\\r\\n<>"
			"]{4,128})",
		.check = check_connection,
		.after = 1024,
		.hit = "Ser"
		       "ver=sql"
		       ".acme.io;Database=shop;User Id=shop;Password=j"
		       "qrBjLUrW40pg4;",
		.miss = "Ser"
			"ver=sql"
			".acme.io;Database=shop;User Id=shop;Password={your_passw"
			"ord};",
	},
	{
		.id = "jdbc-url",
		.title = "JDBC URL with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "jdbc:" },
		.weak = true,
		.pattern = "jdbc:[a-z0-9:]{2,40}(?://"
			   "|@|:)[^\\s\"\\'<>]{0,300}?(?i:[?;&](?:passwo"
			   "rd|pwd)=|PASSWORD=)([^\\s\"\\'<>;&]{3,128})",
		.check = fi_check_word,
		.after = 640,
		.hit = "jd"
		       "bc:postgresql://db.acme."
		       "io/shop?user=shop&password=S"
		       "XbX2Mfm2T8ABdg9",
		.miss = "jd"
			"bc:postgresql://db.acme."
			"io/shop?user=shop&password=${DB_PASSWORD}",
	},
	{
		.id = "oracle-connection",
		.title = "Oracle connection with its password",
		.why = WHY_URL,
		.fix = FIX_URL,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "jdbc:oracle:" },
		.weak = true,
		.pattern = "jdbc:oracle:(?:thin|oci8?):[A-Za-z0-9_$#]{1,60}/"
			   "([^\\s@\"\\'<>/]{3,60"
			   "})" RIGHT,
		.check = fi_check_word,
		.hit = "jdbc:o"
		       "racle:thin:shop/NLoOu"
		       "igdu85f8j@//db.acme.io:1521/shop",
		.miss = "jdbc:o"
			"racle:thin:@//db.acme.io:1521/shop",
	},
	{
		.id = "planetscale-password",
		.title = "PlanetScale password",
		.why = WHY_DATA,
		.fix = ROTATE("app.planetscale.com, Passwords", "DATABASE_URL"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "pscale_pw_" },
		.pattern = LEFT "pscale_pw_[A-Za-z0-9_=.-]{32,64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "pscal"
		       "e_pw_"
		       "bnpi2mDJimseCeUv1Be3SORkHCZ7fTQrWF7ZoBVe7ZY",
		.miss = "pscal"
			"e_pw_"
			"h3tISilb5eKkUvcWBOYo",
	},
	{
		.id = "planetscale-token",
		.title = "PlanetScale service token",
		.why = WHY_DATA,
		.fix = ROTATE("app.planetscale.com, Service tokens",
			"PLANETSCALE_SERVICE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "pscale_tkn_" },
		.pattern = LEFT "pscale_tkn_[A-Za-z0-9_=.-]{32,64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "pscal"
		       "e_tkn"
		       "_391ii2GxZ1p2uOBf4RZFLp38fB2IIhTolSXG16r3AnJ",
		.miss = "pscal"
			"e_tkn"
			"_nFEsWAQyicyMYrAq0XiL",
	},
	{
		.id = "planetscale-oauth",
		.title = "PlanetScale OAuth token",
		.why = WHY_DATA,
		.fix = ROTATE(
			"app.planetscale.com, OAuth applications", "PLANETSCALE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "pscale_oauth_", "pscale_app_" },
		.pattern = LEFT "pscale_(?:oauth|app)_[A-Za-z0-9_=.-]{32,64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "pscale"
		       "_oau"
		       "th_GUV5H5vuseG3Xp0OBWyCQE5eyZK0THW3NAbw1b22sm3",
		.miss = "pscale"
			"_oau"
			"th_c9r41dx20WjMZk7FiYht",
	},
	{
		.id = "neon-key",
		.title = "Neon API key",
		.why = "Whoever has it creates, copies and deletes databases of the "
		       "account.",
		.fix = ROTATE("console.neon.tech, Account settings, API keys",
			"NEON_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "napi_" },
		.dense = true,
		.pattern = LEFT "napi_[A-Za-z0-9]{64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "na"
		       "pi_1zHxf"
		       "p8B7JeQRAsZJMYayMB17ITH9m1oTK84zpjhn2w4yO7jPubof9lNj"
		       "wvJiH4p",
		.miss = "na"
			"pi_1zHxf"
			"p8B7JeQRAsZJMYayMB17ITH9m1oTK84zpjhn2w4yO7jPubof9lNjwvJi",
	},
	{
		.id = "neon-url",
		.title = "Neon database password",
		.why = WHY_DATA,
		.fix = ROTATE("console.neon.tech, Branches, Roles (reset the password)",
			"DATABASE_URL"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "npg_" },
		.pattern = LEFT "npg_[A-Za-z0-9]{12}" RIGHT,
		.check = fi_check_mixed,
		.hit = "postgresql://shop:np"
		       "g_mWvNUf"
		       "6tOhUB@ep-quiet-s"
		       "un-a1.eu-central-1.aws.neon.tech/shop",
		.miss = "postgresql://shop:np"
			"g_zqtfV6eN@ep-quiet-s"
			"un-a1.neon.tech/shop",
	},
	{
		.id = "supabase-service-key",
		.title = "Supabase secret key or access token",
		.why = "It passes by row level security: whoever has it reads and "
		       "writes every row.",
		.fix = ROTATE("supabase.com/dashboard, Project settings, API keys",
			"SUPABASE_SECRET_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "sb_secret_", "sbp_" },
		.dense = true,
		.pattern = LEFT
		"(?:sb_secret_[A-Za-z0-9_-]{31}|sbp_(?:v0_)?[0-9a-f]{40})" RIGHT,
		.check = fi_check_placeholder,
		.hit = "sb_se"
		       "cret_"
		       "ro67qeF9wo9sBF5SYPs6dyJToaQTnzG",
		.miss = "sb_se"
			"cret_"
			"5N5PZYbzSElH",
	},
	{
		.id = "supabase-service-role-jwt",
		.title = "Supabase service_role key",
		.why = "It passes by row level security: whoever has it reads and "
		       "writes every row.",
		.fix = ROTATE("supabase.com/dashboard, Project settings, JWT keys",
			"SUPABASE_SERVICE_ROLE_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "eyJhbGciOi" },
		.dense = true,
		.pattern = "(?<![A-Za-z0-9_.-])eyJhbGciOi[A-Za-z0-9_-]{10,200}\\.[A-Za-"
			   "z0-9_-]{"
			   "40,1000}\\.[A-Za-z0-9_-]{20,200}",
		.check = fi_check_service_role,
		.after = 2048,
		.hit = "eyJhb"
		       "GciOi"
		       "JIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsI"
		       "nJlZiI6Ing1MHd1dWN1bm5kOTRzd2ZhbzgyIiwicm9sZSI6InNlc"
		       "nZpY2Vfcm9sZSIsImlhdCI6MTcxNTAwMDAwMCwiZXhwIjo0MDcwO"
		       "TA4ODAwfQ.yaZWhNSZdrxX0AfUmuGAenTcfPxTpM7mX6nCf7MOeKD",
		.miss = "eyJhb"
			"GciOi"
			"JIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsI"
			"nJlZiI6Im9pMDA0NGt6cWltcnZ3M3pxOWk1Iiwicm9sZSI6ImFub"
			"24iLCJpYXQiOjE3MTUwMDAwMDAsImV4cCI6NDA3MDkwODgwMH0.o"
			"L0IyOdGlEqJMOMs0nCp7DwdglUoWs4ReUfN9l8dueF",
	},
	{
		.id = "cockroach-cloud-key",
		.title = "CockroachDB Cloud API key",
		.why = "Whoever has it manages the clusters of the organization.",
		.fix = ROTATE(
			"cockroachlabs.cloud, Access management", "COCKROACH_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "CCDB1_" },
		.dense = true,
		.pattern = LEFT "CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "CCD"
		       "B1_gC8m"
		       "zyrjbbVuxCktQ61q69_sbZVEpHPBvIkBDYlrSVYbH1wQvX7HuR4T"
		       "qFbuSlY",
		.miss = "CCD"
			"B1_gC8m"
			"zyrjbbVuxCktQ61q69_sbZVEpHPBvIkBDYlrSVYbH1wQvX7HuR4TqFbu",
	},
	{
		.id = "mongodb-atlas-sa",
		.title = "MongoDB Atlas service account secret",
		.why = "Whoever has it manages projects and clusters, and with them "
		       "the data.",
		.fix = ROTATE("cloud.mongodb.com, Access manager, Service accounts",
			"MONGODB_ATLAS_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "mdb_sa_sk_" },
		.dense = true,
		.pattern = LEFT "mdb_sa_sk_[A-Za-z0-9_-]{40}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "mdb_s"
		       "a_sk_"
		       "iAqM2XQGIBdWHI9YXPmZ4azWOZs81X3NSGlUcraR",
		.miss = "mdb_s"
			"a_sk_"
			"iAqM2XQGIBdWHI9YXPmZ4azWOZs81X3NSGlUc",
	},
	{
		.id = "datastax-token",
		.title = "DataStax Astra token",
		.why = WHY_DATA,
		.fix = ROTATE(
			"astra.datastax.com, Tokens", "ASTRA_DB_APPLICATION_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "AstraCS:" },
		.dense = true,
		.pattern = LEFT "AstraCS:[A-Za-z0-9]{20,32}:[0-9a-f]{64}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "Astr"
		       "aCS:Wev1RGMz0a"
		       "c6CWVmzidnmc3D:5a17bcde1a"
		       "7e3713d8e4ab47c84a9f19a83c7f753f400b3a8c11dd0bcef5906a",
		.miss = "Astr"
			"aCS:Wev1RGMz0a"
			"c6CWVmzidnmc3D:5a17bcde1a"
			"7e3713d8e4ab47c84a9f19a83c7f753f400b3a8c11dd0bcef59",
	},
	{
		.id = "influxdb-token",
		.title = "InfluxDB token",
		.why = WHY_DATA,
		.fix = ROTATE("InfluxDB, Load data, API tokens", "INFLUXDB_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "influx" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("influx(?:db|)", "[A-Za-z0-9_-]{86}=="),
		.check = fi_check_mixed,
		.hit = "INF"
		       "LUXDB_T"
		       "OKEN=For3JbstwNn9zpXaaxjLNuntddflYXeP1c0j1eG3aGqt904"
		       "RVEp0lVNIiQuihQtHDrYNmJnkR3uJDrT7XlM2gS==",
		.miss = "INF"
			"LUXDB_T"
			"OKEN=ihcbFEFihNhfQv5AeDK7SRNh6OvOM44bJAOrb9KD==",
	},
	{
		.id = "elastic-cloud-key",
		.title = "Elastic Cloud API key",
		.why = WHY_DATA,
		.fix = ROTATE("cloud.elastic.co, API keys", "EC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "essu_" },
		.dense = true,
		.pattern = LEFT "essu_[A-Za-z0-9+/]{60,200}={0,2}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "es"
		       "su_5BcKy"
		       "5jjZXCD5GvgLjuByKRVwhDphnNV23pYx7PAoO6sgKIVjXcTDyPNx"
		       "ZzajcLgmOkpGpPgICYkxctoqLBoLgBwSVDmOfJt",
		.miss = "es"
			"su_hGfuL"
			"ptYgTls9Zn5Js8t",
	},
	{
		.id = "elasticsearch-api-key",
		.title = "Elasticsearch API key",
		.why = WHY_DATA,
		.fix = ROTATE("Kibana, Stack management, API keys", "ELASTIC_API_KEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "ApiKey ", "elastic_api_key", "ELASTIC_API_KEY",
			"ELASTICSEARCH_API_KEY" },
		.pattern =
			"(?:ApiKey "
			"|(?i:elastic(?:search)?_api_key)[\"\\']?\\s{0,4}[=:]\\s{0,4}"
			"[\"\\']?)([A-Za-z0-9+/]{58,64}={0,2})(?![A-Za-z0-9+/=])",
		.check = fi_check_basic_auth,
		.hit = "Authorization: Api"
		       "Key MTFVVnpBNl"
		       "lXTUE0WThaa0VPcGc6YUhob1JmaTJxZFFZaFpES29BSHEySA==",
		.miss = "Authorization: Api"
			"Key D9SxedxcbK"
			"QCxjnlOEey",
	},
	{
		.id = "algolia-admin-key",
		.title = "Algolia admin key",
		.why = "Whoever has it changes and deletes the indices.",
		.fix = ROTATE("dashboard.algolia.com, API keys", "ALGOLIA_ADMIN_KEY"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "algolia" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("algolia[a-z_]{0,20}(?:admin|write)(?:_?api)?_?key",
			"[0-9a-f]{32}"),
		.check = fi_check_random,
		.hit = "ALG"
		       "OLIA_AD"
		       "MIN_KEY=56e3a95ac221b4b84d6467c71d89721e",
		.miss = "ALG"
			"OLIA_SE"
			"ARCH_KEY=31fcd42a597c7688743c28d3902aa746",
	},
	{
		.id = "meilisearch-key",
		.title = "Meilisearch master key",
		.why = "Whoever has it reads and changes all indices and makes more "
		       "keys.",
		.fix = "Start Meilisearch with a new master key: `fly secrets set "
		       "MEILI_MASTER_KEY=...`.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "MEILI_MASTER_KEY" },
		.pattern = NAMED("MEILI_MASTER_KEY", "[A-Za-z0-9_-]{16,128}"),
		.check = fi_check_random,
		.hit = "MEILI_MA"
		       "ST"
		       "ER_KEY=VtSf5GZZlLwTNziKp19O1irbeuVi2Jl5",
		.miss = "MEILI_MA"
			"ST"
			"ER_KEY=masterKey",
	},
	{
		.id = "clickhouse-cloud-key",
		.title = "ClickHouse Cloud API secret",
		.why = "Whoever has it manages the services of the organization.",
		.fix = ROTATE(
			"console.clickhouse.cloud, API keys", "CLICKHOUSE_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "clickhouse" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("clickhouse", "4b1d[A-Za-z0-9]{38}"),
		.check = fi_check_mixed,
		.hit = "CLICK"
		       "HOUSE"
		       "_CLOUD_SECRET=4b1dtrAaWrxpkASlTwsRNadWUVMWCpMc1L9HS058Ip",
		.miss = "CLICK"
			"HOUSE"
			"_CLOUD_SECRET=4b1dTTpvFIN6uB6o7Cn0SURSluTGJ20PMl",
	},
	{
		.id = "confluent-key",
		.title = "Confluent API secret",
		.why = "Whoever has it reads and writes the topics it is for.",
		.fix = ROTATE("confluent.cloud, API keys", "CONFLUENT_API_SECRET"),
		.weak = true,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "confluent", "sasl.password", "sasl_password", "kafka_api",
			"kafka_secret" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("confluent|sasl.password|kafka_(?:api_)?secret",
			"[A-Za-z0-9+/]{64}"),
		.check = fi_check_mixed,
		.hit = "CONF"
		       "LUENT_"
		       "API_SECRET=aFDgxnKDKnZDQW4vPwp24KoJVkEfLpXl5VPkH0DCu"
		       "GCOFpwK1k89WROTsqYkK2GS",
		.miss = "CONF"
			"LUENT_"
			"API_SECRET=RpMm7WUts3uyh2STRAMz8xRIYTby9CK4ximSWbxB",
	},
	{
		.id = "aiven-password",
		.title = "Aiven service password",
		.why = WHY_DATA,
		.fix = ROTATE("console.aiven.io, Service, Users (reset the password)",
			"DATABASE_URL"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "AVNS_" },
		.pattern = LEFT "AVNS_[A-Za-z0-9_-]{19}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "AV"
		       "NS_g9owU"
		       "A9s7o0NFwa0yBA",
		.miss = "AV"
			"NS_g9owU"
			"A9s7o0NFwa0",
	},
	{
		.id = "aiven-token",
		.title = "Aiven access token",
		.why = WHY_DATA,
		.fix = ROTATE("console.aiven.io, Tokens", "AIVEN_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "aiven", "aivenv1" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("aiven", "(?:aivenv1)?[A-Za-z0-9+/]{360,400}={0,2}"),
		.check = fi_check_mixed,
		.hit = "AI"
		       "VEN_TOKE"
		       "N=XFfGDf5DmxeWpJTGPun6xHyGLxm4FUygaWDc5rY3RH4tc5SekJ"
		       "JxadLR7BUePlangIYICNEz1Si8XBE4vVbe02efadjdxN37640pbo"
		       "1gXLhpMJj4XA0Xc454y2kzFGuoT4NszIt4EoQLlFiY6p9rlW1AAe"
		       "Gkef2EhmeFx1xgQIv3FZT8azNArs8Pxkl7NhcnBlmXhCEM3nekXI"
		       "iAERJgrFJ0KPsxp799P2dl2ijjDwbO9DGeBiYJVBL5tXFUNrurnr"
		       "FpMDhCdFBJOlbg1ULWXNSPHKWLnDh5I83T0Gt5fN7qq9g0R9wixR"
		       "EFZt3mL5Ax0J2Mj8tz2aDYXlw9KDrlMqaYRqHQVjUoslLSNMj8bh"
		       "ptgOWSChZJ",
		.miss = "AI"
			"VEN_TOKE"
			"N=RLW6FZ3fGntQ7V7LYpLpML87JuUgMhcracSxONyxwU4W7xkTnh"
			"LzLl9JDrOqreXDgPvJKsCdXxHHKQuEoA28FLAHTGUwfaWzCepk",
	},
	{
		.id = "upstash-redis",
		.title = "Upstash token",
		.why = WHY_DATA,
		.fix = ROTATE("console.upstash.com, Details (reset credentials)",
			"UPSTASH_REDIS_REST_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "UPSTASH_", "upstash_", "_REST_TOKEN", "_REST_API_TOKEN" },
		.pattern = NAMED("(?:upstash_[a-z]{2,20}|kv)_(?:rest_)?(?:api_)?token",
			"A[A-Za-z0-9+/_-]{30,120}={0,2}"),
		.check = fi_check_mixed,
		.hit = "UPST"
		       "ASH_RE"
		       "DIS_REST"
		       "_TOKEN=AXVCTZ7TpH07QvZnHthwA93vv0HCvo75ymEFy"
		       "XaQviszCZUL",
		.miss = "UPST"
			"ASH_RE"
			"DIS_REST_URL=https://quiet-su"
			"n.upstash.io",
	},
	{
		.id = "turso-token",
		.title = "Turso database token",
		.why = WHY_DATA,
		.fix = "Make all tokens void: `turso db tokens invalidate NAME`, "
		       "then `fly secrets set TURSO_AUTH_TOKEN=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "eyJhbGciOiJFZERTQSIs" },
		.dense = true,
		.pattern = LEFT
		"eyJhbGciOiJFZERTQSIs[A-Za-z0-9_-]{4,200}\\.[A-Za-z0-9_-]{10,1000}\\."
		"[A-Za-z0-9_-]{60,120}",
		.check = fi_check_jwt,
		.after = 2048,
		.hit = "TURSO_AUTH"
		       "_TOKEN=eyJhbGciOi"
		       "JFZERTQSIsInR5cCI6IkpXVCJ9.eyJhIjoi"
		       "cnciLCJpYXQiOjE3MTUwMDAwMDAsImlkIjoiY2RkNGVlZTItMDRj"
		       "OC1lNmQwLWJiMmUtNDFhY2M0MzU2ZmE4In0.Yb9iM-SHawhwP-7J"
		       "LGXmwhh2WEhLujqzeTunvQFTXyleqqVpmPjT1SINl8P64S6xmZVw"
		       "ulRTCkCcPOJKTuZlPq",
		.miss = "TURSO_AUTH"
			"_TOKEN=eyJhbGciOi"
			"JFZERTQSIs...",
	},
	{
		.id = "prisma-data-platform",
		.title = "Prisma Accelerate key",
		.why = WHY_DATA,
		.fix = ROTATE("console.prisma.io, API keys", "DATABASE_URL"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "prisma://", "prisma+postgres://" },
		.pattern = "prisma(?:\\+postgres)?://[a-z0-9.-]{4,80}/"
			   "\\?api_key=(eyJ[A-Za-z0-9_"
			   ".-]{60,1000})",
		.check = fi_check_placeholder,
		.after = 1400,
		.hit = "pris"
		       "ma://accelera"
		       "te.prisma-data.net/?api_key=ey"
		       "JSkzReFAFJK8pzhczS0HX7ualaLnqp6OGZtMfUbAwIasHFk7B8De"
		       "HXJr67hcb8VbBPMyB1YsFJ1MqUEujLKsgoOD4WXDXwMVPx8me2K3"
		       "yYDve2Y2enXhcTprx",
		.miss = "pris"
			"ma://accelera"
			"te.prisma-data.net/?api_key=${KEY}",
	},
	{
		.id = "snowflake-password",
		.title = "Snowflake password",
		.why = WHY_DATA,
		.fix = ROTATE("Snowflake (ALTER USER ... SET PASSWORD)",
			"SNOWFLAKE_PASSWORD"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "snowflake_pass", "snowflake_pwd", "snowsql_pwd" },
		.nocase = true,
		.weak = true,
		.pattern = NAMED("snowflake_(?:pass|pwd)|snowsql_pwd",
			"[^\\s\"\\x27`<>$]{8,64}"),
		.check = fi_check_password,
		.hit = "SNOWFLA"
		       "KE_"
		       "PASSWORD=v3ywKMjMSLiOg7M7",
		.miss = "SNOWFLA"
			"KE_"
			"PASSWORD=changeme",
	},
	{
		.id = "pgpass",
		.title = "Password in .pgpass",
		.why = "psql and libpq sign in with it on their own; so may whoever "
		       "reads the file.",
		.fix = "Change the password, remove the file, and `fly secrets set "
		       "DATABASE_URL=...`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { ":5432:", ":*:", ":6432:", ":5433:" },
		.weak = true,
		.pattern = "(?m)^[^\\s:#]{1,200}:(?:[0-9]{2,5}|\\*):[^\\s:]{1,64}:[^"
			   "\\s:]{1,64}:("
			   "\\S{3,200})",
		.check = fi_check_word,
		.before = 256,
		.path = ".pgpass|pgpass.conf",
		.sample = "root/.pgpass",
		.hit = "db.acme.io:54"
		       "32:shop:shop:gylSikpFxl"
		       "VO2aDa\n",
		.miss = "db.acme.io:54"
			"32:shop:shop:\n",
	},
	{
		.id = "my-cnf",
		.title = "Password in .my.cnf",
		.why = "mysql signs in with it on its own; so may whoever reads the "
		       "file.",
		.fix = "Change the password, remove the file, and `fly secrets set "
		       "DATABASE_URL=...`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "password" },
		.weak = true,
		.pattern = "(?m)^[ \\t]{0,4}password[ \\t]{0,4}=[ "
			   "\\t]{0,4}[\"\\']?([^\\s\"\\']{3,200}"
			   ")",
		.check = fi_check_word,
		.path = ".my.cnf|my.cnf|.mylogin.cnf|debian.cnf|mysql/conf.d/*.cnf",
		.sample = "root/.my.cnf",
		.hit = "[client]\n"
		       "user = shop\n"
		       "pass"
		       "word = r0Bogl1W5t"
		       "77Z8nU\n",
		.miss = "[client]\n"
			"pass"
			"word = changeme\n",
	},
	{
		.id = "sql-user-password",
		.title = "Password in CREATE USER or ALTER USER",
		.why = "Statements in shell histories, migrations and dumps stay valid until "
		       "the password is changed.",
		.fix = "Change the password, remove the file, and `fly secrets set "
		       "DATABASE_URL=...`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "password '", "identified by '" },
		.weak = true,
		.nocase = true,
		.pattern = "(?i:\\b(?:create|alter)[ \\t]{1,4}(?:user|role)\\b|\\bgrant\\b)"
			   "[^;\\n]{1,160}?(?i:password '|identified by ')"
			   "([^'\\n]{3,100})'",
		.check = check_statement,
		.before = 256,
		.hit = "ALTER USER shop WITH PASS"
		       "WORD 'k8vR2mXq7LtZ';\n",
		.miss = "ALTER USER shop WITH PASS"
			"WORD '${DB_PASSWORD}';\n",
	},
	{
		.id = "couchbase-capella",
		.title = "Couchbase Capella API key",
		.why = WHY_DATA,
		.fix = ROTATE("cloud.couchbase.com", "CAPELLA_API_SECRET"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CAPELLA_A"
		       "PI_SECRET=93yIQH9bYTn"
		       "Bc7YTnXgxEjloS0lZ66X7"
		       "bRvQ4DYYqyQg3L495Hgv6"
		       "xxb+fQb+oHM\n",
		.miss = "CAPELLA_A"
			"PI_SECRET=v7OrOPKdltH"
			"yegltYVp82sCkUugq0Z1q"
			"JqaBchOJtSRK4svRChu2O"
			"wM\n",
		.literal = { "couchbase", "capella" },
		.nocase = true,
		.pattern = SECRET_OF("couchbase|capella",
			   "[A-Za-z0-9+/%#!_-]{60,120}={0,2}"),
		.check = fi_check_mixed,
	},
	{
		.id = "cloudant-key",
		.title = "IBM Cloudant password or key",
		.why = WHY_DATA,
		.fix = ROTATE("cloud.ibm.com", "CLOUDANT_APIKEY"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "CLOUDANT_"
		       "PASSWORD=b9b31193368a"
		       "dc94e03e99df74b28857b"
		       "6b2c3c2ed27eaa10c8e94"
		       "48871702a4\n",
		.miss = "CLOUDANT_"
			"PASSWORD=8cdc6d9fae6e"
			"17cd3d602f5c89f91d09a"
			"2078a3157e4bb19e78ed0"
			"1\n",
		.literal = { "cloudant" },
		.nocase = true,
		.dense = true,
		.pattern = KEY_OF("cloudant",
			   "[0-9a-f]{64}"),
		.check = fi_check_random,
	},
	{
		.id = "snowflake-pat",
		.title = "Snowflake access token",
		.why = WHY_DATA,
		.fix = ROTATE("app.snowflake.com", "SNOWFLAKE_TOKEN"),
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "SNOWFLAKE"
		       "_TOKEN=eyJraWQiOiI1Nj"
		       "E4MjA2IiwiYWxnIjoiRVM"
		       "yNTYifQ.eyJwIjoiMjY1O"
		       "TM0NzY6MjY1OTM0NzQiLC"
		       "Jpc3MiOiJTRjoxMDAxIn0"
		       ".MPXIDAszizOruXoPCIwG"
		       "Ba-CKtSJY-b7UGJB_PNbi"
		       "BRpOSAr4EJbtnmIJRZm_5"
		       "Xk70RKKxZuiIl6Iwde3c5"
		       "9rD\n",
		.miss = "SNOWFLAK"
			"E_TOKEN=eyJraWQ\n",
		.literal = { "snowflake" },
		.nocase = true,
		.pattern = KEY_OF("snowflake",
			   "eyJraWQ[A-Za-z0-9_-]{10,300}\\.eyJ[A-Za-z0-9_-]{10,1000}\\.["
			   "A-Za-z0-9_-]{20,700}"),
		.check = fi_check_jwt,
		.after = 2560,
	},
	{
		.id = "databricks-oauth-secret",
		.title = "Databricks OAuth secret",
		.why = WHY_DATA,
		.fix = ROTATE("accounts.cloud.databricks.com", "DATABRICKS_CLIENT_SECRET"),
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.hit = "DATABRICK"
		       "S_CLIENT_SECRET=dosee"
		       "91330e5efa3bfe8a80a7d"
		       "260f815a61\n",
		.miss = "DATABRICK"
			"S_CLIENT_SECRET=dosec"
			"c2e914ba954d80b8bc055"
			"3\n",
		.literal = { "dose" },
		.dense = true,
		.pattern = LEFT "(dose[0-9a-f]{32})" RIGHT,
		.check = fi_check_placeholder,
	},
	{
		.id = "mysqli-password",
		.title = "Password in mysqli_connect()",
		.why = WHY_DATA,
		.fix = "Change the password at the server, then `fly secrets set "
		       "DATABASE_URL=...`.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "mysqli_co"
		       "nnect(\"db.acme.io\", \""
		       "shop\", \"v8R3XKjqiyjI\""
		       ", \"shop\");\n",
		.miss = "mysqli_co"
			"nnect(\"db.acme.io\", \""
			"shop\", $pass, \"shop\")"
			";\n",
		.literal = { "mysqli_connect(" },
		.pattern = "mysqli_connect\\(\\s{0,20}[\"'][^\"'\\n]{1,100}[\"']\\s{0,10"
			   "},\\s{0,20}[\"'][^\"'\\n]{1,60}[\"']\\s{0,10},\\s{0,20}[\"']"
			   "([^\"'\\n]{4,100})[\"']",
		.check = fi_check_password,
		.weak = true,
	},
	{
		.id = "tableau-pat",
		.title = "Tableau personal access token",
		.why = WHY_DATA,
		.fix = ROTATE("your Tableau, account settings", "TABLEAU_PAT_VALUE"),
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "TABLEAU_P"
		       "AT_VALUE=UvrYliT3gMRJ"
		       "kKweVtT45S==:CEYJFPwa"
		       "1bDeJpDHxejqRlBMORqaG"
		       "d02\n",
		.miss = "TABLEAU_P"
			"AT_VALUE=XiqBGkwfQB6z"
			"qjcyEzEIO0==:qGcxnvbW"
			"E7KPG2VWgdDTcfv\n",
		.literal = { "==:" },
		.dense = true,
		.pattern = "(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{22}==:[A-Za-z0-9]{32})(?![A"
			   "-Za-z0-9])",
		.check = fi_check_placeholder,
	},
};
const size_t fi_rules_secrets_database_n = FI_COUNT(fi_rules_secrets_database);
