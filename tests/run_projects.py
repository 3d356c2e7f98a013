#!/usr/bin/env python3
"""run_projects.py FLYIMG - five projects: silent when right, plain about each mistake.

A project is its files (Dockerfile, fly.toml, .dockerignore, ...) and the image that
its Dockerfile makes.  Right, `flyimg check` prints the closing line alone; with one
mistake, exactly the rule that is about it speaks up, at low or above.
"""
import copy
import json
import os
import subprocess
import sys
import tempfile

from run_deploy import FLYIMG, Maker, MAIN, archive, read

IGNORE = ".git\n.env*\n**/.env*\n*.pem\n*.key\nnode_modules\nfly.toml\n"
PASSWD = (b"root:x:0:0:root:/root:/bin/sh\n"
          b"app:x:1000:1000::/home/app:/bin/sh\n")
GROUP = b"root:x:0:\napp:x:1000:\n"
HTTP = """
[http_service]
  internal_port = %d
  force_https = true
  auto_stop_machines = "stop"
  auto_start_machines = true
  min_machines_running = 0

  [[http_service.checks]]
    grace_period = "10s"
    interval = "30s"
    method = "GET"
    timeout = "5s"
    path = "/up"
"""
VM = '\n[[vm]]\n  memory = "1gb"\n  cpu_kind = "shared"\n  cpus = 1\n'
# Put together here, so that no scanner takes this file for a leak.
STRIPE = "sk_" + "live_" + "51Hq8ZkT2mVx9RbLw4YcNd7Gf"
DATABASE = "postgres://shop:" + "Zk3vQ9rT7mLw" + "@shop-db.internal:5432/shop"


class Project:
    """What a mistake changes: files, config (of the image), image (its files)."""

    def __init__(self, name, files, config, image):
        self.name, self.files, self.config, self.image = name, files, config, image

    def edit(self, file, old, new):
        assert old in self.files[file], (self.name, file, old)
        self.files[file] = self.files[file].replace(old, new, 1)


def base_files(program):
    files = {"etc/passwd": (PASSWD, 0o644), "etc/group": (GROUP, 0o644),
             "bin/sh": program, "bin/sleep": program, "usr/bin/env": program}
    return files


def node(program):
    return Project("node", {
        "Dockerfile": """FROM node:22.12.0-slim AS base
WORKDIR /app
ENV NODE_ENV=production

FROM base AS build
COPY package.json package-lock.json ./
RUN npm ci
COPY . .

FROM base
COPY --from=build /app /app
USER node
EXPOSE 3000
CMD ["node", "server.js"]
""",
        "fly.toml": 'app = "shop-web"\nprimary_region = "fra"\n\n[build]\n\n[env]\n  PORT = "3000"\n'
                    + HTTP % 3000 + VM,
        ".dockerignore": IGNORE,
        "package.json": '{"name":"shop","scripts":{"start":"node server.js"}}\n',
        "server.js": "require('http').createServer().listen(process.env.PORT)\n",
    }, {"User": "node", "WorkingDir": "/app", "Cmd": ["node", "server.js"],
        "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "NODE_ENV=production"],
        "ExposedPorts": {"3000/tcp": {}}},
        base_files(program) | {
            "etc/passwd": (PASSWD.replace(b"app:", b"node:"), 0o644),
            "etc/group": (GROUP.replace(b"app:", b"node:"), 0o644),
            "usr/local/bin/node": program,
            "app/server.js": (b"require('http').createServer().listen(process.env.PORT)\n", 0o644),
            "app/package.json": (b'{"name":"shop"}\n', 0o644)})


