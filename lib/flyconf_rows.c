/* What a Fly config may hold: one row a key (flyctl's appconfig and fly-go). */
#include "lib/flyconf_decode.h"

#define KIND(K) FI_FLY_##K
#define ROW(K, name, field)                                                            \
	{                                                                              \
		.key = name, .kind = KIND(K), .at = offsetof(STRUCT, field)            \
	}
#define FLAG(K, name, field, f)                                                        \
	{                                                                              \
		.key = name, .kind = KIND(K), .at = offsetof(STRUCT, field),           \
		.flags = f                                                             \
	}
#define SUB(K, name, field, f, s)                                                      \
	{                                                                              \
		.key = name, .kind = KIND(K), .at = offsetof(STRUCT, field),           \
		.flags = f, .shape = &s                                                \
	}
#define SHAPE(rows)                                                                    \
	{                                                                              \
		sizeof(STRUCT), rows, sizeof(rows) / sizeof(rows[0])                   \
	}

#define STRUCT struct fi_fly_concurrency
static const struct fi_fly_row concurrency_rows[] = {
	ROW(TEXT, "type", type),
	ROW(INT, "soft_limit", soft_limit),
	ROW(INT, "hard_limit", hard_limit),
};
static const struct fi_fly_shape concurrency = SHAPE(concurrency_rows);
#undef STRUCT

#define STRUCT struct fi_fly_tls
static const struct fi_fly_row tls_rows[] = {
	ROW(WORDS, "alpn", alpn),
	ROW(WORDS, "versions", versions),
	ROW(BOOL, "default_self_signed", default_self_signed),
};
static const struct fi_fly_shape tls = SHAPE(tls_rows);
#undef STRUCT

#define STRUCT struct fi_fly_response
static const struct fi_fly_row response_rows[] = {
	ROW(BOOL, "pristine", pristine),
	ROW(ANY, "headers", headers),
};
static const struct fi_fly_shape response = SHAPE(response_rows);
#undef STRUCT

#define STRUCT struct fi_fly_replay
static const struct fi_fly_row replay_rows[] = {
	ROW(TEXT, "path_prefix", path_prefix),
	ROW(TEXT, "type", type),
	ROW(TEXT, "name", name),
	ROW(INT, "ttl_seconds", ttl_seconds),
	ROW(BOOL, "allow_bypass", allow_bypass),
};
static const struct fi_fly_shape replay = SHAPE(replay_rows);
#undef STRUCT

#define STRUCT struct fi_fly_http_options
static const struct fi_fly_row http_options_rows[] = {
	ROW(BOOL, "compress", compress),
	ROW(BOOL, "h2_backend", h2_backend),
	ROW(INT, "idle_timeout", idle_timeout),
	ROW(INT, "headers_read_timeout", headers_read_timeout),
	SUB(TABLE, "response", response, 0, response),
	SUB(TABLES, "replay_cache", replay_cache, 0, replay),
};
static const struct fi_fly_shape http_options = SHAPE(http_options_rows);
#undef STRUCT

#define STRUCT struct fi_fly_proxy_proto
static const struct fi_fly_row proxy_proto_rows[] = {
	ROW(TEXT, "version", version),
};
static const struct fi_fly_shape proxy_proto = SHAPE(proxy_proto_rows);
#undef STRUCT

#define STRUCT struct fi_fly_machine_check
static const struct fi_fly_row machine_check_rows[] = {
	ROW(WORDS, "command", command),
	ROW(TEXT, "image", image),
	ROW(WORDS, "entrypoint", entrypoint),
	ROW(TEXT, "kill_signal", kill_signal),
	ROW(DURATION, "kill_timeout", kill_timeout),
};
static const struct fi_fly_shape machine_check = SHAPE(machine_check_rows);
#undef STRUCT

