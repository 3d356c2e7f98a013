/* What the platform does not take over from an image, or makes of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/num.h"
#include "lib/shlex.h"
#include "rules/cross_command.h"
#include "rules/fly.h"
#include "rules/runnable.h"

/* Mounts, statics and files of a hostile config that are looked at. */
#define ITEMS_MAX 50

static const enum fi_severity medium = FI_MEDIUM;

/* ---- size ---- */

/*
 * df on a machine tells 8,191,416 KiB for / (ext4 of 8 GB); a file takes whole blocks
 * of 4 KiB and an inode of 256 bytes.
 */
#define DISK  (UINT64_C(8191416) << 10)
#define BLOCK 4096u
#define INODE 256u

struct sum {
	uint64_t bytes;
};

static bool add_up(void *self, const struct fi_node *n)
{
	struct sum *s = self;

	/* A hard link's entry is its target's: counted there. */
	if (n->entry->path != n->path && n->entry->kind == FI_KIND_FILE)
		return true;
	s->bytes += INODE;
	if (n->entry->kind == FI_KIND_FILE)
		s->bytes += (n->entry->size + BLOCK - 1) / BLOCK * BLOCK;
	else if (n->entry->kind == FI_KIND_DIR)
		s->bytes += BLOCK;
	return true;
}

static uint64_t disk_bytes(const struct fi_case *c)
{
	struct sum s = { 0 };

	if (c->rootfs)
		fi_rootfs_each(c->rootfs, add_up, &s);
	return s.bytes;
}

static bool has_gpu(const struct fi_flyconf *f)
{
	for (size_t i = 0; f && i < f->vm.n; i++)
		if (f->vm.v[i].gpu_kind.s || f->vm.v[i].gpus.v > 0)
			return true;
	return false;
}

static double gib(uint64_t bytes)
{
	return (double)bytes / (1024.0 * 1024.0 * 1024.0);
}

static void judge_size(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct fi_spot spot = { .layer = -1, .config = "rootfs", .subject = "size" };
	uint64_t bytes = disk_bytes(c);

	/* Machines with a GPU have a larger disk. */
	if (bytes < DISK / 8 * 7 || has_gpu(c->fly))
		return;
	spot.severity = bytes < DISK ? &medium : NULL;
	fi_report(out, c, r, &spot,
		bytes < DISK ? "The image takes %.1f GiB unpacked, of the %.1f GiB that a "
			       "machine's disk has."
			     : "The image takes %.1f GiB unpacked; a machine's disk has %.1f GiB.",
		gib(bytes), gib(DISK));
}

/* The root file system reads at 8 MiB a second; a machine has so long to start. */
#define READ_RATE    (8u << 20)
#define WAIT_DEFAULT 300

static void judge_slow(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_duration *wait = &c->fly->deploy.wait_timeout;
	struct fi_spot spot = fi_fly_spot(c, wait->at, "wait_timeout");
	uint64_t bytes = disk_bytes(c), seconds = bytes / READ_RATE;
	uint64_t allowed = wait->set && wait->ns > 0 ? (uint64_t)wait->ns / 1000000000u :
						       WAIT_DEFAULT;

	if (seconds > allowed)
		fi_report(out, c, r, &spot,
			"The image takes %.1f GiB unpacked: read whole, at 8 MiB a second, that "
			"is %llu s, and the deploy waits %llu s.",
			gib(bytes), (unsigned long long)seconds, (unsigned long long)allowed);
}

/* ---- folders that the platform makes its own ---- */

struct below {
	const struct fi_case *c;
	fi_path dir;
	struct fi_node first;
	size_t n;
};

static bool count_files(void *self, const struct fi_node *node)
{
	struct below *b = self;
	fi_path p = node->path;

	if (node->entry->kind != FI_KIND_FILE || !node->entry->size)
		return true;
	while (p != FI_PATH_ROOT && p != b->dir)
		p = fi_paths_parent(b->c->set->paths, p);
	if (p == b->dir && !b->n++)
		b->first = *node;
	return true;
}

