"""run_packages.py FLYIMG - findings in files as their package shipped them, and of the base.

The files and lists are this system's own: libgnutls, which carries keys for its self
test, and dpkg's list of it.  Layer 1 is a base with them, layer 2 a folder of the
author's that holds a token and a changed copy of the library.  RPM's database is made
by rpm, and once more as Berkeley DB's hash.
"""
import glob, hashlib, io, json, os, shutil, sqlite3, subprocess, sys, tarfile, tempfile

FLYIMG = os.path.abspath(sys.argv[1])
TOKEN = "sk_" + "live_" + "9fK2mQ7xV4" + "bT1nR8cW3yLdZ6sG"
passed = failed = skipped = 0


def check(ok, what, *more):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print("FAIL", what, *more)


def layer(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        for name, data in files:
            m = tarfile.TarInfo(name)
            m.size = len(data)
            t.addfile(m, io.BytesIO(data))
    return out.getvalue()


def image(path, layers, rows):
    diffs = ["sha256:" + hashlib.sha256(l).hexdigest() for l in layers]
    config = json.dumps({"architecture": "amd64", "os": "linux", "config": {"User": "1000"},
                         "rootfs": {"type": "layers", "diff_ids": diffs}, "history": rows}).encode()
    name = hashlib.sha256(config).hexdigest() + ".json"
    names = ["%d/layer.tar" % i for i in range(len(layers))]
    manifest = [{"Config": name, "RepoTags": ["acme/app:1"], "Layers": names}]
    with open(path, "wb") as f:
        f.write(layer([*zip(names, layers), (name, config),
                       ("manifest.json", json.dumps(manifest).encode())]))
    return diffs


def run(path, *options):
    p = subprocess.run([FLYIMG, "check", "-q", "--no-context", "--only", "secret", *options, path],
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def places(report):
    for f in report["findings"]:
        for p in f["places"]:
            yield f, p


def skip(why):
    global skipped
    skipped += 1
    print("skip:", why)


SPEC = """Name: acme-tool
Version: 1.0
Release: 1
Summary: A tool
License: MIT
BuildArch: noarch
%%description
A tool.
%%install
mkdir -p %%{buildroot}/usr/share/acme %%{buildroot}/usr/lib/acme
printf 'old: %%s\\n' '%(text)s' | gzip >%%{buildroot}/usr/share/acme/changes.gz
printf '%%s' '%(text)s' >%%{buildroot}/usr/share/acme/token.js
ln -s ../../share/acme/token.js %%{buildroot}/usr/lib/acme/link.js
%%files
/usr/share/acme
/usr/lib/acme
%%ghost /var/log/acme.log
"""


def rpm_root(dir, text):
    """A folder where rpm installed a package with this text in a file; its database's path."""
    root, top, db = dir + "/root", dir + "/top", "/var/lib/rpm"
    os.makedirs(top)
    with open(top + "/tool.spec", "w") as f:
        f.write(SPEC % {"text": text})
    for command in (["rpmbuild", "-bb", "--quiet", "--define", "_topdir " + top,
                     "--define", "_build_name_fmt %{NAME}.rpm", top + "/tool.spec"],
                    ["rpm", "--root", root, "--dbpath", db, "--initdb"],
                    ["rpm", "--root", root, "--dbpath", db, "-i", "--nodeps", "--nosignature",
                     top + "/RPMS/acme-tool.rpm"]):
        os.makedirs(root, exist_ok=True)
        p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if p.returncode:
            return None, p.stdout.decode()
    return root, root + db + "/rpmdb.sqlite"


def berkeley(path, out):
    """The same database as Berkeley DB's hash, made by its own tool."""
    rows = sqlite3.connect("file:%s?immutable=1" % path, uri=True).execute("SELECT hnum, blob FROM Packages")
    lines = ["VERSION=3", "format=bytevalue", "type=hash", "HEADER=END"]
    for number, blob in [(0, (1).to_bytes(4, "little")), *rows]:
        lines += [" " + number.to_bytes(4, "little").hex(), " " + blob.hex()]
    subprocess.run(["db_load", out], input="\n".join([*lines, "DATA=END", ""]).encode(), check=True)


def check_rpm(dir, what, database, root):
    """An rpm's file as installed, a changed copy of it in a later layer."""
    name, packed = "usr/share/acme/token.js", "usr/share/acme/changes.gz"
    files = [*((n, open(root + "/" + n, "rb").read()) for n in (name, packed)), database]
    changed = layer([(n, data + b"// mine\n") for n, data in files[:2]])
    history = [{"created_by": "ADD rootfs.tar /"}, {"created_by": "COPY token.js /usr/share/acme/"}]
    image(dir + "/rpm.tar", [layer(files), changed], history)
    rc, out, err = run(dir + "/rpm.tar", "-f", "json")
    report = json.loads(out)
    for path in (name, packed + "!/changes"):
        seen = [p for _, p in places(report) if p["path"] == path]
        check(sorted((p["layer"], p.get("package")) for p in seen) == [(0, "acme-tool"), (1, None)],
              what, "only the unchanged file is the package's", path, seen)
    image(dir + "/alone.tar", [layer(files)], history[:1])
    rc, out, err = run(dir + "/alone.tar", "-f", "json")
    found = json.loads(out)["findings"]
    check(rc == 0 and [f["severity"] for f in found] == ["low"], what, "its finding is low", rc, found)
    check(all("Unchanged file of acme-tool." in f["message"] for f in found), what, "says why", found)


def rpms():
    if not shutil.which("rpmbuild") or not shutil.which("rpm"):
        return skip("no rpmbuild here (apt-get install rpm)")
    with tempfile.TemporaryDirectory() as dir:
        root, path = rpm_root(dir, 'const t = "%s";' % TOKEN)
        if not root:
            return skip("rpm cannot install into a folder here: " + path.strip())
        db = open(path, "rb").read()
        for name in ("var/lib/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/rpmdb.sqlite"):
            check_rpm(dir, name, (name, db), root)
        image(dir + "/cut.tar", [layer([("var/lib/rpm/rpmdb.sqlite", db[:20000])])], [{}])
        rc, out, err = run(dir + "/cut.tar", "-f", "json")
        check(rc == 0 and "RPM database" in out, "a damaged database is told, and no more", rc, out)
        if not shutil.which("db_load"):
            return skip("no db_load here (apt-get install db-util)")
        berkeley(path, dir + "/Packages")
        check_rpm(dir, "Packages", ("var/lib/rpm/Packages", open(dir + "/Packages", "rb").read()), root)


def dpkg_and_base():
    libs = [p for p in glob.glob("/usr/lib/*/libgnutls.so.30.*") if os.path.isfile(p)]
    lists = glob.glob("/var/lib/dpkg/info/libgnutls30*.md5sums")
    if not libs or not lists:
        return skip("no libgnutls30 of dpkg's here")
    lib, sums = open(libs[0], "rb").read(), open(lists[0], "rb").read()
    name, md5sums = libs[0][1:], lists[0][1:]
    base = layer([(name, lib), (md5sums, sums)])
    own = layer([("app/token.js", b'const t = "%s";\n' % TOKEN.encode()), (name, lib + b"x")])
    history = [{"created_by": "ADD rootfs.tar /"}, {"created_by": 'CMD ["sh"]', "empty_layer": True},
               {"created_by": "COPY app /app"}, {"created_by": 'CMD ["node"]', "empty_layer": True}]
    with tempfile.TemporaryDirectory() as dir:
        path, alone = dir + "/app.tar", dir + "/base.tar"
        diffs = image(path, [base, own], history)
        image(alone, [base], history[:2])
        rc, out, _ = run(path, "-f", "json")
        seen = list(places(json.loads(out)))
        keys = [(f, p) for f, p in seen if p["path"] == name]
        check(rc == 1, "a token fails the run", rc)
        check(len({f["fingerprint"] for f, _ in keys}) == 10, "ten keys in libgnutls", len(keys))
        check(all((p.get("package") == "libgnutls30") == (p["layer"] == 0) for _, p in keys),
              "only the unchanged file is the package's")
        check(all(f["severity"] == "low" for f, _ in keys), "known keys are low")
        check(all(p.get("base", False) == (p["layer"] == 0) for _, p in seen), "layer 0 is the base")
        key = lib[lib.index(b"-----BEGIN RSA PRIVATE KEY"):]
        key = key[:key.index(b"-----END RSA PRIVATE KEY-----") + 29] + b"\n"
        image(dir + "/key.tar", [layer([("app/server.key", key)])], history[:1])
        rc, out, _ = run(dir + "/key.tar", "-f", "json")
        check(rc == 0 and any(f["severity"] == "low" and "public test key (libgnutls30)" in f["message"]
                              for f, _ in places(json.loads(out))), "a known key is low in any file", out)
        check("Make a new key pair" not in out and "Nothing is to be revoked" in out,
              "the fix of a public key is not to replace it", out)
        rc, out, _ = run(alone, "-f", "json")
        check(all("test key shipped by libgnutls30" in f["message"] for f, _ in places(json.loads(out))),
              "the message says whose key it is")
        check(not any("Make a new key" in f["fix"] for f, _ in places(json.loads(out))),
              "and its fix is not to replace it", out)

        for word, rc_own in ((alone, 1), ("1", 1), (diffs[0], 1), ("2", 0), (diffs[1], 0), (path, 0), ("0", 1)):
            rc, out, err = run(path, "--base", word, "--gate", "own")
            check(rc == rc_own, "--gate own with --base", word, rc, err)
            check(("1 finding of the base image does not count (--gate own)" in out) == (rc_own == 0),
                  "the report says what does not count", word)
        rc, out, err = run(path, "--base", "sha256:" + "0" * 64, "--gate", "own")
        check(rc == 1 and "all its layers count as its own" in err, "an unknown base is own", rc, err)
        rc, out, _ = run(path, "--base", "2", "--gate", "own", "-f", "json")
        check(json.loads(out).get("ungated") == 1, "JSON counts them, too")
        rc, out, _ = run(path, "--base", "2", "--gate", "own", "-f", "sarif")
        check("does not count (--gate own)" in out, "SARIF says it, too")


dpkg_and_base()
rpms()
print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
sys.exit(failed > 0)
