#!/usr/bin/env python3
"""run_hostile.py FLYIMG [NAME...] - flyimg against what make_hostile.py makes.

Each archive goes in through a pipe, and, unless it is huge, as a file.  The promise, for
every one: the exit status that is right for it, words that say what is wrong, no crash,
memory and time within bounds, nothing written, no secret and no control byte printed.
"""
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.path.join(HERE, "..", "..", "shared", "hostile")
sys.path.insert(0, HERE)
import make_hostile  # noqa: E402

SANITIZED = "address" in sys.argv[1]
MEMORY_MB = 160  # peak resident; a sanitizer's own use is not ours to bound
SECONDS = 60 * (8 if SANITIZED else 1)
HUGE = {"json-1gb", "index-json-1gb", "config-1gb", "entries-1000000", "members-300000"}
# More memory where it must be: the index of paths grows with their number.
MORE_MB = {"entries-1000000": 320}

# name: exit status, words that must be said (a regular expression over errors, findings
# and what was skipped).  Where the damage is behind the leak, the leak is still found.
LEAK = "github-pat"
EXPECT = {
    "cut-in-outer-header": (3, "truncated"),
    "cut-in-layer-header": (3, "truncated"),
    "cut-in-layer-data": (3, "truncated"),
    "cut-before-manifest": (3, "neither manifest.json nor index.json|before any image"),
    "cut-in-manifest": (3, "truncated"),
    "cut-in-outer-gzip": (3, "gzip data ends too early"),
    "cut-gzip-layer": (3, "gzip data ends too early.*|" + LEAK),
    "cut-plain-layer": (3, "truncated"),
    "empty-input": (3, "empty"),
    "only-zeros": (3, "neither manifest.json nor index.json"),
    "noise": (3, "no tar archive"),
    "wrong-layer-digest": (1, "image-digest-mismatch.*layer"),
    "wrong-diff-id": (1, "image-digest-mismatch.*diff id"),
    "wrong-config-digest": (1, "image-digest-mismatch.*config"),
    "size-too-small": (1, LEAK),
    "size-too-large": (1, LEAK),
    "size-negative": (1, LEAK),
    "digest-climbs-out": (3, "digest is of a form"),
    "layer-path-climbs-out": (3, "not in the export"),
    "more-layers-than-diff-ids": (1, "image-digest-mismatch"),
    "gzip-bomb": (3, "bomb|times|more than"),
    "zstd-bomb": (3, "bomb|times|more than"),
    "bzip2-bomb": (3, "bomb|times|more than"),
    "xz-bomb": (3, "bomb|times|more than"),
    "outer-gzip-bomb": (3, "bomb|times|more than"),
    "gzip-in-gzip": (3, "no tar archive"),
    "sparse-bomb": ({1, 3}, LEAK),
    "layer-links-loop": (3, "not in the export"),
    "layer-link-leaves": (3, "not in the export"),
    "layer-is-fifo": (3, "neither a file nor a link"),
    "links-loop-inside": (1, LEAK),
    "index-loop": (3, "8 deep"),
    "index-deep": (3, "8 deep"),
    "index-fans-out": (3, "8 deep|entries"),
    "json-deep": (3, "bad JSON.*depth|JSON of more than"),
    "path-deep": (1, LEAK),
    "manifest-no-json": (3, "bad JSON"),
    "manifest-null": (3, "no readable image"),
    "manifest-wrong-types": (3, "without Config"),
    "config-no-json": (3, "bad JSON"),
    "config-wrong-types": (1, LEAK),
    "config-missing": (3, "config is not in the export"),
    "manifest-twice": (3, "not in the export"),
    "layers-100000": (3, "too many layers"),
    "json-1gb": (3, "JSON of more than|too large|not read"),
    "index-json-1gb": (3, "JSON of more than|too large|not read"),
    "config-1gb": (3, "JSON of more than|too large|not read"),
    "entries-1000000": (0, None),
    "members-300000": ({1, 3}, LEAK + "|members|layers"),
    "long-names": (1, LEAK),
    "outer-size-huge": (3, "size overflow|too large"),
    "outer-size-negative": (3, "negative size"),
    "inner-size-huge": (3, LEAK),
    "pax-size-hides": (1, LEAK),
    "pax-record-huge": (3, "truncated|damaged"),
    "names-with-control-bytes": (1, LEAK),
}

# What is right for ../shared/hostile, each put into an image as its only layer: files
# that are sound however odd (0), and those where something could not be read (3).
UNREADABLE = {
    "bad-checksum-2nd.tar", "neg-size-b256.tar", "huge-size-b256.tar", "x-at-end.tar",
    "size-8g-octal-overflow.tar", "gz-truncated", "zst-truncated", "zst-long31", "bigwin.zst",
    "zst-trailing-garbage",
}


