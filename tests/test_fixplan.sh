#!/bin/sh
# test_fixplan.sh - the plan's commands and patch do what they say, and show no secret.
set -u
export FLYIMG_CACHE= # every layer is read
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

ok() {
	passed=$((passed + 1))
	echo "ok $1"
}
bad() {
	failed=$((failed + 1))
	echo "FAIL $1"
}
# is NAME WANT GOT
is() {
	if [ "$2" = "$3" ]; then ok "$1"; else bad "$1: wanted \"$2\", got \"$3\""; fi
}
# has NAME TEXT FILE
has() {
	if grep -qF -- "$2" "$3"; then ok "$1"; else bad "$1: \"$2\" is not in $3"; cat "$3"; fi
}
hasnt() {
	if grep -qF -- "$2" "$3"; then bad "$1: \"$2\" is in $3"; cat "$3"; else ok "$1"; fi
}
# rules DIR: the rules that speak up, from low on
rules() {
	"$FLYIMG" lint -q --severity low --format json "$1" |
		python3 -c 'import json,sys
print(*sorted({f["rule"] for f in json.load(sys.stdin)["findings"]}))'
}
# follow DIR: run the plan's commands, apply its patch
follow() {
	(cd "$1" && "$FLYIMG" lint -q --fix-plan --format json . >"$tmp/plan.json"
	python3 - "$tmp/plan.json" >"$tmp/run" <<'PY'
import json, sys
plan = json.load(open(sys.argv[1]))["fix_plan"]
print("set -e", *plan["commands"], sep="\n")
PY
	"$FLYIMG" lint -q --fix-plan . >"$tmp/plan.txt"
	patch -s -p1 <"$tmp/plan.txt" && sh "$tmp/run") >"$tmp/out" 2>&1
}

if ! command -v patch >/dev/null; then
	echo "skip: patch is not installed"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi

# A project with many faults.  The password is put together here.
secret="Zk3vQ9rT""7mLw2Xp"
p=$tmp/shop
mkdir "$p"
cat >"$p/fly.toml" <<END
app = "shop"
primary_region = "fra"

[env]
  LOG_LEVEL = "debug"
  DATABASE_URL = "postgres://shop:$secret@db.internal/shop"
  RACK_ENV = "development"

[http_service]
  internal_port = 8080
  auto_stop_machines = "off" # costs

[[vm]]
  memory = "256mb"
END
printf 'FROM node:22.12-slim\nWORKDIR /app\nCOPY . .\nEXPOSE 3000\nCMD ["node", "server.js"]\n' >"$p/Dockerfile"
printf 'A=1\n' >"$p/.env"
printf 'x\n' >"$p/server.key"
before=$(rules "$p")
for r in fly-secret-in-env fly-debug-setting fly-no-force-https dockerfile-root-user dockerignore-missing; do
	case " $before " in *" $r "*) ok "before: $r" ;; *) bad "before: $r is not in: $before" ;; esac
done
follow "$p"
is "commands and patch run through" "" "$(cat "$tmp/out")"
hasnt "the plan shows no password" "$secret" "$tmp/plan.txt"
hasnt "nor does the JSON" "$secret" "$tmp/plan.json"
has "the plan begins with the leak" "1. Revoke what has leaked" "$tmp/plan.txt"
has "and names what to set" "# DATABASE_URL" "$tmp/plan.txt"
hasnt "the password's line is gone" "DATABASE_URL" "$p/fly.toml"
has "force_https is there" "  force_https = true" "$p/fly.toml"
has "the log level is info" '  LOG_LEVEL = "info"' "$p/fly.toml"
has "the environment is production" '  RACK_ENV = "production"' "$p/fly.toml"
has "what was right is as it was" 'primary_region = "fra"' "$p/fly.toml"
is "USER stands before CMD" "USER node" "$(sed -n '/^CMD/{x;p;};h' "$p/Dockerfile")"
has ".dockerignore keeps keys out" '**/*.key' "$p/.dockerignore"
after=$(rules "$p")
for r in fly-secret-in-env fly-debug-setting fly-no-force-https dockerfile-root-user dockerignore-missing; do
	case " $after " in *" $r "*) bad "after: $r is still in: $after" ;; *) ok "after: $r is mended" ;; esac
