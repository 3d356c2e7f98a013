/* none.c - no set of literals from build time: they are compiled at every start. */
#include "rules/scan_program.h"

const struct fi_literals_built fi_literals_built[FI_SETS] = { 0 };
