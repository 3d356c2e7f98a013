#!/usr/bin/env python3
"""run_html.py FLYIMG - the HTML reports in a real headless Chromium.

Pages are made of images that are built here: a small one with leaks, a hostile one,
one with ten thousand findings, a folder of images for an audit.  Accessibility is
judged by axe-core, which npm gets once into build/axe (or AXE names its axe.min.js).
"""
import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser, find

FLYIMG = os.path.abspath(sys.argv[1])
ROOT = Path(__file__).resolve().parent.parent
AXE_VERSION = "4.10.3"
passed = failed = skipped = 0


def check(name, ok, detail=""):
    global passed, failed
    if ok:
        passed += 1
        print("ok", name)
    else:
        failed += 1
        print("FAILED", name, detail)


def skip(why, n=1):
    global skipped
    skipped += n
    print("skip", why)


# ---- images ----

rng = random.Random(5)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def word(n):
    return "".join(rng.choice(LETTERS) for _ in range(n))


def stripe():
    return "STRIPE_SECRET_KEY=sk_" + "live_" + word(24) + "\n"


def sendgrid():
    return "SENDGRID_API_KEY=SG" + "." + word(22) + "." + word(43) + "\n"


def tar_of(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as t:
        for name, text in files:
            info = tarfile.TarInfo(name)
            info.size = len(text)
            t.addfile(info, io.BytesIO(text if isinstance(text, bytes) else text.encode()))
    return out.getvalue()


def image(path, tags, layers, created="2026-01-05T10:00:00Z", user="1000"):
    """layers: [(files, instruction)]; a docker archive."""
    blobs = [tar_of(files) for files, _ in layers]
    digests = [hashlib.sha256(b).hexdigest() for b in blobs]
    config = json.dumps({
        "created": created, "architecture": "amd64", "os": "linux",
        "config": {"User": user, "Cmd": ["/bin/app"], "Env": ["NODE_ENV=production"]},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + d for d in digests]},
        "history": [{"created": created, "created_by": made} for _, made in layers]}).encode()
    name = hashlib.sha256(config).hexdigest() + ".json"
    manifest = json.dumps([{"Config": name, "RepoTags": tags, "Layers": [d + ".tar" for d in digests]}]).encode()
    with open(path, "wb") as f:
        f.write(tar_of([(d + ".tar", b) for d, b in zip(digests, blobs)] + [(name, config), ("manifest.json", manifest)]))


BASE = [([("bin/app", b"#!/bin/sh\n"), ("bin/sh", b"x" * 400000)], "ADD rootfs.tar /"),
        ([("opt/agent/agent.env", sendgrid())], "COPY agent /opt/agent")]


def small(path):
    image(path, ["acme/shop:1.0"], BASE + [
        ([("app/.env", stripe() + "DB_PASSWORD=" + word(20) + "\n"), ("app/main.js", "x" * 90000)], "COPY . ."),
        ([("app/.wh..env", "")], "RUN rm -f .env"),
        ([("app/settings.json", '{"password": "' + word(18) + '"}\n')], "COPY settings.json ./")], user="")


ATTACK = "\"'></script></noscript></style><script>window.pwned=1</script><!--<img src=x onerror=window.pwned=2>"


def hostile(path):
    names = [ATTACK, "x\u202egnp.exe", "a\x1b[2Jb", "\u200bhidden", "no\udcffutf-8"]
    files = [("app/" + n.replace("/", "-") + "/.env", stripe()) for n in names]
    files += [("app/" + ATTACK + "/.env", stripe())]
    image(path, ["acme/app:1"], [(files, "COPY " + ATTACK + " ."), ([("app/x", "y")], "RUN \u202e" + ATTACK)], user=ATTACK)


def large(path, n):
    per, layers = n // 25, []
    for k in range(25):
        layers.append(([(f"srv/{word(5)}/part-{k:02}/key-{i:04}.txt", stripe()) for i in range(per)], f"COPY part-{k:02} /srv"))
    image(path, ["acme/large:1"], layers)


