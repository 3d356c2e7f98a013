/* test_decode.c - what is encoded in a text is found and decoded. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "rules/decode.h"
#include "rules/scan.h"

#define TOKEN                                                                          \
	"ghp_"                                                                         \
	"wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"
#define TOKEN64                                                                        \
	"Z2hwX3dXUHc1azRhWGNh"                                                         \
	"VDRmTlAwVWNuWndKVVZGazZMTzBwSU5VeA=="
#define TOKEN64_64                                                                     \
	"WjJod1gzZFhVSGMxYXpSaFdHTmhW"                                                 \
	"RFJtVGxBd1ZXTnVXbmRLVlZaR2F6Wk1UekJ3U1U1VmVBPT0="

static char *decoded(enum fi_encoding how, const char *s)
{
	char *out = calloc(1, strlen(s) + 1);

	assert_non_null(out);
	out[fi_decode(how, s, strlen(s), out)] = 0;
	return out;
}

static void assert_decodes(enum fi_encoding how, const char *s, const char *want)
{
	FI_AUTO(fi_freep) char *got = decoded(how, s);

	assert_string_equal(got, want);
}

static void each_encoding_is_undone(void **state)
{
	(void)state;
	assert_decodes(FI_BASE64, "aGVsbG8gd29ybGQ=", "hello world");
	assert_decodes(FI_BASE64, "aGVsbG8g\n  d29ybGQ", "hello world");
	assert_decodes(FI_BASE64, "fn5+fn5-", "~~~~~~");
	assert_decodes(FI_HEX, "68656c6C6f", "hello");
	assert_decodes(FI_HEX, "686z", "h");
	assert_decodes(FI_PERCENT, "a%3A%2f%2Fb%zz%", "a://b%zz%");
	assert_decodes(FI_JSON_ESCAPED, "a:\\/\\/b\\u0040c\\n\\u00e9\\u00\\x",
		"a://b@c\n\xff\\u00\\x");
}

static void a_decoded_byte_leads_back_to_its_encoded_form(void **state)
{
	const char *wrapped = "aGVsbG8g\n  d29ybGQ";

	(void)state;
	assert_int_equal(fi_decode_from(FI_BASE64, wrapped, strlen(wrapped), 0), 0);
	assert_int_equal(fi_decode_from(FI_BASE64, wrapped, strlen(wrapped), 4), 5);
	assert_int_equal(fi_decode_from(FI_BASE64, wrapped, strlen(wrapped), 6), 11);
	assert_int_equal(fi_decode_from(FI_HEX, "68656c", 6, 2), 4);
	assert_int_equal(fi_decode_from(FI_PERCENT, "a%3Ab", 5, 2), 4);
	assert_int_equal(fi_decode_from(FI_PERCENT, "a%3Ab", 5, 9), 5);
}

static void a_place_in_a_run_is_worked_out_as_decoding_tells(void **state)
{
	/* 0, 1 and 2 bytes more than whole units; behind padding; and half a byte of hex. */
	static const char *const raw[] = { "aGVsbG8g", "aGVsbG8gdA==", "aGVsbG8gdGg=", "aGVsbG8gdGg",
		"aGVsbG8gd", "68656c6c6", "68656c6c" };

	(void)state;
	for (size_t i = 0; i < sizeof(raw) / sizeof(raw[0]); i++) {
		struct fi_run run = { .how = raw[i][0] == 'a' ? FI_BASE64 : FI_HEX,
			.raw = raw[i],
			.n = strlen(raw[i]),
			.flat = true };
		struct fi_run_marks marks = { .n = 0 };
		char text[16];

		run.bytes = fi_decode(run.how, run.raw, run.n, text);
		for (size_t at = 0; at <= run.bytes + 1; at++)
			assert_int_equal(fi_run_from(&run, at, &marks),
				fi_decode_from(run.how, run.raw, run.n, at));
	}
}

