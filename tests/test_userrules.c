/* test_userrules.c - users' own rules: what is read, what is refused, what they find. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/scan.h"
#include "rules/userpattern.h"
#include "rules/userrules.h"
#include "tests/lib_test.h"

static void user_freep(struct fi_user_rules **u)
{
	fi_user_rules_free(*u);
}

#define USER FI_AUTO(user_freep) struct fi_user_rules *

static enum fi_code read_text(
	struct fi_user_rules **u, const char *text, struct fi_err *err)
{
	enum fi_code rc;

	*u = fi_user_rules_new();
	assert_non_null(*u);
	rc = fi_user_rules_read(*u, "my.toml", text, strlen(text), err);
	return rc == FI_OK ? fi_user_rules_settle(*u, err) : rc;
}

static struct fi_user_rules *load(const char *text)
{
	struct fi_user_rules *u = NULL;
	struct fi_err err = { 0 };

	assert_ok(read_text(&u, text, &err), &err);
	return u;
}

static void refused(const char *text, const char *words)
{
	USER u = NULL;
	struct fi_err err = { 0 };

	assert_fails(read_text(&u, text, &err), FI_EUSAGE, words, &err);
}

/* "id:value@line ..." of what is found, in the order of finding. */
struct found {
	char text[512];
	size_t n;
};

static enum fi_code note(void *self, const struct fi_hit *h, struct fi_err *err)
{
	struct found *f = self;
	int n = snprintf(f->text + f->n, sizeof(f->text) - f->n, "%s%s:%.*s@%u",
		f->n ? " " : "", h->rule->id, (int)h->n, h->value, h->line);

	(void)err;
	assert_true(n > 0 && f->n + (size_t)n < sizeof(f->text));
	f->n += (size_t)n;
	return FI_OK;
}

static struct found scan(
	const struct fi_user_rules *u, const char *path, const char *text)
{
	struct fi_scanner *s = NULL;
	struct fi_err err = { 0 };
	struct found f = { .n = 0 };
	size_t n = 0;
	const struct fi_rule *const *list = fi_user_rules_list(u, &n);

	assert_ok(fi_scanner_from_rules(list, n, &s, &err), &err);
	assert_ok(fi_scan_text(s, path, text, strlen(text), note, &f, &err), &err);
	fi_scanner_free(s);
	return f;
}

static void finds(const char *rules, const char *path, const char *text, const char *want)
{
	USER u = load(rules);
	struct found f = scan(u, path, text);

	assert_string_equal(f.text, want);
}

/* ---- what is found ---- */

static void a_rule_finds_its_first_group(void **state)
{
	(void)state;
	finds("[[rules]]\nid='a'\nregex='''\\b(acme_[a-z]{6})\\b'''\nkeywords=['acme_']\n",
		"x", "one\nk=acme_qwerty;", "a:acme_qwerty@2");
}

static void the_secret_group_is_the_one_that_is_named(void **state)
{
	(void)state;
	finds("[[rules]]\nid='a'\nsecretGroup=2\n"
	      "regex='''(?P<k>acme)(?:-x)?=([a-z]+)(;)'''\n",
		"x", "acme-x=qwerty;", "a:qwerty@1");
}

static void without_key_words_a_fixed_text_is_the_anchor(void **state)
{
	(void)state;
	finds("[[rules]]\nid='a'\nregex='''(?i)[a-z]?(?:left|right)hand=([0-9]+)'''\n", "x",
		"LEFThand=77\nRightHand=8", "a:77@1 a:8@2");
}

static void a_key_word_may_stand_before_the_secret(void **state)
{
	static const char rules[] = "[[rules]]\nid='a'\nregex='''\\b[0-9a-f]{12}\\b'''\n"
				    "keywords=['AcMe']\n";

	(void)state;
	finds(rules, "x", "0123456789ab", "");
	finds(rules, "x", "acme:\n  id: 0123456789ab\n", "a:0123456789ab@2");
}

static void ten_key_words_are_as_good_as_one(void **state)
{
	static const char rules[] = "[[rules]]\nid='a'\n"
				    "regex='''(?:k00|k01|k02|k03|k04|k05|k06|k07|k08|k09)=(\\d+)'''\n"
				    "keywords=['k00','k01','k02','k03','k04','k05','k06','k07',"
				    "'k08','k09']\n";

	(void)state;
	finds(rules, "x", "k00=1 k07=2 k08=3 k09=4", "a:1@1 a:2@1 a:3@1 a:4@1");
}

