#!/usr/bin/env python3
"""cache.py FLYIMG ARCHIVE - what a check costs when layers are known from the cache.

Without a cache, filling one, again, and with one small layer more on top; as a file and
through a pipe.  Five rounds of all in turn; medians.  Prints a table, and with how much
was read of the file where strace is at hand.
"""
import copy
import hashlib
import io
import json
import os
import shutil
import sys
import tarfile
import tempfile

import measure

ROUNDS = 5


def with_another_layer(archive, to):
    """The docker archive with a layer of one file more; False if it is none."""
    with tarfile.open(archive) as t:
        if "manifest.json" not in t.getnames():
            return False
        manifest = json.load(t.extractfile("manifest.json"))
        if not isinstance(manifest, list):
            return False
        config = json.load(t.extractfile(manifest[0]["Config"]))
        layer = io.BytesIO()
        with tarfile.open(fileobj=layer, mode="w") as top:
            info = tarfile.TarInfo("app/settings")
            info.size = 4
            top.addfile(info, io.BytesIO(b"a=b\n"))
        new = copy.deepcopy(manifest)
        new[0]["Layers"].append("another/layer.tar")
        config["rootfs"]["diff_ids"].append(
            "sha256:" + hashlib.sha256(layer.getvalue()).hexdigest())
        changed = {"manifest.json": json.dumps(new).encode(),
                   manifest[0]["Config"]: json.dumps(config).encode(),
                   "another/layer.tar": layer.getvalue()}
        with tarfile.open(to, "w") as out:
            for member in t:
                if member.name not in changed:
                    out.addfile(member, t.extractfile(member) if member.isreg() else None)
            for name, data in changed.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                out.addfile(info, io.BytesIO(data))
    return True


def bytes_read(argv, path, tmp):
    """What the kernel was asked for of the file; None without strace."""
    if not shutil.which("strace"):
        return None
    trace = os.path.join(tmp, "trace")
    measure.run(["strace", "-f", "-y", "-e", "trace=read,pread64", "-o", trace, *argv])
    total = 0
    with open(trace, errors="replace") as f:
        for line in f:
            if path + ">" in line and "= " in line:
                n = line.rsplit("= ", 1)[1].split()[0]
                total += int(n) if n.isdigit() else 0
    return total


def main(flyimg, archive):
    archive = os.path.realpath(archive)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as tmp:
        cache, other = os.path.join(tmp, "cache"), os.path.join(tmp, "other.tar")
        base = [flyimg, "check", "--no-context", "-q"]
        none, kept = base + ["--no-cache"], base + ["--cache", cache]
        changed = with_another_layer(archive, other)
        ways = [("file, no cache", none + [archive], None),
                ("file, filling the cache", kept + [archive], None),
                ("file, again", kept + [archive], None)]
        if changed:
            ways.append(("file, one layer more", kept + [other], None))
        ways += [("pipe, no cache", none + ["-"], ["cat", archive]),
                 ("pipe, again", kept + ["-"], ["cat", archive])]
        runs = {name: [] for name, _, _ in ways}
        for _ in range(ROUNDS):
            shutil.rmtree(cache, ignore_errors=True)
            for name, argv, source in ways:
                runs[name].append(measure.run(argv, source))
        read = {"file, again": bytes_read(kept + [archive], archive, tmp)}
        if changed:
            shutil.rmtree(cache)
            measure.run(kept + [archive])
            read["file, one layer more"] = bytes_read(kept + [other], other, tmp)
        size = os.path.getsize(os.path.join(cache, "layers.db"))
    print(measure.head("What a second run costs", flyimg, "bench/cache.py FLYIMG " +
                       os.path.basename(archive), "%.0f MB; the cache has %.1f MB." % (
                           os.path.getsize(archive) / 1e6, size / 1e6)))
    print(measure.table(["what", "ms of processors", "ms on the clock", "peak MiB", "KB read"], [
        [name, "%.0f" % (1e3 * measure.middle(r, "cpu")),
         "%.0f" % (1e3 * measure.middle(r, "wall")), "%.1f" % measure.middle(r, "mib"),
         "%.0f" % (read[name] / 1e3) if read.get(name) is not None else ""]
        for name, r in runs.items()]))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: cache.py FLYIMG ARCHIVE")
    main(os.path.abspath(sys.argv[1]), sys.argv[2])
