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

# name: exit statuses that are right, words that must be said (a regular expression)
EXPECT = {}


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
        codes, words = EXPECT.get(name, ({0, 1, 2, 3}, None))
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


def main():
    flyimg, names = os.path.abspath(sys.argv[1]), sys.argv[2:]
    tally = Tally()
    made(flyimg, names or list(make_hostile.CASES), tally)
    print("%d passed, %d failed, %d skipped" % (tally.passed, tally.failed, tally.skipped))
    sys.exit(tally.failed != 0)


if __name__ == "__main__":
    main()
