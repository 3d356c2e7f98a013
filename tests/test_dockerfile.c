#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/dockerfile.h"

static struct fi_dockerfile *parse(const char *text)
{
	struct fi_dockerfile *df = NULL;
	struct fi_err err = { 0 };

	if (fi_dockerfile_parse(text, strlen(text), &df, &err) != FI_OK)
		fail_msg("%s", err.text);
	return df;
}

#define AUTO_DF FI_AUTO(fi_dockerfile_freep) struct fi_dockerfile

static void instructions_know_their_lines(void **state)
{
	AUTO_DF *df = parse("FROM a\n\n# note\nRUN x\\\n y\nCMD z\n");

	(void)state;
	assert_int_equal(df->n, 3);
	assert_int_equal(df->list[1].kind, FI_DF_RUN);
	assert_int_equal(df->list[1].line, 4);
	assert_int_equal(df->list[1].end_line, 5);
	assert_string_equal(df->list[1].text, "x y");
	assert_int_equal(df->list[2].line, 6);
	assert_int_equal(df->nproblems, 0);
}

static void comments_and_blank_lines_do_not_end_a_continuation(void **state)
{
	AUTO_DF *df = parse("FROM a\nRUN one \\\n  # why\n\n  two \\  \n  three\n");

	(void)state;
	assert_string_equal(df->list[1].text, "one   two   three");
	assert_int_equal(df->list[1].end_line, 6);
	assert_int_equal(fi_df_line_at(&df->list[1], 0), 2);
	assert_int_equal(fi_df_line_at(&df->list[1], 6), 5);
	assert_int_equal(fi_df_line_at(&df->list[1], 14), 6);
}

static void an_escaped_escape_does_not_continue(void **state)
{
	AUTO_DF *df = parse("FROM a\nRUN dir c:\\\\\nCMD x\n");

	(void)state;
	assert_int_equal(df->n, 3);
	assert_string_equal(df->list[1].text, "dir c:\\\\");
}

static void the_escape_directive_changes_the_escape(void **state)
{
	AUTO_DF *df = parse("# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN x `\n y\\\nCMD z");

	(void)state;
	assert_string_equal(df->syntax, "docker/dockerfile:1");
	assert_int_equal(df->escape, '`');
	assert_int_equal(df->n, 3);
	assert_string_equal(df->list[1].text, "x  y\\");
	assert_int_equal(df->list[1].line, 4);
}

static void a_directive_behind_a_comment_is_a_comment(void **state)
{
	AUTO_DF *df = parse("# hello\n# escape=`\nFROM a\n");

	(void)state;
	assert_int_equal(df->escape, '\\');
}

static void bom_and_crlf_are_read_over(void **state)
{
	AUTO_DF *df = parse("\xef\xbb\xbf" "FROM a\r\nRUN x \\\r\n  y\r\n");

	(void)state;
	assert_int_equal(df->nproblems, 0);
	assert_string_equal(df->stages[0].base, "a");
	assert_string_equal(df->list[1].text, "x   y");
}

static void json_form_gives_the_elements(void **state)
{
	AUTO_DF *df = parse("FROM a\nCMD [\"node\", \"a b\\n\"]\nRUN ['x']\n");

	(void)state;
	assert_true(df->list[1].json);
	assert_int_equal(df->list[1].words.n, 2);
	assert_string_equal(df->list[1].words.v[1], "a b\n");
	assert_false(df->list[2].json);
	assert_int_equal(df->nproblems, 1);
	assert_non_null(strstr(df->problems[0].text, "RUN looks like a JSON list"));
	assert_int_equal(df->problems[0].line, 3);
}

static void flags_are_split_from_the_text(void **state)
{
	AUTO_DF *df = parse("FROM --platform=linux/arm64 a\n"
			    "RUN --mount=type=secret,id=npm --network=none npm --x\n"
			    "COPY --link --from=b --chown=1:1 /x /y\n");

	(void)state;
	assert_string_equal(df->stages[0].platform, "linux/arm64");
	assert_string_equal(fi_df_flag(&df->list[1], "mount"), "type=secret,id=npm");
	assert_string_equal(df->list[1].text, "npm --x");
	assert_string_equal(fi_df_flag(&df->list[2], "link"), "");
	assert_string_equal(fi_df_flag(&df->list[2], "from"), "b");
	assert_null(fi_df_flag(&df->list[2], "chmod"));
	assert_int_equal(df->list[2].words.n, 2);
}

