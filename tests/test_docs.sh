#!/bin/sh
# test_docs.sh - what is written about the program and what the program says agree.
set -u
export FLYIMG_CACHE= # every layer is read
FLYIMG=${FLYIMG:-build/plain/flyimg}
here=$(cd "$(dirname "$0")/.." && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0 skipped=0

check() {
	name=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		echo "ok $name"
	else
		failed=$((failed + 1))
		echo "FAILED $name"
	fi
}

"$FLYIMG" help --man >"$tmp/man" || exit 1
sed 's/\\-/-/g' "$tmp/man" >"$tmp/words"
for command in check audit merge lint rules help; do
	"$FLYIMG" $command --help >"$tmp/help" || exit 1
	for option in $(grep -oE '^ +(-., )?--[a-z][a-z-]*' "$tmp/help" | grep -oE -e '--[a-z-]+'); do
		check "the man page has $option of $command" grep -qF -e "$option" "$tmp/words"
	done
	check "the man page has $command" grep -qF "flyimg $command" "$tmp/words"
done
for code in 0 1 2 3; do
	check "the man page has status $code" grep -qF "\\fB$code\\fR" "$tmp/man"
	check "the README has status $code" grep -q "^| $code |" "$here/README.md"
done
for format in text json jsonl csv sarif html; do
	check "the man page has format $format" grep -qF "\\fB$format\\fR" "$tmp/man"
done
if command -v man >/dev/null 2>&1; then
	man --warnings -l "$tmp/man" >/dev/null 2>"$tmp/warnings"
	check "man has no complaint about the page" [ ! -s "$tmp/warnings" ]
else
	skipped=$((skipped + 1))
	echo "skip man is absent"
fi
"$FLYIMG" rules --format json >"$tmp/rules" || exit 1
check "every listed rule can be explained" python3 -c '
import json, subprocess, sys
rules = json.load(open(sys.argv[1]))
assert len(rules) > 100
for rule in rules:
    text = subprocess.run([sys.argv[2], "rules", rule["id"]], capture_output=True, check=True).stdout.decode()
    for part in ("why", "fix", "Found in:", "Not found in:"):
        assert part in text, (rule["id"], part)
' "$tmp/rules" "$FLYIMG"
check "docs/failures.md names rules that exist, for F1 to F33" python3 -c '
import json, re, sys
known = {rule["id"]: rule for rule in json.load(open(sys.argv[1]))}
rows = re.findall(r"^\| F(\d+) \|(.*)\|(.*)\|$", open(sys.argv[2]).read(), re.M)
assert [int(row[0]) for row in rows] == list(range(1, 34)), rows
named = {name for row in rows for name in re.findall("`((?:cross|fly|image)-[a-z0-9-]+)`", row[2])}
assert len(named) > 40 and named <= set(known), sorted(named - set(known))
for number, symptom, rules in rows:
    assert "`" in rules or "not offline" in rules or re.search(r"F\d", rules), number
' "$tmp/rules" "$here/docs/failures.md"
if python3 -c 'import jsonschema' 2>/dev/null; then
	check "the report in docs/report.md fits the schema" python3 -c '
import json, re, sys, jsonschema
text = open(sys.argv[1]).read()
report = json.loads(re.search("```json\n(.*?)```", text, re.S).group(1))
jsonschema.validate(report, json.load(open(sys.argv[2])))
' "$here/docs/report.md" "$here/docs/report.schema.json"
else
	skipped=$((skipped + 1))
	echo "skip python3-jsonschema is absent"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
