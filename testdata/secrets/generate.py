#!/usr/bin/env python3
"""generate.py - a labelled corpus of fake secrets, made from the catalogue.

    generate.py FLYIMG FOLDER [--seed N]

For every secret rule of FLYIMG the example `hit` is taken as a mould: the secret in it
is replaced by freshly drawn ones of the same form, in the mould's own syntax and, where
the mould is an assignment, in those of other files.  Near misses are made from each:
one character too short, a character of another alphabet, one letter all over, a look-up
in place of the value.  FOLDER gets one file an example and `labels.json`:

    [{"path": ..., "rule": ..., "kind": "positive" or "near-miss", "how": ...}, ...]

forms.tsv, beside this file, says what the mould cannot tell, from what issuers publish:
the form of a value, and which mutations are no misses.  A rule without a form there gets
values that differ from the mould's wherever the rule lets them.  The same seed gives the
same files.  None of them is in the repository, so that no scanner flags it.
"""
import json
import os
import random
import re
import string
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FILES_AT_ONCE = 8000
BASE62 = string.ascii_letters + string.digits
ALPHABETS = [
    string.digits,
    "0123456789abcdef",
    "0123456789ABCDEF",
    "0123456789abcdefABCDEF",
    string.ascii_lowercase,
    string.ascii_uppercase,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    "abcdefghijklmnopqrstuvwxyz234567",
    string.ascii_lowercase + string.digits,
    string.ascii_uppercase + string.digits,
    BASE62,
]

# Syntaxes for a name and a value.
SYNTAXES = [
    ("dotenv", "deploy.conf", "{n}={v}\n"),
    ("yaml", "values.yaml", "app:\n  {n}: {v}\n  replicas: 2\n"),
    ("json", "settings.json", '{{"port": 80, "{n}": "{v}"}}\n'),
    ("python", "settings.py", '{n} = "{v}"\n'),
    ("javascript", "config.js", 'module.exports = {{ {n}: "{v}" }};\n'),
    ("shell", "start.sh", '#!/bin/sh\nexport {n}="{v}"\nexec ./app\n'),
    ("dockerfile", "Dockerfile", "FROM scratch\nENV {n}={v}\n"),
]
LOG = "2026-11-24T10:00:00Z INFO request with {v} failed\n"


class Form:
    """What forms.tsv says about one rule; without a row, what the mould shows."""

    def __init__(self, row=None):
        row = row or {}
        self.pattern = row.get("form") or None
        words = [w for w in row.get("except", "").split(",") if w]
        self.exceptions = set(words)


def read_forms():
    forms = {}
    with open(os.path.join(HERE, "forms.tsv")) as f:
        for line in f:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            parts = (line.split("\t") + ["", ""])[:3]
            forms[parts[0]] = Form({"form": parts[1], "except": parts[2]})
    return forms


def alphabet_of(run):
    for letters in ALPHABETS:
        if set(run) <= set(letters):
            return letters
    return None


def redraw(rng, value, fixed):
    """A new value of the same form: what the issuer puts in every token stays."""
    out = []
    for run in re.finditer(r"[A-Za-z0-9]+|[^A-Za-z0-9]+", value):
        free = [value[i] for i in range(*run.span()) if i not in fixed]
        letters = alphabet_of(free) if free else None
        for i in range(*run.span()):
            out.append(value[i] if i in fixed or not letters else rng.choice(like(value[i], letters)))
    return "".join(out)


def like(c, letters):
    """Letters of the run's alphabet; a digit stays one so that mixtures stay mixed."""
    if c.isdigit() and any(x.isdigit() for x in letters):
        return [x for x in letters if x.isdigit()] or letters
    same = [x for x in letters if x.isalpha() and x.islower() == c.islower()]
    return same or letters


def other(c):
    """Another character of the same class, or None for a sign."""
    for letters in (string.digits, "abcdef", "ABCDEF", string.ascii_lowercase, string.ascii_uppercase):
        if c in letters:
            return letters[(letters.index(c) + 3) % len(letters)]
    return None


