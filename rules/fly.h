/* fly.h - the checks behind the table in rules/fly.c, and what they share. */
#ifndef FI_RULES_FLY_H
#define FI_RULES_FLY_H

#include "lib/flyconf.h"
#include "rules/finding.h"
#include "rules/rule.h"

/* A place in the Fly config.  `subject` is a key or port; both are borrowed. */
struct fi_spot fi_fly_spot(
	const struct fi_case *c, struct fi_fly_at at, const char *subject);

/* Where `at` is unset, the place of what it belongs to. */
struct fi_fly_at fi_fly_or(struct fi_fly_at at, struct fi_fly_at otherwise);

/* Is `word` in the list?  Exactly, as flyctl compares. */
bool fi_fly_has(const struct fi_fly_words *w, const char *word);

/* Call `each` for [http_service], if there is one, then for every [[services]]. */
void fi_fly_each_service(const struct fi_flyconf *f,
	void (*each)(void *self, const struct fi_fly_service *s, bool http),
	void *self);

/* Does anything reach this service from outside?  A service without ports is private.
 */
bool fi_fly_is_public(const struct fi_fly_service *s, bool http);

/* Whole words a shell would act on: "&&", ">", "$PORT", ...; NULL if there is none. */
const char *fi_fly_shell_word(char *const *argv, size_t argc);

/* "name" if it can stand in a shell command as it is, else "NAME". */
const char *fi_fly_shell_name(const char *name);

/* rules/fly_secrets.c: does name = value look like a secret, or may it be one? */
bool fi_fly_is_secret(const char *name, const char *value);

/* Of a [[files]] entry's text, decoded, so much is looked at. */
#define FI_FLY_FILE_TEXT_MAX 4096

/* Base64 of plain text?  What it says goes to `out`; false also if that is too small. */
bool fi_fly_decode_text(const char *s, char *out, size_t size);

/* rules/fly_secrets.c */
fi_judge fi_fly_secret_in_env, fi_fly_secret_in_build_args,
	fi_fly_secret_in_check_header, fi_fly_secret_in_file, fi_fly_env_reserved;

/* rules/fly_config.c: the file itself, build, deploy, commands, volumes */
fi_judge fi_fly_syntax, fi_fly_wrong_shape, fi_fly_app_missing, fi_fly_image_latest,
	fi_fly_strategy, fi_fly_strategy_volume, fi_fly_bluegreen_check,
	fi_fly_compression, fi_fly_mount_destination, fi_fly_two_mounts,
	fi_fly_retention, fi_fly_unknown_process, fi_fly_service_processes,
	fi_fly_needs_shell, fi_fly_unsplittable, fi_fly_cmd_one_string,
	fi_fly_nanoseconds, fi_fly_dropped, fi_fly_restart_policy, fi_fly_swap_suspend;

/* rules/fly_services.c: ports, TLS, health checks, starting and stopping */
fi_judge fi_fly_no_force_https, fi_fly_443_without_tls, fi_fly_public_database,
	fi_fly_no_health_check, fi_fly_check_unserved, fi_fly_check_no_port,
	fi_fly_check_type_wrong, fi_fly_check_path, fi_fly_autostop_off,
	fi_fly_autostop_stuck, fi_fly_raw_tcp, fi_fly_port_range, fi_fly_udp,
	fi_fly_udp_ports, fi_fly_force_https_handler, fi_fly_handler,
	fi_fly_port_number, fi_fly_port_twice, fi_fly_no_ports, fi_fly_no_internal_port,
	fi_fly_soft_above_hard;

#endif
