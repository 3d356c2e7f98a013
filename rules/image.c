/* The checks on a built image: who runs, what it opens, what it runs on. */
#include "rules/image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/ports.h"

/* Ports judged in one config. */
#define PORTS_MAX 256

static const enum fi_severity info = FI_INFO;

static struct fi_spot at(const char *config, const char *subject)
{
	return (struct fi_spot){ .layer = -1, .config = config, .subject = subject };
}

/* ---- the user ---- */

enum user_kind { USER_ROOT, USER_OTHER, USER_UNKNOWN };

static bool all_digits(const char *s, size_t n)
{
	return n && strspn(s, "0123456789") >= n;
}

/* Field k of "a:b:c", up to the line's end. */
static const char *field(const char *line, const char *end, unsigned k, size_t *n)
{
	const char *colon;

	while (k-- > 0) {
		line = memchr(line, ':', (size_t)(end - line));
		if (!line)
			return NULL;
		line++;
	}
	colon = memchr(line, ':', (size_t)(end - line));
	*n = (size_t)((colon ? colon : end) - line);
	return line;
}

/* The uid (or gid) that passwd (or group) gives the name; false if it has none. */
static bool find_id(const char *text, size_t n, const char *name, size_t name_n, bool *zero)
{
	const char *end = text + n;

	while (text < end) {
		const char *nl = memchr(text, '\n', (size_t)(end - text));
		const char *stop = nl ? nl : end, *id;
		size_t len = 0;

		if (field(text, stop, 0, &len) && len == name_n && memcmp(text, name, len) == 0) {
			id = field(text, stop, 2, &len);
			if (id && len && strspn(id, "0123456789") >= len) {
				*zero = strspn(id, "0") >= len;
				return true;
			}
		}
		text = nl ? nl + 1 : end;
	}
	return false;
}

/* What the part of USER before the ':' comes to in this image. */
static enum user_kind user_kind(const struct fi_case *c)
{
	const char *user = c->image->config.user ? c->image->config.user : "";
	size_t n = strcspn(user, ":"), len = 0;
	const char *passwd;
	bool zero = false;

	if (!n)
		return USER_ROOT;
	if (all_digits(user, n))
		return strspn(user, "0") >= n ? USER_ROOT : USER_OTHER;
	passwd = c->rootfs ? fi_rootfs_content(c->rootfs, "etc/passwd", &len) : NULL;
	if (passwd && find_id(passwd, len, user, n, &zero))
		return zero ? USER_ROOT : USER_OTHER;
	if (n == 4 && memcmp(user, "root", 4) == 0)
		return USER_ROOT;
	return USER_UNKNOWN;
}

/*
 * Every layer was read to its end, so that what is not there is really absent; and
 * a passwd that is there but was too large to keep proves nothing.
 */
static bool passwd_is_known(const struct fi_case *c)
{
	struct fi_node node;
	size_t n;

	for (size_t i = 0; i < c->image->nlayers; i++) {
		int layer = c->image->layers[i].layer;

		if (layer < 0 || !c->set->layers[layer]->whole)
			return false;
	}
	return c->rootfs && (fi_rootfs_content(c->rootfs, "etc/passwd", &n) ||
				    !fi_rootfs_lookup(c->rootfs, "etc/passwd", &node));
}

/* All of it was read, and neither a shell nor useradd is there. */
static bool has_no_shell(const struct fi_case *c)
{
	static const char *const paths[] = { "bin/sh", "usr/bin/sh", "bin/bash", "usr/sbin/useradd",
		"busybox/sh" };
	struct fi_node node;

	if (!c->rootfs || !passwd_is_known(c))
		return false;
	for (size_t i = 0; i < FI_COUNT(paths); i++)
		if (fi_rootfs_lookup(c->rootfs, paths[i], &node))
			return false;
	return true;
}

void fi_image_root_user(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const char *user = c->image->config.user;
	struct fi_spot spot = at("User", "User");

	if (user_kind(c) != USER_ROOT)
		return;
	if (has_no_shell(c))
		spot.fix = FI_FIX_USER_NUMBER;
	if (!user || !*user)
		fi_report(out, c, r, &spot, "The image names no user, so the app runs as root.");
	else
		fi_report(out, c, r, &spot, "The image's user is %.80s: the app runs as root.",
			user);
}

