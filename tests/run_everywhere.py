#!/usr/bin/env python3
"""run_everywhere.py PROGRAM - secrets in every kind of place, put there by real tools.

One image layer is made with all of them and looked at once; each sample says which file
should be named, with which rule and line.  Every sample has a token of its own, made of
its name, so that no two are one finding.  A tool that is not there skips its samples.
"""
import base64
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib

SAMPLES = []
ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Skip(Exception):
    """A tool is missing."""


def letters(name, n, alphabet=ALNUM):
    seed, out = name.encode(), ""
    while len(out) < n:
        seed = hashlib.sha256(seed).digest()
        out += "".join(alphabet[b % len(alphabet)] for b in seed)
    return out[:n]


def token(name):
    """A fake GitHub token whose checksum is right."""
    body, tail = letters(name, 30), ""
    crc = zlib.crc32(body.encode())
    while crc:
        crc, d = divmod(crc, 62)
        tail = ALNUM[d] + tail
    return "gh" + "p_" + body + tail.rjust(6, "0")


def sample(path, inside="", line=None, rule="github-pat-classic", value=None):
    """The function makes PATH below the folder it is given, holding the token.

    INSIDE is a regex of what follows the path in the report: "!/a/b".
    """
    def add(f):
        SAMPLES.append({"make": f, "path": path, "inside": inside, "line": line,
                        "rule": rule, "name": f.__name__})
        return f
    return add


def tool(*argv, cwd=None, env=None, stdin=None):
    if not shutil.which(argv[0]):
        raise Skip(argv[0])
    done = subprocess.run(argv, cwd=cwd, input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False,
                          env={**os.environ, **(env or {})})
    if done.returncode:
        raise RuntimeError("%s: %s" % (argv[0], done.stderr.decode(errors="replace")))
    return done.stdout


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def folder(work, files):
    """Files in a fresh folder to be packed."""
    d = tempfile.mkdtemp(dir=work)
    for name, data in files.items():
        write(os.path.join(d, name), data)
    return d


def properties(t):
    return "# settings\nserver.port=8080\ngithub.token=%s\n" % t


# --- archives ---------------------------------------------------------------

@sample("srv/app.jar", "!/application.properties", 3)
def jar(work, out, t):
    d = folder(work, {"application.properties": properties(t), "META-INF/x": "y"})
    if shutil.which("jar"):
        tool("jar", "cf", out, "-C", d, ".")
    else:
        tool("zip", "-qr", out, ".", cwd=d)


@sample("srv/app.war", "!/WEB-INF/lib/inner.jar!/db.properties", 3)
def jar_in_war(work, out, t):
    d = folder(work, {"db.properties": properties(t)})
    e = folder(work, {"WEB-INF/web.xml": "<web-app/>", "WEB-INF/lib/x": ""})
    tool("zip", "-qr", e + "/WEB-INF/lib/inner.jar", ".", cwd=d)
    tool("zip", "-qr", out, ".", cwd=e)


@sample("srv/thing-1.0-py3-none-any.whl", "!/thing/settings.py", 2)
def wheel(work, out, t):
    import zipfile
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("thing/settings.py", "DEBUG = False\nGITHUB_TOKEN = '%s'\n" % t)
        z.writestr("thing-1.0.dist-info/METADATA", "Name: thing\n")


@sample("srv/thing-1.0.gem", "!/data.tar.gz!/lib/thing.rb", 2)
def gem(work, out, t):
    d = folder(work, {"lib/thing.rb": "module Thing\n  TOKEN = '%s'\nend\n" % t})
    e = folder(work, {"metadata": "--- !ruby/object\n"})
    tool("tar", "czf", e + "/data.tar.gz", "-C", d, "lib")
    tool("gzip", e + "/metadata")
    tool("tar", "cf", out, "-C", e, "metadata.gz", "data.tar.gz")


