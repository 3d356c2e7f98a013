#!/bin/sh
# flyimg-audit.sh - one audit in N parts with GNU parallel, here or on several machines.
#
#   flyimg-audit.sh 16 /shared/out /srv/registry
#   PARALLEL='--sshlogin 8/one,8/two --workdir .' flyimg-audit.sh 16 /shared/out /srv/registry
#
# N, a folder for the results, options of audit --shard, the PATHs to read.  As many
# parts run at once as there are processors; options of parallel come in $PARALLEL.  On
# other machines the folder and the inputs must be there under the same names.
#
# Then the parts are merged into FOLDER/audit.html, or as $MERGE says, for example
# MERGE='--format json --fail-on none'; the exit status is that of flyimg merge.  A part
# that failed is tried once more, and goes on where it was; one that fails again is told
# by the report.
set -eu

if [ $# -lt 3 ]; then
	echo "usage: flyimg-audit.sh N FOLDER [OPTION]... PATH..." >&2
	exit 2
fi
shards=$1 folder=$2
shift 2
flyimg=${FLYIMG:-flyimg}

mkdir -p "$folder"
seq "$shards" | parallel --quote -I @SHARD@ --retries 2 \
	"$flyimg" audit --quiet --shard "@SHARD@/$shards" -o "$folder/shard-@SHARD@.db" "$@" || :

if [ -n "${MERGE:-}" ]; then
	# shellcheck disable=SC2086 # words are meant
	exec "$flyimg" merge $MERGE "$folder"/shard-*.db
fi
exec "$flyimg" merge --format html -o "$folder/audit.html" "$folder"/shard-*.db
