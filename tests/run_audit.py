"""run_audit.py FLYIMG - audits of generated storages, trees and folders, and of a real registry.

Every audit is compared with single checks of its images: the same findings, however the
images are stored, and every layer read once.
"""
import base64, csv, hashlib, io, json, os, random, shutil, signal, socket, sqlite3, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib_images import *

FLYIMG = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
STRIPE = "sk_" + "live_" + "9fK2mQ7xV4" + "bT1nR8cW3yLdZ6sG"
GITHUB = "ghp_" + "Vq3vT8xZ1b" + "N6mK4jH7gF5dS2aP9oI0uY1Xyz"
AWS_ID, AWS_KEY = "AKIA" + "QYLPMN5HFIQR7XYA", "Kx9vT2mQ8" + "bN4rL7wZ1cP6dF3gH5jS0aU2eY8iO4t"
SLACK = "xoxb-" + "2847193056-3918274650" + "-aB3dE6gH9jK2mN5pQ8sT1vW4"
CHOSEN = "Herbst" + "wind42"
SECRETS = (STRIPE, GITHUB, AWS_KEY, SLACK)
passed = failed = skipped = 0
tmp = tempfile.mkdtemp(prefix="flyimg-audit-test-")


def check(ok, what, *more):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print("FAIL", what, *more)


def skip(why):
    global skipped
    skipped += 1
    print("skip:", why)


def run(*args, cache=None, env=None):
    own = dict(os.environ, **(env or {}))
    extra = ["--cache", cache] if cache else ["--no-cache"]
    p = subprocess.run([FLYIMG, *args, *extra], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=own)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def audit(*args, cache=None):
    rc, out, err = run("audit", "-q", "-f", "json", *args, cache=cache)
    try:
        return rc, json.loads(out), err
    except ValueError:
        print("no JSON:", out[:500], err[:500])
        raise


def names(report):
    return sorted(n for i in report["images"] for n in i["names"])


def finding_of(report, rule):
    found = [f for f in report["findings"] if f["rule"] == rule]
    return found[0] if found else None


# ---- what single checks find ----

def bare(finding):
    """A finding without what depends on other images of the same report."""
    f = {k: v for k, v in finding.items() if k not in ("type", "image", "image_digest")}
    f["places"] = [{k: v for k, v in p.items() if k != "image"} for p in f["places"]]
    return json.dumps(f, sort_keys=True)


def single(image, name):
    """The findings of check over this image alone."""
    path = "%s/single/%s-%s" % (tmp, name, image.digest[7:19])
    if not os.path.exists(path):
        write_layout(path, {name: image})
    rc, out, err = run("check", "-q", "--no-context", "-f", "json", path)
    return sorted(bare(f) for f in json.loads(out)["findings"])


def by_image(path, *args):
    """What audit writes line by line: {name: findings}, and the last line."""
    rc, out, err = run("audit", "-q", "-f", "jsonl", *args, path)
    lines = [json.loads(l) for l in out.splitlines()]
    found, whose = {}, {}
    for l in lines:
        if l["type"] == "image":
            whose[l["digest"] or l["id"]] = l["names"]
            for n in l["names"]:
                found[n] = []
        elif l["type"] == "finding":
            for n in whose[l["image_digest"]]:
                found[n].append(bare(l))
    return {n: sorted(v) for n, v in found.items()}, lines[-1]


def check_same(path, images, what, *args):
    """An audit finds in each image what a check of it alone finds."""
    found, end = by_image(path, *args)
    check(sorted(found) == sorted(images), what + ": these images", sorted(found), sorted(images))
    for name, image in images.items():
        want = single(image, name)
        check(found.get(name) == want, what + ": the findings of " + name,
              len(found.get(name, ())), len(want))
    return end


# ---- images that share layers ----

BASE = (layer({"etc/os-release": b"ID=acme\n", "usr/lib/key.txt": ("token " + SLACK + "\n").encode()}), "ADD base.tar /")
TOOLS = (layer({"usr/bin/tool": b"#!/bin/sh\necho tool\n" * 50}), "RUN install tool")
ENV = (layer({"app/.env": ("STRIPE_SECRET_KEY=%s\n" % STRIPE).encode(), "app/main.js": b"// app\n"}), "COPY . .")
GONE = (layer({"app/.wh..env": b""}), "RUN rm app/.env")
TOKEN = (layer({"root/.git-credentials": ("https://bot:%s@github.com\n" % GITHUB).encode()}), "COPY .git-credentials /root/")
CLEAN = (layer({"app/readme": b"nothing to see\n"}), "COPY readme app/")