@sample("srv/thing.apk", "!/assets/config.json", 1)
def android_apk(work, out, t):
    d = folder(work, {"assets/config.json": '{"token": "%s"}\n' % t,
                      "classes.dex": b"dex\n035\0" + bytes(99)})
    tool("zip", "-qr", out, ".", cwd=d)


@sample("srv/alpine.apk", "!/etc/thing.conf", 3)
def alpine_apk(work, out, t):
    parts = [{".PKGINFO": "pkgname = thing\n"}, {"etc/thing.conf": properties(t)}]
    data = b""
    for i, files in enumerate(parts):
        tar = tool("tar", "c", "-b1", "-C", folder(work, files), *files)
        # Only the last of the tars has an end, as abuild-tar --cut makes them.
        data += gzip.compress(tar if i else tar[:-1024])
    write(out, data)


@sample("srv/thing.deb", "!/data.tar.[a-z]+!/etc/thing.conf", 3)
def deb(work, out, t):
    d = folder(work, {"etc/thing.conf": properties(t), "DEBIAN/control":
                      "Package: thing\nVersion: 1\nArchitecture: all\n"
                      "Maintainer: A <a@localhost>\nDescription: a\n"})
    tool("dpkg-deb", "--root-owner-group", "-b", d, out)


@sample("srv/postinst.deb", "!/control.tar.[a-z]+!/postinst", 2)
def deb_script(work, out, t):
    d = folder(work, {"DEBIAN/postinst": "#!/bin/sh\nexport TOKEN=%s\n" % t,
                      "DEBIAN/control": "Package: thing\nVersion: 1\nArchitecture: all\n"
                      "Maintainer: A <a@localhost>\nDescription: a\n"})
    os.chmod(d + "/DEBIAN/postinst", 0o755)
    tool("dpkg-deb", "--root-owner-group", "-b", d, out)


@sample("srv/thing.rpm", "!/etc/thing.conf", 3)
def rpm(work, out, t):
    d = folder(work, {"thing.conf": properties(t), "thing.spec":
                      "Name: thing\nVersion: 1\nRelease: 1\nSummary: a\nLicense: x\n"
                      "BuildArch: noarch\n%description\na\n%install\n"
                      "install -D %{_topdir}/thing.conf %{buildroot}/etc/thing.conf\n"
                      "%files\n/etc/thing.conf\n"})
    tool("rpmbuild", "-bb", "--quiet", "--define", "_topdir " + d, d + "/thing.spec")
    shutil.copy(d + "/RPMS/noarch/thing-1-1.noarch.rpm", out)


@sample("srv/thing.7z", "!/etc/thing.conf", 3)
def seven_zip(work, out, t):
    d = folder(work, {"etc/thing.conf": properties(t)})
    for argv in (("7zr", "a", out, "etc"), ("7z", "a", out, "etc"), ("7za", "a", out, "etc"),
                 ("bsdtar", "-cf", out, "--format", "7zip", "etc")):
        if shutil.which(argv[0]):
            return tool(*argv, cwd=d)
    raise Skip("7zr, 7z, 7za or bsdtar")


def packed_tar(flag, program):
    def make(work, out, t):
        d = folder(work, {"etc/thing.conf": properties(t)})
        if not shutil.which(program):
            raise Skip(program)
        tool("tar", "cf", out, flag, "-C", d, "etc")
    make.__name__ = "tar_" + program
    return make


for _flag, _program, _end in (("-z", "gzip", "gz"), ("-J", "xz", "xz"),
                              ("-j", "bzip2", "bz2"), ("--zstd", "zstd", "zst")):
    sample("srv/thing.tar." + _end, "!/etc/thing.conf", 3)(packed_tar(_flag, _program))


@sample("srv/dump.sql.zst", "!/dump.sql", 2)
def compressed_dump(work, out, t):
    tool("zstd", "-q", "-o", out, stdin=("-- dump\nINSERT INTO t VALUES ('%s');\n" % t).encode())


# --- Git --------------------------------------------------------------------

