/* listen.h - what a command line says of the port and address a server listens on.
 *
 * Flags (--port 80, -b 0.0.0.0:80), addresses among the words, and what well-known
 * servers do when nobody tells them.
 */
#ifndef FI_RULES_LISTEN_H
#define FI_RULES_LISTEN_H

#include "rules/cross_command.h"

/* What a server does without being told, by its own documentation. */
struct fi_server {
	const char *name, *sub; /* "flask" "run"; sub NULL: the name alone tells */
	unsigned port;
	bool loopback; /* binds 127.0.0.1 */
	bool sure;     /* no configuration file of its own changes that */
	/* Variables that change it; NULL. */
	const char *port_variable, *host_variable;
	const char *bind; /* what to add so that it binds every address; NULL */
};

#define FI_LISTEN_PORTS_MAX 8 /* more are not looked at */

struct fi_listen {
	/* Ports that words of the command name, and the words' indexes. */
	struct {
		unsigned port;
		size_t word;
	} ports[FI_LISTEN_PORTS_MAX];
	size_t nports;
	bool addressed; /* a flag names an address, loopback or not */
	bool loopback;  /* it is the loopback one, in this word: */
	size_t loopback_word;
	/* NULL if none is known, or if it has been given a configuration file. */
	const struct fi_server *server;
	size_t server_word;
};

/* `c` tells what $PORT is. */
void fi_listen_of(
	const struct fi_case *c, const struct fi_command *k, struct fi_listen *out);

/* "127.0.0.1", "localhost", "[::1]:3000", "http://localhost:5000" */
bool fi_listen_loopback(const char *address);

#endif
