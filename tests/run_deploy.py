#!/usr/bin/env python3
"""run_deploy.py FLYIMG - failed deploys told from good ones, on real programs.

Programs are built here with cc, or are this machine's own with all their shared
libraries.  Each failure has an image that has it and one that does not.
"""
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile

FLYIMG = os.path.abspath(sys.argv[1])
LOADER = "lib64/ld-linux-x86-64.so.2"
passed, failed, skipped = 0, 0, []


def tar_bytes(files):
    """files: path -> bytes, (bytes, mode[, PAX records]), or a string: a link's target."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for path, what in files.items():
            info = tarfile.TarInfo(path.rstrip("/"))
            info.mode = 0o755
            data = b""
            if path.endswith("/"):
                info.type = tarfile.DIRTYPE
            elif isinstance(what, str):
                info.type, info.linkname = tarfile.SYMTYPE, what
            else:
                data, info.mode = what[:2] if isinstance(what, tuple) else (what, 0o755)
                if isinstance(what, tuple) and len(what) > 2:
                    info.pax_headers = what[2]
                info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def archive(layers, config, architecture="amd64"):
    """A docker archive of these layers, base first."""
    blobs = [tar_bytes(files) for files in layers]
    conf = json.dumps({
        "os": "linux", "architecture": architecture, "config": config,
        "rootfs": {"type": "layers",
                   "diff_ids": ["sha256:" + hashlib.sha256(b).hexdigest() for b in blobs]},
        "history": [{"created_by": "COPY . ."} for _ in blobs]}).encode()
    name = hashlib.sha256(conf).hexdigest() + ".json"
    layer_names = ["%d/layer.tar" % i for i in range(len(blobs))]
    manifest = json.dumps([{"Config": name, "RepoTags": ["shop:1"], "Layers": layer_names}])
    members = dict(zip(layer_names, blobs))
    members.update({name: conf, "manifest.json": manifest.encode()})
    return tar_bytes(members)


def findings(layers, config, fly):
    with tempfile.TemporaryDirectory() as folder:
        if fly:
            with open(os.path.join(folder, "fly.toml"), "w", encoding="utf-8") as f:
                f.write('app = "shop"\n' + fly)
        run = subprocess.run(
            [FLYIMG, "check", "--only", "cross", "--format", "json", "-C", folder, "-"],
            input=archive(layers, config), capture_output=True, check=False)
    if run.returncode not in (0, 1):
        return ["status %d: %s" % (run.returncode, run.stderr.decode())]
    return json.loads(run.stdout)["findings"]


def case(name, files, config, want, fly="", severity=None, words=""):
    """want: the rules that speak up at medium or above, and no others; None: none does."""
    global passed, failed
    layers = files if isinstance(files, list) else [files]
    found = findings(layers, config, fly)
    bad = [f for f in found if isinstance(f, str)]
    loud = [f for f in found if not isinstance(f, str) and
            f["severity"] in ("medium", "high", "critical")]
    rules = {f["rule"] for f in loud}
    wanted = {want} if isinstance(want, str) else set(want or ())
    ok = not bad and rules == wanted
    if ok and severity:
        ok = all(f["severity"] == severity for f in loud)
    if ok and words:
        ok = any(words in f["message"] for f in loud)
    if ok:
        passed += 1
        return
    failed += 1
    print("FAIL %s: wanted %s %s, got:" % (name, want, words))
    for f in bad + loud:
        print("    ", f if isinstance(f, str) else (f["severity"], f["rule"], f["message"]))


def read(path):
    with open(path, "rb") as f:
        return f.read()


def libraries(program):
    """The shared libraries and the loader of a program, as files of an image."""
    files = {}
    out = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    for word in out.split():
        if word.startswith("/") and os.path.exists(word):
            files[word.lstrip("/")] = read(word)
    return files


class Maker:
    """Builds small programs with cc in a folder of its own."""

    def __init__(self):
        self.dir = tempfile.mkdtemp()

    def done(self):
        shutil.rmtree(self.dir)

    def cc(self, name, source, *flags):
        path = os.path.join(self.dir, name)
        with open(path + ".c", "w", encoding="utf-8") as f:
            f.write(source)
        subprocess.run(["cc", "-o", path, path + ".c", "-L" + self.dir, *flags], check=True)
        return path


MAIN = "#include <stdio.h>\nint main(void) { return puts(\"up\") < 0; }\n"
USES = "int price(void);\nint main(void) { return price(); }\n"
PRICE = "int price(void) { return 0; }\n"
SERVE = {"Cmd": ["/app/serve"], "WorkingDir": "/app"}
MOUNT = '[mounts]\nsource = "data"\ndestination = "%s"\n'


def without(files, name):
    return {k: v for k, v in files.items() if k != name}


def plain_programs(maker):
    serve = maker.cc("serve", MAIN)
    good = {**libraries(serve), "app/serve": read(serve)}
    libc = next(p for p in good if p.endswith("libc.so.6"))
    case("a program with all it needs", good, SERVE, None)
    case("no such file", without(good, "app/serve") | {"app/other": b"x"}, SERVE,
         "cross-command-missing")
    case("deleted by a later layer", [good, {"app/.wh.serve": b""}], SERVE,
         "cross-command-missing")
    case("put there by a later layer", [without(good, "app/serve"), {"app/serve": read(serve)}],
         SERVE, None)
    case("no loader", without(good, LOADER), SERVE, "cross-loader-missing", words="glibc")
    case("no libc", without(good, libc), SERVE, "cross-library-missing", words="libc.so.6")
    arm = bytearray(read(serve))
    arm[18:20] = (183).to_bytes(2, "little")
    case("for arm64", good | {"app/serve": bytes(arm)}, SERVE, "cross-command-machine",
         words="aarch64")
    newer = read(serve).replace(b"GLIBC_2.34\0", b"GLIBC_2.99\0")
    if newer != read(serve):
        case("a newer glibc", good | {"app/serve": newer}, SERVE, "cross-glibc-too-old",
             words="2.99")
    else:
        skipped.append("a newer glibc: this compiler's programs do not ask for GLIBC_2.34")
    case("not executable", good | {"app/serve": (read(serve), 0o644)}, SERVE,
         "cross-command-not-executable")
    case("only for its owner", good | {"app/serve": (read(serve), 0o700)},
         SERVE | {"User": "1000"}, "cross-command-not-executable")
    case("for its owner, who is root", good | {"app/serve": (read(serve), 0o700)}, SERVE, None)
    case("hidden by a volume", good, {"Cmd": ["/app/serve"]},
         ("cross-command-on-volume", "cross-mount-hides-files"), MOUNT % "/app")
    case("beside a volume", good, SERVE, None, MOUNT % "/data")
    case("no working folder", good, SERVE | {"WorkingDir": "/srv"}, "cross-workdir-missing")
    case("by PATH", good, {"Cmd": ["serve"], "Env": ["PATH=/usr/bin:/app"]}, None)
    case("not by PATH", good, {"Cmd": ["serve"], "Env": ["PATH=/usr/bin"]},
         "cross-command-missing")
    case("by a link", good | {"usr/bin/serve": "../../app/serve"},
         {"Cmd": ["serve"], "Env": ["PATH=/usr/bin"]}, None)
    case("by a link to nowhere", good | {"usr/bin/serve": "../../opt/serve"},
         {"Cmd": ["serve"], "Env": ["PATH=/usr/bin"]}, "cross-command-missing")
    case("another PATH in [env]", good, {"Cmd": ["serve"], "Env": ["PATH=/app"]},
         "cross-path-replaced", '[env]\nPATH = "/usr/bin"\n[processes]\napp = "/app/serve"\n')
    static = None
    try:
        static = maker.cc("static", MAIN, "-static")
    except subprocess.CalledProcessError:
        skipped.append("a static program: no static libc here")
    if static:
        case("static", {"app/serve": read(static)}, SERVE, None)


def shared_libraries(maker):
    maker.cc("libprice.so", PRICE, "-shared", "-fPIC")
    uses = maker.cc("uses", USES, "-lprice")
    near = maker.cc("near", USES, "-lprice", "-Wl,-rpath,$ORIGIN/../lib")
    lib = read(os.path.join(maker.dir, "libprice.so"))
    libc = libraries(maker.cc("plain", MAIN))
    good = {**libc, "app/serve": read(uses)}
    case("the library is there", good | {"usr/lib/libprice.so": lib}, SERVE, None)
    case("the library is not there", good, SERVE, "cross-library-missing", severity="high",
         words="libprice.so")
    case("the library is elsewhere", good | {"opt/price/libprice.so": lib}, SERVE,
         "cross-library-missing", severity="medium", words="/opt/price/libprice.so")
    case("ld.so.conf.d names its folder", good | {
        "opt/price/libprice.so": lib, "etc/ld.so.conf.d/price.conf": b"/opt/price\n"},
         SERVE, None)
    case("LD_LIBRARY_PATH names its folder", good | {"opt/price/libprice.so": lib},
         SERVE | {"Env": ["LD_LIBRARY_PATH=/opt/price"]}, None)
    beside = {**libc, "app/bin/serve": read(near)}
    case("RUNPATH with $ORIGIN", beside | {"app/lib/libprice.so": lib},
         {"Cmd": ["/app/bin/serve"]}, None)
    case("RUNPATH with $ORIGIN, no library", beside, {"Cmd": ["/app/bin/serve"]},
         "cross-library-missing")
    case("through a link of /lib", {**{p.replace("lib/", "usr/lib/", 1) if p.startswith("lib/")
                                       else p: d for p, d in good.items()},
                                    "lib": "usr/lib", "usr/lib/libprice.so": lib}, SERVE, None)


def scripts(maker):
    shell = maker.cc("sh", MAIN)
    base = {**libraries(shell), "bin/sh": read(shell), "usr/bin/env": read(shell)}

    def script(text):
        return base | {"app/serve": text}

    case("a script", script(b"#!/bin/sh\nexec x\n"), SERVE, None)
    case("Windows line ends", script(b"#!/bin/sh\r\nexec x\r\n"), SERVE,
         "cross-script-carriage-return")
    case("Windows line ends behind an option", script(b"#!/bin/sh -e\r\nx\r\n"), SERVE,
         "cross-script-carriage-return")
    case("no first line", script(b"exec x\n"), SERVE, "cross-command-no-format")
    case("an empty file", script(b""), SERVE, "cross-command-no-format")
    case("no bash", script(b"#!/bin/bash\nx\n"), SERVE, "cross-script-interpreter",
         words="/bin/bash")
    case("no python3 for env", script(b"#!/usr/bin/env python3\nx\n"),
         SERVE | {"Env": ["PATH=/bin:/usr/bin"]}, "cross-script-interpreter", words="python3")
    case("env finds it", script(b"#!/usr/bin/env sh\nx\n"),
         SERVE | {"Env": ["PATH=/bin:/usr/bin"]}, None)
    case("the interpreter's loader is missing", without(script(b"#!/bin/sh\nx\n"), LOADER),
         SERVE, "cross-loader-missing", words="/bin/sh")
    case("behind env", base, {"Cmd": ["/usr/bin/env", "A=1", "/app/serve"]},
         "cross-command-missing")
    case("in a shell's script", base, {"Cmd": ["/bin/sh", "-c", "exec /app/serve --port 1"]},
         "cross-command-missing", severity="medium")
    case("a shell's own words", base, {"Cmd": ["/bin/sh", "-c", "cd /app && ./serve"]}, None)
    case("a process group", script(b"#!/bin/sh\r\nx\r\n") | {"bin/web": read(shell)},
         {"Cmd": ["/bin/web"]}, "cross-script-carriage-return",
         '[processes]\nweb = "/bin/web"\nworker = "/app/serve"\n', words="/app/serve")
    case("a release command", script(b"#!/bin/bash\nx\n"), {"Cmd": ["/bin/sh", "run"]},
         "cross-script-interpreter", '[deploy]\nrelease_command = "/app/serve migrate"\n',
         words="release command")
    case("a console command that is not there", base, {"Cmd": ["/bin/sh", "run"]},
         "cross-release-command-missing", 'console_command = "/app/console"\n',
         words="console_command runs /app/console")
    case("a console command that is there", base, {"Cmd": ["/bin/sh", "run"]}, None,
         'console_command = "/bin/sh"\n')
    case("a machine check that is not there", base, {"Cmd": ["/bin/sh", "run"]},
         "cross-release-command-missing",
         '[[machine_checks]]\ncommand = ["/app/probe", "--once"]\n', words="/app/probe")
    case("a machine check of another image", base, {"Cmd": ["/bin/sh", "run"]}, None,
         '[[machine_checks]]\nimage = "acme/probe:1"\ncommand = ["/app/probe"]\n')
    case("a release command that is not there", base, {"Cmd": ["/bin/sh", "run"]},
         "cross-release-command-missing", '[deploy]\nrelease_command = "/app/migrate"\n')


def whole_programs():
    """This machine's own: silent with everything, loud without any one library."""
    for name in ("git", "tar", "openssl", "vim.tiny", "perl", "curl", "gdb"):
        path = shutil.which(name)
        path = os.path.realpath(path) if path else None
        if not path or read(path)[:4] != b"\x7fELF":
            skipped.append("%s is not on this machine" % name)
            continue
        good = {path.lstrip("/"): read(path), **libraries(path)}
        case(name + " with all its libraries", good, {"Cmd": [path]}, None)
        for lib in [p for p in good if ".so" in p and "ld-linux" not in p]:
            case("%s without %s" % (name, lib), without(good, lib), {"Cmd": [path]},
                 "cross-library-missing", words=os.path.basename(lib))


def main():
    if not shutil.which("cc") or not os.path.exists("/" + LOADER):
        print("skip: no cc, or no x86-64 glibc\n0 passed, 0 failed, 1 skipped")
        return 0
    maker = Maker()
    plain_programs(maker)
    shared_libraries(maker)
    scripts(maker)
    whole_programs()
    maker.done()
    for text in skipped:
        print("skip: " + text)
    print("%d passed, %d failed, %d skipped" % (passed, failed, len(skipped)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