#define STRUCT struct fi_fly_check
/* Under [http_service] nothing is rewritten: bare durations are nanoseconds. */
static const struct fi_fly_row strict_check_rows[] = {
	ROW(DURATION, "interval", interval),
	ROW(DURATION, "timeout", timeout),
	ROW(DURATION, "grace_period", grace_period),
	ROW(TEXT, "method", method),
	ROW(TEXT, "path", path),
	ROW(TEXT, "protocol", protocol),
	ROW(BOOL, "tls_skip_verify", tls_skip_verify),
	ROW(TEXT, "tls_server_name", tls_server_name),
	ROW(PAIRS, "headers", headers),
};
static const struct fi_fly_shape strict_check = SHAPE(strict_check_rows);

#define PATCHED_CHECK_ROWS                                                             \
	FLAG(DURATION, "interval", interval, FI_FLY_MILLIS),                           \
		FLAG(DURATION, "timeout", timeout, FI_FLY_MILLIS),                     \
		FLAG(DURATION, "grace_period", grace_period, FI_FLY_MILLIS),           \
		ROW(TEXT, "method", method), ROW(TEXT, "path", path),                  \
		ROW(TEXT, "protocol", protocol),                                       \
		ROW(BOOL, "tls_skip_verify", tls_skip_verify),                         \
		ROW(TEXT, "tls_server_name", tls_server_name),                         \
		ROW(HEADERS, "headers", headers)

static const struct fi_fly_row service_check_rows[] = { PATCHED_CHECK_ROWS };
static const struct fi_fly_shape service_check = SHAPE(service_check_rows);

static const struct fi_fly_row top_check_rows[] = {
	PATCHED_CHECK_ROWS,
	ROW(TEXT, "name", name),
	ROW(TEXT, "type", type),
	ROW(INT_LOOSE, "port", port),
	ROW(WORDS, "processes", processes),
};
static const struct fi_fly_shape top_check = SHAPE(top_check_rows);
#undef STRUCT

#define STRUCT struct fi_fly_port
static const struct fi_fly_row port_rows[] = {
	ROW(INT_LOOSE, "port", port),
	ROW(INT, "start_port", start_port),
	ROW(INT, "end_port", end_port),
	ROW(WORDS, "handlers", handlers),
	ROW(BOOL, "force_https", force_https),
	SUB(TABLE, "tls_options", tls_options, 0, tls),
	SUB(TABLE, "http_options", http_options, 0, http_options),
	SUB(TABLE, "proxy_proto_options", proxy_proto_options, 0, proxy_proto),
};
static const struct fi_fly_shape port = SHAPE(port_rows);
#undef STRUCT

#define STRUCT struct fi_fly_service
#define COMMON_SERVICE_ROWS                                                            \
	ROW(AUTOSTOP, "auto_stop_machines", auto_stop_machines),                       \
		ROW(BOOL, "auto_start_machines", auto_start_machines),                 \
		ROW(INT, "min_machines_running", min_machines_running),                \
		ROW(WORDS, "processes", processes),                                    \
		SUB(TABLES, "machine_checks", machine_checks, 0, machine_check)

static const struct fi_fly_row http_service_rows[] = {
	COMMON_SERVICE_ROWS,
	ROW(INT, "internal_port", internal_port),
	ROW(BOOL, "force_https", force_https),
	SUB(TABLE, "concurrency", concurrency, 0, concurrency),
	SUB(TABLE, "tls_options", tls_options, 0, tls),
	SUB(TABLE, "http_options", http_options, 0, http_options),
	SUB(TABLES, "checks", checks, 0, strict_check),
};
static const struct fi_fly_shape http_service = SHAPE(http_service_rows);

static const struct fi_fly_row service_rows[] = {
	COMMON_SERVICE_ROWS,
	ROW(INT_LOOSE, "internal_port", internal_port),
	ROW(TEXT, "protocol", protocol),
	SUB(CONCURRENCY, "concurrency", concurrency, 0, concurrency),
	SUB(TABLES, "ports", ports, FI_FLY_ONE, port),
	SUB(TABLES, "tcp_checks", tcp_checks, FI_FLY_ONE, service_check),
	SUB(TABLES, "http_checks", http_checks, FI_FLY_ONE, service_check),
};
static const struct fi_fly_shape service = SHAPE(service_rows);
#undef STRUCT