GIT = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@localhost", "GIT_COMMITTER_NAME": "a",
       "GIT_COMMITTER_EMAIL": "a@localhost", "GIT_CONFIG_GLOBAL": "/dev/null",
       "GIT_CONFIG_SYSTEM": "/dev/null"}


def git(d, *argv):
    return tool("git", "-c", "init.defaultBranch=main", *argv, cwd=d, env=GIT)


def commit(d, files, text="x"):
    for name, data in files.items():
        write(os.path.join(d, name), data)
    git(d, "add", "-A")
    git(d, "commit", "-qm", text)


def history(work, t, more=()):
    """A secret that the second commit takes away, in a file with many versions."""
    d = tempfile.mkdtemp(dir=work)
    git(d, "init", "-q", *more)
    lines = ["key%d=%s" % (i, letters("line%d" % i, 40)) for i in range(200)]
    for i in range(30):
        lines[i * 5] = "key%d changed in %d" % (i * 5, i)
        secret = "GITHUB_TOKEN=%s\n" % t if i == 7 else "none\n"
        commit(d, {"config/app.env": "\n".join(lines) + "\n" + secret, "README": "hi\n"})
    return d


def only(pattern, d):
    import glob
    found = glob.glob(os.path.join(d, pattern))
    if len(found) != 1:
        raise RuntimeError("%d files %s" % (len(found), pattern))
    return found[0]


@sample("git/pack/.git", r"/objects/pack/pack-[0-9a-f]{40}\.pack!/blob [0-9a-f]{40}/config/app\.env",
        201)
def git_pack(work, out, t):
    d = history(work, t)
    git(d, "gc", "-q", "--aggressive", "--prune=now")
    stat = tool("git", "verify-pack", "-sv", only(".git/objects/pack/*.idx", d)).decode()
    if "chain length" not in stat:
        raise RuntimeError("no differences in the pack")
    shutil.move(d + "/.git", out)


@sample("git/ref/.git", r"/objects/pack/pack-[0-9a-f]{40}\.pack!/blob [0-9a-f]{40}/config/app\.env",
        201)
def git_pack_of_ref_deltas(work, out, t):
    d = history(work, t)
    git(d, "-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq")
    git(d, "prune-packed")
    shutil.move(d + "/.git", out)


@sample("git/sha256/.git", r"/objects/pack/pack-[0-9a-f]{64}\.pack!/blob [0-9a-f]{64}/config/app\.env",
        201)
def git_pack_sha256(work, out, t):
    try:
        d = history(work, t, ["--object-format=sha256"])
    except RuntimeError as e:
        raise Skip("git with SHA-256") from e
    git(d, "-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq")
    git(d, "prune-packed")
    shutil.move(d + "/.git", out)


@sample("git/loose/.git", r"/objects/[0-9a-f]{2}/[0-9a-f]{38}!/blob [0-9a-f]{40}(/\.env)?", 2)
def git_loose(work, out, t):
    d = tempfile.mkdtemp(dir=work)
    git(d, "init", "-q")
    commit(d, {".env": "A=1\nGITHUB_TOKEN=%s\n" % t})
    commit(d, {".env": "A=1\n"})
    shutil.move(d + "/.git", out)


@sample("git/bare.git", r"/objects/[0-9a-f]{2}/[0-9a-f]{38}!/commit [0-9a-f]{40}")
def git_bare_commit_message(work, out, t):
    d = tempfile.mkdtemp(dir=work)
    git(d, "init", "-q")
    commit(d, {"a": "1\n"}, "take %s out" % t)
    git(d, "clone", "-q", "--bare", "--no-local", ".", out)
    pack = only("objects/pack/*.pack", out)
    with open(pack, "rb") as f:
        data = f.read()
    os.unlink(pack)
    os.unlink(pack[:-4] + "idx")
    tool("git", "unpack-objects", "-q", cwd=out, stdin=data, env=GIT)


