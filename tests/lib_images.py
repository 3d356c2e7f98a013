"""lib_images.py - images made in memory, and written as each store of images has them."""
import gzip, hashlib, io, json, os, tarfile


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def layer(files, links=()):
    """A layer's tar: {"app/.env": b"..."}; a name that ends in /.wh.X is a whiteout."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as t:
        for name, data in files.items():
            m = tarfile.TarInfo(name)
            m.size, m.mode = len(data), 0o755 if "bin/" in name else 0o644
            t.addfile(m, io.BytesIO(data))
        for name, target in links:
            m = tarfile.TarInfo(name)
            m.type, m.linkname = tarfile.SYMTYPE, target
            t.addfile(m)
    return out.getvalue()


def packed(tar):
    return gzip.compress(tar, 1, mtime=0)


class Image:
    """Layers (tars), and how they were made: [(tar, "COPY . ."), ...]."""

    def __init__(self, layers, created="2026-01-05T10:00:00Z", config=None, pack=True, arch="amd64"):
        self.tars = [tar for tar, _ in layers]
        self.blobs = [packed(t) if pack else t for t in self.tars]
        rows = [{"created": created, "created_by": by} for _, by in layers]
        doc = {"architecture": arch, "os": "linux",
               "config": {"User": "1000", "Cmd": ["/bin/app"], **(config or {})},
               "rootfs": {"type": "layers", "diff_ids": [digest(t) for t in self.tars]},
               "history": rows}
        if created:
            doc["created"] = created
        self.config = json.dumps(doc).encode()
        kind = "application/vnd.oci.image.layer.v1.tar" + ("+gzip" if pack else "")
        self.manifest = json.dumps({
            "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
                       "digest": digest(self.config), "size": len(self.config)},
            "layers": [{"mediaType": kind, "digest": digest(b), "size": len(b)} for b in self.blobs],
        }).encode()
        self.digest = digest(self.manifest)

    def all_blobs(self):
        return [self.manifest, self.config, *self.blobs]


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


class Storage:
    """A registry's storage, as distribution keeps it."""

    def __init__(self, root):
        self.v2 = root + "/docker/registry/v2"
        os.makedirs(self.v2 + "/repositories", exist_ok=True)

    def blob_path(self, d):
        return "%s/blobs/sha256/%s/%s/data" % (self.v2, d[7:9], d[7:])

    def put(self, data):
        path = self.blob_path(digest(data))
        if not os.path.exists(path):
            write(path, data)
        return digest(data)

    def revision(self, repo, manifest):
        d = self.put(manifest)
        write("%s/repositories/%s/_manifests/revisions/sha256/%s/link" % (self.v2, repo, d[7:]), d.encode())
        return d

    def tag(self, repo, tag, manifest):
        d = self.revision(repo, manifest)
        base = "%s/repositories/%s/_manifests/tags/%s" % (self.v2, repo, tag)
        write(base + "/current/link", d.encode())
        write("%s/index/sha256/%s/link" % (base, d[7:]), d.encode())

    def push(self, name, image):
        repo, tag = name.rsplit(":", 1)
        for data in image.all_blobs():
            self.put(data)
        for b in image.blobs:
            write("%s/repositories/%s/_layers/sha256/%s/link" % (self.v2, repo, digest(b)[7:]), digest(b).encode())
        self.tag(repo, tag, image.manifest)


def write_layout(path, named):
    """An OCI layout of {"name": image, ...}."""
    manifests = []
    for name, image in named.items():
        for data in image.all_blobs():
            write("%s/blobs/sha256/%s" % (path, digest(data)[7:]), data)
        entry = {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": image.digest,
                 "size": len(image.manifest)}
        if name:
            entry["annotations"] = {"org.opencontainers.image.ref.name": name}
        manifests.append(entry)
    write(path + "/oci-layout", b'{"imageLayoutVersion": "1.0.0"}')
    write(path + "/index.json", json.dumps({"schemaVersion": 2, "manifests": manifests}).encode())


def write_dir(path, image):
    """A dir: copy, as skopeo sync makes them."""
    write(path + "/version", b"Directory Transport Version: 1.1\n")
    write(path + "/manifest.json", image.manifest)
    for data in [image.config, *image.blobs]:
        write(path + "/" + digest(data)[7:], data)


def archive(named):
    """A docker archive of {"name": image, ...} as bytes."""
    files, items = {}, []
    for name, image in named.items():
        config = digest(image.config)[7:] + ".json"
        files[config] = image.config
        layers = []
        for tar in image.tars:
            files[digest(tar)[7:] + ".tar"] = tar
            layers.append(digest(tar)[7:] + ".tar")
        items.append({"Config": config, "RepoTags": [name] if name else None, "Layers": layers})
    files["manifest.json"] = json.dumps(items).encode()
    return layer(files)
