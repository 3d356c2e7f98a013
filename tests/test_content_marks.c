/* test_content_marks.c - what was found in one file, until it is settled. */
#include "tests/lib_test.h"

#include <stdlib.h>
#include <string.h>

#include "rules/content_marks.h"

#define RULES 300

static struct fi_rule rules[RULES];

static struct fi_mark mark_of(unsigned rule, unsigned value)
{
	struct fi_mark m = { .start = value * 10 + 1, .end = value * 10 + 9 };

	rules[rule].id = rules[rule].title = "a-rule";
	m.record = (struct fi_record){ .rule = &rules[rule], .valued = true, .line = value };
	m.id.half[0] = value;
	return m;
}

/* Was there room?  Then it is added. */
static bool add(struct fi_marks *m, const struct fi_mark *mark)
{
	bool room = false;

	assert_int_equal(fi_marks_room(m, mark->record.rule, &mark->id,
				 mark->record.valued, &room), FI_OK);
	if (room)
		assert_int_equal(fi_marks_add(m, mark), FI_OK);
	return room;
}

/* Twice in one file, and in the next one again. */
static void add_in_turns(unsigned nrules, unsigned nvalues)
{
	struct fi_marks m = { 0 };

	for (unsigned turn = 0; turn < 3; turn++) {
		for (unsigned rule = 0; rule < nrules; rule++)
			for (unsigned value = 0; value < nvalues; value++) {
				struct fi_mark mark = mark_of(rule, value);

				assert_int_equal(add(&m, &mark), turn != 1);
			}
		assert_int_equal(m.n, nrules * nvalues);
		assert_int_equal(m.ntallies, nrules);
		if (turn == 1)
			fi_marks_clear(&m);
	}
	fi_marks_done(&m);
}

static void a_value_is_kept_once_for_each_of_many_rules(void **state)
{
	(void)state;
	add_in_turns(RULES, 4);
	add_in_turns(20, 3);
	add_in_turns(1, 1);
}

static void of_one_rule_so_many_are_kept_and_the_rest_counted(void **state)
{
	struct fi_marks m = { 0 };
	size_t kept = 0;

	(void)state;
	for (unsigned value = 0; value < 1000; value++) {
		struct fi_mark mark = mark_of(7, value);

		kept += add(&m, &mark);
	}
	assert_int_equal(kept, FI_RECORDS_PER_RULE);
	assert_int_equal(m.ntallies, 1);
	assert_int_equal(m.tally[0].left_out, 1000 - FI_RECORDS_PER_RULE);
	fi_marks_done(&m);
}

static void a_value_met_plain_moves_its_decoded_mark(void **state)
{
	struct fi_marks m = { 0 };
	struct fi_mark mark;

	(void)state;
	for (unsigned i = 0; i < 50; i++) {
		mark = mark_of(i % 5, i);
		mark.record.decoded = "base64";
		assert_true(add(&m, &mark));
	}
	mark = mark_of(3, 33);
	mark.start = 5000;
	mark.record.line = 77;
	fi_marks_make_plain(&m, &mark);
	for (unsigned i = 0; i < 50; i++) {
		assert_int_equal(m.mark[i].record.decoded == NULL, i == 33);
		assert_int_equal(m.mark[i].record.line, i == 33 ? 77 : i);
		assert_int_equal(m.mark[i].start, i == 33 ? 5000 : i * 10 + 1);
	}
	fi_marks_done(&m);
}

/* Without a value nothing is equal. */
static void marks_without_a_value_are_all_kept(void **state)
{
	struct fi_marks m = { 0 };

	(void)state;
	for (unsigned i = 0; i < 40; i++) {
		struct fi_mark mark = mark_of(1, 5);

		mark.record.valued = false;
		assert_true(add(&m, &mark));
	}
	assert_int_equal(m.n, 40);
	fi_marks_done(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_kept_once_for_each_of_many_rules),
		cmocka_unit_test(of_one_rule_so_many_are_kept_and_the_rest_counted),
		cmocka_unit_test(a_value_met_plain_moves_its_decoded_mark),
		cmocka_unit_test(marks_without_a_value_are_all_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