#define STRUCT struct fi_fly_compose
static const struct fi_fly_row compose_rows[] = {
	ROW(TEXT, "file", file),
};
static const struct fi_fly_shape compose = SHAPE(compose_rows);
#undef STRUCT

#define STRUCT struct fi_fly_build
static const struct fi_fly_row build_rows[] = {
	ROW(TEXT, "image", image),
	ROW(TEXT, "dockerfile", dockerfile),
	ROW(TEXT, "ignorefile", ignorefile),
	ROW(TEXT, "build-target", target),
	FLAG(TEXT, "build_target", target, FI_FLY_EXACT),
	ROW(TEXT, "builder", builder),
	ROW(TEXT, "builtin", builtin),
	ROW(WORDS, "buildpacks", buildpacks),
	ROW(PAIRS, "args", args),
	SUB(TABLE, "compose", compose, 0, compose),
	ROW(ANY, "settings", settings),
	ROW(TEXT, "compression", compression),
	ROW(INT, "compression_level", compression_level),
};
static const struct fi_fly_shape build = SHAPE(build_rows);
#undef STRUCT

#define STRUCT struct fi_fly_vm
static const struct fi_fly_row vm_rows[] = {
	ROW(TEXT, "size", size),
	ROW(SIZE, "memory", memory),
	ROW(INT, "memory_mb", memory_mb),
	ROW(INT, "max_memory_mb", max_memory_mb),
	ROW(INT, "cpus", cpus),
	ROW(TEXT, "cpu_kind", cpu_kind),
	ROW(INT, "gpus", gpus),
	ROW(TEXT, "gpu_kind", gpu_kind),
	ROW(TEXT, "host_dedication_id", host_dedication_id),
	ROW(TEXT, "persist_rootfs", persist_rootfs),
	ROW(WORDS, "kernel_args", kernel_args),
	ROW(WORDS, "processes", processes),
};
static const struct fi_fly_shape vm = SHAPE(vm_rows);
#undef STRUCT

#define STRUCT struct fi_fly_deploy
static const struct fi_fly_row deploy_rows[] = {
	ROW(TEXT, "strategy", strategy),
	ROW(REAL, "max_unavailable", max_unavailable),
	ROW(DURATION, "wait_timeout", wait_timeout),
	ROW(TEXT, "release_command", release_command),
	ROW(DURATION, "release_command_timeout", release_command_timeout),
	SUB(TABLE, "release_command_vm", release_command_vm, 0, vm),
	ROW(TEXT, "seed_command", seed_command),
};
static const struct fi_fly_shape deploy = SHAPE(deploy_rows);
#undef STRUCT

#define STRUCT struct fi_fly_experimental
static const struct fi_fly_row experimental_rows[] = {
	ROW(ARGV, "cmd", cmd),
	ROW(ARGV, "entrypoint", entrypoint),
	ROW(ARGV, "exec", exec),
	ROW(BOOL, "auto_rollback", auto_rollback),
	ROW(BOOL, "enable_consul", enable_consul),
	ROW(BOOL, "enable_etcd", enable_etcd),
	ROW(BOOL, "lazy_load_images", lazy_load_images),
	ROW(TEXT, "machine_config", machine_config),
	ROW(ANY, "attached", attached),
	FLAG(DURATION, "kill_timeout", kill_timeout,
		FI_FLY_EXACT | FI_FLY_SECONDS | FI_FLY_LENIENT),
	FLAG(INT_LOOSE, "metrics_port", metrics_port, FI_FLY_EXACT | FI_FLY_LENIENT),
	FLAG(TEXT, "metrics_path", metrics_path, FI_FLY_EXACT | FI_FLY_LENIENT),
};
static const struct fi_fly_shape experimental = SHAPE(experimental_rows);
#undef STRUCT

