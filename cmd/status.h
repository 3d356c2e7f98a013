/* status.h - what the program's exit status means.  The same in --help, man page,
 * README. */
#ifndef FI_CMD_STATUS_H
#define FI_CMD_STATUS_H

#include <stddef.h>

enum status {
	STATUS_CLEAN = 0, /* nothing at or above --fail-on */
	STATUS_FOUND = 1,
	STATUS_USAGE = 2,
	STATUS_UNFINISHED = 3, /* something could not be looked at; wins over 1 */
};

struct status_row {
	enum status status;
	const char *help;
};

extern const struct status_row status_table[];
extern const size_t status_table_n;

#endif
