"""check.py FLYIMG TREE EXPECTED - checks a folder as the one layer of an image.

Prints how many findings of each rule there are at each severity.  Exits with 1 for
one at high or above that EXPECTED does not list, and for anything that was not looked
at.  With SHOW=low (or another severity) it prints each finding from there on.
"""
import collections
import fnmatch
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile

SEVERITIES = ["info", "low", "medium", "high", "critical"]
HIGH = SEVERITIES.index("high")


def layer_of(tree):
    """One tar of the tree, kept beside it for the next run."""
    path = tree + ".tar"
    if not os.path.exists(path):
        subprocess.run(
            ["tar", "-C", tree, "--sort=name", "--owner=0", "--group=0", "--numeric-owner",
             "-cf", path + ".new", "."], check=True)
        os.rename(path + ".new", path)
    return path


def digest_of(path):
    with open(path, "rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def write_archive(out, layer):
    """What docker save would write, without a copy on disk."""
    diff_id = digest_of(layer)
    config = json.dumps({
        "architecture": "amd64", "os": "linux",
        "config": {"User": "app", "Cmd": ["/bin/true"]},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + diff_id]},
        "history": [{"created_by": "COPY . / # buildkit"}]}).encode()
    name = hashlib.sha256(config).hexdigest() + ".json"
    manifest = json.dumps([{
        "Config": name, "RepoTags": ["clean:latest"],
        "Layers": [diff_id + "/layer.tar"]}]).encode()
    with tarfile.open(fileobj=out, mode="w|") as tar:
        info = tarfile.TarInfo(diff_id + "/layer.tar")
        info.size = os.path.getsize(layer)
        with open(layer, "rb") as f:
            tar.addfile(info, f)
        for member, data in ((name, config), ("manifest.json", manifest)):
            info = tarfile.TarInfo(member)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def check(flyimg, layer):
    run = subprocess.Popen(
        [flyimg, "check", "--no-context", "--quiet", "--fail-on", "none", "-f", "json", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    write_archive(io.BufferedWriter(run.stdin, 1 << 20), layer)
    report = json.loads(run.stdout.read())
    run.wait()
    return report


def expectations(path):
    """Lines of rule, path (a glob) and reason, with a tab between."""
    with open(path) as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                rule, glob, reason = line.rstrip("\n").split("\t")
                yield rule, glob, reason


def is_expected(finding, expected):
    """Every place of the finding is listed."""
    return all(any(finding["rule"] == rule and fnmatch.fnmatch(place.get("path", ""), glob)
                   for rule, glob, _ in expected)
               for place in finding["places"])


def show(finding):
    place = finding["places"][0]
    print("%-8s %-28s %s:%s [%s] %s%s" % (
        finding["severity"], finding["rule"], place.get("path"), place.get("line", 0),
        finding["masked"], finding["message"],
        " (+%d)" % (len(finding["places"]) - 1) if len(finding["places"]) > 1 else ""))


def table(findings):
    counts = collections.defaultdict(collections.Counter)
    for f in findings:
        counts[f["rule"]][f["severity"]] += 1
    print("| rule | critical | high | medium | low | info |")
    print("| --- | --- | --- | --- | --- | --- |")
    for rule in sorted(counts, key=lambda r: [-counts[r][s] for s in SEVERITIES[::-1]] + [r]):
        cells = [str(counts[rule][s] or "") for s in SEVERITIES[::-1]]
        print("| %s | %s |" % (rule, " | ".join(cells)))


def main():
    flyimg, tree, expected = sys.argv[1:]
    layer = layer_of(tree)
    report = check(flyimg, layer)
    expected = list(expectations(expected))
    findings = [f for f in report["findings"] if f["category"] in ("secret", "file")]
    loud = [f for f in findings if SEVERITIES.index(f["severity"]) >= HIGH]
    wrong = [f for f in loud if not is_expected(f, expected)]
    print("## %s: %d files, %.1f GB" % (
        os.path.basename(tree), report["coverage"]["files"], os.path.getsize(layer) / 1e9))
    print()
    table(findings)
    print()
    print("%d at high or above, %d of them real keys listed in expected.txt" % (
        len(loud), len(loud) - len(wrong)))
    gaps = [g for g in report["coverage"]["skipped"] if not g["harmless"]]
    for gap in gaps:
        print("not looked at: %s: %s" % (gap.get("path"), gap["reason"]))
    level = os.environ.get("SHOW")
    for f in findings:
        if f in wrong or level and SEVERITIES.index(f["severity"]) >= SEVERITIES.index(level):
            show(f)
    return 1 if wrong or gaps else 0


if __name__ == "__main__":
    sys.exit(main())
