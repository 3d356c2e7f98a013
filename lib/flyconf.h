/* flyconf.h - a Fly app config (fly.toml, fly.json, fly.yaml) as flyctl decodes it.
 *
 * Keys are matched in any case, unknown ones are passed over, and the legacy forms
 * that flyctl rewrites are understood.  A file has one of three outcomes: SYNTAX
 * (not TOML, JSON or YAML), SHAPE (a value of the wrong type: flyctl refuses the
 * whole file), or OK.  Here what can be read is read in any case; the problems
 * stand in a list beside it.
 *
 * Every value has its place: the line and column (from 1) of its key, or of the
 * value itself when it is in a list.  A place of line 0 means "not in the file".
 * All strings belong to the fi_flyconf and end in 0.
 */
#ifndef FI_LIB_FLYCONF_H
#define FI_LIB_FLYCONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"

struct fi_fly_at {
	unsigned line, column;
};

struct fi_fly_text {
	struct fi_fly_at at;
	const char *s; /* NULL if absent */
};

struct fi_fly_int {
	struct fi_fly_at at;
	bool set;
	int64_t v;
};

struct fi_fly_real {
	struct fi_fly_at at;
	bool set;
	double v;
};

struct fi_fly_bool {
	struct fi_fly_at at;
	bool set, v;
};

struct fi_fly_duration {
	struct fi_fly_at at;
	bool set;
	bool bare;    /* written as a number, whose unit depends on the place */
	bool dropped; /* a number in YAML that flyctl silently ignores; not set */
	int64_t ns;
};

enum fi_fly_autostop_mode {
	FI_FLY_STOP_UNSET,
	FI_FLY_STOP_OFF,
	FI_FLY_STOP,
	FI_FLY_SUSPEND
};

struct fi_fly_autostop {
	struct fi_fly_at at;
	enum fi_fly_autostop_mode v;
};

struct fi_fly_words {
	struct fi_fly_at at;
	struct fi_fly_text *v;
	size_t n;
	bool single; /* one string where a list belongs: it becomes one word */
};

enum fi_fly_written { FI_FLY_AS_TEXT, FI_FLY_AS_NUMBER, FI_FLY_AS_NULL, FI_FLY_AS_ITEMS };

/* key = "value"; the value's text is what flyctl makes of other values. */
struct fi_fly_pair {
	struct fi_fly_at at; /* of the key */
	const char *key, *value;
	struct fi_fly_at value_at;
	enum fi_fly_written written; /* a date, true and false count as text */
};

struct fi_fly_pairs {
	struct fi_fly_at at;
	struct fi_fly_pair *v;
	size_t n;
};

/* ---- tables; each begins with its place, line 0 = absent ---- */

struct fi_fly_concurrency {
	struct fi_fly_at at;
	struct fi_fly_text type;
	struct fi_fly_int soft_limit, hard_limit;
};

struct fi_fly_tls {
	struct fi_fly_at at;
	struct fi_fly_words alpn, versions;
	struct fi_fly_bool default_self_signed;
};

struct fi_fly_response {
	struct fi_fly_at at;
	struct fi_fly_bool pristine;
	struct fi_fly_at headers;
};

struct fi_fly_replay {
	struct fi_fly_at at;
	struct fi_fly_text path_prefix, type, name;
	struct fi_fly_int ttl_seconds;
	struct fi_fly_bool allow_bypass;
};

struct fi_fly_replays {
	struct fi_fly_replay *v;
	size_t n;
};

struct fi_fly_http_options {
	struct fi_fly_at at;
	struct fi_fly_bool compress, h2_backend;
	struct fi_fly_int idle_timeout, headers_read_timeout;
	struct fi_fly_response response;
	struct fi_fly_replays replay_cache;
};

struct fi_fly_proxy_proto {
	struct fi_fly_at at;
	struct fi_fly_text version;
};

struct fi_fly_machine_check {
	struct fi_fly_at at;
	struct fi_fly_words command, entrypoint;
	struct fi_fly_text image, kill_signal;
	struct fi_fly_duration kill_timeout;
};

struct fi_fly_machine_checks {
	struct fi_fly_machine_check *v;
	size_t n;
};