static void heredocs_belong_to_their_instruction(void **state)
{
	AUTO_DF *df = parse("FROM a\nRUN <<EOF\nUSER nobody\nEOF\n"
			    "COPY <<'A' <<-\"B\" /d/\n$x\nA\n\ty\n\tB\nCMD z\n");

	(void)state;
	assert_int_equal(df->n, 4);
	assert_string_equal(df->list[1].heredocs[0].text, "USER nobody\n");
	assert_int_equal(df->list[1].heredocs[0].line, 3);
	assert_int_equal(df->list[1].end_line, 4);
	assert_int_equal(df->list[2].nheredocs, 2);
	assert_true(df->list[2].heredocs[0].quoted);
	assert_string_equal(df->list[2].heredocs[1].text, "y\n");
	assert_int_equal(df->list[3].line, 10);
	assert_int_equal(df->nproblems, 0);
}

static void an_endless_heredoc_does_not_swallow_the_file(void **state)
{
	AUTO_DF *df = parse("FROM a\nRUN cat <<EOF > x\nCMD z\n");

	(void)state;
	assert_int_equal(df->n, 3);
	assert_int_equal(df->list[2].kind, FI_DF_CMD);
	assert_string_equal(df->problems[0].text, "the here-document <<EOF has no end");
}

static void onbuild_is_a_mark_on_its_trigger(void **state)
{
	AUTO_DF *df = parse("FROM a\nONBUILD COPY --from=b x /y\nONBUILD\n");

	(void)state;
	assert_true(df->list[1].onbuild);
	assert_int_equal(df->list[1].kind, FI_DF_COPY);
	assert_string_equal(df->list[1].name, "COPY");
	assert_string_equal(fi_df_flag(&df->list[1], "from"), "b");
	assert_string_equal(df->problems[0].text, "ONBUILD needs an instruction");
}

static void stages_find_their_parents(void **state)
{
	AUTO_DF *df = parse("FROM node:22 AS Build\nRUN x\nFROM alpine AS t\nFROM build\n");

	(void)state;
	assert_int_equal(df->nstages, 3);
	assert_string_equal(df->stages[0].name, "Build");
	assert_int_equal(df->stages[0].parent, -1);
	assert_int_equal(df->stages[2].parent, 0);
	assert_int_equal(df->list[1].stage, 0);
	assert_int_equal(df->stages[0].end, 2);
	assert_true(fi_df_ships(df, 0));
	assert_false(fi_df_ships(df, 1));
	assert_true(fi_df_ships(df, 2));
}