static void a_rule_in_parts_is_one_rule(void **state)
{
	USER u = load("[[rules]]\nid='a'\nregex='''(?:k[01][0-9]|kz)=(\\d+)'''\nkeywords="
		      "['k00','k01','k02','k03','k04','k05','k06','k07','k08','k09','k10',"
		      "'k11','k12','k13','k14','k15','k16','k17']\n");
	const struct fi_rule *const *list;
	size_t n = 0;

	(void)state;
	list = fi_user_rules_list(u, &n);
	assert_string_equal(list[1]->id, "a");
	assert_ptr_equal(list[1]->part_of, list[0]);
	assert_null(list[0]->part_of);
	assert_string_equal(list[1]->literal[0], "k16");
}

static void values_of_few_bits_are_dropped(void **state)
{
	(void)state;
	finds("[[rules]]\nid='a'\nentropy=2.0\nregex='''acme=(\\w+)'''\n", "x",
		"acme=aabbaabb acme=abcdefgh", "a:abcdefgh@1");
}

static void a_path_limits_a_rule(void **state)
{
	static const char rules[] =
		"[[rules]]\nid='a'\npath='''\\.tf$'''\nregex='''acme=(\\w+)'''\n";

	(void)state;
	finds(rules, "infra/main.tf", "acme=1", "a:1@1");
	finds(rules, "infra/main.tf.md", "acme=1", "");
}

#define ACME "[[rules]]\nid='a'\nregex='''acme=(\\w+)'''\n"

static void an_allowlist_lets_pass_what_any_part_covers(void **state)
{
	static const char rules[] = ACME "[[rules.allowlists]]\nregexes=['''^x+$''']\n"
					 "stopwords=['DUMMY']\npaths=['^docs/']\n";

	(void)state;
	finds(rules, "x", "acme=xxx acme=adummyb acme=ok", "a:ok@1");
	finds(rules, "docs/x", "acme=ok", "");
}

static void an_allowlist_with_and_wants_all_parts(void **state)
{
	static const char rules[] = ACME "[[rules.allowlists]]\ncondition='AND'\n"
					 "regexes=['^x']\npaths=['^docs/']\n";

	(void)state;
	finds(rules, "y", "acme=xxx", "a:xxx@1");
	finds(rules, "docs/y", "acme=xxx acme=yyy", "a:yyy@1");
	finds(ACME "[[rules.allowlists]]\ncondition='AND'\ncommits=['c']\npaths=['y']\n",
		"y", "acme=xxx", "a:xxx@1");
}

static void a_regex_target_is_the_match_or_the_line(void **state)
{
	(void)state;
	finds(ACME "[rules.allowlist]\nregexTarget='match'\nregexes=['^acme=q']\n", "x",
		"acme=q acme=r", "a:r@1");
	finds(ACME "[rules.allowlist]\nregexTarget='line'\nregexes=['^#.*ok$']\n", "x",
		"# acme=q ok\nacme=r ok\n", "a:r@2");
}

/* ---- the catalogue ---- */

static size_t count(const struct fi_user_rules *u, const char *id)
{
	const struct fi_rule *const *list;
	size_t n = 0, found = 0;

	list = fi_user_rules_list(u, &n);
	for (size_t i = 0; i < n; i++)
		found += strcmp(list[i]->id, id) == 0;
	return found;
}

static const struct fi_rule *some_secret_rule(void)
{
	for (size_t i = 0; i < fi_rules_count(); i++)
		if (fi_rules_at(i)->pattern)
			return fi_rules_at(i);
	fail();
	return NULL;
}

static void rules_run_beside_the_catalogue(void **state)
{
	USER u = load(ACME);
	size_t n = 0;

	(void)state;
	(void)fi_user_rules_list(u, &n);
	assert_int_equal(n, fi_rules_count() + 1);
	assert_true(fi_user_rules_has(u, "a"));
	assert_int_equal(fi_user_rules_off(u)->n, 0);
}

static void a_rule_replaces_that_of_its_id(void **state)
{
	const char *id = some_secret_rule()->id;
	FI_AUTO(fi_freep) char *text =
		fi_format("[[rules]]\nid='%s'\nregex='''acme=(\\w+)'''\n", id);
	USER u = load(text);

	(void)state;
	assert_int_equal(count(u, id), 1);
	assert_contains(scan(u, "x", "acme=1").text, ":1@1");
}

