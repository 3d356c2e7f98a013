/* testkeys.h - private keys that published packages carry for their tests. */
#ifndef FI_RULES_TESTKEYS_H
#define FI_RULES_TESTKEYS_H

/*
 * The package that carries the key whose decoded body (DER, or what stands in an
 * OpenSSH armor) has this SHA-256; NULL for any other.  Static.  Only hashes are in
 * the table; testdata/testkeys.sh makes it again.
 */
/* What a finding of such a key says begins so. */
#define FI_NOTE_TEST_KEY "It is a public test key"
const char *fi_test_key(const unsigned char sha256[32]);

#endif
