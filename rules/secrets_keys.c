/* secrets_keys.c - private keys of every kind, tokens that are signed, password hashes.
 *
 * The keys in the examples were made for them and open nothing.
 */
#include "rules/secrets.h"
#include "rules/valid_more.h"

#include <string.h>

#include "rules/places.h"
#include "rules/worth.h"

#define WHY_KEY                                                                        \
	"Whoever has the private key is taken for its owner: signs in, serves TLS in " \
	"your name, or reads what was meant for you."
#define WHY_SSH "Whoever has it signs in wherever the public half is trusted."
#define WHY_HASH                                                                       \
	"A hash can be tried against lists of passwords at leisure, without anybody "  \
	"noticing."
#define FIX_KEY                                                                        \
	"Make a new key pair, withdraw the old one where it is trusted (certificate, " \
	"authorized_keys), and hand the new one over at run time: "                    \
	"`fly secrets set TLS_KEY=\"$(cat KEY)\"`."
#define FIX_SSH                                                                        \
	"Remove its public half from authorized_keys and from your code host; in a "   \
	"build use `RUN --mount=type=ssh` instead of a key file."
#define FIX_HASH                                                                       \
	"Change the password, and keep the file that holds the hash out of the image " \
	"(.dockerignore)."

/* The body of an armor: at least an Ed25519 key, at most what the engine holds. */
#define ARMOR(label)                                                                   \
	"-----BEGIN " label "-----(?:[^-\\x00]{0,80}Proc-Type: 4,ENCRYPTED"            \
	"[^-\\x00]{1,8}DEK-Info: [A-Z0-9-]{3,24},[0-9A-Fa-f]{8,32})?"                  \
	"[^-\\x00]{40,14000}+-----END " label "-----"

/* A PEM key that was coded in base64 once more, as Kubernetes and CI variables want. */
static void check_coded_key(const struct fi_candidate *c, struct fi_verdict *v)
{
	unsigned char pem[FI_AFTER_MAX];
	struct fi_candidate inner = *c;
	size_t len;

	v->drop = !fi_base64(c->value, c->n, pem, sizeof(pem), &len);
	if (v->drop)
		return;
	inner.value = inner.match = inner.around = (const char *)pem;
	inner.n = inner.match_n = inner.around_n = len;
	fi_check_private_key(&inner, v);
}

/* 32 random bytes, of which Curve25519 fixes five bits. */
static void check_wireguard(const struct fi_candidate *c, struct fi_verdict *v)
{
	unsigned char key[33];
	size_t len;

	fi_check_random(c, v);
	if (v->drop || !fi_base64(c->value, c->n, key, sizeof(key), &len) ||
		len != 32) {
		v->drop = true;
		return;
	}
	if (memmem(c->match, c->match_n, "rivate", 6) &&
		((key[0] & 7) != 0 || (key[31] & 0xc0) != 0x40))
		fi_verdict_lower(
			v, FI_MEDIUM, "It is not of the form that `wg genkey` makes.");
}

/* Libraries for them show one in their comments. */
static void check_totp(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_placeholder(c, v);
	if (fi_candidate_is_packaged(c) && fi_candidate_kind(c) == FI_TEXT_CODE)
		fi_verdict_lower(v, FI_MEDIUM, "It stands in the source code of a package.");
}

/* "Encryption: none" in a PuTTY file means that no passphrase guards it. */
static void check_putty(const struct fi_candidate *c, struct fi_verdict *v)
{
	if (!memmem(c->match, c->match_n, "Encryption: none", 16))
		fi_verdict_lower(
			v, FI_LOW, "A passphrase guards it, which may be guessed.");
}

/* The bech32 checksum over the whole identity; a sample does not have it. */
static void check_age(const struct fi_candidate *c, struct fi_verdict *v)
{
	static const char digits[] = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
	static const uint32_t gen[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
		0x2a1462b3 };
	static const char hrp[] = "age-secret-key-";
	const size_t h = sizeof(hrp) - 1;
	uint32_t sum = 1;

	fi_check_placeholder(c, v);
	for (size_t i = 0; i < 2 * h + c->n - h; i++) {
		size_t at = i - h - 1; /* in hrp, the second time */
		uint32_t top = sum >> 25, digit = 0;

		if (i < h)
			digit = (unsigned char)hrp[i] >> 5;
		else if (i > h && at < h)
			digit = (unsigned char)hrp[at] & 31;
		else if (i > h)
			digit = (uint32_t)(strchr(digits, c->value[i - h]) - digits);
		sum = (sum & 0x1ffffff) << 5 ^ digit;
		for (int k = 0; k < 5; k++)
			sum ^= top >> k & 1 ? gen[k] : 0;
	}
	if (sum != 1)
		fi_verdict_lower(v, FI_MEDIUM,
			"Its checksum does not fit: a sample, or damaged.");
	if (c->binary)
		fi_verdict_lower(
			v, FI_LOW, "It is inside a program: likely a help text.");
}

/* A JWK with a private part; RFC samples say so by their key ids and values. */
static void check_jwk(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_random(c, v);
	if (strstr(c->path, "node_modules/") || strstr(c->path, "/test"))
		fi_verdict_lower(v, FI_LOW, "It lies among the files of a package.");
}

/* Collections of Ansible show whole configurations in their documentation. */
static void check_cisco(const struct fi_candidate *c, struct fi_verdict *v)
{
	fi_check_placeholder(c, v);
	if (fi_candidate_is_borrowed(c))
		fi_verdict_lower(v, FI_LOW,
			"The file is of a package or of its documentation.");
}

