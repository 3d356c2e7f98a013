#!/usr/bin/env python3
"""make_hostile.py NAME - write one damaged or hostile image archive to stdout.

    make_hostile.py --list     the names

Everything is made on the fly, so that an archive of gigabytes needs no disk.  Each
case says what is wrong with it in its docstring.  Only the standard library is used.
"""
import bz2
import gzip
import hashlib
import io
import json
import lzma
import sys
import zlib

CASES = {}
MB = 1 << 20
ZEROS = bytes(MB)
END = bytes(1024)


def crc62(body):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    crc, tail = zlib.crc32(body), ""
    while crc:
        crc, d = divmod(crc, 62)
        tail = digits[d] + tail
    return tail.rjust(6, "0").encode()


# A planted, fake value, so that a test sees whether what could be read was read.
BODY = b"x7Kq2Vn9Rb4Tz8" + b"Ws3Yd6Mf1Hj5Lc0P"
LEAK = b"GITHUB_TOKEN=" + b"gh" + b"p_" + BODY + crc62(BODY) + b"\n"


def case(f):
    CASES[f.__name__.replace("_", "-")] = f
    return f


def sha(data):
    return hashlib.sha256(data).hexdigest()


def header(name, size=0, kind=b"0", link=b"", mode=0o644, sizefield=None):
    h = bytearray(512)
    name = name if isinstance(name, bytes) else name.encode()
    h[0:len(name)] = name
    h[100:108] = b"%07o\0" % mode
    h[108:116] = h[116:124] = b"0000000\0"
    h[124:136] = sizefield or b"%011o\0" % size
    h[136:148] = b"00000000000\0"
    h[156:157] = kind
    h[157:157 + len(link)] = link
    h[257:265] = b"ustar\x0000"
    h[148:156] = b" " * 8
    h[148:156] = b"%06o\0 " % sum(h)
    return bytes(h)


def pad(data):
    return data + bytes(-len(data) % 512)


def member(name, data=b"", **kw):
    return header(name, len(data), **kw) + pad(data)


def record(key, value):
    """"LENGTH KEY=VALUE\\n", where LENGTH counts its own digits."""
    body = b" %s=%s\n" % (key, value)
    n = len(body)
    while len(b"%d" % n) + len(body) != n:
        n = len(b"%d" % n) + len(body)
    return b"%d" % n + body


def pax(*pairs):
    return member("PaxHeaders/x", b"".join(record(*p) for p in pairs), kind=b"x")


def layer_tar(*members):
    return b"".join(members) + END


SMALL = layer_tar(member("app/", kind=b"5", mode=0o755), member("app/.env", LEAK))
CONFIG = {"architecture": "amd64", "os": "linux",
          "config": {"User": "1000", "Cmd": ["/app/run"]}}


def config(diff_ids, **more):
    c = dict(CONFIG, rootfs={"type": "layers", "diff_ids": ["sha256:" + d for d in diff_ids]})
    c.update(more)
    return json.dumps(c).encode()


def manifest(cfg, layers):
    return json.dumps([{"Config": cfg, "RepoTags": ["hostile:1"], "Layers": layers}]).encode()


def docker(*layers, cfg=None, man=None):
    """A docker-archive; a layer is the bytes of its blob, plain."""
    cfg = cfg or config([sha(x) for x in layers])
    names = ["%d/layer.tar" % i for i in range(len(layers))]
    man = man or manifest(sha(cfg) + ".json", names)
    return b"".join([member(n, x) for n, x in zip(names, layers)]
                    + [member(sha(cfg) + ".json", cfg), member("manifest.json", man)]) + END


def oci(blobs, index):
    """blobs: name below blobs/sha256/ -> bytes."""
    out = [member("oci-layout", b'{"imageLayoutVersion":"1.0.0"}')]
    out += [member("blobs/sha256/" + k, v) for k, v in sorted(blobs.items())]
    return b"".join(out + [member("index.json", json.dumps(index).encode())]) + END


def desc(kind, data, digest=None, size=None):
    return {"mediaType": "application/vnd.oci.image." + kind,
            "digest": "sha256:" + (digest or sha(data)),
            "size": len(data) if size is None else size}