static void a_rule_without_regex_extends_that_of_its_id(void **state)
{
	const struct fi_rule *r = some_secret_rule();
	FI_AUTO(fi_freep) char *plain =
		fi_format("[[rules]]\nid='%s'\nseverity='high'\n", r->id);
	FI_AUTO(fi_freep) char *with = fi_format(
		"[[rules]]\nid='%s'\n[rules.allowlist]\npaths=['^docs/']\n", r->id);
	USER u = load(plain);
	USER v = load(with);
	size_t n = 0;

	(void)state;
	assert_int_equal(fi_user_rules_list(u, &n)[0]->severity, FI_HIGH);
	assert_int_equal(fi_user_rules_list(v, &n)[0]->severity, r->severity);
	assert_contains(scan(u, "docs/x", r->hit).text, r->id);
	assert_contains(scan(v, "app/x", r->hit).text, r->id);
	assert_lacks(scan(v, "docs/x", r->hit).text, r->id);
}

static void an_allowlist_of_the_file_is_for_all_rules_about_values(void **state)
{
	const struct fi_rule *r = some_secret_rule();
	USER u = load(ACME "[[allowlists]]\npaths=['^docs/']\n");
	USER v = load(ACME "[[allowlists]]\ntargetRules=['a']\npaths=['^docs/']\n");

	(void)state;
	assert_lacks(scan(u, "docs/x", r->hit).text, r->id);
	assert_lacks(scan(u, "docs/x", "acme=1").text, "a:1");
	assert_contains(scan(v, "docs/x", r->hit).text, r->id);
	assert_lacks(scan(v, "docs/x", "acme=1").text, "a:1");
}

static void extend_turns_rules_off(void **state)
{
	FI_AUTO(fi_freep) char *text =
		fi_format("[extend]\nuseDefault=true\ndisabledRules=['%s','nothing']\n",
			some_secret_rule()->id);
	USER u = load(text);
	USER v = load("[extend]\nuseDefault=false\n" ACME);

	(void)state;
	assert_int_equal(fi_user_rules_off(u)->n, 1);
	assert_contains(fi_user_rules_remarks(u)->v[0], "my.toml:3: ");
	assert_contains(fi_user_rules_remarks(u)->v[0], "called nothing");
	assert_true(fi_strs_has(fi_user_rules_off(v), some_secret_rule()->id));
	assert_false(fi_strs_has(fi_user_rules_off(v), "a"));
}

/* ---- what is refused ---- */

static void a_broken_regex_is_refused_where_it_breaks(void **state)
{
	(void)state;
	refused("[[rules]]\nid='a'\nregex = '''abc(d'''\n",
		"my.toml:3:17: the regex, at byte 5: missing closing parenthesis; close");
	refused("[[rules]]\nid='a'\nregex = 'x[a'\n", "my.toml:3:13: ");
	refused("[[rules]]\nid='a'\nregex = '''\nabc\nd(e'''\n", "my.toml:5:4: ");
	refused("[[rules]]\nid='a'\nregex = \"\\\\x{1F600}\"\n", "write the character as in UTF-8");
	refused(ACME "[rules.allowlist]\npaths=[ '(' ]\n", "my.toml:5:11: ");
}

static void go_syntax_that_pcre2_shares_is_taken(void **state)
{
	(void)state;
	finds("[[rules]]\nid='a'\n"
	      "regex='''(?i)\\bacme(?P<sep>[[:space:]]*=)\\Q.\\E(?P<v>\\pN+)\\z'''\n"
	      "secretGroup=2\n",
		"x", "ACME =.42", "a:42@1");
}

static void unknown_keys_are_named_with_the_nearest(void **state)
{
	(void)state;
	refused("[[rules]]\nid='a'\nregexp='abc'\n",
		"my.toml:3:1: there is no key `regexp` in a rule; did you mean `regex`?");
	refused("[[rule]]\nid='a'\n", "did you mean `rules`?");
	refused("[[rules]]\nid='a'\nregex=3\n", "my.toml:3:7: `regex` is a");
	refused("[[rules]]\nid='a'\nkeywords=['abc', 3]\n", "give it strings");
	refused("rules=[1]\n", "write [[rules]]");
	refused("a = \n", "my.toml: line 1");
}

static void values_that_cannot_be_are_refused(void **state)
{
	(void)state;
	refused("[[rules]]\nregex='abc'\n", "the rule has no `id`");
	refused("[[rules]]\nid='a b'\n", "`id` has a character");
	refused("[[rules]]\nid='secret'\n", "the name of a category");
	refused(ACME "entropy=9\n", "bits a character");
	refused(ACME "entropy=nan\n", "bits a character");
	refused(ACME "severity='severe'\n", "give it critical, high");
	refused(ACME "secretGroup=2\n", "but the regex has 1 group");
	refused(ACME "[rules.allowlist]\ncondition='XOR'\n", "\"OR\" or \"AND\"");
	refused(ACME "[rules.allowlist]\nregexTarget='file'\n", "\"line\"");
	refused(ACME "[rules.allowlist]\nstopwords=['']\n", "empty stop word");
	refused("[[rules]]\nid='a'\nregex=\"ab\\u0000c\"\n", "zero byte");
	refused("[[rules]]\nid='a'\nregex='''acme\\Kx'''\n", "\\K");
}

