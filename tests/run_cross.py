#!/usr/bin/env python3
"""run_cross.py FLYIMG - every rule of category cross, on images that have and have not.

For each rule a pair: one image and fly.toml with the failure, and the nearest one
without.  The binary must tell them apart.  A rule without a pair fails the test.
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

from run_deploy import FLYIMG, LOADER, MAIN, PRICE, USES, Maker, archive, libraries, read
from run_deploy import tar_bytes, without

HTTP = "[http_service]\ninternal_port = %d\nforce_https = true\n"
CHECK = "[[http_service.checks]]\n"
MOUNT = '[mounts]\nsource = "data"\ndestination = "%s"\n'
CONF = (b"workers 2\n", 0o644)
GIB = 1 << 30


class Image:
    """An image that runs, and with one thing changed another."""

    def __init__(self, files, config, fly="", arch="amd64", holes=()):
        self.files, self.config, self.fly = files, config, fly
        self.arch, self.holes = arch, tuple(holes)

    def put(self, path, what):
        return Image(self.files | {path: what}, self.config, self.fly, self.arch, self.holes)

    def drop(self, path):
        return Image(without(self.files, path), self.config, self.fly, self.arch, self.holes)

    def cfg(self, **config):
        return Image(self.files, self.config | config, self.fly, self.arch, self.holes)

    def toml(self, text):
        return Image(self.files, self.config, text, self.arch, self.holes)

    def on(self, arch):
        return Image(self.files, self.config, self.fly, arch, self.holes)

    def hole(self, size):
        return Image(self.files, self.config, self.fly, self.arch, (size,))


def sparse(path, size):
    """A GNU sparse member (type S) of `size` bytes, all of them hole."""
    header = bytearray(512)

    def field(at, data):
        header[at:at + len(data)] = data

    def number(at, n):
        field(at, b"%011o\0" % n if n < 1 << 33 else b"\x80" + n.to_bytes(11, "big"))

    field(0, path.encode())
    field(100, b"0000644\0" b"0000000\0" b"0000000\0")
    number(124, 0)  # bytes that follow
    number(136, 0)
    field(148, b" " * 8)
    field(156, b"S")
    field(257, b"ustar  \0")
    number(386, size)  # one region, empty, at the end
    number(398, 0)
    number(483, size)
    field(148, b"%06o\0 " % sum(header))
    return bytes(header)


def image_bytes(image):
    if not image.holes:
        return archive([image.files], image.config, image.arch)
    # The members of the sparse layer first, so that its end is the tar's own.
    blob = b"".join(sparse("models/%d.bin" % i, n) for i, n in enumerate(image.holes))
    blob += tar_bytes(image.files)
    conf = json.dumps({
        "os": "linux", "architecture": image.arch, "config": image.config,
        "rootfs": {"type": "layers",
                   "diff_ids": ["sha256:" + hashlib.sha256(blob).hexdigest()]},
        "history": [{"created_by": "COPY . ."}]}).encode()
    name = hashlib.sha256(conf).hexdigest() + ".json"
    manifest = [{"Config": name, "RepoTags": ["shop:1"], "Layers": ["0/layer.tar"]}]
    return tar_bytes({"0/layer.tar": blob, name: conf,
                      "manifest.json": json.dumps(manifest).encode()})


def look(image):
    """The rules of category cross that speak, at any severity."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "fly.toml"), "w", encoding="utf-8") as f:
            f.write('app = "shop"\n' + image.fly)
        run = subprocess.run(
            [FLYIMG, "check", "--only", "cross", "--severity", "info", "--format", "json",
             "-C", folder, "-"], input=image_bytes(image), capture_output=True, check=False)
    if run.returncode not in (0, 1):
        return ["status %d: %s" % (run.returncode, run.stderr.decode())]
    return sorted({f["rule"] for f in json.loads(run.stdout)["findings"]})