static void judge_folder(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out, const char *name, const char *fmt)
{
	struct below b = { .c = c,
		.dir = fi_paths_find(c->set->paths, name + 1, strlen(name + 1)) };
	FI_AUTO(fi_buf_done) struct fi_buf path = fi_buf_limited(64u << 10);
	struct fi_spot spot = { .subject = name };

	if (!c->rootfs || b.dir == FI_PATH_NONE)
		return;
	fi_rootfs_each(c->rootfs, count_files, &b);
	if (!b.n || fi_paths_text(c->set->paths, b.first.path, &path) != FI_OK)
		return;
	spot.path = path.p;
	spot.layer = b.first.layer;
	fi_report(out, c, r, &spot, "%s: /%s%s.", fmt, path.p, b.n > 1 ? " and others" : "");
}

static void judge_run_folder(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	judge_folder(c, r, out, "/run", "The image ships files below /run, which the machine "
					"covers with an empty folder");
}

static void judge_fly_folder(
	const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	judge_folder(c, r, out, "/.fly", "The image ships files below /.fly, where the machine "
					 "puts its own");
}

/* ---- volumes ---- */

static bool is_mounted(const struct fi_flyconf *f, const char *path)
{
	for (size_t i = 0; i < f->mounts.n && i < ITEMS_MAX; i++) {
		const char *to = f->mounts.v[i].destination.s;

		if (to && to[0] == '/' && (fi_path_covers(to, path) || fi_path_covers(path, to)))
			return true;
	}
	return false;
}

static void judge_volumes(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->image->config.volumes.n && i < ITEMS_MAX; i++) {
		const char *path = c->image->config.volumes.v[i];
		struct fi_spot spot = { .layer = -1, .config = "Volumes", .subject = path };
		FI_AUTO(fi_freep) char *fix = NULL;

		if (path[0] != '/' || is_mounted(c->fly, path))
			continue;
		fix = fi_format("[mounts]\nsource = \"data\"\ndestination = \"%s\"", path);
		spot.fix = fix;
		fi_report(out, c, r, &spot,
			"The image declares the volume %s; the Fly config mounts none there, so "
			"what is written is gone at the next start.",
			path);
	}
}

/* Databases whose first start wants an empty folder, which a volume's root is not. */
static const struct {
	const char *variable; /* of the image: tells that it is this database */
	const char *folder, *fix;
} databases[] = {
	{ "PGDATA", "/var/lib/postgresql/data",
		"[env]\nPGDATA = \"/var/lib/postgresql/data/pgdata\"" },
	{ "MYSQL_VERSION", "/var/lib/mysql",
		"destination = \"/data\", and --datadir=/data/mysql in the command" },
	{ "MARIADB_VERSION", "/var/lib/mysql",
		"destination = \"/data\", and --datadir=/data/mysql in the command" },
};

static void judge_lost_found(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < FI_COUNT(databases); i++) {
		const char *has = fi_config_env(&c->image->config, databases[i].variable);
		const char *folder = databases[i].folder;

		if (!has)
			continue;
		if (!strcmp(databases[i].variable, "PGDATA"))
			folder = fi_command_env(c, "PGDATA");
		for (size_t m = 0; m < c->fly->mounts.n && m < ITEMS_MAX; m++) {
			const struct fi_fly_text *to = &c->fly->mounts.v[m].destination;
			struct fi_spot spot = fi_fly_spot(c, to->at, to->s);

			spot.fix = databases[i].fix;
			if (to->s && fi_path_covers(to->s, folder) &&
				fi_path_covers(folder, to->s))
				fi_report(out, c, r, &spot,
					"The volume at %s is the database's own folder; its "
					"root has a lost+found, and the first start wants an "
					"empty one.",
					to->s);
		}
	}
}

/* ---- statics and files ---- */

