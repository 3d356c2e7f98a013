/* test_valid_more.c - accounts in ids, checksums, and what is no seed phrase. */
#include "tests/lib_test.h"

#include <string.h>

#include "rules/valid_more.h"

static struct fi_verdict judged(fi_validator *check, const char *value)
{
	struct fi_candidate c = { .value = value, .n = strlen(value), .match = value,
		.match_n = strlen(value), .around = value, .around_n = strlen(value),
		.path = "" };
	struct fi_verdict v = { .severity = FI_CRITICAL };

	check(&c, &v);
	return v;
}

static void assert_kept(fi_validator *check, const char *value)
{
	struct fi_verdict v = judged(check, value);

	assert_false(v.drop);
	assert_int_equal(v.severity, FI_CRITICAL);
}

static void assert_doubted(fi_validator *check, const char *value)
{
	struct fi_verdict v = judged(check, value);

	assert_false(v.drop);
	assert_int_equal(v.severity, FI_MEDIUM);
	assert_string_equal(fi_verdict_note(&v), "Its checksum does not fit: changed by "
						 "hand, or a sample that somebody made "
						 "up.");
}

static void an_aws_id_names_its_account(void **state)
{
	/* Base32 of ten bytes: a set bit, the account in 40 bits, and what is random. */
	struct fi_verdict v = judged(fi_check_aws_id, "AKIA"
						      "RZPUZDIKGKT7FHRG");

	(void)state;
	assert_string_equal(
		fi_verdict_note(&v), "It belongs to the AWS account 123456789012.");
	assert_int_equal(v.severity, FI_CRITICAL);
}

static void an_aws_id_of_old_names_none(void **state)
{
	char account[13];

	(void)state;
	assert_false(fi_aws_account("AKIA" "J7R5TQGWKDXBH4ZC", 20, account));
	assert_false(fi_aws_account("AKIA" "I7R5TQGWKDXBH4ZC", 20, account));
	assert_false(fi_aws_account("AKIA" "Q7R5", 8, account));
	assert_false(fi_aws_account("AKIA" "Q7R5TQGWKDXBH41C", 20, account));
}

static void a_zuplo_key_has_a_checksum(void **state)
{
	(void)state;
	assert_kept(fi_check_zuplo, "zpka_"
				    "de8gxd6ncf10epf91dho"
		"dzdoc9is0j8h_b6e0461c");
	assert_doubted(fi_check_zuplo, "zpka_"
				       "de8gxd6ncf10epf91dho"
		"dzdoc9is0j8h_b6e04612");
}

static void a_nats_seed_has_a_checksum(void **state)
{
	(void)state;
	assert_kept(fi_check_nkey, "SUA"
				   "FQZRHSI4KV6COLACW3DZ"
		"PVDW5BFF2S6XIWFKEF3RNWYI2SG76HFDX2U");
	assert_doubted(fi_check_nkey, "SUA"
				      "FQZRHSI4KV6COLACWADZ"
		"PVDW5BFF2S6XIWFKEF3RNWYI2SG76HFDX2U");
}

static void a_bitcoin_key_has_a_checksum(void **state)
{
	(void)state;
	assert_kept(fi_check_wif, "Kzkh6Ydos6bJJEZSVuWh"
		"BTAcWB3zv8BzVdyyFQyLfnTmayeuKAgL");
	assert_kept(fi_check_wif, "5KJMpPiQX6CTKpNDAokr"
		"cg7dirqMbeC7E82Ag7HRwBZEyCgsudu");
	assert_doubted(fi_check_wif, "Kzkh6Ydos6bJJEZSVuWh"
		"BTAcWB3zv8BzVdyyFQyLfnTmayeuKAg2");
}

static void keys_of_test_chains_are_no_secrets(void **state)
{
	(void)state;
	assert_kept(fi_check_ethereum, "0x"
				       "1877f8c6eff26b5010af"
		"3177d161e79587a766ec30e4037458a9905cad87bd4c");
	assert_true(judged(fi_check_ethereum, "0xac0974bec39a17e36ba4a6b4d238ff94"
					      "4bacb478cbed5efcae784d7bf4f2ff80")
			    .drop);
	assert_true(judged(fi_check_ethereum, "0x00000000000000000000000000000000"
					      "00000000000000000000000000000001")
			    .drop);
}

static void a_seed_phrase_is_twelve_words_and_no_sentence(void **state)
{
	(void)state;
	assert_kept(fi_check_mnemonic, "orbit velvet canyon lunar fossil ribbon tackle "
				       "spray genuine walnut hockey salmon");
	assert_true(judged(fi_check_mnemonic, "orbit velvet canyon lunar fossil ribbon "
					      "tackle spray genuine walnut hockey salmon "
					      "more")
			    .drop);
	assert_true(judged(fi_check_mnemonic, "write down the twelve orbit velvet canyon "
					      "lunar fossil ribbon tackle spray")
			    .drop);
}

static void phrases_of_manuals_are_no_secrets(void **state)
{
	(void)state;
	assert_true(judged(fi_check_mnemonic, "abandon abandon abandon abandon abandon "
					      "abandon abandon abandon abandon abandon "
					      "abandon about")
			    .drop);
	assert_true(judged(fi_check_mnemonic, "legal winner thank year wave sausage worth "
					      "useful legal winner thank yellow")
			    .drop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_aws_id_names_its_account),
		cmocka_unit_test(an_aws_id_of_old_names_none),
		cmocka_unit_test(a_zuplo_key_has_a_checksum),
		cmocka_unit_test(a_nats_seed_has_a_checksum),
		cmocka_unit_test(a_bitcoin_key_has_a_checksum),
		cmocka_unit_test(keys_of_test_chains_are_no_secrets),
		cmocka_unit_test(a_seed_phrase_is_twelve_words_and_no_sentence),
		cmocka_unit_test(phrases_of_manuals_are_no_secrets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