def family():
    return {
        "acme/base:12": Image([BASE], "2025-06-01T00:00:00Z"),
        "acme/web:1.0": Image([BASE, TOOLS, ENV], "2026-01-05T10:00:00Z"),
        "acme/web:1.1": Image([BASE, TOOLS, ENV, GONE], "2026-02-01T10:00:00Z"),
        "acme/web:latest": Image([BASE, TOOLS, ENV, CLEAN], "2026-03-01T10:00:00Z"),
        "acme/api:2": Image([BASE, TOKEN], "2026-02-15T00:00:00Z"),
        "acme/api/worker:2": Image([BASE, TOKEN, CLEAN], "2026-02-16T00:00:00Z"),
        "other/clean:1": Image([CLEAN], "2026-01-01T00:00:00Z"),
        "other/keys:1": Image([CLEAN], "2024-01-01T00:00:00Z",
                              {"Env": ["AWS_ACCESS_KEY_ID=" + AWS_ID, "AWS_SECRET_ACCESS_KEY=" + AWS_KEY]}),
    }


def distinct(images):
    return len({digest(b) for i in images.values() for b in i.blobs})


def make_storage(root, images):
    s = Storage(root)
    for name, image in images.items():
        s.push(name, image)
    return s


def test_storage():
    images, root = family(), tmp + "/storage"
    make_storage(root, images)
    end = check_same(root, images, "storage")
    check(end["layers_read"] == distinct(images), "each layer is read once", end["layers_read"], distinct(images))
    check(end["files"] == 7, "files of each layer count once", end["files"])
    rc, report, err = audit(root)
    check(rc == 1 and report["complete"], "a storage with secrets ends with 1", rc, report["coverage"]["problems"])
    check(names(report) == sorted(images), "a storage's images", names(report))
    stripe = finding_of(report, "stripe-live-secret")
    check(stripe["images"] == 3 and stripe["repositories"] == 1 and stripe["live_images"] == 2,
          "one secret in three images is one finding", stripe)
    first, live = report["images"][stripe["first"]["image"]], report["images"][stripe["live"]["image"]]
    check(first["names"] == ["acme/web:1.0"] and stripe["first"]["layer"] == 2, "where it was first", stripe["first"])
    check(live["names"] == ["acme/web:latest"], "where it is live still", live["names"])
    github = finding_of(report, "github-old-token-in-url")
    check(github["repositories"] == 2, "repositories are counted", github)
    slack = [f for f in report["findings"] if f["rule"].startswith("slack")]
    check(slack and slack[0]["images"] == 6, "what the base brings is in all images on it", slack)
    bases = {b.get("name"): b for b in report["bases"]}
    check("acme/base:12" in bases and bases["acme/base:12"]["images"] == 5, "the base image is found", bases)
    check(report["findings"][0]["secret"], "a credential comes first", report["findings"][0]["rule"])
    ranks = [("critical high medium low info".split().index(f["severity"])) for f in report["findings"] if f["secret"]]
    check(ranks == sorted(ranks), "credentials by severity", ranks)


def test_sample():
    """testdata/registry.tar.gz, which a real registry wrote."""
    import tarfile
    with tarfile.open(HERE + "/../testdata/registry.tar.gz") as t:
        t.extractall(tmp + "/sample")
    rc, report, err = audit(tmp + "/sample")
    check(names(report) == ["acme/jobs:7", "acme/node:20", "acme/shop:1.0", "acme/shop:1.1", "acme/shop:staging", "acme/site:3"],
          "the sample's images", names(report))
    check([f["images"] for f in report["findings"][:3]] == [6, 3, 1], "the sample's secrets", report["findings"][:3])
    rc, report, err = audit("--all", tmp + "/sample")
    check(len(report["images"]) == 7, "the sample's old revision", names(report))


def test_text():
    rc, out, err = run("audit", tmp + "/storage")
    for words in ("Do first: revoke these secrets", "in 3 images, still live in acme/web:latest and 1 more",
                  "first in acme/web:1.0, layer 3 of 3, COPY . ., app/.env:1, created 2026-01-05",
                  "Images at most risk", "Base images that bring most", "acme/base:12: ",
                  "Read %d layers" % distinct(family()), "each once."):
        check(words in out, "the summary says: " + words, out)
    rc, more, err = run("audit", "-v", tmp + "/storage")
    check("- acme/web:1.1, layer 3 of 4, COPY . ., app/.env:1, deleted" in more, "--verbose tells each image", more)
    check(len(out.splitlines()) <= 60, "the summary fits on a screen", len(out.splitlines()))


