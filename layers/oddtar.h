/* oddtar.h - members of a tar stream, by libarchive, with its outcomes sorted out.
 *
 * For layers/tar.c only, which reads plain members itself.  What libarchive 3.6 was
 * measured to do, and what we make of it:
 * - ARCHIVE_WARN is a good entry (a name that is not in the locale's charset);
 * - ARCHIVE_RETRY is a damaged block it stepped over: counted, and we go on;
 * - ARCHIVE_FATAL after all declared bytes of the last entry came is a good end
 *   (umoci writes no padding and no end blocks);
 * - holes of sparse files are skipped, never made into zeros.
 */
#ifndef FI_LAYERS_ODDTAR_H
#define FI_LAYERS_ODDTAR_H

#include "layers/tar.h"

struct fi_oddtar;

/* As the functions of fi_tar; offsets are those of this stream. */
FI_MUST_CHECK enum fi_code fi_oddtar_open(struct fi_reader in, struct fi_oddtar **out,
	struct fi_err *err);
void fi_oddtar_close(struct fi_oddtar *t);
FI_MUST_CHECK enum fi_code fi_oddtar_next(struct fi_oddtar *t, struct fi_member *m,
	bool *more, struct fi_err *err);
FI_MUST_CHECK enum fi_code fi_oddtar_data(struct fi_oddtar *t, const void **p, size_t *n,
	struct fi_err *err);
bool fi_oddtar_in_one(const struct fi_oddtar *t, uint64_t *at);
void fi_oddtar_fill_holes(struct fi_oddtar *t);
unsigned fi_oddtar_damage(const struct fi_oddtar *t);
FI_MUST_CHECK enum fi_code fi_oddtar_tail(struct fi_oddtar *t, const void **p, size_t *n,
	struct fi_err *err);

/* What of the last block that the reader lent was not used. */
struct fi_oddtar_rest {
	const unsigned char *p;
	size_t n;
	bool pax; /* from its first pax header on libarchive treats members otherwise */
};

/*
 * Step over what is left of the member at hand: may somebody else read on there?  `rest` is
 * what he has to read before he asks the reader.  If false, it has to go on here.
 */
bool fi_oddtar_leave(struct fi_oddtar *t, struct fi_oddtar_rest *rest);

#endif
