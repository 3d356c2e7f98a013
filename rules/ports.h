/* ports.h - ports that have no business in an application's image. */
#ifndef FI_RULES_PORTS_H
#define FI_RULES_PORTS_H

#include <stdbool.h>

#include "rules/rule.h"

struct fi_port {
	unsigned port;
	const char *what; /* "an SSH server" */
	enum fi_severity severity;
};

/* NULL if the port is an ordinary one. */
const struct fi_port *fi_port_find(unsigned port);

/*
 * "3000", "3000-3010/tcp": the first and last port; *udp tells the protocol (false
 * for tcp and sctp).  False for anything else.
 */
bool fi_port_parse(const char *text, unsigned *first, unsigned *last, bool *udp);

/* The first odd port in the range, or NULL. */
const struct fi_port *fi_port_odd(unsigned first, unsigned last);

#endif
