"""registry.py - makes registry.tar.gz: the storage of a docker-registry that skopeo filled.

Six images of three repositories on one base image; one tag was pushed twice.  Wants
docker-registry and skopeo.  The secrets are fake: they come from a fixed seed.
"""
import os, random, shutil, socket, subprocess, sys, tarfile, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/../tests")
from lib_images import Image, layer, write_layout

rnd = random.Random(2026)
ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def token(head, n):
    return head + "".join(rnd.choice(ALNUM) for _ in range(n))


STRIPE, NPM, SLACK = token("sk_" + "live_", 24), token("npm" + "_", 36), "xoxb-" + "%d-%d-" % (
    rnd.randrange(10**10, 10**11), rnd.randrange(10**12, 10**13)) + token("", 24)


def program():
    """sh.c as make.sh compiles it: something that can be run."""
    with tempfile.TemporaryDirectory() as path:
        subprocess.run(["cc", "-Os", "-static", "-nostdlib", "-ffreestanding", "-fno-asynchronous-unwind-tables",
                        "-fno-stack-protector", "-fcf-protection=none", "-Wl,-z,noseparate-code,--build-id=none", "-s",
                        "-o", path + "/sh", HERE + "/sh.c"], check=True)
        with open(path + "/sh", "rb") as f:
            return f.read()


BASE = (layer({"etc/os-release": b"ID=acme\nVERSION_ID=12\n", "usr/local/etc/notify.conf":
               ("token = %s\n" % SLACK).encode()}), "ADD rootfs.tar /")
NODE = (layer({"bin/node": program(), "app/.keep": b""}), "RUN install-node 20")
SHOP = (layer({"app/server.js": b"require('http')\n", "app/.env":
               ("PORT=3000\nSTRIPE_SECRET_KEY=%s\n" % STRIPE).encode()}), "COPY . /app")
GONE = (layer({"app/.wh..env": b""}), "RUN rm /app/.env")
JOBS = (layer({"app/jobs.js": b"setInterval(() => {}, 1000)\n", "app/.npmrc":
               ("//registry.npmjs.org/:_authToken=%s\n" % NPM).encode()}), "COPY . /app")
SITE = (layer({"app/index.js": b"console.log('hello')\n"}), "COPY . /app")
CONFIG = {"User": "1000", "Cmd": ["node", "/app/server.js"], "WorkingDir": "/app"}
PUSHES = [
    ("acme/node:20", Image([BASE, NODE], "2025-11-03T09:00:00Z", CONFIG)),
    ("acme/shop:1.0", Image([BASE, NODE, SHOP], "2026-01-05T10:12:00Z", CONFIG)),
    ("acme/shop:1.1", Image([BASE, NODE, SHOP, GONE], "2026-01-06T08:30:00Z", CONFIG)),
    ("acme/shop:staging", Image([BASE, NODE, SHOP, SITE], "2026-02-11T16:45:00Z", CONFIG)),
    ("acme/jobs:7", Image([BASE, NODE, JOBS], "2026-02-02T11:00:00Z", CONFIG)),
    ("acme/site:3", Image([BASE, NODE, JOBS, SITE], "2026-02-03T11:00:00Z", CONFIG)),
    ("acme/site:3", Image([BASE, NODE, SITE], "2026-02-04T11:00:00Z", CONFIG)),
]


def main():
    tmp = tempfile.mkdtemp()
    root = tmp + "/registry"
    os.mkdir(root)
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with open(tmp + "/config.yml", "w") as f:
        f.write("version: 0.1\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: '127.0.0.1:%d'}\n" % (root, port))
    server = subprocess.Popen(["docker-registry", "serve", tmp + "/config.yml"], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    time.sleep(2)
    try:
        for i, (name, image) in enumerate(PUSHES):
            write_layout("%s/%d" % (tmp, i), {"x": image})
            subprocess.run(["skopeo", "copy", "-q", "--insecure-policy", "--dest-tls-verify=false",
                            "oci:%s/%d:x" % (tmp, i), "docker://127.0.0.1:%d/%s" % (port, name)], check=True)
    finally:
        server.terminate()
        server.wait()

    def plain(m):
        m.uid = m.gid = m.mtime = 0
        m.uname = m.gname = ""
        return m

    with tarfile.open(HERE + "/registry.tar.gz", "w:gz", compresslevel=9) as t:
        t.add(root, "registry", filter=plain)
    shutil.rmtree(tmp)


main()
