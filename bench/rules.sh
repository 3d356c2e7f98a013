#!/bin/sh
# rules.sh BENCH-RULES FOLDER... - what does it cost to look for everything?
#
# The scanner's processor time over the files of each folder (one of four, into memory,
# at most 1 GB) with the 80 rules of bench/rules80.txt, with these and 640 others, and with
# the whole catalogue, by turns, five times; the medians, and those of the five ratios.
# Prints a table and keeps it in bench/results-rules.md.  The folders are best those of
# `make clean-corpora`.
set -eu
bench=$1
[ $# -gt 1 ] || { echo "usage: rules.sh BENCH-RULES FOLDER..., or make bench-rules FOLDERS=..." >&2; exit 2; }
shift
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
few=$(grep -v '^#' "$here/rules80.txt" | paste -sd, -)
COUNT=0
SHARE=${SHARE:-4}
export COUNT SHARE

median() {
	sort -n | sed -n 3p
}

# seconds FILE: of a line "445 rules, 23760 files, 585 MB: 0.432 s a GB, 44 hits".
seconds() {
	sed 's/.*MB: \([0-9.]*\) s.*/\1/' "$1"
}

more() {
	awk '{ printf "%.3f\n", $2 / $1 }' | median | awk '{ printf "%+.0f %%", ($1 - 1) * 100 }'
}

# row FOLDER: the ratios are of one turn, so that a slow minute meets all sides.
row() {
	: >"$tmp/turns"
	for _ in 1 2 3 4 5; do
		"$bench" "$1" "$few" >"$tmp/1"
		"$bench" "$1" "$few+640" >"$tmp/2"
		"$bench" "$1" >"$tmp/3"
		echo "$(seconds "$tmp/1") $(seconds "$tmp/2") $(seconds "$tmp/3")" >>"$tmp/turns"
	done
	echo "| $(basename "$1") | $(sed 's/.*files, \([0-9]*\) MB.*/\1/' "$tmp/3")" \
		"| $(cut -d' ' -f1 "$tmp/turns" | median) | $(cut -d' ' -f2 "$tmp/turns" | median)" \
		"| $(cut -d' ' -f1,2 "$tmp/turns" | more)" \
		"| $(cut -d' ' -f3 "$tmp/turns" | median) | $(cut -d' ' -f1,3 "$tmp/turns" | more) |"
	for i in 1 2 3; do sed 's/ rules.*//' "$tmp/$i" >"$tmp/$i.n"; done
}

for folder; do
	row "$folder" >>"$tmp/rows"
done
{
	echo "# What does it cost to look for everything"
	echo
	echo "\`make bench-rules\` on $(date -u +%Y-%m-%d): the scanner alone, its processor time in" \
		"seconds a GB; $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)."
	echo
	echo "| files | MB | $(cat "$tmp/1.n") rules | $(cat "$tmp/2.n") rules | more" \
		"| $(cat "$tmp/3.n") rules | more |"
	echo "| --- | --- | --- | --- | --- | --- | --- |"
	cat "$tmp/rows"
} | tee "$here/results-rules.md"