@sample("git/super/.git", r"/modules/sub/objects/[0-9a-f]{2}/[0-9a-f]{38}!/blob [0-9a-f]{40}"
        r"(/key)?", 1)
def git_submodule(work, out, t):
    sub, d = tempfile.mkdtemp(dir=work), tempfile.mkdtemp(dir=work)
    for each in sub, d:
        git(each, "init", "-q")
    commit(sub, {"key": t + "\n"})
    git(d, "-c", "protocol.file.allow=always", "submodule", "add", "-q", "file://" + sub, "sub")
    git(d, "commit", "-qm", "sub")
    pack = os.path.join(d, ".git/modules/sub")
    import glob
    for f in glob.glob(pack + "/objects/pack/*.pack"):
        with open(f, "rb") as g:
            data = g.read()
        for end in ("pack", "idx", "rev"):
            if os.path.exists(f[:-4] + end):
                os.unlink(f[:-4] + end)
        tool("git", "unpack-objects", "-q", cwd=pack, stdin=data, env={**GIT, "GIT_DIR": pack})
    shutil.move(d + "/.git", out)


@sample("git/repo.bundle", r"!/blob [0-9a-f]{40}/config/app\.env", 201)
def git_bundle(work, out, t):
    d = history(work, t)
    git(d, "bundle", "create", "-q", out, "main")


@sample("git/config/.git/config", "", 3, rule="github-pat-classic")
def git_config(work, out, t):
    d = tempfile.mkdtemp(dir=work)
    git(d, "init", "-q")
    write(out, '[remote "origin"]\n\tfetch = +refs/heads/*\n\turl = https://x-access-token:%s@'
          'github.com/a/b.git\n' % t)


@sample("git/config2/.git/config", "", 2, rule="*")
def git_config_password(work, out, t):
    write(out, '[remote "origin"]\n\turl = https://deploy:%s@git.acme-corp.io/a/b.git\n'
          % letters(t, 20))


@sample("git/config3/.git/config", "", 2, rule="*")
def git_config_extraheader(work, out, t):
    basic = base64.b64encode(("x-access-token:" + t).encode()).decode()
    write(out, '[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic %s\n' % basic)


@sample("git/reflog/.git/logs/HEAD", "", 1)
def git_reflog(work, out, t):
    write(out, "%s %s a <a@localhost> 1700000000 +0000\tclone: from https://u:%s@github.com/a/b\n"
          % ("0" * 40, letters(t, 40, "0123456789abcdef"), t))


@sample("git/fetch/.git/FETCH_HEAD", "", 1)
def git_fetch_head(work, out, t):
    write(out, "%s\t\tbranch 'main' of https://u:%s@github.com/a/b\n"
          % (letters(t, 40, "0123456789abcdef"), t))


@sample("root/.git-credentials", "", 1, rule="*")
def git_credentials(work, out, t):
    write(out, "https://bob:%s@git.acme-corp.io\n" % letters(t, 20))


# --- binaries and databases -------------------------------------------------

@sample("bin/app.pyc")
def pyc(work, out, t):
    import py_compile
    d = folder(work, {"a.py": "TOKEN = '%s'\n" % t})
    py_compile.compile(d + "/a.py", cfile=out, doraise=True)


@sample("bin/elf")
def elf(work, out, t):
    d = folder(work, {"a.c": '#include <stdio.h>\nconst char t[] = "%s";\n'
                      'int main(void) { return puts(t); }\n' % t})
    tool("gcc", "-O2", "-o", out, d + "/a.c")


@sample("bin/go")
def go_binary(work, out, t):
    d = folder(work, {"main.go": 'package main\n\nvar t = "%s"\n\nfunc main() { println(t) }\n'
                      % t})
    tool("go", "build", "-o", out, "main.go", cwd=d,
         env={"GO111MODULE": "off", "CGO_ENABLED": "0", "GOFLAGS": ""})


