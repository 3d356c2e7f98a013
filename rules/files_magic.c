/* files_magic.c - files that are told by their first bytes. */
#include "rules/files.h"

#include <string.h>

#include "rules/glob.h"
#include "rules/worth.h"

/* Tables are declared on the first pages of a database. */
#define SQLITE_LOOK (256u << 10)

static bool starts(const struct fi_file *f, const char *magic, size_t n)
{
	return f->n >= n && memcmp(f->head, magic, n) == 0;
}

/*
 * A DER SEQUENCE whose first member is the INTEGER `version`: the start of every
 * PKCS#8, PKCS#1, SEC1 and PKCS#12 file.  A certificate starts with a SEQUENCE.
 */
static bool is_der_with_version(const struct fi_file *f, unsigned char version)
{
	const unsigned char *p = (const unsigned char *)f->head;
	size_t at;

	if (f->n < 5 || p[0] != 0x30)
		return false;
	at = p[1] < 0x80    ? 2
	     : p[1] == 0x81 ? 3
	     : p[1] == 0x82 ? 4
	     : p[1] == 0x80 ? 2
			    : 0;
	if (at == 0 || at + 2 > f->n || p[at] != 0x02 || p[at + 1] != 0x01)
		return false;
	return p[at + 2] == version; /* head[n] is 0, so this may be read */
}

void fi_file_der_key(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (f->size < 16384 && (is_der_with_version(f, 0) || is_der_with_version(f, 1)))
		fi_file_say(f, r, out, "It is a private key in DER form.");
}

void fi_file_pkcs12(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (is_der_with_version(f, 3))
		fi_file_say(
			f, r, out, "It is a PKCS#12 store, which holds private keys.");
}

void fi_file_java_keystore(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	bool magic =
		starts(f, "\xFE\xED\xFE\xED", 4) || starts(f, "\xCE\xCE\xCE\xCE", 4);

	if (fi_glob("cacerts|*truststore*|*trust-store*|*TrustStore*", f->path))
		return;
	if (magic || is_der_with_version(f, 3))
		fi_file_say(f, r, out, "It is a Java key store.");
}

void fi_file_keepass(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (starts(f, "\x03\xD9\xA2\x9A", 4))
		fi_file_say(f, r, out, "It is a KeePass database.");
}

void fi_file_keytab(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (starts(f, "\x05\x02", 2))
		fi_file_say(f, r, out,
			"It holds the long-term keys of Kerberos principals.");
}

void fi_file_ticket_cache(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (starts(f, "\x05\x04", 2) || starts(f, "\x05\x03", 2))
		fi_file_say(f, r, out, "It holds Kerberos tickets.");
}

void fi_file_sqlite(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	static const char *const tables[] = { "user", "account", "session", "customer",
		"password", "token", "credential", "login" };
	size_t n = f->n < SQLITE_LOOK ? f->n : SQLITE_LOOK;
	const char *end = f->head + n;

	if (!starts(f, "SQLite format 3", 15) || fi_path_is_borrowed(f->path) ||
		fi_glob("/var/lib/rpm/**|/var/lib/dnf/**|/var/cache/**|/usr/**",
			f->path))
		return;
	for (const char *p = f->head;
		(p = memmem(p, (size_t)(end - p), "CREATE TABLE", 12)); p += 12) {
		size_t left = (size_t)(end - p);
		size_t look = left < 120 ? left : 120;

		for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
			if (memmem(p, look, tables[i], strlen(tables[i]))) {
				fi_file_say(f, r, out,
					"It is an SQLite database with a table of "
					"accounts.");
				return;
			}
		}
	}
}

void fi_file_redis_dump(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (starts(f, "REDIS", 5))
		fi_file_say(f, r, out, "It is a dump of a Redis database.");
}

/* ELF's e_type, at byte 16, is 4 in a core dump. */
void fi_file_core_dump(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (starts(f,
		    "\x7f"
		    "ELF",
		    4) &&
		f->n > 16 && f->head[16] == 4)
		fi_file_say(f, r, out, "It is the memory of a process that crashed.");
}

void fi_file_heap_dump(
	const struct fi_file *f, const struct fi_rule *r, struct fi_file_sink *out)
{
	if (starts(f, "JAVA PROFILE", 12))
		fi_file_say(f, r, out, "It is the memory of a Java program.");
}