def oci_image(blob, plain, kind="layer.v1.tar+gzip", change=None):
    """An OCI archive with one layer; change(parts) spoils it before it is put together."""
    p = {"layer": blob, "config": config([sha(plain)]), "files": {}}
    p["layer_desc"] = desc(kind, blob)
    p["config_desc"] = desc("config.v1+json", p["config"])
    if change:
        change(p)
    man = json.dumps({"schemaVersion": 2, "config": p["config_desc"],
                      "layers": [p["layer_desc"]]}).encode()
    blobs = {sha(blob): p["layer"], sha(p["config"]): p["config"], sha(man): man}
    blobs.update(p["files"])
    d = desc("manifest.v1+json", man)
    d["annotations"] = {"org.opencontainers.image.ref.name": "hostile:1"}
    return oci(blobs, {"schemaVersion": 2, "manifests": [d]})


# --- cut short ---------------------------------------------------------------------

@case
def cut_in_outer_header():
    """The second member's header is half there."""
    yield docker(SMALL)[:512 + len(SMALL) + 300]


@case
def cut_in_layer_header():
    """The stream ends inside a header of the layer."""
    yield docker(SMALL)[:512 + 512 + 200]


@case
def cut_in_layer_data():
    """The stream ends inside a file of the layer."""
    yield docker(layer_tar(member("app/.env", LEAK), member("app/big", ZEROS)))[:100000]


@case
def cut_before_manifest():
    """Ends at a member boundary, so the tar looks whole; manifest.json is missing."""
    whole = docker(SMALL)
    yield whole[:whole.index(b"manifest.json")]


@case
def cut_in_manifest():
    whole = docker(SMALL)
    yield whole[:whole.index(b"manifest.json") + 512 + 20]