@sample("var/core.1")
def core_dump(work, out, t):
    child = subprocess.Popen(["sleep", "60"], env={"TOKEN": t})
    try:
        d = tempfile.mkdtemp(dir=work)
        tool("gcore", "-o", d + "/core", str(child.pid))
        shutil.copy(d + "/core.%d" % child.pid, out)
    except RuntimeError as e:
        raise Skip("gcore that may attach") from e
    finally:
        child.kill()
        child.wait()


def compiled(python):
    """SECRET_KEY alone tells what a value without a form is; the names stand elsewhere."""
    def make(work, out, t):
        try:
            tool(python, "-c", "")
        except RuntimeError as e:  # a stand-in that points nowhere
            raise Skip(python) from e
        src = os.path.join(tempfile.mkdtemp(dir=work), "settings.py")
        write(src, "import os\nDEBUG = False\nclass Mail:\n    API_KEY = %r\n"
                   "def f(x):\n    return (x, 'a', None)\nSECRET_KEY = %r\nNAME = 'shop'\n"
              % (letters(t + "m", 32), letters(t, 50)))
        tool(python, "-c", "import py_compile; py_compile.compile(%r, %r)" % (src, out))
    make.__name__ = "compiled_" + python
    return make


for minor in range(6, 14):
    sample("srv/py3%d/settings.pyc" % minor, "", None, "python-compiled-secret")(
        compiled("python3.%d" % minor))


@sample("var/app.db")
def sqlite(work, out, t):
    with sqlite3.connect(out) as c:
        c.execute("CREATE TABLE t (k TEXT, v TEXT)")
        c.execute("INSERT INTO t VALUES ('token', ?)", (t,))


@sample("var/deleted.db")
def sqlite_deleted_row(work, out, t):
    c = sqlite3.connect(out)
    c.execute("PRAGMA secure_delete=off")
    c.execute("CREATE TABLE t (k TEXT, v TEXT)")
    c.execute("INSERT INTO t VALUES ('before', 'x')")
    c.execute("INSERT INTO t VALUES ('token', ?)", (t,))
    c.commit()
    c.execute("DELETE FROM t WHERE k = 'token'")
    c.commit()
    c.close()


@sample("var/wal.db-wal")
def sqlite_wal(work, out, t):
    d = tempfile.mkdtemp(dir=work)
    c = sqlite3.connect(d + "/wal.db")
    c.execute("PRAGMA journal_mode=wal")
    c.execute("CREATE TABLE t (v TEXT)")
    c.execute("INSERT INTO t VALUES (?)", (t,))
    c.commit()
    shutil.copy(d + "/wal.db-wal", out)
    c.close()


@sample("var/utf16.db")
def sqlite_utf16(work, out, t):
    with sqlite3.connect(out) as c:
        c.execute("PRAGMA encoding='UTF-16le'")
        c.execute("CREATE TABLE t (v TEXT)")
        c.execute("INSERT INTO t VALUES (?)", (t,))


@sample("srv/app.dll")
def dotnet_program(work, out, t):
    """Strings of a .NET program: a length of one byte and UTF-16, anywhere."""
    write(out, b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64) + b"PE\0\0" + bytes(99) +
          b"\x0bx\0y\0z\0w\0\0" + bytes([len(t) * 2 + 1]) + t.encode("utf-16-le") + b"\0")


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


@sample("var/leveldb/000003.log")
def leveldb_log(work, out, t):
    """Write-ahead log: checksum, length, type; sequence, count, key and value."""
    put = b"\1" + varint(5) + b"token" + varint(len(t)) + t.encode()
    body = struct.pack("<QI", 1, 1) + put
    write(out, struct.pack("<IHB", 0, len(body), 1) + body)


@sample("var/utf16le.txt", "", 2)
def utf16le_bom(work, out, t):
    write(out, b"\xff\xfe" + tool("iconv", "-t", "UTF-16LE", stdin=properties(t)[11:].encode()))


@sample("var/utf16be.txt", "", 2)
def utf16be_bom(work, out, t):
    write(out, b"\xfe\xff" + tool("iconv", "-t", "UTF-16BE", stdin=properties(t)[11:].encode()))


