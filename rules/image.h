/* image.h - the checks behind the table in rules/image.c. */
#ifndef FI_RULES_IMAGE_H
#define FI_RULES_IMAGE_H

#include "lib/json.h"
#include "rules/finding.h"
#include "rules/rule.h"

/* For scratch and distroless, where no RUN makes a user; a number needs none. */
#define FI_FIX_USER_NUMBER                                                               \
	"Add `USER 65532:65532` before CMD (distroless calls it nonroot): the image has no "   \
	"shell to make a user with, and a number needs none. Copy what it writes with "       \
	"`COPY --chown=65532:65532`."

extern const struct fi_rule fi_rules_image[];
extern const size_t fi_rules_image_n;

/* rules/image.c: what the config says */
fi_judge fi_image_root_user, fi_image_unknown_user, fi_image_exposed_port,
	fi_image_no_command, fi_image_healthcheck_ignored, fi_image_not_linux_amd64,
	fi_image_latest_tag, fi_image_base_latest, fi_image_digest_mismatch;

/* rules/image_files.c: what the modes of its files allow */
fi_judge fi_image_setuid_file, fi_image_world_writable;

#endif
