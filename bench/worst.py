#!/usr/bin/env python3
"""worst.py FLYIMG BENCH-WORST [KIND...] - what the worst files cost, against ordinary ones.

Each kind is an image of one layer with files made to keep flyimg busy; a check of it is
measured in seconds of the processors a byte, less what a start takes, and compared with
ordinary text: C headers and Python sources of this machine.  Then each rule's own shapes
(bench/worst.c), by the scanner alone.  Writes bench/results-worst.md.
"""
import base64
import gzip
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

from grow import files_of, header, member
from measure import check, head, keep, middle, run, table

MIB = 1 << 20
SIZE = 4 * MIB
TARGET = 20
TURNS = 3


def tar_of(files):
    """A layer of (name, bytes, kind) in ustar; longer names in pax headers."""
    out = io.BytesIO()
    for name, body, *kind in files:
        if len(name) <= 100:
            out.write(header(name, len(body), kind[0] if kind else b"0"))
            out.write(body + bytes(-len(body) % 512))
            continue
        record = " path=%s\n" % name
        n = len(record)
        while n != len(record) + len(str(n)):  # the length counts its own digits
            n = len(record) + len(str(n))
        out.write(header("pax", n, b"x") + ("%d%s" % (n, record)).encode() + bytes(-n % 512))
        out.write(header(name[:100], len(body), kind[0] if kind else b"0"))
        out.write(body + bytes(-len(body) % 512))
    return out.getvalue() + bytes(1024)


def image_of(layers, out):
    digests = []
    for i, layer in enumerate(layers):
        out.write(header("%d/layer.tar" % i, len(layer)) + layer + bytes(-len(layer) % 512))
        digests.append("sha256:" + hashlib.sha256(layer).hexdigest())
    member(out, "config.json", json.dumps({
        "os": "linux", "architecture": "amd64",
        "rootfs": {"type": "layers", "diff_ids": digests}}).encode())
    member(out, "manifest.json", json.dumps([{
        "Config": "config.json", "RepoTags": ["worst:1"],
        "Layers": ["%d/layer.tar" % i for i in range(len(layers))]}]).encode())
    out.write(bytes(1024))