done

# A plan changes no file by itself, and a clean project needs none.
cp -r "$p" "$tmp/copy"
(cd "$tmp/copy" && "$FLYIMG" lint -q --fix-plan . >/dev/null)
is "a plan edits nothing" "" "$(diff -r "$p" "$tmp/copy")"
mkdir "$tmp/clean"
printf 'app = "shop"\n' >"$tmp/clean/fly.toml"
is "nothing to mend" "Nothing to mend." "$("$FLYIMG" lint -q --fix-plan "$tmp/clean")"

# A table that is there gets the key; one that is not is made.
mkdir "$tmp/top"
printf '# no key yet\n[http_service]\ninternal_port = 3000' >"$tmp/top/fly.toml"
follow "$tmp/top"
has "a key for the last line without its break" "force_https = true" "$tmp/top/fly.toml"
is "the file is still TOML" "" "$("$FLYIMG" lint -q --only fly-config-syntax --format json "$tmp/top" |
	grep '"rule"')"

# Values over several lines and inline tables are left to the reader.
mkdir "$tmp/odd"
printf 'app = "a"\nhttp_service = { internal_port = 3000, force_https = false }\n' >"$tmp/odd/fly.toml"
follow "$tmp/odd"
has "an inline table is not touched" "force_https = false }" "$tmp/odd/fly.toml"
has "but named" "[fly-no-force-https]" "$tmp/plan.txt"

# A misspelt key gets its name; no second one is written beside it.
mkdir "$tmp/typo"
printf 'app = "a"\n[http_service]\n  internal_port = 3000\n  forcehttps = true\n  [[http_service.checks]]\n    path = "up"\n' \
	>"$tmp/typo/fly.toml"
follow "$tmp/typo"
has "a misspelt key is spelt right" "  force_https = true" "$tmp/typo/fly.toml"
is "and stands there once" 1 "$(grep -c force "$tmp/typo/fly.toml")"
has "a check's path gets its slash" 'path = "/up"' "$tmp/typo/fly.toml"

# Without a migration there is no table: the plan takes no release_command away.
mkdir "$tmp/sqlite"
printf 'app = "a"\n[env]\nDATABASE_URL = "sqlite:////data/a.db"\n[deploy]\nrelease_command = "migrate"\n[mounts]\nsource = "data"\ndestination = "/data"\n' \
	>"$tmp/sqlite/fly.toml"
follow "$tmp/sqlite"
has "the release command stays" 'release_command = "migrate"' "$tmp/sqlite/fly.toml"
has "and is told about, with what is wrong" "DATABASE_URL says that the database is" "$tmp/plan.txt"

# Neither a key twice, nor lines of two kinds, nor the app's port for a database.
mkdir "$tmp/twice"
cat >"$tmp/twice/fly.toml" <<END
app = "a"
[env]
  PORT = "3000"
[http_service]
  internal_port = 3000
  force_https = true
  auto_stop_machine = "stop"
  auto_stop_machines = "stop"
[[services]]
  internal_port = 5432
  protocol = "tcp"
  [[services.ports]]
    port = 5432
END
follow "$tmp/twice"
is "a key that is there is not made again" "" "$("$FLYIMG" lint -q --only fly-config-syntax \
	--format json "$tmp/twice" | grep '"rule"')"
has "a database keeps its port" "internal_port = 5432" "$tmp/twice/fly.toml"
mkdir "$tmp/crlf"
printf 'app = "a"\r\n[http_service]\r\n  internal_port = 3000\r\n' >"$tmp/crlf/fly.toml"
follow "$tmp/crlf"
hasnt "lines that end in CR and LF are left to the reader" "@@" "$tmp/plan.txt"
has "but told" "[fly-no-force-https]" "$tmp/plan.txt"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
