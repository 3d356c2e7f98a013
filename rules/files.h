/* files.h - the functions that judge leaky files, for the table in files.c.
 *
 * Each is an fi_file_judge (rules/rule.h).  They report what makes the file a leak:
 * the line and name of the secret where there is one, the value only through
 * fi_file_spot.value, so that it is masked.
 */
#ifndef FI_RULES_FILES_H
#define FI_RULES_FILES_H

#include "rules/content.h"

extern const struct fi_rule fi_rules_files[];
extern const size_t fi_rules_files_n;

/* files_env.c: the `.env` family */
fi_file_judge fi_file_env;	  /* a file with settings ships */
fi_file_judge fi_file_env_secret; /* each variable that holds a secret */

/* files_text.c: configuration of tools, by fields and URLs */
fi_file_judge fi_file_present;	    /* any content at all is the leak */
fi_file_judge fi_file_credentials;  /* fields with a secret name and a real value */
fi_file_judge fi_file_url_password; /* scheme://user:PASSWORD@host */
fi_file_judge fi_file_fly_config;
fi_file_judge fi_file_docker_config;
fi_file_judge fi_file_kubeconfig;
fi_file_judge fi_file_netrc;
fi_file_judge fi_file_pgpass;
fi_file_judge fi_file_single_secret; /* the whole file is one secret */
fi_file_judge fi_file_terraform_state;
fi_file_judge fi_file_vpn;	    /* WireGuard, OpenVPN */
fi_file_judge fi_file_secret_lines; /* ipsec.secrets, chap-secrets: "who secret" */
fi_file_judge fi_file_git_folder;
fi_file_judge fi_file_private_key; /* PEM, OpenSSH, PuTTY text */

/* files_package.c: package managers and tools with a format of their own */
fi_file_judge fi_file_bundle_config;
fi_file_judge fi_file_composer_auth;
fi_file_judge fi_file_nuget;
fi_file_judge fi_file_erlang_terms;
fi_file_judge fi_file_xml_password; /* attributes and elements outside comments */
fi_file_judge fi_file_cloudflared;
fi_file_judge fi_file_mail;

/* files_system.c: accounts and histories */
fi_file_judge fi_file_shadow;
fi_file_judge fi_file_htpasswd;
fi_file_judge fi_file_history;
fi_file_judge fi_file_sql_dump;

/* files_pyc.c: names that a compiled Python module gives to texts */
fi_file_judge fi_file_pyc;

/* files_magic.c: told by their first bytes */
fi_file_judge fi_file_der_key;
fi_file_judge fi_file_pkcs12;
fi_file_judge fi_file_java_keystore;
fi_file_judge fi_file_keepass;
fi_file_judge fi_file_keytab;
fi_file_judge fi_file_ticket_cache;
fi_file_judge fi_file_sqlite;
fi_file_judge fi_file_redis_dump;
fi_file_judge fi_file_core_dump;
fi_file_judge fi_file_heap_dump;

/*
 * Report the file as a whole, with the rule's title; one step lower, at most
 * "low", where others' files lie (rules/worth.h, fi_path_is_borrowed).
 */
void fi_file_say(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out, const char *what);

/* Report a secret of the file.  `what` is static text, "the token"; key may be NULL. */
struct fi_file_secret {
	unsigned line, column;
	const char *key;
	size_t key_n;
	const char *value;
	size_t n;
	const enum fi_severity *severity; /* NULL = the rule's */
};
void fi_file_say_secret(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out, const struct fi_file_secret *s, const char *what);

/*
 * Report the password of each scheme://user:PASSWORD@host, with the rule's severity
 * if `severity` is NULL; how many there were.
 */
size_t fi_file_url_secrets(const struct fi_file *f, const struct fi_rule *r,
	struct fi_file_sink *out, const enum fi_severity *severity);

#endif