static void judge_statics(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->fly->statics.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_static *s = &c->fly->statics.v[i];
		const char *path = s->guest_path.s;
		struct fi_spot spot = fi_fly_spot(c, s->guest_path.at, path);
		struct fi_node n;

		if (!path || path[0] != '/' || s->tigris_bucket.s || !c->rootfs ||
			!fi_run_knows_all(c) || is_mounted(c->fly, path))
			continue;
		if (!fi_rootfs_lookup(c->rootfs, path, &n))
			fi_report(out, c, r, &spot,
				"The proxy is to serve files from %s, which the image does not "
				"have.",
				path);
		else if (n.entry->kind != FI_KIND_DIR)
			fi_report(out, c, r, &spot,
				"The proxy is to serve files from %s, which is no folder.",
				path);
	}
}

static void judge_files(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	for (size_t i = 0; i < c->fly->files.n && i < ITEMS_MAX; i++) {
		const struct fi_fly_text *to = &c->fly->files.v[i].guest_path;
		struct fi_spot spot = fi_fly_spot(c, to->at, to->s);
		struct fi_node n;

		if (to->s && to->s[0] == '/' && c->rootfs &&
			fi_rootfs_lookup(c->rootfs, to->s, &n) && n.entry->kind == FI_KIND_FILE)
			fi_report(out, c, r, &spot,
				"[[files]] writes %s over the file that the image has there.",
				to->s);
	}
}

/* ---- what Fly does not read ---- */

static void judge_stop_signal(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const char *signal = c->image->config.stop_signal;
	struct fi_spot spot = { .layer = -1, .config = "StopSignal", .subject = signal };
	FI_AUTO(fi_freep) char *fix = NULL;
	bool named;

	if (!signal || !*signal || c->fly->kill_signal.s || !strcmp(signal, "SIGINT") ||
		!strcmp(signal, "INT") || !strcmp(signal, "2"))
		return;
	named = !strncmp(signal, "SIG", 3) && strlen(signal) < 16;
	fix = fi_format("kill_signal = \"%s\"", named ? signal : "SIGTERM");
	spot.fix = fix;
	fi_report(out, c, r, &spot,
		"The image wants to be stopped by %.20s; Fly sends SIGINT unless kill_signal "
		"says otherwise.",
		signal);
}

static void judge_no_service(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const struct fi_strs *ports = &c->image->config.ports;
	struct fi_spot spot = { .layer = -1, .config = "ExposedPorts", .subject = "service" };
	FI_AUTO(fi_freep) char *fix = NULL;
	uint64_t port;
	size_t n;

	if (!ports->n || c->fly->services.n || c->fly->http_service.at.line)
		return;
	n = strcspn(ports->v[0], "/");
	if (!fi_num_u64(ports->v[0], n, 65535, &port))
		return;
	fix = fi_format("[http_service]\ninternal_port = %llu\nforce_https = true",
		(unsigned long long)port);
	spot.fix = fix;
	fi_report(out, c, r, &spot,
		"The image exposes port %llu, but the Fly config has no service: nothing reaches "
		"it from outside.",
		(unsigned long long)port);
}

static void judge_console(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	struct fi_spot spot = { .layer = -1, .config = "rootfs", .subject = "/bin/sleep" };
	struct fi_node n;

	if (c->rootfs && fi_run_knows_all(c) && !fi_rootfs_lookup(c->rootfs, "/bin/sleep", &n))
		fi_report(out, c, r, &spot,
			"The image has no /bin/sleep, which `fly console` runs to keep its "
			"machine up.");
}

/* ---- commands that do not get on with the platform ---- */

static void judge_pid1(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct fi_command k;
	struct fi_spot spot;
	struct fi_node n;

	if (!c->rootfs || !fi_command_of(c, fi_flyconf_default_group(c->fly), &k))
		return;
	if (k.words.n && !strcmp(k.words.v[0], "/init") &&
		(fi_rootfs_lookup(c->rootfs, "/package/admin/s6-overlay", &n) ||
			fi_rootfs_lookup(c->rootfs, "/etc/s6", &n) ||
			fi_rootfs_lookup(c->rootfs, "/etc/s6-overlay", &n))) {
		spot = fi_command_spot(c, &k, 0, "/init");
		fi_report(out, c, r, &spot,
			"The command is s6-overlay's /init, which wants to be process 1; on a "
			"machine that is Fly's own init.");
	}
	fi_command_done(&k);
}

