"""audit.py FLYIMG [IMAGES LAYERS MIB] - what an audit of many images costs.

Makes a registry's storage of IMAGES images (1000) over LAYERS different layers (300) of
about MIB (4) each, and measures: the sum of the layers read one by one as images of their
own, the audit, the audit that was killed in the middle and went on, and the audit from the
cache.  Peak memory is the kernel's (ru_maxrss).
"""
import os, random, resource, shutil, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests"))
from lib_images import *

flyimg = os.path.abspath(sys.argv[1])
images, layers, mib = (int(n) for n in (sys.argv[2:5] or (1000, 300, 4)))
tmp = tempfile.mkdtemp(prefix="flyimg-audit-bench-")
rnd = random.Random(7)


def content(i):
    """Files as programs have them: text of which a tenth repeats, some small, one secret in ten layers."""
    words = ["".join(rnd.choice("abcdefghijklmnopqrstuvwxyz_") for _ in range(rnd.randint(3, 10))) for _ in range(5000)]
    files, left, n = {}, mib << 20, 0
    while left > 0:
        size = min(left, rnd.choice((600, 4000, 20000, 150000)))
        files["srv/%d/%d/f%d.js" % (i, n // 50, n)] = " ".join(rnd.choices(words, k=size // 7)).encode()
        left, n = left - size, n + 1
    if i % 10 == 3:
        token = "ghp_" + "".join(rnd.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789") for _ in range(36))
        files["srv/%d/.netrc" % i] = ("machine github.com login bot password %s\n" % token).encode()
    return files


def build(root):
    store = Storage(root)
    pool, total, stored = [], 0, 0
    for i in range(layers):
        tar = layer(content(i))
        total += len(tar)
        pool.append((tar, packed(tar), "COPY %d ." % i))
    refs = 0
    for i in range(images):
        # A base of one of five families, a runtime on it, and the app's own layers.
        family = i % 5
        own = rnd.sample(range(25, layers), 6) if i >= layers else [25 + (i + k) % (layers - 25) for k in range(6)]
        chain = [pool[family], pool[5 + family * 4 + i % 4], *(pool[k] for k in own)]
        refs += len(chain)
        image = Image.__new__(Image)
        image.tars, image.blobs = [c[0] for c in chain], [c[1] for c in chain]
        config = {"architecture": "amd64", "os": "linux", "created": "2026-%02d-%02dT00:00:00Z" % (1 + i % 11, 1 + i % 28),
                  "config": {"Cmd": ["/srv/app"], "Labels": {"n": str(i)}},
                  "rootfs": {"type": "layers", "diff_ids": [digests[id(c[0])] if id(c[0]) in digests else note(c[0]) for c in chain]},
                  "history": [{"created_by": c[2]} for c in chain]}
        image.config = json.dumps(config).encode()
        image.manifest = json.dumps({"schemaVersion": 2, "config": {"digest": digest(image.config), "size": len(image.config)},
                                     "layers": [{"digest": note(c[1]), "size": len(c[1])} for c in chain]}).encode()
        image.digest = digest(image.manifest)
        store.put(image.config)
        for c in chain:
            path = store.blob_path(note(c[1]))
            if not os.path.exists(path):
                write(path, c[1])
                stored += len(c[1])
        store.tag("team%d/app%d" % (i % 20, i % 100), str(i), image.manifest)
    return total, stored, refs


digests = {}


def note(data):
    if id(data) not in digests:
        digests[id(data)] = digest(data)
    return digests[id(data)]


def timed(*args, kill_after=None):
    began = time.time()
    p = subprocess.Popen([flyimg, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if kill_after:
        time.sleep(kill_after)
        p.kill()
    out, err = p.communicate()
    return time.time() - began, out.decode(), err.decode()


def peak(*args):
    """Seconds, peak MiB and output, in a child whose usage is its own."""
    code = ("import resource,subprocess,sys,time\nb=time.time()\np=subprocess.run(sys.argv[1:],stdout=subprocess.PIPE)\n"
            "u=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
            "sys.stderr.write('%f %d %f' % (time.time()-b,u.ru_maxrss,u.ru_utime+u.ru_stime))\nsys.stdout.buffer.write(p.stdout)")
    p = subprocess.run([sys.executable, "-c", code, flyimg, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    seconds, kib, cpu = p.stderr.decode().split()[-3:]
    return float(seconds), int(kib) / 1024, float(cpu), p.stdout.decode()


def row(name, seconds, mem, cpu, more=""):
    print("%-34s %7.2f s %7.2f s cpu %7.1f MiB  %s" % (name, seconds, cpu, mem, more), flush=True)


def main():
    root, cache = tmp + "/storage", tmp + "/cache"
    began = time.time()
    total, stored, refs = build(root)
    print("%d images, %d layers (%d uses): %.0f MiB stored, %.0f MiB unpacked; made in %.0f s"
          % (images, layers, refs, stored / 2**20, total / 2**20, time.time() - began), flush=True)
    # Every layer once, with nothing else: a layout whose one image has them all.
    one = tmp + "/one"
    flat = {"x": Image([(layer({"x": b""}), "x")])}
    write_layout(one, flat)
    blobs = [os.path.join(d, "data") for d, _, f in os.walk(root + "/docker/registry/v2/blobs") if f]
    big = [b for b in blobs if os.path.getsize(b) > 100000]
    manifest = {"schemaVersion": 2, "config": {"digest": digest(flat["x"].config)}, "layers": []}
    for b in big:
        hexa = os.path.basename(os.path.dirname(b))
        os.link(b, one + "/blobs/sha256/" + hexa)
        manifest["layers"].append({"digest": "sha256:" + hexa, "size": os.path.getsize(b)})
    data = json.dumps(manifest).encode()
    write(one + "/blobs/sha256/" + digest(data)[7:], data)
    write(one + "/index.json", json.dumps({"schemaVersion": 2, "manifests": [{"digest": digest(data)}]}).encode())
    s, m, c, out = peak("check", "-q", "--no-context", "--no-cache", "-f", "json", one)
    row("check: all layers as one image", s, m, c)
    s, m, c, out = peak("audit", "-q", "-f", "json", "--cache", cache, root)
    cov = json.loads(out)["coverage"]
    row("audit", s, m, c, "%d layers read" % cov["layers_read"])
    first = json.loads(out)
    s2, m, c, out = peak("audit", "-q", "-f", "json", "--cache", cache, root)
    cov = json.loads(out)["coverage"]
    row("audit from the cache", s2, m, c, "%d read, %d reused" % (cov["layers_read"], cov["layers_reused"]))
    timed("audit", "-q", "--cache", cache + "2", root, kill_after=s / 2)
    s3, m, c, out = peak("audit", "-q", "-f", "json", "--cache", cache + "2", root)
    again = json.loads(out)
    cov = again["coverage"]
    row("audit, killed at %.1f s, gone on" % (s / 2), s3, m, c, "%d read, %d reused" % (cov["layers_read"], cov["layers_reused"]))
    del first["coverage"], again["coverage"]
    print("the same report:", "yes" if first == again else "NO")
    s, m, c, out = peak("audit", "-q", "-f", "jsonl", "--cache", cache, root)
    row("audit --format jsonl from the cache", s, m, c, "%d lines" % out.count("\n"))
    print("cache: %.1f MiB" % (os.path.getsize(cache + "/audit.db") / 2**20))


try:
    main()
finally:
    shutil.rmtree(tmp, ignore_errors=True)