def registry(folder):
    folder.mkdir()
    for k in range(12):
        layers = list(BASE)
        if k % 2 == 0:
            layers.append(([("app/.env", SHARED[k % 3])], "COPY . ."))
        if k % 4 == 0:
            layers.append(([("app/.wh..env", "")], "RUN rm -f .env"))
        layers.append(([(f"app/build-{k}.js", "x" * (1000 + 9000 * k))], "RUN npm run build"))
        image(folder / f"{k:02}.tar", [f"acme/{('web', 'api', 'cron')[k % 3]}:1.{k // 3}"], layers, created=f"2026-{k + 1:02}-05T10:00:00Z")


SHARED = [stripe() for _ in range(3)]


def flyimg(*words, status=(0, 1)):
    done = subprocess.run([FLYIMG, *map(str, words)], capture_output=True, timeout=300)
    if done.returncode not in status:
        raise SystemExit(f"flyimg {words}: status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


# ---- what is asked of a page ----

UNFOLDED = """(() => {
    const list = document.getElementById("findings");
    [...list.querySelectorAll(".more button")].find((b) => b.textContent === "Show all")?.click();
    [...list.querySelectorAll(".status button")].find((b) => b.textContent === "Unfold all")?.click();
    return [...list.querySelectorAll("tbody tr.row")].map((tr) => [tr.id,
        tr.textContent + " " + (tr.nextElementSibling?.classList.contains("detail") ? tr.nextElementSibling.textContent : "")]);
})()"""
PLAIN = """[...document.querySelectorAll("article.plain")].map((a) => [a.id, a.textContent])"""
ROWS = """[...document.querySelectorAll("#findings tbody tr.row")].map((tr) => tr.id)"""


def shown(text):
    """As the page shows what JSON has plain; see cmd/say.h."""
    def one(c):
        n = ord(c)
        if c == "\n":
            return c
        if n < 0x80 and (n < 0x20 or n == 0x7f):
            return "\\t" if c == "\t" else f"\\x{n:02x}"
        if 0x80 <= n < 0xa0 or n in (0xad, 0x61c, 0xfeff) or 0x200b <= n <= 0x200f or 0x2028 <= n <= 0x202e or 0x2060 <= n <= 0x2069:
            return f"\\u{{{n:04x}}}"
        return c
    return "".join(map(one, text))


def missing(report, texts):
    """What of the JSON report's findings is not among the page's texts, by fingerprint."""
    lacks = []
    for f in report["findings"]:
        text = texts.get("f-" + f["fingerprint"], "")
        wanted = [f["title"], f["severity"], f["masked"] or "", f["fix"].replace("`", ""), f["message"].split(". ")[-1].rstrip(".").replace("`", "")]
        wanted += [p.get("path", p.get("file", "")) for p in f["places"][:50]]
        lacks += [(f["rule"], w) for w in wanted if shown(w) not in text]
    return lacks


def one_to_one(name, report, pairs):
    texts = dict(pairs)
    check(f"{name}: the findings are those of the JSON report",
          len(pairs) == len(report["findings"]) and len(texts) == len(pairs) and not missing(report, texts),
          (len(pairs), len(report["findings"]), missing(report, texts)[:5]))


def type_in(page, section, text):
    page.run(f"""(() => {{ const box = document.querySelector("#{section} input[type=search]");
        box.value = {json.dumps(text)}; box.dispatchEvent(new Event("input")); }})()""")
    page.pause(250)


def press(page, section, label):
    page.run(f"""[...document.querySelectorAll("#{section} button")].find((b) => b.textContent.startsWith({json.dumps(label)})).click()""")


# ---- the checks ----

def quiet(b, urls):
    for name, url in urls.items():
        page = b.open(url)
        found = page.complaints()
        check(f"{name}: opens from disk without a word in the console or a request", not found, found[:3])
        check(f"{name}: says it is ready", page.run("document.documentElement.classList.contains('ready')"))
        page.close()


def policy_holds(b, url):
    page = b.open(url)
    check("hostile names run nothing", page.run("window.pwned === undefined") is True)
    check("hostile names are shown as text", "</script></noscript>" in page.run("document.getElementById('findings').textContent"))
    check("characters that reorder text are shown as such", "\\u{202e}" in page.run("document.body.textContent"))
    tried = page.run("""new Promise((done) => {
        const seen = [];
        addEventListener("securitypolicyviolation", (e) => seen.push(e.effectiveDirective));
        try { const s = document.createElement("script"); s.text = "window.pwned = 3"; document.body.append(s); } catch (e) { seen.push("refused script"); }
        try { document.body.innerHTML += "<b>x</b>"; } catch (e) { seen.push("refused markup"); }
        const a = document.createElement("a"); document.body.append(a);
        try { a.setAttribute("onclick", "window.pwned = 4"); a.click(); } catch (e) { seen.push("refused handler"); }
        const i = document.createElement("img"); i.src = "http://127.0.0.1:1/x.png"; document.body.append(i);
        const d = document.createElement("style"); d.textContent = "body { color: red }"; document.body.append(d);
        fetch("http://127.0.0.1:1/").catch(() => {});
        setTimeout(() => done(seen), 300);
    })""")
    check("the policy refuses scripts", page.run("window.pwned === undefined") is True and
          any("script" in t for t in tried), tried)
    check("the policy refuses markup of strings", "refused markup" in tried, tried)
    for directive in ("img-src", "style-src-elem", "connect-src"):
        check(f"the policy refuses by {directive}", directive in tried, tried)
    page.close()


def works(b, url, report):
    page = b.open(url)
    one_to_one("small, with script", report, page.run(UNFOLDED))
    press(page, "findings", "Fold all")
    all_rows = page.run(ROWS)
    type_in(page, "findings", "stripe .ENV")
    some = page.run(ROWS)
    wanted = ["f-" + f["fingerprint"] for f in report["findings"]
              if "stripe" in json.dumps(f).lower() and ".env" in json.dumps(f).lower()]
    check("the filter box keeps rows with all words", some and sorted(some) == sorted(wanted), (some, wanted))
    check("the filter box says how many", page.run("document.querySelector('#findings .status').textContent").startswith(
        f"{len(some)} of {len(all_rows)} findings"))
    type_in(page, "findings", "nothing has this")
    check("a filter may keep nothing", page.run(ROWS) == [])
    type_in(page, "findings", "")
    check("an empty filter box shows all", page.run(ROWS) == all_rows)

    press(page, "findings", f"{report['summary']['critical']} critical")
    left = page.run(ROWS)
    check("a severity is switched off", len(left) == len(all_rows) - report["summary"]["critical"], left)
    check("a switch says that it is off", page.run("document.querySelector('#findings .critical[aria-pressed]').getAttribute('aria-pressed')") == "false")
    press(page, "findings", f"{report['summary']['critical']} critical")

    press(page, "findings", "Where")
    where = page.run("[...document.querySelectorAll('#findings tbody tr.row')].map((tr) => tr.querySelector('.c-where code').textContent)")
    check("a table is sorted by a column", where == sorted(where) and len(where) == len(all_rows), where)
    check("the heading says so", page.run("document.querySelector('#findings th.c-where').getAttribute('aria-sort')") == "ascending")
    press(page, "findings", "Where")
    check("and the other way", page.run("[...document.querySelectorAll('#findings tbody tr.row')].map((tr) => tr.querySelector('.c-where code').textContent)")
          == sorted(where, reverse=True))
    press(page, "layers", "Size")
    sizes = page.run("[...document.querySelectorAll('#layers tbody tr')].map((tr) => Number(tr.cells[2].dataset.v))")
    check("the layers are sorted by size as numbers", sizes == sorted(sizes) and len(sizes) == 5, sizes)

    target = all_rows[-1]
    type_in(page, "findings", "stripe")
    page.run(f"location.hash = '#{target}'")
    page.pause(500)
    check("a link to a finding shows it, whatever is filtered",
          page.run(f"document.getElementById('{target}')?.classList.contains('open') && document.querySelector('#findings input').value === ''"))
    check("and brings it into view", page.run(f"(() => {{ const r = document.getElementById('{target}').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }})()"))
    page.run("location.hash = '#in-0-2'")
    page.pause(200)
    here = {f"f-{f['fingerprint']}" for f in report["findings"] if any(p.get("layer") == 2 for p in f["places"])}
    check("a link to a layer shows its findings", here and set(page.run(ROWS)) == here, (page.run(ROWS), here))
    check("copying gives the command alone", page.run("""(async () => {
        navigator.clipboard.writeText = async (t) => { window.copied = t; };
        const row = [...document.querySelectorAll("#findings tr.row")].find((tr) => tr.textContent.includes("Stripe"));
        if (!row.classList.contains("open")) row.querySelector("button").click();
        row.nextElementSibling.querySelector(".fix button").click();
        await new Promise((r) => setTimeout(r, 50));
        return window.copied; })()""") == "fly secrets set STRIPE_SECRET_KEY=- < FILE")
    check("nothing was said in the console", not page.complaints())
    page.close()
    page = b.open(url + "#" + target)
    check("a page opens at a finding", page.run(f"document.getElementById('{target}').classList.contains('open')"))
    page.close()
    page = b.open(url + "#layer-0-4")
    check("a page opens at a layer", page.run("(() => { const r = document.getElementById('layer-0-4').getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()"))
    page.close()
    page = b.open(url, script=False)
    one_to_one("small, without script", report, page.run(PLAIN))
    check("without script nothing is a dead button", page.run("document.querySelectorAll('button').length") == 0)
    page.close()


def keyboard(b, url):
    page = b.open(url)
    page.key("Tab", 9)
    check("the first stop is the link to the findings", page.run("document.activeElement.className") == "skip")
    page.run("document.querySelector('#findings .row .title').focus()")
    before = page.run("document.activeElement.getAttribute('aria-expanded')")
    page.key("Enter", 13, "\r")
    check("Enter unfolds a finding", page.run("document.activeElement.getAttribute('aria-expanded')") != before)
    check("the map has one tile per layer with bytes", page.run("document.querySelectorAll('.tiles a').length") == 5)
    check("the map takes one stop", page.run("document.querySelectorAll('.tiles a[tabindex=\"0\"]').length") == 1)
    page.run("document.querySelector('.tiles a').focus()")
    page.key("ArrowRight", 39)
    check("arrows go through the map", page.run("document.activeElement === document.querySelectorAll('.tiles a')[1]"))
    check("the map tells the tile", page.run("document.querySelector('.legend').textContent").startswith("Layer "))
    page.key("Enter", 13, "\r")
    check("a tile leads to its layer's row", page.run("location.hash.startsWith('#layer-0-')"))
    tiles = page.run("""[...document.querySelectorAll(".tiles li")].map((li) => { const r = li.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })""")
    box = page.run("(() => { const r = document.querySelector('.tiles').getBoundingClientRect(); return [r.width, r.height]; })()")
    area = sum(t[2] * t[3] for t in tiles)
    check("tiles fill the map and do not overlap", abs(area - box[0] * box[1]) < 0.01 * area and not any(
        min(s[0] + s[2], t[0] + t[2]) - max(s[0], t[0]) > 1 and min(s[1] + s[3], t[1] + t[3]) - max(s[1], t[1]) > 1
        for i, s in enumerate(tiles) for t in tiles[:i]), (area, box))
    check("no tile is wider than its place", page.run("""[...document.querySelectorAll(".tiles a")].every((a) =>
        a.getBoundingClientRect().right <= a.parentElement.getBoundingClientRect().right + 0.1)"""))
    page.close()


def looks(b, url):
    page = b.open(url)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.run(ground)
    for _ in range(2):
        page.run("document.querySelector('.bar-top button').click()")
    dark = page.run(ground)
    check("the theme can be chosen", light != dark and page.run("document.querySelector('.bar-top button').textContent") == "Theme: dark")
    for _ in range(20):  # the browser stores it behind the page's back, in its own time
        page.pause(100)
        page.reload()
        if page.run(ground) == dark:
            break
    check("and is remembered", page.run(ground) == dark)
    page.run("localStorage.clear()")
    page.close()
    page = b.open(url, dark=True)
    check("the system's dark theme is followed", page.run(ground) == dark)
    page.size(400, 800)
    page.pause(200)
    check("a narrow screen needs no scrolling sideways", page.run("document.documentElement.scrollWidth") <= 400)
    page.close()
    page = b.open(url)
    page.run("dispatchEvent(new Event('beforeprint'))")
    check("on paper all findings are unfolded", page.run("document.querySelectorAll('#findings tr.detail').length === document.querySelectorAll('#findings tr.row').length"))
    page.run("dispatchEvent(new Event('afterprint'))")
    pdf = page.pdf()
    check("it prints", pdf[:5] == b"%PDF-" and len(re.findall(rb"/Type\s*/Page\b", pdf)) > 1, len(pdf))
    page.close()


def many(b, url, report):
    page = b.open(url)
    paint = page.run("Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 1e9)")
    ready = page.run("Math.round(performance.getEntriesByType('navigation')[0].domInteractive)")
    print(f"note {len(report['findings'])} findings: first paint after {paint} ms, ready after {ready} ms")
    took = page.run("""new Promise((done) => {
        const box = document.querySelector("#findings input"), start = performance.now(), before = document.querySelector(".status span").textContent;
        box.value = "part-07"; box.dispatchEvent(new Event("input"));
        const look = () => document.querySelector(".status span").textContent === before ? requestAnimationFrame(look) : done(Math.round(performance.now() - start));
        look(); })""")
    print(f"note a filter over them takes {took} ms")
    check("the page holds few of them at a time", page.run("document.getElementsByTagName('*').length") < 20000)
    last = report["findings"][-1]["fingerprint"]
    page.run(f"location.hash = '#f-{last}'")
    page.pause(500)
    check("a link leads to the last of them", page.run(f"document.getElementById('f-{last}')?.classList.contains('open')"))
    check("all have a line in the data", page.run("JSON.parse(document.getElementById('data').textContent).findings.length") == len(report["findings"]))
    page.close()


def audit(b, url, report):
    page = b.open(url)
    wanted = {f["fingerprint"] for f in report["findings"]}
    press(page, "findings", "Show all") if page.run("!document.querySelector('#findings .more:last-child').hidden") else None
    rows = page.run("[...document.querySelectorAll('#findings tbody a.to')].map((a) => a.getAttribute('href').slice(3))")
    check("audit: the findings are those of the JSON report", sorted(rows) == sorted(wanted), (len(rows), len(wanted)))
    ranks = page.run("[...document.querySelectorAll('#findings .c-rank')].slice(1).map((td) => Number(td.textContent))")
    check("audit: findings come in the order of doing", ranks == sorted(ranks))
    check("audit: every image is in the list", page.run("document.querySelectorAll('#images tbody tr').length") == 12)
    type_in(page, "images", "acme/web")
    check("audit: images can be filtered", page.run("document.querySelectorAll('#images tbody tr').length") == 4)
    page.run("document.querySelector('#plan a').click()")
    page.pause(300)
    check("audit: a secret has a page", page.run("!document.getElementById('page').hidden && document.getElementById('overview').hidden && document.activeElement.tagName") == "H1")
    text = page.run("document.getElementById('page').textContent")
    check("audit: it says how to mend, first, live and where", all(w in text for w in ("Fix", "First", "Live in", "Where", "COPY agent /opt/agent")), text[:300])
    check("audit: it lists each image that has it", page.run("new Set([...document.querySelectorAll('#page tbody a.to')].map((a) => a.hash)).size") == 12)
    page.run("document.querySelector('#page tbody a.to').click()")
    page.pause(300)
    text = page.run("document.getElementById('page').textContent")
    check("audit: an image has a page", all(w in text for w in ("acme/", "Findings", "Layers", "linux/amd64", "RUN npm run build")), text[:300])
    check("audit: with a map of its layers", page.run("document.querySelectorAll('#page .tiles a').length") >= 3)
    page.run("history.back()")
    page.run("history.back()")
    page.pause(400)
    check("audit: back leads to the overview", page.run("document.getElementById('page').hidden"))
    page.run("location.hash = '#layer-1'")
    page.pause(300)
    check("audit: a link to a layer unfolds it", page.run("document.getElementById('layer-1').nextElementSibling.textContent.includes('Digest')"))
    check("audit: nothing was said in the console", not page.complaints())
    page.close()
    page = b.open(url, script=False)
    plain = page.run(PLAIN)
    check("audit, without script: the same findings", sorted(i[2:] for i, _ in plain) == sorted(wanted))
    page.close()


def axe_script():
    """The text of axe.min.js, or why there is none."""
    named = os.environ.get("AXE")
    if named:
        return Path(named).read_text(), ""
    place = ROOT / "build" / "axe"
    script = place / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        try:
            place.mkdir(parents=True, exist_ok=True)
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(place),
                            "axe-core@" + AXE_VERSION], check=True, capture_output=True, timeout=120)
        except FileNotFoundError:
            return None, "npm is absent, which would get axe-core"
        except (subprocess.SubprocessError, OSError):
            return None, "npm could not get axe-core"
    return (script.read_text(), "") if script.exists() else (None, "npm did not install axe-core")


