#!/usr/bin/env python3
"""run_e2e.py FLYIMG - flyimg on archives that real tools wrote.

testdata/ holds one image in many layouts: the same findings must come out of each, from
a pipe as from a file.  ../shared/corpus, when it is there, has more of them.
"""
import gzip
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
IMAGES = os.path.join(ROOT, "testdata", "images")
DEMO = os.path.join(ROOT, "testdata", "demo")
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "small")
FOLDERS = {"oci-folder", "skopeo-dir", "umoci-folder"}

tally = {"passed": 0, "failed": 0, "skipped": 0}


def test(f):
    """Run a test now, and count it."""
    try:
        f()
    except AssertionError as e:
        tally["failed"] += 1
        print("FAIL %s: %s" % (f.__name__.replace("_", " "), e))
    else:
        tally["passed"] += 1
        print("ok   %s" % f.__name__.replace("_", " "))
    return f


def check(*args, feed=None, status=(0, 1)):
    p = subprocess.run([FLYIMG, "check", "--format", "json", *args], stdin=feed or
                       subprocess.DEVNULL, capture_output=True)
    assert p.returncode in status, "%s: status %d: %s" % (
        " ".join(args), p.returncode, p.stderr.decode(errors="replace").strip())
    return json.loads(p.stdout)


def through_pipe(path, *args, **kw):
    with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as cat:
        return check(*args, "-", feed=cat.stdout, **kw)


def findings(report):
    """What two layouts of one image must agree on: all but digests and order."""
    out = []
    for f in report["findings"]:
        places = sorted((p.get("layer", -1), p.get("path", ""), p.get("config", ""),
                         p.get("line", 0), p.get("column", 0), p.get("state", ""),
                         p.get("by_layer", -1)) for p in f["places"])
        out.append((f["rule"], f["severity"], f["fingerprint"], f.get("masked"), places))
    return sorted(out, key=repr)


def differ(a, b):
    lines = ["- %r" % (x,) for x in a if x not in b] + ["+ %r" % (x,) for x in b if x not in a]
    return "\n     " + "\n     ".join(lines)


def same(a, b, what):
    a, b = findings(a), findings(b)
    assert a == b, what + " differs:" + differ(a, b)


def unpack(name):
    """Each archive once, plain; a folder for those that hold one."""
    path = os.path.join(WORK, name)
    source = os.path.join(IMAGES, name + ".tar.gz")
    if name == "demo":
        source = os.path.join(DEMO, "image.tar.gz")
    if name in FOLDERS:
        with tarfile.open(source) as t:
            t.extractall(path)
        return os.path.join(path, os.listdir(path)[0])
    with gzip.open(source) as z, open(path, "wb") as f:
        shutil.copyfileobj(z, f)
    return path


def leaks(report):
    """rule, where and state of each secret."""
    return {(f["rule"], p.get("path") or p.get("config"), p.get("state"))
            for f in report["findings"] if f["category"] == "secret" for p in f["places"]}


def main():
    layouts = ["docker26", "docker26-containerd", "podman-docker-archive", "oci-archive",
               "oci-folder", "oci-zstd", "skopeo-dir"]
    paths = {n: unpack(n) for n in ["demo", "umoci-folder", "buildx-multi-platform-attested"] + layouts}
    base = check("--no-context", paths["demo"])

    @test
    def every_planted_leak_is_found_with_its_state():
        got = leaks(base)
        for rule, path in [("npm", "app/.npmrc"), ("aws-secret-access-key", "app/.env"),
                           ("aws", "app/.env"), ("stripe", "app/.env")]:
            assert any(g[0].startswith(rule) and g[1] == path and g[2] == "deleted" for g in got), \
                "no %s in %s, deleted; but %s" % (rule, path, sorted(got, key=repr))
        assert any(g[0].startswith("npm") and g[1].startswith("history[") for g in got), \
            "no npm token in the history; but %s" % sorted(got, key=repr)

    @test
    def a_deleted_leak_names_the_layer_that_hides_it():
        for f in base["findings"]:
            for p in f["places"]:
                if p.get("path") == "app/.env" and p["state"] == "deleted":
                    layers = base["images"][p["image"]]["layers"]
                    assert layers[p["layer"]]["created_by"].startswith("COPY"), layers[p["layer"]]
                    assert layers[p["by_layer"]]["created_by"] == "RUN rm -f .env .npmrc", layers[p["by_layer"]]

    @test
    def a_pipe_and_a_file_give_the_same_report():
        for name in ["demo"] + [n for n in layouts if n not in FOLDERS]:
            a = check("--no-context", paths[name])
            b = through_pipe(paths[name], "--no-context")
            assert a == b, "%s: the reports differ:%s" % (name, differ(findings(a), findings(b)))

    @test
    def every_layout_of_an_image_gives_the_same_findings():
        for name in layouts:
            same(base, check("--no-context", paths[name]), name)

    @test
    def the_outer_compression_changes_nothing():
        same(base, check("--no-context", os.path.join(DEMO, "image.tar.gz")), "image.tar.gz")
        for tool in (["zstd", "-qc"], ["xz", "-c"], ["bzip2", "-c"]):
            packed = os.path.join(WORK, "packed")
            with open(packed, "wb") as f, open(paths["demo"], "rb") as src:
                subprocess.run(tool, stdin=src, stdout=f, check=True)
            same(base, check("--no-context", packed), tool[0])

    @test
    def images_that_share_layers_share_findings():
        r = check("--no-context", paths["umoci-folder"])
        assert len(r["images"]) == 2, [i["names"] for i in r["images"]]
        assert {g[:2] for g in leaks(base)} <= {g[:2] for g in leaks(r)}, leaks(r)
        stripe = [f for f in r["findings"] if f["rule"].startswith("stripe")]
        assert len(stripe) == 1 and {p["image"] for p in stripe[0]["places"]} == {0, 1}, stripe

    @test
    def every_platform_is_judged_and_attestations_are_no_images():
        r = check("--no-context", paths["buildx-multi-platform-attested"])
        assert sorted(i["platform"] for i in r["images"]) == ["linux/amd64", "linux/arm64"], r["images"]
        tokens = {f["masked"]: {p["image"] for p in f["places"]} for f in r["findings"]
                  if any(p.get("path") == "srv/settings.env" for p in f["places"])}
        assert r["complete"] and tokens, r

    @test
    def one_platform_can_be_chosen():
        r = check("--no-context", "--platform", "linux/arm64", paths["buildx-multi-platform-attested"])
        assert [i["platform"] for i in r["images"]] == ["linux/arm64"], r["images"]

    @test
    def the_project_is_judged_with_the_image():
        r = check("-C", DEMO, paths["demo"])
        files = {p.get("file") for f in r["findings"] for p in f["places"]}
        assert any(f and f.endswith("Dockerfile") for f in files), files
        assert any(f and f.endswith("fly.toml") for f in files), files

    @test
    def a_digest_that_lies_is_a_critical_finding():
        broken = os.path.join(WORK, "broken")
        shutil.copytree(paths["oci-folder"], broken)
        blobs = os.path.join(broken, "blobs", "sha256")
        config = next(b for b in os.listdir(blobs)
                      if b'"rootfs"' in open(os.path.join(blobs, b), "rb").read())
        with open(os.path.join(blobs, config), "ab") as f:
            f.write(b"\n")
        r = check("--no-context", broken, status=(1, 3))
        lies = [f for f in r["findings"] if f["rule"] == "image-digest-mismatch"]
        assert lies and lies[0]["severity"] == "critical", [f["rule"] for f in r["findings"]]

    corpus()
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % tally)
    return tally["failed"] != 0


