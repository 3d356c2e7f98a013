#!/usr/bin/env python3
"""grow.py SIZE - an image archive of any size, written as a stream.

    bench/grow.py 20G | flyimg check -          # needs no disk
    bench/grow.py --paths 100000 | flyimg check -
    bench/grow.py 200M --images 10 > ten.tar    # one archive, ten images
    bench/grow.py 20M --images 10 --into DIR    # ten archives of one image each

What docker save writes: layers, then their config and manifest.json; --oci writes an OCI
layout.  SIZE is the layers' bytes (10M, 1.5G); with --paths N it is N small files.
Files are those of /usr as they are here, text, source code and programs by turns, each
with a line of drawn numbers, so that no two are equal.  The same arguments write the same
bytes on the same machine.  With --images K the images share all layers but the top
one, which is a hundredth of SIZE.
"""
import argparse
import hashlib
import json
import os
import random
import sys

# Folders of each kind, bytes taken of each, the largest file taken.
KINDS = {
    "text": ("/usr/share/doc", "/usr/share/common-licenses", "/usr/share/perl"),
    "source": ("/usr/include", "/usr/lib/python3", "/usr/lib/python3.11"),
    "program": ("/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"),
}
# Bytes of a large image: half are programs and libraries.
TURN = ("program", "source", "text", "program")
KIND_MAX = 24 << 20
FILE_MAX = 4 << 20
FOLDER_FILES = 24
SMALL = 400  # of --paths: bytes a file, at most
OUT = 1 << 20
LAYER_MAX = 4 << 30  # an octal size in a tar header holds 8 GiB


def size_of(text):
    unit = {"K": 10, "M": 20, "G": 30}.get(text[-1:].upper())
    return int(float(text[:-1]) * (1 << unit)) if unit else int(text)


def files_of(folder):
    """Regular files below a folder, in an order that does not depend on the disk."""
    for at, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(at, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def pool():
    """{kind: [(name, bytes)]}: spread over each folder, not only its first files."""
    got = {}
    for kind, folders in KINDS.items():
        paths = [p for f in folders for p in files_of(f) if 0 < os.path.getsize(p) <= FILE_MAX]
        random.Random(kind).shuffle(paths)
        got[kind], total = [], 0
        for path in paths:
            if total >= KIND_MAX:
                break
            with open(path, "rb") as f:
                body = f.read()
            got[kind].append((os.path.basename(path)[:60], body))
            total += len(body)
    return {kind: v for kind, v in got.items() if v}


def header(name, size, kind=b"0", mode=b"0000644"):
    """A ustar header; names here have at most 100 bytes."""
    h = bytearray(512)
    raw = name.encode()[:100]
    h[0 : len(raw)] = raw
    h[100:156] = (
        mode + b"\0" + b"0000000\0" * 2 + b"%011o\0" % size + b"14712345670\0" + b"        "
    )
    h[156:157] = kind
    h[257:265] = b"ustar\00000"
    h[148:156] = b"%06o\0 " % sum(h)
    return bytes(h)


class Layer:
    """One layer's tar: always the same bytes, `size` of them, however often it is read."""

    def __init__(self, files, seed, size, paths=0):
        self.files, self.seed, self.paths = files, seed, paths
        self.size = size
        self.members = 0
        if paths:
            self.size = sum(len(p) for p in self.pieces())
        self.digest = None

    def body(self, draw, kind):
        name, body = draw.choice(self.files[kind])
        line = b"# %d %d\n" % (draw.getrandbits(60), draw.getrandbits(60))
        if self.paths:
            at = draw.randrange(max(1, len(body) - SMALL))
            body = body[at : at + draw.randrange(SMALL)]
        # A program stays one to who looks at its first bytes.
        return name, (body + line if kind == "program" else line + body)

    def pieces(self):
        """The tar in pieces.  With paths: so many files; otherwise so many bytes."""
        draw = random.Random(self.seed)
        kinds = [k for k in (("source", "text") if self.paths else TURN) if k in self.files]
        left = None if self.paths else self.size - 1024
        folder, seen, n = "", set(), 0
        while (n < self.paths) if self.paths else (left > 1024):
            if n % FOLDER_FILES == 0:
                folder = "opt/app-%s/lib/module-%d/" % (self.seed, n // FOLDER_FILES)
                yield header(folder, 0, b"5", b"0000755")
                seen = set()
                if left is not None:
                    left -= 512
            kind = kinds[n % len(kinds)]
            name, body = self.body(draw, kind)
            if left is not None:
                body = body[: left - 512]
            # Names are often the same in other folders, as index.js is.
            name = "%d-%s" % (n, name) if name in seen else name
            seen.add(name)
            pad = -len(body) % 512
            mode = b"0000755" if kind == "program" else b"0000644"
            yield header(folder + name, len(body), b"0", mode)
            yield body
            yield bytes(pad)
            if left is not None:
                left -= 512 + len(body) + pad
            n += 1
        self.members = n + (n + FOLDER_FILES - 1) // FOLDER_FILES
        yield bytes(1024 + (left or 0))

    def write(self, out):
        """Write it, or with None digest it only."""
        sha, held, n = hashlib.sha256(), [], 0
        for piece in self.pieces():
            held.append(piece)
            n += len(piece)
            if n >= OUT:
                self.flush(sha, held, out)
                held, n = [], 0
        self.flush(sha, held, out)
        self.digest = sha.hexdigest()

    @staticmethod
    def flush(sha, held, out):
        block = b"".join(held)
        sha.update(block)
        if out:
            out.write(block)


def member(out, name, body):
    out.write(header(name, len(body)) + body + bytes(-len(body) % 512))


def config_of(layers, image):
    return json.dumps({
        "architecture": "amd64", "os": "linux",
        "config": {"Cmd": ["/bin/sh"], "User": "1000", "Env": ["IMAGE=%d" % image]},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + l.digest for l in layers]},
        "history": [{"created_by": "COPY dir:%d in / " % i} for i in range(len(layers))],
    }).encode()