def accessible(b, pages):
    script, why = axe_script()
    if not script:
        skip(f"accessibility: {why}", 2 * len(pages))
        return
    for name, (url, width) in pages.items():
        for dark in (False, True):
            page = b.open(url, dark=dark, width=width, bypass=True)
            page.pause(300)
            page.run(script + ";0")
            found = page.run("""axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.map((v) =>
                [v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 160), v.nodes[0].any.map((a) => a.message).join("; ").slice(0, 160)]))""")
            check(f"axe finds nothing in {name}, {'dark' if dark else 'light'}", not found, json.dumps(found, indent=1))
            page.close()


def main():
    if not find():
        skip("Chromium is absent")
        return
    with tempfile.TemporaryDirectory(prefix="flyimg-html-") as tmp:
        tmp = Path(tmp)
        small(tmp / "small.tar")
        hostile(tmp / "hostile.tar")
        large(tmp / "large.tar", 10000)
        registry(tmp / "registry")
        for name in ("small", "hostile", "large"):
            flyimg("check", "-q", "--no-context", "--format", "html", "-o", tmp / f"{name}.html", tmp / f"{name}.tar")
        flyimg("lint", "-q", "--format", "html", "-o", tmp / "lint.html", ROOT / "testdata" / "demo")
        flyimg("check", "-q", "--no-context", "--only", "ci-token-argument", "--format", "html", "-o", tmp / "none.html", tmp / "small.tar")
        flyimg("audit", "-q", "--format", "html", "-o", tmp / "audit.html", tmp / "registry")
        reports = {name: json.loads(flyimg("check", "-q", "--no-context", "--format", "json", tmp / f"{name}.tar")) for name in ("small", "hostile", "large")}
        audited = json.loads(flyimg("audit", "-q", "--format", "json", tmp / "registry"))
        urls = {p.stem: p.as_uri() for p in sorted(tmp.glob("*.html"))}
        secret = next(f["fingerprint"] for f in audited["findings"] if f["severity"] == "critical")
        with Browser() as b:
            quiet(b, urls)
            policy_holds(b, urls["hostile"])
            page = b.open(urls["hostile"])
            one_to_one("hostile", reports["hostile"], page.run(UNFOLDED))
            page.close()
            works(b, urls["small"], reports["small"])
            keyboard(b, urls["small"])
            looks(b, urls["small"])
            many(b, urls["large"], reports["large"])
            audit(b, urls["audit"], audited)
            accessible(b, {"check": (urls["small"], 1280), "check, narrow": (urls["small"], 400), "check without findings": (urls["none"], 1280),
                           "lint": (urls["lint"], 1280), "audit": (urls["audit"], 1280), "audit, narrow": (urls["audit"], 400),
                           "a secret": (urls["audit"] + "#f-" + secret, 1280), "an image": (urls["audit"] + "#image-0", 1280)})


main()
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(failed != 0)
