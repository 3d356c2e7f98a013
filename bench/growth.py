#!/usr/bin/env python3
"""growth.py FLYIMG [SIZE...] - is time linear in the bytes, and memory flat?

Checks images that bench/grow.py writes into a pipe, from 10 MB to 20 GB, then such of many
small files, then 1, 10 and 100 images that share layers; writes bench/results-growth.md.
"""
import os
import shutil
import sys
import tempfile

from measure import HERE, check, head, keep, middle, run, table

SIZES = ("10M", "100M", "1G", "5G", "20G")
PATHS = (1000, 10000, 100000, 1000000)
IMAGES = (1, 10, 100)
# The targets: docs/performance.md.
BASE_MIB, PATH_BYTES = 48, 100


def grown(flyimg, *args):
    """A check of what grow.py writes: the run, and how many paths it had."""
    r = run(check(flyimg, "-"), [sys.executable, "-B", os.path.join(HERE, "grow.py"), *args])
    return r, int(r.fed.split()[1])


def times(size):
    return 5 if size in ("10M", "100M") else 1


def bytes_of(text):
    return float(text[:-1]) * {"M": 1 << 20, "G": 1 << 30}[text[-1]]


def allowed(paths):
    return BASE_MIB + paths * PATH_BYTES / (1 << 20)


def by_size(flyimg, sizes):
    rows = []
    for size in sizes:
        runs = [grown(flyimg, size) for _ in range(times(size))]
        cpu, mib, paths = middle([r for r, _ in runs], "cpu"), max(r.mib for r, _ in runs), runs[0][1]
        rows.append((size, "{:,}".format(paths), "%.2f" % cpu, "%.2f" % (cpu / bytes_of(size) * 1e9),
                     "%.1f" % mib, "%.1f" % allowed(paths)))
    return table(("image", "paths", "processor s", "s a GB", "peak MiB", "allowed"), rows)


def by_paths(flyimg):
    rows, first = [], None
    for n in PATHS:
        r, paths = grown(flyimg, "--paths", str(n))
        first = first or (r.mib, paths)
        each = (r.mib - first[0]) * (1 << 20) / (paths - first[1]) if paths > first[1] else None
        rows.append(("{:,}".format(paths), "%.2f" % r.cpu, "%.1f" % (r.cpu / paths * 1e6),
                     "%.1f" % r.mib, "%.1f" % allowed(paths), "%.0f" % each if each else ""))
    return table(("paths", "processor s", "µs a path", "peak MiB", "allowed",
                  "bytes a path more than the first"), rows)


def by_images(flyimg):
    rows = []
    for n in IMAGES:
        runs = [grown(flyimg, "20M", "--images", str(n))[0] for _ in range(5)]
        rows.append(("%d in one archive" % n, "%.2f" % middle(runs, "cpu"),
                     "%.1f" % max(r.mib for r in runs)))
    into = tempfile.mkdtemp(prefix="flyimg-growth-")
    try:
        run([sys.executable, "-B", os.path.join(HERE, "grow.py"), "20M", "--images",
             str(max(IMAGES)), "--into", into])
        archives = sorted(os.path.join(into, name) for name in os.listdir(into))
        for n in IMAGES:
            runs = [run(check(flyimg, *archives[:n])) for _ in range(5 if n < 100 else 1)]
            rows.append(("%d, each an archive" % n, "%.2f" % middle(runs, "cpu"),
                         "%.1f" % max(r.mib for r in runs)))
    finally:
        shutil.rmtree(into)
    return table(("images", "processor s", "peak MiB"), rows)


def main():
    flyimg, sizes = sys.argv[1], sys.argv[2:] or SIZES
    keep("results-growth.md", "\n".join((
        head("How time and memory grow", flyimg, "make bench-growth"),
        "Images of files of /usr, written into a pipe by bench/grow.py; medians of five up to"
        " 100 MB. Allowed: %d MiB and %d bytes a path.\n" % (BASE_MIB, PATH_BYTES),
        by_size(flyimg, sizes),
        "Many small files, of 200 bytes in the middle:\n",
        by_paths(flyimg),
        "Images of 20 MB whose layers are the same but for the top one, of 0.2 MB; several"
        " archives in one run, without a cache:\n",
        by_images(flyimg))))


if __name__ == "__main__":
    main()
