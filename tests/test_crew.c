/* test_crew.c - steps of jobs are done by whoever has nothing else to do. */
#include "tests/lib_test.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "lib/crew.h"

#define STEPS 500

/* A job that may be `ahead` steps in front of the one it waits for. */
struct counter {
	struct fi_crew *crew;
	struct fi_job job;
	const struct counter *after;
	unsigned steps, begun; /* under the lock */
	unsigned sum;	       /* of the steps' numbers */
	unsigned most;
	atomic_int inside;
	atomic_bool twice; /* two of its steps were done at once */
	bool many;
	bool waits;	    /* in a step, for the other job to be as far */
	atomic_bool started;
};

static bool is_ready(const void *self)
{
	const struct counter *c = self;

	return c->begun < c->most && (!c->after || c->waits || c->steps < c->after->steps);
}

static bool is_behind(const void *self)
{
	const struct counter *c = self;

	return c->after->steps > c->steps;
}

static uint64_t begin(void *self)
{
	return ((struct counter *)self)->begun++;
}

static void step(void *self, uint64_t which)
{
	struct counter *c = self;
	volatile uint64_t busy = which;

	atomic_store(&c->started, true);
	if (atomic_fetch_add(&c->inside, 1) != 0)
		c->twice = true;
	/* The first waits for the second; not for ever, if there never is one. */
	for (time_t end = time(NULL) + 30; c->many && !c->twice && time(NULL) < end;)
		sched_yield();
	if (c->waits) {
		fi_crew_lock(c->crew);
		fi_crew_wait(c->crew, is_behind, c);
		fi_crew_unlock(c->crew);
	}
	while (busy < which + 2000)
		busy = busy + 1;
	atomic_fetch_sub(&c->inside, 1);
}

static void done(void *self, uint64_t which)
{
	struct counter *c = self;

	c->steps++;
	c->sum += (unsigned)which;
}

static const struct fi_task alone = { is_ready, begin, step, done, false };
static const struct fi_task together = { is_ready, begin, step, done, true };

static void put_on(struct counter *c, struct fi_crew *crew, unsigned rank)
{
	c->crew = crew;
	c->job = (struct fi_job){ .task = c->many ? &together : &alone, .self = c, .rank = rank };
	fi_crew_add(crew, &c->job);
}

static bool is_over(const void *self)
{
	const struct counter *c = self;

	return c->steps == c->most;
}

static void wait_for(struct counter *c)
{
	fi_crew_lock(c->crew);
	fi_crew_wait(c->crew, is_over, c);
	fi_crew_unlock(c->crew);
}

static void each_job_does_its_steps_one_at_a_time(void **state)
{
	struct fi_crew *crew = fi_crew_new();
	struct counter a = { .most = STEPS }, b = { .most = STEPS, .after = &a },
		       c = { .most = STEPS, .after = &b };

	(void)state;
	assert_non_null(crew);
	put_on(&c, crew, 0);
	put_on(&a, crew, 2);
	put_on(&b, crew, 1);
	wait_for(&c);
	assert_int_equal(a.steps, STEPS);
	assert_int_equal(b.steps, STEPS);
	assert_false(a.twice || b.twice || c.twice);
	fi_crew_remove(crew, &b.job);
	fi_crew_remove(crew, &a.job);
	fi_crew_remove(crew, &c.job);
	fi_crew_free(crew);
	fi_crew_free(NULL);
}

static void steps_may_be_done_together(void **state)
{
	struct fi_crew *crew = fi_crew_new();
	struct counter a = { .most = STEPS * 10, .many = true };

	(void)state;
	put_on(&a, crew, 0);
	wait_for(&a);
	assert_int_equal(a.begun, STEPS * 10);
	assert_int_equal(a.sum, STEPS * 10 * (STEPS * 10 - 1) / 2);
	assert_true(a.twice);
	fi_crew_remove(crew, &a.job);
	assert_int_equal(atomic_load(&a.inside), 0);
	fi_crew_free(crew);
}

static void a_step_may_wait_for_another_jobs(void **state)
{
	struct fi_crew *crew = fi_crew_new();
	struct counter a = { .most = STEPS },
		       b = { .most = STEPS, .after = &a, .waits = true };

	(void)state;
	put_on(&a, crew, 2);
	put_on(&b, crew, 1);
	wait_for(&b);
	assert_int_equal(a.steps, STEPS);
	assert_false(a.twice || b.twice);
	fi_crew_remove(crew, &b.job);
	fi_crew_remove(crew, &a.job);
	fi_crew_free(crew);
}

static void a_job_that_is_taken_off_does_nothing_more(void **state)
{
	struct fi_crew *crew = fi_crew_new();
	struct counter a = { .most = UINT32_MAX };
	unsigned steps;

	(void)state;
	put_on(&a, crew, 0);
	while (!atomic_load(&a.started))
		sched_yield();
	fi_crew_remove(crew, &a.job);
	steps = a.steps;
	assert_int_equal(atomic_load(&a.inside), 0);
	assert_true(steps > 0);
	/* The crew goes on for others. */
	struct counter b = { .most = STEPS };
	put_on(&b, crew, 0);
	wait_for(&b);
	assert_int_equal(a.steps, steps);
	fi_crew_remove(crew, &b.job);
	fi_crew_free(crew);
}

/* What nobody of the crew can do, since it is told of late. */
static void what_was_told_of_is_done(void **state)
{
	struct fi_crew *crew = fi_crew_new();
	struct counter a = { .most = 0 };

	(void)state;
	put_on(&a, crew, 0);
	for (unsigned i = 1; i <= STEPS; i++) {
		fi_crew_lock(crew);
		a.most = i;
		fi_crew_tell(crew);
		fi_crew_unlock(crew);
		while (i % 50 == 0) { /* it is done though nobody waits */
			fi_crew_lock(crew);
			bool over = is_over(&a);
			fi_crew_unlock(crew);
			if (over)
				break;
			sched_yield();
		}
	}
	fi_crew_remove(crew, &a.job);
	fi_crew_free(crew);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_job_does_its_steps_one_at_a_time),
		cmocka_unit_test(steps_may_be_done_together),
		cmocka_unit_test(a_step_may_wait_for_another_jobs),
		cmocka_unit_test(a_job_that_is_taken_off_does_nothing_more),
		cmocka_unit_test(what_was_told_of_is_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