static void judge_sshd(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct fi_command k;
	struct fi_spot spot;

	if (!fi_command_of(c, fi_flyconf_default_group(c->fly), &k))
		return;
	if (k.words.n && !strcmp(fi_word_base(k.words.v[0]), "sshd") &&
		!fi_strs_has(&k.words, "-p")) {
		spot = fi_command_spot(c, &k, 0, "sshd");
		fi_report(out, c, r, &spot,
			"sshd listens on port 22 unless told otherwise, which Fly's own SSH "
			"server has.");
	}
	fi_command_done(&k);
}

/* ---- variables ---- */

static bool path_has(const char *list, const char *dir, size_t n)
{
	while (*list) {
		size_t len = strcspn(list, ":");

		if (len == n && !memcmp(list, dir, n))
			return true;
		list += len + (list[len] == ':');
	}
	return false;
}

static void judge_path(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_fly_pair *own = fi_flyconf_env(c->fly, "PATH");
	const char *image = fi_config_env(&c->image->config, "PATH");
	struct fi_spot spot;

	if (!own || !own->value || !image)
		return;
	spot = fi_fly_spot(c, own->at, "PATH");
	while (*image) {
		size_t n = strcspn(image, ":");

		if (n && !path_has(own->value, image, n)) {
			fi_report(out, c, r, &spot,
				"PATH in [env] takes the place of the image's and lacks %.*s.%s",
				(int)n, image,
				strchr(own->value, '$') ? " Nothing expands the $ in it." : "");
			return;
		}
		image += n + (image[n] == ':');
	}
}

/* A name that an app reads when it runs, unless it is one of those that are built in. */
static bool is_read_at_run(const char *name)
{
	static const char *const whole[] = { "PORT", "HOST", "LOG_LEVEL" };
	static const char *const ends[] = { "_URL", "_URI", "_HOST", "_PORT", "_DSN" };
	static const char *const built_in[] = { "NEXT_PUBLIC_", "VITE_", "REACT_APP_",
		"NUXT_PUBLIC_", "PUBLIC_", "GATSBY_", "VUE_APP_", "EXPO_PUBLIC_", "NPM_",
		"PIP_", "GO", "BUNDLE_", "BASE_", "IMAGE_", "DOWNLOAD_", "MIRROR_", "REPO_",
		"BUILD_" };
	size_t i, n = strlen(name);

	for (i = 0; i < FI_COUNT(built_in); i++)
		if (!strncmp(name, built_in[i], strlen(built_in[i])))
			return false;
	for (i = 0; i < FI_COUNT(whole); i++)
		if (!strcmp(name, whole[i]))
			return true;
	for (i = 0; i < FI_COUNT(ends); i++)
		if (n > strlen(ends[i]) && !strcmp(name + n - strlen(ends[i]), ends[i]))
			return true;
	return false;
}

static void judge_build_only(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const struct fi_fly_pairs *args = &c->fly->build.args;

	for (size_t i = 0; i < args->n && i < 1000; i++) {
		const char *name = args->v[i].key;
		struct fi_spot spot = fi_fly_spot(c, args->v[i].at, name);

		if (is_read_at_run(name) && !fi_command_env(c, name))
			fi_report(out, c, r, &spot,
				"%s is a build argument alone: neither the image nor [env] sets it "
				"when the app runs.",
				name);
	}
}

static void judge_reserved(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const struct fi_strs *env = &c->image->config.env;

	for (size_t i = 0; i < env->n && i < 1000; i++) {
		size_t n = strcspn(env->v[i], "=");
		char place[32], name[64];
		struct fi_spot spot = { .layer = -1, .config = place, .subject = name };

		if (strncmp(env->v[i], "FLY_", 4) != 0 || n >= sizeof(name))
			continue;
		(void)snprintf(place, sizeof(place), "Env[%zu]", i);
		(void)snprintf(name, sizeof(name), "%.*s", (int)n, env->v[i]);
		fi_report(out, c, r, &spot,
			"The image sets %s; names that begin with FLY_ are the platform's, which "
			"may set another value.",
			name);
	}
}