/* ---- what is taken with a remark ---- */

static void remarks(
	const char *rules, const char *words, const char *text, const char *want)
{
	USER u = load(rules);
	const struct fi_strs *said = fi_user_rules_remarks(u);

	assert_int_equal(said->n, 1);
	assert_contains(said->v[0], words);
	assert_string_equal(scan(u, "x", text).text, want);
}

static void a_rule_that_requires_others_runs_without_them(void **state)
{
	(void)state;
	remarks(ACME "[[rules.required]]\nid='b'\nwithinLines=3\n",
		"my.toml:4: rule a finds its secret also", "acme=1", "a:1@1");
}

static void a_file_that_extends_another_is_read_without_it(void **state)
{
	(void)state;
	remarks("[extend]\npath='other.toml'\n" ACME, "my.toml:2: `extend.path` is not",
		"acme=1", "a:1@1");
}

static void a_regex_with_a_short_text_is_tried_there(void **state)
{
	(void)state;
	finds("[[rules]]\nid='a'\nkeywords=['Q~']\nregex='''\\b(\\w{3}Q~\\w{4})\\b'''\n",
		"x", "x\nabcQ~defg Q~", "a:abcQ~defg@2");
	remarks("[[rules]]\nid='a'\nregex='''\\b(\\w{3}~\\w{4})\\b'''\n",
		"rule a is tried at each \"~\"", "x\nabc~defg ~", "a:abc~defg@2");
}

static void a_regex_without_fixed_text_is_tried_behind_signs(void **state)
{
	static const char rules[] = "[[rules]]\nid='a'\nregex='''\\b[0-9a-f]{12}\\b'''\n";
	static const char odd[] = "[[rules]]\nid='a'\nsecretGroup=2\nkeywords=['k']\n"
				  "regex='''([a-f]{2})([0-9]{4})|([g-k])'''\n";

	(void)state;
	remarks(rules, "behind = and :", "k=0123456789ab\n\"id\": \"1123456789ab\"",
		"a:0123456789ab@1 a:1123456789ab@2");
	remarks(rules, "behind = and :", "f('2123456789ab', [\"3123456789ab\"])",
		"a:2123456789ab@1 a:3123456789ab@1");
	remarks(odd, "behind = and :", "id: ab1234", "a:1234@1");
	remarks("[[rules]]\nid='a'\nregex='''(?:abcd)?([0-9]{6})|efgh'''\n",
		"rule a has no fixed text", "x=abcd123456", "a:123456@1");
}

static void a_rule_that_cannot_run_is_left_out_by_name(void **state)
{
	(void)state;
	remarks(ACME "[[rules]]\nid='b'\nregex='''([0-9])\\1{11}'''\n",
		"my.toml:6: rule b is left out", "acme=1 k=111111111111", "a:1@1");
	remarks(ACME "[[rules]]\nid='a'\nregex='other'\n",
		"my.toml:4: rule a is there already, in my.toml line 1: this one is left out",
		"acme=1 other", "a:1@1");
}

static void keys_are_known_in_any_case_of_letters(void **state)
{
	(void)state;
	finds("[[rules]]\nID='a'\nRegex='''acme=(\\w+)'''\nKeyWords=['acme']\n"
	      "[[rules.allowLists]]\nstopWords=['dummy']\n",
		"x", "acme=dummy1 acme=2", "a:2@1");
}

/* ---- anchors ---- */

static void anchors_are(const char *regex, const char *want)
{
	struct fi_arena a = { 0 };
	struct fi_pattern p;
	FI_AUTO(fi_buf_done) struct fi_buf got = fi_buf_limited(256);

	assert_int_equal(fi_pattern_read(regex, FI_ANCHOR_LEAST, &a, &p), FI_OK);
	for (size_t i = 0; i < p.nanchors; i++)
		assert_int_equal(
			fi_buf_addf(&got, "%s%s", i ? " " : "", p.anchor[i]), FI_OK);
	if (p.opaque)
		assert_int_equal(fi_buf_adds(&got, "opaque"), FI_OK);
	assert_string_equal(got.p, want);
	fi_arena_done(&a);
}