def python(program):
    return Project("python", {
        "Dockerfile": """FROM python:3.12.8-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN useradd --uid 1000 app
USER app
EXPOSE 8080
CMD ["gunicorn", "--bind", "0.0.0.0:8080", "shop:app"]
""",
        "fly.toml": 'app = "shop-api"\nprimary_region = "ams"\n\n[deploy]\n'
                    '  release_command = "python manage.py migrate"\n' + HTTP % 8080 + VM,
        ".dockerignore": IGNORE,
        "requirements.txt": "gunicorn==23.0.0\n",
    }, {"User": "app", "WorkingDir": "/app",
        "Cmd": ["gunicorn", "--bind", "0.0.0.0:8080", "shop:app"],
        "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "PYTHON_VERSION=3.12.8"],
        "ExposedPorts": {"8080/tcp": {}}},
        base_files(program) | {
            "usr/local/bin/python": program, "usr/local/bin/python3": program,
            "usr/local/bin/gunicorn": b"#!/usr/local/bin/python3\nimport sys\n",
            "app/shop.py": (b"app = None\n", 0o644), "app/manage.py": (b"import sys\n", 0o644)})


def golang(program):
    return Project("go", {
        "Dockerfile": """FROM golang:1.23.4-bookworm AS builder
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /run-app .

FROM debian:bookworm-20241202-slim
COPY --from=builder /run-app /usr/local/bin/run-app
USER 1000:1000
CMD ["/usr/local/bin/run-app"]
""",
        "fly.toml": 'app = "shop-go"\nprimary_region = "iad"\n\n[env]\n  PORT = "8080"\n'
                    + HTTP % 8080 + VM,
        ".dockerignore": IGNORE,
        "go.mod": "module shop\n",
    }, {"User": "1000:1000", "WorkingDir": "/", "Cmd": ["/usr/local/bin/run-app"],
        "Env": ["PATH=/usr/local/bin:/usr/bin:/bin"]},
        base_files(program) | {"usr/local/bin/run-app": program})


def rails(program):
    return Project("rails", {
        "Dockerfile": """ARG RUBY_VERSION=3.3.6
FROM ruby:$RUBY_VERSION-slim AS base
WORKDIR /rails
ENV RAILS_ENV="production" BUNDLE_DEPLOYMENT="1"

FROM base AS build
COPY Gemfile Gemfile.lock ./
RUN bundle install
COPY . .

FROM base
COPY --from=build /rails /rails
RUN useradd rails --uid 1000
USER 1000:1000
ENTRYPOINT ["/rails/bin/docker-entrypoint"]
EXPOSE 3000
CMD ["./bin/rails", "server", "-b", "0.0.0.0"]
""",
        "fly.toml": 'app = "shop-rails"\nprimary_region = "fra"\n\n[deploy]\n'
                    '  release_command = "./bin/rails db:prepare"\n'
                    + (HTTP % 3000).replace('    path = "/up"\n', '    path = "/health"\n'
                       '    headers = { X-Forwarded-Proto = "https" }\n') + VM,
        ".dockerignore": IGNORE + "config/master.key\n",
        "Gemfile": 'gem "rails"\n',
    }, {"User": "1000:1000", "WorkingDir": "/rails",
        "Entrypoint": ["/rails/bin/docker-entrypoint"],
        "Cmd": ["./bin/rails", "server", "-b", "0.0.0.0"],
        "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "RAILS_ENV=production"],
        "ExposedPorts": {"3000/tcp": {}}},
        base_files(program) | {
            "usr/local/bin/ruby": program,
            "rails/bin/docker-entrypoint": b"#!/bin/sh\nexec \"$@\"\n",
            "rails/bin/rails": b"#!/usr/bin/env ruby\nputs 1\n",
            "rails/config/application.rb": (b"module Shop; end\n", 0o644)})


