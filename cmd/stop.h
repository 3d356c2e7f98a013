/* stop.h - what an interrupt does: end the run, leave nothing behind, then die of it.
 */
#ifndef FI_CMD_STOP_H
#define FI_CMD_STOP_H

/*
 * From here on SIGINT, SIGTERM and SIGHUP set a flag, and a second one kills at once.
 * SIGPIPE kills quietly even if our parent ignored it.
 */
void stop_catch(void);

/* For fi_set_options.stop: not 0 once a signal came. */
const volatile int *stop_flag(void);

/* Die of the signal that came, so that the shell sees it; returns if there was none. */
void stop_raise(void);

#endif