static void anchors_stand_in_every_match(void **state)
{
	(void)state;
	anchors_are("abcd*efg", "abc");
	anchors_are("abc{0,3}defg", "defg");
	anchors_are("ab+cdef", "cdef");
	anchors_are("(?:AKIA|ASIA)[0-9]", "AKIA ASIA");
	anchors_are("(?:AKIA|A[0-9]X)[0-9]", "");
	anchors_are("(abcd)?x(?:efg)+", "efg");
	anchors_are("(?!abcd)(?<=efgh)\\w", "");
	anchors_are("\\x61bcd[]abc]\\]de\\.f", "]de.f");
	anchors_are("a\\bb\\Bcd", "abcd");
	anchors_are("[[:alpha:]x]\\p{Lu}abc\\Qxyz\\E", "abc");
	anchors_are("(a)bcd\\1", "opaque");
	anchors_are("(?x) a b c d", "opaque");
	anchors_are("abc|", "");
}

/* ---- examples ---- */

static void examples_are_run(void **state)
{
	USER u = load(ACME "hit=['acme=1','nothing']\nmiss='acme'\n"
			   "[[rules]]\nid='f'\npath='\\.key$'\nhit='a/b.key'\nmiss='a/b.keys'\n");
	static const bool want[] = { true, false, false, true, false };
	struct fi_err err = { 0 };
	size_t n = 0;
	const struct fi_user_example *e = fi_user_rules_examples(u, &n);

	(void)state;
	assert_int_equal(n, 5);
	assert_int_equal(e[0].line, 4);
	assert_true(e[0].hit && !e[2].hit);
	for (size_t i = 0; i < n; i++) {
		bool fired = !want[i];

		assert_ok(fi_user_rules_try(u, &e[i], &fired, &err), &err);
		assert_int_equal(fired, want[i]);
	}
}

static void an_example_of_a_rule_with_a_path_needs_one(void **state)
{
	USER u = load(ACME "path='\\.tf$'\nhit='acme=1'\n");
	USER v = load(ACME "path='\\.tf$'\nhit='acme=1'\nsample='a/b.tf'\n");
	struct fi_err err = { 0 };
	bool fired = false;
	size_t n = 0;

	(void)state;
	assert_fails(fi_user_rules_try(u, fi_user_rules_examples(u, &n), &fired, &err),
		FI_EUSAGE, "sample = ", &err);
	fi_err_clear(&err);
	assert_ok(fi_user_rules_try(v, fi_user_rules_examples(v, &n), &fired, &err), &err);
	assert_true(fired);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_finds_its_first_group),
		cmocka_unit_test(the_secret_group_is_the_one_that_is_named),
		cmocka_unit_test(without_key_words_a_fixed_text_is_the_anchor),
		cmocka_unit_test(a_key_word_may_stand_before_the_secret),
		cmocka_unit_test(ten_key_words_are_as_good_as_one),
		cmocka_unit_test(a_rule_in_parts_is_one_rule),
		cmocka_unit_test(values_of_few_bits_are_dropped),
		cmocka_unit_test(a_path_limits_a_rule),
		cmocka_unit_test(an_allowlist_lets_pass_what_any_part_covers),
		cmocka_unit_test(an_allowlist_with_and_wants_all_parts),
		cmocka_unit_test(a_regex_target_is_the_match_or_the_line),
		cmocka_unit_test(rules_run_beside_the_catalogue),
		cmocka_unit_test(a_rule_replaces_that_of_its_id),
		cmocka_unit_test(a_rule_without_regex_extends_that_of_its_id),
		cmocka_unit_test(an_allowlist_of_the_file_is_for_all_rules_about_values),
		cmocka_unit_test(extend_turns_rules_off),
		cmocka_unit_test(a_broken_regex_is_refused_where_it_breaks),
		cmocka_unit_test(go_syntax_that_pcre2_shares_is_taken),
		cmocka_unit_test(unknown_keys_are_named_with_the_nearest),
		cmocka_unit_test(values_that_cannot_be_are_refused),
		cmocka_unit_test(a_rule_that_requires_others_runs_without_them),
		cmocka_unit_test(a_file_that_extends_another_is_read_without_it),
		cmocka_unit_test(a_regex_with_a_short_text_is_tried_there),
		cmocka_unit_test(a_regex_without_fixed_text_is_tried_behind_signs),
		cmocka_unit_test(a_rule_that_cannot_run_is_left_out_by_name),
		cmocka_unit_test(keys_are_known_in_any_case_of_letters),
		cmocka_unit_test(anchors_stand_in_every_match),
		cmocka_unit_test(examples_are_run),
		cmocka_unit_test(an_example_of_a_rule_with_a_path_needs_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
