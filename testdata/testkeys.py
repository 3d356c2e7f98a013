#!/usr/bin/env python3
"""testkeys.py PACKAGES > rules/testkeys.c - private keys that published packages carry.

PACKAGES is a folder of packages as apt-get download, pip download and npm pack leave
them (.deb, .whl, .tar.gz, .tgz); testdata/testkeys.sh fetches them by name.  Of each
private key in them the SHA-256 of its decoded body is kept, cut to 16 bytes, with the
package's name.  No key is stored.
"""
import base64, hashlib, io, os, re, subprocess, sys, tarfile, zipfile, gzip

BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?)-----(.{0,16384}?)-----END \1-----", re.S)
LEAST = 40  # bytes of a body; fewer are no key
KEY = re.compile(rb"[A-Za-z0-9+/]+=*")


def body(text):
    """The base64 of an armor as programs write it: lines, \\n in strings, quotes."""
    text = re.sub(rb"\\+[nrt]", b"\n", text)
    text = re.sub(rb"(?m)^[ \t\"'+]*[A-Za-z0-9-]+:.*$", b"", text)
    text = re.sub(rb"[\s\"'+,.;\\]*\n[\s\"'+,.;#*/]{0,40}(?=[A-Za-z0-9/+=])", b"\n", text) if b'"' in text or b"'" in text else text
    text = re.sub(rb"\s+", b"", text).strip(b"\"'")
    if not KEY.fullmatch(text):
        return None
    text = text.rstrip(b"=")
    if len(text) % 4 == 1:
        text = text[:-1]
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4))
    except ValueError:
        return None


def keys(data):
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError):
            return
    for m in BLOCK.finditer(data):
        b = body(m.group(2))
        if b and len(b) >= LEAST:
            yield b


def members(path):
    if path.endswith(".deb"):
        tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], stdout=subprocess.PIPE, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(tar)) as t:
            for m in t:
                if m.isfile():
                    yield t.extractfile(m).read()
    elif path.endswith((".whl", ".zip")):
        with zipfile.ZipFile(path) as z:
            for n in z.namelist():
                yield z.read(n)
    elif path.endswith((".tar.gz", ".tgz")):
        with tarfile.open(path) as t:
            for m in t:
                if m.isfile():
                    yield t.extractfile(m).read()


def main():
    found = {}
    for top, _, names in sorted(os.walk(sys.argv[1])):
        for name in sorted(names):
            package = name.split("_")[0] if name.endswith(".deb") else re.split(r"-\d", name)[0]
            for data in members(os.path.join(top, name)):
                for b in keys(data):
                    found.setdefault(hashlib.sha256(b).digest()[:16], package)
    print("/* testkeys.c - made by testdata/testkeys.sh from published packages; see testkeys.h. */")
    print('#include "rules/testkeys.h"\n\n#include <stdlib.h>\n#include <string.h>\n')
    print("/* SHA-256 of a key's decoded body, its first 16 bytes; where it was found. */")
    print("struct row {\n\tunsigned char sum[16];\n\tconst char *name;\n};\n")
    print("/* clang-format off */\nstatic const struct row rows[] = {")
    for sum_, package in sorted(found.items()):
        print('\t{ "%s", "%s" },' % ("".join("\\x%02x" % c for c in sum_), package))
    print("};\n/* clang-format on */\n")
    print("""static int by_sum(const void *key, const void *row)
{
	return memcmp(key, ((const struct row *)row)->sum, sizeof(rows[0].sum));
}

const char *fi_test_key(const unsigned char sha256[32])
{
	const struct row *r = bsearch(
		sha256, rows, sizeof(rows) / sizeof(rows[0]), sizeof(rows[0]), by_sum);

	return r ? r->name : NULL;
}""")


main()
