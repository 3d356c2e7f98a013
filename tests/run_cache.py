#!/usr/bin/env python3
"""run_cache.py FLYIMG - what is kept of layers between runs, and that it changes no report.

Reports without a cache, with one that is being filled, and from it must be equal byte by
byte, but for the line that says what was reused.  ../shared/corpus, when it is there, has
more archives.
"""
import gzip
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
IMAGES = os.path.join(ROOT, "testdata", "images")
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "small")
FOLDERS = {"oci-folder", "skopeo-dir", "umoci-folder"}
WORD = b"Sommer" + b"nacht77"  # fake
TOKEN = b"sk_" + b"live_9fK2mQ7xLr4TvB8nWc3ZpY6d"  # fake

if len(sys.argv) != 2:
    sys.exit("usage: run_cache.py FLYIMG")
FLYIMG = os.path.abspath(sys.argv[1])
TMP = tempfile.mkdtemp(prefix="flyimg-cache-")
tally = {"passed": 0, "failed": 0, "skipped": 0}


class Skip(Exception):
    """This cannot be tried here."""


def test(f):
    """Run a test now, in a folder of its own, and count it."""
    name = f.__name__.replace("_", " ")
    folder = tempfile.mkdtemp(prefix="cache-", dir=TMP)
    try:
        f(folder)
    except Skip as e:
        tally["skipped"] += 1
        print("skip %s: %s" % (name, e))
    except AssertionError as e:
        tally["failed"] += 1
        print("FAIL %s: %s" % (name, e))
    else:
        tally["passed"] += 1
        print("ok   %s" % name)
    return f


def environment(**more):
    env = {k: v for k, v in os.environ.items()
           if k not in ("FLYIMG_CACHE", "XDG_CACHE_HOME", "HOME")}
    env.update(more)
    return env


def run(*args, feed=None, env=None, form="json", prefix=()):
    p = subprocess.run([*prefix, FLYIMG, "check", "--no-context", "--format", form, *args],
                       stdin=feed or subprocess.DEVNULL, capture_output=True,
                       env=env or environment())
    return p.returncode, p.stdout.decode(), p.stderr.decode(errors="replace")


def piped(path, *args, **kw):
    with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as cat:
        return run(*args, "-", feed=cat.stdout, **kw)


def without(report):
    """The report without the line that tells of the cache, and what that says."""
    lines = report.splitlines(True)
    told = [l for l in lines if "layers_from_cache" in l]
    return ("".join(l for l in lines if l not in told),
            int(told[0].split(":")[1].rstrip(",\n")) if told else 0)


def must(got, want, what):
    assert got == want, "%s: %r, not %r" % (what, got, want)


def must_equal(answer, plain, what):
    """The same status and report; how many layers were reused."""
    status, report, said = answer
    report, reused = without(report)
    must(status, plain[0], what + ": status")
    if report != plain[1]:
        for a, b in zip(report.splitlines(), plain[1].splitlines()):
            assert a == b, "%s: %r, not %r" % (what, a, b)
    must(report, plain[1], what)
    must(said, plain[2], what + ": said")
    return reused


# --- images -----------------------------------------------------------------

