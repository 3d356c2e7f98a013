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
	if (!fi_literals_built[0].n)
		skip(); /* LITERALS=none */
}

static bool is_built(const struct fi_program *p, int set)
{
	return p->set[set].digest == fi_literals_built[set].digest;
}

static void the_set_from_build_time_is_that_of_the_catalogue(void **state)
{
	struct fi_program *p = program_of(NULL, fi_rules_count());

	(void)state;
	need_built_set();
	for (int i = 0; i < FI_SETS; i++)
		assert_true(is_built(p, i));
	assert_true(asked_for(p) + FI_DECODE_RULES * FI_RULE_LITERALS > p->nliterals);
	fi_program_free(p);
}

static void some_rules_take_the_whole_set_and_ask_for_theirs(void **state)
{
	struct fi_program *p = program_of(NULL, 3);

	(void)state;
	need_built_set();
	for (int i = 0; i < FI_SETS; i++)
		assert_true(!p->set[i].n || is_built(p, i));
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
	for (int i = 0; i < FI_SETS; i++)
		assert_true(!p->set[i].n || is_built(p, i));
	fi_program_free(p);
}

static void a_rule_of_the_users_is_compiled_with_the_others(void **state)
{
	static const struct fi_rule own = { .id = "own", .category = FI_SECRET,
		.literal = { "zzyx_" }, .pattern = "zzyx_\\d+" };
	struct fi_program *p = program_of(&own, fi_rules_count());

	(void)state;
	assert_false(is_built(p, FI_EVERYWHERE));
	assert_non_null(p->set[FI_EVERYWHERE].literals);
	if (fi_literals_built[0].n)
		assert_true(is_built(p, FI_DENSE));
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

/* Is literal i met when it stands at that place between dots? */
static bool is_met(const struct fi_program *p, size_t i, size_t at, hs_scratch_t *scratch)
{
	const struct fi_program_set *set =
		&p->set[i < p->set[FI_DENSE].first ? FI_EVERYWHERE : FI_DENSE];
	struct met m = { .n = 0 };
	bool found = false;
	char text[256];

	memset(text, '.', sizeof(text));
	memcpy(text + at, p->literal[i].text, p->literal[i].n);
	assert_int_equal(hs_scan(set->literals, text, sizeof(text), 0, scratch, note, &m),
		HS_SUCCESS);
	for (size_t k = 0; k < m.n; k++)
		found |= m.id[k] + set->first == i;
	return found;
}

static void each_literal_of_the_built_sets_is_met_at_every_alignment(void **state)
{
	struct fi_program *p = program_of(NULL, fi_rules_count());
	hs_scratch_t *scratch = NULL;

	(void)state;
	for (int i = 0; i < FI_SETS; i++)
		assert_int_equal(hs_alloc_scratch(p->set[i].literals, &scratch), HS_SUCCESS);
	for (size_t i = 0; i < p->nliterals; i++)
		for (size_t at = 0; at < 64; at++)
			assert_true(is_met(p, i, at, scratch));
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
		cmocka_unit_test(each_literal_of_the_built_sets_is_met_at_every_alignment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
