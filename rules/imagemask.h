/* imagemask.h - what an image's documents say, without the secrets in them.
 *
 * For files that outlive a run: the config is judged for secrets first, and what was
 * found goes with it, since it could not be found again.  Kept is only what checks and
 * reports read of the documents: no label but those of the base image, of provenance the
 * names of base images.  In every text that is kept each secret is masked as a report
 * shows it, and so is what a rule sees that nobody wants reported.
 *
 * A short secret that might be any word ("postgres") is masked wherever it is one, and in
 * all that only tells what was done (environment, history); not in what the image is run
 * by (its user, commands and paths), where it is a word.
 */
#ifndef FI_RULES_IMAGEMASK_H
#define FI_RULES_IMAGEMASK_H

#include "layers/set.h"
#include "lib/wire.h"
#include "rules/scan.h"
#include "rules/sink.h"

/*
 * Judge an image of the set into `found`, hashes salted with FI_SALT bytes, and append
 * to `out` what fi_image_read makes an image of.  FI_ELIMIT if it cannot be masked: the
 * very name of a label or variable holds a secret, or there are too many.  `found` is to
 * be emptied in any case.
 */
FI_MUST_CHECK enum fi_code fi_image_write_masked(const struct fi_set *set, size_t image,
	struct fi_scanner *scanner, const unsigned char *salt, struct fi_sink *found,
	struct fi_buf *out, struct fi_err *err);

#endif
