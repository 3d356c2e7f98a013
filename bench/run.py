#!/usr/bin/env python3
"""run.py FLYIMG BENCH-RULES BENCH-FEW [FOLDER] - the targets for speed and memory, and what is measured.

FOLDER has archives of one image of 1 GB or more: docker.tar (or docker*.tar), oci-gzip.tar
and oci-zstd.tar.  Without one they are made of files of /usr, in a minute and 3 GB of
temporary space.  Everything that is compared runs by turns, five times; ratios are
medians of each turn's ratio, so that a slow minute meets both sides.  Writes
bench/results.md.
"""
import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from statistics import median

from grow import header, member
from measure import HERE, check, head, keep, middle, run, table

TURNS = 5
STARTS = 40
GROW = [sys.executable, "-B", os.path.join(HERE, "grow.py")]
# What an image of the page's text is made of, and what programs are.
RULE_FOLDERS = ("/usr/include", "/usr/lib/python3", "/usr/share/doc", "/usr/bin")


def blobs_of(archive, folder, magic):
    """The layers of an OCI archive that begin with `magic`, as files."""
    paths = []
    with tarfile.open(archive) as t:
        for m in t:
            f = t.extractfile(m) if m.isfile() else None
            if not f or f.read(len(magic)) != magic:
                continue
            f.seek(0)
            paths.append(os.path.join(folder, os.path.basename(archive) + str(len(paths))))
            with open(paths[-1], "wb") as out:
                shutil.copyfileobj(f, out, 1 << 20)
    return paths


