#!/bin/sh
# test_corpus_secrets.sh - every secret of a generated corpus is found, no near miss is.
#
# testdata/secrets/generate.py makes it in a temporary folder; see its head.
set -u
export FLYIMG_CACHE= # every layer is read
FLYIMG=${FLYIMG:-build/plain/flyimg}
here=$(cd "$(dirname "$0")/.." && pwd)
if ! command -v python3 >/dev/null; then
	echo "skip python3 is not there"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

python3 -B "$here/testdata/secrets/generate.py" "$FLYIMG" "$tmp" || exit 1
python3 -B "$here/testdata/secrets/check.py" "$FLYIMG" "$tmp"