/* The group behind ':' is looked up too, and its absence is as fatal. */
static bool group_is_unknown(const struct fi_case *c, const char *user)
{
	const char *group = strchr(user, ':'), *text;
	size_t len = 0;
	bool zero;

	if (!group || !group[1] || all_digits(group + 1, strlen(group + 1)))
		return false;
	text = c->rootfs ? fi_rootfs_content(c->rootfs, "etc/group", &len) : NULL;
	return text && !find_id(text, len, group + 1, strlen(group + 1), &zero);
}

void fi_image_unknown_user(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const char *user = c->image->config.user ? c->image->config.user : "";
	struct fi_spot spot = at("User", "User");

	if (!passwd_is_known(c))
		return;
	if (user_kind(c) == USER_UNKNOWN)
		fi_report(out, c, r, &spot,
			"The image's user %.*s is not in its /etc/passwd: the machine does not "
			"start (\"couldn't find user\").",
			(int)strcspn(user, ":"), user);
	else if (group_is_unknown(c, user))
		fi_report(out, c, r, &spot,
			"The group of the image's user %.80s is not in its /etc/group: the machine "
			"does not start.", user);
}

/* ---- ports, commands, platform ---- */

void fi_image_exposed_port(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	const struct fi_strs *ports = &c->image->config.ports;

	for (size_t i = 0; i < ports->n && i < PORTS_MAX; i++) {
		FI_AUTO(fi_freep) char *config = fi_format("ExposedPorts[%.40s]", ports->v[i]);
		const struct fi_port *odd;
		unsigned first, last;
		struct fi_spot spot;
		char subject[16];
		bool udp;

		if (!config || !fi_port_parse(ports->v[i], &first, &last, &udp) || udp)
			continue;
		odd = fi_port_odd(first, last);
		if (!odd)
			continue;
		(void)snprintf(subject, sizeof(subject), "%u", odd->port);
		spot = at(config, subject);
		spot.severity = &odd->severity;
		fi_report(out, c, r, &spot, "The image exposes port %u: %s.", odd->port, odd->what);
	}
}

void fi_image_no_command(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	struct fi_spot spot = at("Cmd", "Cmd");

	if (!c->image->config.entrypoint.n && !c->image->config.cmd.n)
		fi_report(out, c, r, &spot, "The image has neither ENTRYPOINT nor CMD: unless "
			"fly.toml names a command, there is nothing to start.");
}

/*
 * OCI configs have no place for it, but its history row stays: the same image tells
 * the same in every format.
 */
static bool has_healthcheck(const struct fi_config *c)
{
	if (c->healthcheck.n)
		return strcmp(c->healthcheck.v[0], "NONE") != 0;
	for (size_t i = c->nhistory; i > 0; i--)
		if (strncmp(c->history[i - 1].shown, "HEALTHCHECK ", 12) == 0)
			return !strstr(c->history[i - 1].shown, "NONE");
	return false;
}

void fi_image_healthcheck_ignored(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	struct fi_spot spot = at("Healthcheck", "Healthcheck");

	if (has_healthcheck(&c->image->config))
		fi_report(out, c, r, &spot,
			"The image's HEALTHCHECK is not run on Fly; only checks in fly.toml are.");
}

static bool runs_on_fly(const struct fi_image *i)
{
	return !i->platform || !*i->platform || strcmp(i->platform, "linux/amd64") == 0 ||
		strncmp(i->platform, "linux/amd64/", 12) == 0;
}

static bool same_name(const struct fi_image *a, const struct fi_image *b)
{
	for (size_t i = 0; i < a->names.n; i++)
		if (fi_strs_has(&b->names, a->names.v[i]))
			return true;
	return !a->names.n && !b->names.n && a->source == b->source;
}