def make_oci(docker, out_path, compressor, kind):
    """The same image with compressed layers."""
    def blob(out, body):
        digest = hashlib.sha256(body).hexdigest()
        member(out, "blobs/sha256/" + digest, body)
        return {"digest": "sha256:" + digest, "size": len(body)}

    with tarfile.open(docker) as t, open(out_path, "wb") as out:
        entry = json.load(t.extractfile("manifest.json"))[0]
        layers = []
        for name in entry["Layers"]:
            packed = subprocess.run(compressor, input=t.extractfile(name).read(), check=True,
                                    stdout=subprocess.PIPE).stdout
            layers.append({"mediaType": "application/vnd.oci.image.layer.v1.tar+" + kind,
                           **blob(out, packed)})
        config = {"mediaType": "application/vnd.oci.image.config.v1+json",
                  **blob(out, t.extractfile(entry["Config"]).read())}
        manifest = {"mediaType": "application/vnd.oci.image.manifest.v1+json",
                    **blob(out, json.dumps({"schemaVersion": 2, "config": config,
                                            "layers": layers}).encode())}
        member(out, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
        member(out, "index.json", json.dumps({"schemaVersion": 2, "manifests": [manifest]}).encode())
        out.write(bytes(1024))


def best(runs):
    """The shortest on the clock: what a machine does that others leave alone."""
    return min(r.wall for r in runs)


class Bench:
    def __init__(self, flyimg, rules, few, folder, tmp):
        self.flyimg, self.rules, self.few, self.folder, self.tmp = flyimg, rules, few, folder, tmp
        self.rows = []

    def row(self, what, target, measured, met, mib=None):
        self.rows.append((what, target, measured, "yes" if met else "**no**" if met is False else "",
                          "%.1f" % mib if mib else ""))

    def archive(self, name):
        if self.folder:
            return sorted(glob.glob(os.path.join(self.folder, name + "*.tar")))[0]
        path = os.path.join(self.tmp, name + ".tar")
        if not os.path.exists(path):
            docker = os.path.join(self.tmp, "docker.tar")
            if name == "docker":
                with open(path, "wb") as out:
                    subprocess.run(GROW + ["1200M"], check=True, stdout=out, stderr=subprocess.DEVNULL)
            else:
                self.archive("docker")
                kind = name.split("-")[1]
                make_oci(docker, path, ["gzip", "-6"] if kind == "gzip" else ["zstd", "-q", "-10"], kind)
        return path

    def pairs(self, ours, theirs, source=None):
        """Both by turns: our runs, theirs, the ratio of the clocks and that of processors."""
        a, b = [], []
        run(ours, source)
        run(theirs)  # the page cache is warm for all
        for _ in range(TURNS):
            b.append(run(theirs))
            a.append(run(ours, source))
        wall = median(x.wall / y.wall for x, y in zip(a, b))
        cpu = median(x.cpu / y.cpu for x, y in zip(a, b))
        return a, b, wall, cpu

    def tell(self, what, target, limit, pairs, size=0, least=0):
        a, b, wall, cpu = pairs
        rate = size / middle(a, "wall") / 1e9
        text = "%.2f x (%.2f s, %.2f s), the best %.2f x (%.2f s); processors %.2f x (%.2f s)" % (
            wall, middle(a, "wall"), middle(b, "wall"), best(a) / best(b), best(a), cpu,
            middle(a, "cpu"))
        if least:
            text += "; %.2f GB/s" % rate
        self.row(what, target, text, wall <= limit and rate >= least, max(r.mib for r in a))

    def archives(self):
        docker = self.archive("docker")
        size = os.path.getsize(docker)
        digest = ["openssl", "dgst", "-sha256", docker]
        self.tell("docker-archive, %.1f GB" % (size / 1e9), "wall at most 1.3 x `openssl dgst -sha256`", 1.3,
                  self.pairs(check(self.flyimg, docker), digest))
        self.tell("the same through a pipe", "wall at most 2 x `openssl dgst`, at least 0.9 GB/s", 2,
                  self.pairs(check(self.flyimg, "-"), digest, ["cat", docker]), size, 0.9)
        for kind, magic, tool, limit in (
                ("gzip", b"\x1f\x8b", ["gzip", "-dc"], 0.35),
                ("zstd", b"\x28\xb5\x2f\xfd", ["zstd", "-dcq", "-T1"], 1.3)):
            path = self.archive("oci-" + kind)
            layers = blobs_of(path, self.tmp, magic)
            unpack = ["sh", "-c", " ".join(tool) + ' "$@" >/dev/null', "sh", *layers]
            self.tell("OCI, %s layers" % kind, "wall at most %s x `%s` of the layers" % (limit, " ".join(tool)),
                      limit, self.pairs(check(self.flyimg, path), unpack))
            for layer in layers:
                os.unlink(layer)

    def starts(self):
        small = os.path.join(self.tmp, "small.tar")
        with open(small, "wb") as out:
            subprocess.run(GROW + ["6K", "--layers", "1"], check=True, stdout=out, stderr=subprocess.DEVNULL)
        runs = [run(check(self.flyimg, small)) for _ in range(STARTS)]
        # time(1) between us and the program takes its part.
        none = [run(["/bin/true"]) for _ in range(STARTS)]
        wall = middle(runs, "wall") - middle(none, "wall")
        alone = middle([run([self.flyimg, "--version"]) for _ in range(STARTS)], "wall") - middle(none, "wall")
        self.row("image of %.0f KB, start to finish" % (os.path.getsize(small) / 1e3), "under 10 ms wall",
                 "%.1f ms more than `true` (median of %d), the best %.1f ms; %.1f ms of processors;"
                 " `flyimg --version` %.1f ms" % (
                     wall * 1e3, STARTS, (best(runs) - best(none)) * 1e3,
                     (middle(runs, "cpu") - middle(none, "cpu")) * 1e3, alone * 1e3),
                 wall < 0.010, max(r.mib for r in runs))

    def paths(self):
        runs = [run(check(self.flyimg, "-"), GROW + ["--paths", "100000"]) for _ in range(3)]
        mib = max(r.mib for r in runs)
        self.row("memory of an image of 100,000 paths", "64 MiB", "%.1f MiB, %.2f s of processors" % (
            mib, middle(runs, "cpu")), mib <= 64, mib)

    def few_rules(self, others=0):
        """80 rules for secrets, and so many of the others, evenly spread."""
        with open(os.path.join(HERE, "rules80.txt")) as f:
            few = [line.strip() for line in f if line.strip() and line[0] != "#"]
        listed = json.loads(run([self.flyimg, "rules", "--only", "secret", "--format", "json"]).out)
        rest = [r["id"] for r in listed if r["id"] not in few]
        return ",".join(few + [rest[i * len(rest) // others] for i in range(others)])

    def program_of_few(self):
        """The whole program, and two that know fewer rules; their starts, which compile them, set aside."""
        docker, small = self.archive("docker"), os.path.join(self.tmp, "small.tar")
        env = [{**os.environ, "RULES": self.few_rules(n)} for n in (0, 640)]
        sides = ((self.few, env[0]), (self.few, env[1]), (self.flyimg, None))
        runs, starts = [[], [], []], [[], [], []]
        for _ in range(TURNS):
            for i, (program, env) in enumerate(sides):
                runs[i].append(run(check(program, docker), env=env))
                starts[i].append(run(check(program, small), env=env))

        def cost(i, what):
            return [getattr(r, what) - middle(starts[i], what) for r in runs[i]]

        def more(i, what):
            return median(x / y for x, y in zip(cost(i, what), cost(0, what))) - 1

        self.row("720 rules for secrets against 80, the whole program",
                 "at most 25 % more of processors, 10 % in wall",
                 "; ".join("%s: processors %+.0f %% (%.2f s, %.2f s), wall %+.0f %% (%.2f s, %.2f s)" % (
                     name, more(i, "cpu") * 100, median(cost(i, "cpu")), median(cost(0, "cpu")),
                     more(i, "wall") * 100, median(cost(i, "wall")), median(cost(0, "wall")))
                     for i, name in ((1, "720"), (2, "all of them"))),
                 more(1, "cpu") <= 0.25 and more(1, "wall") <= 0.10)

    def cost_of_rules(self):
        few = self.few_rules()
        env = {**os.environ, "COUNT": "0", "SHARE": "8"}
        texts, ratios = [], []
        for folder in RULE_FOLDERS:
            if not os.path.isdir(folder):
                continue
            turns = []
            for _ in range(TURNS):
                outs = [run([self.rules, folder] + more, env=env).out for more in ([few], [few + "+640"], [])]
                turns.append([float(x.split("MB: ")[1].split()[0]) for x in outs])
            most, every = (median(t[i] / t[0] for t in turns) for i in (1, 2))
            texts.append("%s %+.0f %% (%+.0f %%; %.2f s a GB)" % (
                os.path.basename(folder), (most - 1) * 100, (every - 1) * 100, median(t[2] for t in turns)))
            ratios.append(most)
        self.row("720 rules against 80 (all of them), the scanner alone", "at most 25 % more of processors",
                 ", ".join(texts), max(ratios) <= 1.25)

    def cache(self):
        if "--cache" not in run([self.flyimg, "check", "--help"]).out:
            return
        into, cache = os.path.join(self.tmp, "two"), os.path.join(self.tmp, "cache")
        subprocess.run(GROW + ["1G", "--images", "2", "--into", into], check=True, stderr=subprocess.DEVNULL)
        one, two = sorted(glob.glob(into + "/*.tar"))
        top = os.path.join(self.tmp, "top.tar")
        with open(top, "wb") as out:
            subprocess.run(GROW + ["10M", "--layers", "1"], check=True, stdout=out, stderr=subprocess.DEVNULL)
        command = [self.flyimg, "check", "--no-context", "-q", "--cache", cache]
        plain, first, again, changed, alone = [], [], [], [], []
        for _ in range(TURNS):
            shutil.rmtree(cache, ignore_errors=True)
            plain.append(run(check(self.flyimg, one)))
            first.append(run(command + [one]))
            again.append(run(command + [one]))
            changed.append(run(command + [two]))
            alone.append(run(check(self.flyimg, top)))
        cpu = {k: middle(v, "cpu") * 1e3 for k, v in (
            ("plain", plain), ("first", first), ("again", again), ("changed", changed), ("alone", alone))}
        wall = {k: middle(v, "wall") * 1e3 for k, v in (("again", again), ("changed", changed), ("alone", alone))}
        self.row("1 GB, first run that fills the cache", "",
                 "%.0f ms of processors, without a cache %.0f" % (cpu["first"], cpu["plain"]), None,
                 max(r.mib for r in first))
        self.row("the same image again", "the manifest is read, nothing hashed",
                 "%.0f ms of processors, %.0f ms wall" % (cpu["again"], wall["again"]),
                 cpu["again"] < cpu["plain"] / 20, max(r.mib for r in again))
        self.row("only the top layer, of 10 MB, is new", "the cost of that layer",
                 "%.0f ms of processors, %.0f ms wall; an image of such a layer alone %.0f, %.0f" % (
                     cpu["changed"], wall["changed"], cpu["alone"], wall["alone"]),
                 cpu["changed"] < cpu["alone"] * 1.5 + 20, max(r.mib for r in changed))


def main():
    flyimg, rules, few = sys.argv[1:4]
    folder = sys.argv[4] if len(sys.argv) > 4 else None
    tmp = tempfile.mkdtemp(prefix="flyimg-bench-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    try:
        b = Bench(flyimg, rules, few, folder, tmp)
        for part in (b.starts, b.archives, b.paths, b.program_of_few, b.cost_of_rules, b.cache):
            part()
    finally:
        shutil.rmtree(tmp)
    what = "Archives of %s." % folder if folder else "Archives of bench/grow.py."
    keep("results.md", "\n".join((
        head("How fast is a check", flyimg, "make bench", what),
        "Medians of %d turns; ratios are those of each turn, ours first. Without a cache but for"
        " the last rows. How time and memory grow: [results-growth.md](results-growth.md); the"
        " worst files: [results-worst.md](results-worst.md).\n" % TURNS,
        table(("what", "target", "measured", "met", "peak MiB"), b.rows))))


if __name__ == "__main__":
    main()