def phoenix(program):
    return Project("phoenix", {
        "Dockerfile": """ARG BUILDER=hexpm/elixir:1.17.3-erlang-27.1.2-debian-bookworm-20241202-slim
ARG RUNNER=debian:bookworm-20241202-slim
FROM ${BUILDER} AS builder
WORKDIR /app
ENV MIX_ENV="prod"
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY lib lib
RUN mix release

FROM ${RUNNER}
ENV LANG=C.UTF-8
WORKDIR /app
ENV MIX_ENV="prod"
COPY --from=builder --chown=nobody:root /app/_build/prod/rel/shop ./
USER nobody
CMD ["/app/bin/server"]
""",
        "fly.toml": 'app = "shop-phx"\nprimary_region = "cdg"\nkill_signal = "SIGTERM"\n\n[deploy]\n'
                    '  release_command = "/app/bin/migrate"\n\n[env]\n  PHX_HOST = "shop-phx.fly.dev"\n'
                    '  PORT = "8080"\n' + HTTP % 8080 + VM,
        ".dockerignore": IGNORE,
        "mix.exs": "defmodule Shop.MixProject do\nend\n",
    }, {"User": "nobody", "WorkingDir": "/app", "Cmd": ["/app/bin/server"],
        "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "MIX_ENV=prod"]},
        base_files(program) | {
            "etc/passwd": (PASSWD + b"nobody:x:65534:65534::/:/bin/sh\n", 0o644),
            "etc/group": (GROUP + b"nogroup:x:65534:\n", 0o644),
            "app/bin/server": b"#!/bin/sh\nset -eu\nPHX_SERVER=true exec ./shop start\n",
            "app/bin/migrate": b"#!/bin/sh\nexec ./shop eval Shop.Release.migrate\n",
            "app/bin/shop": program})


def put(file, old, new):
    return lambda p: p.edit(file, old, new)


def config(key, value):
    return lambda p: p.config.__setitem__(key, value)


def image(path, what):
    return lambda p: p.image.__setitem__(path, what)


def gone(path):
    return lambda p: p.image.pop(path)


def both(*steps):
    def run(p):
        for step in steps:
            step(p)
    return run


def env(project, pair):
    return lambda p: p.config["Env"].append(pair)


MOUNT = '\n[mounts]\n  source = "data"\n  destination = "%s"\n'
FLY = "fly.toml"
MISTAKES = [
    # project, what was done wrong, how, the rules that say so
    ("node", "another port in fly.toml", both(
        put(FLY, "internal_port = 3000", "internal_port = 8080")), "cross-internal-port"),
    ("node", "binds localhost", both(
        config("Cmd", ["node", "server.js", "--host", "127.0.0.1"]),
        put("Dockerfile", '"server.js"]', '"server.js", "--host", "127.0.0.1"]')),
     "cross-bind-localhost"),
    ("node", "runs as root", both(config("User", ""), put("Dockerfile", "USER node\n", "")),
     "dockerfile-root-user"),
    ("node", "a user that is not there", both(
        config("User", "nodejs"), put("Dockerfile", "USER node", "USER nodejs")),
     "image-unknown-user"),
    ("node", ".env in the image", image("app/.env", (b"STRIPE_KEY=" + STRIPE.encode() + b"\n",
                                                     0o644)), "stripe-live-secret env-file"),
    ("node", "a secret in ENV", both(
        env("node", "STRIPE_KEY=" + STRIPE),
        put("Dockerfile", "ENV NODE_ENV=production", "ENV NODE_ENV=production\nENV STRIPE_KEY="
            + STRIPE)), "stripe-live-secret"),
    ("node", "a secret in [env]", put(FLY, '[env]\n', '[env]\n  STRIPE_KEY = "%s"\n' % STRIPE),
     "fly-secret-in-env"),
    ("node", "no HTTPS", put(FLY, "force_https = true", "force_https = false"),
     "fly-no-force-https"),
    ("node", "machines never stop", put(FLY, '"stop"', '"off"'), "fly-autostop-off"),
    ("node", "stopped machines stay so", put(FLY, "auto_start_machines = true",
                                             "auto_start_machines = false"),
     "fly-autostop-without-autostart"),
    ("node", "no base version", put("Dockerfile", "node:22.12.0-slim", "node:latest"),
     "dockerfile-latest-base"),
    ("node", "node is not in the image", gone("usr/local/bin/node"), "cross-command-missing"),
    ("node", "a volume over the app", put(FLY, "\n[[vm]]", MOUNT % "/app" + "\n[[vm]]"),
     "cross-mount-hides-files"),
    ("node", "an interactive interpreter", both(
        config("Cmd", ["node"]), put("Dockerfile", ', "server.js"]', "]")), "cross-command-ends"),
    ("node", "development mode", both(
        put("Dockerfile", "NODE_ENV=production", "NODE_ENV=development"),
        config("Env", ["PATH=/usr/local/bin:/usr/bin:/bin", "NODE_ENV=development"])),
     "image-debug-setting"),
    ("python", "no .dockerignore", lambda p: p.files.pop(".dockerignore"), "dockerignore-missing"),
    ("python", "another port in the command", both(
        config("Cmd", ["gunicorn", "--bind", "0.0.0.0:8000", "shop:app"]),
        config("ExposedPorts", {}), put("Dockerfile", "EXPOSE 8080\n", ""),
        put("Dockerfile", "0.0.0.0:8080", "0.0.0.0:8000")), "cross-internal-port"),
    ("python", "gunicorn on 127.0.0.1", both(
        config("Cmd", ["gunicorn", "--bind", "127.0.0.1:8080", "shop:app"]),
        put("Dockerfile", "0.0.0.0:8080", "127.0.0.1:8080")), "cross-bind-localhost"),
    ("python", "a release command that is not there",
     put(FLY, "python manage.py migrate", "alembic upgrade head"),
     "cross-release-command-missing"),
    ("python", "a release command for a shell",
     put(FLY, "python manage.py migrate", "python manage.py migrate && python seed.py"),
     "fly-command-needs-shell"),
    ("python", "SQLite on a volume, migrated by the release command", both(
        env("python", "DATABASE_URL=sqlite:////data/shop.db"),
        put(FLY, "\n[[vm]]", MOUNT % "/data" + "\n[[vm]]")), "cross-release-database"),
    ("python", "the interpreter of the script is missing",
     image("usr/local/bin/gunicorn", b"#!/opt/venv/bin/python3\nimport sys\n"),
     "cross-script-interpreter"),
    ("python", "a private key in the image", image(
        "app/deploy.pem", (("-----BEGIN " + "OPENSSH PRIVATE KEY-----\n").encode() + b"b3BlbnNzaC1rZXktdjEA"
                           b"AAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQ\n" +
                           ("-----END " + "OPENSSH PRIVATE KEY-----\n").encode(), 0o644)),
     "openssh-private-key|pem-private-key|private-key-file"),
    ("python", "a strategy that does not go with volumes", put(
        FLY, "[deploy]\n", MOUNT.lstrip() % "/data" + '\n[deploy]\n  strategy = "canary"\n'),
     "fly-strategy-with-volume"),
    ("go", "built for arm64", lambda p: p.image.__setitem__(
        "usr/local/bin/run-app", p.image["usr/local/bin/run-app"][:18] + b"\xb7\0"
        + p.image["usr/local/bin/run-app"][20:]), "cross-command-machine"),
    ("go", "not executable", lambda p: p.image.__setitem__(
        "usr/local/bin/run-app", (p.image["usr/local/bin/run-app"], 0o644)),
     "cross-command-not-executable"),
    ("go", "a typo in a key", put(FLY, "force_https", "forcehttps"),
     "fly-unknown-key fly-no-force-https"),
    ("go", "a port as text", put(FLY, "internal_port = 8080", 'internal_port = "http"'),
     "fly-config-shape fly-internal-port-missing"),
    ("go", "broken TOML", put(FLY, "[env]", "[env"), "fly-config-syntax"),
    ("go", "a database's port for everybody", put(
        FLY, "\n[[vm]]", '\n[[services]]\n  internal_port = 5432\n  protocol = "tcp"\n'
        "  [[services.ports]]\n    port = 5432\n\n[[vm]]"),
     "fly-public-database-port fly-no-health-check"),
    ("go", "an unknown process", put(FLY, "[http_service]\n", '[http_service]\n  processes = ["web"]\n'),
     "fly-unknown-process"),
    ("go", "a check without a path", put(FLY, 'path = "/up"', 'path = "up"'), "fly-check-path"),
    ("go", "an image for arm64", lambda p: p.config.__setitem__("architecture", "arm64"),
     "image-not-linux-amd64|cross-platform"),
    ("rails", "Windows line ends in the entrypoint",
     image("rails/bin/docker-entrypoint", b"#!/bin/sh\r\nexec \"$@\"\r\n"),
     "cross-script-carriage-return"),
    ("rails", "the master key in the image", image(
        "rails/config/master.key", (b"3f9c1e07" b"a4d26b58e1907c3bd5f2486a\n", 0o600)),
     "rails-master-key|rails-master-key-file"),
    ("rails", "a check that is redirected", put(
        FLY, '    headers = { X-Forwarded-Proto = "https" }\n', ""), "cross-check-redirected"),
    ("rails", "no ruby for env", gone("usr/local/bin/ruby"), "cross-script-interpreter"),
    ("phoenix", "a first line is missing",
     image("app/bin/server", b"PHX_SERVER=true exec ./shop start\n"), "cross-command-no-format"),
    ("phoenix", "a database URL in [env]", put(
        FLY, '[env]\n', '[env]\n  DATABASE_URL = "%s"\n' % DATABASE), "fly-secret-in-env"),
    ("phoenix", "the migration script is missing", gone("app/bin/migrate"),
     "cross-release-command-missing"),
    ("phoenix", "no health check", lambda p: p.files.__setitem__(
        FLY, p.files[FLY][:p.files[FLY].index("  [[http_service.checks]]")] + VM),
     "fly-no-health-check"),
    ("phoenix", "PATH replaced", put(FLY, "[env]\n", '[env]\n  PATH = "/app/bin"\n'),
     "cross-path-replaced"),
    ("phoenix", "the working folder is missing", both(
        config("WorkingDir", "/srv/app"), put("Dockerfile", "WORKDIR /app\nENV MIX_ENV=\"prod\"\nCOPY --from",
                                              "WORKDIR /srv/app\nENV MIX_ENV=\"prod\"\nCOPY --from")),
     "cross-workdir-missing"),
]


def check(p, fmt):
    conf = dict(p.config)
    arch = conf.pop("architecture", "amd64")
    data = archive([p.image], conf)
    if arch != "amd64":
        data = archive([p.image], conf, arch)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in p.files.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        return subprocess.run([FLYIMG, "check", "-q", "--format", fmt, "-C", folder, "-"],
                              input=data, capture_output=True, check=False)


def main():
    passed, failed = 0, 0
    maker = Maker()
    try:
        program = read(maker.cc("program", MAIN, "-static"))
    except (subprocess.CalledProcessError, FileNotFoundError):
        print("skip: no cc, or no static libc here\n0 passed, 0 failed, 1 skipped")
        return 0
    maker.done()
    made = {p.name: p for p in (f(program) for f in (node, python, golang, rails, phoenix))}
    for p in made.values():
        out = check(p, "text")
        lines = [l for l in out.stdout.decode().splitlines() if l.strip()]
        if out.returncode == 0 and len(lines) == 1 and lines[0].startswith("No findings"):
            passed += 1
        else:
            failed += 1
            print("FAIL %s, right, is not silent:\n%s%s" % (
                p.name, out.stdout.decode(), out.stderr.decode()))
    for name, what, change, rules in MISTAKES:
        p = copy.deepcopy(made[name])
        change(p)
        out = check(p, "json")
        try:
            found = json.loads(out.stdout)["findings"]
        except ValueError:
            found = []
        wanted = [set(w.split("|")) for w in rules.split()]
        loud = {f["rule"] for f in found
                if f["severity"] != "info" or f["rule"] in set().union(*wanted)}
        if all(w & loud for w in wanted) and loud <= set().union(*wanted):
            passed += 1
        else:
            failed += 1
            print("FAIL %s, %s: wanted %s, got %s" % (name, what, rules, sorted(loud)))
            for f in found:
                print("      %s %s: %s" % (f["severity"], f["rule"], f["message"]))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