void fi_image_not_linux_amd64(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	struct fi_spot spot = at("platform", "platform");
	bool other = false;

	if (runs_on_fly(c->image))
		return;
	for (size_t i = 0; c->set && i < c->set->nimages; i++)
		other |= runs_on_fly(&c->set->images[i]) &&
			same_name(&c->set->images[i], c->image);
	spot.severity = other ? &info : NULL;
	if (other)
		fi_report(out, c, r, &spot, "This is %.40s; Fly runs the linux/amd64 image of the "
			"same name.", c->image->platform);
	else
		fi_report(out, c, r, &spot, "The image is for %.40s, and Fly Machines are "
			"linux/amd64: it does not start there.", c->image->platform);
}

/* ---- names and bases ---- */

/* Is it "x", "x:latest", not pinned by a digest? */
static bool is_latest(const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *colon = strchr(slash ? slash : name, ':');

	if (!*name || strchr(name, '@') || strcmp(name, "scratch") == 0)
		return false;
	return !colon || strcmp(colon, ":latest") == 0;
}

/* An OCI layout names an image by its tag alone: "1.0", "webshop" (image-layout.md). */
static bool is_tag(const char *name)
{
	return !strpbrk(name, "/:@");
}

void fi_image_latest_tag(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out)
{
	const struct fi_strs *names = &c->image->names;

	for (size_t i = 0; i < names->n; i++) {
		struct fi_spot spot = at("RepoTags", names->v[i]);

		if (is_tag(names->v[i]) ? strcmp(names->v[i], "latest") == 0 :
					  is_latest(names->v[i]))
			fi_report(out, c, r, &spot, "The image is called %.200s: nobody can tell from "
				"that name which build runs, or go back to the one before.",
				names->v[i]);
	}
}

static void base(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const char *where, const char *name)
{
	struct fi_spot spot = at(where, name);

	if (name && is_latest(name))
		fi_report(out, c, r, &spot, "The image was built on %.200s, which is another image "
			"with every release.", name);
}

/* pkg:docker/NAME[@TAG][?...]: the base as provenance names it. */
static void material(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const char *uri)
{
	FI_AUTO(fi_freep) char *name = NULL;
	const char *tag;
	size_t n;

	if (strncmp(uri, "pkg:docker/", 11) != 0 || strstr(uri, "digest="))
		return;
	uri += 11;
	n = strcspn(uri, "?");
	tag = memchr(uri, '@', n);
	name = tag ? fi_format("%.*s:%.*s", (int)(tag - uri), uri, (int)(n - (size_t)(tag - uri)) - 1,
			     tag + 1) :
		     strndup(uri, n);
	base(c, r, out, "provenance", name);
}

/* Find every "uri" of the statement's materials, whatever its version calls them. */
static void materials(const struct fi_case *c, const struct fi_rule *r, struct fi_sink *out,
	const char *statement)
{
	FI_AUTO(fi_json_decrefp) json_t *root = json_loads(statement, 0, NULL);
	const json_t *p = fi_json_object(root, "predicate"), *list, *m;
	size_t i;

	list = fi_json_list(p, "materials");
	if (!list)
		list = fi_json_list(fi_json_object(p, "buildDefinition"), "resolvedDependencies");
	json_array_foreach(list, i, m) {
		const char *uri = fi_json_text(m, "uri");

		if (uri)
			material(c, r, out, uri);
	}
}

void fi_image_base_latest(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	static const char key[] = "org.opencontainers.image.base.name";
	const char *label = fi_config_label(&c->image->config, key);
	const char *note = fi_image_annotation(c->image, key);

	base(c, r, out, "Labels[org.opencontainers.image.base.name]", label);
	if (note && (!label || strcmp(note, label) != 0))
		base(c, r, out, "annotation org.opencontainers.image.base.name", note);
	for (size_t i = 0; i < c->image->attestations.n; i++)
		materials(c, r, out, c->image->attestations.v[i]);
}

/* ---- digests ---- */

void fi_image_digest_mismatch(const struct fi_case *c, const struct fi_rule *r,
	struct fi_sink *out)
{
	for (size_t i = 0; i < c->image->nmismatches; i++) {
		const struct fi_mismatch *m = &c->image->mismatches[i];
		FI_AUTO(fi_freep) char *where = m->layer >= 0 ?
			fi_format("rootfs.diff_ids[%d]", m->layer) : strdup("config");
		struct fi_spot spot = at(where, m->what);

		spot.layer = m->layer;
		fi_report(out, c, r, &spot,
			"This is not the image it says it is: the %s should be %.100s and is %.100s.",
			m->what, m->claimed, m->actual);
	}
}