static enum fi_code write_start(void *self, const struct fi_run *r, struct fi_err *err)
{
	(void)err;
	return fi_buf_addf(self, "%u ", (unsigned)r->start);
}

static void no_line(void *self, uint64_t at, unsigned *line, unsigned *column)
{
	(void)self;
	*line = 1;
	*column = (unsigned)at + 1;
}

static void assert_told(uint64_t known, const char *want)
{
	static const char text[] = "aGVsbG8gdGhlcmUgeW91IQ== aGVsbG8gdGhlcmUgeW91IQ==";
	FI_AUTO(fi_buf_done) struct fi_buf told = fi_buf_limited(100);
	struct fi_runs *r = fi_runs_new(write_start, no_line, &told);
	struct fi_words words = { 0 };
	struct fi_err err = { 0 };

	assert_non_null(r);
	assert_true(fi_words_take(&words, text, sizeof(text) - 1));
	fi_runs_begin(r, known);
	assert_ok(fi_runs_feed(r, text, 0, sizeof(text) - 1, &words.longs, 0, true, &err), &err);
	assert_string_equal(told.p, want);
	fi_runs_free(r);
	fi_words_done(&words);
}

/* With the text before another run, which is scanned with it. */
static void a_run_that_was_told_is_not_told_again(void **state)
{
	(void)state;
	assert_told(0, "0 25 ");
	assert_told(22, "0 25 "); /* it goes on behind what is known */
	assert_told(23, "25 ");
	assert_told(24, "25 ");
	assert_told(47, "25 ");
	assert_told(49, "");
}

/* Counting on from a place that is known comes to what decoding from the start does. */
static void places_in_wrapped_text_are_told_in_any_order(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf raw = fi_buf_limited(1 << 20);
	char text[4000];
	struct fi_run run = { .how = FI_BASE64 };
	struct fi_run_marks marks = { .n = 0 };

	(void)state;
	for (unsigned i = 0; i < 70; i++)
		assert_int_equal(fi_buf_adds(&raw, i % 3 ?
			"aGVsbG8gdGhlcmUsIGhlcmUgaXMgbm90aGluZyB0byBmaW5kLCBub3Q\n" :
			"aGVsbG8gdGhlcmUsIGhlcmUgaXMgbm90aGluZyB0byBmaW5kLCBu\r\n  "), FI_OK);
	run.raw = raw.p;
	run.n = raw.len;
	run.bytes = fi_decode(FI_BASE64, raw.p, raw.len, text);
	for (size_t k = 0; k <= run.bytes + 2; k++) {
		size_t at = k * 577 % (run.bytes + 3), from = 0, digits = 0;

		/* Byte `at` is in the unit at / 3, whose first digit is where it begins. */
		for (; from < raw.len; from++) {
			bool digit = !strchr(" \r\n", raw.p[from]);

			if (digit && digits++ == at / 3 * 4)
				break;
		}
		if (at < run.bytes)
			assert_int_equal(fi_run_from(&run, at, &marks), from + at % 3);
		else
			assert_true(fi_run_from(&run, at, &marks) <= raw.len);
	}
}

static void text_ends_where_control_bytes_do_not_belong(void **state)
{
	(void)state;
	assert_int_equal(fi_text_length("a\tb\n\xc3\xa9", 6), 6);
	assert_int_equal(fi_text_length("ab\x01", 3), 2);
	assert_int_equal(fi_text_length("ab\xff", 3), 2);
	assert_int_equal(fi_text_length("ab\xc3z", 4), 2);
}

/* --- with the whole catalogue -------------------------------------------- */

static int setup(void **state)
{
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };

	assert_ok(fi_scanner_new(NULL, NULL, &s, &err), &err);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	fi_scanner_free(*state);
	return 0;
}