@sample("var/utf16le-bare.txt", "", 3)
def utf16le(work, out, t):
    write(out, tool("iconv", "-t", "UTF-16LE", stdin=properties(t).encode()))


@sample("var/utf16be-bare.txt", "", 3)
def utf16be(work, out, t):
    write(out, tool("iconv", "-t", "UTF-16BE", stdin=properties(t).encode()))


@sample("var/pixel.png")
def png(work, out, t):
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    write(out, b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
          + chunk(b"tEXt", b"Comment\0" + t.encode()) + chunk(b"IDAT", zlib.compress(b"\0\0"))
          + chunk(b"IEND", b""))


@sample("var/compressed.png", "")
def png_compressed_text(work, out, t):
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    write(out, b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
          + chunk(b"iTXt", b"Comment\0\0\0\0\0" + t.encode())
          + chunk(b"IEND", b""))


# --- text ---------------------------------------------------------------------

def text(path, content, line, rule="github-pat-classic", name=None):
    def make(work, out, t):
        write(out, content.replace("@TOKEN@", t).replace("@PASS@", letters(t, 24)))
    make.__name__ = name or os.path.basename(path)
    sample(path, "", line, rule)(make)


@sample("www/app.js.map", "", 1)
def source_map(work, out, t):
    write(out, json.dumps({"version": 3, "sources": ["a.ts"], "mappings": "AAAA",
                           "sourcesContent": ["const a = 1;\nconst token = \"%s\";\n" % t]}))


