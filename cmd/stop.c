#include "cmd/stop.h"

#include <signal.h>
#include <stddef.h>

static volatile int flag;

static void note(int sig)
{
	flag = sig;
}

void stop_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction quiet = { .sa_handler = SIG_DFL };

	(void)sigaction(SIGPIPE, &quiet, NULL);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		/* Without SA_RESTART, so that a read from a slow pipe returns. */
		struct sigaction act = { .sa_handler = note,
			.sa_flags = (int)SA_RESETHAND },
				 old;

		/* nohup and background jobs ignore signals on purpose. */
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			(void)sigaction(signals[i], &act, NULL);
	}
}

const volatile int *stop_flag(void)
{
	return &flag;
}

void stop_raise(void)
{
	if (!flag)
		return;
	(void)signal(flag, SIG_DFL);
	(void)raise(flag);
}
