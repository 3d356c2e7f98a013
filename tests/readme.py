#!/usr/bin/env python3
"""readme.py FLYIMG [--write] - what the README shows is what the program prints.

A block after the line "<!-- output of: COMMAND -->" holds COMMAND's standard output, as
sh runs it in the project's folder with this flyimg on PATH.  --write puts it there.
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BLOCK = re.compile(r"(<!-- output of: ([^\n]+) -->\n```\w*\n(?:\$ [^\n]*\n)?)(.*?)(^```$)", re.M | re.S)


def output(command, flyimg):
    with tempfile.TemporaryDirectory() as path:
        os.symlink(flyimg, os.path.join(path, "flyimg"))
        p = subprocess.run(["sh", "-c", command], cwd=ROOT, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           env=dict(os.environ, PATH=path + ":" + os.environ["PATH"], LC_ALL="C"))
    return p.stdout.decode()


def main():
    flyimg = os.path.abspath(sys.argv[1])
    name = os.path.join(ROOT, "README.md")
    with open(name) as f:
        text = f.read()
    passed = failed = 0
    for _, command, shown, _ in BLOCK.findall(text):
        real = output(command, flyimg)
        if shown == real and real:
            passed += 1
            print("ok   " + command)
            continue
        failed += 1
        print("FAIL " + command)
        print("".join(difflib.unified_diff(shown.splitlines(True), real.splitlines(True),
                                           "README.md", "the program", n=1)))
    if "--write" in sys.argv:
        with open(name, "w") as f:
            f.write(BLOCK.sub(lambda m: m[1] + output(m[2], flyimg) + m[4], text))
    elif failed:
        print("make readme puts the program's words there")
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(failed != 0 and "--write" not in sys.argv)


if __name__ == "__main__":
    main()