@sample("www/bundle.min.js", "", 1)
def bundle(work, out, t):
    half = 'function a(b,c){return b.d?c[0]:e.f("x",b)};' * (5 * 1000 * 1000 // 44)
    write(out, half + 'var g="%s";' % t + half + "\n")


text("var/pg.sql", """--
-- PostgreSQL database dump
--
COPY public.users (id, email, token) FROM stdin;
1\ta@localhost\t@TOKEN@
\\.
""", 5, name="pg_dump")
text("var/mysql.sql", """-- MySQL dump 10.13
INSERT INTO `users` VALUES (1,'a@localhost','@TOKEN@',NULL),(2,'b','c',NULL);
""", 2, name="mysqldump")
text("srv/book.ipynb", json.dumps({"cells": [
    {"cell_type": "code", "source": ["import os\n", "os.environ['GITHUB_TOKEN'] = '@TOKEN@'\n"],
     "outputs": [], "metadata": {}, "execution_count": 1}], "metadata": {}, "nbformat": 4,
    "nbformat_minor": 5}, indent=1), 7, name="notebook")
text("root/.bash_history", "ls\nexport GITHUB_TOKEN=@TOKEN@\n", 2)
text("root/.zsh_history", ": 1700000000:0;ls\n: 1700000001:0;curl -H 'Authorization: token "
     "@TOKEN@' https://api.github.com\n", 2)
text("root/.local/share/fish/fish_history", "- cmd: ls\n  when: 1700000000\n- cmd: set -x "
     "GITHUB_TOKEN @TOKEN@\n  when: 1700000001\n", 3)
text("root/.psql_history", "\\dt\nALTER USER app WITH PASSWORD '@PASS@';\n", 2, "*")
text("root/.mysql_history", "show tables;\nCREATE USER 'app'@'%' IDENTIFIED BY '@PASS@';\n", 2,
     "*")
text("srv/trace.har", json.dumps({"log": {"entries": [{"request": {
    "headers": [{"name": "Authorization", "value": "Bearer @TOKEN@"}]}}]}}, indent=2), 9,
    name="har_header")
text("srv/cookie.har", json.dumps({"log": {"entries": [{"request": {
    "cookies": [{"name": "session_token", "value": "@TOKEN@"}]}}]}}, indent=2), 9,
    name="har_cookie")
text("srv/post.har", json.dumps({"log": {"entries": [{"request": {"postData": {
    "mimeType": "application/x-www-form-urlencoded",
    "text": "user=bob&token=@TOKEN@&x=1"}}}]}}, indent=2), 8, name="har_post_data")
text("srv/k8s.yaml", "apiVersion: v1\nkind: Secret\nstringData:\n  token: @TOKEN@\n", 4,
     name="kubernetes")
text("srv/k8s-env.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - env:\n"
     "    - name: DB_PASSWORD\n      value: \"@PASS@\"\n", 7, "*", name="kubernetes_env")
text("srv/terraform.tfstate", json.dumps({"version": 4, "resources": [{
    "type": "aws_db_instance", "instances": [{"attributes": {"password": "@PASS@"}}]}]},
    indent=2), 9, "*", name="terraform")


# --- names, links, large files ------------------------------------------------

LARGE = 300 << 20


@sample("var/large.bin", "", None)
def large(work, out, t):
    """More than 300 MB, and the token is the very end."""
    with open(out, "wb") as f:
        f.truncate(LARGE)
        f.seek(0, 2)
        f.write(t.encode())


@sample("var/large.log.gz", "!/large.log", LARGE // 64 + 1)
def large_compressed(work, out, t):
    line = b"2024-01-01T00:00:00Z info: nothing happened, and nothing else.." + b"\n"
    block = line * 16384
    with gzip.GzipFile(out, "wb", 1) as f:
        for _ in range(LARGE // len(block)):
            f.write(block)
        f.write(t.encode())


# --- what stands in the tar beside its files -----------------------------------

BESIDE = []


def beside(name, kind=tarfile.REGTYPE, link="", **headers):
    i = tarfile.TarInfo(name)
    i.type, i.linkname, i.pax_headers = kind, link, headers
    BESIDE.append(i)


@sample("etc/commented", r" \(its attributes in the tar\)")
def pax_comment(work, out, t):
    beside("etc/commented", comment="built with " + t)


@sample("etc/attributed", r" \(its attributes in the tar\)")
def extended_attribute(work, out, t):
    beside("etc/attributed", **{"SCHILY.xattr.user.note": "token=" + t})


@sample("etc/link", r" \(its target\)")
def target_of_link(work, out, t):
    beside("etc/link", tarfile.SYMTYPE, "/run/" + t)


@sample("etc/names", r"/\(the name of a file\)")
def name_of_file(work, out, t):
    beside("etc/names/" + t + ".txt")


@sample("etc/folders", r"/\(the name of a file\)")
def name_of_folder(work, out, t):
    beside("etc/folders/" + t, tarfile.DIRTYPE)


@sample("(the name of a file)")
def name_at_the_top(work, out, t):
    beside(t, tarfile.SYMTYPE, "/run")


@sample("etc/names.tar", r"!/a/\(the name of a file\)")
def name_in_archive(work, out, t):
    with tarfile.open(out, "w") as tar:
        tar.addfile(tarfile.TarInfo("a/" + t))


# --- the image ----------------------------------------------------------------

def build(work):
    root = os.path.join(work, "root")
    skipped = []
    for s in SAMPLES:
        s["token"] = token(s["name"])
        out = os.path.join(root, s["path"])
        os.makedirs(os.path.dirname(out), exist_ok=True)
        try:
            s["make"](work, out, s["token"])
        except Skip as e:
            skipped.append((s["name"], str(e)))
            s["skip"] = True
    return root, skipped


def header(name, size):
    i = tarfile.TarInfo(name)
    i.size = size
    return i.tobuf(tarfile.GNU_FORMAT)


def write_image(root, out):
    """A docker archive: the layer is a tar that tar makes on its way."""
    with tempfile.TemporaryFile("w+b") as layer:
        subprocess.run(["tar", "c", "--sort=name", "--owner=0", "--group=0", "-C", root, "."],
                       stdout=layer, check=True)
        layer.seek(0)
        with tarfile.open(fileobj=layer, mode="a", format=tarfile.PAX_FORMAT) as tar:
            for i in BESIDE:
                tar.addfile(i)
        digest, size = hashlib.sha256(), layer.seek(0, 2)
        layer.seek(0)
        for b in iter(lambda: layer.read(1 << 20), b""):
            digest.update(b)
        layer.seek(0)
        config = json.dumps({"architecture": "amd64", "os": "linux", "config": {"User": "1"},
                             "rootfs": {"type": "layers",
                                        "diff_ids": ["sha256:" + digest.hexdigest()]},
                             "history": [{"created_by": "COPY . ."}]}).encode()
        manifest = json.dumps([{"Config": "config.json", "RepoTags": ["a:1"],
                                "Layers": ["1.tar"]}]).encode()
        out.write(header("1.tar", size))
        shutil.copyfileobj(layer, out, 1 << 20)
        out.write(bytes(-size % 512))
        for name, data in (("config.json", config), ("manifest.json", manifest)):
            out.write(header(name, len(data)) + data + bytes(-len(data) % 512))
        out.write(bytes(1024))
        out.close()


def check(program, root):
    """The report, with the image coming through a pipe."""
    child = subprocess.Popen([program, "check", "--no-context", "-q", "--format", "json", "-"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    import threading
    t = threading.Thread(target=write_image, args=(root, child.stdin))
    t.start()
    report = child.stdout.read()
    t.join()
    child.wait()
    return child.returncode, json.loads(report)


def places(report):
    """(rule, path, line) of every place of every finding."""
    for f in report["findings"]:
        for p in f.get("places", [f]):
            yield f["rule"], p.get("path") or "", p.get("line"), f


def judge(s, all_places):
    want = re.compile(re.escape(s["path"]) + s["inside"] + r"\Z")
    here = [p for p in all_places if want.match(p[1])]
    fit = [p for p in here if s["rule"] in ("*", p[0]) and (s["line"] in (None, p[2]))]
    if fit:
        return None
    near = [p[:3] for p in all_places if p[1].startswith(s["path"])]
    return "expected %s at %s line %s, got %s" % (s["rule"], want.pattern, s["line"],
                                                  near or "nothing")


def at_the_limit(program, work):
    """More than an archive may hold: what was cut off is told, and the status is 3."""
    root = os.path.join(work, "limit")
    os.mkdir(root)
    with gzip.GzipFile(os.path.join(root, "bomb.log.gz"), "wb", 1) as f:
        for _ in range(1300):
            f.write(bytes(1 << 20))
        f.write(token("limit").encode())
    status, report = check(program, root)
    left = [g for g in report["coverage"]["skipped"] if "more than 1 GiB" in g["reason"]]
    if status == 3 and not report["complete"] and left and left[0]["path"].startswith("bomb"):
        return None
    return "status %d, %s" % (status, report["coverage"])


def main():
    program = os.path.abspath(sys.argv[1])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as work:
        root, skipped = build(work)
        status, report = check(program, root)
        found = list(places(report))
        cut = at_the_limit(program, work)
    if len(sys.argv) > 2:
        json.dump(report, sys.stdout, indent=1)
    for name, what in skipped:
        print("skip: %s: no %s" % (name, what))
    for s in SAMPLES:
        if s.get("skip"):
            continue
        wrong = judge(s, found)
        passed += not wrong
        failed += bool(wrong)
        print("FAILED %s: %s" % (s["name"], wrong) if wrong else "ok %s" % s["name"])
    whole = status == 1 and not report["coverage"]["skipped"]
    for name, wrong in (("nothing_is_left_out", None if whole else report["coverage"]),
                        ("what_a_limit_cuts_is_told", cut)):
        passed += not wrong
        failed += bool(wrong)
        print("FAILED %s: %s" % (name, wrong) if wrong else "ok %s" % name)
    print("%d passed, %d failed, %d skipped" % (passed, failed, len(skipped)))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
