/* places.h - what the place of a file tells about what stands in it.
 *
 * By path alone, and so only a guess: what dpkg, apk, rpm or a wheel's RECORD say of a
 * file is exact, and goes before.  Nothing is silenced for its place; it is lowered.
 */
#ifndef FI_RULES_PLACES_H
#define FI_RULES_PLACES_H

#include <stdbool.h>

/* Does the path lie in a folder that a package manager fills? */
bool fi_path_is_packaged(const char *path);

/*
 * Does it lie there among manuals, examples or tests?  What those show was published
 * with the package: an example key, a test vector, or a leak that is everybody's.
 */
bool fi_path_is_published(const char *path);

#endif