static enum fi_code write_hit(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)err;
	if (!h->decoded)
		return FI_OK;
	/* What of it is hidden is all that a token's lone run has. */
	if (strcmp(h->decoded, "base64") == 0 && h->raw_n == strlen(TOKEN64))
		assert_memory_equal(h->raw, TOKEN64, h->raw_n);
	return fi_buf_addf(
		self, "%s %u:%u %s\n", h->rule->id, h->line, h->column, h->decoded);
}

static struct fi_buf hits_in(struct fi_scanner *s, const char *path, const char *text,
	size_t n, size_t piece)
{
	struct fi_buf out = fi_buf_limited(1 << 20);
	struct fi_err err = { 0 };

	assert_ok(
		fi_scan_begin(s, path, piece < n ? 0 : n, write_hit, &out, &err), &err);
	for (size_t at = 0, take; at < n; at += take) {
		take = n - at < piece ? n - at : piece;
		assert_ok(fi_scan_bytes(s, text + at, take, &err), &err);
	}
	assert_ok(fi_scan_end(s, &err), &err);
	return out;
}

static void assert_found(
	struct fi_scanner *s, const char *path, const char *text, const char *want)
{
	static const size_t pieces[] = { 1, 3, 64, 300, SIZE_MAX };

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		FI_AUTO(fi_buf_done)
		struct fi_buf b = hits_in(s, path, text, strlen(text), pieces[i]);

		if (!strstr(b.p, want))
			fail_msg("%s\nhas no\n%s\nbut\n%s", text, want, b.p);
	}
}

static void assert_quiet(struct fi_scanner *s, const char *path, const char *text)
{
	FI_AUTO(fi_buf_done)
	struct fi_buf b = hits_in(s, path, text, strlen(text), SIZE_MAX);

	assert_string_equal(b.p, "");
}

static void values_of_a_kubernetes_secret_are_decoded(void **state)
{
	const char *yaml = "apiVersion: v1\nkind: Secret\ndata:\n"
			   "  DB_PASSWORD: cTdMdDJOeDlWYjVNYzFacg==\n"
			   "  token: " TOKEN64 "\n";

	assert_found(*state, "app/secret.yaml", yaml, "generic-password 4:16 base64\n");
	assert_found(
		*state, "app/secret.yaml", yaml, "github-pat-classic 5:10 base64\n");
}

static void a_data_uri_is_decoded(void **state)
{
	assert_found(*state, "www/a.html",
		"<a href=\"data:text/plain;base64," TOKEN64 "\">",
		"github-pat-classic 1:33 base64\n");
}

static void a_second_encoding_is_undone_and_no_third(void **state)
{
	assert_found(*state, "app/x.env", "X=" TOKEN64_64 "\n",
		"github-pat-classic 1:3 base64 > base64\n");
	assert_quiet(*state, "app/x.env",
		"X=V2pKb2QxZ3paRmhWU0dNeFlYcFNhRmRIVG1oV1JG"
		"SnRWR3hCZDFaWFRuVlhibVJMVmxaYVIyRjZXazFVZWtKM1UxVTFWbVZCUFQwPQ==\n");
}

static void hex_in_a_script_is_decoded(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1000);

	assert_int_equal(fi_buf_adds(&b, "T=$(echo "), FI_OK);
	for (size_t i = 0; i < strlen(TOKEN); i++)
		assert_int_equal(fi_buf_addf(&b, "%02x", (unsigned)TOKEN[i]), FI_OK);
	assert_int_equal(fi_buf_adds(&b, " | xxd -r -p)\n"), FI_OK);
	assert_found(*state, "app/run.sh", b.p, "github-pat-classic 1:10 hex\n");
}

static void a_percent_encoded_url_in_a_log_is_decoded(void **state)
{
	assert_found(*state, "var/log/access.log",
		"GET /login?next=postgres%3A%2F%2Fapp%3Aq7Lt2Nx9"
		"Vb5Mc1Zr%40db.acme.io%3A5432%2Fapp HTTP/1.1\n",
		"postgres-url 1:40 percent\n");
}