/* ---- the table ---- */

#define CHECK .category = FI_IMAGE, .needs = FI_NEED_IMAGE

#define PLAIN "\"os\":\"linux\",\"architecture\":\"amd64\""

const struct fi_rule fi_rules_image[] = {
	{
		.id = "image-digest-mismatch",
		.title = "The image is not what its manifest says",
		.why = "A layer or config was changed after the image was made, by damage or on "
		       "purpose; what was reviewed is not what would run.",
		.fix = "Do not deploy it. Pull or build it again and compare the digest: `docker buildx "
		       "imagetools inspect NAME`.",
		CHECK,
		.severity = FI_CRITICAL,
		.judge = fi_image_digest_mismatch,
		.hit = "{" PLAIN "}\n=== mismatch\n",
		.miss = "{" PLAIN "}",
	},
	{
		.id = "image-root-user",
		.title = "The app runs as root",
		.why = "A hole in the app is then a hole as root: every file of the machine can be "
		       "changed and every other process read.",
		.fix = "In the Dockerfile, before CMD: `RUN useradd --system --uid 10001 app` (Alpine: "
		       "`adduser -S -u 10001 app`) and `USER app`.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_image_root_user,
		.hit = "{" PLAIN ",\"config\":{\"User\":\"toor\"}}\n=== file etc/passwd\n"
		       "toor:x:0:0::/root:/bin/sh\n",
		.miss = "{" PLAIN ",\"config\":{\"User\":\"app\"}}\n=== file etc/passwd\n"
			"app:x:10001:10001::/app:/bin/sh\n",
	},
	{
		.id = "image-unknown-user",
		.title = "The image's user does not exist in it",
		.why = "Fly looks the name up in the image's own /etc/passwd when the machine starts; "
		       "without it the machine stops with \"couldn't find user\".",
		.fix = "In the Dockerfile, before USER: `RUN useradd --system --uid 10001 app` (in the "
		       "last stage), or name the user by number: `USER 10001:10001`.",
		CHECK,
		.severity = FI_HIGH,
		.judge = fi_image_unknown_user,
		.hit = "{" PLAIN ",\"config\":{\"User\":\"app\"}}\n=== file etc/passwd\n"
		       "root:x:0:0::/root:/bin/sh\n",
		.miss = "{" PLAIN ",\"config\":{\"User\":\"10001:10001\"}}\n=== file etc/passwd\n"
			"root:x:0:0::/root:/bin/sh\n",
	},
	{
		.id = "image-exposed-port",
		.title = "The image exposes a port that should not be reached",
		.why = "An SSH server, a debugger or a database in the app's image is one more way in.",
		.fix = "Delete that EXPOSE from the Dockerfile (or take a base without it) and do not "
		       "start that service here; `fly ssh console` works without sshd.",
		CHECK,
		.severity = FI_LOW,
		.judge = fi_image_exposed_port,
		.hit = "{" PLAIN ",\"config\":{\"ExposedPorts\":{\"9229/tcp\":{}}}}",
		.miss = "{" PLAIN ",\"config\":{\"ExposedPorts\":{\"8080/tcp\":{},\"22/udp\":{}}}}",
	},
	{
		.id = "image-latest-tag",
		.title = "The image's tag is latest",
		.why = "The tag moves with every build: a machine that restarts may run another build, "
		       "and there is no name for the one before.",
		.fix = "Tag each build: `docker build -t NAME:$(git rev-parse --short HEAD) .`",
		CHECK,
		.severity = FI_LOW,
		.judge = fi_image_latest_tag,
		.hit = "{" PLAIN ",\"names\":[\"acme/app:latest\"]}",
		.miss = "{" PLAIN ",\"names\":[\"acme/app:1.0\"]}",
	},
	{
		.id = "image-base-latest",
		.title = "The image was built on a base without a version",
		.why = "The next build may stand on another base, with other packages and other holes, "
		       "without any change of yours.",
		.fix = "Name a version, best with its digest: `FROM node:22.12-slim@sha256:...`.",
		CHECK,
		.severity = FI_LOW,
		.judge = fi_image_base_latest,
		.hit = "{" PLAIN ",\"config\":{\"Labels\":{\"org.opencontainers.image.base.name\":"
		       "\"docker.io/library/node:latest\"}}}",
		.miss = "{" PLAIN ",\"config\":{\"Labels\":{\"org.opencontainers.image.base.name\":"
			"\"registry.acme.dev:5000/node:22\"}}}",
	},
	{
		.id = "image-not-linux-amd64",
		.title = "The image is for another platform than Fly's",
		.why = "Fly Machines are linux/amd64; an image for another platform is deployed and then "
		       "does not start (exec format error).",
		.fix = "docker build --platform linux/amd64 -t NAME .",
		CHECK,
		.severity = FI_HIGH,
		.judge = fi_image_not_linux_amd64,
		.hit = "{\"os\":\"linux\",\"architecture\":\"arm64\"}",
		.miss = "{" PLAIN "}",
	},
	{
		.id = "image-no-command",
		.title = "The image does not say what to start",
		.why = "Without ENTRYPOINT, CMD or a command in fly.toml the machine has nothing to run "
		       "and stops at once.",
		.fix = "In the Dockerfile: `CMD [\"node\", \"server.js\"]`, or in fly.toml: `[processes]` "
		       "with `app = \"node server.js\"`.",
		CHECK,
		.severity = FI_HIGH,
		.judge = fi_image_no_command,
		.hit = "{" PLAIN ",\"config\":{\"Entrypoint\":null,\"Cmd\":[]}}",
		.miss = "{" PLAIN ",\"config\":{\"Cmd\":[\"node\",\"server.js\"]}}",
	},
	{
		.id = "image-healthcheck-ignored",
		.title = "HEALTHCHECK has no effect on Fly",
		.why = "Fly reads only the checks of fly.toml: a sick machine keeps getting requests "
		       "although the image has a check.",
		.fix = "In fly.toml: `[[http_service.checks]]` with `path = \"/health\"`, `interval = "
		       "\"15s\"`, `timeout = \"2s\"`, `grace_period = \"10s\"`.",
		CHECK,
		.severity = FI_INFO,
		.judge = fi_image_healthcheck_ignored,
		.hit = "{" PLAIN ",\"config\":{\"Healthcheck\":{\"Test\":[\"CMD\",\"wget\",\"-q\","
		       "\"http://127.0.0.1/\"]}}}",
		.miss = "{" PLAIN ",\"config\":{\"Healthcheck\":{\"Test\":[\"NONE\"]}}}",
	},
	{
		.id = "image-setuid-file",
		.title = "A program that runs as its owner",
		.why = "A setuid or setgid program runs with its owner's rights whoever starts it: a hole "
		       "in it leads from the app's user to root.",
		.fix = "RUN chmod u-s,g-s PATH",
		CHECK,
		.severity = FI_LOW,
		.judge = fi_image_setuid_file,
		.hit = "{" PLAIN "}\n=== file 4755 usr/local/bin/helper\n#!/bin/sh\n",
		.miss = "{" PLAIN "}\n=== file 4755 usr/bin/su\nsu\n=== file usr/local/bin/helper\nx\n",
	},
	{
		.id = "image-world-writable-path-file",
		.title = "Every user may change what runs",
		.why = "Code that gets in as the app's unprivileged user can put its own program in the "
		       "place of one that root or the next start will run.",
		.fix = "RUN chmod o-w PATH",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_image_world_writable,
		.hit = "{" PLAIN "}\n=== file 0777 usr/local/bin/start\n#!/bin/sh\n",
		.miss = "{" PLAIN "}\n=== file 0755 usr/local/bin/start\n#!/bin/sh\n"
			"=== file 0777 app/data.txt\nx\n",
	},
};

const size_t fi_rules_image_n = sizeof(fi_rules_image) / sizeof(fi_rules_image[0]);