@case
def cut_in_outer_gzip():
    """docker save | gzip, cut."""
    z = gzip.compress(docker(layer_tar(member("app/.env", LEAK), member("r", _noise(MB)))))
    yield z[:len(z) // 2]


@case
def cut_gzip_layer():
    """The blob's digest is right, but its gzip stream ends early."""
    plain = layer_tar(member("app/.env", LEAK), member("r", _noise(MB)))
    z = gzip.compress(plain)
    yield oci_image(z[:len(z) // 2], plain)


@case
def cut_plain_layer():
    """Digests are right, but the layer's tar ends inside a file."""
    cut = layer_tar(member("app/.env", LEAK), member("r", ZEROS))[:5000]
    yield docker(cut)


@case
def empty_input():
    yield b""


@case
def only_zeros():
    """A valid tar without members."""
    yield END


def _noise(n):
    out, h = [], b"seed"
    for _ in range(n // 32):
        h = hashlib.sha256(h).digest()
        out.append(h)
    return b"".join(out)


@case
def noise():
    """Neither a tar nor anything else."""
    yield _noise(MB)


# --- digests and sizes that lie --------------------------------------------------------

@case
def wrong_layer_digest():
    def change(p):
        other = layer_tar(member("app/.env", LEAK + b"#"))
        p["layer"] = gzip.compress(other, mtime=0)
    yield oci_image(gzip.compress(SMALL, mtime=0), SMALL, change=change)


@case
def wrong_diff_id():
    yield docker(SMALL, cfg=config(["0" * 64]))


@case
def wrong_config_digest():
    cfg = config([sha(SMALL)])
    yield oci_image(gzip.compress(SMALL, mtime=0), SMALL,
                    change=lambda p: p.update(config=cfg + b" ") or
                    p["files"].update({sha(cfg): cfg + b" "}))


@case
def size_too_small():
    """The descriptor claims 10 bytes."""
    yield oci_image(gzip.compress(SMALL, mtime=0), SMALL,
                    change=lambda p: p["layer_desc"].update(size=10))


@case
def size_too_large():
    yield oci_image(gzip.compress(SMALL, mtime=0), SMALL,
                    change=lambda p: p["layer_desc"].update(size=1 << 62))


@case
def size_negative():
    yield oci_image(gzip.compress(SMALL, mtime=0), SMALL,
                    change=lambda p: p["layer_desc"].update(size=-1))


@case
def digest_climbs_out():
    """sha256:../../../etc/passwd must never become a path."""
    yield oci_image(gzip.compress(SMALL, mtime=0), SMALL,
                    change=lambda p: p["layer_desc"].update(
                        digest="sha256:../../../../../../etc/passwd"))


@case
def layer_path_climbs_out():
    yield docker(SMALL, man=manifest(sha(config([sha(SMALL)])) + ".json",
                                     ["../../../../../../etc/passwd"]))


@case
def more_layers_than_diff_ids():
    yield docker(SMALL, SMALL + END, cfg=config([sha(SMALL)]))


# --- bombs ---------------------------------------------------------------------------

def _bomb(chunk, count):
    """A layer whose one file is 4 GiB of zeros, given the packed form of 64 MiB."""
    head = header("zeros", 0, sizefield=b"\x80" + (4 << 30).to_bytes(11, "big"))
    return head, chunk * count


def _bomb_image(blob, kind):
    yield oci_image(blob, b"", kind=kind)


@case
def gzip_bomb():
    """4 GiB of zeros in 4 MB of gzip members."""
    head, rest = _bomb(gzip.compress(bytes(64 * MB), mtime=0), 64)
    yield from _bomb_image(gzip.compress(head, mtime=0) + rest, "layer.v1.tar+gzip")


@case
def zstd_bomb():
    """64 GiB of zeros in 2 MB: run-length blocks of 128 KiB in 4 bytes each (RFC 8878)."""
    def frame(blocks):
        return b"\x28\xb5\x2f\xfd\x00\x38" + blocks
    raw = header("zeros", 0, sizefield=b"\x80" + (64 << 30).to_bytes(11, "big"))
    first = ((len(raw) << 3) | 1).to_bytes(3, "little") + raw
    run = ((131072 << 3) | 2).to_bytes(3, "little") + b"\0"
    last = ((131072 << 3) | 3).to_bytes(3, "little") + b"\0"
    blob = frame(first) + frame(run * (524288 - 1) + last)
    yield from _bomb_image(blob, "layer.v1.tar+zstd")


@case
def bzip2_bomb():
    head, rest = _bomb(bz2.compress(bytes(64 * MB)), 64)
    yield from _bomb_image(bz2.compress(head) + rest, "layer.v1.tar")


@case
def xz_bomb():
    head, rest = _bomb(lzma.compress(bytes(64 * MB)), 64)
    yield from _bomb_image(lzma.compress(head) + rest, "layer.v1.tar")


@case
def outer_gzip_bomb():
    """docker save | gzip whose plain form is one member of 4 GiB of zeros."""
    head, rest = _bomb(gzip.compress(bytes(64 * MB), mtime=0), 64)
    yield gzip.compress(head, mtime=0) + rest


@case
def gzip_in_gzip():
    """Five times compressed: runtimes take off one coat."""
    z = SMALL
    for _ in range(5):
        z = gzip.compress(z, mtime=0)
    yield oci_image(z, SMALL)


@case
def sparse_bomb():
    """A PAX sparse file of 2^60 bytes in one block."""
    sparse = pax((b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"),
                 (b"GNU.sparse.name", b"b"), (b"GNU.sparse.realsize", b"%d" % (2 ** 60 - 1)))
    yield docker(layer_tar(sparse, member("GNUSparseFile.0/b", pad(b"1\n%d\n0\n" % (2 ** 60 - 1))),
                           member("app/.env", LEAK)))


# --- loops and nesting -----------------------------------------------------------------

@case
def layer_links_loop():
    """0/layer.tar -> 1/layer.tar -> 0/layer.tar"""
    cfg = config([sha(SMALL)])
    yield b"".join([
        member("0/layer.tar", kind=b"2", link=b"../1/layer.tar"),
        member("1/layer.tar", kind=b"2", link=b"../0/layer.tar"),
        member(sha(cfg) + ".json", cfg),
        member("manifest.json", manifest(sha(cfg) + ".json", ["0/layer.tar"]))]) + END


@case
def layer_link_leaves():
    """The layer is a link to a file of the machine that reads."""
    cfg = config([sha(SMALL)])
    yield b"".join([
        member("0/layer.tar", kind=b"2", link=b"/etc/passwd"),
        member(sha(cfg) + ".json", cfg),
        member("manifest.json", manifest(sha(cfg) + ".json", ["0/layer.tar"]))]) + END


@case
def layer_is_fifo():
    cfg = config([sha(SMALL)])
    yield b"".join([
        member("0/layer.tar", kind=b"6"), member(sha(cfg) + ".json", cfg),
        member("manifest.json", manifest(sha(cfg) + ".json", ["0/layer.tar"]))]) + END


@case
def links_loop_inside():
    """etc -> ../x -> etc, passwd links to itself; the user is looked up through them."""
    yield docker(layer_tar(
        member("x", kind=b"2", link=b"etc"), member("etc", kind=b"2", link=b"x"),
        member("a/passwd", kind=b"2", link=b"passwd"),
        member("b", kind=b"1", link=b"b"), member("app/.env", LEAK)),
        cfg=None)


@case
def index_loop():
    """An index that lists itself, which needs a blob under a false name."""
    name = "a" * 64
    body = json.dumps({"schemaVersion": 2, "manifests": [
        {"mediaType": "application/vnd.oci.image.index.v1+json",
         "digest": "sha256:" + name, "size": 200}]}).encode()
    yield oci({name: body}, json.loads(body))


@case
def index_deep():
    """1,000 indexes, each inside the one before."""
    blobs, body = {}, json.dumps({"schemaVersion": 2, "manifests": []}).encode()
    for _ in range(1000):
        blobs[sha(body)] = body
        body = json.dumps({"schemaVersion": 2, "manifests": [
            {"mediaType": "application/vnd.oci.image.index.v1+json",
             "digest": "sha256:" + sha(body), "size": len(body)}]}).encode()
    yield oci(blobs, json.loads(body))


@case
def index_fans_out():
    """Twenty indexes deep, each lists the next one ten times: 10^20 ways down."""
    blobs, body = {}, json.dumps({"schemaVersion": 2, "manifests": []}).encode()
    for _ in range(20):
        blobs[sha(body)] = body
        d = {"mediaType": "application/vnd.oci.image.index.v1+json",
             "digest": "sha256:" + sha(body), "size": len(body)}
        body = json.dumps({"schemaVersion": 2, "manifests": [d] * 10}).encode()
    yield oci(blobs, json.loads(body))


@case
def json_deep():
    """manifest.json is 1,000,000 open brackets."""
    yield docker(SMALL, man=b"[" * 1000000)


@case
def path_deep():
    """One path of 100,000 parts."""
    yield docker(layer_tar(pax((b"path", b"a/" * 100000 + b"b")), member("x", b"1\n"),
                           member("app/.env", LEAK)))


# --- JSON ------------------------------------------------------------------------------

@case
def manifest_no_json():
    yield docker(SMALL, man=b"{not json")


@case
def manifest_null():
    yield docker(SMALL, man=b"null")


@case
def manifest_wrong_types():
    yield docker(SMALL, man=json.dumps(
        [{"Config": 7, "RepoTags": {"a": 1}, "Layers": "x"}, [], None]).encode())


@case
def config_no_json():
    yield docker(SMALL, cfg=b"\xff\xfe[]")


@case
def config_wrong_types():
    cfg = json.dumps({"architecture": 1, "os": [], "config": {
        "Env": {"A": 1}, "Cmd": "x", "User": 0, "ExposedPorts": [], "Labels": ["x"],
        "Healthcheck": 5}, "history": "none", "rootfs": {"diff_ids": {"a": 1}}}).encode()
    yield docker(SMALL, cfg=cfg)


@case
def config_missing():
    cfg = config([sha(SMALL)])
    yield b"".join([member("0/layer.tar", SMALL), member(
        "manifest.json", manifest(sha(cfg) + ".json", ["0/layer.tar"]))]) + END


@case
def manifest_twice():
    """Two members of that name; the second names another layer."""
    cfg = config([sha(SMALL)])
    one = manifest(sha(cfg) + ".json", ["0/layer.tar"])
    two = manifest(sha(cfg) + ".json", ["absent/layer.tar"])
    yield b"".join([member("0/layer.tar", SMALL), member(sha(cfg) + ".json", cfg),
                    member("manifest.json", one), member("manifest.json", two)]) + END


@case
def layers_100000():
    """One image that lists 100,000 layers, all the same blob."""
    cfg = config([sha(SMALL)] * 100000)
    yield docker(SMALL, cfg=cfg, man=manifest(sha(cfg) + ".json", ["0/layer.tar"] * 100000))


def _long(name, first, unit, count, last):
    """A member of first + unit * count + last, written piece by piece."""
    size = len(first) + len(unit) * count + len(last)
    yield header(name, size) + first
    for _ in range(count):
        yield unit
    yield last + bytes(-size % 512)


@case
def json_1gb():
    """manifest.json is a valid array of 1 GiB."""
    yield member("0/layer.tar", SMALL)
    yield from _long("manifest.json", b"[", b" " * MB, 1024, b"]")
    yield END


@case
def index_json_1gb():
    """The same for index.json, as one string."""
    yield member("oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
    yield from _long("index.json", b'{"manifests":[],"x":"', b"x" * MB, 1024, b'"}')
    yield END


@case
def config_1gb():
    """A config blob of 1 GiB."""
    man = json.dumps({"schemaVersion": 2, "config": desc("config.v1+json", b"", "b" * 64),
                      "layers": []}).encode()
    yield member("oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
    yield from _long("blobs/sha256/" + "b" * 64, b'{"os":"', b"x" * MB, 1024, b'"}')
    yield member("blobs/sha256/" + sha(man), man)
    yield member("index.json", json.dumps(
        {"schemaVersion": 2, "manifests": [desc("manifest.v1+json", man)]}).encode()) + END


# --- many --------------------------------------------------------------------------------

@case
def entries_1000000():
    """A sound layer of 1,000,000 empty files and the command; nothing is wrong with it."""
    # The first 64 bytes of a program for x86-64 that needs nothing.
    program = b"\x7fELF\2\1\1" + bytes(9) + b"\2\0\x3e\0\1" + bytes(43)
    run = member("app/run", program, mode=0o755)
    count, digest = 1000000, hashlib.sha256()
    plain = bytearray(header("d/000/00000000"))
    base = sum(plain[:148]) + 8 * 32 + sum(plain[156:]) - sum(b"000/00000000")
    yield header("0/layer.tar", 0, sizefield=b"%011o\0" % (count * 512 + len(run) + 1024))
    for start in range(0, count, 1000):
        block = bytearray()
        for i in range(start, start + 1000):
            name = b"%03d/%08d" % (i // 1000, i)
            plain[2:14] = name
            plain[148:156] = b"%06o\0 " % (base + sum(name))
            block += plain
        digest.update(block)
        yield bytes(block)
    digest.update(run + END)
    cfg = config([digest.hexdigest()])
    yield run + END + member(sha(cfg) + ".json", cfg)
    yield member("manifest.json", manifest(sha(cfg) + ".json", ["0/layer.tar"])) + END


@case
def members_300000():
    """The outer tar has 300,000 members that nothing names."""
    plain = header("x" * 64)
    for _ in range(300):
        yield plain * 1000
    yield docker(SMALL)


@case
def long_names():
    """200 paths of 100,000 bytes each."""
    members = [pax((b"path", b"%03d" % i + b"n" * 100000)) + member("x") for i in range(200)]
    yield docker(layer_tar(*members, member("app/.env", LEAK)))


# --- headers that trick ---------------------------------------------------------------------

@case
def outer_size_huge():
    yield member("0/layer.tar", SMALL) + header("x", sizefield=b"\x80\0\0\0\x7f" + b"\xff" * 7) + END


@case
def outer_size_negative():
    yield member("0/layer.tar", SMALL) + header("x", sizefield=b"\xff" * 12) + END


@case
def inner_size_huge():
    yield docker(member("app/.env", LEAK) +
                 header("x", sizefield=b"\x80\0\0\0\x7f" + b"\xff" * 7) + END)


@case
def pax_size_hides():
    """PAX says 1,024 bytes, ustar says 0: what looks like a member is content."""
    hidden = member("hidden/.env", LEAK)
    yield docker(layer_tar(pax((b"size", b"%d" % len(hidden))) + header("blob") + hidden,
                           member("after", b"1\n")))


@case
def pax_record_huge():
    """A PAX header that claims 1 GiB and holds 64 MiB of it."""
    yield header("0/layer.tar", (1 << 30) + 4096)
    yield header("PaxHeaders/x", 1 << 30, kind=b"x") + b"1073741824 path="
    for _ in range(64):
        yield b"a" * MB


@case
def names_with_control_bytes():
    """Escape sequences in names must not reach a terminal."""
    yield docker(layer_tar(member(b"app/\x1b]0;owned\x07\x1b[2J\n.env", LEAK)))


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(CASES))
        return
    out = sys.stdout.buffer
    try:
        for piece in CASES[sys.argv[1]]():
            out.write(piece)
        out.flush()
    except BrokenPipeError:  # the reader has seen enough
        sys.stdout = io.TextIOWrapper(io.BytesIO())


if __name__ == "__main__":
    main()