static void escapes_of_json_are_undone(void **state)
{
	assert_found(*state, "app/c.json",
		"{\n\"u\": \"postgres:\\/\\/app:q7Lt2Nx9"
		"Vb5Mc1Zr@db.acme.io:5432\\/app\"}",
		"postgres-url 2:24 json\n");
	assert_found(*state, "app/c.json",
		"{\n\"u\": \"postgres://app:q7Lt2Nx9"
		"Vb5Mc1Zr\\u0040db.acme.io\"}",
		"postgres-url 2:22 json\n");
}

static void a_string_in_a_string_in_a_string_is_read(void **state)
{
	assert_found(*state, "app/c.json",
		"{\n\"x\": \"{\\\"y\\\": \\\"{\\\\\\\"password\\\\\\\": "
		"\\\\\\\"q7Lt2Nx9"
		"Vb5Mc1Zr\\\\\\\"}\\\"}\"}\n",
		"generic-password 2:40 json\n");
}

static void utf16_in_base64_is_decoded(void **state)
{
	assert_found(*state, "app/x.ps1",
		"pwsh -EncodedCommand "
		"ZwBoAHAAXwB3AFcAUAB3ADUAawA0AGEAWABjAGEAVAA0AGYATgBQADAAVQBjAG4AWgB3"
		"AEoAVQBWAEYAawA2AEwATwAwAHAASQBOAFUAeAA=\n",
		"github-pat-classic 1:22 base64\n");
}

static void an_escape_or_a_name_may_stand_before_a_run(void **state)
{
	assert_found(*state, "app/x.js", "k = 'a\\n" TOKEN64 "'",
		"github-pat-classic 1:9 base64\n");
	assert_found(*state, "app/x.js", "k = 'a/administrators/'\n'x/" TOKEN64 "'",
		"github-pat-classic 2:4 base64\n");
}

static void a_wrapped_dotenv_file_is_decoded(void **state)
{
	assert_found(*state, "app/x.yaml",
		"data:\n  env: |\n"
		"    UE9SVD04MDgwCkFQUF9OQU1FPXRlc3QKTk9UPVRISU5HIFRPIFNFRSBIRVJFCkRC\n"
		"    X1BBU1NXT1JEPXE3THQyTng5VmI1TWMxWnIK\nnext: yes\n",
		"generic-password 4:18 base64\n");
}

static void what_decodes_to_no_text_is_left_alone(void **state)
{
	assert_quiet(*state, "app/x.js",
		"import getElementByIdentifierName from "
		"'usr/share/doc/packages/index';\n"
		"url(data:font/"
		"woff2;base64,d09GMgABAAAAAAYkAAsAAAAADXAAAAXVAAEAAAAAAAAAAA)\n"
		"sha512-"
		"3KOiP2tzPBUb1AoY4rMW3jvBkBSrMTHeANqDdiQSBhVAvAqhzaPzlJG1DBp1kq9Q\n"
		"password: \"AdministratorPassword\"\n");
}

static enum fi_code check_raw(void *self, const struct fi_hit *h, struct fi_err *err)
{
	(void)err;
	if (h->decoded && strcmp(h->rule->id, "github-pat-classic") == 0) {
		assert_int_equal(h->raw_n, strlen(TOKEN64));
		assert_memory_equal(h->raw, TOKEN64, h->raw_n);
		++*(int *)self;
	}
	return FI_OK;
}

