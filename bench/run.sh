#!/bin/sh
# run.sh FLYIMG ARCHIVE - how fast is a check, and how much memory does it take?
#
# `flyimg check --no-context`, as a file and through a pipe, with `openssl dgst -sha256`
# of the same file beside it, which must read and digest the same bytes.  The best of
# three runs each; what else the machine does is told by the load and by the seconds of
# the processors.  Prints a table and keeps it in bench/results.md.
set -eu
export FLYIMG_CACHE= # every layer is read
flyimg=$1
archive=${2:?usage: run.sh FLYIMG ARCHIVE, or make bench ARCHIVE=app.tar}
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
[ -x /usr/bin/time ] || { echo "run.sh needs /usr/bin/time (apt-get install time)" >&2; exit 2; }

# best NAME COMMAND: the fastest of three, as "SECONDS KIB USER SYSTEM" in $tmp/NAME.
best() {
	name=$1
	shift
	for _ in 1 2 3; do
		rc=0
		/usr/bin/time -f '%e %M %U %S' -o "$tmp/t" "$@" >"$tmp/out" 2>"$tmp/err" || rc=$?
		if [ $rc -gt 1 ]; then
			cat "$tmp/err" >&2
			echo "run.sh: $name ended with status $rc" >&2
			exit 1
		fi
		tail -n 1 "$tmp/t" >>"$tmp/$name.all"
	done
	sort -n "$tmp/$name.all" | head -n 1 >"$tmp/$name"
}

bytes=$(wc -c <"$archive")
cat "$archive" >/dev/null # the page cache is warm for all
best openssl openssl dgst -sha256 "$archive"
best file "$flyimg" check --no-context "$archive"
# A real pipe: the shell's own time is a few milliseconds.
cat >"$tmp/pipe.sh" <<'INNER'
cat "$2" | "$1" check --no-context -
INNER
# time(1) tells the largest process of the pipe, which is flyimg.
best pipe sh "$tmp/pipe.sh" "$flyimg" "$archive"

row() {
	awk -v what="$1" -v bytes="$bytes" -v base="$(cut -d' ' -f1 "$tmp/openssl")" '{
		s = $1 > 0 ? $1 : 0.01
		printf "| %s | %.2f | %.2f | %.0f | %.2f | %.1f |\n", what, s, $3 + $4,
			bytes / s / 1e6, s / base, $2 / 1024
	}' "$tmp/$2"
}
# shellcheck disable=SC2016 # code marks, not commands
{
	echo "# How fast is a check"
	echo
	echo "\`bench/run.sh\` on $(date -u +%Y-%m-%d): $("$flyimg" --version | head -n 1), $(basename "$archive")" \
		"($bytes bytes), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)."
	echo
	echo "| what | seconds | of processors | MB/s | times openssl | peak MiB |"
	echo "| --- | --- | --- | --- | --- | --- |"
	row '`openssl dgst -sha256 FILE`' openssl
	row '`flyimg check FILE`' file
	row '`cat FILE \| flyimg check -`' pipe
} | tee "$here/results.md"
