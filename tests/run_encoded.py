#!/usr/bin/env python3
"""run_encoded.py PROGRAM - secrets that stand encoded, in an image's files, its config
and a project's files.

Each sample says which file should be named, with which rule, line and chain of
encodings.  Every sample has secrets of its own.  No report shows a secret, nor the
encoded text that holds it.
"""
import base64
import gzip
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse

from run_everywhere import letters, token

SAMPLES = []
SECRETS = []  # neither they nor their encoded forms may be shown


def secret(text):
    SECRETS.append(text)
    return text


def b64(text):
    return secret(base64.b64encode(text if isinstance(text, bytes) else text.encode())
                  .decode())


def quoted(text, times=1):
    """JSON in JSON, without the outermost quotes."""
    for _ in range(times):
        text = json.dumps(text)[1:-1]
    return text


def wrapped(text, indent):
    """Base64 in lines of 64, as YAML's | has it."""
    whole = b64(text)
    return "".join("%s%s\n" % (indent, whole[i:i + 64]) for i in range(0, len(whole), 64))


PEM = "-----BEGIN " + "PRIVATE KEY-----\n%s\n-----END " + "PRIVATE KEY-----\n"


def pem(name):
    """An Ed25519 key in PKCS#8; its 32 bytes are made of the name."""
    der = bytes.fromhex("302e020100300506032b657004220420") + letters(name, 32).encode()
    return PEM % b64(der)


def account(name):
    return json.dumps({"type": "service_account", "project_id": "acme-prod",
                       "private_key_id": letters(name, 40, "0123456789abcdef"),
                       "private_key": pem(name),
                       "client_email": "app@acme-prod.iam.gserviceaccount.com"})


def sample(name, path, line, rule, chain, make):
    """make(token, password) is the file's text.  RULE is a regex; PATH in {} is a
    project's file, "" the image config."""
    t, p = secret(token(name)), secret(letters(name, 15) + "7")
    SAMPLES.append({"name": name, "path": path, "line": line, "rule": rule,
                    "chain": chain, "text": make(t, p)})


sample("kubernetes_secret", "srv/secret.yaml", 6, "generic-password", "base64",
       lambda t, p: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n"
                    "  DB_PASSWORD: %s\n" % b64(p))
sample("kubernetes_token", "srv/token.yaml", 4, "github-pat-classic", "base64",
       lambda t, p: "apiVersion: v1\nkind: Secret\ndata:\n  gh: %s\n" % b64(t))
sample("kubernetes_dotenv", "srv/wrapped.yaml", 4, "generic-password", "base64",
       lambda t, p: "data:\n  env: |\n%snext: yes\n" % wrapped(
           "PORT=8080\nAPP_NAME=shop\nLOG_LEVEL=info\nDB_PASSWORD=%s\n" % p, "    "))
sample("kubernetes_short", "srv/short.yaml", 5, "generic-password", "base64",
       lambda t, p: "apiVersion: v1\nkind: Secret\ndata:\n  username: YWRtaW4=\n"
                    "  password: %s\n" % b64(secret("Kq7" + p[:5])))
sample("kubernetes_placeholder", "srv/nothing.yaml", None, None, None,
       lambda t, p: "kind: Secret\ndata:\n  password: %s\n" %
                    base64.b64encode(b"changeme").decode())


def release(text, filler=0):
    """As Helm keeps it: JSON with the manifest, gzip, base64."""
    lines = "".join("# %s\n" % letters("filler%d" % i, 60) for i in range(filler))
    return b64(gzip.compress(json.dumps({"name": "app", "manifest": lines + text}).encode()))


sample("helm_release", "srv/helm.yaml", 5, "generic-password", "base64 > base64 > gzip",
       lambda t, p: "apiVersion: v1\nkind: Secret\ntype: helm.sh/release.v1\ndata:\n"
                    "  release: %s\n" % b64(release("db:\n  password: %s\n" % p)))
sample("helm_release_that_is_long", "srv/long.yaml", 2, "github-pat-classic",
       "base64 > base64 > gzip",
       lambda t, p: "data:\n  release: %s\n" % b64(release("token: %s\n" % t, 6000)))
sample("secret_in_helm_release", "srv/release", 1, "github-pat-classic",
       "base64 > gzip > base64",
       lambda t, p: release("kind: Secret\ndata:\n  gh: %s\n" % b64(t)))
sample("user_data", "srv/cloud-init.yaml", 4, "generic-password", "base64 > gzip",
       lambda t, p: "write_files:\n- encoding: gz+b64\n  content: |\n%s" % wrapped(
           gzip.compress(b"#!/bin/sh\nexport DB_PASSWORD=%s\n" % p.encode()), "    "))
