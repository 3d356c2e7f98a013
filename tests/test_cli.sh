#!/bin/sh
# test_cli.sh - the program as a shell sees it: statuses, errors, streams, files left.
# FLYIMG is the program; the last line counts.
set -u
export FLYIMG_CACHE= # every layer is read
FLYIMG=${FLYIMG:-build/plain/flyimg}
here=$(cd "$(dirname "$0")/.." && pwd)
case $FLYIMG in /*) ;; *) FLYIMG=$PWD/$FLYIMG ;; esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0 skipped=0
if ! [ -x "$FLYIMG" ]; then
	echo "no program: $FLYIMG"
	exit 1
fi

ok() {
	passed=$((passed + 1))
	echo "ok $1"
}

fail() {
	failed=$((failed + 1))
	echo "FAILED $1"
	sed 's/^/    out: /' "$tmp/out" | head -n 5
	sed 's/^/    err: /' "$tmp/err" | head -n 5
}

skip() {
	skipped=$((skipped + 1))
	echo "skip $1"
}

# run ARGS... : status in $rc, streams in $tmp/out and $tmp/err
run() {
	"$FLYIMG" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	rc=$?
}

# status NAME WANT ARGS...
status() {
	name=$1 want=$2
	shift 2
	run "$@"
	if [ "$rc" -eq "$want" ]; then ok "$name"; else fail "$name (status $rc, not $want)"; fi
}

# refused NAME WORDS ARGS... : status 2, WORDS on stderr, nothing on stdout
refused() {
	name=$1 words=$2
	shift 2
	run "$@"
	if [ "$rc" -eq 2 ] && grep -qF -e "$words" "$tmp/err" && [ ! -s "$tmp/out" ]; then
		ok "$name"
	else
		fail "$name (status $rc)"
	fi
}

# check NAME COMMAND... : the command succeeds
check() {
	name=$1
	shift
	if "$@"; then ok "$name"; else fail "$name"; fi
}

gzip -dc "$here/testdata/demo/image.tar.gz" >"$tmp/image.tar" || exit 1
image=$tmp/image.tar
cd "$tmp" || exit 1

# ---- statuses ----
status "findings at high give 1" 1 check "$image"
status "--fail-on none gives 0" 0 check --fail-on none "$image"
status "nothing at or above --fail-on gives 0" 0 check --severity info --only shell-history "$image"
head -c $(($(wc -c <"$image") / 2)) "$image" >"$tmp/cut.tar"
status "a truncated archive gives 3" 3 check "$tmp/cut.tar"
status "a good and a truncated archive give 3" 3 check "$image" "$tmp/cut.tar"
check "the good one's findings are still printed" grep -q '\[' "$tmp/out"
printf 'hello' >"$tmp/text"
run check "$tmp/text"
check "a text file is no image, and that is no clean bill" [ "$rc" -ge 2 ]
status "--version works" 0 --version
check "--version tells it" grep -q '^flyimg [0-9]' "$tmp/out"
status "--help works" 0 --help
for command in check lint rules help; do
	status "$command --help works" 0 "$command" --help
	check "$command --help names the exit statuses" grep -q 'Exit status' "$tmp/out"
done

# ---- usage ----
refused "check without PATH says what to type" "docker save IMAGE | flyimg check -" check
refused "a missing file is named" "$tmp/absent.tar: No such file" check "$tmp/absent.tar"
refused "an image name is told about docker save" "docker save acme/app:1.0 | flyimg check -" check acme/app:1.0
refused "standard input twice is refused" "read only once" check - -
refused "an unknown option suggests one" "did you mean --format?" check --fromat json "$image"
refused "an unknown format suggests one" 'did you mean "json"?' check --format jsno "$image"
refused "an unknown rule suggests one" 'did you mean "env-secret"?' check --only env-secrte "$image"
refused "an unknown rule id suggests one" 'did you mean "env-secret"?' rules env-secrte
refused "an unknown command suggests one" 'did you mean "flyimg check"?' chek "$image"
refused "a path without a command says what to type" "flyimg check $image" "$image"
refused "a named folder must exist" "nowhere" check -C "$tmp/nowhere" "$image"
refused "a named Dockerfile must exist" "nodocker" check --dockerfile "$tmp/nodocker" "$image"
refused "--no-context and -C exclude each other" "--no-context" check --no-context -C . "$image"
mkdir "$tmp/plain" && echo hello >"$tmp/plain/notes.txt"
run check "$tmp/plain"
check "a folder that is no export is refused" [ "$rc" -ge 2 ]
check "and says so in one line" [ "$(wc -l <"$tmp/err")" -eq 1 ]
refused "lint in a folder without files says so" "has no fly.toml" lint "$tmp/plain"
refused "lint of a file says so" "is no folder" lint "$image"
refused "lint --no-context says what to type" "lint --fly-config FILE --no-context" lint --no-context
refused "lint --no-context looks into no folder" "looks into no folder" lint --no-context --fly-config "$image" "$tmp"
refused "--show tells its words" "config, ports, env" lint --show=prots .

# ---- --show ----
mkdir "$tmp/shown"
secret="h7Gk2mPq9Xw4""RtY8bN3c"
cat >"$tmp/shown/fly.toml" <<END
app = "shop"
[env]
PORT = "3000"
API_TOKEN = "$secret"
[processes]
web = "sh -c 'API_KEY=$secret node server.js'"
worker = "work --token $secret"
[http_service]
internal_port = 8080
processes = ["web"]
[[http_service.checks]]
path = "/up"
interval = "15s"
[mounts]
source = "data"
destination = "/data"
processes = ["worker"]
END
printf 'FROM a\nENV PORT=4000\nENTRYPOINT ["tini", "--"]\n' >"$tmp/shown/Dockerfile"
run lint -q --show "$tmp/shown"
check "--show alone shows the config" grep -q '^Fly config' "$tmp/out"
check "the command is the whole one" grep -qF "tini -- work --token **** (" "$tmp/out"
check "services have their ports" grep -qF '443 http+tls -> 8080/tcp' "$tmp/out"
check "mounts stand at their group" grep -qF 'data at /data' "$tmp/out"
check "a table explains the finding about ports" grep -q '  \[env\] PORT  *3000 .*fly.toml:3, differs' "$tmp/out"
run lint -q --show config,ports,env "$tmp/shown"
check "--show ports names the line to change" grep -q 'change .*fly.toml:9: internal_port = 3000' "$tmp/out"
check "--show env says who wins" grep -q 'PORT  *4000 .*Dockerfile:2, overridden' "$tmp/out"
check "--show env says where secrets belong" grep -qF 'fly secrets import < FILE' "$tmp/out"
check "--show shows no secret" sh -c "! grep -qF '$secret' '$tmp/out'"
run lint -q --show config,ports,env -f json "$tmp/shown"
check "nor in JSON" sh -c "! grep -qF '$secret' '$tmp/out'"
cp "$tmp/out" "$tmp/shown.json"
mkdir "$tmp/unread"
echo 'app: a' >"$tmp/unread/fly.yml"
run lint "$tmp/unread"
check "fly.yml is said not to be read" grep -qF 'fly.yml is not read: flyctl looks for fly.toml' "$tmp/out"
echo 'app = "a"' >"$tmp/unread/fly.toml"
run lint "$tmp/unread"
check "fly.toml comes before it" grep -qF 'fly.yml is not read: flyctl takes fly.toml' "$tmp/out"
run lint -q --fly-config "$tmp/shown/fly.toml" --no-context
check "lint --no-context judges the file alone" [ "$rc" -eq 1 ]
check "and nothing beside it" sh -c "! grep -q Dockerfile '$tmp/out'"
run
check "no word at all shows the usage and gives 2" [ "$rc" -eq 2 ]
if command -v script >/dev/null 2>&1; then
	script -qec "'$FLYIMG' check -" /dev/null </dev/null >"$tmp/out" 2>&1
	rc=$?
	check "a terminal on standard input is refused" grep -q 'standard input is a terminal' "$tmp/out"
else
	skip "a terminal on standard input: script(1) is absent"
fi

# ---- streams ----
run check -q "$image"
cp "$tmp/out" "$tmp/from-file"
"$FLYIMG" check -q - <"$image" >"$tmp/out" 2>"$tmp/err"
check "a pipe gives what the file gives" cmp -s "$tmp/out" "$tmp/from-file"
check "--quiet is quiet" [ ! -s "$tmp/err" ]
check "no colour in a pipe" sh -c "test -s '$tmp/out' && ! grep -q '$(printf '\033')' '$tmp/out'"
run check --color always "$image"
check "--color always colours" grep -q "$(printf '\033')" "$tmp/out"
run check -C "$here/testdata/demo" "$image"
check "the project's files are named on stderr" grep -q 'using .*Dockerfile' "$tmp/err"
check "the Dockerfile's line is shown" grep -Eq '\(Dockerfile:[0-9]+\)' "$tmp/out"
run check --no-context "$image"
check "--no-context uses none" [ ! -s "$tmp/err" ]
if [ -c /dev/full ]; then
	for format in text json sarif; do
		"$FLYIMG" check --format $format "$image" >/dev/full 2>"$tmp/err"
		rc=$?
		check "a full disk is a failed run ($format)" [ $rc -eq 3 ]
	done
	"$FLYIMG" rules >/dev/full 2>"$tmp/err"
	rc=$?
	check "a full disk is a failed list of rules" [ $rc -eq 3 ]
	"$FLYIMG" --help >/dev/full 2>"$tmp/err"
	rc=$?
	check "a full disk is a failed help" [ $rc -eq 3 ]
fi
"$FLYIMG" check "$image" 2>"$tmp/err" | head -n 1 >"$tmp/out"
check "a reader that goes away is no complaint" sh -c "! grep -qi 'pipe' '$tmp/err'"

# ---- files ----
mkdir "$tmp/into"
run check --format json -o "$tmp/into/report.json" "$image"
check "-o writes the report" [ -s "$tmp/into/report.json" ]
check "-o leaves nothing on stdout" [ ! -s "$tmp/out" ]
check "-o leaves no other file" [ "$(ls "$tmp/into")" = report.json ]
run check --format json -o "$tmp/nowhere/report.json" "$image"
check "-o into a missing folder fails" [ "$rc" -eq 3 ]
rm -f "$tmp/into/report.json"
(sleep 5 | "$FLYIMG" check -o "$tmp/into/report.txt" - >"$tmp/out" 2>"$tmp/err") &
pipe=$!
sleep 1
child=$(ps -o pid=,args= --ppid "$(ps -o pid= --ppid $pipe 2>/dev/null | tr -d ' ' | head -n 1)" 2>/dev/null | awk '/check -o/ { print $1; exit }')
[ -n "$child" ] || child=$(ps -o pid=,args= --ppid $pipe 2>/dev/null | awk '/check -o/ { print $1; exit }')
if [ -n "$child" ]; then
	kill -TERM "$child"
	wait $pipe
	rc=$?
	check "an interrupt dies of the signal" [ $rc -eq 143 ]
	check "an interrupt leaves no file" [ -z "$(ls "$tmp/into")" ]
else
	wait $pipe
	skip "an interrupt: the process was not found"
fi

# ---- formats ----
for format in json sarif; do
	run check --format $format -C "$here/testdata/demo" "$image"
	cp "$tmp/out" "$tmp/report.$format"
	check "$format is JSON" python3 -m json.tool "$tmp/report.$format" "$tmp/pretty"
done
run lint --format json "$here/testdata/demo"
cp "$tmp/out" "$tmp/lint.json"
run check --format json "$tmp/cut.tar"
cp "$tmp/out" "$tmp/cut.json"
if python3 -c 'import jsonschema' 2>/dev/null; then
	for report in report lint cut shown; do
		check "$report.json fits the schema" python3 -c '
import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))
' "$tmp/$report.json" "$here/docs/report.schema.json"
	done
else
	skip "the schema: python3-jsonschema is absent"
fi
check "an incomplete report says so" grep -q '"complete": false' "$tmp/cut.json"
check "sarif has what its specification requires" python3 -c '
import json, sys
log = json.load(open(sys.argv[1]))
assert log["version"] == "2.1.0" and log["$schema"]
for run in log["runs"]:
    driver = run["tool"]["driver"]
    ids = [r["id"] for r in driver["rules"]]
    assert driver["name"] and len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["help"]["text"]
    assert isinstance(run["invocations"][0]["executionSuccessful"], bool)
    assert run["results"]
    for r in run["results"]:
        assert ids[r["ruleIndex"]] == r["ruleId"] and r["message"]["text"]
        assert r["level"] in ("error", "warning", "note")
        assert r["partialFingerprints"]["flyimg/v1"]
        for l in r["locations"] + r["relatedLocations"]:
            uri = l["physicalLocation"]["artifactLocation"]["uri"]
            assert uri and " " not in uri
            assert l["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
        assert len({l["id"] for l in r["relatedLocations"]}) == len(r["relatedLocations"])
' "$tmp/report.sarif"

# ---- secrets ----
# What is planted in the image, as its files and config hold it.
mkdir "$tmp/open" && tar -C "$tmp/open" -xf "$image" 2>/dev/null
find "$tmp/open" -name layer.tar -exec sh -c 'tar -xOf "$1" --wildcards "*.env" "*.npmrc" 2>/dev/null' _ {} \; |
	sed -n 's/^[^=]*=//p' | grep -E '.{12,}' | sort -u >"$tmp/planted"
check "the sample image has planted values" [ "$(wc -l <"$tmp/planted")" -ge 3 ]
for format in text json sarif; do
	run check -v --format $format -C "$here/testdata/demo" "$image"
	check "$format shows no planted value" sh -c "! grep -qFf '$tmp/planted' '$tmp/out'"
	check "$format shows masks" grep -qF '...****' "$tmp/out"
	run check -v --skip secret --skip file --format $format "$image"
	check "$format shows none in instructions either" sh -c "test -s '$tmp/out' && ! grep -qFf '$tmp/planted' '$tmp/out'"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
