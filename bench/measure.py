"""measure.py - runs commands and tells what they took; for the other scripts here.

Seconds of the processors (user and system) are what to compare: they change little when
others use the machine, unlike the time on the clock.
"""
import os
import platform
import subprocess
import sys
import tempfile
import time
from statistics import median

HERE = os.path.dirname(os.path.abspath(__file__))


class Run:
    """What one command took."""

    def __init__(self, wall, usage, status, out, err):
        self.wall, self.status, self.out, self.err = wall, status, out, err
        self.cpu = usage.ru_utime + usage.ru_stime
        self.mib = 0


def run(argv, source=None, good=(0, 1), env=None):
    """Run a command, fed by `source` (another command, through a pipe) if there is one."""
    feeder = None
    if source:
        feeder = subprocess.Popen(source, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # Its peak is told by time(1): by the kernel's count it would have what this process has.
    peak = tempfile.NamedTemporaryFile()
    start = time.monotonic()
    p = subprocess.Popen(
        ["/usr/bin/time", "-f", "%M", "-o", peak.name, *argv], stdin=feeder.stdout if feeder else subprocess.DEVNULL, env=env,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if feeder:
        feeder.stdout.close()
    # Reports of a bench are short: a pipe holds 64 KiB, so neither stream blocks for long.
    out = p.stdout.read()
    err = p.stderr.read()
    _, status, usage = os.wait4(p.pid, 0)
    wall = time.monotonic() - start
    p.returncode = os.waitstatus_to_exitcode(status)
    result = Run(wall, usage, p.returncode, out.decode(errors="replace"), err.decode(errors="replace"))
    result.mib = int(peak.read().split()[-1]) / 1024
    if feeder:
        result.fed = feeder.stderr.read().decode()
        feeder.wait()
    if result.status not in good:
        sys.exit("%s: status %d\n%s" % (" ".join(argv), result.status, result.err))
    return result


def middle(runs, what):
    return median(getattr(r, what) for r in runs)


def check(flyimg, *more):
    """The command line of a check that looks at the image alone, and at no cache."""
    help_text = run([flyimg, "check", "--help"]).out
    cache = ["--no-cache"] if "--no-cache" in help_text else []
    return [flyimg, "check", "--no-context", "-q", *cache, *more]


def head(title, flyimg, command, more=""):
    """The title and the line that says what was measured where."""
    model = platform.processor() or platform.machine()
    with open("/proc/cpuinfo") as f:
        for line in f:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    version = run([flyimg, "--version"]).out.split("\n")[0]
    return "# %s\n\n`%s` on %s: %s, %d cores of %s, load %.1f.%s\n" % (
        title, command, time.strftime("%Y-%m-%d", time.gmtime()), version, os.cpu_count(), model,
        os.getloadavg()[0], " " + more if more else "")


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "| " + " | ".join("---" for _ in heads) + " |"]
    lines += ["| " + " | ".join(str(c) for c in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def keep(name, text):
    """Print it, and keep it beside the scripts."""
    print(text, end="")
    with open(os.path.join(HERE, name), "w") as f:
        f.write(text)