/* ---- the table ---- */

#define CROSS(sev, judge_function)                                                     \
	.category = FI_CROSS, .severity = sev, .needs = FI_NEED_IMAGE | FI_NEED_FLY,   \
	.judge = judge_function
#define OF_IMAGE(sev, judge_function)                                                  \
	.category = FI_CROSS, .severity = sev, .needs = FI_NEED_IMAGE,                 \
	.judge = judge_function

#define FLY	"=== fly.toml\napp = \"shop\"\n"
#define MOUNT	"[mounts]\nsource = \"data\"\ndestination = "
#define SERVE	"\"Cmd\":[\"serve\"]"
#define IMAGE(config)                                                                  \
	"=== image\n{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{" config  \
	"}}\n"
/* Files that are nearly all hole. */
#define HUGE "=== file 0644:9000000000 models/weights.bin\n"
#define BIG  "=== file 0644:4000000000 models/weights.bin\n"

/* Listed in rules/catalogue.c, which names the tables itself. */
extern const struct fi_rule fi_rules_cross_image[];
extern const size_t fi_rules_cross_image_n;

const struct fi_rule fi_rules_cross_image[] = {
	{
		.id = "cross-image-too-large",
		.title = "Image larger than a machine's disk",
		.why = "The deploy ends with \"Not enough space to unpack image, possibly "
		       "exceeds maximum of 8GB uncompressed\", or the machine stays "
		       "\"starting\".",
		.fix = "Keep models, caches and build tools out of the last stage; load large "
		       "data to a volume at the first start.",
		OF_IMAGE(FI_HIGH, judge_size),
		.hit = IMAGE(SERVE) HUGE,
		.miss = IMAGE(SERVE) BIG,
	},
	{
		.id = "cross-image-slow-start",
		.title = "Image that may not be read in time",
		.why = "The root file system reads at 8 MiB a second: a machine that needs all "
		       "of a large image is not up when the deploy stops waiting.",
		.fix = "A smaller image, or [deploy] wait_timeout = \"15m\"",
		CROSS(FI_LOW, judge_slow),
		.hit = FLY IMAGE(SERVE) BIG,
		.miss = FLY "[deploy]\nwait_timeout = \"15m\"\n" IMAGE(SERVE) BIG,
	},
	{
		.id = "cross-run-folder",
		.title = "Files below /run are not there",
		.why = "The machine mounts an empty /run over the image's, and /var/run leads "
		       "there: what the image ships in it cannot be found.",
		.fix = "Put the files elsewhere, or make them when the app starts.",
		OF_IMAGE(FI_LOW, judge_run_folder),
		.hit = IMAGE(SERVE) "=== file run/app/defaults.conf\nworkers 2\n",
		.miss = IMAGE(SERVE) "=== file run/lock/\n=== file etc/app.conf\nworkers 2\n",
	},
	{
		.id = "cross-fly-folder",
		.title = "Files where the machine puts its own",
		.why = "/.fly holds the machine's API socket and SSH server; what the image "
		       "ships there is in the way or hidden.",
		.fix = "Leave it out: a line .fly in .dockerignore",
		OF_IMAGE(FI_LOW, judge_fly_folder),
		.hit = IMAGE(SERVE) "=== file .fly/state.yml\napp: shop\n",
		.miss = IMAGE(SERVE) "=== file app/.fly/state.yml\napp: shop\n",
	},
	{
		.id = "cross-volume-not-mounted",
		.title = "VOLUME that is no volume",
		.why = "Fly does not read an image's VOLUME; without [mounts] its data is on "
		       "the root file system, which every deploy and restart resets.",
		.fix = "[mounts]\nsource = \"data\"\ndestination = \"FOLDER\"",
		CROSS(FI_MEDIUM, judge_volumes),
		.hit = FLY IMAGE("\"Volumes\":{\"/var/lib/data\":{}}," SERVE),
		.miss = FLY MOUNT "\"/var/lib/data\"\n" IMAGE(
			"\"Volumes\":{\"/var/lib/data\":{}}," SERVE),
	},
	{
		.id = "cross-database-lost-found",
		.title = "Database folder that is a volume's root",
		.why = "A fresh volume has a lost+found; the database's first start says the "
		       "directory is not empty, and ends.",
		.fix = "Let the database use a folder below the volume's root.",
		CROSS(FI_HIGH, judge_lost_found),
		.hit = FLY MOUNT "\"/var/lib/postgresql/data\"\n" IMAGE(
			"\"Env\":[\"PGDATA=/var/lib/postgresql/data\"]," SERVE),
		.miss = FLY MOUNT "\"/var/lib/postgresql/data\"\n[env]\n"
				  "PGDATA = \"/var/lib/postgresql/data/pgdata\"\n" IMAGE(
			"\"Env\":[\"PGDATA=/var/lib/postgresql/data\"]," SERVE),
	},
	{
		.id = "cross-statics-missing",
		.title = "Statics from a folder that is not there",
		.why = "The proxy serves these paths from the image itself, and has nothing to "
		       "serve: 404 for every one of them.",
		.fix = "Correct guest_path, or COPY the folder into the last stage.",
		CROSS(FI_MEDIUM, judge_statics),
		.hit = FLY "[[statics]]\nguest_path = \"/app/public\"\nurl_prefix = \"/public\"\n"
			IMAGE(SERVE) "=== file app/static/a.css\nb{}\n",
		.miss = FLY "[[statics]]\nguest_path = \"/app/static\"\nurl_prefix = \"/static\"\n"
			IMAGE(SERVE) "=== file app/static/a.css\nb{}\n",
	},
	{
		.id = "cross-files-over-image",
		.title = "[[files]] writes over a file of the image",
		.why = "At each start the platform puts the config's file in the place of the "
		       "image's, which is easily forgotten when the latter changes.",
		.fix = "Another guest_path, unless this is what you want.",
		CROSS(FI_INFO, judge_files),
		.hit = FLY "[[files]]\nguest_path = \"/etc/app.conf\"\nraw_value = \"x\"\n"
			IMAGE(SERVE) "=== file etc/app.conf\nworkers 2\n",
		.miss = FLY "[[files]]\nguest_path = \"/etc/app.conf\"\nraw_value = \"x\"\n"
			IMAGE(SERVE) "=== file etc/other.conf\nworkers 2\n",
	},
	{
		.id = "cross-stop-signal-ignored",
		.title = "STOPSIGNAL has no effect on Fly",
		.why = "The machine is stopped with SIGINT; a server that ends its work on "
		       "another signal drops requests at every deploy.",
		.fix = "kill_signal = \"SIGTERM\" in fly.toml",
		CROSS(FI_LOW, judge_stop_signal),
		.hit = FLY IMAGE("\"StopSignal\":\"SIGQUIT\"," SERVE),
		.miss = FLY "kill_signal = \"SIGQUIT\"\n" IMAGE(
			"\"StopSignal\":\"SIGQUIT\"," SERVE),
	},
	{
		.id = "cross-no-service",
		.title = "EXPOSE without a service",
		.why = "Fly does not read EXPOSE; without [http_service] or [[services]] the "
		       "app has no address.",
		.fix = "[http_service]\ninternal_port = PORT",
		CROSS(FI_LOW, judge_no_service),
		.hit = FLY IMAGE("\"ExposedPorts\":{\"3000/tcp\":{}}," SERVE),
		.miss = FLY "[http_service]\ninternal_port = 3000\n" IMAGE(
			"\"ExposedPorts\":{\"3000/tcp\":{}}," SERVE),
	},
	{
		.id = "cross-console-sleep",
		.title = "fly console will not work",
		.why = "It starts a machine that runs /bin/sleep inf and opens a shell in it; "
		       "an image from scratch has neither.",
		.fix = "Use an image that has a shell when you need a console: fly console "
		       "--image IMAGE",
		CROSS(FI_INFO, judge_console),
		.hit = FLY IMAGE(SERVE) "=== file serve\nELF \n",
		.miss = FLY IMAGE(SERVE) "=== file bin/sleep\nELF \n",
	},
	{
		.id = "cross-init-not-first",
		.title = "Supervisor that wants to be process 1",
		.why = "s6-overlay's /init ends with \"can only run as pid 1\"; on a machine "
		       "process 1 is Fly's init.",
		.fix = "Name the app itself in [processes], or another supervisor.",
		CROSS(FI_LOW, judge_pid1),
		.hit = FLY IMAGE("\"Entrypoint\":[\"/init\"]")
			"=== file etc/s6-overlay/s6-rc.d/app/run\n#!/bin/sh\n",
		.miss = FLY IMAGE("\"Entrypoint\":[\"/init\"]") "=== file init\nELF \n",
	},
	{
		.id = "cross-sshd-port",
		.title = "SSH server on Fly's own port",
		.why = "Fly's SSH server listens on port 22 of the machine's private address; a "
		       "second one cannot bind it.",
		.fix = "sshd -D -p 2222, and internal_port = 2222",
		CROSS(FI_LOW, judge_sshd),
		.hit = FLY IMAGE("\"Cmd\":[\"/usr/sbin/sshd\",\"-D\"]"),
		.miss = FLY IMAGE("\"Cmd\":[\"/usr/sbin/sshd\",\"-D\",\"-p\",\"2222\"]"),
	},
	{
		.id = "cross-path-replaced",
		.title = "[env] replaces the image's PATH",
		.why = "Programs are looked up in it before anything starts; folders that the "
		       "image added are no longer searched.",
		.fix = "Delete PATH from [env], or name all of the image's folders in it.",
		CROSS(FI_MEDIUM, judge_path),
		.hit = FLY "[env]\nPATH = \"/app/bin\"\n" IMAGE(
			"\"Env\":[\"PATH=/usr/local/bin:/usr/bin:/bin\"]," SERVE),
		.miss = FLY "[env]\nPATH = \"/app/bin:/usr/bin:/bin\"\n" IMAGE(
			"\"Env\":[\"PATH=/usr/bin:/bin\"]," SERVE),
	},
	{
		.id = "cross-build-arg-only",
		.title = "Setting that is gone when the app runs",
		.why = "[build.args] reach the build and nothing else; an app that reads the "
		       "variable when it runs finds it undefined.",
		.fix = "NAME = \"VALUE\" in [env] too, or fly secrets set NAME if it is a secret; "
		       "nothing, if it is needed by the build alone.",
		CROSS(FI_INFO, judge_build_only),
		.hit = FLY "[build.args]\nAPI_URL = \"https://api.shop.example\"\n" IMAGE(SERVE),
		.miss = FLY "[build.args]\nAPI_URL = \"https://api.shop.example\"\n"
			    "VITE_API_URL = \"https://api.shop.example\"\n" IMAGE(
			"\"Env\":[\"API_URL=https://api.shop.example\"]," SERVE),
	},
	{
		.id = "cross-env-reserved-name",
		.title = "Variable that is the platform's",
		.why = "The platform sets its own FLY_ variables in every machine; an app that "
		       "relies on the image's value reads another.",
		.fix = "Another name.",
		OF_IMAGE(FI_LOW, judge_reserved),
		.hit = IMAGE("\"Env\":[\"FLY_APP_NAME=shop\"]," SERVE),
		.miss = IMAGE("\"Env\":[\"APP_NAME=shop\"]," SERVE),
	},
};
const size_t fi_rules_cross_image_n =
	sizeof(fi_rules_cross_image) / sizeof(fi_rules_cross_image[0]);
