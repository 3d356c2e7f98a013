#!/usr/bin/env python3
"""check.py FLYIMG FOLDER - does FLYIMG find what generate.py wrote, and nothing else?

A positive is found when its own rule speaks up in the files that are the rule's mould,
and any rule in those of other syntaxes.  A near miss fails when its own rule does.
"""
import collections
import json
import os
import sys

from generate import scan

# Of the moulds this many in a thousand may be found by another rule than their own:
# validators doubt values that are as uneven as one in a thousand is.
OTHERS_ALLOWED = 10


def main():
    flyimg, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    with open(os.path.join(folder, "labels.json")) as f:
        labels = json.load(f)
    found = collections.defaultdict(set)
    for hit in scan(flyimg, [l["path"] for l in labels], folder):
        found[hit["path"]].add(hit["rule"])
    failed = others = own = 0
    for l in labels:
        rules = found[l["path"]]
        ok = bool(rules) if l["kind"] == "positive" else l["rule"] not in rules
        if l["how"].startswith("own"):
            own += 1
            others += bool(rules) and l["rule"] not in rules
        if not ok:
            failed += 1
            print("FAILED %s %s: found %s" % (l["kind"], l["path"], sorted(rules) or "nothing"))
    if others * 1000 > own * OTHERS_ALLOWED:
        failed += 1
        print("FAILED %d of %d moulds are found by other rules only" % (others, own))
    print("%d passed, %d failed, 0 skipped" % (len(labels) - failed, failed))
    return 1 if failed or not labels else 0


if __name__ == "__main__":
    sys.exit(main())