def start_pairs(good, maker):
    """What keeps a program from starting."""
    serve = maker.cc("serve", MAIN)
    maker.cc("libprice.so", PRICE, "-shared", "-fPIC")
    uses = maker.cc("uses", USES, "-lprice")
    linked = Image(good.files | libraries(serve) | {"app/serve": read(serve)}, good.config)
    priced = linked.put("app/serve", read(uses))
    lib = read(os.path.join(maker.dir, "libprice.so"))
    arm = bytearray(good.files["app/serve"])
    arm[18:20] = (183).to_bytes(2, "little")
    newer = read(serve).replace(b"GLIBC_2.34\0", b"GLIBC_2.99\0")
    script = good.put("app/serve", b"#!/bin/sh\nexec x\n")
    return {
        "cross-platform": (good.on("arm64"), good),
        "cross-command-missing": (good.drop("app/serve"), good),
        "cross-command-on-volume": (good.toml(MOUNT % "/app"), good.toml(MOUNT % "/data")),
        "cross-mount-hides-files": (good.toml(MOUNT % "/app"), good.toml(MOUNT % "/data")),
        "cross-command-not-executable": (
            good.put("app/serve", (good.files["app/serve"], 0o644)), good),
        "cross-command-no-format": (good.put("app/serve", b"exec x\n"), script),
        "cross-command-machine": (good.put("app/serve", bytes(arm)), good),
        "cross-script-carriage-return": (
            good.put("app/serve", b"#!/bin/sh\r\nexec x\r\n"), script),
        "cross-script-interpreter": (good.put("app/serve", b"#!/bin/bash\nx\n"), script),
        "cross-loader-missing": (linked.drop(LOADER), linked),
        "cross-library-missing": (priced, priced.put("usr/lib/libprice.so", lib)),
        "cross-glibc-too-old": (
            linked.put("app/serve", newer) if newer != read(serve) else None, linked),
        "cross-workdir-missing": (good.cfg(WorkingDir="/srv"), good),
        "cross-release-command-missing": (
            good.toml('[deploy]\nrelease_command = "/app/migrate up"\n'),
            good.toml('[deploy]\nrelease_command = "/app/serve up"\n')),
        "cross-command-none": (good.cfg(Cmd=[]), good),
        "cross-command-ends": (good.cfg(Cmd=["/bin/sh"]), good.cfg(Cmd=["/bin/sh", "run"])),
        "cross-command-daemon": (
            good.put("usr/sbin/nginx", b"#!/bin/sh\n").cfg(Cmd=["/usr/sbin/nginx"]),
            good.put("usr/sbin/nginx", b"#!/bin/sh\n").cfg(
                Cmd=["/usr/sbin/nginx", "-g", "daemon off;"])),
        "cross-init-not-first": (
            good.put("init", b"#!/bin/sh\n").put("etc/s6-overlay/s6-rc.d/app/run", b"#!/bin/sh\n")
            .cfg(Entrypoint=["/init"]), good.put("etc/s6-overlay/s6-rc.d/app/run", b"#!/bin/sh\n")),
        "cross-sshd-port": (
            good.put("usr/sbin/sshd", b"#!/bin/sh\n").cfg(Cmd=["/usr/sbin/sshd", "-D"]),
            good.put("usr/sbin/sshd", b"#!/bin/sh\n").cfg(
                Cmd=["/usr/sbin/sshd", "-D", "-p", "2222"])),
    }


