"""run_shard.py FLYIMG - audits in shards, merged: the very report of one run.

Generated inputs of every kind are audited whole and in 1, 2, 4 and 7 shards, and the
reports compared in every format.  Then what goes wrong with shards: lost, repeated,
killed, foreign and damaged ones.  At last what spreads them: the shipped files for
Slurm, GNU parallel and Kubernetes, with real programs where they are.
"""
import gzip, io, json, os, re, shutil, socket, sqlite3, subprocess, sys, tarfile, tempfile, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib_images import *

FLYIMG = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STRIPE = "sk_" + "live_" + "9fK2mQ7xV4" + "bT1nR8cW3yLdZ6sG"
GITHUB = "ghp_" + "Vq3vT8xZ1b" + "N6mK4jH7gF5dS2aP9oI0uY1Xyz"
SLACK = "xoxb-" + "2847193056-3918274650" + "-aB3dE6gH9jK2mN5pQ8sT1vW4"
SECRETS = (STRIPE, GITHUB, SLACK)
FORMATS = ("text", "json", "jsonl", "csv", "sarif", "html")
COUNTS = (1, 2, 4, 7)
passed = failed = skipped = 0
tmp = tempfile.mkdtemp(prefix="flyimg-shard-test-")


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
    print("skip", why)