def planted():
    """What is planted where in the corpus's images: image -> [(where, path, final)]."""
    out = {}
    with open(os.path.join(CORPUS, "..", "planted.json")) as f:
        for p in json.load(f):
            if not p["decoy"]:
                out.setdefault(p["image"], []).append((p["where"], p["path"], p["in_final_fs"]))
    return out


def at(found, path):
    """Is `found` the planted place, or in the archive or compressed file that it is?"""
    path = path.replace("!/", "!").replace("!", "!/")
    return found is not None and (found == path or found.startswith(path + "!/"))


def missed(report, plants):
    """The planted values of this report's images at whose place nothing was found."""
    names = {n.split("/", n.count("/") - 1)[-1] for i in report["images"] for n in i["names"]}
    places = [p for f in report["findings"] for p in f["places"]]
    for where, path, final in [p for n in sorted(names) for p in plants.get(n, [])]:
        if where == "layer-file" and "<" not in path:
            if not any(at(p.get("path"), path) and (p["state"] == "live") == final for p in places):
                yield "%s, %s" % (path, "live" if final else "not live")
        elif where in ("config-env", "history"):
            name = {"config-env": "Env[", "history": "history["}[where]
            if not any((p.get("config") or "").startswith(name) for p in places):
                yield name + "...]"


def corpus():
    if not os.path.isdir(CORPUS):
        tally["skipped"] += 1
        print("skip: ../shared/corpus is not here, so its archives are not read")
        return
    archives = sorted(
        os.path.join(d, n) for d, folders, files in os.walk(CORPUS)
        for n in [x for x in files if ".tar" in x] + [x for x in folders if x.endswith(".d")])

    @test
    def every_archive_of_the_corpus_is_read():
        bad = []
        for path in archives:
            p = subprocess.run([FLYIMG, "check", "--no-context", "--format", "json", path],
                               stdin=subprocess.DEVNULL, capture_output=True)
            if p.returncode not in (0, 1, 2, 3) or b"Sanitizer" in p.stderr:
                bad.append("%s: %d %s" % (os.path.relpath(path, CORPUS), p.returncode,
                                          p.stderr.decode(errors="replace")[-400:]))
        assert archives and not bad, "\n     ".join(bad)

    @test
    def every_planted_leak_of_the_corpus_is_found():
        plants, bad = planted(), []
        for path in archives:
            p = subprocess.run([FLYIMG, "check", "--no-context", "--format", "json", path],
                               stdin=subprocess.DEVNULL, capture_output=True)
            if p.returncode in (0, 1, 3) and p.stdout:
                bad += ["%s: %s" % (os.path.relpath(path, CORPUS), m)
                        for m in missed(json.loads(p.stdout), plants)]
        assert not bad, "\n     ".join(bad)

    @test
    def the_corpus_gives_the_same_through_a_pipe():
        bad = []
        for path in archives:
            if os.path.isdir(path):
                continue
            a = check("--no-context", path, status=(0, 1, 2, 3)) if os.path.getsize(path) < 64 << 20 else None
            b = a and through_pipe(path, "--no-context", status=(0, 1, 2, 3))
            # Words about damage may differ: a stream and an index meet it elsewhere.
            if a and (a["images"], a["findings"], a["complete"]) != (
                    b["images"], b["findings"], b["complete"]):
                bad.append(os.path.relpath(path, CORPUS))
        assert not bad, ", ".join(bad)


if __name__ == "__main__":
    FLYIMG = os.path.abspath(sys.argv[1])
    WORK = tempfile.mkdtemp(prefix="flyimg-e2e-")
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(WORK)