sample("docker_config", "root/.docker/config.json", 1, "docker-config-login", "base64",
       lambda t, p: '{"auths":{"registry.acme.io":{"auth":"%s"}}}\n' % b64("ci:" + p))
sample("docker_config_in_kubernetes", "srv/pull.yaml", 4, ".*docker.*", "base64 > base64",
       lambda t, p: "apiVersion: v1\nkind: Secret\ndata:\n  .dockerconfigjson: %s\n" % b64(
           '{"auths":{"registry.acme.io":{"auth":"%s"}}}' % b64("ci:" + p)))
sample("basic_header", "root/.bash_history", 2, "shell-history", "base64",
       lambda t, p: 'ls\ncurl -H "Authorization: Basic %s" https://api.acme.io\n' % b64(
           "deploy:" + p))
sample("basic_header_in_log", "var/log/proxy.log", 1, "http-basic-header", "base64",
       lambda t, p: "GET / HTTP/1.1 Authorization: Basic %s\n" % b64("deploy:" + p))
sample("service_account_in_dotenv", "srv/.env", 2, "google-service-account", "base64",
       lambda t, p: "PORT=80\nGOOGLE_CREDENTIALS=%s\n" % b64(account("account")))
sample("hex_in_script", "srv/run.sh", 2, "github-pat-classic", "hex",
       lambda t, p: "#!/bin/sh\nT=$(echo %s | xxd -r -p)\n" % secret(t.encode().hex()))
sample("url_in_log", "var/log/access.log", 2, "postgres-url", "percent",
       lambda t, p: "GET / HTTP/1.1\nGET /login?next=%s HTTP/1.1\n" % urllib.parse.quote(
           "postgres://app:%s@db.acme.io:5432/app" % p, safe=""))
sample("json_in_json", "srv/config.json", 2, "generic-password", None,
       lambda t, p: '{\n"inner": "%s"}\n' % quoted('{"db": {"password": "%s"}}' % p))
sample("json_in_json_in_json", "srv/deep.json", 2, "generic-password", "json",
       lambda t, p: '{\n"x": "%s"}\n' % quoted('{"db": {"password": "%s"}}' % p, 2))
sample("escaped_url", "srv/escaped.json", 2, "postgres-url", "json",
       lambda t, p: '{\n"u": "postgres:\\/\\/app:%s@db.acme.io:5432\\/app"}\n' % p)
sample("percent_in_all", "var/log/all.log", 1, "github-pat-classic", "percent",
       lambda t, p: "GET /cb?t=%s HTTP/1.1\n" % secret("".join("%%%02x" % ord(c) for c in t)))
sample("percent_underscore", "var/log/underscore.log", 1, "github-pat-classic", "percent",
       lambda t, p: "GET /cb?t=%s&n=1 HTTP/1.1\n" % secret(t.replace("_", "%5F")))
sample("unicode_in_all", "srv/all.json", 1, "github-pat-classic", "json",
       lambda t, p: '{"t": "%s"}\n' % secret("".join("\\u%04x" % ord(c) for c in t)))
sample("unicode_underscore", "srv/underscore.js", 1, "github-pat-classic", "json",
       lambda t, p: 'const t = "%s";\n' % secret(t.replace("_", "\\u005F")))
sample("slash_of_php", "srv/aws.json", 1, "aws-secret-access-key", None,
       lambda t, p: '{"secretAccessKey":"%s"}\n' % secret(
           "K9" + letters("php", 17) + "\\/" + letters("php2", 20)))
sample("terraform_state", "srv/terraform.tfstate", 2, "generic-password", "base64",
       lambda t, p: '{"version": 4, "resources": [{"instances": [{"attributes": {\n'
                    '"user_data": "%s"}}]}]}\n' % b64(
                        "#!/bin/sh\nexport DB_PASSWORD=%s\nexec /app\n" % p))
sample("powershell", "srv/deploy.ps1", 2, "github-pat-classic", "base64",
       lambda t, p: "# deploy\npowershell -EncodedCommand %s\n" % b64(
           ('$env:GH_TOKEN="%s"; ./deploy' % t).encode("utf-16-le")))
sample("base64_twice", "srv/twice.conf", 1, "github-pat-classic", "base64 > base64",
       lambda t, p: "x=%s\n" % b64(b64(t)))
sample("hex_in_base64", "srv/mixed.conf", 1, "github-pat-classic", "base64 > hex",
       lambda t, p: "x=%s\n" % b64(secret(t.encode().hex())))