static void args_before_from_are_replaced_in_it(void **state)
{
	static const struct {
		const char *text, *base;
		bool known;
	} row[] = {
		{ "ARG V=22\nFROM node:$V", "node:22", true },
		{ "ARG V=22\nARG I=node:${V}\nFROM ${I}", "node:22", true },
		{ "FROM node:${V:-20}", "node:20", true },
		{ "ARG V=\nFROM node:${V:-20}", "node:20", true },
		{ "ARG V=\nFROM node:${V-20}", "node:", true },
		{ "ARG V=1\nFROM node${V:+:22}", "node:22", true },
		{ "ARG V\nFROM node:$V", "node:", false },
		{ "FROM a-${TARGETARCH}", "a-amd64", true },
		{ "ARG V=\"2 2\"\nFROM a${V", "a", false },
		{ "ARG A=$A$A\nFROM x$A", "x", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		AUTO_DF *df = parse(row[i].text);

		assert_true(df->stages[0].variable);
		assert_string_equal(df->stages[0].base, row[i].base);
		assert_int_equal(df->stages[0].known, row[i].known);
	}
}

static void env_is_read_in_both_forms(void **state)
{
	AUTO_DF *df = parse("FROM a\nENV A=1 B=\"x y\" \\\n C=p\\ q D='$z'\nENV E one two\n");
	const struct fi_df_instruction *env = &df->list[1];

	(void)state;
	assert_int_equal(env->npairs, 4);
	assert_string_equal(env->pairs[1].value, "x y");
	assert_string_equal(env->pairs[2].value, "p q");
	assert_int_equal(env->pairs[2].line, 3);
	assert_string_equal(env->pairs[3].value, "$z");
	assert_string_equal(df->list[2].pairs[0].key, "E");
	assert_string_equal(df->list[2].pairs[0].value, "one two");
}

static void args_without_default_have_no_value(void **state)
{
	AUTO_DF *df = parse("FROM a\nARG TOKEN X=\n");

	(void)state;
	assert_int_equal(df->list[1].npairs, 2);
	assert_null(df->list[1].pairs[0].value);
	assert_string_equal(df->list[1].pairs[1].value, "");
}

static void expansion_sees_env_of_parent_stages(void **state)
{
	AUTO_DF *df = parse("ARG G=9\nFROM a AS b\nENV P=80\nARG Q=81\nFROM b\nARG G\n"
			    "EXPOSE $P $Q $G ${P}0\n");
	FI_AUTO(fi_freep) char *s = NULL;
	bool known = true;

	(void)state;
	s = fi_df_expand(df, 6, df->list[6].text, &known);
	assert_string_equal(s, "80  9 800");
	assert_false(known);
}

static void healthcheck_command_may_be_json(void **state)
{
	AUTO_DF *df = parse("FROM a\nHEALTHCHECK --interval=5s CMD [\"x\", \"y z\"]\n"
			    "HEALTHCHECK CMD wget -q\nHEALTHCHECK NONE\n");

	(void)state;
	assert_string_equal(fi_df_flag(&df->list[1], "interval"), "5s");
	assert_true(df->list[1].json);
	assert_string_equal(df->list[1].words.v[2], "y z");
	assert_int_equal(df->list[2].words.n, 3);
	assert_string_equal(df->list[3].words.v[0], "NONE");
}

static void what_is_no_instruction_is_reported(void **state)
{
	AUTO_DF *df = parse("RUN x\nFROM a\nFRMO b\nCMD\n");

	(void)state;
	assert_int_equal(df->nproblems, 3);
	assert_string_equal(df->problems[0].text, "RUN stands before the first FROM");
	assert_int_equal(df->problems[1].kind, FI_DF_BAD_NAME);
	assert_int_equal(df->problems[1].line, 3);
	assert_string_equal(df->problems[1].text, "\"FRMO\" is no Dockerfile instruction");
	assert_string_equal(df->problems[2].text, "CMD needs an argument");
}

static void a_word_that_could_be_a_secret_is_not_quoted(void **state)
{
	AUTO_DF *df = parse("FROM a\nsk_live_abc x\n\"quoted\" x\n");

	(void)state;
	assert_int_equal(df->nproblems, 2);
	assert_string_equal(
		df->problems[0].text, "\"SK...\" is no Dockerfile instruction");
	assert_string_equal(df->problems[1].text,
		"the line starts with no Dockerfile instruction");
}

static void empty_file_has_no_from(void **state)
{
	AUTO_DF *df = parse(" \n\\\n");

	(void)state;
	assert_int_equal(df->n, 0);
	assert_string_equal(df->problems[0].text, "there is no FROM");
}

static void zero_bytes_are_spaces_and_a_problem(void **state)
{
	struct fi_dockerfile *df = NULL;

	(void)state;
	assert_int_equal(fi_dockerfile_parse("FROM\0a", 6, &df, NULL), FI_OK);
	assert_string_equal(df->stages[0].base, "a");
	assert_string_equal(df->problems[0].text, "the file holds zero bytes");
	fi_dockerfile_free(df);
}

static void instructions_past_the_limit_are_said_to_be_unread(void **state)
{
	struct fi_buf b = fi_buf_limited(1 << 20);
	struct fi_dockerfile *df = NULL;

	(void)state;
	assert_int_equal(fi_buf_adds(&b, "FROM a\n"), FI_OK);
	for (int i = 0; i < FI_DF_INSTRUCTIONS_MAX; i++)
		assert_int_equal(fi_buf_adds(&b, "RUN x\n"), FI_OK);
	assert_int_equal(fi_dockerfile_parse(b.p, b.len, &df, NULL), FI_OK);
	assert_int_equal(df->n, FI_DF_INSTRUCTIONS_MAX);
	assert_string_equal(df->problems[0].text,
		"more than 2000 instructions; the rest was not read");
	fi_dockerfile_free(df);
	fi_buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(instructions_know_their_lines),
		cmocka_unit_test(comments_and_blank_lines_do_not_end_a_continuation),
		cmocka_unit_test(an_escaped_escape_does_not_continue),
		cmocka_unit_test(the_escape_directive_changes_the_escape),
		cmocka_unit_test(a_directive_behind_a_comment_is_a_comment),
		cmocka_unit_test(bom_and_crlf_are_read_over),
		cmocka_unit_test(json_form_gives_the_elements),
		cmocka_unit_test(flags_are_split_from_the_text),
		cmocka_unit_test(heredocs_belong_to_their_instruction),
		cmocka_unit_test(an_endless_heredoc_does_not_swallow_the_file),
		cmocka_unit_test(onbuild_is_a_mark_on_its_trigger),
		cmocka_unit_test(stages_find_their_parents),
		cmocka_unit_test(args_before_from_are_replaced_in_it),
		cmocka_unit_test(env_is_read_in_both_forms),
		cmocka_unit_test(args_without_default_have_no_value),
		cmocka_unit_test(expansion_sees_env_of_parent_stages),
		cmocka_unit_test(healthcheck_command_may_be_json),
		cmocka_unit_test(what_is_no_instruction_is_reported),
		cmocka_unit_test(a_word_that_could_be_a_secret_is_not_quoted),
		cmocka_unit_test(empty_file_has_no_from),
		cmocka_unit_test(zero_bytes_are_spaces_and_a_problem),
		cmocka_unit_test(instructions_past_the_limit_are_said_to_be_unread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