def write_docker(images, out):
    """Layers first: their digests are known when they are written."""
    manifest, names = [], {}
    for i, layers in enumerate(images):
        for layer in layers:
            if layer in names:
                continue
            names[layer] = "layer-%d/layer.tar" % len(names)
            out.write(header(names[layer], layer.size))
            layer.write(out)
        config = config_of(layers, i)
        name = hashlib.sha256(config).hexdigest() + ".json"
        member(out, name, config)
        manifest.append({"Config": name, "RepoTags": ["grown:%d" % i],
                         "Layers": [names[layer] for layer in layers]})
    member(out, "manifest.json", json.dumps(manifest).encode())
    out.write(bytes(1024))


def write_oci(images, out):
    """Blobs are named for their digests, so each layer is made twice."""
    written, manifests = set(), []

    def blob(body, kind):
        digest = hashlib.sha256(body).hexdigest()
        member(out, "blobs/sha256/" + digest, body)
        return {"mediaType": "application/vnd.oci.image." + kind, "digest": "sha256:" + digest,
                "size": len(body)}

    member(out, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
    for i, layers in enumerate(images):
        for layer in layers:
            if layer in written:
                continue
            layer.write(None)
            out.write(header("blobs/sha256/" + layer.digest, layer.size))
            layer.write(out)
            written.add(layer)
        config = blob(config_of(layers, i), "config.v1+json")
        manifest = blob(json.dumps({
            "schemaVersion": 2, "config": config,
            "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar",
                        "digest": "sha256:" + l.digest, "size": l.size} for l in layers],
        }).encode(), "manifest.v1+json")
        manifest["annotations"] = {"org.opencontainers.image.ref.name": "grown:%d" % i}
        manifests.append(manifest)
    member(out, "index.json", json.dumps({"schemaVersion": 2, "manifests": manifests}).encode())
    out.write(bytes(1024))


def images_of(args, files):
    size = size_of(args.size) // 512 * 512 if args.size else 0
    count = max(args.layers, -(-size // LAYER_MAX))

    def layer(seed, size, paths):
        return Layer(files, "%d-%s" % (args.seed, seed), max(size // 512 * 512, 4096), paths)

    shared = [layer(i, size // count, args.paths // count) for i in range(count)]
    if args.images == 1:
        return [shared]
    return [shared + [layer("top%d" % i, size // 100, args.paths // 100)]
            for i in range(args.images)]


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("size", nargs="?", help="bytes of the layers: 10M, 1.5G")
    p.add_argument("--paths", type=int, default=0, help="so many small files instead")
    p.add_argument("--layers", type=int, default=4)
    p.add_argument("--images", type=int, default=1)
    p.add_argument("--into", metavar="DIR", help="an archive of its own for each image")
    p.add_argument("--oci", action="store_true")
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    if bool(args.size) == bool(args.paths):
        p.error("give SIZE or --paths")
    images = images_of(args, pool())
    write = write_oci if args.oci else write_docker
    if args.into:
        os.makedirs(args.into, exist_ok=True)
        for i, image in enumerate(images):
            with open(os.path.join(args.into, "image-%03d.tar" % i), "wb") as out:
                write([image], out)
    else:
        write(images, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    members = sum({l: l.members for image in images for l in image}.values())
    print("paths %d" % members, file=sys.stderr)


if __name__ == "__main__":
    main()