def layer(*files):
    """A layer's tar: (name, bytes) or (name, bytes, mode)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as t:
        for name, data, *mode in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            info.mode = mode[0] if mode else 0o644
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def sha(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def write(path, members):
    with tarfile.open(path, "w") as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))


def config_of(layers, env=()):
    return json.dumps({
        "os": "linux", "architecture": "amd64",
        "config": {"Env": list(env), "Cmd": ["/app/run"]},
        "rootfs": {"type": "layers", "diff_ids": [sha(l) for l in layers]},
        "history": [{"created_by": "COPY part%d /" % i} for i in range(len(layers))],
    }).encode()


def docker(path, layers, env=()):
    config = config_of(layers, env)
    members = [("c.json", config)]
    members += [("%d/layer.tar" % i, l) for i, l in enumerate(layers)]
    members += [("manifest.json", json.dumps([{
        "Config": "c.json", "RepoTags": ["acme/app:1"],
        "Layers": ["%d/layer.tar" % i for i in range(len(layers))]}]).encode())]
    write(path, members)
    return path


def oci(path, layers, env=(), pack=lambda l: gzip.compress(l, mtime=0)):
    blobs = [config_of(layers, env)] + [pack(l) for l in layers]
    manifest = json.dumps({
        "schemaVersion": 2, "config": {"digest": sha(blobs[0]), "size": len(blobs[0])},
        "layers": [{"digest": sha(b), "size": len(b)} for b in blobs[1:]]}).encode()
    index = json.dumps({"schemaVersion": 2, "manifests": [
        {"digest": sha(manifest), "size": len(manifest)}]}).encode()
    write(path, [("blobs/sha256/" + sha(b)[7:], b) for b in blobs + [manifest]] +
          [("oci-layout", b"{}"), ("index.json", index)])
    return path


def base():
    return layer(
        ("etc/passwd", b"root:x:0:0::/root:/bin/sh\napp:x:10:10::/:/bin/sh\n"),
        ("app/run", b"#!/bin/sh\nexec true\n", 0o755),
        ("app/.env", b"STRIPE_KEY=" + TOKEN + b"\nDB_PASSWORD=" + WORD + b"\n"),
        ("app/big", bytes(range(256)) * 8000))


def top(word):
    return layer(("app/settings.ini", b"[db]\npassword = " + WORD + b"\n"), ("app/word", word))


# --- equal reports ------------------------------------------------------------

def compare(path, cache, *args):
    """Without, filling, again, through a pipe; how many layers were reused the third time."""
    plain = run(*args, path, "--no-cache")
    if plain[0] == 2:
        return 0
    name = os.path.basename(path)
    must_equal(run(*args, path, "--cache", cache), plain, name + ", filling")
    reused = must_equal(run(*args, path, "--cache", cache), plain, name + ", again")
    if not os.path.isdir(path):
        plain = piped(path, *args, "--no-cache")
        must_equal(piped(path, *args, "--cache", cache), plain, name + ", piped")
    return reused


@test
def archives_of_real_tools_are_told_the_same_from_the_cache(folder):
    cache = os.path.join(folder, "cache")
    for name in sorted(os.listdir(IMAGES)):
        stem = name[:-len(".tar.gz")]
        path = os.path.join(folder, stem)
        if stem in FOLDERS:
            with tarfile.open(os.path.join(IMAGES, name)) as t:
                t.extractall(path)
            inside = os.listdir(path)
            if len(inside) == 1:
                path = os.path.join(path, inside[0])
        else:
            with gzip.open(os.path.join(IMAGES, name)) as packed, open(path, "wb") as out:
                shutil.copyfileobj(packed, out)
        assert compare(path, cache) > 0, "%s: nothing was reused" % name


@test
def more_archives_of_real_tools_are_told_the_same(folder):
    if not os.path.isdir(CORPUS):
        raise Skip("no ../shared/corpus here")
    cache, n = os.path.join(folder, "cache"), 0
    for where, _, names in sorted(os.walk(CORPUS)):
        for name in sorted(names):
            path = os.path.join(where, name)
            if name.endswith(".tar") and os.path.getsize(path) < 20e6:
                n += compare(path, cache) > 0
    assert n >= 20, "only %d were reused" % n


@test
def generated_images_are_told_the_same_in_each_format(folder):
    layers = [base(), top(b"one"), layer(("app/.wh.settings.ini", b""))]
    env = ["DB_PASSWORD=" + WORD.decode()]
    paths = [docker(os.path.join(folder, "docker.tar"), layers, env),
             oci(os.path.join(folder, "gzip.tar"), layers, env),
             oci(os.path.join(folder, "plain.tar"), layers, env, lambda l: l)]
    for path in paths:
        assert compare(path, os.path.join(folder, path + ".cache")) == 3
        assert compare(path, os.path.join(folder, "shared")) == 3
    for form in ("text", "sarif", "html"):
        a = run(paths[0], "--no-cache", form=form)[1].replace("3 of 3", "")
        b = run(paths[0], "--cache", os.path.join(folder, "shared"), form=form)[1]
        assert "3 of 3 layers from the cache" in b, b[-500:]
        assert len(b) > len(a)


@test
def the_same_layer_is_known_in_whatever_it_is_packed(folder):
    layers, cache = [base(), top(b"one")], os.path.join(folder, "cache")
    packed = oci(os.path.join(folder, "gzip.tar"), layers)
    plain = docker(os.path.join(folder, "docker.tar"), layers)
    run(packed, "--cache", cache)
    a = run(plain, "--no-cache")
    must(must_equal(run(plain, "--cache", cache), a, "docker"), 2, "reused")
    a = run(packed, "--no-cache")
    must(must_equal(run(packed, "--cache", cache), a, "gzip"), 2, "reused")


@test
def exports_that_share_layers_are_told_the_same(folder):
    """The second is known from the first, in one run."""
    one, two = (docker(os.path.join(folder, n + ".tar"), [base(), top(n.encode())])
                for n in ("one", "two"))
    plain, cache = run(one, two, "--no-cache"), os.path.join(folder, "cache")
    must(must_equal(run(one, two, "--cache", cache), plain, "filling"), 1, "reused")
    must(must_equal(run(one, two, "--cache", cache), plain, "again"), 4, "reused")


@test
def options_that_choose_rules_are_told_the_same(folder):
    path = docker(os.path.join(folder, "app.tar"), [base(), top(b"one")])
    for args in (["--only", "env-file"], ["--skip", "secret"], ["--severity", "high"],
                 ["--only", "file"], []):
        assert compare(path, os.path.join(folder, "cache"), *args) == 2, args


@test
def other_rules_of_the_users_are_another_cache(folder):
    path = docker(os.path.join(folder, "app.tar"), [base(), top(b"one")])
    rules, cache = os.path.join(folder, "rules.toml"), os.path.join(folder, "cache")
    for word in ("one", "two", "one"):
        with open(rules, "w") as f:
            f.write('[[rules]]\nid = "own"\ndescription = "Own"\nregex = \'\'\'%s\'\'\'\n'
                    'keywords = ["%s"]\n' % (word, word))
        plain = run(path, "--no-cache", "--rules", rules)
        must(plain[1].count('"own"') > 0, word == "one", word)
        must_equal(run(path, "--cache", cache, "--rules", rules), plain, word)
    must(must_equal(run(path, "--cache", cache, "--rules", rules), plain, "again"), 2, "reused")


# --- what is read ---------------------------------------------------------------

def bytes_read(path, *args):
    """How much of the file the program reads, as the kernel was asked; None without strace."""
    if not shutil.which("strace"):
        return None
    trace = os.path.join(TMP, "trace")
    # Leaks cannot be looked for under strace.
    env = environment(ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0")
    answer = run(path, *args, env=env, prefix=(
        "strace", "-f", "-y", "-e", "trace=read,pread64", "-o", trace))
    total = 0
    with open(trace, errors="replace") as f:
        for line in f:
            if os.path.basename(path) + ">" in line and "= " in line:
                n = line.rsplit("= ", 1)[1].split()[0]
                total += int(n) if n.isdigit() else 0
    return answer, total


@test
def only_the_layer_that_changed_is_read(folder):
    large = layer(("app/large", bytes(range(256)) * 80000))
    one = docker(os.path.join(folder, "one.tar"), [base(), large, top(b"one")])
    two = docker(os.path.join(folder, "two.tar"), [base(), large, top(b"two")])
    cache = os.path.join(folder, "cache")
    plain = run(two, "--no-cache")
    run(one, "--cache", cache)
    counted = bytes_read(two, "--cache", cache)
    if counted is None:
        must(must_equal(run(two, "--cache", cache), plain, "two"), 2, "reused")
        raise Skip("no strace here to count bytes")
    must(must_equal(counted[0], plain, "two"), 2, "reused")
    size = os.path.getsize(two)
    assert counted[1] < size / 20, "%d of %d bytes" % (counted[1], size)
    again = bytes_read(two, "--cache", cache)[1]
    assert again < counted[1], "%d bytes, not fewer than %d" % (again, counted[1])
    assert bytes_read(two, "--no-cache")[1] >= size


@test
def a_pipe_whose_name_lies_is_not_believed(folder):
    path, cache = os.path.join(folder, "app.tar"), os.path.join(folder, "cache")
    oci(path, [base(), top(b"wordwordword")], pack=lambda l: l)
    must(piped(path, "--cache", cache)[0], 1, "status")
    with open(path, "r+b") as f:
        data = f.read()
        f.seek(data.index(b"wordwordword"))
        f.write(b"another word")
    status, report, _ = piped(path, "--cache", cache)
    must(status, 3, "status")
    assert "use --no-cache" in report
    must(json.loads(report)["complete"], False, "complete")
    assert "use --no-cache" not in piped(path, "--no-cache")[1]


# --- where it is -------------------------------------------------------------------

@test
def the_cache_is_in_the_users_folder(folder):
    path = docker(os.path.join(folder, "app.tar"), [base()])
    for env, where in (
            ({"XDG_CACHE_HOME": folder + "/xdg", "HOME": folder + "/home"}, "xdg/flyimg"),
            ({"HOME": folder + "/home"}, "home/.cache/flyimg"),
            ({"XDG_CACHE_HOME": "relative", "HOME": folder + "/home2"}, "home2/.cache/flyimg"),
            ({"FLYIMG_CACHE": folder + "/own", "HOME": folder + "/home3"}, "own")):
        must(run(path, env=environment(**env))[2], "", "said")
        file = os.path.join(folder, where, "layers.db")
        must(oct(os.stat(file).st_mode & 0o777), "0o600", where)
        must(oct(os.stat(os.path.dirname(file)).st_mode & 0o777), "0o700", where)
        must(without(run(path, env=environment(**env))[1])[1], 1, "reused in " + where)
    assert not os.path.exists(os.path.join(folder, "home3"))


@test
def without_a_home_there_is_no_cache_and_no_word(folder):
    path = docker(os.path.join(folder, "app.tar"), [base()])
    for env in ({}, {"HOME": ""}, {"FLYIMG_CACHE": "", "HOME": folder + "/home"}):
        plain = run(path, "--no-cache")
        for _ in range(2):
            must(must_equal(run(path, env=environment(**env)), plain, str(env)), 0, "reused")
    assert not os.path.exists(os.path.join(folder, "home"))


@test
def two_wishes_that_contradict_are_refused(folder):
    path = docker(os.path.join(folder, "app.tar"), [base()])
    status, _, said = run(path, "--no-cache", "--cache", folder)
    must(status, 2, "status")
    assert "leave one out" in said


@test
def no_secret_is_in_the_cache(folder):
    path, cache = os.path.join(folder, "app.tar"), os.path.join(folder, "cache")
    docker(path, [base(), top(b"one")], ["PASSWORD=" + WORD.decode()])
    run(path, "--cache", cache)
    for name in os.listdir(cache):
        with open(os.path.join(cache, name), "rb") as f:
            data = f.read()
        for secret in (WORD, TOKEN, hashlib.sha256(WORD).digest(),
                       hashlib.sha256(WORD).hexdigest().encode()):
            assert secret not in data


# --- when it is not as it should be ---------------------------------------------------

@test
def a_damaged_cache_is_made_anew(folder):
    path, cache = os.path.join(folder, "app.tar"), os.path.join(folder, "cache")
    docker(path, [base(), top(b"one")])
    plain, file = run(path, "--no-cache"), os.path.join(cache, "layers.db")
    for at in (100, 4096, 9000, 13000, 20000, 26000):
        must_equal(run(path, "--cache", cache), plain, "filling")
        with open(file, "r+b") as f:
            f.seek(at)
            f.write(b"\xa5" * 3000)
        must_equal(run(path, "--cache", cache), plain, "damaged at %d" % at)
        must(must_equal(run(path, "--cache", cache), plain, "after %d" % at), 2, "reused")


@test
def a_file_of_somebody_elses_is_never_touched(folder):
    path, cache = docker(os.path.join(folder, "app.tar"), [base()]), os.path.join(folder, "cache")
    os.mkdir(cache)
    file = os.path.join(cache, "layers.db")
    with open(file, "w") as f:
        f.write("my letters")
    plain = run(path, "--no-cache")
    status, report, said = run(path, "--cache", cache)
    must((status, report), plain[:2], "report")
    must(said.count("\n"), 1, "lines said")
    assert "it is no cache of flyimg; it is left as it is; going on without" in said, said
    must(run(path, "--cache", cache, "-q")[2], "", "said with -q")
    with open(file) as f:
        must(f.read(), "my letters", "the file")


@test
def where_nothing_can_be_written_the_run_goes_on(folder):
    path = docker(os.path.join(folder, "app.tar"), [base()])
    plain = run(path, "--no-cache")
    for cache in ("/proc/nowhere", path, "/dev/null"):
        status, report, said = run(path, "--cache", cache)
        must((status, report), plain[:2], cache)
        must(said.count("\n"), 1, "lines said")
        assert "going on without a cache" in said, said


@test
def a_cache_that_may_only_be_read_is_read(folder):
    one, two = (docker(os.path.join(folder, n + ".tar"), [base(), top(n.encode())])
                for n in ("one", "two"))
    cache = os.path.join(folder, "cache")
    run(one, "--cache", cache)
    if os.geteuid() == 0:
        prefix = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
        if not shutil.which("setpriv"):
            raise Skip("no setpriv here to be somebody else")
        if subprocess.run([*prefix, "test", "-x", FLYIMG, "-a", "-r", one]).returncode:
            for where in (TMP, folder):
                os.chmod(where, 0o755)
            if subprocess.run([*prefix, "test", "-x", FLYIMG, "-a", "-r", one]).returncode:
                raise Skip("nobody else may run the program here")
        for where in (cache, cache + "/layers.db"):
            os.chmod(where, 0o755 if where == cache else 0o644)
    else:
        prefix = ()
        os.chmod(cache + "/layers.db", 0o400)
        os.chmod(cache, 0o500)
    plain = run(two, "--no-cache")
    status, report, said = run(two, "--cache", cache, prefix=prefix)
    os.chmod(cache, 0o700)
    must(without(report), (plain[1], 1), "report")
    must(status, plain[0], "status")
    assert "cannot write" in said and said.count("\n") == 1, said


@test
def a_full_disk_does_not_fail_a_run(folder):
    path, cache = os.path.join(folder, "app.tar"), os.path.join(folder, "cache")
    names = [("d/%05d" % i, os.urandom(4).hex().encode()) for i in range(9000)]
    docker(path, [layer(*names), base()])
    plain = run(path, "--no-cache")
    limit = ("sh", "-c", "trap '' XFSZ; ulimit -f 60; exec \"$@\"", "sh")
    status, report, said = run(path, "--cache", cache, prefix=limit)
    must((status, without(report)[0]), plain[:2], "report")
    must(said.count("\n"), 1, "lines said: " + said)
    assert "nothing new is kept" in said or "going on without" in said, said
    must_equal(run(path, "--cache", cache), plain, "after")
    must(must_equal(run(path, "--cache", cache), plain, "again"), 2, "reused")


# --- several at once, and sudden ends ------------------------------------------------

@test
def runs_at_the_same_time_share_one_cache(folder):
    cache, runs = os.path.join(folder, "cache"), []
    paths = [docker(os.path.join(folder, "%d.tar" % i), [base(), top(b"word %d" % i)])
             for i in range(4)]
    plain = [run(p, "--no-cache") for p in paths]
    for i in range(12):
        runs.append((i % 4, subprocess.Popen(
            [FLYIMG, "check", "--no-context", "--format", "json", "--cache", cache,
             paths[i % 4]], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment())))
    for i, p in runs:
        out, said = p.communicate()
        must_equal((p.returncode, out.decode(), said.decode()), plain[i], "run %d" % i)
    for i, path in enumerate(paths):
        must(must_equal(run(path, "--cache", cache), plain[i], path), 2, "reused")


@test
def a_run_that_is_killed_leaves_what_it_had(folder):
    path, cache = os.path.join(folder, "app.tar"), os.path.join(folder, "cache")
    layers = [layer(*[("%d/%d" % (k, i), b"password = %d\n" % i * 40) for i in range(900)])
              for k in range(12)]
    docker(path, layers)
    plain, killed = run(path, "--no-cache"), 0
    for ms in range(5, 400, 25):
        shutil.rmtree(cache, ignore_errors=True)
        p = subprocess.Popen([FLYIMG, "check", "--no-context", "--cache", cache, path],
                             stdout=subprocess.DEVNULL, env=environment())
        time.sleep(ms / 1000)
        p.send_signal(signal.SIGKILL if ms % 2 else signal.SIGINT)
        killed += p.wait() < 0
        reused = must_equal(run(path, "--cache", cache), plain, "after %d ms" % ms)
        must(must_equal(run(path, "--cache", cache), plain, "again"), 12, "reused")
        if 0 < reused < 12:
            break
    assert killed, "no run was killed in time"


@test
def the_build_decides_what_holds(folder):
    """Another program of the same version must not take this one's results for its own."""
    path, cache = os.path.join(folder, "app.tar"), os.path.join(folder, "cache")
    docker(path, [base()])
    if not shutil.which("objcopy"):
        raise Skip("no objcopy here to make another program")
    other, note = os.path.join(folder, "other"), os.path.join(folder, "note")
    if subprocess.run(["objcopy", "-O", "binary", "--set-section-flags",
                       ".note.gnu.build-id=alloc", "--only-section=.note.gnu.build-id",
                       FLYIMG, note], capture_output=True).returncode:
        raise Skip("no build id in the program")
    with open(note, "r+b") as f:
        f.seek(-1, os.SEEK_END)
        last = f.read(1)[0]
        f.seek(-1, os.SEEK_END)
        f.write(bytes([last ^ 1]))
    subprocess.run(["objcopy", "--update-section", ".note.gnu.build-id=" + note, FLYIMG,
                    other], check=True, capture_output=True)
    run(path, "--cache", cache)
    must(without(run(path, "--cache", cache)[1])[1], 1, "reused by itself")
    p = subprocess.run([other, "check", "--no-context", "--format", "json", "--cache", cache,
                        path], capture_output=True, env=environment())
    must(without(p.stdout.decode())[1], 0, "reused by another")


shutil.rmtree(TMP, ignore_errors=True)
print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % tally)
sys.exit(tally["failed"] > 0)
