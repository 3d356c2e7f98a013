/* folder.h - folders that somebody else wrote: no link in them leads anywhere. */
#ifndef FI_LAYERS_FOLDER_H
#define FI_LAYERS_FOLDER_H

#include <stdint.h>
#include <sys/types.h>

#include "lib/buf.h"
#include "lib/err.h"

/*
 * Open a name below a folder part by part; a link on the way, or at its end, is not
 * followed.  -1 and errno if it cannot be.  `flags` as for open(); O_CLOEXEC is added.
 */
int fi_folder_open(int folder, const char *name, int flags);

/*
 * The names in a folder, sorted by bytes, without "." and "..".  FI_ELIMIT for more
 * than `most`, FI_EIO if it cannot be read.  The descriptor stays the caller's.
 */
FI_MUST_CHECK enum fi_code fi_folder_list(int folder, size_t most, struct fi_strs *out,
	struct fi_err *err);

/* What a name of the folder is: the S_IFMT part of its mode, links as links; 0: not there. */
mode_t fi_folder_kind(int folder, const char *name, uint64_t *size);

/* All of a file, at most `most` bytes.  FI_ENOTFOUND, FI_EIO, FI_ELIMIT, FI_ENOMEM. */
FI_MUST_CHECK enum fi_code fi_folder_read(int folder, const char *name, size_t most,
	struct fi_buf *out, struct fi_err *err);

#endif