def test_trees():
    images = family()
    sync, layouts, mixed = tmp + "/sync", tmp + "/zot", tmp + "/mixed"
    for name, image in images.items():
        write_dir("%s/registry.example:5000/%s" % (sync, name), image)
    check_same(sync + "/registry.example:5000", images, "sync tree")
    repos = {}
    for name, image in images.items():
        repo, tag = name.rsplit(":", 1)
        repos.setdefault(repo, {})[tag] = image
    for repo, tags in repos.items():
        write_layout("%s/%s" % (layouts, repo), tags)
    end = check_same(layouts, images, "zot's layouts")
    check(end["layers_read"] == distinct(images), "layouts share layers", end["layers_read"])
    # All of it in one folder, with archives: an image that is there three times is one.
    shutil.copytree(sync, mixed + "/sync")
    shutil.copytree(layouts, mixed + "/zot")
    make_storage(mixed + "/registry", images)
    write(mixed + "/archives/web.tar", archive({n: i for n, i in images.items() if n.startswith("acme/web")}))
    write(mixed + "/archives/api.tar.gz", gzip.compress(archive({"acme/api:2": images["acme/api:2"]})))
    write(mixed + "/README.md", b"how these were made\n")
    write(mixed + "/archives/source.tar", layer({"src/main.c": b"int main;\n"}))
    os.symlink("..", mixed + "/archives/loop")
    rc, report, err = audit(mixed)
    check(rc == 1 and report["complete"], "a mixed folder is complete", rc, report["coverage"]["problems"])
    check(report["coverage"]["passed_over"] == 3, "what is no export is counted", report["coverage"]["passed_over_named"])
    # Manifests are the same in three stores; docker archives have none, so their images are others.
    check(len(report["images"]) == len(images) + 4, "an image is one wherever it is", len(report["images"]))
    # Archives have their layers unpacked, which are other blobs.
    tars = {t for n, i in images.items() if n.startswith("acme/web") or n == "acme/api:2" for t in i.tars}
    most = distinct(images) + len(tars)
    check(report["coverage"]["layers_read"] <= most, "no layer is read again", report["coverage"]["layers_read"], most)
    stripe = finding_of(report, "stripe-live-secret")
    check(stripe["images"] == 6, "archives count too", stripe["images"])
    rc, out, err = run("audit", "-v", mixed)
    for words in ("README.md: no export", "archives/loop: a link, which is not followed", "archives/source.tar: "):
        check(words in out, "--verbose names " + words)


def test_formats():
    root = tmp + "/storage"
    outputs = {}
    for f in ("text", "json", "jsonl", "sarif", "csv", "html"):
        rc, out, err = run("audit", "-q", "-f", f, root)
        outputs[f] = out
        check(rc == 1, "status with --format " + f, rc, err)
        for s in SECRETS:
            check(s not in out and s not in err, "no secret in " + f)
    report = json.loads(outputs["json"])
    try:
        import jsonschema
        schema = json.load(open(HERE + "/../docs/audit.schema.json"))
        jsonschema.Draft7Validator.check_schema(schema)
        problems = [str(e.message)[:200] for e in jsonschema.Draft7Validator(schema).iter_errors(report)]
        check(not problems, "the JSON is as its schema says", problems[:3])
    except ImportError:
        skip("python3-jsonschema is absent")
    rows = list(csv.DictReader(io.StringIO(outputs["csv"], newline="")))
    want = sum(f["images"] for f in report["findings"])
    check(len(rows) == want, "a row for each finding in each image", len(rows), want)
    check(all(r["image"] and r["rule"] and r["state"] in ("live", "deleted", "overwritten") for r in rows), "rows are filled")
    sarif = json.loads(outputs["sarif"])
    results = sarif["runs"][0]["results"]
    check(len(results) == len(report["findings"]), "a result for each finding")
    rules = sarif["runs"][0]["tool"]["driver"]["rules"]
    check(all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in results), "results point to their rules")
    rc, out, err = run("audit", "-q", "-f", "json", "-o", tmp + "/out.json", root)
    check(not out and json.load(open(tmp + "/out.json")) == report, "-o writes the same")
    evil = tmp + "/evil"
    make_storage(evil, {"acme/x:1": Image([(layer({"=cmd|' /C calc'!A0/.env": ("K=%s\n" % STRIPE).encode()}), "COPY . .")])})
    rc, out, err = run("audit", "-q", "-f", "csv", evil)
    check('"\'=cmd' in out and ',"=' not in out, "no cell is a formula", out)