class Run:
    """One run: its status, what it said, its peak memory."""

    def __init__(self, flyimg, args, feed=None):
        self.work = tempfile.mkdtemp(prefix="flyimg-hostile-")
        out = open(os.path.join(self.work, "out"), "w+b")
        os.mkdir(os.path.join(self.work, "cwd"))
        start = time.time()
        p = subprocess.Popen([flyimg, "check", "--no-context", "--format", "json"] + args,
                             stdin=feed or subprocess.DEVNULL, stdout=out,
                             stderr=subprocess.PIPE, cwd=os.path.join(self.work, "cwd"),
                             preexec_fn=lambda: resource.setrlimit(
                                 resource.RLIMIT_CPU, (SECONDS, SECONDS)))
        if feed:
            feed.close()
        self.err = p.stderr.read()
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = 0
        self.code = os.waitstatus_to_exitcode(status)
        self.seconds = time.time() - start
        self.mb = usage.ru_maxrss / 1024
        out.seek(0)
        self.out = out.read()
        self.wrote = os.listdir(os.path.join(self.work, "cwd"))
        shutil.rmtree(self.work)

    def report(self):
        return json.loads(self.out) if self.out else None

    def words(self):
        """All that was said: errors, messages and reasons, as one text."""
        r = self.report() or {"findings": [], "coverage": {"skipped": []}}
        return "\n".join(
            [self.err.decode(errors="replace")] +
            ["%s: %s" % (f["rule"], f["message"]) for f in r["findings"]] +
            ["%s: %s" % (s.get("path", ""), s["reason"]) for s in r["coverage"]["skipped"]])


def troubles(run, name, codes, words, memory):
    if run.code not in codes:
        yield "exit status %d, not %s" % (run.code, " or ".join(map(str, sorted(codes))))
    if b"Sanitizer" in run.err or b"runtime error" in run.err:
        yield "a sanitizer complains"
    if not SANITIZED and run.mb > memory:
        yield "took %d MiB, not %d" % (run.mb, memory)
    if run.wrote:
        yield "wrote %s" % run.wrote
    if make_hostile.BODY in run.out + run.err:
        yield "a secret was printed"
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", run.err):
        yield "a control byte was printed"
    try:
        report = run.report()
    except ValueError as e:
        yield "the report is no JSON: %s" % e
        return
    if report and report["complete"] != (run.code != 3):
        yield "status %d but complete is %s" % (run.code, report["complete"])
    if run.code == 3 and not run.words().strip():
        yield "does not say what was not looked at"
    if words and not re.search(words, run.words(), re.I | re.S):
        yield "does not say /%s/" % words


class Tally:
    passed = failed = skipped = 0

    def judge(self, label, run, codes, words, memory=MEMORY_MB):
        bad = list(troubles(run, label, codes, words, memory))
        if not bad:
            self.passed += 1
            print("ok   %s: %d, %.1f s, %d MiB" % (label, run.code, run.seconds, run.mb))
            return
        self.failed += 1
        print("FAIL %s: %s" % (label, "; ".join(bad)))
        print("     | " + "\n     | ".join((run.words() if b"{" in run.out[:1] else
              run.err.decode(errors="replace")).strip().splitlines()[:12]))


def made(flyimg, names, tally):
    for name in names:
        codes, words = EXPECT[name]
        codes = codes if isinstance(codes, set) else {codes}
        memory = MORE_MB.get(name, MEMORY_MB)
        maker = subprocess.Popen([sys.executable, os.path.join(HERE, "make_hostile.py"), name],
                                 stdout=subprocess.PIPE)
        tally.judge(name + " (pipe)", Run(flyimg, ["-"], maker.stdout), codes, words, memory)
        maker.wait()
        if name in HUGE:
            continue
        with tempfile.NamedTemporaryFile(suffix=".tar") as f:
            for piece in make_hostile.CASES[name]():
                f.write(piece)
            f.flush()
            tally.judge(name + " (file)", Run(flyimg, [f.name]), codes, words, memory)


def shared(flyimg, tally):
    """Tars and compressed streams made by others."""
    if not os.path.isdir(SHARED):
        tally.skipped += 1
        print("skip: ../shared/hostile is not here, so its tars are not read")
        return
    for folder in ("tars", "compressed"):
        for name in sorted(os.listdir(os.path.join(SHARED, folder))):
            with open(os.path.join(SHARED, folder, name), "rb") as f:
                blob = f.read()
            codes = {3} if name in UNREADABLE else {0, 1, 3}
            with tempfile.NamedTemporaryFile(suffix=".tar") as f:
                f.write(make_hostile.docker(blob))
                f.flush()
                a = Run(flyimg, [f.name])
                b = Run(flyimg, ["-"], open(f.name, "rb"))
            tally.judge("%s/%s (file)" % (folder, name), a, codes, None)
            tally.judge("%s/%s (pipe)" % (folder, name), b, {a.code}, None)


def main():
    flyimg, names = os.path.abspath(sys.argv[1]), sys.argv[2:]
    tally = Tally()
    made(flyimg, names or list(make_hostile.CASES), tally)
    if not names:
        shared(flyimg, tally)
    print("%d passed, %d failed, %d skipped" % (tally.passed, tally.failed, tally.skipped))
    sys.exit(tally.failed != 0)


if __name__ == "__main__":
    main()