const struct fi_rule fi_rules_secrets_keys[] = {
	{
		.id = "pem-private-key",
		.title = "Private key (PKCS#8)",
		.why = WHY_KEY,
		.fix = FIX_KEY,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "BEGIN PRIVATE KEY-----" },
		.pattern = ARMOR("PRIVATE KEY"),
		.check = fi_check_private_key,
		.after = 16384,
		.hit = "-----BEGIN PRIVA"
		       "TE KEY-----\n"
		       "MC4CAQAwBQ"
		       "YDK2VwBCIEIBG3YVzVARqAWBw0iN1JLlnlzjOGJeuPHPNPhOz8f7ug\n"
		       "-----END PRIVATE KEY-----\n",
		.miss = "-----BEGIN PRIVA"
			"TE KEY-----\n"
			"...\n"
			"-----END PRIVATE KEY-----\n",
	},
	{
		.id = "pem-rsa-private-key",
		.title = "RSA private key",
		.why = WHY_KEY,
		.fix = FIX_KEY,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "BEGIN RSA PRIVATE KEY-----" },
		.pattern = ARMOR("RSA PRIVATE KEY"),
		.check = fi_check_private_key,
		.after = 16384,
		.hit = "-----BEGIN RSA PRI"
		       "VATE KEY-----\n"
		       "MIICXgIBAA"
		       "KBgQDczNTuk2OV6RFOSvgXkSAQuDnOKpH7I7z6h4HS3+OCh9mhciqu\n"
		       "nlHHHdGlON"
		       "ljq7Lswlo8MtyAWOkixDuQ35apKxbNI/hAmjJz12KGgy/3tIRSLDSc\n"
		       "mRY2jkzxWk"
		       "5tTORCEUnH5PTzwRzTkePSJUDemcGJzBMyOrRvDBdkm2RHbwIDAQAB\n"
		       "AoGBANxFa9"
		       "dmKl8PWDhnCgFYwkhrwR8v0Npd2NWGAbnBqVI6/J3XK0Vwo9ykntTZ\n"
		       "VeXdEG6ppS"
		       "ORCfDwwgPxCAuLQtw+JXr4K6UmTFPQLTGcZskjDkcLjE15UDgFINR4\n"
		       "+aGlitptUR"
		       "uEU87aq4vWtSB4GwykL7MhNHNjT0YTW1X11TYhAkEA+k3o5kpr6uTL\n"
		       "G1BrZgiDto"
		       "ztEO809zpIgrPv/7ZbYTsCX9v0ouIm5o0xRFWdEXEmlOD4GHrMIaZQ\n"
		       "Zbn2Ttbnww"
		       "JBAOHTDVEPBpfF19xIupzAz+girWF82GT1IBC7SKQ61nxE3o4QvbOA\n"
		       "mJQ6X9bM4B"
		       "bKA8vRdS1O/MUcTeiIVyFD0uUCQQCPagBdopp+taSh+8vtZEeDWu+h\n"
		       "2kzwslZFfS"
		       "+vxh5JcXQE1JQwl39ObeuiiaM7ESfX+aZs8D7xsMcz4f78YSndAkEA\n"
		       "rgnF3Y7C+f"
		       "1T20WB7IT8tl7jWJqq+0OfLsXnugpOev9otfxY9xpIfRRwAE9s9KNE\n"
		       "QbRvpjeVvy"
		       "ONN4S8AbsPsQJAXxX06ozQOFiVLSxUeuz0Nty6D9g9DdSUkdREl7ct\n"
		       "5p98HHGtz/"
		       "NjP/bdHqRZOfoRitMKFCUn4/rrE8sxI+EmiA==\n"
		       "-----END RSA PRIVATE KEY-----\n",
		.miss = "-----BEGIN RSA PRI"
			"VATE KEY-----\n"
			"...\n"
			"-----END RSA PRIVATE KEY-----\n",
	},
	{
		.id = "pem-ec-private-key",
		.title = "EC private key",
		.why = WHY_KEY,
		.fix = FIX_KEY,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "BEGIN EC PRIVATE KEY-----" },
		.pattern = ARMOR("EC PRIVATE KEY"),
		.check = fi_check_private_key,
		.after = 16384,
		.hit = "-----BEGIN EC PRI"
		       "VATE KEY-----\n"
		       "MHcCAQEEIM"
		       "oljOSiinzCNEjf1gkw6EN5WBl1soDIMkliSYTt6v4MoAoGCCqGSM49\n"
		       "AwEHoUQDQg"
		       "AE99X3QkCO1n2M0qtfh+aR6QggiIO1wNo1KBfuzYgD1w8YJGWJU16g\n"
		       "Xp8ZAZyUyS"
		       "a8sFyS1ehY9oeEwIkYY0voHw==\n"
		       "-----END EC PRIVATE KEY-----\n",
		.miss = "-----BEGIN EC PRI"
			"VATE KEY-----\n"
			"...\n"
			"-----END EC PRIVATE KEY-----\n",
	},
	{
		.id = "pem-dsa-private-key",
		.title = "DSA private key",
		.why = WHY_KEY,
		.fix = FIX_KEY,
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "BEGIN DSA PRIVATE KEY-----" },
		.pattern = ARMOR("DSA PRIVATE KEY"),
		.check = fi_check_private_key,
		.after = 16384,
		.hit = "-----BEGIN DSA PRI"
		       "VATE KEY-----\n"
		       "MIIBywIBAA"
		       "KBgQCOd2OhR9ErnPHzqWBpcA4LWEV37zQJQwifWKNoeZ8sVz+jxcK+\n"
		       "Qpj8H0RwSI"
		       "q443DZLGukWK5CYR1FGZDaxlQd0z7KRO59yXy79L96XfUQ1EDwNvVM\n"
		       "1xi2aMsktw"
		       "4u1sqBHNMN/0zoiqQ2BCM6qY7a3vSAXXabgjEF4S8Ic1/xYwIdALlr\n"
		       "zf41UTvxG3"
		       "yfUA+RXscrVg2xs89XsLr9Q5ECgYEAjY6aAmP7pe5/n/gl96kkA3cE\n"
		       "MBjofLEGFo"
		       "eLnZ1pBVlZEOG9JrUMyiqKXBRRNQwiae6wAoNrIxqCTuBGJzmSFBMu\n"
		       "C7WV9Sj/SY"
		       "YxWFXsVa8s0Cr+FHgO5X0SEhyVhzTrTH0NBQuZ1kk1DsIoxK2MFuec\n"
		       "dVSzCFAwDV"
		       "rxG6fTQBICgYBhO/pao5kpNx22s2VZaw+b4ABuc8KO0IrpC7tToWLA\n"
		       "dJ3zqz4oV8"
		       "FOfXUPHzxNE4kaGnSvp4W0HQa4BBUlrmU08IC/9ofhFYfoMKfMeLe3\n"
		       "+IOcZHCZxX"
		       "4+8zyh4jV31aJGWRkR8WfvuZefPru4dfMIvyJRwjJ/pDjCUfXUEfeY\n"
		       "HwIcWmYEBh"
		       "5PH62x1cLX1GT1YCIBFBDXCSWHUGtJAg==\n"
		       "-----END DSA PRIVATE KEY-----\n",
		.miss = "-----BEGIN DSA PRI"
			"VATE KEY-----\n"
			"...\n"
			"-----END DSA PRIVATE KEY-----\n",
	},
	{
		.id = "openssh-private-key",
		.title = "OpenSSH private key",
		.why = WHY_SSH,
		.fix = FIX_SSH,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "BEGIN OPENSSH PRIVATE KEY-----" },
		.pattern = ARMOR("OPENSSH PRIVATE KEY"),
		.check = fi_check_private_key,
		.after = 16384,
		.hit = "-----BEGIN OPENSSH P"
		       "RIVATE KEY-----\n"
		       "b3BlbnNzaC"
		       "1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAA"
		       "tzc2gtZW\n"
		       "QyNTUxOQAA"
		       "ACDpBnJnyxqLIx5Vm//k0kot/xn0ZSXvdyTTfGzpQJZTYQAAAIgL"
		       "Z1taC2db\n"
		       "WgAAAAtzc2"
		       "gtZWQyNTUxOQAAACDpBnJnyxqLIx5Vm//k0kot/xn0ZSXvdyTTfG"
		       "zpQJZTYQ\n"
		       "AAAECSrLsI"
		       "q9DPMb6QuuRD/Lp57dCRVG4GlsjBZ1EAD+M27OkGcmfLGosjHlWb"
		       "/+TSSi3/\n"
		       "GfRlJe93JN"
		       "N8bOlAllNhAAAAAAECAwQF\n"
		       "-----END OPENSSH PRIVATE KEY-----\n",
		.miss = "-----BEGIN OPENSSH P"
			"RIVATE KEY-----\n"
			"...\n"
			"-----END OPENSSH PRIVATE KEY-----\n",
	},
	{
		.id = "encrypted-private-key",
		.title = "Private key under a passphrase",
		.why = WHY_KEY,
		.fix = FIX_KEY,
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "BEGIN ENCRYPTED PRIVATE KEY-----" },
		.pattern = ARMOR("ENCRYPTED PRIVATE KEY"),
		.check = fi_check_private_key,
		.after = 16384,
		.hit = "-----BEGIN ENCRYPTED "
		       "PRIVATE KEY-----\n"
		       "MIGbMFcGCS"
		       "qGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhy1IvpQgkLlwICCAAw\n"
		       "DAYIKoZIhv"
		       "cNAgkFADAdBglghkgBZQMEASoEEOtwpi5aaCBLjOU5yBcNm9YEQP+z\n"
		       "a/HRCeVbTe"
		       "dbMh33avscKg2nNhZ73Z3OgqpD0ZY3kOqIhp+V1jUsq0dih5j3v9S6\n"
		       "2nKPLZpK2f"
		       "gMMLoXcNg=\n"
		       "-----END ENCRYPTED PRIVATE KEY-----\n",
		.miss = "-----BEGIN ENCRYPTED "
			"PRIVATE KEY-----\n"
			"...\n"
			"-----END ENCRYPTED PRIVATE KEY-----\n",
	},
	{
		.id = "pgp-private-key",
		.title = "OpenPGP private key",
		.why = "Whoever has it signs releases and mail in your name, and "
		       "reads what was encrypted for you.",
		.fix = "Publish the key's revocation certificate, make a new key, "
		       "and sign outside the image.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "BEGIN PGP PRIVATE KEY BLOCK" },
		.pattern = "-----BEGIN PGP PRIVATE KEY "
			   "BLOCK-----(?:[^-\\x00]{0,40}(?:Version|C"
			   "omment|Charset): "
			   "[^\\n\\x00]{0,120}\\n)?[^-\\x00]{80,14000}+-----END P"
			   "GP",
		.check = fi_check_private_key,
		.after = 16384,
		.hit = "-----BEGIN PGP PRI"
		       "VATE KEY BLOCK-----\n"
		       "\n"
		       "lFgEawU9zB"
		       "YJKwYBBAHaRw8BAQdAKTZSS7op+QPHSfMUJ+1txJVNRH/++H5iUtvR\n"
		       "cpFQcxkAAP"
		       "9vMWMMNg5P7OuMe225ySeP60uBNgDNBU3Uf7Dn5KkfoBBmtApUaHJv\n"
		       "dyBBd2F5iJ"
		       "AEExYIADgWIQQrWsiryDMAnUrHAXGhBWAAy03sGQUCawU9zAIbAwUL\n"
		       "CQgHAgYVCg"
		       "kICwIEFgIDAQIeAQIXgAAKCRChBWAAy03sGTr6AQChrPFt9JZ01mw+\n"
		       "eXxUeA2HM6"
		       "3C2DwhmxJKciHJL42MMgEApVTQpQyL2ZuqwhbFgmm0oA46eTzcjnSH\n"
		       "dRHoBL4S7Qs=\n"
		       "=hgpu\n"
		       "-----END PGP PRIVATE KEY BLOCK-----\n",
		.miss = "-----BEGIN PGP PRI"
			"VATE KEY BLOCK-----\n"
			"...\n"
			"-----END PGP PRIVATE KEY BLOCK-----\n",
	},
	{
		.id = "pem-base64",
		.title = "Private key, coded in base64 once more",
		.why = WHY_KEY,
		.fix = FIX_KEY,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "LS0tLS1CRUdJTiBQUklWQVRFIEtF",
			"LS0tLS1CRUdJTiBSU0EgUFJJVkFU", "LS0tLS1CRUdJTiBFQyBQUklWQVRF",
			"LS0tLS1CRUdJTiBPUEVOU1NIIFBS", "LS0tLS1CRUdJTiBFTkNSWVBURUQg",
			"LS0tLS1CRUdJTiBEU0EgUFJJVkFU",
			"LS0tLS1CRUdJTiBQR1AgUFJJVkFU" },
		.dense = true,
		.pattern = "LS0tLS1CRUdJTi[A-Za-z0-9+/]{120,16000}={0,2}",
		.check = check_coded_key,
		.after = 16384,
		.hit = "tls.key: LS0tLS1CRU"
		       "dJTi"
		       "BQUklWQVRFIEtFWS0tLS0tCk1DNENBUUF3QlFZREsyVndCQ0"
		       "lFSUJHM1lWelZBUnFBV0J3MGlOMUpMbG5sempPR0pldVBIUE5QaE"
		       "96OGY3dWcKLS0tLS1FTkQgUFJJVkFURSBLRVktLS0tLQo=\n",
		.miss = "tls.key: LS0tLS1CRU"
			"dJTi"
			"BQUklWQVRFIEtFWS0tLS0t...\n",
	},
	{
		.id = "ssh2-private-key",
		.title = "SSH2 private key",
		.why = WHY_SSH,
		.fix = FIX_SSH,
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "BEGIN SSH2 ENCRYPTED PRIVATE KEY" },
		.pattern = "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY "
			   "----[^\\x00]{40,9000}?---- EN"
			   "D SSH2",
		.check = fi_check_private_key,
		.after = 12288,
		.hit = "---- BEGIN SSH2 ENCRY"
		       "PTED PRIVATE KEY ----\n"
		       "P2/563UwBx"
		       "8CW38CyFsbNxuWDkg9PNMpCrO7oSKCF0NXT8hhWwv6NuW0xNbEYhUI\n"
		       "tuOMhz88kh"
		       "pKCwDT+GSnzXqqE8QgF0NXNbgRjFLpjz0a9gTw\n"
		       "---- END SSH2 ENCRYPTED PRIVATE KEY ----\n",
		.miss = "---- BEGIN SSH2 ENCRY"
			"PTED PRIVATE KEY ----\n"
			"...\n"
			"---- END SSH2 ENCRYPTED PRIVATE KEY ----\n",
	},
	{
		.id = "putty-private-key",
		.title = "PuTTY private key",
		.why = WHY_SSH,
		.fix = FIX_SSH,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "PuTTY-User-Key-File-" },
		.pattern = "PuTTY-User-Key-File-[123]: "
			   "[a-z0-9@.-]{4,64}\\s{1,4}Encryption: [a-"
			   "z0-9-]{3,20}[^\\x00]{20,4000}?Private-Lines: "
			   "\\d{1,3}\\s{1,4}[A-Za-z0"
			   "-9+/=\\s]{24,6000}",
		.check = check_putty,
		.after = 12288,
		.hit = "PuTTY-User"
		       "-Key-File-3: ssh-ed25519\n"
		       "Encryption: none\n"
		       "Comment: throw-away\n"
		       "Public-Lines: 2\n"
		       "3LoQsX87WY"
		       "HPRRGwvfxOPxztameJ83ScZoPwmjFr8T15AY1ZuJ58aoPLSCSLGePC\n"
		       "WKNtMYAA5e"
		       "KUxcL4\n"
		       "Private-Lines: 1\n"
		       "uw/old0HYJ"
		       "3ORp47RzqcBt5sGI2sIEmckz03hnCPrm8=\n"
		       "Private-MAC: 2406746e46"
		       "92e2ad25e28f7d23945025a1d744b7ad2f72d3758d66ff9dc41c8d\n",
		.miss = "PuTTY-User"
			"-Key-File-3: ssh-ed25519\n",
	},
	{
		.id = "age-secret-key",
		.title = "age identity",
		.why = "Whoever has it opens every file and SOPS secret that was "
		       "encrypted for it.",
		.fix = "Make a new one (`age-keygen`), encrypt the files for it "
		       "again, and change the secrets inside; hand it over with `fly "
		       "secrets set SOPS_AGE_KEY=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "AGE-SECRET-KEY-1" },
		.dense = true,
		.pattern = LEFT "AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}" RIGHT,
		.check = check_age,
		.hit = "AGE-SECR"
		       "ET"
		       "-KEY-1SFQ2HFYJY37DLS0P7VNUT5QGK59FXCS33CVMJJJJL9RREX"
		       "7VH5HSQHUAXT",
		.miss = "AGE-SECR"
			"ET"
			"-KEY-1QQQQQQQQQQ",
	},
	{
		.id = "wireguard-private-key",
		.title = "WireGuard private key",
		.why = "Whoever has it enters the private network as that peer.",
		.fix = "Make a new one (`wg genkey`) and replace the peer's public "
		       "key; on Fly, `fly wireguard remove` and `fly wireguard "
		       "create`.",
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "PrivateKey", "PresharedKey",
			"privatekey:", "localprivate:" },
		.dense = true,
		.pattern = "(?i:PrivateKey|PresharedKey|localprivate)[\"\\']?[ "
			   "\\t]{0,8}[=:][ \\t]"
			   "{0,8}[\"\\']?([A-Za-z0-9+/"
			   "]{42}[AEIMQUYcgkosw048]=)(?![A-Za-z0-9+/=]"
			   ")",
		.check = check_wireguard,
		.hit = "[Interface]\n"
		       "Priva"
		       "teKey = eN0m1pMFwN"
		       "5gcMh8Tj1utsFJpgx1KVtOtqxEf2KtKV4=\n",
		.miss = "[Interface]\n"
			"Priva"
			"teKey = s2YGMliJDH"
			"j/SDK2/LgWCaAYcY8xV/1SPOfOABhw=\n",
	},
	{
		.id = "nkey-seed",
		.title = "NATS key seed",
		.why = "Whoever has it signs in to the NATS server as that user, "
		       "account or operator.",
		.fix = "Make a new pair (`nk -gen user`), and put its public half "
		       "into the server's configuration or account.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "SUA", "SAA", "SOA" },
		.dense = true,
		.pattern = LEFT "(S[UAO]A[A-Z2-7]{55})(?![A-Z2-7=])",
		.check = fi_check_nkey,
		.hit = "S"
		       "UACYADX4U"
		       "NQBTWDD6PLHTQPI5O4PU3LCW4DAUUBNAIDPNILC2TF3NKTHM",
		.miss = "S"
			"UAHT5GY5G"
			"OC5TUCSJY5OI2266KZQIMRVW5ZQI7PS2R",
	},
	{
		.id = "minisign-key",
		.title = "minisign secret key",
		.why = "With its passphrase one signs releases in your name.",
		.fix = "Make a new pair (`minisign -G`), and publish the new public "
		       "key; sign outside the image.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "RWRTY0Iy" },
		.dense = true,
		.pattern = LEFT "RWRTY0Iy[A-Za-z0-9+/]{180,240}={0,2}",
		.check = fi_check_placeholder,
		.hit = "untrusted comment: minisign encrypted secret key\n"
		       "RWRT"
		       "Y0Iy5m"
		       "ubqTfTpiVrYtuJtLjXAWgoZhD1olbdfHxhyHROSjCvHcOxctEJfE"
		       "bkc4FoFgC8mzyrjbbVuxCktQ61q69sbZVEpHPBvIkBDYlrSVYbH1"
		       "wQvX7HuR4TqFbuSlYiAqM2XQGIBdWHI9YXPmZ4azWOZs81X3NSGl"
		       "UcraRWev1RGMz0ac6CWVmzidnmc3DlXvdXQO4pxHLyBD9c\n",
		.miss = "RWRT"
			"Y0Iy4v"
			"YoCVZh0pKch4A5rCjv",
	},
	{
		.id = "cosign-key",
		.title = "cosign private key",
		.why = "With its passphrase one signs images in your name.",
		.fix = "Make a new pair (`cosign generate-key-pair`), and sign "
		       "outside the image.",
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "ENCRYPTED COSIGN PRIVATE KEY-----",
			"ENCRYPTED SIGSTORE PRIVATE KEY-----" },
		.pattern = "-----BEGIN ENCRYPTED (?:COSIGN|SIGSTORE) PRIVATE "
			   "KEY-----[^-\\x00]{"
			   "40,6000}+-----END",
		.check = fi_check_private_key,
		.after = 8192,
		.hit = "-----BEGIN ENCRYPTED COSIGN"
		       " PRIVATE KEY-----\n"
		       "eyJrZGYiOi"
		       "B7Im5hbWUiOiAic2NyeXB0IiwgInNhbHQiOiAiRFJUWXQzcE1qZDB3\n"
		       "dUY3TDk4Q2"
		       "NwbEFLcmhlUUpDcktCVzZkdC84Sm1qND0ifSwgImNpcGhlcnRleHQi\n"
		       "OiAidFJ6al"
		       "pYd1I2RW5hSmJSeFZCbW9PREZPVkdhWThJS3luQlVtV01YOWF3YzRh\n"
		       "U0x5ZGJWcj"
		       "dOb0tsN0pFOWZ0cS9KQ1NYdWFTTHdYb2E5cFYifQ==\n"
		       "-----END ENCRYPTED COSIGN"
		       " PRIVATE KEY-----\n",
		.miss = "-----BEGIN ENCRYPTED COSIGN"
			" PRIVATE KEY-----\n"
			"...\n",
	},
	{
		.id = "jwk-private",
		.title = "JSON Web Key with its private part",
		.why = "Whoever has it signs tokens that your services trust.",
		.fix = "Publish a new key in the JWKS and withdraw the old one; `fly "
		       "secrets set JWK=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "\"kty\"", "\\\"kty\\\"" },
		.pattern = "\\{[^{}]{0,900}?\\\\?\"kty\\\\?\"(?=[^{}]{0,3500}?\\\\?"
			   "\"kty|[^{}]{0,3500}?"
			   "\\})[^{}]{0,3500}?\\\\?\"d\\\\?\"\\s{0,4}:\\s{0,4}\\\\?\"(["
			   "A-Za-z0-9_-]{40,140"
			   "0})\\\\?\"",
		.check = check_jwk,
		.before = 1024,
		.after = 4096,
		.hit = "{\"k"
		       "ty\":\"EC\",\"crv\":\"P-256\",\"x\":\"5SwSjXVp9I"
		       "XyqS3GNKZT8ivtMFdGWRtvrLh27yTpEpY\",\"y\":\"94khRFjUbS"
		       "VJaPwgvWr94WzddA2H3AGaWxyPDFQYkOt\",\"d\":\"aQnuFor3Jb"
		       "stwNn9zpXaaxjLNuntddflYXeP1c0j1eG\"}",
		.miss = "{\"k"
			"ty\":\"EC\",\"crv\":\"P-256\",\"x\":\"3aGqt904RV"
			"Ep0lVNIiQuihQtHDrYNmJnkR3uJDrT7Xl\",\"y\":\"M2gSihcbFE"
			"FihNhfQv5AeDK7SRNh6OvOM44bJAOrb9K\"}",
	},
	{
		.id = "jwt",
		.title = "JSON Web Token",
		.why = "Until it expires it is taken for the user or service that it "
		       "names.",
		.fix = "End the session or replace the signing key, and get tokens "
		       "at run time; `fly secrets set NAME=- < FILE` for one that must "
		       "last.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "eyJhbGciOi", "eyJ0eXAiOi", "eyJraWQiOi", "eyJqa3UiOi",
			"eyJjdHkiOi", "eyJ4NXQiOi", "eyJ4NXUiOi" },
		.pattern = "(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-"
			   "]{10,800"
			   "0}\\.[A-Za-z0-9_-]{20,1400}",
		.check = fi_check_jwt,
		.after = 12288,
		.hit = "token=eyJh"
		       "b"
		       "GciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJkZXBsb3k"
		       "iLCJhdWQiOiJhY21lIn0.x3fXts47RntO3XSp6EoAEU0DKntf7WU"
		       "ZatemzuFFm4c",
		.miss = "token=eyJh"
			"b"
			"GciOiJIUzI1NiJ9.e30.toqLBoLgBw",
	},
	{
		.id = "pwhash-bcrypt",
		.title = "Password hash (bcrypt)",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "$2a$", "$2b$", "$2y$" },
		.weak = true,
		.pattern = "\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}(?![./A-Za-z0-9])",
		.check = fi_check_placeholder,
		.hit = "$2"
		       "b$12$SVDmOfJthG"
		       "fuLptYgTls9Zn5Js8t11UVzA6YWMA4Y8ZkEOpgaHhoR",
		.miss = "$2"
			"b$12$SVDmOfJthG"
			"fuLptYgTls9Zn5Js8t11UVzA6YWMA4Y8ZkEOpgaH",
	},
	{
		.id = "pwhash-sha512crypt",
		.title = "Password hash (SHA-512 crypt)",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "$6$" },
		.weak = true,
		.pattern = "(?<![A-Za-z0-9$])\\$6\\$(?:rounds=[0-9]{1,9}\\$)?[./"
			   "A-Za-z0-9]{1,16}"
			   "\\$[./A-Za-z0-9]{86}(?![./A-Za-z0-9])",
		.check = fi_check_placeholder,
		.hit = "$"
		       "6$fi2qdQYhZD"
		       "KoAHq2$HD9Sxedxcb"
		       "KQCxjnlOEeyknChX7VuslJvyf0P8e0dQY43Vw34jwq2KMjBVY80m"
		       "MXYjmpyLMocAVq5STso9eXX7",
		.miss = "$"
			"6$fi2qdQYhZD"
			"KoAHq2$HD9Sxedxcb"
			"KQCxjnlOEeyknChX7VuslJvyf0P8e0dQY43Vw34jwq2KMjBVY80m"
			"MXYjmpyLMocAVq5STso9e",
	},
	{
		.id = "pwhash-sha256crypt",
		.title = "Password hash (SHA-256 crypt)",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "$5$" },
		.weak = true,
		.pattern = "(?<![A-Za-z0-9$])\\$5\\$(?:rounds=[0-9]{1,9}\\$)?[./"
			   "A-Za-z0-9]{1,16}"
			   "\\$[./A-Za-z0-9]{43}(?![./A-Za-z0-9])",
		.check = fi_check_placeholder,
		.hit = "$"
		       "5$d6RGCISh5d"
		       "E1J9Mz$BQjeVuT5kY"
		       "6Ys1S5LXpyonqrpj8gzfrA5h9tYSOJ4Kb",
		.miss = "$"
			"5$d6RGCISh5d"
			"E1J9Mz$BQjeVuT5kY"
			"6Ys1S5LXpyonqrpj8gzfrA5h9tYSOJ",
	},
	{
		.id = "pwhash-md5crypt",
		.title = "Password hash (MD5 crypt)",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "$1$", "$apr1$" },
		.weak = true,
		.pattern = "(?<![A-Za-z0-9$])\\$(?:1|apr1)\\$[./A-Za-z0-9]{1,8}\\$[./"
			   "A-Za-z0-9]{2"
			   "2}(?![./A-Za-z0-9])",
		.check = fi_check_placeholder,
		.hit = "$ap"
		       "r1$Pe5v6vWo$QjnVtSf5GZ"
		       "ZlLwTNziKp19",
		.miss = "$ap"
			"r1$Pe5v6vWo$QjnVtSf5GZ"
			"ZlLwTNziK",
	},
	{
		.id = "pwhash-yescrypt",
		.title = "Password hash (yescrypt)",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "$y$", "$gy$" },
		.weak = true,
		.pattern = "(?<![A-Za-z0-9$])\\$g?y\\$[./A-Za-z0-9]{3,8}\\$[./"
			   "A-Za-z0-9]{1,86}\\$["
			   "./A-Za-z0-9]{43}(?![./A-Za-z0-9])",
		.check = fi_check_placeholder,
		.hit = "$"
		       "y$j9T$O1irbeuVi2"
		       "Jl5trAaWrxpk$ASlTwsRNad"
		       "WUVMWCpMc1L9HS058IpTTpvFIN6uB6o7C",
		.miss = "$"
			"y$j9T$O1irbeuVi2"
			"Jl5trAaWrxpk$ASlTwsRNad"
			"WUVMWCpMc1L9HS058IpTTpvFIN6uB6",
	},
	{
		.id = "pwhash-argon2",
		.title = "Password hash (Argon2)",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "$argon2" },
		.weak = true,
		.pattern = "\\$argon2(?:id|i|d)\\$v=[0-9]{1,3}\\$m=[0-9]{1,9},t=[0-9]{"
			   "1,5},p=[0-9"
			   "]{1,4}\\$[A-Za-z0-9+/]{11,88}\\$[A-Za-z0-9+/"
			   "]{22,88}(?![A-Za-z0-9+/]"
			   ")",
		.check = fi_check_placeholder,
		.hit = "$ar"
		       "gon2id$v=19$m=65536,t=3,p=4$n0SURSluTG"
		       "J20PMlaFDgxn$KDKnZDQW4v"
		       "Pwp24KoJVkEfLpXl5VPkH0DCuGCOFpwK1",
		.miss = "$ar"
			"gon2id$v=19$m=65536,t=3,p=4$",
	},
	{
		.id = "pwhash-django",
		.title = "Password hash (Django)",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_LOW,
		.literal = { "pbkdf2_sha256$", "pbkdf2_sha1$" },
		.weak = true,
		.pattern = "pbkdf2_sha(?:256|1)\\$[0-9]{4,8}\\$[A-Za-z0-9]{6,32}\\$[A-"
			   "Za-z0-9+/]{"
			   "27,43}=",
		.check = fi_check_placeholder,
		.hit = "pbkdf2_"
		       "sha256$720000$k89WROTsqY"
		       "kK2GSRpMm7WU$ts3uyh2STR"
		       "AMz8xRIYTby9CK4ximSWbxBg9owUA9s7o=",
		.miss = "pbkdf2_"
			"sha256$720000$",
	},
	{
		.id = "shadow-hash",
		.title = "Password hash of a system account",
		.why = WHY_HASH,
		.fix = "Lock the account (`RUN passwd -l NAME`); in a Fly Machine "
		       "nobody signs in with a password.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { ":$6$", ":$5$", ":$y$", ":$1$", ":$2b$", ":$7$", ":$gy$",
			":$2y$" },
		.weak = true,
		.pattern = "(?m)^[a-z_][a-z0-9_-]{0,31}:(\\$[0-9a-z]{1,2}\\$[./"
			   "A-Za-z0-9=,$]{30,"
			   "200}):",
		.check = fi_check_placeholder,
		.path = "etc/shadow|etc/shadow-|etc/shadow.*",
		.sample = "etc/shadow",
		.hit = "root:$"
		       "6$0NFwa0yBAX"
		       "FfGDf5$DmxeWpJTGP"
		       "un6xHyGLxm4FUygaWDc5rY3RH4tc5SekJJxadLR7BUePlangIYIC"
		       "NEz1Si8XBE4vVbe02efadjdx:19800:0:99999:7:::\n",
		.miss = "root:$"
			"6$short:19800:0:99999:7:::\n",
	},
	{
		.id = "gpp-cpassword",
		.title = "Password in a Group Policy file",
		.why = "The key that hides it is published: it decodes at once to "
		       "the clear password.",
		.fix = "Change the account's password, and remove the policy that "
		       "carries it.",
		.weak = true,
		.category = FI_SECRET,
		.severity = FI_CRITICAL,
		.literal = { "cpassword" },
		.pattern = "cpassword=[\"\\']([A-Za-z0-9+/]{20,400}={0,2})[\"\\']",
		.check = fi_check_random,
		.hit = "<Properties cpas"
		       "sword=\"N37640pbo1"
		       "gXLhpMJj4XA0Xc454y2kzFGuoT4NszIt4=\" userName=\"admin\"/>",
		.miss = "<Properties cpas"
			"sword=\"\" userName=\"admin\"/>",
	},
	{
		.id = "http-basic-header",
		.title = "Password in a basic Authorization header",
		.why = "The header holds user name and password, only coded.",
		.fix = "Change the password; let the program build the header from "
		       "`fly secrets set API_PASSWORD=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "Authorization", "authorization", "AUTHORIZATION" },
		.weak = true,
		.pattern = "(?i:authorization)[\"\\'`]?[\\])]?[ \\t]{0,4}[:=,][ "
			   "\\t]{0,4}[\"\\'`]?(?i"
			   ":basic)[ "
			   "\\t]{1,4}([A-Za-z0-9+/]{8,600}={0,2})(?![A-Za-z0-9+/=])",
		.check = fi_check_basic_auth,
		.hit = "Author"
		       "ization: Basic YmlsbGluZz"
		       "pFb1FMbEZpWTZwOXJsVzFB",
		.miss = "Author"
			"ization: Basic dXNlcjpwYX"
			"Nzd29yZA==",
	},
	{
		.id = "http-bearer-header",
		.title = "Token in a bearer Authorization header",
		.why = "Whoever has the token makes the same calls.",
		.fix = "Revoke it at the service; let the program build the header "
		       "from `fly secrets set API_TOKEN=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.literal = { "Authorization", "authorization", "AUTHORIZATION" },
		.pattern = "(?i:authorization)[\"\\'`]?[\\])]?[ \\t]{0,4}[:=,][ "
			   "\\t]{0,4}[\"\\'`]?(?i"
			   ":bearer)[ "
			   "\\t]{1,4}([A-Za-z0-9._~+/-]{20,600}={0,2})(?![A-Za-z0-9+/"
			   "=._~-])",
		.check = fi_check_mixed,
		.hit = "curl -H 'Author"
		       "ization: Bearer AeGkef2Ehm"
		       "eFx1xgQIv3FZT8azNArs8Pxkl7Nhcn' https://api.acme.io/",
		.miss = "curl -H 'Author"
			"ization: Bearer ${TOKEN}' https://api.acme.io/",
	},
	{
		.id = "bitcoin-xprv",
		.title = "Extended private key of a wallet",
		.why = "Whoever has it spends all that any address of the wallet "
		       "holds.",
		.fix = "Move the funds to a new wallet now; its key belongs in a "
		       "signer, not in an image.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "xprv9", "yprv", "zprv", "tprv8" },
		.dense = true,
		.pattern = LEFT "[xyzt]prv[1-9A-HJ-NP-Za-km-z]{107}" RIGHT,
		.check = fi_check_placeholder,
		.hit = "xp"
		       "rv9UCDr8"
		       "VXfxE5Brb9TXkc7JYcudiKQGiw4Cw9AAWP2hWZ5U9scpUezLrYog"
		       "JMJEJYGfW8V4YUchC27voeqrgmiadqeEW8zbxnuZLz6gHH7uk",
		.miss = "xp"
			"rv9UCDr8"
			"VXfxE5Brb9TXkc7JYcudiKQGiw4Cw9AAWP2hWZ5U9scpUezLrYog"
			"JMJEJYGfW8V4YUchC27voeqrgmiadqeEW8zbxnuZLz6gHH",
	},
	{
		.id = "totp-secret",
		.title = "Seed of one-time passwords",
		.why = "Whoever has it makes the second factor themselves.",
		.fix = "Set up the second factor anew for that account.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "otpauth://" },
		.dense = true,
		.pattern = "otpauth://[th]otp/"
			   "[^\\s\"\\'<>]{0,200}[?&]secret=([A-Za-z2-7]{16,128}"
			   ")(?![A-Za-z0-9])",
		.check = check_totp,
		.hit = "otpau"
		       "th://totp/Acme:ops?secret=WIX"
		       "67TM2XJTZA5LW5RLQAQJOSLJBHPTG&issuer=Acme",
		.miss = "otpau"
			"th://totp/Acme:ops?secret=JBS"
			"WY3DPEHPK3PXP",
	},
	{
		.id = "netrc-password",
		.title = "Password in .netrc",
		.why = "curl, git and others send it to that machine on their own; "
		       "so may whoever reads it.",
		.fix = "Change it there; in a build use `RUN "
		       "--mount=type=secret,id=netrc,target=/root/.netrc`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "password", "machine" },
		.weak = true,
		.pattern = "machine\\s{1,4}\\S{1,200}\\s{1,8}(?:account\\s{1,4}\\S{1,"
			   "80}\\s{1,8})?lo"
			   "gin\\s{1,4}\\S{1,200}\\s{1,8}password\\s{1,4}(\\S{4,400})",
		.check = fi_check_word,
		.before = 512,
		.path = ".netrc|_netrc|etc/apt/auth.conf|etc/apt/auth.conf.d/*",
		.sample = "root/.netrc",
		.hit = "mac"
		       "hine git.acme.io login deploy pass"
		       "word OWSChZJRLW"
		       "6FZ3fG\n",
		.miss = "mac"
			"hine git.acme.io login deploy pass"
			"word changeme\n",
	},
	{
		.id = "rclone-config",
		.title = "Password in rclone.conf",
		.why = "rclone hides passwords with a key that everybody knows: it "
		       "decodes at once.",
		.fix = "Change the passwords and revoke the tokens of the remotes; "
		       "keep rclone.conf out of the image.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.literal = { "pass =", "password =", "token =", "secret_access_key =" },
		.weak = true,
		.pattern = "(?m)^(?:pass|password2?|token|secret_access_key) = "
			   "(\\S[^\\r\\n]{15,2"
			   "000})",
		.check = fi_check_word,
		.after = 2500,
		.path = "rclone.conf",
		.sample = "root/.config/rclone/rclone.conf",
		.hit = "[backup]\n"
		       "type = sftp\n"
		       "pas"
		       "s = ntQ7V7LYpL"
		       "pML87JuUgMhcracSxONyxw\n",
		.miss = "[backup]\n"
			"type = sftp\n"
			"pas"
			"s = \n",
	},
	{
		.id = "ethereum-private-key",
		.title = "Ethereum private key",
		.why = "Whoever has it takes everything that the wallet holds, and "
		       "nobody can bring it back.",
		.fix = "Move the funds to a new wallet now, and give its key to the "
		       "app at run time: `fly secrets set PRIVATE_KEY=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "PRIVATE_K"
		       "EY=0x7c7c8729899f26cd"
		       "a6490a571687a0ff63209"
		       "d12a008d23afb516282d1"
		       "208960\n",
		.miss = "PRIVATE_K"
			"EY=0x8ec21faa95e62c48"
			"677ada0ec45b5b23ea9fa"
			"c7137f01f9b484790a\n",
		.literal = { "private_key", "privatekey", "deployer_key", "wallet_key" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("(?:private_?key|deployer_key|wallet_key)[\\w]{0,20}",
			   "(?:0x)?[0-9a-fA-F]{64}"),
		.check = fi_check_ethereum,
	},
	{
		.id = "bip39-mnemonic",
		.title = "Seed phrase of a wallet",
		.why = "Whoever has it takes everything that the wallet holds, and "
		       "nobody can bring it back.",
		.fix = "Move the funds to a new wallet now, and give its key to the "
		       "app at run time: `fly secrets set PRIVATE_KEY=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "MNEMONIC="
		       "\"orbit velvet canyon "
		       "lunar fossil ribbon t"
		       "ackle spray genuine w"
		       "alnut hockey salmon\"\n",
		.miss = "MNEMONIC="
			"\"test test test test "
			"test test test test t"
			"est test test junk\"\n",
		.literal = { "mnemonic", "seed_phrase", "seedphrase", "recovery_phrase" },
		.nocase = true,
		.pattern = "(?i:mnemonic|seed_?phrase|recovery_?phrase)[\\w.-]{0,20}[\"'"
			   "]?[ \\t]{0,20}[:=][ \\t]{0,20}[\"'`]?((?:[a-z]{3,8} ){11,23}"
			   "[a-z]{3,8})(?![A-Za-z])",
		.check = fi_check_mnemonic,
		.weak = true,
	},
	{
		.id = "bitcoin-wif",
		.title = "Bitcoin private key",
		.why = "Whoever has it takes everything that the wallet holds, and "
		       "nobody can bring it back.",
		.fix = "Move the funds to a new wallet now, and give its key to the "
		       "app at run time: `fly secrets set PRIVATE_KEY=- < FILE`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "BTC_WIF=K"
		       "xQM1a8ukMLLnEWrQMfPSj"
		       "q1xXWBPzR7kPCQ7xJhE3x"
		       "CLMPK2sci\n",
		.miss = "BTC_WIF=5"
			"HueCGU8rMjxEXxiPuD5BD"
			"ku4MkFqeZyd4dZ1jvhTVq"
			"vbTLvyTJ\n",
		.literal = { "_wif", "wif_", "wif=", "bitcoin", "btc_", "privkey" },
		.nocase = true,
		.dense = true,
		.pattern = NAMED("(?:wif|bitcoin|btc_|privkey)",
			   "[5KLc9][1-9A-HJ-NP-Za-km-z]{50,51}"),
		.check = fi_check_wif,
	},
	{
		.id = "krb5-ticket-hash",
		.title = "Kerberos ticket or AS-REP hash",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "$krb5asre"
		       "p$23$ann@ACME.IO:d77a"
		       "1865156197a9d6e4b5606"
		       "62e3bb0$71fbcee724cb5"
		       "c54325a12bc3965fd4ddc"
		       "1d49809cbbaf93c098de1"
		       "ac8325a2c3c2b45e029a3"
		       "1195\n",
		.miss = "$krb5asre"
			"p$23$ann@ACME.IO:66e0"
			"9428e8a479c9\n",
		.literal = { "$krb5asrep$", "$krb5tgs$" },
		.pattern = "(\\$krb5(?:asrep|tgs)\\$[0-9]{2}\\$[^\\s\"']{40,400})",
		.check = fi_check_placeholder,
	},
	{
		.id = "pwhash-cisco",
		.title = "Password hash in a Cisco configuration",
		.why = WHY_HASH,
		.fix = "Change the password, and keep the configuration out of the "
		       "image.",
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "enable se"
		       "cret 9 $9$gIWqFg5zOdY"
		       "5aj$Q4ddb9GmMRN1TjK0f"
		       "DNlTcop8ipIWxF9nCKkJy"
		       "EvVlq\n",
		.miss = "enable se"
			"cret 9 $9$I0VAtz1Xatf"
			"AsF\n",
		.literal = { "$8$", "$9$" },
		.nocase = true,
		.pattern = "(?i:secret|password) [89] (\\$[89]\\$[./A-Za-z0-9]{14}\\$[./"
			   "A-Za-z0-9]{43})",
		.check = fi_check_placeholder,
	},
	{
		.id = "cisco-type-7",
		.title = "Password in a Cisco configuration (type 7)",
		.why = "Type 7 is no hash: anybody turns it back into the password.",
		.fix = "Change the password, and use `secret 9` in place of "
		       "`password 7`.",
		.category = FI_SECRET,
		.severity = FI_HIGH,
		.hit = "username "
		       "ann password 7 082245"
		       "5D4CCCB29CA45C\n",
		.miss = "username "
			"ann password 7 08\n",
		.literal = { "password 7 ", "key 7 " },
		.nocase = true,
		.pattern = "(?i:password|key) 7 ([0-1][0-9][0-9A-Fa-f]{6,60})(?![0-9A-Za"
			   "-z])",
		.check = check_cisco,
		.weak = true,
	},
	{
		.id = "htpasswd-hash",
		.title = "SHA-1 hash of a password (htpasswd)",
		.why = WHY_HASH,
		.fix = FIX_HASH,
		.category = FI_SECRET,
		.severity = FI_MEDIUM,
		.hit = "ann:{SHA}"
		       "JIGL1ajwkeTLNpmK7DFHH"
		       "biO7Ro=\n",
		.miss = "ann:{SH"
			"A}2XLOQYzNVQJJ\n",
		.literal = { ":{SHA}" },
		.pattern = ":(\\{SHA\\}[A-Za-z0-9+/]{27}=)",
		.check = fi_check_placeholder,
	},
};
const size_t fi_rules_secrets_keys_n = FI_COUNT(fi_rules_secrets_keys);