/* Short runs are decoded together: each is found where it stands, and once. */
static void each_of_many_runs_in_a_line_has_its_place(void **state)
{
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf want = fi_buf_limited(1 << 20);

	for (unsigned i = 0; i < 3000; i++) {
		if (i % 7 == 0)
			assert_int_equal(fi_buf_addf(&want, "github-pat-classic %u:%u base64\n",
					    i / 100 + 1, i % 100 * 57 + 1), FI_OK);
		assert_int_equal(fi_buf_addf(&b, "%s%c", i % 7 ?
			"aGVsbG8gdGhlcmUsIGhlcmUgaXMgbm90aGluZyB0byBmaW5kLCBub3Q=" : TOKEN64,
			i % 100 == 99 ? '\n' : ' '), FI_OK);
	}
	for (size_t piece = 999; piece < 2000000; piece *= 44) {
		FI_AUTO(fi_buf_done) struct fi_buf got = hits_in(*state, "x", b.p, b.len, piece);

		assert_string_equal(got.p, want.p);
	}
}

static void a_hit_tells_the_encoded_text_to_hide(void **state)
{
	struct fi_err err = { 0 };
	int n = 0;

	assert_ok(fi_scan_text(*state, "", "RUN x " TOKEN64 " y",
			  strlen("RUN x " TOKEN64 " y"), check_raw, &n, &err),
		&err);
	assert_int_equal(n, 1);
}

/* Base64 of 200 KiB of lines; the token is over the seam of two parts. */
static void a_long_run_is_read_to_its_end(void **state)
{
	static const char line[] = "bGluZSBvZiB0ZXh0IGhl"; /* "line of text he" */
	FI_AUTO(fi_buf_done) struct fi_buf b = fi_buf_limited(1 << 20);
	FI_AUTO(fi_buf_done) struct fi_buf once, cut;

	for (size_t i = 0; i < 18000; i++) {
		bool token = i == 100 || i == 5270 || i == 6500 || i == 17990;

		assert_int_equal(fi_buf_adds(&b, line), FI_OK);
		if (token) /* "\n" TOKEN "\n " */
			assert_int_equal(fi_buf_adds(&b, "CmdocF93V1B3NWs0YVhjYVQ0Zk5QM"
							 "FVjblp3SlVWRms2TE8wcElOVXgK"),
				FI_OK);
	}
	once = hits_in(*state, "app/x", b.p, b.len, SIZE_MAX);
	cut = hits_in(*state, "app/x", b.p, b.len, 1000);
	assert_string_equal(once.p, "github-pat-classic 1:2022 base64\n"
				    "github-pat-classic 1:105478 base64\n"
				    "github-pat-classic 1:130134 base64\n"
				    "github-pat-classic 1:359990 base64\n");
	assert_string_equal(cut.p, once.p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_encoding_is_undone),
		cmocka_unit_test(a_decoded_byte_leads_back_to_its_encoded_form),
		cmocka_unit_test(a_place_in_a_run_is_worked_out_as_decoding_tells),
		cmocka_unit_test(a_run_that_was_told_is_not_told_again),
		cmocka_unit_test(places_in_wrapped_text_are_told_in_any_order),
		cmocka_unit_test(text_ends_where_control_bytes_do_not_belong),
		cmocka_unit_test(values_of_a_kubernetes_secret_are_decoded),
		cmocka_unit_test(a_data_uri_is_decoded),
		cmocka_unit_test(a_second_encoding_is_undone_and_no_third),
		cmocka_unit_test(hex_in_a_script_is_decoded),
		cmocka_unit_test(a_percent_encoded_url_in_a_log_is_decoded),
		cmocka_unit_test(escapes_of_json_are_undone),
		cmocka_unit_test(a_string_in_a_string_in_a_string_is_read),
		cmocka_unit_test(utf16_in_base64_is_decoded),
		cmocka_unit_test(an_escape_or_a_name_may_stand_before_a_run),
		cmocka_unit_test(a_wrapped_dotenv_file_is_decoded),
		cmocka_unit_test(what_decodes_to_no_text_is_left_alone),
		cmocka_unit_test(each_of_many_runs_in_a_line_has_its_place),
		cmocka_unit_test(a_hit_tells_the_encoded_text_to_hide),
		cmocka_unit_test(a_long_run_is_read_to_its_end),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
