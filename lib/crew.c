#include "lib/crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

/* More find nothing to do: a stream has that many kinds of steps. */
#define THREADS_MAX 3

struct fi_crew {
	pthread_mutex_t lock;
	pthread_cond_t news;
	struct fi_job *first, *last; /* by rank */
	unsigned idle;	     /* who waits for news */
	bool started, quit;
	unsigned threads;
	pthread_t thread[THREADS_MAX];
};

struct fi_crew *fi_crew_new(void)
{
	struct fi_crew *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->news, NULL);
	return c;
}

void fi_crew_lock(struct fi_crew *c)
{
	pthread_mutex_lock(&c->lock);
}

void fi_crew_unlock(struct fi_crew *c)
{
	pthread_mutex_unlock(&c->lock);
}

void fi_crew_tell(struct fi_crew *c)
{
	if (c->idle)
		pthread_cond_broadcast(&c->news);
}

static void idle(struct fi_crew *c)
{
	c->idle++;
	pthread_cond_wait(&c->news, &c->lock);
	c->idle--;
}

/* Is this thread one of the crew's? */
static _Thread_local bool hand;

/*
 * The job whose step is done now.  Who waits takes what is nearest to what it waits for.
 * The crew's own take what all other work comes from: so they are ahead, and who waits
 * finds something to do.
 */
static struct fi_job *choose(const struct fi_crew *c)
{
	struct fi_job *j = hand ? c->last : c->first;

	while (j && ((j->busy && !j->task->together) || !j->task->ready(j->self)))
		j = hand ? j->prev : j->next;
	return j;
}

/* One step of some job.  False: there is none. */
static bool help(struct fi_crew *c)
{
	struct fi_job *j = choose(c);
	uint64_t which;

	if (!j)
		return false;
	j->busy++;
	which = j->task->begin(j->self);
	pthread_mutex_unlock(&c->lock);
	j->task->step(j->self, which);
	pthread_mutex_lock(&c->lock);
	j->busy--;
	j->task->done(j->self, which);
	fi_crew_tell(c);
	return true;
}

static void *work(void *arg)
{
	struct fi_crew *c = arg;

	hand = true;
	pthread_mutex_lock(&c->lock);
	while (!c->quit)
		if (!help(c))
			idle(c);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

void fi_crew_wait(struct fi_crew *c, bool (*until)(const void *self), const void *self)
{
	while (!until(self))
		if (!help(c))
			idle(c);
}

static unsigned processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

static void start(struct fi_crew *c)
{
	unsigned n = processors();

	c->started = true;
	n = n < 2 ? 1 : n - 1 < THREADS_MAX ? n - 1 : THREADS_MAX;
	while (c->threads < n &&
		pthread_create(&c->thread[c->threads], NULL, work, c) == 0)
		c->threads++;
}

void fi_crew_add(struct fi_crew *c, struct fi_job *job)
{
	struct fi_job *before;

	fi_crew_lock(c);
	before = c->last;
	while (before && before->rank > job->rank)
		before = before->prev;
	job->busy = 0;
	job->prev = before;
	job->next = before ? before->next : c->first;
	*(job->prev ? &job->prev->next : &c->first) = job;
	*(job->next ? &job->next->prev : &c->last) = job;
	if (!c->started)
		start(c);
	fi_crew_tell(c);
	fi_crew_unlock(c);
}

static bool is_calm(const void *job)
{
	return ((const struct fi_job *)job)->busy == 0;
}

void fi_crew_remove(struct fi_crew *c, struct fi_job *job)
{
	fi_crew_lock(c);
	*(job->prev ? &job->prev->next : &c->first) = job->next;
	*(job->next ? &job->next->prev : &c->last) = job->prev;
	fi_crew_wait(c, is_calm, job);
	fi_crew_unlock(c);
}

void fi_crew_free(struct fi_crew *c)
{
	if (!c)
		return;
	fi_crew_lock(c);
	c->quit = true;
	pthread_cond_broadcast(&c->news);
	fi_crew_unlock(c);
	while (c->threads)
		pthread_join(c->thread[--c->threads], NULL);
	pthread_cond_destroy(&c->news);
	pthread_mutex_destroy(&c->lock);
	free(c);
}