def learn_heads(flyimg, rules, spans, folder):
    """Which characters of each secret may not change: {id: set of offsets}.

    One file a rule, with its mould once for each character, which is another there.
    """
    names, fixed = {}, {}
    for i, rule in enumerate(rules):
        if rule["id"] not in spans:
            continue
        hit = rule["hit"].encode()
        start, end = spans[rule["id"]]
        fixed[rule["id"]] = set(range(end - start))
        text, line, at = [], 1, {}
        for k in range(start, end):
            c = other(chr(hit[k]))
            if not c:
                continue
            text.append(hit[:k] + c.encode() + hit[k + 1:] + b"\n\n\n")
            lines = text[-1].count(b"\n")
            at.update((n, k - start) for n in range(line, line + lines))
            line += lines
        name = "%d/%s" % (i, rule["sample"] or "app/sample.txt")
        names[name] = (rule["id"], at)
        write(folder, name, b"".join(text).decode())
    for hit in scan(flyimg, list(names), folder):
        rule, at = names[hit["path"]]
        if hit["rule"] == rule:
            fixed[rule].discard(at.get(hit["line"]))
    return fixed


def draw(rng, pattern):
    """A value of a form: literal text, [classes] and {counts}, as in forms.tsv."""
    out = []
    for klass, literal, low, high in re.findall(
            r"(?:\[([^\]]+)\]|(\\.|[^\[\]{}]))(?:\{(\d+)(?:,(\d+))?\})?", pattern):
        n = int(low or 1)
        if high:
            n = rng.randint(n, int(high))
        letters = expand(klass) if klass else literal[-1]
        out.append("".join(rng.choice(letters) for _ in range(n)))
    return "".join(out)


def expand(klass):
    out = ""
    i = 0
    while i < len(klass):
        if i + 2 < len(klass) and klass[i + 1] == "-":
            out += "".join(chr(c) for c in range(ord(klass[i]), ord(klass[i + 2]) + 1))
            i += 3
        else:
            out += klass[i]
            i += 1
    return out


def find_secrets(flyimg, rules, folder):
    """Where in its hit each rule finds the secret: {id: (start, end)}."""
    names = {}
    for i, rule in enumerate(rules):
        name = "%04d/%s" % (i, rule["sample"] or "app/sample.txt")
        names[name] = rule
        write(folder, name, rule["hit"])
    spans = {}
    for hit in scan(flyimg, list(names), folder):
        rule = names[hit["path"]]
        if hit["rule"] != rule["id"] or rule["id"] in spans or not hit["length"]:
            continue
        lines = rule["hit"].encode().split(b"\n")
        start = sum(len(l) + 1 for l in lines[:hit["line"] - 1]) + hit["column"] - 1
        spans[rule["id"]] = (start, start + hit["length"])
    return spans


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(text.encode())


def scan(flyimg, names, folder):
    """What "flyimg rules test" finds in the files, as many at once as a command takes."""
    hits = []
    for i in range(0, len(names), FILES_AT_ONCE):
        done = subprocess.run(
            [flyimg, "rules", "test", "--format", "json"] + names[i:i + FILES_AT_ONCE],
            cwd=folder, stdout=subprocess.PIPE)
        if done.returncode not in (0, 1):
            sys.exit("generate.py: flyimg ended with %d" % done.returncode)
        hits += json.loads(done.stdout)
    return hits


