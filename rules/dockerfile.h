/* dockerfile.h - the checks behind the table in rules/dockerfile.c, and what they share. */
#ifndef FI_RULES_DOCKERFILE_H
#define FI_RULES_DOCKERFILE_H

#include "lib/dockerfile.h"
#include "rules/finding.h"
#include "rules/rule.h"

extern const struct fi_rule fi_rules_dockerfile[];
extern const size_t fi_rules_dockerfile_n;

/* A place in the Dockerfile.  `subject` (a key, a name) is borrowed; NULL. */
struct fi_spot fi_df_spot(const struct fi_case *c, unsigned line, const char *subject);

/* "node:22" -> "22"; NULL without a tag.  *digest: pinned by one. */
const char *fi_df_image_tag(const char *image, bool *digest);

/* rules/dockerfile_secret.c */
fi_judge fi_df_secret_env, fi_df_secret_arg, fi_df_secret_run, fi_df_secret_command,
	fi_df_arg_secret_in_run;

/* rules/dockerfile_stage.c: bases, users, ports, the file itself */
fi_judge fi_df_root_user, fi_df_latest_base, fi_df_arg_base, fi_df_platform,
	fi_df_exposed_port, fi_df_unknown_instruction, fi_df_syntax;

/* rules/dockerfile_run.c: what commands do */
fi_judge fi_df_curl_pipe_sh, fi_df_sudo, fi_df_chmod_777, fi_df_tls_off, fi_df_add_url;

/* rules/dockerfile_context.c: what gets into the image from the folder */
fi_judge fi_df_copy_secret_file, fi_ignore_missing, fi_ignore_lets_secrets,
	fi_ignore_syntax;

#endif
