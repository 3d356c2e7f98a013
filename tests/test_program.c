/* test_program.c - which set of literals a program looks with. */
#include "tests/lib_test.h"

#include <string.h>

#include "rules/scan.h"
#include "rules/scan_program.h"

/* The catalogue's rules with `own` in front, when that is not NULL; the first n only. */
static struct fi_program *program_of(const struct fi_rule *own, size_t n)
{
	static const struct fi_rule *list[8192];
	struct fi_program *p = NULL;
	struct fi_err err = { 0 };
	size_t k = 0;

	assert_true(fi_rules_count() < FI_COUNT(list));
	if (own)
		list[k++] = own;
	for (size_t i = 0; i < n; i++)
		list[k++] = fi_rules_at(i);
	assert_ok(fi_program_new(list, k, &p, &err), &err);
	return p;
}

static size_t asked_for(const struct fi_program *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nliterals; i++)
		n += p->literal[i].count > 0;
	return n;
}

static void need_built_set(void)
{
	if (!fi_literals_built.n)
		skip(); /* LITERALS=none */
}

static void the_set_from_build_time_is_that_of_the_catalogue(void **state)
{
	struct fi_program *p = program_of(NULL, fi_rules_count());

	(void)state;
	need_built_set();
	assert_true(p->digest == fi_literals_built.digest);
	assert_true(asked_for(p) + 16 > p->nliterals);
	fi_program_free(p);
}

static void some_rules_take_the_whole_set_and_ask_for_theirs(void **state)
{
	struct fi_program *p = program_of(NULL, 3);

	(void)state;
	need_built_set();
	assert_true(p->digest == fi_literals_built.digest);
	assert_in_range(asked_for(p), 1, 3 * FI_RULE_LITERALS);
	fi_program_free(p);
}

static void rules_in_another_order_take_it_too(void **state)
{
	const struct fi_rule *last = NULL;
	struct fi_program *p;

	(void)state;
	need_built_set();
	for (size_t i = 100; !last; i++)
		last = fi_rules_at(i)->category == FI_SECRET ? fi_rules_at(i) : NULL;
	p = program_of(last, 3);
	assert_true(p->digest == fi_literals_built.digest);
	fi_program_free(p);
}

static void a_rule_of_the_users_is_compiled_with_the_others(void **state)
{
	static const struct fi_rule own = { .id = "own", .category = FI_SECRET,
		.literal = { "zzyx_" }, .pattern = "zzyx_\\d+" };
	struct fi_program *p = program_of(&own, fi_rules_count());

	(void)state;
	assert_false(p->digest == fi_literals_built.digest);
	assert_non_null(p->literals);
	fi_program_free(p);
}

struct met {
	unsigned id[64];
	size_t n;
};

static int note(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
	void *self)
{
	struct met *m = self;

	(void)from;
	(void)to;
	(void)flags;
	if (m->n < FI_COUNT(m->id))
		m->id[m->n++] = id;
	return 0;
}

static void each_literal_of_the_built_set_is_met_by_its_number(void **state)
{
	struct fi_program *p = program_of(NULL, fi_rules_count());
	hs_scratch_t *scratch = NULL;

	(void)state;
	assert_int_equal(hs_alloc_scratch(p->literals, &scratch), HS_SUCCESS);
	for (unsigned i = 0; i < p->nliterals; i++) {
		struct met m = { .n = 0 };
		bool found = false;

		assert_int_equal(hs_scan(p->literals, p->literal[i].text,
			(unsigned)p->literal[i].n, 0, scratch, note, &m), HS_SUCCESS);
		for (size_t k = 0; k < m.n; k++)
			found |= m.id[k] == i;
		assert_true(found);
	}
	assert_int_equal(hs_free_scratch(scratch), HS_SUCCESS);
	fi_program_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_set_from_build_time_is_that_of_the_catalogue),
		cmocka_unit_test(some_rules_take_the_whole_set_and_ask_for_theirs),
		cmocka_unit_test(rules_in_another_order_take_it_too),
		cmocka_unit_test(a_rule_of_the_users_is_compiled_with_the_others),
		cmocka_unit_test(each_literal_of_the_built_set_is_met_by_its_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