def run(*args, **more):
    p = subprocess.run([FLYIMG, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def whole(*args):
    return run("audit", "-q", "--no-cache", *args)


def shards(n, *args, name="s"):
    """Run them all, the last one first; their files."""
    files = ["%s/%s-%d-of-%d.db" % (tmp, name, k, n) for k in range(1, n + 1)]
    for k in range(n, 0, -1):
        rc, out, err = run("audit", "-q", "--no-cache", "--shard", "%d/%d" % (k, n), "-o", files[k - 1], *args)
        check(rc == 0 and not out and not err, "shard %d of %d ends with 0" % (k, n), rc, out, err)
    return files


def merge(files, *args):
    return run("merge", "-q", *args, *files)


def report(files, *args):
    rc, out, err = merge(files, "-f", "json", *args)
    check(bool(out), "merge reports", rc, err)
    return rc, json.loads(out)


def plain(text):
    """A report without what was read and what was known: figures of the run."""
    text = re.sub(r'("(?:layers|bytes)_(?:read|reused)": ?)\d+', r"\1N", text)
    text = re.sub(r"Read \d+ layers?, [0-9.]+ [KMGT]?i?B", "Read N layers", text)
    return re.sub(r"Read now: [0-9,]+ layers?, [0-9.,]+ [KMGT]?i?B", "Read now: N layers", text)


def first_difference(a, b):
    for x, y in zip(a.splitlines(), b.splitlines()):
        if x != y:
            return "\n  one run: %s\n  merged:  %s" % (x[:300], y[:300])
    return "%d and %d bytes" % (len(a), len(b))


def check_equal(what, *args, counts=COUNTS, formats=FORMATS, exact=False, options=()):
    """Merged shards tell what one run tells; in numbers, too, if `exact`."""
    same = (lambda t: t) if exact else plain
    want = {f: whole("-f", f, *options, *args) for f in formats}
    for n in counts:
        files = shards(n, *options, *args)
        for f in formats:
            got = merge(files, "-f", f)
            check(got[0] == want[f][0], "%s, %d shards: the status with %s" % (what, n, f), got[0], want[f][0], got[2])
            check(same(got[1]) == same(want[f][1]), "%s, %d shards: the same %s" % (what, n, f),
                  first_difference(same(want[f][1]), same(got[1])))
            check(not any(s in got[1] for s in SECRETS), what + ": no secret in " + f)
    return json.loads(want["json"][1]) if "json" in formats else None


# ---- inputs ----

BASE = (layer({"etc/os-release": b"ID=acme\n", "usr/lib/key.txt": ("token " + SLACK + "\n").encode()}), "ADD base.tar /")
ENV = (layer({"app/.env": ("STRIPE_SECRET_KEY=%s\n" % STRIPE).encode(), "app/main.js": b"// app\n"}), "COPY . .")
GONE = (layer({"app/.wh..env": b""}), "RUN rm app/.env")
TOKEN = (layer({"root/.git-credentials": ("https://bot:%s@github.com\n" % GITHUB).encode()}), "COPY .git-credentials /root/")


def plain_layer(i):
    return (layer({"srv/%d/readme" % i: b"nothing to see in %d\n" % i, "usr/bin/tool%d" % i: b"#!/bin/sh\necho\n"}), "COPY %d ." % i)


def family():
    tools = [plain_layer(i) for i in range(8)]
    images = {
        "acme/base:12": Image([BASE], "2025-06-01T00:00:00Z"),
        "acme/web:1.0": Image([BASE, tools[0], ENV], "2026-01-05T10:00:00Z"),
        "acme/web:1.1": Image([BASE, tools[0], ENV, GONE], "2026-02-01T10:00:00Z"),
        "acme/web:latest": Image([BASE, tools[0], ENV, tools[1]], "2026-03-01T10:00:00Z"),
        "acme/api:2": Image([BASE, TOKEN], "2026-02-15T00:00:00Z"),
        "acme/api/worker:2": Image([BASE, TOKEN, tools[2]], "2026-02-16T00:00:00Z"),
        "other/plain:1": Image([tools[3]], "2026-01-01T00:00:00Z"),
        "other/arm:1": Image([tools[3], TOKEN], "2024-01-01T00:00:00Z", arch="arm64"),
    }
    for i in range(4, 8):
        images["other/many:%d" % i] = Image([BASE, tools[i], tools[i - 1]], "2026-01-%02dT00:00:00Z" % i)
    return images


def distinct(images):
    return len({digest(b) for i in images.values() for b in i.blobs})


def storage(root, images):
    s = Storage(root)
    for name, image in images.items():
        s.push(name, image)
    return s


def one_storage():
    """The folder of the family's storage; the same for all tests, which leave it as it is."""
    if not os.path.exists(tmp + "/storage"):
        storage(tmp + "/storage", family())
    return tmp + "/storage"


def sync_tree():
    for name, image in family().items() if not os.path.exists(tmp + "/sync") else ():
        write_dir("%s/sync/%s" % (tmp, name), image)
    return tmp + "/sync"


def zot_layouts():
    repos = {}
    for name, image in family().items() if not os.path.exists(tmp + "/zot") else ():
        repo, tag = name.rsplit(":", 1)
        repos.setdefault(repo, {})[tag] = image
    for repo, tags in repos.items():
        write_layout("%s/zot/%s" % (tmp, repo), tags)
    return tmp + "/zot"


def packed_archives():
    for i, (name, image) in enumerate(family().items()) if not os.path.exists(tmp + "/packed") else ():
        write("%s/packed/%d.tar.gz" % (tmp, i), gzip.compress(archive({name: image}), 1, mtime=0))
    return tmp + "/packed"


def everything():
    """The same images in several stores."""
    if not os.path.exists(tmp + "/all"):
        web = {n: i for n, i in family().items() if n.startswith("acme/web")}
        write(tmp + "/all/exports/web.tar", archive(web))
        for d in (one_storage(), zot_layouts(), sync_tree(), packed_archives()):
            shutil.copytree(d, tmp + "/all/" + os.path.basename(d), symlinks=True)
    return tmp + "/all"


def own_rules():
    write(tmp + "/own.toml", b'title = "own"\n[[rules]]\nid = "own-word"\ndescription = "a word"\n'
                             b"regex = '''nothing to see in [0-9]'''\n")
    return tmp + "/own.toml"


def layer_keys(path):
    """The digests of the layers whose results are in a shard's file."""
    db = sqlite3.connect("file:%s?immutable=1" % path, uri=True)
    try:
        return [bytes(k)[16:].hex() for k, in db.execute("SELECT key FROM entry WHERE kind = 1")]
    finally:
        db.close()


# ---- equal to one run ----

def test_storage():
    images, root = family(), one_storage()
    check_equal("a registry's storage", root, exact=True)
    rc, one, err = whole("-f", "json", root)
    check(json.loads(one)["coverage"]["layers_read"] == distinct(images), "one run reads each layer once")
    for n in COUNTS:
        files = shards(n, root)
        keys = [layer_keys(f) for f in files]
        every = [k for ks in keys for k in ks]
        diff_ids = {digest(t)[7:] for i in images.values() for t in i.tars}
        check(len(every) == len(set(every)) and set(every) == diff_ids,
              "each layer is read by one of %d shards" % n, [len(k) for k in keys], len(diff_ids))
        blobs = {digest(t)[7:]: digest(b)[7:] for i in images.values() for t, b in zip(i.tars, i.blobs)}
        for k, ks in enumerate(keys):
            check(all(int(blobs[d][:8], 16) * n >> 32 == k for d in ks), "the range of shard %d of %d" % (k + 1, n))
        rc, r = report(files)
        check(r["coverage"]["layers_read"] == distinct(images), "the shards' layers add up", r["coverage"])
    for f in files:
        check(os.stat(f).st_mode & 0o777 == 0o600, "a shard's file is its owner's alone")
        check(not os.path.exists(f + "-wal"), "a shard's file is one file")
        data = open(f, "rb").read()
        check(not any(s.encode() in data for s in SECRETS), "no secret of a layer is in a shard's file")


def test_trees():
    sync, zot = sync_tree(), zot_layouts()
    check_equal("a sync tree", sync, exact=True)
    check_equal("layouts", zot, exact=True)
    check_equal("two inputs that share all", zot, sync, counts=(4,))
    check_equal("one layout", zot + "/acme/web", counts=(2,), exact=True)


def test_archives():
    images, root = family(), tmp + "/archives"
    write(root + "/web.tar", archive({n: i for n, i in images.items() if n.startswith("acme/web")}))
    write(root + "/many.tar", archive({n: i for n, i in images.items() if n.startswith("other")}))
    check_equal("archives", root, exact=True)
    shutil.copytree(packed_archives(), root + "/packed")
    write(root + "/README.md", b"how these were made\n")
    write(root + "/source.tar", layer({"src/main.c": b"int main;\n"}))
    write(root + "/empty.tar", b"")
    check_equal("archives and streams", root)
    # An archive that is packed as a whole is one shard's work.
    layout = tmp + "/layout"
    write_layout(layout, {"a:1": images["acme/web:1.0"], "b:1": images["acme/web:latest"]})
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        t.add(layout, ".")
    write(tmp + "/streams/layout.tar.gz", gzip.compress(out.getvalue(), 1, mtime=0))
    for i, f in enumerate(sorted(os.listdir(packed_archives()))):
        shutil.copy(packed_archives() + "/" + f, tmp + "/streams/" + f)
    check_equal("streams", tmp + "/streams", counts=(4,))
    files = shards(4, tmp + "/streams")
    check(sum(bool(layer_keys(f)) for f in files) > 1, "streams are spread")
    of_layout = {digest(t)[7:] for n in ("acme/web:1.0", "acme/web:latest") for t in images[n].tars}
    check(any(of_layout <= set(layer_keys(f)) for f in files), "a stream's layers are all of one shard's")
    check_equal("all of them", everything(), counts=(4,))


def legacy(images):
    """An archive whose layers nobody claims a digest of: no diff IDs, no names by digest."""
    files, items = {}, []
    for k, (name, image) in enumerate(images.items()):
        doc = json.loads(image.config)
        del doc["rootfs"]
        files["%d.json" % k] = json.dumps(doc).encode()
        paths = ["%d-%d/layer.tar" % (k, i) for i in range(len(image.tars))]
        files.update(zip(paths, image.tars))
        items.append({"Config": "%d.json" % k, "RepoTags": [name], "Layers": paths})
    files["manifest.json"] = json.dumps(items).encode()
    return layer(files)


def test_unclaimed():
    images, root = family(), tmp + "/unclaimed"
    write(root + "/old.tar", legacy(images))
    check_equal("layers without a claimed digest", root, counts=(4,))
    files = shards(4, root)
    n = sum(len(i.tars) for i in images.values())
    rc, r = report(files)
    check(r["coverage"]["layers_read"] == n, "each of them is read once", r["coverage"]["layers_read"], n)


def damaged(root):
    """A storage with each kind of damage, and layers that no file may hold."""
    images = family()
    s = storage(root, images)
    env = ("K=%s\n" % STRIPE).encode()
    bad = {
        "bad/missing:1": Image([BASE, (layer({"a/.env": env}), "COPY a"), TOKEN, (layer({"b/.env": env}), "COPY b")]),
        "bad/lying:1": Image([(layer({"lie%d" % i: b"x" * 1000}), "COPY lie") for i in range(5)]),
        "bad/cut:1": Image([BASE, (layer({"cut/.env": env, "cut/big": os.urandom(200000)}), "COPY cut")]),
        "bad/name:1": Image([BASE, (layer({"srv/%s/x" % GITHUB: b"x", "srv/.env": env}), "COPY srv")]),
        "bad/text:1": Image([plain_layer(i) for i in range(20, 26)]),
    }
    for name, image in bad.items():
        s.push(name, image)
    os.unlink(s.blob_path(digest(bad["bad/missing:1"].blobs[1])))
    os.unlink(s.blob_path(digest(bad["bad/missing:1"].blobs[3])))
    for i, b in enumerate(bad["bad/lying:1"].blobs):
        write(s.blob_path(digest(b)), packed(layer({"truth%d/.env" % i: env})))
    for b in bad["bad/text:1"].blobs[1:5]:
        write(s.blob_path(digest(b)), b'{"not": "a layer"}')
    cut = s.blob_path(digest(bad["bad/cut:1"].blobs[1]))
    data = open(cut, "rb").read()
    write(cut, data[:len(data) // 2])
    write(s.v2 + "/repositories/bad/link/_manifests/tags/1/current/link", b"../../../../etc/passwd")
    write(s.v2 + "/repositories/bad/gone/_manifests/tags/1/current/link", digest(b"nothing").encode())
    return {**images, **bad}


def test_damage():
    root = tmp + "/damaged"
    damaged(root)
    one = check_equal("damage", root)
    problems = "\n".join(one["coverage"]["problems"])
    for words in ("bad/missing:1: layer 1", "bad/missing:1: layer 3", "bad/cut:1, layer 2", "bad/text:1: layer 1"):
        check(words in problems, "damage is told: " + words, problems)
    files = shards(4, root)
    rc, r = report(files[:1] + files[2:])
    check(r["coverage"]["problems"][0].startswith("shard 2 of 4 is missing"), "a lost shard comes before damage")
    os.rename(root, root + "-away")
    rc, r = report(files)
    problems = "\n".join(r["coverage"]["problems"])
    check(rc == 3, "what no file holds is not absent without a word", rc)
    check("bad/name:1: a layer of it is not kept, and its input cannot be read again" in problems, "it is told", problems)
    check(GITHUB not in json.dumps(r), "nor shown")
    os.rename(root + "-away", root)
    cut = tmp + "/cut"
    web = archive({"acme/web:1": family()["acme/web:1.0"]})
    write(cut + "/a.tar", web[:6000])
    write(cut + "/b.tar.gz", gzip.compress(web, 1, mtime=0)[:-200])
    write(cut + "/c.tar", web)
    check_equal("cut archives", cut, counts=(2, 4))


def test_options():
    root = one_storage()
    check_equal("--repository", root, options=("--repository", "acme/*"), counts=(3,), exact=True)
    check_equal("--since", root, options=("--since", "2026-01-05"), counts=(3,), exact=True)
    check_equal("--latest-only", everything(), options=("--latest-only",), counts=(3,))
    check_equal("--platform", root, options=("--platform", "linux/arm64"), counts=(3,), exact=True)
    check_equal("--only", root, options=("--only", "stripe-live-secret"), counts=(3,), exact=True)
    check_equal("--skip", root, options=("--skip", "secret"), counts=(3,), exact=True)
    loose = tmp + "/loose"
    s = storage(loose, {"acme/web:1.0": family()["acme/web:latest"]})
    old = family()["acme/web:1.0"]
    for data in old.all_blobs() + family()["acme/api:2"].all_blobs() + [packed(plain_layer(30)[0]), packed(plain_layer(31)[0])]:
        s.put(data)
    s.revision("acme/web", old.manifest)
    check_equal("--all", loose, options=("--all",), exact=True)
    # The same options, given to merge.
    files = shards(3, root)
    for options in (("--only", "stripe-live-secret"), ("--skip", "secret"), ("--severity", "critical"),
                    ("--fail-on", "none"), ("--repository", "acme/api*"), ("--since", "2026-02-01"),
                    ("--latest-only",), ("--verbose",)):
        for f in ("json", "text", "jsonl"):
            want, got = whole("-f", f, *options, root), merge(files, "-f", f, *options)
            check(want[0] == got[0], "merge %s: the status" % options[0], want[0], got[0], got[2])
            # Of what was found and is left out the rest may know more: the key of a value.
            same = (lambda t: re.sub(r'"key":"[A-Z_]+",', "", plain(t))) if options[0] == "--only" else plain
            check(same(want[1]) == same(got[1]), "merge %s: the same %s" % (options[0], f),
                  first_difference(same(want[1]), same(got[1])))
    rc, out, err = merge(files, "-f", "json", "-o", tmp + "/out.json")
    check(rc == 1 and not out and json.load(open(tmp + "/out.json"))["images"], "merge -o", rc, err)
    rules = own_rules()
    check(whole("--rules", rules, root)[0] in (0, 1), "rules of one's own")
    files = shards(2, "--rules", rules, root, name="own")
    want, got = whole("-f", "json", "--rules", rules, root), merge(files, "-f", "json", "--rules", rules)
    check("own-word" in got[1] and want == got, "--rules")
    rc, out, err = merge(files)
    check(rc == 2 and "give merge the --rules" in err and files[0] in err, "merge without --rules", rc, err)


# ---- what goes wrong with shards ----

def test_lost():
    images, root = family(), one_storage()
    files = shards(4, root)
    rc, all4 = report(files)
    for lost in range(4):
        some = files[:lost] + files[lost + 1:]
        rc, r = report(some)
        problems = r["coverage"]["problems"]
        check(rc == 3 and not r["complete"], "a lost shard ends with 3", rc)
        check(problems and problems[0].startswith("shard %d of 4 is missing: layers from sha256:%08x to sha256:%08x"
                                                  % (lost + 1, lost << 30, (lost << 30) + (1 << 30) - 1)), "which, and its range", problems[:1])
        own = {n for n, i in images.items() if any(int(digest(b)[7:15], 16) >> 30 == lost for b in i.blobs)}
        gaps = {i["names"][0] for i in r["images"] if not i["complete"]}
        check(gaps == own, "the images that lack a layer", gaps ^ own)
        check(("%d image" % len(own)) in problems[0], "their number", problems[0], len(own))
        check(len(r["images"]) == len(images), "all images are told all the same")
        whole_ones = {f["fingerprint"] for f in r["findings"]}
        check(whole_ones <= {f["fingerprint"] for f in all4["findings"]}, "nothing is made up")
        for f in FORMATS:
            out = merge(some, "-f", f)
            check(out[0] == 3 and out[1], "a report with a gap: " + f, out[0])
    rc, out, err = merge(files[:1] + files[2:])
    check("shard 2 of 4 is missing" in out, "the text says it", out[-600:])
    one = packed_archives()
    files = shards(4, one)
    lost = next(k for k, f in enumerate(files) if layer_keys(f))
    rc, r = report(files[:lost] + files[lost + 1:])
    check(rc == 3 and "not read: %s/" % one in r["coverage"]["problems"][0], "a lost stream is named", r["coverage"]["problems"])
    rc, r = report([files[lost]])
    check(rc == 3 and len([p for p in r["coverage"]["problems"] if "is missing" in p]) == 3, "three lost shards")


def test_repeated():
    root = one_storage()
    files = shards(4, root)
    again = shards(4, root, name="again")
    rc, out, err = run("merge", "-f", "json", *files, again[1])
    want = whole("-f", "json", root)
    check(rc == 1 and out == want[1], "an equal one is harmless", rc, err)
    check("are both of shard 2 of 4, and equal" in err and again[1] in err, "and said", err)
    rc, out, err = run("merge", "-q", *files, files[2])
    check(rc == 1, "the same file twice", rc, err)
    # One that saw something else under the same names and sizes.
    other = tmp + "/other"
    shutil.copytree(root, other)
    victim = Storage(other).blob_path(digest(family()["acme/web:1.0"].blobs[2]))
    data = bytearray(open(victim, "rb").read())
    data[-1] ^= 1
    write(victim, bytes(data))
    number = int(digest(family()["acme/web:1.0"].blobs[2])[7:15], 16) >> 30
    changed = tmp + "/changed.db"
    here = os.getcwd()
    rc, out, err = run("audit", "-q", "--shard", "%d/4" % (number + 1), "-o", changed, other)
    check(rc == 0, "a shard of the changed copy", rc, err)
    rc, out, err = run("merge", "-q", *files, changed)
    check(rc == 2 and files[number] in err and changed in err and "differ" in err, "a different one is an error", rc, err)


def test_foreign():
    root = one_storage()
    files = shards(4, root)
    others = {
        "one is of 4 shards, the other of 2": shards(2, root, name="two"),
        "their inputs differ": shards(4, zot_layouts(), name="zot"),
        "their options differ": shards(4, "--repository", "acme/*", root, name="acme"),
        "their --only and --skip differ": shards(4, "--only", "stripe-live-secret", root, name="only"),
    }
    for words, other in others.items():
        rc, out, err = merge([files[0], other[1]])
        check(rc == 2 and not out and words in err and files[0] in err and other[1] in err, "foreign: " + words, rc, err)
    rules = own_rules()
    own = shards(4, "--rules", rules, root, name="rules")
    rc, out, err = merge([files[0], own[1]])
    check(rc == 2 and "their --rules differ" in err, "foreign: rules", rc, err)
    # A copy of the program that is another build.
    build = tmp + "/flyimg"
    shutil.copy(FLYIMG, build)
    note = subprocess.run(["objcopy", "--remove-section=.note.gnu.build-id", build], stderr=subprocess.DEVNULL)
    if note.returncode == 0:
        strange = tmp + "/strange.db"
        subprocess.run([build, "audit", "-q", "--shard", "2/4", "-o", strange, root])
        rc, out, err = merge([files[0], strange])
        check(rc == 2 and "different builds" in err and strange in err, "foreign: another build", rc, err)
        rc, out, err = merge([strange])
        check(rc == 2 and "another build" in err, "merged by another build", rc, err)
    else:
        skip("objcopy is absent")
    # Inputs under another name are the same inputs.
    moved = tmp + "/moved"
    shutil.copytree(root, moved)
    shard = tmp + "/moved-2.db"
    run("audit", "-q", "--shard", "2/4", "-o", shard, moved)
    rc, out, err = merge([files[0], shard, *files[2:]], "-f", "json")
    check((rc, out) == whole("-f", "json", root)[:2], "each machine mounts them where it likes", rc, err)


def test_damaged_files():
    root = one_storage()
    files = shards(4, root)
    want = json.loads(whole("-f", "json", root)[1])
    victim = max(files, key=lambda f: len(layer_keys(f)))
    number = files.index(victim) + 1
    data = open(victim, "rb").read()
    copy = tmp + "/damaged.db"
    some = [copy if f == victim else f for f in files]
    for what, bad in (("cut", data[:len(data) // 2]), ("its beginning", b"\0" * 200 + data[200:]), ("empty", b""),
                      ("another program's", b"not a database, but some text\n" * 40)):
        write(copy, bad)
        rc, out, err = merge(some, "-f", "json")
        problems = json.loads(out)["coverage"]["problems"] if out else err
        check(rc == 3 and copy in str(problems), "a damaged file is named: " + what, rc, problems, err)
        check(not out or any("shard %d of 4" % number in p for p in problems), "and its shard: " + what, problems)
        check(open(copy, "rb").read() == bad, "and left as it is: " + what)
    # A flipped byte anywhere is never a wrong report: it is noticed, or was of no matter.
    fingerprints = {f["fingerprint"] for f in want["findings"]}
    noticed = 0
    for at in range(40, len(data), max(1, len(data) // 60)):
        write(copy, data[:at] + bytes([data[at] ^ 0x5a]) + data[at + 1:])
        rc, out, err = merge(some, "-f", "json")
        got = json.loads(out) if out else None
        if got == want:
            continue
        noticed += 1
        check(rc in (2, 3) and (not got or (not got["complete"] and got["coverage"]["problems"])),
              "a flipped byte at %d is told" % at, rc, err)
        check(not got or {f["fingerprint"] for f in got["findings"]} <= fingerprints, "nothing is made up at %d" % at)
    check(noticed > 5, "flipped bytes are noticed", noticed)
    rc, out, err = merge([copy, tmp + "/not-there.db"])
    check(rc == 2 and "no such file" in err, "a file that is not there", rc, err)
    rc, out, err = run("audit", "-q", "--cache", tmp + "/cache", root)
    rc, out, err = merge([tmp + "/cache/audit.db"])
    check(rc == 3 and "no shard has begun in it" in err, "a cache is no shard's file", rc, err)
    rc, out, err = run("audit", "--shard", "1/4", "-o", tmp + "/cache/audit.db", root)
    check(rc == 2 and "is a cache of flyimg" in err, "a cache is not written over", rc, err)
    write(tmp + "/precious.txt", b"precious")
    rc, out, err = run("audit", "--shard", "1/4", "-o", tmp + "/precious.txt", root)
    check(rc == 3 and open(tmp + "/precious.txt").read() == "precious", "nor is anything else", rc, err)


def big(root, n=24):
    """Layers that take a while to read."""
    s = Storage(root)
    rnd = __import__("random").Random(7)
    words = ["".join(rnd.choice("abcdefghij") for _ in range(8)) for _ in range(5000)]
    for i in range(n):
        text = " ".join(rnd.choice(words) for _ in range(400000)).encode()
        token = "ghp_" + "".join(rnd.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789") for _ in range(36))
        s.push("acme/r%d:1" % i, Image([BASE, (layer({"srv/%d" % i: text, "srv/%d.txt" % i: token.encode()}), "COPY %d ." % i)]))


def kill_in_the_middle(args, path):
    """Start it, wait until it has put some results, kill -9; was it alive until then?"""
    p = subprocess.Popen([FLYIMG, *args], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.time() + 30
    while p.poll() is None and time.time() < deadline:
        if os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 150000:
            break
        time.sleep(0.002)
    alive = p.poll() is None
    p.kill()
    p.wait()
    return alive


def test_killed():
    root = tmp + "/big"
    big(root)
    files = shards(2, root, name="big")
    want = whole("-f", "json", root)
    killed = tmp + "/killed.db"
    args = ("audit", "-q", "--shard", "2/2", "-o", killed, root)
    if not kill_in_the_middle(args, killed):
        return skip("the machine is too fast to kill a shard")
    rc, r = report([files[0], killed])
    problems = r["coverage"]["problems"]
    check(rc == 3 and problems and problems[0].startswith("shard 2 of 2 was ended before it was done (%s)" % killed),
          "a killed shard is told", rc, problems[:1])
    check(any(i["complete"] for i in r["images"]) and not all(i["complete"] for i in r["images"]),
          "with what it had done", [i["complete"] for i in r["images"]])
    gaps = [p for p in problems if "its result is not there" in p]
    check(gaps, "its layers are gaps", problems)
    rc, r2 = report([files[0], killed, files[1]])
    check(rc == want[0] and r2["findings"] == json.loads(want[1])["findings"], "one that is whole counts instead", rc)
    done = len(layer_keys(killed))
    rc, out, err = run(*[a for a in args if a != "-q"])
    check(rc == 0 and re.search(r"shard 2 of 2 is done: \d+ layers? read, [1-9]\d* known from before", err),
          "the same command goes on", rc, err)
    rc, out, err = merge([files[0], killed], "-f", "json")
    check(plain(out) == plain(want[1]) and rc == want[0], "and then all is there", rc, first_difference(plain(want[1]), plain(out)))
    rc, out, err = run(*args[:-1], one_storage())
    check(rc == 0, "another run's result is replaced", rc, err)
    rc, r = report([killed])
    check(len(r["images"]) == len(family()), "and nothing of it is left", len(r["images"]))
    # Two at once must not write one file.
    busy = tmp + "/busy.db"
    slow = subprocess.Popen([FLYIMG, "audit", "-q", "--shard", "1/1", "-o", busy, root])
    while slow.poll() is None and not os.path.exists(busy + "-wal"):
        time.sleep(0.005)
    rc, out, err = run("audit", "-q", "--shard", "1/1", "-o", busy, root)
    early = merge([busy])
    alive = slow.poll() is None
    ended = slow.wait()
    check(not alive or (early[0] == 3 and "another run is writing to it" in early[2]), "merged too early", early)
    check(rc == 0 or "another run is writing to it" in err, "two runs, one file", rc, err)
    check(ended == 0, "the first one is not hurt", ended)


def test_usage():
    root = one_storage()
    for wrong in ("0/4", "5/4", "4", "1/0", "a/b", "-1/4", "1/4/2", "1/70000"):
        rc, out, err = run("audit", "--shard=" + wrong, "-o", tmp + "/x.db", root)
        check(rc == 2 and "$((INDEX+1))/N" in err, "no shard: " + wrong, rc, err)
    for args, words in ((("audit", "--shard", "1/4", root), "-o shard-1.db PATH"),
                        (("audit", "--shard", "1/4", "-o", "x", "-f", "json", root), "give it to flyimg merge"),
                        (("audit", "--shard", "1/4", "-o", "x", "--cache", "y", root), "leave out --cache"),
                        (("merge",), "flyimg merge FILE..."), (("merge", tmp), "is a folder"),
                        (("merge", "--platform", "x", "y"), 'no option "--platform"')):
        rc, out, err = run(*args)
        check(rc == 2 and words in err, "usage: " + words, rc, err)
    rc, out, err = run("merge", "--help")
    check(rc == 0 and "is missing" in out and "--format" in out, "merge --help", rc)
    # The shard that owns standard input reads it, the others do not.
    data, files = archive({"acme/web:1": family()["acme/web:1.0"]}), []
    for k in (1, 2, 3):
        files.append("%s/stdin-%d.db" % (tmp, k))
        rc, out, err = run("audit", "-q", "--shard", "%d/3" % k, "-o", files[-1], "-", input=data)
        check(rc == 0, "a shard of standard input", rc, err)
    want = run("audit", "-q", "--no-cache", "-f", "json", "-", input=data)
    got = merge(files, "-f", "json")
    check((got[0], plain(got[1])) == (want[0], plain(want[1])), "standard input", first_difference(plain(want[1]), plain(got[1])))


# ---- what spreads shards ----

def have(*programs, package):
    """Are they here?  With FLYIMG_TEST_INSTALL=1 root may have them installed."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    absent = [p for p in programs if not shutil.which(p, path=path)]
    if absent and os.environ.get("FLYIMG_TEST_INSTALL") == "1" and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", *package.split()], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"))
        absent = [p for p in programs if not shutil.which(p, path=path)]
    if absent:
        skip("%s is absent (Debian: %s; FLYIMG_TEST_INSTALL=1 installs it)" % (absent[0], package))
    return not absent


def spread_input():
    root = tmp + "/spread"
    if not os.path.exists(root):
        storage(root + "/registry", family())
        write(root + "/an archive.tar.gz", gzip.compress(archive({"acme/x:1": family()["acme/api:2"]}), 1, mtime=0))
    return root


def test_parallel():
    if not have("parallel", package="parallel"):
        return
    root, out = spread_input(), tmp + "/parallel out"
    script = ROOT + "/packaging/parallel/flyimg-audit.sh"
    env = dict(os.environ, FLYIMG=FLYIMG, MERGE="--quiet --format json")
    p = subprocess.run(["sh", script, "4", out, "--repository", "acme/*", root + "/registry", root + "/an archive.tar.gz"],
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, stdin=subprocess.DEVNULL)
    want = whole("-f", "json", "--repository", "acme/*", root + "/registry", root + "/an archive.tar.gz")
    check(p.returncode == want[0] == 1, "GNU parallel: the status", p.returncode, p.stderr.decode())
    check(plain(p.stdout.decode()) == plain(want[1]), "GNU parallel: four shards equal one run",
          first_difference(plain(want[1]), plain(p.stdout.decode())))
    check(sorted(os.listdir(out)) == ["shard-%d.db" % k for k in (1, 2, 3, 4)], "GNU parallel: one file a shard", os.listdir(out))
    env.pop("MERGE")
    p = subprocess.run(["sh", script, "4", out, root], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, stdin=subprocess.DEVNULL)
    check(p.returncode == 1 and os.path.exists(out + "/audit.html"), "GNU parallel: a page", p.returncode, p.stderr.decode())
    p = subprocess.run(["sh", script, "4"], stderr=subprocess.PIPE, env=env)
    check(p.returncode == 2 and b"usage:" in p.stderr, "GNU parallel: usage", p.stderr)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


SLURM_CONF = """
ClusterName=flyimg
SlurmctldHost=%(host)s(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=%(dir)s/munge.socket
CredType=cred/munge
SlurmctldPort=%(port)d
SlurmdPort=%(port2)d
SlurmctldPidFile=%(dir)s/slurmctld.pid
SlurmdPidFile=%(dir)s/slurmd.pid
SlurmctldLogFile=%(dir)s/slurmctld.log
SlurmdLogFile=%(dir)s/slurmd.log
StateSaveLocation=%(dir)s/state
SlurmdSpoolDir=%(dir)s/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=%(host)s NodeAddr=127.0.0.1 CPUs=4 RealMemory=8192 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


class Slurm:
    """A cluster of one node with four slots, of real daemons, in a folder of its own."""

    def __init__(self):
        self.dir, self.daemons = tempfile.mkdtemp(prefix="flyimg-slurm-"), []
        os.chmod(self.dir, 0o755)
        for d in ("state", "spool"):
            os.mkdir(self.dir + "/" + d)
        write(self.dir + "/munge.key", os.urandom(128))
        os.chmod(self.dir + "/munge.key", 0o600)
        host = socket.gethostname().split(".")[0]
        write(self.dir + "/slurm.conf", (SLURM_CONF % {"host": host, "dir": self.dir, "port": free_port(), "port2": free_port()}).encode())
        self.env = dict(os.environ, SLURM_CONF=self.dir + "/slurm.conf", PATH=os.environ["PATH"] + ":/usr/sbin:/sbin", FLYIMG=FLYIMG)

    def daemon(self, *words):
        log = open(self.dir + "/" + words[0] + ".out", "w")
        self.daemons.append(subprocess.Popen(words, stdout=log, stderr=log, env=self.env, cwd=self.dir, stdin=subprocess.DEVNULL))

    def run(self, *words):
        p = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.env, cwd=self.dir, stdin=subprocess.DEVNULL)
        return p.returncode, p.stdout.decode().strip()

    def wait(self, what, seconds):
        deadline = time.time() + seconds
        while time.time() < deadline:
            if what():
                return True
            if any(d.poll() is not None for d in self.daemons):
                return False
            time.sleep(0.2)
        return False

    def start(self):
        self.daemon("munged", "--foreground", "--force", "--socket=%s/munge.socket" % self.dir, "--key-file=%s/munge.key" % self.dir,
                    "--pid-file=%s/munged.pid" % self.dir, "--seed-file=%s/munged.seed" % self.dir, "--log-file=%s/munged.log" % self.dir)
        if not self.wait(lambda: os.path.exists(self.dir + "/munge.socket"), 10):
            return self.why("munged")
        self.daemon("slurmctld", "-D", "-i")
        if not self.wait(lambda: self.run("scontrol", "ping")[0] == 0, 20):
            return self.why("slurmctld")
        self.daemon("slurmd", "-D")
        if not self.wait(lambda: self.run("sinfo", "-h", "-o", "%t")[1] in ("idle", "mix", "alloc"), 30):
            return self.why("slurmd")
        return None

    def why(self, name):
        """The last words of a daemon that does not start."""
        words = ""
        for f in (name + ".out", name + ".log"):
            if os.path.exists(self.dir + "/" + f):
                words = open(self.dir + "/" + f, errors="replace").read().strip() or words
        return "%s does not start here: %s" % (name, words.splitlines()[-1] if words else "no reason told")

    def job(self, *words):
        """Submit, and wait until the queue is empty; its number."""
        rc, out = self.run("sbatch", "--parsable", *words)
        check(rc == 0, "sbatch takes it", out)
        return out

    def drained(self, seconds=90):
        return self.wait(lambda: self.run("squeue", "-h")[1] == "", seconds)

    def stop(self):
        for d in reversed(self.daemons):
            d.terminate()
            try:
                d.wait(15)
            except subprocess.TimeoutExpired:
                d.kill()
                d.wait()
        shutil.rmtree(self.dir, ignore_errors=True)


def test_slurm():
    if not have("sbatch", "slurmctld", "slurmd", "munged", package="slurm-wlm munge"):
        return
    if os.geteuid() != 0:
        return skip("Slurm's daemons are started by root only")
    slurm = Slurm()
    try:
        why = slurm.start()
        if why:
            return skip(why)
        slurm_jobs(slurm, ROOT + "/packaging/slurm/flyimg-audit.sbatch", spread_input())
    finally:
        slurm.stop()


def slurm_jobs(slurm, script, root):
    out, result = tmp + "/slurm out", tmp + "/slurm.json"
    os.mkdir(out)
    want = whole("-f", "json", root)
    job = slurm.job("--array=1-4", script, out, root)
    slurm.job("--dependency=afterany:" + job, script, out, "--fail-on", "none", "--format", "json", "-o", result)
    check(slurm.drained(), "Slurm: the queue empties", slurm.run("squeue")[1])
    logs = "".join(open(os.path.join(slurm.dir, f)).read() for f in sorted(os.listdir(slurm.dir)) if f.startswith("slurm-"))
    check(sorted(os.listdir(out)) == ["shard-%d.db" % k for k in (1, 2, 3, 4)], "Slurm: one file a shard", os.listdir(out), logs)
    check(os.path.exists(result) and plain(open(result).read()) == plain(want[1]), "Slurm: four shards equal one run", logs)
    check(logs.count("is done") == 4, "Slurm: four tasks", logs)
    # One is lost, told, and run again.
    os.unlink(out + "/shard-3.db")
    slurm.job(script, out)
    check(slurm.drained(), "Slurm: a merge ends")
    page = open(out + "/audit.html").read() if os.path.exists(out + "/audit.html") else ""
    check("shard 3 of 4 is missing" in page, "Slurm: a lost shard is told in the page", len(page))
    slurm.env["SHARDS"] = "4"
    slurm.job("--array=3", script, out, root)
    check(slurm.drained(), "Slurm: one task again")
    os.unlink(result)
    slurm.job(script, out, "-f", "json", "-o", result)
    check(slurm.drained() and plain(open(result).read()) == plain(want[1]), "Slurm: the lost shard was run again")


# ---- Kubernetes ----

def yaml_lines(text):
    """The lines that count, with their indent."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield len(line) - len(line.lstrip()), line.strip()


def scalar(word):
    if word.startswith('"'):
        return json.loads(word)
    return {"true": True, "false": False}.get(word, int(word) if re.fullmatch(r"-?\d+", word) else word)


def yaml_block(lines, indent):
    """What stands at that indent: of YAML only what our manifest uses."""
    out = None
    while lines and lines[0][0] == indent:
        at, word = lines.pop(0)
        if word.startswith("- "):
            out = [] if out is None else out
            lines.insert(0, (at + 2, word[2:]))
            out.append(yaml_block(lines, at + 2) if re.match(r"[\w./-]+:( |$)", word[2:]) else yaml_value(lines, lines.pop(0)[1], at))
            continue
        key, _, rest = word.partition(":")
        out = {} if out is None else out
        out[key] = yaml_value(lines, rest.strip(), at)
    return out


def yaml_value(lines, rest, at):
    if rest == ">-":
        words = []
        while lines and lines[0][0] > at:
            words.append(lines.pop(0)[1])
        return " ".join(words)
    if rest or not lines:
        return scalar(rest)
    deeper = lines[0][0] > at or (lines[0][0] == at and lines[0][1].startswith("- "))
    return yaml_block(lines, lines[0][0]) if deeper else None


def manifest():
    text = open(ROOT + "/packaging/kubernetes/flyimg-audit.yaml").read()
    return text, [yaml_block(list(yaml_lines(part)), 0) for part in text.split("\n---\n")]


def pod_command(job, index, results, registry):
    """What a container of the Job runs, with its folders where they are here."""
    c = job["spec"]["template"]["spec"]["containers"][0]
    env = {e["name"]: e["value"] for e in c.get("env", [])}
    env.update(JOB_COMPLETION_INDEX=str(index), PATH=os.path.dirname(FLYIMG) + ":" + os.environ["PATH"])
    words = [re.sub(r"\$\((\w+)\)", lambda m: env.get(m[1], m[0]), w) for w in c["command"]]  # as Kubernetes does
    words = [w.replace("/results", results).replace("/registry", registry) for w in words]
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)


def test_kubernetes():
    text, docs = manifest()
    try:
        import yaml
        check(list(yaml.safe_load_all(text)) == docs, "the manifest is read as YAML is")
    except ImportError:
        skip("python3-yaml is absent: the manifest is read by this test alone")
    check([d["kind"] for d in docs] == ["Job", "Job"] and all(d["apiVersion"] == "batch/v1" for d in docs), "two Jobs")
    audit, merged = docs
    spec = audit["spec"]
    check(spec["completionMode"] == "Indexed" and spec["completions"] >= spec["parallelism"] > 1, "an Indexed Job", spec)
    for job in docs:
        pod = job["spec"]["template"]["spec"]
        c, name = pod["containers"][0], job["metadata"]["name"]
        check(pod["securityContext"]["runAsNonRoot"] is True and pod["securityContext"]["runAsUser"] > 0, name + ": not root")
        check(c["securityContext"] == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                                       "capabilities": {"drop": ["ALL"]}}, name + ": no privileges")
        check(pod["automountServiceAccountToken"] is False, name + ": no token")
        check(c["resources"]["requests"] and c["resources"]["limits"]["memory"], name + ": resources")
        mounts = {m["name"]: m for m in c["volumeMounts"]}
        volumes = {v["name"]: v["persistentVolumeClaim"] for v in pod["volumes"]}
        check(set(mounts) == set(volumes) == {"registry", "results"}, name + ": volumes")
        check(mounts["registry"]["readOnly"] is True and volumes["registry"]["readOnly"] is True, name + ": the export is only read")
    n = spec["completions"]
    env = {e["name"]: e["value"] for e in audit["spec"]["template"]["spec"]["containers"][0]["env"]}
    check(env["SHARDS"] == str(n), "as many shards as completions")
    # The commands are run as a node would, but for the container.
    if os.path.basename(FLYIMG) != "flyimg":
        return skip("the program under test has another name")
    results, root = tmp + "/k8s-results", spread_input()
    os.mkdir(results)
    for index in range(n):
        p = pod_command(audit, index, results, root)
        check(p.returncode == 0, "pod %d" % index, p.stderr.decode())
    check(len(os.listdir(results)) == n, "a file for each index", os.listdir(results))
    p = pod_command(merged, 0, results, root)
    got = open(results + "/audit.html").read() if os.path.exists(results + "/audit.html") else ""
    check(p.returncode == 0 and plain(got) == plain(whole("-f", "html", "--fail-on", "none", root)[1]), "the merge pod's page",
          p.returncode, p.stderr.decode())


def test_kubernetes_schema():
    """Against the API's own schema, which a package of PyPI carries."""
    venv = os.environ.get("FLYIMG_TEST_KUBERNETES") or tmp + "/venv"
    program = venv + "/bin/kubernetes-validate"
    if not os.path.exists(program):
        for words in ([sys.executable, "-m", "venv", venv], [venv + "/bin/pip", "install", "-q", "--timeout", "10", "--retries", "0",
                                                              "kubernetes-validate"]):
            try:
                p = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
            except (OSError, subprocess.TimeoutExpired):
                p = None
            if not p or p.returncode:
                return skip("kubernetes-validate cannot be installed from PyPI: no network")
    text = open(ROOT + "/packaging/kubernetes/flyimg-audit.yaml").read()
    validate = lambda path, version: subprocess.run([program, "-k", version, "--strict", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for version in ("1.25", "1.29", "1.33"):
        p = validate(ROOT + "/packaging/kubernetes/flyimg-audit.yaml", version)
        check(p.returncode == 0 and p.stdout.count(b"passed") == 2, "the schema of Kubernetes " + version, p.stdout.decode())
    for right, wrong in (("completions: 8", "completions: eight"), ("backoffLimit: 24", "backofLimit: 24"), ("runAsUser: 10001", "runAsUser: nobody")):
        write(tmp + "/wrong.yaml", text.replace(right, wrong).encode())
        check(validate(tmp + "/wrong.yaml", "1.29").returncode != 0, "the schema refuses " + wrong)


def main():
    tests = [test_storage, test_trees, test_archives, test_unclaimed, test_damage, test_options, test_lost, test_repeated,
             test_foreign, test_damaged_files, test_killed, test_usage, test_parallel, test_slurm, test_kubernetes,
             test_kubernetes_schema]
    if len(sys.argv) > 2:
        tests = [t for t in tests if t.__name__[5:] in sys.argv[2:]]
    try:
        for test in tests:
            began = time.time()
            try:
                test()
            except Exception as e:  # one broken test must not hide the others
                check(False, test.__name__, repr(e))
                import traceback
                traceback.print_exc()
            print("%-18s %5.1f s" % (test.__name__, time.time() - began))
    finally:
        shutil.rmtree(tmp, ignore_errors=True)
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return failed != 0


sys.exit(main())