/* A check of a service or a top-level one; only the latter have name, type, port. */
struct fi_fly_check {
	struct fi_fly_at at;
	struct fi_fly_text name, type;
	struct fi_fly_int port;
	struct fi_fly_duration interval, timeout, grace_period;
	struct fi_fly_text method, path, protocol, tls_server_name;
	struct fi_fly_bool tls_skip_verify;
	struct fi_fly_pairs headers;
	struct fi_fly_words processes;
};

struct fi_fly_checks {
	struct fi_fly_check *v;
	size_t n;
};

struct fi_fly_port {
	struct fi_fly_at at;
	struct fi_fly_int port, start_port, end_port;
	struct fi_fly_words handlers;
	struct fi_fly_bool force_https;
	struct fi_fly_tls tls_options;
	struct fi_fly_http_options http_options;
	struct fi_fly_proxy_proto proxy_proto_options;
};

struct fi_fly_ports {
	struct fi_fly_port *v;
	size_t n;
};

/* [http_service] and [[services]]: each uses its part of the fields. */
struct fi_fly_service {
	struct fi_fly_at at;
	struct fi_fly_int internal_port;
	struct fi_fly_autostop auto_stop_machines;
	struct fi_fly_bool auto_start_machines;
	struct fi_fly_int min_machines_running;
	struct fi_fly_words processes;
	struct fi_fly_concurrency concurrency;
	struct fi_fly_machine_checks machine_checks;
	/* [http_service] only; `checks` are its HTTP checks */
	struct fi_fly_bool force_https;
	struct fi_fly_tls tls_options;
	struct fi_fly_http_options http_options;
	struct fi_fly_checks checks;
	/* [[services]] only */
	struct fi_fly_text protocol;
	struct fi_fly_ports ports;
	struct fi_fly_checks tcp_checks, http_checks;
};

struct fi_fly_services {
	struct fi_fly_service *v;
	size_t n;
};

struct fi_fly_compose {
	struct fi_fly_at at;
	struct fi_fly_text file;
};

struct fi_fly_build {
	struct fi_fly_at at;
	struct fi_fly_text image, dockerfile, ignorefile, target, builder, builtin;
	struct fi_fly_words buildpacks;
	struct fi_fly_pairs args;
	struct fi_fly_compose compose;
	struct fi_fly_at settings; /* of the old builtins, any values */
	struct fi_fly_text compression;
	struct fi_fly_int compression_level;
};

struct fi_fly_vm {
	struct fi_fly_at at;
	struct fi_fly_text size, memory, cpu_kind, gpu_kind, host_dedication_id,
		persist_rootfs;
	struct fi_fly_int memory_mb, max_memory_mb, cpus, gpus;
	struct fi_fly_words kernel_args, processes;
};

struct fi_fly_vms {
	struct fi_fly_vm *v;
	size_t n;
};

struct fi_fly_deploy {
	struct fi_fly_at at;
	struct fi_fly_text strategy, release_command, seed_command;
	struct fi_fly_real max_unavailable;
	struct fi_fly_duration wait_timeout, release_command_timeout;
	struct fi_fly_vm release_command_vm;
};

struct fi_fly_experimental {
	struct fi_fly_at at;
	struct fi_fly_words cmd, entrypoint, exec;
	struct fi_fly_bool auto_rollback, enable_consul, enable_etcd, lazy_load_images;
	struct fi_fly_text machine_config;
	struct fi_fly_at attached;
	/* legacy, already moved to their new places */
	struct fi_fly_duration kill_timeout;
	struct fi_fly_int metrics_port;
	struct fi_fly_text metrics_path;
};

struct fi_fly_mount {
	struct fi_fly_at at;
	struct fi_fly_text source, destination, initial_size;
	struct fi_fly_int snapshot_retention, auto_extend_size_threshold;
	struct fi_fly_bool scheduled_snapshots;
	struct fi_fly_text auto_extend_size_increment, auto_extend_size_limit;
	struct fi_fly_words processes;
};

struct fi_fly_mounts {
	struct fi_fly_mount *v;
	size_t n;
};

struct fi_fly_file {
	struct fi_fly_at at;
	struct fi_fly_text guest_path, raw_value, local_path, secret_name;
	struct fi_fly_words processes;
};

struct fi_fly_files {
	struct fi_fly_file *v;
	size_t n;
};

struct fi_fly_static {
	struct fi_fly_at at;
	struct fi_fly_text guest_path, url_prefix, tigris_bucket, index_document;
};