sample("data_uri", "srv/www/index.html", 2, "github-pat-classic", "base64",
       lambda t, p: '<p>\n<a href="data:text/plain;base64,%s">\n' % b64(t))
sample("behind_an_escape", "srv/escape.js", 1, "pem-private-key", "base64",
       lambda t, p: 'const k = "key:\\n%s";\n' % b64(pem("escape")))
sample("pem_in_env", "", None, "pem-private-key", "base64",
       lambda t, p: "TLS_KEY=" + b64(pem("env")))
sample("in_dockerfile", "{Dockerfile}", 2, "github-pat-classic", "base64",
       lambda t, p: "FROM alpine:3.20\nRUN echo %s | base64 -d > /t\nUSER 1\n" % b64(t))
sample("in_fly_toml", "{fly.toml}", 4, "github-pat-classic", "base64",
       lambda t, p: 'app = "shop"\nprimary_region = "fra"\n[env]\n  GH = "%s"\n' % b64(t))
# What --show repeats, and a message: commands.
sample("in_process", "{fly.toml}", 6, "github-pat-classic", "base64",
       lambda t, p: '[processes]\n  app = "/app --key %s"\n' % b64(t))
sample("in_command", "", None, "github-pat-classic", "base64",
       lambda t, p: "/app --key " + b64(t))


# --- the image and the project ------------------------------------------------

def add(tar, name, data):
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def config_text(name):
    return [s["text"] for s in SAMPLES if s["name"] == name][0]


def write_image(path):
    layer = io.BytesIO()
    with tarfile.open(fileobj=layer, mode="w") as tar:
        for s in SAMPLES:
            if s["path"] and s["path"][0] != "{":
                add(tar, s["path"], s["text"].encode())
    config = {"architecture": "amd64", "os": "linux",
              "config": {"User": "1", "Cmd": config_text("in_command").split(),
                         "Env": [config_text("pem_in_env")]},
              "rootfs": {"type": "layers", "diff_ids": []},
              "history": [{"created_by": "COPY . ."}]}
    with tarfile.open(path, "w") as tar:
        add(tar, "1.tar", layer.getvalue())
        add(tar, "config.json", json.dumps(config).encode())
        add(tar, "manifest.json", json.dumps([{
            "Config": "config.json", "RepoTags": ["a:1"], "Layers": ["1.tar"]}]).encode())


def write_project(folder):
    for s in SAMPLES:
        if s["path"].startswith("{"):
            with open(os.path.join(folder, s["path"][1:-1]), "a") as f:
                f.write(s["text"])


def check(program, image, folder, form):
    show = ["--show", "config,env"] if form == "text" else []
    done = subprocess.run([program, "check", "-q", "-C", folder, "-f", form, *show, image],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode()


# --- what is expected -----------------------------------------------------------

def judge(s, report):
    name = s["path"].strip("{}")
    here = []
    for f in report["findings"]:
        for p in f["places"]:
            place = p.get("path") or p.get("file") or ""
            if place == name or (not name and p.get("decoded") and not p.get("line")):
                here.append((f["rule"], p.get("line"), p.get("decoded")))
    if s["rule"] is None:
        return "expected nothing, got %s" % here if here else None
    fit = [h for h in here if re.fullmatch(s["rule"], h[0]) and h[2] == s["chain"] and
           s["line"] in (None, h[1])]
    if fit:
        return None
    return "expected %s, line %s, %s, got %s" % (s["rule"], s["line"], s["chain"], here)


def shown(text):
    """Secrets of the samples that a report shows."""
    plain = text.replace("\\/", "/")
    return [x for x in SECRETS if x[:24] in plain or x[-16:] in plain]


def main():
    program = os.path.abspath(sys.argv[1])
    results = []
    with tempfile.TemporaryDirectory() as work:
        image = os.path.join(work, "image.tar")
        write_image(image)
        write_project(work)
        reports = {form: check(program, image, work, form)
                   for form in ("text", "json", "sarif")}
    if len(sys.argv) > 2:
        print(reports[sys.argv[2]])
    found = json.loads(reports["json"])
    for s in SAMPLES:
        results.append((s["name"], judge(s, found)))
    for form, text in reports.items():
        results.append(("%s_shows_no_secret" % form, shown(text)))
        told = len(re.findall(r'"decoded": *"|\(in (?:base64|hex|percent|json)\b', text))
        results.append(("%s_tells_the_encoding" % form,
                        None if told >= 10 else "only %d times" % told))
    for name, wrong in results:
        print("FAILED %s: %s" % (name, wrong) if wrong else "ok %s" % name)
    failed = sum(bool(wrong) for _, wrong in results)
    print("%d passed, %d failed" % (len(results) - failed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
