#include "cmd/status.h"

const struct status_row status_table[] = {
	{ STATUS_CLEAN, "Nothing was found at or above --fail-on." },
	{ STATUS_FOUND, "Something was found at or above --fail-on." },
	{ STATUS_USAGE, "The command line is wrong; nothing was looked at." },
	{ STATUS_UNFINISHED, "Something could not be looked at. Wins over 1; what was "
			     "found is still printed." },
};

const size_t status_table_n = sizeof(status_table) / sizeof(status_table[0]);
