/* The table of checks on Dockerfile and .dockerignore. */
#include "rules/dockerfile.h"

#define CHECK .category = FI_DOCKERFILE, .needs = FI_NEED_DOCKERFILE

const struct fi_rule fi_rules_dockerfile[] = {
	{
		.id = "dockerfile-secret-env",
		.title = "Secret in ENV",
		.why = "ENV is part of the image's config: whoever can pull the image reads it with "
		       "`docker inspect`, and every process in the container inherits it.",
		.fix = "Delete the line, change the value where it is used, and set it with `fly secrets "
		       "set NAME=...`; the app reads it from the environment as before.",
		CHECK,
		.severity = FI_HIGH,
		.judge = fi_df_secret_env,
		.hit = "FROM alpine:3.20\nENV DB_PASS"
		       "WORD=vR7mKq2XwT9zLb4NcJ6h\nUSER 1000\n",
		.miss = "FROM alpine:3.20\nENV DB_PASSWORD_FILE=/run/secrets/db API_TOKEN=changeme\n"
			"USER 1000\n",
	},
	{
		.id = "dockerfile-secret-arg",
		.title = "Secret as a build argument",
		.why = "The value of a build argument is written into the history of every RUN after "
		       "it, and into the build's provenance: it ships with the image.",
		.fix = "Delete the ARG and use `RUN --mount=type=secret,id=NAME,env=NAME ...` with `fly "
		       "deploy --build-secret NAME=...`.",
		CHECK,
		.severity = FI_HIGH,
		.judge = fi_df_secret_arg,
		.hit = "FROM node:22\nARG NPM_TOKEN\nRUN npm ci\nUSER node\n",
		.miss = "FROM node:22\nARG NODE_ENV=production\n"
			"RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci\nUSER node\n",
	},
	{
		.id = "dockerfile-secret-run",
		.title = "Secret in a RUN command",
		.why = "The command stands in the image's history as it is written, also when the file "
		       "it made is deleted later.",
		.fix = "Change the value where it is used, and give it to the build with `RUN "
		       "--mount=type=secret,id=NAME,env=NAME ...` and `fly deploy --build-secret "
		       "NAME=...`.",
		CHECK,
		.severity = FI_HIGH,
		.judge = fi_df_secret_run,
		.hit = "FROM node:22\nRUN echo \"//npm.acme.dev/:_auth"
		       "Token=q9Xr4Zt7Lm2Wk8Vb3Nc6Hj1\" > .npmrc && npm ci\nUSER node\n",
		.miss = "FROM node:22\nRUN --mount=type=secret,id=npm echo \"//npm.acme.dev/:_auth"
			"Token=$(cat /run/secrets/npm)\" > .npmrc && npm ci && rm .npmrc\nUSER node\n",
	},
	{
		.id = "dockerfile-secret-command",
		.title = "Secret in CMD, ENTRYPOINT, HEALTHCHECK, LABEL, ADD or COPY",
		.why = "These are part of the image's config or history, which everyone who can pull the "
		       "image reads; arguments are also seen in the process list.",
		.fix = "Change the value where it is used, set it with `fly secrets set NAME=- < FILE`, and let "
		       "the program read the variable.",
		CHECK,
		.severity = FI_HIGH,
		.judge = fi_df_secret_command,
		.hit = "FROM alpine:3.20\nUSER 1000\nCMD [\"serve\", \"--pass"
		       "word=h5Kt8Wq2Zr7Lx9Mv3Nc\"]\n",
		.miss = "FROM alpine:3.20\nUSER 1000\nCMD [\"serve\", "
			"\"--password-file=/run/secrets/db\"]\n",
	},
	{
		.id = "dockerfile-arg-secret-in-run",
		.title = "RUN uses a secret build argument",
		.why = "What a RUN writes stays in its layer for good: a later `rm` only hides it. The "
		       "argument's value stands in the history besides.",
		.fix = "RUN --mount=type=secret,id=NAME,env=NAME ... in place of ARG and this RUN; the "
		       "secret is there while the command runs and nowhere else.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_arg_secret_in_run,
		.hit = "FROM node:22\nARG NPM_TOKEN\n"
		       "RUN echo \"_authToken=${NPM_TOKEN}\" > .npmrc && npm ci && rm .npmrc\nUSER node\n",
		.miss = "FROM node:22\nRUN --mount=type=secret,id=npm,env=NPM_TOKEN "
			"npm config set _authToken=$NPM_TOKEN && npm ci\nUSER node\n",
	},
	{
		.id = "dockerfile-copy-secret-file",
		.title = "A file that holds secrets is copied",
		.why = "A file in a layer is read by everyone who can pull the image, also when a later "
		       "instruction deletes it.",
		.fix = "Delete the line and name the file in .dockerignore. For a build use `RUN "
		       "--mount=type=secret,id=NAME,target=/PATH ...`, at run time `fly secrets set` or "
		       "[[files]] with `secret_name`.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_copy_secret_file,
		.hit = "FROM alpine:3.20\nCOPY .env /app/.env\nUSER 1000\n",
		.miss = "FROM alpine:3.20\nCOPY .env.example cert.pem.pub /app/\nUSER 1000\n",
	},
	{
		.id = "dockerfile-root-user",
		.title = "The app runs as root",
		.why = "A hole in the app is then a hole as root: every file of the machine can be "
		       "changed, packages installed, and other processes read.",
		.fix = "Before CMD: `RUN useradd --system --uid 10001 app` (Alpine: `adduser -S -u 10001 "
		       "app`) and `USER app`; give it what it writes with `COPY --chown=app`.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_root_user,
		.hit = "FROM node:22\nCMD [\"node\", \"server.js\"]\n",
		.miss = "FROM node:22\nUSER node\nCMD [\"node\", \"server.js\"]\n",
	},
	{
		.id = "dockerfile-latest-base",
		.title = "The base image has no fixed version",
		.why = "The same Dockerfile builds another image tomorrow: a deploy can break, or bring in "
		       "what nobody looked at, without any change of yours.",
		.fix = "Name a version, best with its digest: `FROM node:22.12-slim@sha256:...`.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_latest_base,
		.hit = "FROM node\nUSER node\n",
		.miss = "ARG V=22\nFROM node:${V}-slim AS build\nFROM build\nUSER node\n",
	},
	{
		.id = "dockerfile-arg-base",
		.title = "A build argument chooses the base image",
		.why = "Whoever starts the build chooses what the image is made of, and a build without "
		       "the argument fails.",
		.fix = "Give the argument a default: `ARG VERSION=22.12-slim` before FROM.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_arg_base,
		.hit = "ARG BASE\nFROM ${BASE}\nUSER 1000\n",
		.miss = "ARG BASE=alpine:3.20\nFROM ${BASE}\nUSER 1000\n",
	},
	{
		.id = "dockerfile-platform",
		.title = "The image is built for a platform that Fly does not run",
		.why = "Fly Machines are linux/amd64. An image for another platform is deployed and then "
		       "does not start (exec format error).",
		.fix = "Take --platform out of the last FROM, or write `FROM --platform=linux/amd64 ...`.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_platform,
		.hit = "FROM --platform=linux/arm64 alpine:3.20\nUSER 1000\n",
		.miss = "FROM --platform=$BUILDPLATFORM golang:1.23 AS build\nFROM alpine:3.20\n"
			"USER 1000\n",
	},
	{
		.id = "dockerfile-exposed-port",
		.title = "EXPOSE of a port that should not be reached",
		.why = "An SSH server, a debugger or a database in the app's image is one more way in. "
		       "`fly launch` takes the first EXPOSE as the port it opens to the world.",
		.fix = "Delete the EXPOSE line, and do not start that service in this image; `fly ssh "
		       "console` works without sshd, a database belongs into its own app.",
		CHECK,
		.severity = FI_LOW,
		.judge = fi_df_exposed_port,
		.hit = "FROM alpine:3.20\nEXPOSE 22\nUSER 1000\n",
		.miss = "FROM alpine:3.20\nEXPOSE 8080/tcp 3000-3010\nUSER 1000\n",
	},
	{
		.id = "dockerfile-curl-pipe-sh",
		.title = "A downloaded script is run unseen",
		.why = "Whoever controls the address, its domain or the way to it runs commands in your "
		       "build, with all that the build can reach.",
		.fix = "Pin what you run: `curl -fsSLo /tmp/i.sh URL && echo \"SHA256  /tmp/i.sh\" | "
		       "sha256sum -c && sh /tmp/i.sh`, or install a package of that name.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_curl_pipe_sh,
		.hit = "FROM alpine:3.20\nRUN curl -fsSL https://get.acme.dev | sh\nUSER 1000\n",
		.miss = "FROM alpine:3.20\nRUN curl -fsSL https://acme.dev/key.asc | gpg --dearmor > /k "
			"&& sh ./local.sh\nUSER 1000\n",
	},
	{
		.id = "dockerfile-add-url",
		.title = "ADD of a URL without a checksum",
		.why = "The build takes whatever the address serves that day, and nothing tells when it "
		       "is something else.",
		.fix = "ADD --checksum=sha256:... URL DEST",
		CHECK,
		.severity = FI_LOW,
		.judge = fi_df_add_url,
		.hit = "FROM alpine:3.20\nADD https://acme.dev/tool.tar.gz /opt/\nUSER 1000\n",
		.miss = "FROM alpine:3.20\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b"
			"2945d1036d1dc68d https://acme.dev/tool.tar.gz /opt/\nUSER 1000\n",
	},
	{
		.id = "dockerfile-sudo",
		.title = "sudo in the image",
		.why = "A build step is root already; in the finished image sudo is a way from the app's "
		       "user back to root.",
		.fix = "Delete sudo from the RUN line; do what needs root before USER.",
		CHECK,
		.severity = FI_LOW,
		.judge = fi_df_sudo,
		.hit = "FROM debian:12\nRUN apt-get install -y sudo\nUSER 1000\n",
		.miss = "FROM debian:12\nRUN apt-get remove -y pseudo\nUSER 1000\n",
	},
	{
		.id = "dockerfile-chmod-777",
		.title = "Files that every user may change",
		.why = "Code that gets in as the app's unprivileged user can change what runs next, or "
		       "what root will run.",
		.fix = "Give the files to the user who needs them: `COPY --chown=app:app` or `chown app DIR`, "
		       "with mode 755 or 644.",
		CHECK,
		.severity = FI_LOW,
		.judge = fi_df_chmod_777,
		.hit = "FROM alpine:3.20\nRUN mkdir /data && chmod -R 777 /data\nUSER 1000\n",
		.miss = "FROM alpine:3.20\nRUN chmod 1777 /tmp && chmod 755 /app\nUSER 1000\n",
	},
	{
		.id = "dockerfile-tls-off",
		.title = "Certificates or signatures are not checked",
		.why = "Whoever sits on the way to that server can put their own code into the image.",
		.fix = "Delete the option. For a private authority: `COPY ca.crt "
		       "/usr/local/share/ca-certificates/` and `RUN update-ca-certificates`.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_tls_off,
		.hit = "FROM alpine:3.20\nRUN curl -fsSLk -o /t https://acme.dev/t\nUSER 1000\n",
		.miss = "FROM alpine:3.20\nRUN curl -fsSL -o k https://acme.dev/t\nUSER 1000\n",
	},
	{
		.id = "dockerfile-unknown-instruction",
		.title = "Not a Dockerfile instruction",
		.why = "The build stops at this line; what was meant to happen there was not judged.",
		.fix = "Correct the word; if the line goes on from the one before, that one must end in a "
		       "backslash.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_unknown_instruction,
		.hit = "FROM alpine:3.20\nRUNN true\nUSER 1000\n",
		.miss = "FROM alpine:3.20\nrun true\nUSER 1000\n",
	},
	{
		.id = "dockerfile-syntax",
		.title = "The Dockerfile does not read as it was meant",
		.why = "The build stops there, or does something else than the line seems to say.",
		.fix = "Correct the line; see docs.docker.com/reference/dockerfile.",
		CHECK,
		.severity = FI_MEDIUM,
		.judge = fi_df_syntax,
		.hit = "FROM alpine:3.20\nUSER 1000\nCMD ['serve']\n",
		.miss = "FROM alpine:3.20\nUSER 1000\nCMD [\"serve\"]\n",
	},
	{
		.id = "dockerignore-missing",
		.title = "No .dockerignore beside a COPY of everything",
		.why = "The whole folder goes to the builder and into the image: .git with all its "
		       "history, .env files, keys, and whatever is put there later.",
		.fix = "printf '%s\\n' .git '**/.env*' '**/*.pem' '**/*.key' '**/node_modules' > "
		       ".dockerignore",
		.category = FI_DOCKERFILE,
		.needs = FI_NEED_DOCKERFILE | FI_NEED_CONTEXT,
		.severity = FI_MEDIUM,
		.judge = fi_ignore_missing,
		.hit = "FROM node:22\nCOPY . /app\nUSER node\n",
		.miss = "FROM node:22\nCOPY . /app\nUSER node\n=== .dockerignore\n.git\n.env*\n",
	},
	{
		.id = "dockerignore-lets-secrets",
		.title = ".dockerignore lets secrets in",
		.why = "What is not ignored goes to the builder, and a COPY of the folder takes it into a "
		       "layer that everyone who can pull the image reads.",
		.fix = "Add the lines `**/.env*` and `.git` at the end of .dockerignore.",
		.category = FI_DOCKERFILE,
		.needs = FI_NEED_DOCKERFILE | FI_NEED_CONTEXT,
		.severity = FI_HIGH,
		.judge = fi_ignore_lets_secrets,
		.hit = "FROM node:22\nCOPY . /app\nUSER node\n=== .dockerignore\n.git\nnode_modules\n"
		       "=== context .env\n",
		.miss = "FROM node:22\nCOPY . /app\nUSER node\n=== .dockerignore\n.git\n**/.env*\n"
			"**/id_rsa*\n**/*.key\n**/*.pem\n=== context .env\n",
	},
	{
		.id = "dockerignore-syntax",
		.title = "Docker refuses a line of .dockerignore",
		.why = "The build stops, or the line keeps nothing out.",
		.fix = "Correct the pattern: `*`, `?`, `**`, `[a-z]`, and `!` in front of a pattern.",
		.category = FI_DOCKERFILE,
		.needs = FI_NEED_CONTEXT,
		.severity = FI_MEDIUM,
		.judge = fi_ignore_syntax,
		.hit = "=== .dockerignore\n.env[\n",
		.miss = "=== .dockerignore\n.env*\n",
	},
};

const size_t fi_rules_dockerfile_n =
	sizeof(fi_rules_dockerfile) / sizeof(fi_rules_dockerfile[0]);