def test_filters():
    root, images = tmp + "/storage", family()
    rc, report, err = audit("--repository", "acme/web", root)
    check(names(report) == ["acme/web:1.0", "acme/web:1.1", "acme/web:latest"], "--repository", names(report))
    rc, report, err = audit("--repository", "other/*", "--repository", "acme/api", root)
    check(names(report) == ["acme/api:2", "other/clean:1", "other/keys:1"], "--repository twice", names(report))
    rc, report, err = audit("--since", "2026-02-01", root)
    check(names(report) == ["acme/api/worker:2", "acme/api:2", "acme/web:1.1", "acme/web:latest"], "--since", names(report))
    check(report["coverage"]["filtered"] == 4, "filtered images are counted", report["coverage"])
    rc, report, err = audit("--latest-only", root)
    check(names(report) == ["acme/api/worker:2", "acme/api:2", "acme/base:12", "acme/web:latest",
                            "other/clean:1", "other/keys:1"], "--latest-only", names(report))
    check(report["coverage"]["layers_read"] == 5, "layers of other images are not read", report["coverage"]["layers_read"])
    packed_up = tmp + "/packed"
    write(packed_up + "/all.tar.gz", gzip.compress(archive(images)))
    rc, report, err = audit("--latest-only", packed_up)
    check("acme/web:1.0" not in names(report) and "acme/web:latest" in names(report), "--latest-only in a stream", names(report))
    undated = tmp + "/undated"
    make_storage(undated, {"a/b:1": Image([CLEAN], None), "a/b:2": Image([CLEAN], "1970-01-01T00:00:00Z")})
    rc, report, err = audit("--since", "2026-01-01", undated)
    check(len(report["images"]) == 2, "what nobody dated is kept", names(report))
    both = tmp + "/platforms"
    write_layout(both + "/arm", {"1": Image([CLEAN], arch="arm64")})
    write_layout(both + "/amd", {"1": Image([CLEAN])})
    rc, report, err = audit("--platform", "linux/arm64", both)
    check(names(report) == ["arm:1"] and report["complete"] and report["coverage"]["filtered"] == 1, "--platform", names(report),
          report["coverage"])
    rc, report, err = audit("--repository", "nobody/*", root)
    check(rc == 3 and report["coverage"]["problems"] == ["the filters leave no image"], "no image is left", rc)
    for wrong in ("yesterday", "2026-13-01", "2026-1-1"):
        rc, out, err = run("audit", "--since", wrong, root)
        check(rc == 2 and "--since wants a date" in err, "no date: " + wrong, rc, err)
    rc, report, err = audit("--only", "stripe-live-secret", root)
    check({f["rule"] for f in report["findings"]} == {"stripe-live-secret"}, "--only")
    rc, report, err = audit("--severity", "critical", "--fail-on", "none", root)
    check(rc == 0 and {f["severity"] for f in report["findings"]} == {"critical"}, "--severity, --fail-on", rc)
    rc, report, err = audit("--only", "secret", "--repository", "other/clean", root)
    check(rc == 0, "a clean repository ends with 0", rc)


def test_all():
    root = tmp + "/leftovers"
    images = family()
    s = make_storage(root, {"acme/web:1.0": images["acme/web:latest"]})
    old = images["acme/web:1.0"]
    for data in old.all_blobs():
        s.put(data)
    s.revision("acme/web", old.manifest)
    for data in images["acme/api:2"].all_blobs():
        s.put(data)
    loose = packed(layer({"srv/aws": ("[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n" % (AWS_ID, AWS_KEY)).encode()}))
    s.put(loose)
    rc, report, err = audit(root)
    check(names(report) == ["acme/web:1.0"], "tagged images only", names(report))
    check(report["coverage"]["untagged"] == 1 and report["coverage"]["unreferenced"] == 2, "the rest is counted", report["coverage"])
    check(len(report["coverage"]["listed"]) == 3, "and listed")
    rc, out, err = run("audit", root)
    check("Not read: 1 untagged revision, 2 unreferenced blobs (--all reads them)." in out, "and said", out[-300:])
    rc, report, err = audit("--all", root)
    check("acme/web@" + old.digest[:19] in names(report), "an untagged revision is read", names(report))
    check(finding_of(report, "github-old-token-in-url") is not None, "a deleted manifest is read")
    aws = finding_of(report, "aws-secret-access-key")
    check(aws is not None and "unreferenced@" in report["images"][aws["first"]["image"]]["names"][0], "a loose blob is read")
    lone = [i for i in report["images"] if i["names"][0] == "unreferenced@" + digest(loose)[:19]]
    check(lone and sum(lone[0]["findings"].values()) == lone[0]["findings"]["critical"] + lone[0]["findings"]["high"],
          "a blob is not judged as an image", lone)


