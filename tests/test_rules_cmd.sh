#!/bin/sh
# test_rules_cmd.sh - "flyimg rules test" and --rules as a shell sees them.
set -u
export FLYIMG_CACHE= # every layer is read
FLYIMG=${FLYIMG:-build/plain/flyimg}
here=$(cd "$(dirname "$0")/.." && pwd)
case $FLYIMG in /*) ;; *) FLYIMG=$PWD/$FLYIMG ;; esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

# run ARGS... : status in $rc, streams in $tmp/out and $tmp/err
run() {
	"$FLYIMG" "$@" >"$tmp/out" 2>"$tmp/err"
	rc=$?
}

# is NAME STATUS FILE WORDS : the last run's status, and WORDS in its out or err
is() {
	if [ "$rc" -eq "$2" ] && grep -qF -e "$4" "$tmp/$3"; then
		passed=$((passed + 1))
		echo "ok $1"
	else
		failed=$((failed + 1))
		echo "FAILED $1 (status $rc)"
		sed 's/^/    out: /' "$tmp/out" | head -n 5
		sed 's/^/    err: /' "$tmp/err" | head -n 5
	fi
}

# check NAME COMMAND... : the command succeeds
check() {
	name=$1
	shift
	rc=1
	"$@" && rc=0
	: >"$tmp/none"
	cp "$tmp/out" "$tmp/any" && echo . >>"$tmp/any"
	is "$name" 0 any .
}

cd "$tmp" || exit 1
cat >my.toml <<'END'
[[rules]]
id = "acme-token"
description = "ACME token"
regex = '''\b(acme_[a-z0-9]{16})\b'''
keywords = ["acme_"]
hit = "acme_0123456789abcdef"
miss = "acme_0123"
END
printf 'a: 1\nkey = acme_%s\n' 0123456789abcdef >config.yml
echo hello >plain

run rules test plain
check "nothing gives 0 and no word" [ "$rc" -eq 0 -a ! -s out ]
run rules test --rules my.toml config.yml
is "a hit gives 1, rule, place and mask" 1 out "config.yml:2:7: high acme-token acme...****"
check "and not the value" sh -c "! grep -q 0123456789abcdef out"
run rules test --rules my.toml --path app/.env - <config.yml
is "--path gives standard input a name" 1 out "app/.env:2:7: high acme-token"
is "by which file rules judge it" 1 out "app/.env: medium env-file"
run rules test --rules my.toml --format json config.yml
is "json has the same" 1 out '"rule": "acme-token"'
check "and is JSON" python3 -m json.tool out /dev/null
printf 'GITHUB_TOKEN: gh%s\n' o_wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx >two.yml
run rules test two.yml
check "one value is shown once, by its strongest rule" \
	[ "$(wc -l <out)" -eq 1 -a "$(grep -c github-oauth-token out)" -eq 1 ]
run rules test --format json two.yml
is "json has the others, too" 1 out '"kept": false'
run rules test --rules my.toml
is "examples that hold give 0" 0 out "my.toml:7: ok miss of acme-token"
sed 's/^miss = .*/miss = "acme_fedcba9876543210"/' my.toml >bad.toml
run rules test --rules bad.toml
is "one that does not gives 1" 1 out "bad.toml:7: FAILED miss of acme-token: the rule finds something in it"
run rules test absent config.yml
is "a missing file gives 3" 3 err "absent: No such file"
run rules test .
is "so does a folder" 3 err "Is a directory"
run rules test </dev/null
is "no file and no rules is wrong usage" 2 err "flyimg rules test FILE"
run rules test --format sarif plain
is "so is sarif" 2 err "text or json"
run rules --rules my.toml
is "--rules without test says what to type" 2 err "flyimg rules test"
run rules test --rules nowhere.toml plain
is "rules that are not there are named" 2 err "nowhere.toml: No such file"
printf "[[rules]]\nid = 'a'\nregex = '''x(y'''\n" >broken.toml
run check --rules broken.toml plain
is "a broken rule is told with line and column" 2 err "broken.toml:3:15: the regex"
run rules --only fly
is "the list keeps to --only" 0 out " rules; flyimg rules ID"
check "and leaves the rest out" grep -qv "^secret$" out
run rules --only env-secret --format json
check "in JSON too" [ "$(grep -c '"id"' out)" -eq 1 ]
run rules --skip secret,file,image,dockerfile,ci,cross
check "the list keeps to --skip" [ "$(grep -c '^[a-z]*$' out)" -le 3 ]
run rules env-secret --only fly
is "one rule is not chosen from" 2 err "choose from the list"

run rules test --rules my.toml --only acme-tokn plain
is "--only knows the catalogue" 2 err "no rule or category is called"
run rules test --skip acme-token --rules my.toml config.yml
check "--skip knows users' rules" [ "$rc" -eq 0 ]

awk '/^```toml/ { on = 1; next } /^```/ { on = 0 } on' "$here/docs/rules.md" >docs.toml
run rules test --rules docs.toml
is "the rule in docs/rules.md holds" 0 out "docs.toml:10: ok hit of acme-token"
cat >many.toml <<'END'
[[rules]]
id = "many"
regex = '''(?i)(?:api|auth|cred|pass|priv|secr|sess|sign|token|tok)[a-z_]*=(\d{8,})'''
keywords = ["api", "auth", "cred", "pass", "priv", "secr", "sess", "sign", "token", "tok"]
END
echo 'api_token=8367254091' >many.txt
run rules test --rules many.toml --only many many.txt
is "a rule of many key words finds a value" 1 out "many.txt:1:11: high many"
check "and shows it once" [ "$(wc -l <out)" -eq 1 ]

gzip -dc "$here/testdata/demo/image.tar.gz" >image.tar || exit 1
cat >demo.toml <<'END'
[[rules]]
id = "my-root"
description = "Somebody's root"
regex = '''root:([^:\s]+):0'''
severity = "critical"
[[rules]]
id = "my-file"
description = "A file of mine"
path = '''(^|/)\.env$'''
END
run check --no-context --rules demo.toml --only my-file,my-root image.tar
is "check runs users' rules" 1 out "my-file"
run check --no-context --rules my.toml --format json image.tar
cp out with
run check --no-context --format json image.tar
check "rules that find nothing change nothing" cmp -s out with

echo "$passed passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
