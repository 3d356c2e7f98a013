#include "rules/ports.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "lib/num.h"

/* Sources: IANA's registry of ports and the tools' own documentation. */
static const struct fi_port odd[] = {
	{ 21, "FTP, which sends passwords in the clear", FI_MEDIUM },
	{ 22, "an SSH server", FI_MEDIUM },
	{ 23, "telnet", FI_MEDIUM },
	{ 111, "the RPC port mapper", FI_LOW },
	{ 139, "a Windows file share", FI_LOW },
	{ 389, "LDAP", FI_LOW },
	{ 445, "a Windows file share", FI_LOW },
	{ 873, "rsync", FI_LOW },
	{ 1433, "Microsoft SQL Server", FI_LOW },
	{ 1521, "an Oracle database", FI_LOW },
	{ 2049, "NFS", FI_LOW },
	{ 2375, "the Docker API without TLS: who reaches it is root", FI_MEDIUM },
	{ 2376, "the Docker API", FI_MEDIUM },
	{ 2379, "etcd", FI_LOW },
	{ 2380, "etcd", FI_LOW },
	{ 3306, "MySQL", FI_LOW },
	{ 3389, "a remote desktop", FI_MEDIUM },
	{ 4369, "Erlang's port mapper: with the cookie it runs code", FI_LOW },
	{ 5005, "the Java debugger: who reaches it runs code", FI_MEDIUM },
	{ 5432, "PostgreSQL", FI_LOW },
	{ 5678, "the Python debugger: who reaches it runs code", FI_MEDIUM },
	{ 5858, "the old Node.js debugger: who reaches it runs code", FI_MEDIUM },
	{ 5900, "VNC", FI_MEDIUM },
	{ 5984, "CouchDB", FI_LOW },
	{ 6379, "Redis", FI_LOW },
	{ 7000, "Cassandra", FI_LOW },
	{ 7199, "Cassandra's JMX: who reaches it runs code", FI_MEDIUM },
	{ 8500, "Consul", FI_LOW },
	{ 9042, "Cassandra", FI_LOW },
	{ 9200, "Elasticsearch", FI_LOW },
	{ 9229, "the Node.js debugger: who reaches it runs code", FI_MEDIUM },
	{ 9300, "Elasticsearch", FI_LOW },
	{ 10250, "the Kubernetes node API", FI_MEDIUM },
	{ 11211, "memcached", FI_LOW },
	{ 15672, "RabbitMQ's management", FI_LOW },
	{ 27017, "MongoDB", FI_LOW },
	{ 28015, "RethinkDB", FI_LOW },
	{ 40000, "the Go debugger (delve): who reaches it runs code", FI_LOW },
};

const struct fi_port *fi_port_odd(unsigned first, unsigned last)
{
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		if (odd[i].port >= first && odd[i].port <= last)
			return &odd[i];
	return NULL;
}

const struct fi_port *fi_port_find(unsigned port)
{
	return fi_port_odd(port, port);
}

bool fi_port_parse(const char *text, unsigned *first, unsigned *last, bool *udp)
{
	const char *slash = strchrnul(text, '/');
	const char *dash = memchr(text, '-', (size_t)(slash - text));
	uint64_t a, b;

	if (!fi_num_u64(text, (size_t)((dash ? dash : slash) - text), 65535, &a))
		return false;
	b = a;
	if (dash && !fi_num_u64(dash + 1, (size_t)(slash - dash) - 1, 65535, &b))
		return false;
	if (*slash && strcasecmp(slash, "/tcp") != 0 && strcasecmp(slash, "/udp") != 0 &&
		strcasecmp(slash, "/sctp") != 0)
		return false;
	if (b < a)
		return false;
	*first = (unsigned)a;
	*last = (unsigned)b;
	*udp = strcasecmp(slash, "/udp") == 0;
	return true;
}