struct fi_fly_statics {
	struct fi_fly_static *v;
	size_t n;
};

struct fi_fly_metric {
	struct fi_fly_at at;
	struct fi_fly_int port;
	struct fi_fly_text path;
	struct fi_fly_bool https;
	struct fi_fly_words processes;
};

struct fi_fly_metrics {
	struct fi_fly_metric *v;
	size_t n;
};

struct fi_fly_restart {
	struct fi_fly_at at;
	struct fi_fly_text policy;
	struct fi_fly_int retries;
	struct fi_fly_words processes;
};

struct fi_fly_restarts {
	struct fi_fly_restart *v;
	size_t n;
};

/* One group of [processes]. */
struct fi_fly_process {
	struct fi_fly_at at;
	const char *name, *command;
	char **argv; /* argc words and a NULL */
	size_t argc;
	bool unsplit; /* an unterminated quote: argv is empty, flyctl refuses the file
		       */
};

struct fi_fly_processes {
	struct fi_fly_process *v;
	size_t n;
};

enum fi_fly_outcome { FI_FLY_OK, FI_FLY_SHAPE, FI_FLY_SYNTAX };

/* What keeps flyctl from reading the file. */
struct fi_fly_problem {
	enum fi_fly_outcome code; /* FI_FLY_SHAPE or FI_FLY_SYNTAX */
	struct fi_fly_at at;
	const char *key;  /* "http_service.internal_port"; "" for syntax */
	const char *text; /* a sentence without place: "must be ..., not ..." */
	const char *line; /* what to write instead: "[[restart]]"; NULL if unknown */
};

struct fi_fly_problems {
	struct fi_fly_problem *v;
	size_t n;
};

/* A key that flyctl passes over without a word. */
struct fi_fly_unknown {
	struct fi_fly_at at;
	const char *path;  /* of its table: "services.ports"; "" at the top */
	const char *key;   /* as written */
	const char *near;  /* the key of that table it resembles, or NULL */
	const char *where; /* else a table that has this very key: "deploy"; NULL */
	bool empty; /* its value is empty, 0 or false: nobody expects much of it */
};

struct fi_fly_unknowns {
	struct fi_fly_unknown *v;
	size_t n;
};

struct fi_flyconf {
	enum fi_fly_outcome outcome; /* the worst of the problems */
	struct fi_fly_problems problems;
	struct fi_fly_unknowns unknown; /* the first hundred, in the file's order */

	struct fi_fly_text app, primary_region, kill_signal, console_command,
		host_dedication_id, machine_config, container;
	struct fi_fly_duration kill_timeout;
	struct fi_fly_int swap_size_mb;
	struct fi_fly_pairs env;
	struct fi_fly_build build;
	struct fi_fly_deploy deploy;
	struct fi_fly_experimental experimental;
	struct fi_fly_service http_service;
	struct fi_fly_services services;
	struct fi_fly_checks checks; /* [checks.NAME] */
	struct fi_fly_machine_checks machine_checks;
	struct fi_fly_processes processes;
	struct fi_fly_mounts mounts;
	struct fi_fly_vms vm;
	struct fi_fly_files files;
	struct fi_fly_statics statics;
	struct fi_fly_metrics metrics;
	struct fi_fly_restarts restart;

	struct fi_fly_memory *memory; /* ours */
};

/*
 * Read a config; `name` tells the syntax as it tells flyctl: .json, .yaml,
 * everything else is TOML.  FI_OK with an object whenever there is memory (else
 * FI_ENOMEM): what is wrong with the text is in out->problems.
 */
FI_MUST_CHECK enum fi_code fi_flyconf_parse(const char *name, const char *text,
	size_t n, struct fi_flyconf **out, struct fi_err *err);
void fi_flyconf_free(struct fi_flyconf *f);
void fi_flyconf_freep(struct fi_flyconf **f);

/* The value of a name in [env]; the last one counts; NULL. */
const struct fi_fly_pair *fi_flyconf_env(const struct fi_flyconf *f, const char *key);

/* Is there a process group of that name?  Without [processes] there is "app" alone. */
bool fi_flyconf_has_group(const struct fi_flyconf *f, const char *group);

/* The group that items without `processes` go to: "app", or the first by name. */
const char *fi_flyconf_default_group(const struct fi_flyconf *f);

#endif