#define STRUCT struct fi_fly_mount
static const struct fi_fly_row mount_rows[] = {
	ROW(TEXT, "source", source),
	ROW(TEXT, "destination", destination),
	ROW(SIZE, "initial_size", initial_size),
	ROW(INT, "snapshot_retention", snapshot_retention),
	ROW(BOOL, "scheduled_snapshots", scheduled_snapshots),
	ROW(INT, "auto_extend_size_threshold", auto_extend_size_threshold),
	ROW(TEXT, "auto_extend_size_increment", auto_extend_size_increment),
	ROW(TEXT, "auto_extend_size_limit", auto_extend_size_limit),
	ROW(WORDS, "processes", processes),
};
static const struct fi_fly_shape mount = SHAPE(mount_rows);
#undef STRUCT

#define STRUCT struct fi_fly_file
static const struct fi_fly_row file_rows[] = {
	ROW(TEXT, "guest_path", guest_path),
	ROW(TEXT, "raw_value", raw_value),
	ROW(TEXT, "local_path", local_path),
	ROW(TEXT, "secret_name", secret_name),
	ROW(WORDS, "processes", processes),
};
static const struct fi_fly_shape file = SHAPE(file_rows);
#undef STRUCT

#define STRUCT struct fi_fly_static
static const struct fi_fly_row static_rows[] = {
	ROW(TEXT, "guest_path", guest_path),
	ROW(TEXT, "url_prefix", url_prefix),
	ROW(TEXT, "tigris_bucket", tigris_bucket),
	ROW(TEXT, "index_document", index_document),
};
static const struct fi_fly_shape statics = SHAPE(static_rows);
#undef STRUCT

#define STRUCT struct fi_fly_metric
static const struct fi_fly_row metric_rows[] = {
	ROW(INT, "port", port),
	ROW(TEXT, "path", path),
	ROW(BOOL, "https", https),
	ROW(WORDS, "processes", processes),
};
static const struct fi_fly_shape metric = SHAPE(metric_rows);
#undef STRUCT

#define STRUCT struct fi_fly_restart
static const struct fi_fly_row restart_rows[] = {
	ROW(TEXT, "policy", policy),
	ROW(INT, "retries", retries),
	ROW(WORDS, "processes", processes),
};
static const struct fi_fly_shape restart = SHAPE(restart_rows);
#undef STRUCT

#define STRUCT  struct fi_flyconf
#define OLD_ONE (FI_FLY_EXACT | FI_FLY_ONE)
static const struct fi_fly_row top_rows[] = {
	ROW(TEXT, "app", app),
	ROW(TEXT, "primary_region", primary_region),
	ROW(TEXT, "kill_signal", kill_signal),
	FLAG(DURATION, "kill_timeout", kill_timeout, FI_FLY_SECONDS),
	ROW(INT, "swap_size_mb", swap_size_mb),
	ROW(TEXT, "console_command", console_command),
	ROW(TEXT, "host_dedication_id", host_dedication_id),
	ROW(TEXT, "machine_config", machine_config),
	ROW(TEXT, "container", container),
	ROW(PAIRS_LOOSE, "env", env),
	SUB(TABLE, "build", build, 0, build),
	SUB(TABLE, "deploy", deploy, 0, deploy),
	SUB(TABLE, "experimental", experimental, 0, experimental),
	SUB(TABLE, "http_service", http_service, 0, http_service),
	SUB(TABLES, "services", services, FI_FLY_ONE, service),
	SUB(NAMED, "checks", checks, 0, top_check),
	SUB(TABLES, "machine_checks", machine_checks, 0, machine_check),
	ROW(PROCESSES, "processes", processes),
	SUB(TABLES, "mounts", mounts, FI_FLY_ONE, mount),
	SUB(TABLES, "mount", mounts, OLD_ONE, mount),
	SUB(TABLES, "vm", vm, FI_FLY_ONE, vm),
	SUB(TABLES, "compute", vm, OLD_ONE, vm),
	SUB(TABLES, "computes", vm, OLD_ONE, vm),
	SUB(TABLES, "files", files, 0, file),
	SUB(TABLES, "statics", statics, 0, statics),
	SUB(TABLES, "metrics", metrics, FI_FLY_ONE, metric),
	SUB(TABLES, "metric", metrics, OLD_ONE, metric),
	SUB(TABLES, "restart", restart, 0, restart),
};
const struct fi_fly_shape fi_fly_top = SHAPE(top_rows);
#undef STRUCT