def test_damage():
    images, root = family(), tmp + "/damaged"
    s = make_storage(root, images)
    web = images["acme/web:1.0"]
    # A missing layer, a layer that is another's bytes, one that was cut, a manifest that is gone.
    extra = {"bad/missing:1": Image([BASE, (layer({"a/.env": ("K=%s\n" % STRIPE).encode()}), "COPY a"), TOKEN]),
             "bad/lying:1": Image([(layer({"lie": b"x" * 1000}), "COPY lie")]),
             "bad/cut:1": Image([(layer({"cut/.env": ("K=%s\n" % AWS_KEY).encode(), "cut/big": os.urandom(200000)}), "COPY cut")])}
    for name, image in extra.items():
        s.push(name, image)
    os.unlink(s.blob_path(digest(extra["bad/missing:1"].blobs[1])))
    write(s.blob_path(digest(extra["bad/lying:1"].blobs[0])), packed(layer({"truth/.env": ("K=%s\n" % STRIPE).encode()})))
    cut = s.blob_path(digest(extra["bad/cut:1"].blobs[0]))
    data = open(cut, "rb").read()
    write(cut, data[:len(data) // 2])
    write(s.v2 + "/repositories/bad/link/_manifests/tags/1/current/link", b"../../../../etc/passwd")
    write(s.v2 + "/repositories/bad/gone/_manifests/tags/1/current/link", digest(b"nothing").encode())
    os.symlink("/", s.v2 + "/repositories/bad/root")
    os.symlink("..", s.v2 + "/repositories/loop")
    rc, report, err = audit(root)
    problems = "\n".join(report["coverage"]["problems"])
    check(rc == 3 and not report["complete"], "damage ends with 3", rc)
    for words in ("bad/link:1: its link is no digest", "it is named but is not in the storage",
                  "bad/missing:1: layer 1: " + digest(extra["bad/missing:1"].blobs[1]), "bad/cut:1, layer 1: "):
        check(words in problems, "told: " + words, problems)
    check(set(images) < set(names(report)), "the others are judged")
    lying = [i for i in report["images"] if i["names"] == ["bad/lying:1"]]
    check(len(lying) == 1, "an image with a lie is judged")
    found, end = by_image(root)
    single_missing = [json.loads(f)["rule"] for f in found["bad/missing:1"]]
    check("github-old-token-in-url" in single_missing, "layers behind a missing one are read", single_missing)
    check(any(json.loads(f)["rule"] == "stripe-live-secret" for f in found["bad/lying:1"]), "what is there is looked at")
    check(any("digest" in json.loads(f)["rule"] for f in found["bad/lying:1"]), "and the lie is a finding",
          [json.loads(f)["rule"] for f in found["bad/lying:1"]])
    # The same, and no more is read, when it comes from the cache.
    cache = tmp + "/cache-damaged"
    rc, first, err = audit(root, cache=cache)
    rc, second, err = audit(root, cache=cache)
    for r in (first, second):
        r["coverage"] = {k: v for k, v in r["coverage"].items() if "read" not in k and "reused" not in k}
    check(first == second and rc == 3, "damage is told from the cache, too",
          set(first["coverage"]["problems"]) ^ set(second["coverage"]["problems"]))
    trunc = tmp + "/trunc"
    write(trunc + "/a.tar", archive({"acme/web:1": web})[:3000])
    write(trunc + "/b.tar.gz", gzip.compress(archive({"acme/web:1": web}))[:-200])
    write(trunc + "/c.tar", archive({"acme/ok:1": web}))
    rc, report, err = audit(trunc)
    check(rc == 3 and "acme/ok:1" in names(report), "a cut archive does not hide the others", rc, names(report))
    told = "\n".join(report["coverage"]["problems"])
    check("a.tar" in told and "b.tar.gz" in told, "both cut archives are told", told)
    for path in (tmp + "/nowhere", tmp + "/empty"):
        os.makedirs(tmp + "/empty", exist_ok=True)
        rc, out, err = run("audit", path)
        check(rc in (2, 3), "nothing to audit is not clean", path, rc, err)


def test_cache():
    root, cache = tmp + "/storage", tmp + "/cache"
    rc, fresh, err = audit(root)
    rc, first, err = audit(root, cache=cache)
    rc, second, err = audit(root, cache=cache)
    check(first["coverage"]["layers_read"] == distinct(family()), "the first run reads")
    check(second["coverage"]["layers_read"] == 0 and second["coverage"]["layers_reused"] == distinct(family()),
          "the second run reads nothing", second["coverage"])
    for r in (fresh, first, second):
        del r["coverage"]
    check(fresh == first == second, "and says the same")
    rc, out, err = run("audit", root, cache=cache)
    check("From the cache: %d layers" % distinct(family()) in out, "and tells so", out[-300:])
    # A compressed archive is not opened again, unless it is another.
    folder, cache2 = tmp + "/zipped", tmp + "/cache-zipped"
    images = family()
    write(folder + "/web.tar.gz", gzip.compress(archive({"acme/web:1.0": images["acme/web:1.0"]})))
    rc, first, err = audit(folder, cache=cache2)
    rc, second, err = audit(folder, cache=cache2)
    check(first["coverage"]["layers_read"] == 3 and second["coverage"]["layers_read"] == 0, "an archive is known again",
          first["coverage"], second["coverage"])
    check(second["coverage"]["layers_reused"] == 3 and first["findings"] == second["findings"], "with all that was in it")
    time.sleep(0.01)
    write(folder + "/web.tar.gz", gzip.compress(archive({"acme/api:2": images["acme/api:2"]})))
    rc, third, err = audit(folder, cache=cache2)
    check(names(third) == ["acme/api:2"], "another archive of that name is read", names(third))
    stored = b"".join(open(os.path.join(d, f), "rb").read() for d, _, fs in os.walk(cache) for f in fs)
    check(not any(s.encode() in stored for s in (STRIPE, GITHUB, SLACK)), "no secret of a layer is in the cache")
    check(os.stat(cache + "/audit.db").st_mode & 0o77 == 0, "the cache is for its owner alone")


def many(root, images, layers, size, seed=1):
    """So many images over so many layers of random text."""
    rnd = random.Random(seed)
    words = ["".join(rnd.choice("abcdefghij") for _ in range(8)) for _ in range(2000)]
    pool = []
    for i in range(layers):
        text = " ".join(rnd.choices(words, k=size // 9)).encode()
        files = {"srv/%d/%d.txt" % (i, k): text[k * 20000:(k + 1) * 20000] for k in range(max(1, size // 20000))}
        if i % 10 == 3:
            token = "ghp_" + "".join(rnd.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789") for _ in range(36))
            files["srv/%d/token" % i] = token.encode()
        pool.append((layer(files), "COPY %d ." % i))
    s = Storage(root)
    made = {}
    for i in range(images):
        top = rnd.randrange(layers)
        chain = [pool[i % 5], pool[5 + i % 20], pool[top]]
        image = Image(chain, "2026-01-%02dT00:00:00Z" % (1 + i % 28), {"Labels": {"n": str(i)}})
        s.push("acme/r%d:%d" % (i % 40, i), image)
        made["acme/r%d:%d" % (i % 40, i)] = image
    return made


def kept(path):
    """All keys and values of a shelf, unpacked."""
    out = []
    db = sqlite3.connect(path)
    for key, raw, value in db.execute("SELECT key, raw, bytes FROM entry JOIN value USING (id)"):
        if value[:4] == b"\x28\xb5\x2f\xfd":
            value = subprocess.run(["zstd", "-dcq"], input=value, stdout=subprocess.PIPE).stdout
        check(len(value) == raw, "a value of %s is unpacked" % path, len(value), raw)
        out += [bytes(key), value]
    db.close()
    return b"\n".join(out)


def forms(secret):
    """As it is, in base64 at any offset, in hex."""
    s = secret.encode()
    coded = [base64.b64encode(b"\0" * k + s)[(4 * k + 2) // 3 + 1:-4] for k in range(3)]
    return [s, s.hex().encode(), s.hex().upper().encode(), *coded]


def leaky():
    """Secrets in every corner of an image's documents."""
    c = {"User": "app", "Env": ["PATH=/bin", "STRIPE_KEY=" + STRIPE, "CODED=" + base64.b64encode(b"t: " + GITHUB.encode()).decode(),
                                "HEXED=" + SLACK.encode().hex(), "DATABASE_URL=postgres://app:%s@db.acme.dev/app" % CHOSEN],
         "Cmd": ["httpd", "--pass" + "word=" + CHOSEN], "Labels": {"acme.token": GITHUB, "note": "x " + SLACK},
         "Healthcheck": {"Test": ["CMD-SHELL", "curl -H 'Authorization: Bearer %s' localhost" % SLACK]}}
    image = Image([BASE, TOOLS], "2026-03-04T00:00:00Z")
    doc = json.loads(image.config)
    doc.update(config={**doc.get("config", {}), **c}, author=STRIPE)
    doc["history"][-1]["created_by"] = "RUN |1 NPM_TOKEN=%s /bin/sh -c echo %s" % (CHOSEN, GITHUB)
    image.config = json.dumps(doc).encode()
    return {"acme/leaky:1.0": image, **family()}


def test_kept():
    if not shutil.which("zstd"):
        return skip("zstd is not here")
    root, cache, part = tmp + "/leaky", tmp + "/cache-leaky", tmp + "/leaky.db"
    write(root + "/a.tar", archive(leaky()))
    rc, fresh, err = audit(root)
    rc, first, err = audit(root, cache=cache)
    rc, second, err = audit(root, cache=cache)
    for r in (fresh, first, second):
        del r["coverage"]
    check(fresh == first == second, "what is masked is told the same from the cache")
    rc, out, err = run("check", "-f", "json", root + "/a.tar")
    alone = {f["rule"] for f in json.loads(out)["findings"]}
    check({f["rule"] for f in first["findings"]} <= alone and finding_of(first, "stripe-live-secret"), "and as by a check",
          {f["rule"] for f in first["findings"]} - alone)
    for extra in ([], ["--only", "image"]):
        rc, out, err = run("audit", *extra, root, cache=cache)
        rc, out, err = run("audit", "--shard", "1/1", "-o", part, *extra, root)
        check(rc == 0, "a shard is written", err)
        for path in (cache + "/audit.db", part):
            stored = kept(path)
            left = [(s[:4], n) for s in (*SECRETS, CHOSEN) for n, form in enumerate(forms(s)) if form in stored]
            check(len(stored) > 1000 and b"acme/leaky" in stored and not left, "no secret is in " + path, left)
        if os.path.exists(part):
            os.unlink(part)


def test_killed():
    root, cache = tmp + "/many", tmp + "/cache-killed"
    images = many(root, 60, 30, 1500000)
    p = subprocess.Popen([FLYIMG, "audit", "-q", "-f", "json", "--cache", cache, root],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.time() + 20
    while time.time() < deadline and p.poll() is None:
        db = cache + "/audit.db-wal"
        if os.path.exists(db) and os.path.getsize(db) > 200000:
            break
        time.sleep(0.005)
    p.kill()
    p.wait()
    rc, report, err = audit(root, cache=cache)
    c = report["coverage"]
    check(c["layers_read"] + c["layers_reused"] == distinct(images), "killed and gone on: every layer once", c)
    check(c["layers_reused"] > 0, "what was read before is not read again", c)
    rc, fresh, err = audit(root)
    for r in (report, fresh):
        del r["coverage"]
    check(report == fresh, "the report is as if nothing had happened")
    # A polite end says how to go on.
    p = subprocess.Popen([FLYIMG, "audit", "--cache", tmp + "/cache-int", root], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(0.15)
    p.send_signal(signal.SIGINT)
    err = p.communicate()[1].decode()
    check(p.returncode in (-signal.SIGINT, 0, 1), "an interrupt ends it", p.returncode)
    if p.returncode == -signal.SIGINT:
        check("the same command goes on from here" in err, "and says how to go on", err)


# ---- a real registry ----

def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start_registry(program, root):
    port = free_port()
    config = tmp + "/registry.yml"
    with open(config, "w") as f:
        f.write("version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}\n"
                "http: {addr: '127.0.0.1:%d'}\n" % (root, port))
    p = subprocess.Popen([program, "serve", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return p, port
        except OSError:
            time.sleep(0.1)
    p.kill()
    return None, port


def copy(source, port, name):
    return subprocess.run(["skopeo", "copy", "-q", "--insecure-policy", "--dest-tls-verify=false", source,
                           "docker://127.0.0.1:%d/%s" % (port, name)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_real():
    program = shutil.which("docker-registry") or shutil.which("registry")
    if not program or not shutil.which("skopeo"):
        return skip("docker-registry and skopeo are not both here")
    root = tmp + "/real"
    os.makedirs(root)
    server, port = start_registry(program, root)
    if not server:
        return skip("docker-registry does not start")
    images = family()
    for i in range(45):
        base = [BASE, TOOLS] if i % 3 else [BASE]
        own = layer({"app/%d.txt" % i: b"app %d\n" % i, **({"app/.env": ("STRIPE_SECRET_KEY=%s\n" % STRIPE).encode()} if i % 15 == 4 else {})})
        images["team%d/app%d:%d" % (i % 4, i % 9, i)] = Image([*base, (own, "COPY . .")], "2026-02-%02dT00:00:00Z" % (1 + i % 27))
    try:
        for name, image in images.items():
            path = tmp + "/push"
            shutil.rmtree(path, ignore_errors=True)
            write_layout(path, {"x": image})
            p = copy("oci:%s:x" % path, port, name)
            if p.returncode:
                return skip("skopeo cannot push: " + p.stdout.decode()[-200:])
        # A tag that is pushed again leaves its old image in the storage.
        write_layout(tmp + "/push2", {"x": Image([CLEAN], "2026-03-03T00:00:00Z")})
        copy("oci:%s:x" % (tmp + "/push2"), port, "acme/web:1.0")
    finally:
        server.terminate()
        server.wait()
    old = images.pop("acme/web:1.0")
    images["acme/web:1.0"] = Image([CLEAN], "2026-03-03T00:00:00Z")
    check(len(images) >= 50, "fifty images and more", len(images))
    end = check_same(root, images, "a real registry")
    check(end["layers_read"] == distinct(images), "a real registry: each blob once", end["layers_read"], distinct(images))
    rc, report, err = audit(root)
    stripe = finding_of(report, "stripe-live-secret")
    check(stripe and stripe["images"] == 2 + 3 and report["coverage"]["untagged"] == 1, "planted leaks are all found",
          stripe and stripe["images"], report["coverage"])
    rc, report, err = audit("--all", root)
    check("acme/web@" + old.digest[:19] in names(report), "the tag's old image is found with --all")
    rc, out, err = run("check", "--no-context", root)
    check(rc == 3 and "flyimg audit" in err, "check names audit", rc, err)


def test_usage():
    rc, out, err = run("audit")
    check(rc == 2 and "audit wants a folder" in err, "without a path", err)
    rc, out, err = run("audit", tmp + "/not-there")
    check(rc == 2 and "no such file" in err, "a path that is not there", rc, err)
    rc, out, err = run("audit", "-f", "jason", tmp)
    check(rc == 2 and 'did you mean "json"' in err, "a wrong format", err)
    with open(tmp + "/in.tar", "wb") as f:
        f.write(archive({"acme/web:1": family()["acme/web:1.0"]}))
    with open(tmp + "/in.tar", "rb") as f:
        p = subprocess.run([FLYIMG, "audit", "-q", "-f", "json", "--no-cache", "-"], stdin=f, stdout=subprocess.PIPE)
    check(p.returncode == 1 and names(json.loads(p.stdout)) == ["acme/web:1"], "standard input is an archive")
    # A layer whose names hold a secret is not kept: its input is read again, if that can be.
    odd = Image([(layer({"app/%s" % GITHUB: b"x", "app/.env": ("K=%s\n" % STRIPE).encode()}), "COPY . ."), CLEAN])
    write(tmp + "/odd/in.tar", archive({"acme/odd:1": odd}))
    found, end = by_image(tmp + "/odd")
    check(found == {"acme/odd:1": single(odd, "acme/odd:1")}, "a layer that is not kept is judged", found)
    check(end["complete"], "and that is all", end)
    with open(tmp + "/odd/in.tar", "rb") as f:
        p = subprocess.run([FLYIMG, "audit", "-q", "-f", "json", "--no-cache", "-"], stdin=f, stdout=subprocess.PIPE)
    check(p.returncode == 3 and "cannot be read again" in json.loads(p.stdout)["coverage"]["problems"][0],
          "standard input cannot be read again", p.returncode)


def main():
    try:
        for test in (test_storage, test_sample, test_text, test_trees, test_formats, test_filters, test_all, test_damage,
                     test_cache, test_kept, test_killed, test_real, test_usage):
            began = time.time()
            try:
                test()
            except Exception as e:  # one broken test must not hide the others
                check(False, test.__name__, repr(e))
                import traceback
                traceback.print_exc()
            print("%-14s %5.1f s" % (test.__name__, time.time() - began))
    finally:
        shutil.rmtree(tmp, ignore_errors=True)
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return failed != 0


sys.exit(main())