class Kinds:
    """Each method makes [(name, bytes, ...)] of one layer, or several layers."""

    def __init__(self, maker):
        self.maker = maker
        self.names = run([maker, "kinds"]).out.split()

    def made(self, kind, size=SIZE):
        return subprocess.run([self.maker, kind, str(size)], check=True, stdout=subprocess.PIPE).stdout

    def all(self):
        for name in self.names:
            yield name.replace("-", " ") + " of all rules", lambda n=name: [("app/a.txt", self.made(n))]
        for name in sorted(n for n in dir(self) if n.startswith("k_")):
            yield getattr(self, name).__doc__, getattr(self, name)

    # --- text that is encoded ---

    def k_base64(self):
        """base64 of all literals, one line"""
        return [("app/a.txt", base64.b64encode(self.made("literals")))]

    def k_base64_lines(self):
        """base64 of all hits, a line each of 76"""
        return [("app/a.txt", base64.encodebytes(self.made("hit-lines")))]

    def k_base64_twice(self):
        """base64 of base64 of all hits"""
        return [("app/a.txt", base64.b64encode(base64.b64encode(self.made("hits", SIZE // 2))))]

    def k_base64_short(self):
        """base64 of two words, again and again"""
        words = (self.made("literal-lines", MIB).decode(errors="replace").split("\n"))[:3000]
        runs = [base64.b64encode(("password=%s1" % w).encode()) for w in words if w]
        body = b" ".join(runs)
        return [("app/a.txt", (body + b" ") * (SIZE // len(body)))]

    def k_hex(self):
        """hex of all hits"""
        return [("app/a.txt", self.made("hits").hex().encode())]

    def k_percent(self):
        """percent escapes of all hits"""
        return [("app/a.txt", b"".join(b"%%%02X" % c for c in self.made("hits", SIZE // 3)))]

    def k_percent_near(self):
        """percent escapes of quotes between short words"""
        return [("app/a.txt", b"a%3Db%26c%22d " * (SIZE // 14))]

    def k_json(self):
        """JSON in JSON, all hits, with escapes"""
        body = json.dumps(json.dumps(self.made("hit-lines", SIZE // 2).decode("latin-1")))
        return [("app/a.json", body.encode())]

    def k_json_escapes(self):
        """\\u0061 for each letter of all hits"""
        body = self.made("hits", SIZE // 6)
        return [("app/a.json", b"".join(b"\\u%04x" % c for c in body))]

    def k_utf16(self):
        """all hits in UTF-16"""
        return [("app/a.txt", b"\xff\xfe" + self.made("hits", SIZE // 2).decode("latin-1").encode("utf-16-le"))]

    def k_windows(self):
        """all hits in UTF-16 in a Windows program"""
        return [("app/a.exe", b"MZ" + bytes(62) + self.made("hits", SIZE // 2).decode("latin-1").encode("utf-16-le"))]

    def k_binary(self):
        """all hits in a binary file, nothing between them"""
        return [("app/a.bin", b"\x7fELF" + bytes(60) + self.made("hits"))]

    # --- four times as much: the time a byte stays the same ---

    def k_more_hits(self):
        """hits of all rules, 16 MB"""
        return [("app/a.txt", self.made("hits", 4 * SIZE))]

    def k_more_base64(self):
        """base64 of all hits, a line each of 76, 22 MB"""
        return [("app/a.txt", base64.encodebytes(self.made("hit-lines", 4 * SIZE)))]

    # --- lines ---

    def k_line_letters(self):
        """a line of 100 MB of one letter"""
        return [("app/a.txt", b"a" * (100 * MIB))]

    def k_line_words(self):
        """a line of 100 MB of words"""
        words = b"the key of a token is read when the user sets a password in config for server "
        return [("app/a.txt", words * (100 * MIB // len(words)))]

    def k_line_digits(self):
        """a line of 100 MB of drawn letters and digits"""
        body = base64.b64encode(random.Random(1).randbytes(SIZE)).replace(b"/", b"a").replace(b"+", b"b")
        return [("app/a.txt", body * (100 * MIB // len(body)))]

    def k_line_breaks(self):
        """100 MB of line breaks"""
        return [("app/a.txt", b"\n" * (100 * MIB))]

    def k_pem(self):
        """beginnings of keys that do not end"""
        begin = b"-----BEGIN " + b"PRIVATE KEY-----\n"
        return [("app/a.pem", begin * (SIZE // len(begin)))]

    def k_pem_bodies(self):
        """beginnings of keys with 16 KB of what a key may have"""
        body = base64.encodebytes(random.Random(1).randbytes(12000))
        one = b"-----BEGIN " + b"RSA PRIVATE KEY-----\n" + body
        return [("app/a.txt", one * (SIZE // len(one)))]

    # --- files with a format of their own ---

    def k_env(self):
        """an .env of 40-byte lines, each a password"""
        lines = b"".join(b"A%d_PASSWORD=vR7mKq2X%dwT9zLb4Nc\n" % (i, i) for i in range(25000))
        return [("app%d/.env" % i, lines[:MIB - 8]) for i in range(4)]

    def k_env_quotes(self):
        """an .env of quotes that do not end"""
        return [("app%d/.env" % i, (b'A="' + b"\\" * 60 + b"$A${A\n") * (MIB // 70)) for i in range(4)]

    def k_yaml(self):
        """YAML that names itself, in a kubeconfig"""
        lines = [b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n"]
        lines += [b"a%d: &a%d [%s]\n" % (i, i, b",".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 200)]
        return [("root%d/.kube/config" % i, b"".join(lines)) for i in range(40)]

    def k_json_deep(self):
        """JSON of open brackets, in Docker's config"""
        return [("root%d/.docker/config.json" % i, b'{"auths":' + b"[" * 200000) for i in range(20)]

    def k_passwd(self):
        """etc/passwd and etc/shadow of a million short lines"""
        return [("etc/passwd", b"a:x:1:1::/:/bin/sh\n" * 12000), ("etc/shadow", b"a:$1$a$b:::::\n" * 70000)]

    # --- many files ---

    def k_tiny(self):
        """20,000 files of 20 bytes"""
        return [("app/d%d/f%d.js" % (i // 50, i), b"module.exports = 42\n") for i in range(20000)]

    def k_tiny_env(self):
        """20,000 files .env of 30 bytes"""
        return [("app/d%d/.env" % i, b"PASSWORD=vR7mKq2XwT9zLb4NcJ6\n") for i in range(20000)]

    def k_tiny_keys(self):
        """10,000 files of each a key in PEM"""
        key = b"-----BEGIN " + b"RSA PRIVATE KEY-----\n" + base64.encodebytes(
            random.Random(2).randbytes(600)) + b"-----END " + b"RSA PRIVATE KEY-----\n"
        return [("app/d%d/id_rsa" % i, key) for i in range(10000)]

    def k_tiny_gz(self):
        """10,000 gzip files of a line"""
        return [("app/d%d/a.gz" % i, gzip.compress(b"hello %d\n" % i, 1)) for i in range(10000)]

    def k_scripts(self):
        """20,000 programs of one line"""
        return [("usr/bin/s%d" % i, b"#!/bin/sh\necho\n") for i in range(20000)]

    def k_deep(self):
        """5,000 paths of 500 folders each"""
        return [("%d/" % i + "d/" * 500 + "f", b"x\n") for i in range(5000)]

    def k_folder(self):
        """a folder of 40,000 files that 40,000 members replace"""
        many = [("d/f%d" % i, b"") for i in range(40000)]
        return many + [("d", b"")] * 40000

    def k_opaque(self):
        """40,000 files and 40,000 opaque marks above them, in two layers"""
        many = [("d/f%d" % i, b"") for i in range(40000)]
        return [many, [("d/.wh..wh..opq", b"")] * 40000]

    def k_whiteouts(self):
        """20,000 secrets, and as many whiteouts of each folder above them"""
        many = [("a/b/f%d" % i, b"password=vR7mKq2XwT9z%05dNcJ6h\n" % i) for i in range(20000)]
        return [many, [("a/b/.wh.f%d" % i, b"") for i in range(20000)] + [("a/.wh.b", b"")] * 20000]

    def k_again(self):
        """one path 40,000 times, with a secret each"""
        return [("app/a.txt", b"password=vR7mKq2XwT9z%05dNcJ6h\n" % i) for i in range(40000)]

    def k_links(self):
        """40,000 links in a chain and a ring"""
        return [("l%d" % i, b"", b"2") for i in range(40000)]

    # --- archives in layers ---

    def k_nested(self):
        """an archive in an archive, twelve deep, all hits within"""
        body = self.made("hit-lines", MIB)
        for i in range(12):
            out = io.BytesIO()
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as t:
                info = tarfile.TarInfo("a%d" % i + (".tar.gz" if i else ".txt"))
                info.size = len(body)
                t.addfile(info, io.BytesIO(body))
            body = out.getvalue()
        return [("app/a%d.tar.gz" % i, body) for i in range(8)]

    def k_zip(self):
        """a zip of 20,000 members of a line"""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for i in range(20000):
                z.writestr("d%d/f%d" % (i // 50, i), "hello %d\n" % i)
        return [("app/a.jar", out.getvalue())]

    def k_bomb(self):
        """gzip of 400 MB of zeros (a byte is one of 400 MB)"""
        body = gzip.compress(bytes(400 * MIB), 1)
        return [("app/a.gz", body), 400 * MIB]


def ordinary():
    """Text and code, 32 MB, as files of a layer."""
    paths = [p for d in ("/usr/include", "/usr/lib/python3", "/usr/lib/python3.11") for p in files_of(d)
             if p.endswith((".h", ".py"))]
    random.Random(1).shuffle(paths)
    files, total = [], 0
    for path in paths:
        if total > 32 * MIB:
            break
        with open(path, "rb") as f:
            files.append(("app/f%d-%s" % (len(files), os.path.basename(path)[-40:]), f.read()))
        total += len(files[-1][1])
    return files


class Bench:
    def __init__(self, flyimg, folder):
        self.flyimg, self.archive = flyimg, os.path.join(folder, "image.tar")
        self.start = self.cpu([[("a", b"a")]])[0]

    def cpu(self, layers, turns=TURNS):
        with open(self.archive, "wb") as out:
            image_of([tar_of(files) for files in layers], out)
        runs = [run(check(self.flyimg, self.archive), good=(0, 1, 3))]
        # A long run is long enough.
        while len(runs) < turns and runs[0].cpu < 5:
            runs.append(run(check(self.flyimg, self.archive), good=(0, 1, 3)))
        return middle(runs, "cpu"), max(r.mib for r in runs), runs[0]

    def row(self, made):
        layers = made if made and isinstance(made[0], list) else [made]
        claimed = [x for files in layers for x in files if isinstance(x, int)]
        layers = [[x for x in files if not isinstance(x, int)] for files in layers]
        n = claimed[0] if claimed else sum(
            len(tar_of(files)) if len(files) > 1000 else sum(len(f[1]) for f in files) for files in layers)
        cpu, mib, first = self.cpu(layers)
        return (cpu - self.start) / n * 1e9, mib, cpu, n, first


def worst(flyimg, maker, wanted):
    folder = tempfile.mkdtemp(prefix="flyimg-worst-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    try:
        bench = Bench(flyimg, folder)
        text = ordinary()
        base, mib, cpu, n, _ = bench.row(text)
        rows = [("ordinary text", "%.1f" % (n / 1e6), "%.2f" % cpu, "%.1f" % base, "1.0", "%.0f" % mib, "")]
        for name, make in Kinds(maker).all():
            if wanted and not any(w in name for w in wanted):
                continue
            each, mib, cpu, n, first = bench.row(make())
            print(name, "%.1f" % (each / base), file=sys.stderr)
            rows.append((name, "%.1f" % (n / 1e6), "%.2f" % cpu, "%.1f" % each, "%.1f" % (each / base),
                         "%.0f" % mib, "yes" if each <= TARGET * base else "**no**"))
        with open(os.path.join(folder, "text"), "wb") as out:
            out.write(b"".join(f[1] for f in text)[:24 * MIB])
        rules = "" if wanted else run([maker, "rules", os.path.join(folder, "text"), str(TARGET)]).out
    finally:
        shutil.rmtree(folder)
    return rows, rules


def main():
    flyimg, maker, wanted = sys.argv[1], sys.argv[2], sys.argv[3:]
    rows, rules = worst(flyimg, maker, wanted)
    text = "\n".join((
        head("Files made to keep it busy", flyimg, "make bench-worst"),
        "A check of an image with such files, less its start: seconds of the processors. Files of"
        " fewer than a thousand bytes count with their place in the tar. Target: at most %d times"
        " ordinary text a byte.\n" % TARGET,
        table(("kind", "MB", "s", "ns a byte", "times", "peak MiB", "at most %d" % TARGET), rows)))
    if rules:
        text += "\nThe scanner alone over each rule's own shapes, the worst first:\n\n```\n%s```\n" % rules
    if wanted:
        print(text)
    else:
        keep("results-worst.md", text)


if __name__ == "__main__":
    main()
