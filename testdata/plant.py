#!/usr/bin/env python3
"""plant.py FOLDER - the fake secrets of the sample images, the same on every run.

Writes FOLDER/shop/{.env,.npmrc} and FOLDER/multi/settings.*.env, and prints a shell
assignment for the build argument.  No value stands in this file: they come from a
seeded generator, and are as well-formed as real ones (checksums included).
"""
import os
import random
import string
import sys
import zlib

rnd = random.Random("flyimg-testdata-1")
B62 = string.digits + string.ascii_uppercase + string.ascii_lowercase


def pick(alphabet, n):
    return "".join(rnd.choice(alphabet) for _ in range(n))


def with_crc(prefix):  # GitHub's and npm's shape: 30 random, CRC-32 in base 62
    body = pick(B62, 30)
    crc, tail = zlib.crc32(body.encode()), ""
    while crc:
        crc, digit = divmod(crc, 62)
        tail = B62[digit] + tail
    return prefix + body + tail.rjust(6, "0")


def write(name, text):
    path = os.path.join(sys.argv[1], name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


npm = with_crc("npm" + "_")
write("shop/.npmrc", "//registry.npmjs.org/:_authToken=%s\n" % npm)
write("shop/.env", "".join("%s=%s\n" % kv for kv in [
    ("LOG_LEVEL", "debug"),
    ("AWS_ACCESS_KEY_ID", "AK" + "IA" + pick(string.ascii_uppercase + "234567", 16)),
    ("AWS_SECRET_ACCESS_KEY", pick(B62 + "/+", 40)),
    ("STRIPE_SECRET_KEY", "sk" + "_live_" + pick(B62, 24)),
    ("SESSION_MINUTES", "30"),
]))
for arch in ("amd64", "arm64"):
    write("multi/settings.%s.env" % arch,
          "GITHUB_TOKEN=%s\n" % with_crc("gh" + "p_"))
print("NPM_TOKEN=%s\nDEPLOY_TOKEN=%s" % (npm, with_crc("gh" + "p_")))