class Maker:
    """Writes the examples of one rule after the other."""

    def __init__(self, folder, seed):
        self.folder, self.seed, self.labels = folder, seed, []

    def add(self, kind, how, file, text):
        path = "%s/%s-%s/%s" % (self.rule["id"], kind[0], how, file)
        write(self.folder, path, text)
        self.labels.append({"path": path, "rule": self.rule["id"], "kind": kind, "how": how})

    def value(self):
        if "redraw" in self.form.exceptions or re.search("eyJ|LS0t", self.old):
            return self.old  # structured: base64 of JSON, of a PEM, ...
        # Validators doubt one value in a thousand that is as uneven as words are.
        return max((self.draw() for _ in range(3)), key=lambda v: len(set(v)))

    def draw(self):
        if self.form.pattern:
            return draw(self.rng, self.form.pattern)
        return redraw(self.rng, self.old, self.fixed)

    def make(self, rule, span, form, fixed):
        self.rule, self.form, self.fixed = rule, form, fixed
        # A seed of its own: a new rule does not change what others get.
        self.rng = random.Random("%s %s %s" % (self.seed, rule["id"], "again" in form.exceptions))
        hit = rule["hit"].encode()
        before, self.old, after = (
            x.decode() for x in (hit[:span[0]], hit[span[0]:span[1]], hit[span[1]:]))
        file = rule["sample"] or "app/sample.txt"
        for i in range(2):
            self.add("positive", "own%d" % i, file, before + self.value() + after)
        self.misses(lambda v: before + v + after, file)
        name = assigned_name(before)
        if name and "\n" not in self.old and not rule["files"]:
            self.syntaxes(name)

    def syntaxes(self, name):
        for how, file, text in SYNTAXES:
            if not {how, "syntax"} & self.form.exceptions:
                self.add("positive", how, file, text.format(n=name, v=self.value()))
        if has_head(self.form.pattern) and not {"log", "syntax"} & self.form.exceptions:
            self.add("positive", "log", "app.log", LOG.format(v=self.value()))

    def misses(self, place, file):
        value = self.value()
        body = max(re.findall(r"[A-Za-z0-9]+", value) or [""], key=len)
        middle = value.rfind(body) + len(body) // 2
        near = {}
        if self.form.pattern:
            near["short"] = value[:-1]
            near["alphabet"] = value[:middle] + "!" + value[middle + 1:]
        near |= {
            "letter": one_letter(value, body),
            "lookup": "${SECRET_OF_THE_APP}",
            "word": "changeme",
        }
        for how, text in near.items():
            if how not in self.form.exceptions:
                self.add("near-miss", how, file, place(text))


def one_letter(value, body):
    """x for every long run; for the longest, where there is none."""
    if len(body) < 12:
        return value.replace(body, "x" * len(body)) if body else "x" * len(value)
    return re.sub(r"[A-Za-z0-9+/=_-]{12,}", lambda m: "x" * len(m.group()), value)


def has_head(pattern):
    """"ghp_", "AKIA": such a token is found without a name before it."""
    return pattern and re.match(r"[^\[\]{}]{4}", pattern)


def assigned_name(before):
    found = re.search(r"""(?:^|[\s"'{(,])([A-Za-z_][\w.]*)["']?\s*(?:=|:)\s*["']?$""", before)
    return found.group(1) if found else None


def main():
    if len(sys.argv) not in (3, 5):
        sys.exit(__doc__)
    flyimg, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    seed = sys.argv[4] if len(sys.argv) == 5 else "20261124"
    listed = subprocess.run([flyimg, "rules", "--only", "secret", "--format", "json"],
                            stdout=subprocess.PIPE, check=True).stdout
    rules = json.loads(listed)
    spans = find_secrets(flyimg, rules, os.path.join(folder, "moulds"))
    forms = read_forms()
    unformed = [r for r in rules if not forms.get(r["id"], Form()).pattern]
    fixed = learn_heads(flyimg, unformed, spans, os.path.join(folder, "heads"))
    maker = Maker(folder, seed)
    unknown = sorted(set(forms) - {r["id"] for r in rules})
    for name in unknown:
        print("generate.py: forms.tsv names %s, which is no rule" % name, file=sys.stderr)
    for rule in rules:
        if "=== " in rule["hit"][:4] or rule["hit"].startswith("{\"config\""):
            continue  # about an image's config, not about text
        if rule["id"] not in spans:
            sys.exit("generate.py: %s: its hit is not found" % rule["id"])
        maker.make(rule, spans[rule["id"]], forms.get(rule["id"], Form()), fixed.get(rule["id"]))
    with open(os.path.join(folder, "labels.json"), "w") as f:
        json.dump(maker.labels, f, indent=1)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