def config_pairs(good):
    """What the image and the config say that does not go together."""
    up = 'path = "/health"\n'
    curl = {"Test": ["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"]}
    rails = good.cfg(Env=["PATH=/bin", "RAILS_ENV=production"])
    pg = good.cfg(Env=["PATH=/bin", "PGDATA=/var/lib/postgresql/data"])
    pgdata = "/var/lib/postgresql/data"
    file = '[[files]]\nguest_path = "/etc/%s"\nraw_value = "x"\n'
    static = '[[statics]]\nguest_path = "/app/%s"\nurl_prefix = "/s"\n'
    release = '[deploy]\nrelease_command = "/app/serve migrate"\n' + MOUNT % "/data"
    user = good.put("etc/passwd", (b"app:x:1000:1000::/:/bin/sh\n", 0o644)).cfg(User="app")
    drops = good.put("usr/bin/gosu", good.files["app/serve"]).cfg(
        Entrypoint=["/usr/bin/gosu", "app"])
    return {
        "cross-internal-port": (good.cfg(Env=["PORT=3000"]).toml(HTTP % 8080),
                                good.cfg(Env=["PORT=3000"]).toml(HTTP % 3000)),
        "cross-bind-localhost": (
            good.cfg(Cmd=["/app/serve", "--host", "127.0.0.1"]).toml(HTTP % 8080),
            good.cfg(Cmd=["/app/serve", "--host", "0.0.0.0"]).toml(HTTP % 8080)),
        "cross-port-below-1024": (user.toml(HTTP % 80), good.toml(HTTP % 80)),
        "cross-volume-owner": (drops.toml(MOUNT % "/data"), drops),
        "cross-release-database": (
            good.cfg(Env=["DATABASE_URL=sqlite:////data/shop.db"]).toml(release),
            good.cfg(Env=["DATABASE_URL=sqlite:////app/shop.db"]).toml(release)),
        "cross-check-redirected": (
            rails.toml(HTTP % 8080 + CHECK + up),
            rails.toml(HTTP % 8080 + CHECK + up + 'headers = { X-Forwarded-Proto = "https" }\n')),
        "cross-healthcheck-differs": (
            good.cfg(Healthcheck=curl).toml(HTTP % 8080 + CHECK + 'path = "/"\n'),
            good.cfg(Healthcheck=curl).toml(HTTP % 8080 + CHECK + up)),
        "cross-image-too-large": (good.hole(9 * GIB), good.hole(2 * GIB)),
        "cross-image-slow-start": (
            good.hole(4 * GIB), good.hole(4 * GIB).toml('[deploy]\nwait_timeout = "15m"\n')),
        "cross-run-folder": (good.put("run/app.conf", CONF), good.put("etc/app.conf", CONF)),
        "cross-fly-folder": (good.put(".fly/app.conf", CONF), good.put("app/.fly/app.conf", CONF)),
        "cross-volume-not-mounted": (
            good.cfg(Volumes={"/data": {}}),
            good.cfg(Volumes={"/data": {}}).toml(MOUNT % "/data")),
        "cross-database-lost-found": (
            pg.toml(MOUNT % pgdata),
            pg.toml(MOUNT % pgdata + '[env]\nPGDATA = "%s/pgdata"\n' % pgdata)),
        "cross-statics-missing": (good.put("app/public/a.css", CONF).toml(static % "static"),
                                  good.put("app/public/a.css", CONF).toml(static % "public")),
        "cross-files-over-image": (good.put("etc/app.conf", CONF).toml(file % "app.conf"),
                                   good.put("etc/app.conf", CONF).toml(file % "other.conf")),
        "cross-stop-signal-ignored": (
            good.cfg(StopSignal="SIGQUIT"),
            good.cfg(StopSignal="SIGQUIT").toml('kill_signal = "SIGQUIT"\n')),
        "cross-no-service": (good.cfg(ExposedPorts={"3000/tcp": {}}),
                             good.cfg(ExposedPorts={"3000/tcp": {}}).toml(HTTP % 3000)),
        "cross-console-sleep": (good.drop("bin/sleep"), good),
        "cross-path-replaced": (
            good.cfg(Env=["PATH=/usr/bin:/bin"]).toml('[env]\nPATH = "/app"\n'),
            good.cfg(Env=["PATH=/usr/bin:/bin"]).toml('[env]\nPATH = "/app:/usr/bin:/bin"\n')),
        "cross-build-arg-only": (
            good.toml('[build.args]\nAPI_URL = "https://api.shop.example"\n'),
            good.cfg(Env=["API_URL=https://api.shop.example"]).toml(
                '[build.args]\nAPI_URL = "https://api.shop.example"\n')),
        "cross-env-reserved-name": (good.cfg(Env=["FLY_APP_NAME=shop"]),
                                    good.cfg(Env=["APP_NAME=shop"])),
    }


def known():
    out = subprocess.run([FLYIMG, "rules", "--format", "json"], capture_output=True, check=True)
    return {r["id"] for r in json.loads(out.stdout) if r["category"] == "cross"}


def main():
    if not shutil.which("cc") or not os.path.exists("/" + LOADER):
        print("skip: no cc, or no x86-64 glibc\n0 passed, 0 failed, 1 skipped")
        return 0
    passed, bad, skipped = 0, [], []
    maker = Maker()
    try:
        program = read(maker.cc("static", MAIN, "-static"))
    except subprocess.CalledProcessError:
        print("skip: no static libc here\n0 passed, 0 failed, 1 skipped")
        return 0
    good = Image({"app/serve": program, "bin/sh": program, "bin/sleep": program},
                 {"Cmd": ["/app/serve"], "WorkingDir": "/app", "Env": ["PATH=/bin"]})
    pairs = start_pairs(good, maker) | config_pairs(good)
    maker.done()
    for rule, (has, has_not) in pairs.items():
        for image, wanted in ((has, True), (has_not, False)):
            if image is None:
                skipped.append(rule + ": this compiler's programs do not ask for GLIBC_2.34")
                continue
            said = look(image)
            if (rule in said) == wanted and not any(" " in s for s in said):
                passed += 1
            else:
                bad.append("%s %s, got %s" % (
                    rule, "is not seen" if wanted else "is seen where it is not", said))
    capable = (program, 0o755, {"SCHILY.xattr.security.capability":
                                "\1\0\0\2\0\4" + "\0" * 14})
    low = pairs["cross-port-below-1024"][0].put("app/serve", capable)
    if "cross-port-below-1024" in look(low):
        bad.append("cross-port-below-1024 is seen where the program may bind low ports")
    if look(good):
        bad.append("the good image is not silent: %s" % look(good))
    for rule in sorted(known() ^ set(pairs)):
        bad.append(rule + (" has no pair of images here" if rule in known()
                           else " is no rule of category cross"))
    for text in skipped:
        print("skip: " + text)
    for text in bad:
        print("FAIL " + text)
    print("%d passed, %d failed, %d skipped" % (passed, len(bad), len(skipped)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
